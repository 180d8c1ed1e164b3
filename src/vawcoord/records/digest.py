"""The digest of a text: what its signatures are for. `docs/digest.md` describes it for other programmes, with test vectors."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator

from vawcoord.prose import Block, CodeBlock, Heading, Listing, Notice, Paragraph, Quote, Rule, Runs, Table
from vawcoord.records.document import Front


def text_digest(front: Front, blocks: Iterable[Block]) -> str:
    """Return the digest of a text, `v1:` and SHA-256, as docs/digest.md describes it.

    What a reader sees printed is in it; line ends, wrapping, `guidelines` and living clauses are not.
    """
    lines = [
        "vawcoord text v1",
        f"title {_folded(front.title)}",
        f"language {front.language}",
        f"parties {' '.join(sorted(front.parties))}",
        f"signatories {' '.join(sorted(one.party for one in front.signatories))}",
        f"in_force {' '.join(sorted(front.in_force)) if isinstance(front.in_force, tuple) else front.in_force}",
        f"effective {front.effective}",
        f"until {front.until or ''}",
        f"review {front.review or ''}",
        f"class {front.class_}",
        *_block_lines(blocks),
    ]
    content = unicodedata.normalize("NFC", "\n".join(lines) + "\n")
    return f"v1:{hashlib.sha256(content.encode()).hexdigest()}"


def _block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield a line a block: clause, kind, depth, text."""
    clause, living, level = "preamble", False, 0
    for block in blocks:
        if isinstance(block, Heading) and block.id:
            if block.level <= level or not living:
                living, level = block.living, block.level
            clause = block.id
        if living:
            continue
        for kind, depth, content in _spelled(block, 0):
            yield f"{clause}\t{kind}\t{depth}\t{content}"


def _spelled(block: Block, depth: int) -> Iterator[tuple[str, int, str]]:
    """Yield kind, depth and text of a block and of the blocks in it."""
    match block:
        case Heading(level=level, runs=runs, annex=annex):
            yield "annex" if annex else f"heading{level}", depth, _dressed(runs)
        case Paragraph(runs=runs):
            yield "paragraph", depth, _dressed(runs)
        case Listing(ordered=ordered, items=items, start=start):
            for place, item in enumerate(items):
                yield f"item{start + place}" if ordered else "item", depth + 1, ""
                for inner in item:
                    yield from _spelled(inner, depth + 1)
        case Table(head=head, rows=rows):
            for place, cells in enumerate((head, *rows)):
                yield "row" if place else "head", depth, "\x1f".join(_dressed(cell.runs) for cell in cells)
        case Quote(blocks=inner) | Notice(blocks=inner):
            yield "quote", depth, ""
            for one in inner:
                yield from _spelled(one, depth + 1)
        case CodeBlock(text=text):
            yield "code", depth, text.replace("\n", "\x1e")
        case Rule():
            yield "rule", depth, ""
        case _:
            yield type(block).__name__.lower(), depth, ""


def _dressed(runs: Runs) -> str:
    """Return the text of some runs with white space folded, emphasis and links kept."""
    parts = []
    for run in runs:
        dress = ("b" if run.bold else "") + ("i" if run.italic else "") + ("c" if run.code else "")
        text = run.text
        if dress or run.target:
            text = f"\x01{dress}\x02{text}\x03{run.target}\x04"
        parts.append(text)
    return _folded("".join(parts))


def _folded(value: str) -> str:
    """Return a text with every run of white space as one space, none at the ends."""
    return " ".join(value.split())
