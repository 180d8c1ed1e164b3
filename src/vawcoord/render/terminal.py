"""Spells tables and texts for a terminal: columns for people who see them, "label: value" for those who listen."""

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby

from vawcoord.prose import Mark, Runs, plain

WIDTH = 80


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = WIDTH) -> str:
    """Return a table no wider than `width`: the columns share what is there, long cells go over several lines."""
    from tabulate import tabulate

    held = [[str(cell) for cell in row] for row in rows]
    if not held:
        return ""
    room = width - 2 * (len(head) - 1)
    columns = [[name, *(row[place] for row in held)] for place, name in enumerate(head)]
    limits = [max(map(len, column)) for column in columns]
    # An id that is broken over two lines cannot be copied: no column gets narrower than its longest word.
    least = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    while sum(limits) > room:
        slack = [limit - shortest for limit, shortest in zip(limits, least, strict=True)]
        if max(slack) <= 0:
            break
        limits[max(range(len(limits)), key=lambda place: (slack[place] > 0, limits[place]))] -= 1
    return tabulate(
        held,
        headers=list(head),
        tablefmt="simple",
        disable_numparse=True,
        maxcolwidths=limits,
        break_long_words=False,
        break_on_hyphens=False,
    )


def blocks(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return one record a block of "label: value"; empty values are left out."""
    return "\n\n".join("\n".join(f"{name}: {cell}" for name, cell in zip(head, row, strict=True) if cell) for row in rows)


def wrapped(text: str, *, indent: str = "", width: int = WIDTH) -> str:
    """Return a text on lines no wider than `width`, the later ones indented."""
    return textwrap.fill(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def clipped(text: str, width: int = WIDTH) -> str:
    """Return a text on one line no wider than `width`; what is cut off leaves "…"."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip(' ,;:(')}…"


def signed(runs: Runs) -> str:
    """Return runs of two compared texts with signs that need no colour: [-dropped-] and {+added+}."""
    made: list[str] = []
    for mark, group in groupby(runs, key=lambda run: run.mark):
        words = plain(group)
        made.append({"deleted": f"[-{words}-]", "inserted": f"{{+{words}+}}"}.get(mark, words))
    return "".join(made)


def one_side(runs: Runs, without: Mark) -> str:
    """Return one of two compared texts: what has the other mark is left out."""
    return plain(run for run in runs if run.mark != without)
