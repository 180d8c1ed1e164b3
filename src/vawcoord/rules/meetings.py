"""Checks minutes: lines that cannot be read, rosters, quorum and proposals, votes, approval, actions, who comes."""

from collections.abc import Iterator
from datetime import date, timedelta

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import UNTICKED, Attendance, Meeting, MinutesFront, occurrence
from vawcoord.records.minutes import (
    IN_A_ROW,
    THERE,
    carried,
    decisions,
    items_of,
    minutes_digest,
    quorum_at,
    reconvene_by,
    turnout,
    unticked,
    votes_of,
)
from vawcoord.where import Where

LATE_MINUTES = 20
"""After how many days minutes should be approved, once a later meeting was held (domain practice)."""

_YEAR = timedelta(days=365)


def lines(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name lines of minutes that cannot be read, actions that nobody can do by then, and numbers that stand twice."""
    for meeting in committee.meetings:
        path = meeting.minutes.where.path if meeting.minutes else ""
        for one in meeting.unread:
            yield finding("MTG001", Where(path, one.line), one.message, one.mend)
        begun = meeting.held or meeting.planned
        for action in meeting.actions:
            member = committee.member(action.agency)
            if member is None or not member.active(begun):
                yield finding(
                    "MTG002",
                    action.where.at("agency"),
                    _('"{id}" is no member agency.').format(id=action.agency)
                    if member is None
                    else _("{agency} was no member on {day}.").format(agency=member.name, day=begun),
                    _("Name the agency that is to do it; vawcoord member list shows them."),
                )
            if action.due is None or action.due < begun:
                yield finding(
                    "MTG003",
                    action.where.at("due"),
                    _("the action has no day by which it is done.")
                    if action.due is None
                    else _("{day} is before the meeting ({held}).").format(day=action.due, held=begun),
                    _("Write the day by which it is to be done: 2026-01-31."),
                )
        for held in (meeting.decisions, meeting.actions):
            seen: set[str] = set()
            for record in held:
                if record.id in seen:
                    yield finding(
                        "MTG008",
                        record.where.at("id"),
                        _("the number {id} stands twice in these minutes.").format(id=record.id),
                        _("Take the number out of the later line; approval gives it the next one."),
                    )
                seen.add(record.id)


def rosters(committee: Committee, today: date) -> Iterator[Finding]:
    """Name rosters that are not ticked, people who did not speak for their agency then, and items that are not there."""
    grace = committee.profile.meetings.back_schedule.minutes
    for meeting in committee.meetings:
        front = meeting.front
        if front is None:
            continue
        still = unticked(meeting)
        waited = meeting.held is not None and (today - meeting.held).days >= grace
        if waited and (still or not front.attendance) and not meeting.approved:
            place = next((number for number, one in enumerate(front.attendance) if one.is_ == UNTICKED), None)
            yield finding(
                "MTG004",
                front.where.at("attendance") if place is None else front.where.at("attendance", place, "is"),
                _("the roster is not ticked for {names}.").format(names=", ".join(one.agency for one in still))
                if still
                else _("the roster is empty: nobody can tell whether there was a quorum."),
                _("Ask who was there, then: vawcoord meeting minutes {id} --present AGENCY,….").format(id=meeting.id),
            )
        items = items_of(meeting)
        for place, one in enumerate(front.attendance):
            where = front.where.at("attendance", place)
            yield from _speaks(committee, meeting, one, where)
            for key, item in (("from", one.from_), ("until", one.until)):
                if item and item not in items:
                    yield finding(
                        "MTG011",
                        where.at(key),
                        _('the minutes have no item "{item}".').format(item=item),
                        _("The items are: {names}.").format(names=", ".join(items) or "—"),
                    )


def _speaks(committee: Committee, meeting: Meeting, one: Attendance, where: Where) -> Iterator[Finding]:
    """Name a person in a roster who did not speak for the agency then, and a name where only a seat may stand."""
    member = committee.member(one.agency)
    if member is None or not one.who:
        return
    person = next((each for each in member.representatives if each.id == one.who), None)
    held = meeting.held or meeting.planned
    if member.type == "survivor-led" and (person is None or (not person.seat and not person.public)):
        yield finding(
            "MTG013",
            where.at("who"),
            _("{agency} is survivor-led: only a seat may stand here.").format(agency=member.name),
            _("Leave who out, or give the agency a seat: vawcoord member change {id}.").format(id=member.id),
        )
        return
    if person is None or (not person.serving(held) and one.is_ in THERE):
        yield finding(
            "MTG009",
            where.at("who"),
            _('"{person}" did not speak for {agency} on {day}.').format(person=one.who, agency=member.name, day=held),
            _("Name who was there, or enter since when: vawcoord member change {id}.").format(id=member.id),
        )


def deciding(committee: Committee, today: date) -> Iterator[Finding]:
    """Name decisions without a quorum that nobody has confirmed, and votes that do not fit."""
    for one in decisions(committee):
        decision, meeting = one.decision, one.meeting
        if one.is_proposal and not unticked(meeting) and meeting.front and meeting.front.attendance:
            by = reconvene_by(committee.profile, meeting)
            yield finding(
                "MTG005",
                decision.where,
                _("{id} was made without a quorum, and no meeting has confirmed it.").format(id=one.id),
                _('At the next meeting with a quorum: vawcoord meeting decide "…" --confirms {id}.').format(id=one.id)
                + (" " + _("It may be taken up again until {day}.").format(day=by) if by and by >= today else ""),
            )
        counted = votes_of(decision)
        if counted is None:
            continue
        there = quorum_at(committee, meeting, decision.item).present
        if decision.method == "vote" and there and sum(counted) > there:
            yield finding(
                "MTG014",
                decision.where.at("votes"),
                _("{id} has {votes} votes, and {there} agencies were there.").format(id=one.id, votes=sum(counted), there=there),
                _("An agency has one vote, an observer none; correct the votes or the roster."),
            )
        elif carried(committee.profile, decision) is False:
            yield finding(
                "MTG015",
                decision.where.at("votes"),
                _("{id} was not carried by these votes: {votes}.").format(id=one.id, votes="-".join(map(str, counted))),
                _("Correct the votes, or write down that it was not decided."),
            )


def approval(committee: Committee, today: date) -> Iterator[Finding]:
    """Name minutes that wait too long for approval, approved texts that changed, and minutes of another meeting."""
    days = {one.series: day for one in committee.meetings if (day := one.held) is not None}
    last = {
        series: max(one.held for one in committee.meetings if one.series == series and one.held is not None) for series in days
    }
    for meeting in committee.meetings:
        front = meeting.front
        if front is None:
            continue
        if front.meeting != meeting.id:
            yield finding(
                "MTG017",
                front.where.at("meeting"),
                _("these are minutes of {other}, in the folder of {id}.").format(other=front.meeting, id=meeting.id),
                _("Correct the line, or put the file into the other folder."),
            )
        yield from _place(committee, meeting, front)
        held = meeting.held
        if held is None:
            continue
        if not meeting.approved and (today - held).days > LATE_MINUTES and last[meeting.series] > held:
            yield finding(
                "MTG006",
                front.where,
                _("a later meeting was held, and these minutes are still not approved."),
                _("Put them on the next agenda. Afterwards: vawcoord meeting approve {id} --at MEETING.").format(id=meeting.id),
            )
        if front.digest and meeting.approved and minutes_digest(meeting) != front.digest:
            yield finding(
                "MTG007",
                front.where.at("digest"),
                _("minutes or actions.toml say something else than what was approved on {day}.").format(
                    day=front.approved_on or "…"
                ),
                _('Put the text back as it was; a later meeting corrects it: vawcoord meeting correct {id} --text "…".').format(
                    id=meeting.id
                ),
            )


def _place(committee: Committee, meeting: Meeting, front: MinutesFront) -> Iterator[Finding]:
    """Name minutes of a meeting that was cancelled, and of one that takes up what needs no taking up."""
    planned = occurrence(committee, meeting.id)
    if planned is not None and planned.cancelled:
        yield finding(
            "MTG012",
            front.where,
            _("the schedule says that {id} was cancelled.").format(id=meeting.id),
            _("Was it held after all? Then: vawcoord meeting cancel {id} --take-back.").format(id=meeting.id),
        )
    if not front.reconvenes:
        return
    other = next((one for one in committee.meetings if one.id == front.reconvenes and one.minutes), None)
    if other is None or quorum_at(committee, other, "").reached:
        yield finding(
            "MTG016",
            front.where.at("reconvenes"),
            _("there are no minutes of {id}.").format(id=front.reconvenes)
            if other is None
            else _("{id} had its quorum; there is nothing to take up again.").format(id=front.reconvenes),
            _("Name the meeting that had no quorum, or remove the line."),
        )


def absences(committee: Committee, today: date) -> Iterator[Finding]:
    """Name agencies that were absent several times in a row without an apology."""
    names = {one.id: one for one in committee.members}
    for one in turnout(committee, today - _YEAR, today):
        member = names[one.agency]
        if one.in_a_row >= IN_A_ROW and member.active(today):
            yield finding(
                "MTG010",
                member.where,
                several(
                    "{agency} was absent from the last {count} meeting without an apology.",
                    "{agency} was absent from the last {count} meetings without an apology.",
                    one.in_a_row,
                    agency=member.name,
                ),
                _("Ask what would help it to come; vawcoord meeting attendance shows all."),
            )


RULES = (lines, rosters, deciding, approval, absences)
