"""For whoever takes the secretary's office and found nothing: what is missing, whom to ask, in which order, by which command."""

from collections.abc import Iterator
from datetime import date, timedelta

from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Standing, standing
from vawcoord.records.meeting import occurring
from vawcoord.records.plan import current, in_force
from vawcoord.value import Value

URGENCIES = ("now", "before-the-next-meeting", "soon", "when-there-is-time")

_YEAR = timedelta(days=366)


class Gap(Value):
    """Something that is missing: how urgent it is, what it is, whom to ask (a post and an agency), and what to do then."""

    urgency: str
    what: str
    ask: str
    command: str


def gaps(committee: Committee, today: date) -> tuple[Gap, ...]:
    """Return what is missing in the folder for the work to go on, the most urgent first."""
    found = (
        *_offices(committee, today),
        *_members(committee, today),
        *_meetings(committee, today),
        *_plan(committee, today),
        *_documents(committee, today),
    )
    return tuple(sorted(found, key=lambda one: URGENCIES.index(one.urgency)))


def _chair(committee: Committee, today: date) -> str:
    """Return how to name the chair: post and agency."""
    for office in ("chair", "co-chair", "vice-chair"):
        officer = committee.profile.officer(office, today)
        found = committee.person(officer.holder) if officer else None
        if found:
            post = found[1].seat or found[1].post or found[1].name
            return _("the chair: {post}, {agency}").format(post=post, agency=found[0].name)
    return _("the head of the agency that called the committee together")


def _before(committee: Committee, today: date) -> str:
    """Return how to name the secretary of the time before: post and agency; the chair where none is known."""
    held = [one for one in committee.profile.officers if one.office == "secretary" and (one.from_ or date.min) <= today]
    for officer in sorted(held, key=lambda one: one.from_ or date.min, reverse=True):
        found = committee.person(officer.holder)
        if found and officer.until is not None and officer.until < today:
            post = found[1].seat or found[1].post or found[1].name
            return _("the secretary before: {post}, {agency}").format(post=post, agency=found[0].name)
    return _chair(committee, today)


def _offices(committee: Committee, today: date) -> Iterator[Gap]:
    """Yield offices that nobody holds, and contacts that are not there."""
    profile = committee.profile
    for office, urgency in (("chair", "now"), ("secretary", "now"), ("vice-chair", "soon")):
        if profile.officer(office, today) is not None:
            continue
        ended = max((one.until for one in profile.officers if one.office == office and one.until), default=None)
        what = (
            _("The term of the {office} ended on {day}.").format(office=office, day=ended)
            if ended and ended < today
            else _("No {office} is recorded.").format(office=office)
        )
        yield Gap(urgency, what, _chair(committee, today), "vawcoord open committee.toml")
    if committee.contacts is None or not committee.contacts.contacts:
        yield Gap(
            "now",
            _("No telephone numbers or addresses: contacts.toml is not there, or empty. It never travels by mail or git."),
            _before(committee, today),
            _("write it: [[contacts]] with person, phones, emails"),
        )


def _members(committee: Committee, today: date) -> Iterator[Gap]:
    """Yield agencies for which nobody speaks or signs, and representatives without a letter that counts."""
    active = committee.active(today)
    if not active:
        yield Gap("now", _("No agency is a member."), _before(committee, today), "vawcoord member add")
    for member in active:
        head = _head(committee, member.id, today)
        if member.representative("lead", today) is None:
            yield Gap(
                "before-the-next-meeting",
                _("Nobody represents {agency}.").format(agency=member.name),
                head,
                f'vawcoord member change {member.id} --lead "Name, Post"',
            )
        if member.signatory(today) is None:
            yield Gap(
                "soon",
                _("Who signs for {agency} is not known.").format(agency=member.name),
                head,
                f'vawcoord member change {member.id} --signatory "Name, Post"',
            )
        for person in member.representatives:
            letter = person.authority
            if not person.serving(today) or (letter and (letter.until is None or letter.until >= today)):
                continue
            what = (
                _("The letter of authority of {person} ({agency}) ended on {day}.").format(
                    person=person.shown(), agency=member.name, day=letter.until
                )
                if letter
                else _("{person} ({agency}) has no letter of authority.").format(person=person.shown(), agency=member.name)
            )
            yield Gap("soon", what, head, f"vawcoord member change {member.id} --person {person.id} --authority REF")


def _head(committee: Committee, agency: str, today: date) -> str:
    """Return whom to ask at an agency: who signs for it, by post."""
    member = committee.member(agency)
    if member is None:
        return agency
    signatory = member.signatory(today)
    post = (signatory.post or signatory.name) if signatory else _("the head of the agency")
    if member.confidential_location and member.reached_through:
        return _("{post}, {agency}, reached through {through}").format(
            post=post, agency=member.name, through=member.reached_through
        )
    return _("{post}, {agency}").format(post=post, agency=member.name)


def _meetings(committee: Committee, today: date) -> Iterator[Gap]:
    """Yield a schedule that is missing, meetings without minutes, minutes without approval."""
    coming = [one for one in occurring(committee, today, today + _YEAR) if not one.cancelled]
    if not coming:
        yield Gap(
            "now",
            _("No meeting is planned."),
            _chair(committee, today),
            "vawcoord meeting schedule ordinary --weekday tuesday --nth 2 --start 09:30 --end 12:00",
        )
    written = {one.id for one in committee.meetings if one.held}
    lost = [
        one
        for one in occurring(committee, today - _YEAR, today - timedelta(days=1))
        if not one.cancelled and one.id not in written
    ]
    if lost:
        days = ", ".join(one.day.isoformat() for one in lost[-6:])
        yield Gap(
            "before-the-next-meeting",
            several(
                "{count} meeting of the last year has no minutes ({days}).",
                "{count} meetings of the last year have no minutes ({days}).",
                len(lost),
                days=("… " if len(lost) > 6 else "") + days,
            ),
            _before(committee, today),
            f"vawcoord meeting minutes {lost[-1].id}",
        )
    waiting = [one for one in committee.meetings if one.held and one.held <= today and not one.approved]
    for meeting in waiting:
        yield Gap(
            "before-the-next-meeting",
            _("The minutes of {meeting} are not approved.").format(meeting=meeting.id),
            _chair(committee, today),
            f"vawcoord meeting approve {meeting.id}",
        )


def _plan(committee: Committee, today: date) -> Iterator[Gap]:
    """Yield a plan that is missing, and one that was never adopted."""
    held = current(committee.plans, today)
    if not held:
        yield Gap(
            "soon", _("There is no action plan."), _chair(committee, today), f"vawcoord plan new {today.year}-{today.year + 2}"
        )
    for plan in held:
        if not in_force(plan, today):
            yield Gap(
                "soon",
                _("{plan} was never adopted.").format(plan=plan.title),
                _chair(committee, today),
                f"vawcoord plan adopt {plan.id} --by DECISION",
            )
        if plan.until and plan.until < today:
            yield Gap(
                "soon",
                _("{plan} ended on {day}.").format(plan=plan.title, day=plan.until),
                _chair(committee, today),
                f"vawcoord plan new {today.year}-{today.year + 2} --supersedes {plan.id}",
            )


def _documents(committee: Committee, today: date) -> Iterator[Gap]:
    """Yield signatures without a scan, originals of which nobody knows where they lie, texts that were not kept."""
    for document in committee.documents:
        if document.translation:
            continue
        state = standing(document, today)
        if state.state in ("withdrawn", "superseded", "expired") or not state.signed:
            continue
        yield from _scans(committee, document, state, today)
        if not document.front.originals and state.since is not None and not state.unsigned:
            yield Gap(
                "when-there-is-time",
                _("Where the signed originals of {title} lie is not written down.").format(title=document.front.title),
                _before(committee, today),
                _('write it into {path}: originals = "…"').format(path=document.where.path),
            )


def _scans(committee: Committee, document: Document, state: Standing, today: date) -> Iterator[Gap]:
    """Yield signatures of which there is no scan: each agency has an original of its own."""
    without = [one.party for one in state.signed if not one.scan]
    if not without:
        return
    names = [member.name for one in without if (member := committee.member(one))]
    yield Gap(
        "when-there-is-time",
        several(
            "{title}: {count} signature has no scan ({agencies}).",
            "{title}: {count} signatures have no scan ({agencies}).",
            len(without),
            title=document.front.title,
            agencies=", ".join(names[:4]) + (" …" if len(names) > 4 else ""),
        ),
        _head(committee, without[0], today),
        f"vawcoord attach {document.ref} FILE",
    )


def urgency_in_words(urgency: str) -> str:
    """Return how urgent something is, as people say it."""
    return {
        "now": _("Now"),
        "before-the-next-meeting": _("Before the next meeting"),
        "soon": _("Soon"),
        "when-there-is-time": _("When there is time"),
    }[urgency]
