"""A text document and its life: front matter, log, digest, who has signed, whether it is in force."""

import datetime
import re
from collections.abc import Callable, Iterable
from datetime import date

from vawcoord.language import marked
from vawcoord.records.profile import LANGUAGE_TAG
from vawcoord.records.record import (
    COUNT,
    DATE,
    ID_TYPE,
    IDS,
    LINE,
    REF_TYPE,
    TEXT,
    Choice,
    ListOf,
    OneOf,
    Record,
    Type,
    key,
    tables,
)
from vawcoord.value import Value
from vawcoord.where import Where

KINDS = ("agreement", "mou", "sop")
CLASSES = ("public", "committee", "restricted")
STATES = ("draft", "issued", "partly-signed", "in-force", "review-due", "expired", "withdrawn", "superseded")
EVENTS = (
    "issued",
    "received",
    "signed",
    "adopted",
    "joined",
    "left",
    "expelled",
    "withdrawn",
    "superseded",
    "editorial",
    "reviewed",
)

TEMPLATE_REF = Type(
    marked("a template and its version, such as mou/referral@2"),
    lambda value: type(value) is str and bool(re.match(r"[a-z]+/[a-z0-9-]+@\d+\Z", value)),
    {"type": "string", "pattern": "^[a-z]+/[a-z0-9-]+@\\d+$"},
)
DIGEST = Type(
    marked("a digest: v1: and 64 hexadecimal digits"),
    lambda value: type(value) is str and bool(re.match(r"v1:[0-9a-f]{64}\Z", value)),
    {"type": "string", "pattern": "^v1:[0-9a-f]{64}$"},
)
IN_FORCE = OneOf(
    marked('"all", "adoption", a number of parties, or a list of parties'),
    Choice("all", "adoption"),
    COUNT,
    IDS,
)
EFFECTIVE = OneOf(marked('"last-signature", "adoption" or a date'), Choice("last-signature", "adoption"), DATE)


class Signatory(Record):
    """Who signs for a party, as printed in the document itself."""

    party: str = key(ID_TYPE, marked("the agency"), names="member")
    agency: str = key(LINE, marked("the agency's name as printed"), default="")
    name: str = key(LINE, marked("the name"), default="")
    post: str = key(LINE, marked("the post"), default="")


class Reservation(Record):
    """A clause that a party does not take on, or not wholly; printed beside its signature."""

    party: str = key(ID_TYPE, marked("the agency"), names="member")
    clause: str = key(ID_TYPE, marked("the clause"), names="clause")
    kind: str = key(Choice("not-bound", "bound-with-limits", "conditional"), marked("how far the party is bound"))
    text: str = key(TEXT, marked("the reservation in the party's words"))
    reason: str = key(TEXT, marked("why"), default="")
    review: date | None = key(DATE, marked("when it is looked at again"), default=None)


class Front(Record):
    """The front matter of a text document: what stands between the two lines of `+++`."""

    title: str = key(LINE, marked("the title"))
    template: str = key(TEMPLATE_REF, marked("the template it was made from"), default="")
    reviewed: str = key(LINE, marked("who reviewed the text as a lawyer, and when; printed on drafts"), default="")
    language: str = key(LANGUAGE_TAG, marked("the language of the text"))
    parties: tuple[str, ...] = key(IDS, marked("the agencies bound by it"), default=(), names="member")
    in_force: "str | int | tuple[str, ...]" = key(IN_FORCE, marked("whose signatures bring it into force"), default="all")
    effective: "str | date" = key(EFFECTIVE, marked("from when"), default="last-signature")
    until: date | None = key(DATE, marked("the day it ends"), default=None)
    review: date | None = key(DATE, marked("when it is reviewed"), default=None)
    class_: str = key(Choice(*CLASSES), marked("who may read it"), default="committee")
    authentic: tuple[str, ...] = key(
        ListOf(LANGUAGE_TAG, marked("a list of language tags")), marked("the languages that are signed"), default=()
    )
    prevails: str = key(LANGUAGE_TAG, marked("the language that prevails"), default="")
    of: str = key(DIGEST, marked("the text that this one translates"), default="")
    supersedes: str = key(REF_TYPE, marked("the document it replaces"), default="", names="document")
    originals: str = key(LINE, marked("where the signed originals lie"), default="")
    signatories: tuple[Signatory, ...] = key(tables(Signatory), marked("who signs for each party"), default=())
    reservations: tuple[Reservation, ...] = key(tables(Reservation), marked("clauses a party does not take on"), default=())


class Event(Record):
    """One line of a document's log."""

    date: datetime.date = key(DATE, marked("the day"))
    event: str = key(Choice(*EVENTS), marked("what happened"))
    party: str = key(ID_TYPE, marked("the agency it concerns"), default="", names="member")
    name: str = key(LINE, marked("who signed"), default="")
    post: str = key(LINE, marked("the post of who signed"), default="")
    digest: str = key(DIGEST, marked("the text it was done for"), default="")
    corrects: str = key(DIGEST, marked("the text that an editorial correction corrects"), default="")
    bytes: str = key(
        Type(marked("a SHA-256 of 64 hexadecimal digits"), lambda v: type(v) is str and len(v) == 64, {"type": "string"}),
        marked("the SHA-256 of the file at that moment: while it is the same, the digest need not be computed again"),
        default="",
    )
    language: str = key(LANGUAGE_TAG, marked("the language of the text signed"), default="")
    scan: str = key(LINE, marked("the scan under attachments/"), default="", names="file")
    decision: str = key(REF_TYPE, marked("the decision it rests on"), default="", names="decision")
    clauses: tuple[str, ...] = key(IDS, marked("the clauses concerned"), default=())
    review: datetime.date | None = key(DATE, marked("the day of the next review"), default=None)
    to: str = key(LINE, marked("who received a copy"), default="")
    answer_by: datetime.date | None = key(DATE, marked("the day an answer is asked for"), default=None)
    by: str = key(REF_TYPE, marked("what superseded it"), default="")
    reason: str = key(TEXT, marked("why"), default="")


class Log(Record):
    """A file of entries, one a line."""

    entries: tuple[Event, ...] = key(tables(Event), marked("one entry a line"), default=())


class Clause(Value):
    """A clause as the file has it: its id, where it stands, and what is in it before the next clause.

    `empty` means that it holds no word of its own; `open` are the places still to be completed, as (line, what).
    """

    id: str
    title: str
    level: int
    line: int
    guidelines: tuple[str, ...]
    annex: bool
    living: bool
    empty: bool
    references: tuple[tuple[int, str], ...] = ()
    bad_guidelines: tuple[str, ...] = ()


class Document(Value):
    """An agreement, MOU or SOP in one language, with its log; `sha` is the SHA-256 of the file's bytes.

    `digest` is empty while nothing is signed or adopted and the text was not asked for. `translation` is its language
    when it is not the folder's first text. `raw` are the lines with pictures or HTML, which are printed as characters.
    `earlier` are the other texts that its log speaks of, as far as they are kept: digest and front matter. `beside` are the
    other languages that are signed as well: language and digest.
    """

    kind: str
    id: str
    front: Front
    where: Where
    clauses: tuple[Clause, ...]
    placeholders: tuple[tuple[int, str], ...]
    sha: str
    digest: str
    body_line: int
    log: tuple[Event, ...] = ()
    translation: str = ""
    raw: tuple[int, ...] = ()
    earlier: tuple[tuple[str, Front], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def ref(self) -> str:
        """Return `kind/id`."""
        return f"{self.kind}/{self.id}"

    def front_of(self, digest: str) -> Front:
        """Return the front matter of one of its texts; that of the file where the text was not kept."""
        return next((front for known, front in self.earlier if known == digest and digest != self.digest), self.front)

    def open_places(self) -> tuple[tuple[int, str], ...]:
        """Return the places still to be completed in what is signed: those in living clauses may stay open."""
        return tuple((line, what) for line, what in self.placeholders if not self._living(line))

    def _living(self, line: int) -> bool:
        """Say whether a line stands in a clause that is kept up to date, or in a clause below one."""
        living, level = False, 0
        for clause in self.clauses:
            if clause.line > line:
                break
            if clause.level <= level or not living:
                living, level = clause.living, clause.level
        return living

    def clause(self, id: str) -> Clause | None:  # noqa: A002 - the field's word
        """Return the clause with an id."""
        return next((one for one in self.clauses if one.id == id), None)


class Signature(Value):
    """A signature that counts for a text."""

    party: str
    date: date
    name: str
    post: str
    scan: str


class Standing(Value):
    """Where a document stands on a day.

    `digest` is the text in force, or the present one; `since` is the day it came into force. `draft_of_next` says that the
    file has moved on from the text in force. `signed` and `unsigned` are always for the present text.
    """

    state: str
    digest: str
    signed: tuple[Signature, ...]
    unsigned: tuple[str, ...]
    since: date | None
    draft_of_next: bool = False
    review: date | None = None
    days_to_review: int | None = None
    ended: date | None = None

    @property
    def binding(self) -> bool:
        """Say whether the text of the file itself binds somebody now."""
        return self.state in ("in-force", "review-due") and not self.draft_of_next


def parties_on(document: Document, on: date) -> tuple[str, ...]:
    """Return who is party on a day: the parties of the text, and who joined later, without those who left or were expelled."""
    return _parties(document, document.front, on)[0]


def _parties(document: Document, front: Front, on: date) -> tuple[tuple[str, ...], dict[str, date]]:
    """Return who is party to a text on a day, and who is no more, with the day of leaving."""
    parties = list(front.parties)
    gone: dict[str, date] = {}
    for event in sorted((one for one in document.log if one.date <= on), key=lambda one: one.date):
        if event.event == "joined" and event.party not in parties:
            parties.append(event.party)
            gone.pop(event.party, None)
        elif event.event in ("left", "expelled") and event.party in parties:
            parties.remove(event.party)
            gone[event.party] = event.date
    return tuple(parties), gone


def texts_counting_as(document: Document, digest: str, on: date = date.max) -> frozenset[str]:
    """Return the digests whose signatures count for a text on a day: itself, and those it came from by editorial corrections.

    A slip of the pen may be mended by chair, decision and notice to all; the signatures stay.
    """
    known = (one for one in document.log if one.event == "editorial" and one.corrects and one.date <= on)
    corrections = {(one.digest, one.corrects) for one in known}
    counting = {digest}
    while more := {before for after, before in corrections if after in counting} - counting:
        counting |= more
    return frozenset(counting)


def signatures(document: Document, digest: str, on: date) -> tuple[Signature, ...]:
    """Return the signatures that count for a text on a day, one a party, the latest.

    Where several languages are signed, a party has signed when it signed each of them.
    """
    counting = texts_counting_as(document, digest, on)
    latest: dict[str, Signature] = {}
    elsewhere: dict[str, set[str]] = {}
    for event in sorted(document.log, key=lambda one: one.date):
        if event.event != "signed" or event.date > on:
            continue
        if event.digest in counting:
            latest[event.party] = Signature(event.party, event.date, event.name, event.post, event.scan)
        else:
            elsewhere.setdefault(event.party, set()).add(event.digest)
    others = {text for _language, text in document.beside} if digest == document.digest else set()
    return tuple(latest[party] for party in sorted(latest) if others <= elsewhere.get(party, set()))


def in_force_since(document: Document, digest: str, on: date) -> date | None:
    """Return the day since which a text is in force on a day, or None.

    The rule is the text's own `in_force` and `effective`; an SOP needs a decision (an `adopted` entry). Only signatures of
    those who are party on that day count; a text that all must sign waits for nobody who has left.
    """
    front = document.front_of(digest)
    counting = texts_counting_as(document, digest, on)
    adopted = [one.date for one in document.log if one.event == "adopted" and one.digest in counting and one.date <= on]
    if front.in_force == "adoption":
        if not adopted:
            return None
        last = max(adopted)
    else:
        given = {one.party: one.date for one in signatures(document, digest, on)}
        parties, gone = _parties(document, front, on)
        signed = {party: day for party, day in given.items() if party in parties}
        match front.in_force:
            case int(number):
                enough = sorted(signed.values())
                if len(enough) < max(number, 1):
                    return None
                last = enough[max(number, 1) - 1]
            case tuple(needed):
                last = _last_of(needed, signed)
            case _:
                left = [day for party, day in gone.items() if party in front.parties and party not in given]
                last = max([_last_of(tuple(one for one in front.parties if one in parties), signed), *left])
        if last == date.max:
            return None
    start = front.effective if isinstance(front.effective, date) else last
    start = max(start, last)
    return start if start <= on else None


def _last_of(needed: tuple[str, ...], signed: dict[str, date]) -> date:
    """Return the day of the last signature needed, or `date.max` while one is missing."""
    return max((signed.get(party, date.max) for party in needed), default=date.max)


def texts_of(document: Document) -> tuple[str, ...]:
    """Return the digests that the log speaks of, the latest first, each once; texts in other languages are not among them."""
    seen: dict[str, None] = {}
    for event in sorted(document.log, key=lambda one: one.date, reverse=True):
        if event.language not in ("", document.front.language):
            continue
        if event.digest and event.event in ("signed", "adopted", "issued"):
            seen.setdefault(event.digest)
    return tuple(seen)


def standing(document: Document, on: date) -> Standing:
    """Return where a document stands on a day, from its log and its text alone (design: "States").

    When the text changed after it came into force, the last version in force stays so and the file is the draft of the next.
    """
    front = document.front
    log = tuple(one for one in document.log if one.date <= on)
    last = next((one for one in reversed(log) if one.event in ("withdrawn", "superseded")), None)
    ended = last.event if last else ""
    current = document.digest
    digest, since, moved_on = current, in_force_since(document, current, on) if current else None, False
    if since is None:
        for text in texts_of(document):
            earlier = in_force_since(document, text, on)
            if earlier and text != current:
                digest, since, moved_on = text, earlier, True
                break
    signed = signatures(document, current, on)
    there = {one.party for one in signed}
    waits = () if front.in_force == "adoption" else parties_on(document, on)
    unsigned = () if ended else tuple(party for party in waits if party not in there)
    front = document.front_of(digest)
    review = next((one.review for one in reversed(log) if one.event == "reviewed" and one.review), front.review)
    days = (review - on).days if review else None
    if ended:
        state = ended
    elif since is not None and front.until is not None and on > front.until:
        state = "expired"
    elif since is not None:
        state = "review-due" if days is not None and days < 0 else "in-force"
    elif signed:
        state = "partly-signed"
    elif any(one.event == "issued" and one.digest == current for one in log):
        state = "issued"
    else:
        state = "draft"
    day = last.date if last else front.until if state == "expired" else None
    return Standing(state, digest, signed, unsigned, since, moved_on, review, days, day)


def short(digest: str) -> str:
    """Return the twelve characters that documents print."""
    return digest.removeprefix("v1:")[:12]


class Out(Value):
    """A copy that went to an agency and was not answered: which text, since when, by when an answer is asked for."""

    party: str
    digest: str
    since: date
    answer_by: date | None
    language: str = ""

    def late(self, on: date) -> bool:
        """Say whether the day of the answer is past."""
        return self.answer_by is not None and self.answer_by < on


def copies_out(document: Document, on: date) -> tuple[Out, ...]:
    """Return the copies that are out on a day, one an agency, the latest; who signed that text or left has answered too.

    A line of the log without an agency speaks of all parties. Of a document that has ended nothing is out.
    """
    return log_out(document.log, on, lambda day: parties_on(document, day))


def log_out(log: Iterable[Event], on: date, everybody: Callable[[date], tuple[str, ...]] = lambda _day: ()) -> tuple[Out, ...]:
    """Return the copies that are out on a day by what a log says; `everybody` are all whom a line without an agency means."""
    out: dict[str, Out] = {}
    for event in sorted((one for one in log if one.date <= on), key=lambda one: one.date):
        match event.event:
            case "issued":
                for party in (event.party,) if event.party else everybody(event.date):
                    out[party] = Out(party, event.digest, event.date, event.answer_by, event.language)
            case "received" | "left" | "expelled":
                out.pop(event.party, None)
            case "signed":
                held = out.get(event.party)
                if held is not None and held.digest == event.digest:
                    del out[event.party]
            case "adopted":
                out = {party: one for party, one in out.items() if one.digest != event.digest}
            case "withdrawn" | "superseded":
                out.clear()
    return tuple(out[party] for party in sorted(out))
