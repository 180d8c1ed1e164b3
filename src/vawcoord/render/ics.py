"""Spells calendars as iCalendar files. Only this file knows icalendar, and it only writes.

The time zones are our own: icalendar writes every change since 1970 as one long list, which makes ical.js, the engine of
Thunderbird, place summer meetings one hour wrong, and which Outlook passes over. Where a zone changes by a rule, that rule
is written; else one change a line.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from vawcoord.clock import Moment, is_utc, zone
from vawcoord.event import Calendar, Event, Rule

if TYPE_CHECKING:
    from icalendar import Component, vRecur

_PRODUCT = "-//vawcoord//calendar//EN"
_PROOF_YEARS = 28  # the calendar's weekdays come round once
_STEP = timedelta(days=5)  # no zone has ever changed its clock forth and back within five days
_FREQUENCY = {"week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_NUL = timedelta()
_TAKEN_FOR_UTC = 2019
"""vobject, which Radicale and others build on, compares a zone with universal time up to 2019. One that shows no change by then
and whose winter is universal time, as London's or Casablanca's, it drops, and guesses the hour of the meetings."""


def render(calendar: Calendar) -> bytes:
    """Return a calendar as the bytes of an .ics file. The same calendar gives the same bytes."""
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", icalendar.vText(calendar.name))
    for name, first in _zones(calendar.events):
        made.add_component(timezone(name, first, calendar.horizon))
    for event in sorted(calendar.events, key=lambda one: one.key):
        made.add_component(_event(event, calendar.domain))
    content: bytes = made.to_ical()
    return content


def _zones(events: Iterable[Event]) -> list[tuple[str, date]]:
    """Return the zones that events stand in, sorted, each with its first day."""
    first: dict[str, date] = {}
    for event in events:
        for moment in (event.start, event.end, event.recurrence):
            if moment is not None and moment.clock and not is_utc(moment.zone):
                first[moment.zone] = min(first.get(moment.zone, moment.day), moment.day)
    return sorted(first.items())


def _event(event: Event, domain: str) -> "Component":
    """Return one entry."""
    from icalendar import Event as Entry

    made = Entry()
    made.add("uid", f"{event.uid}@{domain}")
    made.add("dtstamp", datetime.combine(event.stamped, dt.time(), dt.UTC))
    made.add("sequence", event.sequence)
    made.add("summary", event.summary)
    made.add("dtstart", _value(event.start))
    if event.end is not None:
        made.add("dtend", _value(event.end))
    if event.recurrence is not None:
        made.add("recurrence-id", _value(event.recurrence))
    if event.rule is not None:
        made.add("rrule", _rule(event.rule))
    for moment in event.without:
        made.add("exdate", _value(moment))
    if event.location:
        made.add("location", event.location)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.transparent or event.cancelled else "OPAQUE")
    made.add("class", "PRIVATE")
    return made


def _value(moment: Moment) -> date | datetime:
    """Return a moment as icalendar takes it."""
    if not moment.clock:
        return moment.day
    return moment.naive.replace(tzinfo=dt.UTC if is_utc(moment.zone) else zone(moment.zone))


def _rule(rule: Rule) -> "vRecur":
    """Return a rule as icalendar takes it."""
    from icalendar import vRecur

    parts: dict[str, Any] = {"freq": _FREQUENCY[rule.unit]}
    if rule.interval > 1:
        parts["interval"] = rule.interval
    if rule.month:
        parts["bymonth"] = rule.month
    parts["byday"] = f"{rule.nth or ''}{_day(rule.weekday)}"
    if rule.until is not None:
        parts["until"] = _value(rule.until)
    return vRecur(parts)


def _day(weekday: str) -> str:
    """Return a weekday as iCalendar writes it."""
    return weekday[:2].upper()


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of the clock: the local time before it, the offsets before and after, and what the zone is called then."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str


def timezone(name: str, first: date, last: date) -> "Component":
    """Return the VTIMEZONE of a zone that is right from the year before a day to another day."""
    from icalendar import Timezone

    made = Timezone()
    made.add("tzid", name)
    begin = datetime(first.year - 1, 1, 1, tzinfo=dt.UTC)
    end = datetime(max(last.year, first.year) + 1, 1, 1, tzinfo=dt.UTC)
    changes = list(_changes(name, begin, end))
    if any(one.after == _NUL for one in changes) and begin.year > _TAKEN_FOR_UTC:
        begin = begin.replace(year=_TAKEN_FOR_UTC)
        changes = list(_changes(name, begin, end))
    for part in _by_rule(name, changes, begin, end) or _one_by_one(name, changes, begin):
        made.add_component(part)
    return made


def _changes(name: str, begin: datetime, end: datetime) -> Iterator[_Change]:
    """Yield the changes of a zone's clock between two instants."""
    place = zone(name)
    here = begin
    before = here.astimezone(place)
    while here < end:
        there = min(here + _STEP, end)
        after = there.astimezone(place)
        if (before.utcoffset(), before.tzname()) != (after.utcoffset(), after.tzname()):
            low, high = here, there
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
                local = middle.astimezone(place)
                same = (local.utcoffset(), local.tzname()) == (before.utcoffset(), before.tzname())
                low, high = (middle, high) if same else (low, middle)
            old, new = before.utcoffset() or _NUL, after.utcoffset() or _NUL
            if old != new:
                yield _Change((high + old).replace(tzinfo=None), old, new, after.tzname() or name)
        here, before = there, after


def _by_rule(name: str, changes: list[_Change], begin: datetime, end: datetime) -> list["Component"]:
    """Return the two halves of a zone that changes by one rule every year; nothing for a zone that does not.

    The rule must hold over twenty-eight years: Cairo's autumn looks regular for five.
    """
    if len(changes) < 2:
        return []
    last = begin.replace(year=begin.year + _PROOF_YEARS)
    proof = [*changes, *_changes(name, end, last)] if last > end else changes
    families: dict[tuple[timedelta, timedelta, str, int, dt.time, int], list[_Change]] = {}
    for one in proof:
        key = (one.before, one.after, one.name, one.local.month, one.local.time(), one.local.weekday())
        families.setdefault(key, []).append(one)
    if len(families) != 2 or any([one.local.year for one in held] != list(_years(held)) for held in families.values()):
        return []
    parts = []
    for held in families.values():
        days = _month_days([one.local.date() for one in held])
        if days is None:
            return []
        parts.append(_observance(held[0], days, lowest=min(one.after for one in proof)))
    return parts


def _years(held: list[_Change]) -> range:
    """Return the years from the first change to the last."""
    return range(held[0].local.year, held[-1].local.year + 1)


def _month_days(days: list[date]) -> dict[str, Any] | None:
    """Return the part of a rule that yields all these days of one weekday in one month; None where no rule does."""
    weekday = _day(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[days[0].weekday()])
    if all((one + timedelta(days=7)).month != one.month for one in days):
        return {"byday": f"-1{weekday}"}
    if len({(one.day - 1) // 7 for one in days}) == 1:
        return {"byday": f"{(days[0].day - 1) // 7 + 1}{weekday}"}
    earliest, latest = min(one.day for one in days), max(one.day for one in days)
    if latest - earliest == 6:
        return {"bymonthday": list(range(earliest, latest + 1)), "byday": weekday}
    return None


def _one_by_one(name: str, changes: list[_Change], begin: datetime) -> list["Component"]:
    """Return a zone with every change on a line of its own, behind the time that held at the beginning."""
    start = begin.astimezone(zone(name))
    offset = start.utcoffset() or _NUL
    first = _Change(start.replace(tzinfo=None), offset, offset, start.tzname() or name)
    lowest = min((offset, *(one.after for one in changes)))
    families: dict[tuple[timedelta, timedelta, str], list[_Change]] = {}
    for one in changes:
        families.setdefault((one.before, one.after, one.name), []).append(one)
    parts = [_observance(first, None, lowest=lowest)]
    for held in families.values():
        part = _observance(held[0], None, lowest=lowest)
        for one in held:
            part.add("rdate", one.local)
        parts.append(part)
    return parts


def _observance(change: _Change, days: dict[str, Any] | None, *, lowest: timedelta) -> "Component":
    """Return a STANDARD or DAYLIGHT part that begins with a change; with `days` it comes again every year."""
    from icalendar import TimezoneDaylight, TimezoneStandard, vRecur

    made = TimezoneStandard() if change.after == lowest else TimezoneDaylight()
    made.add("dtstart", change.local)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    if days is not None:
        made.add("rrule", vRecur({"freq": "YEARLY", "bymonth": change.local.month, **days}))
    return made
