"""From disk to records: every file is read once, every fault becomes a finding, nothing stops at the first."""

import contextlib
import gc
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.codes import finding
from vawcoord.errors import VawcoordError
from vawcoord.finding import Finding
from vawcoord.folder import layout
from vawcoord.folder.toml import EncodingError, TomlError, decoded, merge_marker, parsed
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.profile import Profile
from vawcoord.records.record import Reading, Record, is_id
from vawcoord.where import Where, key_text

_MEETING_ID = r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\Z"
_RAW = r"!\[[^\]\n]*\]\(|</?[a-zA-Z][^>\n]*>"
_ENTRY_ID = r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\Z"


class _Gathering:
    """What has been read so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.profile: Profile | None = None
        self.found: dict[str, list[Any]] = {}
        self.logs: dict[tuple[str, str], tuple[Any, ...]] = {}
        self.papers: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, str] = {}

    def add(self, kind: str, record: Any) -> None:
        """Keep a record."""
        self.found.setdefault(kind, []).append(record)

    def all(self, kind: str) -> tuple[Any, ...]:
        """Return the records of a kind in the order of their paths."""
        return tuple(self.found.get(kind, ()))

    def by_id(self, kind: str) -> tuple[Any, ...]:
        """Return the records of a kind in the order of their ids, which is not that of paths: `a.toml` comes after `a-b.toml`."""
        return tuple(sorted(self.found.get(kind, ()), key=lambda one: one.id))


def find_root(start: Path) -> Path | None:
    """Return the committee's folder: `start`, or the nearest folder above it with a `committee.toml`."""
    for folder in (start, *start.parents):
        if (folder / "committee.toml").is_file():
            return folder
    return None


@contextlib.contextmanager
def _nothing_is_garbage() -> Iterator[None]:
    """Keep Python from looking for garbage: what is read stays, and it would walk over all of it again and again."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def load(root: Path) -> tuple[Committee, tuple[Finding, ...]]:
    """Return the committee that a folder holds, and what is wrong in its files.

    A broken record is left out and named. Raises VawcoordError only when `committee.toml` itself cannot be read.
    """
    gathering = _Gathering(root)
    content = disk.read(root, "committee.toml")
    if content is None:
        raise VawcoordError(
            _("{folder}: here is no committee.toml.").format(folder=root),
            _("Go into the committee's folder, name it with -C FOLDER, or make one: vawcoord init FOLDER."),
        )
    gathering.profile = _profile(content, gathering)
    paths = []
    prefix = f"{root}/"
    links: list[str] = []
    closed: list[str] = []
    with _nothing_is_garbage():
        for path, facts in disk.files(root, layout.NOT_READ, links, closed):
            paths.append(path)
            if path != "committee.toml":
                _read(gathering, path, prefix, facts)
    for path in links:
        gathering.findings.append(
            finding(
                "FOL009", Where(path), _("this is a symbolic link; it was not read."), _("Put the file itself into the folder.")
            )
        )
    for path in closed:
        gathering.findings.append(
            finding(
                "FOL001",
                Where(path),
                _("this folder cannot be read."),
                _("Ask whoever owns the folder for the right to read it."),
            )
        )
    return _committee(gathering, paths), tuple(gathering.findings)


def _profile(content: bytes, gathering: _Gathering) -> Profile:
    """Return the profile. Raises VawcoordError when it cannot be had."""
    path = "committee.toml"
    try:
        text = decoded(content)
        table = parsed(text)
    except (EncodingError, TomlError) as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    if table.get("format", 1) != 1:
        raise VawcoordError(
            _("{path}: the folder has format {format}; this programme reads format 1.").format(path=path, format=table["format"]),
            _("Use a newer version of vawcoord."),
        )
    reading = Reading(path)
    profile = Profile.read(table, (), reading)
    if profile is None:
        from vawcoord.folder.lines import key_lines, line_of

        needed = {name for name, one in Profile.keys.items() if one.required}
        _code, key, message = next(
            one for one in reading.problems if (one[0] == "FOL007" and not one[1]) or (len(one[1]) == 1 and one[1][0] in needed)
        )
        line = line_of(key_lines(text), key)
        shown = f"{key_text(key)}: {message}" if key else message
        raise VawcoordError(f"{path}:{line or 1}: {shown}", _("Without it the folder cannot be read."))
    _note_problems(gathering, reading, lambda: text, 0)
    return profile


def _read(gathering: _Gathering, path: str, prefix: str, facts: os.stat_result) -> None:
    """Read one file into the gathering."""
    if not path.isascii() and path.encode(errors="replace").decode() != path:
        path = path.encode(errors="backslashreplace").decode()
    place = layout.place_of(path)
    if place is None:
        _out_of_place(gathering, path)
        return
    kind, parts = place
    name = parts.get("id", "")
    if name and not _good_name(kind, name):
        gathering.findings.append(
            finding(
                "FOL008",
                Where(path),
                _('the name "{name}" is no id.').format(name=name[:60]),
                _("Rename the file: lower-case letters a to z, digits, single hyphens; dated records begin with the date."),
            )
        )
        return
    try:
        if facts.st_size > disk.TEXT_LIMIT:
            disk.read(gathering.root, path)
        content = disk.read_file(prefix + path, disk.TEXT_LIMIT, path)
    except VawcoordError as error:
        gathering.findings.append(finding("FOL001", Where(path), _after(error.message, path), error.mend))
        return
    if content is None:
        return
    try:
        text = decoded(content)
    except EncodingError as error:
        gathering.findings.append(finding("FOL002", Where(path, error.line), error.message, error.mend))
        return
    if path.endswith(".toml"):
        _read_toml(gathering, kind, parts, path, text)
    elif kind == "figures":
        gathering.add("figures", (path, parts["id"], text))
    elif kind == "released":
        gathering.add("released", (path, content, text))
    else:
        _read_text(gathering, kind, parts, path, text, content)


def _good_name(kind: str, name: str) -> bool:
    """Say whether a file's name fits its kind."""
    if kind in ("agenda", "minutes", "actions", "minutes-log"):
        return bool(re.match(_MEETING_ID, name)) and _is_day(name[:10]) and is_id(name)
    if kind in ("register", "received", "released"):
        return bool(re.match(_ENTRY_ID, name)) and _is_day(name[:10]) and len(name) <= 80
    if kind == "coverage":
        return _is_day(name)
    if kind == "journal":
        return _is_day(f"{name}-01")
    return kind == "figures" or is_id(name)


def _is_day(text: str) -> bool:
    """Say whether a text is a day of the calendar."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _after(message: str, path: str) -> str:
    """Return a message without the path at its head, which a finding prints itself."""
    return message.removeprefix(f"{path}: ")


def _out_of_place(gathering: _Gathering, path: str) -> None:
    """Note a file that looks like a record and lies where none belongs."""
    # Some editors save a record as `police.toml.txt`, and other systems know capitals in endings.
    if (
        re.fullmatch(layout.FREE, path)
        or path.startswith(".")
        or not re.search(r"\.(toml|md|csv)(\.txt)?\Z", path, re.IGNORECASE)
    ):
        return
    gathering.findings.append(
        finding("FOL012", Where(path), _("no record belongs here; the file is not read."), _("Move it to its place, or away."))
    )


def _read_toml(gathering: _Gathering, kind: str, parts: dict[str, str], path: str, text: str) -> None:
    """Read a file of TOML."""
    try:
        table = parsed(text)
    except TomlError as error:
        name = "FOL004" if error.merge else "FOL003"
        gathering.findings.append(finding(name, Where(path, error.line), error.message, error.mend))
        return
    reading = Reading(path)
    if kind == "register":
        _read_register(gathering, parts, table, reading)
    else:
        record = _record_class(kind).read(table, (), reading)
        if record is not None:
            _keep(gathering, kind, parts, record)
    if reading.problems:
        _note_problems(gathering, reading, lambda: text, 0)


def _record_class(kind: str) -> type[Record]:
    """Return the record class of a kind. Its module is loaded only when the folder holds such a file."""
    match kind:
        case "member":
            from vawcoord.records.member import Member

            return Member
        case "contacts":
            from vawcoord.records.member import Contacts

            return Contacts
        case "log" | "minutes-log":
            from vawcoord.records.document import Log

            return Log
        case "plan":
            from vawcoord.records.plan import Plan

            return Plan
        case "journal":
            from vawcoord.records.plan import Journal

            return Journal
        case "schedule":
            from vawcoord.records.meeting import Schedule

            return Schedule
        case "published":
            from vawcoord.records.meeting import Published

            return Published
        case "actions":
            from vawcoord.records.meeting import Actions

            return Actions
        case "service":
            from vawcoord.records.service import Service

            return Service
        case "indicator":
            from vawcoord.records.indicator import Indicator

            return Indicator
        case "guard-words":
            from vawcoord.records.guard import GuardWords

            return GuardWords
        case "guard-confirmed":
            from vawcoord.records.guard import Confirmations

            return Confirmations
        case "received":
            from vawcoord.records.received import Received

            return Received
        case _:
            from vawcoord.records.coverage import Coverage

            return Coverage


def _keep(gathering: _Gathering, kind: str, parts: dict[str, str], record: Any) -> None:
    """Put a record where the committee will have it."""
    match kind:
        case "member" | "plan" | "service" | "indicator" | "received":
            gathering.add(kind, record.named(parts["id"]))
        case "log":
            gathering.logs[parts["kind"], parts["id"]] = record.entries
        case "journal":
            gathering.found.setdefault("journal", []).extend(record.entries)
        case "actions":
            gathering.papers.setdefault(parts["id"], {})["actions"] = record
        case "minutes-log":
            gathering.papers.setdefault(parts["id"], {})["log"] = record.entries
        case _:
            gathering.add(kind, record)


def _read_register(gathering: _Gathering, parts: dict[str, str], table: dict[str, Any], reading: Reading) -> None:
    """Read an entry of a register."""
    from vawcoord.records.register import kinds, read_entry

    kind = kinds().get(parts["kind"])
    if kind is None:
        from vawcoord.records.record import nearest

        near = nearest(parts["kind"], list(kinds()))
        hint = _('Did you mean "{near}"?').format(near=near) if near else _("docs/reference/registers.md names the kinds.")
        gathering.findings.append(
            finding("FOL012", Where(reading.path), _('there is no register "{kind}".').format(kind=parts["kind"]), hint)
        )
        return
    entry = read_entry(kind, parts["id"], table, reading)
    if entry is not None:
        gathering.add("register", entry)


def _read_text(gathering: _Gathering, kind: str, parts: dict[str, str], path: str, text: str, content: bytes) -> None:
    """Read a Markdown file with front matter: a document, an agenda or minutes."""
    from vawcoord.text.frontmatter import split

    marker = merge_marker(text)
    if marker:
        gathering.findings.append(
            finding(
                "FOL004",
                Where(path, marker),
                _("here stands a mark of an unfinished merge (<<<<<<<)."),
                _("Keep the right one of the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>."),
            )
        )
        return
    halves = split(text)
    if halves.problem:
        gathering.findings.append(
            finding("DOC001", Where(path, 1), halves.problem, _("Copy the head of another document of this kind and change it."))
        )
        return
    try:
        table = parsed(halves.front, 2)
    except TomlError as error:
        gathering.findings.append(finding("FOL003", Where(path, error.line), error.message, error.mend))
        return
    reading = Reading(path)
    if kind == "document":
        _read_document(gathering, parts, table, halves, reading, content)
    else:
        _read_paper(gathering, kind, parts, table, halves, reading, content)
    if reading.problems:
        _note_problems(gathering, reading, lambda: halves.front, 1)


def _read_document(
    gathering: _Gathering, parts: dict[str, str], table: dict[str, Any], halves: Any, reading: Reading, content: bytes
) -> None:
    """Read an agreement, MOU or SOP: front matter and outline; its digest is computed only when it is asked for."""
    from vawcoord.change import digest
    from vawcoord.records.document import Document, Front

    front = Front.read(table, (), reading)
    if front is None:
        return
    clauses = outlined(halves.body, halves.body_line)
    marks = _placeholders(gathering, front.language, halves)
    gathering.add(
        "document",
        Document(
            parts["kind"],
            parts["id"],
            front,
            Where(reading.path),
            clauses,
            marks,
            digest(content),
            "",
            halves.body_line,
            (),
            parts["language"],
            tuple(halves.body.count("\n", 0, match.start()) + halves.body_line for match in re.finditer(_RAW, halves.body)),
        ),
    )


def outlined(body: str, body_line: int) -> tuple[Any, ...]:
    """Return the clauses of a body as records."""
    from vawcoord.records.document import Clause
    from vawcoord.records.record import ITEM
    from vawcoord.text.outline import sections

    made = []
    for section in sections(body, body_line):
        named = section.attributes.value("guidelines").split()
        made.append(
            Clause(
                section.attributes.id,
                section.title,
                section.level,
                section.line,
                tuple(one for one in named if re.match(ITEM, one)),
                "annex" in section.attributes.classes,
                "living" in section.attributes.classes,
                not section.written,
                tuple(section.references),
                tuple(one for one in named if not re.match(ITEM, one)),
            )
        )
    return tuple(made)


def _placeholders(gathering: _Gathering, language: str, halves: Any) -> tuple[tuple[int, str], ...]:
    """Return line and wording of every place still to be completed, in front matter and body."""
    from vawcoord.text.template import placeholder_pattern

    pattern = placeholder_pattern(tuple(dict.fromkeys(("to be completed", _phrase(gathering, language)))))
    found: list[tuple[int, str]] = []
    for text, first in ((halves.front, 2), (halves.body, halves.body_line)):
        found.extend((text.count("\n", 0, match.start()) + first, match[1].strip()) for match in pattern.finditer(text))
    return tuple(found)


def _phrase(gathering: _Gathering, language: str) -> str:
    """Return the words "to be completed" in a language."""
    if language == "en":
        return "to be completed"
    if language not in gathering.phrases:
        from vawcoord.folder.shipped import Shelf

        try:
            gathering.phrases[language] = Shelf(gathering.root).some_words(language).to_be_completed
        except VawcoordError as error:
            gathering.phrases[language] = "to be completed"
            path = f"templates/words.{language.partition('-')[0]}.toml"
            mend = error.mend or _("Correct the file, or remove it: then the words that come with the tool are used.")
            gathering.findings.append(finding("FOL001", Where(path), _after(error.message, path), mend))
    return gathering.phrases[language]


def _read_paper(
    gathering: _Gathering, kind: str, parts: dict[str, str], table: dict[str, Any], halves: Any, reading: Reading, content: bytes
) -> None:
    """Read an agenda or minutes."""
    from vawcoord.change import digest
    from vawcoord.records.meeting import AgendaFront, MinutesFront, Paper

    front = AgendaFront.read(table, (), reading) if kind == "agenda" else MinutesFront.read(table, (), reading)
    if front is not None:
        clauses = outlined(halves.body, halves.body_line)
        paper = Paper(front, Where(reading.path), clauses, halves.body_line, digest(content), halves.body.replace("\r\n", "\n"))
        gathering.papers.setdefault(parts["id"], {})[kind] = paper


def _note_problems(gathering: _Gathering, reading: Reading, text: Callable[[], str], before: int) -> None:
    """Turn the problems of a file into findings, with the lines of their keys; `before` lines stand above the TOML."""
    from vawcoord.folder.lines import key_lines, line_of

    lines = key_lines(text())
    for code, key, message in reading.problems:
        line = line_of(lines, key)
        where = Where(reading.path, line + before if line else 1 + before, key)
        shown = message if code != "FOL005" else f"{key_text(key)}: {message}"
        gathering.findings.append(finding(code, where, shown, _mend(code)))


def _mend(name: str) -> str:
    """Return what to do about a problem with a key."""
    match name:
        case "FOL006":
            return _("Correct the word, or remove the line. docs/reference/formats.md lists the keys.")
        case "FOL007":
            return _("Add the key; the record is left out until then.")
        case _:
            return _("Correct the value; it is left out until then.")


def _committee(gathering: _Gathering, paths: Iterable[str]) -> Committee:
    """Return the whole as one value."""
    if gathering.profile is None:
        message = "no profile"
        raise TypeError(message)
    figures: tuple[Any, ...] = ()
    if "figures" in gathering.found:
        from vawcoord.folder.figures import read_figures

        figures = read_figures(gathering.found["figures"], gathering.findings)
    released: tuple[Any, ...] = ()
    if "released" in gathering.found:
        from vawcoord.folder.figures import read_released

        released = read_released(gathering.found["released"], gathering.findings)
    _orphans(gathering)
    return Committee(
        gathering.profile,
        members=gathering.by_id("member"),
        contacts=next(iter(gathering.all("contacts")), None),
        documents=tuple(
            _with_log(one, gathering)
            for one in sorted(gathering.all("document"), key=lambda one: (one.kind, one.id, one.translation))
        ),
        plans=gathering.by_id("plan"),
        journal=gathering.all("journal"),
        schedule=next(iter(gathering.all("schedule")), None),
        meetings=_meetings(gathering),
        published=next((one.entries for one in gathering.all("published")), ()),
        guard_words=next((one.entries for one in gathering.all("guard-words")), ()),
        confirmed=next((one.entries for one in gathering.all("guard-confirmed")), ()),
        registers=gathering.all("register"),
        services=gathering.by_id("service"),
        indicators=gathering.by_id("indicator"),
        figures=figures,
        released=released,
        received=tuple(sorted(gathering.all("received"), key=lambda one: (one.document, one.date, one.id))),
        coverages=tuple(sorted(gathering.all("coverage"), key=lambda one: one.date)),
        paths=frozenset(paths),
        attachments=frozenset(f"attachments/{path}" for path, _facts in disk.files(gathering.root / "attachments")),
        issued=_issued(gathering.root) if gathering.found.keys() & {"document", "register"} else {},
    )


def _orphans(gathering: _Gathering) -> None:
    """Note the logs that lie beside no document: what they say has no effect."""
    for kind, name in gathering.logs:
        if not (gathering.root / layout.document_path(kind, name)).is_file():
            gathering.findings.append(
                finding(
                    "FOL012",
                    Where(layout.log_path(kind, name)),
                    _("there is no document {ref}; the log has no effect.").format(ref=f"{kind}/{name}"),
                    _("Name it like its document, or bring the document back."),
                )
            )


def _issued(root: Path) -> dict[str, str]:
    """Return the texts kept as signed, with the SHA-256 of each."""
    from vawcoord.change import digest

    kept = {}
    for path, _facts in disk.files(root / "issued"):
        # A text that cannot be read is not there: the rule about texts as signed names it.
        with contextlib.suppress(VawcoordError):
            kept[f"issued/{path}"] = digest(disk.read(root, f"issued/{path}") or b"")
    return kept


def _with_log(document: Any, gathering: _Gathering) -> Any:
    """Return a document with its log and, where the log speaks of texts, its digest."""
    log = gathering.logs.get((document.kind, document.id), ())
    mine = tuple(one for one in log if not one.language or one.language == document.front.language or not document.translation)
    texts = {one.front.language: one for one in gathering.all("document") if one.kind == document.kind and one.id == document.id}
    # A translation that nobody has signed needs no digest of its own: to work one out takes longer than to read the folder.
    asked = any(one.digest for one in mine) or (len(texts) > 1 and not document.translation)
    current = _known_digest(gathering.root, document, log) if asked else ""
    signed = () if document.translation else tuple(one for one in document.front.authentic if one != document.front.language)
    beside = tuple((one, _known_digest(gathering.root, texts[one], log)) for one in signed if one in texts)
    earlier = _earlier(gathering.root, document, mine, current)
    return document.but(log=mine, digest=current, earlier=earlier, beside=beside)


def _known_digest(root: Path, document: Any, log: tuple[Any, ...]) -> str:
    """Return the digest of a text: from the log where the file is as it was then, else computed."""
    return next((one.digest for one in log if one.bytes == document.sha and one.digest), "") or digest_of(root, document)


def _earlier(root: Path, document: Any, log: tuple[Any, ...], current: str) -> tuple[tuple[str, Any], ...]:
    """Return digest and front matter of the texts, other than the present one, that a log speaks of and that are kept."""
    from vawcoord.records.document import Front
    from vawcoord.text.frontmatter import split

    kept = []
    for text in sorted({one.digest for one in log if one.digest} - {current}):
        path = layout.issued_path(document.kind, document.id, text)
        try:
            front = Front.read(parsed(split(decoded(disk.read(root, path) or b"")).front), (), Reading(path))
        except (VawcoordError, EncodingError, TomlError):
            continue
        if front is not None:
            kept.append((text, front))
    return tuple(kept)


def digest_of(root: Path, document: Any) -> str:
    """Return the digest of a document's text as it stands on disk."""
    from vawcoord.records.digest import text_digest
    from vawcoord.text.frontmatter import split
    from vawcoord.text.markdown import blocks

    content = disk.read(root, document.where.path)
    halves = split(decoded(content or b""))
    return text_digest(document.front, blocks(halves.body, halves.body_line))


def _meetings(gathering: _Gathering) -> tuple[Any, ...]:
    """Return the meetings whose folders are there."""
    if not gathering.papers:
        return ()
    from vawcoord.records.meeting import Meeting

    made = []
    for name in sorted(gathering.papers):
        papers = gathering.papers[name]
        actions = papers.get("actions")
        one = Meeting(name, Where(f"meetings/{name}"), papers.get("agenda"), papers.get("minutes"), log=papers.get("log", ()))
        if actions:
            one = one.but(decisions=actions.decisions, actions=actions.actions, deferred=actions.deferred)
        elif one.minutes:
            from vawcoord.folder.minutes import with_lines

            one, broken = with_lines(gathering.root, one, gathering.profile, gathering.found.get("member", ()))
            for language in broken:
                _phrase(gathering, language)
        made.append(one)
    return tuple(made)
