"""What follows from an agenda and the schedule: when the notice goes out, how long a meeting is, who said they would come."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vawcoord.records.meeting import AgendaFront, Answered, Meeting, Occurrence
from vawcoord.records.profile import WEEKDAYS

if TYPE_CHECKING:
    from vawcoord.records.committee import Committee
    from vawcoord.records.member import Member

VOICE = "survivor-voice"
"""The id of the item in which survivors and the community are heard: it may be moved, never removed."""

_BACK_DAYS = 31


def working_day(committee: "Committee", day: date, step: int) -> date:
    """Return the nearest day that is neither closure nor weekend, looking back (-1) or ahead (1) at most a month."""
    closures = frozenset(committee.schedule.closures) if committee.schedule else frozenset()
    for away in range(_BACK_DAYS):
        there = day + timedelta(days=step * away)
        if there not in closures and WEEKDAYS[there.weekday()] not in committee.profile.weekend:
            return there
    return day


def notice_day(committee: "Committee", day: date) -> date:
    """Return the last day on which the notice of a meeting on `day` goes out in time.

    `notice_days` are clear days: neither the day of the notice nor that of the meeting is one of them. A back-schedule that
    names a day of its own is counted as it stands. A day on which nobody works comes earlier.
    """
    rules = committee.profile.meetings
    own = rules.back_schedule.notice
    return working_day(committee, day - timedelta(days=rules.notice_days + 1 if own is None else own), -1)


def length(one: Occurrence) -> int:
    """Return how many minutes a meeting lasts; an end that is not after the beginning lies on the next day."""
    begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (one.start, one.end))
    return (end - begin) % (24 * 60) or 24 * 60


def after(start: str, minutes: int) -> str:
    """Return what the clock says some minutes after a time of day."""
    whole = (int(start[:2]) * 60 + int(start[3:]) + minutes) % (24 * 60)
    return f"{whole // 60:02d}:{whole % 60:02d}"


def agenda_front(meeting: Meeting | None) -> AgendaFront | None:
    """Return the front matter of a meeting's agenda."""
    front = meeting.agenda.front if meeting and meeting.agenda else None
    return front if isinstance(front, AgendaFront) else None


def answers(front: AgendaFront | None) -> dict[str, Answered]:
    """Return the last answer of each agency."""
    return {one.agency: one for one in front.answers} if front else {}


def invited(committee: "Committee", one: Occurrence) -> "tuple[Member, ...]":
    """Return the agencies invited to a meeting: those that its series names, or all; only who is a member that day."""
    named = one.series.invited
    return tuple(member for member in committee.active(one.day) if not named or member.id in named)
