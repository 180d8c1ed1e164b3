"""What people do with the schedule: series, moved, cancelled and extra meetings, closures. Only schedule.toml changes.

Every change is judged by the rules of `check` before it is made: what they call an error is refused, the rest is remarked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.toml import decoded, parsed
from vawcoord.folder.writing import Edit, append_table, edited_toml, new_toml
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import (
    Meeting,
    Occurrence,
    Schedule,
    Series,
    meeting_id,
    occurrence,
    occurring,
    sent,
    state_of,
    was_held,
)
from vawcoord.records.record import Reading, is_id, nearest
from vawcoord.rules import schedule as rules

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

PATH = "meetings/schedule.toml"
RULE = ("every", "weekday", "nth", "start", "end", "timezone", "from")
"""The keys that make the rule of a series; the others may change at any time."""

_FAR = timedelta(days=36500)
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Changed:
    """What is to be written, the id of what it is about, and what a person should know."""

    changes: ChangeSet
    id: str
    remarks: tuple[str, ...] = ()


def set_series(root: Path, committee: Committee, name: str, values: Mapping[str, Any], today: date) -> Changed:
    """Return the changes that make a series, or change one; `values` are keys as in the file.

    Once a meeting of it was held, a new rule ends the series and begins another, whose id comes back. Raises VawcoordError
    for a rule that never happens, a value that cannot be, or a change that says nothing.
    """
    if not is_id(name):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=name),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    schedule = committee.schedule or Schedule()
    held = next((one for one in schedule.series if one.id == name), None)
    _readable({"id": name, "title": "-", "from": today, **values})
    if held is None:
        if len(meeting_id(name, today)) > 48:
            raise VawcoordError(_('"{id}" is too long for the id of a series; at most 37 characters.').format(id=name))
        table = {"id": name, "title": _("Coordination meeting"), **values}
        table.setdefault("from", today)
        return _judged(root, committee, today, _("series {id} added").format(id=name), name, _adding("series", table), table)
    before = dict(held.values())
    new = {key: value for key, value in values.items() if _now(held, key) != value}
    if not new:
        raise VawcoordError(
            _("Nothing was said that would change."), _("vawcoord meeting schedule --help lists what can be changed.")
        )
    if held.until and new.get("until", held.until) > held.until and _successor(schedule, held):
        raise VawcoordError(
            _("The series ended on {day}, and another one goes on from there.").format(day=held.until),
            _("Change that one: vawcoord meeting schedule."),
        )
    until = new.get("until")
    over = until and next((one for one in _held(committee, name) if one.planned > until), None)
    if over:
        raise VawcoordError(_("{id} was held after {day}.").format(id=over.id, day=until))
    if not any(key in RULE for key in new) or not _begun(committee, held, today):

        def edit(document: "TOMLDocument") -> None:
            for one in document["series"]:
                if one["id"] == name:
                    for key, value in new.items():
                        one[key] = list(value) if isinstance(value, tuple) else value

        return _judged(root, committee, today, _("series {id} changed").format(id=name), name, edit)
    begin = values.get("from") or today
    late = next((one for one in _held(committee, name) if one.planned >= begin), None)
    if late or begin <= held.from_:
        raise VawcoordError(
            _("{id} was held by the old rule; the new one can begin after it only.").format(id=late.id if late else held.id),
            _("Say from when: --from DATE."),
        )
    other = _free(schedule, name)
    last = begin - timedelta(days=1)
    table = {**before, "from": begin, **new, "id": other}
    if "until" not in new:
        table.pop("until", None)

    def split(document: "TOMLDocument") -> None:
        for one in document["series"]:
            if one["id"] == name and (one.get("until") is None or one["until"] > last):
                one["until"] = last
        append_table(document, "series", _plain(table))

    label = _("series {id} ended, {other} begins").format(id=name, other=other)
    made = _judged(root, committee, today, label, other, split)
    remark = _("{id} was held: its rule stays and ends on {day}; the new one is the series {other}.").format(
        id=_first_held(committee, held).id, day=last, other=other
    )
    return replace(made, remarks=(remark, *made.remarks))


def _first_held(committee: Committee, held: Series) -> Meeting | Series:
    """Return the first meeting that was held, or the series where only its calendar says so."""
    return was_held(committee, held.id) or held


def _readable(table: Mapping[str, Any]) -> None:
    """Raise VawcoordError when a value of a series cannot be."""
    reading = Reading(PATH)
    Series.read({key: list(value) if isinstance(value, tuple) else value for key, value in table.items()}, (), reading)
    for _code, key, message in reading.problems:
        raise VawcoordError(f"{'.'.join(str(part) for part in key)}: {message}")


def _now(held: Series, name: str) -> Any:
    """Return what a series says under a key."""
    return getattr(held, Series.keys[name].attribute)


def _held(committee: Committee, series: str) -> list[Meeting]:
    """Return the meetings of a series that were held."""
    return [
        one for one in committee.meetings if one.series == series and getattr(one.minutes and one.minutes.front, "held", None)
    ]


def _begun(committee: Committee, held: Series, today: date) -> bool:
    """Say whether a rule may not be edited any more: a meeting was held, or one that went out in a calendar has passed."""
    if was_held(committee, held.id):
        return True
    out = (held.id, "") in sent(committee.published)
    return out and any(one.series.id == held.id for one in occurring(committee, held.from_, today - timedelta(days=1)))


def _successor(schedule: Schedule, held: Series) -> bool:
    """Say whether another series was begun where this one ended."""
    stem = held.id.rstrip("0123456789-")
    return any(one.id.startswith(stem) and one.id != held.id and held.until and one.from_ > held.until for one in schedule.series)


def _free(schedule: Schedule, name: str) -> str:
    """Return a free id for the series that goes on after another: ordinary, ordinary-2, ordinary-3."""
    taken = {one.id for one in schedule.series}
    stem, _hyphen, number = name.rpartition("-")
    stem = stem if stem and number.isdigit() else name
    count = 2
    while (made := f"{stem}-{count}") in taken:
        count += 1
    return made


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with lists in place of tuples."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in table.items()}


def _adding(kind: str, table: Mapping[str, Any]) -> Edit:
    """Return the edit that adds an entry to a list of the schedule."""

    def edit(document: "TOMLDocument") -> None:
        append_table(document, kind, _plain(table))

    return edit


def _judged(
    root: Path,
    committee: Committee,
    today: date,
    label: str,
    about: str,
    edit: Edit,
    first: Mapping[str, Any] | None = None,
) -> Changed:
    """Return an edit of the schedule with what the rules say of it. Raises VawcoordError for what they call an error."""
    if committee.schedule is None:
        if first is None:
            raise VawcoordError(
                _("There are no meetings yet."),
                _("Add a series: vawcoord meeting schedule ordinary --weekday tuesday --nth 1."),
            )
        change = new_toml(PATH, {"series": [_plain(first)]})
    else:
        change = edited_toml(root, PATH, edit)
    after = committee.but(schedule=_schedule(root, change))
    known = {(one.code, one.message) for one in _findings(committee, today)}
    new = [one for one in _findings(after, today) if (one.code, one.message) not in known]
    for one in new:
        if one.severity == "error":
            raise VawcoordError(one.message[:1].upper() + one.message[1:], one.mend)
    return Changed(together(label, [change]), about, tuple(one.message for one in new))


def _schedule(root: Path, change: Change) -> Schedule:
    """Return the schedule that a change leaves behind. Raises VawcoordError for a value that it brings and that cannot be."""
    before, after = Reading(PATH), Reading(PATH)
    Schedule.read(parsed(decoded(disk.read(root, PATH) or b"")), (), before)
    made = Schedule.read(parsed(decoded(change.after or b"")), (), after)
    for _code, key, message in after.problems:
        if message not in {known for _name, _key, known in before.problems}:
            raise VawcoordError(f"{key[-1] if key else PATH}: {message}")
    return made or Schedule()


def _findings(committee: Committee, today: date) -> list[Any]:
    """Return what the rules say of a committee's schedule."""
    from vawcoord.rules import members

    found = [one for rule in rules.RULES for one in rule(committee, today)]
    return [*found, *members.confidential_places(committee, today)]


def find_meeting(committee: Committee, asked: str, today: date) -> Occurrence:
    """Return the meeting that a person means: its id, its day (planned or real), or `next`.

    Raises VawcoordError when there is none, or several are on that day.
    """
    exact = occurrence(committee, asked)
    if exact is not None:
        return exact
    if asked == "next":
        coming = next((one for one in occurring(committee, today, today + _YEAR) if not one.cancelled), None)
        if coming is None:
            raise VawcoordError(_("There is no next meeting within a year."), _("vawcoord meeting schedule adds one."))
        return coming
    try:
        day = date.fromisoformat(asked[:10])
    except ValueError as error:
        raise VawcoordError(
            _('"{text}" is no meeting.').format(text=asked),
            _("Write its day, such as 2026-03-10, or its id: vawcoord meeting list shows them."),
        ) from error
    around = occurring(committee, day - _YEAR, day + _YEAR)
    found = [one for one in around if day in (one.planned, one.day) and (len(asked) == 10 or one.id == asked)]
    real = [one for one in found if one.day == day and not one.cancelled]
    if len(found) > 1 and len(real) == 1:
        return real[0]
    if len(found) == 1:
        return found[0]
    if found:
        raise VawcoordError(
            _("On {day} there are several meetings.").format(day=day),
            _("Name one: {ids}.").format(ids=", ".join(one.id for one in found)),
        )
    near = min(around, key=lambda one: abs((one.day - day).days), default=None)
    raise VawcoordError(
        _('There is no meeting "{text}" in the schedule.').format(text=asked),
        _("The nearest is {id}.").format(id=near.id) if near else _("vawcoord meeting schedule adds a series."),
    )


def _not_held(committee: Committee, one: Occurrence) -> None:
    """Raise VawcoordError for a meeting that was held: the past is not moved."""
    meeting = next((held for held in committee.meetings if held.id == one.id), None)
    if state_of(one, meeting) in ("held", "approved"):
        raise VawcoordError(
            _("{id} was held; it is neither moved nor cancelled.").format(id=one.id),
            _("What its minutes say is corrected by a later meeting."),
        )


def move(
    root: Path,
    committee: Committee,
    asked: str,
    today: date,
    *,
    to: date | None = None,
    start: str = "",
    end: str = "",
    place: str = "",
    reason: str = "",
) -> Changed:
    """Return the change that moves a meeting; its id stays. Moved back to where it was planned it is as if never moved.

    With a new beginning only, it keeps its length. Raises VawcoordError for a meeting that is none, was held or is cancelled.
    """
    one = find_meeting(committee, asked, today)
    _not_held(committee, one)
    if one.cancelled:
        raise VawcoordError(
            _("{id} is cancelled.").format(id=one.id),
            _("Take that back first: vawcoord meeting cancel {id} --take-back.").format(id=one.id),
        )
    day = to or one.day
    if start and not end:
        end = _kept_length(one, start)
    planned = one.but(day=one.planned, start=_own(one, "start"), end=_own(one, "end"), place=_own(one, "place"))
    there = (day, start or one.start, end or one.end, place or one.place)
    if there == (one.day, one.start, one.end, one.place):
        raise VawcoordError(_("{id} takes place then and there already.").format(id=one.id))
    back = there == (planned.day, planned.start, planned.end, planned.place) and not one.shifted
    table = {
        "meeting": one.id,
        "to": day,
        "start": there[1] if there[1] != planned.start else None,
        "end": there[2] if there[2] != planned.end else None,
        "place": there[3] if there[3] != planned.place else None,
        "reason": reason or None,
    }

    def edit(document: "TOMLDocument") -> None:
        _drop(document, "moved", one.id)
        if not back:
            append_table(document, "moved", table)

    made = _judged(root, committee, today, _("{id} moved to {day}").format(id=one.id, day=day), one.id, edit)
    remarks = list(made.remarks)
    if day < today:
        remarks.append(_("{day} has passed.").format(day=day))
    return replace(made, remarks=(*remarks, *holiday_remarks(committee, (day,))))


def _own(one: Occurrence, name: str) -> str:
    """Return what the schedule says of a meeting before it was moved."""
    extra = getattr(one.extra, name) if one.extra else ""
    return extra or getattr(one.series, name)


def _kept_length(one: Occurrence, start: str) -> str:
    """Return the end that gives a meeting with a new beginning its old length."""

    def minutes(clock: str) -> int:
        return int(clock[:2]) * 60 + int(clock[3:])

    over = (minutes(start) + (minutes(one.end) - minutes(one.start)) % 1440) % 1440
    return f"{over // 60:02d}:{over % 60:02d}"


def _drop(document: "TOMLDocument", kind: str, name: str) -> bool:
    """Remove the entries about a meeting from a list of the schedule, and the list when nothing is left."""
    held: Any = document.get(kind)
    if held is None:
        return False
    places = [place for place, one in enumerate(held) if str(one.get("meeting", "")) == name]
    for place in reversed(places):
        del held[place]
    if not len(held):
        del document[kind]
    return bool(places)


def cancel(root: Path, committee: Committee, asked: str, today: date, *, reason: str = "", back: bool = False) -> Changed:
    """Return the change that cancels a meeting, or with `back` takes that back.

    Raises VawcoordError for a meeting that is none, was held, or is cancelled (not cancelled) already.
    """
    one = find_meeting(committee, asked, today)
    _not_held(committee, one)
    if one.cancelled != back:
        raise VawcoordError(
            _("{id} is not cancelled.").format(id=one.id) if back else _("{id} is cancelled already.").format(id=one.id)
        )

    def edit(document: "TOMLDocument") -> None:
        if back:
            _drop(document, "cancelled", one.id)
        else:
            append_table(document, "cancelled", {"meeting": one.id, "reason": reason or None})

    label = _("{id} takes place again").format(id=one.id) if back else _("{id} cancelled").format(id=one.id)
    return _judged(root, committee, today, label, one.id, edit)


def add_extra(
    root: Path,
    committee: Committee,
    series: str,
    day: date,
    today: date,
    *,
    start: str = "",
    end: str = "",
    place: str = "",
    title: str = "",
) -> Changed:
    """Return the change that adds a meeting outside the rule of a series. Raises VawcoordError when it has one that day."""
    known = {one.id: one for one in committee.schedule.series} if committee.schedule else {}
    if series not in known:
        near = nearest(series, list(known))
        raise VawcoordError(
            _('There is no series "{id}".').format(id=series)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("The series are: {known}.").format(known=", ".join(known) or "—"),
        )
    name = meeting_id(series, day)
    if occurrence(committee, name) is not None:
        raise VawcoordError(_("{id} is in the schedule already.").format(id=name))
    if start and not end:
        end = _kept_length(Occurrence(name, day, known[series].start, known[series].end, "", known[series]), start)
    table = {
        "series": series,
        "date": day,
        "start": start or None,
        "end": end or None,
        "place": place or None,
        "title": title or None,
    }
    made = _judged(root, committee, today, _("{id} added").format(id=name), name, _adding("extra", table))
    return replace(made, remarks=(*made.remarks, *holiday_remarks(committee, (day,))))


def closures(root: Path, committee: Committee, days: Sequence[date], today: date) -> Changed:
    """Return the change that enters days without meetings. Raises VawcoordError when all of them stand there already."""
    there = set(committee.schedule.closures) if committee.schedule else set()
    new = sorted(set(days) - there)
    if not new:
        raise VawcoordError(_("These days are without meetings already."))
    held = {one.planned for one in committee.meetings if getattr(one.minutes and one.minutes.front, "held", None)}
    for day in new:
        if day in held:
            raise VawcoordError(_("On {day} a meeting was held.").format(day=day))

    def edit(document: "TOMLDocument") -> None:
        document["closures"] = sorted({*there, *new})

    label = _("days without meetings entered")
    return _judged(root, committee, today, label, ", ".join(one.isoformat() for one in new), edit)


def holiday_remarks(committee: Committee, days: Sequence[date]) -> tuple[str, ...]:
    """Return a sentence for each day that is a public holiday, where the country is named and the library is there.

    A remark only: nothing is moved by it. Days of the lunar calendars are marked "(estimated)" by the library.
    """
    country, _hyphen, part = committee.profile.meetings.holidays.partition("-")
    if not country or not days:
        return ()
    try:
        import holidays
    except ImportError:
        return ()
    try:
        known = holidays.country_holidays(country, subdiv=part or None, years=sorted({day.year for day in days}))
    except NotImplementedError:
        return (_('The library of holidays does not know "{country}".').format(country=country),)
    return tuple(
        _("{day} is a public holiday: {name}.").format(day=day, name=known.get(day)) for day in sorted(set(days)) if day in known
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in a list: beginning and end with their offset from universal time, and where it stands."""

    meeting: Occurrence
    start: str
    end: str
    state: str
    papers: tuple[str, ...]


def listed(committee: Committee, start: date | None, end: date) -> tuple[Listed, ...]:
    """Return the meetings up to a day, from another or from the first; also those held that no rule gives any more."""
    schedule = committee.schedule or Schedule()
    known = (
        [one.from_ for one in schedule.series]
        + [one.date for one in schedule.extra]
        + [one.planned for one in committee.meetings]
    )
    first = start or min(known, default=end)
    found = list(occurring(committee, first, end))
    folders = {one.id: one for one in committee.meetings}
    there = {one.id for one in found}
    found += [
        stray(schedule, meeting)
        for meeting in committee.meetings
        if meeting.id not in there and occurrence(committee, meeting.id) is None and first <= meeting.planned <= end
    ]
    made = []
    for one in sorted(found, key=lambda held: (held.day, held.start, held.id)):
        begin, over = one.times(committee.profile)
        folder = folders.get(one.id)
        papers = tuple(name for name in ("agenda", "minutes") if folder and getattr(folder, name))
        made.append(
            Listed(
                one,
                begin.at.isoformat(timespec="minutes"),
                over.at.isoformat(timespec="minutes"),
                state_of(one, folder),
                papers,
            )
        )
    return tuple(made)


def stray(schedule: Schedule, meeting: Meeting) -> Occurrence:
    """Return a meeting that has a folder and that the schedule does not have, as far as its papers tell."""
    series = next((one for one in schedule.series if one.id == meeting.series), None)
    held = series or Series(id=meeting.series, title=meeting.series, from_=meeting.planned)
    front: Any = meeting.minutes.front if meeting.minutes else None
    start, end = getattr(front, "start", "") or held.start, getattr(front, "end", "") or held.end
    return Occurrence(meeting.id, getattr(front, "held", None) or meeting.planned, start, end, held.place, held)
