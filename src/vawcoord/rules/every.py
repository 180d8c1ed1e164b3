"""All rules, in one tuple; what is set aside by a register entry is left out."""

from collections.abc import Callable, Iterator
from datetime import date

from vawcoord.finding import Finding
from vawcoord.records.committee import Committee
from vawcoord.rules import documents, languages, members, offices, references

Rule = Callable[[Committee, date], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *offices.RULES,
    *members.RULES,
    *documents.RULES,
    *languages.RULES,
    *references.RULES,
)


def check(committee: Committee, today: date) -> tuple[Finding, ...]:
    """Return what every rule finds on a day, without what a register entry sets aside."""
    aside = frozenset(_set_aside(committee, today))
    found = (one for rule in RULES for one in rule(committee, today))
    return tuple(one for one in found if (one.code, "") not in aside and (one.code, one.where.path) not in aside)


def _set_aside(committee: Committee, today: date) -> Iterator[tuple[str, str]]:
    """Yield code and path of the findings that entries of `registers/set-asides` name and that have not run out."""
    for entry in committee.registers:
        if entry.kind == "set-asides" and entry.get("finding") and (entry.get("until") or today) >= today:
            yield entry.get("finding"), entry.get("where") or ""
