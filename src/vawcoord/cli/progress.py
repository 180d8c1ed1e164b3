"""`progress` and `changes`: a line of the journal; what moved since a day."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.documents.progress import Change, Changes
    from vawcoord.records.committee import Committee


@command("progress")
@click.argument("item")
@click.argument("status", default="", metavar="[STATUS]")
@click.option(
    "--percent", type=click.IntRange(0, 100), default=None, metavar=_("NUMBER"), help=_("How much is done, in per cent.")
)
@click.option("--note", default="", metavar=_("TEXT"), help=_("What was done, or why not."))
@click.option("--by", default="", metavar=_("AGENCY"), help=_("The agency that says so."))
@click.option("--due", type=DAY, default=None, metavar=_("DATE"), help=_("A new day; after adoption with --reason."))
@click.option("--lead", default="", metavar=_("AGENCY"), help=_("A new agency; after adoption with --reason."))
@click.option(
    "--reason", default="", metavar=_("TEXT"), help=_("Why the day, the agency or the colour changes, or why it is dropped.")
)
@click.option("--rag", default="", metavar="green|amber|red|grey", help=_("A colour set by hand, with --reason."))
@pass_app
def progress(app: App, *, item: str, status: str, **given: Any) -> None:
    """Write down what happened to an activity or an action.

    ITEM is its id; the short one will do where only one is meant. STATUS is open, in-progress, done, blocked, not-possible
    (circumstances changed), not-undertaken (the agency did not act) or superseded.
    """
    from vawcoord.operations.progress import Report, find_item, journal_path, report

    root, committee = app.loaded()
    found = find_item(committee, item, app.day())
    changes = report(root, committee, found, Report(status, **given), app.day())
    app.write(root, committee, changes)
    app.done(
        _("{item} “{title}”: a line is in {path}.").format(item=found.id, title=found.title, path=journal_path(app.day())),
        changes.paths(),
        next=found.listed,
        items=("L2.6.1",),
    )


@command("changes", reading=True)
@click.option(
    "--since", type=DAY, default=None, metavar=_("DATE"), help=_("From this day on; otherwise from the last meeting on.")
)
@click.option("--agency", default="", metavar=_("AGENCY"), help=_("Only what this agency answers for."))
@pass_app
def changes(app: App, *, since: date | None, agency: str) -> None:
    """Show what moved: what each agency finished first, then what slipped.

    The day itself is included.
    """
    from vawcoord.documents.progress import changes as changed
    from vawcoord.documents.progress import last_meeting
    from vawcoord.errors import VawcoordError
    from vawcoord.folder.loading import load

    committee, findings = load(app.root())
    meeting = ""
    if since is None:
        last = last_meeting(committee, app.day())
        if last is None:
            raise VawcoordError(_("There was no meeting yet."), _("Name a day: vawcoord changes --since DATE."))
        meeting, since = last
    if since > app.day():
        raise VawcoordError(_("{day} has not come yet.").format(day=since))
    if agency:
        from vawcoord.operations.members import find_member

        find_member(committee, agency)
    result = changed(committee, since, app.day(), meeting=meeting, agency=agency)
    if app.json:
        app.print_json("changes", committee.profile.id, findings, _as_json(result))
        return
    _shown(app, committee, result)
    app.remark_findings(findings)


def _shown(app: App, committee: "Committee", result: "Changes") -> None:
    """Print the changes, kind by kind."""
    from vawcoord.render.terminal import wrapped

    since = _("Since {day}, the meeting {meeting}").format(day=result.since, meeting=result.meeting)
    app.say(since if result.meeting else _("Since {day}").format(day=result.since))
    if not result.entries:
        app.say()
        app.say(_("Nothing has moved."))
        return
    done = list(result.finished())
    if done:
        app.say()
        app.say(_("Finished"))
        for agency, held in done:
            member = committee.member(agency)
            app.say(f"  {member.name if member else agency or _('no agency')}")
            for one in held:
                app.say(wrapped(f"    {one.item}  {one.title} ({one.day or result.on})", indent=" " * 6))
    for kind, title in _kinds().items():
        held = result.of(kind)
        if not held:
            continue
        app.say()
        app.say(title)
        for one in held:
            app.say(wrapped(f"  {one.item}  {one.title} ({one.agency or _('no agency')})", indent=" " * 4))
            said = [part for part in (_what(one), one.reason) if part]
            if said:
                app.say(wrapped(f"    {'. '.join(said)}", indent=" " * 4))
    app.say()
    app.say(_("Next: {command}").format(command="vawcoord plan show"))


def _kinds() -> dict[str, str]:
    """Return the kinds of changes after what was finished, with their headings."""
    return {
        "slipped": _("Slipped"),
        "brought-forward": _("Brought forward"),
        "re-owned": _("In other hands"),
        "blocked": _("Newly blocked"),
        "late": _("Newly late"),
        "dropped": _("Dropped"),
        "taken-up-again": _("Taken up again"),
        "added": _("Added"),
    }


def _what(one: "Change") -> str:
    """Return from what to what something moved."""
    match one.kind:
        case "slipped" | "brought-forward":
            moved = _("from {before} to {after}").format(before=one.before, after=one.after)
            return f"{several('{count} day', '{count} days', one.days)}, {moved}"
        case "re-owned":
            return _("from {before} to {after}").format(before=one.before or "—", after=one.after)
        case "late":
            return _("was due on {day}").format(day=one.before)
        case "dropped" | "taken-up-again":
            return one.after
        case "added":
            return _("due {day}").format(day=one.after) if one.after else ""
    return ""


def _as_json(result: "Changes") -> dict[str, Any]:
    """Return the changes as data."""
    return {
        "since": result.since,
        "meeting": result.meeting,
        "changes": [
            {
                "kind": one.kind,
                "id": one.item,
                "title": one.title,
                "agency": one.agency,
                "date": one.day,
                "before": one.before,
                "after": one.after,
                "days": one.days,
                "reason": one.reason,
            }
            for one in result.entries
        ],
    }
