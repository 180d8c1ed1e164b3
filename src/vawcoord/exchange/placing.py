"""Finds out which paragraph of a returned copy belongs to which clause of the text that was sent.

Four ways, the surest first: the hidden bookmark of the clause; its number and heading; its heading alone; the likeness of its
text. What is not sure is not placed: a person can place it in a minute, and would not notice a paragraph in the wrong clause.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from vawcoord.exchange.word import Par
from vawcoord.prose import (
    Block,
    CodeBlock,
    Heading,
    Listing,
    Notice,
    Pair,
    Paragraph,
    Quote,
    Run,
    Runs,
    Sheet,
    SignaturePanel,
    Table,
    numbered,
    plain,
    walk,
)
from vawcoord.render.docx_text import bookmark
from vawcoord.text.markdown import blocks
from vawcoord.text.merge import PREAMBLE
from vawcoord.value import Value

_LIKE = 0.6
_MARGIN = 0.15
_WORDS = 4
_PREFIX = 16
_FURNITURE = re.compile(r"(?:title|subtitle|gap|note|notice text|toc.*|contents.*|signature.*|table caption|header|footer)\Z")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " ", "\u2011": "-"})
_WORD = re.compile(r"\w+")


class Placed(Value):
    """A clause that was found: the places of its paragraphs, and by what it was found."""

    clause: str
    pars: tuple[int, ...]
    by: str


class Unit(NamedTuple):
    """One paragraph of the text that was sent: a heading, a paragraph, an item, a cell or a block of code.

    `line` is where it begins, from 1; `cell` is the row and the column; `number` is that of a heading.
    """

    clause: str
    kind: str
    runs: Runs
    line: int
    number: str = ""
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """Return the text as it is printed."""
        return plain(self.runs)


def even(text: str) -> str:
    """Return a text on one line, with plain blanks and quotation marks: programmes change these by themselves."""
    plain_text = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_QUOTES)
    return " ".join(plain_text.split())


def folded(text: str) -> str:
    """Return a text for comparison: on one line, in small letters."""
    return even(text).casefold()


@lru_cache(maxsize=4)
def units(body: str) -> tuple[Unit, ...]:
    """Return the paragraphs of a body, in reading order, with the numbers of its cross-references.

    Many copies come back of one text, and each is placed as it is and as it was: the text is parsed once for all of them.
    """
    made: list[Unit] = []
    clause = PREAMBLE
    for block in numbered(blocks(body)):
        if isinstance(block, Heading) and block.id:
            clause = block.id
        made += _units_of(block, clause, "paragraph")
    return tuple(made)


def _units_of(block: Block, clause: str, kind: str) -> Iterable[Unit]:
    """Yield the paragraphs of one block."""
    match block:
        case Heading():
            yield Unit(clause, "heading", block.runs, block.line, block.number)
        case Paragraph():
            yield Unit(clause, kind, block.runs, block.line)
        case Listing():
            for item in block.items:
                for place, inner in enumerate(item):
                    yield from _units_of(inner, clause, "item" if place == 0 else "inside")
        case Quote():
            for inner in block.blocks:
                yield from _units_of(inner, clause, "inside")
        case CodeBlock():
            yield Unit(clause, "code", (Run(block.text, code=True),), block.line)
        case Table():
            for row, cells in enumerate((block.head, *block.rows)):
                for column, cell in enumerate(cells):
                    # Under the head stands the line of hyphens.
                    line = block.line + row + (1 if row else 0)
                    yield Unit(clause, "cell", cell.runs, line, cell=(row, column))


def printed_around(sheet: Sheet, body: str) -> frozenset[str]:
    """Return what a copy prints around the text itself, folded: title, notices, notes, the places to sign."""
    said = [sheet.title, *sheet.lead, sheet.classification, sheet.version]
    for block in walk(sheet.blocks):
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                said.append(plain(runs))
            case SignaturePanel():
                said += [block.title, block.stamp, *(word for pair in block.fields for word in pair), *map(plain, block.notes)]
            case Table(head=head, rows=rows):
                said += [plain(cell.runs) for cells in (head, *rows) for cell in cells]
            case Notice() | Pair() | Quote() | Listing():
                pass
            case _:
                said.append(getattr(block, "title", ""))
    # A word of the text itself may be printed around it as well: the places to sign often have the heading of a clause.
    own = Counter(folded(one.text) for one in units(body))
    return frozenset(text for text, count in Counter(folded(one) for one in said if one).items() if count > own[text])


def place(sent_body: str, pars: Sequence[Par], around: Collection[str] = ()) -> tuple[tuple[Placed, ...], tuple[int, ...]]:
    """Return the clauses that were found, in the order of the copy, and the places of the paragraphs that are in none for sure.

    `pars` are those of the copy with every change accepted (or refused). `around` is what is printed around the text
    (`printed_around`); it is passed over, as are empty paragraphs and the table of contents.
    """
    return _Placing(sent_body, pars, around).result()


class _Placing:
    """One search."""

    def __init__(self, body: str, pars: Sequence[Par], around: Collection[str]) -> None:
        self.pars = pars
        self.units = units(body)
        self.order = list(dict.fromkeys(one.clause for one in self.units))
        self.titles: dict[str, list[str]] = {}
        self.numbers: dict[str, str] = {}
        self.exact: dict[str, set[str]] = {}
        self.bags: list[tuple[str, Counter[str]]] = []
        self.has_body = {one.clause for one in self.units if one.kind != "heading"}
        for one in self.units:
            text = folded(one.text)
            if one.kind == "heading" and one.number and one.clause not in self.numbers:
                self.titles.setdefault(text, []).append(one.clause)
                self.numbers[one.clause] = one.number
            elif text:
                self.exact.setdefault(text, set()).add(one.clause)
                if (words := Counter(_WORD.findall(text))).total() >= _WORDS:
                    self.bags.append((one.clause, words))
        self.marks = {bookmark(one): one for one in self.order}
        self.around = around
        own = self.exact.keys() | self.titles.keys()
        self.texts = [folded(one.text) for one in pars]
        self.live = [
            place
            for place, par in enumerate(pars)
            if self.texts[place]
            and not _FURNITURE.match(par.style.casefold())
            and not (self.texts[place] in around and self.texts[place] not in own)
        ]
        self.votes = {place: self._vote(place) for place in self.live}
        self.starts: dict[str, tuple[int, str]] = {}

    def result(self) -> tuple[tuple[Placed, ...], tuple[int, ...]]:
        """Return what was found."""
        self._by_bookmark()
        self._by_heading()
        self._by_text()
        owners = self._owners()
        held: dict[str, list[int]] = {}
        for at in self.live:
            if owners.get(at):
                held.setdefault(owners[at], []).append(at)
        found = sorted(((min(places), name, places) for name, places in held.items()))
        placed = tuple(Placed(name, tuple(places), self.starts.get(name, (0, "likeness"))[1]) for _first, name, places in found)
        return placed, tuple(at for at in self.live if owners.get(at) == "" and self.texts[at] not in self.around)

    # What a paragraph says by itself

    def _titled(self, at: int) -> list[str]:
        """Return the clauses whose heading a paragraph is, also with a number typed before it."""
        text = self.texts[at]
        if text in self.titles:
            return self.titles[text]
        head = text
        for _cut in range(3):
            _first, blank, rest = head.partition(" ")
            if not blank or len(text) - len(rest) > _PREFIX:
                break
            prefix = text[: len(text) - len(rest)]
            if rest in self.titles and _is_number(prefix):
                return self.titles[rest]
            head = rest
        return []

    def _vote(self, at: int) -> dict[str, float]:
        """Return how surely a paragraph belongs to which clause by its own words; headings have no vote."""
        text = self.texts[at]
        known = self.exact.get(text)
        if known is None and (blank := text.find(" ")) > 0 and _is_number(text[:blank], short=True):
            known = self.exact.get(text[blank + 1 :])
        if known:
            return dict.fromkeys(known, 1.0)
        words = Counter(_WORD.findall(text))
        if words.total() < _WORDS:
            return {}
        marked = self._marked(at)
        if len(marked) == 1:
            # Its bookmark says where it belongs; its words need only not speak against that.
            best = self._alike(words, [one for one in self.bags if one[0] == marked[0]])
            if best.get(marked[0], 0.0) >= _LIKE:
                return best
        best = self._alike(words, self.bags)
        ranked = sorted(best.items(), key=lambda one: -one[1])
        if not ranked or ranked[0][1] < _LIKE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
            return {}
        return {ranked[0][0]: ranked[0][1]}

    @staticmethod
    def _alike(words: Counter[str], bags: Iterable[tuple[str, Counter[str]]]) -> dict[str, float]:
        """Return how much a paragraph's words are like those of each clause, from 0 to 1: by its paragraph that is most so."""
        best: dict[str, float] = {}
        total = words.total()
        for clause, bag in bags:
            common = sum(min(count, bag[word]) for word, count in words.items() if word in bag)
            if common < _WORDS:
                continue
            likeness = 2 * common / (total + bag.total())
            # Half of a paragraph that was parted, or two that were joined.
            likeness = max(likeness, 0.9 * common / min(total, bag.total()) if common >= 6 else 0.0)
            best[clause] = max(best.get(clause, 0.0), likeness)
        return best

    def _marked(self, at: int) -> list[str]:
        """Return the clauses whose bookmarks a paragraph stands in."""
        return [self.marks[one] for one in self.pars[at].bookmarks if one in self.marks]

    # Where each clause begins

    def _by_bookmark(self) -> None:
        """Begin clauses where their bookmarks begin, unless the words there are those of other clauses."""
        held: dict[str, list[int]] = {}
        for at in self.live:
            for name in self._marked(at):
                held.setdefault(name, []).append(at)
        for name, inside in held.items():
            first = inside[0]
            own = sum(1 for at in inside if name in self.votes[at] or name in self._titled(at))
            others = sum(1 for at in inside if self.votes[at] and name not in self.votes[at])
            titled = self._titled(first)
            foreign = titled and name not in titled
            body_only = name in self.numbers and name not in titled and name in self.votes[first]
            if own >= others and not foreign and not body_only and not (own == 0 and self._elsewhere(name)):
                self.starts[name] = (first, "bookmark")

    def _elsewhere(self, name: str) -> bool:
        """Say whether the words of a clause stand somewhere in the copy."""
        return any(name in self.votes[at] for at in self.live)

    def _by_heading(self) -> None:
        """Begin the other clauses where their headings stand; of several the one that its own words follow."""
        taken = {at for at, _by in self.starts.values()}
        found: dict[str, list[tuple[float, int]]] = {}
        for index, at in enumerate(self.live):
            if at in taken:
                continue
            for name in self._titled(at):
                if name not in self.starts:
                    found.setdefault(name, []).append((self._support(name, index), at))
        for name, places in found.items():
            score, at = max(places)
            if score < 1 and name in self.has_body and self._elsewhere(name):
                continue
            number = self.numbers[name]
            par = self.pars[at]
            typed = self.texts[at].split(" ")[: len(par.text.split())]
            same = number.casefold() in (par.number.casefold().split(" ")[-1:] or [""])[0].strip(".):") or any(
                one.strip(".):") == number.casefold() for one in typed[:2]
            )
            if score < 1 and not same and not par.level and name in self.has_body:
                continue
            self.starts[name] = (at, "number" if same else "heading")

    def _support(self, name: str, index: int) -> float:
        """Return how much speaks for a heading: its number, its style, and above all that its own words follow."""
        at = self.live[index]
        if self.pars[at].cell and self.texts[at] in self.exact:
            # The same words stand in a table: a cell begins a clause only where nothing else does.
            return -1.0
        score = 0.2 * bool(self.pars[at].level) + 0.1 * (self.pars[at].number.split(" ")[-1:] == [self.numbers[name]])
        for other in self.live[index + 1 : index + 12]:
            if self._titled(other):
                break
            if name in self.votes[other]:
                score += 1
        return score

    def _by_text(self) -> None:
        """Begin clauses whose heading was changed at the paragraph before their own words, where that can be the heading."""
        begun = {at for at, _by in self.starts.values()}
        for name in self.order:
            if name in self.starts:
                continue
            own = [index for index, at in enumerate(self.live) if self._only(at) == name]
            if not own:
                continue
            first = own[0]
            if name == PREAMBLE:
                if not begun or self.live[first] < min(begun):
                    self.starts[name] = (self.live[first], "likeness")
                continue
            before = self.live[first - 1] if first else -1
            if before < 0 or before in begun or self.votes[before] or self._titled(before):
                continue
            par, words = self.pars[before], set(_WORD.findall(self.texts[before]))
            title = next(text for text, names in self.titles.items() if name in names)
            akin = words & set(_WORD.findall(title))
            if (par.level or len(par.text) < 80) and par.cell is None and akin:
                self.starts[name] = (before, "likeness")
                begun.add(before)

    def _only(self, at: int) -> str:
        """Return the one clause that a paragraph votes for, or nothing."""
        votes = self.votes[at]
        return next(iter(votes)) if len(votes) == 1 else ""

    # Which paragraph belongs to which

    def _owners(self) -> dict[int, str]:
        """Return the clause of each paragraph; "" where it is not sure, and no entry for what is passed over."""
        begun = sorted((at, name) for name, (at, _by) in self.starts.items())
        owners: dict[int, str] = {}
        if not begun:
            return dict.fromkeys(self.live, "")
        bounds = [*(at for at, _name in begun), len(self.pars)]
        contents = self._contents()
        for at in self.live:
            if at < begun[0][0] and at not in contents:
                owners[at] = ""
        for place, (first, name) in enumerate(begun):
            inside = [at for at in self.live if first <= at < bounds[place + 1]]
            last = place + 1 == len(begun)
            said = self._segment(name, inside, last=last)
            owners.update((at, owner) for at, owner in said if at not in contents or owner)
        return owners

    def _segment(self, name: str, inside: Sequence[int], *, last: bool) -> Iterable[tuple[int, str]]:
        """Yield the paragraphs from the beginning of a clause to that of the next, each with its clause, or "" if not sure."""
        marked = any(name in self._marked(at) for at in inside)
        # The places to sign, after the last clause, print words such as "Date" that may stand in a table of it too.
        sure = [
            at
            for at in inside
            if name in self._marked(at) or (name in self.votes[at] and not (last and self.texts[at] in self.around))
        ]
        end = max([*sure, inside[0]])
        missing = self._missing_after(name)
        # Of a clause that was merged into this one the words are here, without its heading.
        joined = [at for at in inside if self._only(at) in missing]
        end_joined = max([*joined, end])
        said = {self.texts[at] for at in inside}
        words = (folded(one.text) for one in self.units if one.clause == name and one.kind != "heading")
        lacking = sum(1 for text in words if text and text not in said)
        lacking -= sum(1 for at in inside if name in self.votes[at] and self.texts[at] not in self.exact)
        for at in inside:
            open_end = last or name == PREAMBLE or bool(missing - {self._only(one) for one in joined})
            if at <= end_joined:
                yield at, name
            elif last and name != PREAMBLE and lacking > 0:
                # Where words of the last clause are not found, what stands in their place is what they have become.
                lacking -= 1
                yield at, name
            elif name == PREAMBLE and self._titled(at):
                continue
            elif open_end and not (marked and not last):
                yield at, ""
            else:
                yield at, name

    def _missing_after(self, name: str) -> set[str]:
        """Return the clauses that should follow a clause in the text sent and were not found, up to the next one that was."""
        missing = set()
        for one in self.order[self.order.index(name) + 1 :]:
            if one in self.starts:
                break
            missing.add(one)
        return missing

    def _contents(self) -> set[int]:
        """Return the lines of a table of contents that has lost its style: headings one after the other, without text."""
        lines: set[int] = set()
        run: list[int] = []
        for at in [*self.live, -1]:
            titled = at >= 0 and bool(self._titled_line(at)) and at not in {place for place, _by in self.starts.values()}
            if titled:
                run.append(at)
                continue
            if len(run) > 2:
                lines.update(run)
            run = []
        return lines

    def _titled_line(self, at: int) -> bool:
        """Say whether a paragraph is a heading, as it stands or with a page number after it."""
        if self._titled(at):
            return True
        bare = re.sub(r"\s+\d+\Z", "", self.texts[at])
        return bare != self.texts[at] and (bare in self.titles or bare.partition(" ")[2] in self.titles)


def _is_number(prefix: str, *, short: bool = False) -> bool:
    """Say whether what stands before a heading or an item can be its number: it has a digit, or is a letter or a bullet."""
    bare = prefix.strip().strip("().:\u2002")
    last = bare.split(" ")[-1].strip("().:")
    return any(one.isdigit() for one in bare) or len(last) <= (3 if short and prefix.strip()[-1:] in ").:" else 1)
