"""What goes round for comments and comes back: a text document, or the draft of a meeting's minutes. One mechanism for both."""

from datetime import date

from vawcoord.records.committee import Committee
from vawcoord.records.document import KINDS, Document, Event, Out, copies_out, log_out, standing
from vawcoord.records.meeting import Meeting
from vawcoord.records.minutes import minutes_digest
from vawcoord.value import Value

MINUTES = "minutes"
"""The kind of what goes round when it is minutes."""


class Round(Value):
    """A text that goes round: its kind and id, where it lies, its language, what its log says.

    `digest` is that of the text in the file; empty where nobody has worked it out. `several` says that it is signed in several
    languages, or is a translation, so that its log names the language. `fixed` are minutes that were approved.
    """

    kind: str
    id: str
    title: str
    path: str
    language: str
    log: tuple[Event, ...]
    digest: str = ""
    several: bool = False
    fixed: bool = False
    document: Document | None = None

    @property
    def ref(self) -> str:
        """Return `kind/id`."""
        return f"{self.kind}/{self.id}"

    @property
    def group(self) -> str:
        """Return the group of commands it belongs to."""
        return self.kind if self.kind in KINDS else "meeting"

    def out(self, on: date) -> tuple[Out, ...]:
        """Return the copies that are out on a day."""
        return copies_out(self.document, on) if self.document else log_out(self.log, on)

    def signed(self, on: date) -> tuple[str, ...]:
        """Return who has signed the text of the file."""
        return tuple(one.party for one in standing(self.document, on).signed) if self.document else ()


def of_document(document: Document) -> Round:
    """Return a document as what goes round."""
    front = document.front
    return Round(
        document.kind,
        document.id,
        front.title,
        document.where.path,
        front.language,
        document.log,
        document.digest,
        bool(front.authentic or document.translation),
        document=document,
    )


def of_meeting(meeting: Meeting) -> Round | None:
    """Return the minutes of a meeting as what goes round; None where it has none."""
    front = meeting.front
    if front is None or meeting.minutes is None:
        return None
    path = meeting.minutes.where.path
    return Round(
        MINUTES, meeting.id, front.title, path, front.language, meeting.log, minutes_digest(meeting), fixed=meeting.approved
    )


def every(committee: Committee) -> tuple[Round, ...]:
    """Return all that may go round, documents in all their languages first."""
    minutes = (of_meeting(one) for one in committee.meetings)
    return (*map(of_document, committee.documents), *(one for one in minutes if one is not None))


def find(committee: Committee, ref: str) -> Round | None:
    """Return what goes round under a name, in the folder's language."""
    return next((one for one in every(committee) if one.ref == ref and not (one.document and one.document.translation)), None)
