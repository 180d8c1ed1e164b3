"""The action plan and the journal: goals, activities, and what happened to them. Nothing derivable is stored."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vawcoord.language import marked
from vawcoord.records.record import (
    BOOL,
    DATE,
    ID_TYPE,
    IDS,
    ITEMS,
    LINE,
    NUMBER,
    PERCENT,
    REF_TYPE,
    REFS,
    TEXT,
    TEXTS,
    Choice,
    Record,
    TableOf,
    Type,
    key,
    tables,
)
from vawcoord.value import Value

STATUSES = ("open", "in-progress", "done", "blocked", "not-possible", "not-undertaken", "superseded")
DROPPED = ("not-possible", "not-undertaken", "superseded")
"""What was set aside: nobody works on it any more, and it is not done."""

CLOSED = ("done", *DROPPED)
COLOURS = ("done", "grey", "red", "amber", "green")
HORIZONS = ("short", "medium", "long")
PRIORITIES = ("high", "medium", "low")
SOON_DAYS = 30
"""How near a day must be, and for how long the journal must have been silent, for amber."""

ACTIVITY_ID = Type(
    marked("the id of an activity, such as 1.2: letters a to z, digits, dots and hyphens"),
    lambda value: type(value) is str and bool(re.match(r"(?=.{1,48}\Z)[.-]*[a-z0-9][a-z0-9.-]*\Z", value)),
    {"type": "string", "pattern": "^(?=.{1,48}$)[.-]*[a-z0-9][a-z0-9.-]*$"},
)


class Goal(Record):
    """What the plan is to reach."""

    id: str = key(ID_TYPE, marked("a short name"))
    title: str = key(LINE, marked("the goal"))
    horizon: str = key(Choice(*HORIZONS), marked("short, medium or long term (Module 5, N6.1.1)"), default="medium")
    aims: tuple[str, ...] = key(TEXTS, marked("what will be different"), default=())


class Milestone(Record):
    """A step on the way, with its day."""

    title: str = key(LINE, marked("the step"))
    due: date = key(DATE, marked("the day"))
    done: date | None = key(DATE, marked("the day it was reached"), default=None)


class Resources(Record):
    """What an activity needs and what is there (Module 5, L2.1.6)."""

    needed: float = key(NUMBER, marked("what it costs"), default=0)
    secured: float = key(NUMBER, marked("what is there"), default=0)
    currency: str = key(LINE, marked("the currency, such as KES"), default="")
    source: str = key(LINE, marked("where it comes from, or the next step to find it"), default="")


class Activity(Record):
    """One activity, with timeline, responsibility, resources and indicators (Module 5, L2.1.5)."""

    id: str = key(ACTIVITY_ID, marked("its number in the plan; never used again"))
    title: str = key(LINE, marked("what is done"))
    goal: str = key(ID_TYPE, marked("the goal it serves"), default="", names="goal")
    need: str = key(REF_TYPE, marked("the need it answers: an entry of registers/needs"), default="", names="register-entry")
    priority: str = key(Choice(*PRIORITIES), marked("its rank"), default="medium")
    reason: str = key(TEXT, marked("why it has this rank"), default="")
    guidelines: tuple[str, ...] = key(ITEMS, marked("items of Module 5 it serves"), default=())
    national_ref: str = key(LINE, marked("where the national strategy asks for it"), default="")
    lead: str = key(ID_TYPE, marked("the agency that answers for it"), default="", names="member")
    post: str = key(LINE, marked("the post that answers for it"), default="")
    partners: tuple[str, ...] = key(IDS, marked("agencies that help"), default=(), names="member")
    start: date | None = key(DATE, marked("the first day"), default=None)
    due: date | None = key(DATE, marked("the day it is to be done"), default=None)
    milestones: tuple[Milestone, ...] = key(tables(Milestone), marked("steps on the way"), default=())
    depends: tuple[str, ...] = key(REFS, marked("activities that must be done before"), default=(), names="activity")
    resources: Resources | None = key(TableOf(Resources), marked("what it needs and what is there"), default=None)
    indicators: tuple[str, ...] = key(IDS, marked("indicators that measure it"), default=(), names="indicator")
    tags: tuple[str, ...] = key(IDS, marked("words such as accountability, safety, girls"), default=())
    from_lesson: str = key(REF_TYPE, marked("the lesson it came from"), default="", names="register-entry")
    linkages: tuple[str, ...] = key(REFS, marked("other responses it joins up with"), default=())
    continues: str = key(REF_TYPE, marked("the activity of an earlier plan that it carries on"), default="")
    added: date | None = key(DATE, marked("the day it was added after the plan was adopted"), default=None)


class Adoption(Record):
    """When a plan was adopted or revised, by which decision, with which text."""

    date: datetime.date = key(DATE, marked("the day"))
    decision: str = key(REF_TYPE, marked("the decision"), default="", names="decision")
    digest: str = key(LINE, marked("the digest of the text"), default="")


class Plan(Record):
    """An action plan, as `plan/<id>.toml` holds it. Its id is the file's name."""

    id = ""
    kept: "Plan | None" = None
    """The text as it was last adopted, where somebody read it from `issued/`; `lost` when it is not there as it was."""
    lost = False

    title: str = key(LINE, marked("the plan's title"))
    national_strategy: str = key(LINE, marked("the national strategy it aligns with"), default="")
    start: date | None = key(DATE, marked("the first day"), default=None)
    until: date | None = key(DATE, marked("the last day"), default=None)
    consulted: tuple[str, ...] = key(REFS, marked("consultations it rests on"), default=(), names="register-entry")
    supersedes: str = key(ID_TYPE, marked("the plan it replaces"), default="")
    adopted: Adoption | None = key(TableOf(Adoption), marked("when it was adopted"), default=None)
    revised: tuple[Adoption, ...] = key(tables(Adoption), marked("when it was revised"), default=())
    goals: tuple[Goal, ...] = key(tables(Goal), marked("its goals"), default=())
    activities: tuple[Activity, ...] = key(tables(Activity), marked("its activities"), default=())

    @property
    def ref(self) -> str:
        """Return `plan/<id>`."""
        return f"plan/{self.id}"

    def text(self, on: date = date.max) -> Adoption | None:
        """Return the adoption or revision whose text is in force on a day."""
        known = (*((self.adopted,) if self.adopted else ()), *self.revised)
        return max((one for one in known if one.date <= on), key=lambda one: one.date, default=None)

    def goal(self, id: str) -> Goal | None:  # noqa: A002 - the field's word
        """Return the goal with an id."""
        return next((one for one in self.goals if one.id == id), None)

    def item(self, ref: str) -> str:
        """Return the full id of an activity that the plan names by its full or its short id."""
        return ref if "/" in ref else f"{self.id}/{ref}"

    def adopted_part(self) -> "Plan":
        """Return the plan without the activities that came after its text was last adopted and say so."""
        if self.kept is None:
            return self
        before = {one.id for one in self.kept.activities}
        made = object.__new__(Plan)
        kept = tuple(one for one in self.activities if one.id in before or one.added is None)
        made.__dict__.update(self.__dict__, activities=kept)
        return made

    def beside(self, kept: "Plan | None") -> "Plan":
        """Return the plan with its text as it was last adopted; None says that this text is lost."""
        made = object.__new__(Plan)
        made.__dict__.update(self.__dict__, kept=kept, lost=kept is None)
        return made


class JournalEntry(Record):
    """One line of the journal: what happened to an activity or an action on a day."""

    date: datetime.date = key(DATE, marked("the day"))
    item: str = key(REF_TYPE, marked("the activity or action, with its full id"), names="plan-item")
    status: str = key(Choice(*STATUSES), marked("where it stands"), default="")
    percent: int | None = key(PERCENT, marked("how much is done"), default=None)
    by: str = key(ID_TYPE, marked("the agency that says so"), default="", names="member")
    note: str = key(TEXT, marked("what was done or why not"), default="")
    due: datetime.date | None = key(DATE, marked("the new day"), default=None)
    lead: str = key(ID_TYPE, marked("the new agency"), default="", names="member")
    reason: str = key(TEXT, marked("why the day, the agency or the colour changes"), default="")
    rag: str = key(Choice("green", "amber", "red", "grey"), marked("a colour set by hand, with a reason"), default="")
    asked: bool = key(BOOL, marked("whether the agency was only asked about it; this moves nothing"), default=False)


class Journal(Record):
    """A file of `progress/`: one entry a line."""

    entries: tuple[JournalEntry, ...] = key(tables(JournalEntry), marked("one entry a line"), default=())


def latest(entries: Iterable[JournalEntry], on: date) -> dict[str, JournalEntry]:
    """Return for each item the state on a day: entries folded by date, then by their place in the files.

    The folded entry holds the last value given for each key; a colour set by hand holds until the next entry only, and not
    at all without a reason. That an agency was asked is no word of what happened.
    """
    folded: dict[str, dict[str, Any]] = {}
    for entry in in_order(entries, on):
        if entry.asked:
            continue
        state = folded.setdefault(entry.item, {})
        state.pop("rag", None)
        state.update(entry.__dict__)
        if entry.rag and not entry.reason:
            del state["rag"]
    made = {}
    for item, state in folded.items():
        made[item] = one = object.__new__(JournalEntry)
        one.__dict__.update(state)
    return made


def in_order(entries: Iterable[JournalEntry], on: date) -> list[JournalEntry]:
    """Return the entries up to a day by date, then by their place: file, line. In which order files were read is no matter."""
    return sorted((one for one in entries if one.date <= on), key=lambda one: (one.date, one.where.path, one.where.key))


class State(Value):
    """Where an activity stands on a day.

    `planned` is the day in the plan, `due` the one that counts. `percent` is None where nobody said. `waits_for` are late
    predecessors, `holds_up` the open activities that wait for this one, directly or through others, when it is late.
    """

    plan: Plan
    activity: Activity
    status: str
    percent: int | None
    lead: str
    due: date | None
    updated: date | None
    by: str
    note: str
    reason: str
    rag: str
    by_hand: bool
    late_days: int
    missed: tuple[Milestone, ...]
    waits_for: tuple[str, ...]
    holds_up: tuple[str, ...]

    @property
    def item(self) -> str:
        """Return its full id."""
        return f"{self.plan.id}/{self.activity.id}"

    @property
    def planned(self) -> date | None:
        """Return the day in the plan."""
        return self.activity.due

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.status not in CLOSED

    @property
    def unfunded(self) -> float:
        """Return how much money is missing; 0 for what is closed or needs none."""
        held = self.activity.resources
        return max(0, held.needed - held.secured) if held and self.open else 0

    def never_updated(self, on: date) -> bool:
        """Say whether it has begun and the journal holds no word of it."""
        return self.open and self.updated is None and (self.activity.start is None or self.activity.start <= on)


def colour(
    status: str,
    on: date,
    *,
    start: date | None = None,
    due: date | None = None,
    updated: date | None = None,
    missed: bool = False,
    waiting: bool = False,
) -> str:
    """Return red, amber or green by the one rule; `missed` is a milestone, `waiting` a predecessor that is late.

    In this order: done; grey before the start or set aside; red past due or blocked; amber due within 30 days without an
    entry for 30 days, a milestone missed or a predecessor late; else green.
    """
    if status == "done":
        return "done"
    if status in DROPPED or (start is not None and on < start):
        return "grey"
    if status == "blocked" or (due is not None and due < on):
        return "red"
    silent = updated is None or (on - updated).days >= SOON_DAYS
    if (due is not None and (due - on).days <= SOON_DAYS and silent) or missed or waiting:
        return "amber"
    return "green"


def in_force(plan: Plan, on: date) -> bool:
    """Say whether a plan was adopted by a day."""
    return plan.adopted is not None and plan.adopted.date <= on


def superseded(plans: Iterable[Plan], on: date) -> dict[str, str]:
    """Return the plans that another plan, adopted by a day, replaces, each with that plan."""
    return {plan.supersedes: plan.id for plan in plans if plan.supersedes and in_force(plan, on)}


def current(plans: Iterable[Plan], on: date) -> tuple[Plan, ...]:
    """Return the plans that no other one replaces."""
    held = tuple(plans)
    gone = superseded(held, on)
    return tuple(plan for plan in held if plan.id not in gone)


class _Said(Value):
    """What the journal says of an activity, with what it carries on from an earlier plan."""

    status: str = "open"
    percent: int | None = None
    updated: date | None = None
    by: str = ""
    note: str = ""
    reason: str = ""


def states(plans: Sequence[Plan], folded: Mapping[str, JournalEntry], on: date) -> tuple[State, ...]:
    """Return where every activity stands on a day, plan by plan; `folded` is the journal up to that day (`latest`).

    An activity added later is not there yet. What is open in a plan that another one replaces is superseded.
    """
    gone = superseded(plans, on)
    held = [(plan, one) for plan in plans for one in plan.activities if one.added is None or one.added <= on]
    carried = {f"{plan.id}/{one.id}": one.continues for plan, one in held if one.continues}
    known: dict[str, tuple[_Said, str, date | None]] = {}
    for plan, one in held:
        item = f"{plan.id}/{one.id}"
        entry = folded.get(item)
        said = _said(item, folded, carried)
        status = "superseded" if plan.id in gone and said.status not in CLOSED else said.status
        due = (entry.due if entry else None) or one.due
        known[item] = (said, status, due)
    late = {item for item, (_of, status, due) in known.items() if due is not None and due < on and status not in CLOSED}
    following: dict[str, list[str]] = {}
    for plan, one in held:
        if one.depends and known[f"{plan.id}/{one.id}"][1] not in CLOSED:
            for before in one.depends:
                following.setdefault(plan.item(before), []).append(f"{plan.id}/{one.id}")
    made = []
    for plan, one in held:
        item = f"{plan.id}/{one.id}"
        said, status, due = known[item]
        entry = folded.get(item)
        missed = _missed(one, on) if status not in CLOSED else ()
        waits = tuple(name for name in map(plan.item, one.depends) if name in late) if status not in CLOSED else ()
        by_rule = colour(status, on, start=one.start, due=due, updated=said.updated, missed=bool(missed), waiting=bool(waits))
        by_hand = entry.rag if entry else ""
        made.append(
            State(
                plan,
                one,
                status,
                100 if status == "done" else said.percent,
                (entry.lead if entry else "") or one.lead,
                due,
                said.updated,
                said.by,
                said.note,
                said.reason,
                by_hand or by_rule,
                bool(by_hand),
                (on - due).days if item in late and due else 0,
                missed,
                waits,
                _after(item, following) if item in late else (),
            )
        )
    return tuple(made)


def _said(item: str, folded: Mapping[str, JournalEntry], carried: Mapping[str, str]) -> _Said:
    """Return what the journal says of an activity; one that continues another goes on where that one stood."""
    entry = folded.get(item)
    before = _Said()
    if item in carried:
        chain, name = [item], carried[item]
        while name not in chain:
            chain.append(name)
            if name not in carried:
                break
            name = carried[name]
        for name in reversed(chain[1:]):
            before = _went_on(before, folded.get(name))
        if before.status in CLOSED:
            going = before.percent is not None and before.percent > 0
            before = _Said("in-progress" if going else "open", before.percent, before.updated, before.by, before.note)
    return _went_on(before, entry)


def _went_on(before: _Said, entry: JournalEntry | None) -> _Said:
    """Return what an entry makes of what was said before."""
    if entry is None:
        return before
    return _Said(
        entry.status or before.status,
        entry.percent if entry.percent is not None else before.percent,
        entry.date,
        entry.by or before.by,
        entry.note or before.note,
        entry.reason,
    )


def _missed(activity: Activity, on: date) -> tuple[Milestone, ...]:
    """Return the milestones that should have been reached before a day and were not."""
    return tuple(one for one in activity.milestones if one.due < on and (one.done is None or one.done > on))


def _after(item: str, following: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what waits for an item, the nearest first."""
    seen, waiting = {item: None}, [item]
    for one in waiting:
        for name in following.get(one, ()):
            if name not in seen:
                seen[name] = None
                waiting.append(name)
    return tuple(seen)[1:]


def circles(plans: Iterable[Plan]) -> tuple[tuple[str, ...], ...]:
    """Return the circles of activities that wait for one another, each from its first activity in the order of the plans."""
    waits = {f"{plan.id}/{one.id}": [plan.item(name) for name in one.depends] for plan in plans for one in plan.activities}
    found = []
    done: set[str] = set()
    for start, names in waits.items():
        if start in done or not names:
            continue
        way = _way_back(start, waits)
        if way:
            found.append(way)
            done.update(way)
    return tuple(found)


def _way_back(start: str, waits: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from an activity back to itself along what it waits for; empty where there is none."""
    came: dict[str, str] = {}
    waiting = [start]
    for one in waiting:
        for name in waits.get(one, ()):
            if name == start:
                way = [one]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if name not in came:
                came[name] = one
                waiting.append(name)
    return ()


_NOT_IN_DIGEST = ("adopted", "revised", "done", "secured", "source", "added")
"""What is kept up to date after a plan was adopted, and what adopting itself writes."""


def plan_digest(plan: Plan) -> str:
    """Return the digest of a plan's text, `v1:` and SHA-256 over a line a key in the order of the format.

    White space is folded; a key that says what it would say unwritten leaves no line. Left out: the adoption itself, the
    day a milestone was reached, the money secured and its source, and `added`.
    """
    import hashlib
    import unicodedata

    content = "\n".join(("vawcoord plan v1", *_lines(plan, ""), ""))
    return f"v1:{hashlib.sha256(unicodedata.normalize('NFC', content).encode()).hexdigest()}"


def _lines(record: Record, prefix: str) -> Iterator[str]:
    """Yield a line for each value of a record and of the records in it."""
    for name, key_ in record.keys.items():
        value = record.__dict__.get(key_.attribute)
        if name in _NOT_IN_DIGEST or value is None or value == key_.default:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield f"{prefix}{name}"
                yield from _lines(one, f"{prefix}{name}.")
            else:
                said = f"{one:g}" if isinstance(one, float) and one == int(one) else str(one)
                yield f"{prefix}{name} {' '.join(said.split())}"


class Edit(Value):
    """A difference between a plan and its text as adopted: `what` is due, lead, dropped or added."""

    what: str
    activity: str
    before: date | str | None = None
    after: date | str | None = None
    place: int = -1


def silent_edits(plan: Plan, journal: Iterable[JournalEntry]) -> tuple[Edit, ...]:
    """Return what was changed in an adopted plan although it must stand in the journal, and does not."""
    if plan.kept is None:
        return ()
    before = {one.id: one for one in plan.kept.activities}
    now = {one.id: (place, one) for place, one in enumerate(plan.activities)}
    found = []
    for name, (place, one) in now.items():
        old = before.get(name)
        if old is None:
            if one.added is None:
                found.append(Edit("added", name, None, None, place))
            continue
        if one.due != old.due:
            found.append(Edit("due", name, old.due, one.due, place))
        if one.lead != old.lead:
            found.append(Edit("lead", name, old.lead, one.lead, place))
    found.extend(Edit("dropped", name) for name in before if name not in now)
    if not found:
        return ()
    said: set[tuple[str, str, date | str | None]] = set()
    for entry in journal:
        said |= {(entry.item, what, value) for what, value in (("due", entry.due), ("lead", entry.lead)) if value}
        if entry.status in CLOSED:
            said.add((entry.item, "dropped", None))
    return tuple(one for one in found if (f"{plan.id}/{one.activity}", one.what, one.after) not in said)
