"""Takes in a copy that came back from an agency: which text it answers, what it proposes for which clause, what is lost.

Nothing of the file is believed. What is not sure is said; what cannot be carried is named; and the secretary can always go on
by hand: `--document` says which text it answers, `comment` enters what came by telephone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path, log_path, received_path
from vawcoord.folder.shipped import Shelf
from vawcoord.folder.toml import decoded
from vawcoord.folder.writing import append_table, edited_toml, log_added, new_toml
from vawcoord.language import _, marked, several
from vawcoord.operations.documents import hides_names
from vawcoord.operations.issue import around
from vawcoord.operations.members import find_member
from vawcoord.operations.rounds import Round, every, find
from vawcoord.records.answers import Question, questions
from vawcoord.records.committee import Committee
from vawcoord.records.document import KINDS, short
from vawcoord.records.received import Received, ReceivedProposal, Remark
from vawcoord.records.record import nearest
from vawcoord.text.frontmatter import split
from vawcoord.text.merge import PREAMBLE, pieces

if TYPE_CHECKING:
    from vawcoord.exchange.proposals import Proposal
    from vawcoord.exchange.word import Comment, Par, Returned

_ENOUGH = 0.6
"""The share of the marks, or of the headings, of a text that a copy must have to be recognised by them."""

_LIKE = 0.5
"""The share of the words of a text, in runs of four, that a copy must have to be recognised by likeness."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A text that was sent, or may have been: whose it is, its digest, its body, the days it was issued."""

    ref: str
    digest: str
    language: str
    body: str
    days: tuple[date, ...]
    content: bytes = b""

    @property
    def issued(self) -> bool:
        """Say whether the log knows that it was sent."""
        return bool(self.days)

    def clauses(self) -> tuple[tuple[str, str], ...]:
        """Return id and words of each clause."""
        return tuple((one.id, one.source) for one in pieces(self.body))


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as it was read: from whom, which text it answers and how that was found, what it proposes.

    `remarks` are sentences about what is odd; `loud` says that something was changed without being recorded.
    """

    shown: str
    sent: Sent
    received: Received
    path: str
    remarks: tuple[str, ...]
    loud: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """Some copies received at once, the changes that keep them, and all that lies before the committee for these documents."""

    copies: tuple[Copy, ...]
    changes: ChangeSet
    questions: tuple[tuple[str, tuple[Question, ...]], ...]


def receive(
    root: Path,
    committee: Committee,
    files: Sequence[Path],
    today: date,
    *,
    agencies: Sequence[str] = (),
    document: str = "",
) -> Receipt:
    """Return what came back in some Word files, and the changes that keep it as text.

    `agencies` are whose files they are, in their order; otherwise it is found from the file's name, from who wrote in it, or
    from who has a copy. `document` says which text they answer, where a file does not. Raises VawcoordError, before anything
    is kept, for a file that is none, of another committee, of a text that nobody knows, or received already.
    """
    if agencies and len(agencies) not in (1, len(files)):
        raise VawcoordError(
            _("There are {files} files and {agencies} agencies.").format(files=len(files), agencies=len(agencies)),
            _("Name the agencies in the order of the files, with commas; or receive one file after the other."),
        )
    if len(agencies) == 1 and len(files) > 1:
        raise VawcoordError(
            _("One agency cannot have sent {count} answers at once.").format(count=len(files)),
            _("Name the agencies in the order of the files, with commas; or receive one file after the other."),
        )
    copies: list[Copy] = []
    for place, file in enumerate(files):
        named = agencies[place] if agencies else ""
        copies.append(_copy(root, committee, file, today, agency=named, wanted=document, before=copies))
    changes = [*(_kept(one) for one in copies), *_logged(root, committee, copies, today)]
    refs = list(dict.fromkeys(one.received.document for one in copies))
    held = (*committee.received, *(one.received for one in copies))
    laid = tuple((ref, questions((one for one in held if one.document == ref), pending=True)) for ref in refs)
    label = _("copies received: {files}").format(files=", ".join(one.shown for one in copies))
    return Receipt(tuple(copies), together(label, changes), laid)


def _copy(root: Path, committee: Committee, file: Path, today: date, *, agency: str, wanted: str, before: Sequence[Copy]) -> Copy:
    """Return a copy as it was read."""
    from vawcoord.exchange.proposals import reading
    from vawcoord.exchange.word import read
    from vawcoord.gate import LIMIT

    content = disk.read_file(file, LIMIT)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=file))
    returned = read(content, file.name)
    remarks: list[str] = []
    sent, by = recognised(root, committee, returned, file.name, remarks, wanted=wanted)
    found = find(committee, sent.ref)
    sender = _sender(committee, found, returned, file, agency, today)
    sha = digest(content)
    for known in (*committee.received, *(one.received for one in before)):
        if known.sha == sha and known.document == sent.ref and known.from_ == sender:
            raise VawcoordError(
                _("{path}: this copy was received already, from {agency} on {day}.").format(
                    path=file.name, agency=known.from_, day=known.date
                ),
                _("What it proposes: vawcoord {command} take {name}.").format(command=group_of(sent.ref), name=name_of(sent.ref)),
            )
    _older(found, sent, remarks)
    if by != "property":
        remarks.append(_(_BY[by]).format(ref=sent.ref, digest=short(sent.digest)))
    if not any(mark.startswith("_vc_") for par in returned.pars for mark in par.bookmarks):
        remarks.append(
            _("All hidden marks are gone (Google Docs and copying do that): clauses were found by number, heading and likeness.")
        )
    returned = _without_panel_title(root, found, sent, returned)
    said = reading(sent.body, returned, around(committee, Shelf(root), found, sent.digest, sent.content) if found else ())
    if said.missing:
        remarks.append(
            several(
                "Not found in the copy, and not known to be struck: clause {clauses}. Look there by eye.",
                "Not found in the copy, and not known to be struck: clauses {clauses}. Look there by eye.",
                len(said.missing),
                clauses=", ".join(said.missing),
            )
        )
    shy = hides_names(committee, sender)
    if shy:
        remarks.append(
            _("{agency} sits by seat or at a secret place: the names of who wrote are not kept.").format(agency=sender)
        )
    made = tuple(_record(one, shy=shy) for one in said.proposals)
    taken = {one.path for one in before} | committee.paths
    path, number = received_path(*_halves(sent.ref), today.isoformat(), sender), 2
    while path in taken:
        path, number = received_path(*_halves(sent.ref), today.isoformat(), f"{sender}-{number}"), number + 1
    name = path.rpartition("/")[2].removesuffix(".toml")
    received = Received(
        document=sent.ref,
        digest=sent.digest,
        language=sent.language,
        from_=sender,
        date=today,
        file=file.name,
        sha=sha,
        recognised=by,
        lost=tuple(returned.lost),
        unplaced=_strays(root, sent, said.unplaced),
        proposals=made,
        id=name,
    )
    silent = [one.clause for one in made if not one.tracked and one.change != "comment"]
    if silent:
        remarks.append(
            several(
                "CHANGED WITHOUT BEING RECORDED: clause {clauses}. Only the comparison with the text as sent shows it.",
                "CHANGED WITHOUT BEING RECORDED: clauses {clauses}. Only the comparison with the text as sent shows it.",
                len(silent),
                clauses=", ".join(silent),
            )
        )
    return Copy(file.name, sent, received, path, tuple(remarks), bool(silent))


_BY = {
    "bookmarks": marked("The file does not say which text it is; by its hidden marks it answers {ref} ({digest})."),
    "headings": marked("The file does not say which text it is; by its headings it answers {ref} ({digest})."),
    "likeness": marked("The file does not say which text it is; by the likeness of the words it answers {ref} ({digest})."),
    "hand": marked("You said that it answers {ref}; it is compared with the text {digest}."),
}


def group_of(ref: str) -> str:
    """Return the group of commands that a document belongs to."""
    kind = ref.partition("/")[0]
    return kind if kind in KINDS else "meeting"


def name_of(ref: str) -> str:
    """Return a document's own id."""
    return ref.partition("/")[2]


def _halves(ref: str) -> tuple[str, str]:
    """Return kind and id of a document."""
    kind, _slash, name = ref.partition("/")
    return kind, name


# Which text it answers


def recognised(
    root: Path, committee: Committee, returned: "Returned", shown: str, remarks: list[str], *, wanted: str = ""
) -> tuple[Sent, str]:
    """Return the text that a copy answers, and by what it was found: property, bookmarks, headings, likeness or hand.

    `wanted` is the document that the secretary names; it goes before all that the file says. What is odd is added to `remarks`.
    """
    uid, kind, name, told = _property(returned.property)
    known = sent_texts(root, committee)
    if wanted:
        ref = _wanted(committee, wanted)
        mine = [one for one in known if one.ref == ref]
        exact = next((one for one in mine if one.digest == told), None)
        return (exact, "property") if exact else (_nearest_of(mine, returned), "hand")
    if uid and uid != committee.profile.uid:
        raise VawcoordError(
            _("{path}: this is a copy of another committee; nothing was received.").format(path=shown),
            _("If it answers a text of yours all the same, name it: --document mou/NAME."),
        )
    if uid:
        ref = f"{'minutes' if kind == 'meetings' else kind}/{name}"
        mine = [one for one in known if one.ref == ref]
        if not mine:
            raise VawcoordError(
                _("{path}: it is a copy of {ref}, which is not in this folder.").format(path=shown, ref=ref),
                _("If the document has another name now, name it: --document mou/NAME."),
            )
        exact = next((one for one in mine if one.digest == told), None)
        if exact is not None:
            if not exact.issued:
                remarks.append(
                    _("{path}: this text of {ref} was never issued; it is compared with the text in the folder.").format(
                        path=shown, ref=ref
                    )
                )
            return exact, "property"
        near = _nearest_of(mine, returned)
        remarks.append(
            _(
                "{path}: the text {told} of {ref} was never issued from here. It is compared with {digest}, the most like it."
            ).format(path=shown, told=short(told) or "?", ref=ref, digest=short(near.digest))
        )
        return near, "bookmarks" if _marks_shared(near, _marks(returned)) >= _ENOUGH else "likeness"
    found = _by_looks(known, returned)
    if found is None:
        raise VawcoordError(
            _("{path}: nobody can tell which text this answers; it is like none of those that were issued.").format(path=shown),
            _("Name the document: --document mou/NAME. What it proposes can also be entered by hand: vawcoord mou comment."),
        )
    return found


def _property(value: str) -> tuple[str, str, str, str]:
    """Return committee, kind, id and digest that a file says of itself; nothing where it says none."""
    match = re.fullmatch(r"([a-z0-9]{1,32})/([a-z]+)/([a-z0-9-]{1,60})/((?:v1:[0-9a-f]{64})?)", value.strip())
    return (match[1], match[2], match[3], match[4]) if match else ("", "", "", "")


def sent_texts(root: Path, committee: Committee) -> tuple[Sent, ...]:
    """Return the texts that a copy may answer: those the logs speak of, and the present ones, the latest of each document first."""
    made: list[Sent] = []
    for document in every(committee):
        translated = document.document is not None and bool(document.document.translation)
        days: dict[str, list[date]] = {}
        for event in document.log:
            mine = event.language == document.language if translated else event.language in ("", document.language)
            if event.digest and mine and event.event in ("issued", "signed", "adopted"):
                days.setdefault(event.digest, []).extend([event.date] if event.event == "issued" else [])
        present = disk.read(root, document.path) or b""
        now = document.digest or _digest_of(document, present)
        if now not in days:
            made.append(_sent(document.ref, now, document.language, present, ()))
        for text, when in sorted(days.items(), key=lambda pair: max(pair[1], default=date.min), reverse=True):
            content = disk.read(root, issued_path(document.kind, document.id, text))
            content = present if content is None and text == now else content
            if content is not None:
                made.append(_sent(document.ref, text, document.language, content, tuple(sorted(when))))
    return tuple(made)


def _digest_of(document: Round, content: bytes) -> str:
    """Return the digest of the text in the file."""
    from vawcoord.records.digest import text_digest
    from vawcoord.text.markdown import blocks

    halves = split(decoded(content))
    front = document.document.front if document.document else None
    return text_digest(front, blocks(halves.body, halves.body_line)) if front is not None else ""


def _sent(ref: str, text: str, language: str, content: bytes, days: tuple[date, ...]) -> Sent:
    """Return a text that a copy may answer."""
    return Sent(ref, text, language, split(decoded(content).replace("\r\n", "\n")).body, days, content)


def _wanted(committee: Committee, name: str) -> str:
    """Return the document that the secretary names."""
    known = list(dict.fromkeys(one.ref for one in every(committee)))
    found = [one for one in known if name in (one, name_of(one))]
    if len(found) != 1:
        near = nearest(name, known)
        raise VawcoordError(
            _('There is no document "{name}".').format(name=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("Write kind and name, such as mou/referral."),
        )
    return found[0]


def _by_looks(known: Sequence[Sent], returned: "Returned") -> tuple[Sent, str] | None:
    """Return the text that a copy without property answers, by its marks, its headings, or its words."""
    marks = _marks(returned)
    shares = (
        ("bookmarks", [_marks_shared(one, marks) for one in known]),
        ("headings", [_headings_shared(one, returned) for one in known]),
    )
    for by, found in shares:
        best = max(found, default=0.0)
        if best >= _ENOUGH:
            near = [one for one, share in zip(known, found, strict=True) if share >= best - 0.1]
            return _nearest_of(near, returned), by
    words = _runs_of_words(_former(returned))
    likely = max(known, key=lambda one: _contained(one, words), default=None)
    return (likely, "likeness") if likely is not None and _contained(likely, words) >= _LIKE else None


def _nearest_of(known: Sequence[Sent], returned: "Returned") -> Sent:
    """Return the text most like a copy as it was before any change: the later one where two are as like."""
    words = _runs_of_words(_former(returned))

    def likeness(one: Sent) -> float:
        mine = _runs_of_words(_said(one.body))
        return len(mine & words) / max(1, len(mine | words))

    scored = [(likeness(one), one) for one in known]
    best = max(score for score, _one in scored)
    return next(one for score, one in scored if score >= best - 0.005)


def _former(returned: "Returned") -> str:
    """Return the words of a copy as they were before any recorded change."""
    return " ".join(par.former for par in returned.pars)


def _said(body: str) -> str:
    """Return the words of a text without the marks of Markdown."""
    return re.sub(r"\{[^}\n]*\}|\]\([^)\n]*\)|[#*_|`>\[\]\\-]", " ", body)


def _runs_of_words(text: str) -> frozenset[str]:
    """Return every run of four words."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[place : place + 4]) for place in range(max(1, len(words) - 3)))


def _contained(one: Sent, words: frozenset[str]) -> float:
    """Return which share of a text stands in a copy."""
    mine = _runs_of_words(_said(one.body))
    return len(mine & words) / max(1, len(mine))


def _marks(returned: "Returned") -> frozenset[str]:
    """Return the hidden marks of clauses that a copy still has."""
    return frozenset(mark for par in returned.pars for mark in par.bookmarks if mark.startswith("_vc_"))


def _marks_shared(one: Sent, marks: frozenset[str]) -> float:
    """Return which share of a text's marks a copy has."""
    from vawcoord.render.docx_text import bookmark

    mine = {bookmark(piece.id) for piece in pieces(one.body) if piece.id != PREAMBLE}
    return len(mine & marks) / max(1, len(mine))


def _headings_shared(one: Sent, returned: "Returned") -> float:
    """Return which share of a text's headings stands in a copy as a paragraph of its own."""
    there = {_bare(par.former) for par in returned.pars if len(par.former) < 200}
    mine = {_bare(_title(piece.source)) for piece in pieces(one.body) if piece.id != PREAMBLE}
    return len(mine & there) / max(1, len(mine))


def _title(source: str) -> str:
    """Return the title of a clause."""
    from vawcoord.text.attributes import attributes_of

    return attributes_of(source.split("\n", 1)[0].lstrip("# "))[0]


def _bare(text: str) -> str:
    """Return the letters of a heading: numbers that somebody typed before it do not count."""
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


def _older(document: Round | None, sent: Sent, remarks: list[str]) -> None:
    """Say when a copy answers an issue after which another text was issued."""
    events = sorted((one for one in document.log if one.event == "issued"), key=lambda one: one.date) if document else []
    last = next((one for one in reversed(events) if one.language in ("", sent.language)), None)
    if last is not None and last.digest != sent.digest and sent.issued:
        remarks.append(
            _(
                "This answers an older issue of {ref}: {old}, of {day}. Since then {new} was issued on {later}; what is taken is "
                "merged into the present text."
            ).format(ref=sent.ref, old=short(sent.digest), day=sent.days[-1], new=short(last.digest), later=last.date)
        )


# Whose copy it is


def _sender(committee: Committee, document: Round | None, returned: "Returned", file: Path, agency: str, today: date) -> str:
    """Return whose copy it is: said, or by the file's name, by who wrote in it, by who alone has a copy."""
    if agency:
        return find_member(committee, agency).id
    name = f"-{file.stem.casefold().replace('_', '-').replace(' ', '-')}-"
    by_name = [one.id for one in committee.members if f"-{one.id}-" in name]
    if len(by_name) == 1:
        return by_name[0]
    authors = {one.casefold() for one in returned.authors if one.strip()}
    by_author = {
        one.id
        for one in committee.members
        if authors & {one.id, one.name.casefold(), *(who.name.casefold() for who in one.representatives if who.name)}
    }
    if len(by_author) == 1:
        return by_author.pop()
    out = [one.party for one in document.out(today)] if document else []
    if len(out) == 1:
        return out[0]
    waiting = _("A copy is with: {agencies}.").format(agencies=", ".join(out)) + " " if out else ""
    raise VawcoordError(
        _("{path}: nobody can tell which agency sent it.").format(path=file.name), waiting + _("Name it: --from AGENCY.")
    )


# What is kept


def _without_panel_title(root: Path, about: Round | None, sent: Sent, returned: "Returned") -> "Returned":
    """Return a copy without the heading above the place to sign, which many texts have as a heading of their own as well."""
    front = about.document.front if about and about.document else None
    if front is None or not (front.signatories or front.in_force == "adoption"):
        return returned
    word = Shelf(root).words(front.language).say("adoption" if front.in_force == "adoption" else "signatures")
    headings = [place for place, par in enumerate(returned.pars) if par.level]
    alike = [place for place in headings if returned.pars[place].text.strip() == word]
    own = sum(1 for piece in pieces(sent.body) if piece.id != PREAMBLE and _title(piece.source) == word)
    if len(alike) <= own or alike[-1] != headings[-1]:
        return returned
    last = headings[-1]
    return returned.but(pars=tuple(par.but(spans=()) if place == last else par for place, par in enumerate(returned.pars)))


def _strays(root: Path, sent: Sent, pars: Iterable["Par"]) -> tuple[str, ...]:
    """Return the paragraphs whose clause is not sure, without the headings that every copy prints above the place to sign."""
    words = Shelf(root).words(sent.language)
    printed = {words.say("signatures"), words.say("adoption"), words.group("circulation", "title")}
    said = (" ".join(par.text.split()) for par in pars)
    return tuple(text for text in said if text and text not in printed)


def _record(one: "Proposal", *, shy: bool) -> ReceivedProposal:
    """Return a proposal as it is kept; `shy` leaves out who wrote it."""
    numbers = {comment.id: place for place, comment in enumerate(one.comments, 1)}
    change = one.change
    return ReceivedProposal(
        clause=one.clause,
        change=change,
        text=one.text or "" if change != "comment" else "",
        deleted=one.text is None,
        other=one.other,
        authors=() if shy else one.authors,
        tracked=one.tracked,
        placed_=one.by,
        items=one.items,
        comments=tuple(_remark(comment, numbers, shy=shy) for comment in one.comments),
    )


def _remark(comment: "Comment", numbers: dict[str, int], *, shy: bool) -> Remark:
    """Return a comment as it is kept."""
    try:
        day = date.fromisoformat(comment.date[:10])
    except ValueError:
        day = None
    return Remark(
        author="" if shy else " ".join(comment.author.split()),
        date=day,
        text=comment.text.strip() or "…",
        answers=numbers.get(comment.parent, 0),
        resolved=comment.resolved,
    )


def _plain(record: Any) -> dict[str, Any]:
    """Return a record as the table of a file; what is as it would be without being said is left out."""
    table: dict[str, Any] = {}
    for name, one in record.keys.items():
        value = getattr(record, one.attribute)
        if value is None or (not one.required and value == one.default):
            continue
        table[name] = (
            [_plain(inner) if hasattr(inner, "keys") else inner for inner in value] if isinstance(value, tuple) else value
        )
    return table


def _kept(one: Copy) -> Change:
    """Return the change that keeps a copy as text."""
    return new_toml(
        one.path, _plain(one.received), heading=_("A copy that came back. What was decided is written below by take.")
    )


def _logged(root: Path, committee: Committee, copies: Sequence[Copy], today: date) -> list[Change]:
    """Return the lines in the documents' logs, and the texts that were compared where they were not kept yet."""
    entries: dict[str, list[dict[str, Any]]] = {}
    texts: dict[str, bytes] = {}
    for one in copies:
        kind, name = _halves(one.sent.ref)
        entry = {"date": today, "event": "received", "party": one.received.from_, "digest": one.sent.digest}
        document = find(committee, one.sent.ref)
        if document is not None and (document.several or one.sent.language != document.language):
            entry["language"] = one.sent.language
        entries.setdefault(log_path(kind, name), []).append(entry)
        path = issued_path(kind, name, one.sent.digest)
        if disk.read(root, path) is None:
            texts[path] = one.sent.content
    return [
        *(log_added(root, path, held) for path, held in entries.items()),
        *(new_file(path, content) for path, content in texts.items()),
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency said by telephone, by letter or at the door: about a clause, in a sentence."""

    agency: str
    clause: str
    text: str
    whole: bool = False


def comment(root: Path, committee: Committee, about: Round, said: Said, today: date) -> tuple[str, ChangeSet]:
    """Return where a comment that came without a file is kept, and the changes that keep it.

    Several comments of one agency on one day stand in one file. With `whole` it is all that the agency has to say, and its copy
    is not waited for any more. Raises VawcoordError for an unknown agency or clause.
    """
    agency = find_member(committee, said.agency).id
    content = disk.read(root, about.path) or b""
    clauses = [one.id for one in pieces(split(decoded(content).replace("\r\n", "\n")).body)]
    if said.clause not in clauses:
        near = nearest(said.clause, clauses)
        raise VawcoordError(
            _('{ref} has no clause "{clause}".').format(ref=about.ref, clause=said.clause)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("It has: {ids}.").format(ids=", ".join(one for one in clauses if one != PREAMBLE)),
        )
    if not said.text.strip():
        raise VawcoordError(_("The comment is empty."), _('Write what was said: --text "…".'))
    text = about.digest or _digest_of(about, content)
    path = received_path(about.kind, about.id, today.isoformat(), agency)
    entry = {
        "clause": said.clause,
        "change": "comment",
        "placed": "hand",
        "comments": [{"date": today, "text": said.text.strip()}],
    }
    label = _("comment of {agency} on {clause} in {ref}").format(agency=agency, clause=said.clause, ref=about.ref)
    held = next((one for one in committee.received if one.document == about.ref and one.id == f"{today}-{agency}"), None)
    logged = {"date": today, "event": "received", "party": agency, "digest": text}
    answered = [log_added(root, log_path(about.kind, about.id), [logged])] if said.whole else []
    if held is not None:
        return path, together(label, [edited_toml(root, path, lambda file: append_table(file, "proposals", entry)), *answered])
    table = {
        "document": about.ref,
        "digest": text,
        "language": about.language,
        "from": agency,
        "date": today,
        "recognised": "hand",
        "proposals": [entry],
    }
    changes = [new_toml(path, table), *answered]
    if disk.read(root, kept := issued_path(about.kind, about.id, text)) is None:
        changes.append(new_file(kept, content))
    return path, together(label, changes)
