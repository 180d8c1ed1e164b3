"""The Word form of minutes: what is filled in comes back into the text, what cannot be understood is left for a person."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.cli.main import run
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.minutes_form import take_in

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
DAY = date(2026, 12, 8)
MEETING = "2026-12-08-ordinary"
MINUTES = f"meetings/{MEETING}/minutes.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the example with the form of its next meeting."""
    made = Path(shutil.copytree(EXAMPLE, tmp_path / "lakeside", ignore=shutil.ignore_patterns("build", ".vawcoord")))
    assert run(["-C", str(made), "--today", str(DAY), "meeting", "minutes", str(DAY), "--form"]) == 0
    return made


def filled(root: Path, target: Path, **cells: dict[tuple[int, int], str]) -> Path:
    """Fill the form as a person would: table by name, (row, column) and what is written there."""
    import docx

    form: Any = docx.Document(str(root / f"build/forms/minutes-{MEETING}.docx"))
    places = {"roster": 0, "times": 1, "decisions": 3, "actions": 4}
    for name, written in cells.items():
        for (line, column), text in written.items():
            form.tables[places[name]].rows[line].cells[column].text = text
    form.save(str(target))
    return target


def test_a_filled_form_comes_back(root: Path, tmp_path: Path) -> None:
    """Ticks, times, a decision by vote and an action stand in the minutes, under the items they name; undo takes all back."""
    before = (root / MINUTES).read_bytes()
    names = [one.name for one in load(root)[0].members]
    file = filled(
        root,
        tmp_path / "filled.docx",
        roster={(1, 2): "x", (2, 3): "X"},
        times={(1, 0): "9.35", (1, 1): "11:45"},
        decisions={(1, 0): "3", (1, 1): "The letter goes to the county.", (1, 2): "7-2-1", (3, 1): "The plan is kept."},
        actions={(1, 0): "4", (1, 1): "Write the letter", (1, 2): names[1], (1, 3): "Head, Gender Desk", (1, 4): "15.1.2027"},
    )
    words = ["-C", str(root), "--today", str(DAY), "meeting", "minutes", "--from", str(file)]
    assert run(words) == 0
    meeting = next(one for one in load(root)[0].meetings if one.id == MEETING)
    assert sorted((one.text, one.votes, one.item) for one in meeting.decisions) == [
        ("The letter goes to the county.", "7-2-1", "interests"),
        ("The plan is kept.", "", "decisions"),
    ]
    (action,) = meeting.actions
    assert (action.text, action.due) == ("Write the letter", date(2027, 1, 15))
    front = meeting.front
    assert front is not None
    assert (front.start, front.end) == ("09:35", "11:45")
    assert [one.is_ for one in front.attendance][:2] == ["present", "alternate"]
    text = (root / MINUTES).read_bytes()
    assert run(words) == 0
    assert (root / MINUTES).read_bytes() == text, "read again, the same form brings nothing"
    assert run(["-C", str(root), "undo", "--yes"]) == 0
    assert (root / MINUTES).read_bytes() == before


def test_what_is_not_understood_is_left_for_a_person(root: Path, tmp_path: Path) -> None:
    """Two ticks in a line, an action without a day, a number that no item has: named, and nothing guessed."""
    file = filled(
        root,
        tmp_path / "filled.docx",
        roster={(1, 2): "x", (1, 3): "x"},
        times={(1, 0): "morning"},
        decisions={(1, 0): "99", (1, 1): "The plan is kept."},
        actions={(1, 1): "Do something", (1, 2): "Nobody at all"},
    )
    committee, _findings = load(root)
    made = take_in(root, committee, Shelf(root), file, "", DAY)
    said = "\n".join(made.remarks)
    for words in ("several boxes", "“morning”", "There is no item 99", "names no agency or no day"):
        assert words in said
    assert (made.ticked, made.actions, made.decisions) == (0, (), ("The plan is kept.",))


def test_what_is_no_form_of_ours(root: Path, tmp_path: Path) -> None:
    """Another Word file, another meeting, another committee: one sentence, and the minutes stay as they are."""
    import docx

    committee, _findings = load(root)
    other = docx.Document()
    other.add_paragraph("Something else.")
    other.save(str(tmp_path / "other.docx"))
    form = root / f"build/forms/minutes-{MEETING}.docx"
    before = (root / MINUTES).read_bytes()
    with pytest.raises(VawcoordError, match="no form"):
        take_in(root, committee, Shelf(root), tmp_path / "other.docx", "", DAY)
    with pytest.raises(VawcoordError, match="of the meeting"):
        take_in(root, committee, Shelf(root), form, "2026-11-10", DAY)
    stranger = committee.but(profile=committee.profile.but(uid="zzzzzzzz"))
    with pytest.raises(VawcoordError, match="another committee"):
        take_in(root, stranger, Shelf(root), form, "", DAY)
    assert (root / MINUTES).read_bytes() == before
