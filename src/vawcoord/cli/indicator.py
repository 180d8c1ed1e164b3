"""`indicator`: what is measured, figures recorded and taken in, where they stand against baseline and target."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.language import _

if TYPE_CHECKING:
    from vawcoord.documents.indicators import View
    from vawcoord.records.indicator import Point, Return

_FREQUENCIES = "monthly|quarterly|half-yearly|yearly"


@click.group("indicator", cls=Group)
def indicator() -> None:
    """What is measured: figures against baseline and target."""


@command("add")
@click.argument("title", default="", metavar=_("[TITLE]"))
@click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its short name; otherwise made from the title."))
@click.option("--definition", default="", metavar=_("TEXT"), help=_("How it is counted."))
@click.option("--computed", default="", metavar=_("FIGURE"), help=_("A figure of the committee's own papers, computed."))
@click.option("--kind", default="", metavar="quantitative|qualitative", help=_("A number or a judgement."))
@click.option("--unit", default="", metavar=_("TEXT"), help=_("The unit; percent for shares."))
@click.option("--better", default="", metavar="up|down|neither", help=_("Which way is better."))
@click.option("--covers", multiple=True, metavar=_("TEXT"), help=_("A form of violence it covers; may be said again."))
@click.option("--baseline", type=float, default=None, metavar=_("NUMBER"), help=_("The value at the start."))
@click.option("--baseline-date", type=DAY, default=None, metavar=_("DATE"), help=_("The day it stands for."))
@click.option("--baseline-source", default="", metavar=_("TEXT"), help=_("Where the value at the start comes from."))
@click.option("--no-baseline", default="", metavar=_("TEXT"), help=_("Why there is no value at the start."))
@click.option("--target", type=float, default=None, metavar=_("NUMBER"), help=_("The value to reach."))
@click.option("--target-date", type=DAY, default=None, metavar=_("DATE"), help=_("The day it is to be reached."))
@click.option("--source", default="", metavar=_("TEXT"), help=_("Where the figures come from."))
@click.option("--owner", default="", metavar=_("AGENCY"), help=_("The agency that answers for it."))
@click.option("--agencies", default="", metavar="A,B", help=_("Agencies that return figures."))
@click.option("--breakdown", "breakdowns", multiple=True, metavar=_("TEXT"), help=_("A part its figures are broken down into."))
@click.option("--frequency", default="", metavar=_FREQUENCIES, help=_("How often figures are returned."))
@click.option("--national-code", default="", metavar=_("TEXT"), help=_("Its code in the national framework, or local."))
@click.option("--tags", default="", metavar="A,B", help=_("Words such as coordination, police, health."))
@click.option("--counts-reports", "reports", is_flag=True, help=_("It counts reports of violence or people who ask for help."))
@click.option("--counts-survivors", "survivors", is_flag=True, help=_("It counts survivors or what happened to them."))
@click.option(
    "--whole", default="", metavar=_("WORD"), help=_("Whom it counts, as one word; another with this word counts the same.")
)
@click.option("--year", default="", metavar="sum|last", help=_("Whether a year is the sum of its periods, or the last of them."))
@click.option("--public", is_flag=True, help=_("It counts no people: its figures may leave the committee as they are."))
@pass_app
def add(app: App, *, title: str, identity: str, **given: Any) -> None:
    """Define an indicator.

    With --computed it needs no figures from anybody: vawcoord indicator computed lists what can be computed.
    """
    from vawcoord.operations.indicators import add as adding

    root, committee = app.loaded()
    made, changes = adding(committee, title, _values(given), app.day(), identity=identity)
    app.write(root, committee, changes)
    app.done(
        _("{path} is written.").format(path=changes.paths()[0]),
        changes.paths(),
        next=f"vawcoord indicator show {made}",
        items=("L2.6.2", "L2.6.3", "L2.6.4"),
    )


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an indicator's file from the command's options."""
    values = {
        name: given[name]
        for name in ("definition", "computed", "kind", "unit", "better", "covers", "no_baseline", "source", "owner", "breakdowns")
    }
    values.update({name: given[name] for name in ("frequency", "national_code")})
    values.update({name: tuple(one.strip() for one in given[name].split(",") if one.strip()) for name in ("agencies", "tags")})
    values.update({name: given.get(name) or None for name in ("reports", "survivors", "whole", "year", "public")})
    if given["baseline"] is not None:
        values["baseline"] = _reference(given["baseline"], given["baseline_date"], given["baseline_source"])
    if given["target"] is not None:
        values["target"] = _reference(given["target"], given["target_date"], "")
    return values


def _reference(value: float, day: date | None, source: str) -> dict[str, Any]:
    """Return a value with its date and source as it stands in a file."""
    table = {"value": int(value) if value == int(value) else value, "date": day, "source": source}
    return {name: held for name, held in table.items() if held not in (None, "")}


@command("record")
@click.argument("name", metavar=_("INDICATOR"))
@click.argument("value", metavar=_("NUMBER"))
@click.option("--period", "period", required=True, metavar="2026-q3", help=_("The period: 2026, 2026-h1, 2026-q3 or 2026-09."))
@click.option("--agency", required=True, metavar=_("AGENCY"), help=_("The agency whose figure it is."))
@click.option("--breakdown", default="", metavar=_("TEXT"), help=_("The part it is for; otherwise for all."))
@click.option("--replace", is_flag=True, help=_("In place of what was written down before."))
@pass_app
def record(app: App, *, name: str, value: str, period: str, agency: str, breakdown: str, replace: bool) -> None:
    """Write down the figure of an agency for a period."""
    from vawcoord.operations.indicators import find_indicator, find_period
    from vawcoord.operations.indicators import record as recording

    root, committee = app.loaded()
    found = find_indicator(committee, name)
    when = find_period(period, app.day())
    changes = recording(
        root, committee, found, value.strip(), when, agency, app.day(), breakdown=breakdown or "all", replace=replace
    )
    app.write(root, committee, changes)
    app.done(
        _("{name} of {agency} for {period} stands in {path}.").format(
            name=found.id, agency=agency, period=when.id, path=changes.paths()[0]
        ),
        changes.paths(),
        next=f"vawcoord indicator show {found.id}",
        items=("L2.6.5",),
    )


@command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar=_("FILE"))
@click.option("--period", "period", default="", metavar="2026-q3", help=_("The period; otherwise from the file's name."))
@click.option("--agency", default="", metavar=_("AGENCY"), help=_("Whose figures; otherwise from the file's name."))
@click.option("--replace", is_flag=True, help=_("In place of what the agency sent before."))
@pass_app
def import_(app: App, *, file: Path, period: str, agency: str, replace: bool) -> None:
    """Take in the figures that an agency sends as CSV: indicator, breakdown, value.

    Nothing is taken in while a line is wrong: each is named with its column and what to do.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.language import several
    from vawcoord.operations.indicators import import_file

    root, committee = app.loaded()
    whose, faults, changes = import_file(root, committee, file, app.day(), when=period, agency=agency, replace=replace)
    if changes is None:
        for one in faults:
            app.remark(f"{file.name}:{one.line}: {one.said()}")
            if one.mend:
                app.remark(f"    {one.mend}")
        raise VawcoordError(
            several("{count} mistake in {path}: nothing was taken in.", "{count} mistakes in {path}: nothing was taken in.",
                    len(faults), path=file.name),
            _("Correct the file, or send these lines back to whoever made it."),
        )  # fmt: skip
    app.write(root, committee, changes)
    app.done(
        _("The figures {whose} stand in {path}.").format(whose=whose, path=changes.paths()[0]),
        changes.paths(),
        next="vawcoord indicator due",
        items=("L2.6.5",),
    )


@command("due", reading=True)
@click.option("--period", "period", default="", metavar="2026-q3", help=_("Only what belongs to this period."))
@click.option("--agency", default="", metavar=_("AGENCY"), help=_("Only what this agency owes."))
@pass_app
def due(app: App, *, period: str, agency: str) -> None:
    """Show which figures agencies have sent, and who has not."""
    from vawcoord.documents.indicators import owing
    from vawcoord.folder.loading import load
    from vawcoord.operations.indicators import find_period
    from vawcoord.operations.members import find_member
    from vawcoord.records.indicator import returns

    committee, findings = load(app.root())
    if agency:
        find_member(committee, agency)
    only = find_period(period, app.day()) if period else None
    held = [one for one in returns(committee, app.day(), only=only) if not agency or one.agency == agency]
    if app.json:
        app.print_json("indicator due", committee.profile.id, findings, {"returns": [_return_json(one) for one in held]})
        return
    shown = held if period or agency else [*owing(held)]
    if not shown:
        app.say(_("No agency owes figures."))
    app.table(
        (_("Agency"), _("Period"), _("Indicator"), _("Due"), _("Received")),
        [
            (
                one.agency,
                one.period.id,
                one.indicator,
                str(one.due),
                _("yes")
                if one.received
                else _("no, {count} days late").format(count=one.late_days)
                if one.late_days
                else _("not yet"),
            )
            for one in shown
        ],
    )
    app.say()
    first = next((one for one in shown if not one.received), None)
    app.say(
        _("Next: {command}").format(
            command=f"vawcoord indicator import {first.period.id}-{first.agency}.csv" if first else "vawcoord indicator show"
        )
    )
    app.remark_findings(findings)


def _return_json(one: "Return") -> dict[str, Any]:
    """Return what was to be sent as data."""
    return {
        "agency": one.agency,
        "indicator": one.indicator,
        "period": one.period.id,
        "due": one.due,
        "received": one.received,
        "late_days": one.late_days,
    }


@command("show", reading=True)
@click.argument("name", default="", metavar=_("[INDICATOR]"))
@pass_app
def show(app: App, *, name: str) -> None:
    """Show where the indicators stand: at the start, before, now, the target, the trend.

    INDICATOR shows one with all its periods.
    """
    from vawcoord.documents.indicators import view, views
    from vawcoord.folder.loading import load
    from vawcoord.operations.indicators import find_indicator

    committee, findings = load(app.root())
    held = (view(committee, find_indicator(committee, name), app.day()),) if name else views(committee, app.day())
    if app.json:
        app.print_json("indicator show", committee.profile.id, findings, {"indicators": [_view_json(one) for one in held]})
        return
    if name:
        _one(app, held[0])
    else:
        _all(app, held)
    app.remark_findings(findings)


def _all(app: App, held: "tuple[View, ...]") -> None:
    """Print all indicators, with the cautions that belong to some."""
    from vawcoord.documents.indicators import cautions, trend_said, value_said
    from vawcoord.render.terminal import wrapped

    if not held:
        app.say(_("There is no indicator yet."))
    app.table(
        (_("Indicator"), _("What"), _("Start"), _("Before"), _("Now"), _("Target"), _("Trend")),
        [
            (
                one.indicator.id,
                one.indicator.title,
                value_said(one.indicator.baseline.value, one.unit) if one.indicator.baseline else "—",
                _point(one.last, one.unit),
                _point(one.now, one.unit),
                value_said(one.indicator.target.value, one.unit) if one.indicator.target else "—",
                trend_said(one) + (f"; {_('target reached')}" if one.reached else ""),
            )
            for one in held
        ],
    )
    told = [(one, list(cautions(one.indicator))) for one in held]
    if any(said for _one, said in told):
        app.say()
        for one, said in told:
            for sentence in said:
                app.say(wrapped(f"  {one.indicator.id}: {sentence}", indent="    "))
    app.say()
    app.say(_("Next: {command}").format(command="vawcoord indicator due" if held else 'vawcoord indicator add "TITLE"'))


def _point(one: "Point | None", unit: str) -> str:
    """Return a figure with its period."""
    from vawcoord.documents.indicators import value_said

    return f"{value_said(one.value, unit)} ({one.period.id})" if one else "—"


def _one(app: App, held: "View") -> None:
    """Print one indicator with its definition and all its periods."""
    from vawcoord.documents.indicators import cautions, trend_said, value_said
    from vawcoord.render.terminal import wrapped
    from vawcoord.text.figures import number

    one = held.indicator
    app.say(wrapped(f"{one.title} ({one.id})"))
    app.say(wrapped(one.definition))
    app.say()
    facts = [
        (_("Unit"), held.unit),
        (_("At the start"), _told(one.baseline, held.unit) if one.baseline else one.no_baseline or "—"),
        (_("Before"), _point(held.last, held.unit)),
        (_("Now"), _point(held.now, held.unit)),
        (_("Target"), _told(one.target, held.unit) if one.target else "—"),
        (_("Trend"), trend_said(held) + (f"; {_('target reached')}" if held.reached else "")),
        (_("Source"), one.source),
        (_("Agency"), one.owner),
        (_("National code"), one.national_code),
    ]
    for label, value in facts:
        if value:
            app.say(wrapped(f"{label}: {value}", indent="  "))
    if held.points:
        app.say()
        app.table(
            (_("Period"), _("Value"), _("By agency"), _("Parts"), _("Not sent")),
            [
                (
                    point.period.id,
                    value_said(point.value, held.unit)
                    + (f" ({point.above}/{point.below})" if point.below is not None and point.above is not None else ""),
                    ", ".join(f"{agency} {number(value)}" for agency, value in point.agencies),
                    ", ".join(f"{part} {number(value)}" for part, value in point.parts),
                    ", ".join(point.missing),
                )
                for point in held.points
            ],
        )
    for sentence in cautions(one):
        app.say()
        app.say(wrapped(sentence))
    app.say()
    app.say(
        _("Next: {command}").format(
            command="vawcoord indicator show" if one.computed else f"vawcoord indicator record {one.id} … --period … --agency …"
        )
    )


def _told(reference: Any, unit: str) -> str:
    """Return a baseline or a target with its day and source."""
    from vawcoord.documents.indicators import value_said

    parts = [value_said(reference.value, unit), str(reference.date or ""), reference.source]
    return ", ".join(part for part in parts if part)


def _view_json(held: "View") -> dict[str, Any]:
    """Return an indicator as data."""
    from vawcoord.documents.indicators import cautions

    one = held.indicator
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "computed": one.computed,
        "unit": held.unit,
        "better": held.better,
        "covers": list(one.covers),
        "national_code": one.national_code,
        "tags": list(one.tags),
        "owner": one.owner,
        "frequency": one.frequency,
        "baseline": _reference_json(one.baseline),
        "target": _reference_json(one.target),
        "last": _point_json(held.last),
        "now": _point_json(held.now),
        "trend": held.direction,
        "judged": held.judged,
        "target_reached": held.reached,
        "periods": [_point_json(point) for point in held.points],
        "cautions": list(cautions(one)),
    }


def _reference_json(reference: Any) -> dict[str, Any] | None:
    """Return a baseline or target as data."""
    return {"value": reference.value, "date": reference.date, "source": reference.source} if reference else None


def _point_json(point: "Point | None") -> dict[str, Any] | None:
    """Return a figure as data."""
    if point is None:
        return None
    return {
        "period": point.period.id,
        "value": point.value,
        "agencies": dict(point.agencies),
        "parts": dict(point.parts),
        "missing": list(point.missing),
        "of": [point.above, point.below] if point.below is not None else None,
    }


@command("computed", reading=True)
@click.option("--period", "period", default="", metavar="2026-q3", help=_("A period that is over; otherwise this year so far."))
@pass_app
def computed(app: App, *, period: str) -> None:
    """Show the figures that follow from the committee's own papers: nobody types them."""
    from vawcoord.documents.indicators import value_said
    from vawcoord.folder.loading import load
    from vawcoord.operations.indicators import find_period
    from vawcoord.records.computed import COMPUTED
    from vawcoord.records.indicator import period_at

    committee, findings = load(app.root())
    when = find_period(period, app.day()) if period else period_at(app.day(), "yearly")
    found = [(one, one.over(committee, when, app.day())) for one in COMPUTED]
    if app.json:
        data = [
            {
                "id": one.id,
                "title": _(one.title),
                "unit": one.unit,
                "value": share.value,
                "of": [share.above, share.below] if share.below is not None else None,
                "items": list(one.items),
            }
            for one, share in found
        ]
        app.print_json("indicator computed", committee.profile.id, findings, {"period": when.id, "figures": data})
        return
    app.say(_("From {start} to {end}").format(start=when.start, end=min(when.end, app.day())))
    app.table(
        (_("Figure"), _("What it is"), _("Value"), _("Of"), _("For")),
        [
            (
                one.id,
                _(one.title),
                value_said(share.value, one.unit),
                f"{share.above}/{share.below}" if share.below else "",
                " ".join(one.items),
            )
            for one, share in found
        ],
    )
    app.say()
    app.say(_("Next: {command}").format(command="vawcoord indicator add --computed meetings-held"))
    app.remark_findings(findings)


for _one_command in (add, record, import_, due, show, computed):
    indicator.add_command(_one_command)
