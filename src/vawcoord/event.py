"""An entry of a calendar as a value: what a calendar says, before a format spells it. Knows no committee."""

import hashlib
from dataclasses import dataclass
from datetime import date

from vawcoord.clock import Moment


@dataclass(frozen=True, slots=True)
class Rule:
    """How an event comes again: every so many weeks, months or years, on a weekday such as `tuesday`.

    `nth` is which such day of the month, -1 the last; `month` holds a yearly rule to its month. `until` is the last start.
    """

    unit: str
    interval: int
    weekday: str
    nth: int = 0
    month: int = 0
    until: Moment | None = None

    def said(self) -> str:
        """Return the rule in one line, for the digest."""
        until = self.until.compact() if self.until else ""
        return f"{self.unit} {self.interval} {self.weekday} {self.nth} {self.month} {until}"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `uid` is the part before the `@`, which the calendar adds.

    `recurrence` names the meeting of a series that this entry speaks of; `without` are days of the rule on which nothing was
    ever planned. `end` of a whole day is the day after; None leaves it out. `sequence` and `stamped` say which version of the
    entry this is and when it first went out; they are no part of what it says.
    """

    uid: str
    summary: str
    start: Moment
    end: Moment | None = None
    location: str = ""
    rule: Rule | None = None
    without: tuple[Moment, ...] = ()
    recurrence: Moment | None = None
    cancelled: bool = False
    transparent: bool = False
    sequence: int = 0
    stamped: date = date(2000, 1, 1)

    @property
    def key(self) -> tuple[str, str]:
        """Return what names the entry for all time: its UID and its RECURRENCE-ID."""
        return self.uid, self.recurrence.compact() if self.recurrence else ""

    def digest(self) -> str:
        """Return sixteen hexadecimal digits that change when, and only when, the entry says something else."""
        lines = [
            ("summary", self.summary),
            ("start", _placed(self.start)),
            ("end", _placed(self.end) if self.end else ""),
            ("location", self.location),
            ("rule", self.rule.said() if self.rule else ""),
            ("without", " ".join(one.compact() for one in self.without)),
            ("recurrence", _placed(self.recurrence) if self.recurrence else ""),
            ("cancelled", "yes" if self.cancelled else ""),
            ("transparent", "yes" if self.transparent else ""),
        ]
        # What is not there leaves no trace: a field added to this class later changes no digest that was logged before.
        text = "".join(f"{name}={value}\n" for name, value in lines if value)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _placed(moment: Moment) -> str:
    """Return a moment with its zone, for the digest."""
    return f"{moment.zone}:{moment.compact()}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar as one file: its name as clients show it, what follows the `@` of every UID, and its entries.

    `horizon` is the day up to which changes of the clock are written for zones without a regular rule.
    """

    name: str
    domain: str
    events: tuple[Event, ...]
    horizon: date
