"""`mou import` and its like: an agreement that exists in Word comes into the folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.cli.issue import names
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.operations.importing import Imported

_ITEMS = ("L2.2.1", "L2.2.4")


def import_command(kind: str) -> click.Command:
    """Return the command that brings a document of a kind in."""

    @command("import")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=_("FILE.docx"))
    @click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its short name; otherwise made from its title."))
    @click.option(
        "--template", default="", metavar=_("NAME"), help=_("The template it is compared with; otherwise the most like it.")
    )
    @click.option("--between", "parties", default="", callback=names, metavar="A,B", help=_("The agencies bound by it."))
    @click.option("--language", default="", metavar="fr", help=_("Its language; otherwise the folder's."))
    @click.option("--title", default="", metavar=_("TEXT"), help=_("Its title; otherwise as it stands in the file."))
    @click.option("--yes", is_flag=True, help=_("Do not ask: ids and items are right."))
    @pass_app
    def import_(app: App, *, file: Path, identity: str, yes: bool, **given: Any) -> None:
        """Bring an agreement that exists in Word into the folder.

        Shows each clause with a proposed id and the items of Module 5 it seems to answer, with the reason, and what the template
        has beside it. Nothing is written before you confirm.
        """
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.importing import Import, bring_in

        root, committee = app.loaded()
        found = bring_in(root, committee, Shelf(root), Import(kind, file, identity, **given), app.day())
        _show(app, found)
        if not yes:
            if not sys.stdin.isatty():
                app.done(_("Nothing was written: nobody could be asked."), next=_("the same with --yes"))
                return
            if not click.confirm(_("Write {path}? Ids and items can be changed there.").format(path=found.path)):
                app.done(_("Nothing was written."))
                return
        app.write(root, committee, found.changes)
        app.done(
            _("{path} is made, in plain text that you can edit.").format(path=found.path),
            found.changes.paths(),
            next=f"vawcoord open {found.path}",
            items=_ITEMS,
        )

    return import_


def _show(app: App, found: "Imported") -> None:
    """Print what was found, and what is missing."""
    for remark in found.remarks:
        app.remark(remark)
    if found.template:
        app.say(_("Compared with the template {template}.").format(template=found.template))
    app.table(
        (_("Clause"), _("Proposed id"), _("Module 5"), _("Because")),
        [
            (("  " if one.level > 2 and not app.plain else "") + one.title, one.clause, " ".join(one.items), one.why)
            for one in found.rows
        ],
    )
    if found.gaps:
        app.say()
        app.say(
            several(
                "{count} clause of the template has nothing like it in the file:",
                "{count} clauses of the template have nothing like them in the file:",
                len(found.gaps),
            )
        )
        app.table((_("Clause"), _("Title"), _("Module 5")), [(one.clause, one.title, " ".join(one.items)) for one in found.gaps])
