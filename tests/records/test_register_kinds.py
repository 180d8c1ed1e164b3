"""The kinds of registers as data: complete, consistent, and without room for a survivor."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

KINDS: list[dict[str, Any]] = tomllib.loads(
    files("vawcoord.records").joinpath("register_kinds.toml").read_text(encoding="utf-8")
)["kinds"]
ITEMS = {
    item["id"]: item
    for item in tomllib.loads(files("vawcoord.standard").joinpath("esp-m5.toml").read_text(encoding="utf-8"))["items"]
}
FIELDS = [pytest.param(kind, field, id=f"{kind['id']}.{field['name']}") for kind in KINDS for field in kind["fields"]]
TYPES = {
    *("text", "line", "date", "number", "money", "yes-no", "choice", "member", "members", "person", "sector", "sectors"),
    *("items", "path", "record", "records", "languages", "document"),
}
ASKED_FOR = """
needs consultations informed linkages training awareness funding pledges complaints audits lessons barriers
unintended-consequences publications undertakings champions groups feedback recommendations proposals requirements reviews
drills reports-sent attestations contests set-asides releases destructions holds requests
"""


def test_every_kind_is_there_once() -> None:
    """The kinds are those of the design, in its order."""
    assert [kind["id"] for kind in KINDS] == ASKED_FOR.split()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["id"])
def test_a_kind_is_complete(kind: dict[str, Any]) -> None:
    """Title, one sentence, items that exist in the standard, how long entries count, whether they may be published."""
    assert set(kind) - {"only", "command", "command_for", "late"} == {
        "id", "title", "what", "items", "months", "publish", "named", "fields",
    }  # fmt: skip
    assert re.fullmatch(r"[A-Z][^.!?]*\.", kind["what"])
    assert [item for item in kind["items"] if "record" not in ITEMS[item]["needs"]] == []
    assert len(kind["items"]) == len(set(kind["items"]))
    assert 0 <= kind["months"] <= 36
    assert isinstance(kind["publish"], bool)
    names = [field["name"] for field in kind["fields"]]
    assert len(names) == len(set(names))
    assert "date" not in names
    assert any(field["required"] for field in kind["fields"])


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_is_complete(kind: dict[str, Any], field: dict[str, Any]) -> None:
    """Name, known type, a plain question; choices exactly where one chooses; the guard wherever one writes freely."""
    assert set(field) <= {"name", "type", "required", "choices", "guarded", "help"}, kind["id"]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", field["name"])
    assert field["type"] in TYPES
    assert isinstance(field["required"], bool)
    assert "?" in field["help"]
    assert ("choices" in field) == (field["type"] == "choice")
    assert field.get("guarded", False) == (field["type"] in {"text", "line"})
    choices = field.get("choices", [])
    assert len(choices) == len(set(choices)) != 1
    assert [choice for choice in choices if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", choice)] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["id"])
def test_conditions_fit_the_fields(kind: dict[str, Any]) -> None:
    """What an entry must say to count for an item can be said in it."""
    fields = {field["name"]: field for field in kind["fields"]}
    for item, conditions in kind.get("only", {}).items():
        assert item in kind["items"]
        for name, wanted in conditions.items():
            field = fields[name]
            if isinstance(wanted, bool):
                assert field["type"] != "choice" or not field["required"], (item, name)
                assert wanted or field["type"] == "yes-no"
            elif isinstance(wanted, int):
                assert field["type"] in {"sectors", "members", "records", "languages"}
            else:
                assert set([wanted] if isinstance(wanted, str) else wanted) <= set(field["choices"]), (item, name)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["id"])
def test_names_commands_and_days_fit_the_fields(kind: dict[str, Any]) -> None:
    """What names a file, what another command writes, and what can be late stands in fields of the kind."""
    fields = {field["name"]: field for field in kind["fields"]}
    late = kind.get("late", {})

    assert set(kind["named"]) <= set(fields)
    assert kind["named"]
    assert kind.get("command_for", kind["named"][0]) in fields
    assert set(late) <= {"by", "settled", "again"}
    assert fields[late["by"]]["type"] == "date" if late else True
    assert {late["again"]} <= set(fields) if "again" in late else True
    for name, wanted in late.get("settled", {}).items():
        assert wanted is True or set(wanted) <= set(fields[name]["choices"]), name


def test_what_could_lead_to_somebody_is_never_published() -> None:
    """Entries about complaints, champions, demands and the like stay in the committee."""
    private = {kind["id"] for kind in KINDS if not kind["publish"]}

    assert {"complaints", "champions", "holds", "requests", "destructions", "undertakings"} <= private


def test_complaints_have_no_room_for_a_story() -> None:
    """Closed fields and dates only."""
    (complaints,) = (kind for kind in KINDS if kind["id"] == "complaints")

    assert {field["type"] for field in complaints["fields"]} <= {"choice", "date", "yes-no"}


def test_exact_numbers_count_neither_women_nor_records_of_them() -> None:
    """A number is of staff, hours, findings or a threshold; all other counts are bands that begin below ten."""
    numbers = {(kind["id"], field["name"]) for kind in KINDS for field in kind["fields"] if field["type"] == "number"}
    bands = [field["choices"] for kind in KINDS for field in kind["fields"] if field["name"] in {"count", "band"}]

    assert numbers == {("training", "persons"), ("training", "hours"), ("audits", "findings"), ("releases", "threshold")}
    assert [band[0] for band in bands] == ["under-10"] * len(bands)


def test_no_field_asks_for_a_person() -> None:
    """A person is a representative of a member, by reference, and only where somebody signs, vouches or destroys."""
    persons = {kind["id"] for kind in KINDS for field in kind["fields"] if field["type"] == "person"}
    words = {"name", "names", "phone", "contact", "email", "address", "age", "birth", "case", "code", "victim", "survivor"}
    asked = {(kind["id"], field["name"]) for kind in KINDS for field in kind["fields"] if set(field["name"].split("_")) & words}

    assert persons == {"undertakings", "attestations", "destructions"}
    assert asked == {("training", "survivor_led")}
