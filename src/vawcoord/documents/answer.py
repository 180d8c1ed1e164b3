"""What is said about answers: "you said, we did" for an agency, and the sheet on which competing proposals lie side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

from vawcoord.prose import Block, Heading, Sheet, Table, paragraph, row, text
from vawcoord.records.answers import Question
from vawcoord.records.document import short
from vawcoord.records.profile import Profile
from vawcoord.records.received import Received, ReceivedProposal
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.text.markdown import blocks as parsed
from vawcoord.value import Value

_CONTEXT = 4
"""How many words stand around a change, so that a reader finds the place."""

_NEAR = 3
"""Changes with fewer words between them are one."""

_LONG = 60
"""A new stretch of more words than this is shown by its beginning and its end."""


class Difference(Value):
    """A place where two wordings differ, with some words around it. One of `old` and `new` may be empty."""

    before: str
    old: str
    new: str
    after: str


def differences(base: str, proposed: str) -> tuple[Difference, ...]:
    """Return where a wording differs from the one that was sent, word by word; marks of Markdown and ids are left out."""
    old, new = _words(base), _words(proposed)
    spans: list[list[int]] = []
    for what, *bounds in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if spans and bounds[0] - spans[-1][1] < _NEAR and bounds[2] - spans[-1][3] < _NEAR:
            spans[-1][1], spans[-1][3] = bounds[1], bounds[3]
        else:
            spans.append(list(bounds))
    return tuple(
        Difference(
            " ".join(old[max(0, first - _CONTEXT) : first]),
            _cut(old[first:last]),
            _cut(new[start:end]),
            " ".join(old[last : last + _CONTEXT]),
        )
        for first, last, start, end in spans
    )


def _words(source: str) -> list[str]:
    """Return the words of a clause as people read them."""
    plain = re.sub(r"[ \t]*\{[^}\n]*\}[ \t]*$", "", source, count=1, flags=re.MULTILINE) if source.startswith("#") else source
    plain = re.sub(r"\]\([^)\n]*\)", "", plain)
    plain = re.sub(r"(?m)^\s*(?:#{1,6}|[-*+>]|\|?[\s|:-]*\|[\s|:-]*$)\s*", "", plain)
    return re.sub(r"\*\*|[\[\]|\\]", " ", plain).split()


def _cut(words: Sequence[str]) -> str:
    """Return some words, a long stretch by its beginning and its end."""
    if len(words) <= _LONG:
        return " ".join(words)
    return f"{' '.join(words[: _LONG - 10])} … {' '.join(words[-10:])}"


def said(one: ReceivedProposal, base: str, words: Words, titles: Mapping[str, str]) -> list[str]:
    """Return in the document's language what a proposal asks for, a line a point; remarks are not among them."""

    def word(name: str, **values: str) -> str:
        return words.group("answers", name).format(**values)

    other = titles.get(one.other, one.other)
    match one.change:
        case "deleted":
            return [word("deleted")]
        case "merged":
            return [word("merged", clause=other)]
        case "added":
            return [word("added", text=_cut(_words(one.text)))]
        case "comment":
            return []
    lines = [word("moved", clause=other)] if one.change == "moved" else []
    for place in differences(base, one.text) if one.text.strip() else ():
        kind = "instead" if place.old and place.new else "new" if place.new else "left_out"
        around = " ".join(part for part in (f"{place.before} …" if place.before else "",) if part)
        point = (
            word(kind, old=place.old, new=place.new)
            if kind == "instead"
            else word(kind, **({"new": place.new} if place.new else {"old": place.old}))
        )
        lines.append(f"{around} {point}".strip())
    return lines


def answer(
    received: Sequence[Received],
    bases: Mapping[tuple[str, str], str],
    titles: Mapping[str, str],
    names: tuple[str, str],
    profile: Profile,
    words: Words,
) -> Sheet:
    """Return what became of each point that one agency made, in the order of its copies.

    `bases` are the clauses as sent, by digest and clause; `names` the agency's name and the document's title.
    """

    def word(name: str, **values: str) -> str:
        return words.group("answers", name).format(**values)

    rows = []
    for copy in received:
        for one in copy.proposals:
            lines = said(one, bases.get((copy.digest, one.clause), ""), words, titles)
            lines += [word("remark", text=" ".join(remark.text.split())) for remark in one.comments if not remark.answers]
            did = word("noted" if one.change == "comment" and not one.outcome else one.outcome or "open")
            rows.append(row(_place(one.clause, words, titles), "\n".join(lines), did, " ".join(one.reason.split())))
    last = received[-1]
    blocks: list[Block] = [
        paragraph(word("lead", agency=names[0], document=names[1], digest=words.code(short(last.digest)))),
        paragraph(word("thanks", date=long_date(last.date, words.language))),
        Table(row(word("clause"), word("said"), word("did"), word("why")), tuple(rows), (3, 7, 2, 4)),
    ]
    for title, held in (
        ("lost", [one for copy in received for one in copy.lost]),
        ("unplaced", [one for copy in received for one in copy.unplaced]),
    ):
        if held:
            blocks += [Heading(2, text(word(title))), *(paragraph(one) for one in held)]
    decided = [one.decided for copy in received for one in copy.proposals if one.decided]
    return _sheet(f"{word('title')}: {names[1]}", blocks, max(decided, default=last.date), profile, words)


def review(
    questions: Iterable[Question],
    bases: Mapping[tuple[str, str], str],
    titles: Mapping[str, str],
    names: tuple[Mapping[str, str], str],
    profile: Profile,
    words: Words,
    today: date,
) -> Sheet:
    """Return the sheet on which a meeting decides: clause by clause the words as sent, and beside one another what is proposed.

    `names` are the agencies' names by id, and the document's title.
    """

    def word(name: str, **values: str) -> str:
        return words.group("answers", name).format(**values)

    blocks: list[Block] = [paragraph(word("review_lead", document=names[1]))]
    for one in questions:
        base = bases.get((one.digest, one.clause), "")
        blocks.append(Heading(2, text(_place(one.clause, words, titles))))
        if base:
            sent = base.partition("\n")[2] if base.startswith("#") else base
            said_once = (block for block in parsed(sent) if not isinstance(block, Heading))
            blocks += [paragraph(word("sent"), "lead"), *said_once]
        rows = []
        for stand in one.standpoints:
            agencies = enumerated([names[0].get(agency, agency) for agency in stand.agencies], words.language)
            lines = said(stand.proposal, base, words, titles)
            if stand.proposal.change == "deleted" and stand.proposal.items:
                lines.append(word("items", items=" ".join(stand.proposal.items)))
            rows.append(row(agencies, "\n".join(lines)))
        rows += [row(names[0].get(agency, agency), word("remark", text=remark.text)) for agency, remark in one.remarks]
        blocks += [Table(row(word("agencies"), word("proposed")), tuple(rows), (3, 8)), paragraph(word("decision"))]
    if len(blocks) == 1:
        blocks.append(paragraph(word("nothing")))
    return _sheet(f"{word('review_title')}: {names[1]}", blocks, today, profile, words)


def _place(clause: str, words: Words, titles: Mapping[str, str]) -> str:
    """Return what a clause is called in a table."""
    return words.group("answers", "preamble") if clause == "preamble" else titles.get(clause, clause)


def _sheet(title: str, blocks: Iterable[Block], dated: date, profile: Profile, words: Words) -> Sheet:
    """Return the sheet around some blocks."""
    return Sheet(
        title=title,
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=dated,
        author=profile.name,
        lead=(profile.name,),
        classification=words.say("class_committee"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
    )


def lines_of(one: ReceivedProposal, base: str) -> Iterator[Difference]:
    """Yield where a proposal differs from the clause as it was sent; nothing where it is about the whole clause."""
    if one.change in ("changed", "moved") and one.text.strip():
        yield from differences(base, one.text)
