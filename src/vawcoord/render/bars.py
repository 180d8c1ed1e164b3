"""Spells bars over time for a terminal: a line each, a scale above, today as a line. Knows nothing of plans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 80
Place = Callable[[date], int]
FULL, LEFT, OVER, STEP, NOW = "█", "░", "!", "◆", "│"


@dataclass(frozen=True, slots=True)
class Line:
    """One bar: a sign of one character, an id, a title; from when to when, how much is done, steps on the way.

    `over` says that it is not finished and its end lies behind today: the time since is drawn too.
    """

    sign: str
    id: str
    title: str
    start: date | None
    end: date | None
    share: float = 0.0
    steps: tuple[date, ...] = ()
    over: bool = False


def bars(lines: Sequence[Line], first: date, last: date, on: date, *, width: int = WIDTH) -> str:
    """Return the bars below a scale of years, no line longer than `width`."""
    if not lines:
        return ""
    ids = max(len(one.id) for one in lines)
    titles = min(max(len(one.title) for one in lines), max(12, width // 3))
    label = ids + titles + 4
    room = max(10, width - label - 1)
    last = max(last, first)
    days = (last - first).days + 1

    def place(day: date) -> int:
        return min(room - 1, max(0, (day - first).days * room // days))

    now = place(on) if first <= on <= last else -1
    made = [" " * label + _scale(first, last, room, place)]
    for one in lines:
        said = f"{one.sign} {one.id:<{ids}} {_cut(one.title, titles):<{titles}} "
        made.append(said.ljust(label) + _bar(one, place, room, now, on))
    if now >= 0:
        day = on.isoformat()
        before = now + len(day) + 2 > room
        made.append(" " * (label + now - len(day) - 1) + f"{day} {NOW}" if before else " " * (label + now) + f"{NOW} {day}")
    return "\n".join(line.rstrip() for line in made)


def _cut(text: str, size: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= size else f"{text[: size - 1].rstrip()}…"


def _scale(first: date, last: date, room: int, place: Place) -> str:
    """Return the years, each where it begins."""
    signs = [" "] * room
    marks = [(first, str(first.year))] + [(date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1)]
    free = 0
    for day, name in marks:
        at = place(day)
        if at >= free and at + len(name) <= room:
            signs[at : at + len(name)] = name
            free = at + len(name) + 1
    return "".join(signs)


def _bar(one: Line, place: Place, room: int, now: int, on: date) -> str:
    """Return one bar."""
    signs = [" "] * room
    if now >= 0:
        signs[now] = NOW
    if one.end is not None:
        left, right = place(one.start or one.end), place(one.end)
        done = left + round((right - left + 1) * one.share)
        for at in range(left, right + 1):
            signs[at] = FULL if at < done else LEFT
        if one.over and on > one.end:
            for at in range(right + 1, place(on) + 1):
                signs[at] = OVER
    for day in one.steps:
        signs[place(day)] = STEP
    return "".join(signs)
