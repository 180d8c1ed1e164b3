"""The fixed words of documents in one language: direction, "Page X of Y", sectors, offices. A language is data."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.prose import Direction


class Words(Value):
    """What `templates/words.<language>.toml` says.

    `say` and `group` fall back to the key itself, so that a word missing in a new language is seen and breaks nothing.
    """

    language: str
    name: str
    direction: "Direction"
    to_be_completed: str
    groups: Mapping[str, Mapping[str, str]]

    def say(self, word: str, **values: str) -> str:
        """Return a fixed word or sentence with its values."""
        return self.group("words", word).format(**values)

    def group(self, group: str, word: str) -> str:
        """Return a word of a group, such as the sector `police`."""
        return self.groups.get(group, {}).get(word, word)

    def code(self, value: str) -> str:
        """Return an id as it must stand in a sentence: where text runs from right to left its parts would change places."""
        return f"\u200e{value}\u200e" if value and self.direction == "rtl" else value


class Pattern(Value):
    """A template of a message or a letter in a language: its text, what remarks call it, the fixed words of that language."""

    shown: str
    text: str
    words: Words
