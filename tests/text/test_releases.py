"""Published figures as a file: written and read again they are the same, and what is none is named with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.text.releases import COLUMNS, Row, read_published, spelled_published

HEAD = ",".join(COLUMNS) + "\n"
WORD = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\x85"), min_size=1, max_size=12)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw one figure."""
    first, last = sorted((draw(st.dates(date(2000, 1, 1))), draw(st.dates(date(2000, 1, 1)))))
    threshold = draw(st.integers(0, 50))
    small = draw(st.booleans())
    value = None if small else draw(st.none() | st.integers(0, 10**9))
    cell = tuple(draw(st.lists(WORD, min_size=1, max_size=2)))
    return draw(WORD), draw(WORD), first, last, threshold, cell, value, small


@given(st.lists(rows(), max_size=5))
def test_round_trip(held: list[Row]) -> None:
    """What was written is read as it was, whatever stands in the names."""
    assert read_published(spelled_published(held)) == (tuple(held), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("a,b\n", 1),
        (HEAD + "t,w,2025-01-01,2025-12-31,10,a,,7.5\n", 2),
        (HEAD + "t,w,2025-01-01,2025-12-31,10,a,,<5\n", 2),
        (HEAD + "t,w,2025-12-31,2025-01-01,10,a,,5\n", 2),
        (HEAD + "t,w,2025-13-01,2025-12-31,10,a,,5\n", 2),
        (HEAD + "t,w,2025-01-01,2025-12-31,10,a\n", 2),
        (HEAD + "t,w,2025-01-01,2025-12-31,-1,a,,5\n", 2),
        (HEAD + 't,w,2025-01-01,2025-12-31,10,"a,,5\n', 2),
    ],
)
def test_what_is_none(text: str, line: int) -> None:
    """Each fault has its line; no row comes of it."""
    found, faults = read_published(text)
    assert found == ()
    assert [one.line for one in faults] == ([line] if line else [])
