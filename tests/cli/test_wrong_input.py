"""Wrong input: a finding or one sentence with file and line and what to do; never a traceback, a change, or a long wait."""

import contextlib
import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Content = str | bytes

SECONDS = 3.0
MEGABYTES = 256

COMMITTEE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside Committee"
area = "Lakeside"
"""

MEMBER = """\
name = "{name}"
sector = "{sector}"
joined = 2025-01-01

[[signatories]]
name = "S. {name}"
"""

MOU = """\
+++
title = "On referral"
language = "en"
parties = ["police", "hospital"]

[[signatories]]
party = "police"
name = "S. Police"

[[signatories]]
party = "hospital"
name = "S. Hospital"
+++

## Purpose {#purpose}

The parties refer.

## Sharing {#sharing}

The parties share totals.
"""

GOOD = {
    "committee.toml": COMMITTEE,
    "members/police.toml": MEMBER.format(name="Police", sector="police"),
    "members/hospital.toml": MEMBER.format(name="Hospital", sector="health"),
    "mou/referral.md": MOU,
    "mou/other.md": MOU.replace("On referral", "On calling"),
}

FAULTS: dict[str, tuple[str, Content, str]] = {
    "a TOML syntax error": ("members/police.toml", 'name = "Police"\nsector "police"\n', "members/police.toml:2: FOL003"),
    "a bracket not closed": ("members/police.toml", 'name = "P"\nduties = ["a"\njoined = 1\n', "members/police.toml:3: FOL003"),
    "a curly quote": ("members/police.toml", "name = \u201cPolice\u201d\n", "members/police.toml:1: FOL003"),
    "not UTF-8": ("members/police.toml", b'name = "Polic\xeda"\n', "members/police.toml:1: FOL002"),
    "a NUL": ("members/police.toml", b'name = "P"\nsector = "\x00"\n', "members/police.toml:2: FOL002"),
    "a lone carriage return": ("members/police.toml", b'name = "P"\rsector = "police"\n', "members/police.toml:1: FOL002"),
    "a wrong type": ("members/police.toml", GOOD["members/police.toml"] + "post = 3\n", "members/police.toml:7: FOL005"),
    "an unknown key": ("members/police.toml", "shelterd = 1\n" + GOOD["members/police.toml"], "members/police.toml:1: FOL006"),
    "an id with a path in it": (
        "mou/referral.md", MOU.replace('"hospital"]', '"../../etc/passwd"]'), "mou/referral.md:4: FOL005"
    ),
    "a merge marker": (
        "members/police.toml", "<<<<<<< ours\n" + GOOD["members/police.toml"], "members/police.toml:1: FOL004"
    ),
    "a merge marker inside a string": (
        "members/police.toml", 'name = """\n<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n"""\n', "members/police.toml:2: FOL004"
    ),
    "a merge marker in a text": (
        "mou/referral.md", MOU.replace("The parties refer", "=======\nThe parties\n>>>>>>> theirs\nrefer"), "mou/referral.md:17: FOL004"
    ),
    "no front matter": ("mou/referral.md", "## Purpose {#purpose}\n\nText.\n", "mou/referral.md:1: DOC001"),
    "front matter not closed": ("mou/referral.md", '+++\ntitle = "x"\n', "mou/referral.md:1: DOC001"),
    "a clause id twice": ("mou/referral.md", MOU.replace("#sharing", "#purpose"), "mou/referral.md:19: DOC002"),
    "a party that is no member": (
        "mou/referral.md", MOU.replace('"hospital"]', '"hospitl"]'), "mou/referral.md:4: DOC006"
    ),
    "a template that does not exist": (
        "mou/referral.md", MOU.replace("language", 'template = "mou/refferal@1"\nlanguage'), "mou/referral.md:3: DOC012"
    ),
    "a record of 5 MB": ("members/police.toml", 'name = "P"\n# ' + "x" * 5_000_000, "members/police.toml: FOL001"),
    "a text of 5 MB": ("mou/referral.md", MOU + "word " * 1_000_000, "mou/referral.md:1: FOL001"),
    "a key with 100,000 dots": ("members/police.toml", "a" + ".a" * 100_000 + " = 1\n", "members/police.toml:1: FOL003"),
    "quoted keys with 100,000 dots": ("members/police.toml", '"a"' + '."a"' * 100_000 + " = 1\n", "members/police.toml:1: FOL003"),
    "100,000 brackets": ("members/police.toml", "a = " + "[" * 100_000 + "]" * 100_000 + "\n", "members/police.toml:1: FOL003"),
    "a number of 100,000 digits": ("members/police.toml", "a = " + "9" * 100_000 + "\n", "members/police.toml:1: FOL003"),
    "a text of 50,000 open brackets": ("mou/referral.md", MOU + "[" * 50_000, ""),
    "a text of 50,000 quotation marks": ("mou/referral.md", MOU + ">" * 50_000, ""),
    "a text of 100,000 asterisks": ("mou/referral.md", MOU + "*a **b " * 14_000, ""),
    "a table of 20,000 columns": ("mou/referral.md", MOU + "\n" + "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n", ""),
}  # fmt: skip

WRITING = {
    "members/police.toml": ("member", "change", "police", "--responsibility", "Answers calls."),
    "mou/referral.md": ("mou", "reserve", "referral", "--party", "police", "--clause", "purpose", "--text", "Totals only."),
}


def build_folder(root: Path, path: str = "", content: Content = b"") -> Path:
    """Make the good folder, with one file put in its place."""
    for name, text in {**GOOD, **({path: content} if path else {})}.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


MEASURING = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
sys.stdout.buffer.write(child.stdout.read())
_pid, status, used = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""
"""A small process that runs the programme: Linux counts into a child's peak what its parent held when it began."""


def measured(words: list[str], env: dict[str, str]) -> tuple[int, str, float, float]:
    """Return exit status, everything printed, seconds of work and megabytes of a run in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURING, sys.executable, "-m", "vawcoord", *words],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=120,
    )
    code, seconds, peak = ran.stderr.decode().split()
    return int(code), ran.stdout.decode(), float(seconds), float(peak) / (1024 if sys.platform != "darwin" else 1024 * 1024)


@pytest.mark.skipif(sys.platform == "win32", reason="the use of resources is read from POSIX")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_little_and_is_named(
    tmp_path: Path, surrounding: dict[str, str], prints: Callable[[Path], dict[str, str]], fault: str
) -> None:
    """`check` names the fault at its line, `build` makes the rest; both within 3 s and 256 MB, and change no file of hers."""
    path, content, place = FAULTS[fault]
    root = build_folder(tmp_path / "lake", path, content)
    before = prints(root)
    code, shown, seconds, megabytes = measured(["-C", str(root), "check"], surrounding)
    assert "Traceback" not in shown
    assert len(shown) < 20_000
    assert place in shown, shown
    if place:
        after = shown[shown.index(place) :].splitlines()
        assert after[1].startswith("    "), "what to do stands below"
        assert code == (1 if " mistake: " in after[0] else code)
    assert code in (0, 1)
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)
    assert prints(root) == before

    code, shown, seconds, megabytes = measured(["-C", str(root), "build"], surrounding)
    assert "Traceback" not in shown
    assert code in (0, 1), shown
    assert (root / "build/mou/other.docx").is_file(), "the sound document is built all the same"
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)
    left = {name: mark for name, mark in prints(root).items() if not name.startswith("build")}
    assert left == before


@pytest.mark.parametrize("fault", FAULTS)
def test_other_commands_go_on_or_say_one_sentence(
    said: Run, tmp_path: Path, prints: Callable[[Path], dict[str, str]], fault: str
) -> None:
    """`status`, `list` and `show` leave the broken record out; what concerns it alone is refused with its file named."""
    path, content, place = FAULTS[fault]
    root = build_folder(tmp_path / "lake", path, content)
    before = prints(root)
    broken = "FOL00" in place and "FOL006" not in place
    for words in (
        ("status",),
        ("today",),
        ("mou", "list"),
        ("member", "list"),
        ("mou", "show", "other"),
        ("mou", "history", "other"),
    ):
        ran = said("-C", root, *words)
        assert ran.code == 0, ran.all
        if broken and words[0] != "today":
            assert "vawcoord check" in ran.all, ran.all
        assert len(ran.all.splitlines()) < 60
    thing = ("member", "show", "police") if path.startswith("members") else ("mou", "show", "referral")
    ran = said("-C", root, *thing)
    if ran.code:
        assert ran.code == 2
        assert path in ran.err
        assert "vawcoord check" in ran.err
    assert prints(root) == before


@pytest.mark.parametrize("fault", FAULTS)
def test_a_writing_command_changes_all_or_nothing(
    said: Run, tmp_path: Path, prints: Callable[[Path], dict[str, str]], fault: str
) -> None:
    """A command that would write into a broken file refuses, names it, and leaves every file as it was."""
    path, content, place = FAULTS[fault]
    root = build_folder(tmp_path / "lake", path, content)
    before = prints(root)
    ran = said("-C", root, *WRITING[path])
    if ran.code == 0:
        assert not place or any(name in place for name in ("FOL005", "FOL006", "DOC002", "DOC006", "DOC012")), fault
        return
    assert ran.code == 2
    assert path in ran.err
    assert 1 <= len(ran.err.splitlines()) <= 3, ran.err
    assert prints(root) == before


def test_a_byte_order_mark_is_read_and_kept(said: Run, tmp_path: Path) -> None:
    """A file that begins with a byte order mark is sound; an edit keeps the mark and the line ends."""
    text = b"\xef\xbb\xbf" + GOOD["members/police.toml"].replace("\n", "\r\n").encode()
    root = build_folder(tmp_path / "lake", "members/police.toml", text)
    assert "police.toml:1: FOL" not in said("-C", root, "check").out
    assert said("-C", root, "member", "change", "police", "--responsibility", "Answers.").code == 0
    after = (root / "members/police.toml").read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"Answers." in after


BROKEN: dict[str, tuple[Content | None, str]] = {
    "syntax": (COMMITTEE.replace('id = "lakeside"', "id lakeside"), "committee.toml:2:"),
    "curly quotes": (COMMITTEE.replace('"Lakeside"', "\u201cLakeside\u201d"), "committee.toml:5:"),
    "not UTF-8": (COMMITTEE.encode().replace(b"Lakeside Com", b"Lakes\xefde Com"), "committee.toml:4:"),
    "a NUL": (COMMITTEE.encode() + b"\0", "committee.toml:6:"),
    "an unfinished merge": (COMMITTEE + "<<<<<<< ours\n=======\n>>>>>>> theirs\n", "committee.toml:6:"),
    "no name": (COMMITTEE.replace("name =", "nmae ="), "committee.toml:1:"),
    "a name that is a number": (COMMITTEE.replace('"Lakeside Committee"', "3"), "committee.toml:4:"),
    "an id with a path in it": (COMMITTEE.replace('"lakeside"', '"../lakeside"'), "committee.toml:2:"),
    "a format of tomorrow": (COMMITTEE.replace("format = 1", "format = 2"), "committee.toml:"),
    "a format that is a word": (COMMITTEE.replace("format = 1", 'format = "one"'), "committee.toml"),
    "5 MB": (COMMITTEE + "#" * 5_000_000, "committee.toml:"),
    "100,000 dots": ("a" + ".a" * 100_000 + " = 1\n", "committee.toml:1:"),
    "empty": ("", "committee.toml:1:"),
    "a folder": (None, "here is no committee.toml"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_committee_that_cannot_be_read(said: Run, tmp_path: Path, prints: Callable[[Path], dict[str, str]], how: str) -> None:
    """Without committee.toml no command goes on: exit status 2, the line, what to do, nothing on standard output."""
    content, place = BROKEN[how]
    root = build_folder(tmp_path / "lake")
    file = root / "committee.toml"
    if content is None:
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = prints(root)
    for words in (("status",), ("check",), ("check", "--json"), ("build",), ("mou", "list"), ("member", "show", "police"),
                  ("member", "add", "Court", "--sector", "courts"), ("mou", "new", "referral")):  # fmt: skip
        ran = said("-C", root, *words)
        assert ran.code == 2, (words, ran.all)
        assert ran.out == ""
        assert place in ran.err
        assert len(ran.err.splitlines()) == 2, ran.err
    assert prints(root) == before


def test_a_folder_that_is_not_there(process: Run, tmp_path: Path) -> None:
    """A missing folder, a file in its place, and a folder without a committee each give a sentence and exit status 2."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "file", "empty"):
        for words in (("status",), ("build",), ("mou", "new", "referral")):
            ran = process("-C", tmp_path / name, *words)
            assert ran.code == 2
            assert str(tmp_path / name) in ran.err
    assert not (tmp_path / "nowhere").exists()
    assert "vawcoord init FOLDER" in process("status", cwd=tmp_path / "empty").err


@pytest.mark.parametrize("name", ["with spaces", "Réseau d'aide", "لجنة البحيرة", "комитет", 'a\'b "c" $d `e`', "x" * 200])
def test_folders_of_any_name(process: Run, tmp_path: Path, name: str) -> None:
    """Spaces, accents, quotation marks, other scripts and long names in the path are no hindrance."""
    root = tmp_path / name / "lake"
    root.parent.mkdir()
    assert process("init", root, "--yes").code == 0
    assert process("check", cwd=root).code == 0
    ran = process("-C", root, "build", "mou/coordination")
    assert ran.code == 0
    assert (root / "build/mou/coordination.docx").is_file()


def test_a_path_that_is_too_long(process: Run, tmp_path: Path) -> None:
    """A name that no disk takes gives a sentence, for reading and for writing."""
    long = tmp_path / ("x" * 300)
    for words in (("-C", long, "status"), ("init", long, "--yes"), ("restore", long, tmp_path / "back"), ("init", "y" * 5000)):
        ran = process(*words)
        assert ran.code == 2, ran.all
        assert len(ran.err.splitlines()) <= 4


def test_a_folder_where_a_file_should_be(process: Run, tmp_path: Path, prints: Callable[[Path], dict[str, str]]) -> None:
    """A folder in the place of a record, a log or an output is passed over or refused with a sentence."""
    root = build_folder(tmp_path / "lake")
    (root / "members/court.toml").mkdir()
    (root / "mou/referral.log.toml").mkdir()
    (root / "build/mou/referral.docx").mkdir(parents=True)
    before = prints(root)
    assert process("check", cwd=root).code in (0, 1)
    ran = process("mou", "sign", "referral", "--party", "police", cwd=root)
    assert ran.code == 2
    assert "mou/referral.log.toml" in ran.err
    assert prints(root) == before
    ran = process("build", cwd=root)
    assert ran.code == 1
    assert "build/mou/referral.docx" in ran.err
    assert (root / "build/mou/other.docx").is_file()
    assert (root / "build/mou/referral.html").is_file()


def _without_privilege() -> None:
    """Let the child obey the rights of files, also where the tests run as root."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        for capability in (1, 2):  # to pass over the rights of files, for writing and for reading
            library.prctl(24, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="rights of folders are those of Linux")
def test_a_folder_that_may_not_be_written_in(tmp_path: Path, surrounding: dict[str, str]) -> None:
    """In a folder without the right to write, reading works; writing and building give one sentence and exit status 2 or 1."""
    root = build_folder(tmp_path / "lake")
    folders = [root, root / "members", root / "mou"]

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "vawcoord", *words],
            cwd=root, env=surrounding, capture_output=True, preexec_fn=_without_privilege, check=False,
        )  # fmt: skip

    for folder in folders:
        folder.chmod(0o555)
    try:
        probe = subprocess.run(["touch", str(root / "probe")], preexec_fn=_without_privilege, capture_output=True, check=False)  # noqa: S607
        if probe.returncode == 0:
            (root / "probe").unlink()
            pytest.skip("this user may write everywhere")
        assert run("check").returncode in (0, 1)
        assert run("mou", "list").returncode == 0
        for words in (
            ("member", "change", "police", "--responsibility", "x"),
            ("build",),
            ("mou", "sign", "referral", "--party", "police"),
        ):
            ran = run(*words)
            assert b"Traceback" not in ran.stderr, ran.stderr.decode()
            assert ran.returncode in (1, 2), words
            assert ran.stderr
        assert sorted(path.name for path in root.iterdir()) == ["committee.toml", "members", "mou"]
        (root / "members").chmod(0o000)
        ran = run("check")
        assert b"Traceback" not in ran.stderr
        assert b"members/: FOL001" in ran.stdout, "a folder that cannot be read is named"
        assert ran.returncode == 1
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_slips_on_the_command_line(process: Run, lake: Path) -> None:
    """An unknown command or option, a missing argument and a word that is none give a sentence and exit status 2."""
    for words, sentence in (
        (("staus",), 'Did you mean "status"?'),
        (("mou", "lits"), 'Did you mean "list"?'),
        (("check", "--jsn"), "--json"),
        (("mou", "show"), "NAME"),
        (("mou", "new", "refferal"), 'Did you mean "referral"?'),
        (("mou", "new", "../../../etc/passwd"), "There is no template"),
        (("mou", "new", "referral", "--between", "polise,courts"), 'Did you mean "police"?'),
        (("mou", "new", "referral", "--id", "../x"), "is no id"),
        (("mou", "new", "coordination"), "is there already"),
        (("mou", "new", "coordination", "--language", "ar"), "mou/coordination.ar.md"),
        (("mou", "show", "coordinaton"), 'Did you mean "coordination"?'),
        (("build", "mou/coordinaton"), 'Did you mean "mou/coordination"?'),
        (("build", "mou/coordination", "--beside", "fr"), "no text in the language fr"),
        (("open", "nothing-like-it"), "nothing called"),
        (("open", "../outside", "--print"), "leaves the committee's folder"),
        (("attach", "members/polise", "x.pdf"), 'Did you mean "members/police"?'),
        (("attach", "members/police", "x.pdf"), "no such file"),
        (("member", "add", "New"), "--sector"),
        (("member", "add", "New", "--sector", "polise"), "polise"),
        (("member", "add", "", "--sector", "police"), "needs a name"),
        (("member", "change", "police"), "Nothing was said"),
        (("member", "leave", "police", "--how", "expelled", "--yes"), "--decision"),
        (("check", "--explain", "MEM999"), "There is no code"),
        (("restore", "none.zip", "back"), "none.zip"),
        (("undo", "--yes"), "nothing to take back"),
    ):
        ran = process(*words, cwd=lake)
        assert ran.code == (1 if words[0] == "build" and "--beside" in words else 2), (words, ran.all)
        assert sentence in ran.err, (words, ran.err)


@pytest.mark.parametrize(
    "day", ["yesterday", "31.01.2026", "2026-13-01", "2026-02-30", "", "0000-00-00", "\u0662\u0660\u0662\u0666-01-01"]
)
def test_a_day_that_is_none(said: Run, lake: Path, day: str) -> None:
    """--today and --on say how a day is written."""
    ran = said("-C", lake, "--today", day, "status")
    assert ran.code == 2
    assert "2026-01-31" in ran.err
    assert said("-C", lake, "mou", "sign", "coordination", "--party", "x", "--on", day).code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2400-02-29"])
def test_days_far_away(said: Run, lake: Path, tmp_path: Path, day: str) -> None:
    """A day of another age is answered or refused with a sentence, by every command that counts from it."""
    for words in (("status",), ("check",), ("mou", "list"), ("build",), ("init", tmp_path / "new", "--yes"),
                  ("mou", "new", "referral"), ("member", "leave", "police", "--yes")):  # fmt: skip
        ran = said("-C", lake, "--today", day, *words) if words[0] != "init" else said("--today", day, *words)
        assert ran.code in (0, 1, 2)
        if ran.code == 2:
            assert ran.err.strip()


def test_days_far_away_in_files(said: Run, tmp_path: Path) -> None:
    """Dates at both ends of the calendar in every record do no harm."""
    for day in ("0001-01-01", "9999-12-31"):
        root = build_folder(tmp_path / day)
        for path in ("members/police.toml", "mou/referral.md"):
            file = root / path
            text = file.read_text(encoding="utf-8").replace("2025-01-01", day)
            file.write_text(
                text.replace('language = "en"', f'language = "en"\nreview = {day}\nuntil = {day}\neffective = {day}'),
                encoding="utf-8",
            )
        (root / "meetings").mkdir()
        (root / "meetings/schedule.toml").write_text(
            f'[[series]]\nid = "a"\ntitle = "A"\nfrom = {day}\n\n[[series]]\nid = "b"\ntitle = "B"\nevery = "week"\nfrom = {day}\n',
            encoding="utf-8",
        )
        for words in (
            ("status",),
            ("check",),
            ("mou", "list"),
            ("mou", "sign", "referral", "--party", "police"),
            ("mou", "list"),
            ("build",),
        ):
            assert said("-C", root, *words).code in (0, 1), words


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_in_a_dialogue(surrounding: dict[str, str], tmp_path: Path) -> None:
    """Ctrl-C ends a dialogue with one sentence and exit status 2; nothing but the answers so far is on the disk."""
    root = tmp_path / "lake"
    with subprocess.Popen(
        [sys.executable, "-m", "vawcoord", "init", str(root)],
        env=surrounding, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stderr is not None
        child.stdin.write(b"Lakeside\n")
        child.stdin.flush()
        kept = root / ".vawcoord/answers/init.json"
        for _wait in range(600):
            if kept.exists():
                break
            time.sleep(0.01)
        time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        _out, shown = child.communicate(timeout=20)
    assert child.returncode == 2, shown.decode()
    assert "Stopped; nothing more was done." in shown.decode()
    assert "Traceback" not in shown.decode()
    assert [path.name for path in root.rglob("*") if path.is_file()] == ["init.json"]


def test_a_reader_that_has_seen_enough(surrounding: dict[str, str], lake: Path) -> None:
    """`vawcoord check | head -1` ends without a word of complaint."""
    with subprocess.Popen(
        [sys.executable, "-m", "vawcoord", "check"], env=surrounding, cwd=lake, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(1)
        child.stdout.close()
        shown = child.stderr.read().decode()
    assert shown == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [("plain = true\n", 0), ("plain = \n", 2), ("plain = 'yes'\nlanguage = 3\n", 0), ("\x00", 2), ("# " + "x" * 2_000_000, 2)],
)
def test_the_settings_of_a_user(process: Run, lake: Path, tmp_path: Path, content: str, code: int) -> None:
    """Settings that cannot be read are named; what is wrong in them otherwise does no harm."""
    file = tmp_path / "config/vawcoord/settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    ran = process("mou", "list", cwd=lake, XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert ran.code == code
    assert (str(file) in ran.err) == (code == 2)
    assert ("State: draft" in ran.out) == ("true" in content)
