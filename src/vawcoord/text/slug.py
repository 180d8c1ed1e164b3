"""Proposes ids from names in any script, so that nobody has to invent one."""

import re
import unicodedata
from collections.abc import Container

_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةىپچڤگ",
        [
            "a",
            "b",
            "t",
            "th",
            "j",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
            "",
            "a",
            "a",
            "i",
            "w",
            "y",
            "a",
            "a",
            "p",
            "ch",
            "v",
            "g",
        ],
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
            "yo",
            "i",
            "yi",
            "ye",
            "g",
        ],
        strict=True,
    )
)
_OTHER = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_LETTERS = {**_ARABIC, **_CYRILLIC, **_OTHER}
_LONGEST = 40


def proposed_id(name: str, taken: Container[str] = (), *, otherwise: str = "record") -> str:
    """Return an id for a name: lower-case letters a to z, digits, single hyphens; not among those taken.

    Letters of other scripts are transliterated where that is simple; a name of which nothing is left gives `otherwise`.
    """
    plain = "".join(_LETTERS.get(sign, sign) for sign in name.lower())
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        made = longer
    made = made or otherwise
    # A Windows device name is no file name there, with any ending.
    if re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", made):
        made += "-1"
    number, free = 2, made
    while free in taken:
        free = f"{made}-{number}"
        number += 1
    return free
