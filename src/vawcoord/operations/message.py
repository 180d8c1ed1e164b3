"""Writes messages to agencies and remembers that they were asked: texts to paste, drafts of mails, lines of the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vawcoord import disk
from vawcoord.change import ChangeSet, together
from vawcoord.documents import message as composing
from vawcoord.documents.message import OF_MEETINGS, Message, Occasion
from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf
from vawcoord.folder.toml import EncodingError, decoded
from vawcoord.folder.writing import log_added
from vawcoord.language import _
from vawcoord.operations.plan import known_member
from vawcoord.operations.progress import find_item
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Occurrence
from vawcoord.records.member import Member
from vawcoord.records.plan import CLOSED
from vawcoord.records.words import Pattern

FOLDER = "build/messages"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the kind; agencies, otherwise all that are concerned; a meeting; a language; numbers only."""

    kind: str
    agencies: tuple[str, ...] = ()
    meeting: str = ""
    language: str = ""
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts of mails as they were written, and what a person should know about them."""

    files: tuple[str, ...]
    remarks: tuple[str, ...]


def messages(root: Path, committee: Committee, request: Request, today: date) -> tuple[Message, ...]:
    """Return the messages of a kind, one an agency, in the order of the members.

    Raises VawcoordError for an agency that is no member or has left, where there is no such meeting, nobody to write to, or no
    template in the language asked for.
    """
    for agency in request.agencies:
        known_member(committee, agency, today)
    meeting = _meeting(committee, request, today)
    held = composing.occasion(committee, request.kind, today, meeting, numbers=request.numbers)
    if request.kind in OF_MEETINGS and held.meeting is None:
        raise VawcoordError(
            _("There is no such meeting in the schedule."),
            _("vawcoord meeting list shows them; vawcoord meeting schedule adds a series."),
        )
    _refuse(committee, request, held)
    everybody = composing.recipients(committee, held)
    wanted = [one for one in committee.members if one.id in request.agencies] if request.agencies else list(everybody)
    _refuse_silence(held, request, wanted)
    shelf = Shelf(root)
    patterns: dict[str, Pattern] = {}
    made = []
    for member in wanted:
        language = request.language or language_of(committee, member, template_languages(shelf, f"message/{request.kind}"))
        if language not in patterns:
            patterns[language] = pattern(shelf, f"message/{request.kind}", language)
        made.append(composing.message(committee, member, held, patterns[language]))
    return tuple(made)


def _meeting(committee: Committee, request: Request, today: date) -> Occurrence | None:
    """Return the meeting that is named; None where none is."""
    if not request.meeting:
        return None
    if request.kind not in OF_MEETINGS:
        raise VawcoordError(
            _("A message of the kind {kind} is about no meeting.").format(kind=request.kind), _("Leave --meeting out.")
        )
    from vawcoord.operations.schedule import find_meeting

    return find_meeting(committee, request.meeting, today)


def _refuse(committee: Committee, request: Request, held: Occasion) -> None:
    """Refuse what cannot be said of a meeting: items for one that is off or over, thanks for one that has not been."""
    meeting = held.meeting
    if meeting is None:
        return
    if request.kind in ("call-for-items", "notice") and meeting.day < held.today:
        raise VawcoordError(_("{meeting} was on {day}.").format(meeting=meeting.id, day=meeting.day))
    if request.kind != "notice" and meeting.cancelled:
        raise VawcoordError(
            _("{meeting} was cancelled.").format(meeting=meeting.id), _("vawcoord message notice --meeting DATE says so.")
        )
    if request.kind == "thanks":
        if meeting.day > held.today:
            raise VawcoordError(_("{day} has not come yet.").format(day=meeting.day))
        if not request.agencies and not composing.recipients(committee, held):
            raise VawcoordError(
                _("The minutes of {meeting} do not say yet who came.").format(meeting=meeting.id),
                _("Write them first, or name the agencies: --agency ID."),
            )


def _refuse_silence(held: Occasion, request: Request, wanted: Sequence[Member]) -> None:
    """Refuse when there is nobody to write to, or nothing to say."""
    if not wanted:
        raise VawcoordError(
            _("Nobody waits for a message of the kind {kind}.").format(kind=request.kind),
            _("vawcoord today says what is to be done."),
        )
    if held.kind in ("reminder", "missing-signature"):
        for member in wanted:
            mine = held.tasks.get(member.id)
            if mine is None or not (mine.open or mine.finished):
                raise VawcoordError(_("{agency} has nothing of that kind to do.").format(agency=member.name))


def template_languages(shelf: Shelf, name: str) -> tuple[str, ...]:
    """Return the languages in which there are both a template and fixed words."""
    return tuple(one for one in shelf.languages(name) if shelf.speaks(one))


def language_of(committee: Committee, member: Member, there: Sequence[str]) -> str:
    """Return the language to write to an agency in: the first of the committee's that it works in, as far as there are texts.

    Agencies name their languages as people do ("English", "français"); the committee has tags.
    """
    from vawcoord.text.dates import language_names

    own = {one.strip().casefold() for one in member.languages}
    spoken = [one for one in committee.profile.languages if _base(one, there)]
    first = committee.profile.languages[0]
    chosen = next((one for one in spoken if own & language_names(one, first)), "") if own else ""
    return _base(chosen, there) or next((_base(one, there) for one in spoken), "en")


def _base(language: str, there: Sequence[str]) -> str:
    """Return the language in which there is a text: itself, or what stands before its hyphen; empty where there is none."""
    return next((one for one in (language, language.partition("-")[0]) if one and one in there), "")


def pattern(shelf: Shelf, name: str, language: str) -> Pattern:
    """Return a template of plain text in a language; the committee's own goes first. Raises VawcoordError where there is none."""
    there = template_languages(shelf, name)
    found = shelf.content(f"{name}.{_base(language, there)}.md")
    if found is None:
        raise VawcoordError(
            _("There is no template {name} in the language {language}.").format(name=name, language=language),
            _("These languages are there: {languages}.").format(languages=", ".join(there)),
        )
    path, content = found
    try:
        return Pattern(path, decoded(content), shelf.words(language))
    except EncodingError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error


def drafts(root: Path, committee: Committee, written: Sequence[Message], today: date) -> Drafts:
    """Write messages as drafts of mails under build/messages. Addresses come from contacts.toml, and only if they are there.

    A seat gets none: how she is reached is her organisation's knowledge.
    """
    from vawcoord.render import eml

    known = {one.person: one.emails for one in committee.contacts.contacts} if committee.contacts else {}
    files, without, strange = [], [], []
    for one in written:
        given = () if one.seat else known.get(one.person, ())
        to = [address for address in given if eml.is_address(address)]
        if not to:
            without.append(one.agency)
        if len(to) < len(given):
            strange.append(one.person)
        path = f"{FOLDER}/{today.isoformat()}-{one.kind}-{one.agency}.eml"
        _write(root, path, eml.render(one.subject, one.text, one.language, to))
        files.append(path)
    remarks = []
    if without:
        remarks.append(_("No address stands in the drafts for: {agencies}.").format(agencies=", ".join(without)))
    if strange:
        remarks.append(_("contacts.toml holds no usable address for: {people}.").format(people=", ".join(strange)))
    return Drafts(tuple(files), tuple(remarks))


def _write(root: Path, path: str, content: bytes) -> None:
    """Write a file under build/; what the disk refuses becomes a sentence."""
    try:
        disk.write_atomic(disk.inside(root, path), content)
    except OSError as error:
        raise VawcoordError(
            _("{folder}: nothing can be written there: {reason}.").format(folder=root / path, reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error


def asked(root: Path, committee: Committee, items: Sequence[str], today: date, by: str = "") -> tuple[tuple[str, ...], ChangeSet]:
    """Return the full ids of activities and actions whose agencies were asked about them, and the change that notes it.

    What was noted on that day already is noted once. Raises VawcoordError for an item that is none, or is closed.
    """
    known_member(committee, by, today)
    noted = {one.item for one in committee.journal if one.asked and one.date == today}
    found = []
    for name in dict.fromkeys(items):
        item = find_item(committee, name, today)
        if item.status in CLOSED:
            raise VawcoordError(_("{item} is closed: {status}.").format(item=item.id, status=item.status))
        if item.first is not None and today < item.first:
            raise VawcoordError(
                _("{day} is before {item} could begin ({first}).").format(day=today, item=item.id, first=item.first),
                _("A line is dated by today, or by --today DATE."),
            )
        found.append(item.id)
    entries = [{"date": today, "item": one, "by": by, "asked": True} for one in dict.fromkeys(found) if one not in noted]
    if not entries:
        raise VawcoordError(_("It is noted for {day} already.").format(day=today))
    label = _("asked about {items}").format(items=", ".join(str(one["item"]) for one in entries))
    return tuple(found), together(label, [log_added(root, f"progress/{today:%Y-%m}.log.toml", entries)])
