"""Coverage as people read it: sentences for terminal and JSON, rows for a sheet, and the document for the oversight body."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from vawcoord.language import _
from vawcoord.prose import Block, Cell, Heading, Listing, Notice, Paragraph, Run, Sheet, Table, bold, paragraph, row, text
from vawcoord.records.coverage import VERDICTS, Covered, Evidence, Result, Share, points
from vawcoord.records.profile import Profile
from vawcoord.records.words import Words
from vawcoord.text.dates import long_date

UNDATED = date(2000, 1, 1)
"""The date in the file of a coverage that rests on nothing dated, as for other documents."""

SHADES = {
    "in-place": "DCEBD3",
    "attested": "E5EFD8",
    "agreed": "FFF2CC",
    "drafted": "FFE6B0",
    "planned": "FBE0CB",
    "missing": "F6CFC9",
    "set-aside": "E4E4E4",
}
"""What a cell is shaded with; its words say the same."""

_MOST = 6
"""How many pieces of evidence of one item are printed; the sheet and JSON have all of them."""

COLUMNS = (
    "item", "level", "text", "verdict", "besides", "contested", "judge", "needs", "met", "path", "line", "date", "what", "proof",
    "next", "command",
)  # fmt: skip
"""The columns of the sheet, with the names that JSON has."""


def verdict_word(verdict: str) -> str:
    """Return a verdict as people say it."""
    return {
        "in-place": _("in place"),
        "attested": _("attested"),
        "agreed": _("agreed"),
        "drafted": _("drafted"),
        "planned": _("planned"),
        "missing": _("missing"),
        "set-aside": _("set aside"),
    }[verdict]


def need_word(need: str) -> str:
    """Return a need as people say it."""
    return {"text": _("text"), "record": _("record"), "voice": _("voice")}[need]


def judge_word(judge: str) -> str:
    """Return who judges, as people say it."""
    return {
        "tool": _("the programme, by what lies in the folder"),
        "people": _("a member, who vouches for it"),
        "participants": _("a survivor-led or survivor-support member, by seat"),
    }[judge]


def verdict_of(one: Covered, names: Mapping[str, str]) -> str:
    """Return a verdict with what narrows it: "in place, except County Prosecution; contested"."""
    said = verdict_word(one.verdict)
    if one.besides:
        said = _("{verdict}, except {agencies}").format(
            verdict=said, agencies=", ".join(names.get(name, name) for name in one.besides)
        )
    if one.contested:
        said = _("{verdict}; contested by {agencies}").format(
            verdict=said, agencies=", ".join(names.get(view.by, view.by) for view in one.contests)
        )
    return said


def kind_word(evidence: Evidence) -> str:
    """Return what a piece of evidence is, as people say it."""
    if evidence.kind == "clause" and evidence.level == "drafted":
        return _("clause, drafted")
    return {
        "clause": _("clause"),
        "plan": _("action plan"),
        "activity": _("activity"),
        "entry": _("entry"),
        "minutes": _("minutes"),
        "decision": _("decision"),
        "letter": _("letter of authority"),
        "service": _("provider"),
        "indicator": _("indicator"),
        "figures": _("figures"),
        "journal": _("journal"),
        "attestation": _("attestation"),
    }[evidence.kind]


def what(evidence: Evidence) -> str:
    """Return what a piece of evidence is and says: `clause "Information sharing"`."""
    title = _(evidence.title) if evidence.kind == "entry" else evidence.title
    return f"{kind_word(evidence)}: {title}"


def proof_word(proof: str) -> str:
    """Return whether somebody saw it, as people say it."""
    return _("seen") if proof == "seen" else _("stated")


def cautions(result: Result) -> tuple[str, ...]:
    """Return what must stand beside every coverage."""
    said = [
        _("The programme sees paper, not practice: what women meet with at a counter or at night it cannot know."),
        _("Points count what lies in the folder. More points are not more safety.")
        if points(result)
        else _("There is no score: text, record and voice stand side by side, and one does not make up for another."),
        _("What is stated nobody else has seen; what is seen was scanned, approved or confirmed by a second member."),
    ]
    if result.standard.id == "esp-m5":
        said.append(_("Module 5 was not made for humanitarian emergencies, and asks for no form of any document."))
    return tuple(said)


def share_text(share: Share) -> str:
    """Return a share: "text 35 of 35"."""
    return _("{need} {have} of {of}").format(need=need_word(share.need), have=share.have, of=share.of)


def rows(result: Result, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the sheet: one for each piece of evidence, and one for an item that has none."""
    for one in result.items:
        item = one.item
        head = (
            item.id,
            item.level,
            item.text,
            one.verdict,
            ", ".join(names.get(name, name) for name in one.besides),
            "true" if one.contested else "false",
            item.judge,
            " ".join(item.needs),
            " ".join(one.met),
        )
        step = one.steps[0] if one.steps else None
        tail = (step.say, step.command) if step else ("", "")
        for held in one.evidence or (None,):
            if held is None:
                yield (*head, "", "", "", "", "", *tail)
            else:
                day = held.date.isoformat() if held.date else ""
                yield (*head, held.path, str(held.line or ""), day, what(held), held.proof, *tail)


def sheet(result: Result, profile: Profile, names: Mapping[str, str], words: Words) -> Sheet:
    """Return coverage as a document: the shares, gaps first, then each item with its evidence."""

    def say(word: str, **values: str) -> str:
        return words.group("coverage", word).format(**values)

    listed = [one for one in result.items if not result.duty(one)]
    blocks: list[Block] = [
        paragraph(say("as_of", standard=result.standard.title, date=long_date(result.on, words.language)), "lead"),
        Notice("caution", (paragraph(say("paper")), paragraph(say("no_safety" if points(result) else "no_score")))),
        *summary(result, words),
        *_points(result, words),
        Heading(2, text(say("gaps"))),
        *left_to_do(result, names, words),
        *asides(result, words),
        *contrary_views(result, names, words),
        *_vouched(result, names, words),
    ]
    for element, held in result.elements():
        mine = [one for one in held if one in listed]
        if mine:
            title = f"{element.id} {element.title}" if element else mine[0].item.element or say("items")
            blocks += [Heading(2, text(title)), _items(mine, names, words)]
    duties = [one for one in result.items if result.duty(one)]
    if duties:
        blocks += [Heading(2, text(say("duties"))), paragraph(say("duties_note"))]
        blocks.append(Listing(False, tuple((paragraph(f"{one.item.id} {one.item.text}"),) for one in duties)))
    dated = max(
        (held.date for one in result.items for held in one.evidence if held.date and held.date <= result.on), default=UNDATED
    )
    return Sheet(
        title=say("title"),
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=dated,
        author=profile.name,
        lead=(profile.name, profile.area),
        classification=words.say("class_committee"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        landscape=True,
    )


def _verdict_cell(one: Covered, names: Mapping[str, str], words: Words) -> Cell:
    """Return the cell of a verdict, with what narrows it."""
    said = words.group("verdicts", one.verdict)
    if one.besides:
        agencies = ", ".join(names.get(name, name) for name in one.besides)
        said = words.group("coverage", "except").format(verdict=said, agencies=agencies)
    if one.contested:
        said = words.group("coverage", "contested").format(verdict=said)
    return Cell(text(said), SHADES[one.verdict])


def summary(result: Result, words: Words) -> Iterator[Block]:
    """Yield how many items have each verdict, and the shares of text, record and voice."""
    totals = result.totals()
    shown = [name for name in VERDICTS if totals[name]]
    yield Table(
        tuple(Cell(text(words.group("verdicts", name)), SHADES[name]) for name in shown),
        (row(*(str(totals[name]) for name in shown)),),
        (),
        words.group("coverage", "totals"),
    )
    yield Table(
        row(words.group("coverage", "needs"), words.group("coverage", "there"), words.group("coverage", "of")),
        tuple(row(words.group("needs", one.need), str(one.have), str(one.of)) for one in result.shares()),
        (3, 1, 1),
        words.group("coverage", "needs"),
    )


def _points(result: Result, words: Words) -> Iterator[Block]:
    """Yield the points of a scorecard, where the standard has weights."""
    made = points(result)
    if made is not None:
        yield paragraph(
            words.group("coverage", "points").format(have=f"{made.have:g}", of=f"{made.of:g}", grade=made.grade or "—")
        )


def left_to_do(result: Result, names: Mapping[str, str], words: Words) -> Iterator[Block]:
    """Yield what is left to do, the emptiest first, each with its next step."""
    gaps = result.gaps()
    if not gaps:
        yield paragraph(words.group("coverage", "no_gaps"))
        return
    head = tuple(words.group("coverage", name) for name in ("item", "verdict", "missing", "next"))
    made = []
    for one in gaps:
        missing = ", ".join(words.group("needs", need) for need in one.item.needs if need not in one.met)
        made.append(
            (
                Cell((*bold(one.item.id), Run(f" {one.item.text}"))),
                _verdict_cell(one, names, words),
                Cell(text(missing or words.group("coverage", "vouching"))),
                Cell(text(one.item.next or (one.steps[0].say if one.steps else ""))),
            )
        )
    yield Table(row(*head), tuple(made), (4, 2, 2, 4), words.group("coverage", "gaps"))


def asides(result: Result, words: Words) -> Iterator[Block]:
    """Yield what is set aside: it is listed in every report."""
    held = [(one, one.aside) for one in result.items if one.aside is not None]
    if held:
        yield Heading(2, text(words.group("verdicts", "set-aside")))
        yield Listing(
            False,
            tuple(
                (
                    paragraph(
                        words.group("coverage", "aside").format(
                            item=one.item.id,
                            reason=aside.reason,
                            decision=aside.decision,
                            date=long_date(aside.until, words.language),
                        )
                    ),
                )
                for one, aside in held
            ),
        )


def contrary_views(result: Result, names: Mapping[str, str], words: Words) -> Iterator[Block]:
    """Yield the contrary views of members."""
    held = [(one, view) for one in result.items for view in one.contests]
    if held:
        yield Heading(2, text(words.group("coverage", "contests")))
        yield Listing(
            False,
            tuple(
                (
                    paragraph(
                        f"{one.item.id}, {names.get(view.by, view.by)} ({long_date(view.date, words.language)}): {view.text}"
                    ),
                )
                for one, view in held
            ),
        )


def _vouched(result: Result, names: Mapping[str, str], words: Words) -> Iterator[Block]:
    """Yield who vouched for what, from which seat, on what, until when."""
    held = [(one, by) for one in result.items for by in one.vouched]
    if held:
        yield Heading(2, text(words.group("verdicts", "attested")))
        head = tuple(words.group("coverage", name) for name in ("item", "by", "evidence", "until"))
        made = tuple(
            row(
                one.item.id,
                ", ".join(part for part in (names.get(by.by, by.by), by.seat) if part),
                by.evidence,
                long_date(by.until, words.language),
            )
            for one, by in held
        )
        yield Table(row(*head), made, (1, 3, 5, 2), words.group("verdicts", "attested"))


def _items(held: Iterable[Covered], names: Mapping[str, str], words: Words) -> Table:
    """Return the items of an element with their evidence."""
    head = tuple(words.group("coverage", name) for name in ("item", "verdict", "evidence", "proof"))
    made = [
        (
            Cell((*bold(one.item.id), Run(f" {one.item.text}"))),
            _verdict_cell(one, names, words),
            Cell(text(evidence_text(one.evidence, words) or "—")),
            Cell(text(words.group("proofs", one.proof) if one.evidence else "—")),
        )
        for one in held
    ]
    return Table(row(*head), tuple(made), (4, 2, 5, 1), words.group("coverage", "evidence"))


def chosen(evidence: Sequence[Evidence], most: int) -> tuple[Evidence, ...]:
    """Return the pieces of evidence that are printed where there is no room for all: some of each part, in their order."""
    if len(evidence) <= most:
        return tuple(evidence)
    parts: dict[str, list[int]] = {}
    for place, one in enumerate(evidence):
        parts.setdefault(one.part, []).append(place)
    places: list[int] = []
    while len(places) < most:
        places.extend(held.pop(0) for held in parts.values() if held)
    return tuple(evidence[place] for place in sorted(places[:most]))


def evidence_text(evidence: Sequence[Evidence], words: Words) -> str:
    """Return some pieces of evidence in one text, in the language of a document, and how many more there are."""
    said = []
    for one in chosen(evidence, _MOST):
        day = f", {long_date(one.date, words.language)}" if one.date else ""
        said.append(f"{words.group('evidence', one.kind)}: {one.title} ({one.path}{day})")
    more = len(evidence) - _MOST
    if more > 0:
        said.append(words.group("coverage", "more").format(count=str(more)))
    return "; ".join(said)


def index_sheet(
    result: Result,
    profile: Profile,
    names: Mapping[str, str],
    words: Words,
    files: Sequence[tuple[str, str, str, str, str]],
) -> Sheet:
    """Return the index of an evidence pack; `files` are item, verdict, what, file and digest, as the sheet has them too."""

    def say(word: str) -> str:
        return words.group("coverage", word)

    verdicts = {one.item.id: one for one in result.items}
    head = row(say("item"), say("verdict"), say("evidence"), say("file"), "SHA-256")
    made = tuple(
        (
            Cell(text(item)),
            _verdict_cell(verdicts[item], names, words),
            Cell(text(said)),
            Cell(text(path)),
            Cell((Run(digest, code=True),) if digest else ()),
        )
        for item, _verdict, said, path, digest in files
    )
    return Sheet(
        title=say("pack"),
        language=words.language,
        direction=words.direction,
        blocks=(
            paragraph(say("as_of").format(standard=result.standard.title, date=long_date(result.on, words.language)), "lead"),
            Notice("caution", (paragraph(say("paper")), Paragraph(text(say("left_out"))))),
            *summary(result, words),
            Table(head, made, (1, 2, 4, 4, 4), say("pack")),
        ),
        dated=result.on,
        author=profile.name,
        lead=(profile.name, profile.area),
        classification=words.say("class_committee"),
        landscape=True,
    )
