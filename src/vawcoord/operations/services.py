"""Providers of services: added, changed, looked at again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord.change import ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.writing import edited_toml, new_toml
from vawcoord.language import _
from vawcoord.operations.members import left_out
from vawcoord.operations.plan import known_member
from vawcoord.records.committee import Committee
from vawcoord.records.record import Reading, is_id, nearest
from vawcoord.records.service import VERIFIED, Service, essential_services
from vawcoord.text.slug import proposed_id

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def find_service(committee: Committee, name: str) -> Service:
    """Return a provider by its id. Raises VawcoordError with the near one when it is not there."""
    bare = name.removesuffix(".toml").removeprefix("services/")
    found = next((one for one in committee.services if one.id == bare), None)
    if found is not None:
        return found
    if f"services/{bare}.toml" in committee.paths:
        raise left_out(f"services/{bare}.toml")
    near = nearest(bare, [one.id for one in committee.services])
    raise VawcoordError(
        _('There is no provider "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("vawcoord service list shows them."),
    )


def add(committee: Committee, name: str, values: Mapping[str, Any], today: date, *, identity: str = "") -> tuple[str, ChangeSet]:
    """Return the id of a new provider and the change that adds it.

    `values` are the keys of its file; empty ones are left out. Raises VawcoordError for an unknown service, a member that is
    none, a place of a provider whose place is secret, and an id that is none or taken.
    """
    if not name.strip():
        raise VawcoordError(_("A provider needs a name."))
    table = {"name": name.strip(), **_given(values)}
    _refuse(committee, table, today)
    taken = {path.rpartition("/")[2].removesuffix(".toml") for path in committee.paths if path.startswith("services/")}
    made = identity or proposed_id(name, taken, otherwise="provider")
    if not is_id(made):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=made),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    if made in taken:
        raise VawcoordError(_("{ref} is there already.").format(ref=f"services/{made}"))
    return made, together(_("{name} added").format(name=name), [new_toml(f"services/{made}.toml", table)])


def change(root: Path, committee: Committee, service: Service, values: Mapping[str, Any], today: date) -> ChangeSet:
    """Return the change to a provider's file. Raises VawcoordError as `add` does, and when nothing would change."""
    before = {key: _plain(value) for key, value in service.values()}
    given = {key: value for key, value in _given(values).items() if before.get(key) != value}
    if not given:
        raise VawcoordError(_("Nothing was said that would change."))
    _refuse(committee, {**before, **given}, today)

    def edit(document: "TOMLDocument") -> None:
        for key, value in given.items():
            document[key] = value
        if given.get("confidential_location"):
            document.pop("address", None)

    return together(_("{name} changed").format(name=service.name), [edited_toml(root, service.where.path, edit)])


def verify(root: Path, committee: Committee, service: Service, how: str, on: date, today: date) -> ChangeSet:
    """Return the change by which a provider was looked at on a day. Raises VawcoordError for a day that has not come."""
    if how not in VERIFIED:
        near = nearest(how, VERIFIED)
        raise VawcoordError(
            _('"{how}" is no way of looking at a provider.').format(how=how)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("These are there: {choices}.").format(choices=", ".join(VERIFIED)),
        )
    if on > today:
        raise VawcoordError(_("{day} has not come yet.").format(day=on))
    if service.verified_on is not None and on < service.verified_on:
        raise VawcoordError(
            _("{name} was looked at on {day}, later than that.").format(name=service.name, day=service.verified_on)
        )
    return change(root, committee, service, {"verified_on": on, "verified_how": how}, today)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys that were said, lists as a file holds them."""
    return {key: _plain(value) for key, value in values.items() if value is not None and value not in ("", (), [])}


def _plain(value: Any) -> Any:
    """Return a value as a file holds it."""
    return list(value) if isinstance(value, tuple) else value


def _refuse(committee: Committee, table: Mapping[str, Any], today: date) -> None:
    """Refuse what the reader would name, services that the package does not have, and places that must stay secret."""
    reading = Reading("")
    Service.read(dict(table), (), reading)
    if reading.problems:
        _code, key, message = reading.problems[0]
        raise VawcoordError(f"{key[0]}: {message}" if key else message)
    known = [one.id for one in essential_services()]
    for offer in table.get("offers", ()):
        if offer not in known:
            near = nearest(offer, known)
            raise VawcoordError(
                _('The package has no essential service "{id}".').format(id=offer)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("vawcoord service map lists them."),
            )
    known_member(committee, table.get("member", ""), today)
    member = committee.member(table.get("member", ""))
    secret = table.get("confidential_location", False)
    if member is not None and member.confidential_location and not secret:
        raise VawcoordError(
            _("The location of {agency} is confidential, so that of its services is too.").format(agency=member.name),
            _("Add --confidential, and say where to ask with --reached-through."),
        )
    if secret and table.get("address"):
        raise VawcoordError(
            _("A provider with a confidential location has no address in the folder."),
            _("Say where to ask with --reached-through."),
        )
    for part in table.get("reaches", ()):
        if committee.profile.parts and part not in committee.profile.parts:
            near = nearest(part, committee.profile.parts)
            raise VawcoordError(
                _('committee.toml names no part of the area "{part}".').format(part=part)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("These are there: {names}.").format(names=", ".join(committee.profile.parts)),
            )
