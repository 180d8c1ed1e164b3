"""The cover sheet "ready for the drawer": what a signed agreement is, who signed when, where the originals lie."""

from collections.abc import Collection, Mapping

from vawcoord.documents.agreement import UNDATED
from vawcoord.prose import Block, Blocks, Heading, Listing, Notice, Paragraph, Run, Sheet, Table, paragraph, row, text
from vawcoord.records.document import Document, Standing, parties_on, short
from vawcoord.records.profile import Profile
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date


def sheet(document: Document, names: Mapping[str, str], profile: Profile, words: Words, standing: Standing) -> Sheet:
    """Return the cover sheet of a document that is in force. `names` are the agencies' names by id."""
    front = document.front
    names = {**names, **{one.party: one.agency for one in front.signatories if one.agency}}
    left = set(names) - set(parties_on(document, document.log[-1].date if document.log else UNDATED))
    facts = [
        (words.say("document"), front.title),
        (words.say("effective_from"), long_date(standing.since, words.language) if standing.since else ""),
        (words.say("review_date"), long_date(standing.review, words.language) if standing.review else words.say("none")),
        (words.say("digest"), f"{short(standing.digest)} ({standing.digest})"),
        (words.say("originals"), front.originals or "……………………………………"),
    ]
    if front.authentic:
        said = [f"{one} ({words.say('prevails')})" if one == front.prevails else one for one in front.authentic]
        facts.append((words.say("authentic"), enumerated(said, words.language)))
    blocks: list[Block] = [
        Notice("done", (Paragraph((Run(words.say("cover_title"), bold=True), Run(f". {words.say('cover_lead')}"))),)),
        Table(row(*facts[0]), tuple(row(*fact) for fact in facts[1:]), (1, 3), words.say("document")),
        *_signed(standing, names, left, words),
        *_adopted(document, standing, words),
        *_notes(document, names, words),
    ]
    return Sheet(
        title=words.say("cover_title"),
        language=front.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=max((one.date for one in document.log), default=UNDATED),
        author=profile.name,
        lead=(front.title, profile.name),
        classification=words.say(f"class_{front.class_}"),
        version=words.say("version", digest=short(standing.digest)),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(("vawcoord", f"{profile.uid}/{document.ref}/{standing.digest}"),),
    )


def _signed(standing: Standing, names: Mapping[str, str], left: Collection[str], words: Words) -> Blocks:
    """Return the table of signatures; who is no longer a party is marked."""
    if not standing.signed:
        return ()
    head = row(words.say("party"), words.say("signed_by"), words.say("signed_on"))
    rows = tuple(
        row(
            words.say("signed_left", agency=names.get(one.party, one.party))
            if one.party in left
            else names.get(one.party, one.party),
            ", ".join(part for part in (one.name, one.post) if part),
            long_date(one.date, words.language),
        )
        for one in standing.signed
    )
    return (Heading(2, text(words.say("signatures"))), Table(head, rows, (3, 3, 2), words.say("signatures")))


def _adopted(document: Document, standing: Standing, words: Words) -> Blocks:
    """Return by which decision the text was adopted."""
    return tuple(
        paragraph(words.say("adopted_by", decision=one.decision, date=long_date(one.date, words.language)))
        for one in document.log
        if one.event == "adopted" and one.digest == standing.digest
    )


def _notes(document: Document, names: Mapping[str, str], words: Words) -> Blocks:
    """Return reservations and editorial corrections, which go with the text for ever."""
    made: list[Block] = []
    front = document.front
    if front.reservations:
        titles = {one.id: one.title for one in document.clauses}
        items = tuple(
            (paragraph(f"{names.get(one.party, one.party)}, {titles.get(one.clause, one.clause)}: {one.text}"),)
            for one in front.reservations
        )
        made += [Heading(2, text(words.say("reservations"))), Listing(False, items)]
    corrections = [one for one in document.log if one.event == "editorial"]
    if corrections:
        items = tuple(
            (paragraph(f"{long_date(one.date, words.language)}: {', '.join(one.clauses)} ({one.decision})"),)
            for one in corrections
        )
        made += [Heading(2, text(words.say("corrections"))), Listing(False, items)]
    return tuple(made)
