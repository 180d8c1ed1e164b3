"""Calendar files: what stands in them, zones against the zone data itself, and the same bytes every time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

import icalendar
import pytest
from dateutil.rrule import rrulestr

from vawcoord.clock import Moment, instant, moment_of, risky, zone
from vawcoord.errors import VawcoordError
from vawcoord.event import Calendar, Event, Rule
from vawcoord.render.ics import render, timezone

PARIS = "Europe/Paris"
HORIZON = date(2036, 12, 31)
AFTER = datetime(2037, 1, 1)  # noqa: DTZ001 - wall-clock time, as VTIMEZONE has it
MASTER = Event(
    "ordinary",
    "Réunion; lieu, heure",
    Moment(date(2026, 1, 6), "10:00", PARIS),
    Moment(date(2026, 1, 6), "12:00", PARIS),
    "Town hall, room 2; second floor",
    Rule("month", 1, "tuesday", 1, 0, Moment(date(2027, 12, 7), "09:00", "UTC")),
    (Moment(date(2026, 5, 5), "10:00", PARIS),),
)
BESIDE = Event(
    "ordinary",
    "Meeting",
    Moment(date(2026, 3, 10), "15:00", PARIS),
    Moment(date(2026, 3, 10), "17:00", PARIS),
    recurrence=Moment(date(2026, 3, 3), "10:00", PARIS),
    sequence=2,
    stamped=date(2026, 2, 1),
)
DAY = Event("deadline.due.a1", "Due", Moment(date(2026, 4, 2)), Moment(date(2026, 4, 3)), transparent=True)


def calendar(*events: Event) -> Calendar:
    """Return a calendar of some events."""
    return Calendar("Meetings, Lakeside", "k3f9w2qz.vawcoord.invalid", events, HORIZON)


def lines(*events: Event) -> list[str]:
    """Return the unfolded lines of a calendar file."""
    return render(calendar(*events)).decode().replace("\r\n ", "").split("\r\n")


def test_a_series_with_a_meeting_beside_it() -> None:
    """Rule, end and exception of the series and the time of the moved meeting stand there in their exact form."""
    made = lines(BESIDE, MASTER)

    for line in (
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Meetings\\, Lakeside",
        "UID:ordinary@k3f9w2qz.vawcoord.invalid",
        "DTSTART;TZID=Europe/Paris:20260106T100000",
        "DTEND;TZID=Europe/Paris:20260106T120000",
        "RRULE:FREQ=MONTHLY;UNTIL=20271207T090000Z;BYDAY=1TU",
        "EXDATE;TZID=Europe/Paris:20260505T100000",
        "SUMMARY:Réunion\\; lieu\\, heure",
        "LOCATION:Town hall\\, room 2\\; second floor",
        "RECURRENCE-ID;TZID=Europe/Paris:20260303T100000",
        "SEQUENCE:2",
        "DTSTAMP:20260201T000000Z",
    ):
        assert made.count(line) == (2 if line.startswith("UID") else 1), line
    assert made.index("SEQUENCE:0") < made.index("SEQUENCE:2"), "the series stands before its meetings"


def test_every_entry_is_private_and_nobody_is_named() -> None:
    """No attendee, no organiser, no description; each entry says that it is private."""
    made = lines(MASTER, BESIDE, DAY)

    assert made.count("CLASS:PRIVATE") == 3
    assert [line for line in made if line.startswith(("ATTENDEE", "ORGANIZER", "DESCRIPTION", "COMMENT", "URL"))] == []


def test_a_whole_day_blocks_nobody() -> None:
    """A deadline is a date without a zone, and transparent."""
    made = lines(DAY)

    assert {"DTSTART;VALUE=DATE:20260402", "DTEND;VALUE=DATE:20260403", "TRANSP:TRANSPARENT"} <= set(made)
    assert "BEGIN:VTIMEZONE" not in made


def test_a_cancelled_meeting_says_so() -> None:
    """A cancelled meeting stays, with its status, and blocks no time."""
    made = lines(replace(BESIDE, cancelled=True))

    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT"} <= set(made)


def test_universal_time_needs_no_zone() -> None:
    """UTC ends in Z and brings no VTIMEZONE."""
    made = lines(Event("a", "A", Moment(date(2026, 4, 2), "08:00", "UTC"), Moment(date(2026, 4, 2), "09:00", "UTC")))

    assert "DTSTART:20260402T080000Z" in made
    assert "BEGIN:VTIMEZONE" not in made


def test_the_same_calendar_gives_the_same_bytes() -> None:
    """Order of the events is no matter; lines end in CRLF and are folded at 75 bytes."""
    one, other = render(calendar(MASTER, BESIDE, DAY)), render(calendar(DAY, BESIDE, MASTER))

    assert one == other
    assert b"\n" not in one.replace(b"\r\n", b"")
    assert max(len(line) for line in one.split(b"\r\n")) <= 75


def offset_of(part: Any, name: str) -> timedelta:
    """Return an offset of a part of a zone."""
    found: timedelta = part[name].td
    return found


def onsets(made: Any) -> list[tuple[datetime, timedelta]]:
    """Return when a VTIMEZONE's offsets begin, by RFC 5545 and no code of ours."""
    found = []
    for part in made.subcomponents:
        start = part["dtstart"].dt
        days = [start]
        if "rrule" in part:
            days = list(rrulestr(f"RRULE:{part['rrule'].to_ical().decode()}", dtstart=start).between(start, AFTER, inc=True))
        if "rdate" in part:
            held = part["rdate"] if isinstance(part["rdate"], list) else [part["rdate"]]
            days += [one.dts[0].dt for one in held]
        found += [(day, offset_of(part, "tzoffsetto")) for day in days]
    return sorted(found)


CHANGING = sorted(
    {
        "Europe/Paris", "Europe/London", "Europe/Dublin", "Atlantic/Azores", "America/New_York", "America/Havana", "America/Nuuk",
        "America/Santiago", "America/Asuncion", "Asia/Jerusalem", "Asia/Beirut", "Asia/Gaza", "Asia/Hebron", "Africa/Cairo",
        "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Nairobi", "Africa/Abidjan", "Africa/Juba", "Asia/Kathmandu", "Asia/Tehran",
        "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Easter", "Antarctica/Troll",
    }
)  # fmt: skip


@pytest.mark.parametrize("name", CHANGING)
def test_a_zone_tells_the_same_time_as_the_zone_data(name: str) -> None:
    """Every day of ten years, at three hours, a VTIMEZONE gives the offset that the zone data has."""
    begun = onsets(timezone(name, date(2026, 1, 1), HORIZON))
    place = zone(name)
    offset = None
    for number in range(3650):
        for hour in (6, 10, 18):
            at = datetime(2026, 1, 1, hour) + timedelta(days=number)  # noqa: DTZ001 - the same
            while begun and begun[0][0] <= at:
                _day, offset = begun.pop(0)
            assert offset == at.replace(tzinfo=place).utcoffset(), at


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Europe/Paris", ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"]),
        ("America/New_York", ["FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"]),
        ("Africa/Cairo", []),
        ("Africa/Casablanca", []),
        ("Asia/Gaza", []),
        ("Africa/Nairobi", []),
    ],
)
def test_rule_first_else_one_change_a_line(name: str, rules: list[str]) -> None:
    """A regular zone is two rules; an irregular one has each RDATE on a line of its own, the first onset among them."""
    text = timezone(name, date(2026, 1, 1), HORIZON).to_ical().decode()
    found = [line.removeprefix("RRULE:") for line in text.split("\r\n") if line.startswith("RRULE:")]

    assert sorted(found) == sorted(rules)
    assert not [line for line in text.split("\r\n") if line.startswith("RDATE") and "," in line]
    assert ("RDATE" in text) == (name in ("Africa/Cairo", "Africa/Casablanca", "Asia/Gaza"))


def test_a_zone_that_looks_regular_for_a_few_years() -> None:
    """Cairo's last Thursday at midnight is the last Friday in most years: no rule is made of that."""
    text = timezone("Africa/Cairo", date(2026, 1, 1), date(2027, 12, 31)).to_ical().decode()

    assert "RRULE" not in text


@pytest.mark.parametrize("name", ["Europe/London", "Africa/Casablanca", "Atlantic/Canary"])
def test_a_zone_is_not_taken_for_universal_time(name: str) -> None:
    """Radicale's reader drops a zone that looks like UTC up to 2019: such a zone is written from then on."""
    text = timezone(name, date(2026, 1, 1), HORIZON).to_ical().decode()

    assert "DTSTART:2019" in text


def test_our_own_reader_agrees() -> None:
    """What icalendar wrote it reads back what it wrote: the events, their zone, the rule."""
    made = icalendar.Calendar.from_ical(render(calendar(MASTER, BESIDE)))
    events = made.walk("VEVENT")

    assert [str(one["uid"]) for one in events] == ["ordinary@k3f9w2qz.vawcoord.invalid"] * 2
    assert [one.get("recurrence-id") is None for one in events] == [True, False]


@pytest.mark.parametrize(
    ("day", "clock", "name", "expected", "hour"),
    [
        (date(2027, 3, 28), "02:30", "Europe/Paris", "2027-03-28T03:00+02:00", "skipped"),
        (date(2026, 10, 25), "02:30", "Europe/Paris", "2026-10-25T02:30+02:00", "doubled"),
        (date(2026, 4, 24), "00:15", "Africa/Cairo", "2026-04-24T01:00+03:00", "skipped"),
        (date(2026, 10, 4), "02:10", "Australia/Lord_Howe", "2026-10-04T02:30+11:00", "skipped"),
        (date(2011, 12, 30), "09:00", "Pacific/Apia", "2011-12-31T00:00+14:00", "skipped"),
        (date(2026, 7, 1), "02:30", "Europe/Paris", "2026-07-01T02:30+02:00", ""),
    ],
)
def test_an_hour_that_is_skipped_or_doubled(day: date, clock: str, name: str, expected: str, hour: str) -> None:
    """A skipped time gives the next valid one, a doubled one the first; half hours and a whole day too."""
    found = instant(Moment(day, clock, name))

    assert found.at.isoformat(timespec="minutes") == expected
    assert found.hour == hour


def test_no_clock_is_changed_in_the_daytime() -> None:
    """What `risky` says holds for every zone from 2024 to 2037."""
    wrong = []
    for name in sorted(available_timezones() - {"localtime", "Factory"}):
        place = zone(name)
        here = datetime(2024, 1, 1, tzinfo=UTC)
        before = here.astimezone(place).utcoffset()
        while here.year < 2037:
            there = here + timedelta(days=7)
            after = there.astimezone(place).utcoffset()
            if before != after:
                low, high = here, there
                while high - low > timedelta(minutes=1):
                    middle = low + (high - low) / 2
                    low, high = (middle, high) if middle.astimezone(place).utcoffset() == before else (low, middle)
                clock = moment_of(high, name).clock
                if not risky(clock):
                    wrong.append(f"{name} {high} {clock}")
            here, before = there, after
    assert wrong == []


@pytest.mark.parametrize("name", ["Nowhere/City", "", "../../etc/passwd", "Europe/Paris\n", "x" * 300])
def test_a_zone_that_is_none(name: str) -> None:
    """One sentence, and no file outside the zone data is looked at."""
    with pytest.raises(VawcoordError, match="no known time zone"):
        zone(name)
