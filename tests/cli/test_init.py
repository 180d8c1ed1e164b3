"""`init --yes`: what it makes is whole, parses, checks without mistakes, builds, and overwrites nothing."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vawcoord.folder.loading import load
from vawcoord.records.record import is_id

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]
DAY = ("--today", "2026-06-01")


def mistakes(ran: Any) -> list[str]:
    """Return the lines of `check` that name a mistake."""
    return [line for line in ran.out.splitlines() if " mistake: " in line]


def test_everything_is_there(said: Run, tmp_path: Path) -> None:
    """Committee, agencies, three documents, a year of meetings, a plan, files for git, a README in the committee's words."""
    lake = tmp_path / "lake"
    ran = said("init", lake, "--yes", "--name", "Lake Committee", "--area", "Lakeside", *DAY)
    assert ran.code == 0, ran.all
    made = {path.relative_to(lake).as_posix() for path in lake.rglob("*") if path.is_file()}
    assert {
        "committee.toml", "agreement/membership.md", "mou/coordination.md", "sop/coordination.md", "meetings/schedule.toml",
        "plan/2026-2028.toml", ".gitignore", ".gitattributes", "README.md", "origin/mou/coordination.en.md",
    } <= made  # fmt: skip
    assert sum(1 for path in made if path.startswith("members/")) == 7
    for path in made:
        if path.endswith(".toml"):
            tomllib.loads((lake / path).read_text(encoding="utf-8"))
    ignored = (lake / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"build/", ".vawcoord/", "contacts.toml"} <= set(ignored)
    assert "*.log.toml merge=union" in (lake / ".gitattributes").read_text(encoding="utf-8")
    readme = (lake / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Lake Committee\n")
    assert "Lakeside" in readme
    committee, findings = load(lake)
    assert findings == ()
    assert len(committee.plans[0].activities) >= 6
    assert {one.id for one in committee.plans[0].goals} == {one.goal for one in committee.plans[0].activities}
    assert committee.profile.uid != load(_other(said, tmp_path))[0].profile.uid, "random, part of every calendar entry"


def _other(said: Run, tmp_path: Path) -> Path:
    """Make a second folder of the same answers."""
    assert said("init", tmp_path / "other", "--yes", "--name", "Lake Committee", "--area", "Lakeside", *DAY).code == 0
    return tmp_path / "other"


def test_it_checks_and_builds_at_once(said: Run, tmp_path: Path) -> None:
    """`check` finds no mistake, `build` makes every document, `status` lists what is still to be completed."""
    lake = tmp_path / "lake"
    assert said("init", lake, "--yes", *DAY).code == 0
    checked = said("-C", lake, *DAY, "check")
    assert checked.code == 0
    assert mistakes(checked) == []
    assert "DOC009" in checked.out
    ran = said("-C", lake, *DAY, "build")
    assert (ran.code, ran.err) == (0, "")
    assert re.match(r"\d+ files made in build/", ran.out)
    for one in ("agreement/membership", "mou/coordination", "sop/coordination"):
        assert (lake / f"build/{one}.docx").is_file()
        assert (lake / f"build/{one}.html").is_file()
    assert "To be completed" in said("-C", lake, *DAY, "status").out
    assert "Nothing has changed" in said("-C", lake, *DAY, "build").out


@pytest.mark.parametrize("day", ["2026-01-01", "2026-12-15", "2027-12-31", "2028-02-29"])
def test_on_any_day_of_the_year(said: Run, tmp_path: Path, day: str) -> None:
    """The first meeting comes, the plan's years are those of its name, and nothing is late or wrong on the day itself."""
    lake = tmp_path / "lake"
    assert said("init", lake, "--yes", "--today", day).code == 0
    assert said("-C", lake, "--today", day, "check").code == 0
    committee, _findings = load(lake)
    (plan,) = committee.plans
    assert plan.start is not None
    assert plan.until is not None
    assert plan.id == f"{plan.start.year}-{plan.until.year}"
    assert f"{plan.start.year}–{plan.until.year}" in plan.title
    shown = said("-C", lake, "--today", day, "status").out
    assert "Next meeting" in shown
    assert "Late" not in shown.splitlines()


def test_every_option(said: Run, tmp_path: Path) -> None:
    """Each option ends where it belongs."""
    lake = tmp_path / "lake"
    ran = said(
        "init", lake, "--yes", *DAY, "--name", "N", "--area", "A", "--languages", "fr, en", "--timezone", "Africa/Dakar",
        "--level", "national", "--body", "high-level", "--agency", "police=Gendarmerie", "--agency", "housing=Toit",
        "--every", "two-weeks", "--weekday", "friday", "--time", "14:30", "--oversight", "Parliament", "--strategy", "Plan 2030",
    )  # fmt: skip
    assert ran.code == 0, ran.all
    profile, schedule = load(lake)[0].profile, load(lake)[0].schedule
    assert (profile.name, profile.area, profile.languages) == ("N", "A", ("fr", "en"))
    assert (profile.timezone, profile.level, profile.body) == ("Africa/Dakar", "national", "high-level")
    assert profile.oversight is not None
    assert profile.national_strategy is not None
    assert (profile.oversight.name, profile.national_strategy.name) == ("Parliament", "Plan 2030")
    assert schedule is not None
    (series,) = schedule.series
    assert (series.every, series.weekday, series.start, series.end) == ("two-weeks", "friday", "14:30", "16:30")
    assert {one.id: one.sector for one in load(lake)[0].members} == {"gendarmerie": "police", "toit": "housing"}
    assert mistakes(said("-C", lake, *DAY, "check")) == []


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--timezone", "Nairobi", "no known time zone"),
        ("--timezone", "../../etc/passwd", "no known time zone"),
        ("--languages", "english", "no language tag"),
        ("--languages", "EN", "no language tag"),
        ("--agency", "County Police", "is not sector=name"),
        ("--agency", "polise=County Police", 'Did you mean "police"'),
        ("--agency", "police=", "is not sector=name"),
        ("--time", "9 o'clock", "no time of day"),
        ("--time", "24:00", "no time of day"),
        ("--every", "daily", "--every"),
        ("--level", "galactic", "--level"),
        ("--name", "two\nlines", ""),
        ("--area", "two\nlines", ""),
        ("--agency", "police=two\nlines", ""),
        ("--oversight", "two\nlines", ""),
        ("--strategy", "two\nlines", ""),
    ],
)
def test_an_option_that_cannot_be_used(said: Run, tmp_path: Path, option: str, value: str, sentence: str) -> None:
    """A wrong option gives a sentence and exit status 2, and makes nothing."""
    ran = said("init", tmp_path / "lake", "--yes", option, value)
    assert ran.code == 2, ran.all
    assert sentence in ran.err
    assert ran.err.strip()
    assert not (tmp_path / "lake").exists()


@pytest.mark.parametrize("time", ["23:30", "22:00", "00:00"])
def test_a_meeting_late_in_the_day_ends_on_it(said: Run, tmp_path: Path, time: str) -> None:
    """The end never comes before the beginning."""
    lake = tmp_path / "lake"
    assert said("init", lake, "--yes", "--time", time).code == 0
    schedule = load(lake)[0].schedule
    assert schedule is not None
    assert schedule.series[0].start < schedule.series[0].end


def test_what_is_there_stays(said: Run, tmp_path: Path, prints: Prints) -> None:
    """A README and a .gitignore that are there stay as they are and are named; a committee that is there is refused."""
    lake = tmp_path / "lake"
    lake.mkdir()
    (lake / "README.md").write_text("Mine.\n", encoding="utf-8")
    (lake / ".gitignore").write_text("secret\n", encoding="utf-8")
    (lake / "photo.png").write_bytes(b"png")
    ran = said("init", lake, "--yes")
    assert ran.code == 0
    assert "README.md was there already and stays as it is." in ran.err
    assert ".gitignore was there already" in ran.err
    assert (lake / "README.md").read_text(encoding="utf-8") == "Mine.\n"
    assert (lake / ".gitignore").read_text(encoding="utf-8") == "secret\n"
    before = prints(lake)
    for words in (("init", lake, "--yes"), ("init", lake)):
        ran = said(*words)
        assert ran.code == 2
        assert "holds a committee already; nothing was changed" in ran.err
    assert prints(lake) == before


def test_a_place_that_is_shared_is_named_first(said: Run, tmp_path: Path) -> None:
    """Where a service copies the folder elsewhere, a sentence says so; without --yes she is asked before anything is written."""
    place = tmp_path / "Dropbox"
    place.mkdir()
    ran = said("init", place / "lake", "--yes")
    assert ran.code == 0
    assert "Dropbox" in ran.err
    ran = said("init", place / "other")
    assert ran.code in (0, 2)
    assert not (place / "other").exists()


@pytest.mark.parametrize("language", ["fr", "ar", "es"])
def test_other_first_languages(said: Run, tmp_path: Path, language: str) -> None:
    """Where a template is not there in the folder's language, the English text is taken, with a remark; all of it works."""
    lake = tmp_path / "lake"
    ran = said("init", lake, "--yes", "--languages", f"{language},en", *DAY)
    assert ran.code == 0, ran.all
    committee = load(lake)[0]
    assert committee.profile.languages == (language, "en")
    for one in committee.documents:
        if one.front.language != language:
            assert f"The template {one.ref} is not there in the language {language}; the English text was taken." in ran.err
            assert one.front.language == "en"
    assert mistakes(said("-C", lake, *DAY, "check")) == []
    assert said("-C", lake, *DAY, "build").code == 0
    ran = said("-C", lake, *DAY, "mou", "new", "referral", "--between", "police,health")
    assert ran.code == 0
    assert load(lake)[0].document("mou/referral").front.language == (language if language != "es" else "en")
    assert said("-C", lake, *DAY, "build").code == 0
    assert mistakes(said("-C", lake, *DAY, "check")) == []


NAMES = {
    "Arabic": "لجنة تنسيق منطقة البحيرة",
    "Cyrillic": "Координационный комитет Озёрного района",
    "Chinese": "湖区协调委员会",
    "quotes": """The "Lake's" \\ `committee` 'of' $all {{name}} {0} %s""",
    "symbols": "!!! --- +++ ???",
    "Markdown": "# *Lake* [to](x) <b>us</b> | & ~",
    "TOML": 'x" ]\n[[officers]]'.replace("\n", " "),
    "long": "Lake " * 40,
    "one sign": "ß",
    "device": "CON",
    "composed": "Cafe\u0301 Réunion",
}


@pytest.mark.parametrize("kind", NAMES)
def test_names_of_every_kind(said: Run, tmp_path: Path, kind: str) -> None:
    """Committee, area and agencies may be called anything: ids are made, names stay as typed, all checks and builds."""
    name, lake = NAMES[kind].strip(), tmp_path / "lake"
    ran = said(
        "init", lake, "--yes", *DAY, "--name", name, "--area", name, "--oversight", name, "--strategy", name,
        "--agency", f"police={name}", "--agency", f"health={name}", "--agency", f"survivors={name}",
    )  # fmt: skip
    assert ran.code == 0, ran.all
    committee, findings = load(lake)
    assert findings == ()
    assert (committee.profile.name, committee.profile.area) == (name, name)
    assert is_id(committee.profile.id)
    assert len(committee.members) == 3
    assert all(is_id(one.id) and one.name == name for one in committee.members)
    wrong = [line for line in mistakes(said("-C", lake, *DAY, "check")) if "COM006" not in line]
    assert wrong == []
    ran = said("-C", lake, *DAY, "build")
    assert ran.code == 0, ran.all
    page = (lake / "build/mou/coordination.html").read_text(encoding="utf-8")
    assert "{{" not in page.replace("{{name}}", "")
    assert "<b>us</b>" not in page
    assert said("-C", lake, *DAY, "member", "show", committee.members[0].id).out.startswith(name)


def test_two_agencies_of_one_name(said: Run, tmp_path: Path) -> None:
    """Agencies that would get the same id get two."""
    lake = tmp_path / "lake"
    assert said("init", lake, "--yes", "--agency", "police=Police", "--agency", "health=Police", *DAY).code == 0
    assert sorted(path.name for path in (lake / "members").iterdir()) == ["police-2.toml", "police.toml"]


def test_a_survivor_led_agency_gets_a_seat(said: Run, tmp_path: Path) -> None:
    """Nobody of a survivor-led organisation stands in the folder by name, unless she says so later."""
    lake = tmp_path / "lake"
    assert said("init", lake, "--yes", "--agency", "survivors=Rise", *DAY).code == 0
    (member,) = load(lake)[0].members
    (person,) = member.representatives
    assert person.seat
    assert not person.name
    assert not person.post


def test_no_template_syntax_is_left(said: Run, tmp_path: Path) -> None:
    """Text is concrete: what init makes holds no template syntax and no empty marks."""
    lake = tmp_path / "lake"
    assert said("init", lake, "--yes", *DAY).code == 0
    for path in lake.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text
        assert "}}" not in text
        assert not re.search(r"\[to be completed:\s*\]", text)
