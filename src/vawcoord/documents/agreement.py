"""An agreement, MOU or SOP as a document: its own text, then a place for each party to sign. Nothing comes from elsewhere."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from vawcoord.prose import (
    Block,
    Blocks,
    Contents,
    Heading,
    Notice,
    PageBreak,
    Pair,
    Paragraph,
    Run,
    Runs,
    Sheet,
    Side,
    SignaturePanel,
    Table,
    numbered,
    paragraph,
    text,
)
from vawcoord.records.document import Document, Front, Reservation, Signatory, Standing, short
from vawcoord.records.profile import Profile
from vawcoord.records.words import Words
from vawcoord.text.dates import long_date

UNDATED = date(2000, 1, 1)
"""The date in the file of a text to which nothing has happened yet: never today, so that the same text gives the same file."""

_CONTENTS_FROM = 8


def sheet(
    document: Document, body: Blocks, profile: Profile, words: Words, standing: Standing, *, caution: bool = False
) -> Sheet:
    """Return the document in one language.

    `standing` says whether it is in force: a draft mark is printed until then. `caution` prints that a lawyer must read the
    text before use.
    """
    blocks = numbered(body)
    return _sheet(
        document,
        profile,
        words,
        standing,
        (*_notices(document.front, words, standing, caution=caution), *_contents(blocks, words), *_marked(blocks, words)),
        _signing(document, blocks, words, standing),
        document.front.title,
    )


def bilingual(
    documents: tuple[Document, Document],
    bodies: tuple[Blocks, Blocks],
    profile: Profile,
    words: tuple[Words, Words],
    standing: Standing,
) -> Sheet:
    """Return a document in two languages side by side, clause by clause; a clause that one text lacks leaves its side empty."""
    left, right = (dict(_by_clause(numbered(body))) for body in bodies)
    order = [*left, *(name for name in right if name not in left)]
    sides = [
        Pair(
            Side(documents[0].front.language, words[0].direction, _marked(left.get(name, ()), words[0])),
            Side(documents[1].front.language, words[1].direction, _marked(right.get(name, ()), words[1])),
        )
        for name in order
    ]
    return _sheet(
        documents[0],
        profile,
        words[0],
        standing,
        (*_notices(documents[0].front, words[0], standing, caution=False), *sides),
        _signing(documents[0], numbered(bodies[0]), words[0], standing),
        f"{documents[0].front.title} / {documents[1].front.title}",
    )


def printed(document: Document, body: Blocks, words: Words, standing: Standing) -> tuple[Blocks, Blocks]:
    """Return what a document prints without the marks of its state: its text, and the place where it is signed."""
    blocks = numbered(body)
    return _marked(blocks, words), _signing(document, blocks, words, standing)


def _sheet(
    document: Document, profile: Profile, words: Words, standing: Standing, body: Blocks, end: Blocks, title: str
) -> Sheet:
    """Return the sheet around a body."""
    front = document.front
    version = words.say("version", digest=short(document.digest)) if document.digest else ""
    lead = [profile.name]
    if standing.binding and standing.since is not None:
        lead.append(words.say("in_force", date=long_date(standing.since, words.language)))
    return Sheet(
        title=title,
        language=front.language,
        direction=words.direction,
        blocks=(*body, *end),
        dated=max((one.date for one in document.log), default=UNDATED),
        author=profile.name,
        lead=tuple(lead),
        classification=words.say(f"class_{front.class_}"),
        version=version,
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(("vawcoord", f"{profile.uid}/{document.ref}/{document.digest}"),),
    )


def _notices(front: Front, words: Words, standing: Standing, *, caution: bool) -> Blocks:
    """Return the mark of a draft until the text is in force, and of a text that has ended."""
    if standing.binding:
        return ()
    if standing.state in ("withdrawn", "superseded", "expired"):
        day = long_date(standing.ended, words.language) if standing.ended else ""
        return (Notice("caution", (Paragraph((Run(words.say(f"ended_{standing.state}", date=day), bold=True),)),)),)
    if standing.draft_of_next and standing.since is not None:
        day = long_date(standing.since, words.language)
        said = words.say("next_draft_note", date=day, digest=short(standing.digest))
    else:
        said = words.say("draft_note_adoption" if front.in_force == "adoption" else "draft_note")
    inner: list[Block] = [Paragraph((Run(words.say("draft"), bold=True), Run(f". {said}")))]
    if front.template or front.reviewed:
        who = front.reviewed or words.say("not_yet_reviewed")
        inner.append(paragraph(words.say("reviewed", who=who)))
    if caution:
        inner.append(paragraph(words.say("review_before_use")))
    return (Notice("draft", tuple(inner)),)


def _contents(blocks: Blocks, words: Words) -> Blocks:
    """Return the table of contents of a long text."""
    clauses = sum(1 for block in blocks if isinstance(block, Heading) and block.id and block.level == 2)
    return (Contents(words.say("contents")),) if clauses >= _CONTENTS_FROM else ()


def _marked(blocks: Iterable[Block], words: Words) -> Blocks:
    """Return the blocks with each living clause marked as such, and each annex on a page of its own."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.annex and block.level == 2 and made:
            made.append(PageBreak())
        made.append(_described(block))
        if isinstance(block, Heading) and block.living:
            made.append(paragraph(words.say("living_note"), "note"))
    return tuple(made)


def _described(block: Block) -> Block:
    """Return a table with its column names as alternative text, other blocks as they are."""
    if isinstance(block, Table) and not block.description:
        return replace(block, description=", ".join("".join(run.text for run in cell.runs) for cell in block.head))
    return block


def _by_clause(blocks: Blocks) -> Iterable[tuple[str, Blocks]]:
    """Yield clause id and the blocks of each clause; the text before the first is the clause "preamble"."""
    name, held = "preamble", list[Block]()
    for block in blocks:
        if isinstance(block, Heading) and block.id:
            if held:
                yield name, tuple(held)
            name, held = block.id, []
        held.append(block)
    if held:
        yield name, tuple(held)


def _signing(document: Document, blocks: Blocks, words: Words, standing: Standing) -> Blocks:
    """Return the place where the text is signed, or adopted."""
    front = document.front
    clauses = {block.id: block for block in blocks if isinstance(block, Heading) and block.id}
    panels: list[Block] = []
    if front.in_force == "adoption":
        panels.append(_adoption(document, words, standing))
    panels.extend(_panel(one, front, clauses, words) for one in front.signatories)
    if not panels:
        return ()
    title = "adoption" if front.in_force == "adoption" else "signatures"
    return (Heading(2, text(words.say(title))), *panels)


def _adoption(document: Document, words: Words, standing: Standing) -> SignaturePanel:
    """Return the panel in which chair and secretary write by which decision the text was adopted."""
    adopted = next((one for one in reversed(document.log) if one.event == "adopted" and one.digest == standing.digest), None)
    known = adopted is not None and standing.binding
    return SignaturePanel(
        words.say("adoption_line"),
        (
            (words.say("decision"), adopted.decision if adopted and known else ""),
            (words.say("date"), long_date(adopted.date, words.language) if adopted and known else ""),
            (_capital(words.group("offices", "chair")), ""),
            (_capital(words.group("offices", "secretary")), ""),
        ),
        words.say("stamp"),
    )


def _capital(word: str) -> str:
    """Return a word with a capital letter at its head, as labels have."""
    return word[:1].upper() + word[1:]


def accession(document: Document, agency: Signatory, profile: Profile, words: Words, standing: Standing) -> Sheet:
    """Return the sheet on which an agency that joins later signs: the text of the others stays as it was signed."""
    front = document.front
    said = words.say("accession_text", agency=agency.agency, title=front.title, digest=short(standing.digest))
    blocks: Blocks = (paragraph(said), _panel(agency, front, {}, words))
    title = f"{words.say('accession')}: {front.title}"
    return replace(_sheet(document, profile, words, standing, blocks, (), title), lead=(profile.name, agency.agency))


def _panel(signatory: Signatory, front: Front, clauses: dict[str, Heading], words: Words) -> SignaturePanel:
    """Return the place where one party signs, with its reservations."""
    return SignaturePanel(
        words.say("signed_for", agency=signatory.agency or signatory.party),
        (
            (words.say("name"), signatory.name),
            (words.say("post"), signatory.post),
            (words.say("place"), ""),
            (words.say("date"), ""),
            (words.say("signature"), ""),
        ),
        words.say("stamp"),
        tuple(_reservation(one, clauses, words) for one in front.reservations if one.party == signatory.party),
    )


def _reservation(reservation: Reservation, clauses: dict[str, Heading], words: Words) -> Runs:
    """Return a reservation as printed: the clause, how far the party is bound, its words, the reason, the review."""
    heading = clauses.get(reservation.clause)
    word = words.say("annex" if heading and heading.annex else "clause").lower()
    clause = f"{word}\u00a0{heading.number}" if heading else reservation.clause
    kind = words.group("words", f"reservation_kind_{reservation.kind}")
    parts = [words.say("reservation", clause=clause, text=reservation.text) + f" ({kind})"]
    if reservation.reason:
        parts.append(words.say("reason", reason=reservation.reason))
    if reservation.review:
        parts.append(words.say("review_on", date=long_date(reservation.review, words.language)))
    return text(" ".join(parts))
