"""Takes answers into the text: each proposal ends as taken, in part, not taken or for the meeting, with its reason.

The text changes by the three-way merge, clause by clause: its base is the text as it was sent. What both the agency and the
committee changed since is a clash, which never stands in the agreement; the proposal then stays open until somebody decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, together
from vawcoord.documents import answer as telling
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path, received_path
from vawcoord.folder.toml import decoded
from vawcoord.folder.writing import edited_toml
from vawcoord.language import _
from vawcoord.operations.build import Step, one_sheet
from vawcoord.operations.members import find_member
from vawcoord.operations.rounds import Round
from vawcoord.records.answers import OPEN, Question, Standpoint, questions
from vawcoord.records.committee import Committee
from vawcoord.records.received import Received, ReceivedProposal
from vawcoord.records.record import nearest
from vawcoord.text.attributes import attributes_of
from vawcoord.text.frontmatter import split
from vawcoord.text.merge import CLASH, PREAMBLE, THEIRS, Outcome, Piece, joined, merge, pieces

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

    from vawcoord.folder.shipped import Shelf

OUTCOMES = ("taken", "part", "not-taken", "meeting")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on a clause: for one agency's proposal, or for all there are. `reason` is told to the agency."""

    clause: str
    outcome: str
    agency: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """What decisions would do.

    `decided` are the standpoints with what becomes of each; `clashes` the clauses that both sides changed, which stay open;
    `clauses` those of the text that change; `lost` the items of Module 5 that go with a clause; `signed` whose signatures stay
    with the former text; `changes` is None where nothing is written. `ready` are the agencies whose proposals are now all decided.
    """

    ref: str
    path: str
    decided: tuple[tuple[Standpoint, Decision], ...]
    clashes: tuple[Outcome, ...]
    clauses: tuple[str, ...]
    lost: tuple[tuple[str, tuple[str, ...]], ...]
    signed: tuple[str, ...]
    ready: tuple[str, ...]
    changes: ChangeSet | None


def received_for(committee: Committee, ref: str) -> tuple[Received, ...]:
    """Return the copies that came back for a document."""
    return tuple(one for one in committee.received if one.document == ref)


def pending(committee: Committee, ref: str) -> tuple[Question, ...]:
    """Return the clauses of a document on which somebody still has to decide."""
    return questions(received_for(committee, ref), pending=True)


def decide(
    root: Path,
    committee: Committee,
    document: Round,
    decisions: Sequence[Decision],
    today: date,
    *,
    over: Collection[str] = (),
) -> Taking:
    """Return what some decisions do to a document and to the copies that came back.

    `over` names clauses that were changed here since the text was sent and in which the agency's wording is taken all the same.
    Raises VawcoordError for a clause without a proposal, two wordings taken at once, or a missing reason.
    """
    ref = document.ref
    held = received_for(committee, ref)
    if not held:
        raise VawcoordError(
            _("Nothing came back for {ref} yet.").format(ref=ref), _("vawcoord receive FILE.docx takes a copy in.")
        )
    chosen = _chosen(questions(held, pending=True), decisions, ref)
    if document.fixed and any(decision.outcome in ("taken", "part") for _stand, decision in chosen):
        raise VawcoordError(
            _("The minutes of {id} were approved; their text does not change any more.").format(id=document.id),
            _('A correction is recorded beside them: vawcoord meeting correct {id} --text "…" --at MEETING.').format(
                id=document.id
            ),
        )
    body, rewrite = _text(root, document.path)
    merged, clashes, clauses = _merged(root, document, body, chosen, held, over)
    stuck = {one.id for one in clashes}
    decided = tuple(
        (one, decision) for one, decision in chosen if not (decision.outcome == "taken" and one.proposal.clause in stuck)
    )
    changes: list[Change] = []
    if merged != body:
        changes.append(rewrite(merged))
    changes += _marked(root, ref, held, decided, today)
    lost = tuple(
        (one.proposal.clause, one.proposal.items)
        for one, decision in decided
        if decision.outcome == "taken" and one.proposal.change == "deleted" and one.proposal.items
    )
    label = _("answers to {ref}: {clauses}").format(ref=ref, clauses=", ".join(dict.fromkeys(one.clause for one in decisions)))
    touched = merged != body
    signed = document.signed(today) if touched else ()
    return Taking(
        ref,
        document.path,
        decided,
        clashes,
        clauses if touched else (),
        lost,
        signed,
        _ready(held, decided),
        together(label, changes) if changes else None,
    )


def _chosen(asked: Sequence[Question], decisions: Sequence[Decision], ref: str) -> tuple[tuple[Standpoint, Decision], ...]:
    """Return the standpoints that decisions are about."""
    made: list[tuple[Standpoint, Decision]] = []
    for one in decisions:
        if one.outcome in ("not-taken", "part") and not one.reason.strip():
            raise VawcoordError(
                _("{clause}: say why, so that the agency hears it.").format(clause=one.clause), _('Add --reason "…".')
            )
        there = [question for question in asked if question.clause == one.clause]
        mine = [stand for question in there for stand in question.of(one.agency)]
        if not mine and one.outcome != "taken":
            # A remark alone asks for nothing, but whoever made it may hear an answer.
            mine = [stand for question in there for stand in question.notes if one.agency in ("", *stand.agencies)]
        if not mine:
            names = [question.clause for question in asked if question.of(one.agency)]
            near = nearest(one.clause, names)
            raise VawcoordError(
                _('{ref}: nothing that waits for a decision is proposed for "{clause}".').format(ref=ref, clause=one.clause)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("Proposals wait for: {clauses}.").format(clauses=", ".join(dict.fromkeys(names)) or "—"),
            )
        if one.outcome == "taken" and len(mine) > 1:
            raise VawcoordError(
                _("{clause}: the agencies propose different things, and only one can be taken.").format(clause=one.clause),
                _("Say whose: {options}.").format(
                    options=" | ".join(f"--accept {one.clause} --from {stand.agencies[0]}" for stand in mine)
                ),
            )
        for stand in mine:
            if any(stand is known for known, _decision in made):
                raise VawcoordError(_("{clause}: decided twice at once.").format(clause=one.clause))
            made.append((stand, one))
    taken: dict[str, Standpoint] = {}
    for stand, one in made:
        if one.outcome == "taken":
            before = taken.setdefault(stand.proposal.clause, stand)
            if before is not stand:
                raise VawcoordError(
                    _("{clause}: the agencies propose different things, and only one can be taken.").format(clause=one.clause)
                )
    return tuple(made)


def _text(root: Path, path: str) -> "tuple[str, _Rewrite]":
    """Return the body of a text with single line ends, and what makes the change that gives it another body."""
    content = disk.read(root, path)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=path))
    text = decoded(content)
    return split(text.replace("\r\n", "\n")).body, _Rewrite(path, content)


class _Rewrite:
    """Gives a text file another body; head, byte order mark and line ends stay."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.content = content

    def __call__(self, body: str) -> Change:
        """Return the change."""
        text = self.content.decode()
        old = split(text).body
        ends = "\r\n" if "\r\n" in text else "\n"
        return Change(self.path, digest(self.content), (text[: len(text) - len(old)] + body.replace("\n", ends)).encode())


def _merged(
    root: Path,
    document: Round,
    body: str,
    chosen: Iterable[tuple[Standpoint, Decision]],
    held: Sequence[Received],
    over: Collection[str],
) -> tuple[str, tuple[Outcome, ...], tuple[str, ...]]:
    """Return the body with what is taken in it, the clauses that clash, and those that change."""
    by_text: dict[str, list[ReceivedProposal]] = {}
    copies = {one.id: one for one in held}
    for stand, decision in chosen:
        if decision.outcome == "taken":
            by_text.setdefault(copies[stand.at[0][0]].digest, []).append(stand.proposal)
    clashes: list[Outcome] = []
    before = {one.id: one.source for one in pieces(body)}
    order = [one.id for one in pieces(body)]
    # The order of two issues is that of their digests: neither depends on who answered first.
    for text in sorted(by_text):
        kept = disk.read(root, issued_path(document.kind, document.id, text))
        if kept is None:
            raise VawcoordError(
                _("{path}: the text as it was sent is not there any more.").format(
                    path=issued_path(document.kind, document.id, text)
                ),
                _("Bring it back from a backup, or write what is taken into the text by hand and record it with --part."),
            )
        base = split(decoded(kept).replace("\r\n", "\n")).body
        theirs = applied(base, by_text[text])
        made = merge(base, body, theirs, dict.fromkeys(over, THEIRS))
        clashes += [one for one in made.outcomes if one.what == CLASH]
        body = made.body
    after = {one.id: one.source for one in pieces(body)}
    touched = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    now = [one.id for one in pieces(body)]
    common = [name for name in order if name in after]
    moved = [one.other or one.clause for group in by_text.values() for one in group if one.change == "moved"]
    touched += [name for name in moved if name not in touched] if common != [name for name in now if name in before] else []
    return body, tuple(clashes), tuple(touched)


def applied(base: str, proposals: Iterable[ReceivedProposal]) -> str:
    """Return a text as it would be with some proposals taken, each about another clause."""
    held = list(pieces(base))
    # Additions come last and in the order of their names: what stands behind what must be there first.
    ranked = {"changed": 0, "merged": 1, "deleted": 1, "moved": 2, "added": 3}
    for one in sorted(proposals, key=lambda each: (ranked.get(each.change, 0), each.clause)):
        at = next((place for place, piece in enumerate(held) if piece.id == one.clause), None)
        match one.change:
            case "deleted" | "merged":
                held = [piece for piece in held if piece.id != one.clause]
            case "added":
                level, source = _named(one)
                held = _behind(held, one.other, Piece(one.clause, level, source, "\n\n"))
            case "moved" if at is not None:
                piece = held.pop(at)
                held = _behind(held, one.other, _reworded(piece, one.text) if one.text.strip() else piece)
            case _ if at is not None:
                held[at] = _reworded(held[at], one.text)
    return joined(held)


def _reworded(piece: Piece, text: str) -> Piece:
    """Return a clause with other words; its heading keeps the id and what else stands in braces."""
    source = text.strip("\n").rstrip()
    if piece.level:
        old = piece.source.split("\n", 1)[0]
        first, newline, rest = source.partition("\n")
        if not attributes_of(first.lstrip("# "))[1].id:
            braces = old[old.rindex("{") :] if "{" in old else f"{{#{piece.id}}}"
            source = f"{first.rstrip()} {braces}{newline}{rest}"
    return piece.but(source=source)


def _named(one: ReceivedProposal) -> tuple[int, str]:
    """Return depth and words of a new clause, its heading with its id."""
    source = one.text.strip("\n").rstrip()
    first, newline, rest = source.partition("\n")
    level = len(first) - len(first.lstrip("#"))
    if not level:
        return 2, f"## {first} {{#{one.clause}}}{newline}{rest}" if len(first) < 120 else f"## … {{#{one.clause}}}\n\n{source}"
    if not attributes_of(first.lstrip("# "))[1].id:
        source = f"{first.rstrip()} {{#{one.clause}}}{newline}{rest}"
    return level, source


def _behind(held: Sequence[Piece], other: str, piece: Piece) -> list[Piece]:
    """Return clauses with one more behind another: first of all where none is named, at the end where that is not there."""
    at = next((place for place, known in enumerate(held) if known.id == (other or PREAMBLE)), len(held) - 1)
    return [*held[: at + 1], piece, *held[at + 1 :]]


def _marked(
    root: Path, ref: str, held: Sequence[Received], decided: Iterable[tuple[Standpoint, Decision]], today: date
) -> list[Change]:
    """Return the changes that write what became of proposals into the copies they came in."""
    kind, _slash, name = ref.partition("/")
    by_copy: dict[str, list[tuple[int, Decision]]] = {}
    for stand, decision in decided:
        for copy, place in stand.at:
            by_copy.setdefault(copy, []).append((place, decision))
    made = []
    for copy in (one.id for one in held if one.id in by_copy):
        path = received_path(kind, name, copy[:10], copy[11:])
        made.append(edited_toml(root, path, _Outcomes(tuple(by_copy[copy]), today)))
    return made


class _Outcomes:
    """Writes what became of proposals into the file of a copy."""

    def __init__(self, entries: Sequence[tuple[int, Decision]], today: date) -> None:
        self.entries = entries
        self.today = today

    def __call__(self, file: "TOMLDocument") -> None:
        """Make the edit."""
        held: Any = file["proposals"]
        for place, decision in self.entries:
            table = held[place]
            table["outcome"] = decision.outcome
            if decision.reason.strip():
                table["reason"] = decision.reason.strip()
            table["decided"] = self.today


def _ready(held: Sequence[Received], decided: Iterable[tuple[Standpoint, Decision]]) -> tuple[str, ...]:
    """Return the agencies of which every proposal is decided by now, and one of them just now."""
    done = {place for stand, decision in decided if decision.outcome not in OPEN for place in stand.at}
    mine: dict[str, list[bool]] = {}
    for copy in held:
        for place, one in enumerate(copy.proposals):
            if one.change != "comment":
                mine.setdefault(copy.from_, []).append(one.outcome not in OPEN or (copy.id, place) in done)
    just = {agency for stand, _decision in decided for agency in stand.agencies}
    return tuple(sorted(agency for agency, states in mine.items() if agency in just and all(states)))


def bases(root: Path, ref: str, held: Iterable[Received]) -> dict[tuple[str, str], str]:
    """Return the clauses as they were sent, by digest and clause; those of a text that is not kept any more are missing."""
    kind, _slash, name = ref.partition("/")
    made: dict[tuple[str, str], str] = {}
    for text in {one.digest for one in held}:
        kept = disk.read(root, issued_path(kind, name, text))
        for piece in pieces(split(decoded(kept).replace("\r\n", "\n")).body) if kept is not None else ():
            made[text, piece.id] = piece.source
    return made


def titles_of(known: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Return the titles of clauses as they were sent."""
    return {
        clause: attributes_of(source.split("\n", 1)[0].lstrip("# "))[0]
        for (_text, clause), source in known.items()
        if clause != PREAMBLE
    }


def answer(root: Path, committee: Committee, shelf: "Shelf", document: Round, agency: str) -> Step:
    """Make the sheet that tells an agency what became of each of its points, under build/answers.

    Raises VawcoordError when nothing came from it, or the file cannot be written.
    """
    member = find_member(committee, agency)
    mine = tuple(one for one in received_for(committee, document.ref) if one.from_ == member.id)
    if not mine:
        raise VawcoordError(
            _("Nothing came back for {ref} from {agency}.").format(ref=document.ref, agency=member.id),
            _("vawcoord receive FILE.docx takes a copy in."),
        )
    known = bases(root, document.ref, mine)
    words = shelf.words(mine[-1].language or document.language)
    sheet = telling.answer(mine, known, titles_of(known), (member.name, document.title), committee.profile, words)
    stem = f"answers/{document.ref.replace('/', '-')}-{member.id}"
    return one_sheet(root, stem, sheet, ("docx",), source=f"received/{document.ref}")[0]


def review(root: Path, committee: Committee, shelf: "Shelf", document: Round, today: date, *, clashes: bool = False) -> Step:
    """Make the sheet on which what waits for a decision lies side by side, under build/answers; only `clashes` when told so."""
    held = received_for(committee, document.ref)
    known = bases(root, document.ref, held)
    asked = tuple(one for one in questions(held, pending=True) if one.clash or not clashes)
    names = {one.id: one.name for one in committee.members}
    words = shelf.words(document.language)
    sheet = telling.review(asked, known, titles_of(known), (names, document.title), committee.profile, words, today)
    return one_sheet(
        root, f"answers/{document.ref.replace('/', '-')}-to-decide", sheet, ("docx",), source=f"received/{document.ref}"
    )[0]
