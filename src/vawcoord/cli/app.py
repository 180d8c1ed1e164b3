"""What every command has: the folder, the day, how to print; and the two classes that give commands their common options."""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vawcoord.errors import VawcoordError
from vawcoord.language import _, several

if TYPE_CHECKING:
    from pathlib import Path

    from vawcoord.change import ChangeSet
    from vawcoord.finding import Finding
    from vawcoord.records.committee import Committee


class App:
    """The choices of one run. No dataclass and no pathlib at the top: this file is read at every start."""

    def __init__(self) -> None:
        self.in_folder = ""
        self.today: date | None = None
        self.plain = False
        self.why = False
        self.json = False
        self.confirm = ""

    def start(self) -> "Path":
        """Return the folder named with -C, or the one the person is in."""
        from pathlib import Path

        return (Path(self.in_folder) if self.in_folder else Path.cwd()).absolute()

    def day(self) -> date:
        """Return today, or the day that --today names."""
        return self.today or date.today()  # noqa: DTZ011 - the user's own day, as the calendar on the wall has it

    def root(self) -> "Path":
        """Return the committee's folder: named with -C, or found upwards. Raises VawcoordError when there is none."""
        from vawcoord.folder.loading import find_root

        start = self.start()
        root = find_root(start)
        if root is None or (self.in_folder and root != start):
            raise VawcoordError(
                _("{folder}: here is no committee.toml.").format(folder=start),
                _("Go into the committee's folder, name it with -C FOLDER, or make one: vawcoord init FOLDER."),
            )
        return root

    def loaded(self) -> "tuple[Path, Committee]":
        """Return folder and committee for a command that writes; how many mistakes the folder has is said first.

        A broken record is left out of what the command makes: the person must know that before she uses it.
        """
        from vawcoord.folder.loading import load

        root = self.root()
        committee, findings = load(root)
        self.remark_findings(findings)
        return root, committee

    def write(self, root: "Path", committee: "Committee | None", changes: "ChangeSet", *, undoable: bool = True) -> None:
        """Make changes, past the guard: the only way in which a command changes the folder.

        `committee` is None where its folder is only being made.
        """
        from vawcoord.operations.writing import write

        write(root, committee, changes, self.day(), confirm=self.confirm, undoable=undoable)

    def say(self, text: str = "") -> None:
        """Print for people; nothing with --json."""
        if not self.json:
            click.echo(text)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a table, or with --plain one record a block."""
        if self.json:
            return
        from vawcoord.render import terminal

        held = list(rows)
        if held:
            click.echo(terminal.blocks(head, held) if self.plain else terminal.table(head, held, width=_width()))

    def done(self, what: str, files: Iterable[str] = (), *, next: str = "", items: Sequence[str] = ()) -> None:  # noqa: A002
        """Print what was made, where, and one line to do next; with --why the files and the items of Module 5."""
        self.say(what)
        shown = list(files)
        if self.why:
            for path in shown:
                self.say(f"  {path}")
            if items:
                self.say(_("For Module 5: {items}.").format(items=" ".join(items)))
        if next:
            self.say(_("Next: {command}").format(command=next))

    def remark(self, text: str) -> None:
        """Print a remark to standard error."""
        click.echo(text, err=True)

    def remark_findings(self, findings: "Sequence[Finding]") -> None:
        """Say on standard error how many findings the folder has."""
        count = sum(1 for one in findings if one.severity == "error")
        if count and not self.json:
            self.remark(
                several("{count} mistake in the folder: vawcoord check", "{count} mistakes in the folder: vawcoord check", count)
            )

    def print_json(self, command: str, committee: str, findings: "Iterable[Finding]", data: Any) -> None:
        """Print the one JSON object of a reading command."""
        import json

        envelope = {
            "format": 1,
            "command": command,
            "committee": committee,
            "today": self.day().isoformat(),
            "findings": [as_json(one) for one in findings],
            "data": data,
        }
        click.echo(json.dumps(envelope, ensure_ascii=False, indent=2, default=str))


def as_json(finding: "Finding") -> dict[str, Any]:
    """Return a finding as it stands in JSON."""
    from vawcoord.where import key_text

    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.where.path,
        "line": finding.where.line,
        "key": key_text(finding.where.key),
        "message": finding.message,
        "mend": finding.mend,
        "guideline": list(finding.guideline),
    }


def _width() -> int:
    """Return how wide the terminal is, between 60 and 120; 100 where the output goes elsewhere."""
    import shutil

    return max(60, min(120, shutil.get_terminal_size((100, 24)).columns)) if sys.stdout.isatty() else 100


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep a common option in the run's choices, wherever on the line it stood."""
    app = ctx.ensure_object(App)
    if value not in (None, False) and param.name:
        setattr(app, param.name, value)
    return value


_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""The years that a command line takes: from others, days around them cannot be counted."""


def _translated(docstring: str | None) -> str | None:
    """Return the help of a command, which is its docstring, in the language of the programme."""
    return _(inspect.cleandoc(docstring)) if docstring else docstring


class Day(click.ParamType[date]):
    """A date as people type it on a command line: 2026-01-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or say how one is written."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(_('"{value}" is no date. Write year-month-day: 2026-01-31.').format(value=value), param, ctx)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self.fail(_("{day} lies too far away. Write year-month-day: 2026-01-31.").format(day=day), param, ctx)
        return day


DAY = Day()


def common_options() -> list[click.Option]:
    """Return the options that every command takes."""
    return [
        click.Option(
            ["-C", "in_folder"],
            type=click.Path(file_okay=False),
            metavar=_("FOLDER"),
            help=_("The committee's folder; otherwise the one you are in."),
            expose_value=False,
            callback=_remember,
        ),
        click.Option(
            ["--today"],
            type=DAY,
            metavar=_("DATE"),
            help=_("Act as if today were this day."),
            expose_value=False,
            callback=_remember,
        ),
        click.Option(
            ["--plain"],
            is_flag=True,
            help=_('One record a block of "label: value"; no columns.'),
            expose_value=False,
            callback=_remember,
        ),
        click.Option(
            ["--why"],
            is_flag=True,
            help=_("Say what was done, in which files, for which item of Module 5."),
            expose_value=False,
            callback=_remember,
        ),
    ]


def json_option() -> click.Option:
    """Return the option of reading commands that prints one JSON object and nothing else."""
    return click.Option(["--json"], is_flag=True, help=_("Print one JSON object."), expose_value=False, callback=_remember)


def confirm_option() -> click.Option:
    """Return the option of commands that write or send: the reason why the guard is to let something through."""
    return click.Option(
        ["--confirm"],
        metavar=_("REASON"),
        help=_("Write although the guard stops it; the reason is kept."),
        expose_value=False,
        callback=_remember,
    )


class Group(click.Group):
    """Commands under one word. A slip of the pen is named with the command that was probably meant."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.help = _translated(self.help)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names, or say that there is none."""
        name = args[0]
        if not name.startswith("-") and not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            from vawcoord.records.record import nearest

            near = nearest(name, self.list_commands(ctx))
            hint = " " + _('Did you mean "{near}"?').format(near=near) if near else ""
            ctx.fail(_('There is no command "{name}".').format(name=name) + hint)
        return super().resolve_command(ctx, args)


class Command(click.Command):
    """A command with the common options; one that writes can be told why the guard is to let something through."""

    writes = True

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.help = _translated(self.help)
        self.params.extend(common_options())
        if self.writes:
            self.params.append(confirm_option())


class Reading(Command):
    """A command that only reads; it can answer in JSON."""

    writes = False

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(json_option())


class Both(Reading):
    """A command that reads, and writes when it is told something; it can answer in JSON."""

    writes = True


def command(name: str, *, reading: bool = False, writing: bool = False) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command of a function; its docstring is the help. With `reading` and `writing` it does the one or the other."""
    return click.command(name, cls=(Both if writing else Reading) if reading else Command)


def pass_app(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the run's choices to a command as its first argument."""
    return click.make_pass_decorator(App, ensure=True)(function)
