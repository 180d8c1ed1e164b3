"""Module 5 as data: complete, in order, in our own words."""

import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

STANDARD: dict[str, Any] = tomllib.loads(files("vawcoord.standard").joinpath("esp-m5.toml").read_text(encoding="utf-8"))
ITEMS: list[dict[str, Any]] = STANDARD["items"]
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "esp-module-5.txt"
COUNTS = {
    "L1.1": 3,
    "L2.1": 8,
    "L2.2": 11,
    "L2.3": 9,
    "L2.4": 6,
    "L2.5": 1,
    "L2.6": 10,
    "N1.1": 6,
    "N1.2": 8,
    "N2.1": 9,
    "N2.2": 4,
    "N3.1": 14,
    "N3.2": 9,
    "N3.3": 7,
    "N4.1": 8,
    "N5.1": 3,
    "N5.2": 4,
    "N6.1": 7,
    "N6.2": 3,
    "N6.3": 6,
}
LONGEST_LOAN = 6


def words(text: str) -> list[str]:
    """Return the words of a text, as they are compared."""
    return re.findall(r"[a-z0-9]+", re.sub(r"-\s*\n\s*", "", text).lower())


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of seven words of a text."""
    found = words(text)
    return {tuple(found[at : at + LONGEST_LOAN + 1]) for at in range(len(found) - LONGEST_LOAN)}


def test_every_item_stands_in_printed_order() -> None:
    """The ids are those of the guideline's order, without a gap, each once."""
    expected = [f"{element}.{number}" for element, count in COUNTS.items() for number in range(1, count + 1)]

    assert [item["id"] for item in ITEMS] == expected
    assert len(expected) == 136


def test_the_counts_in_the_head_are_right() -> None:
    """48 local items and 88 national ones."""
    assert Counter(item["id"][0] for item in ITEMS) == {"L": 48, "N": 88}
    assert STANDARD["counts"] == {"local": 48, "national": 88}


def test_elements_and_actions_cover_the_items() -> None:
    """Every element has its level, action and number of items, in the same order."""
    assert {element["id"]: element["count"] for element in STANDARD["elements"]} == COUNTS
    assert [element["id"] for element in STANDARD["elements"]] == list(COUNTS)
    assert [(element["level"][0].upper(), element["action"]) for element in STANDARD["elements"]] == [
        (element[0], int(element[1])) for element in COUNTS
    ]
    assert [action["id"] for action in STANDARD["actions"]] == list(dict.fromkeys(element[:2] for element in COUNTS))
    assert all(element["title"] and element["source"] for element in (*STANDARD["elements"], *STANDARD["actions"]))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_an_item_says_all_that_is_needed(item: dict[str, Any]) -> None:
    """Text, what good looks like, needs, judge, source; months exactly where a record counts."""
    known = {"id", "text", "why", "good", "next", "command", "needs", "judge", "months", "repeats", "source"}

    assert set(item) <= known | {"templates", "always", "locally"}
    assert known - set(item) <= {"months", "repeats"}
    assert re.fullmatch(r"[A-Z][^.!?]*\.", item["text"]), "one plain sentence"
    assert 1 <= len(re.findall(r"[.!?](?=\s|$)", item["good"])) <= 2
    assert all(re.fullmatch(r"[A-Z](?:[^.!?]|\.(?=\w))*\.", item[key]) for key in ("why", "next")), "one plain sentence each"
    assert item["command"].startswith("vawcoord ")
    assert item["needs"]
    assert item["needs"] == [need for need in ("text", "record", "voice") if need in item["needs"]]
    assert item["judge"] in {"tool", "people", "participants"}
    assert ("months" in item) == ("record" in item["needs"])
    assert 0 < item.get("months", 1) <= 36


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_the_source_leads_to_the_printed_place(item: dict[str, Any]) -> None:
    """The reference follows from the id."""
    level, action, element, number = re.fullmatch(r"([LN])(\d)\.(\d)\.(\d+)", item["id"]).groups()  # type: ignore[union-attr]
    section = {"L": "3.2", "N": "3.1"}[level]

    assert item["source"] == f"ESP M5, {section}, action {action}, element {action}.{element}, item {number}"


def test_signing_what_was_shipped_proves_nothing_by_itself() -> None:
    """Where the tool judges, something must also have happened."""
    assert [item["id"] for item in ITEMS if item["judge"] == "tool" and "record" not in item["needs"]] == []


def test_survivors_part_and_safety_are_judged_by_those_concerned() -> None:
    """What only participants can judge needs their voice, and the central items are among them."""
    asked = {item["id"] for item in ITEMS if item["judge"] == "participants"}

    assert [item["id"] for item in ITEMS if item["judge"] == "participants" and "voice" not in item["needs"]] == []
    assert {"L2.1.3", "L2.3.1", "L2.3.2", "L2.6.7", "N3.1.3", "N3.2.1", "N3.2.5", "N4.1.6", "N5.2.1"} <= asked


def test_the_item_printed_twice_is_one() -> None:
    """What answers N3.1.3 answers N3.1.11."""
    by_id = {item["id"]: item for item in ITEMS}

    assert [item["id"] for item in ITEMS if "repeats" in item] == ["N3.1.11"]
    assert by_id["N3.1.11"]["repeats"] == "N3.1.3"
    assert all(by_id["N3.1.11"][key] == by_id["N3.1.3"][key] for key in ("text", "needs", "judge", "months"))


def test_items_can_be_told_apart() -> None:
    """No two items have the same text, but for the one printed twice."""
    assert [count for count in Counter(item["text"] for item in ITEMS).values() if count > 1] == [2]


def test_the_other_tables_are_complete() -> None:
    """Principles, characteristics, services and definitions, each with an id of its own."""
    tables = ("principles", "characteristics", "services", "definitions")
    ids = [entry["id"] for table in tables for entry in STANDARD[table]]

    assert [len(STANDARD[table]) for table in tables] == [6, 7, 29, 12]
    assert len(ids) == len(set(ids))
    assert [identity for identity in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity)] == []


def test_services_run_on_where_the_printed_numbers_do_not() -> None:
    """Our ids have no gaps; the printed number stands beside them."""
    printed = {service["id"]: service["printed"] for service in STANDARD["services"]}
    per_sector = Counter(identity.rpartition("-")[0] for identity in printed)

    assert per_sector == {"health": 7, "justice": 10, "social": 12}
    assert list(printed) == [f"{sector}-{number}" for sector, count in per_sector.items() for number in range(1, count + 1)]
    assert (printed["health-5"], printed["justice-3"], printed["social-10"], printed["social-12"]) == (6, 4, 10, 12)


@pytest.mark.skipif(not SEED.exists(), reason="the guideline's text does not lie beside the repository")
def test_the_words_are_ours() -> None:
    """No sentence is taken over: nothing shares a run of seven words with the guideline."""
    theirs = runs(SEED.read_text(encoding="utf-8"))
    taken = {
        (table, entry["id"], " ".join(run))
        for table in ("items", "elements", "actions", "principles", "characteristics", "services", "definitions")
        for entry in STANDARD[table]
        for key in ("text", "why", "good", "next", "title")
        for run in runs(entry.get(key, "")) & theirs
    }

    assert taken == set()


def test_the_comparison_can_fail() -> None:
    """A sentence that is taken over is found, also over a line end and a hyphen."""
    assert runs("Require that the repre-\nsentatives can bind them all, always.") & runs(
        "the representatives can bind them all always"
    )
