"""Registers, services and indicators by commands alone: asked and told, listed and taken in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

AGENCY = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with two agencies and nothing else."""
    return folder(
        {
            "members/police.toml": AGENCY.format(name="County Police", sector="police"),
            "members/court.toml": AGENCY.format(name="County Court", sector="courts"),
        }
    )


@pytest.fixture
def at(said: Run, root: Path) -> Run:
    """Return the function that runs a command in the folder on a day, and holds that it went well."""

    def run(*words: object, day: str = "2026-06-01") -> Any:
        ran = said("-C", root, "--today", day, *words).sound()
        assert ran.code == 0, ran.all
        return ran

    return run


def refused(said: Run, root: Path, *words: object) -> str:
    """Return what a command that could not be done says on standard error."""
    ran = said("-C", root, "--today", "2026-06-01", *words).sound()
    assert (ran.code, ran.out) == (2, "")
    return str(ran.err)


def test_an_entry_is_asked_for(process: Run, root: Path) -> None:
    """Without --set each field is asked, choices by number; a wrong answer is asked again, Enter leaves out what may be."""
    typed = "\nA boat at night.\n1\nhealth, hous\nhealth, housing\n\n2\nThe last one sails at six.\n\n"
    ran = process("-C", root, "--today", "2026-06-01", "register", "add", "needs", typed=typed)
    assert ran.code == 0, ran.all
    assert "What is needed or missing?" in ran.out
    assert "  1. survivor-feedback" in ran.out
    assert 'Did you mean "housing"?' in ran.err
    assert (root / "registers/needs/2026-06-01-a-boat-at-night.toml").read_text(encoding="utf-8") == (
        'date = 2026-06-01\nwhat = "A boat at night."\nsource = "survivor-feedback"\nsectors = [\n    "health",\n    "housing",\n]\n'
        'priority = "high"\nreason = "The last one sails at six."\n'
    )
    assert not (root / ".vawcoord/answers/register-needs.json").exists()


def test_answers_are_kept(process: Run, root: Path) -> None:
    """Whoever is interrupted goes on where she stopped; what must be said is asked until it is."""
    first = process("-C", root, "--today", "2026-06-01", "register", "add", "drills", typed="2026-05-20\n3\n\n\n")
    assert first.code != 0
    assert not (root / "registers").exists()
    again = process(
        "-C", root, "--today", "2026-06-01", "register", "add", "drills", typed="police\nno\nThe line was busy.\n\n\n"
    )
    assert again.code == 0, again.all
    assert "The earlier answers are kept" in again.out
    text = (root / "registers/drills/2026-05-20-referral.toml").read_text(encoding="utf-8")
    assert "times_kept = false" in text
    assert "This must be said." in first.err


def test_nothing_that_the_guard_stops_is_kept(process: Run, said: Run, root: Path) -> None:
    """A telephone number is asked again and stands in no file, not even among the answers; by --set it is refused."""
    typed = "\nRing 0712 345 678.\nThe line is busy at night.\n1\n"
    ran = process("-C", root, "--today", "2026-06-01", "register", "add", "needs", typed=typed)
    assert "a telephone number" in ran.err
    held = "".join(file.read_text(encoding="utf-8") for file in root.rglob("*") if file.is_file())
    assert "busy at night" in held
    assert "345 678" not in held
    wrong = refused(said, root, "register", "add", "needs", "--set", "what=Ring 0712 345 678.", "--set", "source=data")
    assert "The guard found" in wrong
    assert not (root / "registers").exists()
    again = said("-C", root, "--today", "2026-06-01", "register", "add", "needs", "--set", "what=Ring 0712 345 678.",
                 "--set", "source=data", "--name", "line", "--confirm", "The published line of the county.")  # fmt: skip
    assert again.code == 0, again.all
    assert (root / "registers/needs/2026-06-01-line.toml").exists()


def test_a_complaint_from_beginning_to_end(at: Run, said: Run, root: Path) -> None:
    """Entered without a story, late when its day has passed, answered, closed: then it shows that complaints are dealt with."""
    made = at("register", "add", "complaints", "--set", "kind=delay", "--set", "received_by=independent", "--set", "area=referral",
              "--set", "stage=received", "--set", "due=2026-06-20", "--why")  # fmt: skip
    assert "registers/complaints/2026-06-01-referral.toml is written." in made.out
    assert "For Module 5: L2.2.8." in made.out
    assert "story" in refused(said, root, "register", "add", "complaints", "--set", "story=She said")
    late = at("register", "list", "complaints", day="2026-07-01")
    assert "2026-06-20" in late.out
    assert "REG003" in said("-C", root, "--today", "2026-07-01", "check").out
    at("register", "change", "complaints/2026-06-01-referral", "--set", "stage=closed", "--set", "answered=2026-07-02",
       "--set", "closed=2026-07-03", "--set", "outcome=upheld", day="2026-07-03")  # fmt: skip
    entry = at("register", "list", "complaints", "--json", day="2026-07-04").json["data"]["entries"][0]
    assert (entry["items"], entry["until"], entry["late_since"]) == (["L2.2.8"], "2027-06-01", None)
    checked = said("-C", root, "--today", "2026-07-04", "check").out
    assert "REG003" not in checked
    assert "REG004" in checked


def test_every_kind_is_listed_and_shown(at: Run) -> None:
    """Each kind says what it is evidence for and how long; its fields with what may stand there; never published is said."""
    kinds = at("register", "kinds", "--json").json["data"]["kinds"]
    assert len(kinds) == 31
    plain = at("register", "kinds", "--plain").out
    for one in kinds:
        shown = at("register", "show", one["id"]).out
        assert ("Never in public output." in shown) == (not one["publish"])
        assert f"Register: {one['id']}\n" in plain
        assert all(item in shown for item in one["items"])
    assert not next(one for one in kinds if one["id"] == "champions")["publish"]


def test_what_is_wrong_is_one_sentence(said: Run, root: Path, prints: Callable[[Path], dict[str, str]]) -> None:
    """An unknown kind, field, member or word; a missing field; nothing is written."""
    before = prints(root)
    for words, sentence in (
        (("add", "need"), 'There is no register "need". Did you mean "needs"?'),
        (("add", "needs", "--set", "wat=x"), 'has no field "wat". Did you mean "what"?'),
        (("add", "needs", "--set", "what=x"), 'the key "source" is missing'),
        (("add", "needs", "--set", "what=x", "--set", "source=dat"), 'Did you mean "data"?'),
        (("add", "pledges", "--set", "by=polic", "--set", "what=room"), 'Did you mean "police"?'),
        (("add", "attestations", "--set", "item=L2.2.3"), "vawcoord standard attest"),
        (("list", "need"), 'Did you mean "needs"?'),
        (("change", "needs/x", "--set", "what=y"), "There is no entry"),
    ):
        assert sentence in refused(said, root, "register", *words)
    kept = {path: held for path, held in prints(root).items() if not path.startswith(".vawcoord")}
    assert kept == {path: held for path, held in before.items() if not path.startswith(".vawcoord")}


def test_services_by_commands(at: Run, said: Run, root: Path) -> None:
    """Added, looked at, mapped; the directory for the public withholds the place and is built."""
    at("service", "add", "Care room", "--member", "court", "--offers", "health-2,health-3", "--address", "Hill Road 3", "--cost", "free",
       "--speaks", "English", "--hours", "by day")  # fmt: skip
    at("service", "add", "House", "--offers", "social-4", "--confidential", "--reached-through", "the Gender Desk",
       "--hours", "at any hour", "--verified", "provider")  # fmt: skip
    assert "nobody has looked at Care room yet" in said("-C", root, "--today", "2026-06-01", "check").out
    at("service", "verify", "care-room", "--how", "visit")
    shown = at("service", "map").out
    assert "nobody offers it here" in shown
    assert "not whether a woman who comes" in " ".join(shown.split())
    public = at("service", "list", "--public").out
    assert "Address withheld" in public
    assert "Hill Road 3" in public
    assert "at any hour" not in public
    assert "4 files made" in at("build", "services/public", "services/map").out
    page = (root / "build/services/public.html").read_text(encoding="utf-8")
    assert "Address withheld. Reached through the Gender Desk." in page
    data = at("service", "map", "--json").json["data"]
    assert {one["id"]: one["state"] for one in data["services"]}["health-2"] == "one"


def test_a_directory_that_would_give_a_place_away_is_not_built(at: Run, said: Run, root: Path) -> None:
    """The document fails with its reason, the other documents are made; the directory of before stays."""
    at("service", "add", "House", "--offers", "social-4", "--confidential", "--reached-through", "the desk")
    at("build")
    before = (root / "build/services/public.html").read_bytes()
    file = root / "services/house.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("the desk", "Hill Road 3") + 'address = "Hill Road 3"\n', encoding="utf-8"
    )
    ran = said("-C", root, "--today", "2026-06-02", "build")
    assert ran.code == 1
    assert "a place that must stay secret stands in this file" in ran.all
    assert (root / "build/services/public.html").read_bytes() == before
    assert "Hill Road" not in (root / "build/services/map.html").read_text(encoding="utf-8")
    assert said("-C", root, "service", "list", "--public").code == 2


def test_indicators_by_commands(at: Run, said: Run, root: Path, tmp_path: Path) -> None:
    """Defined, figures taken in and refused, owed, shown with the caution; computed without anybody."""
    at("indicator", "add", "Calls to the desk", "--definition", "All calls.", "--agencies", "police,court", "--counts-reports",
       "--covers", "violence by a partner", "--baseline", "20", "--target", "40", "--better", "up", "--owner", "police")  # fmt: skip
    at("indicator", "record", "calls-to-the-desk", "11", "--period", "2025-q4", "--agency", "police")
    file = tmp_path / "2025-q4-court.csv"
    file.write_text("indicator;breakdown;value\ncalls-to-the-desk;all;11\n", encoding="utf-8")
    wrong = refused(said, root, "indicator", "import", file)
    assert "2025-q4-court.csv:1: the columns are separated by semicolons, not by commas." in wrong
    assert "1 mistake in 2025-q4-court.csv: nothing was taken in." in wrong
    file.write_text("indicator,breakdown,value\ncalls-to-the-desk,all,11\n", encoding="utf-8")
    at("indicator", "import", file)
    owed = at("indicator", "due").out
    assert "2026-q1" in owed
    assert "2025-q4" not in owed
    shown = at("indicator", "show").out
    assert "22 (2025-q4)" in shown
    assert "▲ up, better" in shown
    assert "More reports are not failure" in shown
    assert "violence by a partner" in shown
    assert all(ord(sign) < 0x2600 for sign in shown)
    at("indicator", "add", "--computed", "agreements-in-force")
    assert "agreements-in-force" in at("indicator", "computed").out
    assert at("indicator", "show", "calls-to-the-desk", "--json").json["data"]["indicators"][0]["now"]["value"] == 22
    assert "is no period" in refused(said, root, "indicator", "due", "--period", "2026-q7")
    assert "made" in at("build", "indicators/table").out
