"""The way of a draft through the agencies at the command line: out, back, decided, answered; what is asked can be taken up again."""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tests.returning import replacing

from vawcoord.cli.main import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
NAME = "information-sharing"
FILE = f"mou/{NAME}.md"
OLD, NEW = "Membership of the committee is no permission", "Membership is no permission"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the example in which the protocol went round."""
    made = Path(shutil.copytree(EXAMPLE, tmp_path / "lakeside", ignore=shutil.ignore_patterns("build", ".vawcoord")))
    assert run(["-C", str(made), "--today", "2026-11-22", "mou", "issue", NAME, "--to", "county-police,district-hospital"]) == 0
    return made


@pytest.fixture
def files(root: Path, tmp_path: Path) -> list[str]:
    """Return two copies that came back, with a clash."""
    copy = root / f"build/issued/{NAME}-2026-11-22.docx"
    police = replacing(copy, tmp_path / "county-police.docx", OLD, NEW)
    hospital = replacing(copy, tmp_path / "district-hospital.docx", OLD, "Membership permits nothing")
    return [str(police), str(hospital)]


class Terminal(io.StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        """Say that somebody is there."""
        return True


def vawcoord(root: Path, *words: str, day: str = "2026-11-26") -> int:
    """Run a command on a day."""
    return run(["-C", str(root), "--today", day, *words])


def test_a_dry_run_leaves_the_folder_as_it_was(
    root: Path, files: list[str], hashes: Callable[[Path], dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """`receive --dry-run` shows the clash and writes nothing, and `take` without options only shows what waits."""
    before = hashes(root)
    assert vawcoord(root, "receive", *files, "--dry-run") == 0
    assert "CLASH: 2 different proposals." in capsys.readouterr().out
    assert vawcoord(root, "mou", "take", NAME) == 0
    assert hashes(root) == before


def test_the_clashes_lie_in_a_sheet_and_not_in_the_text(root: Path, files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """After `receive` the agreement is as it was, and a Word sheet has both wordings."""
    before = (root / FILE).read_bytes()
    assert vawcoord(root, "receive", *files) == 0
    assert "build/answers/mou-information-sharing-to-decide.docx" in capsys.readouterr().out
    assert (root / FILE).read_bytes() == before
    assert (root / "build/answers/mou-information-sharing-to-decide.docx").is_file()
    assert vawcoord(root, "mou", "list") == 0
    assert f"{NAME}: out since 2026-11-22" not in capsys.readouterr().out


def test_the_whole_way_by_options(root: Path, files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """One is taken, one is not, with a reason; each agency has its sheet; the journal of the document tells it."""
    assert vawcoord(root, "receive", *files) == 0
    assert vawcoord(root, "mou", "take", NAME, "--accept", "purpose", "--from", "county-police") == 0
    reason = ("--reason", "The police's words are shorter.")
    assert vawcoord(root, "mou", "take", NAME, "--reject", "purpose", "--from", "district-hospital", *reason) == 0
    assert NEW in (root / FILE).read_text(encoding="utf-8")
    for agency in ("county-police", "district-hospital"):
        assert (root / f"build/answers/mou-{NAME}-{agency}.docx").is_file()
    capsys.readouterr()
    assert vawcoord(root, "mou", "reply", NAME, "--from", "county-police") == 0
    assert vawcoord(root, "mou", "history", NAME) == 0
    assert capsys.readouterr().out.count("received") == 2


def test_the_questions_go_on_where_they_stopped(root: Path, files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped at the reason, the choice is kept: the same command asks only for the reason, and writes at the end."""
    assert vawcoord(root, "receive", *files) == 0
    monkeypatch.setattr(sys, "stdin", Terminal("1\n"))
    assert vawcoord(root, "mou", "take", NAME) == 2, "the person left"
    assert NEW not in (root / FILE).read_text(encoding="utf-8")
    asked: list[str] = []
    prompt = click.prompt

    def noted(text: str, **more: object) -> object:
        asked.append(text)
        return prompt(text, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(click, "prompt", noted)
    monkeypatch.setattr(sys, "stdin", Terminal("Shorter.\n"))
    assert vawcoord(root, "mou", "take", NAME) == 0
    assert asked == ["Why is it not taken, or not all of it?"]
    assert NEW in (root / FILE).read_text(encoding="utf-8")
    kept = (root / f"received/mou/{NAME}/2026-11-26-district-hospital.toml").read_text(encoding="utf-8")
    assert 'outcome = "not-taken"' in kept
    assert 'reason = "Shorter."' in kept
    assert not list((root / ".vawcoord/answers").glob("take-*"))


def test_a_comment_by_telephone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`comment` keeps what was said; a wrong clause is named with the one that was meant."""
    words = ("mou", "comment", NAME, "--from", "county-police", "--text", "Too long.")
    assert vawcoord(root, *words, "--clause", "purpos") == 2
    assert 'Did you mean "purpose"?' in capsys.readouterr().err
    assert vawcoord(root, *words, "--clause", "purpose") == 0
    assert "Too long." in (root / f"received/mou/{NAME}/2026-11-26-county-police.toml").read_text(encoding="utf-8")


def test_undo_takes_a_receipt_back(root: Path, files: list[str], hashes: Callable[[Path], dict[str, str]]) -> None:
    """What `receive` kept is gone again, log and all, byte for byte."""
    before = {path: value for path, value in hashes(root).items() if not path.startswith((".vawcoord", "build"))}
    assert vawcoord(root, "receive", *files) == 0
    assert vawcoord(root, "undo", "--yes") == 0
    after = {path: value for path, value in hashes(root).items() if not path.startswith((".vawcoord", "build"))}
    assert after == before


def test_the_guard_stands_at_each_door(
    root: Path, files: list[str], tmp_path: Path, hashes: Callable[[Path], dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A telephone number in a copy, in a reason, in a title or in an agreement brought in is refused, and not said again."""
    import docx

    number = "0722 481 903"
    said = replacing(Path(files[0]), tmp_path / "number.docx", "Safety comes before", f"Ring {number}; safety comes before")
    old = docx.Document()
    old.add_heading("Purpose", 1)
    old.add_paragraph(f"Ring {number} about it.")
    old.save(str(tmp_path / "old.docx"))
    assert vawcoord(root, "receive", *files) == 0
    before = {path: value for path, value in hashes(root).items() if not path.startswith((".vawcoord", "build"))}
    capsys.readouterr()
    for words in (
        ("receive", str(said), "--from", "legal-aid-centre"),
        ("mou", "take", NAME, "--reject", "purpose", "--reason", f"Ring {number} about it."),
        ("mou", "import", str(tmp_path / "old.docx"), "--id", "old", "--yes"),
        ("mou", "import", str(tmp_path / "old.docx"), "--id", "old", "--title", f"Ring {number}", "--yes"),
    ):
        assert vawcoord(root, *words) == 2, words
        told = capsys.readouterr()
        assert "The guard found" in told.err
        assert number not in told.err
    after = {path: value for path, value in hashes(root).items() if not path.startswith((".vawcoord", "build"))}
    assert after == before
