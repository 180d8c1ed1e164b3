"""The Word file of a sheet: the style file parsed once, the body written as one string, all else kept as deflated bytes."""

import re
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812 - its own name says nothing
from typing import TYPE_CHECKING

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.prose import Sheet
from vawcoord.render import docx_package as package
from vawcoord.render import docx_page as pages
from vawcoord.render.docx_body import Body, Place
from vawcoord.render.docx_look import read
from vawcoord.render.docx_numbering import Numbering
from vawcoord.render.docx_package import OFFICE, WORD_TYPE, Packed
from vawcoord.render.docx_redline import Pen
from vawcoord.render.docx_text import Voice, region

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOCUMENT = "word/document.xml"
_SETTINGS = "word/settings.xml"


class Look:
    """How a committee's Word files look: its style file, parsed once for any number of documents.

    Takes the bytes of any .docx: its styles, fonts, page, header and footer are used, its text is not. Parts that come out
    as they did for the document before are not deflated again.
    """

    def __init__(self, style: bytes) -> None:
        self.base = read(style)
        self._kept: dict[str, tuple[bytes, Packed]] = {}
        self._still = [(name, package.packed(data, 9)) for name, _kind, data in self.base.parts]
        self._styles: dict[tuple[str, str], Packed] = {}

    def still(self, *, recording: bool = False) -> "Iterable[tuple[str, Packed]]":
        """Yield the members that are the same in every document; `recording` switches the recording of changes on."""
        for name, member in self._still:
            yield name, self._recording(name) if recording and name == _SETTINGS else member

    def _recording(self, name: str) -> Packed:
        """Return the settings with changes recorded. The standard wants the switch before the width of a tab."""
        text = next(data for known, _kind, data in self.base.parts if known == name).decode()
        after = re.search(
            r"<w:(?:defaultTabStop|autoHyphenation|consecutiveHyphenLimit|hyphenationZone|evenAndOddHeaders|"
            r"characterSpacingControl|compat|themeFontLang|clrSchemeMapping|decimalSymbol|listSeparator)\b|"
            r"</w:settings>",
            text,
        )
        at = after.start() if after else len(text)
        return self.packed("settings recording", f"{text[:at]}<w:trackRevisions/>{text[at:]}")

    def styles(self, language: str, direction: str) -> Packed:
        """Return the styles for a document's language and direction."""
        key = (region(language), direction)
        if key not in self._styles:
            self._styles[key] = package.packed(self.base.dressed(language, rtl=direction == "rtl"), 9)
        return self._styles[key]

    def packed(self, name: str, text: str) -> Packed:
        """Return a member deflated, from the document before where it is the same."""
        data = text.encode()
        known = self._kept.get(name)
        if known is None or known[0] != data:
            known = self._kept[name] = (data, package.packed(data))
        return known[1]


@dataclass(frozen=True, slots=True)
class _Logo:
    """A picture ready to be put in: its content type, file name and size in English Metric Units."""

    kind: str
    name: str
    wide: int
    high: int


def render(sheet: Sheet, look: Look, logo: bytes | None = None) -> bytes:
    """Return the bytes of a Word file that says what the sheet says; the same sheet, look and logo give the same bytes."""
    base = look.base
    page = base.page.turned() if sheet.landscape else base.page
    voice = Voice(sheet.direction)
    numbering = Numbering(sheet.annex_word, base.first_abstract, base.first_num, compared=sheet.revision is not None)
    body = Body(sheet, base.styles, numbering, Pen(sheet.revision) if sheet.revision else None)
    place = Place(page.text_width, voice)
    picture = _logo(logo) if logo else None
    drawing = pages.drawing(picture.wide, picture.high, sheet.author) if picture else ""
    title = body.title(place, drawing)
    text = body.spell(place)
    lines = {kind: pages.line(kind, sheet, page.text_width, base.styles) for kind in ("header", "footer", "footer unpaged")}
    corners = [(corner, corner.filled(lines)) for corner in base.corners]
    links = [
        (f"rIdCorner{number}", f"{OFFICE}/{corner.tag}", corner.target, False) for number, corner in enumerate(base.corners, 1)
    ]
    section = pages.section(page, base.corners, base.section_marks, rtl=voice.rtl)
    document = f"{package.HEAD}<w:document {pages.NAMESPACES}><w:body>{title}{text}{section}</w:body></w:document>"

    links += base.links
    links += [
        ("rIdNumbering", f"{OFFICE}/numbering", "numbering.xml", False),
        ("rIdStyles", f"{OFFICE}/styles", "styles.xml", False),
    ]
    links += [(name, f"{OFFICE}/hyperlink", where, True) for where, name in body.links.items()]
    types = [
        (_DOCUMENT, f"{WORD_TYPE}.document.main+xml"),
        ("word/styles.xml", f"{WORD_TYPE}.styles+xml"),
        ("word/numbering.xml", f"{WORD_TYPE}.numbering+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        *((corner.name, f"{WORD_TYPE}.{corner.tag}+xml") for corner in base.corners),
        *((name, kind) for name, kind, _data in base.parts if not name.endswith(".rels")),
    ]
    roots = [
        ("rId1", f"{OFFICE}/officeDocument", _DOCUMENT, False),
        ("rId2", package.CORE_TYPE, "docProps/core.xml", False),
        ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml", False),
    ]
    later: list[tuple[str, Packed]] = []
    if sheet.properties:
        types.append(("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"))
        roots.append(("rId4", f"{OFFICE}/custom-properties", "docProps/custom.xml", False))
        later.append(("docProps/custom.xml", look.packed("docProps/custom.xml", package.custom_properties(sheet.properties))))
    if picture and logo:
        types.append((f"word/media/{picture.name}", picture.kind))
        links.append(("rIdLogo", f"{OFFICE}/image", f"media/{picture.name}", False))
        later.append((f"word/media/{picture.name}", package.packed(logo, 1)))
    core = package.core_properties(sheet.title, sheet.author, sheet.language, sheet.dated)
    return package.container(
        (
            ("[Content_Types].xml", look.packed("types", package.content_types(types))),
            ("_rels/.rels", look.packed("roots", package.relationships(roots))),
            (_DOCUMENT, package.packed(document.encode())),
            ("word/_rels/document.xml.rels", look.packed("links", package.relationships(links))),
            ("word/styles.xml", look.styles(sheet.language, sheet.direction)),
            ("word/numbering.xml", look.packed("numbering", package.HEAD + numbering.part(base.abstracts, base.nums))),
            *((corner.name, look.packed(corner.name, words)) for corner, words in corners),
            *look.still(recording=sheet.recording),
            ("docProps/core.xml", look.packed("core", core)),
            ("docProps/app.xml", look.packed("app", package.APP)),
            *later,
        )
    )


def _logo(data: bytes) -> _Logo:
    """Return what Word must know of a picture; refuses what Word cannot show, such as SVG."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
        wide, high, kind = int(image.width), int(image.height), image.content_type
    except (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
        ArithmeticError,
        LookupError,
        StructError,
        TypeError,
        ValueError,
    ) as error:
        raise VawcoordError(
            _("The logo is not a picture that Word can show."), _("Save it as PNG or JPEG and try again.")
        ) from error
    shrink = min(1.0, pages.LOGO_WIDE / max(wide, 1), pages.LOGO_HIGH / max(high, 1))
    return _Logo(kind, f"logo.{kind.split('/')[-1]}", max(int(wide * shrink), 1), max(int(high * shrink), 1))
