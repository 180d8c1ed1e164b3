"""`mou update` and its like: a newer template, or changed data of the agencies, comes into a document that was edited since."""

import sys
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.operations.update import Update

_ITEMS = ("L2.2.4", "L2.6.1")


def update_command(kind: str) -> click.Command:
    """Return the command that updates a document of a kind."""

    @command("update")
    @click.argument("name")
    @click.option("--language", default="", metavar="fr", help=_("Its text in this language; otherwise the folder's."))
    @click.option("--take", multiple=True, metavar=_("CLAUSE"), help=_("Take the template's wording of this clause."))
    @click.option("--keep", multiple=True, metavar=_("CLAUSE"), help=_("Keep your wording of this clause for good."))
    @click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
    @click.option("--yes", is_flag=True, help=_("Do not ask."))
    @pass_app
    def update(app: App, *, name: str, language: str, dry_run: bool, yes: bool, **decided: Any) -> None:
        """Bring a newer template, or the agencies' changed data, into a document.

        Clauses that nobody has edited follow, edited ones stay; where both changed, both wordings are shown and you decide with
        --take or --keep. What would happen is shown first.
        """
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.documents import find_document
        from vawcoord.operations.update import update as updating

        root, committee = app.loaded()
        document = find_document(committee, kind, name, language)
        found = updating(root, committee, Shelf(root), document, app.day(), take=decided["take"], keep=decided["keep"])
        again = f"vawcoord {kind} update {name}"
        _preview(app, found)
        if found.changes is None:
            app.done(_("{path} is as its template has it now.").format(path=document.where.path), next=f"vawcoord {kind} list")
            return
        if dry_run:
            app.done(_("Nothing was written."), next=f"{again} --yes")
            return
        if not yes:
            if not sys.stdin.isatty():
                app.done(_("Nothing was written: nobody could be asked."), next=f"{again} --yes")
                return
            if not click.confirm(_("Write this into {path}?").format(path=document.where.path)):
                app.done(_("Nothing was written."))
                return
        app.write(root, committee, found.changes)
        first = found.clashes[0].clause if found.clashes else ""
        app.done(
            _("{path} follows {template}.").format(path=document.where.path, template=found.after),
            found.changes.paths(),
            next=f"{again} --take {first} | --keep {first}" if first else f"vawcoord build {document.where.path}",
            items=_ITEMS,
        )

    return update


def _preview(app: App, found: "Update") -> None:
    """Print what would happen, clause by clause; where both sides changed, both wordings."""
    if found.before != found.after:
        app.say(_("From {before} to {after}").format(before=found.before, after=found.after))
    said = {
        "added": _("new"),
        "dropped": _("dropped by the template"),
        "theirs": _("follows the template"),
        "ours": _("stays as you wrote it"),
        "clash": _("both changed: decide"),
    }
    app.table(
        (_("Clause"), _("What happens"), _("Title"), _("Module 5")),
        [(one.clause, said[one.what], one.title, " ".join(one.items)) for one in found.rows],
    )
    if found.keys:
        app.say(_("In the head: {keys}.").format(keys=", ".join(found.keys)))
    for one in found.clashes:
        _side(app, _("{clause}: as it stands in your text").format(clause=one.clause), one.ours)
        _side(app, _("{clause}: as the template has it now").format(clause=one.clause), one.theirs)
    if found.order_clash:
        app.say(_("You and the template have moved clauses, in different ways: your order stays."))
    if found.signed:
        app.say()
        app.say(
            several(
                "The signature of {parties} stays with the former text; this becomes the draft of the next one.",
                "The signatures of {parties} stay with the former text; this becomes the draft of the next one.",
                len(found.signed),
                parties=", ".join(found.signed),
            )
        )


def _side(app: App, heading: str, wording: str) -> None:
    """Print one wording of a clause, line by line as it is written."""
    from vawcoord.render.terminal import wrapped

    app.say()
    app.say(heading)
    for line in (wording or _("(not there)")).splitlines():
        app.say(wrapped(f"  | {line}", indent="  | ") if line.strip() else "  |")
