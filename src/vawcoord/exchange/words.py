"""All words that a Word or Excel file from outside holds, also those that nobody sees: comments, deleted text, properties, heads.

For whoever looks for personal data in it. The file passes the gate first; nothing of it is believed.
"""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vawcoord import gate
from vawcoord.errors import VawcoordError
from vawcoord.language import _

if TYPE_CHECKING:
    from zipfile import ZipFile

_WORD = re.compile(r"word/(?:document|comments\w*|header\d*|footer\d*|footnotes|endnotes|people|glossary/document)\.xml")
_EXCEL = re.compile(r"xl/(?:worksheets/sheet\d+|sharedStrings|comments/?\w*|workbook|threadedComments/\w+|persons/\w+)\.xml")
_BOTH = re.compile(r"docProps/(?:core|app|custom)\.xml|customXml/item\d+\.xml|.*\.rels")
_BREAKS = ("p", "si", "c", "comment", "tr", "property", "Relationship")
_TEXTS = ("t", "delText", "instrText", "v", "author", "definedName")
_ATTRIBUTES = ("author", "initials", "descr", "title", "name", "displayName", "userId")


def words(content: bytes, shown: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for each part of a Word or Excel file its name and its paragraphs or cells, in their order.

    `shown` is the file's name in errors, and its ending says what it must be. Raises VawcoordError for what the gate refuses.
    """
    from zipfile import ZipFile

    excel = shown.lower().endswith((".xlsx", ".xlsm", ".xls"))
    try:
        gate.check(content, "xl/workbook.xml" if excel else "word/document.xml", shown)
    except VawcoordError:
        raise
    except Exception as error:  # a damaged zip fails in a dozen ways, and each means the same
        raise VawcoordError(
            _("{path}: this is no Office file, or it is damaged.").format(path=shown),
            _("Open it in the programme that made it and save it again."),
        ) from error
    wanted = _EXCEL if excel else _WORD
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if wanted.fullmatch(name) or _BOTH.fullmatch(name):
                lines = tuple(_lines(archive, name, shown))
                if lines:
                    yield name, lines


def _lines(archive: "ZipFile", name: str, shown: str) -> Iterator[str]:
    """Yield the paragraphs, cells or properties of a part."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise VawcoordError(
            _("{path}: the part {part} cannot be read.").format(path=shown, part=name),
            _("Open the file in the programme that made it and save it again."),
        ) from error
    if name.endswith(".rels"):
        for one in root.iter():
            target = one.get("Target", "") if one.get("TargetMode") == "External" else ""
            if target.startswith(("mailto:", "tel:", "sms:", "http")):
                yield target.partition("?")[0].removeprefix("mailto:")
        return
    if name.startswith(("docProps/", "customXml/")):
        for one in root.iter():
            if isinstance(one.tag, str) and one.text and one.text.strip() and not _stamp(one.text):
                yield one.text.strip()
        return
    yield from _paragraphs(root)


def _stamp(text: str) -> bool:
    """Say whether a property is a time or a number of the programme's own: such name nobody."""
    return bool(re.fullmatch(r"\s*(?:\d{1,6}|\d{4}-\d\d-\d\dT[\d:.]+Z?|\d+\.\d+|true|false)\s*", text))


def _paragraphs(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph or cell, and what stands in attributes such as the author of a change."""
    held: list[str] = []
    for event, one in _walk(root):
        if not isinstance(one.tag, str):
            continue
        tag = one.tag.rpartition("}")[2]
        if event == "start":
            said = [
                value
                for key, value in one.attrib.items()
                if key.rpartition("}")[2] in _ATTRIBUTES and tag not in _STYLES and value
            ]
            if said:
                yield " ".join(said)
            if tag in _TEXTS and one.text and not (tag == "v" and _shared(one)):
                held.append(one.text)
            elif tag in ("tab", "br", "cr"):
                held.append(" ")
        elif tag in _BREAKS:
            text = "".join(held)
            held = []
            yield text
    if held:
        yield "".join(held)


_STYLES = ("bookmarkStart", "style", "latentStyles", "sheet", "definedName", "font", "tableStyle", "lsdException", "cNvPr", "col")


def _shared(one: Any) -> bool:
    """Say whether the value of a cell is only the number of a text that stands elsewhere, or a date or a sum."""
    cell = one.getparent()
    return cell is not None and (cell.get("t") in ("s", "b", "e") or (cell.get("s") is not None and len(one.text) < 7))


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield start and end of every element."""
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end"))
