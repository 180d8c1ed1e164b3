"""Reads the figures that agencies return: `indicators/data/<period>-<agency>.csv`."""

import csv
import re

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.indicator import Figures
from vawcoord.where import Where

_NAME = re.compile(r"(?P<period>\d{4}(?:-(?:0[1-9]|1[0-2]|q[1-4]|h[12]))?)-(?P<agency>[a-z][a-z0-9-]*)\Z")
COLUMNS = ["indicator", "breakdown", "value"]


def read_figures(files: list[tuple[str, str, str]], findings: list[Finding]) -> tuple[Figures, ...]:
    """Return the returns of the agencies from (path, name, text); what is wrong is added to `findings`.

    A row with a value that is no number from 0 is left out and named with its line.
    """
    made = []
    for path, name, text in files:
        parts = _NAME.match(name)
        if parts is None:
            findings.append(
                finding(
                    "FOL008",
                    Where(path),
                    _('the name "{name}" is no period and agency.').format(name=name[:60]),
                    _("Name it like 2026-q1-county-police.csv."),
                )
            )
            continue
        lines = _lines(text)
        if not lines or [one.strip().lower() for one in lines[0][1]] != COLUMNS:
            findings.append(
                finding(
                    "FOL005",
                    Where(path, 1),
                    _("the first line must name the columns {columns}.").format(columns=",".join(COLUMNS)),
                    _("Separate columns by commas."),
                )
            )
            continue
        rows = []
        for number, line in lines[1:]:
            if not any(line):
                continue
            value = _number(line[2]) if len(line) == len(COLUMNS) else None
            if value is None:
                findings.append(
                    finding(
                        "FOL005",
                        Where(path, number),
                        _("this line is not: indicator, breakdown, a number from 0."),
                        _("Correct the line; it is left out until then."),
                    )
                )
            else:
                rows.append((line[0].strip(), line[1].strip(), value))
        made.append(Figures(parts["period"], parts["agency"], Where(path), tuple(rows)))
    return tuple(made)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return line number and cells of every row; one that cannot be read ends the table and stands there without its cells."""
    reader = csv.reader(text.split("\n"))
    rows = []
    while True:
        number = reader.line_num + 1
        try:
            rows.append((number, next(reader)))
        except StopIteration:
            return rows
        except csv.Error:
            return [*rows, (number, ["?"])]


def _number(text: str) -> float | None:
    """Return a number from 0, or None."""
    return float(text) if re.fullmatch(r"\s*\d{1,12}(\.\d{1,6})?\s*", text) else None
