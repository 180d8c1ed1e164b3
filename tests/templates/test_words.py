"""The fixed words of documents: the same in every language, and none that no document prints."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = sorted(path.name.split(".")[1] for path in (ROOT / "templates").glob("words.*.toml"))


VALUE = re.compile(r"{(\w+)}")


def words(language: str) -> dict[str, Any]:
    """Return what the file of a language holds."""
    return tomllib.loads((ROOT / "templates" / f"words.{language}.toml").read_text(encoding="utf-8"))


def keys(table: dict[str, Any]) -> set[str]:
    """Return the keys of a file, each with its group, and the values that each sentence takes."""
    return {
        f"{group}/{key}/{sorted(VALUE.findall(value))}"
        for group, held in table.items()
        if isinstance(held, dict)
        for key, value in held.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    """No language lacks a word, and each sentence takes the same values as the English one."""
    assert keys(words(language)) == keys(words("en"))


def test_every_word_is_printed_somewhere() -> None:
    """A fixed word that no document uses is a promise that nobody keeps."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    by_state = re.compile(r"ended_|class_|reservation_kind_")
    unused = [word for word in words("en")["words"] if not by_state.match(word) and not re.search(rf"[\"']{word}[\"']", source)]
    assert unused == []
