"""`agreement`, `mou`, `sop`: the life of a text document; one implementation for the three."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.cli.importing import import_command
from vawcoord.cli.issue import issue_command, out_lines
from vawcoord.cli.receive import comment_command
from vawcoord.cli.redline import redline_command
from vawcoord.cli.take import reply_command, take_command
from vawcoord.cli.update import update_command
from vawcoord.documents.status import state_in_words
from vawcoord.language import _, several

_ITEMS = ("L2.2.1", "L2.2.4", "N3.1.5")


def _family(kind: str, help_text: str) -> click.Group:
    """Return the group of commands of one kind of document."""
    group = Group(kind, help=help_text)
    for make in (_new, _templates, _guide, _list, _show, _sign, _adopt, _reserve, _review, _join, _withdraw, _correct, _history):
        group.add_command(make(kind))
    for make in (import_command, issue_command, comment_command, take_command, reply_command):
        group.add_command(make(kind))
    group.add_command(update_command(kind))
    group.add_command(redline_command(kind))
    return group


def _new(kind: str) -> click.Command:
    """Return the command that makes a document."""

    @command("new")
    @click.argument("template")
    @click.option("--between", "parties", default="", metavar="A,B,C", help=_("The agencies bound by it; otherwise all members."))
    @click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its short name; otherwise the template's."))
    @click.option("--language", default="", metavar="fr", help=_("Its language; otherwise the folder's."))
    @click.option("--title", default="", metavar=_("TEXT"), help=_("Its title; otherwise the template's."))
    @click.option("--person", default="", metavar=_("ID"), help=_("The one person who signs, for an undertaking."))
    @click.option("--again", is_flag=True, help=_("Make it anew with the agencies' present data, if nobody has edited it."))
    @pass_app
    def new(app: App, *, template: str, parties: str, identity: str, language: str, title: str, person: str, again: bool) -> None:
        """Make a document from a template.

        The agencies' files give the data. For a document that is there, another --language makes its translation.
        """
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.documents import New
        from vawcoord.operations.documents import new as making

        root, committee = app.loaded()
        named = tuple(one.strip() for one in parties.split(",") if one.strip())
        request = New(kind, template, named, identity, language, title, person, again)
        made = making(root, committee, Shelf(root), request, app.day())
        app.write(root, committee, made.changes)
        for remark in made.remarks:
            app.remark(remark)
        app.done(
            _("{path} is made, in plain text that you can edit.").format(path=made.path),
            made.changes.paths(),
            next=f"vawcoord build {made.path}",
            items=_ITEMS,
        )

    return new


def _templates(kind: str) -> click.Command:
    """Return the command that lists the templates of a kind."""

    @command("templates")
    @pass_app
    def templates(app: App) -> None:
        """List the templates there are."""
        from vawcoord.folder.loading import find_root
        from vawcoord.folder.shipped import Shelf

        shelf = Shelf(find_root(app.start()))
        rows = []
        for name in shelf.names():
            if name.startswith(f"{kind}/"):
                head = shelf.head(name, "en") or shelf.head(name, shelf.languages(name)[0])
                rows.append((name.partition("/")[2], ", ".join(shelf.languages(name)), head.summary if head else ""))
        app.table((_("Name"), _("Languages"), _("What for")), rows)
        if rows:
            app.say(_("Next: {command}").format(command=f"vawcoord {kind} guide {rows[0][0]}"))

    return templates


def _guide(kind: str) -> click.Command:
    """Return the command that prints the guide beside a template."""

    @command("guide")
    @click.argument("template")
    @click.option("--clause", default="", metavar=_("CLAUSE"), help=_("Only this clause."))
    @click.option("--language", default="", metavar="fr", help=_("The language of the guide."))
    @pass_app
    def guide(app: App, *, template: str, clause: str, language: str) -> None:
        """Show the guide to a template: what good looks like, options, pitfalls, what to decide."""
        from vawcoord.errors import VawcoordError
        from vawcoord.folder.loading import find_root
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.documents import find_template
        from vawcoord.prose import Heading, Listing, Paragraph, plain
        from vawcoord.records.record import nearest
        from vawcoord.render.terminal import wrapped
        from vawcoord.text.markdown import blocks

        shelf = Shelf(find_root(app.start()))
        name = find_template(shelf, kind, template)
        found = shelf.guide(name, language or "en") or shelf.guide(name, "en")
        if found is None:
            raise VawcoordError(_("There is no guide to {name}.").format(name=name))
        parsed = blocks(found[1].body, found[1].body_line)
        ids = [one.id for one in parsed if isinstance(one, Heading) and one.id]
        if clause and clause not in ids:
            near = nearest(clause, ids)
            raise VawcoordError(
                _('The guide has no clause "{clause}".').format(clause=clause)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("It has: {ids}.").format(ids=", ".join(ids)),
            )
        shown = not clause
        for block in parsed:
            match block:
                case Heading(id=identity, runs=runs):
                    shown = not clause or identity == clause
                    if shown:
                        app.say(f"\n{plain(runs)} [{identity}]" if identity else f"\n{plain(runs)}")
                case Paragraph(runs=runs) if shown:
                    app.say("\n" + wrapped(plain(runs)))
                case Listing(items=items) if shown:
                    for item in items:
                        for inner in item:
                            if isinstance(inner, Paragraph):
                                app.say(wrapped(f"- {plain(inner.runs)}", indent="  "))
        app.say()
        app.say(_("Next: {command}").format(command=f"vawcoord {kind} new {name.partition('/')[2]} --between A,B,C"))

    return guide


def _list(kind: str) -> click.Command:
    """Return the command that lists the documents of a kind."""

    @command("list", reading=True)
    @pass_app
    def list_(app: App) -> None:
        """List the documents: state, who has not signed, review, days left."""
        from vawcoord.folder.loading import load
        from vawcoord.operations.documents import states
        from vawcoord.records.document import copies_out

        committee, findings = load(app.root())
        held = states(committee, kind, app.day())
        out = {one.id: copies_out(one, app.day()) for one, _state in held}
        if app.json:
            data = [
                {
                    "id": one.id,
                    "kind": kind,
                    "title": one.front.title,
                    "state": state.state,
                    "since": state.since,
                    "review": state.review,
                    "days_to_review": state.days_to_review,
                    "unsigned": list(state.unsigned),
                    "draft_of_next": state.draft_of_next,
                    "open": len(one.placeholders),
                    "out": [
                        {"party": copy.party, "since": copy.since, "answer_by": copy.answer_by, "late": copy.late(app.day())}
                        for copy in out[one.id]
                    ],
                    "languages": [other.front.language for other in committee.documents if other.ref == one.ref],
                }
                for one, state in held
            ]
            app.print_json(f"{kind} list", committee.profile.id, findings, {"documents": data})
            return
        rows = []
        for one, state in held:
            waits = (
                ", ".join(state.unsigned)
                if len(state.unsigned) <= 3
                else several("{count} party", "{count} parties", len(state.unsigned))
            )
            shown = state_in_words(state.state) + (_(" (a new draft)") if state.draft_of_next else "")
            opened = str(len(one.placeholders)) if one.placeholders else ""
            ended = state.state in ("expired", "withdrawn", "superseded")
            days = "" if state.days_to_review is None or ended else str(state.days_to_review)
            rows.append((one.id, shown, waits, opened, "" if ended else str(state.review or ""), days))
        app.table((_("Document"), _("State"), _("Not signed"), _("Open places"), _("Review"), _("Days left")), rows)
        if not rows:
            app.say(_("There are none yet."))
        for line in out_lines(out, app.day()):
            app.say(line)
        app.say(
            _("Next: {command}").format(command=f"vawcoord {kind} show {rows[0][0]}" if rows else f"vawcoord {kind} templates")
        )
        app.remark_findings(findings)

    return list_


def _show(kind: str) -> click.Command:
    """Return the command that shows one document."""

    @command("show", reading=True)
    @click.argument("name")
    @pass_app
    def show(app: App, *, name: str) -> None:
        """Show one document: state, parties, signatures, reservations, clauses."""
        from vawcoord.folder.loading import load
        from vawcoord.operations.documents import find_document
        from vawcoord.records.document import parties_on, short, standing

        committee, findings = load(app.root())
        found = find_document(committee, kind, name)
        state = standing(found, app.day())
        if app.json:
            data = {
                "id": found.id,
                "kind": kind,
                "title": found.front.title,
                "state": state.state,
                "digest": found.digest,
                "signed": [{"party": one.party, "date": one.date, "name": one.name, "post": one.post} for one in state.signed],
                "unsigned": list(state.unsigned),
                "clauses": [
                    {"id": one.id, "title": one.title, "line": one.line, "guidelines": list(one.guidelines)}
                    for one in found.clauses
                ],
            }
            app.print_json(f"{kind} show", committee.profile.id, findings, data)
            return
        app.say(found.front.title)
        since = _(" since {day}").format(day=state.since) if state.since else ""
        app.say(f"{found.where.path}: {state_in_words(state.state)}{since}")
        if state.draft_of_next:
            app.say(_("The text in force is {digest}; the file is the draft of the next.").format(digest=short(state.digest)))
        elif found.digest:
            app.say(_("The text: {digest}").format(digest=short(found.digest)))
        if state.review:
            app.say(_("Review: {day}").format(day=state.review))
        for one in state.signed:
            who = ", ".join(part for part in (one.name, one.post) if part)
            app.say("  " + _("signed {day}: {party} ({who})").format(day=one.date, party=one.party, who=who))
        for party in state.unsigned:
            languages = {one.language for one in found.log if one.event == "signed" and one.party == party and one.language}
            signed = _(" (only the text in {languages})").format(languages=", ".join(sorted(languages))) if languages else ""
            app.say("  " + _("not signed: {party}").format(party=party) + signed)
        if found.front.in_force == "adoption":
            app.say("  " + _("applies to: {parties}").format(parties=", ".join(parties_on(found, app.day()))))
        for reservation in found.front.reservations:
            app.say(f"  {_('reservation')}: {reservation.party}, {reservation.clause} ({reservation.kind}): {reservation.text}")
        for line, what in found.placeholders:
            app.say("  " + _("line {line} still to be completed: {what}").format(line=line, what=what))
        rows = [
            (clause.id, ("  " if clause.level > 2 and not app.plain else "") + clause.title, " ".join(clause.guidelines))
            for clause in found.clauses
        ]
        app.say()
        app.table((_("Clause"), _("Title"), _("Module 5")), rows)
        nexts = (
            f"vawcoord open {found.where.path}"
            if found.placeholders
            else f"vawcoord {kind} sign {found.id} --party {state.unsigned[0]}"
            if state.unsigned
            else f"vawcoord build {found.ref}"
        )
        app.say(_("Next: {command}").format(command=nexts))
        app.remark_findings(findings)

    return show


def _sign(kind: str) -> click.Command:
    """Return the command that records a signature."""

    @command("sign")
    @click.argument("name")
    @click.option("--party", required=True, metavar=_("AGENCY"), help=_("Who signed."))
    @click.option(
        "--by",
        "who",
        default="",
        metavar=_('"NAME, POST"'),
        help=_("The person who signed, where it is another than printed."),
    )
    @click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
    @click.option("--scan", type=click.Path(path_type=Path, dir_okay=False), default=None, help=_("The scanned signature page."))
    @click.option("--language", default="", metavar="fr", help=_("Which text was signed, where there are several."))
    @pass_app
    def sign(app: App, *, name: str, party: str, who: str, on: date | None, scan: Path | None, language: str) -> None:
        """Record a signature.

        The text is not changed; a copy of it as signed is kept.
        """
        from vawcoord.folder.loading import load
        from vawcoord.operations.documents import Signing, find_document, hides_names
        from vawcoord.operations.documents import sign as signing
        from vawcoord.operations.members import person_of
        from vawcoord.records.document import standing

        root, committee = app.loaded()
        found = find_document(committee, kind, name, language)
        person = person_of(who)
        changes = signing(root, committee, found, Signing(party, person.name, person.post, on, scan), app.day())
        app.write(root, committee, changes)
        after = find_document(load(root)[0], kind, name)
        state = standing(after, app.day())
        if scan is None:
            app.remark(_("Without --scan the signature is stated, not shown."))
        elif hides_names(committee, party):
            app.remark(
                _(
                    "This agency sits by seat or at a secret place: look at the scan. If it shows a name or an address, take it "
                    "back with vawcoord undo and record the signature without it."
                )
            )
        missing = ", ".join(state.unsigned)
        app.done(
            _("The signature of {party} is recorded. Still missing: {missing}.").format(party=party, missing=missing)
            if missing
            else _("The signature of {party} is recorded. All have signed; {ref} is {state}.").format(
                party=party, ref=found.ref, state=state_in_words(state.state)
            ),
            changes.paths(),
            next=f"vawcoord {kind} sign {found.id} --party {state.unsigned[0]}" if missing else f"vawcoord build {found.ref}",
            items=_ITEMS,
        )

    return sign


def _adopt(kind: str) -> click.Command:
    """Return the command that records an adoption."""

    @command("adopt")
    @click.argument("name")
    @click.option(
        "--by", "decision", required=True, metavar=_("DECISION"), help=_("The decision, such as 2026-03-10-ordinary/d2.")
    )
    @click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
    @pass_app
    def adopt(app: App, *, name: str, decision: str, on: date | None) -> None:
        """Record the decision by which a text applies."""
        from vawcoord.operations.documents import adopt as adopting
        from vawcoord.operations.documents import find_document

        root, committee = app.loaded()
        found = find_document(committee, kind, name)
        changes = adopting(root, committee, found, decision, on or app.day())
        app.write(root, committee, changes)
        app.done(
            _("{ref} is adopted by {decision}.").format(ref=found.ref, decision=decision),
            changes.paths(),
            next=f"vawcoord build {found.ref}",
            items=("L2.4.2", "L2.4.3"),
        )

    return adopt


def _reserve(kind: str) -> click.Command:
    """Return the command that enters a reservation."""

    @command("reserve")
    @click.argument("name")
    @click.option("--party", required=True, metavar=_("AGENCY"), help=_("Whose reservation it is."))
    @click.option("--clause", required=True, metavar=_("CLAUSE"), help=_("The clause it is about."))
    @click.option("--alternative", default="", metavar=_("ID"), help=_("A wording that the template offers."))
    @click.option(
        "--kind",
        "how",
        type=click.Choice(["not-bound", "bound-with-limits", "conditional"]),
        default=None,
        help=_("How far it is bound."),
    )
    @click.option("--text", default="", metavar=_("TEXT"), help=_("The reservation in the agency's words."))
    @click.option("--reason", default="", metavar=_("TEXT"), help=_("Why."))
    @click.option("--review", type=DAY, default=None, metavar=_("DATE"), help=_("When it is looked at again."))
    @pass_app
    def reserve(app: App, *, name: str, party: str, clause: str, **given: Any) -> None:
        """Enter an agency's reservation to a clause.

        Without --text or --alternative the wordings that the template offers are shown.
        """
        from vawcoord.errors import VawcoordError
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.documents import Reserving, find_document, known_clause
        from vawcoord.operations.documents import reserve as reserving

        root, committee = app.loaded()
        found = find_document(committee, kind, name)
        head = Shelf(root).head(found.front.template.partition("@")[0], found.front.language)
        offered = [one for one in head.alternatives if one.clause == clause] if head else []
        how, text = given["how"], given["text"]
        if given["alternative"]:
            chosen = next((one for one in offered if one.id == given["alternative"]), None)
            if chosen is None:
                raise VawcoordError(
                    _('The template offers no wording "{id}" for this clause.').format(id=given["alternative"]),
                    _("It offers: {ids}.").format(ids=", ".join(one.id for one in offered) or "—"),
                )
            how, text = how or chosen.kind, text or chosen.text
        if not text:
            known_clause(found, clause)
            for one in offered:
                app.say(f"{one.id} ({one.kind})  {one.for_}")
                app.say(f"    {one.text}")
            if not offered:
                app.say(_("The template offers no wording for this clause."))
            app.say(_("Next: {command}").format(command=_('the same with --alternative ID, or with --text "…"')))
            return
        entry = Reserving(party, clause, how or "bound-with-limits", text, given["reason"], given["review"])
        changes = reserving(root, found, entry, app.day())
        app.write(root, committee, changes)
        app.done(
            _("The reservation of {party} stands in {path} and is printed beside its signature.").format(
                party=party, path=found.where.path
            ),
            changes.paths(),
            next=f"vawcoord build {found.ref}",
            items=_ITEMS,
        )

    return reserve


def _review(kind: str) -> click.Command:
    """Return the command that records a review."""

    @command("review")
    @click.argument("name")
    @click.option("--by", "decision", default="", metavar=_("DECISION"), help=_("The decision it rests on."))
    @click.option("--next", "next_review", type=DAY, required=True, metavar=_("DATE"), help=_("The day of the next review."))
    @click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
    @pass_app
    def review(app: App, *, name: str, decision: str, next_review: date, on: date | None) -> None:
        """Record a review, and the day of the next one.

        The text stays as it is signed. What the review changes in it is an amendment.
        """
        from vawcoord.operations.documents import find_document
        from vawcoord.operations.documents import review as reviewing

        root, committee = app.loaded()
        found = find_document(committee, kind, name)
        changes = reviewing(root, found, decision=decision, next_review=next_review, on=on or app.day())
        app.write(root, committee, changes)
        app.done(
            _("{ref} is reviewed; the next review is on {day}.").format(ref=found.ref, day=next_review),
            changes.paths(),
            next=f"vawcoord {kind} history {found.id}",
            items=("L2.2.9",),
        )

    return review


def _join(kind: str) -> click.Command:
    """Return the command by which an agency joins a document."""

    @command("join")
    @click.argument("name")
    @click.option("--party", required=True, metavar=_("AGENCY"), help=_("Who joins."))
    @click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
    @pass_app
    def join(app: App, *, name: str, party: str, on: date | None) -> None:
        """Record that an agency joins by the same text.

        It signs afterwards; no other signature falls.
        """
        from vawcoord.operations.documents import find_document
        from vawcoord.operations.documents import join as joining
        from vawcoord.operations.members import find_member

        root, committee = app.loaded()
        found = find_document(committee, kind, name)
        changes = joining(root, found, party=find_member(committee, party), on=on or app.day())
        app.write(root, committee, changes)
        app.done(
            _("{party} joins {ref}.").format(party=party, ref=found.ref),
            changes.paths(),
            next=f"vawcoord {kind} sign {found.id} --party {party}",
            items=("L2.2.2",),
        )

    return join


def _withdraw(kind: str) -> click.Command:
    """Return the command that withdraws a document, or a party from it."""

    @command("withdraw")
    @click.argument("name")
    @click.option(
        "--party",
        default="",
        metavar=_("AGENCY"),
        help=_("Only this agency leaves; otherwise the whole document is withdrawn."),
    )
    @click.option("--decision", default="", metavar=_("DECISION"), help=_("The decision it rests on."))
    @click.option("--reason", default="", metavar=_("TEXT"), help=_("Why."))
    @click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
    @click.option("--yes", is_flag=True, help=_("Do not ask."))
    @pass_app
    def withdraw(app: App, *, name: str, party: str, decision: str, reason: str, on: date | None, yes: bool) -> None:
        """Withdraw a document, or one agency from it."""
        from vawcoord.operations.documents import find_document
        from vawcoord.operations.documents import withdraw as withdrawing

        root, committee = app.loaded()
        found = find_document(committee, kind, name)
        changes = withdrawing(root, found, party=party, decision=decision, reason=reason, on=on or app.day())
        if not yes and not click.confirm(
            _("{party} leaves {ref}?").format(party=party, ref=found.ref)
            if party
            else _("Withdraw {ref} for all?").format(ref=found.ref)
        ):
            app.say(_("Nothing was changed."))
            return
        app.write(root, committee, changes)
        app.done(
            _("{party} has left {ref}.").format(party=party, ref=found.ref)
            if party
            else _("{ref} is withdrawn.").format(ref=found.ref),
            changes.paths(),
            next=f"vawcoord {kind} history {found.id}",
            items=("L2.2.2",),
        )

    return withdraw


def _correct(kind: str) -> click.Command:
    """Return the command that records an editorial correction."""

    @command("correct")
    @click.argument("name")
    @click.option("--decision", required=True, metavar=_("DECISION"), help=_("The decision, or the chair's note, it rests on."))
    @click.option(
        "--clause",
        "clauses",
        multiple=True,
        metavar=_("CLAUSE"),
        help=_("A clause corrected; otherwise found by comparing."),
    )
    @click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
    @pass_app
    def correct(app: App, *, name: str, decision: str, clauses: tuple[str, ...], on: date | None) -> None:
        """Record that a slip of the pen was mended; signatures stay.

        Mend it in the file first. A change of substance is an amendment and needs new signatures.
        """
        from vawcoord.operations.documents import changed_clauses, find_document
        from vawcoord.operations.documents import correct as correcting
        from vawcoord.records.document import texts_of

        root, committee = app.loaded()
        found = find_document(committee, kind, name)
        changed = clauses or changed_clauses(root, found, next(iter(texts_of(found)), ""))
        changes = correcting(root, found, decision=decision, clauses=changed, on=on or app.day())
        app.write(root, committee, changes)
        app.done(
            _("The correction of {ref} is recorded ({clauses}); it is listed for ever.").format(
                ref=found.ref, clauses=", ".join(changed) or "—"
            ),
            changes.paths(),
            next=_("send the corrected page to all parties."),
            items=_ITEMS,
        )

    return correct


def _history(kind: str) -> click.Command:
    """Return the command that shows a document's log."""

    @command("history", reading=True)
    @click.argument("name")
    @pass_app
    def history(app: App, *, name: str) -> None:
        """Show what happened to a document, in the order of the days."""
        from vawcoord.folder.loading import load
        from vawcoord.operations.documents import find_document
        from vawcoord.records.document import short

        committee, findings = load(app.root())
        found = find_document(committee, kind, name)
        entries = sorted(found.log, key=lambda one: one.date)
        if app.json:
            data = [{key: value for key, value in one.values() if value} for one in entries]
            app.print_json(f"{kind} history", committee.profile.id, findings, {"entries": data})
            return
        rows = []
        for one in entries:
            who = ", ".join(part for part in (one.party, one.name or one.post, one.to, one.language) if part)
            note = "; ".join(part for part in (one.decision, ", ".join(one.clauses), one.reason, one.scan) if part)
            rows.append((one.date.isoformat(), _event(one.event), who, short(one.digest), note))
        app.table((_("Day"), _("What"), _("Who"), _("Text"), _("Rests on")), rows)
        if not rows:
            app.say(_("Nothing has happened to {ref} yet.").format(ref=found.ref))
        app.say(_("Next: {command}").format(command=f"vawcoord {kind} show {found.id}"))
        app.remark_findings(findings)

    return history


def _event(event: str) -> str:
    """Return what happened in people's words."""
    return {
        "issued": _("issued"),
        "received": _("received"),
        "signed": _("signed"),
        "adopted": _("adopted"),
        "joined": _("joined"),
        "left": _("left"),
        "expelled": _("expelled"),
        "withdrawn": _("withdrawn"),
        "superseded": _("superseded"),
        "editorial": _("corrected"),
        "reviewed": _("reviewed"),
    }[event]


agreement = _family("agreement", _("Membership agreements, orders, undertakings."))
mou = _family("mou", _("Memoranda of understanding."))
sop = _family("sop", _("Standard operating procedures."))
