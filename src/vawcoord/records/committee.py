"""The committee: everything that the folder holds, as one immutable value."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from vawcoord.records.profile import Profile
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.coverage import Coverage
    from vawcoord.records.document import Document
    from vawcoord.records.guard import Confirmation, GuardWord
    from vawcoord.records.indicator import Figures, Indicator
    from vawcoord.records.meeting import Meeting, Publication, Schedule
    from vawcoord.records.member import Contacts, Member, Representative
    from vawcoord.records.plan import JournalEntry, Plan
    from vawcoord.records.received import Received
    from vawcoord.records.register import RegisterEntry
    from vawcoord.records.release import Released
    from vawcoord.records.service import Service
    from vawcoord.records.standard import Standard
    from vawcoord.records.template import Template


class Committee(Value):
    """The whole folder as a value. Every tuple is in the order of ids or dates; nothing points back up.

    `guard_words` and `confirmed` are what was answered to the guard. `coverages` are recorded ones by day.
    `received` are the copies that came back, `released` the figures as they were published. `standard` and
    `templates` are there where somebody has read them beside the folder.
    `paths` are the files read, `attachments` the scans there are, `issued` the texts kept as signed with the SHA-256 of each.
    """

    profile: Profile
    members: tuple["Member", ...] = ()
    contacts: "Contacts | None" = None
    documents: tuple["Document", ...] = ()
    plans: tuple["Plan", ...] = ()
    journal: tuple["JournalEntry", ...] = ()
    schedule: "Schedule | None" = None
    meetings: tuple["Meeting", ...] = ()
    published: tuple["Publication", ...] = ()
    guard_words: tuple["GuardWord", ...] = ()
    confirmed: tuple["Confirmation", ...] = ()
    registers: tuple["RegisterEntry", ...] = ()
    services: tuple["Service", ...] = ()
    indicators: tuple["Indicator", ...] = ()
    figures: tuple["Figures", ...] = ()
    released: tuple["Released", ...] = ()
    coverages: tuple["Coverage", ...] = ()
    received: tuple["Received", ...] = ()
    templates: tuple["Template", ...] = ()
    standard: "Standard | None" = None
    paths: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()
    issued: Mapping[str, str] = MappingProxyType({})

    def member(self, id: str) -> "Member | None":  # noqa: A002 - the field's word
        """Return the member agency with an id."""
        return next((one for one in self.members if one.id == id), None)

    def document(self, ref: str) -> "Document | None":
        """Return the document `kind/id`, in the folder's language."""
        return next((one for one in self.documents if f"{one.kind}/{one.id}" == ref and not one.translation), None)

    def person(self, ref: str) -> "tuple[Member, Representative] | None":
        """Return agency and representative for `agency/person`."""
        agency, _slash, person = ref.partition("/")
        member = self.member(agency)
        if member is None:
            return None
        return next(((member, one) for one in member.representatives if one.id == person), None)

    def active(self, on: date) -> "tuple[Member, ...]":
        """Return the agencies that have joined and not left on a day: the base of quorum and votes."""
        return tuple(one for one in self.members if one.active(on))
