"""Minutes as a document: head, who was there, quorum and its rule, the items with decisions and actions set off, a summary.

The text is the meeting's own; decisions, actions and what was put off stand in boxes with their numbers, and once more in tables
at the end. People stand there by agency and post, survivor-led organisations by their seat.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from vawcoord.prose import (
    Block,
    Blocks,
    Cell,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Quote,
    Run,
    Sheet,
    SignaturePanel,
    Table,
    paragraph,
    row,
    text,
)
from vawcoord.records.committee import Committee
from vawcoord.records.document import short
from vawcoord.records.meeting import (
    ATTENDANCE,
    UNTICKED,
    VOICES,
    Attendance,
    Meeting,
    MinutesFront,
    Occurrence,
    occurrence,
)
from vawcoord.records.member import Member
from vawcoord.records.minutes import Kept, Quorum, decisions, minutes_digest, quorum_at, quorum_by_item, votes_of
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.text.markdown import blocks as parsed
from vawcoord.text.minutes import Keywords, Line, read

UNDATED = date(2000, 1, 1)
"""The date in the file of minutes that do not say when the meeting was held, as for other documents."""

SHADE = "EAF1E4"


def sheet(committee: Committee, meeting: Meeting, words: Words, others: Sequence[Words] = ()) -> Sheet:
    """Return a meeting's minutes as a document; a draft mark stands on it until a meeting has approved them.

    `others` are the fixed words of the committee's other languages: lines in them are read too.
    """
    front = meeting.front or MinutesFront(meeting=meeting.id)
    known = _Known(committee, meeting, front, words, others)
    digest = front.digest if meeting.approved and front.digest else minutes_digest(meeting)
    return Sheet(
        title=front.title or words.group("minutes", "minutes"),
        language=words.language,
        direction=words.direction,
        blocks=tuple(_blocks(known)),
        dated=front.approved_on or meeting.held or UNDATED,
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=words.say(f"class_{front.class_}"),
        version=words.say("version", digest=short(digest)),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(("vawcoord", f"{committee.profile.uid}/meetings/{meeting.id}/{digest}"),),
    )


class _Known:
    """What the parts of the document look up."""

    def __init__(
        self, committee: Committee, meeting: Meeting, front: MinutesFront, words: Words, others: Sequence[Words]
    ) -> None:
        self.committee = committee
        self.meeting = meeting
        self.front = front
        self.words = words
        self.keywords = Keywords(*(one.groups.get("minutes", {}) for one in (*others, words)))
        self.members = {one.id: one for one in committee.members}
        self.held = meeting.held or meeting.planned
        self.kept = {one.decision.id: one for one in decisions(committee) if one.meeting.id == meeting.id}
        self.actions = {one.id: one for one in meeting.actions}
        self.planned: Occurrence | None = occurrence(committee, meeting.id)
        self.titles = {one.id: one.title for one in meeting.minutes.clauses} if meeting.minutes else {}

    def say(self, name: str, **values: object) -> str:
        """Return a word of minutes with its values."""
        return self.words.group("minutes", name).format(**values)

    def agency(self, name: str) -> str:
        """Return the name of an agency."""
        return self.members[name].name if name in self.members else name

    def agencies(self, names: Sequence[str]) -> str:
        """Return the names of some agencies as one phrase."""
        return enumerated([self.agency(name) for name in names], self.words.language)

    def item(self, name: str) -> str:
        """Return the title of an agenda item."""
        return self.titles.get(name, name)

    def day(self, value: date | None) -> str:
        """Return a date in words."""
        return long_date(value, self.words.language) if value else "…"


def _blocks(known: _Known) -> Iterator[Block]:
    """Yield the document from its head to the signatures."""
    if not known.meeting.approved:
        inner = (Run(known.words.say("draft"), bold=True), Run(f". {known.say('draft_note')}"))
        yield Notice("draft", (Paragraph(inner),))
    yield _head(known)
    if known.front.attendance:
        yield Heading(2, text(known.say("attendance")))
        yield _roster(known)
        yield Heading(2, text(known.say("quorum")))
        yield from _quorum(known)
    yield from _items(known)
    yield from _summary(known)
    if known.front.corrections:
        yield Heading(2, text(known.say("corrections")))
        yield Listing(True, tuple((paragraph(one),) for one in known.front.corrections))
    yield Heading(2, text(known.say("approval")))
    yield _approval(known)


def _head(known: _Known) -> Table:
    """Return the head as a table of facts."""
    front, words, one = known.front, known.words, known.planned
    clock = known.say("time_span", start=front.start, end=front.end or "…") if front.start else ""
    place = one.place if one else ""
    facts = [
        (known.say("meeting"), one.title if one else known.meeting.series),
        (known.words.say("date"), known.day(known.held)),
        (known.say("kind"), known.say(f"kind_{one.series.kind}") if one else ""),
        (known.say("time"), clock),
        (known.say("place"), place),
        (known.say("channel"), one.series.channel if one else ""),
        (_capital(words.group("offices", "chair")), _person(known, front.chair)),
        (_capital(words.group("offices", "secretary")), _person(known, front.secretary)),
        (known.say("reconvenes"), known.say("reconvenes_text", meeting=front.reconvenes) if front.reconvenes else ""),
    ]
    number = _number(known)
    title = f"{known.say('minutes')} {known.say('number', number=number)}" if number else known.say("minutes")
    rows = tuple(row(name, value) for name, value in facts if value)
    return Table(row(title, known.meeting.id), rows, (1, 3), known.say("minutes"))


def _number(known: _Known) -> int:
    """Return which meeting of its series it was, of those that were held; 0 when it does not say that it was."""
    if known.meeting.held is None:
        return 0
    days = sorted((one.held, one.id) for one in known.committee.meetings if one.series == known.meeting.series and one.held)
    return days.index((known.meeting.held, known.meeting.id)) + 1


def _capital(word: str) -> str:
    """Return a word with a capital at its head."""
    return word[:1].upper() + word[1:]


def _person(known: _Known, ref: str) -> str:
    """Return an officer as minutes name her: agency and post, or the seat."""
    agency, _slash, who = ref.partition("/")
    post = _post(known.members.get(agency), who)
    return ", ".join(part for part in (post, known.agency(agency)) if part)


def _post(member: Member | None, who: str) -> str:
    """Return the seat or the post of a person; her name only where no post is known, and never of a survivor-led agency."""
    person = next((one for one in member.representatives if one.id == who), None) if member else None
    if member is None or person is None:
        return ""
    if person.seat or person.post:
        return person.seat or (person.post if member.type != "survivor-led" or person.public else "")
    return "" if member.type == "survivor-led" and not person.public else person.name


def _roster(known: _Known) -> Table:
    """Return who was there, in the order present, alternates, apologies, absent, observers."""
    order = (*ATTENDANCE, UNTICKED)
    lines = sorted(known.front.attendance, key=lambda one: order.index(one.is_))
    rows = tuple(
        row(known.agency(one.agency), _post(known.members.get(one.agency), one.who) or "—", _presence(known, one))
        for one in lines
    )
    head = tuple(Cell((Run(word, bold=True),)) for word in (known.say("agency"), known.say("post"), known.say("attendance")))
    return Table(head, rows, (4, 3, 3), known.say("attendance"))


def _presence(known: _Known, one: Attendance) -> str:
    """Return in words how an agency was there."""
    parts = [known.say("is_unticked" if one.is_ == UNTICKED else f"is_{one.is_}")]
    if one.is_ == "apologies" and one.informed:
        parts.append(known.say("informed"))
    if one.from_:
        parts.append(known.say("from_item", item=known.item(one.from_)))
    if one.until:
        parts.append(known.say("until_item", item=known.item(one.until)))
    return ", ".join(parts)


def _quorum(known: _Known) -> Iterator[Block]:
    """Yield whether there was a quorum, at which items it was otherwise, and the rule."""
    items = quorum_by_item(known.committee, known.meeting)
    # As it was at the beginning; who left on the way is told item by item.
    held = items[0][1] if items else quorum_at(known.committee, known.meeting, "")
    other = [name for name, one in items if one.reached != held.reached]
    parts = [*_quorum_told(known, held)]
    if other:
        named = enumerated([known.item(name) for name in other], known.words.language)
        parts.append(known.say("quorum_not_at" if held.reached else "quorum_only_at", items=named))
    yield paragraph(" ".join(parts))
    rule = known.committee.profile.meetings.quorum
    share = (rule.reconvened if known.front.reconvenes else "") or rule.share
    told = [known.say("quorum_rule", share=share)]
    if rule.sectors:
        told.append(known.say("quorum_rule_sectors", sectors=_sectors(known, rule.sectors)))
    if rule.chair:
        told.append(known.say("quorum_rule_chair"))
    yield paragraph(" ".join(told), "note")


def _quorum_told(known: _Known, held: Quorum) -> Iterator[str]:
    """Yield the sentences about one quorum."""
    name = "quorum_reached" if held.reached else "quorum_missed"
    yield known.say(name, present=held.present, base=held.base, needed=held.needed)
    if held.missing_sectors:
        yield known.say("quorum_sectors", sectors=_sectors(known, held.missing_sectors))
    if held.chair_missing:
        yield known.say("quorum_chair")


def _sectors(known: _Known, names: Sequence[str]) -> str:
    """Return the names of sectors as one phrase."""
    return enumerated([known.words.group("sectors", name) for name in names], known.words.language)


def _items(known: _Known) -> Iterator[Block]:
    """Yield the text of the minutes, with each line that decides, asks or puts off in a box of its own."""
    paper = known.meeting.minutes
    if paper is None:
        return
    agencies = {name: one.id for one in known.committee.members for name in (one.id, one.name)}
    items = [(one.line, one.id) for one in paper.clauses if one.level <= 2]
    taken = read(paper.body, paper.body_line, items, known.keywords, agencies)
    rows = paper.body.split("\n")
    for place in taken.empty:
        rows[place] = ""
    place = 0
    for one in taken.lines:
        begin = one.line - paper.body_line
        yield from _prose(rows, place, begin, paper.body_line)
        yield from _line(known, one)
        place = max(place, one.end - paper.body_line + 1)
    yield from _prose(rows, place, len(rows), paper.body_line)


def _prose(rows: Sequence[str], first: int, last: int, body_line: int) -> Blocks:
    """Return the blocks of some lines of the text."""
    return parsed("\n".join(rows[first:last]), first + body_line) if first < last else ()


def _line(known: _Known, one: Line) -> Iterator[Block]:
    """Yield one line as it is printed."""
    match one.kind:
        case "decision":
            kept = known.kept.get(one.number)
            yield Quote(tuple(_decision(known, kept)) if kept else (paragraph(one.text),))
        case "action":
            action = known.actions.get(one.number)
            if action is None:
                yield Quote((paragraph(one.text),))
                return
            by = ", ".join(part for part in (known.agency(action.agency), action.post) if part)
            yield Quote(
                (
                    Paragraph(
                        (
                            Run(f"{known.say('action', number=action.id)} ", bold=True),
                            Run(f"({known.say('action_by', agency=by, date=known.day(action.due))})\u00a0– {action.text}"),
                        )
                    ),
                )
            )
        case "deferred":
            yield Quote((paragraph(known.say("deferred", text=one.text)),))


def _decision(known: _Known, one: Kept) -> Iterator[Block]:
    """Yield a decision: number, how it was made, its text, who said what, what it confirms."""
    decision = one.decision
    title = known.say("proposal" if one.is_proposal else "decision", number=decision.id)
    yield Paragraph((Run(f"{title} ", bold=True), Run(f"({_how(known, one)})\u00a0– {decision.text}")))
    for voice in VOICES:
        names = [each.agency for each in decision.voices if each.is_ == voice]
        if names:
            yield paragraph(known.say(f"voices_{voice}", agencies=known.agencies(names)), "note")
    for dissent in decision.dissent:
        yield paragraph(known.say("dissent", text=dissent))
    if decision.confirmed:
        yield paragraph(known.say("confirms", decisions=", ".join(decision.confirmed)), "note")
    if one.is_proposal:
        yield paragraph(known.say("proposal_note"), "note")
    elif one.confirmed_by:
        yield paragraph(known.say("confirmed_by", decision=one.confirmed_by), "note")


def _how(known: _Known, one: Kept) -> str:
    """Return in words how something was decided."""
    counted = votes_of(one.decision)
    if one.decision.method == "consensus" or counted is None:
        return known.say("by_consensus")
    yes, no, abstaining = counted
    return known.say(f"by_{one.decision.method}", **{"for": yes, "against": no, "abstaining": abstaining})


def _summary(known: _Known) -> Iterator[Block]:
    """Yield the tables of decisions and of actions, and what was put off."""
    yield Heading(2, text(known.say("summary")))
    yield Heading(3, text(known.say("decisions")))
    if known.kept:
        columns = [known.words.say("decision"), known.say("text"), known.say("how")]
        rows = tuple(
            row(
                known.say("proposal" if one.is_proposal else "decision", number=number),
                one.decision.text,
                _how(known, one),
            )
            for number, one in known.kept.items()
        )
        yield Table(_bold(columns), rows, (2, 6, 3), known.say("decisions"))
    else:
        yield paragraph(known.say("none"))
    yield Heading(3, text(known.say("actions")))
    if known.actions:
        columns = [known.say("actions"), known.say("text"), known.say("agency"), known.say("due")]
        rows = tuple(
            row(
                number,
                one.text,
                ", ".join(part for part in (known.agency(one.agency), one.post) if part),
                known.day(one.due),
            )
            for number, one in known.actions.items()
        )
        yield Table(_bold(columns), rows, (2, 6, 4, 3), known.say("actions"))
    else:
        yield paragraph(known.say("none"))
    if known.meeting.deferred:
        yield Heading(3, text(known.say("put_off")))
        yield Listing(False, tuple((paragraph(one.text),) for one in known.meeting.deferred))


def _bold(words: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells of a head."""
    return tuple(Cell((Run(word, bold=True),)) for word in words)


def _approval(known: _Known) -> SignaturePanel:
    """Return where chair and secretary sign, with the meeting that approved the minutes."""
    front, words = known.front, known.words
    return SignaturePanel(
        known.say("approved_at", meeting=front.approved or "…"),
        (
            (words.say("date"), long_date(front.approved_on, words.language) if front.approved_on else ""),
            (_capital(words.group("offices", "chair")), ""),
            (_capital(words.group("offices", "secretary")), ""),
        ),
        words.say("stamp"),
    )
