"""`backup`, `restore`, `undo`: nothing is lost."""

from pathlib import Path

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _


@command("backup")
@click.argument("to", type=click.Path(path_type=Path))
@pass_app
def backup(app: App, *, to: Path) -> None:
    """Make a verified archive of the folder.

    TO is a folder, such as a memory stick, or the name of a zip file.
    """
    from vawcoord.operations.backup import backup as backing_up

    made = backing_up(app.root(), to.absolute(), today=app.day())
    for remark in made.remarks:
        app.remark(remark)
    app.done(
        _("{count} files are in {path}; every one was read back and compared.").format(count=made.files, path=made.path),
        [str(made.path)],
        next=f"vawcoord restore {made.path} FOLDER",
    )


@command("restore")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_app
def restore(app: App, *, archive: Path, folder: Path) -> None:
    """Bring a folder back from an archive.

    FOLDER must not be there yet, or be empty.
    """
    from vawcoord.operations.backup import restore as restoring

    back = restoring(archive.absolute(), folder.absolute())
    for remark in back.remarks:
        app.remark(remark)
    app.done(
        _("{count} files are back in {folder}; every one has the digest that the archive names.").format(
            count=back.files, folder=folder
        ),
        next=f"vawcoord -C {folder} status",
    )


@command("undo")
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@pass_app
def undo(app: App, *, yes: bool) -> None:
    """Take the last change back."""
    from vawcoord.errors import VawcoordError
    from vawcoord.folder.applying import last_change
    from vawcoord.folder.applying import undo as undoing

    root = app.root()
    last = last_change(root)
    if last is None:
        raise VawcoordError(_("There is nothing to take back."), _("Only the last change of a command can be taken back, once."))
    app.say(_("The last change: {label}.").format(label=last.label))
    for path in last.paths():
        app.say(f"  {path}")
    if not yes and not click.confirm(_("Take it back?")):
        app.say(_("Nothing was changed."))
        return
    undoing(root)
    app.done(_("Taken back: {label}.").format(label=last.label), next="vawcoord status")
