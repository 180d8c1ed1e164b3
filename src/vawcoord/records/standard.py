"""A standard as values: its items with what each needs and who judges it, and what it says besides. Module 5 is one; others may be."""

from collections.abc import Iterator, Mapping
from typing import Any

from vawcoord.value import Value

NEEDS = ("text", "record", "voice")
JUDGES = ("tool", "people", "participants")
LOCALLY = ("show", "upward", "duty")
"""What a local committee does about a national item: shows it, feeds it into its reports, or only knows of it."""

LEVELS = ("local", "national")


class Records(Value):
    """Entries of a register that answer an item: those that say what `only` asks for, so many of them."""

    kind: str
    only: Mapping[str, Any]
    at_least: int = 1


class Item(Value):
    """One item of a standard.

    `needs` are text (agreed and in force), record (it happened, within so many `months`) and voice (those concerned confirm
    it). `always` says that it cannot be set aside. `answers` are the items of Module 5 that answer it, and `records` the
    register entries: the items of other standards live by these two. `weight` are the points of a scorecard.
    """

    id: str
    level: str
    element: str
    text: str
    why: str
    good: str
    needs: tuple[str, ...]
    judge: str
    months: int
    next: str
    command: str
    source: str
    templates: tuple[str, ...] = ()
    always: bool = False
    locally: str = ""
    repeats: str = ""
    answers: tuple[str, ...] = ()
    at_least: int = 0
    records: tuple[Records, ...] = ()
    weight: float = 0


class Element(Value):
    """A part of a standard that holds items."""

    id: str
    level: str
    title: str
    source: str = ""


class Said(Value):
    """What a standard says besides its items: a principle, a characteristic, an essential service, a definition."""

    id: str
    title: str
    text: str = ""
    sector: str = ""
    source: str = ""


class Grade(Value):
    """A level of a scorecard: reached from so many points of a hundred."""

    title: str
    start: float


class Standard(Value):
    """A standard: who published it when, its items in printed order, its elements, and what it says besides."""

    id: str
    title: str
    publisher: str
    year: int
    language: str
    items: tuple[Item, ...]
    elements: tuple[Element, ...] = ()
    actions: tuple[Element, ...] = ()
    principles: tuple[Said, ...] = ()
    characteristics: tuple[Said, ...] = ()
    services: tuple[Said, ...] = ()
    definitions: tuple[Said, ...] = ()
    grades: tuple[Grade, ...] = ()

    def item(self, id: str) -> Item | None:  # noqa: A002 - the field's word
        """Return the item with an id."""
        return next((one for one in self.items if one.id == id), None)

    def of(self, level: str) -> Iterator[Item]:
        """Yield the items of a level; `all` means all of them."""
        return (one for one in self.items if level in (one.level, "all"))
