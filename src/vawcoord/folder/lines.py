"""On which line a TOML key stands. Read only for files with findings: no TOML library tells it."""

import contextlib
import re
import tomllib

KeyPath = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"(?:[ \t]|#[^\n]*|\r?\n)*")
_BETWEEN = frozenset(" \t\r\n#")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_LONG = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every key, table and list element of a valid TOML text.

    For a text that is not valid it returns what it found up to there.
    """
    scanner = _Scanner(text)
    with contextlib.suppress(IndexError, RecursionError):
        scanner.document()
    return scanner.lines


def line_of(lines: dict[KeyPath, int], key: KeyPath) -> int:
    """Return the line of a key, or of the nearest table or list around it; 0 when there is none."""
    while key:
        if key in lines:
            return lines[key]
        key = key[:-1]
    return 0


def _unquoted(word: str) -> str:
    """Return the key that stands between quotation marks."""
    if word[0] == "'" or "\\" not in word:
        return word[1:-1]
    try:
        return str(tomllib.loads(f"key = {word}")["key"])
    except tomllib.TOMLDecodeError:
        return word[1:-1]


class _Scanner:
    """Walks once over a text, remembering where each key begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.counted = 0
        self.line = 1
        self.lines: dict[KeyPath, int] = {}
        self.lengths: dict[KeyPath, int] = {}

    def here(self) -> int:
        """Return the line of the present place."""
        self.line += self.text.count("\n", self.counted, self.place)
        self.counted = self.place
        return self.line

    def document(self) -> None:
        """Walk over the whole text."""
        prefix: KeyPath = ()
        while True:
            self.skip()
            if self.place >= len(self.text):
                return
            if self.text[self.place] == "[":
                line = self.here()
                array = self.text.startswith("[[", self.place)
                self.place += 2 if array else 1
                names = self.names()
                if not self.text.startswith("]]" if array else "]", self.place):
                    raise IndexError
                self.place += 2 if array else 1
                prefix = self.resolved(names[:-1])
                for end in range(1, len(prefix) + 1):
                    self.lines.setdefault(prefix[:end], line)
                last: KeyPath = (*prefix, names[-1])
                if array:
                    self.lines.setdefault(last, line)
                    last = self.element(last)
                self.lines.setdefault(last, line)
                prefix = self.resolved_last(last)
            else:
                self.pair(prefix)

    def resolved(self, names: KeyPath) -> KeyPath:
        """Return the path of a table header's parents: a list of tables means its last element."""
        path: KeyPath = ()
        for name in names:
            path = self.resolved_last((*path, name))
        return path

    def resolved_last(self, path: KeyPath) -> KeyPath:
        """Return the path, or that of the last element where it is a list of tables."""
        return (*path, self.lengths[path] - 1) if path in self.lengths and not isinstance(path[-1], int) else path

    def element(self, path: KeyPath) -> KeyPath:
        """Return the path of a new element of a list."""
        self.lengths[path] = self.lengths.get(path, 0) + 1
        return (*path, self.lengths[path] - 1)

    def skip(self) -> None:
        """Pass over white space, line ends and comments."""
        if self.text[self.place : self.place + 1] in _BETWEEN:
            match = _SPACE.match(self.text, self.place)
            self.place = match.end() if match else self.place

    def names(self) -> KeyPath:
        """Return the parts of a dotted key."""
        parts: list[str] = []
        while True:
            self.skip()
            for pattern in (_BARE, _BASIC, _LITERAL):
                match = pattern.match(self.text, self.place)
                if match:
                    break
            else:
                raise IndexError
            self.place = match.end()
            word = match[0]
            parts.append(_unquoted(word) if word[0] in "\"'" else word)
            self.skip()
            if self.text[self.place] != ".":
                return tuple(parts)
            self.place += 1

    def pair(self, prefix: KeyPath) -> None:
        """Walk over `key = value`."""
        self.skip()
        line = self.here()
        names = self.names()
        for end in range(1, len(names) + 1):
            self.lines.setdefault((*prefix, *names[:end]), line)
        if self.text[self.place] != "=":
            raise IndexError
        self.place += 1
        self.value((*prefix, *names))

    def value(self, path: KeyPath) -> None:
        """Walk over a value."""
        self.skip()
        if self.place >= len(self.text):
            raise IndexError
        match self.text[self.place]:
            case "[":
                self.place += 1
                count = 0
                while True:
                    self.skip()
                    if self.text[self.place] == "]":
                        self.place += 1
                        return
                    self.lines[(*path, count)] = self.here()
                    self.value((*path, count))
                    count += 1
                    self.skip()
                    if self.text[self.place] == ",":
                        self.place += 1
            case "{":
                self.place += 1
                while True:
                    self.skip()
                    if self.text[self.place] == "}":
                        self.place += 1
                        return
                    self.pair(path)
                    self.skip()
                    if self.text[self.place] == ",":
                        self.place += 1
            case _:
                for pattern in (_LONG, _BASIC, _LITERAL, _SCALAR):
                    found = pattern.match(self.text, self.place)
                    if found:
                        self.place = found.end()
                        return
                raise IndexError
