"""Reads the figures that agencies return, `indicators/data/<period>-<agency>.csv`, and those that were published."""

import re

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.indicator import Figures
from vawcoord.records.release import PublishedRow, Released
from vawcoord.text.figures import COLUMNS, read_rows
from vawcoord.where import Where

NAME = re.compile(r"(?P<period>\d{4}(?:-(?:0[1-9]|1[0-2]|q[1-4]|h[12]))?)-(?P<agency>[a-z][a-z0-9-]*)\Z")

__all__ = ["COLUMNS", "NAME", "read_figures", "read_released"]


def read_figures(files: list[tuple[str, str, str]], findings: list[Finding]) -> tuple[Figures, ...]:
    """Return the returns of the agencies from (path, name, text); what is wrong is added to `findings`.

    A row with a value that is no number from 0 is left out and named with its line.
    """
    made = []
    for path, name, text in files:
        parts = NAME.match(name)
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
        rows, faults = read_rows(text)
        findings.extend(finding("FOL005", Where(path, one.line), one.said(), one.mend) for one in faults)
        if rows or not faults:
            kept = tuple((one.indicator, one.breakdown, one.value) for one in rows)
            made.append(Figures(parts["period"], parts["agency"], Where(path), kept, tuple(one.line for one in rows)))
    return tuple(made)


def read_released(files: list[tuple[str, bytes, str]], findings: list[Finding]) -> tuple[Released, ...]:
    """Return the files of published figures from (path, bytes, text); what is wrong is added to `findings`."""
    from vawcoord.change import digest
    from vawcoord.text.releases import read_published

    made = []
    for path, content, text in files:
        rows, faults = read_published(text)
        mend = _("Bring the file back as it was published: from a backup, or by vawcoord undo.")
        findings.extend(finding("FOL005", Where(path, one.line), one.said(), one.mend or mend) for one in faults)
        made.append(
            Released(Where(path, 1), digest(content), tuple(PublishedRow(*row) for row in rows), bool(faults) or not rows)
        )
    return tuple(made)
