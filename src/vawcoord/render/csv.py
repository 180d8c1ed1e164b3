"""Spells a sheet as CSV, for programmes that read nothing else; text that a spreadsheet would compute is guarded (P18)."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

from vawcoord.sheet import Sheet, shown

_GUARDED = re.compile(r"'*[=+\-@\t\r]")


def csv_text(sheet: Sheet) -> bytes:
    """Return a sheet as CSV in UTF-8 with the mark by which Excel knows it.

    Columns stand between commas in English and between semicolons elsewhere: a comma is the decimal sign there, and the
    spreadsheets of those countries expect it so.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter="," if sheet.language == "en" else ";", lineterminator="\r\n")
    writer.writerow([guarded(one.title) for one in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_cell(shown(column, value)) for column, value in zip(sheet.columns, row.values, strict=True)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _cell(value: Any) -> str:
    """Return what stands in a cell."""
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case int() | float():
            return format(Decimal(repr(value)), "f")
    return guarded(str(value))


def guarded(text: str) -> str:
    """Return a text with a mark before it where a spreadsheet would take it for a formula, or for the mark itself."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text[1:]) else text
