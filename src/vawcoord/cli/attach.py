"""`attach`: puts a scan under attachments/, with its digest."""

from pathlib import Path

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _


@command("attach")
@click.argument("record")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--class",
    "class_",
    type=click.Choice(["public", "committee", "restricted"]),
    default="committee",
    help=_("Who may see it."),
)
@pass_app
def attach(app: App, *, record: str, file: Path, class_: str) -> None:
    """Attach a scan to a record.

    RECORD is a record's path without its ending, such as members/county-police or mou/referral.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.operations.attach import attach as attaching
    from vawcoord.records.record import nearest

    root, committee = app.loaded()
    bare = record.removesuffix(".toml").removesuffix(".md")
    known = sorted({path.rpartition(".")[0].removesuffix(".log") for path in committee.paths if path.endswith((".toml", ".md"))})
    if bare not in known:
        near = nearest(bare, known)
        raise VawcoordError(
            _('There is no record "{record}".').format(record=record)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("Write the path of its file without the ending, such as members/county-police."),
        )
    path, changes = attaching(root, bare, file, class_=class_, today=app.day())
    app.write(root, committee, changes)
    app.done(
        _("The file lies in {path}, with its digest beside it.").format(path=path),
        changes.paths(),
        next=_('name it as scan = "{path}" in the record.').format(path=path),
    )
