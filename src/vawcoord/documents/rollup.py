"""Many committees' returns read together: who is missing, where most is missing, what moved, who asks for help. No ranking."""

from collections.abc import Iterator, Sequence
from datetime import date

from vawcoord import sheet as table
from vawcoord.prose import Block, Heading, Listing, Notice, Sheet, Table, paragraph, row, text
from vawcoord.records.coverage import MET, VERDICTS
from vawcoord.records.words import Words
from vawcoord.text.dates import long_date
from vawcoord.value import Value

_NAMED = 12
"""Up to how many committees are named in a cell; the sheet has all of them."""

_TOLD = 60
"""Up to how many committees what moved is told one by one."""


class Verdict(Value):
    """What a return says of an item."""

    item: str
    verdict: str
    proof: str
    contested: bool


class Asked(Value):
    """A request for help."""

    text: str


class Return(Value):
    """The return of a committee on a time."""

    id: str
    uid: str
    name: str
    area: str
    period: str
    start: date
    until: date
    made: date
    verdicts: tuple[Verdict, ...]
    asked: tuple[Asked, ...] = ()


class Fault(Value):
    """A file that could not be read, and why."""

    file: str
    why: str


class Gathered(Value):
    """The returns by name of the committee and time, what was left out, who is missing as (name, id), the items and their texts."""

    returns: tuple[Return, ...]
    faults: tuple[Fault, ...]
    missing: tuple[tuple[str, str], ...]
    unexpected: tuple[str, ...]
    items: tuple[tuple[str, str], ...]

    def latest(self) -> tuple[Return, ...]:
        """Return the last return of each committee, by name."""
        found: dict[str, Return] = {}
        for one in self.returns:
            if one.uid not in found or found[one.uid].until < one.until:
                found[one.uid] = one
        return tuple(sorted(found.values(), key=lambda one: (one.name, one.id)))


class Standing(Value):
    """How an item stands over all committees: met, agreed, open, contested; the names where it is open."""

    item: str
    text: str
    met: int
    agreed: int
    open: int
    contested: int
    where: tuple[str, ...]


def standings(held: Gathered) -> tuple[Standing, ...]:
    """Return how the items stand in the last returns, those first of which most is missing; items are in order, not committees."""
    latest = held.latest()
    said: dict[str, list[tuple[str, Verdict]]] = {}
    for one in latest:
        for verdict in one.verdicts:
            said.setdefault(verdict.item, []).append((one.name, verdict))
    made = []
    for item, words in held.items:
        mine = said.get(item, [])
        counted = [(name, one) for name, one in mine if one.verdict != "set-aside"]
        if not counted:
            continue
        where = tuple(name for name, one in counted if one.verdict not in (*MET, "agreed"))
        made.append(
            Standing(
                item,
                words,
                sum(1 for _name, one in counted if one.verdict in MET),
                sum(1 for _name, one in counted if one.verdict == "agreed"),
                len(where),
                sum(1 for _name, one in counted if one.contested),
                where,
            )
        )
    places = {item: place for place, (item, _words) in enumerate(held.items)}
    return tuple(sorted(made, key=lambda one: (-one.open, -one.agreed, places[one.item])))


class Trend(Value):
    """What moved between the last two returns of a committee: items that went forward and back."""

    name: str
    since: str
    until: str
    better: tuple[str, ...]
    worse: tuple[str, ...]


def trends(held: Gathered) -> tuple[Trend, ...]:
    """Return what moved, committee by committee in the order of their names. What was or is set aside has not moved."""
    rank = {name: place for place, name in enumerate(VERDICTS[:-1])}
    by_uid: dict[str, list[Return]] = {}
    for one in held.returns:
        by_uid.setdefault(one.uid, []).append(one)
    made = []
    for one in held.latest():
        mine = sorted(by_uid[one.uid], key=lambda each: each.until)
        if len(mine) < 2:
            continue
        then = {each.item: each.verdict for each in mine[-2].verdicts}
        moved = [
            (each.item, rank[then[each.item]] - rank[each.verdict])
            for each in one.verdicts
            if {then.get(each.item), each.verdict} <= rank.keys()
        ]
        made.append(
            Trend(
                one.name,
                mine[-2].period,
                one.period,
                tuple(item for item, by in moved if by > 0),
                tuple(item for item, by in moved if by < 0),
            )
        )
    return tuple(made)


def sheet(held: Gathered, words: Words, on: date) -> Sheet:
    """Return the roll-up as a document."""

    def say(word: str, **values: str) -> str:
        return words.group("report", word).format(**values)

    latest = held.latest()
    last = max(one.until for one in held.returns)
    blocks: list[Block] = [
        paragraph(
            say("returned", count=str(len(held.returns)), committees=str(len(latest)), date=long_date(last, words.language)),
            "lead",
        ),
        Notice("caution", tuple(paragraph(say(word)) for word in ("paper", "no_order", "more_reports", "no_sums"))),
        Heading(2, text(say("missing"))),
        *(
            [
                Listing(
                    False,
                    tuple((paragraph(f"{name} ({words.code(key)})" if name != key else name),) for name, key in held.missing),
                )
            ]
            if held.missing
            else [paragraph(say("missing_none"))]
        ),
        Heading(2, text(say("requests"))),
        *_requests(latest, words),
        Heading(2, text(say("weakest"))),
        _weakest(held, words),
        Heading(2, text(say("trends"))),
        *_trends(held, words),
    ]
    if held.faults:
        blocks.append(Heading(2, text(say("refused"))))
        blocks.append(Listing(False, tuple((paragraph(f"{one.file}: {one.why}"),) for one in held.faults)))
    return Sheet(
        title=say("rollup"),
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=min(last, on),
        author="",
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        landscape=True,
    )


def _requests(latest: Sequence[Return], words: Words) -> Iterator[Block]:
    """Yield who asks for what, in the order of the names."""
    asking = [one for one in latest if one.asked]
    if not asking:
        yield paragraph(words.group("report", "requests_none"))
        return
    head = row(words.group("report", "committee"), words.group("report", "asked"))
    rows = tuple(row(one.name, "; ".join(asked.text for asked in one.asked)) for one in asking)
    yield Table(head, rows, (3, 8), words.group("report", "requests"))


def _weakest(held: Gathered, words: Words) -> Table:
    """Return the items of which most is missing, and where."""

    def named(names: Sequence[str]) -> str:
        if len(names) <= _NAMED:
            return "; ".join(names) or "—"
        return words.group("report", "where_many").format(count=str(len(names)))

    head = row(*(words.group("report", name) for name in ("item", "in_place", "agreed", "open", "contested", "where")))
    rows = tuple(
        row(f"{one.item} {one.text}", str(one.met), str(one.agreed), str(one.open), str(one.contested), named(one.where))
        for one in standings(held)
    )
    return Table(head, rows, (6, 1, 1, 2, 2, 5), words.group("report", "weakest"))


def _trends(held: Gathered, words: Words) -> Iterator[Block]:
    """Yield what moved: over all items, and committee by committee where there are not too many."""

    def say(word: str) -> str:
        return words.group("report", word)

    moved = trends(held)
    if not moved:
        yield paragraph(say("trends_none"))
        return
    rows = []
    for item, title in held.items:
        better = sum(1 for one in moved if item in one.better)
        worse = sum(1 for one in moved if item in one.worse)
        if better or worse:
            rows.append(row(f"{item} {title}", str(better), str(worse)))
    if rows:
        yield Table(row(say("item"), say("better"), say("worse")), tuple(rows), (8, 2, 2), say("trends"))
    if len(moved) <= _TOLD:
        told = (
            row(one.name, f"{one.since} → {one.until}", " ".join(one.better) or "—", " ".join(one.worse) or "—") for one in moved
        )
        yield Table(row(say("committee"), say("periods"), say("better"), say("worse")), tuple(told), (4, 3, 4, 4), say("trends"))


def matrix(held: Gathered, words: Words, on: date) -> table.Sheet:
    """Return the last return of each committee as a row of a sheet: a column an item; in the order of names."""
    latest = held.latest()
    there = {verdict.item for one in latest for verdict in one.verdicts}
    items = [item for item, _text in held.items if item in there]
    choices = tuple((name, words.group("verdicts", name)) for name in VERDICTS)
    columns = (
        table.Column("id", "id", "id", locked=True),
        table.Column("name", words.group("report", "committee"), locked=True),
        table.Column("area", words.group("report", "head_area"), locked=True),
        table.Column("period", words.group("report", "head_period"), locked=True),
        table.Column("made", words.group("report", "day"), "date", locked=True),
        *(table.Column(item, item, "choice", choices, locked=True) for item in items),
        table.Column("contested", words.group("report", "contested"), locked=True),
        table.Column("asked", words.group("report", "asked"), "text", locked=True),
    )
    rows = []
    for one in latest:
        said = {verdict.item: verdict.verdict for verdict in one.verdicts}
        contested = " ".join(verdict.item for verdict in one.verdicts if verdict.contested)
        asked = "; ".join(each.text for each in one.asked)
        cells = (one.id, one.name, one.area, one.period, one.made, *(said.get(item) for item in items), contested, asked)
        rows.append(table.Row(one.id, cells))
    return table.Sheet(
        kind="rollup",
        scope="",
        agency="",
        uid="",
        author="",
        title=words.group("report", "rollup"),
        footer=words.group("words", "page_of"),
        language=words.language,
        right_to_left=words.direction == "rtl",
        day=on,
        columns=columns,
        rows=tuple(rows),
        grows=False,
    )
