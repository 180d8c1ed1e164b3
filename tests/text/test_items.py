"""Agendas as items: what is read of them, what is put in, how the minutes are shared out; everything else stays."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vawcoord.text.items import fitted, inserted, items_of, same

BODY = """\

Some words above.

## Opening {#opening minutes=5}

Text.

## Parts {#parts}

### First {#first minutes=10}

### Second {#second minutes=7}

## Night bus {#night-bus .decision minutes=12 from=county-police}

Asked for.

## Any other business {#other-business minutes=5}
"""

NEW = "## New {#new minutes=10 from=court}\n\nAsked for by the court.\n"


def test_items_are_read_with_minutes_lines_and_who_asked() -> None:
    """An item without minutes of its own takes those of its parts; lines are those of the file."""
    held = items_of(BODY, 11)
    assert [(one.id, one.minutes, one.line) for one in held.items] == [
        ("opening", 5, 14),
        ("parts", 17, 18),
        ("night-bus", 12, 24),
        ("other-business", 5, 28),
    ]
    bus = held.item("night-bus")
    assert bus is not None
    assert (bus.asked_by, bus.decision, bus.title) == ("county-police", True, "Night bus")
    assert held.minutes == 39
    assert held.text == BODY


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_item_is_put_in_and_nothing_else_changes(end: str) -> None:
    """Before and behind the new item every byte is as it was, with the line ends of the file."""
    body = BODY.replace("\n", end)
    after = inserted(body, NEW, ("other-business",))
    place = body.index("## Any other")
    assert after.startswith(body[:place])
    assert after.endswith(body[place:])
    assert after[place : len(after) - len(body[place:])] == (NEW + "\n").replace("\n", end)
    assert [one.id for one in items_of(after).items] == ["opening", "parts", "night-bus", "new", "other-business"]


@pytest.mark.parametrize("body", ["", "\n", "## A {#a}", "## A {#a}\n", "## A {#a}\n\n"])
def test_an_item_finds_its_place_where_there_is_none(body: str) -> None:
    """Where no item of the order is there, it comes last, on a line of its own."""
    after = inserted(body, NEW, ("close",))
    assert after.startswith(body)
    assert items_of(after).items[-1].id == "new"
    assert "\n\n\n" not in after


def test_the_minutes_are_shared_out() -> None:
    """Short items stay short, long ones take what there is in steps of five, asked ones keep theirs."""
    body = "".join(f"## I {{#i{n} minutes={m}}}\n\n" for n, m in enumerate((5, 3, 15, 10, 10)))
    assert [one.minutes for one in items_of(fitted(body, 63)).items] == [5, 3, 25, 15, 15]
    assert [one.minutes for one in items_of(fitted(body, 23)).items] == [5, 3, 5, 5, 5]
    assert [one.minutes for one in items_of(fitted(body, 43)).items] == [5, 3, 15, 10, 10]
    assert [one.minutes for one in items_of(fitted(body, 43, {"i2"})).items] == [5, 3, 15, 10, 10]
    asked = fitted(f"{body}## N {{#n minutes=20 from=x}}\n", 63, {"n"})
    assert [one.minutes for one in items_of(asked).items] == [5, 3, 15, 10, 10, 20]


@settings(max_examples=200, deadline=None)
@example([40] + [3] * 19, 42, 0)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=20), st.integers(30, 300), st.integers(0, 5))
def test_shared_minutes_never_take_longer_than_the_meeting(minutes: list[int], length: int, kept: int) -> None:
    """Whatever the items want: they fit into the meeting where two minutes each would, and what is kept is kept."""
    body = "".join(f"## I {{#i{n} minutes={m}}}\n\nText.\n\n" for n, m in enumerate(minutes))
    fixed = {f"i{n}" for n in range(kept)}
    after = items_of(fitted(body, length, fixed))
    own = sum(m for n, m in enumerate(minutes) if f"i{n}" in fixed)
    least = sum(min(m, 2) for n, m in enumerate(minutes) if f"i{n}" not in fixed)
    if own + least <= length:
        assert after.minutes <= length
    assert [one.minutes for one in after.items if one.id in fixed] == minutes[:kept]
    assert re.sub(r"minutes=\d+", "", after.text) == re.sub(r"minutes=\d+", "", body)


def test_the_same_text_is_recognised() -> None:
    """Line ends and empty lines at the ends make no other text; a word does."""
    assert same("a\r\nb\r\n\r\n", "\na\nb\n")
    assert not same("a\nb", "a\nc")
