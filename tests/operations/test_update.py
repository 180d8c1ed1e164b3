"""`update`: a newer template or changed data comes into an edited document by the three-way merge, and nothing else moves."""

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
from vawcoord.operations.update import Update, behind, update

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2026, 11, 22)
DAY = ("--today", TODAY.isoformat())
PATH = "mou/trial.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the example with a draft from the shipped template, fresh from `new`."""
    root = tmp_path / "lakeside"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", ".vawcoord"))
    parties = "county-police,district-hospital,legal-aid-centre"
    assert run(["-C", str(root), *DAY, "mou", "new", "information-sharing", "--id", "trial", "--between", parties]) == 0
    return root


def edited(root: Path, path: str, change: Callable[[str], str]) -> str:
    """Change a text file as a person would, and return its new text."""
    file = root / path
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, "the edit found its place"
    file.write_text(after, encoding="utf-8")
    return after


def newer(root: Path, change: Callable[[str], str]) -> None:
    """Put a newer version of the template into the committee's own templates."""
    text = (TEMPLATES / "mou/information-sharing.en.md").read_text(encoding="utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version = "))
    text = change(text.replace(version, f"version = {int(version.split()[-1]) + 1}"))
    (root / "templates/mou").mkdir(parents=True, exist_ok=True)
    (root / "templates/mou/information-sharing.en.md").write_text(text, encoding="utf-8")


def updated(root: Path, **decided: list[str]) -> Update:
    """Return what an update would do."""
    committee, _findings = load(root)
    return update(root, committee, Shelf(root), find_document(committee, "mou", "trial"), TODAY, **decided)


def clauses(root: Path) -> list[str]:
    """Return the headings of the draft, in order."""
    lines = (root / PATH).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#")]


def first_sentence(root: Path, clause: str) -> str:
    """Return the first line of a clause of the draft."""
    lines = (root / PATH).read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if f"{{#{clause}" in line)
    return next(line for line in lines[start + 1 :] if line.strip())


def heading(root: Path, place: int) -> tuple[str, str]:
    """Return line and id of the n-th clause of the draft."""
    line = clauses(root)[place]
    return line, line.partition("{#")[2].split()[0].rstrip("}")


def test_nothing_new_writes_nothing(folder: Path) -> None:
    """The template is the same: there is nothing to do, and an edited text stays as it is."""
    assert updated(folder).changes is None
    edited(folder, PATH, lambda text: text + "\nA line of our own.\n")
    assert updated(folder).changes is None


def test_untouched_clauses_follow_and_edited_ones_stay(folder: Path) -> None:
    """A newer template: its changed clause comes, a new one with its items, a dropped one goes; our edit stays, byte for byte."""
    _line, ours = heading(folder, 1)
    _line, theirs = heading(folder, 2)
    _line, dropped = heading(folder, 3)
    mine, other = first_sentence(folder, ours), first_sentence(folder, theirs)
    text = edited(folder, PATH, lambda text: text.replace(mine, "What our lawyer wrote,\non two lines.", 1))

    def change(template: str) -> str:
        held = template.split("\n## ")
        kept = [one for one in held if f"{{#{dropped}" not in one.splitlines()[0]]
        new = 'Looking again {#looking-again guidelines="L2.6.1"}\n\nThe parties read this text once a year.\n'
        return "\n## ".join([*kept[:2], new, *kept[2:]]).replace(other, "The newer template says it so.", 1)

    newer(folder, change)
    found = updated(folder)
    assert {one.clause: one.what for one in found.rows} == {theirs: "theirs", dropped: "dropped", "looking-again": "added"}
    assert next(one.items for one in found.rows if one.clause == "looking-again") == ("L2.6.1",)
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--yes"]) == 0
    after = (folder / PATH).read_text(encoding="utf-8")
    assert "What our lawyer wrote,\non two lines." in after
    assert "The newer template says it so." in after
    assert "{#looking-again" in after
    assert f"{{#{dropped}" not in after
    untouched = [part for part in text.split("\n## ")[1:] if not any(f"{{#{one}" in part for one in (theirs, dropped))]
    assert all(part.rstrip() in after for part in untouched), "what was not touched is there, byte for byte"
    assert updated(folder).changes is None, "it lies behind no more"
    assert run(["-C", str(folder), *DAY, "undo", "--yes"]) == 0
    assert (folder / PATH).read_text(encoding="utf-8") == text


def test_both_changed_waits_for_a_decision(folder: Path) -> None:
    """Our edit and the template's stand side by side; until somebody decides, ours stays and it comes up again."""
    _line, clause = heading(folder, 1)
    sentence = first_sentence(folder, clause)
    edited(folder, PATH, lambda text: text.replace(sentence, "Ours.", 1))
    newer(folder, lambda text: text.replace(sentence, "Theirs.", 1))
    found = updated(folder)
    assert [one.clause for one in found.clashes] == [clause]
    assert "Ours." in found.clashes[0].ours
    assert "Theirs." in found.clashes[0].theirs
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--yes"]) == 0
    text = (folder / PATH).read_text(encoding="utf-8")
    assert "Ours." in text
    assert not any(mark in text for mark in ("Theirs.", "<<<<", "====", ">>>>"))
    committee, _findings = load(folder)
    document = find_document(committee, "mou", "trial")
    assert behind(document, Shelf(folder)), "it still lies behind its template"
    assert [one.clause for one in updated(folder).clashes] == [clause], "it comes up again"
    assert not updated(folder, keep=[clause]).clashes
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--yes", "--take", clause]) == 0
    text = (folder / PATH).read_text(encoding="utf-8")
    assert "Theirs." in text
    assert "Ours." not in text
    committee, _findings = load(folder)
    assert not behind(find_document(committee, "mou", "trial"), Shelf(folder))
    assert updated(folder).changes is None


def test_kept_for_good(folder: Path) -> None:
    """--keep ends the question: our wording stays, and the next update does not ask again."""
    _line, clause = heading(folder, 1)
    sentence = first_sentence(folder, clause)
    edited(folder, PATH, lambda text: text.replace(sentence, "Ours.", 1))
    newer(folder, lambda text: text.replace(sentence, "Theirs.", 1))
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--yes", "--keep", clause]) == 0
    assert "Ours." in (folder / PATH).read_text(encoding="utf-8")
    assert updated(folder).changes is None


def test_a_new_head_of_an_agency_follows(folder: Path) -> None:
    """The members' data changed: the signature block follows where nobody had changed it, comments stay."""
    edited(folder, PATH, lambda text: text.replace('title = "', '# our own remark\ntitle = "', 1))
    member = (folder / "members/county-police.toml").read_text(encoding="utf-8")
    name = member.split("[[signatories]]")[1].split('name = "')[1].split('"')[0]
    edited(folder, "members/county-police.toml", lambda text: text.replace(name, "Supt. Jane Invented"))
    found = updated(folder)
    assert "signatories" in found.keys
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--yes"]) == 0
    text = (folder / PATH).read_text(encoding="utf-8")
    assert 'name = "Supt. Jane Invented"' in text
    assert "# our own remark" in text
    assert name not in text.split("+++")[1]


def test_windows_line_ends_stay(folder: Path) -> None:
    """A file that an editor on Windows saved keeps its line ends, in what comes in too."""
    _line, clause = heading(folder, 1)
    sentence = first_sentence(folder, clause)
    newer(folder, lambda text: text.replace(sentence, "Theirs.", 1))
    file = folder / PATH
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--yes"]) == 0
    content = file.read_bytes()
    assert b"Theirs.\r\n" in content
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_signed_text_says_whose_signatures_stay_behind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two parties have signed: before anything is written it is said that their signatures stay with the former text."""
    text = (folder / PATH).read_text(encoding="utf-8")
    if "[to be completed" in text:
        edited(
            folder,
            PATH,
            lambda text: "".join(
                part.split("]", 1)[-1] if place else part for place, part in enumerate(text.split("[to be completed"))
            ),
        )
    for party in ("county-police", "district-hospital"):
        assert run(["-C", str(folder), *DAY, "mou", "sign", "trial", "--party", party]) == 0
    _line, clause = heading(folder, 1)
    sentence = first_sentence(folder, clause)
    newer(folder, lambda text: text.replace(sentence, "Theirs.", 1))
    assert updated(folder).signed == ("county-police", "district-hospital")
    capsys.readouterr()
    assert run(["-C", str(folder), *DAY, "mou", "update", "trial", "--dry-run"]) == 0
    assert "signatures of county-police, district-hospital stay with the former text" in capsys.readouterr().out
    assert "Theirs." not in (folder / PATH).read_text(encoding="utf-8")


def test_wrong_input(folder: Path) -> None:
    """No base, no template, an unknown clause, two decisions: one clear sentence each, nothing written."""
    with pytest.raises(VawcoordError, match="no clause"):
        updated(folder, take=["information-sharin"])
    _line, clause = heading(folder, 1)
    with pytest.raises(VawcoordError, match="at once"):
        updated(folder, take=[clause], keep=[clause])
    (folder / "origin/mou/trial.en.md").unlink()
    with pytest.raises(VawcoordError, match="nobody can tell"):
        updated(folder)
    edited(folder, PATH, lambda text: "\n".join(line for line in text.split("\n") if not line.startswith("template =")))
    with pytest.raises(VawcoordError, match="not made from a template"):
        updated(folder)
