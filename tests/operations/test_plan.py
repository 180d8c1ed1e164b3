"""The plan is begun, grows, is adopted and revised: what each writes, what each refuses, and what is kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations.build import Step, build
from vawcoord.operations.plan import Begun, New, add, adopt, find_plan, goal, new, with_kept
from vawcoord.records.plan import Plan, plan_digest

TODAY = date(2026, 6, 1)
PLAN = """\
# The plan.
title = "Plan"  # ours
start = 2026-01-01

# What it is to reach.
[[goals]]
id = "structure"
title = "We can act"

[[goals]]
id = "reach"
title = "Help can be reached"

[[activities]]
id = "1.1"
title = "Sign"
goal = "structure"
lead = "police"
due = 2026-09-30
"""
POLICE = 'name = "Police"\nsector = "police"\njoined = 2025-01-01\n'

Folder = Callable[..., Path]


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with a plan, two agencies, a need and an indicator."""
    return folder(
        {
            "plan/2026.toml": PLAN,
            "members/police.toml": POLICE,
            "members/gone.toml": POLICE.replace("joined", "left = 2026-01-01\njoined"),
            "registers/needs/2026-01-01-boat.toml": 'date = 2026-01-01\nwhat = "A boat."\nsource = "data"\n',
            "indicators/posts.toml": 'title = "Posts"\ndefinition = "Counted."\n',
        }
    )


def held(root: Path, name: str = "2026") -> Plan:
    """Return a plan beside its text as adopted."""
    committee, found = load(root)
    assert found == ()
    return with_kept(root, find_plan(committee, name, TODAY))


def added(root: Path, request: New, today: date = TODAY) -> str:
    """Add an activity."""
    name, changes = add(root, load(root)[0], held(root), request, today)
    apply(root, changes)
    return name


def adopted(root: Path, decision: str = "2026-02-10-ordinary/d1", on: date = TODAY) -> None:
    """Adopt the plan, or revise it."""
    apply(root, adopt(root, load(root)[0], held(root), decision, on))


def refused(root: Path, request: New) -> str:
    """Return what is said to an activity that is refused; nothing is changed."""
    before = (root / "plan/2026.toml").read_bytes()
    with pytest.raises(VawcoordError) as said:
        added(root, request)
    assert (root / "plan/2026.toml").read_bytes() == before
    return f"{said.value.message} {said.value.mend}"


def test_an_activity_with_everything(root: Path) -> None:
    """Every option finds its key; the file's comments stay; the number is the next one of its goal."""
    request = New(
        'Train "all" posts', goal="structure", lead="police", post="Head", partners=("police",), start=date(2026, 3, 1),
        due=date(2026, 12, 1), need="2026-01-01-boat", priority="high", reason="First.", guidelines=("L2.1.5",), national_ref="5.1",
        depends=("1.1",), indicators=("posts",), needed=100.0, secured=50.5, currency="KES", source="Budget", tags=("safety",),
        milestones=((date(2026, 6, 1), "Half"),),
    )  # fmt: skip

    assert added(root, request) == "1.2"
    text = (root / "plan/2026.toml").read_text(encoding="utf-8")
    assert text.startswith(PLAN.rstrip())
    assert "resources = {needed = 100, secured = 50.5," in text
    made = held(root).activities[-1]
    assert (made.title, made.need, made.depends, made.added) == (
        'Train "all" posts',
        "needs/2026-01-01-boat",
        ("2026/1.1",),
        None,
    )
    assert made.milestones[0].title == "Half"
    assert made.resources is not None
    assert made.resources.secured == 50.5


def test_numbers_follow_their_goal_and_are_never_used_again(root: Path) -> None:
    """A goal without activities opens its own row; a number that the journal knows is taken."""
    assert added(root, New("A", goal="reach")) == "2.1"
    (root / "progress").mkdir()
    (root / "progress/2026-05.log.toml").write_text('entries = [\n  { date = 2026-05-01, item = "2026/2.2", note = "x" },\n]\n')

    committee = load(root)[0]
    name, _changes = add(root, committee, committee.plans[0], New("B", goal="reach"), TODAY)
    assert name == "2.3"
    assert "never used again" in refused_id(root, "2.2")


def refused_id(root: Path, name: str) -> str:
    """Return what is said to a number."""
    committee = load(root)[0]
    with pytest.raises(VawcoordError) as said:
        add(root, committee, committee.plans[0], New("B", id=name), TODAY)
    return said.value.message


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (New("  "), "no title"),
        (New("A", lead="polise"), 'Did you mean "police"'),
        (New("A", lead="gone"), "left on 2026-01-01"),
        (New("A", partners=("nobody",)), '"nobody"'),
        (New("A", goal="structur"), 'Did you mean "structure"'),
        (New("A", need="boat"), "no need needs/boat"),
        (New("A", indicators=("post",)), 'Did you mean "posts"'),
        (New("A", depends=("1.9",)), "no activity 2026/1.9"),
        (New("A", continues="2025/1.1"), "no activity 2025/1.1"),
        (New("A", guidelines=("L9.9.9",)), "L9.9.9 is no item"),
        (New("A", priority="hihg"), 'Did you mean "high"'),
        (New("A", due=date(2025, 12, 31)), "before the plan begins"),
        (New("A", start=date(2026, 5, 1), due=date(2026, 4, 1)), "2026-04-01 is before 2026-05-01"),
        (New("A", due=date(2026, 4, 1), milestones=((date(2026, 5, 1), "Half"),)), "outside the activity"),
        (New("A", id="Z!"), "no id of an activity"),
        (New("A", id="1.1"), "used already"),
    ],
)
def test_what_is_refused(root: Path, request_: New, says: str) -> None:
    """One clear sentence, and the file stays as it was."""
    assert says in refused(root, request_)


def test_a_plan_is_begun_with_goals(root: Path) -> None:
    """A new plan is a file that loads; a goal gets its id from its title."""
    committee = load(root)[0]
    path, changes = new(committee, Begun("2029-2031", start=date(2029, 1, 1), supersedes="2026"))
    apply(root, changes)
    plan = held(root, "2029-2031")
    name, changes = goal(root, plan, "Hilfe für alle", horizon="long", aims=("One.",))
    apply(root, changes)

    assert (path, name) == ("plan/2029-2031.toml", "hilfe-fur-alle")
    assert [(one.title, one.horizon, one.aims) for one in held(root, "2029-2031").goals] == [
        ("Hilfe für alle", "long", ("One.",))
    ]
    for request in (Begun("2026"), Begun("A b"), Begun("x", supersedes="2020"), Begun("y", start=TODAY, until=date(2026, 1, 1))):
        with pytest.raises(VawcoordError):
            new(load(root)[0], request)
    with pytest.raises(VawcoordError):
        goal(root, held(root), "Again", identity="reach")


def test_adoption_writes_the_head_and_keeps_the_text(root: Path) -> None:
    """The head says when, by which decision and of which text; the kept text holds the file and reads like a text."""
    digest = plan_digest(held(root))
    adopted(root)
    text = (root / "plan/2026.toml").read_text(encoding="utf-8")
    plan = held(root)

    assert text.replace(next(line for line in text.splitlines(keepends=True) if line.startswith("adopted")), "") == PLAN
    assert text.index("adopted =") < text.index("# What it is to reach.")
    assert plan.adopted is not None
    assert (plan.adopted.date, plan.adopted.decision, plan.adopted.digest) == (TODAY, "2026-02-10-ordinary/d1", digest)
    kept = (root / f"issued/plan/2026/{digest[3:15]}.md").read_text(encoding="utf-8")
    assert PLAN.strip() in kept
    assert "### 1.1 Sign\n\n- lead: police\n- due: 2026-09-30" in kept
    assert plan.kept is not None
    assert plan_digest(plan.kept) == digest == plan_digest(plan)


def test_what_comes_after_adoption_says_so(root: Path) -> None:
    """From the day of adoption on, and not before."""
    adopted(root, on=date(2026, 3, 1))
    first, second = added(root, New("Late"), date(2026, 2, 1)), added(root, New("Later"))

    assert {one.id: one.added for one in held(root).activities} == {"1.1": None, first: None, second: TODAY}


def test_a_revision_is_a_second_adoption(root: Path) -> None:
    """It stands beside the first, with its own text; the first text stays."""
    adopted(root, on=date(2026, 2, 10))
    added(root, New("Later"))
    adopted(root, "2026-06-01-ordinary/d2")
    added(root, New("Latest"))
    adopted(root, "2026-06-02-ordinary/d1", date(2026, 6, 2))
    plan = held(root)

    assert [one.decision for one in plan.revised] == ["2026-06-01-ordinary/d2", "2026-06-02-ordinary/d1"]
    assert len(list((root / "issued/plan/2026").iterdir())) == 3
    assert plan.kept is not None
    assert [one.title for one in plan.kept.activities] == ["Sign", "Later", "Latest"]


def edited(root: Path, old: str, after: str) -> None:
    """Edit the plan's file by hand."""
    file = root / "plan/2026.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, after), encoding="utf-8")


def test_adoption_is_refused(root: Path) -> None:
    """The same text twice, a circle, silent edits, a decision that is none, a day before the last one, an empty plan."""
    meeting = "meetings/2026-02-10-ordinary"
    (root / meeting).mkdir(parents=True)
    (root / meeting / "actions.toml").write_text('[[decisions]]\nid = "d1"\ntext = "Adopted."\n', encoding="utf-8")
    with pytest.raises(VawcoordError, match="no decision d9"):
        adopted(root, "2026-02-10-ordinary/d9")
    adopted(root)
    with pytest.raises(VawcoordError, match="adopted already"):
        adopted(root)
    edited(root, "2026-09-30", "2026-10-30")
    with pytest.raises(VawcoordError, match="changed in the file and not in the journal"):
        adopted(root)
    edited(root, "2026-10-30", "2026-09-30")
    edited(root, '"Sign"', '"Sign all"')
    with pytest.raises(VawcoordError, match="which is later"):
        adopted(root, on=date(2026, 5, 31))
    edited(root, 'lead = "police"', 'lead = "police"\ndepends = ["1.1"]')
    with pytest.raises(VawcoordError, match=r"wait for one another: 2026/1\.1 → 2026/1\.1"):
        adopted(root)
    edited(root, '[[activities]]\nid = "1.1"', '[[goals]]\nid = "x"\n[elsewhere]\nid = "1.1"')
    committee = load(root)[0]
    with pytest.raises(VawcoordError, match="no activities"):
        adopt(root, committee, committee.plans[0], "x/d1", TODAY)


def test_a_text_that_cannot_be_kept_is_refused(root: Path) -> None:
    """A line that would end the front matter of the kept text is found before anything is written."""
    edited(root, 'title = "Sign"', 'title = "Sign"\nreason = """\na\n+++\nb"""')

    with pytest.raises(VawcoordError, match="cannot be kept"):
        adopted(root)


@pytest.mark.parametrize("name", ["2027", "", "2026"])
def test_which_plan(root: Path, name: str) -> None:
    """By its id; without one the only one; else what is there is named."""
    if name == "2027":
        with pytest.raises(VawcoordError, match="There is no plan"):
            find_plan(load(root)[0], name, TODAY)
    else:
        assert find_plan(load(root)[0], name, TODAY).id == "2026"
    (root / "plan/2020.toml").write_text('title = "Old"\n', encoding="utf-8")
    with pytest.raises(VawcoordError, match="several plans: 2020, 2026"):
        find_plan(load(root)[0], "", TODAY)
    (root / "plan/2020.toml").write_text("title = \n", encoding="utf-8")
    with pytest.raises(VawcoordError, match="mistake in this file"):
        find_plan(load(root)[0], "2020", TODAY)


def test_build_makes_the_plan(root: Path) -> None:
    """Word file and page of the plan, alone or with everything; made once, unchanged the second time."""

    def steps(*names: str) -> list[tuple[str, str]]:
        return [(one.outcome, one.path) for one in build(root, TODAY, names) if isinstance(one, Step)]

    assert steps("plan/2026") == [("made", "build/plan/2026.docx"), ("made", "build/plan/2026.html")]
    assert steps("2026") == [("unchanged", "build/plan/2026.docx"), ("unchanged", "build/plan/2026.html")]
    assert ("unchanged", "build/plan/2026.docx") in steps()
    edited(root, '"Sign"', '"Sign all"')
    assert ("made", "build/plan/2026.docx") in steps()
    with pytest.raises(VawcoordError, match='Did you mean "plan/2026"'):
        steps("plan/2025")


def test_a_plan_edited_on_windows_is_adopted_all_the_same(root: Path) -> None:
    """A byte order mark and CRLF stay in the file and do not change the digest."""
    digest = plan_digest(held(root))
    (root / "plan/2026.toml").write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    adopted(root)
    content: Any = (root / "plan/2026.toml").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf# The plan.\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    plan = held(root)
    assert plan.kept is not None
    assert plan.adopted is not None
    assert plan.adopted.digest == digest
