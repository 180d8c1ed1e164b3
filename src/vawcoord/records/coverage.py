"""Coverage of the standard as recorded on a day: verdicts as values, handed from `standard` to documents and reports."""

import datetime

from vawcoord.language import marked
from vawcoord.records.record import BOOL, DATE, ID_TYPE, ITEM_TYPE, LINE, TEXTS, Choice, Record, key, tables

VERDICTS = ("in-place", "attested", "agreed", "drafted", "planned", "missing", "set-aside")
PROOFS = ("seen", "stated")

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
