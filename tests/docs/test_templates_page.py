"""The page on templates names every value that a template may use, and none that is not there."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from vawcoord.disk import shipped_templates
from vawcoord.documents import agenda, letter, message
from vawcoord.folder.shipped import Shelf
from vawcoord.operations import minutes, values

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")

VALUES: dict[str, Mapping[str, Any]] = {
    "Name": values.example_values(Shelf(None).words("en")),
    "In an agenda": agenda.example_values(),
    "In minutes": minutes.EXAMPLE,
    "In a message": message.example_values(),
    "In the letter": letter.example_values(),
}
"""The first heading of each table, and what the templates that it is about are checked against."""


def names(held: Mapping[str, Any]) -> set[str]:
    """Return the names of values, and those of the entries of lists."""
    found = set(held)
    for value in held.values():
        for one in value if isinstance(value, list) else ():
            if isinstance(one, Mapping):
                found |= names(one)
    return found


def table(heading: str) -> set[str]:
    """Return the names in the table with this first heading: those before its last column."""
    found = re.search(rf"^\| {re.escape(heading)} \|.*\n\| ---.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert found is not None, heading
    return {name for line in found[1].splitlines() for cell in line.split("|")[1:-2] for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("heading", VALUES)
def test_each_table_names_what_there_is(heading: str) -> None:
    """A value that the page does not name cannot be used by whoever reads it; one that is gone is an error in a template."""
    assert table(heading) == names(VALUES[heading])


def test_every_template_of_the_programme_is_named() -> None:
    """Whoever wants to change a text of a meeting, a message or a letter finds its name."""
    rows = re.findall(r"^\| `templates/.*$", PAGE, re.MULTILINE)
    for kind in ("meeting", "message", "letter"):
        shipped = {path.name.split(".")[0] for path in (shipped_templates() / kind).glob("*.md")}
        row = next(one for one in rows if one.startswith(f"| `templates/{kind}/"))
        assert set(re.findall(r"[\w-]+", row)) >= shipped
