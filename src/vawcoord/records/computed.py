"""Figures that follow from the committee's own papers: computed, never typed (meetings, attendance, actions, agreements …).

None of them counts a woman or a girl. What is kept without history (services, plan money) is as it stands now.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from vawcoord.language import marked
from vawcoord.records.indicator import Period, returns
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.committee import Committee
    from vawcoord.records.register import RegisterEntry

COUNT, SHARE = "count", "percent"
SURVIVORS = ("survivors", "survivor-led-organisations", "survivor-support-organisations")
_JOINT = 3
_CARRIED = 2


class Share(Value):
    """How many of how many; `below` is None where something is only counted."""

    above: int
    below: int | None = None

    @property
    def value(self) -> float | None:
        """Return the count, or the share in a hundred, rounded down; None where there is nothing to have a share of."""
        if self.below is None:
            return self.above
        return self.above * 100 // self.below if self.below else None


class Computed(Value):
    """A figure that is computed: its id, what it says, its unit, which way is better, the items of Module 5 it tells of."""

    id: str
    title: str
    unit: str
    better: str
    items: tuple[str, ...]
    count: Callable[["Committee", date, date], Share]

    def over(self, committee: "Committee", period: Period, on: date) -> Share:
        """Return the figure of a period, up to a day."""
        return self.count(committee, period.start, min(period.end, on))


def _meetings_held(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the meetings of the schedule, without those cancelled, were held."""
    from vawcoord.records.meeting import occurring

    held = {one.id for one in committee.meetings if one.held is not None}
    planned = [one for one in occurring(committee, since, until) if not one.cancelled]
    return Share(sum(1 for one in planned if one.id in held), len(planned))


def _meetings_quorate(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the meetings held had a quorum from beginning to end."""
    from vawcoord.records.minutes import quorum_at

    held = [one for one in committee.meetings if one.held is not None and since <= one.held <= until]
    return Share(sum(1 for one in held if quorum_at(committee, one, "").reached), len(held))


def _attendance(committee: "Committee", since: date, until: date) -> Share:
    """Return in how many of the invitations an agency was there or represented."""
    from vawcoord.records.minutes import turnout

    found = turnout(committee, since, until)
    return Share(sum(one.present + one.alternate for one in found), sum(one.invited for one in found))


def _same_person(committee: "Committee", since: date, until: date) -> Share:
    """Return how often the representative came herself, of the times an agency was there."""
    from vawcoord.records.minutes import turnout

    found = turnout(committee, since, until)
    return Share(sum(one.present for one in found), sum(one.present + one.alternate for one in found))


def _survivors_there(committee: "Committee", since: date, until: date) -> Share:
    """Return in how many of their invitations the members of the sector survivors were there or represented."""
    from vawcoord.records.minutes import turnout

    theirs = {one.id for one in committee.members if one.sector == "survivors" or one.type == "survivor-led"}
    found = [one for one in turnout(committee, since, until) if one.agency in theirs]
    return Share(sum(one.present + one.alternate for one in found), sum(one.invited for one in found))


def _minutes_approved(committee: "Committee", since: date, until: date) -> Share:
    """Return of how many meetings held the minutes were approved by the end."""
    held = [one for one in committee.meetings if one.held is not None and since <= one.held <= until]
    approved = [one for one in held if one.front and one.front.approved_on is not None and one.front.approved_on <= until]
    return Share(len(approved), len(held))


def _actions_on_time(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the actions due were done by their day."""
    from vawcoord.records.minutes import action_states

    due = [one for one in action_states(committee, until) if one.due is not None and since <= one.due <= until]
    return Share(_done_in_time(committee, {one.item: one.due for one in due if one.due}), len(due))


def _activities_on_time(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the plan's activities due were done by their day."""
    from vawcoord.records.plan import latest, states

    held = states(committee.plans, latest(committee.journal, until), until)
    due = {one.item: one.due for one in held if one.due is not None and since <= one.due <= until and one.status != "superseded"}
    return Share(_done_in_time(committee, due), len(due))


def _done_in_time(committee: "Committee", due: dict[str, date]) -> int:
    """Return how many of some items the journal calls done by their day."""
    done = {entry.item for entry in committee.journal if entry.status == "done" and entry.date <= due.get(entry.item, date.min)}
    return len(done)


def _actions_carried(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return how many open actions were carried over twice or more."""
    from vawcoord.records.minutes import action_states

    return Share(sum(1 for one in action_states(committee, until) if one.open and one.carried >= _CARRIED))


def _agreements_in_force(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return how many of the agreements, memoranda and procedures that are not over are in force."""
    from vawcoord.records.document import standing

    found = [standing(one, until) for one in committee.documents if not one.translation]
    living = [one for one in found if one.state not in ("withdrawn", "superseded", "expired")]
    return Share(sum(1 for one in living if one.since is not None and one.state in ("in-force", "review-due")), len(living))


def _reviewed(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return how many of the texts in force are not past the day of their review."""
    from vawcoord.records.document import standing

    found = [standing(one, until) for one in committee.documents if not one.translation]
    bound = [one for one in found if one.state in ("in-force", "review-due")]
    return Share(sum(1 for one in bound if one.review is None or one.review >= until), len(bound))


def _undertakings(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return how many of the people who speak for an agency have a valid undertaking of confidentiality."""
    signed = {
        one.get("who")
        for one in committee.registers
        if one.kind == "undertakings" and one.get("kind") == "confidentiality" and one.day <= until <= one.get("until")
    }
    people = [
        f"{member.id}/{person.id}"
        for member in committee.active(until)
        for person in member.representatives
        if person.serving(until)
    ]
    return Share(sum(1 for one in people if one in signed), len(people))


def _services_verified(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return how many of the providers were looked at within twelve months."""
    return Share(sum(1 for one in committee.services if one.verified_lately(until)), len(committee.services))


def _entries(committee: "Committee", kind: str, since: date, until: date) -> list["RegisterEntry"]:
    """Return the entries of a register between two days, both included."""
    return [one for one in committee.registers if one.kind == kind and since <= one.day <= until]


def _trained(committee: "Committee", since: date, until: date) -> Share:
    """Return how many staff and volunteers were trained."""
    entries = _entries(committee, "training", since, until)
    return Share(int(sum(one.get("persons") for one in entries if one.get("audience") in ("staff", "volunteers", "managers"))))


def _joint_trainings(committee: "Committee", since: date, until: date) -> Share:
    """Return how many trainings three sectors or more attended."""
    return Share(sum(1 for one in _entries(committee, "training", since, until) if len(one.get("sectors")) >= _JOINT))


def _awareness(committee: "Committee", since: date, until: date) -> Share:
    """Return how many awareness activities there were."""
    return Share(len(_entries(committee, "awareness", since, until)))


def _consulted(committee: "Committee", since: date, until: date) -> Share:
    """Return how often survivors and their organisations were asked."""
    return Share(sum(1 for one in _entries(committee, "consultations", since, until) if one.get("with") in SURVIVORS))


def _groups(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return for how many of the groups on the list a member speaks."""
    latest: dict[str, RegisterEntry] = {}
    for one in sorted((one for one in committee.registers if one.kind == "groups" and one.day <= until), key=lambda one: one.day):
        latest[one.get("group").casefold()] = one
    active = {one.id for one in committee.active(until)}
    return Share(sum(1 for one in latest.values() if one.get("seat") in active), len(latest))


def _funded(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as the plan stands now
    """Return how much of what the plan needs is there."""
    from vawcoord.records.plan import current

    held = [one.resources for plan in current(committee.plans, until) for one in plan.activities if one.resources]
    return Share(int(sum(min(one.secured, one.needed) for one in held)), int(sum(one.needed for one in held)))


def _in_time(entries: Iterable["RegisterEntry"], due: str, done: str, since: date, until: date) -> Share:
    """Return how many of the entries due in a time have their day by then."""
    held = [one for one in entries if (day := one.get(due)) is not None and since <= day <= until]
    return Share(sum(1 for one in held if (day := one.get(done)) is not None and day <= one.get(due)), len(held))


def _reports_on_time(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the reports due were sent by their day."""
    return _in_time((one for one in committee.registers if one.kind == "reports-sent"), "due", "sent", since, until)


def _complaints_on_time(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the complaints to be answered were answered by their day."""
    return _in_time((one for one in committee.registers if one.kind == "complaints"), "due", "answered", since, until)


def _recommendations(committee: "Committee", since: date, until: date) -> Share:  # noqa: ARG001 - as it stands at the end
    """Return how many of the recommendations that were to be carried out by now were."""
    due = [one for one in committee.registers if one.kind == "recommendations" and one.get("target") <= until]
    return Share(sum(1 for one in due if one.get("outcome") == "done"), len(due))


def _returns(committee: "Committee", since: date, until: date) -> Share:
    """Return how many of the figures that agencies were to send are there."""
    due = [one for one in returns(committee, until) if since <= one.due <= until]
    return Share(sum(1 for one in due if one.received), len(due))


COMPUTED: tuple[Computed, ...] = (
    Computed("meetings-held", marked("Meetings held, of those planned"), SHARE, "up", ("L2.2.6",), _meetings_held),
    Computed("meetings-quorate", marked("Meetings with a quorum, of those held"), SHARE, "up", ("L2.2.7",), _meetings_quorate),
    Computed("attendance", marked("Agencies there or represented, of those invited"), SHARE, "up", ("L2.2.2",), _attendance),
    Computed("same-person", marked("The same person, of the times an agency was there"), SHARE, "up", ("L2.2.3",), _same_person),
    Computed(
        "survivors-there",
        marked("Survivors' organisations there, of their invitations"),
        SHARE,
        "up",
        ("L2.2.2", "N3.1.10"),
        _survivors_there,
    ),
    Computed("minutes-approved", marked("Minutes approved, of the meetings held"), SHARE, "up", ("L2.2.7",), _minutes_approved),
    Computed("actions-on-time", marked("Actions done by their day, of those due"), SHARE, "up", ("L2.2.8",), _actions_on_time),
    Computed("actions-carried", marked("Open actions carried over twice or more"), COUNT, "down", ("L2.2.8",), _actions_carried),
    Computed(
        "activities-on-time",
        marked("Activities of the plan done by their day, of those due"),
        SHARE,
        "up",
        ("L2.1.5",),
        _activities_on_time,
    ),
    Computed(
        "agreements-in-force",
        marked("Texts in force, of those not over"),
        SHARE,
        "up",
        ("L2.4.2", "L2.4.3"),
        _agreements_in_force,
    ),
    Computed("agreements-reviewed", marked("Texts in force within their review date"), SHARE, "up", ("L2.2.9",), _reviewed),
    Computed(
        "undertakings-valid",
        marked("People with a valid undertaking of confidentiality"),
        SHARE,
        "up",
        ("L2.2.10",),
        _undertakings,
    ),
    Computed(
        "services-verified", marked("Providers looked at within twelve months"), SHARE, "up", ("L2.4.1",), _services_verified
    ),
    Computed("staff-trained", marked("Staff and volunteers trained"), COUNT, "up", ("L2.3.7",), _trained),
    Computed("joint-trainings", marked("Trainings of three sectors or more"), COUNT, "up", ("L2.3.8",), _joint_trainings),
    Computed("awareness-activities", marked("Awareness activities"), COUNT, "up", ("L2.5.1",), _awareness),
    Computed(
        "survivors-consulted",
        marked("Consultations with survivors' organisations"),
        COUNT,
        "up",
        ("L2.1.3", "L2.6.7"),
        _consulted,
    ),
    Computed(
        "groups-represented", marked("Groups for which a member speaks, of those listed"), SHARE, "up", ("N4.1.3",), _groups
    ),
    Computed("plan-funded", marked("Money there, of what the plan needs"), SHARE, "up", ("L2.1.6", "L2.6.8"), _funded),
    Computed("reports-on-time", marked("Reports sent by their day, of those due"), SHARE, "up", ("L2.6.9",), _reports_on_time),
    Computed(
        "complaints-on-time",
        marked("Complaints answered by their day, of those due"),
        SHARE,
        "up",
        ("L2.2.8",),
        _complaints_on_time,
    ),
    Computed(
        "recommendations-done", marked("Recommendations carried out, of those due"), SHARE, "up", ("N3.2.7",), _recommendations
    ),
    Computed("returns-received", marked("Figures received from agencies, of those due"), SHARE, "up", ("L2.6.5",), _returns),
)
"""All figures that can be computed, in the order in which reports print them."""


def computed(name: str) -> Computed | None:
    """Return the figure with an id, or None."""
    return next((one for one in COMPUTED if one.id == name), None)
