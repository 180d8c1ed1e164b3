"""The outline of a Markdown body: its clauses by line, read without parsing the text.

`check` and `status` want ids, not paragraphs; a full parse of every agreement would be most of their time. A line that begins
with `#` is a heading wherever it stands, except in a block of code; a body with such blocks, or with headings that are
indented and may belong to a list, is parsed. A test holds this outline against the full parse.
"""

import re

from vawcoord.text.attributes import Attributes, attributes_of

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t](.*)|\Z)")
_NEEDS_PARSING = re.compile(r"```|~~~|^ {1,3}#", re.MULTILINE)
_REFERENCE = re.compile(r"\]\(#([^)\s]+)\)")


class Section:
    """A heading with an id, and what stands below it before the next one. Lines count from 1 in the file."""

    def __init__(self, title: str, level: int, line: int, attributes: Attributes) -> None:
        self.title = title
        self.level = level
        self.line = line
        self.attributes = attributes
        self.written = False
        self.references: list[tuple[int, str]] = []


def sections(body: str, first_line: int = 1) -> tuple[Section, ...]:
    """Return the clauses of a body in the order of the file; headings without an id belong to the clause above them."""
    found: list[Section] = []
    parsed = _parsed_headings(body) if _NEEDS_PARSING.search(body) else None
    for number, line in enumerate(body.split("\n")):
        outside = line.startswith("#") if parsed is None else number in parsed
        heading = _HEADING.match(line) if outside else None
        if heading:
            title, attributes = attributes_of(_title(heading[2] or ""))
            if attributes.id:
                found.append(Section(title, len(heading[1]), number + first_line, attributes))
                continue
        if not found:
            continue
        if not heading and line.strip():
            found[-1].written = True
        if "](#" in line:
            found[-1].references.extend((number + first_line, target) for target in _REFERENCE.findall(line))
    return tuple(found)


def _parsed_headings(body: str) -> frozenset[int]:
    """Return the lines, from 0, on which the full parse finds a heading that stands in no list and no quotation."""
    from vawcoord.prose import Heading
    from vawcoord.text.markdown import blocks

    return frozenset(one.line for one in blocks(body, 0) if isinstance(one, Heading))


def _title(text: str) -> str:
    """Return the text of a heading without blanks and without the number signs that may close it."""
    text = text.strip(" \t")
    bare = text.rstrip("#")
    return (bare if bare != text and (not bare or bare[-1] in " \t") else text).strip()
