"""The report for everybody: plain words, no name that was not freed, no place that must stay secret, figures by the public door."""

import re
from collections.abc import Iterator, Sequence

from vawcoord.documents.progress import changes
from vawcoord.documents.report import (
    PeopleTable,
    Scene,
    Worked,
    grid,
    indicator_table,
    listing,
    made,
    people_tables,
    section,
    span,
    worked_table,
)
from vawcoord.documents.services import listed
from vawcoord.prose import Block, Heading, Notice, Paragraph, Sheet, Table, block_runs, paragraph, plain, text, walk
from vawcoord.records.indicator import Indicator, Point
from vawcoord.records.plan import current
from vawcoord.text.dates import enumerated

_AMOUNT = re.compile(r"\d{1,3}(?:\u202f\d{3})*(?:\.\d{1,2})?")
"""How `money` writes an amount: no telephone number is set apart by such spaces."""


def sheet(
    scene: Scene,
    process: Sequence[Worked],
    figures: Sequence[tuple[Indicator, Point | None, Point | None]],
    tables: Sequence[PeopleTable],
) -> Sheet:
    """Return the report. Raises VawcoordError where the list of services would give a secret place away."""
    profile = scene.committee.profile
    return made(
        scene,
        scene.say("public", area=profile.area),
        (
            paragraph(scene.say("lead_public", start=scene.day(scene.start), end=scene.day(scene.end)), "lead"),
            *(one for one in span(scene) if isinstance(one, Notice)),
            *_help(scene),
            *_who(scene),
            *section(scene, scene.say("did"), listing(_done(scene))),
            *section(scene, scene.say("process"), worked_table(scene, process)),
            *_measured(scene, figures),
            Heading(2, text(scene.say("tables"))),
            *people_tables(scene, tables),
            *_then(scene),
            *_complain(scene),
            Notice("caution", tuple(paragraph(scene.say(word)) for word in ("paper", "measure"))),
        ),
        public=True,
    )


def _who(scene: Scene) -> Iterator[Block]:
    """Yield who the committee is: how many agencies from which sectors; agencies are not named."""
    active = scene.committee.active(scene.until())
    sectors = sorted({scene.words.group("sectors", one.sector) for one in active if one.sector != "other"})
    yield Heading(2, text(scene.say("who")))
    yield paragraph(
        scene.say(
            "who_text",
            name=scene.committee.profile.name,
            count=str(len(active)),
            sectors=enumerated(sectors, scene.words.language) if sectors else "—",
        )
    )
    freed = [
        f"{person.name}, {person.post}" if person.post else person.name
        for member in active
        for person in member.representatives
        if person.public and person.name and not person.seat and person.serving(scene.until())
    ]
    yield from listing(sorted(freed))


def _help(scene: Scene) -> Iterator[Block]:
    """Yield where to find help: providers of the public directory with their published lines and pages."""
    words = scene.words
    rows = []
    for one in listed(scene.committee):
        where = words.group("services", "withheld").format(through=one.through or "—") if one.withheld else one.where
        rows.append(
            (one.name, " · ".join(part for part in (one.line, one.website) if part) or "—", where or "—", one.hours or "—")
        )
    if rows:
        head = tuple(words.group("services", name) for name in ("provider", "line", "where", "hours"))
        yield Heading(2, text(scene.say("find_help")))
        yield paragraph(scene.say("find_help_note"))
        yield from grid(head, rows, (4, 3, 4, 3), scene.say("find_help"))


def _done(scene: Scene) -> Iterator[str]:
    """Yield the activities of the plan that were finished; by whom is not said."""
    items = {f"{plan.id}/{one.id}" for plan in scene.committee.plans for one in plan.activities}
    for one in changes(scene.committee, scene.start, scene.until()).of("finished"):
        if one.item in items:
            yield one.title


def _measured(scene: Scene, figures: Sequence[tuple[Indicator, Point | None, Point | None]]) -> Iterator[Block]:
    """Yield the figures that count nobody and may be seen as they are."""
    blocks = indicator_table(scene, figures)
    if blocks:
        yield from section(scene, scene.say("measured"), blocks)


def _then(scene: Scene) -> Iterator[Block]:
    """Yield the goals of the plan."""
    goals = [goal.title for plan in current(scene.committee.plans, scene.on) for goal in plan.goals]
    if goals:
        yield from section(scene, scene.say("then"), listing(goals))


def _complain(scene: Scene) -> Iterator[Block]:
    """Yield where to complain about the committee's work."""
    held = [scene.agency(name) for name in scene.committee.profile.complaints]
    if held:
        yield Heading(2, text(scene.say("complain")))
        yield paragraph(scene.say("complain_text", agencies=enumerated(held, scene.words.language)))


def said_by_section(report: Sheet) -> dict[str, str]:
    """Return everything a report says, by the heading under which it stands, for the guard."""
    said: dict[str, list[str]] = {}
    under = report.title
    for block in walk(report.blocks):
        if isinstance(block, Heading):
            under = plain(block.runs)
        # A cell that holds only an amount or a count was made by the programme; it is no telephone number.
        lines = (plain(runs) for runs in block_runs(block))
        said.setdefault(under, []).extend(line for line in lines if not (isinstance(block, Table) and _AMOUNT.fullmatch(line)))
    said.setdefault(report.title, []).extend((report.title, report.author, *report.lead, report.classification))
    return {name: "\n".join(lines) for name, lines in said.items()}


def sentences(report: Sheet) -> tuple[str, ...]:
    """Return the running text of a report, paragraph by paragraph, for the measure of how easily it reads."""
    return tuple(found for block in walk(report.blocks) if isinstance(block, Paragraph) and (found := plain(block.runs)))
