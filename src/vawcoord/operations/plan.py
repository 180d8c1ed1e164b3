"""The action plan is made, grows, is adopted and revised: `new`, `goal`, `add`, `adopt`."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.folder.writing import append_table, edited_toml, into_head, new_toml, one_line, replaced
from vawcoord.language import _
from vawcoord.operations.members import left_out
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import is_item
from vawcoord.records.plan import (
    ACTIVITY_ID,
    HORIZONS,
    PRIORITIES,
    Activity,
    Plan,
    circles,
    current,
    in_force,
    plan_digest,
    silent_edits,
)
from vawcoord.records.record import Reading, is_id, nearest
from vawcoord.text.frontmatter import split
from vawcoord.text.slug import proposed_id
from vawcoord.value import Value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


class New(Value):
    """An activity to be added; empty means not said. `milestones` are days with what is reached then."""

    title: str
    goal: str = ""
    lead: str = ""
    post: str = ""
    partners: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    need: str = ""
    priority: str = ""
    reason: str = ""
    guidelines: tuple[str, ...] = ()
    national_ref: str = ""
    depends: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    needed: float | None = None
    secured: float | None = None
    currency: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    milestones: tuple[tuple[date, str], ...] = ()
    continues: str = ""
    id: str = ""


class Begun(Value):
    """A plan to be begun."""

    id: str
    title: str = ""
    start: date | None = None
    until: date | None = None
    strategy: str = ""
    supersedes: str = ""


def find_plan(committee: Committee, name: str, today: date) -> Plan:
    """Return the plan with an id, or the only one that no other replaces. Raises VawcoordError when it is not clear which."""
    identity = name.removesuffix(".toml").rpartition("/")[2]
    for plan in committee.plans:
        if plan.id == identity:
            return plan
    if name:
        path = f"plan/{identity}.toml"
        if path in committee.paths:
            raise left_out(path)
        near = nearest(identity, [one.id for one in committee.plans])
        raise VawcoordError(
            _('There is no plan "{name}".').format(name=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("These are there: {names}.").format(names=", ".join(one.id for one in committee.plans))
            if committee.plans
            else _("Begin one: vawcoord plan new 2027-2029."),
        )
    held = current(committee.plans, today)
    if len(held) == 1:
        return held[0]
    if not held:
        broken = next((path for path in sorted(committee.paths) if path.startswith("plan/")), "")
        if broken:
            raise left_out(broken)
        raise VawcoordError(_("There is no plan yet."), _("Begin one: vawcoord plan new 2027-2029."))
    raise VawcoordError(
        _("There are several plans: {names}.").format(names=", ".join(one.id for one in held)), _("Name the one you mean.")
    )


def new(committee: Committee, request: Begun) -> tuple[str, ChangeSet]:
    """Return where a plan lies, and the change that begins it. Raises VawcoordError for a name that is none, or taken."""
    if not is_id(request.id):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=request.id),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    path = f"plan/{request.id}.toml"
    if path in committee.paths:
        raise VawcoordError(_("{ref} is there already: {path}.").format(ref=f"plan/{request.id}", path=path))
    if request.supersedes and all(one.id != request.supersedes for one in committee.plans):
        raise VawcoordError(_('There is no plan "{name}".').format(name=request.supersedes))
    if request.start and request.until and request.until < request.start:
        raise VawcoordError(_("{end} is before {start}.").format(end=request.until, start=request.start))
    strategy = committee.profile.national_strategy
    table = {
        "title": request.title
        or _("Action plan {years} of {committee}").format(years=request.id, committee=committee.profile.name),
        "national_strategy": request.strategy or (strategy.name if strategy else None),
        "start": request.start,
        "until": request.until,
        "supersedes": request.supersedes or None,
    }
    heading = _("The action plan. Change it freely until it is adopted; afterwards changes go through the journal.")
    return path, together(_("{path} begun").format(path=path), [new_toml(path, table, heading=heading)])


def goal(
    root: Path, plan: Plan, title: str, *, identity: str = "", horizon: str = "", aims: Sequence[str] = ()
) -> tuple[str, ChangeSet]:
    """Return the id of a goal, and the change that adds it to a plan."""
    if not title.strip():
        raise VawcoordError(_("The goal has no title."))
    taken = {one.id for one in plan.goals}
    identity = identity or proposed_id(title, taken)
    if not is_id(identity) or identity in taken:
        raise VawcoordError(
            _('"{id}" is no id.').format(id=identity)
            if identity not in taken
            else _('"{id}" is there already.').format(id=identity),
            _("Give another one with --id."),
        )
    _one_of(horizon, HORIZONS)
    values = {"id": identity, "title": title, "horizon": horizon or None, "aims": list(aims) or None}

    def edit(document: "TOMLDocument") -> None:
        append_table(document, "goals", values)

    change = edited_toml(root, plan.where.path, edit)
    return identity, together(_("goal {id} added to {plan}").format(id=identity, plan=plan.ref), [change])


def add(root: Path, committee: Committee, plan: Plan, request: New, today: date) -> tuple[str, ChangeSet]:
    """Return the id of an activity, and the change that adds it to a plan. Raises VawcoordError as `activity` does."""
    identity, values = activity(committee, plan, request, today)

    def edit(document: "TOMLDocument") -> None:
        append_table(document, "activities", values)

    change = edited_toml(root, plan.where.path, edit)
    return identity, together(_("activity {id} added to {plan}").format(id=identity, plan=plan.ref), [change])


def activity(
    committee: Committee, plan: Plan, request: New, today: date, taken: Collection[str] = ()
) -> tuple[str, dict[str, Any]]:
    """Return the id of an activity and its table for the plan's file; after adoption it says since when it is there.

    `taken` are ids that are given away at the same moment. Raises VawcoordError for an agency, goal, need, indicator or
    activity that is not there, and for days out of order.
    """
    if not request.title.strip():
        raise VawcoordError(_("The activity has no title."))
    _refuse_days(plan, request)
    _one_of(request.priority, PRIORITIES)
    for agency in (request.lead, *request.partners):
        known_member(committee, agency, today)
    _known(request.goal, [one.id for one in plan.goals], _("There is no goal {name} in this plan."))
    needs = [f"{one.kind}/{one.id}" for one in committee.registers if one.kind == "needs"]
    need = f"needs/{request.need}" if request.need and "/" not in request.need else request.need
    _known(need, needs, _("There is no need {name} in registers/needs."))
    for indicator in request.indicators:
        _known(indicator, [one.id for one in committee.indicators], _("There is no indicator {name}."))
    everything = [f"{one.id}/{activity.id}" for one in committee.plans for activity in one.activities]
    depends = tuple(plan.item(one) for one in request.depends)
    for one in (*depends, request.continues):
        _known(one, everything, _("There is no activity {name}."))
    for one in request.guidelines:
        if not is_item(one):
            raise VawcoordError(_("{item} is no item of Module 5.").format(item=one), _("An item looks like L2.2.3 or N3.1.5."))
    used = _used(committee, plan) | set(taken)
    identity = request.id or _next_id(plan, request.goal, used)
    if not ACTIVITY_ID.check(identity) or identity in used:
        raise VawcoordError(
            _('"{id}" was used already; ids are never used again.').format(id=identity)
            if ACTIVITY_ID.check(identity)
            else _('"{id}" is no id of an activity.').format(id=identity),
            _("Leave --id out: the next free number is taken."),
        )
    adopted = in_force(plan, today)
    return identity, _table(replace(request, need=need, depends=depends), identity, today if adopted else None)


def _table(request: New, identity: str, added: date | None) -> dict[str, Any]:
    """Return an activity as it stands in the file, in the order of the format."""
    money = {
        "needed": request.needed,
        "secured": request.secured,
        "currency": request.currency or None,
        "source": request.source or None,
    }
    resources = {name: value for name, value in money.items() if value is not None}
    values = {
        "id": identity,
        "title": request.title,
        "goal": request.goal,
        "need": request.need,
        "priority": request.priority,
        "reason": request.reason,
        "guidelines": list(request.guidelines),
        "national_ref": request.national_ref,
        "lead": request.lead,
        "post": request.post,
        "partners": list(request.partners),
        "start": request.start,
        "due": request.due,
        "milestones": [{"title": title, "due": day} for day, title in request.milestones],
        "depends": list(request.depends),
        "resources": {name: int(one) if isinstance(one, float) and one == int(one) else one for name, one in resources.items()},
        "indicators": list(request.indicators),
        "tags": list(request.tags),
        "continues": request.continues,
        "added": added,
    }
    return {name: one_line(value) for name, value in values.items() if value not in ("", None, [], {})}


def _refuse_days(plan: Plan, request: New) -> None:
    """Refuse days out of order, and days outside the plan."""
    days = [("start", request.start), ("due", request.due), *(("due", day) for day, _title in request.milestones)]
    for _name, day in days:
        if day is not None and plan.start is not None and day < plan.start:
            raise VawcoordError(
                _("{day} is before the plan begins ({start}).").format(day=day, start=plan.start), _("Choose a later day.")
            )
    if request.start and request.due and request.due < request.start:
        raise VawcoordError(_("{end} is before {start}.").format(end=request.due, start=request.start))
    for day, title in request.milestones:
        if (request.start and day < request.start) or (request.due and day > request.due):
            raise VawcoordError(
                _("{title}: {day} lies outside the activity.").format(title=title, day=day),
                _("A step lies between the first day and the day the activity is due."),
            )


def _one_of(value: str, choices: Sequence[str]) -> None:
    """Refuse a word that is none of a closed list."""
    if value and value not in choices:
        near = nearest(value, list(choices))
        raise VawcoordError(
            _('"{value}" is none of the words that may stand here.').format(value=value)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("These are there: {choices}.").format(choices=", ".join(choices)),
        )


def known_member(committee: Committee, agency: str, today: date) -> None:
    """Refuse an agency that is no member, or left."""
    if not agency:
        return
    member = committee.member(agency)
    if member is None:
        near = nearest(agency, [one.id for one in committee.members])
        raise VawcoordError(
            _('"{id}" is no member agency.').format(id=agency)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("vawcoord member list shows them; vawcoord member add adds one."),
        )
    if member.left is not None and member.left <= today:
        raise VawcoordError(
            _("{agency} left on {day}.").format(agency=member.name, day=member.left),
            _("vawcoord member list shows who is there."),
        )


def _known(name: str, there: Sequence[str], sentence: str) -> None:
    """Refuse a name that is not there; `sentence` says so, with `{name}`."""
    if name and name not in there:
        near = nearest(name, list(there))
        raise VawcoordError(
            sentence.format(name=name) + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("These are there: {names}.").format(names=", ".join(there[:12]) + (" …" if len(there) > 12 else ""))
            if there
            else "",
        )


def _used(committee: Committee, plan: Plan) -> set[str]:
    """Return the ids of activities that a plan has, or that the journal knows: they are never used again."""
    said = {one.item.partition("/")[2] for one in committee.journal if one.item.startswith(f"{plan.id}/")}
    kept = {one.id for one in plan.kept.activities} if plan.kept else set()
    return {one.id for one in plan.activities} | said | kept


def _next_id(plan: Plan, goal: str, used: Collection[str]) -> str:
    """Return the next number: behind those of its goal, which begin alike; else behind the highest."""
    goals = [one.id for one in plan.goals]
    mine = [one.id.rpartition(".")[0] for one in plan.activities if one.goal == goal and "." in one.id]
    first = max(set(mine), key=mine.count) if mine else str(goals.index(goal) + 1 if goal in goals else len(goals) + 1)
    while not mine and any(one.id.startswith(f"{first}.") and one.goal != goal for one in plan.activities):
        first = f"{int(first) + 1}"
    numbers = [int(rest) for one in used if (rest := one.removeprefix(f"{first}.")) != one and re.fullmatch(r"[0-9]{1,6}", rest)]
    return f"{first}.{max(numbers, default=0) + 1}"


def adopt(root: Path, committee: Committee, plan: Plan, decision: str, on: date) -> ChangeSet:
    """Return the changes that record the decision by which a plan applies, and keep its text; a second time it is revised.

    Raises VawcoordError for an empty plan, a circle, a text that was adopted already, a decision that its meeting does not
    have, and for changes that belong into the journal.
    """
    if not plan.activities:
        raise VawcoordError(_("{ref} has no activities yet.").format(ref=plan.ref), _('vawcoord plan add "…" adds one.'))
    loops = circles([plan])
    if loops:
        raise VawcoordError(
            _("These activities wait for one another: {items}.").format(items=" → ".join((*loops[0], loops[0][0]))),
            _("Take one of them out of `depends` first."),
        )
    last = plan.text()
    if last is not None and on < last.date:
        raise VawcoordError(_("{ref} was adopted on {day}, which is later.").format(ref=plan.ref, day=last.date))
    text = plan_digest(plan)
    if last is not None and last.digest == text:
        raise VawcoordError(_("This text of {ref} was adopted already.").format(ref=plan.ref))
    edits = silent_edits(with_kept(root, plan), committee.journal)
    if edits:
        raise VawcoordError(
            _("{ref}: {items} changed in the file and not in the journal.").format(
                ref=plan.ref, items=", ".join(dict.fromkeys(one.activity for one in edits))
            ),
            _("vawcoord check {path} shows the lines to write.").format(path=plan.where.path),
        )
    known_decision(committee, decision)
    content = disk.read(root, plan.where.path) or b""
    kept = kept_text(plan, decoded(content))
    entry = {"date": on, "decision": decision, "digest": text}

    def edit(document: "TOMLDocument") -> None:
        if last is None:
            into_head(document, "adopted", one_line(entry))
        else:
            append_table(document, "revised", entry)

    changes = [edited_toml(root, plan.where.path, edit), replaced(root, issued_path("plan", plan.id, text), kept.encode())]
    done = _("{ref} adopted") if last is None else _("{ref} revised")
    return together(done.format(ref=plan.ref), changes)


def known_decision(committee: Committee, decision: str) -> None:
    """Refuse a decision whose meeting is recorded and does not hold it, and one that is only a proposal."""
    meeting, _slash, number = decision.partition("/")
    held = next((one for one in committee.meetings if one.id == meeting), None)
    if held is not None and held.decisions and number not in {one.id for one in held.decisions}:
        raise VawcoordError(
            _("The meeting {meeting} has no decision {number}.").format(meeting=meeting, number=number or "?"),
            _("It has: {numbers}.").format(numbers=", ".join(one.id for one in held.decisions)),
        )
    if held is not None and held.decisions:
        from vawcoord.records.minutes import decisions, unticked

        one = next((one for one in decisions(committee) if one.id == decision), None)
        if one is not None and one.is_proposal and held.front and held.front.attendance and not unticked(held):
            raise VawcoordError(
                _("{id} was made without a quorum; it is only a proposal.").format(id=decision),
                _('A meeting with a quorum can confirm it: vawcoord meeting decide "…" --confirms {id}.').format(id=decision),
            )


def kept_text(plan: Plan, text: str) -> str:
    """Return a plan's text as it is kept: the file as front matter, and below it the same for people to read.

    Raises VawcoordError when the file cannot be kept so, which is when a line of a long text is +++.
    """
    front = text.replace("\r\n", "\n").strip("\n")
    made = f"+++\n{front}\n+++\n\n# {plan.title}\n\n" + "\n".join(_readable(plan)).strip() + "\n"
    again = _kept_plan(made, plan)
    if again is None or plan_digest(again) != plan_digest(plan):
        raise VawcoordError(
            _("{path}: this text cannot be kept as it is.").format(path=plan.where.path),
            _("Is there a line that holds only +++? Or a finding: vawcoord check {path}.").format(path=plan.where.path),
        )
    return made


def _readable(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan in Markdown, goal by goal."""
    goals = [(one.id, one.title, one.aims) for one in plan.goals]
    for name, title, aims in (*goals, *((("", "—", ()),) if any(plan.goal(one.goal) is None for one in plan.activities) else ())):
        yield f"## {title}"
        yield ""
        yield from (f"- {aim}" for aim in aims)
        yield from ("",) if aims else ()
        for one in plan.activities:
            if one.goal == name or (not name and plan.goal(one.goal) is None):
                yield from _readable_activity(one)


def _readable_activity(activity: Activity) -> Iterator[str]:
    """Yield the lines of an activity: its title, then a line a key."""
    yield f"### {activity.id} {activity.title}"
    yield ""
    for name, value in activity.values():
        if name in ("id", "title", "goal", "milestones", "resources"):
            continue
        said = ", ".join(value) if isinstance(value, tuple) else " ".join(str(value).split())
        yield f"- {name}: {said}"
    yield from (f"- {one.due}: {one.title}" for one in activity.milestones)
    if activity.resources:
        parts = ", ".join(f"{name} {value}" for name, value in activity.resources.values())
        yield f"- resources: {parts}"
    yield ""


def _kept_plan(text: str, plan: Plan) -> Plan | None:
    """Return the plan that a kept text holds, or None."""
    try:
        front = split(text).front
        made = Plan.read(parsed(front), (), Reading(plan.where.path))
    except TomlError:
        return None
    return made.named(plan.id) if made else None


def with_kept(root: Path, plan: Plan) -> Plan:
    """Return a plan beside its text as it was last adopted; without a digest in its head there is nothing to compare with."""
    last = plan.text()
    if last is None or not last.digest:
        return plan
    path = issued_path("plan", plan.id, last.digest)
    try:
        content = disk.read(root, path)
        kept = _kept_plan(decoded(content), plan) if content is not None else None
    except (VawcoordError, EncodingError):
        kept = None
    return plan.beside(kept if kept is not None and plan_digest(kept) == last.digest else None)


def with_kept_plans(root: Path, committee: Committee) -> Committee:
    """Return the committee with each plan beside its text as it was last adopted."""
    if not any(one.adopted for one in committee.plans):
        return committee
    return replace(committee, plans=tuple(with_kept(root, one) for one in committee.plans))
