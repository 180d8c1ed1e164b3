"""Checks the reports: one that is due to the oversight body, and figures that are not as they were published."""

from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.reporting import overdue


def due(committee: Committee, today: date) -> Iterator[Finding]:
    """Name the report to the oversight body that should have gone by now."""
    turn = overdue(committee, today)
    if turn is not None and committee.profile.oversight is not None:
        yield finding(
            "RPT001",
            committee.profile.where.at("oversight"),
            _("the report on {period} to {body} was due on {day}.").format(
                period=turn.id, body=committee.profile.oversight.name, day=turn.due
            ),
            _("Make it: vawcoord report oversight --period {period}; when it goes: --sent.").format(period=turn.id),
        )


def released(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name files of published figures that were changed since, and those that no entry knows."""
    held = {one.where.path: one for one in committee.released}
    known = set()
    for entry in committee.registers:
        if entry.kind != "releases":
            continue
        path, told = entry.get("figures"), entry.get("digest")
        known.add(path)
        if path in held and told and told != held[path].sha:
            yield finding(
                "RPT002",
                held[path].where,
                _("these figures are not as they were published."),
                _("Bring the file back from a backup: new figures are tested against what people have seen."),
            )
    for path in sorted(held.keys() - known):
        yield finding(
            "RPT003",
            held[path].where,
            _("no entry of the register of releases knows these figures."),
            _("Bring the entry back from a backup, or remove the file if they never went out."),
        )


RULES = (due, released)
