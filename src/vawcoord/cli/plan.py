"""`plan`: the action plan: how it stands, its time plan; begun, added to, adopted."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.app import DAY, App, Group, command, pass_app
from vawcoord.cli.sheets import exporting, importing
from vawcoord.language import _

if TYPE_CHECKING:
    from vawcoord.documents.progress import Overview
    from vawcoord.finding import Finding
    from vawcoord.records.committee import Committee
    from vawcoord.records.plan import Plan, State

_ITEMS = ("L2.1.2", "L2.1.5")
WIDTH = 80


@click.group("plan", cls=Group)
def plan() -> None:
    """The action plan."""


def colour_word(name: str) -> str:
    """Return a colour in people's words."""
    return {"done": _("done"), "grey": _("grey"), "red": _("red"), "amber": _("amber"), "green": _("green")}[name]


def _loaded(app: App, name: str, on: date) -> "tuple[Path, Committee, tuple[Finding, ...], tuple[Plan, ...]]":
    """Return the folder, what it holds, and the plan named; without a name, all that no other one replaces."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.plan import find_plan
    from vawcoord.records.plan import current

    root = app.root()
    committee, findings = load(root)
    plans = (find_plan(committee, name, on),) if name else current(committee.plans, on) or (find_plan(committee, "", on),)
    return root, committee, findings, plans


@command("show", reading=True)
@click.argument("name", default="", metavar="[PLAN]")
@click.option("--by", "by", type=click.Choice(["goal", "agency", "status"]), default="goal", help=_("Under which headings."))
@click.option("--agency", default="", metavar=_("AGENCY"), help=_("Only what this agency answers for."))
@click.option("--status", default="", metavar=_("STATUS"), help=_("Only what stands so."))
@click.option("--as-of", "on", type=DAY, default=None, metavar=_("DATE"), help=_("As it stood on a day; otherwise today."))
@pass_app
def show(app: App, *, name: str, by: str, agency: str, status: str, on: date | None) -> None:
    """Show how the plan stands, what is late first.

    The rule of the colours is printed below. PLAN is its short name, where there are several.
    """
    from vawcoord.documents.progress import overview
    from vawcoord.operations.progress import known_status

    day = on or app.day()
    _root, committee, findings, plans = _loaded(app, name, day)
    if agency:
        from vawcoord.operations.members import find_member

        find_member(committee, agency)
    if status:
        known_status(status)
    result = overview(committee, day, plans=plans, by=by, agency=agency, status=status)
    if app.json:
        app.print_json("plan show", committee.profile.id, findings, _as_json(result))
        return
    _shown(app, result)
    app.remark_findings(findings)


def _shown(app: App, result: "Overview") -> None:
    """Print an overview, a line or three an activity, no line longer than eighty characters."""
    from vawcoord.documents.progress import remarks, rule
    from vawcoord.render.terminal import wrapped

    for held in result.plans:
        app.say(wrapped(f"{held.title} ({held.id})"))
        app.say(_standing_of(held, result.on))
    counts = ", ".join(f"{count} {colour_word(name)}" for name, count in result.count().items() if count)
    app.say(_("As of {day}: {counts}.").format(day=result.on, counts=counts or _("nothing to show")))
    if app.plain:
        app.say()
        app.table(
            (_("Item"), _("Activity"), _("Agency"), _("Due"), _("Status"), _("Colour"), _("Remarks"), _("Under")),
            [
                (
                    one.item,
                    one.activity.title,
                    one.lead,
                    one.due.isoformat() if one.due else "",
                    _status_of(one),
                    colour_word(one.rag),
                    "; ".join(remarks(one, result.on)),
                    group.title,
                )
                for group in result.groups
                for one in group.states
            ],
        )
    else:
        several_plans = len(result.plans) > 1
        ids = max((len(_id_of(one, full=several_plans)) for one in result.shown), default=0)
        colours = max(len(colour_word(name)) for name in ("done", "grey", "red", "amber", "green"))
        indent = " " * (colours + ids + 4)
        for group in result.groups:
            app.say()
            app.say(wrapped(group.title))
            for one in group.states:
                head = f"{colour_word(one.rag):<{colours}}  {_id_of(one, full=several_plans):<{ids}}  "
                app.say(wrapped(f"{head}{one.activity.title}", indent=indent))
                facts = [
                    one.lead or _("no agency"),
                    _("due {day}").format(day=one.due) if one.due else _("no day"),
                    _status_of(one),
                ]
                app.say(wrapped(f"{indent}{', '.join(facts)}", indent=indent))
                said = remarks(one, result.on)
                if said:
                    app.say(wrapped(f"{indent}{'; '.join(said)}", indent=indent))
    app.say()
    app.say(wrapped(rule()))
    late = next((one for one in result.shown if one.late_days), None)
    app.say(_("Next: {command}").format(command=f"vawcoord progress {late.item if late else 'ITEM'} STATUS"))


def _standing_of(one: "Plan", on: date) -> str:
    """Return whether a plan is adopted."""
    last = one.text(on)
    if last is None:
        return _("Draft: not adopted yet.")
    said = _("Adopted on {day} by {decision}.") if last == one.adopted else _("Revised on {day} by {decision}.")
    return said.format(day=last.date, decision=last.decision)


def _id_of(one: "State", *, full: bool) -> str:
    """Return an activity's id: the short one where there is one plan."""
    return one.item if full else one.activity.id


def _status_of(one: "State") -> str:
    """Return the status with the percentage."""
    return one.status if one.percent is None or one.status == "done" else f"{one.status} {one.percent} %"


def _as_json(result: "Overview") -> dict[str, Any]:
    """Return an overview as data."""

    def one(state: "State") -> dict[str, Any]:
        return {
            "id": state.item,
            "plan": state.plan.id,
            "title": state.activity.title,
            "goal": state.activity.goal,
            "lead": state.lead,
            "post": state.activity.post,
            "start": state.activity.start,
            "due": state.due,
            "planned": state.planned,
            "status": state.status,
            "percent": state.percent or 0,
            "rag": state.rag,
            "by_hand": state.by_hand,
            "late_days": state.late_days,
            "updated": state.updated,
            "never_updated": state.never_updated(result.on),
            "unfunded": state.unfunded,
            "waits_for": list(state.waits_for),
            "holds_up": list(state.holds_up),
            "missed": [{"title": step.title, "due": step.due} for step in state.missed],
        }

    return {
        "plans": [
            {
                "id": one.id,
                "title": one.title,
                "adopted": one.adopted.date if one.adopted else None,
                "revised": [r.date for r in one.revised],
            }
            for one in result.plans
        ],
        "as_of": result.on,
        "activities": [one(state) for state in result.shown],
        "counts": result.count(),
    }


@command("gantt")
@click.argument("name", default="", metavar="[PLAN]")
@click.option("--agency", default="", metavar=_("AGENCY"), help=_("Only what this agency answers for."))
@click.option("--as-of", "on", type=DAY, default=None, metavar=_("DATE"), help=_("As it stood on a day; otherwise today."))
@pass_app
def gantt(app: App, *, name: str, agency: str, on: date | None) -> None:
    """Show the time plan as bars; with --plain in sentences.

    In Word it is a table of the plan's own document: vawcoord build PLAN.
    """
    from vawcoord.documents.plan import bars, sequence
    from vawcoord.documents.progress import standing
    from vawcoord.render.bars import FULL, LEFT, NOW, OVER, STEP, Line
    from vawcoord.render.bars import bars as drawn
    from vawcoord.render.terminal import wrapped

    day = on or app.day()
    _root, committee, findings, plans = _loaded(app, name, day)
    if agency:
        from vawcoord.operations.members import find_member

        find_member(committee, agency)
    held = [one for one in standing(committee, day, plans) if not agency or one.lead == agency]
    for number, one in enumerate(plans):
        mine = [state for state in held if state.plan.id == one.id]
        if number:
            app.say()
        app.say(wrapped(f"{one.title} ({one.id})"))
        if app.plain:
            for line in sequence(mine):
                app.say(line)
            continue
        chart = bars(mine, day)
        lines = [
            Line(
                _SIGNS[bar.state.rag],
                bar.state.activity.id,
                bar.state.activity.title,
                bar.start,
                bar.end,
                (bar.state.percent or 0) / 100,
                tuple(step.due for step in bar.state.activity.milestones),
                over=bar.state.open,
            )
            for bar in chart.rows
        ]
        app.say(drawn(lines, chart.first, chart.last, day, width=WIDTH))
    if not app.plain:
        app.say()
        app.say(
            wrapped(
                _("{full} done, {left} planned, {over} late, {step} step, {now} {day}").format(
                    full=FULL, left=LEFT, over=OVER, step=STEP, now=NOW, day=day
                )
            )
        )
        app.say(wrapped(", ".join(f"{sign} {colour_word(name)}" for name, sign in _SIGNS.items() if sign != " ")))
    app.say(_("Next: {command}").format(command=f"vawcoord build plan/{plans[0].id}"))
    app.remark_findings(findings)


_SIGNS = {"done": "✓", "red": "!", "amber": "~", "green": " ", "grey": "-"}


@command("new")
@click.argument("name", metavar="PLAN")
@click.option("--title", default="", metavar=_("TEXT"), help=_("Its title; otherwise made from its name."))
@click.option("--from", "start", type=DAY, default=None, metavar=_("DATE"), help=_("Its first day."))
@click.option("--until", type=DAY, default=None, metavar=_("DATE"), help=_("Its last day."))
@click.option(
    "--strategy", default="", metavar=_("TEXT"), help=_("The national strategy it aligns with; otherwise the committee's.")
)
@click.option("--supersedes", default="", metavar="PLAN", help=_("The plan that it replaces once it is adopted."))
@pass_app
def new(app: App, *, name: str, title: str, start: date | None, until: date | None, strategy: str, supersedes: str) -> None:
    """Begin a plan.

    PLAN is its short name, such as 2027-2029.
    """
    from vawcoord.operations.plan import Begun
    from vawcoord.operations.plan import new as beginning

    root, committee = app.loaded()
    path, changes = beginning(committee, Begun(name, title, start, until, strategy, supersedes))
    app.write(root, committee, changes)
    app.done(
        _("{path} is begun, in plain text that you can edit.").format(path=path),
        changes.paths(),
        next=_('vawcoord plan goal "What will be different" --plan {plan}').format(plan=name),
        items=("L2.1.1",),
    )


@command("goal")
@click.argument("title")
@click.option("--plan", "name", default="", metavar="PLAN", help=_("The plan, where there are several."))
@click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its short name; otherwise made from the title."))
@click.option("--horizon", default="", metavar="short|medium|long", help=_("Its term."))
@click.option("--aim", "aims", multiple=True, metavar=_("TEXT"), help=_("What will be different; may be said again."))
@pass_app
def goal(app: App, *, title: str, name: str, identity: str, horizon: str, aims: tuple[str, ...]) -> None:
    """Add a goal to the plan."""
    from vawcoord.operations.plan import find_plan
    from vawcoord.operations.plan import goal as adding

    root, committee = app.loaded()
    found = find_plan(committee, name, app.day())
    made, changes = adding(root, found, title, identity=identity, horizon=horizon, aims=aims)
    app.write(root, committee, changes)
    app.done(
        _("The goal {id} stands in {path}.").format(id=made, path=found.where.path),
        changes.paths(),
        next=_('vawcoord plan add "What is done" --goal {id}').format(id=made),
        items=("N6.1.1",),
    )


class Milestone(click.ParamType[tuple[date, str]]):
    """A step on the way as people type it: "2026-09-30 Text agreed"."""

    name = "step"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        """Return day and title."""
        if isinstance(value, tuple):
            return value
        day, _space, title = str(value).strip().partition(" ")
        if not title.strip():
            self.fail(_('A step is a day and a title: "2026-09-30 Text agreed".'), param, ctx)
        return DAY.convert(day, param, ctx), title.strip()


def _split(value: str) -> tuple[str, ...]:
    """Return the parts of a list typed with commas."""
    return tuple(one.strip() for one in value.split(",") if one.strip())


@command("add")
@click.argument("title")
@click.option("--plan", "name", default="", metavar="PLAN", help=_("The plan, where there are several."))
@click.option("--goal", default="", metavar=_("GOAL"), help=_("The goal it serves."))
@click.option("--lead", default="", metavar=_("AGENCY"), help=_("The agency that answers for it."))
@click.option("--post", default="", metavar=_("TEXT"), help=_("The post that answers for it."))
@click.option("--with", "partners", default="", metavar="A,B", help=_("Agencies that help."))
@click.option("--start", type=DAY, default=None, metavar=_("DATE"), help=_("Its first day."))
@click.option("--due", type=DAY, default=None, metavar=_("DATE"), help=_("The day it is to be done."))
@click.option("--need", default="", metavar=_("ENTRY"), help=_("The need it answers: an entry of registers/needs."))
@click.option("--priority", default="", metavar="high|medium|low", help=_("Its rank."))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("Why it has this rank."))
@click.option("--guidelines", default="", metavar="L2.1.5,L2.3.9", help=_("Items of Module 5 it serves."))
@click.option("--national-ref", default="", metavar=_("TEXT"), help=_("Where the national strategy asks for it."))
@click.option("--depends", default="", metavar="1.1,1.2", help=_("Activities that must be done before."))
@click.option("--indicators", default="", metavar="A,B", help=_("Indicators that measure it."))
@click.option("--needed", type=float, default=None, metavar=_("NUMBER"), help=_("What it costs; 0 where it costs nothing."))
@click.option("--secured", type=float, default=None, metavar=_("NUMBER"), help=_("What is there."))
@click.option("--currency", default="", metavar="KES", help=_("The currency."))
@click.option("--source", default="", metavar=_("TEXT"), help=_("Where the money comes from, or the next step to find it."))
@click.option("--step", "milestones", type=Milestone(), multiple=True, metavar=_('"DATE TITLE"'), help=_("A step on the way."))
@click.option("--tags", default="", metavar="A,B", help=_("Words such as accountability, safety, girls."))
@click.option("--continues", default="", metavar=_("ITEM"), help=_("The activity of an earlier plan that it carries on."))
@click.option("--id", "identity", default="", metavar=_("ID"), help=_("Its number; otherwise the next free one."))
@pass_app
def add(app: App, *, title: str, name: str, identity: str, **given: Any) -> None:
    """Add an activity to the plan.

    After the plan was adopted the activity says since when it is there.
    """
    from vawcoord.operations.plan import New, find_plan, with_kept
    from vawcoord.operations.plan import add as adding

    root, committee = app.loaded()
    found = find_plan(committee, name, app.day())
    given.update({key: _split(given[key]) for key in ("partners", "guidelines", "depends", "indicators", "tags")})
    request = New(title, id=identity, **given)
    made, changes = adding(root, committee, with_kept(root, found), request, app.day())
    app.write(root, committee, changes)
    app.done(
        _("{item} stands in {path}.").format(item=f"{found.id}/{made}", path=found.where.path),
        changes.paths(),
        next=f"vawcoord plan show {found.id}",
        items=_ITEMS,
    )


@command("adopt")
@click.argument("name", default="", metavar="[PLAN]")
@click.option("--by", "decision", required=True, metavar=_("DECISION"), help=_("The decision, such as 2026-02-10-ordinary/d3."))
@click.option("--on", type=DAY, default=None, metavar=_("DATE"), help=_("The day; otherwise today."))
@pass_app
def adopt(app: App, *, name: str, decision: str, on: date | None) -> None:
    """Record that the committee adopted the plan; a second time, that it revised it.

    The text is kept as it was adopted. From then on days, agencies and dropping change through the journal.
    """
    from vawcoord.operations.plan import adopt as adopting
    from vawcoord.operations.plan import find_plan

    root, committee = app.loaded()
    day = on or app.day()
    found = find_plan(committee, name, day)
    changes = adopting(root, committee, found, decision, day)
    app.write(root, committee, changes)
    said = _("{plan} is adopted; its text is kept.") if found.adopted is None else _("{plan} is revised; its text is kept.")
    app.done(said.format(plan=found.ref), changes.paths(), next=f"vawcoord build {found.ref}", items=("L2.1.5",))


for _one in (show, new, goal, add, adopt, gantt, exporting("plan"), importing("plan")):
    plan.add_command(_one)
