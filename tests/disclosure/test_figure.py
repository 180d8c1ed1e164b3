"""The guard's figure over lines that its rules have not seen: taken anew, and held against the one in the documentation."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
UNSEEN = Path(__file__).parent / "unseen.toml"
SAFETY = ROOT / "docs" / "safety.md"


def tool() -> ModuleType:
    """Return the script that takes the figure."""
    spec = importlib.util.spec_from_file_location("guard_figure", ROOT / "tools" / "guard_figure.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def printed() -> str:
    """Return the figure that the documentation prints, on one line; nothing where it has none yet."""
    text = SAFETY.read_text(encoding="utf-8")
    found = re.search(r"figure: \d+ lines.*?(?=\n\n|\n```|\Z)", text, re.DOTALL)
    return " ".join(found[0].split()) if found else ""


def test_the_figure_is_the_one_that_is_printed() -> None:
    """Nobody changes a rule, or the figure, without the other: the documentation says what the guard does today."""
    if not UNSEEN.is_file():
        pytest.skip("the unseen lines are not here")
    if not printed():
        pytest.skip("docs/safety.md does not print the figure yet")
    made = tool()

    assert printed() == made.figure(made.read(UNSEEN))


def test_the_figure_tells_caught_from_missed() -> None:
    """A line that is stopped, one that is asked about, one that is missed, and a clean one that is stopped each count as that."""
    made = tool()
    lines = [
        {"id": "a", "language": "en", "text": "Ring 0722 481 903.", "holds": ["phone"], "tier": "block"},
        {"id": "b", "language": "en", "text": "She lives behind the mill.", "holds": ["place"], "tier": "warn"},
        {"id": "c", "language": "en", "text": "The quorum was reached.", "holds": ["story"], "tier": "warn"},
        {"id": "d", "language": "fr", "text": "Mme Diatta préside.", "holds": [], "tier": ""},
    ]
    taken = made.figure([made.judged(one, made.allowed_of({})) for one in lines])

    assert "4 lines" in taken
    assert "block tier stopped 1 of 1 (100 %)" in taken
    assert "warn tier asked about 1 of 2 (50 %)" in taken
    assert "clean lines stopped 1 of 1 (100 %)" in taken
    assert next(iter(made.report([made.judged(one, made.allowed_of({})) for one in lines]))) == taken
