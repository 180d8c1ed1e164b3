"""Takes the guard's figure: how much of a file of lines it catches, and how many clean lines it stops or asks about.

    python tools/guard_figure.py tests/disclosure/unseen.toml

The file holds `lines`, tables of id, language, text, holds (kinds of personal data, none for a clean line) and tier ("block",
"warn" or ""), and `[allowed]` with names, agencies and hotlines. Nothing of a line is printed, only counts. The line that begins
with "figure:" stands in docs/safety.md, and tests/disclosure/test_figure.py holds the two together.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from vawcoord.disclosure.allowed import Allowed
from vawcoord.disclosure.guard import guard

UNSEEN = Path(__file__).parent.parent / "tests" / "disclosure" / "unseen.toml"


class Line(NamedTuple):
    """A line of the file, and what the guard did with it: stopped it, asked about it (without new words, and with them)."""

    id: str
    language: str
    holds: tuple[str, ...]
    tier: str
    blocked: bool
    warned: bool
    asked: bool


def read(file: Path) -> list[Line]:
    """Return the lines of a file, each judged by the guard."""
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    allowed = allowed_of(held)
    return [judged(one, allowed) for one in held["lines"]]


def allowed_of(held: dict[str, Any]) -> Allowed:
    """Return what a file of lines allows."""
    given = held.get("allowed", {})
    return Allowed(
        names=frozenset(given.get("names", ())),
        agencies=frozenset(given.get("agencies", ())),
        published=frozenset(given.get("hotlines", ())),
    )


def judged(line: dict[str, Any], allowed: Allowed) -> Line:
    """Return a line with what the guard did with it."""
    found = guard(line["text"], allowed, words=True)
    return Line(
        line["id"],
        line["language"],
        tuple(line["holds"]),
        line["tier"],
        any(one.tier == "block" for one in found),
        any(one.tier == "warn" and one.rule != "new-word" for one in found),
        any(one.rule == "new-word" for one in found),
    )


def share(lines: Iterable[Line], good: Callable[[Line], bool]) -> str:
    """Return how many of some lines are so, as "n of m (p %)"."""
    held = list(lines)
    count = sum(1 for one in held if good(one))
    return f"{count} of {len(held)} ({100 * count / len(held):.0f} %)" if held else "none"


def caught(line: Line) -> bool:
    """Say whether a line was stopped or asked about by a rule, new words aside."""
    return line.blocked or line.warned


def at_approval(line: Line) -> bool:
    """Say whether a line is stopped or asked about when minutes are approved: new words count too."""
    return caught(line) or line.asked


def figure(lines: Iterable[Line]) -> str:
    """Return the figure in one line."""
    held = list(lines)
    block = [one for one in held if one.tier == "block"]
    warn = [one for one in held if one.tier == "warn"]
    holding = [one for one in held if one.holds]
    clean = [one for one in held if not one.holds]
    return (
        f"figure: {len(held)} lines; block tier stopped {share(block, lambda one: one.blocked)}; "
        f"warn tier asked about {share(warn, caught)}, with new words {share(warn, at_approval)}; "
        f"caught at all {share(holding, caught)}, with new words {share(holding, at_approval)}; "
        f"clean lines stopped {share(clean, lambda one: one.blocked)}, "
        f"asked about {share(clean, caught)}, with new words {share(clean, at_approval)}"
    )


def report(lines: list[Line]) -> Iterable[str]:
    """Yield the figure, then the same by language and by kind."""
    yield figure(lines)
    for title, names, of in (
        ("language", sorted({one.language for one in lines}), lambda one: (one.language,)),
        ("kind", sorted({kind for one in lines for kind in one.holds}), lambda one: one.holds),
    ):
        for name in names:
            held = [one for one in lines if name in of(one)]
            holding = [one for one in held if one.holds]
            clean = [one for one in held if not one.holds]
            yield (
                f"{title} {name}: stopped {share([one for one in held if one.tier == 'block'], lambda one: one.blocked)}; "
                f"caught at all {share(holding, caught)}, with new words {share(holding, at_approval)}"
                + (
                    f"; clean lines stopped {share(clean, lambda one: one.blocked)}, asked about {share(clean, caught)}, "
                    f"with new words {share(clean, at_approval)}"
                    if clean
                    else ""
                )
            )


if __name__ == "__main__":
    for text in report(read(Path(sys.argv[1]) if sys.argv[1:] else UNSEEN)):
        print(text)
