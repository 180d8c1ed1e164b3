"""`register`: dated entries: their kinds, a new one, one changed, the list."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from vawcoord.records.committee import Committee
    from vawcoord.records.register import RegisterKind


@click.group("register", cls=Group)
def register() -> None:
    """Registers: dated entries such as needs, consultations, training."""


class Field(click.ParamType[tuple[str, str]]):
    """A field as people type it: "topic=referral"."""

    name = "field"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return name and text."""
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not equals or not name.strip():
            self.fail(
                _('"{value}" is no field. Write its name, = and what it says: topic=referral.').format(value=value), param, ctx
            )
        return name.strip(), text.strip()


FIELD = Field()


@command("kinds", reading=True)
@pass_app
def kinds(app: App) -> None:
    """List the kinds of registers: what each holds, for which items of Module 5, and how long an entry counts."""
    from vawcoord.documents.registers import counts, lasting
    from vawcoord.folder.loading import load

    committee, findings = load(app.root())
    held = counts(committee, app.day())
    if app.json:
        data = [
            {
                "id": one.kind.id,
                "title": _(one.kind.title),
                "what": _(one.kind.what),
                "items": list(one.kind.items),
                "months": one.kind.months,
                "publish": one.kind.publish,
                "entries": one.entries,
                "count": one.count,
                "late": one.late,
            }
            for one in held
        ]
        app.print_json("register kinds", committee.profile.id, findings, {"kinds": data})
        return
    app.table(
        (_("Register"), _("What it holds"), _("Evidence for"), _("Counts"), _("Entries"), _("Counting"), _("Late")),
        [
            (
                one.kind.id,
                _(one.kind.what) if app.plain else _(one.kind.title),
                " ".join(one.kind.items) if app.plain else _first(one.kind.items),
                lasting(one.kind),
                str(one.entries),
                str(one.count),
                str(one.late or ""),
            )
            for one in held
        ],
    )
    app.say()
    app.say(_("Next: {command}").format(command=f"vawcoord register show {held[0].kind.id}"))
    app.remark_findings(findings)


def _first(items: tuple[str, ...], most: int = 3) -> str:
    """Return the first items, and how many more there are."""
    return " ".join(items) if len(items) <= most else f"{' '.join(items[:most])} +{len(items) - most}"


@command("show", reading=True)
@click.argument("kind", metavar=_("KIND"))
@pass_app
def show(app: App, *, kind: str) -> None:
    """Show the fields of a kind, and what an entry must say to be evidence for an item."""
    from vawcoord.documents.registers import conditions, field_type, lasting
    from vawcoord.folder.loading import load
    from vawcoord.operations.registers import find_kind
    from vawcoord.render.terminal import wrapped

    committee, findings = load(app.root())
    found = find_kind(kind)
    if app.json:
        fields = [
            {
                "name": name,
                "type": field_type(key),
                "required": key.required,
                "help": _(key.help),
                "guarded": name in found.guarded,
            }
            for name, key in found.keys.items()
        ]
        data = {
            "id": found.id,
            "title": _(found.title),
            "what": _(found.what),
            "months": found.months,
            "publish": found.publish,
            "command": found.command,
            "fields": fields,
            "items": [{"item": item, "asks": asked} for item, asked in conditions(found)],
        }
        app.print_json("register show", committee.profile.id, findings, data)
        return
    app.say(f"{_(found.title)} ({found.id})")
    app.say(wrapped(_(found.what)))
    app.say(_("May stand in public output, after the guard.") if found.publish else _("Never in public output."))
    app.say()
    app.table(
        (_("Field"), _("Needed"), _("Question"), _("What stands there")),
        [(name, _("yes") if key.required else "", _(key.help), field_type(key)) for name, key in found.keys.items()],
    )
    if found.items:
        app.say()
        app.say(_("Evidence for: {what}").format(what=lasting(found)))
        for item, asked in conditions(found):
            app.say(f"  {item}  {asked}" if asked else f"  {item}")
    app.say()
    required = " ".join(f"--set {name}=…" for name, key in found.keys.items() if key.required and name != "date")
    app.say(
        _("Next: {command}").format(
            command=f"vawcoord {found.command}"
            if found.command and not found.command_for
            else f"vawcoord register add {found.id} {required}"
        )
    )
    app.remark_findings(findings)


@command("list", reading=True)
@click.argument("kind", metavar=_("KIND"))
@click.option("--since", type=DAY, default=None, metavar=_("DATE"), help=_("Only entries from this day on."))
@pass_app
def list_(app: App, *, kind: str, since: date | None) -> None:
    """List the entries of a kind, the latest first, with the items they are evidence for and until when."""
    from vawcoord.documents.registers import lines
    from vawcoord.folder.loading import load
    from vawcoord.operations.registers import find_kind

    found = find_kind(kind)
    committee, findings = load(app.root())
    held = lines(committee, found, app.day(), since=since)
    if app.json:
        data = [
            {
                "id": one.entry.ref,
                "path": one.entry.where.path,
                "date": one.entry.day,
                "fields": dict(one.entry.values),
                "items": list(one.items),
                "until": one.until,
                "late_since": one.late,
            }
            for one in held
        ]
        app.print_json("register list", committee.profile.id, findings, {"kind": found.id, "entries": data})
        return
    if not held:
        app.say(_("The register {kind} has no entry.").format(kind=found.id))
    app.table(
        (_("Date"), _("Entry"), _("What it says"), _("Evidence for"), _("Until"), _("Late since")),
        [
            (
                str(one.entry.day),
                one.entry.id[11:],
                one.says,
                " ".join(one.items) or "—",
                str(one.until) if one.until and one.entry.meant_for() else "",
                str(one.late or ""),
            )
            for one in held
        ],
    )
    app.say()
    app.say(_("Next: {command}").format(command=f"vawcoord register add {found.id}"))
    app.remark_findings(findings)


@command("add")
@click.argument("kind", metavar=_("KIND"))
@click.option(
    "--set", "fields", type=FIELD, multiple=True, metavar=_("FIELD=TEXT"), help=_("What a field says; may be said again.")
)
@click.option("--name", "slug", default="", metavar=_("WORDS"), help=_("The words of its file's name; otherwise proposed."))
@pass_app
def add(app: App, *, kind: str, fields: tuple[tuple[str, str], ...], slug: str) -> None:
    """Add an entry to a register.

    Without --set it asks, one field after the other. KIND is a kind of register: vawcoord register kinds lists them, vawcoord
    register show KIND its fields.
    """
    from vawcoord.operations.registers import find_kind, new_entry, refuse_other_command, typed

    found = find_kind(kind)
    given = dict(fields)
    refuse_other_command(found, given)
    root, committee = app.loaded()
    talked = not fields
    texts = _asked(app, root, committee, found) if talked else given
    refuse_other_command(found, texts)
    changes = new_entry(
        root, committee, found.id, {name: typed(found, name, text) for name, text in texts.items() if text}, app.day(), slug
    )
    app.write(root, committee, changes)
    if talked:
        _dialogue(root, found).end()
    app.done(
        _("{path} is written.").format(path=changes.paths()[0]),
        changes.paths(),
        next=f"vawcoord register list {found.id}",
        items=found.items,
    )


def _dialogue(root: "Path", kind: "RegisterKind") -> Any:
    """Return the dialogue about an entry of a kind, with what was answered before."""
    from vawcoord.cli.dialogue import Dialogue

    return Dialogue(root, f"register-{kind.id}")


def _asked(app: App, root: "Path", committee: "Committee", kind: "RegisterKind") -> dict[str, str]:
    """Return the fields as a person answers, one question after the other; what the guard stops is not even kept."""
    from vawcoord.records.record import Choice

    talk = _dialogue(root, kind)
    app.say(
        _("The earlier answers are kept; we go on where you stopped.")
        if talk.resumed
        else _("Press Enter to leave out what need not be said. No names, nothing that could point to a survivor.")
    )
    answers = {}
    for name, key in kind.keys.items():
        question = _("The day") if name == "date" else _(key.help)
        if isinstance(key.type, Choice):
            leave = [] if key.required else [("", _("(leave out)"))]
            choices = [*leave, *((word, word) for word in key.type.choices)]
            answers[name] = talk.choose(name, question, choices, default=choices[0][0])
        else:
            default = app.day().isoformat() if name == "date" else ""
            answers[name] = talk.ask(
                name, question + _hint(kind, name), default=default, check=_check(app, committee, kind, name)
            )
    return answers


def _hint(kind: "RegisterKind", name: str) -> str:
    """Return how an answer is typed, where that is not plain."""
    from vawcoord.records.record import BOOL, DATE, Choice, ListOf

    one = kind.keys[name].type
    if one is BOOL:
        return _(" (yes or no)")
    if one is DATE:
        return _(" (year-month-day)")
    if isinstance(one, ListOf):
        words = ", ".join(one.item.choices) if isinstance(one.item, Choice) else ""
        return _(" (with commas: {words})").format(words=words) if words else _(" (with commas)")
    return ""


def _check(app: App, committee: "Committee", kind: "RegisterKind", name: str) -> Any:
    """Return the function that takes an answer, or says what is wrong with it."""
    from vawcoord.errors import VawcoordError
    from vawcoord.operations.registers import refuse_answer, typed

    def check(text: str) -> str:
        if not text and kind.keys[name].required:
            raise ValueError(_("This must be said."))
        try:
            if text:
                typed(kind, name, text)
                if not app.confirm:
                    refuse_answer(committee, kind, name, text)
        except VawcoordError as error:
            raise ValueError(f"{error.message} {error.mend}".strip()) from error
        return text

    return check


@command("change")
@click.argument("entry", metavar=_("ENTRY"))
@click.option(
    "--set",
    "fields",
    type=FIELD,
    multiple=True,
    required=True,
    metavar=_("FIELD=TEXT"),
    help=_("What a field says now; nothing behind the = takes it out."),
)
@pass_app
def change(app: App, *, entry: str, fields: tuple[tuple[str, str], ...]) -> None:
    """Change an entry: a complaint was answered, a barrier is solved.

    ENTRY is kind and name, such as barriers/2026-03-10-night-transport; the name will do where only one is meant.
    """
    from vawcoord.operations.registers import changed_entry, find_entry, find_kind, refuse_other_command, typed

    root, committee = app.loaded()
    found = find_entry(committee, entry)
    kind = find_kind(found.kind)
    refuse_other_command(kind, dict(found.values))
    changes = changed_entry(
        root, committee, found, {name: typed(kind, name, text) if text else "" for name, text in fields}, app.day()
    )
    app.write(root, committee, changes)
    app.done(
        _("{path} is written.").format(path=changes.paths()[0]),
        changes.paths(),
        next=f"vawcoord register list {kind.id}",
        items=kind.items,
    )


for _one in (kinds, show, list_, add, change):
    register.add_command(_one)
