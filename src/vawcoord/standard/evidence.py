"""How evidence for an item is found: the folder is gone through once, and everything is filed under the items it answers.

A text counts by the clauses that name the item, an activity by its guidelines, an entry of a register by its kind and what it
says. What the committee's other papers show is in `shown.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vawcoord.records.committee import Committee
from vawcoord.records.coverage import Evidence
from vawcoord.records.document import Clause, Document, Reservation, parties_on, standing
from vawcoord.records.meeting import CASE_KINDS, Meeting
from vawcoord.records.member import Member
from vawcoord.records.plan import DROPPED, Plan, State, current, in_force, latest, states
from vawcoord.records.register import RegisterEntry, kinds, months_after
from vawcoord.records.vouching import items_of, keeper, keepers

PLAN_ITEMS = ("L2.1.1", "L2.1.2", "L2.1.4", "L2.1.5", "N3.1.2", "N6.1.1", "N6.1.3")
"""Items whose text is the action plan itself."""

_IN_FORCE = ("in-force", "review-due")
_BEFORE = ("draft", "issued", "partly-signed")


class Facts:
    """A committee on a day, filed for looking up. `kept` are the clauses of texts in force whose file has moved on, by document."""

    def __init__(self, committee: Committee, on: date, kept: Mapping[str, tuple[str, tuple[Clause, ...]]] | None = None) -> None:
        self.committee = committee
        self.on = on
        self.members: dict[str, Member] = {one.id: one for one in committee.active(on)}
        self.plans: tuple[Plan, ...] = tuple(one for one in current(committee.plans, on) if one.until is None or one.until >= on)
        self.adopted: tuple[Plan, ...] = tuple(one for one in self.plans if in_force(one, on))
        self.journal = latest(committee.journal, on)
        self.states: tuple[State, ...] = states(committee.plans, self.journal, on) if committee.plans else ()
        self.entries: dict[str, list[RegisterEntry]] = {}
        self.by_item: dict[str, list[RegisterEntry]] = {}
        self.reserved: dict[str, dict[str, None]] = {}
        self.texts: dict[str, list[Evidence]] = {}
        self.drafts: dict[str, list[Document]] = {}
        self._secretary = keeper(committee, on)
        self._scanned = frozenset(path.split("/")[1] for path in committee.attachments if path.count("/") > 1)
        self._as_evidence: dict[tuple[str, str], Evidence] = {}
        self._confirmed: dict[str, set[str]] = {}
        self._file_entries()
        self._file_texts(kept or {})
        self._file_plans()
        series = {one.id: one.kind for one in committee.schedule.series} if committee.schedule else {}
        self.held: tuple[tuple[date, Meeting], ...] = tuple(
            sorted(
                (
                    (one.held, one)
                    for one in committee.meetings
                    if one.held is not None and one.held <= on and series.get(one.series) not in CASE_KINDS
                ),
                key=lambda held: (held[0], held[1].id),
            )
        )

    def since(self, months: int) -> date:
        """Return the first day on which something still counts; 0 months means for ever."""
        return months_after(self.on, -months) if months else date.min

    def recent(self, months: int) -> tuple[tuple[date, Meeting], ...]:
        """Return the meetings held within some months; those about cases are not among them."""
        first = self.since(months)
        return tuple(one for one in self.held if one[0] >= first)

    def of_kind(self, kind: str, months: int = 0) -> tuple[RegisterEntry, ...]:
        """Return the entries of a register that are dated within some months and not after the day."""
        first = self.since(months)
        return tuple(one for one in self.entries.get(kind, ()) if one.day >= first)

    def counting(self, item: str, months: int) -> tuple[RegisterEntry, ...]:
        """Return the entries that count for an item: by what they say, as long as their kind and the item allow."""
        found = []
        for one in self.by_item.get(item, ()):
            limits = [limit for limit in (kinds()[one.kind].months, months) if limit]
            if not limits or months_after(one.day, min(limits)) >= self.on:
                found.append(one)
        return tuple(found)

    def proof(self, path: str, scan: str = "") -> str:
        """Return whether a record was seen: a scan is attached to it, or a second member confirmed it."""
        folder = path.rpartition(".")[0].removesuffix(".log").replace("/", "-")
        seen = scan in self.committee.attachments if scan else folder in self._scanned
        return "seen" if seen or folder in self._scanned else "stated"

    def of_entry(self, entry: RegisterEntry, part: str = "record") -> Evidence:
        """Return an entry of a register as evidence."""
        known = self._as_evidence.get((entry.kind, entry.id))
        if known is not None:
            return known if part == known.part else known.but(part=part, level=part)
        together = len(entry.get("by") or ()) > 1 if isinstance(entry.get("by"), tuple) else False
        # Whoever keeps the record confirms nothing.
        seen = together or bool(self._confirmed.get(entry.id, set()) - keepers(entry) - {self._secretary})
        proof = "seen" if seen else self.proof(entry.where.path, entry.get("scan") or "")
        made = Evidence(part, part, entry.where.path, entry.day, "entry", kinds()[entry.kind].title, proof, 1)
        # One entry may answer many items, and there are ten thousand of them.
        self._as_evidence[entry.kind, entry.id] = made
        return made

    def of_meeting(self, day: date, meeting: Meeting) -> Evidence:
        """Return minutes as evidence; once they are approved all members have seen them."""
        path = meeting.minutes.where.path if meeting.minutes else meeting.where.path
        return Evidence("record", "record", path, day, "minutes", meeting.id, "seen" if meeting.approved else "stated", 1)

    def _file_entries(self) -> None:
        """File the entries of registers by kind and by item, and note which ones another member confirmed."""
        for one in self.committee.registers:
            if one.day > self.on:
                continue
            self.entries.setdefault(one.kind, []).append(one)
            for item in one.meant_for():
                self.by_item.setdefault(item, []).append(one)
            if one.kind == "attestations":
                for name in one.get("records") or ():
                    self._confirmed.setdefault(name.rpartition("/")[2], set()).add(one.get("by"))

    def _file_texts(self, kept: Mapping[str, tuple[str, tuple[Clause, ...]]]) -> None:
        """File the clauses of documents by the items they name."""
        for document in self.committee.documents:
            if document.translation:
                continue
            state = standing(document, self.on)
            if state.state in _IN_FORCE:
                path, clauses = (document.where.path, document.clauses)
                if state.draft_of_next:
                    # What is in force is the text as it was signed; the clauses of the file are only a draft.
                    self._file_clauses(document, document.where.path, document.clauses, "drafted", None)
                    path, clauses = kept.get(document.ref, (path, ()))
                due = state.state == "review-due"
                self._file_clauses(document, path, clauses, "due" if due else "agreed", state.since)
                self._file_reservations(document, clauses, document.front_of(state.digest).reservations)
            elif state.state in _BEFORE:
                last = max((one.date for one in document.log if one.date <= self.on), default=None)
                self._file_clauses(document, document.where.path, document.clauses, "drafted", last)

    def _file_clauses(self, document: Document, path: str, clauses: tuple[Clause, ...], level: str, since: date | None) -> None:
        """File the clauses of one text."""
        seen = any(
            one.event in ("signed", "adopted") and one.scan in self.committee.attachments for one in document.log if one.scan
        )
        for one in _binding(clauses):
            for item in dict.fromkeys(one.guidelines):
                self.texts.setdefault(item, []).append(
                    Evidence("text", level, path, since, "clause", one.title, "seen" if seen else "stated", one.line)
                )
                if level == "drafted":
                    self.drafts.setdefault(item, []).append(document)

    def _file_reservations(self, document: Document, clauses: tuple[Clause, ...], reservations: Iterable[Reservation]) -> None:
        """File which agencies a reservation takes out, by item; one that is no longer party takes out nothing."""
        named = {one.id: one.guidelines for one in clauses}
        parties = parties_on(document, self.on)
        for one in reservations:
            if one.party in parties:
                for item in named.get(one.clause, ()):
                    self.reserved.setdefault(item, {}).setdefault(one.party)

    def _file_plans(self) -> None:
        """File the plans and their activities."""
        for plan in self.plans:
            text = plan.text(self.on)
            level = "agreed" if text else "drafted"
            for item in PLAN_ITEMS:
                self.texts.setdefault(item, []).append(
                    Evidence(
                        "text", level, plan.where.path, text.date if text else None, "plan", plan.title,
                        self.proof(plan.where.path), 1,
                    )
                )  # fmt: skip
        mine = {one.id for one in self.plans}
        for state in self.states:
            if state.plan.id not in mine or state.status in DROPPED:
                continue
            where = state.activity.where
            for item in state.activity.guidelines:
                self.texts.setdefault(item, []).append(
                    Evidence(
                        "text", "planned", where.path or state.plan.where.path, state.due, "activity",
                        f"{state.item} {state.activity.title}", "stated", 0, where.key,
                    )
                )  # fmt: skip


def _binding(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Yield the clauses that are part of the signed text and say something, themselves or in a clause below them."""
    held = tuple(clauses)
    living = 0
    for place, one in enumerate(held):
        if living and one.level > living:
            continue
        living = one.level if one.living else 0
        if one.living:
            continue
        following = held[place + 1] if place + 1 < len(held) else None
        if not one.empty or (following is not None and following.level > one.level):
            yield one


def vouching(facts: Facts) -> dict[str, list[RegisterEntry]]:
    """Return the attestations by item, the latest first."""
    found: dict[str, list[RegisterEntry]] = {}
    for one in sorted(facts.entries.get("attestations", ()), key=lambda entry: (entry.day, entry.id), reverse=True):
        for item in items_of(one):
            found.setdefault(item, []).append(one)
    return found
