"""Drafts the letter to the head of an agency about an action that was carried over three times. It is never sent from here."""

from datetime import date
from pathlib import Path

from vawcoord.documents import letter as composing
from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf
from vawcoord.language import _
from vawcoord.operations.build import Step, one_sheet
from vawcoord.operations.message import language_of, pattern, template_languages
from vawcoord.operations.progress import find_item
from vawcoord.records.committee import Committee
from vawcoord.records.minutes import ESCALATED_AFTER, ActionState, action_states

TEMPLATE = "letter/carried-over"


def letter(
    root: Path, committee: Committee, name: str, today: date, *, language: str = "", early: bool = False
) -> tuple[ActionState, Step]:
    """Write the letter about an action under build/letters and return the action, and what became of the file.

    Raises VawcoordError for what is no action, is closed, was carried over less than three times (unless `early`), and where
    the agency is no member any more.
    """
    item = find_item(committee, name, today)
    state = next((one for one in action_states(committee, today) if one.item == item.id), None)
    if state is None:
        raise VawcoordError(
            _("{item} is no action of a meeting.").format(item=item.id),
            _("A letter goes out about actions; vawcoord action list shows them."),
        )
    if not state.open:
        raise VawcoordError(_("{item} is closed: {status}.").format(item=item.id, status=state.status))
    member = committee.member(state.agency)
    if member is None or not member.active(today):
        raise VawcoordError(
            _("{agency}, which answers for {item}, is no member.").format(agency=state.agency, item=state.item),
            _('Give it to another agency: vawcoord progress {item} --lead AGENCY --reason "…".').format(item=state.item),
        )
    if state.carried < ESCALATED_AFTER and not early:
        raise VawcoordError(
            _("{item} was carried over {count} times; a letter goes out after {needed}.").format(
                item=state.item, count=state.carried, needed=ESCALATED_AFTER
            ),
            _(
                "Ask the agency first: vawcoord message reminder --agency {agency}. --early writes the letter all the same."
            ).format(agency=member.id),
        )
    shelf = Shelf(root)
    chosen = pattern(shelf, TEMPLATE, language or language_of(committee, member, template_languages(shelf, TEMPLATE)))
    sheet = composing.sheet(committee, member, state, chosen, today)
    stem = f"letters/{state.item.replace('/', '-')}-{member.id}"
    return state, one_sheet(root, stem, sheet, ("docx",), source=chosen.shown)[0]
