"""What the indicators say: baseline, last, now, target, trend; who owes figures; the cautions that belong beside them."""

from collections.abc import Iterator, Sequence
from datetime import date

from vawcoord.language import _
from vawcoord.prose import Block, Heading, Listing, Notice, Sheet, Table, paragraph, row, text
from vawcoord.records.committee import Committee
from vawcoord.records.computed import computed
from vawcoord.records.indicator import Indicator, Point, Return, period_at, points, returns
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.text.figures import number
from vawcoord.value import Value

UNDATED = date(2000, 1, 1)
PERIODS = 8
"""How many periods back what is computed is shown: two years of quarters."""

ARROWS = {"up": "▲", "down": "▼", "level": "=", "": "·"}


class View(Value):
    """An indicator on a day. `points` are oldest first; `now` is the last with a value, `last` the one before it.

    `direction` is up, down, level or nothing, `judged` is better, worse or nothing: against `last`, else against the baseline.
    """

    indicator: Indicator
    unit: str
    better: str
    points: tuple[Point, ...]
    now: Point | None
    last: Point | None
    direction: str
    judged: str
    reached: bool | None

    @property
    def before(self) -> float | None:
        """Return what the trend is measured against: the period before, else the baseline."""
        if self.last is not None:
            return self.last.value
        return self.indicator.baseline.value if self.indicator.baseline else None


def view(committee: Committee, indicator: Indicator, on: date) -> View:
    """Return an indicator on a day."""
    figure = computed(indicator.computed) if indicator.computed else None
    if indicator.computed:
        found = _computed_points(committee, indicator, on)
        unit = indicator.unit or (figure.unit if figure else "")
        better = indicator.better if indicator.better != "neither" or figure is None else figure.better
    else:
        found, unit, better = points(committee, indicator, on), indicator.unit, indicator.better
    held = [one for one in found if one.value is not None]
    now = held[-1] if held else None
    last = held[-2] if len(held) > 1 else None
    before = last.value if last else indicator.baseline.value if indicator.baseline else None
    direction, judged = "", ""
    if now is not None and now.value is not None and before is not None:
        direction = "up" if now.value > before else "down" if now.value < before else "level"
        if direction != "level" and better != "neither":
            judged = "better" if direction == better else "worse"
    return View(indicator, unit, better, found, now, last, direction, judged, _reached(indicator, better, now))


def _reached(indicator: Indicator, better: str, now: Point | None) -> bool | None:
    """Say whether the target is reached; None where that cannot be told."""
    if indicator.target is None or now is None or now.value is None or better == "neither":
        return None
    return now.value >= indicator.target.value if better == "up" else now.value <= indicator.target.value


def _computed_points(committee: Committee, indicator: Indicator, on: date) -> tuple[Point, ...]:
    """Return what a computed indicator was in the last periods; the one that is running comes last, up to the day."""
    figure = computed(indicator.computed)
    if figure is None:
        return ()
    when = period_at(on, indicator.frequency)
    found: list[Point] = []
    for _number in range(PERIODS + 1):
        share = figure.over(committee, when, on)
        found.append(Point(when, share.value, above=share.above, below=share.below))
        when = when.before()
    # A count of nothing in the years before the committee began says nothing.
    made = list(reversed(found))
    while len(made) > 1 and not made[0].value:
        made.pop(0)
    return tuple(made)


def views(committee: Committee, on: date) -> tuple[View, ...]:
    """Return all indicators on a day."""
    return tuple(view(committee, one, on) for one in committee.indicators)


def value_said(value: float | None, unit: str) -> str:
    """Return a figure with its unit."""
    if value is None:
        return "—"
    if unit.casefold() in ("%", "percent", "per cent"):
        return f"{number(value)} %"
    return number(value)


def trend_said(one: View) -> str:
    """Return the trend in a sign and words: it can be read without colour."""
    words = {"up": _("up"), "down": _("down"), "level": _("as before"), "": _("no trend yet")}[one.direction]
    judged = {"better": _("better"), "worse": _("worse"), "": ""}[one.judged]
    return f"{ARROWS[one.direction]} {words}" + (f", {judged}" if judged else "")


def cautions(indicator: Indicator) -> Iterator[str]:
    """Yield what must be said beside an indicator: what its figures do not mean, and which forms of violence they leave out."""
    if indicator.counts_people:
        yield _("More reports are not failure: they may mean that more women know where to go and trust it.")
    if indicator.covers:
        yield _("It covers: {forms}. Nothing is said of other forms of violence.").format(forms=", ".join(indicator.covers))
    elif indicator.counts_people:
        yield _("It does not say which forms of violence it covers.")


def owing(held: Sequence[Return]) -> tuple[Return, ...]:
    """Return what agencies still owe, the latest first."""
    return tuple(sorted((one for one in held if not one.received), key=lambda one: (-one.late_days, one.agency)))


# ---- the document ------------------------------------------------------------------------------------------------------


def sheet(committee: Committee, words: Words, on: date) -> Sheet:
    """Return the indicators as a document for the committee."""

    def say(word: str, **values: str) -> str:
        return words.group("indicators", word).format(**values)

    held = views(committee, on)
    blocks: list[Block] = [
        paragraph(say("as_of", date=long_date(on, words.language)), "lead"),
        Notice("caution", (paragraph(say("caution")),)),
        Table(
            row(say("indicator"), say("baseline"), say("last"), say("now"), say("target"), say("trend")),
            tuple(row(*_line(one, words)) for one in held),
            (5, 2, 2, 2, 2, 3),
            say("title"),
        ),
    ]
    people = [one for one in held if one.indicator.counts_people or one.indicator.covers]
    if people:
        blocks.append(Heading(2, text(say("covers"))))
        blocks.append(
            Listing(
                ordered=False,
                items=tuple((paragraph(f"{one.indicator.title}: {_covers(one.indicator, words)}"),) for one in people),
            )
        )
    owed = owing(returns(committee, on))
    if owed:
        names = {one.id: one.name for one in committee.members}
        titles = {one.id: one.title for one in committee.indicators}
        blocks.append(Heading(2, text(say("owed"))))
        blocks.append(
            Table(
                row(say("agency"), say("indicator"), say("period"), say("due")),
                tuple(
                    row(
                        names.get(one.agency, one.agency),
                        titles.get(one.indicator, one.indicator),
                        _as_written(one.period.id, words),
                        long_date(one.due, words.language),
                    )
                    for one in owed
                ),
                (4, 5, 2, 3),
                say("owed"),
            )
        )
    return Sheet(
        title=say("title"),
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=max((one.now.period.end for one in held if one.now and one.now.period.end <= on), default=UNDATED),
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=words.say("class_committee"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        landscape=True,
    )


def _line(one: View, words: Words) -> tuple[str, ...]:
    """Return the cells of an indicator."""

    def of(point: Point | None) -> str:
        return f"{value_said(point.value, one.unit)} ({_as_written(point.period.id, words)})" if point else "—"

    baseline, target = one.indicator.baseline, one.indicator.target
    trend = f"{ARROWS[one.direction]} {words.group('trends', one.direction or 'none')}"
    return (
        f"{one.indicator.title}" + (f" [{one.unit}]" if one.unit and value_said(1, one.unit) == "1" else ""),
        (value_said(baseline.value, one.unit) + (f" ({baseline.date.year})" if baseline.date else "")) if baseline else "—",
        of(one.last),
        of(one.now),
        (value_said(target.value, one.unit) + (f" ({target.date.year})" if target.date else "")) if target else "—",
        trend
        + (f", {words.group('trends', one.judged)}" if one.judged else "")
        + (f"; {words.group('trends', 'reached')}" if one.reached else ""),
    )


def _as_written(name: str, words: Words) -> str:
    """Return the name of a period so that it reads the same way in a text from right to left."""
    return f"\u2066{name}\u2069" if words.direction == "rtl" else name


def _covers(indicator: Indicator, words: Words) -> str:
    """Return which forms of violence an indicator covers, and what its figures do not mean."""
    said = []
    if indicator.covers:
        said.append(enumerated(indicator.covers, words.language) + ".")
    elif indicator.counts_people:
        said.append(words.group("indicators", "covers_unknown"))
    if indicator.counts_people:
        said.append(words.group("indicators", "more_reports"))
    return " ".join(said)
