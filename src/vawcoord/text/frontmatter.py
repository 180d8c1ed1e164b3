"""Splits a text file into its TOML front matter, between two lines of `+++`, and its Markdown body."""

import re

from vawcoord.language import _
from vawcoord.value import Value

_BORDER = re.compile(r"^\+\+\+[^\S\n]*$", re.MULTILINE)


class Parts(Value):
    """The two parts of a text file.

    `body_line` is the line of the file on which the body begins, from 1. `problem` says why there is no front matter;
    the front matter is empty then and the whole file is body.
    """

    front: str
    body: str
    body_line: int
    problem: str = ""


def split(content: str) -> Parts:
    """Split a text; a byte order mark at its head is passed over. Line ends stay as they are."""
    content = content.removeprefix("\ufeff")
    opening = _BORDER.match(content)
    if opening is None:
        return Parts("", content, 1, _("the file does not begin with a line of three plus signs (+++) and its front matter."))
    closing = _BORDER.search(content, opening.end() + 1)
    if closing is None:
        return Parts("", content, 1, _("the front matter is not closed: the second line of three plus signs (+++) is missing."))
    front, body = content[opening.end() + 1 : closing.start()], content[closing.end() + 1 :]
    return Parts(front, body, content.count("\n", 0, closing.end()) + 2)
