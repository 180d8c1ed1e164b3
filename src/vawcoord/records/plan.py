"""The action plan and the journal: goals, activities, and what happened to them. Nothing derivable is stored."""

import datetime
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from vawcoord.language import marked
from vawcoord.records.record import (
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

STATUSES = ("open", "in-progress", "done", "blocked", "not-possible", "not-undertaken", "superseded")
HORIZONS = ("short", "medium", "long")

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
    priority: str = key(Choice("high", "medium", "low"), marked("its rank"), default="medium")
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


class Journal(Record):
    """A file of `progress/`: one entry a line."""

    entries: tuple[JournalEntry, ...] = key(tables(JournalEntry), marked("one entry a line"), default=())


def latest(entries: Iterable[JournalEntry], on: date) -> dict[str, JournalEntry]:
    """Return for each item the state on a day: entries folded by date, then by their place in the files.

    The folded entry holds the last value given for each key; a colour set by hand holds until the next entry only.
    """
    folded: dict[str, dict[str, Any]] = {}
    for entry in sorted((one for one in entries if one.date <= on), key=lambda one: one.date):
        state = folded.setdefault(entry.item, {})
        state.pop("rag", None)
        state.update(entry.__dict__)
    return {item: JournalEntry(**state) for item, state in folded.items()}
