"""A sheet spelled as Excel and as CSV: what a person finds in the cells, and that text stays text."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.errors import VawcoordError
from vawcoord.render.csv import csv_text, guarded, unguarded
from vawcoord.render.xlsx import workbook
from vawcoord.sheet import Column, Row, Sheet

LONG = tuple((f"agency-{number}", f"The agency with the long name of number {number}") for number in range(40))
COLUMNS = (
    Column("id", "No.", "id", locked=True),
    Column("title", "Activity"),
    Column("status", "Status", "choice", (("open", "open"), ("done", 'do"ne')), (("done", "green"),)),
    Column("lead", "Lead", "choice", LONG),
    Column("due", "Due", "date", hint="A date."),
    Column("percent", "Per cent", "percent"),
    Column("tags", "Tags", "lines"),
    Column("added", "Added", "date", locked=True),
)


def sheet(*rows: tuple[Any, ...], **changes: Any) -> Sheet:
    """Return a sheet with some rows."""
    made = Sheet(
        "plan", "2026", "", "k3f9w2qz", "Lakeside Committee", "Plan: 2026/2028", "Page {page} of {pages}", "en", False,
        date(2026, 11, 22), COLUMNS, tuple(Row(row[0], row) for row in rows),
    )  # fmt: skip
    return made.but(**changes)


ROW = ("1.10", "=1+1", "done", "agency-3", date(2026, 3, 31), 40, ("one", "two"), None)


def opened(made: Sheet) -> Any:
    """Return the workbook as another programme would open it."""
    return openpyxl.load_workbook(io.BytesIO(workbook(made)))


def test_cells_are_what_they_say() -> None:
    """Dates are dates, numbers numbers, words are shown in people's language, several values stand below one another."""
    page = opened(sheet(ROW)).worksheets[0]
    assert page.title == "Plan  2026 2028"
    assert [cell.value for cell in page[1]] == [one.title for one in COLUMNS]
    row = page[2]
    assert [cell.value for cell in row[:4]] == ["1.10", "=1+1", 'do"ne', LONG[3][1]]
    assert row[4].is_date
    assert row[4].value.date() == date(2026, 3, 31)
    assert (row[5].value, row[6].value, row[7].value) == (40, "one\ntwo", None)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "=", "'=x"])
def test_text_stays_text(text: str) -> None:
    """What begins like a formula is a text in the file, and stays one when somebody edits the cell (P18)."""
    made = workbook(sheet(("1", text, None, None, None, None, None, None)))
    cell = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]["B2"]
    assert cell.value == text
    xml = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in re.sub(r"<conditionalFormatting.*?</conditionalFormatting>", "", xml)
    assert cell.quotePrefix == (not text.startswith("'"))


def test_only_the_id_and_what_is_shown_is_locked() -> None:
    """The sheet is protected without a password; ids are locked, the rest and the rows below are open."""
    page = opened(sheet(ROW)).worksheets[0]
    assert page.protection.sheet
    assert page.protection.password is None
    assert not page.protection.insertRows
    for row in (2, 60):
        assert [page.cell(row, place + 1).protection.locked for place in range(8)] == [True] + [False] * 6 + [True]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:H2"


def test_choices_lie_on_a_hidden_sheet() -> None:
    """A list longer than the 255 characters that a rule takes is a named range; text in quotes is safe in a colour's rule."""
    book = opened(sheet(ROW))
    assert [(one.title, one.sheet_state) for one in book.worksheets[1:]] == [("vawcoord-lists", "hidden"), ("vawcoord", "hidden")]
    rules = {str(one.sqref): one.formula1 for one in book.worksheets[0].data_validations.dataValidation}
    assert rules["D2:D202"] == "list_lead"
    assert book.defined_names["list_lead"].attr_text == "'vawcoord-lists'!$C$1:$C$40"
    assert book["vawcoord-lists"]["C4"].value == LONG[3][1]
    colours = [one.formula for held in book.worksheets[0].conditional_formatting for one in held.rules]
    assert colours == [['$C2="do""ne"']]


def test_it_prints_on_landscape_pages_with_its_headings() -> None:
    """Headings come again on each page; Arabic reads from the right."""
    page = opened(sheet(ROW)).worksheets[0]
    assert (page.page_setup.orientation, page.print_title_rows, page.sheet_view.rightToLeft) == ("landscape", "$1:$1", False)
    assert page.oddFooter.center.text == "Page &P of &N"
    assert opened(sheet(ROW, right_to_left=True)).worksheets[0].sheet_view.rightToLeft


def test_the_same_sheet_gives_the_same_bytes() -> None:
    """No time of the run, no name of a person or a machine (P12, P24)."""
    made = workbook(sheet(ROW))
    assert made == workbook(sheet(ROW))
    archive = zipfile.ZipFile(io.BytesIO(made))
    core = archive.read("docProps/core.xml").decode()
    assert "Lakeside Committee" in core
    assert "lastModifiedBy" not in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-22T00:00:00Z"}
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_that_fits_into_no_cell_is_named() -> None:
    """Excel holds 32,767 characters a cell; more would be cut silently."""
    with pytest.raises(VawcoordError, match="40000 characters"):
        workbook(sheet(("1", "x" * 40_000, None, None, None, None, None, None)))


def test_an_empty_sheet_can_be_written_and_filled() -> None:
    """A committee without records gets headings and open rows below."""
    page = opened(sheet()).worksheets[0]
    assert (page["B1"].value, page["B2"].protection.locked) == ("Activity", False)
    assert workbook(sheet(grows=False))


def test_csv() -> None:
    """CSV carries the mark by which Excel knows UTF-8, ISO dates, and a mark before what would be computed."""
    text = csv_text(sheet(ROW)).decode()
    assert text.startswith("\ufeffNo.,Activity,")
    assert "1.10,'=1+1," in text
    assert ",2026-03-31,40," in text
    assert csv_text(sheet(ROW, language="fr")).decode().startswith("\ufeffNo.;Activity;")


@given(st.text() | st.from_regex(r"'{0,3}[=+@\t-]x?", fullmatch=True))
def test_guarding_loses_nothing(text: str) -> None:
    """What was guarded is again what it was, and begins with nothing that is computed."""
    assert unguarded(guarded(text)) == text
    assert not re.match(r"[=+\-@\t\r]", guarded(text))
