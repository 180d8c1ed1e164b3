"""An agenda's text as its items: each with its minutes and who asked for it; what is put in, exchanged or shortened in it.

Every edit is a cut by lines: what it does not mean to change stays as it is, line ends too.
"""

import re
from collections.abc import Container, Mapping, Sequence

from vawcoord.text.outline import sections
from vawcoord.value import Value

_MINUTES = re.compile(r"(\bminutes=\"?)\d+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SHORT = 5
_STEP = 5
_LEAST = 2


class Item(Value):
    """An item of an agenda: heading with id of the second level, and all that stands below it, as written.

    `minutes` holds those of sub-items where the item names none itself. `asked_by` is the agency that asked for it, empty for
    what the template gave; `decision` says that it asks for one. `line` is that of the file.
    """

    id: str
    title: str
    minutes: int
    line: int
    text: str
    asked_by: str = ""
    decision: bool = False


class Items(Value):
    """A body in parts: what stands before the first item, and the items."""

    head: str
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """Return the body."""
        return self.head + "".join(one.text for one in self.items)

    @property
    def minutes(self) -> int:
        """Return how long all items take."""
        return sum(one.minutes for one in self.items)

    def item(self, id: str) -> Item | None:  # noqa: A002 - the field's word
        """Return the item with an id."""
        return next((one for one in self.items if one.id == id), None)


def items_of(body: str, first_line: int = 1) -> Items:
    """Return the items of an agenda's body, which begins on a line of its file. Line ends stay as they are."""
    lines = _LINES.findall(body)
    found = sections("\n".join(line.rstrip("\r\n") for line in lines), 0)
    tops = [one for one in found if one.level <= 2]
    starts = [*(one.line for one in tops), len(lines)]
    made = []
    for place, one in enumerate(tops):
        below = [other for other in found if one.line < other.line < starts[place + 1]]
        own = _number(one.attributes.value("minutes"))
        made.append(
            Item(
                one.attributes.id,
                one.title,
                own or sum(_number(other.attributes.value("minutes")) for other in below),
                one.line + first_line,
                "".join(lines[one.line : starts[place + 1]]),
                one.attributes.value("from"),
                "decision" in one.attributes.classes,
            )
        )
    return Items("".join(lines[: starts[0]]), tuple(made))


def _number(text: str) -> int:
    """Return minutes as they stand in braces; 0 where they are none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def inserted(body: str, text: str, before: Sequence[str]) -> str:
    """Return a body with a new item before the first of some items that it has, or at its end. Nothing else changes."""
    end = "\r\n" if "\r\n" in body else "\n"
    new = text.strip("\n").replace("\n", end)
    held = items_of(body)
    at = next((place for place, one in enumerate(held.items) if one.id in before), None)
    if at is None:
        gap = "" if not body or body.endswith(end * 2) else end if body.endswith(end) else end * 2
        return f"{body}{gap}{new}{end}"
    above = held.head + "".join(one.text for one in held.items[:at])
    gap = "" if not above or above.endswith(end * 2) else end if above.endswith(end) else end * 2
    return f"{above}{gap}{new}{end}{end}{''.join(one.text for one in held.items[at:])}"


def fitted(body: str, length: int, fixed: Container[str] = ()) -> str:
    """Return a body whose items together take as long as the meeting, in minutes; those in `fixed` keep theirs.

    Short items stay short: what there is goes to the longer ones, in steps of five minutes, by their share. Where even that is
    too much, all give way by their share.
    """
    held = items_of(body)
    free = [one for one in held.items if one.id not in fixed and _MINUTES.search(one.text.partition("\n")[0])]
    room = length - sum(one.minutes for one in held.items if one not in free)
    return _with_minutes(held, _shared({one.id: one.minutes for one in free}, room)).text


def _shared(wanted: Mapping[str, int], room: int) -> dict[str, int]:
    """Return how long each item may take, when `room` minutes are there for all."""
    if sum(wanted.values()) == room or not wanted:
        return dict(wanted)
    short = {name: count for name, count in wanted.items() if count <= _SHORT}
    long = {name: count for name, count in wanted.items() if count > _SHORT}
    left = room - sum(short.values())
    if long and left >= _STEP * len(long):
        exact = {name: left * count / sum(long.values()) for name, count in long.items()}
        given = {name: max(_STEP, int(count // _STEP) * _STEP) for name, count in exact.items()}
        order = sorted(long, key=lambda name: given[name] - exact[name])
        for name in order:
            if sum(given.values()) + _STEP <= left:
                given[name] += _STEP
        for name in reversed(order):
            while sum(given.values()) > left and given[name] > _STEP:
                given[name] -= _STEP
        return {name: given.get(name, count) for name, count in wanted.items()}
    whole = sum(wanted.values())
    shares = {name: max(min(_LEAST, count), count * max(room, 0) // whole) for name, count in wanted.items()}
    while sum(shares.values()) > room:
        most = max(shares, key=lambda name: shares[name])
        if shares[most] <= _LEAST:
            break
        shares[most] -= 1
    return shares


def _with_minutes(held: Items, minutes: Mapping[str, int]) -> Items:
    """Return the items with other minutes in the braces of their headings."""

    def changed(one: Item) -> Item:
        new = minutes.get(one.id)
        if new is None or new == one.minutes:
            return one
        heading, line_end, rest = one.text.partition("\n")
        return one.but(text=_MINUTES.sub(rf"\g<1>{new}", heading, count=1) + line_end + rest, minutes=new)

    return held.but(items=tuple(changed(one) for one in held.items))


def same(one: str, other: str) -> bool:
    """Say whether two texts differ at most in line ends and in empty lines at their ends."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
