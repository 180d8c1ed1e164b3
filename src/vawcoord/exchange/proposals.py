"""Makes proposals of a returned copy: for each clause the words it would have, in the Markdown of the text that was sent.

Paragraphs that did not change keep their bytes. In one that did, every word that stayed keeps its emphasis, its links and its
line breaks; only new words are written anew. A change of mere appearance is no proposal.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from vawcoord.exchange.placing import Placed, Unit, even, folded, place, units
from vawcoord.exchange.word import FORMER, KEPT, Comment, Par, Returned, resolved
from vawcoord.prose import Paragraph, Run, plain
from vawcoord.render.docx_text import bookmark
from vawcoord.text.attributes import attributes_of
from vawcoord.text.markdown import blocks
from vawcoord.text.merge import PREAMBLE, Piece, pieces
from vawcoord.value import Value

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_MARKER = re.compile(r"(?:\s*>\s?)*\s*(?:[-*+]|\d{1,9}[.)])\s+")
_SOFT = "\u2000"
_REFERENCE = "\ufffc"
_AKIN = 0.4
_LONGEST = 1_000_000


class Proposal(Value):
    """What a copy proposes for one clause.

    `base` is its Markdown as it was sent, `text` as proposed: None where it is to go, the same where there are only comments.
    `tracked` says that every change was recorded; where it is false, something was changed in silence. `by` is how the clause
    was found, `items` are those of Module 5 that it answers. `change` is `changed`, `deleted`, `merged` (into `other`), `moved`
    (behind `other`, which is empty at the beginning) or `comment`.
    """

    clause: str
    base: str
    text: str | None
    authors: tuple[str, ...]
    tracked: bool
    comments: tuple[Comment, ...]
    by: str
    items: tuple[str, ...]
    change: str = "changed"
    other: str = ""


class Reading(Value):
    """All that a copy says: proposals, the paragraphs in no clause for sure, and the clauses that were not found."""

    proposals: tuple[Proposal, ...]
    unplaced: tuple[Par, ...]
    missing: tuple[str, ...]
    placed: tuple[Placed, ...] = ()


def proposals(sent_body: str, returned: Returned, around: Collection[str] = ()) -> tuple[Proposal, ...]:
    """Return the proposals of a copy, in the order of the text sent; a clause that did not change has none."""
    return reading(sent_body, returned, around).proposals


def reading(sent_body: str, returned: Returned, around: Collection[str] = ()) -> Reading:
    """Return all that a copy says about the text that was sent. `around` is what is printed around it (`printed_around`)."""
    return _Reading(sent_body, returned, around).result()


class _Side:
    """The copy with all changes accepted, or refused: its paragraphs, where they came from, and which clause they are of."""

    def __init__(self, body: str, returned: Returned, kept: frozenset[str], around: Collection[str]) -> None:
        both = list(resolved(returned.pars, kept))
        self.pars = [par for par, _places in both]
        self.sources = [places for _par, places in both]
        self.placed, self.unplaced = place(body, self.pars, around)
        self.by_clause = {one.clause: one for one in self.placed}

    def of(self, clause: str) -> list[Par]:
        """Return the paragraphs of a clause, with the empty cells of its tables."""
        held = self.by_clause[clause].pars if clause in self.by_clause else ()
        tables = {cell[0] for at in held if (cell := self.pars[at].cell)}
        own = set(held)
        if tables:
            first, last = min(held), max(held)
            for at in range(first, min(last + 400, len(self.pars))):
                cell = self.pars[at].cell
                if cell and cell[0] in tables:
                    own.add(at)
                elif at > last:
                    break
        return [self.pars[at] for at in sorted(own)]

    def places(self, clause: str) -> set[int]:
        """Return the places in the file that a clause came from."""
        held = self.by_clause[clause].pars if clause in self.by_clause else ()
        return {source for at in held for source in self.sources[at]}


class _Reading:
    """The work on one copy."""

    def __init__(self, body: str, returned: Returned, around: Collection[str]) -> None:
        self.returned = returned
        self.pieces = {one.id: one for one in pieces(body)}
        self.units: dict[str, list[Unit]] = {}
        for one in units(body):
            self.units.setdefault(one.clause, []).append(one)
        self.marks = {bookmark(name): name for name in self.pieces}
        self.now = _Side(body, returned, KEPT, around)
        self.before = _Side(body, returned, FORMER, around) if returned.tracked else self.now
        # The clause of each place in the file: as it was before the changes, and where new words stand.
        self.clause_of: dict[int, str] = {}
        for side, other in ((self.before, False), (self.now, True)):
            for found in side.placed:
                for source in side.places(found.clause):
                    # What was there before is of the clause it was in, whatever it was joined to when it went.
                    if other and source in self.clause_of and returned.pars[source].former.strip():
                        continue
                    self.clause_of[source] = found.clause
        self.held_by: dict[str, set[int]] = {}
        for source, name in self.clause_of.items():
            self.held_by.setdefault(name, set()).add(source)
        self.printed = {name: [even(one.text) for one in held if one.text.strip()] for name, held in self.units.items()}
        self.clauses: dict[str, _Clause] = {}
        self.above: dict[str, int] = {}
        count = 0
        for name, piece in self.pieces.items():
            self.above[name] = count
            count += (piece.source + piece.gap).count("\n")

    def result(self) -> Reading:
        """Return the reading."""
        moved = self._moved()
        made, missing = [], []
        for name in self.pieces:
            if name not in self.units:
                continue
            one = self._proposal(name, moved)
            if one is None and name not in self.now.by_clause:
                missing.append(name)
            if one is not None:
                made.append(one)
        left = tuple(self.now.pars[at] for at in self.now.unplaced)
        return Reading(tuple(made), left, tuple(missing), self.now.placed)

    def _proposal(self, name: str, moved: Mapping[str, str]) -> Proposal | None:
        """Return what is proposed for one clause, or None."""
        base = self.pieces[name].source
        comments = self._comments(name)
        items = self._items(name)
        if name not in self.now.by_clause:
            return self._gone(name, base, comments, items)
        text = self._written(name, self.now)
        by = self.now.by_clause[name].by
        change = "changed" if text != base else "moved" if name in moved else "comment" if comments else ""
        if not change:
            return None
        tracked = True
        if change == "changed":
            tracked = self.returned.tracked and self._written(name, self.before) == base
        elif change == "moved":
            tracked = self._moved_on_record(name)
        authors = self._authors(name) if change != "comment" else ()
        return Proposal(name, base, text, authors, tracked, comments, by, items, change, moved.get(name, ""))

    def _gone(self, name: str, base: str, comments: tuple[Comment, ...], items: tuple[str, ...]) -> Proposal | None:
        """Return the proposal that a clause goes, where that is sure."""
        recorded = self.returned.tracked and name in self.before.by_clause and self._written(name, self.before) == base
        own = {folded(one.text) for one in self.units[name] if one.kind != "heading" and len(one.text) > 20}
        host = next((one for one in self.now.placed if any(folded(self.now.pars[at].text) in own for at in one.pars)), None)
        by = self.before.by_clause[name].by if recorded else "likeness"
        if host is not None:
            return Proposal(name, base, None, self._authors(name), recorded, comments, host.by, items, "merged", host.clause)
        if not recorded and not self._surely_gone(name):
            return None
        return Proposal(name, base, None, self._authors(name), recorded, comments, by, items, "deleted")

    def _surely_gone(self, name: str) -> bool:
        """Say whether a clause that was not found is away: nothing is left over in the place where it stood."""
        found = [one for one in self.pieces if one in self.now.by_clause]
        if len(found) * 2 < len(self.units):
            return False
        names = list(self.pieces)
        at = names.index(name)
        above = next((one for one in reversed(names[:at]) if one in self.now.by_clause), None)
        below = next((one for one in names[at + 1 :] if one in self.now.by_clause), None)
        first = max(self.now.by_clause[above].pars) if above else -1
        last = min(self.now.by_clause[below].pars) if below else len(self.now.pars)
        return name != PREAMBLE and not any(first < place < last for place in self.now.unplaced)

    # Who, what, where

    def _items(self, name: str) -> tuple[str, ...]:
        """Return the items of Module 5 that a clause answers."""
        head = self.pieces[name].source.split("\n", 1)[0]
        return tuple(attributes_of(head.strip())[1].value("guidelines").split()) if name != PREAMBLE else ()

    def _sources(self, name: str) -> set[int]:
        """Return the places in the file that belong to a clause, with paragraphs between them that are away by now."""
        return self.held_by.get(name, set())

    def _authors(self, name: str) -> tuple[str, ...]:
        """Return who recorded changes in a clause, in the order of the file."""
        found: dict[str, None] = {}
        for place_ in sorted(self._sources(name)):
            par = self.returned.pars[place_]
            found.update(dict.fromkeys(one.author for one in par.spans if one.mark))
            if par.para_mark:
                found[par.author] = None
        return tuple(one for one in found if one)

    def _comments(self, name: str) -> tuple[Comment, ...]:
        """Return the comments that begin in a clause."""
        return tuple(one for one in self.returned.comments if self.clause_of.get(self._nearest(one.first_par)) == name)

    def _nearest(self, place_: int) -> int:
        """Return the place itself, or the one before it that belongs to a clause: a comment may stand on an empty line."""
        if place_ in self.clause_of or place_ < 0:
            return place_
        return max((one for one in self.clause_of if one < place_), default=place_)

    def _moved(self) -> dict[str, str]:
        """Return the clauses that stand elsewhere than in the text sent, each with the one it stands behind now."""
        names = [one for one in self.pieces if one in self.now.by_clause]
        order = {name: at for at, name in enumerate(names)}
        now = [one.clause for one in self.now.placed if one.clause in order]
        recorded = {name for name in now if self._moved_on_record(name)}
        stay = _rising([order[name] for name in now if name not in recorded])
        kept = {names[at] for at in stay}
        return {name: now[at - 1] if at else "" for at, name in enumerate(now) if name not in kept}

    def _moved_on_record(self, name: str) -> bool:
        """Say whether Word recorded that a clause was moved, heading and all."""
        held = self.now.by_clause[name].pars
        sources = self.now.sources[held[0]]
        return any(span.mark == "moved-to" for source in sources for span in self.returned.pars[source].spans)

    # The words

    def _written(self, name: str, side: _Side) -> str:
        """Return the Markdown of a clause as one side of the copy has it; the bytes as sent where it says the same."""
        pars = side.of(name)
        if [even(one.text) for one in pars if one.text.strip()] == self.printed[name]:
            return self.pieces[name].source
        if name not in self.clauses:
            self.clauses[name] = _Clause(self.pieces[name], self.above[name], self.units[name], self.marks)
        return self.clauses[name].written(pars)


def _rising(order: Sequence[int]) -> list[int]:
    """Return the longest rising run; of several the one whose members come first in the text sent."""
    best: list[tuple[int, ...]] = []
    for at, value in enumerate(order):
        runs = [best[before] for before in range(at) if order[before] < value]
        longest = max((len(one) for one in runs), default=0)
        best.append((*min((one for one in runs if len(one) == longest), default=()), value))
    longest = max((len(one) for one in best), default=0)
    return list(min((one for one in best if len(one) == longest), default=()))


class _Sign(NamedTuple):
    """One character and its dress. `shown` is false for what a cross-reference prints by itself."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    target: str = ""
    shown: bool = True


class _Chunk(NamedTuple):
    """A paragraph in the source: its units (several only in a table), the lines as written, and the blank end after them."""

    units: tuple[Unit, ...]
    source: str
    gap: str
    prefix: str


class _Clause:
    """One clause as it was sent, against what a copy has of it."""

    def __init__(self, piece: Piece, first: int, held: Sequence[Unit], marks: Mapping[str, str]) -> None:
        self.marks = marks
        self.held = [one._replace(line=one.line - first) for one in held]
        self.lines = piece.source.split("\n")
        self.chunks = self._chunks()

    def _chunks(self) -> list[_Chunk]:
        """Return the source in chunks; joined again they are the source."""
        groups: list[list[Unit]] = []
        for one in self.held:
            if one.kind == "cell" and groups and groups[-1][0].kind == "cell" and one.cell != (0, 0):
                groups[-1].append(one)
            else:
                groups.append([one])
        starts = [group[0].line - 1 for group in groups]
        made = []
        for place_, group in enumerate(groups):
            first = starts[place_] if place_ else 0
            end = starts[place_ + 1] if place_ + 1 < len(starts) else len(self.lines)
            whole = "\n".join(self.lines[first:end]) + ("\n" if end < len(self.lines) else "")
            bare = whole.rstrip()
            match = _MARKER.match(bare) if group[0].kind in ("item", "inside") else None
            indent = bare[: len(bare) - len(bare.lstrip(" >"))]
            prefix = match[0] if match and group[0].kind == "item" else indent
            made.append(_Chunk(tuple(group), bare, whole[len(bare) :], prefix))
        return made

    # Against the copy

    def written(self, pars: Sequence[Par]) -> str:
        """Return the Markdown of the clause with the words of the copy."""
        theirs = [tuple(group) for _table, group in groupby(_numbered_away(pars, self.held), _table_key)]
        groups: list[tuple[Par, ...]] = []
        for group in theirs:
            groups += [group] if group[0].cell else [(one,) for one in group if one.text.strip()]
        made: list[tuple[str, str, bool]] = []
        for ours, there in self._aligned(groups):
            if ours is None and there is not None:
                self._added(made, there)
            elif ours is not None and there is None:
                if not _told(ours):
                    made.append((ours.source, ours.gap, ours.units[0].kind == "item"))
            elif ours is not None and there is not None:
                source = self._table(ours, there) if ours.units[0].kind == "cell" else self._paragraph(ours, there[0])
                made.append((source, ours.gap, ours.units[0].kind == "item"))
        return _assembled(made)

    def _aligned(self, groups: Sequence[tuple[Par, ...]]) -> Iterator[tuple[_Chunk | None, tuple[Par, ...] | None]]:
        """Yield chunk and group in pairs; None stands for what one side does not have."""
        ours = [_chunk_key(one) for one in self.chunks]
        theirs = [_group_key(one) for one in groups]
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                yield from zip(self.chunks[a:b], groups[c:d], strict=True)
            else:
                yield from _paired(self.chunks[a:b], ours[a:b], groups[c:d], theirs[c:d])

    def _paragraph(self, ours: _Chunk, par: Par) -> str:
        """Return the source of a paragraph with the words of the copy."""
        unit = ours.units[0]
        if even(unit.text) == even(par.text):
            return ours.source
        links = any(span.link.startswith("#_vc_") for span in par.spans)
        base = _signs_of(unit.runs, linked=links)
        there = list(_signs_in(par, self.marks))
        if _said(base) == _said(there):
            return ours.source
        if unit.kind == "heading":
            return self._heading(ours, base, there)
        if unit.kind == "code":
            return _fenced(ours.source, par.text)
        raw = ours.source[len(ours.prefix) :]
        if broken := _broken(raw, unit, links=links):
            base = broken
        signs = _merged(base, there)
        indent = " " * len(ours.prefix) if unit.kind == "item" else ours.prefix
        return ours.prefix + _spelled(signs).replace("\n", f"\n{indent}")

    @staticmethod
    def _heading(ours: _Chunk, base: list[_Sign], there: list[_Sign]) -> str:
        """Return a heading with other words; what stands in braces stays."""
        match = re.match(r"(#+[ \t]+)(.*)\Z", ours.source, re.DOTALL)
        if match is None:
            return ours.source
        title, _attributes = attributes_of(match[2])
        return match[1] + _spelled(_merged(base, there)).replace("\n", " ") + match[2][len(title) :]

    def _added(self, made: list[tuple[str, str, bool]], group: tuple[Par, ...]) -> None:
        """Add what the text sent does not have, as a paragraph, an item, a heading or a table."""
        if group[0].cell:
            _append(made, _new_table(group, self.marks), item=False)
            return
        par = group[0]
        words = _spelled(list(_signs_in(par, self.marks))).replace("\n", " ")
        if par.level:
            _append(made, f"{'#' * min(par.level + 1, 6)} {words}", item=False)
        elif par.item:
            last = made[-1] if made and made[-1][2] else None
            _append(made, _item_marker(last[0] if last else "", par) + words, item=True)
        else:
            _append(made, words, item=False)

    def _table(self, ours: _Chunk, group: tuple[Par, ...]) -> str:
        """Return a table with the words of the copy; rows that did not change keep their bytes."""
        lines = ours.source.split("\n")
        base = [list(cells) for _row, cells in groupby(ours.units, lambda one: one.cell[0] if one.cell else 0)]
        there = _rows(group)
        keys = [tuple(folded(one.text) for one in row) for row in base]
        new = [tuple(folded(_cell_text(row, column)) for column in range(len(base[0]))) for row in there]
        out = [lines[0], *lines[1:2]]
        for tag, a, b, c, d in SequenceMatcher(None, keys, new, autojunk=False).get_opcodes():
            if tag == "equal":
                out += [lines[row + 1] for row in range(a, b) if row]
                continue
            for here, other in _pair_rows(range(a, b), range(c, d), keys, new):
                if other is None:
                    continue
                source = None if here is None else lines[here + 1 if here else 0]
                row = self._row(None if here is None else base[here], there[other], source, len(base[0]))
                if here == 0:
                    out[0] = row
                else:
                    out.append(row)
        return "\n".join(out)

    def _row(self, base: list[Unit] | None, row: Mapping[int, list[Par]], source: str | None, width: int) -> str:
        """Return one row; cells that did not change keep their bytes."""
        raw = _raw_cells(source) if source else []
        cells = []
        for column in range(max(width, 1)):
            pars = row.get(column, [])
            there = [
                sign
                for number, par in enumerate(pars)
                for sign in (*([_Sign(" ")] if number else []), *_signs_in(par, self.marks))
            ]
            unit = base[column] if base and column < len(base) else None
            links = any(span.link.startswith("#_vc_") for par in pars for span in par.spans)
            ours = _signs_of(unit.runs, linked=links) if unit else []
            if unit and column < len(raw) and _said(ours) == _said(there):
                cells.append(raw[column])
            else:
                cells.append(_spelled(_merged(ours, there)).replace("\n", " ").replace("|", "\\|"))
        return f"| {' | '.join(cells)} |"


def _table_key(par: Par) -> tuple[int, int]:
    """Return what holds the cells of a table together, and keeps other paragraphs apart."""
    return (1, par.cell[0]) if par.cell else (0, id(par))


def _numbered_away(pars: Sequence[Par], held: Sequence[Unit]) -> list[Par]:
    """Return paragraphs without numbers that were typed before the words of the text sent."""
    known = {folded(one.text) for one in held}
    counted = {folded(one.text) for one in held if one.kind in ("heading", "item")}
    starts = {" ".join(folded(one.text).split()[:3]) for one in held if one.kind in ("heading", "item")}
    made = []
    for par in pars:
        text = folded(par.text)
        words = text.split(" ")
        cut = 0
        if text not in known:
            for count in (1, 2, 3):
                rest = words[count:]
                if rest and (" ".join(rest) in counted or " ".join(rest[:3]) in starts) and len(" ".join(words[:count])) <= 16:
                    cut = count
                    break
        made.append(_without_words(par, cut) if cut else par)
    return made


def _without_words(par: Par, count: int) -> Par:
    """Return a paragraph without its first words."""
    match = re.match(rf"\s*(?:\S+\s+){{{count}}}", par.text)
    drop = match.end() if match else 0
    spans = []
    for one in par.spans:
        spans.append(one.but(text=one.text[drop:]) if drop else one)
        drop = max(drop - len(one.text), 0)
    return par.but(spans=tuple(one for one in spans if one.text))


def _chunk_key(chunk: _Chunk) -> str:
    """Return the words of a chunk for comparison."""
    return "\n".join(folded(one.text) for one in chunk.units)


def _group_key(group: tuple[Par, ...]) -> str:
    """Return the words of a group for comparison."""
    if group[0].cell is None:
        return folded(group[0].text)
    return "\n".join(folded(_cell_text(row, column)) for row in _rows(group) for column in range(max(row, default=0) + 1))


def _told(chunk: _Chunk) -> bool:
    """Say whether the copy shows a chunk at all: an empty cell or a line across the page is no paragraph there."""
    return any(one.text.strip() for one in chunk.units)


def _paired(
    ours: Sequence[_Chunk], keys: Sequence[str], groups: Sequence[tuple[Par, ...]], new: Sequence[str]
) -> Iterator[tuple[_Chunk | None, tuple[Par, ...] | None]]:
    """Yield chunks and groups in pairs by likeness, in the order of both; the rest comes alone."""
    width = len(groups) + 1
    score = [[0.0] * width for _row in range(len(ours) + 1)]
    like = [[_likeness(ours[a], keys[a], groups[c], new[c]) for c in range(len(groups))] for a in range(len(ours))]
    for a in range(len(ours) - 1, -1, -1):
        for c in range(len(groups) - 1, -1, -1):
            both = score[a + 1][c + 1] + like[a][c] if like[a][c] >= _AKIN else -1.0
            score[a][c] = max(score[a + 1][c], score[a][c + 1], both)
    a = c = 0
    while a < len(ours) or c < len(groups):
        if a < len(ours) and c < len(groups) and like[a][c] >= _AKIN and score[a][c] == score[a + 1][c + 1] + like[a][c]:
            yield ours[a], groups[c]
            a, c = a + 1, c + 1
        elif c >= len(groups) or (a < len(ours) and score[a][c] == score[a + 1][c]):
            yield ours[a], None
            a += 1
        else:
            yield None, groups[c]
            c += 1


def _likeness(ours: _Chunk, key: str, group: tuple[Par, ...], new: str) -> float:
    """Return how much a chunk and a group are alike, from 0 to 1; a table is only like a table."""
    kind = ours.units[0].kind
    if (kind == "cell") != (group[0].cell is not None):
        return 0.0
    if kind == "heading" and ours.units[0].number:
        # The heading of a clause is its first paragraph, whatever its words have become.
        return 0.5 if group[0].level else SequenceMatcher(None, key[:200], new[:200], autojunk=False).ratio()
    if kind == "cell":
        return (
            0.5
            if len(key) * len(new) > _LONGEST * 20
            else 0.5 + 0.5 * SequenceMatcher(None, key.split(), new.split(), autojunk=False).ratio()
        )
    words, others = key.split(), new.split()
    if 2 * min(len(words), len(others)) < _AKIN * (len(words) + len(others)) or len(words) * len(others) > _LONGEST:
        return 0.0
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


# Characters and their dress


def _signs_of(runs: Iterable[Run], *, linked: bool) -> list[_Sign]:
    """Return the characters that a paragraph of the text sent prints; `linked` says that the copy still knows its references."""
    made = []
    for run in runs:
        made += [_Sign(one, run.bold, run.italic, run.code, run.target) for one in run.text]
        if run.reference:
            number = _REFERENCE if linked else run.reference
            made += [_Sign(one, run.bold, run.italic, run.code, run.target, shown=False) for one in f"\u00a0{number}"]
    return made


def _signs_in(par: Par, marks: Mapping[str, str]) -> Iterator[_Sign]:
    """Yield the characters of a paragraph of the copy; a cross-reference that Word still knows is one sign."""
    pars = list(par.spans)
    for at, span in enumerate(pars):
        if span.link.startswith("#_vc_") and span.link[1:] in marks:
            if at + 1 == len(pars) or pars[at + 1].link != span.link:
                yield _Sign(_REFERENCE, span.bold, span.italic, target=f"#{marks[span.link[1:]]}")
            continue
        target = span.link if span.link.startswith(("http://", "https://", "mailto:")) else ""
        for one in span.text:
            yield _Sign(" " if one in "\t\n\u00a0" and one != "\u00a0" else one, span.bold, span.italic, target=target)


def _said(signs: Iterable[_Sign]) -> str:
    """Return what signs say, without their dress."""
    return even("".join(one.text for one in signs))


def _broken(raw: str, unit: Unit, *, links: bool) -> list[_Sign]:
    """Return the characters of a paragraph with the breaks of its lines, which the text itself does not tell."""
    if "\n" not in raw or _SOFT in raw:
        return []
    lines = [re.sub(r"^[ >]+", "", line) for line in raw.split("\n")]
    marked = "".join(
        line + ("" if at + 1 == len(lines) else "\n" if line.endswith(("  ", "\\")) else f"{_SOFT}\n")
        for at, line in enumerate(lines)
    )
    found = blocks(marked)
    if len(found) != 1 or not isinstance(found[0], Paragraph):
        return []
    numbers = {run.target: run.reference for run in unit.runs if run.reference}
    runs = [Run(one.text, one.bold, one.italic, one.code, one.target, numbers.get(one.target, "")) for one in found[0].runs]
    signs = [one._replace(text="\n") if one.text == _SOFT else one for one in _signs_of(runs, linked=links)]
    # The marker is followed by the blank that the break itself is.
    made = [one for at, one in enumerate(signs) if not (one.text == " " and at and signs[at - 1].text == "\n")]
    return made if _said(made) == _said(_signs_of(unit.runs, linked=links)) else []


def _tokens(signs: Sequence[_Sign]) -> list[tuple[int, int]]:
    """Return the words, blanks and signs of a text as (beginning, end)."""
    return [match.span() for match in _TOKEN.finditer("".join(one.text for one in signs))]


def _merged(base: Sequence[_Sign], there: Sequence[_Sign]) -> list[_Sign]:
    """Return the words of the copy; those that stood in the text before keep the dress they had there."""
    ours, theirs = _tokens(base), _tokens(there)
    texts = [["".join(one.text for one in signs[a:b]) for a, b in tokens] for signs, tokens in ((base, ours), (there, theirs))]
    keys = [[one if one.isalnum() else even(one) or " " for one in side] for side in texts]
    made: list[_Sign] = []
    for tag, a, b, c, d in _opcodes(keys[0], keys[1]):
        if tag == "equal":
            made += base[ours[a][0] : ours[b - 1][1]] if b > a else ()
        elif d > c:
            made += [one for one in there[theirs[c][0] : theirs[d - 1][1]] if one.text != _REFERENCE]
    while made and made[0].text.isspace():
        made.pop(0)
    while made and made[-1].text.isspace():
        made.pop()
    return made


def _opcodes(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what is equal and what is not, as `SequenceMatcher` does; what both begin and end with is not searched through.

    Two very long texts without anything in common would take minutes: there the one replaces the other.
    """
    first, least = 0, min(len(ours), len(theirs))
    while first < least and ours[first] == theirs[first]:
        first += 1
    last = 0
    while last < least - first and ours[-1 - last] == theirs[-1 - last]:
        last += 1
    yield "equal", 0, first, 0, first
    a, b = len(ours) - last, len(theirs) - last
    if (a - first) * (b - first) > _LONGEST:
        yield "replace", first, a, first, b
    else:
        for tag, i, j, k, m in SequenceMatcher(None, ours[first:a], theirs[first:b], autojunk=False).get_opcodes():
            yield tag, i + first, j + first, k + first, m + first
    yield "equal", a, len(ours), b, len(theirs)


def _spelled(signs: Sequence[_Sign]) -> str:
    """Return signs as Markdown; read again it says the same, or every sign with a meaning is escaped."""
    shown = [one for one in signs if one.shown and one.text != _REFERENCE]
    for escape in (_lightly, _wholly):
        text = _inline(shown, escape)
        found = blocks(text)
        if len(found) == 1 and isinstance(found[0], Paragraph) and even(plain(found[0].runs)) == _said(shown):
            return text
    return text


def _lightly(text: str) -> str:
    """Return text with a backslash only where it would be read as something else."""
    return re.sub(r"([\\`*]|(?<!\w)_|_(?!\w)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|\[(?=[^\]]*\]\())", r"\\\1", text)


def _wholly(text: str) -> str:
    """Return text with a backslash before every sign that can have a meaning."""
    return re.sub(r"([\\`*_\[\]<>&#+\-.!|~()])", r"\\\1", text)


def _inline(signs: Sequence[_Sign], escape: Callable[[str], str]) -> str:
    """Return signs with the marks of their dress: links outside, then bold, then italic."""
    out = []
    for target, linked in groupby(signs, lambda one: one.target):
        inner = []
        for bold, heavy in groupby(linked, lambda one: one.bold):
            slanted = []
            for italic, light in groupby(heavy, lambda one: one.italic):
                parts = []
                for code, letters in groupby(light, lambda one: one.code):
                    text = "".join(one.text for one in letters)
                    parts.append(f"`{text}`" if code and "`" not in text else escape(text))
                slanted.append(_wrapped("".join(parts), "*" if italic else ""))
            inner.append(_wrapped("".join(slanted), "**" if bold else ""))
        words = "".join(inner)
        out.append(f"[{words}]({target})" if target else words)
    return "".join(out)


def _wrapped(text: str, mark: str) -> str:
    """Return text between two marks, blanks outside them."""
    bare = text.strip()
    if not mark or not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


# Putting it together


def _assembled(made: Sequence[tuple[str, str, bool]]) -> str:
    """Return the chunks as one text; what is last has nothing after it."""
    out = []
    for at, (source, gap, item) in enumerate(made):
        out.append(source)
        if at + 1 < len(made):
            following = made[at + 1]
            if item and following[2]:
                out.append(gap if gap.strip("\n") == "" and gap else "\n")
            else:
                out.append(gap if gap.count("\n") > 1 else "\n\n")
    return "".join(out).rstrip()


def _append(made: list[tuple[str, str, bool]], source: str, *, item: bool) -> None:
    """Add a new chunk; one between items of a close list is close too."""
    if item and made and made[-1][2]:
        last = made[-1]
        made[-1] = (last[0], last[1] if last[1].count("\n") == 1 else "\n", True)
    made.append((source, "\n" if item else "\n\n", item))


def _item_marker(before: str, par: Par) -> str:
    """Return what stands before a new item: as the item above it has it, counted on."""
    match = re.match(r"(\s*)(?:([-*+])|(\d+)([.)]))(\s+)", before)
    if match is None:
        return "- " if par.number in ("\u2022", "") else "1. "
    if match[2]:
        return f"{match[1]}{match[2]}{match[5]}"
    return f"{match[1]}{int(match[3]) + 1}{match[4]}{match[5]}"


def _fenced(source: str, text: str) -> str:
    """Return a block of code with other lines."""
    lines = source.split("\n")
    if lines[0].lstrip().startswith(("```", "~~~")):
        return "\n".join([lines[0], text, lines[-1]])
    return "\n".join(f"    {line}" for line in text.split("\n"))


def _rows(group: Iterable[Par]) -> list[dict[int, list[Par]]]:
    """Return the rows of a table: the paragraphs of each cell by column."""
    rows: dict[int, dict[int, list[Par]]] = {}
    for par in group:
        if par.cell:
            rows.setdefault(par.cell[1], {}).setdefault(par.cell[2], []).append(par)
    return [rows[number] for number in sorted(rows)]


def _cell_text(row: Mapping[int, list[Par]], column: int) -> str:
    """Return the words of a cell."""
    return " ".join(par.text for par in row.get(column, []) if par.text)


def _pair_rows(
    ours: range, theirs: range, keys: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield rows in pairs: those that share a cell or most words are the same row; the head is always the head."""
    left = list(ours)
    for other in theirs:
        best = next(
            (
                one
                for one in left
                if (one == 0 and other == 0)
                or any(a and a == b for a, b in zip(keys[one], new[other], strict=False) if len(a) > 3)
                or SequenceMatcher(None, " ".join(keys[one])[:600], " ".join(new[other])[:600], autojunk=False).ratio() > 0.6
            ),
            None,
        )
        if best is not None:
            del left[: left.index(best) + 1]
        yield best, other


def _raw_cells(line: str) -> list[str]:
    """Return the cells of a row as written."""
    return [one.strip() for one in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]


def _new_table(group: tuple[Par, ...], marks: Mapping[str, str]) -> str:
    """Return a table that the text sent does not have."""
    rows = _rows(group)
    width = max((max(row, default=0) + 1 for row in rows), default=1)
    lines = []
    for row in rows:
        cells = [
            " ".join(_spelled(list(_signs_in(par, marks))).replace("|", "\\|") for par in row.get(column, []) if par.text)
            for column in range(width)
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
