"""Minutes from the ready page to the approved text: begun, ticked, added to, approved, corrected. The tool never rewrites prose.

Nothing is overwritten: `begin` makes the file once, afterwards only what is still to be ticked is filled in.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.minutes import taken_lines
from vawcoord.folder.shipped import Shelf, head_of
from vawcoord.folder.writing import edited_front, inline, inline_table, into_head, new_toml
from vawcoord.language import _
from vawcoord.operations.members import find_member, left_out
from vawcoord.operations.plan import known_member
from vawcoord.operations.schedule import find_meeting
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import (
    CASE_KINDS,
    UNTICKED,
    Action,
    AgendaFront,
    Answered,
    Meeting,
    MinutesFront,
    Occurrence,
    occurring,
)
from vawcoord.records.member import Member
from vawcoord.records.minutes import (
    PRESIDING,
    THERE,
    Kept,
    Quorum,
    action_states,
    decisions,
    minutes_digest,
    quorum_at,
    quorum_by_item,
    reconvene_by,
    unticked,
)
from vawcoord.records.record import CLOCK, nearest
from vawcoord.records.words import Words
from vawcoord.text.dates import long_date
from vawcoord.text.frontmatter import split
from vawcoord.text.minutes import ENGLISH, with_numbers, without_empty
from vawcoord.text.outline import sections
from vawcoord.text.template import filled
from vawcoord.value import Value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

APPROVING = "last-minutes"
"""The agenda item under which a meeting approves earlier minutes."""

_BARE = ("opening", "attendance", "closed-session", "summary", "next-date", "close")
"""Items of the usual order under which nothing is decided; every other one has ready lines."""

_USUAL = {"decision": ("decisions", "other-business"), "action": ("actions", "other-business")}
"""Where a line goes when nobody names an item."""

EXAMPLE: Mapping[str, Any] = {
    "date": "3 March 2026",
    "case": True,
    "items": [{"id": "opening", "title": "Opening", "ready": True}],
}
"""What the template of minutes is checked against."""


class Roster(Value):
    """What is said of a meeting when its minutes are begun or filled in; empty means not said.

    Agencies as `agency` or `agency/person`. `present` may be `all`: every agency that is not named otherwise.
    """

    present: tuple[str, ...] = ()
    alternate: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observer: tuple[str, ...] = ()
    held: date | None = None
    start: str = ""
    end: str = ""
    chair: str = ""
    secretary: str = ""
    reconvenes: str = ""

    def ticks(self) -> Iterable[tuple[str, str]]:
        """Yield what is ticked for whom, `all` last."""
        for word in ("alternate", "apologies", "absent", "observer", "present"):
            yield from ((one, word) for one in getattr(self, word) if one != "all")
        if "all" in self.present:
            yield "all", "present"


class Begun(Value):
    """Minutes as they stand after `begin`: where, what is to be written (nothing when all stands there), the meeting."""

    path: str
    meeting: str
    changes: ChangeSet | None
    new: bool
    remarks: tuple[str, ...] = ()


def begin(root: Path, committee: Committee, asked: str, roster: Roster, today: date, *, language: str = "") -> Begun:
    """Return the change that makes a meeting's minutes ready to be written, or fills in what is not ticked yet.

    Raises VawcoordError for a meeting that is none, was cancelled or has not come yet, and for an agency that is no member.
    """
    one = find_meeting(committee, asked, today)
    meeting = find_folder(committee, one.id)
    path = f"meetings/{one.id}/minutes.md"
    if meeting and meeting.minutes:
        return _filled_in(root, committee, one, meeting, roster, today)
    if path in committee.paths:
        raise left_out(path)
    if one.cancelled:
        raise VawcoordError(
            _("{id} is cancelled; there are no minutes of it.").format(id=one.id),
            _("Was it held after all? Then: vawcoord meeting cancel {id} --take-back.").format(id=one.id),
        )
    held = roster.held or one.day
    if held > today:
        raise VawcoordError(
            _("{id} has not come yet: it is on {day}.").format(id=one.id, day=held),
            _("Its agenda: vawcoord meeting agenda {id}.").format(id=one.id),
        )
    _clocks(roster)
    shelf = Shelf(root)
    asked_for = language or (meeting.agenda.front.language if meeting and meeting.agenda else committee.profile.languages[0])
    found = shelf.template("meeting/minutes", asked_for) or shelf.template("meeting/minutes", "en")
    if found is None:
        raise VawcoordError(_("templates/meeting/minutes.en.md is not there."), _("Install vawcoord again."))
    shown, parts = found
    head = head_of(shown, parts)
    written = head.language if shelf.template("meeting/minutes", asked_for) is None else asked_for
    remarks = (
        (_("There is no template of minutes in the language {language}; the English one was taken.").format(language=asked_for),)
        if written != asked_for
        else ()
    )
    values = {
        "date": long_date(held, written),
        "case": one.series.kind in CASE_KINDS,
        "items": [
            {"id": name, "title": title, "ready": name not in _BARE} for name, title in _items(shelf, meeting, one, written)
        ],
    }
    body = filled(parts.body, values, EXAMPLE, shown=shown)
    title = filled(head.title, values, EXAMPLE, shown=shown, markdown=False)
    lines = _roster_lines(committee, one, meeting, roster, held)
    front = _front(committee, one, roster, held, title, written, lines, restricted=one.series.kind in CASE_KINDS)
    text = f"+++\n{front}+++\n\n{re.sub(chr(10) + '{3,}', chr(10) * 2, body).strip()}\n"
    changes = together(_("minutes of {id} begun").format(id=one.id), [new_file(path, text)])
    return Begun(path, one.id, changes, new=True, remarks=remarks)


def find_folder(committee: Committee, name: str) -> Meeting | None:
    """Return the folder of a meeting; None where it has none yet."""
    return next((one for one in committee.meetings if one.id == name), None)


def _clocks(roster: Roster) -> None:
    """Refuse a time of day that is none."""
    for clock in (roster.start, roster.end):
        if clock and not CLOCK.check(clock):
            raise VawcoordError(_('"{text}" is no time of day.').format(text=clock), _("Write hours and minutes: 09:30."))


def _items(shelf: Shelf, meeting: Meeting | None, one: Occurrence, language: str) -> list[tuple[str, str]]:
    """Return id and title of the items: those of the agenda, else those of the usual order."""
    if meeting and meeting.agenda:
        found = [(clause.id, clause.title) for clause in meeting.agenda.clauses if clause.level <= 2]
        if found:
            return [(name, _plain(title)) for name, title in found]
    kind = "meeting/agenda-case" if one.series.kind in CASE_KINDS else "meeting/agenda"
    template = shelf.template(kind, language) or shelf.template(kind, "en")
    held = sections(template[1].body) if template else ()
    return [(each.attributes.id, _plain(each.title)) for each in held if each.level <= 2 and "{{" not in each.title]


def _plain(title: str) -> str:
    """Return a heading's title without the backslashes of Markdown: the template writes its own."""
    return re.sub(r"\\([\\`*_\[\]<>#|{}~!&])", r"\1", title)


def _roster_lines(
    committee: Committee, one: Occurrence, meeting: Meeting | None, roster: Roster, held: date
) -> list[dict[str, Any]]:
    """Return the roster, a line an agency, with what is known: what was said now, else what the agency answered beforehand."""
    invited = [member for member in committee.active(held) if not one.series.invited or member.id in one.series.invited]
    front = meeting.agenda.front if meeting and meeting.agenda else None
    answers = {each.agency: each for each in front.answers} if isinstance(front, AgendaFront) else {}
    ticks = _ticks(committee, roster, held)
    rows = [_row(member, held, ticks.pop(member.id, None), answers.get(member.id)) for member in invited]
    everybody = ticks.pop("all", None)
    if everybody:
        rows = [
            {**row, **_who(member, held, "present", "")} if row["is"] == UNTICKED else row
            for row, member in zip(rows, invited, strict=True)
        ]
    for name, (word, person) in ticks.items():
        rows.append(_ordered({"agency": name, "who": person or None, "is": word}))
    return rows


def _ticks(committee: Committee, roster: Roster, held: date) -> dict[str, tuple[str, str]]:
    """Return what is said now of each agency: word and person. Raises VawcoordError for one that is named twice or is none."""
    found: dict[str, tuple[str, str]] = {}
    for name, word in roster.ticks():
        agency, _slash, person = name.partition("/")
        if agency != "all":
            member = find_member(committee, agency)
            if word != "observer":
                known_member(committee, agency, held)
                if not member.active(held):
                    raise VawcoordError(
                        _("{agency} was no member on {day}.").format(agency=member.name, day=held),
                        _("As an observer: --observer {agency}.").format(agency=agency),
                    )
            if person:
                _known_person(member, person)
        if agency in found:
            raise VawcoordError(_("{agency} is named twice.").format(agency=agency), _("Name each agency once."))
        found[agency] = (word, person)
    return found


def _known_person(member: Member, person: str) -> None:
    """Refuse a person who does not speak for an agency."""
    ids = [one.id for one in member.representatives]
    if person not in ids:
        near = nearest(person, ids)
        raise VawcoordError(
            _('"{person}" does not speak for {agency}.').format(person=person, agency=member.name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("These do: {names}.").format(names=", ".join(ids) or "—"),
        )


def _row(member: Member, held: date, tick: tuple[str, str] | None, answer: Answered | None) -> dict[str, Any]:
    """Return the line of one agency."""
    if tick:
        return _who(member, held, *tick)
    if answer and answer.is_ == "apologies":
        return _ordered({**_who(member, held, "apologies", ""), "informed": answer.informed or None})
    if answer and answer.is_ == "alternate":
        return {**_who(member, held, "alternate", answer.who), "is": UNTICKED}
    return {**_who(member, held, "present", answer.who if answer else ""), "is": UNTICKED}


def _who(member: Member, held: date, word: str, person: str) -> dict[str, Any]:
    """Return the line of an agency with the person who speaks for it: the one named, else lead or alternate of that day.

    Of a survivor-led organisation only a seat is written; whoever has none stands there by the agency alone.
    """
    if not person and word in ("present", "alternate"):
        serving = member.representative("lead" if word == "present" else "alternate", held)
        person = serving.id if serving and (serving.seat or member.type != "survivor-led") else ""
    return _ordered({"agency": member.id, "who": person or None, "is": word})


def _ordered(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of the roster with its keys in their order, without what is not said."""
    return {name: values[name] for name in ("agency", "who", "is", "informed", "from", "until") if values.get(name) is not None}


def _front(
    committee: Committee,
    one: Occurrence,
    roster: Roster,
    held: date,
    title: str,
    language: str,
    lines: Sequence[Mapping[str, Any]],
    *,
    restricted: bool,
) -> str:
    """Return the head of new minutes as text: the roster stands one line an agency, with a remark how it is ticked."""

    def officer(*offices: str) -> str:
        found = (committee.profile.officer(office, held) for office in offices)
        return next((each.holder for each in found if each), "")

    known: dict[str, Any] = {
        "title": title,
        "language": language,
        "meeting": one.id,
        "held": held,
        "start": roster.start or one.start,
        "end": roster.end or one.end,
        "chair": roster.chair or officer(*PRESIDING),
        "secretary": roster.secretary or officer("secretary"),
        "reconvenes": _reconvened(committee, one.id, roster.reconvenes),
        "class": "restricted" if restricted else "committee",
    }
    head = "".join(f"{name} = {inline(value)}\n" for name, value in known.items() if value)
    remark = _('Tick each line: put present, alternate, apologies or absent in place of "?"; observer has no vote.')
    more = _('Whoever came late or left early: from = "item" or until = "item". Apologies with information: informed = true.')
    rows = "".join(f"  {inline(row)},\n" for row in lines)
    return f"{head}# {remark}\n# {more}\nattendance = [\n{rows}]\n"


def _reconvened(committee: Committee, name: str, asked: str) -> str:
    """Return the meeting that another one takes up again. Raises VawcoordError for one that cannot be taken up."""
    if not asked:
        return ""
    meeting = next((one for one in committee.meetings if asked in (one.id, one.id[:10]) and one.minutes), None)
    if meeting is None or meeting.id == name:
        raise VawcoordError(
            _('There are no minutes of a meeting "{text}" that could be taken up again.').format(text=asked),
            _("vawcoord meeting list shows the meetings that were held."),
        )
    return meeting.id


def _filled_in(root: Path, committee: Committee, one: Occurrence, meeting: Meeting, roster: Roster, today: date) -> Begun:
    """Return the change that fills in what is not ticked yet in minutes that are there; nothing written is overwritten."""
    front = meeting.front
    path = meeting.minutes.where.path if meeting.minutes else ""
    ticks = _ticks(committee, roster, meeting.held or one.day)
    said = {
        name: getattr(roster, name)
        for name in ("held", "start", "end", "chair", "secretary", "reconvenes")
        if getattr(roster, name)
    }
    if front is None or not (ticks or said):
        return Begun(path, meeting.id, None, new=False)
    _clocks(roster)
    if meeting.approved:
        raise already_approved(meeting)
    if "reconvenes" in said:
        said["reconvenes"] = _reconvened(committee, one.id, roster.reconvenes)
    if said.get("held", today) > today:
        raise VawcoordError(_("{day} has not come yet.").format(day=said["held"]))
    for name, value in said.items():
        there = getattr(front, name)
        if there and there != value and not (name in ("start", "end") and there == getattr(one, name)):
            raise VawcoordError(
                _("{path} says {there} for {key} already.").format(path=path, there=there, key=name),
                _("Correct it there, if it is wrong."),
            )
    everybody = ticks.pop("all", None)
    rows = {line.agency: line for line in front.attendance}
    for agency, (word, _person) in ticks.items():
        if agency in rows and rows[agency].is_ not in (UNTICKED, word):
            raise VawcoordError(
                _("{path} says {there} for {key} already.").format(path=path, there=rows[agency].is_, key=agency),
                _("Correct it there, if it is wrong."),
            )
    held = said.get("held") or meeting.held or one.day

    def edit(document: "TOMLDocument") -> None:
        for name, value in said.items():
            into_head(document, name, value)
        table: Any = document.setdefault("attendance", [])
        for place, line in enumerate(table):
            agency = str(line["agency"])
            tick = ticks.pop(agency, None) or (everybody if line["is"] == UNTICKED else None)
            if tick and line["is"] != tick[0]:
                new = _who(find_member(committee, agency), held, *tick)
                if new.get("who", line.get("who")) == line.get("who") and ("who" in new or tick[0] in THERE):
                    line["is"] = tick[0]
                else:
                    rest = {name: one for name, one in line.items() if name not in ("agency", "who", "is")}
                    table[place] = inline_table({**new, **rest})
        for agency, tick in ticks.items():
            table.append(inline_table(_who(find_member(committee, agency), held, *tick)))

    change = edited_front(root, path, edit)
    return Begun(path, meeting.id, together(_("roster of {id} ticked").format(id=meeting.id), [change]), new=False)


class Standing(Value):
    """How minutes stand: what is still missing, whether the meeting could decide, and what they hold."""

    meeting: Meeting
    missing: tuple[str, ...]
    quorum: Quorum
    items: tuple[tuple[str, Quorum], ...]
    kept: tuple[Kept, ...]
    reconvene_by: date | None

    @property
    def proposals(self) -> tuple[Kept, ...]:
        """Return its decisions that are only proposals."""
        return tuple(one for one in self.kept if one.is_proposal)


def stand(committee: Committee, meeting: Meeting) -> Standing:
    """Return how a meeting's minutes stand."""
    front = meeting.front or MinutesFront(meeting=meeting.id)
    path = meeting.minutes.where.path if meeting.minutes else ""
    missing = [_("{path}:{line}: {message}").format(path=path, line=one.line, message=one.message) for one in meeting.unread]
    still = unticked(meeting)
    if still:
        missing.append(_("The roster is not ticked for: {names}.").format(names=", ".join(one.agency for one in still)))
    if not front.attendance:
        missing.append(_("The roster is empty."))
    missing.extend(
        _("{key} is not filled in.").format(key=name)
        for name in ("held", "start", "end", "chair", "secretary")
        if not getattr(front, name)
    )
    mine = tuple(one for one in decisions(committee) if one.meeting.id == meeting.id)
    reached = quorum_at(committee, meeting, "")
    by = None if reached.reached and not any(one.is_proposal for one in mine) else reconvene_by(committee.profile, meeting)
    return Standing(meeting, tuple(missing), reached, quorum_by_item(committee, meeting), mine, by)


def written(committee: Committee, asked: str, today: date) -> Meeting:
    """Return the meeting that a person means and that has minutes. Raises VawcoordError when it has none."""
    meeting = find_folder(committee, asked)
    if meeting is None or meeting.minutes is None:
        one = find_meeting(committee, asked, today)
        meeting = find_folder(committee, one.id)
        if meeting is None or meeting.minutes is None:
            path = f"meetings/{one.id}/minutes.md"
            if path in committee.paths:
                raise left_out(path)
            raise VawcoordError(
                _("{id} has no minutes yet.").format(id=one.id), _("vawcoord meeting minutes {id} begins them.").format(id=one.id)
            )
    return meeting


def already_approved(meeting: Meeting) -> VawcoordError:
    """Return the error about minutes that were approved: they do not change any more."""
    front = meeting.front
    return VawcoordError(
        _("The minutes of {id} were approved by {meeting} on {day}; they do not change any more.").format(
            id=meeting.id, meeting=(front.approved if front else "") or "…", day=(front.approved_on if front else None) or "…"
        ),
        _('A later meeting may correct them: vawcoord meeting correct {id} --text "…" --at MEETING.').format(id=meeting.id),
    )


class Approved(Value):
    """What approval makes: the changes, the decisions with their numbers, the actions that are not done yet."""

    changes: ChangeSet
    meeting: Meeting
    at: Meeting
    kept: tuple[Kept, ...]
    to_do: tuple[Action, ...]
    third_time: tuple[str, ...]

    @property
    def proposals(self) -> tuple[Kept, ...]:
        """Return the decisions that stay proposals."""
        return tuple(one for one in self.kept if one.is_proposal)


def approve(root: Path, committee: Committee, asked: str, at: str, today: date) -> Approved:
    """Return the changes by which a meeting approves the minutes of an earlier one.

    Decisions and actions get their numbers in the text and are copied to actions.toml; the digest of all of it stands in the
    head. Raises VawcoordError when they were approved already, when a line cannot be read, when the roster is not ticked, and
    when the approving meeting is none, not later, or had no quorum.
    """
    meeting = written(committee, asked, today)
    if meeting.approved:
        raise already_approved(meeting)
    paper, front = meeting.minutes, meeting.front
    if paper is None or front is None:
        raise left_out(f"meetings/{meeting.id}/minutes.md")
    _refuse_unready(meeting)
    approving = _approving(committee, meeting, at, today)
    target = f"meetings/{meeting.id}/actions.toml"
    if target in committee.paths:
        raise VawcoordError(
            _("{path} is there although the minutes are not approved.").format(path=target),
            _("Bring what stands only there into {path}, and remove the file: approval writes it.").format(path=paper.where.path),
        )
    taken, _broken = taken_lines(root, paper, committee.profile, committee.members)
    body = with_numbers(paper.body, paper.body_line, taken)
    body = without_empty(body, taken)
    kept = tuple(one for one in decisions(committee) if one.meeting.id == meeting.id)
    final = meeting.but(minutes=paper.but(body=body), decisions=tuple(one.decision for one in kept))
    text = minutes_digest(final)
    table = {
        "decisions": [_table(one, explicit=("method", "quorate")) for one in final.decisions],
        "actions": [_table(one) for one in final.actions],
        "deferred": [_table(one) for one in final.deferred],
    }
    heading = _("Copied from the minutes when they were approved. It does not change any more; progress goes into the journal.")
    approved = {"approved": approving.id, "approved_on": approving.held, "digest": text}

    def edit(document: "TOMLDocument") -> None:
        for name, value in approved.items():
            into_head(document, name, value)

    changes = [
        with_body(edited_front(root, paper.where.path, edit), body),
        new_toml(target, {name: held for name, held in table.items() if held}, heading=heading),
    ]
    states = action_states(committee, max(today, approving.held or today))
    third = tuple(one.item for one in states if one.escalated and one.meeting.series == meeting.series)
    closed = {one.item for one in states if not one.open}
    open_ = tuple(one for one in final.actions if f"{final.id}/{one.id}" not in closed)
    label = _("minutes of {id} approved by {meeting}").format(id=meeting.id, meeting=approving.id)
    return Approved(together(label, changes), final, approving, kept, open_, third)


def _refuse_unready(meeting: Meeting) -> None:
    """Refuse minutes with a line that cannot be read, or a roster that nobody has ticked."""
    path = meeting.minutes.where.path if meeting.minutes else ""
    front = meeting.front
    if meeting.unread:
        first = meeting.unread[0]
        more = len(meeting.unread) - 1
        raise VawcoordError(
            f"{path}:{first.line}: {first.message}",
            first.mend + (" " + _("More such lines: {count}.").format(count=more) if more else ""),
        )
    still = unticked(meeting)
    if still or not (front and front.attendance):
        raise VawcoordError(
            _("{path}: the roster is not ticked for {names}.").format(path=path, names=", ".join(one.agency for one in still))
            if still
            else _("{path}: the roster is empty.").format(path=path),
            _("Put present, alternate, apologies or absent there, or: vawcoord meeting minutes {id} --present …").format(
                id=meeting.id
            ),
        )
    if front.held is None:
        raise VawcoordError(
            _("{path}: it does not say when the meeting was held.").format(path=path), _("Add to its head: held = DATE.")
        )


def _approving(committee: Committee, meeting: Meeting, at: str, today: date) -> Meeting:
    """Return the meeting that approves or corrects minutes. Raises VawcoordError for one that cannot."""
    if not at:
        raise VawcoordError(_("Minutes are approved by a meeting, not by one person."), _("Name the meeting: --at MEETING."))
    other = written(committee, at, today)
    if other.id == meeting.id or (other.held or other.planned) <= (meeting.held or meeting.planned):
        raise VawcoordError(
            _("{at} was not held after {id}; it cannot approve or correct its minutes.").format(at=other.id, id=meeting.id),
            _("Name a later meeting with --at."),
        )
    if other.held is None or other.held > today:
        raise VawcoordError(_("{id} has not come yet.").format(id=other.id))
    if unticked(other) or not (other.front and other.front.attendance):
        raise VawcoordError(
            _("Whether {at} had a quorum is not known: its roster is not ticked.").format(at=other.id),
            _("vawcoord meeting minutes {at} --present … ticks it.").format(at=other.id),
        )
    if not quorum_at(committee, other, APPROVING).reached:
        raise VawcoordError(
            _("{at} had no quorum; it cannot approve or correct minutes.").format(at=other.id),
            _("A later meeting with a quorum can."),
        )
    return other


def _table(record: Any, explicit: Sequence[str] = ()) -> dict[str, Any]:
    """Return a record as a table, without what says nothing."""
    made: dict[str, Any] = {}
    for name, key in record.keys.items():
        value = getattr(record, key.attribute)
        if name in explicit or value not in ("", (), None, key.default):
            if isinstance(value, tuple):
                made[name] = [_table(one) if hasattr(one, "values") else one for one in value]
            else:
                made[name] = value
    return made


def with_body(change: Change, body: str) -> Change:
    """Return the change of a text file with another body; its line ends stay."""
    text = (change.after or b"").decode()
    old = split(text).body
    new = body.replace("\n", "\r\n") if "\r\n" in old else body
    return Change(change.path, change.before, (text[: len(text) - len(old)] + new).encode())


def correct(root: Path, committee: Committee, asked: str, text: str, at: str, today: date) -> ChangeSet:
    """Return the change by which a later meeting corrects approved minutes: a line in their head; text and digest stay."""
    meeting = written(committee, asked, today)
    if not meeting.approved:
        raise VawcoordError(
            _("The minutes of {id} are not approved yet; correct the text itself.").format(id=meeting.id),
            _("vawcoord open {id} opens it.").format(id=meeting.id),
        )
    said = " ".join(text.split())
    if not said:
        raise VawcoordError(_("What is to be corrected?"), _('Say it: --text "…".'))
    other = _approving(committee, meeting, at, today)
    path = f"meetings/{meeting.id}/minutes.md"

    def edit(document: "TOMLDocument") -> None:
        before = [str(one) for one in document.get("corrections", [])]
        into_head(document, "corrections", [*before, f"{said} ({other.id})"])

    return together(_("minutes of {id} corrected").format(id=meeting.id), [edited_front(root, path, edit)])


def open_minutes(committee: Committee, asked: str, today: date) -> Meeting:
    """Return the meeting to whose minutes a line may be added: the one named, or the last one held that is not approved."""
    if asked:
        meeting = written(committee, asked, today)
        if meeting.approved:
            raise already_approved(meeting)
        return meeting
    held = [one for one in committee.meetings if one.held is not None and one.held <= today]
    last = max(held, key=lambda one: (one.held or today, one.id), default=None)
    if last is None:
        raise VawcoordError(_("No meeting has minutes yet."), _("vawcoord meeting minutes DATE begins them."))
    if last.approved:
        raise VawcoordError(
            _("The minutes of the last meeting, {id}, are approved; nothing is added to them.").format(id=last.id),
            _("What a meeting decides stands in its own minutes: vawcoord meeting minutes DATE begins them."),
        )
    return last


class Spoken(Value):
    """A decision as a person enters it on the command line; empty means not said."""

    text: str
    vote: str = ""
    circulation: bool = False
    voices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dissent: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()


def decide(
    root: Path, committee: Committee, said: Spoken, today: date, *, item: str = "", meeting: str = ""
) -> tuple[str, ChangeSet]:
    """Return the full id of a decision, and the change that adds its line to minutes that are not approved yet."""
    held = open_minutes(committee, meeting, today)
    words = line_words(root, held)
    method = "circulation" if said.circulation else "vote" if said.vote or said.voices else "consensus"
    if said.circulation and not said.voices:
        raise VawcoordError(
            _("A decision by circulation says who answered what."),
            _("Add --for AGENCY,… and, where it was so, --against, --abstaining."),
        )
    known = {one.id for one in decisions(committee)}
    for one in said.confirms:
        if one not in known:
            near = nearest(one, known)
            raise VawcoordError(
                _('There is no decision "{name}".').format(name=one)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("vawcoord meeting decisions --proposals lists what waits to be confirmed."),
            )
    for _word, agencies in said.voices:
        for agency in agencies:
            known_member(committee, agency, held.held or today)
    inside = f"{word(words, method)}{f' {said.vote}' if said.vote else ''}"
    confirms = f" {{confirms={','.join(said.confirms)}}}" if said.confirms else ""
    lines = [f"{word(words, 'decision')} ({inside}){colon(words)} {one_line(said.text)}{confirms}"]
    lines += [f"{word(words, name)}{colon(words)} {', '.join(agencies)}" for name, agencies in said.voices if agencies]
    lines += [f"{word(words, 'dissent')}{colon(words)} {one_line(one)}" for one in said.dissent]
    change, number = added(root, committee, held, "decision", lines, item)
    return f"{held.id}/{number}", together(_("{id}: a decision entered").format(id=held.id), [change])


def line_words(root: Path, meeting: Meeting) -> Words:
    """Return the fixed words of the language of a meeting's minutes."""
    return Shelf(root).words(meeting.minutes.front.language if meeting.minutes else "en")


def word(words: Words, name: str) -> str:
    """Return the word that begins or explains a line of minutes in a language."""
    held = words.groups.get("minutes", {}).get(f"line_{name}", "")
    return held.partition("|")[0].strip() or ENGLISH[name][0]


def colon(words: Words) -> str:
    """Return a colon as a language writes it: French sets a blank before it."""
    return "\u00a0:" if words.language == "fr" else ":"


def one_line(text: str) -> str:
    """Return a text as one line. Raises VawcoordError when there is none."""
    said = " ".join(text.split())
    if not said:
        raise VawcoordError(_("There is no text."), _("Say it in quotes."))
    return said


def added(root: Path, committee: Committee, meeting: Meeting, kind: str, lines: Sequence[str], item: str) -> tuple[Change, str]:
    """Return the change that adds a line to minutes under an item, and the number that it has there.

    A ready line that nobody has filled in gives it its place. Raises VawcoordError for an item that is not there, and for what
    could not be read again as it was meant.
    """
    paper = meeting.minutes
    if paper is None:
        raise left_out(f"meetings/{meeting.id}/minutes.md")
    items = [one for one in paper.clauses if one.level <= 2]
    ids = [one.id for one in items]
    if item and item not in ids:
        near = nearest(item, ids)
        raise VawcoordError(
            _('The minutes have no item "{name}".').format(name=item)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("The items are: {names}.").format(names=", ".join(ids)),
        )
    rows = paper.body.split("\n")
    item = item or next((name for name in _USUAL[kind] if name in ids), "")
    place = ids.index(item) if item else len(ids) - 1
    first = items[place].line - paper.body_line + 1 if items else 0
    last = items[place + 1].line - paper.body_line if items and place + 1 < len(items) else len(rows)
    before, _broken = taken_lines(root, paper, committee.profile, committee.members)
    ready = next((row for row in sorted(before.empty) if first <= row < last and _ready(rows[row], lines[0])), None)
    if ready is not None:
        rows[ready : ready + 1] = lines
    else:
        while last > first and not rows[last - 1].strip():
            last -= 1
        rows[last:last] = ["", *lines]
    body = "\n".join(rows)
    changed = paper.but(body=body if body.endswith("\n") else f"{body}\n")
    after, _broken = taken_lines(root, changed.but(clauses=_moved(changed)), committee.profile, committee.members)
    if len(after.troubles) > len(before.troubles) or len(after.of(kind)) != len(before.of(kind)) + 1:
        known = [one.message for one in before.troubles]
        wrong = next((one for one in after.troubles if one.message not in known), None)
        raise VawcoordError(
            wrong.message if wrong else _("This line could not be read again as it was meant."), wrong.mend if wrong else ""
        )
    known_lines = {(one.text, one.item) for one in before.of(kind)}
    made = [one for one in after.of(kind) if (one.text, one.item) not in known_lines] or after.of(kind)
    number = made[-1].number
    content = disk.read(root, paper.where.path) or b""
    return with_body(Change(paper.where.path, digest(content), content), changed.body), number


def _ready(row: str, line: str) -> bool:
    """Say whether a ready line begins with the same word as another."""
    return row.strip().lstrip("-*+ ").casefold().startswith(re.split(r"[ \u00a0:(]", line, maxsplit=1)[0].casefold())


def _moved(paper: Any) -> tuple[Any, ...]:
    """Return the outline of a changed body."""
    from vawcoord.folder.loading import outlined

    return outlined(paper.body, paper.body_line)


def fixed_numbers(root: Path, committee: Committee, meetings: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes that write the numbers into the drafts of some meetings, so that they stay when lines come or go.

    Once the journal, or another record, speaks of an action by its number, that number must not move.
    """
    changes = []
    for name in dict.fromkeys(meetings):
        meeting = find_folder(committee, name)
        paper = meeting.minutes if meeting else None
        if meeting is None or paper is None or meeting.approved or f"meetings/{name}/actions.toml" in committee.paths:
            continue
        taken, _broken = taken_lines(root, paper, committee.profile, committee.members)
        body = with_numbers(paper.body, paper.body_line, taken)
        if body != paper.body:
            content = disk.read(root, paper.where.path) or b""
            changes.append(with_body(Change(paper.where.path, digest(content), content), body))
    return tuple(changes)


def searched(committee: Committee, words: str) -> tuple[Kept, ...]:
    """Return the decisions that hold all of some words, the newest first; accents and capitals make no difference."""
    asked = _comparable(words).split()
    found = [one for one in decisions(committee) if all(each in _comparable(_said(one)) for each in asked)]
    return tuple(sorted(found, key=lambda one: (one.meeting.held or one.meeting.planned, one.id), reverse=True))


def _said(one: Kept) -> str:
    """Return what is searched of a decision."""
    return " ".join((one.id, one.decision.text, *one.decision.dissent))


def _comparable(text: str) -> str:
    """Return a text without accents, vowel signs and capitals."""
    import unicodedata

    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def last_due(committee: Committee, today: date) -> str:
    """Return the id of the last meeting that should have been held by a day. Raises VawcoordError when there was none."""
    past = [one for one in occurring(committee, today - timedelta(days=400), today) if not one.cancelled]
    if not past:
        raise VawcoordError(_("There was no meeting yet."), _("Name one: vawcoord meeting minutes DATE."))
    return past[-1].id
