"""`handover` and `handover --take` by commands: what is written, what is printed, the same bytes again."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]
DAY = ("--today", "2026-11-22")
EXAMPLE = Path(__file__).parent.parent.parent / "examples/committee"


@pytest.fixture
def lakeside(tmp_path: Path) -> Path:
    """Return a copy of the example, with a contact that must stay where it is."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "lakeside", ignore=shutil.ignore_patterns("build", ".vawcoord")))
    contact = '[[contacts]]\nperson = "county-police/a-mwangi"\nphones = ["+254 700 123456"]\nemails = ["desk@example.org"]\n'
    (root / "contacts.toml").write_text(contact, encoding="utf-8")
    return root


def text_of(path: Path) -> str:
    """Return the words of a Word file."""
    with ZipFile(path) as held:
        return " ".join(re.findall(r"<w:t[^>]*>([^<]*)", held.read("word/document.xml").decode()))


def test_one_paper_for_the_next_secretary(said: Run, lakeside: Path, prints: Prints) -> None:
    """Word file and page lie under build, marked internal in name and head, without telephones; the folder stays as it was."""
    before = prints(lakeside)
    ran = said("-C", lakeside, *DAY, "handover", "--backup", "stick 2").sound()
    assert ran.code == 0, ran.all
    word, page = lakeside / "build/handover-internal.docx", lakeside / "build/handover-internal.html"
    for said_there in (text_of(word), page.read_text(encoding="utf-8")):
        for part in ("2026-2028/1.2", "Supt. Peter Wanjala", "8 December 2026", "stick 2", "☐", "Nancy Wambui", "contacts.toml"):
            assert part in said_there, part
        for secret in ("123456", "desk@example.org"):
            assert secret not in said_there
    after = {name: one for name, one in prints(lakeside).items() if not name.startswith("build")}
    assert after == before

    first = word.read_bytes()
    shutil.rmtree(lakeside / "build")
    assert said("-C", lakeside, *DAY, "handover", "--backup", "stick 2").code == 0
    assert word.read_bytes() == first


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_in_other_languages(said: Run, lakeside: Path, language: str) -> None:
    """The paper comes in any language that has fixed words."""
    assert said("-C", lakeside, *DAY, "handover", "--language", language).code == 0
    title = {"fr": "Passation au prochain secrétariat", "ar": "تسليم أمانة السر"}[language]
    assert title in text_of(lakeside / "build/handover-internal.docx")


def test_an_edited_paper_is_set_aside(said: Run, lakeside: Path) -> None:
    """Whoever ticked boxes in Word finds that copy again."""
    said("-C", lakeside, *DAY, "handover")
    word = lakeside / "build/handover-internal.docx"
    word.write_bytes(word.read_bytes() + b"ticked")
    ran = said("-C", lakeside, *DAY, "handover")
    assert "build/edited/handover-internal-1.docx" in ran.err
    assert (lakeside / "build/edited/handover-internal-1.docx").read_bytes().endswith(b"ticked")


def test_as_data_nothing_is_written(said: Run, lakeside: Path, prints: Prints) -> None:
    """With --json the parts are printed, and nothing is written."""
    before = prints(lakeside)
    held = said("-C", lakeside, *DAY, "handover", "--json").json["data"]["sections"]
    assert [one["id"] for one in held][:3] == ["open", "waiting", "papers"]
    assert "123456" not in str(held)
    assert prints(lakeside) == before


def test_taking_over_from_nobody(said: Run, lakeside: Path, prints: Prints) -> None:
    """What is missing stands there in order of urgency, with whom to ask and the command; nothing is written."""
    (lakeside / "contacts.toml").unlink()
    before = prints(lakeside)
    ran = said("-C", lakeside, *DAY, "handover", "--take").sound()
    assert ran.code == 0
    order = [ran.out.index(one) for one in ("\nNow\n", "\nSoon\n", "\nWhen there is time\n")]
    assert order == sorted(order)
    assert "Ask Head of Station, Lakeside Magistrates' Court." in ran.out
    assert "vawcoord member change magistrates-court --person r-njoroge --authority REF" in ran.out
    held = said("-C", lakeside, *DAY, "handover", "--take", "--json").json["data"]["missing"]
    assert held[0]["urgency"] == "now"
    assert all(set(one) == {"urgency", "what", "ask", "command"} for one in held)
    assert prints(lakeside) == before
    assert max(map(len, said("-C", lakeside, *DAY, "handover", "--take", "--plain").out.splitlines())) <= 100


def test_an_empty_folder(said: Run, lake: Path) -> None:
    """A folder just made can be handed over, and tells what it lacks."""
    assert said("-C", lake, *DAY, "handover").code == 0
    assert "No secretary is recorded." in said("-C", lake, *DAY, "handover", "--take").out


def test_one_screen(said: Run, lakeside: Path) -> None:
    """`status` fits 24 lines of 80 signs; --all shows the rest; --plain says the group before each entry."""
    lines = said("-C", lakeside, *DAY, "status").out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    every = said("-C", lakeside, *DAY, "status", "--all").out.splitlines()
    assert len(every) > len(lines)
    assert not any("more)" in line for line in every)
    assert "Late: 2026-09-30, 1.2 Collect" in said("-C", lakeside, *DAY, "status", "--plain").out
    assert max(map(len, said("-C", lakeside, *DAY, "today").out.splitlines())) <= 80


def test_nothing_to_do(said: Run, folder: Callable[..., Path]) -> None:
    """A folder without anything says so in one calm line."""
    out = said("-C", folder(), *DAY, "today").out
    assert "To do now" in out or "Nothing waits to be done." in out
