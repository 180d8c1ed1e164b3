"""Sheets of a committee's records, and what comes back of them: which file or journal it goes to, and what is refused."""

# ruff: noqa: DTZ001 - Office knows no zones

import io
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.imports import Request, Result, incoming
from vawcoord.operations.sheets import KINDS, Wanted, columns_of, keys_of, known_kinds, sheet
from vawcoord.render.csv import csv_text
from vawcoord.render.xlsx import workbook

TODAY = date(2026, 6, 1)
PLAN = """\
# The plan.
title = "Plan"
start = 2026-01-01
adopted = { date = 2026-02-10, decision = "2026-02-10-ordinary/d1" }

[[goals]]
id = "reach"
title = "Help can be reached"

[[activities]]
id = "1.1"  # never change this
title = "Sign"
goal = "reach"
lead = "police"
due = 2026-09-30  # the fair is in October
milestones = [{ title = "Half of them", due = 2026-08-01 }]

# The printer is at the court.
[[activities]]
id = "1.10"
title = "=Print"
lead = "court"
partners = ["police"]
resources = { needed = 100, currency = "KES" }
"""
AGENCY = '# About it.\nname = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'
RISE = """\
name = "Shelter Rise"
sector = "survivors"
type = "survivor-led"
joined = 2025-01-01
confidential_location = true
reached_through = "the Gender Desk"

[[representatives]]
id = "seat-lead"
seat = "Rise representative"
"""
ACTIONS = '[[actions]]\nid = "a1"\ntext = "Ask the ferry"\nagency = "court"\ndue = 2026-07-30\n'
FILES = {
    "plan/2026.toml": PLAN,
    "plan/next.toml": 'title = "Next"\nsupersedes = ""\n[[activities]]\nid = "1.1"\ntitle = "Sail"\nlead = "court"\n'.replace(
        'supersedes = ""\n', ""
    ),
    "members/police.toml": AGENCY.format(name="County Police, Gender Desk", sector="police"),
    "members/court.toml": AGENCY.format(name="County Court", sector="courts"),
    "members/rise.toml": RISE,
    "meetings/2026-05-12-ordinary/actions.toml": ACTIONS,
    "services/desk.toml": 'name = "Gender Desk"\nmember = "police"\nhours = "all day"\n',
    "indicators/posts.toml": 'title = "Posts"\ndefinition = "Counted."\nbaseline = { value = 3 }\n',
    "registers/needs/2026-01-05-boat.toml": 'date = 2026-01-05\nwhat = "A boat at night."\nsource = "data"\n',
}

Folder = Callable[..., Path]


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with a record of every kind."""
    return folder(FILES)


def out(root: Path, kind: str, scope: str = "", **more: Any) -> bytes:
    """Return a workbook of a kind."""
    committee, found = load(root)
    assert [one for one in found if one.severity == "error"] == []
    return workbook(sheet(root, committee, Wanted(kind, scope, everything=True, **more), TODAY))


def edited(content: bytes, cells: dict[str, Any]) -> bytes:
    """Return a workbook in which somebody wrote: by heading and row, such as `Due 2`, or by address."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    places = {page.cell(1, place).value: place for place in range(1, page.max_column + 1)}
    for spot, value in cells.items():
        heading, _space, row = spot.rpartition(" ")
        if heading in places:
            page.cell(int(row), places[heading]).value = value
        else:
            page[spot] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def back(root: Path, *contents: bytes, request: Request | None = None, suffix: str = ".xlsx") -> Result:
    """Return what some files would change."""
    place = root.parent / "back"
    place.mkdir(exist_ok=True)
    files = []
    for number, content in enumerate(contents):
        file = place / f"back{number}{suffix}"
        file.write_bytes(content)
        files.append(file)
    committee, _found = load(root)
    asked = request or Request(())
    return incoming(root, committee, asked.but(files=tuple(files)), TODAY)


def done(root: Path, kind: str, cells: dict[str, Any], scope: str = "", **more: Any) -> Result:
    """Write in a sheet, take it back and apply what changes."""
    result = back(root, edited(out(root, kind, scope), cells), **more)
    apply(root, result.changes)
    return result


def why(result: Result) -> list[str]:
    """Return where something could not be taken, and why."""
    return [f"{one.where}: {one.why}" for one in result.problems]


def saved_without_numbers() -> bytes:
    """Return a workbook without a column of ids."""
    book = openpyxl.Workbook()
    book.active.append(["Activity", "Due"])
    book.active.append(["x", None])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ALL = [("plan", "2026"), ("plan", "next"), ("goals", "2026"), *((kind, "") for kind in KINDS[2:]), ("needs", "")]


@pytest.mark.parametrize(("kind", "scope"), ALL)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_sheet_comes_back_unchanged(root: Path, kind: str, scope: str, language: str) -> None:
    """What went out in any language and comes back as it was changes nothing, as Excel and as CSV."""
    result = back(root, out(root, kind, scope, language=language))
    assert (result.lines, result.problems, result.clashes, result.missing, result.changes.changes) == ((), (), (), (), ())
    committee, _found = load(root)
    text = csv_text(sheet(root, committee, Wanted(kind, scope, language=language, everything=True), TODAY))
    result = back(root, text, request=Request((), kind=kind, scope=scope), suffix=".csv")
    assert (result.lines, result.problems, result.changes.changes) == ((), (), ())


def test_every_kind_has_columns_with_headings_of_their_own(root: Path) -> None:
    """A key that fits into a cell has its column without a line of code here; no two columns share a heading."""
    committee, _found = load(root)
    for kind in known_kinds():
        for language in ("en", "fr", "ar"):
            columns = columns_of(committee, kind, "2026", Shelf(None).words(language))
            assert {one.name for one in columns} >= keys_of(kind).keys() | {"id"}, kind
            assert len({one.title for one in columns}) == len(columns), (kind, language)


def test_one_agency_gets_its_rows(root: Path) -> None:
    """`--for` leaves the others out, and they are not missed when it comes back."""
    committee, _found = load(root)
    made = sheet(root, committee, Wanted("plan", "2026", "court"), TODAY)
    assert [row.id for row in made.rows] == ["1.10"]
    assert back(root, workbook(made)).missing == ()
    with pytest.raises(VawcoordError, match="curt"):
        sheet(root, committee, Wanted("plan", "2026", "curt"), TODAY)
    with pytest.raises(VawcoordError, match='no sheet "pln"'):
        sheet(root, committee, Wanted("pln"), TODAY)


def test_what_moves_goes_into_the_journal(root: Path) -> None:
    """Status, share, day and agency of an adopted plan become one line; the plan's file is not touched."""
    before = (root / "plan/2026.toml").read_bytes()
    cells = {
        "Status 2": "en cours",
        "Per cent 2": 40,
        "Due 2": datetime(2026, 10, 31),
        "Reason for the change 2": "The trainer was ill.",
    }
    result = done(root, "plan", cells, "2026")
    assert why(result) == []
    assert (root / "plan/2026.toml").read_bytes() == before
    assert tomllib.loads((root / "progress/2026-06.log.toml").read_text(encoding="utf-8")) == {
        "entries": [
            {
                "date": TODAY,
                "item": "2026/1.1",
                "status": "in-progress",
                "percent": 40,
                "due": date(2026, 10, 31),
                "reason": "The trainer was ill.",
            }
        ]
    }
    # The same sheet again says nothing new.
    again = back(root, edited(out(root, "plan", "2026"), {}))
    assert again.lines == ()


def test_by_whom_it_was_said(root: Path) -> None:
    """A line from the sheet of one agency names that agency."""
    content = edited(out(root, "plan", "2026", agency="court"), {"Status 2": "done"})
    apply(root, back(root, content).changes)
    assert 'by = "court"' in (root / "progress/2026-06.log.toml").read_text(encoding="utf-8")


def test_without_a_reason_the_journal_takes_no_new_day(root: Path) -> None:
    """What the committee agreed changes with a reason; the rest of the sheet is taken."""
    result = back(root, edited(out(root, "plan", "2026"), {"Due 2": datetime(2026, 10, 31), "Status 3": "done"}))
    assert [line.id for line in result.lines] == ["1.10"]
    assert "needs a reason" in why(result)[0]
    assert why(back(root, edited(out(root, "plan", "2026"), {"Reason for the change 2": "so"})))[0].endswith(
        "nothing changed that it could be for."
    )


def test_a_draft_changes_in_its_file(root: Path) -> None:
    """Before adoption, day and agency are written into the plan itself."""
    done(root, "plan", {"Due 2": datetime(2026, 10, 31), "Lead agency 2": "County Police, Gender Desk"}, "next")
    assert tomllib.loads((root / "plan/next.toml").read_text(encoding="utf-8"))["activities"] == [
        {"id": "1.1", "title": "Sail", "lead": "police", "due": date(2026, 10, 31)}
    ]
    assert not (root / "progress").exists()


def test_only_what_changed_is_written(root: Path) -> None:
    """Comments, order and line ends stay; types stay; what has tables of its own below it is not touched."""
    file = root / "plan/2026.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    done(root, "plan", {"Activity 2": "Sign all", "Cost 3": 250, "Secured 3": 20.5, "Tags 2": "safety\ngirls"}, "2026")
    text = file.read_bytes().decode()
    expected = (
        PLAN.replace('title = "Sign"', 'title = "Sign all"')
        .replace("needed = 100", "needed = 250")
        .replace('currency = "KES" }', 'currency = "KES", secured = 20.5}')
        .replace("due = 2026-08-01 }]\n", 'due = 2026-08-01 }]\ntags = ["safety", "girls"]\n')
        .replace("\n", "\r\n")
    )
    assert text == expected


def test_new_activities(root: Path) -> None:
    """A row without an id is a new activity with the next number, added today to the adopted plan, once."""
    cells = {"Activity 9": "A boat", "Goal 9": "Help can be reached", "Lead agency 9": "County Court", "Status 9": "done"}
    content = edited(out(root, "plan", "2026"), cells)
    result = back(root, content)
    assert [(line.id, line.new) for line in result.lines] == [("1.11", True)]
    apply(root, result.changes)
    made = tomllib.loads((root / "plan/2026.toml").read_text(encoding="utf-8"))["activities"][-1]
    assert made == {"id": "1.11", "title": "A boat", "goal": "reach", "lead": "court", "added": TODAY}
    assert 'item = "2026/1.11", status = "done"' in (root / "progress/2026-06.log.toml").read_text(encoding="utf-8")
    twice = back(root, content)
    assert (twice.lines, "it is there already, as 1.11" in why(twice)[0]) == ((), True)


def test_a_removed_row_deletes_nothing(root: Path) -> None:
    """What is no longer in the sheet is named and stays."""
    book = openpyxl.load_workbook(io.BytesIO(out(root, "plan", "2026")))
    book.worksheets[0].delete_rows(2)
    stream = io.BytesIO()
    book.save(stream)
    result = back(root, stream.getvalue())
    assert (result.missing, result.changes.changes) == ((("back0.xlsx", "1.1"),), ())


def test_clashes_and_how_they_are_settled(root: Path) -> None:
    """Folder and sheet, or two sheets, with different answers: shown, not written, settled cell by cell."""
    went_out = out(root, "plan", "2026")
    done(root, "plan", {"Activity 2": "Sign by May", "Post 2": "Head"}, "2026")
    late = edited(went_out, {"Activity 2": "Sign by June", "Post 3": "Clerk"})
    result = back(root, late)
    assert [(one.id, one.column.name, one.base, one.ours) for one in result.clashes] == [("1.1", "title", "Sign", "Sign by May")]
    assert [(line.id, line.after) for line in result.lines] == [("1.10", "Clerk")]
    assert result.kept == (("1.1", "Post"),)
    taken = back(root, late, request=Request((), take=("1.1:title",)))
    assert (taken.clashes, [line.after for line in taken.lines]) == ((), ["Sign by June", "Clerk"])
    with pytest.raises(VawcoordError, match="no clash"):
        back(root, late, request=Request((), take=("1.1:due",)))

    other = edited(went_out, {"Post 3": "Registrar"})
    both = back(root, late, other)
    assert {(one.id, one.column.name): [source.file for source in one.sources] for one in both.clashes} == {
        ("1.1", "title"): ["back0.xlsx"],
        ("1.10", "post"): ["back0.xlsx", "back1.xlsx"],
    }
    which = back(root, late, other, request=Request((), take=("1.10:post=back1.xlsx",)))
    assert [(line.id, line.after) for line in which.lines] == [("1.10", "Registrar")]


def test_actions_move_by_the_journal(root: Path) -> None:
    """An action's text is that of the minutes; its status comes back."""
    result = done(root, "actions", {"Status 2": "blocked", "Note 2": "No ferry.", "Action 2": "Ask again"})
    assert [line.column for line in result.lines] == ["Status", "Note"]
    assert "only shown" in why(result)[0]
    assert 'item = "2026-05-12-ordinary/a1", status = "blocked", note = "No ferry."' in (
        root / "progress/2026-06.log.toml"
    ).read_text(encoding="utf-8")


def test_members_and_people(root: Path) -> None:
    """Agencies and representatives change in their files; new ones are entered; a secret place gets no address."""
    done(root, "members", {"Web page 2": "https://court.example", "What it does 2": "Issues orders.\nHears at once."})
    text = (root / "members/court.toml").read_text(encoding="utf-8")
    assert text.startswith("# About it.\n")
    assert tomllib.loads(text)["responsibilities"] == ["Issues orders.", "Hears at once."]
    refused = back(root, edited(out(root, "members"), {"Address 4": "Harbour Road 4"}))
    assert (refused.lines, "confidential" in why(refused)[0]) == ((), True)
    cells = {"Name 9": "Nyota Circle", "Sector 9": "survivors and their representatives", "Joined on 9": datetime(2026, 5, 1)}
    done(root, "members", cells)
    made = tomllib.loads((root / "members/nyota-circle.toml").read_text(encoding="utf-8"))
    assert (made["type"], made["representatives"][0]["seat"]) == ("survivor-led", "Nyota Circle representative")

    people = {"Agency 9": "County Court", "Name 9": "Hon. Ruth Auma", "Post 9": "Magistrate", "From 9": datetime(2026, 5, 1)}
    done(root, "representatives", people)
    held = tomllib.loads((root / "members/court.toml").read_text(encoding="utf-8"))["representatives"]
    assert held == [{"id": "ruth-auma", "name": "Hon. Ruth Auma", "post": "Magistrate", "from": date(2026, 5, 1)}]
    named = back(root, edited(out(root, "representatives"), {"Name 4": "Somebody"}))
    assert (named.lines, "a seat has neither" in why(named)[0]) == ((), True)
    moved = back(root, edited(out(root, "representatives"), {"Agency 2": "County Police, Gender Desk"}))
    assert (moved.lines, "nobody moves" in why(moved)[0]) == ((), True)


def test_services_indicators_registers(root: Path) -> None:
    """The same engine for the others: changed and new rows."""
    done(root, "services", {"Hours 2": "at any hour", "Name 9": "Night line", "Price 9": "free"})
    assert tomllib.loads((root / "services/desk.toml").read_text(encoding="utf-8"))["hours"] == "at any hour"
    assert tomllib.loads((root / "services/night-line.toml").read_text(encoding="utf-8")) == {
        "name": "Night line",
        "cost": "free",
    }
    done(root, "indicators", {"Baseline on 2": datetime(2025, 12, 31), "Target 2": 12})
    held = tomllib.loads((root / "indicators/posts.toml").read_text(encoding="utf-8"))
    assert (held["baseline"], held["target"]) == ({"value": 3, "date": date(2025, 12, 31)}, {"value": 12})
    broken = back(root, edited(out(root, "indicators"), {"Target 2": None, "Target on 2": datetime(2027, 12, 31)}))
    assert [line.column for line in back(root, edited(out(root, "indicators"), {"Target 2": None})).lines] == ["Target"]
    assert (broken.lines, "value" in why(broken)[0]) == ((), True)
    done(root, "needs", {"What 2": "Two boats.", "What 9": "A lamp", "Date 9": datetime(2026, 5, 5), "Source 9": "data"})
    assert tomllib.loads((root / "registers/needs/2026-01-05-boat.toml").read_text(encoding="utf-8"))["what"] == "Two boats."
    assert (root / "registers/needs/2026-05-05-a-lamp.toml").is_file()
    day = back(root, edited(out(root, "needs"), {"Date 2": datetime(2026, 1, 6)}))
    assert (day.lines, "stays" in why(day)[0]) == ((), True)


@pytest.mark.parametrize(
    ("kind", "cells", "says"),
    [
        ("plan", {"Lead agency 2": "County Polce"}, "none of the listed words"),
        ("plan", {"Status 2": "perhaps"}, "none of the listed words"),
        ("plan", {"Start 2": "31/03/2026"}, "whether day or month"),
        ("plan", {"Cost 2": "1,234"}, "one way only"),
        ("plan", {"Activity 2": None}, "must not be empty"),
        ("plan", {"Module 5 2": "L9"}, "expected"),
        ("plan", {"Waits for 2": "7.7"}, "is not there"),
        ("plan", {"Need 2": "needs/2026-01-05-bot"}, "Did you mean"),
        ("plan", {"Status 2": None}, "stays in the journal"),
        ("plan", {"A2": "1.7"}, "was it changed?"),
        ("members", {"Joined on 2": datetime(1700, 1, 1)}, "cannot be meant"),
        ("members", {"Name 9": "No sector"}, "nothing under “Sector”"),
        ("services", {"Member 2": "County Court", "Essential services 2": "health-99"}, "none of the"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken(root: Path, kind: str, cells: dict[str, Any], says: str) -> None:
    """Each wrong answer is one sentence with its cell; nothing of that cell is written."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = back(root, edited(out(root, kind, "2026" if kind == "plan" else ""), cells))
    assert any(says in one for one in why(result)), why(result)
    refused = {str(value) for heading, value in cells.items() if not heading.startswith("Member ")}
    assert not [line for line in result.lines if line.after in refused]
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_foreign_and_mixed_files(root: Path, folder: Folder) -> None:
    """Another committee's sheet, a sheet of another kind, a broken one among good ones."""
    other = folder(
        {**FILES, "committee.toml": (root / "committee.toml").read_text().replace("k3f9w2qz", "zzzzzzzz")}, name="other"
    )
    theirs = out(other, "plan", "2026")
    with pytest.raises(VawcoordError, match="another committee"):
        back(root, theirs)
    with pytest.raises(VawcoordError, match="holds members"):
        back(root, out(root, "members"), request=Request((), only="plan"))
    good = edited(out(root, "plan", "2026"), {"Post 2": "Head"})
    result = back(root, theirs, b"no sheet at all", good, out(root, "members"))
    assert [line.after for line in result.lines] == ["Head"]
    assert [one.file for one in result.problems] == ["back0.xlsx", "back1.xlsx"]


def test_a_committees_own_sheet(root: Path) -> None:
    """Rows of a foreign workbook become activities with the goals they name; every cell that cannot be read is named."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Feuil1"
    for row in (
        ["PLAN D'ACTION"],
        [],
        ["N°", "Activités", "Objectif", "Responsable", "Échéance", "Budget", "Statut", "Qui suit"],
        ["A", "Former les agents", "Accueil", "county court", "31/12/2026", "1 234,50", "en cours", "x"],
        ["1.1", "Sail", "Accueil", "mairie", None, "env. 500", None, None],
        ["AXE 2"],
    ):
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    request = Request((), into="next", order="dmy", goals=True)
    result = back(root, stream.getvalue(), request=request)
    assert [(one.where, one.why.partition(":")[0][:30]) for one in result.problems] == [
        ("Feuil1!H3", "this heading is not known; --m"),
        ("Feuil1!D5", "this is none of the listed wor"),
        ("Feuil1!F5", "this is no number that can be "),
        ("Feuil1!A5", "it is there already, as 1.1"),
        ("Feuil1!A6", "this row was left out"),
    ]
    apply(root, result.changes)
    held = tomllib.loads((root / "plan/next.toml").read_text(encoding="utf-8"))
    assert held["goals"] == [{"id": "accueil", "title": "Accueil"}]
    assert held["activities"][1] == {
        "id": "2.1",
        "title": "Former les agents",
        "goal": "accueil",
        "lead": "court",
        "due": date(2026, 12, 31),
        "resources": {"needed": 1234.5},
    }
    with pytest.raises(VawcoordError) as unclear:
        back(root, saved_without_numbers(), request=Request((), only="plan", scope="next"))
    assert "--into PLAN" in unclear.value.mend
