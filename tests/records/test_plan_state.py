"""Where activities stand: the rule of red, amber and green as a table, what waits for what, and what one plan leaves another."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.plan import (
    STATUSES,
    Activity,
    Adoption,
    Edit,
    JournalEntry,
    Milestone,
    Plan,
    Resources,
    State,
    circles,
    colour,
    latest,
    plan_digest,
    silent_edits,
    states,
)
from vawcoord.where import Where

ON = date(2026, 6, 1)


def days(count: int) -> date:
    """Return a day, counted from the one that is looked at."""
    return ON + timedelta(days=count)


@pytest.mark.parametrize(
    ("expected", "status", "facts"),
    [
        ("green", "open", {}),
        ("done", "done", {"due": days(-1)}),
        ("done", "done", {"start": days(9), "missed": True, "waiting": True}),
        ("grey", "not-possible", {"due": days(-1)}),
        ("grey", "not-undertaken", {"missed": True}),
        ("grey", "superseded", {}),
        ("grey", "open", {"start": days(1)}),
        ("grey", "blocked", {"start": days(1)}),  # the first rule that fits counts
        ("green", "open", {"start": days(0)}),
        ("red", "open", {"due": days(-1)}),
        ("red", "in-progress", {"due": days(-1), "updated": days(0)}),
        ("red", "blocked", {"due": days(90), "updated": days(0)}),
        ("amber", "open", {"due": days(0)}),  # due today is not past its day
        ("green", "open", {"due": days(0), "updated": days(-29)}),
        ("amber", "open", {"due": days(0), "updated": days(-30)}),
        ("amber", "open", {"due": days(30), "updated": days(-30)}),
        ("green", "open", {"due": days(31), "updated": days(-300)}),
        ("green", "in-progress", {"due": days(30), "updated": days(-29)}),
        ("amber", "in-progress", {"due": days(90), "updated": days(0), "missed": True}),
        ("amber", "in-progress", {"due": days(90), "updated": days(0), "waiting": True}),
        ("red", "in-progress", {"due": days(-1), "missed": True}),
    ],
)
def test_the_rule(expected: str, status: str, facts: dict[str, Any]) -> None:
    """Done; grey before the start or set aside; red past due or blocked; amber as the rule says; else green."""
    assert colour(status, ON, **facts) == expected


def plan(*activities: Activity, name: str = "p", **more: Any) -> Plan:
    """Return a plan."""
    return Plan(title="P", activities=activities, **more).named(name)


def act(number: str, **values: Any) -> Activity:
    """Return an activity."""
    return Activity(id=number, title=number, **values)


def said(item: str, count: int, **values: Any) -> JournalEntry:
    """Return a line of the journal, some days before or after the day that is looked at."""
    return JournalEntry(date=days(count), item=item, **values)


def stand(plans: list[Plan], journal: list[JournalEntry] | None = None, on: date = ON) -> dict[str, State]:
    """Return where everything stands, by full id."""
    return {one.item: one for one in states(plans, latest(journal or [], on), on)}


def test_what_the_journal_changes() -> None:
    """Status, percentage, day and agency come from the journal; the plan keeps its own day."""
    held = stand(
        [plan(act("1", lead="police", due=days(-9)))],
        [
            said("p/1", -5, due=days(9), reason="Rain."),
            said("p/1", -3, lead="court", status="in-progress", percent=40, by="court"),
        ],
    )["p/1"]

    assert (held.status, held.percent, held.lead, held.due, held.planned) == ("in-progress", 40, "court", days(9), days(-9))
    assert (held.updated, held.by, held.late_days, held.rag) == (days(-3), "court", 0, "green")


def test_as_of_an_earlier_day() -> None:
    """Looked at from a day before, the later line has not been written, and an activity added later is not there."""
    plans = [plan(act("1", due=days(-2)), act("2", added=days(-1)))]
    journal = [said("p/1", -1, status="done")]

    assert stand(plans, journal)["p/1"].rag == "done"
    assert stand(plans, journal, days(-2))["p/1"].status == "open"
    assert "p/2" not in stand(plans, journal, days(-2))


def test_what_is_done_is_done_by_a_hundred() -> None:
    """A percentage written before does not outlive the end; without any word there is none."""
    journal = [said("p/1", -5, percent=60), said("p/1", -1, status="done")]

    assert stand([plan(act("1"), act("2"))], journal)["p/1"].percent == 100
    assert stand([plan(act("1"), act("2"))], journal)["p/2"].percent is None


def test_a_colour_by_hand_needs_a_reason_and_ends_with_the_next_entry() -> None:
    """The colour counts while it is the last word, and never without its reason."""
    plans = [plan(act("1", due=days(-9)))]
    by_hand = said("p/1", -5, rag="green", reason="The money is there.")

    assert (stand(plans, [by_hand])["p/1"].rag, stand(plans, [by_hand])["p/1"].by_hand) == ("green", True)
    assert stand(plans, [by_hand, said("p/1", -4, note="Still.")])["p/1"].rag == "red"
    assert stand(plans, [said("p/1", -6, reason="Another."), said("p/1", -5, rag="green")])["p/1"].rag == "red"


def test_a_late_activity_holds_up_what_waits_for_it() -> None:
    """What waits, directly or through others, is named, the nearest first; what waits directly is amber."""
    plans = [
        plan(
            act("1", due=days(-1)),
            act("2", depends=("1",), due=days(99)),
            act("3", depends=("p/2",), due=days(99)),
            act("4", depends=("1",), due=days(99)),
        )
    ]
    held = stand(plans, [said("p/4", -1, status="done"), said("p/2", -1, note="x"), said("p/3", -1, note="x")])

    assert held["p/1"].holds_up == ("p/2", "p/3")
    assert (held["p/2"].waits_for, held["p/2"].rag) == (("p/1",), "amber")
    assert (held["p/3"].waits_for, held["p/3"].rag) == ((), "green")
    assert held["p/4"].waits_for == ()
    assert stand(plans, [said("p/1", -1, status="done")])["p/2"].rag == "green"


def test_a_milestone_is_missed_from_the_day_after() -> None:
    """Its own day is not past; reached on a later day it was missed until then."""
    step = Milestone(title="Half", due=days(-1), done=days(0))
    plans = [plan(act("1", due=days(99), milestones=(step,)))]

    assert stand(plans)["p/1"].missed == ()
    assert stand(plans, on=days(-1))["p/1"].missed == ()
    assert stand([plan(act("1", due=days(99), milestones=(step.but(done=None),)))])["p/1"].rag == "amber"
    late = [plan(act("1", due=days(99), milestones=(step.but(due=days(-3)),)))]
    assert [len(stand(late, on=days(count))["p/1"].missed) for count in (-3, -2, -1, 0)] == [0, 1, 1, 0]


def test_money_that_is_missing() -> None:
    """What is needed and not there; nothing for what is closed, or where nothing is needed."""
    plans = [plan(act("1", resources=Resources(needed=10.5, secured=4)), act("2", resources=Resources(needed=0)), act("3"))]

    assert [one.unfunded for one in stand(plans).values()] == [6.5, 0, 0]
    assert stand(plans, [said("p/1", 0, status="done")])["p/1"].unfunded == 0


def test_never_updated() -> None:
    """Begun, open, and no word in the journal."""
    plans = [plan(act("1"), act("2", start=days(1)), act("3"))]
    held = stand(plans, [said("p/3", -1, note="x")])

    assert [one.never_updated(ON) for one in held.values()] == [True, False, False]


ADOPTED = Adoption(date=days(-10), decision="m/d1")


def test_a_new_plan_supersedes_the_open_activities_once_it_is_adopted() -> None:
    """Done stays done, open becomes superseded; a draft replaces nothing yet."""
    old = plan(act("1"), act("2"))
    journal = [said("p/1", -20, status="done")]

    for adopted, status in ((ADOPTED, "superseded"), (None, "open"), (Adoption(date=days(1), decision="m/d1"), "open")):
        new = plan(act("1"), name="n", supersedes="p", adopted=adopted)
        assert stand([old, new], journal)["p/2"].status == status
        assert stand([old, new], journal)["p/1"].status == "done"
        assert stand([old, new], journal)["n/1"].status == "open"


def test_an_activity_goes_on_with_its_history() -> None:
    """It stands where the earlier one stood, with its own day; what was closed there begins again."""
    old = plan(act("1", due=days(-30)))
    new = plan(act("7", continues="p/1", due=days(60)), name="n", supersedes="p", adopted=ADOPTED)
    going = said("p/1", -20, status="in-progress", percent=50, note="Half.")
    held = stand([old, new], [going])

    assert (held["n/7"].status, held["n/7"].percent, held["n/7"].due, held["n/7"].updated) == (
        "in-progress",
        50,
        days(60),
        days(-20),
    )
    assert held["p/1"].status == "superseded"
    closed = stand([old, new], [going, said("p/1", -9, status="superseded", reason="New plan.")])["n/7"]
    assert (closed.status, closed.percent) == ("in-progress", 50)
    assert stand([old, new], [going, said("n/7", -1, status="done")])["n/7"].status == "done"


def test_two_activities_that_continue_each_other_do_not_hang() -> None:
    """A slip in `continues` gives a state all the same."""
    assert stand([plan(act("1", continues="p/2"), act("2", continues="p/1"))])["p/1"].status == "open"


@pytest.mark.parametrize(
    ("depends", "expected"),
    [
        ({}, ()),
        ({"1": ("2",), "2": ("3",)}, ()),
        ({"1": ("1",)}, (("p/1",),)),
        ({"1": ("2",), "2": ("1",)}, (("p/1", "p/2"),)),
        ({"1": ("p/2",), "2": ("p/3",), "3": ("p/1",)}, (("p/1", "p/2", "p/3"),)),
        ({"1": ("2",), "2": ("3",), "3": ("2",)}, (("p/2", "p/3"),)),
        ({"1": ("3", "2"), "2": ("1",), "3": ("4",), "4": ("3",)}, (("p/1", "p/2"), ("p/3", "p/4"))),
        ({"1": ("9",)}, ()),
    ],
)
def test_circles(depends: dict[str, tuple[str, ...]], expected: tuple[tuple[str, ...], ...]) -> None:
    """Each circle is told once, the shortest way round, from its first activity."""
    assert circles([plan(*(act(str(one), depends=depends.get(str(one), ())) for one in range(1, 5)))]) == expected


def test_silent_edits() -> None:
    """Another day or agency, what is gone, what came without saying so; nothing that the journal holds."""
    kept = plan(act("1", due=days(9), lead="a"), act("2", lead="a"), act("3"), act("4", due=days(9)))
    now = plan(act("1", due=days(19), lead="a"), act("2", lead="b"), act("4", due=days(29)), act("5"), act("6", added=ON)).beside(
        kept
    )
    journal = [said("p/4", -1, due=days(29), reason="x")]

    assert silent_edits(now, journal) == (
        Edit("due", "1", days(9), days(19), 0),
        Edit("lead", "2", "a", "b", 1),
        Edit("added", "5", None, None, 3),
        Edit("dropped", "3"),
    )
    assert silent_edits(kept, journal) == ()
    assert [one.activity for one in silent_edits(now, [*journal, said("p/3", -1, status="not-possible")])] == ["1", "2", "5"]


def test_the_digest_is_of_the_text() -> None:
    """White space, what adoption writes and what is kept up to date do not change it; any word does."""
    first = plan(act("1", reason="a b", resources=Resources(needed=5), milestones=(Milestone(title="H", due=ON),)), start=ON)
    same = plan(
        act("1", reason=" a\n b ", priority="medium", added=ON, resources=Resources(needed=5.0, secured=3, source="x"),
            milestones=(Milestone(title="H", due=ON, done=ON),)),
        start=ON,
        adopted=ADOPTED,
        revised=(ADOPTED,),
    )  # fmt: skip

    assert plan_digest(first) == plan_digest(same)
    assert plan_digest(first).startswith("v1:")
    for other in (plan(act("1")), plan(act("1", reason="a c")), plan(act("2"), act("1")), first.but(start=days(1))):
        assert plan_digest(other) != plan_digest(first)


ENTRY = st.builds(
    lambda count, place, item, status, percent, due: JournalEntry(
        date=days(count),
        item=item,
        where=Where(f"progress/2026-0{1 + place % 3}.log.toml", 0, ("entries", place)),
        **{key: value for key, value in (("status", status), ("percent", percent), ("due", due)) if value is not None},
    ),
    st.integers(-5, 5),
    st.integers(0, 20),
    st.sampled_from(["p/1", "p/2"]),
    st.none() | st.sampled_from(STATUSES),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(-50, 50).map(days),
)


@given(st.lists(ENTRY, max_size=12, unique_by=lambda one: one.where), st.randoms())
def test_law_the_order_of_files_is_no_matter(entries: list[JournalEntry], chance: Any) -> None:
    """Law: what is folded depends on dates and places only, not on the order in which files were read."""
    mixed = list(entries)
    chance.shuffle(mixed)
    plans = [plan(act("1", due=days(3)), act("2", depends=("1",)))]

    assert stand(plans, mixed) == stand(plans, entries)


@given(st.lists(ENTRY, max_size=12), st.integers(-5, 5))
def test_law_every_state_is_whole(entries: list[JournalEntry], count: int) -> None:
    """Law: whatever the journal says, late means open and past its day, and red follows unless something stands before it."""
    for one in stand([plan(act("1", due=days(0)), act("2", due=days(2), depends=("1",)))], entries, days(count)).values():
        assert one.status in STATUSES
        assert bool(one.late_days) == (one.open and one.due is not None and one.due < days(count))
        assert not one.late_days or one.rag == "red"
