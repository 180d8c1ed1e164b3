"""What of a text belongs together for the guard: a paragraph, a row, a value of TOML, a field of a calendar; and where it stood.

A sentence may run over two lines of a file, and a cell may hold one; the guard reads such a unit as a whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from vawcoord.value import Value

Form = Literal["prose", "toml", "lines", "calendar"]
"""How a text is cut: Markdown with front matter in TOML, TOML, one unit a line, iCalendar."""

_STARTS = re.compile(r"\s*(?:[-+*•] |\d+[.)] |\(?[a-z]\) |#|>|\||:::|\+\+\+|```)")
# Texts in quotes (with what stands before an equals sign), and remarks.
_TOML = re.compile(
    r"(?:(?P<key>[A-Za-z0-9_-]+)[ \t]*=[ \t]*)?"
    r'(?:"""(?P<long>(?:[^\\"]|\\.|"(?!""))*+)"""'
    r"|'''(?P<long1>(?:[^']|'(?!''))*+)'''"
    r'|"(?P<text>(?:[^"\\\n]|\\.)*+)"|\'(?P<text1>[^\'\n]*+)\'|\#(?P<remark>[^\n]*)|(?P<other>[^\s"\'\#]))',
    re.DOTALL,
)
_HEAD = re.compile(r"(\ufeff?\+\+\+[ \t]*\n)(.*?)(^\+\+\+[ \t]*$)", re.DOTALL | re.MULTILINE)
_MARKS = re.compile(r"(?<=[ \]])\{[^{}\n]*\}|(?<=\])\(#[^()\n]*\)")
"""Ids and other marks of headings, and links to clauses: they are no prose."""

_FIELD = re.compile(r"([A-Za-z-]+)(?:;[^:\n]*)?:")


class Unit(Value):
    """Text that is read as a whole.

    `pieces` says from which place in it on which line and column, from 1, hold; `key` names the value of TOML or the field of a
    calendar, or is empty.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    key: str = ""

    def where(self, place: int) -> tuple[int, int]:
        """Return line and column of a place in the text."""
        piece, line, column = self.pieces[bisect_right(self.pieces, (place, 1 << 60, 0)) - 1]
        return line, column + place - piece


def units(text: str, form: Form) -> Iterator[Unit]:
    """Yield what belongs together in a text, in its order."""
    match form:
        case "toml":
            yield from _toml(text, 1)
        case "lines":
            for number, line in enumerate(text.split("\n"), 1):
                yield Unit(line, ((0, number, 1),))
        case "calendar":
            yield from _calendar(text)
        case _:
            yield from _prose(text)


def _prose(text: str) -> Iterator[Unit]:
    """Yield front matter value by value, then the paragraphs, list items, headings and rows."""
    first = 1
    if text.lstrip("\ufeff").startswith("+++"):
        head = _HEAD.match(text)
        if head:
            yield from _toml(head[2], 2)
            first += text.count("\n", 0, head.end())
            text = text[head.end() :]
    lines: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = 0
    text = _MARKS.sub(lambda found: " " * len(found[0]), text)
    for number, line in enumerate(text.split("\n"), first):
        if lines and (not line.strip() or _STARTS.match(line)):
            yield Unit(" ".join(lines), tuple(pieces))
            lines, pieces, length = [], [], 0
        if line.strip():
            lines.append(line)
            pieces.append((length, number, 1))
            length += len(line) + 1
    if lines:
        yield Unit(" ".join(lines), tuple(pieces))


def _toml(text: str, first: int) -> Iterator[Unit]:
    """Yield the texts and the remarks of TOML; numbers and dates are no text. `first` is the line on which it begins."""
    line, counted, start = first, 0, 0
    key = ""
    for found in _TOML.finditer(text):
        name = found.lastgroup
        if found["key"] is not None:
            key = found["key"]
        if name in (None, "other", "key"):
            continue
        place = found.start(name or 0)
        line += text.count("\n", counted, place)
        counted = place
        start = text.rfind("\n", 0, place) + 1
        held = found[name or 0]
        pieces = [(0, line, place - start + 1)]
        for extra, end in enumerate(re.finditer("\n", held), 1):
            pieces.append((end.end(), line + extra, 1))
        yield Unit(held, tuple(pieces), "" if name == "remark" else key)


def _calendar(text: str) -> Iterator[Unit]:
    """Yield the fields of a calendar, unfolded."""
    held, key = "", ""
    pieces: list[tuple[int, int, int]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t") and pieces:
            pieces.append((len(held), number, 2))
            held += line[1:]
            continue
        if pieces:
            yield Unit(held, tuple(pieces), key)
        found = _FIELD.match(line)
        key = found[1].upper() if found else ""
        start = found.end() if found else 0
        held, pieces = line[start:], [(0, number, start + 1)]
    if pieces:
        yield Unit(held, tuple(pieces), key)
