"""Renders the documents that changed into `build/`, as Word files and HTML pages. Writes nowhere else.

`build/.manifest` says what was made from what. While sizes and times of the folder's files, the style, the programme's version
and the day are the same, nothing is read. Else every document is composed, and the digest of its blocks decides.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from vawcoord import __version__, disk
from vawcoord.change import digest
from vawcoord.errors import VawcoordError
from vawcoord.finding import Finding
from vawcoord.folder.layout import issued_path
from vawcoord.folder.loading import load
from vawcoord.folder.toml import decoded
from vawcoord.language import _
from vawcoord.operations.pages import Page, page_sheet, pages
from vawcoord.operations.papers import Printed, printed, with_papers
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Signatory, parties_on, standing
from vawcoord.records.meeting import Meeting
from vawcoord.records.plan import Plan
from vawcoord.records.record import nearest
from vawcoord.text.frontmatter import split
from vawcoord.value import Value

# What reads and spells texts is loaded where it is used: most builds find that nothing has changed.
if TYPE_CHECKING:
    from vawcoord.folder.shipped import Shelf
    from vawcoord.prose import Blocks, Sheet
    from vawcoord.render.docx import Look

_MANIFEST = "build/.manifest"
_SKIP = (".git", ".vawcoord", "build")

Outcome = Literal["made", "unchanged", "set-aside", "failed"]


class Step(Value):
    """What happened to one output: `path` is relative to the folder; `message` says what a person should know.

    `number` is that of the document it belongs to, from 1.
    """

    outcome: Outcome
    path: str
    message: str = ""
    number: int = 0


class Begun(Value):
    """The first thing a build yields: how many documents are looked at, and what loading found; `idle` when nothing changed."""

    documents: int
    findings: tuple[Finding, ...] = ()
    idle: bool = False


class _Manifest(Value):
    """What was made from what."""

    listing: str
    outputs: dict[str, dict[str, str]]


class _Wanted(Value):
    """A sheet that is to become files: `stem` is the path below build/ without its ending, `skip` a word for the page.

    `source` is the text it is made from, where an edit lasts.
    """

    stem: str
    sheet: "Sheet"
    formats: tuple[str, ...]
    skip: str
    source: str


def build(root: Path, today: date, names: Sequence[str] = (), *, beside: str = "") -> Iterator[Begun | Step]:
    """Build the documents named, or all; yield `Begun`, then a step for each output.

    `beside` names a language: the document is also made in two columns, its own text and that one. A document that fails
    keeps its last output and does not stop the others. Raises VawcoordError when a name is no document.
    """
    manifest = _read_manifest(root)
    listing = _listing(root, today)
    whole = not names and not beside
    if whole and manifest.listing == listing and all((root / path).exists() for path in manifest.outputs):
        yield Begun(0, idle=True)
        return
    committee, findings = load(root)
    from vawcoord.folder.shipped import Shelf

    shelf = Shelf(root)
    documents = _named(committee, names)
    yield Begun(len(documents), findings)
    look = _Look(root, shelf, committee)
    failed = False
    made: dict[str, dict[str, str]] = {}
    # One document after the other, and none is kept: five hundred take no more memory than one.
    for number, document in enumerate(documents, 1):
        try:
            if isinstance(document, Plan):
                wanted = iter((_plan_sheet(root, committee, shelf, document, today),))
            elif isinstance(document, Page):
                wanted = iter((_page(committee, shelf, document, today),))
            elif isinstance(document, Meeting):
                wanted = map(_of_meeting, printed(committee, shelf, document, today))
            else:
                wanted = _sheets(root, committee, shelf, document, today, beside=beside, asked=bool(names))
            for one in wanted:
                for form in one.formats:
                    step = _rendered(root, one, form, look, manifest, made)
                    failed = failed or step.outcome == "failed"
                    yield step.but(number=number)
        except VawcoordError as error:
            failed = True
            yield Step("failed", document.where.path, error.message, number)
    done = whole and not failed
    # What lies under build/ and was not made this time was still made here: when its text is mended, it is nobody's edit.
    kept = {path: held for path, held in manifest.outputs.items() if (root / path).exists()}
    _write_manifest(root, _Manifest(listing if done else "", {**kept, **made}))


def one_sheet(
    root: Path, stem: str, sheet: "Sheet", formats: tuple[str, ...], *, source: str, skip: str = ""
) -> tuple[Step, ...]:
    """Render one sheet that a command makes for itself, such as a letter, into `build/<stem>`; return a step for each format.

    What somebody edited there is set aside, as `build` does it; `source` is where an edit lasts. Raises VawcoordError when a
    file cannot be written.
    """
    from vawcoord.folder.shipped import Shelf

    manifest = _read_manifest(root)
    made: dict[str, dict[str, str]] = {}
    look = _Look(root, Shelf(root))
    wanted = _Wanted(stem, sheet, formats, skip, source)
    steps = tuple(_rendered(root, wanted, form, look, manifest, made) for form in formats)
    for step in steps:
        if step.outcome == "failed":
            raise VawcoordError(f"{step.path}: {step.message}")
    kept = {path: held for path, held in manifest.outputs.items() if (root / path).exists()}
    _write_manifest(root, _Manifest(manifest.listing, {**kept, **made}))
    return steps


def _named(committee: Committee, names: Sequence[str]) -> tuple[Document | Plan | Page | Meeting, ...]:
    """Return what is named: `mou/referral`, `referral` where that is clear, `mou/referral.fr`, `plan/2026`, a meeting's id."""
    meetings = with_papers(committee)
    if not names:
        return (*committee.documents, *committee.plans, *pages(committee), *meetings)
    chosen: list[Document | Plan | Page | Meeting] = []
    for name in names:
        bare = name.removesuffix(".md").removesuffix(".toml").removeprefix("./")
        others: tuple[Plan | Page, ...] = (*committee.plans, *pages(committee))
        plans = [one for one in others if bare == one.ref] or [one for one in others if bare == one.id]
        if plans:
            chosen.extend(one for one in plans if one not in chosen)
            continue
        place = bare.removeprefix("meetings/").rstrip("/").removesuffix("/agenda").removesuffix("/minutes")
        sitting = next((one for one in meetings if one.id == place), None)
        if sitting is not None:
            chosen.extend(() if sitting in chosen else (sitting,))
            continue
        found = [
            one
            for one in committee.documents
            if bare in (one.ref, f"{one.ref}.{one.front.language}", one.id, f"{one.id}.{one.front.language}", one.where.path[:-3])
        ]
        if not found or len({one.ref for one in found}) > 1:
            known = [*(one.ref for one in committee.documents), *(one.ref for one in others), *(one.id for one in meetings)]
            near = nearest(bare, known)
            raise VawcoordError(
                (_('There is no document "{name}".') if not found else _('"{name}" could be several documents.')).format(
                    name=name
                )
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
                _("Write kind and name, such as mou/referral."),
            )
        chosen.extend(one for one in found if one not in chosen)
    return tuple(chosen)


def body_of(root: Path, document: Document) -> "Blocks":
    """Return the blocks of a document's text."""
    return _blocks(disk.read(root, document.where.path) or b"")


def _blocks(content: bytes) -> "Blocks":
    """Return the blocks of a text file's body."""
    from vawcoord.text.markdown import blocks

    halves = split(decoded(content))
    return blocks(halves.body, halves.body_line)


def text_sheet(
    root: Path, committee: Committee, shelf: "Shelf", document: Document, today: date
) -> "tuple[Document, Blocks, Sheet]":
    """Return a document with its digest, the blocks of its text, and the sheet of it as it stands in the file."""
    from vawcoord.documents import agreement
    from vawcoord.records.digest import text_digest

    body = body_of(root, document)
    document = document.but(digest=document.digest or text_digest(document.front, body))
    words = shelf.words(document.front.language)
    state = standing(document, today)
    return document, body, agreement.sheet(document, body, committee.profile, words, state, caution=caution(shelf, document))


def caution(shelf: "Shelf", document: Document) -> bool:
    """Say whether the template asks that a lawyer reads the text before it is used."""
    head = shelf.head(document.front.template.partition("@")[0], document.front.language) if document.front.template else None
    return bool(head and head.review_before_use)


def _sheets(
    root: Path, committee: Committee, shelf: "Shelf", document: Document, today: date, *, beside: str, asked: bool
) -> Iterator[_Wanted]:
    """Yield the sheets of one document.

    Its text; the text in force where the file has moved on from it; the cover when all have signed; a sheet to sign for each
    agency that joined later; two columns when asked for.
    """
    from vawcoord.documents import agreement, cover

    document, body, sheet = text_sheet(root, committee, shelf, document, today)
    words = shelf.words(document.front.language)
    state = standing(document, today)
    warned = caution(shelf, document)
    stem = document.where.path.removesuffix(".md")
    skip, source = words.say("skip"), document.where.path
    yield _Wanted(stem, sheet, ("docx", "html"), skip, source)
    if document.translation:
        return
    names = {one.id: one.name for one in committee.members}
    bound, bound_state = document, state
    if state.draft_of_next and (kept := disk.read(root, issued_path(document.kind, document.id, state.digest))):
        bound = document.but(front=document.front_of(state.digest), digest=state.digest)
        bound_state = standing(bound, today)
        sheet = agreement.sheet(bound, _blocks(kept), committee.profile, words, bound_state, caution=warned)
        yield _Wanted(f"{stem}.in-force", sheet, ("docx", "html"), skip, source)
    if bound_state.binding and not bound_state.unsigned:
        yield _Wanted(f"{stem}.cover", cover.sheet(bound, names, committee.profile, words, bound_state), ("docx",), skip, source)
    for agency in _later_parties(bound, committee, today):
        sheet = agreement.accession(bound, agency, committee.profile, words, bound_state)
        yield _Wanted(f"{stem}.joins-{agency.party}", sheet, ("docx",), skip, source)
    if beside:
        other = next((one for one in committee.documents if one.ref == document.ref and one.front.language == beside), None)
        if (other is None or other == document) and not asked:
            return
        if other is None or other == document:
            raise VawcoordError(
                _("{ref} has no text in the language {language}.").format(ref=document.ref, language=beside),
                _("vawcoord {kind} new … --id {id} --language {language} makes it.").format(
                    kind=document.kind, id=document.id, language=beside
                ),
            )
        pair = agreement.bilingual(
            (document, other), (body, body_of(root, other)), committee.profile, (words, shelf.words(beside)), state
        )
        yield _Wanted(f"{stem}.{document.front.language}-{beside}", pair, ("docx", "html"), skip, source)


def _later_parties(document: Document, committee: Committee, today: date) -> Iterator[Signatory]:
    """Yield a signature block for each agency that joined by the same text and has no block in it."""
    printed = {one.party for one in document.front.signatories}
    parties = parties_on(document, today)
    for event in document.log:
        member = committee.member(event.party)
        if event.event == "joined" and event.party in parties and event.party not in printed and member is not None:
            person = member.signatory(today)
            yield Signatory(
                party=member.id, agency=member.name, name=person.name if person else "", post=person.post if person else ""
            )


def _plan_sheet(root: Path, committee: Committee, shelf: "Shelf", plan: Plan, today: date) -> _Wanted:
    """Return the sheet of an action plan, as it stands today."""
    from vawcoord.documents.plan import sheet
    from vawcoord.operations.plan import with_kept

    words = shelf.words(committee.profile.languages[0])
    made = sheet(committee, with_kept(root, plan), words, today)
    return _Wanted(plan.ref, made, ("docx", "html"), words.say("skip"), plan.where.path)


def _of_meeting(one: Printed) -> _Wanted:
    """Return a sheet of a meeting as the build takes it."""
    return _Wanted(one.stem, one.sheet, one.formats, one.skip, one.source)


def _page(committee: Committee, shelf: "Shelf", page: Page, today: date) -> _Wanted:
    """Return the sheet of a document that is made of records alone."""
    words = shelf.words(committee.profile.languages[0])
    return _Wanted(page.ref, page_sheet(committee, page, words, today), ("docx", "html"), words.say("skip"), page.where.path)


class _Look:
    """Style file and logo, read once, when the first file is rendered."""

    def __init__(self, root: Path, shelf: "Shelf", committee: Committee | None = None) -> None:
        self.committee = committee
        style = shelf.content("style.docx")
        logo = next((found for name in ("logo.png", "logo.jpg", "logo.jpeg") if (found := shelf.content(name))), None)
        if style is None:
            raise VawcoordError(_("templates/style.docx is not there."), _("Install vawcoord again."))
        self.style = style[1]
        self.logo = logo[1] if logo else None
        self.root = root
        self.digest = digest(self.style + b"\0" + (self.logo or b""))
        self.logo_digest = digest(self.logo or b"")
        self._look: Look | None = None

    @property
    def look(self) -> "Look":
        """Return the parsed style file."""
        if self._look is None:
            from vawcoord.render.docx import Look

            self._look = Look(self.style)
        return self._look


def _rendered(root: Path, wanted: _Wanted, form: str, look: _Look, manifest: _Manifest, made: dict[str, dict[str, str]]) -> Step:
    """Render one output if its blocks changed; set aside what somebody edited; keep the last output when it fails."""
    path = f"build/{wanted.stem}.{form}"
    tree = hashlib.sha256(
        f"{__version__}\0{look.digest if form == 'docx' else look.logo_digest}\0{wanted.sheet!r}".encode()
    ).hexdigest()
    before = manifest.outputs.get(path, {})
    try:
        present = disk.read(root, path, disk.ATTACHMENT_LIMIT)
    except VawcoordError as error:
        return Step("failed", path, error.message)
    if present is not None and before.get("tree") == tree and before.get("sha") == digest(present):
        made[path] = before
        return Step("unchanged", path)
    try:
        _refuse_personal(look.committee, wanted)
        content = _spelled(wanted.sheet, form, look, wanted.skip)
    except VawcoordError as error:
        made.update({path: before} if before else {})
        return Step("failed", path, error.message)
    if present == content:
        made[path] = {"tree": tree, "sha": digest(content)}
        return Step("unchanged", path)
    aside = ""
    try:
        _refuse_open(root, path)
        if present is not None and digest(present) != before.get("sha"):
            aside = _set_aside(root, path, present)
        disk.write_atomic(disk.inside(root, path), content)
    except OSError:
        made.update({path: before} if before else {})
        return Step(
            "failed",
            path,
            _("The file is open in another programme, or may not be written. Close it there, then build again."),
        )
    except VawcoordError as error:
        made.update({path: before} if before else {})
        return Step("failed", path, error.message)
    made[path] = {"tree": tree, "sha": digest(content)}
    if aside:
        return Step(
            "set-aside",
            path,
            _("Somebody had edited {path}; that copy now lies in {aside}. Bring its wording into {text}, where it lasts.").format(
                path=path, aside=aside, text=wanted.source
            ),
        )
    return Step("made", path)


def _refuse_personal(committee: Committee | None, wanted: _Wanted) -> None:
    """Refuse a file whose name or properties the guard stops: both are read by everybody who sees the folder it lies in."""
    from vawcoord.operations.guard import in_properties, rule_text

    sheet = wanted.sheet
    told = (sheet.title, sheet.author, sheet.classification, *(value for _name, value in sheet.properties))
    found = in_properties(committee, wanted.source, wanted.stem, told)
    if found:
        raise VawcoordError(
            _("The guard stops it: title, properties or name of the file hold {what}. Change them in {text}.").format(
                what=", ".join(dict.fromkeys(rule_text(one.rule) for one in found)), text=wanted.source
            )
        )


def _spelled(sheet: "Sheet", form: str, look: _Look, skip: str) -> bytes:
    """Return a sheet in a format."""
    if form == "docx":
        from vawcoord.render import docx

        return docx.render(sheet, look.look, look.logo)
    from vawcoord.render import html

    return html.render(sheet, look.logo, skip=skip).encode()


def _refuse_open(root: Path, path: str) -> None:
    """Refuse to overwrite a file that Word or LibreOffice holds open: both leave a small file beside it."""
    folder, _slash, name = path.rpartition("/")
    for mark in (f"~${name[2:]}", f"~${name}", f".~lock.{name}#"):
        if (root / folder / mark).exists():
            raise VawcoordError(_("{path} is open in another programme. Close it there, then build again.").format(path=path))


def _set_aside(root: Path, path: str, content: bytes) -> str:
    """Keep a copy of an output that somebody edited, and return where it lies."""
    stem, _dot, ending = path.removeprefix("build/").rpartition(".")
    number = 1
    while (root / (aside := f"build/edited/{stem}-{number}.{ending}")).exists():
        number += 1
    disk.write_atomic(disk.inside(root, aside), content)
    return aside


def _listing(root: Path, today: date) -> str:
    """Return a digest of path, size and time of every file that a build may read, with version and day."""
    mark = hashlib.sha256(f"{__version__} {today}".encode())
    for folder, skip in ((root, _SKIP), (disk.shipped_templates(), ())):
        lines = [f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n" for path, facts in disk.files(folder, skip)]
        mark.update("".join(lines).encode("utf-8", "surrogateescape"))
    return mark.hexdigest()


def _read_manifest(root: Path) -> _Manifest:
    """Return the manifest; an empty one when there is none or it cannot be read."""
    try:
        content = disk.read(root, _MANIFEST, disk.ATTACHMENT_LIMIT)
        data: dict[str, Any] = json.loads(content) if content else {}
        held = {str(path): dict(facts) for path, facts in data.get("outputs", {}).items()}
        return _Manifest(str(data.get("listing", "")), held)
    except (ValueError, VawcoordError, AttributeError, TypeError):
        return _Manifest("", {})


def _write_manifest(root: Path, manifest: _Manifest) -> None:
    """Write the manifest."""
    data = {"listing": manifest.listing, "outputs": dict(sorted(manifest.outputs.items()))}
    try:
        disk.write_atomic(disk.inside(root, _MANIFEST), json.dumps(data, indent=1).encode())
    except OSError as error:
        raise VawcoordError(
            _("{folder}: nothing can be written there: {reason}.").format(folder=root / "build", reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error
