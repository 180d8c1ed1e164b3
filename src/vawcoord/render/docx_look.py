"""Reads a style file: which of its styles are ours, what is kept of it, where our header and footer lines go."""

import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.render import docx_page as pages
from vawcoord.render.docx_package import HEAD, OFFICE, relationships
from vawcoord.render.docx_page import Corner, Page
from vawcoord.render.docx_styles import COMPAT, DEFAULTS, STYLES
from vawcoord.render.docx_text import W_NS, default_languages

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

# What of a style file's settings concerns its look; the rest tells of its author, its template and its editing.
_SETTINGS = (
    "mirrorMargins", "gutterAtTop", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
    "evenAndOddHeaders", "characterSpacingControl", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
# python-docx gives elements methods that the types of lxml do not know.
_Element = Any
_KEPT = frozenset({"theme", "fontTable"})
_ORDER_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap",
    "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
    "w:sectPr", "w:pPrChange",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """What was read from a style file.

    `styles` gives its own identifier for each style by name; `parts` are the members kept as they are (name, type, bytes);
    `links` the document's relationships to them; `abstracts` and `nums` its own numberings as XML.
    """

    page: Page
    styles: dict[str, str]
    sheet: _Element
    parts: tuple[tuple[str, str, bytes], ...]
    links: tuple[tuple[str, str, str, bool], ...]
    corners: tuple[Corner, ...]
    section_marks: str
    abstracts: str
    nums: str
    first_abstract: int
    first_num: int

    def dressed(self, language: str, *, rtl: bool) -> bytes:
        """Return the styles with a document's language; from right to left every paragraph style says so."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from lxml import etree

        sheet = deepcopy(self.sheet)
        latin, east, complex_script = default_languages(language)
        for mark in sheet.find(qn("w:docDefaults")).iter(qn("w:lang")):
            mark.set(qn("w:val"), latin)
            mark.set(qn("w:eastAsia"), east)
            mark.set(qn("w:bidi"), complex_script)
        if rtl:
            lines = [*sheet.find(qn("w:docDefaults")).iter(qn("w:pPr"))]
            own = (style for style in sheet.iterchildren(qn("w:style")) if style.get(qn("w:type")) == "paragraph")
            lines += [style.get_or_add_pPr() for style in own]
            for properties in lines:
                if properties.find(qn("w:bidi")) is None:
                    properties.insert_element_before(OxmlElement("w:bidi"), *_ORDER_AFTER_BIDI)
        data: bytes = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
        return data


def read(style: bytes) -> Base:
    """Return what a style file gives: any .docx will do; styles that it lacks are ours."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = docx.Document(BytesIO(style))
        sheet = deepcopy(document.styles.element)
    except (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise VawcoordError(
            _("The style file is not a Word document."), _("Open it in Word and save it as .docx, not as .dotx or .doc.")
        ) from error
    styles = _completed(sheet)
    section, references, marks = _section(document)
    corners, corner_parts = _corners(document, references, marks)
    parts = {**_settings(document, even="even" in {corner.kind for corner in corners}), **corner_parts}
    links: list[tuple[str, str, str, bool]] = [("rIdSettings", f"{OFFICE}/settings", "settings.xml", False)]
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if not relation.is_external and kind in _KEPT:
            parts.update(_with_its_own(relation.target_part))
            links.append((f"rIdKept{len(links)}", relation.reltype, relation.target_ref, False))
    abstracts, nums, first_abstract, first_num = _numbering(document)
    return Base(
        page=section,
        styles=styles,
        sheet=sheet,
        parts=tuple((name, *value) for name, value in sorted(parts.items())),
        links=tuple(links),
        corners=corners,
        section_marks=marks,
        abstracts=abstracts,
        nums=nums,
        first_abstract=first_abstract,
        first_num=first_num,
    )


def _completed(sheet: _Element) -> dict[str, str]:
    """Add to a style sheet what we need and it lacks; return its own identifier for each of our styles by name."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    _forget_editing(sheet)
    if sheet.find(qn("w:docDefaults")) is None:
        sheet.insert(0, parse_xml(DEFAULTS))
    _complete_defaults(sheet.find(qn("w:docDefaults")))
    for properties in list(sheet.iter(qn("w:rPr"))):
        _complete_letters(properties)
    known: dict[tuple[str, str], str] = {}
    for style in sheet.iterchildren(qn("w:style")):
        name = "".join(str(value) for value in style.xpath("w:name/@w:val"))
        known.setdefault((style.get(qn("w:type"), "paragraph"), name.lower()), style.get(qn("w:styleId"), ""))
    taken = set(known.values())
    defaults = {str(kind) for kind in sheet.xpath("w:style[@w:default='1' or @w:default='true']/@w:type")}
    missing = [ours for ours in STYLES if (ours.kind, ours.name.lower()) not in known]
    for ours in missing:
        names = chain((ours.id,), (f"{ours.id}{number}" for number in count(2)))
        known[ours.kind, ours.name.lower()] = next(name for name in names if name not in taken)
        taken.add(known[ours.kind, ours.name.lower()])
    found = {ours.name: known[ours.kind, ours.name.lower()] for ours in STYLES}
    by_id = {ours.id: ours.name for ours in STYLES}
    for ours in missing:
        new = parse_xml(ours.xml())
        new.set(qn("w:styleId"), found[ours.name])
        if ours.kind in defaults:
            new.attrib.pop(qn("w:default"), "")
        for tag in ("w:basedOn", "w:next"):
            for link in new.iterchildren(qn(tag)):
                link.set(qn("w:val"), found[by_id[link.get(qn("w:val"), "")]])
        sheet.append(new)
    return found


def _forget_editing(element: _Element) -> None:
    """Take out the marks by which Word tells one sitting at a document from another."""
    from docx.oxml.ns import qn

    for mark in list(element.iter(qn("w:rsid"))):
        mark.getparent().remove(mark)
    for holder in element.xpath("//*[@*[starts-with(local-name(), 'rsid')]]"):
        for name in [name for name in holder.attrib if str(name).startswith(qn("w:rsid"))]:
            del holder.attrib[name]


def _complete_defaults(defaults: _Element) -> None:
    """Complete the defaults of a style sheet so that a language can be written into them."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    ours = parse_xml(DEFAULTS)
    for outer, inner in (("w:rPrDefault", "w:rPr"), ("w:pPrDefault", "w:pPr")):
        holder = defaults.find(qn(outer))
        if holder is None:
            # The schema wants the defaults of letters before those of paragraphs.
            defaults.insert(0 if outer == "w:rPrDefault" else len(defaults), deepcopy(ours.find(qn(outer))))
        elif holder.find(qn(inner)) is None:
            holder.append(parse_xml(f'<{inner} xmlns:w="{W_NS}"/>'))
    letters = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    if letters.find(qn("w:rFonts")) is None:
        letters.insert(0, parse_xml(f'<w:rFonts xmlns:w="{W_NS}" w:cs="Arial"/>'))
    if letters.find(qn("w:lang")) is None:
        language = parse_xml(f'<w:lang xmlns:w="{W_NS}" w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>')
        letters.insert_element_before(language, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _complete_letters(properties: _Element) -> None:
    """Give letters their size, weight and font for Arabic too: Word keeps these apart, and most style files lack them."""
    from docx.oxml.ns import qn

    for tag in ("w:b", "w:i", "w:sz"):
        plain = properties.find(qn(tag))
        if plain is not None and properties.find(qn(f"{tag}Cs")) is None:
            twin = deepcopy(plain)
            twin.tag = qn(f"{tag}Cs")
            plain.addnext(twin)
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None and qn("w:cstheme") in fonts.attrib:
        # A theme font would go before the named one, and few themes name one that joins Arabic letters.
        del fonts.attrib[qn("w:cstheme")]
        fonts.set(qn("w:cs"), fonts.get(qn("w:cs"), "Arial"))


def _section(document: "Document") -> tuple[Page, dict[tuple[str, str], str], str]:
    """Return a style file's page, its headers and footers by (tag, kind), and its mark for a different first page."""
    from docx.oxml.ns import qn

    page, marks = Page(), ""
    references: dict[tuple[str, str], str] = {}
    for section in document.element.body.iter(qn("w:sectPr")):
        for tag in ("header", "footer"):
            for reference in section.iterchildren(qn(f"w:{tag}Reference")):
                references[tag, reference.get(qn("w:type"), "default")] = reference.get(qn("r:id"), "")
        sizes: dict[str, int] = {}
        for tag, names in (
            ("w:pgSz", {"w": "width", "h": "height"}),
            ("w:pgMar", {name: name for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")}),
        ):
            element = section.find(qn(tag))
            for attribute, name in names.items():
                value = element.get(qn(f"w:{attribute}"), "") if element is not None else ""
                if re.fullmatch(r"-?\d{1,5}", value):
                    sizes[name] = int(value)
        page = Page(**sizes)
        first = section.find(qn("w:titlePg"))
        marks = "<w:titlePg/>" if first is not None and first.get(qn("w:val"), "1") not in ("0", "false", "off") else ""
    return page, references, marks


def _corners(
    document: "Document", references: dict[tuple[str, str], str], marks: str
) -> tuple[tuple[Corner, ...], dict[str, tuple[str, bytes]]]:
    """Return the headers and footers with the place of our line in them, and the parts they need."""
    kinds = [
        "default",
        *(["first"] if marks else []),
        *(["even"] if document.settings.odd_and_even_pages_header_footer else []),
    ]
    corners: list[Corner] = []
    parts: dict[str, tuple[str, bytes]] = {}
    for tag in ("header", "footer"):
        for number, kind in enumerate(kinds, 1):
            name = f"word/{tag}{number}.xml"
            part = document.part.related_parts.get(references.get((tag, kind), ""))
            element = None if part is None else deepcopy(getattr(part, "element", None))
            if part is None or element is None or not _says_something(element):
                corners.append(own_corner(tag, kind, name))
                continue
            corners.append(_letterhead(tag, kind, name, element))
            if part.rels:
                parts[f"word/_rels/{tag}{number}.xml.rels"] = ("", _relations(part))
            for relation in part.rels.values():
                if not relation.is_external:
                    parts.update(_with_its_own(relation.target_part))
    return tuple(corners), parts


def own_corner(tag: str, kind: str, name: str) -> Corner:
    """Return a header or footer that holds our line only."""
    short = "hdr" if tag == "header" else "ftr"
    return Corner(tag, kind, name, f"{HEAD}<w:{short} {pages.NAMESPACES}>", f"</w:{short}>")


def _says_something(element: _Element) -> bool:
    """Return whether a header or footer holds more than empty paragraphs."""
    tags = {str(inner.tag).rsplit("}", 1)[-1] for inner in element.iter()}
    return bool("".join(element.itertext()).strip()) or bool(tags & {"drawing", "pict", "object", "tbl", "fldSimple"})


def _letterhead(tag: str, kind: str, name: str, element: _Element) -> Corner:
    """Return a committee's own header or footer: our line stands below its header, above its footer."""
    from docx.oxml.ns import qn
    from lxml import etree

    codes = " ".join(str(code.text or "") for code in element.iter(qn("w:instrText")))
    codes += " ".join(simple.get(qn("w:instr"), "") for simple in element.iter(qn("w:fldSimple")))
    _forget_editing(element)
    mark = etree.Comment("line")
    element.insert(len(element) if tag == "header" else 0, mark)
    text = etree.tostring(element, encoding="unicode")
    before, after = text.split("<!--line-->", 1)
    return Corner(tag, kind, name, HEAD + before, after, paged=re.search(r"\bPAGE\b", codes) is not None)


def _relations(part: "Part") -> bytes:
    """Return a part's relationships, its targets named from the root so that the part may be moved."""
    return relationships(
        (
            relation.rId,
            relation.reltype,
            relation.target_ref if relation.is_external else str(relation.target_part.partname),
            relation.is_external,
        )
        for relation in part.rels.values()
    ).encode()


def _with_its_own(part: "Part") -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield a part as it is and all that it leads to."""
    waiting, seen = [part], set()
    while waiting:
        current = waiting.pop()
        name = str(current.partname).lstrip("/")
        if name in seen:
            continue
        seen.add(name)
        yield name, (current.content_type, current.blob)
        if current.rels:
            folder, _slash, file = name.rpartition("/")
            yield f"{folder}/_rels/{file}.rels", ("", _relations(current))
            waiting += [relation.target_part for relation in current.rels.values() if not relation.is_external]


def _settings(document: "Document", *, even: bool) -> dict[str, tuple[str, bytes]]:
    """Return the settings part: what concerns the look, without traces of who edited the style file."""
    from docx.oxml.ns import qn
    from lxml import etree

    body = ""
    for name in _SETTINGS:
        element = document.settings.element.find(qn(f"w:{name}"))
        if element is not None and (even or name != "evenAndOddHeaders"):
            body += etree.tostring(element, encoding="unicode", with_tail=False)
        elif name == "compat":
            body += COMPAT
    text = f'{HEAD}<w:settings xmlns:w="{W_NS}">{body}</w:settings>'
    return {"word/settings.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml", text.encode())}


def _numbering(document: "Document") -> tuple[str, str, int, int]:
    """Return the style file's numberings that its styles use, as XML, and the first identifiers that are free."""
    from docx.oxml.ns import qn
    from lxml import etree

    part = next((link.target_part for link in document.part.rels.values() if link.reltype == f"{OFFICE}/numbering"), None)
    element = getattr(part, "element", None)
    if element is None:
        return "", "", 0, 1
    used = {link.get(qn("w:val")) for link in document.styles.element.iter(qn("w:numId"))}
    nums = [num for num in element.iterchildren(qn("w:num")) if num.get(qn("w:numId")) in used]
    wanted = {num.find(qn("w:abstractNumId")).get(qn("w:val")) for num in nums}
    abstracts = [deepcopy(one) for one in element.iterchildren(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) in wanted]
    for abstract in abstracts:
        for picture in list(abstract.iter(qn("w:lvlPicBulletId"))):
            picture.getparent().remove(picture)
    return (
        "".join(etree.tostring(one, encoding="unicode", with_tail=False) for one in abstracts),
        "".join(etree.tostring(one, encoding="unicode", with_tail=False) for one in nums),
        max((int(one.get(qn("w:abstractNumId"))) + 1 for one in abstracts), default=0),
        max((int(one.get(qn("w:numId"))) + 1 for one in nums), default=1),
    )
