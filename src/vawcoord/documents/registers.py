"""What the lists of registers say: the kinds with what they are evidence for, the entries of a kind with how long they count."""

from collections.abc import Iterable
from datetime import date

from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.record import Choice, Key, ListOf
from vawcoord.records.register import Conditions, RegisterEntry, RegisterKind, kinds, late
from vawcoord.value import Value

_LONGEST = 70


class Line(Value):
    """An entry in a list: what it says in short, the items it is evidence for now, until when, and since when it is late."""

    entry: RegisterEntry
    says: str
    items: tuple[str, ...]
    until: date | None
    late: date | None


class Count(Value):
    """A kind in the list of kinds: how many entries it has, how many of them count on the day, how many are late."""

    kind: RegisterKind
    entries: int
    count: int
    late: int


def lines(committee: Committee, kind: RegisterKind, on: date, *, since: date | None = None) -> tuple[Line, ...]:
    """Return the entries of a kind, the latest first; `since` leaves out what is older."""
    held = [one for one in committee.registers if one.kind == kind.id]
    shown = [one for one in held if since is None or one.day >= since]
    overdue = late(held, on)
    return tuple(
        Line(one, says(one, kind), one.evidence_for(on), one.counts_until(), overdue.get(one.ref))
        for one in sorted(shown, key=lambda one: (one.day, one.id), reverse=True)
    )


def counts(committee: Committee, on: date) -> tuple[Count, ...]:
    """Return all kinds in their order, with their numbers of entries."""
    by_kind: dict[str, list[RegisterEntry]] = {}
    for one in committee.registers:
        by_kind.setdefault(one.kind, []).append(one)
    return tuple(
        Count(
            kind,
            len(held := by_kind.get(kind.id, [])),
            sum(1 for one in held if one.day <= on and ((until := one.counts_until()) is None or on <= until)),
            len(late(held, on)),
        )
        for kind in kinds().values()
    )


def says(entry: RegisterEntry, kind: RegisterKind) -> str:
    """Return in short what an entry says: the fields that name it, then its other closed words."""
    told = [_text(entry.get(name)) for name in kind.named if entry.get(name) not in (None, ())]
    told += [
        str(value)
        for name, value in entry.values
        if name not in kind.named and isinstance(kind.keys[name].type, Choice) and value is not None
    ]
    whole = " · ".join(told)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rstrip() + "…"


def _text(value: object) -> str:
    """Return a value as one text."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value).partition("\n")[0]


def lasting(kind: RegisterKind) -> str:
    """Return how long an entry of a kind counts."""
    if not kind.items:
        return _("evidence for no item by itself")
    return several("{count} month", "{count} months", kind.months) if kind.months else _("without end")


def field_type(key: Key) -> str:
    """Return what may stand in a field, in people's words."""
    if isinstance(key.type, Choice):
        return ", ".join(key.type.choices)
    if isinstance(key.type, ListOf) and isinstance(key.type.item, Choice):
        return _("several of: {choices}").format(choices=", ".join(key.type.item.choices))
    return _(key.type.says)


def conditions(kind: RegisterKind) -> Iterable[tuple[str, str]]:
    """Yield each item with what an entry must say to count for it; nothing where every entry counts."""
    for item in kind.items:
        yield item, _asked(kind.only.get(item, {}))


def _asked(wanted: Conditions) -> str:
    """Return what some conditions ask for, as `field = word`."""
    told = []
    for name, value in wanted.items():
        match value:
            case True:
                told.append(_("{field} given or yes").format(field=name))
            case False:
                told.append(_("{field} no").format(field=name))
            case int():
                told.append(_("{field} at least {count}").format(field=name, count=value))
            case str():
                told.append(f"{name} = {value}")
            case _:
                told.append(f"{name} = {' | '.join(value)}")
    return "; ".join(told)
