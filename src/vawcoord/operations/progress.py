"""A line of the journal: what happened to an activity or an action, as `progress` writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord.change import Change, ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.writing import log_added
from vawcoord.language import _
from vawcoord.operations.members import left_out
from vawcoord.operations.plan import known_member
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Action, Meeting, MinutesFront
from vawcoord.records.plan import DROPPED, STATUSES, Activity, JournalEntry, Plan, current, in_force, in_order, latest, states
from vawcoord.records.record import nearest

COLOURS = ("green", "amber", "red", "grey")
"""Colours that may be set by hand."""


@dataclass(frozen=True, slots=True)
class Item:
    """An activity of a plan, or an action of a meeting: its full id, and where it stands.

    `first` is the first day of the plan, or that of the meeting; `bound` says that the committee has decided on it; `listed` is
    the command that lists it.
    """

    id: str
    title: str
    lead: str
    due: date | None
    first: date | None
    start: date | None
    status: str
    bound: bool
    listed: str = "vawcoord plan show"


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be written down; empty means not said."""

    status: str = ""
    percent: int | None = None
    note: str = ""
    by: str = ""
    due: date | None = None
    lead: str = ""
    reason: str = ""
    rag: str = ""


def find_item(committee: Committee, name: str, today: date) -> Item:
    """Return an activity or action by its full id, or by the short one where only one is meant.

    A short id means the plans that no other one replaces. Raises VawcoordError when there is none, or several.
    """
    every = _items(committee)
    if name in every:
        return _item(committee, every[name], name, today)
    now = {plan.id for plan in current(committee.plans, today)}
    short = [item for item, (owner, _one) in every.items() if item.partition("/")[2] == name and _counts(owner, now)]
    if len(short) == 1:
        return _item(committee, every[short[0]], short[0], today)
    if short:
        raise VawcoordError(
            _('"{name}" could be several: {items}.').format(
                name=name, items=", ".join(short[:8]) + (" …" if len(short) > 8 else "")
            ),
            _("Write the full id."),
        )
    broken = f"plan/{name.partition('/')[0]}.toml" if "/" in name else ""
    if broken in committee.paths and all(one.id != name.partition("/")[0] for one in committee.plans):
        raise left_out(broken)
    near = nearest(name, [*every, *(item.partition("/")[2] for item in every)])
    raise VawcoordError(
        _('There is no activity or action "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("vawcoord plan show lists the activities, vawcoord action list the actions."),
    )


def _items(committee: Committee) -> dict[str, tuple[Plan | Meeting, Activity | Action]]:
    """Return what the journal can speak of, by full id."""
    found: dict[str, tuple[Plan | Meeting, Activity | Action]] = {}
    for plan in committee.plans:
        found.update({f"{plan.id}/{one.id}": (plan, one) for one in plan.activities})
    for meeting in committee.meetings:
        found.update({f"{meeting.id}/{one.id}": (meeting, one) for one in meeting.actions})
    return found


def _counts(owner: Plan | Meeting, now: Iterable[str]) -> bool:
    """Say whether a short id may mean something of this plan or meeting."""
    return isinstance(owner, Meeting) or owner.id in now


def _item(committee: Committee, found: tuple[Plan | Meeting, Activity | Action], name: str, today: date) -> Item:
    """Return where an item stands on a day."""
    owner, one = found
    folded = latest(committee.journal, today)
    if isinstance(owner, Plan):
        state = next((held for held in states(committee.plans, folded, today) if held.item == name), None)
        lead, due, status = (state.lead, state.due, state.status) if state else (getattr(one, "lead", ""), one.due, "open")
        bound = in_force(owner, today)
        return Item(name, getattr(one, "title", ""), lead, due, owner.start, getattr(one, "start", None), status, bound)
    entry = folded.get(name)
    front = owner.minutes.front if owner.minutes else None
    held = (front.held if isinstance(front, MinutesFront) else None) or owner.planned
    return Item(
        name,
        getattr(one, "text", ""),
        (entry.lead if entry else "") or getattr(one, "agency", ""),
        (entry.due if entry else None) or one.due,
        held,
        held,
        (entry.status if entry else "") or "open",
        bound=True,
        listed="vawcoord action list",
    )


def report(root: Path, committee: Committee, item: Item, said: Report, today: date) -> ChangeSet:
    """Return the change that adds a line to the journal of the month. Raises VawcoordError as `line` does."""
    entry = line(committee, item, said, today)
    label = _("{item}: a line in the journal").format(item=item.id)
    return together(label, [log_added(root, journal_path(today), [entry]), *_numbers(root, committee, item)])


def _numbers(root: Path, committee: Committee, item: Item) -> tuple[Change, ...]:
    """Return the change that writes the numbers into the draft from which an action comes.

    From now on the journal speaks of this number: it must not move when lines come or go.
    """
    meeting = next((one for one in committee.meetings if item.id.startswith(f"{one.id}/")), None)
    if meeting is None or meeting.approved:
        return ()
    from vawcoord.operations.minutes import fixed_numbers

    return fixed_numbers(root, committee, [meeting.id])


def journal_path(day: date) -> str:
    """Return where the lines of a day's month stand."""
    return f"progress/{day:%Y-%m}.log.toml"


def line(committee: Committee, item: Item, said: Report, today: date) -> dict[str, Any]:
    """Return a line of the journal.

    Raises VawcoordError for a status that is none, an agency that is no member, a day before the plan, a change that needs a
    reason and has none, and for a second word on one day.
    """
    if not any((said.status, said.percent is not None, said.note, said.due, said.lead, said.rag)):
        raise VawcoordError(
            _("What happened to {item}?").format(item=item.id),
            _("Say a status ({statuses}), or --percent, --note, --due, --lead.").format(statuses=", ".join(STATUSES)),
        )
    _refuse_words(said)
    _refuse_days(item, said, today)
    known_member(committee, said.by, today)
    known_member(committee, said.lead, today)
    _refuse_without_reason(item, said)
    _refuse_again(committee.journal, item, said, today)
    return {
        "date": today,
        "item": item.id,
        "status": said.status,
        "percent": said.percent,
        "by": said.by,
        "note": said.note,
        "due": said.due,
        "lead": said.lead,
        "reason": said.reason,
        "rag": said.rag,
    }


def known_status(value: str) -> None:
    """Refuse a status that is none, with the one that was probably meant."""
    _known_word(value, STATUSES, _('"{value}" is no status.'))


def _known_word(value: str, choices: tuple[str, ...], sentence: str) -> None:
    """Refuse a word that is none of a closed list; `sentence` says so, with `{value}`."""
    if value in choices:
        return
    near = nearest(value.lower().replace(" ", "-").replace("_", "-"), choices)
    raise VawcoordError(
        sentence.format(value=value) + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("These are there: {choices}.").format(choices=", ".join(choices)),
    )


def _refuse_words(said: Report) -> None:
    """Refuse a status or a colour that is none, and numbers that contradict the status."""
    if said.status:
        known_status(said.status)
    if said.rag:
        _known_word(said.rag, COLOURS, _('"{value}" is no colour.'))
    if said.percent is not None and not 0 <= said.percent <= 100:
        raise VawcoordError(_("{percent} is no percentage: a whole number from 0 to 100.").format(percent=said.percent))
    if said.status == "done" and said.percent not in (None, 100):
        raise VawcoordError(
            _("What is done is done by 100 per cent, not by {percent}.").format(percent=said.percent),
            _("Write in-progress with the percentage, or done without it."),
        )


def _refuse_days(item: Item, said: Report, today: date) -> None:
    """Refuse a day before the plan or the meeting, and a new day that is none."""
    if item.first is not None and today < item.first:
        raise VawcoordError(
            _("{day} is before {item} could begin ({first}).").format(day=today, item=item.id, first=item.first),
            _("A line is dated by today, or by --today DATE."),
        )
    first = max((day for day in (item.first, item.start) if day is not None), default=None)
    if said.due is not None and first is not None and said.due < first:
        raise VawcoordError(
            _("{day} is before {item} could begin ({first}).").format(day=said.due, item=item.id, first=first),
            _("Choose a later day."),
        )
    if said.due is not None and said.due == item.due:
        raise VawcoordError(_("{item} is due on {day} already.").format(item=item.id, day=said.due))
    if said.lead and said.lead == item.lead:
        raise VawcoordError(_("{agency} answers for {item} already.").format(agency=said.lead, item=item.id))


def _refuse_without_reason(item: Item, said: Report) -> None:
    """Refuse a change of day, agency or colour, or dropping, without a reason: the committee decided something else."""
    if said.reason:
        return
    if said.rag:
        raise VawcoordError(_("A colour set by hand needs a reason."), _('Add --reason "…".'))
    if item.bound and (said.due or said.lead or said.status in DROPPED):
        raise VawcoordError(
            _("{item} was agreed by the committee: another day, another agency, or dropping it needs a reason.").format(
                item=item.id
            ),
            _('Add --reason "…".'),
        )


def _refuse_again(journal: Iterable[JournalEntry], item: Item, said: Report, today: date) -> None:
    """Refuse a second status, day or agency for one item on one date: nobody could tell which one holds."""
    for entry in in_order(journal, today):
        if entry.item != item.id or entry.date != today:
            continue
        for before, now in ((entry.status, said.status), (entry.due, said.due), (entry.lead, said.lead)):
            if before and now and before != now:
                raise VawcoordError(
                    _("The journal says {before} for {item} on {day} already.").format(before=before, item=item.id, day=today),
                    _("Was that wrong? Take it back with vawcoord undo, or correct the line in {path}.").format(
                        path=entry.where.path or journal_path(today)
                    ),
                )
