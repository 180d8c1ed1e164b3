"""Checks the indicators and the figures returned: starts, forms of violence, rows that cannot be right, figures that are late."""

from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.computed import COMPUTED
from vawcoord.records.indicator import names_killing, period, period_at, returns, row_faults
from vawcoord.records.record import nearest

_CODES = {"unknown": "IND005", "breakdown": "IND005", "twice": "IND006", "sum": "IND007", "share": "IND007", "computed": "IND008"}
_MOST = 6
"""How many agencies one finding names."""


def definitions(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name indicators without a start, counts of people without the forms of violence, fewer reports as a target, killings."""
    figures = [one.id for one in COMPUTED]
    for one in committee.indicators:
        if one.computed and one.computed not in figures:
            near = nearest(one.computed, figures)
            yield finding(
                "IND001",
                one.where.at("computed"),
                _('"{name}" is no figure that can be computed.').format(name=one.computed),
                _('Did you mean "{near}"?').format(near=near) if near else _("vawcoord indicator computed lists them."),
            )
        if one.baseline is None and not one.no_baseline and not one.computed:
            yield finding(
                "IND002",
                one.where,
                _("nothing says where {name} began.").format(name=one.id),
                _("Add the value at the start (baseline), or why there is none (no_baseline)."),
            )
        if one.counts_people and not one.covers:
            yield finding(
                "IND003",
                one.where,
                _("{name} counts people, and does not say which forms of violence it covers.").format(name=one.id),
                _('Add: covers = ["…"]'),
            )
        if one.counts_people and one.better == "down":
            yield finding(
                "IND003",
                one.where.at("better"),
                _("fewer reports cannot be what the committee works for: more reports are not failure."),
                _('Write better = "neither", or measure what happens after the report.'),
            )
        if names_killing(one.title, one.definition, *one.covers, *one.breakdowns):
            yield finding(
                "IND004",
                one.where.at("title"),
                _("killings are never counted in a table: each is a known event."),
                _("Remove the indicator and its figures; speak of killings in words, and by agreement with the families."),
            )


def figures(committee: Committee, today: date) -> Iterator[Finding]:
    """Name figures that cannot be right: unknown indicator or part, one twice, a total that is no sum, another's period."""
    known = {one.id: one for one in committee.indicators}
    for held in committee.figures:
        for fault in row_faults(held.rows, committee.indicators):
            where = held.where.but(line=held.lines[fault.place]) if fault.place < len(held.lines) else held.where
            said = _("column {column}: {message}").format(column=fault.column, message=fault.message)
            yield finding(_CODES[fault.kind], where, said, fault.mend)
        if names_killing(*(part for _name, part, _value in held.rows)):
            yield finding(
                "IND004",
                held.where,
                _("killings are never counted in a table: each is a known event."),
                _("Remove the line; speak of killings in words, and by agreement with the families."),
            )
        when = period(held.period)
        member = committee.member(held.agency)
        if member is None:
            near = nearest(held.agency, [one.id for one in committee.members])
            yield finding(
                "IND009",
                held.where,
                _('"{id}" is no member agency.').format(id=held.agency),
                _('Did you mean "{near}"?').format(near=near)
                if near
                else _("Name the file after the agency whose figures it holds."),
            )
        if when is not None and when.end > today:
            yield finding(
                "IND010",
                held.where,
                _("{period} is not over: it ends on {day}.").format(period=when.id, day=when.end),
                _("Figures are for a whole period."),
            )
        for name in dict.fromkeys(name for name, _part, _value in held.rows if name in known):
            one = known[name]
            place = next(number for number, row in enumerate(held.rows) if row[0] == name)
            where = held.where.but(line=held.lines[place]) if place < len(held.lines) else held.where
            if when is not None and when.frequency != one.frequency:
                yield finding(
                    "IND010",
                    where,
                    _("{name} is not returned for such a period as {period}.").format(name=name, period=held.period),
                    _("Its periods are like {example}.").format(example=period_at(when.start, one.frequency).id),
                )
            if member is not None and one.agencies and held.agency not in one.agencies:
                yield finding(
                    "IND009",
                    where,
                    _("{agency} is not among those who return {name}.").format(agency=held.agency, name=name),
                    _("Add it to `agencies` of the indicator, or remove the line."),
                )


def owed(committee: Committee, today: date) -> Iterator[Finding]:
    """Name indicators for which figures are late, with the agencies that owe them."""
    late: dict[str, list[str]] = {}
    for one in returns(committee, today):
        if one.late_days:
            late.setdefault(one.indicator, []).append(f"{one.agency} {one.period.id}")
    where = {one.id: one.where for one in committee.indicators}
    for name, agencies in late.items():
        yield finding(
            "IND011",
            where[name].at("agencies"),
            several(
                "{count} figure is late: {agencies}.",
                "{count} figures are late: {agencies}.",
                len(agencies),
                agencies=", ".join(agencies[:_MOST]) + (" …" if len(agencies) > _MOST else ""),
            ),
            _("Ask them, then: vawcoord indicator import FILE. vawcoord indicator due lists all."),
        )


RULES = (definitions, figures, owed)
