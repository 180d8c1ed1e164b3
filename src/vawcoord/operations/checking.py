"""Checks the folder: what loading found and what the rules find, with lines, in one list."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vawcoord.codes import finding
from vawcoord.errors import VawcoordError
from vawcoord.finding import Finding
from vawcoord.folder.loading import load
from vawcoord.records.committee import Committee
from vawcoord.rules.every import check
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.template import Template


class Checked(Value):
    """A committee and everything that was found in its folder, the gravest first."""

    committee: Committee
    findings: tuple[Finding, ...]

    def count(self, severity: str) -> int:
        """Return how many findings have a severity."""
        return sum(1 for one in self.findings if one.severity == severity)


def checked(root: Path, today: date, *, lines: bool = True) -> Checked:
    """Load and check a folder. Nothing is written. Raises VawcoordError when `committee.toml` cannot be read.

    Without `lines` the files with findings are not read again to find the lines: enough for whoever only counts.
    """
    committee, found = load(root)
    committee = with_templates(root, committee)
    if any(one.adopted for one in committee.plans):
        from vawcoord.operations.plan import with_kept_plans

        committee = with_kept_plans(root, committee)
    committee, missing = with_standard(root, committee)
    every = (*found, *missing, *check(committee, today))
    if not lines:
        return Checked(committee, tuple(sorted(set(every), key=Finding.order)))
    from vawcoord.folder.locating import located

    return Checked(committee, located(root, every))


def with_standard(root: Path, committee: Committee) -> tuple[Committee, tuple[Finding, ...]]:
    """Return the committee with the standard it answers to, where entries speak of its items; else what is wrong with it."""
    from vawcoord.standard.catalogue import SHIPPED

    speaks = any(one.kind in ("attestations", "set-asides") for one in committee.registers)
    if not speaks and committee.profile.standard == SHIPPED:
        return committee, ()
    from vawcoord.operations.standard import find_standard

    try:
        return committee.but(standard=find_standard(root, committee)), ()
    except VawcoordError as error:
        return committee, (finding("STD010", committee.profile.where.at("standard"), error.message, error.mend),)


def with_templates(root: Path, committee: Committee) -> Committee:
    """Return the committee with the heads of the templates that its documents were made from."""
    names = {(one.front.template.partition("@")[0], one.front.language) for one in committee.documents if one.front.template}
    if not names:
        return committee
    from vawcoord.folder.shipped import Shelf

    shelf = Shelf(root)
    heads: dict[str, Template] = {}
    for name, language in sorted(names):
        head = heads.get(name) or shelf.head(name, language) or shelf.head(name, "en")
        if head is not None:
            heads[name] = head
    return committee.but(templates=tuple(heads.values()))
