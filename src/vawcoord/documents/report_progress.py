"""The progress report for the committee: what was finished comes first, then what slipped or is blocked, money, next steps."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vawcoord.documents.progress import Changes, changes, money, standing
from vawcoord.documents.report import Scene, Worked, agreements, grid, listing, made, section, share_said, span
from vawcoord.prose import Block, Heading, Notice, Sheet, paragraph, text
from vawcoord.records.computed import COMPUTED
from vawcoord.records.minutes import action_states, turnout
from vawcoord.records.plan import State

AHEAD = timedelta(days=60)
"""How far ahead the next steps reach."""

_SHOWN = ("meetings-held", "meetings-quorate", "minutes-approved", "actions-on-time", "activities-on-time", "returns-received")


def sheet(scene: Scene) -> Sheet:
    """Return the report; the time is from the scene's first day to the day it is made."""
    committee = scene.committee
    moved = changes(committee, scene.start, scene.until())
    held = standing(committee, scene.until())
    worked = tuple(Worked(one.id, one.count(committee, scene.start, scene.until())) for one in COMPUTED if one.id in _SHOWN)
    return made(
        scene,
        scene.say("progress"),
        (
            *span(scene),
            Notice("caution", (paragraph(scene.say("paper")),)),
            *_finished(scene, moved),
            *section(scene, scene.say("slipped"), _slipped(scene, moved)),
            *section(scene, scene.say("blocked"), [*_blocked(scene, held), *_barriers(scene)]),
            *section(scene, scene.say("money"), _money(scene, held)),
            *section(scene, scene.say("next", date=scene.day(scene.until() + AHEAD)), _next(scene, held)),
            *section(scene, scene.say("meetings"), _shares(scene, worked)),
            *section(scene, scene.say("attendance"), _attendance(scene), level=3),
            *section(scene, scene.say("agreements"), agreements(scene, named=True)),
        ),
        landscape=True,
    )


def _shares(scene: Scene, worked: Sequence[Worked]) -> list[Block]:
    """Return meetings held, quorum, actions on time."""
    rows = [(scene.words.group("computed", one.id), share_said(scene, one.now)) for one in worked if one.now.value is not None]
    return grid((scene.say("what"), scene.say("result")), rows, (6, 3), scene.say("meetings"))


def _finished(scene: Scene, moved: Changes) -> Iterator[Block]:
    """Yield what each agency finished, the one with the most first."""
    yield Heading(2, text(scene.say("finished")))
    nothing = True
    for agency, done in moved.finished():
        nothing = False
        yield Heading(3, text(scene.agency(agency)))
        yield from listing(f"{one.title} ({scene.words.code(one.item)}, {scene.day(one.day)})" for one in done)
    if nothing:
        yield paragraph(scene.say("nothing"))


def _slipped(scene: Scene, moved: Changes) -> list[Block]:
    """Return what got another day, or its day went by."""
    rows = []
    for one in (*moved.of("slipped"), *moved.of("late")):
        before, after = (scene.day(date.fromisoformat(value)) if value else "—" for value in (one.before, one.after))
        rows.append(
            (
                f"{one.title} ({scene.words.code(one.item)})",
                scene.agency(one.agency),
                before,
                after,
                str(one.days),
                one.reason or "—",
            )
        )
    head = tuple(scene.say(name) for name in ("what", "agency", "before", "now", "days", "why"))
    return grid(head, rows, (6, 4, 3, 3, 1, 5), scene.say("slipped"))


def _blocked(scene: Scene, held: Sequence[State]) -> list[Block]:
    """Return what is blocked, why, and what would help as far as somebody wrote it down."""
    rows = []
    for one in held:
        if one.status != "blocked":
            continue
        missing = f"{scene.say('lacking')}: {money(one.unfunded)} {_currency(one)}".strip() if one.unfunded else ""
        said = [part for part in (one.note if one.reason else "", missing) if part]
        rows.append(
            (
                f"{one.activity.title} ({scene.words.code(one.item)})",
                scene.agency(one.lead),
                one.reason or one.note or "—",
                "; ".join(said) or "—",
            )
        )
    head = tuple(scene.say(name) for name in ("what", "agency", "why", "help"))
    return grid(head, rows, (5, 3, 4, 4), scene.say("blocked"))


def _barriers(scene: Scene) -> list[Block]:
    """Return the barriers that are not solved, each with what was proposed."""
    held = [one for one in scene.committee.registers if one.kind == "barriers" and one.day <= scene.until()]
    return listing(
        f"{one.get('what').strip()} → {one.get('solution').strip()}"
        for one in held
        if one.get("state") in ("open", "in-progress")
    )


def _currency(state: State) -> str:
    """Return the currency of an activity's money."""
    return state.activity.resources.currency if state.activity.resources else ""


def _money(scene: Scene, held: Sequence[State]) -> list[Block]:
    """Return what open activities need and have, and the sums by currency."""
    rows: list[tuple[str, ...]] = []
    sums: dict[str, list[float]] = {}
    for one in held:
        need = one.activity.resources
        if need is None or not need.needed or not one.open:
            continue
        rows.append((one.activity.title, money(need.needed), money(need.secured), money(one.unfunded), need.currency or "—"))
        total = sums.setdefault(need.currency or "—", [0, 0, 0])
        for place, value in enumerate((need.needed, need.secured, one.unfunded)):
            total[place] += value
    rows += [(scene.say("total"), *map(money, total), currency) for currency, total in sums.items()]
    head = (scene.say("what"), scene.say("needed"), scene.say("secured"), scene.say("lacking"), "")
    return grid(head, rows, (6, 2, 2, 2, 1), scene.say("money"))


def _next(scene: Scene, held: Sequence[State]) -> list[Block]:
    """Return what is due next: activities and actions, those that are late first."""
    last = scene.until() + AHEAD
    rows = [(one.due, one.activity.title, one.item, one.lead) for one in held if one.open and one.due and one.due <= last]
    rows += [
        (one.due, one.action.text, one.item, one.agency)
        for one in action_states(scene.committee, scene.until())
        if one.open and one.due and one.due <= last
    ]
    head = tuple(scene.say(name) for name in ("due", "what", "agency"))
    return grid(
        head,
        [
            (
                scene.day(due) + (f" ({scene.say('late')})" if due < scene.until() else ""),
                f"{title} ({scene.words.code(item)})",
                scene.agency(agency),
            )
            for due, title, item, agency in sorted(rows)
        ],
        (3, 6, 3),
        scene.say("next", date=scene.day(last)),
    )


def _attendance(scene: Scene) -> list[Block]:
    """Return in how many of its invitations each agency was there, by name."""
    rows = [
        (scene.agency(one.agency), str(one.invited), str(one.present + one.alternate), f"{one.share} %")
        for one in turnout(scene.committee, scene.start, scene.until())
        if one.invited
    ]
    head = tuple(scene.say(name) for name in ("agency", "invited", "came", "share"))
    return grid(head, sorted(rows), (5, 2, 3, 2), scene.say("attendance"))
