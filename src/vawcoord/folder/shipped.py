"""Templates, fixed words, style file and logo: the committee's own go before those that come with the programme."""

import re
from pathlib import Path

from vawcoord import disk
from vawcoord.errors import VawcoordError
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.language import _
from vawcoord.records.record import Reading
from vawcoord.records.template import Template
from vawcoord.records.words import Words
from vawcoord.text.frontmatter import Parts, split


class Shelf:
    """Where templates are looked up: the committee's `templates/` (if any), then the shipped ones."""

    def __init__(self, root: Path | None) -> None:
        shipped = disk.shipped_templates()
        self.places = (root / "templates", shipped) if root else (shipped,)
        self._words: dict[str, Words | None] = {}
        self._heads: dict[tuple[str, str], Template | None] = {}

    def content(self, path: str) -> tuple[str, bytes] | None:
        """Return where a file was found, for messages, and its bytes; None when nobody has it."""
        for place in self.places:
            content = disk.read(place, path, 20 * disk.TEXT_LIMIT)
            if content is not None:
                return f"templates/{path}", content
        return None

    def names(self) -> list[str]:
        """Return kind and name of every template, sorted."""
        found = set()
        for place in self.places:
            for path, _facts in disk.files(place):
                kind, _slash, file = path.partition("/")
                name, _dot, rest = file.partition(".")
                if kind in ("agreement", "mou", "sop") and rest.endswith("md") and not rest.startswith("guide."):
                    found.add(f"{kind}/{name}")
        return sorted(found)

    def languages(self, name: str) -> list[str]:
        """Return the languages in which a template is there, sorted."""
        kind, _slash, short = name.partition("/")
        found = set()
        for place in self.places:
            for path, _facts in disk.files(place):
                if path.startswith(f"{kind}/{short}.") and path.endswith(".md") and path.count(".") == 2:
                    found.add(path.split(".")[1])
        return sorted(found)

    def template(self, name: str, language: str) -> tuple[str, Parts] | None:
        """Return where a template was found and its two parts; None when it is not there in this language."""
        found = self.content(f"{name}.{language}.md")
        if found is None:
            return None
        path, content = found
        try:
            return path, split(decoded(content))
        except EncodingError as error:
            raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error

    def head(self, name: str, language: str) -> Template | None:
        """Return what the head of a template says; None when it is not there or cannot be read."""
        if (name, language) not in self._heads:
            try:
                found = self.template(name, language)
                self._heads[name, language] = head_of(*found) if found else None
            except VawcoordError:
                self._heads[name, language] = None
        return self._heads[name, language]

    def guide(self, name: str, language: str) -> tuple[str, Parts] | None:
        """Return the guide beside a template."""
        return self.template(f"{name}.guide", language)

    def words(self, language: str) -> Words:
        """Return the fixed words of a language; English ones where it has none of its own."""
        base = language.partition("-")[0]
        if base not in self._words:
            found = self.content(f"words.{base}.toml")
            self._words[base] = words_of(*found) if found else None
        return self._words[base] or self.words("en")

    def some_words(self, language: str, *groups: str) -> Words:
        """Return the head of the fixed words and some groups of them: all that reading a folder needs, in a tenth of the time."""
        found = self.content(f"words.{language.partition('-')[0]}.toml")
        if found is None:
            return self.some_words("en", *groups)
        path, content = found
        head, *tables = re.split(rb"(?m)^(?=\[)", content)
        wanted = [one for one in tables if one[1:].partition(b"]")[0].decode(errors="replace") in groups]
        try:
            return words_of(path, head + b"".join(wanted))
        except VawcoordError:
            # Said with the lines of the whole file; or a text of several lines was cut, and nothing is wrong.
            return words_of(path, content)

    def speaks(self, language: str) -> bool:
        """Say whether there are fixed words in a language."""
        return self.content(f"words.{language.partition('-')[0]}.toml") is not None

    def tongues(self) -> list[str]:
        """Return the languages in which there are fixed words, sorted."""
        found = set()
        for place in self.places:
            for path, _facts in disk.files(place):
                parts = path.split(".")
                if len(parts) == 3 and (parts[0], parts[2]) == ("words", "toml"):
                    found.add(parts[1])
        return sorted(found)


def head_of(path: str, parts: Parts) -> Template:
    """Return the head of a template. Raises VawcoordError with the line of what is wrong in it."""
    if parts.problem:
        raise VawcoordError(f"{path}:1: {parts.problem}")
    try:
        table = parsed(parts.front, 2)
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    reading = Reading(path)
    head = Template.read(table, (), reading)
    if head is None or reading.problems:
        from vawcoord.folder.lines import key_lines, line_of

        _code, key, message = reading.problems[0]
        line = line_of(key_lines(parts.front), key)
        raise VawcoordError(f"{path}:{line + 1 if line else 2}: {message}")
    return head


def words_of(path: str, content: bytes) -> Words:
    """Return the fixed words that a file holds."""
    try:
        table = parsed(decoded(content))
    except (EncodingError, TomlError) as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    groups = {name: dict(group) for name, group in table.items() if isinstance(group, dict)}
    language, name, mark, direction = (table.get(one) for one in ("language", "name", "to_be_completed", "direction"))
    texts = [language, name, mark, *(word for group in groups.values() for word in group.values())]
    if not (language and name and mark and all(isinstance(one, str) for one in texts) and direction in ("ltr", "rtl")):
        raise VawcoordError(
            _("{path}: the fixed words cannot be read.").format(path=path),
            _('They begin with language, name, direction ("ltr" or "rtl") and to_be_completed; all words are texts in quotes.'),
        )
    return Words(language, name, direction, mark, groups)
