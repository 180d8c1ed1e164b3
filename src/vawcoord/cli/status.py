"""`status` and `today`: what is late, due, unsigned, incomplete, and what to do now."""

from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.documents.status import Line, Status
from vawcoord.language import _

if TYPE_CHECKING:
    from vawcoord.documents.status import Shown


@command("status", reading=True)
@click.option("--all", "everything", is_flag=True, help=_("Every line, however many there are."))
@pass_app
def status(app: App, *, everything: bool) -> None:
    """One screen: late, due, unsigned, incomplete; what to do now."""
    _run(app, "status", everything=everything)


@command("today", reading=True)
@pass_app
def today(app: App) -> None:
    """The three things to do now."""
    _run(app, "today")


def _run(app: App, name: str, *, everything: bool = False) -> None:
    """Load the folder and show it."""
    from vawcoord.documents.status import status as status_of
    from vawcoord.operations.checking import checked
    from vawcoord.render.terminal import clipped, wrapped

    state = checked(app.root(), app.day(), lines=app.json)
    committee, findings = state.committee, state.findings
    result = status_of(committee, findings, app.day())
    if app.json:
        app.print_json(name, committee.profile.id, findings, _as_json(result))
        return
    app.say(wrapped(f"{result.name}, {result.today}"))
    app.say()
    if name == "status" and result.lines:
        _show(app, result.screen(None if everything else result.room()))
        app.say()
    if not result.now:
        app.say(_("Nothing waits to be done."))
        return
    app.say(_("To do now"))
    for number, line in enumerate(result.now, start=1):
        said = f"  {number}. {_shown(line)}"
        app.say(clipped(said) if name == "status" and not app.plain else wrapped(said, indent="     "))
        app.say(f"     {line.command}")
    app.remark_findings(findings)


def _show(app: App, groups: "tuple[Shown, ...]") -> None:
    """Print the groups, one line an entry: their names in a column of their own, or with --plain before each entry."""
    from vawcoord.render.terminal import clipped

    width = max(len(one.group) for one in groups) + 2
    for one in groups:
        more = _("and {count} more").format(count=one.more) if one.more else ""
        for place, line in enumerate(one.lines):
            last = more if place == len(one.lines) - 1 else ""
            if app.plain:
                said = f"{line.day}, {line.what}" if line.day else line.what
                app.say(f"{one.group}: {said}{'; ' if last else ''}{last}")
                continue
            room = 80 - width - (len(last) + 3 if last else 0)
            said = clipped(_shown(line), room) + (f" ({last})" if last else "")
            app.say(f"{'' if place else one.group:<{width}}{said}")


def _shown(line: Line) -> str:
    """Return a line with its day."""
    return f"{line.day}  {line.what}" if line.day else line.what


def _as_json(status: Status) -> dict[str, Any]:
    """Return the status as data."""

    def one(line: Line) -> dict[str, Any]:
        return {"group": line.group, "what": line.what, "date": line.day, "command": line.command}

    return {"lines": [one(line) for line in status.lines], "now": [one(line) for line in status.now]}
