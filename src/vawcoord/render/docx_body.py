"""The blocks of a sheet spelled as one string of WordprocessingML; numbers and links are gathered on the way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeGuard

from vawcoord.prose import (
    Block,
    Blocks,
    Changed,
    CodeBlock,
    Contents,
    Heading,
    Listing,
    Mark,
    Notice,
    PageBreak,
    Pair,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Sheet,
    Side,
    SignaturePanel,
    Table,
)
from vawcoord.prose import plain as plain_text
from vawcoord.prose import text as text_runs
from vawcoord.render import docx_table as tables
from vawcoord.render.docx_numbering import CLAUSE_INDENT, STEP, Column, Numbered, Numbering
from vawcoord.render.docx_panel import Hand, signing_lines
from vawcoord.render.docx_redline import Pen
from vawcoord.render.docx_text import Voice, address, bookmark, dress, spelled
from vawcoord.render.docx_text import field as word_field

_CLAUSE_LEVEL = 2
_DEEPEST = 4
_QUOTE_INDENT = 397
_BAR = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_NOTHING = '<w:r><w:t xml:space="preserve">\u00a0</w:t></w:r>'
# A box may go over two pages.
_LONG = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: the width left for it in twentieths of a point, its voice, its indent, the list around it.

    `mark` is that of the change it is part of, where two texts are compared.
    """

    width: int
    voice: Voice
    style: str = "Normal"
    indent: int = 0
    depth: int = 0
    boxed: bool = False
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one paragraph has beside its style: its number, lines, an indent other than its place's, centring."""

    number: str = ""
    borders: str = ""
    left: int | None = None
    hanging: int = 0
    centred: bool = False


_PLAIN = Shape()


@dataclass(frozen=True, slots=True)
class _Planned:
    """A heading in reading order, how it is numbered, and the bookmark that leads to it."""

    heading: Heading
    numbered: Numbered
    anchor: str
    column: Column


@dataclass(frozen=True, slots=True)
class _Clause:
    """The clause whose bookmark is still open."""

    mark: int
    level: int


@dataclass(slots=True)
class Body:
    """Spells blocks. `styles` gives the style file's own identifier for each of our styles.

    `pen` marks the changes of a sheet that compares two texts, and is None otherwise.
    """

    sheet: Sheet
    styles: Mapping[str, str]
    numbering: Numbering
    pen: Pen | None = None
    numbered_headings: bool = False
    links: dict[str, str] = field(default_factory=dict)
    _out: list[str] = field(default_factory=list)
    _plan: list[_Planned] = field(default_factory=list)
    _at: int = 0
    _counted: dict[str, bool] = field(default_factory=dict)
    _mark: int = 0
    _open: _Clause | None = None
    _break: bool = False
    _tail: tuple[Mark, object] = ("", False)

    def spell(self, place: Place) -> str:
        """Return the whole text of the sheet, without its title block."""
        unnamed = 0
        for heading, column, gone in _headings(self.sheet.blocks, Column(rtl=place.voice.rtl), self.sheet.language):
            numbered = self.numbering.heading(heading, column)
            if heading.id and heading.id not in self._counted and not gone:
                self._counted[heading.id] = bool(numbered.num)
                anchor = bookmark(heading.id)
            else:
                # Word keeps the last of two bookmarks with one name, other readers the first: there is never a second.
                unnamed += 1
                anchor = f"_Toc{unnamed:08}"
            self._plan.append(_Planned(heading, numbered, anchor, column))
        self.blocks(self.sheet.blocks, place)
        self._close()
        return "".join(self._out)

    def blocks(self, blocks: Blocks, place: Place) -> None:
        """Spell blocks one after the other; the rows of neighbouring pairs become one table, so that their columns agree."""
        for pairs, group in groupby(blocks, lambda block: isinstance(block, Pair)):
            if pairs:
                self._pairs([block for block in group if isinstance(block, Pair)], place)
            else:
                for block in group:
                    self._block(block, place)

    def _block(self, block: Block, place: Place) -> None:
        """Spell one block."""
        match block:
            case Paragraph(runs=runs, style=style):
                centred = style == "centred"
                name = {"note": "Note", "lead": "Subtitle"}.get(style, place.style)
                self.paragraph(name, self.runs(runs, place), place, Shape(centred=centred))
            case Heading():
                self._heading(block, place)
            case Listing():
                self._listing(block, place)
            case Quote(blocks=inner):
                self.blocks(inner, replace(place, style="Quote", indent=place.indent + _QUOTE_INDENT))
            case Changed(mark=mark, blocks=inner):
                self._moved(block)
                self.blocks(inner, replace(place, mark=mark))
                self._moved(None)
            case CodeBlock(text=code):
                # Lines of a programme or an address keep their order: they are never turned round.
                lines = self._marked(place.mark, spelled(code.rstrip("\n"), Run(code), Voice("ltr", place.voice.language)))
                self.paragraph("Code", lines, replace(place, voice=replace(place.voice, direction="ltr")))
            case Rule():
                self.paragraph(place.style, "", place, Shape(borders=tables.RULE))
            case PageBreak():
                self._break = self._break or not place.boxed
            case Contents(title=title):
                self._contents(title, place)
            case Notice() | SignaturePanel() | Table():
                self._boxed(block, place)

    def _boxed(self, block: Notice | SignaturePanel | Table, place: Place) -> None:
        """Spell a block that Word holds as a table."""
        if self._break and not place.boxed:
            # A table cannot ask for a new page itself.
            self._gap(place)
        self._bar(place, always=True)
        match block:
            case Notice(tone=tone, blocks=inner):
                self._notice(f"Notice {tone.title()}", inner, place)
            case SignaturePanel():
                self._signature(block, place)
            case Table():
                self._table(block, place)

    # Paragraphs

    def paragraph(self, style: str, inner: str, place: Place, shape: Shape = _PLAIN) -> None:
        """Add a paragraph; its properties stand in the order of the schema."""
        self._bar(place)
        turned = place.voice.direction != self.sheet.direction
        indent = place.indent if shape.left is None else shape.left
        hanging = f' w:hanging="{shape.hanging}"' if shape.hanging else ""
        properties = "".join(
            (
                "" if style == "Normal" else f'<w:pStyle w:val="{self.styles[style]}"/>',
                "<w:pageBreakBefore/>" if self._break and not place.boxed else "",
                shape.number,
                shape.borders,
                tables.turn(rtl=place.voice.rtl) if turned else "",
                f'<w:ind w:left="{indent}"{hanging}/>' if indent or hanging else "",
                '<w:jc w:val="center"/>' if shape.centred else "",
                self.pen.ending(place.mark) if self.pen else "",
            )
        )
        if not place.boxed:
            self._break = False
        self._out.append(f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>" if properties else f"<w:p>{inner}</w:p>")

    def _gap(self, place: Place) -> None:
        """Add the narrow paragraph that parts a table from what follows; without it Word joins two tables to one."""
        self.paragraph("Gap", "", replace(place, indent=0))

    def _bar(self, place: Place, *, always: bool = False) -> None:
        """Part what is changed from what follows: add a paragraph of both texts that nobody sees, where a change ends.

        With `always` also where it goes on, but with a table.

        What goes leaves through the paragraph after it. Into a table it cannot; of a heading or an item LibreOffice takes the
        number away with it; and where the paragraph is empty, it gives it that number instead.
        """
        mark = (place.mark, place.mark and self.pen.moved) if self.pen else ("", False)
        if self._tail[0] and (always or self._tail != mark):
            self._out.append(f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Gap"]}"/>{_BAR}</w:pPr>{_NOTHING}</w:p>')
        self._tail = mark

    def runs(self, runs: Runs, place: Place) -> str:
        """Return runs with their links and cross-references, and the marks of changes."""
        voice = place.voice
        if self.pen is not None:
            return "".join(self._compared(run, voice, place.mark or run.mark) for run in runs)
        return "".join(self._linked(run, voice) if run.target else spelled(run.text, run, voice, self._code(run)) for run in runs)

    def _moved(self, changed: Changed | None) -> None:
        """Say to the pen whether what is written next was moved, or that it ends."""
        if self.pen is not None:
            self.pen.moved = changed is not None and changed.moved

    def _marked(self, mark: Mark, inner: str) -> str:
        """Return runs in the mark of a change, as they are where nothing is compared."""
        return self.pen.runs(mark, inner) if self.pen else inner

    def _said(self, words: str, place: Place) -> str:
        """Return words that are nobody's runs, such as a number that is only printed."""
        return self._marked(place.mark, spelled(words, Run(""), place.voice))

    def _compared(self, run: Run, voice: Voice, mark: Mark) -> str:
        """Return a run where two texts are compared: its links lead on, its numbers are plain text.

        A field would be worked out anew over the clauses of both texts together, and print a number that stands in neither.
        """
        if not run.target:
            return self._marked(mark, spelled(run.text, run, voice, self._code(run)))
        where = address(run.target)
        if where:
            name = self.links.setdefault(where, f"rIdLink{len(self.links) + 1}")
            inner = self._marked(mark, spelled(run.text, run, voice, self.styles["Hyperlink"]))
            return f'<w:hyperlink r:id="{name}" w:history="1">{inner}</w:hyperlink>'
        clause = run.target.removeprefix("#")
        before = self._marked(mark, spelled(self._before(run) if run.reference else run.text, run, voice, self._code(run)))
        number = self._marked(mark, spelled(run.reference, run, voice))
        if not number or mark == "deleted" or clause not in self._counted:
            return before + number
        return f'{before}<w:hyperlink w:anchor="{bookmark(clause)}" w:history="1">{number}</w:hyperlink>'

    def _before(self, run: Run) -> str:
        """Return what a cross-reference prints before its number: the author's word, or the document's, and a firm space."""
        word = run.text or (self.sheet.annex_word if run.reference[:1].isalpha() else self.sheet.clause_word)
        return f"{word}\u00a0" if word else ""

    def _code(self, run: Run) -> str:
        """Return the character style of a run."""
        return self.styles["Code Text"] if run.code else ""

    def _linked(self, run: Run, voice: Voice) -> str:
        """Return a run that leads somewhere: a clause, by a field that Word can work out anew, or an address."""
        if run.target.startswith("#"):
            return self._reference(run, voice)
        where = address(run.target)
        if not where:
            return spelled(run.text, run, voice, self._code(run))
        name = self.links.setdefault(where, f"rIdLink{len(self.links) + 1}")
        inner = spelled(run.text, run, voice, self.styles["Hyperlink"])
        return f'<w:hyperlink r:id="{name}" w:history="1">{inner}</w:hyperlink>'

    def _reference(self, run: Run, voice: Voice) -> str:
        """Return the author's word, a space that does not break, and the number: as a field where Word counts it too."""
        if not run.reference:
            return spelled(run.text, run, voice, self._code(run))
        clause = run.target[1:]
        letter = run.reference[:1].isalpha()
        before = spelled(self._before(run), run, voice, self._code(run))
        counted = self._counted.get(clause)
        if counted is None:
            return before + spelled(run.reference, run, voice)
        name = bookmark(clause)
        if counted and ("." in run.reference or not letter):
            return before + word_field(f"REF {name} \\r \\h", run.reference, dress(run, voice))
        # The number of an annex holds the word "Annex", and LibreOffice would print it after the author's word once more.
        return f'{before}<w:hyperlink w:anchor="{name}" w:history="1">{spelled(run.reference, run, voice)}</w:hyperlink>'

    # Headings, bookmarks, contents

    def _close(self) -> None:
        """End the bookmark of the clause before."""
        if self._open is not None:
            self._out.append(f'<w:bookmarkEnd w:id="{self._open.mark}"/>')
            self._open = None

    def _taken(self) -> _Clause | None:
        """Return the clause whose bookmark is open, and count none as open."""
        clause, self._open = self._open, None
        return clause

    def _begin(self, name: str) -> str:
        """Return the start of a bookmark with the next free identifier."""
        self._mark += 1
        return f'<w:bookmarkStart w:id="{self._mark}" w:name="{name}"/>'

    def _heading(self, heading: Heading, place: Place) -> None:
        """Spell a heading: with an id it is a clause, numbered by Word, and its bookmark spans all that belongs to it."""
        planned = self._plan[self._at]
        self._at += 1
        numbered = planned.numbered
        annex = heading.annex and heading.level <= _CLAUSE_LEVEL
        level = min(max(heading.level - 1, 1), _DEEPEST)
        if self._open is not None and (heading.id or heading.level <= self._open.level):
            self._close()
        inner = self.runs(heading.runs, place)
        if heading.minutes > 0:
            inner += self._said(f"\u2002({heading.minutes}\u2032)", place)
        number, left, hanging = "", None, 0
        if numbered.num:
            number = f'<w:numPr><w:ilvl w:val="{numbered.level}"/><w:numId w:val="{numbered.num}"/></w:numPr>'
        elif numbered.printed:
            inner = self._said(f"{numbered.printed}\t", place) + inner
            left, hanging = place.indent + CLAUSE_INDENT, CLAUSE_INDENT
        else:
            # A style file may number its headings; those without an id stay without a number.
            number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>' if self.numbered_headings else ""
        inner = self._begin(planned.anchor) + inner
        if planned.anchor.startswith("_vc_"):
            self._open = _Clause(self._mark, heading.level)
        else:
            inner += f'<w:bookmarkEnd w:id="{self._mark}"/>'
        style = "Annex Heading" if annex else f"heading {level}"
        self.paragraph(style, inner, place, Shape(number, left=left, hanging=hanging))

    def _contents(self, title: str, place: Place) -> None:
        """Spell a table of contents: a field that shows the headings that follow, until Word works it out with pages."""
        self.paragraph("TOC Heading", spelled(title, Run(title), place.voice), place)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines: list[tuple[str, str]] = []
        for planned in self._plan[self._at :]:
            heading = planned.heading
            words = plain_text(heading.runs)
            if heading.level > _CLAUSE_LEVEL + 1 or not words:
                continue
            annex = heading.annex and heading.level <= _CLAUSE_LEVEL
            worded = annex and heading.number and planned.column.worded
            number = f"{self.sheet.annex_word} {heading.number}" if worded else heading.number
            after = "\u2002" if worded else "\t"
            line = spelled(f"{number}{after}{words}" if number else words, Run(words), place.voice)
            entry = f'<w:hyperlink w:anchor="{planned.anchor}" w:history="1">{line}</w:hyperlink>'
            lines.append(("toc 1" if heading.level <= _CLAUSE_LEVEL else "toc 2", entry))
        lines = lines or [("toc 1", "")]
        lines[0] = (lines[0][0], begin + lines[0][1])
        lines[-1] = (lines[-1][0], lines[-1][1] + end)
        for style, line in lines:
            self.paragraph(style, line, place)

    # Lists

    def _listing(self, listing: Listing, place: Place) -> None:
        """Spell a list; what follows the first paragraph of an item stands under its text."""
        depth = min(place.depth, 8)
        num = self.numbering.listing(ordered=listing.ordered, depth=depth, start=listing.start, rtl=place.voice.rtl)
        number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
        left = place.indent + STEP
        inside = replace(place, indent=left, depth=place.depth + 1, style="List Paragraph")
        beside = replace(place, indent=0)
        for blocks in listing.items:
            whole = blocks[0] if _changed(blocks) else None
            item, mark = (whole.blocks, whole.mark) if whole else (blocks, place.mark)
            here, below = (beside, inside) if mark == place.mark else (replace(beside, mark=mark), replace(inside, mark=mark))
            self._moved(whole)
            first = item[0] if item and isinstance(item[0], Paragraph) else None
            inner = self.runs(first.runs, here) if first else ""
            # Said again where the list does not stand at its usual place, as inside a quotation.
            shape = Shape(number) if left == STEP * (depth + 1) else Shape(number, left=left, hanging=STEP)
            self.paragraph("List Paragraph", inner, here, shape)
            self.blocks(item[1:] if first else item, below)
            self._moved(None)

    # Tables and boxes

    def _inside(self, blocks: Blocks, place: Place) -> str:
        """Return blocks as the content of a cell, which ends with a paragraph; a bookmark that begins in it ends in it."""
        outside, self._out = self._out, []
        around = self._taken()
        self.blocks(blocks, place)
        within = self._taken()
        if within is not None:
            self._out[-1] = f'{self._out[-1].removesuffix("</w:p>")}<w:bookmarkEnd w:id="{within.mark}"/></w:p>'
        inner, self._out, self._open = "".join(self._out), outside, around
        return inner or "<w:p/>"

    def _table(self, table: Table, place: Place) -> None:
        """Spell a table with one header row."""
        rtl = place.voice.rtl
        columns = max([len(table.head), *(len(row) for row in table.rows)], default=0)
        if not columns:
            return
        widths = tables.shares(table.widths, columns, place.width - place.indent)
        frame = tables.Frame(
            widths, style=self.styles["Text Table"], rtl=rtl, indent=place.indent, description=table.description, head=True
        )
        turned = place.voice.direction != self.sheet.direction
        out = [frame.start()]
        for number, cells in enumerate((table.head, *table.rows) if table.head else table.rows):
            head = number == 0 and bool(table.head)
            style = self.styles["Table Heading" if head else "Table Text"]
            line = f'<w:pStyle w:val="{style}"/>{tables.turn(rtl=rtl) if turned else ""}'
            mark = place.mark or (table.marks[number] if table.marks else "")
            here = replace(place, mark=mark) if mark else place
            hand = self._hand(here)
            out.append(tables.row_start(head=head, whole=sum(len(plain_text(cell.runs)) for cell in cells), mark=hand.row()))
            for column, width in enumerate(widths):
                cell = cells[column] if column < len(cells) else None
                shade = tables.shading(cell.shade) if cell else ""
                inner = self.runs(cell.runs, here) if cell else ""
                start = tables.cell_start(width, shade=shade)
                out.append(f"{start}<w:p><w:pPr>{line}{hand.ending()}</w:pPr>{inner}</w:p></w:tc>")
            out.append("</w:tr>")
        out.append("</w:tbl>")
        self._out.append("".join(out))
        self._gap(place)

    def _hand(self, place: Place) -> Hand:
        """Return how the lines of a panel are written at a place, and how rows and paragraphs there are marked."""
        pen = self.pen
        if pen is None:
            return Hand(lambda runs: self.runs(runs, place), str, str)
        return Hand(lambda runs: self.runs(runs, place), lambda: pen.ending(place.mark), lambda: pen.row(place.mark))

    def _notice(self, style: str, blocks: Blocks, place: Place) -> None:
        """Spell a box that must be seen."""
        # The strong line at its side stands half outside the cell.
        width = place.width - place.indent - tables.BAR
        frame = tables.Frame((width,), style=self.styles[style], rtl=place.voice.rtl, indent=place.indent + tables.BAR // 2)
        inside = replace(place, width=width - 2 * tables.BOX_MARGIN, indent=0, depth=0, style="Notice Text", boxed=True)
        inner = self._inside(blocks, inside)
        row = tables.row_start(whole=_LONG, mark=self._hand(place).row())
        self._out.append(f"{frame.start()}{row}{tables.cell_start(width)}{inner}</w:tc></w:tr></w:tbl>")
        self._gap(place)

    def _pairs(self, pairs: list[Pair], place: Place) -> None:
        """Spell the same clauses in two languages side by side; the left column stays left in every document."""
        if self._break and not place.boxed:
            self._gap(place)
        if not place.boxed:
            self._close()
        left = (place.width - place.indent) // 2
        widths = (left, place.width - place.indent - left)
        frame = tables.Frame(widths, indent=place.indent, margins=(0, 60, 0, 60), inner=tables.THIN)
        out = [frame.start()]
        for pair in pairs:
            out.append("<w:tr>")
            for side, name, width in ((pair.left, "left", widths[0]), (pair.right, "right", widths[1])):
                margins = tables.cell_margins(0 if name == "left" else tables.GUTTER, tables.GUTTER if name == "left" else 0)
                inner = self._inside(side.blocks, self._column(side, width - tables.GUTTER, place))
                out.append(f"{tables.cell_start(width, margins=margins)}{inner}</w:tc>")
            out.append("</w:tr>")
        out.append("</w:tbl>")
        self._out.append("".join(out))
        self._gap(place)

    def _column(self, side: Side, width: int, place: Place) -> Place:
        """Return the place of one column."""
        own = side.language == self.sheet.language
        voice = Voice(side.direction, "" if own else side.language)
        return replace(place, width=width, voice=voice, indent=0, depth=0, boxed=True, style="Normal")

    def _signature(self, panel: SignaturePanel, place: Place) -> None:
        """Spell the box in which one party signs: one row that no page break may cut."""
        if not place.boxed:
            self._close()
        width = place.width - place.indent
        rtl = place.voice.rtl
        frame = tables.Frame(
            (width,), style=self.styles["Signature Table"], rtl=rtl, indent=place.indent, description=panel.title
        )
        inside = replace(place, width=width - 2 * tables.BOX_MARGIN, indent=0, depth=0, style="Note", boxed=True)
        turned = place.voice.direction != self.sheet.direction
        outside, self._out = self._out, []
        hand = self._hand(place)
        self.paragraph("Signature Title", self.runs(text_runs(panel.title), inside), inside)
        self._out.append(signing_lines(panel, inside.width, self.styles, hand, rtl=rtl, turned=turned))
        if panel.notes:
            self._gap(inside)
            for note in panel.notes:
                marks = {run.mark for run in note}
                here = replace(inside, mark=marks.pop()) if len(marks) == 1 and not place.mark else inside
                self.paragraph("Note", self.runs(note, here), here)
        else:
            self._gap(inside)
        inner, self._out = "".join(self._out), outside
        row = tables.row_start(mark=hand.row())
        self._out.append(f"{frame.start()}{row}{tables.cell_start(width)}{inner}</w:tc></w:tr></w:tbl>")
        self._gap(place)

    def title(self, place: Place, logo: str) -> str:
        """Return the title block: logo, title, the lines under it."""
        outside, self._out = self._out, []
        if logo:
            self.paragraph("Normal", logo, place)
        if self.sheet.title:
            self.paragraph("Title", self.runs(self.sheet.title_runs or text_runs(self.sheet.title), place), place)
        for line in self.sheet.lead:
            self.paragraph("Subtitle", spelled(line, Run(""), place.voice), place)
        self._gap(place)
        inner, self._out = "".join(self._out), outside
        return inner


def _changed(item: Blocks) -> TypeGuard[tuple[Changed]]:
    """Say whether an item of a list stands in only one of two texts."""
    return len(item) == 1 and isinstance(item[0], Changed)


def _headings(
    blocks: Iterable[Block], column: Column, language: str, *, gone: bool = False
) -> Iterator[tuple[Heading, Column, bool]]:
    """Yield every heading in reading order with the column it stands in, and whether a change took it away.

    `language` is the document's.
    """
    for block in blocks:
        match block:
            case Heading():
                yield block, column, gone
            case Listing(items=items):
                for item in items:
                    yield from _headings(item, column, language, gone=gone)
            case Quote(blocks=inner) | Notice(blocks=inner):
                yield from _headings(inner, column, language, gone=gone)
            case Changed(mark=mark, blocks=inner):
                yield from _headings(inner, column, language, gone=mark == "deleted")
            case Pair(left=left, right=right):
                for name, side in (("left", left), ("right", right)):
                    own = Column(name, rtl=side.direction == "rtl", worded=side.language == language)
                    yield from _headings(side.blocks, own, language)
