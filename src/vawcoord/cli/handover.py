"""`handover`: one Word file for the next secretary, or what is missing where nothing was handed over."""

from typing import TYPE_CHECKING

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from pathlib import Path

_ITEMS = ("L2.2.5", "L2.2.6")


@command("handover", reading=True)
@click.option("--take", is_flag=True, help=_("Nothing was handed over: what is missing, whom to ask, in which order."))
@click.option("--backup", default="", metavar=_("TEXT"), help=_("Where the last backup lies, to stand in the paper."))
@click.option("--language", default="", metavar="fr", help=_("The language of the paper; otherwise that of the folder."))
@pass_app
def handover(app: App, *, take: bool, backup: str, language: str) -> None:
    """Write what the next secretary must know.

    One Word file and page under build: what is open, where papers lie, who signs, the next 90 days, a list to tick. With --json
    its parts are printed and nothing is written.
    """
    root = app.root()
    if take:
        _take(app, root)
        return
    from vawcoord.operations.handover import gathered, sections
    from vawcoord.operations.handover import handover as writing

    held = gathered(root, app.day(), language)
    if app.json:
        data = {
            "sections": [
                {
                    "id": one.id,
                    "title": one.title,
                    "head": list(one.head),
                    "rows": [list(cells) for cells in one.rows],
                    "note": one.note,
                }
                for one in sections(held, app.day())
            ]
        }
        app.print_json("handover", held.committee.profile.id, held.findings, data)
        return
    steps = writing(root, held, app.day(), backup=backup)
    for step in steps:
        app.say(step.path)
        if step.message:
            app.remark(step.message)
    app.done(
        _("Read it together, tick and sign the last page. It is internal; people's telephones are not in it."),
        [step.path for step in steps],
        next=_("vawcoord backup FOLDER, then hand over contacts.toml by hand"),
        items=_ITEMS,
    )
    app.remark_findings(held.findings)


def _take(app: App, root: "Path") -> None:
    """Print what is missing, the most urgent first."""
    from vawcoord.documents.taking import gaps, urgency_in_words
    from vawcoord.folder.loading import load
    from vawcoord.render.terminal import wrapped

    committee, findings = load(root)
    found = gaps(committee, app.day())
    if app.json:
        data = [{"urgency": one.urgency, "what": one.what, "ask": one.ask, "command": one.command} for one in found]
        app.print_json("handover", committee.profile.id, findings, {"missing": data})
        return
    app.say(f"{committee.profile.name}, {app.day()}")
    number = 0
    for urgency in dict.fromkeys(one.urgency for one in found):
        app.say()
        app.say(urgency_in_words(urgency))
        for one in found:
            if one.urgency == urgency:
                number += 1
                app.say(wrapped(f"  {number}. {one.what}", indent="     "))
                app.say(wrapped("     " + _("Ask {whom}.").format(whom=one.ask), indent="     "))
                app.say(f"     {one.command}")
    app.say()
    app.done(
        several("{count} thing is missing.", "{count} things are missing.", len(found)) if found else _("Nothing is missing."),
        next="vawcoord status",
        items=_ITEMS,
    )
    app.remark_findings(findings)
