"""Standards as data: Module 5 beside this file, and any other TOML of the same form."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from vawcoord.disk import shipped
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.records.coverage import is_item
from vawcoord.records.register import kinds
from vawcoord.records.standard import JUDGES, LEVELS, NEEDS, Element, Grade, Item, Records, Said, Standard

SHIPPED = "esp-m5"
"""The id of Module 5."""


@cache
def module_5() -> Standard:
    """Return Module 5 of the Essential Services Package."""
    return parsed(shipped(f"standard/{SHIPPED}.toml"), f"{SHIPPED}.toml")


def text_of(item: str) -> str:
    """Return the text of an item of Module 5; nothing for one that it does not have."""
    found = module_5().item(item)
    return found.text if found else ""


def parsed(content: bytes, path: str) -> Standard:
    """Return the standard that a TOML file describes.

    Raises VawcoordError for a file that is no TOML, an item without what it must have, an id that stands twice, or an item
    that nothing in a folder can answer.
    """
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VawcoordError(_("{path}: this is no standard: {error}.").format(path=path, error=error)) from error
    items = tuple(_item(one, path) for one in _tables(data, "items", path))
    if not items:
        raise VawcoordError(_("{path}: the standard has no items.").format(path=path), _("Each item is a table [[items]]."))
    twice = next((one.id for place, one in enumerate(items) if any(one.id == other.id for other in items[:place])), "")
    if twice:
        raise VawcoordError(_('{path}: the item "{id}" stands twice.').format(path=path, id=twice))
    return Standard(
        _text(data, "id", path),
        _text(data, "title", path),
        str(data.get("publisher", "")),
        data["year"] if isinstance(data.get("year"), int) else 0,
        str(data.get("language", "en")),
        items,
        tuple(_element(one, path) for one in _tables(data, "elements", path)),
        tuple(_element(one, path) for one in _tables(data, "actions", path)),
        tuple(_said(one, path) for one in _tables(data, "principles", path)),
        tuple(_said(one, path) for one in _tables(data, "characteristics", path)),
        tuple(_said(one, path) for one in _tables(data, "services", path)),
        tuple(_said(one, path, "term") for one in _tables(data, "definitions", path)),
        tuple(Grade(_text(one, "title", path), _number(one, "from", path)) for one in _tables(data, "levels", path)),
    )


def _tables(data: Mapping[str, Any], name: str, path: str) -> tuple[dict[str, Any], ...]:
    """Return a list of tables."""
    held = data.get(name, [])
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise VawcoordError(_('{path}: "{key}" is no list of tables.').format(path=path, key=name))
    return tuple(held)


def _text(table: Mapping[str, Any], name: str, path: str) -> str:
    """Return a text that must be there."""
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise VawcoordError(
            _('{path}: the key "{key}" is missing or no text{where}.').format(
                path=path, key=name, where=f" ({table['id']})" if name != "id" and "id" in table else ""
            )
        )
    return value


def _number(table: Mapping[str, Any], name: str, path: str) -> float:
    """Return a number that is not negative; 0 where there is none."""
    value = table.get(name, 0)
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise VawcoordError(_('{path}: "{key}" is no number.').format(path=path, key=name))
    return value


def _texts(table: Mapping[str, Any], name: str, path: str) -> tuple[str, ...]:
    """Return a list of texts; an empty one where there is none."""
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise VawcoordError(_('{path}: "{key}" is no list of texts.').format(path=path, key=name))
    return tuple(value)


def _one_of(table: Mapping[str, Any], name: str, words: tuple[str, ...], path: str, default: str) -> str:
    """Return a word of a closed list."""
    value = str(table.get(name, default))
    if value not in words:
        raise VawcoordError(
            _('{path}: "{value}" is none of {choices} ({id}).').format(
                path=path, value=value, choices=", ".join(words), id=table.get("id", "")
            )
        )
    return value


def _element(table: Mapping[str, Any], path: str) -> Element:
    """Return an element or an action."""
    return Element(
        _text(table, "id", path),
        _one_of(table, "level", LEVELS, path, LEVELS[0]),
        _text(table, "title", path),
        str(table.get("source", "")),
    )


def _said(table: Mapping[str, Any], path: str, title: str = "title") -> Said:
    """Return a principle, a characteristic, a service or a definition."""
    return Said(
        _text(table, "id", path),
        _text(table, title, path),
        str(table.get("text", "")),
        str(table.get("sector", "")),
        str(table.get("source", "")),
    )


def _item(table: Mapping[str, Any], path: str) -> Item:
    """Return one item."""
    name = _text(table, "id", path)
    answers = _texts(table, "answers", path)
    unknown = [one for one in answers if not is_item(one)]
    if unknown:
        raise VawcoordError(
            _("{path}: Module 5 has no item {unknown} ({id}).").format(path=path, unknown=", ".join(unknown), id=name),
            _("vawcoord standard list shows the items."),
        )
    records = tuple(_records(one, name, path) for one in _tables(table, "records", path))
    if not answers and not records and not is_item(name):
        raise VawcoordError(
            _("{path}: nothing in a folder can answer the item {id}.").format(path=path, id=name),
            _("Name items of Module 5 under `answers`, or registers under `records`."),
        )
    needs = _texts(table, "needs", path) or ("record",)
    if not set(needs) <= set(NEEDS):
        raise VawcoordError(_("{path}: needs are {needs} ({id}).").format(path=path, needs=", ".join(NEEDS), id=name))
    return Item(
        name,
        _one_of(table, "level", LEVELS, path, "national" if name.startswith("N") and is_item(name) else "local"),
        str(table.get("element", name.rpartition(".")[0])),
        _text(table, "text", path),
        str(table.get("why", "")),
        str(table.get("good", "")),
        needs,
        _one_of(table, "judge", JUDGES, path, "tool"),
        int(_number(table, "months", path)),
        str(table.get("next", "")),
        str(table.get("command", "")),
        str(table.get("source", "")),
        _texts(table, "templates", path),
        table.get("always") is True,
        str(table.get("locally", "")),
        str(table.get("repeats", "")),
        answers,
        int(_number(table, "at_least", path)),
        records,
        _number(table, "weight", path),
    )


def _records(table: Mapping[str, Any], item: str, path: str) -> Records:
    """Return which register entries answer an item."""
    kind = _text(table, "kind", path)
    known = kinds().get(kind)
    if known is None:
        raise VawcoordError(
            _('{path}: there is no register "{kind}" ({id}).').format(path=path, kind=kind, id=item),
            _("docs/reference/registers.md names the kinds."),
        )
    only = table.get("only", {})
    wrong = [name for name in only if name not in known.keys] if isinstance(only, dict) else ["only"]
    if wrong:
        raise VawcoordError(
            _('{path}: the register "{kind}" has no field {fields} ({id}).').format(
                path=path, kind=kind, fields=", ".join(wrong), id=item
            )
        )
    return Records(kind, only, max(1, int(_number(table, "at_least", path))))
