"""Changes to the folder: all of a set or none of it, whatever happens in between."""

import contextlib
import errno
import os
import signal
import stat
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.errors import ChangedMeanwhileError, FolderBusyError, VawcoordError
from vawcoord.folder.applying import apply, last_change, recover, undo
from vawcoord.folder.writing import removed, replaced

FILES = {"members/police.toml": 'name = "Police"\n', "members/rise.toml": 'name = "Rise"\n', "plan/2026.toml": 'title = "Plan"\n'}
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

# What a run does to the disk, as Python tells it before it is done.
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.truncate", "os.utime"}


def build(root: Path) -> Path:
    """Make a small folder."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Return what a person sees in the folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".vawcoord" not in path.parts
    }


def a_set(root: Path, label: str = "everything at once") -> ChangeSet:
    """Return changes that edit, make and remove files, in folders that are there and in new ones."""
    return together(
        label,
        [
            replaced(root, "members/police.toml", b'name = "County Police"\n'),
            new_file("mou/referral.md", "+++\n+++\n"),
            new_file("issued/mou/referral/abc.md", "+++\n+++\n"),
            removed(root, "plan/2026.toml"),
            replaced(root, "members/rise.toml", b'name = "Rise Shelter"\n'),
        ],
    )


AFTER = {
    "issued/mou/referral/abc.md": b"+++\n+++\n",
    "members/police.toml": b'name = "County Police"\n',
    "members/rise.toml": b'name = "Rise Shelter"\n',
    "mou/referral.md": b"+++\n+++\n",
}
BEFORE = {path: text.encode() for path, text in FILES.items()}


def a_small_set(root: Path) -> ChangeSet:
    """Return one change of each kind, for what is tried a hundred times."""
    return together(
        "one of each",
        [
            replaced(root, "members/police.toml", b'name = "County Police"\n'),
            new_file("mou/referral.md", "+++\n+++\n"),
            removed(root, "plan/2026.toml"),
        ],
    )


SMALL_AFTER = {
    "members/police.toml": AFTER["members/police.toml"],
    "members/rise.toml": BEFORE["members/rise.toml"],
    "mou/referral.md": b"+++\n+++\n",
}


def test_all_of_a_set(tmp_path: Path) -> None:
    """Edits, new files and removals are made together, and nothing is left over."""
    root = build(tmp_path)
    apply(root, a_set(root))

    assert contents(root) == AFTER
    assert not (root / "plan").exists()
    assert not (root / ".vawcoord/pending").exists()


def test_no_changes_touch_nothing(tmp_path: Path) -> None:
    """An empty set makes not even a lock."""
    apply(tmp_path, ChangeSet("nothing", ()))

    assert list(tmp_path.iterdir()) == []


def test_a_new_folder(tmp_path: Path) -> None:
    """The committee's folder itself is made when it is not there."""
    apply(tmp_path / "a" / "b", together("new", [new_file("committee.toml", "id = 1\n")]))

    assert contents(tmp_path / "a" / "b") == {"committee.toml": b"id = 1\n"}


def test_refused_when_changed_meanwhile(tmp_path: Path) -> None:
    """When one file is not as it was read, none of the set is written."""
    root = build(tmp_path)
    changes = a_set(root)
    (root / "members/rise.toml").write_text("mine\n")
    with pytest.raises(ChangedMeanwhileError, match=r"members/rise\.toml: somebody changed"):
        apply(root, changes)

    assert contents(root) == {**BEFORE, "members/rise.toml": b"mine\n"}


def test_refused_when_removed_meanwhile(tmp_path: Path) -> None:
    """A file that is gone was changed too."""
    root = build(tmp_path)
    changes = a_set(root)
    (root / "plan/2026.toml").unlink()
    with pytest.raises(ChangedMeanwhileError, match=r"plan/2026\.toml"):
        apply(root, changes)

    assert contents(root) == {path: text for path, text in BEFORE.items() if not path.startswith("plan")}


def test_refused_when_a_new_file_is_there_already(tmp_path: Path) -> None:
    """A file that must not be there yet is never overwritten."""
    root = build(tmp_path)
    changes = a_set(root)
    (root / "mou").mkdir()
    (root / "mou/referral.md").write_text("hers\n")
    with pytest.raises(ChangedMeanwhileError, match=r"mou/referral\.md: the file is there already"):
        apply(root, changes)

    assert contents(root) == {**BEFORE, "mou/referral.md": b"hers\n"}


@pytest.mark.parametrize(
    "path", ["../out.toml", "/srv/out.toml", "a\\b.toml", "members/../../out.toml", ".", "", "a//b", "C:/x", "a\x00b"]
)
def test_paths_stay_inside(tmp_path: Path, path: str) -> None:
    """A path that leaves the folder is refused, and the good part of the set is not written either."""
    root = build(tmp_path / "folder")
    with pytest.raises(VawcoordError):
        apply(root, together("x", [new_file("members/good.toml", "a"), new_file(path, "b")]))

    assert contents(root) == BEFORE
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_links_are_not_written_through(tmp_path: Path) -> None:
    """A folder or file that is a link is refused, also when it is the tool's own."""
    root = build(tmp_path / "folder")
    outside = build(tmp_path / "outside")
    (root / "sop").symlink_to(outside)
    (root / "members/link.toml").symlink_to(outside / "members/police.toml")
    for path in ("sop/new.md", "members/link.toml"):
        with pytest.raises(VawcoordError, match="symbolic link"):
            apply(root, together("x", [Change(path, "", b"x")]))
    (outside / "pending").mkdir()
    (outside / "pending/mine.txt").write_text("precious")
    import shutil

    shutil.rmtree(root / ".vawcoord", ignore_errors=True)
    (root / ".vawcoord").symlink_to(outside)
    with pytest.raises(VawcoordError, match="symbolic link"):
        apply(root, together("x", [new_file("members/new.toml", "x")]))

    assert contents(outside) == {**BEFORE, "pending/mine.txt": b"precious"}


def test_all_or_nothing_when_a_later_file_cannot_be_written(tmp_path: Path) -> None:
    """When the disk refuses the last file of a set the first ones are taken back, and the next command works."""
    root = build(tmp_path)
    (root / "sop").write_text("a file where a folder should be")
    before = contents(root)
    changes = together("x", [*a_set(root).changes, new_file("sop/new.md", "x")])
    with pytest.raises(VawcoordError, match="nothing was changed"):
        apply(root, changes)

    assert contents(root) == before
    apply(root, a_set(root))
    assert contents(root) == {**AFTER, "sop": b"a file where a folder should be"}


def test_rights_of_a_file_stay(tmp_path: Path) -> None:
    """An edited file keeps its rights: telephone numbers that only the secretary could read stay so."""
    root = build(tmp_path)
    (root / "members/police.toml").chmod(0o600)
    (root / "members/rise.toml").chmod(0o664)
    apply(root, a_set(root))

    assert stat.S_IMODE((root / "members/police.toml").stat().st_mode) == 0o600
    assert stat.S_IMODE((root / "members/rise.toml").stat().st_mode) == 0o664
    undo(root)
    assert stat.S_IMODE((root / "members/police.toml").stat().st_mode) == 0o600


def test_undo_restores_every_byte(tmp_path: Path) -> None:
    """What was edited is as before, what was made is gone, what was removed is back."""
    root = build(tmp_path)
    (root / "members/police.toml").write_bytes(b"\xef\xbb\xbfname = 1\r\n# \xff\n")
    before = contents(root)
    apply(root, a_set(root, "a label in any script: \u0627\u0644\u0623\u0637\u0631\u0627\u0641"))

    done = undo(root)

    assert contents(root) == before
    assert done.label == "a label in any script: \u0627\u0644\u0623\u0637\u0631\u0627\u0641"
    assert done.paths() == a_set(root).paths()


def test_undo_once(tmp_path: Path) -> None:
    """Only the last set can be taken back, and only once."""
    root = build(tmp_path)
    assert last_change(root) is None
    apply(root, together("first", [new_file("a.toml", "a")]))
    apply(root, together("second", [new_file("b.toml", "b")]))

    assert undo(root).label == "second"
    assert last_change(root) is None
    with pytest.raises(VawcoordError, match="nothing to take back"):
        undo(root)
    assert contents(root) == {**BEFORE, "a.toml": b"a"}


def test_undo_is_refused_when_changed_since(tmp_path: Path) -> None:
    """What a person wrote since is not thrown away."""
    root = build(tmp_path)
    apply(root, a_set(root))
    (root / "mou/referral.md").write_text("worked on since\n")
    with pytest.raises(ChangedMeanwhileError):
        undo(root)

    assert contents(root) == {**AFTER, "mou/referral.md": b"worked on since\n"}
    assert last_change(root) is not None


def test_what_cannot_be_taken_back(tmp_path: Path) -> None:
    """A set that is not to be taken back leaves nothing for undo, and never the undo of an earlier set."""
    root = build(tmp_path)
    apply(root, together("first", [new_file("a.toml", "a")]))
    apply(root, together("second", [new_file("b.toml", "b")]), undoable=False)
    back = last_change(root)

    assert back is None or back.label == "first"
    assert not (root / ".vawcoord/pending").exists()


def test_a_lost_copy_removes_nothing(tmp_path: Path) -> None:
    """When what undo needs is not whole, undo is refused: a missing copy never means that a file is removed."""
    root = build(tmp_path)
    apply(root, together("edit", [replaced(root, "members/police.toml", b"x")]))
    for copy in (root / ".vawcoord/undo").glob("*.old"):
        copy.unlink()
    with pytest.raises(VawcoordError):
        undo(root)

    assert contents(root) == {**BEFORE, "members/police.toml": b"x"}


@pytest.mark.parametrize("place", ["pending", "undo"])
def test_a_damaged_list(tmp_path: Path, place: str) -> None:
    """A list of changes that something else has damaged is a sentence, not a crash, and changes nothing."""
    root = build(tmp_path)
    apply(root, together("edit", [replaced(root, "members/police.toml", b"x")]))
    folder = root / ".vawcoord" / place
    folder.mkdir(exist_ok=True)
    change = together("more", [new_file("a.toml", "a")])
    work: Callable[[], object] = (lambda: undo(root)) if place == "undo" else (lambda: apply(root, change))
    for text in ("", "{", "[]", '{"changes": [{"path": "../x"}]}', "\ufffd"):
        (folder / "list.json").write_text(text, encoding="utf-8")
        with pytest.raises(VawcoordError):
            work()

    assert contents(root) == {**BEFORE, "members/police.toml": b"x"}


def test_strays_are_swept(tmp_path: Path) -> None:
    """Temporary files of runs that died are removed by the next change; a person's own files are not."""
    root = build(tmp_path)
    (root / "members/.police.toml.0a1b2c3d.tmp~").write_text("half")
    (root / "members/.notes.tmp~").write_text("mine")
    apply(root, together("x", [new_file("a.toml", "a")]))

    assert contents(root) == {**BEFORE, "a.toml": b"a", "members/.notes.tmp~": b"mine"}


def test_what_a_person_wrote_after_a_crash_is_kept(tmp_path: Path) -> None:
    """A file that was edited by hand between the crash and the next command is not lost when the change is finished."""
    root = build(tmp_path)
    if (
        _child(
            lambda: apply(root, a_set(root)), _dies_when(lambda event, args: event == "os.rename" and "police" in str(args[1]))
        )
        == 0
    ):
        pytest.fail("the run did not die")
    assert contents(root) == BEFORE
    (root / "members/rise.toml").write_text("written after the power cut\n")
    with pytest.raises(ChangedMeanwhileError, match=r"members/rise\.toml"):
        apply(root, together("next", [new_file("a.toml", "a")]))

    assert contents(root) == {**BEFORE, "members/rise.toml": b"written after the power cut\n"}
    apply(root, together("next", [new_file("a.toml", "a")]))
    assert contents(root)["a.toml"] == b"a"


# Interrupted at every step


def _dies_at(step: int) -> Callable[[str, tuple[object, ...]], None]:
    """Return a watcher that kills the process at a step."""
    left = [step]

    def watch(event: str, _args: tuple[object, ...]) -> None:
        if event in STEPS:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return watch


def _dies_when(when: Callable[[str, tuple[object, ...]], bool]) -> Callable[[str, tuple[object, ...]], None]:
    """Return a watcher that kills the process when something is about to be done."""

    def watch(event: str, args: tuple[object, ...]) -> None:
        if when(event, args):
            os.kill(os.getpid(), signal.SIGKILL)

    return watch


def _fails_at(step: int, number: int) -> Callable[[str, tuple[object, ...]], None]:
    """Return a watcher that lets a step fail as a full or broken disk would."""
    left = [step]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in STEPS:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(number, os.strerror(number), str(args[0]))

    return watch


def _steps(work: Callable[[], object]) -> int:
    """Do something in a process of its own and return how many steps it took."""
    pid = os.fork()
    if pid == 0:
        count = [0]

        def watch(event: str, _args: tuple[object, ...]) -> None:
            count[0] += event in STEPS

        try:
            sys.addaudithook(watch)
            work()
        finally:
            os._exit(min(count[0], 255))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _child(work: Callable[[], object], watch: Callable[[str, tuple[object, ...]], None]) -> int:
    """Do something in a process of its own under a watcher; 0 done, 3 refused by a VawcoordError, 4 crashed, negative killed."""
    pid = os.fork()
    if pid == 0:
        code = 4
        try:
            sys.addaudithook(watch)
            work()
            code = 0
        except VawcoordError:
            code = 3
        except BaseException:  # noqa: BLE001 - a child must not fall back into the test run
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _recovered(root: Path) -> dict[str, bytes]:
    """Let the next writing run put the folder in order, and return what a person sees."""
    with disk.writing(root):
        recover(root)
    disk.sweep(root)
    return contents(root)


@pytest.fixture(autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load everything once, so that a child's steps are those of the change alone."""
    root = build(tmp_path_factory.mktemp("loaded"))
    apply(root, a_set(root))
    undo(root)


@forks
@pytest.mark.slow
def test_killed_at_every_step(tmp_path: Path) -> None:
    """A run that is killed at any step leaves the old files or the new, after the next run; also when that is killed too."""
    killed = 0
    seen = set()
    for step in range(1, 400):
        root = build(tmp_path / str(step))
        changes = a_set(root)
        code = _child(lambda: apply(root, changes), _dies_at(step))  # noqa: B023 - run at once
        if code == 0:
            break
        assert code == -signal.SIGKILL
        killed += 1
        for path, now in contents(root).items():
            if not disk.is_temporary(path):
                assert now in (BEFORE.get(path), AFTER.get(path)), (step, path)
        killed += _child(lambda: _recovered(root), _dies_at(1 + step % 23)) != 0  # noqa: B023
        after = _recovered(root)
        assert after in (BEFORE, AFTER), step
        seen.add(after == AFTER)
        assert not (root / ".vawcoord/pending").exists()
    else:
        pytest.fail("the run never came to its end")
    assert seen == {True, False}
    assert killed > 50


@forks
@pytest.mark.slow
def test_undo_killed_at_every_step(tmp_path: Path) -> None:
    """The same for undo; and whatever was left, a second undo removes no file that the first change only edited."""
    killed = 0
    for step in range(1, 400):
        root = build(tmp_path / str(step))
        apply(root, a_small_set(root))
        code = _child(lambda: undo(root), _dies_at(step))  # noqa: B023
        if code == 0:
            break
        killed += 1
        assert _recovered(root) in (BEFORE, SMALL_AFTER), step
        with_undo = contents(root)
        try:
            undo(root)
        except VawcoordError:
            assert contents(root) == with_undo
        else:
            assert contents(root) == BEFORE
    else:
        pytest.fail("the run never came to its end")
    assert killed > 50


@forks
@pytest.mark.slow
def test_a_second_change_killed_at_every_step(tmp_path: Path) -> None:
    """While the undo of an earlier change is thrown away, a kill and an undo lose no file."""
    killed = 0
    for step in range(1, 400):
        root = build(tmp_path / str(step))
        apply(root, together("first", [replaced(root, "members/police.toml", b"x"), replaced(root, "members/rise.toml", b"y")]))
        first = contents(root)
        second = {**first, "plan/2026.toml": b"z"}
        code = _child(lambda: apply(root, together("second", [replaced(root, "plan/2026.toml", b"z")])), _dies_at(step))  # noqa: B023
        if code == 0:
            break
        killed += 1
        with contextlib.suppress(VawcoordError):
            undo(root)
        assert _recovered(root) in (BEFORE, first, second), step
    else:
        pytest.fail("the run never came to its end")
    assert killed > 20


@forks
@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=["full", "broken", "forbidden"])
def test_the_disk_refuses_at_every_step(tmp_path: Path, number: int) -> None:
    """When any step fails, the run says so and the folder is as before, or the change was made; the next one works."""
    failed = 0
    root = build(tmp_path / "counted")
    for step in range(1, _steps(lambda: apply(root, a_small_set(root))) + 1):  # noqa: B023 - run at once
        root = build(tmp_path / str(step))
        changes = a_small_set(root)
        code = _child(lambda: apply(root, changes), _fails_at(step, number))  # noqa: B023
        at_once = {path: now for path, now in contents(root).items() if not disk.is_temporary(path)}
        assert code in (0, 3), step
        assert at_once == (SMALL_AFTER if code == 0 else BEFORE), step
        failed += code == 3
        apply(root, together("next", [new_file("next.toml", "n")]))
        assert contents(root) == {**at_once, "next.toml": b"n"}, step
    assert failed > 20


@forks
@pytest.mark.slow
def test_killed_while_taking_back(tmp_path: Path) -> None:
    """When the disk refuses the last file and the run is killed while it takes the first ones back, the next run goes on."""
    killed = 0
    for step in range(1, 200):
        root = build(tmp_path / str(step))
        (root / "sop").write_text("a file where a folder should be")
        before = contents(root)
        changes = together("x", [*a_small_set(root).changes, new_file("sop/new.md", "x")])
        code = _child(lambda: apply(root, changes), _dies_after_refusal(step))  # noqa: B023 - run at once
        if code == 3:
            break
        assert code == -signal.SIGKILL
        killed += 1
        assert _recovered(root) == before, step
    else:
        pytest.fail("the run never came to its end")
    assert killed > 5


def _dies_after_refusal(steps: int) -> Callable[[str, tuple[object, ...]], None]:
    """Return a watcher that kills the process some steps after it began to make a folder where a file lies."""
    left = [-1]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event == "os.mkdir" and str(args[0]).endswith("sop"):
            left[0] = steps
        elif event in STEPS and left[0] > 0:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return watch


# Two writers, and readers


@forks
def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Four runs that each add to one file again and again wait for one another: no line is lost."""
    root = build(tmp_path)
    (root / "log.toml").write_bytes(b"")

    def add(who: str) -> None:
        for number in range(10):
            for _again in range(200):
                try:
                    apply(
                        root,
                        together(
                            who, [replaced(root, "log.toml", (root / "log.toml").read_bytes() + f"{who}{number}\n".encode())]
                        ),
                    )
                    break
                except (ChangedMeanwhileError, FolderBusyError):
                    time.sleep(0.002)

    pids = []
    for who in "abcd":
        pid = os.fork()
        if pid == 0:
            try:
                add(who)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)

    assert sorted((root / "log.toml").read_text().split()) == sorted(f"{who}{number}" for who in "abcd" for number in range(10))


HOLDER = """
import sys, time
from pathlib import Path
from vawcoord import disk
with disk.writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_told_who_holds_the_lock(tmp_path: Path) -> None:
    """A second writer waits two seconds and is told which process is writing; when that dies the lock is free at once."""
    root = build(tmp_path)
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(root)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        began = time.monotonic()
        with pytest.raises(FolderBusyError, match=f"process {holder.pid}"):
            apply(root, a_set(root))
        assert 1.5 < time.monotonic() - began < 10
        assert contents(root) == BEFORE
        holder.kill()
    apply(root, a_set(root))

    assert contents(root) == AFTER


def test_readers_create_nothing(tmp_path: Path) -> None:
    """Asking what could be taken back, reading and listing leave no trace, not even a lock."""
    root = build(tmp_path)
    last_change(root)
    disk.read(root, "members/police.toml")
    list(disk.files(root))

    assert sorted(path.name for path in root.iterdir()) == ["members", "plan"]


@forks
def test_readers_see_whole_files(tmp_path: Path) -> None:
    """While one run writes again and again, a reader finds each file whole."""
    root = build(tmp_path)
    texts = [b"a" * 200_000, b"b" * 200_000]
    (root / "big.toml").write_bytes(texts[0])
    pid = os.fork()
    if pid == 0:
        try:
            for number in range(30):
                disk.write_atomic(root / "big.toml", texts[number % 2])
        finally:
            os._exit(0)
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        assert disk.read(root, "big.toml") in texts


def test_digests_are_those_of_the_bytes(tmp_path: Path) -> None:
    """A change carries the digest of what was read."""
    root = build(tmp_path)

    assert replaced(root, "members/police.toml", b"x").before == digest(BEFORE["members/police.toml"])
    assert replaced(root, "members/none.toml", b"x").before == ""
