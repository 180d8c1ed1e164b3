"""Applies changes to the folder: all of a set or nothing, refused when a file changed meanwhile, taken back by `undo`.

The new contents and the old ones go to `.vawcoord/pending/`, then a list of them, then the new ones are renamed into place. A
run that dies before the list is whole has changed nothing; one that dies after it is finished by the next writing command.
When that cannot be (the disk refuses, or a person wrote into one of the files meanwhile) what was done is taken back.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.change import ABSENT, Change, ChangeSet, digest
from vawcoord.errors import ChangedMeanwhileError, VawcoordError
from vawcoord.language import _

_PENDING = ".vawcoord/pending"
_UNDO = ".vawcoord/undo"
_LIST = "list.json"
_BACK = "back.json"


def apply(root: Path, changes: ChangeSet, *, undoable: bool = True) -> None:
    """Make the changes; with `undoable` they are what `undo` takes back, without it there is nothing to take back any more.

    Raises ChangedMeanwhileError when a file is not as it was read, FolderBusyError when another run writes, VawcoordError
    when the disk refuses; the folder is as it was before in each case.
    """
    if changes.changes:
        with _writing(root):
            _make(root, changes, undoable=undoable)


@contextlib.contextmanager
def _writing(root: Path) -> Iterator[None]:
    """Hold the lock of a folder that was put in order; what the disk refuses becomes a sentence."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with disk.writing(root):
            recover(root)
            disk.sweep(root)
            yield
    except OSError as error:
        raise VawcoordError(
            _("{folder}: nothing was changed: {reason}.").format(folder=error.filename or root, reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error


def _make(root: Path, changes: ChangeSet, *, undoable: bool) -> None:
    """Make the changes. The caller holds the lock."""
    _compare(root, changes)
    _prepare(root, changes, undoable=undoable)
    _finish_or_take_back(root)


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
    """Write the new contents and the old ones, then the list that makes the set valid."""
    pending = root / _PENDING
    pending.mkdir(parents=True)
    entries = []
    for number, change in enumerate(changes.changes):
        new, old, target = pending / f"{number}.new", pending / f"{number}.old", disk.inside(root, change.path)
        if change.after is not None:
            disk.write_atomic(new, change.after)
        if change.before != ABSENT:
            disk.write_atomic(old, disk.read(root, change.path, 2 * disk.ATTACHMENT_LIMIT) or b"")
            # Contacts that only the secretary may read stay so.
            for copy in (new, old) if change.after is not None else (old,):
                shutil.copymode(target, copy)
        after = ABSENT if change.after is None else digest(change.after)
        entries.append({"path": change.path, "before": change.before, "after": after, "number": number})
    listing = {"label": changes.label, "undoable": undoable, "changes": entries}
    disk.write_atomic(pending / _LIST, json.dumps(listing, ensure_ascii=False, indent=1).encode())


def recover(root: Path) -> None:
    """Finish, take back or drop a set of changes that an interrupted run left. The caller holds the lock.

    Raises ChangedMeanwhileError when it had to be taken back because a person changed one of the files since.
    """
    pending = root / _PENDING
    if not pending.is_dir():
        return
    if (pending / _BACK).is_file():
        _take_back(root)
    elif (pending / _LIST).is_file():
        # What could not be finished was taken back: the run that died has changed nothing, and this one goes on.
        with contextlib.suppress(OSError):
            _finish_or_take_back(root)
    else:
        _drop(pending)


def _listed(folder: Path, name: str) -> dict[str, Any]:
    """Return a list of changes. Raises VawcoordError for one that something else has damaged."""
    path = folder / name
    try:
        listing = json.loads(disk.read_file(path, 20 * disk.TEXT_LIMIT) or b"")
        return {
            "label": str(listing["label"]),
            "undoable": bool(listing["undoable"]),
            "changes": [
                {**{key: str(one[key]) for key in ("path", "before", "after")}, "number": int(one["number"])}
                for one in listing["changes"]
            ],
        }
    except (ValueError, KeyError, TypeError) as error:
        raise VawcoordError(
            _("{path}: this list of changes is damaged; nothing was changed.").format(path=path),
            _("Compare the folder with your last backup, then remove the folder {folder}.").format(folder=folder),
        ) from error


def _finish_or_take_back(root: Path) -> None:
    """Rename the new contents into place; when that cannot be, take back what was done before the error goes on."""
    try:
        _finish(root)
    except (OSError, VawcoordError):
        if (root / _PENDING).is_dir():
            _take_back(root)
        raise


def _finish(root: Path) -> None:
    """Rename the new contents into place, keep the old ones for undo, and drop the list."""
    pending = root / _PENDING
    listing = _listed(pending, _LIST)
    for entry in listing["changes"]:
        if not _done(root, pending, entry) and _now(root, entry["path"]) not in (entry["before"], entry["after"]):
            _take_back(root)
            raise ChangedMeanwhileError(
                _("{path}: somebody changed this file while a change was being made; the change was taken back.").format(
                    path=entry["path"]
                ),
                _("Look at the file, then run the command again."),
            )
    for entry in listing["changes"]:
        target = disk.inside(root, entry["path"])
        new = pending / f"{entry['number']}.new"
        if new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            disk.replace(new, target)
            disk.sync_folder(target.parent)
        elif entry["after"] == ABSENT:
            _remove(root, target)
    undo = root / _UNDO
    _drop(undo)
    if listing["undoable"]:
        disk.replace(pending, undo)
    else:
        _drop(pending)


def _done(root: Path, pending: Path, entry: dict[str, Any]) -> bool:
    """Say whether a change of the list was made already."""
    if entry["after"] == ABSENT:
        return not disk.inside(root, entry["path"]).exists()
    return not (pending / f"{entry['number']}.new").exists()


def _take_back(root: Path) -> None:
    """Give every file that was changed its old content, leave those that a person changed since, and drop the list.

    From the first step on the set can only be taken back: a run that dies here is followed by one that goes on.
    """
    pending = root / _PENDING
    if (pending / _LIST).is_file():
        disk.replace(pending / _LIST, pending / _BACK)
    for entry in _listed(pending, _BACK)["changes"]:
        target, old = disk.inside(root, entry["path"]), pending / f"{entry['number']}.old"
        if _done(root, pending, entry) and _now(root, entry["path"]) == entry["after"]:
            if entry["before"] == ABSENT:
                _remove(root, target)
            elif old.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                disk.replace(old, target)
                disk.sync_folder(target.parent)
    _drop(pending)


def _remove(root: Path, target: Path) -> None:
    """Remove a file, and the folders that are empty then."""
    target.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for folder in target.parents:
            if folder == root:
                return
            folder.rmdir()


def _drop(folder: Path) -> None:
    """Remove a folder of changes, its list first: without that nothing in it is valid any more."""
    for name in (_LIST, _BACK):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def last_change(root: Path) -> ChangeSet | None:
    """Return the changes that would take the last set back, or None when there is nothing to take back.

    Its label is that of the set which it takes back.
    """
    undo = root / _UNDO
    if not (undo / _LIST).is_file():
        return None
    data = _listed(undo, _LIST)
    changes = []
    for entry in data["changes"]:
        old = disk.read_file(undo / f"{entry['number']}.old", 2 * disk.ATTACHMENT_LIMIT)
        if old is None and entry["before"] != ABSENT:
            return None
        changes.append(Change(entry["path"], entry["after"], None if entry["before"] == ABSENT else old))
    return ChangeSet(data["label"], tuple(changes))


def undo(root: Path) -> ChangeSet:
    """Take the last set of changes back and return what was done.

    Raises VawcoordError when there is none, ChangedMeanwhileError when a file was changed since.
    """
    nothing = VawcoordError(_("There is nothing to take back."), _("Only the last change of a command can be taken back, once."))
    if not (root / ".vawcoord").is_dir():
        raise nothing
    with _writing(root):
        back = last_change(root)
        if back is None:
            raise nothing
        _make(root, back, undoable=False)
    return back
