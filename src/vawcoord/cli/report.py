"""`report`: for the committee, for the body it answers to, for everybody; and `rollup`: many committees' returns read together."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.operations.releases import Tabled
    from vawcoord.operations.report import Report


@click.group("report", cls=Group)
def report() -> None:
    """Reports for the committee, for the body it answers to, and for everybody."""


_LANGUAGE = click.option(
    "--language", default="", metavar="fr", help=_("The language of its fixed words; otherwise that of the folder.")
)


def _write(app: App, root: Path, made: "Report") -> list[str]:
    """Write a report's files and return their paths."""
    from vawcoord.operations.report import written

    steps = written(root, made)
    for step in steps:
        app.say(step.path)
        if step.message:
            app.remark(step.message)
    return [step.path for step in steps]


@command("progress")
@click.option("--since", type=DAY, default=None, metavar=_("DATE"), help=_("From this day; otherwise since the last report."))
@_LANGUAGE
@pass_app
def progress(app: App, *, since: date | None, language: str) -> None:
    """Write the progress report for the committee.

    What each agency finished comes first; then what slipped, what is blocked and what would help, money, next steps, meetings.
    """
    from vawcoord.operations.report import progress as making

    root, committee = app.loaded()
    made = making(root, committee, app.day(), since=since, language=language)
    paths = _write(app, root, made)
    app.done(
        _("From {start} to {end}.").format(start=made.scene.start, end=made.scene.end),
        paths,
        next="vawcoord report oversight",
        items=("L2.6.1", "L2.6.2"),
    )


@command("oversight")
@click.option(
    "--period", default="", metavar="2026-h2", help=_("The time; otherwise the last that is over by the body's rhythm.")
)
@click.option("--compare", is_flag=True, help=_("Say what changed since the last report."))
@click.option("--ask", "asked", multiple=True, metavar=_("TEXT"), help=_("What the body is asked for; may be said again."))
@click.option("--sent", is_flag=True, help=_("It goes out now: noted as sent, and the return kept as it was."))
@click.option(
    "--exact",
    is_flag=True,
    help=_("The agreed totals too, exactly: sealed to the body's key, under a clause in force; with --sent."),
)
@_LANGUAGE
@pass_app
def oversight(app: App, *, period: str, compare: bool, asked: tuple[str, ...], sent: bool, exact: bool, language: str) -> None:
    """Write the report to the body that the committee answers to, with a return that it can read together with others.

    The coverage of the day is recorded. Figures about people go in bands and rounded, and into the log of what went out.
    """
    from vawcoord.operations.report import oversight as making

    root, committee = app.loaded()
    made = making(
        root,
        committee,
        app.day(),
        name=period,
        exact=exact,
        sent=sent,
        compare=compare,
        asked=asked,
        language=language,
        confirm=app.confirm,
    )
    kept = _kept(app, root, committee, made)
    paths = [*kept, *_write(app, root, made)]
    _say_tables(app, made.tables)
    _say_totals(app, made)
    exactly = "--exact " if any(one.total for one in made.totals) else ""
    app.say(_("It shows paper, not practice. Read it before it goes out."))
    app.done(
        _("Noted as sent.") if sent else _("Nothing was sent: when it goes out, add --sent."),
        paths,
        next="vawcoord status"
        if sent
        else f"vawcoord report oversight --period {made.id.removeprefix('oversight-')} {exactly}--sent",
        items=("L2.6.9", "L2.6.10"),
    )


def _say_totals(app: App, made: "Report") -> None:
    """Print which exact totals go, which not and why, under which clause and to which key. Never a figure."""
    from vawcoord.records.recipient import last_signs

    if made.permitted is None:
        return
    body = made.permitted.body
    for one in made.totals:
        if one.total is None:
            app.say(_("{title}, no exact total: {why}").format(title=one.indicator.title, why=one.why))
            if one.mend:
                app.say(f"  {one.mend}")
        else:
            app.say(_("{title}: the exact total.").format(title=one.indicator.title))
    app.say(_("To {body} alone, under {clause}.").format(body=body.name, clause=made.permitted.clause))
    app.say(
        _(
            "Sealed to the key that ends in {signs}: it must have been confirmed by voice or in a meeting, and the body must have "
            "agreed in writing to your rules for these figures."
        ).format(signs=last_signs(body.key_))
        if made.sealed
        else _(
            "Nothing was sealed: that is done together with --sent, so that no sealed file is without its entry. Its key ends in "
            "{signs}: confirm it by voice or in a meeting first."
        ).format(signs=last_signs(body.key_))
    )


def _kept(app: App, root: Path, committee: object, made: "Report") -> list[str]:
    """Make the changes that belong to a report, and return their paths."""
    from vawcoord.records.committee import Committee

    if made.changes is None or not made.changes.changes or not isinstance(committee, Committee):
        return []
    app.write(root, committee, made.changes)
    return list(made.changes.paths())


def _say_tables(app: App, tables: "tuple[Tabled, ...]") -> None:
    """Print what becomes of the figures about people: in bands, or why not."""
    for one in tables:
        if one.release is None:
            app.say(_("{title}, not published: {why}").format(title=one.indicator.title, why=one.why))
            if one.mend:
                app.say(f"  {one.mend}")


@command("public")
@click.option(
    "--until", type=DAY, default=None, metavar=_("DATE"), help=_("The last day of the twelve months; otherwise last year.")
)
@click.option("--dry-run", is_flag=True, help=_("Only say what would go out and what could be worked out from it."))
@click.option(
    "--threshold", type=int, default=10, metavar=_("NUMBER"), help=_("Below this a number is only a band; 10, or more.")
)
@_LANGUAGE
@pass_app
def public(app: App, *, until: date | None, dry_run: bool, threshold: int, language: str) -> None:
    """Write the report for everybody: plain words, figures in bands and rounded, tested against all that went out before.

    What is published is kept in the register of releases. A killing is never counted in a table.
    """
    from vawcoord.operations.report import public as making

    root, committee = app.loaded()
    made = making(root, committee, app.day(), until=until, threshold=threshold, language=language, confirm=app.confirm)
    if dry_run:
        _say_dry(app, made)
        _say_ease(app, made)
        app.done(_("Nothing was written."), next="vawcoord report public")
        return
    paths = [*_kept(app, root, committee, made), *_write(app, root, made)]
    _say_tables(app, made.tables)
    _say_ease(app, made)
    app.done(
        _("Read it aloud before it goes out: the programme knows numbers, not stories."),
        paths,
        next=_("vawcoord register add publications, when it is out"),
        items=("L2.4.6", "N6.3.4", "N6.3.6"),
    )


def _say_dry(app: App, made: "Report") -> None:
    """Print each table as it would go out, and what a reader of all releases could work out. Never an exact figure."""
    from vawcoord.operations.releases import cell_names

    rows: list[tuple[str, ...]] = []
    for one in made.tables:
        if one.release is None:
            continue
        shown = {held.cell: held for held in one.release.shown}
        ranges = {cell: (low, high) for cell, low, high in one.ranges}
        for cell in cell_names(one.release):
            held = shown[cell]
            low, high = ranges.get(cell, (0, 0))
            rows.append(
                (
                    one.indicator.id,
                    " / ".join(_("all") if part == "*" else part for part in cell),
                    f"<{one.release.threshold}" if held.small else "—" if held.value is None else str(held.value),
                    _("{low} to {high}").format(low=low, high=high)
                    if held.small
                    else _("at least {low}").format(low=low)
                    if held.value is None
                    else "",
                    _("new") if one.new else _("published before"),
                )
            )
    app.table((_("Table"), _("Category"), _("Shown"), _("Could be worked out"), _("State")), rows)
    _say_tables(app, made.tables)


def _say_ease(app: App, made: "Report") -> None:
    """Print how easily the text reads, as advice."""
    from vawcoord.documents.report_public import sentences
    from vawcoord.text.ease import ease

    found = ease(sentences(made.sheet), made.sheet.language)
    if found is None:
        app.say(_("How easily it reads is not measured in this language: read it to somebody who does not know the work."))
        return
    app.say(
        _("{words} words to a sentence, {share} % long words: {says}.").format(
            words=found.per_sentence,
            share=found.long_share,
            says={"plain": _("plain"), "middling": _("middling"), "hard": _("hard to read")}[found.says],
        )
    )
    if found.says != "plain":
        app.say(
            _("Shorter sentences help most. The longest begins: {text} …").format(text=" ".join(found.longest[0].split()[:8]))
        )


for _one in (progress, oversight, public):
    report.add_command(_one)


@command("rollup")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=_("FILE…"))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar=_("FOLDER"), help=_("Where its files are written.")
)
@click.option(
    "--expected",
    default=None,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FILE"),
    help=_("The committees that should have sent one: an id a line, or a TOML file with [[committees]]."),
)
@click.option("--replace", is_flag=True, help=_("In place of what was written there before."))
@click.option("--language", default="en", metavar="fr", help=_("The language of its fixed words; otherwise English."))
@pass_app
def rollup(app: App, *, files: tuple[Path, ...], out: Path, expected: Path | None, replace: bool, language: str) -> None:
    """Read the returns of many committees together.

    FILE is a return, or a folder of them. Who is missing, where most is missing, what moved, who asks for help: by name, without
    a score. A Word file, a page and a sheet.
    """
    from vawcoord.operations.rollup import gathered, listed, written

    here = app.start()
    names = listed(here / expected) if expected else ()
    held = gathered([here / one for one in files], names)
    for fault in held.faults:
        app.remark(f"{fault.file}: {fault.why}")
    paths = written(held, here / out, app.day(), language=language, replace=replace)
    for path in paths:
        app.say(str(path))
    said = [
        several("{count} return read", "{count} returns read", len(held.returns)),
        several("{count} file left out", "{count} files left out", len(held.faults)) if held.faults else "",
        several("{count} committee is missing", "{count} committees are missing", len(held.missing)) if held.missing else "",
    ]
    app.done(
        ", ".join(one for one in said if one) + ".",
        map(str, paths),
        next=_("ask those who are missing, and answer those who ask for help"),
        items=("N6.2.3",),
    )
