"""Reports: no exact small number leaves by any of them, a release that would give one away is refused, what left is kept."""

import json
import os
import random
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyrage
import pytest

from vawcoord.change import digest
from vawcoord.disclosure import figures
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import digest_of, load
from vawcoord.operations import releases
from vawcoord.operations.checking import checked
from vawcoord.operations.releases import last_year, published, tabled, twelve_months
from vawcoord.operations.report import Report, oversight, progress, public, turn_of, written
from vawcoord.operations.writing import write
from vawcoord.records.committee import Committee

TODAY = date(2026, 6, 1)
AGENCIES = ("hospital", "police", "shelter", "legal")
MEMBER = 'name = "Agency {id}"\nsector = "{sector}"\njoined = 2020-01-01\n'
INDICATOR = """\
title = "Women and girls helped"
definition = "Everyone who was helped once in the year."
unit = "people"
whole = "helped"
survivors = true
covers = ["violence by a partner"]
agencies = ["hospital", "police", "shelter", "legal"]
frequency = "yearly"
breakdowns = ["under-18", "18-29", "30-and-over"]
no_baseline = "New."
"""
COMMITTEE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside Committee"
area = "Lakeside"
languages = ["en", "fr"]
timezone = "Africa/Nairobi"
oversight = { name = "County Assembly", reports = "half-yearly" }
"""

SMALL = {"under-18": 7, "18-29": 143, "30-and-over": 268}
"""A year with one small number; 7 must never leave."""

Make = Callable[..., Path]


def returned(year: int, parts: dict[str, int], seed: int = 3) -> dict[str, str]:
    """Return the returns of four agencies whose parts sum to some numbers, each agency with something."""
    chance = random.Random(seed)
    held = {agency: dict.fromkeys(parts, 0) for agency in AGENCIES}
    for part, number in parts.items():
        for _one in range(number):
            held[chance.choice(AGENCIES)][part] += 1
    files = {}
    for agency, counts in held.items():
        rows = "".join(f"helped,{part},{count}\n" for part, count in counts.items())
        files[f"indicators/data/{year}-{agency}.csv"] = f"indicator,breakdown,value\n{rows}helped,all,{sum(counts.values())}\n"
    return files


@pytest.fixture
def made(folder: Make) -> Make:
    """Return a maker of committees with four agencies, an indicator of people and the returns of some years."""

    def make(years: dict[int, dict[str, int]] | None = None, more: dict[str, str] | None = None) -> Path:
        sectors = ("health", "police", "survivors", "legal-aid")
        files: dict[str, str | bytes] = {
            "committee.toml": COMMITTEE,
            **{
                f"members/{name}.toml": MEMBER.format(id=name, sector=sector)
                for name, sector in zip(AGENCIES, sectors, strict=True)
            },
            "indicators/helped.toml": INDICATOR,
        }
        for year, parts in (years if years is not None else {2025: SMALL}).items():
            files |= returned(year, parts)
        return folder({**files, **(more or {})})

    return make


def committee_of(root: Path) -> Committee:
    """Return the committee of a folder that has no mistake."""
    committee, findings = load(root)
    assert findings == ()
    return committee


def out(root: Path, **more: object) -> list[Path]:
    """Make the public report as the command does, and return every file it made or changed."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    committee = committee_of(root)
    report = public(root, committee, TODAY, **more)  # type: ignore[arg-type]
    if report.changes and report.changes.changes:
        write(root, committee, report.changes, TODAY)
    written(root, report)
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".vawcoord" not in path.parts and before.get(path) != path.read_bytes()
    ]


def texts(paths: list[Path]) -> str:
    """Return what files say: of a Word file its parts without the marks, of a page what stands between its tags."""
    said = []
    for path in paths:
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                parts = [
                    archive.read(name).decode() for name in archive.namelist() if name.startswith(("word/document", "docProps"))
                ]
            said += [re.sub(r"<[^>]+>", " ", part) for part in parts]
        elif path.suffix == ".html":
            body = path.read_text(encoding="utf-8").partition("<body")[2]
            said.append(re.sub(r"<[^>]+>", " ", body))
        else:
            said.append(path.read_text(encoding="utf-8"))
    return "\n".join(said)


def numbers(text: str) -> set[int]:
    """Return the numbers that stand in a text by themselves: no days, digests or parts of words."""
    return {int(one) for one in re.findall(r"(?<![\w.:/#-])\d{1,4}(?![\w:/-])(?!\.\d)", text)}


def test_no_small_number_leaves(made: Make) -> None:
    """The small number stands in no file that the public report makes; its neighbours stand there rounded."""
    root = made()
    files = out(root)
    assert {path.suffix for path in files} >= {".docx", ".html", ".csv", ".toml"}
    said = texts(files)
    found = numbers(said)
    assert not found & {7, 143, 268, 418}
    assert {145, 270} <= found
    assert "fewer than 10" in said
    assert "<10" in said
    # Control: the search sees such a number where it stands.
    assert 7 in numbers(texts([root / "indicators/data/2025-hospital.csv"])) | numbers("helped,under-18, 7 ")


@pytest.mark.parametrize("seed", range(12))
def test_canaries(made: Make, seed: int) -> None:
    """Over invented years no exact number that rounding changes stands in any file of the public and the oversight report."""
    chance = random.Random(seed)
    parts = {
        "under-18": chance.choice((2, 3, 4, 6, 7, 8, 9)),  # 1 stands in every date
        "18-29": chance.randint(100, 400),
        "30-and-over": chance.randint(401, 900),
    }
    root = made({2025: parts})
    exact = {number for number in (*parts.values(), sum(parts.values())) if number % 5}
    files = out(root)
    committee = committee_of(root)
    report = oversight(root, committee, TODAY, sent=True)
    assert report.changes is not None
    write(root, committee, report.changes, TODAY)
    written(root, report)
    files += [path for path in (*(root / "build").rglob("*"), *(root / "issued").rglob("*")) if path.is_file()]
    # How the committee worked, and items of the standard, are counts of its own papers; people stand under their own heading.
    people = "\n".join(
        part
        for part in (
            texts([path for path in files if path.suffix in (".csv", ".toml")]),
            *(
                texts([path]).partition("Figures about people")[2].partition("Agreements")[0]
                for path in files
                if path.suffix in (".docx", ".html")
            ),
            *(json.dumps(json.loads(path.read_text())["tables"]) for path in files if path.suffix == ".json"),
        )
    )
    assert not numbers(people) & exact, (parts, sorted(numbers(people)))


def test_a_door_without_rounding_is_caught(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: were numbers not rounded, the search above would find them."""
    monkeypatch.setattr(figures, "STEP", 1)
    assert {143, 268} <= numbers(texts(out(made())))


def test_what_was_published_is_kept_and_read_back(made: Make) -> None:
    """An entry with the digest and a file of the figures as they went out; the same year again adds nothing."""
    root = made()
    out(root)
    committee = committee_of(root)
    entry = next(one for one in committee.registers if one.kind == "releases" and one.get("threshold"))
    assert (entry.get("about"), entry.get("from"), entry.get("until"), entry.get("tested")) == (
        "services-used",
        date(2025, 1, 1),
        date(2025, 12, 31),
        True,
    )
    (release,) = published(committee)
    assert release == tabled(committee, *last_year(TODAY))[0].release
    assert [one for one in checked(root, TODAY).findings if one.code in ("RPT002", "RPT003", "FOL013")] == []
    assert [path for path in out(root) if "registers" in path.parts] == []


def test_a_corrected_year_is_refused(made: Make) -> None:
    """Other figures for a year that is out show what changed: the table is left out, with the reason, and nothing is added."""
    root = made()
    out(root)
    for path, content in returned(2025, {**SMALL, "18-29": 190}).items():
        (root / path).write_text(content, encoding="utf-8")
    (one,) = tabled(committee_of(root), *last_year(TODAY))
    assert one.release is None
    assert "published already" in one.why
    assert [path for path in out(root) if "registers" in path.parts] == []


def two_tables(made: Make, whole: str) -> Path:
    """Return a committee that counts twenty people twice: twelve and eight by age, and all of them once more."""
    other = INDICATOR.replace("Women and girls helped", "Journeys paid").replace('whole = "helped"\n', whole)
    other = other.replace('breakdowns = ["under-18", "18-29", "30-and-over"]\n', "")
    ages = INDICATOR.replace('["under-18", "18-29", "30-and-over"]', '["under-30", "30-and-over"]')
    by_agency = {"hospital": (3, 2), "police": (3, 2), "shelter": (3, 2), "legal": (3, 2)}
    files = {
        f"indicators/data/2025-{agency}.csv": "indicator,breakdown,value\n"
        f"helped,under-30,{young}\nhelped,30-and-over,{older}\njourneys,all,{young + older}\n"
        for agency, (young, older) in by_agency.items()
    }
    return made({}, {"indicators/helped.toml": ages, "indicators/journeys.toml": other, **files})


def test_a_release_that_would_leak_is_refused(made: Make) -> None:
    """The total of the same people would leave four numbers for the small one: it does not go out, and the reason has no number."""
    root = two_tables(made, 'whole = "helped"\n')
    ages, journeys = tabled(committee_of(root), *last_year(TODAY))
    assert ages.release is not None
    assert {one.cell: one.value for one in ages.release.shown}["*",] is None, "its own total would give the small one away"
    assert journeys.release is None
    assert "worked out" in journeys.why
    people = texts([one for one in out(root) if one.suffix == ".html"]).partition("Figures about people")[2]
    assert not numbers(people) & {8, 12, 20}
    assert "Journeys paid" in people, "it is said that something is not published"


def test_tables_of_other_people_do_not_give_one_another_away(made: Make) -> None:
    """Control: were the second table of other people, its total would tell nothing, and it goes out."""
    _ages, journeys = tabled(committee_of(two_tables(made, 'whole = "journeys"\n')), *last_year(TODAY))
    assert journeys.release is not None


def test_two_years_after_one_another(made: Make) -> None:
    """The next year is tested against the one that is out, by the same categories; it goes out and both are kept."""
    root = made({2024: SMALL, 2025: {"under-18": 8, "18-29": 161, "30-and-over": 281}})
    committee = committee_of(root)
    first = public(root, committee, date(2025, 6, 1))
    assert first.changes is not None
    write(root, committee, first.changes, date(2025, 6, 1))
    second = out(root)
    assert not numbers(texts(second)) & {7, 8, 143, 161, 268, 281, 418}
    assert [one.end.year for one in published(committee_of(root))] == [2024, 2025]


def test_other_categories_are_refused(made: Make) -> None:
    """Another way to divide the same people next year gives numbers away by difference; the table stays here."""
    root = made({2024: SMALL})
    committee = committee_of(root)
    first = public(root, committee, date(2025, 6, 1))
    assert first.changes is not None
    write(root, committee, first.changes, date(2025, 6, 1))
    for path, content in returned(2025, {"under-20": 12, "20-and-over": 300}).items():
        (root / path).write_text(content, encoding="utf-8")
    (root / "indicators/helped.toml").write_text(
        INDICATOR.replace('["under-18", "18-29", "30-and-over"]', '["under-20", "20-and-over"]'), encoding="utf-8"
    )
    (one,) = tabled(committee_of(root), *last_year(TODAY))
    assert "categories" in one.why


def test_dry_run_ranges_hold_at_least_five_numbers(made: Make) -> None:
    """What could be worked out for a small number is a range of five values or more, and holds the truth."""
    (one,) = tabled(committee_of(made()), *last_year(TODAY))
    ranges = {cell: (low, high) for cell, low, high in one.ranges}
    low, high = ranges["under-18",]
    assert low <= SMALL["under-18"] <= high
    assert high - low >= figures.LEAST_VALUES - 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"indicators/helped.toml": INDICATOR.replace("Women and girls helped", "Women killed")}, "killings"),
        ({"indicators/helped.toml": INDICATOR.replace('"people"', '"percent"')}, "share"),
        ({"indicators/data/2025-legal.csv": None}, "not all agencies"),
        ({"indicators/helped.toml": INDICATOR.replace('"yearly"', '"half-yearly"')}, "not all agencies"),
        ({"committee.toml": COMMITTEE + 'parts = ["under-18"]\npeople = 40000\n'}, "50,000"),
        ({"indicators/data/2025-legal.csv": "indicator,breakdown,value\nhelped,all,2.5\n"}, "whole number"),
    ],
)
def test_tables_that_do_not_go_out(made: Make, changes: dict[str, str | None], word: str) -> None:
    """Each rule keeps the table here with its reason; the report is made all the same."""
    root = made()
    for path, content in changes.items():
        if content is None:
            (root / path).unlink()
        else:
            (root / path).write_text(content, encoding="utf-8")
    (one,) = tabled(load(root)[0], *last_year(TODAY))
    assert one.release is None
    assert word in one.why
    assert not re.search(r"\b(7|143|268|418)\b", one.why)


@pytest.mark.parametrize(
    ("more", "shown"),
    [("", 40), ('year = "sum"\n', 100), ("survivors = true\n", 100), ('survivors = true\nyear = "last"\n', 40)],
)
def test_what_stands_is_not_added_over_the_year(made: Make, more: str, shown: int) -> None:
    """Of what stands at the end of a period the year has the last figure; of what happened the sum."""
    halves = INDICATOR.replace('"yearly"', '"half-yearly"').replace('breakdowns = ["under-18", "18-29", "30-and-over"]\n', "")
    data = {
        f"indicators/data/2025-h{half}-{agency}.csv": f"indicator,breakdown,value\nhelped,all,{15 if half == 1 else 10}\n"
        for half in (1, 2)
        for agency in AGENCIES
    }
    held = halves.replace("survivors = true\n", "").replace('covers = ["violence by a partner"]\n', "") + more
    (one,) = tabled(committee_of(made({}, {"indicators/helped.toml": held, **data})), *last_year(TODAY))
    assert one.release is not None
    assert {cell.cell: cell.value for cell in one.release.shown}["*",] == shown


def test_two_agencies_are_too_few(made: Make) -> None:
    """A total that fewer than three agencies fed is not shown; an agency that counted nobody does not hide the others."""
    root = made({2025: {"under-18": 0, "18-29": 0, "30-and-over": 0}})
    for agency in ("hospital", "police"):
        (root / f"indicators/data/2025-{agency}.csv").write_text(
            "indicator,breakdown,value\nhelped,18-29,90\nhelped,all,90\n", encoding="utf-8"
        )
    (one,) = tabled(committee_of(root), *last_year(TODAY))
    assert "three agencies" in one.why


@pytest.mark.parametrize("how", ["changed", "gone", "broken"])
def test_without_the_earlier_release_nothing_goes_out(made: Make, how: str) -> None:
    """A file of published figures that is not as it was, is gone or cannot be read stops the next release; check names it."""
    root = made()
    out(root)
    file = next(path for path in (root / "registers/releases").glob("*.csv") if "helped" in path.name)
    match how:
        case "changed":
            file.write_text(file.read_text().replace("145", "150"), encoding="utf-8")
        case "gone":
            file.unlink()
        case "broken":
            file.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(VawcoordError, match=r"published|not there"):
        public(root, load(root)[0], TODAY)
    expected = {"changed": "RPT002", "gone": "FOL013", "broken": "FOL005"}[how]
    assert expected in {one.code for one in checked(root, TODAY).findings}


PERSON = '\n[[representatives]]\nid = "a"\nname = "Amina Zuwena Testcase"\npost = "Head"\n'


def test_no_name_without_leave(made: Make) -> None:
    """A representative stands in the public report only with public = true; a goal that names another one stops it."""
    root = made(more={"members/police.toml": MEMBER.format(id="police", sector="police") + PERSON})
    assert "Testcase" not in texts(out(root))
    (root / "members/police.toml").write_text(MEMBER.format(id="police", sector="police") + PERSON + "public = true\n")
    assert "Amina Zuwena Testcase" in texts(out(root))
    (root / "members/police.toml").write_text(MEMBER.format(id="police", sector="police") + PERSON)
    plan = root / "plan/2026.toml"
    plan.parent.mkdir()
    plan.write_text('title = "Plan"\n[[goals]]\nid = "g"\ntitle = "Ask Amina Zuwena Testcase first"\n')
    with pytest.raises(VawcoordError, match="has not agreed") as caught:
        public(root, load(root)[0], TODAY, confirm="She will not mind.")
    assert "Testcase" not in caught.value.message


def test_no_secret_place_and_no_number(made: Make) -> None:
    """A place that must stay secret stops the report whatever the reason; a telephone number stops it without one."""
    secret = MEMBER.format(id="shelter", sector="survivors") + 'confidential_location = true\naddress = "Old Mill Lane 4"\n'
    root = made(more={"members/shelter.toml": secret})
    plan = root / "plan/2026.toml"
    plan.parent.mkdir()
    plan.write_text('title = "Plan"\n[[goals]]\nid = "g"\ntitle = "A bus to Old Mill Lane 4"\n')
    with pytest.raises(VawcoordError, match="must stay secret") as caught:
        public(root, load(root)[0], TODAY, confirm="Everybody knows it.")
    assert "Mill" not in caught.value.message
    plan.write_text('title = "Plan"\n[[goals]]\nid = "g"\ntitle = "Ring 0722 481 903"\n')
    with pytest.raises(VawcoordError, match="telephone"):
        public(root, load(root)[0], TODAY)


def test_champions_never_leave(made: Make) -> None:
    """The register of champions is in no report."""
    entry = 'date = 2025-06-01\nrole = "faith-leader"\nsupport = "training"\ncount = "under-10"\nby = "police"\n'
    root = made(more={"registers/champions/2025-06-01-canaryword.toml": entry})
    files = out(root)
    report = oversight(root, committee_of(root), TODAY)
    written(root, report)
    assert "faith-leader" not in texts([*files, *(path for path in (root / "build").rglob("*") if path.is_file())])


def test_thresholds_and_days(made: Make) -> None:
    """The threshold never falls below five; days that have not come are refused."""
    root = made()
    committee = committee_of(root)
    with pytest.raises(VawcoordError, match="multiple of 5"):
        public(root, committee, TODAY, threshold=3)
    with pytest.raises(VawcoordError, match="not come"):
        public(root, committee, TODAY, until=date(2026, 12, 31))
    with pytest.raises(VawcoordError, match="not come"):
        progress(root, committee, TODAY, since=date(2027, 1, 1))
    assert twelve_months(date(2026, 3, 31), TODAY) == (date(2025, 4, 1), date(2026, 3, 31))


def test_oversight_return(made: Make) -> None:
    """The return holds verdicts with their proof, the committee's own work and figures as they may leave; coverage is recorded."""
    root = made()
    committee = committee_of(root)
    report = oversight(root, committee, TODAY, asked=("A nurse at night.",))
    assert report.data is not None
    assert report.id == "oversight-2025-h2"
    assert len(report.data["items"]) == 48
    assert {"id", "verdict", "proof", "contested", "evidence"} <= report.data["items"][0].keys()
    assert report.data["requests"] == ["A nurse at night."]
    (table,) = report.data["tables"]
    assert {"cell": ["under-18"], "value": None, "small": True} in table["shown"]
    said = json.dumps(report.data)
    assert "members/" not in said
    assert report.changes is not None
    paths = report.changes.paths()
    assert "coverage/2026-06-01.toml" in paths
    assert any("releases" in path for path in paths)
    assert not any("reports-sent" in path for path in paths)


def test_sent_is_noted_once_and_compared(made: Make) -> None:
    """With `sent` the return is kept as it was and the register names it; a second time is refused; then changes are compared."""
    root = made()
    committee = committee_of(root)
    report = oversight(root, committee, TODAY, sent=True)
    assert report.changes is not None
    write(root, committee, report.changes, TODAY)
    committee = committee_of(root)
    (entry,) = [one for one in committee.registers if one.kind == "reports-sent"]
    assert (entry.get("to"), entry.get("sent"), entry.get("document")) == ("oversight-body", TODAY, "report/oversight-2025-h2")
    assert [one for one in checked(root, TODAY).findings if one.code in ("RPT001", "FOL010")] == []
    with pytest.raises(VawcoordError, match="already"):
        oversight(root, committee, TODAY, sent=True)
    assert "What moved since" in str(oversight(root, committee, date(2026, 7, 2), compare=True).sheet.blocks)


PROTOCOL = """\
+++
title = "Information sharing protocol"
template = "mou/information-sharing@1"
language = "en"
parties = {parties}
in_force = "all"
{more}+++

## Figures {{#totals guidelines="{items}"}}

Exact totals go to {body} alone.

## Signatures {{#signatures}}

Signed.
"""
BODY = "the County\nAssembly"
CANARY = {"under-18": 7, "18-29": 14357, "30-and-over": 27493}
"""A year whose exact total, 41857, stands nowhere by chance."""


class Sealed:
    """A committee whose protocol is in force, with the key that opens what is sealed to the body."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.key = pyrage.x25519.Identity.generate()

    def protocol(self, *, body: str = BODY, items: str = "L2.6.9", more: str = "", signed: tuple[str, ...] = AGENCIES) -> None:
        """Write the protocol and the signatures of some agencies."""
        parties = json.dumps(AGENCIES)
        path = self.root / "mou/information-sharing.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(PROTOCOL.format(parties=parties, more=more, items=items, body=body), encoding="utf-8")
        document = load(self.root)[0].document("mou/information-sharing")
        assert document is not None
        text = digest_of(self.root, document)
        lines = "".join(
            f'  {{ date = 2026-01-10, event = "signed", party = "{one}", name = "A Head", post = "Head", digest = "{text}" }},\n'
            for one in signed
        )
        path.with_suffix(".log.toml").write_text(f"entries = [\n{lines}]\n", encoding="utf-8")

    def profile(self, **more: str) -> None:
        """Write committee.toml with what is said of the body: its key and the agreed totals, unless told otherwise."""
        held = {
            "name": '"County Assembly"',
            "reports": '"half-yearly"',
            "key": f'"{self.key.to_public()}"',
            "totals": '["helped"]',
        }
        said = ", ".join(f"{name} = {value}" for name, value in (held | more).items() if value)
        lines = [line for line in COMMITTEE.splitlines() if not line.startswith("oversight")]
        (self.root / "committee.toml").write_text("\n".join([*lines, f"oversight = {{ {said} }}", ""]), encoding="utf-8")

    def report(self, *, sent: bool = True, name: str = "", today: date = TODAY) -> Report:
        """Return the report with exact totals."""
        return oversight(self.root, load(self.root)[0], today, name=name, exact=True, sent=sent)

    def send(self, **more: Any) -> Report:
        """Make the report as the command does."""
        report = self.report(**more)
        assert report.changes is not None
        write(self.root, load(self.root)[0], report.changes, more.get("today", TODAY))
        written(self.root, report)
        return report

    def opened(self, report: Report) -> dict[str, Any]:
        """Return what the body reads."""
        said: dict[str, Any] = json.loads(pyrage.decrypt(report.sealed, [self.key]))
        return said


@pytest.fixture
def sealing(made: Make) -> Sealed:
    """Return a committee from which exact totals may go."""
    held = Sealed(made({2025: CANARY}))
    held.profile()
    held.protocol()
    return held


def test_exact_totals_reach_the_body(sealing: Sealed) -> None:
    """The body opens one number with what it counts, as data and as a plain table: no part, no agency; the log has no figure."""
    report = sealing.send()
    assert (sealing.root / "build/reports/oversight-2025-h2-totals.json.age").read_bytes() == report.sealed
    said = sealing.opened(report)
    (total,) = said["totals"]
    assert (total["id"], total["value"], total["from"], total["until"]) == ("helped", 41857, "2025-01-01", "2025-12-31")
    assert said["clause"] == "mou/information-sharing.md:9 #totals"
    assert any("41857  Women and girls helped [people]" in line for line in said["table"])
    plain = json.dumps(said)
    assert not re.search(r"14357|27493|under-18|Agency|hospital|police|shelter|legal", plain)
    (entry,) = [one for one in committee_of(sealing.root).registers if one.kind == "reports-sent"]
    assert entry.get("digest") == digest(report.sealed)
    assert entry.get("clause") == "mou/information-sharing.md:9 #totals"
    assert {one.code for one in checked(sealing.root, TODAY).findings} & {"FOL005", "FOL010", "FOL013", "RPT001"} == set()


def test_the_exact_total_never_touches_the_disk(sealing: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one write of the whole way holds the total, also not one of a temporary file, and no file of the folder does after it."""
    through: list[bytes] = []
    opened: list[tuple[str, Any]] = []
    watching = [True]
    real = os.write

    def spied(handle: int, content: Any) -> int:
        through.append(bytes(content))
        return real(handle, content)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            opened.append((str(arguments[0]), arguments[2]))

    monkeypatch.setattr("os.write", spied)
    sys.addaudithook(hook)
    try:
        report = sealing.send()
    finally:
        watching.clear()  # a hook stays until the end of the process
    assert b"41857" not in b"".join(through)
    assert any(report.sealed in one for one in through), "control: the sealed file went this way"
    strange = [path for path, _flags in opened if not Path(path).resolve().is_relative_to(sealing.root.resolve())]
    assert strange == []
    for path in sealing.root.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    held = b"".join(map(archive.read, archive.namelist()))
            assert b"41857" not in held, path
            assert b"41,857" not in held, path
    assert b"41857" in pyrage.decrypt(report.sealed, [sealing.key]), "control: that is where it stands"


def test_only_sealed_with_its_entry(sealing: Sealed) -> None:
    """Without `sent` it is said what would go and nothing is sealed; a report that went without totals can be followed by them, once."""
    before = sealing.send(sent=False)
    assert before.sealed == b""
    assert [one.total is not None for one in before.totals] == [True]
    assert not list((sealing.root / "build").rglob("*.age"))
    plain = oversight(sealing.root, committee_of(sealing.root), TODAY, sent=True)
    assert plain.changes is not None
    write(sealing.root, committee_of(sealing.root), plain.changes, TODAY)
    sealing.send()
    sent = [one for one in committee_of(sealing.root).registers if one.kind == "reports-sent"]
    assert sorted(bool(one.get("digest")) for one in sent) == [False, True]
    with pytest.raises(VawcoordError, match="already"):
        sealing.send()


def test_nobody_else_opens_it(sealing: Sealed) -> None:
    """Another key does not open the file, and the same report is another file each time."""
    report = sealing.report()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(report.sealed, [pyrage.x25519.Identity.generate()])
    assert report.sealed != sealing.report().sealed


RESERVED = """
[[reservations]]
party = "shelter"
clause = "totals"
kind = "bound-with-limits"
text = "No exact figure of this party goes to anyone."
"""
REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "no text": ({"signed": ()}, {}, "no clause on figures of an information sharing protocol in force names County Assembly"),
    "one signature missing": ({"signed": AGENCIES[1:]}, {}, "no clause on figures"),
    "another body": ({"body": "the National Council"}, {}, "no clause on figures"),
    "another matter": ({"items": "L2.1.1"}, {}, "no clause on figures"),
    "no key": ({}, {"key": ""}, "mou/information-sharing.md:9 names County Assembly, .* holds none"),
    "no totals": ({}, {"totals": ""}, "does not say which were agreed"),
    "a clause of no text": ({}, {"clause": '"mou/other#totals"'}, "there is no such text"),
    "a clause not in force": ({"signed": ()}, {"clause": '"mou/information-sharing#totals"'}, "is not in force"),
    "no such clause": ({}, {"clause": '"mou/information-sharing#figures"'}, 'no clause "figures"'),
    "a clause on other things": ({}, {"clause": '"mou/information-sharing#signatures"'}, "about something else"),
    "a clause on another body": (
        {"body": "the Council"},
        {"clause": '"mou/information-sharing#totals"'},
        "does not name County Assembly",
    ),
    "a reservation": ({"more": RESERVED}, {}, "let exact totals go: shelter"),
    "an indicator that is not agreed": ({}, {"totals": '["other"]'}, "Not one of the agreed totals"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_exact_totals_are_refused(sealing: Sealed, why: str) -> None:
    """Each condition that is not met has its own sentence with a remedy, and nothing is sealed."""
    protocol, profile, says = REFUSED[why]
    sealing.profile(**profile)
    sealing.protocol(**protocol)
    with pytest.raises(VawcoordError, match=says) as caught:
        sealing.report()
    assert caught.value.mend
    assert "41857" not in caught.value.message


def test_a_key_that_is_none_is_found(sealing: Sealed) -> None:
    """A key with a slip is a finding at its place, and counts as none."""
    key = str(sealing.key.to_public())
    sealing.profile(key=f'"{key[:-1]}{"q" if key[-1] != "q" else "p"}"')
    (one,) = [one for one in load(sealing.root)[1] if one.code == "FOL005"]
    assert "age key" in one.message
    assert key[:-1] not in one.message
    with pytest.raises(VawcoordError, match="holds none"):
        sealing.report()


def test_another_text_must_be_named(sealing: Sealed) -> None:
    """A procedure in force that names the body permits only where committee.toml names its clause; it binds all members."""
    sealing.protocol(signed=())
    path = sealing.root / "sop/figures.md"
    path.parent.mkdir()
    path.write_text(
        '+++\ntitle = "On figures"\nlanguage = "en"\nin_force = "adoption"\n+++\n\n'
        '## Reports {#reports guidelines="L2.6.9"}\n\nTotals go to the County\nAssembly, only under the protocol.\n',
        encoding="utf-8",
    )
    document = load(sealing.root)[0].document("sop/figures")
    assert document is not None
    adopted = (
        f'date = 2026-01-01, event = "adopted", decision = "2026-01-01-x/d1", digest = "{digest_of(sealing.root, document)}"'
    )
    (sealing.root / "sop/figures.log.toml").write_text(f"entries = [\n  {{ {adopted} }},\n]\n")
    with pytest.raises(VawcoordError, match="no clause on figures"):
        sealing.report()
    sealing.profile(clause='"sop/figures#reports"')
    assert sealing.opened(sealing.report())["clause"] == "sop/figures.md:7 #reports"


def only(sealing: Sealed, says: str) -> None:
    """Hold that the one total stays out for a reason that has no number of people in it."""
    (one,) = sealing.report(sent=False).totals
    assert one.total is None
    assert says in one.why
    assert not numbers(one.why) & {7, 9, 428, 14357, 27493, 41857}
    with pytest.raises(VawcoordError, match="Not one of the agreed totals"):
        sealing.report()


def test_killings_never_go(sealing: Sealed) -> None:
    """Not even the total of killings, agreed or not."""
    path = sealing.root / "indicators/helped.toml"
    path.write_text(INDICATOR.replace("Women and girls helped", "Femicides"), encoding="utf-8")
    only(sealing, "killings are never counted")


def test_one_agency_alone_is_no_total(sealing: Sealed) -> None:
    """What one agency fed stays out, whether it was asked alone or the others counted nobody; two make a total."""
    for agency in AGENCIES[1:]:
        path = sealing.root / f"indicators/data/2025-{agency}.csv"
        path.write_text("indicator,breakdown,value\nhelped,all,0\n", encoding="utf-8")
    only(sealing, "one agency fed")
    path.write_text("indicator,breakdown,value\nhelped,18-29,50\nhelped,all,50\n", encoding="utf-8")
    assert sealing.opened(sealing.report())["totals"]


def test_a_missing_return_is_no_zero(sealing: Sealed) -> None:
    """While one agency has not sent its figures there is no total."""
    (sealing.root / "indicators/data/2025-police.csv").unlink()
    only(sealing, "not all agencies have sent")


def test_a_total_that_gives_a_small_number_away_stays_out(sealing: Sealed) -> None:
    """With the rounded table beside it, this total would leave one number for the small one: 428 - 147 - 272."""
    for path, content in returned(2025, {"under-18": 9, "18-29": 147, "30-and-over": 272}).items():
        (sealing.root / path).write_text(content, encoding="utf-8")
    only(sealing, "could be worked out")


def test_totals_after_one_another_are_put_together(sealing: Sealed) -> None:
    """Two half-years, each harmless alone: the second would complete the year of which the table is out, and stays."""
    parts = {"under-18": 9, "18-29": 147, "30-and-over": 272}
    halves = {"h1": {"under-18": 4, "18-29": 70, "30-and-over": 130}, "h2": {"under-18": 5, "18-29": 77, "30-and-over": 142}}
    assert {name: sum(half[name] for half in halves.values()) for name in parts} == parts
    for agency in AGENCIES:
        (sealing.root / f"indicators/data/2025-{agency}.csv").unlink()
    for half, held in halves.items():
        for path, content in returned(2025, held).items():
            (sealing.root / path.replace("2025-", f"2025-{half}-")).write_text(content, encoding="utf-8")
    (sealing.root / "indicators/helped.toml").write_text(INDICATOR.replace('"yearly"', '"half-yearly"'), encoding="utf-8")
    alone = sealing.report()
    assert sealing.opened(alone)["totals"][0]["value"] == 224
    first = sealing.send(name="2025-h1")
    assert sealing.opened(first)["totals"][0]["value"] == 204
    only(sealing, "could be worked out")


def test_a_time_that_is_not_over_has_no_total(sealing: Sealed) -> None:
    """A running time would give growing totals, whose difference is a few people."""
    with pytest.raises(VawcoordError, match="not over"):
        sealing.report(name="2026-h1")


def test_periods(made: Make) -> None:
    """The time is the last that is over by the body's rhythm, or the one named; one that has not begun is refused."""
    root = made()
    committee = committee_of(root)
    assert turn_of(committee, "", TODAY).id == "2025-h2"
    assert turn_of(committee, "2026-H1", TODAY).end == date(2026, 6, 30)
    for name, word in (("2027", "not begun"), ("soon", "no period")):
        with pytest.raises(VawcoordError, match=word):
            turn_of(committee, name, TODAY)
    (root / "committee.toml").write_text(COMMITTEE.replace("oversight", "# oversight"))
    with pytest.raises(VawcoordError, match="names no body"):
        oversight(root, load(root)[0], TODAY)


def test_what_counts_nobody_may_leave_as_it_is(made: Make) -> None:
    """Only with `public = true`, and never where people or forms of violence are counted: an oversight does no harm."""
    nights = (
        'title = "Nights"\ndefinition = "Nights with a nurse."\nunit = "nights"\nfrequency = "yearly"\nagencies = ["hospital"]\n'
    )
    data = "indicator,breakdown,value\nnights,all,7\n"
    for more, shown in (("public = true\n", True), ("", False), ("public = true\nreports = true\n", False)):
        root = made({}, {"indicators/nights.toml": nights + more, "indicators/data/2025-hospital.csv": data})
        assert (7 in numbers(texts([one for one in out(root) if one.suffix == ".html"]))) is shown, more


def test_the_same_folder_gives_the_same_report(made: Make) -> None:
    """Twice the same day: the same bytes, and nothing newly written."""
    root = made()
    out(root)
    assert out(root) == []


def test_working_figures_are_known() -> None:
    """Every figure that the public sees is one that can be computed."""
    from vawcoord.records.computed import COMPUTED

    assert set(releases.WORKING) <= {one.id for one in COMPUTED}
    assert not set(releases.WORKING) & {"complaints-on-time", "undertakings-valid", "recommendations-done"}
