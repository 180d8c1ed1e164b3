"""The only room that opens files: limited reading, atomic writing, the lock, walking a folder."""

import contextlib
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vawcoord.errors import FolderBusyError, VawcoordError
from vawcoord.language import _

if TYPE_CHECKING:
    from zipfile import ZipFile

    from _typeshed import ReadableBuffer

TEXT_LIMIT = 1024 * 1024
"""The largest text file that is read, in bytes: past it parsers need minutes or gigabytes."""

ATTACHMENT_LIMIT = 100 * 1024 * 1024
"""The largest scan that is copied into the folder, in bytes."""

PACKAGE = Path(__file__).parent

_PIECE = 1024 * 1024
_ZIP_END = 22
_ZIP_LIST_LIMIT = 8 * 1024 * 1024
_PLAIN_TEMPORARY = re.compile(r"^\..+\.[0-9a-f]{8}\.tmp~$")
_REPLACE_TRIES = 12
_WINDOWS_BUSY = (5, 32, 33)


def shipped(path: str) -> bytes:
    """Return data that comes with the programme; `path` is relative to its package."""
    return (PACKAGE / path).read_bytes()


def shipped_templates() -> Path:
    """Return the folder of the shipped templates.

    A wheel carries it inside the package; a checkout, also one installed in editable form, has it at the top level. The
    checkout goes first: an editable install may leave an old copy elsewhere.
    """
    checkout = PACKAGE.parent.parent / "templates"
    return checkout if checkout.is_dir() and PACKAGE.parent.name == "src" else PACKAGE / "templates"


def inside(root: Path, path: str) -> Path:
    """Return where a path of the folder lies on disk.

    Raises VawcoordError for a path that leaves the folder or goes through a symbolic link: a link could lead a reader or
    a writer to a file that is none of the committee's.
    """
    parts = path.split("/")
    if "\\" in path or "\0" in path or any(part in ("", ".", "..") for part in parts) or ":" in parts[0]:
        raise VawcoordError(_("{path}: this path leaves the committee's folder.").format(path=path))
    here = root
    for part in parts:
        here = here / part
        try:
            link = here.is_symlink()
        except OSError as error:
            raise VawcoordError(_("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)) from error
        if link:
            raise VawcoordError(
                _("{path}: this is a symbolic link.").format(path=path),
                _("Put the file itself into the folder; links are not followed."),
            )
    return here


def read(root: Path, path: str, limit: int = TEXT_LIMIT) -> bytes | None:
    """Return the bytes of a file of the folder, or None when there is none.

    Raises VawcoordError when the file is larger than `limit`, is no regular file, or cannot be read.
    """
    return read_file(inside(root, path), limit, shown=path)


def read_file(file: Path | str, limit: int, shown: str = "") -> bytes | None:
    """Return the bytes of any file, or None when there is none; the same errors as `read`."""
    shown = shown or str(file)
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise VawcoordError(_("{path}: cannot be read: {reason}.").format(path=shown, reason=error.strerror)) from error
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise VawcoordError(_("{path}: this is not an ordinary file.").format(path=shown))
        if facts.st_size > limit:
            raise VawcoordError(
                _("{path}: the file is {size} bytes long; at most {limit} are read.").format(
                    path=shown, size=facts.st_size, limit=limit
                ),
                _("Was something else saved under this name? Put it elsewhere, or split the text."),
            )
        # A file that the kernel makes up, such as /proc/mounts, says that it is 0 bytes long: it is read to its end.
        size = facts.st_size
        content = os.read(handle, (size or _PIECE) + 1)
        while len(content) < (size or limit) and (more := os.read(handle, size or _PIECE)):
            content += more
    except OSError as error:
        raise VawcoordError(_("{path}: cannot be read: {reason}.").format(path=shown, reason=error.strerror)) from error
    else:
        return content
    finally:
        os.close(handle)


def files(
    root: Path, skip: tuple[str, ...] = (), links: list[str] | None = None, closed: list[str] | None = None
) -> Iterator[tuple[str, os.stat_result]]:
    """Yield path and stat of every regular file below a folder, each folder in the order of its names.

    `skip` names folders directly below `root` that are not entered. Symbolic links are passed over; their paths are added
    to `links`. The paths of folders that cannot be read are added to `closed`.
    """
    # The way down is a stack: folders may stand deeper in one another than calls may.
    waiting = [("", _entries(str(root), "", closed))]
    while waiting:
        prefix, entries = waiting[-1]
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                try:
                    facts = entry.stat(follow_symlinks=False)
                except FileNotFoundError:  # another programme removed it a moment ago
                    continue
                yield f"{prefix}{entry.name}", facts
            elif entry.is_symlink():
                if links is not None:
                    links.append(f"{prefix}{entry.name}")
            elif entry.is_dir(follow_symlinks=False) and (prefix or entry.name not in skip):
                below = f"{prefix}{entry.name}/"
                waiting.append((below, _entries(entry.path, below, closed)))
                break
        else:
            waiting.pop()


def _entries(folder: str, prefix: str, closed: list[str] | None) -> "Iterator[os.DirEntry[str]]":
    """Return what stands in a folder, sorted; `prefix` is the path before it."""
    try:
        with os.scandir(folder) as scan:
            return iter(sorted(scan, key=lambda entry: entry.name))
    except OSError:
        if closed is not None:
            closed.append(prefix or ".")
        return iter(())


def write_atomic(target: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the whole old or the whole new content.

    The temporary file lies beside the target under a name that git ignores and the next run sweeps. Never call this with
    restricted plaintext.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_name(target)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if target.exists():
            import shutil

            shutil.copymode(target, temporary)
        replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def temporary_name(target: Path) -> Path:
    """Return a name beside a file or folder under which its next content is made; `sweep` knows such names."""
    import secrets

    return target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}.tmp~"


def is_temporary(path: str) -> bool:
    """Say whether a path is that of a temporary file that an interrupted run left behind."""
    return bool(_PLAIN_TEMPORARY.match(path.rsplit("/", 1)[-1]))


def replace(source: Path, target: Path) -> None:
    """Rename one file over another.

    On Windows a virus scanner or an indexer may hold the file for a moment: only that is tried again, for about 2.5 s.
    """
    for attempt in range(_REPLACE_TRIES):
        try:
            Path(source).replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY or attempt == _REPLACE_TRIES - 1:
                raise
            import time

            time.sleep(0.035 * (attempt + 1))
        else:
            return


def place_new(source: Path, target: Path) -> None:
    """Rename a file to a name that must be free. Raises FileExistsError when it is taken; both files stay as they are.

    A second name for the same file fails where the name is taken, also when another run takes it at this moment. Sticks
    know no second names: there the name is looked at first.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(str(target)) from None
        replace(source, target)
    else:
        with contextlib.suppress(OSError):
            source.unlink()
    sync_folder(target.parent)


def pieces(root: Path, path: str, limit: int = ATTACHMENT_LIMIT) -> Iterator[bytes]:
    """Yield the bytes of a file of the folder piece by piece, for files that are too large to be held at once.

    Raises VawcoordError when there is none, when it is longer than `limit`, is no regular file, or cannot be read.
    """
    read_so_far = 0
    with _opened(inside(root, path), path) as handle:
        while piece := _piece(handle, path):
            read_so_far += len(piece)
            if read_so_far > limit:
                raise VawcoordError(_("{path}: the file is longer than {limit} bytes.").format(path=path, limit=limit))
            yield piece


def _piece(handle: int, shown: str) -> bytes:
    """Return the next bytes of an open file; none at its end."""
    try:
        return os.read(handle, _PIECE)
    except OSError as error:
        raise VawcoordError(_("{path}: cannot be read: {reason}.").format(path=shown, reason=error.strerror)) from error


@contextlib.contextmanager
def _opened(file: Path, shown: str) -> Iterator[int]:
    """Hold a regular file open for reading and yield its handle. Raises VawcoordError when it cannot be opened."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise VawcoordError(_("{path}: the file is not there.").format(path=shown)) from error
    except OSError as error:
        raise VawcoordError(_("{path}: cannot be read: {reason}.").format(path=shown, reason=error.strerror)) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise VawcoordError(_("{path}: this is not an ordinary file.").format(path=shown))
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def zip_read(file: Path) -> Iterator["ZipFile"]:
    """Hold an untrusted zip open for reading.

    Raises VawcoordError when there is none or it cannot be opened, and BadZipFile for what is no plain zip: before the list
    of its members is read into memory, that list may be 8 MiB long at most, and no second, larger one may hide behind it.
    """
    from zipfile import ZipFile

    with _opened(file, str(file)) as handle, io.BufferedReader(io.FileIO(handle, closefd=False)) as buffered:
        size = buffered.seek(0, os.SEEK_END)
        buffered.seek(max(0, size - _ZIP_END - 20))
        plain_zip(buffered.read())
        with ZipFile(buffered) as archive:
            yield archive


def plain_zip(content: bytes) -> None:
    """Look at the end of a zip's bytes. Raises BadZipFile where the list of its members is too long or another may hide there."""
    from zipfile import BadZipFile

    tail = content[-_ZIP_END - 20 :]
    end = tail[-_ZIP_END:]
    if len(end) < _ZIP_END or end[:4] != b"PK\x05\x06" or end[20:] != b"\0\0" or tail.startswith(b"PK\x06\x07"):
        message = "no plain zip"
        raise BadZipFile(message)
    if int.from_bytes(end[12:16], "little") > _ZIP_LIST_LIMIT:
        message = "too many members"
        raise BadZipFile(message)


class _Written(io.RawIOBase):
    """A file that is written through `os.write` without a buffer: what fails, fails at once and not when it is closed."""

    def __init__(self, handle: int) -> None:
        super().__init__()
        self.handle = handle

    def writable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes: a zip writes sizes into its heads afterwards."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place."""
        return os.lseek(self.handle, offset, whence)

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write everything."""
        view = memoryview(content).cast("B")
        length = len(view)
        while view:
            view = view[os.write(self.handle, view) :]
        return length


@contextlib.contextmanager
def zip_written(target: Path) -> Iterator["ZipFile"]:
    """Hold a new zip open for writing; at the end it lies on the disk, not only in memory. Only its owner may read it.

    Raises OSError when there is such a file already, or when the disk refuses.
    """
    from zipfile import ZIP_STORED, ZipFile

    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with _Written(handle) as stream, ZipFile(stream, "w", ZIP_STORED) as archive:
            yield archive
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):
            # What is read back then comes from the stick and not from memory.
            with contextlib.suppress(OSError):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def write_new(root: Path, path: str, content: Iterable[bytes]) -> None:
    """Write a file that must not be there yet below a folder, from pieces; folders on the way are made.

    Raises OSError when the disk refuses; a part of the file may be left then.
    """
    target = inside(root, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        for piece in content:
            view = memoryview(piece)
            while view:
                view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def folder_made(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target` that takes its name at the end; nothing is left when something fails.

    `target` must not be there or be empty; its own folder must be there. Raises OSError when the disk refuses.
    """
    staging = temporary_name(target)
    staging.mkdir()
    try:
        yield staging
        for folder in (staging, *(one for one in staging.rglob("*") if one.is_dir())):
            sync_folder(folder)
        if sys.platform == "win32" and target.is_dir():
            target.rmdir()
        replace(staging, target)
    except BaseException:
        import shutil

        shutil.rmtree(staging, ignore_errors=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(root: Path) -> None:
    """Remove temporary files that an interrupted run left behind."""
    for path, _facts in files(root, skip=(".git", "build")):
        if is_temporary(path):
            with contextlib.suppress(OSError):
                (root / path).unlink()


@contextlib.contextmanager
def writing(root: Path) -> Iterator[None]:
    """Hold the folder's lock: one writer at a time.

    Raises FolderBusyError, which says who holds it, after two seconds. The system frees the lock of a run that died.
    """
    from filelock import FileLock, Timeout

    private = inside(root, ".vawcoord")
    private.mkdir(exist_ok=True)
    holder = private / "holder"
    lock = FileLock(private / "lock", timeout=2)
    try:
        lock.acquire()
    except Timeout as error:
        who = read_file(holder, 1000) or b"?"
        raise FolderBusyError(
            _("Another run is writing in this folder: {who}.").format(who=who.decode(errors="replace").strip()),
            _("Wait until it has ended, then try again."),
        ) from error
    try:
        with contextlib.suppress(OSError):
            holder.write_text(f"vawcoord, process {os.getpid()}\n", encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink()
        lock.release()
