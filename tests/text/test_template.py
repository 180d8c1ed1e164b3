"""Templates: strict names, plain values, and a value that always prints as itself."""

import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vawcoord.errors import VawcoordError
from vawcoord.prose import Heading, Paragraph, Run, block_runs, plain, walk
from vawcoord.text.markdown import blocks
from vawcoord.text.template import (
    TEMPLATE_LIMIT,
    Placeholder,
    escaped,
    filled,
    placeholder_pattern,
    problems,
    to_be_completed,
)

KNOWN: dict[str, Any] = {
    "committee": "Lakeside",
    "days": 7,
    "chair": True,
    "parties": [{"name": "Police", "duties": ["report"], "lead": "A"}],
    "words": ["a"],
}

# Signs that mean something in Markdown, single and in the company they keep.
SIGNS = st.sampled_from(
    [
        *"\\`*_[]<>#|{}~!&-+=:.()1 \t\n\"'",
        "---",
        "***",
        "1. ",
        "- ",
        "    ",
        "{#a}",
        "{{x}}",
        "&amp;",
        "http://x.org",
        "](",
        "\\\\",
        "é",
        "\u00a0",
    ]
)
VALUES = st.one_of(
    st.lists(SIGNS, max_size=8).map("".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)

PLACES = {
    "a paragraph": "{{v}}\n",
    "a second line": "text\n{{v}}\n",
    "the midst of a sentence": "The {{v}} shall.\n",
    "after a number": "1{{v}}\n",
    "before a word": "{{v}}s\n",
    "bold text": "**The {{v}} shall.**\n",
    "a heading": "## {{v}}\n",
    "a clause": "## {{v}} {#a}\n",
    "the words of a clause": "## The {{v}} {#a}\n",
    "a list item": "- {{v}}\n- more\n",
    "an ordered list item": "1. {{v}}\n",
    "a quotation": "> {{v}}\n",
    "a table cell": "| a | b |\n| --- | --- |\n| {{v}} | c |\n",
    "a tight table cell": "|a|b|\n|-|-|\n|{{v}}|c|\n",
    "a table's head": "| {{v}} | b |\n| --- | --- |\n| c | d |\n",
}


def put(template: str, values: dict[str, Any], **other: Any) -> str:
    """Return a template with its values, which are their own example."""
    return filled(template, values, values, shown="t.md", **other)


def printed(body: str) -> list[str]:
    """Return the texts that stand in a body."""
    return [plain(runs) for block in walk(blocks(body)) for runs in block_runs(block)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.replace(" ", "-"))
@settings(max_examples=250, deadline=None)
@given(VALUES)
@example("- a")
@example("12) a")
@example(". a")
@example("{#b}")
@example("a\\")
@example("\\|")
@example("---|---")
@example(":-:")
@example("<https://x.org>")
@example("[to be completed: x]")
def test_law_a_value_prints_its_own_characters(place: str, value: str) -> None:
    """Law: wherever it stands, a value is printed as its characters with blanks folded, and changes nothing around it."""
    template = PLACES[place]
    value_folded = " ".join(value.split())
    # What the place prints when the value is one plain letter tells where the value belongs.
    expected = [one.replace("Q", value_folded).strip() for one in printed(template.replace("{{v}}", "Q"))]
    shape = [type(one) for one in walk(blocks(template.replace("{{v}}", "Q")))]

    body = put(template, {"v": value})

    if value_folded:
        assert [one.strip() for one in printed(body)] == expected
        assert [type(one) for one in walk(blocks(body))] == shape


def test_nothing_in_a_value_is_a_clause() -> None:
    """Braces in a value make no clause id."""
    (heading,) = blocks(put("## {{v}}\n", {"v": "A {#b}"}))

    assert heading == Heading(2, heading.runs, line=1)
    assert plain(heading.runs) == "A {#b}"


def test_names_sections_and_inverted_sections() -> None:
    """These three are all that templates hold."""
    template = "{{committee}}: {{days}}{{#chair}} yes{{/chair}}{{^chair}} no{{/chair}}{{#words}} {{.}}{{/words}}{{! a remark }}"

    assert put(template, {"committee": "L", "days": 7, "chair": False, "words": ["a", "b"]}) == "L: 7 no a b"


def test_lists_of_tables() -> None:
    """A section over a list is printed once for each, and a line with nothing but its tag leaves no line."""
    template = "{{#parties}}\n- {{name}}{{#lead}}, {{lead}}{{/lead}}\n{{/parties}}\n{{^parties}}\nnobody\n{{/parties}}\n"

    assert put(template, {"parties": [{"name": "A", "lead": "x"}, {"name": "B", "lead": ""}]}) == "- A, x\n- B\n"
    assert filled(template, {"parties": []}, {"parties": [{"name": "A", "lead": "x"}]}, shown="t.md") == "nobody\n"


def test_a_value_is_rendered_once() -> None:
    """Tags in a value are text."""
    assert printed(put("{{a}}", {"a": "{{b}}", "b": "secret"})) == ["{{b}}"]


def test_without_markdown_values_stay_as_they_are() -> None:
    """Titles in front matter are no Markdown."""
    assert put("{{a}}", {"a": "x * y <z> & [b]"}, markdown=False) == "x * y <z> & [b]"


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("a\n\n{{comittee}}", 3, '"comittee" is not known'),
        ("{{#parties}}\n{{leed}}\n{{/parties}}", 2, '"leed" is not known'),
        ("{{name}}", 1, '"name" is not known'),
        ("{{.}}", 1, '"." is not known'),
        ("a\n{{{committee}}}", 2, "not allowed"),
        ("{{&committee}}", 1, "not allowed"),
        ("{{& committee }}", 1, "not allowed"),
        ("{{>part}}", 1, "not allowed"),
        ("{{> part }}", 1, "not allowed"),
        ("{{=<% %>=}}<%committee%>", 1, "not allowed"),
        ("{{= | | =}}", 1, "not allowed"),
        ("{{\ncommittee}}", 1, "not allowed"),
        ("{{committee\n}}", 1, "not allowed"),
        ("{{! a\nremark }}", 1, "not allowed"),
        ("{{\n>part\n}}", 1, "not allowed"),
        ("{{committee.upper}}", 1, "is not known"),
        ("{{committee.__class__}}", 1, "is not known"),
        ("{{two words}}", 1, "not allowed"),
        ("{{committee", 1, "not allowed"),
        ("committee}}", 1, "not allowed"),
        ("{{}}", 1, "is not known"),
        ("{{#parties}}\na", 1, "never closed"),
        ("{{#parties}}\n{{/words}}\n{{/parties}}", 2, "was not opened last"),
        ("{{/parties}}", 1, "was not opened last"),
        ("{{#parties}}{{#parties}}{{/parties}}{{/parties}}", 1, "inside itself"),
        ("{{#words}}{{#parties}}\n{{#words}}{{/words}}{{/parties}}{{/words}}", 2, "inside itself"),
        ("{{parties}}", 1, "section"),
        ("{{chair}}", 1, "section"),
        ("{{#parties}}{{.}}{{/parties}}", 1, "is not known"),
    ],
)
def test_what_is_refused(template: str, line: int, words: str) -> None:
    """Anything but known names and closed sections is refused with its line, and nothing is rendered."""
    with pytest.raises(VawcoordError) as caught:
        filled(template, KNOWN, KNOWN, shown="templates/mou/t.en.md")

    assert caught.value.message.startswith(f"templates/mou/t.en.md:{line}: ")
    assert words in caught.value.message


def test_all_problems_are_named() -> None:
    """The list of problems holds every one with its line."""
    assert [line for line, _sentence in problems("{{a}}\n{{committee}}\n{{b}}\n{{>c}}", KNOWN)] == [1, 3, 4]


def test_unknown_names_inside_a_list_that_is_empty_today() -> None:
    """The example has every list filled, so a slip inside a section is found before the first party joins."""
    with pytest.raises(VawcoordError, match="leed"):
        filled("{{#parties}}{{leed}}{{/parties}}", {**KNOWN, "parties": []}, KNOWN, shown="t.md")


class Loud:
    """An object whose every use is noted."""

    used: list[str] = []  # noqa: RUF012 - the point of this class

    def __call__(self) -> str:
        """Note a call."""
        self.used.append("called")
        return "called"

    def __str__(self) -> str:
        """Note a print."""
        self.used.append("str")
        return "str"

    def delete(self) -> None:
        """Note the worst."""
        self.used.append("deleted")


@pytest.mark.parametrize(
    "value",
    [Loud(), Loud().delete, [Loud()], {"a": {"b": Loud()}}, len, b"bytes", 1.5, object],
    ids=lambda value: type(value).__name__,
)
def test_only_plain_data_goes_in(value: Any) -> None:
    """An object is refused before anything could call it."""
    Loud.used.clear()
    with pytest.raises(TypeError, match="a template value of type"):
        filled("{{v}}", {"v": value}, {"v": "x"}, shown="t.md")

    assert Loud.used == []


@pytest.mark.parametrize("name", ["v.upper", "v.__len__", "v.0", "list.append", "list.clear", "table.keys", "table.pop"])
def test_methods_of_plain_data_are_out_of_reach(name: str) -> None:
    """Dots lead nowhere: neither to methods of a text nor to keys of a table."""
    values = {"v": "x", "list": ["a"], "table": {"a": "b"}}
    with pytest.raises(VawcoordError, match="is not known"):
        put(f"{{{{{name}}}}}", values)

    assert values == {"v": "x", "list": ["a"], "table": {"a": "b"}}


def test_a_template_that_is_too_large() -> None:
    """Past the limit a template is not read at all."""
    with pytest.raises(VawcoordError, match="is not read"):
        put("a" * (TEMPLATE_LIMIT + 1), {})


@pytest.mark.parametrize(
    "template",
    ["{" * 100_000, "}" * 100_000, "{{" * 50_000, "{{#" * 50_000, "{{ " * 50_000, "{{a" + " " * 200_000, "{{!" + "{" * 200_000],
    ids=["open", "closed", "pairs", "sections", "blanks", "one-blank", "remark"],
)
def test_floods_are_refused_at_once(template: str) -> None:
    """A hostile template is refused in under three seconds."""
    began = time.process_time()
    assert problems(template, KNOWN) != []

    assert time.process_time() - began < 3


def test_nested_sections_stay_bounded() -> None:
    """A section cannot stand in itself, so the output of a template of n lists is bounded by their product."""
    values = {"a": ["1"] * 10, "b": ["2"] * 10}
    assert len(put("{{#a}}{{#b}}{{.}}{{/b}}{{/a}}", values)) == 100


def test_a_mark_to_be_completed() -> None:
    """What is not known yet prints as a mark, which the pattern finds with what is missing."""
    mark = to_be_completed("to be completed", "the day")

    assert mark == "[to be completed: the day]"
    assert put("On {{day}}.", {"day": mark}) == "On [to be completed: the day]."
    assert placeholder_pattern(["à compléter", "to be completed"]).findall(f"{mark} [à compléter : le jour]") == [
        "the day",
        "le jour",
    ]


@settings(max_examples=200, deadline=None)
@given(VALUES.filter(str.strip))
def test_law_a_mark_prints_its_own_characters(what: str) -> None:
    """Law: a mark prints as itself and is found again, whatever name of an agency stands in it."""
    mark = to_be_completed("to be completed", what)
    body = put("| a |\n| --- |\n| {{v}} |\n", {"v": mark})

    assert printed(body) == ["a", " ".join(mark.split())]
    assert placeholder_pattern(["to be completed"]).search(body)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("County Police, Gender Desk", "County Police, Gender Desk"),
        ("a\n b\t\u00a0c ", "a b c"),
        ("Smith & Sons", "Smith \\& Sons"),
        ("1. May", "1\\. May"),
        ("2 May", "2 May"),
        ("- a - b", "\\- a - b"),
        ('O\'Neill ("Rise")', 'O\'Neill ("Rise")'),
        (Placeholder("[x]"), "[x]"),
    ],
)
def test_only_what_must_be_is_escaped(value: str, expected: str) -> None:
    """Names stay readable in the text: only signs that mean something get a backslash."""
    assert escaped(value) == expected


def test_escaped_text_is_a_paragraph() -> None:
    """What is escaped is a paragraph of one run."""
    assert blocks(escaped("# 1) > x | y")) == (Paragraph((Run("# 1) > x | y"),), line=1),)
