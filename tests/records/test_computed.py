"""Figures that follow from the committee's own papers: each is worked out by hand here, from a small folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vawcoord.folder.loading import load
from vawcoord.folder.writing import toml_text
from vawcoord.language import _
from vawcoord.records.computed import COMPUTED, computed
from vawcoord.records.coverage import is_item
from vawcoord.records.indicator import period

TODAY = date(2026, 11, 22)
MEMBER = """\
name = "{name}"
sector = "{sector}"
type = "{type}"
joined = 2025-01-01

[[representatives]]
id = "lead"
seat = "Seat"
from = 2025-01-01
"""
MINUTES = """\
+++
meeting = "{id}"
held = {id:.10}
approved = "2026-09-08-ordinary"
approved_on = {approved}
attendance = [
{roster}
]
+++

## Opening {{#opening}}

The meeting began.
"""
NEVER = "2026-12-31"


def roster(**held: str) -> str:
    """Return the lines of a roster."""
    return "\n".join(f'  {{ agency = "{agency}", is = "{is_}" }},' for agency, is_ in held.items())


def entry(day: str, **values: object) -> str:
    """Return the text of a register entry."""
    return toml_text({"date": date.fromisoformat(day), **values})


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with three agencies, two meetings held, one cancelled, a plan, texts, registers, services."""
    actions = "".join(
        f'[[actions]]\nid = "a{number}"\ntext = "Do."\nagency = "police"\ndue = {due}\n\n'
        for number, due in enumerate(("2026-05-01", "2026-05-31", "2026-12-31"), 1)
    )
    made = folder(
        {
            "members/police.toml": MEMBER.format(name="Police", sector="police", type="state"),
            "members/court.toml": MEMBER.format(name="Court", sector="courts", type="state"),
            "members/rise.toml": MEMBER.format(name="Rise", sector="survivors", type="survivor-led"),
            "meetings/schedule.toml": '[[series]]\nid = "ordinary"\ntitle = "Meeting"\nevery = "quarter"\nweekday = "tuesday"\n'
            'nth = 2\nfrom = 2026-03-10\n[[cancelled]]\nmeeting = "2026-09-08-ordinary"\nreason = "Floods."\n',
            "meetings/2026-03-10-ordinary/minutes.md": MINUTES.format(
                id="2026-03-10-ordinary",
                approved="2026-06-09",
                roster=roster(police="present", court="alternate", rise="present"),
            ),
            "meetings/2026-03-10-ordinary/actions.toml": actions,
            "meetings/2026-06-09-ordinary/minutes.md": MINUTES.format(
                id="2026-06-09-ordinary", approved=NEVER, roster=roster(police="present", court="apologies", rise="absent")
            ),
            "plan/2026.toml": 'title = "Plan"\nstart = 2026-01-01\n'
            + "".join(
                f'[[activities]]\nid = "1.{number}"\ntitle = "A"\ndue = {due}\nresources = {{ needed = 100, secured = {there} }}\n'
                for number, (due, there) in enumerate((("2026-03-31", 100), ("2026-04-30", 0), ("2027-01-31", 500)), 1)
            ),
            "progress/2026-04.log.toml": "entries = [\n"
            '  { date = 2026-03-30, item = "2026/1.1", status = "done" },\n'
            '  { date = 2026-04-30, item = "2026-03-10-ordinary/a1", status = "done" },\n'
            '  { date = 2026-05-02, item = "2026/1.2", status = "done" },\n'
            '  { date = 2026-06-01, item = "2026-03-10-ordinary/a2", status = "done" },\n'
            "]\n",
            "mou/draft.md": '+++\ntitle = "R"\nlanguage = "en"\nparties = ["police"]\n+++\n\n## Purpose {#purpose}\n\nX.\n',
            "services/desk.toml": 'name = "Desk"\nverified_on = 2026-01-01\n',
            "services/old.toml": 'name = "Old"\nverified_on = 2025-01-01\n',
            "registers/undertakings/2026-01-10-a.toml": entry(
                "2026-01-10", who="police/lead", kind="confidentiality", document="mou/draft", until=date(2027, 1, 1)
            ),
            "registers/undertakings/2026-01-10-b.toml": entry(
                "2026-01-10", who="court/lead", kind="confidentiality", document="mou/draft", until=date(2026, 2, 1)
            ),
            "registers/training/2026-02-01-joint.toml": entry(
                "2026-02-01",
                title="T",
                topic="law",
                audience="staff",
                sectors=["police", "health", "courts"],
                persons=12,
                survivor_led=False,
                recurrence="once",
            ),
            "registers/training/2026-02-02-own.toml": entry(
                "2026-02-02",
                title="T",
                topic="law",
                audience="committee-members",
                sectors=["police"],
                persons=5,
                survivor_led=False,
                recurrence="once",
            ),
            "registers/awareness/2026-02-03-radio.toml": entry(
                "2026-02-03",
                message="M",
                channel="radio",
                audience="women",
                languages=["en"],
                tells_where_to_go=True,
                compared=True,
            ),
            "registers/consultations/2026-02-04-talks.toml": entry(
                "2026-02-04",
                purpose="plan",
                method="group-talk",
                risk_weighed=True,
                safety="S",
                changed="C",
                **{"with": "survivor-led-organisations"},
            ),
            "registers/consultations/2026-02-05-staff.toml": entry(
                "2026-02-05", purpose="plan", method="meeting", risk_weighed=True, safety="S", changed="C", **{"with": "staff"}
            ),
            "registers/groups/2026-02-06-a.toml": entry(
                "2026-02-06",
                group="Islanders",
                method="data",
                planning=True,
                policymaking=True,
                implementation=True,
                evaluation=True,
                own_figures="safe",
                review=date(2027, 1, 1),
            ),
            "registers/groups/2026-02-07-a.toml": entry(
                "2026-02-07",
                group="Islanders",
                method="data",
                seat="rise",
                planning=True,
                policymaking=True,
                implementation=True,
                evaluation=True,
                own_figures="safe",
                review=date(2027, 1, 1),
            ),
            "registers/reports-sent/2026-07-01-h1.toml": entry(
                "2026-07-01", to="oversight-body", document="mou/draft", due=date(2026, 7, 31), sent=date(2026, 7, 31)
            ),
            "registers/reports-sent/2026-07-01-late.toml": entry(
                "2026-07-01", to="funder", document="mou/draft", due=date(2026, 7, 31), sent=date(2026, 8, 1)
            ),
            "registers/complaints/2026-03-01-a.toml": entry(
                "2026-03-01",
                kind="delay",
                received_by="chair",
                area="referral",
                stage="answered",
                due=date(2026, 4, 1),
                answered=date(2026, 3, 20),
            ),
            "registers/recommendations/2026-01-15-a.toml": entry(
                "2026-01-15", what="W", source="audit", scope="committee", target=date(2026, 6, 1), outcome="done"
            ),
            "registers/recommendations/2026-01-15-b.toml": entry(
                "2026-01-15", what="W", source="audit", scope="committee", target=date(2026, 6, 1), outcome="open"
            ),
            "indicators/calls.toml": 'title = "Calls"\ndefinition = "All."\nagencies = ["police", "court"]\nno_baseline = "New."\n',
            "indicators/data/2026-q3-police.csv": "indicator,breakdown,value\ncalls,all,3\n",
        }
    )
    committee = made / "committee.toml"
    committee.write_text(committee.read_text(encoding="utf-8") + '[meetings]\nquorum = { share = "2/3" }\n', encoding="utf-8")
    return made


BY_HAND: dict[str, tuple[int, int | None]] = {
    "meetings-held": (2, 2),
    "meetings-quorate": (1, 2),
    "attendance": (4, 6),
    "same-person": (3, 4),
    "survivors-there": (1, 2),
    "minutes-approved": (1, 2),
    "actions-on-time": (1, 2),
    "actions-carried": (0, None),
    "activities-on-time": (1, 2),
    "agreements-in-force": (0, 1),
    "agreements-reviewed": (0, 0),
    "undertakings-valid": (1, 3),
    "services-verified": (1, 2),
    "staff-trained": (12, None),
    "joint-trainings": (1, None),
    "awareness-activities": (1, None),
    "survivors-consulted": (1, None),
    "groups-represented": (1, 1),
    "plan-funded": (200, 300),
    "reports-on-time": (1, 2),
    "complaints-on-time": (1, 1),
    "recommendations-done": (1, 2),
    "returns-received": (1, 2),
}


def test_the_folder_is_sound(root: Path) -> None:
    """What is counted below was read."""
    assert [f"{one.where} {one.message}" for one in load(root)[1]] == []


@pytest.mark.parametrize("name", BY_HAND)
def test_a_figure_worked_out_by_hand(root: Path, name: str) -> None:
    """How many of how many in 2026, up to the day."""
    when, one = period("2026"), computed(name)
    assert when is not None
    assert one is not None
    share = one.over(load(root)[0], when, TODAY)
    assert (share.above, share.below) == BY_HAND[name]


def test_every_figure_is_worked_out_here() -> None:
    """A new figure comes with its numbers; each has a title, and items that exist."""
    assert [one.id for one in COMPUTED] == list(BY_HAND)
    for one in COMPUTED:
        assert _(one.title)
        assert one.items
        assert all(is_item(item) for item in one.items)


def test_an_empty_folder_has_figures_too(folder: Callable[..., Path]) -> None:
    """Where there is nothing, a count is nought and a share has no value."""
    committee, when = load(folder())[0], period("2026")
    assert when is not None
    for one in COMPUTED:
        assert one.over(committee, when, TODAY).value in (0, None)


def test_figures_of_an_earlier_day_do_not_know_later_ones(root: Path) -> None:
    """A period ends with the day that is asked about."""
    committee, when = load(root)[0], period("2026")
    held = computed("meetings-held")
    assert when is not None
    assert held is not None
    assert (held.over(committee, when, date(2026, 4, 1)).above, held.over(committee, when, date(2026, 4, 1)).below) == (1, 1)
