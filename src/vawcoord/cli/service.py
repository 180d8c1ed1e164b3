"""`service`: who offers which essential service, what is missing, and what may be told to the public."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, Command, Group, command, pass_app
from vawcoord.language import _
from vawcoord.records.service import COSTS, SERVICE_SECTORS, VERIFIED

if TYPE_CHECKING:
    from vawcoord.documents.services import Listed, Map
    from vawcoord.records.service import Service

_ITEMS = ("L2.3.3", "L2.4.1")


@click.group("service", cls=Group)
def service() -> None:
    """Who offers which essential service; what is missing."""


def _details(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what is known of a provider."""
    options = [
        click.option("--member", default="", metavar=_("AGENCY"), help=_("The member agency it belongs to.")),
        click.option("--sector", type=click.Choice(SERVICE_SECTORS), default=None, help=_("Its sector of the package.")),
        click.option("--offers", default="", metavar="health-2,health-7", help=_("The essential services it offers.")),
        click.option("--for", "for_", multiple=True, metavar=_("TEXT"), help=_("Whom it serves.")),
        click.option("--confidential/--not-confidential", default=None, help=_("Its location must stay secret.")),
        click.option("--reached-through", default="", metavar=_("TEXT"), help=_("Where to ask, when the location is secret.")),
        click.option("--public/--not-public", default=None, help=_("Whether it may stand in the public directory.")),
        click.option("--area", default="", metavar=_("TEXT"), help=_("The area it covers.")),
        click.option("--reaches", multiple=True, metavar=_("TEXT"), help=_("A part of the area from which it can be reached.")),
        click.option("--address", default="", metavar=_("TEXT"), help=_("A public address.")),
        click.option("--hotline", default="", metavar=_("TEXT"), help=_("A published line of the service, never of a person.")),
        click.option("--website", default="", metavar=_("TEXT"), help=_("Its public page.")),
        click.option("--hours", default="", metavar=_("TEXT"), help=_("When it is open.")),
        click.option("--cost", type=click.Choice(COSTS), default=None, help=_("What it costs.")),
        click.option("--cost-note", default="", metavar=_("TEXT"), help=_("What must be paid.")),
        click.option("--speaks", "languages", multiple=True, metavar=_("TEXT"), help=_("A language spoken there.")),
        click.option(
            "--access", "accessibility", multiple=True, metavar=_("TEXT"), help=_("Step-free, sign language, transport.")
        ),
        click.option("--post", "contact_post", default="", metavar=_("TEXT"), help=_("The post to ask for.")),
        click.option("--note", default="", metavar=_("TEXT"), help=_("What else a referring agency must know.")),
    ]
    for one in reversed(options):
        function = one(function)
    return function


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a provider's file from a command's options."""
    values = dict(given)
    values["confidential_location"] = values.pop("confidential") or (False if given["confidential"] is False else None)
    values["for"] = values.pop("for_")
    values["offers"] = tuple(one.strip() for one in given["offers"].split(",") if one.strip())
    return values


@service.command("add", cls=Command)
@click.argument("name", metavar=_("NAME"))
@click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its short name; otherwise made from the name."))
@click.option("--verified", "how", type=click.Choice(VERIFIED), default=None, help=_("How it was looked at today."))
@_details
@pass_app
def add(app: App, *, name: str, identity: str, how: str | None, **given: Any) -> None:
    """Add a provider of services.

    The essential services are named by their ids: vawcoord service map lists them.
    """
    from vawcoord.operations.services import add as adding

    root, committee = app.loaded()
    values = {**_values(given), "verified_on": app.day() if how else None, "verified_how": how}
    made, changes = adding(committee, name, values, app.day(), identity=identity)
    app.write(root, committee, changes)
    app.done(
        _("{path} is written.").format(path=changes.paths()[0]),
        changes.paths(),
        next="vawcoord service map" if how else f"vawcoord service verify {made} --how visit",
        items=_ITEMS,
    )


@service.command("change", cls=Command)
@click.argument("provider", metavar=_("PROVIDER"))
@click.option("--name", default="", metavar=_("TEXT"), help=_("Another name."))
@_details
@pass_app
def change(app: App, *, provider: str, name: str, **given: Any) -> None:
    """Change what is known of a provider; a list that is said replaces the one before."""
    from vawcoord.operations.services import change as changing
    from vawcoord.operations.services import find_service

    root, committee = app.loaded()
    found = find_service(committee, provider)
    changes = changing(root, committee, found, {"name": name, **_values(given)}, app.day())
    app.write(root, committee, changes)
    app.done(
        _("{path} is written.").format(path=changes.paths()[0]),
        changes.paths(),
        next=f"vawcoord service show {found.id}",
        items=_ITEMS,
    )


@service.command("verify", cls=Command)
@click.argument("provider", metavar=_("PROVIDER"))
@click.option("--how", required=True, metavar="|".join(VERIFIED), help=_("How it was looked at."))
@click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
@pass_app
def verify(app: App, *, provider: str, how: str, on: date | None) -> None:
    """Write down that what is known of a provider was looked at, and is right.

    Hours, telephones and costs change; after twelve months nobody can rely on them.
    """
    from vawcoord.operations.services import find_service
    from vawcoord.operations.services import verify as verifying

    root, committee = app.loaded()
    found = find_service(committee, provider)
    changes = verifying(root, committee, found, how, on or app.day(), app.day())
    app.write(root, committee, changes)
    app.done(
        _("{name} was looked at on {day}.").format(name=found.name, day=on or app.day()),
        changes.paths(),
        next="vawcoord service map",
        items=_ITEMS,
    )


@command("list", reading=True)
@click.option("--public", "public", is_flag=True, help=_("Only what the public directory says."))
@pass_app
def list_(app: App, *, public: bool) -> None:
    """List the providers; with --public what may be told to everybody.

    As a document the public directory is made by: vawcoord build services/public.
    """
    from vawcoord.documents.services import hidden, listed
    from vawcoord.folder.loading import load

    committee, findings = load(app.root())
    if public:
        shown = listed(committee)
        if app.json:
            data = [{**{name: _json(value) for name, value in _fields(one)}} for one in shown]
            app.print_json("service list", committee.profile.id, findings, {"public": True, "providers": data})
            return
        app.table(
            (_("Provider"), _("Where"), _("Open"), _("Cost"), _("Languages")),
            [
                (
                    one.name,
                    _("Address withheld, reached through {through}").format(through=one.through or "—")
                    if one.withheld
                    else one.where,
                    "; ".join(part for part in (one.line, one.hours) if part),
                    cost_word(one.cost),
                    ", ".join(one.languages),
                )
                for one in shown
            ],
        )
        app.say()
        app.say(_("Next: {command}").format(command="vawcoord build services/public"))
        app.remark_findings(findings)
        return
    if app.json:
        data = [{**_service_json(one), "confidential_location": hidden(committee, one)} for one in committee.services]
        app.print_json("service list", committee.profile.id, findings, {"public": False, "providers": data})
        return
    app.table(
        (_("Provider"), _("Name"), _("Offers"), _("Cost"), _("Looked at")),
        [
            (
                one.id,
                one.name,
                " ".join(one.offers),
                cost_word(one.cost),
                (str(one.verified_on) if one.verified_on else _("never"))
                + ("" if one.verified_lately(app.day()) else f" ({_('too long ago')})" if one.verified_on else ""),
            )
            for one in committee.services
        ],
    )
    if not committee.services:
        app.say(_("There is no provider yet."))
    app.say()
    app.say(_("Next: {command}").format(command="vawcoord service map" if committee.services else 'vawcoord service add "NAME"'))
    app.remark_findings(findings)


def cost_word(cost: str) -> str:
    """Return what a service costs in people's words."""
    return {"free": _("free"), "reduced": _("reduced"), "paid": _("to be paid")}.get(cost, _("not known"))


def _fields(one: "Listed") -> list[tuple[str, Any]]:
    """Return the fields of an entry of the public directory."""
    return [(name, getattr(one, name)) for name in type(one).__match_args__]


def _json(value: Any) -> Any:
    """Return a value for JSON."""
    return list(value) if isinstance(value, tuple) else value


def _service_json(one: "Service") -> dict[str, Any]:
    """Return a provider as data."""
    return {"id": one.id, **{name: _json(value) for name, value in one.values()}}


@command("show", reading=True)
@click.argument("provider", metavar=_("PROVIDER"))
@pass_app
def show(app: App, *, provider: str) -> None:
    """Show all that is known of a provider."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.services import find_service
    from vawcoord.records.service import essential_services
    from vawcoord.render.terminal import wrapped

    committee, findings = load(app.root())
    found = find_service(committee, provider)
    if app.json:
        app.print_json("service show", committee.profile.id, findings, _service_json(found))
        return
    titles = {one.id: one.title for one in essential_services()}
    for name, value in found.values():
        if name == "offers":
            app.say(f"{name}:")
            for one in value:
                app.say(f"  {one}  {_(titles[one]) if one in titles else ''}")
            continue
        told = (
            ", ".join(value) if isinstance(value, tuple) else _("yes") if value is True else _("no") if value is False else value
        )
        app.say(wrapped(f"{name}: {told}", indent="  "))
    app.say()
    app.say(_("Next: {command}").format(command=f"vawcoord service verify {found.id} --how visit"))
    app.remark_findings(findings)


@command("map", reading=True)
@pass_app
def map_(app: App) -> None:
    """Show the essential services of the package: who offers them here, what nobody offers, what is out of reach."""
    from vawcoord.documents.services import mapped
    from vawcoord.folder.loading import load

    committee, findings = load(app.root())
    made = mapped(committee, app.day())
    if app.json:
        app.print_json("service map", committee.profile.id, findings, _map_json(made))
        return
    _shown(app, made)
    app.remark_findings(findings)


def _shown(app: App, made: "Map") -> None:
    """Print the map: the services, then providers that nobody looked at, then what may be done twice."""
    from vawcoord.documents.services import remarks
    from vawcoord.render.terminal import wrapped

    counted = made.count()
    app.say(
        wrapped(
            _("Nobody offers {none} of the essential services here, one provider {one}, several {several}. Out of some "
              "women's reach: {reach}.").format(
                none=counted["none"], one=counted["one"], several=counted["several"], reach=counted["out-of-reach"]
            )
        )
    )  # fmt: skip
    app.say()
    app.table(
        (_("Service"), _("What it is"), _("Who offers it"), _("Remarks")),
        [
            (one.service.id, _(one.service.title), ", ".join(held.id for held in one.providers) or "—", "; ".join(remarks(one)))
            for one in made.rows
        ],
    )
    if made.stale:
        app.say()
        app.say(_("Not looked at for twelve months"))
        for one in made.stale:
            app.say(f"  {one.id}  {one.verified_on or _('never')}")
    if made.overlaps:
        app.say()
        app.say(_("Perhaps done twice"))
        for pair in made.overlaps:
            app.say(wrapped(f"  {pair.one.id}, {pair.other.id}: {' '.join(pair.services)}", indent="    "))
    app.say()
    app.say(wrapped(_("This shows what providers say of themselves, not whether a woman who comes is helped.")))
    if made.stale:
        following = f"vawcoord service verify {made.stale[0].id} --how visit"
    elif any(one.state == "none" for one in made.rows):
        following = "vawcoord register add needs"
    else:
        following = "vawcoord build services/map"
    app.say(_("Next: {command}").format(command=following))


def _map_json(made: "Map") -> dict[str, Any]:
    """Return the map as data."""
    return {
        "services": [
            {
                "id": one.service.id,
                "sector": one.service.sector,
                "title": _(one.service.title),
                "state": one.state,
                "providers": [held.id for held in one.providers],
                "out_of_reach": {
                    "cost": one.cost,
                    "languages": list(one.languages),
                    "parts": list(one.parts),
                    "access": one.access,
                },
            }
            for one in made.rows
        ],
        "stale": [{"id": one.id, "verified_on": one.verified_on} for one in made.stale],
        "overlaps": [{"providers": [one.one.id, one.other.id], "services": list(one.services)} for one in made.overlaps],
        "unknown": [{"provider": provider, "service": offer} for provider, offer in made.unknown],
        "counts": made.count(),
    }


for _one in (list_, show, map_):
    service.add_command(_one)
