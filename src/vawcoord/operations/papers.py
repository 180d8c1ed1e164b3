"""What is printed for a meeting, sheet by sheet: agenda, notice, the chair's copy, minutes. `build` renders them like the rest."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from vawcoord.folder.shipped import Shelf
from vawcoord.operations.schedule import stray
from vawcoord.records.agenda import agenda_front
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Meeting, Occurrence, Paper, Schedule, occurrence
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.prose import Sheet


class Printed(Value):
    """A sheet of a meeting: `stem` is its path below build/ without ending, `source` the text where an edit lasts."""

    stem: str
    sheet: "Sheet"
    formats: tuple[str, ...]
    skip: str
    source: str


def with_papers(committee: Committee) -> tuple[Meeting, ...]:
    """Return the meetings of which something can be printed."""
    return tuple(one for one in committee.meetings if one.agenda or one.minutes)


def planned(committee: Committee, meeting: Meeting) -> Occurrence:
    """Return when and where a meeting is, as the schedule has it, or as far as its papers tell."""
    return occurrence(committee, meeting.id) or stray(committee.schedule or Schedule(), meeting)


def printed(committee: Committee, shelf: Shelf, meeting: Meeting, today: date) -> Iterator[Printed]:
    """Yield the sheets of a meeting on a day.

    Notice and chair's copy are made while the meeting is still to come: they prepare it, and what they say of the quorum and of
    late things would be wrong of a day that is past.
    """
    if meeting.agenda is not None:
        yield from _beforehand(committee, shelf, meeting, meeting.agenda, today)
    if meeting.minutes is not None and meeting.front is not None:
        from vawcoord.documents import minutes

        tongues = dict.fromkeys((meeting.front.language, *committee.profile.languages))
        words, *others = (shelf.words(one) for one in tongues)
        sheet = minutes.sheet(committee, meeting, words, others)
        yield Printed(f"{meeting.where.path}/minutes", sheet, ("docx", "html"), words.say("skip"), meeting.minutes.where.path)


def _beforehand(committee: Committee, shelf: Shelf, meeting: Meeting, paper: Paper, today: date) -> Iterator[Printed]:
    """Yield the agenda, and of a meeting to come the notice and the chair's copy."""
    front = agenda_front(meeting)
    if front is None:
        return
    from vawcoord.documents import agenda
    from vawcoord.text.items import items_of
    from vawcoord.text.markdown import blocks

    one = planned(committee, meeting)
    words = shelf.words(front.language)
    items = items_of(paper.body, paper.body_line)
    body = blocks(paper.body, paper.body_line)
    stem, skip, source = meeting.where.path, words.say("skip"), paper.where.path
    yield Printed(f"{stem}/agenda", agenda.sheet(committee, one, front, items, body, words), ("docx", "html"), skip, source)
    if meeting.held or one.day < today:
        return
    from vawcoord.documents.business import business

    held = business(committee, one, today)
    yield Printed(f"{stem}/notice", agenda.notice(committee, held, front, items, words), ("docx",), skip, source)
    if not one.cancelled:
        sheet = agenda.chair_sheet(committee, held, front, items, body, words)
        yield Printed(f"{stem}/agenda-chair-internal", sheet, ("docx",), skip, source)
