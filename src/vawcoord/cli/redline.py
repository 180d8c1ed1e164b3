"""`mou redline` and its like: what changed between two texts of a document, on screen and as Word with tracked changes."""

from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.language import _

if TYPE_CHECKING:
    from vawcoord.documents.redline import Part, Text
    from vawcoord.operations.redline import Redline

_ITEMS = ("L2.2.9",)


def redline_command(kind: str) -> click.Command:
    """Return the command that compares two texts of a document of a kind."""

    @command("redline", reading=True)
    @click.argument("name")
    @click.option("--from", "before", default="", metavar=_("TEXT"), help=_("The old text; otherwise the one last in force."))
    @click.option("--to", "after", default="", metavar=_("TEXT"), help=_("The new text; otherwise the file as it stands now."))
    @click.option("--language", default="", metavar="fr", help=_("Its text in this language; otherwise the folder's."))
    @click.option("--word", is_flag=True, help=_("Also write it to build/redline/, as Word with tracked changes and as a page."))
    @pass_app
    def redline(app: App, *, name: str, before: str, after: str, language: str, word: bool) -> None:
        """Show what changed between two texts of a document, word by word.

        A TEXT is issued, signed, adopted (the last to which that happened), now, template (as the template gave it), a date, or
        six or more digits of a digest. Dropped words stand in [-…-], new ones in {+…+}.
        """
        from vawcoord.folder.loading import load
        from vawcoord.folder.shipped import Shelf
        from vawcoord.operations.documents import find_document
        from vawcoord.operations.redline import redline as comparing
        from vawcoord.operations.redline import write

        root = app.root()
        committee, findings = load(root)
        shelf = Shelf(root)
        document = find_document(committee, kind, name, language)
        found = comparing(root, shelf, document, app.day(), before, after)
        steps = write(root, committee, shelf, found) if word else ()
        paths = [one.path for one in steps]
        if app.json:
            app.print_json(f"{kind} redline", committee.profile.id, findings, {**_as_json(found), "files": paths})
            return
        _shown(app, found)
        app.remark_findings(findings)
        for one in steps:
            if one.message:
                app.remark(one.message)
        again = f"vawcoord {kind} redline {name}"
        said = "".join(f" --{option} {value}" for option, value in (("from", before), ("to", after)) if value)
        app.say()
        if word:
            app.done(_("Written: {files}.").format(files=", ".join(paths)), paths, next=f"vawcoord open {paths[0]}", items=_ITEMS)
        else:
            app.say(_("Next: {command}").format(command=f"{again}{said} --word"))

    return redline


def _shown(app: App, found: "Redline") -> None:
    """Print what changed, clause by clause."""
    from vawcoord.render.terminal import signed, wrapped

    app.say(wrapped(_("From: {text}").format(text=_described(found.old)), indent="  "))
    app.say(wrapped(_("To: {text}").format(text=_described(found.new)), indent="  "))
    made = found.comparison
    if made.same:
        app.say()
        app.say(_("The two texts are the same."))
        return
    if app.plain:
        _read_out(app, found)
        return
    if made.title or made.facts:
        app.say()
        app.say(_("In the head"))
        if made.title:
            app.say(wrapped(f"  {_('title')}: {signed(made.title)}", indent="    "))
        for fact in made.facts:
            app.say(wrapped(f"  {_fact(fact.key)}: {signed(fact.runs)}", indent="    "))
    numbers = [one for one in made.changed if one.what == "renumbered"]
    for part in made.changed:
        if part.what != "renumbered":
            app.say()
            app.say(wrapped(f"{_title(part)}: {_what(part)}", indent="  "))
            for line in _lines(part):
                app.say(wrapped(f"  {signed(line)}", indent="  "))
    if numbers:
        app.say()
        named = "; ".join(_title(one) for one in numbers)
        app.say(wrapped(_("Only the numbers of clauses they refer to change in: {clauses}.").format(clauses=named), indent="  "))


def _read_out(app: App, found: "Redline") -> None:
    """Print what changed for those who listen: each changed paragraph as it was, then as it is."""
    from vawcoord.render.terminal import one_side

    def said(what: str, before: str, after: str) -> None:
        app.say()
        app.say(what)
        if before:
            app.say(_("Was: {text}").format(text=before))
        if after:
            app.say(_("Is: {text}").format(text=after))

    made = found.comparison
    if made.title:
        said(_("title"), one_side(made.title, "inserted"), one_side(made.title, "deleted"))
    for fact in made.facts:
        said(_fact(fact.key), fact.before, fact.after)
    for part in made.changed:
        app.say()
        app.say(f"{_title(part)}: {_what(part)}")
        for line in _lines(part):
            said(_title(part), one_side(line, "inserted"), one_side(line, "deleted"))


def _lines(part: "Part") -> Any:
    """Return the lines of a clause in which something changed; what was only moved has none."""
    from vawcoord.documents.redline import lines

    return lines(part.wording)


def _described(one: "Text") -> str:
    """Return which text it is, in people's words."""
    from vawcoord.records.document import short

    digest = short(one.document.digest)
    said = {
        "issued": _("issued on {day}, {digest}"),
        "signed": _("signed on {day}, {digest}"),
        "adopted": _("adopted on {day}, {digest}"),
        "template": _("as the template gave it, {digest}"),
        "now": _("as it stands now, {digest}"),
    }
    return said[one.how].format(day=one.day, digest=digest)


def _title(part: "Part") -> str:
    """Return number, title and id of a clause."""
    if part.clause == "(preamble)":
        return _("before the first clause")
    if part.clause == "(signing)":
        return _("the place to sign")
    return f"{part.after or part.before} {part.title} [{part.clause}]".strip()


def _what(part: "Part") -> str:
    """Return what became of a clause, in people's words."""
    return {
        "changed": _("changed"),
        "renumbered": _("only numbers it refers to"),
        "added": _("new"),
        "dropped": _("dropped"),
        "moved": _("moved, from {before} to {after}"),
    }[part.what].format(before=part.before or "—", after=part.after or "—")


def _fact(key: str) -> str:
    """Return what a fact of the head is called."""
    return {
        "parties": _("parties"),
        "in_force": _("comes into force by"),
        "effective": _("in force from"),
        "until": _("in force until"),
        "review": _("review on"),
        "class": _("who may read it"),
    }[key]


def _as_json(found: "Redline") -> dict[str, Any]:
    """Return a comparison as it stands in JSON."""
    from vawcoord.prose import Runs, plain

    def runs(held: Runs) -> list[dict[str, str]]:
        return [{"text": plain((one,)), "mark": one.mark or "same"} for one in held]

    def text(one: "Text") -> dict[str, Any]:
        return {"how": one.how, "date": one.day, "digest": one.document.digest}

    made = found.comparison
    return {
        "document": found.new.document.ref,
        "language": found.new.document.front.language,
        "from": text(found.old),
        "to": text(found.new),
        "same": made.same,
        "title": runs(made.title),
        "head": [{"key": one.key, "before": one.before, "after": one.after} for one in made.facts],
        "clauses": [
            {
                "id": one.clause,
                "what": one.what,
                "title": one.title,
                "number_before": one.before,
                "number_after": one.after,
                "paragraphs": [runs(line) for line in _lines(one)],
            }
            for one in made.changed
        ],
    }
