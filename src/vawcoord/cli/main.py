"""The entry: finds the command, runs it, turns what cannot go on into a sentence and an exit status.

Commands are loaded only when they are called: the start is what people wait for most often.
"""

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from vawcoord import __version__
from vawcoord.cli.app import App, Group, common_options
from vawcoord.errors import VawcoordError
from vawcoord.language import _, marked, speak

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("init", "vawcoord.cli.init:init", marked("Make a committee's folder.")),
    ("status", "vawcoord.cli.status:status", marked("One screen: late, due, unsigned, incomplete; what to do now.")),
    ("today", "vawcoord.cli.status:today", marked("The three things to do now.")),
    ("check", "vawcoord.cli.check:check", marked("Find mistakes in the folder.")),
    ("build", "vawcoord.cli.build:build", marked("Make the Word files and pages of what changed.")),
    ("open", "vawcoord.cli.open:open_", marked("Open the Word file or the record of a thing.")),
    ("member", "vawcoord.cli.member:member", marked("Member agencies and their representatives.")),
    ("agreement", "vawcoord.cli.documents:agreement", marked("Membership agreements, orders, undertakings.")),
    ("mou", "vawcoord.cli.documents:mou", marked("Memoranda of understanding.")),
    ("sop", "vawcoord.cli.documents:sop", marked("Standard operating procedures.")),
    ("receive", "vawcoord.cli.receive:receive", marked("Take in Word files that came back.")),
    ("plan", "vawcoord.cli.plan:plan", marked("The action plan.")),
    ("progress", "vawcoord.cli.progress:progress", marked("Write down what happened to an activity or an action.")),
    ("changes", "vawcoord.cli.progress:changes", marked("Show what moved: what each agency finished first, then what slipped.")),
    ("meeting", "vawcoord.cli.meeting:meeting", marked("The meetings: schedule, agenda, minutes, decisions, calendars.")),
    ("action", "vawcoord.cli.action:action", marked("The actions of meetings: what is open, late, carried over.")),
    (
        "register",
        "vawcoord.cli.register:register",
        marked("Registers: dated entries such as needs, consultations, training."),
    ),
    ("service", "vawcoord.cli.service:service", marked("Who offers which essential service; what is missing.")),
    ("indicator", "vawcoord.cli.indicator:indicator", marked("What is measured: figures against baseline and target.")),
    (
        "standard",
        "vawcoord.cli.standard:standard",
        marked("Module 5, item by item: texts, coverage, vouching, the evidence pack."),
    ),
    (
        "report",
        "vawcoord.cli.report:report",
        marked("Reports for the committee, for the body it answers to, and for everybody."),
    ),
    ("rollup", "vawcoord.cli.report:rollup", marked("Read the returns of many committees together.")),
    ("message", "vawcoord.cli.message:message", marked("Print short texts to agencies, to paste into a messenger.")),
    ("handover", "vawcoord.cli.handover:handover", marked("Write what the next secretary must know.")),
    ("export", "vawcoord.cli.sheets:export", marked("Write a sheet for Excel.")),
    ("import", "vawcoord.cli.sheets:import_", marked("Read sheets that came back.")),
    ("guard", "vawcoord.cli.guard:guard", marked("Find personal data in files: places, never the text.")),
    ("attach", "vawcoord.cli.attach:attach", marked("Attach a scan to a record.")),
    ("backup", "vawcoord.cli.backup:backup", marked("Make a verified archive of the folder.")),
    ("restore", "vawcoord.cli.backup:restore", marked("Bring a folder back from an archive.")),
    ("undo", "vawcoord.cli.backup:undo", marked("Take the last change back.")),
)
"""Name, where it is, short help. Tests hold the help against the docstrings."""

_BROKEN_PIPE = 0


class Commands(Group):
    """The commands, loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return [name for name, _place, _help in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """Return a command."""
        for name, place, _short in COMMANDS:
            if name == cmd_name:
                module, _colon, attribute = place.partition(":")
                found = getattr(import_module(module), attribute)
                return found if isinstance(found, click.Command) else None
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """Write the list of commands without loading them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(short)) for name, _place, short in COMMANDS])


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="vawcoord", message="%(prog)s %(version)s")
@click.pass_context
def vawcoord(ctx: click.Context) -> None:
    """The paperwork of a committee that coordinates the response to violence against women."""
    ctx.ensure_object(App)
    if ctx.invoked_subcommand is None:
        from vawcoord.cli.menu import guided_start

        guided_start(ctx)


vawcoord.params.extend(common_options())


def main(arguments: list[str] | None = None) -> None:
    """Run the programme and leave with its exit status: 0 done, 1 a judging command found something, 2 it could not go on."""
    # A run is short and keeps nearly all it makes: to look for circles in it as often as Python does takes a tenth of the time.
    gc.set_threshold(100_000, 20, 100)
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the programme and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console may stand on a code page without Arabic.
            stream.reconfigure(encoding="utf-8", errors="replace")
    app = App()
    try:
        _settings(app)
        result: Any = vawcoord.main(args=arguments, prog_name="vawcoord", standalone_mode=False, obj=app)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo(_("Stopped; nothing more was done."), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except VawcoordError as error:
        click.echo(error.message, err=True)
        if error.mend:
            click.echo(error.mend, err=True)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is left to flush into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except OSError as error:
        # What disk and folder did not foresee: a name that is too long, a folder that may not be written in.
        click.echo(_("{path}: {reason}.").format(path=error.filename or "vawcoord", reason=error.strerror or error), err=True)
        click.echo(_("Is the disk full, or the folder not yours to write in?"), err=True)
        return 2
    return result if isinstance(result, int) else 0


def _settings(app: App) -> None:
    """Take language and plain output from the user's settings, and the language from the environment."""
    language = os.environ.get("VAWCOORD_LANGUAGE", "")
    file = os.path.join(click.get_app_dir("vawcoord"), "settings.toml")  # noqa: PTH118 - no pathlib at the start
    if os.path.exists(file):  # noqa: PTH110 - the same
        import tomllib

        from vawcoord import disk

        try:
            held = tomllib.loads((disk.read_file(file, disk.TEXT_LIMIT) or b"").decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, VawcoordError) as error:
            raise VawcoordError(
                _("{path}: the settings cannot be read: {error}.").format(path=file, error=error),
                _("Correct or remove the file."),
            ) from error
        app.plain = held.get("plain") is True
        language = language or str(held.get("language", ""))
    if not language:
        language = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    plain = language.partition(".")[0].partition("_")[0].lower()
    speak("" if plain in ("c", "posix") else plain)
