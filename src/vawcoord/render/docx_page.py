"""The page of a Word file: its size, its header and footer lines, the closing section, the logo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vawcoord.prose import Run, Sheet
from vawcoord.render import docx_table as tables
from vawcoord.render.docx_text import W_NS, Voice, attribute, dress, field, shortened, spelled

R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}"'
LOGO_WIDE = 2_340_000
LOGO_HIGH = 828_000
_HEADER_CHARACTERS = 90


@dataclass(frozen=True, slots=True)
class Page:
    """A page in twentieths of a point. `rest` is what else the style file says of it, as XML after the margins."""

    width: int = 11906
    height: int = 16838
    top: int = 1418
    right: int = 1304
    bottom: int = 1304
    left: int = 1304
    header: int = 680
    footer: int = 567
    gutter: int = 0

    @property
    def text_width(self) -> int:
        """The width of the lines."""
        return max(self.width - self.left - self.right - self.gutter, 1440)

    def turned(self) -> "Page":
        """Return the page lying on its side; one that lies already stays as it is."""
        return self if self.width > self.height else replace(self, width=self.height, height=self.width)


@dataclass(frozen=True, slots=True)
class Corner:
    """A header or footer part: what stands before our line and what after it."""

    tag: str
    kind: str
    name: str
    before: str
    after: str
    paged: bool = False

    @property
    def target(self) -> str:
        """Its name as the document refers to it."""
        return self.name.removeprefix("word/")

    def filled(self, lines: Mapping[str, str]) -> str:
        """Return the whole part with our line in it; a footer that counts its pages already is not given a second count."""
        line = lines["footer unpaged" if self.paged and self.tag == "footer" else self.tag]
        return f"{self.before}{line}{self.after}"


def line(kind: str, sheet: Sheet, width: int, styles: Mapping[str, str]) -> str:
    """Return the line of a header (title, classification) or footer (version, page X of Y) over the given width.

    It is a table of two cells, so that a long title wraps and both directions come out right.
    """
    voice = Voice(sheet.direction)
    style = styles["header" if kind == "header" else "footer"]
    if kind == "header":
        first = spelled(shortened(sheet.title, _HEADER_CHARACTERS), Run(""), voice)
        second = spelled(sheet.classification, Run("", bold=True), voice)
    else:
        first = spelled(sheet.version, Run(""), voice)
        second = _page_of(sheet.page_of, voice) if kind == "footer" else ""
    widths = tables.shares((68, 32), 2, width)
    edge = "bottom" if kind == "header" else "top"
    rule = f'<w:tcBorders><w:{edge} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/></w:tcBorders>'
    frame = tables.Frame(widths, rtl=voice.rtl, margins=(50, 0, 50, 0)).start()
    start = frame.replace("<w:tbl>", f'<w:tbl xmlns:w="{W_NS}">', 1)
    mark = f'<w:pPr><w:pStyle w:val="{style}"/>'
    last = f'<w:p xmlns:w="{W_NS}"><w:pPr><w:pStyle w:val="{styles["Gap"]}"/></w:pPr></w:p>'
    return (
        f"{start}<w:tr>{tables.cell_start(widths[0], borders=rule)}<w:p>{mark}</w:pPr>{first}</w:p></w:tc>"
        f'{tables.cell_start(widths[1], borders=rule)}<w:p>{mark}<w:jc w:val="end"/></w:pPr>{second}</w:p></w:tc>'
        f"</w:tr></w:tbl>{last}"
    )


def _page_of(words: str, voice: Voice) -> str:
    """Return the page count in the document's words, its two numbers as fields."""
    out: list[str] = []
    for number, piece in enumerate(words.split("{page}")):
        if number:
            out.append(field("PAGE", "1", dress(Run(""), voice)))
        for place, part in enumerate(piece.split("{pages}")):
            if place:
                out.append(field("NUMPAGES", "1", dress(Run(""), voice)))
            out.append(spelled(part, Run(""), voice))
    return "".join(out)


def section(page: Page, corners: Iterable[Corner], marks: str, *, rtl: bool) -> str:
    """Return `w:sectPr`: headers, footers, page, direction."""
    references = "".join(
        f'<w:{corner.tag}Reference w:type="{corner.kind}" r:id="rIdCorner{number}"/>' for number, corner in enumerate(corners, 1)
    )
    lying = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{page.width}" w:h="{page.height}"{lying}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="{page.gutter}"/>'
        f'<w:cols w:space="720"/>{marks}{"<w:bidi/>" if rtl else ""}</w:sectPr>'
    )


def drawing(wide: int, high: int, description: str) -> str:
    """Return the run with the logo; its alternative text names whose it is."""
    words = attribute(description)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="1" name="Logo" descr="{words}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="Logo" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
