"""The inside of a signature panel: labelled lines to write on, and beside them the room for a stamp."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vawcoord.prose import Runs, SignaturePanel, text
from vawcoord.render import docx_table as tables

# A stamp wants some four centimetres, however few the lines beside it.
_LINE_HEIGHT = 500
_STAMP_HEIGHT = 2300


@dataclass(frozen=True, slots=True)
class Hand:
    """How a panel is written: runs as XML, the mark at the end of a paragraph, that of a row; the last two mostly nothing."""

    runs: Callable[[Runs], str]
    ending: Callable[[], str]
    row: Callable[[], str]


def signing_lines(panel: SignaturePanel, width: int, styles: Mapping[str, str], hand: Hand, *, rtl: bool, turned: bool) -> str:
    """Return the lines of a panel as a table of the given width; `turned`: it runs the other way than its document."""
    if not panel.fields and not panel.stamp:
        return ""
    parts = (24, 42, 4, 30) if panel.stamp else (26, 74)
    widths = tables.shares(parts, len(parts), width)
    turn = tables.turn(rtl=rtl) if turned else ""
    rows = panel.rows() or (("", ()),)
    height = max(_LINE_HEIGHT, _STAMP_HEIGHT // len(rows)) if panel.stamp else _LINE_HEIGHT

    def cell(words: Runs, style: str, start: str, align: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{styles[style]}"/>{turn}{align}{hand.ending()}</w:pPr>'
        return f"{start}<w:p>{look}{hand.runs(words)}</w:p></w:tc>"

    out = [tables.Frame(widths, rtl=rtl, margins=(30, 0, 30, 0)).start()]
    for number, (label, value) in enumerate(rows):
        out.append(tables.row_start(height=height, mark=hand.row()))
        out.append(cell(text(label), "Signature Label", tables.cell_start(widths[0], bottom=True)))
        line = tables.UNDERLINE if label and not value else ""
        out.append(cell(value, "Signature Text", tables.cell_start(widths[1], borders=line, bottom=True)))
        if panel.stamp:
            merge = "restart" if number == 0 else "continue"
            out.append(cell((), "Signature Text", tables.cell_start(widths[2], borders=tables.BESIDE)))
            start = tables.cell_start(widths[3], merge=merge, borders=tables.DASHED)
            out.append(cell(() if number else text(panel.stamp), "Signature Label", start, '<w:jc w:val="center"/>'))
        out.append("</w:tr>")
    out.append("</w:tbl>")
    return "".join(out)
