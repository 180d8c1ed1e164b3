"""Checks member agencies: authority to decide, representatives, seats, confidential places, undertakings."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.member import Member, Representative
from vawcoord.rules.offices import SOON_DAYS


def representatives(committee: Committee, today: date) -> Iterator[Finding]:
    """Name agencies nobody speaks or signs for, and representatives without valid authority."""
    for member in committee.active(today):
        where = member.where
        if member.representative("lead", today) is None:
            yield finding(
                "MEM004",
                where,
                _("{agency} has no lead representative.").format(agency=member.name),
                _('Ask the agency, then: vawcoord member change {id} --lead "Name, Post".').format(id=member.id),
            )
        if member.representative("alternate", today) is None:
            yield finding(
                "MEM005",
                where,
                _("{agency} has no alternate.").format(agency=member.name),
                _('Ask the agency, then: vawcoord member change {id} --alternate "Name, Post".').format(id=member.id),
            )
        if member.signatory(today) is None:
            yield finding(
                "MEM006",
                where,
                _("nobody is named who signs for {agency}.").format(agency=member.name),
                _('Ask who may bind it, then: vawcoord member change {id} --signatory "Name, Post".').format(id=member.id),
            )
        if not member.responsibilities or any("[to be completed" in one for one in member.responsibilities):
            yield finding(
                "MEM010",
                where.at("responsibilities"),
                _("{agency} has no responsibilities written down.").format(agency=member.name),
                _("Ask the agency what it does in the response, and enter it here."),
            )
        for place, person in enumerate(member.representatives):
            yield from _person(member, person, place, today)


def _person(member: Member, person: Representative, place: int, today: date) -> Iterator[Finding]:
    """Check one representative."""
    where = member.where.at("representatives", place)
    if not person.seat and not person.shown():
        yield finding("MEM014", where, _("this representative has neither a name nor a seat."), _("Enter one of the two."))
        return
    if person.seat and (person.name or person.post):
        yield finding(
            "MEM008",
            where,
            _("this seat also names a person or a post."),
            _("Remove name and post, here and in every copy of the folder; if the folder is in git, in its history too."),
        )
    if member.type == "survivor-led" and not person.seat:
        yield finding(
            "MEM009",
            where,
            _("{agency} is survivor-led, and its representative stands here by name.").format(agency=member.name),
            _('Replace the name by a seat (seat = "… representative"), unless she asked to be named.'),
        )
    if not person.serving(today):
        return
    if person.authority is None:
        yield finding(
            "MEM001",
            where,
            _("{person} has no letter that lets her or him decide for {agency}.").format(
                person=person.shown(), agency=member.name
            ),
            _("Ask for it, then: vawcoord member change {id} --person {person} --authority REF --scan FILE.").format(
                id=member.id, person=person.id
            ),
        )
    elif person.authority.until is not None and person.authority.until < today:
        yield finding(
            "MEM002",
            where.at("authority"),
            _("the authority of {person} ran out on {day}.").format(person=person.shown(), day=person.authority.until),
            _("Ask {agency} for a new letter.").format(agency=member.name),
        )
    elif person.authority.until is not None and (person.authority.until - today).days <= SOON_DAYS:
        yield finding(
            "MEM003",
            where.at("authority"),
            _("the authority of {person} runs out on {day}.").format(person=person.shown(), day=person.authority.until),
            _("Ask {agency} for a new letter.").format(agency=member.name),
        )


def people(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name two people of one agency with the same id."""
    for member in committee.members:
        seen: set[str] = set()
        for place, person in enumerate(member.representatives):
            if person.id in seen:
                yield finding(
                    "MEM015",
                    member.where.at("representatives", place),
                    _('"{id}" stands twice in this file.').format(id=person.id),
                    _("Give each person an id of her own."),
                )
            seen.add(person.id)


def confidential_places(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name an address of an agency, provider or meeting place that must stay secret. The address is never repeated."""
    hidden: list[Any] = []
    everybody: tuple[Any, ...] = (*committee.members, *committee.services)
    for one in everybody:
        if not one.confidential_location:
            continue
        hidden.append(one)
        if one.address:
            yield finding(
                "MEM007",
                one.where.at("address"),
                _("the location of {name} is confidential, and an address stands here.").format(name=one.name),
                _("Remove the line at once, also from copies sent and from git's history; say where to ask in reached_through."),
            )
    for series in committee.schedule.series if committee.schedule else ():
        for one in hidden:
            if series.place and one.name.casefold() in series.place.casefold():
                yield finding(
                    "MEM007",
                    series.where.at("place"),
                    _("this meeting place names {name}, whose location is confidential.").format(name=one.name),
                    _("Meet elsewhere, and name that place."),
                )


def leavers(committee: Committee, today: date) -> Iterator[Finding]:
    """Name agencies that left without how and by which decision."""
    for member in committee.members:
        if member.left and member.left <= today and not (member.how and (member.decision or member.how == "withdrew")):
            yield finding(
                "MEM011",
                member.where.at("left"),
                _("{agency} left, and how or by which decision is not said.").format(agency=member.name),
                _("Enter how = withdrew, suspended, expelled or dissolved, and the decision."),
            )


def undertakings(committee: Committee, today: date) -> Iterator[Finding]:
    """Name representatives without a valid confidentiality undertaking. Where no entry exists at all, the agency is named once."""
    latest: dict[str, date | None] = {}
    signed = {}
    for entry in committee.registers:
        if entry.kind == "undertakings" and entry.get("kind") == "confidentiality":
            latest[entry.get("who")] = entry.get("until")
            signed[entry.get("who")] = entry
    for member in committee.active(today):
        for place, person in enumerate(member.representatives):
            if not person.serving(today):
                continue
            who = f"{member.id}/{person.id}"
            if who not in signed:
                yield finding(
                    "MEM012",
                    member.where.at("representatives", place),
                    _("{person} ({agency}) has signed no confidentiality undertaking.").format(
                        person=person.shown(), agency=member.name
                    ),
                    _(
                        "Have it signed (vawcoord agreement new confidentiality-undertaking), and enter it under "
                        "registers/undertakings/ (docs/reference/registers.md)."
                    ),
                )
            else:
                until = latest[who]
                if until is not None and until < today:
                    yield finding(
                        "MEM013",
                        signed[who].where,
                        _("the undertaking of {person} ran out on {day}.").format(person=person.shown(), day=until),
                        _("Have a new one signed, and enter it under registers/undertakings/ (docs/reference/registers.md)."),
                    )


RULES = (representatives, people, confidential_places, leavers, undertakings)
