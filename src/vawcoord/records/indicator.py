"""Indicators: what is measured, the periods of figures, the figures that agencies return as totals, and what follows from them."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vawcoord.language import _, marked
from vawcoord.records.record import (
    BOOL,
    DATE,
    ID_TYPE,
    IDS,
    LINE,
    NUMBER,
    TEXT,
    TEXTS,
    Choice,
    Record,
    TableOf,
    key,
    nearest,
)
from vawcoord.value import Value
from vawcoord.where import Where

if TYPE_CHECKING:
    from vawcoord.records.committee import Committee

FREQUENCIES = ("monthly", "quarterly", "half-yearly", "yearly")
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
TOTALS = frozenset(("", "all", "total"))
"""What a breakdown is called that is none: the figure for all."""

_SHARES = frozenset(("%", "percent", "per cent", "share", "rate", "days", "hours", "minutes", "average", "pour cent", "jours"))
_KILLINGS = re.compile(
    r"femicid|f[ée]minicid|homicid|murder|killing|\bkilled|\bmeurtre|assassinat|\btu[ée]es?\b|feminicid|قتل|مقتل|قتيل",
    re.IGNORECASE,
)
_SLACK = 0.0005


def names_killing(*texts: str) -> bool:
    """Say whether a text speaks of killings: one killing in a table is a known event, so killings are never tabulated.

    The words are those of the languages that come with the programme; a text that paraphrases passes.
    """
    return any(_KILLINGS.search(one) for one in texts)


class Period(Value):
    """A year, half-year, quarter or month: `2026`, `2026-h1`, `2026-q3`, `2026-09`."""

    id: str
    start: date
    end: date
    frequency: str

    def before(self) -> "Period":
        """Return the period before it."""
        return period_at(self.start - timedelta(days=1), self.frequency)

    def after(self) -> "Period":
        """Return the period after it."""
        return period_at(self.end + timedelta(days=1), self.frequency)


def period(name: str) -> Period | None:
    """Return the period that a name such as 2026-q3 means; None where it means none."""
    match = re.fullmatch(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|q([1-4])|h([12])))?", name.lower())
    if match is None or not 1900 <= int(match[1]) < 2200:
        return None
    year = int(match[1])
    for text, frequency in ((match[2], "monthly"), (match[3], "quarterly"), (match[4], "half-yearly")):
        if text:
            return period_at(date(year, (int(text) - 1) * _MONTHS[frequency] + 1, 1), frequency)
    return period_at(date(year, 1, 1), "yearly")


def period_at(day: date, frequency: str) -> Period:
    """Return the period of a frequency in which a day lies."""
    months = _MONTHS[frequency]
    number = (day.month - 1) // months
    first, following = number * months + 1, (number + 1) * months
    start = date(day.year, first, 1)
    end = date(day.year + following // 12, following % 12 + 1, 1) - timedelta(days=1)
    name = {
        "monthly": f"{day.year}-{first:02}",
        "quarterly": f"{day.year}-q{number + 1}",
        "half-yearly": f"{day.year}-h{number + 1}",
        "yearly": str(day.year),
    }[frequency]
    return Period(name, start, end, frequency)


class Reference(Record):
    """A value with its date and source: a baseline or a target."""

    value: float = key(NUMBER, marked("the value"))
    date: datetime.date | None = key(DATE, marked("the day it stands for"), default=None)
    source: str = key(LINE, marked("where it comes from"), default="")


class Indicator(Record):
    """What is measured, as `indicators/<id>.toml` describes it. Its id is the file's name."""

    id = ""

    title: str = key(LINE, marked("what is measured"))
    definition: str = key(TEXT, marked("how it is counted"))
    kind: str = key(
        Choice("quantitative", "qualitative"), marked("a number or a judgement (Module 5, N6.1.2)"), default="quantitative"
    )
    computed: str = key(ID_TYPE, marked("the figure of the committee's own papers it is computed from"), default="")
    unit: str = key(LINE, marked("the unit"), default="")
    adds_up: bool | None = key(
        BOOL,
        marked("whether the parts of a breakdown add up to the total; counts do, shares do not, and unit says which it is"),
        default=None,
    )
    breakdowns: tuple[str, ...] = key(
        TEXTS, marked("the parts that figures may be broken down into; without them any short word will do"), default=()
    )
    better: str = key(Choice("up", "down", "neither"), marked("which way is better"), default="neither")
    covers: tuple[str, ...] = key(TEXTS, marked("the forms of violence it covers"), default=())
    baseline: Reference | None = key(TableOf(Reference), marked("the value at the start"), default=None)
    no_baseline: str = key(LINE, marked("why there is none"), default="")
    target: Reference | None = key(TableOf(Reference), marked("the value to reach"), default=None)
    source: str = key(LINE, marked("where the figures come from"), default="")
    owner: str = key(ID_TYPE, marked("the agency that answers for it"), default="", names="member")
    agencies: tuple[str, ...] = key(IDS, marked("agencies that return figures"), default=(), names="member")
    frequency: str = key(Choice(*FREQUENCIES), marked("how often figures are returned"), default="quarterly")
    due_days: int = key(NUMBER, marked("days after the end of a period until figures are due"), default=30)
    national_code: str = key(LINE, marked("its code in the national framework; local where there is none"), default="")
    tags: tuple[str, ...] = key(IDS, marked("words such as coordination, police, health"), default=())
    survivors: bool = key(BOOL, marked("whether it counts survivors or what happened to them"), default=False)
    reports: bool = key(
        BOOL,
        marked("whether it counts reports of violence or people who ask for help: more of them is not failure"),
        default=False,
    )
    whole: str = key(
        ID_TYPE,
        marked("whom it counts, as one word; indicators with the same word count the same people in different ways"),
        default="",
    )
    year: str = key(
        Choice("sum", "last"),
        marked(
            "what its figure for a year is: the sum of the periods, as of reports, or the last one, as of trained staff; without it "
            "the sum where it counts reports or survivors, otherwise the last"
        ),
        default="",
    )
    public: bool = key(
        BOOL,
        marked(
            "whether its figures may leave the committee as they are, because they count no people; without it they leave only "
            "in bands and rounded"
        ),
        default=False,
    )

    @property
    def sums(self) -> bool:
        """Say whether the parts of a breakdown, and the figures of several agencies, add up."""
        if self.adds_up is not None:
            return self.adds_up
        return self.kind == "quantitative" and self.unit.casefold() not in _SHARES

    @property
    def share(self) -> bool:
        """Say whether it is a share or an average, which says nothing without what it is a share of."""
        return self.unit.casefold() in _SHARES

    @property
    def sums_over_time(self) -> bool:
        """Say whether the periods of a year add up: what happened does, what stands at the end of a period does not."""
        return self.year == "sum" or (not self.year and self.counts_people)

    @property
    def as_it_is(self) -> bool:
        """Say whether its figures may leave as they are: somebody said so, and it counts nobody and no form of violence."""
        return bool(self.computed) or (self.public and not self.counts_people and not self.covers)

    @property
    def counts_people(self) -> bool:
        """Say whether it counts those who report violence or ask for help, so that more is not failure."""
        return self.reports or self.survivors or "reports" in self.tags


class Figures(Value):
    """One return of an agency: `indicators/data/<period>-<agency>.csv`, rows of indicator, breakdown and value."""

    period: str
    agency: str
    where: Where
    rows: tuple[tuple[str, str, float], ...]
    lines: tuple[int, ...] = ()

    def value(self, indicator: Indicator) -> float | None:
        """Return the figure for all: as it was returned, or the sum of its parts where they add up."""
        mine = [(breakdown, value) for name, breakdown, value in self.rows if name == indicator.id]
        whole = next((value for breakdown, value in mine if breakdown.casefold() in TOTALS), None)
        if whole is not None or not mine:
            return whole
        return sum(value for _breakdown, value in mine) if indicator.sums or len(mine) == 1 else None


class RowFault(Value):
    """What is wrong with a figure: which kind of fault, its place among the rows, the column, what is wrong, what to do."""

    kind: str
    place: int
    column: str
    message: str
    mend: str = ""


def row_faults(rows: Sequence[tuple[str, str, float]], indicators: Iterable[Indicator]) -> Iterator[RowFault]:
    """Yield what is wrong with the rows of one return: an unknown indicator or breakdown, one twice, a total that is no sum."""
    known = {one.id: one for one in indicators}
    seen: set[tuple[str, str]] = set()
    for place, (name, breakdown, value) in enumerate(rows):
        one = known.get(name)
        if one is None:
            near = nearest(name, list(known))
            yield RowFault(
                "unknown",
                place,
                "indicator",
                _('there is no indicator "{name}".').format(name=name[:60]),
                _('Did you mean "{near}"?').format(near=near) if near else _("vawcoord indicator show lists them."),
            )
            continue
        part = "all" if breakdown.casefold() in TOTALS else breakdown.casefold()
        if (name, part) in seen:
            yield RowFault(
                "twice",
                place,
                "breakdown",
                _('"{name}, {part}" stands twice.').format(name=name, part=breakdown[:60] or "all"),
                _("Ask which figure is right, and remove the other line."),
            )
        seen.add((name, part))
        if one.computed:
            yield RowFault(
                "computed",
                place,
                "indicator",
                _("{name} is computed from the committee's own papers.").format(name=name),
                _("Remove the line."),
            )
        if part != "all" and one.breakdowns and part not in {held.casefold() for held in one.breakdowns}:
            near = nearest(breakdown, one.breakdowns)
            yield RowFault(
                "breakdown",
                place,
                "breakdown",
                _('{name} is not broken down by "{part}".').format(name=name, part=breakdown[:60]),
                _('Did you mean "{near}"?').format(near=near)
                if near
                else _("Its parts are: {parts}.").format(parts=", ".join(one.breakdowns)),
            )
        if value > 100 and one.unit.casefold() in ("%", "percent", "per cent", "pour cent"):
            yield RowFault(
                "share",
                place,
                "value",
                _("{value:g} in a hundred is too much.").format(value=value),
                _("Ask the agency what it counted."),
            )
    yield from _no_sums(rows, known)


def _no_sums(rows: Sequence[tuple[str, str, float]], known: dict[str, Indicator]) -> Iterator[RowFault]:
    """Yield the totals that are not the sum of their parts."""
    for name, one in known.items():
        mine = [(place, part, value) for place, (held, part, value) in enumerate(rows) if held == name]
        whole = [(place, value) for place, part, value in mine if part.casefold() in TOTALS]
        parts = [value for _place, part, value in mine if part.casefold() not in TOTALS]
        if one.sums and whole and len(parts) > 1 and abs(whole[0][1] - sum(parts)) > _SLACK:
            yield RowFault(
                "sum",
                whole[0][0],
                "value",
                _("{whole:g} is not the sum of the parts, which is {sum:g}.").format(whole=whole[0][1], sum=sum(parts)),
                _("Ask the agency; where parts may overlap, write adds_up = false into indicators/{name}.toml.").format(
                    name=name
                ),
            )


class Point(Value):
    """What an indicator was in a period: the value, who gave which, its parts, who has not sent yet.

    `value` is None while nothing can be said: nobody sent, or a sum lacks an agency.
    """

    period: Period
    value: float | None
    agencies: tuple[tuple[str, float], ...] = ()
    parts: tuple[tuple[str, float], ...] = ()
    missing: tuple[str, ...] = ()
    above: int | None = None
    below: int | None = None


def points(committee: "Committee", indicator: Indicator, on: date) -> tuple[Point, ...]:
    """Return what agencies returned for an indicator, period by period, up to a day; a sum lacks nobody who should have sent."""
    by_period: dict[str, list[Figures]] = {}
    for one in committee.figures:
        if any(name == indicator.id for name, _part, _value in one.rows):
            by_period.setdefault(one.period, []).append(one)
    made = []
    for name, held in by_period.items():
        when = period(name)
        if when is None or when.start > on:
            continue
        given = tuple((one.agency, value) for one in held if (value := one.value(indicator)) is not None)
        sent = {one.agency for one in held}
        missing = tuple(agency for agency in indicator.agencies if agency not in sent and _was_member(committee, agency, when))
        parts: dict[str, float] = {}
        for one in held:
            for row, part, value in one.rows:
                if row == indicator.id and part.casefold() not in TOTALS and (indicator.sums or len(held) == 1):
                    parts[part] = parts.get(part, 0) + value
        made.append(Point(when, _whole(indicator, given, missing), given, tuple(parts.items()), missing))
    return tuple(sorted(made, key=lambda one: (one.period.end, one.period.start)))


def _was_member(committee: "Committee", agency: str, when: Period) -> bool:
    """Say whether an agency was a member at the end of a period."""
    member = committee.member(agency)
    return member is not None and member.active(when.end)


def _whole(indicator: Indicator, given: tuple[tuple[str, float], ...], missing: tuple[str, ...]) -> float | None:
    """Return the value of a period: the sum where figures add up and none is missing; else the owner's, or the only one."""
    if not given:
        return None
    if indicator.sums:
        return None if missing else sum(value for _agency, value in given)
    own = next((value for agency, value in given if agency == indicator.owner), None)
    return own if own is not None else given[0][1] if len(given) == 1 else None


class Return(Value):
    """Figures that an agency was to send for an indicator and a period, and whether they are there; days late on the day."""

    indicator: str
    agency: str
    period: Period
    due: date
    received: bool
    late_days: int


def returns(committee: "Committee", on: date, *, only: Period | None = None) -> tuple[Return, ...]:
    """Return what agencies had to send by a day: from the first period for which anybody sent, else the last that is over.

    An agency owes nothing for a period at whose end it was no member. With `only`, for the periods that end in that one.
    """
    there = {(name, one.agency, one.period) for one in committee.figures for name, _part, _value in one.rows}
    made = []
    for indicator in committee.indicators:
        if indicator.computed:
            continue
        last = period_at(on, indicator.frequency).before()
        sent = [
            when
            for name, _agency, text in there
            if name == indicator.id and (when := period(text)) is not None and when.frequency == indicator.frequency
        ]
        when = min((*sent, last), key=lambda one: one.start)
        while when.end <= last.end:
            if only is None or only.start <= when.end <= only.end:
                due = when.end + timedelta(days=int(indicator.due_days))
                for agency in indicator.agencies:
                    if _was_member(committee, agency, when):
                        received = (indicator.id, agency, when.id) in there
                        late = max(0, (on - due).days) if not received else 0
                        made.append(Return(indicator.id, agency, when, due, received, late))
            when = when.after()
    return tuple(sorted(made, key=lambda one: (one.period.end, one.agency, one.indicator)))
