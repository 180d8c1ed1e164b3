"""What `committee.toml` says: the committee's name, rules and officers, and the closed lists that other records share."""

import re
from datetime import date

from vawcoord.language import marked
from vawcoord.records.recipient import RECIPIENT, is_recipient
from vawcoord.records.record import (
    BOOL,
    COUNT,
    DATE,
    ID_TYPE,
    IDS,
    LINE,
    REF_TYPE,
    TEXT,
    TEXTS,
    Choice,
    ListOf,
    Record,
    TableOf,
    Type,
    key,
    tables,
)

SECTORS = (
    "police",
    "prosecution",
    "courts",
    "legal-aid",
    "health",
    "social-services",
    "survivors",
    "child-protection",
    "education",
    "civil-society",
    "community",
    "local-government",
    "housing",
    "other",
)
"""Whom a member speaks for. The first seven are Module 5's critical parties (its footnote 8), the next two those it says
may join; the others are found in the committees of domain practice."""

CRITICAL_SECTORS = SECTORS[:7]
JUSTICE_SECTORS = ("prosecution", "courts", "legal-aid")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFICES = ("chair", "co-chair", "vice-chair", "secretary")
TERMS = ("victim/survivor", "survivor", "victim")
RHYTHMS = ("monthly", "every-two-months", "quarterly", "half-yearly", "yearly")

_CLAUSE = r"(?:agreement|mou|sop)/[a-z0-9][a-z0-9-]{0,47}#[a-z0-9][a-z0-9-]{0,47}"
_SHARE = r"(?:[1-9]\d?/[1-9]\d?|\d{1,3}%)\Z"

LANGUAGE_TAG = Type(
    marked("a language tag in quotes, such as en, fr or ar"),
    lambda value: type(value) is str and bool(re.match(r"[a-z]{2,3}(?:-[A-Za-z]{2,8}){0,2}\Z", value)),
    {"type": "string", "pattern": "^[a-z]{2,3}(?:-[A-Za-z]{2,8}){0,2}$"},
)
SHARE = Type(
    marked("a share in quotes, such as 2/3 or 50%"),
    lambda value: type(value) is str and bool(re.match(_SHARE, value)) and 0 < share_of(value)[0] <= share_of(value)[1],
    {"type": "string", "pattern": "^([1-9]\\d?/[1-9]\\d?|\\d{1,3}%)$"},
)

RECIPIENT_KEY = Type(
    marked("an age key in quotes: age1 and 58 small letters and digits, exactly as the body sent it"),
    lambda value: type(value) is str and is_recipient(value),
    {"type": "string", "pattern": f"^{RECIPIENT}$"},
)
CLAUSE = Type(
    marked("a clause in quotes, such as mou/information-sharing#totals"),
    lambda value: type(value) is str and bool(re.match(rf"{_CLAUSE}\Z", value)),
    {"type": "string", "pattern": f"^{_CLAUSE}$"},
)


def share_of(value: str) -> tuple[int, int]:
    """Return the share that a text such as "2/3" or "50%" names, as two whole numbers."""
    if value.endswith("%"):
        return int(value[:-1]), 100
    above, _slash, below = value.partition("/")
    return int(above), int(below)


def of_share(value: str, count: int) -> int:
    """Return how many a share of a number is, rounded up: 2/3 of 14 is 10."""
    above, below = share_of(value)
    return -(-count * above // below)


PEOPLE = Type(
    marked("a whole number from 0"),
    lambda value: type(value) is int and 0 <= value < 10**10,
    {"type": "integer", "minimum": 0},
)


class Strategy(Record):
    """The national strategy that the committee aligns with (Module 5, L2.1.1)."""

    name: str = key(LINE, marked("the strategy's name"))
    until: date | None = key(DATE, marked("the day it ends"), default=None)


class Oversight(Record):
    """The body that the committee reports to (Module 5, L2.6.9 and L2.6.10)."""

    name: str = key(LINE, marked("the name of the body that the committee reports to"))
    reports: str = key(Choice(*RHYTHMS), marked("how often the committee reports"), default="half-yearly")
    key_: str = key(
        RECIPIENT_KEY,
        marked("the body's age key, confirmed by voice or in a meeting; exact totals go only sealed to it"),
        default="",
    )
    clause: str = key(
        CLAUSE,
        marked("the clause that lets exact totals go to it; otherwise the one of the information sharing protocol that names it"),
        default="",
    )
    totals: tuple[str, ...] = key(
        IDS, marked("the indicators of which that clause lets exact totals go to it"), default=(), names="indicator"
    )


class Quorum(Record):
    """When a meeting can decide."""

    share: str = key(SHARE, marked("the share of member agencies that must be there, rounded up"), default="1/2")
    sectors: tuple[str, ...] = key(
        ListOf(Choice(*SECTORS, "justice"), marked("a list of sectors")),
        marked("sectors of which at least one agency must be there; justice stands for prosecution, courts or legal aid"),
        default=(),
    )
    chair: bool = key(BOOL, marked("whether the chair or a deputy must be there"), default=False)
    reconvened: str = key(
        SHARE, marked("the share that will do when an inquorate meeting is taken up again; otherwise the same"), default=""
    )
    reconvene_days: int = key(
        COUNT, marked("within how many days an inquorate meeting is taken up again; 0: nothing is said"), default=0
    )


class Decisions(Record):
    """How a meeting decides (Module 5, L2.2.7)."""

    method: str = key(Choice("consensus", "majority", "two-thirds"), marked("how decisions are made"), default="consensus")
    otherwise: str = key(
        Choice("majority", "two-thirds", "none"), marked("what decides when there is no consensus"), default="majority"
    )
    tie: str = key(
        Choice("chair", "falls"), marked("what becomes of a tie: the chair's vote decides, or it falls"), default="falls"
    )


class BackSchedule(Record):
    """The secretary's days around a meeting, in days before or after it."""

    call: int = key(COUNT, marked("days before: the call for items"), default=28)
    draft: int = key(COUNT, marked("days before: the draft agenda goes to the chair"), default=14)
    notice: int | None = key(COUNT, marked("days before: notice and papers go out; otherwise notice_days"), default=None)
    minutes: int = key(COUNT, marked("days after: the draft minutes go to the chair"), default=5)
    issue: int = key(COUNT, marked("days after: the minutes go to all"), default=10)


class MeetingRules(Record):
    """How meetings are called and decide."""

    notice_days: int = key(COUNT, marked("days between notice and meeting"), default=7)
    back_schedule: BackSchedule = key(
        TableOf(BackSchedule), marked("the secretary's days around a meeting"), default=BackSchedule()
    )
    holidays: str = key(
        LINE, marked("the country whose public holidays are remarked on, such as KE; needs the extra holidays"), default=""
    )
    quorum: Quorum = key(TableOf(Quorum), marked("when a meeting can decide"), default=Quorum())
    decisions: Decisions = key(TableOf(Decisions), marked("how a meeting decides"), default=Decisions())


class Officer(Record):
    """Who holds an office, from when until when (Module 5, L2.2.5)."""

    office: str = key(Choice(*OFFICES), marked("the office"))
    holder: str = key(REF_TYPE, marked("the person: agency/person"), names="person")
    from_: date | None = key(DATE, marked("first day in office"), default=None)
    until: date | None = key(DATE, marked("last day of the term"), default=None)
    elected: str = key(REF_TYPE, marked("the decision by which elected"), default="", names="decision")


class Profile(Record):
    """What `committee.toml` says."""

    format: int = key(COUNT, marked("the format of this folder; 1"), default=1)
    id: str = key(ID_TYPE, marked("the committee's short name in file names"))
    uid: str = key(ID_TYPE, marked("a random word from init; part of every calendar entry, never changed"))
    name: str = key(LINE, marked("the committee's name"))
    neutral_name: str = key(
        LINE, marked("what messages call the committee; otherwise its name, where that tells nothing"), default=""
    )
    area: str = key(LINE, marked("the area it works in"))
    parts: tuple[str, ...] = key(
        TEXTS, marked("the parts of the area, such as wards or islands, from which services must be reached"), default=()
    )
    people: int = key(
        PEOPLE, marked("how many people live in the area; below 50,000 no figures of its parts are published"), default=0
    )
    level: str = key(Choice("local", "national"), marked("the level of Module 5 it answers to"), default="local")
    body: str = key(
        Choice("coalition", "lead-agency", "high-level"), marked("the kind of body, after Module 5, 1.5"), default="coalition"
    )
    languages: tuple[str, ...] = key(
        ListOf(LANGUAGE_TAG, marked("a list of language tags")), marked("languages; the first is the folder's"), default=("en",)
    )
    timezone: str = key(LINE, marked("the time zone, such as Africa/Nairobi"), default="UTC")
    weekend: tuple[str, ...] = key(
        ListOf(Choice(*WEEKDAYS), marked("a list of weekdays")), marked("days without meetings"), default=("saturday", "sunday")
    )
    term: str = key(Choice(*TERMS), marked("the word the committee uses"), default="victim/survivor")
    mission: str = key(TEXT, marked("the mission"), default="")
    vision: str = key(TEXT, marked("the vision"), default="")
    standard: str = key(ID_TYPE, marked("the standard it answers to"), default="esp-m5")
    national_strategy: Strategy | None = key(TableOf(Strategy), marked("the national strategy"), default=None)
    oversight: Oversight | None = key(TableOf(Oversight), marked("the body it reports to"), default=None)
    complaints: tuple[str, ...] = key(
        IDS,
        marked("the two agencies at which a complaint can be handed in; one is neither the chair's nor the secretary's"),
        default=(),
        names="member",
    )
    meetings: MeetingRules = key(TableOf(MeetingRules), marked("how meetings are called and decide"), default=MeetingRules())
    officers: tuple[Officer, ...] = key(tables(Officer), marked("who holds which office"), default=())

    def officer(self, office: str, on: date) -> Officer | None:
        """Return who holds an office on a day; where terms overlap, the one that began last."""
        held = [
            one
            for one in self.officers
            if one.office == office and (one.from_ is None or one.from_ <= on) and (one.until is None or on <= one.until)
        ]
        return max(held, key=lambda one: one.from_ or date.min, default=None)
