"""The values that templates may use, from the committee's records. `docs/templates.md` lists them for people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from vawcoord.records.committee import Committee
from vawcoord.records.member import Member, Representative
from vawcoord.records.profile import Officer, Profile
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.text.template import Placeholder, to_be_completed


def template_values(
    committee: Committee, parties: Sequence[Member], words: Words, *, on: date, review: date | None
) -> dict[str, Any]:
    """Return the values for one document: plain texts, truths and lists. What is not known yet is a placeholder."""
    profile = committee.profile
    rules = profile.meetings
    series = committee.schedule.series[0] if committee.schedule and committee.schedule.series else None

    def missing(what: str, **names: str) -> Placeholder:
        return to_be_completed(words.to_be_completed, words.group("missing", what).format(**names))

    def known(text: str, what: str) -> str:
        return text if text and "[to be completed" not in text else missing(what)

    oversight = profile.oversight
    strategy = profile.national_strategy
    sectors = [words.group("sectors", one) for one in rules.quorum.sectors]
    return {
        "committee": profile.name,
        "area": profile.area,
        "survivor": words.group("survivor", profile.term),
        "survivors": words.group("survivors", profile.term),
        "mission": known(profile.mission, "mission"),
        "vision": known(profile.vision, "vision"),
        "national_strategy": known(strategy.name if strategy else "", "national_strategy"),
        "oversight": known(oversight.name if oversight else "", "oversight"),
        "report_rhythm": words.group("rhythms", oversight.reports) if oversight else missing("report_rhythm"),
        "meeting_rhythm": words.group("rhythms", series.every if series else "quarter"),
        "notice_days": rules.notice_days,
        "quorum_share": rules.quorum.share,
        "quorum_sectors": enumerated(sectors, words.language) if sectors else missing("quorum_sectors"),
        "review_date": long_date(review, words.language) if review else missing("review_date"),
        "consensus": rules.decisions.method == "consensus",
        "majority": "majority" in (rules.decisions.method, rules.decisions.otherwise),
        "tie_chair": rules.decisions.tie == "chair",
        "quorum_chair": rules.quorum.chair,
        "parties": [_party(one, words, on) for one in parties],
        "officers": [
            one
            for office in profile.officers
            if (office.until is None or office.until >= on) and (one := _officer(committee, office.holder, office.office, words))
        ],
    }


def example_values(words: Words) -> dict[str, Any]:
    """Return the values of an invented committee in which every list holds something: what a template is checked against."""
    person = Representative(id="a", name="A", post="B")
    agency = Member(
        name="A",
        sector="police",
        represents=("x",),
        responsibilities=("x",),
        limits=("x",),
        duties=("x",),
        resources=("x",),
        representatives=(person,),
    ).named("a")
    officer = Officer(office="chair", holder="a/a")
    profile = Profile(id="a", uid="a", name="A", area="A", officers=(officer,))
    return template_values(Committee(profile, members=(agency,)), (agency,), words, on=date(2026, 1, 1), review=date(2027, 1, 1))


def _party(member: Member, words: Words, on: date) -> dict[str, Any]:
    """Return what a template may say of one party."""

    def missing(what: str) -> Placeholder:
        return to_be_completed(words.to_be_completed, words.group("missing", what).format(agency=member.name))

    lead = member.representative("lead", on)
    alternate = member.representative("alternate", on)
    signatory = member.signatory(on)
    return {
        "id": member.id,
        "name": member.name,
        "sector": words.group("sectors", member.sector),
        "lead": lead.shown() if lead else missing("lead"),
        "alternate": alternate.shown() if alternate else missing("alternate"),
        "signatory": signatory.shown() if signatory else missing("signatory"),
        "signatory_post": (signatory.post if signatory else "") or missing("signatory_post"),
        "represents": enumerated(member.represents, words.language) if member.represents else "—",
        "responsibilities": list(member.responsibilities) or [missing("responsibilities")],
        "limits": list(member.limits),
        "duties": list(member.duties),
        "resources": list(member.resources),
    }


def _officer(committee: Committee, holder: str, office: str, words: Words) -> dict[str, str] | None:
    """Return what a template may say of an officer."""
    found = committee.person(holder)
    if found is None:
        return None
    member, person = found
    return {"office": words.group("offices", office), "holder": person.shown(), "agency": member.name}
