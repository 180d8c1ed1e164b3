"""Writes memoranda by one method, in one process: `word.py METHOD COUNT FOLDER [TEMPLATE]` prints CPU milliseconds a document.

Loading libraries, reading the template or style file and making up the contents are not counted. With COUNT below 0 nothing is
measured and the contents are made one by one: for the peak memory of the whole process.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mou import content

Content = dict[str, Any]
Method = Callable[[Content, Path], None]


def ours(_template: str) -> Method:
    """Return our way: blocks, spelled as a Word file with the shipped style file."""
    from vawcoord import disk
    from vawcoord.render.docx import Look, render

    look = Look((disk.shipped_templates() / "style.docx").read_bytes())

    def write(held: Content, path: Path) -> None:
        path.write_bytes(render(sheet(held), look))

    return write


def sheet(held: Content) -> Any:
    """Return the blocks of a memorandum."""
    from datetime import date

    from vawcoord.prose import Block, Heading, Sheet, Table, numbered, paragraph, row, text

    def table(rows: list[list[str]]) -> Table:
        return Table(row(*rows[0]), tuple(row(*one) for one in rows[1:]))

    blocks: list[Block] = [paragraph(held["opening"]), Heading(2, text("Parties")), table(held["parties"])]
    for clause in held["clauses"]:
        blocks.append(Heading(2, text(clause["title"]), id=clause["id"]))
        blocks += (paragraph(f"{clause['number']}.1 {clause['first']}"), paragraph(f"{clause['number']}.2 {clause['second']}"))
    blocks += (Heading(2, text("Signatures")), table(held["signatures"]))
    return Sheet(
        title=held["title"],
        language="en",
        direction="ltr",
        blocks=numbered(blocks),
        dated=date(2026, 11, 22),
        author="Measured District",
        version=held["reference"],
        page_of="Page {page} of {pages}",
    )


def markdown(_template: str) -> Method:
    """Return our whole way, from the text that people edit: Markdown parsed, then as above. No peer does this."""
    from dataclasses import replace

    from vawcoord import disk
    from vawcoord.prose import numbered
    from vawcoord.render.docx import Look, render
    from vawcoord.text.markdown import blocks

    look = Look((disk.shipped_templates() / "style.docx").read_bytes())

    def write(held: Content, path: Path) -> None:
        body = blocks(markdown_of(held), 1)
        path.write_bytes(render(replace(sheet({**held, "clauses": []}), blocks=numbered(body)), look))

    return write


def markdown_of(held: Content) -> str:
    """Return a memorandum as Markdown."""

    def table(rows: list[list[str]]) -> str:
        lines = [f"| {' | '.join(one)} |" for one in rows]
        return "\n".join((lines[0], "| --- | --- | --- | --- |", *lines[1:]))

    parts = [held["opening"], "## Parties", table(held["parties"])]
    for one in held["clauses"]:
        parts += (f"## {one['title']} {{#{one['id']}}}", one["first"], one["second"])
    return "\n\n".join((*parts, "## Signatures", table(held["signatures"]))) + "\n"


def floor(template: str) -> Method:
    """Return the least there is: the body as one string, all parts that do not change deflated once, a zip written by hand."""
    import struct
    import zipfile
    import zlib
    from xml.sax.saxutils import escape

    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    marks = content(0)
    changing = {
        name: parts[name]
        .decode()
        .replace(escape(marks["title"]), "\0title\0")
        .replace(escape(marks["reference"]), "\0reference\0")
        for name in ("word/header1.xml", "word/footer1.xml", "docProps/core.xml")
    }

    def squeezed(data: bytes, level: int) -> tuple[bytes, int, int]:
        squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
        return squeeze.compress(data) + squeeze.flush(), zlib.crc32(data), len(data)

    still = {name: squeezed(data, 9) for name, data in parts.items()}
    original = parts["word/document.xml"].decode()
    head, end = original[: original.index("<w:body>") + 8], original[original.rindex("<w:sectPr") :]

    def paragraph(text: str, style: str = "", *, bold: bool = False) -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
        return f'<w:p>{look}<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    def table(rows: list[list[str]]) -> str:
        out = [
            '<w:tbl><w:tblPr><w:tblW w:type="auto" w:w="0"/></w:tblPr><w:tblGrid>',
            '<w:gridCol w:w="2160"/>' * 4,
            "</w:tblGrid>",
        ]
        for number, row in enumerate(rows):
            cells = (
                f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="2160"/></w:tcPr>{paragraph(one, bold=not number)}</w:tc>' for one in row
            )
            out.append(f"<w:tr>{''.join(cells)}</w:tr>")
        return f"{''.join(out)}</w:tbl>"

    def write(held: Content, path: Path) -> None:
        body = [paragraph(held["title"], "Title"), paragraph(held["opening"]), paragraph("Parties", "Heading2")]
        body.append(table(held["parties"]))
        for one in held["clauses"]:
            body.append(paragraph(f"{one['number']}. {one['title']}", "Heading2"))
            body.append(paragraph(f"{one['number']}.1 {one['first']}"))
            body.append(paragraph(f"{one['number']}.2 {one['second']}"))
        body += (paragraph("Signatures", "Heading2"), table(held["signatures"]))
        fresh = {"word/document.xml": f"{head}{''.join(body)}{end}"}
        for name, text in changing.items():
            fresh[name] = text.replace("\0title\0", escape(held["title"])).replace("\0reference\0", held["reference"])
        out: list[bytes] = []
        directory: list[bytes] = []
        at = 0
        for name, known in still.items():
            data, check, size = squeezed(fresh[name].encode(), 6) if name in fresh else known
            facts = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 0x21, check, len(data), size, len(name), 0)
            out += (b"PK\x03\x04", facts, name.encode(), data)
            directory += (b"PK\x01\x02\x14\x00", facts, struct.pack("<HHHII", 0, 0, 0, 0, at), name.encode())
            at += 30 + len(name) + len(data)
        index = b"".join(directory)
        count = len(still)
        tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(index), at, 0)
        path.write_bytes(b"".join((*out, index, b"PK\x05\x06", tail)))

    return write


def docxtpl(template: str) -> Method:
    """Return docxtpl as its documentation shows it: to use one object again is no faster."""
    from docxtpl import DocxTemplate  # type: ignore[import-not-found]

    def write(held: Content, path: Path) -> None:
        document = DocxTemplate(template)
        document.render(held, autoescape=True)
        document.save(path)

    return write


def mailmerge(template: str) -> Method:
    """Return docx-mailmerge2: each clause has fields of its own."""
    from mailmerge import MailMerge  # type: ignore[import-not-found]

    def write(held: Content, path: Path) -> None:
        fields = {name: held[name] for name in ("reference", "title", "opening")}
        for one in held["clauses"]:
            number = one["number"]
            fields.update({f"title{number}": one["title"], f"first{number}": one["first"], f"second{number}": one["second"]})
        with MailMerge(template) as document:
            document.merge(**fields)
            for name in ("parties", "signatures"):
                rows = [{f"{name}{place}": one for place, one in enumerate(row)} for row in held[name][1:]]
                document.merge_rows(f"{name}0", rows)
            document.write(str(path))

    return write


def pydocx(_template: str) -> Method:
    """Return python-docx as its documentation shows it, with its own default template."""
    from word_templates import plain

    def write(held: Content, path: Path) -> None:
        plain(held).save(str(path))

    return write


METHODS = {one.__name__: one for one in (ours, markdown, floor, docxtpl, mailmerge, pydocx)}


def main() -> None:
    name, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    write = METHODS[name](sys.argv[4] if len(sys.argv) > 4 else "")
    folder.mkdir(parents=True, exist_ok=True)
    if count < 0:
        for number in range(-count):
            write(content(number), folder / f"{number:04d}.docx")
        return
    held = [content(number) for number in range(count)]
    begun = time.process_time()
    for number, one in enumerate(held):
        write(one, folder / f"{number:04d}.docx")
    print(1000 * (time.process_time() - begun) / count)


main()
