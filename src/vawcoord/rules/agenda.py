"""Checks the agendas of meetings to come: the voice of survivors, the time, double ids, answers, whether it goes out in time."""

from collections.abc import Iterator
from datetime import date, timedelta

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.agenda import VOICE, agenda_front, length, notice_day
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import CASE_KINDS, Answered, Meeting, Occurrence, Paper, Series, occurrence, occurring
from vawcoord.records.minutes import THERE
from vawcoord.text.items import items_of
from vawcoord.where import Where

AHEAD = timedelta(days=90)
"""How far ahead meetings are looked at whose agenda must be made; no notice is longer."""


def items(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name agendas without the survivors' item, with too many minutes, with an id twice, and of meetings that are none.

    Of a meeting that was held only a double id is named: the rest can no longer be mended.
    """
    for meeting in committee.meetings:
        if meeting.agenda is None:
            continue
        yield from _twice(meeting.agenda)
        if meeting.held is not None:
            continue
        one = occurrence(committee, meeting.id)
        if one is None or one.cancelled:
            yield _of_none(meeting, meeting.agenda, one)
            continue
        yield from _voice(meeting.agenda, one.series)
        yield from _time(meeting.agenda, one)


def _twice(paper: Paper) -> Iterator[Finding]:
    """Name items whose id another item has."""
    seen = set()
    for clause in paper.clauses:
        if clause.id in seen:
            yield finding(
                "AGE004",
                Where(paper.where.path, clause.line),
                _('the id "{id}" stands here a second time.').format(id=clause.id[:60]),
                _("Give this item another id: minutes, quorum and actions point at it."),
            )
        seen.add(clause.id)


def _of_none(meeting: Meeting, paper: Paper, one: Occurrence | None) -> Finding:
    """Return the finding about the agenda of a meeting that does not take place."""
    return finding(
        "AGE003",
        Where(paper.where.path, 1),
        _("the meeting {id} was cancelled.").format(id=meeting.id)
        if one
        else _('there is no meeting "{id}" in the schedule.').format(id=meeting.id),
        _(
            "Move what is on it to another meeting, then remove the file; or bring the meeting back: vawcoord meeting cancel --take-back."
        )
        if one
        else _("A meeting's id is its planned day and its series: vawcoord meeting list shows them."),
    )


def _voice(paper: Paper, series: Series) -> Iterator[Finding]:
    """Name an agenda of a coordination meeting without the item in which survivors are heard."""
    if series.kind not in CASE_KINDS and all(one.id != VOICE for one in paper.clauses):
        yield finding(
            "AGE001",
            Where(paper.where.path, paper.body_line),
            _('the item "{id}" is missing.').format(id=VOICE),
            _(
                "Put it back where you like: ## Survivor and community voice {{#{id} minutes=10}}. It may be moved, not removed."
            ).format(id=VOICE),
        )


def _time(paper: Paper, one: Occurrence) -> Iterator[Finding]:
    """Name an agenda whose items take longer than the meeting."""
    whole, there = items_of(paper.body).minutes, length(one)
    if whole > there:
        yield finding(
            "AGE002",
            Where(paper.where.path, paper.body_line),
            _("the items take {minutes} minutes, and the meeting lasts {length}.").format(minutes=whole, length=there),
            _("Shorten items, put some off, or let the meeting begin earlier: vawcoord meeting move {id} --start TIME.").format(
                id=one.id
            ),
        )


def answers(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name answers of agencies that are no members on the day, of people who do not speak for them, and two of one agency."""
    for meeting in committee.meetings:
        front = agenda_front(meeting)
        if front is None or meeting.held is not None:
            continue
        one = occurrence(committee, meeting.id)
        on = one.day if one else meeting.planned
        seen = set()
        for answer in front.answers:
            if answer.agency in seen:
                yield finding(
                    "AGE005",
                    answer.where.at("agency"),
                    _('"{agency}" has answered twice; the last answer counts.').format(agency=answer.agency),
                    _("Remove the earlier answer."),
                )
            seen.add(answer.agency)
            yield from _answer(committee, answer, on)


def _answer(committee: Committee, answer: Answered, on: date) -> Iterator[Finding]:
    """Name what is wrong with one answer."""
    member = committee.member(answer.agency)
    if member is None:
        return
    if not member.active(on):
        yield finding(
            "AGE005",
            answer.where.at("agency"),
            _('"{agency}" is no member on the day of the meeting.').format(agency=answer.agency),
            _("Its answer does not count for the quorum. Remove it, or correct the agency's days."),
        )
    serving = [one.id for one in member.representatives if one.serving(on)]
    if answer.who and answer.who not in serving:
        yield finding(
            "AGE005",
            answer.where.at("who"),
            _('"{who}" does not speak for {agency} on the day of the meeting.').format(who=answer.who[:60], agency=answer.agency),
            _("Its people are: {people}.").format(people=", ".join(serving) or "—"),
        )
    if answer.informed and answer.is_ in THERE:
        yield finding(
            "AGE005",
            answer.where.at("informed"),
            _("information comes with apologies only."),
            _("Leave it out, or write apologies."),
        )


def in_time(committee: Committee, today: date) -> Iterator[Finding]:
    """Name coming meetings whose notice is due and whose agenda is not there, or did not go out."""
    if committee.schedule is None:
        return
    folders = {one.id: one for one in committee.meetings}
    for one in occurring(committee, today, today + AHEAD):
        due = notice_day(committee, one.day)
        held = folders.get(one.id)
        if one.cancelled or due >= today or (held is not None and held.held is not None):
            continue
        front = agenda_front(held)
        if front is None:
            if held is None or held.agenda is None:
                yield finding(
                    "AGE006",
                    one.extra.where if one.extra else one.series.where,
                    _("{id} has no agenda; the notice was due on {day}.").format(id=one.id, day=due),
                    _("Make it: vawcoord meeting agenda {id}.").format(id=one.id),
                )
        elif front.issued is None:
            yield finding(
                "AGE006",
                front.where,
                _("nothing says that it went out; the notice was due on {day}.").format(day=due),
                _("Note the day: vawcoord meeting agenda {id} --issued --on DATE.").format(id=one.id),
            )
        elif front.issued > due:
            yield finding(
                "AGE007",
                front.where.at("issued"),
                _("it went out on {day}; the notice was due on {due}.").format(day=front.issued, due=due),
                _("Ask at the meeting whether everybody accepts the short notice, and have it written down."),
            )


RULES = (items, answers, in_time)
