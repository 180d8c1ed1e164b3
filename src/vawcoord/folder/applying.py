"""Applies changes to the folder: all of a set or nothing, refused when a file changed meanwhile, taken back by `undo`.

The new contents go to `.vawcoord/pending/`, then a list of them, then they are renamed into place. A run that dies before
the list is whole has changed nothing; one that dies after it is finished by the next writing command.
"""

import contextlib
import json
import shutil
from pathlib import Path

from vawcoord import disk
from vawcoord.change import ABSENT, Change, ChangeSet, digest
from vawcoord.errors import ChangedMeanwhileError, VawcoordError
from vawcoord.language import _

_PENDING = ".vawcoord/pending"
_UNDO = ".vawcoord/undo"
_LIST = "list.json"


def apply(root: Path, changes: ChangeSet, *, undoable: bool = True) -> None:
    """Make the changes.

    Raises ChangedMeanwhileError when a file is not as it was read, FolderBusyError when another run writes, VawcoordError
    when the disk refuses; the folder is as it was before in each case.
    """
    if not changes.changes:
        return
    try:
        root.mkdir(parents=True, exist_ok=True)
        with disk.writing(root):
            recover(root)
            disk.sweep(root)
            _compare(root, changes)
            _prepare(root, changes, undoable=undoable)
            _finish(root)
    except OSError as error:
        raise VawcoordError(
            _("{folder}: nothing was changed: {reason}.").format(folder=error.filename or root, reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error


def _now(root: Path, path: str) -> str:
    """Return the digest of a file as it is now."""
    content = disk.read(root, path, 2 * disk.ATTACHMENT_LIMIT)
    return ABSENT if content is None else digest(content)


def _compare(root: Path, changes: ChangeSet) -> None:
    """Refuse when a file is not as it was read."""
    for change in changes.changes:
        if _now(root, change.path) != change.before:
            if change.before == ABSENT:
                raise ChangedMeanwhileError(
                    _("{path}: the file is there already; nothing was changed.").format(path=change.path),
                    _("Choose another name, or remove the file."),
                )
            raise ChangedMeanwhileError(
                _("{path}: somebody changed this file meanwhile; nothing was changed.").format(path=change.path),
                _("Look at the file, then run the command again."),
            )


def _prepare(root: Path, changes: ChangeSet, *, undoable: bool) -> None:
    """Write the new contents and what undo needs, then the list that makes the set valid."""
    pending = root / _PENDING
    shutil.rmtree(pending, ignore_errors=True)
    pending.mkdir(parents=True)
    entries = []
    for number, change in enumerate(changes.changes):
        if change.after is not None:
            disk.write_atomic(pending / f"{number}.new", change.after)
        if undoable and change.before != ABSENT:
            shutil.copyfile(disk.inside(root, change.path), pending / f"{number}.old")
        after = ABSENT if change.after is None else digest(change.after)
        entries.append({"path": change.path, "before": change.before, "after": after, "number": number})
    listing = {"label": changes.label, "undoable": undoable, "changes": entries}
    disk.write_atomic(pending / _LIST, json.dumps(listing, ensure_ascii=False, indent=1).encode())


def recover(root: Path) -> None:
    """Finish or drop a set of changes that an interrupted run left. The caller holds the lock."""
    pending = root / _PENDING
    if not pending.is_dir():
        return
    if (pending / _LIST).is_file():
        _finish(root)
    else:
        shutil.rmtree(pending, ignore_errors=True)


def _finish(root: Path) -> None:
    """Rename the new contents into place, keep the old ones for undo, and drop the list."""
    pending = root / _PENDING
    listing = json.loads((pending / _LIST).read_bytes())
    for entry in listing["changes"]:
        target = disk.inside(root, entry["path"])
        new = pending / f"{entry['number']}.new"
        if new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            disk.replace(new, target)
            disk.sync_folder(target.parent)
        elif entry["after"] == ABSENT and target.exists():
            target.unlink()
            with contextlib.suppress(OSError):
                target.parent.rmdir()
    if listing["undoable"]:
        undo = root / _UNDO
        shutil.rmtree(undo, ignore_errors=True)
        disk.replace(pending, undo)
    else:
        shutil.rmtree(pending, ignore_errors=True)


def last_change(root: Path) -> ChangeSet | None:
    """Return the changes that would take the last set back, or None when there is nothing to take back.

    Its label is that of the set which it takes back.
    """
    listing = disk.read(root, f"{_UNDO}/{_LIST}")
    if listing is None:
        return None
    data = json.loads(listing)
    changes = []
    for entry in data["changes"]:
        old = disk.read_file(root / _UNDO / f"{entry['number']}.old", 2 * disk.ATTACHMENT_LIMIT)
        changes.append(Change(entry["path"], entry["after"], None if entry["before"] == ABSENT else old))
    return ChangeSet(data["label"], tuple(changes))


def undo(root: Path) -> ChangeSet:
    """Take the last set of changes back and return what was done.

    Raises VawcoordError when there is none, ChangedMeanwhileError when a file was changed since.
    """
    back = last_change(root)
    if back is None:
        raise VawcoordError(_("There is nothing to take back."), _("Only the last change of a command can be taken back, once."))
    apply(root, back, undoable=False)
    with disk.writing(root):
        shutil.rmtree(root / _UNDO, ignore_errors=True)
    return back
