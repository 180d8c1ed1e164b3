"""Registers: dated entries whose kinds are data, in `register_kinds.toml`; a new kind costs no code."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
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
    "record": (REF_TYPE, "record"),
    "records": (REFS, "record"),
    "languages": (ListOf(LANGUAGE_TAG, marked("a list of language tags")), ""),
    "document": (REF_TYPE, "document"),
}


Conditions = Mapping[str, Any]
"""What an entry must say: by field a word or one of several, true for yes or filled in, false for no, a number for a list of
at least that length."""


class RegisterKind(Value):
    """A kind of register: its keys, the items its entries are evidence for, how many months an entry counts (0: always).

    `only` says for an item what an entry must say to count for it. `named` are the fields from which the name of an entry's
    file is proposed. `command` writes such entries, with `command_for` only those that fill in that field. `late_by` is the
    field that says until when something must have happened, `settled` what the entry says when it has; a later entry with the
    same `again` settles it too.
    """

    id: str
    title: str
    what: str
    items: tuple[str, ...]
    months: int
    publish: bool
    keys: dict[str, Key]
    required: tuple[str, ...]
    guarded: frozenset[str]
    only: Mapping[str, Conditions]
    named: tuple[str, ...]
    command: str = ""
    command_for: str = ""
    late_by: str = ""
    settled: Conditions = MappingProxyType({})
    again: str = ""


class RegisterEntry(Value):
    """One dated entry, `registers/<kind>/<date>-<slug>.toml`."""

    kind: str
    id: str
    where: Where
    values: tuple[tuple[str, Any], ...]

    def get(self, name: str) -> Any:
        """Return a value, or None where it was not given."""
        return next((value for known, value in self.values if known == name), None)

    @property
    def ref(self) -> str:
        """Return what other records call it: kind and id."""
        return f"{self.kind}/{self.id}"

    @property
    def day(self) -> date:
        """Return its day."""
        day: date = self.get("date")
        return day

    def counts_until(self) -> date | None:
        """Return the last day on which it is evidence; None where that has no end."""
        months = kinds()[self.kind].months
        return months_after(self.day, months) if months else None

    def says(self, conditions: Conditions) -> bool:
        """Say whether it says all that some conditions ask for."""
        return all(_says(self.get(name), wanted) for name, wanted in conditions.items())

    def meant_for(self) -> tuple[str, ...]:
        """Return the items that it is evidence for by what it says, whenever that was."""
        kind = kinds()[self.kind]
        return tuple(item for item in kind.items if self.says(kind.only.get(item, {})))

    def evidence_for(self, on: date) -> tuple[str, ...]:
        """Return the items that it is evidence for on a day: none before its own, none when it has run out."""
        until = self.counts_until()
        return self.meant_for() if self.day <= on and (until is None or on <= until) else ()


def _says(value: Any, wanted: Any) -> bool:
    """Say whether a value is as a condition asks; a question that was not answered is neither a yes nor a no."""
    match wanted:
        case True:
            return bool(value)
        case False:
            return value is False
        case int():
            return isinstance(value, tuple) and len(value) >= wanted
        case str():
            return bool(value == wanted)
        case _:
            return value in wanted


def months_after(day: date, months: int) -> date:
    """Return the day some months later; the last of the month where that month has no such day."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def late(entries: Iterable[RegisterEntry], on: date) -> dict[str, date]:
    """Return, by kind and id of the entries that are late on a day, the day by which something should have happened."""
    held = [one for one in entries if kinds()[one.kind].late_by]
    latest: dict[tuple[str, Any], date] = {}
    for one in held:
        same = (one.kind, one.get(kinds()[one.kind].again))
        if same[1] and one.day <= on:
            latest[same] = max(one.day, latest.get(same, one.day))
    found = {}
    for one in held:
        kind = kinds()[one.kind]
        day = one.get(kind.late_by)
        if day is None or day >= on or (kind.settled and one.says(kind.settled)):
            continue
        if latest.get((one.kind, one.get(kind.again)), one.day) <= one.day:
            found[one.ref] = day
    return found


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
        table.get("only", {}),
        tuple(table["named"]),
        table.get("command", ""),
        table.get("command_for", ""),
        table.get("late", {}).get("by", ""),
        table.get("late", {}).get("settled", {}),
        table.get("late", {}).get("again", ""),
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
