"""What the three calendars say: the meetings, the secretary's days around them, the deadlines. Titles are neutral.

A calendar stands on telephones, shared computers and lock screens. It holds no names of people, no text of actions or agendas
and no reasons; of case meetings no more than that there is a meeting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC as UNIVERSAL
from datetime import date, timedelta

from vawcoord.clock import Moment, instant, is_utc, moment_of
from vawcoord.event import Event, Rule
from vawcoord.records.agenda import notice_day, working_day
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import (
    CASE_KINDS,
    Occurrence,
    Sent,
    Series,
    interval,
    occurrence,
    occurring,
    planned_days,
    planned_on,
    secret_names,
    telling,
)
from vawcoord.records.words import Words

AHEAD = timedelta(days=730)
"""How far ahead single meetings and the secretary's days are written."""

BEHIND = timedelta(days=31)
"""How far back they stay in the file."""

SECRETARY = "secretary."
DEADLINE = "deadline."
UTC = ".utc"
ONE = ".one"
"""What the UIDs begin or end with that are not those of series and extra meetings."""

_AFTER_DARK = timedelta(days=3660)  # how far ahead meetings at night are compared with changes of the clock
_CLOSED = ("done", "superseded", "not-possible", "not-undertaken")
_PERIODS = {"monthly": 1, "every-two-months": 2, "quarterly": 3, "half-yearly": 6, "yearly": 12}

Log = Mapping[tuple[str, str], Sent]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all calendars of one run need."""

    committee: Committee
    words: Words
    log: Log
    today: date
    secret: tuple[str, ...]


def meetings(committee: Committee, words: Words, log: Log, today: date) -> tuple[Event, ...]:
    """Return the meetings: each series once with its rule, beside it the meetings that differ, and the extra ones.

    A meeting that once stood beside its series stays there, also when it is again as planned: clients would keep the old one.
    """
    schedule = committee.schedule
    if schedule is None:
        return ()
    scene = _Scene(committee, words, log, today, secret_names(committee))
    made: list[Event] = []
    for series in schedule.series:
        made += _series(scene, series)
    known = {one.id: one for one in schedule.series}
    for extra in schedule.extra:
        if extra.series in known and not planned_on(known[extra.series], extra.date):
            one = occurrence(committee, f"{extra.date.isoformat()}-{extra.series}")
            if one is not None:
                made.append(_single(scene, one, one.id))
    return tuple({event.key: event for event in made}.values())


def singles(committee: Committee, words: Words, chosen: tuple[Occurrence, ...], today: date, *, utc: bool) -> tuple[Event, ...]:
    """Return meetings as events of their own, for programmes that do not take series; in universal time where asked for."""
    scene = _Scene(committee, words, {}, today, secret_names(committee))
    return tuple(_single(scene, one, one.id + (UTC if utc else ONE), utc=utc) for one in chosen)


def coming(committee: Committee, today: date) -> tuple[Occurrence, ...]:
    """Return the meetings that single entries are written for."""
    return occurring(committee, today - BEHIND, today + AHEAD)


def _series(scene: _Scene, series: Series) -> Iterator[Event]:
    """Yield a series and the meetings that differ from its rule; nothing where the rule never comes to pass."""
    committee, schedule = scene.committee, scene.committee.schedule
    if schedule is None:
        return
    zone = _zone(scene, series)
    before = scene.log.get((series.id, ""))
    began = _moment(before.start, before.zone).day if before else None
    closed = [day for day in sorted(schedule.closures) if _falls(committee, series, day)]
    # What went out as planned and falls now is cancelled; what was never planned is left out of the rule.
    without = {day for day in closed if before is None or began is None or day in before.without or day < began}
    far = max((one.date for one in schedule.extra), default=scene.today) + timedelta(days=3660)
    days = planned_days(series, series.from_, max(far, series.from_ + timedelta(days=3660)))
    first = next((day for day in days if day not in without), None)
    if first is None:
        return
    last = max(planned_days(series, series.from_, series.until), default=first) if series.until else None
    without = {day for day in without if day > first}
    shown = Occurrence(f"{first.isoformat()}-{series.id}", first, series.start, series.end, series.place, series)
    start, end = _span(shown, zone)
    yield Event(
        series.id,
        _title(scene, series.title),
        start,
        end,
        _place(scene, series, series.place or series.channel),
        _rule(series, first, last, zone),
        tuple(Moment(day, series.start, zone) for day in sorted(without)),
    )
    named = (*(one.meeting for one in schedule.moved), *(one.meeting for one in schedule.cancelled))
    differing = {one[:10] for one in named if one[11:] == series.id}
    differing |= {day.isoformat() for day in schedule.closures if planned_on(series, day)}
    differing |= {f"{key[:4]}-{key[4:6]}-{key[6:8]}" for uid, key in scene.log if uid == series.id and key}
    differing |= set(_nights(scene, series, first))
    for name in sorted(differing):
        day = date.fromisoformat(name) if len(name) == 10 and name.replace("-", "").isdigit() else None
        if day is None or day < first or not planned_on(series, day) or day in without:
            continue
        one = occurrence(committee, f"{name}-{series.id}")
        event = _beside(scene, series, day, one, zone)
        if one is None or _differs(event, one, series, zone) or event.key in scene.log:
            yield event


def _zone(scene: _Scene, series: Series) -> str:
    """Return the zone of a series; universal time under one name."""
    name = series.timezone or scene.committee.profile.timezone
    return "UTC" if is_utc(name) else name


def _falls(committee: Committee, series: Series, day: date) -> bool:
    """Say whether a day of the rule is a closure on which the series has no meeting."""
    return planned_on(series, day) and occurrence(committee, f"{day.isoformat()}-{series.id}") is None


def _nights(scene: _Scene, series: Series, first: date) -> Iterator[str]:
    """Yield the days on which a series by its rule stands in an hour that the clock skips or shows twice."""
    zone = _zone(scene, series)
    probe = Occurrence(f"{first.isoformat()}-{series.id}", first, series.start, series.end, "", series)
    if is_utc(zone) or not probe.risky():
        return
    for day in planned_days(series, first, scene.today + _AFTER_DARK):
        one = Occurrence(f"{day.isoformat()}-{series.id}", day, series.start, series.end, "", series)
        if any(found.hour for found in one.times(scene.committee.profile)):
            yield day.isoformat()


def _beside(scene: _Scene, series: Series, day: date, one: Occurrence | None, zone: str) -> Event:
    """Return the entry that stands beside a series for one of its meetings; without a meeting it is cancelled."""
    shown = one or Occurrence(f"{day.isoformat()}-{series.id}", day, series.start, series.end, series.place, series)
    start, end = _span(shown, zone)
    return Event(
        series.id,
        _title(scene, series.title),
        start,
        end,
        _place(scene, series, shown.place or series.channel),
        recurrence=Moment(day, series.start, zone),
        cancelled=one is None or one.cancelled,
    )


def _differs(event: Event, one: Occurrence, series: Series, zone: str) -> bool:
    """Say whether a meeting is not what its series says of it."""
    plain = (one.planned, series.start, series.end, series.place, False)
    now = (one.day, one.start, one.end, one.place, one.cancelled)
    return now != plain or event.start != Moment(one.day, series.start, zone) or (event.end or event.start).zone != zone


def _single(scene: _Scene, one: Occurrence, uid: str, *, utc: bool = False) -> Event:
    """Return a meeting as an event of its own."""
    zone = _zone(scene, one.series)
    start, end = _span(one, zone)
    if utc:
        start, end = _in_utc(start), _in_utc(end)
    place = _place(scene, one.series, one.place or one.series.channel)
    return Event(uid, _title(scene, one.title), start, end, place, cancelled=one.cancelled)


def _span(one: Occurrence, zone: str) -> tuple[Moment, Moment]:
    """Return beginning and end on the wall, as far as every client reads them alike.

    Clients read an hour that the clock shows twice in different ways: such a meeting is written in universal time.
    """
    over = one.day if one.end > one.start else one.day + timedelta(days=1)
    start, end = Moment(one.day, one.start, zone), Moment(over, one.end, zone)
    if is_utc(zone) or not one.risky():
        return start, end
    begun, ended = instant(start), instant(end)
    if begun.hour == "skipped":
        length = end.naive - start.naive
        start = moment_of(begun.at, zone)
        end = moment_of(begun.at.astimezone(UNIVERSAL) + length, zone)
    elif ended.hour == "skipped":
        end = moment_of(ended.at, zone)
    if "doubled" in (begun.hour, ended.hour, instant(end).hour):
        return _in_utc(start), _in_utc(end)
    return start, end


def _in_utc(moment: Moment) -> Moment:
    """Return a moment in universal time."""
    return moment if is_utc(moment.zone) else moment_of(instant(moment).at, "UTC")


def _rule(series: Series, first: date, last: date | None, zone: str) -> Rule:
    """Return the rule of a series as calendars have it."""
    unit, number = interval(series)
    until = None
    if last is not None:
        until = _in_utc(Moment(last, series.start, zone))
    nth = series.nth if unit != "week" else 0
    return Rule(unit, number, series.weekday, nth, first.month if unit == "year" else 0, until)


def _title(scene: _Scene, title: str) -> str:
    """Return a title as it may stand in a calendar: one that tells what a meeting is about becomes the word "meeting"."""
    return neutral(title, scene.words)


def neutral(title: str, words: Words) -> str:
    """Return a title, or the word "meeting" in its place where it tells what a meeting is about."""
    if not title.strip() or telling(title) or _open(title):
        return words.group("calendar", "meeting")
    return title


def _place(scene: _Scene, series: Series, place: str) -> str:
    """Return a place as it may stand in a calendar."""
    return neutral_place(series, place, scene.secret)


def neutral_place(series: Series, place: str, secret: tuple[str, ...]) -> str:
    """Return a place as others may read it: none of a case meeting, unless it tells nothing; none that is secret.

    `secret` are the names that no place may hold (`secret_names`).
    """
    if series.kind in CASE_KINDS and not series.neutral_place:
        return ""
    folded = place.casefold()
    return "" if _open(place) or any(name in folded for name in secret) else place


def _open(text: str) -> bool:
    """Say whether a text is still to be completed."""
    return text.strip().startswith("[")


def secretary(committee: Committee, words: Words, today: date) -> tuple[Event, ...]:
    """Return the secretary's days around each meeting.

    A day before a meeting that is a closure or on a weekend comes earlier, a day after it later.
    """
    scene = _Scene(committee, words, {}, today, ())
    plan = committee.profile.meetings.back_schedule
    steps = (
        ("call", -plan.call),
        ("draft", -plan.draft),
        ("notice", 0),
        ("minutes", plan.minutes),
        ("issue", plan.issue),
    )
    made = []
    for one in coming(committee, today):
        if one.cancelled:
            continue
        for name, days in steps:
            # Which meeting, by its own day: the title alone would name all meetings of the year alike.
            title = words.group("calendar", name).format(meeting=f"{_title(scene, one.title)}, {one.day.isoformat()}")
            if name == "notice":
                day = notice_day(committee, one.day)
            else:
                day = working_day(committee, one.day + timedelta(days=days), -1 if days < 0 else 1)
            made.append(_whole_day(f"{SECRETARY}{one.id}.{name}", title, day))
    return tuple(made)


def _whole_day(uid: str, title: str, day: date) -> Event:
    """Return an entry for a day, which blocks nobody's time."""
    return Event(uid, title, Moment(day), Moment(day + timedelta(days=1)), transparent=True)


def deadlines(committee: Committee, words: Words, today: date) -> tuple[Event, ...]:
    """Return what is due: actions, activities, reviews, ends of terms and authorities, reports upward.

    Each is named by its id only: `vawcoord status` shows the rest.
    """

    def entry(kind: str, name: str, shown: str, day: date) -> Event:
        uid = f"{DEADLINE}{kind}.{name.replace('/', '.')}"
        return _whole_day(uid, words.group("calendar", kind).format(what=shown), day)

    made = [
        *(entry("due", item, item, day) for item, day in _due(committee, today)),
        *(entry(kind, ref, ref, day) for kind, ref, day in _reviews(committee, today)),
        *(entry(kind, name, shown, day) for kind, name, shown, day in _terms(committee, today)),
        *(entry("report", f"{day:%Y-%m}", day.isoformat(), day) for day in reports_due(committee, today)),
    ]
    kept = (one for one in made if one.start.day >= today - BEHIND)
    return tuple({event.uid: event for event in kept}.values())


def _due(committee: Committee, today: date) -> Iterator[tuple[str, date]]:
    """Yield actions and activities that are not closed, with the day they are due now."""
    if not committee.plans and not committee.meetings:
        return
    from vawcoord.records.plan import latest

    state = latest(committee.journal, today)
    tasks = [(f"{plan.id}/{one.id}", one.due) for plan in committee.plans for one in plan.activities]
    tasks += [(f"{meeting.id}/{one.id}", one.due) for meeting in committee.meetings for one in meeting.actions]
    for item, planned in tasks:
        entry = state.get(item)
        due = (entry.due if entry else None) or planned
        if due is not None and not (entry and entry.status in _CLOSED):
            yield item, due


def _reviews(committee: Committee, today: date) -> Iterator[tuple[str, str, date]]:
    """Yield reviews and ends of the documents in force."""
    if not committee.documents:
        return
    from vawcoord.records.document import standing

    for document in committee.documents:
        if document.translation:
            continue
        state = standing(document, today)
        if state.since is None or state.state in ("withdrawn", "superseded"):
            continue
        front = document.front_of(state.digest)
        for kind, day in (("review", front.review), ("end", front.until)):
            if day is not None:
                yield kind, document.ref, day


def _terms(committee: Committee, today: date) -> Iterator[tuple[str, str, str, date]]:
    """Yield the ends of officers' terms and of representatives' authorities, by office and agency, never by name."""
    officers = committee.profile.officers
    for one in officers:
        newer = any(other.office == one.office and (other.from_ or date.min) > (one.from_ or date.min) for other in officers)
        if one.until is not None and not newer:
            began = one.from_.isoformat() if one.from_ else "first"
            yield "term", f"{one.office}.{began}.{one.holder}", one.office, one.until
    for member in committee.active(today):
        for person in member.representatives:
            until = person.authority.until if person.authority and person.serving(today) else None
            if until is not None:
                yield "authority", f"{member.id}/{person.id}", f"{member.id}, {person.role}", until


def reports_due(committee: Committee, today: date) -> Iterator[date]:
    """Yield the ends of the periods for which a report upward is due and not recorded as sent."""
    oversight = committee.profile.oversight
    if oversight is None:
        return
    months = _PERIODS[oversight.reports]
    sent = [
        entry.get("sent") or entry.get("date")
        for entry in committee.registers
        if entry.kind == "reports-sent" and entry.get("to") == "oversight-body"
    ]
    for number in range((today.year - 1) * 12, (today.year + 2) * 12):
        if (number % 12 + 1) % months:
            continue
        year, month = divmod(number + 1, 12)
        end = date(year, month + 1, 1) - timedelta(days=1)
        begun = end - timedelta(days=30 * months)
        # What was sent in the last month of a period or later, but before the next report, was sent for it.
        if today - BEHIND <= end <= today + AHEAD and not any(begun + timedelta(days=30 * (months - 1)) <= one for one in sent):
            yield end


def removed(uid: str, recurrence: str, was: Sent, title: str) -> Event:
    """Return the entry that takes back an event which went out and is no longer in the folder."""
    return Event(
        uid,
        title,
        _moment(was.start, was.zone),
        recurrence=_moment(recurrence, was.zone) if recurrence else None,
        cancelled=True,
        transparent="T" not in was.start,
    )


def _moment(text: str, zone: str) -> Moment:
    """Return a moment from the text of the log, such as 20260310T090000."""
    day = date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    if "T" not in text:
        return Moment(day)
    return Moment(day, f"{text[9:11]}:{text[11:13]}", "UTC" if text.endswith("Z") else zone)
