"""The Word form of minutes: made for a meeting whose minutes were begun, and read back into their text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, together
from vawcoord.documents import minutes_form as composing
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import outlined
from vawcoord.language import _
from vawcoord.operations.build import Step, one_sheet
from vawcoord.operations.minutes import (
    Roster,
    added,
    already_approved,
    begin,
    colon,
    line_words,
    one_line,
    with_body,
    word,
    written,
)
from vawcoord.operations.schedule import find_meeting
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Meeting
from vawcoord.records.words import Words
from vawcoord.text.frontmatter import split
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.exchange.word import Returned
    from vawcoord.folder.shipped import Shelf

_Table = list[list[str]]


class Filled(Value):
    """What a filled form brings: the changes (None where it brings nothing), what was understood, what a person must enter."""

    meeting: str
    changes: ChangeSet | None
    decisions: tuple[str, ...]
    actions: tuple[str, ...]
    ticked: int
    remarks: tuple[str, ...]


def form(root: Path, committee: Committee, shelf: "Shelf", asked: str, today: date) -> Step:
    """Make the form of a meeting under build/forms. Raises VawcoordError when its minutes were not begun, or are approved."""
    meeting = written(committee, asked, today)
    if meeting.approved:
        raise already_approved(meeting)
    words = shelf.words(meeting.front.language if meeting.front else "en")
    sheet = composing.sheet(committee, meeting, words)
    return one_sheet(root, f"forms/minutes-{meeting.id}", sheet, ("docx",), source=f"meetings/{meeting.id}/minutes.md")[0]


def take_in(root: Path, committee: Committee, shelf: "Shelf", file: Path, asked: str, today: date) -> Filled:
    """Return what a filled form brings into the minutes of its meeting; nothing that is written there is overwritten.

    A line that cannot be understood is left for a person and named. Raises VawcoordError for a file that is no such form, of
    another committee or another meeting.
    """
    from vawcoord.exchange.word import read
    from vawcoord.gate import LIMIT

    content = disk.read_file(file, LIMIT)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=file))
    returned = read(content, file.name)
    match = re.fullmatch(r"([a-z0-9]+)/form/([a-z0-9-]+)/", returned.property)
    if not match:
        raise VawcoordError(
            _("{path}: this is no form for minutes.").format(path=file.name),
            _("vawcoord meeting minutes DATE --form makes one."),
        )
    if match[1] != committee.profile.uid:
        raise VawcoordError(_("{path}: this form is of another committee.").format(path=file.name))
    meeting = written(committee, asked or match[2], today)
    if meeting.id != match[2]:
        raise VawcoordError(
            _("{path}: this form is of the meeting {there}, not of {id}.").format(path=file.name, there=match[2], id=meeting.id)
        )
    if meeting.approved:
        raise already_approved(meeting)
    tables = _tables(returned)
    words = shelf.words(meeting.front.language if meeting.front else "en")
    remarks: list[str] = []
    roster, ticked = _roster(committee, meeting, _find(tables, words, ("agency", "who", *composing.TICKS)), remarks)
    times = _find(tables, words, ("began", "ended"))
    planned = find_meeting(committee, meeting.id, today)
    roster = roster.but(**_times(meeting, (planned.start, planned.end), times, remarks))
    begun = begin(root, committee, meeting.id, roster, today)
    text, decided, acted = _lines(root, committee, meeting, tables, words, remarks)
    changes: list[Change] = list(begun.changes.changes) if begun.changes else []
    if text is not None:
        changes = [with_body(changes[0], split((text.after or b"").decode()).body.replace("\r\n", "\n")) if changes else text]
    label = _("form of {id} read").format(id=meeting.id)
    return Filled(
        meeting.id,
        together(label, changes) if changes else None,
        tuple(decided),
        tuple(acted),
        ticked,
        tuple(remarks),
    )


def _tables(returned: "Returned") -> list[_Table]:
    """Return the tables of a form as rows of texts, recorded changes accepted."""
    from vawcoord.exchange.word import accepted

    held: dict[int, dict[int, dict[int, list[str]]]] = {}
    for par in accepted(returned):
        if par.cell is not None:
            table, line, column = par.cell
            held.setdefault(table, {}).setdefault(line, {}).setdefault(column, []).append(" ".join(par.text.split()))
    return [
        [
            [" ".join(one for one in cells.get(column, ()) if one) for column in range(max(cells) + 1)]
            for _line, cells in sorted(lines.items())
        ]
        for _table, lines in sorted(held.items())
    ]


def _find(tables: Sequence[_Table], words: Words, names: Sequence[str]) -> _Table:
    """Return the rows below the head of the table with some columns; none where it is not there any more."""
    head = [" ".join(words.group("form", name).split()).casefold() for name in names]
    return next((table[1:] for table in tables if [one.casefold() for one in table[0][: len(head)]] == head), [])


def _roster(committee: Committee, meeting: Meeting, rows: _Table, remarks: list[str]) -> tuple[Roster, int]:
    """Return who is ticked as what, without what the minutes say already, and how many that are."""
    by_name = {" ".join(one.name.split()).casefold(): one.id for one in committee.members}
    known = {one.agency: one.is_ for one in meeting.front.attendance} if meeting.front else {}
    said: dict[str, list[str]] = {name: [] for name in composing.TICKS}
    count = 0
    for line in rows:
        agency = by_name.get(line[0].casefold()) or (line[0] if committee.member(line[0]) else "")
        marks = [
            name
            for name, cell in zip(composing.TICKS, (*line[2:], "", "", "", ""), strict=False)
            if cell.replace(composing.BOX, "").strip()
        ]
        if not agency:
            if line[0] or marks:
                remarks.append(_("The agency “{name}” is no member; tick it by hand.").format(name=line[0]))
        elif len(marks) > 1:
            remarks.append(_("{agency}: several boxes are ticked; tick it by hand.").format(agency=agency))
        elif marks:
            there = known.get(agency, "?")
            if there == "?":
                count += 1
                said[marks[0]].append(agency)
            elif there != marks[0]:
                remarks.append(
                    _("{agency}: the form says {form}, the minutes {there}; they stay as they are.").format(
                        agency=agency, form=marks[0], there=there
                    )
                )
    return Roster().but(**{name: tuple(held) for name, held in said.items()}), count


def _times(meeting: Meeting, planned: tuple[str, str], rows: _Table, remarks: list[str]) -> dict[str, str]:
    """Return begin and end where the form says them, and the minutes say nothing or only what was planned."""
    made: dict[str, str] = {}
    front = meeting.front
    for name, before, typed in zip(("start", "end"), planned, rows[0] if rows else (), strict=False):
        there = getattr(front, name) if front else ""
        match = re.fullmatch(r"(\d{1,2})\s*[:.h]\s*(\d{2})", typed.strip())
        clock = f"{int(match[1]):02}:{match[2]}" if match and int(match[1]) < 24 and int(match[2]) < 60 else ""
        if typed.strip() and not clock:
            remarks.append(_("The time “{text}” cannot be read; write it by hand, such as 09:30.").format(text=typed))
        elif clock and there in ("", before):
            made[name] = clock
        elif clock and clock != there:
            remarks.append(
                _("{key}: the form says {form}, the minutes {there}; they stay as they are.").format(
                    key=name, form=clock, there=there
                )
            )
    return made


def _lines(
    root: Path, committee: Committee, meeting: Meeting, tables: Sequence[_Table], words: Words, remarks: list[str]
) -> tuple[Change | None, list[str], list[str]]:
    """Return the change of the text by which decisions and actions stand in it, and what they say."""
    line = line_words(root, meeting)
    ids = [name for name, _title in composing.items(meeting)]
    change: Change | None = None
    texts = (*(one.text for one in meeting.decisions), *(one.text for one in meeting.actions))
    there = {" ".join(one.split()).casefold() for one in texts}
    decided: list[str] = []
    acted: list[str] = []

    def put(kind: str, said: str, typed: str, item: str, made: list[str]) -> None:
        nonlocal change, meeting
        if " ".join(typed.split()).casefold() in there:
            return
        try:
            change, _number = added(root, committee, meeting, kind, [said], item)
        except VawcoordError as error:
            remarks.append(_("“{text}” was not taken: {reason}").format(text=typed[:60], reason=error.message))
            return
        body = split((change.after or b"").decode()).body.replace("\r\n", "\n")
        if meeting.minutes is not None:
            paper = meeting.minutes.but(body=body)
            meeting = meeting.but(minutes=paper.but(clauses=outlined(paper.body, paper.body_line)))
        made.append(typed)

    for row in _find(tables, words, ("number", "decision", "how_decided")):
        number, typed, how = (*row, "", "", "")[:3]
        if typed.strip():
            vote = re.fullmatch(r"\D*(\d+)\s*[-\u2013/ ]\s*(\d+)\s*[-\u2013/ ]\s*(\d+)\D*", how)
            inside = f"{word(line, 'vote')} {vote[1]}-{vote[2]}-{vote[3]}" if vote else word(line, "consensus")
            said = f"{word(line, 'decision')} ({inside}){colon(line)} {one_line(typed)}"
            put("decision", said, typed, _item(number, ids, remarks), decided)
    for row in _find(tables, words, ("number", "action", "agency", "post", "due")):
        number, typed, agency, post, due = (*row, "", "", "", "", "")[:5]
        if not typed.strip():
            continue
        who, day = _agency(committee, agency), _day(due)
        if not who or day is None:
            remarks.append(
                _("The action “{text}” names no agency or no day that can be read; enter it: vawcoord action add.").format(
                    text=typed[:60]
                )
            )
            continue
        inside = ", ".join(part for part in (who, " ".join(post.replace(",", " ").split()), day.isoformat()) if part)
        put(
            "action",
            f"{word(line, 'action')} ({inside}){colon(line)} {one_line(typed)}",
            typed,
            _item(number, ids, remarks),
            acted,
        )
    return change, decided, acted


def _item(number: str, ids: Sequence[str], remarks: list[str]) -> str:
    """Return the item that a number in the form means; nothing where none was written."""
    match = re.search(r"\d+", number)
    if not match:
        return ""
    place = int(match[0]) - 1
    if 0 <= place < len(ids):
        return ids[place]
    remarks.append(_("There is no item {number}; the line stands under the usual one.").format(number=number.strip()))
    return ""


def _agency(committee: Committee, name: str) -> str:
    """Return the agency that a person wrote: its id, its name, or the beginning of it where that is clear."""
    said = " ".join(name.split()).casefold()
    known: Mapping[str, str] = {" ".join(one.name.split()).casefold(): one.id for one in committee.members}
    if committee.member(said) is not None:
        return said
    if said in known:
        return known[said]
    begins = [one for title, one in known.items() if said and title.startswith(said)]
    return begins[0] if len(begins) == 1 else ""


def _day(text: str) -> date | None:
    """Return a day as people write it in a form: 2026-01-31, 31.1.2026, 31/01/2026."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip())
    other = re.fullmatch(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})", text.strip())
    numbers = (match[1], match[2], match[3]) if match else (other[3], other[2], other[1]) if other else None
    try:
        return date(*(int(one) for one in numbers)) if numbers else None
    except ValueError:
        return None
