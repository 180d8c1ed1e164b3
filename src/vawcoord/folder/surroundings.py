"""Looks at where a committee's folder lies: synchronised, shared, on a stick, in somebody else's work. Nothing is written."""

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from vawcoord import disk
from vawcoord.errors import VawcoordError
from vawcoord.language import _

_LIMIT = 1024 * 1024
_MOUNTS = Path("/proc/mounts")

_SYNCHRONISED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("OneDrive", re.compile(r"onedrive( ?- .*|-.*)?")),
    ("Dropbox", re.compile(r"dropbox( \(.*\))?|dropbox-.*")),
    ("Google Drive", re.compile(r"google ?drive( \(.*\))?|googledrive-.*|my drive")),
    ("iCloud", re.compile(r"icloud ?drive( \(.*\))?|com~apple~clouddocs")),
    ("Nextcloud", re.compile(r"nextcloud\d*|nextcloud-.*")),
    ("ownCloud", re.compile(r"owncloud\d*( - .*)?|owncloud-.*")),
    ("Syncthing", re.compile(r"syncthing")),
    ("pCloud", re.compile(r"pcloud ?(drive|sync)|pcloud")),
    ("MEGA", re.compile(r"mega(sync)?|mega limited")),
)
"""Names of folders that the programmes give to what they synchronise, compared without case."""

_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Dropbox", re.compile(r"\.dropbox\.cache")),
    ("Google Drive", re.compile(r"\.tmp\.drive(download|upload)")),
    ("Nextcloud", re.compile(r"\.nextcloudsync\.log|\._?sync_[0-9a-f]+\.db")),
    ("ownCloud", re.compile(r"\.owncloudsync\.log(\.\d+)?|\.csync_journal\.db")),
    ("Syncthing", re.compile(r"\.stfolder")),
    ("MEGA", re.compile(r"\.megaignore")),
)
"""Files that the programmes leave at the top of what they synchronise; `.dropbox` is none, it lies in every home."""

_NETWORK = re.compile(r"cifs|smb3|smbfs|nfs4?|ncpfs|afpfs|davfs|fuse\.(sshfs|davfs2?|rclone|gvfsd-fuse|smbnetfs)")
_REMOVABLE = (("media",), ("run", "media"), ("Volumes",))
_REMOTE = re.compile(r'^\s*\[remote\s+"([^"\n]*)"\]', re.MULTILINE)
_OCTAL = re.compile(r"\\([0-7]{3})")


def surroundings(
    folder: Path, *, environment: Mapping[str, str] | None = None, mounts: str | None = None, home: Path | None = None
) -> tuple[str, ...]:
    """Return what is dangerous where a committee's folder lies or is about to lie, in sentences for its secretary.

    The folder need not be there yet. `environment` are the environment's variables, `mounts` the text of `/proc/mounts`,
    `home` the user's own folder; each is that of this computer when it is not given. Nothing is written, no network is asked.
    """
    environment = os.environ if environment is None else environment
    places = _places(folder)
    found = [
        *_synchronised(places, environment),
        *_on_network(folder, places, _mount_table() if mounts is None else mounts),
        *_open_to_others(places, _home() if home is None else home),
        *_in_another_committee(places),
        *_in_git(places),
        *_removable(places),
    ]
    return tuple(dict.fromkeys(found))


def _places(folder: Path) -> tuple[Path, ...]:
    """Return the folder as it was named and, when a link leads elsewhere, as it really lies."""
    named = Path(os.path.abspath(folder))  # noqa: PTH100 - without following links, which `resolve` does
    with contextlib.suppress(OSError, RuntimeError):
        really = named.resolve()
        return (named,) if really == named else (named, really)
    return (named,)


def _home() -> Path | None:
    """Return the user's own folder, or None when the system names none."""
    with contextlib.suppress(RuntimeError):
        return Path.home()
    return None


def _mount_table() -> str:
    """Return the table of mounted disks of this computer; empty where there is none."""
    with contextlib.suppress(VawcoordError):
        return (disk.read_file(_MOUNTS, _LIMIT) or b"").decode(errors="surrogateescape")
    return ""


def _synchronised(places: tuple[Path, ...], environment: Mapping[str, str]) -> list[str]:
    """Return a sentence for every service that copies the folder to other computers."""
    services: dict[str, None] = {}
    for place in places:
        for part in place.parts:
            services.update(dict.fromkeys(name for name, pattern in _SYNCHRONISED if pattern.fullmatch(part.casefold())))
        # On a Mac all services lie below one folder, also those that are not known here by name.
        for above, below in zip(place.parts, place.parts[1:], strict=False):
            if above == "CloudStorage" and not any(pattern.fullmatch(below.casefold()) for _name, pattern in _SYNCHRONISED):
                services[below.partition("-")[0]] = None
        if "Mobile Documents" in place.parts:
            services["iCloud"] = None
        for name, value in environment.items():
            if name.casefold().startswith("onedrive") and value and _within(place, value):
                services["OneDrive"] = None
        for holder in (place, *place.parents):
            services.update(dict.fromkeys(_marked(holder)))
    return [
        _(
            "The folder lies where {service} copies it to other computers: whoever shares that account can read and change "
            "it, and two people writing at once get clashing copies. Move it out, or share it with the committee alone."
        ).format(service=service)
        for service in services
    ]


def _within(place: Path, value: str) -> bool:
    """Say whether a folder lies in the one that a variable names. An empty or relative name holds nothing."""
    above = Path(value)
    if not above.is_absolute():
        return False
    return any(place.is_relative_to(one) for one in _places(above))


def _marked(folder: Path) -> list[str]:
    """Return the services that left their mark in a folder."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(".")]
    except OSError:
        return []
    return [service for service, pattern in _MARKERS if any(pattern.fullmatch(name) for name in names)]


def _on_network(folder: Path, places: tuple[Path, ...], mounts: str) -> list[str]:
    """Return a sentence when the folder lies on another computer."""
    named = str(folder)
    if named.startswith(("\\\\", "//")) or any(_NETWORK.fullmatch(_file_system(place, mounts)) for place in places):
        return [
            _(
                "The folder lies on another computer of the network: those who run it can read it, and the lock that keeps "
                "two people from writing at once may not hold there. Let one person write at a time."
            )
        ]
    return []


def _file_system(place: Path, mounts: str) -> str:
    """Return the kind of the disk on which a folder lies, as the table of mounted disks calls it; empty when not known."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[1]))
        # The last one wins: it was mounted over the others.
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _open_to_others(places: tuple[Path, ...], home: Path | None) -> list[str]:
    """Return sentences when other users of the computer can write into the folder, or are meant to."""
    found = []
    for place in places:
        shared = [part for part in place.parts[1:] if part.casefold() in ("public", "shared")]
        if home is not None and place.is_relative_to(home):
            # The home itself may lie below a folder of such a name.
            shared = [part for part in place.relative_to(home).parts if part.casefold() in ("public", "shared")]
        if shared:
            found.append(
                _(
                    'The folder lies in "{name}", which is meant for all who use this computer. Move it into your own folder.'
                ).format(name=shared[0])
            )
    if os.name == "posix" and any(_writable_by_others(place) for place in places):
        found.append(
            _(
                "Other users of this computer can write where the folder lies. Take that right away from them, or move it "
                "into your own folder."
            )
        )
    return found


def _writable_by_others(place: Path) -> bool:
    """Say whether other users can write into a folder, or put another one in its place.

    A folder with the sticky bit, such as /tmp, lets others make new files and does not let them touch ours; it counts only
    when it is the committee's folder itself. A group that bears the user's own number is the user's alone.
    """
    for folder in (place, *place.parents):
        try:
            facts = folder.stat()
        except OSError:
            continue
        others = bool(facts.st_mode & stat.S_IWOTH)
        group = bool(facts.st_mode & stat.S_IWGRP) and facts.st_gid != facts.st_uid
        if (others or group) and (folder == place or not facts.st_mode & stat.S_ISVTX):
            return True
    return False


def _in_another_committee(places: tuple[Path, ...]) -> list[str]:
    """Return a sentence when a folder above is a committee's."""
    for place in places:
        for above in place.parents:
            with contextlib.suppress(OSError):
                if (above / "committee.toml").is_file():
                    return [
                        _(
                            "The folder lies inside the folder of another committee, {folder}: its commands would read and "
                            "change that one's files. Put the two side by side."
                        ).format(folder=above)
                    ]
    return []


def _in_git(places: tuple[Path, ...]) -> list[str]:
    """Return a sentence when the folder belongs to a git work tree that is sent elsewhere. Addresses are not shown.

    An address may hold a password; only the names of the remotes are named.
    """
    for place in places:
        for above in (place, *place.parents):
            try:
                content = disk.read_file(above / ".git" / "config", _LIMIT)
            except (VawcoordError, ValueError):
                content = None
            names = _REMOTE.findall((content or b"").decode(errors="replace"))
            if names:
                return [
                    _(
                        "The folder belongs to a git work tree that is sent to other computers ({names}): what is once "
                        "committed and sent cannot be called back. Be sure that only the committee can read it there."
                    ).format(names=", ".join(dict.fromkeys(names)))
                ]
            if content is not None:
                break
    return []


def _removable(places: tuple[Path, ...]) -> list[str]:
    """Return a remark when the folder lies on a stick or another disk that can be taken away."""
    for place in places:
        below = place.parts[1:]
        if any(below[: len(top)] == top and len(below) > len(top) for top in _REMOVABLE):
            return [
                _(
                    "The folder lies on a stick or a disk that can be taken away: whoever finds it can read it. Encrypt the "
                    "stick, and keep a backup elsewhere."
                )
            ]
    return []
