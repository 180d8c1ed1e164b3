"""The guard: a text and what is allowed go in, places come out. It never hands back a piece of the text.

A tripwire and no guarantee (docs/safety.md holds its figure): it knows numbers by their shape, names by the words before them,
and words that a committee has never used. What tells of somebody without a name mostly escapes it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from vawcoord.disclosure.allowed import NOTHING, Allowed
from vawcoord.disclosure.reading import Reading
from vawcoord.disclosure.units import Form, units
from vawcoord.value import Value

Tier = Literal["block", "warn"]

BLOCK = ("phone", "email", "id-number", "birth-date", "name", "case-code")
"""Rules that stop a writing: only a reason that is written down lets it through."""

WARN = ("handle", "age", "street", "place", "date", "story", "one-person", "likely-name", "initials", "new-word")
"""Rules that are answered when minutes are approved."""


class Place(Value):
    """Where something was found: line and column from 1, the rule, and whether it stops a writing. Never what was found."""

    line: int
    column: int
    rule: str
    tier: Tier


class Word(Value):
    """A word that the committee has never used, as it is written, where it stands first, and whether it is written large."""

    text: str
    line: int
    column: int
    large: bool


def guard(
    text: str,
    allowed: Allowed = NOTHING,
    *,
    form: Form = "prose",
    words: bool = False,
    free: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Place, ...]:
    """Return the places of personal data in a text, in their order.

    `words` also reports words that are new, which only minutes are asked about. `free` names, for a key of TOML or a field of a
    calendar, the rules that do not hold there, such as the name of a member in its own file.
    """
    return tuple(one for one, _value in _held(text, allowed, form, free or {}, words=words))


Before = tuple[str, Form, Mapping[str, frozenset[str]]]
"""An earlier text, how it is cut, and which rules do not hold at its keys."""


def added(
    before: Iterable[Before],
    after: str,
    allowed: Allowed = NOTHING,
    *,
    form: Form = "prose",
    free: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Place, ...]:
    """Return the places of the block tier in a text that no text of `before` held: what a change newly brings in.

    What was found is compared in memory and forgotten; a moved or rewrapped line is nothing new.
    """
    earlier = list(before)
    same = {(unit.text, unit.key) for text, how, _free in earlier if how == form for unit in units(text, how)}
    fresh = list(_held(after, allowed, form, free or {}, words=False, warn=False, same=same))
    if not fresh:
        return ()
    old = {
        (one.rule, value)
        for text, how, without in earlier
        for one, value in _held(text, allowed, how, without, words=False, warn=False)
    }
    return tuple(one for one, value in fresh if (one.rule, value) not in old)


def new_words(text: str, allowed: Allowed = NOTHING, *, form: Form = "prose") -> tuple[Word, ...]:
    """Return the words of a text that are new to the committee, each once: those written large first, then by their place.

    These are the words themselves: whoever approves minutes is asked about them.
    """
    found: dict[str, Word] = {}
    for unit in units(text, form):
        if unit.key and unit.key != "title":
            continue  # front matter: ids, posts, days
        reading = Reading(unit, allowed)
        for place, large in reading.unknown():
            token = reading.tokens[place]
            line, column = unit.where(reading.places[token.start])
            written = unit.text[reading.places[token.start] : reading.places[token.end - 1] + 1]
            found.setdefault(token.low, Word(written, line, column, large))
    return tuple(sorted(found.values(), key=lambda one: (not one.large, one.line, one.column)))


def _held(
    text: str,
    allowed: Allowed,
    form: Form,
    free: Mapping[str, frozenset[str]],
    *,
    words: bool,
    warn: bool = True,
    same: Collection[tuple[str, str]] = (),
) -> Iterator[tuple[Place, str]]:
    """Yield each place with what was found there, folded, for comparison only; units that are the `same` as before are passed over."""
    for unit in units(text, form):
        if not unit.text.strip() or (unit.text, unit.key) in same:
            continue
        reading = Reading(unit, allowed)
        without = free.get(unit.key, frozenset[str]()) if unit.key else frozenset[str]()
        taken: list[tuple[int, int]] = []
        seen: set[tuple[int, str]] = set()
        for start, end, rule in sorted(reading.found(words=words, warn=warn), key=lambda one: (one[2] not in BLOCK, one[0])):
            if rule in without or (start, rule) in seen:
                continue
            tier: Tier = "block" if rule in BLOCK else "warn"
            if tier == "warn" and not warn:
                continue
            if any(first < end and start < last for first, last in taken) and (tier == "warn" or rule in ("phone", "case-code")):
                continue
            seen.add((start, rule))
            if tier == "block":
                taken.append((start, end))
            line, column = unit.where(reading.places[start])
            yield Place(line, column, rule, tier), re.sub(r"[\W_]+", "", reading.text[start:end].lower())
