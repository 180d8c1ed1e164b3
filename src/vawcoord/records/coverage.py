"""Coverage of the standard on a day: verdicts with their evidence as values, handed from `standard` to documents and reports."""

import datetime

from vawcoord.language import marked
from vawcoord.records.record import BOOL, DATE, ID_TYPE, ITEM_TYPE, LINE, TEXTS, Choice, Record, key, tables
from vawcoord.records.standard import NEEDS, Element, Item, Standard
from vawcoord.value import Value

VERDICTS = ("in-place", "attested", "agreed", "drafted", "planned", "missing", "set-aside")
PROOFS = ("seen", "stated")
MET = ("in-place", "attested")
"""Verdicts that leave nothing to do."""

ITEM_COUNTS = {
    "L1.1": 3,
    "L2.1": 8,
    "L2.2": 11,
    "L2.3": 9,
    "L2.4": 6,
    "L2.5": 1,
    "L2.6": 10,
    "N1.1": 6,
    "N1.2": 8,
    "N2.1": 9,
    "N2.2": 4,
    "N3.1": 14,
    "N3.2": 9,
    "N3.3": 7,
    "N4.1": 8,
    "N5.1": 3,
    "N5.2": 4,
    "N6.1": 7,
    "N6.2": 3,
    "N6.3": 6,
}  # fmt: skip - one line a level reads like the guideline's table of contents
"""How many items each core element of Module 5 has, as printed."""


def is_item(id: str) -> bool:  # noqa: A002 - the field's word
    """Say whether Module 5 has an item."""
    element, _dot, number = id.rpartition(".")
    return number.isdecimal() and 1 <= int(number) <= ITEM_COUNTS.get(element, 0)


class Evidence(Value):
    """One thing that answers an item: where it stands, of which day it is, what it is, whether anybody saw it.

    `part` is text, record or voice. `level` is how far a text goes (agreed, drafted, planned), or the part again. `kind` is the
    word for what it is (clause, plan, activity, entry, minutes, member, officer, service, indicator, figures, journal,
    attestation …), `title` its own words. `key` leads to the line, where that was not looked up.
    """

    part: str
    level: str
    path: str
    date: datetime.date | None
    kind: str
    title: str
    proof: str = "stated"
    line: int = 0
    key: tuple[str | int, ...] = ()


class Contrary(Value):
    """A member's contrary view."""

    by: str
    date: datetime.date
    text: str
    path: str


class Vouched(Value):
    """Who vouched for an item from which seat, on what, until when."""

    by: str
    seat: str
    date: datetime.date
    until: datetime.date
    evidence: str
    path: str


class Aside(Value):
    """Why an item does not apply for now, by which decision, until when."""

    reason: str
    decision: str
    until: datetime.date
    path: str


class Step(Value):
    """What to do next, and the command that does it or begins it."""

    say: str
    command: str = ""


class Covered(Value):
    """How far an item is met on a day.

    `met` are the needs that are there, complete and current; `lacks` says in sentences what is not. `besides` are the agencies
    that a reservation takes out of the verdict.
    """

    item: Item
    verdict: str
    evidence: tuple[Evidence, ...] = ()
    met: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    besides: tuple[str, ...] = ()
    contests: tuple[Contrary, ...] = ()
    vouched: tuple[Vouched, ...] = ()
    aside: Aside | None = None

    @property
    def contested(self) -> bool:
        """Say whether a member entered a contrary view."""
        return bool(self.contests)

    @property
    def proof(self) -> str:
        """Return "seen" where every need that is met has something that was seen, else "stated"."""
        seen = {one.part for one in self.evidence if one.proof == "seen"}
        return "seen" if self.met and seen.issuperset(self.met) else "stated"

    @property
    def gap(self) -> bool:
        """Say whether something is left to do that the committee itself can do."""
        return self.verdict not in (*MET, "set-aside")


class Share(Value):
    """How many of the items that need a text, a record or a voice have it, complete and current."""

    need: str
    have: int
    of: int


class Result(Value):
    """Coverage of a standard on a day: the items of a level in printed order; `national` says that a national body asks."""

    standard: Standard
    level: str
    on: datetime.date
    items: tuple[Covered, ...]
    national: bool = False

    def totals(self) -> dict[str, int]:
        """Return how many items have each verdict."""
        counts = dict.fromkeys(VERDICTS, 0)
        for one in self.items:
            counts[one.verdict] += 1
        return counts

    def shares(self) -> tuple[Share, ...]:
        """Return the shares of text, record and voice side by side; what is set aside is in none of them. There is no score."""
        counted = [one for one in self.items if one.verdict != "set-aside"]
        return tuple(
            Share(need, sum(need in one.met for one in counted), sum(need in one.item.needs for one in counted)) for need in NEEDS
        )

    def elements(self) -> tuple[tuple[Element | None, tuple[Covered, ...]], ...]:
        """Return the items by element, in printed order."""
        titles = {one.id: one for one in self.standard.elements}
        held: dict[str, list[Covered]] = {}
        for one in self.items:
            held.setdefault(one.item.element, []).append(one)
        return tuple((titles.get(name), tuple(mine)) for name, mine in held.items())

    def gaps(self) -> tuple[Covered, ...]:
        """Return what is left to do, the emptiest first; tasks of others are not among them."""
        order = {name: place for place, name in enumerate(reversed(VERDICTS[:-1]))}
        found = [one for one in self.items if one.gap and not self.duty(one)]
        return tuple(sorted(found, key=lambda one: order[one.verdict]))

    def duty(self, one: Covered) -> bool:
        """Say whether an item is a task of national bodies, which a local committee shows for information only."""
        return not self.national and one.item.locally == "duty" and not one.evidence


class Points(Value):
    """What a scorecard makes of a coverage: points of those that were to be had, and the level reached."""

    have: float
    of: float
    grade: str


def points(result: Result) -> Points | None:
    """Return the points of a scorecard; None for a standard without weights, such as Module 5."""
    counted = [one for one in result.items if one.item.weight and one.verdict != "set-aside"]
    if not counted:
        return None
    have = sum(one.item.weight for one in counted if one.verdict in MET)
    of = sum(one.item.weight for one in counted)
    reached = [one for one in result.standard.grades if one.start * of <= 100 * have]
    return Points(have, of, max(reached, key=lambda one: one.start).title if reached else "")


class Recorded(Record):
    """One item of a recorded coverage; one a line in the file."""

    item: str = key(ITEM_TYPE, marked("the item"))
    verdict: str = key(Choice(*VERDICTS), marked("the verdict"))
    contested: bool = key(BOOL, marked("whether a member entered a contrary view"), default=False)
    proof: str = key(Choice(*PROOFS), marked("seen or stated"), default="stated")
    evidence: tuple[str, ...] = key(TEXTS, marked("paths of the evidence"), default=())


class Coverage(Record):
    """What `coverage/<date>.toml` says."""

    standard: str = key(ID_TYPE, marked("the standard"))
    date: datetime.date = key(DATE, marked("the day"))
    note: str = key(LINE, marked("why it was recorded"), default="")
    items: tuple[Recorded, ...] = key(tables(Recorded), marked("one item a line"), default=())
