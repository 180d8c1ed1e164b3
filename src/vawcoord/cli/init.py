"""`init`: makes a committee's folder, by questions or by options."""

from pathlib import Path

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.cli.dialogue import Dialogue
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.operations.init import Agency, Start, occupied, scaffold, usual_agencies
from vawcoord.records.meeting import EVERY
from vawcoord.records.profile import CRITICAL_SECTORS, SECTORS, WEEKDAYS
from vawcoord.records.record import nearest


@command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="", metavar=_("TEXT"), help=_("The committee's name."))
@click.option("--area", default="", metavar=_("TEXT"), help=_("The area it works in."))
@click.option("--languages", default="", metavar="en,fr", help=_("Languages; the first is that of the folder."))
@click.option("--timezone", default="", metavar=_("ZONE"), help=_("Such as Africa/Nairobi."))
@click.option("--level", type=click.Choice(["local", "national"]), default=None, help=_("The level of Module 5."))
@click.option(
    "--body",
    type=click.Choice(["coalition", "lead-agency", "high-level"]),
    default=None,
    help=_("The kind of body, after Module 5, 1.5."),
)
@click.option(
    "--agency",
    "agencies",
    multiple=True,
    metavar=_("SECTOR=NAME"),
    help=_("An agency, such as police=County Police; as often as needed."),
)
@click.option("--every", type=click.Choice(EVERY), default=None, help=_("How often it meets."))
@click.option("--weekday", type=click.Choice(WEEKDAYS), default="tuesday", show_default=True, help=_("The day of the meetings."))
@click.option("--time", "clock", default="09:00", show_default=True, metavar="HH:MM", help=_("When they begin."))
@click.option("--oversight", default="", metavar=_("TEXT"), help=_("The body it reports to."))
@click.option("--strategy", default="", metavar=_("TEXT"), help=_("The national strategy."))
@click.option("--yes", is_flag=True, help=_("Ask nothing; what is not said takes a usual value."))
@pass_app
def init(
    app: App,
    *,
    folder: Path,
    name: str,
    area: str,
    languages: str,
    timezone: str,
    level: str | None,
    body: str | None,
    agencies: tuple[str, ...],
    every: str | None,
    weekday: str,
    clock: str,
    oversight: str,
    strategy: str,
    yes: bool,
) -> None:
    """Make a committee's folder.

    Without options it asks. What it makes can be built at once: vawcoord build.
    """
    from vawcoord.folder.surroundings import surroundings

    folder = folder.absolute()
    if occupied(folder):
        raise VawcoordError(
            _("{folder} holds a committee already; nothing was changed.").format(folder=folder),
            _("Go into it and use its commands: vawcoord status."),
        )
    ask = not yes
    for warning in surroundings(folder):
        app.remark(warning)
        if ask and not click.confirm(_("Make the folder here all the same?")):
            app.say(_("Nothing was made."))
            return
    given = Start(
        name=name,
        area=area,
        languages=_languages(languages) if languages else (),
        timezone=timezone,
        level=level or "",
        body=body or "",
        agencies=tuple(_agency(one) for one in agencies),
        every=every or "",
        weekday=weekday,
        time=_clock(clock),
        oversight=oversight,
        strategy=strategy,
    )
    start = _asked(app, folder, given) if ask else _usual(given)
    changes, remarks = scaffold(folder, start, app.day())
    app.write(folder, None, changes, undoable=False)
    _forget(folder)
    for remark in remarks:
        app.remark(remark)
    app.done(
        _("{name}: the folder {folder} is ready, with {count} files.").format(
            name=start.name, folder=folder, count=len(changes.changes)
        ),
        changes.paths(),
        next=f"vawcoord -C {folder} status",
        items=("L2.1.5", "L2.2.1", "L2.2.6"),
    )


def _forget(folder: Path) -> None:
    """Remove the answers of the dialogue: the folder is made."""
    Dialogue(folder, "init").end()


def _usual(given: Start) -> Start:
    """Return the start with a usual value for everything that was not said."""
    area = given.area or _("our area")
    return Start(
        name=given.name or _("Coordination committee of {area}").format(area=area),
        area=area,
        languages=given.languages or ("en",),
        timezone=given.timezone or "UTC",
        level=given.level or "local",
        body=given.body or "coalition",
        agencies=given.agencies or usual_agencies(area),
        every=given.every or "quarter",
        weekday=given.weekday,
        time=given.time,
        oversight=given.oversight,
        strategy=given.strategy,
    )


def _asked(app: App, folder: Path, given: Start) -> Start:
    """Return the start as a person answers; what was said by options is not asked."""
    talk = Dialogue(folder, "init")
    app.say(
        _("The earlier answers are kept; we go on where you stopped.")
        if talk.resumed
        else _("A few questions. Press Enter where the value in brackets is right; everything can be changed later.")
    )
    area = given.area or talk.ask(
        "area", _("Which area does the committee work in?"), check=_something, example=_("Lakeside District")
    )
    name = given.name or talk.ask(
        "name",
        _("What is the committee called?"),
        default=_("Coordination committee of {area}").format(area=area),
        check=_something,
    )
    tags = given.languages or _languages(
        talk.ask(
            "languages",
            _("In which languages does it write? The first is that of the folder."),
            default="en",
            check=_checked_languages,
        )
    )
    zone = given.timezone or talk.ask(
        "timezone", _("Which time zone?"), default=_system_zone(), check=_checked_zone, example="Africa/Nairobi"
    )
    body = given.body or talk.choose(
        "body",
        _("What kind of body is it?"),
        (
            ("coalition", _("a council, committee or task force of agencies that meet regularly")),
            ("lead-agency", _("one independent or specialist agency that coordinates the others")),
            ("high-level", _("a body of ministers or heads of institutions")),
        ),
        default="coalition",
    )
    agencies = given.agencies or _asked_agencies(app, talk)
    every = given.every or talk.choose(
        "every",
        _("How often does it meet?"),
        (
            ("month", _("once a month")),
            ("two-months", _("every two months")),
            ("quarter", _("once in three months")),
            ("half-year", _("twice a year")),
        ),
        default="quarter",
    )
    return Start(
        name=name,
        area=area,
        languages=tags,
        timezone=zone,
        level=given.level or "local",
        body=body,
        agencies=agencies or usual_agencies(area),
        every=every,
        weekday=given.weekday,
        time=given.time,
        oversight=given.oversight,
        strategy=given.strategy,
    )


def _asked_agencies(app: App, talk: Dialogue) -> tuple[Agency, ...]:
    """Return the agencies as a person names them: one for each critical sector, then any others."""
    app.say(_("Which agencies belong to it? Leave a line empty where nobody does yet."))
    made = []
    for sector in CRITICAL_SECTORS:
        held = talk.ask(f"agency-{sector}", f"  {sector}")
        if held:
            made.append(Agency(held, sector))
    number = 1
    while True:
        held = talk.ask(f"other-{number}", _("  another one, as sector=name (empty: no more)"), check=_checked_agency)
        if not held:
            return tuple(made)
        made.append(_agency(held))
        number += 1


def _something(typed: str) -> str:
    """Return what was typed, unless it is nothing."""
    if not typed:
        raise ValueError(_("Please write something."))
    return typed


def _languages(typed: str) -> tuple[str, ...]:
    """Return language tags from "en, fr"."""
    tags = tuple(one.strip() for one in typed.replace(";", ",").split(",") if one.strip())
    from vawcoord.records.profile import LANGUAGE_TAG

    for one in tags:
        if not LANGUAGE_TAG.check(one):
            raise VawcoordError(
                _('"{tag}" is no language tag.').format(tag=one),
                _("Write two letters, such as en, fr, ar, es, separated by commas."),
            )
    return tags or ("en",)


def _checked_languages(typed: str) -> str:
    """Return language tags as typed, or say what is wrong."""
    try:
        _languages(typed)
    except VawcoordError as error:
        raise ValueError(f"{error.message} {error.mend}") from error
    return typed


def _checked_zone(typed: str) -> str:
    """Return a time zone, or say what is wrong."""
    from vawcoord.rules.offices import known_zone

    if not known_zone(typed):
        raise ValueError(
            _('"{zone}" is no known time zone. Write continent and city, such as Africa/Nairobi.').format(zone=typed)
        )
    return typed


def _agency(typed: str) -> Agency:
    """Return the agency behind "sector=name"."""
    sector, equals, name = typed.partition("=")
    sector, name = sector.strip(), name.strip()
    if not equals or not name or sector not in SECTORS:
        near = nearest(sector, SECTORS)
        raise VawcoordError(
            _('"{typed}" is not sector=name.').format(typed=typed)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("Sectors are: {sectors}.").format(sectors=", ".join(SECTORS)),
        )
    return Agency(name, sector)


def _checked_agency(typed: str) -> str:
    """Return "sector=name" as typed, or say what is wrong."""
    if typed:
        try:
            _agency(typed)
        except VawcoordError as error:
            raise ValueError(f"{error.message} {error.mend}") from error
    return typed


def _clock(typed: str) -> str:
    """Return a time of day, or say what is wrong."""
    from vawcoord.records.record import CLOCK

    if not CLOCK.check(typed):
        raise VawcoordError(_('"{time}" is no time of day.').format(time=typed), _("Write hours and minutes, such as 09:30."))
    return typed


def _system_zone() -> str:
    """Return the time zone of this computer, where it says so by name; else UTC."""
    import os

    link = Path("/etc/localtime")
    try:
        name = os.environ.get("TZ") or ("/".join(link.resolve().parts).partition("zoneinfo/")[2] if link.is_symlink() else "")
    except OSError:
        name = ""
    from vawcoord.rules.offices import known_zone

    return name if name and known_zone(name) else "UTC"
