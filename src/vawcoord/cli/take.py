"""`mou take` and `mou reply`: each proposal is taken, in part, not, or put before the meeting; each agency hears what became of it."""

import sys
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.cli.receive import round_of, show, told
from vawcoord.language import _, several

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vawcoord.cli.dialogue import Dialogue
    from vawcoord.operations.answers import Decision, Taking
    from vawcoord.operations.rounds import Round
    from vawcoord.records.answers import Question
    from vawcoord.records.committee import Committee

_ITEMS = ("L2.2.4", "L2.2.7")
_LATER = "later"


def take_command(kind: str) -> click.Command:
    """Return the command that takes answers into a document of a kind."""

    @command("take")
    @click.argument("name")
    @click.option("--accept", multiple=True, metavar=_("CLAUSE"), help=_("Take what is proposed for this clause."))
    @click.option("--reject", multiple=True, metavar=_("CLAUSE"), help=_("Do not take it."))
    @click.option("--part", multiple=True, metavar=_("CLAUSE"), help=_("It is taken in part: you write the words into the text."))
    @click.option("--meeting", multiple=True, metavar=_("CLAUSE"), help=_("The next meeting decides."))
    @click.option("--from", "agency", default="", metavar=_("AGENCY"), help=_("Only what this agency proposes."))
    @click.option("--reason", default="", metavar=_("TEXT"), help=_("Why; the agency hears it."))
    @click.option("--over", multiple=True, metavar=_("CLAUSE"), help=_("Take it although the clause was changed here since."))
    @click.option("--sheet", is_flag=True, help=_("Make a Word sheet of what waits for a decision, side by side."))
    @click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
    @click.option("--yes", is_flag=True, help=_("Do not ask."))
    @pass_app
    def take(app: App, *, name: str, agency: str, reason: str, **given: Any) -> None:
        """Decide on what agencies propose, and take it into the text.

        Without options it shows what waits, and asks clause by clause; what was answered is kept, and the same command goes on
        where it stopped. Untouched clauses stay as they are, byte for byte; what was changed here meanwhile is never
        overwritten without --over.
        """
        from vawcoord.operations.answers import Decision, decide, pending

        root, committee = app.loaded()
        found = round_of(app, committee, kind, name)
        asked = pending(committee, found.ref)
        words = (("accept", "taken"), ("reject", "not-taken"), ("part", "part"), ("meeting", "meeting"))
        decisions = [Decision(clause, outcome, agency, reason) for option, outcome in words for clause in given[option]]
        dialogue = None
        if not decisions:
            known = _shown(app, root, found, committee, asked)
            if given["sheet"]:
                _sheet(app, root, committee, found)
                return
            if not any(one.standpoints for one in asked) or not sys.stdin.isatty():
                first = next((one.clause for one in asked if one.standpoints), "")
                command = f"vawcoord {kind} take {found.id} --accept {first}" if first else f"vawcoord {kind} list"
                app.done("", next=command)
                return
            dialogue, decisions = _asked(root, found, asked, known)
        taking = decide(root, committee, found, decisions, app.day(), over=given["over"])
        _preview(app, taking)
        again = f"vawcoord {kind} take {found.id}"
        if taking.changes is None or given["dry_run"]:
            app.done(_("Nothing was written."), next=again)
            return
        if (taking.signed or taking.lost) and not given["yes"]:
            if not sys.stdin.isatty():
                app.done(_("Nothing was written: nobody could be asked."), next=_("the same with --yes"))
                return
            if not click.confirm(_("Write this into {path}?").format(path=taking.path)):
                app.done(_("Nothing was written."))
                return
        app.write(root, committee, taking.changes)
        if dialogue is not None:
            dialogue.end()
        _told(app, root, found, taking)
        app.done(
            _("{path} says it now.").format(path=taking.path) if taking.clauses else _("The text stays as it is."),
            taking.changes.paths(),
            next=again
            if sum(1 for one in asked if one.standpoints) > len({one.clause for one in decisions})
            else "vawcoord check",
            items=_ITEMS,
        )

    return take


def _shown(
    app: App, root: "Path", found: "Round", committee: "Committee", asked: "tuple[Question, ...]"
) -> "Mapping[tuple[str, str], str]":
    """Print what waits for a decision, and return the clauses as they were sent."""
    from vawcoord.operations.answers import bases, received_for, titles_of

    known = bases(root, found.ref, received_for(committee, found.ref))
    show(app, asked, known, titles_of(known))
    return known


def _sheet(app: App, root: "Path", committee: "Committee", found: "Round") -> None:
    """Make the sheet of what waits for a decision."""
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.answers import review

    step = review(root, committee, Shelf(root), found, app.day())
    app.say()
    app.done(_("{path} is made.").format(path=step.path), next=f"vawcoord {found.group} take {found.id} --accept CLAUSE")


def _asked(
    root: "Path", found: "Round", asked: "tuple[Question, ...]", known: "Mapping[tuple[str, str], str]"
) -> "tuple[Dialogue, list[Decision]]":
    """Ask clause by clause what is to become of what is proposed."""
    from vawcoord.cli.dialogue import Dialogue
    from vawcoord.operations.answers import Decision

    dialogue = Dialogue(root, f"take-{found.kind}-{found.id}")
    if dialogue.resumed:
        click.echo(_("It goes on where it stopped."))
    made: list[Decision] = []
    for one in asked:
        if not one.standpoints:
            continue
        key = f"{one.clause} {one.digest[3:15]}"
        click.echo("")
        choices = [
            (
                stand.agencies[0],
                _("take: {agencies}: {what}").format(
                    agencies=", ".join(stand.agencies),
                    what="; ".join(told(stand.proposal, known.get((one.digest, one.clause), "")))[:200],
                ),
            )
            for stand in one.standpoints
        ]
        rest = [
            ("part-", _("take it in part: I write the words into the text myself")),
            ("not-", _("do not take it")),
            ("meeting-", _("put it before the meeting")),
            (_LATER, _("decide later")),
        ]
        picked = dialogue.choose(key, one.clause, [*choices, *rest], default=_LATER)
        if picked == _LATER:
            continue
        if picked == "meeting-":
            made.append(Decision(one.clause, "meeting"))
            continue
        others = [stand for stand in one.standpoints if picked not in stand.agencies]
        if picked in ("part-", "not-"):
            made.append(Decision(one.clause, "part" if picked == "part-" else "not-taken", "", _why(dialogue, key)))
            continue
        made.append(Decision(one.clause, "taken", picked))
        if others:
            reason = _why(dialogue, key)
            made += [Decision(one.clause, "not-taken", stand.agencies[0], reason) for stand in others]
    return dialogue, made


def _why(dialogue: "Dialogue", key: str) -> str:
    """Ask for the reason that the agency hears."""

    def check(typed: str) -> str:
        if not typed:
            raise ValueError(_("Say why, so that the agency hears it."))
        return typed

    return dialogue.ask(f"{key} why", _("Why is it not taken, or not all of it?"), check=check)


def _preview(app: App, taking: "Taking") -> None:
    """Print what becomes of what, and what stays open."""
    said = {
        "taken": _("taken"),
        "part": _("taken in part"),
        "not-taken": _("not taken"),
        "meeting": _("for the meeting"),
    }
    app.table(
        (_("Clause"), _("Agencies"), _("What becomes of it"), _("Why")),
        [
            (stand.proposal.clause, ", ".join(stand.agencies), said[decision.outcome], decision.reason)
            for stand, decision in taking.decided
        ],
    )
    for clause, items in taking.lost:
        app.say(_("{clause}: with it would go, of Module 5: {items}.").format(clause=clause, items=" ".join(items)))
    for one in taking.clashes:
        app.say()
        app.say(
            _("{clause}: it was changed here since the text was sent, and the agency changed it too. It stays open.").format(
                clause=one.id
            )
        )
        for heading, wording in ((_("As it stands here now"), one.ours), (_("As the agency proposes it"), one.theirs)):
            app.say(f"  {heading}")
            for line in (wording or _("(not there)")).splitlines():
                app.say(f"  | {line}")
        app.say(
            _("Take the agency's words with --over {clause}, or write them into the text and say --part.").format(clause=one.id)
        )
    if taking.signed:
        app.say(
            several(
                "The signature of {parties} stays with the former text; this becomes the draft of the next one.",
                "The signatures of {parties} stay with the former text; this becomes the draft of the next one.",
                len(taking.signed),
                parties=", ".join(taking.signed),
            )
        )


def _told(app: App, root: "Path", found: "Round", taking: "Taking") -> None:
    """Make the sheet of each agency of which all is decided now."""
    if not taking.ready:
        return
    from vawcoord.folder.loading import load
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.answers import answer

    committee, _findings = load(root)
    shelf = Shelf(root)
    for agency in taking.ready:
        step = answer(root, committee, shelf, found, agency)
        app.say(_("All that {agency} proposed is decided: {path} tells it so.").format(agency=agency, path=step.path))


def reply_command(kind: str) -> click.Command:
    """Return the command that makes the answer to an agency."""

    @command("reply")
    @click.argument("name")
    @click.option("--from", "agency", required=True, metavar=_("AGENCY"), help=_("Whose points are answered."))
    @pass_app
    def reply(app: App, *, name: str, agency: str) -> None:
        """Make the sheet that tells an agency what became of each of its points."""
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.answers import answer as answering

        root, committee = app.loaded()
        found = round_of(app, committee, kind, name)
        step = answering(root, committee, Shelf(root), found, agency)
        if step.message:
            app.remark(step.message)
        app.done(
            _("{path} is ready to be sent.").format(path=step.path), (step.path,), next=f"vawcoord open {step.path}", items=_ITEMS
        )

    return reply
