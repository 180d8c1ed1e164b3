"""When a report to the oversight body is due, by rhythm."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.committee import Committee
from vawcoord.records.member import Member
from vawcoord.records.profile import Oversight, Profile
from vawcoord.records.register import RegisterEntry
from vawcoord.records.reporting import RHYTHM_MONTHS, last_sent, last_turn, overdue, turn_at
from vawcoord.where import Where

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(DAYS, st.sampled_from(sorted(RHYTHM_MONTHS)))
def test_turns_follow_one_another(day: date, rhythm: str) -> None:
    """Every day lies in one time of a rhythm; the one before it ends the day before it begins, and has another name."""
    now = turn_at(day, rhythm)
    before = last_turn(day, rhythm)
    assert now.start <= day <= now.end
    assert before.end + timedelta(days=1) == now.start
    assert turn_at(before.start, rhythm) == before
    assert before.id != now.id


def committee(*sent: tuple[date, date | None], joined: date = date(2020, 1, 1), rhythm: str = "half-yearly") -> Committee:
    """Return a committee with reports to its oversight body."""
    entries = tuple(
        RegisterEntry("reports-sent", f"{day}-x", Where(""), (("date", day), ("to", "oversight-body"), ("sent", when)))
        for day, when in sent
    )
    profile = Profile(id="x", uid="x", name="X", area="Y", oversight=Oversight(name="Assembly", reports=rhythm))
    return Committee(profile, members=(Member(name="A", sector="police", joined=joined),), registers=entries)


@pytest.mark.parametrize(
    ("held", "today", "expected"),
    [
        (committee(), date(2026, 8, 1), "2026-h1"),
        (committee(), date(2026, 7, 30), "2025-h2"),
        (committee((date(2026, 7, 5), date(2026, 7, 5))), date(2026, 8, 1), None),
        (committee((date(2026, 6, 30), date(2026, 6, 30))), date(2026, 8, 1), "2026-h1"),
        (committee((date(2026, 7, 5), None)), date(2026, 8, 1), "2026-h1"),
        (committee(joined=date(2026, 2, 1)), date(2026, 8, 1), None),
        (committee(rhythm="every-two-months"), date(2026, 8, 1), "2026-05"),
    ],
)
def test_what_is_overdue(held: Committee, today: date, expected: str | None) -> None:
    """The last time whose day has come and of which nothing was sent after its end; none for a time before anybody joined."""
    found = overdue(held, today)
    assert (found.id if found else None) == expected


def test_last_sent_looks_no_further_than_the_day() -> None:
    """A report that goes out later was not sent yet."""
    held = committee((date(2026, 7, 5), date(2026, 7, 5)))
    assert last_sent(held, date(2026, 7, 4)) is None
    assert last_sent(held, date(2026, 7, 5)) == date(2026, 7, 5)
