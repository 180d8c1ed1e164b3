"""What is installed holds the templates: from a wheel, from a checkout, from a single file."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ASK = (
    "from vawcoord.folder.shipped import Shelf; import vawcoord; "
    "shelf = Shelf(None); print(vawcoord.__file__); print(len(shelf.names()), bool(shelf.content('style.docx')), "
    "shelf.words('ar').direction, bool(shelf.guide('mou/referral', 'fr')))"
)


def run(*command: str, **environment: str) -> str:
    """Run a command and return what it prints; a failure shows its whole output."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a publisher would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    run(sys.executable, *command)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel as an installer would, away from the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(wheel))
    return folder


@pytest.mark.slow
def test_the_wheel_holds_every_template(wheel: Path) -> None:
    """Each file under templates/ is in the wheel, and no test or example is."""
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {f"vawcoord/templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in (ROOT / "templates").rglob("*.*")}
    assert here <= names
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]


@pytest.mark.slow
def test_found_from_a_wheel(installed: Path) -> None:
    """An installed copy finds templates, words, guides and style file in its own package."""
    where, found = run(sys.executable, "-c", ASK, PYTHONPATH=str(installed)).splitlines()
    assert Path(where).is_relative_to(installed)
    assert found == "16 True rtl True"


def test_found_from_a_checkout() -> None:
    """A checkout, also one installed in editable form, uses the folder at the top."""
    where, found = run(sys.executable, "-c", ASK, PYTHONPATH=str(ROOT / "src")).splitlines()
    assert Path(where).is_relative_to(ROOT / "src")
    assert found == "16 True rtl True"


@pytest.mark.slow
def test_found_from_a_single_file(installed: Path, tmp_path: Path) -> None:
    """A shiv file makes a committee and builds its documents."""
    single = tmp_path / "vawcoord.pyz"
    run(
        str(Path(sys.executable).parent / "shiv"),
        "--site-packages",
        str(installed),
        "--entry-point",
        "vawcoord.cli.main:main",
        "--output-file",
        str(single),
    )
    home = {"SHIV_ROOT": str(tmp_path / "shiv"), "PYTHONPATH": ""}
    committee = tmp_path / "committee"
    run(sys.executable, str(single), "init", str(committee), "--yes", **home)
    assert "rtl" not in run(sys.executable, str(single), "-C", str(committee), "mou", "templates", **home)
    run(sys.executable, str(single), "-C", str(committee), "build", **home)
    assert (committee / "build" / "mou" / "coordination.docx").is_file()
    assert any((tmp_path / "shiv").rglob("templates/mou/coordination.en.md"))
