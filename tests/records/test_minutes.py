"""What follows from minutes: the laws of the quorum, by item; proposals and what confirms them; actions carried over; who comes."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.committee import Committee
from vawcoord.records.document import Clause
from vawcoord.records.meeting import (
    UNTICKED,
    Action,
    Attendance,
    Decision,
    Deferred,
    Meeting,
    MinutesFront,
    Paper,
    Schedule,
    Series,
    Voice,
)
from vawcoord.records.member import Member, Representative
from vawcoord.records.minutes import (
    action_states,
    carried,
    decisions,
    minutes_digest,
    put_off,
    quorum,
    quorum_at,
    quorum_by_item,
    reconvene_by,
    turnout,
)
from vawcoord.records.plan import JournalEntry, latest
from vawcoord.records.profile import Decisions, MeetingRules, Officer, Profile, Quorum, of_share
from vawcoord.where import Where

ON = date(2026, 3, 10)
SECTORS = ("police", "prosecution", "courts", "legal-aid", "health", "social-services", "survivors")
MEMBERS = tuple(
    Member(
        name=sector,
        sector=sector,
        joined=date(2025, 1, 1),
        representatives=(Representative(id="lead", post="Head"), Representative(id="other", post="Deputy", role="alternate")),
    ).named(sector)
    for sector in SECTORS
)
OFFICERS = (Officer(office="chair", holder="health/lead"), Officer(office="vice-chair", holder="courts/lead"))
SERIES = Series(id="ordinary", title="Meeting", from_=date(2025, 1, 1))


def profile(rule: Quorum | None = None, how: Decisions | None = None) -> Profile:
    """Return a committee's profile with its rules."""
    rules = MeetingRules(quorum=rule or Quorum(share="1/2"), decisions=how or Decisions())
    return Profile(id="lake", uid="k3", name="Lake", area="Lake", meetings=rules, officers=OFFICERS)


def committee(*meetings: Meeting, rule: Quorum | None = None, **more: Any) -> Committee:
    """Return a committee with meetings."""
    values = {"members": MEMBERS, "schedule": Schedule(series=(SERIES,)), **more}
    return Committee(profile(rule), meetings=meetings, **values)


def there(*agencies: str, is_: str = "present", **more: Any) -> tuple[Attendance, ...]:
    """Return lines of a roster; `chair` stands for the chair in person."""
    return tuple(Attendance(agency=one, who="lead", is_=is_, **more) for one in agencies)


def met(
    day: date, roster: tuple[Attendance, ...], *said: Any, approved: str = "", items: str = "opening plan close", **more: Any
) -> Meeting:
    """Return a meeting that was held on a day, with decisions, actions and what was put off."""
    name = f"{day}-ordinary"
    front = MinutesFront(meeting=name, held=day, attendance=roster, approved=approved, **more)
    clauses = tuple(
        Clause(one, one, 2, place, (), annex=False, living=False, empty=False) for place, one in enumerate(items.split(), 10)
    )
    kinds = {kind: tuple(one for one in said if isinstance(one, kind)) for kind in (Decision, Action, Deferred)}
    paper = Paper(front, Where("m"), clauses, 9, "", "The text.\n")
    return Meeting(name, Where("m"), None, paper, kinds[Decision], kinds[Action], kinds[Deferred])


def month(number: int) -> date:
    """Return the day of the meeting of a month."""
    return date(2026, number, 10)


# ---- quorum ------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 99), st.integers(1, 99), st.integers(0, 300))
def test_a_share_is_rounded_up_by_exact_fractions(above: int, below: int, count: int) -> None:
    """No agency too few and none too many, whatever the share."""
    share, exact = f"{above}/{below}", Fraction(above, below)

    assert of_share(share, count) == ceil(exact * count)


@given(st.sets(st.sampled_from((*SECTORS, "nobody", "guest"))), st.sampled_from(("1/2", "2/3", "51%", "100%", "1/7")))
def test_the_laws_of_the_quorum(agencies: set[str], share: str) -> None:
    """Only members count, once each; more agencies never undo it; all of them always make it."""
    held = committee(rule=Quorum(share=share, sectors=("police", "justice"), chair=True))
    one = quorum(held, agencies, ON)

    assert one.base == len(MEMBERS)
    assert one.present == len(agencies & set(SECTORS))
    assert one.reached == (
        one.present >= one.needed
        and "police" in agencies
        and bool(agencies & {"prosecution", "courts", "legal-aid"})
        and bool(agencies & {"health", "courts"})
    )
    assert quorum(held, set(SECTORS), ON).reached
    for more in SECTORS:
        assert not one.reached or quorum(held, agencies | {more}, ON).reached


def test_the_base_is_who_is_a_member_that_day() -> None:
    """Whoever has not joined or has left counts neither in the base nor as present."""
    late = Member(name="Late", sector="housing", joined=ON + timedelta(days=1)).named("late")
    gone = Member(name="Gone", sector="police", joined=date(2025, 1, 1), left=ON, how="suspended").named("gone")
    held = committee(members=(*MEMBERS, late, gone), rule=Quorum(share="1/2", sectors=("police",)))

    assert (quorum(held, {"late", "gone", "courts", "health", "survivors"}, ON).present, quorum(held, (), ON).base) == (3, 7)
    assert quorum(held, {"gone", *SECTORS[1:]}, ON).missing_sectors == ("police",)
    assert quorum(held, {"late"}, ON + timedelta(days=1)).base == 8
    assert not quorum(committee(members=()), (), ON).reached, "where nobody has joined nobody can decide"


def test_who_came_late_and_who_left_early() -> None:
    """Quorum item by item; `until` and `from` include the item; observers never count."""
    roster = (
        *there("police", "prosecution", "courts"),
        *there("health", until="plan"),
        *there("social-services", from_="plan"),
        *there("survivors", is_="observer"),
        *there("legal-aid", is_="apologies"),
    )
    held = met(ON, roster)
    found = dict(quorum_by_item(committee(held), held))

    assert {name: (one.present, one.reached) for name, one in found.items()} == {
        "opening": (4, True),
        "plan": (5, True),
        "close": (4, True),
    }
    assert quorum_at(committee(held), held, "").present == 3, "only three stayed from beginning to end"
    assert not quorum_at(committee(held, rule=Quorum(share="2/3")), held, "opening").reached


@pytest.mark.parametrize(
    ("who", "missing"),
    [(("health", "lead"), False), (("courts", "lead"), False), (("health", "other"), True), (("police", "lead"), True)],
)
def test_the_chair_or_who_stands_in(who: tuple[str, str], *, missing: bool) -> None:
    """The person who holds the office, or the deputy; another person of the same agency is not the chair."""
    held = met(ON, (Attendance(agency=who[0], who=who[1], is_="present"),))
    rule = Quorum(share="1/7", chair=True)

    assert quorum_at(committee(held, rule=rule), held, "plan").chair_missing is missing


def test_a_meeting_taken_up_again_may_need_less() -> None:
    """The committee's rule says how many are enough, and until when."""
    rule = Quorum(share="1/2", reconvened="1/7", reconvene_days=30)
    first, second = met(month(3), there("police")), met(month(4), there("police"), reconvenes="2026-03-10-ordinary")
    held = committee(first, second, rule=rule)

    assert [quorum_at(held, one, "plan").reached for one in (first, second)] == [False, True]
    assert reconvene_by(held.profile, first) == date(2026, 4, 9)
    assert reconvene_by(profile(), first) is None


# ---- decisions ---------------------------------------------------------------------------------------------------------


def decided(number: int, confirms: str | tuple[str, ...] = "", **more: Any) -> Decision:
    """Return a decision."""
    return Decision(id=f"d{number}", text="So it is.", confirms=confirms, **more)


def kept(*meetings: Meeting, **more: Any) -> dict[str, tuple[bool, str]]:
    """Return of every decision whether it is a proposal, and what confirmed it."""
    return {one.id: (one.is_proposal, one.confirmed_by) for one in decisions(committee(*meetings, **more))}


def test_without_a_quorum_it_is_a_proposal_until_confirmed() -> None:
    """A meeting with a quorum confirms it, several at once too; another one without a quorum does not."""
    few, many = there("police"), there(*SECTORS)
    march = met(month(3), few, decided(1), decided(2))
    april = met(month(4), few, decided(1, "2026-03-10-ordinary/d1"))
    may = met(month(5), many, decided(1, ("2026-03-10-ordinary/d1", "2026-03-10-ordinary/d2")))

    assert kept(march, april) == {
        "2026-03-10-ordinary/d1": (True, ""),
        "2026-03-10-ordinary/d2": (True, ""),
        "2026-04-10-ordinary/d1": (True, ""),
    }
    assert kept(march, april, may) == {
        "2026-03-10-ordinary/d1": (False, "2026-05-10-ordinary/d1"),
        "2026-03-10-ordinary/d2": (False, "2026-05-10-ordinary/d1"),
        "2026-04-10-ordinary/d1": (True, ""),
        "2026-05-10-ordinary/d1": (False, ""),
    }


def test_of_approved_minutes_the_quorum_was_written_down() -> None:
    """Members who join later, or a corrected roster, change nothing that was approved."""
    held = met(month(3), there("police"), decided(1, quorate=True), decided(2, quorate=False), approved="2026-04-10-ordinary")

    assert kept(held) == {"2026-03-10-ordinary/d1": (False, ""), "2026-03-10-ordinary/d2": (True, "")}


def test_two_proposals_that_confirm_one_another_stay_proposals() -> None:
    """A circle of slips of the pen ends, and makes no decision."""
    march = met(month(3), there("police"), decided(1, "2026-04-10-ordinary/d1"))
    april = met(month(4), there("police"), decided(1, "2026-03-10-ordinary/d1"))

    assert {state for state, _by in kept(march, april).values()} == {True}


def test_by_circulation_those_count_who_answered() -> None:
    """Whoever came to the meeting that notes it has nothing to do with it."""
    voices = tuple(Voice(agency=one, is_="for") for one in SECTORS[:4])
    held = met(month(3), there("police"), decided(1, method="circulation", voices=voices), decided(2, method="circulation"))

    assert kept(held) == {"2026-03-10-ordinary/d1": (False, ""), "2026-03-10-ordinary/d2": (True, "")}


@pytest.mark.parametrize(
    ("rule", "votes", "result"),
    [
        (Decisions(), "3-2-9", True),
        (Decisions(), "2-3-0", False),
        (Decisions(tie="falls"), "2-2-0", False),
        (Decisions(tie="chair"), "2-2-0", None),
        (Decisions(tie="chair"), "0-0-5", False),
        (Decisions(otherwise="two-thirds"), "4-2-1", True),
        (Decisions(otherwise="two-thirds"), "5-3-0", False),
        (Decisions(otherwise="none"), "5-3-0", None),
        (Decisions(method="two-thirds"), "2-1-0", True),
    ],
)
def test_whether_votes_carry_it(rule: Decisions, votes: str, *, result: bool | None) -> None:
    """By the committee's own rule; abstentions count neither way."""
    assert carried(profile(how=rule), decided(1, method="vote", votes=votes)) is result


# ---- actions -----------------------------------------------------------------------------------------------------------

TO_DO = Action(id="a1", text="Print.", agency="police", due=date(2026, 4, 1))
ITEM = "2026-03-10-ordinary/a1"


def said(day: date, **more: Any) -> JournalEntry:
    """Return a line of the journal about the action."""
    return JournalEntry(date=day, item=ITEM, **more)


def state(on: date, *journal: JournalEntry, meetings: int = 7) -> Any:
    """Return where the action of March stands on a day, with a meeting each month after it."""
    later = (met(month(number), there(*SECTORS)) for number in range(4, meetings + 1))
    (one,) = action_states(committee(met(month(3), there(*SECTORS), TO_DO), *later, journal=journal), on)
    return one


def test_an_action_is_carried_over_until_it_is_closed() -> None:
    """Each later meeting that was held counts while it is open; the third time it is escalated."""
    assert [(state(month(number)).carried, state(month(number)).escalated) for number in (3, 4, 5, 6, 7)] == [
        (0, False), (1, False), (2, False), (3, True), (4, True),
    ]  # fmt: skip
    done = state(month(7), said(date(2026, 5, 1), status="done"))
    assert (done.carried, done.escalated, done.open, done.percent, done.late_days) == (1, False, False, 100, 0)
    assert state(month(7), said(month(5), status="done")).carried == 1, (
        "closed at the meeting of May, it is not carried over by it"
    )
    again = state(month(7), said(date(2026, 4, 20), status="done"), said(date(2026, 6, 1), status="open"))
    assert (again.carried, again.open) == (3, True), "the meeting of May did not carry it over"


def test_what_has_time_yet_is_not_carried_over() -> None:
    """A meeting before the day counts for nothing, nor one before a day that was moved; one on the day itself counts."""
    moved = said(date(2026, 4, 2), due=date(2026, 6, 20), reason="x")
    assert [state(month(number), moved).carried for number in (4, 5, 6, 7)] == [0, 0, 0, 1]
    on_the_day = said(date(2026, 4, 2), due=month(6), reason="x")
    assert [state(month(number), on_the_day).carried for number in (5, 6, 7)] == [0, 1, 2]
    late_moved = said(month(5), due=date(2026, 12, 1), reason="x")
    assert state(month(7), late_moved).carried == 2, "April, and May on whose day it was moved"


def test_another_day_another_agency() -> None:
    """The journal moves day and agency; that it was asked moves nothing."""
    moved = state(
        month(4),
        said(date(2026, 3, 20), due=date(2026, 4, 5), lead="courts", reason="x", percent=20),
        said(date(2026, 4, 2), asked=True),
    )

    assert (moved.due, moved.agency, moved.late_days, moved.percent) == (date(2026, 4, 5), "courts", 5, 20)
    assert (moved.updated, moved.asked, moved.status) == (date(2026, 3, 20), date(2026, 4, 2), "open")
    assert latest([said(month(4), asked=True)], month(5)) == {}
    assert action_states(committee(met(month(3), (), TO_DO)), date(2026, 3, 9)) == (), "it is not there before the meeting"


def test_what_was_put_off_returns() -> None:
    """What the last meeting of the series put off; an earlier one's has had its turn."""
    held = committee(met(month(3), (), Deferred(text="The budget.")), met(month(4), (), Deferred(text="The boat.")))

    assert [one.text for one in put_off(held, "ordinary", month(5))] == ["The boat."]
    assert [one.text for one in put_off(held, "ordinary", month(4))] == ["The budget."]
    assert put_off(held, "systems", month(5)) == ()


# ---- attendance --------------------------------------------------------------------------------------------------------


def test_who_comes() -> None:
    """Shares, apologies with and without information, absences in a row; what is not ticked tells nothing."""
    meetings = (
        met(month(3), (*there("police"), *there("courts", is_="apologies", informed=True))),
        met(month(4), (*there("police", is_="alternate"), *there("courts", is_="apologies"), *there("health"))),
        met(month(5), (*there("police"), *there("courts", is_="absent"), *there("health", is_=UNTICKED))),
        met(month(6), ()),
        met(month(7), (*there("police", "courts", "health"), *there("survivors", is_="observer"))),
    )
    found = {one.agency: one for one in turnout(committee(*meetings), month(1), month(12))}

    assert (found["police"].invited, found["police"].present, found["police"].alternate, found["police"].share) == (4, 3, 1, 100)
    assert (found["courts"].apologies, found["courts"].informed, found["courts"].absent, found["courts"].in_a_row) == (2, 1, 1, 0)
    assert (found["health"].invited, found["health"].in_a_row, found["health"].share) == (3, 0, 66)
    assert (found["survivors"].absent, found["survivors"].in_a_row, found["survivors"].share) == (4, 4, 0), (
        "an observer has no vote"
    )
    until_june = {one.agency: one.in_a_row for one in turnout(committee(*meetings), month(1), month(6))}
    assert (until_june["courts"], until_june["health"]) == (1, 0)


def test_only_meetings_to_which_it_was_invited() -> None:
    """A series names who is invited; an agency that joins later is not absent before."""
    narrow = Schedule(series=(Series(id="ordinary", title="M", from_=month(1), invited=("police", "courts")),))
    found = {
        one.agency: one.invited
        for one in turnout(committee(met(month(3), there("police")), schedule=narrow), month(1), month(12))
    }

    assert found == {**dict.fromkeys(SECTORS, 0), "police": 1, "courts": 1}


# ---- digest ------------------------------------------------------------------------------------------------------------


def test_the_digest_is_of_what_was_approved() -> None:
    """Text, roster, decisions and actions are in it; line ends, blank lines, approval and corrections are not."""
    held = met(month(3), there("police"), decided(1), TO_DO)
    paper = held.minutes
    assert paper is not None
    same = (
        held.but(minutes=paper.but(body="The text.  \r\n\r\n")),
        met(month(3), there("police"), decided(1), TO_DO, approved="2026-04-10-ordinary", corrections=("x",)),
    )
    other = (
        held.but(minutes=paper.but(body="The text!\n")),
        met(month(3), there("courts"), decided(1), TO_DO),
        met(month(3), there("police"), decided(1, quorate=False), TO_DO),
        met(month(3), there("police"), decided(1), Action(id="a1", text="Print.", agency="police", due=date(2026, 5, 1))),
        met(month(3), there("police"), decided(1), TO_DO, chair="health/lead"),
    )

    assert {minutes_digest(one) for one in same} == {minutes_digest(held)}
    assert len({minutes_digest(held), *map(minutes_digest, other)}) == len(other) + 1
