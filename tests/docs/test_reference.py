"""The reference and the schemas say what the programme does: made anew they are the same, and files fit them."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

from vawcoord.cli.main import COMMANDS
from vawcoord.cli.main import vawcoord as tree
from vawcoord.folder.layout import NOT_READ, PLACES, place_of
from vawcoord.folder.loading import load
from vawcoord.operations.checking import checked
from vawcoord.records.register import kinds
from vawcoord.text.frontmatter import split

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
EXAMPLES = REFERENCE / "examples"
COMMITTEE = ROOT / "examples" / "committee"
SCHEMAS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "schema").glob("*.json")}
AGAIN = "Make it again: python tools/make_reference.py"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with everything that the tool makes now."""
    target = tmp_path_factory.mktemp("reference")
    subprocess.run([sys.executable, ROOT / "tools" / "make_reference.py", target], check=True, capture_output=True)
    return target


def test_what_is_committed_is_what_the_tool_makes(made: Path) -> None:
    """Every page and schema is up to date."""
    old = [
        path.relative_to(made).as_posix()
        for path in sorted(made.rglob("*"))
        if path.is_file()
        and (not (ROOT / path.relative_to(made)).is_file() or path.read_bytes() != (ROOT / path.relative_to(made)).read_bytes())
    ]

    assert old == [], AGAIN


def test_no_schema_is_left_over(made: Path) -> None:
    """A schema of a kind that is gone does not stay behind."""
    assert {path.name for path in (ROOT / "schema").iterdir()} == {path.name for path in (made / "schema").iterdir()}, AGAIN


def paths(group: click.Group, prefix: str) -> Iterator[str]:
    """Yield the full name of every command below a group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield f"{prefix} {name}"
        if isinstance(found, click.Group):
            yield from paths(found, f"{prefix} {name}")


def test_every_command_is_in_the_reference() -> None:
    """Each command of the tree has its line of usage, in the order of COMMANDS."""
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    usages = re.findall(r"^vawcoord .*$", text, re.MULTILINE)
    missing = [path for path in paths(tree, "vawcoord") if not any(f"{one} ".startswith(f"{path} ") for one in usages)]
    places = [text.index(f"[`{name}`](") for name, _place, _help in COMMANDS]

    assert missing == [], AGAIN
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["commands.md", "findings.md", "formats.md", "registers.md", "standard.md"])
def test_links_of_a_page_lead_somewhere(name: str) -> None:
    """Every heading of our own is there once, and every link on the page has its heading or its file."""
    text = (REFERENCE / name).read_text(encoding="utf-8")
    own = re.sub(r"^````.*?^````$", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", own, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in titles}
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*\]\([^`\n]*`", "", own))

    assert len(titles) == len(set(titles))
    assert [one for one in links if one.startswith("#") and one[1:] not in anchors] == []
    assert [one for one in links if not one.startswith("#") and not (REFERENCE / one).is_file()] == []


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_valid_and_closed(name: str) -> None:
    """It is a JSON Schema, takes no unknown key, and says what each key is."""
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)

    for table in (schema, *schema.get("$defs", {}).values()):
        assert table["additionalProperties"] is False
        assert all(one["description"] for one in table["properties"].values())


def records(root: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, schema and table of every record of a folder, with dates as JSON has them."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        place = None if name.startswith(tuple(f"{one}/" for one in NOT_READ)) else place_of(name)
        if place is None or place[0] in ("figures", "released"):
            continue
        text = path.read_text(encoding="utf-8")
        kind = {"document": "front", "register": f"register-{place[1].get('kind')}"}.get(place[0], place[0])
        front = split(text).front if name.endswith(".md") else text
        yield name, kind, json.loads(json.dumps(tomllib.loads(front), default=lambda one: one.isoformat()))


FOLDERS = [pytest.param(root, id=root.name) for root in (EXAMPLES, COMMITTEE) if (root / "committee.toml").is_file()]


@pytest.mark.parametrize("root", FOLDERS)
def test_schemas_accept_the_records_of_a_folder(root: Path) -> None:
    """What the loader reads without a finding, the schema takes."""
    wrong = [
        f"{path}: {error.json_path} {error.message}"
        for path, kind, held in records(root)
        for error in Draft202012Validator(SCHEMAS[kind]).iter_errors(held)
    ]

    assert wrong == []


@pytest.mark.parametrize("root", FOLDERS)
def test_schemas_refuse_a_misspelt_key(root: Path) -> None:
    """A key that no record has is refused, in every table of every record."""
    accepted = []
    for path, kind, held in records(root):
        for table in tables(held):
            table["misspelt"] = 1
            if Draft202012Validator(SCHEMAS[kind]).is_valid(held):
                accepted.append(path)
            del table["misspelt"]

    assert accepted == []


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """Yield a table and every table below it."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from tables(one)


def test_the_examples_show_every_kind_of_file_and_are_read_without_a_mistake() -> None:
    """The page shows files that the programme takes as they are."""
    _committee, found = load(EXAMPLES)
    places = [place_of(path.relative_to(EXAMPLES).as_posix()) for path in EXAMPLES.rglob("*") if path.is_file()]

    assert [str(one) for one in found] == []
    assert {one[0] for one in places if one} == {kind for kind, _pattern in PLACES}
    assert [one for one in checked(EXAMPLES, TODAY).findings if one.severity == "error"] == []


def test_every_register_has_its_schema() -> None:
    """Each kind of register has a schema of its own."""
    assert {one.removeprefix("register-") for one in SCHEMAS if one.startswith("register-")} == set(kinds())
