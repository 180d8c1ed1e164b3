"""`meeting minutes · approve · correct · decide · decisions · attendance`: from the roster to the approved text."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vawcoord.cli.answer import ANSWER
from vawcoord.cli.app import DAY, App, command, pass_app
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.operations.minutes import Standing
    from vawcoord.records.committee import Committee
    from vawcoord.records.minutes import Kept, Quorum

_ITEMS = ("L2.2.6", "L2.2.8")
_DECIDING = ("L2.2.7",)
_YEAR = timedelta(days=365)


def _names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:  # noqa: ARG001 - click's signature
    """Return the names of a list with commas."""
    return tuple(one.strip() for one in value.split(",") if one.strip())


@command("minutes")
@click.argument("meeting", default="")
@click.option("--language", default="", metavar=_("LANGUAGE"), help=_("The language of the minutes; otherwise the committee's."))
@click.option("--present", default="", callback=_names, metavar="A,B", help=_("Agencies that were there; all: every other one."))
@click.option("--alternate", default="", callback=_names, metavar="A/PERSON", help=_("Agencies that sent an alternate."))
@click.option("--apologies", default="", callback=_names, metavar="A,B", help=_("Agencies that excused themselves."))
@click.option("--absent", default="", callback=_names, metavar="A,B", help=_("Agencies that were absent without a word."))
@click.option("--observer", default="", callback=_names, metavar="A,B", help=_("Agencies that were there without a vote."))
@click.option("--held", type=DAY, default=None, metavar=_("DATE"), help=_("The day it was held, where it was another one."))
@click.option("--start", default="", metavar="09:30", help=_("When it began."))
@click.option("--end", default="", metavar="11:30", help=_("When it ended."))
@click.option("--chair", default="", metavar="A/PERSON", help=_("Who chaired; otherwise who holds the office."))
@click.option("--secretary", default="", metavar="A/PERSON", help=_("Who took the minutes; otherwise who holds the office."))
@click.option("--reconvenes", default="", metavar=_("MEETING"), help=_("The inquorate meeting that this one takes up again."))
@click.option("--form", is_flag=True, help=_("Also make a Word form: the roster to tick, tables for decisions and actions."))
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar=_("FILE.docx"),
    help=_("Read such a form back into the minutes."),
)
@pass_app
def minutes(app: App, *, meeting: str, language: str, form: bool, file: Path | None, **given: Any) -> None:
    """Make the minutes of a meeting ready to be written, or say what is still missing in them.

    MEETING is its day or its id; otherwise the last one. What is written there is never overwritten.
    """
    from vawcoord.folder.loading import load
    from vawcoord.operations.minutes import Roster, begin, last_due, stand

    root, committee = app.loaded()
    if file is not None:
        _read_back(app, root, committee, file, meeting)
        return
    asked = meeting or last_due(committee, app.day())
    made = begin(root, committee, asked, Roster(**given), app.day(), language=language)
    if made.changes:
        app.write(root, committee, made.changes)
        committee, _findings = load(root)
    for remark in made.remarks:
        app.remark(remark)
    if made.new:
        app.say(_("{path} is ready to be written.").format(path=made.path))
    else:
        app.say(_("The minutes lie in {path}.").format(path=made.path))
    if form:
        _made_form(app, root, committee, made.meeting)
        return
    held = stand(committee, next(one for one in committee.meetings if one.id == made.meeting))
    _shown(app, held)
    if held.meeting.approved:
        following = f'vawcoord meeting correct {made.meeting} --text "…" --at MEETING'
    elif held.missing or not (held.kept or held.meeting.actions):
        following = f"vawcoord open {made.path}"
    else:
        following = f"vawcoord meeting approve {made.meeting} --at MEETING"
    app.done("", made.changes.paths() if made.changes else (), next=following, items=_ITEMS)


def _made_form(app: App, root: Path, committee: "Committee", meeting: str) -> None:
    """Make the form of a meeting whose minutes were begun."""
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.minutes_form import form

    step = form(root, committee, Shelf(root), meeting, app.day())
    if step.message:
        app.remark(step.message)
    app.done(
        _("{path} is ready to be filled in.").format(path=step.path),
        (step.path,),
        next=f"vawcoord meeting minutes {meeting} --from FILE.docx",
        items=_ITEMS,
    )


def _read_back(app: App, root: Path, committee: "Committee", file: Path, meeting: str) -> None:
    """Read a filled form into the minutes."""
    from vawcoord.folder.shipped import Shelf
    from vawcoord.operations.minutes_form import take_in

    filled = take_in(root, committee, Shelf(root), file, meeting, app.day())
    if filled.changes:
        app.write(root, committee, filled.changes)
    for remark in filled.remarks:
        app.remark(remark)
    counts = (
        several("{count} agency ticked", "{count} agencies ticked", filled.ticked),
        several("{count} decision", "{count} decisions", len(filled.decisions)),
        several("{count} action", "{count} actions", len(filled.actions)),
    )
    app.say(_("Read from the form: {counts}.").format(counts=", ".join(counts)))
    app.done(
        "", filled.changes.paths() if filled.changes else (), next=f"vawcoord meeting minutes {filled.meeting}", items=_ITEMS
    )


def _shown(app: App, held: "Standing") -> None:
    """Print how minutes stand."""
    for line in held.missing:
        app.say(f"  {line}")
    if held.meeting.approved:
        app.say(_("They are approved."))
    front = held.meeting.front
    if front and front.attendance and not any(one.is_ == "?" for one in front.attendance):
        app.say(_quorum_text(held.quorum))
        without = [name for name, one in held.items if one.reached != held.quorum.reached]
        if without:
            told = _("No quorum at: {items}.") if held.quorum.reached else _("There was a quorum at: {items}.")
            app.say(told.format(items=", ".join(without)))
        if held.reconvene_by:
            app.say(
                _(
                    "By the committee's rule it may be taken up again by {day}: vawcoord meeting schedule {series} --extra DATE."
                ).format(day=held.reconvene_by, series=held.meeting.series)
            )
    counts = (
        several("{count} decision", "{count} decisions", len(held.kept)),
        several("{count} action", "{count} actions", len(held.meeting.actions)),
    )
    app.say(_("So far: {decisions}, {actions}.").format(decisions=counts[0], actions=counts[1]))
    _proposals(app, held.proposals)


def _quorum_text(held: "Quorum") -> str:
    """Return in words whether there was a quorum, and why not."""
    known = _("Quorum: {present} of {base} agencies, {needed} are needed").format(
        present=held.present, base=held.base, needed=held.needed
    )
    lacking = []
    if held.missing_sectors:
        lacking.append(_("not represented: {sectors}").format(sectors=", ".join(held.missing_sectors)))
    if held.chair_missing:
        lacking.append(_("neither chair nor deputy"))
    return f"{known}{'; ' if lacking else ''}{'; '.join(lacking)}. " + (
        _("It could decide.") if held.reached else _("It could not decide.")
    )


def _proposals(app: App, held: "Iterable[Kept]") -> None:
    """Print which decisions are only proposals."""
    names = [one.id for one in held]
    if names:
        app.say(
            _("WITHOUT A QUORUM, only proposals: {items}. They count when a meeting with a quorum confirms them.").format(
                items=", ".join(names)
            )
        )


@command("approve")
@click.argument("meeting")
@click.option("--at", default="", metavar=_("MEETING"), help=_("The later meeting that approves them."))
@click.option(
    "--word",
    "words",
    multiple=True,
    type=ANSWER,
    metavar="WORD=KIND",
    help=_("What a new word is, ordinary or place, where nobody is asked; may be repeated."),
)
@click.option("--looked", is_flag=True, help=_("The places that the guard asks about were read, and lead to nobody."))
@pass_app
def approve(app: App, *, meeting: str, at: str, words: tuple[tuple[str, str], ...], looked: bool) -> None:
    """Record that a later meeting has approved the minutes of MEETING.

    Decisions and actions get their numbers; from then on the text does not change any more. Before that the guard asks about
    words that were never used before, and about places that could lead to a person.
    """
    from vawcoord.change import together
    from vawcoord.cli.guard import cleared
    from vawcoord.operations.minutes import approve as approving

    root, committee = app.loaded()
    made = approving(root, committee, meeting, at, app.day())
    kept = cleared(app, root, committee, f"meetings/{made.meeting.id}/minutes.md", words, looked=looked)
    app.write(root, committee, together(made.changes.label, [*made.changes.changes, *kept]))
    app.say(_("The minutes of {id} are approved by {at}.").format(id=made.meeting.id, at=made.at.id))
    for one in made.kept:
        app.say(f"  {one.id}  {one.decision.text}")
    _proposals(app, made.proposals)
    by_agency: dict[str, list[str]] = {}
    for action in made.to_do:
        by_agency.setdefault(action.agency, []).append(f"    {made.meeting.id}/{action.id}  {action.text} ({action.due or '…'})")
    if by_agency:
        app.say(_("What each agency now has to do:"))
    for agency, lines in by_agency.items():
        member = committee.member(agency)
        app.say(f"  {member.name if member else agency}")
        for line in lines:
            app.say(line)
    for item in made.third_time:
        app.say(_("Carried over three times or more: {item}. vawcoord action letter {item}").format(item=item))
    following = f"vawcoord build meetings/{made.meeting.id}"
    if made.proposals:
        following = f'vawcoord meeting decide "…" --confirms {made.proposals[0].id}'
    app.done("", made.changes.paths(), next=following, items=_ITEMS)


@command("correct")
@click.argument("meeting")
@click.option("--text", required=True, metavar=_("TEXT"), help=_("What is corrected, in one sentence."))
@click.option("--at", default="", metavar=_("MEETING"), help=_("The later meeting that corrects them."))
@pass_app
def correct(app: App, *, meeting: str, text: str, at: str) -> None:
    """Record a correction of approved minutes by a later meeting; their text stays as it was approved."""
    from vawcoord.operations.minutes import correct as correcting

    root, committee = app.loaded()
    changes = correcting(root, committee, meeting, text, at, app.day())
    app.write(root, committee, changes)
    app.done(
        _("The correction stands in {path}; the approved text is as it was.").format(path=changes.paths()[0]),
        changes.paths(),
        next=f"vawcoord build {changes.paths()[0].rpartition('/')[0]}",
        items=_ITEMS,
    )


@command("decide")
@click.argument("text")
@click.option("--meeting", default="", metavar=_("MEETING"), help=_("The meeting; otherwise the last one that was held."))
@click.option("--item", default="", metavar=_("ID"), help=_("The agenda item it belongs to."))
@click.option("--vote", default="", metavar="7-2-1", help=_("For, against, abstaining; otherwise by consensus."))
@click.option("--circulation", is_flag=True, help=_("Decided in writing between meetings; with --for and --against."))
@click.option("--for", "for_", default="", callback=_names, metavar="A,B", help=_("Agencies that were for it."))
@click.option("--against", default="", callback=_names, metavar="A,B", help=_("Agencies that were against it."))
@click.option("--abstaining", default="", callback=_names, metavar="A,B", help=_("Agencies that abstained."))
@click.option("--dissent", multiple=True, metavar=_("TEXT"), help=_("Who disagreed and why; may be repeated."))
@click.option("--confirms", default="", callback=_names, metavar=_("DECISION"), help=_("Proposals that it confirms."))
@pass_app
def decide(app: App, *, text: str, meeting: str, item: str, for_: tuple[str, ...], **given: Any) -> None:
    """Add a decision to the minutes of a meeting that are not approved yet."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.minutes import Spoken
    from vawcoord.operations.minutes import decide as deciding
    from vawcoord.records.minutes import decisions as every

    root, committee = app.loaded()
    voices = (("for", for_), ("against", given.pop("against")), ("abstaining", given.pop("abstaining")))
    said = Spoken(text, voices=tuple(one for one in voices if one[1]), **given)
    name, changes = deciding(root, committee, said, app.day(), item=item, meeting=meeting)
    app.write(root, committee, changes)
    app.say(_("{item} stands in {path}.").format(item=name, path=changes.paths()[0]))
    committee, _findings = load(root)
    _proposals(app, [one for one in every(committee) if one.id == name and one.is_proposal])
    app.done("", changes.paths(), next=f"vawcoord meeting minutes {name.partition('/')[0]}", items=_DECIDING)


@command("decisions", reading=True)
@click.option("--search", default="", metavar=_("WORDS"), help=_("Only those that hold all these words."))
@click.option("--proposals", is_flag=True, help=_("Only those that wait to be confirmed."))
@click.option("--meeting", default="", metavar=_("MEETING"), help=_("Only those of one meeting."))
@pass_app
def decisions(app: App, *, search: str, proposals: bool, meeting: str) -> None:
    """List what was decided, the newest first: when, how, and whether it still waits to be confirmed."""
    from vawcoord.folder.loading import load
    from vawcoord.operations.minutes import searched, written

    committee, findings = load(app.root())
    only = written(committee, meeting, app.day()).id if meeting else ""
    found = [
        one for one in searched(committee, search) if (one.is_proposal or not proposals) and (not only or one.meeting.id == only)
    ]
    if app.json:
        data = {"decisions": [_decision_data(one) for one in found]}
        app.print_json("meeting decisions", committee.profile.id, findings, data)
        return
    how = {"consensus": _("consensus"), "vote": _("vote"), "circulation": _("circulation")}
    rows = []
    for one in found:
        state = _("approved") if one.meeting.approved else _("draft")
        if one.is_proposal:
            state = _("proposal: no quorum")
        elif one.confirmed_by:
            state = _("confirmed by {decision}").format(decision=one.confirmed_by)
        told = f"{how[one.decision.method]} {one.decision.votes}".strip()
        rows.append((one.id, str(one.meeting.held or one.meeting.planned), one.decision.text, told, state))
    app.table((_("Decision"), _("Day"), _("Text"), _("How"), _("State")), rows)
    if not rows:
        app.say(_("There is no such decision."))
    app.done("", next="vawcoord meeting decide --help" if not rows else "vawcoord action list")
    app.remark_findings(findings)


def _decision_data(one: "Kept") -> dict[str, Any]:
    """Return a decision as data."""
    return {
        "id": one.id,
        "meeting": one.meeting.id,
        "date": one.meeting.held or one.meeting.planned,
        "text": one.decision.text,
        "method": one.decision.method,
        "votes": one.decision.votes,
        "dissent": list(one.decision.dissent),
        "item": one.decision.item,
        "approved": one.meeting.approved,
        "quorate": one.decision.quorate,
        "proposal": one.is_proposal,
        "confirmed_by": one.confirmed_by,
    }


@command("attendance", reading=True)
@click.option("--since", type=DAY, default=None, metavar=_("DATE"), help=_("From this day on; otherwise the last twelve months."))
@click.option("--until", type=DAY, default=None, metavar=_("DATE"), help=_("Up to this day; otherwise today."))
@pass_app
def attendance(app: App, *, since: date | None, until: date | None) -> None:
    """Show how often each agency came to the meetings it was invited to, and who has been absent several times in a row."""
    from vawcoord.folder.loading import load
    from vawcoord.records.minutes import IN_A_ROW, turnout

    committee, findings = load(app.root())
    last = until or app.day()
    first = since or last - _YEAR
    found = [one for one in turnout(committee, first, last) if one.invited]
    if app.json:
        data = {
            "since": first,
            "until": last,
            "agencies": [
                {
                    "id": one.agency,
                    "invited": one.invited,
                    "present": one.present,
                    "alternate": one.alternate,
                    "apologies": one.apologies,
                    "informed": one.informed,
                    "absent": one.absent,
                    "in_a_row": one.in_a_row,
                    "share": one.share,
                }
                for one in found
            ],
        }
        app.print_json("meeting attendance", committee.profile.id, findings, data)
        return
    names = {one.id: one.name for one in committee.members}
    rows = [
        (
            names.get(one.agency, one.agency),
            f"{one.present + one.alternate}/{one.invited} ({one.share} %)",
            str(one.alternate),
            f"{one.apologies} ({one.informed})",
            str(one.absent),
            _("{count} in a row").format(count=one.in_a_row) if one.in_a_row >= IN_A_ROW else "",
        )
        for one in sorted(found, key=lambda held: (held.share or 0, held.agency))
    ]
    app.say(_("Meetings held from {first} to {last}").format(first=first, last=last))
    heads = (_("Agency"), _("There"), _("By alternate"), _("Apologies (with information)"), _("Absent"), _("Remark"))
    app.table(heads, rows)
    if not rows:
        app.say(_("No roster of these days is ticked."))
    app.done("", next="vawcoord meeting list")
    app.remark_findings(findings)
