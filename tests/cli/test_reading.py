"""Reading never writes; and what it answers in JSON is one object of a fixed form."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

from vawcoord.cli.app import Reading
from vawcoord.cli.main import vawcoord
from vawcoord.codes import CODES
from vawcoord.records.document import STATES

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

THINGS = {"member": "police", "agreement": "membership", "message": "notice", "register": "needs", "service": "shelter",
          "standard": "L2.2.3"}  # fmt: skip
"""What a command is asked about that needs a name."""

ARGUMENTS = {"show": {"member": "police"}, "history": {}}
DAY = "2026-06-01"

FINDING = {
    "type": "object",
    "required": ["code", "severity", "path", "line", "key", "message", "mend", "guideline"],
    "additionalProperties": False,
    "properties": {
        "code": {"enum": [one.code for one in CODES]},
        "severity": {"enum": ["error", "warning", "note"]},
        "path": {"type": "string", "pattern": "^[^/\\\\]"},
        "line": {"type": "integer", "minimum": 0},
        "key": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "mend": {"type": "string"},
        "guideline": {"type": "array", "items": {"type": "string", "pattern": "^[LN][1-6]\\.[1-6]\\.\\d+$"}},
    },
}
ENVELOPE = {
    "type": "object",
    "required": ["format", "command", "committee", "today", "findings", "data"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": 1},
        "command": {"type": "string"},
        "committee": {"const": "lake-committee"},
        "today": {"const": DAY},
        "findings": {"type": "array", "items": FINDING},
        "data": {"type": "object"},
    },
}


@pytest.fixture(name="lake")
def _lake(lake: Path) -> Path:
    """Return the folder made by init with a provider besides."""
    (lake / "services").mkdir()
    (lake / "services/shelter.toml").write_text('name = "Shelter"\nverified_on = 2026-05-01\n', encoding="utf-8")
    return lake


def _walk(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Return every command with its words."""
    if not isinstance(command, click.Group):
        return [(words, command)]
    with click.Context(command) as ctx:
        names = command.list_commands(ctx)
        return [one for name in names for one in _walk(command.get_command(ctx, name) or command, (*words, name))]


def _called(words: tuple[str, ...], command: click.Command) -> tuple[str, ...]:
    """Return the words with a fitting argument for each that must be there."""
    thing = THINGS.get(words[0], "coordination")
    # The handover writes its paper; what is missing is read.
    rest = {("changes",): ("--since", "2026-01-01"), ("handover",): ("--take",)}.get(words, ())
    return (*words, *(thing for one in command.params if isinstance(one, click.Argument) and one.required), *rest)


READING = [_called(words, one) for words, one in _walk(vawcoord) if isinstance(one, Reading)]
ALSO = [
    ("open", "police", "--print"), ("mou", "templates"), ("mou", "guide", "referral"), ("check", "--explain", "MEM001"),
    ("check", "--strict", "mou"), ("check", "--why"), ("--help",), ("--version",), ("mou", "new", "--help"),
]  # fmt: skip


def test_there_are_reading_commands() -> None:
    """The walk over the commands finds what the design calls reading."""
    names = {words[:2] if words[0] in ("member", "agreement", "mou", "sop") else words[:1] for words in READING}
    assert {
        ("status",),
        ("today",),
        ("check",),
        ("member", "list"),
        ("member", "show"),
        ("mou", "list"),
        ("sop", "history"),
    } <= names


@pytest.mark.parametrize("words", [*READING, *ALSO], ids=" ".join)
def test_reading_leaves_the_folder_as_it_was(said: Run, lake: Path, prints: Prints, words: tuple[str, ...]) -> None:
    """Not a byte and not a time changes, and nothing is made, with any way of printing."""
    for path in (lake / ".vawcoord").glob("*"):
        path.unlink()
    (lake / ".vawcoord").rmdir()
    (lake / "members/police.toml").write_text("name = \n", encoding="utf-8")
    before = prints(lake)
    for how in ((), ("--plain",), ("--why",), ("--json",) if words in READING else ()):
        ran = said("-C", lake, "--today", DAY, *words, *how)
        assert ran.code in (0, 1, 2)
        assert "Traceback" not in ran.all
    assert prints(lake) == before


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_json_is_one_object_and_nothing_else(said: Run, lake: Path, words: tuple[str, ...]) -> None:
    """Standard output holds the envelope of the design, also when the folder has mistakes; standard error stays silent."""
    file = lake / "members/health.toml"
    file.write_text(file.read_text(encoding="utf-8") + "unknwn = 1\n", encoding="utf-8")
    ran = said("-C", lake, "--today", DAY, *words, "--json")
    assert ran.code in (0, 1), ran.all
    assert ran.err == ""
    held = json.loads(ran.out)
    jsonschema.validate(held, ENVELOPE)
    plain = [word for word in words if word not in {*THINGS.values(), "coordination", "--since", "2026-01-01", "--take"}]
    assert held["command"] == " ".join(plain)
    assert [one["code"] for one in held["findings"] if one["path"] == "members/health.toml" and one["code"] == "FOL006"]


def test_json_of_check(said: Run, lake: Path) -> None:
    """`check --json` has every finding with file, line and key, and how many of each kind."""
    (lake / "members/courts.toml").write_text('name = "Court"\nsector = "courts"\njoined = "x"\n', encoding="utf-8")
    ran = said("-C", lake, "--today", DAY, "check", "--json")
    held = ran.json
    assert ran.code == 1
    wrong = next(one for one in held["findings"] if one["code"] == "FOL005")
    assert (wrong["path"], wrong["line"], wrong["key"], wrong["severity"]) == ("members/courts.toml", 3, "joined", "error")
    for severity in ("error", "warning", "note"):
        assert held["data"]["totals"][severity] == sum(1 for one in held["findings"] if one["severity"] == severity)
    assert said("-C", lake, "--today", DAY, "check", "members", "--json").json["findings"][0]["path"] == "members/courts.toml"


def test_json_of_a_code(said: Run) -> None:
    """`check --explain CODE --json` is an object too."""
    ran = said("--today", DAY, "check", "--explain", "MEM001", "--json")
    assert ran.code == 0
    assert ran.json["data"]["code"] == "MEM001"
    assert ran.json["data"]["guideline"] == ["L2.2.3"]


def test_mending_does_not_answer_in_json(said: Run, lake: Path, prints: Prints) -> None:
    """`check --mend --json` is refused before anything is asked or written."""
    (lake / "members/police.toml").write_text("name = \u201cP\u201d\n", encoding="utf-8")
    before = prints(lake)
    ran = said("-C", lake, "check", "--mend", "--yes", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "--mend" in ran.err
    assert prints(lake) == before


def test_json_of_mou_list(said: Run, lake: Path) -> None:
    """`mou list --json` has the keys that others build on."""
    (one,) = said("-C", lake, "--today", DAY, "mou", "list", "--json").json["data"]["documents"]
    assert (one["id"], one["kind"], one["state"], one["review"]) == ("coordination", "mou", "draft", "2027-06-01")
    assert one["state"] in STATES
    assert sorted(one["unsigned"]) == sorted(
        ["police", "prosecution", "courts", "legal-aid", "health", "social-services", "survivors"]
    )


def test_json_of_member_list(said: Run, lake: Path) -> None:
    """`member list --json` has every agency; a seat is shown as a seat."""
    data = said("-C", lake, "--today", DAY, "member", "list", "--json").json["data"]
    by_id = {one["id"]: one for one in data["members"]}
    assert data["missing"] == []
    assert by_id["police"]["sector"] == "police"
    assert by_id["police"]["active"] is True
    assert by_id["police"]["joined"] == DAY
    (seat,) = by_id["survivors"]["representatives"]
    assert seat["role"] == "lead"
    assert "representative" in seat["shown"]


def test_json_where_it_cannot_be(said: Run, tmp_path: Path) -> None:
    """Without a folder there is no half an object: a sentence on standard error, exit status 2."""
    ran = said("-C", tmp_path, "mou", "list", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "committee.toml" in ran.err


def test_a_finding_shows_no_restricted_content(said: Run, lake: Path) -> None:
    """No output, in words or JSON, repeats the address of a confidential place."""
    file = lake / "members/survivors.toml"
    text = file.read_text(encoding="utf-8").replace("joined", 'confidential_location = true\naddress = "Hill Road 3"\njoined')
    file.write_text(text, encoding="utf-8")
    for words in READING:
        called = tuple("survivors" if word == "police" else word for word in words)
        for how in ((), ("--json",), ("--plain",)):
            assert "Hill Road" not in said("-C", lake, "--today", DAY, *called, *how).all
