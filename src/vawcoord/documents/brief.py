"""The chair's brief for a meeting: one page, or a text for a telephone. Quorum, decisions, three late things, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vawcoord.documents.agenda import all_motions, motion_line, quorum_figures, quorum_gaps, rule_lines, several_agencies, when
from vawcoord.documents.agreement import UNDATED
from vawcoord.documents.business import Business, Task
from vawcoord.documents.calendar import neutral
from vawcoord.prose import Block, Heading, Listing, Notice, Paragraph, Run, Sheet, paragraph, text
from vawcoord.records.committee import Committee
from vawcoord.records.words import Words
from vawcoord.text.dates import long_date
from vawcoord.text.items import Items

LONGEST = 900
"""How many characters a text for a telephone may have."""

_LATE = 3
_PAGE = {"ring": 5, "decide": 6, "late": _LATE, "sign": 3, "agencies": 3}
"""How many of each are named on the page; what is left is counted."""

_WIDE, _NARROW = 90, 48

_PHONE = {"ring": 6, "decide": 5, "late": _LATE, "sign": 3, "agencies": 2}


@dataclass(frozen=True, slots=True)
class Brief:
    """What the chair must know, in sentences of the document's language, part by part.

    `how` names the rule of decisions. `quorum` are the figures, `gaps` what is missing of sectors and chair. `ring` are agency
    and person; `sign` the title of a document and the agencies that have not signed it; `late` an agency's name and the task.
    """

    title: str
    when: str
    how: str
    safe: bool
    quorum: tuple[str, ...]
    gaps: tuple[str, ...]
    ring: tuple[tuple[str, str], ...]
    rule: tuple[str, ...]
    decide: tuple[str, ...]
    late: tuple[tuple[str, Task], ...]
    sign: tuple[tuple[str, tuple[str, ...]], ...]


def brief(committee: Committee, held: Business, items: Items, words: Words) -> Brief:
    """Return the brief for a meeting."""
    names = {one.id: one.name for one in committee.members}
    rung = []
    for one in held.forecast.ring:
        person = one.representative("lead", held.meeting.day)
        rung.append((one.name, person.shown() if person else ""))
    safe = held.forecast.quorum.reached
    return Brief(
        neutral(held.meeting.title, words),
        when(held.meeting, words),
        _how(committee),
        safe,
        tuple(quorum_figures(held.forecast, words)),
        tuple(quorum_gaps(held.forecast, words)),
        () if safe else tuple(rung),
        tuple(rule_lines(committee, words)),
        tuple(motion_line(one, names, words) for one in all_motions(held, items)),
        tuple((names.get(one.agency, one.agency or "—"), one) for one in held.late[:_LATE]),
        tuple((document.front.title, tuple(names.get(one, one) for one in parties)) for document, parties in held.unsigned),
    )


def _how(committee: Committee) -> str:
    """Return the name of the rule by which the committee decides."""
    rule = committee.profile.meetings.decisions
    return f"{rule.method}_{rule.otherwise}" if rule.method == "consensus" else rule.method


def _late(told: Brief, words: Words, longest: int = 0) -> list[str]:
    """Return the late things in sentences; with `longest` their titles are cut there."""
    made = []
    for agency, task in told.late:
        values = {"agency": agency, "what": _cut(task.title.rstrip("."), longest), "days": str(task.late_days)}
        if task.named and task.asked:
            made.append(words.group("brief", "asked").format(date=long_date(task.asked, words.language), **values))
        else:
            made.append(words.group("brief", "ask").format(**values))
    return made


def _cut(line: str, longest: int) -> str:
    """Return a line of at most so many characters, cut between words; 0 is no limit."""
    return line if not longest or len(line) <= longest else f"{line[: longest - 1].rpartition(' ')[0] or line[: longest - 1]}…"


def sheet(committee: Committee, told: Brief, meeting: str, on: date, words: Words) -> Sheet:
    """Return the brief as one page, marked internal."""

    def part(name: str, lines: Sequence[str]) -> list[Block]:
        shown = lines or [words.group("brief", "nothing")]
        return [Heading(2, text(words.group("brief", name))), Listing(False, tuple((paragraph(one),) for one in shown))]

    quorum = [" ".join((words.group("brief", "safe" if told.safe else "unsafe"), *told.quorum))]
    if told.gaps:
        quorum.append(" ".join(told.gaps))
    if told.ring:
        people = [f"{agency} ({person})" if person else agency for agency, person in told.ring]
        quorum.append(words.group("brief", "ring").format(people=_few(people, _PAGE["ring"], words)))
    decide = [" ".join(told.rule), *_lines(told.decide, _PAGE["decide"], words)] if told.decide else []
    note = Paragraph((Run(words.group("chair", "internal"), bold=True), Run(f". {words.group('chair', 'note')}")))
    blocks: list[Block] = [
        Notice("caution", (note,)),
        paragraph(told.when, "lead"),
        paragraph(words.group("plan", "as_of").format(date=long_date(on, words.language)), "note"),
        *part("quorum", quorum),
        *part("decide", decide),
        *part("late", _late(told, words)),
        *part("sign", _lines(_signing(told, _PAGE["agencies"], words), _PAGE["sign"], words)),
    ]
    return Sheet(
        title=f"{words.group('brief', 'title')}: {told.title}",
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=UNDATED,
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=words.group("chair", "internal"),
        page_of=words.group("words", "page_of"),
        properties=(("vawcoord", f"{committee.profile.uid}/brief/{meeting}"),),
    )


def _signing(told: Brief, most: int, words: Words) -> list[str]:
    """Return what is to be signed, each with some of the agencies."""
    return [
        words.group("brief", "sign_line").format(what=title, agencies=_few(agencies, most, words))
        for title, agencies in told.sign
    ]


def _few(names: Sequence[str], most: int, words: Words) -> str:
    """Return some names as one phrase, and how many more there are."""
    more = (words.group("brief", "more").format(count=len(names) - most),) if len(names) > most else ()
    return several_agencies((*names[:most], *more), words)


def _lines(lines: Sequence[str], most: int, words: Words) -> list[str]:
    """Return some lines, and one that says how many more there are."""
    more = [words.group("brief", "more").format(count=len(lines) - most)] if len(lines) > most else []
    return [*lines[:most], *more]


def phone(told: Brief, words: Words) -> str:
    """Return the brief as plain text of at most 900 characters.

    Line after line is added, from each part in turn, while it fits; what is left out is counted, not cut in the middle.
    """
    wanted = {name: len(getattr(told, name)) for name in ("late", "ring", "decide", "sign")}
    shown = dict.fromkeys(wanted, 0)
    made = _text(told, words, shown)
    # What is late is named before the others get a second line.
    turns = ["late", "ring", "decide", "sign", *["late"] * _LATE, *["ring", "decide", "sign"] * max(_PHONE.values())]
    for name in turns:
        if shown[name] < min(wanted[name], _PHONE[name]):
            longer = _text(told, words, {**shown, name: shown[name] + 1})
            if len(longer) <= LONGEST:
                shown[name] += 1
                made = longer
    return _cut(made, LONGEST)


def _text(told: Brief, words: Words, most: dict[str, int]) -> str:
    """Return the brief as plain text with so many lines of each part."""

    def part(name: str, title: str, lines: Sequence[str]) -> list[str]:
        if not lines:
            return []
        return [words.group("brief", title), *(f"- {one}" for one in _lines(lines, most[name], words))]

    ring = _few([agency for agency, _person in told.ring], most["ring"], words) if most["ring"] else ""
    lines = [
        f"{told.title}, {told.when}",
        " ".join((words.group("brief", "safe" if told.safe else "unsafe"), *told.quorum, *told.gaps)),
        *([words.group("brief", "ring").format(people=ring)] if ring else []),
        *part("decide", f"decide_{told.how}", [_cut(one, _WIDE) for one in told.decide]),
        *part("late", "late", _late(told, words, _NARROW)),
        *part("sign", "sign", _signing(told, _PHONE["agencies"], words)),
    ]
    return "\n".join(lines)
