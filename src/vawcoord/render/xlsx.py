"""Spells a sheet as an Excel workbook: dropdowns, dates, colours, a protected id column; and what went out, on a hidden sheet.

Text stays text, whatever it begins with (safety property P18). The same sheet gives the same bytes (P24). Knows no committee.
"""

import io
import re
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.sheet import FORMAT, LONGEST, Column, Sheet, fingerprint, packed, shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HIDDEN = "vawcoord"
"""The name of the sheet that says what went out; `exchange` reads it."""

_LISTS = "vawcoord-lists"
_FREE_ROWS = 200
"""How many rows below the last one take new records."""

_WIDTHS = {
    "id": 14.0,
    "line": 28.0,
    "text": 44.0,
    "lines": 40.0,
    "date": 12.5,
    "number": 13.0,
    "whole": 10.0,
    "percent": 10.0,
    "choice": 18.0,
    "many": 30.0,
    "yes-no": 10.0,
}
_FORMATS = {"date": "yyyy-mm-dd", "whole": "0", "percent": '0" %"', "number": "#,##0.##", "text": "General", "lines": "General"}
_FILLS = {"green": "C6E7C8", "red": "F6C6C3", "amber": "FBE3B3", "grey": "DDDDDD", "blue": "D3E3F5"}
_INK = "1F1F1F"
_HEAD = "1F3A5F"
_LOCKED = "F2F2F2"
_RISKY = re.compile(r"[=+\-@\t\r]")
_ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_PAGE_WIDTH = 190
_LINE = 15.0
_HIGHEST = 240.0
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def workbook(sheet: Sheet) -> bytes:
    """Return a sheet as the bytes of an .xlsx file. Raises VawcoordError for a text that is longer than a cell of Excel."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    if page is None:
        message = "a new workbook has a sheet"
        raise AssertionError(message)
    page.title = _NO_NAME.sub(" ", sheet.title)[:31].strip() or "Sheet"
    lists = _choices(book, sheet)
    _cells(page, sheet)
    _looks(page, sheet)
    _rules(page, sheet, lists)
    _colours(page, sheet)
    _printing(page, sheet)
    _hidden(book, sheet, page.title)
    moment = datetime(sheet.day.year, sheet.day.month, sheet.day.day)  # noqa: DTZ001 - Office knows no zones
    book.properties.creator = sheet.author
    book.properties.title = sheet.title
    book.properties.language = sheet.language
    book.properties.created = moment
    stream = io.BytesIO()
    book.save(stream)
    return _settled(stream.getvalue(), moment)


def _settled(content: bytes, moment: datetime) -> bytes:
    """Return the workbook without the time of this run: in the properties, and at each part of the archive."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for one in before.infolist():
            part = before.read(one)
            if one.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", lambda found: found[1] + stamp.encode(), part)
            entry = ZipInfo(one.filename, _FIXED_TIME)
            entry.compress_type = ZIP_DEFLATED
            after.writestr(entry, part)
    return made.getvalue()


def _written(text: str) -> str:
    """Return a text as XML of Office holds it: what looks like one of its escapes is escaped."""
    return _ESCAPED.sub("_x005F_x", text)


def _put(page: "Worksheet", row: int, place: int, value: Any) -> Any:
    """Write a value into a cell; text stays text, also where it begins like a formula, and when somebody edits it."""
    cell = page.cell(row, place)
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise VawcoordError(
                _("A text of {count} characters does not fit into a cell of Excel: “{begin}…”.").format(
                    count=len(value), begin=value[:40]
                ),
                _("Shorten it, or export as CSV."),
            )
        # In this order: assigning a text that begins with = makes a formula of it.
        cell.value = _written(value)
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _cells(page: "Worksheet", sheet: Sheet) -> None:
    """Write headings and values."""
    for place, column in enumerate(sheet.columns, start=1):
        _put(page, 1, place, column.title)
    for number, row in enumerate(sheet.rows, start=2):
        for place, (column, value) in enumerate(zip(sheet.columns, row.values, strict=True), start=1):
            said = shown(column, value)
            if said is not None:
                _put(page, number, place, said)


def _width(column: Column, sheet: Sheet, place: int) -> float:
    """Return how wide a column stands, in characters."""
    if column.kind in ("id", "choice", "yes-no"):
        words = [str(shown(column, row.values[place]) or "") for row in sheet.rows] + [word for _value, word in column.choices]
        longest = max((len(word) for word in words), default=0) + 3
        return min(max(_WIDTHS[column.kind] * 0.6, float(longest), len(column.title) * 0.7 + 4), 32.0)
    return max(_WIDTHS[column.kind], min(len(column.title) + 4.0, 24.0))


def _looks(page: "Worksheet", sheet: Sheet) -> None:
    """Give headings and columns their form; what may be written in is unlocked, also in the empty rows below."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side("thin", color="BFBFBF"), right=Side("thin", color="E3E3E3"))
    last = len(sheet.rows) + 1 + (_FREE_ROWS if sheet.grows else 0)
    for place, column in enumerate(sheet.columns, start=1):
        head = page.cell(1, place)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor=_HEAD)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.border = line
        number_format = _FORMATS.get(column.kind, "@")
        upright = Alignment(wrap_text=True, vertical="top")
        below = page.column_dimensions[get_column_letter(place)]
        below.width = _width(column, sheet, place - 1)
        made = []
        for filled in (True, False):
            # One cell is dressed, the others of the column take its style over: a hundred times quicker.
            model: Any = page.cell(last + 1, place)
            model.number_format = number_format
            model.alignment = upright
            model.font = Font(color="6B6B6B" if column.locked else _INK)
            model.protection = Protection(locked=column.locked)
            model.border = line if filled else Border()
            model.fill = PatternFill("solid", fgColor=_LOCKED) if filled and column.locked else PatternFill()
            made.append(copy(model._style))  # noqa: SLF001 - openpyxl's own way to copy a style
        model.style = "Normal"
        for row in range(2, last + 1):
            cell: Any = page.cell(row, place)
            cell._style = copy(made[row > len(sheet.rows) + 1])  # noqa: SLF001 - the same
            if isinstance(cell.value, str) and _RISKY.match(cell.value):
                cell.quotePrefix = True
    page.row_dimensions[1].height = 32
    widths = [page.column_dimensions[get_column_letter(place + 1)].width for place in range(len(sheet.columns))]
    for number in range(2, len(sheet.rows) + 2):
        lines = max(_lines_of(page.cell(number, place + 1).value, width) for place, width in enumerate(widths))
        page.row_dimensions[number].height = min(_HIGHEST, _LINE * lines + 2)


def _lines_of(value: Any, width: float) -> int:
    """Return how many lines a value takes in a column: not every programme works that out when it opens a file."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-len(line) // max(1, int(width * 0.95)))) for line in value.split("\n"))


def _choices(book: "Workbook", sheet: Sheet) -> dict[str, str]:
    """Write the lists of choices on a hidden sheet and return the name of each list by its column.

    A list in the cell's own rule may hold 255 characters at most; a named range has no such end.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    listed = [column for column in sheet.columns if column.choices]
    named: dict[str, str] = {}
    if not listed:
        return named
    page = book.create_sheet(_LISTS)
    page.sheet_state = "hidden"
    for number, column in enumerate(listed):
        place = 2 * number + 1
        for row, (value, word) in enumerate(column.choices, start=1):
            _put(page, row, place, word)
            _put(page, row, place + 1, value)
        letter = get_column_letter(place)
        name = f"list_{re.sub(r'[^A-Za-z0-9]', '_', column.name)}"
        book.defined_names[name] = DefinedName(name, attr_text=f"'{_LISTS}'!${letter}$1:${letter}${len(column.choices)}")
        named[column.name] = name
    return named


def _rules(page: "Worksheet", sheet: Sheet, lists: dict[str, str]) -> None:
    """Give cells their dropdowns and rules, protect the rest, and fix the heading."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = len(sheet.rows) + 1 + (_FREE_ROWS if sheet.grows else 0)
    for place, column in enumerate(sheet.columns, start=1):
        if column.locked or last < 2:
            continue
        match column.kind:
            case "choice" | "yes-no":
                rule = DataValidation("list", formula1=lists[column.name], allow_blank=True)
            case "date":
                rule = DataValidation("date", operator="greaterThan", formula1="1", allow_blank=True)
            case "percent":
                rule = DataValidation("whole", operator="between", formula1="0", formula2="100", allow_blank=True)
            case "number" | "whole":
                rule = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
            case _:
                rule = DataValidation()
        if column.hint:
            rule.promptTitle = column.title[:32]
            rule.prompt = column.hint[:255]
            rule.showInputMessage = True
        elif rule.type is None:
            continue
        rule.showErrorMessage = rule.type is not None
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{last}")
        page.add_data_validation(rule)
    held = page.protection
    held.sheet = True
    # What is allowed all the same; in the format, to lock is the word and false allows.
    held.autoFilter = held.sort = held.formatColumns = held.formatRows = held.formatCells = False
    held.insertRows = not sheet.grows
    page.freeze_panes = "C2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.sheet_view.rightToLeft = sheet.right_to_left
    page.sheet_view.zoomScale = 100


def _colours(page: "Worksheet", sheet: Sheet) -> None:
    """Colour the cells of a column by their values; the word stands there as well, so nobody needs the colour."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.utils import get_column_letter

    last = len(sheet.rows) + 1 + (_FREE_ROWS if sheet.grows else 0)
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        for value, colour in column.colours:
            word = column.word(value).replace('"', '""')
            style = DifferentialStyle(fill=PatternFill("solid", bgColor=_FILLS[colour], fgColor=_FILLS[colour]))
            rule = Rule("expression", dxf=style, formula=[f'${letter}2="{word}"'])
            page.conditional_formatting.add(f"{letter}2:{letter}{max(2, last)}", rule)


def _printing(page: Any, sheet: Sheet) -> None:
    """Print on landscape paper as wide as the sheet, the headings on each page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    # A page takes about so many characters beside one another; a wider sheet goes on to the next with the first two columns.
    wide = sum(one.width for one in page.column_dimensions.values())
    page.page_setup.fitToWidth = max(1, -(-int(wide) // _PAGE_WIDTH))
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.print_title_cols = "A:B"
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.7
    page.oddHeader.left.text = sheet.title.replace("&", "&&")
    page.oddHeader.right.text = f"{sheet.author.replace('&', '&&')}, {sheet.day.isoformat()}"
    page.oddFooter.center.text = sheet.footer.replace("&", "&&").format(page="&P", pages="&N")


def _hidden(book: "Workbook", sheet: Sheet, name: str) -> None:
    """Write what went out on a hidden sheet: whose it is, which columns and which values, and their digest."""
    page = book.create_sheet(HIDDEN)
    page.sheet_state = "hidden"
    facts = {
        "committee": sheet.uid,
        "kind": sheet.kind,
        "scope": sheet.scope,
        "agency": sheet.agency,
        "language": sheet.language,
        "day": sheet.day.isoformat(),
        "sheet": name,
    }
    lines = list(_lines(sheet))
    rows = [("vawcoord", str(FORMAT)), *facts.items(), ("digest", fingerprint(facts, lines)), ("", ""), *lines]
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            if text:
                _put(page, number, place, text)
    page.protection.sheet = True


def _lines(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Yield the table of the hidden sheet: the keys, the headings, and a line a record with its values."""
    yield tuple(one.name for one in sheet.columns)
    yield tuple(one.title for one in sheet.columns)
    for row in sheet.rows:
        yield tuple(packed(value) for value in row.values)
