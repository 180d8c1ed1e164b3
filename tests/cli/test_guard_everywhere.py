"""The guard in every writing: each free text of each writing command is refused with a telephone number in it, and nothing is kept."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from vawcoord.cli.app import Command
from vawcoord.cli.main import vawcoord

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "committee"
TODAY = "2026-11-22"
NUMBER = "0722 481 903"
SAID = f"Ring {NUMBER} about it."
HERE = "<text>"
"""Where in a call an argument is free text."""

FREE = {"TEXT", "WORDS", '"NAME, POST"', '"DATE TITLE"', "FIELD=TEXT"}
"""What stands behind an option that takes free text."""

# A call of each writing command that takes free text, complete but for the text; the example committee is what it is about.
CALLS: dict[str, tuple[str, ...]] = {
    "member add": (HERE, "--sector", "health"),
    "member change": ("county-police",),
    "agreement new": ("membership", "--id", "second"),
    "mou new": ("referral", "--id", "second"),
    "sop new": ("children", "--id", "second"),
    "agreement reserve": ("code-of-conduct", "--party", "housing-office", "--clause", "accused-staff", "--kind", "not-bound"),
    "mou reserve": ("referral", "--party", "legal-aid-centre", "--clause", "costs", "--kind", "not-bound"),
    "sop reserve": ("case-review", "--party", "shelter-rise", "--clause", "purpose", "--kind", "not-bound"),
    "agreement sign": ("code-of-conduct", "--party", "housing-office"),
    "mou sign": ("referral", "--party", "legal-aid-centre"),
    "agreement withdraw": ("code-of-conduct", "--decision", "2026-11-10-ordinary/d1", "--yes"),
    "mou withdraw": ("referral", "--decision", "2026-11-10-ordinary/d1", "--yes"),
    "sop withdraw": ("training-standard", "--decision", "2026-11-10-ordinary/d1", "--yes"),
    "agreement comment": ("code-of-conduct", "--from", "housing-office", "--clause", "accused-staff"),
    "mou comment": ("information-sharing", "--from", "county-police", "--clause", "purpose"),
    "sop comment": ("case-review", "--from", "shelter-rise", "--clause", "purpose"),
    "meeting comment": ("2026-11-10", "--from", "county-police", "--clause", "plan"),
    "plan new": ("2029-2031",),
    "plan goal": (HERE, "--id", "guarded"),
    "plan add": (HERE, "--goal", "reach", "--lead", "county-police"),
    "progress": ("2026-2028/2.1", "blocked"),
    "meeting schedule": ("monthly", "--every", "month", "--weekday", "monday", "--nth", "1"),
    "meeting move": ("2027-02-09", "2027-02-16"),
    "meeting cancel": ("2027-02-09",),
    "meeting item": ("2026-12-08", HERE, "--from", "county-police"),
    "meeting decide": (HERE, "--meeting", "2026-11-10"),
    "meeting correct": ("2026-10-13", "--at", "2026-11-10"),
    "action add": (HERE, "--agency", "county-police", "--due", "2027-01-31", "--meeting", "2026-11-10"),
    "service add": (HERE,),
    "service change": ("gender-desk",),
    "indicator add": (HERE, "--unit", "percent", "--definition", "As counted.", "--owner", "county-police"),
    "report oversight": (),
    "standard attest": ("L2.2.3", "--by", "county-police"),
    "standard contest": ("L2.2.3", "--by", "county-police"),
    "standard set-aside": ("L2.6.9", "--until", "2027-06-30", "--decision", "2026-11-10-ordinary/d1"),
}

# What an option needs beside it, or instead of the usual text.
BESIDE: dict[tuple[str, str], tuple[str, ...]] = {
    ("indicator add", "--baseline-source"): ("--baseline", "10", "--baseline-date", "2026-01-01"),
    ("member add", "--reached-through"): ("--confidential",),
    ("agreement reserve", "--reason"): ("--text", "As our law says."),
    ("mou reserve", "--reason"): ("--text", "As our law says."),
    ("sop reserve", "--reason"): ("--text", "As our law says."),
}
INSTEAD: dict[tuple[str, str], tuple[str, ...]] = {("member change", "--reached-through"): ("shelter-rise",)}
SPELLED: dict[str, str] = {"--step": f"2027-03-01 {SAID}", "FIELD=TEXT": f"what={SAID}"}

NOT_TEXT: dict[tuple[str, str], str] = {
    ("service add", "--hotline"): "the published line of a service is a telephone number",
    ("service change", "--hotline"): "the same",
    ("service add", "--reaches"): "one of the parts of the area that committee.toml names",
    ("service change", "--reaches"): "the same",
    ("indicator record", "--breakdown"): "one of a list",
    ("indicator import", "--breakdown"): "one of a list",
    ("sop sign", "--by"): "a procedure is adopted, not signed",
}
ELSEWHERE: dict[str, str] = {
    "init": "makes a folder: tests/cli/test_guard.py",
    "register add": "takes fields by kind: tests/cli/test_guard.py",
    "register change": "the same",
    "agreement take": "needs a copy that came back: tests/cli/test_receive.py",
    "mou take": "the same",
    "sop take": "the same",
    "meeting take": "the same",
    "agreement import": "needs a Word file: tests/cli/test_receive.py",
    "mou import": "the same",
    "sop import": "the same",
}


def writing() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that writes, with its words."""

    def below(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            with click.Context(command) as ctx:
                for name in command.list_commands(ctx):
                    yield from below(command.get_command(ctx, name) or command, (*words, name))
        elif isinstance(command, Command) and command.writes:
            yield " ".join(words), command

    yield from below(vawcoord, ())


def texts(command: click.Command) -> list[str]:
    """Return the options of a command that take free text."""
    return [
        one.opts[-1] if one.opts[-1].startswith("--") else one.opts[0]
        for one in command.params
        if isinstance(one, click.Option) and one.metavar in FREE and one.name != "confirm"
    ]


WRITING = dict(writing())
OPTIONS = [
    (name, option)
    for name, command in WRITING.items()
    for option in texts(command)
    if name not in ELSEWHERE and (name, option) not in NOT_TEXT
]
ARGUMENTS = [name for name, call in CALLS.items() if HERE in call]


def test_every_writing_command_with_text_is_tried() -> None:
    """A new command, or a new option that takes free text, has its call here; no call is of a command that is gone."""
    assert {name for name, _option in OPTIONS} - CALLS.keys() == set()
    assert CALLS.keys() - WRITING.keys() == set()
    assert ELSEWHERE.keys() - WRITING.keys() == set()
    assert {"agreement reserve", "meeting decide", "progress", "plan add"} <= {name for name, _option in OPTIONS} | set(ARGUMENTS)


@pytest.fixture(scope="module")
def committee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example in which nothing may change."""
    target = tmp_path_factory.mktemp("guarded") / "committee"
    return Path(shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("build", ".vawcoord")))


def refused(said: Run, prints: Prints, root: Path, words: list[str]) -> None:
    """Run a command and hold that the guard refused it: nothing written, nothing repeated."""
    before = prints(root)
    ran = said("-C", root, "--today", TODAY, *words)

    assert ran.code == 2, ran.all
    assert "The guard found" in ran.err, ran.all
    assert "a telephone number" in ran.err
    assert NUMBER not in ran.all
    assert NUMBER.replace(" ", "") not in ran.all.replace(" ", "").replace("-", "")
    after = prints(root)
    assert {path: held for path, held in after.items() if not path.startswith(".vawcoord") and path != "."} == before


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[f"{name} {option}" for name, option in OPTIONS])
def test_each_text_option_passes_the_guard(said: Run, prints: Prints, committee: Path, name: str, option: str) -> None:
    """A telephone number in the option is refused; the folder stays as it was and the number is not said again."""
    call = [word if word != HERE else "Something neutral" for word in INSTEAD.get((name, option), CALLS[name])]
    refused(said, prints, committee, [*name.split(), *call, option, SPELLED.get(option, SAID), *BESIDE.get((name, option), ())])


@pytest.mark.parametrize("name", ARGUMENTS)
def test_each_text_argument_passes_the_guard(said: Run, prints: Prints, committee: Path, name: str) -> None:
    """The same for what stands behind the command without an option."""
    refused(said, prints, committee, [*name.split(), *(word if word != HERE else SAID for word in CALLS[name])])
