"""The second door for figures: agreed totals, without rows, to the body that a clause in force names, sealed to its key, logged.

What goes through is decided as the shipped information sharing protocol has it (clause `totals`): one sum for each agreed item over
the whole area and the time of the report. No breakdown and no agency, because a part of a small area is a person; no killing; no
figure that one agency alone has fed, because that is its figure and not the area's; none fed by an agency that is not bound by the
text, or that entered a reservation against the clause; none that, beside the published tables, gives a small number away. How
small the sum itself is does not matter: that is what was agreed, and an agency that fears it has its reservation.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from vawcoord import disk
from vawcoord.disclosure.figures import Release, agreed_total
from vawcoord.documents.report import Scene
from vawcoord.documents.report_totals import Total, text
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path
from vawcoord.folder.toml import EncodingError, decoded
from vawcoord.language import _
from vawcoord.operations import releases
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Standing, parties_on, signatures, standing
from vawcoord.records.indicator import Indicator, names_killing, period, period_at
from vawcoord.records.profile import Oversight
from vawcoord.records.reporting import Turn
from vawcoord.text.frontmatter import split
from vawcoord.text.outline import Section, sections
from vawcoord.value import Value

PROTOCOL = "mou/information-sharing"
"""The template of the text that permits exact totals. Others say of themselves "only under the information sharing protocol"."""

FIGURES = ("L2.6.5", "L2.6.9", "N3.3.7")
"""Items that a clause on handing figures on answers; one that names the body in another matter permits nothing."""


class Permission(Value):
    """What lets exact totals go: the body with its key, the clause as path, line and id, and whom the text binds.

    `bound` are the agencies whose figures may be in a total; None means all members, as of a procedure that was adopted.
    `reserved` entered a reservation against the clause.
    """

    body: Oversight
    clause: str
    bound: frozenset[str] | None
    reserved: frozenset[str]


class Told(Value):
    """What becomes of an agreed total: it goes, or why not and what to do."""

    indicator: Indicator
    total: Total | None = None
    why: str = ""
    mend: str = ""


def permission(root: Path, committee: Committee, today: date) -> Permission:
    """Return what lets exact totals go on a day.

    Raises VawcoordError, one sentence and one remedy each: no clause on figures in a text in force names the body, the clause
    that committee.toml names is not there, is not in force, is about something else or does not name the body; there is no key;
    no totals were agreed.
    """
    body = committee.profile.oversight
    if body is None:
        raise VawcoordError(
            _("committee.toml names no body that the committee reports to."),
            _('Add: oversight = { name = "…", reports = "half-yearly" }'),
        )
    document, state, path, clause = _named(root, committee, body, today) if body.clause else _found(root, committee, body, today)
    front = document.front_of(state.digest)
    if not body.key_:
        raise VawcoordError(
            _("{clause} names {body}, but exact totals leave only sealed to its key, and committee.toml holds none.").format(
                clause=f"{path}:{clause.line}", body=body.name
            ),
            _('Ask the body for its age key, compare its last signs by voice, and add under oversight: key = "age1…".'),
        )
    if not body.totals:
        raise VawcoordError(
            _("Only agreed totals leave exactly, and committee.toml does not say which were agreed with {body}.").format(
                body=body.name
            ),
            _('Add under oversight the indicators that the clause lists: totals = ["…"].'),
        )
    bound = None
    if front.in_force != "adoption":
        signed = {one.party for one in signatures(document, state.digest, today)}
        bound = frozenset(signed.intersection(parties_on(document, today)))
    reserved = frozenset(one.party for one in front.reservations if one.clause == clause.attributes.id)
    return Permission(body, f"{path}:{clause.line} #{clause.attributes.id}", bound, reserved)


def _named(root: Path, committee: Committee, body: Oversight, today: date) -> tuple[Document, Standing, str, Section]:
    """Return the clause that committee.toml names. Raises VawcoordError where it permits nothing."""
    ref, _sign, name = body.clause.partition("#")
    document = committee.document(ref)
    if document is None:
        raise VawcoordError(
            _("committee.toml rests exact totals on {clause}, and there is no such text.").format(clause=body.clause),
            _("Correct clause under oversight."),
        )
    state = standing(document, today)
    if not _in_force(state):
        raise VawcoordError(
            _("{ref} is not in force, so nothing that it says of exact totals holds yet.").format(ref=ref),
            _("vawcoord {kind} show {id} says what is missing. Without --exact, figures about people go rounded.").format(
                kind=document.kind, id=document.id
            ),
        )
    path, held = _clauses(root, document, state)
    for clause, said in held:
        if clause.attributes.id != name:
            continue
        if not _on_figures(clause):
            raise VawcoordError(
                _("{clause} is about something else: its heading answers none of {items}.").format(
                    clause=f"{path}:{clause.line}", items=", ".join(FIGURES)
                ),
                _("Name the clause on figures under oversight in committee.toml."),
            )
        if not _names(said, body.name):
            raise VawcoordError(
                _("{clause} does not name {body}.").format(clause=f"{path}:{clause.line}", body=body.name),
                _("A body that is not named receives what the public receives. Agree on it, or correct its name."),
            )
        return document, state, path, clause
    raise VawcoordError(
        _('{path}, the text in force, has no clause "{clause}".').format(path=path, clause=name),
        _("Correct clause under oversight."),
    )


def _found(root: Path, committee: Committee, body: Oversight, today: date) -> tuple[Document, Standing, str, Section]:
    """Return the first clause on figures, of an information sharing protocol in force, that names the body."""
    for one in committee.documents:
        state = standing(one, today)
        if one.translation or not _in_force(state) or one.front_of(state.digest).template.partition("@")[0] != PROTOCOL:
            continue
        path, held = _clauses(root, one, state)
        for clause, said in held:
            if _on_figures(clause) and _names(said, body.name):
                return one, state, path, clause
    raise VawcoordError(
        _(
            "Exact totals go only to a body that a clause in force names, and no clause on figures of an information sharing "
            "protocol in force names {body}."
        ).format(body=body.name),
        _(
            "Agree on it: vawcoord mou new information-sharing; where another text of yours permits it, name its clause under "
            'oversight: clause = "mou/…#…". Without --exact, figures about people go rounded.'
        ),
    )


def _in_force(state: Standing) -> bool:
    """Say whether a text binds; one whose review is late does."""
    return state.state in ("in-force", "review-due")


def _on_figures(clause: Section) -> bool:
    """Say whether a clause answers an item on handing figures on."""
    return bool(set(FIGURES).intersection(clause.attributes.value("guidelines").split()))


def _names(said: str, body: str) -> bool:
    """Say whether a text names a body, over line ends."""
    wanted = " ".join(body.casefold().split())
    return bool(wanted) and wanted in " ".join(said.casefold().split())


def _clauses(root: Path, document: Document, state: Standing) -> tuple[str, list[tuple[Section, str]]]:
    """Return the path of the text in force and its clauses, each with what stands in it before the next; none where unreadable."""
    path = issued_path(document.kind, document.id, state.digest) if state.draft_of_next else document.where.path
    try:
        halves = split(decoded(disk.read(root, path) or b""))
    except (VawcoordError, EncodingError):
        return path, []
    lines = halves.body.split("\n")
    found = sections(halves.body, halves.body_line)
    ends = [*(one.line for one in found[1:]), halves.body_line + len(lines)]
    said = (
        "\n".join(lines[one.line - halves.body_line + 1 : end - halves.body_line]) for one, end in zip(found, ends, strict=True)
    )
    return path, list(zip(found, said, strict=True))


def told(committee: Committee, permitted: Permission, turn: Turn, published: Sequence[Release], today: date) -> tuple[Told, ...]:
    """Return what becomes of each agreed total; `published` is what goes out rounded together with it.

    Raises VawcoordError when the time is not over, and when earlier releases cannot be read.
    """
    if turn.end >= today:
        raise VawcoordError(
            _("{period} is not over; exact totals are given of times that are.").format(period=turn.id),
            _("Wait until {day}.").format(day=turn.end),
        )
    known = [*releases.published(committee)]
    known += [one for one in published if one not in known]
    known += _sent_before(committee, turn)
    made = []
    for one in committee.indicators:
        if one.id not in permitted.body.totals:
            continue
        try:
            total, release = _total(committee, one, turn, known, permitted)
        except VawcoordError as error:
            made.append(Told(one, None, error.message.removeprefix(f"{one.id}: "), error.mend))
            continue
        known.append(release)
        made.append(Told(one, total))
    return tuple(made)


def _total(
    committee: Committee, one: Indicator, turn: Turn, known: Sequence[Release], permitted: Permission | None
) -> tuple[Total, Release]:
    """Return an exact total of the time of a report. Raises VawcoordError with the reason where it stays out."""
    if one.computed:
        raise VawcoordError(_("{name}: it stands in the report as it is.").format(name=one.id))
    if names_killing(one.title, one.definition, *one.covers, *one.breakdowns):
        # Before anything is counted: not even whether figures are there is said of a killing.
        raise VawcoordError(_("{name}: killings are never counted in a table, and no total of them is sent.").format(name=one.id))
    # What is counted by the year belongs to the report in which the year ends.
    start = min(turn.start, period_at(turn.end, one.frequency).start)
    counts, fed = releases.counted(committee, one, start, turn.end)
    if permitted is not None:
        free = [
            agency
            for agency in fed
            if agency in permitted.reserved or (permitted.bound is not None and agency not in permitted.bound)
        ]
        if free:
            raise VawcoordError(
                _("{name}: not all agencies that fed it let exact totals go: {agencies}.").format(
                    name=one.id, agencies=", ".join(sorted(free))
                ),
                _("They have not signed the text, or reserved this clause. The total goes rounded, as the public has it."),
            )
    count = sum(counts.values()) if len(counts) == 1 or one.sums else sum(fed.values())
    release = agreed_total(count, releases.subject(committee, one, counts, start, turn.end, fed), known)
    return Total(one, start, turn.end, count), release


def _sent_before(committee: Committee, turn: Turn) -> Iterator[Release]:
    """Yield the totals that the body received with earlier reports, worked out again: the log never holds them."""
    body = committee.profile.oversight
    for entry in committee.registers:
        if entry.kind != "reports-sent" or not entry.get("digest"):
            continue
        when = period(str(entry.get("document")).removeprefix("report/oversight-"))
        if when is None or body is None or when.id == turn.id:
            continue
        for one in committee.indicators:
            if one.id in body.totals:
                try:
                    yield _total(committee, one, Turn(when.id, when.start, when.end), (), None)[1]
                except VawcoordError:
                    continue


def sealed_totals(scene: Scene, turn: Turn, permitted: Permission, held: Sequence[Told]) -> bytes:
    """Return the sealed file. Raises VawcoordError when not one total may go."""
    from vawcoord.vault.sealing import sealed

    totals = [one.total for one in held if one.total is not None]
    if not totals:
        raise VawcoordError(
            _("Not one of the agreed totals may go: {reasons}").format(
                reasons=" ".join(f"{one.indicator.id}: {one.why}" for one in held) or "—"
            ),
            _("Without --exact, figures about people go rounded."),
        )
    left = [one.indicator for one in held if one.total is None]
    return sealed(text(scene, turn.id, totals, left, permitted.clause), [permitted.body.key_])
