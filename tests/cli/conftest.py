"""Runs of the programme: as a process of its own, or in this process where many are needed; and a folder made by init."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TODAY = "2026-06-01"


@dataclass(frozen=True)
class Ran:
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Return everything it printed."""
        return self.out + self.err

    @property
    def json(self) -> Any:
        """Return the one JSON object that it printed."""
        return json.loads(self.out)

    def sound(self) -> "Ran":
        """Return it, unless it holds a traceback or a warning of Python."""
        assert "Traceback" not in self.all, self.all
        assert "Warning:" not in self.all, self.all
        assert self.code in (0, 1, 2), self.code
        return self


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a user's own folder without any settings."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def surrounding(home: Path) -> dict[str, str]:
    """Return the environment of a child process: nothing of the user's own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")}
    return {**kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}


@pytest.fixture
def process(surrounding: dict[str, str], tmp_path: Path) -> Run:
    """Return the function that runs the programme as a process: arguments, folder it runs in, what is typed."""

    def run(*words: object, cwd: Path | None = None, typed: str | None = None, **more: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "vawcoord", *map(str, words)],
            cwd=cwd or tmp_path,
            env={**surrounding, **more},
            input=(typed or "").encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode()).sound()

    return run


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], surrounding: dict[str, str]) -> Run:
    """Return the function that runs the programme in this process, where nobody types anything."""
    for name in ("VAWCOORD_LANGUAGE", "LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "LC_ALL", "COLUMNS"):
        monkeypatch.setenv(name, surrounding[name])
    from vawcoord.cli.main import run as main

    def run(*words: object, cwd: Path | None = None) -> Ran:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = main([str(word) for word in words])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return run


def completed(text: str, words: str = "as agreed") -> str:
    """Return a text with words in the place of every mark [to be completed: …]."""
    return re.sub(r"\[to be completed: [^\]]*\]", words, text)


@pytest.fixture(name="complete")
def _complete() -> Callable[[Path], None]:
    """Return the function that completes a text file as a secretary would in an editor."""

    def complete(file: Path) -> None:
        file.write_text(completed(file.read_text(encoding="utf-8")), encoding="utf-8")

    return complete


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, surrounding: dict[str, str]) -> Path:
    """Return a committee's folder made by `init --yes`, with its documents built; nobody may write in it."""
    folder = tmp_path_factory.mktemp("once") / "lake"
    for words in (("init", folder, "--yes", "--name", "Lake Committee", "--area", "Lake"), ("-C", folder, "build")):
        subprocess.run(
            [sys.executable, "-m", "vawcoord", *map(str, words), "--today", TODAY],
            env=surrounding, check=True, capture_output=True,
        )  # fmt: skip
    return folder


@pytest.fixture
def lake(made_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder made by `init --yes`."""
    return Path(shutil.copytree(made_once, tmp_path / "lake"))


@pytest.fixture
def prints() -> Callable[[Path], dict[str, str]]:
    """Return the function that takes the fingerprint of everything below a folder, with times of files and folders."""

    def taken(root: Path) -> dict[str, str]:
        found = {}
        for path in sorted(root.rglob("*")):
            name, facts = path.relative_to(root).as_posix(), path.lstat()
            if path.is_symlink():
                found[name] = f"link {path.readlink()}"
            elif path.is_file():
                found[name] = f"{hashlib.sha256(path.read_bytes()).hexdigest()} {facts.st_mtime_ns}"
            else:
                found[name] = f"folder {facts.st_mtime_ns if path.is_dir() else 'other'}"
        return found

    return taken
