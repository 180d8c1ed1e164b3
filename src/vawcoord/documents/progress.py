"""How the plan stands and what moved, as values: the overview behind `plan show`, and `changes` since a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.plan import CLOSED, COLOURS, DROPPED, JournalEntry, Plan, State, current, in_order, latest, states

BY = ("goal", "agency", "status")
CHANGES = ("finished", "slipped", "brought-forward", "re-owned", "blocked", "late", "dropped", "taken-up-again", "added")
"""Kinds of changes in the order in which they are told: what was done comes first."""

_RANK = {name: place for place, name in enumerate(("red", "amber", "green", "grey", "done"))}
_YEAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Group:
    """Activities under one heading, the late ones first."""

    id: str
    title: str
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """How plans stand on a day: all their activities, and the ones asked for, in groups."""

    plans: tuple[Plan, ...]
    on: date
    all: tuple[State, ...]
    groups: tuple[Group, ...]

    @property
    def shown(self) -> tuple[State, ...]:
        """Return the activities asked for, in the order of the groups."""
        return tuple(one for group in self.groups for one in group.states)

    def count(self) -> dict[str, int]:
        """Return how many of the activities asked for have each colour."""
        return {name: sum(1 for one in self.shown if one.rag == name) for name in COLOURS}


def standing(committee: Committee, on: date, plans: Sequence[Plan] = ()) -> tuple[State, ...]:
    """Return where the activities of some plans stand, or of those that no other plan replaces. The journal is folded once."""
    every = states(committee.plans, latest(committee.journal, on), on)
    wanted = {plan.id for plan in plans or current(committee.plans, on)}
    return tuple(one for one in every if one.plan.id in wanted)


def overview(
    committee: Committee, on: date, *, plans: Sequence[Plan] = (), by: str = "goal", agency: str = "", status: str = ""
) -> Overview:
    """Return how plans stand on a day, grouped by goal, agency or status, of one agency or in one status where asked."""
    held = standing(committee, on, plans)
    asked = [one for one in held if (not agency or one.lead == agency) and (not status or one.status == status)]
    return Overview(tuple(plans or current(committee.plans, on)), on, held, tuple(_grouped(committee, asked, by)))


def _grouped(committee: Committee, held: Sequence[State], by: str) -> Iterator[Group]:
    """Yield the groups that hold something: goals in the order of the plans, agencies by name, statuses as they are listed."""
    groups: dict[str, list[State]] = {}
    for one in held:
        groups.setdefault(_group_of(one, by), []).append(one)
    for name in sorted(groups, key=lambda name: _place(committee, held, name, by)):
        yield Group(name, _title(committee, groups[name][0], name, by), tuple(sorted(groups[name], key=order)))


def _group_of(state: State, by: str) -> str:
    """Return the group a state belongs to."""
    match by:
        case "agency":
            return state.lead
        case "status":
            return state.status
        case _:
            return f"{state.plan.id}/{state.activity.goal}"


def _place(committee: Committee, held: Sequence[State], name: str, by: str) -> tuple[int, str]:
    """Return the key by which groups are put in order; what belongs nowhere comes last."""
    if by == "agency":
        member = committee.member(name)
        return (0 if name else 1, member.name if member else name)
    if by == "status":
        from vawcoord.records.plan import STATUSES

        return (STATUSES.index(name), "")
    plans = {one.plan.id: one.plan for one in held}
    goals = [f"{plan.id}/{goal.id}" for plan in plans.values() for goal in plan.goals]
    return (goals.index(name) if name in goals else len(goals), name)


def _title(committee: Committee, state: State, name: str, by: str) -> str:
    """Return the heading of a group."""
    if by == "agency":
        member = committee.member(name)
        return member.name if member else name or _("No agency")
    if by == "status":
        return name
    goal = state.plan.goal(state.activity.goal)
    return goal.title if goal else _("No goal")


def order(state: State) -> tuple[int, int, int, date, str]:
    """Return the key by which activities are listed: late first, the longest late at the top, then by colour and day."""
    return (
        0 if state.late_days else 1,
        -state.late_days,
        _RANK.get(state.rag, 0),
        state.due or date.max,
        state.activity.id,
    )


def remarks(state: State, on: date) -> list[str]:
    """Return what a person should know about an activity, in short: late, what it holds up, money, silence."""
    made = []
    if state.late_days:
        made.append(several("{count} day late", "{count} days late", state.late_days))
    if state.holds_up:
        made.append(_("holds up {items}").format(items=", ".join(_short(state, name) for name in state.holds_up)))
    if state.waits_for:
        made.append(_("waits for {items}, late").format(items=", ".join(_short(state, name) for name in state.waits_for)))
    made.extend(_("missed on {day}: {title}").format(day=one.due, title=one.title) for one in state.missed)
    if state.unfunded and state.activity.resources:
        made.append(
            _("not funded: {missing} of {needed} {currency}")
            .format(
                missing=money(state.unfunded),
                needed=money(state.activity.resources.needed),
                currency=state.activity.resources.currency,
            )
            .strip()
        )
    if state.never_updated(on):
        made.append(_("never updated"))
    if state.by_hand:
        made.append(_("colour set by hand: {reason}").format(reason=state.reason))
    if state.planned and state.due and state.due != state.planned and state.open:
        made.append(_("planned for {day}").format(day=state.planned))
    return made


def _short(state: State, item: str) -> str:
    """Return an item's id, without the plan where it is the same."""
    return item.removeprefix(f"{state.plan.id}/")


def money(value: float) -> str:
    """Return an amount with its thousands set apart by a space that no line breaks at; the same in every language."""
    text = f"{value:,.2f}".removesuffix(".00")
    return text.replace(",", "\u202f")


def rule() -> str:
    """Return the rule of red, amber and green in words, as it is printed under every table."""
    return _(
        "Colours, by the first rule that fits: done; grey before the start or when set aside; red past the day or blocked; amber "
        "when due within 30 days without an entry for 30 days, when a step was missed or an activity it waits for is late; "
        "otherwise green. A colour set by hand has a reason, and holds until the next entry."
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that moved: what, whose it is, when, from what to what, and why. `days` is by how long a day slipped."""

    kind: str
    item: str
    title: str
    agency: str
    day: date | None
    before: str = ""
    after: str = ""
    days: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved from a day on, that day included. `meeting` is the meeting whose day it is, where nobody named one."""

    since: date
    on: date
    meeting: str
    entries: tuple[Change, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        """Return the changes of a kind."""
        return tuple(one for one in self.entries if one.kind == kind)

    def finished(self) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """Yield each agency that finished something, the one with the most first."""
        held: dict[str, list[Change]] = {}
        for one in self.of("finished"):
            held.setdefault(one.agency, []).append(one)
        for agency in sorted(held, key=lambda name: (-len(held[name]), name)):
            yield agency, tuple(held[agency])


@dataclass(frozen=True, slots=True)
class _Stand:
    """An activity or an action on a day."""

    title: str
    status: str
    lead: str
    due: date | None


def last_meeting(committee: Committee, today: date) -> tuple[str, date] | None:
    """Return id and day of the last meeting before today: held by its minutes, else one of the schedule."""
    from vawcoord.records.meeting import MinutesFront, occurring

    held = [
        (front.held, one.id)
        for one in committee.meetings
        if one.minutes and isinstance(front := one.minutes.front, MinutesFront) and front.held and front.held < today
    ]
    if held:
        day, name = max(held)
        return name, day
    past = [one for one in occurring(committee, today - _YEAR, today - timedelta(days=1)) if not one.cancelled]
    return (past[-1].id, past[-1].day) if past else None


def changes(committee: Committee, since: date, on: date, *, meeting: str = "", agency: str = "") -> Changes:
    """Return what moved from a day on: both ends are folded from the journal, and compared.

    Of one agency: what it answers for now, or answered for before.
    """
    before, after = _stands(committee, since - timedelta(days=1)), _stands(committee, on)
    said: dict[str, list[JournalEntry]] = {}
    for entry in in_order(committee.journal, on):
        if entry.date >= since:
            said.setdefault(entry.item, []).append(entry)
    found = [one for item, now in after.items() for one in _moved(item, before.get(item), now, said.get(item, ()), since, on)]
    if agency:
        found = [one for one in found if agency in (one.agency, one.before if one.kind == "re-owned" else "")]
    found.sort(key=lambda one: (CHANGES.index(one.kind), -one.days, one.day or on, one.item))
    return Changes(since, on, meeting, tuple(found))


def _stands(committee: Committee, on: date) -> dict[str, _Stand]:
    """Return every activity and action there is on a day, by full id."""
    folded = latest(committee.journal, on)
    made = {one.item: _Stand(one.activity.title, one.status, one.lead, one.due) for one in states(committee.plans, folded, on)}
    for meeting in committee.meetings:
        front = meeting.minutes.front if meeting.minutes else None
        if (getattr(front, "held", None) or meeting.planned) > on:
            continue
        for action in meeting.actions:
            entry = folded.get(f"{meeting.id}/{action.id}")
            made[f"{meeting.id}/{action.id}"] = _Stand(
                action.text,
                (entry.status if entry else "") or "open",
                (entry.lead if entry else "") or action.agency,
                (entry.due if entry else None) or action.due,
            )
    return made


def _moved(
    item: str, before: _Stand | None, now: _Stand, said: Sequence[JournalEntry], since: date, on: date
) -> Iterator[Change]:
    """Yield what moved for one item."""

    def change(kind: str, entry: JournalEntry | None, before: str = "", after: str = "", days: int = 0) -> Change:
        return Change(
            kind, item, now.title, now.lead, entry.date if entry else None, before, after, days, _why(entry) if entry else ""
        )

    if before is None:
        yield Change("added", item, now.title, now.lead, None, "", now.due.isoformat() if now.due else "")
        before = _Stand(now.title, "open", now.lead, now.due)
    stated = next((one for one in reversed(said) if one.status), None)
    if now.status != before.status:
        if now.status == "done":
            yield change("finished", stated)
            return
        if now.status in DROPPED:
            yield change("dropped", stated, before.status, now.status)
            return
        if before.status in CLOSED:
            yield change("taken-up-again", stated, before.status, now.status)
        if now.status == "blocked":
            yield change("blocked", stated)
    if now.status in CLOSED:
        return
    dated = next((one for one in reversed(said) if one.due), None)
    if dated and before.due and now.due and now.due != before.due:
        days = (now.due - before.due).days
        yield change("slipped" if days > 0 else "brought-forward", dated, before.due.isoformat(), now.due.isoformat(), abs(days))
    owned = next((one for one in reversed(said) if one.lead), None)
    if owned and now.lead != before.lead:
        yield change("re-owned", owned, before.lead, now.lead)
    if now.due is not None and since <= now.due + timedelta(days=1) <= on:
        yield change("late", None, now.due.isoformat(), "", (on - now.due).days)


def _why(entry: JournalEntry) -> str:
    """Return why something moved, or what was noted."""
    return entry.reason or entry.note
