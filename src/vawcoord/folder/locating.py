"""Gives findings the lines of their TOML keys: only the files that have findings are looked at again."""

from collections.abc import Iterable
from pathlib import Path

from vawcoord import disk
from vawcoord.errors import VawcoordError
from vawcoord.finding import Finding
from vawcoord.folder.lines import KeyPath, key_lines, line_of
from vawcoord.folder.toml import EncodingError, decoded
from vawcoord.text.frontmatter import split
from vawcoord.where import Where


def located(root: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order in which they are listed, each with the line of its key where it has one."""
    known: dict[str, tuple[dict[KeyPath, int], int]] = {}
    made = []
    for one in findings:
        where = one.where
        if not where.line and where.path.endswith((".toml", ".md")):
            if where.path not in known:
                known[where.path] = _lines(root, where.path)
            lines, before = known[where.path]
            line = line_of(lines, where.key)
            if line or where.key or where.path.endswith(".md"):
                made.append(one.but(where=Where(where.path, (line + before) if line else 1, where.key)))
                continue
            made.append(one.but(where=Where(where.path, 1 if lines else 0, where.key)))
            continue
        made.append(one)
    return tuple(sorted(set(made), key=Finding.order))


def _lines(root: Path, path: str) -> tuple[dict[KeyPath, int], int]:
    """Return the lines of a file's keys, and how many lines stand above its TOML."""
    try:
        content = disk.read(root, path)
        text = decoded(content or b"")
    except (VawcoordError, EncodingError):
        return {}, 0
    if path.endswith(".md"):
        return key_lines(split(text).front), 1
    return key_lines(text), 0
