"""The secretary's first days, told by commands alone and in their order, each a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

DAY = ("--today", "2026-03-02")


def test_the_first_day(process: Run, complete: Callable[[Path], None], tmp_path: Path) -> None:
    """From nothing to an MOU in force, changed, corrected, signed again; an SOP adopted and withdrawn; backed up and back."""
    lake = tmp_path / "lake"
    scan = tmp_path / "page.pdf"
    scan.write_bytes(b"%PDF-1.4 scanned")

    def do(*words: object, code: int = 0, where: Path = lake, **more: Any) -> Any:
        ran = process(*words, *DAY, cwd=where if where.is_dir() else tmp_path, **more)
        assert ran.code == code, ran.all
        return ran

    # A folder of her own, with three agencies.
    made = do(
        "init", "lake", "--yes", "--name", "Lakeside Committee", "--area", "Lakeside", "--languages", "en,fr", "--timezone",
        "Africa/Nairobi", "--agency", "police=County Police", "--agency", "health=District Hospital", "--agency",
        "survivors=Rise", "--every", "month", "--time", "10:30", "--oversight", "County Assembly",
    )  # fmt: skip
    assert "Lakeside Committee: the folder" in made.out
    assert made.out.splitlines()[-1] == f"Next: vawcoord -C {lake} status"
    status = do("status")
    assert "agreement/membership.md" in status.out
    assert "To do now" in status.out
    check = do("check")
    assert " mistake: " not in check.out
    assert "COM005 warning: no active member is in the sector prosecution." in check.out

    # The agencies: one more, its people, the roster.
    do("member", "add", "Légal Aid of Lakeside", "--sector", "legal-aid", "--joined", "2026-03-01")
    assert (lake / "members/legal-aid-of-lakeside.toml").is_file()
    do("member", "add", "Court", "--sector", "courts", "--joined", "2026-03-01", "--lead", "Ruth Abe, Clerk")
    for agency, person in (("county-police", "Amina Mwangi, Gender Desk"), ("district-hospital", "Grace Adeyemi, Matron")):
        do("member", "change", agency, "--lead", person, "--signatory", "P. Wanjala, Commander", "--responsibility", "Answers.")
    do("member", "change", "county-police", "--authority", "CP/17", "--authority-until", "2027-01-31", "--scan", scan)
    roster = do("member", "list")
    assert re.search(r"police +county-police +County Police +member +Amina Mwangi", roster.out), roster.out
    assert "without an active member: prosecution, social-services." in roster.out
    shown = do("member", "show", "county-police")
    assert "authority CP/17, until 2027-01-31" in shown.out
    assert "Rise representative" in do("member", "show", "rise").out
    left = do("member", "leave", "court", "--how", "dissolved", "--yes")
    assert "What hangs on Court" in left.out
    assert "dissolved 2026-03-02" in do("member", "show", "court").out

    # A memorandum between two of them.
    new = do("mou", "new", "referral", "--between", "county-police,district-hospital")
    assert new.out.splitlines()[0].startswith("mou/referral.md is made")
    text = lake / "mou/referral.md"
    assert "to be completed" in text.read_text(encoding="utf-8")
    refused = do("mou", "sign", "referral", "--party", "county-police", code=2)
    assert "still to be completed" in refused.err
    complete(text)
    assert "to be completed" not in text.read_text(encoding="utf-8")
    offered = do("mou", "reserve", "referral", "--party", "county-police", "--clause", "time-standards")
    assert "opening-hours" in offered.out
    do("mou", "reserve", "referral", "--party", "county-police", "--clause", "time-standards", "--alternative", "opening-hours",
       "--reason", "Duty roster.")  # fmt: skip
    assert "Duty roster." in text.read_text(encoding="utf-8")
    before = text.read_bytes()
    first = do("mou", "sign", "referral", "--party", "county-police", "--scan", scan)
    assert "Still missing: district-hospital" in first.out
    assert "partly signed" in do("mou", "list").out
    do("mou", "sign", "referral", "--party", "district-hospital", "--by", "Grace Adeyemi, Matron", "--scan", scan)
    assert text.read_bytes() == before, "signing never changes the text"
    listed = do("mou", "list")
    assert re.search(r"^referral +in force  ", listed.out, re.MULTILINE), listed.out
    assert len(list((lake / "issued/mou/referral").iterdir())) == 1

    # Word files, a page, and the sheet for the drawer.
    built = do("build", "mou/referral")
    assert "3 files made" in built.out
    for name in ("referral.docx", "referral.html", "referral.cover.docx"):
        assert (lake / "build/mou" / name).stat().st_size > 1000
    assert "Grace Adeyemi" in zipfile.ZipFile(lake / "build/mou/referral.cover.docx").read("word/document.xml").decode()

    # The text moves on: the signed one stays in force, and check says so.
    text.write_text(text.read_text(encoding="utf-8").replace("as agreed", "as agreed today", 1), encoding="utf-8")
    listed = do("mou", "list")
    assert re.search(r"^referral +in force", listed.out, re.MULTILINE), listed.out
    assert "a new draft" in " ".join(listed.out.split()), listed.out
    assert "mou/referral.md:1: DOC008 warning: 2 signatures" in do("check").out
    corrected = do("mou", "correct", "referral", "--decision", "2026-02-10-ordinary/d2")
    assert "listed for ever" in corrected.out
    listed = do("mou", "list")
    assert "a new draft" not in " ".join(listed.out.split())
    assert "DOC008" not in do("check").out

    # A change of substance: both sign again.
    text.write_text(text.read_text(encoding="utf-8").replace("as agreed", "as agreed anew"), encoding="utf-8")
    assert "DOC008" in do("check").out
    for party in ("county-police", "district-hospital"):
        do("mou", "sign", "referral", "--party", party, "--scan", scan)
    assert "DOC008" not in do("check").out
    assert re.search(r"^referral +in force  ", do("mou", "list").out, re.MULTILINE)

    # A procedure is adopted by a decision, and later withdrawn.
    complete(lake / "sop/coordination.md")
    refused = do("sop", "sign", "coordination", "--party", "rise", code=2)
    assert "vawcoord sop adopt coordination --by DECISION" in refused.err
    do("sop", "adopt", "coordination", "--by", "2026-02-10-ordinary/d3")
    assert re.search(r"^coordination +in force", do("sop", "list").out, re.MULTILINE)
    do("sop", "withdraw", "coordination", "--decision", "2026-02-10-ordinary/d4", "--yes")
    assert re.search(r"^coordination +withdrawn", do("sop", "list").out, re.MULTILINE)
    history = do("mou", "history", "referral")
    assert [line.split()[1] for line in history.out.splitlines() if line.startswith("2026")] == [
        "signed", "signed", "corrected", "signed", "signed",
    ]  # fmt: skip
    assert "adopted" in do("sop", "history", "coordination").out

    # The last change is taken back; a second time there is nothing.
    undone = do("undo", "--yes")
    assert "sop/coordination.log.toml" in undone.out
    assert re.search(r"^coordination +in force", do("sop", "list").out, re.MULTILINE)
    assert "nothing to take back" in do("undo", "--yes", code=2).err

    # Kept elsewhere, and back from there.
    archive = tmp_path / "stick"
    archive.mkdir()
    do("backup", archive)
    (packed,) = archive.iterdir()
    do("restore", packed, tmp_path / "back")
    assert (tmp_path / "back/mou/referral.md").read_bytes() == text.read_bytes()
    assert do("mou", "list").out == do("mou", "list", where=tmp_path / "back").out

    # A scan for an agency, and the way to the Word file.
    attached = do("attach", "members/rise", scan)
    assert "attachments/members-rise/2026-03-02.pdf" in attached.out
    assert do("open", "mou/referral", "--print").out == "build/mou/referral.docx\n"
    assert do("open", "rise", "--print").out == "members/rise.toml\n"
    assert " mistake: " not in do("check").out


ANSWERS = [
    "Lakeside",  # area
    "Lakeside Committee",  # name
    "en",  # languages
    "Africa/Nairobi",  # time zone
    "1",  # kind of body
    "County Police",  # police
    "",  # prosecution
    "",  # courts
    "",  # legal aid
    "District Hospital",  # health
    "",  # social services
    "Rise",  # survivors
    "civil-society=Women's Forum",
    "",  # no more
    "1",  # once a month
]


def _typed(process: subprocess.Popen[bytes], answers: list[str], folder: Path) -> None:
    """Type answers one by one, each after the one before has reached the disk."""
    kept = folder / ".vawcoord/answers/init.json"
    assert process.stdin is not None
    for number, answer in enumerate(answers, start=1):
        process.stdin.write(f"{answer}\n".encode())
        process.stdin.flush()
        for _wait in range(400):
            if kept.exists() and kept.read_text(encoding="utf-8").count('":') == number:
                break
            time.sleep(0.01)
        else:
            pytest.fail(f"answer {number} was not kept")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_dialogue_goes_on_where_it_was_killed(process: Run, surrounding: dict[str, str], tmp_path: Path) -> None:
    """After the third answer the power goes; the same command keeps the three and asks for the fourth."""
    lake = tmp_path / "lake"
    words = [sys.executable, "-m", "vawcoord", "init", str(lake), *DAY]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surrounding, cwd=tmp_path
    ) as first:
        _typed(first, ANSWERS[:3], lake)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert not (lake / "committee.toml").exists()

    ran = process("init", lake, *DAY, typed="\n".join(ANSWERS[3:]) + "\n")
    assert ran.code == 0, ran.all
    assert "The earlier answers are kept" in ran.out
    assert "Which area" not in ran.out
    committee = (lake / "committee.toml").read_text(encoding="utf-8")
    assert 'area = "Lakeside"' in committee
    assert 'timezone = "Africa/Nairobi"' in committee
    assert sorted(path.stem for path in (lake / "members").iterdir()) == [
        "county-police",
        "district-hospital",
        "rise",
        "women-s-forum",
    ]
    assert 'every = "month"' in (lake / "meetings/schedule.toml").read_text(encoding="utf-8")
    assert not (lake / ".vawcoord/answers/init.json").exists()
    assert process("check", cwd=lake).code == 0


def test_the_dialogue_explains_wrong_answers_and_asks_again(process: Run, tmp_path: Path) -> None:
    """An empty area, a wrong language, zone, number and sector each give a sentence, then the same question."""
    answers = [
        "",
        "Lakeside",
        "",
        "english",
        "en",
        "Nairobi",
        "Africa/Nairobi",
        "9",
        "1",
        *[""] * 7,
        "polise=X",
        "police=X",
        "",
        "3",
    ]
    ran = process("init", tmp_path / "lake", *DAY, typed="\n".join(answers) + "\n")
    assert ran.code == 0, ran.all
    for sentence in (
        "Please write something.",
        '"english" is no language tag.',
        '"Nairobi" is no known time zone.',
        'Did you mean "police"?',
    ):
        assert sentence in ran.err
    assert "9 is not in the range" in ran.all
    assert 'name = "Coordination committee of Lakeside"' in (tmp_path / "lake/committee.toml").read_text(encoding="utf-8")


def test_answers_that_end_too_soon_are_kept(process: Run, tmp_path: Path) -> None:
    """When nobody answers any more, nothing is made, the answers so far are kept, and the exit status is 2."""
    ran = process("init", tmp_path / "lake", *DAY, typed="Lakeside\nThe Committee\n")
    assert ran.code == 2
    assert "Stopped; nothing more was done." in ran.err
    assert sorted(path.name for path in (tmp_path / "lake").rglob("*") if path.is_file()) == ["init.json"]


def test_the_guided_start(process: Run, lake: Path, tmp_path: Path) -> None:
    """`vawcoord` alone offers numbered lines, shows the command it then runs, and runs it."""
    ran = process("--today", "2026-06-01", cwd=lake, typed="2\n")
    assert ran.code == 0, ran.all
    assert "What do you want to do?" in ran.out
    assert re.search(r"^  1\. ", ran.out, re.MULTILINE)
    assert f"This runs: vawcoord check -C {lake}" in ran.out
    assert "Found: " in ran.out
    assert process(*DAY, cwd=lake, typed="0\n").code == 0

    outside = tmp_path / "outside"
    outside.mkdir()
    ran = process(*DAY, cwd=outside, typed="0\n")
    assert ran.code == 0
    assert "There is no committee's folder here." in ran.out
    ran = process(*DAY, cwd=outside, typed="1\nnew folder\n" + "\n".join(ANSWERS) + "\n")
    assert ran.code == 0, ran.all
    assert (outside / "new folder/committee.toml").is_file()


def test_the_guided_start_passes_on_what_a_command_came_to(process: Run, lake: Path) -> None:
    """A command that fails under the guided start fails it with the same exit status."""
    (lake / "members/police.toml").write_text("name = \n", encoding="utf-8")
    assert process(cwd=lake, typed="2\n").code == 1
    ran = process(cwd=lake, typed="7\nreferral\nnobody\n")
    assert ran.code == 2
    assert 'There is no mou "referral".' in ran.err
