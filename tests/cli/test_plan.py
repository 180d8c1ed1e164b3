"""The plan by commands alone: begun, adopted, late, slipped, revised; what each command prints, also in eighty columns."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

AGENCY = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with three agencies, a need and an indicator, and no plan yet."""
    return folder(
        {
            "members/police.toml": AGENCY.format(name="County Police", sector="police"),
            "members/court.toml": AGENCY.format(name="County Court", sector="courts"),
            "members/welfare.toml": AGENCY.format(name="Social Services", sector="social-services"),
            "registers/needs/2026-01-05-boat.toml": 'date = 2026-01-05\nwhat = "A boat at night."\nsource = "data"\n',
            "indicators/posts.toml": 'title = "Posts that use the form"\ndefinition = "Counted."\n',
        }
    )


@pytest.fixture
def at(said: Run, root: Path) -> Run:
    """Return the function that runs a command in the folder on a day, and holds that it went well."""

    def run(day: str, *words: object) -> Any:
        ran = said("-C", root, "--today", day, *words).sound()
        assert ran.code == 0, ran.all
        return ran

    return run


def test_the_plan_of_a_committee(at: Run, said: Run, root: Path) -> None:
    """From nothing to the revised plan, by commands alone."""
    no = said("-C", root, "plan", "show")
    assert (no.code, "vawcoord plan new" in no.err) == (2, True)

    # It is begun in January, with two goals and three activities.
    assert "plan goal" in at("2026-01-10", "plan", "new", "2026-2028", "--from", "2026-02-01", "--until", "2028-12-31").out
    at(
        "2026-01-10",
        "plan",
        "goal",
        "Officers know what to do",
        "--id",
        "know",
        "--horizon",
        "short",
        "--aim",
        "No post sends her away.",
    )
    at("2026-01-10", "plan", "goal", "Help can be reached", "--id", "reach")
    common = ("--start", "2026-02-01", "--indicators", "posts", "--need", "2026-01-05-boat")
    made = at("2026-01-10", "plan", "add", "Train all posts", "--goal", "know", "--lead", "police", "--due", "2026-05-31", *common,
              "--needed", "1000", "--secured", "400", "--currency", "KES", "--step", "2026-04-15 Half of them")  # fmt: skip
    assert "2026-2028/1.1 stands in plan/2026-2028.toml." in made.out
    at("2026-01-10", "plan", "add", "One form for all", "--goal", "know", "--lead", "court", "--due", "2026-12-31", *common,
       "--needed", "0", "--depends", "1.1")  # fmt: skip
    at("2026-01-10", "plan", "add", "A boat at night", "--goal", "reach", "--lead", "welfare", "--due", "2027-03-31", *common,
       "--needed", "9000")  # fmt: skip
    assert "Draft: not adopted yet." in at("2026-02-05", "plan", "show").out

    # The committee adopts it; the text is kept, and check finds nothing about it.
    assert "is adopted" in at("2026-02-10", "plan", "adopt", "--by", "2026-02-10-ordinary/d3").out
    assert len(list((root / "issued/plan/2026-2028").iterdir())) == 1
    assert "PLN" not in said("-C", root, "--today", "2026-02-11", "check").out

    # Things happen, and slip.
    at("2026-03-02", "progress", "1.1", "in-progress", "--percent", "30", "--by", "police", "--note", "Four of twelve.")
    late = at("2026-06-20", "plan", "show").out
    assert re.search(r"red    1\.1  Train all posts\n.*due 2026-05-31, in-progress 30 %\n.*20 days late; holds up 1\.2", late)
    assert "missed on 2026-04-15: Half of them" in late
    assert "Colours, by the first rule that fits" in late
    refused = said("-C", root, "--today", "2026-06-20", "progress", "1.1", "--due", "2026-09-30")
    assert (refused.code, "needs a reason" in refused.err) == (2, True)
    at("2026-06-20", "progress", "1.1", "--due", "2026-09-30", "--reason", "The trainer was ill.")
    at("2026-06-20", "progress", "2.1", "blocked", "--reason", "No insurance at night.")
    at("2026-06-21", "progress", "1.2", "--lead", "welfare", "--reason", "The court has no printer.")
    at("2026-06-22", "plan", "add", "A second boat", "--goal", "reach", "--lead", "welfare", "--due", "2027-06-30")
    at("2026-07-01", "progress", "1.1", "done", "--by", "police")

    # What moved since the last meeting, what was finished first.
    moved = at("2026-07-02", "changes", "--since", "2026-06-01").out
    heads = [line for line in moved.splitlines() if line and not line.startswith(" ")]
    assert heads == ["Since 2026-06-01", "Finished", "In other hands", "Newly blocked", "Added", "Next: vawcoord plan show"]
    assert "County Police\n    2026-2028/1.1  Train all posts (2026-07-01)" in moved
    assert "from court to welfare" in moved
    slipped = at("2026-06-21", "changes", "--since", "2026-06-01").out
    assert "122 days, from 2026-05-31 to 2026-09-30. The trainer was ill." in slipped

    # As it stood before: nothing of June is known.
    before = at("2026-07-02", "plan", "show", "--as-of", "2026-05-31", "--json").json["data"]
    assert {one["id"]: (one["lead"], one["due"], one["status"]) for one in before["activities"]} == {
        "2026-2028/1.1": ("police", "2026-05-31", "in-progress"),
        "2026-2028/1.2": ("court", "2026-12-31", "open"),
        "2026-2028/2.1": ("welfare", "2027-03-31", "open"),
    }

    # Somebody changes the file by hand: check shows the line to write, and status goes on.
    plan = root / "plan/2026-2028.toml"
    good = plan.read_text(encoding="utf-8")
    plan.write_text(good.replace("2026-12-31", "2027-01-31"), encoding="utf-8")
    found = said("-C", root, "--today", "2026-07-02", "check").out
    assert "PLN002" in found
    assert '{ date = 2026-07-02, item = "2026-2028/1.2", due = 2027-01-31, reason = "…" },' in found
    plan.write_text(good, encoding="utf-8")

    # The revision, and the next plan, which replaces this one.
    assert "is revised" in at("2026-09-08", "plan", "adopt", "--by", "2026-09-08-ordinary/d1").out
    assert "Revised on 2026-09-08" in at("2026-09-08", "plan", "show").out
    at("2028-10-01", "plan", "new", "2029-2031", "--from", "2029-01-01", "--supersedes", "2026-2028")
    at(
        "2028-10-01",
        "plan",
        "add",
        "The boat goes on",
        "--plan",
        "2029-2031",
        "--lead",
        "welfare",
        "--continues",
        "2026-2028/2.1",
    )
    at("2028-12-12", "plan", "adopt", "2029-2031", "--by", "2028-12-12-ordinary/d1")
    data = at("2029-01-10", "plan", "show", "--json").json["data"]
    assert [(one["id"], one["status"]) for one in data["activities"]] == [("2029-2031/1.1", "blocked")]


@pytest.fixture
def lakeside(tmp_path: Path) -> Path:
    """Return a copy of the example committee."""
    import shutil

    return Path(shutil.copytree(Path(__file__).parents[2] / "examples/committee", tmp_path / "lakeside"))


SHOWN = (
    ("plan", "show"),
    ("plan", "show", "--by", "agency"),
    ("plan", "show", "--by", "status", "--as-of", "2026-06-01"),
    ("plan", "show", "--agency", "county-police"),
    ("plan", "gantt"),
    ("plan", "gantt", "--agency", "county-police"),
    ("changes", "--since", "2026-01-01"),
    ("changes",),
)


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_nothing_is_wider_than_eighty(said: Run, lakeside: Path, prints: Prints, words: tuple[str, ...]) -> None:
    """Every line fits an old terminal; nothing is written; colours stand in words."""
    before = prints(lakeside)
    ran = said("-C", lakeside, "--today", "2026-11-22", *words).sound()

    assert (ran.code, prints(lakeside) == before) == (0, True)
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("words", SHOWN[:-1], ids=" ".join)
def test_plain_is_label_and_value_or_sentences(said: Run, lakeside: Path, words: tuple[str, ...]) -> None:
    """For people who listen: no bars, no columns."""
    ran = said("-C", lakeside, "--today", "2026-11-22", "--plain", *words).sound()

    assert ran.code == 0
    assert not set("█░◆│─") & set(ran.out)
    assert "   " not in re.sub(r"^ +", "", ran.out, flags=re.MULTILINE)


def test_json_of_the_plan(said: Run, lakeside: Path) -> None:
    """The keys that others build on are there, with full ids."""
    data = said("-C", lakeside, "--today", "2026-11-22", "plan", "show", "--json").json["data"]
    first = next(one for one in data["activities"] if one["id"] == "2026-2028/1.2")

    assert {key: first[key] for key in ("lead", "due", "status", "percent", "rag", "late_days")} == {
        "lead": "district-administration", "due": "2026-09-30", "status": "in-progress", "percent": 90, "rag": "red", "late_days": 53,
    }  # fmt: skip
    assert all(isinstance(one["percent"], int) and isinstance(one["late_days"], int) for one in data["activities"])
    assert sum(data["counts"].values()) == len(data["activities"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("plan", "show", "2027"), 'There is no plan "2027"'),
        (("plan", "show", "--agency", "county-polise"), 'Did you mean "county-police"'),
        (("plan", "show", "--status", "finished"), "is no status"),
        (("plan", "show", "--as-of", "2026-13-01"), "is no date"),
        (("plan", "adopt"), "--by"),
        (("plan", "add", "X", "--step", "Half"), "A step is a day and a title"),
        (("progress", "2.1", "finished"), "is no status"),
        (("progress", "2.11", "done"), 'Did you mean "2.1"'),
        (("progress", "2.1", "done", "--percent", "130"), "130"),
        (("changes", "--since", "2027-01-01"), "has not come yet"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_input(said: Run, lakeside: Path, prints: Prints, words: tuple[str, ...], says: str) -> None:
    """One sentence that says what to do, exit status 2, nothing written."""
    before = prints(lakeside)
    ran = said("-C", lakeside, "--today", "2026-11-22", *words).sound()

    assert (ran.code, says in ran.err) == (2, True), ran.all
    assert prints(lakeside) == before


def test_status_uses_the_same_state(said: Run, lakeside: Path) -> None:
    """What is late in the plan is late in status; what is blocked is named; the command to go on with is there."""
    out = said("-C", lakeside, "--today", "2026-11-22", "status").out

    assert re.search(r"^(?:Late)? +2026-09-30  1\.2 ", out.partition("Blocked")[0], re.MULTILINE)
    assert re.search(r"^Blocked +2027-03-31  2\.1 ", out, re.MULTILINE)
    assert "vawcoord progress 2026-2028/1.2 STATUS" in out
