"""The corpus of Word files that came back: what each proposes is read as it was known before the reader was written."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vawcoord.exchange.placing import folded, place
from vawcoord.exchange.proposals import Proposal, Reading, proposals, reading
from vawcoord.exchange.word import Comment, Par, Returned, Span, accepted, read
from vawcoord.text.frontmatter import split
from vawcoord.text.merge import pieces

PLACE = Path(__file__).parent.parent / "data" / "returned"
BODY = split((PLACE / "sent.md").read_text(encoding="utf-8")).body
SOURCE = {one.id: one.source for one in pieces(BODY)}
FILES: list[dict[str, Any]] = tomllib.loads((PLACE / "expected.toml").read_text(encoding="utf-8"))["files"]


def copy_of(name: str) -> Returned:
    """Return a file of the corpus, read."""
    return read((PLACE / name).read_bytes(), name)


@cache
def around() -> frozenset[str]:
    """Return what the sent copy prints around the text: all that is in no clause, but for the table of contents."""
    pars = accepted(copy_of("sent.docx"))
    placed, _unplaced = place(BODY, pars)
    inside = {at for one in placed for at in one.pars}
    outside = {at for at, par in enumerate(pars) if at not in inside and not par.style.casefold().startswith("toc")}
    return frozenset(folded(pars[at].text) for at in outside if pars[at].text) | {"contents"}


@cache
def read_file(name: str) -> tuple[Returned, Reading]:
    """Return a file of the corpus, and what it proposes."""
    returned = copy_of(name)
    return returned, reading(BODY, returned, around())


def test_the_corpus_is_large_enough() -> None:
    """At least 80 files of 14 kinds, and every file on disk has its expected result."""
    assert len(FILES) >= 80
    assert len({one["kind"] for one in FILES}) >= 14
    assert {one["name"] for one in FILES} | {"sent.docx"} == {one.name for one in PLACE.glob("*.docx")}


@pytest.mark.parametrize("file", FILES, ids=lambda one: str(one["name"]))
def test_each_file_says_what_was_known_beforehand(file: dict[str, Any]) -> None:
    """Clauses with other words, deleted, merged, moved; who; whether recorded; what is in no clause; what is lost."""
    returned, found = read_file(file["name"])
    got = {one.clause: one for one in found.proposals}
    want = {one["clause"]: one for one in file["clauses"]}

    assert got.keys() == want.keys()
    for name, known in want.items():
        one = got[name]
        assert one.change == known["change"], name
        assert one.tracked == known["tracked"], name
        if "text" in known:
            assert (one.text or "").strip() == known["text"].strip()
        if "authors" in known:
            assert list(one.authors) == known["authors"], name
        assert one.other == known.get("other", one.other), name
    assert [one.text for one in found.unplaced] == file.get("unplaced", [])
    assert found.missing == ()
    assert returned.tracked == file["tracked"]
    assert len(returned.lost) == len(file.get("lost", ()))
    for word in file.get("lost", ()):
        assert any(word in one for one in returned.lost), word


@pytest.mark.parametrize("file", [one for one in FILES if one["kind"] == "comments"], ids=lambda one: str(one["name"]))
def test_comments_with_answers_and_state(file: dict[str, Any]) -> None:
    """Each comment comes with its clause, its author, what it answers and whether it is settled."""
    _returned, found = read_file(file["name"])
    got = []
    for one in found.proposals:
        numbers = {comment.id: number for number, comment in enumerate(one.comments, 1)}
        got += [
            {
                "clause": one.clause,
                "author": comment.author,
                "text": comment.text,
                "resolved": comment.resolved,
                "answers": numbers.get(comment.parent, 0),
            }
            for comment in one.comments
        ]

    assert got == file["comments"]


@pytest.mark.parametrize("file", FILES, ids=lambda one: str(one["name"]))
def test_what_nobody_touched_keeps_its_bytes(file: dict[str, Any]) -> None:
    """Every line of a proposed clause that says what it said is written as it was."""
    _returned, found = read_file(file["name"])
    for one in found.proposals:
        if one.text is None:
            assert one.base == SOURCE[one.clause]
            continue
        before = {folded(line): line for line in SOURCE[one.clause].split("\n")}
        for line in one.text.split("\n"):
            assert before.get(folded(line), line) == line


@pytest.mark.parametrize("bookmarks", [True, False])
def test_clauses_are_placed_and_none_wrongly(bookmarks: bool) -> None:  # noqa: FBT001
    """With the bookmarks or without, at least 95 of 100 clauses are found, and no paragraph stands in another clause."""
    found = there = 0
    for file in FILES:
        if file.get("bookmarks", True) is not bookmarks:
            continue
        gone = {one["clause"] for one in file["clauses"] if one["change"] in ("deleted", "merged")}
        _returned, result = read_file(file["name"])
        there += len(SOURCE.keys() - gone)
        found += len({one.clause for one in result.placed} - gone)
        # A paragraph in a wrong clause would be a change of it: the test of each file shows that there is none.
        assert {one.clause for one in result.proposals} == {one["clause"] for one in file["clauses"]}

    assert there > 300
    assert found >= 0.95 * there


# Small copies, made here


def par(text: str, *, level: int = 0, mark: str = "", cell: tuple[int, int, int] | None = None, item: int = 0) -> Par:
    """Return a paragraph of a copy without bookmarks."""
    ends = {"inserted": "inserted", "deleted": "deleted"}
    return Par(
        (Span(text, mark, "Amina Mwangi" if mark else ""),),
        "heading 1" if level else "Normal",
        level,
        "\u2022" if item else "",
        (),
        cell,
        ends.get(mark, ""),
        "Amina Mwangi" if mark else "",
        item=item,
    )


def returned(*pars: Par, comments: tuple[Comment, ...] = ()) -> Returned:
    """Return a copy."""
    tracked = any(span.mark for one in pars for span in one.spans)
    return Returned("", pars, comments, (), tracked, ())


SMALL = """## Scope {#scope guidelines="L2.2.2"}

The parties work **together** for every woman of the *district*; see [clause](#end).
They meet
every month.

- First point of the list.
- Second point, with `code` in it.

## End {#end}

It ends when all parties say so in writing.
"""
LINE = "The parties work together for every woman of the district; see clause\u00a02. They meet every month."
COPY = (
    par("Scope", level=1),
    par(LINE),
    par("First point of the list.", item=1),
    par("Second point, with code in it.", item=1),
    par("End", level=1),
    par("It ends when all parties say so in writing."),
)


def changed(at: int, text: str) -> tuple[Par, ...]:
    """Return the small copy with one paragraph in other words."""
    return (*COPY[:at], COPY[at].but(spans=(Span(text),)), *COPY[at + 1 :])


def only(held: tuple[Proposal, ...]) -> Proposal:
    """Return the one proposal there must be."""
    (one,) = held
    return one


def test_no_change_is_no_proposal() -> None:
    """A copy that says what was sent proposes nothing."""
    assert proposals(SMALL, returned(*COPY)) == ()


def test_words_that_stay_keep_their_dress() -> None:
    """Emphasis, links and line breaks of the words that stayed are kept; the new word stands between them."""
    one = only(proposals(SMALL, returned(*changed(1, LINE.replace("every woman", "every woman and girl")))))

    assert one.text is not None
    assert (
        "work **together** for every woman and girl of the *district*; see [clause](#end).\nThey meet\nevery month." in one.text
    )
    assert one.items == ("L2.2.2",)
    assert one.tracked is False


def test_new_words_are_escaped_where_they_would_mean_something() -> None:
    """What an agency types is text: stars, brackets and signs at the beginning of a line mean nothing."""
    for words in ("It ends *now* <b>here</b>.", "# It ends when all say so.", "1. It ends when all parties say so in writing."):
        one = only(proposals(SMALL, returned(*changed(5, words))))

        assert one.text is not None
        from vawcoord.exchange.placing import units

        assert [each.text for each in units(one.text)][1:] == [words], words


def test_a_change_of_quotation_marks_is_none() -> None:
    """Word turns quotation marks and blanks by itself: that is no proposal."""
    text = SMALL.replace("say so in", "say 'so' in")
    copy = changed(5, "It ends when  all parties say \u2018so\u2019 in writing.")

    assert proposals(text, returned(*copy)) == ()


def test_a_changed_item_stays_an_item() -> None:
    """The marker of an item stays, and the code in it."""
    one = only(proposals(SMALL, returned(*changed(3, "Second and last point, with code in it."))))

    assert one.text is not None
    assert "- First point of the list.\n- Second and last point, with `code` in it." in one.text


def test_a_recorded_change_and_a_silent_one() -> None:
    """A clause with one recorded and one silent change is not "recorded"."""
    spans = (Span("It ends when all parties say so"), Span(" in writing", "deleted", "Amina Mwangi"), Span("."))
    recorded = (*COPY[:5], COPY[5].but(spans=spans))
    one = only(proposals(SMALL, returned(*recorded)))
    assert (one.tracked, one.authors) == (True, ("Amina Mwangi",))

    silent = (*COPY[:5], COPY[5].but(spans=(Span("It ends when most parties say so"), *spans[1:])))
    one = only(proposals(SMALL, returned(*silent)))
    assert (one.tracked, one.authors) == (False, ("Amina Mwangi",))


def test_what_is_not_sure_is_not_placed() -> None:
    """A clause whose heading and words are all other words is in no clause, and nothing is said to be deleted."""
    strange = (*COPY[:4], par("Something quite different stands here now.", level=0), par("And nobody knows of what it speaks."))
    found = reading(SMALL, returned(*strange))

    assert [one.text for one in found.unplaced] != []
    assert all(one.clause != "end" for one in found.proposals)
    assert found.missing == ("end",)
    assert [one.clause for one in found.proposals] == []


def test_two_clauses_of_the_same_words() -> None:
    """Where two clauses say the same, the heading decides; without headings neither is placed."""
    body = "## One {#one}\n\nEach party keeps its own records.\n\n## Two {#two}\n\nEach party keeps its own records.\n"
    copy = (
        par("One", level=1),
        par("Each party keeps its own records."),
        par("Two", level=1),
        par("Each party keeps its own records."),
    )
    assert proposals(body, returned(*copy)) == ()

    placed, unplaced = place(body, (copy[1], copy[3]))
    assert placed == ()
    assert unplaced == (0, 1)


def test_a_comment_on_an_unchanged_clause() -> None:
    """A comment alone is a proposal whose words are those that were sent."""
    comment = Comment("1", "Amina Mwangi", "", "Why in writing?", first_par=5, last_par=5)
    one = only(proposals(SMALL, returned(*COPY, comments=(comment,))))

    assert (one.change, one.text, one.comments) == ("comment", one.base, (comment,))


def test_an_empty_copy() -> None:
    """A copy with nothing in it proposes nothing, and finds no clause."""
    found = reading(SMALL, returned())

    assert found.proposals == ()
    assert set(found.missing) == {"scope", "end"}
