"""What the reports share: the sheet, the cautions, tables of published figures and of figures of the committee's own work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from vawcoord.disclosure.figures import TOTAL, Release, Shown
from vawcoord.documents.indicators import value_said
from vawcoord.documents.progress import money
from vawcoord.prose import Block, Heading, Listing, Notice, Sheet, Table, paragraph, row, text
from vawcoord.records.committee import Committee
from vawcoord.records.computed import Share
from vawcoord.records.document import standing
from vawcoord.records.indicator import Indicator, Point
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.value import Value

_MANY = 10_000
"""From here on a share is of money, and its two amounts say less than the share."""


class PeopleTable(Value):
    """Figures about people as they may leave: of which indicator, and the release; None where nothing may be shown."""

    indicator: Indicator
    release: Release | None


class Worked(Value):
    """A figure of the committee's own work in a time, and in the time before it where that is told."""

    id: str
    now: Share
    before: Share | None = None


class Scene(Value):
    """What every report needs: the committee, the fixed words of its language, first and last day, the day it is made."""

    committee: Committee
    words: Words
    start: date
    end: date
    on: date

    def say(self, word: str, **values: str) -> str:
        """Return a fixed word or sentence."""
        return self.words.group("report", word).format(**values)

    def day(self, day: date | None) -> str:
        """Return a date in words."""
        return long_date(day, self.words.language) if day else "—"

    def agency(self, name: str) -> str:
        """Return the name of an agency."""
        member = self.committee.member(name)
        return member.name if member else name or "—"

    def until(self) -> date:
        """Return the last day that can be told of."""
        return min(self.end, self.on)


def made(scene: Scene, title: str, blocks: Iterable[Block], *, public: bool = False, landscape: bool = False) -> Sheet:
    """Return a report as a sheet."""
    words = scene.words
    return Sheet(
        title=title,
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=scene.until(),
        author=scene.committee.profile.name,
        lead=(scene.committee.profile.name,),
        classification=words.say("class_public" if public else "class_committee"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        landscape=landscape,
    )


def span(scene: Scene) -> Iterator[Block]:
    """Yield from when until when, and that the time is not over where it is not."""
    yield paragraph(scene.say("span", start=scene.day(scene.start), end=scene.day(scene.end)), "lead")
    if scene.on < scene.end:
        yield Notice("caution", (paragraph(scene.say("running", date=scene.day(scene.on))),))


def section(scene: Scene, title: str, blocks: Sequence[Block], *, level: int = 2) -> Iterator[Block]:
    """Yield a heading and what stands below it; that there is nothing where there is nothing."""
    yield Heading(level, text(title))
    yield from blocks or (paragraph(scene.say("nothing")),)


def listing(lines: Iterable[str]) -> list[Block]:
    """Return lines as a list; nothing for none."""
    held = tuple((paragraph(one),) for one in lines)
    return [Listing(False, held)] if held else []


def grid(head: Sequence[str], rows: Iterable[Sequence[str]], widths: tuple[int, ...] = (), description: str = "") -> list[Block]:
    """Return a table; nothing where it would have no row."""
    held = tuple(row(*one) for one in rows)
    return [Table(row(*head), held, widths, description)] if held else []


def share_said(scene: Scene, share: Share | None) -> str:
    """Return a figure of the committee's work: "12 of 14 (85 %)", or the count."""
    if share is None or share.value is None:
        return "—"
    if share.below is None:
        return str(share.above)
    if share.below >= _MANY:
        return f"{share.value:g} %"
    return scene.say("of_share", above=money(share.above), below=money(share.below), share=str(int(share.value)))


def worked_table(scene: Scene, held: Sequence[Worked], *, before: bool = False) -> list[Block]:
    """Return the figures of the committee's own work."""
    head = [scene.say("what"), scene.say("result"), *([scene.say("process_before")] if before else [])]
    rows = []
    for one in held:
        cells = [scene.words.group("computed", one.id), share_said(scene, one.now)]
        rows.append([*cells, *([share_said(scene, one.before)] if before else [])])
    return grid(head, rows, (6, 3, 3) if before else (6, 3), scene.say("process"))


def indicator_table(scene: Scene, held: Iterable[tuple[Indicator, Point | None, Point | None]]) -> list[Block]:
    """Return figures of agencies that may leave as they are: baseline, the last two periods, target."""
    words = scene.words

    def of(point: Point | None, one: Indicator) -> str:
        return f"{value_said(point.value, one.unit)} ({words.code(point.period.id)})" if point else "—"

    rows = [
        (
            one.title + (f" [{one.unit}]" if one.unit and not one.share else ""),
            value_said(one.baseline.value, one.unit) if one.baseline else "—",
            of(last, one),
            of(now, one),
            value_said(one.target.value, one.unit) if one.target else "—",
        )
        for one, last, now in held
    ]
    head = (words.group("indicators", name) for name in ("indicator", "baseline", "last", "now", "target"))
    return grid(tuple(head), rows, (5, 2, 2, 2, 2), scene.say("figures"))


def shown_said(scene: Scene, shown: Shown, threshold: int) -> str:
    """Return a figure as everybody may see it."""
    if shown.small:
        return scene.say("fewer", threshold=str(threshold))
    return scene.say("not_given") if shown.value is None else str(shown.value)


def people_tables(scene: Scene, held: Sequence[PeopleTable], *, level: int = 3) -> Iterator[Block]:
    """Yield figures about people as they may leave, each with what it covers, and what is not published."""
    shown = [(one.indicator, one.release) for one in held if one.release is not None]
    if shown:
        threshold = max(release.threshold for _one, release in shown)
        yield paragraph(scene.say("tables_note", threshold=str(threshold)))
    else:
        yield paragraph(scene.say("no_tables"))
    for one, release in shown:
        yield Heading(level, text(one.title))
        yield paragraph(scene.say("span", start=scene.day(release.start), end=scene.day(release.end)))
        cells = {each.cell: each for each in release.shown}
        single = len(release.cells) == 1
        order = [cell for cell in sorted(cells) if TOTAL not in cell or (not single and cell.count(TOTAL) == len(cell))]
        order.sort(key=lambda cell: TOTAL in cell)
        yield from grid(
            (scene.say("category"), scene.say("number")),
            [(_category(scene, cell, one), shown_said(scene, cells[cell], release.threshold)) for cell in order],
            (3, 2),
            one.title,
        )
        if one.counts_people or one.covers:
            yield paragraph(covers(scene, one), "note")
    about_people = (one for one in held if one.indicator.counts_people or one.indicator.covers)
    hidden = [one.indicator.title for one in about_people if one.release is None]
    if hidden:
        yield paragraph(scene.say("too_few", titles="; ".join(hidden)))
    yield paragraph(scene.say("more_reports"), "note")
    yield paragraph(scene.say("killings"), "note")


def _category(scene: Scene, cell: tuple[str, ...], one: Indicator) -> str:
    """Return a category as the indicator writes it."""
    written: Mapping[str, str] = {part.casefold(): part for part in one.breakdowns}
    if all(part in (TOTAL, "all") for part in cell):
        return scene.say("total")
    return ", ".join(scene.say("total") if part == TOTAL else written.get(part, part) for part in cell)


def covers(scene: Scene, one: Indicator) -> str:
    """Return which forms of violence an indicator covers, or that nothing is said of it."""
    if one.covers:
        return scene.say("covers", forms=enumerated(one.covers, scene.words.language))
    return scene.say("covers_unknown")


def agreements(scene: Scene, *, named: bool = False) -> list[Block]:
    """Return the agreements, memoranda and procedures that are not over, with their state, review and open signatures.

    Who has not signed is named only to the committee itself.
    """
    rows = []
    for one in scene.committee.documents:
        if one.translation:
            continue
        state = standing(one, scene.until())
        if state.state in ("withdrawn", "superseded", "expired"):
            continue
        open_ = () if state.state == "draft" or state.draft_of_next else state.unsigned
        unsigned = ", ".join(map(scene.agency, open_)) if named else str(len(open_) or "")
        rows.append((one.front.title, scene.words.group("states", state.state), scene.day(state.review), unsigned or "—"))
    head = (scene.words.say("document"), scene.say("state"), scene.say("review"), scene.say("unsigned"))
    return grid(head, rows, (5, 2, 2, 4 if named else 2), scene.say("agreements"))
