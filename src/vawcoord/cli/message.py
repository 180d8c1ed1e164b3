"""`message`, `action asked` and `action letter`: texts to agencies that a person sends, and the note that they were asked."""

from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.documents.message import KINDS, LONGEST
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.documents.message import Message

_ITEMS = ("L2.2.6", "L2.6.1")


@command("message", reading=True, writing=True)
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option(
    "--meeting", default="", metavar=_("MEETING"), help=_("The meeting; otherwise the next one, for thanks the last one.")
)
@click.option(
    "--agency",
    "agencies",
    multiple=True,
    metavar=_("AGENCY"),
    help=_("Only to this agency; may be repeated. Otherwise to all concerned."),
)
@click.option(
    "--language", default="", metavar="fr", help=_("The language; otherwise one of the committee's that the agency works in.")
)
@click.option("--numbers", is_flag=True, help=_("Name tasks by their numbers only: for telephones that others read."))
@click.option("--eml", is_flag=True, help=_("Also write drafts of mails under build/messages; nothing is sent."))
@click.option("--sent", is_flag=True, help=_("For a reminder: note in the journal that the agencies were asked."))
@pass_app
def message(app: App, *, eml: bool, sent: bool, **given: Any) -> None:
    """Print short texts to agencies, to paste into a messenger.

    KIND is call-for-items, reminder, notice, thanks or missing-signature. The texts are neutral: they are read over shoulders.
    Nothing is sent.
    """
    from vawcoord.errors import VawcoordError
    from vawcoord.folder.loading import load
    from vawcoord.operations.guard import outgoing
    from vawcoord.operations.message import Request, asked, drafts, messages

    root = app.root()
    committee, findings = load(root)
    request = Request(**given)
    if sent and request.kind != "reminder":
        raise VawcoordError(_("Only of a reminder it is noted that it went out."), _("Leave --sent out."))
    made = messages(root, committee, request, app.day())
    outgoing(committee, {f"{one.kind} ({one.agency})": f"{one.subject}\n\n{one.text}" for one in made}, confirm=app.confirm)
    if app.json:
        _print_json(app, committee.profile.id, made, findings)
    for one in made:
        _show(app, one)
    files: tuple[str, ...] = ()
    if eml:
        written = drafts(root, committee, made, app.day())
        for path in written.files:
            app.say(path)
        for remark in written.remarks:
            app.remark(remark)
        files = written.files
    if sent:
        items, changes = asked(root, committee, [item for one in made for item in one.named], app.day())
        app.write(root, committee, changes)
        app.done(
            several("{count} item is noted as asked about.", "{count} items are noted as asked about.", len(items)),
            (*files, *changes.paths()),
            items=_ITEMS,
        )
    else:
        count = several("{count} text; nothing was sent.", "{count} texts; nothing was sent.", len(made))
        app.done(count, files, next=_next(request.kind), items=_ITEMS)
    app.remark_findings(findings)


def _show(app: App, one: "Message") -> None:
    """Print a message under a line that says for whom it is."""
    head = _("To {agency} ({language})").format(agency=one.name, language=one.language)
    app.say(head if app.plain else f"== {head}")
    app.say()
    app.say(one.text)
    app.say()
    if len(one.text) > LONGEST:
        app.remark(
            _("{agency}: {count} signs are more than a telephone shows at once.").format(agency=one.agency, count=len(one.text))
        )


def _next(kind: str) -> str:
    """Return what to do next."""
    match kind:
        case "reminder":
            return _("send it, then note it: vawcoord message reminder --sent")
        case "notice":
            return _(
                "send it, note that it went out (vawcoord meeting agenda --issued) and who answers (vawcoord meeting answer)"
            )
        case "missing-signature":
            return _("send it; vawcoord mou sign notes the signature.")
    return _("send it.")


def _print_json(app: App, committee: str, made: "tuple[Message, ...]", findings: Any) -> None:
    """Print the messages as data."""
    data = [
        {
            "agency": one.agency,
            "kind": one.kind,
            "language": one.language,
            "subject": one.subject,
            "text": one.text,
            "items": list(one.named),
            "left_out": one.left_out,
        }
        for one in made
    ]
    app.print_json("message", committee, findings, {"messages": data})


@command("asked")
@click.argument("items", nargs=-1, required=True, metavar="ITEM…")
@click.option("--by", default="", metavar=_("AGENCY"), help=_("The agency that asked; otherwise the secretary did."))
@pass_app
def asked(app: App, *, items: tuple[str, ...], by: str) -> None:
    """Note that an agency was asked about actions or activities, by telephone for instance.

    Only then may the agenda name the agency.
    """
    from vawcoord.operations.message import asked as noting

    root, committee = app.loaded()
    found, changes = noting(root, committee, items, app.day(), by)
    app.write(root, committee, changes)
    app.done(
        _("Noted: asked about {items}.").format(items=", ".join(found)),
        changes.paths(),
        next=_("the answer goes into vawcoord progress ITEM STATUS"),
        items=_ITEMS,
    )


@command("letter")
@click.argument("item")
@click.option(
    "--language", default="", metavar="fr", help=_("The language; otherwise one of the committee's that the agency works in.")
)
@click.option("--early", is_flag=True, help=_("Also before the third time that it was carried over."))
@pass_app
def letter(app: App, *, item: str, language: str, early: bool) -> None:
    """Draft a letter to the head of an agency about an action that was carried over three times.

    ITEM is the action's id. The letter lies under build/letters; the chair reads, signs and sends it.
    """
    from vawcoord.folder.loading import load
    from vawcoord.operations.letter import letter as drafting

    root = app.root()
    committee, findings = load(root)
    state, step = drafting(root, committee, item, app.day(), language=language, early=early)
    if step.message:
        app.remark(step.message)
    app.done(
        several(
            "{path}: {item}, carried over {count} time.",
            "{path}: {item}, carried over {count} times.",
            state.carried,
            path=step.path,
            item=state.item,
        ),
        (step.path,),
        next=_("the chair reads and signs it: vawcoord open {path}").format(path=step.path),
        items=_ITEMS,
    )
    app.remark_findings(findings)
