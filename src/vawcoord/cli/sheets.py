"""`export` and `import`: sheets for Excel out and back; the same two under `plan`, `action`, `member` with their kind fixed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.exchange.sheets import Clash
    from vawcoord.operations.imports import Result
    from vawcoord.sheet import Sheet

_ITEMS = {"plan": ("L2.1.5", "L2.6.1"), "actions": ("L2.1.5",), "members": ("L2.2.2",), "services": ("L2.4.1",)}


def _export(app: App, kind: str, out: Path | None, given: dict[str, Any]) -> None:
    """Write one sheet, or one for each agency."""
    from vawcoord.errors import VawcoordError
    from vawcoord.folder.loading import load
    from vawcoord.operations.sheets import Wanted, sheet

    root = app.root()
    committee, findings = load(root)
    app.remark_findings(findings)
    suffix = out.suffix.lower() if out is not None else ""
    if suffix not in ("", ".xlsx", ".csv"):
        raise VawcoordError(
            _("{path}: a sheet is written as .xlsx or .csv.").format(path=out), _("Name the file with one of these endings.")
        )
    if given["each"] and (given["agency"] or suffix):
        raise VawcoordError(_("--each writes one sheet for each agency."), _("Leave --for out, and name a folder as OUT."))
    csv = given["csv"] or suffix == ".csv"
    made: list[str] = []
    rows = 0
    for agency in [one.id for one in committee.active(app.day())] if given["each"] else [given["agency"]]:
        found = sheet(
            root, committee, Wanted(kind, given.get("scope", ""), agency, given["language"], given["everything"]), app.day()
        )
        if given["each"] and not found.rows:
            continue
        name = "-".join(part for part in (found.kind, found.scope, agency, app.day().isoformat()) if part)
        file = f"{name}.{'csv' if csv else 'xlsx'}"
        target = root / "build" / "sheets" / file if out is None else out if suffix else out / file
        _written(target, _spelled(found, csv=csv), replace=given["replace"])
        made.append(str(target.relative_to(root)) if target.is_relative_to(root) else str(target))
        rows += len(found.rows)
    if not made:
        app.done(_("No agency has a row in this sheet."), next=f"vawcoord export {kind}")
        return
    wholes = several("{count} row", "{count} rows", rows)
    if given["each"]:
        app.say(several("{count} sheet is written: {rows}.", "{count} sheets are written: {rows}.", len(made), rows=wholes))
        for path in made:
            app.say(f"  {path}")
        app.done(
            "", made if app.why else (), next=f"vawcoord import {Path(made[0]).parent / '*.xlsx'}", items=_ITEMS.get(kind, ())
        )
        return
    app.done(
        _("{path} is written: {rows}.").format(path=made[0], rows=wholes),
        made,
        next=f"vawcoord import {made[0]}" + (f" --kind {found.kind}" if csv else ""),
        items=_ITEMS.get(kind, ()),
    )


def _spelled(found: "Sheet", *, csv: bool) -> bytes:
    """Return a sheet as the bytes of its file."""
    if csv:
        from vawcoord.render.csv import csv_text

        return csv_text(found)
    from vawcoord.render.xlsx import workbook

    return workbook(found)


def _written(target: Path, content: bytes, *, replace: bool) -> None:
    """Write a sheet; one that is there and says something else stays, unless it may be replaced: somebody may have written in it."""
    from vawcoord import disk
    from vawcoord.errors import VawcoordError

    present = disk.read_file(target, disk.ATTACHMENT_LIMIT)
    if present == content:
        return
    if present is not None and not replace:
        raise VawcoordError(
            _("{path}: the file is there already, and somebody may have written in it.").format(path=target),
            _("Import it first, choose another name, or add --replace."),
        )
    disk.write_atomic(target, content)


def _import(app: App, files: tuple[Path, ...], given: dict[str, Any]) -> None:
    """Show what would change, ask, and write only that."""
    from vawcoord.operations.imports import Request, incoming

    request = Request(
        tuple(one for file in files for one in _named(file)),
        **{name: given.get(name) or "" for name in ("kind", "into", "only", "scope", "order", "sheet")},
        named=dict(given["named"]),
        take=given["take"],
        goals=bool(given.get("goals")),
    )
    root, committee = app.loaded()
    result = incoming(root, committee, request, app.day())
    _told(app, result)
    if not result.lines:
        app.done(_("Nothing in the folder changes."), next="vawcoord status")
        return
    counted = several("{count} change.", "{count} changes.", len(result.lines))
    app.say(counted if not result.clashes else counted + " " + _("What clashes is not written."))
    if given["dry_run"]:
        app.done(_("Nothing was written: --dry-run."))
        return
    if not given["yes"] and not click.confirm(_("Write these changes?")):
        app.done(_("Nothing was written."))
        return
    app.write(root, committee, result.changes)
    app.done(
        several("{count} file is changed.", "{count} files are changed.", len(result.changes.paths())),
        result.changes.paths(),
        next="vawcoord check",
        items=_ITEMS.get(result.lines[0].kind, ()),
    )


def _named(file: Path) -> list[Path]:
    """Return the files that `*` and `?` stand for, in the order of their names: the command prompt of Windows leaves it to us."""
    if not set(file.name) & set("*?"):
        return [file]
    return sorted(file.parent.glob(file.name)) or [file]


def _told(app: App, result: "Result") -> None:
    """Print what could not be taken, what stays open, and what would change."""
    from vawcoord.render.terminal import wrapped

    if result.problems:
        app.say(_("Not taken:"))
        for one in result.problems:
            read = _("“{text}”").format(text=one.read) if one.read else ""
            place = " ".join(part for part in (one.file, one.where) if part)
            app.say(wrapped("  " + ": ".join(part for part in (place, read, one.why) if part), indent="    "))
        app.say()
    for remark in result.remarks:
        app.say(wrapped(remark, indent="  "))
    files = list(dict.fromkeys(file for file, _id in result.missing))
    for file in files:
        ids = ", ".join(identity for name, identity in result.missing if name == file)
        app.say(
            wrapped(
                _("{file}: these rows are no longer there; nothing is deleted: {ids}.").format(file=file, ids=ids), indent="  "
            )
        )
    if result.kept:
        cells = ", ".join(f"{identity} {title}" for identity, title in result.kept[:12]) + (" …" if len(result.kept) > 12 else "")
        app.say(wrapped(_("Changed in the folder since, and kept: {cells}.").format(cells=cells), indent="  "))
    if result.agreed:
        app.say(several("{count} cell says the same already.", "{count} cells say the same already.", result.agreed))
    if result.clashes:
        app.say()
        app.say(_("Clashes:"))
        for clash in result.clashes:
            _clash(app, clash)
    if result.lines:
        app.say()
        app.table(
            (_("Row"), _("Column"), _("Before"), _("After"), _("Where")),
            [
                (one.id, one.column if not one.new else _("new"), one.before if not one.new else "", one.after, one.where)
                for one in result.lines
            ],
        )
        app.say()


def _clash(app: App, clash: "Clash") -> None:
    """Print one clash, and how it is settled."""
    from vawcoord.exchange.sheets import short
    from vawcoord.render.terminal import wrapped
    from vawcoord.sheet import shown

    def said(value: object) -> str:
        return short(shown(clash.column, value)) or "—"

    app.say(wrapped(f"  {clash.id} {clash.column.title}", indent="    "))
    app.say(wrapped("    " + _("went out: {value}").format(value=said(clash.base)), indent="      "))
    app.say(wrapped("    " + _("in the folder now: {value}").format(value=said(clash.ours)), indent="      "))
    for one in clash.sources:
        app.say(wrapped(f"    {one.file} {one.where}: {said(one.value)}", indent="      "))
    file = f"={clash.sources[0].file}" if clash.between_sheets else ""
    app.say(
        wrapped(
            "    " + _("To take the sheet's: {option}").format(option=f'--take "{clash.id}:{clash.column.name}{file}"'),
            indent="      ",
        )
    )


class Pair(click.ParamType[tuple[str, str]]):
    """What a heading means, as people type it: "Responsable=lead"."""

    name = "pair"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return heading and key."""
        if isinstance(value, tuple):
            return value
        heading, _equals, name = str(value).rpartition("=")
        if not heading.strip() or not name.strip():
            self.fail(_('A heading and its key are written so: "Responsable=lead".'), param, ctx)
        return heading.strip(), name.strip()


def _options(options: list[Callable[..., Any]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what gives a command its options, in this order."""

    def give(function: Callable[..., Any]) -> Callable[..., Any]:
        for one in reversed(options):
            function = one(function)
        return function

    return give


def _going_out(kind: str) -> list[Callable[..., Any]]:
    """Return the options of what goes out; an empty kind is any."""
    plan = click.option("--plan", "scope", default="", metavar="PLAN", help=_("The plan, where there are several."))
    closed = click.option("--all", "everything", is_flag=True, help=_("Also actions that are closed."))
    return [
        click.argument("out", type=click.Path(path_type=Path), default=None, required=False, metavar="[OUT]"),
        *([plan] if kind in ("", "plan") else []),
        click.option("--for", "agency", default="", metavar=_("AGENCY"), help=_("Only the rows of this agency.")),
        click.option("--each", is_flag=True, help=_("One sheet for each agency that has rows; OUT is a folder then.")),
        *([closed] if kind in ("", "actions") else []),
        click.option("--language", default="", metavar=_("LANGUAGE"), help=_("The language of headings and words.")),
        click.option("--csv", is_flag=True, help=_("As CSV, which has neither lists to choose from nor a past.")),
        click.option("--replace", is_flag=True, help=_("Write over a sheet that is there.")),
    ]


def _coming_back(kind: str) -> list[Callable[..., Any]]:
    """Return the options of what comes back; an empty kind is any."""
    said = click.option(
        "--kind", default="", metavar="KIND", help=_("What the files hold; they are compared with the folder as it is now.")
    )
    into = click.option("--into", default="", metavar="PLAN", help=_("Take every row as a new activity of this plan."))
    goals = click.option("--goals", is_flag=True, help=_("With --into: make goals that the plan does not have."))
    return [
        click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE..."),
        *([said] if not kind else []),
        *([into, goals] if kind in ("", "plan") else []),
        click.option("--map", "named", type=Pair(), multiple=True, metavar='"HEADING=KEY"', help=_("What a heading means.")),
        click.option(
            "--dates",
            "order",
            type=click.Choice(["dmy", "mdy"]),
            default=None,
            help=_("How dates such as 31/12/2026 are written."),
        ),
        click.option("--sheet", default="", metavar=_("NAME"), help=_("Which of several sheets of a file.")),
        click.option(
            "--take", multiple=True, metavar="ROW:COLUMN", help=_("In this clash the sheet is right; may be said again.")
        ),
        click.option("--dry-run", is_flag=True, help=_("Only show what would change.")),
        click.option("--yes", is_flag=True, help=_("Do not ask.")),
    ]


@command("export")
@click.argument("kind", metavar="KIND")
@_options(_going_out(""))
@pass_app
def export(app: App, *, kind: str, out: Path | None, **given: Any) -> None:
    """Write a sheet for Excel.

    KIND is plan, goals, actions, members, representatives, services, indicators, or a register such as needs. OUT is a file
    (.xlsx or .csv) or a folder; otherwise it goes to build/sheets. What an agency writes in it comes back with import.
    """
    from vawcoord.operations.sheets import known_kind

    _export(app, known_kind(kind), out, given)


@command("import")
@_options(_coming_back(""))
@pass_app
def import_(app: App, *, files: tuple[Path, ...], **given: Any) -> None:
    """Read sheets that came back.

    Shows the differences cell by cell and asks before it writes. What changed in the folder since a sheet went out is kept; what
    both changed differently is shown and left alone. FILE is .xlsx or .csv.
    """
    _import(app, files, given)


def exporting(kind: str) -> click.Command:
    """Return `export` for one kind of sheet, for the group of that kind."""

    @command("export")
    @_options(_going_out(kind))
    @pass_app
    def one(app: App, *, out: Path | None, **given: Any) -> None:
        """Write a sheet for Excel.

        OUT is a file (.xlsx or .csv) or a folder; otherwise it goes to build/sheets.
        """
        _export(app, kind, out, {"everything": False, **given})

    return one


def importing(kind: str) -> click.Command:
    """Return `import` for one kind of sheet, for the group of that kind."""

    @command("import")
    @_options(_coming_back(kind))
    @pass_app
    def one(app: App, *, files: tuple[Path, ...], **given: Any) -> None:
        """Read sheets that came back.

        Shows the differences cell by cell and asks before it writes. FILE is .xlsx or .csv.
        """
        _import(app, files, {"only": kind, **given})

    return one
