"""The action plan as a document: head, goals, activities with their state, needs, the time plan as a table, the rule.

`bars` is the time plan as values, which a terminal spells as bars and `sequence` as sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vawcoord.documents.progress import money, standing
from vawcoord.language import _, several
from vawcoord.prose import (
    Block,
    Blocks,
    Cell,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Sheet,
    SignaturePanel,
    Table,
    paragraph,
    row,
    text,
)
from vawcoord.records.committee import Committee
from vawcoord.records.document import short
from vawcoord.records.plan import COLOURS, Goal, Plan, State, plan_digest, superseded
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date

UNDATED = date(2000, 1, 1)
"""The date in the file of a plan to which nothing has happened yet, as for other documents."""

SHADES = {"done": "D6E4F0", "green": "DCEBD3", "amber": "FFE6B0", "red": "F6CFC9", "grey": "E4E4E4"}
"""What a cell is shaded with; its words say the same."""

RUNNING, DONE, LATE, STEP, TODAY = "■", "✓", "!", "◆", "│"
_MOST_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity in the time plan: from its first day to the day it is due; None where one of them is not said."""

    state: State
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Bars:
    """The time plan: its first and last day, today, and a bar an activity in the order of the plan."""

    first: date
    last: date
    on: date
    rows: tuple[Bar, ...]


def bars(held: Sequence[State], on: date) -> Bars:
    """Return the time plan of some activities. One without a first day begins with its plan."""
    rows = tuple(Bar(one, one.activity.start or one.plan.start or one.activity.added, one.due) for one in held)
    plans = {one.plan.id: one.plan for one in held}.values()
    days = [day for one in rows for day in (one.start, one.end) if day] + [
        day for plan in plans for day in (plan.start, plan.until) if day
    ]
    days += [one.due for bar in rows for one in bar.state.activity.milestones]
    return Bars(min(days, default=on), max(days, default=on), on, rows)


def sequence(held: Sequence[State]) -> Iterator[str]:
    """Yield the time plan as sentences, one an activity: for people who listen, and for messengers."""
    for bar in bars(held, date.min).rows:
        one = bar.state
        parts = [
            _("from {start} to {end}").format(start=bar.start, end=bar.end)
            if bar.start and bar.end
            else _("until {end}").format(end=bar.end)
            if bar.end
            else _("no day"),
            one.status + (f" {one.percent} %" if one.percent is not None and one.status != "done" else ""),
            several("{count} day late", "{count} days late", one.late_days) if one.late_days else "",
            _("after {items}").format(items=", ".join(name.removeprefix(f"{one.plan.id}/") for name in one.activity.depends))
            if one.activity.depends
            else "",
            *(
                _("step on {day}: {title}").format(day=step.due, title=step.title)
                if step.done is None
                else _("step reached on {day}: {title}").format(day=step.done, title=step.title)
                for step in one.activity.milestones
            ),
        ]
        yield f"{one.activity.id} {one.activity.title}: {', '.join(part for part in parts if part)}."


def sheet(committee: Committee, plan: Plan, words: Words, today: date) -> Sheet:
    """Return a plan as a document on a day: draft, adopted, or with changes that wait to be adopted."""
    held = standing(committee, today, (plan,))
    digest = plan_digest(plan.adopted_part())
    names = {one.id: one.name for one in committee.members}
    blocks: list[Block] = [
        *_notices(committee, plan, words, today, digest),
        _head(plan, words),
        paragraph(f"{words.group('plan', 'as_of').format(date=long_date(today, words.language))} {_counts(held, words)}", "lead"),
        *_goals(plan, words),
    ]
    titles = {one.id: one.title for one in committee.indicators}
    for goal in (*plan.goals, None):
        mine = [one for one in held if plan.goal(one.activity.goal) == goal]
        if mine:
            blocks.append(Heading(2, text(goal.title if goal else words.group("plan", "no_goal"))))
            blocks.append(_activities(mine, names, titles, words))
    blocks += _needs(committee, held, words)
    if held:
        blocks += [PageBreak(), Heading(2, text(words.group("plan", "time_plan"))), *_time_plan(bars(held, today), words)]
    blocks += [Heading(2, text(words.group("plan", "rule_title"))), paragraph(words.group("plan", "rule"))]
    blocks += [Heading(2, text(words.say("adoption"))), _adoption(plan, digest, words)]
    version = words.say("version", digest=short(digest))
    return Sheet(
        title=plan.title,
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=_dated(committee, plan),
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=words.say("class_committee"),
        version=version,
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(("vawcoord", f"{committee.profile.uid}/{plan.ref}/{digest}"),),
        landscape=True,
    )


def _dated(committee: Committee, plan: Plan) -> date:
    """Return the last dated fact of a plan: adopted, revised, or a line of the journal."""
    days = [one.date for one in (*((plan.adopted,) if plan.adopted else ()), *plan.revised)]
    days += [one.date for one in committee.journal if one.item.startswith(f"{plan.id}/")]
    return max(days, default=UNDATED)


def _counts(held: Sequence[State], words: Words) -> str:
    """Return how many activities have which colour."""
    counts = {name: str(sum(1 for one in held if one.rag == name)) for name in COLOURS}
    return words.group("plan", "counts").format(**counts)


def _notices(committee: Committee, plan: Plan, words: Words, today: date, digest: str) -> Blocks:
    """Return the draft mark until the plan is adopted, and what else a reader must know about its text."""
    by = superseded(committee.plans, today).get(plan.id)
    if by:
        title = next(one.title for one in committee.plans if one.id == by)
        return (Notice("caution", (paragraph(words.group("plan", "replaced").format(plan=title)),)),)
    last = plan.text(today)
    if last is None:
        inner = Paragraph((Run(words.say("draft"), bold=True), Run(f". {words.group('plan', 'draft_note')}")))
        return (Notice("draft", (inner,)),)
    if last.digest and last.digest != digest:
        said = words.group("plan", "changed").format(date=long_date(last.date, words.language))
        return (Notice("draft", (paragraph(said),)),)
    return ()


def _head(plan: Plan, words: Words) -> Table:
    """Return the head of a plan as a table of facts."""

    def day(value: date | None) -> str:
        return long_date(value, words.language) if value else "…"

    def said(name: str) -> str:
        return words.group("plan", name)

    facts = [
        (said("period"), f"{day(plan.start)} – {day(plan.until)}" if plan.start or plan.until else ""),
        (said("strategy"), plan.national_strategy),
        (said("consulted"), ", ".join(one.removeprefix("consultations/") for one in plan.consulted)),
        (said("supersedes"), plan.supersedes),
    ]
    if plan.adopted:
        facts.append((said("adopted"), said("adopted_by").format(date=day(plan.adopted.date), decision=plan.adopted.decision)))
    facts += [(said("revised"), said("adopted_by").format(date=day(one.date), decision=one.decision)) for one in plan.revised]
    rows = tuple(row(name, value) for name, value in facts if value)
    return Table(row(said("plan"), plan.id), rows, (1, 4), said("plan"))


def _goals(plan: Plan, words: Words) -> Blocks:
    """Return the goals with their term and what will be different."""
    if not plan.goals:
        return ()

    def item(goal: Goal) -> tuple[Block, ...]:
        term = words.group("horizons", goal.horizon)
        head = Paragraph((Run(goal.title, bold=True), Run(f" ({term})")))
        return (head, Listing(False, tuple((paragraph(aim),) for aim in goal.aims))) if goal.aims else (head,)

    return (Heading(2, text(words.group("plan", "goals"))), Listing(False, tuple(item(one) for one in plan.goals)))


def _activities(held: Sequence[State], names: dict[str, str], titles: dict[str, str], words: Words) -> Table:
    """Return the activities of a goal as a table."""
    columns = ("number", "activity", "agency", "time", "resources", "indicators", "status")
    head = tuple(Cell((Run(words.group("plan", name), bold=True),)) for name in columns)
    rows = tuple(_row(one, names, titles, words) for one in held)
    return Table(head, rows, (5, 26, 17, 13, 14, 13, 12), ", ".join(words.group("plan", name) for name in columns))


def _row(one: State, names: dict[str, str], titles: dict[str, str], words: Words) -> tuple[Cell, ...]:
    """Return the row of an activity."""
    activity = one.activity
    who = names.get(one.lead, one.lead)
    return (
        Cell(text(activity.id)),
        Cell(_what(one, names, words)),
        Cell(text(", ".join(part for part in (who, activity.post) if part))),
        Cell(_when(one, words)),
        Cell(text(_resources(one, words) or "—")),
        Cell(text("; ".join(titles.get(name, name) for name in activity.indicators) or "—")),
        Cell(_status(one, words), SHADES[one.rag]),
    )


def _what(one: State, names: dict[str, str], words: Words) -> Runs:
    """Return what an activity is: its title, partners, what it waits for, its steps."""
    activity = one.activity
    said = []
    if activity.partners:
        agencies = enumerated([names.get(name, name) for name in activity.partners], words.language)
        said.append(words.group("plan", "partners").format(agencies=agencies))
    if activity.depends:
        items = ", ".join(name.removeprefix(f"{one.plan.id}/") for name in activity.depends)
        said.append(words.group("plan", "waits").format(items=items))
    if activity.milestones:
        steps = [
            words.group("plan", "step_done" if step.done else "step").format(
                title=step.title, date=long_date(step.done or step.due, words.language)
            )
            for step in activity.milestones
        ]
        said.append(words.group("plan", "steps").format(steps="; ".join(steps)))
    if activity.added:
        said.append(words.group("plan", "added").format(date=long_date(activity.added, words.language)))
    title = Run(activity.title, bold=True)
    return (title, Run(f". {' '.join(said)}")) if said else (title,)


def _when(one: State, words: Words) -> Runs:
    """Return the days of an activity, with the day in the plan where it has moved."""
    days = [long_date(day, words.language) if day else "…" for day in (one.activity.start, one.due)]
    moved = one.planned and one.due and one.planned != one.due
    planned = (
        f" ({words.group('plan', 'planned').format(date=long_date(one.planned, words.language))})"
        if moved and one.planned
        else ""
    )
    return text(f"{days[0]} – {days[1]}{planned}") if one.activity.start or one.due else ()


def _resources(one: State, words: Words) -> str:
    """Return what an activity needs and what is there."""
    held = one.activity.resources
    if held is None:
        return ""
    if not held.needed:
        said = words.group("plan", "none_needed")
    else:
        name = "covered" if held.secured >= held.needed else "needed"
        said = words.group("plan", name).format(needed=money(held.needed), secured=money(held.secured), currency=held.currency)
    return f"{said}. {held.source}" if held.source else said


def _status(one: State, words: Words) -> Runs:
    """Return where an activity stands: colour and status in words, and what a reader should know."""
    status = words.group("statuses", one.status)
    parts = [] if one.status == "done" else [status]
    if one.percent is not None and one.status != "done":
        parts.append(f"{one.percent}\u00a0%")
    if one.late_days:
        parts.append(words.group("plan", "late").format(count=one.late_days))
    if one.holds_up:
        items = ", ".join(name.removeprefix(f"{one.plan.id}/") for name in one.holds_up)
        parts.append(words.group("plan", "holds_up").format(items=items))
    if one.by_hand:
        parts.append(words.group("plan", "by_hand").format(reason=one.reason))
    parts.append(
        words.group("plan", "last_word").format(date=long_date(one.updated, words.language))
        if one.updated
        else words.group("plan", "no_word")
    )
    return (Run(words.group("colours", one.rag), bold=True), Run(f": {', '.join(parts)}"))


def _needs(committee: Committee, held: Sequence[State], words: Words) -> Blocks:
    """Return the needs of the register with the activities that answer them."""
    answered: dict[str, list[str]] = {}
    for one in held:
        if one.activity.need:
            answered.setdefault(one.activity.need.removeprefix("needs/"), []).append(one.activity.id)
    needs = [one for one in committee.registers if one.kind == "needs"]
    if not needs:
        return ()
    rows = tuple(
        row(
            long_date(one.get("date"), words.language),
            str(one.get("what") or ""),
            ", ".join(answered.get(one.id, ())) or words.group("plan", "unanswered"),
        )
        for one in needs
    )
    head = row(words.say("date"), words.group("plan", "need"), words.group("plan", "answers"))
    return (Heading(2, text(words.group("plan", "needs"))), Table(head, rows, (2, 7, 2), words.group("plan", "needs")))


def _periods(first: date, last: date, words: Words) -> list[tuple[date, str]]:
    """Return the columns of the time plan: the first day of each month, quarter, half or year, and its name."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((one for one in (1, 3, 6) if months <= one * _MOST_COLUMNS), 12)
    start = first.year * 12 + (first.month - 1) // step * step
    made: list[tuple[date, str]] = []
    for number in range(start, last.year * 12 + last.month, step):
        year, month = divmod(number, 12)
        made.append((date(year, month + 1, 1), _period_name(year, month, step, words, first=not made or month < step)))
    return made


def _period_name(year: int, month: int, step: int, words: Words, *, first: bool) -> str:
    """Return what stands above a column: the year where it begins, then the number of month, quarter or half."""
    if step == 12:
        return str(year)
    number = str(month // step + 1)
    name = number if step == 1 else words.group("plan", "quarter" if step == 3 else "half").format(number=number)
    return f"{year} {name}" if first else name


def _time_plan(held: Bars, words: Words) -> Blocks:
    """Return the time plan as a table: a row an activity, a column a period, shaded and signed where something is planned."""
    periods = _periods(held.first, held.last, words)
    ends = [day - timedelta(days=1) for day, _name in periods[1:]] + [max(held.last, periods[-1][0])]
    ends[-1] = max(ends[-1], held.on) if held.on >= periods[-1][0] else ends[-1]
    head = (
        Cell((Run(words.group("plan", "number"), bold=True),)),
        Cell((Run(words.group("plan", "activity"), bold=True),)),
        *(
            Cell((Run(f"{name} {TODAY}" if start <= held.on <= end else name, bold=start <= held.on <= end),))
            for (start, name), end in zip(periods, ends, strict=True)
        ),
    )
    rows = tuple(
        (
            Cell(text(bar.state.activity.id)),
            Cell(text(bar.state.activity.title)),
            *(_cell(bar, start, end, held.on) for (start, _name), end in zip(periods, ends, strict=True)),
        )
        for bar in held.rows
    )
    wide = max(12, 60 - len(periods) * 2)
    table = Table(head, rows, (6, wide, *(max(3, 70 // len(periods)) for _one in periods)), words.group("plan", "time_plan_text"))
    signs = words.group("plan", "signs").format(running=RUNNING, done=DONE, late=LATE, step=STEP, today=TODAY)
    return (table, paragraph(signs, "note"))


def _cell(bar: Bar, start: date, end: date, on: date) -> Cell:
    """Return the cell of an activity in a period: planned time, time since it is late, steps."""
    one = bar.state
    planned = bar.end is not None and (bar.start or bar.end) <= end and start <= bar.end
    late = bool(one.late_days) and bar.end is not None and bar.end < end and start <= on and bar.end < on
    steps = sum(1 for step in one.activity.milestones if start <= step.due <= end)
    sign = ""
    if late:
        sign = LATE
    elif planned:
        sign = DONE if one.status == "done" else LATE if one.status == "blocked" and start <= on <= end else RUNNING
    shade = SHADES["red"] if late else SHADES[one.rag] if planned else ""
    return Cell(text(sign + STEP * steps), shade)


def _adoption(plan: Plan, digest: str, words: Words) -> SignaturePanel:
    """Return the panel in which chair and secretary write by which decision the plan was adopted."""
    last = plan.text()
    known = last if last is not None and last.digest in ("", digest) else None
    return SignaturePanel(
        words.say("adoption_line"),
        (
            (words.say("decision"), known.decision if known else ""),
            (words.say("date"), long_date(known.date, words.language) if known else ""),
            (words.group("offices", "chair"), ""),
            (words.group("offices", "secretary"), ""),
        ),
        words.say("stamp"),
    )
