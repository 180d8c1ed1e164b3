"""The journal folded: what the last word on every item is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.plan import ACTIVITY_ID, STATUSES, JournalEntry, latest
from vawcoord.records.record import Reading

DAY = date(2026, 4, 1)


def entry(days: int, item: str = "p/1", **values: object) -> JournalEntry:
    """Return an entry some days after the first of April."""
    return JournalEntry(date=DAY + timedelta(days=days), item=item, **values)  # type: ignore[arg-type]


def test_nothing_yet() -> None:
    """An empty journal says nothing."""
    assert latest([], DAY) == {}


def test_the_last_value_of_each_key() -> None:
    """What later entries do not say stays as it was."""
    folded = latest(
        [entry(0, status="in-progress", percent=20, by="police"), entry(5, percent=50, note="half")], DAY + timedelta(days=9)
    )["p/1"]

    assert (folded.status, folded.percent, folded.by, folded.note, folded.date) == (
        "in-progress",
        50,
        "police",
        "half",
        DAY + timedelta(days=5),
    )


def test_order_is_by_date_then_by_place() -> None:
    """A file merged out of order is read by date; on one day the later line counts."""
    folded = latest([entry(5, status="done"), entry(1, status="open"), entry(5, status="blocked")], DAY + timedelta(days=9))

    assert folded["p/1"].status == "blocked"


def test_seen_from_a_day() -> None:
    """What happened after a day is not known on it; the day itself is."""
    entries = [entry(0, status="open"), entry(5, status="done")]

    assert latest(entries, DAY + timedelta(days=4))["p/1"].status == "open"
    assert latest(entries, DAY + timedelta(days=5))["p/1"].status == "done"
    assert latest(entries, DAY - timedelta(days=1)) == {}


def test_items_do_not_mix() -> None:
    """Each item has its own state."""
    folded = latest([entry(0, status="open"), entry(1, item="p/2", status="done")], DAY + timedelta(days=9))

    assert {item: one.status for item, one in folded.items()} == {"p/1": "open", "p/2": "done"}


def test_a_colour_set_by_hand_holds_until_the_next_entry() -> None:
    """An override of red, amber, green ends with the next entry on the item."""
    entries = [entry(0, rag="green", reason="Money came."), entry(3, note="More work.")]

    assert latest(entries, DAY)["p/1"].rag == "green"
    assert latest(entries, DAY + timedelta(days=3))["p/1"].rag == ""


ENTRIES = st.builds(
    lambda days, item, status, percent, rag, reason: entry(
        days,
        item,
        **{
            name: value
            for name, value in (("status", status), ("percent", percent), ("rag", rag), ("reason", reason))
            if value is not None
        },
    ),
    st.integers(0, 9),
    st.sampled_from(["p/1", "p/2"]),
    st.none() | st.sampled_from(STATUSES),
    st.none() | st.integers(0, 100),
    st.none() | st.sampled_from(["red", "green"]),
    st.none() | st.just("Because."),
)


@given(st.lists(ENTRIES, max_size=12), st.integers(0, 9))
def test_law_against_a_plain_fold(entries: list[JournalEntry], days: int) -> None:
    """Law: the fold is what going through the entries by date, one key at a time, gives."""
    on = DAY + timedelta(days=days)
    expected: dict[str, dict[str, object]] = {}
    for day in sorted({one.date for one in entries if one.date <= on}):
        for one in entries:
            if one.date == day:
                state = expected.setdefault(one.item, {})
                state.pop("rag", None)
                state.update(one.values())
                if not one.reason:
                    state.pop("rag", None)

    assert {item: dict(one.values()) for item, one in latest(entries, on).items()} == expected


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("1.2", True),
        ("a-1", True),
        ("1", True),
        ("", False),
        (".", False),
        ("1/2", False),
        ("A", False),
        ("é", False),
        ("1" * 49, False),
    ],
)
def test_ids_of_activities(value: str, good: bool) -> None:  # noqa: FBT001 - a law's or a table's column
    """Small letters, digits, dots and hyphens."""
    reading = Reading("x.toml")
    ACTIVITY_ID.read(value, (), reading)

    assert (reading.problems == []) == good
