"""Status: what meetings ask for, one screen however much there is, and the three things that come first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.documents.status import SCREEN_LINES, Line, Status, status
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import (
    Action,
    AgendaFront,
    Answered,
    Attendance,
    Cancelled,
    Decision,
    Meeting,
    MinutesFront,
    Paper,
    Schedule,
    Series,
)
from vawcoord.records.member import Member
from vawcoord.records.plan import Activity, JournalEntry, Plan
from vawcoord.records.profile import MeetingRules, Profile, Quorum
from vawcoord.where import NOWHERE

TODAY = date(2026, 11, 22)
SERIES = Series(id="ordinary", title="Meeting", from_=date(2026, 7, 1), nth=2, start="09:30", end="12:00")
PROFILE = Profile(id="lake", uid="u", name="Lake", area="Lake")
HELD = ("2026-07-14", "2026-08-11", "2026-09-08", "2026-10-13", "2026-11-10")


def member(name: str) -> Member:
    """Return a member agency."""
    return Member(name=name, sector="police", joined=date(2025, 1, 1)).named(name)


def held(day: str, *, approved: bool = True, actions: tuple[Action, ...] = (), decisions: tuple[Decision, ...] = ()) -> Meeting:
    """Return a meeting with minutes."""
    there = (Attendance(agency="police", is_="present"),)
    front = MinutesFront(
        meeting=f"{day}-ordinary", held=date.fromisoformat(day), approved="x" if approved else "", attendance=there
    )
    return Meeting(f"{day}-ordinary", NOWHERE, None, Paper(front, NOWHERE, (), 1, ""), decisions, actions)


def lake(*meetings: Meeting, **more: object) -> Committee:
    """Return a committee whose meetings were all held and written up, but for what a case changes."""
    known = {one.id: one for one in (*(held(day) for day in HELD), *meetings)}
    values = {"schedule": Schedule(series=(SERIES,)), "members": (member("police"), member("court")), **more}
    return Committee(PROFILE, meetings=tuple(known[name] for name in sorted(known)), **values)  # type: ignore[arg-type]


ANSWERS = (Answered(agency="court", is_="apologies"), Answered(agency="gone", is_="present"))


def lines(committee: Committee, group: str, today: date = TODAY) -> list[str]:
    """Return what a group says."""
    return [one.what for one in status(committee, (), today).lines if one.group == group]


def coming(**front: object) -> Meeting:
    """Return the next meeting with an agenda."""
    held = AgendaFront(meeting="2026-12-08-ordinary", **front)  # type: ignore[arg-type]
    return Meeting("2026-12-08-ordinary", NOWHERE, Paper(held, NOWHERE, (), 1, ""))


@pytest.mark.parametrize(
    ("today", "meetings", "says"),
    [
        (date(2026, 11, 12), (), []),
        (TODAY, (), ["there is no agenda yet"]),
        (date(2026, 11, 23), (coming(),), ["notice and papers go out"]),
        (date(2026, 11, 18), (coming(),), []),
        (TODAY, (coming(issued=date(2026, 11, 20)),), ["0 of 2 agencies have answered"]),
        (
            TODAY,
            (coming(issued=date(2026, 11, 20), answers=ANSWERS),),
            ["1 of 2 agencies have answered"],
        ),
    ],
)  # fmt: skip
def test_what_the_next_meeting_needs(today: date, meetings: tuple[Meeting, ...], says: list[str]) -> None:
    """Agenda, then notice, then answers: each when its day is near, never two of them at once."""
    said = lines(lake(*meetings), "Next meeting", today)
    assert said[0].startswith("Meeting, 09:30–12:00")
    assert said[1:] == says


def test_the_agenda_is_urgent_when_the_notice_is_due() -> None:
    """On the day of the notice an agenda that is missing comes first of all."""
    assert status(lake(), (), date(2026, 11, 30)).now[0].command == "vawcoord meeting agenda 2026-12-08-ordinary"


def test_minutes_to_write_and_to_approve() -> None:
    """A meeting without minutes, minutes not approved; a cancelled meeting asks for neither, one long ago no more."""
    committee = lake(held("2026-11-10", approved=False))
    assert lines(committee, "Minutes") == ["2026-11-10-ordinary waits for approval"]
    without = committee.but(meetings=tuple(one for one in committee.meetings if one.planned < date(2026, 10, 1)))
    assert lines(without, "Minutes") == ["2 meetings have no minutes (the last: 2026-11-10-ordinary)"]
    off = Schedule(
        series=(SERIES,), cancelled=(Cancelled(meeting="2026-11-10-ordinary"), Cancelled(meeting="2026-10-13-ordinary"))
    )
    assert lines(without.but(schedule=off), "Minutes") == []
    assert lines(without, "Minutes", date(2027, 7, 20)) != []
    assert "2026" not in " ".join(lines(without, "Minutes", date(2027, 7, 20)))


def test_a_decision_without_quorum_waits() -> None:
    """An inquorate decision waits to be confirmed, until one confirms it."""
    profile = PROFILE.but(meetings=MeetingRules(quorum=Quorum(share="2/3", reconvene_days=30)))
    proposal = held("2026-10-13", decisions=(Decision(id="d1", text="x", quorate=False),))
    committee = lake(proposal).but(profile=profile)
    (one,) = (line for line in status(committee, (), TODAY).lines if line.group == "Minutes")
    assert one.what == "2026-10-13-ordinary/d1 had no quorum and waits to be confirmed"
    assert one.day == date(2026, 11, 12)
    confirmed = held("2026-11-10", decisions=(Decision(id="d1", text="y", confirms="2026-10-13-ordinary/d1"),))
    assert lines(lake(proposal, confirmed).but(profile=profile), "Minutes") == []


def actions(*dues: str) -> tuple[Action, ...]:
    """Return actions with their days."""
    return tuple(
        Action(id=f"a{number}", text=f"Thing {number}", agency="police", due=date.fromisoformat(due))
        for number, due in enumerate(dues, 1)
    )


def test_late_actions_are_one_line() -> None:
    """One late action stands by itself; several are counted, with the longest; the third carry-over asks for a letter."""
    one = lake(held("2026-10-13", actions=actions("2026-11-01", "2026-12-01", "2027-03-01")))
    assert lines(one, "Late") == ["2026-10-13-ordinary/a1 Thing 1 (police)"]
    assert lines(one, "Due soon") == ["2026-10-13-ordinary/a2 Thing 2 (police)"]
    several = lake(held("2026-10-13", actions=actions("2026-11-01", "2026-10-20", "2026-11-03")))
    assert lines(several, "Late") == ["3 actions, the longest 2026-10-13-ordinary/a2 (police)"]
    back = lake(held("2026-08-11", actions=actions("2026-09-01")))
    (line,) = (line for line in status(back, (), TODAY).lines if line.group == "Late")
    assert line.what == "a letter is due: 2026-08-11-ordinary/a1 was carried over 3 times (police)"
    assert line.command == "vawcoord action letter 2026-08-11-ordinary/a1"
    done = JournalEntry(date=date(2026, 11, 11), item="2026-08-11-ordinary/a1", status="done")
    assert lines(back.but(journal=(done,)), "Late") == []


def test_activities_by_short_id_where_there_is_one_plan() -> None:
    """A late activity stands by its number; the command holds the full id."""
    plan = Plan(title="P", activities=(Activity(id="1.1", title="Write", lead="court", due=date(2026, 9, 1)),)).named("2026")
    (line,) = (line for line in status(lake(plans=(plan,)), (), TODAY).lines if line.group == "Late")
    assert (line.what, line.command) == ("1.1 Write (court)", "vawcoord progress 2026/1.1 STATUS")


LINE = st.builds(
    Line, st.sampled_from([f"g{number}" for number in range(9)]), st.text(max_size=5), st.none() | st.dates(),
    st.sampled_from(["", "x"]), st.integers(0, 100),
)  # fmt: skip
LINES = st.sampled_from([0, 1, 5, 16, 20, 60]).flatmap(lambda count: st.lists(LINE, min_size=count, max_size=count))


@given(LINES)
def test_one_screen_whatever_there_is(held: list[Line]) -> None:
    """Every group has a line, as many stand there as there is room for, the rest is counted, and nothing is said twice."""
    first = sorted((one for one in held if one.command), key=lambda one: -one.weight)[:3]
    made = Status("x", TODAY, tuple(held), tuple(first))
    shown = made.screen(made.room())
    groups = dict(made.groups())
    assert [one.group for one in shown] == list(groups)
    for one in shown:
        assert one.lines == groups[one.group][: len(one.lines)]
        assert len(one.lines) + one.more == len(groups[one.group])
        assert one.lines
    count = sum(len(one.lines) for one in shown)
    assert count <= max(made.room(), len(groups))
    assert count == len(held) or count >= made.room()
    assert made.room() + 4 + 2 * max(1, len(first)) == SCREEN_LINES
    assert sum(len(one.lines) for one in made.screen()) == len(held)


def test_nothing_of_the_future_stands_in_the_past() -> None:
    """A status of an earlier day knows nothing of later meetings, decisions and actions."""
    committee = lake(
        held("2026-10-13", approved=False, actions=actions("2026-10-14"), decisions=(Decision(id="d1", text="x", quorate=False),))
    )
    early = status(committee, (), date(2026, 10, 13) - timedelta(days=1))
    assert not any("2026-10-13-ordinary/" in one.what or "approval" in one.what for one in early.lines)
