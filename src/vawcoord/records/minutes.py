"""What follows from minutes: quorum by item, decisions and proposals, actions that are carried over, who comes to meetings.

The rules are those of the committee (`[meetings]` in committee.toml): one vote an agency, a share is rounded up, observers never
count. Nothing of this is stored.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vawcoord.records.meeting import UNTICKED, Action, Attendance, Decision, Meeting, MinutesFront
from vawcoord.records.plan import CLOSED, JournalEntry, in_order
from vawcoord.records.profile import JUSTICE_SECTORS, Profile, of_share
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.committee import Committee

PRESIDING = ("chair", "co-chair", "vice-chair")
"""The chair and who stands in, in the order in which they preside."""

ESCALATED_AFTER = 3
"""How often an action may be carried over before the head of its agency is written to."""

IN_A_ROW = 3
"""Absences in a row, none with an apology, after which somebody asks (domain practice; `check` names them)."""

THERE = ("present", "alternate")


class Quorum(Value):
    """Whether a meeting can decide, at one agenda item or by a forecast.

    `base` are the agencies joined and not left on that day, `needed` the share of them, rounded up, `present` those that are
    there or represented by an alternate. `missing_sectors` holds sectors as committee.toml names them, `justice` too.
    """

    base: int
    needed: int
    present: int
    missing_sectors: tuple[str, ...]
    chair_missing: bool

    @property
    def reached(self) -> bool:
        """Say whether the meeting can decide."""
        return self.present >= self.needed and not self.missing_sectors and not self.chair_missing


def presiding(profile: Profile, on: date) -> tuple[str, ...]:
    """Return who may preside on a day, `agency/person`: the chair first, then who stands in."""
    held = (profile.officer(office, on) for office in PRESIDING)
    return tuple(dict.fromkeys(one.holder for one in held if one is not None))


def quorum(
    committee: "Committee", there: Collection[str], on: date, *, chair: bool | None = None, reconvened: bool = False
) -> Quorum:
    """Return whether some agencies make a quorum on a day.

    `there` are ids of agencies; who is no member that day does not count. `chair` says whether chair or deputy are there;
    None: as their agencies are. `reconvened` is a meeting that takes up an inquorate one: the rule may ask less of it.
    """
    rule = committee.profile.meetings.quorum
    base = committee.active(on)
    present = [one for one in base if one.id in there]
    sectors = {one.sector for one in present}
    if sectors.intersection(JUSTICE_SECTORS):
        sectors.add("justice")
    if chair is None:
        chair = any(one.partition("/")[0] in there for one in presiding(committee.profile, on))
    share = (rule.reconvened if reconvened else "") or rule.share
    return Quorum(
        len(base),
        # Where nobody has joined, nobody can decide.
        max(1, of_share(share, len(base))),
        len(present),
        tuple(one for one in rule.sectors if one not in sectors),
        rule.chair and not chair,
    )


def items_of(meeting: Meeting) -> tuple[str, ...]:
    """Return the ids of a meeting's agenda items in their order: as the minutes have them, else as the agenda."""
    for paper in (meeting.minutes, meeting.agenda):
        found = tuple(one.id for one in paper.clauses if one.level <= 2) if paper else ()
        if found:
            return found
    return ()


def there_at(meeting: Meeting, item: str) -> tuple[Attendance, ...]:
    """Return the lines of the roster of those who were there at an item, observers too; "" is the whole meeting.

    Whoever left at an item was there for it; whoever came for an item was there for it. An item that the minutes do not have
    counts as the whole meeting.
    """
    front = meeting.front
    if front is None:
        return ()
    places = {name: place for place, name in enumerate(items_of(meeting))}
    # What is below an item in the minutes, and what stands above all of them.
    here = places.get(item, -1)
    return tuple(
        one
        for one in front.attendance
        if one.is_ in (*THERE, "observer")
        and (here < 0 or ((places.get(one.from_, 0) if one.from_ else 0) <= here <= places.get(one.until, here)))
        and (here >= 0 or not (one.from_ in places or one.until in places))
    )


def quorum_at(committee: "Committee", meeting: Meeting, item: str) -> Quorum:
    """Return whether a meeting could decide at an item; with "" whether those who stayed from beginning to end could."""
    front = meeting.front
    on = meeting.held or meeting.planned
    lines = [one for one in there_at(meeting, item) if one.is_ in THERE]
    may = presiding(committee.profile, on)
    chair = any(
        one.agency == name.partition("/")[0]
        and (one.who == name.partition("/")[2] or (not one.who and front is not None and front.chair in ("", name)))
        for one in lines
        for name in may
    )
    return quorum(committee, {one.agency for one in lines}, on, chair=chair, reconvened=bool(front and front.reconvenes))


def quorum_by_item(committee: "Committee", meeting: Meeting) -> tuple[tuple[str, Quorum], ...]:
    """Return for each agenda item of a meeting whether it could decide there, by who came late and who left early."""
    return tuple((name, quorum_at(committee, meeting, name)) for name in items_of(meeting))


def quorate(committee: "Committee", meeting: Meeting, decision: Decision) -> bool:
    """Say whether a decision of a meeting has its quorum.

    Of approved minutes, and where there are decisions without minutes, it was written down. A decision by circulation counts
    who answered, whether or not they came.
    """
    if meeting.approved or meeting.minutes is None:
        return decision.quorate
    if decision.method == "circulation":
        answered = {one.agency for one in decision.voices}
        return quorum(committee, answered, meeting.held or meeting.planned).reached
    return quorum_at(committee, meeting, decision.item).reached


def votes_of(decision: Decision) -> tuple[int, int, int] | None:
    """Return for, against and abstaining of a decision; None where nobody counted."""
    parts = decision.votes.split("-")
    if len(parts) == 3 and all(one.isascii() and one.isdigit() for one in parts):
        return int(parts[0]), int(parts[1]), int(parts[2])
    if decision.voices:
        said = [one.is_ for one in decision.voices]
        return said.count("for"), said.count("against"), said.count("abstaining")
    return None


def carried(profile: Profile, decision: Decision) -> bool | None:
    """Say whether the votes of a decision carry it by the committee's rule; None where the rule does not tell.

    Abstentions count neither way. The rule does not tell for consensus, where it knows no vote, and of a tie that the chair
    decides: minutes say what the chair did.
    """
    rule = profile.meetings.decisions
    counted = votes_of(decision)
    how = rule.method if rule.method != "consensus" else rule.otherwise
    if counted is None or decision.method == "consensus" or how == "none":
        return None
    yes, no, _abstaining = counted
    if how == "two-thirds":
        return yes > 0 and 3 * yes >= 2 * (yes + no)
    if yes == no:
        return None if rule.tie == "chair" and yes else False
    return yes > no


class Kept(Value):
    """A decision of a meeting: its full id, whether it is only a proposal (no quorum, and not confirmed), what confirmed it."""

    id: str
    meeting: Meeting
    decision: Decision
    is_proposal: bool
    confirmed_by: str


def decisions(committee: "Committee") -> tuple[Kept, ...]:
    """Return the decisions of all meetings, of approved minutes and of drafts alike, in the order of the meetings.

    A decision confirms others only if it has its own quorum, or was confirmed itself.
    """
    every = [(f"{meeting.id}/{one.id}", meeting, one) for meeting in committee.meetings for one in meeting.decisions]
    good = {name: quorate(committee, meeting, one) for name, meeting, one in every}
    confirmed: dict[str, str] = {}
    # What confirms comes later than what is confirmed, so one pass would do; people write ids wrongly, so this one ends too.
    grows = True
    while grows:
        grows = False
        for name, _meeting, one in every:
            if good[name] or name in confirmed:
                for other in one.confirmed:
                    if other in good and other not in confirmed and other != name:
                        confirmed[other] = name
                        grows = True
    return tuple(
        Kept(
            name,
            meeting,
            one if one.quorate == good[name] else _as_judged(one, quorate=good[name]),
            not good[name] and name not in confirmed,
            confirmed.get(name, "") if not good[name] else "",
        )
        for name, meeting, one in every
    )


def _as_judged(decision: Decision, *, quorate: bool) -> Decision:
    """Return a decision of a draft with what its quorum makes of it."""
    made = object.__new__(Decision)
    made.__dict__.update(decision.__dict__, quorate=quorate)
    return made


class ActionState(Value):
    """Where an action stands on a day, by the journal.

    `updated` is the day of the last word about it, `asked` the last day its agency was asked. `carried_at` are the days of
    later meetings of the same series by which it was due and at which it was still open: what has time yet is not carried over.
    """

    item: str
    meeting: Meeting
    action: Action
    status: str
    percent: int | None
    agency: str
    due: date | None
    updated: date | None
    note: str
    reason: str
    late_days: int
    carried_at: tuple[date, ...]
    asked: date | None

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.status not in CLOSED

    @property
    def carried(self) -> int:
        """Return how often it was carried over."""
        return len(self.carried_at)

    @property
    def escalated(self) -> bool:
        """Say whether it was carried over so often that the head of its agency is written to."""
        return self.open and self.carried >= ESCALATED_AFTER


def action_states(committee: "Committee", on: date) -> tuple[ActionState, ...]:
    """Return where every action stands on a day, in the order of the meetings; those of later meetings are not there yet."""
    meetings = [one for one in committee.meetings if one.actions and (one.held or one.planned) <= on]
    wanted = {f"{meeting.id}/{one.id}" for meeting in meetings for one in meeting.actions}
    if not wanted:
        return ()
    said: dict[str, list[JournalEntry]] = {}
    for entry in in_order((one for one in committee.journal if one.item in wanted), on):
        said.setdefault(entry.item, []).append(entry)
    days = _days_held(committee.meetings, on)
    return tuple(
        _stands(meeting, one, said.get(f"{meeting.id}/{one.id}", ()), days.get(meeting.series, ()), on)
        for meeting in meetings
        for one in meeting.actions
    )


def _days_held(meetings: Iterable[Meeting], on: date) -> dict[str, list[date]]:
    """Return the days up to one day on which the meetings of each series were held, in their order."""
    days: dict[str, list[date]] = {}
    for one in meetings:
        if one.held is not None and one.held <= on:
            days.setdefault(one.series, []).append(one.held)
    return {series: sorted(held) for series, held in days.items()}


def _stands(meeting: Meeting, action: Action, said: Sequence[JournalEntry], days: Sequence[date], on: date) -> ActionState:
    """Return where one action stands, by what the journal says of it."""
    status, percent, agency, due = "open", None, action.agency, action.due
    updated, asked = None, None
    note = reason = ""
    changes: list[tuple[date, bool]] = []
    dues: list[tuple[date, date | None]] = [(date.min, action.due)]
    for entry in said:
        if entry.asked:
            asked = entry.date
            continue
        updated = entry.date
        percent = entry.percent if entry.percent is not None else percent
        status, agency, due = entry.status or status, entry.lead or agency, entry.due or due
        note, reason = entry.note or note, entry.reason or reason
        if entry.status:
            changes.append((entry.date, entry.status in CLOSED))
        if entry.due:
            dues.append((entry.date, entry.due))
    begun = meeting.held or meeting.planned
    late = (on - due).days if due is not None and due < on and status not in CLOSED else 0
    # No meeting after the one that saw it closed for good carried it over.
    until = bisect_right(days, changes[-1][0]) if changes and changes[-1][1] else len(days)
    later = days[bisect_right(days, begun) : until]
    if len(dues) == 1 and not any(closed for _day, closed in changes):
        over = later[bisect_left(later, action.due) :] if action.due else later
    else:
        over = [day for day in later if _open_on(changes, day) and _due_by(dues, day)]
    return ActionState(
        f"{meeting.id}/{action.id}",
        meeting,
        action,
        status,
        100 if status == "done" else percent,
        agency,
        due,
        updated,
        note,
        reason,
        late,
        tuple(over),
        asked,
    )


def _open_on(changes: Sequence[tuple[date, bool]], day: date) -> bool:
    """Say whether something was still open after a meeting; what is closed on that very day is not carried over."""
    closed = False
    for when, now in changes:
        if when > day:
            break
        closed = now
    return not closed


def _due_by(dues: Sequence[tuple[date, date | None]], day: date) -> bool:
    """Say whether something was due by the day of a meeting, as its day stood before; without a day it is due at once."""
    due = [then for when, then in dues if when < day][-1]
    return due is None or due <= day


class PutOff(Value):
    """Something that a meeting put off, and the meeting."""

    meeting: Meeting
    text: str
    item: str


def put_off(committee: "Committee", series: str, before: date) -> tuple[PutOff, ...]:
    """Return what the last meeting of a series held before a day has put off: it returns on the next agenda."""
    held = [one for one in committee.meetings if one.series == series and one.held is not None and one.held < before]
    last = max(held, key=lambda one: one.held or date.min, default=None)
    return tuple(PutOff(last, one.text, one.item) for one in last.deferred) if last else ()


class Turnout(Value):
    """How often an agency came: `invited` are the meetings that were held and to which it was invited as a member.

    `in_a_row` are its last absences without apology, one after the other; `informed` are apologies that brought information.
    """

    agency: str
    invited: int
    present: int
    alternate: int
    apologies: int
    absent: int
    in_a_row: int
    informed: int = 0

    @property
    def share(self) -> int | None:
        """Return in how many of a hundred meetings it was there or represented, rounded down; None where there were none."""
        return (self.present + self.alternate) * 100 // self.invited if self.invited else None


def turnout(committee: "Committee", since: date, until: date) -> tuple[Turnout, ...]:
    """Return for each agency how often it came to the meetings held between two days, both included.

    A meeting whose roster holds nothing, or is not ticked yet for an agency, tells nothing of it. Whoever does not stand in a
    roster was absent.
    """
    held = sorted(
        (one for one in committee.meetings if one.held is not None and since <= one.held <= until),
        key=lambda one: one.held or since,
    )
    ticked = {one.id: _ticked(one.front) for one in held}
    return tuple(_of(member.id, tuple(_told(committee, member.id, held, ticked))) for member in committee.members)


def _ticked(front: MinutesFront | None) -> dict[str, Attendance]:
    """Return the lines of a roster by agency; where an agency has several, the one that counts for its vote."""
    found: dict[str, Attendance] = {}
    for one in front.attendance if front else ():
        if one.is_ != "observer" and (one.agency not in found or one.is_ in THERE):
            found[one.agency] = one
    return found


def invited(committee: "Committee", meeting: Meeting, agency: str) -> bool:
    """Say whether an agency was invited to a meeting: a member that day, and of those whom the series names, if it names any."""
    member = committee.member(agency)
    if member is None or not member.active(meeting.held or meeting.planned):
        return False
    series = next((one for one in committee.schedule.series if one.id == meeting.series), None) if committee.schedule else None
    return series is None or not series.invited or agency in series.invited


def _told(
    committee: "Committee", agency: str, held: Iterable[Meeting], ticked: dict[str, dict[str, Attendance]]
) -> Iterator[Attendance]:
    """Yield what the rosters say of an agency, meeting by meeting."""
    for meeting in held:
        lines = ticked[meeting.id]
        if not lines or not invited(committee, meeting, agency):
            continue
        one = lines.get(agency) or Attendance(agency=agency, is_="absent")
        if one.is_ != UNTICKED:
            yield one


def _of(agency: str, told: Sequence[Attendance]) -> Turnout:
    """Return the sums for one agency."""
    said = [one.is_ for one in told]
    row = 0
    for one in reversed(said):
        if one != "absent":
            break
        row += 1
    informed = sum(1 for one in told if one.is_ == "apologies" and one.informed)
    present, alternate, apologies, absent = (said.count(one) for one in ("present", "alternate", "apologies", "absent"))
    return Turnout(agency, len(said), present, alternate, apologies, absent, row, informed)


def unticked(meeting: Meeting) -> tuple[Attendance, ...]:
    """Return the lines of a roster that the secretary has not ticked yet."""
    return tuple(one for one in meeting.front.attendance if one.is_ == UNTICKED) if meeting.front else ()


def reconvene_by(profile: Profile, meeting: Meeting) -> date | None:
    """Return the last day on which an inquorate meeting may be taken up again; None where the rule says nothing."""
    days = profile.meetings.quorum.reconvene_days
    return (meeting.held or meeting.planned) + timedelta(days=days) if days else None


def reconvening(committee: "Committee", meeting: Meeting) -> Meeting | None:
    """Return the meeting that took up an inquorate one, if there was one."""
    return next((one for one in committee.meetings if one.front is not None and one.front.reconvenes == meeting.id), None)


def minutes_digest(meeting: Meeting) -> str:
    """Return the digest of minutes as they are approved, `v1:` and SHA-256 over a line a fact, then the lines of the text.

    In it: what the head says of the meeting, the roster, the text, decisions, actions and what was put off. Line ends, blank
    lines and blanks at the ends of lines are not; nor are approval and corrections, which come later.
    """
    import hashlib
    import unicodedata

    content = unicodedata.normalize("NFC", "\n".join(("vawcoord minutes v1", *_digest_lines(meeting), "")))
    return f"v1:{hashlib.sha256(content.encode()).hexdigest()}"


_NOT_IN_DIGEST = ("approved", "approved_on", "digest", "corrections", "class")


def _digest_lines(meeting: Meeting) -> Iterator[str]:
    """Yield the lines that the digest is taken of."""
    from vawcoord.records.record import Record

    def said(record: Record, prefix: str) -> Iterator[str]:
        for name, key in record.keys.items():
            value = record.__dict__.get(key.attribute)
            if name in _NOT_IN_DIGEST or value is None or value == key.default:
                continue
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Record):
                    yield f"{prefix}{name}"
                    yield from said(one, f"{prefix}{name}.")
                else:
                    shown = one.isoformat() if isinstance(one, datetime.date) else str(one)
                    yield f"{prefix}{name} {' '.join(shown.split())}"

    if meeting.minutes is not None:
        yield from said(meeting.minutes.front, "")
        yield from (line.rstrip() for line in meeting.minutes.body.splitlines() if line.strip())
    for kind, held in (("decision", meeting.decisions), ("action", meeting.actions), ("deferred", meeting.deferred)):
        for one in held:
            yield kind
            yield from said(one, f"{kind}.")
