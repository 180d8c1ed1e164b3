"""The one way in which a command changes the folder: past the guard, then all of the set or nothing. A test holds the door."""

from datetime import date
from pathlib import Path

from vawcoord.change import ChangeSet
from vawcoord.folder.applying import apply
from vawcoord.records.committee import Committee


def write(
    root: Path, committee: Committee | None, changes: ChangeSet, today: date, *, confirm: str = "", undoable: bool = True
) -> ChangeSet:
    """Make the changes, and return them: with `confirm`, a reason, there is a line in the guard's log among them.

    `committee` is None where its folder is only being made. Raises VawcoordError when the changes would newly bring in a
    telephone number, an e-mail address or whatever else the guard stops, or when they cannot be applied; nothing is written then.
    """
    from vawcoord.operations.guard import guarded

    passed = guarded(root, committee, changes, today, confirm=confirm) if changes.changes else changes
    apply(root, passed, undoable=undoable)
    return passed
