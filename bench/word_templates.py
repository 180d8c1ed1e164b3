"""Makes the templates of the peers with python-docx, in the peers' own environment: `word_templates.py FOLDER`."""

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from mou import TITLES, content


def simple(paragraph: Any, code: str, shown: str = "") -> None:
    """Put a field into a paragraph."""
    field, run, text = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), code)
    text.text = shown or "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no other way to a field


def begun(header: str, title: str) -> Any:
    """Return a document with header and footer."""
    document = Document()
    document.core_properties.title = title
    section = document.sections[0]
    section.header.paragraphs[0].text = header
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    simple(footer, "PAGE")
    footer.add_run(" of ")
    simple(footer, "NUMPAGES")
    return document


def table(document: Any, rows: list[list[str]]) -> Any:
    """Add a table with a head."""
    made = document.add_table(rows=1, cols=len(rows[0]))
    made.style = "Table Grid"
    for cell, word in zip(made.rows[0].cells, rows[0], strict=True):
        cell.text = word
        cell.paragraphs[0].runs[0].bold = True
    for row in rows[1:]:
        for cell, word in zip(made.add_row().cells, row, strict=True):
            cell.text = word
    return made


def plain(held: dict[str, Any]) -> Any:
    """Return a memorandum as a document of python-docx."""
    document = begun(f"{held['reference']}  {held['title']}", held["title"])
    document.add_heading(held["title"], 0)
    document.add_paragraph(held["opening"])
    document.add_heading("Parties", 2)
    table(document, held["parties"])
    for one in held["clauses"]:
        document.add_heading(f"{one['number']}. {one['title']}", 2)
        document.add_paragraph(f"{one['number']}.1 {one['first']}")
        document.add_paragraph(f"{one['number']}.2 {one['second']}")
    document.add_heading("Signatures", 2)
    table(document, held["signatures"])
    return document


def for_docxtpl() -> Any:
    """Return the template for docxtpl."""
    document = begun("{{ reference }}  {{ title }}", "{{ title }}")
    document.add_heading("{{ title }}", 0)
    document.add_paragraph("{{ opening }}")

    def rows(name: str) -> None:
        cells = [f"{{{{ row[{place}] }}}}" for place in range(4)]
        table(
            document,
            [content(0)[name][0], [f"{{%tr for row in {name}[1:] %}}", "", "", ""], cells, ["{%tr endfor %}", "", "", ""]],
        )

    document.add_heading("Parties", 2)
    rows("parties")
    document.add_paragraph("{%p for clause in clauses %}")
    document.add_heading("{{ clause.number }}. {{ clause.title }}", 2)
    document.add_paragraph("{{ clause.number }}.1 {{ clause.first }}")
    document.add_paragraph("{{ clause.number }}.2 {{ clause.second }}")
    document.add_paragraph("{%p endfor %}")
    document.add_heading("Signatures", 2)
    rows("signatures")
    return document


def for_mailmerge() -> Any:
    """Return the template for docx-mailmerge2."""
    document = begun("", "Memorandum")

    def merged(paragraph: Any, name: str) -> None:
        simple(paragraph, f" MERGEFIELD {name} \\* MERGEFORMAT ", f"«{name}»")

    def rows(name: str) -> None:
        made = table(document, [content(0)[name][0], ["", "", "", ""]])
        for place, cell in enumerate(made.rows[1].cells):
            merged(cell.paragraphs[0], f"{name}{place}")

    header = document.sections[0].header.paragraphs[0]
    merged(header, "reference")
    merged(header, "title")
    merged(document.add_heading("", 0), "title")
    merged(document.add_paragraph(), "opening")
    document.add_heading("Parties", 2)
    rows("parties")
    for number in range(1, len(TITLES) + 1):
        merged(document.add_heading(f"{number}. ", 2), f"title{number}")
        merged(document.add_paragraph(f"{number}.1 "), f"first{number}")
        merged(document.add_paragraph(f"{number}.2 "), f"second{number}")
    document.add_heading("Signatures", 2)
    rows("signatures")
    return document


def main() -> None:
    folder = Path(sys.argv[1])
    for_docxtpl().save(str(folder / "docxtpl.docx"))
    for_mailmerge().save(str(folder / "mailmerge.docx"))


if __name__ == "__main__":
    main()
