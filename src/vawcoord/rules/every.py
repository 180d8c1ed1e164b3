"""All families of rules, in one tuple; what is set aside by a register entry is left out."""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module

from vawcoord.finding import Finding
from vawcoord.records.committee import Committee

Rule = Callable[[Committee, date], Iterator[Finding]]

FAMILIES: tuple[tuple[str, Callable[[Committee], bool]], ...] = (
    ("offices", lambda _committee: True),
    ("members", lambda _committee: True),
    ("documents", lambda committee: bool(committee.documents)),
    ("languages", lambda committee: bool(committee.documents)),
    ("references", lambda _committee: True),
    ("plan", lambda committee: bool(committee.plans)),
    (
        "standard",
        lambda committee: any(one.kind in ("attestations", "contests", "set-asides") for one in committee.registers),
    ),
    ("schedule", lambda committee: committee.schedule is not None),
    ("agenda", lambda committee: committee.schedule is not None or any(one.agenda for one in committee.meetings)),
    ("registers", lambda committee: bool(committee.registers or committee.profile.complaints)),
    ("services", lambda committee: bool(committee.services)),
    ("indicators", lambda committee: bool(committee.indicators or committee.figures)),
    (
        "reports",
        lambda committee: bool(committee.profile.oversight or committee.released),
    ),
    ("meetings", lambda committee: any(one.minutes or one.actions for one in committee.meetings)),
)
"""Each family is a file of this room with its own tuple RULES; it is loaded only for a committee that it has to do with."""


def rules(committee: Committee) -> Iterator[Rule]:
    """Yield the rules that have to do with a committee, family by family."""
    for name, concerned in FAMILIES:
        if concerned(committee):
            yield from import_module(f"vawcoord.rules.{name}").RULES


def check(committee: Committee, today: date) -> tuple[Finding, ...]:
    """Return what every rule finds on a day, without what a register entry sets aside."""
    aside = frozenset(_set_aside(committee, today))
    found = (one for rule in rules(committee) for one in rule(committee, today))
    return tuple(one for one in found if (one.code, "") not in aside and (one.code, one.where.path) not in aside)


def _set_aside(committee: Committee, today: date) -> Iterator[tuple[str, str]]:
    """Yield code and path of the findings that entries of `registers/set-asides` name and that have not run out."""
    for entry in committee.registers:
        if entry.kind == "set-asides" and entry.get("finding") and (entry.get("until") or today) >= today:
            yield entry.get("finding"), entry.get("where") or ""
