"""The three-way merge, clause by clause: what changed on one side only is taken, what changed on both is a clash for a person.

Its unit is the clause without its sub-clauses: a heading with an id and what stands below it up to the next one; what stands
before the first is the clause "preamble". Order and depth are merged apart from the wording. Two wordings are the same when
they differ in line breaks only. A clash never enters the text: the result holds our side, and the outcome both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from vawcoord.text.outline import sections
from vawcoord.value import Value

PREAMBLE = "preamble"

SAME, OURS, THEIRS, BOTH, ADDED, DROPPED, CLASH = "same", "ours", "theirs", "both", "added", "dropped", "clash"
"""What became of a clause: nobody touched it; only we did; only they did; both alike; they added it; they dropped it; a clash."""


class Piece(Value):
    """A clause as it stands in the file: its id, its depth (0 for the preamble), what is written, and the blank end after it.

    `last` says that it was the last of its text.
    """

    id: str
    level: int
    source: str
    gap: str
    last: bool = False

    @property
    def wording(self) -> str:
        """Return what is written with line breaks folded and without its depth, for comparison."""
        return _folded(self.source.lstrip(" #") if self.level else self.source)

    def at(self, level: int) -> "Piece":
        """Return the clause at another depth."""
        return self.but(level=level, source=f"{'#' * level} {self.source.lstrip(' #')}")


class Outcome(Value):
    """What became of one clause. The three wordings are as written, with the heading; None where a side does not have it."""

    id: str
    what: str
    base: str | None
    ours: str | None
    theirs: str | None


class Merged(Value):
    """The merged body, what became of every clause, and whether both sides moved clauses in different ways."""

    body: str
    outcomes: tuple[Outcome, ...]
    order_clash: bool = False

    @property
    def clashes(self) -> tuple[Outcome, ...]:
        """Return the clauses that a person has to decide on."""
        return tuple(one for one in self.outcomes if one.what == CLASH)


def pieces(body: str) -> tuple[Piece, ...]:
    """Return the clauses of a body, the preamble first even where it is empty. Joined again (`joined`) they are the body."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", body)
    marks = sections(body)
    starts = [one.line - 1 for one in marks]
    starts, ends = [*starts, len(lines)], [*starts, len(lines)][1:]
    made = [_piece(PREAMBLE, 0, "".join(lines[: starts[0]]))]
    made += [
        _piece(one.attributes.id, one.level, "".join(lines[start:end]))
        for one, start, end in zip(marks, starts, ends, strict=False)
    ]
    made[-1] = made[-1].but(last=True)
    return tuple(made)


def _piece(name: str, level: int, source: str) -> Piece:
    """Return a piece with its blank end apart."""
    bare = source.rstrip()
    return Piece(name, level, bare, source[len(bare) :])


def joined(held: Sequence[Piece]) -> str:
    """Return the body that clauses make; one that was the last and is no more gets a blank line after it."""
    parts = []
    for place, one in enumerate(held):
        now_last = place + 1 == len(held)
        parts += [one.source, one.gap if one.last == now_last or not one.source else "\n" if now_last else "\n\n"]
    return "".join(parts)


_MARKED = re.compile(r"\s*(?:[-*+]|\d+[.)]|\||>|#|```|~~~|:)")


def _folded(text: str) -> str:
    """Return a text in which line breaks inside a paragraph are blanks; items, rows and blocks of code keep their lines."""
    lines: list[str] = []
    open_code = False
    for line in text.replace("\r\n", "\n").split("\n"):
        fence = line.lstrip().startswith(("```", "~~~"))
        if open_code or fence:
            lines.append(line.rstrip())
            open_code = open_code != fence
        elif lines and lines[-1] and line.strip() and not _MARKED.match(line):
            lines[-1] = f"{lines[-1]} {' '.join(line.split())}"
        else:
            indent = line[: len(line) - len(line.lstrip())] if _MARKED.match(line) else ""
            lines.append(indent + " ".join(line.split()))
    return "\n".join(line for line in lines if line.strip())


def merge(base: str, ours: str, theirs: str, decided: Mapping[str, str] | None = None) -> Merged:
    """Return what comes of two bodies that both go back to `base`.

    `decided` says for a clause that clashes which side a person chose, "ours" or "theirs". Clauses that only the other side
    touched come as they stand there, all others as they stand here, byte for byte.
    """
    sides = [pieces(one) for one in (base, ours, theirs)]
    was, here, there = ({one.id: one for one in side} for side in sides)
    chosen: dict[str, Piece] = {}
    outcomes = []
    for name in dict.fromkeys((*here, *was, *there)):
        what, piece = _decide(was.get(name), here.get(name), there.get(name), (decided or {}).get(name, ""))
        if piece is not None:
            chosen[name] = piece
        outcomes.append(Outcome(name, what, *(side[name].source if name in side else None for side in (was, here, there))))
    order, clash = _order(*([one.id for one in side if one.id in chosen] for side in sides))
    return Merged(joined([chosen[name] for name in order]), tuple(outcomes), clash)


def _decide(was: Piece | None, here: Piece | None, there: Piece | None, decided: str) -> tuple[str, Piece | None]:
    """Return what became of a clause, and the clause as it stands in the result; None where it is gone."""
    before, mine, other = (one.wording if one else None for one in (was, here, there))
    if mine == other:
        what, piece = (SAME if mine == before else BOTH), here
    elif other == before:
        what, piece = OURS, here
    elif mine == before:
        what, piece = (ADDED if was is None else DROPPED if there is None else THEIRS), there
    elif decided:
        what, piece = (OURS, here) if decided == OURS else (THEIRS, there)
    else:
        what, piece = CLASH, here or there
    return what, _at_depth(piece, was, here, there)


def _at_depth(piece: Piece | None, was: Piece | None, here: Piece | None, there: Piece | None) -> Piece | None:
    """Return a clause at the depth that the side gave it which changed it; ours where both did."""
    if piece is None or was is None or here is None or there is None:
        return piece
    level = there.level if here.level == was.level else here.level
    return piece if piece.level == level else piece.at(level)


def _order(was: Sequence[str], here: Sequence[str], there: Sequence[str]) -> tuple[list[str], bool]:
    """Return the order of the clauses that stay, and whether the two sides moved clauses in different ways."""
    common = set(was) & set(here) & set(there)
    orders = [[name for name in side if name in common] for side in (was, here, there)]
    clash = orders[0] != orders[1] != orders[2] != orders[0]
    ground = orders[2] if orders[1] == orders[0] else orders[1]
    following: dict[str, list[list[str]]] = {}
    for side in (here, there):
        for anchor, chain in _chains(side, common):
            following.setdefault(anchor, []).append(chain)
    made: list[str] = []
    for anchor in ("", *ground):
        if anchor:
            made.append(anchor)
        made += _one_after_another(following.get(anchor, ()), made)
    return made, clash


def _chains(side: Sequence[str], common: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return the clauses that not all sides have, each run of them with the clause that all have before it."""
    known = set(common)
    found: list[tuple[str, list[str]]] = []
    anchor = ""
    for name in side:
        if name in known:
            anchor = name
        elif found and found[-1][0] == anchor:
            found[-1][1].append(name)
        else:
            found.append((anchor, [name]))
    return found


def _one_after_another(chains: Iterable[Sequence[str]], there: Iterable[str]) -> list[str]:
    """Return runs of clauses in one order that does not depend on the side they came from, each clause once."""
    seen = set(there)
    made = []
    for chain in sorted(chains, key=lambda one: one[0]):
        for name in chain:
            if name not in seen:
                seen.add(name)
                made.append(name)
    return made
