"""The evidence pack for the oversight body: a zip with an index and the files, each looked at before it goes out.

What is restricted, holds names or exact figures, or lies in a register that is never published stays with the committee; the
index names it with the reason.
"""

import contextlib
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipInfo

from vawcoord import disk
from vawcoord.change import digest
from vawcoord.errors import VawcoordError
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.language import _
from vawcoord.operations.guard import holding_back
from vawcoord.operations.standard import names_of
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import Result
from vawcoord.records.meeting import CASE_KINDS
from vawcoord.records.register import kinds
from vawcoord.value import Value

Guard = Callable[[str, str], tuple[str, ...]]
"""What looks at a text before it leaves: (path, text) → the reasons for holding it back; none lets it go."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_OPEN = ("public", "committee")


class Entry(Value):
    """A file of the pack, or one that stays: its path, its digest where it goes out, and why it stays."""

    path: str
    digest: str
    why: str = ""


class Pack(Value):
    """What was packed: where it lies, the files in it, and those that stay with the committee."""

    path: Path
    packed: tuple[Entry, ...]
    kept: tuple[Entry, ...]


def pack(root: Path, committee: Committee, result: Result, target: Path, *, guard: Guard | None = None) -> Pack:
    """Write the evidence pack to a new file that ends in .zip, and return what went into it.

    The same folder on the same day gives the same bytes. Raises VawcoordError when there is such a file, when it would lie in
    the committee's folder outside build/, or when the disk refuses; nothing half-written is left then. `guard` looks at each
    text; without one it is the committee's own.
    """
    target = target.absolute()
    _refuse(root, target)
    entries, members = _gathered(root, committee, result, guard or holding_back(committee))
    index = _index(root, committee, result, entries)
    temporary = disk.temporary_name(target)
    try:
        try:
            with disk.zip_written(temporary) as archive:
                for name, content in (*index, *sorted(members.items())):
                    archive.writestr(_head(name), content)
            disk.place_new(temporary, target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise VawcoordError(
            _("{file}: nothing was packed: {reason}.").format(file=target, reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error
    held = tuple(entries.values())
    return Pack(target, tuple(one for one in held if not one.why), tuple(one for one in held if one.why))


def _refuse(root: Path, target: Path) -> None:
    """Refuse a place where the pack must not lie."""
    if target.suffix.lower() != ".zip":
        raise VawcoordError(_("{file}: the pack is a zip file.").format(file=target), _("Give it a name that ends in .zip."))
    if target.exists():
        raise VawcoordError(_("{file}: there is such a file already.").format(file=target), _("Choose another name."))
    if not target.parent.is_dir():
        raise VawcoordError(_("{folder}: there is no such folder.").format(folder=target.parent))
    inside = root.resolve() in target.parent.resolve().parents or root.resolve() == target.parent.resolve()
    if inside and (root / "build").resolve() not in (target.parent.resolve(), *target.parent.resolve().parents):
        raise VawcoordError(
            _("{file}: the pack must not lie among the committee's records.").format(file=target),
            _("Write it elsewhere, or below build/."),
        )


def _head(name: str) -> ZipInfo:
    """Return the head of a member: the same on every system and every day."""
    head = ZipInfo(name, _FIRST_DAY)
    head.create_system = 3
    head.external_attr = (stat.S_IFREG | 0o644) << 16
    head.compress_type = ZIP_DEFLATED
    return head


def _gathered(root: Path, committee: Committee, result: Result, guard: Guard) -> tuple[dict[str, Entry], dict[str, bytes]]:
    """Return every file of the evidence with what becomes of it, and the contents of those that go out."""
    entries: dict[str, Entry] = {}
    members: dict[str, bytes] = {}
    classes = _Classes(root, committee)
    for path in dict.fromkeys(held.path for one in result.items for held in one.evidence):
        for name in (path, *classes.scans(path)):
            if name in entries:
                continue
            why = classes.why_kept(name)
            content = None if why else _content(root, name)
            if content is None:
                entries[name] = Entry(name, "", why or _("it cannot be read"))
                continue
            found = guard(name, content.decode("utf-8", "replace")) if not name.startswith("attachments/") else ()
            if found:
                entries[name] = Entry(name, "", _("held back by the guard: {reasons}").format(reasons=", ".join(found)))
                continue
            entries[name] = Entry(name, digest(content))
            members[f"files/{name}"] = content
    return entries, members


def _content(root: Path, path: str) -> bytes | None:
    """Return a file's bytes; None for one that cannot be read."""
    try:
        return disk.read(root, path, disk.ATTACHMENT_LIMIT)
    except VawcoordError:
        return None


class _Classes:
    """Who may see which file."""

    def __init__(self, root: Path, committee: Committee) -> None:
        self.root = root
        self.committee = committee
        self.documents = {one.ref: one.front.class_ for one in committee.documents if not one.translation}
        self.secret = {one.id for one in committee.services if one.confidential_location}
        series = {one.id: one.kind for one in committee.schedule.series} if committee.schedule else {}
        self.papers = {
            one.id: "restricted"
            if series.get(one.series) in CASE_KINDS
            else max(
                (paper.front.class_ for paper in (one.minutes, one.agenda) if paper), key=_OPEN_FIRST.index, default="committee"
            )
            for one in committee.meetings
        }

    def why_kept(self, path: str) -> str:
        """Return why a file stays with the committee; empty when it may go out."""
        top, _slash, rest = path.partition("/")
        if top in ("agreement", "mou", "sop", "issued"):
            ref = "/".join(rest.split("/")[:2]) if top == "issued" else path.removesuffix(".md")
            return "" if self.documents.get(ref) in _OPEN else _("it is restricted")
        if top == "meetings" and "/" in rest:
            return "" if self.papers.get(rest.partition("/")[0]) in _OPEN else _("it is restricted")
        if top == "registers":
            kind = kinds().get(rest.partition("/")[0])
            return "" if kind and kind.publish else _("entries of this register never leave the committee")
        if top == "services":
            return _("it is about a confidential location") if Path(rest).stem in self.secret else ""
        if top == "indicators" and path.endswith(".csv"):
            return _("it holds exact figures")
        if top == "attachments":
            return "" if self._marked(path) in _OPEN else _("it is restricted")
        if top in ("plan", "progress", "indicators", "meetings"):
            return ""
        return _("it holds names")

    def _marked(self, path: str) -> str:
        """Return the class that the note beside a scan gives it; restricted where there is none."""
        try:
            table = parsed(decoded(disk.read(self.root, f"{path}.toml") or b""))
        except (VawcoordError, EncodingError, TomlError):
            return "restricted"
        return str(table.get("class", "restricted"))

    def scans(self, path: str) -> Iterator[str]:
        """Yield the scans attached to a document that is evidence: signed counterparts, decrees."""
        top, _slash, rest = path.partition("/")
        if top in ("agreement", "mou", "sop"):
            folder = f"attachments/{top}-{rest.removesuffix('.md')}/"
            yield from sorted(one for one in self.committee.attachments if one.startswith(folder) and not one.endswith(".toml"))


_OPEN_FIRST = ("public", "committee", "restricted")


def _index(root: Path, committee: Committee, result: Result, entries: dict[str, Entry]) -> tuple[tuple[str, bytes], ...]:
    """Return the index as a page and as a sheet: item, verdict, what, file, digest, and why a file stays."""
    import csv
    import io

    from vawcoord.documents.coverage import index_sheet, what
    from vawcoord.folder.shipped import Shelf
    from vawcoord.render import html
    from vawcoord.render.csv import guarded

    words = Shelf(root).words(committee.profile.languages[0])
    classes = _Classes(root, committee)
    lines = []
    for one in result.items:
        named = [(what(held), held.path) for held in one.evidence]
        named += [(_("scan"), scan) for held in one.evidence for scan in classes.scans(held.path)]
        for said, path in dict.fromkeys(named) or [("", "")]:
            entry = entries.get(path)
            # The name of a file that stays may be that of a person: only its folder is named.
            shown = f"{path.rpartition('/')[0]}/" if entry and entry.why else path
            lines.append((one.item.id, one.verdict, said, shown, entry.digest if entry else "", entry.why if entry else ""))
    lines = list(dict.fromkeys(lines))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("item", "verdict", "what", "file", "sha256", "kept_because"))
    writer.writerows(tuple(map(guarded, line)) for line in lines)
    page = index_sheet(result, committee.profile, names_of(committee), words, [line[:5] for line in lines])
    return (
        ("index.html", html.render(page, skip=words.say("skip")).encode()),
        ("index.csv", b"\xef\xbb\xbf" + stream.getvalue().encode()),
    )
