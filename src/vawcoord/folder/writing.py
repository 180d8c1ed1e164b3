"""Makes changes to people's files as values: comments, order and line ends stay. Only this file knows tomlkit and tomli-w.

Every result is read again by the strict reader and compared with what was meant before it may replace anything.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import ABSENT, Change, digest, new_file
from vawcoord.errors import VawcoordError
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.language import _
from vawcoord.text.frontmatter import split

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Edit = Callable[["TOMLDocument"], None]


def toml_text(table: Mapping[str, Any], *, heading: str = "") -> str:
    """Return a table as a new TOML file; None values are left out. `heading` is a comment at its head."""
    import tomli_w

    text = tomli_w.dumps(_without_none(table), multiline_strings=True)
    return "".join(f"# {line}\n" for line in heading.splitlines()) + text


def _without_none(value: Any) -> Any:
    """Return plain data without what is None; tuples become lists."""
    if isinstance(value, Mapping):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_without_none(inner) for inner in value]
    return value


def new_toml(path: str, table: Mapping[str, Any], *, heading: str = "") -> Change:
    """Return the change that makes a new TOML file."""
    return new_file(path, toml_text(table, heading=heading))


def document_text(front: Mapping[str, Any], body: str) -> str:
    """Return a text file of front matter and body."""
    return f"+++\n{toml_text(front)}+++\n\n{body.strip()}\n"


def edited_toml(root: Path, path: str, edit: Edit) -> Change:
    """Return the change that `edit` makes to a TOML file."""
    before = _must_read(root, path)
    after = _edited(_text(path, before), edit, path)
    return Change(path, digest(before), _like(before, after))


def edited_front(root: Path, path: str, edit: Edit) -> Change:
    """Return the change that `edit` makes to the front matter of a text file; the body stays byte for byte."""
    before = _must_read(root, path)
    text = _text(path, before)
    halves = split(text)
    if halves.problem:
        raise VawcoordError(f"{path}:1: {halves.problem}")
    after = _edited(halves.front, edit, path)
    return Change(path, digest(before), _like(before, f"+++\n{after.rstrip()}\n+++\n{halves.body}"))


def _must_read(root: Path, path: str) -> bytes:
    """Return the bytes of a file that must be there."""
    content = disk.read(root, path)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=path))
    return content


def _text(path: str, content: bytes) -> str:
    """Return the text of a file, or say which line is not readable."""
    try:
        return decoded(content)
    except EncodingError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error


def _edited(text: str, edit: Edit, path: str) -> str:
    """Return a TOML text after an edit, checked by the strict reader."""
    import tomlkit

    try:
        parsed(text)
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    document = tomlkit.parse(text)
    edit(document)
    after = tomlkit.dumps(document)
    if tomllib.loads(after) != _plain(document.unwrap()):
        message = f"{path}: the edit did not come out as meant"
        raise AssertionError(message)
    return after


def _plain(value: Any) -> Any:
    """Return tomlkit's values as tomllib's, so that the two can be compared."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _like(before: bytes, after: str) -> bytes:
    """Return a text with the byte order mark and the line ends that the file had."""
    text = after.replace("\n", "\r\n") if b"\r\n" in before else after
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def append_table(document: "TOMLDocument", name: str, values: Mapping[str, Any]) -> None:
    """Add a table to a list of tables, which is made where it is not there; None values are left out."""
    import tomlkit

    table = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            table.add(key, value)
    if name not in document:
        document.append(name, tomlkit.aot())
    held: Any = document[name]
    held.append(table)


def entry_line(entry: Mapping[str, Any]) -> str:
    """Return a log entry as one line: an inline table."""
    pairs = ", ".join(f"{key} = {inline(value)}" for key, value in entry.items() if value not in (None, "", (), []))
    return f"  {{ {pairs} }},"


def inline(value: Any) -> str:
    """Return a value as TOML on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case int() | float():
            return str(value)
        case str():
            return _quoted(value)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {inline(inner)}" for key, inner in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(inline(inner) for inner in value) + "]"
    message = f"no TOML for {type(value).__name__}"
    raise TypeError(message)


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(sign) or (sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}") for sign in text) + '"'


def log_added(root: Path, path: str, entries: Sequence[Mapping[str, Any]]) -> Change:
    """Return the change that adds entries to a log: lines before the closing bracket, nothing else.

    A log that is not there yet is made. Raises VawcoordError when the file has no list to add to.
    """
    lines = [entry_line(entry) for entry in entries]
    before = disk.read(root, path)
    if before is None:
        return new_file(path, "entries = [\n" + "".join(f"{line}\n" for line in lines) + "]\n")
    text = _text(path, before)
    try:
        held = parsed(text).get("entries", [])
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    end = text.rstrip().rfind("]")
    if end < 0 or not isinstance(held, list):
        raise VawcoordError(
            _("{path}: the log has no list of entries.").format(path=path), _("Its first line is: entries = [ and its last: ]")
        )
    kept = text[:end].rstrip()
    if held and not kept.endswith(","):
        kept += ","
    after = kept + "\n" + "".join(f"{line}\n" for line in lines) + text[end:]
    if tomllib.loads(after)["entries"] != [*held, *tomllib.loads("e = [\n" + "\n".join(lines) + "\n]")["e"]]:
        message = f"{path}: the entry did not come out as meant"
        raise AssertionError(message)
    return Change(path, digest(before), _like(before, after))


def removed(root: Path, path: str) -> Change:
    """Return the change that removes a file."""
    return Change(path, digest(_must_read(root, path)), None)


def replaced(root: Path, path: str, content: bytes) -> Change:
    """Return the change that gives a file new content, whether it is there or not."""
    before = disk.read(root, path, 2 * disk.ATTACHMENT_LIMIT)
    return Change(path, digest(before) if before is not None else ABSENT, content)
