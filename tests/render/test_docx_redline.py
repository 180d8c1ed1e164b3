"""A comparison as Word and as a page: what stands in the XML; the programmes that read it are asked in the test beside this."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from vawcoord.prose import (
    Block,
    Cell,
    Changed,
    Heading,
    Listing,
    Paragraph,
    Revision,
    Run,
    Sheet,
    SignaturePanel,
    Table,
    paragraph,
    row,
    text,
)
from vawcoord.render import html
from vawcoord.render.docx import Look, render

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REVISION = Revision("Lakeside Committee", date(2026, 4, 2), "added", "dropped", "moved")


@pytest.fixture(scope="module")
def look() -> Look:
    """Return the look that every document has."""
    return Look((ROOT / "templates" / "style.docx").read_bytes())


def sheet(*blocks: Block) -> Sheet:
    """Return a comparison with these blocks."""
    title = (Run("Memorandum "), Run("one", mark="deleted"), Run("two", mark="inserted"))
    return Sheet(
        "Memorandum two", "en", "ltr", blocks, date(2026, 4, 2), "Lakeside Committee", revision=REVISION, title_runs=title
    )


def everything() -> Sheet:
    """Return a comparison with every kind of mark."""
    costs = Heading(2, text("Costs"), "costs", number="2")
    panel = SignaturePanel(
        "Signed for the police", (("Name", ""),), "Stamp", values=((Run("A", mark="deleted"), Run("B", mark="inserted")),)
    )
    return sheet(
        Heading(2, text("Purpose"), "purpose", number="1"),
        Paragraph((Run("Within "), Run("two", mark="deleted"), Run("three", mark="inserted"), Run(" days <&>."))),
        Changed("deleted", (costs, paragraph("Each pays.")), moved=True),
        Heading(2, text("Records"), "records", number="2"),
        Paragraph(
            (
                Run("See "),
                Run("clause", target="#costs", reference="2", mark="deleted"),
                Run("clause", target="#costs", reference="3", mark="inserted"),
            )
        ),
        Listing(True, ((paragraph("one"),), (Changed("inserted", (paragraph("two"),)),))),
        Table(row("Who", "When"), (row("police", "now"), row("court", "later")), marks=("", "deleted", "inserted")),
        Changed("inserted", (replace(costs, number="3"), paragraph("Each pays."), Table((Cell(()),), (row("x"),)))),
        Changed("deleted", (panel,)),
        Paragraph(()),
    )


def body(look: Look, one: Sheet) -> etree._Element:
    """Return the XML of a sheet."""
    return etree.fromstring(zipfile.ZipFile(BytesIO(render(one, look))).read("word/document.xml"))


def test_every_mark_has_an_identifier_of_its_own_one_author_and_the_day(look: Look) -> None:
    """Nothing of this machine, and no clock."""
    tree = body(look, everything())
    marks = list(tree.iter(f"{W}ins", f"{W}del"))
    ids = [one.get(f"{W}id") for one in (*marks, *tree.iter(f"{W}bookmarkStart"))]
    assert len(ids) == len(set(ids)) > 20
    assert {one.get(f"{W}author") for one in marks} == {"Lakeside Committee", "Lakeside Committee (moved)"}
    assert {one.get(f"{W}date") for one in marks} == {"2026-04-02T00:00:00Z"}
    assert render(everything(), look) == render(everything(), look)


def test_deleted_words_stand_in_an_element_of_their_own(look: Look) -> None:
    """No ordinary text inside a deletion, no deleted text outside one; signs are escaped once."""
    tree = body(look, everything())
    assert not [one for mark in tree.iter(f"{W}del") for one in mark.iter(f"{W}t")]
    assert all(any(True for _up in one.iterancestors(f"{W}del")) for one in tree.iter(f"{W}delText"))
    assert " days <&>." in [one.text for one in tree.iter(f"{W}t")]


def test_a_clause_that_was_moved_has_its_bookmark_where_it_went(look: Look) -> None:
    """The copy that goes has none; a reference to it is text, so that no field counts the clauses of both texts."""
    tree = body(look, everything())
    names = [one.get(f"{W}name") for one in tree.iter(f"{W}bookmarkStart")]
    assert (
        len([name for name in names if name.startswith("_vc_")]) == 3 == len({name for name in names if name.startswith("_vc_")})
    )
    assert not list(tree.iter(f"{W}instrText"))


def test_rows_and_ends_of_paragraphs_are_marked(look: Look) -> None:
    """With a row its cells' paragraphs; with a clause its heading."""
    tree = body(look, everything())
    rows = [one.getparent().tag for one in tree.iter(f"{W}ins", f"{W}del") if one.getparent().tag == f"{W}trPr"]
    assert len(rows) >= 4
    heading = next(one for one in tree.iter(f"{W}p") if "".join(one.itertext()) == "Costs")
    assert [one.tag for one in heading.find(f"{W}pPr/{W}rPr")] == [f"{W}del"]


def test_the_numbers_are_left_to_word(look: Look) -> None:
    """One numbering for the clauses of both texts, never told where to begin: so each text counts right when it is left."""
    tree = body(look, everything())
    headings = [one for one in tree.iter(f"{W}p") if "".join(one.itertext()) in ("Purpose", "Costs", "Records")]
    assert len(headings) == 4
    assert len({one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for one in headings}) == 1


def test_an_ordinary_sheet_has_no_mark(look: Look) -> None:
    """What is not a comparison is spelled as ever."""
    tree = body(look, replace(everything(), revision=None, title_runs=(), blocks=(paragraph("x"),)))
    assert not list(tree.iter(f"{W}ins", f"{W}del"))


def test_the_page_says_what_is_new_and_gone_to_eyes_and_ears() -> None:
    """Underlined and struck through, in `ins` and `del`, with words before each for a screen reader; links lead to the new clause."""
    page = html.render(everything())
    assert "<h1>Memorandum <del>one</del><ins>two</ins></h1>" in page
    assert re.search(r"ins::before\{content:\" \\00005badded", page)
    assert page.count('id="costs"') == 1
    assert page.index("<ins>\n<h2") < page.index('id="costs"')
    assert "<td><del>police</del></td>" in page
    assert (
        '<del>clause</del><del>\u00a0<bdi>2</bdi></del></a><a href="#costs"><ins>clause</ins><ins>\u00a0<bdi>3</bdi></ins></a>'
        in page
    )
