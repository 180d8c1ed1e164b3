"""`receive` and `take`: which text a copy answers, who proposes what, what becomes of it; nothing else moves."""

import itertools
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.returning import replacing, rewritten, striking, without_marks, without_property

from vawcoord.cli.main import run
from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply, undo
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.answers import Decision, Taking, answer, applied, decide, pending
from vawcoord.operations.documents import find_document
from vawcoord.operations.receive import Receipt, Said, comment, receive
from vawcoord.operations.rounds import of_document
from vawcoord.records.received import ReceivedProposal

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
SENT, CAME, DECIDED = date(2026, 11, 22), date(2026, 11, 26), date(2026, 11, 27)
DOCUMENT = "information-sharing"
FILE = f"mou/{DOCUMENT}.md"
WORDS = {
    "county-police": ("purpose", "Membership of the committee is no permission", "Membership is no permission"),
    "district-hospital": ("purpose", "nobody owes the committee a report", "nobody owes it a report"),
    "legal-aid-centre": ("review", "", ""),
}


@pytest.fixture(scope="module")
def sent_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example in which the protocol went round; nobody writes in this one."""
    made = tmp_path_factory.mktemp("sent") / "lakeside"
    shutil.copytree(EXAMPLE, made, ignore=shutil.ignore_patterns("build", ".vawcoord"))
    to = "county-police,district-hospital,legal-aid-centre,shelter-rise"
    assert run(["-C", str(made), "--today", str(SENT), "mou", "issue", DOCUMENT, "--to", to]) == 0
    return made


@pytest.fixture
def root(sent_once: Path, tmp_path: Path) -> Path:
    """Return a folder of one's own in which the protocol went round."""
    return Path(shutil.copytree(sent_once, tmp_path / "lakeside"))


@pytest.fixture
def copy(root: Path) -> Path:
    """Return the Word copy that went round."""
    return root / f"build/issued/{DOCUMENT}-{SENT}.docx"


def taken_in(root: Path, *files: Path, write: bool = True, **more: object) -> Receipt:
    """Receive some files, and keep what they say."""
    committee, _findings = load(root)
    receipt = receive(root, committee, files, CAME, **more)  # type: ignore[arg-type]
    if write:
        apply(root, receipt.changes)
    return receipt


def decided(root: Path, *decisions: Decision, write: bool = True, **more: object) -> Taking:
    """Decide, and write what comes of it."""
    committee, _findings = load(root)
    document = of_document(find_document(committee, "mou", DOCUMENT))
    taking = decide(root, committee, document, decisions, DECIDED, **more)  # type: ignore[arg-type]
    if write and taking.changes:
        apply(root, taking.changes)
    return taking


def police(copy: Path, tmp_path: Path, *, recorded: bool = True) -> Path:
    """Return the copy that the police sent back."""
    _clause, old, new = WORDS["county-police"]
    return replacing(copy, tmp_path / "county-police.docx", old, new, author="Sgt. Otieno", recorded=recorded)


def hospital(copy: Path, tmp_path: Path) -> Path:
    """Return the copy that the hospital sent back: other words in the same clause."""
    _clause, old, new = WORDS["district-hospital"]
    return replacing(copy, tmp_path / "district-hospital.docx", old, new, author="Dr Maina")


def test_one_proposal_is_found_and_kept(root: Path, copy: Path, tmp_path: Path) -> None:
    """One changed sentence is one proposal for one clause, found by property and bookmark, with author and items."""
    receipt = taken_in(root, police(copy, tmp_path))
    held = receipt.copies[0].received
    assert (held.from_, held.recognised, held.document) == ("county-police", "property", f"mou/{DOCUMENT}")
    assert [one.clause for one in held.proposals] == ["purpose"]
    one = held.proposals[0]
    assert (one.tracked, one.placed_, one.authors, one.change) == (True, "bookmark", ("Sgt. Otieno",), "changed")
    assert "N1.2.5" in one.items
    assert held.unplaced == ()
    committee, findings = load(root)
    assert [one for one in findings if one.where.path.startswith("received/")] == []
    assert committee.received[-1].but(id="") == held.but(id=""), "what is read is what was kept"
    document = find_document(committee, "mou", DOCUMENT)
    assert [one.party for one in document.log if one.event == "received"] == ["county-police"]


def test_two_agencies_clash_side_by_side(root: Path, copy: Path, tmp_path: Path) -> None:
    """Two different wordings of one clause are one question with two standpoints; the same wording is one standpoint."""
    twin = replacing(copy, tmp_path / "legal-aid-centre.docx", *WORDS["county-police"][1:], author="M. Hassan")
    receipt = taken_in(root, police(copy, tmp_path), hospital(copy, tmp_path), twin)
    (question,) = receipt.questions[0][1]
    assert question.clash
    assert [one.agencies for one in question.standpoints] == [("county-police", "legal-aid-centre"), ("district-hospital",)]


def test_an_unchanged_copy_proposes_nothing(root: Path, copy: Path) -> None:
    """A copy that came back as it went says nothing, and is answered for all that."""
    receipt = taken_in(root, copy, agencies=("legal-aid-centre",))
    assert receipt.copies[0].received.proposals == ()
    document = find_document(load(root)[0], "mou", DOCUMENT)
    assert "legal-aid-centre" not in [one.party for one in of_document(document).out(CAME)]


def test_what_was_not_recorded_is_said_loudly(root: Path, copy: Path, tmp_path: Path) -> None:
    """Accepted and saved: the comparison with the text as sent shows the change, and it is called by its name."""
    receipt = taken_in(root, police(copy, tmp_path, recorded=False))
    assert receipt.copies[0].loud
    assert any("CHANGED WITHOUT BEING RECORDED: clause purpose" in one for one in receipt.copies[0].remarks)
    assert not receipt.copies[0].received.proposals[0].tracked


def test_a_struck_clause_names_the_items_that_go(
    root: Path, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A whole clause struck is a deletion with its items; taking it says so and asks."""
    file = striking(copy, tmp_path / "county-police.docx", "breach")
    receipt = taken_in(root, file)
    gone = [one for one in receipt.copies[0].received.proposals if one.change == "deleted"]
    assert [(one.clause, one.items) for one in gone] == [("breach", ("N3.3.4", "N3.3.6"))]
    before = (root / FILE).read_bytes()
    words = ["-C", str(root), "--today", str(DECIDED), "mou", "take", DOCUMENT, "--accept", "breach"]
    assert run(words) == 0
    assert "with it would go, of Module 5: N3.3.4 N3.3.6" in capsys.readouterr().out
    assert (root / FILE).read_bytes() == before, "nobody could be asked"
    assert run([*words, "--yes"]) == 0
    assert b"{#breach" not in (root / FILE).read_bytes()


def test_all_marks_lost(root: Path, copy: Path, tmp_path: Path) -> None:
    """Without property and bookmarks the text is known by its headings, and the clause is still found."""
    bare = without_marks(police(copy, tmp_path), tmp_path / "from-docs.docx")
    receipt = taken_in(root, bare, agencies=("county-police",))
    held = receipt.copies[0].received
    assert held.recognised == "headings"
    assert [one.clause for one in held.proposals] == ["purpose"]
    assert any("All hidden marks are gone" in one for one in receipt.copies[0].remarks)


def test_only_the_bookmarks_are_left(root: Path, copy: Path, tmp_path: Path) -> None:
    """A file that lost its property is known by its bookmarks, and that is said."""
    receipt = taken_in(root, without_property(police(copy, tmp_path), tmp_path / "a.docx"), agencies=("county-police",))
    assert receipt.copies[0].received.recognised == "bookmarks"
    assert any("by its hidden marks" in one for one in receipt.copies[0].remarks)


def test_another_committees_copy_is_refused(root: Path, copy: Path, tmp_path: Path) -> None:
    """A copy of another committee is none of ours; named by the secretary, it is compared all the same."""
    digest = "v1:" + "0" * 64
    other = without_property(police(copy, tmp_path), tmp_path / "a.docx", value=f"zzzzzzzz/mou/{DOCUMENT}/{digest}")
    with pytest.raises(VawcoordError, match="another committee"):
        taken_in(root, other, agencies=("county-police",))
    receipt = taken_in(root, other, agencies=("county-police",), document=DOCUMENT)
    assert receipt.copies[0].received.recognised == "hand"
    assert [one.clause for one in receipt.copies[0].received.proposals] == ["purpose"]


def test_a_text_never_issued_is_said(root: Path, copy: Path, tmp_path: Path) -> None:
    """A digest that nobody knows is said, and the most like text is taken; a document that is not there is refused."""
    uid = load(root)[0].profile.uid
    digest = "v1:" + "0" * 64
    strange = without_property(police(copy, tmp_path), tmp_path / "a.docx", value=f"{uid}/mou/{DOCUMENT}/{digest}")
    receipt = taken_in(root, strange, agencies=("county-police",))
    assert any("was never issued from here" in one for one in receipt.copies[0].remarks)
    assert [one.clause for one in receipt.copies[0].received.proposals] == ["purpose"]
    lost = without_property(copy, tmp_path / "b.docx", value=f"{uid}/mou/none/{digest}")
    with pytest.raises(VawcoordError, match="not in this folder"):
        taken_in(root, lost, agencies=("county-police",))


def test_a_built_copy_that_never_went_round(root: Path) -> None:
    """The file that `build` made, sent by hand, is compared with the text in the folder, which is kept."""
    assert run(["-C", str(root), "--today", str(SENT), "build", "mou/coordination"]) == 0
    receipt = taken_in(root, root / "build/mou/coordination.docx", agencies=("county-police",))
    assert any("was never issued" in one for one in receipt.copies[0].remarks)
    assert receipt.copies[0].received.proposals == ()


def test_an_older_issue_is_merged_into_the_present_text(root: Path, copy: Path, tmp_path: Path) -> None:
    """An answer to the first issue after a second one went out: said, compared with the first, taken three ways."""
    old = police(copy, tmp_path)
    text = (root / FILE).read_text(encoding="utf-8").replace("## Legal effect", "## The legal effect")
    (root / FILE).write_text(text, encoding="utf-8")
    words = ["-C", str(root), "--today", "2026-11-24", "mou", "issue", DOCUMENT, "--to", "county-police"]
    assert run(words) == 0
    receipt = taken_in(root, old)
    assert any("answers an older issue" in one for one in receipt.copies[0].remarks)
    decided(root, Decision("purpose", "taken"))
    after = (root / FILE).read_text(encoding="utf-8")
    assert "Membership is no permission" in after
    assert "## The legal effect" in after


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"{\\rtf1 }", ".rtf"),
        (b"PK\x03\x04 not really", "cannot be read"),
        (b"", "Office file"),
    ],
)
def test_what_is_no_word_file_is_refused(root: Path, tmp_path: Path, content: bytes, words: str) -> None:
    """A PDF, an old .doc, RTF, a broken zip: one sentence, nothing kept."""
    file = tmp_path / "county-police.docx"
    file.write_bytes(content)
    with pytest.raises(VawcoordError) as caught:
        taken_in(root, file)
    assert words in f"{caught.value.message} {caught.value.mend}"


def test_a_macro_file_is_refused(root: Path, copy: Path, tmp_path: Path) -> None:
    """A file with macros is never opened."""
    file = tmp_path / "county-police.docx"
    shutil.copy(copy, file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(VawcoordError, match="macros"):
        taken_in(root, file)


def test_whose_copy_it_is(root: Path, copy: Path, tmp_path: Path) -> None:
    """By the name of the file, by who wrote in it; where nobody can tell, it is asked, with who has a copy."""
    assert taken_in(root, police(copy, tmp_path), write=False).copies[0].received.from_ == "county-police"
    named = replacing(copy, tmp_path / "scan.docx", *WORDS["county-police"][1:], author="Insp. Amina Mwangi")
    assert taken_in(root, named, write=False).copies[0].received.from_ == "county-police"
    unknown = replacing(copy, tmp_path / "scan2.docx", *WORDS["county-police"][1:], author="User")
    with pytest.raises(VawcoordError) as caught:
        taken_in(root, unknown, write=False)
    assert "--from" in caught.value.mend
    assert "district-hospital" in caught.value.mend
    with pytest.raises(VawcoordError, match="at once"):
        taken_in(root, unknown, copy, agencies=("county-police",))


def test_the_same_file_twice(root: Path, copy: Path, tmp_path: Path) -> None:
    """A file that was received is not received again; a second, other file on the same day stands beside the first."""
    first = police(copy, tmp_path)
    taken_in(root, first)
    with pytest.raises(VawcoordError, match="received already"):
        taken_in(root, first)
    assert taken_in(root, first, agencies=("legal-aid-centre",), write=False), "two agencies may send the same words"
    again = replacing(copy, tmp_path / "again.docx", "nobody owes the committee", "nobody here owes the committee")
    taken_in(root, again, agencies=("county-police",))
    names = sorted(path.name for path in (root / "received/mou" / DOCUMENT).iterdir())
    assert names == [f"{CAME}-county-police-2.toml", f"{CAME}-county-police.toml"]


def test_nobody_is_named_where_an_agency_sits_by_seat(root: Path, copy: Path, tmp_path: Path) -> None:
    """Of a survivor-led organisation or a shelter nobody's name is kept, whoever Word says wrote in the file."""
    file = replacing(copy, tmp_path / "shelter-rise.docx", *WORDS["county-police"][1:], author="Zawadi Name")
    receipt = taken_in(root, file)
    kept = "".join(path.read_text(encoding="utf-8") for path in (root / "received").rglob("*.toml"))
    assert receipt.copies[0].received.proposals[0].authors == ()
    assert "Zawadi" not in kept


# Taking in


def test_untouched_parts_stay_byte_for_byte(root: Path, copy: Path, tmp_path: Path) -> None:
    """One sentence is taken: one line of the file changes, line ends and all else stay; undo brings the bytes back."""
    (root / FILE).write_bytes((root / FILE).read_bytes().replace(b"\n", b"\r\n"))
    taken_in(root, police(copy, tmp_path))
    ours = (path for path in root.rglob("*") if path.is_file() and not {"build", ".vawcoord"} & set(path.parts))
    before = {path: path.read_bytes() for path in ours}
    decided(root, Decision("purpose", "taken"))
    old, new = before[root / FILE].split(b"\r\n"), (root / FILE).read_bytes().split(b"\r\n")
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].startswith(b"Membership is no permission, and nobody owes")
    undo(root)
    assert {path: path.read_bytes() for path in before} == before


def test_the_order_of_agencies_does_not_matter(root: Path, copy: Path, tmp_path: Path) -> None:
    """Whoever answers first, the questions and the text that comes of them are the same, byte for byte."""
    files = {
        "county-police": police(copy, tmp_path),
        "district-hospital": replacing(copy, tmp_path / "h.docx", "by the next", "by one", author="Dr Maina")
        if b"by the next" in (root / FILE).read_bytes()
        else striking(copy, tmp_path / "h.docx", "breach"),
        "legal-aid-centre": replacing(copy, tmp_path / "l.docx", "Safety comes before", "Safety goes before"),
    }
    results = set()
    for number, order in enumerate(itertools.permutations(files)):
        folder = tmp_path / f"order-{number}"
        shutil.copytree(root, folder, ignore=shutil.ignore_patterns("build", ".vawcoord"))
        for agency in order:
            taken_in(folder, files[agency], agencies=(agency,))
        committee, _findings = load(folder)
        asked = pending(committee, f"mou/{DOCUMENT}")
        told = sorted((one.clause, tuple(stand.agencies for stand in one.standpoints)) for one in asked)
        decided(folder, Decision("purpose", "taken", "legal-aid-centre"))
        rest = [one.clause for one in asked if one.clause != "purpose" and one.standpoints]
        for clause in rest:
            decided(folder, Decision(clause, "taken"))
        results.add((str(told), (folder / FILE).read_bytes()))
    assert len(results) == 1


def test_the_text_moved_on_in_another_clause(root: Path, copy: Path, tmp_path: Path) -> None:
    """What was changed here since stays, what the agency changed elsewhere comes: three ways."""
    taken_in(root, police(copy, tmp_path))
    text = (root / FILE).read_text(encoding="utf-8").replace("## Legal effect", "## The legal effect")
    (root / FILE).write_text(text, encoding="utf-8")
    taking = decided(root, Decision("purpose", "taken"))
    after = (root / FILE).read_text(encoding="utf-8")
    assert "## The legal effect" in after
    assert "Membership is no permission" in after
    assert taking.clauses == ("purpose",)


def test_a_clash_never_stands_in_the_text(root: Path, copy: Path, tmp_path: Path) -> None:
    """Both sides changed the clause: the text stays, the proposal stays open; with `over` the agency's words are taken."""
    taken_in(root, police(copy, tmp_path))
    text = (root / FILE).read_text(encoding="utf-8").replace("Safety comes before", "The safety of a person comes before")
    (root / FILE).write_text(text, encoding="utf-8")
    before = (root / FILE).read_bytes()
    taking = decided(root, Decision("purpose", "taken"))
    assert [one.id for one in taking.clashes] == ["purpose"]
    assert taking.changes is None
    assert (root / FILE).read_bytes() == before
    assert pending(load(root)[0], f"mou/{DOCUMENT}")
    taking = decided(root, Decision("purpose", "taken"), over=("purpose",))
    assert taking.clauses == ("purpose",)
    assert b"Membership is no permission" in (root / FILE).read_bytes()


def test_two_wordings_cannot_both_be_taken(root: Path, copy: Path, tmp_path: Path) -> None:
    """Without saying whose, a clash is refused with the two ways to say it; then one is taken and the other waits."""
    taken_in(root, police(copy, tmp_path), hospital(copy, tmp_path))
    with pytest.raises(VawcoordError) as caught:
        decided(root, Decision("purpose", "taken"))
    assert "--from county-police" in caught.value.mend
    taking = decided(root, Decision("purpose", "taken", "district-hospital"))
    assert taking.ready == ("district-hospital",)
    (left,) = pending(load(root)[0], f"mou/{DOCUMENT}")
    assert [one.agencies for one in left.standpoints] == [("county-police",)]


def test_what_is_not_taken_has_a_reason(root: Path, copy: Path, tmp_path: Path) -> None:
    """Refusing without a reason is refused; with one it stands in the copy, and the text stays as it is."""
    taken_in(root, police(copy, tmp_path))
    with pytest.raises(VawcoordError, match="say why"):
        decided(root, Decision("purpose", "not-taken"))
    before = (root / FILE).read_bytes()
    decided(root, Decision("purpose", "not-taken", reason="The law says otherwise."))
    one = load(root)[0].received[-1].proposals[0]
    assert (one.outcome, one.reason, one.decided) == ("not-taken", "The law says otherwise.", DECIDED)
    assert (root / FILE).read_bytes() == before


def test_what_waits_for_the_meeting_still_waits(root: Path, copy: Path, tmp_path: Path) -> None:
    """For the meeting is no end: the question stays, and can be decided afterwards."""
    taken_in(root, police(copy, tmp_path))
    taking = decided(root, Decision("purpose", "meeting"))
    assert taking.ready == ()
    assert pending(load(root)[0], f"mou/{DOCUMENT}")
    assert decided(root, Decision("purpose", "taken")).ready == ("county-police",)
    assert pending(load(root)[0], f"mou/{DOCUMENT}") == ()


def test_a_clause_without_a_proposal(root: Path, copy: Path, tmp_path: Path) -> None:
    """A slip of the pen is named with the clause that was meant; a document without copies says so."""
    taken_in(root, police(copy, tmp_path))
    with pytest.raises(VawcoordError, match='Did you mean "purpose"'):
        decided(root, Decision("purpos", "taken"))


def test_whose_signatures_fall_is_said(root: Path, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text that a party has signed changes only after its name was said and somebody confirmed."""
    words = ["-C", str(root), "--today", str(CAME)]
    assert run([*words, "mou", "sign", DOCUMENT, "--party", "county-police"]) == 0
    taken_in(root, hospital(copy, tmp_path))
    capsys.readouterr()
    before = (root / FILE).read_bytes()
    assert run([*words, "mou", "take", DOCUMENT, "--accept", "purpose"]) == 0
    assert "The signature of county-police stays with the former text" in capsys.readouterr().out
    assert (root / FILE).read_bytes() == before
    assert run([*words, "mou", "take", DOCUMENT, "--accept", "purpose", "--yes"]) == 0
    assert (root / FILE).read_bytes() != before


def test_each_agency_hears_what_became_of_it(root: Path, copy: Path, tmp_path: Path) -> None:
    """The sheet names the point, what was done, and why; it is there when all is decided, and on request before."""
    taken_in(root, police(copy, tmp_path))
    shelf = Shelf(root)

    def sheet() -> str:
        committee, _findings = load(root)
        step = answer(root, committee, shelf, of_document(find_document(committee, "mou", DOCUMENT)), "county-police")
        with zipfile.ZipFile(root / step.path) as archive:
            return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())

    assert "not decided yet" in sheet()
    decided(root, Decision("purpose", "not-taken", reason="The law says otherwise."))
    text = sheet()
    for words in ("Purpose and scope", "of the committee", "not taken", "The law says otherwise."):
        assert words in text
    committee, _findings = load(root)
    document = of_document(find_document(committee, "mou", DOCUMENT))
    with pytest.raises(VawcoordError, match="Nothing came back"):
        answer(root, committee, shelf, document, "housing-office")


def test_what_came_by_telephone(root: Path) -> None:
    """A comment stands in a file of its own, a second one of the day in the same; with `whole` the copy is not waited for."""

    def said(text: str, *, whole: bool = False, clause: str = "purpose") -> str:
        committee, _findings = load(root)
        document = of_document(find_document(committee, "mou", DOCUMENT))
        path, changes = comment(root, committee, document, Said("county-police", clause, text, whole), CAME)
        apply(root, changes)
        return path

    assert said("Too long.") == said("Who checks it?", whole=True)
    committee, findings = load(root)
    held = committee.received[-1]
    assert [one.comments[0].text for one in held.proposals] == ["Too long.", "Who checks it?"]
    assert held.undecided == ()
    (question,) = pending(committee, f"mou/{DOCUMENT}")
    assert (question.standpoints, len(question.notes)) == ((), 2)
    decided(root, Decision("purpose", "not-taken", "county-police", "The secretary does."))
    assert pending(load(root)[0], f"mou/{DOCUMENT}") == ()
    assert "county-police" not in [one.party for one in of_document(find_document(committee, "mou", DOCUMENT)).out(CAME)]
    assert [one for one in findings if one.where.path.startswith("received/")] == []
    with pytest.raises(VawcoordError, match="purpose"):
        said("x", clause="purpos")


def test_corrections_of_minutes_come_back_the_same_way(root: Path, tmp_path: Path) -> None:
    """The draft goes round, a correction is received and taken before approval; approved minutes do not change."""
    day = ["-C", str(root), "--today", str(SENT)]
    assert run([*day, "meeting", "issue", "2026-11-10"]) == 0
    sent = root / f"build/issued/minutes-2026-11-10-ordinary-{SENT}.docx"
    file = replacing(sent, tmp_path / "county-police.docx", "against 54 a year ago", "against 55 a year ago")
    minutes = root / "meetings/2026-11-10-ordinary/minutes.md"
    before = minutes.read_text(encoding="utf-8")
    assert run([*day, "receive", str(file)]) == 0
    assert run([*day, "meeting", "take", "2026-11-10", "--accept", "plan"]) == 0
    assert minutes.read_text(encoding="utf-8") == before.replace("against 54", "against 55")


def test_reading_a_hostile_name_is_no_path(root: Path, copy: Path, tmp_path: Path) -> None:
    """What a file says of itself leads nowhere: a property with a path in it is as good as none."""
    uid = load(root)[0].profile.uid
    odd = rewritten(
        police(copy, tmp_path),
        tmp_path / "odd.docx",
        lambda name, text: re.sub(r"<vt:lpwstr>[^<]*", f"<vt:lpwstr>{uid}/mou/../../etc/v1:", text) if "custom" in name else text,
    )
    receipt = taken_in(root, odd, agencies=("county-police",), write=False)
    assert receipt.copies[0].received.recognised == "bookmarks"


BASE = 'Before.\n\n## A {#a}\n\nOne.\n\n## B {#b guidelines="L2.2.4"}\n\nTwo.\n\n### C {#c}\n\nThree.\n'


@pytest.mark.parametrize(
    ("proposal", "after"),
    [
        (
            ReceivedProposal(clause="b", change="deleted", deleted=True),
            BASE.replace('## B {#b guidelines="L2.2.4"}\n\nTwo.\n\n', ""),
        ),
        (ReceivedProposal(clause="a", change="merged", deleted=True, other="b"), BASE.replace("## A {#a}\n\nOne.\n\n", "")),
        (ReceivedProposal(clause="a", text="## A {#a}\n\nOther."), BASE.replace("One.", "Other.")),
        (
            ReceivedProposal(clause="b", text="## Other B\n\nTwo."),
            BASE.replace("## B {#b", "## Other B {#b"),
        ),
        (ReceivedProposal(clause="preamble", text="First."), BASE.replace("Before.", "First.")),
        (
            ReceivedProposal(clause="c", change="moved", other=""),
            "Before.\n\n### C {#c}\n\nThree.\n\n"
            + BASE.removeprefix("Before.\n\n").removesuffix("\n\n### C {#c}\n\nThree.\n")
            + "\n",
        ),
        (
            ReceivedProposal(clause="d", change="added", text="## D\n\nFour.", other="a"),
            BASE.replace("One.\n\n", "One.\n\n## D {#d}\n\nFour.\n\n"),
        ),
    ],
)
def test_each_kind_of_proposal_does_what_it_says(proposal: ReceivedProposal, after: str) -> None:
    """Deleted, merged, changed, moved to the beginning, added: the clause itself, and nothing else; ids and items stay."""
    assert applied(BASE, [proposal]) == after
    assert applied(BASE, []) == BASE
