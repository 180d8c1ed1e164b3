"""Every document of the example, opened by programmes that are not ours: LibreOffice, poppler, pandoc."""

import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from vawcoord.folder.loading import load
from vawcoord.operations.build import build

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "committee"
TODAY = date(2026, 11, 22)
MISSING = [name for name in ("soffice", "pandoc", "pdftotext", "pdftoppm") if shutil.which(name) is None]

pytestmark = [
    pytest.mark.programs,
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    # All of it is one build and one start of LibreOffice: the tests share them and stay on one worker.
    pytest.mark.xdist_group("office"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, built."""
    copy = tmp_path_factory.mktemp("example") / "committee"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("build", ".vawcoord"))
    list(build(copy, TODAY))
    return copy


@pytest.fixture(scope="module")
def words(folder: Path) -> dict[str, Path]:
    """The Word files by their path below build/."""
    found = {path.relative_to(folder / "build").as_posix(): path for path in (folder / "build").rglob("*.docx")}
    assert len(found) > 30
    return found


@pytest.fixture(scope="module")
def printed(words: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What LibreOffice prints of each Word file, as PDF."""
    place = tmp_path_factory.mktemp("printed")
    flat = {}
    for name, path in words.items():
        flat[name] = place / f"{name.replace('/', '_').removesuffix('.docx')}.docx"
        shutil.copyfile(path, flat[name])
    profile = (tmp_path_factory.mktemp("office")).as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(place)]
    subprocess.run([*command, *(str(path) for path in flat.values())], check=True, capture_output=True, timeout=400)
    return {name: path.with_suffix(".pdf") for name, path in flat.items()}


def test_libreoffice_prints_each(printed: dict[str, Path]) -> None:
    """Each Word file becomes pages that hold its title, and page numbers that count."""
    for name, path in printed.items():
        assert path.is_file(), name
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
        pages = text.count("\f")
        assert pages > 0, name
        assert len(text.split()) > 30, name
        if name.startswith("meetings/2026-07-14-ordinary/"):
            assert f"Page 1 sur {pages}" in text, name
        elif ".ar" not in name and ".fr" not in name:
            assert f"Page 1 of {pages}" in text, name


def test_pages_are_not_empty(printed: dict[str, Path], tmp_path: Path) -> None:
    """Page images of an English, a French and an Arabic text hold ink on every page."""
    for name in ("mou/referral.docx", "mou/referral.fr.docx", "mou/referral.ar.docx"):
        stem = tmp_path / name.replace("/", "_")
        subprocess.run(["pdftoppm", "-r", "20", "-gray", str(printed[name]), str(stem)], check=True, capture_output=True)
        pages = sorted(tmp_path.glob(f"{stem.name}-*.pgm"))
        assert len(pages) > 8
        for page in pages:
            pixels = page.read_bytes()[-1000 * 10 :]
            assert min(pixels) < 200, page.name


def test_arabic_joins_and_runs_from_the_right(printed: dict[str, Path]) -> None:
    """The Arabic text comes out of the PDF as words, and its page count is Arabic."""
    text = subprocess.run(
        ["pdftotext", str(printed["mou/referral.ar.docx"]), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "المحتويات" in text or "المحتويات"[::-1] in text
    assert len(re.findall(r"[\u0600-\u06ff]{3,}", text)) > 1000


def test_pandoc_reads_each(words: dict[str, Path], folder: Path) -> None:
    """Pandoc finds the clauses of every text, in their order."""
    committee, _findings = load(folder)
    for document in committee.documents:
        path = words[document.where.path.removesuffix(".md") + ".docx"]
        read = subprocess.run(
            ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", str(path)], check=True, capture_output=True, text=True
        ).stdout
        place = 0
        for clause in document.clauses:
            title = re.sub(r"\\(.)", r"\1", clause.title)
            place = read.find(title, place)
            assert place >= 0, (document.where.path, clause.id)


def test_no_trace_of_machine_or_library(words: dict[str, Path]) -> None:
    """No Word file names the library that wrote it, or the computer."""
    home = str(Path.home())
    for name, path in words.items():
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                content = archive.read(member)
                for trace in (b"python-docx", b"python", home.encode(), b"2013-12-23"):
                    assert trace not in content, (name, member)
