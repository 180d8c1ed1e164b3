"""Actions of meetings: the list of what is open, and a line more in minutes that are not approved yet."""

from datetime import date
from pathlib import Path

from vawcoord.change import ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.operations.members import find_member
from vawcoord.operations.minutes import added, colon, line_words, one_line, open_minutes, word
from vawcoord.operations.plan import known_member
from vawcoord.records.committee import Committee
from vawcoord.records.minutes import ActionState, action_states
from vawcoord.value import Value


class New(Value):
    """An action to be added; empty means not said."""

    text: str
    agency: str
    due: date
    post: str = ""
    clause: str = ""
    item: str = ""
    meeting: str = ""


def add(root: Path, committee: Committee, request: New, today: date) -> tuple[str, ChangeSet]:
    """Return the full id of an action, and the change that adds its line to minutes that are not approved yet.

    Raises VawcoordError for an agency that is no member, a day before the meeting, and where no minutes are open.
    """
    held = open_minutes(committee, request.meeting, today)
    begun = held.held or held.planned
    known_member(committee, request.agency, begun)
    if request.due < begun:
        raise VawcoordError(
            _("{day} is before the meeting ({held}).").format(day=request.due, held=begun), _("Choose a later day.")
        )
    words = line_words(root, held)
    post = one_line(request.post) if request.post else ""
    inside = ", ".join(part for part in (request.agency, post, request.due.isoformat()) if part)
    clause = f" {{clause={request.clause}}}" if request.clause else ""
    line = f"{word(words, 'action')} ({inside}){colon(words)} {one_line(request.text)}{clause}"
    change, number = added(root, committee, held, "action", [line], request.item)
    return f"{held.id}/{number}", together(_("{id}: an action entered").format(id=held.id), [change])


def listed(
    committee: Committee, on: date, *, agency: str = "", late: bool = False, everything: bool = False
) -> tuple[ActionState, ...]:
    """Return the open actions on a day, late ones first, the longest late at the top; with `everything` the closed ones last.

    Raises VawcoordError for an agency that is not there.
    """
    if agency:
        find_member(committee, agency)
    found = [
        one
        for one in action_states(committee, on)
        if (one.open or everything) and (not agency or one.agency == agency) and (not late or one.late_days)
    ]
    return tuple(sorted(found, key=_order))


def _order(one: ActionState) -> tuple[bool, int, date, str]:
    """Return the key by which actions are listed."""
    return not one.open, -one.late_days, one.due or date.max, one.item
