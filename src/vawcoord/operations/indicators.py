"""Indicators: defined, and their figures recorded or taken in from what an agency sends."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.change import ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.figures import NAME
from vawcoord.folder.toml import EncodingError, decoded
from vawcoord.folder.writing import new_toml, replaced
from vawcoord.language import _
from vawcoord.operations.members import left_out
from vawcoord.operations.plan import known_member
from vawcoord.records.committee import Committee
from vawcoord.records.computed import COMPUTED
from vawcoord.records.indicator import TOTALS, Indicator, Period, names_killing, period, period_at, row_faults
from vawcoord.records.record import Reading, is_id, nearest
from vawcoord.text.figures import Fault, Row, read_rows, spelled
from vawcoord.text.slug import proposed_id


def find_indicator(committee: Committee, name: str) -> Indicator:
    """Return an indicator by its id. Raises VawcoordError with the near one when it is not there."""
    bare = name.removesuffix(".toml").removeprefix("indicators/")
    found = next((one for one in committee.indicators if one.id == bare), None)
    if found is not None:
        return found
    if f"indicators/{bare}.toml" in committee.paths:
        raise left_out(f"indicators/{bare}.toml")
    near = nearest(bare, [one.id for one in committee.indicators])
    raise VawcoordError(
        _('There is no indicator "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("vawcoord indicator show lists them."),
    )


def add(committee: Committee, title: str, values: Mapping[str, Any], today: date, *, identity: str = "") -> tuple[str, ChangeSet]:
    """Return the id of a new indicator and the change that defines it.

    `values` are the keys of its file. Raises VawcoordError for a key that has another type, an agency that is no member, a
    figure that cannot be computed, an indicator without definition, one that counts killings, and an id that is none or taken.
    """
    given: dict[str, Any] = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in values.items()
        if value is not None and value not in ("", (), [])
    }
    figure = _figure(given.get("computed", ""))
    if figure is not None:
        given = {
            "definition": _("Computed from the committee's own papers."),
            "unit": figure.unit,
            "better": figure.better,
            **given,
        }
        title = title or _(figure.title)
    table = {"title": title, **given}
    reading = Reading("")
    if Indicator.read(table, (), reading) is None or reading.problems:
        _code, key, message = reading.problems[0]
        raise VawcoordError(
            f"{key[0]}: {message}" if key else message, _("Say how it is counted: --definition TEXT.") if not key else ""
        )
    if names_killing(title, given.get("definition", ""), *given.get("covers", ())):
        raise VawcoordError(
            _("Killings are never counted in a table: each is a known event, and the figure would point to it."),
            _("Speak of them by agreement with the families, in words; recommendations stand in the register recommendations."),
        )
    for agency in (given.get("owner", ""), *given.get("agencies", ())):
        known_member(committee, agency, today)
    taken = {one.id for one in committee.indicators} | {
        path.rpartition("/")[2].removesuffix(".toml") for path in committee.paths if path.startswith("indicators/")
    }
    made = identity or proposed_id(figure.id if figure else title, taken, otherwise="indicator")
    if not is_id(made):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=made),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    if made in taken:
        raise VawcoordError(_("{ref} is there already.").format(ref=f"indicators/{made}"))
    return made, together(_("{name} defined").format(name=made), [new_toml(f"indicators/{made}.toml", table)])


def _figure(name: str) -> Any:
    """Return the figure that can be computed, None for nothing. Raises VawcoordError with the near one for another."""
    if not name:
        return None
    found = next((one for one in COMPUTED if one.id == name), None)
    if found is None:
        near = nearest(name, [one.id for one in COMPUTED])
        raise VawcoordError(
            _('"{name}" is no figure that can be computed.').format(name=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("vawcoord indicator computed lists them."),
        )
    return found


def find_period(name: str, today: date) -> Period:
    """Return a period that is over. Raises VawcoordError for a name that is none, and one that is not over."""
    found = period(name)
    if found is None:
        raise VawcoordError(_('"{name}" is no period.').format(name=name), _("Write 2026, 2026-h1, 2026-q3 or 2026-09."))
    if found.end > today:
        raise VawcoordError(
            _("{period} is not over: it ends on {day}.").format(period=found.id, day=found.end),
            _("Figures are for a whole period."),
        )
    return found


def record(
    root: Path,
    committee: Committee,
    indicator: Indicator,
    value: str,
    when: Period,
    agency: str,
    today: date,
    *,
    breakdown: str = "",
    replace: bool = False,
) -> ChangeSet:
    """Return the change that writes down one figure of an agency for a period.

    Raises VawcoordError for what `import_rows` would name, except that parts may still lack their total.
    """
    text = f"indicator,breakdown,value\n{indicator.id},{_cell(breakdown)},{_cell(value)}\n"
    rows, faults = read_rows(text)
    if faults:
        raise VawcoordError(faults[0].message, faults[0].mend)
    found, changes = import_rows(root, committee, rows, when, agency, today, replace=replace, parts=True)
    if found or changes is None:
        raise VawcoordError(found[0].message, found[0].mend)
    return changes


def _cell(text: str) -> str:
    """Return a text as one cell of CSV."""
    return '"' + text.replace('"', '""') + '"'


def import_file(
    root: Path, committee: Committee, file: Path, today: date, *, when: str = "", agency: str = "", replace: bool = False
) -> tuple[str, tuple[Fault, ...], ChangeSet | None]:
    """Return the period and agency of a file of figures as one word, what is wrong in it, and the change that takes it in.

    Period and agency come from the file's name, such as `2026-q3-county-police.csv`, where they are not said. With a fault there
    is no change. Raises VawcoordError when the file cannot be read, or nobody can tell whose figures they are.
    """
    match = NAME.match(file.stem.lower())
    text_of = when or (match["period"] if match else "")
    whose = agency or (match["agency"] if match else "")
    if not text_of or not whose:
        raise VawcoordError(
            _("{path}: whose figures are these, and for which period?").format(path=file.name),
            _("Say --period 2026-q3 --agency AGENCY, or name the file like 2026-q3-county-police.csv."),
        )
    if file.suffix.lower() in (".xlsx", ".xls", ".ods", ".docx", ".pdf"):
        raise VawcoordError(
            _("{path}: this is no CSV file.").format(path=file.name), _("Save the sheet as CSV, with commas between the columns.")
        )
    content = disk.read_file(file, disk.TEXT_LIMIT, file.name)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=file))
    try:
        text = decoded(content)
    except EncodingError as error:
        raise VawcoordError(f"{file.name}:{error.line}: {error.message}", error.mend) from error
    rows, faults = read_rows(text)
    over = find_period(text_of, today)
    more, changes = import_rows(root, committee, rows, over, whose, today, replace=replace)
    every = tuple(sorted((*faults, *more), key=lambda one: one.line))
    if not rows and not every:
        every = (Fault(1, "", _("there are no figures in this file."), _("A line is: indicator, breakdown, a number from 0.")),)
    return f"{over.id}-{whose}", every, None if every else changes


def import_rows(
    root: Path,
    committee: Committee,
    rows: Sequence[Row],
    when: Period,
    agency: str,
    today: date,
    *,
    replace: bool = False,
    parts: bool = False,
) -> tuple[tuple[Fault, ...], ChangeSet | None]:
    """Return what is wrong with the figures of an agency, and the change that takes them in; with a fault there is none.

    Figures that were sent before stay unless `replace` is said. With `parts` a total may still lack what belongs to it. Raises
    VawcoordError for an agency that was no member.
    """
    known_member(committee, agency, min(when.end, today))
    before = [one for one in committee.figures if one.period == when.id and one.agency == agency]
    kept = [row for one in before for row in one.rows]
    faults = [Fault(rows[one.place].line, one.column, one.message, one.mend) for one in _checked(rows, committee, parts=parts)]
    faults += _out_of_turn(rows, committee, when, agency)
    sent = {(name, _part(part)) for name, part, _value in kept}
    if replace:
        named = {one.indicator for one in rows} if not parts else set()
        again = {(one.indicator, _part(one.breakdown)) for one in rows}
        kept = [row for row in kept if row[0] not in named and (row[0], _part(row[1])) not in again]
    else:
        faults += [
            Fault(
                one.line,
                "indicator",
                _("{agency} has sent {name} for {period} already.").format(agency=agency, name=one.indicator, period=when.id),
                _("Where this one is right, say --replace."),
            )
            for one in rows
            if (one.indicator, _part(one.breakdown)) in sent or (not parts and any(one.indicator == name for name, _p in sent))
        ]
    if faults or not rows:
        return tuple(faults), None
    path = f"indicators/data/{when.id}-{agency}.csv"
    if path in committee.paths and not before:
        raise left_out(path)
    table = [*kept, *((one.indicator, one.breakdown, one.value) for one in rows)]
    label = _("figures of {agency} for {period}").format(agency=agency, period=when.id)
    return (), together(label, [replaced(root, path, spelled(table).encode())])


def _part(breakdown: str) -> str:
    """Return a breakdown as one word, the total as none."""
    return "" if breakdown.casefold() in TOTALS else breakdown.casefold()


def _checked(rows: Sequence[Row], committee: Committee, *, parts: bool) -> Iterable[Any]:
    """Yield the faults of the rows in themselves."""
    plain = [(one.indicator, one.breakdown, one.value) for one in rows]
    return (one for one in row_faults(plain, committee.indicators) if not (parts and one.kind == "sum"))


def _out_of_turn(rows: Sequence[Row], committee: Committee, when: Period, agency: str) -> list[Fault]:
    """Return the rows whose indicator has other periods, or is not returned by this agency."""
    known = {one.id: one for one in committee.indicators}
    faults = []
    for one in rows:
        indicator = known.get(one.indicator)
        if indicator is None:
            continue
        if indicator.frequency != when.frequency:
            faults.append(
                Fault(
                    one.line,
                    "indicator",
                    _("{name} is not returned for such a period as {period}.").format(name=one.indicator, period=when.id),
                    _("Its periods are like {example}.").format(example=period_at(when.start, indicator.frequency).id),
                )
            )
        if indicator.agencies and agency not in indicator.agencies:
            faults.append(
                Fault(
                    one.line,
                    "indicator",
                    _("{agency} is not among those who return {name}.").format(agency=agency, name=one.indicator),
                    _("They are: {agencies}.").format(agencies=", ".join(indicator.agencies)),
                )
            )
    return faults
