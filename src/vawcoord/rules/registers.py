"""Checks the registers: days, what is late, addresses for complaints, consultations that were not made safe."""

from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.indicator import names_killing
from vawcoord.records.register import kinds, late

_AFTER = ("until", "valid_until", "review", "next", "reply_by", "acknowledged", "answered", "closed", "lifted", "taken_back")
"""Fields with a day that cannot be before that of the entry."""

_SURVIVORS = ("survivors", "survivor-led-organisations", "survivor-support-organisations", "young-women-and-girls")
_ADDRESSES = 2


def days(committee: Committee, today: date) -> Iterator[Finding]:
    """Name entries whose day is not that of their name or has not come, and days before that of the entry."""
    for entry in committee.registers:
        if entry.id[:10] != entry.day.isoformat():
            yield finding(
                "REG001",
                entry.where.at("date"),
                _("{day} stands here, and {other} in the name of the file.").format(day=entry.day, other=entry.id[:10]),
                _("Correct the day, or rename the file."),
            )
        elif entry.day > today:
            yield finding(
                "REG001",
                entry.where.at("date"),
                _("{day} has not come yet.").format(day=entry.day),
                _("A register holds what has happened; correct the day."),
            )
        if entry.kind in ("releases", "holds"):
            continue
        for name in _AFTER:
            day = entry.get(name)
            if day is not None and day < entry.day:
                yield finding(
                    "REG002",
                    entry.where.at(name),
                    _("{day} is before {first}, the day of the entry.").format(day=day, first=entry.day),
                    _("Correct one of the two days."),
                )


def overdue(committee: Committee, today: date) -> Iterator[Finding]:
    """Name what should have happened by now: complaints to answer, reports to send, recommendations to carry out."""
    held = late(committee.registers, today)
    for entry in committee.registers:
        day = held.get(entry.ref)
        if day is None:
            continue
        name = kinds()[entry.kind].late_by
        yield finding(
            "REG003",
            entry.where.at(name),
            _("this was to be done by {day}.").format(day=day),
            _(
                "When it is done: vawcoord register change {entry} --set FIELD=TEXT, or agree on another day: --set {field}=DATE."
            ).format(entry=entry.ref, field=name),
        )


def complaints(committee: Committee, today: date) -> Iterator[Finding]:
    """Name missing addresses for complaints, and stages that their days contradict."""
    entries = [one for one in committee.registers if one.kind == "complaints"]
    held = committee.profile.complaints
    if entries or held:
        concerned = {
            officer.holder.partition("/")[0]
            for office in ("chair", "secretary")
            if (officer := committee.profile.officer(office, today)) is not None
        }
        where = committee.profile.where.at("complaints")
        if len(set(held)) < _ADDRESSES:
            yield finding(
                "REG004",
                where if held else committee.profile.where,
                _("there are not two agencies at which a complaint can be handed in."),
                _('Add to committee.toml: complaints = ["AGENCY", "ANOTHER"]; one is neither the chair\'s nor the secretary\'s.'),
            )
        elif set(held) <= concerned:
            yield finding(
                "REG004",
                where,
                _("both agencies that take complaints are those of the chair and the secretary."),
                _("Name an agency besides: nobody complains about somebody to herself."),
            )
    for entry in entries:
        stage = entry.get("stage")
        lacking = [
            name
            for name, stages in (
                ("acknowledged", ("acknowledged",)),
                ("answered", ("answered",)),
                ("closed", ("closed",)),
                ("outcome", ("closed",)),
            )
            if stage in stages and entry.get(name) is None
        ]
        if lacking:
            yield finding(
                "REG005",
                entry.where.at("stage"),
                _("the complaint is {stage}, and nothing stands under {fields}.").format(stage=stage, fields=", ".join(lacking)),
                _("Enter it: vawcoord register change {entry} --set {field}=…").format(entry=entry.ref, field=lacking[0]),
            )


def consultations(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name consultations with survivors whose risk was not weighed, or which nobody could leave freely."""
    for entry in committee.registers:
        if entry.kind != "consultations" or entry.get("with") not in _SURVIVORS:
            continue
        for name in ("risk_weighed", "free_to_leave"):
            if entry.get(name) is False:
                yield finding(
                    "REG006",
                    entry.where.at(name),
                    _("those concerned were asked, and the risk of taking part was not weighed beforehand.")
                    if name == "risk_weighed"
                    else _("those concerned were asked, and could not decline or leave without a reason."),
                    _(
                        "Ask the organisation that made the contact whether somebody needs support now; agree on rules for the next time."
                    ),
                )


def killings(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name published figures that count killings."""
    for entry in committee.registers:
        if entry.kind == "releases" and names_killing(entry.get("title") or ""):
            yield finding(
                "REG007",
                entry.where.at("title"),
                _("these figures count killings, and each is a known event."),
                _("Withdraw the table; speak of killings in words only, and by agreement with the families."),
            )


RULES = (days, overdue, complaints, consultations, killings)
