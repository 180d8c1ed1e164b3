"""Brings a newer template, or the members' changed data, into a document that people have edited since.

The base is `origin/`, the text as the template gave it last. What only the template changed follows; what only people edited
stays, byte for byte; what both changed is shown, and a person decides. Nothing needs git.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import origin_path
from vawcoord.folder.shipped import Shelf
from vawcoord.folder.toml import TomlError, decoded, parsed
from vawcoord.folder.writing import document_text, edited_front, replaced
from vawcoord.language import _
from vawcoord.operations.documents import Draft, draft
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, standing
from vawcoord.text.attributes import attributes_of
from vawcoord.text.frontmatter import Parts, split
from vawcoord.text.merge import ADDED, CLASH, DROPPED, OURS, PREAMBLE, SAME, THEIRS, Merged, Outcome, joined, merge, pieces

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_FOLLOWING = ("title", "in_force", "effective", "class")
"""Keys of the front matter that follow the template where nobody has changed them."""


@dataclass(frozen=True, slots=True)
class Row:
    """What happens to one clause: `what` as the merge says it, its title, the items of Module 5 that come or go with it."""

    clause: str
    what: str
    title: str
    items: tuple[str, ...]
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Update:
    """What an update would do: the changes, clause by clause; keys of the head that follow; whose signatures are touched."""

    document: Document
    before: str
    after: str
    rows: tuple[Row, ...]
    keys: tuple[str, ...]
    signed: tuple[str, ...]
    order_clash: bool
    changes: ChangeSet | None

    @property
    def clashes(self) -> tuple[Row, ...]:
        """Return the clauses that wait for a decision."""
        return tuple(one for one in self.rows if one.what == CLASH)


def update(
    root: Path,
    committee: Committee,
    shelf: Shelf,
    document: Document,
    today: date,
    *,
    take: Collection[str] = (),
    keep: Collection[str] = (),
) -> Update:
    """Return what the present template and the members' present data bring to a document, and the changes that bring it.

    `take` names clauses in which the template's wording is chosen although people have edited them, `keep` those in which
    theirs stays for good. A clause without a decision stays as people wrote it and comes up again the next time.
    """
    ref, _at, _version = document.front.template.partition("@")
    if not ref:
        raise VawcoordError(
            _("{path} was not made from a template.").format(path=document.where.path),
            _("There is nothing that it could follow."),
        )
    language = document.front.language
    origin = origin_path(document.kind, document.id, language)
    base, ours = (_halves(root, path) for path in (origin, document.where.path))
    if base is None or ours is None:
        raise VawcoordError(
            _("{path} is not there: nobody can tell what was edited since.").format(path=origin),
            _("Bring it back from a backup, or compare with the template by hand: vawcoord {kind} guide {name}.").format(
                kind=document.kind, name=ref.partition("/")[2]
            ),
        )
    parties = tuple(member for one in document.front.parties if (member := committee.member(one)) is not None)
    theirs = draft(shelf, committee, ref, language, parties, today, review=document.front.review)
    _known(take, keep, ours, theirs.body)
    decided = {**dict.fromkeys(take, THEIRS), **dict.fromkeys(keep, OURS)}
    merged = merge(base.body, ours.body, theirs.body, decided)
    rows = tuple(_row(one) for one in merged.outcomes if one.what in (ADDED, DROPPED, THEIRS, CLASH) or one.id in decided)
    fronts = [parsed(one.front, 2) for one in (base, ours)]
    keys = _front_changes(fronts[0], fronts[1], theirs.front)
    open_ = any(one.what == CLASH for one in rows)
    if not open_:
        keys |= {"template": theirs.head.ref} if document.front.template != theirs.head.ref else {}
        keys |= {"reviewed": theirs.front["reviewed"]} if theirs.front["reviewed"] else {}
    keys = {name: value for name, value in keys.items() if fronts[1].get(name) != value}
    changes = _changes(root, document, origin, base, theirs, merged, keys, ours)
    state = standing(document, today)
    touched = (
        tuple(one.party for one in state.signed)
        if changes and document.where.path in changes.paths() and _wording_moves(rows, keys)
        else ()
    )
    return Update(
        document, document.front.template, theirs.head.ref, rows, tuple(sorted(keys)), touched, merged.order_clash, changes
    )


def _halves(root: Path, path: str) -> Parts | None:
    """Return the two parts of a text file with single line ends; None when it is not there."""
    content = disk.read(root, path)
    if content is None:
        return None
    halves = split(decoded(content).replace("\r\n", "\n"))
    if halves.problem:
        raise VawcoordError(f"{path}:1: {halves.problem}")
    try:
        parsed(halves.front, 2)
    except TomlError as error:
        raise VawcoordError(f"{path}:{error.line}: {error.message}", error.mend) from error
    return halves


def _known(take: Collection[str], keep: Collection[str], ours: Parts, theirs: str) -> None:
    """Refuse a decision about a clause that is not there, or two decisions about one."""
    from vawcoord.records.record import nearest

    there = {one.id for body in (ours.body, theirs) for one in pieces(body)}
    for name in (*take, *keep):
        if name not in there:
            near = nearest(name, sorted(there))
            raise VawcoordError(
                _('There is no clause "{clause}".').format(clause=name)
                + (" " + _('Did you mean "{near}"?').format(near=near) if near else "")
            )
    both = sorted(set(take) & set(keep))
    if both:
        raise VawcoordError(_("{clauses}: taken and kept at once.").format(clauses=", ".join(both)))


def _row(outcome: Outcome) -> Row:
    """Return what happens to one clause, with the items of Module 5 its heading names."""
    source = outcome.theirs or outcome.base or outcome.ours or ""
    title, attributes = attributes_of(source.splitlines()[0].lstrip("# ")) if outcome.id != PREAMBLE else ("", None)
    items = tuple(attributes.value("guidelines").split()) if attributes else ()
    return Row(outcome.id, outcome.what, title, items, outcome.ours or "", outcome.theirs or "")


def _front_changes(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the head that follow: changed by the template or the members' data, and not by people."""
    made = {
        name: theirs[name]
        for name in _FOLLOWING
        if theirs.get(name) not in (None, base.get(name)) and ours.get(name) == base.get(name)
    }
    blocks = [{one["party"]: one for one in front.get("signatories") or ()} for front in (base, ours, theirs)]
    if blocks[1] and blocks[1].keys() == blocks[2].keys():
        followed = []
        for party, mine in blocks[1].items():
            other = {key: value for key, value in blocks[2][party].items() if value is not None}
            followed.append(other if mine == blocks[0].get(party) else mine)
        if followed != list(blocks[1].values()):
            made["signatories"] = followed
    return made


def _wording_moves(rows: Collection[Row], keys: Collection[str]) -> bool:
    """Say whether something that stands in the digest changes: then the signatures stay with the former text."""
    return any(one.what in (ADDED, DROPPED, THEIRS) for one in rows) or bool(
        {"title", "in_force", "effective", "class"} & set(keys)
    )


def _changes(
    root: Path,
    document: Document,
    origin: str,
    base: Parts,
    theirs: Draft,
    merged: Merged,
    keys: Mapping[str, Any],
    ours: Parts,
) -> ChangeSet | None:
    """Return the changes of the text and of its base; None where nothing moves."""
    path = document.where.path
    changes: list[Change] = []
    if merged.body != ours.body or keys:
        changes.append(_rewritten(root, path, merged.body, keys))
    open_ = {one.id for one in merged.clashes}
    body = _kept_open(base.body, theirs.body, open_)
    text = document_text(theirs.front, body)
    if (disk.read(root, origin) or b"") != text.encode():
        changes.append(replaced(root, origin, text.encode()))
    if not changes or (len(changes) == 1 and changes[0].path == origin and not _moves(merged)):
        return None
    return together(_("{path} follows the template {template}").format(path=path, template=theirs.head.ref), changes)


def _moves(merged: Merged) -> bool:
    """Say whether the template moved on in its wording; a base that is only wrapped differently is left as it is."""
    return any(one.what not in (SAME, OURS) for one in merged.outcomes)


def _kept_open(base: str, theirs: str, open_: Collection[str]) -> str:
    """Return the new base: the template's text, in which every undecided clause stays as it was, so that it comes up again."""
    before = {one.id: one for one in pieces(base)}
    return joined([before.get(one.id, one) if one.id in open_ else one for one in pieces(theirs)])


def _rewritten(root: Path, path: str, body: str, keys: Mapping[str, Any]) -> Change:
    """Return the change of a text file: some keys of its head, and its body; its line ends stay."""

    def edit(front: "TOMLDocument") -> None:
        for name, value in keys.items():
            if name != "signatories":
                front[name] = value
                continue
            for held, new in zip(front["signatories"], value, strict=True):
                for key in [key for key in held if key not in new]:
                    del held[key]
                for key, one in new.items():
                    if held.get(key) != one:
                        held[key] = one

    change = edited_front(root, path, edit)
    text = (change.after or b"").decode()
    old = split(text).body
    ends = "\r\n" if "\r\n" in text else "\n"
    return Change(path, change.before, (text[: len(text) - len(old)] + body.replace("\n", ends)).encode())


def behind(document: Document, shelf: Shelf) -> str:
    """Return the template's present version where a document was made from an older one, else nothing."""
    ref, _at, version = document.front.template.partition("@")
    head = shelf.head(ref, document.front.language) if ref else None
    return head.ref if head is not None and version.isdecimal() and head.version > int(version) else ""
