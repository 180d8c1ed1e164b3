"""Two oracles: what pandoc and LibreOffice make of a Word file with every change accepted, or refused, is what we make of it."""

import importlib.util
import io
import json
import random
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vawcoord.exchange.placing import even
from vawcoord.exchange.word import Returned, accepted, read, rejected

PLACE = Path(__file__).parent.parent / "data" / "returned"
FILES = sorted(PLACE.glob("*.docx"))
MISSING = [name for name in ("soffice", "pandoc") if shutil.which(name) is None]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

UNREAD = ("controls-01.docx",)
"""LibreOffice 7.4 forgets what was recorded inside a content control that stands around whole paragraphs."""

pytestmark = [
    pytest.mark.programs,
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.xdist_group("office"),
]


def ours(returned: Returned, *, taken: bool, numbers: bool = True) -> list[str]:
    """Return the paragraphs as we read them, without empty ones; without the numbers of references, which programmes count."""
    pars = accepted(returned) if taken else rejected(returned)
    words = ("".join(span.text for span in one.spans if numbers or not span.link.startswith("#")) for one in pars)
    return [text for one in words if (text := even(one).replace(" ", ""))]


def theirs(file: Path, *, taken: bool) -> list[str]:
    """Return the paragraphs as pandoc reads them."""
    how = "accept" if taken else "reject"
    command = ["pandoc", f"--track-changes={how}", "-f", "docx", "-t", "json", str(file)]
    tree = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    found: list[str] = []

    def words(inlines: Any) -> str:
        out = []
        for one in inlines:
            match one:
                case {"t": "Str", "c": text}:
                    out.append(text)
                case {"t": "Link" | "Span" | "Quoted" | "Image", "c": [*_before, list(inner), _target]} if one["t"] == "Link":
                    out.append(words(inner))
                case {"t": "Span", "c": [_attributes, inner]}:
                    out.append(words(inner))
                case {"t": "Quoted", "c": [kind, inner]}:
                    mark = "'" if kind["t"] == "SingleQuote" else '"'
                    out.append(mark + words(inner) + mark)
                case {"t": "Code", "c": [_attributes, text]}:
                    out.append(text)
                case {"t": "Note"} | {"t": "Image"}:
                    pass
                case {"t": "Strong" | "Emph" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps", "c": inner}:
                    out.append(words(inner))
        return "".join(out)

    def walk(node: Any) -> None:
        match node:
            case {"t": "Para" | "Plain", "c": inner}:
                found.append(words(inner))
            case {"t": "Header", "c": [_level, _attributes, inner]}:
                found.append(words(inner))
            case {"t": "LineBlock", "c": lines}:
                found.extend(words(line) for line in lines)
            case {"t": "CodeBlock", "c": [_attributes, text]}:
                found.append(text)
            case {"t": "Table", "c": [_attributes, _caption, _columns, *rest]}:
                walk(rest)
            case {"c": inner}:
                walk(inner)
            case list():
                for one in node:
                    walk(one)

    walk(tree["blocks"])
    title = tree["meta"].get("title", {}).get("c", [])
    subtitle = tree["meta"].get("subtitle", {}).get("c", [])
    return [text for one in (words(title), words(subtitle), *found) if (text := even(one).replace(" ", ""))]


def held(texts: list[str]) -> list[str]:
    """Return paragraphs for comparison: what a programme prints before the first heading in another order is left out."""
    start = next((at for at, text in enumerate(texts) if text.startswith("Theagenciesbelow")), 0)
    return texts[start:]


@pytest.mark.parametrize("file", FILES, ids=lambda one: str(one.stem))
def test_pandoc_accepts_and_refuses_the_same(file: Path) -> None:
    """Over the corpus: the same paragraphs in the same order."""
    returned = read(file.read_bytes(), file.name)
    for taken in (True, False):
        assert held(ours(returned, taken=taken)) == held(theirs(file, taken=taken)), "accepted" if taken else "refused"


def settled(files: list[Path], place: Path) -> dict[tuple[Path, bool], Path]:
    """Return each file with all its recorded changes accepted or refused by LibreOffice, which is started once."""
    spec = importlib.util.spec_from_file_location("make_returned", PLACE.parent.parent.parent / "tools" / "make_returned.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    office = tool.Office(place / "office")
    made = {}
    for file in files:
        for taken in (True, False):
            target = made[file, taken] = place / f"{file.stem}-{taken}.docx"
            office.order("open", str(file))
            office.order("accept" if taken else "reject")
            office.order("save", str(target), tool.DOCX)
    office.work()
    return made


def differing(files: list[Path], place: Path) -> list[tuple[str, bool]]:
    """Return the files of which LibreOffice makes other paragraphs than we do, and whether it accepted or refused."""
    wrong = []
    for (file, taken), target in settled(files, place).items():
        before, after = read(file.read_bytes(), file.name), read(target.read_bytes(), target.name)
        if after.tracked or ours(before, taken=taken, numbers=False) != ours(after, taken=True, numbers=False):
            wrong.append((file.name, taken))
    return wrong


def test_libreoffice_accepts_and_refuses_the_same(tmp_path: Path) -> None:
    """Over the files of the corpus with recorded changes: the same paragraphs in the same order."""
    tracked = [file for file in FILES if file.name not in UNREAD and read(file.read_bytes(), file.name).tracked]

    assert len(tracked) > 40
    assert differing(tracked, tmp_path) == []


WORDS = [
    "the",
    "parties",
    "share",
    "only",
    "what",
    "each",
    "other",
    "needs",
    "for",
    "its",
    "next",
    "step",
    "and",
    "nothing",
    "more",
    "than",
    "that",
    "on",
    "any",
    "day",
]


def generated(seed: int, *, nested: bool = True) -> tuple[bytes, int]:
    """Return a file with recorded changes made at random, and how many; with `nested` also changes of changes."""
    chance = random.Random(seed)  # noqa: S311 - the same files each time
    count = 0

    def some() -> str:
        return " ".join(chance.choice(WORDS) for _word in range(chance.randint(1, 6))) + " "

    def mark(tag: str, inner: str) -> str:
        nonlocal count
        count += 1
        return f'<w:{tag} w:id="{count}" w:author="A{chance.randint(1, 3)}" w:date="2026-11-18T09:30:00Z">{inner}</w:{tag}>'

    def run(text: str, *, gone: bool = False) -> str:
        name = "delText" if gone else "t"
        look = chance.choice(("", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"))
        return f'<w:r>{look}<w:{name} xml:space="preserve">{text}</w:{name}></w:r>'

    body = []
    for _paragraph in range(30):
        pieces = [run(some())]
        pieces.extend(
            chance.choice(
                (
                    lambda: run(some()),
                    lambda: mark("ins", run(some())),
                    lambda: mark("del", run(some(), gone=True)),
                    lambda: mark("ins", run(some()) + (mark("del", run(some(), gone=True)) if nested else "")),
                )
            )()
            for _piece in range(chance.randint(0, 3))
        )
        end = chance.choice(("", "", "", "ins", "del"))
        state = f"<w:pPr><w:rPr>{mark(end, '')}</w:rPr></w:pPr>" if end else ""
        body.append(f"<w:p>{state}{''.join(pieces)}</w:p>")
    # The last paragraph of a file keeps its end.
    body.append(f"<w:p>{run('The end of it all.')}</w:p>")
    with zipfile.ZipFile(PLACE / "sent.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'.encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue(), count


def test_five_hundred_changes_at_random(tmp_path: Path) -> None:
    """Insertions, deletions, one in the other, ends of paragraphs put in and struck: pandoc comes to the same texts."""
    count = seed = 0
    while count < 500:
        content, made = generated(seed)
        file = tmp_path / f"{seed}.docx"
        file.write_bytes(content)
        returned = read(content, file.name)
        for taken in (True, False):
            assert ours(returned, taken=taken) == theirs(file, taken=taken), (seed, taken)
        count, seed = count + made, seed + 1


def test_five_hundred_changes_and_libreoffice(tmp_path: Path) -> None:
    """LibreOffice comes to the same texts, but for what one put in and another struck, which it forgets when it opens a file."""
    count = seed = 0
    files = []
    while count < 500:
        content, made = generated(seed, nested=False)
        files.append(tmp_path / f"{seed}.docx")
        files[-1].write_bytes(content)
        count, seed = count + made, seed + 1

    assert differing(files, tmp_path) == []
