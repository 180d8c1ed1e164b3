"""The room that opens files: paths stay inside, writing is whole or not at all, reading is bounded."""

import errno
import os
import signal
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord import disk
from vawcoord.errors import FolderBusyError, VawcoordError


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "/etc/passwd",
        "//x",
        "a//b",
        "",
        ".",
        "./a",
        "a/.",
        "a/",
        "a\\b",
        "..\\x",
        "C:",
        "C:/x",
        "c:x",
        "a\0b",
    ],
)
def test_paths_that_leave_the_folder(tmp_path: Path, path: str) -> None:
    """Anything that could lead out is refused, whatever lies on the disk."""
    with pytest.raises(VawcoordError, match="leaves the committee's folder"):
        disk.inside(tmp_path, path)


@pytest.mark.parametrize("path", ["a", "a/b.toml", "members/x..toml", "...", ".vawcoord/lock", "a b/c", "مذكرة.md"])
def test_paths_that_stay(tmp_path: Path, path: str) -> None:
    """Ordinary names are taken as they are, whether they are there or not."""
    assert disk.inside(tmp_path, path) == tmp_path / path


@given(st.text("./\\a:\0 ", max_size=12))
def test_law_inside_is_inside(path: str) -> None:
    """Law: whatever the path, the result lies below the folder or there is none."""
    root = Path("/nowhere/at/all")
    try:
        found = disk.inside(root, path)
    except VawcoordError:
        return
    assert os.path.normpath(found).startswith(f"{root}/")


def test_links_are_refused(tmp_path: Path) -> None:
    """A link is refused wherever it stands in the path, also one that leads to nothing; the folder itself may be one."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "real").mkdir(parents=True)
    outside.mkdir()
    (outside / "x.toml").write_text("secret")
    (root / "linked").symlink_to(outside)
    (root / "real/file.toml").symlink_to(outside / "x.toml")
    (root / "real/dangling.toml").symlink_to(outside / "none")
    (tmp_path / "alias").symlink_to(root)
    for path in ("linked", "linked/x.toml", "real/file.toml", "real/dangling.toml"):
        with pytest.raises(VawcoordError, match="symbolic link"):
            disk.read(root, path)
        with pytest.raises(VawcoordError, match="symbolic link"):
            disk.inside(tmp_path / "alias", path)
    assert disk.inside(tmp_path / "alias", "real") == tmp_path / "alias" / "real"


def test_reading(tmp_path: Path) -> None:
    """A file's bytes; nothing for one that is not there, also below a file."""
    (tmp_path / "a.toml").write_bytes(b"\xff\x00")
    (tmp_path / "empty").write_bytes(b"")

    assert disk.read(tmp_path, "a.toml") == b"\xff\x00"
    assert disk.read(tmp_path, "empty") == b""
    assert disk.read(tmp_path, "none.toml") is None
    assert disk.read(tmp_path, "a.toml/below") is None


def test_what_is_too_large(tmp_path: Path) -> None:
    """One byte past the limit is refused, and the limit itself is not."""
    (tmp_path / "a").write_bytes(b"x" * 101)

    assert disk.read(tmp_path, "a", 101) == b"x" * 101
    with pytest.raises(VawcoordError, match="a: the file is 101 bytes long; at most 100 are read"):
        disk.read(tmp_path, "a", 100)


def test_what_is_no_file(tmp_path: Path) -> None:
    """Folders, pipes and devices are refused at once."""
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    for path in ("folder", "pipe") if hasattr(os, "mkfifo") else ("folder",):
        with pytest.raises(VawcoordError, match="not an ordinary file"):
            disk.read(tmp_path, path)
    with pytest.raises(VawcoordError, match="not an ordinary file"):
        disk.read_file("/dev/zero", 10)


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    """What the system refuses to open is a sentence."""
    with pytest.raises(VawcoordError, match="cannot be read"):
        disk.read(tmp_path, "x" * 300)


def test_files_in_order(tmp_path: Path) -> None:
    """Every regular file once, folder by folder in the order of names, without links and without what is left out."""
    for path in ("b/x", "b/build/y", "a-b", "a/z", "build/no", ".git/no", "c"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "d").symlink_to(tmp_path / "a")
    (tmp_path / "b/e").symlink_to(tmp_path / "c")
    links: list[str] = []

    assert [(path, facts.st_size) for path, facts in disk.files(tmp_path, ("build", ".git"), links)] == [
        ("a/z", 3),
        ("a-b", 3),
        ("b/build/y", 9),
        ("b/x", 3),
        ("c", 1),
    ]
    assert sorted(links) == ["b/e", "d"]
    assert list(disk.files(tmp_path / "none")) == []


def test_a_file_that_vanishes_while_walking(tmp_path: Path) -> None:
    """What another programme removes meanwhile is passed over."""
    for name in "abc":
        (tmp_path / name).write_text(name)
    seen = []
    for path, _facts in disk.files(tmp_path):
        seen.append(path)
        (tmp_path / "b").unlink(missing_ok=True)

    assert seen == ["a", "c"]


def test_write_atomic(tmp_path: Path) -> None:
    """New and old files get the whole content, folders are made, rights stay, nothing is left over."""
    target = tmp_path / "new" / "folder" / ("ä" * 60 + ".toml")
    disk.write_atomic(target, b"one")
    target.chmod(0o640)
    disk.write_atomic(target, b"")

    assert target.read_bytes() == b""
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(target.parent.iterdir()) == [target]


def test_write_atomic_over_a_link(tmp_path: Path) -> None:
    """A link is replaced by the file; what it led to stays."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    disk.write_atomic(tmp_path / "link", b"new")

    assert (tmp_path / "real").read_text() == "old"
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "link").read_bytes() == b"new"


CALLS = ("open", "write", "fsync", "close", "replace", "rename", "stat", "chmod", "link", "unlink", "mkdir")


class Failing:
    """Lets the n-th call of the operating system fail with an error; n = 0 only counts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, number: int, names: tuple[str, ...] = CALLS) -> None:
        self.at, self.number, self.count, self.failed = at, number, 0, ""
        for name in names:
            monkeypatch.setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        """Return a call that may fail; one that closes closes first, as the system does."""

        def call(*arguments: object, **named: object) -> object:
            self.count += 1
            if self.count == self.at:
                self.failed = name
                if name == "close":
                    real(*arguments, **named)
                raise OSError(self.number, os.strerror(self.number), str(arguments[0]))
            return real(*arguments, **named)

        return call


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS], ids=["full", "broken", "forbidden", "read-only"]
)
@pytest.mark.parametrize("before", [None, b"old"], ids=["new", "old"])
def test_write_atomic_when_a_call_fails(tmp_path: Path, number: int, before: bytes | None) -> None:
    """At whichever call the disk refuses: the old file or the new, whole; an error unless it is new; no stray that is not swept."""
    points = 0
    for at in range(1, 60):
        folder = tmp_path / str(at)
        folder.mkdir()
        target = folder / "a.toml"
        if before is not None:
            target.write_bytes(before)
        with pytest.MonkeyPatch.context() as monkeypatch:
            failing = Failing(monkeypatch, at, number)
            try:
                disk.write_atomic(target, b"new" * 1000)
                raised = False
            except OSError:
                raised = True
        if not failing.failed:
            assert not raised
            break
        points += 1
        content = target.read_bytes() if target.exists() else None
        assert content in (before, b"new" * 1000), failing.failed
        assert raised or content == b"new" * 1000, failing.failed
        disk.sweep(folder)
        assert [one.name for one in folder.iterdir() if one != target] == [], failing.failed
    else:
        pytest.fail("the writing never came to its end")
    assert points > 5


def test_write_atomic_when_writing_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes seven bytes at a time gets them all."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, view: real(handle, view[:7]))
    disk.write_atomic(tmp_path / "a", b"0123456789" * 10)

    assert (tmp_path / "a").read_bytes() == b"0123456789" * 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Where the system itself allows no more bytes, the old file stays and nothing is left over."""
    import resource

    (tmp_path / "a").write_bytes(b"old")
    pid = os.fork()
    if pid == 0:
        code = 4
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
            disk.write_atomic(tmp_path / "a", b"x" * 100_000)
        except OSError:
            code = 3
        finally:
            os._exit(code)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a", b"old")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.slow
def test_killed_while_writing(tmp_path: Path) -> None:
    """200 writers killed at any moment leave 200 whole files; strays are swept."""
    target, texts = tmp_path / "a", {bytes([sign]) * 300_000 for sign in b"ab"}
    target.write_bytes(b"a" * 300_000)
    for number in range(200):
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(writer, b"x")
            while True:
                disk.write_atomic(target, b"b" * 300_000)
                disk.write_atomic(target, b"a" * 300_000)
        os.read(reader, 1)
        os.close(reader)
        os.close(writer)
        # From nothing to nine milliseconds: a moment in each part of a write.
        time.sleep(number % 23 / 2500)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert target.read_bytes() in texts, number
    disk.sweep(tmp_path)

    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", [".a.toml.0a1b2c3d.tmp~", ".ä.0a1b2c3d.tmp~"])
def test_swept(tmp_path: Path, name: str) -> None:
    """What a run that died left behind is removed wherever it lies."""
    for folder in (tmp_path, tmp_path / "members"):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("half")
    disk.sweep(tmp_path)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "name", [".tmp~", "a.0a1b2c3d.tmp~", ".a.0A1B2C3D.tmp~", ".a.12345.tmp~", ".a.0a1b2c3d.tmp", "a~", ".0a1b2c3d.tmp~"]
)
def test_not_swept(tmp_path: Path, name: str) -> None:
    """What a person or another programme made stays."""
    (tmp_path / name).write_text("mine")
    disk.sweep(tmp_path)

    assert (tmp_path / name).exists()


def test_the_lock_is_free_again(tmp_path: Path) -> None:
    """After a run, also one that failed, the next one may write; inside, nobody else may."""
    with pytest.raises(KeyError), disk.writing(tmp_path):
        raise KeyError
    with disk.writing(tmp_path), pytest.raises(FolderBusyError, match=f"process {os.getpid()}"), disk.writing(tmp_path):
        pass
    with disk.writing(tmp_path):
        pass

    assert not (tmp_path / ".vawcoord/holder").exists()


def test_shipped_data() -> None:
    """Data of the package and the folder of templates are found."""
    assert disk.shipped("records/register_kinds.toml").startswith(b"#")
    assert (disk.shipped_templates() / "mou/referral.en.md").is_file()
