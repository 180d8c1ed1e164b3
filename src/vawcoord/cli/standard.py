"""`standard`: Module 5 item by item: its texts, coverage with evidence, vouching, contrary views, setting aside, the pack."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.operations.standard import Move
    from vawcoord.records.coverage import Coverage, Covered, Evidence, Result
    from vawcoord.records.standard import Item, Standard

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

LEVELS = ("local", "national", "all")
_MOST = 8
"""How many pieces of evidence `show` prints; --json has all."""


@click.group("standard", cls=Group)
def standard() -> None:
    """Module 5, item by item: texts, coverage, vouching, the evidence pack."""


def _file_option() -> Decorator:
    """Return the option that names another standard."""
    return click.option(
        "--standard",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        metavar=_("FILE"),
        help=_("Another standard, as a TOML file of the same form."),
    )


def _level_option(help: str) -> Decorator:  # noqa: A002 - click's word
    """Return the option that names a level."""
    return click.option("--level", type=click.Choice(LEVELS), default=None, help=help)


@command("list", reading=True)
@_level_option(_("Only items of this level; otherwise the committee's own."))
@_file_option()
@pass_app
def list_(app: App, *, level: str | None, file: Path | None) -> None:
    """List the items of the standard in our own words.

    With --why also the principles, the common characteristics and the words that the standard defines.
    """
    from vawcoord.folder.loading import load
    from vawcoord.operations.standard import find_standard

    root = app.root()
    committee, findings = load(root)
    held = find_standard(root, committee, file)
    asked = level or (committee.profile.level if not file else "all")
    if app.json:
        app.print_json("standard list", committee.profile.id, findings, _listed(held, asked))
        return
    from vawcoord.render.terminal import wrapped

    title = _(held.title)
    app.say(wrapped(f"{title} ({_(held.publisher)}, {held.year})" if held.publisher else title))
    if app.plain:
        app.say()
        app.table((_("Item"), _("Text"), _("Level")), [(one.id, _(one.text), one.level) for one in held.of(asked)])
    else:
        elements = {one.id: one for one in held.elements}
        above = None
        for one in held.of(asked):
            if one.element != above:
                above = one.element
                title = elements[above].title if above in elements else ""
                app.say()
                app.say(wrapped(f"{above} {_(title) if title else ''}".rstrip()))
            app.say(wrapped(f"  {one.id:<8} {_(one.text)}", indent=" " * 11))
    if app.why:
        for heading, said in (
            (_("Principles"), held.principles),
            (_("Common characteristics"), held.characteristics),
            (_("Words"), held.definitions),
        ):
            if said:
                app.say()
                app.say(heading)
                for one_said in said:
                    app.say(wrapped(f"  {_(one_said.title)}: {_(one_said.text)}", indent=" " * 4))
    app.say()
    first = next(iter(held.of(asked)), None)
    app.say(_("Next: {command}").format(command=f"vawcoord standard show {first.id if first else 'ITEM'}"))


def _listed(held: "Standard", level: str) -> dict[str, Any]:
    """Return the standard as data."""

    def said(entries: Any) -> list[dict[str, Any]]:
        return [
            {"id": one.id, "title": one.title, "text": one.text, "sector": one.sector, "source": one.source} for one in entries
        ]

    return {
        "id": held.id,
        "title": held.title,
        "items": [_item_data(one) for one in held.of(level)],
        "elements": [{"id": one.id, "level": one.level, "title": one.title, "source": one.source} for one in held.elements],
        "principles": said(held.principles),
        "characteristics": said(held.characteristics),
        "services": said(held.services),
        "definitions": said(held.definitions),
    }


def _item_data(one: "Item") -> dict[str, Any]:
    """Return an item as data."""
    return {
        "id": one.id,
        "level": one.level,
        "element": one.element,
        "text": one.text,
        "why": one.why,
        "good": one.good,
        "needs": list(one.needs),
        "judge": one.judge,
        "months": one.months,
        "next": one.next,
        "command": one.command,
        "can_be_set_aside": not one.always,
        "source": one.source,
    }


@command("show", reading=True)
@click.argument("item", metavar=_("ITEM"))
@_file_option()
@pass_app
def show(app: App, *, item: str, file: Path | None) -> None:
    """Show an item: its text, why it matters, what good looks like, the evidence now, and what to do next.

    ITEM is its id, such as L2.2.3.
    """
    from vawcoord.documents.coverage import chosen, judge_word, need_word, proof_word, verdict_of, what
    from vawcoord.folder.loading import load
    from vawcoord.operations.standard import as_data, covered, find_item, find_standard, names_of
    from vawcoord.render.terminal import wrapped

    root = app.root()
    committee, findings = load(root)
    held = find_standard(root, committee, file)
    found = find_item(held, item)
    result = covered(root, committee, app.day(), level="all", standard=held.but(items=(found,)))
    one = result.items[0]
    if app.json:
        data = {**_item_data(found), **as_data(result)["items"][0], "next_in_words": found.next}
        app.print_json("standard show", committee.profile.id, findings, data)
        return
    names = names_of(committee)
    app.say(wrapped(f"{found.id}  {_(found.text)}", indent=" " * (len(found.id) + 2)))
    if found.source:
        app.say(wrapped(_(found.source)))
    for label, said in ((_("Why"), found.why), (_("What good looks like"), found.good)):
        if said:
            app.say()
            app.say(wrapped(f"{label}: {_(said)}", indent="  "))
    app.say()
    needs = ", ".join(need_word(need) for need in found.needs)
    app.say(wrapped(_("It needs: {needs}. Judged by {judge}.").format(needs=needs, judge=judge_word(found.judge)), indent="  "))
    if found.months:
        app.say(several("A record counts for {count} month.", "A record counts for {count} months.", found.months))
    if found.always:
        app.say(_("It cannot be set aside."))
    app.say()
    app.say(wrapped(_("On {day}: {verdict}.").format(day=result.on, verdict=verdict_of(one, names)), indent="  "))
    for evidence in chosen(one.evidence, _MOST):
        app.say(
            wrapped(f"  {_place(evidence)}  {what(evidence)}, {proof_word(evidence.proof)}{_dated(evidence)}", indent=" " * 4)
        )
    if len(one.evidence) > _MOST:
        app.say(_("  and {count} more: --json").format(count=len(one.evidence) - _MOST))
    _say_words(app, one, names)
    if one.lacks:
        app.say()
        app.say(_("What is lacking"))
        for lack in one.lacks:
            app.say(wrapped(f"  {lack}", indent=" " * 4))
    app.say()
    for step in one.steps:
        app.say(wrapped(step.say))
        app.say(_("Next: {command}").format(command=step.command))
    if not one.steps:
        app.say(_("Next: {command}").format(command="vawcoord standard coverage"))
    app.remark_findings(findings)


def _place(evidence: "Evidence") -> str:
    """Return `path:line`, which editors open."""
    return f"{evidence.path}:{evidence.line}" if evidence.line else evidence.path


def _dated(evidence: "Evidence") -> str:
    """Return the day of a piece of evidence after a comma."""
    return f", {evidence.date}" if evidence.date else ""


def _say_words(app: App, one: "Covered", names: dict[str, str]) -> None:
    """Print who vouches, who sees it differently, and why an item is set aside."""
    from vawcoord.render.terminal import wrapped

    for by in one.vouched:
        said = _("Vouched for by {agency}, {seat}, on {day}, until {until}: {evidence}").format(
            agency=names.get(by.by, by.by), seat=by.seat, day=by.date, until=by.until, evidence=by.evidence
        )
        app.say(wrapped(f"  {said}", indent=" " * 4))
    for view in one.contests:
        said = _("{agency} sees it differently since {day}: {text}").format(
            agency=names.get(view.by, view.by), day=view.date, text=view.text
        )
        app.say(wrapped(f"  {said}", indent=" " * 4))
    if one.aside:
        said = _("Set aside by {decision} until {until}: {reason}").format(
            decision=one.aside.decision, until=one.aside.until, reason=one.aside.reason
        )
        app.say(wrapped(f"  {said}", indent=" " * 4))


@command("coverage", reading=True)
@_level_option(_("Items of this level; otherwise the committee's own."))
@click.option("--gaps", is_flag=True, help=_("Only what is left to do."))
@click.option("--csv", "as_csv", is_flag=True, help=_("Print a sheet in CSV: one row for each piece of evidence."))
@click.option("--word", is_flag=True, help=_("Write the Word file and the page build/coverage."))
@click.option("--record", "keep", is_flag=True, help=_("Keep it as coverage/DATE.toml."))
@click.option("--note", default="", metavar=_("TEXT"), help=_("Why it is recorded."))
@click.option("--compare", type=DAY, default=None, metavar=_("DATE"), help=_("What moved since it was recorded on that day."))
@_file_option()
@pass_app
def coverage(
    app: App,
    *,
    level: str | None,
    gaps: bool,
    as_csv: bool,
    word: bool,
    keep: bool,
    note: str,
    compare: date | None,
    file: Path | None,
) -> None:
    """Show how far the standard is met, item by item, with the evidence; gaps first, each with its next step.

    There is no score. --word and --record write; all else only reads.
    """
    from vawcoord.folder.loading import load
    from vawcoord.operations.standard import as_data, covered, find_standard
    from vawcoord.operations.standard import compare as comparing

    root = app.root()
    committee, findings = load(root)
    held = find_standard(root, committee, file)
    result = covered(root, committee, app.day(), level=level or "", standard=held)
    then, moves = comparing(committee, result, compare) if compare else (None, ())
    written = _written(app, root, committee, result, word=word, keep=keep, note=note)
    if app.json:
        app.print_json("standard coverage", committee.profile.id, findings, as_data(result, moves if compare else None))
        return
    if as_csv:
        _print_csv(committee, result)
        return
    from vawcoord.operations.standard import names_of

    _shown(app, result, names_of(committee), gaps=gaps)
    if then is not None:
        _moved(app, then, moves)
    _cautions(app, result)
    app.say()
    if written:
        app.done(_("Written: {files}.").format(files=", ".join(written)), written)
    first = next(iter(result.gaps()), None)
    app.say(
        _("Next: {command}").format(
            command=f"vawcoord standard show {first.item.id}" if first else "vawcoord standard pack OUT.zip"
        )
    )
    app.remark_findings(findings)


def _written(app: App, root: Path, committee: Any, result: "Result", *, word: bool, keep: bool, note: str) -> list[str]:
    """Write what was asked for, and return the files."""
    files: list[str] = []
    if keep:
        from vawcoord.operations.standard import record

        changes = record(root, result, note=note)
        app.write(root, committee, changes)
        files += changes.paths()
    if word:
        from vawcoord.operations.build import one_sheet
        from vawcoord.operations.standard import document

        stem = "coverage" if result.standard.id == "esp-m5" else f"coverage-{result.standard.id}"
        steps = one_sheet(root, stem, document(root, committee, result), ("docx", "html"), source="registers")
        for step in steps:
            if step.message:
                app.remark(step.message)
        files += [step.path for step in steps]
    return files


def _print_csv(committee: Any, result: "Result") -> None:
    """Print the sheet, with text guarded against being computed."""
    import csv
    import io

    from vawcoord.documents.coverage import COLUMNS, rows
    from vawcoord.operations.standard import names_of
    from vawcoord.render.csv import guarded

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(map(guarded, one)) for one in rows(result, names_of(committee)))
    click.echo(stream.getvalue(), nl=False)


def _shown(app: App, result: "Result", names: dict[str, str], *, gaps: bool) -> None:
    """Print the coverage: totals and shares, gaps with their next steps, then what is there."""
    from vawcoord.documents.coverage import share_text, verdict_of, verdict_word
    from vawcoord.records.coverage import points
    from vawcoord.render.terminal import wrapped

    app.say(wrapped(_("{standard}, as it stands on {day}").format(standard=_(result.standard.title), day=result.on)))
    totals = result.totals()
    app.say(wrapped(", ".join(f"{count} {verdict_word(name)}" for name, count in totals.items() if count)))
    app.say(
        wrapped(_("What the items need, and what is there: {shares}").format(shares="; ".join(map(share_text, result.shares()))))
    )
    made = points(result)
    if made is not None:
        app.say(
            _("Points: {have} of {of}; level: {grade}").format(have=f"{made.have:g}", of=f"{made.of:g}", grade=made.grade or "—")
        )
    open_ = result.gaps()
    if app.plain:
        _blocks(app, result, names, gaps=gaps)
        return
    if open_:
        app.say()
        app.say(_("What is left to do"))
    for one in open_:
        app.say(wrapped(f"  {one.item.id:<8} {verdict_of(one, names)}: {_(one.item.text)}", indent=" " * 11))
        for step in one.steps[:1]:
            app.say(wrapped(f"           → {step.say}", indent=" " * 13))
            app.say(f"             {step.command}")
    if gaps:
        return
    rest = [one for one in result.items if not one.gap]
    if rest:
        app.say()
        app.say(_("What is there"))
    for one in rest:
        app.say(wrapped(f"  {one.item.id:<8} {verdict_of(one, names)}: {_(one.item.text)}", indent=" " * 11))
        _say_words(app, one, names)
    duties = [one.item.id for one in result.items if result.duty(one)]
    if duties:
        app.say()
        app.say(wrapped(_("Tasks of national bodies, for information: {items}").format(items=" ".join(duties)), indent="  "))


def _blocks(app: App, result: "Result", names: dict[str, str], *, gaps: bool) -> None:
    """Print one item a block."""
    from vawcoord.documents.coverage import verdict_of

    shown = (*result.gaps(), *(() if gaps else (one for one in result.items if not one.gap)))
    app.say()
    app.table(
        (_("Item"), _("Text"), _("Verdict"), _("Lacking"), _("To do"), _("Command")),
        [
            (
                one.item.id,
                _(one.item.text),
                verdict_of(one, names),
                " ".join(one.lacks),
                one.steps[0].say if one.steps else "",
                one.steps[0].command if one.steps else "",
            )
            for one in shown
        ],
    )


def _moved(app: App, then: "Coverage", moves: "tuple[Move, ...]") -> None:
    """Print what moved since a coverage was recorded."""
    from vawcoord.documents.coverage import verdict_word
    from vawcoord.render.terminal import wrapped

    app.say()
    app.say(_("Since it was recorded on {day}").format(day=then.date))
    if not moves:
        app.say(_("  Nothing has moved."))
    for one in sorted(moves, key=lambda move: not move.better):
        said = _("{item} from {before} to {after}").format(
            item=one.item.id, before=verdict_word(one.before), after=verdict_word(one.after)
        )
        if one.lost:
            said += "; " + _("no longer there: {paths}").format(paths=", ".join(one.lost[:3]))
        app.say(wrapped(f"  {'+' if one.better else '-'} {said}", indent=" " * 4))


def _cautions(app: App, result: "Result") -> None:
    """Print what must stand beside every coverage."""
    from vawcoord.documents.coverage import cautions
    from vawcoord.render.terminal import wrapped

    app.say()
    for said in cautions(result):
        app.say(wrapped(said))


@command("attest")
@click.argument("item", metavar=_("ITEM"))
@click.option("--by", required=True, metavar="AGENCY[/SEAT]", help=_("The member that vouches; its lead where no seat is named."))
@click.option("--evidence", default="", metavar=_("TEXT"), help=_("What it rests on. No case, no quotation."))
@click.option("--record", "records", multiple=True, metavar=_("ENTRY"), help=_("A record that shows it; may be said again."))
@click.option("--until", type=DAY, default=None, metavar=_("DATE"), help=_("Until when it holds; otherwise for a year."))
@pass_app
def attest(app: App, *, item: str, by: str, evidence: str, records: tuple[str, ...], until: date | None) -> None:
    """Let a member vouch for an item, on stated evidence.

    Never the one who keeps the record. What is about survivors' part and safety, only a survivor-led or survivor-support
    member vouches for, by seat.
    """
    from vawcoord.operations.standard import attest as attesting
    from vawcoord.operations.standard import find_item, find_standard

    root, committee = app.loaded()
    found = find_item(find_standard(root, committee), item)
    entry, changes = attesting(root, committee, found, by, evidence, app.day(), until=until, records=records)
    app.write(root, committee, changes)
    app.done(
        _("{agency} vouches for {item} until {until}.").format(agency=entry.get("by"), item=found.id, until=entry.get("until")),
        changes.paths(),
        next=f"vawcoord standard show {found.id}",
        items=(found.id,),
    )


@command("contest")
@click.argument("item", metavar=_("ITEM"))
@click.option("--by", required=True, metavar=_("AGENCY"), help=_("The member that sees it differently."))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("How it sees the item. No case, no quotation."))
@click.option("--take-back", is_flag=True, help=_("The member takes its view back; the entry stays."))
@pass_app
def contest(app: App, *, item: str, by: str, reason: str, take_back: bool) -> None:
    """Enter a member's contrary view of an item; only that member can take it back."""
    from vawcoord.operations.standard import contest as contesting
    from vawcoord.operations.standard import find_item, find_standard
    from vawcoord.operations.standard import take_back as taking_back

    root, committee = app.loaded()
    found = find_item(find_standard(root, committee), item)
    if take_back:
        changes = taking_back(root, committee, found, by, app.day())
        said = _("{agency} took its view of {item} back.")
    else:
        changes = contesting(root, committee, found, by, reason, app.day())
        said = _("{agency} contests {item}; it is shown wherever the item is.")
    app.write(root, committee, changes)
    app.done(said.format(agency=by, item=found.id), changes.paths(), next=f"vawcoord standard show {found.id}", items=(found.id,))


@command("set-aside")
@click.argument("item", metavar=_("ITEM"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("Why it does not apply."))
@click.option("--decision", required=True, metavar=_("DECISION"), help=_("The decision, such as 2026-02-10-ordinary/d3."))
@click.option("--until", type=DAY, required=True, metavar=_("DATE"), help=_("Until when."))
@pass_app
def set_aside(app: App, *, item: str, reason: str, decision: str, until: date) -> None:
    """Set an item aside that does not apply for now; every report lists it. Some items cannot be set aside."""
    from vawcoord.operations.standard import find_item, find_standard
    from vawcoord.operations.standard import set_aside as setting_aside

    root, committee = app.loaded()
    found = find_item(find_standard(root, committee), item)
    changes = setting_aside(root, committee, found, reason, decision, until, app.day())
    app.write(root, committee, changes)
    app.done(
        _("{item} is set aside until {until}; every report lists it.").format(item=found.id, until=until),
        changes.paths(),
        next=f"vawcoord standard show {found.id}",
        items=(found.id,),
    )


@command("pack")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.zip")
@_level_option(_("Items of this level; otherwise the committee's own."))
@pass_app
def pack(app: App, *, out: Path, level: str | None) -> None:
    """Pack the evidence for the oversight body: an index and the files, in one zip.

    What is restricted, holds names or exact figures stays with the committee; the index says so.
    """
    from vawcoord.operations.guard import holding_back
    from vawcoord.operations.pack import pack as packing
    from vawcoord.operations.standard import covered

    root, committee = app.loaded()
    result = covered(root, committee, app.day(), level=level or "")
    made = packing(root, committee, result, app.start() / out, guard=holding_back(committee))
    parts = [
        several("{count} file packed", "{count} files packed", len(made.packed)),
        several("{count} stays with the committee", "{count} stay with the committee", len(made.kept)) if made.kept else "",
    ]
    app.say(_("{path}: {parts}.").format(path=out, parts=", ".join(part for part in parts if part)))
    if app.why:
        for one in made.kept:
            app.say(f"  {one.path}: {one.why}")
    app.say(_("Look through it before it goes out: the programme cannot read scans."))
    app.say(_("Next: {command}").format(command="vawcoord register add reports-sent"))


for _one in (list_, show, coverage, attest, contest, set_aside, pack):
    standard.add_command(_one)
