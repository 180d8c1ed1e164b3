"""Scans and other proofs: copied under `attachments/`, with digest and class beside them."""

from datetime import date
from pathlib import Path

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.writing import toml_text
from vawcoord.language import _
from vawcoord.text.slug import proposed_id

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt", ".docx", ".odt", ".xlsx", ".eml")


def attachment(root: Path, record: str, file: Path, *, class_: str, today: date) -> tuple[str, list[Change]]:
    """Return where a file goes, and the changes that put it there: the copy, and a note with digest and class.

    The copy's name is neutral: made from the record and the day, never from the name the file had. Raises VawcoordError
    when there is no such file, it is too large, or of a kind that can run something.
    """
    content = disk.read_file(file, disk.ATTACHMENT_LIMIT)
    if content is None:
        raise VawcoordError(_("{file}: there is no such file.").format(file=file))
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise VawcoordError(
            _("{file}: files of this kind are not kept.").format(file=file),
            _("Allowed are: {suffixes}. Scan the paper as PDF.").format(suffixes=" ".join(SUFFIXES)),
        )
    folder = f"attachments/{record.replace('/', '-')}"
    taken = {path.rpartition("/")[2].partition(".")[0] for path, _facts in disk.files(root) if path.startswith(f"{folder}/")}
    path = f"{folder}/{proposed_id(today.isoformat(), taken)}{suffix}"
    note = {"record": record, "digest": f"sha256:{digest(content)}", "class": class_, "added": today}
    return path, [new_file(path, content), new_file(f"{path}.toml", toml_text(note))]


def attach(root: Path, record: str, file: Path, *, class_: str, today: date) -> tuple[str, ChangeSet]:
    """Return where a file goes, and the changes that attach it to a record such as `members/county-police`."""
    path, changes = attachment(root, record, file, class_=class_, today=today)
    return path, together(_("{path} attached to {record}").format(path=path, record=record), changes)
