"""Spells and reads the files of published figures: one figure a line, as everybody may see it."""

import csv
import re
from collections.abc import Iterable
from datetime import date

from vawcoord.language import _
from vawcoord.text.figures import Fault

COLUMNS = ("table", "whole", "from", "until", "threshold", "cell", "other", "shown")
"""`other` is the second feature of a table of two ways; `shown` is a number, `<10`, or nothing where it was not given."""

Row = tuple[str, str, date, date, int, tuple[str, ...], int | None, bool]
"""Table, whole, first and last day, threshold, cell, value, small."""

_MOST = 20_000


def read_published(text: str) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """Return the rows of a file of published figures, and what is wrong in it."""
    rows: list[Row] = []
    faults: list[Fault] = []
    reader = csv.reader(text.removeprefix("\ufeff").splitlines(), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number == 1:
                if cells != list(COLUMNS):
                    return (), (
                        Fault(1, "", _("the first line must name the columns {columns}.").format(columns=",".join(COLUMNS))),
                    )
                continue
            if number > _MOST:
                return (), (Fault(number, "", _("these are more lines than any table has.")),)
            if not any(cells):
                continue
            found = _row(cells)
            if found is None:
                faults.append(Fault(number, "", _("this line is no published figure.")))
            else:
                rows.append(found)
    except csv.Error:
        return (), (Fault(reader.line_num, "", _("a quotation mark is not closed, or stands inside a text.")),)
    return tuple(rows), tuple(faults)


def _row(cells: list[str]) -> Row | None:
    """Return one row, or None for what is none."""
    if len(cells) != len(COLUMNS):
        return None
    table, whole, first, last, threshold, cell, other, shown = cells
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    small = re.fullmatch(r"<(\d{1,3})", shown)
    good = table and whole and cell and threshold.isdecimal() and len(threshold) < 5 and start <= end
    if not good or not re.fullmatch(r"<\d{1,3}|\d{1,12}|", shown) or (small and small[1] != threshold):
        return None
    name = (cell, other) if other else (cell,)
    return table, whole, start, end, int(threshold), name, int(shown) if shown and not small else None, bool(small)


def spelled_published(rows: Iterable[Row]) -> str:
    """Return published figures as the text of a file."""
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for table, whole, start, end, threshold, cell, value, small in rows:
        shown = f"<{threshold}" if small else "" if value is None else str(value)
        writer.writerow((table, whole, start, end, threshold, cell[0], cell[1] if len(cell) > 1 else "", shown))
    return text.getvalue()
