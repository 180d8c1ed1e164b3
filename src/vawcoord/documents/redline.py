"""What changed between two texts of one document: clause by clause, word by word, and the same as a sheet with its marks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from vawcoord.documents.agreement import UNDATED, printed
from vawcoord.prose import (
    Block,
    Blocks,
    Changed,
    CodeBlock,
    Heading,
    Listing,
    Mark,
    Notice,
    PageBreak,
    Paragraph,
    Quote,
    Revision,
    Run,
    Runs,
    Sheet,
    SignaturePanel,
    Table,
    block_runs,
    paragraph,
    plain,
    text,
    walk,
)
from vawcoord.records.document import Document, Front, Standing, short
from vawcoord.records.profile import Profile
from vawcoord.records.words import Words
from vawcoord.text.comparing import compared, is_marked, merged, with_moves
from vawcoord.text.dates import long_date
from vawcoord.value import Value

PREAMBLE, SIGNING = "(preamble)", "(signing)"
"""What no clause can be called: the text before the first clause, and the place to sign."""
SAME, CHANGED, RENUMBERED, ADDED, DROPPED, MOVED = "same", "changed", "renumbered", "added", "dropped", "moved"
"""What became of a clause; `renumbered`: only the numbers of clauses that it refers to are others."""


class Text(Value):
    """One of the texts that are compared: how it came to be (issued, signed, adopted, template, now), its day, head and body."""

    how: str
    day: date | None
    document: Document
    body: Blocks


class Part(Value):
    """What became of one clause: its title, its numbers in the old and the new text (empty where it has none).

    `blocks` are its text with the marks, as they stand in the document; what was moved is there twice, and `wording` is
    what changed in it besides; else both are the same. `gone_from` says that this is the place it was moved away from.
    """

    clause: str
    what: str
    title: str
    before: str
    after: str
    blocks: Blocks
    wording: Blocks
    gone_from: bool = False


class Fact(Value):
    """A fact of the head that differs: which one, and how each text prints it, as runs with marks."""

    key: str
    before: str
    after: str
    runs: Runs


class Comparison(Value):
    """What changed between two texts: title, facts of the head, clauses in the order they are read, the place to sign."""

    title: Runs
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]

    @property
    def changed(self) -> tuple[Part, ...]:
        """Return the clauses to which something happened, each once."""
        return tuple(one for one in self.parts if one.what != SAME and not one.gone_from)

    @property
    def same(self) -> bool:
        """Say whether the two texts print the same."""
        return not (self.changed or self.facts or any(run.mark for run in self.title))


def compare(old: Text, new: Text, words: Words) -> Comparison:
    """Return what changed between two texts of one document, in one language."""
    before, after = (_units(one, words) for one in (old, new))
    title = _either(compared(*(text(one.document.front.title) for one in (old, new)))[0])
    return Comparison(title, tuple(_facts(old.document.front, new.document.front, words)), tuple(_parts(before, after)))


def _either(runs: Runs) -> Runs:
    """Return runs, none where nothing in them is marked."""
    return runs if any(run.mark for run in runs) else ()


def _units(one: Text, words: Words) -> dict[str, Blocks]:
    """Return the clauses of a text by id, the place to sign as the last; breaks of pages are set when all stands in one."""
    blocks, signing = printed(one.document, one.body, words, Standing("draft", "", (), (), None))
    found: dict[str, list[Block]] = {}
    name = PREAMBLE
    for block in blocks:
        if isinstance(block, Heading) and block.id:
            name = block.id
            while name in found:
                # `check` refuses a second clause with one id; until it is mended the two are told apart by their order.
                name += "+"
        if not isinstance(block, PageBreak):
            found.setdefault(name, []).append(block)
    made = {name: tuple(held) for name, held in found.items()}
    return {**made, SIGNING: signing} if signing else made


def _parts(old: dict[str, Blocks], new: dict[str, Blocks]) -> Iterator[Part]:
    """Yield what became of each clause, in the order of the new text; what is gone stands where it stood."""
    fixed = _fixed(tuple(old), tuple(new))
    left, right = list(old), list(new)
    for anchor in (*fixed, ""):
        while left and left[0] != anchor:
            name = left.pop(0)
            # What was moved is dropped here and new there.
            what = MOVED if name in new else DROPPED
            yield _part(name, what, old[name], new.get(name, ()), (Changed("deleted", old[name]),), gone=name in new)
        while right and right[0] != anchor:
            name = right.pop(0)
            what = MOVED if name in old else ADDED
            yield _part(name, what, old.get(name, ()), new[name], (Changed("inserted", new[name]),))
        if anchor:
            left.pop(0)
            right.pop(0)
            both = merged(old[anchor], new[anchor])
            what = (RENUMBERED if _numbers_only(both) else CHANGED) if is_marked(both) else SAME
            yield _part(anchor, what, old[anchor], new[anchor], both)


def _part(name: str, what: str, old: Blocks, new: Blocks, blocks: Blocks, *, gone: bool = False) -> Part:
    """Return what became of a clause."""
    heads = [next((one for one in side if isinstance(one, Heading) and one.id), None) for side in (old, new)]
    head = heads[1] or heads[0]
    before, after = (_number(one) for one in heads)
    wording = merged(old, new) if what == MOVED and not gone else blocks
    return Part(name, what, plain(head.runs) if head else "", before, after, blocks, wording, gone)


def _number(head: Heading | None) -> str:
    """Return the number of a clause."""
    return head.number if head else ""


def _numbers_only(blocks: Blocks) -> bool:
    """Say whether nothing differs but the numbers of clauses referred to."""
    return not any(isinstance(one, Changed) or getattr(one, "marks", ()) for one in walk(blocks)) and all(
        run.reference for block in walk(blocks) for runs in block_runs(block) for run in runs if run.mark
    )


def _fixed(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the longest row of clauses that stand in the same order in both: all others were moved, dropped or added."""
    place = {name: number for number, name in enumerate(new)}
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str] = {}
    for name in old:
        if name not in place:
            continue
        at = bisect_left(ends, place[name])
        before[name] = last[at - 1] if at else ""
        ends[at:] = [place[name], *ends[at + 1 :]] if at < len(ends) else [place[name]]
        last[at:] = [name, *last[at + 1 :]] if at < len(last) else [name]
    found: list[str] = []
    name = last[-1] if last else ""
    while name:
        found.append(name)
        name = before[name]
    return found[::-1]


_FACTS = ("parties", "in_force", "effective", "until", "review", "class")


def _facts(old: Front, new: Front, words: Words) -> Iterator[Fact]:
    """Yield the facts of the head that are others; those that are part of the text anyway are seen there."""
    for key in _FACTS:
        before, after = (_fact(key, one, words) for one in (old, new))
        if before != after:
            yield Fact(key, before, after, compared(text(before), text(after))[0])


def _fact(key: str, front: Front, words: Words) -> str:
    """Return a fact of the head as the document prints it."""
    agencies = {one.party: one.agency or one.party for one in front.signatories}
    match key:
        case "parties":
            return "; ".join(sorted(agencies.get(one, one) for one in front.parties))
        case "in_force":
            match front.in_force:
                case int(count):
                    return _say(words, "by_count", count=str(count))
                case str(rule):
                    return _say(words, "by_adoption" if rule == "adoption" else "by_all")
                case named:
                    listed = "; ".join(sorted(agencies.get(one, one) for one in named))
                    return _say(words, "by_named", agencies=listed)
        case "effective":
            day = front.effective
            return long_date(day, words.language) if isinstance(day, date) else _say(words, day)
        case "until" | "review":
            until = front.until if key == "until" else front.review
            return long_date(until, words.language) if until else ""
        case _:
            return words.say(f"class_{front.class_}")


def sheet(comparison: Comparison, old: Text, new: Text, profile: Profile, words: Words, *, author: str = "") -> Sheet:
    """Return the document with what changed marked in it.

    `author` is who is named for the changes, otherwise the committee; their day is the last that the log of the newer text
    knows, never today.
    """
    front = new.document.front
    day = new.day or max((one.date for one in new.document.log), default=UNDATED)
    body: list[Block] = []
    for part in comparison.parts:
        first = part.blocks[0].blocks[0] if isinstance(part.blocks[0], Changed) else part.blocks[0]
        if isinstance(first, Heading) and first.annex and first.level == 2 and body:
            body.append(PageBreak())
        body += part.blocks
    return Sheet(
        title=front.title,
        title_runs=comparison.title,
        language=front.language,
        direction=words.direction,
        # The last paragraph of a file can never go: one that belongs to neither text stands there.
        blocks=(_caption(comparison, old, new, words), *with_moves(tuple(body)), Paragraph(())),
        dated=day,
        author=profile.name,
        lead=(profile.name, _say(words, "lead")),
        classification=words.say(f"class_{front.class_}"),
        version=words.say("version", digest=short(new.document.digest)),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        properties=(
            ("vawcoord", f"{profile.uid}/{new.document.ref}/{new.document.digest}"),
            ("vawcoord-from", old.document.digest),
        ),
        revision=Revision(author or profile.name, day, _say(words, "inserted"), _say(words, "deleted"), _say(words, "elsewhere")),
    )


def described(one: Text, words: Words) -> str:
    """Return how a text came to be, of which day, and its digest, in the document's language."""
    day = long_date(one.day, words.language) if one.day else ""
    return _say(words, one.how, date=day, digest=words.code(short(one.document.digest)))


def _say(words: Words, word: str, **values: str) -> str:
    """Return a word or sentence of comparisons."""
    return words.group("redline", word).format(**values)


def _caption(comparison: Comparison, old: Text, new: Text, words: Words) -> Notice:
    """Return the box that says which two texts are compared, and what became of which clause."""
    say = partial(_say, words)
    lines: list[Block] = [
        paragraph(say("from", text=described(old, words))),
        paragraph(say("to", text=described(new, words))),
    ]
    if comparison.same:
        return Notice("caution", (*lines, paragraph(say("none"))))
    told = ((CHANGED, "changed"), (ADDED, "added"), (DROPPED, "gone"), (MOVED, "moved"))
    for what, word in told:
        clauses = [_named(one, words) for one in comparison.changed if one.what == what]
        if clauses:
            lines.append(paragraph(say(word, clauses="; ".join(clauses))))
    lines += [Paragraph((Run(f"{say(one.key)}: "), *one.runs)) for one in comparison.facts]
    return Notice("caution", (*lines, paragraph(say("how"))))


def _named(part: Part, words: Words) -> str:
    """Return the number and title of a clause."""
    if part.clause in (PREAMBLE, SIGNING):
        return _say(words, part.clause.strip("()"))
    if part.what == MOVED:
        return _say(words, "moved_clause", title=part.title, before=part.before, after=part.after)
    number = part.after or part.before
    return f"{number} {part.title}".strip()


def lines(blocks: Blocks, mark: Mark = "") -> Iterator[Runs]:
    """Yield each paragraph, row or line in which something changed, whole, as runs with their marks."""
    for block in blocks:
        match block:
            case Changed(mark=own, blocks=inner):
                yield from lines(inner, own)
            case Listing(items=items):
                for item in items:
                    yield from lines(item, mark)
            case Quote(blocks=inner):
                yield from lines(inner, mark)
            case Table(head=head, rows=rows, marks=marks):
                for number, cells in enumerate((head, *rows)):
                    yield from _line(_beside([cell.runs for cell in cells]), mark or (marks[number] if marks else ""))
            case CodeBlock(text=code):
                yield from _line(text(code), mark)
            case SignaturePanel(title=title, notes=notes):
                yield from _line(text(title), mark)
                for label, value in block.rows():
                    if value:
                        yield from _line((Run(f"{label}: "), *value), mark)
                for note in notes:
                    yield from _line(note, mark)
            case _:
                for runs in block_runs(block):
                    yield from _line(runs, mark)


def _line(runs: Runs, mark: Mark) -> Iterator[Runs]:
    """Yield a line in the mark of what is around it, if anything in it has one."""
    if mark:
        runs = tuple(replace(run, mark=mark) for run in runs)
    if any(run.mark for run in runs):
        yield runs


def _beside(cells: Sequence[Runs]) -> Runs:
    """Return the cells of a row on one line."""
    made: list[Run] = []
    for number, runs in enumerate(cells):
        made += [*((Run(" | "),) if number else ()), *runs]
    return tuple(made)
