"""`meeting agenda · item · answer · brief`: what is on before a meeting, who comes, what the chair must know."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.documents.business import Forecast
    from vawcoord.operations.agenda import Made

_ITEMS = ("L2.2.6", "L2.2.8")
_ANSWERS = ("coming", "alternate", "apologies")


@command("agenda")
@click.argument("meeting", default="next")
@click.option("--language", default="", metavar=_("LANGUAGE"), help=_("The language of the agenda; otherwise the committee's."))
@click.option("--refresh", is_flag=True, help=_("In an agenda that somebody edited, bring the items up to date that nobody did."))
@click.option("--issued", is_flag=True, help=_("Only note that notice and agenda went out today, or on the day of --on."))
@click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("With --issued: the day on which they went out."))
@pass_app
def agenda(app: App, *, meeting: str, language: str, refresh: bool, issued: bool, on: date | None) -> None:
    """Make the agenda of a meeting from the committee's records, or make it anew.

    MEETING is its day or its id; otherwise the next one. What somebody has edited stays as it is.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.agenda import agenda as making
    from vawcoord.operations.agenda import issued as sending

    root, committee = app.loaded()
    if issued:
        if language or refresh:
            raise VawcoordError(_("--issued only notes the day."), _("Leave the other options out."))
        one, changes = sending(root, committee, meeting, on or app.day(), app.day())
        app.write(root, committee, changes)
        app.done(
            _("The agenda of {id} went out on {day}.").format(id=one.id, day=on or app.day()),
            changes.paths(),
            next=f"vawcoord meeting answer {one.id} AGENCY coming",
            items=_ITEMS,
        )
        return
    if on:
        raise VawcoordError(
            _("--on goes with --issued."), _("vawcoord meeting agenda {id} --issued --on {day}").format(id=meeting, day=on)
        )
    made = making(root, committee, Shelf(root), meeting, app.day(), language=language, refresh=refresh)
    app.write(root, committee, made.changes)
    for remark in made.remarks:
        app.remark(remark)
    app.say(_outcome(made))
    _ask_first(app, made)
    days = committee.profile.meetings.notice_days
    app.say(
        several(
            "The notice should have gone out by {day}: {count} clear day.",
            "The notice should have gone out by {day}: {count} clear days.",
            days,
            day=made.notice,
        )
        if made.notice < app.day()
        else several(
            "The notice goes out by {day}: {count} clear day.",
            "The notice goes out by {day}: {count} clear days.",
            days,
            day=made.notice,
        )
    )
    kept = made.outcome == "kept"
    following = f"vawcoord meeting agenda {made.meeting.id} --refresh" if kept else f"vawcoord build {made.meeting.id}"
    app.done("", made.changes.paths(), next=following, items=_ITEMS)


def _outcome(made: "Made") -> str:
    """Return in a sentence what became of an agenda."""
    edited = ", ".join(one or _("the text above the items") for one in made.edited)
    match made.outcome:
        case "made":
            return _("{path} is made; edit it as you like.").format(path=made.path)
        case "anew":
            return _("{path} is made anew; nobody had edited it.").format(path=made.path)
        case "refreshed":
            return _("{path} is brought up to date; these items stay as they were edited: {items}.").format(
                path=made.path, items=edited
            )
        case "same":
            return _("{path} is up to date.").format(path=made.path)
        case _:
            return _("{path} was edited and stays as it is. Edited: {items}.").format(path=made.path, items=edited)


def _ask_first(app: App, made: "Made") -> None:
    """Say whom to ask before the agenda goes out: an agency stands there as late only after it was asked."""
    held: dict[str, list[str]] = {}
    for task in made.ask:
        if task.agency:
            held.setdefault(task.agency, []).append(task.item)
    if not held:
        return
    app.say(_("Late, and not asked yet; these agencies are not named as late:"))
    for agency, items in held.items():
        app.say(f"  {agency}: {', '.join(items)}")
        app.say(f"    vawcoord message reminder --agency {agency}")
        app.say(f"    vawcoord action asked {' '.join(items)}")
    if made.outcome != "kept":
        app.say(_("Then make the agenda anew: vawcoord meeting agenda {id}").format(id=made.meeting.id))


@command("item")
@click.argument("meeting")
@click.argument("title")
@click.option("--from", "agency", required=True, metavar=_("AGENCY"), help=_("The agency that asks for it."))
@click.option("--minutes", type=int, default=10, show_default=True, help=_("How long it takes."))
@click.option("--decision", is_flag=True, help=_("It asks for a decision."))
@click.option(
    "--paper", type=click.Path(path_type=Path), default=None, metavar=_("FILE"), help=_("A paper for it; it is copied.")
)
@pass_app
def item(app: App, *, meeting: str, **given: Any) -> None:
    """Put an item that an agency asks for on the agenda of a meeting.

    MEETING is its day, its id, or `next`. Where there is no agenda yet, it is begun.
    """
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.agenda import Asked
    from vawcoord.operations.agenda import item as adding

    root, committee = app.loaded()
    made = adding(root, committee, Shelf(root), meeting, Asked(**given), app.day())
    app.write(root, committee, made.changes)
    for remark in made.remarks:
        app.remark(remark)
    if made.begun:
        app.say(_("The agenda of {id} is begun with it.").format(id=made.meeting.id))
    app.done(
        _("The item {item} stands in {path}.").format(item=made.id, path=made.path),
        made.changes.paths(),
        next=f"vawcoord meeting agenda {made.meeting.id}",
        items=_ITEMS,
    )


@command("answer")
@click.argument("meeting")
@click.argument("agency")
@click.argument("says", type=click.Choice(_ANSWERS))
@click.option("--who", default="", metavar=_("PERSON"), help=_("The person or seat; otherwise who has the role."))
@click.option("--informed", is_flag=True, help=_("With apologies: the agency sent its news."))
@pass_app
def answer(app: App, *, meeting: str, agency: str, says: str, who: str, informed: bool) -> None:
    """Write down whether an agency comes to a meeting, and see whether the quorum is announced.

    MEETING is its day, its id, or `next`. A later answer takes the place of the earlier one.
    """
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.agenda import answer as answering

    root, committee = app.loaded()
    made = answering(root, committee, Shelf(root), meeting, agency, says, app.day(), who=who, informed=informed)
    app.write(root, committee, made.changes)
    for remark in made.remarks:
        app.remark(remark)
    words = {"coming": _("comes"), "alternate": _("sends the alternate"), "apologies": _("sends apologies")}
    person = f" ({made.who.shown()})" if made.who else ""
    app.say(_("{agency} {does}{person}.").format(agency=made.member.id, does=words[says], person=person))
    _forecast(app, made.forecast)
    app.done("", made.changes.paths(), next=f"vawcoord meeting brief {made.meeting.id}", items=_ITEMS)


def _forecast(app: App, held: "Forecast") -> None:
    """Say what the answers make of the quorum, and whom to ring."""
    found = held.quorum
    app.say(
        _("Quorum: {present} announced, {needed} of {base} are needed.").format(
            present=found.present, needed=found.needed, base=found.base
        )
    )
    if found.missing_sectors:
        app.say(_("Nobody announced yet from: {sectors}.").format(sectors=", ".join(found.missing_sectors)))
    if found.chair_missing:
        app.say(_("Neither chair nor deputy is announced yet."))
    if not found.reached and held.ring:
        app.say(_("To ring: {agencies}.").format(agencies=", ".join(one.id for one in held.ring)))


@command("brief")
@click.argument("meeting", default="next")
@click.option("--text", "as_text", is_flag=True, help=_("Print it as a text for a telephone, and write nothing."))
@pass_app
def brief(app: App, *, meeting: str, as_text: bool) -> None:
    """Make the chair's brief for a meeting: quorum, decisions, what is late, what needs a signature.

    MEETING is its day or its id; otherwise the next one. The page is internal and lies under build/.
    """
    from vawcoord.operations.brief import page, phone

    root, committee = app.loaded()
    if as_text:
        app.say(phone(root, committee, meeting, app.day()))
        return
    step = page(root, committee, meeting, app.day())
    if step.message:
        app.remark(step.message)
    app.done(
        _("{path} is made. It is internal: for the chair alone.").format(path=step.path),
        (step.path,),
        next=f"vawcoord open {step.path}",
        items=_ITEMS,
    )
