"""An edit as a value: the file, the digest it was read at, the new bytes. Nothing is written here."""

from collections.abc import Iterable

from vawcoord.value import Value

ABSENT = ""
"""The digest of a file that was not there."""


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


class Change(Value):
    """What one file is to become.

    `path` is relative to the committee's folder. `before` is the digest at which the file was read, or `ABSENT` for a
    file that must not be there yet. `after` is the new content; None removes the file.
    """

    path: str
    before: str
    after: bytes | None


class ChangeSet(Value):
    """Changes that are made together or not at all; `label` says in the user's words what they do, for `undo`."""

    label: str
    changes: tuple[Change, ...]

    def paths(self) -> tuple[str, ...]:
        """Return the files it touches, sorted."""
        return tuple(sorted(change.path for change in self.changes))


def new_file(path: str, content: bytes | str) -> Change:
    """Return the change that makes a file which must not be there yet. Text is encoded as UTF-8."""
    return Change(path, ABSENT, content.encode() if isinstance(content, str) else content)


def together(label: str, changes: Iterable[Change]) -> ChangeSet:
    """Return one set of changes; where two touch the same file, the later one builds on the earlier one's result."""
    merged: dict[str, Change] = {}
    for change in changes:
        earlier = merged.get(change.path)
        merged[change.path] = Change(change.path, earlier.before, change.after) if earlier else change
    return ChangeSet(label, tuple(merged.values()))
