"""What the guides show is what the programme prints: every block of commands is run, in order, and compared."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("README.md", "docs/secretary.md", "docs/chair.md", "docs/trainer.md")
PAGES = (*NAMES, "docs/safety.md")
AGAIN = "Run the guides again: python tools/run_guides.py"


@pytest.fixture(scope="module")
def guides() -> ModuleType:
    """Return the tool that runs the guides."""
    spec = importlib.util.spec_from_file_location("run_guides", ROOT / "tools" / "run_guides.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_a_guide_shows_comes_out(name: str, guides: ModuleType) -> None:
    """Each block of the guide, run after the ones before it, prints what stands there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if guides.starts_from_example(text) and not (ROOT / "examples" / "committee" / "committee.toml").is_file():
        pytest.skip("examples/committee is not there yet")
    blocks = list(guides.play(text))
    differ = [f"line {text.count(chr(10), 0, one.start) + 1}:\n{one.real}" for one in blocks if not one.agrees]

    assert blocks
    assert differ == [], AGAIN


def test_a_wrong_output_is_noticed(guides: ModuleType) -> None:
    """The comparison can fail; lines left out must stand where the mark is."""
    block = guides.Block

    assert block(0, 0, "$ a\none\n…\nfour\n", "$ a\none\ntwo\nthree\nfour\n").agrees
    assert not block(0, 0, "$ a\none\n…\nfive\n", "$ a\none\ntwo\nthree\nfour\n").agrees
    assert not block(0, 0, "$ a\none\nfour\n", "$ a\none\ntwo\nfour\n").agrees


def links(path: Path) -> Iterator[str]:
    """Yield every link of a page that points into the repository."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        if "://" not in target:
            yield target


@pytest.mark.parametrize("name", PAGES)
def test_links_of_a_guide_lead_somewhere(name: str) -> None:
    """Files and headings that a guide points at are there."""
    page = ROOT / name
    for target in links(page):
        file, _hash, heading = target.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in titles}, target


@pytest.mark.parametrize("name", PAGES)
def test_one_sentence_a_line(name: str) -> None:
    """Prose stands one sentence a line, so that changes are easy to see; a table's cell may hold several."""
    text = (ROOT / name).read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$|<!--.*?-->", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"`[^`]*`|^\s*\d+\. ", "x", line) for line in prose.splitlines() if not line.startswith(("|", "#"))]

    assert [line for line in lines if re.search(r"[.?!] [A-Z]", line)] == []
