"""Two texts as one: whichever side is left, it is that text to the letter; and what a reader sees is readable."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.prose import Blocks, Cell, Changed, Heading, Listing, Mark, Paragraph, Quote, Run, Runs, Table, plain, row, text
from vawcoord.text.comparing import LEAST_KEPT, compared, is_marked, merged, with_moves

WORDS = st.sampled_from(
    ["a", "the", "agency", "two", "days", "2026-04-02", "e-mail", "(see", "note),", "لجنة", "مُدَّةٌ", ".", "l'eau"]
)
SPACES = st.sampled_from([" ", " ", " ", "", "\n", "  ", "\u00a0"])
STRETCH = st.lists(st.tuples(WORDS, SPACES), max_size=8).map(lambda held: "".join(word + space for word, space in held))
RUNS = st.lists(
    st.builds(
        Run,
        STRETCH,
        bold=st.booleans(),
        target=st.sampled_from(["", "", "", "https://example.org"]),
    )
    | st.builds(
        Run, st.sampled_from(["clause", "annex", ""]), target=st.just("#x"), reference=st.sampled_from(["1", "2.1", "A"])
    ),
    max_size=4,
).map(tuple)
PARAGRAPHS = st.builds(Paragraph, RUNS)
ITEMS = st.lists(st.tuples(PARAGRAPHS), min_size=1, max_size=4).map(tuple)
TABLES = st.lists(st.tuples(RUNS, RUNS), max_size=4).map(
    lambda rows: Table(row("Who", "When"), tuple((Cell(one), Cell(other)) for one, other in rows))
)
HEADINGS = st.builds(
    lambda runs, level: Heading(level, runs, id="x", number="1" if level == 2 else "1.1"), RUNS, st.sampled_from([2, 3])
)
BLOCKS = st.lists(
    PARAGRAPHS
    | HEADINGS
    | st.builds(Listing, st.booleans(), ITEMS)
    | TABLES
    | st.builds(lambda blocks: Quote(tuple(blocks)), st.lists(PARAGRAPHS, max_size=2)),
    max_size=5,
).map(tuple)


def dressed(runs: Runs, without: Mark = "") -> str:
    """Return one side of some runs, every character with its dress."""
    kept = (run for run in runs if not without or run.mark != without)
    return "".join(
        f"{sign}{run.bold:d}{run.target}{run.reference} " for run in kept for sign in (run.text or ("·" if run.reference else ""))
    )


def side(blocks: Blocks, without: Mark) -> Iterator[tuple[object, ...]]:
    """Yield one side of some blocks, line by line, with what each line is."""
    for block in blocks:
        match block:
            case Changed(mark=mark, blocks=inner):
                if mark != without:
                    yield from side(inner, without)
            case Heading(level=level, runs=runs):
                yield "heading", level, dressed(runs, without)
            case Paragraph(runs=runs):
                yield "paragraph", dressed(runs, without)
            case Listing(ordered=ordered, items=items):
                for item in items:
                    if not (item and isinstance(item[0], Changed) and item[0].mark == without):
                        yield "item", ordered, *side(item, without)
            case Quote(blocks=inner):
                yield "quote", *side(inner, without)
            case Table(head=head, rows=rows, marks=marks):
                for number, cells in enumerate((head, *rows)):
                    if not marks or marks[number] != without:
                        yield "row", *(dressed(cell.runs, without) for cell in cells)


@given(RUNS, RUNS)
def test_each_side_of_two_stretches_is_that_stretch(old: Runs, new: Runs) -> None:
    """Without what is inserted it is the old one, without what is deleted the new one, every sign and dress."""
    runs, share = compared(old, new)
    assert dressed(runs, "inserted") == dressed(old)
    assert dressed(runs, "deleted") == dressed(new)
    assert 0 <= share <= 1


@given(BLOCKS, BLOCKS)
def test_each_side_of_two_texts_is_that_text(old: Blocks, new: Blocks) -> None:
    """The same for paragraphs, headings, items, rows and quotations; lists that were joined count as one."""
    both = with_moves(merged(old, new))
    # An empty quotation or list that stands in only one of them prints nothing.
    assert [one for one in side(both, "inserted") if one != ("quote",)] == [
        one for one in side(old, "inserted") if one != ("quote",)
    ]
    assert [one for one in side(both, "deleted") if one != ("quote",)] == [
        one for one in side(new, "deleted") if one != ("quote",)
    ]


@given(BLOCKS)
def test_the_same_text_has_no_mark(blocks: Blocks) -> None:
    """Nothing changed, nothing marked; the lines of the file do not count."""
    moved = tuple(replace(block, line=block.line + 7) for block in blocks)  # type: ignore[union-attr]
    assert not is_marked(merged(blocks, moved))


def signs(old: str, new: str) -> str:
    """Return what a reader sees."""
    return "".join(
        {"": "{}", "inserted": "+{}+", "deleted": "-{}-"}[run.mark].format(run.text) for run in compared(text(old), text(new))[0]
    )


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("meets within two working days", "meets within three working days", "meets within -two-+three+ working days"),
        ("the end.", "the end, then.", "the end+, then+."),
        # A word between two changes goes with them: scraps cannot be read.
        (
            "rule of law stands here for all",
            "rules of order stands here for all",
            "-rule of law-+rules of order+ stands here for all",
        ),
        ("He goes home tonight", "Nobody ever pays", "-He goes home tonight-+Nobody ever pays+"),
        ("", "new", "+new+"),
        ("one two", "one  two", "one- -+  +two"),
    ],
)
def test_what_a_reader_sees(old: str, new: str, seen: str) -> None:
    """Words, not letters; whole stretches, not scraps; a blank at the edge stays outside."""
    assert signs(old, new) == seen


def test_a_paragraph_of_which_little_stays_is_replaced() -> None:
    """Below a third of the words the old paragraph stands before the new one."""
    old = Paragraph(text("Each party pays its own costs and reports them to the committee"))
    new = Paragraph(text("The committee keeps a list of houses and of all who own them, each with a name"))
    assert compared(old.runs, new.runs)[1] < LEAST_KEPT
    assert merged((old,), (new,)) == (Changed("deleted", (old,)), Changed("inserted", (new,)))


def test_a_cross_reference_changes_with_its_number() -> None:
    """The author's word and the number are one word."""
    one, other = (Run("clause", target="#x", reference=number) for number in ("4", "5"))
    runs = compared((Run("See "), one, Run(" now and then.")), (Run("See "), other, Run(" now and then.")))[0]
    assert [(plain((run,)), run.mark) for run in runs if run.mark] == [
        ("clause\u00a04", "deleted"),
        ("clause\u00a05", "inserted"),
    ]


def test_what_came_elsewhere_is_known_as_moved() -> None:
    """The words of a paragraph that is gone stand elsewhere as new; another that is gone was dropped."""
    said = ("Houses stand by the river.", "Who pays, decides.", "Nights are cold there.", "All doors open inwards now.")
    first, second, third, fourth = (Paragraph(text(one)) for one in said)
    both = with_moves(merged((first, second, third, fourth), (second, third, first)))
    found = [(one.blocks, one.mark, one.moved) for one in both if isinstance(one, Changed)]
    assert found == [((first,), "deleted", True), ((fourth,), "deleted", False), ((first,), "inserted", False)]
