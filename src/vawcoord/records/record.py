"""What a record is: an immutable value whose keys stand once, with type and help, for reader, check, docs and schema.

Why no dataclass here: a frozen dataclass of ten fields costs a millisecond to define, forty of them more than the rest of
the start (docs/design.md, "Start"). `Record` behaves like a frozen, keyword-only dataclass, and type checkers read it as
one. Values without declared keys are `Value`s.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time
from typing import Any, ClassVar, Self, dataclass_transform

from vawcoord.language import _, marked
from vawcoord.value import Frozen
from vawcoord.where import NOWHERE, Where

ID = re.compile(r"(?!.*--)[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?\Z")
DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))])
ITEM = r"[LN][1-6]\.[1-6]\.\d{1,2}\Z"
REF = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9.-]+){0,3}\Z")

_LARGEST = 10**15
_MANY = 200
_ID_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789-./"
# What no format can print: XML, and so Word, knows no such characters.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"

KeyPath = tuple[str | int, ...]


class Reading:
    """One file being read: its path, and the problems found so far as (code of the finding, key path, what is wrong)."""

    __slots__ = ("path", "problems")

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[tuple[str, KeyPath, str]] = []

    def problem(self, key: KeyPath, message: str, code: str = "FOL005") -> None:
        """Note a problem; reading goes on."""
        self.problems.append((code, key, message))


def is_id(value: str) -> bool:
    """Say whether a text may be an id, which is a file name on every system (safety property P17)."""
    return bool(ID.match(value)) and value not in DEVICES


class Type:
    """The type of a key: how a value from TOML is checked and what people and schemas call it."""

    def __init__(
        self, says: str, check: Callable[[Any], bool], schema: dict[str, Any], convert: Callable[[Any], Any] | None = None
    ) -> None:
        self.says = says
        self.check = check
        self.schema = schema
        self.convert = convert

    def read(self, value: Any, key: KeyPath, reading: Reading) -> Any:
        """Return the value as the record holds it; what is wrong is noted and None comes back."""
        if not self.check(value):
            reading.problem(key, _("expected {what}, found {found}.").format(what=_(self.says), found=found(value)))
            return None
        return self.convert(value) if self.convert else value


class ListOf(Type):
    """A list of values of one type; the record holds a tuple."""

    def __init__(self, item: Type, says: str) -> None:
        super().__init__(says, lambda value: type(value) is list, {"type": "array", "items": item.schema})
        self.item = item

    def read(self, value: Any, key: KeyPath, reading: Reading) -> Any:
        """Return a tuple of the good values."""
        if type(value) is not list:
            return super().read(value, key, reading)
        item = self.item
        if item.convert is None and type(item) is Type and all(map(item.check, value)):
            return tuple(value)
        kept = (item.read(one, (*key, place), reading) for place, one in enumerate(value))
        return tuple(one for one in kept if one is not None)


class Choice(Type):
    """One of a closed list of words."""

    def __init__(self, *choices: str) -> None:
        allowed = frozenset(choices)
        super().__init__(
            marked("one of the listed words"),
            lambda value: type(value) is str and value in allowed,
            {"enum": list(choices)},
        )
        self.choices = choices

    def read(self, value: Any, key: KeyPath, reading: Reading) -> Any:
        """Return the word."""
        if self.check(value):
            return value
        choices = ", ".join(self.choices)
        reading.problem(key, _("expected one of {choices}, found {found}.").format(choices=choices, found=found(value)))
        return None


class TableOf(Type):
    """A table with keys of its own."""

    def __init__(self, record: "type[Record]") -> None:
        super().__init__(marked("a table"), lambda value: type(value) is dict, {})
        self.record = record

    def read(self, value: Any, key: KeyPath, reading: Reading) -> Any:
        """Return the record, or None when a key that must be there is missing."""
        if type(value) is not dict:
            return super().read(value, key, reading)
        return self.record.read(value, key, reading)


class OneOf(Type):
    """A value that may be written in one of several types."""

    def __init__(self, says: str, *types: Type) -> None:
        super().__init__(says, lambda value: any(kind.check(value) for kind in types), {"anyOf": [kind.schema for kind in types]})
        self.types = types

    def read(self, value: Any, key: KeyPath, reading: Reading) -> Any:
        """Return the value read by the first type that takes it."""
        for kind in self.types:
            if kind.check(value):
                return kind.read(value, key, reading)
        return super().read(value, key, reading)


def found(value: Any) -> str:
    """Return what stands in the file in people's words, without repeating more than a few characters of it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{legible(value[:40])}{"…" if len(value) > 40 else ""}"'
        case int() if abs(value) >= _LARGEST:
            return _("a very long number")
        case int() | float():
            return str(value)
        case datetime():
            return _("a date with a time")
        case date() | time():
            return value.isoformat()
        case list():
            return _("a list")
        case dict():
            return _("a table")
    return type(value).__name__


def legible(text: str) -> str:
    """Return a text in which signs that could not be seen, or would move a terminal's cursor, stand as their numbers."""
    return text if text.isprintable() else "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


TEXT = Type(
    marked("a text in quotes"),
    lambda value: type(value) is str and (value.isprintable() or not re.search(_CONTROL, value)),
    {"type": "string"},
)
LINE = Type(
    marked("a text of one line in quotes"),
    lambda value: type(value) is str and (value.isprintable() or not re.search(f"[\n\r]|{_CONTROL}", value)),
    {"type": "string", "pattern": "^[^\\n]*$"},
)
ID_TYPE = Type(
    marked("an id: lower-case letters a to z, digits and single hyphens, at most 48"),
    lambda value: type(value) is str and is_id(value),
    {"type": "string", "pattern": "^(?!.*--)[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$"},
)
REF_TYPE = Type(
    marked("the id of another record, such as county-police or 2026-2028/1.2"),
    lambda value: type(value) is str and bool(REF.match(value)),
    {"type": "string", "pattern": "^[a-z0-9][a-z0-9.-]*(?:/[a-z0-9.-]+){0,3}$"},
)
ITEM_TYPE = Type(
    marked("an item of Module 5, such as L2.2.3"),
    lambda value: type(value) is str and bool(re.match(ITEM, value)),
    {"type": "string", "pattern": "^[LN][1-6]\\.[1-6]\\.\\d{1,2}$"},
)
DATE = Type(
    marked("a date without quotes, such as 2026-01-31"),
    # A year with a digit too few or too many is a slip, and would carry every calculation out of the calendar.
    lambda value: type(value) is date and 1800 <= value.year < 3000,
    {"type": "string", "format": "date"},
)
BOOL = Type(marked("true or false"), lambda value: type(value) is bool, {"type": "boolean"})
COUNT = Type(
    marked("a whole number from 0 to 100000"),
    lambda value: type(value) is int and 0 <= value <= 100_000,
    {"type": "integer", "minimum": 0, "maximum": 100_000},
)
PERCENT = Type(
    marked("a whole number from 0 to 100"),
    lambda value: type(value) is int and 0 <= value <= 100,
    {"type": "integer", "minimum": 0, "maximum": 100},
)
NUMBER = Type(marked("a number"), lambda value: type(value) in (int, float) and -_LARGEST < value < _LARGEST, {"type": "number"})
CLOCK = Type(
    marked('a time of day in quotes, such as "09:30"'),
    lambda value: type(value) is str and bool(re.match(r"(?:[01]\d|2[0-3]):[0-5]\d\Z", value)),
    {"type": "string", "pattern": "^(?:[01]\\d|2[0-3]):[0-5]\\d$"},
)
TEXTS = ListOf(TEXT, marked("a list of texts in quotes"))
IDS = ListOf(ID_TYPE, marked("a list of ids"))
REFS = ListOf(REF_TYPE, marked("a list of ids of other records"))
ITEMS = ListOf(ITEM_TYPE, marked("a list of items of Module 5"))
DATES = ListOf(DATE, marked("a list of dates"))


def tables(record: "type[Record]") -> ListOf:
    """Return the type of a list of tables, `[[name]]` in a file."""
    return ListOf(TableOf(record), marked("a list of tables, each under its own [[…]]"))


class Key:
    """A key of a record: its type, its help, whether it must be there, and what it is when it is not."""

    def __init__(self, kind: Type, *, help: str, default: Any, required: bool, names: str) -> None:  # noqa: A002 - the field's word
        self.type = kind
        self.help = help
        self.default = default
        self.required = required
        self.names = names
        self.attribute = ""
        # Most values are kept as they stand in the file once they have passed the check; ten thousand records feel it.
        self.plain = type(kind) in (Type, Choice) and kind.convert is None


_MISSING: Any = object()


def key(kind: Type, help: str, *, default: Any = _MISSING, names: str = "") -> Any:  # noqa: A002 - the field's word
    """Declare a key of a record.

    Without `default` it must be there. `names` says what its value points at ("member", "clause", "person", "plan-item",
    "register-entry"), for the check of references.
    """
    required = default is _MISSING
    return Key(kind, help=help, default=None if required else default, required=required, names=names)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key,))
class Record(Frozen):
    """An immutable value with declared keys, and the place it was read from."""

    where: Where = NOWHERE

    keys: ClassVar[dict[str, Key]] = {}
    _required: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in cls.__dict__.items() if isinstance(value, Key)}
        for name, one in own.items():
            one.attribute = name
            if one.required:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
        # `from` is a word of Python: the attribute is `from_`, the key in the file `from`.
        cls.keys = {**cls.keys, **{name.rstrip("_"): one for name, one in own.items()}}
        cls._required = tuple(one.attribute for one in cls.keys.values() if one.required)
        # Where the id is no key it is the file's name, and part of the value all the same.
        named = ("id",) if "id" not in cls.keys and hasattr(cls, "id") else ()
        cls._attributes = (*named, *(one.attribute for one in cls.keys.values()))

    def __init__(self, **values: Any) -> None:
        unknown = values.keys() - {*self._attributes, "where"}
        missing = [name for name in self._required if name not in values]
        if unknown or missing:
            message = f"{type(self).__name__}: unknown {sorted(unknown)}, missing {missing}"
            raise TypeError(message)
        self.__dict__.update(values)

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items() if name != "where")
        return f"{type(self).__name__}({values})"

    def named(self, id: str) -> Self:  # noqa: A002 - the field's word
        """Return the record with the id that its file's name gives it."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, id=id)
        return made

    def placed(self, where: Where) -> Self:
        """Return the record with the place it was read from, where that is no TOML."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, where=where)
        return made

    def values(self) -> Iterator[tuple[str, Any]]:
        """Yield the keys that were given, in the order of the declaration, with their values."""
        for name, one in self.keys.items():
            if one.attribute in self.__dict__:
                yield name, self.__dict__[one.attribute]

    @classmethod
    def read(cls, table: dict[str, Any], at: KeyPath, reading: Reading) -> Self | None:
        """Return the record that a TOML table describes, or None when a key that must be there is missing or wrong.

        Every problem is noted, not only the first; a wrong optional key counts as not given.
        """
        keys = cls.keys
        values: dict[str, Any] = {"where": Where(reading.path, 0, at)}
        for name, value in table.items():
            one = keys.get(name)
            if one is None:
                reading.problem((*at, name), unknown_key(name, keys), "FOL006")
            elif one.plain and one.type.check(value):
                values[one.attribute] = value
            else:
                read = one.type.read(value, (*at, name), reading)
                if read is not None:
                    values[one.attribute] = read
        complete = True
        for attribute in cls._required:
            if attribute not in values:
                complete = False
                name = attribute.rstrip("_")
                if name not in table:
                    what = _(keys[name].help)
                    reading.problem(at, missing_key(name, what), "FOL007")
        if not complete:
            return None
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made


def unknown_key(name: str, keys: dict[str, Key]) -> str:
    """Return the sentence about a key that no record of this kind has."""
    near = nearest(name, keys)
    if near:
        return _('the key "{name}" is not known here. Did you mean "{near}"?').format(name=legible(name[:60]), near=near)
    return _('the key "{name}" is not known here.').format(name=legible(name[:60]))


def missing_key(name: str, what: str) -> str:
    """Return the sentence about a key that must be there."""
    return _('the key "{name}" is missing: {what}.').format(name=name, what=what.rstrip("?."))


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word that was probably meant, or nothing; the order of the known words does not matter.

    Among very many, which take long to compare and resemble one another, only one slip of the pen counts.
    """
    word = word[:80]
    if len(known) > _MANY:
        return next((one for one in _slips(word) if one in known), "")
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.6)), "")


def _slips(word: str) -> Iterator[str]:
    """Yield what may have been meant when two signs were swapped, or one is too many, wrong or missing."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    yield from (f"{before}{after[1]}{after[0]}{after[2:]}" for before, after in cuts if len(after) > 1)
    yield from (f"{before}{after[1:]}" for before, after in cuts if after)
    yield from (f"{before}{sign}{after[1:]}" for before, after in cuts if after for sign in _ID_SIGNS)
    yield from (f"{before}{sign}{after}" for before, after in cuts for sign in _ID_SIGNS)
