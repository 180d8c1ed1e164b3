"""Checks the providers of services: known services, looked at lately, reached somehow, places that stay secret."""

from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.record import nearest
from vawcoord.records.service import essential_services


def offers(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name services that the package does not have, and providers that offer none."""
    known = [one.id for one in essential_services()]
    for service in committee.services:
        for place, offer in enumerate(service.offers):
            if offer not in known:
                near = nearest(offer, known)
                yield finding(
                    "SVC001",
                    service.where.at("offers", place),
                    _('the package has no essential service "{id}".').format(id=offer),
                    _('Did you mean "{near}"?').format(near=near) if near else _("vawcoord service map lists them."),
                )


def verified(committee: Committee, today: date) -> Iterator[Finding]:
    """Name providers that nobody looked at within twelve months."""
    for service in committee.services:
        if not service.verified_lately(today):
            yield finding(
                "SVC002",
                service.where.at("verified_on") if service.verified_on else service.where,
                _("nobody has looked at {name} since {day}.").format(name=service.name, day=service.verified_on)
                if service.verified_on
                else _("nobody has looked at {name} yet.").format(name=service.name),
                _("Go or call, then: vawcoord service verify {id} --how visit").format(id=service.id),
            )


def secret_places(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name providers whose secret place is not marked so, that nobody can reach, or that another's address gives away."""
    hidden = {one.name.casefold() for one in committee.services if one.confidential_location}
    hidden |= {one.name.casefold() for one in committee.members if one.confidential_location}
    for service in committee.services:
        member = committee.member(service.member) if service.member else None
        if member is not None and member.confidential_location and not service.confidential_location:
            yield finding(
                "SVC003",
                service.where.at("member"),
                _("the location of {agency} is confidential, and that of its service is not marked so.").format(
                    agency=member.name
                ),
                _("Add: confidential_location = true, remove its address, and say where to ask in reached_through."),
            )
        if service.confidential_location and not service.reached_through:
            yield finding(
                "SVC004",
                service.where.at("confidential_location"),
                _("nothing says how {name} is reached.").format(name=service.name),
                _("Say where to ask in reached_through: an office or a published line, never the place."),
            )
        if not service.confidential_location and any(name in service.address.casefold() for name in hidden):
            yield finding(
                "SVC005",
                service.where.at("address"),
                _("this address names a provider whose place must stay secret."),
                _("Describe the way without it."),
            )


def places(committee: Committee, today: date) -> Iterator[Finding]:
    """Name parts of the area that committee.toml does not have, and services of agencies that are no members any more."""
    parts = committee.profile.parts
    for service in committee.services:
        for place, part in enumerate(service.reaches):
            if parts and part not in parts:
                near = nearest(part, parts)
                yield finding(
                    "SVC006",
                    service.where.at("reaches", place),
                    _('committee.toml names no part of the area "{part}".').format(part=part[:60]),
                    _('Did you mean "{near}"?').format(near=near)
                    if near
                    else _("These are there: {names}.").format(names=", ".join(parts)),
                )
        member = committee.member(service.member) if service.member else None
        if member is not None and member.left is not None and member.left <= today:
            yield finding(
                "SVC007",
                service.where.at("member"),
                _("{agency} left on {day}.").format(agency=member.name, day=member.left),
                _("Ask whether it still offers this; take out `member`, or remove the file."),
            )


RULES = (offers, verified, secret_places, places)
