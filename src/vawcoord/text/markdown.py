"""Markdown to blocks, with line numbers. Only this file knows markdown-it.

Reading rule: CommonMark with tables; raw HTML, images and reference definitions are text; headings begin with `#`, so that
a line of hyphens is always a rule; a trailing `{#id …}` makes a heading a clause.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vawcoord.prose import Block, Blocks, Cell, CodeBlock, Heading, Listing, Paragraph, Quote, Rule, Run, Runs, Table
from vawcoord.text.attributes import Attributes, attributes_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_SAFE = ("http://", "https://", "mailto:", "#")


@cache
def _parser() -> "MarkdownIt":
    """Return the one parser: CommonMark and tables, nothing that would load or run anything."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 30}).enable("table")
    parser.disable(["image", "reference", "lheading"])
    parser.core.ruler.after("block", "clauses", _take_attributes)
    return parser


def _take_attributes(state: "StateCore") -> None:
    r"""Take the braces off the ends of headings before the text is read: in `\{#id}` they were escaped, and are text."""
    for token, title in pairwise(state.tokens):
        if token.type == "heading_open":
            title.content, token.meta["attributes"] = attributes_of(title.content.strip())


def blocks(body: str, first_line: int = 1) -> Blocks:
    """Return the blocks of a Markdown body; `first_line` is the line of the file on which it begins."""
    tokens = _Tokens(_parser().parse(body), first_line)
    return tuple(_blocks(tokens, ""))


class _Tokens:
    """The stream of tokens with a place in it."""

    def __init__(self, tokens: "list[Token]", first_line: int) -> None:
        self.tokens = tokens
        self.place = 0
        self.first_line = first_line

    def next(self) -> "Token | None":
        """Return the next token, or None at the end."""
        if self.place >= len(self.tokens):
            return None
        self.place += 1
        return self.tokens[self.place - 1]

    def line(self, token: "Token") -> int:
        """Return the line of the file on which a token begins."""
        return token.map[0] + self.first_line if token.map else 0


def _blocks(tokens: _Tokens, end: str) -> Iterator[Block]:
    """Yield blocks up to the token that closes the block they stand in."""
    while (token := tokens.next()) is not None and token.type != end:
        line = tokens.line(token)
        match token.type:
            case "heading_open":
                yield _heading(int(token.tag[1:]), _runs(tokens.next()), token.meta["attributes"], line)
                tokens.next()
            case "paragraph_open":
                yield Paragraph(_runs(tokens.next()), line=line)
                tokens.next()
            case "bullet_list_open":
                yield Listing(False, _items(tokens, "bullet_list_close"), line=line)
            case "ordered_list_open":
                yield Listing(True, _items(tokens, "ordered_list_close"), int(token.attrs.get("start", 1)), line)
            case "blockquote_open":
                yield Quote(tuple(_blocks(tokens, "blockquote_close")), line)
            case "table_open":
                yield _table(tokens, line)
            case "fence" | "code_block":
                yield CodeBlock(token.content.rstrip("\n"), line)
            case "hr":
                yield Rule(line)


def _items(tokens: _Tokens, end: str) -> tuple[Blocks, ...]:
    """Return the items of a list."""
    items = []
    while (token := tokens.next()) is not None and token.type != end:
        items.append(tuple(_blocks(tokens, "list_item_close")))
    return tuple(items)


def _table(tokens: _Tokens, line: int) -> Table:
    """Return a table; markdown-it has made every row as long as the head."""
    rows: list[tuple[Cell, ...]] = []
    cells: list[Cell] = []
    while (token := tokens.next()) is not None and token.type != "table_close":
        if token.type == "inline":
            cells.append(Cell(_runs(token)))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
    return Table(rows[0], tuple(rows[1:]), line=line)


def _heading(level: int, runs: Runs, attributes: Attributes, line: int) -> Heading:
    """Return a heading with what stood in braces at its end."""
    minutes = attributes.value("minutes")
    return Heading(
        level,
        runs,
        attributes.id,
        tuple(attributes.value("guidelines").split()),
        "annex" in attributes.classes,
        "living" in attributes.classes,
        int(minutes) if minutes.isdecimal() and len(minutes) < 5 else 0,
        line=line,
    )


def _runs(token: "Token | None") -> Runs:
    """Return the runs of an inline token; neighbours in the same dress are one run."""
    made: list[Run] = []
    bold = italic = 0
    targets: list[str] = []
    for child in (token.children or ()) if token else ():
        match child.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "link_open":
                address = str(child.attrs.get("href", ""))
                targets.append(address if address.startswith(_SAFE) else "")
            case "link_close":
                targets.pop()
            case "softbreak":
                _add(made, Run(" ", bold > 0, italic > 0, target=targets[-1] if targets else ""))
            case "hardbreak":
                _add(made, Run("\n", bold > 0, italic > 0, target=targets[-1] if targets else ""))
            case _:
                code = child.type == "code_inline"
                if child.content:
                    # `&#12;` would be a form feed, which no format can spell.
                    content = child.content.replace("\x0c", " ")
                    _add(made, Run(content, bold > 0, italic > 0, code, targets[-1] if targets else ""))
    return tuple(made)


def _dress(run: Run) -> tuple[bool, bool, bool, str]:
    """Return how a run is dressed and where it leads."""
    return run.bold, run.italic, run.code, run.target


def _add(made: list[Run], run: Run) -> None:
    """Add a run, joined to the one before where both wear the same dress."""
    if made and _dress(made[-1]) == _dress(run):
        made[-1] = replace(made[-1], text=made[-1].text + run.text)
    else:
        made.append(run)
