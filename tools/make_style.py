"""Makes `templates/style.docx`, the Word style file that every document gets unless the committee has its own.

Run it after a change in `render/docx_styles.py`: python tools/make_style.py. The same styles give the same bytes.
"""

from datetime import date
from pathlib import Path

from vawcoord.render import docx_package as package
from vawcoord.render.docx_page import NAMESPACES, Page, section
from vawcoord.render.docx_styles import COMPAT, STYLES, stylesheet
from vawcoord.render.docx_text import W_NS

TARGET = Path(__file__).parent.parent / "templates" / "style.docx"
# The families let a program without the font choose one that looks alike.
FONTS = (("Arial", "swiss", "Liberation Sans"), ("Courier New", "modern", "Liberation Mono"))
SAMPLES = {
    "Title": "Title of a document",
    "Subtitle": "A line under the title",
    "heading 1": "A clause: “heading 1”",
    "heading 2": "A sub-clause: “heading 2”",
    "heading 3": "“heading 3”",
    "heading 4": "“heading 4”",
    "Annex Heading": "An annex: “Annex Heading”",
    "Normal": "Change these styles, the page, the header and the footer in Word to give the committee's documents "
    "their look. The text of this file is never printed.",
    "toc 1": "Table of contents",
    "toc 2": "Table of contents, second level",
}


def body() -> str:
    """Return a paragraph in each style, so that who opens the file sees what a change does."""
    out = []
    for style in STYLES:
        if style.kind == "paragraph" and style.name not in ("header", "footer", "Gap"):
            words = SAMPLES.get(style.name, f"Text in the style “{style.name}”")
            out.append(f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>')
    return "".join(out)


def style_file() -> bytes:
    """Return the bytes of the style file."""
    head, office, word = package.HEAD, package.OFFICE, package.WORD_TYPE
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
        for name, family, other in FONTS
    )
    members = {
        "[Content_Types].xml": package.content_types(
            (
                ("word/document.xml", f"{word}.document.main+xml"),
                ("word/styles.xml", f"{word}.styles+xml"),
                ("word/settings.xml", f"{word}.settings+xml"),
                ("word/fontTable.xml", f"{word}.fontTable+xml"),
                ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            )
        ),
        "_rels/.rels": package.relationships(
            (
                ("rId1", f"{office}/officeDocument", "word/document.xml", False),
                ("rId2", package.CORE_TYPE, "docProps/core.xml", False),
            )
        ),
        "word/document.xml": f"{head}<w:document {NAMESPACES}><w:body>{body()}"
        f"{section(Page(), (), '', rtl=False)}</w:body></w:document>",
        "word/_rels/document.xml.rels": package.relationships(
            (
                ("rId1", f"{office}/styles", "styles.xml", False),
                ("rId2", f"{office}/settings", "settings.xml", False),
                ("rId3", f"{office}/fontTable", "fontTable.xml", False),
            )
        ),
        "word/styles.xml": head + stylesheet(),
        "word/settings.xml": f'{head}<w:settings xmlns:w="{W_NS}"><w:defaultTabStop w:val="567"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{COMPAT}'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>',
        "word/fontTable.xml": f'{head}<w:fonts xmlns:w="{W_NS}">{fonts}</w:fonts>',
        "docProps/core.xml": package.core_properties("Style file", "", "en", date(1980, 1, 1)),
    }
    return package.container((name, package.packed(text.encode(), 9)) for name, text in members.items())


if __name__ == "__main__":
    TARGET.write_bytes(style_file())
