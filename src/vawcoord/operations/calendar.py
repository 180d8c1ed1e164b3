"""Publishes the calendars: numbers every event by what went out before, writes the files, and remembers what they say.

A SEQUENCE rises when, and only when, an event says something else than the last time it went out. An event that is gone from
the folder goes out once more, cancelled: a file that is silent about it would leave it standing in people's calendars.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, together
from vawcoord.documents import calendar as composing
from vawcoord.errors import VawcoordError
from vawcoord.event import Calendar, Event
from vawcoord.folder.writing import log_added, replaced
from vawcoord.language import _
from vawcoord.operations.schedule import find_meeting
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Sent, sent
from vawcoord.records.words import Words

FOLDER = "build/calendar"
LOG = "meetings/published.log.toml"
_HORIZON_YEARS = 10


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: also the secretary's days and the deadlines; universal time; single meetings, each in its file."""

    all: bool = False
    utc: bool = False
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be written, and what is new in it. `events` are all that the files hold, for whoever checks them first."""

    changes: ChangeSet
    files: tuple[str, ...]
    events: tuple[Event, ...]
    new: int
    changed: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class _File:
    """A calendar file before its events are numbered."""

    path: str
    name: str
    events: tuple[Event, ...]
    mine: bool = True


def domain(committee: Committee) -> str:
    """Return what follows the @ of every UID of a committee."""
    return f"{committee.profile.uid}.vawcoord.invalid"


def publish(root: Path, committee: Committee, words: Words, request: Request, today: date) -> Publication:
    """Return the changes that write the calendars and log what goes out.

    Raises VawcoordError when there is no meeting to publish, a meeting named is none, or a time zone is not known.
    """
    if committee.schedule is None or not (committee.schedule.series or committee.published):
        raise VawcoordError(
            _("There are no meetings yet."), _("Add a series: vawcoord meeting schedule ordinary --weekday tuesday --nth 1.")
        )
    log = sent(committee.published)
    entries: list[dict[str, Any]] = []
    changes: list[Change] = []
    held: list[Event] = []
    counts = {"new": 0, "changed": 0, "cancelled": 0}
    files = _files(committee, words, log, request, today)
    horizon = date(today.year + _HORIZON_YEARS, 12, 31)
    from vawcoord.render import ics

    for file in files:
        events = [*file.events, *(_gone(committee, words, log, file, today) if file.mine else ())]
        numbered = [_numbered(event, log, today, entries, counts) for event in events]
        content = ics.render(Calendar(file.name, domain(committee), tuple(numbered), horizon))
        held += numbered
        if disk.read(root, file.path, disk.ATTACHMENT_LIMIT) != content:
            changes.append(replaced(root, file.path, content))
    if entries:
        changes.append(log_added(root, LOG, entries))
    return Publication(together(_("calendar written"), changes), tuple(one.path for one in files), tuple(held), **counts)


def _files(committee: Committee, words: Words, log: Mapping[tuple[str, str], Sent], request: Request, today: date) -> list[_File]:
    """Return the files asked for, before their events are numbered."""
    area = committee.profile.area
    name = words.group("calendar", "meetings").format(area=area)
    if request.meetings:
        made = []
        for asked in request.meetings:
            one = find_meeting(committee, asked, today)
            events = composing.singles(committee, words, (one,), today, utc=request.utc)
            made.append(_File(f"{FOLDER}/{one.id}.ics", name, events, mine=False))
        return made
    if request.utc:
        chosen = composing.coming(committee, today)
        made = [_File(f"{FOLDER}/meetings-utc.ics", name, composing.singles(committee, words, chosen, today, utc=True))]
    else:
        made = [_File(f"{FOLDER}/meetings.ics", name, composing.meetings(committee, words, log, today))]
    if request.all:
        title = words.group("calendar", "secretary").format(area=area)
        made.append(_File(f"{FOLDER}/secretary.ics", title, composing.secretary(committee, words, today)))
        title = words.group("calendar", "deadlines").format(area=area)
        made.append(_File(f"{FOLDER}/deadlines.ics", title, composing.deadlines(committee, words, today)))
    return made


def _kind(uid: str) -> str:
    """Return which file an event belongs to, from its UID."""
    if uid.startswith(composing.SECRETARY):
        return "secretary"
    if uid.startswith(composing.DEADLINE):
        return "deadlines"
    if uid.endswith(composing.UTC):
        return "meetings-utc"
    return "single" if uid.endswith(composing.ONE) else "meetings"


def _gone(committee: Committee, words: Words, log: Mapping[tuple[str, str], Sent], file: _File, today: date) -> Iterable[Event]:
    """Yield what went out in a file and is no longer in the folder, cancelled.

    Days and deadlines that have passed are dropped in silence; of the meetings every cancellation stays.
    """
    kind = file.path.rpartition("/")[2].removesuffix(".ics")
    there = {event.key for event in file.events}
    masters = {uid for uid, recurrence in there if not recurrence}
    titles = {one.id: one.title for one in committee.schedule.series} if committee.schedule else {}
    for (uid, recurrence), was in sorted(log.items()):
        if _kind(uid) != kind or (uid, recurrence) in there or not was.start:
            continue
        if recurrence and uid not in masters:
            continue  # the whole series is cancelled
        day = f"{today - composing.BEHIND:%Y%m%d}"
        if kind != "meetings" and was.start[:8] < day:
            continue
        title = composing.neutral(titles.get(uid, ""), words)
        yield composing.removed(uid, recurrence, was, title)


def _numbered(
    event: Event,
    log: Mapping[tuple[str, str], Sent],
    today: date,
    entries: list[dict[str, Any]],
    counts: dict[str, int],
) -> Event:
    """Return an event with its sequence and stamp; what goes out anew is added to the entries and counted."""
    before = log.get(event.key)
    digest = event.digest()
    if before is not None and before.digests == {digest}:
        return replace(event, sequence=before.sequence, stamped=before.date)
    if before is None:
        # A meeting of a series went out with the series, even when it stood beside it for the first time only now.
        series = log.get((event.uid, "")) if event.recurrence else None
        sequence = series.sequence + 1 if series else 0
        fresh = series is None
    else:
        sequence, fresh = before.sequence + 1, False
    zone = (event.recurrence or event.start).zone
    counts["cancelled" if event.cancelled else "new" if fresh else "changed"] += 1
    entries.append(
        {
            "date": today,
            "uid": event.uid,
            "recurrence": event.key[1],
            "sequence": sequence,
            "digest": digest,
            "start": event.start.compact(),
            "zone": zone if zone != "UTC" else "",
            "without": [moment.day for moment in event.without],
        }
    )
    return replace(event, sequence=sequence, stamped=today)


def remarks(publication: Publication, request: Request) -> Sequence[str]:
    """Return what people who send the files on should know."""
    made = []
    if any(event.rule for event in publication.events):
        made.append(
            _(
                "Outlook opens a file with many meetings as a new calendar: import it once, later only what changed (--meeting ID)."
            )
        )
    if request.utc or request.meetings:
        made.append(_("These events stand for themselves: whoever has meetings.ics in a calendar does not need them."))
    return made
