"""The committee: everything that the folder holds, as one immutable value."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from vawcoord.records.profile import Profile
from vawcoord.value import Value

if TYPE_CHECKING:
    from vawcoord.records.document import Document
    from vawcoord.records.indicator import Figures, Indicator
    from vawcoord.records.meeting import Meeting, Publication, Schedule
    from vawcoord.records.member import Contacts, Member, Representative
    from vawcoord.records.plan import JournalEntry, Plan
    from vawcoord.records.register import RegisterEntry
    from vawcoord.records.service import Service
    from vawcoord.records.template import Template


class Committee(Value):
    """The whole folder as a value. Every tuple is in the order of ids or dates; nothing points back up.

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
    registers: tuple["RegisterEntry", ...] = ()
    services: tuple["Service", ...] = ()
    indicators: tuple["Indicator", ...] = ()
    figures: tuple["Figures", ...] = ()
    templates: tuple["Template", ...] = ()
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
