"""`guard`: files of many kinds, what git has staged, the hook, answers for words; and `meeting approve`, which asks first."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from vawcoord.cli.app import Command
from vawcoord.cli.main import vawcoord

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

NUMBER = "0722 481 903"
NEEDS_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "committee"


def test_a_clean_file_and_one_that_is_not(said: Run, tmp_path: Path) -> None:
    """0 for a clean file, 1 with file, line, column and rule for another, 2 for one that is not there; never the text."""
    clean, other = tmp_path / "clean.md", tmp_path / "other.md"
    clean.write_text("The quorum was reached.\n", encoding="utf-8")
    other.write_text(f"# Notes\n\nThe survivor Zuhura, {NUMBER}.\n", encoding="utf-8")

    assert said("guard", clean, cwd=tmp_path).code == 0
    ran = said("guard", other, cwd=tmp_path)
    assert ran.code == 1
    assert f"{other}:3:14: a name" in ran.out
    assert f"{other}:3:22: a telephone number" in ran.out
    assert "Zuhura" not in ran.all
    assert NUMBER not in ran.all
    assert said("guard", tmp_path / "none.md", cwd=tmp_path).code == 2
    assert said("guard", clean, other, "--staged", cwd=tmp_path).code == 2


def test_json_has_places_and_nothing_else(said: Run, tmp_path: Path) -> None:
    """--json prints path, line, column, rule and tier."""
    (tmp_path / "a.txt").write_text(f"Mrs Njambura {NUMBER}", encoding="utf-8")
    ran = said("guard", "a.txt", "--json", cwd=tmp_path)

    assert ran.code == 1
    assert [(one["path"], one["line"], one["column"], one["rule"], one["tier"]) for one in ran.json["data"]["places"]] == [
        ("a.txt", 1, 5, "name", "block"), ("a.txt", 1, 14, "phone", "block"),
    ]  # fmt: skip
    assert "Njambura" not in ran.out


def word_file() -> bytes:
    """Return a Word file with a number in text, table, header, comment, deleted text, hidden text, link and properties."""
    made = docx.Document()
    made.add_paragraph("The quorum was reached.")
    made.add_paragraph().add_run("0722 ").text = "0722 "
    made.paragraphs[-1].add_run("481 903")
    table = made.add_table(1, 1)
    table.rows[0].cells[0].text = "z@mail.example"
    made.sections[0].header.paragraphs[0].text = "GBV-2026-041"
    made.core_properties.author = "Mrs Njambura"
    held = io.BytesIO()
    made.save(held)
    source, target = zipfile.ZipFile(held), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for one in source.infolist():
            content = source.read(one)
            if one.filename == "word/document.xml":
                content = content.replace(
                    b"<w:body>",
                    b'<w:body><w:p><w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>0733 481 904</w:delText>'
                    b"</w:r></w:del></w:p>",
                )
            archive.writestr(one, content)
    return target.getvalue()


def test_a_word_file_with_all_its_corners(said: Run, tmp_path: Path) -> None:
    """Text over several runs, tables, headers, deleted text and properties are read; the part is named."""
    (tmp_path / "sent.docx").write_bytes(word_file())
    ran = said("guard", "sent.docx", "--json", cwd=tmp_path)
    found = {(one["path"], one["rule"]) for one in ran.json["data"]["places"] if one["tier"] == "block"}

    assert ran.code == 1
    assert ("sent.docx (word/document.xml)", "phone") in found
    assert sum(1 for one in ran.json["data"]["places"] if one["rule"] == "phone") == 2
    assert ("sent.docx (word/document.xml)", "email") in found
    assert ("sent.docx (word/header1.xml)", "case-code") in found
    assert ("sent.docx (docProps/core.xml)", "name") in found


def test_an_excel_file_and_csv(said: Run, tmp_path: Path) -> None:
    """Cells, numbers as well as texts, and comments are read."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Activity"
    sheet["A2"] = "Ring Mrs Njambura"
    sheet["B2"] = 254722481903
    sheet["A2"].comment = openpyxl.comments.Comment("z@mail.example", "A")
    book.save(tmp_path / "back.xlsx")
    (tmp_path / "back.csv").write_text(f"id,note\n1,Ring {NUMBER}\n", encoding="utf-8")
    ran = said("guard", "back.xlsx", "back.csv", "--json", cwd=tmp_path)

    assert {one["rule"] for one in ran.json["data"]["places"] if one["path"].startswith("back.xlsx")} >= {
        "name",
        "phone",
        "email",
    }
    assert [(one["line"], one["rule"]) for one in ran.json["data"]["places"] if one["path"] == "back.csv"] == [(2, "phone")]


def test_calendars_mails_and_file_names(said: Run, tmp_path: Path) -> None:
    """A folded calendar, a mail with another encoding, and the name of a file, which is not repeated."""
    (tmp_path / "a.ics").write_text(
        "BEGIN:VEVENT\r\nUID:2026-01-13-ordinary@k3f9w2qz.vawcoord.invalid\r\nDTSTAMP:20260101T000000Z\r\n"
        "SUMMARY:Meeting, ring 0722 4\r\n 81 903\r\nEND:VEVENT\r\n", encoding="utf-8", newline=""
    )  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.example", "b@x.example", "Réunion"
    mail.set_content(f"Appelez le {NUMBER}, s'il vous plaît.", cte="base64")
    (tmp_path / "b.eml").write_bytes(bytes(mail))
    (tmp_path / "mrs-wanjiru-0722481903.txt").write_text("Nothing.", encoding="utf-8")
    ran = said("guard", "a.ics", "b.eml", "mrs-wanjiru-0722481903.txt", "--json", cwd=tmp_path)
    places = [(one["path"], one["line"], one["rule"]) for one in ran.json["data"]["places"]]

    assert ("a.ics", 4, "phone") in places
    assert ("b.eml", 2, "phone") in places
    assert ("…", 0, "phone") in places
    assert "0722481903" not in ran.out


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\x89PNG\0\0", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf"])
def test_what_cannot_be_read_is_said(said: Run, tmp_path: Path, content: bytes, ending: str) -> None:
    """A scan or a damaged file is no clean file: exit 2 and a sentence."""
    (tmp_path / f"a.{ending}").write_bytes(content)
    ran = said("guard", f"a.{ending}", cwd=tmp_path)
    assert ran.code == 2
    assert f"a.{ending}" in ran.err


def test_the_folder_of_a_committee(said: Run, lake: Path, prints: Prints) -> None:
    """Without FILE all texts of the folder are read, but not the contacts; nothing is written."""
    (lake / "contacts.toml").write_text(f'[[contacts]]\nperson = "police/x"\nphones = ["{NUMBER}"]\n', encoding="utf-8")
    before = prints(lake)
    assert said("-C", lake, "guard").code == 0
    assert prints(lake) == before
    (lake / "progress").mkdir()
    (lake / "progress/2026-05.log.toml").write_text(
        f'entries = [\n  {{ date = 2026-05-01, item = "x/1", note = "{NUMBER}" }},\n]\n'
    )
    ran = said("-C", lake, "guard")
    assert ran.code == 1
    assert "progress/2026-05.log.toml:2:46: a telephone number" in ran.out


def test_a_reason_lets_it_through_and_is_kept(said: Run, lake: Path) -> None:
    """With --confirm it is written, the reason stands in the log and the number does not; `guard` then counts it as confirmed."""
    words = ("-C", lake, "--today", "2026-06-01", "plan", "new", "2030-2032", "--title", f"Plan, desk {NUMBER}")
    assert said(*words).code == 2
    assert said(*words, "--confirm", "x").code == 2
    assert said(*words, "--confirm", f"It is {NUMBER}.").code == 2
    assert not (lake / "plan/2030-2032.toml").exists()
    ran = said(*words, "--confirm", "The duty line, posted at the door.")
    assert ran.code == 0, ran.all
    log = (lake / "guard/confirmed.log.toml").read_text(encoding="utf-8")
    assert 'rule = "phone"' in log
    assert "posted at the door" in log
    assert "0722" not in log
    shown = said("-C", lake, "guard")
    assert shown.code == 0
    assert "1 more stands there with a reason" in shown.out
    assert said("-C", lake, "check").code == 0
    # One more of the same rule in the file shows them all again.
    plan = lake / "plan/2030-2032.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + "# ring 0733 481 903\n", encoding="utf-8")
    assert said("-C", lake, "guard").code == 1


def test_undo_takes_the_reason_back_too(said: Run, lake: Path) -> None:
    """What was let through and why is one change."""
    said("-C", lake, "plan", "new", "2030-2032", "--title", f"Desk {NUMBER}", "--confirm", "The duty line, posted.")
    assert said("-C", lake, "undo", "--yes").code == 0
    assert not (lake / "guard").exists()


def test_init_passes_the_guard(said: Run, tmp_path: Path) -> None:
    """Also the first writing of all is looked at, and nothing is made."""
    ran = said("init", tmp_path / "new", "--yes", "--name", f"Committee {NUMBER}", cwd=tmp_path)
    assert ran.code == 2
    assert "a telephone number" in ran.err
    assert NUMBER not in ran.all
    assert not (tmp_path / "new" / "committee.toml").exists()


@pytest.mark.parametrize("field", ["what", "reason"])
def test_register_fields_pass_the_guard(said: Run, lake: Path, prints: Prints, field: str) -> None:
    """A field of a register is refused like every other text."""
    given = {"what": "Transport at night.", "source": "consultation", field: f"Ring {NUMBER}."}
    before = prints(lake)
    ran = said(
        "-C", lake, "register", "add", "needs", *(word for key, text in given.items() for word in ("--set", f"{key}={text}"))
    )
    assert ran.code == 2, ran.all
    assert "a telephone number" in ran.err
    assert NUMBER not in ran.all
    assert {key: value for key, value in prints(lake).items() if not key.startswith(".vawcoord")} == {
        key: value for key, value in before.items() if not key.startswith(".vawcoord")
    }


def test_words_are_answered_for(said: Run, lake: Path) -> None:
    """Ordinary words, places and published numbers are kept, once; a person is not, and a number is no word."""
    assert said("-C", lake, "--today", "2026-06-01", "guard", "--word", "Kisiwa=place", "--word", f"{NUMBER}=published").code == 0
    log = (lake / "guard/words.log.toml").read_text(encoding="utf-8")
    assert 'word = "Kisiwa", is = "place"' in log
    assert "date = 2026-06-01" in log
    assert "known already" in said("-C", lake, "guard", "--word", "Kisiwa=place").out
    assert said("-C", lake, "plan", "new", "2030-2032", "--title", f"Ring {NUMBER} in Kisiwa").code == 0
    for wrong in ("Zuhura=person", "0733481903=ordinary", "Kisiwa", "some words=published"):
        assert said("-C", lake, "guard", "--word", wrong).code == 2
    assert "Zuhura" not in (lake / "guard/words.log.toml").read_text(encoding="utf-8")


@pytest.fixture
def drafted(tmp_path: Path) -> tuple[Path, Path]:
    """Return a copy of the example with the last minutes as a draft again, and their path."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "committee", ignore=shutil.ignore_patterns("build", ".vawcoord")))
    drafts = [
        file
        for file in sorted((root / "meetings").glob("*-ordinary/minutes.md"))
        if "approved_on" not in file.read_text(encoding="utf-8")
    ]
    if not drafts:
        pytest.skip("the example has no draft of minutes")
    return root, drafts[0]


def approving(said: Run, root: Path, draft: Path, *more: str) -> Any:
    """Approve the draft at a later meeting that is made for it."""
    return said(
        "-C", root, "--today", "2026-12-10", "meeting", "approve", draft.parent.name, "--at", "2026-12-08-ordinary", *more
    )


def test_approval_asks_about_new_words_and_places(said: Run, drafted: tuple[Path, Path], prints: Prints) -> None:
    """Where nobody can be asked the options must answer; then the answers are kept. A person stops it."""
    root, draft = drafted
    assert said("-C", root, "--today", "2026-12-08", "meeting", "minutes", "2026-12-08-ordinary", "--present", "all").code == 0
    text = draft.read_text(encoding="utf-8")
    draft.write_text(f"{text}\nThe boats now stop at Kisiwa. She lives behind the mill.\n", encoding="utf-8")
    line = draft.read_text(encoding="utf-8").count("\n")
    before = prints(root)
    first = approving(said, root, draft)
    assert first.code == 2
    assert "Kisiwa" not in first.all
    assert f"minutes.md:{line}:23" in first.err
    second = approving(said, root, draft, "--word", "Kisiwa=place")
    assert second.code == 2
    assert "where somebody is" in second.err
    assert approving(said, root, draft, "--word", "Kisiwa=person", "--looked").code == 2
    assert {path: one for path, one in prints(root).items() if path.startswith("meetings")} == {
        path: one for path, one in before.items() if path.startswith("meetings")
    }
    last = approving(said, root, draft, "--word", "Kisiwa=place", "--looked")
    assert last.code == 0, last.all
    assert 'word = "Kisiwa", is = "place"' in (root / "guard/words.log.toml").read_text(encoding="utf-8")


def test_approval_stops_at_a_number_typed_by_hand(said: Run, drafted: tuple[Path, Path]) -> None:
    """What was typed in an editor passed no writing command: approval is where it is stopped."""
    root, draft = drafted
    assert said("-C", root, "--today", "2026-12-08", "meeting", "minutes", "2026-12-08-ordinary", "--present", "all").code == 0
    draft.write_text(draft.read_text(encoding="utf-8") + f"\nRing {NUMBER}.\n", encoding="utf-8")
    ran = approving(said, root, draft, "--looked")
    assert ran.code == 2
    assert "a telephone number" in ran.err
    assert NUMBER not in ran.all
    passed = approving(said, root, draft, "--looked", "--confirm", "The duty line, posted at the door.")
    assert passed.code == 0, passed.all
    assert (root / "guard/confirmed.log.toml").read_text(encoding="utf-8").count("rule =") == 1


def git(folder: Path, *words: str, code: int = 0) -> str:
    """Run git as a person of this test, and return all that it says."""
    done = subprocess.run(
        [shutil.which("git") or "git", *words], cwd=folder, capture_output=True, check=False,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "a",
             "GIT_AUTHOR_EMAIL": "a@x.example", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@x.example"},
    )  # fmt: skip
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode() + done.stderr.decode()


@NEEDS_GIT
@pytest.mark.parametrize("inner", ["", "papers/lake committee"], ids=["top", "below"])
def test_the_hook_reads_the_staged_bytes(process: Run, lake: Path, tmp_path: Path, inner: str) -> None:
    """A commit with a number in it is refused although the working copy is clean by then; says how to remove the staged copy."""
    top = tmp_path / "repository"
    root = top / inner
    root.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(lake, root)
    git(top, "init", "-q")
    made = process("-C", root, "guard", "--install-hook")
    assert made.code == 0, made.all
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "begun")
    note = root / "progress/2026-06.log.toml"
    note.parent.mkdir(exist_ok=True)
    note.write_text(f'entries = [\n  {{ date = 2026-06-01, item = "x/1", note = "Ring {NUMBER}." }},\n]\n', encoding="utf-8")
    git(top, "add", ".")
    blob = git(top, "rev-parse", f":{note.relative_to(top).as_posix()}").strip()
    note.write_text("entries = [\n]\n", encoding="utf-8")
    refused = git(top, "commit", "-m", "more", code=1)
    assert "progress/2026-06.log.toml:2:" in refused
    assert "a telephone number" in refused
    assert NUMBER not in refused
    assert "git prune --expire=now" in refused
    assert git(top, "cat-file", "-t", blob).strip() == "blob"
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "more")
    git(top, "prune", "--expire=now")
    git(top, "cat-file", "-t", blob, code=128)


@NEEDS_GIT
def test_what_was_committed_before_is_not_asked_again(process: Run, lake: Path) -> None:
    """Only what is new against the last commit counts; a reason in the log lets the rest through."""
    git(lake, "init", "-q")
    words = ("-C", lake, "--today", "2026-06-01", "plan", "new", "2030-2032", "--title", f"Desk {NUMBER}")
    assert process(*words, "--confirm", "The duty line, posted at the door.").code == 0
    assert process("-C", lake, "guard", "--install-hook").code == 0
    git(lake, "add", ".")
    git(lake, "commit", "-q", "-m", "begun")
    plan = lake / "plan/2030-2032.toml"
    plan.write_text("# moved\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    git(lake, "add", ".")
    git(lake, "commit", "-q", "-m", "moved")


@NEEDS_GIT
def test_contacts_are_never_committed(process: Run, lake: Path) -> None:
    """contacts.toml holds numbers of people: staged by force it stops the commit."""
    git(lake, "init", "-q")
    assert process("-C", lake, "guard", "--install-hook").code == 0
    (lake / "contacts.toml").write_text("", encoding="utf-8")
    git(lake, "add", "-f", ".")
    assert "contacts.toml" in git(lake, "commit", "-m", "all", code=1)


@NEEDS_GIT
def test_another_hook_is_left_as_it_is(process: Run, lake: Path) -> None:
    """A foreign hook is not overwritten: the line to add is said. Our own is written anew."""
    git(lake, "init", "-q")
    hook = lake / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    ran = process("-C", lake, "guard", "--install-hook")
    assert ran.code == 2
    assert "-m vawcoord -C" in ran.out
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    hook.unlink()
    assert process("-C", lake, "guard", "--install-hook").code == 0
    assert process("-C", lake, "guard", "--install-hook").code == 0
    assert os.access(hook, os.X_OK)


@NEEDS_GIT
def test_a_hook_without_its_python_refuses(process: Run, lake: Path) -> None:
    """Where the programme is gone, a commit is refused with a sentence and not let through unseen."""
    git(lake, "init", "-q")
    assert process("-C", lake, "guard", "--install-hook").code == 0
    hook = lake / ".git/hooks/pre-commit"
    line = hook.read_text(encoding="utf-8")
    start = line.index("[ -x '") + 6
    hook.write_text(line.replace(line[start : line.index("'", start)], "/nowhere/python"), encoding="utf-8")
    git(lake, "add", ".")
    assert "no longer where it was" in git(lake, "commit", "-m", "all", code=1)


def test_no_git_here(said: Run, lake: Path) -> None:
    """Without a repository --staged and the hook say so."""
    for option in ("--staged", "--install-hook"):
        ran = said("-C", lake, "guard", option)
        assert ran.code == 2
        assert "git" in ran.err


def test_writing_commands_take_a_reason() -> None:
    """--confirm is there where something is written or sent, and only there."""

    def walk(command: Any, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
        names = getattr(command, "commands", None) or (command.list_commands(None) if hasattr(command, "list_commands") else ())
        return [(words, command)] + [one for name in names for one in walk(command.get_command(None, name), (*words, name))]

    for words, command in walk(vawcoord):
        if isinstance(command, Command):
            assert ("confirm" in {one.name for one in command.params}) == command.writes, words
