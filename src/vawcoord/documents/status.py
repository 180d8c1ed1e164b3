"""What `status` says: the next meeting, late, due, expiring, unsigned, incomplete, and the three things to do now."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vawcoord.finding import Finding
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.meeting import Meeting, Occurrence
    from vawcoord.records.minutes import ActionState

SOON_DAYS = 30
"""How far ahead `status` looks for what is due."""

SCREEN_LINES = 24
"""How many lines a screen has; groups are cut so that the status fits, unless every group has something to say."""

_EXPIRY_DAYS = 60
_UNWRITTEN_DAYS = 60
"""How far back a meeting without minutes is asked about; `handover --take` looks back a year."""

_MOST_LETTERS = 2
_AHEAD_DAYS = 7
"""How long before its day a step towards the next meeting is shown."""


class Line(Value):
    """One thing to know: where it belongs, what it is, since or until when, and the command that moves it on.

    `weight` is how much it matters; `after` puts it behind the others of its group, whatever its day.
    """

    group: str
    what: str
    day: date | None = None
    command: str = ""
    weight: int = 0
    after: bool = False


class Shown(Value):
    """A group as a screen shows it: some of its lines, and how many more there are."""

    group: str
    lines: tuple[Line, ...]
    more: int


class Status(Value):
    """One screen: lines by group in the order in which they are shown, and the three that come first."""

    name: str
    today: date
    lines: tuple[Line, ...]
    now: tuple[Line, ...]

    def groups(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """Yield each group that has lines, in the order of their days."""
        for name in dict.fromkeys(one.group for one in self.lines):
            group = (one for one in self.lines if one.group == name)
            yield name, tuple(sorted(group, key=lambda one: (one.after, one.day or date.max)))

    def screen(self, room: int | None = None) -> tuple[Shown, ...]:
        """Return the groups as far as there is room: the first line of each, then what weighs most. None: all lines."""
        groups = list(self.groups())
        counts = [len(lines) if room is None else 1 for _name, lines in groups]
        while room is not None and sum(counts) < room:
            waiting = [
                (-lines[count].weight, place)
                for place, ((_name, lines), count) in enumerate(zip(groups, counts, strict=True))
                if count < len(lines)
            ]
            if not waiting:
                break
            counts[min(waiting)[1]] += 1
        return tuple(Shown(name, lines[:count], len(lines) - count) for (name, lines), count in zip(groups, counts, strict=True))

    def room(self) -> int:
        """Return how many lines there are for the groups, beside title, blank lines and what is to be done now."""
        return SCREEN_LINES - 4 - 2 * max(1, len(self.now))


def status(committee: Committee, findings: tuple[Finding, ...], today: date) -> Status:
    """Return the status on a day."""
    lines = (
        *_next_meeting(committee, today),
        *_minutes(committee, today),
        *_tasks(committee, today),
        *_signatures(committee, today),
        *_answers(committee, today),
        *_expiring(committee, today),
        *_incomplete(committee, today),
        *_findings(findings),
    )
    first = sorted((one for one in lines if one.command), key=lambda one: (-one.weight, one.day or date.max, one.what))
    return Status(committee.profile.name, today, lines, tuple(first[:3]))


def _tasks(committee: Committee, today: date) -> Iterator[Line]:
    """Yield activities and actions that are late, blocked or due soon. Late actions are one line: `action list` has them all."""
    if not committee.plans and not committee.meetings:
        return
    from vawcoord.records.plan import CLOSED, current, latest, states

    lines: list[Line] = []
    if committee.plans:
        single = len(current(committee.plans, today)) == 1
        for one in states(committee.plans, latest(committee.journal, today), today):
            if one.status in CLOSED:
                continue
            shown = one.activity.id if single else one.item
            what = _("{item} {title} ({agency})").format(item=shown, title=one.activity.title, agency=one.lead or "—")
            if one.late_days and one.holds_up:
                short = [name.removeprefix(f"{one.plan.id}/") for name in one.holds_up]
                what += "; " + _("holds up {items}").format(items=", ".join(short))
            lines += _task(what, one.item, one.due, one.status, today)
    if any(one.actions for one in committee.meetings):
        from vawcoord.records.minutes import action_states

        held = [one for one in action_states(committee, today) if one.open]
        lines += _late_actions([one for one in held if one.late_days], today)
        for action in held:
            if not action.late_days:
                text = " ".join(action.action.text.split())
                what = _("{item} {title} ({agency})").format(item=action.item, title=text, agency=action.agency)
                lines += _task(what, action.item, action.due, action.status, today)
    order = (_("Late"), _("Blocked"), _("Due soon"))
    yield from sorted(lines, key=lambda one: order.index(one.group))


def _task(what: str, item: str, due: date | None, status: str, today: date) -> Iterator[Line]:
    """Yield the line of something that is still to be done, if it is time to speak of it."""
    command = f"vawcoord progress {item} STATUS"
    if due is not None and due < today:
        yield Line(_("Late"), what, due, command, 90)
    elif status == "blocked":
        yield Line(_("Blocked"), what, due, command, 70)
    elif due is not None and (due - today).days <= SOON_DAYS:
        yield Line(_("Due soon"), what, due, command, 40)


def _late_actions(late: "Sequence[ActionState]", today: date) -> Iterator[Line]:
    """Yield how many actions are late, and those that were carried over so often that a letter goes out."""
    letters = sorted((one for one in late if one.escalated), key=lambda one: one.due or today)
    for one in letters if len(letters) <= _MOST_LETTERS else letters[:1]:
        single = _("a letter is due: {item} was carried over {count} times ({agency})")
        many = _("{letters} letters are due, the first: {item}, carried over {count} times ({agency})")
        said = single if len(letters) <= _MOST_LETTERS else many
        what = said.format(letters=len(letters), item=one.item, count=one.carried, agency=one.agency)
        yield Line(_("Late"), what, one.due, f"vawcoord action letter {one.item}", 88)
    rest = [one for one in late if not one.escalated]
    if len(rest) == 1:
        text = " ".join(rest[0].action.text.split())
        what = _("{item} {title} ({agency})").format(item=rest[0].item, title=text, agency=rest[0].agency)
        yield from _task(what, rest[0].item, rest[0].due, rest[0].status, today)
    elif rest:
        longest = max(rest, key=lambda one: one.late_days)
        yield Line(
            _("Late"),
            several(
                "{count} action, the longest {item} ({agency})",
                "{count} actions, the longest {item} ({agency})",
                len(rest),
                item=longest.item,
                agency=longest.agency,
            ),
            longest.due,
            "vawcoord message reminder",
            89,
        )


def _signatures(committee: Committee, today: date) -> Iterator[Line]:
    """Yield documents that wait for signatures or for a decision."""
    if not committee.documents:
        return
    from vawcoord.records.document import standing

    for document in committee.documents:
        if document.translation:
            continue
        state = standing(document, today)
        if state.state in ("withdrawn", "superseded", "expired") or document.placeholders:
            continue
        if state.draft_of_next and not state.signed:
            yield Line(
                _("Unsigned"),
                _("{ref}: the file is the draft of a next text; the signed one is still in force").format(ref=document.ref),
                None,
                f"vawcoord {document.kind} show {document.id}",
                20,
            )
        elif state.unsigned and state.state in ("draft", "issued", "partly-signed", "in-force", "review-due"):
            missing = ", ".join(state.unsigned[:4]) + (" …" if len(state.unsigned) > 4 else "")
            yield Line(
                _("Unsigned"),
                several(
                    "{ref}: {count} signature is missing ({parties})",
                    "{ref}: {count} signatures are missing ({parties})",
                    len(state.unsigned),
                    ref=document.ref,
                    parties=missing,
                ),
                None,
                f"vawcoord {document.kind} sign {document.id} --party {state.unsigned[0]}",
                80 if state.signed else 60,
            )
        elif document.front.in_force == "adoption" and state.since is None:
            yield Line(
                _("Unsigned"),
                _("{ref}: not adopted yet").format(ref=document.ref),
                None,
                f"vawcoord {document.kind} adopt {document.id} --by DECISION",
                60,
            )


def _answers(committee: Committee, today: date) -> Iterator[Line]:
    """Yield the documents that are out for comments, and the copies that came back and wait for a decision."""
    if not committee.documents:
        return
    from vawcoord.records.document import copies_out, log_out

    group = _("Out for comments")
    for document in committee.documents:
        out = () if document.translation else copies_out(document, today)
        if out:
            late = [one for one in out if one.late(today)]
            shown = [one.party for one in late or out]
            agencies = ", ".join(shown[:4]) + (" …" if len(shown) > 4 else "")
            what = _("{ref}: no answer yet from {agencies}") if late else _("{ref}: with {agencies}")
            yield Line(
                group,
                what.format(ref=document.ref, agencies=agencies),
                min((one.answer_by for one in late or out if one.answer_by), default=None),
                f"vawcoord {document.kind} list",
                65 if late else 10,
            )
    for meeting in committee.meetings:
        out = log_out(meeting.log, today) if meeting.log and not meeting.approved else ()
        late = [one for one in out if one.late(today)]
        if late:
            day = min(one.answer_by for one in late if one.answer_by)
            what = _("minutes of {id}: the day for corrections is past").format(id=meeting.id)
            yield Line(group, what, day, f"vawcoord meeting approve {meeting.id} --at MEETING", 30)
    waiting: dict[str, int] = {}
    for one in committee.received:
        if one.undecided:
            waiting[one.document] = waiting.get(one.document, 0) + len(one.undecided)
    for ref, count in sorted(waiting.items()):
        kind, _slash, name = ref.partition("/")
        yield Line(
            group,
            several(
                "{ref}: {count} proposal waits for a decision", "{ref}: {count} proposals wait for a decision", count, ref=ref
            ),
            None,
            f"vawcoord {'meeting' if kind == 'minutes' else kind} take {name}",
            68,
        )


def _expiring(committee: Committee, today: date) -> Iterator[Line]:
    """Yield reviews, terms and authorities that are past or run out soon."""
    horizon = today + timedelta(days=_EXPIRY_DAYS)
    group = _("Running out")
    for officer in committee.profile.officers:
        newer = any(
            one.office == officer.office and (one.from_ or date.min) > (officer.from_ or date.min)
            for one in committee.profile.officers
        )
        if officer.until and officer.until <= horizon and not newer:
            weight = 85 if officer.until < today else 50
            yield Line(group, _("term of the {office}").format(office=officer.office), officer.until, "vawcoord check", weight)
    for member in committee.active(today):
        for person in member.representatives:
            until = person.authority.until if person.authority and person.serving(today) else None
            if until and until <= horizon:
                yield Line(
                    group,
                    _("authority of {person} ({agency})").format(person=person.shown(), agency=member.id),
                    until,
                    f"vawcoord member change {member.id} --person {person.id} --authority REF",
                    70 if until < today else 30,
                )
    if not committee.documents:
        return
    from vawcoord.records.document import standing

    for document in committee.documents:
        state = standing(document, today) if not document.translation else None
        if state is None or state.since is None or state.state in ("withdrawn", "superseded"):
            continue
        for what, day in ((_("review of {ref}"), state.review), (_("end of {ref}"), document.front.until)):
            if day and day <= horizon:
                weight = 75 if day < today else 35
                yield Line(group, what.format(ref=document.ref), day, f"vawcoord {document.kind} show {document.id}", weight)


def _incomplete(committee: Committee, today: date) -> Iterator[Line]:
    """Yield agencies nobody speaks or signs for, and documents in which something is still to be completed.

    The agencies come first: what their files say fills most of the open places of a new document.
    """
    silent = [
        one.id for one in committee.active(today) if one.representative("lead", today) is None or one.signatory(today) is None
    ]
    if silent:
        yield Line(
            _("To be completed"),
            several(
                "members/: {count} agency has no representative or nobody who signs ({agencies})",
                "members/: {count} agencies have no representative or nobody who signs ({agencies})",
                len(silent),
                agencies=", ".join(silent[:4]) + (" …" if len(silent) > 4 else ""),
            ),
            None,
            _('vawcoord member change {id} --lead "Name, Post" --signatory "Name, Post"').format(id=silent[0]),
            58,
        )
    for document in committee.documents:
        count = len(document.placeholders)
        if count:
            yield Line(
                _("To be completed"),
                several("{path}: {count} place", "{path}: {count} places", count, path=document.where.path),
                None,
                f"vawcoord open {document.where.path}",
                55,
            )


def _next_meeting(committee: Committee, today: date) -> Iterator[Line]:
    """Yield the next meeting, and what it still needs: agenda, notice, answers."""
    if committee.schedule is None:
        return
    from vawcoord.records.meeting import occurring

    one = next((one for one in occurring(committee, today, today + timedelta(days=400)) if not one.cancelled), None)
    if one is None:
        return
    where = "" if not one.place or "[to be completed" in one.place else f", {one.place}"
    yield Line(_("Next meeting"), f"{one.title}, {one.start}–{one.end}{where}", one.day, "", 50)
    yield from _steps(committee, one, today)


def _steps(committee: Committee, one: "Occurrence", today: date) -> Iterator[Line]:
    """Yield the next step towards a meeting, when its day is near."""
    from vawcoord.records.agenda import agenda_front, answers, invited, notice_day, working_day

    group = _("Next meeting")
    held = next((meeting for meeting in committee.meetings if meeting.id == one.id), None)
    front = agenda_front(held)
    draft = working_day(committee, one.day - timedelta(days=committee.profile.meetings.back_schedule.draft), -1)
    notice = notice_day(committee, one.day)
    if front is None:
        if draft - timedelta(days=_AHEAD_DAYS) <= today:
            weight = 86 if notice <= today else 65
            yield Line(group, _("there is no agenda yet"), draft, f"vawcoord meeting agenda {one.id}", weight, after=True)
    elif front.issued is None or front.issued > today:
        if notice - timedelta(days=_AHEAD_DAYS) <= today:
            weight = 86 if notice <= today else 64
            yield Line(group, _("notice and papers go out"), notice, "vawcoord message notice", weight, after=True)
    else:
        said, base = answers(front), invited(committee, one)
        count = sum(1 for member in base if member.id in said)
        what = _("{count} of {all} agencies have answered").format(count=count, all=len(base))
        brief = f"vawcoord meeting brief {one.id}" if one.day - timedelta(days=1) <= today else ""
        yield Line(group, what, None, brief, 45, after=True)


def _minutes(committee: Committee, today: date) -> Iterator[Line]:
    """Yield minutes to be written and to be approved, and decisions that wait for a quorate meeting."""
    if committee.schedule is not None:
        yield from _unwritten(committee, today)
    group = _("Minutes")
    held = [one for one in committee.meetings if one.held and one.held <= today]
    for meeting in held:
        if not meeting.approved:
            again = any(one.series == meeting.series and (one.held or today) > (meeting.held or today) for one in held)
            what = _("{meeting} waits for approval").format(meeting=meeting.id)
            yield Line(group, what, meeting.held, f"vawcoord meeting approve {meeting.id}", 60 if again else 15)
    if any(one.decisions for one in held):
        yield from _proposals(committee, held)


def _unwritten(committee: Committee, today: date) -> Iterator[Line]:
    """Yield the meetings of late that have no minutes, as one line."""
    from vawcoord.records.meeting import occurring

    written = {one.id for one in committee.meetings if one.held}
    past = occurring(committee, today - timedelta(days=_UNWRITTEN_DAYS), today - timedelta(days=1))
    lost = [one for one in past if not one.cancelled and one.id not in written]
    if not lost:
        return
    what = several(
        "{count} meeting has no minutes ({meeting})", "{count} meetings have no minutes (the last: {meeting})", len(lost),
        meeting=lost[-1].id,
    )  # fmt: skip
    weight = 84 if (today - lost[-1].day).days > committee.profile.meetings.back_schedule.minutes else 72
    yield Line(_("Minutes"), what, lost[-1].day, f"vawcoord meeting minutes {lost[-1].id}", weight)


def _proposals(committee: Committee, held: "Sequence[Meeting]") -> Iterator[Line]:
    """Yield decisions without quorum that no meeting has confirmed yet."""
    from vawcoord.records.minutes import decisions, reconvene_by

    known = {one.id for one in held}
    for kept in decisions(committee):
        if kept.is_proposal and kept.meeting.id in known:
            what = _("{decision} had no quorum and waits to be confirmed").format(decision=kept.id)
            day = reconvene_by(committee.profile, kept.meeting)
            yield Line(_("Minutes"), what, day, "vawcoord meeting decisions", 45)


def _findings(findings: tuple[Finding, ...]) -> Iterator[Line]:
    """Yield how many mistakes the folder holds."""
    errors = sum(1 for one in findings if one.severity == "error")
    others = len(findings) - errors
    if errors:
        yield Line(_("Check"), several("{count} mistake", "{count} mistakes", errors), None, "vawcoord check", 100)
    if others:
        yield Line(
            _("Check"), several("{count} thing to look at", "{count} things to look at", others), None, "vawcoord check", 10
        )


def state_in_words(state: str) -> str:
    """Return a document's state as people say it."""
    return {
        "draft": _("draft"),
        "issued": _("issued"),
        "partly-signed": _("partly signed"),
        "in-force": _("in force"),
        "review-due": _("in force, review due"),
        "expired": _("expired"),
        "withdrawn": _("withdrawn"),
        "superseded": _("superseded"),
    }[state]
