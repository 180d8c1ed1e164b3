"""Excel written by us, saved again by LibreOffice, imported: no difference; one cell changed there: exactly that one."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from vawcoord.folder.loading import load
from vawcoord.operations.imports import Request, Result, incoming
from vawcoord.operations.sheets import Wanted, sheet
from vawcoord.render.xlsx import workbook

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "committee"
TODAY = date(2026, 11, 22)
KINDS = ("plan", "goals", "actions", "members", "representatives", "services", "indicators", "needs", "undertakings")


def office(place: Path, profile: Path, form: str, *files: Path) -> None:
    """Let LibreOffice write files in another form."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form, "--outdir", str(place),  # noqa: S607
         *map(str, files)],
        check=False, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile of LibreOffice, where it is there with its spreadsheet."""
    if shutil.which("soffice") is None:
        pytest.skip("not installed: soffice")
    place = tmp_path_factory.mktemp("office")
    (place / "probe.csv").write_text("a,b\n1,2\n")
    office(place, place / "profile", "xlsx", place / "probe.csv")
    if not (place / "probe.xlsx").is_file():
        pytest.skip("not installed: LibreOffice Calc")
    return place / "profile"


pytestmark = [pytest.mark.programs, pytest.mark.slow, pytest.mark.xdist_group("office")]


@pytest.fixture(scope="module")
def saved(calc: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return every sheet of the example as LibreOffice saved it, once more through its own format."""
    place = tmp_path_factory.mktemp("sheets")
    committee, _found = load(EXAMPLE)
    for kind in KINDS:
        for language in ("en", "ar"):
            made = sheet(EXAMPLE, committee, Wanted(kind, language=language, everything=True), TODAY)
            (place / f"{kind}-{language}.xlsx").write_bytes(workbook(made))
    (place / "ods").mkdir()
    (place / "back").mkdir()
    office(place / "ods", calc, "ods", *sorted(place.glob("*.xlsx")))
    office(place / "back", calc, "xlsx:Calc MS Excel 2007 XML", *sorted((place / "ods").iterdir()))
    return {file.stem: file for file in sorted((place / "back").iterdir())}


def imported(*files: Path) -> Result:
    """Return what files would change in the example."""
    committee, _found = load(EXAMPLE)
    return incoming(EXAMPLE, committee, Request(files), TODAY)


def test_nothing_differs(saved: dict[str, Path]) -> None:
    """Every kind of sheet, from left to right and from right to left: no difference."""
    assert len(saved) == 2 * len(KINDS)
    for name, file in saved.items():
        result = imported(file)
        assert (result.lines, result.clashes, result.problems, result.missing) == ((), (), (), ()), name


def test_lists_colours_and_protection_are_still_there(saved: dict[str, Path]) -> None:
    """LibreOffice understood the dropdowns, the colours, the protection and the direction."""
    page = openpyxl.load_workbook(saved["plan-ar"]).worksheets[0]
    lists = [one for one in page.data_validations.dataValidation if one.type == "list"]
    assert {one.formula1 for one in lists} >= {"list_status", "list_lead"}
    assert sum(len(one.rules) for one in page.conditional_formatting) >= 6
    assert (page.protection.sheet, page["A2"].protection.locked, page["B2"].protection.locked) == (True, True, False)
    assert (page.sheet_view.rightToLeft, page["E2"].is_date) == (True, True)


@pytest.mark.parametrize(
    ("name", "heading", "value", "after"),
    [
        ("plan-en", "Post", "Head of the desk", "Head of the desk"),
        ("plan-ar", "الحالة", "متوقف", "blocked"),
        ("members-en", "Web page", "https://one.example", "https://one.example"),
    ],
)
def test_exactly_the_changed_cell(
    saved: dict[str, Path], tmp_path: Path, name: str, heading: str, value: str, after: str
) -> None:
    """One cell written in the saved file: that cell and nothing else."""
    book = openpyxl.load_workbook(saved[name])
    page = book.worksheets[0]
    place = next(cell.column for cell in page[1] if cell.value == heading)
    row = next(number for number in range(2, page.max_row) if page.cell(number, place).value != value)
    page.cell(row, place).value = value
    book.save(tmp_path / "back.xlsx")
    result = imported(tmp_path / "back.xlsx")
    assert [(one.id, one.after, one.where) for one in result.lines] == [
        (page.cell(row, 1).value, after, f"back.xlsx {page.cell(row, place).coordinate}")
    ]
    assert result.problems == ()
