"""Periods of figures, sums and their parts, and what speaks of killings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.indicator import FREQUENCIES, Figures, Indicator, names_killing, period, period_at, row_faults
from vawcoord.where import Where

FIGURES = Where("indicators/data/2026-q1-police.csv")


@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)), st.sampled_from(FREQUENCIES))
def test_law_periods_tile_the_years(day: date, frequency: str) -> None:
    """Law: a day lies in one period, whose name means it again; the next one begins the day after it ends."""
    one = period_at(day, frequency)
    assert one.start <= day <= one.end
    assert period(one.id) == one
    assert one.after().start == one.end + timedelta(days=1)
    assert one.after().before() == one


@pytest.mark.parametrize("name", ["", "26", "2026-q5", "2026-h3", "2026-13", "2026-q", "2026-1", "1226-q1", "2026-q1 "])
def test_what_is_no_period(name: str) -> None:
    """A slip of the pen means none."""
    assert period(name) is None


@pytest.mark.parametrize(
    ("rows", "unit", "value"),
    [
        ((("a", "all", 5.0), ("a", "x", 2.0)), "", 5),
        ((("a", "x", 2.0), ("a", "y", 3.0)), "", 5),
        ((("a", "x", 2.0), ("a", "y", 3.0)), "percent", None),
        ((("a", "x", 2.0),), "percent", 2),
        ((("b", "all", 5.0),), "", None),
    ],
)
def test_the_figure_for_all(rows: tuple[tuple[str, str, float], ...], unit: str, value: float | None) -> None:
    """As it was returned, or the sum of its parts; parts of a share have no sum."""
    one = Indicator(title="A", definition="A", unit=unit).named("a")
    assert Figures("2026-q1", "police", FIGURES, rows).value(one) == value


def test_a_sum_with_decimals_is_a_sum() -> None:
    """Three tenths and six tenths are nine tenths, whatever a computer thinks."""
    one = Indicator(title="A", definition="A").named("a")
    assert list(row_faults([("a", "x", 0.1), ("a", "y", 0.2), ("a", "all", 0.3)], [one])) == []
    assert [fault.kind for fault in row_faults([("a", "x", 0.1), ("a", "y", 0.2), ("a", "all", 0.31)], [one])] == ["sum"]


@pytest.mark.parametrize(
    "text", ["Femicides", "killings of women", "Homicide rate", "féminicides", "women murdered", "قتل النساء"]
)
def test_what_speaks_of_killings(text: str) -> None:
    """In each language that comes with the programme."""
    assert names_killing("x", text)


@pytest.mark.parametrize("text", ["Orders served", "Skilled staff", "Hours", "Ordres signifiés", "أوامر الحماية"])
def test_what_does_not(text: str) -> None:
    """Words that hold the letters by chance pass."""
    assert not names_killing(text)
