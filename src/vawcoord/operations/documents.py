"""The life of a text document: new, sign, adopt, reserve, withdraw, correct. One implementation for the three kinds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import document_path, issued_path, log_path, origin_path
from vawcoord.folder.loading import digest_of, outlined
from vawcoord.folder.shipped import Shelf, head_of
from vawcoord.folder.toml import decoded
from vawcoord.folder.writing import append_table, document_text, edited_front, log_added, replaced
from vawcoord.language import _, several
from vawcoord.operations.attach import attachment
from vawcoord.operations.members import left_out
from vawcoord.operations.plan import known_decision
from vawcoord.operations.values import example_values, template_values
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Event, Standing, parties_on, signatures, standing, texts_counting_as, texts_of
from vawcoord.records.member import Member
from vawcoord.records.record import is_id, nearest
from vawcoord.records.template import Template
from vawcoord.text.template import filled

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


@dataclass(frozen=True, slots=True)
class New:
    """A document to be made from a template."""

    kind: str
    template: str
    parties: tuple[str, ...]
    id: str = ""
    language: str = ""
    title: str = ""
    person: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What `new` makes: where it lies, in which language, and the remarks a person should read."""

    path: str
    changes: ChangeSet
    head: Template
    remarks: tuple[str, ...]


def find_template(shelf: Shelf, kind: str, name: str) -> str:
    """Return the full name of a template. Raises VawcoordError with the near ones when it is not there."""
    full = name if "/" in name else f"{kind}/{name}"
    names = shelf.names()
    if full in names:
        return full
    near = nearest(full, names)
    mine = ", ".join(one.partition("/")[2] for one in names if one.startswith(f"{kind}/"))
    raise VawcoordError(
        _('There is no template "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near.partition("/")[2]) if near else ""),
        _("These are there for {kind}: {names}.").format(kind=kind, names=mine),
    )


def new(root: Path, committee: Committee, shelf: Shelf, request: New, today: date) -> Made:
    """Return the changes that make a document from a template, in plain text that anybody can edit.

    The members' files give the data; what is not known stands as `[to be completed: …]`. For a document that is there
    already, another language makes its translation, with the same parties.
    """
    name = find_template(shelf, request.kind, request.template)
    identity = request.id or "-".join(part for part in (name.partition("/")[2], request.person) if part)
    if not is_id(identity):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=identity),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    ref = f"{request.kind}/{identity}"
    first = committee.document(ref)
    language = request.language or committee.profile.languages[0]
    if request.again and first is not None:
        _untouched(root, first)
        request = replace(request, parties=request.parties or first.front.parties)
        language, first = first.front.language, None
    elif first is not None and language == first.front.language:
        raise VawcoordError(
            _("{ref} is there already: {path}.").format(ref=ref, path=first.where.path),
            _("Give the new one another name with --id, or another language with --language."),
        )
    remarks: list[str] = []
    if language not in shelf.languages(name):
        remarks.append(
            _("The template {name} is not there in the language {language}; the English text was taken.").format(
                name=name, language=language
            )
        )
        language = "en"
        if first is not None and first.front.language == language:
            raise VawcoordError(
                _("The template {name} is not there in the language {language}.").format(name=name, language=request.language),
                _("Copy {path} to {translation} and translate it there, with the same clause ids.").format(
                    path=first.where.path, translation=document_path(request.kind, identity, request.language)
                ),
            )
    parties = named_parties(committee, request.parties or (first.front.parties if first else ()), today)
    signer = _person(parties, request.person, today) if request.person else None
    known = shelf.head(name, language)
    review = first.front.review if first is not None else _months_later(today, known.review_months if known else 0)
    drawn = draft(shelf, committee, name, language, parties, today, review=review, title=request.title)
    head, front = drawn.head, drawn.front
    translation = language if first is not None else ""
    if signer is not None:
        front["signatories"] = [signer]
    if first is not None:
        same = {key: value for key, value in first.front.values() if key in _SAME_IN_ALL_LANGUAGES}
        front = {**front, **same, "of": digest_of(root, first), "signatories": front.get("signatories")}
    text = document_text(front, drawn.body)
    target = document_path(request.kind, identity, translation)
    origin = origin_path(request.kind, identity, language)
    label = _("{path} made from the template {template}").format(path=target, template=head.ref)
    remarks.extend(_remarks(head))
    file = replaced(root, target, text.encode()) if request.again else new_file(target, text)
    changes = (file, replaced(root, origin, text.encode()))
    return Made(target, together(label, changes), head, tuple(remarks))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a template gives for some parties on a day, before anybody has edited it."""

    head: Template
    front: dict[str, Any]
    body: str


def draft(
    shelf: Shelf,
    committee: Committee,
    name: str,
    language: str,
    parties: Sequence[Member],
    today: date,
    *,
    review: date | None,
    title: str = "",
) -> Draft:
    """Return what the template `kind/name` gives in a language, with the data of the parties and the committee.

    Raises VawcoordError when the template is not there.
    """
    found = shelf.template(name, language)
    if found is None:
        raise VawcoordError(
            _("The template {name} is not there in the language {language}.").format(name=name, language=language)
        )
    path, parts = found
    head = head_of(path, parts)
    words, example = shelf.words(language), example_values(shelf.words(language))
    values = template_values(committee, parties, words, on=today, review=review)
    body = filled(parts.body, values, example, shown=path)
    shown = title or filled(head.title, values, example, shown=path, markdown=False)
    return Draft(head, _front(head, shown, language, parties, review, today), body)


def _untouched(root: Path, document: Document) -> None:
    """Refuse to make a document anew that somebody has edited, signed or issued."""
    origin = disk.read(root, origin_path(document.kind, document.id, document.front.language))
    if document.log or origin is None or origin != disk.read(root, document.where.path):
        raise VawcoordError(
            _("{path} was edited, issued or signed since it was made; it stays as it is.").format(path=document.where.path),
            _("Complete it by hand, or make a new one under another name with --id."),
        )


_SAME_IN_ALL_LANGUAGES = ("in_force", "effective", "until", "review", "class", "authentic", "prevails", "supersedes", "originals")
"""What a translation takes over from the text that it translates."""


def _person(parties: Sequence[Member], person: str, today: date) -> dict[str, Any]:
    """Return the signature block of one person, who signs for herself: an undertaking."""
    if len(parties) != 1:
        raise VawcoordError(
            _("A text that one person signs is between that person's agency and the committee."),
            _("Name the one agency: --between AGENCY --person PERSON."),
        )
    serving = [one for one in parties[0].representatives if one.serving(today)]
    found = next((one for one in serving if one.id == person), None)
    if found is None:
        raise VawcoordError(
            _('{agency} has no representative "{person}".').format(agency=parties[0].name, person=person),
            _("They are: {people}.").format(people=", ".join(one.id for one in serving) or "—"),
        )
    shown = {"name": found.seat} if found.seat else {"name": found.name or None, "post": found.post or None}
    return {"party": parties[0].id, "agency": parties[0].name, **shown}


def _remarks(head: Template) -> list[str]:
    """Return what a person should know about a template before using it."""
    made = []
    if not head.reviewed:
        made.append(_("This template was not yet reviewed by a lawyer of your country."))
    if head.review_before_use:
        made.append(_("Have a lawyer read this text before it is used."))
    return made


def named_parties(committee: Committee, ids: Sequence[str], today: date) -> tuple[Member, ...]:
    """Return the members named, or all active ones where none is named."""
    if not ids:
        return committee.active(today)
    members = []
    for one in dict.fromkeys(ids):
        member = committee.member(one)
        if member is None:
            near = nearest(one, [known.id for known in committee.members])
            raise VawcoordError(
                _('"{id}" is no member agency.').format(id=one)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("vawcoord member list shows them; vawcoord member add adds one."),
            )
        members.append(member)
    return tuple(members)


def _front(
    head: Template, title: str, language: str, parties: Sequence[Member], review: date | None, today: date
) -> dict[str, Any]:
    """Return the front matter of a new document."""
    adopted = head.in_force == "adoption"
    reviewed = "; ".join(", ".join(str(part) for part in (one.by, one.date, one.scope) if part) for one in head.reviewed)
    front: dict[str, Any] = {
        "title": title,
        "template": head.ref,
        "reviewed": reviewed or None,
        "language": language,
        "parties": [one.id for one in parties],
        "in_force": head.in_force,
        "effective": head.effective,
        "review": review,
        "class": head.class_,
    }
    if not adopted:
        front["signatories"] = [signatory_block(one, today) for one in parties]
    return front


def signatory_block(member: Member, today: date) -> dict[str, Any]:
    """Return the signature block of a party."""
    person = member.signatory(today)
    return {
        "party": member.id,
        "agency": member.name,
        "name": (person.name or None) if person else None,
        "post": (person.post or None) if person else None,
    }


def _months_later(day: date, months: int) -> date | None:
    """Return the same day some months later, or the last day of a shorter month; None for no months."""
    if not months:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    return None


def find_document(committee: Committee, kind: str, name: str, language: str = "") -> Document:
    """Return the document of a kind by its name. Raises VawcoordError with the near ones when it is not there."""
    identity = name.removesuffix(".md").rpartition("/")[2]
    for one in committee.documents:
        if one.kind == kind and one.id == identity and (one.front.language == language if language else not one.translation):
            return one
    path = document_path(kind, identity, "")
    if path in committee.paths and all(one.where.path != path for one in committee.documents):
        raise left_out(path)
    names = [one.id for one in committee.documents if one.kind == kind and not one.translation]
    near = nearest(identity, names)
    raise VawcoordError(
        _('There is no {kind} "{name}".').format(kind=kind, name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("These are there: {names}.").format(names=", ".join(names))
        if names
        else _("Make one: vawcoord {kind} new.").format(kind=kind),
    )


def readable_by_parties(document: Document) -> None:
    """Refuse to sign, adopt or issue a text in which something is still to be completed."""
    open_places = document.open_places()
    if open_places:
        lines = ", ".join(str(line) for line, _what in open_places[:8])
        raise VawcoordError(
            several(
                "{path}: {count} place is still to be completed, on line {lines}.",
                "{path}: {count} places are still to be completed, on the lines {lines}.",
                len(open_places),
                path=document.where.path,
                lines=lines,
            ),
            _("Complete them first: a text that is not whole cannot be issued, signed or adopted."),
        )


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature to be recorded."""

    party: str
    name: str = ""
    post: str = ""
    on: date | None = None
    scan: Path | None = None


def sign(root: Path, committee: Committee, document: Document, signing: Signing, today: date) -> ChangeSet:
    """Return the changes that record a signature: a log line, the text as signed under `issued/`, the scan.

    The text itself is never changed. Raises VawcoordError for a party that is none, a second signature for the same text,
    a text that is not whole, a day that has not come.
    """
    readable_by_parties(document)
    on = signing.on or today
    if on > today:
        raise VawcoordError(_("{day} has not come yet; a signature is recorded after it was given.").format(day=on))
    if document.front.in_force == "adoption":
        raise VawcoordError(
            _("{ref} is brought into force by a decision, not by signatures.").format(ref=document.ref),
            _("Record the decision: vawcoord {kind} adopt {id} --by DECISION.").format(kind=document.kind, id=document.id),
        )
    party = signing.party
    parties = parties_on(document, on)
    if party not in parties:
        near = nearest(party, parties)
        raise VawcoordError(
            _('"{party}" is no party of {ref}.').format(party=party, ref=document.ref)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("The parties are: {parties}.").format(parties=", ".join(parties)),
        )
    text = digest_of(root, document)
    counting = texts_counting_as(document, text)
    if any(one.event == "signed" and one.party == party and one.digest in counting for one in document.log):
        raise VawcoordError(_("{party} has signed this text already.").format(party=party))
    printed = next((one for one in document.front.signatories if one.party == party), None)
    member = committee.member(party)
    known = member.signatory(on) if member else None
    name = signing.name or (printed.name if printed else "") or (known.name if known else "")
    post = signing.post or (printed.post if printed else "") or (known.post if known else "")
    if not (name or post):
        raise VawcoordError(_("Nobody knows who signed for {party}.").format(party=party), _('Say it with --by "Name, Post".'))
    changes: list[Change] = []
    scan = ""
    if signing.scan is not None:
        scan, scanned = attachment(root, document.ref, signing.scan, class_=document.front.class_, today=today)
        changes.extend(scanned)
    content = disk.read(root, document.where.path) or b""
    several_texts = document.front.authentic or document.translation
    event = Event(
        date=on,
        event="signed",
        party=party,
        name=name,
        post=post,
        language=document.front.language if several_texts else "",
        scan=scan,
        digest=text,
        bytes=digest(content),
    )
    changes.append(_logged(root, document, event))
    changes.extend(_issued(root, document, text, content))
    changes.extend(_superseding(root, committee, document, event))
    label = _("signature of {party} for {ref}").format(party=party, ref=document.ref)
    return together(label, changes)


def hides_names(committee: Committee, party: str) -> bool:
    """Say whether an agency sits by seat or at a secret place, so that a scanned page may show what must not be kept."""
    member = committee.member(party)
    return member is not None and (member.confidential_location or any(one.seat for one in member.representatives))


def adopt(root: Path, committee: Committee, document: Document, decision: str, on: date) -> ChangeSet:
    """Return the changes that record the decision by which a text applies, and keep the text as adopted.

    Raises VawcoordError when the text is not whole, is brought into force by signatures, or was adopted already.
    """
    readable_by_parties(document)
    if document.front.in_force != "adoption":
        raise VawcoordError(
            _("{ref} is brought into force by signatures, not by a decision.").format(ref=document.ref),
            _("Record them: vawcoord {kind} sign {id} --party AGENCY.").format(kind=document.kind, id=document.id),
        )
    text = digest_of(root, document)
    if any(one.event == "adopted" and one.digest == text for one in document.log):
        raise VawcoordError(_("This text of {ref} was adopted already.").format(ref=document.ref))
    _known_decision(committee, document, decision)
    content = disk.read(root, document.where.path) or b""
    event = Event(date=on, event="adopted", decision=decision, digest=text, bytes=digest(content))
    changes = [
        _logged(root, document, event),
        *_issued(root, document, text, content),
        *_superseding(root, committee, document, event),
    ]
    return together(_("{ref} adopted").format(ref=document.ref), changes)


def _logged(root: Path, document: Document, event: Event) -> Change:
    """Return the change that adds an event to a document's log."""
    return log_added(root, log_path(document.kind, document.id), [dict(event.values())])


def _superseding(root: Path, committee: Committee, document: Document, event: Event) -> list[Change]:
    """Return the change that ends the document which this one replaces, when the event brings this one into force."""
    old = committee.document(document.front.supersedes) if document.front.supersedes else None
    if old is None or standing(old, event.date).state in ("superseded", "withdrawn"):
        return []
    after = replace(document, log=(*document.log, event), digest=event.digest)
    if standing(after, event.date).since is None:
        return []
    return [_logged(root, old, Event(date=event.date, event="superseded", by=document.ref))]


def review(root: Path, document: Document, *, decision: str, next_review: date, on: date) -> ChangeSet:
    """Return the changes that record a review and the day of the next one. Text and signatures stay.

    Raises VawcoordError when the document is not in force, or the next review is not after this one.
    """
    if standing(document, on).since is None:
        raise VawcoordError(_("{ref} is not in force; there is nothing to review yet.").format(ref=document.ref))
    if next_review <= on:
        raise VawcoordError(_("The next review ({day}) must come after this one.").format(day=next_review))
    event = Event(date=on, event="reviewed", decision=decision, review=next_review)
    return together(_("review of {ref}").format(ref=document.ref), [_logged(root, document, event)])


_DECISION = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+/d\d+\Z")


def _known_decision(committee: Committee, document: Document, decision: str) -> None:
    """Refuse what is no decision of a meeting, one that a recorded meeting does not hold, and one that is only a proposal.

    Orders and other agreements may rest on an act from outside, such as order-3-2025.
    """
    if not _DECISION.match(decision) and not (document.kind == "agreement" and is_id(decision)):
        raise VawcoordError(
            _('"{decision}" is no decision.').format(decision=decision),
            _("Name the meeting and the decision's number: 2026-03-10-ordinary/d2."),
        )
    known_decision(committee, decision)


def _issued(root: Path, document: Document, text: str, content: bytes) -> list[Change]:
    """Return the change that keeps a text as signed or adopted; nothing where it is kept already."""
    path = issued_path(document.kind, document.id, text)
    return [] if disk.read(root, path) is not None else [new_file(path, content)]


@dataclass(frozen=True, slots=True)
class Reserving:
    """A reservation to be entered."""

    party: str
    clause: str
    kind: str
    text: str
    reason: str = ""
    review: date | None = None


def known_clause(document: Document, clause: str) -> None:
    """Refuse a clause that a document does not have, with the near ones."""
    if document.clause(clause) is None:
        near = nearest(clause, [one.id for one in document.clauses])
        raise VawcoordError(
            _('{ref} has no clause "{clause}".').format(ref=document.ref, clause=clause)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("vawcoord {kind} show {id} lists the clauses.").format(kind=document.kind, id=document.id),
        )


def reserve(root: Path, document: Document, reserving: Reserving, today: date) -> ChangeSet:
    """Return the changes that enter a party's reservation into the document, where it is printed beside its signature.

    Raises VawcoordError for an unknown party or clause, a second one to the same clause, or a party that has signed this
    text already: after signing it is an amendment.
    """
    if reserving.party not in parties_on(document, today):
        raise VawcoordError(
            _('"{party}" is no party of {ref}.').format(party=reserving.party, ref=document.ref),
            _("The parties are: {parties}.").format(parties=", ".join(document.front.parties)),
        )
    known_clause(document, reserving.clause)
    if any(one.party == reserving.party and one.clause == reserving.clause for one in document.front.reservations):
        raise VawcoordError(
            _("{party} has a reservation to this clause already.").format(party=reserving.party),
            _("Change its words in {path}.").format(path=document.where.path),
        )
    if document.digest and any(one.party == reserving.party for one in signatures(document, document.digest, today)):
        raise VawcoordError(
            _("{party} has signed this text without the reservation.").format(party=reserving.party),
            _("After signing it is an amendment: change the text, and have it signed again."),
        )

    def edit(front: "TOMLDocument") -> None:
        append_table(
            front,
            "reservations",
            {
                "party": reserving.party,
                "clause": reserving.clause,
                "kind": reserving.kind,
                "text": reserving.text,
                "reason": reserving.reason or None,
                "review": reserving.review,
            },
        )

    label = _("reservation of {party} to {clause} in {ref}").format(
        party=reserving.party, clause=reserving.clause, ref=document.ref
    )
    return together(label, [edited_front(root, document.where.path, edit)])


def withdraw(root: Path, document: Document, *, party: str, decision: str, reason: str, on: date) -> ChangeSet:
    """Return the changes that record that a party leaves a document, or that the whole document is withdrawn.

    An empty `party` withdraws the document. Raises VawcoordError when there is nothing to withdraw.
    """
    if party and party not in parties_on(document, on):
        raise VawcoordError(_('"{party}" is no party of {ref}.').format(party=party, ref=document.ref))
    if not party and any(one.event == "withdrawn" for one in document.log):
        raise VawcoordError(_("{ref} was withdrawn already.").format(ref=document.ref))
    entry = {"date": on, "event": "left" if party else "withdrawn", "party": party, "decision": decision, "reason": reason}
    label = _("{party} leaves {ref}") if party else _("{ref} withdrawn")
    return together(label.format(party=party, ref=document.ref), [log_added(root, log_path(document.kind, document.id), [entry])])


def join(root: Path, document: Document, *, party: Member, on: date) -> ChangeSet:
    """Return the changes by which an agency joins a document by the same text: a log line.

    The text is not changed and no signature falls; `build` makes a sheet on which the agency signs.
    """
    if party.id in parties_on(document, on):
        raise VawcoordError(_("{party} is a party of {ref} already.").format(party=party.id, ref=document.ref))
    entry = {"date": on, "event": "joined", "party": party.id}
    return together(
        _("{party} joins {ref}").format(party=party.id, ref=document.ref),
        [log_added(root, log_path(document.kind, document.id), [entry])],
    )


def correct(root: Path, document: Document, *, decision: str, clauses: Sequence[str], on: date) -> ChangeSet:
    """Return the changes that record an editorial correction: the mended slip of the pen keeps the signatures.

    The file holds the corrected text already; the earlier one is the latest that the log speaks of. Raises VawcoordError
    when nothing was signed or adopted, or nothing was changed.
    """
    earlier = next(iter(texts_of(document)), "")
    text = digest_of(root, document)
    if not earlier:
        raise VawcoordError(
            _("{ref} was not signed or adopted yet.").format(ref=document.ref),
            _("Change the text; no correction is needed."),
        )
    if text == earlier:
        raise VawcoordError(
            _("The text of {ref} is as it was signed.").format(ref=document.ref),
            _("Mend the slip in {path} first, then record the correction.").format(path=document.where.path),
        )
    content = disk.read(root, document.where.path) or b""
    entry = {
        "date": on,
        "event": "editorial",
        "decision": decision,
        "clauses": list(clauses),
        "corrects": earlier,
        "digest": text,
        "bytes": digest(content),
    }
    changes = [log_added(root, log_path(document.kind, document.id), [entry]), *_issued(root, document, text, content)]
    return together(_("editorial correction of {ref}").format(ref=document.ref), changes)


def changed_clauses(root: Path, document: Document, earlier: str) -> tuple[str, ...]:
    """Return the clauses whose words differ between an earlier text and the file; empty where the earlier one is not kept."""
    from vawcoord.text.frontmatter import split

    kept = disk.read(root, issued_path(document.kind, document.id, earlier))
    if kept is None:
        return ()
    before, after = (_by_clause(split(decoded(one)).body) for one in (kept, disk.read(root, document.where.path) or b""))
    return tuple(name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name))


def _by_clause(body: str) -> dict[str, str]:
    """Return the words of each clause of a body, white space folded."""
    lines = body.splitlines()
    clauses = outlined(body, 1)
    ends = [one.line - 1 for one in clauses[1:]] + [len(lines)]
    held = {one.id: " ".join(" ".join(lines[one.line - 1 : end]).split()) for one, end in zip(clauses, ends, strict=True)}
    preamble = " ".join(" ".join(lines[: clauses[0].line - 1] if clauses else lines).split())
    return {"preamble": preamble, **held}


def states(committee: Committee, kind: str, today: date) -> list[tuple[Document, Standing]]:
    """Return the documents of a kind in the folder's language, with their standing on a day."""
    return [(one, standing(one, today)) for one in committee.documents if one.kind == kind and not one.translation]
