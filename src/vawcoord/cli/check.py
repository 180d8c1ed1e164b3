"""`check`: mistakes in the folder, with place, mend and guideline."""

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.errors import VawcoordError
from vawcoord.finding import SEVERITIES, Finding
from vawcoord.language import _, several


@command("check", reading=True)
@click.option("--strict", is_flag=True, help=_("Warnings count as mistakes."))
@click.option("--explain", metavar=_("CODE"), help=_("Explain a code, such as MEM001."))
@click.option("--mend", is_flag=True, help=_("Mend encoding, quotes and line ends, after showing them."))
@click.option("--yes", is_flag=True, help=_("With --mend: do not ask."))
@click.argument("paths", nargs=-1)
@pass_app
def check(app: App, *, strict: bool, explain: str | None, mend: bool, yes: bool, paths: tuple[str, ...]) -> int:
    """Find mistakes in the folder.

    Each finding stands as path:line: CODE message, with what to do below it. PATHS show only findings in these files.
    """
    if explain:
        return _explain(app, explain)
    if mend:
        if app.json:
            raise VawcoordError(_("--mend writes, and does not answer in JSON."), _("Leave out one of --mend and --json."))
        return _mend(app, yes=yes)
    from vawcoord.operations.checking import checked

    root = app.root()
    for path in paths:
        if not (root / path).exists():
            raise VawcoordError(
                _("{path} is not in the folder.").format(path=path),
                _("Name files or folders as they lie in it, such as members."),
            )
    result = checked(root, app.day())
    shown = tuple(one for one in result.findings if not paths or any(one.where.path.startswith(path) for path in paths))
    errors = sum(1 for one in shown if one.severity == "error")
    warnings = sum(1 for one in shown if one.severity == "warning")
    failed = bool(errors or (strict and warnings))
    if app.json:
        totals = {severity: sum(1 for one in shown if one.severity == severity) for severity in SEVERITIES}
        app.print_json("check", result.committee.profile.id, shown, {"totals": totals})
        return int(failed)
    above = ""
    for one in shown:
        _show(app, one, repeated=one.mend == above)
        above = one.mend
    summary = ", ".join(
        part
        for part in (
            several("{count} mistake", "{count} mistakes", errors) if errors else "",
            several("{count} warning", "{count} warnings", warnings) if warnings else "",
            several("{count} note", "{count} notes", len(shown) - errors - warnings) if len(shown) > errors + warnings else "",
        )
        if part
    )
    app.say(_("Found: {summary}.").format(summary=summary) if summary else _("Nothing to mend."))
    if shown:
        app.say(_("Next: {command}").format(command=f"vawcoord check --explain {shown[0].code}"))
    return int(failed)


def _show(app: App, finding: Finding, *, repeated: bool) -> None:
    """Print one finding: the place first, in the form that editors open; what to do, unless the line above said it."""
    severity = {"error": _("mistake"), "warning": _("warning"), "note": _("note")}[finding.severity]
    if app.plain:
        for label, value in (
            (_("place"), str(finding.where)),
            (_("code"), finding.code),
            (_("kind"), severity),
            (_("what"), finding.message),
            (_("do"), finding.mend),
            (_("Module 5"), " ".join(finding.guideline)),
        ):
            if value:
                app.say(f"{label}: {value}")
        app.say()
        return
    app.say(f"{finding.where}: {finding.code} {severity}: {finding.message}")
    if finding.mend and not repeated:
        app.say(f"    {finding.mend}")
    if finding.guideline and app.why:
        app.say("    " + _("Module 5: {items}").format(items=" ".join(finding.guideline)))


def _explain(app: App, name: str) -> int:
    """Explain a code."""
    from vawcoord.codes import CODES, code
    from vawcoord.records.record import nearest
    from vawcoord.standard.catalogue import text_of

    found = code(name.upper())
    if found is None:
        near = nearest(name.upper(), [one.code for one in CODES])
        raise VawcoordError(
            _('There is no code "{code}".').format(code=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else "")
        )
    if app.json:
        data = {
            "code": found.code,
            "severity": found.severity,
            "title": _(found.title),
            "why": _(found.why),
            "guideline": list(found.guideline),
        }
        app.print_json("check", "", (), data)
        return 0
    severity = {"error": _("mistake"), "warning": _("warning"), "note": _("note")}[found.severity]
    app.say(f"{found.code} ({severity}): {_(found.title)}")
    app.say(_(found.why))
    for item in found.guideline:
        app.say(_("Module 5, {item}: {text}").format(item=item, text=_(text_of(item))))
    return 0


def _mend(app: App, *, yes: bool) -> int:
    """Show what can be mended without changing what a file says, and do it on yes."""
    from vawcoord.operations.mend import changes, proposals

    root = app.root()
    mends = proposals(root)
    if not mends:
        app.done(_("There is nothing to mend."), next="vawcoord check")
        return 0
    for one in mends:
        app.say(one.path)
        for what in one.what:
            app.say(f"  {what}")
        for line, before, after in one.preview[:20]:
            app.say(f"  {line}: - {before}")
            app.say(f"  {line}: + {after}")
        for left in one.left:
            app.say("  " + _("For a person to decide: {what}").format(what=left))
    doable = [one for one in mends if one.change is not None]
    if not doable:
        app.done(_("Nothing of this can be mended without a person."), next="vawcoord check")
        return 1
    if not yes and not click.confirm(_("Mend these files?")):
        app.say(_("Nothing was changed."))
        return 0
    # What is mended says what it said before, and the folder may not be readable yet.
    app.write(root, None, changes(doable))
    app.done(
        several("{count} file mended.", "{count} files mended.", len(doable)),
        [one.path for one in doable],
        next="vawcoord check",
    )
    return 0
