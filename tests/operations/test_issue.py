"""`issue`: the Word copy that goes round, the text as it was sent, a line for each agency; and what is out with whom."""

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from vawcoord.cli.main import run
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.documents import find_document
from vawcoord.operations.issue import Issue, issue, issue_minutes
from vawcoord.records.document import copies_out

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
TODAY = date(2026, 11, 22)
DAY = ("--today", TODAY.isoformat())
DOCUMENT = "information-sharing"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the example."""
    made = tmp_path / "lakeside"
    shutil.copytree(EXAMPLE, made, ignore=shutil.ignore_patterns("build", ".vawcoord"))
    return made


def issued(root: Path, name: str = DOCUMENT, kind: str = "mou", **more: object) -> Issue:
    """Return what an issue would do."""
    committee, _findings = load(root)
    to = more.pop("to", ("county-police",))
    return issue(root, committee, Shelf(root), find_document(committee, kind, name), to, TODAY, **more)  # type: ignore[arg-type]


def test_the_copy_says_what_it_is_and_records_changes(root: Path) -> None:
    """The file carries property and bookmarks, recording is switched on, and it opens with the draft mark and how to answer."""
    assert run(["-C", str(root), *DAY, "mou", "issue", DOCUMENT, "--to", "county-police", "--answer-by", "2026-12-10"]) == 0
    with zipfile.ZipFile(root / f"build/issued/{DOCUMENT}-{TODAY}.docx") as archive:
        text, settings, custom = (
            archive.read(name).decode() for name in ("word/document.xml", "word/settings.xml", "docProps/custom.xml")
        )
    assert settings.count("<w:trackRevisions/>") == 1
    assert settings.index("trackRevisions") < settings.index("defaultTabStop"), "Word asks for this order"
    assert f"/mou/{DOCUMENT}/v1:" in custom
    assert text.count("_vc_") > 20
    for words in ("This is a draft.", "How to answer", "Please answer by 10 December 2026.", "County Police"):
        assert words in text
    assert text.index("This is a draft.") < text.index("How to answer")


def test_the_text_as_sent_is_kept_and_each_agency_has_a_line(root: Path) -> None:
    """`issued/` holds the bytes of the file, the log one line an agency; the text itself does not change."""
    before = (root / "mou" / f"{DOCUMENT}.md").read_bytes()
    (root / "mou" / f"{DOCUMENT}.md").write_bytes(before + b"\nOne sentence more.\n")
    before = (root / "mou" / f"{DOCUMENT}.md").read_bytes()
    assert run(["-C", str(root), *DAY, "mou", "issue", DOCUMENT, "--to", "county-police,shelter-rise"]) == 0
    committee, _findings = load(root)
    document = find_document(committee, "mou", DOCUMENT)
    lines = [one for one in document.log if one.event == "issued" and one.date == TODAY]
    assert [one.party for one in lines] == ["county-police", "shelter-rise"]
    kept = root / "issued" / "mou" / DOCUMENT / f"{lines[0].digest[3:15]}.md"
    assert kept.read_bytes() == before == (root / "mou" / f"{DOCUMENT}.md").read_bytes()


def test_the_same_issue_twice_is_one_line(root: Path) -> None:
    """Made again on the same day, the copy is made anew and the log stays as it is; another text is another issue."""
    words = ["-C", str(root), *DAY, "mou", "issue", DOCUMENT, "--to", "county-police"]
    assert run(words) == 0
    log = (root / f"mou/{DOCUMENT}.log.toml").read_bytes()
    assert run(words) == 0
    assert (root / f"mou/{DOCUMENT}.log.toml").read_bytes() == log
    file = root / f"mou/{DOCUMENT}.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nAnother sentence.\n", encoding="utf-8")
    assert run(words) == 0
    assert (root / f"mou/{DOCUMENT}.log.toml").read_bytes().count(b"county-police") == 2


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("one-stop-centre", {}, "completed"),
        ("referral-2023", {}, "has ended"),
        (DOCUMENT, {"to": ("county-polce",)}, 'Did you mean "county-police"?'),
        (DOCUMENT, {"answer_by": date(2026, 11, 1)}, "is past"),
    ],
)
def test_what_cannot_go_round_is_refused(root: Path, name: str, more: dict[str, object], words: str) -> None:
    """A text with open places, one that has ended, an unknown agency, a day that is past: one clear sentence each."""
    with pytest.raises(VawcoordError) as caught:
        issued(root, name, **more)
    assert words in f"{caught.value.message} {caught.value.mend}"


def test_two_documents_of_one_id_have_two_copies(root: Path) -> None:
    """`mou/coordination` and `sop/coordination` do not overwrite each other's copy."""
    assert issued(root, "coordination").path != issued(root, "coordination", "sop").path


def test_list_says_what_is_out_with_whom(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is out stands below the list and in the JSON, with since and answer by; the day past is said."""
    assert run(["-C", str(root), *DAY, "mou", "issue", DOCUMENT, "--to", "county-police", "--answer-by", "2026-12-10"]) == 0
    capsys.readouterr()
    assert run(["-C", str(root), "--today", "2026-12-20", "mou", "list"]) == 0
    assert f"{DOCUMENT}: out since 2026-11-22 with county-police; answer by 2026-12-10 (past)" in capsys.readouterr().out
    assert run(["-C", str(root), "--today", "2026-12-20", "mou", "list", "--json"]) == 0
    documents = json.loads(capsys.readouterr().out)["data"]["documents"]
    out = next(one["out"] for one in documents if one["id"] == DOCUMENT)
    assert {"party": "county-police", "since": "2026-11-22", "answer_by": "2026-12-10", "late": True} in out
    assert run(["-C", str(root), "--today", "2026-12-20", "status", "--all"]) == 0
    assert "no answer yet from" in capsys.readouterr().out


def test_who_signed_or_left_is_not_waited_for(root: Path) -> None:
    """A signature for the text sent, and leaving, end the waiting; a line for all parties means each of them."""
    committee, _findings = load(root)
    document = find_document(committee, "mou", DOCUMENT)
    sent = next(one for one in document.log if one.event == "issued")
    assert {one.party for one in copies_out(document, TODAY)} == set(document.front.parties)
    signed = sent.but(event="signed", party="county-police", date=TODAY)
    left = sent.but(event="left", party="legal-aid-centre", date=TODAY)
    after = copies_out(document.but(log=(*document.log, signed, left)), TODAY)
    assert {one.party for one in after} == set(document.front.parties) - {"county-police", "legal-aid-centre"}
    assert copies_out(document.but(log=(*document.log, signed.but(event="withdrawn", party=""))), TODAY) == ()


def test_minutes_go_to_those_who_attended(root: Path) -> None:
    """The draft goes to all who were there, with a log beside it; approved minutes and closed sessions do not go round."""
    committee, _findings = load(root)
    made = issue_minutes(root, committee, Shelf(root), "2026-11-10", (), TODAY)
    assert "education-office" not in [one.id for one in made.to]
    assert "county-police" in [one.id for one in made.to]
    assert "meetings/2026-11-10-ordinary/minutes.log.toml" in made.changes.paths()
    with pytest.raises(VawcoordError, match="approved"):
        issue_minutes(root, committee, Shelf(root), "2026-09-08", (), TODAY)
    file = root / "meetings/2026-11-10-ordinary/minutes.md"
    file.write_text(file.read_text(encoding="utf-8").replace('class = "committee"', 'class = "restricted"'), encoding="utf-8")
    with pytest.raises(VawcoordError, match="closed session"):
        issue_minutes(root, load(root)[0], Shelf(root), "2026-11-10", (), TODAY)
