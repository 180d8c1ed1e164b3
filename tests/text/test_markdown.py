"""Markdown to blocks: what is read, what is plain text, on which lines, and how long it may take."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vawcoord.prose import Block, Cell, CodeBlock, Heading, Listing, Paragraph, Quote, Rule, Run, Table, block_runs, plain, walk
from vawcoord.text.markdown import blocks


def line(text: str, at: int = 1) -> Paragraph:
    """Return a plain paragraph on a line."""
    return Paragraph((Run(text),), line=at)


GOLDEN: list[tuple[str, str, tuple[Block, ...]]] = [
    ("nothing", "", ()),
    ("blank lines", "\n\n", ()),
    ("a paragraph", "One\ntwo\n", (line("One two"),)),
    ("two paragraphs", "One\n\nTwo\n", (line("One"), line("Two", 3))),
    ("a hard break", "One  \ntwo\\\nthree", (line("One\ntwo\nthree"),)),
    (
        "emphasis",
        "a *b* **c** ***d*** `e`",
        (
            Paragraph(
                (
                    Run("a "),
                    Run("b", italic=True),
                    Run(" "),
                    Run("c", bold=True),
                    Run(" "),
                    Run("d", bold=True, italic=True),
                    Run(" "),
                    Run("e", code=True),
                ),
                line=1,
            ),
        ),
    ),
    ("runs in one dress are one", "a\\*b &amp; c!d", (line("a*b & c!d"),)),
    ("a soft break inside bold", "**a\nb**", (Paragraph((Run("a b", bold=True),), line=1),)),
    ("a reference to a clause", "see [clause](#scope)", (Paragraph((Run("see "), Run("clause", target="#scope")), line=1),)),
    (
        "a bold link",
        "[**a** b](https://x.org)",
        (Paragraph((Run("a", bold=True, target="https://x.org"), Run(" b", target="https://x.org")), line=1),),
    ),
    ("an address", "<mailto:a@b.org>", (Paragraph((Run("mailto:a@b.org", target="mailto:a@b.org"),), line=1),)),
    ("a link to a file leads nowhere", "[a](file:///etc/passwd)", (line("[a](file:///etc/passwd)"),)),
    ("a script link is text", "[a](javascript:alert(1))", (line("[a](javascript:alert(1))"),)),
    ("a relative link leads nowhere", "[a](other.md) b", (line("a b"),)),
    ("a scheme in capitals leads nowhere", "[a](HTTPS://x.org)", (line("a"),)),
    ("raw HTML is text", "<b>a</b>", (line("<b>a</b>"),)),
    ("a block of HTML is text", "<script>\nalert(1)\n</script>", (line("<script> alert(1) </script>"),)),
    ("a comment is text", "<!-- a -->", (line("<!-- a -->"),)),
    ("an image is text", "![a](https://x.org/a.png)", (Paragraph((Run("!"), Run("a", target="https://x.org/a.png")), line=1),)),
    ("a reference definition is text", "[a]: https://x.org\n\n[a]", (line("[a]: https://x.org"), line("[a]", 3))),
    ("a heading", "## A *b*", (Heading(2, (Run("A "), Run("b", italic=True)), line=1),)),
    (
        "a clause",
        '## Information sharing {#sharing guidelines="L2.2.11 N1.2.5"}',
        (Heading(2, (Run("Information sharing"),), "sharing", ("L2.2.11", "N1.2.5"), line=1),),
    ),
    ("a clause that ends in bold", "## A **b** {#a}", (Heading(2, (Run("A "), Run("b", bold=True)), "a", line=1),)),
    ("a clause with closing signs", "## A {#a} ##", (Heading(2, (Run("A"),), "a", line=1),)),
    (
        "an annex that is kept up to date",
        "## A {#a .annex .living}",
        (Heading(2, (Run("A"),), "a", annex=True, living=True, line=1),),
    ),
    ("an agenda item", "## A {#a minutes=15}", (Heading(2, (Run("A"),), "a", minutes=15, line=1),)),
    ("minutes that are no number", "## A {#a minutes=soon}", (Heading(2, (Run("A"),), "a", line=1),)),
    ("braces that are text", "## A {as agreed}", (Heading(2, (Run("A {as agreed}"),), line=1),)),
    ("empty braces are text", "## A {}", (Heading(2, (Run("A {}"),), line=1),)),
    ("escaped braces are text", "## A \\{#a}", (Heading(2, (Run("A {#a}"),), line=1),)),
    (
        "signs in an attribute are no emphasis",
        '## A {#a guidelines="*b* *c*"}',
        (Heading(2, (Run("A"),), "a", ("*b*", "*c*"), line=1),),
    ),
    ("hyphens under a text are a rule", "A\n---\nB", (line("A"), Rule(2), line("B", 3))),
    ("equals signs are text", "A\n===", (line("A ==="),)),
    ("a list", "- a\n- b", (Listing(False, ((line("a"),), (line("b", 2),)), line=1),)),
    ("an ordered list", "3. a\n4. b", (Listing(True, ((line("a"),), (line("b", 2),)), 3, 1),)),
    (
        "a list in a list",
        "1. a\n   - b\n\n   c\n",
        (Listing(True, ((line("a"), Listing(False, ((line("b", 2),),), line=2), line("c", 4)),), line=1),),
    ),
    ("an empty item", "-\n- a", (Listing(False, ((), (line("a", 2),)), line=1),)),
    ("a quotation", "> a\n> b\n>\n> c", (Quote((line("a b"), line("c", 4)), 1),)),
    ("a block of code", "```toml\na = 1\n\n  b\n```\nc", (CodeBlock("a = 1\n\n  b", 1), line("c", 6))),
    ("indented code", "    a\n    b", (CodeBlock("a\nb", 1),)),
    (
        "a table",
        "| a | **b** |\n| --- | --- |\n| c | d \\| e |\n| f |\n",
        (
            Table(
                (Cell((Run("a"),)), Cell((Run("b", bold=True),))),
                ((Cell((Run("c"),)), Cell((Run("d | e"),))), (Cell((Run("f"),)), Cell(()))),
                line=1,
            ),
        ),
    ),
    ("a table without rows", "| a |\n| --- |", (Table((Cell((Run("a"),)),), (), line=1),)),
    ("right to left", "## الأطراف {#parties}", (Heading(2, (Run("الأطراف"),), "parties", line=1),)),
    ("a mark to be completed", "[to be completed: the day]", (line("[to be completed: the day]"),)),
    ("a form feed is a space", "a&#12;b", (line("a b"),)),
]


@pytest.mark.parametrize(("body", "expected"), [one[1:] for one in GOLDEN], ids=[one[0] for one in GOLDEN])
def test_golden(body: str, expected: tuple[Block, ...]) -> None:
    """A body becomes exactly these blocks, with their lines."""
    assert blocks(body) == expected


def test_lines_count_from_the_first_line() -> None:
    """Every block stands on its line of the file, also those inside lists, quotations and after tables."""
    body = "\n# A\n\n- b\n\n  c\n\n> d\n\n| e |\n| - |\n| f |\n\n```\ng\n```\n\n***\n"

    assert [(type(one).__name__, one.line) for one in walk(blocks(body, 11))] == [  # type: ignore[union-attr]
        ("Heading", 12),
        ("Listing", 14),
        ("Paragraph", 14),
        ("Paragraph", 16),
        ("Quote", 18),
        ("Paragraph", 18),
        ("Table", 20),
        ("CodeBlock", 24),
        ("Rule", 28),
    ]


FLOODS = {
    "quotations": ">" * 20_000,
    "quotations apart": "> " * 20_000 + "a",
    "lists": "- " * 20_000 + "a",
    "ordered lists": "1. " * 20_000 + "a",
    "indented lists": "\n".join(" " * place + "- a" for place in range(1000)),
    "stars": "*" * 100_000,
    "stars and words": "*a " * 30_000,
    "pairs of stars": "**a *b " * 15_000,
    "brackets": "[" * 50_000,
    "links": "[a](" * 20_000,
    "closed brackets": "[" * 20_000 + "]" * 20_000,
    "back quotes": "".join("`" * length + " " for length in range(1, 400)),
    "angles": "<" * 50_000,
    "ampersands": "&" * 50_000,
    "backslashes": "\\" * 50_000,
    "pipes": "|" * 2_000 + "\n" + "|-" * 1_000 + "\n" + "|" * 2_000,
    "rows": "|a\n|-\n" + "|a\n" * 20_000,
    "headings": "# a {#a}\n" * 20_000,
    "fences": "```\n" * 20_000,
    "braces": "# " + "{#a}" * 20_000,
    "one paragraph": "word " * 60_000,
}


@pytest.mark.parametrize("body", FLOODS.values(), ids=FLOODS.keys())
def test_floods_are_bounded(body: str) -> None:
    """Deep nesting and floods of signs are read in under three seconds, and never too deep."""
    began = time.process_time()
    made = blocks(body)

    assert time.process_time() - began < 3
    assert _depth(made) <= 31


def _depth(made: tuple[Block, ...]) -> int:
    """Return how deep blocks stand inside one another."""
    inner = [one.blocks for one in made if isinstance(one, Quote)]
    inner += [item for one in made if isinstance(one, Listing) for item in one.items]
    return 1 + max(map(_depth, inner), default=0)


@settings(max_examples=400, deadline=None)
@given(st.text("ab *_`[](#){}<>!&|-+1.\\\n\t\"'~=:é", max_size=120))
def test_law_runs_are_joined(body: str) -> None:
    """Law: no two neighbouring runs wear the same dress, none is empty, and every link is of a kind that is allowed."""
    for block in walk(blocks(body)):
        for runs in block_runs(block):
            dresses = [(one.bold, one.italic, one.code, one.target) for one in runs]
            assert [one for one, other in itertools.pairwise(dresses) if one == other] == []
            assert all(one.text for one in runs)
            assert all(one.target.startswith(("#", "http://", "https://", "mailto:")) for one in runs if one.target)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text("abcé.,;()%", min_size=1, max_size=9), max_size=30).map(" ".join))
def test_law_plain_words_stay(body: str) -> None:
    """Law: a paragraph of words without signs prints exactly its words."""
    printed = " ".join(plain(runs) for block in walk(blocks(body)) for runs in block_runs(block))

    assert printed == " ".join(body.split())
