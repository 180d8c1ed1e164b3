"""When a committee reports to the body it answers to: the times of its rhythm, and which report is due."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.committee import Committee

RHYTHM_MONTHS = {"monthly": 1, "every-two-months": 2, "quarterly": 3, "half-yearly": 6, "yearly": 12}
DUE_DAYS = 30
"""How long after the end of its time a report is due: as the shipped founding order says. Module 5 names no day."""


class Turn(Value):
    """A time to report on: its name, first and last day, the day by which the report is due."""

    id: str
    start: date
    end: date

    @property
    def due(self) -> date:
        """Return the day by which the report should be there."""
        return self.end + timedelta(days=DUE_DAYS)


def turn_at(day: date, rhythm: str) -> Turn:
    """Return the time of a rhythm in which a day lies."""
    months = RHYTHM_MONTHS[rhythm]
    number = (day.month - 1) // months
    after = (number + 1) * months
    start = date(day.year, number * months + 1, 1)
    end = date(day.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    name = {1: f"{start:%Y-%m}", 2: f"{start:%Y-%m}", 3: f"{day.year}-q{number + 1}", 6: f"{day.year}-h{number + 1}"}
    return Turn(name.get(months, str(day.year)), start, end)


def last_turn(day: date, rhythm: str) -> Turn:
    """Return the last time of a rhythm that is over on a day."""
    return turn_at(turn_at(day, rhythm).start - timedelta(days=1), rhythm)


def last_sent(committee: "Committee", on: date) -> date | None:
    """Return the day on which the last report went to the body that the committee answers to."""
    sent = [one.get("sent") for one in committee.registers if one.kind == "reports-sent" and one.get("to") == "oversight-body"]
    return max((day for day in sent if day is not None and day <= on), default=None)


def overdue(committee: "Committee", on: date) -> Turn | None:
    """Return the time whose report should be there and is not; None where nothing is due.

    A committee owes no report on a time before which nobody had joined, nor where it names no body. Whatever was sent after the
    time was over counts as its report.
    """
    body = committee.profile.oversight
    if body is None:
        return None
    turn = last_turn(on, body.reports)
    if on <= turn.due:
        turn = last_turn(turn.start, body.reports)
    joined = min((one.joined for one in committee.members if one.joined), default=None)
    if joined is None or joined > turn.start:
        return None
    sent = last_sent(committee, on)
    return turn if sent is None or sent <= turn.end else None
