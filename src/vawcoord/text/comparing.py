"""Two texts of one clause as one: paragraph by paragraph, word by word, with a mark on what stands in only one of them.

Leaving out what is marked as inserted gives the old text to the letter, leaving out what is marked as deleted the new one.
Where little stays, a paragraph is shown as replaced: a sentence of scraps from two texts can be read by nobody.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, TypeVar

from vawcoord.prose import (
    Block,
    Blocks,
    Cell,
    Changed,
    CodeBlock,
    Heading,
    Listing,
    Mark,
    Notice,
    Paragraph,
    Quote,
    Runs,
    SignaturePanel,
    Table,
    block_runs,
    plain,
    text,
    walk,
)
from vawcoord.prose import Run as Stretch

LEAST_KEPT = 1 / 3
"""The share of its words that a paragraph must keep to be shown as changed; below it is shown as replaced."""

_ALIKE = 0.3
_MOST_PAIRS = 10_000
# A word with what stands inside it (e-mail, 2026-04-02, l'eau) and the vowel signs after it, or one other sign.
_WORD = re.compile(
    r"(\s*)(\w+(?:[^\w\s]+\w+)*[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]*|[^\w\s])|(\s+)"
)

One = TypeVar("One")
Step = Literal["same", "diff"]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, the white space before it, and its dress. A cross-reference with its number is one word."""

    lead: str
    word: str
    dress: Stretch

    def key(self) -> tuple[str, Stretch]:
        """Return what makes two words the same."""
        return self.word, self.dress

    @property
    def counts(self) -> bool:
        """Say whether it is a word that is read: neither a sign nor the number of a clause."""
        return self.word[:1].isalnum() and not self.dress.reference


def compared(old: Runs, new: Runs) -> tuple[Runs, float]:
    """Return the runs of two stretches as one, and the share of the words that stays, from 0 to 1.

    Where too little stays, the whole old stretch comes before the whole new one.
    """
    if old == new:
        return new, 1.0
    before, after = _tokens(old), _tokens(new)
    steps = _steps(before, after)
    kept = sum(1 for step, one, _other in steps if step == "same" for token in one if token.counts)
    words = max(*(sum(1 for token in side if token.counts) for side in (before, after)), 1)
    most = max(len(before), len(after), 1)
    if not any(token.counts for token in (*before, *after)):
        # Signs and numbers only: they count as words.
        kept, words = sum(len(one) for step, one, _other in steps if step == "same"), most
    share = kept / words
    if share < LEAST_KEPT:
        return _joined([*_marked(before, "deleted"), *_marked(after, "inserted")]), share
    made: list[Stretch] = []
    for step, one, other in steps:
        made += _kept(one, other) if step == "same" else _replaced(one, other)
    return _joined(made), share


def _tokens(runs: Runs) -> list[_Token]:
    """Return the words of some runs."""
    made = []
    for run in runs:
        if run.reference or not run.text:
            made.append(_Token("", run.text, replace(run, text="")))
            continue
        dress = replace(run, text="")
        made += [_Token(found[1] or found[3] or "", found[2] or "", dress) for found in _WORD.finditer(run.text)]
    return made


def _steps(old: list[_Token], new: list[_Token]) -> list[tuple[Step, list[_Token], list[_Token]]]:
    """Return the words that stay and those that change, in turn; a word or two between two changes go with them."""
    matcher = SequenceMatcher(None, [one.key() for one in old], [one.key() for one in new], autojunk=False)
    made: list[tuple[Step, list[_Token], list[_Token]]] = []
    for name, start, end, other, until in matcher.get_opcodes():
        made.append(("same" if name == "equal" else "diff", old[start:end], new[other:until]))
    place = 1
    while place + 1 < len(made):
        (_step, gone, come), (step, held, also), (_last, gone_after, come_after) = made[place - 1 : place + 2]
        island = sum(1 for one in held if one.counts)
        beside = (max(_words(gone), _words(come)), max(_words(gone_after), _words(come_after)))
        if step == "same" and island <= min(2, *beside):
            made[place - 1 : place + 2] = [("diff", gone + held + gone_after, come + also + come_after)]
            place = max(place - 1, 1)
        else:
            place += 1
    return made


def _words(tokens: Sequence[_Token]) -> int:
    """Return how many words that are read there are."""
    return sum(1 for one in tokens if one.counts)


def _marked(tokens: Sequence[_Token], mark: Mark) -> list[Stretch]:
    """Return words as runs with one mark."""
    return [replace(one.dress, text=one.lead + one.word, mark=mark) for one in tokens]


def _kept(old: list[_Token], new: list[_Token]) -> list[Stretch]:
    """Return words that stay; white space before them may have changed all the same."""
    made = []
    for one, other in zip(old, new, strict=True):
        if one.lead == other.lead:
            made.append(replace(other.dress, text=other.lead + other.word))
            continue
        made += [replace(one.dress, text=one.lead, mark="deleted"), replace(one.dress, text=other.lead, mark="inserted")]
        made.append(replace(other.dress, text=other.word))
    return [one for one in made if one.text or one.reference]


def _replaced(old: list[_Token], new: list[_Token]) -> list[Stretch]:
    """Return what goes before what comes; a blank that both begin with stays outside."""
    if old and new and old[0].lead and old[0].lead == new[0].lead and old[0].dress == new[0].dress:
        shared = [replace(old[0].dress, text=old[0].lead)]
        old, new = ([replace(side[0], lead=""), *side[1:]] for side in (old, new))
        return [*shared, *_marked(old, "deleted"), *_marked(new, "inserted")]
    return [*_marked(old, "deleted"), *_marked(new, "inserted")]


def _joined(runs: Sequence[Stretch]) -> Runs:
    """Return runs with neighbours of one dress and mark as one; a cross-reference stays by itself."""
    made: list[Stretch] = []
    for run in runs:
        if not run.text and not run.reference:
            continue
        last = made[-1] if made else None
        if last and not run.reference and not last.reference and replace(last, text="") == replace(run, text=""):
            made[-1] = replace(last, text=last.text + run.text)
        else:
            made.append(run)
    return tuple(made)


def merged(old: Blocks, new: Blocks) -> Blocks:
    """Return the blocks of two texts as one; what stands in only one of them is `Changed`, or has marks inside."""
    made: list[Block] = []
    for before, after in _aligned(tuple(map(_bare, old)), tuple(map(_bare, new)), _alike):
        for block in _both(before, after):
            last = made[-1] if made else None
            if isinstance(block, Changed) and isinstance(last, Changed) and last.mark == block.mark:
                made[-1] = Changed(last.mark, (*last.blocks, *block.blocks))
            else:
                made.append(block)
    return tuple(made)


def is_marked(blocks: Blocks) -> bool:
    """Say whether something in some blocks stands in only one of two texts."""
    return any(
        isinstance(block, Changed)
        or (isinstance(block, Table) and any(block.marks))
        or any(run.mark for runs in block_runs(block) for run in runs)
        for block in walk(blocks)
    )


def _bare(block: Block) -> Block:
    """Return a block without the line of the file it stood on: where two texts differ only in that, they do not differ."""
    match block:
        case Listing(items=items):
            return replace(block, line=0, items=tuple(tuple(map(_bare, item)) for item in items))
        case Quote(blocks=inner):
            return replace(block, line=0, blocks=tuple(map(_bare, inner)))
        case Heading():
            # What it answers to in the standard is printed nowhere.
            return replace(block, line=0, guidelines=())
        case Paragraph() | Table() | CodeBlock():
            return replace(block, line=0)
        case _:
            return block


def _bag(blocks: Blocks) -> Counter[str]:
    """Return the words of some blocks with how often each stands there."""
    found: Counter[str] = Counter()
    for block in walk(blocks):
        for runs in block_runs(block):
            found.update(plain(runs).split())
        if isinstance(block, CodeBlock):
            found.update(block.text.split())
    return found


def _likeness(old: Blocks, new: Blocks) -> float:
    """Return how many words two stretches share, from 0 to 1."""
    before, after = _bag(old), _bag(new)
    words = max(before.total(), after.total())
    return (before & after).total() / words if words else 1.0


def _frame(heading: Heading) -> tuple[object, ...]:
    """Return how a heading is numbered and set: where this differs it cannot stay the same paragraph."""
    counted = "" if not heading.number else "." in heading.number, heading.number[:1].isalpha()
    return heading.level, heading.id, heading.annex, heading.minutes, counted


def _alike(old: Block, new: Block) -> float:
    """Return how far a block may stand for another, from 0 (not at all) to 1."""
    match old, new:
        case Heading(), Heading():
            return max(_likeness((old,), (new,)), _ALIKE) if _frame(old) == _frame(new) else 0
        case Paragraph(), Paragraph():
            return _likeness((old,), (new,)) if old.style == new.style else 0
        case Listing(), Listing():
            return _likeness((old,), (new,)) if (old.ordered, old.start) == (new.ordered, new.start) else 0
        case Table(), Table():
            return _likeness((old,), (new,)) if len(old.head) == len(new.head) else 0
        case Quote(), Quote():
            return _likeness((old,), (new,))
        case SignaturePanel(), SignaturePanel():
            frames = [(one.title, tuple(label for label, _value in one.fields), one.stamp) for one in (old, new)]
            # Without notes there is one narrow line less in the box.
            return 1 if frames[0] == frames[1] and bool(old.notes) == bool(new.notes) else 0
        case _:
            return 1 if old == new else 0


def _aligned(old: Sequence[One], new: Sequence[One], alike: Callable[[One, One], float]) -> list[tuple[One | None, One | None]]:
    """Return what stands for what, in order; None where one side has nothing. What goes stands before what comes."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
        end += 1
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end], alike)
    head, tail = zip(old[:start], new[:start], strict=True), zip(old[len(old) - end :], new[len(new) - end :], strict=True)
    return [*head, *middle, *tail]


def _middle(old: Sequence[One], new: Sequence[One], alike: Callable[[One, One], float]) -> list[tuple[One | None, One | None]]:
    """Return the pairs that are together most alike; in very long lists only what is the same pairs."""
    if not old or not new:
        return [*((one, None) for one in old), *((None, one) for one in new)]
    close = len(old) * len(new) <= _MOST_PAIRS
    worth = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    likeness: dict[tuple[int, int], float] = {}
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            # What stays as it is goes before any number of likenesses.
            same = old[row] == new[column]
            found = 3.0 if same else alike(old[row], new[column]) if close else 0.0
            if found >= _ALIKE:
                likeness[row, column] = found
                worth[row][column] = found + worth[row + 1][column + 1]
            worth[row][column] = max(worth[row][column], worth[row + 1][column], worth[row][column + 1])
    made: list[tuple[One | None, One | None]] = []
    come: list[tuple[One | None, One | None]] = []
    row = column = 0
    while row < len(old) and column < len(new):
        found = likeness.get((row, column), 0.0)
        if found and worth[row][column] == found + worth[row + 1][column + 1]:
            made += [*come, (old[row], new[column])]
            come = []
            row, column = row + 1, column + 1
        elif worth[row][column] == worth[row + 1][column]:
            made.append((old[row], None))
            row += 1
        else:
            come.append((None, new[column]))
            column += 1
    made += [(one, None) for one in old[row:]]
    return [*made, *come, *((None, one) for one in new[column:])]


def _both(old: Block | None, new: Block | None) -> Blocks:
    """Return two blocks of which one stands for the other, as one; or the one there is."""
    if old is None or new is None:
        return (*_gone((old,) if old else ()), *_come((new,) if new else ()))
    if old == new:
        return (new,)
    match old, new:
        case Heading(), Heading():
            # It stays one paragraph, however little of it stays: its number and its bookmark are those of the clause.
            return (replace(new, runs=compared(old.runs, new.runs)[0]),)
        case Paragraph(), Paragraph():
            runs, share = compared(old.runs, new.runs)
            return (replace(new, runs=runs),) if share >= LEAST_KEPT else (*_gone((old,)), *_come((new,)))
        case Listing(), Listing():
            pairs = _aligned(old.items, new.items, _likeness)
            return (replace(new, items=tuple(item for before, after in pairs for item in _item(before, after))),)
        case Table(), Table():
            return (_table(old, new),)
        case Quote(), Quote():
            return (replace(new, blocks=merged(old.blocks, new.blocks)),)
        case SignaturePanel(), SignaturePanel():
            return (_panel(old, new),)
        case _:
            return (*_gone((old,)), *_come((new,)))


def _gone(blocks: Blocks) -> Blocks:
    """Return blocks that only the old text has."""
    return (Changed("deleted", blocks),) if blocks else ()


def _come(blocks: Blocks) -> Blocks:
    """Return blocks that only the new text has."""
    return (Changed("inserted", blocks),) if blocks else ()


def _item(old: Blocks | None, new: Blocks | None) -> tuple[Blocks, ...]:
    """Return two items of a list as one, or both where the number of the one cannot stay that of the other."""
    if old is not None and new is not None:
        both = merged(old, new)
        if not both or not isinstance(both[0], Changed):
            return (both,)
    sides: list[Blocks] = []
    if old is not None:
        sides.append((Changed("deleted", old),))
    if new is not None:
        sides.append((Changed("inserted", new),))
    return tuple(sides)


def _cells(old: tuple[Cell, ...], new: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return two rows as one, cell by cell."""
    empty = Cell(())
    pairs = zip_longest(old, new, fillvalue=empty)
    return tuple(replace(after, runs=compared(before.runs, after.runs)[0]) for before, after in pairs)


def _table(old: Table, new: Table) -> Table:
    """Return two tables of as many columns as one, row by row."""

    def alike(before: tuple[Cell, ...], after: tuple[Cell, ...]) -> float:
        return _likeness((Table(before, ()),), (Table(after, ()),))

    rows = [_cells(old.head, new.head)]
    marks: list[Mark] = [""]
    for before, after in _aligned(old.rows, new.rows, alike):
        if before is not None and after is not None:
            rows.append(_cells(before, after))
            marks.append("")
        else:
            rows.append(after or before or ())
            marks.append("inserted" if before is None else "deleted")
    return replace(new, head=rows[0], rows=tuple(rows[1:]), marks=tuple(marks) if any(marks) else ())


def _panel(old: SignaturePanel, new: SignaturePanel) -> SignaturePanel:
    """Return two places to sign of one party as one: who signs, and its reservations."""
    values = tuple(
        compared(text(before), text(after))[0] for (_l, before), (_m, after) in zip(old.fields, new.fields, strict=True)
    )
    notes = []
    for before, after in _aligned(old.notes, new.notes, lambda one, other: compared(one, other)[1]):
        notes.append(compared(before or (), after or ())[0])
    return replace(new, values=values, notes=tuple(notes))


def with_moves(blocks: Blocks) -> Blocks:
    """Return blocks in which what is gone is known as moved where the words of its first paragraph have come elsewhere."""
    come = {
        plain(runs)
        for block in walk(blocks)
        if isinstance(block, Changed) and block.mark == "inserted"
        for one in walk(block.blocks)
        for runs in block_runs(one)
    }
    return tuple(_known(block, come) for block in blocks)


def _known(block: Block, come: set[str]) -> Block:
    """Return a block in which what was moved is known; `come` are the paragraphs that are new where they stand."""
    match block:
        case Changed(mark="deleted", blocks=inner):
            first = next((runs for one in walk(inner) for runs in block_runs(one)), ())
            return replace(block, moved=plain(first) in come)
        case Listing(items=items):
            return replace(block, items=tuple(tuple(_known(one, come) for one in item) for item in items))
        case Quote(blocks=inner) | Notice(blocks=inner):
            return replace(block, blocks=tuple(_known(one, come) for one in inner))
        case _:
            return block
