"""Tables and boxes of a Word file: frames, rows, cells, their lines and margins, in the order of the schema."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vawcoord.render.docx_text import attribute, shortened

BOX_MARGIN = 170
BAR = 90
GUTTER = 200
# A row is kept on one page unless it is so long that it could not stand on one.
_LONGEST_WHOLE = 1200
_INK = "7F7F7F"
THIN = '<w:insideV w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="A6A6A6"/></w:pBdr>'
UNDERLINE = f'<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_INK}"/></w:tcBorders>'
_DASH = f'w:val="dashed" w:sz="4" w:space="0" w:color="{_INK}"'
DASHED = f"<w:tcBorders><w:top {_DASH}/><w:left {_DASH}/><w:bottom {_DASH}/><w:right {_DASH}/></w:tcBorders>"
# Said by both neighbours: in a table from right to left LibreOffice looks for the line on the other one.
BESIDE = f"<w:tcBorders><w:right {_DASH}/></w:tcBorders>"
_LOOK = 'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
_LOOK_HEAD = f'<w:tblLook w:val="0620" w:firstRow="1" {_LOOK}'
_LOOK_PLAIN = f'<w:tblLook w:val="0600" w:firstRow="0" {_LOOK}'
_colour = re.compile(r"[0-9A-Fa-f]{6}\Z")


def turn(*, rtl: bool) -> str:
    """Return the mark of a paragraph that runs the other way than its document."""
    return "<w:bidi/>" if rtl else '<w:bidi w:val="0"/>'


def shading(colour: str) -> str:
    """Return the shade of a cell; what is no colour shades nothing."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.upper()}"/>' if _colour.match(colour) else ""


def shares(parts: Sequence[int], columns: int, width: int) -> tuple[int, ...]:
    """Return the widths of columns that fill a width in the given shares; a missing share counts as the average."""
    known = [max(part, 1) for part in parts[:columns]]
    average = sum(known) / len(known) if known else 1
    all_parts = [*known, *[average] * (columns - len(known))]
    whole = sum(all_parts)
    widths = [max(int(width * part / whole), 1) for part in all_parts]
    widths[-1] += max(width - sum(widths), 0)
    return tuple(widths)


def cell_margins(left: int, right: int) -> str:
    """Return the inner margins of one cell."""
    return f'<w:tcMar><w:left w:w="{left}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tcMar>'


@dataclass(frozen=True, slots=True)
class Frame:
    """A table before its rows. `margins` are above, beside, below, beside; `inner` is a line between its columns."""

    widths: tuple[int, ...]
    style: str = ""
    rtl: bool = False
    indent: int = 0
    description: str = ""
    head: bool = False
    margins: tuple[int, int, int, int] | None = None
    inner: str = ""

    def start(self) -> str:
        """Return the opening of `w:tbl` with its properties and grid."""
        margins = ""
        if self.margins is not None:
            sides = zip(("top", "left", "bottom", "right"), self.margins, strict=True)
            inner = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
            margins = f"<w:tblCellMar>{inner}</w:tblCellMar>"
        words = attribute(self.description)
        return "".join(
            (
                "<w:tbl><w:tblPr>",
                f'<w:tblStyle w:val="{self.style}"/>' if self.style else "",
                "<w:bidiVisual/>" if self.rtl else "",
                f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>',
                f'<w:tblInd w:w="{self.indent}" w:type="dxa"/>',
                f"<w:tblBorders>{self.inner}</w:tblBorders>" if self.inner else "",
                '<w:tblLayout w:type="fixed"/>',
                margins,
                _LOOK_HEAD if self.head else _LOOK_PLAIN,
                f'<w:tblCaption w:val="{attribute(shortened(self.description, 80))}"/><w:tblDescription w:val="{words}"/>'
                if words
                else "",
                "</w:tblPr><w:tblGrid>",
                "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths),
                "</w:tblGrid>",
            )
        )


def row_start(*, head: bool = False, whole: int = 0, height: int = 0, mark: str = "") -> str:
    """Return the opening of a row. `whole` is the length of its text, `height` its least height, `mark` that of a change."""
    marks = "".join(
        (
            "<w:cantSplit/>" if whole <= _LONGEST_WHOLE else "",
            f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "",
            "<w:tblHeader/>" if head else "",
            mark,
        )
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>" if marks else "<w:tr>"


def cell_start(
    width: int, *, merge: str = "", borders: str = "", shade: str = "", margins: str = "", bottom: bool = False
) -> str:
    """Return the opening of a cell; `merge` is `restart` or `continue` for a cell over several rows."""
    return "".join(
        (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:vMerge w:val="{merge}"/>' if merge else "",
            borders,
            shade,
            margins,
            '<w:vAlign w:val="bottom"/>' if bottom else "",
            "</w:tcPr>",
        )
    )
