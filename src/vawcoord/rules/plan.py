"""Checks the action plan and its journal: Module 5's minimum, what changed after adoption, circles, steps, replaced plans."""

from collections.abc import Iterator, Sequence
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.plan import (
    CLOSED,
    DROPPED,
    Edit,
    Plan,
    State,
    circles,
    current,
    in_force,
    latest,
    plan_digest,
    silent_edits,
    states,
    superseded,
)

_MOST = 8


def numbers(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name activities that stand twice, goals of another plan, steps outside their activity."""
    goals = {goal.id for plan in committee.plans for goal in plan.goals}
    for plan in committee.plans:
        seen: set[str] = set()
        own = {goal.id for goal in plan.goals}
        for one in plan.activities:
            if one.id in seen:
                yield finding(
                    "PLN001",
                    one.where.at("id"),
                    _('"{id}" stands twice in this plan.').format(id=one.id),
                    _("Give the later one a number that was never used."),
                )
            seen.add(one.id)
            # A goal that no plan has is named by the rule about references.
            if one.goal and one.goal not in own and one.goal in goals:
                yield finding(
                    "PLN017",
                    one.where.at("goal"),
                    _('"{goal}" is a goal of another plan.').format(goal=one.goal),
                    _("Name one of these: {names}.").format(names=", ".join(sorted(own)))
                    if own
                    else _("Add the goal to this plan."),
                )
            for place, step in enumerate(one.milestones):
                before = one.start is not None and step.due < one.start
                if before or (one.due is not None and step.due > one.due):
                    yield finding(
                        "PLN007",
                        one.where.at("milestones", place, "due"),
                        _("{title}: {day} lies outside the activity.").format(title=step.title, day=step.due),
                        _("It runs from {start} to {end}; correct one of the days.").format(
                            start=one.start or "…", end=one.due or "…"
                        ),
                    )


def waiting(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name circles of activities that wait for one another, at their first activity."""
    places = {f"{plan.id}/{one.id}": one.where for plan in committee.plans for one in plan.activities}
    for way in circles(committee.plans):
        yield finding(
            "PLN006",
            places[way[0]].at("depends"),
            _("{items}: each waits for the next.").format(items=" → ".join((*way, way[0]))),
            _("Take one of them out of `depends`."),
        )


def adopted(committee: Committee, today: date) -> Iterator[Finding]:
    """Name what was changed in an adopted plan although it belongs into the journal, and show the line to write."""
    for plan in committee.plans:
        last = plan.text()
        if last is None or not last.digest:
            continue
        if plan.lost:
            yield finding(
                "PLN004",
                plan.where.at("revised", len(plan.revised) - 1, "digest") if plan.revised else plan.where.at("adopted"),
                _("the text of {plan} as adopted on {day} is missing or changed.").format(plan=plan.ref, day=last.date),
                _("Bring issued/plan/{id}/{digest}.md back from a backup.").format(
                    id=plan.id, digest=last.digest.removeprefix("v1:")[:12]
                ),
            )
        if plan.kept is None:
            continue
        edits = silent_edits(plan, committee.journal)
        for one in edits:
            yield _edited(plan, one, today)
        if not edits and plan_digest(plan.adopted_part()) != last.digest:
            yield finding(
                "PLN005",
                plan.where,
                _("{plan} says something else than the text adopted on {day}.").format(plan=plan.ref, day=last.date),
                _("Have it adopted, then: vawcoord plan adopt {id} --by DECISION.").format(id=plan.id),
            )


def _edited(plan: Plan, one: Edit, today: date) -> Finding:
    """Return the finding about one silent edit."""
    where = plan.where.at("activities", one.place) if one.place >= 0 else plan.where
    item = f"{plan.id}/{one.activity}"
    if one.what == "added":
        return finding(
            "PLN003",
            where.at("id"),
            _("{item} was not in the plan as it was adopted, and does not say when it came.").format(item=item),
            _("Add: added = {day}").format(day=today),
        )
    log = f"progress/{today:%Y-%m}.log.toml"
    said = {
        "due": f"due = {one.after or '…'}",
        "lead": f'lead = "{one.after}"',
        "dropped": 'status = "not-possible"',
    }[one.what]
    line = f'{{ date = {today}, item = "{item}", {said}, reason = "…" }},'
    if one.what == "dropped":
        return finding(
            "PLN002",
            where,
            _("{item} was adopted with the plan, and is not there any more.").format(item=item),
            _("Put it back, and write into {log}: {line}").format(log=log, line=line),
        )
    return finding(
        "PLN002",
        where.at(one.what),
        _("{item}: {before} was adopted, and {after} stands here.").format(
            item=item, before=one.before or "—", after=one.after or "—"
        ),
        _("Put {before} back, and write into {log}: {line}").format(before=one.before or "—", log=log, line=line),
    )


def minimum(committee: Committee, today: date) -> Iterator[Finding]:
    """Name open activities that lack what Module 5 asks for, agencies that left, and open activities of replaced plans."""
    folded = latest(committee.journal, today)
    held = states(committee.plans, folded, today)
    now = {plan.id: plan for plan in current(committee.plans, today)}
    for one in held:
        if one.plan.id in now and one.open:
            yield from _answered_for(committee, one, today)
    for plan in now.values():
        mine = [one for one in held if one.plan.id == plan.id and one.open]
        for code, lacking, said in (
            ("PLN009", [one for one in mine if not one.activity.indicators], _("no indicator: {items}.")),
            ("PLN010", [one for one in mine if one.activity.resources is None], _("no resources: {items}.")),
            ("PLN011", [one for one in mine if not one.activity.need], _("no need: {items}.")),
        ):
            if lacking:
                yield finding(code, plan.where, said.format(items=_listed(lacking)), _lack(code))
    for old, new in superseded(committee.plans, today).items():
        yield from _left_open(committee, held, old, new)
    yield from _needs(committee, now, today)


def _answered_for(committee: Committee, one: State, today: date) -> Iterator[Finding]:
    """Name an open activity without agency or day, or whose agency is no member."""
    lacking = [word for word, there in ((_("no agency"), one.lead), (_("no day"), one.due)) if not there]
    if lacking:
        yield finding(
            "PLN008",
            one.activity.where.at("id"),
            _("{id} “{title}” has {what}.").format(id=one.activity.id, title=one.activity.title, what=" · ".join(lacking)),
            _("Agree who answers for it until when, and enter lead and due."),
        )
    member = committee.member(one.lead)
    if member is not None and not member.active(today):
        yield finding(
            "PLN014",
            one.activity.where.at("lead"),
            _("{agency} is no member today, and answers for {item}.").format(agency=member.name, item=one.item),
            _('Find another agency, then: vawcoord progress {item} --lead AGENCY --reason "…".').format(item=one.item)
            if in_force(one.plan, today)
            else _("Find another agency, and enter it here."),
        )


def _listed(held: Sequence[State]) -> str:
    """Return the ids of some activities, the first ones."""
    ids = [one.activity.id for one in held]
    first = ", ".join(ids[:_MOST])
    more = len(ids) - _MOST
    return several("{items} and {count} more", "{items} and {count} more", more, items=first) if more > 0 else first


def _lack(code: str) -> str:
    """Return what to do about activities that lack something."""
    match code:
        case "PLN009":
            return _('Choose an indicator for each, and enter it: indicators = ["…"].')
        case "PLN010":
            return _("Say what each needs and what is there: resources = { needed = 0, secured = 0 }.")
        case _:
            return _('Enter the need that each answers: need = "needs/…".')


def _left_open(committee: Committee, held: Sequence[State], old: str, new: str) -> Iterator[Finding]:
    """Name the activities of a replaced plan that nobody closed and that nothing carries on."""
    carried = {one.continues for plan in committee.plans for one in plan.activities}
    closed = {one.item for one in committee.journal if one.status in CLOSED}
    left = [one for one in held if one.plan.id == old and one.item not in carried and one.item not in closed]
    if left:
        yield finding(
            "PLN013",
            left[0].plan.where,
            _("still open when {new} replaced it: {items}.").format(new=new, items=_listed(left)),
            _('Carry them on (continues = "{item}"), or close them: vawcoord progress {item} superseded --reason "…".').format(
                item=left[0].item
            ),
        )


def _needs(committee: Committee, now: dict[str, Plan], today: date) -> Iterator[Finding]:
    """Name the needs of the register that no activity answers, while they count."""
    needs = [one for one in committee.registers if one.kind == "needs"]
    if not needs or not now:
        return
    from vawcoord.records.register import kinds

    months = kinds()["needs"].months
    answered = {one.need.removeprefix("needs/") for plan in now.values() for one in plan.activities}
    for entry in needs:
        day = entry.get("date")
        age = (today.year - day.year) * 12 + today.month - day.month if day else 0
        if entry.id not in answered and (not months or age <= months):
            yield finding(
                "PLN012",
                entry.where,
                _("no activity of the plan answers this need."),
                _('vawcoord plan add "…" --need {id}, or enter the need in an activity: need = "needs/{id}".').format(
                    id=entry.id
                ),
            )


def lines(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name lines of the journal without their reason, from before their plan, and two days or agencies on one day."""
    plans = {plan.id: plan for plan in committee.plans}
    seen: dict[tuple[str, date, str], date | str] = {}
    for entry in committee.journal:
        plan = plans.get(entry.item.partition("/")[0])
        for name, value in (("due", entry.due), ("lead", entry.lead)):
            if value:
                before = seen.setdefault((entry.item, entry.date, name), value)
                if before != value:
                    yield finding(
                        "PLN016",
                        entry.where.at(name),
                        _("{item} has two new values on {day}: {one} and {other}.").format(
                            item=entry.item, day=entry.date, one=before, other=value
                        ),
                        _("Ask which one is right, and remove the other line."),
                    )
        if plan is None:
            continue
        if plan.start is not None and entry.date < plan.start:
            yield finding(
                "PLN018",
                entry.where.at("date"),
                _("{day} is before the plan begins ({start}).").format(day=entry.date, start=plan.start),
                _("Correct the day of the line, or the first day of the plan."),
            )
        moved = entry.due or entry.lead or entry.status in DROPPED
        if not entry.reason and (entry.rag or (moved and in_force(plan, entry.date))):
            yield finding(
                "PLN015",
                entry.where,
                _("this line of {item} changes a day, an agency or a colour, or drops it, and says no reason.").format(
                    item=entry.item
                ),
                _('Ask why, and add to the line: reason = "…"'),
            )


RULES = (numbers, waiting, adopted, minimum, lines)
