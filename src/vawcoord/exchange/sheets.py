"""A sheet that came back, or a committee's own: headings become keys, cells become values, and what differs a proposal.

Nothing is guessed: what cannot be read is named with its cell, what two sides changed differently is a clash.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from vawcoord.disk import shipped
from vawcoord.errors import VawcoordError
from vawcoord.exchange.workbook import Base, Book, Cell, Grid, address
from vawcoord.language import _
from vawcoord.records.record import legible, nearest
from vawcoord.sheet import Column, Sheet, alike, same, settled, shown
from vawcoord.value import Value

HEAD_ROWS = 20
"""Within how many rows the headings are looked for."""

_FEW = 8

ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1)}
"""Where year, month and day stand in a date such as 31/12/2026."""

_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("\u0623\u0625\u0622\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u064a\u0647\u0648\u064a")
_PAIRED = re.compile(r"[(\[][^)\]]*[)\]]")
_DATE = re.compile(r"(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})")
_GAPS = "[\u0020\u00a0\u202f\u2009'\u2019]"
_NUMBER = (
    (re.compile(r"\d+"), "", ""),
    (re.compile(r"\d+[.,]\d{1,2}"), "", ",."),
    (re.compile(rf"\d{{1,3}}(?:{_GAPS}\d{{3}})+(?:[.,]\d{{1,2}})?"), _GAPS, ",."),
    (re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"), ",", "."),
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"), r"\.", ","),
)
"""How a number is written: the pattern of the whole, the sign between thousands, the signs before decimals."""


class Problem(Value):
    """Something in a sheet that was not taken over: where, what was read there, and why."""

    file: str
    where: str
    read: str
    why: str


class Given(Value):
    """The answer of one cell: the value that was read, and where. `text` is what stands there."""

    value: Any
    where: str


class Answer(Value):
    """One row of a sheet that came back: its id as it stands there, and what its cells say, by key."""

    where: str
    id: str
    cells: dict[str, Given]


class Returned(Value):
    """A sheet that came back: the file, what went out (None where nobody knows), its rows, and what could not be read."""

    file: str
    base: dict[str, dict[str, Any]] | None
    agency: str
    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()


class Source(Value):
    """Where a value of a sheet stands."""

    file: str
    where: str
    value: Any
    agency: str = ""


class Proposal(Value):
    """One cell that is to change: the id of the record, the key, before and after, and the sheets that say so."""

    id: str
    column: Column
    before: Any
    after: Any
    sources: tuple[Source, ...]


class Clash(Value):
    """One cell with different answers: what went out, what the folder says now, and what the sheets say."""

    id: str
    column: Column
    base: Any
    ours: Any
    sources: tuple[Source, ...]

    @property
    def between_sheets(self) -> bool:
        """Say whether the sheets contradict one another, and not only the folder."""
        return any(not same(one.value, self.sources[0].value) for one in self.sources)


class Comparison(Value):
    """What sheets that came back mean for the folder as it is now.

    `kept` are cells that changed in the folder alone since the sheet went out, `agreed` those that both changed alike; `new`
    are rows without an id, with their file; `missing` are ids that are no longer in the sheet, with its file.
    """

    proposals: tuple[Proposal, ...]
    clashes: tuple[Clash, ...]
    kept: tuple[tuple[str, Column], ...]
    agreed: tuple[tuple[str, Column], ...]
    new: tuple[tuple[Returned, Answer], ...]
    missing: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def plain(text: str) -> str:
    """Return a heading or a word without case, accents, signs and what stands in brackets: how two are compared."""
    bare = unicodedata.normalize("NFKD", _PAIRED.sub(" ", text) if _PAIRED.sub("", text).strip() else text)
    bare = "".join(one for one in bare.casefold() if not unicodedata.combining(one))
    bare = _ARABIC_MARKS.sub("", bare).translate(_ARABIC_LETTERS)
    return " ".join(re.findall(r"[^\W_]+", bare))


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """Return the headings by which committees call a key, in several languages."""
    held = tomllib.loads(shipped("exchange/headings.toml").decode())
    return {name: tuple(word for words in by.values() for word in words) for name, by in held.items()}


@cache
def value_words() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what committees write for the values of a key, as pairs of value and word."""
    held = tomllib.loads(shipped("exchange/values.toml").decode())
    return {name: tuple((value, word) for value, words in by.items() for word in words) for name, by in held.items()}


class Headings:
    """What a heading may mean: the key itself, its own titles, other people's words for it, and what the person said."""

    def __init__(
        self, columns: Sequence[Column], titles: Mapping[str, Iterable[str]], named: Mapping[str, str], base: Base | None
    ) -> None:
        self.known: dict[str, set[str]] = {}
        names = {one.name for one in columns}
        others = headings()
        for column in columns:
            for word in (column.name, column.title, *titles.get(column.name, ()), *others.get(column.name, ())):
                self.known.setdefault(plain(word), set()).add(column.name)
        # What went out, and what the person says, goes before what words mean elsewhere.
        for said in (base.titles if base else {}, named):
            for word, name in said.items():
                if name in names:
                    self.known[plain(word)] = {name}
        self.named = {plain(word) for word in named}

    def meaning(self, text: str) -> str:
        """Return the key that a heading means, or nothing where none is known or several are."""
        found = self.known.get(plain(text), set())
        if not found and "/" in text:
            # "Responsable / Lead": each half says the same.
            halves = [self.known.get(plain(one), set()) for one in text.split("/")]
            found = set.intersection(*halves) if all(halves) else set()
        return next(iter(found)) if len(found) == 1 else ""


class Match(Value):
    """Where the headings of a sheet stand, which place holds which key, and what nobody knows, with its address."""

    grid: Grid
    row: int
    places: dict[int, str]
    unknown: tuple[tuple[str, str], ...]
    twice: tuple[tuple[str, str], ...] = ()


def matched(grid: Grid, heads: Headings) -> Match | None:
    """Return the row of headings of a sheet, which is the one of the first twenty with the most known ones; None without two."""
    best: Match | None = None
    for number, cells in grid.rows:
        if number > HEAD_ROWS:
            break
        places: dict[int, str] = {}
        unknown, twice = [], []
        for place, cell in sorted(cells.items()):
            if not isinstance(cell.value, str):
                continue
            name = heads.meaning(cell.value)
            if not name:
                unknown.append((cell.address, cell.value))
            elif name in places.values():
                twice.append((cell.address, cell.value))
            else:
                places[place] = name
        if len(places) >= 2 and (best is None or len(places) > len(best.places)):
            best = Match(grid, number, places, tuple(unknown), tuple(twice))
    return best


def chosen(book: Book, heads: Headings, sheet: str = "") -> Match:
    """Return the sheet of a file that holds the records. Raises VawcoordError where there is none, or more than one."""
    grids = [one for one in book.grids if not sheet or plain(one.name) == plain(sheet)]
    if sheet and not grids:
        raise VawcoordError(
            _("{file}: there is no sheet “{sheet}”.").format(file=book.file, sheet=sheet),
            _("It has: {names}.").format(names=", ".join(f"“{one.name}”" for one in book.grids)),
        )
    filled = [one for one in grids if one.rows]
    if not filled:
        raise VawcoordError(_("{file}: the sheet is empty.").format(file=book.file), _("Was the right file sent?"))
    if book.base is not None and not sheet:
        filled = [one for one in filled if one.name == book.base.sheet] or filled
    found = [match for one in filled if (match := matched(one, heads)) is not None]
    if not found:
        raise VawcoordError(
            _("{file}: no row of headings is known in the first {count} rows.").format(file=book.file, count=HEAD_ROWS),
            _('Say what a heading means: --map "Heading=key"; the keys are: {keys}.').format(
                keys=", ".join(dict.fromkeys(name for names in heads.known.values() for name in sorted(names)))
            ),
        )
    if len(found) > 1:
        raise VawcoordError(
            _("{file}: there are several sheets with known headings: {names}.").format(
                file=book.file, names=", ".join(f"“{one.grid.name}”" for one in found)
            ),
            _("Say which one: --sheet NAME."),
        )
    return found[0]


class UnreadableError(Exception):
    """A cell holds nothing that may stand in its column; the text says why."""


class Reader:
    """How the cells of a sheet are read: the order of dates, and the words of every language for each value."""

    def __init__(self, order: str, words: Mapping[str, Iterable[tuple[str, str]]], base: Base | None = None) -> None:
        self.order = order
        self.words = words
        self.base = base
        self._meanings: dict[str, dict[str, set[str]]] = {}

    def meanings(self, column: Column) -> dict[str, set[str]]:
        """Return the values that a word may mean in a column. The folder's own words go first."""
        if column.name not in self._meanings:
            known: dict[str, set[str]] = {}
            others = value_words().get("yes-no" if column.kind == "yes-no" else column.name, ())
            offered = {value for value, _word in column.choices}
            for value, word in (*self.words.get(column.name, ()), *others):
                if value in offered:
                    known.setdefault(plain(word), set()).add(value)
            for value, word in column.choices:
                known.setdefault(plain(word), set()).add(value)
            # What the sheet called something when it went out counts where the folder's words know nothing of it.
            for words in self.base.words.values() if self.base else ():
                values = {value for value, _word in column.choices}
                if set(words.values()) <= values:
                    for word, value in words.items():
                        known.setdefault(plain(word), {value})
            for value, _word in column.choices:
                known[plain(value)] = {value}
            self._meanings[column.name] = known
        return self._meanings[column.name]

    def value(self, column: Column, cell: Cell) -> Any:
        """Return what a cell says. Raises UnreadableError with the reason for what may not stand in its column."""
        if cell.what == "error":
            raise UnreadableError(_("the cell shows an error"))
        if cell.what == "merged":
            raise UnreadableError(_("the cell is merged with another one, and only one of them holds a value"))
        if cell.what == "formula" and cell.value is None:
            raise UnreadableError(_("the cell holds a formula that was never computed; write the value itself"))
        match column.kind:
            case "date":
                return self._date(cell.value)
            case "number" | "whole" | "percent":
                return self._number(column, cell)
            case "choice" | "yes-no":
                return self._choice(column, _text(cell.value))
            case "many":
                return self._many(column, _text(cell.value))
            case "lines":
                return tuple(line.strip() for line in _text(cell.value).splitlines() if line.strip())
            case "text":
                return settled(_text(cell.value))
        return re.sub(r"\s*\n\s*", " ", settled(_text(cell.value)) or "") or None

    def _date(self, value: Any) -> date:
        """Return a date: a cell that is one, year-month-day as text, or another order that the person declared."""
        if isinstance(value, datetime):
            raise UnreadableError(_("there is a time of day in the cell; only a date may stand there"))
        if isinstance(value, date):
            return _sensible(value)
        if not isinstance(value, str):
            raise UnreadableError(_("this is a number and no date; give the cell the format of a date"))
        text = _latin_digits(value.strip())
        found = _DATE.fullmatch(text)
        if found is None:
            raise UnreadableError(_("this is no date; write it as year-month-day, such as 2026-01-31"))
        parts = [int(one) for one in found.groups()]
        if len(found[1]) == 4:
            year, month, day = parts
        elif len(found[3]) == 4 and self.order:
            year, month, day = (parts[place] for place in ORDERS[self.order])
        else:
            raise UnreadableError(
                _("whether day or month stands first is not known; say --dates dmy or --dates mdy, or write year-month-day")
            )
        try:
            return _sensible(date(year, month, day))
        except ValueError as error:
            raise UnreadableError(_("there is no such day")) from error

    def _number(self, column: Column, cell: Cell) -> int | float:
        """Return a number; as text only where decimals and thousands cannot be taken for one another."""
        value = cell.value
        if isinstance(value, str):
            text = _latin_digits(value.strip())
            text = text.removesuffix("%").rstrip() if column.kind == "percent" else text
            for pattern, between, before in _NUMBER:
                if pattern.fullmatch(text):
                    bare = re.sub(between, "", text) if between else text
                    number = float(re.sub(f"[{before}]", ".", bare) if before else bare)
                    break
            else:
                raise UnreadableError(
                    _("this is no number that can be read in one way only; write it without marks for thousands")
                )
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise UnreadableError(_("a number is expected here"))
        else:
            number = float(value) * (100 if column.kind == "percent" and cell.share else 1)
            number = round(number, 6)
        whole = int(number) if number == int(number) else number
        if column.kind in ("whole", "percent") and isinstance(whole, float):
            raise UnreadableError(_("a whole number is expected here"))
        if number < 0 or (column.kind == "percent" and number > 100):
            raise UnreadableError(
                _("a number from 0 to 100 is expected here")
                if column.kind == "percent"
                else _("a number from 0 is expected here")
            )
        return whole

    def _choice(self, column: Column, text: str) -> str | bool:
        """Return the value that a word means, in any language where it is unambiguous."""
        if text in [value for value, _word in column.choices]:
            return text == "true" if column.kind == "yes-no" else text
        known = self.meanings(column)
        found = known.get(plain(text), set())
        if len(found) == 1:
            value = next(iter(found))
            return value == "true" if column.kind == "yes-no" else value
        if found:
            raise UnreadableError(_("this may mean {values}; choose from the list").format(values=", ".join(sorted(found))))
        near = nearest(plain(text), known) if len(text) < 80 else ""
        words = [word for _value, word in column.choices]
        if near:
            meant = column.word(next(iter(known[near])))
            raise UnreadableError(_("this is none of the listed words; “{near}” is").format(near=meant))
        if len(words) > _FEW:
            raise UnreadableError(_("this is none of the words in the list of the cell"))
        raise UnreadableError(_("this is none of the listed words: {words}").format(words=", ".join(words)))

    def _many(self, column: Column, text: str) -> tuple[str, ...]:
        """Return the values of a cell with several: one a line, or between semicolons, or commas where all parts are known."""
        parts = [one.strip() for one in re.split(r"[\n;؛]", text) if one.strip()]
        if not column.choices:
            parts = [piece for one in parts for piece in re.split(r"[\s,،]+", one) if piece]
            return tuple(dict.fromkeys(parts))
        found: list[str] = []
        for one in parts:
            try:
                found.append(str(self._choice(column, one)))
            except UnreadableError:
                pieces = [piece.strip() for piece in re.split("[,،]", one) if piece.strip()]
                if len(pieces) < 2:
                    raise
                found += [str(self._choice(column, piece)) for piece in pieces]
        return tuple(dict.fromkeys(found))


def _text(value: Any) -> str:
    """Return what stands in a cell as text: a whole number without its decimals, a date as year-month-day."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value == int(value):
            return str(int(value))
        case date():
            return value.isoformat()
    return str(value)


def _sensible(day: date) -> date:
    """Return a day, unless its year shows that it is a slip of the pen."""
    if not 1900 <= day.year < 2200:
        raise UnreadableError(_("the year {year} cannot be meant").format(year=day.year))
    return day


def _latin_digits(text: str) -> str:
    """Return a text in which digits of every script are those from 0 to 9, and the Arabic decimal signs the Latin ones."""
    return "".join(
        str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() and unicodedata.decimal(one, None) is not None else one
        for one in text
    ).translate({0x066B: ",", 0x066C: "\u00a0"})


def short(value: Any) -> str:
    """Return what was read, in one line and not too long."""
    text = " ".join(_text(value).split()) if value is not None else ""
    return legible(text[:60]) + ("…" if len(text) > 60 else "")


def read(book: Book, match: Match, columns: Sequence[Column], reader: Reader) -> Returned:
    """Return the rows below the headings of a sheet, with what could not be read.

    A cell that says what went out is left as it was, also where its word is no longer known.
    """
    by_name = {one.name: one for one in columns}
    base = book.base
    # A workbook of ours holds one sheet that people see: its name would only be noise.
    prefix = f"{match.grid.name}!" if match.grid.name and (base is None or len(book.grids) > 1) else ""
    answers, problems, remarks = [], [], []
    for spot, text in (*match.unknown, *match.twice):
        why = (
            _("this heading is not known; --map says what it means")
            if (spot, text) in match.unknown
            else _("another column says the same; this one was left out")
        )
        below = [number for number, cells in match.grid.rows if number > match.row]
        if below or spot:
            problems.append(Problem(book.file, f"{prefix}{spot}", short(text), why))
    known = {*match.places.values()}
    lost = [one.title for one in columns if base is not None and one.name in base.titles.values() and one.name not in known]
    if lost:
        remarks.append(
            _("{file}: these columns are no longer there; what they said stays as it is: {names}.").format(
                file=book.file, names=", ".join(lost)
            )
        )
    formulas = []
    for number, cells in match.grid.rows:
        if number <= match.row:
            continue
        identity = cells.get(next((place for place, name in match.places.items() if name == "id"), -1))
        key = _text(identity.value).strip() if identity and identity.what not in ("error", "merged") else ""
        given: dict[str, Given] = {}
        for place, name in match.places.items():
            column = by_name[name]
            if name == "id":
                continue
            spot = f"{prefix}{address(number, place)}"
            cell = cells.get(place)
            if cell is None:
                given[name] = Given(None, spot)
                continue
            went_out = base.values.get(key, {}).get(name) if base else None
            if went_out is not None and not cell.what and same(_shown_in(base, column, went_out), cell.value):
                given[name] = Given(went_out, spot)
                continue
            try:
                given[name] = Given(settled(reader.value(column, cell)), spot)
                if cell.what == "formula":
                    formulas.append(spot)
            except UnreadableError as error:
                problems.append(Problem(book.file, spot, short(cell.value), str(error)))
        outside = sorted(set(cells) - set(match.places))
        headed = {spot.rstrip("0123456789") for spot, _text in (*match.unknown, *match.twice)}
        for place in outside:
            cell = cells[place]
            if cell.what != "merged" and cell.address.rstrip("0123456789") not in headed:
                problems.append(
                    Problem(book.file, f"{prefix}{cell.address}", short(cell.value), _("there is no heading above this cell"))
                )
        if identity is not None and identity.what in ("error", "merged", "formula"):
            problems.append(
                Problem(book.file, f"{prefix}{identity.address}", short(identity.value), _("the id of this row cannot be read"))
            )
            continue
        if key or any(one.value is not None for one in given.values()) or any(place in match.places for place in cells):
            answers.append(Answer(f"{prefix}{address(number, min(match.places))}", key, given))
    if formulas:
        remarks.append(
            _("{file}: these cells are computed; the value they last had was taken: {cells}.").format(
                file=book.file, cells=", ".join(formulas[:12]) + (" …" if len(formulas) > 12 else "")
            )
        )
    if match.grid.hidden:
        remarks.append(
            _("{file}: hidden rows were read too: {rows}.").format(
                file=book.file, rows=", ".join(map(str, match.grid.hidden[:12])) + (" …" if len(match.grid.hidden) > 12 else "")
            )
        )
    others = [one.name for one in book.grids if one is not match.grid and one.rows]
    if others:
        remarks.append(
            _("{file}: these sheets were not read: {names}.").format(
                file=book.file, names=", ".join(f"“{name}”" for name in others)
            )
        )
    return Returned(
        book.file, base.values if base else None, base.agency if base else "", tuple(answers), tuple(problems), tuple(remarks)
    )


def _shown_in(base: Base | None, column: Column, value: Any) -> Any:
    """Return what stood in the cell when the sheet went out: with the words of that day."""
    for words in base.words.values() if base else ():
        behind = {held: word for word, held in words.items()}
        parts = value if isinstance(value, tuple) else (("true" if value else "false") if isinstance(value, bool) else value,)
        if column.choices and all(isinstance(one, str) and one in behind for one in parts):
            old = column.but(choices=tuple((held, word) for held, word in behind.items()))
            return shown(old, value)
    return shown(column, value)


def compare(returned: Sequence[Returned], ours: Sheet) -> Comparison:
    """Return what sheets that came back mean for the folder: three-way, cell by cell.

    Only the sheet changed: proposed. Only the folder: kept. Both alike: agreed. Both differently, or two sheets differently:
    a clash. Without a base every difference is proposed.
    """
    now = ours.values()
    columns = {one.name: one for one in ours.columns}
    said: dict[tuple[str, str], list[tuple[Source, Any, bool]]] = {}
    kept: dict[tuple[str, str], None] = {}
    new: list[tuple[Returned, Answer]] = []
    missing: list[tuple[str, str]] = []
    problems = [problem for one in returned for problem in one.problems]
    for sheet in returned:
        base = sheet.base
        ids = {answer.id for answer in sheet.answers}
        gone = [name for name in (base or {}) if name not in ids]
        twice = _twofold(sheet.answers)
        for answer in sheet.answers:
            why = _row_problem(answer, now, gone, base)
            if why:
                problems.append(Problem(sheet.file, answer.where, short(answer.id) or "—", why))
                continue
            if not answer.id:
                new.append((sheet, answer))
                continue
            for name, cell in answer.cells.items():
                went_out = (base or now)[answer.id].get(name) if base is None or name in base[answer.id] else now[answer.id][name]
                mine = now[answer.id][name]
                if alike(columns[name], cell.value, went_out) and (answer.id, name) not in twice:
                    if not alike(columns[name], mine, went_out):
                        kept[answer.id, name] = None
                    continue
                if columns[name].locked:
                    problems.append(
                        Problem(
                            sheet.file, cell.where, short(cell.value), _("this column is only shown; nothing is taken from it")
                        )
                    )
                    continue
                source = Source(sheet.file, cell.where, cell.value, sheet.agency)
                said.setdefault((answer.id, name), []).append((source, went_out, base is not None))
        missing += [(sheet.file, name) for name in gone]
    return _judged(said, now, columns, kept, tuple(new), tuple(missing), tuple(problems))


def _twofold(answers: Sequence[Answer]) -> set[tuple[str, str]]:
    """Return id and key of the cells that one sheet answers twice, and differently."""
    first: dict[tuple[str, str], Any] = {}
    found = set()
    for answer in answers:
        for name, cell in answer.cells.items() if answer.id else ():
            if not same(first.setdefault((answer.id, name), cell.value), cell.value):
                found.add((answer.id, name))
    return found


def _row_problem(answer: Answer, now: Mapping[str, Any], gone: Sequence[str], base: Mapping[str, Any] | None) -> str:
    """Return why a row cannot be taken, or nothing."""
    if not answer.id:
        lost = next((name for name in gone if base is not None and _resembles(answer, base[name])), "")
        if lost:
            return _("the id of this row was emptied; it was {id}").format(id=lost)
        return ""
    if base is not None and answer.id not in base:
        if gone:
            return _("this id was not in the sheet when it went out; was it changed? Missing are: {ids}").format(
                ids=", ".join(gone[:6]) + (" …" if len(gone) > 6 else "")
            )
        return _("this id was not in the sheet when it went out; leave the cell empty in a new row")
    if answer.id not in now:
        if base is not None:
            return _("this record is no longer in the folder")
        return _("there is no such record in the folder; leave the cell empty in a new row")
    return ""


def _resembles(answer: Answer, went_out: Mapping[str, Any]) -> bool:
    """Say whether a row without id is probably one that went out: most of what stood there still does."""
    filled = [(name, value) for name, value in went_out.items() if name != "id" and settled(value) is not None]
    alike = sum(1 for name, value in filled if name in answer.cells and same(answer.cells[name].value, value))
    return bool(filled) and alike * 2 > len(filled)


def _judged(
    said: Mapping[tuple[str, str], Sequence[tuple[Source, Any, bool]]],
    now: Mapping[str, Mapping[str, Any]],
    columns: Mapping[str, Column],
    kept: Mapping[tuple[str, str], None],
    new: tuple[tuple[Returned, Answer], ...],
    missing: tuple[tuple[str, str], ...],
    problems: tuple[Problem, ...],
) -> Comparison:
    """Return what the cells that changed come to."""
    proposals, clashes, agreed = [], [], []
    for (identity, name), given in said.items():
        mine, column = now[identity][name], columns[name]
        sources = tuple(source for source, _base, _known in given)
        different = [source for source in sources if not alike(column, source.value, mine)]
        between = any(not same(one.value, sources[0].value) for one in sources)
        moved = any(known and not alike(column, mine, went_out) for _source, went_out, known in given)
        if not different:
            agreed.append((identity, column))
        elif between or moved:
            clashes.append(Clash(identity, column, given[0][1], mine, sources))
        else:
            proposals.append(Proposal(identity, column, mine, sources[0].value, sources))
    order = {name: place for place, name in enumerate(now)}
    places = {name: place for place, name in enumerate(columns)}
    settled_ids = set(said)

    def rank(one: Proposal | Clash) -> tuple[int, int]:
        return order[one.id], places[one.column.name]

    return Comparison(
        tuple(sorted(proposals, key=rank)),
        tuple(sorted(clashes, key=rank)),
        tuple((identity, columns[name]) for identity, name in kept if (identity, name) not in settled_ids),
        tuple(agreed),
        new,
        missing,
        problems,
    )
