"""Real Word numbering of clauses, annexes and lists: Word counts to the numbers that were computed on the blocks."""

from dataclasses import dataclass, field

from vawcoord.prose import Heading
from vawcoord.render.docx_text import W_NS, attribute

CLAUSE_INDENT = 709
STEP = 510
_LETTER = 150
_ORDERED = ("lowerLetter", "lowerRoman", "upperLetter", "decimal")
_BULLETS = ("\u2022", "\u2013", "\u25aa")


@dataclass(frozen=True, slots=True)
class Numbered:
    """What stands before a heading: a number that Word counts (`num`, `level`), or one only printed, or nothing."""

    num: int = 0
    level: int = 0
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The column of text a heading stands in: its name (empty outside a text in two languages), its direction.

    `worded` says that the document's word for annexes is of its language.
    """

    name: str = ""
    rtl: bool = False
    worded: bool = True


@dataclass(slots=True)
class _Track:
    """How far Word's own counting has come in one text; the two sides of a text in two languages count apart."""

    kind: str = ""
    above: str = ""
    counts: dict[str, list[int]] = field(default_factory=dict)
    nums: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is counted, and in which column: each has a definition of its own, for Word counts along definitions."""

    name: str
    column: Column


@dataclass(frozen=True, slots=True)
class _Room:
    """The room for a number: where the text begins, how far before it the number; `middle` is where its centre may lie.

    Word and LibreOffice do not agree which side "left" is in a paragraph from right to left: a number set so hangs out of
    the text, or is cut off, in one of them. Centred on a point both set it in the same place.
    """

    left: int
    hanging: int
    middle: int
    rtl: bool = False

    def xml(self) -> str:
        """Return the alignment and indents of a level."""
        align, hanging = ("center", self.hanging - self.middle) if self.rtl else ("left", self.hanging)
        tabs = f'<w:tabs><w:tab w:val="num" w:pos="{self.left}"/></w:tabs>'
        return f'<w:lvlJc w:val="{align}"/><w:pPr>{tabs}<w:ind w:left="{self.left}" w:hanging="{hanging}"/></w:pPr>'


def _word_letter(count: int) -> str:
    """Return what Word prints for a count in letters: after Z come AA, BB, CC, other than in our own numbers."""
    return chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1)


class Numbering:
    """The numbering part of one document, gathered while its blocks are spelled.

    `first_abstract` and `first_num` are the first identifiers that the style file does not use itself. With `compared` the
    headings of two texts stand in one: Word is never told a number, for only so it counts right when one of the two is left.
    """

    def __init__(self, annex_word: str, first_abstract: int, first_num: int, *, compared: bool = False) -> None:
        self._annex_word = annex_word
        self._first_abstract = first_abstract
        self._first_num = first_num
        self._compared = compared
        self._abstracts: dict[_Kind, str] = {}
        self._nums: list[tuple[_Kind, int, int]] = []
        self._bullets: dict[_Kind, int] = {}
        self._tracks: dict[str, _Track] = {}

    def _num(self, abstract: _Kind, level: int = 0, start: int = 0) -> int:
        """Return a new numbering instance; with `start` it begins there at its level."""
        if abstract not in self._abstracts:
            self._abstracts[abstract] = self._definition(abstract)
        self._nums.append((abstract, level, start))
        return self._first_num + len(self._nums) - 1

    def listing(self, *, ordered: bool, depth: int, start: int, rtl: bool = False) -> int:
        """Return the instance for one list; every ordered list has its own, so that it begins anew."""
        kind = _Kind("ordered" if ordered else "bullets", Column(rtl=rtl))
        if ordered and self._compared:
            # A list of its own from the ground up: LibreOffice ties its beginning to its first item, which may go.
            return self._num(_Kind("ordered", Column(f"list {len(self._nums)}", rtl=rtl)), depth, start if start > 1 else 0)
        if ordered:
            return self._num(kind, depth, max(start, 0) or 1)
        if kind not in self._bullets:
            self._bullets[kind] = self._num(kind)
        return self._bullets[kind]

    def heading(self, heading: Heading, column: Column) -> Numbered:
        """Return how a clause gets its number: by Word's counting where that comes to the same, else printed."""
        number = heading.number
        if not number:
            return Numbered()
        track = self._tracks.setdefault(column.name, _Track())
        if heading.level <= 2:
            return self._top(track, column, number, "annex" if heading.annex else "clause")
        kind = track.kind if "." in number else "orphan"
        if self._compared and kind != "orphan":
            # The heading before it may stand in the other text only: its own number says what it is counted under.
            kind = "annex" if number[:1].isalpha() else "clause"
        if kind == "orphan":
            return self._top(track, column, number, "orphan")
        counts = track.counts.get(kind, [0, 0])
        if number != f"{track.above}.{counts[1] + 1}" and not (self._compared and kind in track.nums):
            return Numbered(printed=number)
        counts[1] += 1
        return Numbered(track.nums[kind], 1)

    def _top(self, track: _Track, column: Column, number: str, kind: str) -> Numbered:
        """Return the number of a heading that counts by itself; Word is told where to go on when a number was left out."""
        counts = track.counts.setdefault(kind, [0, 0])
        wanted = _count_of(number, letters=kind == "annex")
        if kind != "orphan":
            track.kind, track.above = kind, number
        if not wanted:
            track.above = ""
            worded = kind == "annex" and column.worded
            return Numbered(printed=f"{self._annex_word} {number}".strip() if worded else number)
        if kind not in track.nums:
            track.nums[kind] = self._num(_Kind(kind, column), 0, wanted if wanted > 1 else 0)
        elif wanted != counts[0] + 1 and not self._compared:
            track.nums[kind] = self._num(_Kind(kind, column), 0, wanted)
        counts[:] = wanted, 0
        return Numbered(track.nums[kind], 0)

    def _definition(self, kind: _Kind) -> str:
        """Return the levels of one kind of numbering."""
        rtl = kind.column.rtl
        if kind.name in ("ordered", "bullets"):
            styles = _ORDERED if kind.name == "ordered" else ("bullet",)
            return "".join(
                _level(
                    depth,
                    styles[depth % len(styles)],
                    f"(%{depth + 1})" if kind.name == "ordered" else _BULLETS[depth % len(_BULLETS)],
                    _Room(STEP * (depth + 1), STEP, STEP * 2 // 5, rtl=rtl),
                )
                for depth in range(9)
            )
        clause = _Room(CLAUSE_INDENT, CLAUSE_INDENT, CLAUSE_INDENT * 2 // 5, rtl=rtl)
        if kind.name == "annex":
            # The word is the document's; a side in another language has no word of its own to print.
            word = attribute(f"{self._annex_word} ".lstrip()).replace("%", "") if kind.column.worded else ""
            wide = _LETTER * (len(self._annex_word) + 2) if word else CLAUSE_INDENT - _LETTER
            room = _Room(wide + _LETTER, wide + _LETTER, wide // 2, rtl=rtl)
            top = _level(0, "upperLetter", f"{word}%1", room)
        else:
            top = _level(0, "decimal", "%1", clause)
        return top + _level(1, "decimal", "%1.%2", clause)

    def part(self, abstracts: str, nums: str) -> str:
        """Return the numbering part; the style file's own definitions stand before ours, as the schema wants."""
        ids = {name: self._first_abstract + place for place, name in enumerate(self._abstracts)}
        ours = "".join(
            f'<w:abstractNum w:abstractNumId="{ids[name]}"><w:nsid w:val="{0x5AC00000 + ids[name]:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x6BC00000 + ids[name]:08X}"/>{levels}</w:abstractNum>'
            for name, levels in self._abstracts.items()
        )
        ours_nums = "".join(
            f'<w:num w:numId="{self._first_num + place}"><w:abstractNumId w:val="{ids[name]}"/>'
            + (f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else "")
            + "</w:num>"
            for place, (name, level, start) in enumerate(self._nums)
        )
        return f'<w:numbering xmlns:w="{W_NS}">{abstracts}{ours}{nums}{ours_nums}</w:numbering>'


def _count_of(number: str, *, letters: bool) -> int:
    """Return the count at which Word prints this number, 0 where it never does."""
    if letters:
        count = (len(number) - 1) * 26 + ord(number[0]) - 64
        return count if "A" <= number[0] <= "Z" and _word_letter(count) == number else 0
    return int(number) if number.isascii() and number.isdecimal() and number == str(int(number)) else 0


def _level(depth: int, style: str, text: str, room: _Room) -> str:
    """Return one level of a numbering."""
    face = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/></w:rPr>' if style == "bullet" else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f"{room.xml()}{face}</w:lvl>"
    )
