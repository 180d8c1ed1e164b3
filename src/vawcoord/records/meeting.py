"""Meetings: the schedule, what stands in agenda and minutes, actions, and what went out to calendars."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vawcoord.language import marked
from vawcoord.records.committee import WEEKDAYS
from vawcoord.records.document import Clause
from vawcoord.records.record import (
    BOOL,
    CLOCK,
    COUNT,
    DATE,
    DATES,
    ID_TYPE,
    IDS,
    LINE,
    REF_TYPE,
    TEXT,
    TEXTS,
    Choice,
    Record,
    Type,
    key,
    tables,
)
from vawcoord.where import Where

MEETING_KINDS = ("coordination", "systems-consultation", "case-review", "active-case", "fatality-review")
ATTENDANCE = ("present", "alternate", "apologies", "absent", "observer")
EVERY = ("week", "two-weeks", "month", "two-months", "quarter", "half-year", "year")
NTH = Type(
    marked("a number from 1 to 4, or -1 for the last"),
    lambda value: type(value) is int and value in (1, 2, 3, 4, -1),
    {"enum": [1, 2, 3, 4, -1]},
)
WEEKDAY = Choice(*WEEKDAYS)


class Series(Record):
    """A series of meetings by one rule. Once a meeting was held the rule gets `until`, and a new series begins."""

    id: str = key(ID_TYPE, marked("the series' short name; part of every meeting's id"))
    title: str = key(LINE, marked("a neutral title"))
    kind: str = key(Choice(*MEETING_KINDS), marked("what may be written down there"), default="coordination")
    every: str = key(Choice(*EVERY), marked("how often"), default="month")
    weekday: str = key(WEEKDAY, marked("the day of the week"), default="tuesday")
    nth: int = key(NTH, marked("which such day of the month"), default=1)
    start: str = key(CLOCK, marked("when it begins"), default="09:00")
    end: str = key(CLOCK, marked("when it ends"), default="11:00")
    from_: date = key(DATE, marked("the first day of the series"))
    until: date | None = key(DATE, marked("the last day of the series"), default=None)
    timezone: str = key(LINE, marked("its own time zone, where it differs"), default="")
    place: str = key(LINE, marked("where it meets"), default="")
    channel: str = key(LINE, marked("by which channel it meets"), default="")
    invited: tuple[str, ...] = key(IDS, marked("agencies invited; empty means all"), default=(), names="member")


class Moved(Record):
    """A meeting that takes place at another time; its id stays."""

    meeting: str = key(ID_TYPE, marked("the meeting"))
    to: date = key(DATE, marked("the new day"))
    start: str = key(CLOCK, marked("the new beginning"), default="")
    end: str = key(CLOCK, marked("the new end"), default="")
    place: str = key(LINE, marked("the new place"), default="")
    reason: str = key(LINE, marked("why, in neutral words"), default="")


class Cancelled(Record):
    """A meeting that does not take place."""

    meeting: str = key(ID_TYPE, marked("the meeting"))
    reason: str = key(LINE, marked("why, in neutral words"), default="")


class Extra(Record):
    """A meeting outside the rule."""

    series: str = key(ID_TYPE, marked("the series it belongs to"))
    date: datetime.date = key(DATE, marked("the day"))
    start: str = key(CLOCK, marked("when it begins"), default="")
    end: str = key(CLOCK, marked("when it ends"), default="")
    place: str = key(LINE, marked("where"), default="")
    title: str = key(LINE, marked("a neutral title"), default="")


class Schedule(Record):
    """What `meetings/schedule.toml` says."""

    series: tuple[Series, ...] = key(tables(Series), marked("series of meetings"), default=())
    moved: tuple[Moved, ...] = key(tables(Moved), marked("meetings at another time"), default=())
    cancelled: tuple[Cancelled, ...] = key(tables(Cancelled), marked("meetings that do not take place"), default=())
    extra: tuple[Extra, ...] = key(tables(Extra), marked("meetings outside the rule"), default=())
    closures: tuple[date, ...] = key(DATES, marked("days without meetings"), default=())


class AgendaFront(Record):
    """The front matter of an agenda."""

    title: str = key(LINE, marked("the title"), default="")
    language: str = key(LINE, marked("the language"), default="en")
    meeting: str = key(ID_TYPE, marked("the meeting"))
    issued: date | None = key(DATE, marked("the day it went out"), default=None)
    class_: str = key(Choice("public", "committee", "restricted"), marked("who may read it"), default="committee")


class Attendance(Record):
    """Who was there for an agency."""

    agency: str = key(ID_TYPE, marked("the agency"), names="member")
    who: str = key(ID_TYPE, marked("the person or seat"), default="")
    is_: str = key(Choice(*ATTENDANCE), marked("present, alternate, apologies, absent or observer"))
    informed: bool = key(BOOL, marked("whether the apology came with information"), default=False)
    until: str = key(ID_TYPE, marked("the agenda item up to which the person stayed"), default="")


class MinutesFront(Record):
    """The front matter of minutes."""

    title: str = key(LINE, marked("the title"), default="")
    language: str = key(LINE, marked("the language"), default="en")
    meeting: str = key(ID_TYPE, marked("the meeting"))
    held: date | None = key(DATE, marked("the day it was held"), default=None)
    start: str = key(CLOCK, marked("when it began"), default="")
    end: str = key(CLOCK, marked("when it ended"), default="")
    chair: str = key(REF_TYPE, marked("who chaired: agency/person"), default="", names="person")
    secretary: str = key(REF_TYPE, marked("who took the minutes: agency/person"), default="", names="person")
    attendance: tuple[Attendance, ...] = key(tables(Attendance), marked("who was there"), default=())
    approved: str = key(ID_TYPE, marked("the meeting that approved them"), default="")
    approved_on: date | None = key(DATE, marked("the day they were approved"), default=None)
    digest: str = key(LINE, marked("the digest of the approved text"), default="")
    class_: str = key(Choice("public", "committee", "restricted"), marked("who may read it"), default="committee")
    corrections: tuple[str, ...] = key(TEXTS, marked("corrections made by a later meeting"), default=())


class Action(Record):
    """An action that a meeting asked for; copied from the minutes when they are approved."""

    id: str = key(ID_TYPE, marked("a1, a2 …"))
    text: str = key(TEXT, marked("what is to be done"))
    agency: str = key(ID_TYPE, marked("the agency that does it"), names="member")
    post: str = key(LINE, marked("the post"), default="")
    due: date | None = key(DATE, marked("the day"), default=None)
    item: str = key(ID_TYPE, marked("the agenda item it came from"), default="")
    clause: str = key(REF_TYPE, marked("the clause or activity it serves"), default="")


class Decision(Record):
    """A decision of a meeting, numbered when the minutes are approved."""

    id: str = key(ID_TYPE, marked("d1, d2 …"))
    text: str = key(TEXT, marked("what was decided"))
    method: str = key(Choice("consensus", "vote", "circulation"), marked("how"), default="consensus")
    votes: str = key(LINE, marked("for-against-abstaining, such as 7-2-1"), default="")
    quorate: bool = key(BOOL, marked("whether the meeting had its quorum then"), default=True)
    dissent: tuple[str, ...] = key(TEXTS, marked("who disagreed, as said for the minutes"), default=())
    confirms: str = key(REF_TYPE, marked("the inquorate decision it confirms"), default="", names="decision")
    item: str = key(ID_TYPE, marked("the agenda item"), default="")


class Actions(Record):
    """What `actions.toml` of a meeting says."""

    decisions: tuple[Decision, ...] = key(tables(Decision), marked("its decisions"), default=())
    actions: tuple[Action, ...] = key(tables(Action), marked("its actions"), default=())


class Publication(Record):
    """One line of `published.log.toml`: an event as it went out to calendars."""

    date: datetime.date = key(DATE, marked("the day it went out"))
    uid: str = key(LINE, marked("the event's UID"))
    recurrence: str = key(LINE, marked("its RECURRENCE-ID; empty for the series or a single meeting"), default="")
    sequence: int = key(COUNT, marked("its SEQUENCE"), default=0)
    digest: str = key(LINE, marked("the digest of its fields"), default="")


class Published(Record):
    """What `published.log.toml` says."""

    entries: tuple[Publication, ...] = key(tables(Publication), marked("one entry a line"), default=())


@dataclass(frozen=True, slots=True)
class Paper:
    """An agenda or minutes: front matter, outline, and where the body begins."""

    front: AgendaFront | MinutesFront
    where: Where
    clauses: tuple[Clause, ...]
    body_line: int
    sha: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting's folder. Its id is the planned date and the series: `2026-03-10-ordinary`."""

    id: str
    where: Where
    agenda: Paper | None = None
    minutes: Paper | None = None
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def planned(self) -> date:
        """Return the day in the id."""
        return date.fromisoformat(self.id[:10])

    @property
    def series(self) -> str:
        """Return the series in the id."""
        return self.id[11:]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of the schedule: its id from the planned day, and when and where it really takes place."""

    id: str
    day: date
    start: str
    end: str
    place: str
    series: Series
    cancelled: bool = False


_MONTHS = {"month": 1, "two-months": 2, "quarter": 3, "half-year": 6, "year": 12}
_WEEKS = {"week": 1, "two-weeks": 2}
_LONGEST_YEARS = 30


def planned_days(series: Series, start: date, end: date) -> Iterator[date]:
    """Yield the days of a series by its rule, from `start` to `end`, both included.

    Months count from the first day of the series; "the first Tuesday" of a month before that day is passed over.
    """
    weekday = WEEKDAYS.index(series.weekday)
    last = min(end, series.until or end)
    if series.every in _WEEKS:
        step = timedelta(weeks=_WEEKS[series.every])
        day = series.from_ + timedelta(days=(weekday - series.from_.weekday()) % 7)
        if day < start:
            day += step * (-((day - start).days) // step.days)
        while day <= last:
            if day >= start:
                yield day
            day += step
        return
    first = series.from_.year * 12 + series.from_.month - 1
    step_months = _MONTHS[series.every]
    number = max(0, (start.year * 12 + start.month - 1 - first) // step_months - 1)
    while True:
        year, month = divmod(first + number * step_months, 12)
        number += 1
        if year > last.year or (year == last.year and month + 1 > last.month):
            return
        day = _nth(year, month + 1, weekday, series.nth)
        if max(start, series.from_) <= day <= last:
            yield day


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def occurrences(schedule: Schedule, start: date, end: date) -> tuple[Occurrence, ...]:
    """Return the meetings that take place or were cancelled between two days, both included, in the order of their days.

    A moved meeting keeps its id and stands on its new day. The span is cut to thirty years.
    """
    end = min(end, start + timedelta(days=366 * _LONGEST_YEARS))
    moved = {one.meeting: one for one in schedule.moved}
    cancelled = {one.meeting for one in schedule.cancelled}
    around = timedelta(days=200)
    made = []
    for series in schedule.series:
        for day in planned_days(series, start - around, end + around):
            made.append(_occurrence(series, day, moved, cancelled, None))
    by_id = {one.id: one for one in schedule.series}
    for extra in schedule.extra:
        if extra.series in by_id:
            made.append(_occurrence(by_id[extra.series], extra.date, moved, cancelled, extra))
    return tuple(sorted((one for one in made if start <= one.day <= end), key=lambda one: (one.day, one.start, one.id)))


def _occurrence(
    series: Series, day: date, moved: dict[str, Moved], cancelled: set[str], extra: Extra | None
) -> Occurrence:
    """Return one meeting with what was moved or said for it alone."""
    name = f"{day.isoformat()}-{series.id}"
    away = moved.get(name)
    return Occurrence(
        name,
        away.to if away else day,
        (away.start if away else "") or (extra.start if extra else "") or series.start,
        (away.end if away else "") or (extra.end if extra else "") or series.end,
        (away.place if away else "") or (extra.place if extra else "") or series.place,
        series,
        name in cancelled,
    )
