"""Brings an agreement that exists in Word into the folder: clauses with proposed ids, the items each seems to answer, the gaps.

Which item a clause answers is only seen from its likeness to a clause of a template, and the reason stands beside it: a person
confirms it or takes it out. Nothing is written before that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import ChangeSet, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import document_path
from vawcoord.folder.shipped import Shelf
from vawcoord.folder.writing import document_text
from vawcoord.language import _, several
from vawcoord.operations.documents import find_template, named_parties, signatory_block
from vawcoord.records.committee import Committee
from vawcoord.records.member import Member
from vawcoord.records.record import is_id
from vawcoord.text.attributes import attributes_of
from vawcoord.text.merge import PREAMBLE, pieces
from vawcoord.text.slug import proposed_id

if TYPE_CHECKING:
    from vawcoord.exchange.drafting import Draft, Drafted

_ALIKE = 0.34
"""How alike two clauses must be for the one to be taken for the other: of files from practice, few pairs that mean different
things come so near."""

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Import:
    """An agreement to be brought in."""

    kind: str
    file: Path
    id: str = ""
    template: str = ""
    parties: tuple[str, ...] = ()
    language: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as it was found: its title, the proposed id, the items of Module 5 it seems to answer, and why."""

    title: str
    clause: str
    level: int
    items: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause of the template that nothing in the file is like, with its items."""

    clause: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What would come of a file: where it would lie, its clauses, what the template has beside them, and remarks."""

    path: str
    template: str
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    remarks: tuple[str, ...]
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class _Known:
    """A clause of a template, for comparison."""

    clause: str
    title: str
    items: tuple[str, ...]
    words: "Counter[str]"


def bring_in(root: Path, committee: Committee, shelf: Shelf, request: Import, today: date) -> Imported:
    """Return what comes of a Word file, and the changes that make it a document of the folder.

    Raises VawcoordError for a file that is none or holds no clause, and an id that is taken.
    """
    from vawcoord.exchange.drafting import drafted
    from vawcoord.exchange.word import read
    from vawcoord.gate import LIMIT

    content = disk.read_file(request.file, LIMIT)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=request.file))
    returned = read(content, request.file.name)
    uid, _slash, rest = returned.property.partition("/")
    if uid == committee.profile.uid:
        raise VawcoordError(
            _("{path}: this is a copy of {ref}, which is in this folder.").format(
                path=request.file.name, ref=rest.rpartition("/")[0]
            ),
            _("What was changed in it: vawcoord receive {path}.").format(path=request.file),
        )
    found = drafted(returned)
    if not found.clauses:
        raise VawcoordError(
            _("{path}: no heading and no numbered paragraph was found, so nobody can tell the clauses apart.").format(
                path=request.file.name
            ),
            _("Give the headings the style Heading 1 in Word, then try again."),
        )
    language = request.language or committee.profile.languages[0]
    title = request.title or found.title or request.file.stem
    identity = request.id or proposed_id(title)
    if not is_id(identity):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=identity),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    path = document_path(request.kind, identity)
    if path in committee.paths or disk.read(root, path) is not None:
        raise VawcoordError(
            _("{ref} is there already: {path}.").format(ref=f"{request.kind}/{identity}", path=path),
            _("Give the new one another name with --id."),
        )
    template, known = _template(shelf, request, language, found)
    rows = _rows(found.clauses, known)
    parties = _parties(committee, request, found, today)
    front: dict[str, Any] = {
        "title": title,
        "language": language,
        "parties": [one.id for one in parties],
        "in_force": "adoption" if request.kind == "sop" else "all",
        "effective": "adoption" if request.kind == "sop" else "last-signature",
        "class": "committee",
    }
    if request.kind != "sop":
        front["signatories"] = [signatory_block(one, today) for one in parties]
    answered = {row.clause for row in rows}
    gaps = tuple(Gap(one.clause, one.title, one.items) for one in known if one.clause not in answered)
    label = _("{path} brought in from {file}").format(path=path, file=request.file.name)
    return Imported(
        path,
        template,
        rows,
        gaps,
        _remarks(found, parties, returned.lost, tracked=returned.tracked),
        together(label, [new_file(path, document_text(front, _body(found, rows)))]),
    )


def _template(shelf: Shelf, request: Import, language: str, found: "Draft") -> tuple[str, tuple[_Known, ...]]:
    """Return the template a file is compared with and its clauses: the one named, or the most like it of its kind."""
    if request.template:
        name = find_template(shelf, request.kind, request.template)
        return name, _clauses(shelf, name, language)
    said = _counted(" ".join(f"{one.title} {one.body}" for one in found.clauses))
    scored = []
    for name in shelf.names():
        if name.startswith(f"{request.kind}/"):
            known = _clauses(shelf, name, language)
            scored.append((_cosine(said, sum((one.words for one in known), Counter())), name, known))
    if not scored:
        return "", ()
    _score, name, known = max(scored, key=lambda one: (one[0], one[1]))
    return name, known


def _clauses(shelf: Shelf, name: str, language: str) -> tuple[_Known, ...]:
    """Return the clauses of a template; the English ones where it is not there in the language."""
    held = shelf.template(name, language) or shelf.template(name, "en")
    made = []
    for one in pieces(held[1].body) if held else ():
        if one.id == PREAMBLE or "{{" in one.id:
            continue
        head, _newline, rest = one.source.partition("\n")
        title, attributes = attributes_of(head.lstrip("# "))
        words = _counted(re.sub(r"{{[^}]*}}", " ", f"{title} {title} {rest}"))
        made.append(_Known(one.id, title, tuple(attributes.value("guidelines").split()), words))
    return tuple(made)


def _counted(text: str) -> "Counter[str]":
    """Return the words of a text that say something, by how often they stand there."""
    return Counter(word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3)


def _cosine(one: "Counter[str]", other: "Counter[str]") -> float:
    """Return how alike two counts of words are: 0 nothing in common, 1 the same."""
    shared = sum(count * other[word] for word, count in one.items())
    size = (sum(count * count for count in one.values()) * sum(count * count for count in other.values())) ** 0.5
    return shared / size if size else 0.0


def _rows(clauses: "Sequence[Drafted]", known: Sequence[_Known]) -> tuple[Row, ...]:
    """Return each clause with a proposed id, and the items of the template's clause that it is most like, with the reason."""
    common = Counter(word for one in known for word in one.words)
    pairs = []
    for place, one in enumerate(clauses):
        # The title stands twice: few words, but chosen ones.
        said = _counted(f"{one.title} {one.title} {one.body}")
        for other in known:
            headings = SequenceMatcher(None, one.title.casefold(), other.title.casefold()).ratio()
            score = 0.45 * (headings if headings > 0.6 else 0) + 0.75 * _cosine(
                _weighed(said, common), _weighed(other.words, common)
            )
            pairs.append((min(score, 1.0), headings, place, other, said))
    best: dict[int, tuple[float, float, _Known, Counter[str]]] = {}
    used: set[str] = set()
    for score, headings, place, other, said in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if score >= _ALIKE and place not in best and other.clause not in used:
            best[place] = (score, headings, other, said)
            used.add(other.clause)
    taken = set(used)
    made = []
    for place, one in enumerate(clauses):
        found = best.get(place)
        if found is None:
            name = proposed_id(one.title, taken, otherwise="clause")
            taken.add(name)
            made.append(Row(one.title, name, one.level, (), _("like no clause of the template")))
            continue
        score, headings, other, said = found
        shared = [word for word, _count in (_weighed(said, common) & _weighed(other.words, common)).most_common(_SHOWN)]
        reasons = [_('the heading is like "{title}"').format(title=other.title)] if headings > 0.6 else []
        reasons += [_("words in common: {words}").format(words=", ".join(shared))] if shared else []
        made.append(Row(one.title, other.clause, one.level, other.items, f"{round(100 * score)} %: " + "; ".join(reasons)))
    return tuple(made)


def _weighed(words: "Counter[str]", common: "Counter[str]") -> "Counter[str]":
    """Return counts in which words that many clauses use weigh little."""
    return Counter({word: max(1, round(100 * count / (1 + common[word]))) for word, count in words.items()})


def _body(found: "Draft", rows: Sequence[Row]) -> str:
    """Return the text: what stands before the first clause, then each clause with its id and items."""
    from vawcoord.text.template import escaped

    parts = [found.preamble] if found.preamble else []
    for clause, row in zip(found.clauses, rows, strict=True):
        items = f' guidelines="{" ".join(row.items)}"' if row.items else ""
        parts.append(f"{'#' * clause.level} {escaped(clause.title)} {{#{row.clause}{items}}}")
        if clause.body:
            parts.append(clause.body)
    return "\n\n".join(parts)


def _parties(committee: Committee, request: Import, found: "Draft", today: date) -> tuple[Member, ...]:
    """Return the parties named; otherwise the members whose names stand in the file."""
    if request.parties:
        return named_parties(committee, request.parties, today)
    said = " ".join((found.preamble, *(f"{one.title} {one.body}" for one in found.clauses), *found.signatures)).casefold()
    said = " ".join(said.replace("\\", "").split())
    return tuple(one for one in committee.active(today) if " ".join(one.name.casefold().split()) in said)


def _remarks(found: "Draft", parties: Sequence[Member], lost: Iterable[str], *, tracked: bool) -> tuple[str, ...]:
    """Return what a person should know before she confirms."""
    made = []
    if tracked:
        made.append(_("Changes are recorded in the file; they were taken as accepted."))
    if not parties:
        made.append(_("No member agency is named in the file: say who is bound with --between A,B."))
    else:
        made.append(_("Parties: {parties}.").format(parties=", ".join(one.id for one in parties)))
    if found.signatures:
        made.append(
            several(
                "{count} line of the place of signature is left out: it is printed anew for each party.",
                "{count} lines of the place of signature are left out: it is printed anew for each party.",
                len(found.signatures),
            )
        )
    made.extend(_("Not carried: {what}").format(what=one) for one in lost)
    return tuple(made)
