"""What `status` says: late, due, expiring, unsigned, incomplete, the next meeting, and the three things to do now."""

from collections.abc import Iterator
from datetime import date, timedelta

from vawcoord.finding import Finding
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.value import Value

SOON_DAYS = 30
"""How far ahead `status` looks for what is due."""

_EXPIRY_DAYS = 60


class Line(Value):
    """One thing to know: where it belongs, what it is, since or until when, and the command that moves it on."""

    group: str
    what: str
    day: date | None = None
    command: str = ""
    weight: int = 0


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
            yield name, tuple(sorted(group, key=lambda one: one.day or date.max))


def status(committee: Committee, findings: tuple[Finding, ...], today: date) -> Status:
    """Return the status on a day."""
    lines = (
        *_activities(committee, today),
        *_signatures(committee, today),
        *_expiring(committee, today),
        *_incomplete(committee, today),
        *_meetings(committee, today),
        *_findings(findings),
    )
    first = sorted((one for one in lines if one.command), key=lambda one: (-one.weight, one.day or date.max, one.what))
    return Status(committee.profile.name, today, lines, tuple(first[:3]))


def _activities(committee: Committee, today: date) -> Iterator[Line]:
    """Yield activities and actions that are late or due soon."""
    if not committee.plans and not committee.meetings:
        return
    from vawcoord.records.plan import CLOSED, latest, states

    folded = latest(committee.journal, today)
    held = states(committee.plans, folded, today)
    tasks = [(one.item, one.activity.title, one.lead, one.due, one.status, one.holds_up) for one in held]
    for meeting in committee.meetings:
        for action in meeting.actions:
            item = f"{meeting.id}/{action.id}"
            entry = folded.get(item)
            who, due = (entry.lead if entry else "") or action.agency, (entry.due if entry else None) or action.due
            tasks.append((item, action.text, who, due, (entry.status if entry else "") or "open", ()))
    for item, title, who, due, status, waiting in tasks:
        if status in CLOSED:
            continue
        shown = _("{item} {title} ({agency})").format(item=item, title=title, agency=who or "—")
        command = f"vawcoord progress {item} STATUS"
        if due is not None and due < today:
            if waiting:
                shown += "; " + _("holds up {items}").format(items=", ".join(waiting))
            yield Line(_("Late"), shown, due, command, 90)
        elif status == "blocked":
            yield Line(_("Blocked"), shown, due, command, 70)
        elif due is not None and (due - today).days <= SOON_DAYS:
            yield Line(_("Due soon"), shown, due, command, 40)


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


def _meetings(committee: Committee, today: date) -> Iterator[Line]:
    """Yield the next meeting."""
    if committee.schedule is None:
        return
    from vawcoord.records.meeting import occurring

    for one in occurring(committee, today, today + timedelta(days=400)):
        if not one.cancelled:
            where = "" if not one.place or "[to be completed" in one.place else f", {one.place}"
            yield Line(_("Next meeting"), f"{one.series.title}, {one.start}–{one.end}{where}", one.day)
            return


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
