"""How easily a text reads: words in a sentence and the share of long words. Advice for whoever writes for the public.

The measure is the sum of the two, after Björnsson's readability index (Lix, 1968), which counts letters and so needs no list of
syllables; what counts as a long word differs by language. It says nothing of whether a text is true or kind. Languages in
which letters tell nothing of length, such as Arabic, have no measure here.
"""

import re
from collections.abc import Iterable

from vawcoord.value import Value

LONG = {"en": 7, "fr": 8, "es": 8}
"""From how many letters on a word is long, by language."""

PLAIN, HARD = 40, 50
"""Up to the first a text is plain, from the second on it is hard."""

_HARDEST = 3


class Ease(Value):
    """What was measured: words, sentences, long words in a hundred, the measure, and the longest sentences."""

    words: int
    sentences: int
    long_share: int
    measure: int
    longest: tuple[str, ...]

    @property
    def per_sentence(self) -> int:
        """Return how many words a sentence has, rounded."""
        return round(self.words / self.sentences) if self.sentences else 0

    @property
    def says(self) -> str:
        """Return plain, middling or hard."""
        return "plain" if self.measure <= PLAIN else "hard" if self.measure >= HARD else "middling"


def ease(texts: Iterable[str], language: str) -> Ease | None:
    """Return how easily some paragraphs read; None for a language without a measure, and for no words."""
    long = LONG.get(language.partition("-")[0])
    if long is None:
        return None
    sentences = [
        found for text in texts for one in re.split(r"(?<=[.!?…:;])\s+|\n", text) if (found := re.findall(r"[^\W\d_]+", one))
    ]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    share = 100 * sum(1 for word in words if len(word) >= long) / len(words)
    longest = sorted(sentences, key=len, reverse=True)[:_HARDEST]
    return Ease(
        len(words), len(sentences), round(share), round(len(words) / len(sentences) + share), tuple(map(" ".join, longest))
    )
