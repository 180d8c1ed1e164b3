"""The commands as a table: help, options, version, exit statuses, and what the start may import."""

import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from vawcoord import __version__
from vawcoord.cli.app import Command, Group, Reading
from vawcoord.cli.main import COMMANDS, vawcoord

Run = Callable[..., Any]

HEAVY = {
    "docx", "lxml", "tabulate", "markdown_it", "babel", "pystache", "tomlkit", "tomli_w", "json", "filelock", "zoneinfo", "tomllib",
}  # fmt: skip

LATER = {"report"}
"""Commands that sentences name already and that a later version brings."""


def tree(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command below one with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                below = command.get_command(ctx, name)
                assert below is not None, name
                yield from tree(below, (*words, name))


EVERY = dict(tree(vawcoord))


def test_the_table_says_what_the_docstrings_say() -> None:
    """The short help of the table, which spares loading, is the first line of each command's own help."""
    for name, _place, short in COMMANDS:
        assert EVERY[name,].help is not None
        assert (EVERY[name,].help or "").splitlines()[0] == short


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_and_option_has_help(words: tuple[str, ...]) -> None:
    """Each command says in a sentence what it does, and each of its options what it is for."""
    command = EVERY[words]
    help_text = inspect.cleandoc(command.help or "")
    assert re.fullmatch(r"[A-Z][^\n]*[.]", help_text.splitlines()[0]), help_text
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.opts
            assert option.help.endswith("."), option.opts
    if isinstance(command, click.Group):
        assert isinstance(command, Group), "a slip of the pen below it is named with what was probably meant"
    else:
        assert isinstance(command, Command), "it has the common options"
        assert {"-C", "--today", "--plain", "--why"} <= {name for option in command.params for name in option.opts}
        assert isinstance(command, Reading) == ("--json" in {name for option in command.params for name in option.opts})


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_no_two_parameters_share_a_name(words: tuple[str, ...]) -> None:
    """Two parameters of one name would overwrite one another (and click says so at each run)."""
    names = [one.name for one in EVERY[words].params]
    assert len(names) == len(set(names))


def test_the_commands_of_the_design_are_there() -> None:
    """What issue 2 asks for can be called."""
    wanted = {
        ("init",), ("status",), ("today",), ("check",), ("build",), ("open",), ("attach",), ("backup",), ("restore",), ("undo",),
        *(("member", name) for name in ("add", "change", "leave", "list", "show")),
        *((kind, name) for kind in ("agreement", "mou", "sop")
          for name in ("new", "list", "show", "sign", "adopt", "reserve", "withdraw", "history")),
    }  # fmt: skip
    assert wanted <= EVERY.keys()


def test_sentences_name_commands_that_are_there() -> None:
    """`vawcoord mou sign` in a sentence can be typed: command and sub-command are there."""
    source = Path(inspect.getfile(vawcoord.callback or test_the_commands_of_the_design_are_there)).parent.parent
    wrong = []
    for file in sorted(source.rglob("*.py")):
        text = file.read_text(encoding="utf-8").replace("{kind}", "mou").replace("{document.kind}", "mou")
        for match in re.finditer(r"""["'`( ]vawcoord ((?:[a-z]+)(?: [a-z]+)?)\b(?![.:])""", text):
            name, _space, second = match[1].partition(" ")
            if "from vawcoord" in text[match.start() - 6 : match.end()] or name in LATER:
                continue
            if (name,) not in EVERY or (isinstance(EVERY[name,], click.Group) and second and (name, second) not in EVERY):
                wrong.append(f"{file.name}: {match[0]}")
    assert [one for one in wrong if "vawcoord text" not in one] == []


def test_the_version(process: Run) -> None:
    """--version prints the programme and its version, and nothing else."""
    ran = process("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"vawcoord {__version__}\n", "")


def test_help_needs_no_folder(process: Run) -> None:
    """-h and --help work anywhere, on every level, and list the commands."""
    ran = process("-h")
    assert ran.code == 0
    for name, _place, short in COMMANDS:
        assert re.search(rf"^  {name} +{re.escape(short)}$", ran.out, re.MULTILINE)
    assert process("mou", "new", "--help").code == 0
    assert process("mou", "templates").code == 0
    assert process("mou", "guide", "referral").code == 0
    assert process("check", "--explain", "mem001").out.startswith("MEM001 (warning): ")


def test_exit_statuses(said: Run, lake: Path) -> None:
    """0 done; 1 from `check` with mistakes, or warnings with --strict, and from `build` with a failure; 2 cannot be done."""
    assert said("-C", lake, "--today", "2026-06-01", "check").code == 0
    assert said("-C", lake, "--today", "2026-06-01", "check", "--strict").code == 1
    assert said("-C", lake, "build").code == 0
    file = lake / "members/police.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"police"', '"polise"'), encoding="utf-8")
    assert said("-C", lake, "check").code == 1
    assert said("-C", lake, "--today", "2026-06-01", "check", "meetings").code == 0
    for words in (("status",), ("member", "list"), ("mou", "list")):
        ran = said("-C", lake, *words)
        assert ran.code == 0
        assert "mistake" in ran.err
        assert "vawcoord check" in ran.err
    assert said("-C", lake, "member", "show", "police").code == 2


def test_common_options_stand_anywhere(said: Run, lake: Path, tmp_path: Path) -> None:
    """-C, --today, --plain and --why mean the same before and behind the command."""
    before = said("-C", lake, "--today", "2026-06-01", "--plain", "mou", "list", cwd=tmp_path)
    behind = said("mou", "list", "--plain", "--today", "2026-06-01", "-C", lake, cwd=tmp_path)
    assert before.code == 0
    assert before.out == behind.out
    assert "Document: coordination" in before.out


def test_plain_output_has_no_columns(said: Run, lake: Path) -> None:
    """With --plain every line is "label: value" or a sentence; no rules, no runs of blanks."""
    for words in (("mou", "list"), ("member", "list"), ("mou", "show", "coordination"), ("check",)):
        ran = said("-C", lake, "--plain", *words)
        assert "---" not in ran.out
        assert not [line for line in ran.out.splitlines() if re.search(r"\S {2,}\S", line)]


def test_why_names_files_and_items(said: Run, lake: Path) -> None:
    """With --why a writing command names each file it wrote and the items of Module 5 it serves."""
    ran = said("-C", lake, "--why", "mou", "new", "referral", "--between", "police,health")
    assert "  mou/referral.md" in ran.out.splitlines()
    assert "  origin/mou/referral.en.md" in ran.out.splitlines()
    assert "For Module 5: L2.2.1" in ran.out


@pytest.mark.parametrize("words", [("--version",), ("--help",)])
def test_the_start_is_light(words: tuple[str, ...], surrounding: dict[str, str]) -> None:
    """Neither the version nor the help needs any of the libraries that take time to load."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "vawcoord", *words], env=surrounding, capture_output=True, check=True
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.decode().splitlines() if "|" in line}
    assert "vawcoord" in imported
    assert imported & HEAVY == set()
