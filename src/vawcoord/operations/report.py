"""Reports: gathered as values, guarded, written under build/, and what leaves by them kept in the folder's registers."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.disclosure.allowed import Allowed
from vawcoord.disclosure.figures import THRESHOLD
from vawcoord.disclosure.guard import guard
from vawcoord.documents.report import PeopleTable, Scene, Worked
from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf
from vawcoord.language import _
from vawcoord.operations import releases
from vawcoord.operations.guard import Stop, allowed, let_through, outgoing, refusal
from vawcoord.operations.registers import new_entry
from vawcoord.operations.releases import Tabled
from vawcoord.operations.totals import Permission, Told, permission, sealed_totals, told
from vawcoord.records.committee import Committee
from vawcoord.records.computed import COMPUTED
from vawcoord.records.indicator import Indicator, Point, period
from vawcoord.records.reporting import Turn, last_sent, last_turn
from vawcoord.records.words import Words
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.operations.build import Step
    from vawcoord.prose import Sheet
    from vawcoord.records.coverage import Result

KIND, FORMAT = "vawcoord-return", 1
"""What a return file calls itself."""

_QUARTER = timedelta(days=92)


class Report(Value):
    """A report before it is written: its name, the document, the return, what is kept in the folder, what became of the figures.

    `totals` are the exact totals that were asked for, `permitted` what lets them go, `sealed` the file of them. The values hold
    figures and stay in memory; only what is sealed is written.
    """

    id: str
    scene: Scene
    sheet: "Sheet"
    changes: ChangeSet | None = None
    data: Mapping[str, Any] | None = None
    tables: tuple[Tabled, ...] = ()
    totals: tuple[Told, ...] = ()
    permitted: Permission | None = None
    sealed: bytes = b""


def words_in(root: Path, committee: Committee, language: str = "") -> Words:
    """Return the fixed words of a language, or of the folder's own. Raises VawcoordError for a language that is not there."""
    return Shelf(root).words(language or committee.profile.languages[0])


def written(root: Path, report: Report) -> "tuple[Step, ...]":
    """Write a report as a Word file and a page below `build/reports/`, and its return beside them; say what became of each."""
    from vawcoord.operations.build import Step, one_sheet

    stem = f"reports/{report.id}"
    steps = one_sheet(
        root, stem, report.sheet, ("docx", "html"), source=_("the folder's records"), skip=report.scene.words.say("skip")
    )
    if report.data is None:
        return steps
    files = {f"build/{stem}-return.json": return_bytes(report.data)}
    if report.sealed:
        files[f"build/{stem}-totals.json.age"] = report.sealed
    for path, content in files.items():
        try:
            disk.write_atomic(disk.inside(root, path), content)
        except OSError as error:
            raise VawcoordError(
                _("{path}: nothing can be written there: {reason}.").format(path=path, reason=error.strerror or error),
                _("Is the disk full, or the folder not yours to write in?"),
            ) from error
    return (*steps, *(Step("made", path) for path in files))


def return_bytes(data: Mapping[str, Any]) -> bytes:
    """Return a return as the bytes of its file."""
    return (json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n").encode()


# For the committee.


def progress(root: Path, committee: Committee, today: date, *, since: date | None = None, language: str = "") -> Report:
    """Return the progress report: from a day, else the last report to the oversight body or three months ago, until today.

    Raises VawcoordError for a day that has not come.
    """
    from vawcoord.documents.report_progress import sheet

    start = since or last_sent(committee, today) or today - _QUARTER
    if start > today:
        raise VawcoordError(_("{day} has not come yet.").format(day=start), _("Name an earlier day."))
    scene = Scene(committee, words_in(root, committee, language), start, today, today)
    return Report(f"progress-{today}", scene, sheet(scene))


# For the body it answers to.


def turn_of(committee: Committee, name: str, today: date) -> Turn:
    """Return the time that a name such as 2026-H2 means; without one the last that is over by the rhythm of the body.

    Raises VawcoordError for a name that is none and a time that has not begun.
    """
    if not name:
        body = committee.profile.oversight
        return last_turn(today, body.reports if body else "half-yearly")
    found = period(name)
    if found is None:
        raise VawcoordError(_('"{name}" is no period.').format(name=name), _("Write 2026, 2026-h1, 2026-q3 or 2026-09."))
    if found.start > today:
        raise VawcoordError(_("{period} has not begun.").format(period=found.id), _("Name an earlier one."))
    return Turn(found.id, found.start, found.end)


def oversight(
    root: Path,
    committee: Committee,
    today: date,
    *,
    name: str = "",
    exact: bool = False,
    sent: bool = False,
    compare: bool = False,
    asked: Sequence[str] = (),
    language: str = "",
    confirm: str = "",
) -> Report:
    """Return the report to the oversight body with its return, and what is kept: coverage, figures released, that it was sent.

    `exact` asks for exact totals; they are sealed only together with `sent`, so that no sealed file is ever without its entry.
    Raises VawcoordError when no body is named, when nothing was recorded to compare with, when the report of that time was sent
    before, for what the guard stops, and for each reason that `permission` and `told` know.
    """
    from vawcoord.documents.report_oversight import Parts, requests, sheet
    from vawcoord.operations.standard import covered, record

    if committee.profile.oversight is None:
        raise VawcoordError(
            _("committee.toml names no body that the committee reports to."),
            _('Add: oversight = { name = "…", reports = "half-yearly" }'),
        )
    permitted = permission(root, committee, today) if exact else None
    turn = turn_of(committee, name, today)
    scene = Scene(committee, words_in(root, committee, language), turn.start, turn.end, today)
    identity = f"oversight-{turn.id}"
    result = covered(root, committee, today)
    since, moved = _moved(committee, result, today) if compare else ("", None)
    year = releases.last_year(scene.until() + timedelta(days=1))
    tables = releases.tabled(committee, *year)
    goes_rounded = [one.release for one in tables if one.release is not None]
    totals = told(committee, permitted, turn, goes_rounded, today) if permitted else ()
    parts = Parts(
        result,
        _process(committee, scene, turn),
        _as_they_are(committee, scene.until()),
        tuple(PeopleTable(one.indicator, one.release) for one in tables),
        tuple(one.strip() for one in asked if one.strip()),
        since and scene.day(date.fromisoformat(since)),
        moved,
    )
    page = sheet(scene, parts)
    data = _return(committee, turn, parts, tuple(requests(scene, parts.asked)), today)
    named = "\n".join(f"{one.indicator.title}\n{one.indicator.definition}" for one in totals)
    outgoing(committee, {**_said(page), "return": _texts(data), "totals": named}, confirm=confirm)
    sealed = sealed_totals(scene, turn, permitted, totals) if permitted and sent else b""
    changes: list[Change] = list(record(root, result, note=f"report {identity}").changes)
    kept = releases.kept(root, committee, tables, (), year, page.title, today)
    changes += kept.changes if kept else ()
    if sent:
        changes += _sent(root, committee, identity, turn, data, today, permitted, sealed)
    held = together(_("report {name}").format(name=identity), changes)
    return Report(identity, scene, page, held, data, tables, totals, permitted, sealed)


def _moved(committee: Committee, result: "Result", today: date) -> tuple[str, tuple[Any, ...]]:
    """Return the day of the coverage recorded for the last report, and what changed since."""
    from vawcoord.documents.report_oversight import Moved
    from vawcoord.operations.standard import compare

    then, moves = compare(committee, result, last_sent(committee, today) or today - timedelta(days=1))
    return then.date.isoformat(), tuple(Moved(one.item.id, one.item.text, one.before, one.after) for one in moves)


def _process(committee: Committee, scene: Scene, turn: Turn) -> tuple[Worked, ...]:
    """Return the figures of the committee's own work in the time and in the one before it, of the same length."""
    before = period(turn.id)
    earlier = before.before() if before else None
    made = []
    for one in COMPUTED:
        now = one.count(committee, turn.start, scene.until())
        then = one.count(committee, earlier.start, earlier.end) if earlier else None
        if now.value is not None:
            made.append(Worked(one.id, now, then if then and then.value is not None else None))
    return tuple(made)


def _as_they_are(committee: Committee, on: date) -> tuple[tuple[Indicator, Point | None, Point | None], ...]:
    """Return the agencies' indicators whose figures may leave as they are, with their last two figures."""
    from vawcoord.documents.indicators import view

    held = (view(committee, one, on) for one in committee.indicators if one.as_it_is and not one.computed)
    return tuple((one.indicator, one.last, one.now) for one in held)


def _return(committee: Committee, turn: Turn, parts: Any, requests: tuple[str, ...], today: date) -> dict[str, Any]:
    """Return the return: verdicts with their proof, the committee's own work, figures as they may leave. No names, no paths."""
    profile, result = committee.profile, parts.result
    return {
        "kind": KIND,
        "format": FORMAT,
        "committee": {"id": profile.id, "uid": profile.uid, "name": profile.name, "area": profile.area, "level": profile.level},
        "period": turn.id,
        "from": turn.start.isoformat(),
        "until": turn.end.isoformat(),
        "made": today.isoformat(),
        "standard": result.standard.id,
        "items": [
            {
                "id": one.item.id,
                "verdict": one.verdict,
                "contested": one.contested,
                "narrowed": bool(one.besides),
                "proof": one.proof,
                "needs": list(one.item.needs),
                "met": list(one.met),
                "evidence": [
                    {
                        "part": held.part,
                        "kind": held.kind,
                        "date": held.date.isoformat() if held.date else None,
                        "proof": held.proof,
                    }
                    for held in one.evidence
                ],
            }
            for one in result.items
        ],
        "totals": result.totals(),
        "shares": {one.need: {"have": one.have, "of": one.of} for one in result.shares()},
        "process": [{"id": one.id, "above": one.now.above, "below": one.now.below} for one in parts.process],
        "figures": [
            {
                "id": one.id,
                "title": one.title,
                "unit": one.unit,
                "period": now.period.id if now else None,
                "value": now.value if now else None,
            }
            for one, _last, now in parts.figures
        ],
        "tables": [_table(one.indicator, one.release) for one in parts.tables if one.release is not None],
        "requests": list(requests),
        "cautions": [
            _("Paper, not practice. No score, no ranking."),
            _("More reports are not failure: they may mean that more women know where to go and trust it."),
            _("Figures about people are rounded and in bands; do not add them up."),
        ],
    }


def _table(one: Indicator, release: Any) -> dict[str, Any]:
    """Return a table of figures as they may leave."""
    return {
        "id": one.id,
        "title": one.title,
        "covers": list(one.covers),
        "from": release.start.isoformat(),
        "until": release.end.isoformat(),
        "threshold": release.threshold,
        "shown": [{"cell": list(held.cell), "value": held.value, "small": held.small} for held in release.shown],
    }


def _texts(value: Any) -> str:
    """Return all texts of data, one a line."""
    if isinstance(value, Mapping):
        return "\n".join(_texts(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return "\n".join(map(_texts, value))
    return value if isinstance(value, str) else ""


def _sent(
    root: Path,
    committee: Committee,
    identity: str,
    turn: Turn,
    data: Mapping[str, Any],
    today: date,
    permitted: Permission | None,
    sealed: bytes,
) -> list[Change]:
    """Return the changes that note that a report was sent, and keep the return as it was.

    Of exact totals the entry keeps the digest of the sealed file and the clause, never a figure. What age makes is another file
    each time, so the digest tells which one went, and nothing about what is in it. They may follow a report that went without
    them; otherwise a second time raises VawcoordError.
    """
    document = f"report/{identity}"
    before = [
        one for one in committee.registers if one.kind == "reports-sent" and one.get("document") == document and one.get("sent")
    ]
    again = [one for one in before if one.get("digest") or not sealed]
    if again:
        raise VawcoordError(
            _("{report} was sent on {day} already.").format(report=identity, day=again[0].get("sent")),
            _("A correction goes with the next report."),
        )
    body = committee.profile.oversight
    values: dict[str, Any] = {
        "to": "oversight-body",
        "recipient": body.name if body else None,
        "document": document,
        "due": turn.due,
        "sent": today,
    }
    if sealed and permitted:
        values |= {"digest": digest(sealed), "clause": permitted.clause}
    if before:
        return list(new_entry(root, committee, "reports-sent", values, today, f"{identity}-totals").changes)
    content = return_bytes(data)
    sha = digest(content)
    path = f"issued/{document}/{sha[:12]}.json"
    there = committee.but(issued={**committee.issued, path: sha})
    return [new_file(path, content), *new_entry(root, there, "reports-sent", values, today, identity).changes]


# For everybody.


def public(
    root: Path,
    committee: Committee,
    today: date,
    *,
    until: date | None = None,
    threshold: int = THRESHOLD,
    language: str = "",
    confirm: str = "",
) -> Report:
    """Return the public report of twelve months, the last year where no end is named, and what goes into the release log.

    Raises VawcoordError when earlier releases cannot be read, when a text names somebody who has not agreed or gives a place away
    that must stay secret, and for what the guard stops.
    """
    from vawcoord.documents.report_public import said_by_section, sheet

    if threshold < 5 or threshold % 5:
        raise VawcoordError(
            _("The threshold is {threshold}; it must be 5, 10, 15 or another multiple of 5.").format(threshold=threshold)
        )
    start, end = releases.twelve_months(until, today) if until else releases.last_year(today)
    scene = Scene(committee, words_in(root, committee, language), start, end, today)
    tables = releases.tabled(committee, start, end, threshold=threshold)
    process = releases.worked(committee, start, end)
    page = sheet(
        scene,
        tuple(Worked(one.id, one.share) for one in process),
        _as_they_are(committee, end),
        tuple(PeopleTable(one.indicator, one.release) for one in tables),
    )
    identity = f"public-{end.year if (end.month, end.day) == (12, 31) else end}"
    stops = _looked_through(committee, said_by_section(page))
    if stops and not confirm.strip():
        raise refusal(stops)
    kept = releases.kept(root, committee, tables, process, (start, end), page.title, today)
    changes = list(kept.changes) if kept else []
    if stops:
        noted = [one.but(path=f"build/reports/{identity}.docx") for one in stops]
        changes.append(let_through(root, committee, noted, today, confirm))
    return Report(identity, scene, page, together(_("report {name}").format(name=identity), changes), None, tables)


def _looked_through(committee: Committee, said: Mapping[str, str]) -> list[Stop]:
    """Return what the guard stops in a public text. Raises VawcoordError for a name or a place that no reason lets through."""
    freed = {
        one.name.casefold()
        for member in committee.members
        for one in member.representatives
        if one.public and one.name and not one.seat
    }
    named = {one.name for member in committee.members for one in member.representatives if one.name}
    named |= {one.name for member in committee.members for one in member.signatories if one.name}
    named |= {one.name for document in committee.documents for one in document.front.signatories if one.name}
    secret = {one.member for one in committee.services if one.confidential_location}
    places = {one.address for one in committee.members if one.address and (one.confidential_location or one.id in secret)}
    places |= {one.address for one in committee.services if one.address and one.confidential_location}
    for section, text in said.items():
        folded = " ".join(text.casefold().split())
        if any(" ".join(name.casefold().split()) in folded for name in named if name.casefold() not in freed):
            raise VawcoordError(
                _('Under "{section}" stands the name of somebody who has not agreed to be named in public.').format(
                    section=section
                ),
                _("Write it without the name, or, if she agrees, public = true with her in members/."),
            )
        if any(place.casefold() in folded for place in places):
            raise VawcoordError(
                _('Under "{section}" stands a place that must stay secret.').format(section=section),
                _("Take it out of the record that says so; the report is not made until then."),
            )
    permitted = _in_public(committee, freed)
    return [Stop(section, place) for section, text in said.items() for place in guard(text, permitted) if place.tier == "block"]


def _in_public(committee: Committee, freed: set[str]) -> Allowed:
    """Return what a public text may hold: people who agreed, what the committee calls by name, published lines."""
    held = allowed(committee)
    people = {one for one in held.names if one.casefold() in freed}
    posts = {one.name for one in committee.members} | {one.name for one in committee.services if one.public}
    profile = committee.profile
    called = {
        profile.name,
        profile.area,
        *profile.parts,
        *posts,
        *(text for one in committee.services if one.public for text in (one.address, one.area, one.reached_through) if text),
        *([profile.oversight.name] if profile.oversight else []),
        *([profile.national_strategy.name] if profile.national_strategy else []),
    }
    return Allowed(frozenset(people), frozenset(one for one in called if one), held.published, held.words)


def _said(page: "Sheet") -> dict[str, str]:
    """Return what a report says by section."""
    from vawcoord.documents.report_public import said_by_section

    return said_by_section(page)
