"""What tests of several rooms need: a committee's folder made from a table of paths and texts."""

import hashlib
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

COMMITTEE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside District Coordination Committee"
area = "Lakeside District"
languages = ["en", "fr"]
timezone = "Africa/Nairobi"
"""

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a maker of committee folders: it takes texts or bytes by path, and adds a sound `committee.toml`."""

    def make(files: dict[str, str | bytes] | None = None, *, name: str = "lakeside") -> Path:
        root = tmp_path / name
        for path, content in {"committee.toml": COMMITTEE, **(files or {})}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).encode())
        return root

    return make


def fingerprints(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, and what every link points at; folders are named too."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            found[name] = f"link {path.readlink()}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder"
    return found


@pytest.fixture
def hashes() -> Callable[[Path], dict[str, str]]:
    """Return the function that takes the fingerprints of a folder."""
    return fingerprints
