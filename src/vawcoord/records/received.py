"""A copy of a document that came back from an agency: who proposes what for which clause, and what became of each proposal."""

import datetime
from datetime import date

from vawcoord.language import marked
from vawcoord.records.document import DIGEST
from vawcoord.records.profile import LANGUAGE_TAG
from vawcoord.records.record import BOOL, DATE, ID_TYPE, LINE, REF_TYPE, TEXT, TEXTS, Choice, ListOf, Record, Type, key, tables

OUTCOMES = ("", "taken", "part", "not-taken", "meeting")
"""What became of a proposal: not decided yet, taken, taken in part, not taken, or for the meeting."""

RECOGNISED = ("property", "bookmarks", "headings", "likeness", "hand")
"""By what a copy was recognised, the surest first; `hand` means that the secretary said which text it answers."""

PLACED = ("bookmark", "number", "heading", "likeness", "hand")
"""By what the place of a proposal was found, the surest first."""

CHANGES = ("changed", "deleted", "merged", "moved", "added", "comment")
"""What is proposed: other words; that a clause goes; that it goes into another; another place; a new clause; only a remark."""

_CLAUSES = ListOf(
    Type(marked("a clause"), lambda value: type(value) is str and len(value) <= 48, {"type": "string"}),
    marked("a list of clauses"),
)


class Remark(Record):
    """A comment in the margin of a copy, or an answer to one."""

    author: str = key(LINE, marked("who wrote it, as Word has it"), default="")
    date: datetime.date | None = key(DATE, marked("the day it was written"), default=None)
    text: str = key(TEXT, marked("the comment"))
    answers: int = key(
        Type(
            marked("a whole number"), lambda value: type(value) is int and 0 <= value < 10_000, {"type": "integer", "minimum": 0}
        ),
        marked("the number, from 1, of the comment of this proposal that it answers; 0 for none"),
        default=0,
    )
    resolved: bool = key(BOOL, marked("it was marked as settled"), default=False)


class ReceivedProposal(Record):
    """What one copy proposes for one clause, and what became of it."""

    clause: str = key(ID_TYPE, marked("the clause; `preamble` is the text before the first; of a new one, a name for it"))
    change: str = key(Choice(*CHANGES), marked("what is proposed"), default="changed")
    text: str = key(TEXT, marked("the clause as proposed, in Markdown with its heading"), default="")
    deleted: bool = key(BOOL, marked("the clause is to go"), default=False)
    other: str = key(ID_TYPE, marked("the clause it goes into, or now stands behind"), default="")
    authors: tuple[str, ...] = key(TEXTS, marked("who made the recorded changes, as Word has it"), default=())
    tracked: bool = key(
        BOOL, marked("every change was recorded; where it is false, something was changed in silence"), default=False
    )
    # `placed` is a method of every record: the key in the file is "placed" all the same.
    placed_: str = key(Choice(*PLACED), marked("by what its place was found"), default="hand")
    items: tuple[str, ...] = key(TEXTS, marked("the items of Module 5 that the clause answers"), default=())
    comments: tuple[Remark, ...] = key(tables(Remark), marked("comments on the clause"), default=())
    outcome: str = key(Choice(*OUTCOMES), marked("what became of it; empty while nobody has decided"), default="")
    reason: str = key(TEXT, marked("why it was not taken, or only in part"), default="")
    decided: date | None = key(DATE, marked("the day it was decided"), default=None)


class Received(Record):
    """A copy that came back, as text: what it proposes, and what could not be carried."""

    document: str = key(REF_TYPE, marked("the document it answers, such as mou/referral, or minutes/2026-11-10-ordinary"))
    digest: str = key(DIGEST, marked("the text as it was sent"))
    language: str = key(LANGUAGE_TAG, marked("the language of the text sent"), default="")
    from_: str = key(ID_TYPE, marked("the agency"), names="member")
    date: datetime.date = key(DATE, marked("the day it came"))
    file: str = key(LINE, marked("the name of the file, without folders"), default="")
    sha: str = key(
        Type(
            marked("a SHA-256 of 64 hexadecimal digits"),
            lambda value: type(value) is str and len(value) == 64 and not value.strip("0123456789abcdef"),
            {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        ),
        marked("the SHA-256 of the file, so that the same one is not received twice"),
        default="",
    )
    recognised: str = key(Choice(*RECOGNISED), marked("by what it was recognised"), default="hand")
    lost: tuple[str, ...] = key(TEXTS, marked("what could not be carried"), default=())
    unplaced: tuple[str, ...] = key(TEXTS, marked("paragraphs whose place was not sure, as they stand in the copy"), default=())
    proposals: tuple[ReceivedProposal, ...] = key(
        tables(ReceivedProposal), marked("what is proposed, clause by clause"), default=()
    )

    id: str = ""

    @property
    def undecided(self) -> tuple[ReceivedProposal, ...]:
        """Return the proposals on which nobody has decided; a comment alone asks for no decision."""
        return tuple(one for one in self.proposals if not one.outcome and one.change != "comment")
