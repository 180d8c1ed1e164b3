"""The chair's brief for a meeting: composed from the records, shown as a text for a telephone, or written under `build/`."""

from datetime import date
from pathlib import Path

from vawcoord.documents import brief as composing
from vawcoord.documents.business import Business, business
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.agenda import coming
from vawcoord.operations.build import Step, one_sheet
from vawcoord.records.agenda import agenda_front
from vawcoord.records.committee import Committee
from vawcoord.records.words import Words
from vawcoord.text.items import items_of


def told(root: Path, committee: Committee, asked: str, today: date) -> tuple[Business, composing.Brief, Words]:
    """Return what a meeting has before it, the brief for it, and the words of its language: that of the agenda.

    Raises VawcoordError for a meeting that is none, was cancelled or held.
    """
    one = coming(committee, asked, today)
    held = business(committee, one, today)
    front = agenda_front(held.held)
    words = Shelf(root).words(front.language if front else committee.profile.languages[0])
    body = held.held.agenda.body if held.held and held.held.agenda else ""
    return held, composing.brief(committee, held, items_of(body), words), words


def phone(root: Path, committee: Committee, asked: str, today: date) -> str:
    """Return the brief as a text for a telephone, of at most 900 characters."""
    _held, made, words = told(root, committee, asked, today)
    return composing.phone(made, words)


def page(root: Path, committee: Committee, asked: str, today: date) -> Step:
    """Write the brief as one Word page under `build/` and return what became of it; its name says that it is internal."""
    held, made, words = told(root, committee, asked, today)
    sheet = composing.sheet(committee, made, held.meeting.id, today, words)
    source = f"meetings/{held.meeting.id}/agenda.md"
    return one_sheet(root, f"meetings/{held.meeting.id}/brief-internal", sheet, ("docx",), source=source)[0]
