"""A Word form for minutes: the roster to tick, tables for decisions and actions. What is filled in is read back into the text."""

from collections.abc import Sequence

from vawcoord.prose import Block, Cell, Heading, Sheet, Table, paragraph, row, text
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Meeting
from vawcoord.records.words import Words
from vawcoord.text.outline import sections

TICKS = ("present", "alternate", "apologies", "absent")
"""The columns to tick, in their order: the words of the roster."""

BOX = "\u2610"
"""An empty box; whatever else stands in its place is a tick."""

_DECISIONS = 8
_ACTIONS = 10


def items(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return id and title of the items of a meeting's minutes, in their order: the form numbers them from 1."""
    body = meeting.minutes.body if meeting.minutes else ""
    return tuple((one.attributes.id, one.title) for one in sections(body) if one.level == 2)


def sheet(committee: Committee, meeting: Meeting, words: Words) -> Sheet:
    """Return the form for a meeting whose minutes were begun; what is ticked already stands ticked."""

    def word(name: str, **values: str) -> str:
        return words.group("form", name).format(**values)

    front = meeting.front
    names = {one.id: one for one in committee.members}
    roster = []
    for one in front.attendance if front else ():
        member = names.get(one.agency)
        person = next((who for who in member.representatives if who.id == one.who), None) if member else None
        # A survivor-led organisation sits by its seat, in a form as everywhere.
        ticks = ["\u2612" if one.is_ == tick else BOX for tick in TICKS]
        roster.append(row(member.name if member else one.agency, person.shown() if person else "", *ticks))
    command = words.code(f"vawcoord meeting minutes {meeting.id} --from FILE.docx")
    blocks: list[Block] = [
        paragraph(word("how", command=command)),
        Heading(2, text(word("attendance"))),
        Table(_head(words, ("agency", "who", *TICKS)), tuple(roster), (6, 6, 2, 2, 2, 2)),
        Heading(2, text(word("times"))),
        Table(_head(words, ("began", "ended")), (row(front.start if front else "", front.end if front else ""),)),
        Heading(2, text(word("items"))),
        Table(
            _head(words, ("number", "item")),
            tuple(row(str(number), title) for number, (_id, title) in enumerate(items(meeting), 1)),
            (1, 9),
        ),
        Heading(2, text(word("decisions"))),
        Table(_head(words, ("number", "decision", "how_decided")), (row("", "", ""),) * _DECISIONS, (1, 7, 3)),
        Heading(2, text(word("actions"))),
        Table(
            _head(words, ("number", "action", "agency", "post", "due")), (row("", "", "", "", ""),) * _ACTIONS, (1, 6, 3, 3, 2)
        ),
    ]
    return Sheet(
        title=word("title", meeting=(front.title if front and front.title else meeting.id)),
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=meeting.held or meeting.planned,
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=words.say(f"class_{front.class_ if front else 'committee'}"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(("vawcoord", f"{committee.profile.uid}/form/{meeting.id}/"),),
        landscape=True,
    )


def _head(words: Words, names: Sequence[str]) -> tuple[Cell, ...]:
    """Return the head of a table."""
    return row(*(words.group("form", name) for name in names))
