"""`meeting schedule · list · move · cancel`: series, the list of meetings, and what is changed about single ones."""

from datetime import date, timedelta
from typing import Any

import click

from vawcoord.cli.app import DAY, App, command, pass_app
from vawcoord.language import _
from vawcoord.records.meeting import EVERY, MEETING_KINDS, ON_CLOSURE, STATES
from vawcoord.records.profile import WEEKDAYS

_ITEMS = ("L2.2.6",)
_YEAR = timedelta(days=366)
_CALENDAR = "vawcoord meeting calendar"


@command("schedule", reading=True, writing=True)
@click.argument("series", default="")
@click.option("--title", default=None, metavar=_("TEXT"), help=_("A neutral title: it stands in everybody's calendar."))
@click.option("--kind", type=click.Choice(MEETING_KINDS), default=None, help=_("What may be written down there."))
@click.option("--every", type=click.Choice(EVERY), default=None, help=_("How often."))
@click.option("--weekday", type=click.Choice(WEEKDAYS), default=None, help=_("The day of the week."))
@click.option("--nth", type=click.Choice(["1", "2", "3", "4", "last"]), default=None, help=_("Which such day of the month."))
@click.option("--start", default=None, metavar="09:30", help=_("When it begins."))
@click.option("--end", default=None, metavar="11:30", help=_("When it ends."))
@click.option("--from", "from_", type=DAY, default=None, metavar=_("DATE"), help=_("The first day; otherwise today."))
@click.option("--until", type=DAY, default=None, metavar=_("DATE"), help=_("The last day."))
@click.option("--timezone", default=None, metavar="Africa/Nairobi", help=_("Its own time zone, where it differs."))
@click.option("--place", default=None, metavar=_("TEXT"), help=_("Where it meets."))
@click.option("--channel", default=None, metavar=_("TEXT"), help=_("By which channel it meets, such as a video call."))
@click.option("--invited", default=None, metavar="A,B,C", help=_("Agencies invited; otherwise all."))
@click.option("--on-closure", type=click.Choice(ON_CLOSURE), default=None, help=_("What becomes of a meeting on a closure."))
@click.option("--extra", type=DAY, default=None, metavar=_("DATE"), help=_("Add a meeting outside the rule of the series."))
@click.option("--closed", type=DAY, multiple=True, metavar=_("DATE"), help=_("Enter a day without meetings; may be repeated."))
@pass_app
def schedule(app: App, *, series: str, extra: date | None, closed: tuple[date, ...], **given: Any) -> None:
    """Show the series of meetings, add one, or change it.

    Once a meeting was held, a changed rule ends the series and begins a new one: the past stays as it was.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.folder.loading import load
    from vawcoord.operations import schedule as doing

    values = {key.rstrip("_"): value for key, value in given.items() if value is not None}
    root = app.root()
    committee, findings = load(root)
    if not series and not values and not extra and not closed:
        _show(app, committee, findings)
        return
    if closed:
        if series or values or extra:
            raise VawcoordError(_("Days without meetings are entered by themselves."), _("Leave the other options out."))
        changed = doing.closures(root, committee, closed, app.day())
        what = _("Days without meetings: {days}.").format(days=changed.id)
    elif not series:
        raise VawcoordError(_("Which series?"), _("Name it, such as: vawcoord meeting schedule ordinary --weekday tuesday."))
    elif extra:
        asked = {key: values.pop(key, "") for key in ("start", "end", "place", "title")}
        if values:
            raise VawcoordError(
                _("An extra meeting takes only --start, --end, --place and --title."), _("The rest comes from its series.")
            )
        changed = doing.add_extra(root, committee, series, extra, app.day(), **asked)
        what = _("The extra meeting {id} is in the schedule.").format(id=changed.id)
    else:
        if "nth" in values:
            values["nth"] = -1 if values["nth"] == "last" else int(values["nth"])
        if "invited" in values:
            values["invited"] = tuple(one.strip() for one in values["invited"].split(",") if one.strip())
        if "on_closure" in values:
            values["on_closure"] = str(values["on_closure"])
        changed = doing.set_series(root, committee, series, values, app.day())
        what = _("The series {id} is in the schedule.").format(id=changed.id)
    app.write(root, committee, changed.changes)
    for remark in changed.remarks:
        app.remark(remark)
    app.done(what, changed.changes.paths(), next="vawcoord meeting list --next", items=_ITEMS)


def _show(app: App, committee: Any, findings: Any) -> None:
    """Print the series, and what was said of single meetings."""
    held = committee.schedule
    series = held.series if held else ()
    if app.json:
        data = {
            "series": [dict(one.values()) for one in series],
            "moved": [dict(one.values()) for one in held.moved] if held else [],
            "cancelled": [dict(one.values()) for one in held.cancelled] if held else [],
            "extra": [dict(one.values()) for one in held.extra] if held else [],
            "closures": list(held.closures) if held else [],
        }
        app.print_json("meeting schedule", committee.profile.id, findings, data)
        return
    rows = [
        (
            one.id,
            one.title,
            _rule(one),
            f"{one.start}–{one.end}",
            _("{start} to {end}").format(start=one.from_, end=one.until or "…"),
            one.place or one.channel or "—",
        )
        for one in series
    ]
    app.table((_("Series"), _("Title"), _("When"), _("Time"), _("Days"), _("Place")), rows)
    if not rows:
        app.say(_("There are no meetings yet."))
    if held and (held.moved or held.cancelled or held.extra or held.closures):
        app.say(
            _("Moved: {moved}. Cancelled: {cancelled}. Extra: {extra}. Days without meetings: {closures}.").format(
                moved=len(held.moved), cancelled=len(held.cancelled), extra=len(held.extra), closures=len(held.closures)
            )
        )
    app.done(
        "" if rows else _("A series is added by one line."),
        next="vawcoord meeting list" if rows else _("vawcoord meeting schedule ordinary --weekday tuesday --nth 1"),
    )
    app.remark_findings(findings)


def _rule(one: Any) -> str:
    """Return the rule of a series in a few words."""
    rhythm = {
        "week": _("every {day}"),
        "two-weeks": _("every second {day}"),
        "month": _("{nth} {day} of the month"),
        "two-months": _("{nth} {day}, every two months"),
        "quarter": _("{nth} {day}, every three months"),
        "half-year": _("{nth} {day}, every six months"),
        "year": _("{nth} {day}, once a year"),
    }[one.every]
    nth = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}[one.nth]
    return rhythm.format(nth=nth, day=_(one.weekday))


@command("list", reading=True)
@click.option("--series", default="", metavar=_("ID"), help=_("Only this series."))
@click.option("--state", type=click.Choice(STATES), default=None, help=_("Only meetings in this state."))
@click.option("--from", "start", type=DAY, default=None, metavar=_("DATE"), help=_("Only from this day on."))
@click.option("--until", type=DAY, default=None, metavar=_("DATE"), help=_("Up to this day; otherwise a year ahead."))
@click.option("--next", "coming", is_flag=True, help=_("Only from today on."))
@pass_app
def list_(app: App, *, series: str, state: str | None, start: date | None, until: date | None, coming: bool) -> None:
    """List the meetings: when, where, planned, held, approved or cancelled."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.schedule import holiday_remarks, listed

    committee, findings = load(app.root())
    today = app.day()
    first = start or (today if coming else None)
    found = [
        one
        for one in listed(committee, first, until or today + _YEAR)
        if (not series or one.meeting.series.id == series) and (state is None or one.state == state)
    ]
    if app.json:
        data = {"meetings": [_as_json(one) for one in found]}
        app.print_json("meeting list", committee.profile.id, findings, data)
        return
    words = {"planned": _("planned"), "held": _("held"), "approved": _("approved"), "cancelled": _("cancelled")}
    rows = []
    for one in found:
        told = words[one.state]
        if one.meeting.day != one.meeting.planned:
            told += ", " + _("moved from {day}").format(day=one.meeting.planned)
        rows.append(
            (
                one.meeting.id,
                f"{_(WEEKDAYS[one.meeting.day.weekday()])[:3]} {one.meeting.day}",
                f"{one.start[11:16]}–{one.end[11:16]}",
                one.meeting.title,
                told,
            )
        )
    app.table((_("Meeting"), _("Day"), _("Time"), _("Title"), _("State")), rows)
    if not rows:
        app.say(_("There is no such meeting."))
    for remark in holiday_remarks(committee, [one.meeting.day for one in found if one.meeting.day >= today]):
        app.remark(remark)
    ahead = next((one.meeting for one in found if one.meeting.day >= today and one.state == "planned"), None)
    app.done("", next="vawcoord meeting calendar" if ahead else "vawcoord meeting schedule")
    app.remark_findings(findings)


def _as_json(one: Any) -> dict[str, Any]:
    """Return a meeting as data."""
    return {
        "id": one.meeting.id,
        "series": one.meeting.series.id,
        "title": one.meeting.title,
        "kind": one.meeting.series.kind,
        "start": one.start,
        "end": one.end,
        "state": one.state,
        "planned": one.meeting.planned.isoformat(),
        "moved": one.meeting.moved or one.meeting.shifted,
        "extra": one.meeting.extra is not None,
        "place": one.meeting.place,
        "papers": list(one.papers),
    }


@command("move")
@click.argument("meeting")
@click.argument("to", type=DAY, required=False)
@click.option("--start", default="", metavar="09:30", help=_("The new beginning; the meeting keeps its length."))
@click.option("--end", default="", metavar="11:30", help=_("The new end."))
@click.option("--place", default="", metavar=_("TEXT"), help=_("The new place."))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("Why, in neutral words; it stands in no calendar."))
@pass_app
def move(app: App, *, meeting: str, to: date | None, start: str, end: str, place: str, reason: str) -> None:
    """Move a meeting to another day, time or place; its id and its papers stay.

    MEETING is its day or its id, or `next`. Without a day, only time or place change.
    """
    from vawcoord.folder.loading import load
    from vawcoord.operations.schedule import move as moving

    root = app.root()
    committee, _findings = load(root)
    made = moving(root, committee, meeting, app.day(), to=to, start=start, end=end, place=place, reason=reason)
    app.write(root, committee, made.changes)
    for remark in made.remarks:
        app.remark(remark)
    app.done(made.changes.label[:1].upper() + made.changes.label[1:] + ".", made.changes.paths(), next=_CALENDAR, items=_ITEMS)


@command("cancel")
@click.argument("meeting")
@click.option("--reason", default="", metavar=_("TEXT"), help=_("Why, in neutral words; it stands in no calendar."))
@click.option("--take-back", "back", is_flag=True, help=_("It takes place after all."))
@pass_app
def cancel(app: App, *, meeting: str, reason: str, back: bool) -> None:
    """Cancel a meeting: it stays in the schedule and in calendars, as cancelled.

    MEETING is its day or its id, or `next`.
    """
    from vawcoord.folder.loading import load
    from vawcoord.operations.schedule import cancel as cancelling

    root = app.root()
    committee, _findings = load(root)
    made = cancelling(root, committee, meeting, app.day(), reason=reason, back=back)
    app.write(root, committee, made.changes)
    for remark in made.remarks:
        app.remark(remark)
    app.done(made.changes.label[:1].upper() + made.changes.label[1:] + ".", made.changes.paths(), next=_CALENDAR, items=_ITEMS)
