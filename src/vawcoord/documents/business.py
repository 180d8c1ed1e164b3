"""What a meeting has before it, as values: who comes, what is late, finished, running out, to be decided.

Agenda, chair's copy, notice and brief say the same things because they are made of this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vawcoord.documents.calendar import reports_due
from vawcoord.documents.progress import changes, standing
from vawcoord.records.agenda import agenda_front, answers, invited
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document
from vawcoord.records.document import standing as document_standing
from vawcoord.records.meeting import CASE_KINDS, Answered, Meeting, Occurrence, Series, occurring
from vawcoord.records.member import Member
from vawcoord.records.minutes import (
    ESCALATED_AFTER,
    THERE,
    Kept,
    PutOff,
    Quorum,
    action_states,
    decisions,
    presiding,
    put_off,
    quorum,
)
from vawcoord.records.plan import COLOURS, Plan, State
from vawcoord.records.profile import JUSTICE_SECTORS
from vawcoord.records.service import Service

RUNS_OUT = timedelta(days=60)
"""How far beyond a meeting what runs out is put on its agenda: room for a letter, an election, another meeting."""

STALE = timedelta(days=365)
"""After how long a service that nobody has checked is named."""

_FAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Task:
    """An action or an activity that is open. `asked` is the last day its agency was asked, `holds_up` what waits for it."""

    item: str
    title: str
    agency: str
    due: date | None
    late_days: int
    status: str
    reason: str
    asked: date | None
    carried: int = 0
    holds_up: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Say whether its agency may stand there as late: only after it was asked, on the day it was due or later."""
        return self.asked is not None and (self.due is None or self.asked >= self.due)

    @property
    def escalated(self) -> bool:
        """Say whether it was carried over so often that the head of its agency is written to."""
        return self.carried >= ESCALATED_AFTER


@dataclass(frozen=True, slots=True)
class RunsOut:
    """Something that runs out or is looked at again: `kind` is review, end, term or authority."""

    kind: str
    what: str
    ref: str
    agency: str
    day: date


@dataclass(frozen=True, slots=True)
class Motion:
    """Something to be decided: `kind` is minutes, confirm, document, plan, review, election, action or asked."""

    kind: str
    what: str
    ref: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Who will be there, by what the agencies answered, and what that makes of the quorum.

    `silent` have not answered. `ring` are those to be rung, in that order, while the quorum is not safe. `needed_here` are the
    agencies that may not leave: with them a sector, the chair or the number would be gone.
    """

    quorum: Quorum
    said: dict[str, Answered]
    coming: tuple[Member, ...]
    away: tuple[Member, ...]
    silent: tuple[Member, ...]
    ring: tuple[Member, ...]
    needed_here: tuple[Member, ...]

    @property
    def spare(self) -> int:
        """Return how many may leave before the number is gone; negative is how many are missing."""
        return self.quorum.present - self.quorum.needed


@dataclass(frozen=True, slots=True)
class Business:
    """What a meeting has before it, as things stand on a day."""

    meeting: Occurrence
    on: date
    held: Meeting | None
    before: Meeting | None
    unapproved: tuple[Meeting, ...]
    forecast: Forecast
    finished: tuple[tuple[str, tuple[str, ...]], ...]
    actions: tuple[Task, ...]
    activities: tuple[Task, ...]
    plans: tuple[tuple[Plan, dict[str, int]], ...]
    put_off: tuple[PutOff, ...]
    checked: tuple[Service, ...]
    stale: tuple[Service, ...]
    runs_out: tuple[RunsOut, ...]
    unsigned: tuple[tuple[Document, tuple[str, ...]], ...]
    reports: tuple[date, ...]
    trainings: tuple[tuple[str, date], ...]
    motions: tuple[Motion, ...]
    closed: bool
    following: Occurrence | None

    @property
    def late(self) -> tuple[Task, ...]:
        """Return what is late, actions and activities, the longest late first."""
        held = [one for one in (*self.actions, *self.activities) if one.late_days]
        return tuple(sorted(held, key=lambda one: (-one.late_days, one.item)))

    @property
    def case(self) -> bool:
        """Say whether it is a case meeting, of which the agenda says no more than its order."""
        return self.meeting.series.kind in CASE_KINDS


def business(committee: Committee, meeting: Occurrence, on: date) -> Business:
    """Return what a meeting has before it, as things stand on a day."""
    held = next((one for one in committee.meetings if one.id == meeting.id), None)
    earlier = [
        one
        for one in committee.meetings
        if one.series == meeting.series.id and one.held and one.held < meeting.day and one is not held
    ]
    before = max(earlier, key=lambda one: one.held or date.min, default=None)
    unapproved = tuple(one for one in earlier if not one.approved)
    asked = _asked(committee, on)
    actions = tuple(_actions(committee, on))
    states = standing(committee, on)
    activities = tuple(_task(one, asked) for one in states if one.open and (one.late_days or one.status == "blocked"))
    following = next((one for one in _coming(committee, meeting) if not one.cancelled), None)
    # A working session and a case review decide nothing for the committee: adoptions, elections, reports belong to its meetings.
    whole = meeting.series.kind == "coordination"
    ends = tuple(_runs_out(committee, meeting.day + RUNS_OUT, on)) if whole else ()
    motions = _motions(committee, meeting, unapproved, ends, actions, on)
    since = before.held if before and before.held else None
    return Business(
        meeting,
        on,
        held,
        before,
        unapproved,
        forecast(committee, meeting, held),
        _finished(committee, since, on),
        tuple(sorted(actions, key=lambda one: (-one.late_days, one.due or date.max, one.item))),
        tuple(sorted(activities, key=lambda one: (-one.late_days, one.item))),
        tuple(_counted(states)),
        put_off(committee, meeting.series.id, meeting.day),
        tuple(one for one in committee.services if since and one.verified_on and since < one.verified_on <= on),
        tuple(one for one in committee.services if one.verified_on is None or one.verified_on + STALE < meeting.day),
        ends,
        tuple(_unsigned(committee, on)) if whole else (),
        tuple(day for day in reports_due(committee, on) if day <= meeting.day + RUNS_OUT) if whole else (),
        tuple(_trainings(committee, meeting.day + RUNS_OUT)),
        tuple(one for one in motions if whole or one.kind not in ("plan", "document")),
        any(one.kind in CASE_KINDS and (one.until is None or one.until >= meeting.day) for one in _series(committee)),
        following,
    )


def _series(committee: Committee) -> Sequence[Series]:
    """Return the series of meetings."""
    return committee.schedule.series if committee.schedule else ()


def _coming(committee: Committee, meeting: Occurrence) -> Iterator[Occurrence]:
    """Yield the meetings of the same series after one."""
    for one in occurring(committee, meeting.day + timedelta(days=1), meeting.day + _FAR):
        if one.series.id == meeting.series.id:
            yield one


def forecast(committee: Committee, meeting: Occurrence, held: Meeting | None) -> Forecast:
    """Return who will be at a meeting by what the agencies answered, and whom to ring."""
    said = answers(agenda_front(held))
    members = invited(committee, meeting)
    coming = tuple(one for one in members if one.id in said and said[one.id].is_ in THERE)
    away = tuple(one for one in members if one.id in said and said[one.id].is_ not in THERE)
    silent = tuple(one for one in members if one.id not in said)
    there = {one.id for one in coming}
    found = quorum(committee, there, meeting.day)
    return Forecast(
        found,
        said,
        coming,
        away,
        silent,
        tuple(_ring(committee, meeting, found, silent, away)),
        tuple(one for one in coming if not quorum(committee, there - {one.id}, meeting.day).reached) if found.reached else (),
    )


def _ring(
    committee: Committee, meeting: Occurrence, found: Quorum, silent: Sequence[Member], away: Sequence[Member]
) -> Iterator[Member]:
    """Yield whom to ring: who can fill a missing sector or preside, then as many others as are still needed."""
    given: list[str] = []
    leading = {one.partition("/")[0] for one in presiding(committee.profile, meeting.day)}
    groups = [
        [one for one in pool if one.sector == sector or (sector == "justice" and one.sector in JUSTICE_SECTORS)]
        for sector in found.missing_sectors
        for pool in (silent, away)
    ]
    if found.chair_missing:
        groups += [[one for one in pool if one.id in leading] for pool in (silent, away)]
    for group in groups:
        for one in group[:2]:
            if one.id not in given:
                given.append(one.id)
                yield one
    for one in (*silent, *away):
        if found.present + len(given) >= found.needed:
            return
        if one.id not in given:
            given.append(one.id)
            yield one


def _asked(committee: Committee, on: date) -> dict[str, date]:
    """Return the last day up to one on which agencies were asked, by item."""
    days: dict[str, date] = {}
    for entry in committee.journal:
        if entry.asked and entry.date <= on:
            days[entry.item] = max(entry.date, days.get(entry.item, entry.date))
    return days


def _actions(committee: Committee, on: date) -> Iterator[Task]:
    """Yield the open actions of all meetings."""
    for one in action_states(committee, on):
        if one.open:
            yield Task(
                one.item,
                # It stands inside of sentences.
                " ".join(one.action.text.split()).rstrip("."),
                one.agency,
                one.due,
                one.late_days,
                one.status,
                one.reason or one.note,
                one.asked,
                one.carried,
            )


def _task(one: State, asked: dict[str, date]) -> Task:
    """Return an activity as a task."""
    return Task(
        one.item,
        one.activity.title,
        one.lead,
        one.due,
        one.late_days,
        one.status,
        one.reason or one.note,
        asked.get(one.item),
        0,
        one.holds_up,
    )


def _counted(states: Iterable[State]) -> Iterator[tuple[Plan, dict[str, int]]]:
    """Yield each plan with the number of its activities of each colour."""
    held: dict[str, list[State]] = {}
    for one in states:
        held.setdefault(one.plan.id, []).append(one)
    for found in held.values():
        yield found[0].plan, {name: sum(1 for one in found if one.rag == name) for name in COLOURS}


def _finished(committee: Committee, since: date | None, on: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what each agency finished since the last meeting, the one with the most first."""
    if since is None or since > on:
        return ()
    return tuple(
        (agency, tuple(one.title.rstrip(".") for one in done)) for agency, done in changes(committee, since, on).finished()
    )


def _runs_out(committee: Committee, horizon: date, on: date) -> Iterator[RunsOut]:
    """Yield reviews, ends, terms and authorities that are past or run out before a day, in the order of their days."""
    found = []
    for document in committee.documents:
        if document.translation:
            continue
        state = document_standing(document, on)
        if state.since is None or state.state in ("withdrawn", "superseded", "expired"):
            continue
        found += [
            RunsOut(kind, document.front.title, document.ref, "", day)
            for kind, day in (("review", state.review), ("end", document.front.until))
            if day and day <= horizon
        ]
    for officer in committee.profile.officers:
        newer = any(
            one.office == officer.office and (one.from_ or date.min) > (officer.from_ or date.min)
            for one in committee.profile.officers
        )
        if officer.until and officer.until <= horizon and not newer:
            found.append(RunsOut("term", officer.office, officer.holder, officer.holder.partition("/")[0], officer.until))
    for member in committee.active(on):
        for person in member.representatives:
            until = person.authority.until if person.authority and person.serving(on) else None
            if until and until <= horizon:
                found.append(RunsOut("authority", person.shown(), f"{member.id}/{person.id}", member.id, until))
    yield from sorted(found, key=lambda one: (one.day, one.kind, one.ref))


def _unsigned(committee: Committee, on: date) -> Iterator[tuple[Document, tuple[str, ...]]]:
    """Yield the documents that wait for signatures, with the agencies that have not signed; no draft with open places."""
    for document in committee.documents:
        if document.translation or document.open_places():
            continue
        state = document_standing(document, on)
        if state.unsigned and state.state in ("issued", "partly-signed", "in-force", "review-due") and not state.draft_of_next:
            yield document, state.unsigned


def _trainings(committee: Committee, horizon: date) -> Iterator[tuple[str, date]]:
    """Yield the trainings whose certificates run out before a day and that no later one renewed."""
    held = [one for one in committee.registers if one.kind == "training"]
    for one in held:
        until = one.get("valid_until")
        renewed = any(
            other.get("topic") == one.get("topic")
            and other.get("audience") == one.get("audience")
            and (other.get("valid_until") or date.min) > until
            for other in held
            if until
        )
        if until and until <= horizon and not renewed:
            yield str(one.get("title") or ""), until


def _motions(
    committee: Committee,
    meeting: Occurrence,
    unapproved: Sequence[Meeting],
    ends: Iterable[RunsOut],
    actions: Iterable[Task],
    on: date,
) -> Iterator[Motion]:
    """Yield what is to be decided, in the order in which it comes up."""
    for earlier in unapproved:
        yield Motion("minutes", "", earlier.id)
    waiting: Iterable[Kept] = (one for one in decisions(committee) if one.is_proposal)
    for kept in waiting:
        if kept.meeting.series == meeting.series.id and (kept.meeting.held or kept.meeting.planned) < meeting.day:
            yield Motion("confirm", kept.decision.text, kept.id)
    for plan in committee.plans:
        if plan.text(on) is None and plan.activities:
            yield Motion("plan", plan.title, plan.ref)
    for document in committee.documents:
        if document.front.in_force == "adoption" and not document.translation and not document.open_places():
            state = document_standing(document, on)
            if state.since is None and state.state not in ("withdrawn", "superseded"):
                yield Motion("document", document.front.title, document.ref)
    for end in ends:
        if end.kind == "term":
            yield Motion("election", end.what, end.ref, end.agency)
        elif end.kind in ("review", "end"):
            yield Motion("review", end.what, end.ref)
    for task in actions:
        if task.escalated:
            yield Motion("action", task.title, task.item, task.agency)
