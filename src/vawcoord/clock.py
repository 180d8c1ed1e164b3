"""Wall-clock time in a place: a day, a time as people write it, an IANA zone; instants are computed, never stored."""

import datetime as dt
import io
import re
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vawcoord import disk
from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.value import Value

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Hour = Literal["", "skipped", "doubled"]
"""Whether a clock shows a time once, never (it was put forward over it) or twice (it was put back)."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}\Z")
_LONGEST = 60
_UTC = ("UTC", "Etc/UTC", "Etc/Zulu", "Zulu")


class Moment(Value):
    """A point in time as people write it. Without `clock` it is a whole day; `zone` is an IANA name."""

    day: date
    clock: str = ""
    zone: str = ""

    @property
    def naive(self) -> datetime:
        """Return day and clock without a zone."""
        return datetime.combine(self.day, dt.time.fromisoformat(self.clock or "00:00"))

    def compact(self) -> str:
        """Return the moment as calendars write it: 20260310, 20260310T090000, or with a Z for UTC."""
        if not self.clock:
            return f"{self.day:%Y%m%d}"
        return f"{self.naive:%Y%m%dT%H%M%S}" + ("Z" if self.zone == "UTC" else "")


def moment_of(instant: datetime, name: str) -> Moment:
    """Return the wall-clock moment of an instant in a zone; whole minutes."""
    local = instant.astimezone(zone(name))
    return Moment(local.date(), f"{local:%H:%M}", name)


@cache
def zone(name: str) -> "ZoneInfo":
    """Return a time zone from the data that the package tzdata brings.

    The system's own data may be years older, and two computers would then make two calendars of one folder. Raises
    VawcoordError for a name that is no zone.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    found = _shipped(name) if len(name) <= _LONGEST and _NAME.match(name) else None
    if found is not None:
        return found
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise VawcoordError(
            _('"{zone}" is no known time zone.').format(zone=name[:60]),
            _("Write continent and city, such as Africa/Nairobi."),
        ) from error


def _shipped(name: str) -> "ZoneInfo | None":
    """Return a zone from the package tzdata, or None where it has none of this name."""
    from importlib.util import find_spec
    from zoneinfo import ZoneInfo

    package = find_spec("tzdata")
    if package is None or not package.origin:
        return None
    content = disk.read_file(Path(package.origin).parent.joinpath("zoneinfo", *name.split("/")), disk.TEXT_LIMIT)
    if content is None or not content.startswith(b"TZif"):
        return None
    return ZoneInfo.from_file(io.BytesIO(content), key=name)


def is_utc(name: str) -> bool:
    """Say whether a zone is universal time under one of its names."""
    return name in _UTC


class Instant(Value):
    """An instant, in its zone, and what the clock on the wall did then."""

    at: datetime
    hour: Hour = ""


def instant(moment: Moment) -> Instant:
    """Return the instant of a wall-clock moment: the next valid time in a skipped hour, the first one in a doubled hour."""
    place = zone(moment.zone)
    local = moment.naive.replace(tzinfo=place)
    first, second = local.utcoffset() or timedelta(), local.replace(fold=1).utcoffset() or timedelta()
    if first == second:
        return Instant(local)
    if first > second:
        return Instant(local, "doubled")
    # The clock went forward somewhere between the two readings of this time: look for the first second after it.
    low = (moment.naive - second).replace(tzinfo=dt.UTC)
    high = (moment.naive - first).replace(tzinfo=dt.UTC)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        low, high = (low, middle) if middle.astimezone(place).utcoffset() == second else (middle, high)
    return Instant(high.astimezone(place), "skipped")


def risky(clock: str) -> bool:
    """Say whether clocks are ever changed around this time of day.

    In this century no zone that changes its clock every year does so between half past five in the morning and eight in the
    evening; asking the zone data about every meeting at ten would take longer than everything else.
    """
    return clock < "05:30" or clock >= "20:00"
