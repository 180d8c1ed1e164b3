"""What a committee does with the standard: coverage of a day, vouching, contrary views, setting aside, recording, comparing."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vawcoord import disk
from vawcoord.change import ChangeSet, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import issued_path
from vawcoord.folder.lines import KeyPath, key_lines, line_of
from vawcoord.folder.toml import EncodingError, decoded
from vawcoord.folder.writing import entry_line, inline, replaced
from vawcoord.language import _
from vawcoord.operations.members import find_member
from vawcoord.operations.registers import changed_entry, new_entry
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import Coverage, Covered, Evidence, Result
from vawcoord.records.document import Clause, standing
from vawcoord.records.record import nearest
from vawcoord.records.register import RegisterEntry, kinds, months_after
from vawcoord.records.standard import Item, Standard
from vawcoord.records.vouching import contested, items_of, refusal, those_concerned
from vawcoord.standard.catalogue import SHIPPED, module_5, parsed
from vawcoord.standard.coverage import coverage
from vawcoord.value import Value
from vawcoord.where import Where

if TYPE_CHECKING:
    from vawcoord.prose import Sheet

_MOST_PATHS = 20
"""How many paths of evidence a recorded coverage keeps for an item."""


def find_standard(root: Path, committee: Committee, file: Path | None = None) -> Standard:
    """Return the standard that the committee answers to, or the one in a file.

    Raises VawcoordError when there is none of that name, or the file is no standard.
    """
    if file is not None:
        content = disk.read_file(file, disk.TEXT_LIMIT)
        if content is None:
            raise VawcoordError(_("{file}: there is no such file.").format(file=file))
        return parsed(content, str(file))
    name = committee.profile.standard
    if name == SHIPPED:
        return module_5()
    path = f"standards/{name}.toml"
    content = disk.read(root, path)
    if content is None:
        raise VawcoordError(
            _('There is no standard "{name}".').format(name=name),
            _('Put it into {path}, or write in committee.toml: standard = "{shipped}".').format(path=path, shipped=SHIPPED),
        )
    return parsed(content, path)


def find_item(standard: Standard, name: str) -> Item:
    """Return an item by its id, in capitals or not. Raises VawcoordError with the near one when there is none."""
    found = standard.item(name) or standard.item(name.upper())
    if found is None:
        known = [one.id for one in standard.items]
        near = nearest(name.upper(), known)
        raise VawcoordError(
            _('The standard has no item "{name}".').format(name=name)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("vawcoord standard list shows the items."),
        )
    return found


def covered(
    root: Path, committee: Committee, today: date, *, level: str = "", standard: Standard | None = None, lines: bool = True
) -> Result:
    """Return how far the standard is met on a day; without a level that of the committee. With `lines` evidence has its lines."""
    chosen = standard or find_standard(root, committee)
    asked = level or (committee.profile.level if chosen.id == SHIPPED else "all")
    result = coverage(committee, chosen, today, level=asked, kept=_texts_in_force(root, committee, today))
    return _located(root, result) if lines else result


def _texts_in_force(root: Path, committee: Committee, today: date) -> dict[str, tuple[str, tuple[Clause, ...]]]:
    """Return path and clauses of the texts in force whose file is already the draft of the next one, by document."""
    from vawcoord.folder.loading import outlined
    from vawcoord.text.frontmatter import split

    kept = {}
    for one in committee.documents:
        state = standing(one, today)
        if one.translation or not state.draft_of_next:
            continue
        path = issued_path(one.kind, one.id, state.digest)
        try:
            halves = split(decoded(disk.read(root, path) or b""))
        except (VawcoordError, EncodingError):
            continue
        kept[one.ref] = (path, outlined(halves.body, halves.body_line))
    return kept


def _located(root: Path, result: Result) -> Result:
    """Return the coverage with the lines of evidence that stands at a key; each file is looked at once."""
    known: dict[str, dict[KeyPath, int]] = {}

    def at(one: Evidence) -> Evidence:
        if one.line or not one.key:
            return one
        if one.path not in known:
            try:
                known[one.path] = key_lines(decoded(disk.read(root, one.path) or b""))
            except (VawcoordError, EncodingError):
                known[one.path] = {}
        return one.but(line=line_of(known[one.path], one.key) or 1)

    return result.but(
        items=tuple(
            one.but(evidence=tuple(map(at, one.evidence))) if any(not held.line for held in one.evidence) else one
            for one in result.items
        )
    )


def names_of(committee: Committee) -> dict[str, str]:
    """Return the names of the agencies by id, as documents print them."""
    return {one.id: one.name for one in committee.members}


def document(root: Path, committee: Committee, result: Result) -> "Sheet":
    """Return the coverage as a document in the folder's language."""
    from vawcoord.documents.coverage import sheet
    from vawcoord.folder.shipped import Shelf

    words = Shelf(root).words(committee.profile.languages[0])
    return sheet(result, committee.profile, names_of(committee), words)


def attest(
    root: Path,
    committee: Committee,
    item: Item,
    by: str,
    evidence: str,
    today: date,
    *,
    until: date | None = None,
    records: Sequence[str] = (),
) -> tuple[RegisterEntry, ChangeSet]:
    """Return the attestation by which a member vouches for an item, and the change that writes it.

    `by` is an agency, or a person or seat of it: `agency/person`; its lead where nobody is named. It holds for a year, or
    until a nearer day. Raises VawcoordError for an agency that must not vouch, no evidence, a day that is past or too far.
    """
    agency, _slash, person = by.partition("/")
    member = find_member(committee, agency)
    lead = member.representative("lead", today)
    if not person and lead is None:
        raise VawcoordError(
            _("{agency} has no lead representative who could vouch.").format(agency=member.name),
            _('vawcoord member change {id} --lead "NAME, POST", or --seat "SEAT".').format(id=member.id),
        )
    seat = f"{agency}/{person or (lead.id if lead else '')}"
    last = months_after(today, kinds()["attestations"].months)
    end = until or last
    if not today <= end <= last:
        raise VawcoordError(
            _("{day} is no day until which a member can vouch: from today until {last}.").format(day=end, last=last),
            _("After that somebody looks again."),
        )
    values = {
        "item": (item.id,),
        "by": agency,
        "seat": seat,
        "evidence": evidence.strip(),
        "records": tuple(records),
        "until": end,
    }
    entry = RegisterEntry("attestations", "", Where(""), (("date", today), *values.items()))
    why = refusal(committee, entry, item, today)
    if why:
        raise _refused(committee, item, agency, why, today)
    return entry, new_entry(root, committee, "attestations", values, today, _slug(item, agency))


def _slug(item: Item, agency: str) -> str:
    """Return the words of a file's name for an item and an agency; at most 48 characters."""
    from vawcoord.text.slug import proposed_id

    return proposed_id(f"{item.id} {agency}".replace(".", " "), ())


def _refused(committee: Committee, item: Item, agency: str, why: str, today: date) -> VawcoordError:
    """Return the error about an attestation that would not count, with what would."""
    concerned = [one.id for one in those_concerned(committee, today)]
    member = committee.member(agency)
    name = member.name if member else agency
    match why:
        case "no-evidence":
            return VawcoordError(
                _("On what does {agency} vouch for {item}?").format(agency=name, item=item.id),
                _('Add --evidence "…": what was seen, and when. No case, no quotation.'),
            )
        case "no-member":
            return VawcoordError(
                _("{agency} is no member on {day}.").format(agency=name, day=today), _("vawcoord member list shows who is there.")
            )
        case "no-seat":
            people = [f"{agency}/{one.id}" for one in member.representatives] if member else []
            return VawcoordError(
                _("{agency} has no such person or seat.").format(agency=name),
                _("These are there: {choices}.").format(choices=", ".join(people) or "—"),
            )
        case "keeper":
            return VawcoordError(
                _("{agency} keeps the committee's records; whoever keeps the record never vouches for it.").format(agency=name),
                _("Ask another member."),
            )
        case "not-concerned":
            return VawcoordError(
                _("Only a survivor-led or survivor-support member vouches for {item}, by seat.").format(item=item.id),
                _("These are there: {choices}.").format(choices=", ".join(concerned))
                if concerned
                else _(
                    "Ask such an organisation, safely and paid, whether it would take part: vawcoord standard show {item}."
                ).format(item=item.id),
            )
        case _:
            return VawcoordError(
                _("{agency} keeps all the records itself on which it would vouch.").format(agency=name),
                _("Name a record of another member, or ask another member."),
            )


def contest(root: Path, committee: Committee, item: Item, by: str, reason: str, today: date) -> ChangeSet:
    """Return the change that enters a member's contrary view; no secretary can remove it.

    Raises VawcoordError for an agency that is no member, without a reason, and for a second view while the first stands.
    """
    member = find_member(committee, by)
    if not member.active(today):
        raise _refused(committee, item, by, "no-member", today)
    if not reason.strip():
        raise VawcoordError(
            _("How does {agency} see {item}?").format(agency=member.name, item=item.id),
            _('Add --reason "…". No case, no quotation.'),
        )
    if _view(committee, item, by, today) is not None:
        raise VawcoordError(
            _("{agency} contests {item} already.").format(agency=member.name, item=item.id),
            _("It can take its view back: vawcoord standard contest {item} --by {agency} --take-back.").format(
                item=item.id, agency=by
            ),
        )
    values = {"item": (item.id,), "by": by, "text": reason.strip()}
    return new_entry(root, committee, "contests", values, today, _slug(item, by))


def take_back(root: Path, committee: Committee, item: Item, by: str, today: date) -> ChangeSet:
    """Return the change by which a member takes its contrary view back; the entry stays. Raises VawcoordError when it has none."""
    member = find_member(committee, by)
    view = _view(committee, item, by, today)
    if view is None:
        raise VawcoordError(
            _("{agency} does not contest {item}.").format(agency=member.name, item=item.id),
            _("vawcoord standard show {item} shows who does.").format(item=item.id),
        )
    return changed_entry(root, committee, view, {"taken_back": today}, today)


def _view(committee: Committee, item: Item, by: str, today: date) -> RegisterEntry | None:
    """Return a member's contrary view that stands on a day."""
    return next((one for one in contested(committee.registers, today) if one.get("by") == by and item.id in items_of(one)), None)


def set_aside(root: Path, committee: Committee, item: Item, reason: str, decision: str, until: date, today: date) -> ChangeSet:
    """Return the change that sets an item aside: why, by which decision, until when.

    Raises VawcoordError for an item that cannot be set aside, without a reason, a day that is past, and for a decision that is
    not there.
    """
    if item.always:
        raise VawcoordError(
            _("{item} cannot be set aside: the safety or the rights of women and girls depend on it.").format(item=item.id),
            _("vawcoord standard show {item} says what to do next.").format(item=item.id),
        )
    if not reason.strip():
        raise VawcoordError(_("Why does {item} not apply?").format(item=item.id), _('Add --reason "…".'))
    if until <= today:
        raise VawcoordError(_("{day} is past.").format(day=until), _("Name a later day; then somebody looks again."))
    known = [f"{meeting.id}/{one.id}" for meeting in committee.meetings for one in meeting.decisions]
    if decision not in known:
        near = nearest(decision, known)
        raise VawcoordError(
            _('There is no decision "{decision}".').format(decision=decision)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("Only a meeting sets an item aside; its decision stands in its minutes: vawcoord meeting decisions."),
        )
    values = {"item": (item.id,), "reason": reason.strip(), "decision": decision, "until": until}
    return new_entry(root, committee, "set-asides", values, today, _slug(item, ""))


def record(root: Path, result: Result, *, note: str = "") -> ChangeSet:
    """Return the change that keeps the coverage of a day in `coverage/<date>.toml`, one item a line.

    Raises VawcoordError for another standard than Module 5, which has no record of its own.
    """
    if result.standard.id != SHIPPED:
        raise VawcoordError(_("Only the coverage of Module 5 is recorded."), _("Leave out --standard."))
    lines = [f"standard = {inline(result.standard.id)}", f"date = {result.on}"]
    if note:
        lines.append(f"note = {inline(note)}")
    lines.append("items = [")
    lines += [entry_line(_recorded(one)) for one in result.items]
    path = f"coverage/{result.on}.toml"
    content = "\n".join((*lines, "]", "")).encode()
    return together(_("coverage of {day} recorded").format(day=result.on), [replaced(root, path, content)])


def _recorded(one: Covered) -> dict[str, Any]:
    """Return an item as a recorded coverage keeps it."""
    return {
        "item": one.item.id,
        "verdict": one.verdict,
        "contested": one.contested or None,
        "proof": one.proof if one.proof == "seen" else None,
        "evidence": list(dict.fromkeys(held.path for held in one.evidence))[:_MOST_PATHS],
    }


class Move(Value):
    """An item whose verdict is another than on an earlier day. `lost` are paths that were evidence then and are not any more."""

    item: Item
    before: str
    after: str
    lost: tuple[str, ...] = ()

    @property
    def better(self) -> bool:
        """Say whether more is there than before."""
        from vawcoord.records.coverage import VERDICTS

        return VERDICTS.index(self.after) < VERDICTS.index(self.before)


def compare(committee: Committee, result: Result, day: date) -> tuple[Coverage, tuple[Move, ...]]:
    """Return the last coverage recorded up to a day, and the items whose verdict is another one now.

    Raises VawcoordError when none was recorded until then.
    """
    held = [one for one in committee.coverages if one.date <= day and one.standard == result.standard.id]
    if not held:
        known = ", ".join(str(one.date) for one in committee.coverages)
        raise VawcoordError(
            _("No coverage was recorded until {day}.").format(day=day),
            _("There are those of: {days}.").format(days=known)
            if known
            else _("Record one: vawcoord standard coverage --record."),
        )
    then = max(held, key=lambda one: one.date)
    before = {one.item: one for one in then.items}
    moves = []
    for one in result.items:
        old = before.get(one.item.id)
        if old is not None and old.verdict != one.verdict:
            now = {held.path for held in one.evidence}
            moves.append(Move(one.item, old.verdict, one.verdict, tuple(path for path in old.evidence if path not in now)))
    return then, tuple(moves)


def as_data(result: Result, compared: Iterable[Move] | None = None) -> dict[str, Any]:
    """Return a coverage as JSON has it; keys are only ever added."""
    from vawcoord.documents.coverage import what
    from vawcoord.records.coverage import points

    made = points(result)
    return {
        "standard": result.standard.id,
        "level": result.level,
        "items": [_as_data(result, one, what) for one in result.items],
        "totals": result.totals(),
        "shares": {one.need: {"have": one.have, "of": one.of} for one in result.shares()},
        **({"points": {"have": made.have, "of": made.of, "grade": made.grade}} if made else {}),
        **(
            {"moved": [{"id": one.item.id, "before": one.before, "after": one.after, "lost": list(one.lost)} for one in compared]}
            if compared is not None
            else {}
        ),
    }


def _as_data(result: Result, one: Covered, what: Any) -> dict[str, Any]:
    """Return one item as JSON has it."""
    return {
        "id": one.item.id,
        "level": one.item.level,
        "text": one.item.text,
        "verdict": one.verdict,
        "judge": one.item.judge,
        "needs": list(one.item.needs),
        "met": list(one.met),
        "proof": one.proof,
        "contested": one.contested,
        "except": list(one.besides),
        "duty": result.duty(one),
        "evidence": [
            {
                "path": held.path,
                "line": held.line,
                "date": held.date,
                "what": what(held),
                "proof": held.proof,
                "part": held.part,
                "level": held.level,
            }
            for held in one.evidence
        ],
        "lacks": list(one.lacks),
        "next": [{"say": step.say, "command": step.command} for step in one.steps],
        "attested": [
            {"by": by.by, "seat": by.seat, "date": by.date, "until": by.until, "evidence": by.evidence, "path": by.path}
            for by in one.vouched
        ],
        "contests": [{"by": view.by, "date": view.date, "text": view.text, "path": view.path} for view in one.contests],
        "set_aside": {
            "reason": one.aside.reason,
            "decision": one.aside.decision,
            "until": one.aside.until,
            "path": one.aside.path,
        }
        if one.aside
        else None,
    }
