"""`status` and `today`: what is late, due, unsigned, incomplete, and what to do now."""

from typing import Any

from vawcoord.cli.app import App, command, pass_app
from vawcoord.documents.status import Line, Status
from vawcoord.language import _


@command("status", reading=True)
@pass_app
def status(app: App) -> None:
    """One screen: late, due, unsigned, incomplete; what to do now."""
    _run(app, "status")


@command("today", reading=True)
@pass_app
def today(app: App) -> None:
    """The three things to do now."""
    _run(app, "today")


def _run(app: App, name: str) -> None:
    """Load the folder and show it."""
    from vawcoord.documents.status import status as status_of
    from vawcoord.operations.checking import checked
    from vawcoord.render.terminal import wrapped

    state = checked(app.root(), app.day(), lines=app.json)
    committee, findings = state.committee, state.findings
    result = status_of(committee, findings, app.day())
    if app.json:
        app.print_json(name, committee.profile.id, findings, _as_json(result))
        return
    app.say(f"{result.name}, {result.today}")
    app.say()
    if name == "status":
        for group, lines in result.groups():
            app.say(group)
            for line in lines[:8]:
                app.say(wrapped(f"  {_shown(line)}", indent="    "))
            if len(lines) > 8:
                app.say("  " + _("and {count} more").format(count=len(lines) - 8))
            app.say()
    if not result.now:
        app.say(_("Nothing waits to be done."))
        return
    app.say(_("To do now"))
    for number, line in enumerate(result.now, start=1):
        app.say(wrapped(f"  {number}. {_shown(line)}", indent="     "))
        app.say(f"     {line.command}")
    app.remark_findings(findings)


def _shown(line: Line) -> str:
    """Return a line with its day."""
    return f"{line.day}  {line.what}" if line.day else line.what


def _as_json(status: Status) -> dict[str, Any]:
    """Return the status as data."""

    def one(line: Line) -> dict[str, Any]:
        return {"group": line.group, "what": line.what, "date": line.day, "command": line.command}

    return {"lines": [one(line) for line in status.lines], "now": [one(line) for line in status.now]}
