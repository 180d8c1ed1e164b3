"""Checks what holds over all records: references, scans, dates in order, misleading characters, double journal entries."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Action
from vawcoord.records.record import ListOf, Record, TableOf, nearest
from vawcoord.where import Where

_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
_JOINERS = "[\u200c\u200d]"


def _records(committee: Committee) -> Iterator[Record]:
    """Yield every record that was read from TOML."""
    yield committee.profile
    yield from committee.members
    if committee.contacts:
        yield committee.contacts
    for document in committee.documents:
        yield document.front
        if not document.translation:
            yield from document.log
    yield from committee.plans
    yield from committee.journal
    if committee.schedule:
        yield committee.schedule
    for meeting in committee.meetings:
        for paper in (meeting.agenda, meeting.minutes):
            if paper:
                yield paper.front
        yield from meeting.decisions
        yield from meeting.actions
    yield from committee.services
    yield from committee.indicators


@cache
def _plan(record: Any) -> tuple[tuple[str, str, str, bool], ...]:
    """Return (attribute, key, what it names, whether tables lie below) for the keys of a record that references look at."""
    plan = []
    for name, key in record.keys.items():
        if (record, name) == (Action, "agency"):
            # The rules about minutes know the day on which it must be a member.
            continue
        kind = key.type.item if isinstance(key.type, ListOf) else key.type
        nested = isinstance(kind, TableOf)
        if key.names or nested:
            plan.append((key.attribute, name, key.names, nested))
    return tuple(plan)


def references(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name references to agencies, people, goals, activities, indicators, documents and scans that are not there."""
    there = known(committee)
    for record in _records(committee):
        yield from _of(record, there, committee)
    if not committee.registers:
        return
    from vawcoord.records.register import kinds

    pointing = {kind.id: {name: key.names for name, key in kind.keys.items() if key.names} for kind in kinds().values()}
    for entry in committee.registers:
        keys = pointing[entry.kind]
        for name, value in entry.values:
            if name in keys:
                for one in value if isinstance(value, tuple) else (value,):
                    yield from _pointing(keys[name], one, entry.where.at(name), there, committee)


def known(committee: Committee) -> dict[str, frozenset[str]]:
    """Return what each kind of reference may point at; a "record" is any of them, a plan or a meeting."""
    people = [f"{member.id}/{person.id}" for member in committee.members for person in member.representatives]
    activities = [f"{plan.id}/{one.id}" for plan in committee.plans for one in plan.activities]
    actions = [f"{meeting.id}/{one.id}" for meeting in committee.meetings for one in meeting.actions]
    decisions = [f"{meeting.id}/{one.id}" for meeting in committee.meetings for one in meeting.decisions]
    entries = [f"{entry.kind}/{entry.id}" for entry in committee.registers]
    made = {
        "member": frozenset(one.id for one in committee.members),
        "person": frozenset(people),
        "plan-item": frozenset((*activities, *actions)),
        "activity": frozenset((*activities, *(name.partition("/")[2] for name in activities))),
        "goal": frozenset(goal.id for plan in committee.plans for goal in plan.goals),
        "indicator": frozenset(one.id for one in committee.indicators),
        "register-entry": frozenset((*entries, *(entry.id for entry in committee.registers))),
        # A plan is a document too, and so are the papers of a meeting: people are told of them, and they are published.
        "document": frozenset(
            (
                *(one.ref for one in committee.documents),
                *(one.ref for one in committee.plans),
                # A report that went up is kept as it was sent.
                *("/".join(path.split("/")[1:3]) for path in committee.issued if path.startswith("issued/report/")),
                *(f"meetings/{one.id}/{paper}" for one in committee.meetings for paper in ("agenda", "minutes")),
            )
        ),
        "decision": frozenset(decisions),
    }
    others = (
        *(one.id for one in committee.plans),
        *(one.id for one in committee.meetings),
        *(one.id for one in committee.services),
    )
    return {**made, "record": frozenset((*others, *(name for names in made.values() for name in names)))}


def _of(record: Record, known: dict[str, frozenset[str]], committee: Committee) -> Iterator[Finding]:
    """Check a record and the tables below it."""
    held = record.__dict__
    kind: Any = type(record)
    for attribute, name, names, nested in _plan(kind):
        value = held.get(attribute)
        if not value:
            continue
        if nested:
            for one in value if isinstance(value, tuple) else (value,):
                yield from _of(one, known, committee)
        elif isinstance(value, tuple):
            for place, one in enumerate(value):
                yield from _pointing(names, one, record.where.at(name, place), known, committee)
        else:
            yield from _pointing(names, value, record.where.at(name), known, committee)


def _pointing(names: str, value: str, where: Where, known: dict[str, frozenset[str]], committee: Committee) -> Iterator[Finding]:
    """Check one reference. Parties and clauses of documents, and officers, have rules of their own."""
    if names in ("", "clause") or not value or where.key[:1] in (("parties",), ("reservations",), ("officers",)):
        return
    if names == "file":
        if points_nowhere(names, value, known, committee):
            yield finding(
                "FOL013",
                where,
                _("{path} is not there.").format(path=value[:120]),
                _("Put the scan back, or correct the path."),
            )
        return
    if not points_nowhere(names, value, known, committee):
        return
    near = nearest(value, known.get(names, frozenset()))
    yield finding(
        "FOL010",
        where,
        _('"{value}" is not there.').format(value=value[:60]),
        _('Did you mean "{near}"?').format(near=near) if near else _("Correct the id, or add the record."),
    )


def points_nowhere(names: str, value: str, known: Mapping[str, frozenset[str]], committee: Committee) -> bool:
    """Say whether a value, which names such a record or a file, names none that is there; `known` comes from the function."""
    if names == "file":
        return value not in committee.paths and value not in committee.attachments
    if value in known.get(names, frozenset()):
        return False
    meeting, slash, item = value.partition("/")
    if names == "decision" or (names == "record" and slash and re.fullmatch(r"[ad]\d+", item)):
        # Decisions of meetings whose minutes are not in the folder cannot be checked: many committees begin mid-way.
        return any(one.id == meeting and one.decisions for one in committee.meetings)
    return True


def journal(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name two states for one item on one date."""
    seen: dict[tuple[str, date], str] = {}
    for entry in committee.journal:
        if not entry.status:
            continue
        before = seen.setdefault((entry.item, entry.date), entry.status)
        if before != entry.status:
            yield finding(
                "FOL014",
                entry.where,
                _("{item} has two states on {day}: {one} and {other}.").format(
                    item=entry.item, day=entry.date, one=before, other=entry.status
                ),
                _("Ask which one is right, and remove the other line."),
            )


def orders(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name an end before its beginning."""
    spans: list[tuple[Any, str, date | None, date | None]] = []
    spans.extend((officer, "until", officer.from_, officer.until) for officer in committee.profile.officers)
    for member in committee.members:
        spans.append((member, "left", member.joined, member.left))
        people: tuple[Any, ...] = (*member.representatives, *member.signatories)
        spans.extend((one, "until", one.from_, one.until) for one in people)
    for plan in committee.plans:
        spans.append((plan, "until", plan.start, plan.until))
        spans.extend((one, "due", one.start, one.due) for one in plan.activities)
    if committee.schedule:
        spans.extend((series, "until", series.from_, series.until) for series in committee.schedule.series)
    for record, key, start, end in spans:
        if start is not None and end is not None and end < start:
            yield finding(
                "FOL015",
                record.where.at(key),
                _("{end} is before {start}.").format(end=end, start=start),
                _("Correct one of the two days."),
            )


def names(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name characters in names that hide or mislead (safety property P20)."""
    held: list[tuple[Any, str, str]] = [(committee.profile, "name", committee.profile.name)]
    for member in committee.members:
        held.append((member, "name", member.name))
        people: tuple[Any, ...] = (*member.representatives, *member.signatories)
        held.extend((one, "name", one.name) for one in people)
    for document in committee.documents:
        held.append((document.front, "title", document.front.title))
        held.extend((one, "name", one.name) for one in document.front.signatories)
    for record, key, value in held:
        if value.isascii():
            continue
        if re.search(_INVISIBLE, re.sub(_JOINERS, "", value)):
            shown = re.sub(_INVISIBLE, lambda match: f"<U+{ord(match[0]):04X}>", value)
            message = _("this name holds invisible characters: {name}.").format(name=shown)
        elif any(_mixed(word) for word in value.split()):
            message = _("a word of this name mixes letters of two scripts: {name}.").format(name=value)
        else:
            continue
        yield finding("FOL011", record.where.at(key), message, _("Type the name again by hand."))


def _mixed(word: str) -> bool:
    """Say whether a word has letters of two of the scripts that are easily mistaken for one another."""
    import unicodedata

    scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in word if sign.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}) > 1


RULES = (references, journal, orders, names)
