"""The agenda of a meeting: made from the committee's records, items that agencies ask for, who answered that they come.

What is made is plain text. The text as it was made is kept under `origin/`, so that the tool knows what somebody has edited:
that stays as it is, byte for byte.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import ABSENT, Change, ChangeSet, digest, together
from vawcoord.documents.agenda import example_values, template_values
from vawcoord.documents.business import Business, Forecast, Task, business, forecast
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import origin_path
from vawcoord.folder.shipped import Shelf, head_of
from vawcoord.folder.toml import EncodingError, decoded
from vawcoord.folder.writing import document_text, edited_front, into_head, one_line, replaced
from vawcoord.language import _, several
from vawcoord.operations.attach import attachment
from vawcoord.operations.members import find_member
from vawcoord.operations.schedule import find_meeting
from vawcoord.records.agenda import agenda_front, length, notice_day
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import CASE_KINDS, AgendaFront, Meeting, Occurrence, state_of
from vawcoord.records.member import Member, Representative
from vawcoord.records.record import found
from vawcoord.records.words import Words
from vawcoord.text.frontmatter import split
from vawcoord.text.items import Item, Items, fitted, inserted, items_of, same
from vawcoord.text.slug import proposed_id
from vawcoord.text.template import escaped, filled

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

COMING = {"coming": "present", "alternate": "alternate", "apologies": "apologies"}
"""What people type, and what stands in the file."""

LONGEST = 240
"""How many minutes an item may take, at most."""

_TITLE = 160
_BEFORE = ("decisions", "closed-session", "other-business", "summary", "next-date", "close")
_BEFORE_DECISION = _BEFORE[1:]


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be written about a meeting, and what a person should know.

    `outcome` is made, anew, refreshed, same or kept (somebody edited it, and nothing is written). `edited` are the items that
    somebody edited, `ask` the late tasks whose agency was not asked yet, `notice` the last day on which the notice goes out.
    """

    meeting: Occurrence
    path: str
    changes: ChangeSet
    outcome: str
    notice: date
    edited: tuple[str, ...] = ()
    ask: tuple[Task, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that an agency asks for."""

    title: str
    agency: str
    minutes: int
    decision: bool = False
    paper: Path | None = None


def agenda_path(meeting: str) -> str:
    """Return where the agenda of a meeting lies."""
    return f"meetings/{meeting}/agenda.md"


def origin_of(meeting: str) -> str:
    """Return where the text of an agenda is kept as the tool last made it."""
    return origin_path("agenda", meeting, "made")


def folder_of(committee: Committee, one: Occurrence) -> Meeting | None:
    """Return what stands in a meeting's folder, if it has one."""
    return next((held for held in committee.meetings if held.id == one.id), None)


def coming(committee: Committee, asked: str, today: date) -> Occurrence:
    """Return a meeting that is still to be held. Raises VawcoordError for one that was cancelled or held."""
    one = find_meeting(committee, asked, today)
    state = state_of(one, folder_of(committee, one))
    if state == "cancelled":
        raise VawcoordError(
            _("{id} was cancelled.").format(id=one.id),
            _("vawcoord meeting cancel {id} --take-back brings it back.").format(id=one.id),
        )
    if state in ("held", "approved"):
        raise VawcoordError(
            _("{id} was held; its agenda stays as it is.").format(id=one.id),
            _("vawcoord meeting list --next shows those to come."),
        )
    return one


def agenda(
    root: Path, committee: Committee, shelf: Shelf, asked: str, today: date, *, language: str = "", refresh: bool = False
) -> Made:
    """Return the changes that make the agenda of a meeting, or make it anew.

    An agenda that nobody edited is made anew; what agencies asked for stays in it. One that somebody edited stays as it is:
    with `refresh` only the items that nobody edited are brought up to date. Once it was sent out, nothing is made anew.
    """
    one = coming(committee, asked, today)
    held = business(committee, one, today)
    path = agenda_path(one.id)
    front = agenda_front(held.held)
    present = _present(root, path)
    tongue = language or (front.language if front else committee.profile.languages[0])
    head, text, remarks = _filled(committee, shelf, held, tongue)
    notice = notice_day(committee, one.day)
    ask = tuple(task for task in held.late if not task.named)
    if present is None:
        new = fitted(text, length(one))
        remarks += _too_long(one, items_of(new))
        label = _("agenda of {id} made").format(id=one.id)
        return Made(one, path, together(label, _new(root, one, head, new)), "made", notice, (), ask, tuple(remarks))
    if front is None:
        raise _unreadable(path)
    if front.issued:
        raise VawcoordError(
            _("{path} went out on {day}; it is not made anew.").format(path=path, day=front.issued),
            _("Edit it by hand, or add an item: vawcoord meeting item {id} TITLE --from AGENCY.").format(id=one.id),
        )
    mine = items_of(present.body)
    base = items_of(_body(disk.read(root, origin_of(one.id))))
    edited = _edited(mine, base)
    if edited and not refresh:
        return Made(one, path, together("", ()), "kept", notice, edited, ask)
    other = bool(language) and language != front.language
    if edited and other:
        raise VawcoordError(
            _("{path} was edited; it cannot be made anew in another language.").format(path=path),
            _("Translate it by hand, or remove the file and make it again."),
        )
    fresh = items_of(text)
    kept = {item.id for item in mine.items if _own(item, base)}
    new = fitted(_merged(mine, base, fresh), length(one), kept)
    remarks += _too_long(one, items_of(new))
    changes = _rewritten(root, path, present, new, head if other else {})
    made = _as_made(items_of(new), items_of(fitted(text, length(one))), kept)
    origin = replaced(root, origin_of(one.id), document_text(head, made).encode())
    if not changes and origin.before == digest(origin.after or b""):
        return Made(one, path, together("", ()), "same", notice, edited, ask, tuple(remarks))
    label = _("agenda of {id} made anew").format(id=one.id)
    outcome = "refreshed" if edited else "anew"
    return Made(one, path, together(label, (*changes, origin)), outcome, notice, edited, ask, tuple(remarks))


class _File:
    """An agenda as it lies there: its text with its own line ends, and the two parts."""

    def __init__(self, content: bytes, path: str) -> None:
        try:
            decoded(content)
        except EncodingError as error:
            raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
        self.content = content
        self.text = content.decode()
        halves = split(self.text)
        if halves.problem:
            raise VawcoordError(f"{path}:1: {halves.problem}")
        self.body = halves.body
        self.above = self.text[: len(self.text) - len(halves.body)]


def _present(root: Path, path: str) -> _File | None:
    """Return the agenda that is there. Raises VawcoordError for one that cannot be read."""
    content = disk.read(root, path)
    return _File(content, path) if content is not None else None


def _unreadable(path: str) -> VawcoordError:
    """Return the error about an agenda whose head cannot be read."""
    return VawcoordError(_("{path} cannot be read as an agenda.").format(path=path), _("vawcoord check says why."))


def _body(content: bytes | None) -> str:
    """Return the body of a text file; nothing where there is none."""
    return split(decoded(content)).body if content else ""


def _filled(committee: Committee, shelf: Shelf, held: Business, language: str) -> tuple[dict[str, Any], str, list[str]]:
    """Return front matter, body and remarks of a new agenda in a language; English where there is no template in it."""
    name = "meeting/agenda-case" if held.meeting.series.kind in CASE_KINDS else "meeting/agenda"
    remarks = []
    template = shelf.template(name, language)
    if template is None:
        remarks.append(
            _("The template {name} is not there in the language {language}; the English text was taken.").format(
                name=name, language=language
            )
        )
        language = "en"
        template = shelf.template(name, language)
    if template is None:
        raise VawcoordError(
            _("The template {name} is not there in the language {language}.").format(name=name, language=language)
        )
    path, parts = template
    head = head_of(path, parts)
    words = shelf.words(language)
    values, example = template_values(committee, held, words), example_values()
    title = filled(head.title, values, example, shown=path, markdown=False)
    body = re.sub(r"\n{3,}", "\n\n", filled(parts.body, values, example, shown=path)).strip("\n") + "\n"
    return {"title": title, "language": language, "meeting": held.meeting.id, "class": head.class_}, body, remarks


def _new(root: Path, one: Occurrence, head: dict[str, Any], body: str) -> list[Change]:
    """Return the changes that make an agenda and keep its text as made."""
    content = document_text(head, body).encode()
    return [Change(agenda_path(one.id), ABSENT, content), replaced(root, origin_of(one.id), content)]


def _own(item: Item, base: Items) -> bool:
    """Say whether an item is people's: asked for by an agency, added by hand, or edited since it was made."""
    made = base.item(item.id)
    return bool(item.asked_by) or made is None or not same(item.text, made.text)


def _edited(mine: Items, base: Items) -> tuple[str, ...]:
    """Return the items that somebody edited, added or removed since the agenda was made, else those moved; "" is the head.

    What an agency asked for came by the tool, and is no edit.
    """
    by_hand = [item for item in mine.items if not item.asked_by]
    there = [item.id for item in by_hand]
    found = [] if same(mine.head, base.head) else [""]
    found += [item.id for item in by_hand if _own(item, base)]
    found += [item.id for item in base.items if item.id not in there]
    if not found:
        found = [item.id for item, made in zip(by_hand, base.items, strict=False) if item.id != made.id]
    return tuple(dict.fromkeys(found))


def _merged(mine: Items, base: Items, fresh: Items) -> str:
    """Return the body with every item that nobody edited as it is made now; the rest, and the order, as people have it."""
    made: list[Item] = []
    for item in mine.items:
        new = item if _own(item, base) else fresh.item(item.id)
        if new is not None:
            made.append(new)
    known = {item.id for item in (*mine.items, *base.items)}
    for place, item in enumerate(fresh.items):
        if item.id not in known:
            above = {one.id for one in fresh.items[:place]}
            at = max((spot for spot, one in enumerate(made, 1) if one.id in above), default=0)
            made.insert(at, item)
    return _joined((mine.head, *(item.text for item in made)))


def _as_made(now: Items, fresh: Items, kept: Container[str]) -> str:
    """Return the text to be kept as the tool made it: items that are not people's as they stand now, the others as made."""
    there = {item.id: item for item in now.items if item.id not in kept}
    return _joined(there.get(item.id, item).text for item in fresh.items)


def _joined(parts: Iterable[str]) -> str:
    """Return parts of a text with an empty line between them."""
    bare = (part.replace("\r\n", "\n").strip("\n") for part in parts)
    return "\n\n".join(part for part in bare if part) + "\n"


def _rewritten(root: Path, path: str, present: _File, body: str, head: dict[str, Any]) -> tuple[Change, ...]:
    """Return the change that gives an agenda another body, and where it changes its language another title and language."""
    if not head and same(present.body, body):
        return ()
    before, above = digest(present.content), present.above

    def edit(document: "TOMLDocument") -> None:
        for name in ("title", "language"):
            document[name] = head[name]

    if head:
        edited = (edited_front(root, path, edit).after or b"").decode()
        above = edited[: len(edited) - len(split(edited).body)]
    end = "\r\n" if "\r\n" in present.text else "\n"
    return (Change(path, before, (above + end + body.replace("\n", end)).encode()),)


def _too_long(one: Occurrence, held: Items) -> list[str]:
    """Return the remark on items that take longer than the meeting."""
    over = held.minutes - length(one)
    if over <= 0:
        return []
    return [
        several(
            "The items take {count} minute longer than the meeting.",
            "The items take {count} minutes longer than the meeting.",
            over,
        )
    ]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an item comes to: where it stands, its id, and whether the agenda was begun with it."""

    meeting: Occurrence
    path: str
    id: str
    changes: ChangeSet
    begun: bool
    remarks: tuple[str, ...]


def item(root: Path, committee: Committee, shelf: Shelf, asked: str, new: Asked, today: date) -> Added:
    """Return the changes that put an item which an agency asks for on a meeting's agenda; everything else stays byte for byte.

    Where there is no agenda yet, it is begun: items are gathered before it is made. Raises VawcoordError for an agency that is
    no member, no title, a length that cannot be, an item that is there already, a meeting held or cancelled.
    """
    one = coming(committee, asked, today)
    member = _member(committee, new.agency, one)
    title = " ".join(new.title.split())
    if not title or len(title) > _TITLE or not title.isprintable():
        raise VawcoordError(
            _("The title of an item is one line of at most {count} characters.").format(count=_TITLE),
            _('Write it in quotes: vawcoord meeting item {id} "Night transport" --from AGENCY.').format(id=one.id),
        )
    if not 1 <= new.minutes <= LONGEST:
        raise VawcoordError(_("An item takes from 1 to {most} minutes.").format(most=LONGEST))
    path = agenda_path(one.id)
    present = _present(root, path)
    front = agenda_front(folder_of(committee, one))
    if present is not None and front is None:
        raise _unreadable(path)
    changes: list[Change] = []
    remarks: list[str] = []
    if present is None:
        begun = agenda(root, committee, shelf, one.id, today)
        changes += begun.changes.changes
        # Of what a new agenda says only what concerns the item; the command that makes it says the rest.
        content = next(change.after for change in changes if change.path == path) or b""
        before, body, above = ABSENT, _body(content), content.decode()[: -len(_body(content))]
        language = split(content.decode()).front
        words = shelf.words(_language(language, committee))
    else:
        before, body, above = digest(present.content), present.body, present.above
        words = shelf.words(front.language if front else committee.profile.languages[0])
    held = items_of(body)
    if any(known.title == escaped(title) and known.asked_by == member.id for known in held.items):
        raise VawcoordError(
            _('{agency} has asked for "{title}" already.').format(agency=member.id, title=found(title).strip('"')),
            _("It stands in {path}.").format(path=path),
        )
    paper = ""
    if new.paper is not None:
        paper, kept = attachment(root, f"meetings/{one.id}", new.paper, class_="committee", today=today)
        changes += kept
    name = proposed_id(title, {known.id for known in held.items}, otherwise="item")
    text = _item_text(title, name, new, member, paper, words)
    # Where the text begins right under the head, the place before the first item is the head's.
    after = above + inserted(body, text, _BEFORE_DECISION if new.decision else _BEFORE)
    changes.append(Change(path, before, after.encode()))
    remarks += _too_long(one, items_of(split(after).body))
    if front and front.issued:
        remarks.append(_("The agenda went out on {day}: tell everybody about the new item.").format(day=front.issued))
    if member.id not in {known.id for known in committee.active(one.day)}:
        remarks.append(_("{agency} is no member on the day of the meeting.").format(agency=member.id))
    label = _("item {item} on the agenda of {id}").format(item=name, id=one.id)
    return Added(one, path, name, together(label, changes), present is None, tuple(remarks))


def _language(front: str, committee: Committee) -> str:
    """Return the language that a new agenda's head names."""
    match = re.search(r'^language = "([^"]+)"', front, re.MULTILINE)
    return match[1] if match else committee.profile.languages[0]


def _member(committee: Committee, name: str, one: Occurrence) -> Member:
    """Return an agency that is a member, or will be on the day of a meeting."""
    member = find_member(committee, name)
    if member.joined is None or member.joined > one.day or (member.left is not None and member.left <= one.day):
        raise VawcoordError(
            _("{agency} is no member on the day of the meeting.").format(agency=member.id),
            _("vawcoord member list shows since when; vawcoord member change {agency} --joined DATE enters it.").format(
                agency=member.id
            ),
        )
    return member


def _item_text(title: str, name: str, new: Asked, member: Member, paper: str, words: Words) -> str:
    """Return an item as it stands in the agenda."""
    mark = " .decision" if new.decision else ""
    lines = [
        words.group("agenda", "asked_by").format(agency=escaped(member.name)),
        words.group("agenda", "decision_asked") if new.decision else "",
        words.group("agenda", "paper").format(path=paper) if paper else "",
    ]
    said = "\n".join(line for line in lines if line)
    return f"## {escaped(title)} {{#{name}{mark} minutes={new.minutes} from={member.id}}}\n\n{said}\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """What recording an answer comes to: the person it is about, and what all answers make of the quorum."""

    meeting: Occurrence
    member: Member
    who: Representative | None
    changes: ChangeSet
    forecast: Forecast
    remarks: tuple[str, ...]


def answer(
    root: Path,
    committee: Committee,
    shelf: Shelf,
    asked: str,
    agency: str,
    says: str,
    today: date,
    *,
    who: str = "",
    informed: bool = False,
) -> Reply:
    """Return the changes that record what an agency answered: coming, alternate or apologies; a later answer takes its place.

    Where there is no agenda yet, it is begun. Raises VawcoordError for an agency or a person that is not there, and for
    information that comes with anything but an apology.
    """
    one = coming(committee, asked, today)
    member = _member(committee, agency, one)
    if says not in COMING:
        raise VawcoordError(
            _('"{word}" is no answer.').format(word=says), _("It is one of: {answers}.").format(answers=", ".join(COMING))
        )
    if informed and says != "apologies":
        raise VawcoordError(_("Information comes with apologies only."), _("Leave --informed out."))
    person = _person(member, says, who, one.day)
    path = agenda_path(one.id)
    held = folder_of(committee, one)
    begun: tuple[Change, ...] = ()
    if disk.read(root, path) is None:
        begun = agenda(root, committee, shelf, one.id, today).changes.changes
    elif agenda_front(held) is None:
        raise _unreadable(path)
    entry = {
        "agency": member.id,
        "is": COMING[says],
        "who": person.id if person else None,
        "informed": True if informed else None,
        "date": today,
    }
    entry = {key: value for key, value in entry.items() if value is not None}

    def edit(document: "TOMLDocument") -> None:
        put(document, entry)

    if begun:
        front = {"answers": [entry]}
        changes = [_with_front(change, front) if change.path == path else change for change in begun]
    else:
        changes = [edited_front(root, path, edit)]
    remarks = []
    named = one.series.invited
    if named and member.id not in named:
        remarks.append(_("{agency} is not among those whom the series invites.").format(agency=member.id))
    if says != "apologies" and person is None:
        remarks.append(_("{agency} has nobody in this role; nobody was named.").format(agency=member.id))
    label = _("answer of {agency} for {id}").format(agency=member.id, id=one.id)
    after = _answered(committee, one, held, entry)
    return Reply(one, member, person, together(label, changes), after, tuple(remarks))


def put(document: "TOMLDocument", entry: dict[str, Any]) -> None:
    """Put an answer into the head of an agenda: in the place of the agency's earlier one, or as a line of its own."""
    held: Any = document.get("answers")
    if held is None:
        array: Any = one_line([entry])
        array.multiline(multiline=True)
        into_head(document, "answers", array)
        return
    for place, known in enumerate(held):
        if known.get("agency") == entry["agency"]:
            held[place] = one_line(entry)
            return
    held.append(one_line(entry))


def _with_front(change: Change, more: dict[str, Any]) -> Change:
    """Return the change that makes a new agenda, with more in its head."""
    from vawcoord.folder.toml import parsed

    halves = split((change.after or b"").decode())
    return Change(change.path, change.before, document_text({**parsed(halves.front), **more}, halves.body).encode())


def _person(member: Member, says: str, who: str, on: date) -> Representative | None:
    """Return the person that an answer is about: the one named, else who has the role."""
    if who:
        name = who.removeprefix(f"{member.id}/")
        serving = [one for one in member.representatives if one.serving(on)]
        person = next((one for one in serving if one.id == name), None)
        if person is None:
            raise VawcoordError(
                _('{agency} has no representative "{person}".').format(agency=member.name, person=who),
                _("They are: {people}.").format(people=", ".join(one.id for one in serving) or "—"),
            )
        return person
    if says == "apologies":
        return None
    return member.representative("lead" if says == "coming" else "alternate", on)


def _answered(committee: Committee, one: Occurrence, held: Meeting | None, entry: dict[str, Any]) -> Forecast:
    """Return the forecast with one more answer."""
    from vawcoord.records.meeting import Answered

    front = agenda_front(held) or AgendaFront(meeting=one.id)
    new = Answered(**{"is_" if key == "is" else key: value for key, value in entry.items()})
    made = object.__new__(AgendaFront)
    others = tuple(known for known in front.answers if known.agency != new.agency)
    made.__dict__.update(front.__dict__, answers=(*others, new))
    paper = held.agenda.but(front=made) if held and held.agenda else None
    if held is None or paper is None:
        from vawcoord.records.meeting import Paper
        from vawcoord.where import Where

        where = Where(agenda_path(one.id))
        paper = Paper(made, where, (), 1, "")
        held = held or Meeting(one.id, Where(f"meetings/{one.id}"))
    return forecast(committee, one, held.but(agenda=paper))


def issued(root: Path, committee: Committee, asked: str, on: date, today: date) -> tuple[Occurrence, ChangeSet]:
    """Return the change that notes the day on which notice and agenda went out.

    Raises VawcoordError for a day that has not come, an agenda that is not there or went out already.
    """
    one = coming(committee, asked, today)
    path = agenda_path(one.id)
    front = agenda_front(folder_of(committee, one))
    if front is None:
        raise VawcoordError(
            _("{id} has no agenda yet.").format(id=one.id), _("vawcoord meeting agenda {id} makes it.").format(id=one.id)
        )
    if on > today:
        raise VawcoordError(_("{day} has not come yet.").format(day=on))
    if front.issued == on:
        raise VawcoordError(_("{path} went out on {day}; that stands there already.").format(path=path, day=on))

    def edit(document: "TOMLDocument") -> None:
        into_head(document, "issued", on)

    return one, together(_("agenda of {id} sent out on {day}").format(id=one.id, day=on), (edited_front(root, path, edit),))
