"""`mou issue` and its like: a text goes round for comments."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from vawcoord.cli.app import DAY, App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from pathlib import Path

    from vawcoord.operations.issue import Issue
    from vawcoord.records.committee import Committee
    from vawcoord.records.document import Out

_ITEMS = ("L2.2.4",)


def names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001 - click's signature
    """Return the names of a list with commas."""
    return tuple(one.strip() for one in value.split(",") if one.strip())


def issue_command(kind: str) -> click.Command:
    """Return the command that issues a document of a kind."""

    @command("issue")
    @click.argument("name")
    @click.option("--to", default="", callback=names, metavar="A,B", help=_("To whom it goes; otherwise to all parties."))
    @click.option("--answer-by", type=DAY, default=None, metavar=_("DATE"), help=_("The day an answer is asked for."))
    @click.option("--language", default="", metavar="fr", help=_("Its text in this language; otherwise the folder's."))
    @pass_app
    def issue(app: App, *, name: str, to: tuple[str, ...], answer_by: date | None, language: str) -> None:
        """Make the Word copy that goes round for comments, and note who gets it.

        The text as it is sent is kept, so that what comes back can be compared with it. A draft may be issued again.
        """
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.documents import find_document
        from vawcoord.operations.issue import issue as issuing

        root, committee = app.loaded()
        found = find_document(committee, kind, name, language)
        issued = issuing(root, committee, Shelf(root), found, to, app.day(), answer_by=answer_by)
        _sent(app, root, committee, issued)

    return issue


@command("issue")
@click.argument("meeting")
@click.option("--to", default="", callback=names, metavar="A,B", help=_("To whom it goes; otherwise to all who attended."))
@click.option("--answer-by", type=DAY, default=None, metavar=_("DATE"), help=_("The day an answer is asked for."))
@pass_app
def issue_minutes(app: App, *, meeting: str, to: tuple[str, ...], answer_by: date | None) -> None:
    """Make the Word copy of draft minutes that goes round for corrections, and note who gets it."""
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.issue import issue_minutes as issuing

    root, committee = app.loaded()
    _sent(app, root, committee, issuing(root, committee, Shelf(root), meeting, to, app.day(), answer_by=answer_by))


def _sent(app: App, root: "Path", committee: "Committee", issued: "Issue") -> None:
    """Write what records a copy, make it, and say where it lies."""
    from vawcoord.operations.issue import make

    app.write(root, committee, issued.changes)
    step = make(root, issued)
    if step.message:
        app.remark(step.message)
    if issued.again:
        app.remark(_("This text went to {agencies} before.").format(agencies=", ".join(issued.again)))
    said = several(
        "{path} is ready to be sent to {agencies}.",
        "{path} is ready to be sent to {count} agencies: {agencies}.",
        len(issued.to),
        path=issued.path,
        agencies=", ".join(one.id for one in issued.to),
    )
    app.done(
        said,
        (issued.path, *issued.changes.paths()),
        next=_("send it, and when it comes back: {command}").format(command="vawcoord receive FILE.docx --from AGENCY"),
        items=_ITEMS,
    )


def out_lines(out: "Mapping[str, tuple[Out, ...]]", today: date) -> Iterator[str]:
    """Yield for each document of which copies are out with whom they are, since when, and by when an answer is asked for."""
    for name, copies in out.items():
        for since, answer_by in sorted({(one.since, one.answer_by) for one in copies}, key=lambda pair: pair[0]):
            agencies = ", ".join(one.party for one in copies if (one.since, one.answer_by) == (since, answer_by))
            line = _("{name}: out since {since} with {agencies}").format(name=name, since=since, agencies=agencies)
            if answer_by:
                line += "; " + _("answer by {day}").format(day=answer_by)
                line += " " + _("(past)") if answer_by < today else ""
            yield line
