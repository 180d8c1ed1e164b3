"""Fills a template once: Mustache's names, sections and inverted sections, nothing more. Only this file knows pystache.

Values are plain (text, whole numbers, true or false, lists and tables of these) and are escaped for Markdown, so there is
nothing a template or a value could reach. An unknown name is an error with its line.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vawcoord.errors import VawcoordError
from vawcoord.language import _

TEMPLATE_LIMIT = 256 * 1024
"""The largest template that is rendered, in bytes."""

Value = "str | int | bool | Sequence[Value] | Mapping[str, Value]"

_REMARK = re.compile(r"\{\{![^{}]*+\}\}")
_TAG = re.compile(r"\{\{(?P<sigil>[{#^/&>=]?)\s*+(?P<name>[^{}\s]*+)\s*+\}\}")
_LOOSE = re.compile(r"\{\{.{0,40}|\}\}")
_REFUSED = ("{", "&", ">", "=")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|{}~!&])")
_START = re.compile(r"^(\d+)([.)])|^([-+=:.)])")


class Placeholder(str):
    """A value that is not known yet; it prints as `[to be completed: …]`, with its brackets."""

    __slots__ = ()


def to_be_completed(phrase: str, what: str) -> Placeholder:
    """Return the mark for a value that is not known yet, in the words of the document's language."""
    return Placeholder(f"[{phrase}: {' '.join(what.split()).replace('[', '(').replace(']', ')')}]")


def placeholder_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern that finds such marks in a text; group 1 is what is to be completed."""
    return re.compile(rf"\[(?:{'|'.join(re.escape(phrase) for phrase in phrases)})\s*:\s*([^\]]*)\]")


def escaped(value: str) -> str:
    """Return a value as Markdown that prints exactly its characters, on one line."""
    if isinstance(value, Placeholder):
        return f"[{_without_meaning(value[1:-1])}]"
    return _START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", _without_meaning(value))


def _without_meaning(value: str) -> str:
    """Return a value on one line with a backslash before every sign that would mean something to Markdown."""
    text = _SPECIAL.sub(r"\\\1", " ".join(value.split()))
    # A backslash at the end would hold on to the border of a table's cell.
    return f"{text[:-2]}&#92;" if text.endswith("\\\\") else text


def problems(template: str, known: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return what is wrong with a template, as (line, sentence): unknown names, open sections, anything but plain tags.

    `known` is an example of the values: what a list holds is looked up in its first element.
    """
    wrong: list[tuple[int, str]] = []
    stack: list[tuple[str, Any, int]] = []
    scopes: list[Mapping[str, Any]] = [known]
    for number, whole in enumerate(template.split("\n"), start=1):
        line = _REMARK.sub("", whole)
        wrong.extend(
            (number, _("{tag} is not allowed: templates hold names and sections only.").format(tag=tag))
            for tag in _refused_tags(line)
        )
        for match in _TAG.finditer(line):
            sigil, name = match["sigil"], match["name"]
            if sigil in _REFUSED:
                continue
            if sigil == "/":
                if not stack or stack[-1][0] != name:
                    wrong.append((number, _("the section {name} is closed here but was not opened last.").format(name=name)))
                    continue
                stack.pop()
                scopes.pop()
                continue
            value = _looked_up(name, scopes)
            if value is None:
                wrong.append((number, _('the name "{name}" is not known to templates.').format(name=name[:60])))
                value = ""
            if not sigil and (isinstance(value, bool) or not isinstance(value, str | int)):
                wrong.append(
                    (number, _('"{name}" cannot be printed as it is: write a section, {tag}.').format(name=name, tag="{{#…}}"))
                )
            if sigil in ("#", "^"):
                if any(name == opened for opened, _value, _line in stack):
                    wrong.append((number, _("the section {name} stands inside itself.").format(name=name)))
                first = value[0] if isinstance(value, list | tuple) and value else {}
                stack.append((name, value, number))
                scopes.append({} if sigil == "^" else first if isinstance(first, Mapping) else {".": first})
    wrong.extend((line, _("the section {name} is never closed.").format(name=name)) for name, _value, line in stack)
    return wrong


def _refused_tags(line: str) -> list[str]:
    """Return the tags of a line that are no name and no section, and the first braces that belong to no tag of this line."""
    refused = [match[0][:60] for match in _TAG.finditer(line) if match["sigil"] in _REFUSED]
    loose = _LOOSE.search(_TAG.sub("", line))
    return [*refused, loose[0]] if loose else refused


def _looked_up(name: str, scopes: Sequence[Mapping[str, Any]]) -> Any:
    """Return the value of a name in the innermost section that has it, or None."""
    for scope in reversed(scopes):
        if name in scope:
            return scope[name]
    return None


def filled(template: str, values: Mapping[str, Any], example: Mapping[str, Any], *, shown: str, markdown: bool = True) -> str:
    """Return the template with its values; `shown` names it in messages. Without `markdown` values are put in as they are.

    `example` are values of the same names in which no list is empty: the template is checked against them first.

    Raises VawcoordError for a template that is too large or has anything wrong in it.
    """
    if len(template) > TEMPLATE_LIMIT:
        raise VawcoordError(
            _("{path}: a template of more than {limit} bytes is not read.").format(path=shown, limit=TEMPLATE_LIMIT)
        )
    wrong = problems(template, example)
    if wrong:
        line, message = wrong[0]
        raise VawcoordError(f"{shown}:{line}: {message}", _("docs/templates.md lists the names that a template may use."))
    _assert_plain(values)
    import pystache

    renderer = pystache.Renderer(
        escape=escaped if markdown else lambda value: value, missing_tags="strict", file_encoding="utf-8", partials={}
    )
    return str(renderer.render(template, dict(values)))


def _assert_plain(value: Any) -> None:
    """Raise TypeError for anything that is not plain data: pystache would call it."""
    if isinstance(value, str | int) or value is None:
        return
    if isinstance(value, Mapping):
        for inner in value.values():
            _assert_plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _assert_plain(inner)
    else:
        message = f"a template value of type {type(value).__name__}"
        raise TypeError(message)
