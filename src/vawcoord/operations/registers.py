"""Entries of registers: made and changed by the fields of their kind, `register add` and `register change`."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord.change import ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.writing import edited_toml, new_toml
from vawcoord.language import _
from vawcoord.operations.members import left_out
from vawcoord.operations.plan import known_member
from vawcoord.records.committee import Committee
from vawcoord.records.record import BOOL, DATE, NUMBER, Choice, ListOf, Reading, Type, is_id, nearest
from vawcoord.records.register import RegisterEntry, RegisterKind, kinds, read_entry
from vawcoord.rules.references import known, points_nowhere
from vawcoord.text.slug import proposed_id

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_YES = frozenset(("yes", "y", "true"))
_NO = frozenset(("no", "n", "false"))


def find_kind(name: str) -> RegisterKind:
    """Return a kind of register by its id. Raises VawcoordError with the near one when there is none."""
    kind = kinds().get(name)
    if kind is None:
        near = nearest(name, list(kinds()))
        raise VawcoordError(
            _('There is no register "{name}".').format(name=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("vawcoord register kinds lists them."),
        )
    return kind


def find_entry(committee: Committee, name: str) -> RegisterEntry:
    """Return an entry by `kind/id`, or by its id where only one kind has it. Raises VawcoordError when it is not there."""
    bare = name.removesuffix(".toml").removeprefix("registers/")
    found = [one for one in committee.registers if bare in (one.ref, one.id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise VawcoordError(
            _('"{name}" could be several: {items}.').format(name=name, items=", ".join(one.ref for one in found)),
            _("Write kind and name."),
        )
    path = f"registers/{bare}.toml"
    if path in committee.paths:
        raise left_out(path)
    near = nearest(bare, [*(one.ref for one in committee.registers), *(one.id for one in committee.registers)])
    raise VawcoordError(
        _('There is no entry "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("vawcoord register list KIND shows the entries."),
    )


def refuse_other_command(kind: RegisterKind, fields: Mapping[str, Any]) -> None:
    """Refuse an entry that only a command of its own may write; that one looks at more than the fields."""
    if kind.command and (not kind.command_for or fields.get(kind.command_for)):
        raise VawcoordError(
            _("Entries of the register {kind} are written by another command.").format(kind=kind.id),
            _("Use: {command}").format(command=f"vawcoord {kind.command}"),
        )


def typed(kind: RegisterKind, name: str, text: str) -> Any:
    """Return the value of a field as a person types it: 2026-01-31, yes, 12.5, or a list with commas.

    Raises VawcoordError for a field that the kind does not have, and for a text that is no such value.
    """
    key = kind.keys.get(name)
    if key is None:
        near = nearest(name, list(kind.keys))
        raise VawcoordError(
            _('The register {kind} has no field "{name}".').format(kind=kind.id, name=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("vawcoord register show {kind} lists its fields.").format(kind=kind.id),
        )
    if isinstance(key.type, ListOf):
        return [_typed(key.type.item, name, one.strip()) for one in re.split(r"[,،;]", text) if one.strip()]
    return _typed(key.type, name, text.strip())


def _typed(kind: Type, name: str, text: str) -> Any:
    """Return one value of a type as a person types it."""
    if kind is DATE:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise VawcoordError(
                _('{name}: "{value}" is no date. Write year-month-day: 2026-01-31.').format(name=name, value=text)
            ) from None
    if kind is BOOL:
        word = text.casefold()
        if word in _YES | _NO:
            return word in _YES
        raise VawcoordError(_('{name}: "{value}" is neither yes nor no.').format(name=name, value=text), _("Write yes or no."))
    if kind is NUMBER:
        if re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
            return float(text) if "." in text else int(text)
        raise VawcoordError(
            _('{name}: "{value}" is no number.').format(name=name, value=text),
            _("Write digits, and a point before the decimals: 12.5."),
        )
    if isinstance(kind, Choice):
        word = re.sub(r"[\s_]+", "-", text.casefold())
        if word in kind.choices:
            return word
        near = nearest(word, kind.choices)
        raise VawcoordError(
            _('{name}: "{value}" is not one of the words for it.').format(name=name, value=text)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("These are there: {choices}.").format(choices=", ".join(kind.choices)),
        )
    return text


def new_entry(
    root: Path,  # noqa: ARG001 - what a change is made for; nothing is read from it yet
    committee: Committee,
    kind: str,
    values: Mapping[str, Any],
    today: date,
    slug: str = "",
) -> ChangeSet:
    """Return the change that makes an entry, `registers/<kind>/<date>-<slug>.toml`.

    `values` are the fields as a file holds them: dates, truths, numbers, texts, lists; None and empty ones are left out. The
    date is today where it is not among them, the slug is proposed from the fields that name the kind. Raises VawcoordError for
    an unknown kind or field, one that is missing or has another type, a day that has not come, a member, person, document or
    record that is not there, and a slug that is none or taken.
    """
    one = find_kind(kind)
    table = _table(one, {"date": today, **values})
    _refuse(committee, one, table, today)
    day = table["date"]
    name = f"{day}-{_slug(committee, one, table, slug)}"
    what = _("{kind}: {entry} added").format(kind=one.id, entry=name)
    return together(what, [new_toml(f"registers/{one.id}/{name}.toml", table)])


def changed_entry(root: Path, committee: Committee, entry: RegisterEntry, values: Mapping[str, Any], today: date) -> ChangeSet:
    """Return the change to some fields of an entry; an empty value takes a field out.

    Raises VawcoordError as `new_entry` does, and when nothing would change; the day of an entry, which is in its name, stays.
    """
    kind = kinds()[entry.kind]
    before = {name: list(value) if isinstance(value, tuple) else value for name, value in entry.values}
    if "date" in values and values["date"] != entry.day:
        raise VawcoordError(
            _("The day of an entry stands in its name and stays."), _("Make a new entry for another day: vawcoord register add.")
        )
    table = _table(kind, {**before, **values})
    _refuse(committee, kind, table, today)
    changed = [name for name in kind.keys if table.get(name) != before.get(name)]
    if not changed:
        raise VawcoordError(_("Nothing was said that would change."))

    def edit(document: "TOMLDocument") -> None:
        for name in changed:
            if name in table:
                document[name] = table[name]
            else:
                document.pop(name, None)

    return together(_("{entry} changed").format(entry=entry.ref), [edited_toml(root, entry.where.path, edit)])


def _table(kind: RegisterKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, in the order of the kind; unknown ones last, so that they are named."""
    places = {name: place for place, name in enumerate(kind.keys)}
    given = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value is not None and value not in ("", [], ())
    }
    return dict(sorted(given.items(), key=lambda item: places.get(item[0], len(places))))


def _refuse(committee: Committee, kind: RegisterKind, table: dict[str, Any], today: date) -> None:
    """Refuse what the reader would name, a day that has not come, and what points at nothing."""
    reading = Reading("")
    entry = read_entry(kind, "", table, reading)
    if reading.problems or entry is None:
        code, key, message = reading.problems[0]
        raise VawcoordError(
            f"{kind.id}: {key[0]}: {message}" if key and code == "FOL005" else f"{kind.id}: {message}",
            _("vawcoord register show {kind} lists its fields.").format(kind=kind.id),
        )
    if entry.day > today:
        raise VawcoordError(
            _("{day} has not come yet: a register holds what has happened.").format(day=entry.day),
            _("A line is dated by today, or by --today DATE."),
        )
    there = known(committee)
    for name, value in entry.values:
        names = kind.keys[name].names
        for one in value if isinstance(value, tuple) else (value,):
            if names == "member":
                known_member(committee, one, entry.day)
            elif names and points_nowhere(names, one, there, committee):
                near = nearest(one, there.get(names, ()))
                raise VawcoordError(
                    _('{name}: "{value}" is not there.').format(name=name, value=one[:80])
                    + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                    _("Correct the id, or add the record."),
                )


def refuse_answer(committee: Committee, kind: RegisterKind, name: str, text: str) -> None:
    """Refuse a text of a guarded field that the guard stops, before it is kept among the answers of a dialogue.

    Raises VawcoordError, which names what was found and never repeats it.
    """
    if name not in kind.guarded:
        return
    from vawcoord.disclosure.guard import guard
    from vawcoord.operations.guard import allowed, rule_text

    found = [one.rule for one in guard(text, allowed(committee)) if one.tier == "block"]
    if found:
        raise VawcoordError(
            _("The guard found {what}; the answer was not kept.").format(
                what=", ".join(dict.fromkeys(rule_text(rule) for rule in found))
            ),
            _("Write it without."),
        )


def _slug(committee: Committee, kind: RegisterKind, table: dict[str, Any], asked: str) -> str:
    """Return the words of an entry's name: those asked for, or proposed from its fields and free."""
    taken = {
        path.rpartition("/")[2].removesuffix(".toml") for path in committee.paths if path.startswith(f"registers/{kind.id}/")
    }
    day = table["date"]
    if asked:
        if not is_id(asked):
            raise VawcoordError(
                _('"{id}" is no id.').format(id=asked),
                _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
            )
        if f"{day}-{asked}" in taken:
            raise VawcoordError(_("{ref} is there already.").format(ref=f"{kind.id}/{day}-{asked}"))
        return asked
    said = (table.get(name) for name in kind.named)
    words = " ".join(" ".join(one) if isinstance(one, list) else str(one) for one in said if one)
    free = frozenset(one.removeprefix(f"{day}-") for one in taken if one.startswith(f"{day}-"))
    return proposed_id(words, free, otherwise=kind.id)
