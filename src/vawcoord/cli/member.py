"""`member`: agencies, their people, the roster by sector."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from vawcoord.cli.app import DAY, App, Command, Group, command, pass_app
from vawcoord.cli.sheets import exporting, importing
from vawcoord.language import _
from vawcoord.operations.members import LISTS, Details, Letter, Person, person_of
from vawcoord.records.member import LEAVINGS, TYPES, Member
from vawcoord.records.profile import CRITICAL_SECTORS, SECTORS


@click.group("member", cls=Group)
def member() -> None:
    """Member agencies and their representatives."""


def _details(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what is known of an agency."""
    options = [
        click.option("--sector", type=click.Choice(SECTORS), default=None, help=_("Its sector.")),
        click.option("--type", "kind", type=click.Choice(TYPES), default=None, help=_("What kind of body it is.")),
        click.option("--invited", type=DAY, default=None, metavar=_("DATE"), help=_("The day it was invited.")),
        click.option("--joined", type=DAY, default=None, metavar=_("DATE"), help=_("The day it joined.")),
        click.option("--lead", default="", metavar=_('"NAME, POST"'), help=_("Its lead representative.")),
        click.option("--seat", default="", metavar=_("TEXT"), help=_("A seat in place of the lead's name and post.")),
        click.option("--alternate", default="", metavar=_('"NAME, POST"'), help=_("Its alternate.")),
        click.option("--alternate-seat", default="", metavar=_("TEXT"), help=_("A seat in place of the alternate's name.")),
        click.option("--signatory", default="", metavar=_('"NAME, POST"'), help=_("Who signs for it.")),
        click.option("--confidential/--not-confidential", default=None, help=_("Its location must stay secret.")),
        click.option("--reached-through", default="", metavar=_("TEXT"), help=_("Where to ask, when the location is secret.")),
        click.option("--address", default="", metavar=_("TEXT"), help=_("A public address.")),
        click.option("--represents", multiple=True, metavar=_("TEXT"), help=_("A marginalised group it speaks for.")),
        click.option(
            "--responsibility", "responsibilities", multiple=True, metavar=_("TEXT"), help=_("What it does in the response.")
        ),
        click.option("--limit", "limits", multiple=True, metavar=_("TEXT"), help=_("What it may not or cannot do.")),
        click.option("--duty", "duties", multiple=True, metavar=_("TEXT"), help=_("What law obliges it to report, and to whom.")),
        click.option("--resource", "resources", multiple=True, metavar=_("TEXT"), help=_("What it gives to the coordination.")),
        click.option("--speaks", "languages", multiple=True, metavar=_("TEXT"), help=_("A language it works in.")),
    ]
    for one in reversed(options):
        function = one(function)
    return function


def _read(name: str, given: dict[str, Any]) -> Details:
    """Return the details from a command's options."""
    return Details(
        name=name,
        sector=given["sector"] or "",
        type=given["kind"] or "",
        invited=given["invited"],
        joined=given["joined"],
        lead=_person(given["lead"], given["seat"]),
        alternate=_person(given["alternate"], given["alternate_seat"]),
        signatory=_person(given["signatory"], ""),
        confidential=given["confidential"],
        reached_through=given["reached_through"],
        address=given["address"],
        lists={key: given[key] for key in LISTS},
    )


def _person(typed: str, seat: str) -> Person | None:
    """Return a person or a seat, or None when nothing was said."""
    return Person(seat=seat) if seat else person_of(typed) if typed else None


@member.command("add", cls=Command)
@click.argument("name")
@click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its short name; otherwise made from the name."))
@_details
@pass_app
def add(app: App, *, name: str, identity: str, **given: Any) -> None:
    """Add an agency.

    NAME is its full name; --sector says whom it speaks for.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.operations.members import add as adding

    root, committee = app.loaded()
    if not given["sector"]:
        raise VawcoordError(
            _("The agency's sector is missing."),
            _("Add --sector with one of: {sectors}.").format(sectors=", ".join(SECTORS)),
        )
    details = _read(name, given)
    made, changes = adding(committee, details, id=identity)
    app.write(root, committee, changes)
    app.done(
        _("{agency} is entered as {id} in members/{id}.toml.").format(agency=name, id=made),
        changes.paths(),
        next=_('vawcoord member change {id} --lead "Name, Post" --signatory "Name, Post"').format(id=made)
        if details.lead is None
        else f"vawcoord member show {made}",
        items=("L2.2.2", "L2.2.4"),
    )
    if details.joined is None:
        app.remark(_("It is not a member until it has joined: --joined DATE."))


@member.command("change", cls=Command)
@click.argument("agency")
@click.option("--name", default="", metavar=_("TEXT"), help=_("Its new name."))
@_details
@click.option("--clear", multiple=True, type=click.Choice(LISTS), help=_("Empty a list before adding to it."))
@click.option("--public", multiple=True, metavar=_("PERSON"), help=_("This person's name may stand in public documents."))
@click.option("--not-public", multiple=True, metavar=_("PERSON"), help=_("It may not."))
@click.option("--person", default="", metavar=_("ID"), help=_("The representative whom --authority is for."))
@click.option("--authority", default="", metavar=_("REFERENCE"), help=_("The letter that lets the person decide."))
@click.option("--authority-date", type=DAY, default=None, metavar=_("DATE"), help=_("The date of the letter."))
@click.option("--authority-until", type=DAY, default=None, metavar=_("DATE"), help=_("The last day it is good for."))
@click.option("--scan", type=click.Path(path_type=Path, dir_okay=False), default=None, help=_("The scanned letter."))
@pass_app
def change(
    app: App,
    *,
    agency: str,
    name: str,
    clear: tuple[str, ...],
    public: tuple[str, ...],
    not_public: tuple[str, ...],
    person: str,
    authority: str,
    authority_date: date | None,
    authority_until: date | None,
    scan: Path | None,
    **given: Any,
) -> None:
    """Change an agency's file.

    A new lead or alternate ends the time of the earlier one. Lists such as responsibilities are added to.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.operations.members import change as changing
    from vawcoord.operations.members import find_member

    root, committee = app.loaded()
    found = find_member(committee, agency)
    letter = None
    if authority:
        letter = Letter(person, authority, authority_date or app.day(), authority_until, scan)
    elif person or authority_date or authority_until or scan:
        raise VawcoordError(_("The reference of the letter is missing."), _("Add --authority REFERENCE."))
    named = {**dict.fromkeys(public, True), **dict.fromkeys(not_public, False)}
    changes = changing(root, found, _read(name, given), app.day(), letter=letter, clear=clear, public=named)
    app.write(root, committee, changes)
    app.done(
        _("{agency}: members/{id}.toml is changed.").format(agency=found.name, id=found.id),
        changes.paths(),
        next=f"vawcoord member show {found.id}",
        items=("L2.2.3", "L2.2.4"),
    )


@member.command("leave", cls=Command)
@click.argument("agency")
@click.option("--how", type=click.Choice(LEAVINGS), default="withdrew", show_default=True, help=_("How it leaves."))
@click.option(
    "--decision", default="", metavar=_("DECISION"), help=_("The decision it leaves by, such as 2026-03-10-ordinary/d2.")
)
@click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@pass_app
def leave(app: App, *, agency: str, how: str, decision: str, on: date | None, yes: bool) -> None:
    """Record that an agency leaves.

    First shows what hangs on it: offices, quorum, agreements, activities, undertakings. Then changes all of it or nothing.
    """
    from vawcoord.operations.members import find_member, hanging
    from vawcoord.operations.members import leave as leaving

    root, committee = app.loaded()
    found = find_member(committee, agency)
    day = on or app.day()
    changes = leaving(root, committee, found, how=how, decision=decision, on=day)
    hangs = hanging(committee, found, day)
    app.say(_("What hangs on {agency}:").format(agency=found.name))
    for line in hangs.lines() or (_("nothing."),):
        app.say(f"  - {line}")
    app.say(_("These files change:"))
    for path in changes.paths():
        app.say(f"  {path}")
    if not yes and not click.confirm(_("Record that it leaves on {day}?").format(day=day)):
        app.say(_("Nothing was changed."))
        return
    app.write(root, committee, changes)
    app.done(_("{agency} left on {day}.").format(agency=found.name, day=day), next="vawcoord check", items=("L2.2.2", "L2.2.5"))
    for line in hangs.activities:
        app.remark(_("Still to be given to somebody else: {what}").format(what=line))


@command("list", reading=True)
@pass_app
def list_(app: App) -> None:
    """Show the roster by sector, and the sectors nobody is in."""
    from vawcoord.folder.loading import load

    committee, findings = load(app.root())
    today = app.day()
    if app.json:
        data = {"members": [_as_json(one, today) for one in committee.members], "missing": _missing(committee, today)}
        app.print_json("member list", committee.profile.id, findings, data)
        return
    rows = []
    for sector in SECTORS:
        for one in committee.members:
            if one.sector == sector:
                lead, alternate = one.representative("lead", today), one.representative("alternate", today)
                rows.append(
                    (
                        sector,
                        one.id,
                        one.name,
                        _state(one, today),
                        lead.shown() if lead else "—",
                        alternate.shown() if alternate else "—",
                    )
                )
    app.table((_("Sector"), _("Id"), _("Agency"), _("State"), _("Lead"), _("Alternate")), rows)
    missing = _missing(committee, today)
    if missing:
        app.say()
        app.say(_("Critical sectors of Module 5 without an active member: {sectors}.").format(sectors=", ".join(missing)))
    app.say(_("Next: {command}").format(command=_('vawcoord member add "NAME" --sector SECTOR')))
    app.remark_findings(findings)


member.add_command(list_)


def _missing(committee: Any, today: date) -> list[str]:
    """Return the critical sectors without an active member."""
    there = {one.sector for one in committee.active(today)}
    return [sector for sector in CRITICAL_SECTORS if sector not in there]


def _state(one: Member, today: date) -> str:
    """Return where an agency stands, in words."""
    if one.left and one.left <= today:
        how = {
            "withdrew": _("withdrew"),
            "suspended": _("suspended"),
            "expelled": _("expelled"),
            "dissolved": _("dissolved"),
        }.get(one.how, _("left"))
        return f"{how} {one.left}" + (f" ({one.decision})" if one.decision else "")
    if one.active(today):
        return _("member")
    return _("invited") if one.invited else _("not joined")


def _as_json(one: Member, today: date) -> dict[str, Any]:
    """Return an agency as data."""
    return {
        "id": one.id,
        "name": one.name,
        "sector": one.sector,
        "type": one.type,
        "active": one.active(today),
        "joined": one.joined,
        "left": one.left,
        "representatives": [
            {"id": person.id, "shown": person.shown(), "role": person.role, "serving": person.serving(today)}
            for person in one.representatives
        ],
    }


@command("show", reading=True)
@click.argument("agency")
@pass_app
def show(app: App, *, agency: str) -> None:
    """Show one agency: its people, what it does, what hangs on it."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.members import find_member, hanging

    committee, findings = load(app.root())
    found = find_member(committee, agency)
    today = app.day()
    hangs = hanging(committee, found, today)
    if app.json:
        data = {"member": _as_json(found, today), "hanging": list(hangs.lines())}
        app.print_json("member show", committee.profile.id, findings, data)
        return
    app.say(f"{found.name} ({found.id})")
    app.say(_("{sector}, {type}, {state}").format(sector=found.sector, type=found.type, state=_state(found, today)))
    if found.confidential_location:
        through = found.reached_through or _("the agency itself")
        app.say(_("address withheld, reached through {through}").format(through=through))
    for person in found.representatives:
        authority = (
            _("authority {letter}, until {day}").format(letter=person.authority.letter, day=person.authority.until or "—")
            if person.authority
            else _("no authority")
        )
        served = "" if person.serving(today) else " " + _("(until {day})").format(day=person.until or "—")
        app.say(f"  {person.role}: {person.shown()} [{person.id}], {authority}{served}")
    for signatory in found.signatories:
        if signatory.serving(today):
            app.say("  " + _("signs: {who}").format(who=", ".join(part for part in (signatory.name, signatory.post) if part)))
    for title, texts in (
        (_("Does"), found.responsibilities),
        (_("Limits"), found.limits),
        (_("Must report"), found.duties),
        (_("Gives"), found.resources),
        (_("Speaks for"), found.represents),
    ):
        for text in texts:
            app.say(f"  {title}: {text}")
    if hangs.lines():
        app.say(_("What hangs on {agency}:").format(agency=found.name))
        for line in hangs.lines():
            app.say(f"  - {line}")
    app.say(_("Next: {command}").format(command=f"vawcoord open members/{found.id}.toml"))
    app.remark_findings(findings)


member.add_command(show)
member.add_command(exporting("members"))
member.add_command(importing("members"))
