"""A verified archive of the committee's folder, and the way back from it. An archive from outside is taken as hostile."""

import contextlib
import hashlib
import json
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from vawcoord import disk
from vawcoord.errors import ChangedMeanwhileError, VawcoordError
from vawcoord.folder.surroundings import surroundings
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.language import _, several
from vawcoord.records.record import is_id

MANIFEST = "vawcoord-backup.json"
"""The member that lists the others with their digests."""

MEMBER_COUNT = 20_000
MEMBER_LIMIT = disk.ATTACHMENT_LIMIT
TOTAL_LIMIT = 2 * 1024 * 1024 * 1024
MANIFEST_LIMIT = 8 * 1024 * 1024
RATIO_LIMIT = 200
RATIO_FROM = 1024 * 1024
"""Above this size a member is stored as it is: scans are compressed already, and nothing then looks like a bomb."""

_LEFT_OUT = ("build", ".vawcoord")
_GIT = (".git", "git~1")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\\\\:]")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_PIECE = 256 * 1024
_LONGEST = 1000
_DEEPEST = 30
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    BadZipFile,
    LargeZipFile,
    EOFError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its path in the committee's folder, its size, its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: whose it is, the day it was made, and its files in the order of their paths."""

    id: str
    name: str
    uid: str
    made: date
    files: tuple[Member, ...]

    @property
    def bytes(self) -> int:
        """Return how many bytes the files have together."""
        return sum(one.size for one in self.files)


@dataclass(frozen=True, slots=True)
class Backup:
    """An archive that was made: where it lies, how many files and bytes are in it, and what a person should know."""

    path: Path
    files: int
    bytes: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A folder that was brought back: where it lies, what is in it, whose it is, and of which day."""

    path: Path
    files: int
    bytes: int
    committee: str
    made: date
    remarks: tuple[str, ...]


def backup(root: Path, target: Path, *, today: date) -> Backup:
    """Make a verified archive of a committee's folder and return what was made.

    `target` is a folder, such as a stick, or the name of a file that ends in .zip. A file that is there already is never
    replaced: the new one gets -2, -3 and so on. Every file is read back from the archive and compared before the archive
    gets its name. Raises VawcoordError when the target lies in the committee's folder, when a file cannot be put into an
    archive, or when the disk refuses; nothing half-written is left then.
    """
    content = disk.read(root, "committee.toml")
    if content is None:
        raise VawcoordError(
            _("{folder}: here is no committee.toml.").format(folder=root),
            _("Go into the committee's folder, or name it with -C FOLDER."),
        )
    identity, remarks = _identity(content)
    folder, stem = _place(root, target, f"{identity['id']}-{today.isoformat()}")
    links: list[str] = []
    listing = _listing(root, links)
    remarks += _remarks(root, folder, listing, links)
    temporary = disk.temporary_name(folder / f"{stem}.zip")
    try:
        try:
            held = _write(root, temporary, listing, identity, today)
            if _listing(root, []) != listing:
                raise ChangedMeanwhileError(
                    _("The folder was changed while it was being copied; no backup was made."), _("Run the command again.")
                )
            # What was read on the way in must be what comes out again.
            if not _reads_back(temporary, held):
                raise VawcoordError(
                    _("{folder}: what was written there reads back differently; no backup was made.").format(folder=folder),
                    _("The disk or stick may be failing: use another one."),
                )
            path = _named(temporary, folder, stem)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise VawcoordError(
            _("{folder}: no backup was made: {reason}.").format(folder=folder, reason=error.strerror or error),
            _("Is the disk or stick full, or not yours to write on?"),
        ) from error
    return Backup(path, len(held), sum(one.size for one in held), tuple(remarks))


def _identity(content: bytes) -> tuple[dict[str, str], list[str]]:
    """Return id, name and uid of the committee, and a remark when `committee.toml` is broken: that is no time to refuse."""
    try:
        table = parsed(decoded(content))
        identity = {key: table[key] for key in ("id", "name", "uid") if isinstance(table.get(key), str)}
    except (EncodingError, TomlError):
        identity = {}
    if is_id(identity.get("id", "")):
        return {"name": "", "uid": "", **identity}, []
    return {"name": "", "uid": "", **identity, "id": "committee"}, [
        _("committee.toml could not be read: the backup holds it as it is, and is named without the committee's id.")
    ]


def _place(root: Path, target: Path, name: str) -> tuple[Path, str]:
    """Return the folder of the archive, and the archive's name without its ending."""
    if target.suffix.lower() == ".zip" and not target.is_dir():
        folder, stem = target.parent, target.stem
    else:
        folder, stem = target, name
    if not folder.is_dir():
        raise VawcoordError(
            _("{folder}: there is no such folder.").format(folder=folder),
            _("Is the stick in its place? Name a folder that is there, or a file name that ends in .zip."),
        )
    if folder.resolve().is_relative_to(root.resolve()):
        raise VawcoordError(
            _("{folder}: this lies in the committee's own folder; a backup there would be lost together with it.").format(
                folder=folder
            ),
            _("Name a folder outside, best on a stick or another disk."),
        )
    return folder, stem


def _listing(root: Path, links: list[str]) -> tuple[tuple[str, int, int], ...]:
    """Return path, size and time of every file that belongs into a backup, in the order of the paths.

    Raises VawcoordError for what no archive can hold, or what could not be read back from one.
    """
    closed: list[str] = []
    listing = []
    for path, facts in disk.files(root, (*_LEFT_OUT, ".git"), links, closed):
        if left_out(path):
            continue
        if bad_name(path):
            shown = path.encode(errors="backslashreplace").decode()
            raise VawcoordError(
                _("{path}: a file of this name cannot be put into a backup.").format(path=shown),
                _(
                    "Give it a short name without backslash, colon and characters that cannot be seen, at most {count} folders deep."
                ).format(count=_DEEPEST),
            )
        if facts.st_size > MEMBER_LIMIT:
            raise VawcoordError(
                _("{path}: the file is larger than {limit} MB; a backup takes no such file.").format(
                    path=path, limit=MEMBER_LIMIT // 1024 // 1024
                ),
                _("Put it elsewhere, or scan it with fewer dots per inch."),
            )
        listing.append((path, facts.st_size, facts.st_mtime_ns))
    if closed:
        raise VawcoordError(
            _("{folder}: this folder cannot be read; a backup without it would not be whole.").format(folder=closed[0]),
            _("Ask the person who runs this computer for the right to read it."),
        )
    _refuse_too_much(listing)
    return tuple(sorted(listing))


def _refuse_too_much(listing: list[tuple[str, int, int]]) -> None:
    """Raise VawcoordError when the files are too many or too large together, or when two names clash elsewhere."""
    if len(listing) > MEMBER_COUNT or sum(size for _path, size, _time in listing) > TOTAL_LIMIT:
        raise VawcoordError(
            _("The folder holds more than {count} files or {size} GB; a backup takes no more.").format(
                count=MEMBER_COUNT, size=TOTAL_LIMIT // 1024**3
            ),
            _("Move what is none of the committee's papers out of it, and copy the folder as a whole meanwhile."),
        )
    clash = same_name([path for path, _size, _time in listing])
    if clash:
        raise VawcoordError(
            _("{one} and {other}: on some computers these two names are the same.").format(one=clash[0], other=clash[1]),
            _("Rename one of the two, then make the backup."),
        )


def left_out(path: str) -> bool:
    """Say whether a path is none of the committee's papers: what is built, the tool's own notes, all of git, a manifest."""
    return _is_ours(path.casefold().split("/")) or disk.is_temporary(path)


def _is_ours(parts: list[str]) -> bool:
    """Say whether the parts of a path name a place that no backup holds."""
    return parts[0] in _LEFT_OUT or any(part in _GIT for part in parts) or parts == [MANIFEST]


def _seen(part: str) -> str:
    """Return a part of a path as a careless file system sees it: without case, invisible signs, dots and spaces at its end."""
    visible = "".join(sign for sign in part if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", visible).casefold().rstrip(". ")


def bad_name(path: str) -> bool:
    """Say whether a path could leave the folder it is unpacked into, pass for one of git's files, or is long beyond reason."""
    parts = path.split("/")
    if len(path) > _LONGEST or len(parts) > _DEEPEST:
        return True
    if _CONTROL.search(path) or any(part in ("", ".", "..") for part in parts):
        return True
    return _is_ours([_seen(part) for part in parts]) and not left_out(path)


def same_name(paths: list[str]) -> tuple[str, str] | None:
    """Return the first two paths that are one and the same where case or accents do not count, or None.

    A file that has the name of another one's folder counts too.
    """
    known: dict[str, str] = {}
    for path in sorted(paths):
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if folded in known:
            return known[folded], path
        known[folded] = path
    for folded, path in known.items():
        parts = folded.split("/")
        for depth in range(1, len(parts)):
            above = known.get("/".join(parts[:depth]))
            if above:
                return above, path
    return None


def _remarks(root: Path, folder: Path, listing: tuple[tuple[str, int, int], ...], links: list[str]) -> list[str]:
    """Return what a person should know about an archive of this folder at this place."""
    remarks = [_("The backup is not encrypted: whoever has it can read it. Keep it locked away, or on an encrypted stick.")]
    if any(path == "contacts.toml" for path, _size, _time in listing):
        remarks.append(_("contacts.toml, with people's phones and e-mail addresses, is in it."))
    remarks.append(_("The records of case review are not in it: they do not lie in this folder."))
    if (root / ".git").exists():
        remarks.append(_("The history that git keeps is not in it."))
    if folder.stat().st_dev == root.stat().st_dev:
        remarks.append(_("It lies on the same disk as the committee's folder: copy it to a stick or another disk as well."))
    kept_out = [path for path in links if not left_out(path)]
    if kept_out:
        remarks.append(
            several(
                "{count} symbolic link was not copied: {first}.",
                "{count} symbolic links were not copied; the first is {first}.",
                len(kept_out),
                first=kept_out[0],
            )
        )
    if (root / ".vawcoord/pending/list.json").is_file():
        remarks.append(
            _("A change of this folder was interrupted half-way: run any command that writes, then make another backup.")
        )
    return remarks


def _write(
    root: Path, temporary: Path, listing: tuple[tuple[str, int, int], ...], identity: dict[str, str], today: date
) -> tuple[Member, ...]:
    """Write the archive under its temporary name and return what is in it."""
    held = []
    with disk.zip_written(temporary) as archive:
        for path, size, _time in listing:
            summed, written = hashlib.sha256(), 0
            with archive.open(_head(path, size), "w") as member:
                for piece in disk.pieces(root, path, MEMBER_LIMIT):
                    summed.update(piece)
                    written += member.write(piece)
            held.append(Member(path, written, summed.hexdigest()))
        manifest = _manifest(identity, today, held)
        with archive.open(_head(MANIFEST, len(manifest)), "w") as member:
            member.write(manifest)
    return tuple(held)


def _head(path: str, size: int) -> ZipInfo:
    """Return the head of a member: the same on every system and every day, so that equal folders give equal archives."""
    head = ZipInfo(path, _FIRST_DAY)
    head.create_system = 3
    head.external_attr = (stat.S_IFREG | 0o644) << 16
    head.compress_type = ZIP_STORED if size > RATIO_FROM else ZIP_DEFLATED
    return head


def _manifest(identity: dict[str, str], today: date, held: list[Member]) -> bytes:
    """Return the manifest. Raises VawcoordError when it becomes longer than would be read again."""
    files = [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in held]
    committee = {key: identity[key] for key in ("id", "name", "uid")}
    table = {"format": 1, "committee": committee, "date": today.isoformat(), "files": files}
    content = (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()
    if len(content) > MANIFEST_LIMIT:
        raise VawcoordError(
            _("The names of the files in this folder are too long for a backup."),
            _("Shorten the names of folders and files."),
        )
    return content


def _reads_back(temporary: Path, held: tuple[Member, ...]) -> bool:
    """Say whether an archive that was just written holds what went into it."""
    try:
        return inspect(temporary).files == held
    except VawcoordError:
        return False


def _named(temporary: Path, folder: Path, stem: str) -> Path:
    """Give the archive its name, the first one that is free, and return it."""
    number = 1
    while True:
        path = folder / (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip")
        try:
            disk.place_new(temporary, path)
        except FileExistsError:
            number += 1
        else:
            return path


def inspect(archive: Path) -> Contents:
    """Return what an archive holds, after every file in it was compared with its digest. Nothing is written.

    Raises VawcoordError for an archive that `backup` did not make, that is damaged, or that looks made to do harm.
    """
    try:
        with _zip(archive) as opened:
            return _contents(opened, archive)
    except OSError as error:
        raise VawcoordError(
            _("{path}: cannot be read: {reason}.").format(path=archive, reason=error.strerror or error)
        ) from error


def restore(archive: Path, target: Path) -> Restored:
    """Bring a committee's folder back from an archive, all of it or nothing, and return what came back.

    `target` must not be there or be empty. Raises VawcoordError otherwise, for every archive that `inspect` refuses, and
    when the disk refuses; nothing is left at the target then.
    """
    target = _free(target)
    try:
        with _zip(archive) as opened:
            contents = _contents(opened, archive)
            with disk.folder_made(target) as staging:
                for member in contents.files:
                    disk.write_new(staging, member.path, _checked(opened, archive, member))
                _compare(staging, contents)
    except OSError as error:
        raise VawcoordError(
            _("{folder}: nothing was restored: {reason}.").format(folder=target, reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error
    remarks = surroundings(target)
    return Restored(target, len(contents.files), contents.bytes, contents.name or contents.id, contents.made, remarks)


def _free(target: Path) -> Path:
    """Return the folder to restore into as the system knows it. Raises VawcoordError when it is not free."""
    try:
        target = target.resolve()
        taken = target.exists() and (not target.is_dir() or next(target.iterdir(), None) is not None)
    except (OSError, RuntimeError) as error:
        raise VawcoordError(_("{folder}: this folder cannot be looked into.").format(folder=target)) from error
    if taken:
        raise VawcoordError(
            _("{folder}: something is there already; nothing was restored.").format(folder=target),
            _("Name a new folder: what is there is never written over."),
        )
    if not target.parent.is_dir():
        raise VawcoordError(
            _("{folder}: there is no such folder to put it in.").format(folder=target.parent), _("Make that folder first.")
        )
    return target


@contextlib.contextmanager
def _zip(archive: Path) -> Iterator[ZipFile]:
    """Hold an untrusted archive open; whatever the zip library says about broken bytes becomes one sentence."""
    try:
        with disk.zip_read(archive) as opened:
            yield opened
    except _UNREADABLE as error:
        raise _refusal(archive, _("it is damaged, or no zip file as the backup makes them")) from error


def _refusal(archive: Path, why: str) -> VawcoordError:
    """Return the error for an archive that is not taken."""
    return VawcoordError(
        _("{archive}: this archive is not taken: {why}.").format(archive=archive, why=why),
        _("Use another backup. Archives that did not come from your own committee are best deleted."),
    )


def _contents(opened: ZipFile, archive: Path) -> Contents:
    """Return what an open archive holds, when all of it is as the manifest says."""
    heads = opened.infolist()
    _refuse_hostile(heads, archive)
    if MANIFEST not in opened.NameToInfo:
        raise _refusal(archive, _("it has no list of its files ({name})").format(name=MANIFEST))
    contents = _manifest_read(opened.read(MANIFEST), archive)
    named = [one.path for one in contents.files]
    if sorted([*named, MANIFEST]) != sorted(one.orig_filename for one in heads):
        raise _refusal(archive, _("its files are not those of its list"))
    if "committee.toml" not in named:
        raise _refusal(archive, _("there is no committee.toml in it"))
    for member in contents.files:
        for _piece in _checked(opened, archive, member):
            pass
    return contents


def _refuse_hostile(heads: list[ZipInfo], archive: Path) -> None:
    """Raise VawcoordError for members that no backup has; only their heads are looked at."""
    if len(heads) > MEMBER_COUNT + 1:
        raise _refusal(archive, _("it has more than {count} files").format(count=MEMBER_COUNT))
    for head in heads:
        path = head.orig_filename
        shown = path.encode("unicode_escape", "backslashreplace").decode()[:80]
        if bad_name(path) or (left_out(path) and path != MANIFEST):
            raise _refusal(archive, _('the name "{name}" in it could do harm').format(name=shown))
        if stat.S_IFMT(head.external_attr >> 16) not in (0, stat.S_IFREG):
            raise _refusal(archive, _('"{name}" in it is a link or no ordinary file').format(name=shown))
        if head.flag_bits & 1 or head.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _refusal(archive, _('"{name}" in it is packed in a way that is not read').format(name=shown))
        if head.file_size > (MANIFEST_LIMIT if path == MANIFEST else MEMBER_LIMIT):
            raise _refusal(archive, _('"{name}" in it is too large').format(name=shown))
        if head.file_size > RATIO_FROM and head.file_size > RATIO_LIMIT * head.compress_size:
            raise _refusal(archive, _('"{name}" in it grows more than {limit} times').format(name=shown, limit=RATIO_LIMIT))
    if sum(head.file_size for head in heads) > TOTAL_LIMIT + MANIFEST_LIMIT:
        raise _refusal(archive, _("its files are larger than {size} GB together").format(size=TOTAL_LIMIT // 1024**3))
    clash = same_name([head.orig_filename for head in heads])
    if clash:
        shown = clash[1].encode("unicode_escape").decode()[:80]
        raise _refusal(archive, _('the name "{name}" in it stands twice').format(name=shown))


def _manifest_read(content: bytes, archive: Path) -> Contents:
    """Return what a manifest says. Raises VawcoordError for one that `backup` did not write."""
    wrong = _refusal(archive, _("its list of files ({name}) is not as the backup writes it").format(name=MANIFEST))
    try:
        table = json.loads(content)
        if table["format"] != 1:
            raise _refusal(archive, _("it was made by a newer version of vawcoord"))
        committee = table["committee"]
        files = tuple(_member(one) for one in table["files"])
        made = date.fromisoformat(table["date"])
        contents = Contents(_text(committee["id"]), _text(committee["name"]), _text(committee["uid"]), made, files)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise wrong from error
    if not is_id(contents.id):
        raise wrong
    return contents


def _member(entry: dict[str, Any]) -> Member:
    """Return an entry of the manifest. Raises TypeError, KeyError or ValueError for anything else."""
    member = Member(_text(entry["path"]), entry["size"], _text(entry["sha256"]))
    if type(member.size) is not int or member.size < 0 or not _DIGEST.match(member.sha256):
        raise ValueError
    return member


def _text(value: object) -> str:
    """Return a text. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _checked(opened: ZipFile, archive: Path, member: Member) -> Iterator[bytes]:
    """Yield the bytes of a member. Raises VawcoordError, at the latest at its end, when they are not those of the list."""
    summed, size = hashlib.sha256(), 0
    with opened.open(member.path) as stream:
        while piece := stream.read(_PIECE):
            summed.update(piece)
            size += len(piece)
            if size > member.size:
                break
            yield piece
    if size != member.size or summed.hexdigest() != member.sha256:
        raise _refusal(archive, _('"{name}" in it is not what it was when the backup was made').format(name=member.path))


def _compare(staging: Path, contents: Contents) -> None:
    """Raise VawcoordError when the disk did not keep every name as it is, as a file system without accents or case might."""
    there = sorted((unicodedata.normalize("NFC", path), facts.st_size) for path, facts in disk.files(staging))
    if there != sorted((unicodedata.normalize("NFC", one.path), one.size) for one in contents.files):
        raise VawcoordError(
            _("This disk cannot hold all the names of files in the backup; nothing was restored."),
            _("Restore it on another disk."),
        )
