"""Bars over time for a terminal: never wider than the line, each in its place, today drawn."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vawcoord.render.bars import FULL, LEFT, NOW, OVER, STEP, Line, bars

FIRST, LAST, ON = date(2026, 1, 1), date(2027, 12, 31), date(2026, 7, 2)


def test_a_bar_stands_where_its_days_are() -> None:
    """Done, left, the time since it is late, steps; the years above, today below."""
    made = bars(
        [
            Line("!", "1.1", "Train", FIRST, date(2026, 4, 1), 0.5, over=True),
            Line(" ", "1.2", "Print the whole of a very long title that goes on", ON, LAST, steps=(date(2027, 1, 1),)),
            Line(" ", "1.3", "No day", None, None),
        ],
        FIRST,
        LAST,
        ON,
    ).splitlines()

    assert made[0].split() == ["2026", "2027"]
    assert made[1].startswith("! 1.1 Train")
    assert FULL + LEFT in made[1]
    assert made[1].endswith(OVER)
    assert "…" in made[2]
    assert STEP in made[2]
    assert made[3].endswith(NOW)
    assert made[-1].split() == [NOW, "2026-07-02"]
    assert made[3].index(NOW) == made[-1].index(NOW)
    assert bars([], FIRST, LAST, ON) == ""


DAYS = st.integers(-900, 900).map(lambda count: ON + timedelta(days=count))
LINES = st.builds(
    Line, st.sampled_from("!~ -✓"), st.text("1.", min_size=1, max_size=6), st.text("a b", max_size=60), st.none() | DAYS,
    st.none() | DAYS, st.floats(0, 1), st.lists(DAYS, max_size=3).map(tuple), st.booleans(),
)  # fmt: skip


@given(st.lists(LINES, max_size=5), DAYS, DAYS, DAYS)
def test_law_no_line_is_too_long(lines: list[Line], first: date, last: date, on: date) -> None:
    """Law: whatever the days are, also in the wrong order, no line is longer than eighty characters."""
    made = bars(lines, first, last, on).splitlines()

    assert max(map(len, made), default=0) <= 80
    assert len(made) in (0, len(lines) + 1, len(lines) + 2)
