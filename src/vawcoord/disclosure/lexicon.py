"""Words as data: for each language its cues, numbers and names, and the words that minutes are made of. A language is two files.

`languages/<language>.toml` holds the cues, `languages/<language>.txt` words of committees in that language, and
`languages/shipped.txt` the words of all templates that come with the programme (tools/make_vocabulary.py).
"""

import re
import tomllib
from functools import cache, lru_cache

from vawcoord import disk
from vawcoord.disclosure.fold import folded, plain
from vawcoord.value import Value

LANGUAGES = ("en", "fr", "es", "ar")

ARABIC = re.compile(r"[\u0621-\u064a]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4
_STEM = 5
_ENDING = 4
_ENDINGS = (
    "s",
    "es",
    "x",
    "e",
    "d",
    "ed",
    "ing",
    "er",
    "ers",
    "ly",
    "r",
    "a",
    "o",
    "as",
    "os",
    "an",
    "en",
    "on",
    "n",
    "t",
    "ent",
    "ait",
    "ons",
    "ez",
    "ees",
    "ee",
    "ant",
    "aba",
    "ado",
    "ada",
    "ando",
    "io",
    "aron",
)
_PREFIXES = ("وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "وب", "ول", "وس", "و", "ف", "ب", "ل", "ك", "س")
_SUFFIXES = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ه", "ك", "ي")


class Lexicon(Value):
    """What one language gives the guard: words that tell the language, cues by what they mean, numbers, names.

    A cue of several words stands under them joined by "_". `doubtful` are names that are words as well.
    """

    language: str
    common: frozenset[str]
    cues: dict[str, frozenset[str]]
    numbers: dict[str, str]
    given: frozenset[str]
    doubtful: frozenset[str]


def _joined(cue: str) -> str:
    """Return a cue as it is looked up: its words, folded, joined by "_"."""
    return "_".join(_WORD.findall(plain(cue).replace("_", " ").replace("°", " ")))


@cache
def lexicon(language: str) -> Lexicon:
    """Return what a language gives the guard."""
    held = tomllib.loads(disk.shipped(f"disclosure/languages/{language}.toml").decode())
    cues: dict[str, set[str]] = {}
    for meaning, words in held["cues"].items():
        for word in words.split():
            name = _joined(word)
            if name:
                cues.setdefault(name, set()).add(meaning)
    return Lexicon(
        language,
        frozenset(plain(word) for word in held["common"].split()),
        {word: frozenset(meanings) for word, meanings in cues.items()},
        {plain(word): value for word, value in held["numbers"].items()},
        frozenset(plain(name) for name in held["names"]["given"].split()),
        frozenset(plain(name) for name in held["names"]["words"].split()),
    )


@cache
def every_name() -> tuple[frozenset[str], frozenset[str]]:
    """Return the given names of all languages, and those of them that are words as well."""
    held = [lexicon(one) for one in LANGUAGES]
    doubtful = frozenset[str]().union(*(one.doubtful for one in held))
    return frozenset[str]().union(*(one.given for one in held)) | doubtful, doubtful


@cache
def vocabulary() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Return the words that committees use, of all languages, and by their first letters those long enough to have endings."""
    words: set[str] = set()
    for name in (*LANGUAGES, "shipped"):
        words.update(folded(disk.shipped(f"disclosure/languages/{name}.txt").decode())[0].lower().replace("-", " ").split())
    for language in LANGUAGES:
        held = lexicon(language)
        words |= held.common | held.numbers.keys()
        words.update(part for cue, meanings in held.cues.items() if meanings != {"called"} for part in cue.split("_"))
    words -= every_name()[0] - every_name()[1] - _shared(words)
    stems: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _STEM:
            stems.setdefault(word[:_STEM], []).append(word)
    return frozenset(words), {stem: tuple(held) for stem, held in stems.items()}


def _shared(words: set[str]) -> set[str]:
    """Return the names of one language that are everyday words of another, such as `sue`: small, they are words."""
    return {word for language in LANGUAGES for word in words & lexicon(language).common}


@lru_cache(maxsize=20_000)
def known(word: str, *, strict: bool = False) -> bool:
    """Say whether a word, folded and small, is one that committees use; endings may differ. `strict` is for capitals."""
    words, stems = vocabulary()
    if word in words or len(word) < 2:
        return True
    if ARABIC.search(word):
        return any(form in words for form in forms(word))
    if any(word.endswith(ending) and word[: -len(ending)] in words for ending in _ENDINGS if len(word) - len(ending) > 2):
        return True
    if word.endswith("ies") and f"{word[:-3]}y" in words:
        return True
    if len(word) < _STEM:
        return False
    ending = 2 if strict else _ENDING
    for other in stems.get(word[:_STEM], ()):
        same = _STEM
        while same < min(len(word), len(other)) and word[same] == other[same]:
            same += 1
        if len(word) - same <= ending and len(other) - same <= ending and (not strict or same >= len(word) - 2):
            return True
    return False


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """Return what an Arabic word may be a form of: without what is joined before it and the pronoun behind it."""
    bare = [word]
    bare += [word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix) and len(word) - len(prefix) >= 2]
    made = dict.fromkeys(bare)
    for one in bare:
        made.setdefault(f"ال{one}")
        for suffix in _SUFFIXES:
            if one.endswith(suffix) and len(one) - len(suffix) >= 2:
                stem = one[: -len(suffix)]
                made.setdefault(stem)
                if stem.endswith("ت"):
                    made.setdefault(stem[:-1] + "ه")
        for ending in ("ات", "ين", "ون", "ان", "تين", "يه", "ت", "وا", "ا"):
            if one.endswith(ending) and len(one) - len(ending) >= 3:
                made.setdefault(one[: -len(ending)])
                made.setdefault(one[: -len(ending)] + "ه")
        for head in ("ي", "ت", "ن", "ا"):
            if one.startswith(head) and len(one) >= 4:
                made.setdefault(one[1:])
    return tuple(made)


def spoken(words: list[str]) -> tuple[Lexicon, ...]:
    """Return the languages that a line may be in, by its everyday words; all but Arabic where nothing tells."""
    if any(ARABIC.search(word) for word in words):
        latin = sum(1 for word in words if not ARABIC.search(word))
        if latin <= len(words) / 2:
            return (lexicon("ar"),)
    held = [lexicon(one) for one in LANGUAGES if one != "ar"]
    scores = [sum(1 for word in words if word in one.common) for one in held]
    best = max(scores)
    chosen = [one for one, score in zip(held, scores, strict=True) if best > 1 and score == best] or held
    return (*chosen, lexicon("ar")) if any(ARABIC.search(word) for word in words) else tuple(chosen)
