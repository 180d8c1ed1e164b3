"""Personal data that is known by its shape: telephone numbers, e-mail addresses, numbers of papers, dates, codes.

All patterns read a folded text (fold.py): digits are 0 to 9, dashes are "-", blanks are one sign. What only looks like a number
of a person (dates, sums of money, years, ids of the committee's records, digests) is struck out first.
"""

import re
from collections.abc import Iterator

from vawcoord.value import Value

_MONEY = (
    r"(?:[$€£¥₹₦₵]|\b(?:usd|eur|gbp|chf|kes|ksh|kshs|ugx|tzs|rwf|etb|ngn|ghs|zar|zmw|mwk|xof|xaf|fcfa|cfa|mad|dzd|tnd|egp|jod|lbp|syp|iqd"
    r"|ils|sar|aed|yer|sdg|lyd|inr|pkr|bdt|npr|lkr|php|idr|mxn|mxp|cop|pen|ars|clp|bob|gtq|hnl|nio|crc|dop|pyg|uyu|brl|htg|cad|aud"
    r"|rs|nis|sh|bs)\b\.?|\b(?:shillings?|dollars?|euros?|pounds?|francs?|pesos?|soles|quetzales|lempiras|bolivianos|dirhams?|dinars?|rupees?"
    r"|naira|cedis?|rand|riyals?)\b|(?:دولار|دينار|درهم|ريال|جنيه|يورو|فرنك|شلن)\w*)"
)
_SUM = r"\d(?:[\d .,']*\d)?(?: ?%| (?:million|millions|millones|mille|mil|thousand|miles|مليون|الف)\b)?"
_STRUCK = re.compile(
    # Addresses of pages hold all sorts of numbers; those that begin a call are looked at.
    r"(?P<page>\bhttps?://(?!wa\.me|api\.whatsapp|t\.me)[^\s)\]>\"]+)"
    r"|(?P<digest>\bv1:[0-9a-f]{8,64}\b|\b(?=[0-9a-f]*[a-f])[0-9a-f]{10,64}\b)"
    rf"|(?P<money>{_MONEY} ?{_SUM}|\b{_SUM} ?{_MONEY})"
    r"|(?P<book>\b(?:isbn|issn|doi)\b[ :]*[\d/.x-]+)"
    r"|(?P<stamp>\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[t ]\d\d:\d\d(?::\d\d)?z?)?(?!\d)"
    r"|\b(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:t\d{6}z?)?\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])(?P<sep>[./-]) ?(?:0?[1-9]|1[0-2])(?P=sep) ?(?:(?:19|20)\d\d|\d\d)\b(?![./-]?\d))"
    r"|(?P<years>\b(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b(?![-/]\d)(?:/[a-z]?\d+(?:\.\d+)*)?)"
    r"|(?P<time>\b\d{1,2}(?::|h)\d\d\b(?: ?(?:-|to|a) ?\d{1,2}(?::|h)\d\d\b)?|\b\d{1,2}\.\d\d ?- ?\d{1,2}\.\d\d\b)"
    r"|(?P<grouped>(?<![\d+.])[1-9]\d{0,2}(?:[.,]\d{3})+(?![.,-]?\d))",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\bhttps?://(?!wa\.me|api\.whatsapp|t\.me)[^\s)\]>\"]+", re.IGNORECASE)

_NUMBER = re.compile(r"(?<![\w@.])(?:\+ ?)?\(?\d[\d ()./-]*\d(?![\w@])|(?<![\w@.])\d(?![\w@])")
_GROUPS = re.compile(r"\d+")
_EMAIL = re.compile(
    r"[\w.+%-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}\b"
    r"|\b[\w.+-]{2,64} ?(?:\(at\)|\[at\]|\{at\}|\(a\)|<at>|\(arroba\)|\(arobase\)|\barroba\b|\barobase\b) ?[\w-]{2,63}"
    r"|\b[\w.+-]{1,64} at [\w-]{2,63} ?(?:\(dot\)|\[dot\]|\bdot\b) ?[a-z]{2,24}\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@[\w.]{3,40}|\b(?:facebook|fb|instagram|tiktok|t|wa)\.(?:com|me)/[\w.+-]{3,}", re.IGNORECASE)
_PAPERS = re.compile(
    r"\b(?P<ssn>\d{3}-\d{2}-\d{4})\b"
    r"|\b(?P<dni>\d{8})[ -]?(?P<letter>[A-Z])\b|\b(?P<nie>[XYZ])[ -]?(?P<nied>\d{7})[ -]?(?P<niel>[A-Z])\b"
    r"|\b(?P<curp>[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d)\b"
    r"|\b(?P<nir>[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3}(?: ?\d\d)?)\b"
    r"|\b(?P<iban>[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)\b"
    r"|\b(?P<passport>[A-Z]{1,2} ?\d{6,8}[A-Z]?)\b"
    r"|\b(?P<ni>[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D])\b"
)
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_INTERLEAVED = re.compile(r"(?<![\w/.-])(?=[A-Z0-9]{5,9}(?![\w/-]))(?:[A-Z]+\d+[A-Z]+[A-Z0-9]*|\d+[A-Z]+\d+[A-Z0-9]*)(?![\w/-])")
_CASE = re.compile(
    r"(?<![\w/-])(?:s?gbv|vaw|vawg|ipv|dv|sv|vbg|vcm|vif|vfg|mgf|case)[ ]?[-/_ #]?[ ]?(?:[a-z]{1,6}[-/_ ])?\d{1,6}(?:[-/_]\w{1,8}){0,3}\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_NO_CODE = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)\d\d.*)?|(?:19|20)\d\d-\d\d-\d\d.*")
"""A year, years, a day, an id of the committee's records: no code of a case."""


class Shape(Value):
    """Something found by its shape: from where to where in the folded text, and which rule it falls under."""

    start: int
    end: int
    rule: str


def without_pages(text: str) -> str:
    """Return a text in which the addresses of web pages are crossed out."""
    return _PAGE.sub(lambda found: "\u2573" * len(found[0]), text)


def struck(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a folded text in which dates, money, years, ids and digests are crossed out, and where the full dates stood."""
    dates = []

    def cross(found: re.Match[str]) -> str:
        if found["stamp"]:
            dates.append(found.span())
        return "\u2573" * len(found[0])

    return _STRUCK.sub(cross, text), tuple(dates)


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield every number, or row of numbers, of a struck text: from, to, and its digits."""
    for found in _NUMBER.finditer(text):
        yield found.start(), found.end(), "".join(_GROUPS.findall(found[0]))


def phone_in(row: str) -> bool:
    """Say whether a row of numbers is, or holds, a telephone number."""
    groups = _GROUPS.findall(row)
    total = sum(len(one) for one in groups)
    if not 7 <= total <= 40:
        return False
    first = groups[0]
    if row.lstrip("(").startswith("+"):
        return total >= 8
    if first.startswith("00") and total >= 10:
        return True
    for place, one in enumerate(groups):
        rest = sum(len(other) for other in groups[place:])
        if (one.startswith("0") and 8 <= rest <= 14 and (len(one) > 1 or place + 1 == len(groups))) or (
            one == "0" and rest >= 8 and row[row.find("0") + 1 : row.find("0") + 2] in ("", " ", "-")
        ):
            return not any(_YEAR.match(other) for other in groups[place:])
    if any(7 <= len(one) <= 13 for one in groups):
        return True
    if any(_YEAR.match(one) for one in groups) and "(" not in row:
        return False
    between = set(re.findall(r"(?<=\d)[^\d]+(?=\d)", row))
    even = len(between) == 1 or (len(between) == 2 and ")" in row)
    if not even or not 7 <= total <= 12 or len(groups) > 6:
        return False
    if between & {"/"} or (between == {"."} and len(groups) < 3):
        return False
    if all(len(one) == 3 for one in groups[1:]) and len(first) <= 3:
        return total == 9 and first[0] in "6789"
    if all(len(one) == 2 for one in groups):
        return len(groups) >= 4
    if len(first) == 1 and total >= 9 and len(groups) > 1:
        return all(3 <= len(one) <= 4 for one in groups[1:]) and not all(len(one) == 3 for one in groups[1:])
    return all(2 <= len(one) <= 4 for one in groups) and max(len(one) for one in groups) >= 3


def is_day(run: str) -> bool:
    """Say whether a number with its strokes is a day, a span of years, or an id of the committee's records."""
    return bool(_NO_CODE.fullmatch(run)) and not _YEAR.match(run)


def papers(text: str) -> Iterator[Shape]:
    """Yield numbers of papers that are known without a cue: by their letters, or by their check letter."""
    for found in _PAPERS.finditer(text):
        if found["dni"] and _DNI[int(found["dni"]) % 23] != found["letter"]:
            continue
        if found["nie"] and _DNI[int(f"{'XYZ'.index(found['nie'])}{found['nied']}") % 23] != found["niel"]:
            continue
        if found["nir"] and len(_GROUPS.sub("", found["nir"])) == 0 and len(found["nir"]) < 13:
            continue
        yield Shape(found.start(), found.end(), "id-number")


def addresses(text: str) -> Iterator[Shape]:
    """Yield e-mail addresses, and names in networks. Names of our own calendars, which end in `.invalid`, are none."""
    for found in _EMAIL.finditer(text):
        if not found[0].lower().endswith(".invalid"):
            yield Shape(found.start(), found.end(), "email")
    for found in _HANDLE.finditer(text):
        yield Shape(found.start(), found.end(), "handle")


def codes(text: str) -> Iterator[Shape]:
    """Yield codes of cases that are known without a cue: a prefix such as GBV, or letters and digits mixed."""
    for found in _CASE.finditer(text):
        # "case 3", "GBV 2026": a count or a year.
        tail = re.split(r"(?i)[a-z]+", found[0], maxsplit=1)[1].strip(" -/_#")
        if tail and not _NO_CODE.fullmatch(tail) and (len(_GROUPS.findall(tail)) > 1 or len(tail) >= 3):
            yield Shape(found.start(), found.end(), "case-code")
    for found in _INTERLEAVED.finditer(text):
        if not re.fullmatch(r"(?:19|20)\d\d[QHST][1-4]\d?", found[0]):
            yield Shape(found.start(), found.end(), "case-code")
