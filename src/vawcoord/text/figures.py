"""Reads a table of figures as a sheet or an agency sends it: indicator, breakdown, value. Every fault has its line and column."""

import csv
import re
from collections.abc import Iterable, Iterator

from vawcoord.language import _, marked, several
from vawcoord.value import Value

COLUMNS = ("indicator", "breakdown", "value")
_SEPARATORS = {";": marked("semicolons"), "\t": marked("tabs"), "|": marked("upright bars")}
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")


class Fault(Value):
    """What is wrong at a place: the line from 1, the name of the column or nothing, what is wrong, what to do."""

    line: int
    column: str
    message: str
    mend: str = ""

    def said(self) -> str:
        """Return the message with its column."""
        return _("column {column}: {message}").format(column=self.column, message=self.message) if self.column else self.message


class Row(Value):
    """One figure: its line in the file, the indicator's id, the breakdown, the number."""

    line: int
    indicator: str
    breakdown: str
    value: float


def read_rows(text: str) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """Return the figures of a CSV text and what is wrong in it; a row with a fault is left out.

    Columns are separated by commas, numbers have a point before their decimals, and no figure is below nothing.
    """
    lines = list(_lines(text.removeprefix("\ufeff")))
    head = [one.strip().lower() for one in lines[0][1]] if lines else []
    if head != list(COLUMNS):
        return (), (_head_fault(lines[0][1] if lines else []),)
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in lines[1:]:
        if cells == []:
            faults.append(
                Fault(
                    number, "", _("a quotation mark is not closed, or stands inside a text."), _("Close the mark, or remove it.")
                )
            )
            continue
        if not any(cell.strip() for cell in cells):
            continue
        found = _row(number, [cell.strip() for cell in cells])
        if isinstance(found, Fault):
            faults.append(found)
        else:
            rows.append(found)
    return tuple(rows), tuple(faults)


def _head_fault(cells: list[str]) -> Fault:
    """Return what is wrong with the first line."""
    wanted = ",".join(COLUMNS)
    whole = ",".join(cells)
    for sign, words in _SEPARATORS.items():
        if [one.strip().strip('"').lower() for one in whole.split(sign)] == list(COLUMNS):
            return Fault(
                1,
                "",
                _("the columns are separated by {signs}, not by commas.").format(signs=_(words)),
                _("Save the sheet as CSV with commas, or replace the signs; decimals have a point: 12.5."),
            )
    return Fault(
        1,
        "",
        _("the first line must name the columns {columns}.").format(columns=wanted),
        _("Separate columns by commas."),
    )


def _row(number: int, cells: list[str]) -> Row | Fault:
    """Return the figure of a line, or what is wrong with it."""
    if len(cells) == len(COLUMNS) + 1 and all(one.isdecimal() for one in cells[2:]):
        return _comma(number, ",".join(cells[2:]))
    if len(cells) != len(COLUMNS):
        return Fault(
            number,
            "",
            several("{count} column stands here in place of three.", "{count} columns stand here in place of three.", len(cells)),
            _("A line is: indicator, breakdown, a number from 0."),
        )
    indicator, breakdown, value = cells
    if not indicator:
        return Fault(number, COLUMNS[0], _("nothing stands here."), _("Write the id of the indicator."))
    if breakdown[:1] in "=+-@" and breakdown:
        return Fault(
            number, COLUMNS[1], _("a spreadsheet would take this text for a formula."), _("Begin it with a letter or a digit.")
        )
    if _NUMBER.fullmatch(value):
        return Row(number, indicator, breakdown, float(value))
    shown = value[:40]
    if re.fullmatch(r"\d{1,12},\d{1,6}", value):
        return _comma(number, shown)
    if re.fullmatch(r"[-\u2212]\s*\d+([.,]\d+)?", value):
        return Fault(
            number,
            COLUMNS[2],
            _('"{value}" is below nothing.').format(value=shown),
            _("Nothing is counted below 0: ask the agency."),
        )
    if not value:
        return Fault(
            number, COLUMNS[2], _("no number stands here."), _("Write 0 for none, or remove the line where it is not known.")
        )
    return Fault(
        number,
        COLUMNS[2],
        _('"{value}" is no number from 0.').format(value=shown),
        _("Write digits only, without blanks, and a point before the decimals: 12.5."),
    )


def _comma(number: int, value: str) -> Fault:
    """Return the fault of a decimal comma."""
    return Fault(
        number,
        COLUMNS[2],
        _('"{value}" has a decimal comma.').format(value=value),
        _("Write a point before the decimals: {value}").format(value=value.replace(",", ".")),
    )


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every row; one that cannot be read ends the table and stands there without its cells."""
    reader = csv.reader(text.split("\n"), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, []
            return
        # A line of nothing is no fault; only one that could not be read has no cells at all.
        yield number, [cell.removesuffix("\r") for cell in cells] or [""]


def spelled(rows: Iterable[tuple[str, str, float]]) -> str:
    """Return figures as the text of a file."""
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((indicator, breakdown, number(value)) for indicator, breakdown, value in rows)
    return text.getvalue()


def number(value: float) -> str:
    """Return a figure without needless decimals."""
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0").rstrip(".")
