"""The report to the body the committee answers to: the standard, the plan, the committee's own work, figures as they may leave."""

from collections.abc import Iterator, Mapping, Sequence

from vawcoord.documents.coverage import asides, contrary_views, left_to_do, summary
from vawcoord.documents.progress import changes, money, order, standing
from vawcoord.documents.report import (
    PeopleTable,
    Scene,
    Worked,
    agreements,
    grid,
    indicator_table,
    listing,
    made,
    people_tables,
    section,
    span,
    worked_table,
)
from vawcoord.prose import Block, Heading, Notice, Sheet, paragraph, text
from vawcoord.records.coverage import Result
from vawcoord.records.indicator import Indicator, Point
from vawcoord.records.minutes import turnout
from vawcoord.records.plan import COLOURS, State, current
from vawcoord.records.register import RegisterEntry
from vawcoord.text.dates import enumerated
from vawcoord.value import Value

_SURVIVORS = ("survivors", "survivor-led-organisations", "survivor-support-organisations", "young-women-and-girls")
_MOST = 40


class Moved(Value):
    """An item whose verdict changed since the last report."""

    item: str
    title: str
    before: str
    after: str


class Parts(Value):
    """What the report is made of besides the committee.

    `moved` is what changed since the day `since`; None where nothing is compared. `asked` are requests of the day, beside those
    of the register.
    """

    result: Result
    process: tuple[Worked, ...]
    figures: tuple[tuple[Indicator, Point | None, Point | None], ...]
    tables: tuple[PeopleTable, ...]
    asked: tuple[str, ...] = ()
    since: str = ""
    moved: tuple[Moved, ...] | None = None


def sheet(scene: Scene, parts: Parts) -> Sheet:
    """Return the report."""
    committee = scene.committee
    body = committee.profile.oversight.name if committee.profile.oversight else "—"
    held = standing(committee, scene.until())
    names = {one.id: one.name for one in committee.members}
    return made(
        scene,
        scene.say("oversight", body=body),
        (
            *span(scene),
            *_head(scene, parts),
            Notice("caution", tuple(paragraph(scene.say(word)) for word in ("paper", "measure", "more_reports"))),
            *section(scene, scene.say("asked"), listing(requests(scene, parts.asked))),
            Heading(2, text(scene.say("standard"))),
            *summary(parts.result, scene.words),
            *_moved(scene, parts),
            Heading(3, text(scene.words.group("coverage", "gaps"))),
            *left_to_do(parts.result, names, scene.words),
            *asides(parts.result, scene.words),
            *contrary_views(parts.result, names, scene.words),
            *_plan(scene, held),
            *section(scene, scene.say("process"), worked_table(scene, parts.process, before=True)),
            *section(scene, scene.say("attendance"), _by_sector(scene), level=3),
            *section(scene, scene.say("figures"), indicator_table(scene, parts.figures)),
            Heading(2, text(scene.say("tables"))),
            *people_tables(scene, parts.tables),
            *section(scene, scene.say("agreements"), agreements(scene)),
            *section(scene, scene.say("survivors"), _survivors(scene)),
            *section(scene, scene.say("training"), _training(scene)),
            *section(scene, scene.say("awareness"), listing(one.get("message") for one in _entries(scene, "awareness"))),
            *section(scene, scene.say("money"), _money(scene, held)),
            *section(scene, scene.say("lessons"), listing(_lessons(scene))),
            *section(
                scene, scene.say("notes"), listing(scene.say(word) for word in ("notes_process", "notes_sums", "agreed_totals"))
            ),
        ),
        landscape=True,
    )


def requests(scene: Scene, asked: Sequence[str] = ()) -> Iterator[str]:
    """Yield what the body is asked for: said today, and the proposals that wait for an answer."""
    yield from asked
    for one in scene.committee.registers:
        waiting = one.kind == "proposals" and one.day <= scene.until() and one.get("answer") in (None, "none-yet")
        if waiting:
            yield f"{one.get('what').strip()} ({one.get('to')}, {scene.day(one.day)})"


def _head(scene: Scene, parts: Parts) -> list[Block]:
    """Return the head: area, level, plan, standard, the word used, the forms of violence covered."""
    profile = scene.committee.profile
    plans = "; ".join(
        one.title + (f" ({scene.day(one.adopted.date)})" if one.adopted else "")
        for one in current(scene.committee.plans, scene.until())
    )
    forms = sorted({form for one in scene.committee.indicators for form in one.covers})
    rows = [
        (scene.say("head_area"), profile.area),
        (scene.say("head_level"), scene.say(f"level_{profile.level}")),
        (scene.say("head_plan"), plans or "—"),
        (scene.say("head_standard"), parts.result.standard.title),
        (scene.say("head_term"), scene.words.group("survivor", profile.term)),
    ]
    said = scene.say("covers", forms=enumerated(forms, scene.words.language)) if forms else scene.say("covers_unknown")
    return [*grid(("", profile.name), rows, (2, 6), profile.name), paragraph(said)]


def _moved(scene: Scene, parts: Parts) -> Iterator[Block]:
    """Yield the verdicts that changed since the last report."""
    if parts.moved is None:
        return
    yield Heading(3, text(scene.say("moved", date=parts.since)))
    rows = [
        (f"{one.item} {one.title}", scene.words.group("verdicts", one.before), scene.words.group("verdicts", one.after))
        for one in parts.moved
    ]
    head = tuple(scene.say(name) for name in ("item", "before", "now"))
    yield from grid(head, rows, (6, 2, 2), scene.say("moved", date=parts.since)) or (paragraph(scene.say("moved_none")),)


def _plan(scene: Scene, held: Sequence[State]) -> Iterator[Block]:
    """Yield how the plan stands: by colour, done, late by agency, blocked with what is proposed."""
    yield Heading(2, text(scene.words.group("plan", "plan")))
    counts = {name: sum(1 for one in held if one.rag == name) for name in COLOURS}
    yield from grid(
        tuple(scene.words.group("colours", name) for name in COLOURS),
        [tuple(str(counts[name]) for name in COLOURS)] if held else [],
    )
    moved = changes(scene.committee, scene.start, scene.until())
    done = [f"{scene.agency(agency)}: {'; '.join(one.title for one in finished)}" for agency, finished in moved.finished()]
    yield from section(scene, scene.say("finished"), listing(done), level=3)
    late = [one for one in sorted(held, key=order) if one.late_days]
    rows = [
        (scene.agency(one.lead), f"{one.activity.title} ({one.item})", scene.day(one.due), one.reason or one.note or "—")
        for one in late
    ]
    head = tuple(scene.say(name) for name in ("agency", "what", "due", "why"))
    yield from section(scene, scene.say("late"), grid(head, sorted(rows), (3, 5, 2, 4), scene.say("late")), level=3)
    blocked = [
        f"{one.activity.title} ({scene.agency(one.lead)}): {one.reason or one.note or '—'}"
        for one in held
        if one.status == "blocked"
    ]
    open_ = (one for one in scene.committee.registers if one.kind == "barriers" and one.day <= scene.until())
    blocked.extend(
        f"{one.get('what').strip()} → {one.get('solution').strip()}"
        for one in open_
        if one.get("state") in ("open", "in-progress")
    )
    yield from section(scene, scene.say("blocked"), listing(blocked), level=3)


def _by_sector(scene: Scene) -> list[Block]:
    """Return attendance by sector: the body sees sectors, the committee agencies."""
    sums: dict[str, list[int]] = {}
    for one in turnout(scene.committee, scene.start, scene.until()):
        member = scene.committee.member(one.agency)
        if member and one.invited:
            held = sums.setdefault(member.sector, [0, 0])
            held[0] += one.invited
            held[1] += one.present + one.alternate
    rows = [
        (scene.words.group("sectors", sector), str(invited), str(came), f"{came * 100 // invited} %")
        for sector, (invited, came) in sums.items()
    ]
    head = tuple(scene.say(name) for name in ("sectors", "invited", "came", "share"))
    return grid(head, sorted(rows), (5, 2, 3, 2), scene.say("attendance"))


def _entries(scene: Scene, kind: str) -> list[RegisterEntry]:
    """Return the entries of a register in the time."""
    return [one for one in scene.committee.registers if one.kind == kind and scene.start <= one.day <= scene.until()]


def _survivors(scene: Scene) -> list[Block]:
    """Return how survivors and their organisations took part: when, about what, what changed. Never who."""
    rows = [
        (scene.day(one.day), scene.words.group("purposes", one.get("purpose")), (one.get("changed") or "—").strip())
        for one in _entries(scene, "consultations")
        if one.get("with") in _SURVIVORS
    ]
    head = tuple(scene.say(name) for name in ("day", "purpose", "changed"))
    return [paragraph(scene.say("survivors_note")), *grid(head, rows, (2, 3, 7), scene.say("survivors"))]


def _training(scene: Scene) -> list[Block]:
    """Return the trainings held: of staff and volunteers, who are counted as they are."""
    rows = [
        (
            one.get("title"),
            scene.day(one.day),
            money(one.get("persons")),
            ", ".join(scene.words.group("sectors", sector) for sector in one.get("sectors")),
        )
        for one in _entries(scene, "training")
        if one.get("audience") in ("staff", "managers", "volunteers", "committee-members", "trainers", "policymakers")
    ]
    head = tuple(scene.say(name) for name in ("what", "day", "persons", "sectors"))
    return grid(head, rows, (5, 2, 1, 5), scene.say("training"))


def _money(scene: Scene, held: Sequence[State]) -> list[Block]:
    """Return what the plan needs and has by currency, and the money that was tracked by stage."""
    sums: dict[str, list[float]] = {}
    for one in held:
        need = one.activity.resources
        if need and need.needed and one.status != "superseded":
            total = sums.setdefault(need.currency or "—", [0, 0, 0])
            for place, value in enumerate((need.needed, need.secured, max(0, need.needed - need.secured))):
                total[place] += value
    head = ("", *(scene.say(name) for name in ("needed", "secured", "lacking")))
    blocks = grid(head, [(currency, *map(money, total)) for currency, total in sums.items()], (2, 2, 2, 2), scene.say("money"))
    stages: dict[str, float] = {}
    for entry in _entries(scene, "funding"):
        stages[entry.get("stage")] = stages.get(entry.get("stage"), 0) + entry.get("amount")
    return [*blocks, *listing(f"{scene.words.group('stages', stage)}: {money(amount)}" for stage, amount in stages.items())]


def _lessons(scene: Scene) -> Iterator[str]:
    """Yield the lessons of the time, those for more than this place first."""
    held: Mapping[str, int] = {"national": 0, "both": 1}
    entries = sorted(_entries(scene, "lessons"), key=lambda one: held.get(one.get("level"), 2))
    yield from (one.get("lesson").strip() for one in entries[:_MOST])
