"""The shipped agendas, in every language: the usual order, the same names and items, whole with much and with nothing to say."""

import re
from functools import cache
from pathlib import Path

import pytest

from vawcoord.disk import shipped_templates
from vawcoord.documents.agenda import example_values
from vawcoord.folder.shipped import head_of
from vawcoord.records.agenda import VOICE
from vawcoord.records.coverage import is_item
from vawcoord.text.frontmatter import Parts, split
from vawcoord.text.items import items_of
from vawcoord.text.outline import sections
from vawcoord.text.template import filled

ROOT = shipped_templates()
LANGUAGES = ("en", "fr", "ar")
NAMES = ("agenda", "agenda-case")
FILES = [f"{name}.{language}.md" for name in NAMES for language in LANGUAGES]

ORDER = [
    "opening", "attendance", "interests", "adopt-agenda", "last-minutes", "actions", "deferred-1", "plan", "updates", "services",
    VOICE, "agreements", "data", "training", "decisions", "closed-session", "other-business", "summary", "next-date", "close",
]  # fmt: skip
"""The standard order of the field (domain.md 5), with what the last meeting put off behind the actions."""

TAG = re.compile(r"\{\{[#^/]?\s*([\w.]+)\s*\}\}")


@cache
def parts(file: str) -> Parts:
    """Return the two parts of a template."""
    return split(Path(ROOT, "meeting", file).read_text(encoding="utf-8"))


def empty() -> dict[str, object]:
    """Return the values of a committee that has nothing yet: every list is empty, every question is answered with no."""
    example = example_values()
    return {
        name: [] if isinstance(value, list) else False if isinstance(value, bool) else 0 if isinstance(value, int) else "a"
        for name, value in example.items()
    }


def test_each_agenda_is_there_in_every_language() -> None:
    """A language of documents has both agendas."""
    words = {path.name.split(".")[1] for path in ROOT.glob("words.*.toml")}
    assert words == set(LANGUAGES)
    assert {path.name for path in (ROOT / "meeting").glob("agenda*.md")} == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_the_head_says_which_file_it_is(file: str) -> None:
    """Name, language and what may not be left out."""
    head = head_of(f"templates/meeting/{file}", parts(file))
    name, language, _ending = file.split(".")
    assert (head.template, head.language) == (f"meeting/{name}", language)
    assert head.class_ == ("committee" if name == "agenda" else "restricted")
    assert head.required == ((VOICE,) if name == "agenda" else ())
    assert head.summary.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_has_the_usual_order(language: str) -> None:
    """Every item of the field's standard order, with its minutes; two hours in all without what was put off."""
    file = f"agenda.{language}.md"
    text = filled(parts(file).body, example_values(), example_values(), shown=file)
    held = items_of(text)
    assert [one.id for one in held.items] == ORDER
    assert all(one.minutes for one in held.items)
    assert held.minutes == 120 + 10 + 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_say_the_same(name: str, language: str) -> None:
    """The same items with the same minutes and guidelines, the same values in the same order."""
    english, other = parts(f"{name}.en.md").body, parts(f"{name}.{language}.md").body
    assert TAG.findall(other) == TAG.findall(english)
    braces = re.compile(r"^##+ [^\n{]*?(\{[^\n]*)$", re.MULTILINE)
    assert braces.findall(other) == braces.findall(english)
    assert other.count("\n- ") == english.count("\n- ")


@pytest.mark.parametrize("file", FILES)
def test_it_comes_out_whole_with_much_and_with_nothing(file: str) -> None:
    """No tag is left over, and each item of an empty committee still says something, or needs no words."""
    for values in (example_values(), empty()):
        text = filled(parts(file).body, values, example_values(), shown=file)
        assert "{{" not in text
        assert "[to be completed" not in text
    bare = {
        one.attributes.id for one in sections(filled(parts(file).body, empty(), example_values(), shown=file)) if not one.written
    }
    assert bare <= {
        "other-business",
        "decisions",
        "agreements",
        "data",
        "training",
        "plan",
        "actions",
        "last-minutes",
        "next-date",
    }


@pytest.mark.parametrize("file", FILES)
def test_items_of_the_standard_are_real(file: str) -> None:
    """An item claims only what Module 5 has."""
    named = [item for one in sections(parts(file).body) for item in one.attributes.value("guidelines").split()]
    assert named
    assert all(is_item(one) for one in named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_session_has_room_for_no_case(language: str) -> None:
    """Its agenda takes no value that could tell of one: no titles, no actions, no counts."""
    names = set(TAG.findall(parts(f"agenda-case.{language}.md").body))
    assert names <= {
        "support", "name", "hotline", "quorum_needed", "quorum_base", "quorum_sectors", "quorum_chair", "unapproved", "approved",
        "no_minutes", "date", "id", "next", "start", "no_next",
    }  # fmt: skip
