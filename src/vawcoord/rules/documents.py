"""Checks agreements, MOUs and SOPs: clauses, parties, signatures, dates, marks still to be completed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import is_item
from vawcoord.records.document import Clause, Document, parties_on, short, standing
from vawcoord.records.record import is_id
from vawcoord.rules.offices import SOON_DAYS
from vawcoord.where import Where


def clauses(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name clause ids that stand twice or are none, references that point nowhere, items that the standard does not have."""
    for document in committee.documents:
        path = document.where.path
        known = {one.id for one in document.clauses}
        for name, count in Counter(one.id for one in document.clauses).items():
            if count > 1:
                lines = [one.line for one in document.clauses if one.id == name]
                yield finding(
                    "DOC002",
                    Where(path, lines[1]),
                    _('the clause id "{id}" also stands on line {line}.').format(id=name[:60], line=lines[0]),
                    _("Give the newer clause another id; the older keeps its own."),
                )
        for one in document.clauses:
            if not is_id(one.id):
                yield finding(
                    "DOC003",
                    Where(path, one.line),
                    _('"{id}" is no id for a clause.').format(id=one.id[:60]),
                    _("Write it as {#like-this}: lower-case letters a to z, digits, single hyphens."),
                )
            for line, target in one.references:
                if target not in known:
                    yield finding(
                        "DOC010",
                        Where(path, line),
                        _('there is no clause "{id}" in this document.').format(id=target[:60]),
                        _("Correct the reference, or restore the clause."),
                    )
            for item in (*one.bad_guidelines, *(item for item in one.guidelines if not is_item(item))):
                yield finding(
                    "DOC011",
                    Where(path, one.line),
                    _('Module 5 has no item "{item}".').format(item=item[:30]),
                    _("Write the items as Module 5 numbers them, such as L2.2.3 or N3.1.5."),
                )


def required(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name clauses that the template says may not be left out, and templates that are not there or have moved on."""
    heads = {one.template: one for one in committee.templates}
    for document in committee.documents:
        name, _at, version = document.front.template.partition("@")
        if not name:
            continue
        head = heads.get(name)
        if head is None:
            yield finding(
                "DOC012",
                document.where.at("template"),
                _('there is no template "{name}".').format(name=name),
                _("Correct the name, or put your own template under templates/."),
            )
            continue
        for clause in head.required:
            held = document.clause(clause)
            if held is None:
                yield finding(
                    "DOC004",
                    document.where,
                    _('the required clause "{clause}" is missing.').format(clause=clause),
                    _("Copy it from the template, or say in the committee's own template that it may be left out."),
                )
            elif held.empty and not any(one.level > held.level and not one.empty for one in _below(document, held.id)):
                yield finding(
                    "DOC005",
                    Where(document.where.path, held.line),
                    _('the required clause "{clause}" holds no text.').format(clause=clause),
                    _("Write what the parties agree on; a heading alone binds nobody."),
                )
        if version and int(version) < head.version:
            yield finding(
                "DOC023",
                document.where.at("template"),
                _("the template {name} is at version {new} now; this text was made from version {old}.").format(
                    name=name, new=head.version, old=version
                ),
                _("Compare the two before the next review."),
            )


def _below(document: Document, name: str) -> list[Clause]:
    """Return the clauses that stand below a clause, up to the next of its level."""
    below: list[Clause] = []
    inside = False
    level = 0
    for one in document.clauses:
        if one.id == name:
            inside, level = True, one.level
        elif inside and one.level <= level:
            break
        elif inside:
            below.append(one)
    return below


def parties(committee: Committee, today: date) -> Iterator[Finding]:
    """Name parties that are no members, parties without signature block, reservations and signatures that fit nothing."""
    members = {one.id: one for one in committee.members}
    for document in committee.documents:
        front = document.front
        state = standing(document, today)
        ended = state.state in ("withdrawn", "superseded")
        for place, party in enumerate(front.parties):
            where = document.where.at("parties", place)
            if party not in members:
                yield finding(
                    "DOC006",
                    where,
                    _('the party "{party}" is no member agency.').format(party=party),
                    _("Correct the id, or add the agency: vawcoord member add."),
                )
            elif not members[party].active(today) and not ended and party in parties_on(document, today):
                yield finding(
                    "DOC018",
                    where,
                    _("the party {party} is no active member.").format(party=party),
                    _("Record that it left: vawcoord {kind} withdraw {id} --party {party}.").format(
                        kind=document.kind, id=document.id, party=party
                    ),
                )
        if front.in_force != "adoption":
            signing = {one.party for one in front.signatories}
            for party in front.parties:
                if party not in signing:
                    yield finding(
                        "DOC014",
                        document.where,
                        _("{party} has no signature block.").format(party=party),
                        _("Add [[signatories]] with party, agency, name and post to the front matter."),
                    )
        for place, reservation in enumerate(front.reservations):
            where = document.where.at("reservations", place)
            if reservation.party not in front.parties or document.clause(reservation.clause) is None:
                yield finding(
                    "DOC013",
                    where,
                    _('the reservation of "{party}" to "{clause}" fits no party or clause of this text.').format(
                        party=reservation.party, clause=reservation.clause
                    ),
                    _("Correct the party or the clause."),
                )
        if document.translation:
            continue
        everybody = {*front.parties, *(one.party for one in document.log if one.event == "joined")}
        for place, event in enumerate(document.log):
            if event.event == "signed" and event.party not in everybody:
                yield finding(
                    "DOC015",
                    event.where,
                    _("{party} signed on {day} and is no party.").format(party=event.party, day=event.date),
                    _("Correct the party in entry {number}, or record that it joined.").format(number=place + 1),
                )
            if event.event == "signed" and not event.scan:
                yield finding(
                    "DOC019",
                    event.where,
                    _("the signature of {party} has no scan.").format(party=event.party),
                    _("vawcoord attach {ref} FILE, and enter the path as scan.").format(ref=document.ref),
                )


def texts(committee: Committee, today: date) -> Iterator[Finding]:
    """Name signatures for earlier versions, texts as signed that are missing, and marks still to be completed."""
    for document in committee.documents:
        for line, what in document.placeholders:
            yield finding(
                "DOC009",
                Where(document.where.path, line),
                _("still to be completed: {what}.").format(what=what or "…"),
                _("Write it in place of the mark, brackets included."),
            )
        for line in document.raw:
            yield finding(
                "DOC020",
                Where(document.where.path, line),
                _("a picture or HTML stands here; it is printed as plain characters."),
                _("Remove it; documents hold text, lists and tables."),
            )
        if document.translation or not document.log:
            continue
        yield from _kept(document, committee)
        state = standing(document, today)
        earlier = {
            one.party
            for one in document.log
            if one.event == "signed" and one.digest != document.digest and one.party in state.unsigned
        }
        if earlier and state.state not in ("withdrawn", "superseded"):
            yield finding(
                "DOC008",
                document.where,
                several(
                    "{count} signature is for an earlier version of this text (the text now: {digest}).",
                    "{count} signatures are for an earlier version of this text (the text now: {digest}).",
                    len(earlier),
                    digest=short(document.digest),
                ),
                _(
                    "Have the text signed again, record an editorial correction, or take the edit back. History: vawcoord {kind} "
                    "history {id}."
                ).format(kind=document.kind, id=document.id),
            )


def _kept(document: Document, committee: Committee) -> Iterator[Finding]:
    """Check that every text signed or adopted is kept under `issued/` as it was."""
    seen: set[str] = set()
    for event in document.log:
        if event.event not in ("signed", "adopted", "editorial") or not event.digest or event.digest in seen:
            continue
        seen.add(event.digest)
        path = f"issued/{document.ref}/{short(event.digest)}.md"
        held = committee.issued.get(path)
        if held is None:
            yield finding(
                "DOC017",
                event.where,
                _("the text as signed on {day} is not under {path}.").format(day=event.date, path=path),
                _("Bring it back from a backup; it is the proof of what was signed."),
            )
        elif event.bytes and held != event.bytes:
            yield finding(
                "DOC017",
                Where(path),
                _("this text is not as it was on {day}.").format(day=event.date),
                _("Bring it back from a backup; it is the proof of what was signed."),
            )


def dates(committee: Committee, today: date) -> Iterator[Finding]:
    """Name reviews that are past or come soon, and agreements past their end."""
    for document in committee.documents:
        if document.translation:
            continue
        state = standing(document, today)
        if state.state in ("withdrawn", "superseded") or state.since is None:
            continue
        if state.state == "expired":
            yield finding(
                "DOC016",
                document.where.at("until"),
                _("the agreement ended on {day}.").format(day=document.front.until),
                _("Have a new text signed, or withdraw it: vawcoord {kind} withdraw {id}.").format(
                    kind=document.kind, id=document.id
                ),
            )
        elif state.days_to_review is not None and state.days_to_review < 0:
            yield finding(
                "DOC007",
                document.where.at("review"),
                _("the review was due on {day}.").format(day=state.review),
                _("Put it on the next agenda. Afterwards: vawcoord {kind} review {id} --by DECISION --next DATE.").format(
                    kind=document.kind, id=document.id
                ),
            )
        elif state.days_to_review is not None and state.days_to_review <= SOON_DAYS:
            yield finding(
                "DOC022",
                document.where.at("review"),
                _("the review is due on {day}.").format(day=state.review),
                _("Put it on the next agenda."),
            )


RULES = (clauses, required, parties, texts, dates)
