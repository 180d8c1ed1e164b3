"""Who may vouch for what: attestations, contrary views and items set aside, as entries of registers say them.

One place for the rule, so that the command that writes an attestation, the check and coverage never disagree.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from vawcoord.records.committee import Committee
from vawcoord.records.member import Member
from vawcoord.records.register import RegisterEntry
from vawcoord.records.standard import Item

REFUSALS = ("no-evidence", "no-member", "no-seat", "keeper", "not-concerned", "kept-alone", "ended")
"""Why an attestation does not count, in the order in which it is looked for."""

_KEEPING = ("owner", "holder", "gathered_by", "by")
"""Fields of register entries that say who keeps what the entry is about."""


def concerned(member: Member) -> bool:
    """Say whether a member may speak for survivors: it is survivor-led, or supports them and is no authority."""
    return member.type == "survivor-led" or (member.sector == "survivors" and member.type != "state")


def those_concerned(committee: Committee, on: date) -> tuple[Member, ...]:
    """Return the members of a day that may speak for survivors."""
    return tuple(one for one in committee.active(on) if concerned(one))


def keeper(committee: Committee, on: date) -> str:
    """Return the agency that keeps the committee's records on a day: the secretary's. Nothing while nobody is secretary."""
    officer = committee.profile.officer("secretary", on)
    return officer.holder.partition("/")[0] if officer else ""


def items_of(entry: RegisterEntry) -> tuple[str, ...]:
    """Return the items that an attestation, a contrary view or a set-aside names."""
    named = entry.get("item") or ()
    return (named,) if isinstance(named, str) else tuple(named)


def refusal(committee: Committee, entry: RegisterEntry, item: Item, on: date) -> str:
    """Return why an attestation does not count for an item on a day, one of `REFUSALS`; empty when it counts.

    Never the one who keeps the record: neither the secretary's agency, nor an agency that rests only on entries which it
    keeps itself. What participants judge, only a survivor-led or survivor-support member vouches for.
    """
    by = entry.get("by") or ""
    member = committee.member(by)
    if not (entry.get("evidence") or "").strip():
        return "no-evidence"
    if member is None or not member.active(entry.day) or not member.active(on):
        return "no-member"
    agency, _slash, person = (entry.get("seat") or "").partition("/")
    if agency != by or all(one.id != person for one in member.representatives):
        return "no-seat"
    if by == keeper(committee, entry.day):
        return "keeper"
    if item.judge == "participants" and not concerned(member):
        return "not-concerned"
    if _kept_alone(committee, entry, by):
        return "kept-alone"
    return "ended" if last_day(entry) < on else ""


def last_day(entry: RegisterEntry) -> date:
    """Return the last day on which an attestation counts: the one it names, or the end of the time that such entries count."""
    return min(one for one in (entry.get("until"), entry.counts_until(), date.max) if one is not None)


def _kept_alone(committee: Committee, entry: RegisterEntry, by: str) -> bool:
    """Say whether an attestation names entries as its proof, all of which its own agency keeps."""
    named = frozenset(entry.get("records") or ())
    if not named:
        return False
    held = [one for one in committee.registers if one.ref in named or one.id in named]
    return len(held) == len(named) and all(keepers(one) == {by} for one in held)


def keepers(entry: RegisterEntry) -> set[str]:
    """Return the agencies that keep what an entry is about, as far as it says so."""
    found: set[str] = set()
    for name in _KEEPING:
        value = entry.get(name)
        found.update((value,) if isinstance(value, str) else value or ())
    return found


def contested(entries: Iterable[RegisterEntry], on: date) -> Iterator[RegisterEntry]:
    """Yield the contrary views that stand on a day: no secretary can remove one, only the member can take it back."""
    for one in entries:
        back = one.get("taken_back")
        if one.kind == "contests" and one.day <= on and (back is None or back > on):
            yield one


def set_aside(entries: Iterable[RegisterEntry], on: date) -> Iterator[RegisterEntry]:
    """Yield the entries that set items aside on a day."""
    for one in entries:
        if one.kind == "set-asides" and one.day <= on <= (one.get("until") or date.min) and items_of(one):
            yield one
