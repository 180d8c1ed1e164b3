"""`action list · add · asked · letter`: what meetings asked agencies to do."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.cli.message import asked, letter
from vawcoord.cli.sheets import exporting, importing
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.records.minutes import ActionState

_ITEMS = ("L2.1.5", "L2.2.8")

action = Group("action", help=_("The actions of meetings: what is open, late, carried over."))


@command("list", reading=True)
@click.option("--agency", default="", metavar=_("AGENCY"), help=_("Only what this agency has to do."))
@click.option("--late", is_flag=True, help=_("Only what is late."))
@click.option("--all", "everything", is_flag=True, help=_("Also what is closed."))
@click.option("--as-of", type=DAY, default=None, metavar=_("DATE"), help=_("As it stood on this day."))
@pass_app
def list_(app: App, *, agency: str, late: bool, everything: bool, as_of: date | None) -> None:
    """List the actions: late ones first, with the number of meetings that they were carried over."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.actions import listed

    committee, findings = load(app.root())
    on = as_of or app.day()
    found = listed(committee, on, agency=agency, late=late, everything=everything)
    if app.json:
        app.print_json("action list", committee.profile.id, findings, {"actions": [_as_json(one) for one in found]})
        return
    names = {one.id: one.name for one in committee.members}
    rows = [
        (
            one.item,
            one.action.text,
            names.get(one.agency, one.agency),
            str(one.due or "—"),
            ", ".join(_state(one)),
        )
        for one in found
    ]
    app.table((_("Action"), _("What"), _("Agency"), _("Due"), _("State")), rows)
    if not rows:
        app.say(_("No action is late.") if late else _("No action is open."))
    escalated = [one for one in found if one.escalated]
    if escalated:
        app.say()
        for one in escalated:
            app.say(_("Carried over three times or more: {item}. vawcoord action letter {item}").format(item=one.item))
    first = next((one.item for one in found if one.open), "")
    app.done("", next=f"vawcoord progress {first} STATUS" if first else "vawcoord meeting minutes")
    app.remark_findings(findings)


def _state(one: "ActionState") -> list[str]:
    """Return in words where an action stands."""
    parts = [one.status + (f" {one.percent} %" if one.percent is not None and one.status != "done" else "")]
    if one.late_days:
        parts.append(several("{count} day late", "{count} days late", one.late_days))
    if one.open and one.carried:
        parts.append(several("carried over once", "carried over {count} times", one.carried))
    if not one.meeting.approved:
        parts.append(_("minutes not approved yet"))
    return parts


def _as_json(one: "ActionState") -> dict[str, Any]:
    """Return an action as data."""
    return {
        "id": one.item,
        "meeting": one.meeting.id,
        "text": one.action.text,
        "agency": one.agency,
        "post": one.action.post,
        "due": one.due,
        "status": one.status,
        "percent": one.percent,
        "late_days": one.late_days,
        "carried": one.carried,
        "escalated": one.escalated,
        "updated": one.updated,
        "asked": one.asked,
        "item": one.action.item,
        "approved": one.meeting.approved,
        "note": one.note,
        "reason": one.reason,
    }


@command("add")
@click.argument("text")
@click.option("--agency", required=True, metavar=_("AGENCY"), help=_("The agency that does it."))
@click.option("--due", type=DAY, required=True, metavar=_("DATE"), help=_("The day by which it is done."))
@click.option("--post", default="", metavar=_("TEXT"), help=_("The post that does it."))
@click.option("--meeting", default="", metavar=_("MEETING"), help=_("The meeting; otherwise the last one that was held."))
@click.option("--item", default="", metavar=_("ID"), help=_("The agenda item it belongs to."))
@click.option("--clause", default="", metavar=_("ID"), help=_("The clause or activity it serves."))
@pass_app
def add(app: App, *, text: str, agency: str, due: date, **given: str) -> None:
    """Add an action to the minutes of a meeting that are not approved yet."""
    from vawcoord.operations.actions import New
    from vawcoord.operations.actions import add as adding

    root, committee = app.loaded()
    name, changes = adding(root, committee, New(text, agency, due, **given), app.day())
    app.write(root, committee, changes)
    app.done(
        _("{item} stands in {path}.").format(item=name, path=changes.paths()[0]),
        changes.paths(),
        next="vawcoord action list",
        items=_ITEMS,
    )


for one in (list_, add, asked, letter, exporting("actions"), importing("actions")):
    action.add_command(one)
