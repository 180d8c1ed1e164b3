"""Reads what people write into minutes, line by line: decisions, dissent, actions, what was put off.

    Decision (consensus): The plan is adopted.
    Décision (vote 7-2-1) : …
    Action (county-police, 2026-04-02): Send the form to all posts.

A list mark before it, bold marks, a number (`Decision d2`), blanks before the colon, full-width and Arabic signs and digits are
all read. The lines that follow, up to a blank one, belong to it. What looks like such a line and cannot be read is named.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from vawcoord.language import _
from vawcoord.text.attributes import Attributes, attributes_of
from vawcoord.value import Value

KINDS = ("decision", "dissent", "action", "deferred")
METHODS = ("consensus", "vote", "circulation")
VOICES = ("for", "against", "abstaining")

ENGLISH: Mapping[str, tuple[str, ...]] = {
    "decision": ("Decision", "Decided"),
    "dissent": ("Dissent",),
    "action": ("Action",),
    "deferred": ("Deferred",),
    "consensus": ("consensus", "by consensus"),
    "vote": ("vote", "votes", "by vote"),
    "circulation": ("circulation", "by circulation"),
    "for": ("For", "In favour"),
    "against": ("Against",),
    "abstaining": ("Abstaining", "Abstained"),
    "confirms": ("confirms", "confirm"),
}
"""The words that are understood in minutes of every language; a test holds them against templates/words.en.toml."""

_COLONS = ":\uff1a\ufe55\ufe13\u2236"
_OPENING = "(\uff08\ufe59"
_BLANKS = " \t\u00a0\u2007\u2009\u202f\u200e\u200f\u061c"
_MARKS = "-+\u2022\u2013\u00b7> "
_LONGEST = 240
_NUMBER = re.compile(r"[da][0-9]{1,4}")
_ENUMERATED = re.compile(r"[0-9]{1,3}[.)] ")
_STOP = re.compile(r" {0,3}#{1,6}[ \t]|(?:[-*+\u2022]|[0-9]{1,3}[.)])[ \t]|\|")
_VOTES = re.compile(r"(?<![0-9])([0-9]{1,4}) *[-/] *([0-9]{1,4}) *[-/] *([0-9]{1,4})(?![0-9-])")
_REFERENCE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]+/d[0-9]+")
_DAY = re.compile(r"([0-9]{4}) *[-/.] *([0-9]{1,2}) *[-/.] *([0-9]{1,2})")
_ID = re.compile(r"(?!.*--)[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
_PARTS = re.compile(r" *[,;] *")
_PLAIN = {
    **{ord("\u0660") + n: str(n) for n in range(10)},
    **{ord("\u06f0") + n: str(n) for n in range(10)},
    **{ord("\uff10") + n: str(n) for n in range(10)},
    **dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c*_`"), None),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u060c\uff0c\u3001"), ","),
    **dict.fromkeys(map(ord, "\u061b\uff1b"), ";"),
    **dict.fromkeys(map(ord, "\uff08\ufe59"), "("),
    **dict.fromkeys(map(ord, "\uff09\ufe5a"), ")"),
    ord("\uff0f"): "/",
    ord("\u2019"): "'",
}
"""What stands before a colon is read with plain digits, blanks, hyphens, commas and brackets; marks of dress and direction go."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class Line(Value):
    """A line of minutes that was read. Which values it has depends on `kind`; empty means not said.

    `line` and `end` are its first and last line in the file. `confirms` are ids of decisions, `voices` agency and what it said.
    """

    kind: str
    line: int
    end: int
    item: str
    number: str = ""
    text: str = ""
    method: str = ""
    votes: str = ""
    confirms: tuple[str, ...] = ()
    voices: tuple[tuple[str, str], ...] = ()
    dissent: tuple[str, ...] = ()
    agency: str = ""
    post: str = ""
    due: date | None = None
    clause: str = ""


class Trouble(Value):
    """A line that looks like a decision or an action and cannot be read: its line in the file, what is wrong, the mend."""

    line: int
    message: str
    mend: str


class Taken(Value):
    """What was read from minutes: lines in their order, each with its number, and what could not be read.

    `empty` are ready lines that nobody has filled in, by their place in the body from 0.
    """

    lines: tuple[Line, ...]
    troubles: tuple[Trouble, ...] = ()
    empty: frozenset[int] = frozenset()

    def of(self, kind: str) -> tuple[Line, ...]:
        """Return the lines of a kind."""
        return tuple(one for one in self.lines if one.kind == kind)


class Keywords:
    """The words that minutes are read by: the English ones, and those of other languages besides."""

    def __init__(self, *groups: Mapping[str, str]) -> None:
        """Take the group `minutes` of fixed words: `line_decision = "Décision|Décidé"` and so on."""
        words: dict[str, dict[str, None]] = {name: dict.fromkeys(held) for name, held in ENGLISH.items()}
        for group in groups:
            for name, held in words.items():
                held.update(dict.fromkeys(one.strip() for one in group.get(f"line_{name}", "").split("|") if one.strip()))
        self.words = {name: tuple(held) for name, held in words.items()}
        self._meant = {_folded(word): name for name in ENGLISH for word in self.words[name]}

    def meant(self, word: str) -> str:
        """Return what a word stands for, such as `decision`; nothing for a word that is none of these."""
        return self._meant.get(_folded(word), "")


class _Head(Value):
    """What stands before the colon of a line: a word, a number, a bracket. `whole` is no when colon or bracket is missing."""

    word: str
    number: str
    inside: str | None
    after: str
    whole: bool


def _head(row: str) -> _Head | None:
    """Return the head of a line that may be one of minutes; None for most lines of prose."""
    place = next((number for number, sign in enumerate(row[:_LONGEST]) if sign in _COLONS), -1)
    if place < 0 and not any(sign in row for sign in _OPENING):
        return None
    head = (row[:_LONGEST] if place < 0 else row[:place]).translate(_PLAIN).lstrip(_MARKS)
    head = _ENUMERATED.sub("", head, count=1) if head[:1].isdigit() else head
    word, bracket, rest = head.partition("(")
    inside, shut, after = rest.partition(")")
    words = word.split()
    number = words.pop() if len(words) > 1 and _NUMBER.fullmatch(words[-1]) else ""
    if not 1 <= len(words) <= 4:
        return None
    whole = place >= 0 and (not bracket or (bool(shut) and not after.strip()))
    return _Head(" ".join(words), number, " ".join(inside.split()) if bracket else None, row[place + 1 :], whole)


def _folded(word: str) -> str:
    """Return a word as it is compared: without the difference of capitals, apostrophes and kinds of blanks."""
    return " ".join(word.translate(_PLAIN).casefold().split())


def may_hold_others(body: str, known: Keywords) -> bool:
    """Say whether minutes hold lines of this form that the known words do not explain: then other languages are worth a look."""
    heads = map(_head, unicodedata.normalize("NFC", body).split("\n"))
    return any(one is not None and not known.meant(one.word) for one in heads)


def read(
    body: str,
    first_line: int,
    items: Sequence[tuple[int, str]],
    keywords: Keywords,
    agencies: Mapping[str, str] | None = None,
) -> Taken:
    """Return what the body of minutes says in lines. Lines without text are not filled in yet, and passed over.

    `first_line` is the line of the file on which the body begins, `items` are line and id of the headings in order,
    `agencies` their ids by id and by name.
    """
    reader = _Reader(body, first_line, items, keywords, {_folded(name): one for name, one in (agencies or {}).items()})
    troubles = tuple(sorted(reader.troubles, key=lambda one: one.line))
    return Taken(tuple(_numbered(reader.lines)), troubles, frozenset(reader.empty))


class _Reader:
    """Walks over the lines of a body that look like something."""

    def __init__(
        self,
        body: str,
        first_line: int,
        items: Sequence[tuple[int, str]],
        keywords: Keywords,
        agencies: Mapping[str, str],
    ) -> None:
        body = unicodedata.normalize("NFC", body)
        self.rows = body.split("\n")
        self.first = first_line
        self.starts = [line for line, _id in items]
        self.ids = [id_ for _line, id_ in items]
        self.keywords = keywords
        self.agencies = agencies
        self.lines: list[Line] = []
        self.troubles: list[Trouble] = []
        self.empty: set[int] = set()
        self.fenced = _fenced(body)
        self.heads: dict[int, _Head] = {}
        for place, row in enumerate(self.rows):
            head = _head(row)
            # What agencies said stands below a decision and begins nothing of its own.
            if head and place not in self.fenced and (head.inside is not None or keywords.meant(head.word) in KINDS):
                self.heads[place] = head
        for place, head in self.heads.items():
            self.take(place, head)

    def take(self, place: int, head: _Head) -> None:
        """Take one line that looks like something."""
        kind = self.keywords.meant(head.word)
        if kind not in KINDS:
            self.like(place, head)
            return
        inside = head.inside or ""
        if not head.whole:
            if self.looks(inside):
                self.trouble(
                    place,
                    _("after the bracket a colon is missing, or the bracket is not closed."),
                    _("Write: {example}").format(example=f"{head.word} (…): …"),
                )
            return
        end, text, voices, attributes = self.text(place, head)
        if not text:
            if kind in ("decision", "action") and self.followed(end):
                self.trouble(
                    place,
                    _("nothing stands behind the colon, and text follows below."),
                    _("Put the text behind the colon, or remove this line."),
                )
            else:
                self.empty.add(place)
            return
        base = Line(kind, place + self.first, end + self.first, self.item(place), head.number, text)
        match kind:
            case "decision":
                self.decision(place, base, inside, voices, attributes)
            case "action":
                self.action(place, base, inside, attributes)
            case "dissent":
                self.dissent(place, base, inside)
            case _:
                self.lines.append(base)

    def followed(self, end: int) -> bool:
        """Say whether prose follows after a line that is not filled in: it may have been meant for it."""
        place = next((number for number in range(end + 1, len(self.rows)) if self.rows[number].strip()), None)
        return place is not None and place not in self.heads and not self.rows[place].startswith("#")

    def item(self, place: int) -> str:
        """Return the agenda item that a line stands under."""
        there = bisect_right(self.starts, place + self.first) - 1
        return self.ids[there] if there >= 0 else ""

    def trouble(self, place: int, message: str, mend: str) -> None:
        """Note what cannot be read."""
        self.troubles.append(Trouble(place + self.first, message, mend))

    def text(self, place: int, head: _Head) -> tuple[int, str, tuple[tuple[str, str], ...], Attributes]:
        """Return the last line that belongs to a line, its text, what agencies said below it, and what stands in braces."""
        parts = [head.after]
        voices: list[tuple[str, str]] = []
        end = place
        while end + 1 < len(self.rows):
            row = self.rows[end + 1]
            said = _head(row)
            voice = self.keywords.meant(said.word) if said else ""
            if not row.strip() or end + 1 in self.fenced or (voice not in VOICES and (end + 1 in self.heads or _STOP.match(row))):
                break
            end += 1
            if said and voice in VOICES:
                names = (one.strip(" .\r") for one in _PARTS.split(said.after.translate(_PLAIN)))
                voices.extend((self.agency(one), voice) for one in names if one)
            else:
                parts.append(row)
        text = " ".join(" ".join(parts).split())
        if self.rows[place].lstrip(_MARKS + _BLANKS + "0123456789.)").startswith(("*", "_")):
            text = re.sub(r"^[*_]{1,3} *| *[*_]{1,3}$", "", text)
        text, attributes = attributes_of(text)
        return end, text, tuple(voices), attributes

    def agency(self, name: str) -> str:
        """Return the id of an agency that is named by its id or its name; what is not known comes back as it is written."""
        return self.agencies.get(_folded(name), _folded(name) if _ID.fullmatch(_folded(name)) else name)

    def looks(self, inside: str) -> bool:
        """Say whether a bracket holds what stands behind a decision or an action: a date, votes, or how it was decided."""
        words = re.split(r"[\s,;)]", inside.strip(), maxsplit=1)[0]
        return bool(_DAY.search(inside) or _VOTES.search(inside)) or self.keywords.meant(words) in METHODS

    def word(self, place: int) -> str:
        """Return the word with which a line begins, as the person wrote it."""
        return self.heads[place].word

    def also(self, place: int, name: str) -> str:
        """Return another word in the language in which a line begins, as far as that can be told."""
        english = _folded(self.word(place)) in (_folded(one) for kind in KINDS for one in ENGLISH[kind])
        return self.keywords.words[name][0 if english else -1]

    def like(self, place: int, head: _Head) -> None:
        """Name a line that has the form of a decision or an action and begins with a word that is none."""
        if head.inside is None or not head.whole or self.keywords.meant(head.word):
            return
        near = _near(head.word, [one for name in KINDS for one in self.keywords.words[name]])
        if near or self.looks(head.inside):
            known = ", ".join(self.keywords.words[name][0] for name in KINDS)
            self.trouble(
                place,
                _('"{word}" is no word that begins a line of minutes.').format(word=head.word)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("Lines begin with {known}, or with the same words of the minutes' language.").format(known=known),
            )

    def decision(self, place: int, base: Line, inside: str, voices: tuple[tuple[str, str], ...], attributes: Attributes) -> None:
        """Take a decision: how it was made, with which votes, what it confirms."""
        mend = _("Write: {example}").format(
            example=" · ".join(
                f"{self.word(place)} ({self.also(place, how)}{votes}): …"
                for how, votes in (("consensus", ""), ("vote", " 7-2-1"), ("circulation", ""))
            )
        )
        if not self.known(place, attributes, ("confirms",)):
            return
        confirms = (*_REFERENCE.findall(inside), *_REFERENCE.findall(attributes.value("confirms")))
        if attributes.value("confirms") and not _REFERENCE.search(attributes.value("confirms")):
            self.trouble(
                place,
                _("what it confirms is no decision."),
                _("Write: {example}").format(example="{confirms=2026-09-08-ordinary/d2}"),
            )
            return
        rest = _REFERENCE.sub("", inside)
        counted = _VOTES.search(rest)
        words = re.sub(r"[\d,;:/.()-]+", " ", _VOTES.sub("", rest))
        method, other = self.method(words)
        method = method or ("vote" if counted else "")
        if not method or (other and not confirms) or re.search(r"\d", _VOTES.sub("", rest)):
            if method == "vote" and not counted and re.search(r"\d", rest):
                self.trouble(place, _('"{text}" is no vote: for-against-abstaining, three numbers.').format(text=inside), mend)
            elif not inside:
                self.trouble(place, _("the decision does not say how it was made."), mend)
            else:
                self.trouble(place, _('"{text}" does not say how it was decided.').format(text=inside), mend)
            return
        if method == "vote" and not counted and not voices:
            self.trouble(place, _("the votes are not there: for-against-abstaining, three numbers."), mend)
            return
        votes = "-".join(counted.groups()) if counted else ""
        spoken = "-".join(str(sum(1 for _agency, said in voices if said == one)) for one in VOICES)
        if method == "circulation" and not voices:
            self.trouble(
                place,
                _("a decision by circulation does not say who answered what."),
                _("Write below it, one line each: {example}").format(
                    example=" / ".join(f"{self.also(place, one)}: county-police, …" for one in VOICES)
                ),
            )
            return
        if voices and votes and votes != spoken:
            self.trouble(
                place,
                _("the votes are {votes}, and the agencies named make {spoken}.").format(votes=votes, spoken=spoken),
                _("Correct the numbers or the names."),
            )
            return
        twice = next((agency for agency, _said in voices if sum(1 for one, _what in voices if one == agency) > 1), "")
        if twice:
            self.trouble(
                place, _("{agency} is named twice.").format(agency=twice), _("An agency has one vote; correct the names.")
            )
            return
        self.lines.append(
            base.but(
                method=method, votes=votes or (spoken if voices else ""), confirms=tuple(dict.fromkeys(confirms)), voices=voices
            )
        )

    def method(self, words: str) -> tuple[str, bool]:
        """Return how something was decided, and whether words stand there that say nothing."""
        held = words.split()
        for size in range(len(held), 0, -1):
            for start in range(len(held) - size + 1):
                meant = self.keywords.meant(" ".join(held[start : start + size]))
                if meant in METHODS:
                    rest = held[:start] + held[start + size :]
                    return meant, any(self.keywords.meant(one) != "confirms" for one in rest)
        return "", bool(held)

    def known(self, place: int, attributes: Attributes, names: Sequence[str]) -> bool:
        """Say whether only known keys stand in the braces of a line; name the first other one."""
        wrong = next((name for name, _value in attributes.values if name not in names), attributes.id or "")
        if wrong:
            self.trouble(
                place,
                _('the key "{name}" is not known here.').format(name=wrong[:60]),
                _("Known are: {names}.").format(names=", ".join(names)),
            )
        return not wrong

    def action(self, place: int, base: Line, inside: str, attributes: Attributes) -> None:
        """Take an action: which agency, which post, until when."""
        mend = _("Write: {example}").format(example=f"{self.word(place)} (county-police, 2026-04-02): …")
        if not self.known(place, attributes, ("clause",)):
            return
        parts = [one for one in _PARTS.split(inside) if one]
        dated = bool(parts) and bool(re.search(r"\d", parts[-1])) and not re.fullmatch(r"[a-z][a-z0-9-]*", parts[-1])
        if not parts:
            self.trouble(place, _("the action names no agency and no date."), mend)
            return
        due = _day(parts[-1]) if dated else None
        if dated and due is None:
            self.trouble(
                place,
                _('"{text}" is no date.').format(text=parts[-1][:40]),
                _("Write year-month-day: 2026-01-31."),
            )
            return
        if due is not None and len(parts) == 1:
            self.trouble(place, _("the action names no agency."), mend)
            return
        if due is None:
            self.trouble(place, _("the action names no date."), mend)
            return
        # The name of an agency may hold commas itself.
        size = next((count for count in range(len(parts) - 1, 1, -1) if _folded(", ".join(parts[:count])) in self.agencies), 1)
        agency = self.agency(", ".join(parts[:size]))
        if not _ID.fullmatch(agency):
            self.trouble(
                place,
                _('"{text}" is no member agency.').format(text=parts[0][:60]),
                _("Write its id or its name; vawcoord member list shows them."),
            )
            return
        self.lines.append(base.but(agency=agency, post=", ".join(parts[size:-1]), due=due, clause=attributes.value("clause")))

    def dissent(self, place: int, base: Line, inside: str) -> None:
        """Put a dissent beside the decision above it."""
        for number in range(len(self.lines) - 1, -1, -1):
            one = self.lines[number]
            if one.kind == "decision" and one.item == base.item:
                said = f"{inside}: {base.text}" if inside else base.text
                self.lines[number] = one.but(dissent=(*one.dissent, said))
                self.lines.append(base.but(text=said))
                return
        self.trouble(place, _("no decision stands above this dissent."), _("Put it below the decision it belongs to."))


def _fenced(body: str) -> frozenset[int]:
    """Return the lines, from 0, that stand in a block of code."""
    if "```" not in body and "~~~" not in body:
        return frozenset()
    inside, found = "", set()
    for place, row in enumerate(body.split("\n")):
        mark = row.lstrip(" ")[:3]
        if inside or mark in ("```", "~~~"):
            found.add(place)
        if mark in ("```", "~~~"):
            inside = "" if mark == inside else inside or mark
    return frozenset(found)


def _near(word: str, known: Sequence[str]) -> str:
    """Return the word that was probably meant."""
    from difflib import get_close_matches

    folded = {_folded(one): one for one in known}
    return folded.get(next(iter(get_close_matches(_folded(word), list(folded), 1, 0.72)), ""), "")


def _day(text: str) -> date | None:
    """Return the date that a text is: year first, then month, then day; None for any other."""
    match = _DAY.fullmatch(text.strip())
    try:
        day = date(*(int(one) for one in match.groups())) if match else None
    except ValueError:
        return None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _numbered(lines: Sequence[Line]) -> Iterable[Line]:
    """Yield the lines with their numbers: those written stay, the others count on behind the highest of them."""
    last = {
        kind: max((int(one.number[1:]) for one in lines if one.kind == kind and one.number[:1] == kind[0]), default=0)
        for kind in ("decision", "action")
    }
    for one in lines:
        if one.kind in last and one.number[:1] != one.kind[0]:
            last[one.kind] += 1
            yield one.but(number=f"{one.kind[0]}{last[one.kind]}")
        else:
            yield one


def without_empty(body: str, taken: Taken) -> str:
    """Return a body without the ready lines for decisions and actions that nobody filled in. Call it before `with_numbers`."""
    rows = body.split("\n")
    kept: list[str] = []
    for place, row in enumerate(rows):
        if place in taken.empty:
            if kept and not kept[-1].strip() and place + 1 < len(rows) and not rows[place + 1].strip():
                kept.pop()
            continue
        kept.append(row)
    return "\n".join(kept)


def with_numbers(body: str, first_line: int, taken: Taken) -> str:
    """Return a body in which every decision and every action shows its number, `Decision d2 (consensus): …`."""
    rows = body.split("\n")
    for one in taken.lines:
        if one.kind in ("decision", "action"):
            row = rows[one.line - first_line]
            begin = next(place for place, sign in enumerate(row) if sign in _COLONS or sign in _OPENING)
            head = row[:begin].rstrip(f"{_BLANKS}*_")
            if not re.search(rf"[{_BLANKS}]{one.number}\Z", head):
                head = re.sub(rf"[{_BLANKS}]+{_NUMBER.pattern}\Z", "", head)
                rows[one.line - first_line] = f"{head} {one.number}{row[len(row[:begin].rstrip(f'{_BLANKS}*_')) :]}"
    return "\n".join(rows)
