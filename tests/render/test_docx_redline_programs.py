"""Two oracles for tracked changes: what pandoc and LibreOffice leave after accepting and after rejecting all of them."""

import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vawcoord.documents.agreement import sheet as ordinary_sheet
from vawcoord.documents.redline import Text, compare, sheet
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.documents import draft
from vawcoord.prose import Contents, Notice, Paragraph, Sheet, text
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Front, Standing
from vawcoord.records.record import Reading
from vawcoord.render.docx import Look, render
from vawcoord.text.markdown import blocks
from vawcoord.text.merge import Piece, joined, pieces

ROOT = Path(__file__).parents[2]
PAIRS, BATCH, WITH_OFFICE = 500, 25, 40
TEMPLATES = (
    ("mou/referral", "en"), ("mou/referral", "fr"), ("mou/referral", "ar"), ("mou/coordination", "en"),
    ("mou/information-sharing", "en"), ("agreement/membership", "en"), ("sop/referral-pathway", "en"), ("sop/children", "en"),
    ("sop/heightened-risk", "en"), ("agreement/code-of-conduct", "en"),
)  # fmt: skip
NEUTRAL = Standing("draft", "", (), (), None)
PANDOC = shutil.which("pandoc")
OFFICE = shutil.which("soffice")


def _with_uno() -> str:
    """Return the Python that can speak to LibreOffice, or nothing."""
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        if python and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


UNO = _with_uno() if OFFICE else ""

pytestmark = [pytest.mark.programs, pytest.mark.slow]


@cache
def committee() -> tuple[Committee, Shelf, Look]:
    """Return the example committee, the shelf of templates, and the look."""
    root = ROOT / "examples" / "committee"
    return load(root)[0], Shelf(root), Look((ROOT / "templates" / "style.docx").read_bytes())


@cache
def filled(name: str, language: str) -> tuple[Front, str]:
    """Return head and body of a template as the example committee gets it."""
    held, shelf, _look = committee()
    made = draft(shelf, held, name, language, held.members[:4], date(2026, 11, 22), review=date(2027, 9, 8))
    values = {key: value for key, value in made.front.items() if value not in (None, [], ())}
    front = Front.read(values, (), Reading("example"))
    assert front is not None
    return front, made.body


class Hand:
    """Edits a text as many hands would, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a test that can be repeated
        self.new = 0

    def words(self, most: int) -> str:
        """Return some words that stand in no template."""
        known = (
            "lamp",
            "river",
            "seven",
            "days",
            "**must**",
            "*never*",
            "and",
            "the",
            "of",
            "chair",
            "12",
            "(see",
            "note),",
            "e-mail",
        )
        return " ".join(self.dice.choice(known) for _word in range(self.dice.randint(1, most)))

    def chosen(self, held: list[Piece]) -> list[Piece]:
        """Return some clauses of a template, in their order."""
        some = sorted(self.dice.sample(range(1, len(held)), min(self.dice.randint(3, 7), len(held) - 1)))
        return [held[0], *(held[place] for place in some)]

    def line(self, source: str) -> str:
        """Return a clause with a word or a few changed."""
        lines = source.split("\n")
        places = [place for place, line in enumerate(lines) if len(line) > 20 and not line.startswith(("|", "#"))]
        if not places:
            return source
        place = self.dice.choice(places)
        head, _blank, rest = lines[place].partition(" ")
        words = rest.split(" ")
        at = self.dice.randrange(len(words))
        match self.dice.randrange(4):
            case 0:
                words[at:at] = [self.words(6)]
            case 1:
                del words[at : at + self.dice.randint(1, 4)]
            case 2:
                words[at] = self.words(2)
            case _:
                words = [self.words(30)]
        lines[place] = f"{head} {' '.join(words)}".rstrip()
        return "\n".join(lines)

    def block(self, source: str) -> str:
        """Return a clause with a paragraph, a list or a table that is new, gone, elsewhere or divided."""
        held = source.split("\n\n")
        first = 1 if source.startswith("#") else 0
        at = self.dice.randint(first, len(held))
        match self.dice.randrange(5):
            case 0:
                held.insert(at, self.words(20).capitalize() + ".")
            case 1 if len(held) > first + 1:
                del held[min(at, len(held) - 1)]
            case 2 if len(held) > first + 1:
                held.insert(self.dice.randint(first, len(held) - 1), held.pop(min(at, len(held) - 1)))
            case 3:
                held.insert(
                    at, "\n".join(f"{mark} {self.words(9)}" for mark in self.dice.choice((("-", "-"), ("1.", "2.", "3."))))
                )
            case _:
                place = min(at, len(held) - 1)
                held[place] = re.sub(r"(\w\.)\n(?=[A-Z])", r"\1\n\n", held[place], count=1)
        return "\n\n".join(held)

    def row(self, source: str) -> str:
        """Return a clause with an item of a list or a row of a table that is new, gone or elsewhere."""
        lines = source.split("\n")
        rows = [place for place, line in enumerate(lines) if line.startswith("|")][2:]
        items = [place for place, line in enumerate(lines) if re.match(r"(-|\d\.) ", line)]
        places = self.dice.choice([one for one in (rows, items) if one] or [[]])
        if not places:
            return source
        at = self.dice.choice(places)
        match self.dice.randrange(3):
            case 0:
                line = lines[at]
                cells = "|".join(f" {self.words(3)} " for _cell in range(line.count("|") - 1))
                lines.insert(at, f"|{cells}|" if line.startswith("|") else f"{line.split(' ')[0]} {self.words(12)}")
            case 1 if len(places) > 1:
                del lines[at]
            case _:
                line = lines.pop(at)
                lines.insert(min(self.dice.choice(places), len(lines)), line)
        return "\n".join(lines)

    def heading(self, source: str) -> str:
        """Return a clause with another title or depth, or as an annex."""
        mark, _blank, rest = source.partition(" ")
        title, brace, after = rest.partition("{#")
        match self.dice.randrange(3):
            case 0:
                return f"{mark} {self.words(4)} {brace}{after}" if brace else source
            case 1:
                return f"{'###' if mark == '##' else '##'} {rest}"
            case _:
                return re.sub(r"(\{#[\w-]+)", r"\1 .annex", source, count=1) if ".annex" not in title + after[:60] else source

    def changed(self, held: list[Piece]) -> list[Piece]:
        """Return clauses after one change."""
        held = list(held)
        at = self.dice.randrange(1, len(held)) if len(held) > 1 else 0
        what = self.dice.choices(("line", "block", "row", "heading", "drop", "add", "move"), (6, 4, 4, 1, 1, 1, 2))[0]
        if what in ("line", "block", "row", "heading") and at:
            held[at] = held[at].but(source=getattr(self, what)(held[at].source))
        elif what == "drop" and len(held) > 3:
            del held[at]
        elif what == "add":
            self.new += 1
            refers = re.search(r"\{#([\w-]+)", held[at].source)
            link = f" See [clause](#{refers[1]})." if refers else ""
            held.insert(
                at or 1, Piece(f"new-{self.new}", 2, f"## {self.words(3)} {{#new-{self.new}}}\n\n{self.words(25)}.{link}", "\n\n")
            )
        elif what == "move" and len(held) > 2:
            one = held.pop(at)
            held.insert(self.dice.randint(1, len(held)), one)
        return held


def pair(seed: int) -> tuple[Text, Text, str]:
    """Return two texts of one document, and its language."""
    hand = Hand(seed)
    name, language = TEMPLATES[seed % len(TEMPLATES)]
    front, body = filled(name, language)
    old = hand.chosen(list(pieces(body))) if seed % 50 else list(pieces(body))
    new = old
    for _change in range(hand.dice.randint(1, 8)):
        new = hand.changed(new)
    fronts = [front, front]
    if hand.dice.random() < 0.2:
        fronts[1] = front.but(title=f"{front.title} {hand.words(2)}")
    if front.signatories and hand.dice.random() < 0.2:
        first, *others = front.signatories
        fronts[1] = fronts[1].but(signatories=(first.but(name=hand.words(2)), *others))
    if front.signatories and hand.dice.random() < 0.1:
        fronts[1] = fronts[1].but(signatories=fronts[1].signatories[1:])
    base = committee()[0].documents[0]
    texts = [
        Text(how, day, document(base, one, number), blocks(joined([*held[:-1], held[-1].but(last=True)])))
        for number, (how, day, one, held) in enumerate(
            (("signed", date(2026, 3, 1), fronts[0], old), ("now", None, fronts[1], new))
        )
    ]
    return texts[0], texts[1], language


def document(base: Document, front: Front, number: int) -> Document:
    """Return a document with a head and a digest."""
    return base.but(front=front, digest=f"v1:{number}{'0' * 63}", log=(), earlier=())


def sheets(seed: int) -> tuple[Sheet, Sheet, Sheet]:
    """Return the comparison of a pair, and the ordinary sheets of the old and of the new text.

    What is said about the text and is not part of it is left out: lines under the title, boxes, contents. A first line names
    the pair.
    """
    held, shelf, _look = committee()
    old, new, language = pair(seed)
    words = shelf.words(language)
    name = Paragraph(text(f"pair {seed}"))

    def bare(one: Sheet) -> Sheet:
        kept = tuple(block for block in one.blocks if not isinstance(block, (Notice, Contents)))
        return replace(one, lead=(), blocks=(name, *kept))

    redline = sheet(compare(old, new, words), old, new, held.profile, words)
    before, after = (ordinary_sheet(one.document, one.body, held.profile, words, NEUTRAL) for one in (old, new))
    return bare(redline), bare(before), bare(after)


def written(folder: Path, seeds: range) -> dict[str, list[Path]]:
    """Write the Word files of some pairs and return where they lie."""
    look = committee()[2]
    found: dict[str, list[Path]] = {"redline": [], "old": [], "new": []}
    for seed in seeds:
        for name, one in zip(found, sheets(seed), strict=True):
            path = folder / f"{seed}-{name}.docx"
            path.write_bytes(render(one, look))
            found[name].append(path)
    return found


def spoken(inlines: list[Any]) -> str:
    """Return the words of pandoc's inlines."""
    parts = []
    for one in inlines:
        match one["t"], one.get("c"):
            case "Str", words:
                parts.append(words)
            case (("Space" | "SoftBreak" | "LineBreak"), _none):
                parts.append(" ")
            case "Code", (_about, words):
                parts.append(words)
            case (("Link" | "Span" | "Quoted"), held):
                parts.append(spoken(held[1]))
            case _kind, [*held]:
                parts.append(spoken(held))
    return "".join(parts)


def lines_of(held: list[Any]) -> Iterator[str]:
    """Yield the lines of pandoc's blocks: paragraphs, headings, items, cells. It keeps empty ones of what is gone; they count not."""
    for one in held:
        match one["t"], one.get("c"):
            case (("Para" | "Plain"), inlines):
                yield " ".join(spoken(inlines).split())
            case "Header", (_level, _about, inlines):
                yield " ".join(spoken(inlines).split())
            case "CodeBlock", (_about, words):
                yield from words.split("\n")
            case (("BulletList"), items):
                for item in items:
                    yield from lines_of(item)
            case "OrderedList", (_style, items):
                for item in items:
                    yield from lines_of(item)
            case (("BlockQuote"), inner):
                yield from lines_of(inner)
            case "Div", (_about, inner):
                yield from lines_of(inner)
            case "Table", (_about, _caption, _columns, head, bodies, foot):
                rows = [*head[1], *(row for body in bodies for part in (body[2], body[3]) for row in part), *foot[1]]
                for row in rows:
                    for cell in row[1]:
                        yield from lines_of(cell[4])


def by_pair(lines: Iterator[str]) -> dict[str, list[str]]:
    """Return the lines that are not empty, by the pair that was named before them."""
    found: dict[str, list[str]] = {}
    name = ""
    title: list[str] = []
    for line in filter(None, lines):
        if re.fullmatch(r"pair \d+", line):
            name = line
            found[name] = title[-1:]
            if title and len(found) > 1:
                # The title of this file was counted to the one before.
                previous = list(found)[-2]
                del found[previous][-1]
        else:
            if name:
                found[name].append(line)
            title = [line]
    return found


def pandoc(changes: str, paths: list[Path]) -> dict[str, list[str]]:
    """Return what pandoc makes of some files, in one run."""
    done = subprocess.run(
        [PANDOC or "pandoc", f"--track-changes={changes}", "-f", "docx", "-t", "json", *map(str, paths)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return by_pair(lines_of(json.loads(done.stdout)["blocks"]))


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
@pytest.mark.parametrize("first", range(0, PAIRS, BATCH))
def test_pandoc_accepts_to_the_new_and_rejects_to_the_old_text(tmp_path: Path, first: int) -> None:
    """Over 500 pairs of texts: accepting all changes leaves the words of the new Word file, rejecting all those of the old one."""
    paths = written(tmp_path, range(first, first + BATCH))
    new, old = pandoc("accept", paths["new"]), pandoc("accept", paths["old"])
    assert len(new) == len(old) == BATCH
    assert pandoc("accept", paths["redline"]) == new
    assert pandoc("reject", paths["redline"]) == old


@pytest.mark.skipif(not UNO, reason="LibreOffice or its Python (python3-uno) is not installed")
def test_libreoffice_accepts_to_the_new_and_rejects_to_the_old_text(tmp_path: Path) -> None:
    """Over a sample of the pairs the same, with the numbers of clauses and items, and no change left; one office for all."""
    paths = written(tmp_path, range(0, PAIRS, PAIRS // WITH_OFFICE + 1))
    done = subprocess.run(
        [UNO, str(Path(__file__).with_name("tracked.py")), str(tmp_path / "office"), OFFICE or ""],
        input="\n".join(str(path) for held in paths.values() for path in held),
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    found = json.loads(done.stdout)
    for redline, old, new in zip(paths["redline"], paths["old"], paths["new"], strict=True):
        for changes, plain in (("accepted", new), ("rejected", old)):
            got, wanted = (
                [line for line in found[str(one)][how] if line.strip()] for one, how in ((redline, changes), (plain, "accepted"))
            )
            assert got == wanted, f"{redline.name}, {changes}"
