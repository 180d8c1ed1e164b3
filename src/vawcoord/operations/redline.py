"""Two texts of one document side by side in one: which texts are meant, where they are kept, and what changed between them."""

import re
from datetime import date
from pathlib import Path

from vawcoord import disk
from vawcoord.documents.redline import Comparison, Text, compare, sheet
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path, origin_path
from vawcoord.folder.shipped import Shelf
from vawcoord.folder.toml import TomlError, decoded, parsed
from vawcoord.language import _
from vawcoord.operations.build import Step, body_of, one_sheet
from vawcoord.records.committee import Committee
from vawcoord.records.digest import text_digest
from vawcoord.records.document import Document, Front, short, standing
from vawcoord.records.record import Reading
from vawcoord.text.frontmatter import split
from vawcoord.text.markdown import blocks
from vawcoord.value import Value

WAYS = ("issued", "signed", "adopted")
"""Words that name the last text to which this happened; `now` is the file as it stands, `template` as its template gave it."""

_DIGEST = re.compile(r"(?:v1:)?([0-9a-f]{6,64})\Z")


class Redline(Value):
    """Two texts of a document and what changed between them; `stem` is where the files go, below build/."""

    old: Text
    new: Text
    comparison: Comparison
    stem: str


def redline(root: Path, shelf: Shelf, document: Document, today: date, before: str = "", after: str = "") -> Redline:
    """Return what changed between two texts of a document.

    `before` and `after` are issued, signed, adopted, now, template, a date, or a digest of at least six digits. Without them it
    is from the text in force, or else the last that was signed, adopted or issued, or else as the template gave it, to the text
    as it stands. Raises VawcoordError when a text was not kept.
    """
    new_named = after or "now"
    new = _text(root, document, new_named, today)
    old_named = before or _usual(root, document, today)
    old = _text(root, document, old_named, today)
    words = shelf.words(document.front.language)
    language = f".{document.translation}" if document.translation else ""
    stem = f"redline/{document.kind}-{document.id}{language}-{_in_name(old_named)}-{_in_name(new_named)}"
    return Redline(old, new, compare(old, new, words), stem)


def write(root: Path, committee: Committee, shelf: Shelf, found: Redline) -> tuple[Step, ...]:
    """Write a comparison below build/, as a Word file with tracked changes and as a page; return a step for each."""
    words = shelf.words(found.new.document.front.language)
    made = sheet(found.comparison, found.old, found.new, committee.profile, words)
    source = found.new.document.where.path
    return one_sheet(root, found.stem, made, ("docx", "html"), source=source, skip=words.say("skip"))


def _in_name(named: str) -> str:
    """Return how a text is named in the name of a file."""
    found = _DIGEST.match(named)
    return found[1][:12] if found else named


def _known(document: Document) -> list[tuple[date, str, str]]:
    """Return what the log says of a document's texts: day, what happened, digest; the earliest first."""
    mine = (document.front.language,) if document.translation else ("", document.front.language)
    return [
        (one.date, one.event, one.digest)
        for one in sorted(document.log, key=lambda one: one.date)
        if one.event in WAYS and one.digest and one.language in mine
    ]


def _usual(root: Path, document: Document, today: date) -> str:
    """Return the name of the text from which people want to see what changed."""
    known = _known(document)
    if not known:
        if disk.read(root, origin_path(document.kind, document.id, document.front.language)) is not None:
            return "template"
        raise VawcoordError(
            _("Nothing was kept of {ref}: it was neither issued nor signed nor adopted.").format(ref=document.ref),
            _("There is one text of it only, and nothing to compare it with."),
        )
    state = standing(document, today)
    texts = [digest for _day, _event, digest in known]
    if not document.translation and state.since is not None and state.digest in texts:
        return state.digest
    return texts[-1]


def _text(root: Path, document: Document, named: str, today: date) -> Text:
    """Return the text that a word, a date or a digest names."""
    known = [one for one in _known(document) if one[0] <= today]
    if named == "now":
        return _now(root, document)
    if named == "template":
        return _from_template(root, document)
    if named in WAYS:
        found = [one for one in known if one[1] == named]
        if not found:
            raise VawcoordError(
                _("No text of {ref} was {event} yet.").format(
                    ref=document.ref, event={"issued": _("issued"), "signed": _("signed"), "adopted": _("adopted")}[named]
                ),
                _offered(known),
            )
        return _kept(root, document, found[-1])
    if re.match(r"\d{4}-\d{2}-\d{2}\Z", named):
        day = _day(named)
        found = [one for one in known if one[0] <= day]
        if not found:
            raise VawcoordError(
                _("On {day} no text of {ref} had been issued, signed or adopted.").format(day=named, ref=document.ref),
                _offered(known),
            )
        return _kept(root, document, found[-1])
    match = _DIGEST.match(named)
    if match is None:
        raise VawcoordError(
            _('"{named}" names no text.').format(named=named),
            _("Write issued, signed, adopted, now, template, a date such as 2026-01-31, or at least six digits of a digest."),
        )
    digests = {digest for _date, _event, digest in known if digest.removeprefix("v1:").startswith(match[1])}
    if len(digests) > 1:
        raise VawcoordError(_("{digest} could be several texts. Write more digits of it.").format(digest=named))
    if digests:
        return _kept(root, document, next(one for one in reversed(known) if one[2] in digests))
    present = _now(root, document)
    if present.document.digest.removeprefix("v1:").startswith(match[1]):
        return present
    raise VawcoordError(_("{ref} has no text {digest}.").format(ref=document.ref, digest=named), _offered(known))


def _day(named: str) -> date:
    """Return a date as typed."""
    try:
        return date.fromisoformat(named)
    except ValueError as error:
        raise VawcoordError(
            _('"{value}" is no date. Write year-month-day: 2026-01-31.').format(value=named),
        ) from error


def _offered(known: list[tuple[date, str, str]]) -> str:
    """Return the sentence that says which texts there are."""
    there = dict.fromkeys(f"{short(digest)} ({event} {day})" for day, event, digest in reversed(known))
    return _("There are: {texts}.").format(texts=", ".join(there) or "—")


def _now(root: Path, document: Document) -> Text:
    """Return the text as it stands in the folder."""
    body = body_of(root, document)
    return Text("now", None, document.but(digest=document.digest or text_digest(document.front, body)), body)


def _from_template(root: Path, document: Document) -> Text:
    """Return the text as the template last gave it."""
    path = origin_path(document.kind, document.id, document.front.language)
    content = disk.read(root, path)
    if content is None:
        raise VawcoordError(_("{path} is not there: nobody can tell what was edited since.").format(path=path))
    halves = split(decoded(content))
    body = blocks(halves.body, halves.body_line)
    try:
        front = Front.read(parsed(halves.front, 2), (), Reading(path)) or document.front
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    return Text("template", None, document.but(front=front, digest=text_digest(front, body)), body)


def _kept(root: Path, document: Document, entry: tuple[date, str, str]) -> Text:
    """Return a text that was kept when it was issued, signed or adopted."""
    day, how, digest = entry
    path = issued_path(document.kind, document.id, digest)
    content = disk.read(root, path)
    if content is None:
        present = _now(root, document)
        if present.document.digest == digest:
            return present.but(how=how, day=day)
        raise VawcoordError(
            _("{path} is not there: the text of {day} was not kept.").format(path=path, day=day),
            _("Bring it back from a backup."),
        )
    halves = split(decoded(content))
    return Text(how, day, document.but(front=document.front_of(digest), digest=digest), blocks(halves.body, halves.body_line))
