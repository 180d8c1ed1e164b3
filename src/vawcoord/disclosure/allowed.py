"""What the texts of a committee may hold without a question: its people, its agencies, what is published, words it answered for."""

import re
from functools import cached_property

from vawcoord.disclosure.fold import plain
from vawcoord.disclosure.lexicon import LANGUAGES, lexicon
from vawcoord.value import Value

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


class Allowed(Value):
    """What a committee's texts may hold.

    Names of its people, its agencies and what else it calls by name, published numbers and addresses, words that it has said are
    ordinary or places. `used` are texts it has approved: their words are not new, and may be names all the same.
    """

    names: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()

    @cached_property
    def phrases(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return names and agencies as rows of words, by their first word."""
        made: dict[str, list[tuple[str, ...]]] = {}
        for name in self.names | self.agencies:
            row = tuple(_TOKEN.findall(plain(name)))
            if row:
                made.setdefault(row[0], []).append(row)
        return {first: tuple(rows) for first, rows in made.items()}

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Return the words of the names behind title and first name: behind a title they mean that person."""
        found: set[str] = set()
        for name in self.names:
            row = _TOKEN.findall(plain(name))
            while row and any("titles" in lexicon(one).cues.get(row[0], ()) for one in LANGUAGES):
                del row[0]
            found.update(word for word in row[1:] if len(word) > 2)
        return frozenset(found)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Return every word of names, agencies and allowed words: none of them is new."""
        return frozenset(word for name in self.names | self.agencies | self.words for word in _TOKEN.findall(plain(name)))

    @cached_property
    def met(self) -> frozenset[str]:
        """Return every word of approved texts."""
        return frozenset(word for text in self.used for word in _TOKEN.findall(plain(text)))

    @cached_property
    def spared(self) -> frozenset[str]:
        """Return the words that the committee has said are ordinary or places."""
        return frozenset(word for text in self.words for word in _TOKEN.findall(plain(text)))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the digits of published numbers, without what stands before the area code."""
        return frozenset(digits for one in self.published if (digits := digits_of(plain(one))))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Return published e-mail addresses."""
        return frozenset(plain(one) for one in self.published if "@" in one)


NOTHING = Allowed()


def digits_of(text: str) -> str:
    """Return the digits of a number without the zeros at its head."""
    return "".join(re.findall(r"\d", text)).lstrip("0")
