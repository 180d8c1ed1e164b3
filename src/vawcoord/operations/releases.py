"""The public door at work: agencies' figures become tables of a year, tested against what was published; what went out is kept.

Exact figures come in from the returns of the agencies and stay in this file: what leaves it are releases, reasons and ranges.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.disclosure.figures import THRESHOLD, TOTAL, Cell, Release, Shown, Subject, inferred, publish
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.operations.registers import new_entry
from vawcoord.records.committee import Committee
from vawcoord.records.computed import COMPUTED, Share
from vawcoord.records.indicator import TOTALS, Indicator, Period, names_killing, period_at
from vawcoord.text.releases import Row, spelled_published
from vawcoord.text.slug import proposed_id
from vawcoord.value import Value

ALL: Cell = ("all",)
"""The one cell of a table that gives only the total."""

_ACCOUNTABILITY = frozenset(("accountability", "police", "justice", "courts", "prosecution"))

WORKING = (
    "meetings-held",
    "meetings-quorate",
    "attendance",
    "activities-on-time",
    "agreements-in-force",
    "staff-trained",
    "joint-trainings",
    "awareness-activities",
    "survivors-consulted",
    "groups-represented",
    "reports-on-time",
)
"""Figures of the committee's own papers that the public may see as they are. Not among them: what may point at one member, one
person who has not signed, or one complaint; and what is known only as it stands now, which says nothing of a year that is over."""


class Tabled(Value):
    """What becomes of the figures of an indicator: the release, or why there is none and what to do.

    `new` says that it has not gone out before. `ranges` are the least and the greatest number that a reader with all releases
    could work out for each small number and each that is not given.
    """

    indicator: Indicator
    release: Release | None = None
    why: str = ""
    mend: str = ""
    new: bool = False
    ranges: tuple[tuple[Cell, int, int], ...] = ()


class Worked(Value):
    """A figure of the committee's own papers over a year."""

    id: str
    share: Share


def last_year(today: date) -> tuple[date, date]:
    """Return first and last day of the last year that is over."""
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def twelve_months(until: date, today: date) -> tuple[date, date]:
    """Return first and last day of the twelve months that end on a day. Raises VawcoordError for a day that has not come."""
    if until > today:
        raise VawcoordError(
            _("{day} has not come yet; figures are published of times that are over.").format(day=until),
            _("Name an earlier day."),
        )
    after = until + timedelta(days=1)
    return date(after.year - 1, after.month, min(after.day, 28) if (after.month, after.day) == (2, 29) else after.day), until


def published(committee: Committee) -> tuple[Release, ...]:
    """Return all releases before now, read back from the log, as they were published.

    Raises VawcoordError where one cannot be read, is not there, or is not as it was: then nothing can be tested against it.
    """
    held = {one.where.path: one for one in committee.released}
    listed = {one.get("figures"): one for one in committee.registers if one.kind == "releases"}
    for path, entry in listed.items():
        file = held.get(path)
        if file is None:
            raise VawcoordError(
                _("{entry}: the figures as they were published, {path}, are not there or are no such file.").format(
                    entry=entry.ref, path=path
                ),
                _("Without them nobody can tell what a new release would give away. Bring them back from a backup."),
            )
        told = entry.get("digest")
        if told and told != file.sha:
            raise VawcoordError(
                _("{path}: the file is not as it was published.").format(path=path),
                _("New figures are tested against what people have seen. Bring it back from a backup."),
            )
    made: dict[tuple[str, str, date, date, str], list[Shown]] = {}
    facts: dict[tuple[str, str, date, date, str], int] = {}
    for file in committee.released:
        if file.broken:
            raise VawcoordError(
                _("{path}: the published figures cannot be read.").format(path=file.where.path),
                _("vawcoord check names the line. Nothing is published until they can be compared with."),
            )
        for row in file.rows:
            if row.threshold:
                name = (row.table, row.whole, row.start, row.end, file.where.path)
                made.setdefault(name, []).append(Shown(row.cell, row.value, row.small))
                facts[name] = row.threshold
    return tuple(
        Release(table, whole, start, end, facts[table, whole, start, end, path], tuple(shown))
        for (table, whole, start, end, path), shown in sorted(made.items(), key=lambda one: (one[0][3], one[0]))
    )


def tabled(committee: Committee, start: date, end: date, *, threshold: int = THRESHOLD) -> tuple[Tabled, ...]:
    """Return what becomes of every indicator's figures of a year at the public door.

    Left out are indicators whose figures may leave as they are. Raises VawcoordError when earlier releases cannot be read.
    """
    earlier = published(committee)
    before = list(earlier)
    made: list[Tabled] = []
    for one in committee.indicators:
        if one.as_it_is:
            continue
        try:
            counts, fed = counted(committee, one, start, end)
            release = publish(counts, subject(committee, one, counts, start, end, fed), before, threshold=threshold)
        except VawcoordError as error:
            made.append(Tabled(one, None, error.message.removeprefix(f"{one.id}: "), error.mend))
            continue
        new = release not in before
        if new:
            before.append(release)
        made.append(Tabled(one, release, new=new))
    known = inferred(before)
    return tuple(one.but(ranges=_ranges(before, known, one.release)) if one.release else one for one in made)


def _ranges(
    releases: Sequence[Release], known: Mapping[tuple[int, Cell], tuple[int, int]], release: Release
) -> tuple[tuple[Cell, int, int], ...]:
    """Return what could be worked out for the figures that a release does not give as numbers."""
    place = releases.index(release)
    hidden = [one.cell for one in release.shown if one.small or one.value is None]
    return tuple((cell, *known[place, cell]) for cell in hidden)


def subject(
    committee: Committee, one: Indicator, counts: Iterable[Cell], start: date, end: date, fed: Mapping[str, int]
) -> Subject:
    """Return what a table is about; `fed` is what each agency has in it, and one that counted nobody hides nothing of the others.

    Whether its categories are parts of the area is told by their names in committee.toml.
    """
    parts = {part.casefold() for part in committee.profile.parts}
    return Subject(
        one.id,
        one.whole or one.id,
        start,
        end,
        sum(1 for value in fed.values() if value),
        committee.profile.people,
        part=any(cell[0] in parts for cell in counts),
        killings=names_killing(one.title, one.definition, *one.covers, *one.breakdowns, *(cell[0] for cell in counts)),
    )


def counted(committee: Committee, one: Indicator, start: date, end: date) -> tuple[dict[Cell, int], dict[str, int]]:
    """Return the exact counts of a time by category, and by agency.

    Raises VawcoordError when the indicator counts nothing, its periods do not fill the time, or returns are still missing.
    """
    if one.share or one.kind == "qualitative":
        raise VawcoordError(
            _("{name}: a share or a judgement of agencies is not published by itself.").format(name=one.id),
            _("Where it counts no people, write public = true into indicators/{name}.toml.").format(name=one.id),
        )
    periods = list(_periods(one, start, end))
    if not periods or (periods[0].start, periods[-1].end) != (start, end):
        raise VawcoordError(
            _("{name}: its periods do not fill the time from {start} to {end}.").format(name=one.id, start=start, end=end),
            _("Choose twelve months that begin and end with a period."),
        )
    held = {(figures.period, figures.agency): figures for figures in committee.figures}
    counts: dict[Cell, int] = {}
    totals: dict[str, int] = {}
    missing: list[str] = []
    divided = one.sums
    for when in periods if one.sums_over_time else periods[-1:]:
        senders = {agency for period, agency in held if period == when.id}
        for agency in sorted(senders | {name for name in one.agencies if _owes(committee, name, when)}):
            figures = held.get((when.id, agency))
            value = figures.value(one) if figures else None
            if figures is None or value is None:
                if agency in one.agencies:
                    missing.append(f"{agency} {when.id}")
                continue
            totals[agency] = totals.get(agency, 0) + _whole(one, value)
            parts = [(part.casefold(), part_value) for name, part, part_value in figures.rows if name == one.id]
            parts = [(part, part_value) for part, part_value in parts if part not in TOTALS]
            divided = divided and (bool(parts) or value == 0) and sum(part_value for _part, part_value in parts) == value
            for part, part_value in parts:
                counts[part,] = counts.get((part,), 0) + _whole(one, part_value)
    if missing or not totals:
        raise VawcoordError(
            _("{name}: not all agencies have sent their figures: {missing}.").format(
                name=one.id, missing=", ".join(missing[:6]) + (" …" if len(missing) > 6 else "") or "—"
            ),
            _("vawcoord indicator due lists what is owed."),
        )
    if not divided:
        return {ALL: sum(totals.values())}, totals
    # Categories are fixed, also in a year in which nobody is in one of them.
    for part in one.breakdowns:
        counts.setdefault((part.casefold(),), 0)
    return counts, totals


def _periods(one: Indicator, start: date, end: date) -> Iterable[Period]:
    """Yield the periods of an indicator between two days."""
    when = period_at(start, one.frequency)
    while when.end <= end:
        yield when
        when = when.after()


def _owes(committee: Committee, agency: str, when: Period) -> bool:
    """Say whether an agency was a member at the end of a period."""
    member = committee.member(agency)
    return member is not None and member.active(when.end)


def _whole(one: Indicator, value: float) -> int:
    """Return a count. Raises VawcoordError for half a person."""
    if value != int(value):
        raise VawcoordError(
            _("{name}: a count is a whole number, and one of the figures is none.").format(name=one.id), _("Ask the agency.")
        )
    return int(value)


def worked(committee: Committee, start: date, end: date, names: Sequence[str] = WORKING) -> tuple[Worked, ...]:
    """Return figures of the committee's own papers over a time, without those that have nothing to say."""
    found = (Worked(one.id, one.count(committee, start, end)) for one in COMPUTED if one.id in names)
    return tuple(one for one in found if one.share.value is not None)


def kept(
    root: Path,
    committee: Committee,
    made: Sequence[Tabled],
    process: Sequence[Worked],
    span: tuple[date, date],
    title: str,
    today: date,
) -> ChangeSet | None:
    """Return the change that keeps what goes out in the release log: an entry and a file for each new table; None for nothing.

    `process` are the figures of the committee's own work that stand in the report under `title`.
    """
    changes: list[Change] = []
    held = committee
    for one in made:
        if one.release is None or not one.new:
            continue
        about = "accountability" if _ACCOUNTABILITY & set(one.indicator.tags) else "services-used"
        rows = [_row(one.release, shown) for shown in one.release.shown]
        name = f"{one.indicator.id} {span[1].year if span[1].month == 12 else span[1]}"
        held, more = _entry(root, held, name, one.indicator.title, about, span, rows, one.release.threshold, today)
        changes += more
    if process and not _told_before(committee, process, span):
        rows = [(one.id, "committee", *span, 0, ALL, int(one.share.value or 0), False) for one in process]
        held, more = _entry(root, held, f"coordination {span[1]}", title, "coordination", span, rows, 0, today)
        changes += more
    return together(_("figures released"), changes) if changes else None


def _told_before(committee: Committee, process: Sequence[Worked], span: tuple[date, date]) -> bool:
    """Say whether the same figures of the committee's work went out before."""
    told = {
        (row.table, row.value)
        for file in committee.released
        for row in file.rows
        if not row.threshold and (row.start, row.end) == span
    }
    return {(one.id, int(one.share.value or 0)) for one in process} <= told


def _row(release: Release, shown: Shown) -> Row:
    """Return a figure as a line of the file."""
    return (
        release.table, release.whole, release.start, release.end, release.threshold, shown.cell, shown.value, shown.small
    )  # fmt: skip


def _entry(
    root: Path,
    committee: Committee,
    name: str,
    title: str,
    about: str,
    span: tuple[date, date],
    rows: Sequence[Row],
    threshold: int,
    today: date,
) -> tuple[Committee, list[Change]]:
    """Return the committee with the new file, and the changes that make file and entry."""
    taken = {
        path.rpartition("/")[2].rpartition(".")[0].removeprefix(f"{today}-")
        for path in committee.paths
        if path.startswith(f"registers/releases/{today}-")
    }
    slug = proposed_id(name.replace("-", " "), frozenset(taken), otherwise="figures")
    path = f"registers/releases/{today}-{slug}.csv"
    content = spelled_published(rows).encode()
    held = committee.but(paths=committee.paths | {path, f"registers/releases/{today}-{slug}.toml"})
    values = {
        "title": title,
        "about": about,
        "from": span[0],
        "until": span[1],
        "figures": path,
        "digest": digest(content),
        "threshold": threshold,
        "tested": True,
    }
    entry = new_entry(root, committee.but(paths=committee.paths | {path}), "releases", values, today, slug)
    return held, [new_file(path, content), *entry.changes]


def cell_names(release: Release) -> tuple[Cell, ...]:
    """Return the cells of a release in the order in which they are printed: the categories, then the totals of several."""
    totals = tuple(one.cell for one in release.shown if TOTAL in one.cell)
    return (*sorted(release.cells), *(totals if len(release.cells) > 1 else ()))
