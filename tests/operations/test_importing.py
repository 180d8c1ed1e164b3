"""`import`: an agreement that exists in Word becomes clauses with ids and items, for a person to confirm; nothing before that."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vawcoord.cli.main import run
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.documents import find_document
from vawcoord.operations.importing import Import, Imported, bring_in

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
TODAY = date(2026, 11, 22)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the example."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "lakeside", ignore=shutil.ignore_patterns("build", ".vawcoord")))


def written(file: Path, *, styled: bool) -> Path:
    """Write an agreement as agencies have them: with styles, or with numbers and bold words only."""
    import docx

    made = docx.Document()
    if styled:
        made.add_heading("Referral between police and hospital", 0)
    else:
        made.add_paragraph().add_run("Referral between police and hospital").bold = True
    made.add_paragraph("Made between County Police, Gender Desk and Lakeside District Hospital.")

    def heading(number: int, title: str) -> None:
        if styled:
            made.add_heading(title, 1)
        else:
            made.add_paragraph().add_run(f"{number}. {title}").bold = True

    heading(1, "Purpose and scope")
    made.add_paragraph("The parties refer a survivor to each other *only* at her wish.")
    heading(2, "Consent")
    made.add_paragraph("No referral is made without the informed consent of the person referred; she may refuse or withdraw it.")
    made.add_paragraph("(a) consent is written;")
    made.add_paragraph("(b) consent may be withdrawn.")
    heading(3, "Parking")
    table = made.add_table(rows=2, cols=2)
    for at, text in enumerate(("Post", "Hours", "Desk", "8|17")):
        table.cell(at // 2, at % 2).text = text
    heading(4, "Review")
    made.add_paragraph("The parties review this text every year.")
    made.add_paragraph("Signed for the County Police")
    made.add_paragraph("Name: ____________   Date: ____________")
    made.save(str(file))
    return file


def brought(root: Path, file: Path, **more: object) -> Imported:
    """Return what an import would make."""
    committee, _findings = load(root)
    return bring_in(root, committee, Shelf(root), Import("mou", file, **more), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("styled", [True, False])
def test_headings_become_clauses(root: Path, tmp_path: Path, styled: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """With styles or without: the same clauses, ids of the template where it is like them, the items with a reason."""
    made = brought(root, written(tmp_path / "old.docx", styled=styled), template="referral")
    rows = {one.title: one for one in made.rows}
    assert list(rows) == ["Purpose and scope", "Consent", "Parking", "Review"]
    assert (rows["Consent"].clause, rows["Consent"].items) == ("consent", ("L2.3.2", "N3.3.3"))
    assert "%" in rows["Consent"].why
    assert "Consent" in rows["Consent"].why
    assert (rows["Parking"].clause, rows["Parking"].items) == ("parking", ())
    assert "making-a-referral" in [one.clause for one in made.gaps]
    assert "consent" not in [one.clause for one in made.gaps]


@pytest.mark.parametrize("styled", [True, False])
def test_what_is_written_loads_and_says_the_same(
    root: Path,
    tmp_path: Path,
    hashes: Callable[[Path], dict[str, str]],
    styled: bool,  # noqa: FBT001 - the same
) -> None:
    """Without --yes nothing is written; with it the document loads, with its parties, list, table, and no place to sign."""
    file = written(tmp_path / "old.docx", styled=styled)
    words = ["-C", str(root), "--today", str(TODAY), "mou", "import", str(file), "--id", "old", "--template", "referral"]
    before = hashes(root)
    assert run(words) == 0
    assert hashes(root) == before
    assert run([*words, "--yes"]) == 0
    committee, findings = load(root)
    document = find_document(committee, "mou", "old")
    assert document.front.title == "Referral between police and hospital"
    assert document.front.parties == ("county-police", "district-hospital")
    assert [one.id for one in document.clauses] == ["purpose", "consent", "parking", "review"]
    assert [one for one in findings if one.where.path == "mou/old.md" and one.severity == "error"] == []
    text = (root / "mou/old.md").read_text(encoding="utf-8")
    assert "1. consent is written;\n1. consent may be withdrawn." in text
    assert "| Desk | 8\\|17 |" in text
    assert "\\*only\\*" in text, "what would mean something in Markdown is escaped"
    assert "____" not in text
    assert "Signed for" not in text


def test_what_cannot_be_brought_in(root: Path, tmp_path: Path) -> None:
    """A text without headings or numbers, an id that is taken, our own copy, a file that is not there: one sentence each."""
    import docx

    plain = docx.Document()
    for line in ("one sentence after the other, and no end of it is seen.", "another one follows, as long as that."):
        plain.add_paragraph(line)
    plain.save(str(tmp_path / "plain.docx"))
    with pytest.raises(VawcoordError, match="no heading"):
        brought(root, tmp_path / "plain.docx")
    file = written(tmp_path / "old.docx", styled=True)
    with pytest.raises(VawcoordError, match="there already"):
        brought(root, file, id="referral")
    with pytest.raises(VawcoordError, match="is no id"):
        brought(root, file, id="Old One")
    assert run(["-C", str(root), "--today", str(TODAY), "mou", "issue", "information-sharing", "--to", "county-police"]) == 0
    with pytest.raises(VawcoordError, match="is in this folder"):
        brought(root, root / f"build/issued/information-sharing-{TODAY}.docx")
    with pytest.raises(VawcoordError, match="is not there"):
        brought(root, tmp_path / "none.docx")
