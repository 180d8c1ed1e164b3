"""Checks the schedule of meetings: rules that never happen, closures, changes of the clock, meetings that are none, titles."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import (
    CASE_KINDS,
    Moved,
    Occurrence,
    Schedule,
    Series,
    first_day,
    meeting_id,
    occurrence,
    occurring,
    planned_on,
    secret_names,
    telling,
)
from vawcoord.records.profile import WEEKDAYS
from vawcoord.rules.offices import known_zone
from vawcoord.where import Where

AHEAD = timedelta(days=730)
"""How far ahead meetings are looked at one by one."""

_FILE = Where("meetings/schedule.toml")
_LONG_HOURS = 12


def series(committee: Committee, today: date) -> Iterator[Finding]:
    """Name series whose rule never comes to pass, falls on the weekend, has no length, or stands in no known time zone."""
    schedule = committee.schedule or Schedule()
    for one in schedule.series:
        where = one.where
        if one.timezone and not known_zone(one.timezone):
            yield finding(
                "CAL012",
                where.at("timezone"),
                _('"{zone}" is no known time zone.').format(zone=one.timezone[:60]),
                _("Write continent and city, such as Africa/Nairobi."),
            )
        yield from _length(one.start, one.end, where.at("end"))
        first = first_day(one)
        if first is None or _all_fall(committee, one, first, today):
            yield finding(
                "CAL001",
                where.at("until" if one.until else "weekday"),
                (
                    _('the series "{id}" never has a meeting: no day of its rule lies between its first and its last day.')
                    if first is None
                    else _('the series "{id}" never has a meeting: all its days are closures.')
                ).format(id=one.id),
                _("Correct the rule, its first day (from) or its last (until)."),
            )
        elif one.weekday in committee.profile.weekend and (one.until is None or one.until >= today):
            yield finding(
                "CAL005",
                where.at("weekday"),
                _('the series "{id}" meets on {day}, which is a day of the weekend here.').format(id=one.id, day=_(one.weekday)),
                _("Choose another weekday, or correct weekend in committee.toml."),
            )


def _all_fall(committee: Committee, one: Series, first: date, today: date) -> bool:
    """Say whether a series that skips closures has none of its meetings; one without end is looked at two years ahead."""
    if one.on_closure != "skip" or committee.schedule is None or first not in committee.schedule.closures:
        return False
    last = one.until or max(first, today) + AHEAD
    return not any(meeting.series.id == one.id for meeting in occurring(committee, first, last))


def _length(start: str, end: str, where: Where) -> Iterator[Finding]:
    """Name an end that is the beginning, or comes so long before it that a night meeting cannot be meant."""
    if start == end or (_minutes(end) - _minutes(start)) % (24 * 60) > _LONG_HOURS * 60:
        yield finding(
            "CAL011",
            where,
            _("it begins at {start} and ends at {end}.").format(start=start, end=end),
            _("Correct one of the two. A meeting over midnight may last twelve hours."),
        )


def _minutes(clock: str) -> int:
    """Return the minutes since midnight."""
    return int(clock[:2]) * 60 + int(clock[3:])


def single(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name moved, cancelled and extra meetings that the schedule does not have, or has twice."""
    schedule = committee.schedule
    if schedule is None:
        return
    ids = [one.id for one in schedule.series]
    yield from _twice((one.id, one.where.at("id")) for one in schedule.series)
    yield from _twice((one.meeting, one.where.at("meeting")) for one in schedule.moved)
    yield from _twice((one.meeting, one.where.at("meeting")) for one in schedule.cancelled)
    known = {one.id: one for one in schedule.series}
    extras = []
    for extra in schedule.extra:
        where = extra.where
        if extra.series not in known:
            yield _unknown_series(extra.series, where.at("series"), ids)
            continue
        extras.append((meeting_id(extra.series, extra.date), where.at("date")))
        if planned_on(known[extra.series], extra.date):
            yield finding(
                "CAL007",
                where.at("date"),
                _("the series has a meeting on {day} by its rule already.").format(day=extra.date),
                _("Remove the extra meeting, or choose another day."),
            )
        yield from _length(extra.start or known[extra.series].start, extra.end or known[extra.series].end, where.at("end"))
    yield from _twice(iter(extras))
    changed: tuple[Any, ...] = (*schedule.moved, *schedule.cancelled)
    for record in changed:
        one = occurrence(committee, record.meeting)
        if one is None:
            yield finding(
                "CAL006",
                record.where.at("meeting"),
                _('there is no meeting "{id}" in the schedule.').format(id=record.meeting[:60]),
                _("A meeting's id is its planned day and its series: vawcoord meeting list shows them."),
            )
        elif isinstance(record, Moved):
            yield from _length(one.start, one.end, record.where)


def _twice(named: Iterator[tuple[str, Where]]) -> Iterator[Finding]:
    """Name what stands there a second time."""
    seen = set()
    for name, where in named:
        if name in seen:
            yield finding("CAL007", where, _('"{id}" stands here a second time.').format(id=name), _("Keep one of the two."))
        seen.add(name)


def _unknown_series(name: str, where: Where, known: list[str]) -> Finding:
    """Return the finding about a series that is not there."""
    return finding(
        "CAL008",
        where,
        _('there is no series "{id}".').format(id=name),
        _("The series are: {known}.").format(known=", ".join(known) or "—"),
    )


def edited(committee: Committee, today: date) -> Iterator[Finding]:
    """Name meetings that were held and that the schedule does not have: its rule was edited after them."""
    schedule = committee.schedule
    if schedule is None:
        return
    for meeting in committee.meetings:
        held = getattr(meeting.minutes.front, "held", None) if meeting.minutes else None
        if held is not None and held <= today and occurrence(committee, meeting.id) is None:
            series_of = next((one for one in schedule.series if one.id == meeting.series), None)
            yield finding(
                "CAL009",
                series_of.where if series_of else _FILE,
                _("the meeting {id} was held, and the schedule does not have it.").format(id=meeting.id),
                _(
                    "Give the rule its old words and an end (until), then begin a new series. An extra meeting stands under [[extra]]."
                ),
            )


def days(committee: Committee, today: date) -> Iterator[Finding]:
    """Name coming meetings on closures and weekends, in an hour that the clock skips or shows twice, and two at one time."""
    schedule = committee.schedule
    if schedule is None:
        return
    closures = frozenset(schedule.closures)
    weekend = committee.profile.weekend
    before: Occurrence | None = None
    for one in occurring(committee, today, today + AHEAD):
        if one.cancelled:
            continue
        where = _where(schedule, one)
        own = one.moved or one.extra is not None
        if one.day in closures or (own and WEEKDAYS[one.day.weekday()] in weekend):
            yield finding(
                "CAL004",
                where,
                _("{id} falls on {day}, a day without meetings.").format(id=one.id, day=one.day),
                _("Move it: vawcoord meeting move {id} DATE. Or say in the series what becomes of closures (on_closure).").format(
                    id=one.id
                ),
            )
        if before is not None and before.day == one.day and one.start < before.end and before.start < before.end:
            yield finding(
                "CAL013",
                where,
                _("{one} and {other} are at the same time on {day}.").format(one=before.id, other=one.id, day=one.day),
                _("Move one of them: vawcoord meeting move {id} DATE.").format(id=one.id),
            )
        before = one
        if one.risky() and known_zone(one.zone(committee.profile)):
            yield from _clock(committee, one, where)


def _where(schedule: Schedule, one: Occurrence) -> Where:
    """Return where the schedule says when a meeting is."""
    if one.moved:
        return next((moved.where.at("to") for moved in schedule.moved if moved.meeting == one.id), one.series.where)
    return one.extra.where.at("date") if one.extra else one.series.where


def _clock(committee: Committee, one: Occurrence, where: Where) -> Iterator[Finding]:
    """Name a meeting in an hour that the clock skips or shows twice."""
    zone = one.zone(committee.profile)
    for clock, found in zip((one.start, one.end), one.times(committee.profile), strict=True):
        if found.hour == "skipped":
            yield finding(
                "CAL002",
                where,
                _("{id}: on {day} the clock in {zone} skips {clock}; {valid} is taken.").format(
                    id=one.id, day=one.day, zone=zone, clock=clock, valid=f"{found.at:%H:%M}"
                ),
                _("Choose another time for this day: vawcoord meeting move {id} {day} --start TIME.").format(
                    id=one.id, day=one.day
                ),
            )
        elif found.hour == "doubled":
            yield finding(
                "CAL003",
                where,
                _("{id}: on {day} the clock in {zone} shows {clock} twice; the first is meant.").format(
                    id=one.id, day=one.day, zone=zone, clock=clock
                ),
                _("Say so in the notice, or choose another time."),
            )


def quiet(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name titles that tell a stranger what a meeting is about, and places of single meetings that must stay secret."""
    schedule = committee.schedule
    if schedule is None:
        return
    titled: tuple[Any, ...] = (*schedule.series, *schedule.extra)
    for record in titled:
        if telling(record.title):
            yield finding(
                "CAL010",
                record.where.at("title"),
                _("the title tells what the meeting is about; calendars say “meeting” in its place.")
                if getattr(record, "kind", "") not in CASE_KINDS
                else _("the title of a case meeting tells what it is about; calendars say “meeting” in its place."),
                _("Choose a title that may be seen on anybody's telephone, such as “Working group”."),
            )
    for name in secret_names(committee):
        placed: tuple[Any, ...] = (*schedule.moved, *schedule.extra)
        for record in placed:
            if name in record.place.casefold():
                yield finding(
                    "MEM007",
                    record.where.at("place"),
                    _("this meeting place names an agency or provider whose location is confidential."),
                    _("Meet elsewhere, and name that place."),
                )


RULES = (series, single, edited, days, quiet)
