"""Checks who vouches for what, contrary views and what is set aside: only what counts may look as if it did."""

from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import is_item
from vawcoord.records.register import RegisterEntry
from vawcoord.records.vouching import items_of, keeper, last_day, refusal, those_concerned

KINDS = ("attestations", "contests", "set-asides")
"""The registers that speak of items."""


def items(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name items that Module 5 does not have."""
    for one in committee.registers:
        if one.kind in KINDS:
            for place, item in enumerate(items_of(one)):
                if not is_item(item):
                    yield finding(
                        "STD001",
                        one.where.at("item", place),
                        _('Module 5 has no item "{item}".').format(item=item),
                        _("vawcoord standard list shows the items."),
                    )


def attestations(committee: Committee, today: date) -> Iterator[Finding]:
    """Name attestations that do not count, each with the reason; one that has run out only where nobody vouched since."""
    if committee.standard is None:
        return
    held = [one for one in committee.registers if one.kind == "attestations" and one.day <= today]
    good = {
        name
        for one in held
        for name in items_of(one)
        if (item := committee.standard.item(name)) is not None and not refusal(committee, one, item, today)
    }
    for one in held:
        said: set[str] = set()
        for name in items_of(one):
            item = committee.standard.item(name)
            why = refusal(committee, one, item, today) if item else ""
            if why and why not in said and not (why == "ended" and name in good):
                said.add(why)
                yield _refused(committee, one, name, why, today)


def _refused(committee: Committee, one: RegisterEntry, item: str, why: str, today: date) -> Finding:
    """Return the finding about an attestation that does not count."""
    agency, at = one.get("by"), one.where.at
    match why:
        case "no-evidence":
            return finding(
                "STD002",
                at("evidence"),
                _("{agency} vouches for {item} and does not say on what.").format(agency=agency, item=item),
                _("Write what was seen, and when. No case, no quotation."),
            )
        case "ended":
            return finding(
                "STD003",
                at("until"),
                _("the attestation for {item} ran out on {day}.").format(item=item, day=last_day(one)),
                _('Ask the member to look again: vawcoord standard attest {item} --by {agency} --evidence "…".').format(
                    item=item, agency=agency
                ),
            )
        case "keeper":
            return finding(
                "STD004",
                at("by"),
                _("{agency} vouches for {item} and keeps the committee's records.").format(
                    agency=keeper(committee, one.day), item=item
                ),
                _("Ask another member to vouch for it."),
            )
        case "kept-alone":
            return finding(
                "STD007",
                at("records"),
                _("{agency} vouches for {item} on records that it keeps alone.").format(agency=agency, item=item),
                _("Name a record of another member, or ask another member."),
            )
        case "not-concerned":
            names = ", ".join(member.id for member in those_concerned(committee, today)) or "—"
            return finding(
                "STD005",
                at("by"),
                _("{agency} vouches for {item}, and is neither survivor-led nor a survivor-support organisation.").format(
                    agency=agency, item=item
                ),
                _("Only these may: {names}.").format(names=names),
            )
        case _:
            return finding(
                "STD006",
                at("by" if why == "no-member" else "seat"),
                _("{agency} is no member.").format(agency=agency)
                if why == "no-member"
                else _("{seat} is no person or seat of {agency}.").format(seat=one.get("seat"), agency=agency),
                _("Only a member vouches, from a seat it has: vawcoord member show {agency}.").format(agency=agency),
            )


def asides(committee: Committee, today: date) -> Iterator[Finding]:
    """Name items that cannot be set aside, and those whose time has run out."""
    if committee.standard is None:
        return
    for one in committee.registers:
        if one.kind != "set-asides":
            continue
        for place, name in enumerate(items_of(one)):
            item = committee.standard.item(name)
            if item is not None and item.always:
                yield finding(
                    "STD008",
                    one.where.at("item", place),
                    _("{item} cannot be set aside.").format(item=name),
                    _("Remove the entry; vawcoord standard show {item} says what to do next.").format(item=name),
                )
            elif item is not None and one.get("until") < today and not _again(committee, name, today):
                yield finding(
                    "STD009",
                    one.where.at("until"),
                    _("{item} was set aside until {day}.").format(item=name, day=one.get("until")),
                    _("It counts again. Bring it to a meeting, or begin: vawcoord standard show {item}.").format(item=name),
                )


def _again(committee: Committee, item: str, today: date) -> bool:
    """Say whether an item is set aside by a later entry."""
    return any(
        one.kind == "set-asides" and item in items_of(one) and one.day <= today <= one.get("until") for one in committee.registers
    )


RULES = (items, attestations, asides)
