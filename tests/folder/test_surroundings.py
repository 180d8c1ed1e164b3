"""What is dangerous about the place where a committee's folder lies."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vawcoord import disk
from vawcoord.folder import surroundings as room
from vawcoord.folder.surroundings import surroundings

Hashes = Callable[[Path], dict[str, str]]


def said(folder: Path, *, environment: dict[str, str] | None = None, mounts: str = "", home: Path | None = None) -> str:
    """Return all sentences about a folder on a computer without variables and mounts but the ones given."""
    found = surroundings(folder, environment=environment or {}, mounts=mounts, home=home or Path("/nobody"))
    return "\n".join(found)


def test_nothing_to_say(tmp_path: Path) -> None:
    """A folder of one's own, on one's own disk, is no danger; neither is one that is not there yet."""
    assert said(tmp_path) == ""
    assert said(tmp_path / "not" / "there" / "yet") == ""


@pytest.mark.parametrize(
    ("above", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - County Police", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Team)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Syncthing", "Syncthing"),
        ("pCloudDrive", "pCloud"),
        ("MEGAsync", "MEGA"),
        ("CloudStorage/Box-Box", "Box"),
        ("CloudStorage/OneDrive-Police", "OneDrive"),
    ],
)
def test_synchronised_by_name(tmp_path: Path, above: str, service: str) -> None:
    """The folder's own name and those above it tell, before anything is there."""
    text = said(tmp_path / above / "papers" / "lakeside")
    assert f"where {service} copies it" in text
    assert text.count("copies it") == 1


@pytest.mark.parametrize("above", ["Megan", "Dropboxes", "one drive away", "clouds", "nextclouds", "Boxes"])
def test_names_that_only_look_alike(tmp_path: Path, above: str) -> None:
    """A name that merely begins like a service's says nothing."""
    assert said(tmp_path / above / "lakeside") == ""


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".tmp.drivedownload", "Google Drive"),
        (".sync_0a1b2c.db", "Nextcloud"),
        ("._sync_0a1b2c.db", "Nextcloud"),
        (".csync_journal.db", "ownCloud"),
        (".megaignore", "MEGA"),
    ],
)
def test_synchronised_by_marker(tmp_path: Path, marker: str, service: str) -> None:
    """What the services leave in a folder tells, also some floors above; beside the way it does not."""
    inner = tmp_path / "share" / "papers"
    inner.mkdir(parents=True)
    (tmp_path / "share" / marker).touch()
    assert service in said(inner / "lakeside")
    assert said(tmp_path / "other") == ""


def test_settings_of_dropbox_in_the_home_say_nothing(tmp_path: Path) -> None:
    """Dropbox keeps its settings in `.dropbox` in every home, above folders that it does not copy."""
    (tmp_path / ".dropbox").mkdir()
    assert said(tmp_path / "lakeside") == ""


def test_synchronised_by_variable(tmp_path: Path) -> None:
    """Windows says in variables where OneDrive lies, whatever the folder is called; other variables do not count."""
    inside = tmp_path / "Eigene" / "lakeside"
    assert "OneDrive" in said(inside, environment={"OneDriveCommercial": str(tmp_path / "Eigene")})
    assert said(inside, environment={"OneDrive": str(tmp_path / "Other"), "HOME": str(tmp_path)}) == ""
    assert said(inside, environment={"OneDrive": "", "ONEDRIVE2": "relative"}) == ""


def test_link_into_a_synchronised_folder(tmp_path: Path) -> None:
    """A link does not hide where the folder really lies."""
    (tmp_path / "Dropbox" / "lakeside").mkdir(parents=True)
    (tmp_path / "papers").symlink_to(tmp_path / "Dropbox" / "lakeside", target_is_directory=True)
    assert "Dropbox" in said(tmp_path / "papers")


@pytest.mark.parametrize("kind", ["cifs", "nfs", "nfs4", "smb3", "fuse.sshfs"])
def test_network_share_by_mount(kind: str) -> None:
    """The table of mounted disks tells a share, also one with a space in its name."""
    mounts = (
        f"/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/all\\040papers {kind} rw 0 0\n/dev/sdb1 /srv/all\\040papers/own ext4 rw 0 0\n"
    )
    assert "another computer" in said(Path("/srv/all papers/lakeside"), mounts=mounts)
    assert said(Path("/srv/all papers/own/lakeside"), mounts=mounts) == ""
    assert said(Path("/srv/all papers too/lakeside"), mounts=mounts) == ""


def test_mounted_over_a_share() -> None:
    """Of two disks mounted at one place the later one counts."""
    share, own = "s:/x /srv/p nfs rw 0 0\n", "/dev/sdb1 /srv/p ext4 rw 0 0\n"
    assert said(Path("/srv/p/a"), mounts=share + own) == ""
    assert "another computer" in said(Path("/srv/p/a"), mounts=own + share)
    assert said(Path("/srv/p/a"), mounts="broken\n\nlines x\n") == ""


@pytest.mark.parametrize("name", ["//server/share/lakeside", "\\\\server\\share\\lakeside"])
def test_network_share_by_name(name: str) -> None:
    """A name that begins with two strokes is that of another computer."""
    assert "another computer" in said(Path(name))


@pytest.mark.skipif(os.name != "posix", reason="POSIX modes")
def test_writable_by_others(tmp_path: Path) -> None:
    """A folder that all may write to, itself or above, is told; one with the sticky bit above is not."""
    above = tmp_path / "above"
    inner = above / "lakeside"
    inner.mkdir(parents=True)
    assert said(inner) == ""
    inner.chmod(0o777)
    assert "Other users" in said(inner)
    inner.chmod(0o755)
    above.chmod(0o777)
    assert "Other users" in said(inner)
    assert "Other users" in said(above / "not there yet")
    above.chmod(0o1777)
    assert said(inner) == ""
    assert "Other users" in said(above)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file to a group")
def test_writable_by_a_group(tmp_path: Path) -> None:
    """A group that may write is told, unless it is the user's own."""
    inner = tmp_path / "lakeside"
    inner.mkdir()
    inner.chmod(0o775)
    os.chown(inner, 1000, 1000)
    assert said(inner) == ""
    os.chown(inner, 1000, 100)
    assert "Other users" in said(inner)


def test_public_folders(tmp_path: Path) -> None:
    """Folders that are meant for all users are told by name; a home that itself lies below such a name is not."""
    assert '"Public"' in said(Path("/Users/Public/Documents/lakeside"))
    assert '"Shared"' in said(Path("/Users/Shared/lakeside"))
    assert '"Public"' in said(tmp_path / "Public" / "lakeside", home=tmp_path)
    assert said(Path("/shared/homes/amina/lakeside"), home=Path("/shared/homes/amina")) == ""
    assert said(tmp_path / "Publications" / "lakeside") == ""


def test_inside_another_committee(tmp_path: Path) -> None:
    """A committee's folder above is told with its place; the folder's own committee.toml is not another one."""
    (tmp_path / "county").mkdir()
    (tmp_path / "county" / "committee.toml").touch()
    assert str(tmp_path / "county") in said(tmp_path / "county" / "districts" / "lakeside")
    assert said(tmp_path / "county") == ""


def test_inside_a_work_tree_with_remotes(tmp_path: Path) -> None:
    """Remotes are named, their addresses, which may hold a password, are not; without remotes there is nothing to say."""
    (tmp_path / ".git").mkdir()
    config = tmp_path / ".git" / "config"
    config.write_text("[core]\n\tbare = false\n", encoding="utf-8")
    assert said(tmp_path / "lakeside") == ""
    config.write_text('[core]\n[remote "origin"]\n\turl = https://amina:secret@example.org/x.git\n', encoding="utf-8")
    text = said(tmp_path / "lakeside")
    assert "(origin)" in text
    assert "secret" not in text
    assert "(origin)" in said(tmp_path)


def test_nearest_work_tree_counts(tmp_path: Path) -> None:
    """A work tree of its own, without remotes, inside another one that has some, is not sent with it."""
    for folder, text in ((tmp_path, '[remote "origin"]\n'), (tmp_path / "lakeside", "[core]\n")):
        (folder / ".git").mkdir(parents=True)
        (folder / ".git" / "config").write_text(text, encoding="utf-8")
    assert said(tmp_path / "lakeside") == ""


@pytest.mark.parametrize("place", ["/media/amina/STICK/lakeside", "/run/media/amina/STICK/lakeside", "/Volumes/STICK/lakeside"])
def test_removable(place: str) -> None:
    """A stick is told."""
    assert "stick" in said(Path(place))
    assert said(Path("/srv") / place.strip("/")) == ""


def test_broken_surroundings_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link in a circle, a work tree without rights, a home that nobody knows: no traceback."""
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / ".git" / "config").mkdir(parents=True)
    monkeypatch.delenv("HOME", raising=False)
    assert isinstance(surroundings(tmp_path / "round" / "lakeside"), tuple)


def test_this_computer_is_asked_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without parameters the environment, the mounted disks and the home of this computer count."""
    monkeypatch.setenv("OneDrive", str(tmp_path / "x"))
    monkeypatch.setenv("HOME", str(tmp_path / "x"))
    found = "\n".join(surroundings(tmp_path / "x" / "Public" / "lakeside"))
    assert "OneDrive" in found
    assert "Public" in found


def test_mounted_disks_of_this_computer_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of mounted disks is read where none is handed over; its file says that it is 0 bytes long."""
    (tmp_path / "mounts").write_text(f"s:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(room, "_MOUNTS", tmp_path / "mounts")
    assert "another computer" in "\n".join(surroundings(tmp_path / "lakeside"))


@pytest.mark.skipif(not Path("/proc/mounts").exists(), reason="no such table here")
def test_a_file_of_no_length_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel's tables are of length 0, hold something all the same, and hand it out piece by piece."""
    real = os.read
    whole = Path("/proc/mounts").read_bytes()
    monkeypatch.setattr(os, "read", lambda handle, size: real(handle, min(size, 100)))
    assert disk.read_file("/proc/mounts", 1024 * 1024) == whole


def test_nothing_is_written(tmp_path: Path, hashes: Hashes) -> None:
    """Looking leaves everything as it was, and makes nothing that is not there."""
    (tmp_path / "OneDrive" / ".git").mkdir(parents=True)
    (tmp_path / "OneDrive" / ".git" / "config").write_text('[remote "o"]\n', encoding="utf-8")
    before = hashes(tmp_path)
    assert surroundings(tmp_path / "OneDrive" / "lakeside")
    assert hashes(tmp_path) == before
