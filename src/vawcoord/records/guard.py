"""What the committee answered the guard: words that name no person, numbers that are published, and what was let through.

Both are logs, and public: they hold no name of a person whom the work is about, and no digest of what was found. A telephone
number has so few values that its digest would be the number.
"""

import datetime

from vawcoord.language import marked
from vawcoord.records.record import COUNT, DATE, LINE, Choice, Record, key, tables

WORD_KINDS = ("ordinary", "place", "published")


class GuardWord(Record):
    """A word that the guard asked about, or a number that everybody may know; one line of `guard/words.log.toml`."""

    date: datetime.date = key(DATE, marked("the day it was answered"))
    word: str = key(LINE, marked("the word, or a published number or address; never the name of a person the work is about"))
    is_: str = key(Choice(*WORD_KINDS), marked("an ordinary word, a place that may be named, or published by its owner"))
    by: str = key(LINE, marked("who answered, by office"), default="")


class GuardWords(Record):
    """What `guard/words.log.toml` says."""

    entries: tuple[GuardWord, ...] = key(tables(GuardWord), marked("one entry a line"), default=())


class Confirmation(Record):
    """What somebody let through with a reason; one line of `guard/confirmed.log.toml`. It never holds the text itself."""

    date: datetime.date = key(DATE, marked("the day it was let through"))
    path: str = key(LINE, marked("the file"))
    rule: str = key(LINE, marked("the rule that found it, such as phone"))
    count: int = key(COUNT, marked("how many places of the file"), default=1)
    reason: str = key(LINE, marked("why it may stand there"))


class Confirmations(Record):
    """What `guard/confirmed.log.toml` says."""

    entries: tuple[Confirmation, ...] = key(tables(Confirmation), marked("one entry a line"), default=())
