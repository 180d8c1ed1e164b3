"""The public door for figures: small numbers go into a band, all others are rounded, and earlier releases are attacked first.

The rules, and what was measured about each, are in docs/safety.md. A count below `threshold`, zero included, is shown as "fewer
than"; every other count and every total is rounded to 5 on its own. Rounding hides a small number only while what else was
published does not give it away: `inferred` works out what a reader with all releases before her could know, and a release that
would leave fewer than five possible values for a small number goes out without its totals, or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.value import Value

THRESHOLD = 10
"""Below this a count of people is only a band. A committee may raise it."""

LOWEST_THRESHOLD = 5
STEP = 5
LEAST_VALUES = 5
"""How many values must stay possible for a small number after everything published was put together."""

_LEAST_AGENCIES = 3
_LEAST_AGENCIES_TOLD = 2
_LEAST_PEOPLE = 50_000
_LEAST_MARGIN = 50
_LEAST_DENOMINATOR = 30
_MANY = 10**9
_ROUNDS = 200

Cell = tuple[str, ...]
TOTAL = "*"
"""Stands for "all" in a cell: `("18-29", "*")` is a margin, `("*",)` the total of a table of one way."""


class Subject(Value):
    """What a table is about: an id that stays the same in every release, whom it counts, from which day to which.

    Tables with the same `whole` count the same people in different ways. `agencies` have given figures; `people` live in the
    area, and `part` says that the table speaks of parts of it. `killings` says that it counts lives taken.
    """

    table: str
    whole: str
    start: date
    end: date
    agencies: int
    people: int = 0
    part: bool = False
    killings: bool = False


class Shown(Value):
    """One figure as it goes out: `small` is "fewer than the threshold"; None is not given."""

    cell: Cell
    value: int | None
    small: bool = False


class Release(Value):
    """A table as it was published, or would be. It never holds an exact figure, except where its threshold is 0.

    Such a one is never published: it stands for a total that one body received sealed, and what that body knows besides.
    """

    table: str
    whole: str
    start: date
    end: date
    threshold: int
    shown: tuple[Shown, ...]

    @property
    def cells(self) -> frozenset[Cell]:
        """Return the categories, without totals and margins."""
        return frozenset(one.cell for one in self.shown if TOTAL not in one.cell)


def rounded(count: int) -> int:
    """Return a count rounded to the nearest multiple of 5."""
    return (count + STEP // 2) // STEP * STEP


def limits(shown: Shown, threshold: int) -> tuple[int, int]:
    """Return the least and the greatest count that a figure can stand for, by the rules that everybody may know."""
    if shown.small:
        return 0, threshold - 1
    if shown.value is None:
        return 0, _MANY
    if not threshold:
        return shown.value, shown.value
    return max(threshold, shown.value - STEP // 2), shown.value + STEP // 2


def percentage(part: Shown, whole: Shown) -> int | None:
    """Return a share to the nearest five per cent, from figures as shown; None where it may not be given.

    A share is given only of 30 or more, and of no small number.
    """
    if part.small or whole.small or part.value is None or whole.value is None or whole.value < _LEAST_DENOMINATOR:
        return None
    return min(100, rounded(round(100 * part.value / whole.value)))


def publish(
    counts: Mapping[Cell, int], subject: Subject, earlier: Sequence[Release] = (), *, threshold: int = THRESHOLD
) -> Release:
    """Return the release of a table of exact counts; `earlier` are all releases before it.

    Each cell is one category, or two for a table of two ways. Raises VawcoordError, with the reason, when it may not go out:
    killings, fewer than three agencies, a part of a small area, less than a year or a running total, other categories than
    before, a table of two ways with a margin below 50, or a release from which a small number could be worked out.
    """
    _refuse(counts, subject, earlier, threshold)
    base = Release(subject.table, subject.whole, subject.start, subject.end, threshold, tuple(_shown(counts, threshold)))
    before = _again(base, earlier)
    if before is not None:
        return before
    for one in (base, _without_totals(base)):
        if not leaks((*earlier, one)):
            return one
    raise VawcoordError(
        _("{table}: with what was published before, a number below {threshold} could be worked out. It is not published.").format(
            table=subject.table, threshold=threshold
        ),
        _("Join categories, or wait until the next year."),
    )


def agreed_total(count: int, subject: Subject, earlier: Sequence[Release] = ()) -> Release:
    """Return one exact total as a release of threshold 0, for a body that agencies agreed to give it to.

    `earlier` is all that the body knows: what was published, and the totals that it received. Raises VawcoordError, with the
    reason and without the number, for killings, the figure of one agency, a part of a small area, and a total from which,
    beside what the body knows, a small number of a published table could be worked out.
    """
    name = subject.table
    if subject.killings:
        raise VawcoordError(
            _("{table}: killings are never put into a table; everybody knows who is meant.").format(table=name),
            _("They are spoken of only in words that were agreed with the family, or not at all."),
        )
    if subject.agencies < _LEAST_AGENCIES_TOLD:
        raise VawcoordError(
            _("{table}: a total that one agency fed is the figure of that agency, not of the area.").format(table=name),
            _("It goes when a second one has something in it."),
        )
    if subject.part and subject.people < _LEAST_PEOPLE:
        raise VawcoordError(
            _("{table}: an area with fewer than 50,000 people is not divided further.").format(table=name),
            _("Give the total of the whole area."),
        )
    # A name of its own: the categories of the published table are another matter.
    figures = (Shown(("all",), count), Shown((TOTAL,), count))
    made = Release(f"{name} agreed", subject.whole, subject.start, subject.end, 0, figures)
    # The total itself is what was agreed, also where the public reads "fewer than 10"; the parts of it are not.
    parts = {(number, cell) for number, one in enumerate(earlier) for cell in one.cells if len(one.cells) > 1}
    if parts.intersection(leaks((*earlier, made, *_sums_over_time(made, earlier)))) - set(leaks(earlier)):
        raise VawcoordError(
            _("{table}: beside what was published, a number below {threshold} could be worked out from the exact total.").format(
                table=name, threshold=max(one.threshold for one in earlier)
            ),
            _("It stays out; the rounded figures of the return say what can be said."),
        )
    return made


def _sums_over_time(made: Release, earlier: Sequence[Release]) -> Iterator[Release]:
    """Yield the sums that an exact total makes with earlier ones of the same table, for each time of which something was published.

    `inferred` narrows one equation at a time and would not add two half-years to a year by itself; whoever holds both will.
    """
    pieces = [one for one in earlier if one.table == made.table and not one.threshold]

    def chains(start: date, end: date) -> Iterator[tuple[Release, ...]]:
        for one in (*pieces, made):
            if one.start == start and one.end == end:
                yield (one,)
            elif one.start == start and one.end < end:
                yield from ((one, *rest) for rest in chains(one.end + timedelta(days=1), end))

    for start, end in sorted({(one.start, one.end) for one in earlier if one.threshold and one.whole == made.whole}):
        for chain in chains(start, end):
            if made in chain and len(chain) > 1:
                count = sum(one.shown[0].value or 0 for one in chain)
                figures = tuple(Shown(one.cell, count) for one in made.shown)
                yield made.but(start=start, end=end, shown=figures)


def _shown(counts: Mapping[Cell, int], threshold: int) -> Iterator[Shown]:
    """Yield every cell, margin and total as it is shown."""
    for cell, count in (*sorted(counts.items()), *sorted(_sums(counts).items())):
        yield Shown(cell, None, small=True) if count < threshold else Shown(cell, rounded(count))


def _sums(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return margins and total of a table."""
    sums: dict[Cell, int] = {}
    for cell, count in counts.items():
        for name in _over(cell):
            sums[name] = sums.get(name, 0) + count
    return sums


def _over(cell: Cell) -> tuple[Cell, ...]:
    """Return the margins and the total to which a cell adds."""
    if len(cell) == 1:
        return ((TOTAL,),)
    return ((cell[0], TOTAL), (TOTAL, cell[1]), (TOTAL, TOTAL))


def _without_totals(release: Release) -> Release:
    """Return a release that gives neither margins nor total."""
    return release.but(shown=tuple(Shown(one.cell, None) if TOTAL in one.cell else one for one in release.shown))


def _refuse(counts: Mapping[Cell, int], subject: Subject, earlier: Sequence[Release], threshold: int) -> None:
    """Refuse what may not be published whatever the numbers are."""
    name = subject.table
    if subject.killings:
        raise VawcoordError(
            _("{table}: killings are never put into a table; everybody knows who is meant.").format(table=name),
            _("They are spoken of only in words that were agreed with the family, or not at all."),
        )
    if threshold < LOWEST_THRESHOLD or threshold % STEP:
        raise VawcoordError(
            _("The threshold is {threshold}; it must be 5, 10, 15 or another multiple of 5.").format(threshold=threshold)
        )
    if not counts or any(count < 0 for count in counts.values()):
        raise VawcoordError(_("{table}: there are no figures, or one is below zero.").format(table=name))
    ways = {len(cell) for cell in counts}
    if ways - {1, 2} or len(ways) != 1 or any(TOTAL in cell for cell in counts):
        raise VawcoordError(
            _("{table}: a table is published by one feature, at most by two.").format(table=name), _("Leave features out.")
        )
    if subject.agencies < _LEAST_AGENCIES:
        raise VawcoordError(
            _("{table}: the figures of fewer than three agencies would show what one of them has.").format(table=name),
            _("Publish when three have sent theirs."),
        )
    if subject.part and subject.people < _LEAST_PEOPLE:
        raise VawcoordError(
            _("{table}: an area with fewer than 50,000 people is not divided further.").format(table=name),
            _("Publish figures of the whole area."),
        )
    if not _whole_years(subject.start, subject.end):
        raise VawcoordError(
            _("{table}: from {start} to {end} is not a year. Shorter times and running totals give small numbers away.").format(
                table=name, start=subject.start, end=subject.end
            ),
            _("Publish whole years, or twelve months at a time."),
        )
    margins = [count for cell, count in _sums(counts).items() if cell.count(TOTAL) == 1 and len(cell) == 2]
    if margins and min(margins) < _LEAST_MARGIN:
        raise VawcoordError(
            _("{table}: a table by two features needs 50 in every row and column.").format(table=name),
            _("Publish it by one feature."),
        )
    same = [one for one in earlier if one.table == name]
    if any(one.cells != frozenset(counts) for one in same):
        raise VawcoordError(
            _("{table}: the categories are not those of earlier releases; the difference would give numbers away.").format(
                table=name
            ),
            _("Keep the categories, or give the new table another name and another beginning."),
        )


def _again(release: Release, earlier: Iterable[Release]) -> Release | None:
    """Return what was published of the same table for the same time, or None; refuse other figures than those."""
    for one in earlier:
        if (one.table, one.start, one.end) != (release.table, release.start, release.end):
            continue
        given = {shown.cell: shown for shown in one.shown if shown.small or shown.value is not None}
        if one.threshold == release.threshold and all(shown == given.get(shown.cell, shown) for shown in release.shown):
            return one
        raise VawcoordError(
            _("{table}: figures from {start} to {end} were published already, and these are others.").format(
                table=release.table, start=release.start, end=release.end
            ),
            _("What changed would show a few people. The correction comes with the next year."),
        )
    return None


def _whole_years(start: date, end: date) -> bool:
    """Say whether two days, both included, hold one whole year or several."""
    after = end + timedelta(days=1)
    return after.year > start.year and (after.month, after.day) == (start.month, start.day)


Known = tuple[int, Cell]
"""A figure of the n-th release."""

Part = tuple[str, Cell, int]
"""What a table counts in a cell within the n-th stretch of time."""


class Equation(Value):
    """Sum of `plus` equals sum of `minus`; the names are figures (Known) or parts of them (Part)."""

    plus: tuple[Known | Part, ...]
    minus: tuple[Known | Part, ...]


def equations(releases: Sequence[Release]) -> tuple[Equation, ...]:
    """Return all that holds between the figures of some releases: what any reader can know without a single number.

    Cells add to margins and totals; a year is the sum of its stretches, cut wherever a release begins or ends; tables of the
    same people have the same total in every stretch.
    """
    cuts = sorted({day for one in releases for day in (one.start, one.end + timedelta(days=1))})
    stretches = list(pairwise(cuts))
    made: list[Equation] = []
    totals: dict[tuple[str, int], list[tuple[Part, ...]]] = {}
    told: set[tuple[str, int]] = set()
    for number, release in enumerate(releases):
        held = sorted(release.cells)
        sums: dict[Cell, list[Known]] = {}
        for cell in held:
            for over in _over(cell):
                sums.setdefault(over, []).append((number, cell))
        made += [Equation(((number, over),), tuple(parts)) for over, parts in sums.items()]
        within = [place for place, (start, end) in enumerate(stretches) if release.start <= start and end <= release.end + _DAY]
        made += [Equation(((number, cell),), tuple((release.table, cell, place) for place in within)) for cell in held]
        for place in within:
            if (release.table, place) not in told:
                told.add((release.table, place))
                parts = tuple((release.table, cell, place) for cell in held)
                totals.setdefault((release.whole, place), []).append(parts)
    for same in totals.values():
        made += [Equation(first, second) for first, second in pairwise(same)]
    return (*made, *_following(releases, stretches))


def _following(releases: Sequence[Release], stretches: Sequence[tuple[date, date]]) -> Iterator[Equation]:
    """Yield what follows from the other equations, so that narrowing one by one sees it too.

    Tables of the same people over the same days have the same total; two releases of one table differ by the stretches that
    only one of them holds.
    """
    windows = [
        frozenset(place for place, (start, end) in enumerate(stretches) if one.start <= start and end <= one.end + _DAY)
        for one in releases
    ]
    for late, after in enumerate(releases):
        for early, before in enumerate(releases[:late]):
            if after.whole != before.whole:
                continue
            over = [(TOTAL,) * len(next(iter(one.cells))) for one in (before, after)]
            gone, new = sorted(windows[early] - windows[late]), sorted(windows[late] - windows[early])
            if not gone and not new:
                yield Equation(((early, over[0]),), ((late, over[1]),))
            if before.table != after.table or len(gone) + len(new) == len(windows[early] | windows[late]):
                continue
            for cell in sorted(before.cells):
                parts = [tuple((before.table, cell, place) for place in places) for places in (gone, new)]
                yield Equation(((early, cell), *parts[1]), ((late, cell), *parts[0]))


_DAY = timedelta(days=1)


def inferred(releases: Sequence[Release]) -> dict[Known, tuple[int, int]]:
    """Return for every figure the least and the greatest count that all releases together allow.

    Each equation narrows its members by what the others leave, until nothing narrows any more.
    """
    bounds: dict[Known | Part, tuple[int, int]] = {}
    for number, release in enumerate(releases):
        for one in release.shown:
            bounds[number, one.cell] = limits(one, release.threshold)
    held = equations(releases)
    for equation in held:
        for name in (*equation.plus, *equation.minus):
            bounds.setdefault(name, (0, _MANY))
    for _round in range(_ROUNDS):
        if not sum(_narrowed(equation, bounds) for equation in held):
            break
    return {(number, one.cell): bounds[number, one.cell] for number, release in enumerate(releases) for one in release.shown}


def _narrowed(equation: Equation, bounds: dict[Known | Part, tuple[int, int]]) -> bool:
    """Narrow the members of an equation by one another; say whether anything changed."""
    signed = [(name, 1) for name in equation.plus] + [(name, -1) for name in equation.minus]
    low = sum(bounds[name][0] if sign > 0 else -bounds[name][1] for name, sign in signed)
    high = sum(bounds[name][1] if sign > 0 else -bounds[name][0] for name, sign in signed)
    changed = False
    for name, sign in signed:
        least, most = bounds[name]
        mine = (least, most) if sign > 0 else (-most, -least)
        # The others sum to at least `low - mine[0]` and at most `high - mine[1]`; together with this one they make zero.
        at_least, at_most = -(high - mine[1]), -(low - mine[0])
        if sign < 0:
            at_least, at_most = -at_most, -at_least
        new = (max(least, at_least), min(most, at_most))
        if new != (least, most):
            bounds[name] = new
            changed = True
            if sign > 0:
                low, high = low + new[0] - least, high + new[1] - most
            else:
                low, high = low + most - new[1], high + least - new[0]
    return changed


def leaks(releases: Sequence[Release]) -> tuple[Known, ...]:
    """Return the small figures for which fewer than five counts remain possible when all releases are put together."""
    known = inferred(releases)
    return tuple(
        (number, one.cell)
        for number, release in enumerate(releases)
        for one in release.shown
        if one.small and known[number, one.cell][1] - known[number, one.cell][0] + 1 < LEAST_VALUES
    )
