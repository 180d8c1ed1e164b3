"""Reads TOML from untrusted text: what would hang or mislead the parser is named first, errors are put in people's words."""

import re
import tomllib
from typing import Any

from vawcoord.language import _

_AT = r"\(at line (\d+), column (\d+)\)"
_MARKER = r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)"
_DEEP = r"(?:^|[\[{,])[ \t]*+(?:(?:[\w-]++|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}"
_NESTED = r"[\[{](?:[^\[\]{}]*+[\[{]){50}"
_LONG_NUMBER = r"\d[\d_]{4299}"
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r") + b"\x7f"
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_CURLY = "[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a]"
_SLASHED = r"=\s*(?!\d{4}-\d\d-\d\d)\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_QUOTED = r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|#.*"
_KEYED = r"\s*[\w\"'-]+\s*=(.*)"


class TomlError(Exception):
    """The text is not TOML that we read: `line`, `message`, `mend`, and whether it is a left-over of a merge."""

    def __init__(self, line: int, message: str, mend: str = "", *, merge: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.mend = mend
        self.merge = merge


class EncodingError(Exception):
    """The bytes are not text that we read: `line` and `message`."""

    def __init__(self, line: int, message: str, mend: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.mend = mend


def decoded(content: bytes) -> str:
    """Return the text of a file; a byte order mark is passed over, line ends become LF.

    Raises EncodingError for what is not UTF-8, for NUL and other control characters, and for lone carriage returns.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise EncodingError(
            line,
            _("the file is not in the encoding UTF-8."),
            _('Save it as "UTF-8" in the editor, or let the tool do it: vawcoord check --mend.'),
        ) from error
    if "\x00" in text:
        raise EncodingError(
            text.count("\n", 0, text.index("\x00")) + 1,
            _("the file holds a NUL character; it is probably not a text file."),
            _("Save it as plain text in the encoding UTF-8."),
        )
    if len(content.translate(None, _CONTROLS)) != len(content) or any(one in content for one in _NO_CHARACTERS):
        place = next(
            place for place, sign in enumerate(text) if (ord(sign) < 128 and ord(sign) in _CONTROLS) or sign in "\ufffe\uffff"
        )
        raise EncodingError(
            text.count("\n", 0, place) + 1,
            _("the file holds a control character ({number}) that no document can print.").format(
                number=f"U+{ord(text[place]):04X}"
            ),
            _("Remove it, or copy the text anew without it."),
        )
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            raise EncodingError(
                text.count("\n", 0, text.index("\r")) + 1,
                _("the file holds a carriage return without a line feed."),
                _("Let the tool mend the line ends: vawcoord check --mend."),
            )
    return text


def merge_marker(text: str) -> int:
    """Return the line of the first mark of an unfinished merge, also inside a string; 0 when there is none."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return 0
    match = re.search(_MARKER, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def parsed(text: str, first_line: int = 1) -> dict[str, Any]:
    """Return the tables of a TOML text; `first_line` is where it begins in its file.

    Raises TomlError with the line in the file.
    """
    marker = merge_marker(text)
    if marker:
        raise TomlError(
            marker + first_line - 1,
            _("here stands a mark of an unfinished merge (<<<<<<<)."),
            _("Keep the right one of the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>."),
            merge=True,
        )
    deep = re.search(_DEEP, text, re.MULTILINE) if text.count(".") >= 30 else None
    if deep:
        raise TomlError(text.count("\n", 0, deep.start()) + first_line, _("a key has more than 30 parts."), _("Shorten the key."))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text, first_line) from error
    except RecursionError as error:
        line = _line_with(_NESTED, text) + first_line - 1
        raise TomlError(line, _("lists or tables stand too deep inside one another."), _("Write them one by one.")) from error
    except ValueError as error:
        line = _line_with(_LONG_NUMBER, text) + first_line - 1
        raise TomlError(line, _("a number is too long."), _("Put it in quotes.")) from error


def _line_with(pattern: str, text: str) -> int:
    """Return the line, from 1, on which a pattern is first found; 1 where it is not."""
    found = re.search(pattern, text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _explained(message: str, text: str, first_line: int) -> TomlError:
    """Return the error with its line and a hint in people's words."""
    place = re.search(_AT, message)
    lines = text.split("\n")
    number = int(place[1]) if place else len(lines)
    line = lines[number - 1] if number <= len(lines) else ""
    what = re.sub(_AT, "", message).strip().rstrip(".")
    mend = ""
    keyed = re.match(_KEYED, line)
    value = keyed[1].strip() if keyed else ""
    opened = _opened(lines[: number - 1])
    if re.search(_CURLY, re.sub(_QUOTED, "", line)):
        what = _("there are curly quotation marks here")
        mend = _('Write straight quotation marks ("), or let the tool do it: vawcoord check --mend.')
    elif any(word in message for word in ("overwrite", "Cannot declare", "twice", "Duplicate")):
        what = _("this key or table stands twice in the file")
        mend = _("Keep one of the two.")
    elif "Invalid date" in message or re.search(_SLASHED, line):
        what = _("this date cannot be read")
        mend = _("Write dates as year-month-day without quotes: 2026-01-31.")
    elif any(word in message for word in ("Unclosed", "Expected ']'")) or (opened and keyed and "Invalid value" in message):
        opened = opened or _opened(lines[:number]) or number
        what = _("a bracket that was opened on line {line} is not closed").format(line=opened + first_line - 1)
        mend = _("Close it with ] (or with }, if it is a brace), or put a comma between the values.")
    elif "Illegal character '\\n'" in message or "Unterminated" in message:
        what = _("a text in quotes is not closed on this line")
        mend = _('Close it with a quotation mark ("). A text of several lines stands between three quotation marks.')
    elif "hex value" in message or "Unescaped" in message:
        what = _("a backslash in a text has a meaning of its own")
        mend = _("Write two backslashes in place of one, or put the text between single quotation marks (').")
    elif keyed and not value:
        what = _("after the equals sign the value is missing")
        mend = _('Write: key = "value".')
    elif value.lower() in ("true", "false"):
        mend = _("Write true or false in small letters.")
    elif value and value[0] not in "\"'[{" and "Invalid value" in message:
        mend = _('Put the text in quotes: "{value}".').format(value=value[:40])
    elif "Expected '=' after a key" in message:
        what = _("after the key an equals sign (=) is missing")
        mend = _('Write: key = "value".')
    return TomlError(number + first_line - 1, f"{what}.", mend)


def _opened(lines: list[str]) -> int:
    """Return the line, from 1, of the last bracket or brace that was opened after an equals sign and not closed; 0 for none."""
    opened: list[int] = []
    for number, line in enumerate(lines, start=1):
        bare = re.sub(_QUOTED, "", line)
        after = bare.partition("=")[2] if "=" in bare else bare if opened else ""
        for sign in re.findall(r"[\[\]{}]", after):
            if sign in "[{":
                opened.append(number)
            elif opened:
                opened.pop()
    return opened[-1] if opened else 0
