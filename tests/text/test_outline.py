"""The outline read without parsing, held against the full parse."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vawcoord.disk import shipped_templates
from vawcoord.prose import Heading
from vawcoord.text.attributes import Attributes, attributes_of
from vawcoord.text.frontmatter import split
from vawcoord.text.markdown import blocks
from vawcoord.text.outline import sections

TEMPLATES = sorted(path.relative_to(shipped_templates()).as_posix() for path in shipped_templates().rglob("*.md"))
WITHOUT_CLAUSES = ("letter/", "message/", "meeting/minutes.")
"""Templates whose headings come from the records, or that have none."""

WORDS = st.sampled_from(
    [
        "The parties",
        "share",
        "*only*",
        "`code`",
        "a | b",
        "[clause](#a)",
        "{#a}",
        "{",
        "}",
        "#",
        "\\",
        "&amp;",
        "\u2028",
        "\x85",
        "é",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        "{#a}",
        '{#b guidelines="L2.2.11 N1.2.5"}',
        "{#c .annex}",
        "{#d .living}",
        "{#e minutes=15}",
        "{}",
        "{.annex}",
        "{#f} ##",
        "{#g}#",
        "\\{#h}",
        "{#i *}",
        "{#j_k_l_m}",
        "{ #k }",
        "{#l}\t",
        "{#m}\u00a0",
        "{#n x='y'}",
        "`{#o}`",
        "{\\#p}",
        "{#q}{#r}",
        "",
    ]
)
HEADINGS = st.builds(
    lambda indent, level, space, text, attributes: f"{indent}{'#' * level}{space}{text} {attributes}",
    st.sampled_from(["", "", "", " ", "   ", "    ", "\t", "- ", "> ", "1. "]),
    st.integers(1, 7),
    st.sampled_from([" ", " ", " ", "\t", "", "\u00a0"]),
    st.lists(WORDS, max_size=2).map(" ".join),
    ATTRIBUTES,
)
LINES = st.one_of(
    HEADINGS,
    HEADINGS,
    st.lists(WORDS, max_size=4).map(" ".join),
    st.sampled_from(
        [
            "",
            "",
            "```",
            "~~~",
            "````",
            "``` toml",
            "``` a`b",
            "  ```",
            "    ```",
            "- ```",
            "> ```",
            "- item",
            "  - inner",
            "  more",
            "1. one",
            "   more",
            "> quoted",
            "| a | b |",
            "| --- | --- |",
            "---",
            "===",
            "***",
            "<div>",
            "<!--",
            "-->",
            "[a]: #b",
            "    code",
            "\tcode",
        ]
    ),
)


def clause_headings(body: str, first_line: int = 1) -> list[tuple[int, int, str, tuple[str, ...], bool, bool]]:
    """Return what the full parse says of the clauses of a body."""
    return [
        (one.line, one.level, one.id, one.guidelines, one.annex, one.living)
        for one in blocks(body, first_line)
        if isinstance(one, Heading) and one.id
    ]


def outlined(body: str, first_line: int = 1) -> list[tuple[int, int, str, tuple[str, ...], bool, bool]]:
    """Return what the outline says of the clauses of a body."""
    return [
        (
            one.line,
            one.level,
            one.attributes.id,
            tuple(one.attributes.value("guidelines").split()),
            "annex" in one.attributes.classes,
            "living" in one.attributes.classes,
        )
        for one in sections(body, first_line)
    ]


@pytest.mark.parametrize("path", TEMPLATES)
def test_law_on_every_shipped_template(path: str) -> None:
    """Law: in every shipped template the outline has the clauses of the full parse; texts with clauses have one at least."""
    parts = split((shipped_templates() / path).read_text(encoding="utf-8"))
    found = outlined(parts.body, parts.body_line)

    assert found == clause_headings(parts.body, parts.body_line)
    assert (found == []) == path.startswith(WITHOUT_CLAUSES)


def test_there_are_templates() -> None:
    """The law above was tried on something."""
    assert len(TEMPLATES) >= 30


@settings(max_examples=1500, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
@example("- item\n\n  ```\n# A {#a}\n```\n# B {#b}")
@example("- ```\n  code\n  ```\n\n## A {#a}")
@example("- item\n\n  ## A {#a}")
@example("Title {#a}\n---\n")
@example("text\u2028# A {#a}")
@example("text\x0c\n## A {#a}\x0c\n")
@example("## \\{#a}")
@example("## A {#b *c* d}")
@example("> quoted\n## A {#a}")
@example("# {#a} \x85\n# {#b} #\x85")
@example("| a |\n| - |\n## A {#a}")
@example("<div>\n## A {#a}\n</div>")
def test_law_on_any_body(body: str) -> None:
    """Law: outline and full parse find the same clauses on the same lines, whatever stands around them."""
    assert outlined(body) == clause_headings(body)


@settings(max_examples=500, deadline=None)
@given(st.text('#{}abc \t\n"=.`~->*\\', max_size=80))
def test_law_on_random_signs(body: str) -> None:
    """Law: the same for bodies made of nothing but signs."""
    assert outlined(body) == clause_headings(body)


def test_lines_count_from_the_first_line() -> None:
    """The line of a clause is that of the file, not of the body."""
    assert [one.line for one in sections("\n## A {#a}\n\n### B {#b}\n", 10)] == [11, 13]


def test_what_a_clause_holds() -> None:
    """A clause is written when any line below it says something; its references stand with their lines."""
    body = "## A {#a}\n\n## B {#b}\n\n### Aside\n\nSee [clause](#a) and\n[clause](#z).\n"
    first, second = sections(body)

    assert (first.written, first.references) == (False, [])
    assert (second.written, second.references) == (True, [(7, "a"), (8, "z")])


def test_a_heading_without_id_belongs_to_the_clause_above() -> None:
    """Only a heading with an id begins a clause; a heading alone writes nothing."""
    (only,) = sections("## A {#a}\n\n### Aside\n")

    assert (only.title, only.written) == ("A", False)


def test_text_before_the_first_clause_is_nobodys() -> None:
    """What stands before the first clause is passed over."""
    assert sections("Preamble [clause](#a)\n") == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A {#a}", ("A", Attributes("a"))),
        ("{#a}", ("", Attributes("a"))),
        ("A {#a .annex .living}", ("A", Attributes("a", ("annex", "living")))),
        (
            'A {#a guidelines="L2.2.11 N1.2.5" minutes=15}',
            ("A", Attributes("a", (), (("guidelines", "L2.2.11 N1.2.5"), ("minutes", "15")))),
        ),
        ('A {guidelines=""}', ("A", Attributes("", (), (("guidelines", ""),)))),
        ("A{#a}", ("A{#a}", Attributes())),
        ("A {#a} more", ("A {#a} more", Attributes())),
        ("A {as agreed}", ("A {as agreed}", Attributes())),
        ("A {#a and more}", ("A {#a and more}", Attributes())),
        ("A", ("A", Attributes())),
    ],
)
def test_attributes(title: str, expected: tuple[str, Attributes]) -> None:
    """Braces at the end hold an id, classes and values; anything else in them is text."""
    assert attributes_of(title) == expected


def test_speed_of_a_hostile_heading() -> None:
    """A heading of 200,000 signs is read at once: the pattern does not go back and forth."""
    for body in (
        "## " + "{#" * 100_000,
        "## A {" + "#a " * 60_000,
        "## " + " #" * 100_000,
        "#" * 200_000,
        "## a" + "\t" * 200_000 + "b",
    ):
        assert sections(body) == ()
