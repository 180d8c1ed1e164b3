"""Backup and restore: the same bytes come back, hostile archives do not, and nothing half-done is ever left."""

import errno
import json
import os
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord import disk
from vawcoord.change import digest
from vawcoord.errors import ChangedMeanwhileError, VawcoordError
from vawcoord.operations import backup as room
from vawcoord.operations.backup import MANIFEST, backup, bad_name, inspect, left_out, restore, same_name

TODAY = date(2026, 11, 22)
COMMITTEE = b'format = 1\nid = "lakeside"\nuid = "k3f9w2qz"\nname = "Lakeside"\n'
Folder = Callable[..., Path]
Hashes = Callable[[Path], dict[str, str]]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return an empty folder for archives."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


def tree(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder by path."""
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in sorted(root.rglob("*")) if one.is_file()}


def manifest(files: dict[str, bytes], /, **changes: Any) -> bytes:
    """Return a manifest of some files, with what is to be wrong in it."""
    listing = [{"path": path, "size": len(held), "sha256": digest(held)} for path, held in files.items()]
    committee = {"id": "lakeside", "name": "Lakeside", "uid": "k3f9w2qz"}
    return json.dumps({"format": 1, "committee": committee, "date": "2026-11-22", "files": listing, **changes}).encode()


def archive(path: Path, files: dict[str, bytes], listing: bytes | None = None, *, mode: int = 0o100644, packing: int = 8) -> Path:
    """Write a zip as somebody else's programme would, and return its path; without `listing` the manifest is right."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", packing) as made:
        warnings.simplefilter("ignore")
        for name, held in files.items():
            head = zipfile.ZipInfo(name)
            head.external_attr = mode << 16
            head.compress_type = packing
            made.writestr(head, held)
        made.writestr(MANIFEST, manifest(files) if listing is None else listing)
    return path


def refused(packed: Path, target: Path, word: str) -> None:
    """Assert that an archive is refused with a sentence that holds a word, and that nothing is left beside the target."""
    before = {one.name for one in target.parent.iterdir()}
    with pytest.raises(VawcoordError) as caught:
        restore(packed, target)
    assert word in caught.value.message
    assert "\n" not in caught.value.message
    assert {one.name for one in target.parent.iterdir()} == before
    with pytest.raises(VawcoordError):
        inspect(packed)


def test_what_is_in_it_and_what_is_not(folder: Folder, stick: Path) -> None:
    """All of the folder is in the archive but what is built, the tool's own notes, git, and left-over temporary files."""
    kept = {
        "contacts.toml": "a = 1\n",
        "issued/mou/a/0123.md": "text",
        "attachments/x/2026.pdf": b"%PDF",
        ".gitignore": "build/\n",
    }
    dropped = {
        "build/mou.docx": b"PK",
        ".vawcoord/lock": "",
        ".git/config": "[core]\n",
        "plan/.git/config": "[core]\n",
        "members/.police.toml.0123abcd.tmp~": "half",
        MANIFEST: "{}",
    }
    root = folder({**kept, **dropped})
    made = backup(root, stick, today=TODAY)
    assert made.path == stick / "lakeside-2026-11-22.zip"
    with zipfile.ZipFile(made.path) as opened:
        assert opened.namelist() == [*sorted([*kept, "committee.toml"]), MANIFEST]
        assert opened.testzip() is None
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        table = json.loads(opened.read(MANIFEST))
    assert table["committee"] == {"id": "lakeside", "name": "Lakeside District Coordination Committee", "uid": "k3f9w2qz"}
    assert (table["format"], table["date"]) == (1, "2026-11-22")
    assert made.files == len(table["files"]) == len(kept) + 1
    assert made.bytes == sum(one["size"] for one in table["files"])


def test_remarks_say_what_a_person_should_know(folder: Folder, stick: Path) -> None:
    """The remarks name the missing encryption, the contacts, the same disk, a link that was passed over, and git's history."""
    root = folder({"contacts.toml": "a = 1\n", ".git/config": "[core]\n"})
    (root / "members").mkdir()
    (root / "members" / "police.toml").symlink_to(root / "committee.toml")
    said = " ".join(backup(root, stick, today=TODAY).remarks)
    for word in ("not encrypted", "contacts.toml", "same disk", "1 symbolic link", "members/police.toml", "git", "case review"):
        assert word in said


def test_remarks_stay_silent_where_there_is_nothing_to_say(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No contacts, no link, another disk: none of the three is spoken of."""
    root = folder()
    real = Path.stat

    def elsewhere(self: Path, **options: Any) -> os.stat_result:
        facts = real(self, **options)
        return os.stat_result((*facts[:2], 999, *facts[3:])) if self == stick else facts

    monkeypatch.setattr(Path, "stat", elsewhere)
    said = " ".join(backup(root, stick, today=TODAY).remarks)
    assert "not encrypted" in said
    for word in ("contacts.toml", "same disk", "symbolic", "interrupted"):
        assert word not in said


def test_interrupted_change_is_remarked(folder: Folder, stick: Path) -> None:
    """A set of changes that died half-way makes the backup a doubtful one, and it says so."""
    root = folder({".vawcoord/pending/list.json": "{}"})
    assert "interrupted" in " ".join(backup(root, stick, today=TODAY).remarks)


def test_backup_leaves_the_folder_alone(folder: Folder, stick: Path, hashes: Hashes) -> None:
    """Making a backup writes nothing into the committee's folder, not even a lock."""
    root = folder({"members/police.toml": 'name = "Police"\n'})
    before = hashes(root)
    backup(root, stick, today=TODAY)
    assert hashes(root) == before


def test_never_overwrites(folder: Folder, stick: Path) -> None:
    """A second and a third backup of the day get -2 and -3; the first stays byte for byte. A given name is kept to, too."""
    root = folder()
    first = backup(root, stick, today=TODAY).path
    held = first.read_bytes()
    names = [backup(root, stick, today=TODAY).path.name for _ in range(2)]
    assert names == ["lakeside-2026-11-22-2.zip", "lakeside-2026-11-22-3.zip"]
    assert first.read_bytes() == held
    named = [backup(root, stick / "papers.zip", today=TODAY).path.name for _ in range(2)]
    assert named == ["papers.zip", "papers-2.zip"]


def test_stick_without_second_names(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stick whose file system knows no second names the archive is renamed, and still overwrites nothing."""

    def no_links(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    root = folder()
    names = [backup(root, stick, today=TODAY).path.name for _ in range(2)]
    assert names == ["lakeside-2026-11-22.zip", "lakeside-2026-11-22-2.zip"]
    assert sorted(one.name for one in stick.iterdir()) == sorted(names)


def test_same_folder_same_bytes(folder: Folder, stick: Path) -> None:
    """Equal folders give equal archives, whatever the times of their files."""
    root = folder({"members/police.toml": "a = 1\n", "attachments/x/scan.pdf": os.urandom(5000)})
    first = backup(root, stick / "a.zip", today=TODAY).path.read_bytes()
    os.utime(root / "committee.toml", (1, 1))
    assert backup(root, stick / "b.zip", today=TODAY).path.read_bytes() == first


@pytest.mark.skipif(os.name != "posix", reason="POSIX modes")
def test_only_its_owner_may_read_it(folder: Folder, stick: Path) -> None:
    """The archive holds phone numbers: other users of the computer cannot read it."""
    assert stat.S_IMODE(backup(folder(), stick, today=TODAY).path.stat().st_mode) == 0o600


@pytest.mark.parametrize("where", ["", "build", "attachments/x", "members/backup.zip"])
def test_target_inside_the_folder_is_refused(folder: Folder, where: str, hashes: Hashes) -> None:
    """A backup inside the committee's folder would be lost with it."""
    root = folder({"build/a": "", "attachments/x/a": "", "members/a.toml": ""})
    before = hashes(root)
    with pytest.raises(VawcoordError, match="own folder"):
        backup(root, root / where if where else root, today=TODAY)
    assert hashes(root) == before


def test_target_that_is_not_there_is_refused(folder: Folder, tmp_path: Path) -> None:
    """A stick that is not plugged in is no reason to make a folder of its name."""
    with pytest.raises(VawcoordError, match="no such folder"):
        backup(folder(), tmp_path / "usb", today=TODAY)
    assert not (tmp_path / "usb").exists()


def test_no_committee(tmp_path: Path, stick: Path) -> None:
    """A folder without committee.toml is no committee's."""
    with pytest.raises(VawcoordError, match=r"committee\.toml"):
        backup(tmp_path, stick, today=TODAY)


@pytest.mark.parametrize("content", [b"format = \xff\n", b"id = 3\n", b'id = "../../etc"\n', b"id = [\n"])
def test_broken_committee_file_is_backed_up_all_the_same(folder: Folder, stick: Path, tmp_path: Path, content: bytes) -> None:
    """A broken committee.toml is when a backup is wanted most: it is made under a plain name, and comes back as it was."""
    made = backup(folder({"committee.toml": content}), stick, today=TODAY)
    assert made.path.name == "committee-2026-11-22.zip"
    assert any("could not be read" in one for one in made.remarks)
    restore(made.path, tmp_path / "back")
    assert tree(tmp_path / "back") == {"committee.toml": content}


@pytest.mark.skipif(os.name != "posix", reason="such names cannot be made elsewhere")
@pytest.mark.parametrize("name", [b"a:b.pdf", b"a\\b.pdf", b"a\nb.pdf", b"caf\xe9.pdf", "\u200b.git".encode(), b".git./x"])
def test_names_that_could_not_be_restored_are_refused(folder: Folder, stick: Path, name: bytes) -> None:
    """A name that no other computer takes is named with what to do; no archive without the file is made."""
    root = folder()
    odd = os.fsencode(root) + b"/" + name
    if b"/" in name:
        Path(os.fsdecode(odd)).parent.mkdir()
    Path(os.fsdecode(odd)).write_bytes(b"x")
    with pytest.raises(VawcoordError, match="name") as caught:
        backup(root, stick, today=TODAY)
    caught.value.message.encode()
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="such names cannot be made elsewhere")
def test_names_that_clash_elsewhere_are_refused(folder: Folder, stick: Path) -> None:
    """Two names that differ by case only would become one on Windows."""
    root = folder({"members/Police.toml": "a = 1\n", "members/police.toml": "a = 2\n"})
    if len(list((root / "members").iterdir())) < 2:
        pytest.skip("this file system does not tell the two apart")
    with pytest.raises(VawcoordError, match="the same"):
        backup(root, stick, today=TODAY)


def test_limits_hold_on_the_way_in(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What restore would refuse, backup refuses: too many, too large, too large together."""
    root = folder({"a.txt": "x" * 50, "b.txt": "y" * 50})
    for name, value, word in (("MEMBER_COUNT", 2, "more than"), ("TOTAL_LIMIT", 99, "more than"), ("MEMBER_LIMIT", 49, "larger")):
        with monkeypatch.context() as patch:
            patch.setattr(room, name, value)
            with pytest.raises(VawcoordError, match=word):
                backup(root, stick, today=TODAY)
    with monkeypatch.context() as patch:
        patch.setattr(room, "MANIFEST_LIMIT", 100)
        with pytest.raises(VawcoordError, match="too long"):
            backup(root, stick, today=TODAY)
    assert list(stick.iterdir()) == []


def test_file_that_grows_while_it_is_read(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was small when the folder was looked at and never ends now does not fill the stick."""
    root = folder({"a.txt": "x" * 5000})
    monkeypatch.setattr(room, "_listing", lambda *_arguments: (("a.txt", 10, 0),))
    monkeypatch.setattr(room, "MEMBER_LIMIT", 4000)
    with pytest.raises(VawcoordError, match="longer than 4000"):
        backup(root, stick, today=TODAY)
    assert list(stick.iterdir()) == []


def test_folder_that_changes_meanwhile_is_refused(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that belong to different moments are no backup."""
    root = folder({"a.txt": "one"})
    real = disk.pieces

    def busy(where: Path, path: str, limit: int) -> Any:
        yield from real(where, path, limit)
        (root / "new.txt").write_text("somebody saves", encoding="utf-8")

    monkeypatch.setattr(disk, "pieces", busy)
    with pytest.raises(ChangedMeanwhileError, match="changed"):
        backup(root, stick, today=TODAY)
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_closed_folder_is_refused(folder: Folder, stick: Path) -> None:
    """A folder that cannot be read is not passed over in silence."""
    root = folder({"members/a.toml": "a = 1\n"})
    (root / "members").chmod(0)
    try:
        with pytest.raises(VawcoordError, match="cannot be read"):
            backup(root, stick, today=TODAY)
    finally:
        (root / "members").chmod(0o700)


def test_closed_folder_is_told(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, where the user may read everything: the system's refusal is played."""
    root = folder({"members/a.toml": "a = 1\n"})
    real = os.scandir

    def closed(path: str) -> Any:
        if str(path).endswith("members"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(VawcoordError, match="members"):
        backup(root, stick, today=TODAY)


def failing(monkeypatch: pytest.MonkeyPatch, which: int, call: str = "write") -> list[int]:
    """Let the call of `os` with this number fail as on a full disk, and all after it; return the list that counts calls."""
    real, count = getattr(os, call), [0]

    def full(*arguments: Any, **options: Any) -> Any:
        count[0] += 1
        if count[0] >= which:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **options)

    monkeypatch.setattr(os, call, full)
    return count


def test_full_disk_leaves_no_half_backup(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whichever write the disk is full: one clear sentence, and not a byte is left on the stick."""
    root = folder({"a.txt": "a" * 100, "b/c.txt": "c" * 100, "d.pdf": os.urandom(3000)})
    with monkeypatch.context() as patch:
        writes = failing(patch, 10**9)
        backup(root, stick, today=TODAY).path.unlink()
    assert writes[0] > 10
    for number in range(1, writes[0] + 1):
        with monkeypatch.context() as patch:
            failing(patch, number)
            with pytest.raises(VawcoordError, match="No space left"):
                backup(root, stick, today=TODAY)
        assert list(stick.iterdir()) == []


@pytest.mark.parametrize("call", ["fsync", "open"])
def test_other_refusals_leave_no_half_backup(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """The same when the disk does not keep what was written, or opens no file: from the first call to the last that counts."""
    root = folder({"a.txt": "a"})
    refusals = 0
    while list(stick.iterdir()) == []:
        with monkeypatch.context() as patch:
            failing(patch, refusals + 1, call)
            try:
                backup(root, stick, today=TODAY)
            except VawcoordError:
                refusals += 1
            else:
                break
    assert refusals >= 1
    assert [one.name for one in stick.iterdir()] == ["lakeside-2026-11-22.zip"]


def test_stick_that_lies_is_found_out(folder: Folder, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that keeps other bytes than it was given is noticed before the archive gets its name."""
    root = folder({"a.pdf": os.urandom(4000)})
    real = os.write

    def lying(handle: int, content: Any) -> int:
        held = bytearray(content)
        if len(held) > 2000:
            held[1000] ^= 1
        return real(handle, bytes(held))

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(VawcoordError, match="reads back differently"):
        backup(root, stick, today=TODAY)
    assert list(stick.iterdir()) == []


def test_short_writes_are_gone_on_with(folder: Folder, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes only a few bytes at a time gets all of them in the end, both ways."""
    root = folder({"a.pdf": os.urandom(4000)})
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: real(handle, bytes(content)[:7]))
    made = backup(root, stick, today=TODAY)
    restore(made.path, tmp_path / "back")
    assert tree(tmp_path / "back") == tree(root)


NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn"), exclude_characters="/\\:"), min_size=1, max_size=12
).filter(lambda name: name.strip(". ") != "" and not name.endswith("~"))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
CONTENT = st.binary(max_size=400) | st.just(b"\0" * 3_000_000) | st.just(b"\0" * 1_000_000)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.dictionaries(PATHS, CONTENT, max_size=6), data=st.data())
def test_backup_then_restore_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], data: st.DataObject
) -> None:
    """For any tree, with names of any script: what was backed up is what comes back, and twice the same archive."""
    files = {"committee.toml": COMMITTEE, **files}
    if same_name(list(files)) or any(left_out(path) or bad_name(path) for path in files):
        return
    base = tmp_path_factory.mktemp("law")
    root, back = base / "root", base / data.draw(NAMES)
    (base / "stick").mkdir()
    if back.exists() or back == root:
        return
    for path, held in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(held)
    made = backup(root, base / "stick", today=TODAY)
    restored = restore(made.path, back)
    assert tree(back) == files
    assert (restored.files, restored.bytes) == (made.files, made.bytes) == (len(files), sum(map(len, files.values())))
    assert (restored.committee, restored.made, restored.path) == ("Lakeside", TODAY, back.resolve())
    assert backup(back, base / "stick", today=TODAY).path.read_bytes() == made.path.read_bytes()


def test_restore_into_an_empty_folder(folder: Folder, stick: Path, tmp_path: Path) -> None:
    """An empty folder that is there already is filled."""
    made = backup(folder({"a/b.txt": "x"}), stick, today=TODAY)
    (tmp_path / "back").mkdir()
    restore(made.path, tmp_path / "back")
    assert set(tree(tmp_path / "back")) == {"committee.toml", "a/b.txt"}


def test_restore_never_writes_over_anything(folder: Folder, stick: Path, tmp_path: Path) -> None:
    """A folder with something in it, a file, and a name below a folder that is not there are refused and stay as they are."""
    made = backup(folder(), stick, today=TODAY)
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine", encoding="utf-8")
    for target, word in ((full, "already"), (full / "mine.txt", "already"), (tmp_path / "no" / "folder", "no such folder")):
        with pytest.raises(VawcoordError, match=word):
            restore(made.path, target)
    assert tree(full) == {"mine.txt": b"mine"}
    assert not (tmp_path / "no").exists()


def test_restore_says_where_it_lands(folder: Folder, stick: Path, tmp_path: Path) -> None:
    """What is dangerous about the place comes back with the result."""
    made = backup(folder(), stick, today=TODAY)
    (tmp_path / "OneDrive").mkdir()
    assert any("OneDrive" in one for one in restore(made.path, tmp_path / "OneDrive" / "lakeside").remarks)
    assert restore(made.path, tmp_path / "plain").remarks == ()


def test_full_disk_leaves_no_half_restore(folder: Folder, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whichever write the disk is full, nothing is left at the target or beside it."""
    made = backup(folder({"a.txt": "a" * 100, "b/c.txt": "c" * 100}), stick, today=TODAY)
    room_for = tmp_path / "disk"
    room_for.mkdir()
    for number in (1, 2, 3):
        with monkeypatch.context() as patch:
            failing(patch, number)
            with pytest.raises(VawcoordError, match="nothing was restored: No space left"):
                restore(made.path, room_for / "back")
        assert list(room_for.iterdir()) == []
    with monkeypatch.context() as patch:
        failing(patch, 1, "replace")
        with pytest.raises(VawcoordError, match="No space left"):
            restore(made.path, room_for / "back")
    assert list(room_for.iterdir()) == []


def test_a_disk_that_changes_names_is_found_out(
    folder: Folder, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that keeps a file under another name, as Windows does with devices, gets no half committee."""
    made = backup(folder({"members/con.toml": "a = 1\n"}), stick, today=TODAY)
    real = disk.write_new
    monkeypatch.setattr(disk, "write_new", lambda root, path, held: real(root, path.replace("con.", "nul."), held))
    with pytest.raises(VawcoordError, match="cannot hold all the names"):
        restore(made.path, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert list(tmp_path.glob(".back*")) == []


def test_a_sound_archive_made_elsewhere_is_taken(tmp_path: Path) -> None:
    """The helper of the tests below makes archives that are taken: what they spoil is what is refused."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, "members/a.toml": b"a = 1\n"})
    assert inspect(packed).uid == "k3f9w2qz"
    restore(packed, tmp_path / "back")
    assert tree(tmp_path / "back") == {"committee.toml": COMMITTEE, "members/a.toml": b"a = 1\n"}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.toml",
        "members/../../evil.toml",
        "/etc/evil",
        "C:/evil.toml",
        "members\\evil.toml",
        "members/a.toml:stream",
        "members//a.toml",
        "./a.toml",
        "members/",
        "a\x1b[2J.toml",
        ".git/hooks/post-checkout",
        "members/.git/config",
        ".GIT/config",
        ".git /config",
        ".g\u200cit/config",
        "GIT~1/config",
        ".vawcoord/pending/list.json",
        "build/mou.docx",
        "Build./mou.docx",
        "a/" * 30 + "b.toml",
        "a" * 1001,
    ],
)
def test_names_that_do_harm_are_refused(tmp_path: Path, name: str) -> None:
    """Traversal, absolute names, backslash, colon, and places where git or the tool would run what lies there."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, name: b"x"})
    refused(packed, tmp_path / "back", "harm")
    assert not list(tmp_path.glob("**/evil*"))


def test_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    """The zip library cuts a name at a NUL: the whole name counts."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, "a.tomlX../x": b"x"})
    packed.write_bytes(packed.read_bytes().replace(b"a.tomlX../x", b"a.toml\0../x"))
    refused(packed, tmp_path / "back", "harm")


@pytest.mark.parametrize("mode", [0o120777, 0o040755, 0o020666, 0o010644])
def test_links_and_devices_are_refused(tmp_path: Path, mode: int) -> None:
    """Only ordinary files come out of an archive."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, "members": b"/etc"}, mode=mode)
    refused(packed, tmp_path / "back", "link")


@pytest.mark.parametrize(
    ("one", "other"), [("a.toml", "A.toml"), ("caf\u00e9.md", "cafe\u0301.md"), ("a", "a/b.toml"), ("stra\u00dfe", "STRASSE")]
)
def test_names_that_are_one_elsewhere_are_refused(tmp_path: Path, one: str, other: str) -> None:
    """Names that fall together where case or accents do not count."""
    refused(archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, one: b"1", other: b"2"}), tmp_path / "back", "twice")


def test_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """The second of two members of one name would silently win."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, "a.toml": b"1", "b.toml": b"2"})
    packed.write_bytes(packed.read_bytes().replace(b"b.toml", b"a.toml"))
    refused(packed, tmp_path / "back", "twice")


def test_bomb_is_refused_unopened(tmp_path: Path) -> None:
    """A member that grows a thousand times is refused by its head alone; small ones may."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, "a.txt": b"\0" * 3_000_000})
    refused(packed, tmp_path / "back", "grows")
    small = archive(tmp_path / "b.zip", {"committee.toml": COMMITTEE, "a.txt": b"\0" * 1_000_000})
    assert inspect(small).bytes == 1_000_000 + len(COMMITTEE)


def test_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """A head that says less than comes out does not get more out."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, "a.txt": b"\0" * 3_000_000})
    size, small = struct.pack("<L", 3_000_000), struct.pack("<L", 1000)
    packed.write_bytes(packed.read_bytes().replace(size, small))
    refused(packed, tmp_path / "back", "damaged")


def test_limits_hold_on_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many members, one too large, too much together, a manifest too large."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, **{f"{n}.txt": b"x" * 90 for n in range(9)}})
    for name, value, word in (
        ("MEMBER_COUNT", 9, "more than 9 files"),
        ("MEMBER_LIMIT", 89, "too large"),
        ("MANIFEST_LIMIT", 89, "too large"),
        ("TOTAL_LIMIT", -5_000_000_000, "together"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(room, name, value)
            refused(packed, tmp_path / "back", word)
    assert inspect(packed).files


def test_list_of_members_is_limited_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip whose list of members alone would fill the memory is refused before the zip library sees it."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE, **{f"{n}.txt": b"" for n in range(100)}})
    monkeypatch.setattr(disk, "_ZIP_LIST_LIMIT", 500)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    refused(packed, tmp_path / "back", "damaged")


def test_no_second_list_hides_behind_the_first(tmp_path: Path) -> None:
    """The zip library prefers the list of large archives, which could be of any size: there is none in a backup."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE})
    held = packed.read_bytes()
    end = held[-22:]
    count, size, begin = struct.unpack("<H2L", end[10:20])
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, begin)
    pointer = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(held) - 22, 1)
    packed.write_bytes(held[:-22] + large + pointer + end)
    with zipfile.ZipFile(packed) as opened:
        assert opened.testzip() is None
    refused(packed, tmp_path / "back", "damaged")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packing_is_refused(tmp_path: Path, packing: int) -> None:
    """Ways of packing that the backup never uses, some of which ask for much memory, are not read."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE}, packing=packing)
    refused(packed, tmp_path / "back", "packed")


def test_no_manifest(tmp_path: Path) -> None:
    """Just any zip is no backup."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("committee.toml", COMMITTEE)
    refused(tmp_path / "a.zip", tmp_path / "back", "no list")


def test_wrong_digest(tmp_path: Path) -> None:
    """One changed letter of one file is enough, and so is a longer or shorter one."""
    right = {"committee.toml": COMMITTEE, "a.txt": b"The share is 2/3."}
    for wrong in (b"The share is 1/3.", b"The share is 2/3. ", b"The share is 2/3"):
        packed = archive(tmp_path / "a.zip", {**right, "a.txt": wrong}, manifest(right))
        refused(packed, tmp_path / "back", "not what it was")


def test_members_and_list_must_be_the_same(tmp_path: Path) -> None:
    """A file too many, a file too few, and an archive without committee.toml."""
    one, two = {"committee.toml": COMMITTEE}, {"committee.toml": COMMITTEE, "a.txt": b"x"}
    refused(archive(tmp_path / "a.zip", two, manifest(one)), tmp_path / "back", "not those of its list")
    refused(archive(tmp_path / "a.zip", one, manifest(two)), tmp_path / "back", "not those of its list")
    refused(archive(tmp_path / "a.zip", {"a.txt": b"x"}), tmp_path / "back", "committee.toml")


@pytest.mark.parametrize(
    "listing",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": ' + b"9" * 5000 + b"}",
        manifest({"committee.toml": COMMITTEE}, committee="lakeside"),
        manifest({"committee.toml": COMMITTEE}, committee={"id": "../x", "name": "", "uid": ""}),
        manifest({"committee.toml": COMMITTEE}, committee={"id": "x", "name": 1, "uid": ""}),
        manifest({"committee.toml": COMMITTEE}, date="tomorrow"),
        manifest({}, files=[3]),
        manifest({}, files=[{"path": 1, "size": 1, "sha256": "0" * 64}]),
        manifest({}, files=[{"path": "committee.toml", "size": -1, "sha256": "0" * 64}]),
        manifest({}, files=[{"path": "committee.toml", "size": True, "sha256": "0" * 64}]),
        manifest({}, files=[{"path": "committee.toml", "size": 1, "sha256": "x" * 64}]),
    ],
)
def test_broken_manifest(tmp_path: Path, listing: bytes) -> None:
    """Whatever stands in place of the list of files, the answer is one sentence."""
    refused(archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE}, listing), tmp_path / "back", "its list of files")


def test_newer_format(tmp_path: Path) -> None:
    """An archive of a later version is told from a broken one."""
    packed = archive(tmp_path / "a.zip", {"committee.toml": COMMITTEE}, manifest({"committee.toml": COMMITTEE}, format=2))
    refused(packed, tmp_path / "back", "newer")


def test_archive_that_is_none(tmp_path: Path) -> None:
    """No file, a folder, an empty file, a text: one sentence each."""
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "text.zip").write_bytes(b"Dear all," * 100)
    for name in ("none.zip", ".", "empty.zip", "text.zip"):
        with pytest.raises(VawcoordError):
            restore(tmp_path / name, tmp_path / "back")
    assert not (tmp_path / "back").exists()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_one_sentence(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes changed, cut or added anywhere: the files come back as they were, or there is one sentence and no folder."""
    files = {"committee.toml": COMMITTEE, "members/a.toml": b"a = 1\n" * 30}
    held = bytearray(archive(tmp_path / "a.zip", files).read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 30) | st.just(0))
    (tmp_path / "b.zip").write_bytes(bytes(held[: len(held) - cut]))
    back = tmp_path / "back"
    try:
        restore(tmp_path / "b.zip", back)
    except VawcoordError:
        assert not back.exists()
    else:
        assert tree(back) == files
        for one in sorted(back.rglob("*"), reverse=True):
            one.unlink() if one.is_file() else one.rmdir()
        back.rmdir()
    assert list(tmp_path.glob(".back*")) == []
