"""A sheet as a value: columns and rows as they stand in the folder, before a format spells them. Knows no committee."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from vawcoord.value import Value

FORMAT = 1
"""The form of what a workbook says about itself on its hidden sheet; a later one is not read."""

KINDS = ("id", "line", "text", "lines", "date", "number", "whole", "percent", "choice", "many", "yes-no")
"""What may stand in a column. A `line` is a text of one line, `lines` are texts one below the other, a `choice` one of the
listed values, `many` several of them one below the other (or free ids, where none are listed)."""

ROWS = 5000
COLUMNS = 200
"""How large a sheet from outside may be."""

LONGEST = 32_767
"""How many characters a cell of Excel holds."""


class Column(Value):
    """A column: the key of the record it shows, its heading, and what may stand in it.

    `choices` are pairs of the value in the folder and the word that people read. `colours` are pairs of such a value and the
    name of a colour. A `locked` column is shown and not taken back. `empty` says that it may be empty. `hint` is shown beside
    the cell that somebody writes in.
    """

    name: str
    title: str
    kind: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    colours: tuple[tuple[str, str], ...] = ()
    locked: bool = False
    empty: bool = True
    hint: str = ""

    def word(self, value: Any) -> str:
        """Return the word that people read for a value."""
        said = ("true" if value else "false") if isinstance(value, bool) else str(value)
        return next((word for known, word in self.choices if known == said), said)


class Row(Value):
    """One record: its id and a value for each column, the id's own column first."""

    id: str
    values: tuple[Any, ...]


class Sheet(Value):
    """A sheet. `kind` and `scope` say which records it holds, `agency` whose; `uid` is the committee's, `author` its name.

    `footer` is printed below each page; in it {page} and {pages} stand for the numbers. `grows` says that new rows may be
    written below.
    """

    kind: str
    scope: str
    agency: str
    uid: str
    author: str
    title: str
    footer: str
    language: str
    right_to_left: bool
    day: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    grows: bool = True

    def column(self, name: str) -> Column | None:
        """Return the column of a key."""
        return next((one for one in self.columns if one.name == name), None)

    def values(self) -> dict[str, dict[str, Any]]:
        """Return the values by the id of the row, then by the name of the column."""
        names = [one.name for one in self.columns]
        return {row.id: dict(zip(names, row.values, strict=True)) for row in self.rows}


def shown(column: Column, value: Any) -> Any:
    """Return what stands in the cell for a value: a text, a number, a date, or None for an empty cell."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return "\n".join(" ".join(column.word(one).split()) for one in value)
    if isinstance(value, bool) or (isinstance(value, str) and column.choices):
        return column.word(value)
    return value


def settled(value: Any) -> Any:
    """Return a value in the form in which two are compared: line ends, blanks at the ends and the spelling of numbers are one."""
    match value:
        case None | bool():
            return value
        case str():
            lines = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
            return "\n".join(line.rstrip() for line in lines).strip() or None
        case datetime():
            return value
        case float():
            return int(value) if value == int(value) else value
        case tuple():
            return tuple(one for one in map(settled, value) if one is not None) or None
    return value


def same(one: Any, other: Any) -> bool:
    """Say whether two values are the same for people; True is not 1."""
    first, second = settled(one), settled(other)
    return isinstance(first, bool) == isinstance(second, bool) and bool(first == second)


def alike(column: Column, one: Any, other: Any) -> bool:
    """Say whether two values of a column are the same, or are shown the same: a sheet cannot tell those apart."""
    return same(one, other) or same(shown(column, one), shown(column, other))


def packed(value: Any) -> str:
    """Return a value as text, for the hidden sheet; `unpacked` reads it."""
    if isinstance(value, date):
        return json.dumps({"date": value.isoformat()})
    return json.dumps(value, ensure_ascii=False)


def unpacked(text: str) -> Any:
    """Return the value that a text of the hidden sheet holds. Raises ValueError for what is none."""
    value = json.loads(text)
    match value:
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case list():
            return tuple(map(str, value))
        case None | str() | bool() | int() | float():
            return value
    message = "no value"
    raise ValueError(message)


def fingerprint(facts: Mapping[str, str], lines: Sequence[Sequence[str]]) -> str:
    """Return the SHA-256 of what a hidden sheet says: it shows whether somebody wrote in it."""
    import hashlib

    said = json.dumps([sorted(facts.items()), *map(list, lines)], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
