"""Sends a text round for comments: the Word copy, the text as it was sent, a line in the log for each agency it goes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vawcoord import disk
from vawcoord.change import ChangeSet, digest, new_file, together
from vawcoord.documents import agreement, circulation
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path, log_path
from vawcoord.folder.toml import decoded, parsed
from vawcoord.folder.writing import log_added
from vawcoord.language import _
from vawcoord.operations.build import Step, caution, one_sheet, text_sheet
from vawcoord.operations.documents import readable_by_parties
from vawcoord.operations.members import find_member
from vawcoord.operations.minutes import already_approved, written
from vawcoord.operations.rounds import MINUTES, Round, of_document, of_meeting
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Event, parties_on, standing
from vawcoord.records.meeting import MinutesFront
from vawcoord.records.member import Member

if TYPE_CHECKING:
    from vawcoord.folder.shipped import Shelf
    from vawcoord.prose import Sheet


@dataclass(frozen=True, slots=True)
class Issue:
    """A copy to be made: what is written, the sheet, where it will lie, to whom it goes, who has had this text before."""

    about: Round
    changes: ChangeSet
    sheet: "Sheet"
    stem: str
    to: tuple[Member, ...]
    again: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return where the Word file lies once it is made."""
        return f"build/{self.stem}.docx"


def issue(
    root: Path,
    committee: Committee,
    shelf: "Shelf",
    document: Document,
    to: Sequence[str],
    today: date,
    *,
    answer_by: date | None = None,
) -> Issue:
    """Return the copy of a document for some agencies, for all its parties where none is named, and the changes that record it.

    The text as sent is kept under `issued/`. The same text for the same agency on the same day is one line of the log. Raises
    VawcoordError for a text that is not whole or has ended, an agency that is no member, a day for the answer that is past.
    """
    readable_by_parties(document)
    if standing(document, today).state in ("withdrawn", "superseded", "expired"):
        raise VawcoordError(
            _("{ref} has ended; nobody is asked about it any more.").format(ref=document.ref),
            _("Issue the document that replaces it."),
        )
    members = _recipients(committee, document, to, today)
    known = text_sheet(root, committee, shelf, document, today)[0]
    about = of_document(known)
    changes, new, had = _recorded(root, about, members, today, answer_by)
    printed = text_sheet(root, committee, shelf, known.but(log=(*document.log, *new)), today)[2]
    words = shelf.words(about.language)
    sheet = circulation.sheet(printed, words, [one.name for one in members], answer_by)
    return Issue(about, changes, sheet, _stem(committee, document, today), members, had)


def issue_minutes(
    root: Path,
    committee: Committee,
    shelf: "Shelf",
    asked: str,
    to: Sequence[str],
    today: date,
    *,
    answer_by: date | None = None,
) -> Issue:
    """Return the copy of a meeting's draft minutes for those who attended, or for the agencies named.

    The copy shows the lines as they stand in the file, so that a correction finds its way back. Raises VawcoordError for minutes
    that were approved, and for those of a closed session, which never go round.
    """
    meeting = written(committee, asked, today)
    about = of_meeting(meeting)
    front = meeting.front
    if about is None or front is None or meeting.minutes is None:
        raise AssertionError(meeting.id)
    if meeting.approved:
        raise already_approved(meeting)
    if front.class_ == "restricted":
        raise VawcoordError(
            _("{id} was a closed session; its minutes do not go round.").format(id=meeting.id),
            _("They are read and corrected in the room, at the next session."),
        )
    named = to or [one.agency for one in front.attendance if one.is_ in ("present", "alternate", "observer")]
    if not named:
        raise VawcoordError(
            _("The roster of {id} is not ticked; nobody can tell who attended.").format(id=meeting.id),
            _("Tick it in {path}, or name the agencies with --to.").format(path=about.path),
        )
    members = tuple(find_member(committee, one) for one in dict.fromkeys(named))
    changes, _new, had = _recorded(root, about, members, today, answer_by)
    words = shelf.words(about.language)
    printed = circulation.minutes(committee.profile, front, meeting.minutes.body, about.digest, words)
    sheet = circulation.sheet(
        printed,
        words,
        [one.name for one in members],
        answer_by,
        property_=f"{committee.profile.uid}/{MINUTES}/{meeting.id}/{about.digest}",
    )
    return Issue(about, changes, sheet, f"issued/minutes-{meeting.id}-{today.isoformat()}", members, had)


def _recorded(
    root: Path, about: Round, members: Sequence[Member], today: date, answer_by: date | None
) -> tuple[ChangeSet, tuple[Event, ...], tuple[str, ...]]:
    """Return the changes that record who gets a text and keep it, the new lines of the log, and who had this text before."""
    if answer_by is not None and answer_by < today:
        raise VawcoordError(
            _("The day for the answer ({day}) is past.").format(day=answer_by), _("Name a later one with --answer-by.")
        )
    content = disk.read(root, about.path) or b""
    events = [
        Event(
            date=today,
            event="issued",
            party=one.id,
            digest=about.digest,
            bytes=digest(content),
            language=about.language if about.several else "",
            answer_by=answer_by,
        )
        for one in members
    ]
    there = {(one.date, one.party, one.digest, one.answer_by) for one in about.log if one.event == "issued"}
    new = tuple(one for one in events if (one.date, one.party, one.digest, one.answer_by) not in there)
    changes = [log_added(root, log_path(about.kind, about.id), [dict(one.values()) for one in new])] if new else []
    kept = issued_path(about.kind, about.id, about.digest)
    if disk.read(root, kept) is None:
        changes.append(new_file(kept, content))
    label = _("{ref} issued to {agencies}").format(ref=about.ref, agencies=", ".join(one.id for one in members))
    had = {one.party for one in about.log if one.event == "issued" and one.digest == about.digest}
    return together(label, changes), new, tuple(one.id for one in members if one.id in had)


def around(committee: Committee, shelf: "Shelf", about: Round, text: str, content: bytes) -> frozenset[str]:
    """Return what the copies of a text print around it: title, notices, the page that says how to answer, the places to sign.

    `content` is the text as it was kept. None of it is the agency's word, and a copy that lost its styles still has it.
    """
    from vawcoord.exchange.placing import printed_around
    from vawcoord.text.frontmatter import split
    from vawcoord.text.markdown import blocks

    halves = split(decoded(content).replace("\r\n", "\n"))
    words = shelf.words(about.language)
    names = {one.id: one.name for one in committee.members}
    rounds: dict[tuple[date, date | None], list[str]] = {}
    for event in about.log:
        if event.event == "issued" and event.digest == text:
            rounds.setdefault((event.date, event.answer_by), []).append(names.get(event.party, event.party))
    said: frozenset[str] = frozenset()
    for (day, answer_by), agencies in (rounds or {(date.max, None): [""]}).items():
        if about.document is None:
            front = _minutes_front(content)
            printed = circulation.minutes(committee.profile, front, halves.body, text, words) if front else None
        else:
            document = about.document.but(front=about.document.front_of(text), digest=text)
            printed = agreement.sheet(
                document, blocks(halves.body), committee.profile, words, standing(document, day), caution=caution(shelf, document)
            )
        if printed is not None:
            said |= printed_around(circulation.sheet(printed, words, agencies, answer_by), halves.body)
    return said


def _minutes_front(content: bytes) -> MinutesFront | None:
    """Return the head of minutes as they were kept."""
    from vawcoord.records.record import Reading
    from vawcoord.text.frontmatter import split

    return MinutesFront.read(parsed(split(decoded(content).replace("\r\n", "\n")).front), (), Reading(""))


def make(root: Path, issued: Issue) -> Step:
    """Render the copy under build/issued; raises VawcoordError when the file cannot be written, such as when it is open."""
    return one_sheet(root, issued.stem, issued.sheet, ("docx",), source=issued.about.path)[0]


def _stem(committee: Committee, document: Document, today: date) -> str:
    """Return where a copy lies below build/, without its ending.

    Its kind stands in the name where two documents of different kinds have one id: neither may overwrite the other's copy.
    """
    kinds = {one.kind for one in committee.documents if one.id == document.id}
    name = document.id if len(kinds) == 1 else f"{document.kind}-{document.id}"
    language = f".{document.translation}" if document.translation else ""
    return f"issued/{name}-{today.isoformat()}{language}"


def _recipients(committee: Committee, document: Document, to: Sequence[str], today: date) -> tuple[Member, ...]:
    """Return the agencies named; all parties where none is; all members where the document has no parties."""
    if to:
        return tuple(find_member(committee, one) for one in dict.fromkeys(to))
    parties = parties_on(document, today)
    found = tuple(one for party in parties if (one := committee.member(party)) is not None)
    return found or committee.active(today)
