"""A member agency: who represents it, who signs for it, what it does and what it may not do."""

import datetime
from datetime import date

from vawcoord.language import marked
from vawcoord.records.profile import SECTORS
from vawcoord.records.record import (
    BOOL,
    DATE,
    ID_TYPE,
    LINE,
    REF_TYPE,
    TEXT,
    TEXTS,
    Choice,
    Record,
    TableOf,
    key,
    tables,
)

TYPES = ("state", "civil-society", "survivor-led", "community", "other")
LEAVINGS = ("withdrew", "suspended", "expelled", "dissolved")


class Authority(Record):
    """The letter by which an agency lets its representative decide for it (Module 5, L2.2.3)."""

    letter: str = key(LINE, marked("the reference of the letter"))
    date: datetime.date | None = key(DATE, marked("the date of the letter"), default=None)
    until: datetime.date | None = key(DATE, marked("the last day it is good for"), default=None)
    scan: str = key(LINE, marked("the scan under attachments/"), default="", names="file")


class Representative(Record):
    """A person, or a seat, who speaks for an agency.

    A seat has no name and no post: how to reach her safely is her organisation's knowledge, never the folder's.
    """

    id: str = key(ID_TYPE, marked("a short name for the person or the seat"))
    name: str = key(LINE, marked("the name; none for a seat"), default="")
    post: str = key(LINE, marked("the post; none for a seat"), default="")
    seat: str = key(LINE, marked("what is printed in place of a name"), default="")
    role: str = key(Choice("lead", "alternate"), marked("lead or alternate"), default="lead")
    from_: date | None = key(DATE, marked("the first day"), default=None)
    until: date | None = key(DATE, marked("the last day"), default=None)
    authority: Authority | None = key(TableOf(Authority), marked("the letter that lets her decide"), default=None)
    public: bool = key(BOOL, marked("whether the name may stand in public documents"), default=False)

    def shown(self) -> str:
        """Return what every document and list prints: the seat, or name and post."""
        if self.seat:
            return self.seat
        return f"{self.name}, {self.post}" if self.name and self.post else self.name or self.post

    def serving(self, on: date) -> bool:
        """Say whether she represents the agency on a day."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on <= self.until)


class MemberSignatory(Record):
    """Who may bind an agency by signing."""

    name: str = key(LINE, marked("the name; none where only the post is known"), default="")
    post: str = key(LINE, marked("the post"), default="")
    from_: date | None = key(DATE, marked("the first day"), default=None)
    until: date | None = key(DATE, marked("the last day"), default=None)

    def shown(self) -> str:
        """Return what documents print: name and post, or the one that is known."""
        return ", ".join(part for part in (self.name, self.post) if part)

    def serving(self, on: date) -> bool:
        """Say whether this person may sign on a day."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on <= self.until)


class Member(Record):
    """An agency, as `members/<agency>.toml` describes it. Its id is the file's name."""

    id = ""

    name: str = key(LINE, marked("the agency's name"))
    sector: str = key(Choice(*SECTORS), marked("its sector"))
    type: str = key(Choice(*TYPES), marked("what kind of body it is"), default="state")
    represents: tuple[str, ...] = key(TEXTS, marked("marginalised groups it speaks for"), default=())
    invited: date | None = key(DATE, marked("the day it was invited"), default=None)
    joined: date | None = key(DATE, marked("the day it joined"), default=None)
    left: date | None = key(DATE, marked("the day it left"), default=None)
    how: str = key(Choice(*LEAVINGS), marked("how it left"), default="")
    decision: str = key(REF_TYPE, marked("the decision it left by"), default="", names="decision")
    confidential_location: bool = key(BOOL, marked("whether its place must stay secret"), default=False)
    reached_through: str = key(LINE, marked("where to ask, when its place is secret"), default="")
    address: str = key(LINE, marked("a public address"), default="")
    website: str = key(LINE, marked("a public page"), default="")
    languages: tuple[str, ...] = key(TEXTS, marked("languages it works in"), default=())
    responsibilities: tuple[str, ...] = key(TEXTS, marked("what it does in the coordinated response"), default=())
    limits: tuple[str, ...] = key(TEXTS, marked("what it may not or cannot do"), default=())
    duties: tuple[str, ...] = key(TEXTS, marked("what law obliges it to report, and to whom"), default=())
    resources: tuple[str, ...] = key(TEXTS, marked("what it gives to the coordination"), default=())
    representatives: tuple[Representative, ...] = key(tables(Representative), marked("who speaks for it"), default=())
    signatories: tuple[MemberSignatory, ...] = key(tables(MemberSignatory), marked("who signs for it"), default=())

    def active(self, on: date) -> bool:
        """Say whether it is a member on a day: joined, and not left."""
        return self.joined is not None and self.joined <= on and (self.left is None or on < self.left)

    def representative(self, role: str, on: date) -> Representative | None:
        """Return who serves in a role on a day; the latest to begin where several do."""
        serving = [one for one in self.representatives if one.role == role and one.serving(on)]
        return max(serving, key=lambda one: one.from_ or date.min, default=None)

    def signatory(self, on: date) -> MemberSignatory | None:
        """Return who may sign for it on a day; the latest to begin where several may."""
        serving = [one for one in self.signatories if one.serving(on)]
        return max(serving, key=lambda one: one.from_ or date.min, default=None)


class Contact(Record):
    """How to reach a person. Lies in `contacts.toml`, which git ignores and no document prints."""

    person: str = key(REF_TYPE, marked("the person: agency/person"), names="person")
    phones: tuple[str, ...] = key(TEXTS, marked("telephone numbers"), default=())
    emails: tuple[str, ...] = key(TEXTS, marked("e-mail addresses"), default=())
    note: str = key(TEXT, marked("when and how to call"), default="")


class Contacts(Record):
    """What `contacts.toml` says."""

    contacts: tuple[Contact, ...] = key(tables(Contact), marked("one entry a person"), default=())
