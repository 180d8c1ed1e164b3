"""How the guard reads a text: without accents, vowel signs, invisible signs and foreign digits; each sign knows where it stood."""

import unicodedata
from functools import lru_cache

_DROPPED = "*`\u0640"
"""Marks of emphasis, and the stroke that only lengthens an Arabic word: people put them inside names and numbers."""

_AS = {
    "ة": "ه",
    "ى": "ي",
    "ٱ": "ا",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "„": '"',
    "٫": ".",
    "٬": ",",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "æ": "ae",
    "œ": "oe",
    "Æ": "AE",
    "Œ": "OE",
    "ı": "i",
    "đ": "d",
    "−": "-",
    "⁄": "/",
}


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    """Return what one sign is read as; nothing for what only decorates."""
    if sign in _DROPPED:
        return ""
    if sign in _AS:
        return _AS[sign]
    made = []
    for one in unicodedata.normalize("NFKD", sign):
        kind = unicodedata.category(one)
        if one in _AS:
            made.append(_AS[one])
        elif kind == "Nd":
            made.append(str(unicodedata.digit(one)))
        elif kind == "Pd":
            made.append("-")
        elif kind in ("Zs", "Zl", "Zp", "Cc"):
            made.append(" ")
        elif kind[0] != "M" and kind not in ("Cf", "Cs", "Co", "Cn"):
            made.append(one)
    return "".join(made)


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text as the guard reads it, and for each of its signs the place of the sign it came from.

    Capitals stay: they tell of names.
    """
    made: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if "*" < sign < "\x7f" and sign != "`":  # the signs of most texts, from the plus to the tilde
            made.append(sign)
            places.append(place)
            continue
        read = _sign(sign)
        made.append(read)
        places += [place] * len(read)
    return "".join(made), places


def plain(word: str) -> str:
    """Return a word as the guard looks it up: folded and small."""
    return folded(word)[0].lower()
