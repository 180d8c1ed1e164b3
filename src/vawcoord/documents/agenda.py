"""What is printed for a meeting beforehand: the agenda, the chair's copy with what to say and decide, the notice.

`template_values` are the values of `templates/meeting/agenda.<language>.md`; what comes of them is text that people edit. The
sheets are made of that text. No place that must stay secret is printed, whatever the schedule says.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from vawcoord.documents.agreement import UNDATED
from vawcoord.documents.business import Business, Forecast, Motion, Task
from vawcoord.documents.calendar import neutral, neutral_place
from vawcoord.prose import (
    Block,
    Blocks,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Run,
    Sheet,
    SignaturePanel,
    Table,
    numbered,
    paragraph,
    row,
    text,
)
from vawcoord.records.agenda import VOICE, after, length, working_day
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import AgendaFront, Occurrence, secret_names
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, full_date, long_date
from vawcoord.text.items import Item, Items

ANSWER_DAYS = 3
"""How many days before a meeting the answers are asked for."""

_PAPER = re.compile(r"attachments/\S+")


def template_values(committee: Committee, held: Business, words: Words) -> dict[str, Any]:
    """Return the values of an agenda's template: plain texts, numbers and lists, dates and words in its language.

    An agency stands among the late ones only after it was asked; before that its action stands there without it.
    """
    names = {one.id: one.name for one in committee.members}
    rule = committee.profile.meetings.quorum
    last = held.before
    late = [one for one in held.actions if one.late_days]
    horizon = held.following.day if held.following else held.meeting.day + timedelta(days=31)
    soon = [one for one in held.actions if not one.late_days and one.due and one.due <= horizon]
    plan_late = [one for one in held.activities if one.late_days]
    blocked = [one for one in (*held.actions, *held.activities) if one.status == "blocked" and not one.late_days]

    def day(value: date | None) -> str:
        return long_date(value, words.language) if value else "—"

    def task(one: Task) -> dict[str, Any]:
        return {
            "agency": names.get(one.agency, one.agency or "—"),
            "what": one.title,
            "item": one.item,
            "due": day(one.due),
            "days": one.late_days,
            "carried": one.carried,
            "holds_up": ", ".join(one.holds_up),
            "reason": one.reason,
        }

    def ends(kind: str) -> list[dict[str, Any]]:
        return [
            {
                "what": words.group("offices", one.what) if kind == "term" else one.what,
                "day": day(one.day),
            }
            for one in held.runs_out
            if one.kind == kind
        ]

    def motions(*kinds: str) -> list[dict[str, Any]]:
        return [
            {"what": words.group("offices", one.what) if one.kind == "election" else one.what, "ref": one.ref}
            for one in held.motions
            if one.kind in kinds
        ]

    approved = last is not None and last.approved
    escalated = [one for one in held.actions if one.escalated]
    oversight = committee.profile.oversight
    lists: dict[str, list[dict[str, Any]]] = {
        "support": [
            {"name": one.name, "hotline": ", ".join(part for part in (one.hotline, one.hours) if part)}
            for one in committee.services
            if one.hotline
        ],
        "unapproved": [{"date": day(one.held), "id": one.id} for one in held.unapproved],
        "approved": [{"date": day(last.held), "id": last.id}] if last and approved else [],
        "finished": [{"agency": names.get(agency, agency or "—"), "what": "; ".join(done)} for agency, done in held.finished],
        "late": [task(one) for one in _by_agency(one for one in late if one.named)],
        "late_unasked": [task(one) for one in late if not one.named],
        "open": [task(one) for one in _by_agency(soon)],
        "put_off": [
            {"title": one.text.rstrip("."), "number": number, "date": day(one.meeting.held)}
            for number, one in enumerate(held.put_off, 1)
        ],
        "plans": [{"title": plan.title, **counts} for plan, counts in held.plans],
        "plan_late": [task(one) for one in plan_late if one.named],
        "plan_late_unasked": [task(one) for one in plan_late if not one.named],
        "blocked": [task(one) for one in blocked],
        "stale": [{"name": one.name} for one in held.stale],
        "reviews": ends("review"),
        "endings": ends("end"),
        "terms": ends("term"),
        "authorities": [
            {"agencies": several_agencies((names.get(one, one) for one in agencies), words), "day": day(until)}
            for until, agencies in _by_day(held)
        ],
        "unsigned": [
            {"what": one.front.title, "agencies": several_agencies((names.get(party, party) for party in parties), words)}
            for one, parties in held.unsigned
        ],
        "reports": [{"oversight": oversight.name, "day": day(one)} for one in held.reports] if oversight else [],
        "trainings": [{"what": what, "day": day(until)} for what, until in held.trainings],
        "adopt": motions("plan", "document"),
        "confirm": motions("confirm"),
        "elect": motions("election"),
        "reviewed": motions("review"),
        "escalated": [task(one) for one in escalated],
        "next": [
            {
                "date": day(held.following.day),
                "start": held.following.start,
                "place": _place(committee, held.following),
            }
        ]
        if held.following
        else [],
    }
    ending = ("reviews", "endings", "terms", "authorities", "unsigned")
    deciding = ("adopt", "confirm", "elect", "reviewed", "escalated")
    return {
        **lists,
        "committee": committee.profile.name,
        "area": committee.profile.area,
        "survivor": words.group("survivor", committee.profile.term),
        "survivors": words.group("survivors", committee.profile.term),
        "title": neutral(held.meeting.title, words),
        "date": day(held.meeting.day),
        "quorum_needed": held.forecast.quorum.needed,
        "quorum_base": held.forecast.quorum.base,
        "quorum_sectors": _sectors(rule.sectors, words),
        "quorum_chair": rule.chair,
        "no_minutes": not held.unapproved and not approved,
        "has_finished": bool(lists["finished"]),
        "has_late": bool(late),
        "has_open": bool(soon),
        "open_later": len(held.actions) - len(late) - len(soon),
        "no_actions": not held.actions,
        "no_plan": not held.plans,
        "has_plan_late": bool(plan_late),
        "has_blocked": bool(blocked),
        "has_stale": bool(lists["stale"]),
        "nothing_ends": not any(lists[name] for name in ending),
        "no_reports": not lists["reports"],
        "no_trainings": not lists["trainings"],
        "no_decisions": not any(lists[name] for name in deciding),
        "closed": held.closed,
        "no_next": held.following is None,
    }


def example_values() -> dict[str, Any]:
    """Return values of the same names in which every list holds something: what a template is checked against."""
    task = {"agency": "a", "what": "a", "item": "a", "due": "a", "days": 1, "carried": 1, "holds_up": "a", "reason": "a"}
    ends = {"what": "a", "day": "a"}
    paper = {"date": "a", "id": "a"}
    motion = {"what": "a", "ref": "a"}
    lists: dict[str, dict[str, Any]] = {
        "support": {"name": "a", "hotline": "a"},
        "unapproved": paper,
        "approved": paper,
        "finished": {"agency": "a", "what": "a"},
        **dict.fromkeys(("late", "late_unasked", "open", "plan_late", "plan_late_unasked", "blocked", "escalated"), task),
        "put_off": {"title": "a", "number": 1, "date": "a"},
        "plans": {"title": "a", "done": 1, "green": 1, "amber": 1, "red": 1, "grey": 1},
        "stale": {"name": "a"},
        **dict.fromkeys(("reviews", "endings", "terms"), ends),
        "authorities": {"agencies": "a", "day": "a"},
        "unsigned": {"what": "a", "agencies": "a"},
        "reports": {"oversight": "a", "day": "a"},
        "trainings": {"what": "a", "day": "a"},
        **dict.fromkeys(("adopt", "confirm", "elect", "reviewed"), motion),
        "next": {"date": "a", "start": "a", "place": "a"},
    }
    flags = (
        "quorum_chair", "no_minutes", "has_finished", "has_late", "has_open", "no_actions", "no_plan", "has_plan_late",
        "has_blocked", "has_stale", "nothing_ends", "no_reports", "no_trainings", "no_decisions", "closed", "no_next",
    )  # fmt: skip
    texts = ("committee", "area", "survivor", "survivors", "title", "date", "quorum_sectors")
    return {
        **{name: [dict(one)] for name, one in lists.items()},
        **dict.fromkeys(texts, "a"),
        **dict.fromkeys(flags, True),
        **dict.fromkeys(("quorum_needed", "quorum_base", "open_later"), 1),
    }


def _by_day(held: Business) -> list[tuple[date, list[str]]]:
    """Return the days on which letters of authority run out, each with its agencies."""
    days: dict[date, list[str]] = {}
    for one in held.runs_out:
        if one.kind == "authority" and one.agency not in days.setdefault(one.day, []):
            days[one.day].append(one.agency)
    return list(days.items())


def several_agencies(names: Iterable[str], words: Words) -> str:
    """Return names of agencies as one phrase; many of them hold commas of their own."""
    return ("\u061b " if words.direction == "rtl" else "; ").join(names)


def _by_agency(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks grouped by agency; the agencies and what each answers for in the order in which they came."""
    held: dict[str, list[Task]] = {}
    for one in tasks:
        held.setdefault(one.agency, []).append(one)
    return [one for group in held.values() for one in group]


def _sectors(sectors: Sequence[str], words: Words) -> str:
    """Return sectors as one phrase."""
    return enumerated([words.group("sectors", one) for one in sectors], words.language) if sectors else ""


def _place(committee: Committee, one: Occurrence) -> str:
    """Return place and channel of a meeting as they may be printed; nothing where they must stay secret."""
    secret = secret_names(committee)
    given = (neutral_place(one.series, part, secret) for part in (one.place, one.series.channel))
    return "; ".join(part for part in given if part)


def when(one: Occurrence, words: Words) -> str:
    """Return day and time of a meeting in a document's language."""
    times = words.group("agenda", "times").format(start=one.start, end=one.end)
    return f"{full_date(one.day, words.language)}, {times}"


def officer(committee: Committee, office: str, on: date) -> str:
    """Return who holds an office, with post and agency; nothing where nobody does."""
    held = committee.profile.officer(office, on)
    found = committee.person(held.holder) if held else None
    return f"{found[1].shown()}, {found[0].name}" if found else ""


def sheet(committee: Committee, meeting: Occurrence, front: AgendaFront, items: Items, body: Blocks, words: Words) -> Sheet:
    """Return the agenda as it goes out: head, an overview with the running clock, then each item."""
    blocks: list[Block] = [
        *_cancelled(meeting, words),
        _head(committee, meeting, words),
        _overview(committee, meeting, items, words),
    ]
    blocks += numbered(_timed(body, _clock(meeting, items), words))
    return _sheet(committee, front, words, front.title or neutral(meeting.title, words), blocks, "agenda")


def _sheet(
    committee: Committee, front: AgendaFront, words: Words, title: str, blocks: Sequence[Block], kind: str, note: str = ""
) -> Sheet:
    """Return the sheet around some blocks."""
    return Sheet(
        title=title,
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=front.issued or UNDATED,
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=note or words.say(f"class_{front.class_}"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(("vawcoord", f"{committee.profile.uid}/{kind}/{front.meeting}"),),
    )


def _cancelled(meeting: Occurrence, words: Words) -> Blocks:
    """Return the notice on papers of a meeting that does not take place."""
    said = Paragraph((Run(words.group("agenda", "cancelled"), bold=True),))
    return (Notice("caution", (said,)),) if meeting.cancelled else ()


def _facts(committee: Committee, meeting: Occurrence, words: Words) -> list[tuple[str, str]]:
    """Return when and where a meeting is, and who leads it."""
    return [
        (words.group("agenda", "when"), when(meeting, words)),
        (words.group("agenda", "where"), _place(committee, meeting) or words.group("agenda", "withheld")),
        (words.group("agenda", "chair"), officer(committee, "chair", meeting.day)),
        (words.group("agenda", "secretary"), officer(committee, "secretary", meeting.day)),
    ]


def _table(facts: Sequence[tuple[str, str]], description: str) -> Table:
    """Return facts as a table of two columns; what is not known is left out."""
    known = [one for one in facts if one[1]]
    return Table(row(*known[0]), tuple(row(*one) for one in known[1:]), (1, 4), description)


def _head(committee: Committee, meeting: Occurrence, words: Words) -> Table:
    """Return the head of an agenda."""
    return _table(_facts(committee, meeting, words), words.group("agenda", "when"))


def _clock(meeting: Occurrence, items: Items) -> dict[str, tuple[str, int]]:
    """Return for each item when it begins and how many minutes it takes."""
    made: dict[str, tuple[str, int]] = {}
    gone = 0
    for one in items.items:
        made.setdefault(one.id, (after(meeting.start, gone), one.minutes))
        gone += one.minutes
    return made


def _overview(committee: Committee, meeting: Occurrence, items: Items, words: Words) -> Table:
    """Return the items in one table: number, time, title, minutes, who leads."""
    said = [words.group("agenda", name) for name in ("time", "item", "minutes", "lead")]
    clock = _clock(meeting, items)
    rows = tuple(
        row(str(number), clock[one.id][0], _plain(one.title), str(one.minutes or "—"), _leads(committee, one, words))
        for number, one in enumerate(items.items, 1)
    )
    head = tuple(replace(cell, runs=tuple(replace(run, bold=True) for run in cell.runs)) for cell in row("", *said))
    return Table(head, rows, (6, 10, 45, 11, 24), said[1])


def _leads(committee: Committee, one: Item, words: Words) -> str:
    """Return who leads an item: the agency that asked for it, else the chair; the secretary where she reads."""
    member = committee.member(one.asked_by) if one.asked_by else None
    if one.asked_by:
        return member.name if member else one.asked_by
    return words.group("agenda", "secretary" if one.id in ("last-minutes", "summary") else "chair")


def _plain(title: str) -> str:
    """Return a heading's title without the backslashes and marks of Markdown."""
    return re.sub(r"\\(.)", r"\1", title).replace("**", "")


def _timed(body: Blocks, clock: Mapping[str, tuple[str, int]], words: Words) -> Blocks:
    """Return the blocks of an agenda with the running clock behind each item's title."""
    made: list[Block] = []
    for block in body:
        if isinstance(block, Heading) and block.id in clock and block.level <= 2 and clock[block.id][1]:
            start, count = clock[block.id]
            span = f"\u2002({words.group('agenda', 'span').format(start=start, count=count)})"
            made.append(replace(block, runs=(*block.runs, Run(span)), minutes=0))
        else:
            made.append(block)
    return tuple(made)


def notice(committee: Committee, held: Business, front: AgendaFront, items: Items, words: Words) -> Sheet:
    """Return the notice: day, place, business, papers, answer, quorum, access and safety. No case, and a neutral title."""

    def said(name: str, **values: object) -> str:
        return words.group("notice", name).format(**values)

    rule = committee.profile.meetings.quorum
    forecast = held.forecast.quorum
    quorum = [said("quorum", needed=forecast.needed, base=forecast.base)]
    if rule.sectors:
        quorum.append(said("sectors", sectors=_sectors(rule.sectors, words)))
    if rule.chair:
        quorum.append(said("chair_needed"))
    secretary = officer(committee, "secretary", held.meeting.day)
    facts = [
        (words.group("calendar", "meeting"), neutral(held.meeting.title, words)),
        *_facts(committee, held.meeting, words)[:2],
        (said("business"), " · ".join(_plain(one.title) for one in items.items)),
        (words.group("brief", "quorum"), " ".join(quorum)),
        (
            said("answer"),
            " ".join(
                part
                for part in (
                    said("answer_by", date=long_date(answer_day(committee, held.meeting), words.language)),
                    said("tell", who=secretary) if secretary else "",
                )
                if part
            ),
        ),
    ]
    papers = [said("last_minutes", meeting=one.id) for one in (held.unapproved or ((held.before,) if held.before else ()))] + [
        _plain(one.title) for one in items.items if _PAPER.search(one.text)
    ]
    access = [said("access_needs"), said("access_place")]
    if held.meeting.series.channel:
        access.append(said("access_channel"))
    access.append(said("access_case"))
    blocks: list[Block] = [
        *_cancelled(held.meeting, words),
        paragraph(said("invited", committee=committee.profile.name), "lead"),
        _table(facts, said("title")),
    ]
    if papers:
        blocks += [Heading(2, text(said("papers"))), Listing(False, tuple((paragraph(one),) for one in papers))]
    blocks += [Heading(2, text(said("access"))), Listing(False, tuple((paragraph(one),) for one in access))]
    if front.issued:
        blocks.append(paragraph(said("sent", date=long_date(front.issued, words.language)), "note"))
    chair = officer(committee, "chair", held.meeting.day)
    blocks.append(
        SignaturePanel(
            said("calls", who=chair or "……"), ((words.say("signature"), ""), (words.say("date"), "")), words.say("stamp")
        )
    )
    return _sheet(committee, front, words, said("title"), blocks, "notice")


def answer_day(committee: Committee, meeting: Occurrence) -> date:
    """Return the day by which the agencies are asked to answer."""
    return working_day(committee, meeting.day - timedelta(days=ANSWER_DAYS), -1)


def chair_sheet(committee: Committee, held: Business, front: AgendaFront, items: Items, body: Blocks, words: Words) -> Sheet:
    """Return the chair's copy: the agenda, and under each item what to say, to ask, to decide. Internal, by name and head."""
    prompts = _Prompts(committee, held, items, words)
    note = Paragraph((Run(words.group("chair", "internal"), bold=True), Run(f". {words.group('chair', 'note')}")))
    blocks: list[Block] = [
        Notice("caution", (note,)),
        paragraph(words.group("plan", "as_of").format(date=long_date(held.on, words.language)), "lead"),
        _head(committee, held.meeting, words),
    ]
    waiting: Blocks = ()
    for block in numbered(_timed(body, _clock(held.meeting, items), words)):
        if isinstance(block, Heading) and block.level <= 2:
            blocks += waiting
            waiting = _boxed(prompts.of(block.id)) if block.id else ()
        blocks.append(block)
    blocks += waiting
    title = f"{words.group('chair', 'title')}: {front.title or neutral(held.meeting.title, words)}"
    return _sheet(committee, front, words, title, blocks, "agenda-chair", words.group("chair", "internal"))


def _boxed(lines: Sequence[str]) -> Blocks:
    """Return prompts in a box of their own."""
    return (Notice("done", (Listing(False, tuple((paragraph(one),) for one in lines)),)),) if lines else ()


def rule_lines(committee: Committee, words: Words) -> list[str]:
    """Return how the committee decides, in sentences."""
    rule = committee.profile.meetings.decisions
    made = [words.group("chair", f"rule_{rule.method}")]
    if rule.method == "consensus":
        made.append(words.group("chair", f"rule_consensus_{rule.otherwise}"))
    if "majority" in (rule.method, rule.otherwise if rule.method == "consensus" else ""):
        made.append(words.group("chair", f"rule_tie_{rule.tie}"))
    return made


def all_motions(held: Business, items: Items) -> tuple[Motion, ...]:
    """Return all that is to be decided: what the records say, and what agencies asked for."""
    asked = (Motion("asked", _plain(one.title), "", one.asked_by) for one in items.items if one.decision)
    return (*held.motions, *asked)


def motion_line(one: Motion, names: Mapping[str, str], words: Words) -> str:
    """Return something to be decided in a few words."""
    what = words.group("offices", one.what) if one.kind == "election" else one.what
    return words.group("chair", f"motion_{one.kind}").format(what=what, ref=one.ref, agency=names.get(one.agency, one.agency))


def quorum_figures(forecast: Forecast, words: Words) -> list[str]:
    """Return how many agencies are needed and announced, and how many may leave or are missing."""
    found = forecast.quorum
    spare = forecast.spare
    return [
        words.group("chair", "quorum").format(needed=found.needed, base=found.base, present=found.present),
        words.group("chair", "spare" if spare >= 0 else "lacking").format(count=abs(spare)),
    ]


def quorum_gaps(forecast: Forecast, words: Words) -> list[str]:
    """Return what the quorum lacks beside the number: sectors, the chair."""
    made = []
    if forecast.quorum.missing_sectors:
        made.append(words.group("chair", "sectors").format(sectors=_sectors(forecast.quorum.missing_sectors, words)))
    if forecast.quorum.chair_missing:
        made.append(words.group("chair", "deputy"))
    return made


def _quorum_lines(forecast: Forecast, words: Words) -> list[str]:
    """Return what the answers make of the quorum: figures, gaps, who must stay, who has not answered, who will not come."""
    named = (
        ("hold", forecast.needed_here if forecast.spare > 0 else ()),
        ("silent", forecast.silent),
        ("away", forecast.away),
    )
    return [
        *quorum_figures(forecast, words),
        *quorum_gaps(forecast, words),
        *(
            words.group("chair", name).format(agencies=several_agencies((one.name for one in who), words))
            for name, who in named
            if who
        ),
    ]


class _Prompts:
    """What the chair is told under each item."""

    def __init__(self, committee: Committee, held: Business, items: Items, words: Words) -> None:
        self.committee = committee
        self.held = held
        self.items = items
        self.words = words
        self.names = {one.id: one.name for one in committee.members}

    def said(self, name: str, **values: object) -> str:
        """Return a sentence of the chair's copy."""
        return self.words.group("chair", name).format(**values)

    def agency(self, name: str) -> str:
        """Return an agency's name."""
        return self.names.get(name, name or "—")

    def of(self, item: str) -> list[str]:
        """Return the prompts of an item."""
        simple = {
            "last-minutes": ("minutes",) if self.held.unapproved else (),
            "updates": ("updates",),
            "services": ("services",),
            "data": ("data",),
            "closed-session": ("closed",),
            "summary": ("summary",),
            "close": ("close",),
        }
        if item in simple:
            return [self.said(name) for name in simple[item]]
        made = {
            "opening": self._opening,
            "attendance": self._attendance,
            "interests": self._interests,
            "adopt-agenda": self._times,
            "actions": self._actions,
            "plan": self._plan,
            VOICE: self._voice,
            "agreements": self._agreements,
            "decisions": self._decisions,
            "next-date": self._next,
        }.get(item)
        if made is not None:
            return list(made())
        found = self.items.item(item)
        if item.startswith("deferred-"):
            return [self.said("put_off"), *rule_lines(self.committee, self.words)]
        if found is None or not found.asked_by:
            return []
        asked = [self.said("presents", agency=self.agency(found.asked_by))]
        return [*asked, *rule_lines(self.committee, self.words), self.said("dissent")] if found.decision else asked

    def _opening(self) -> Iterator[str]:
        yield self.said("opening")

    def _attendance(self) -> Iterator[str]:
        yield from _quorum_lines(self.held.forecast, self.words)
        if not self.held.forecast.quorum.reached:
            yield self.said("proposals")

    def _interests(self) -> Iterator[str]:
        known = [(one.asked_by, self.said("interest_asked", title=_plain(one.title))) for one in self.items.items if one.asked_by]
        known += [
            (one.agency, self.said("interest_term", office=self.words.group("offices", one.what)))
            for one in self.held.runs_out
            if one.kind == "term"
        ]
        for agency, why in known:
            yield self.said("interest", agency=self.agency(agency), why=why)
        if not known:
            yield self.said("interest_none")

    def _times(self) -> Iterator[str]:
        yield self.said("times", minutes=self.items.minutes, length=length(self.held.meeting))

    def _late(self, tasks: Sequence[Task]) -> Iterator[str]:
        for one in tasks:
            values = {"agency": self.agency(one.agency), "what": one.title, "days": one.late_days}
            parts = []
            if one.late_days and one.named and one.asked:
                parts.append(self.said("late_asked", date=long_date(one.asked, self.words.language), **values))
            elif one.late_days:
                parts.append(self.said("late_unasked", **values))
            elif one.status == "blocked":
                parts.append(self.said("blocked", **values))
            if parts and one.holds_up:
                parts.append(self.said("holds_up", items=", ".join(one.holds_up)))
            if one.escalated:
                parts.append(self.said("carried", count=one.carried))
            if parts:
                yield " ".join(parts)

    def _actions(self) -> Iterator[str]:
        for agency, done in self.held.finished:
            yield self.said("thank", agency=self.agency(agency), what="; ".join(done))
        yield from self._late(self.held.actions)

    def _plan(self) -> Iterator[str]:
        yield from self._late(self.held.activities)

    def _voice(self) -> Iterator[str]:
        yield self.said("voice")
        yield self.said("voice_back")
        seats = [
            f"{person.shown()} ({one.name})"
            for one in self.held.forecast.coming
            if one.type == "survivor-led"
            for role in ("lead", "alternate")
            if (person := one.representative(role, self.held.meeting.day))
            and self.held.forecast.said[one.id].who in ("", person.id)
        ]
        if seats:
            yield self.said("voice_seats", seats=enumerated(seats[:4], self.words.language))

    def _agreements(self) -> Iterator[str]:
        if self.held.runs_out:
            yield self.said("ends")
        for document, parties in self.held.unsigned:
            agencies = several_agencies((self.agency(one) for one in parties), self.words)
            yield self.said("unsigned", what=document.front.title, agencies=agencies)

    def _decisions(self) -> Iterator[str]:
        yield from rule_lines(self.committee, self.words)
        yield self.said("count_again")
        for one in all_motions(self.held, self.items):
            yield motion_line(one, self.names, self.words)
        yield self.said("dissent")

    def _next(self) -> Iterator[str]:
        if self.held.following:
            call = self.held.following.day - timedelta(days=self.committee.profile.meetings.back_schedule.call)
            day = working_day(self.committee, max(call, self.held.meeting.day), -1 if call > self.held.meeting.day else 1)
            yield self.said("next", date=long_date(day, self.words.language))
