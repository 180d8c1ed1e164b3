"""Writes 1,000 meetings as a calendar, start-up left out: `calendars.py ours|icalendar`; prints the CPU seconds of one writing."""

import gc
import sys
import time
from datetime import UTC, date, datetime, timedelta

COUNT = 1_000
ROUNDS = 7
FIRST = date(2026, 1, 6)


def ours() -> int:
    """Write them by render/ics.py, with everything that makes our calendars update and cancel rightly."""
    from vawcoord.clock import Moment
    from vawcoord.event import Calendar, Event
    from vawcoord.render.ics import render

    events = tuple(
        Event(
            f"2026-{number:04d}-ordinary",
            f"Coordination meeting {number}",
            Moment(FIRST + timedelta(days=number), "09:30", "Africa/Nairobi"),
            Moment(FIRST + timedelta(days=number), "12:00", "Africa/Nairobi"),
            location=f"Room {number % 9}, District Library",
        )
        for number in range(COUNT)
    )
    return len(render(Calendar("Meetings", "m3a5u2e1.vawcoord.invalid", events, FIRST + timedelta(days=COUNT))))


def icalendar() -> int:
    """Write them by icalendar alone, as its own documentation does; the same fields in the same time zone."""
    from zoneinfo import ZoneInfo

    import icalendar as library

    calendar = library.Calendar()
    calendar.add("prodid", "-//measured//EN")
    calendar.add("version", "2.0")
    for number in range(COUNT):
        event = library.Event()
        start = datetime(FIRST.year, FIRST.month, FIRST.day, 9, 30, tzinfo=ZoneInfo("Africa/Nairobi")) + timedelta(days=number)
        event.add("uid", f"2026-{number:04d}-ordinary@m3a5u2e1.vawcoord.invalid")
        event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
        event.add("sequence", 0)
        event.add("summary", f"Coordination meeting {number}")
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(hours=2, minutes=30))
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        event.add("class", "PRIVATE")
        event.add("location", f"Room {number % 9}, District Library")
        calendar.add_component(event)
    return len(calendar.to_ical())


def main() -> None:
    write = {"ours": ours, "icalendar": icalendar}[sys.argv[1]]
    write()
    gc.collect()
    spent = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        write()
        spent.append(time.process_time() - begun)
    print(sorted(spent)[ROUNDS // 2])


main()
