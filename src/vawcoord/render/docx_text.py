"""Characters and runs of a Word file: what XML allows, which stretch runs right to left, fields, links and bookmarks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from vawcoord.prose import Direction, Run

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Scripts written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms and supplements.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# What XML forbids or Word cannot show. An override of direction would print other words than the text says: it is shown too.
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff"
_illegal = re.compile(f"[{_FORBIDDEN}]")
_breaks = re.compile("\r\n?|[\x85\u2028\u2029]")
_rtl = re.compile(f"[{_RTL}]")
_stretches = re.compile(f"([{_RTL}]+)|([^\\W{_RTL}_]+)")
_spaces = re.compile(r"\s+")
_odd_in_address = re.compile(r"[\s\"<>\\^`{|}\x00-\x1f]")
_address = re.compile(r"(?:https?://[\w\-.~%!$&'()*+,;=:@\[\]]+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)\Z", re.IGNORECASE)

# Word wants a region beside the language for its spelling check; other languages pass as they are.
_REGIONS = {
    "am": "am-ET", "ar": "ar-SA", "bn": "bn-BD", "de": "de-DE", "en": "en-GB", "es": "es-ES", "fa": "fa-IR", "fr": "fr-FR",
    "ha": "ha-Latn-NG", "he": "he-IL", "hi": "hi-IN", "id": "id-ID", "it": "it-IT", "my": "my-MM", "ne": "ne-NP",
    "nl": "nl-NL", "ps": "ps-AF", "pt": "pt-PT", "ru": "ru-RU", "so": "so-SO", "sw": "sw-KE", "ti": "ti-ET", "tr": "tr-TR",
    "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
_COMPLEX = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_EAST_ASIAN = frozenset({"ja", "ko", "zh"})


def clean(text: str) -> str:
    """Return text without what XML forbids: each such character is shown as U+FFFD, line ends become a line feed."""
    # All that is forbidden is unprintable too, and Python knows that of a whole text at once.
    return text if text.isprintable() else _illegal.sub("\ufffd", _breaks.sub("\n", text))


def escaped(text: str) -> str:
    """Return text as the content of an XML element."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return text as the value of an XML attribute, on one line."""
    return _spaces.sub(" ", escaped(text)).replace('"', "&quot;")


def region(language: str) -> str:
    """Return a language tag as Word writes it: `fr` becomes `fr-FR`."""
    tag = re.sub(r"[^A-Za-z0-9\-]", "", language.replace("_", "-"))
    return _REGIONS.get(tag.lower(), tag) or "en-GB"


def language_mark(language: str) -> str:
    """Return `w:lang` for a stretch of text: scripts from right to left have an attribute of their own."""
    primary = region(language).split("-")[0].lower()
    name = "bidi" if primary in _COMPLEX else "eastAsia" if primary in _EAST_ASIAN else "val"
    return f'<w:lang w:{name}="{region(language)}"/>'


def default_languages(language: str) -> tuple[str, str, str]:
    """Return the document's languages for Latin, East Asian and complex scripts."""
    tag = region(language)
    primary = tag.split("-")[0].lower()
    return (
        "en-GB" if primary in _COMPLEX | _EAST_ASIAN else tag,
        tag if primary in _EAST_ASIAN else "en-GB",
        tag if primary in _COMPLEX else "ar-SA",
    )


def bookmark(clause: str) -> str:
    """Return the name of the hidden bookmark around a clause; Word allows 40 plain characters, an id may have more."""
    return f"_vc_{sha256(clause.encode('utf-8', 'replace')).hexdigest()[:10]}"


def address(target: str) -> str:
    """Return a web or mail address fit for a link, or nothing: Word refuses a whole file for one malformed address."""
    tidy = _odd_in_address.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), clean(target).strip())
    return tidy if _address.match(tidy) else ""


def directed(text: str, *, rtl: bool) -> Iterator[tuple[bool, str]]:
    """Yield stretches of text with whether each runs from right to left, in a paragraph of the given direction.

    Signs and spaces go with their neighbours where these agree, else with the paragraph. Latin digits are not marked in a
    paragraph from right to left; inside Arabic words of a paragraph from left to right they are, so that they stay in place.
    """
    found: list[tuple[bool | None, str]] = []
    at = 0
    last = rtl
    right: bool | None
    for match in _stretches.finditer(text):
        if match.start() > at:
            found.append((None, text[at : match.start()]))
        at = match.end()
        right = match[1] is not None or (not rtl and last and match[0].isdecimal())
        last = right
        found.append((right, match[0]))
    if at < len(text):
        found.append((None, text[at:]))
    pieces: list[str] = []
    current: bool | None = None
    for index, (right, piece) in enumerate(found):
        side = bool(right)
        if right is None:
            before = found[index - 1][0] if index else rtl
            after = found[index + 1][0] if index + 1 < len(found) else rtl
            side = bool(before) if before == after else rtl
        if current is not None and side != current:
            yield current, "".join(pieces)
            pieces = []
        current = side
        pieces.append(piece)
    if current is not None:
        yield current, "".join(pieces)


@dataclass(frozen=True, slots=True)
class Voice:
    """How the text around is spoken: its direction, and the language where it is not the document's."""

    direction: Direction
    language: str = ""

    @property
    def rtl(self) -> bool:
        """Whether its lines run from right to left."""
        return self.direction == "rtl"


def dress(run: Run, voice: Voice, *, rtl: bool = False, style: str = "") -> str:
    """Return `w:rPr` for a run, empty where it looks like its paragraph."""
    if not (rtl or style or run.bold or run.italic or voice.language):
        return ""
    marks = "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/><w:bCs/>" if run.bold else "",
            "<w:i/><w:iCs/>" if run.italic else "",
            "<w:rtl/>" if rtl else "",
            language_mark(voice.language) if voice.language else "",
        )
    )
    return f"<w:rPr>{marks}</w:rPr>"


def content(text: str) -> str:
    """Return text as `w:t`, with tabs and line breaks as Word's own."""
    plain = escaped(text)
    if "\n" not in plain and "\t" not in plain:
        return f'<w:t xml:space="preserve">{plain}</w:t>'
    out: list[str] = []
    for number, line in enumerate(plain.split("\n")):
        if number:
            out.append("<w:br/>")
        for place, piece in enumerate(line.split("\t")):
            if place:
                out.append("<w:tab/>")
            if piece:
                out.append(f'<w:t xml:space="preserve">{piece}</w:t>')
    return "".join(out)


def spelled(text: str, run: Run, voice: Voice, style: str = "") -> str:
    """Return text in the dress of a run as `w:r`, cut where the direction of its script changes."""
    if not text:
        return ""
    if not voice.rtl and (text.isascii() or not _rtl.search(text)):
        return f"<w:r>{dress(run, voice, style=style)}{content(text)}</w:r>"
    return "".join(
        f"<w:r>{dress(run, voice, rtl=right, style=style)}{content(piece)}</w:r>"
        for right, piece in directed(text, rtl=voice.rtl)
    )


def field(instruction: str, result: str, look: str = "") -> str:
    """Return a field with the result it shows until Word works it out anew; `look` is the `w:rPr` of its runs."""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{look}{content(result)}</w:r>"
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def shortened(text: str, most: int) -> str:
    """Return text on one line, cut at a word where it is longer than `most` characters."""
    line = _spaces.sub(" ", clean(text)).strip()
    if len(line) <= most:
        return line
    head = line[:most].rsplit(" ", 1)[0]
    return f"{head.rstrip(' ,;:.-')}…"
