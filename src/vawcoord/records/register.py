"""Registers: dated entries whose kinds are data, in `register_kinds.toml`; a new kind costs no code."""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from vawcoord.disk import shipped
from vawcoord.language import _, marked
from vawcoord.records.profile import LANGUAGE_TAG, SECTORS
from vawcoord.records.record import (
    BOOL,
    DATE,
    ID_TYPE,
    IDS,
    ITEMS,
    LINE,
    NUMBER,
    REF_TYPE,
    REFS,
    TEXT,
    Choice,
    Key,
    KeyPath,
    ListOf,
    Reading,
    Type,
    missing_key,
    unknown_key,
)
from vawcoord.value import Value
from vawcoord.where import Where

_FIELD_TYPES: dict[str, tuple[Type, str]] = {
    "text": (TEXT, ""),
    "line": (LINE, ""),
    "date": (DATE, ""),
    "number": (NUMBER, ""),
    "money": (NUMBER, ""),
    "yes-no": (BOOL, ""),
    "member": (ID_TYPE, "member"),
    "members": (IDS, "member"),
    "person": (REF_TYPE, "person"),
    "sector": (Choice(*SECTORS), ""),
    "sectors": (ListOf(Choice(*SECTORS), marked("a list of sectors")), ""),
    "items": (ITEMS, ""),
    "path": (LINE, "file"),
    "record": (REF_TYPE, ""),
    "records": (REFS, ""),
    "languages": (ListOf(LANGUAGE_TAG, marked("a list of language tags")), ""),
    "document": (REF_TYPE, "document"),
}


class RegisterKind(Value):
    """A kind of register: its keys, the items its entries are evidence for, how many months an entry counts (0: always)."""

    id: str
    title: str
    what: str
    items: tuple[str, ...]
    months: int
    publish: bool
    keys: dict[str, Key]
    required: tuple[str, ...]
    guarded: frozenset[str]


class RegisterEntry(Value):
    """One dated entry, `registers/<kind>/<date>-<slug>.toml`."""

    kind: str
    id: str
    where: Where
    values: tuple[tuple[str, Any], ...]

    def get(self, name: str) -> Any:
        """Return a value, or None where it was not given."""
        return next((value for known, value in self.values if known == name), None)


@cache
def kinds() -> dict[str, RegisterKind]:
    """Return the kinds by id, in the order of the file."""
    data = tomllib.loads(shipped("records/register_kinds.toml").decode())
    return {one["id"]: _kind(one) for one in data["kinds"]}


def _kind(table: dict[str, Any]) -> RegisterKind:
    """Return one kind from its table."""
    keys = {"date": Key(DATE, help=marked("the day"), default=None, required=True, names="")}
    for field in table.get("fields", ()):
        kind, names = _FIELD_TYPES[field["type"]] if field["type"] != "choice" else (Choice(*field["choices"]), "")
        required = field.get("required", False)
        keys[field["name"]] = Key(kind, help=field.get("help", ""), default=None, required=required, names=names)
    return RegisterKind(
        table["id"],
        table["title"],
        table["what"],
        tuple(table["items"]),
        table.get("months", 0),
        table.get("publish", False),
        keys,
        tuple(name for name, one in keys.items() if one.required),
        frozenset(field["name"] for field in table.get("fields", ()) if field.get("guarded")),
    )


def read_entry(kind: RegisterKind, id: str, table: dict[str, Any], reading: Reading) -> RegisterEntry | None:  # noqa: A002
    """Return the entry that a TOML table describes, or None when a field that must be there is missing or wrong."""
    values = []
    for name, value in table.items():
        one = kind.keys.get(name)
        if one is None:
            reading.problem((name,), unknown_key(name, kind.keys), "FOL006")
        elif one.plain and one.type.check(value):
            values.append((name, value))
        elif (read := one.type.read(value, (name,), reading)) is not None:
            values.append((name, read))
    given = {name for name, _value in values}
    missing = [name for name in kind.required if name not in given]
    for name in missing:
        if name not in table:
            reading.problem((), missing_key(name, _(kind.keys[name].help)), "FOL007")
    if missing:
        return None
    return RegisterEntry(kind.id, id, Where(reading.path), tuple(values))


def fields(kind: RegisterKind) -> Iterator[tuple[KeyPath, Key]]:
    """Yield the fields of a kind, for the reference and the schema."""
    for name, one in kind.keys.items():
        yield (name,), one
