"""The plan as values and as a document: groups, remarks, changes since a day; its blocks, the time plan, the same in three languages."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from vawcoord.documents.plan import LATE, RUNNING, SHADES, STEP, bars, sequence, sheet
from vawcoord.documents.progress import changes, last_meeting, money, overview, remarks, standing
from vawcoord.folder.shipped import Shelf
from vawcoord.prose import Heading, Notice, Paragraph, Table, block_runs, plain, walk
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Action, Meeting, MinutesFront, Paper, Schedule, Series
from vawcoord.records.member import Member
from vawcoord.records.plan import (
    Activity,
    Adoption,
    Goal,
    JournalEntry,
    Milestone,
    Plan,
    Resources,
    plan_digest,
)
from vawcoord.records.profile import Profile
from vawcoord.where import Where

ON = date(2026, 6, 1)
WORDS = Shelf(None).words("en")
PROFILE = Profile(id="lake", uid="k3f9", name="Lake Committee", area="Lake")
GOALS = (Goal(id="act", title="We can act", aims=("All are there.",)), Goal(id="reach", title="Help can be reached"))
PLAN = Plan(
    title="The plan",
    start=date(2026, 1, 1),
    until=date(2027, 12, 31),
    goals=GOALS,
    activities=(
        Activity(id="1.1", title="Sign", goal="act", lead="court", start=date(2026, 1, 1), due=date(2026, 3, 31)),
        Activity(
            id="1.2",
            title="Train",
            goal="act",
            lead="police",
            partners=("court",),
            start=date(2026, 2, 1),
            due=date(2026, 5, 20),
            milestones=(Milestone(title="Half", due=date(2026, 4, 1)),),
            resources=Resources(needed=960000, secured=400000, currency="KES", source="Budget"),
        ),
        Activity(id="2.1", title="A boat", goal="reach", lead="police", due=date(2027, 6, 30), depends=("1.2",)),
        Activity(id="3.1", title="Elsewhere", start=date(2027, 1, 1)),
    ),
    adopted=Adoption(date=date(2026, 1, 15), decision="2026-01-15-ordinary/d1"),
).named("2026")
MEMBERS = (
    Member(name="County Court", sector="courts", joined=date(2025, 1, 1)).named("court"),
    Member(name="County Police", sector="police", joined=date(2025, 1, 1)).named("police"),
)


def said(day: date, item: str, **values: Any) -> JournalEntry:
    """Return a line of the journal."""
    return JournalEntry(date=day, item=item, **values)


def committee(*journal: JournalEntry, plan: Plan = PLAN, **more: Any) -> Committee:
    """Return a committee with the plan and a journal."""
    return Committee(PROFILE, members=MEMBERS, plans=(plan,), journal=journal, **more)


DONE = said(date(2026, 3, 1), "2026/1.1", status="done")


def test_late_first_below_each_goal() -> None:
    """Goals in the order of the plan, what has none last; within them the late ones first."""
    result = overview(committee(), ON)

    assert [(group.title, [one.activity.id for one in group.states]) for group in result.groups] == [
        ("We can act", ["1.1", "1.2"]),
        ("Help can be reached", ["2.1"]),
        ("No goal", ["3.1"]),
    ]
    assert [one.activity.id for one in overview(committee(DONE), ON).groups[0].states] == ["1.2", "1.1"]
    assert result.count() == {"done": 0, "grey": 1, "red": 2, "amber": 1, "green": 0}


def test_by_agency_and_by_status() -> None:
    """Agencies by name, nobody last; statuses as they are listed; and only what was asked for."""
    assert [one.title for one in overview(committee(DONE), ON, by="agency").groups] == [
        "County Court",
        "County Police",
        "No agency",
    ]
    assert [one.title for one in overview(committee(DONE), ON, by="status").groups] == ["open", "done"]
    assert [one.activity.id for one in overview(committee(DONE), ON, agency="police").shown] == ["1.2", "2.1"]
    assert [one.activity.id for one in overview(committee(DONE), ON, status="done").shown] == ["1.1"]


def test_an_agency_answers_for_what_the_journal_gave_it() -> None:
    """After it changed hands an activity stands with the new agency."""
    held = committee(said(ON, "2026/1.2", lead="court", reason="x"))

    assert [one.activity.id for one in overview(held, ON, agency="court").shown] == ["1.1", "1.2"]


def test_remarks() -> None:
    """Late, what it holds up, steps missed, money, silence, another day than planned."""
    held = {one.activity.id: remarks(one, ON) for one in overview(committee(), ON).all}

    assert held["1.2"] == [
        "12 days late", "holds up 2.1", "missed on 2026-04-01: Half", "not funded: 560\u202f000 of 960\u202f000 KES", "never updated",
    ]  # fmt: skip
    assert held["2.1"] == ["waits for 1.2, late", "never updated"]
    assert held["3.1"] == []
    moved = committee(
        said(ON, "2026/2.1", due=date(2027, 7, 1), reason="x"), said(ON, "2026/1.2", rag="green", reason="It will come.")
    )
    again = {one.activity.id: remarks(one, ON) for one in overview(moved, ON).all}
    assert "planned for 2027-06-30" in again["2.1"]
    assert "colour set by hand: It will come." in again["1.2"]


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (1234567, "1\u202f234\u202f567"), (10.5, "10.50"), (1000.0, "1\u202f000")]
)
def test_money(value: float, shown: str) -> None:
    """Thousands are set apart by a space at which no line breaks."""
    assert money(value) == shown


def moved(*journal: JournalEntry, since: date = ON - timedelta(days=10), **more: Any) -> list[tuple[Any, ...]]:
    """Return what moved."""
    found = changes(committee(*journal, **more), since, ON)
    return [(one.kind, one.item, one.before, one.after, one.days, one.reason) for one in found.entries]


def test_what_moved() -> None:
    """Finished first, then slipped by how long, in other hands, blocked, late, dropped."""
    day = ON - timedelta(days=5)

    assert moved(
        DONE,
        said(day, "2026/1.2", status="done", note="All trained."),
        said(day, "2026/2.1", due=date(2027, 7, 30), lead="court", status="blocked", reason="No boat."),
        said(day, "2026/3.1", status="not-possible", reason="No school."),
    ) == [
        ("finished", "2026/1.2", "", "", 0, "All trained."),
        ("slipped", "2026/2.1", "2027-06-30", "2027-07-30", 30, "No boat."),
        ("re-owned", "2026/2.1", "police", "court", 0, "No boat."),
        ("blocked", "2026/2.1", "", "", 0, "No boat."),
        ("dropped", "2026/3.1", "open", "not-possible", 0, "No school."),
    ]


def test_the_day_itself_counts_and_the_day_before_does_not() -> None:
    """Since a day means from that day on."""
    line = said(ON, "2026/1.2", status="done")

    assert moved(DONE, line, since=ON)[0][:2] == ("finished", "2026/1.2")
    assert moved(DONE, said(ON - timedelta(days=1), "2026/1.2", status="done"), since=ON) == []


def test_late_since_then_and_brought_forward_and_taken_up_again() -> None:
    """What went past its day in between; an earlier day; what was closed and is open again."""
    assert [one[:5] for one in moved(DONE, since=date(2026, 5, 21))] == [("late", "2026/1.2", "2026-05-20", "", 12)]
    assert moved(DONE, since=date(2026, 5, 22)) == []
    assert ("brought-forward", "2026/2.1", "2027-06-30", "2027-06-20", 10, "Wind.") in moved(
        said(ON, "2026/2.1", due=date(2027, 6, 20), reason="Wind.")
    )
    assert ("taken-up-again", "2026/1.1", "done", "in-progress", 0, "Again.") in moved(
        DONE, said(ON, "2026/1.1", status="in-progress", note="Again.")
    )


def test_slipping_twice_is_told_as_one() -> None:
    """From the day it had to the day it has."""
    first = said(ON - timedelta(days=4), "2026/2.1", due=date(2027, 7, 30), reason="One.")
    second = said(ON, "2026/2.1", due=date(2027, 8, 29), reason="Two.")

    assert ("slipped", "2026/2.1", "2027-06-30", "2027-08-29", 60, "Two.") in moved(first, second)


def test_what_came_since_then() -> None:
    """A later activity, and the actions of a meeting that was held."""
    plan = PLAN.but(activities=(*PLAN.activities, Activity(id="2.2", title="More", added=ON, due=date(2027, 1, 1))))
    front = MinutesFront(meeting="2026-05-12-ordinary", held=date(2026, 5, 28))
    meeting = Meeting(
        "2026-05-12-ordinary",
        Where("meetings/2026-05-12-ordinary"),
        minutes=Paper(front, Where("x"), (), 1, ""),
        actions=(Action(id="a1", text="Ask", agency="court", due=date(2026, 7, 1)),),
    )
    found = changes(committee(DONE, plan=plan, meetings=(meeting,)), date(2026, 5, 27), ON)

    assert [(one.kind, one.item) for one in found.entries] == [("added", "2026-05-12-ordinary/a1"), ("added", "2026/2.2")]
    assert last_meeting(committee(meetings=(meeting,)), ON) == ("2026-05-12-ordinary", date(2026, 5, 28))
    assert last_meeting(committee(meetings=(meeting,)), date(2026, 5, 28)) is None


def test_the_last_meeting_of_a_schedule() -> None:
    """Where no minutes are there yet, the schedule says when the last meeting was."""
    series = Series(id="ordinary", title="Meeting", from_=date(2026, 1, 1))

    assert last_meeting(committee(schedule=Schedule(series=(series,))), ON) == ("2026-05-05-ordinary", date(2026, 5, 5))
    assert last_meeting(committee(), ON) is None


def test_who_finished_most_comes_first() -> None:
    """Agencies by how much they finished."""
    found = changes(
        committee(DONE, said(ON, "2026/1.2", status="done"), said(ON, "2026/2.1", status="done")), date(2026, 1, 2), ON
    )

    assert [(agency, len(held)) for agency, held in found.finished()] == [("police", 2), ("court", 1)]


def tables(blocks: Iterable[Any]) -> list[Table]:
    """Return the tables."""
    return [block for block in walk(blocks) if isinstance(block, Table)]


def words_of(blocks: Iterable[Any]) -> str:
    """Return all text."""
    return "\n".join(plain(runs) for block in walk(blocks) for runs in block_runs(block))


def test_the_document() -> None:
    """Head, goals, a table a goal, the time plan, the rule, the place to sign; it lies on its side."""
    made = sheet(committee(DONE), PLAN, WORDS, ON)
    titles = [plain(block.runs) for block in made.blocks if isinstance(block, Heading)]

    assert titles == [
        "Goals", "We can act", "Help can be reached", "Without a goal", "Time plan", "Red, amber, green", "Adoption",
    ]  # fmt: skip
    assert (made.landscape, made.title, made.dated) == (True, "The plan", date(2026, 3, 1))
    assert made.properties == (("vawcoord", f"k3f9/plan/2026/{plan_digest(PLAN)}"),)
    text = words_of(made.blocks)
    for piece in (
        "County Police", "With County Court.", "Steps: Half (1 April 2026).", "960\u202f000 KES, of which 400\u202f000 is there. Budget",
        "red: open, days late: 12, holds up 2.1, no entry yet", "15 January 2026, by decision 2026-01-15-ordinary/d1",
        "As it stands on 1 June 2026. 1 done, 0 green, 1 amber, 1 red, 1 grey.", "The first that fits counts.",
    ):  # fmt: skip
        assert piece in text, piece


def test_a_shade_is_never_alone() -> None:
    """Every shaded cell says in words or signs what the colour says."""
    made = sheet(committee(DONE), PLAN, WORDS, ON)
    shaded = [cell for table in tables(made.blocks) for cells in table.rows for cell in cells if cell.shade]

    assert {cell.shade for cell in shaded} <= set(SHADES.values())
    assert all(plain(cell.runs).strip() for cell in shaded)


def test_draft_and_changed_and_replaced_say_so() -> None:
    """The mark stands at the head until the text is the one that was adopted."""

    def notices(plan: Plan, *others: Plan) -> list[str]:
        held = Committee(PROFILE, plans=(plan, *others))
        return [block.tone for block in sheet(held, plan, WORDS, ON).blocks if isinstance(block, Notice)]

    digest = plan_digest(PLAN)
    good = PLAN.but(adopted=Adoption(date=ON, decision="x/d1", digest=digest))
    assert notices(good) == []
    assert notices(PLAN.but(adopted=None)) == ["draft"]
    assert notices(good.but(title="Another")) == ["draft"]
    later = Activity(id="9.9", title="Later", added=ON)
    assert notices(good.but(activities=(*good.activities, later)).beside(good)) == []
    assert notices(good, Plan(title="New", supersedes="2026", adopted=good.adopted).named("n")) == ["caution"]


def test_the_time_plan() -> None:
    """A column a quarter; planned time, time that is late, steps and today stand in words."""
    made = sheet(committee(DONE), PLAN, WORDS, ON)
    table = tables(made.blocks)[-1]
    rows = {plain(cells[0].runs): [plain(cell.runs) for cell in cells[2:]] for cells in table.rows}

    assert [plain(cell.runs) for cell in table.head[2:]] == ["2026 Q1", "Q2 │", "Q3", "Q4", "2027 Q1", "Q2", "Q3", "Q4"]
    assert rows["1.2"] == [RUNNING, LATE + STEP, *[""] * 6]
    assert rows["2.1"] == [RUNNING] * 6 + ["", ""]
    assert rows["3.1"] == [""] * 8


@pytest.mark.parametrize(
    ("years", "columns", "first"), [(1, 12, "2026 1"), (3, 12, "2026 Q1"), (6, 12, "2026 H1"), (12, 12, "2026")]
)
def test_columns_fit_the_page(years: int, columns: int, first: str) -> None:
    """Months, quarters, halves or years, never more columns than a page holds."""
    plan = PLAN.but(until=date(2025 + years, 12, 31), activities=PLAN.activities[:2])
    table = tables(sheet(committee(plan=plan), plan, WORDS, ON).blocks)[-1]

    assert len(table.head) == columns + 2
    assert plain(table.head[2].runs).removesuffix(" │") == first


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_word_is_there_in_every_language(language: str) -> None:
    """No key stands where a word should, and the sheet takes the direction of the language."""
    words = Shelf(None).words(language)
    made = sheet(committee(DONE, said(ON, "2026/1.2", rag="green", reason="R")), PLAN, words, ON)

    assert made.direction == words.direction
    assert words.groups["plan"].keys() == WORDS.groups["plan"].keys()
    for group in ("colours", "statuses", "horizons"):
        assert words.groups[group].keys() == WORDS.groups[group].keys()
    assert "_" not in words_of(made.blocks)
    assert "{" not in words_of(made.blocks)


def test_an_empty_plan_is_a_document_too() -> None:
    """Without goals, activities or days it says what there is."""
    made = sheet(Committee(PROFILE, plans=(Plan(title="P").named("p"),)), Plan(title="P").named("p"), WORDS, ON)

    assert made.title == "P"
    assert any(isinstance(block, Paragraph) for block in made.blocks)


def test_the_time_plan_in_sentences() -> None:
    """One sentence an activity: when, how far, how late, after what, with its steps."""
    held = standing(committee(DONE, said(ON, "2026/1.2", percent=40)), ON)

    assert list(sequence(held)) == [
        "1.1 Sign: from 2026-01-01 to 2026-03-31, done.",
        "1.2 Train: from 2026-02-01 to 2026-05-20, open 40 %, 12 days late, step on 2026-04-01: Half.",
        "2.1 A boat: from 2026-01-01 to 2027-06-30, open, after 1.2.",
        "3.1 Elsewhere: no day, open.",
    ]
    assert (bars(held, ON).first, bars(held, ON).last) == (date(2026, 1, 1), date(2027, 12, 31))
