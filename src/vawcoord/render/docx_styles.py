"""Our Word styles as data: the slim style file is made of them, and a committee's own style file gets those it lacks."""

from dataclasses import dataclass
from typing import Literal

from vawcoord.render.docx_text import W_NS

INK = "1F2A44"
GREY = "595959"
LINE = "A6A6A6"


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the name Word knows it by, what it builds on, and its properties as they stand in styles.xml.

    `lines` is the content of `w:pPr`, `letters` of `w:rPr`, `rest` what only a table style has.
    """

    id: str
    name: str
    kind: Literal["paragraph", "character", "table", "numbering"] = "paragraph"
    based: str = ""
    after: str = ""
    lines: str = ""
    letters: str = ""
    rest: str = ""
    default: bool = False
    order: int = 99

    def xml(self) -> str:
        """Return `w:style`."""
        parts = (
            f'<w:style xmlns:w="{W_NS}" w:type="{self.kind}" w:styleId="{self.id}"',
            ' w:default="1">' if self.default else ">" if self.name in _BUILT_IN else ' w:customStyle="1">',
            f'<w:name w:val="{self.name}"/>',
            f'<w:basedOn w:val="{self.based}"/>' if self.based else "",
            f'<w:next w:val="{self.after}"/>' if self.after else "",
            f'<w:uiPriority w:val="{self.order}"/>',
            "<w:qFormat/>" if self.kind in ("paragraph", "character") else "",
            f"<w:pPr>{self.lines}</w:pPr>" if self.lines else "",
            f"<w:rPr>{self.letters}</w:rPr>" if self.letters else "",
            self.rest,
            "</w:style>",
        )
        return "".join(parts)


def _size(half_points: int, complex_script: int = 0) -> str:
    """Return the size of letters; Arabic looks smaller than Latin of the same size, so it gets a little more."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{complex_script or half_points + 2}"/>'


def _borders(tag: str, sides: str, value: str) -> str:
    """Return a border element with the same line on some sides, in the order the schema wants."""
    return f"<w:{tag}>{''.join(f'<w:{side} {value}/>' for side in sides.split())}</w:{tag}>"


def _line(eighths: int, colour: str, space: int = 0) -> str:
    """Return the attributes of a single line."""
    return f'w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"'


_BOLD = "<w:b/><w:bCs/>"
_TYPED = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_INKED = f'<w:color w:val="{INK}"/>'
_PALE = f'<w:color w:val="{GREY}"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"
_CLOSE = '<w:spacing w:before="0" w:after="0"/>'


def _margins(side: int, above: int, below: int | None = None) -> str:
    """Return the margins inside the cells of a table; below as above where not said."""
    under = above if below is None else below
    return (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{under}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )


def _box(name: str, bar: str, fill: str) -> Style:
    """Return the table style of a notice: a pale field with a strong line at the side where reading begins."""
    edges = (
        f"<w:tblBorders><w:top {_line(4, bar)}/><w:left {_line(36, bar)}/>"
        f"<w:bottom {_line(4, bar)}/><w:right {_line(4, bar)}/></w:tblBorders>"
    )
    return Style(
        name.replace(" ", ""),
        name,
        "table",
        "TableNormal",
        rest=f"<w:tblPr>{edges}{_margins(170, 85)}</w:tblPr>"
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>',
    )


STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal", default=True, order=0),
    Style("DefaultParagraphFont", "Default Paragraph Font", "character", default=True, order=1),
    Style(
        "TableNormal", "Normal Table", "table", default=True,
        rest=f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_margins(108, 0)}</w:tblPr>',
    ),
    Style("NoList", "No List", "numbering", default=True),
    Style(
        "Title", "Title", based="Normal", after="Subtitle", order=10, letters=_BOLD + _INKED + _size(38),
        lines=f'<w:keepNext/><w:keepLines/>{_borders("pBdr", "bottom", _line(8, INK, 6))}'
        '<w:spacing w:before="0" w:after="160" w:line="252" w:lineRule="auto"/>',
    ),
    Style(
        "Subtitle", "Subtitle", based="Normal", after="Normal", order=11, letters=_PALE + _size(23),
        lines='<w:keepLines/><w:spacing w:before="0" w:after="60"/>',
    ),
    Style(
        "Heading1", "heading 1", based="Normal", after="Normal", order=9, letters=_BOLD + _INKED + _size(26),
        lines=f'{_KEEP}<w:spacing w:before="340" w:after="120"/><w:outlineLvl w:val="0"/>',
    ),
    Style(
        "Heading2", "heading 2", based="Normal", after="Normal", order=9, letters=_BOLD + _INKED + _size(22),
        lines=f'{_KEEP}<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/>',
    ),
    Style(
        "Heading3", "heading 3", based="Normal", after="Normal", order=9, letters=_BOLD + _PALE + _size(21),
        lines=f'{_KEEP}<w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="2"/>',
    ),
    Style(
        "Heading4", "heading 4", based="Normal", after="Normal", order=9, letters=f"<w:i/><w:iCs/>{_PALE}{_size(21)}",
        lines=f'{_KEEP}<w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="3"/>',
    ),
    Style(
        "AnnexHeading", "Annex Heading", based="Heading1", after="Normal", order=9,
        lines='<w:spacing w:before="400" w:after="140"/><w:outlineLvl w:val="0"/>',
    ),
    Style("ListParagraph", "List Paragraph", based="Normal", order=34, lines='<w:spacing w:after="80"/>'),
    Style(
        "Quote", "Quote", based="Normal", order=29, letters='<w:color w:val="404040"/>',
        lines='<w:ind w:left="397" w:right="397"/>',
    ),
    Style(
        "Note", "Note", based="Normal", order=30, letters=_PALE + _size(18),
        lines='<w:spacing w:after="100" w:line="259" w:lineRule="auto"/>',
    ),
    Style(
        "Code", "Code", based="Normal", order=31, letters=_TYPED + _size(18),
        lines='<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        '<w:spacing w:after="120" w:line="252" w:lineRule="auto"/>',
    ),
    Style(
        "CodeText", "Code Text", "character", "DefaultParagraphFont", order=31,
        letters=_TYPED + _size(19),
    ),
    Style(
        "Hyperlink", "Hyperlink", "character", "DefaultParagraphFont",
        letters='<w:color w:val="1F4E79"/><w:u w:val="single"/>',
    ),
    Style(
        "Header", "header", based="Normal", letters=_PALE + _size(16),
        lines='<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
    ),
    Style(
        "Footer", "footer", based="Normal", letters=_PALE + _size(16),
        lines='<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
    ),
    Style(
        "TOCHeading", "TOC Heading", based="Normal", after="Normal", order=39, letters=_BOLD + _INKED + _size(24),
        lines=f'{_KEEP}<w:spacing w:before="340" w:after="120"/>',
    ),
    Style(
        "TOC1", "toc 1", based="Normal", after="Normal", order=39,
        lines='<w:spacing w:after="50"/><w:ind w:left="567" w:right="567" w:hanging="567"/>',
    ),
    Style(
        "TOC2", "toc 2", based="Normal", after="Normal", order=39,
        lines='<w:spacing w:after="40"/><w:ind w:left="1247" w:right="567" w:hanging="680"/>',
    ),
    Style(
        "TableText", "Table Text", based="Normal", order=40, letters=_size(19),
        lines='<w:spacing w:after="0" w:line="259" w:lineRule="auto"/>',
    ),
    Style("TableHeading", "Table Heading", based="TableText", order=40, letters=_BOLD + _INKED),
    Style(
        "NoticeText", "Notice Text", based="Normal", order=41,
        lines='<w:spacing w:before="40" w:after="40" w:line="264" w:lineRule="auto"/>',
    ),
    Style(
        "SignatureTitle", "Signature Title", based="Normal", order=42, letters=_BOLD + _INKED + _size(22),
        lines='<w:spacing w:before="20" w:after="60"/>',
    ),
    Style("SignatureText", "Signature Text", based="Normal", order=42, letters=_size(20), lines=_CLOSE),
    Style(
        "SignatureLabel", "Signature Label", based="SignatureText", order=42, letters=_PALE + _size(18),
        lines='<w:spacing w:before="60" w:after="0"/>',
    ),
    Style(
        "Gap", "Gap", based="Normal", letters=_size(8, 8),
        lines='<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>',
    ),
    Style(
        "TextTable", "Text Table", "table", "TableNormal",
        rest=f'<w:tblPr>{_borders("tblBorders", "top left bottom right insideH insideV", _line(4, LINE))}'
        f'{_margins(100, 50)}</w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="E9EDF4"/></w:tcPr></w:tblStylePr>',
    ),
    Style(
        "SignatureTable", "Signature Table", "table", "TableNormal",
        rest=f'<w:tblPr>{_borders("tblBorders", "top left bottom right", _line(8, INK))}{_margins(170, 113, 227)}</w:tblPr>',
    ),
    _box("Notice Draft", "5B6B8C", "EEF1F7"),
    _box("Notice Caution", "C77700", "FFF4E0"),
    _box("Notice Done", "3B7D4F", "EAF5ED"),
)  # fmt: skip

_BUILT_IN = frozenset(
    {
        "Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Subtitle", "heading 1", "heading 2",
        "heading 3", "heading 4", "List Paragraph", "Quote", "Hyperlink", "header", "footer", "TOC Heading", "toc 1",
        "toc 2",
    }
)  # fmt: skip

DEFAULTS = (
    f'<w:docDefaults xmlns:w="{W_NS}"><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>{_size(21)}'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="130" w:line="283" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)

# Without a mode Word opens a file as one of an older version and says so in its title.
COMPAT = (
    f'<w:compat xmlns:w="{W_NS}"><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def stylesheet() -> str:
    """Return a whole `w:styles` of ours."""
    body = DEFAULTS + "".join(style.xml() for style in STYLES)
    return f'<w:styles xmlns:w="{W_NS}">{body.replace(f" xmlns:w={chr(34)}{W_NS}{chr(34)}", "")}</w:styles>'
