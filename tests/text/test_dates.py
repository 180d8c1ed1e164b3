"""Dates and enumerations in the language of a document."""

from datetime import date

import pytest

from vawcoord.text.dates import enumerated, long_date

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1 March 2026"),
        ("fr", "1 mars 2026"),
        ("es", "1 de marzo de 2026"),
        ("pt-BR", "1 de março de 2026"),
        ("sw", "1 Machi 2026"),
    ],
)
def test_long_dates(language: str, expected: str) -> None:
    """A date stands in words, day before month in English."""
    assert long_date(DAY, language) == expected


def test_arabic_dates_name_the_month() -> None:
    """Arabic has its own names of months."""
    assert "مارس" in long_date(DAY, "ar")


@pytest.mark.parametrize("language", ["zz", "xx-Yyyy", "qaa"])
def test_unknown_language(language: str) -> None:
    """A language that nobody has described prints dates as numbers, and lists with commas."""
    assert long_date(DAY, language) == "2026-03-01"
    assert enumerated(["a", "b"], language) == "a, b"


@pytest.mark.parametrize(
    ("items", "language", "expected"),
    [
        ([], "en", ""),
        (["police"], "en", "police"),
        (["police", "health"], "en", "police and health"),
        (["police", "health", "justice"], "en", "police, health and justice"),
        (["police", "santé", "justice"], "fr", "police, santé et justice"),
    ],
)
def test_enumerations(items: list[str], language: str, expected: str) -> None:
    """Several things stand as one phrase."""
    assert enumerated(items, language) == expected
