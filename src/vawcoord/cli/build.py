"""`build`: makes the Word files and pages of what changed."""

import sys

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _, several


@command("build")
@click.argument("documents", nargs=-1)
@click.option("--beside", metavar=_("LANGUAGE"), default="", help=_("Also in two columns, with the text in this language."))
@pass_app
def build(app: App, *, documents: tuple[str, ...], beside: str) -> int:
    """Make the Word files and pages of what changed.

    DOCUMENTS are names such as mou/referral; without one, all are built. Exit status 1 when a document failed.
    """
    from vawcoord.operations.build import Begun, Step
    from vawcoord.operations.build import build as steps

    counts = {"made": 0, "unchanged": 0, "set-aside": 0, "failed": 0}
    made: list[str] = []
    total = 0
    show = sys.stderr.isatty() and not app.plain
    for step in steps(app.root(), app.day(), documents, beside=beside):
        if isinstance(step, Begun):
            total = step.documents
            if step.idle:
                app.done(_("Nothing has changed; build/ is up to date."), next="vawcoord open build")
                return 0
            app.remark_findings(step.findings)
            continue
        if isinstance(step, Step):
            counts[step.outcome] += 1
            if show:
                click.echo(f"\r\033[K{step.number}/{total} {step.path}", nl=False, err=True)
            if step.outcome in ("made", "set-aside"):
                made.append(step.path)
            if step.message:
                if show:
                    click.echo("\r\033[K", nl=False, err=True)
                app.remark(f"{step.path}: {step.message}")
    if show:
        click.echo("\r\033[K", nl=False, err=True)
    written = counts["made"] + counts["set-aside"]
    if not written and not counts["failed"]:
        app.done(_("Nothing has changed; build/ is up to date."), next="vawcoord open build")
        return 0
    what = several("{count} file made in build/", "{count} files made in build/", written)
    parts = [
        what,
        _("{count} unchanged").format(count=counts["unchanged"]) if counts["unchanged"] else "",
        _("{count} failed").format(count=counts["failed"]) if counts["failed"] else "",
    ]
    first = next((path for path in made if path.endswith(".docx")), "build")
    app.done(", ".join(part for part in parts if part) + ".", made, next=f"vawcoord open {first}")
    return int(counts["failed"] > 0)
