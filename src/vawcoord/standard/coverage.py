"""Verdicts: how far each item of a standard is met on a day, on which evidence, what is lacking, and what to do next.

The tool sees paper, not practice. It says "in place" only of what it judges itself; elsewhere a named member vouches for it.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import VERDICTS, Aside, Contrary, Covered, Evidence, Result, Step, Vouched
from vawcoord.records.document import Clause, Document, standing
from vawcoord.records.member import Member
from vawcoord.records.register import RegisterEntry, kinds
from vawcoord.records.standard import Item, Records, Standard
from vawcoord.records.vouching import concerned, contested, items_of, last_day, refusal, set_aside, those_concerned
from vawcoord.standard.catalogue import module_5
from vawcoord.standard.evidence import Facts, vouching
from vawcoord.standard.shown import Shown, shown

_RANK = {name: place for place, name in enumerate(VERDICTS)}


def coverage(
    committee: Committee,
    standard: Standard,
    on: date,
    *,
    level: str = "all",
    kept: Mapping[str, tuple[str, tuple[Clause, ...]]] | None = None,
) -> Result:
    """Return how far a standard is met on a day.

    `level` is local, national or all. `kept` are path and clauses of the texts in force whose file has moved on, by document.
    """
    judge = _Judge(committee, on, kept)
    national = committee.profile.level == "national"
    return Result(standard, level, on, tuple(judge.covered(one) for one in standard.of(level)), national)


class _Judge:
    """What is known of a committee on a day; each item of Module 5 is judged once, however many items build on it."""

    def __init__(self, committee: Committee, on: date, kept: Mapping[str, tuple[str, tuple[Clause, ...]]] | None = None) -> None:
        self.facts = Facts(committee, on, kept)
        self.vouching = vouching(self.facts)
        self.concerned = those_concerned(committee, on)
        self.contrary: dict[str, list[Contrary]] = {}
        for one in contested(self.facts.entries.get("contests", ()), on):
            for item in items_of(one):
                view = Contrary(one.get("by"), one.day, one.get("text"), one.where.path)
                self.contrary.setdefault(item, []).append(view)
        self.asides: dict[str, Aside] = {}
        for one in set_aside(self.facts.entries.get("set-asides", ()), on):
            for item in items_of(one):
                self.asides[item] = Aside(one.get("reason"), one.get("decision"), one.get("until"), one.where.path)
        self.known: dict[str, Covered] = {}

    def covered(self, item: Item) -> Covered:
        """Return how far an item is met."""
        if item.answers or item.records:
            return self._by_others(item)
        if item.id not in self.known:
            self.known[item.id] = self._of_module_5(item)
        return self.known[item.id]

    def _by_others(self, item: Item) -> Covered:
        """Return how far an item of another standard is met: as far as the least of what answers it."""
        found = [self.covered(one) for name in item.answers if (one := module_5().item(name)) is not None]
        found += [self._by_records(item, one) for one in item.records]
        counted = [one for one in found if one.verdict != "set-aside"]
        worst = max(counted or found, key=lambda one: _RANK[one.verdict])
        evidence = tuple({(one.path, one.line, one.key, one.title): one for part in found for one in part.evidence}.values())
        lacks = tuple(dict.fromkeys(lack for one in counted for lack in one.lacks))
        steps = tuple(dict.fromkeys(step for one in counted for step in one.steps))
        verdict = worst.verdict
        there = sum(one.part == "record" for one in evidence)
        if item.at_least and there < item.at_least and _RANK[verdict] < _RANK["agreed"]:
            verdict = "agreed"
            lacks = (*lacks, _few(there, item.at_least))
        if item.next and _RANK[verdict] > _RANK["attested"]:
            steps = (Step(item.next, item.command), *steps)
        met = tuple(
            need for need in item.needs if counted and all(need in one.met or need not in one.item.needs for one in counted)
        )
        return Covered(
            item,
            verdict,
            evidence,
            met,
            lacks,
            steps,
            tuple(dict.fromkeys(name for one in found for name in one.besides)),
            tuple(dict.fromkeys(one for part in found for one in part.contests)),
            tuple(dict.fromkeys(one for part in found for one in part.vouched)),
            worst.aside,
        )

    def _by_records(self, item: Item, wanted: Records) -> Covered:
        """Return how far entries of a register answer an item."""
        held = [one for one in self.facts.of_kind(wanted.kind, item.months) if one.says(wanted.only)]
        evidence = tuple(self.facts.of_entry(one) for one in held)
        if len(held) >= wanted.at_least:
            return Covered(item, "in-place", evidence, item.needs)
        lacks = (_few(len(held), wanted.at_least),)
        steps = (Step(item.next or _("Write down what happened."), item.command or f"vawcoord register add {wanted.kind}"),)
        return Covered(item, "drafted" if held else "missing", evidence, (), lacks, steps)

    def _of_module_5(self, item: Item) -> Covered:
        """Return how far an item of Module 5 is met."""
        # One item is printed twice; what answers the first answers the second.
        name = item.repeats or item.id
        names = (name, *(one.id for one in module_5().items if one.repeats == name))
        asked = (module_5().item(item.repeats) or item) if item.repeats else item
        texts = self._texts(names)
        done = shown(self.facts, asked) if "record" in item.needs else Shown(())
        entries, refused = self._vouched(item, names)
        vouched = tuple(self._voucher(one) for one in entries)
        voices = [one for one in entries if self._voice(item, one.get("by"))]
        met = self._met(item, texts, done, voices=bool(voices))
        evidence = (
            *sorted(texts, key=lambda one: ("agreed", "due", "drafted", "planned").index(one.level)),
            *done.evidence,
            *(self._of_attestation(one, entries, voice=one in voices) for one in entries),
        )
        aside = None if item.always else next((self.asides[each] for each in names if each in self.asides), None)
        verdict = "set-aside" if aside else self._verdict(item, texts, done, met, vouched=bool(entries))
        lacks = () if aside else (*self._lacks(item, texts, done, met, vouched=bool(entries)), *refused)
        return Covered(
            item,
            verdict,
            tuple(one.but(level="agreed") if one.level == "due" else one for one in evidence),
            met,
            lacks,
            () if aside or (verdict in ("in-place", "attested") and not lacks) else self._steps(item, name, texts, met),
            tuple(self.facts.reserved.get(name, ())),
            tuple(dict.fromkeys(view for each in names for view in self.contrary.get(each, ()))),
            vouched,
            aside,
        )

    def _texts(self, names: tuple[str, ...]) -> tuple[Evidence, ...]:
        """Return the texts and activities that name an item."""
        return tuple(dict.fromkeys(one for each in names for one in self.facts.texts.get(each, ())))

    def _vouched(self, item: Item, names: tuple[str, ...]) -> tuple[tuple[RegisterEntry, ...], tuple[str, ...]]:
        """Return the attestations that count for an item, and why the others do not."""
        counted, refused = [], []
        for one in dict.fromkeys(entry for each in names for entry in self.vouching.get(each, ())):
            why = refusal(self.facts.committee, one, item, self.facts.on)
            if why:
                refused.append(said_of(why, one))
            else:
                counted.append(one)
        return tuple(counted), () if counted else tuple(refused[:2])

    def _voucher(self, entry: RegisterEntry) -> Vouched:
        """Return who vouched; a seat stands for the person, as everywhere."""
        person = self.facts.committee.person(entry.get("seat"))
        seat = person[1].shown() if person else ""
        return Vouched(entry.get("by"), seat, entry.day, last_day(entry), entry.get("evidence"), entry.where.path)

    def _of_attestation(self, entry: RegisterEntry, entries: Iterable[RegisterEntry], *, voice: bool) -> Evidence:
        """Return an attestation as evidence: seen where a second member vouches for the same."""
        second = len({one.get("by") for one in entries}) > 1
        part = "voice" if voice else "record"
        made = self.facts.of_entry(entry, part)
        return made.but(level="attested", kind="attestation", title=entry.get("by"), proof="seen" if second else made.proof)

    def _voice(self, item: Item, by: str) -> bool:
        """Say whether a member may be the voice of those an item is about."""
        member: Member | None = self.facts.members.get(by)
        if member is None or "voice" not in item.needs:
            return False
        return concerned(member) or (item.judge == "people" and bool(member.represents))

    def _met(self, item: Item, texts: Iterable[Evidence], done: Shown, *, voices: bool) -> tuple[str, ...]:
        """Return the needs that are there, complete and current."""
        there = {"text": any(one.level == "agreed" for one in texts), "record": done.complete, "voice": voices}
        return tuple(need for need in item.needs if there[need])

    def _verdict(self, item: Item, texts: Iterable[Evidence], done: Shown, met: tuple[str, ...], *, vouched: bool) -> str:
        """Return the verdict. Who vouches answers for practice; the text that has to be agreed nobody can vouch for."""
        levels = {one.level for one in texts}
        bound = bool(levels & {"agreed", "due"})
        if item.judge == "tool" and set(met) == set(item.needs):
            return "in-place"
        if vouched and (bound or "text" not in item.needs):
            return "attested"
        if bound or ("text" not in item.needs and done.complete):
            return "agreed"
        if "drafted" in levels or done.evidence:
            return "drafted"
        return "planned" if "planned" in levels else "missing"

    def _lacks(
        self, item: Item, texts: Iterable[Evidence], done: Shown, met: tuple[str, ...], *, vouched: bool
    ) -> tuple[str, ...]:
        """Return what is lacking, as sentences."""
        lacks = []
        levels = {one.level for one in texts}
        if "text" in item.needs and "text" not in met:
            lacks.append(
                _("The review of the text is overdue.")
                if "due" in levels
                else _("The text is drafted, and nobody is bound by it yet.")
                if "drafted" in levels
                else _("No text in force says it.")
            )
        if "record" in item.needs and "record" not in met and not (vouched and item.judge != "tool"):
            lacks += done.lacks or (
                several(
                    "Nothing of the last {count} month shows that it is done.",
                    "Nothing of the last {count} months shows that it is done.",
                    item.months,
                ),
            )
        if "voice" in item.needs and "voice" not in met:
            if item.judge == "participants" and not self.concerned:
                lacks.append(_("No survivor-led or survivor-support organisation is a member."))
            else:
                lacks.append(_("Nobody of those concerned has confirmed it."))
        elif item.judge == "people" and not vouched:
            lacks.append(_("No member has vouched for it."))
        return tuple(lacks)

    def _steps(self, item: Item, name: str, texts: Iterable[Evidence], met: tuple[str, ...]) -> tuple[Step, ...]:
        """Return what to do next, in the order in which it makes sense."""
        steps = []
        if "text" in item.needs and "text" not in met:
            steps.append(self._text_step(item, name, {one.level for one in texts}))
        if "record" in item.needs and "record" not in met:
            steps.append(Step(_recording(item, name), item.command))
        if "voice" in item.needs and "voice" not in met:
            steps.append(self._voice_step(item))
        elif not steps or (item.judge == "people" and "record" in met):
            steps.append(Step(_(item.next) if not steps else _("Let a member vouch for it."), _attest(item.id)))
        return tuple(steps)

    def _text_step(self, item: Item, name: str, levels: set[str]) -> Step:
        """Return how the text comes into force: sign or adopt what is drafted, review it, or begin one."""
        drafts = self.facts.drafts.get(name, ())
        if "due" in levels:
            return Step(_("Review the text: its day has passed."), "vawcoord check")
        if drafts:
            return self._signing(drafts[0])
        if "drafted" in levels:
            plan = next((one for one in self.facts.plans), None)
            return Step(
                _("Have the action plan adopted by a meeting."),
                f"vawcoord plan adopt {plan.id if plan else 'PLAN'} --by DECISION",
            )
        if item.templates:
            kind, _slash, template = item.templates[0].partition("/")
            return Step(_("Agree on a text that says it; a shipped one does."), f"vawcoord {kind} new {template}")
        if name.startswith("L2.1."):
            return Step(_("Begin an action plan, and have it adopted."), "vawcoord plan new PLAN")
        return Step(
            _("Agree on a clause that says it, and give it the mark of this item: {mark}.").format(
                mark=f'guidelines="{item.id}"'
            ),
            "vawcoord agreement list",
        )

    def _signing(self, document: Document) -> Step:
        """Return how a draft comes into force."""
        state = standing(document, self.facts.on)
        if document.open_places():
            return Step(_("Complete the open places of {ref}.").format(ref=document.ref), f"vawcoord open {document.ref}")
        if document.front.in_force == "adoption":
            command = f"vawcoord {document.kind} adopt {document.id} --by DECISION"
            return Step(_("Have {ref} adopted by a meeting.").format(ref=document.ref), command)
        party = state.unsigned[0] if state.unsigned else "AGENCY"
        return Step(
            _("Have {ref} signed by all who must sign.").format(ref=document.ref),
            f"vawcoord {document.kind} sign {document.id} --party {party}",
        )

    def _voice_step(self, item: Item) -> Step:
        """Return how those concerned are asked, safely and paid; never "find a survivor"."""
        if item.judge != "participants":
            return Step(
                _("Ask an organisation of those concerned, safely and paid, whether it is so, and let it vouch by seat."),
                _attest(item.id),
            )
        if not self.concerned:
            return Step(
                _(
                    "Ask a survivor-led or survivor-support organisation whether it would take part: through its own address, "
                    "with its own conditions, a seat in place of a name, its time and costs paid, and free to say no. "
                    "Never look for a single survivor."
                ),
                'vawcoord member add "ORGANISATION" --sector survivors --type survivor-led --seat "SEAT"',
            )
        return Step(
            _("Ask {agency}, paid and free to say no, whether it is so, and let it vouch by seat.").format(
                agency=", ".join(one.name for one in self.concerned[:3])
            ),
            _attest(item.id, self.concerned[0].id),
        )


def _recording(item: Item, name: str) -> str:
    """Return what to write down, and what an entry must say there to count for the item."""
    said = _(item.next)
    kind = kinds().get(item.command.removeprefix("vawcoord register add "))
    words = [
        f"{field}={'/'.join((wanted,) if isinstance(wanted, str) else wanted)}"
        for field, wanted in (kind.only.get(name, {}) if kind else {}).items()
        if isinstance(wanted, str | list)
    ]
    return f"{said} {_('Say there: {fields}.').format(fields=', '.join(words))}" if words else said


def _attest(item: str, agency: str = "AGENCY") -> str:
    """Return the command by which a member vouches for an item."""
    return f'vawcoord standard attest {item} --by {agency} --evidence "…"'


def _few(there: int, wanted: int) -> str:
    """Return the sentence that there are fewer records than were asked for."""
    return _("There are {there} of at least {wanted} records.").format(there=there, wanted=wanted)


def said_of(why: str, entry: RegisterEntry) -> str:
    """Return why an attestation does not count, as a sentence."""
    sentences = {
        "no-evidence": _("The attestation of {agency} of {day} says nothing of what it rests on."),
        "no-member": _("{agency}, which vouched on {day}, is no member."),
        "no-seat": _("The attestation of {agency} of {day} comes from a seat that it does not have."),
        "keeper": _("{agency}, which vouched on {day}, keeps the record itself."),
        "not-concerned": _("{agency}, which vouched on {day}, is neither survivor-led nor a survivor-support organisation."),
        "kept-alone": _("{agency}, which vouched on {day}, rests on records that it keeps alone."),
        "ended": _("The attestation of {agency} of {day} has run out."),
    }
    return sentences[why].format(agency=entry.get("by"), day=entry.day)
