"""Runs the README and the guides of `docs/` as a reader would: each block ```console, in order, in a scratch folder.

    python tools/run_guides.py            writes the real output into the guides, where it differs
    python tools/run_guides.py --check    only says where it differs; exit status 1

A guide begins with a comment that says where it starts (an empty folder, or a copy of examples/committee) and on which day.
A line `…` in an output stands for lines left out; versions of a text and numbers of lines may be others than those shown, as
they change with every template. What a reader does outside the command line stands in comments too:

    <!-- types: first | second | -->      what is typed at the questions of the next block
    <!-- file: scans/page.pdf -->         a file that is there
    <!-- folder: stick -->                a folder that is there
    <!-- delete: mou/referral.md -->      a file that is deleted
    <!-- replace in committee.toml: … --> these words are replaced by the next block
    <!-- add to committee.toml -->        the next block is added at the end
    <!-- new: members/a.toml -->          the next block is a new file
    <!-- complete: mou/referral.md -->    every [to be completed: …] is filled in
    <!-- edit: build/mou/referral.docx --> somebody changes the file in Word
    <!-- cell: plan.xlsx: 2.1, Per cent: 40 --> somebody writes into a sheet: the row by its first column, the heading, the value
    <!-- today: 2027-01-12 -->            it is this day from here on
"""

import contextlib
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from vawcoord.cli.main import run

ROOT = Path(__file__).parent.parent
GUIDES = ("README.md", "docs/secretary.md", "docs/chair.md", "docs/trainer.md")
HOME = "/home/amina"
"""What stands in the guides in place of the scratch folder."""

_HEADER = re.compile(r"<!-- Starts in (?P<start>an empty folder|a copy of examples/committee); today is (?P<day>[\d-]+)\.")
_PIECE = re.compile(
    r"^<!-- (?P<word>types|file|folder|delete|new|replace in|add to|complete|edit|cell|today):? (?P<rest>.*?) -->$"
    r"|^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_CUT = "…"
_CHANGING = re.compile(r"(?<![\w-])[0-9a-f]{12}(?![\w-])|(?<=\bline )\d+|(?<=\.md:)\d+(?=:)")
_OPEN = re.compile(r"\[(?:to be completed|à compléter)[^\]]*\]")
_WIDE = re.compile(r" {2,}|-{3,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a guide after it was run: where its text begins and ends, what stands there, what it should say."""

    start: int
    end: int
    shown: str
    real: str

    @property
    def agrees(self) -> bool:
        """Say whether what stands there is what came out, but for lines left out."""
        pattern = "".join(
            r"(?:.*\n)*?" if line.strip() == _CUT else re.escape(line) + "\n" for line in _steady(self.shown).splitlines()
        )
        return re.fullmatch(pattern, _steady(self.real)) is not None

    def renewed(self) -> str:
        """Return the real output; where lines were left out, again only the lines that were shown and are still there."""
        if self.agrees:
            return self.shown
        if _CUT not in self.shown.splitlines():
            return self.real
        known = {_steady(line) for line in self.shown.splitlines()}
        kept: list[str] = []
        for line in self.real.splitlines():
            one = line if line.startswith("$ ") or _steady(line) in known else _CUT
            if not (one == _CUT and kept and kept[-1] == _CUT):
                kept.append(one)
        return "\n".join(kept) + "\n"


def _steady(text: str) -> str:
    """Return a text without what changes with every word of a template, and without the widths of columns."""
    return _WIDE.sub(lambda run: run[0][:2], _CHANGING.sub("#", text))


class Scratch:
    """A folder to work in, with a home of its own; commands run in this process and see only it."""

    def __init__(self, home: Path, day: str) -> None:
        self.home = home
        self.day = day
        self.runner = CliRunner(env={"HOME": str(home), "TZ": "Africa/Nairobi", "LC_ALL": "C.UTF-8", "VAWCOORD_LANGUAGE": "en"})

    def console(self, body: str, typed: str) -> str:
        """Run the commands of a block and return it with the real output."""
        lines = [line for line in body.splitlines() if line.startswith("$ ")]
        shown = []
        for line in lines:
            words = shlex.split(line[2:])
            shown.append(f"{line}\n{self.command(words, typed)}")
        return "".join(shown)

    def command(self, words: list[str], typed: str) -> str:
        """Run one command and return its output as a person sees it."""
        if words[0] == "cd":
            os.chdir(words[1])
            return ""
        if words[0] != "vawcoord":
            message = f"a guide runs only cd and vawcoord, not {words[0]}"
            raise ValueError(message)
        with self.runner.isolation(input=typed) as streams:
            run([*words[1:], "--today", self.day])
            sys.stdout.flush()
            sys.stderr.flush()
            held = streams[2].getvalue().decode()
        text = held.replace("\r\n", "\n").replace(str(self.home), HOME)
        return "".join(f"{line.rstrip()}\n" for line in text.splitlines())

    def act(self, word: str, rest: str, body: str) -> None:
        """Do what a comment says that the reader does."""
        path = Path(rest.partition(": ")[0] if word == "replace in" else rest)
        match word:
            case "file":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"%PDF-1.4\n")
            case "folder":
                path.mkdir(parents=True)
            case "new":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body, encoding="utf-8")
            case "delete":
                path.unlink()
            case "replace in":
                self._replace(path, rest.partition(": ")[2], body.rstrip("\n"))
            case "add to":
                path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n\n{body}", encoding="utf-8")
            case "today":
                self.day = rest
            case "cell":
                self._cell(rest)
            case "complete":
                text = path.read_text(encoding="utf-8")
                path.write_text(_OPEN.sub("as agreed in the meeting", text), encoding="utf-8")
            case _:
                path.write_bytes(path.read_bytes() + b"\n")

    @staticmethod
    def _cell(rest: str) -> None:
        """Write a value into a workbook: "FILE: FIRST COLUMN OF THE ROW, HEADING: VALUE"; both must be there."""
        import openpyxl

        name, place, value = rest.split(": ", 2)
        first, _comma, heading = place.partition(", ")
        book = openpyxl.load_workbook(name)
        page = book.worksheets[0]
        row = next(one.row for (one,) in page.iter_rows(max_col=1) if str(one.value) == first)
        column = next(one.column for one in page[1] if one.value == heading)
        page.cell(row, column, int(value) if value.isdecimal() else value)
        book.save(name)

    @staticmethod
    def _replace(path: Path, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        text = path.read_text(encoding="utf-8")
        if old not in text:
            message = f"{path}: these words are not there: {old}"
            raise ValueError(message)
        path.write_text(text.replace(old, new), encoding="utf-8")


def play(text: str) -> Iterator[Block]:
    """Run a guide and yield each of its blocks of commands."""
    header = _HEADER.search(text)
    if header is None:
        message = "the guide does not say where it starts"
        raise ValueError(message)
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        scratch = Scratch(home, header["day"])
        if header["start"] == "a copy of examples/committee":
            shutil.copytree(
                ROOT / "examples" / "committee", home / "committee", ignore=shutil.ignore_patterns("build", ".vawcoord")
            )
        os.chdir(home / "committee" if (home / "committee").exists() else home)
        try:
            yield from _pieces(text, scratch)
        finally:
            os.chdir(before)


def _pieces(text: str, scratch: Scratch) -> Iterator[Block]:
    """Run the pieces of a guide in order."""
    typed, waiting = "", None
    for piece in _PIECE.finditer(text):
        word, rest = piece["word"], piece["rest"]
        if word == "types":
            typed = "".join(f"{one.strip()}\n" for one in rest.split("|"))
        elif word in ("replace in", "add to", "new"):
            waiting = (word, rest)
        elif word:
            scratch.act(word, rest, "")
        elif waiting:
            scratch.act(*waiting, piece["body"])
            waiting = None
        elif piece["language"] == "console":
            yield Block(piece.start("body"), piece.end("body"), piece["body"], scratch.console(piece["body"], typed))
            typed = ""


def starts_from_example(text: str) -> bool:
    """Say whether a guide needs examples/committee."""
    header = _HEADER.search(text)
    return header is not None and header["start"] == "a copy of examples/committee"


def main() -> int:
    """Run all guides; write the real output, or say where it differs."""
    check = "--check" in sys.argv[1:]
    differ = 0
    for name in [one for one in sys.argv[1:] if not one.startswith("-")] or GUIDES:
        file = ROOT / name
        text = file.read_text(encoding="utf-8")
        made, place = [], 0
        for block in play(text):
            if not block.agrees:
                differ += 1
                line = text.count("\n", 0, block.start) + 1
                cut = " (lines were left out there: look whether the right ones are)" if _CUT in block.shown.splitlines() else ""
                with contextlib.suppress(BrokenPipeError):
                    print(f"{name}:{line}: the output differs{cut}.")
            made += [text[place : block.start], block.renewed()]
            place = block.end
        if not check:
            file.write_text("".join((*made, text[place:])), encoding="utf-8")
    return int(check and differ > 0)


if __name__ == "__main__":
    sys.exit(main())
