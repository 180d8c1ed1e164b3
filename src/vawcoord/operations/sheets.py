"""Which records become which columns of a sheet: plan, actions, members, services, registers, indicators. One table of keys.

The columns come from the declared keys of the records, so a new key costs no code here. What has tables of its own below it
is a sheet of its own (goals, representatives) or stays in the file (milestones, signatories).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf
from vawcoord.language import _
from vawcoord.operations.members import find_member
from vawcoord.operations.plan import find_plan
from vawcoord.records.committee import Committee
from vawcoord.records.indicator import Indicator
from vawcoord.records.meeting import Action
from vawcoord.records.member import Member, Representative
from vawcoord.records.minutes import action_states
from vawcoord.records.plan import STATUSES, Activity, Goal, Plan, latest, states
from vawcoord.records.record import (
    BOOL,
    COUNT,
    DATE,
    LINE,
    NUMBER,
    PERCENT,
    TEXT,
    Choice,
    Key,
    ListOf,
    Record,
    TableOf,
    Type,
    nearest,
)
from vawcoord.records.register import kinds
from vawcoord.records.service import Service, essential_services
from vawcoord.records.words import Words
from vawcoord.sheet import Column, Row, Sheet
from vawcoord.value import Value

KINDS = ("plan", "goals", "actions", "members", "representatives", "services", "indicators")
"""Sheets of records that are no register; the kinds of registers come after them."""

SCOPED = ("plan", "goals")
"""Sheets of one plan."""

JOURNAL = ("status", "percent", "note", "why")
"""Columns that no key of a record holds: what is written there becomes a line of the journal."""

MOVED = ("due", "lead")
"""Keys of an activity that move by the journal once the plan is adopted; of an action, from the beginning."""

_LOCKED = {
    "plan": ("continues", "added"),
    "actions": ("text", "post", "item", "clause"),
    "members": ("left", "how", "decision"),
    "representatives": ("authority.scan",),
}
"""What is shown and not taken back: other commands write it, and look at more than one cell."""

_FIRST = {
    "plan": ("title", "status", "percent", "due", "lead", "note", "why"),
    "actions": ("text", "status", "percent", "due", "agency", "note", "why"),
    "representatives": ("agency", "name", "post", "seat"),
}
"""What stands first: what people write in most often."""

_COLOURED = {
    "status": {
        "done": "green",
        "in-progress": "blue",
        "blocked": "red",
        "not-possible": "grey",
        "not-undertaken": "grey",
        "superseded": "grey",
    },
    "priority": {"high": "amber"},
}
_SIMPLE = {id(DATE): "date", id(BOOL): "yes-no", id(PERCENT): "percent", id(COUNT): "whole", id(NUMBER): "number"}
_GROUPS = {"status": "statuses", "horizon": "horizons", "sector": "sectors", "sectors": "sectors", "cost": "costs"} | {
    "verified_how": "verified",
    "frequency": "rhythms",
}
"""Groups of fixed words that say the values of a key."""


class Wanted(Value):
    """What is to be exported: the kind, the plan it is of, the agency it is for, the language, and whether closed ones too."""

    kind: str
    scope: str = ""
    agency: str = ""
    language: str = ""
    everything: bool = False


def known_kinds() -> tuple[str, ...]:
    """Return every kind of sheet: those of records, then the kinds of registers."""
    return (*KINDS, *kinds())


def known_kind(name: str) -> str:
    """Return a kind of sheet. Raises VawcoordError with the near one when there is none."""
    bare = name.removeprefix("registers/")
    if bare in known_kinds():
        return bare
    near = nearest(bare, known_kinds())
    raise VawcoordError(
        _('There is no sheet "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("These are there: {choices}.").format(choices=", ".join(known_kinds())),
    )


def record_of(kind: str) -> type[Record] | None:
    """Return the record that a row of a sheet shows; None for an entry of a register."""
    return {
        "plan": Activity,
        "goals": Goal,
        "actions": Action,
        "members": Member,
        "representatives": Representative,
        "services": Service,
        "indicators": Indicator,
    }.get(kind)


def keys_of(kind: str) -> dict[str, Key]:
    """Return the keys of a row by name; those of a table below it as `resources.needed`."""
    record = record_of(kind)
    return dict(_flat(record.keys if record else kinds()[kind].keys, ""))


def _flat(keys: Mapping[str, Key], prefix: str) -> Iterator[tuple[str, Key]]:
    """Yield the keys that fit into one cell."""
    for name, one in keys.items():
        if isinstance(one.type, TableOf):
            yield from _flat(one.type.record.keys, f"{prefix}{name}.")
        elif _kind_of(one.type):
            yield f"{prefix}{name}", one


def _kind_of(kind: Type) -> str:
    """Return what a column of a type holds; nothing for what does not fit into a cell."""
    if isinstance(kind, ListOf):
        item = kind.item
        if isinstance(item, TableOf) or item is DATE:
            return ""
        return "lines" if item in (TEXT, LINE) else "many"
    if isinstance(kind, Choice):
        return "choice"
    if kind is TEXT:
        return "text"
    return _SIMPLE.get(id(kind), "line" if kind.check("a") or kind.schema.get("type") == "string" else "")


def sheet(root: Path, committee: Committee, wanted: Wanted, today: date) -> Sheet:
    """Return the sheet of a kind as the folder is now.

    Raises VawcoordError for a kind, plan, agency or language that is none.
    """
    kind = known_kind(wanted.kind)
    scope = find_plan(committee, wanted.scope, today).id if kind in SCOPED else ""
    if wanted.agency:
        find_member(committee, wanted.agency)
    shelf = Shelf(root)
    language = wanted.language or committee.profile.languages[0]
    if wanted.language and not shelf.speaks(language):
        raise VawcoordError(
            _("There are no fixed words in the language {language}.").format(language=language),
            _("These are there: {choices}.").format(choices=", ".join(shelf.tongues())),
        )
    words = shelf.words(language)
    title = words.group("sheet", kind if kind in KINDS else "register").format(scope=scope or kind)
    columns = columns_of(committee, kind, scope, words)
    rows = tuple(
        Row(identity, (identity, *(values.get(one.name) for one in columns[1:])))
        for identity, agencies, values in _rows(committee, kind, scope, today, everything=wanted.everything)
        if not wanted.agency or wanted.agency in agencies
    )
    return Sheet(
        kind,
        scope,
        wanted.agency,
        committee.profile.uid,
        committee.profile.name,
        title,
        words.group("words", "page_of"),
        words.language,
        words.direction == "rtl",
        today,
        columns,
        rows,
        kind != "actions",
    )


def columns_of(committee: Committee, kind: str, scope: str, words: Words) -> tuple[Column, ...]:
    """Return the columns of a kind of sheet, the id first, what people write in most often next."""
    keys = keys_of(kind)
    names = [name for name in keys if name != "id"]
    if kind in ("plan", "actions"):
        names += list(JOURNAL)
    if kind == "representatives":
        names.append("agency")
    first = _FIRST.get(kind, ())
    ordered = [*first, *(name for name in names if name not in first)]
    made = [Column("id", title_of(kind, "id", words), "id", locked=True)]
    taken = {made[0].title}
    for name in ordered:
        column = _column(committee, kind, scope, name, keys.get(name), words)
        if column.title in taken:
            column = column.but(title=f"{column.title} – {name}")
        taken.add(column.title)
        made.append(column)
    return tuple(made)


def title_of(kind: str, name: str, words: Words) -> str:
    """Return the heading of a column in a language; a key without a word of its own shows its name."""
    held = words.groups.get("columns", {})
    return held.get(f"{kind}.{name}") or held.get(name) or name.replace("_", " ").replace(".", " – ").capitalize()


def _column(committee: Committee, kind: str, scope: str, name: str, key: Key | None, words: Words) -> Column:
    """Return one column."""
    hints = {"date": "a_date", "many": "one_a_line", "lines": "one_a_line"}
    locked = name in _LOCKED.get(kind, ())
    title = title_of(kind, name, words)
    if key is None or name in JOURNAL:
        sort = {"status": "choice", "percent": "percent", "agency": "choice"}.get(name, "text")
    else:
        sort = _kind_of(key.type)
    pairs = _pairs(committee, kind, scope, name, key, words)
    if pairs and sort == "line":
        sort = "choice"
    hint = hints.get(sort, "")
    if name == "why":
        hint = "why"
    colours = tuple(
        (value, colour) for value, colour in _COLOURED.get(name, {}).items() if any(value == one for one, _w in pairs)
    )
    # A key of a table below must be there only when that table is.
    empty = key is None or not key.required or "." in name
    return Column(name, title, sort, pairs, colours, locked, empty, words.group("sheet", hint) if hint else "")


def _pairs(committee: Committee, kind: str, scope: str, name: str, key: Key | None, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the values that a column offers, each with the word that people read."""
    if name == "status" and kind in ("plan", "actions"):
        return tuple((one, value_word(kind, "status", one, words)) for one in STATUSES)
    names = "member" if key is None and name == "agency" else key.names if key else ""
    if names == "member":
        return _distinct((one.id, one.name) for one in committee.members)
    if names == "goal":
        plan = next((one for one in committee.plans if one.id == scope), None)
        return _distinct((one.id, one.title) for one in (plan.goals if plan else ()))
    if kind == "services" and name == "offers":
        return _distinct((one.id, f"{one.id}: {one.title}") for one in essential_services())
    if key is None:
        return ()
    if key.type is BOOL:
        return (("true", words.group("sheet", "yes")), ("false", words.group("sheet", "no")))
    choice = key.type.item if isinstance(key.type, ListOf) else key.type
    if isinstance(choice, Choice):
        return tuple((one, value_word(kind, name, one, words)) for one in choice.choices)
    return ()


def _distinct(pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs of ids and names; where two have the same name, each shows its id as well."""
    held = list(pairs)
    names = [" ".join(name.split()).casefold() for _id, name in held]
    return tuple(
        (identity, " ".join(name.split()) if names.count(" ".join(name.split()).casefold()) == 1 else f"{name} – {identity}")
        for identity, name in held
    )


def value_word(kind: str, name: str, value: str, words: Words) -> str:
    """Return the word of a language for a value of a key; the value itself where the language has none."""
    choices = words.groups.get("choices", {})
    group = words.groups.get(_GROUPS.get(name, ""), {})
    return choices.get(f"{kind}.{name}.{value}") or group.get(value) or choices.get(f"{name}.{value}") or value.replace("-", " ")


def all_words(root: Path, kind: str, columns: Sequence[Column]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the words of every language for the values of each column: what people may have written instead."""
    shelf = Shelf(root)
    spoken = [shelf.words(one) for one in shelf.tongues()]
    found = {}
    for column in columns:
        if column.kind == "yes-no":
            pairs = [(value, one.group("sheet", word)) for one in spoken for value, word in (("true", "yes"), ("false", "no"))]
        elif column.name in ("lead", "agency", "member", "owner", "partners", "agencies", "goal", "offers"):
            continue
        else:
            pairs = [(value, value_word(kind, column.name, value, one)) for one in spoken for value, _word in column.choices]
        found[column.name] = tuple(dict.fromkeys(pairs))
    return found


def all_titles(root: Path, kind: str, columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    """Return the headings of each column in every language."""
    shelf = Shelf(root)
    spoken = [shelf.words(one) for one in shelf.tongues()]
    return {one.name: tuple(dict.fromkeys(title_of(kind, one.name, words) for words in spoken)) for one in columns}


_Line = tuple[str, tuple[str, ...], dict[str, Any]]


def _rows(committee: Committee, kind: str, scope: str, today: date, *, everything: bool) -> Iterator[_Line]:
    """Yield id, the agencies whose row it is, and the values of each record of a kind."""
    keys = keys_of(kind)
    match kind:
        case "plan":
            yield from _activities(committee, scope, today, keys)
        case "actions":
            yield from _actions(committee, today, keys, everything=everything)
        case "goals":
            plan = next(one for one in committee.plans if one.id == scope)
            for goal in plan.goals:
                yield goal.id, (), _values(goal, keys)
        case "representatives":
            for member in committee.members:
                for person in member.representatives:
                    yield f"{member.id}/{person.id}", (member.id,), {**_values(person, keys), "agency": member.id}
        case "members":
            for member in committee.members:
                yield member.id, (member.id,), _values(member, keys)
        case "services":
            for service in committee.services:
                yield service.id, (service.member,), _values(service, keys)
        case "indicators":
            for indicator in committee.indicators:
                yield indicator.id, (indicator.owner, *indicator.agencies), _values(indicator, keys)
        case _:
            for entry in committee.registers:
                if entry.kind == kind:
                    values = dict(entry.values)
                    held = [values.get(name) for name, one in keys.items() if one.names == "member"]
                    agencies = [agency for one in held if one for agency in (one if isinstance(one, tuple) else (one,))]
                    yield entry.id, tuple(agencies), values


def _activities(committee: Committee, scope: str, today: date, keys: Mapping[str, Key]) -> Iterator[_Line]:
    """Yield the activities of a plan as they stand today: dates and agencies that the journal moved are those of the journal."""
    plan = next(one for one in committee.plans if one.id == scope)
    standing = {
        one.activity.id: one for one in states(committee.plans, latest(committee.journal, today), today) if one.plan.id == scope
    }
    for activity in plan.activities:
        values = _values(activity, keys)
        state = standing.get(activity.id)
        lead = activity.lead
        if state is not None:
            lead = state.lead
            values |= {"status": state.status, "percent": state.percent, "note": state.note or None}
            values |= {"due": state.due, "lead": lead or None}
        else:
            values["status"] = "open"
        yield activity.id, (lead,), values


def _actions(committee: Committee, today: date, keys: Mapping[str, Key], *, everything: bool) -> Iterator[_Line]:
    """Yield the actions of meetings as they stand today; without `everything` only those that are open.

    Those of minutes that are not approved yet stay away: their numbers may still change.
    """
    for one in action_states(committee, today):
        if (one.open or everything) and (one.meeting.approved or one.meeting.minutes is None):
            values = _values(one.action, keys)
            values |= {"status": one.status, "percent": one.percent, "note": one.note or None}
            values |= {"agency": one.agency, "due": one.due}
            yield one.item, (one.agency,), values


def _values(record: Record, keys: Mapping[str, Key]) -> dict[str, Any]:
    """Return the values of a record by the names of its columns; what says nothing is None."""
    found = {}
    for name, key in keys.items():
        above, _dot, below = name.partition(".")
        held: Any = record
        if below:
            held = getattr(record, record.keys[above].attribute)
        value = getattr(held, key.attribute) if held is not None else None
        found[name] = value if value not in ("", ()) else None
    return found


def plan_of(committee: Committee, scope: str) -> Plan:
    """Return the plan of a sheet."""
    return next(one for one in committee.plans if one.id == scope)
