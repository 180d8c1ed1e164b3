"""Opens an Excel or CSV file from outside as plain cells with their addresses. Nothing in it is believed, and nothing saved."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk, gate
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.render.csv import unguarded
from vawcoord.render.xlsx import HIDDEN
from vawcoord.sheet import COLUMNS, FORMAT, ROWS, fingerprint, unpacked
from vawcoord.value import Value

if TYPE_CHECKING:
    from openpyxl import Workbook

_MAIN = "xl/workbook.xml"
_CSV_LIMIT = 5 * 1024 * 1024
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Cell(Value):
    """A cell with something in it.

    `value` is a text, a number, a date or a truth value. `what` says what is special about it: `formula` (the value is the one
    that was last computed), `error` (such as #REF!), `merged` (it lies under another), or nothing. `share` says that it is
    shown in per cent.
    """

    value: Any
    address: str
    what: str = ""
    share: bool = False


class Grid(Value):
    """One sheet: its rows by number, each with its cells by place (from 0); and the rows that are hidden in it."""

    name: str
    rows: tuple[tuple[int, dict[int, Cell]], ...]
    hidden: tuple[int, ...] = ()


class Base(Value):
    """What a workbook of ours says went out: whose records, which columns, which values by id and key, on which day."""

    uid: str
    kind: str
    scope: str
    agency: str
    language: str
    day: str
    sheet: str
    titles: dict[str, str]
    values: dict[str, dict[str, Any]]
    words: dict[str, dict[str, str]]


class Book(Value):
    """A file: its visible sheets, and what it says about itself, if it is one of ours."""

    file: str
    grids: tuple[Grid, ...]
    base: Base | None = None


def address(row: int, place: int) -> str:
    """Return the address of a cell: row from 1, place from 0."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def opened(file: Path) -> Book:
    """Return what a file from outside holds. Raises VawcoordError for one that is no sheet, or could harm."""
    suffix = file.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        content = disk.read_file(file, _CSV_LIMIT)
        if content is None:
            raise VawcoordError(_("{path}: the file is not there.").format(path=file))
        return Book(file.name, (csv_grid(content, str(file)),))
    if suffix in (".ods", ".numbers"):
        raise VawcoordError(
            _("{path}: sheets of this kind are not read.").format(path=file), _("Save it as .xlsx or as .csv, then import that.")
        )
    return xlsx_book(gate.admitted(file, _MAIN), str(file))


def xlsx_book(content: bytes, file: str) -> Book:
    """Return what the bytes of an .xlsx file hold; the gate has seen them."""
    try:
        return _xlsx_book(content, file)
    except VawcoordError:
        raise
    except Exception as error:  # nine classes were seen with damaged files, and each means the same
        raise VawcoordError(
            _("{path}: the sheet cannot be read.").format(path=file),
            _("Open it in Excel or LibreOffice, save it as .xlsx, then import that."),
        ) from error


def _xlsx_book(content: bytes, file: str) -> Book:
    """Read formulas and last values beside one another; read-only, so that one far cell does not cost gigabytes."""
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Drawings and newer rules are passed over: only cells are wanted.
        warnings.simplefilter("ignore")
        with (
            closing(load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)) as typed,
            closing(load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)) as computed,
        ):
            parts = _parts(content)
            grids = []
            base = None
            lists: dict[str, dict[str, str]] = {}
            for page in typed.worksheets:
                if page.title == HIDDEN:
                    base = _base(_texts(typed, page.title), file)
                elif page.title.startswith(HIDDEN):
                    lists = _words(_texts(typed, page.title))
                elif page.sheet_state == "visible":
                    grids.append(_grid(typed, computed, page.title, content, parts[page.title], file))
            if base is not None:
                base = base.but(words=lists)
            return Book(file.replace("\\", "/").rpartition("/")[2], tuple(grids), base)


def _parts(content: bytes) -> dict[str, str]:
    """Return the part of the archive that holds each sheet: openpyxl does not tell, and rows hidden in it stand only there."""
    from zipfile import ZipFile

    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    with ZipFile(io.BytesIO(content)) as archive:
        book = etree.fromstring(archive.read(_MAIN), safe)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    found = {}
    for one in book.iter(f"{_SPACE}sheet"):
        target = targets.get(one.get(_LINKS), "")
        found[one.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


class _Marks(Value):
    """What only the sheet's own XML tells: addresses under merged cells, hidden rows, the last row and place with something."""

    under: frozenset[str]
    hidden: frozenset[int]
    last: int
    widest: int


def _marks(content: bytes, part: str) -> _Marks:
    """Walk once over the XML of a sheet."""
    from zipfile import ZipFile

    from lxml import etree
    from openpyxl.utils import range_boundaries

    under: set[str] = set()
    hidden: set[int] = set()
    number = last = widest = 0
    with ZipFile(io.BytesIO(content)) as archive, io.BytesIO(archive.read(part)) as stream:
        row_tag, merged = f"{_SPACE}row", f"{_SPACE}mergeCell"
        for _event, one in etree.iterparse(stream, tag=(row_tag, merged), resolve_entities=False, no_network=True):
            if one.tag == merged:
                left, top, right, bottom = (int(side or 1) for side in range_boundaries(one.get("ref", "A1")))
                for row in range(top, min(bottom, ROWS) + 1):
                    for place in range(left, min(right, COLUMNS) + 1):
                        if (row, place) != (top, left):
                            under.add(address(row, place - 1))
                continue
            number = int(one.get("r") or number + 1)
            filled = [cell for cell in one if len(cell)]
            if filled:
                last = max(last, number)
                letters = re.match("[A-Z]*", filled[-1].get("r") or "")
                widest = max(widest, _place(letters[0]) if letters and letters[0] else len(one))
                if one.get("hidden") in ("1", "true"):
                    hidden.add(number)
            one.clear()
    return _Marks(frozenset(under), frozenset(hidden), last, widest)


def _place(letters: str) -> int:
    """Return the number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _grid(typed: "Workbook", computed: "Workbook", name: str, content: bytes, part: str, file: str) -> Grid:
    """Return the cells of one sheet."""
    marks = _marks(content, part)
    if marks.last > ROWS or marks.widest > COLUMNS:
        raise VawcoordError(
            _("{path}: the sheet “{sheet}” is larger than {rows} rows and {columns} columns.").format(
                path=file, sheet=name, rows=ROWS, columns=COLUMNS
            ),
            _("Delete the rows and columns that are not needed, or split the sheet."),
        )
    rows: list[tuple[int, dict[int, Cell]]] = []
    pages: tuple[Any, Any] = (typed[name], computed[name])
    for page in pages:
        page.reset_dimensions()
    both = zip(*(page.iter_rows(max_row=max(1, marks.last)) for page in pages), strict=False)
    for number, (formulas, values) in enumerate(both, start=1):
        cells: dict[int, Cell] = {}
        for place, (formula, value) in enumerate(zip(formulas, values, strict=False)):
            made = _cell(formula, value, number, place)
            if made is not None:
                cells[place] = made
        if cells:
            rows.append((number, cells))
    if marks.under:
        for number, cells in rows:
            for place in range(marks.widest):
                if place not in cells and (spot := address(number, place)) in marks.under:
                    cells[place] = Cell(None, spot, "merged")
    return Grid(name, tuple(rows), tuple(sorted(marks.hidden & {number for number, _cells in rows})))


def _cell(formula: Any, value: Any, row: int, place: int) -> Cell | None:
    """Return a cell, or None for an empty one."""
    found = value.value
    spot = address(row, place)
    if formula.data_type == "f":
        if formula.value is None:
            return None
        if value.data_type == "e":
            return Cell(str(found), spot, "error")
        return Cell(_unescaped(found), spot, "formula")
    if found is None or (isinstance(found, str) and not found.strip()):
        return None
    if value.data_type == "e":
        return Cell(str(found), spot, "error")
    share = isinstance(found, int | float) and "%" in re.sub(r'"[^"]*"|\\.', "", str(value.number_format or ""))
    return Cell(_unescaped(found), spot, share=share)


def _unescaped(value: Any) -> Any:
    """Return a value without the escapes of Office, and a midnight as the date it is."""
    if isinstance(value, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return date(value.year, value.month, value.day)
    return value


def _texts(book: "Workbook", name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a hidden sheet as texts, without empty cells at the end."""
    page: Any = book[name]
    page.reset_dimensions()
    for row in page.iter_rows(max_row=ROWS + 20, max_col=2 * COLUMNS, values_only=True):
        texts = ["" if one is None else str(_unescaped(one)) for one in row]
        while texts and not texts[-1]:
            texts.pop()
        yield tuple(texts)


def _base(rows: Iterator[tuple[str, ...]], file: str) -> Base:
    """Return what the hidden sheet says. Raises VawcoordError where somebody wrote in it, or a later version made it."""
    held = list(rows)
    damaged = VawcoordError(
        _("{path}: its hidden sheet “{sheet}” was changed: what went out is no longer known.").format(path=file, sheet=HIDDEN),
        _("Say what it holds, such as --kind plan: then it is compared with the folder as it is now."),
    )
    if not held or len(held[0]) != 2 or held[0][0] != "vawcoord":
        raise damaged
    if held[0][1] != str(FORMAT):
        raise VawcoordError(
            _("{path}: another version of vawcoord made this sheet.").format(path=file), _("Use that version to import it.")
        )
    try:
        end = held.index(())
        pairs = [(one[0], one[1] if len(one) > 1 else "") for one in held[1:end]]
        facts = dict(pairs)
        digest = facts.pop("digest")
        names, titles = held[end + 1], held[end + 2]
        lines = [line for line in held[end + 3 :] if line]
        values: dict[str, dict[str, Any]] = {}
        if fingerprint(facts, [names, titles, *lines]) != digest or len(names) != len(titles):
            raise damaged
        for line in lines:
            unpacked_line = dict(zip(names, map(unpacked, line), strict=True))
            values[str(unpacked_line["id"])] = unpacked_line
        return Base(
            facts["committee"],
            facts["kind"],
            facts["scope"],
            facts["agency"],
            facts["language"],
            facts["day"],
            facts["sheet"],
            dict(zip(titles, names, strict=True)),
            values,
            {},
        )
    except (ValueError, KeyError, IndexError) as error:
        raise damaged from error


def _words(rows: Iterator[tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Return the lists of choices as they went out: the value behind each word, list by list."""
    held = list(rows)
    width = max((len(one) for one in held), default=0)
    return {
        str(place // 2): {one[place]: one[place + 1] for one in held if len(one) > place + 1 and one[place]}
        for place in range(0, width, 2)
    }


def csv_grid(content: bytes, file: str) -> Grid:
    """Return the cells of a CSV file: UTF-8, columns between semicolons, commas or tabs. Raises VawcoordError otherwise."""
    import csv

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VawcoordError(
            _("{path}: the file is not in the encoding UTF-8 (line {line}).").format(
                path=file, line=content.count(b"\n", 0, error.start) + 1
            ),
            _("Save it as “CSV UTF-8”, or better as .xlsx."),
        ) from error
    if "\x00" in text:
        raise VawcoordError(_("{path}: this is no CSV file.").format(path=file), _("Save it as “CSV UTF-8”, or better as .xlsx."))
    rows = []
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True), 1):
            cells = {
                place: Cell(unguarded(one), address(number, place))
                for place, one in enumerate(line)
                if one.strip() or "\t" in one
            }
            if number > ROWS or len(line) > COLUMNS:
                raise VawcoordError(
                    _("{path}: the file is larger than {rows} rows and {columns} columns.").format(
                        path=file, rows=ROWS, columns=COLUMNS
                    ),
                    _("Split it."),
                )
            if cells:
                rows.append((number, cells))
    except csv.Error as error:
        raise VawcoordError(
            _("{path}: the file is no sound CSV: a quotation mark is missing, or a cell is too long.").format(path=file),
            _("Save it as .xlsx, then import that."),
        ) from error
    return Grid("", tuple(rows))


def _separator(text: str) -> str:
    """Return what separates the columns: the sign that stands most often in the first line outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff\r\n")).partition("\n")[0]
    return max((";", ",", "\t"), key=first.count)
