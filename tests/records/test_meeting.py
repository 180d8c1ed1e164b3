"""Meetings: ids, series, and the schedule's plain facts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.meeting import NTH, Meeting, Moved, Schedule, Series, occurrences
from vawcoord.records.record import CLOCK, Reading
from vawcoord.where import Where

ORDINARY = Series(id="ordinary", title="Ordinary meeting", every="month", weekday="tuesday", nth=2, from_=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("name", "planned", "series"),
    [("2026-03-10-ordinary", date(2026, 3, 10), "ordinary"), ("2024-02-29-case-review", date(2024, 2, 29), "case-review")],
)
def test_day_and_series_of_an_id(name: str, planned: date, series: str) -> None:
    """A meeting's id is its planned day and its series, also one with a hyphen."""
    meeting = Meeting(name, Where(f"meetings/{name}"))

    assert (meeting.planned, meeting.series) == (planned, series)


def test_the_second_tuesday() -> None:
    """A monthly series meets on its weekday of each month, within its days."""
    made = occurrences(Schedule(series=(ORDINARY,)), date(2026, 1, 1), date(2026, 4, 30))

    assert [one.day for one in made] == [date(2026, 1, 13), date(2026, 2, 10), date(2026, 3, 10), date(2026, 4, 14)]
    assert [one.id for one in made][:1] == ["2026-01-13-ordinary"]


def test_a_moved_meeting_keeps_its_id() -> None:
    """Moving changes the day, never the id."""
    schedule = Schedule(series=(ORDINARY,), moved=(Moved(meeting="2026-03-10-ordinary", to=date(2026, 3, 17)),))
    made = {one.id: one.day for one in occurrences(schedule, date(2026, 3, 1), date(2026, 3, 31))}

    assert made == {"2026-03-10-ordinary": date(2026, 3, 17)}


@given(
    st.sampled_from(["week", "two-weeks", "month", "two-months", "quarter", "half-year", "year"]),
    st.sampled_from(["monday", "thursday", "sunday"]),
    st.sampled_from([1, 2, 3, 4, -1]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_law_of_the_rule(every: str, weekday: str, nth: int, first: date) -> None:
    """Law: every meeting falls on the weekday of its series, not before its first day, in order, each id once."""
    series = Series(id="s", title="S", every=every, weekday=weekday, nth=nth, from_=first)
    made = occurrences(Schedule(series=(series,)), date(2024, 1, 1), date(2026, 12, 31))
    days = [one.day for one in made]

    assert {day.strftime("%A").lower() for day in days} <= {weekday}
    assert all(day >= first for day in days)
    assert days == sorted(set(days))
    if nth != -1 and every not in ("week", "two-weeks"):
        assert {(day.day - 1) // 7 + 1 for day in days} <= {nth}


@pytest.mark.parametrize(
    ("value", "good"), [(1, True), (4, True), (-1, True), (0, False), (5, False), (True, False), ("1", False)]
)
def test_which_day_of_the_month(value: object, good: bool) -> None:  # noqa: FBT001 - the second column
    """First to fourth, or the last: a fifth is not there in every month."""
    reading = Reading("x.toml")
    NTH.read(value, (), reading)

    assert (reading.problems == []) == good


@given(st.times())
def test_law_clocks(time: object) -> None:
    """Law: every minute of a day is a time of day."""
    reading = Reading("x.toml")
    CLOCK.read(str(time)[:5], (), reading)

    assert reading.problems == []
