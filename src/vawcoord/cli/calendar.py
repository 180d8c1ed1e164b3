"""`meeting calendar`: the files that people's calendars import, update and cancel."""

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _, several


@command("calendar")
@click.option("--all", "everything", is_flag=True, help=_("Also the secretary's days and the deadlines, each in its file."))
@click.option(
    "--utc", is_flag=True, help=_("In universal time, each meeting for itself: for Outlook where the clock has no fixed rule.")
)
@click.option(
    "--meeting",
    "meetings",
    multiple=True,
    metavar=_("MEETING"),
    help=_("Only this meeting, in a file of its own; may be repeated."),
)
@pass_app
def calendar(app: App, *, everything: bool, utc: bool, meetings: tuple[str, ...]) -> None:
    """Write calendar files to send to members or to put on a server.

    Sent again after a change, they update and cancel what is in people's calendars. Titles are neutral; nothing tells of cases.
    """
    from vawcoord.folder.loading import load
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.calendar import Request, publish, remarks

    root = app.root()
    committee, findings = load(root)
    words = Shelf(root).words(committee.profile.languages[0])
    request = Request(everything, utc, meetings)
    made = publish(root, committee, words, request, app.day())
    # What went out cannot be taken back: the next change must know of it.
    app.write(root, committee, made.changes, undoable=False)
    for path in made.files:
        app.say(path)
    if made.new or made.changed or made.cancelled:
        what = ", ".join(
            text
            for count, text in (
                (made.new, several("{count} new event", "{count} new events", made.new)),
                (made.changed, several("{count} updated", "{count} updated", made.changed)),
                (made.cancelled, several("{count} cancelled", "{count} cancelled", made.cancelled)),
            )
            if count
        )
        what = _("{what} since the last time.").format(what=what)
    else:
        what = _("Nothing has changed since the last time.")
    for remark in remarks(made, request):
        app.remark(remark)
    app.done(what, made.changes.paths(), next=_("send the file to the members."), items=("L2.2.6",))
    app.remark_findings(findings)
