"""Checks the committee itself: offices and terms, critical sectors, quorum, mission, time zone."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.profile import CRITICAL_SECTORS, JUSTICE_SECTORS
from vawcoord.where import Where

SOON_DAYS = 60
"""How many days before its end something is named: room for an election, a letter, a meeting."""

_PROFILE = Where("committee.toml")


def offices(committee: Committee, today: date) -> Iterator[Finding]:
    """Name offices that nobody holds, terms that have passed or end soon, officers who represent no member."""
    profile = committee.profile
    for office in ("chair", "secretary"):
        if not any(one.office == office for one in profile.officers):
            yield finding(
                "COM001",
                _PROFILE,
                _("nobody holds the office {office}.").format(office=office),
                _("Enter the officer under [[officers]] with holder, from and until."),
            )
    for place, officer in enumerate(profile.officers):
        where = Where("committee.toml", 0, ("officers", place))
        later = [one for one in profile.officers if one.office == officer.office and one is not officer]
        replaced = any((one.from_ or date.min) > (officer.from_ or date.min) for one in later)
        if committee.person(officer.holder) is None:
            yield finding(
                "COM004",
                where.at("holder"),
                _('{office}: "{holder}" is in no agency\'s file.').format(office=officer.office, holder=officer.holder),
                _("Write agency/person as in members/<agency>.toml, or add the person there."),
            )
        if officer.until is None or replaced:
            continue
        if officer.until < today:
            yield finding(
                "COM002",
                where.at("until"),
                _("the term of the {office} ended on {day}.").format(office=officer.office, day=officer.until),
                _("Hold the election, then add the new term under [[officers]]."),
            )
        elif (officer.until - today).days <= SOON_DAYS:
            yield finding(
                "COM003",
                where.at("until"),
                _("the term of the {office} ends on {day}.").format(office=officer.office, day=officer.until),
                _("Put the election on the next agenda."),
            )


def sectors(committee: Committee, today: date) -> Iterator[Finding]:
    """Name critical sectors without an active member, and a quorum that asks for a sector nobody is in."""
    there = {one.sector for one in committee.active(today)}
    for sector in CRITICAL_SECTORS:
        if sector not in there:
            yield finding(
                "COM005",
                _PROFILE,
                _("no active member is in the sector {sector}.").format(sector=sector),
                _("Invite an agency: vawcoord member add. Until it joins, say in the report why it is missing."),
            )
    for sector in committee.profile.meetings.quorum.sectors:
        wanted = JUSTICE_SECTORS if sector == "justice" else (sector,)
        if not there.intersection(wanted):
            yield finding(
                "COM006",
                _PROFILE.at("meetings", "quorum", "sectors"),
                _("the quorum asks for the sector {sector}, in which there is no active member.").format(sector=sector),
                _("Change the rule by a decision, or find a member."),
            )


def profile(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name a missing mission or vision, marks to be completed, and a time zone that is not known."""
    held = committee.profile
    for name, value in (("mission", held.mission), ("vision", held.vision)):
        if not value:
            yield finding(
                "COM008",
                _PROFILE,
                _("the committee has no {name}.").format(name=name),
                _("Agree on one, and enter it here."),
            )
    texts = {"name": held.name, "area": held.area, "mission": held.mission, "vision": held.vision}
    if held.oversight:
        texts["oversight"] = held.oversight.name
    if held.national_strategy:
        texts["national_strategy"] = held.national_strategy.name
    for name, value in texts.items():
        if "[to be completed" in value:
            yield finding(
                "COM009",
                _PROFILE.at(name),
                _("{name} is still to be completed.").format(name=name),
                _("Write it in place of the mark."),
            )
    if not known_zone(held.timezone):
        yield finding(
            "COM007",
            _PROFILE.at("timezone"),
            _('"{zone}" is no known time zone.').format(zone=held.timezone[:60]),
            _("Write continent and city, such as Africa/Nairobi."),
        )


def known_zone(name: str) -> bool:
    """Say whether a time zone is known here."""
    # Most systems have the zone as a file; only elsewhere is the library asked, which takes a while to load.
    if re.match(r"[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}\Z", name) and Path("/usr/share/zoneinfo", name).is_file():
        return True
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


RULES = (offices, sectors, profile)
