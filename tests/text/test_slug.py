"""Ids proposed from names in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.record import is_id
from vawcoord.text.slug import proposed_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("County Police, Gender Desk", "county-police-gender-desk"),
        ("Direction régionale de la santé", "direction-regionale-de-la-sante"),
        ("Straße & Söhne", "strasse-sohne"),
        ("Łódź", "lodz"),
        ("Ørsted Æther", "orsted-aether"),
        ("شرطة", "shrta"),
        ("Полиция района", "politsiya-rayona"),
        ("Żółć III", "zolc-iii"),
        ("  --Rise--  Shelter!! ", "rise-shelter"),
        ("MOU 2026/27", "mou-2026-27"),
        ("ﬁne ①", "fine-1"),
    ],
)
def test_names_become_ids(name: str, expected: str) -> None:
    """Letters are transliterated, everything else parts the words."""
    assert proposed_id(name) == expected


@pytest.mark.parametrize("name", ["", "—", "警察署", "🙂", "\u202e"])
def test_nothing_left(name: str) -> None:
    """A name of which nothing is left gives the word that the caller chose."""
    assert proposed_id(name, otherwise="agency") == "agency"


@pytest.mark.parametrize("name", ["CON", "prn", "Aux", "nul", "COM1", "lpt9"])
def test_device_names_are_avoided(name: str) -> None:
    """No proposed id is the name of a Windows device."""
    assert proposed_id(name) == f"{name.lower()}-1"


def test_long_names_end_at_a_word() -> None:
    """Words are taken while they fit."""
    assert proposed_id("Provincial Directorate for Women and Families") == "provincial-directorate-for-women-and"


def test_one_long_word_is_cut() -> None:
    """A first word that is longer than any id is cut."""
    assert proposed_id("x" * 99) == "x" * 40


def test_taken_ids_get_a_number() -> None:
    """The first free number from 2 is added."""
    assert proposed_id("Police", {"police", "police-2"}) == "police-3"


@given(st.text(max_size=80), st.lists(st.text("abc-", max_size=5)))
def test_law_a_proposed_id_is_an_id(name: str, taken: list[str]) -> None:
    """Law: whatever the name, the proposal may be a file name everywhere, and is free."""
    made = proposed_id(name, taken)

    assert is_id(made)
    assert made not in taken


@given(st.text("abcxyz é-_. ", max_size=80))
def test_law_proposing_twice_changes_nothing(name: str) -> None:
    """Law: the id of an id is the id itself."""
    assert proposed_id(proposed_id(name)) == proposed_id(name)
