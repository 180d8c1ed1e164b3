"""What agencies answered to one text, clause by clause: the wordings that compete, who stands behind each, who only remarked."""

from collections.abc import Iterable, Sequence

from vawcoord.records.received import Received, ReceivedProposal, Remark
from vawcoord.value import Value

OPEN = ("", "meeting")
"""The outcomes after which somebody still has to decide."""


class Standpoint(Value):
    """One thing proposed for a clause, and the agencies that propose it. `at` says where it stands: file, place in it."""

    agencies: tuple[str, ...]
    proposal: ReceivedProposal
    at: tuple[tuple[str, int], ...]


class Question(Value):
    """A clause on which something was said: what is proposed for it, each wording once, and the remarks with their agencies.

    `digest` is that of the text sent: answers to two issues of a clause are two questions. `notes` are the copies that only
    remark on it: they ask for no decision, but may be given an answer.
    """

    clause: str
    digest: str
    standpoints: tuple[Standpoint, ...]
    remarks: tuple[tuple[str, Remark], ...]
    notes: tuple[Standpoint, ...] = ()

    @property
    def clash(self) -> bool:
        """Say whether more than one thing is proposed."""
        return len(self.standpoints) > 1

    def of(self, agency: str) -> tuple[Standpoint, ...]:
        """Return the standpoints of an agency; all where none is named."""
        return tuple(one for one in self.standpoints if not agency or agency in one.agencies)


_Placed = tuple[str, str, int, ReceivedProposal]
"""A proposal with its agency, the copy it came in, and its place there."""


def questions(received: Iterable[Received], *, pending: bool = False) -> tuple[Question, ...]:
    """Return the clauses on which copies say something, in the order in which they first speak of them.

    The order of the copies does not matter for what a clause says: agencies stand in the order of their ids. `pending` leaves
    out what was decided.
    """
    held = sorted(received, key=lambda one: (one.date, one.id))
    told: dict[tuple[str, str], dict[tuple[str, ...], list[_Placed]]] = {}
    notes: dict[tuple[str, str], list[_Placed]] = {}
    remarks: dict[tuple[str, str], list[tuple[str, Remark]]] = {}
    for copy in held:
        for place, one in enumerate(copy.proposals):
            where = (one.clause, copy.digest)
            if pending and one.outcome not in OPEN:
                continue
            remarks.setdefault(where, []).extend((copy.from_, remark) for remark in one.comments)
            found = told.setdefault(where, {})
            if one.change == "comment":
                notes.setdefault(where, []).append((copy.from_, copy.id, place, one))
            else:
                same = (one.change, " ".join(one.text.split()), one.other, str(one.deleted))
                found.setdefault(same, []).append((copy.from_, copy.id, place, one))
    made = []
    for where, found in told.items():
        standpoints = sorted((_standpoint(group) for group in found.values()), key=lambda one: one.agencies[0])
        alone = tuple(_standpoint([one]) for one in notes.get(where, ()))
        told_here = tuple(sorted(remarks[where], key=lambda pair: pair[0]))
        made.append(Question(*where, tuple(standpoints), told_here, alone))
    return tuple(one for one in made if one.standpoints or one.notes)


def _standpoint(held: Sequence[_Placed]) -> Standpoint:
    """Return what some copies propose alike."""
    return Standpoint(
        tuple(sorted({agency for agency, _id, _place, _one in held})),
        held[0][3],
        tuple((name, place) for _agency, name, place, _one in held),
    )
