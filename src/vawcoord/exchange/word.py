"""Reads a Word file that came back: its paragraphs with what was changed in them by whom, its comments, and what is lost.

One walk over the main part sees text, recorded changes, paragraph marks, bookmarks, comments and tables together; no library
for Word files shows all of them. Nothing of the file is believed: the gate looks at it first, and what is too large to be
walked through is refused before it is parsed.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from vawcoord import gate
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.value import Value

if TYPE_CHECKING:
    from zipfile import ZipFile

LARGEST = 12 * 1024 * 1024
"""How large the text of a Word file may be, unpacked, in bytes: a hundred pages are two million."""

_TAGS = 400_000
_VALUES = 300_000
_PARAGRAPHS = 10_000
_OPEN = 50
_LONGEST_NUMBER = 40
_TYPES = "[Content_Types].xml"
_MAIN = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _WORD.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument", _OFFICE.encode()),
)
"""Word also saves in the "strict" form of the standard, which differs in the names of its vocabularies."""

_W = f"{{{_WORD}}}"
_R = f"{{{_OFFICE}/relationships}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VAL = f"{_W}val"

KEPT = frozenset(("", "inserted", "moved-to"))
"""The marks of what stands in the text once every change is accepted."""

FORMER = frozenset(("", "deleted", "moved-from"))
"""The marks of what stood in the text before any change."""


class TooLong(Exception):  # noqa: N818 - it is no error of the programme
    """The walk has come to more paragraphs than any agreement has."""


class Span(Value):
    """A stretch of text in one dress.

    `mark` says what was recorded: nothing, `inserted`, `deleted`, `moved-from`, `moved-to`, or `inserted-deleted` for what one
    person put in and another struck, which stands in neither text. `link` is an address, or `#` and the name of a bookmark.
    """

    text: str
    mark: str = ""
    author: str = ""
    date: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""


class Par(Value):
    """A paragraph.

    `style` is the style's name; `level` that of a heading, from 1, or 0. `number` is what Word prints before it. `bookmarks`
    are the names of those of ours
    (`_vc_…`) that hold some of its text. `cell` is table, row and column, each from 0. `para_mark` says whether
    its end was inserted or deleted: a paragraph whose end is deleted goes on in the next one. `author` and `date` are of that.
    `row` says that its whole row was inserted or deleted. `item` is its depth in a list, from 1, or 0.
    """

    spans: tuple[Span, ...]
    style: str = ""
    level: int = 0
    number: str = ""
    bookmarks: tuple[str, ...] = ()
    cell: tuple[int, int, int] | None = None
    para_mark: str = ""
    author: str = ""
    date: str = ""
    row: str = ""
    item: int = 0

    @property
    def text(self) -> str:
        """Return the text with every change accepted."""
        return "".join(one.text for one in self.spans if one.mark in KEPT)

    @property
    def former(self) -> str:
        """Return the text as it was before any change."""
        return "".join(one.text for one in self.spans if one.mark in FORMER)


class Comment(Value):
    """A comment. `parent` is the one that it answers, or nothing. The two places are those of the paragraphs it spans."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    resolved: bool = False
    first_par: int = -1
    last_par: int = -1


class Returned(Value):
    """A Word file as it was read.

    `property` is what it says of itself: committee, document and digest of the text sent. `lost` are sentences about what
    cannot be carried. `tracked` says that some change is recorded, `recording` that Word was told to record. `formatting` is
    the number of recorded changes of mere appearance, which are passed over.
    """

    property: str
    pars: tuple[Par, ...]
    comments: tuple[Comment, ...]
    lost: tuple[str, ...]
    tracked: bool
    authors: tuple[str, ...]
    recording: bool = False
    formatting: int = 0


def read(content: bytes, shown: str) -> Returned:
    """Return what the bytes of a Word file hold; `shown` is its name in sentences.

    Raises VawcoordError with one sentence for everything that is no plain Word file, and for one too large to be read.
    """
    try:
        _named(content, shown)
        gate.check(content, _TYPES, shown)
        return _read(content, shown)
    except VawcoordError:
        raise
    except TooLong as error:
        raise _too_large(shown) from error
    except Exception as error:  # a damaged file fails in a dozen ways, and each means the same
        raise VawcoordError(
            _("{path}: the Word file cannot be read.").format(path=shown),
            _("Open it in Word or LibreOffice, save it as .docx, and try again."),
        ) from error


def _named(content: bytes, shown: str) -> None:
    """Refuse by name what people send in place of a Word file."""
    head = content[:100].lstrip()
    if head.startswith(b"%PDF"):
        raise VawcoordError(
            _("{path}: this is a PDF, and its text cannot be taken over.").format(path=shown),
            _("Ask for the Word file, or enter what is proposed by hand: vawcoord mou comment."),
        )
    if head.startswith(b"{\\rtf") or b"opendocument.text" in content[:100]:
        raise VawcoordError(
            _("{path}: texts of this kind (.rtf, .odt) are not read.").format(path=shown),
            _("Open it in Word or LibreOffice and save it as .docx."),
        )


def accepted(returned: Returned) -> tuple[Par, ...]:
    """Return the paragraphs with every recorded change taken."""
    return tuple(par for par, _places in resolved(returned.pars, KEPT))


def rejected(returned: Returned) -> tuple[Par, ...]:
    """Return the paragraphs with every recorded change refused: the text as it was before any."""
    return tuple(par for par, _places in resolved(returned.pars, FORMER))


def resolved(pars: Iterable[Par], kept: frozenset[str]) -> Iterator[tuple[Par, tuple[int, ...]]]:
    """Yield each paragraph that is left when changes are taken (`KEPT`) or refused (`FORMER`), and the places it came from.

    A paragraph disappears when its mark does, not when its text does: what is left of it goes on in the next one.
    """
    gone = "deleted" if kept is KEPT else "inserted"
    waiting: list[tuple[int, Par]] = []
    for place, par in enumerate(pars):
        if par.row == gone:
            continue
        if waiting and waiting[-1][1].cell != par.cell:
            # The last paragraph of a cell stays, whatever became of its mark.
            yield _joined(waiting, kept)
            waiting = []
        waiting.append((place, par))
        if par.para_mark != gone:
            yield _joined(waiting, kept)
            waiting = []
    if waiting and (len(waiting) > 1 or _spans(waiting[0][1], kept) or waiting[0][1].cell):
        yield _joined(waiting, kept)


def _spans(par: Par, kept: frozenset[str]) -> tuple[Span, ...]:
    """Return what is left of a paragraph, unmarked."""
    return tuple(one.but(mark="", author="", date="") if one.mark else one for one in par.spans if one.mark in kept)


def _joined(held: list[tuple[int, Par]], kept: frozenset[str]) -> tuple[Par, tuple[int, ...]]:
    """Return paragraphs as one; it is of the kind of the last of them that has text left."""
    places = tuple(place for place, _par in held)
    left = [(par, _spans(par, kept)) for _place, par in held]
    kind = next((par for par, spans in left if spans), held[-1][1])
    spans = tuple(span for _par, spans in left for span in spans)
    marks = tuple(dict.fromkeys(mark for par, _spans in left for mark in par.bookmarks))
    return kind.but(spans=spans, bookmarks=marks, para_mark="", author="", date="", row=""), places


# The parts of the file


def _parsed(part: bytes) -> Any:
    """Return the tree of a part. Nothing is loaded from elsewhere, no entity is replaced."""
    from lxml import etree

    for theirs, ours in _STRICT:
        if theirs in part:
            part = part.replace(theirs, ours)
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _read(content: bytes, shown: str) -> Returned:
    """Read the parts that matter: the text, styles and numbering, comments, notes, the links, and the property."""
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(content)) as archive:
        names = frozenset(archive.namelist())
        main = _main(archive, names, shown)
        folder, _slash, file = main.rpartition("/")
        links = _links(archive, names, f"{folder}/_rels/{file}.rels")

        def part(kind: str, usual: str) -> Any:
            """Return the tree of a part that the text points at, or None."""
            target = next((where for of, where in links.values() if of.endswith(f"/{kind}")), usual)
            name = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            return _parsed(_bounded(archive, name, shown)) if name in names else None

        styles = _Styles(part("styles", "styles.xml"))
        walk = _Walk(
            styles,
            _Numbering(part("numbering", "numbering.xml")),
            {name: where for name, (of, where) in links.items() if of.endswith("/hyperlink")},
            {kind: _notes(part(f"{kind}s", f"{kind}s.xml"), kind) for kind in ("footnote", "endnote")},
        )
        tree = _parsed(_bounded(archive, main, shown))
        body = tree.find(f"{_W}body")
        if body is None:
            raise VawcoordError(
                _("{path}: the file holds no text.").format(path=shown), _("Ask the agency for the Word file once more.")
            )
        walk.blocks(body)
        walk.end()
        comments = _comments(part("comments", "comments.xml"), part("commentsExtended", "commentsExtended.xml"), walk)
        settings = part("settings", "settings.xml")
        recording = settings is not None and settings.find(f"{_W}trackRevisions") is not None
        return Returned(
            _property(archive, names),
            tuple(walk.pars),
            comments,
            tuple(dict.fromkeys(walk.lost)),
            walk.tracked,
            tuple(dict.fromkeys(one for one in walk.authors if one)),
            recording,
            walk.formatting,
        )


def _bounded(archive: "ZipFile", name: str, shown: str) -> bytes:
    """Return the bytes of a part, refused when a tree of them would not fit into the memory there may be."""
    data = archive.read(name)
    if len(data) > LARGEST or data.count(b"<") > _TAGS or data.count(b"=") > _VALUES:
        raise _too_large(shown)
    return data


def _too_large(shown: str) -> VawcoordError:
    """Return the error about a file that would take too long, or too much memory."""
    return VawcoordError(
        _("{path}: unpacked, the file would be too large to be read safely.").format(path=shown),
        _("Copy the cells or the text you need into a new file."),
    )


def _main(archive: "ZipFile", names: frozenset[str], shown: str) -> str:
    """Return the name of the part that holds the text: some programmes call it differently from Word."""
    types = _parsed(_bounded(archive, _TYPES, shown))
    named = (
        one.get("PartName", "")
        for one in types
        if re.search(r"wordprocessingml\.(?:document|template)\.main\+xml", one.get("ContentType", ""))
    )
    main = next(named, _MAIN).lstrip("/")
    if main not in names:
        raise VawcoordError(
            _("{path}: this is an archive, but not of the kind that is read here.").format(path=shown),
            _("A sheet is saved as .xlsx, a text as .docx."),
        )
    return main


def _links(archive: "ZipFile", names: frozenset[str], name: str) -> dict[str, tuple[str, str]]:
    """Return the relationships of a part: type and target by id."""
    if name not in names:
        return {}
    return {one.get("Id", ""): (one.get("Type", ""), one.get("Target", "")) for one in _parsed(_bounded(archive, name, name))}


def _property(archive: "ZipFile", names: frozenset[str]) -> str:
    """Return the value that every copy we send carries, or nothing."""
    if "docProps/custom.xml" not in names:
        return ""
    for one in _parsed(_bounded(archive, "docProps/custom.xml", "docProps/custom.xml")):
        if one.get("name") == "vawcoord":
            return "".join(one.itertext()).strip()[:300]
    return ""


def _notes(tree: Any, kind: str) -> dict[str, str]:
    """Return the texts of footnotes or endnotes by id."""
    if tree is None:
        return {}
    return {one.get(f"{_W}id", ""): _words(one) for one in tree.iter(f"{_W}{kind}")}


def _words(tree: Any) -> str:
    """Return all text below an element on one line."""
    return " ".join("".join(one.text or " " for one in tree.iter(f"{_W}t", f"{_W}tab", f"{_W}p", f"{_W}br")).split())


class _Styles:
    """What the styles of a file are called, and what they say about headings and numbering."""

    def __init__(self, tree: Any) -> None:
        self._held: dict[str, tuple[str, str, int, str, int]] = {}
        self._known: dict[str, tuple[str, int, str, int]] = {}
        self.default = ""
        for one in () if tree is None else tree.iterchildren(f"{_W}style"):
            name = _value(one.find(f"{_W}name"))
            based = _value(one.find(f"{_W}basedOn"))
            within = one.find(f"{_W}pPr")
            outline = num = level = ""
            if within is not None:
                outline = _value(within.find(f"{_W}outlineLvl"))
                numbering = within.find(f"{_W}numPr")
                if numbering is not None:
                    num, level = _value(numbering.find(f"{_W}numId")), _value(numbering.find(f"{_W}ilvl"))
            heading = re.fullmatch(r"heading (\d)", name.casefold())
            depth = int(heading[1]) if heading else int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
            self._held[one.get(f"{_W}styleId", "")] = (name, based, depth, num, _whole(level))
            if one.get(f"{_W}default") in ("1", "true") and one.get(f"{_W}type") == "paragraph":
                self.default = one.get(f"{_W}styleId", "")

    def of(self, style: str) -> tuple[str, int, str, int]:
        """Return name, level as a heading, and numbering (instance, level) of a style, with what it takes from others."""
        known = self._known.get(style)
        if known is None:
            name, seen, at = "", set[str](), style or self.default
            level, num, depth = 0, "", 0
            while at in self._held and at not in seen:
                seen.add(at)
                own, based, own_level, own_num, own_depth = self._held[at]
                name = name or own
                level = level or own_level
                if own_num and not num:
                    num, depth = own_num, own_depth
                at = based
            known = self._known[style] = (name or style, level, num, depth)
        return known


def _value(element: Any) -> str:
    """Return the value of a property that may be missing."""
    return (element.get(_VAL) or "") if element is not None else ""


def _whole(text: str) -> int:
    """Return a number that stands in an attribute, or 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _on(element: Any) -> bool:
    """Say whether a property that can be switched off is on."""
    return element is not None and element.get(_VAL) not in ("0", "false", "off", "none")


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": lambda count: chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1),
    "upperLetter": lambda count: chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1),
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperRoman": lambda count: _roman(count),  # noqa: PLW0108 - it is defined below
    "none": lambda _count: "",
}


def _roman(count: int) -> str:
    """Return a Roman number."""
    out = []
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, count = divmod(count, value)
        out.append(sign * times)
    return "".join(out)


class _Numbering:
    """Counts as Word does: along definitions, each level anew below the one above it."""

    def __init__(self, tree: Any) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._nums: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if tree is None:
            return
        for one in tree.iterchildren(f"{_W}abstractNum"):
            self._levels[one.get(f"{_W}abstractNumId", "")] = {
                _whole(level.get(f"{_W}ilvl", "")): (
                    _whole(_value(level.find(f"{_W}start")) or "1"),
                    _value(level.find(f"{_W}numFmt")) or "decimal",
                    _value(level.find(f"{_W}lvlText"))[:_LONGEST_NUMBER],
                )
                for level in one.iterchildren(f"{_W}lvl")
            }
        for one in tree.iterchildren(f"{_W}num"):
            starts = {
                _whole(over.get(f"{_W}ilvl", "")): _whole(_value(start))
                for over in one.iterchildren(f"{_W}lvlOverride")
                if (start := over.find(f"{_W}startOverride")) is not None
            }
            self._nums[one.get(f"{_W}numId", "")] = (_value(one.find(f"{_W}abstractNumId")), starts)

    def next(self, num: str, level: int) -> tuple[str, bool]:
        """Return the number of the next paragraph of a numbering, and whether it is one of a list: nothing where it has none."""
        abstract, starts = self._nums.get(num, ("", {}))
        levels = self._levels.get(abstract, {})
        if level not in levels or level > 8:
            return "", False
        counts = self._counts.setdefault(abstract, [None] * 9)
        start, kind, text = levels[level]
        before = counts[level]
        if level in starts and (num, level) not in self._begun:
            counts[level] = starts[level]
        else:
            counts[level] = start if before is None else min(before + 1, 99_999)
        self._begun.add((num, level))
        counts[level + 1 :] = [None] * (8 - level)
        if kind == "bullet":
            return "\u2022", True
        return re.sub(r"%(\d)", lambda match: self._shown(levels, counts, int(match[1]) - 1), text).strip(), True

    @staticmethod
    def _shown(levels: dict[int, tuple[int, str, str]], counts: list[int | None], level: int) -> str:
        """Return one part of a number."""
        start, kind, _text = levels.get(level, (1, "decimal", ""))
        count = counts[level] if 0 <= level < 9 else None
        count = start if count is None else count
        return _FORMATS.get(kind, str)(count) if 0 < count < 5000 else str(count)


def _comments(tree: Any, extended: Any, walk: "_Walk") -> tuple[Comment, ...]:
    """Return the comments in the order of their places; replies and what is settled stand in a part of their own."""
    if tree is None:
        return ()
    held = []
    by_paragraph: dict[str, str] = {}
    for one in tree.iterchildren(f"{_W}comment"):
        name = one.get(f"{_W}id", "")
        lines = []
        last = ""
        for line in one.iter(f"{_W}p"):
            lines.append("".join(part.text or " " for part in line.iter(f"{_W}t", f"{_W}tab", f"{_W}br")))
            last = line.get(f"{_W14}paraId", "")
        if last:
            by_paragraph[last] = name
        held.append((name, one.get(f"{_W}author", ""), one.get(f"{_W}date", ""), "\n".join(lines).strip(), last))
    answers: dict[str, tuple[str, bool]] = {}
    for one in () if extended is None else extended.iter(f"{_W15}commentEx"):
        parent = by_paragraph.get(one.get(f"{_W15}paraIdParent", ""), "")
        answers[one.get(f"{_W15}paraId", "")] = (parent, one.get(f"{_W15}done") in ("1", "true"))
    made = []
    for name, author, day, text, last in held:
        parent, done = answers.get(last, ("", False))
        first, end = walk.marked.get(name, walk.marked.get(parent, [-1, -1]))
        made.append(Comment(name, author, day, text, parent, done, first, end))
    # An answer carries the state of what it answers.
    settled = {one.id for one in made if one.resolved}
    made = [one.but(resolved=True) if one.parent in settled and not one.resolved else one for one in made]
    return tuple(sorted(made, key=lambda one: (one.first_par < 0, one.first_par)))


# The walk


class _Mark:
    """What was recorded about the text that is being walked through."""

    __slots__ = ("author", "date", "kind")

    def __init__(self, kind: str = "", author: str = "", date: str = "") -> None:
        self.kind = kind
        self.author = author
        self.date = date


_NOTHING = _Mark()
_CHANGES = {f"{_W}ins": "inserted", f"{_W}del": "deleted", f"{_W}moveFrom": "moved-from", f"{_W}moveTo": "moved-to"}
_ENDS = {"inserted": "inserted", "deleted": "deleted", "moved-from": "deleted", "moved-to": "inserted"}
_TRANSPARENT = frozenset(f"{_W}{name}" for name in ("smartTag", "customXml", "sdtContent", "bdo", "dir", "fldSimple"))
_PICTURES = frozenset(f"{_W}{name}" for name in ("drawing", "pict", "object"))
_FIELD_LINK = re.compile(r'\s*(?:HYPERLINK\s+(?P<local>\\l\s+)?"(?P<where>[^"]*)"|REF\s+(?P<mark>\S+))', re.IGNORECASE)


class _Field:
    """A field being walked through: what it is told to show, and whether its result has begun."""

    __slots__ = ("link", "result", "says")

    def __init__(self) -> None:
        self.says = ""
        self.result = False
        self.link = ""


class _Walk:
    """One walk over the text."""

    def __init__(self, styles: _Styles, numbering: _Numbering, links: dict[str, str], notes: dict[str, dict[str, str]]) -> None:
        self.styles = styles
        self.numbering = numbering
        self.links = links
        self.notes = notes
        self.pars: list[Par] = []
        self.lost: list[str] = []
        self.authors: list[str] = []
        self.marked: dict[str, list[int]] = {}
        self.tracked = False
        self.formatting = 0
        self.tables = 0
        self._open: dict[str, str] = {}
        self._touched: dict[str, None] = {}
        self._fields: list[_Field] = []
        self._pieces: list[tuple[tuple[str, str, str, bool, bool, str], list[str]]] = []
        self._heading = ""
        self._seen_text = False
        self._linked = ""
        self._inside = False
        self._away: list[tuple[str, str]] = []

    # Blocks

    def blocks(self, element: Any, cell: tuple[int, int, int] | None = None, row: str = "", mark: _Mark = _NOTHING) -> None:
        """Walk through the paragraphs and tables in an element."""
        for one in element:
            tag = one.tag
            if tag == f"{_W}p":
                self._paragraph(one, cell, row, mark)
            elif tag == f"{_W}tbl":
                self._table(one, row, mark)
            elif tag == f"{_W}sdt":
                self._control(one, cell, row, mark)
            elif tag in _TRANSPARENT:
                self.blocks(one, cell, row, mark)
            elif tag in _CHANGES:
                self.blocks(one, cell, row, self._change(one, mark))
            elif tag == f"{_MC}AlternateContent":
                choice = one.find(f"{_MC}Choice")
                if choice is not None:
                    self.blocks(choice, cell, row, mark)
            elif tag == f"{_W}altChunk":
                self._lose(_("a file put in from elsewhere"))
            else:
                self._milestone(one)

    def _control(self, element: Any, cell: tuple[int, int, int] | None, row: str, mark: _Mark) -> None:
        """Walk through a content control around paragraphs. A table of contents that Word or LibreOffice keeps in one is none."""
        gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        content = element.find(f"{_W}sdtContent")
        if content is None:
            return
        before = len(self.pars)
        self.blocks(content, cell, row, mark)
        if "contents" in _value(gallery).casefold():
            self.pars[before:] = [one if _contents_style(one.style) else one.but(style="toc 1") for one in self.pars[before:]]

    def _table(self, element: Any, row: str, mark: _Mark) -> None:
        """Walk through a table; one that stands in a cell counts by itself, after the paragraphs before it."""
        number = self.tables
        self.tables += 1
        for at, (line, change) in enumerate(self._children(element, f"{_W}tr", mark)):
            properties = line.find(f"{_W}trPr")
            state, own = row, change
            for tag in (f"{_W}ins", f"{_W}del") if properties is not None else ():
                found = properties.find(tag)
                if found is not None:
                    own = self._change(found, change)
                    state = _ENDS.get(own.kind, state)
            column = -1 + _whole(_value(properties.find(f"{_W}gridBefore")) if properties is not None else "")
            for one, within in self._children(line, f"{_W}tc", own):
                column += 1
                self.blocks(one, (number, at, column), state, within)
                inner = one.find(f"{_W}tcPr")
                column += max(_whole(_value(inner.find(f"{_W}gridSpan"))) - 1, 0) if inner is not None else 0

    def _children(self, element: Any, tag: str, mark: _Mark) -> Iterator[tuple[Any, _Mark]]:
        """Yield rows or cells, also those in content controls; bookmarks and comments between them are noted."""
        for one in element:
            if one.tag == tag:
                yield one, mark
            elif one.tag == f"{_W}sdt":
                content = one.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self._children(content, tag, mark)
            elif one.tag in _TRANSPARENT:
                yield from self._children(one, tag, mark)
            elif one.tag in _CHANGES:
                yield from self._children(one, tag, self._change(one, mark))
            else:
                self._milestone(one)

    def _milestone(self, element: Any) -> None:
        """Note where a bookmark or a comment begins or ends."""
        tag = element.tag
        if tag == f"{_W}bookmarkStart":
            name = element.get(f"{_W}name", "")
            if name.startswith("_vc_") and len(self._open) < _OPEN:
                self._open[element.get(f"{_W}id", "")] = name
        elif tag == f"{_W}bookmarkEnd":
            # LibreOffice begins a bookmark a second time where text was changed, and ends it once: the name ends.
            name = self._open.get(element.get(f"{_W}id", ""))
            self._open = {held: known for held, known in self._open.items() if known != name}
        elif tag in (f"{_W}commentRangeStart", f"{_W}commentReference"):
            place = len(self.pars)
            self.marked.setdefault(element.get(f"{_W}id", ""), [place, place])
        elif tag == f"{_W}commentRangeEnd":
            known = self.marked.get(element.get(f"{_W}id", ""))
            if known:
                # Between two paragraphs it is the end of the one before.
                known[1] = max(known[0], len(self.pars) - (0 if self._inside else 1))

    def _change(self, element: Any, around: _Mark) -> _Mark:
        """Return the mark of a recorded change, together with the one that it stands in."""
        kind = _CHANGES[element.tag]
        author, day = element.get(f"{_W}author", ""), element.get(f"{_W}date", "")
        self.tracked = True
        self.authors.append(author)
        kinds = {around.kind, kind}
        if (kinds & {"inserted", "moved-to"} and kinds & {"deleted", "moved-from"}) or "inserted-deleted" in kinds:
            kind = "inserted-deleted"
        elif around.kind in ("moved-from", "moved-to"):
            kind = around.kind
        return _Mark(kind, author, day)

    # One paragraph

    def _paragraph(self, element: Any, cell: tuple[int, int, int] | None, row: str, mark: _Mark) -> None:
        """Walk through a paragraph."""
        if len(self.pars) >= _PARAGRAPHS:
            raise TooLong
        properties = element.find(f"{_W}pPr")
        style = num = ""
        own_level, depth, end, direct = 0, 0, _NOTHING, ""
        if properties is not None:
            for one in properties:
                tag = one.tag
                if tag == f"{_W}pStyle":
                    style = one.get(_VAL) or ""
                elif tag == f"{_W}numPr":
                    direct = _value(one.find(f"{_W}numId"))
                    depth = _whole(_value(one.find(f"{_W}ilvl")))
                    num = direct
                elif tag == f"{_W}outlineLvl":
                    own_level = _whole(one.get(_VAL) or "9") + 1
                elif tag == f"{_W}rPr":
                    end = self._end_mark(one)
                elif tag == f"{_W}pPrChange":
                    self.formatting += 1
        if end is _NOTHING and mark.kind:
            end = mark
        name, level, style_num, style_depth = self.styles.of(style)
        if not num and style_num:
            num, depth = style_num, style_depth
        number, listed = self.numbering.next(num, depth) if num and num != "0" else ("", False)
        level = level or (own_level if own_level < 10 else 0)
        self._pieces, self._touched, self._inside = [], {}, True
        contents = self._in_contents()
        self._inline(element, mark)
        contents = contents or self._in_contents()
        made = tuple(Span("".join(texts), *dress) for dress, texts in self._pieces)
        if contents and not _contents_style(name):
            name = "toc 1"
        par = Par(
            made,
            name,
            0 if contents else level,
            number,
            tuple(self._touched),
            cell,
            _ENDS.get(end.kind, "deleted" if end.kind == "inserted-deleted" else ""),
            end.author,
            end.date,
            row,
            depth + 1 if listed and not level else 0,
        )
        # An end that one put in and another struck stands in neither text: what stands before it goes on in the next.
        self.pars.append(par.but(para_mark="neither") if end.kind == "inserted-deleted" else par)
        self._inside = False
        text = par.text.strip()
        if text:
            self._seen_text = True
            if level and not contents:
                self._heading = text
        self._report(text)

    def _in_contents(self) -> bool:
        """Say whether a table of contents is being walked through."""
        return any(one.says.lstrip()[:3].upper() == "TOC" for one in self._fields)

    def end(self) -> None:
        """Join the paragraphs whose end stands in neither text to those after them."""
        made: list[Par] = []
        places: list[int] = []
        waiting: list[Par] = []
        for par in self.pars:
            places.append(len(made))
            if par.para_mark == "neither":
                waiting.append(par)
                continue
            if waiting and waiting[-1].cell == par.cell:
                spans = (*(span for one in waiting for span in one.spans), *par.spans)
                marks = tuple(dict.fromkeys((*(mark for one in waiting for mark in one.bookmarks), *par.bookmarks)))
                par = par.but(spans=spans, bookmarks=marks)  # noqa: PLW2901 - it is the paragraph that is kept
            waiting = []
            made.append(par)
        if len(made) != len(self.pars):
            last = max(len(made) - 1, 0)
            self.marked = {
                name: [min(places[at], last) if at < len(places) else last for at in pair] for name, pair in self.marked.items()
            }
            self.pars = made

    def _end_mark(self, properties: Any) -> _Mark:
        """Return what was recorded about a paragraph's end."""
        found = _NOTHING
        for one in properties:
            if one.tag in _CHANGES:
                found = self._change(one, found)
            elif one.tag == f"{_W}rPrChange":
                self.formatting += 1
        return found

    def _inline(self, element: Any, mark: _Mark) -> None:
        """Walk through what stands in a paragraph."""
        for one in element:
            tag = one.tag
            if tag == f"{_W}r":
                self._run(one, mark)
            elif tag in _CHANGES:
                self._inline(one, self._change(one, mark))
            elif tag == f"{_W}hyperlink":
                before = self._linked
                anchor = one.get(f"{_W}anchor")
                self._linked = f"#{anchor}" if anchor else self.links.get(one.get(f"{_R}id") or "", "")
                self._inline(one, mark)
                self._linked = before
            elif tag == f"{_W}sdt":
                content = one.find(f"{_W}sdtContent")
                if content is not None:
                    self._inline(content, mark)
            elif tag in _TRANSPARENT:
                if tag == f"{_W}fldSimple":
                    self._simple(one, mark)
                else:
                    self._inline(one, mark)
            elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                self._lose(_("a formula"))
            elif tag == f"{_MC}AlternateContent":
                choice = one.find(f"{_MC}Choice")
                if choice is not None:
                    self._inline(choice, mark)
            elif tag != f"{_W}pPr":
                self._milestone(one)

    def _simple(self, element: Any, mark: _Mark) -> None:
        """Walk through a field that is written in one piece."""
        before = self._linked
        self._linked = _field_link(element.get(f"{_W}instr") or "") or before
        self._inline(element, mark)
        self._linked = before

    def _run(self, element: Any, mark: _Mark) -> None:
        """Walk through a run."""
        bold = italic = hidden = False
        held: list[str] = []
        for one in element:
            tag = one.tag
            if tag in (f"{_W}t", f"{_W}delText"):
                held.append(one.text or "")
            elif tag == f"{_W}rPr":
                bold, italic = _on(one.find(f"{_W}b")), _on(one.find(f"{_W}i"))
                hidden = _on(one.find(f"{_W}vanish"))
                self.formatting += one.find(f"{_W}rPrChange") is not None
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                held.append("\t")
            elif tag == f"{_W}br":
                held.append("\n" if one.get(f"{_W}type") in (None, "textWrapping") else "")
            elif tag == f"{_W}cr":
                held.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                held.append("\u2011")
            elif tag in (f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
                self._flush(held, mark, bold, italic, hidden)
                self._field(one)
            else:
                self._other(one, mark)
        self._flush(held, mark, bold, italic, hidden)

    def _other(self, element: Any, mark: _Mark) -> None:
        """Note what a run holds beside text."""
        tag = element.tag
        if tag in _PICTURES:
            self._picture(element)
        elif tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            for one in choice if choice is not None else ():
                self._other(one, mark)
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
            text = self.notes[kind].get(element.get(f"{_W}id", ""), "")
            self._lose(_("a note ({text})").format(text=_short(text)) if text else _("a note"))
        elif tag == f"{_W}sym":
            self._lose(_("a sign of the font {font}").format(font=_short(element.get(f"{_W}font") or "?")))
        elif tag == f"{_W}commentReference":
            self._milestone(element)

    def _picture(self, element: Any) -> None:
        """Note a picture or a text box; what stands before the first words is the letterhead that every copy has."""
        box = next(element.iter(f"{_W}txbxContent"), None)
        if box is not None:
            self._lose(_("a text box ({text})").format(text=_short(_words(box))))
        elif self._seen_text or self._pieces:
            self._lose(_("a picture"))

    def _field(self, element: Any) -> None:
        """Follow a field that is written in pieces: only its result is text."""
        kind = element.get(f"{_W}fldCharType")
        if element.tag != f"{_W}fldChar":
            if self._fields and not self._fields[-1].result and len(self._fields[-1].says) < 2000:
                self._fields[-1].says += element.text or ""
        elif kind == "begin":
            if len(self._fields) > _OPEN:
                message = "fields in fields without an end"
                raise ValueError(message)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self._fields[-1].link = _field_link(self._fields[-1].says)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.link.startswith("#_vc_") and not any(dress[5] == ended.link for dress, _texts in self._pieces[-2:]):
                # LibreOffice empties the number of a reference when it saves a file a second time; the reference is there.
                self._pieces.append((("", "", "", False, False, ended.link), [""]))

    def _flush(self, held: list[str], mark: _Mark, bold: bool, italic: bool, hidden: bool) -> None:  # noqa: FBT001
        """Add the text gathered from a run, joined to the span before where nothing differs."""
        if not held:
            return
        text = "".join(held)
        held.clear()
        if not text or any(not one.result for one in self._fields):
            return
        if hidden:
            self._lose(_("hidden text ({text})").format(text=_short(text)))
            return
        link = next((one.link for one in reversed(self._fields) if one.link), self._linked)
        self._touched.update(dict.fromkeys(self._open.values()))
        dress = (mark.kind, mark.author, mark.date, bold, italic, link)
        if self._pieces and self._pieces[-1][0] == dress:
            self._pieces[-1][1].append(text)
        else:
            self._pieces.append((dress, [text]))

    # What is lost

    def _lose(self, what: str) -> None:
        """Note something that cannot be carried; its place is known when the paragraph has been read."""
        self._away.append((what, self._heading))

    def _report(self, text: str) -> None:
        """Make sentences of what the paragraph just read could not keep."""
        for what, heading in self._away:
            if text:
                said = _("{what}, in the paragraph “{text}”, is not carried.").format(what=what, text=_short(text))
            elif heading:
                said = _("{what}, below “{text}”, is not carried.").format(what=what, text=_short(heading))
            else:
                said = _("{what}, before the first heading, is not carried.").format(what=what)
            self.lost.append(said[:1].upper() + said[1:])
        self._away.clear()


def _field_link(says: str) -> str:
    """Return where a field leads: an address, `#` and a bookmark, or nothing."""
    match = _FIELD_LINK.match(says)
    if not match:
        return ""
    if match["mark"]:
        return f"#{match['mark']}"
    return f"#{match['where']}" if match["local"] else match["where"]


def _contents_style(name: str) -> bool:
    """Say whether a style is one of a table of contents."""
    return bool(re.match(r"(?:toc|contents|table of contents)\b", name.casefold()))


def _short(text: str) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60].rsplit(' ', 1)[0]}…"
