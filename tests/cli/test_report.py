"""The commands `report` and `rollup`: what they print and write, what they refuse, and that no exact small number is in it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

DAY = "2026-06-01"
AGENCIES = {"hospital": "health", "police": "police", "legal": "legal-aid", "shelter": "survivors"}
HELPED = (
    'title = "Women and girls helped"\ndefinition = "Once in the year."\nunit = "people"\nsurvivors = true\n'
    'covers = ["violence by a partner"]\nfrequency = "yearly"\nagencies = ["hospital", "police", "legal", "shelter"]\n'
    'breakdowns = ["girls", "women"]\nno_baseline = "New."\n'
)


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with four agencies, of which three helped two girls and one a single one, and 246 women in all."""
    files = {
        f"members/{name}.toml": f'name = "Agency {name}"\nsector = "{sector}"\njoined = 2020-01-01\n'
        for name, sector in AGENCIES.items()
    }
    for place, name in enumerate(AGENCIES):
        girls, women = (1, 60 + place) if place == 3 else (2, 60 + place)
        files[f"indicators/data/2025-{name}.csv"] = (
            f"indicator,breakdown,value\nhelped,girls,{girls}\nhelped,women,{women}\nhelped,all,{girls + women}\n"
        )
    made = folder({**files, "indicators/helped.toml": HELPED})
    path = made / "committee.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'oversight = { name = "County Assembly", reports = "half-yearly" }\n')
    return made


def numbers(text: str) -> set[str]:
    """Return the numbers that stand by themselves in a text."""
    return set(re.findall(r"(?<![\w.:/#-])\d{1,4}(?![\w:/-])", text))


def test_dry_run_says_and_writes_nothing(said: Run, root: Path, prints: Callable[[Path], dict[str, str]]) -> None:
    """What would go out, with the range that could be worked out; no exact number, and not a byte is written."""
    before = prints(root)
    ran = said("-C", root, "--today", DAY, "report", "public", "--dry-run").sound()
    assert ran.code == 0
    assert "<10" in ran.out
    assert "245" in ran.out
    assert re.search(r"\b0 to \d", ran.out)
    assert "new" in ran.out
    assert "words to a sentence" in ran.out
    table = ran.out.partition(" words to a sentence")[0].rpartition("\n")[0]
    assert not numbers(table) & {"7", "246", "253"}
    assert prints(root) == before


def test_public(said: Run, root: Path) -> None:
    """Files under build, an entry and the figures in the register; then the same is published already."""
    ran = said("-C", root, "--today", DAY, "report", "public", "--why").sound()
    assert ran.code == 0, ran.err
    for path in (
        "build/reports/public-2025.docx",
        "build/reports/public-2025.html",
        "registers/releases/2026-06-01-helped-2025.toml",
    ):
        assert path in ran.out
        assert (root / path).exists()
    assert "published before" in said("-C", root, "--today", DAY, "report", "public", "--dry-run").out
    assert said("-C", root, "--today", DAY, "check").out.count("RPT00") <= 1


def test_oversight_and_rollup(said: Run, root: Path, tmp_path: Path) -> None:
    """A return that is sent is noted; `rollup` reads it and names who is missing."""
    ran = said("-C", root, "--today", DAY, "report", "oversight", "--ask", "A nurse at night.", "--sent").sound()
    assert ran.code == 0, ran.err
    file = root / "build/reports/oversight-2025-h2-return.json"
    assert json.loads(file.read_text(encoding="utf-8"))["requests"] == ["A nurse at night."]
    assert list((root / "registers/reports-sent").glob("*.toml"))
    (tmp_path / "expected.txt").write_text("lakeside\nfar-district Far District\n")
    (tmp_path / "foreign.json").write_text("{}")
    ran = said(
        "-C", tmp_path, "--today", DAY, "rollup", file, "foreign.json", "--out", "out", "--expected", "expected.txt"
    ).sound()  # fmt: skip
    assert ran.code == 0
    assert "1 return read, 1 file left out, 1 committee is missing." in ran.out
    assert "foreign.json: this is JSON, and no return" in ran.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "rollup.csv",
        "rollup.docx",
        "rollup.html",
        "rollup.xlsx",
    ]
    again = said("-C", tmp_path, "--today", DAY, "rollup", file, "--out", "out").sound()
    assert again.code == 2
    assert "--replace" in again.err


def test_exact_totals(said: Run, root: Path) -> None:
    """What goes is said without a figure, with clause and the end of the key; the sealed file lies beside the return; once only."""
    import pyrage

    key = pyrage.x25519.Identity.generate()
    more = f'", key = "{key.to_public()}", clause = "sop/figures#totals", totals = ["helped"] }}'
    path = root / "committee.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('half-yearly" }', f"half-yearly{more}"), encoding="utf-8")
    text = root / "sop/figures.md"
    text.parent.mkdir()
    text.write_text(
        '+++\ntitle = "On figures"\nlanguage = "en"\nin_force = "adoption"\n+++\n\n'
        '## Totals {#totals guidelines="L2.6.5"}\n\nTotals go to the County Assembly.\n',
        encoding="utf-8",
    )
    ran = said("-C", root, "--today", DAY, "report", "oversight", "--exact").sound()
    assert (ran.code, "sop/figures is not in force" in ran.err) == (2, True)
    assert said("-C", root, "--today", DAY, "sop", "adopt", "figures", "--by", "2026-05-01-x/d1").sound().code == 0
    ran = said("-C", root, "--today", DAY, "report", "oversight", "--exact").sound()
    assert "a number below 10 could be worked out" in ran.out, "253 without 245 leaves 6 to 9 for the girls"
    data = root / "indicators/data/2025-hospital.csv"
    data.write_text("indicator,breakdown,value\nhelped,girls,2\nhelped,women,58\nhelped,all,60\n", encoding="utf-8")
    for path in (root / "registers/releases").iterdir():  # as if the table had not gone out
        path.unlink()
    ran = said("-C", root, "--today", DAY, "report", "oversight", "--exact").sound()
    assert "Nothing was sealed" in ran.out
    assert "--exact --sent" in ran.out
    assert not list((root / "build").rglob("*.age"))
    ran = said("-C", root, "--today", DAY, "report", "oversight", "--exact", "--sent").sound()
    assert ran.code == 0, ran.err
    assert "Women and girls helped: the exact total." in ran.out
    assert "under sop/figures.md:7 #totals" in ran.out
    assert str(key.to_public())[-8:] in ran.out
    assert "by voice or in a meeting" in ran.out
    assert "251" not in ran.out + ran.err
    sealed = (root / "build/reports/oversight-2025-h2-totals.json.age").read_bytes()
    assert json.loads(pyrage.decrypt(sealed, [key]))["totals"][0]["value"] == 251
    ran = said("-C", root, "--today", DAY, "report", "oversight", "--exact", "--sent").sound()
    assert (ran.code, "already" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said_then"),
    [
        (
            ("report", "oversight", "--exact"),
            "no clause on figures of an information sharing protocol in force names County Assembly",
        ),
        (("report", "oversight", "--period", "2031"), "has not begun"),
        (("report", "oversight", "--period", "someday"), "no period"),
        (("report", "oversight", "--compare"), "No coverage was recorded"),
        (("report", "public", "--threshold", "4"), "multiple of 5"),
        (("report", "public", "--until", "2027-01-01"), "not come"),
        (("report", "progress", "--since", "2027-01-01"), "not come"),
        (("report", "progress", "--since", "soon"), "no date"),
        (("report", "publik"), 'Did you mean "public"?'),
        (("rollup", "--out", "x"), "FILE"),
        (("rollup", "nothing.json", "--out", "x"), "Not one return"),
    ],
)
def test_wrong_input(said: Run, root: Path, words: tuple[str, ...], said_then: str) -> None:
    """Each slip gets one sentence and the status 2; nothing is written."""
    before = sorted(path for path in root.rglob("*") if path.is_file())
    ran = said("-C", root, "--today", DAY, *words).sound()
    assert ran.code == 2
    assert said_then in ran.err
    assert sorted(path for path in root.rglob("*") if path.is_file()) == before


def test_until_moves_the_year(said: Run, root: Path) -> None:
    """Twelve months that the periods do not fill are named with the reason; the report says that something is left out."""
    ran = said("-C", root, "--today", DAY, "report", "public", "--until", "2026-03-31").sound()
    assert ran.code == 0
    assert "do not fill the time" in ran.out
    assert "Women and girls helped" in (root / "build/reports/public-2026-03-31.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_languages(said: Run, root: Path, language: str) -> None:
    """All reports have their fixed words in the languages there are."""
    for words in (("progress",), ("oversight",), ("public",)):
        ran = said("-C", root, "--today", DAY, "report", *words, "--language", language).sound()
        assert ran.code == 0, ran.err
    page = (root / "build/reports/public-2025.html").read_text(encoding="utf-8")
    assert "What was done" not in page
    assert f'lang="{language}"' in page
