"""The container of a Word file: members deflated one by one, dates and order fixed, and the parts that list its contents."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vawcoord.render.docx_text import attribute, escaped

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE_TYPE = f"{PACKAGE}/relationships/metadata/core-properties"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# A zip file knows no date before 1980; the true date of a document stands in its core properties.
_DAY = 0x21
_OUTSIDE = ' TargetMode="External"'

APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<DocSecurity>0</DocSecurity></Properties>"
)


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of one member, deflated, with what the container says about them."""

    data: bytes
    check: int
    size: int


def packed(data: bytes, level: int = 6) -> Packed:
    """Return a member's bytes deflated."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Packed(squeeze.compress(data) + squeeze.flush(), zlib.crc32(data), len(data))


def container(members: Iterable[tuple[str, Packed]]) -> bytes:
    """Return the zip file with these members in this order. The names are written as UTF-8, the dates are fixed."""
    out: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, member in members:
        encoded = name.encode()
        head = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, _DAY, member.check, len(member.data), member.size, len(encoded), 0)
        out += (b"PK\x03\x04", head, encoded, member.data)
        directory += (b"PK\x01\x02\x14\x00", head, struct.pack("<HHHII", 0, 0, 0, 0, at), encoded)
        at += 30 + len(encoded) + len(member.data)
    index = b"".join(directory)
    count = len(directory) // 4
    return b"".join((*out, index, b"PK\x05\x06", struct.pack("<HHHHIIH", 0, 0, count, count, len(index), at, 0)))


def relationships(links: Iterable[tuple[str, str, str, bool]]) -> str:
    """Return a part's relationships from (id, type, target, whether it lies outside)."""
    body = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{attribute(target)}"{_OUTSIDE if outside else ""}/>'
        for name, kind, target, outside in links
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def content_types(types: Iterable[tuple[str, str]]) -> str:
    """Return the list of content types from (member, type)."""
    body = "".join(f'<Override PartName="/{attribute(name)}" ContentType="{attribute(kind)}"/>' for name, kind in types)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{body}</Types>'
    )


def core_properties(title: str, author: str, language: str, dated: date) -> str:
    """Return the core properties: who and when are the committee's, nothing of the computer."""
    when = f"{dated.year:04}-{dated.month:02}-{dated.day:02}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escaped(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        f"<dc:language>{escaped(language)}</dc:language></cp:coreProperties>"
    )


def custom_properties(properties: Iterable[tuple[str, str]]) -> str:
    """Return the named values that travel inside the file; of two with the same name the first counts."""
    chosen: dict[str, tuple[str, str]] = {}
    for name, value in properties:
        if name:
            chosen.setdefault(name.casefold(), (name, value))
    body = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(chosen.values(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{body}</Properties>'
    )
