"""A committee's year by commands alone, from `init` to the third approved minutes; and two secretaries on two clones."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

AGENCIES = (
    ("police", "County Police"),
    ("health", "District Hospital"),
    ("social-services", "Social Services Office"),
    ("legal-aid", "Legal Aid Centre"),
    ("survivors", "Rise"),
)


def begun(process: Run, lake: Path) -> None:
    """Make a committee of five agencies that meets on the second Tuesday of each month."""
    agencies = [word for sector, name in AGENCIES for word in ("--agency", f"{sector}={name}")]
    ran = process(
        "init", lake, "--yes", "--name", "Lakeside Committee", "--area", "Lakeside", "--languages", "en,fr", "--timezone",
        "Africa/Nairobi", "--every", "month", "--time", "09:30", *agencies, "--today", "2026-01-05", cwd=lake.parent,
    )  # fmt: skip
    assert ran.code == 0, ran.all


def chaired(process: Run, lake: Path) -> None:
    """Give the agencies people, and the committee a chair, a secretary and a rule for its quorum."""
    for agency, person in (
        ("county-police", "Amina Mwangi, Head of the Gender Desk"),
        ("district-hospital", "Grace Adeyemi, Matron"),
        ("social-services-office", "Nancy Wambui, Coordinator"),
        ("legal-aid-centre", "Mariam Hassan, Director"),
    ):
        ran = process("member", "change", agency, "--lead", person, "--today", "2026-01-05", cwd=lake)
        assert ran.code == 0, ran.all
    ran = process(
        "meeting", "schedule", "ordinary", "--nth", "2", "--place", "District Library", "--today", "2026-01-05", cwd=lake
    )
    assert ran.code == 0, ran.all
    file = lake / "committee.toml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^quorum = .*$", 'quorum = { share = "1/2", sectors = ["police", "health"], chair = true }', text)
    assert 'share = "1/2"' in text
    text = re.sub(r"(?ms)^\[\[officers\]\].*", "", text)
    for office, holder in (("chair", "district-hospital/grace-adeyemi"), ("secretary", "social-services-office/nancy-wambui")):
        text += f'\n[[officers]]\noffice = "{office}"\nholder = "{holder}"\nfrom = 2026-01-01\nuntil = 2027-12-31\n'
    file.write_text(text, encoding="utf-8")


def test_the_year(process: Run, tmp_path: Path) -> None:
    """Notice, agenda, minutes, actions, next agenda: four meetings, one without a quorum, and what comes of them."""
    lake = tmp_path / "lake"

    def do(day: str, *words: object, code: int = 0, **more: Any) -> Any:
        ran = process(*words, "--today", day, cwd=lake, **more)
        assert ran.code == code, ran.all
        return ran

    begun(process, lake)
    chaired(process, lake)

    # Before February: a plan is drafted, the first meeting is called, items come in.
    do("2026-02-06", "plan", "goal", "Help is there at any hour", "--id", "reach")
    do("2026-02-06", "plan", "add", "Night transport from the islands", "--goal", "reach", "--lead", "county-police", "--start",
       "2026-02-11", "--due", "2026-06-30", "--depends", "1.2", "--guidelines", "L2.3.3")  # fmt: skip
    call = do("2026-02-06", "message", "call-for-items", "--meeting", "2026-02-10", "--agency", "county-police")
    assert "10 February 2026" in call.out
    agenda = do("2026-02-06", "meeting", "agenda", "2026-02-10")
    paper = lake / "meetings/2026-02-10-ordinary/agenda.md"
    assert "meetings/2026-02-10-ordinary/agenda.md" in agenda.out
    do("2026-02-07", "meeting", "item", "2026-02-10", "One form for referral", "--from", "district-hospital", "--decision")
    assert "One form for referral" in paper.read_text(encoding="utf-8")
    for agency, answer in (("county-police", "coming"), ("district-hospital", "coming"), ("legal-aid-centre", "apologies")):
        do("2026-02-08", "meeting", "answer", "2026-02-10", agency, answer)
    brief = do("2026-02-12", "meeting", "brief", "2026-02-10", "--text")
    assert "uorum" in brief.out
    do("2026-02-12", "meeting", "calendar")
    assert (lake / "build/calendar/meetings.ics").is_file()

    # The first meeting: everybody but legal aid. The plan is adopted, two actions are given.
    do("2026-02-10", "meeting", "minutes", "2026-02-10", "--present", "all", "--start", "09:30", "--end", "11:40")
    minutes = lake / "meetings/2026-02-10-ordinary/minutes.md"
    assert re.search(r'agency = "legal-aid-centre".*is = "apologies"', minutes.read_text(encoding="utf-8"))
    do("2026-02-10", "meeting", "decide", "The action plan 2026-2028 is adopted.", "--item", "plan")
    do("2026-02-10", "meeting", "decide", "All agencies use one form for referral.", "--vote", "3-0-1")
    do("2026-02-10", "action", "add", "Print the referral form", "--agency", "district-hospital", "--due", "2026-02-28")
    do("2026-02-10", "action", "add", "Ask the boat owners about nights", "--agency", "county-police", "--due", "2026-03-03")
    do("2026-02-14", "plan", "adopt", "--by", "2026-02-10-ordinary/d1", "--on", "2026-02-10")
    do("2026-02-14", "build", "meetings/2026-02-10-ordinary")
    assert sorted(path.suffix for path in (lake / "build/meetings/2026-02-10-ordinary").glob("minutes.*")) == [".docx", ".html"]

    # March: the next agenda knows what is open; the first minutes are approved and numbered.
    do("2026-03-02", "progress", "2026-02-10-ordinary/a1", "done", "--by", "district-hospital", "--note", "In all four wards.")
    do("2026-03-10", "meeting", "minutes", "2026-03-10", "--present", "all", "--start", "09:30", "--end", "11:30")
    approved = do("2026-03-10", "meeting", "approve", "2026-02-10", "--at", "2026-03-10")
    assert "2026-02-10-ordinary/a2" in approved.out
    assert "2026-02-10-ordinary/a1" not in approved.out, "it is done already"
    numbers = (lake / "meetings/2026-02-10-ordinary/actions.toml").read_text(encoding="utf-8")
    assert "Print the referral form" in numbers
    again = do("2026-03-10", "meeting", "approve", "2026-02-10", "--at", "2026-03-10", code=2)
    assert "approved" in again.err
    late = do("2026-03-11", "action", "list", "--late")
    assert "2026-02-10-ordinary/a2" in late.out
    assert "a1" not in late.out
    do("2026-03-12", "message", "reminder", "--agency", "county-police", "--sent")
    do("2026-03-11", "meeting", "decide", "The committee meets once a month.", "--meeting", "2026-03-10-ordinary")

    # April: the hospital, without which there is no quorum, is away. What is decided is a proposal.
    agenda = do("2026-04-02", "meeting", "agenda", "2026-04-14")
    text = (lake / "meetings/2026-04-14-ordinary/agenda.md").read_text(encoding="utf-8")
    assert "Ask the boat owners about nights" in text
    assert "Print the referral form" not in text.split("{#actions")[1].split("\n## ")[0], "what is done does not come back"
    do("2026-04-14", "meeting", "minutes", "2026-04-14", "--present", "county-police,rise,legal-aid-centre", "--absent",
       "district-hospital,social-services-office", "--chair", "county-police/amina-mwangi",
       "--start", "09:30", "--end", "10:30")  # fmt: skip
    do("2026-04-14", "meeting", "decide", "Training for desk officers every quarter.", "--meeting", "2026-04-14-ordinary")
    done = do("2026-04-14", "meeting", "approve", "2026-03-10", "--at", "2026-04-14", code=2)
    assert "quorum" in done.err
    waiting = do("2026-04-11", "meeting", "decisions", "--proposals")
    assert "Training for desk officers" in waiting.out

    # May: a quorum again; both minutes are approved, the proposal is confirmed, the old action has come back three times.
    do("2026-05-12", "meeting", "minutes", "2026-05-12", "--present", "all", "--start", "09:30", "--end", "11:30")
    for earlier in ("2026-03-10", "2026-04-14"):
        do("2026-05-12", "meeting", "approve", earlier, "--at", "2026-05-12")
    do("2026-05-12", "meeting", "decide", "Training for desk officers every quarter.", "--meeting", "2026-05-12-ordinary",
       "--confirms", "2026-04-14-ordinary/d1")  # fmt: skip
    assert "Training for desk officers" not in do("2026-05-15", "meeting", "decisions", "--proposals").out
    found = do("2026-05-15", "meeting", "decisions", "--search", "REFERRAL form")
    assert "2026-02-10-ordinary/d2" in found.out
    listed = do("2026-05-15", "action", "list")
    assert re.search(r"2026-02-10-ordinary/a2.*3", listed.out), listed.out
    letter = do("2026-05-15", "action", "letter", "2026-02-10-ordinary/a2")
    assert "build/letters/" in letter.out
    assert list((lake / "build/letters").glob("*.docx"))
    approvals = [(lake / f"meetings/{day}-ordinary/minutes.md").read_text(encoding="utf-8") for day in
                 ("2026-02-10", "2026-03-10", "2026-04-14")]  # fmt: skip
    assert all("approved_on" in text and 'digest = "v1:' in text for text in approvals)

    # Approved is approved: a silent change is found, a correction is recorded.
    minutes.write_text(approvals[0].replace("All agencies use one form", "Some agencies use one form"), encoding="utf-8")
    assert "meetings/2026-02-10-ordinary/minutes.md" in do("2026-05-16", "check", code=1).out
    minutes.write_text(approvals[0], encoding="utf-8")
    do("2026-06-09", "meeting", "minutes", "2026-06-09", "--present", "all", "--start", "09:30", "--end", "11:30")
    do("2026-06-09", "meeting", "correct", "2026-02-10", "--text", "The form is that of the hospital.", "--at", "2026-06-09")

    # The plan moves: something slips, an agency answers by sheet, the chair looks, the year is handed over.
    do("2026-06-13", "progress", "2026-2028/5.1", "blocked", "--due", "2026-10-30", "--reason", "No insurance at night.", "--by",
       "county-police")  # fmt: skip
    sheet = tmp_path / "police.xlsx"
    do("2026-06-14", "plan", "export", sheet, "--for", "county-police")
    assert "Nothing in the folder changes." in do("2026-06-20", "import", sheet, "--yes").out
    moved = do("2026-07-01", "changes", "--since", "2026-06-09")
    assert "Slipped" in moved.out
    assert "No insurance at night." in moved.out
    shown = {one["id"]: one for one in do("2026-07-01", "plan", "show", "--json").json["data"]["activities"]}
    assert (shown["2026-2028/5.1"]["status"], shown["2026-2028/5.1"]["rag"]) == ("blocked", "red")
    status = do("2026-07-01", "status")
    assert len(status.out.splitlines()) <= 24
    assert max(map(len, status.out.splitlines())) <= 80
    handed = do("2026-12-01", "handover")
    assert "internal" in handed.out
    assert list((lake / "build").glob("handover-internal.docx"))
    assert do("2026-07-01", "check", "--json").json["findings"] is not None


git = shutil.which("git")


@pytest.mark.skipif(git is None, reason="git is not there")
def test_two_secretaries_on_two_clones_lose_nothing(process: Run, tmp_path: Path) -> None:
    """Both work offline on the same day, on journal, minutes of two meetings and registers; git joins all of it by itself."""
    lake, other = tmp_path / "lake", tmp_path / "other"
    begun(process, lake)
    chaired(process, lake)

    def do(where: Path, *words: object) -> None:
        ran = process(*words, cwd=where)
        assert ran.code == 0, ran.all

    surrounding = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(tmp_path)}

    def by_git(where: Path, *words: str) -> None:
        ran = subprocess.run(
            [str(git), "-c", "user.name=Secretary", "-c", "user.email=s@example.org", *words],
            cwd=where, env=surrounding, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout + ran.stderr

    day = ("--today", "2026-03-20")
    do(lake, "progress", "1.1", "open", "--note", "Begun.", *day)
    for meeting in ("2026-02-10", "2026-03-10"):
        do(lake, "meeting", "minutes", meeting, "--present", "all", "--start", "09:30", "--end", "11:00", *day)
    by_git(lake, "init", "-q", "-b", "main")
    by_git(lake, "add", ".")
    by_git(lake, "commit", "-qm", "Begun")
    by_git(tmp_path, "clone", "-q", str(lake), str(other))

    day = ("--today", "2026-03-21")
    do(lake, "progress", "1.1", "in-progress", "--percent", "40", "--by", "social-services-office", *day)
    do(lake, "meeting", "decide", "Said here.", "--meeting", "2026-02-10-ordinary", *day)
    do(lake, "meeting", "cancel", "2026-08-11-ordinary", "--reason", "Holidays.", *day)
    do(other, "progress", "1.2", "blocked", "--note", "No boat.", "--by", "county-police", *day)
    do(other, "action", "add", "Said there", "--agency", "rise", "--due", "2026-04-30", "--meeting", "2026-03-10-ordinary", *day)
    do(other, "member", "change", "rise", "--responsibility", "Shelter at any hour.", *day)
    for where, said in ((lake, "One secretary"), (other, "The other")):
        by_git(where, "add", ".")
        by_git(where, "commit", "-qm", said)
    by_git(lake, "pull", "-q", "--no-rebase", "--no-edit", str(other), "main")

    day = ("--today", "2026-03-22")
    shown = process("plan", "show", "--json", *day, cwd=lake).json["data"]["activities"]
    status = {one["id"]: one["status"] for one in shown}
    assert (status["2026-2028/1.1"], status["2026-2028/1.2"]) == ("in-progress", "blocked")
    journal = (lake / "progress/2026-03.log.toml").read_text(encoding="utf-8")
    assert journal.count("{ date =") == 3, "one line before, and one of each"
    assert "Said here." in process("meeting", "decisions", *day, cwd=lake).out
    assert "Said there" in process("action", "list", *day, cwd=lake).out
    assert "cancelled" in process("meeting", "list", "--json", *day, cwd=lake).out
    assert "Shelter at any hour." in (lake / "members/rise.toml").read_text(encoding="utf-8")
    findings = process("check", "--json", *day, cwd=lake).json["findings"]
    assert not [one for one in findings if one["code"].startswith("FOL")]
