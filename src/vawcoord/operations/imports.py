"""Sheets that came back become one change: compared with the folder, shown cell by cell, written only where people agree.

What moves stands in the journal afterwards, what is text in its file, with the comments and the order it had. Nothing is
deleted, and what cannot be taken is named.
"""

import contextlib
import copy
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.exchange.sheets import (
    Answer,
    Clash,
    Given,
    Headings,
    Match,
    Problem,
    Proposal,
    Reader,
    Returned,
    Source,
    chosen,
    compare,
    plain,
    read,
    short,
)
from vawcoord.exchange.workbook import Book, opened
from vawcoord.folder.writing import append_table, edited_toml, log_added, new_toml, one_line, put
from vawcoord.language import _, several
from vawcoord.operations.members import Details, member_table, person_id
from vawcoord.operations.plan import New, activity, find_plan, known_member, with_kept
from vawcoord.operations.progress import Item, Report, find_item, journal_path, line
from vawcoord.operations.registers import changed_entry, new_entry, refuse_other_command
from vawcoord.operations.services import add as new_service
from vawcoord.operations.sheets import (
    JOURNAL,
    KINDS,
    MOVED,
    SCOPED,
    Wanted,
    all_titles,
    all_words,
    keys_of,
    known_kind,
    plan_of,
    record_of,
    sheet,
)
from vawcoord.records.committee import Committee
from vawcoord.records.plan import ACTIVITY_ID, Goal, Plan, in_force
from vawcoord.records.record import Key, Reading, nearest
from vawcoord.records.register import kinds
from vawcoord.rules.references import known, points_nowhere
from vawcoord.sheet import Column, Sheet, settled, shown
from vawcoord.text.slug import proposed_id
from vawcoord.value import Value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_ID_COLUMNS = ("title", "name", "text")
_EMPTY: dict[str, Any] = {}


class Request(Value):
    """What a person asked for.

    `kind` compares with the folder as it is now, whatever went out; `into` takes every row as a new activity of a plan; `only`
    is the kind that a command of one kind reads. `named` says what headings mean, `order` how dates are written, `sheet` which
    one of several is meant, `take` which clashes the sheet wins, as `1.2:due` or `1.2:due=file.xlsx`. With `goals`, goals that
    the plan does not have are made.
    """

    files: tuple[Path, ...]
    kind: str = ""
    into: str = ""
    only: str = ""
    scope: str = ""
    named: Mapping[str, str] = _EMPTY
    order: str = ""
    sheet: str = ""
    take: tuple[str, ...] = ()
    goals: bool = False


class Line(Value):
    """One cell that changes, as people are shown it. A new record is one line, with all its values behind it."""

    kind: str
    id: str
    column: str
    before: str
    after: str
    where: str
    new: bool = False


class Result(Value):
    """What an import would do: the lines, what stays open, what could not be taken, and the change itself."""

    lines: tuple[Line, ...]
    clashes: tuple[Clash, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    agreed: int
    missing: tuple[tuple[str, str], ...]
    changes: ChangeSet


class _Gathering:
    """What is to be written, file by file, while the rows are gone through."""

    def __init__(self, root: Path, committee: Committee, today: date) -> None:
        self.root = root
        self.committee = committee
        self.today = today
        self.edits: dict[str, list[Callable[[TOMLDocument], None]]] = {}
        self.made: list[Change] = []
        self.journal: list[dict[str, Any]] = []
        self.lines: list[Line] = []
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.taken: set[str] = set()
        self.there = known(committee)
        self.plans: dict[str, Plan] = {}

    def plan(self, scope: str) -> Plan:
        """Return a plan beside its text as adopted, with the goals that this import makes."""
        if scope not in self.plans:
            self.plans[scope] = with_kept(self.root, plan_of(self.committee, scope))
        return self.plans[scope]

    def edit(self, path: str, change: "Callable[[TOMLDocument], None]") -> None:
        """Add an edit to those of a file."""
        self.edits.setdefault(path, []).append(change)

    def refused(self, source: Source | Given, file: str, error: VawcoordError) -> None:
        """Note why an answer cannot be taken."""
        said = f"{error.message} {error.mend}".strip()
        self.problems.append(Problem(file, source.where, short(source.value), said))

    def change(self, label: str) -> ChangeSet:
        """Return everything as one change."""
        changes = [edited_toml(self.root, path, _one_after_the_other(edits)) for path, edits in self.edits.items()]
        if self.journal:
            changes.append(log_added(self.root, journal_path(self.today), self.journal))
        return together(label, [*changes, *self.made])


def _one_after_the_other(edits: "Sequence[Callable[[TOMLDocument], None]]") -> "Callable[[TOMLDocument], None]":
    """Return one edit that makes several."""

    def edit(document: "TOMLDocument") -> None:
        for one in edits:
            one(document)

    return edit


def incoming(root: Path, committee: Committee, request: Request, today: date) -> Result:
    """Return what sheets that came back would change.

    Raises VawcoordError where nothing can be made of any of them; one bad file among several is named and left out.
    """
    gathering = _Gathering(root, committee, today)
    groups: dict[tuple[str, str], list[Returned]] = {}
    columns: dict[tuple[str, str], Sheet] = {}
    remarks: list[str] = []
    for file in request.files:
        try:
            book = opened(file)
            group, ours = _group(root, committee, book, request, today)
            returned = _read(root, book, ours, request)
        except VawcoordError as error:
            if len(request.files) == 1:
                raise
            gathering.problems.append(Problem(file.name, "", "", f"{error.message} {error.mend}".strip()))
            continue
        columns[group] = ours
        groups.setdefault(group, []).append(returned)
        remarks += returned.remarks
    clashes: list[Clash] = []
    kept: list[tuple[str, str]] = []
    agreed = 0
    missing: list[tuple[str, str]] = []
    asked = list(request.take)
    for group, sheets in groups.items():
        ours = columns[group]
        if request.into:
            gathering.problems += [problem for one in sheets for problem in one.problems]
            _take_new(
                gathering, ours, [(one, answer) for one in sheets for answer in one.answers], foreign=True, goals=request.goals
            )
            continue
        found = compare(sheets, ours)
        left, settled_ones = _settled_clashes(found.clashes, asked)
        clashes += left
        kept += [(identity, column.title) for identity, column in found.kept]
        agreed += len(found.agreed)
        missing += found.missing
        gathering.problems += found.problems
        answered = {identity for identity, _column in found.agreed}
        _take(gathering, ours, (*found.proposals, *settled_ones), answered)
        _take_new(gathering, ours, found.new, foreign=False)
        gathering.remarks += _unmentioned(sheets, ours)
    if asked:
        raise VawcoordError(
            _('There is no clash "{name}".').format(name=asked[0]),
            _("Clashes are: {names}.").format(names=", ".join(f"{one.id}:{one.column.name}" for one in clashes) or "—"),
        )
    names = ", ".join(file.name for file in request.files[:3]) + (" …" if len(request.files) > 3 else "")
    return Result(
        tuple(gathering.lines),
        tuple(clashes),
        tuple(gathering.problems),
        (*remarks, *gathering.remarks),
        tuple(kept),
        agreed,
        tuple(missing),
        gathering.change(_("{files} imported").format(files=names)),
    )


def _unmentioned(sheets: Sequence[Returned], ours: Sheet) -> Iterator[str]:
    """Say how many records a file without a past does not mention: they stay."""
    for one in sheets:
        mentioned = {answer.id for answer in one.answers}
        count = sum(1 for row in ours.rows if row.id not in mentioned)
        if one.base is None and count:
            yield several(
                "{file}: {count} record of the folder is not in the file; it stays as it is.",
                "{file}: {count} records of the folder are not in the file; they stay as they are.",
                count,
                file=one.file,
            )


def _group(root: Path, committee: Committee, book: Book, request: Request, today: date) -> tuple[tuple[str, str], Sheet]:
    """Return kind and plan of a file, and the folder's own sheet of them. Raises VawcoordError where it is not clear."""
    base = book.base
    if base is not None and base.uid != committee.profile.uid and not (request.into or request.kind):
        raise VawcoordError(
            _("{file}: this sheet was made from the folder of another committee.").format(file=book.file),
            _("Nothing of it is taken. Was the right file sent?"),
        )
    kind = known_kind(request.kind) if request.kind else "plan" if request.into else base.kind if base else request.only
    if not kind or (request.only and base is None and not request.into and not request.kind and request.only not in KINDS):
        raise VawcoordError(
            _("{file}: this file does not say what it holds.").format(file=book.file),
            _("Say it: --kind plan compares it with the folder, --into PLAN takes its rows as new activities."),
        )
    if request.only and kind != request.only:
        raise VawcoordError(
            _("{file}: this sheet holds {kind}.").format(file=book.file, kind=kind),
            _("vawcoord import {file} reads every kind of sheet.").format(file=book.file),
        )
    scope = request.into or request.scope or (base.scope if base and not request.kind else "")
    scope = find_plan(committee, scope, today).id if kind in SCOPED else ""
    return (kind, scope), sheet(root, committee, Wanted(kind, scope, everything=True), today)


def _read(root: Path, book: Book, ours: Sheet, request: Request) -> Returned:
    """Return the rows of a file."""
    if request.kind or request.into:
        book = book.but(base=None)
    by_key = {plain(name): one.name for one in ours.columns for name in (one.name, one.title)}
    for heading, name in request.named.items():
        if plain(name) not in by_key:
            near = nearest(name, [one.name for one in ours.columns])
            raise VawcoordError(
                _('--map: there is no column "{name}".').format(name=name)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("These are there: {names}.").format(names=", ".join(one.name for one in ours.columns)),
            )
        del heading
    named = {heading: by_key[plain(name)] for heading, name in request.named.items()}
    heads = Headings(ours.columns, all_titles(root, ours.kind, ours.columns), named, book.base)
    match: Match = chosen(book, heads, request.sheet)
    if not request.into and book.base is None and "id" not in match.places.values():
        raise VawcoordError(
            _("{file}: no column holds the ids, so nobody can tell which row is which record.").format(file=book.file),
            _("Export a sheet and fill that in, or take the rows as new activities: --into PLAN.")
            if ours.kind == "plan"
            else _("Export a sheet and fill that in."),
        )
    columns = ours.columns
    if request.goals:
        # Goals that are not there yet are made: any text may stand there.
        columns = tuple(one.but(kind="line", choices=()) if one.name == "goal" else one for one in columns)
    reader = Reader(request.order, all_words(root, ours.kind, ours.columns), book.base)
    return read(book, match, columns, reader)


def _settled_clashes(clashes: Sequence[Clash], asked: list[str]) -> tuple[list[Clash], list[Proposal]]:
    """Return the clashes that stay, and those that the person decided for a sheet; what was decided leaves `asked`."""
    left, decided = [], []
    for clash in clashes:
        name = f"{clash.id}:{clash.column.name}"
        said = next((one for one in asked if one.partition("=")[0] in (name, f"{clash.id}:{clash.column.title}")), "")
        file = said.partition("=")[2]
        sources = [one for one in clash.sources if not file or one.file == file]
        if not said or not sources or any(not _alike(one.value, sources[0].value) for one in sources):
            left.append(clash)
            continue
        asked.remove(said)
        decided.append(Proposal(clash.id, clash.column, clash.ours, sources[0].value, tuple(sources)))
    return left, decided


def _alike(one: Any, other: Any) -> bool:
    """Say whether two values are the same."""
    return bool(settled(one) == settled(other))


def _told(column: Column, value: Any) -> str:
    """Return a value as people are shown it, in one line."""
    said = shown(column, value)
    return "; ".join(str(said).splitlines()) if isinstance(value, tuple) else short(said) if said is not None else "—"


def _line(ours: Sheet, proposal: Proposal) -> Line:
    """Return the line of a cell that changes."""
    where = ", ".join(f"{one.file} {one.where}" for one in proposal.sources)
    column = proposal.column
    return Line(ours.kind, proposal.id, column.title, _told(column, proposal.before), _told(column, proposal.after), where)


def _take(gathering: _Gathering, ours: Sheet, proposals: Sequence[Proposal], answered: Collection[str]) -> None:
    """Turn proposals into edits and lines of the journal, row by row; `answered` are rows of which something was taken before."""
    rows: dict[str, list[Proposal]] = {}
    order = {row.id: place for place, row in enumerate(ours.rows)}
    for one in sorted(proposals, key=lambda proposal: order[proposal.id]):
        rows.setdefault(one.id, []).append(one)
    values = ours.values()
    for identity, changed in rows.items():
        moved = _moved(gathering, ours, changed)
        written = [one for one in changed if one not in moved]
        if moved and (identity not in answered or any(one.column.name != "why" for one in moved)):
            _report(gathering, ours, identity, moved)
        if written:
            _write(gathering, ours, identity, written, values[identity])


def _moved(gathering: _Gathering, ours: Sheet, changed: Sequence[Proposal]) -> list[Proposal]:
    """Return what goes into the journal and not into a file."""
    names: tuple[str, ...] = ()
    if ours.kind == "actions":
        names = (*JOURNAL, "due", "agency")
    elif ours.kind == "plan":
        names = (*JOURNAL, *MOVED) if in_force(plan_of(gathering.committee, ours.scope), gathering.today) else JOURNAL
    return [one for one in changed if one.column.name in names]


def _report(gathering: _Gathering, ours: Sheet, identity: str, changed: Sequence[Proposal]) -> None:
    """Write what happened to an activity or action into the journal, as `progress` does."""
    full = f"{ours.scope}/{identity}" if ours.scope else identity
    said: dict[str, Any] = {}
    for one in changed:
        if one.after is None:
            gathering.refused(
                one.sources[0],
                one.sources[0].file,
                VawcoordError(_("what was said stays in the journal; write what is true now.")),
            )
        else:
            said[{"why": "reason", "agency": "lead"}.get(one.column.name, one.column.name)] = one.after
    if not said:
        return
    by = next((source.agency for one in changed for source in one.sources if source.agency), "")
    first = changed[0].sources[0]
    try:
        _refuse_bare_reason(said)
        item = find_item(gathering.committee, full, gathering.today)
        gathering.journal.append(line(gathering.committee, item, Report(by=by, **said), gathering.today))
    except VawcoordError as error:
        for one in changed:
            if one.after is not None:
                gathering.refused(one.sources[0], first.file, error)
        return
    gathering.lines += [_line(ours, one) for one in changed if one.after is not None]


def _refuse_bare_reason(said: Mapping[str, Any]) -> None:
    """Refuse a reason that stands alone."""
    if set(said) == {"reason"}:
        raise VawcoordError(_("a reason stands there, but nothing changed that it could be for."))


def _home(committee: Committee, ours: Sheet, identity: str) -> tuple[str, str, str]:
    """Return where a record lies: file, list of tables in it, id in that list; a file of its own has no list."""
    match ours.kind:
        case "plan" | "goals":
            return plan_of(committee, ours.scope).where.path, "activities" if ours.kind == "plan" else "goals", identity
        case "representatives":
            agency, _slash, person = identity.partition("/")
            member = committee.member(agency)
            return (member.where.path if member else f"members/{agency}.toml"), "representatives", person
        case "members" | "services" | "indicators":
            return f"{ours.kind}/{identity}.toml", "", ""
    return f"registers/{ours.kind}/{identity}.toml", "", ""


def _write(gathering: _Gathering, ours: Sheet, identity: str, changed: Sequence[Proposal], before: Mapping[str, Any]) -> None:
    """Write the new values of a record into its file; each is checked as if somebody had typed it there."""
    keys = keys_of(ours.kind)
    path, table, inner = _home(gathering.committee, ours, identity)
    good: list[Proposal] = []
    for one in changed:
        try:
            _refuse_change(ours, one)
            _refuse(gathering, ours, keys.get(one.column.name), one.column.name, one.after)
            good.append(one)
        except VawcoordError as error:
            gathering.refused(one.sources[0], one.sources[0].file, error)
    after = {**before, **{one.column.name: one.after for one in good}}
    if not good:
        return
    try:
        _refuse_row(gathering, ours, after)
        if ours.kind in kinds() and ours.kind not in KINDS:
            entry = next(one for one in gathering.committee.registers if one.kind == ours.kind and one.id == identity)
            refuse_other_command(kinds()[ours.kind], {name: value for name, value in after.items() if value is not None})
            changes = changed_entry(
                gathering.root,
                gathering.committee,
                entry,
                {one.column.name: _plain(one.after) for one in good},
                gathering.today,
            )
            gathering.made += changes.changes
        else:
            values = {one.column.name: _for_file(ours, one) for one in good}
            _refuse_unreadable(gathering.root, ours, path, table, inner, values)
            gathering.edit(path, _editing(table, inner, values))
    except VawcoordError as error:
        for one in good:
            gathering.refused(one.sources[0], one.sources[0].file, error)
        return
    gathering.lines += [_line(ours, one) for one in good]


def _refuse_change(ours: Sheet, proposal: Proposal) -> None:
    """Refuse to empty what must be there, and to move a person to another agency."""
    if proposal.after is None and not proposal.column.empty:
        raise VawcoordError(_("this must not be empty."))
    if (ours.kind, proposal.column.name) == ("representatives", "agency"):
        raise VawcoordError(_("nobody moves to another agency in a sheet."), _("End her time here and enter her there."))


def _for_file(ours: Sheet, proposal: Proposal) -> Any:
    """Return a value as the file holds it: activities that an activity waits for with their plan, lists as lists."""
    value = proposal.after
    if ours.kind == "plan" and proposal.column.name == "depends" and value:
        return [one if "/" in one else f"{ours.scope}/{one}" for one in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    """Return a value as TOML knows it."""
    return list(value) if isinstance(value, tuple) else value


def _editing(table: str, inner: str, values: Mapping[str, Any]) -> "Callable[[TOMLDocument], None]":
    """Return the edit that gives a record its new values."""

    def edit(document: "TOMLDocument") -> None:
        target = _found(document, table, inner)
        for name, value in values.items():
            put(target, name, value)

    return edit


def _found(document: Any, table: str, inner: str) -> Any:
    """Return the table of a record in a file."""
    return next(one for one in document[table] if one["id"] == inner) if table else document


def _refuse(gathering: _Gathering, ours: Sheet, key: Key | None, column: str, value: Any) -> None:
    """Refuse a value that its key cannot have, and one that points at nothing."""
    if value is None or key is None:
        return
    reading = Reading("")
    key.type.read(_plain(value), (column,), reading)
    if reading.problems:
        raise VawcoordError(reading.problems[0][2])
    for one in value if isinstance(value, tuple) else (value,):
        if key.names == "member":
            known_member(gathering.committee, one, gathering.today)
        elif key.names and key.names not in ("goal", "clause") and not isinstance(one, bool):
            name = f"{ours.scope}/{one}" if key.names == "activity" and "/" not in one else one
            if points_nowhere(key.names, name, gathering.there, gathering.committee):
                near = nearest(one, gathering.there.get(key.names, ()))
                raise VawcoordError(
                    _('"{value}" is not there.').format(value=one[:80])
                    + (" " + _('Did you mean "{near}"?').format(near=near) if near else "")
                )


def _refuse_row(gathering: _Gathering, ours: Sheet, values: Mapping[str, Any]) -> None:
    """Refuse what several cells of a row say together: an address of a place that is secret, a seat with a name."""
    if values.get("confidential_location") and values.get("address"):
        raise VawcoordError(
            _("its location is confidential: it has no address in the folder."), _("Say where to ask in “reached through”.")
        )
    if ours.kind == "representatives":
        if values.get("seat") and (values.get("name") or values.get("post")):
            raise VawcoordError(_("a seat has neither name nor post."))
        member = gathering.committee.member(str(values.get("agency", "")))
        if member is not None and member.type == "survivor-led" and values.get("name"):
            gathering.remarks.append(
                _("{agency} is survivor-led: a name stands there only when she asked for it; a seat is safer.").format(
                    agency=member.name
                )
            )
    start, due = values.get("start"), values.get("due")
    if isinstance(start, date) and isinstance(due, date) and due < start:
        raise VawcoordError(_("{end} is before {start}.").format(end=due, start=start))


def _refuse_unreadable(root: Path, ours: Sheet, path: str, table: str, inner: str, values: Mapping[str, Any]) -> None:
    """Refuse values with which the record could no longer be read, such as a date of a baseline without its value."""
    record = record_of(ours.kind)
    content = disk.read(root, path)
    if record is None or content is None:
        return
    held = _found(tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n")), table, inner)
    after = copy.deepcopy(held)
    for name, value in values.items():
        put_plain(after, name, value)
    before_it, after_it = Reading(path), Reading(path)
    record.read(held, (), before_it)
    record.read(after, (), after_it)
    new = [message for code, key, message in after_it.problems if (code, key, message) not in before_it.problems]
    if new:
        raise VawcoordError(new[0])


def put_plain(table: dict[str, Any], name: str, value: Any) -> None:
    """Give a plain table a value as `folder.writing.put` gives it to a file."""
    above, _dot, below = name.partition(".")
    if below:
        inner = table.setdefault(above, {})
        put_plain(inner, below, value)
        if not inner:
            table.pop(above)
    elif value is None:
        table.pop(name, None)
    else:
        table[name] = value


def _take_new(
    gathering: _Gathering, ours: Sheet, rows: Iterable[tuple[Returned, Answer]], *, foreign: bool, goals: bool = False
) -> None:
    """Make records of rows that are new."""
    columns = {one.name: one for one in ours.columns}
    keys = keys_of(ours.kind)
    there = [(row, {name: one for name, one in held.items() if name != "id"}) for row, held in ours.values().items()]
    for sheet_, answer in rows:
        values: dict[str, Any] = {}
        for name, cell in answer.cells.items():
            if cell.value is None:
                continue
            if columns[name].locked:
                gathering.problems.append(
                    Problem(sheet_.file, cell.where, short(cell.value), _("this column is only shown; nothing is taken from it"))
                )
                continue
            try:
                # A goal that is not there yet is made with its first activity.
                if not (goals and name == "goal"):
                    _refuse(gathering, ours, keys.get(name), name, cell.value)
                values[name] = cell.value
            except VawcoordError as error:
                gathering.refused(cell, sheet_.file, error)
        label = short(next((values[name] for name in _ID_COLUMNS if values.get(name)), "") or answer.id) or "—"
        already = next((row for row, held in there if _says_the_same(values, held)), "")
        if already:
            said = _("it is there already, as {id}").format(id=already)
            gathering.problems.append(Problem(sheet_.file, answer.where, label, said))
            continue
        try:
            identity = _made(gathering, ours, values, sheet_, answer, foreign=foreign)
        except VawcoordError as error:
            said = _("this row was left out: {why}").format(why=f"{error.message} {error.mend}".strip())
            gathering.problems.append(Problem(sheet_.file, answer.where, label, said))
            continue
        there.append((identity, values))
        told = "; ".join(f"{columns[name].title}: {_told(columns[name], value)}" for name, value in values.items())
        gathering.lines.append(Line(ours.kind, identity, "", "", told, f"{sheet_.file} {answer.where}", new=True))


def _says_the_same(values: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    """Say whether a new row is a record that is there: it has its title, or nothing in it differs."""
    names = [name for name in _ID_COLUMNS if values.get(name)]
    if names:
        alike = all(plain(str(values[name])) == plain(str(held.get(name) or "")) for name in names)
        return alike and _alike(values.get("agency"), held.get("agency"))
    return bool(values) and all(_alike(value, held.get(name)) for name, value in values.items())


def _made(gathering: _Gathering, ours: Sheet, values: dict[str, Any], sheet_: Returned, answer: Answer, *, foreign: bool) -> str:
    """Make a new record and return its id. Raises VawcoordError for what cannot be made."""
    committee = gathering.committee
    _refuse_row(gathering, ours, values)
    required = [one.title for one in ours.columns if not one.empty and one.name != "id" and values.get(one.name) is None]
    if required and not (ours.kind == "plan" and foreign and values.get("title")):
        raise VawcoordError(_("there is nothing under {names}.").format(names=", ".join(f"“{one}”" for one in required)))
    match ours.kind:
        case "plan":
            wanted = answer.id if foreign else ""
            return _new_activity(gathering, ours.scope, values, wanted, sheet_, answer)
        case "goals":
            return _new_goal(gathering, gathering.plan(ours.scope), values)
        case "actions":
            raise VawcoordError(_("actions come from minutes."), _("vawcoord action add enters one."))
        case "members":
            return _new_member(gathering, values)
        case "representatives":
            return _new_person(gathering, values)
        case "services":
            rest = {name: _plain(value) for name, value in values.items() if name != "name"}
            grown = committee.but(paths=committee.paths | {f"services/{one}.toml" for one in gathering.taken})
            identity, changes = new_service(grown, values["name"], rest, gathering.today)
            gathering.taken.add(identity)
            gathering.made += changes.changes
            return identity
        case "indicators":
            return _new_file(gathering, "indicators", values, values["title"])
    kind = kinds()[ours.kind]
    refuse_other_command(kind, values)
    grown = committee.but(paths=committee.paths | {one.path for one in gathering.made})
    changes = new_entry(
        gathering.root, grown, ours.kind, {name: _plain(value) for name, value in values.items()}, gathering.today
    )
    gathering.made += changes.changes
    return changes.paths()[0].rpartition("/")[2].removesuffix(".toml")


# fmt: off - a list of words reads best on few lines
_IN_NEW = (
    "title",
    "goal",
    "lead",
    "post",
    "partners",
    "start",
    "due",
    "need",
    "priority",
    "reason",
    "guidelines",
    "national_ref",
    "depends",
    "indicators",
    "tags",
)
# fmt: on


def _new_activity(
    gathering: _Gathering, scope: str, values: Mapping[str, Any], wanted: str, sheet_: Returned, answer: Answer
) -> str:
    """Add an activity to a plan, with the goal it serves, and what was said of it to the journal."""
    committee, today = gathering.committee, gathering.today
    plan = gathering.plan(scope)
    goal = str(values.get("goal") or "")
    meant = next((one.id for one in plan.goals if plain(goal) in (plain(one.id), plain(one.title))), "") if goal else ""
    grown, made = plan, ""
    if goal and not meant:
        made = meant = proposed_id(goal, {one.id for one in plan.goals})
        grown = _with_goal(plan, made, goal)
    money = {name: values.get(f"resources.{name}") for name in ("needed", "secured", "currency", "source")}
    given = {name: values[name] for name in _IN_NEW if values.get(name) is not None}
    given |= {name: value for name, value in money.items() if value is not None}
    request = New(**{**given, "goal": meant})
    identity, table = _numbered(gathering, grown, request, wanted)
    table |= {name: one_line(_plain(values[name])) for name in ("from_lesson", "linkages") if values.get(name)}
    if made:
        _add_goal(gathering, plan, {"id": made, "title": goal})
        gathering.lines.append(Line("goals", made, "", "", goal, "", new=True))
    gathering.taken.add(identity)
    gathering.edit(plan.where.path, lambda document: append_table(document, "activities", table))
    status, percent, note = (values.get(name) for name in ("status", "percent", "note"))
    if status not in (None, "open") or percent or note:
        item = Item(
            f"{scope}/{identity}", request.title, request.lead, request.due, plan.start, request.start, "open", bound=False
        )
        said = Report(status or "", percent, note or "", by=sheet_.agency, reason=values.get("why") or "")
        try:
            gathering.journal.append(line(committee, item, said, today))
        except VawcoordError as error:
            cell = next(answer.cells[name] for name in ("status", "percent", "note") if values.get(name))
            gathering.refused(cell, sheet_.file, error)
    return identity


def _numbered(gathering: _Gathering, plan: Plan, request: New, wanted: str) -> tuple[str, dict[str, Any]]:
    """Return id and table of an activity: under its own number where that can be, else under the next free one."""
    usable = ACTIVITY_ID.check(wanted) and wanted not in {one.id for one in plan.activities} | gathering.taken
    if usable:
        with contextlib.suppress(VawcoordError):
            return activity(gathering.committee, plan, request.but(id=wanted), gathering.today, gathering.taken)
    return activity(gathering.committee, plan, request, gathering.today, gathering.taken)


def _with_goal(plan: Plan, identity: str, title: str) -> Plan:
    """Return a plan with one goal more."""
    grown = copy.copy(plan)
    grown.__dict__.update(goals=(*plan.goals, Goal(id=identity, title=title)))
    return grown


def _new_goal(gathering: _Gathering, plan: Plan, values: Mapping[str, Any]) -> str:
    """Add a goal to a plan."""
    identity = proposed_id(str(values["title"]), {one.id for one in plan.goals})
    _add_goal(gathering, plan, {"id": identity, **values})
    return identity


def _add_goal(gathering: _Gathering, plan: Plan, values: Mapping[str, Any]) -> None:
    """Write a goal into a plan, and know it from then on."""
    table = {name: one_line(_plain(value)) for name, value in values.items()}
    gathering.edit(plan.where.path, lambda document: append_table(document, "goals", table))
    gathering.plans[plan.id] = _with_goal(plan, str(values["id"]), str(values["title"]))


def _new_member(gathering: _Gathering, values: Mapping[str, Any]) -> str:
    """Make the file of an agency, as `member add` does."""
    lists = {name: value for name, value in values.items() if isinstance(value, tuple)}
    details = Details(name=values["name"], sector=values["sector"], type=values.get("type", ""), lists=lists)
    details = details.but(joined=values.get("joined"))
    table = member_table(details)
    table |= {name: _plain(value) for name, value in values.items() if value is not False}
    return _new_file(gathering, "members", table, str(values["name"]), otherwise="agency")


def _new_file(gathering: _Gathering, folder: str, values: Mapping[str, Any], name: str, *, otherwise: str = "record") -> str:
    """Make the file of a record."""
    there = {one.rpartition("/")[2].removesuffix(".toml") for one in gathering.committee.paths if one.startswith(f"{folder}/")}
    identity = proposed_id(name, there | gathering.taken, otherwise=otherwise)
    table: dict[str, Any] = {}
    for key, value in values.items():
        put_plain(table, key, _plain(value))
    record = record_of(folder)
    reading = Reading("")
    if record is not None:
        bare = {key: value for key, value in table.items() if value is not None}
        record.read(bare, (), reading)
    if reading.problems:
        raise VawcoordError(reading.problems[0][2])
    gathering.taken.add(identity)
    gathering.made.append(new_toml(f"{folder}/{identity}.toml", table))
    return identity


def _new_person(gathering: _Gathering, values: Mapping[str, Any]) -> str:
    """Add a representative to an agency's file."""
    agency = str(values.get("agency", ""))
    if not agency:
        raise VawcoordError(_("there is no agency."))
    member = gathering.committee.member(agency)
    if member is None or not (values.get("name") or values.get("post") or values.get("seat")):
        raise VawcoordError(_("there is neither a name nor a post nor a seat."))
    taken = {one.id for one in member.representatives} | {
        one.partition("/")[2] for one in gathering.taken if one.startswith(f"{agency}/")
    }
    identity = person_id(str(values.get("name", "")), str(values.get("post", "")), str(values.get("role", "lead")), taken)
    if values.get("seat"):
        identity = proposed_id(f"seat-{values.get('role', 'lead')}", taken)
    table: dict[str, Any] = {"id": identity}
    for name, value in values.items():
        if name != "agency":
            put_plain(table, name, _plain(value))
    gathering.taken.add(f"{agency}/{identity}")
    table = {name: one_line(value) for name, value in table.items()}
    gathering.edit(member.where.path, lambda document: append_table(document, "representatives", table))
    return f"{agency}/{identity}"
