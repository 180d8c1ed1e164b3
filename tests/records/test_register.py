"""Entries of registers: read by the fields of their kind."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.record import Reading
from vawcoord.records.register import RegisterEntry, kinds, read_entry

DRILL = {"date": date(2026, 1, 31), "scenario": "referral", "agencies": ["police"], "times_kept": True, "found": "Slow."}


def read(kind: str, table: dict[str, Any]) -> tuple[RegisterEntry | None, list[tuple[str, tuple[str | int, ...]]]]:
    """Return the entry, and code and key of the problems."""
    reading = Reading(f"registers/{kind}/2026-01-31-x.toml")
    made = read_entry(kinds()[kind], "2026-01-31-x", table, reading)
    return made, [(code, key) for code, key, _sentence in reading.problems]


def test_an_entry() -> None:
    """Values by name; None for what was not given; lists are tuples."""
    made, problems = read("drills", DRILL)

    assert problems == []
    assert made is not None
    assert (made.kind, made.id, made.get("scenario"), made.get("agencies"), made.get("changed")) == (
        "drills",
        "2026-01-31-x",
        "referral",
        ("police",),
        None,
    )
    assert made.where.path == "registers/drills/2026-01-31-x.toml"


def test_every_problem_is_named() -> None:
    """Wrong, unknown and missing fields are all named; without a required one there is no entry."""
    made, problems = read(
        "drills", {"date": "today", "scenrio": "referral", "agencies": ["police", 5], "times_kept": 1, "found": "x"}
    )

    assert made is None
    assert problems == [
        ("FOL005", ("date",)),
        ("FOL006", ("scenrio",)),
        ("FOL005", ("agencies", 1)),
        ("FOL005", ("times_kept",)),
        ("FOL007", ()),
    ]


def test_a_wrong_field_that_is_not_required() -> None:
    """It is named and left out; the entry stays."""
    made, problems = read("drills", {**DRILL, "changed": 5})

    assert made is not None
    assert made.get("changed") is None
    assert problems == [("FOL005", ("changed",))]


def test_every_kind_asks_for_its_date() -> None:
    """All entries are dated."""
    assert all(one.keys["date"].required for one in kinds().values())
    assert [kind for kind in kinds() if read(kind, {})[0] is not None] == []


@pytest.mark.parametrize("kind", kinds())
@given(st.data())
def test_law_any_table(kind: str, data: st.DataObject) -> None:
    """Law: whatever stands in the fields, reading gives an entry or None, and problems."""
    values = (
        st.none()
        | st.text(max_size=5)
        | st.integers()
        | st.booleans()
        | st.just(datetime(2026, 1, 1, tzinfo=UTC))
        | st.lists(st.text(max_size=3), max_size=2)
    )
    names = st.sampled_from([*kinds()[kind].keys, "x"])
    made, problems = read(kind, data.draw(st.dictionaries(names, values, max_size=8)))

    assert made is not None or problems
