"""The block tree: what a document says, before any format spells it.

Text rooms make blocks from Markdown, document rooms compose them, render rooms spell them. Blocks are plain values; none
knows of a committee.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Direction = Literal["ltr", "rtl"]
Mark = Literal["", "inserted", "deleted"]
"""How a stretch stands where two texts are compared: in both, only in the new one, only in the old one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress.

    `target` is `#clause-id` for a cross-reference or an http, https or mailto address. `reference` is the number that a
    cross-reference prints after the author's word; `numbered` fills it in. `mark` is set where two texts are compared.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    target: str = ""
    reference: str = ""
    mark: Mark = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. With an `id` it is a clause: level 2 is clause 1, level 3 is 1.1; `annex` makes it Annex A.

    `living` marks what is kept up to date and is not part of the signed text. `minutes` is the time of an agenda item.
    `line` is where it stands in the file, from 1; 0 when it was composed.
    """

    level: int
    runs: Runs
    id: str = ""
    guidelines: tuple[str, ...] = ()
    annex: bool = False
    living: bool = False
    minutes: int = 0
    number: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `style` is `body`, `note` (small, set apart), `lead` (under a title) or `centred`."""

    runs: Runs
    style: Literal["body", "note", "lead", "centred"] = "body"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is a tuple of blocks. An ordered one prints (a), (b), and (i), (ii) inside another list."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]
    start: int = 1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `shade` is a colour such as `FFD9B3`; the text says the same thing as the colour."""

    runs: Runs
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. `widths` are shares of the line; empty means equal. `description` is its alternative text.

    `marks` stand for head and rows where two texts are compared; empty means that every row stands in both.
    """

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    description: str = ""
    line: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks set apart, as Markdown's `>` does."""

    blocks: tuple["Block", ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines kept as they are."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of the clauses and annexes that follow."""

    title: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that must be seen: a draft mark, a caution, "ready for the drawer". The tone also stands in its words."""

    tone: Literal["draft", "caution", "done"]
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """Where one party signs.

    `fields` are label and value; an empty value is a line to write on. `stamp` labels the room for a stamp. `notes`
    stand under the fields: the party's reservations. `values` are those of the fields with their marks where two texts are
    compared.
    """

    title: str
    fields: tuple[tuple[str, str], ...]
    stamp: str
    notes: tuple[Runs, ...] = ()
    values: tuple[Runs, ...] = ()

    def rows(self) -> tuple[tuple[str, Runs], ...]:
        """Return label and value of each field, the value as runs."""
        values = self.values or tuple(text(value) for _label, value in self.fields)
        return tuple((label, value) for (label, _value), value in zip(self.fields, values, strict=True))


@dataclass(frozen=True, slots=True)
class Side:
    """One column of a text in two languages."""

    language: str
    direction: Direction
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same clause in two languages, side by side."""

    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Changed:
    """Whole blocks that stand in only one of two texts that are compared. As an item of a list it is that item, number and all.

    `moved` says of what is gone that the same words have come elsewhere.
    """

    mark: Literal["inserted", "deleted"]
    blocks: tuple["Block", ...]
    moved: bool = False


Block = (
    Heading
    | Paragraph
    | Listing
    | Table
    | Quote
    | CodeBlock
    | Rule
    | PageBreak
    | Contents
    | Notice
    | SignaturePanel
    | Pair
    | Changed
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """Who is named as the author of the marked changes of a sheet, and of which day they are.

    `inserted` and `deleted` are the words that say so to those who do not see the marks, `moved` what is said of words that are
    gone here and have come elsewhere; all in the document's language.
    """

    author: str
    day: date
    inserted: str
    deleted: str
    moved: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document, ready to be spelled in any format.

    `dated` is the last dated fact behind it, never today: the same text gives the same file. `properties` are names and
    values that travel inside a Word file. `page_of` is the footer in the document's language, with `{page}` and `{pages}`.
    `annex_word` and `clause_word` are the words printed before a number. A sheet that compares two texts has a `revision`, and
    its title with the marks in `title_runs`. With `recording` a word processor records whatever is changed in the file.
    """

    title: str
    language: str
    direction: Direction
    blocks: Blocks
    dated: date
    author: str
    lead: tuple[str, ...] = ()
    classification: str = ""
    version: str = ""
    page_of: str = "{page} / {pages}"
    annex_word: str = "Annex"
    clause_word: str = "Clause"
    properties: tuple[tuple[str, str], ...] = ()
    landscape: bool = False
    revision: Revision | None = None
    title_runs: Runs = ()
    recording: bool = False


def plain(runs: Iterable[Run]) -> str:
    """Return the text of some runs, cross-references with their numbers."""
    return "".join(f"{run.text}\u00a0{run.reference}" if run.reference else run.text for run in runs)


def text(value: str) -> Runs:
    """Return the runs of a plain piece of text."""
    return (Run(value),) if value else ()


def bold(value: str) -> Runs:
    """Return the runs of a piece of bold text."""
    return (Run(value, bold=True),) if value else ()


def paragraph(value: str, style: Literal["body", "note", "lead", "centred"] = "body") -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(text(value), style)


def row(*values: str) -> tuple[Cell, ...]:
    """Return the cells of a row of plain text."""
    return tuple(Cell(text(value)) for value in values)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block, the inner ones after the one that holds them, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Listing(items=items):
                for item in items:
                    yield from walk(item)
            case Quote(blocks=inner) | Notice(blocks=inner) | Changed(blocks=inner):
                yield from walk(inner)
            case Pair(left=left, right=right):
                yield from walk(left.blocks)
                yield from walk(right.blocks)


def block_runs(block: Block) -> Iterator[Runs]:
    """Yield each stretch of runs that stands in a block itself, not in the blocks inside it."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield runs
        case Table(head=head, rows=rows):
            for cells in (head, *rows):
                for cell in cells:
                    yield cell.runs
        case SignaturePanel(notes=notes, values=values):
            yield from values
            yield from notes


def _letters(count: int) -> str:
    """Return A, B, …, Z, AA, AB for 1, 2 and so on."""
    name = ""
    while count:
        count, rest = divmod(count - 1, 26)
        name = chr(65 + rest) + name
    return name


def numbered(blocks: Iterable[Block]) -> Blocks:
    """Return the blocks with the numbers of clauses and annexes, and of the cross-references to them.

    `##` with an id is clause 1, `###` below it 1.1; an annex is A, a clause inside it A.1. Headings without an id have no
    number. A reference to an id that is not there stays without number; `check` names it.
    """
    clause = annex = below = 0
    above = ""
    numbers: dict[str, str] = {}
    first: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.id:
            if block.level <= 2:
                below = 0
                if block.annex:
                    annex += 1
                    above = _letters(annex)
                else:
                    clause += 1
                    above = str(clause)
                number = above
            else:
                below += 1
                number = f"{above}.{below}" if above else str(below)
            numbers.setdefault(block.id, number)
            first.append(replace(block, number=number))
        else:
            first.append(block)
    return tuple(_referring(block, numbers) if _refers(block) else block for block in first)


def _refers(block: Block) -> bool:
    """Say whether a cross-reference stands in a block: most hold none, and stay as they are."""
    return any(run.target.startswith("#") for inner in walk((block,)) for runs in block_runs(inner) for run in runs)


def _referring(block: Block, numbers: dict[str, str]) -> Block:
    """Return the block with the numbers of its cross-references."""

    def runs_of(runs: Runs) -> Runs:
        return tuple(
            replace(run, reference=numbers.get(run.target[1:], "")) if run.target.startswith("#") else run for run in runs
        )

    def cells_of(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, runs=runs_of(cell.runs)) for cell in cells)

    match block:
        case Heading() | Paragraph():
            return replace(block, runs=runs_of(block.runs))
        case Table():
            return replace(block, head=cells_of(block.head), rows=tuple(cells_of(cells) for cells in block.rows))
        case Listing():
            return replace(block, items=tuple(tuple(_referring(inner, numbers) for inner in item) for item in block.items))
        case Quote() | Notice() | Changed():
            return replace(block, blocks=tuple(_referring(inner, numbers) for inner in block.blocks))
        case SignaturePanel():
            return replace(block, notes=tuple(runs_of(note) for note in block.notes))
        case _:
            return block
