"""Mends what other programmes do to text files: encoding, line ends, curly quotes. Every mend is shown before it is made.

What a file says stays the same: a mend that would change a value that could be read before, or a text that was signed, is
not made, and is only reported.
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, together
from vawcoord.errors import VawcoordError
from vawcoord.folder import layout
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.language import _, several
from vawcoord.text.frontmatter import split

_PAGES = {
    "cp874": ("th",),
    "cp1250": ("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"),
    "cp1251": ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"),
    "cp1253": ("el",),
    "cp1254": ("az", "tr"),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ps", "ur"),
    "cp1257": ("et", "lt", "lv"),
    "cp1258": ("vi",),
}
_PAGE_OF = {language: page for page, languages in _PAGES.items() for language in languages}
_WESTERN = "cp1252"
_NO_PAGE = frozenset(("am", "bn", "hi", "hy", "ja", "ka", "km", "ko", "lo", "my", "ne", "si", "ta", "te", "ti", "zh"))
"""Languages whose old encodings cannot be told from one another, or that had none."""

_LANGUAGES = re.compile(r"^\s*languages\s*=\s*\[([^\]]*)\]", re.MULTILINE)

_LINE_END = re.compile(r"(?<!\r)\r++\n|\r|\n")
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_WIDE = {"\uff1d": "=", **dict.fromkeys(_SPACES, " ")}
_CLOSERS = {
    "\u201c": "\u201d",  # English
    "\u201e": "\u201c\u201d",  # German, Polish
    "\u201f": "\u201d",
    "\u201d": "\u201d",  # Swedish
    "\u00ab": "\u00bb",  # French
    "\u00bb": "\u00ab\u00bb",  # Danish, German books
    "\uff02": "\uff02",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "\u2019": "\u2019",
    "\uff07": "\uff07",
}
_SINGLE = "\u2018\u2019\u201a\uff07"
_DOUBLE = '"\u201c\u201d\u201e\u201f\uff02'
_FOLLOWS = re.compile(rf"[ \t{_SPACES}]*(?:$|[\n,\]}}#=\uff1d])")
_STRAIGHT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}|'
    r"'''(?:[^']|'(?!''))*+'{3,5}|"
    r'"(?!"")(?:[^"\\\n]|\\[^\n])*+"|'
    r"'(?!'')[^'\n]*+'",
    re.DOTALL,
)
_TRIPLE = re.compile(rf"[{_DOUBLE}]{{3}}(?={_FOLLOWS.pattern})")
_DATE = re.compile(rf"(\d{{1,4}})([/.-])(\d{{1,2}})\2(\d{{1,4}})(?=[ \t{_SPACES}]*(?:$|[\n,\]}}#]))")
_SOME_DAY = "2000-01-01"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Mend:
    """What can be done for one file, and what only a person can do.

    `what` says what the mend does, `left` what it leaves for a person. `change` is None when nothing is mended and the file
    is only reported. `preview` holds (line, before, after) for every line whose words or signs change; signs that cannot
    be seen are written out, and a line whose end alone changes is not in it.
    """

    path: str
    what: tuple[str, ...]
    left: tuple[str, ...]
    change: Change | None
    preview: tuple[tuple[int, str, str], ...]


@dataclass(slots=True)
class _Draft:
    """A file on its way to being mended: its text with LF, the text as it was for the preview, and what was said so far."""

    text: str
    shown: str
    end: str = "\n"
    what: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        """Return the bytes of the mended file."""
        return self.text.replace("\n", self.end).encode()


@dataclass(slots=True)
class _Straightened:
    """What straightening did to a TOML text.

    `trial` is the text with a made-up day for every date that cannot be understood; `texts` and `days` are what the new
    strings and dates must turn out to be; `counts` are how often each kind of mend was made. `endless` are the marks of a
    text of several lines that was found to have no end, so that the whole file is not searched for it again and again.
    """

    text: str
    trial: str
    texts: list[str]
    days: list[date]
    counts: dict[str, int]
    left: list[str]
    endless: set[str] = field(default_factory=set)


def proposals(root: Path) -> tuple[Mend, ...]:
    """Return what can be mended in the text files of a committee's folder, in the order of the paths. Nothing is written.

    Files under `issued/`, `origin/` and `attachments/` are never touched, nor a text that was signed, adopted or approved
    when the mend would change what it says.
    """
    made = []
    languages = _languages(_content(root, "committee.toml") or b"")
    for path, _facts in disk.files(root, layout.NOT_READ):
        place = layout.place_of(path)
        content = _content(root, path) if place else None
        if place is None or not content:
            continue
        kind, parts = place
        draft = _drafted(content, path, (parts["language"],) if parts.get("language") else languages)
        after = draft.content()
        if not draft.what and not draft.left:
            continue
        if after == content or not draft.what:
            made.append(Mend(path, (), tuple(draft.left), None, ()))
            continue
        _refuse_other_values(path, content, after)
        if _is_bound(root, kind, parts, content, after):
            left = _(
                "The text was signed, adopted or approved, and mending the file would change it: nothing is done. Compare it "
                "with the copy under issued/, and put that one in its place."
            )
            made.append(Mend(path, (), (left, *draft.left), None, ()))
            continue
        preview = _preview(draft.shown, draft.text)
        made.append(Mend(path, tuple(draft.what), tuple(draft.left), Change(path, digest(content), after), preview))
    return tuple(made)


def changes(mends: Iterable[Mend]) -> ChangeSet:
    """Return the changes that make the mends, all together; what is only reported is left out."""
    held = [one.change for one in mends if one.change is not None]
    return together(several("{count} file mended", "{count} files mended", len(held)), held)


def _content(root: Path, path: str) -> bytes | None:
    """Return the bytes of a file; None for one that is too large or cannot be read, which `check` names."""
    try:
        return disk.read(root, path)
    except VawcoordError:
        return None


def _languages(content: bytes) -> tuple[str, ...]:
    """Return the languages that a `committee.toml` names, also when it is broken; none when it names none."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    match = _LANGUAGES.search(content.decode("utf-16" if wide else "latin-1", "replace"))
    return tuple(re.findall(r"\b[a-z]{2,3}\b", match[1])) if match else ()


def _drafted(content: bytes, path: str, languages: tuple[str, ...]) -> _Draft:
    """Return the mended file. When it cannot be understood its text is as it was and only `left` says something."""
    draft = _read(content, languages)
    if draft.left:
        return draft
    if "\x00" in draft.text:
        draft.left.append(
            _("Line {line} holds a NUL character; it is probably no text file. Save it as plain text in UTF-8.").format(
                line=draft.text.count("\n", 0, draft.text.index("\x00")) + 1
            )
        )
        draft.what.clear()
        return draft
    _mend_line_ends(draft)
    if path.endswith(".toml"):
        draft.text = _mend_toml(draft, draft.text, 1)
    elif path.endswith(".md"):
        halves = split(draft.text)
        if not halves.problem:
            begin = len(draft.text.splitlines(keepends=True)[0])
            front = _mend_toml(draft, halves.front, 2)
            draft.text = draft.text[:begin] + front + draft.text[begin + len(halves.front) :]
    return draft


def _read(content: bytes, languages: tuple[str, ...]) -> _Draft:
    """Return the text of a file in whatever encoding it is, with the line ends that it has, and say which one was guessed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return _Draft("", "", left=[_("The file begins like UTF-16 and goes on otherwise. Save it as UTF-8 in the editor.")])
        return _Draft(text, text, what=[_("The encoding UTF-16 becomes UTF-8.")])
    said = []
    try:
        text = shown = content.decode()
    except UnicodeDecodeError:
        page = _page(languages)
        if not page:
            left = _(
                "The file is not in UTF-8, and the committee's languages do not tell which other encoding it is in. Open it "
                "in the programme it was written with, and save it as UTF-8."
            )
            return _Draft("", "", left=[left])
        # Only the signs that are not UTF-8 are guessed: a file may have been written by two programmes.
        bare = content.decode(errors="surrogateescape")
        text, shown = bare.translate(_signs(page)), content.decode(errors="backslashreplace")
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            left = _(
                "The file is neither in UTF-8 nor in {encoding}. Open it in the programme it was written with, and save it "
                "as UTF-8."
            ).format(encoding=_page_name(page))
            return _Draft("", "", left=[left])
        count = sum("\udc80" <= sign <= "\udcff" for sign in bare)
        said.append(
            several(
                "{count} character is not UTF-8. It is taken for {encoding}, which is a guess: look whether the word is right.",
                "{count} characters are not UTF-8. They are taken for {encoding}, which is a guess: look whether the words "
                "are right.",
                count,
                encoding=_page_name(page),
            )
        )
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        said.append(_("The byte order mark at the beginning is removed."))
    return _Draft(text, shown, what=said)


def _page(languages: tuple[str, ...]) -> str:
    """Return the old encoding of some languages; empty when it cannot be told. English counts for none: it needs none."""
    pages = {"" if one in _NO_PAGE else _PAGE_OF.get(one, _WESTERN) for one in languages if one != "en"} or {_WESTERN}
    return pages.pop() if len(pages) == 1 else ""


def _page_name(page: str) -> str:
    """Return an encoding as editors name it."""
    name = f"Windows-{page.removeprefix('cp')}"
    return f"{name} (Latin-1)" if page == _WESTERN else name


def _signs(page: str) -> dict[int, str]:
    """Return the characters of an encoding by what `surrogateescape` makes of their bytes."""
    found = {}
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode(page, "replace")
        if sign != "\ufffd":
            found[0xDC00 + byte] = sign
    return found


def _mend_line_ends(draft: _Draft) -> None:
    """Give the draft line ends of one kind, the one that most of its lines have, also at its end."""
    ends = _LINE_END.findall(draft.text)
    lone = ends.count("\r")
    plain = ends.count("\n")
    windows = len(ends) - lone - plain
    draft.end = "\r\n" if windows > plain else "\n"
    if lone:
        draft.what.append(
            several(
                "{count} carriage return without a line feed becomes a line end.",
                "{count} carriage returns without a line feed become line ends.",
                lone,
            )
        )
    if windows and plain:
        kind = "Windows (CRLF)" if draft.end == "\r\n" else "Unix (LF)"
        draft.what.append(_("Line ends of two kinds become those of most lines: {kind}.").format(kind=kind))
    if any(len(end) > 2 for end in ends):
        draft.what.append(_("Doubled carriage returns at line ends become single ones."))
    draft.text = _LINE_END.sub("\n", draft.text)
    if draft.text and not draft.text.endswith("\n"):
        draft.text += "\n"
        draft.what.append(_("The last line gets a line end."))


def _mend_toml(draft: _Draft, text: str, first_line: int) -> str:
    """Return a TOML text that can be read, or the text as it is when straightening does not make it so."""
    try:
        parsed(text)
    except TomlError as error:
        if error.merge:
            return text
    else:
        return text
    made = _straightened(text, first_line)
    if not any(made.counts.values()):
        draft.left.extend(made.left)
        return text
    if not _makes_sense(made):
        draft.left.append(
            _(
                "There are curly quotation marks, dates or spaces here that the file should not have, but it has other mistakes "
                "too: vawcoord check names the line. Mend that one first."
            )
        )
        return text
    draft.left.extend(made.left)
    draft.what.extend(_said(made.counts))
    return made.text


def _makes_sense(made: _Straightened) -> bool:
    """Say whether the strict reader takes the text, and every mended string and date comes out as it was meant.

    A string with a backslash does not: what it was to mean, only its writer knows.
    """
    try:
        held = Counter(_values(parsed(made.trial)))
    except TomlError:
        return False
    return Counter[object]((*made.texts, *made.days)) <= held


def _values(value: Any) -> Iterable[object]:
    """Yield all keys, strings and dates of a parsed TOML text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    else:
        yield value


def _said(counts: dict[str, int]) -> list[str]:
    """Return sentences about what straightening did."""
    said = []
    if counts["quotes"]:
        said.append(
            several(
                "{count} text in curly quotation marks gets straight ones.",
                "{count} texts in curly quotation marks get straight ones.",
                counts["quotes"],
            )
        )
    if counts["dates"]:
        said.append(
            several("{count} date is written as year-month-day.", "{count} dates are written as year-month-day.", counts["dates"])
        )
    if counts["signs"]:
        said.append(
            several(
                "{count} space or equals sign that only looks like one becomes a plain one.",
                "{count} spaces or equals signs that only look like ones become plain ones.",
                counts["signs"],
            )
        )
    return said


def _straightened(text: str, first_line: int) -> _Straightened:
    """Return a TOML text with what stands outside its strings and comments straightened; line breaks stay where they are."""
    made = _Straightened("", "", [], [], {"quotes": 0, "dates": 0, "signs": 0}, [])
    out: list[str] = []
    trial: list[str] = []
    place, before, line = 0, ".", first_line
    while place < len(text):
        sign = text[place]
        new, length, instead = sign, 1, ""
        if sign == "#":
            length = _line_length(text, place)
            new = text[place : place + length]
        elif sign in "\"'" or sign in _CLOSERS:
            new, length = _string(text, place, made)
        elif sign in _WIDE:
            new = _WIDE[sign]
            made.counts["signs"] += 1
        elif before in "=,[" and sign.isdecimal() and (match := _DATE.match(text, place)):
            length = len(match[0])
            new, instead = _day(match, line, made)
        out.append(new)
        trial.append(instead or new)
        if not new.isspace() and sign != "#":
            before = new[-1]
        line += text.count("\n", place, place + length)
        place += length
    made.text, made.trial = "".join(out), "".join(trial)
    return made


def _line_length(text: str, place: int) -> int:
    """Return how many characters are left on the line."""
    end = text.find("\n", place)
    return (len(text) if end < 0 else end) - place


def _string(text: str, place: int, made: _Straightened) -> tuple[str, int]:
    """Return the string that begins at a place with straight quotation marks, and how long it was.

    A string whose end cannot be told is returned as it is, up to the end of its line: the strict reader refuses it then.
    """
    marks = text[place : place + 3]
    straight = None if marks in made.endless else _STRAIGHT.match(text, place)
    if straight:
        return straight[0], len(straight[0])
    if marks in ('"""', "'''"):
        made.endless.add(marks)
    if len(marks) == 3 and not marks.strip(_DOUBLE) and "triple" not in made.endless:
        end = _TRIPLE.search(text, place + 3)
        if not end:
            made.endless.add("triple")
        inner = text[place + 3 : end.start()] if end else '"""'
        if end and '"""' not in inner:
            made.counts["quotes"] += 1
            made.texts.append(inner.removeprefix("\n"))
            return f'"""{inner}"""', end.end() - place
    rest = text[place : place + _line_length(text, place)]
    end_of = _closing(rest)
    inner = rest[1:end_of]
    if not end_of:
        return rest, len(rest)
    made.counts["quotes"] += 1
    made.texts.append(inner)
    if rest[0] in _SINGLE + "'" and "'" not in inner:
        return f"'{inner}'", end_of + 1
    return '"' + inner.replace('"', '\\"') + '"', end_of + 1


def _closing(rest: str) -> int:
    """Return where the string that a line begins with ends; 0 when that cannot be told.

    It ends at a closing mark of its kind behind which a value may end; one that closes a quotation within the text does
    not count. A straight mark counts only when there is no curly one.
    """
    opener = rest[0]
    straight = "'" if opener in _SINGLE else '"'
    curly = _CLOSERS.get(opener) or ("\u2019" if opener == "'" else "\u201d\u201c\u201f\uff02")
    inner_openers = {"'": "\u2018", '"': "\u201c\u201e\u201f"}.get(opener, opener)
    for closers in (curly, straight):
        depth = 0
        for place in range(1, len(rest)):
            sign = rest[place]
            if sign in closers and depth == 0 and _FOLLOWS.match(rest, place + 1):
                return place
            if sign in closers and depth:
                depth -= 1
            elif sign in inner_openers and sign not in _CLOSERS.get(sign, ""):
                depth += 1
    return 0


def _day(match: re.Match[str], line: int, made: _Straightened) -> tuple[str, str]:
    """Return a date as year-month-day; one that can be two days, or none, as it is, with a day to put there for the trial."""
    written, one, other, last = match[0], match[1], match[3], match[4]
    if len(one) == 4:
        readings = _readings(one, [(other, last)])
    elif len(last) == 4:
        readings = _readings(last, [(other, one), (one, other)])
    elif len(one) <= 2 and len(last) == 2:
        readings = []
    else:
        return written, ""
    if len(readings) == 1:
        if readings[0].isoformat() != written:
            made.counts["dates"] += 1
            made.days.append(readings[0])
        return readings[0].isoformat(), ""
    if readings:
        made.left.append(
            _("Line {line}: the date {date} can be {one} or {other}. Write the right one.").format(
                line=line, date=written, one=readings[0].isoformat(), other=readings[1].isoformat()
            )
        )
    else:
        made.left.append(
            _("Line {line}: {date} is no date that can be understood. Write it as year-month-day: 2026-01-31.").format(
                line=line, date=written
            )
        )
    return written, _SOME_DAY


def _readings(year: str, orders: list[tuple[str, str]]) -> list[date]:
    """Return the days that a year and (month, day) in one order or another can be, each once."""
    found: list[date] = []
    for month, day in orders:
        if int(month) <= _MONTHS:
            try:
                reading = date(int(year), int(month), int(day))
            except ValueError:
                continue
            if reading not in found:
                found.append(reading)
    return found


def _refuse_other_values(path: str, before: bytes, after: bytes) -> None:
    """Raise AssertionError when something that could be read before says something else now."""
    try:
        old, new = decoded(before), decoded(after)
    except EncodingError:
        return
    if path.endswith(".toml"):
        same = _parsed_or_none(old) in (None, _parsed_or_none(new))
    else:
        one, other = split(old), split(new)
        same = _parsed_or_none(one.front) in (None, _parsed_or_none(other.front)) and _same_words(one.body, other.body)
    if not same:
        message = f"{path}: the mend did not come out as meant"
        raise AssertionError(message)


def _parsed_or_none(text: str) -> str | None:
    """Return the values of a TOML text, written out so that also "not a number" equals itself; None when it is broken."""
    try:
        return repr(parsed(text))
    except TomlError:
        return None


def _same_words(before: str, after: str) -> bool:
    """Say whether two texts are the same but for the end of the last line."""
    return after in (before, f"{before}\n")


def _is_bound(root: Path, kind: str, parts: dict[str, str], before: bytes, after: bytes) -> bool:
    """Say whether people put their names to the text of a file and the mend would make it another one."""
    if kind not in ("document", "minutes"):
        return False
    try:
        if _same_words(decoded(before), decoded(after)):
            return False
    except EncodingError:
        pass
    if kind == "minutes":
        try:
            front = parsed(split(decoded(after)).front)
        except (EncodingError, TomlError):
            return b"approved" in after
        return any(front.get(key) for key in ("approved", "approved_on", "digest"))
    given = _texts_given(root, parts)
    if given is None or not given:
        return given is None
    now = _text_digest(after)
    return not now or (now not in given and now != _text_digest(before))


def _texts_given(root: Path, parts: dict[str, str]) -> frozenset[str] | None:
    """Return the digests that signatures and adoptions of a document were given for; None when its log cannot be read."""
    content = _content(root, layout.log_path(parts["kind"], parts["id"]))
    if content is None:
        return frozenset()
    draft = _drafted(content, "log.toml", ())
    if draft.left:
        return None
    try:
        entries = parsed(draft.text).get("entries", [])
        mine = [one for one in entries if not parts["language"] or one.get("language", "") in ("", parts["language"])]
        return frozenset(str(one.get("digest")) for one in mine if one.get("event") in ("signed", "adopted"))
    except (EncodingError, TomlError, AttributeError, TypeError):
        return None


def _text_digest(content: bytes) -> str:
    """Return the digest of a document's text, as signatures are given for it; empty when it cannot be read."""
    from vawcoord.records.digest import text_digest
    from vawcoord.records.document import Front
    from vawcoord.records.record import Reading
    from vawcoord.text.markdown import blocks

    try:
        halves = split(decoded(content))
        front = Front.read(parsed(halves.front), (), Reading(""))
    except (EncodingError, TomlError):
        return ""
    return text_digest(front, blocks(halves.body, halves.body_line)) if front else ""


def _preview(before: str, after: str) -> tuple[tuple[int, str, str], ...]:
    """Return (line, before, after) for every line that changes otherwise than at its end."""
    pairs = zip(_LINE_END.split(before), _LINE_END.split(after), strict=False)
    return tuple((number, _visible(old), _visible(new)) for number, (old, new) in enumerate(pairs, start=1) if old != new)


def _visible(line: str) -> str:
    """Return a line with the characters written out that nobody can see, or that turn the direction of the line."""
    return "".join(
        sign.encode("unicode_escape").decode()
        if sign not in " \t" and unicodedata.category(sign) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs")
        else sign
        for sign in line
    )
