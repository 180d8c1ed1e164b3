"""Meetings: the schedule, what stands in agenda and minutes, actions, and what went out to calendars."""

import datetime
from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from vawcoord.language import marked
from vawcoord.records.committee import Committee
from vawcoord.records.document import Clause, Event
from vawcoord.records.profile import WEEKDAYS, Profile
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
    REFS,
    TEXT,
    TEXTS,
    Choice,
    OneOf,
    Record,
    Type,
    key,
    tables,
)
from vawcoord.value import Value
from vawcoord.where import Where

if TYPE_CHECKING:
    from vawcoord.clock import Instant

MEETING_KINDS = ("coordination", "systems-consultation", "case-review", "active-case", "fatality-review")
ATTENDANCE = ("present", "alternate", "apologies", "absent", "observer")
UNTICKED = "?"
"""What stands in a roster until the secretary has ticked the agency."""

ANSWERS = ("present", "alternate", "apologies")
VOICES = ("for", "against", "abstaining")
EVERY = ("week", "two-weeks", "month", "two-months", "quarter", "half-year", "year")
NTH = Type(
    marked("a number from 1 to 4, or -1 for the last"),
    lambda value: type(value) is int and value in (1, 2, 3, 4, -1),
    {"enum": [1, 2, 3, 4, -1]},
)
WEEKDAY = Choice(*WEEKDAYS)
ONE_OR_MORE = OneOf(marked("the id of a decision, or a list of them"), REF_TYPE, REFS)
CASE_KINDS = ("case-review", "active-case", "fatality-review")
"""Kinds of meetings of which a calendar says no more than that there is one."""

ON_CLOSURE = ("stay", "next-day", "week-later", "skip")
"""What becomes of a meeting whose day by the rule is a closure: it stays and check names it; it goes to the next day that is
neither closure nor weekend; to the same weekday a week later; or there is none. Its id keeps the day of the rule."""


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
    on_closure: str = key(
        Choice(*ON_CLOSURE), marked("what becomes of a meeting on a closure: stay, next-day, week-later or skip"), default="stay"
    )
    neutral_place: bool = key(
        BOOL, marked("for case meetings: whether the place tells nothing and may stand in calendars"), default=False
    )


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


class Answered(Record):
    """What an agency answered before the meeting: whether it comes."""

    agency: str = key(ID_TYPE, marked("the agency"), names="member")
    is_: str = key(Choice(*ANSWERS), marked("present, alternate or apologies"))
    who: str = key(ID_TYPE, marked("the person or seat"), default="")
    informed: bool = key(BOOL, marked("whether the apology came with information"), default=False)
    date: datetime.date | None = key(DATE, marked("the day it answered"), default=None)


class AgendaFront(Record):
    """The front matter of an agenda."""

    title: str = key(LINE, marked("the title"), default="")
    language: str = key(LINE, marked("the language"), default="en")
    meeting: str = key(ID_TYPE, marked("the meeting"))
    issued: date | None = key(DATE, marked("the day it went out"), default=None)
    class_: str = key(Choice("public", "committee", "restricted"), marked("who may read it"), default="committee")
    answers: tuple[Answered, ...] = key(tables(Answered), marked("who said beforehand whether they come"), default=())


class Attendance(Record):
    """Who was there for an agency."""

    agency: str = key(ID_TYPE, marked("the agency"), names="member")
    who: str = key(ID_TYPE, marked("the person or seat"), default="")
    is_: str = key(
        Choice(*ATTENDANCE, UNTICKED), marked("present, alternate, apologies, absent or observer; ? is not ticked yet")
    )
    informed: bool = key(BOOL, marked("whether the apology came with information"), default=False)
    from_: str = key(ID_TYPE, marked("the agenda item from which the person was there"), default="")
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
    reconvenes: str = key(ID_TYPE, marked("the inquorate meeting that this one takes up again"), default="")


class Action(Record):
    """An action that a meeting asked for; copied from the minutes when they are approved."""

    id: str = key(ID_TYPE, marked("a1, a2 …"))
    text: str = key(TEXT, marked("what is to be done"))
    agency: str = key(ID_TYPE, marked("the agency that does it"), names="member")
    post: str = key(LINE, marked("the post"), default="")
    due: date | None = key(DATE, marked("the day"), default=None)
    item: str = key(ID_TYPE, marked("the agenda item it came from"), default="")
    clause: str = key(REF_TYPE, marked("the clause or activity it serves"), default="")


class Voice(Record):
    """What an agency answered to a decision by circulation, or how it voted where the minutes say so."""

    agency: str = key(ID_TYPE, marked("the agency"), names="member")
    is_: str = key(Choice(*VOICES), marked("for, against or abstaining"))


class Deferred(Record):
    """What a meeting put off: it returns on the next agenda of the series."""

    text: str = key(TEXT, marked("what was put off"))
    item: str = key(ID_TYPE, marked("the agenda item"), default="")


class Decision(Record):
    """A decision of a meeting, numbered when the minutes are approved."""

    id: str = key(ID_TYPE, marked("d1, d2 …"))
    text: str = key(TEXT, marked("what was decided"))
    method: str = key(Choice("consensus", "vote", "circulation"), marked("how"), default="consensus")
    votes: str = key(LINE, marked("for-against-abstaining, such as 7-2-1"), default="")
    quorate: bool = key(BOOL, marked("whether the meeting had its quorum then"), default=True)
    dissent: tuple[str, ...] = key(TEXTS, marked("who disagreed, as said for the minutes"), default=())
    confirms: str | tuple[str, ...] = key(
        ONE_OR_MORE, marked("the inquorate decision it confirms, or a list of them"), default="", names="decision"
    )
    voices: tuple[Voice, ...] = key(tables(Voice), marked("which agency answered or voted what"), default=())
    item: str = key(ID_TYPE, marked("the agenda item"), default="")

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Return the decisions that it confirms."""
        return self.confirms if isinstance(self.confirms, tuple) else (self.confirms,) if self.confirms else ()


class Actions(Record):
    """What `actions.toml` of a meeting says."""

    decisions: tuple[Decision, ...] = key(tables(Decision), marked("its decisions"), default=())
    actions: tuple[Action, ...] = key(tables(Action), marked("its actions"), default=())
    deferred: tuple[Deferred, ...] = key(tables(Deferred), marked("what it put off"), default=())


class Publication(Record):
    """One line of `published.log.toml`: an event as it went out to calendars."""

    date: datetime.date = key(DATE, marked("the day it went out"))
    uid: str = key(LINE, marked("the event's UID, up to the @"))
    recurrence: str = key(LINE, marked("its RECURRENCE-ID; empty for the series or a single meeting"), default="")
    sequence: int = key(COUNT, marked("its SEQUENCE"), default=0)
    digest: str = key(LINE, marked("the digest of its fields"), default="")
    start: str = key(LINE, marked("when it begins, as calendars write it; what a removed event is cancelled with"), default="")
    zone: str = key(LINE, marked("the time zone of `start`"), default="")
    without: tuple[datetime.date, ...] = key(DATES, marked("days of the rule that never were planned (EXDATE)"), default=())


class Published(Record):
    """What `published.log.toml` says."""

    entries: tuple[Publication, ...] = key(tables(Publication), marked("one entry a line"), default=())


class Paper(Value):
    """An agenda or minutes: front matter, outline, the body as it stands in the file, and where it begins."""

    front: AgendaFront | MinutesFront
    where: Where
    clauses: tuple[Clause, ...]
    body_line: int
    sha: str
    body: str = ""


class Unread(Value):
    """A line of minutes that looks like a decision or an action and cannot be read: line of the file, what is wrong, the mend."""

    line: int
    message: str
    mend: str = ""


class Meeting(Value):
    """A meeting's folder. Its id is the planned date and the series: `2026-03-10-ordinary`.

    Of approved minutes, decisions, actions and what was put off come from `actions.toml`; of drafts from the lines as they
    stand, with the numbers that approval would give them. `unread` are the lines of a draft that cannot be read. `log` says to
    whom the draft of its minutes went, and who answered.
    """

    id: str
    where: Where
    agenda: Paper | None = None
    minutes: Paper | None = None
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    unread: tuple[Unread, ...] = ()
    log: tuple[Event, ...] = ()

    @property
    def planned(self) -> date:
        """Return the day in the id."""
        return date.fromisoformat(self.id[:10])

    @property
    def series(self) -> str:
        """Return the series in the id."""
        return self.id[11:]

    @property
    def front(self) -> MinutesFront | None:
        """Return the front matter of its minutes."""
        front = self.minutes.front if self.minutes else None
        return front if isinstance(front, MinutesFront) else None

    @property
    def held(self) -> date | None:
        """Return the day it was held, as its minutes say; None while they say nothing."""
        return self.front.held if self.front else None

    @property
    def approved(self) -> bool:
        """Say whether its minutes were approved."""
        return self.front is not None and bool(self.front.approved or self.front.approved_on)


class Occurrence(Value):
    """One meeting of the schedule: its id from the planned day, and when and where it really takes place.

    `moved` and `cancelled` were said for it alone, `shifted` comes from the series' rule for closures.
    """

    id: str
    day: date
    start: str
    end: str
    place: str
    series: Series
    cancelled: bool = False
    moved: bool = False
    shifted: bool = False
    extra: "Extra | None" = None

    @property
    def planned(self) -> date:
        """Return the day in the id."""
        return date.fromisoformat(self.id[:10])

    @property
    def title(self) -> str:
        """Return its title: the series', unless it has its own."""
        return (self.extra.title if self.extra else "") or self.series.title

    def zone(self, profile: Profile) -> str:
        """Return the time zone it takes place in."""
        return self.series.timezone or profile.timezone

    def times(self, profile: Profile) -> "tuple[Instant, Instant]":
        """Return beginning and end as instants.

        A skipped hour gives the next valid time, and the meeting keeps its length; a doubled one the first. An end that is
        not after the beginning lies on the next day.
        """
        from vawcoord.clock import Instant, Moment, instant

        zone = self.zone(profile)
        last = self.day if self.end > self.start else self.day + timedelta(days=1)
        planned, over = Moment(self.day, self.start, zone), Moment(last, self.end, zone)
        begin, end = instant(planned), instant(over)
        if begin.hour == "skipped":
            length = over.naive - planned.naive
            end = Instant((begin.at.astimezone(datetime.UTC) + length).astimezone(begin.at.tzinfo))
        return begin, end

    def risky(self) -> bool:
        """Say whether the clock may be changed while it begins or ends."""
        from vawcoord.clock import risky

        return risky(self.start) or risky(self.end)


_MONTHS = {"month": 1, "two-months": 2, "quarter": 3, "half-year": 6, "year": 12}
_WEEKS = {"week": 1, "two-weeks": 2}
_LONGEST_YEARS = 30
_FARTHEST = timedelta(days=62)  # how far a closure may push a meeting; more than any closure in practice
_WEEKEND = ("saturday", "sunday")


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


def planned_on(series: Series, day: date) -> bool:
    """Say whether a series has a meeting on a day by its rule."""
    return any(planned_days(series, day, day))


def first_day(series: Series) -> date | None:
    """Return the first day of a series by its rule; None where the rule never comes to pass."""
    return next(planned_days(series, series.from_, series.from_ + timedelta(days=800)), None)


def interval(series: Series) -> tuple[str, int]:
    """Return unit and number of a series' rhythm: every two weeks is ("week", 2), every quarter ("month", 3)."""
    if series.every in _WEEKS:
        return "week", _WEEKS[series.every]
    return ("year", 1) if series.every == "year" else ("month", _MONTHS[series.every])


def meeting_id(series: str, day: date) -> str:
    """Return the id of a meeting from its planned day and its series."""
    return f"{day.isoformat()}-{series}"


def shift(series: Series, day: date, closures: Container[date], weekend: Container[str] = _WEEKEND) -> date | None:
    """Return where a meeting takes place whose day by the rule is `day`; None where the series skips closures."""
    if day not in closures or series.on_closure == "stay":
        return day
    if series.on_closure == "skip":
        return None
    step = timedelta(days=7 if series.on_closure == "week-later" else 1)
    there = day + step
    while there - day <= _FARTHEST:
        if there not in closures and (step.days == 7 or WEEKDAYS[there.weekday()] not in weekend):
            return there
        there += step
    return day


def occurrences(schedule: Schedule, start: date, end: date, weekend: Container[str] = _WEEKEND) -> tuple[Occurrence, ...]:
    """Return the meetings that take place or were cancelled between two days, both included, in the order of their days.

    A moved meeting keeps its id and stands on its new day. The span is cut to thirty years. `occurring` asks a committee,
    which knows its own weekend.
    """
    end = min(end, start + timedelta(days=366 * _LONGEST_YEARS))
    made = {}
    said = _Said(schedule)
    for series in schedule.series:
        days = list(planned_days(series, start - _FARTHEST, end))
        # A meeting that was moved into the span by hand may have been planned long before or after it.
        days += [day for day in said.days.get(series.id, ()) if not start - _FARTHEST <= day <= end and planned_on(series, day)]
        for day in days:
            one = _occurrence(series, day, said, weekend, None)
            if one is not None:
                made[one.id] = one
    by_id = {one.id: one for one in schedule.series}
    for extra in schedule.extra:
        if extra.series in by_id:
            one = _occurrence(by_id[extra.series], extra.date, said, weekend, extra)
            if one is not None:
                made.setdefault(one.id, one)
    return tuple(sorted((one for one in made.values() if start <= one.day <= end), key=lambda one: (one.day, one.start, one.id)))


def occurring(committee: Committee, start: date, end: date) -> tuple[Occurrence, ...]:
    """Return the meetings of a committee between two days, both included."""
    if committee.schedule is None:
        return ()
    return occurrences(committee.schedule, start, end, committee.profile.weekend)


def occurrence(committee: Committee, name: str) -> Occurrence | None:
    """Return the meeting with an id, as the schedule has it; None where there is none."""
    schedule = committee.schedule
    try:
        day = date.fromisoformat(name[:10])
    except ValueError:
        return None
    series = next((one for one in schedule.series if one.id == name[11:]), None) if schedule else None
    if schedule is None or series is None:
        return None
    extra = next((one for one in schedule.extra if one.series == series.id and one.date == day), None)
    if extra is None and not planned_on(series, day):
        return None
    return _occurrence(series, day, _Said(schedule), committee.profile.weekend, extra if not planned_on(series, day) else None)


class _Said:
    """What a schedule says of single meetings, by id, and the days of the moved ones by series."""

    def __init__(self, schedule: Schedule) -> None:
        self.closures = frozenset(schedule.closures)
        self.moved = {one.meeting: one for one in schedule.moved}
        self.cancelled = {one.meeting for one in schedule.cancelled}
        self.days: dict[str, list[date]] = {}
        for name in self.moved:
            try:
                self.days.setdefault(name[11:], []).append(date.fromisoformat(name[:10]))
            except ValueError:
                continue


def _occurrence(series: Series, day: date, said: _Said, weekend: Container[str], extra: Extra | None) -> Occurrence | None:
    """Return one meeting with what was moved or said for it alone; None where a closure lets it fall."""
    name = meeting_id(series.id, day)
    away = said.moved.get(name)
    there = day if extra else shift(series, day, said.closures, weekend)
    if there is None and away is None and name not in said.cancelled:
        return None
    return Occurrence(
        name,
        away.to if away else there or day,
        (away.start if away else "") or (extra.start if extra else "") or series.start,
        (away.end if away else "") or (extra.end if extra else "") or series.end,
        (away.place if away else "") or (extra.place if extra else "") or series.place,
        series,
        name in said.cancelled,
        away is not None,
        away is None and there is not None and there != day,
        extra,
    )


STATES = ("planned", "held", "approved", "cancelled")


def state_of(one: Occurrence, meeting: Meeting | None) -> str:
    """Return where a meeting stands. What was held was held, even if it had been cancelled before."""
    front = meeting.minutes.front if meeting and meeting.minutes else None
    if isinstance(front, MinutesFront):
        if front.approved or front.approved_on:
            return "approved"
        if front.held:
            return "held"
    return "cancelled" if one.cancelled else "planned"


def was_held(committee: Committee, series: str) -> Meeting | None:
    """Return the first meeting of a series that was held: from then on its rule is not edited any more."""
    return next(
        (
            one
            for one in committee.meetings
            if one.series == series and one.minutes and isinstance(one.minutes.front, MinutesFront) and one.minutes.front.held
        ),
        None,
    )


_TELLING = (
    "case", "victim", "surviv", "violen", "fatal", "death", "homicid", "murder", "femicid", "abus", "rape", "perpetrat", "gbv",
    "vaw", "cas ", "affaire", "mort", "décès", "féminicid", "meurtre", "viol", "agress", "vbg", "caso", "víctim", "muert",
    "feminicid", "sobreviv", "superviv", "حال", "ضحاي", "ضحي", "ناجي", "عنف", "قتل", "وفا", "وفي", "اغتصاب",
)  # fmt: skip
"""Beginnings of words, in the languages of the shipped templates and some more, that tell a stranger what a meeting is about."""


def telling(title: str) -> bool:
    """Say whether a title tells what a meeting is about: it would stand on telephones and shared screens."""
    import re

    # An Arabic word may carry the article and one letter before it.
    pattern = "|".join(re.escape(word) for word in _TELLING)
    return bool(re.search(rf"\b(?:[وفبكل]?ال|لل)?(?:{pattern})", f"{title.casefold()} "))


def secret_names(committee: Committee) -> tuple[str, ...]:
    """Return the names, folded, of agencies and providers whose location is confidential; no meeting place may hold one."""
    everybody: tuple[Any, ...] = (*committee.members, *committee.services)
    return tuple(one.name.casefold() for one in everybody if one.confidential_location and one.name)


class Sent(Value):
    """An event as it last went out: its sequence, the digests that went out under it, when, and what it said of time."""

    sequence: int
    digests: frozenset[str]
    date: datetime.date
    start: str
    zone: str
    without: frozenset[datetime.date]


def sent(entries: Iterable[Publication]) -> dict[tuple[str, str], Sent]:
    """Return what went out, by UID and RECURRENCE-ID.

    Two secretaries may have published on clones: then two digests stand under one sequence, and the next one is due.
    """
    folded: dict[tuple[str, str], Sent] = {}
    for one in sorted(entries, key=lambda entry: (entry.sequence, entry.date)):
        name = (one.uid, one.recurrence)
        before = folded.get(name)
        new = Sent(one.sequence, frozenset([one.digest]), one.date, one.start, one.zone, frozenset(one.without))
        if before and before.sequence == one.sequence:
            new = new.but(digests=before.digests | new.digests)
        folded[name] = new
    return folded
