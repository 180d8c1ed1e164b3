"""Makes changes to people's files as values: comments, order and line ends stay. Only this file knows tomlkit and tomli-w.

Every result is read again by the strict reader and compared with what was meant before it may replace anything.
"""

import re
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

# Texts, remarks, brackets and commas, and whatever else stands between blanks.
_SIGNS = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\],]|[^\s\[\],"\'#]+'

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
    import tomli_w

    head = toml_text(front)
    if "\n+++" in head:
        # A line of plus signs in a value must not end the front matter: there texts of several lines stand on one.
        head = tomli_w.dumps(_without_none(front))
    return f"+++\n{head}+++\n\n{body.strip()}\n"


def edited_toml(root: Path, path: str, edit: Edit) -> Change:
    """Return the change that `edit` makes to a TOML file."""
    before = _must_read(root, path)
    after = _edited(_text(path, before), edit, path)
    return Change(path, digest(before), _like(before, after))


def edited_front(root: Path, path: str, edit: Edit) -> Change:
    """Return the change that `edit` makes to the front matter of a text file; the body stays byte for byte."""
    before = _must_read(root, path)
    _text(path, before)
    text = before.decode()
    halves = split(text)
    if halves.problem:
        raise VawcoordError(f"{path}:1: {halves.problem}")
    after = _edited(halves.front.replace("\r\n", "\n"), edit, path, 2).rstrip("\n") + "\n"
    if "\r\n" in halves.front:
        after = after.replace("\n", "\r\n")
    begin = text.index("\n") + 1
    return Change(path, digest(before), (text[:begin] + after + text[begin + len(halves.front) :]).encode())


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


def _edited(text: str, edit: Edit, path: str, first_line: int = 1) -> str:
    """Return a TOML text after an edit, checked by the strict reader; `first_line` is where it begins in its file."""
    import tomlkit

    try:
        parsed(text, first_line)
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    document = tomlkit.parse(text)
    untouched = tomlkit.dumps(document)
    edit(document)
    after = _as_written(text, untouched, tomlkit.dumps(document))
    if tomllib.loads(after) != _plain(document.unwrap()):
        message = f"{path}: the edit did not come out as meant"
        raise AssertionError(message)
    return after


def _as_written(text: str, untouched: str, after: str) -> str:
    """Return an edited text in which every line that the edit left alone is as the person wrote it.

    tomlkit writes a few things anew without being asked, such as the space between a date and a closing brace.
    """
    lines, base, made = (one.split("\n") for one in (text, untouched, after))
    if untouched == text or len(lines) != len(base):
        return after
    from difflib import SequenceMatcher

    for start, end, size in SequenceMatcher(None, base, made, autojunk=False).get_matching_blocks():
        made[end : end + size] = lines[start : start + size]
    return "\n".join(made)


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


def inline_table(values: Mapping[str, Any]) -> Any:
    """Return a table for one line, as `{ key = value }`; None values are left out."""
    import tomlkit

    table = tomlkit.inline_table()
    table.update({key: value for key, value in values.items() if value is not None})
    return table


def append_table(document: "TOMLDocument", name: str, values: Mapping[str, Any]) -> None:
    """Add a table to a list of tables, which is made where it is not there; None values are left out."""
    import tomlkit
    from tomlkit.items import Array

    given = {key: value for key, value in values.items() if value is not None}
    held: Any = document.get(name)
    if isinstance(held, Array):
        # Somebody wrote the list on one line, as `name = [{ … }]`; it stays so.
        held.append(inline_table(given))
        return
    table = tomlkit.table()
    table.update(given)
    if held is None:
        document.append(name, tomlkit.aot())
        held = document[name]
    # A blank line above each table, as people write them.
    table.trivia.indent = "\n" + table.trivia.indent
    held.append(table)


def into_head(document: "TOMLDocument", name: str, value: Any) -> None:
    """Give the head of a file a key, behind its last one: before the first table, and before the comment above that."""
    from tomlkit.items import AoT, Table

    if name in document:
        document[name] = value
        return
    before = ""
    for key, held in document.items():
        if isinstance(held, AoT | Table):
            break
        before = key
    if before:
        document._insert_after(before, name, value)  # noqa: SLF001 - tomlkit has no public way to say where a key goes
    else:
        document.add(name, value)


def put(table: Any, name: str, value: Any) -> None:
    """Give a table of a file a value; `resources.needed` is a key of the table below it, and None takes a key out.

    A key that is there stays at its place, with the comment behind it; a new one comes before the tables below.
    """
    above, _dot, below = name.partition(".")
    if below:
        inner = table.get(above)
        if inner is not None:
            put(inner, below, value)
            if not inner:
                table.pop(above)
        elif value is not None:
            put(table, above, {below: value})
    elif value is None:
        table.pop(name, None)
    elif name in table:
        table[name] = _formed(value, table[name])
    else:
        _into_table(table, name, _formed(value, None))


def _formed(value: Any, before: Any) -> Any:
    """Return tomlkit's value: a list one a line where it stood so, a text of several lines between three quotation marks."""
    import tomlkit

    if isinstance(value, tuple | list):
        array = one_line(list(value))
        return array.multiline("\n" in before.as_string()) if hasattr(before, "as_string") else array
    if isinstance(value, str) and "\n" in value and not re.search(r'"""|\\|"\Z', value):
        return tomlkit.string(f"\n{value}" if value.startswith("\n") else value, multiline=True)
    return one_line(value)


def _into_table(table: Any, name: str, value: Any) -> None:
    """Add a key to a table: before the tables below it, which would swallow it."""
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

    if isinstance(table, TOMLDocument):
        into_head(table, name, value)
        return
    before = ""
    for key, held in table.items() if isinstance(table, Table) else ():
        if isinstance(held, AoT | Table):
            break
        before = key
    if before:
        # Behind its last key, and so before a comment that stands below and speaks of what comes next.
        table.value._insert_after(before, name, value)  # noqa: SLF001 - as into_head
    else:
        table[name] = value


def one_line(value: Any) -> Any:
    """Return a table, or a list of tables, as tomlkit's value that stands on one line; other values as they are."""
    import tomlkit

    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        array.extend(one_line(one) for one in value)
        return array
    return value


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
    return (
        '"'
        + "".join(escapes.get(sign) or (sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}") for sign in text)
        + '"'
    )


def log_added(root: Path, path: str, entries: Sequence[Mapping[str, Any]]) -> Change:
    """Return the change that adds entries to a log: lines before the closing bracket, nothing else.

    A log that is not there yet is made. Raises VawcoordError when the file has no list to add to.
    """
    lines = [entry_line(entry) for entry in entries]
    before = disk.read(root, path)
    if before is None:
        return new_file(path, "entries = [\n" + "".join(f"{line}\n" for line in lines) + "]\n")
    try:
        table = parsed(_text(path, before))
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    after = _with_lines(before.decode(), lines) if list(table) == ["entries"] and isinstance(table["entries"], list) else None
    new = tomllib.loads("e = [\n" + "\n".join(lines) + "\n]")["e"]
    if after is None or tomllib.loads(after.removeprefix("\ufeff")) != {"entries": [*table["entries"], *new]}:
        raise VawcoordError(
            _("{path}: the log is not one list of entries.").format(path=path),
            _("Its first line is: entries = [ and its last: ]"),
        )
    return Change(path, digest(before), after.encode())


def _with_lines(text: str, lines: Sequence[str]) -> str | None:
    """Return a log with lines before its closing bracket, and a comma after its last entry; None where no bracket ends it."""
    signs = [match for match in re.finditer(_SIGNS, text, re.DOTALL) if match[0][0] != "#"]
    if len(signs) < 2 or signs[-1][0] != "]":
        return None
    last, bracket = signs[-2], signs[-1]
    comma = "" if last[0] in ("[", ",") else ","
    head = text[: last.end()] + comma + text[last.end() : bracket.start()]
    end = "\r\n" if "\r\n" in text else "\n"
    above, line_end, indent = head.rpartition("\n")
    if indent.strip() or not line_end:
        # The bracket stands on the line of the last entry.
        above, line_end, indent = head.rstrip(" \t"), end, ""
    return above + line_end + "".join(f"{line}{end}" for line in lines) + indent + text[bracket.start() :]


def removed(root: Path, path: str) -> Change:
    """Return the change that removes a file."""
    return Change(path, digest(_must_read(root, path)), None)


def replaced(root: Path, path: str, content: bytes) -> Change:
    """Return the change that gives a file new content, whether it is there or not."""
    before = disk.read(root, path, 2 * disk.ATTACHMENT_LIMIT)
    return Change(path, digest(before) if before is not None else ABSENT, content)
