"""Placing the paragraphs of a copy: the example's own texts, with every mark of ours taken away, and paragraphs shuffled about."""

from datetime import date
from pathlib import Path

import pytest

from vawcoord.documents import agreement
from vawcoord.exchange.placing import folded, place, printed_around, units
from vawcoord.exchange.word import Par, Span, accepted, read
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.records.document import standing
from vawcoord.render.docx import Look, render
from vawcoord.render.docx_text import bookmark
from vawcoord.text.frontmatter import split
from vawcoord.text.markdown import blocks
from vawcoord.text.merge import pieces

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "committee"
STYLE = Path(__file__).parent.parent.parent / "templates" / "style.docx"
TEXTS = sorted(
    path.relative_to(EXAMPLE).as_posix() for kind in ("agreement", "mou", "sop") for path in (EXAMPLE / kind).glob("*.md")
)


def copy_of(path: str) -> tuple[str, tuple[Par, ...], frozenset[str]]:
    """Return a text of the example, the paragraphs of its Word file, and what is printed around it."""
    committee, _findings = load(EXAMPLE)
    shelf = Shelf(EXAMPLE)
    document = next(one for one in committee.documents if one.where.path == path)
    body = split((EXAMPLE / path).read_text(encoding="utf-8")).body
    state = standing(document, date(2026, 11, 22))
    sheet = agreement.sheet(document, blocks(body), committee.profile, shelf.words(document.front.language), state)
    returned = read(render(sheet, Look(STYLE.read_bytes())), "copy.docx")
    return body, accepted(returned), printed_around(sheet, body)


def bare(pars: tuple[Par, ...]) -> list[Par]:
    """Return paragraphs as somebody pastes them into a new file: no bookmarks, no styles, numbers as words."""
    made = []
    for one in pars:
        number = one.number if one.number != "\u2022" else ""
        words = f"{number} {one.text}" if number and one.text else one.text
        made.append(Par((Span(words),), "Normal", cell=one.cell))
    return made


@pytest.mark.parametrize("path", TEXTS)
def test_every_text_of_the_example_without_its_marks(path: str) -> None:
    """All clauses are found as they are with bookmarks, no paragraph elsewhere; without any mark 95 of 100, none wrongly."""
    body, pars, around = copy_of(path)
    placed, unplaced = place(body, pars, around)
    truth = {at: one.clause for one in placed for at in one.pars}
    written = {one.id for one in pieces(body) if one.source.strip()}
    assert {one.clause for one in placed} == written
    assert unplaced == ()

    again, _left = place(body, bare(pars), around)
    found = {at: one.clause for one in again for at in one.pars}
    assert {at: name for at, name in found.items() if truth.get(at) != name} == {}
    assert len({one.clause for one in again}) >= 0.95 * len(written)
    assert len(found) >= 0.95 * len(truth)


def test_clauses_in_another_order_are_found_where_they_are() -> None:
    """A copy whose clauses stand the other way round: each is found, none wrongly, with marks and without."""
    body, pars, around = copy_of("mou/referral.md")
    placed, _unplaced = place(body, pars, around)
    turned = [at for one in reversed(placed) for at in one.pars]
    truth = {place_: one.clause for one in placed for place_, at in enumerate(turned) if at in one.pars}
    for copy in ([pars[at] for at in turned], [bare(pars)[at] for at in turned]):
        again, _left = place(body, copy, around)
        found = {at: one.clause for one in again for at in one.pars}
        assert {at: name for at, name in found.items() if truth[at] != name} == {}
        assert len(found) >= 0.95 * len(truth)


def test_by_what_each_clause_was_found() -> None:
    """Bookmark, number, heading, likeness: the surest is named."""
    body = "## Aims {#aims}\n\nThe parties help every woman who asks.\n\n## Means {#means}\n\nEach party gives a post for it.\n"

    def par(text: str, number: str = "", mark: str = "", level: int = 0) -> Par:
        return Par((Span(text),), "heading 1" if level else "Normal", level, number, (mark,) if mark else ())

    aims = par("The parties help every woman who asks.")
    means = par("Each party gives a post for it.")
    for heading, by in (
        (par("Means", "2", level=1), "number"),
        (par("2. Means"), "number"),
        (par("Means", level=1), "heading"),
        (par("Means and posts", level=1), "likeness"),
    ):
        placed, _unplaced = place(body, (par("Aims", "1", level=1), aims, heading, means))
        assert [(one.clause, one.by) for one in placed] == [("aims", "number"), ("means", by)], heading.text


def test_a_bookmark_around_foreign_words_is_not_believed() -> None:
    """A bookmark that stands around the words of another clause says nothing."""
    body = "## Aims {#aims}\n\nThe parties help every woman who asks.\n\n## Means {#means}\n\nEach party gives a post for it.\n"
    copy = (
        Par((Span("Aims"),), level=1),
        Par((Span("The parties help every woman who asks."),)),
        Par((Span("Means"),), level=1, bookmarks=(bookmark("aims"),)),
        Par((Span("Each party gives a post for it."),), bookmarks=(bookmark("aims"),)),
    )
    placed, unplaced = place(body, copy)

    assert [(one.clause, one.pars) for one in placed] == [("aims", (0, 1)), ("means", (2, 3))]
    assert unplaced == ()


def test_a_bookmark_that_has_slipped_to_other_words_is_not_believed() -> None:
    """Words of another clause in a bookmark, under a heading that says nothing: the clause is where its own words are."""
    body = "## Aims {#aims}\n\nThe parties help every woman who asks.\n\n## Means {#means}\n\nEach party gives a post for it.\n"
    aims = "The parties help every woman who asks."
    copy = (
        Par((Span("Notes"),), level=1, bookmarks=(bookmark("aims"),)),
        Par((Span("Each party gives a post for it."),), bookmarks=(bookmark("aims"),)),
        Par((Span("Each party gives a post for it."),), bookmarks=(bookmark("aims"),)),
        Par((Span(aims),), bookmarks=(bookmark("aims"),)),
    )
    placed, _unplaced = place(body, copy)

    assert all(copy[at].text == aims for one in placed if one.clause == "aims" for at in one.pars)


def test_a_few_words_in_common_are_no_likeness() -> None:
    """A paragraph that shares some everyday words with a clause does not begin that clause."""
    body = "## Aims {#aims}\n\nThe parties help every woman who asks one of them for help on that day.\n"
    copy = (Par((Span("Aims of our own"),), level=1), Par((Span("On that day the office asks for one more chair and a lamp."),)))

    assert place(body, copy) == ((), (0, 1))


def test_what_is_printed_around_is_none_of_the_text() -> None:
    """Title, notices, notes and the places to sign are known from the sheet; a word of the text itself never is."""
    body, pars, around = copy_of("mou/referral.md")
    placed, unplaced = place(body, pars, around)

    assert any(one.startswith("signed for") for one in around)
    # A clause of the memorandum is called as the place to sign is: the one is found, the other passed over.
    assert folded("Signatures") in around & {folded(one.text) for one in units(body)}
    assert "signatures" in {one.clause for one in placed}
    assert unplaced == ()
