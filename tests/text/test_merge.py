"""The three-way merge: its laws over generated documents, and the cases that people make."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.text.merge import ADDED, BOTH, CLASH, DROPPED, OURS, SAME, THEIRS, joined, merge, pieces

WORDS = st.sampled_from(["The parties share", "only what", "each needs.", "Nobody\nis told more.", "- one\n- two", "| a | b |"])
TEXTS = st.lists(WORDS, min_size=0, max_size=3).map("\n\n".join)
IDS = tuple("abcdefgh")
CLAUSE = st.tuples(st.sampled_from(IDS), st.sampled_from([2, 3]), st.sampled_from(["Title", "Other title"]), TEXTS)


def body(preamble: str, clauses: list[tuple[str, int, str, str]]) -> str:
    """Return a body as people write it."""
    parts = [preamble] if preamble else []
    for name, level, title, text in clauses:
        parts.append(f"{'#' * level} {title} {{#{name}}}" + (f"\n\n{text}" if text else ""))
    return "\n\n".join(parts) + "\n" if parts else ""


BODIES = st.builds(
    body, st.sampled_from(["", "Between the parties."]), st.lists(CLAUSE, max_size=6, unique_by=lambda one: one[0])
)


def said(text: str) -> list[tuple[str, int, str]]:
    """Return a body as ids, depths and wordings in order: what two texts must have in common to say the same."""
    return [(one.id, one.level, one.wording) for one in pieces(text)]


@given(BODIES)
def test_pieces_make_the_body_again(text: str) -> None:
    """Taken apart and joined again, a body is the same bytes."""
    assert joined(pieces(text)) == text


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "templates").glob("*/*.en.md")), ids=lambda path: path.stem)
def test_pieces_of_the_templates(path: Path) -> None:
    """The same for every shipped template."""
    text = path.read_text(encoding="utf-8").split("+++\n", 2)[-1]
    assert joined(pieces(text)) == text


@given(BODIES, BODIES)
def test_no_change_and_one_side_only(base: str, other: str) -> None:
    """No change gives no change; what one side changed is what comes out, from whichever side."""
    assert merge(base, base, base).body == base
    assert merge(base, other, base).body == other
    assert said(merge(base, base, other).body) == said(other)
    assert not merge(base, base, other).clashes
    assert not merge(base, other, base).clashes


@given(BODIES, BODIES)
def test_both_the_same(base: str, other: str) -> None:
    """What both sides changed alike comes once."""
    merged = merge(base, other, other)
    assert merged.body == other
    assert not merged.clashes
    assert not merged.order_clash


@given(BODIES, BODIES, BODIES)
def test_sides_may_be_swapped(base: str, ours: str, theirs: str) -> None:
    """Who is "we" makes no difference to what clashes, nor to the result where nothing does."""
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {clash.id for clash in one.clashes} == {clash.id for clash in other.clashes}
    assert one.order_clash == other.order_clash
    if not one.clashes and not one.order_clash:
        assert said(one.body) == said(other.body)


@given(BODIES, BODIES, BODIES)
def test_nothing_is_lost_or_invented(base: str, ours: str, theirs: str) -> None:
    """Every clause of the result stands on a side; a clause that neither side touched is there, byte for byte ours."""
    merged = merge(base, ours, theirs)
    was, here, there = ({one.id: one for one in pieces(text)} for text in (base, ours, theirs))
    after = {one.id: one for one in pieces(merged.body)}
    for name, piece in after.items():
        assert piece.wording in {side[name].wording for side in (here, there) if name in side}
    for one in merged.outcomes:
        if one.what in (SAME, OURS, BOTH) and one.id in here:
            assert after[one.id].source.lstrip("# ") == here[one.id].source.lstrip("# ")
        if one.what in (OURS, BOTH, DROPPED) and (one.ours is None or one.what == DROPPED):
            assert one.id not in after
        if one.what == CLASH:
            assert one.id in after
            assert was.get(one.id) is None or one.base is not None
        if one.what in (ADDED, THEIRS):
            assert after[one.id].wording == there[one.id].wording


@given(BODIES, BODIES, BODIES)
def test_a_decided_clash_is_none(base: str, ours: str, theirs: str) -> None:
    """Once a person chose a side for every clash, nothing is open, and that side stands there."""
    open_ = merge(base, ours, theirs).clashes
    for side in (OURS, THEIRS):
        merged = merge(base, ours, theirs, {one.id: side for one in open_})
        assert not merged.clashes
        after = {one.id: one.wording for one in pieces(merged.body)}
        chosen = {one.id: one.wording for one in pieces(ours if side == OURS else theirs)}
        assert all(after.get(one.id) == chosen.get(one.id) for one in open_)


BASE = """\
Between the parties.

## Aim {#aim}

The parties refer women
to one another.

## Sharing {#sharing guidelines="L2.2.11"}

They share only what is needed.

### Limits {#limits}

Aggregate figures only.

## End {#end}

One year.
"""


def test_a_rewrapped_clause_is_unchanged() -> None:
    """Other line breaks are no other wording: ours stay as they are, and a copy that came back unwrapped proposes nothing."""
    rewrapped = BASE.replace("women\nto", "women to")
    merged = merge(BASE, rewrapped, BASE)
    assert merged.body == rewrapped
    assert all(one.what == SAME for one in merge(BASE, BASE, rewrapped).outcomes)
    assert merge(BASE, BASE, rewrapped).body == BASE


def test_edited_here_and_deleted_there_clashes() -> None:
    """A clause that one side deletes and the other edits is a clash, and stays until a person has decided."""
    theirs = BASE.replace("### Limits {#limits}\n\nAggregate figures only.\n\n", "")
    ours = BASE.replace("Aggregate figures only.", "Aggregate figures only, by year.")
    merged = merge(BASE, ours, theirs)
    assert [(one.id, one.what, one.theirs) for one in merged.clashes] == [("limits", CLASH, None)]
    assert merged.body == ours
    assert merge(BASE, ours, theirs, {"limits": THEIRS}).body == theirs
    assert "limits" not in {one.id for one in pieces(merge(BASE, BASE, theirs).body)}


def test_a_moved_clause_follows_with_an_edit_of_the_other_side() -> None:
    """One side moves a clause to the end, the other edits it: it is moved and edited."""
    one = pieces(BASE)
    moved = joined([one[0], one[2], one[3], one[4], one[1]])
    edited = BASE.replace("The parties refer women\nto one another.", "The parties refer women at once.")
    merged = merge(BASE, edited, moved)
    assert [one.id for one in pieces(merged.body)] == ["preamble", "sharing", "limits", "end", "aim"]
    assert "at once" in merged.body
    assert not merged.clashes


def test_moved_differently_is_said() -> None:
    """Both sides move clauses, differently: our order stays and it is said."""
    one = pieces(BASE)
    merged = merge(BASE, joined([one[0], one[4], *one[1:4]]), joined([one[0], one[2], one[3], one[1], one[4]]))
    assert merged.order_clash
    assert [piece.id for piece in pieces(merged.body)] == ["preamble", "end", "aim", "sharing", "limits"]


def test_new_clauses_of_both_sides() -> None:
    """New clauses at one place come both, in an order that does not depend on the side."""
    mine = BASE.replace("## End", "## Money {#money}\n\nNone.\n\n## End")
    other = BASE.replace("## End", "## Costs {#costs}\n\nEach bears its own.\n\n## End")
    assert merge(BASE, mine, other).body == merge(BASE, other, mine).body
    assert [one.id for one in pieces(merge(BASE, mine, other).body)][-3:] == ["costs", "money", "end"]


def test_depth_is_merged_apart_from_the_wording() -> None:
    """One side makes a sub-clause a clause, the other words it anew."""
    merged = merge(BASE, BASE.replace("### Limits", "## Limits"), BASE.replace("Aggregate figures only.", "Figures only."))
    assert "## Limits {#limits}\n\nFigures only." in merged.body
    assert "### Limits" not in merged.body
