"""`receive`: Word files that came back; and `comment`, for what came by telephone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.cli.issue import names
from vawcoord.language import _, several

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vawcoord.operations.receive import Copy
    from vawcoord.operations.rounds import Round
    from vawcoord.records.answers import Question
    from vawcoord.records.committee import Committee
    from vawcoord.records.received import ReceivedProposal

_ITEMS = ("L2.2.4",)


@command("receive")
@click.argument("files", nargs=-1, required=True, metavar=_("FILE.docx …"), type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--from",
    "agencies",
    default="",
    callback=names,
    metavar="A,B",
    help=_("Whose files they are, in their order, where they do not say."),
)
@click.option("--document", default="", metavar="mou/NAME", help=_("Which text they answer, where they do not say."))
@click.option("--dry-run", is_flag=True, help=_("Only show what is in them."))
@pass_app
def receive(app: App, *, files: tuple[Path, ...], agencies: tuple[str, ...], document: str, dry_run: bool) -> None:
    """Take in Word files that came back.

    Says which text they answer, and who proposes what for which clause. They are compared with the text as it was sent, so that
    what was changed without being recorded is seen. What is proposed is kept as text; nothing is decided yet.
    """
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.answers import bases, received_for, review, titles_of
    from vawcoord.operations.receive import group_of, name_of
    from vawcoord.operations.receive import receive as receiving
    from vawcoord.operations.rounds import find

    root, committee = app.loaded()
    receipt = receiving(root, committee, files, app.day(), agencies=agencies, document=document)
    sent = {(one.sent.digest, piece): source for one in receipt.copies for piece, source in one.sent.clauses()}
    for one in receipt.copies:
        _copy(app, one)
    if not dry_run:
        app.write(root, committee, receipt.changes)
    for ref, asked in receipt.questions:
        known = {**bases(root, ref, received_for(committee, ref)), **sent}
        app.say()
        app.say(ref)
        show(app, asked, known, titles_of(known))
    if dry_run:
        app.done(_("Nothing was written."))
        return
    shown = [one.path for one in receipt.copies]
    for ref, asked in receipt.questions:
        if any(one.clash for one in asked):
            from vawcoord.folder.loading import load

            committee, _findings = load(root)
            found = find(committee, ref)
            if found is not None:
                step = review(root, committee, Shelf(root), found, app.day(), clashes=True)
                app.say(_("The clashes lie side by side in {path}.").format(path=step.path))
                shown.append(step.path)
    ref, asked = receipt.questions[0]
    app.done(
        _("Kept in {paths}.").format(paths=", ".join(one.path for one in receipt.copies)),
        (*shown, *receipt.changes.paths()),
        next=f"vawcoord {group_of(ref)} take {name_of(ref)}"
        if any(one.standpoints for one in asked)
        else f"vawcoord {group_of(ref)} list",
        items=_ITEMS,
    )


def _copy(app: App, one: "Copy") -> None:
    """Print what a copy is, how that was found, and what is odd about it."""
    held = one.received
    app.say(
        _("{file}: {ref}, from {agency}, answers the text {digest}").format(
            file=one.shown, ref=held.document, agency=held.from_, digest=held.digest.removeprefix("v1:")[:12]
        )
    )
    for remark in one.remarks:
        app.say(f"  {remark}")
    for lost in held.lost:
        app.say("  " + _("Not carried: {what}").format(what=lost))
    for stray in held.unplaced[:10]:
        app.say("  " + _("Clause not sure: {text}").format(text=stray[:100]))
    if len(held.unplaced) > 10:
        app.say("  " + _("and {count} more, in {path}").format(count=len(held.unplaced) - 10, path=one.path))
    count = sum(1 for proposal in held.proposals if proposal.change != "comment")
    app.say("  " + (several("{count} proposal", "{count} proposals", count) if count else _("Nothing is proposed in it.")))


def show(app: App, asked: "tuple[Question, ...]", known: "Mapping[tuple[str, str], str]", titles: "Mapping[str, str]") -> None:
    """Print clause by clause who proposes what; different things side by side; what a deletion would lose."""
    if not asked:
        app.say("  " + _("Nothing waits for a decision."))
    for one in asked:
        title = titles.get(one.clause, "")
        app.say()
        app.say(f"{one.clause}  {title}" if title else one.clause)
        if one.clash:
            app.say("  " + _("CLASH: {count} different proposals.").format(count=len(one.standpoints)))
        for stand in one.standpoints:
            app.say("  " + ", ".join(stand.agencies) + ":")
            for line in told(stand.proposal, known.get((one.digest, one.clause), "")):
                _wrapped(app, line)
        for agency, remark in one.remarks:
            _wrapped(app, _("{agency} remarks: {text}").format(agency=agency, text=" ".join(remark.text.split())), "  ")


def told(one: "ReceivedProposal", base: str) -> list[str]:
    """Return in words what a proposal asks for, a line a point."""
    from vawcoord.documents.answer import lines_of

    lines = []
    match one.change:
        case "deleted":
            lines.append(_("the clause is to go"))
        case "merged":
            lines.append(_("the clause is to become part of {clause}").format(clause=one.other))
        case "added":
            lines.append(_("a new clause behind {clause}:").format(clause=one.other or "…"))
            lines += [line for line in one.text.splitlines() if line.strip()]
        case "moved":
            lines.append(_("the clause is to stand behind {clause}").format(clause=one.other))
    if one.change in ("deleted", "merged") and one.items:
        lines.append(_("WITH IT WOULD GO, of Module 5: {items}").format(items=" ".join(one.items)))
    for place in lines_of(one, base):
        if place.old and place.new:
            point = _("instead of “{old}”: “{new}”").format(old=place.old, new=place.new)
        else:
            point = _("new: “{new}”").format(new=place.new) if place.new else _("left out: “{old}”").format(old=place.old)
        lines.append(f"… {place.before} … {point}" if place.before else point)
    if not one.tracked and one.change != "comment" and one.placed_ != "hand":
        lines.append(_("CHANGED WITHOUT BEING RECORDED"))
    return lines


def _wrapped(app: App, line: str, indent: str = "    ") -> None:
    """Print a line, cut to the width of a screen."""
    from vawcoord.render.terminal import wrapped

    app.say(wrapped(f"{indent}{line}", indent=indent))


def round_of(app: App, committee: "Committee", kind: str, name: str) -> "Round":
    """Return the document of a kind, or with `meeting` the minutes of one."""
    from vawcoord.operations.documents import find_document
    from vawcoord.operations.minutes import written
    from vawcoord.operations.rounds import of_document, of_meeting

    if kind != "meeting":
        return of_document(find_document(committee, kind, name))
    meeting = written(committee, name, app.day())
    found = of_meeting(meeting)
    if found is None:
        raise AssertionError(meeting.id)
    return found


def comment_command(kind: str) -> click.Command:
    """Return the command that enters what an agency said about a document of a kind."""

    @command("comment")
    @click.argument("name")
    @click.option("--from", "agency", required=True, metavar=_("AGENCY"), help=_("Who said it."))
    @click.option(
        "--clause", required=True, metavar=_("CLAUSE"), help=_("The clause it is about; preamble: before the first one.")
    )
    @click.option("--text", required=True, metavar=_("TEXT"), help=_("What was said, in a sentence."))
    @click.option("--whole", is_flag=True, help=_("It is the whole answer; the agency's copy is not waited for any more."))
    @pass_app
    def comment(app: App, *, name: str, **given: Any) -> None:
        """Enter what an agency said by telephone or letter about a clause."""
        from vawcoord.operations.receive import Said
        from vawcoord.operations.receive import comment as commenting

        root, committee = app.loaded()
        found = round_of(app, committee, kind, name)
        path, changes = commenting(root, committee, found, Said(**given), app.day())
        app.write(root, committee, changes)
        app.done(
            _("The comment of {agency} stands in {path}.").format(agency=given["agency"], path=path),
            changes.paths(),
            next=f"vawcoord {kind} take {found.id}",
            items=_ITEMS,
        )

    return comment
