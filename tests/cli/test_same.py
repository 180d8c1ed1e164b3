"""The same folder and the same --today give the same bytes, wherever and however the programme runs."""

import hashlib
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ZONES = ("Pacific/Kiritimati", "America/Anchorage", "UTC")
LOCALES = ("C", "C.UTF-8", "tr_TR.UTF-8")
SEEDS = ("0", "1", "random")

RUNS = tuple(dict.fromkeys([
    *((zone, locale, "random") for zone in ZONES for locale in LOCALES),
    *(("UTC", "C", seed) for seed in SEEDS),
    ("America/Anchorage", "tr_TR.UTF-8", "1"),
]))  # fmt: skip


def _outputs(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of everything built."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "build").rglob("*"))
        if path.is_file() and path.name != ".manifest"
    }


def _signed(folder: Path, surrounding: dict[str, str]) -> None:
    """Make a folder by init, with an agreement that is in force, so that there is a cover sheet."""

    def run(*words: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "vawcoord", "--today", "2026-06-01", *words], env=surrounding, check=True, capture_output=True
        )

    run("init", str(folder), "--yes", "--name", "Lake Committee", "--agency", "police=Police", "--agency", "health=Clinic İzmir")
    text = folder / "sop/coordination.md"
    import re

    text.write_text(re.sub(r"\[to be completed: [^\]]*\]", "as agreed", text.read_text(encoding="utf-8")), encoding="utf-8")
    run("-C", str(folder), "sop", "adopt", "coordination", "--by", "2026-05-01-ordinary/d1")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, surrounding: dict[str, str]) -> Path:
    """Return a small folder that nobody writes in."""
    folder = tmp_path_factory.mktemp("same") / "lake"
    _signed(folder, surrounding)
    return folder


def test_the_same_bytes_everywhere(small: Path, tmp_path: Path, surrounding: dict[str, str]) -> None:
    """Zones at both ends of the day, locales, hash seeds, the order in which files were made: no output differs by a byte."""
    assert len(RUNS) >= 12

    def built(number: int) -> dict[str, str]:
        zone, locale, seed = RUNS[number]
        folder = tmp_path / f"copy {number}" / "lake"
        # Files are made in another order each time, and with other times.
        for path in sorted(small.rglob("*"), key=lambda one: hashlib.sha256(f"{number}{one}".encode()).digest()):
            if path.is_file() and ".vawcoord" not in path.parts:
                target = folder / path.relative_to(small)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        done = subprocess.run(
            [sys.executable, "-m", "vawcoord", "-C", str(folder), "--today", "2026-07-01", "build"],
            env={**surrounding, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed, "VAWCOORD_LANGUAGE": "en"},
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return _outputs(folder)

    with ThreadPoolExecutor(2) as pool:
        outputs = list(pool.map(built, range(len(RUNS))))
    assert len(outputs[0]) >= 7
    for run, output in zip(RUNS, outputs, strict=True):
        assert output == outputs[0], run


def test_the_day_of_the_build_is_not_in_the_files(small: Path, tmp_path: Path, surrounding: dict[str, str]) -> None:
    """Agreements carry what happened to the text, never the day they were built (a plan's colours do); no trace of the machine."""
    import shutil

    results = []
    for day in ("2026-07-01", "2026-07-02"):
        folder = Path(shutil.copytree(small, tmp_path / day))
        subprocess.run(
            [sys.executable, "-m", "vawcoord", "-C", str(folder), "--today", day, "build"],
            env=surrounding,
            check=True,
            capture_output=True,
        )
        results.append({path: mark for path, mark in _outputs(folder).items() if not path.startswith("build/plan/")})
        for path in (folder / "build").rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            if path.suffix == ".docx":
                content = b"".join(zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist())
            if path.name != ".manifest":
                assert str(tmp_path).encode() not in content
                assert day.encode() not in content or path.parent.name == "plan"
    assert results[0] == results[1]


def test_reading_is_the_same_everywhere(small: Path, surrounding: dict[str, str]) -> None:
    """What `check` and `status` print does not depend on zone, locale or hash seed."""
    shown = set()
    for zone, locale, seed in (
        ("Pacific/Kiritimati", "C", "0"),
        ("America/Anchorage", "tr_TR.UTF-8", "1"),
        ("UTC", "C.UTF-8", "random"),
    ):
        for words in (("check",), ("status",), ("check", "--json")):
            done = subprocess.run(
                [sys.executable, "-m", "vawcoord", "-C", str(small), "--today", "2026-07-01", *words],
                env={**surrounding, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "VAWCOORD_LANGUAGE": "en"},
                capture_output=True, check=False,
            )  # fmt: skip
            shown.add((words, done.stdout))
    assert len(shown) == 3
