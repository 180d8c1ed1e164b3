"""The guided start: `vawcoord` alone asks what you want to do, and shows the command it then runs."""

import shlex

import click

from vawcoord.cli.app import App
from vawcoord.language import _


def guided_start(ctx: click.Context) -> None:
    """Ask what to do in numbered lines, and run it."""
    from vawcoord.folder.loading import find_root

    app = ctx.ensure_object(App)
    root = find_root(app.start())
    choices = _without_folder() if root is None else _with_folder()
    if root is None:
        click.echo(_("There is no committee's folder here."))
    click.echo(_("What do you want to do?"))
    for number, (says, _line) in enumerate(choices, start=1):
        click.echo(f"  {number}. {says}")
    click.echo("  0. " + _("Leave"))
    picked = click.prompt(_("Number"), type=click.IntRange(0, len(choices)), default=1 if root else 0)
    if picked == 0:
        return
    words = []
    for word in choices[picked - 1][1]:
        if word.startswith("?"):
            answer = click.prompt(word[1:])
            words.append(answer)
        else:
            words.append(word)
    if root is not None:
        words += ["-C", str(root)]
    click.echo(_("This runs: {command}").format(command=f"vawcoord {shlex.join(words)}"))
    click.echo()
    from vawcoord.cli.main import vawcoord

    ctx.exit(vawcoord.main(args=words, prog_name="vawcoord", standalone_mode=False, obj=app) or 0)


def _without_folder() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what can be done where there is no committee yet."""
    return (
        (_("Make a committee's folder"), ("init", "?" + _("In which new folder?"))),
        (
            _("Bring a folder back from an archive"),
            ("restore", "?" + _("Which archive?"), "?" + _("Into which new folder?")),
        ),
        (_("Read what the programme can do"), ("--help",)),
    )


def _with_folder() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what can be done in a committee's folder: the work of the week, in the order in which it comes."""
    return (
        (_("See what is to be done"), ("status",)),
        (_("Find mistakes"), ("check",)),
        (_("Make the Word files"), ("build",)),
        (_("Prepare the next meeting"), ("meeting", "agenda")),
        (_("Write the minutes"), ("meeting", "minutes")),
        (_("See who has to do what"), ("action", "list")),
        (
            _("Record a signature"),
            ("mou", "sign", "?" + _("Of which document?"), "--party", "?" + _("Which agency signed?")),
        ),
        (
            _("Write down what happened to an action or an activity"),
            ("progress", "?" + _("Which one? (its number)"), "?" + _("Where does it stand? (in-progress, done, blocked, …)")),
        ),
        (
            _("Write a message to agencies"),
            ("message", "?" + _("Of which kind? (call-for-items, reminder, notice, thanks, missing-signature)")),
        ),
        (_("See the member agencies"), ("member", "list")),
        (_("Make a backup"), ("backup", "?" + _("Where to? (a folder, or the drive of a memory stick)"))),
        (_("Take the last change back"), ("undo",)),
        (_("Hand the office over"), ("handover",)),
    )
