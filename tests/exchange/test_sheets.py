"""Sheets from outside: what a cell says, which heading means what, and the laws of the three-way comparison."""

# ruff: noqa: RUF001, DTZ001 - digits of other scripts are meant to look like others; Office knows no zones

import contextlib
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vawcoord.errors import VawcoordError
from vawcoord.exchange.sheets import (
    Answer,
    Comparison,
    Given,
    Headings,
    Reader,
    Returned,
    UnreadableError,
    chosen,
    compare,
    headings,
    matched,
    plain,
    read,
    value_words,
)
from vawcoord.exchange.workbook import Cell, csv_grid, opened, xlsx_book
from vawcoord.render.csv import csv_text
from vawcoord.render.xlsx import workbook
from vawcoord.sheet import Column, Row, Sheet, packed, same, settled, unpacked

STATUSES = (("open", "open"), ("in-progress", "in progress"), ("done", "done"))
COLUMNS = (
    Column("id", "No.", "id", locked=True),
    Column("title", "Activity", "line", empty=False),
    Column("note", "Note", "text"),
    Column("status", "Status", "choice", STATUSES),
    Column("partners", "Partners", "many", (("police", "County Police, Gender Desk"), ("court", "County Court"))),
    Column("aims", "Aims", "lines"),
    Column("due", "Due", "date"),
    Column("cost", "Cost", "number"),
    Column("percent", "Per cent", "percent"),
    Column("public", "Public", "yes-no", (("true", "yes"), ("false", "no"))),
    Column("added", "Added", "date", locked=True),
)
NAMES = [one.name for one in COLUMNS]


def column(name: str) -> Column:
    """Return a column."""
    return next(one for one in COLUMNS if one.name == name)


def sheet(*rows: dict[str, Any], language: str = "en") -> Sheet:
    """Return a sheet of some records."""
    return Sheet(
        "plan", "2026", "", "k3f9w2qz", "Lakeside", "Plan", "{page}/{pages}", language, False, date(2026, 11, 22), COLUMNS,
        tuple(Row(row["id"], tuple(row.get(name) for name in NAMES)) for row in rows),
    )  # fmt: skip


def reading(content: bytes, *, order: str = "", csv: bool = False) -> Returned:
    """Return what a file says."""
    if csv:
        from vawcoord.exchange.workbook import Book

        book = Book("back.csv", (csv_grid(content, "back.csv"),))
    else:
        book = xlsx_book(content, "back.xlsx")
    match = chosen(book, Headings(COLUMNS, {}, {}, book.base))
    return read(book, match, COLUMNS, Reader(order, {}, book.base))


def edited(content: bytes, **cells: Any) -> bytes:
    """Return a workbook with other values in some cells, as an agency's programme would save it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for spot, value in cells.items():
        book.worksheets[0][spot] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ONE = {"id": "1.1", "title": "Sign", "status": "open", "due": date(2026, 3, 31), "cost": 100, "partners": ("police",)}
TWO = {"id": "1.2", "title": "Print", "status": "done", "aims": ("a", "b"), "public": True}


# --- the laws ---

TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\u2028\u2029\x85"), max_size=30
) | st.sampled_from(
    ["=1+1", "@x", "-5", "'=x", "+", "_x0041_", "00123", "1.10", "2026-01-01", "TRUE", "#REF!", "a\nb", "'", "null"]
)
RECORD = st.fixed_dictionaries(
    {
        "title": TEXT.map(lambda one: one.replace("\n", " ")),
        "note": TEXT | st.none(),
        "status": st.sampled_from([value for value, _word in STATUSES]) | st.none(),
        "partners": st.sets(st.sampled_from(["police", "court"])).map(sorted).map(tuple),
        "aims": st.lists(TEXT, max_size=3).map(tuple),
        "due": st.dates(date(1950, 1, 1), date(2100, 1, 1)) | st.none(),
        "cost": st.integers(0, 10**9) | st.floats(0, 10**6).map(lambda one: round(one, 2)) | st.none(),
        "percent": st.integers(0, 100) | st.none(),
        "public": st.booleans() | st.none(),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(RECORD, max_size=4), st.sampled_from(["xlsx", "csv", "csv-fr"]))
def test_what_goes_out_comes_back_unchanged(records: list[dict[str, Any]], form: str) -> None:
    """Records to a sheet and back: no difference, whatever stands in the texts."""
    ours = sheet(
        *({**one, "id": f"1.{number}"} for number, one in enumerate(records)), language="fr" if form == "csv-fr" else "en"
    )
    back = reading(workbook(ours)) if form == "xlsx" else reading(csv_text(ours), csv=True)
    assert back.problems == ()
    found = compare([back], ours)
    assert (found.proposals, found.clashes, found.kept, found.new, found.missing, found.problems) == ((), (), (), (), (), ())


VALUES = st.sampled_from([None, "a", "b", "c"])


def judged(base: Any, ours: Any, *theirs: Any) -> Comparison:
    """Compare one cell of which the base, the folder and some sheets say something."""
    sheets = [
        Returned(
            f"{place}.xlsx", {"1.1": {"id": "1.1", "note": base}}, "", (Answer("A2", "1.1", {"note": Given(one, "C2")}),), ()
        )
        for place, one in enumerate(theirs)
    ]
    return compare(sheets, sheet({"id": "1.1", "title": "Sign", "note": ours}))


@given(VALUES, VALUES, VALUES)
def test_the_three_way_law(base: Any, ours: Any, theirs: Any) -> None:
    """Who alone changed is followed; what both changed alike is done; what both changed differently is nobody's guess."""
    found = judged(base, ours, theirs)
    outcome = (len(found.proposals), len(found.clashes), len(found.kept), len(found.agreed))
    if theirs == base:
        assert outcome == (0, 0, int(ours != base), 0)
    elif theirs == ours:
        assert outcome == (0, 0, 0, 1)
    elif ours == base:
        assert outcome == (1, 0, 0, 0)
        assert found.proposals[0].after == theirs
    else:
        assert outcome == (0, 1, 0, 0)


@given(VALUES, VALUES, st.lists(VALUES, min_size=1, max_size=4), st.randoms())
def test_many_sheets_in_any_order(base: Any, ours: Any, theirs: list[Any], random: Any) -> None:
    """Which sheet is read first changes nothing; two different answers are a clash that names both files."""
    found = judged(base, ours, *theirs)
    mixed = list(theirs)
    random.shuffle(mixed)
    other = judged(base, ours, *mixed)
    for one, two in ((found.proposals, other.proposals), (found.clashes, other.clashes), (found.agreed, other.agreed)):
        assert len(one) == len(two)
    different = {one for one in theirs if one != base}
    if len(different) > 1:
        assert len(found.clashes) == 1
        assert {one.value for one in found.clashes[0].sources} == different


@given(st.none() | TEXT | st.booleans() | st.integers() | st.dates() | st.lists(TEXT).map(tuple))
def test_packing(value: Any) -> None:
    """What the hidden sheet holds is what went out."""
    assert unpacked(packed(value)) == value
    assert same(value, value)
    assert settled(settled(value)) == settled(value)


# --- what came back ---


def test_one_changed_cell_is_exactly_that_one() -> None:
    """A changed status, an emptied date, a new note: nothing else differs."""
    ours = sheet(ONE, TWO)
    found = compare([reading(edited(workbook(ours), D2="done", G2=None, C3="=x"))], ours)
    assert [(one.id, one.column.name, one.before, one.after) for one in found.proposals] == [
        ("1.1", "status", "open", "done"),
        ("1.1", "due", date(2026, 3, 31), None),
    ]
    # A formula that was never computed holds no value.
    assert [(one.where, one.why[:24]) for one in found.problems] == [("C3", "the cell holds a formula")]


def test_rows_and_ids() -> None:
    """A removed row is no deletion; a changed or emptied id is named; a new row needs none."""
    ours = sheet(ONE, TWO)
    gone = compare([reading(edited(workbook(ours), **{f"{letter}3": None for letter in "ABCDEFGHIJK"}))], ours)
    assert (gone.missing, gone.proposals, gone.problems) == ((("back.xlsx", "1.2"),), (), ())
    changed = compare([reading(edited(workbook(ours), A3="1.7", B3="Other"))], ours)
    assert [one.why for one in changed.problems] == [
        "this id was not in the sheet when it went out; was it changed? Missing are: 1.2"
    ]
    emptied = compare([reading(edited(workbook(ours), A3=None))], ours)
    assert [one.why for one in emptied.problems] == ["the id of this row was emptied; it was 1.2"]
    assert emptied.new == ()
    new = compare([reading(edited(workbook(ours), B9="A third", D9="open"))], ours)
    assert [(answer.id, answer.cells["title"].value) for _sheet, answer in new.new] == [("", "A third")]
    typed = compare([reading(edited(workbook(ours), A9="1.3", B9="A third"))], ours)
    assert "leave the cell empty" in typed.problems[0].why


def test_one_id_twice_in_a_sheet() -> None:
    """A row that was copied is two answers for one cell."""
    ours = sheet(ONE, TWO)
    found = compare([reading(edited(workbook(ours), A4="1.1", B4="Sign", D4="done", G4=datetime(2026, 3, 31), H4=100, E4="police"))],
                    ours)  # fmt: skip
    assert [(one.id, one.column.name, [source.where for source in one.sources]) for one in found.clashes] == [
        ("1.1", "status", ["D2", "D4"])
    ]


def test_the_folder_moved_on() -> None:
    """What changed in the folder alone is kept, what both changed differently clashes."""
    went_out = workbook(sheet(ONE, TWO))
    now = sheet({**ONE, "note": "new here", "cost": 150}, TWO)
    found = compare([reading(edited(went_out, H2=200, D2="done"))], now)
    assert [(one.column.name, one.base, one.ours, one.sources[0].value) for one in found.clashes] == [("cost", 100, 150, 200)]
    assert [one.column.name for one in found.proposals] == ["status"]
    assert [column.name for _id, column in found.kept] == ["note"]


def test_a_locked_column_is_only_shown() -> None:
    """What somebody wrote into a locked column after taking the protection away is named."""
    ours = sheet(ONE)
    found = compare([reading(edited(workbook(ours), K2=datetime(2026, 1, 1)))], ours)
    assert (found.proposals, [one.where for one in found.problems]) == ((), ["K2"])


def test_renamed_agencies_and_words_of_that_day() -> None:
    """A cell that says what it said when it went out is unchanged, also when the agency has another name today."""
    went_out = workbook(sheet(ONE))
    today = tuple(
        one.but(choices=(("police", "The Police"), ("court", "Court"))) if one.name == "partners" else one for one in COLUMNS
    )
    book = xlsx_book(went_out, "back.xlsx")
    match = chosen(book, Headings(today, {}, {}, book.base))
    back = read(book, match, today, Reader("", {}, book.base))
    assert back.problems == ()
    assert compare([back], sheet(ONE)).proposals == ()


def test_a_hidden_sheet_that_somebody_changed() -> None:
    """What went out is no longer known: the file is refused with a way out."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet(ONE))))
    book["vawcoord"]["B12"] = '"Other"'
    book["vawcoord"]["B3"] = "members"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(VawcoordError, match="hidden sheet") as refused:
        reading(stream.getvalue())
    assert "--kind" in refused.value.mend


def test_columns_may_be_moved_and_removed() -> None:
    """Columns are found by their headings; one that is gone says nothing, and that is said."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet(ONE))))
    page = book.worksheets[0]
    page.delete_cols(3)
    for row in (1, 2):
        page.cell(row, 12).value = page.cell(row, 3).value
        page.cell(row, 3).value = None
    page["L2"] = "done"
    stream = io.BytesIO()
    book.save(stream)
    back = reading(stream.getvalue())
    assert "no longer there" in back.remarks[0]
    assert "Note" in back.remarks[0]
    assert [(one.column.name, one.after) for one in compare([back], sheet(ONE)).proposals] == [("status", "done")]


# --- what a cell says ---


def said(name: str, value: Any, *, order: str = "", what: str = "", share: bool = False, words: Any = None) -> Any:
    """Return what a cell says, or why it says nothing."""
    try:
        return Reader(order, words or {}).value(column(name), Cell(value, "B2", what, share))
    except UnreadableError as error:
        return f"! {error}"


@pytest.mark.parametrize(
    ("value", "order", "means"),
    [
        (date(2026, 1, 31), "", date(2026, 1, 31)),
        ("2026-01-31", "", date(2026, 1, 31)),
        (" 2026/1/31 ", "", date(2026, 1, 31)),
        ("٢٠٢٦-٠١-٣١", "", date(2026, 1, 31)),
        ("31/01/2026", "dmy", date(2026, 1, 31)),
        ("01.31.2026", "mdy", date(2026, 1, 31)),
        ("31/01/2026", "", "! whether day or month"),
        ("31/01/26", "dmy", "! whether day or month"),
        ("31/01/2026", "mdy", "! there is no such day"),
        ("2026-02-30", "", "! there is no such day"),
        ("next spring", "", "! this is no date"),
        (46053, "", "! this is a number"),
        (datetime(2026, 1, 31, 9, 30), "", "! there is a time of day"),
        (date(26, 1, 31), "", "! the year 26"),
    ],
)
def test_dates(value: Any, order: str, means: Any) -> None:
    """A date as text is read where it can only mean one day."""
    found = said("due", value, order=order)
    assert str(found).startswith(means) if isinstance(means, str) else found == means


@pytest.mark.parametrize(
    ("value", "means"),
    [
        (5, 5),
        (5.0, 5),
        (5.25, 5.25),
        ("1234,5", 1234.5),
        ("1234.50", 1234.5),
        ("1 234,50", 1234.5),
        ("1\u202f234", 1234),
        ("1.234,50", 1234.5),
        ("1,234.50", 1234.5),
        ("1,234,567", 1234567),
        ("١٢٣٤٫٥", 1234.5),
        ("1,234", "! this is no number"),
        ("1.234", "! this is no number"),
        ("12 %", "! this is no number"),
        ("ca. 500", "! this is no number"),
        (-3, "! a number from 0"),
        (True, "! a number is expected"),
    ],
)
def test_numbers(value: Any, means: Any) -> None:
    """A number as text is read where decimals and thousands cannot be taken for one another."""
    found = said("cost", value)
    assert str(found).startswith(means) if isinstance(means, str) else (found, type(found)) == (means, type(means))


def test_shares() -> None:
    """40 %, 40 and a cell that shows 0.4 in per cent are the same; 140 is none."""
    assert said("percent", "40 %") == said("percent", 40) == said("percent", 0.4, share=True) == 40
    assert "from 0 to 100" in said("percent", 140)
    assert "whole number" in said("percent", 0.4)


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("done", "done"),
        ("Done ", "done"),
        ("IN-PROGRESS", "in-progress"),
        ("terminé", "done"),
        ("Terminée", "done"),
        ("en curso", "in-progress"),
        ("مُنجز", "done"),
        ("قيد التنفيذ", "in-progress"),
        ("dnoe", "! this is none of the listed words; “done” is"),
        ("perhaps", "! this is none of the listed words: open, in progress, done"),
    ],
)
def test_status_in_another_language(word: str, means: str) -> None:
    """A word of another language is understood where it means one value."""
    assert str(said("status", word)).startswith(means)


def test_a_word_with_two_meanings_is_named() -> None:
    """The words of two languages may disagree; then nobody guesses."""
    words = {"status": (("open", "wip"), ("done", "wip"))}
    assert said("status", "wip", words=words) == "! this may mean done, open; choose from the list"


def test_several_values() -> None:
    """Several stand below one another or between semicolons; a comma may be part of a name."""
    assert said("partners", "County Police, Gender Desk\ncounty court") == ("police", "court")
    assert said("partners", "police; court; police") == ("police", "court")
    assert said("partners", "police, court") == ("police", "court")
    assert str(said("partners", "police, nobody")).startswith("! this is none")
    assert said("aims", " a \n\nb; c") == ("a", "b; c")


def test_special_cells() -> None:
    """Errors and cells under merged ones say nothing; a yes is a truth in several languages."""
    assert said("title", "#REF!", what="error") == "! the cell shows an error"
    assert "merged" in said("title", None, what="merged")
    assert [said("public", word) for word in ("yes", "sí", "true", "faux")] == [True, True, True, False]
    assert said("title", 12.0) == "12"


# --- files that are not ours ---


def own(*rows: list[Any], title: str = "Plan d'action") -> Any:
    """Return a workbook as a committee makes it."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    return book


def saved(book: Any) -> bytes:
    """Return its bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


PLAN = (
    Column("id", "No.", "id", locked=True), Column("title", "Activity"), Column("lead", "Lead agency"), Column("due", "Due", "date"),
    Column("resources.needed", "Cost", "number"), Column("status", "Status", "choice", STATUSES), Column("note", "Note", "text"),
)  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ["No", "Activity", "Responsible", "Deadline", "Budget", "Status"],
        ["N°", "Activités prévues", "Responsable", "Échéance (jj/mm/aaaa)", "Coût", "Statut"],
        ["N.º", "Actividad", "Institución responsable", "Fecha límite", "Presupuesto", "Estado"],
        ["الرقم", "النشاط", "الجهة المسؤولة", "الموعد النهائي", "الميزانية", "الحالة"],
        ["NO.", "ACTIVITY / ACTIVITÉ", "Responsable / Lead", "due", "COST", "status"],
    ],
)
def test_headings_of_four_languages(row: list[str]) -> None:
    """A committee's own headings are understood in English, French, Spanish and Arabic, in any case, with remarks in brackets."""
    book = xlsx_book(saved(own(["PLAN 2026"], [], row, ["1", "Sign", "x", None, 5, "open"])), "own.xlsx")
    match = matched(book.grids[0], Headings(PLAN, {}, {}, None))
    assert match is not None
    assert (match.row, list(match.places.values())) == (3, ["id", "title", "lead", "due", "resources.needed", "status"])


def test_map_and_unknown_headings() -> None:
    """--map says what a heading means; what nobody knows is named with its cell, and so is a second column of one key."""
    content = saved(own(["Activité", "Qui fait", "Suivi", "Tâche"], ["Sign", "police", "bla", "x"]))
    book = xlsx_book(content, "own.xlsx")
    heads = Headings(PLAN, {}, {"Qui fait": "lead"}, None)
    match = chosen(book, heads)
    assert list(match.places.values()) == ["title", "lead"]
    assert match.unknown == (("C1", "Suivi"),)
    assert match.twice == (("D1", "Tâche"),)
    back = read(book, match, PLAN, Reader("", {}, None))
    assert [(one.where, one.read) for one in back.problems] == [("Plan d'action!C1", "Suivi"), ("Plan d'action!D1", "Tâche")]


def test_merged_hidden_computed(tmp_path: Path) -> None:
    """Merged cells, hidden rows, formulas, errors, cells outside every heading: each is said, nothing vanishes."""
    book = own(
        ["Activity", "Due", "Cost"], ["One", "2026-01-01", 5], ["Two", None, 7], ["Three", None, "=A1"], ["Four", "#N/A", 1]
    )
    page = book.active
    page.merge_cells("B2:B3")
    page.row_dimensions[3].hidden = True
    page["F2"] = "aside"
    book.create_sheet("Notes")["A1"] = "remember"
    file = tmp_path / "own.xlsx"
    file.write_bytes(saved(book))
    held = opened(file)
    back = read(held, chosen(held, Headings(PLAN, {}, {}, None)), PLAN, Reader("", {}, None))
    assert [(one.where, one.why.partition(";")[0][:30]) for one in back.problems] == [
        ("Plan d'action!F2", "there is no heading above this"),
        ("Plan d'action!B3", "the cell is merged with anothe"),
        ("Plan d'action!C4", "the cell holds a formula that "),
        ("Plan d'action!B5", "the cell shows an error"),
    ]
    assert [one for one in back.remarks if "hidden rows" in one or "not read" in one] == [
        "own.xlsx: hidden rows were read too: 3.",
        "own.xlsx: these sheets were not read: “Notes”.",
    ]


@pytest.mark.parametrize(
    ("book", "says"),
    [
        (own(), "the sheet is empty"),
        (own(["one", "two"], [1, 2]), "no row of headings"),
        (own(*([[]] * 25), ["Activity", "Due"], ["x", "y"]), "no row of headings"),
    ],
)
def test_workbooks_without_anything_known(book: Any, says: str) -> None:
    """An empty or foreign workbook gets its sentence."""
    held = xlsx_book(saved(book), "own.xlsx")
    with pytest.raises(VawcoordError, match=says):
        chosen(held, Headings(PLAN, {}, {}, None))


def test_two_sheets_with_headings() -> None:
    """Where two sheets could be meant, the person says which."""
    book = own(["Activity", "Due"], ["x", None], title="North")
    other = book.create_sheet("South")
    other.append(["Activity", "Due"])
    held = xlsx_book(saved(book), "own.xlsx")
    heads = Headings(PLAN, {}, {}, None)
    with pytest.raises(VawcoordError, match="several sheets"):
        chosen(held, heads)
    assert chosen(held, heads, "south").grid.name == "South"
    with pytest.raises(VawcoordError, match="no sheet “West”"):
        chosen(held, heads, "West")


def test_far_cells_and_many_rows(tmp_path: Path) -> None:
    """A cell far below or far to the right is a sentence within a moment, not minutes and gigabytes."""
    for spot in ("A6000", "XFD1", "XFD1048576"):
        book = own(["Activity", "Due"], ["x", None])
        book.active[spot] = "far"
        file = tmp_path / "far.xlsx"
        file.write_bytes(saved(book))
        with pytest.raises(VawcoordError, match="larger than 5000 rows and 200 columns"):
            opened(file)
    # openpyxl would spell each of the seventeen thousand million merged cells; a hostile file need not.
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(own(["Activity", "Due"], ["x", None])))) as before, zipfile.ZipFile(made, "w") as after:
        for one in before.infolist():
            far = b'<row r="1048576" ht="20"/></sheetData><mergeCells count="1"><mergeCell ref="B2:XFD1048576"/></mergeCells>'
            after.writestr(one.filename, before.read(one).replace(b"</sheetData>", far))
    file.write_bytes(made.getvalue())
    assert len(opened(file).grids[0].rows) == 2


@pytest.mark.parametrize("cut", range(0, 5000, 700))
def test_damaged_workbooks(tmp_path: Path, cut: int) -> None:
    """A file with bytes missing or wrong is a sentence, never a traceback."""
    content = workbook(sheet(ONE, TWO))
    for broken in (content[:cut], content[:cut] + b"\xff" * 40 + content[cut + 40 :]):
        file = tmp_path / "back.xlsx"
        file.write_bytes(broken)
        with contextlib.suppress(VawcoordError):
            book = opened(file)
            chosen(book, Headings(COLUMNS, {}, {}, book.base))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"No.;Activity\r\n1;\xe9t\xe9", "UTF-8"),
        (b"a\0b", "no CSV"),
        (b'No.,"Activity\n1,2', "no sound CSV"),
        (b"a,b\n" * 6000, "larger than"),
        (",".join(["a"] * 300).encode(), "larger than"),
    ],
)
def test_damaged_csv(content: bytes, says: str) -> None:
    """CSV in another encoding, cut off, or too large is a sentence."""
    with pytest.raises(VawcoordError, match=says):
        csv_grid(content, "back.csv")


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_separators(sign: str) -> None:
    """Semicolon, comma and tab are told apart by the headings."""
    back = reading(f"No.{sign}Activity{sign}Note\r\n1.1{sign}Sign{sign}'=x\r\n".encode("utf-8-sig"), csv=True)
    assert [(one.id, one.cells["note"].value) for one in back.answers] == [("1.1", "=x")]


def test_other_kinds_of_files(tmp_path: Path) -> None:
    """An .ods is no .xlsx."""
    (tmp_path / "a.ods").write_bytes(b"x")
    with pytest.raises(VawcoordError, match="not read"):
        opened(tmp_path / "a.ods")
    with pytest.raises(VawcoordError, match="not there"):
        opened(tmp_path / "a.csv")


def test_the_words_beside_the_code() -> None:
    """Each heading and each word of a value is said once for its key; every key is spoken of in four languages."""
    for name, words in headings().items():
        assert len(words) > 4, name
        assert all(plain(word) for word in words), name
    for name, pairs in value_words().items():
        known: dict[str, str] = {}
        for value, word in pairs:
            assert known.setdefault(plain(word), value) == value, (name, word)
