"""What the committee's papers show of an item beside its texts: that something happened, and what is still lacking.

Most items are shown by entries of registers, which `register_kinds.toml` files under them. The others, and those of which
more is asked than that there is an entry, have a function here.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from vawcoord.language import _, several
from vawcoord.records.coverage import Evidence
from vawcoord.records.indicator import Figures, Indicator
from vawcoord.records.plan import State
from vawcoord.records.profile import CRITICAL_SECTORS, JUSTICE_SECTORS
from vawcoord.records.standard import Item
from vawcoord.standard.evidence import Facts
from vawcoord.value import Value
from vawcoord.where import Where

_YEAR = 12
_MINUTES_DAYS = 30
"""How long after a meeting its minutes may be in the making before the meeting counts as not held."""

_PRESENT = ("present", "alternate")
_AIMS = (("safety",), ("accountability",), ("agencies", "coordination"))
"""Tags of activities for the three main aims: victims' safety, offenders who answer, agencies that answer (N3.1.2)."""

_WATCHED = (("police", "prosecution", "courts", "justice"), ("social-services", "social"), ("health",))
"""Tags of indicators for the three sectors of N3.2.6."""


class Shown(Value):
    """What shows that something happened, and what is lacking, as sentences. Complete is what has the one and not the other."""

    evidence: tuple[Evidence, ...]
    lacks: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Say whether the record is there, complete and current."""
        return bool(self.evidence) and not self.lacks


_BESIDE = "beside"
"""The level of what a verdict leans on and what shows nothing by itself: a provider beside a drill, an indicator beside its
figures."""

Found = Iterator[Evidence | str]
"""What a function here yields: evidence, or a sentence about what is lacking."""


def shown(facts: Facts, item: Item) -> Shown:
    """Return what the records of a committee show of an item."""
    evidence: dict[tuple[str, tuple[str | int, ...], str], Evidence] = {}
    lacks: dict[str, None] = {}
    for one in (*(facts.of_entry(entry) for entry in facts.counting(item.id, item.months)), *_more(facts, item)):
        if isinstance(one, Evidence):
            evidence.setdefault((one.path, one.key, one.title), one)
        else:
            lacks.setdefault(one)
    if all(one.level == _BESIDE for one in evidence.values()):
        return Shown((), tuple(lacks))
    held = (one.but(level="record") if one.level == _BESIDE else one for one in evidence.values())
    return Shown(tuple(sorted(held, key=lambda one: (one.date or date.min, one.path), reverse=True)), tuple(lacks))


def _more(facts: Facts, item: Item) -> Found:
    """Yield what the function of an item finds."""
    function = MORE.get(item.id)
    return function(facts, item) if function else iter(())


def _at(kind: str, where: Where, day: date | None, title: str, proof: str = "stated", level: str = "record") -> Evidence:
    """Return evidence that stands at a key of a TOML file."""
    return Evidence("record", level, where.path, day, kind, title, proof, 0 if where.key else 1, where.key)


def _journal(facts: Facts, months: int, states: Iterable[State]) -> Iterator[Evidence]:
    """Yield the last word of the journal on some activities, within some months."""
    first = facts.since(months)
    for state in states:
        entry = facts.journal.get(state.item)
        if entry is not None and entry.date >= first:
            yield _at("journal", entry.where, entry.date, f"{state.item} {state.activity.title}")


def _living(facts: Facts) -> tuple[State, ...]:
    """Return the activities of adopted plans that were not set aside."""
    adopted = {one.id for one in facts.adopted}
    return tuple(one for one in facts.states if one.plan.id in adopted and one.status not in ("not-possible", "superseded"))


def _without(states: Iterable[State]) -> str:
    """Return the items of some activities, as many as one can read."""
    names = [one.item for one in states]
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def _no_plan(facts: Facts) -> Iterator[str]:
    """Yield the sentence that there is no plan in force, where it is so."""
    if not facts.adopted:
        yield _("No action plan is in force.")


def accountability(facts: Facts, item: Item) -> Found:
    """Yield work on an activity of the plan by which those who use violence answer for it."""
    held = [one for one in _living(facts) if "accountability" in one.activity.tags or item.id in one.activity.guidelines]
    ready = [one for one in held if one.lead and one.due]
    if not held:
        yield _("No activity of a plan in force has the tag accountability.")
    for one in ready:
        yield _at("activity", one.activity.where, one.due, f"{one.item} {one.activity.title}", level=_BESIDE)
    if held and not ready:
        yield _("The activities on accountability lack an agency or a day: {items}.").format(items=_without(held))
    yield from _journal(facts, item.months, ready)


def needs(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield whether every activity answers a need."""
    yield from _no_plan(facts)
    bare = [one for one in _living(facts) if not one.activity.need and one.open]
    if bare:
        yield _("Activities that answer no need: {items}.").format(items=_without(bare))


def priorities(facts: Facts, item: Item) -> Found:
    """Yield whether every activity and every need has a rank with its reason."""
    yield from _no_plan(facts)
    bare = [one for one in _living(facts) if one.open and not one.activity.reason]
    if bare:
        yield _("Activities whose rank has no reason: {items}.").format(items=_without(bare))
    unranked = [one.id for one in facts.of_kind("needs", item.months) if not (one.get("priority") and one.get("reason"))]
    if unranked:
        yield _("Needs without a rank or its reason: {items}.").format(items=", ".join(unranked[:4]))


def minimum(facts: Facts, item: Item) -> Found:
    """Yield whether each activity has all that Module 5 asks of it, and whether progress was noted."""
    yield from _no_plan(facts)
    living = _living(facts)
    missing = [
        one
        for one in living
        if one.open
        and not (one.due and one.lead in facts.members and one.activity.resources is not None and one.activity.indicators)
    ]
    if missing:
        yield _("Activities without a day, a member, resources or an indicator: {items}.").format(items=_without(missing))
    yield from _journal(facts, item.months, living)


def sources(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield whether a source is known for every activity without means."""
    asked = {one.get("activity") for one in (*facts.of_kind("funding"), *facts.of_kind("pledges"))}
    poor = [
        one
        for one in _living(facts)
        if one.unfunded and one.item not in asked and not (one.activity.resources and one.activity.resources.source)
    ]
    if poor:
        yield _("Activities without means, for which no source is named: {items}.").format(items=_without(poor))


def ties(facts: Facts, item: Item) -> Found:
    """Yield the ties whose next look is past."""
    late = [one.id for one in facts.counting(item.id, item.months) if (one.get("review") or facts.on) < facts.on]
    if late:
        yield _("Ties that were to be looked at again: {items}.").format(items=", ".join(late[:4]))


def informed(facts: Facts, item: Item) -> Found:
    """Yield whether anybody was told of the plan in force after it was adopted."""
    yield from _no_plan(facts)
    told = {one.get("document"): one.day for one in facts.counting(item.id, item.months)}
    for plan in facts.adopted:
        first = plan.adopted.date if plan.adopted else date.min
        if all(name != plan.ref or day < first for name, day in told.items()):
            yield _("Nobody is noted as informed of {plan} since it was adopted.").format(plan=plan.ref)


def mission(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield whether mission and vision are written down."""
    profile = facts.committee.profile
    missing = [name for name in ("mission", "vision") if not getattr(profile, name) or "[" in getattr(profile, name)]
    if missing:
        yield _("committee.toml does not say: {keys}.").format(keys=", ".join(missing))


def _came(facts: Facts, months: int) -> dict[str, Evidence]:
    """Return for each agency the last minutes that name it as present."""
    came: dict[str, Evidence] = {}
    for day, meeting in facts.recent(months):
        for one in meeting.front.attendance if meeting.front else ():
            if one.is_ in _PRESENT:
                came[one.agency] = facts.of_meeting(day, meeting)
    return came


def composition(facts: Facts, item: Item) -> Found:
    """Yield whether justice, social services, health, civil society and marginalised groups came to meetings."""
    came = _came(facts, item.months)
    members = facts.members.values()
    for what, mine in (
        (_("justice"), [one for one in members if one.sector in JUSTICE_SECTORS]),
        (_("social services"), [one for one in members if one.sector == "social-services"]),
        (_("health"), [one for one in members if one.sector == "health"]),
        (_("civil society"), [one for one in members if one.type in ("civil-society", "survivor-led", "community")]),
        (_("marginalised groups"), [one for one in members if one.represents]),
    ):
        present = [came[one.id] for one in mine if one.id in came]
        if not mine:
            yield _("No member speaks for: {sector}.").format(sector=what)
        elif not present:
            yield _("A member speaks for {sector}, and came to no meeting within {months} months.").format(
                sector=what, months=item.months
            )
        yield from present[:1]


def critical(facts: Facts, item: Item) -> Found:
    """Yield whether every critical sector has a member that came to a meeting."""
    came = _came(facts, item.months)
    for sector in CRITICAL_SECTORS:
        mine = [one.id for one in facts.members.values() if one.sector == sector]
        present = [came[one] for one in mine if one in came]
        if not mine:
            yield _("No member speaks for: {sector}.").format(sector=sector)
        elif not present:
            yield _("A member speaks for {sector}, and came to no meeting within {months} months.").format(
                sector=sector, months=item.months
            )
        yield from present[:1]


def authority(facts: Facts, item: Item) -> Found:
    """Yield the letters of authority, and who has none that is valid."""
    first = facts.since(item.months)
    bare = []
    for member in facts.members.values():
        person = member.representative("lead", facts.on)
        letter = person.authority if person else None
        if person is None or letter is None:
            bare.append(member.id)
        elif letter.until < facts.on if letter.until else (letter.date or date.min) < first:
            bare.append(f"{member.id}/{person.id}")
        else:
            proof = facts.proof(member.where.path, letter.scan)
            yield _at("letter", person.where, letter.date, f"{member.id}: {letter.letter}", proof)
    if bare:
        names = ", ".join(bare[:4]) + (" …" if len(bare) > 4 else "")
        yield _("Without a valid letter of authority: {names}.").format(names=names)


def roles(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield the members whose tasks are not written down."""
    bare = [one.id for one in facts.members.values() if not one.responsibilities]
    if bare or not facts.members:
        yield _("Members without tasks in their file: {names}.").format(names=", ".join(bare[:4]) or "—")


def offices(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield the elections of those in office, and the offices that are vacant."""
    decisions = {f"{meeting.id}/{one.id}": meeting for meeting in facts.committee.meetings for one in meeting.decisions}
    for office in ("chair", "secretary"):
        officer = facts.committee.profile.officer(office, facts.on)
        if officer is None:
            yield _("Nobody holds the office: {office}.").format(office=office)
        elif officer.elected not in decisions:
            yield _("The minutes with the election of the {office} are not in the folder.").format(office=office)
        else:
            meeting = decisions[officer.elected]
            yield facts.of_meeting(meeting.held or meeting.planned, meeting).but(
                path=f"meetings/{meeting.id}/actions.toml"
                if f"meetings/{meeting.id}/actions.toml" in facts.committee.paths
                else facts.of_meeting(meeting.planned, meeting).path,
                kind="decision",
                title=officer.elected,
            )


def meetings(facts: Facts, item: Item) -> Found:
    """Yield the meetings held, and whether the calendar was kept and goes on."""
    from vawcoord.records.meeting import CASE_KINDS, occurring

    held = {meeting.id for _day, meeting in facts.held}
    first = facts.since(item.months)
    planned = [
        one for one in occurring(facts.committee, first, facts.on + timedelta(days=366)) if one.series.kind not in CASE_KINDS
    ]
    due = [one for one in planned if one.day < facts.on - timedelta(days=_MINUTES_DAYS) and not one.cancelled]
    missed = [one for one in due if one.id not in held]
    if not any(one.day >= facts.on and not one.cancelled for one in planned):
        yield _("No meeting is planned for the coming year.")
    if missed:
        yield several(
            "{count} meeting of the calendar has no minutes: {names}.",
            "{count} meetings of the calendar have no minutes: {names}.",
            len(missed),
            names=", ".join(one.id for one in missed[:3]) + (" …" if len(missed) > 3 else ""),
        )
    for day, meeting in facts.recent(item.months):
        yield facts.of_meeting(day, meeting)


def decisions(facts: Facts, item: Item) -> Found:
    """Yield the minutes with decisions taken by a quorate meeting."""
    for day, meeting in facts.recent(item.months):
        if any(one.quorate for one in meeting.decisions):
            yield facts.of_meeting(day, meeting)


def reviewed(facts: Facts, item: Item) -> Found:
    """Yield what the last review of the committee lacks: follow-up tasks, or a next day that has not passed."""
    last = max(facts.counting(item.id, item.months), key=lambda one: one.day, default=None)
    if last is None:
        return
    if not last.get("actions"):
        yield _("The last review of the committee names no follow-up actions.")
    if (last.get("next") or facts.on) < facts.on:
        yield _("The next review of the committee was due on {day}.").format(day=last.get("next"))


def undertakings(facts: Facts, item: Item) -> Found:
    """Yield who attends without a valid undertaking of confidentiality."""
    valid = {one.get("who") for one in facts.counting(item.id, item.months) if (one.get("until") or facts.on) >= facts.on}
    serving = [
        f"{member.id}/{person.id}"
        for member in facts.members.values()
        for person in member.representatives
        if person.serving(facts.on)
    ]
    bare = [one for one in serving if one not in valid]
    if bare:
        names = ", ".join(bare[:4]) + (" …" if len(bare) > 4 else "")
        yield _("Without a valid undertaking of confidentiality: {names}.").format(names=names)


def overdue_reports(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield the reports that were due to the oversight body and not sent."""
    late = [
        one.id
        for one in facts.of_kind("reports-sent")
        if one.get("to") == "oversight-body" and not one.get("sent") and (one.get("due") or facts.on) < facts.on
    ]
    if late:
        yield _("Reports that were due and not sent: {items}.").format(items=", ".join(late[:4]))


def required(facts: Facts, item: Item) -> Found:
    """Yield the requirements that are due and have no report. A requirement is no report yet."""
    answered = {one.get("requirement") for one in facts.of_kind("reports-sent") if one.get("sent")}
    held = facts.of_kind("requirements", 36)
    if not held:
        yield _("No requirement of a higher authority is listed.")
    late = [
        one.id for one in held if (one.get("due") or facts.on) < facts.on and one.ref not in answered and one.id not in answered
    ]
    if late:
        yield _("Requirements without a report: {items}.").format(items=", ".join(late[:4]))
    if not any(one.kind == "reports-sent" for one in facts.counting(item.id, item.months)):
        yield _("No report that answers a requirement was sent within {months} months.").format(months=item.months)


def services(facts: Facts, item: Item) -> Found:
    """Yield the providers, and those whose entry was not checked of late."""
    first = facts.since(item.months)
    old = []
    for one in facts.committee.services:
        if one.verified_on is None or one.verified_on < first:
            old.append(one.id)
        else:
            yield _at("service", one.where, one.verified_on, one.name)
    if old:
        names = ", ".join(old[:4]) + (" …" if len(old) > 4 else "")
        yield _("Providers not checked within {months} months: {names}.").format(months=item.months, names=names)


def reachable(facts: Facts, item: Item) -> Found:
    """Yield the providers whose entry says how they can be reached, and those whose entry does not."""
    first = facts.since(item.months)
    bare = []
    for one in facts.committee.services:
        if not (one.hours and one.languages and one.accessibility and one.cost != "unknown"):
            bare.append(one.id)
        elif one.verified_on and one.verified_on >= first:
            yield _at("service", one.where, one.verified_on, one.name)
    if bare:
        names = ", ".join(bare[:4]) + (" …" if len(bare) > 4 else "")
        yield _("Providers without hours, cost, languages or accessibility: {names}.").format(names=names)


def referral(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield the providers to which nobody can refer: without contact post or hours."""
    for one in facts.committee.services:
        if one.contact_post and one.hours:
            yield _at("service", one.where, one.verified_on, one.name, level=_BESIDE)
    bare = [one.id for one in facts.committee.services if not (one.contact_post and one.hours)]
    if bare or not facts.committee.services:
        yield _("Providers without a contact post or hours: {names}.").format(names=", ".join(bare[:4]) or "—")


def training_standard(facts: Facts, item: Item) -> Found:
    """Yield trainings by a standard that is not in force."""
    from vawcoord.records.document import standing

    in_force = {
        one.ref
        for one in facts.committee.documents
        if not one.translation and standing(one, facts.on).state in ("in-force", "review-due")
    }
    loose = [one.id for one in facts.counting(item.id, item.months) if one.get("standard") not in in_force]
    if loose:
        yield _("Trainings by a standard that is not in force: {items}.").format(items=", ".join(loose[:4]))


def channels(facts: Facts, item: Item) -> Found:
    """Yield whether the public was told by more than one channel."""
    used = {one.get("channel") for one in facts.counting(item.id, item.months)}
    if len(used) == 1:
        yield _("Only one channel was used: {channel}.").format(channel=next(iter(used)))


def coded(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield the indicators without a national code."""
    yield from (_indicator(one) for one in facts.committee.indicators if one.national_code)
    bare = [one.id for one in facts.committee.indicators if not one.national_code]
    if bare or not facts.committee.indicators:
        yield _("Indicators without a national code or the word local: {names}.").format(names=", ".join(bare[:4]) or "—")


def based(facts: Facts, item: Item) -> Found:  # noqa: ARG001 - every function takes the item
    """Yield the indicators that have a baseline or say why not, and those that do not."""
    bare = []
    for one in facts.committee.indicators:
        # What is computed can be computed for any earlier day: its start is in the committee's own papers.
        if one.baseline or one.no_baseline or one.computed:
            yield _at("indicator", one.where, one.baseline.date if one.baseline else None, one.title)
        else:
            bare.append(one.id)
    if bare:
        yield _("Indicators without a baseline or the reason for having none: {names}.").format(names=", ".join(bare[:4]))


def _indicator(one: Indicator) -> Evidence:
    """Return an indicator as what figures lean on."""
    return _at("indicator", one.where, one.baseline.date if one.baseline else None, one.title, level=_BESIDE)


def measured(facts: Facts, item: Item) -> Found:
    """Yield baselines, and the figures of the last year; an indicator without figures is named."""
    for found in based(facts, item):
        if isinstance(found, str):
            yield found
    returned = _returned(facts, item.months)
    silent = [one.id for one in facts.committee.indicators if not one.computed and one.id not in returned]
    if silent:
        yield _("Indicators without figures of the last {months} months: {names}.").format(
            months=item.months, names=", ".join(silent[:4])
        )
    yield from _figures(facts, item.months, facts.committee.indicators)


def returns(facts: Facts, item: Item) -> Found:
    """Yield the agencies' returns of the last year, and who owes one."""
    owed = {agency for one in facts.committee.indicators if not one.computed for agency in one.agencies}
    if not owed:
        yield _("No indicator says which agencies return figures.")
    held = [one for one in facts.committee.figures if _counts(facts, one, item.months)]
    missing = sorted(owed - {one.agency for one in held})
    if missing:
        yield _("Agencies without a return within {months} months: {names}.").format(
            months=item.months, names=", ".join(missing[:4])
        )
    yield from (_of_figures(facts, one) for one in held)
    yield from (_indicator(one) for one in facts.committee.indicators if one.agencies)


def period_end(period: str) -> date | None:
    """Return the last day of a period such as 2026, 2026-h1, 2026-q3 or 2026-11; None for another text."""
    year, _dash, part = period.partition("-")
    if not (year.isdecimal() and len(year) == 4):
        return None
    months = {"": 12, "h1": 6, "h2": 12, "q1": 3, "q2": 6, "q3": 9, "q4": 12}
    last = months.get(part) or (int(part) if part.isdecimal() and 1 <= int(part) <= 12 else 0)
    if not last or int(year) < 1:
        return None
    return date(int(year), 12, 31) if last == 12 else date(int(year), last + 1, 1) - timedelta(days=1)


def _counts(facts: Facts, one: Figures, months: int) -> bool:
    """Say whether a return is of a period that ended within some months."""
    end = period_end(one.period)
    return end is not None and facts.since(months) <= end <= facts.on


def _of_figures(facts: Facts, one: Figures) -> Evidence:
    """Return a return of figures as evidence."""
    return Evidence(
        "record", "record", one.where.path, period_end(one.period), "figures", f"{one.agency} {one.period}",
        facts.proof(one.where.path), 1,
    )  # fmt: skip


def _returned(facts: Facts, months: int) -> set[str]:
    """Return the indicators of which there are figures of the last months."""
    return {row[0] for one in facts.committee.figures if _counts(facts, one, months) for row in one.rows}


def _figures(facts: Facts, months: int, wanted: Iterable[Indicator]) -> Iterator[Evidence]:
    """Yield the returns with figures for some indicators; what is computed from the committee's papers is always there."""
    held = tuple(wanted)
    ids = {one.id for one in held}
    for one in facts.committee.figures:
        if _counts(facts, one, months) and any(row[0] in ids for row in one.rows):
            yield _of_figures(facts, one)
    for one_held in held:
        if one_held.computed:
            yield _at("indicator", one_held.where, facts.on, one_held.title)
        else:
            yield _indicator(one_held)


def watched(facts: Facts, item: Item) -> Found:
    """Yield figures of the indicators of the three sectors, and which sector has none."""
    returned = _returned(facts, item.months)
    for tags in _WATCHED:
        mine = [one for one in facts.committee.indicators if set(tags) & set(one.tags)]
        current = [one for one in mine if one.computed or one.id in returned]
        if not current:
            yield _("No indicator with the tag {tag} has figures of the last {months} months.").format(
                tag=tags[0], months=item.months
            )
        yield from _figures(facts, item.months, current)


def both_kinds(facts: Facts, item: Item) -> Found:
    """Yield figures, and which kind of indicator is missing."""
    returned = _returned(facts, item.months)
    for kind in ("quantitative", "qualitative"):
        mine = [one for one in facts.committee.indicators if one.kind == kind and (one.computed or one.id in returned)]
        if not mine:
            yield _("No {kind} indicator has figures of the last {months} months.").format(kind=kind, months=item.months)
        yield from _figures(facts, item.months, mine)


def goals_measured(facts: Facts, item: Item) -> Found:
    """Yield figures, and the goals that no indicator measures."""
    yield from _no_plan(facts)
    known = {one.id: one for one in facts.committee.indicators}
    for plan in facts.adopted:
        for goal in plan.goals:
            used = {name for one in plan.activities if one.goal == goal.id for name in one.indicators}
            if not any(known[name].source and known[name].owner for name in used if name in known):
                yield _("The goal {goal} has no indicator with a source and an owner.").format(goal=f"{plan.id}/{goal.id}")
    yield from _figures(facts, item.months, facts.committee.indicators)


def horizons(facts: Facts, item: Item) -> Found:
    """Yield progress, and the terms for which the plan has no goal."""
    yield from _no_plan(facts)
    there = {goal.horizon for plan in facts.adopted for goal in plan.goals}
    missing = [one for one in ("short", "medium", "long") if one not in there]
    if missing:
        yield _("The plan has no goal for the term: {terms}.").format(terms=", ".join(missing))
    yield from _journal(facts, item.months, _living(facts))


def aims(facts: Facts, item: Item) -> Found:
    """Yield progress, and the main aims that no activity serves."""
    yield from _no_plan(facts)
    used = {tag for one in _living(facts) for tag in one.activity.tags}
    missing = [tags[0] for tags in _AIMS if not used.intersection(tags)]
    if missing:
        yield _("No activity of the plan has the tag: {tags}.").format(tags=", ".join(missing))
    yield from _journal(facts, item.months, _living(facts))


def spent(facts: Facts, item: Item) -> Found:
    """Yield the sources of which more was spent than came in."""
    sums: dict[str, float] = {}
    for one in facts.of_kind("funding"):
        sign = {"received": 1, "spent": -1}.get(one.get("stage"), 0)
        sums[one.get("source")] = sums.get(one.get("source"), 0) + sign * one.get("amount")
    over = [name for name, rest in sums.items() if rest < 0]
    if over:
        yield _("More was spent than came in from: {names}.").format(names=", ".join(over[:4]))
    for one in facts.of_kind("funding", item.months):
        if one.get("stage") in ("received", "spent"):
            yield facts.of_entry(one).but(level=_BESIDE)


def audits(facts: Facts, item: Item) -> Found:
    """Yield which kind of audit is missing."""
    done = {one.get("kind") for one in facts.counting(item.id, item.months) if one.kind == "audits"}
    for kind in ("internal", "external"):
        if kind not in done:
            yield _("No {kind} audit is noted within {months} months.").format(kind=kind, months=item.months)


def renewed(facts: Facts, item: Item) -> Found:
    """Yield trainings that have run out and were not repeated."""
    held = facts.counting(item.id, item.months)
    valid = {one.get("topic") for one in held if (one.get("valid_until") or facts.on) >= facts.on}
    over = sorted({one.get("topic") for one in held} - valid)
    if over:
        yield _("Trainings that have run out: {topics}.").format(topics=", ".join(over))


MORE: dict[str, Callable[[Facts, Item], Found]] = {
    "L1.1.3": accountability,
    "L2.1.2": needs,
    "L2.1.4": priorities,
    "L2.1.5": minimum,
    "L2.1.6": sources,
    "L2.1.7": ties,
    "L2.1.8": informed,
    "L2.2.1": mission,
    "L2.2.2": composition,
    "L2.2.3": authority,
    "L2.2.4": roles,
    "L2.2.5": offices,
    "L2.2.6": meetings,
    "L2.2.7": decisions,
    "L2.2.9": reviewed,
    "L2.2.10": undertakings,
    "L2.3.3": reachable,
    "L2.4.1": services,
    "L2.4.3": referral,
    "L2.4.4": training_standard,
    "L2.4.5": ties,
    "L2.5.1": channels,
    "L2.6.3": coded,
    "L2.6.4": measured,
    "L2.6.5": returns,
    "L2.6.8": spent,
    "L2.6.9": overdue_reports,
    "L2.6.10": required,
    "N2.1.8": spent,
    "N3.1.2": aims,
    "N3.1.6": roles,
    "N3.1.10": critical,
    "N3.2.2": roles,
    "N3.2.3": audits,
    "N3.2.6": watched,
    "N3.3.2": returns,
    "N5.2.4": renewed,
    "N6.1.1": horizons,
    "N6.1.2": both_kinds,
    "N6.1.3": goals_measured,
    "N6.1.4": based,
}
"""What is looked at beside the entries of registers, by item."""
