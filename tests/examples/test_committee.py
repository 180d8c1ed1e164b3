"""The example committee: it loads clean, checks as expected, shows every state, and holds nothing that may not stand there."""

import json
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.cli.main import run
from vawcoord.documents.services import mapped
from vawcoord.folder.loading import load
from vawcoord.operations.build import Begun, build
from vawcoord.operations.checking import checked
from vawcoord.operations.guard import is_read, judged
from vawcoord.operations.standard import covered
from vawcoord.records.agenda import VOICE, agenda_front
from vawcoord.records.committee import Committee
from vawcoord.records.coverage import VERDICTS, Covered
from vawcoord.records.document import STATES, Document, standing
from vawcoord.records.indicator import returns
from vawcoord.records.meeting import ANSWERS, occurrences, state_of
from vawcoord.records.minutes import (
    action_states,
    decisions,
    items_of,
    minutes_digest,
    quorum_at,
    quorum_by_item,
    reconvening,
)
from vawcoord.records.plan import COLOURS, STATUSES, latest, plan_digest, states
from vawcoord.records.profile import CRITICAL_SECTORS, SECTORS
from vawcoord.records.register import RegisterEntry, kinds

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
TODAY = date(2026, 11, 22)

EXPECTED = {
    "COM003": 1,  # the vice-chair's term ends at the end of the year
    "DOC007": 1,  # sop/protection-orders: the review was due in September
    "DOC008": 1,  # mou/coordination: the file is the draft of the next text
    "DOC009": 22,  # drafts with places to be completed: one-stop-centre 19, case-review 2, children 1
    "DOC016": 1,  # mou/referral-2024 ended in June, and its successor waits for signatures
    "DOC019": 5,  # signatures without a scan
    "DOC022": 1,  # mou/coordination: the review is due in January
    "IND011": 1,  # the hospital has not sent its figure for the third quarter
    "LAN003": 1,  # mou/referral.ar: the translator has not yet seen the last change
    "MEM001": 1,  # the alternate of the disability forum has no letter
    "MEM002": 1,  # the court's letter ran out
    "MEM003": 1,  # a letter of Nyota Women's Circle runs out within sixty days
    "MEM005": 1,  # the education office has no alternate
    "MEM012": 1,  # the housing clerk has signed no undertaking
    "MEM013": 1,  # a children's officer has not renewed hers
    "PLN009": 1,  # seventeen activities have no indicator yet
    "PLN010": 1,  # six have no resources written down
    "PLN011": 1,  # sixteen answer no need of the register
    "PLN012": 3,  # three needs that no activity answers: lamps, somebody to tell in school, a line at night
    "REG003": 4,  # late: half of a grant, radios that were promised, letters to read, the treasury's statement
    "STD003": 1,  # the Education Office vouched for openness a year ago, and nobody has looked again
    "SVC002": 1,  # nobody has looked at the island health post since June of last year
}
"""What `check` finds in the example, and why it is there."""

STANDINGS = {
    "agreement/code-of-conduct": "in-force",  # in force for the seven that have signed; nine have not
    "agreement/confidentiality-undertaking": "in-force",
    "agreement/founding-order": "in-force",
    "agreement/membership": "in-force",
    "mou/coordination": "in-force",
    "mou/information-sharing": "issued",
    "mou/one-stop-centre": "draft",
    "mou/referral": "partly-signed",
    "mou/referral-2023": "superseded",
    "mou/referral-2024": "expired",
    "mou/shared-register-pilot": "withdrawn",
    "sop/case-review": "draft",
    "sop/children": "draft",
    "sop/coordination": "in-force",
    "sop/heightened-risk": "in-force",
    "sop/monitoring-and-reporting": "in-force",
    "sop/protection-orders": "review-due",
    "sop/referral-pathway": "draft",  # complete, and not adopted yet
    "sop/training-standard": "in-force",
}

NOT_REACHED: tuple[str, ...] = ()
"""States that no document of the example is in."""

SURVIVOR_LED = ("shelter-rise", "upepo-network")
PLACES = ("address", "place", "website", "hotline", "area", "location", "street")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.:/-])(?:\+\d[\d ()/-]{6,}\d|0\d{1,3}(?:[ /-]?\d{2,4}){2,3})(?![\w.:/-])|\btel:", re.IGNORECASE)


@pytest.fixture(scope="module")
def committee() -> Committee:
    """Return the example as a value."""
    return load(EXAMPLE)[0]


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the example; of a PDF what it prints, without the table of its offsets."""
    for path in sorted(EXAMPLE.rglob("*")):
        name = path.relative_to(EXAMPLE).as_posix()
        if path.is_file() and not name.startswith(("build/", ".vawcoord/")):
            content = path.read_bytes()
            yield name, content.partition(b"\nxref\n")[0].decode("latin-1") if path.suffix == ".pdf" else content.decode()


def document(committee: Committee, ref: str) -> Document:
    """Return a document that is there."""
    found = committee.document(ref)
    assert found is not None
    return found


def test_loads_clean() -> None:
    """Loading finds nothing."""
    assert load(EXAMPLE)[1] == ()


def test_check_as_expected() -> None:
    """The check finds what the table says, and no mistake among it."""
    result = checked(EXAMPLE, TODAY)
    assert Counter(one.code for one in result.findings) == EXPECTED
    assert result.count("error") == 0


def test_every_finding_names_a_line() -> None:
    """Each finding leads to a file that is there, and to a line of it."""
    for one in checked(EXAMPLE, TODAY).findings:
        lines = (EXAMPLE / one.where.path).read_text(encoding="utf-8").splitlines()
        assert 1 <= one.where.line <= len(lines), one


def test_standings(committee: Committee) -> None:
    """Each document stands as the table says."""
    assert {one.ref: standing(one, TODAY).state for one in committee.documents if not one.translation} == STANDINGS


def test_every_state() -> None:
    """Every state a document can be in is shown, except those named."""
    assert set(STATES) - set(STANDINGS.values()) == set(NOT_REACHED)


def test_draft_of_the_next(committee: Committee) -> None:
    """One text in force has moved on; the text in force is kept, and differs from the file."""
    found = document(committee, "mou/coordination")
    state = standing(found, TODAY)
    assert state.draft_of_next
    kept = EXAMPLE / "issued" / "mou" / "coordination" / f"{state.digest[3:15]}.md"
    assert kept.is_file()
    assert kept.read_bytes() != (EXAMPLE / found.where.path).read_bytes()


def test_what_happens_to_documents(committee: Committee) -> None:
    """The logs hold every event that a command or a hand writes so far."""
    events = {event.event for one in committee.documents for event in one.log}
    assert events == {"issued", "signed", "adopted", "joined", "left", "expelled", "withdrawn", "superseded", "editorial"}


def test_referral_in_three_languages(committee: Committee) -> None:
    """The referral memorandum has the same clauses in English, French and Arabic, and the reservation in each."""
    held = [one for one in committee.documents if one.ref == "mou/referral"]
    assert {one.front.language for one in held} == {"en", "fr", "ar"}
    assert len({tuple(clause.id for clause in one.clauses) for one in held}) == 1
    for one in held:
        assert [(reservation.party, reservation.clause) for reservation in one.front.reservations] == [
            ("county-prosecution", "information-sharing")
        ]
        assert not one.placeholders
    assert document(committee, "mou/referral").front.authentic == ("en", "fr")


def test_signed_texts_are_whole(committee: Committee) -> None:
    """Nothing is still to be completed in a text that was issued, signed or adopted."""
    for one in committee.documents:
        assert not (one.placeholders and one.log), one.ref


def test_every_sector(committee: Committee) -> None:
    """Every sector is there, and every sector that Module 5 names has an active member."""
    assert {one.sector for one in committee.members} == set(SECTORS)
    assert set(CRITICAL_SECTORS) <= {one.sector for one in committee.active(TODAY)}


def test_roster(committee: Committee) -> None:
    """Sixteen agencies are active; one withdrew, one was expelled, one is invited and has not joined."""
    assert len(committee.active(TODAY)) == 16
    assert {one.id: (one.how, one.decision) for one in committee.members if one.left} == {
        "ferry-workers-union": ("withdrew", "2026-06-09-ordinary/d5"),
        "good-shore-mission": ("expelled", "2026-03-10-ordinary/d4"),
    }
    assert [one.id for one in committee.members if one.joined is None and one.invited] == ["teachers-college"]
    for one in committee.active(TODAY):
        assert one.responsibilities, one.id
        assert one.limits, one.id
        assert one.duties, one.id
        assert one.resources, one.id
        assert one.signatory(TODAY), one.id


def test_officers(committee: Committee) -> None:
    """Chair, vice-chair and secretary are held, and an earlier secretary's term is kept."""
    for office in ("chair", "vice-chair", "secretary"):
        held = committee.profile.officer(office, TODAY)
        assert held is not None
        assert committee.person(held.holder), office
    earlier = committee.profile.officer("secretary", date(2025, 6, 1))
    assert earlier is not None
    assert earlier.holder == "social-services/j-okello"


def test_represented_groups(committee: Committee) -> None:
    """Women with disabilities, migrants and a minority speak through members of their own."""
    groups = " ".join(group for one in committee.active(TODAY) for group in one.represents)
    for word in ("disabilities", "from across the border", "minority"):
        assert word in groups


def test_survivor_led_agencies_by_seat_only(committee: Committee) -> None:
    """The two survivor-led agencies appear by seats: no name stands with them, in no record and in no log."""
    assert tuple(one.id for one in committee.members if one.type == "survivor-led") == SURVIVOR_LED
    for name in SURVIVOR_LED:
        member = committee.member(name)
        assert member is not None
        assert len(member.representatives) == 2
        assert all(one.seat and not one.name and not one.post and not one.public for one in member.representatives)
        assert all(one.post and not one.name for one in member.signatories)
        for one in committee.documents:
            assert not any(block.name for block in one.front.signatories if block.party == name), one.where.path
            assert not any(event.name for event in one.log if event.party == name), one.ref


def test_seats_in_printed_lists() -> None:
    """Where a text lists representatives, the seat stands in place of a name."""
    listed = (EXAMPLE / "mou" / "coordination.md").read_text(encoding="utf-8")
    assert "| Shelter Rise | survivors and their representatives | Rise representative | Rise alternate |" in listed
    assert "| Upepo Survivors' Network | survivors and their representatives | Upepo representative | Upepo alternate |" in listed


def test_shelter_has_no_place(committee: Committee) -> None:
    """The shelter's location is confidential: its files hold no key for a place, and no meeting takes place there."""
    for folder in ("members", "services"):
        table = tomllib.loads((EXAMPLE / folder / "shelter-rise.toml").read_text(encoding="utf-8"))
        assert table["confidential_location"] is True
        assert table["reached_through"]
        assert not set(PLACES) & set(table), folder
    assert committee.schedule is not None
    placed: tuple[Any, ...] = (*committee.schedule.series, *committee.schedule.moved, *committee.schedule.extra)
    places = [one.place for one in placed]
    assert not any("rise" in place.casefold() or "shelter" in place.casefold() for place in places)


def test_no_phone_and_no_e_mail() -> None:
    """No file of the example holds a telephone number or an e-mail address."""
    assert not (EXAMPLE / "contacts.toml").exists()
    for path, text in texts():
        assert not E_MAIL.search(text), path
        assert not PHONE.search(text), path


def test_the_guard_stops_nothing(committee: Committee) -> None:
    """No file holds what the guard stops, and nothing was let through with a reason."""
    for path, _text in texts():
        if is_read(path):
            stops = judged(committee, path, (EXAMPLE / path).read_bytes()).stops
            assert not [str(one) for one in stops if one.place.tier == "block"]
    assert not committee.confirmed
    assert {one.word for one in committee.guard_words} == {"Syndicat"}  # asked about when the French minutes were approved


@pytest.mark.parametrize("number", ["+254 700 000 000", "0700 000 000", "(+1) 555-0100-22", "0203-555-0100", "tel:112"])
def test_phone_is_recognised(number: str) -> None:
    """The pattern for telephone numbers finds what people write."""
    assert PHONE.search(f"Call {number} at night")


def test_what_does_not_belong() -> None:
    """Git ignores rendered files, the programme's own state and the contacts; the folder says that it is invented."""
    ignored = (EXAMPLE / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"build/", ".vawcoord/", "contacts.toml"} <= set(ignored)
    assert "*.log.toml merge=union" in (EXAMPLE / ".gitattributes").read_text(encoding="utf-8")
    assert "invented" in (EXAMPLE / "README.md").read_text(encoding="utf-8")


def test_scans_are_small_specimens(committee: Committee) -> None:
    """Every scan is a page of under two kilobytes that says it is a specimen, with its digest beside it."""
    scans = [path for path in committee.attachments if path.endswith(".pdf")]
    assert len(scans) > 40
    for path in scans:
        content = (EXAMPLE / path).read_bytes()
        assert len(content) < 2000
        assert b"Specimen" in content
        assert b"invented" in content
        assert f"{path}.toml" in committee.attachments


def test_undertakings(committee: Committee) -> None:
    """All who serve have signed, except one; one undertaking has run out."""
    entries = [one for one in committee.registers if one.kind == "undertakings" and one.get("kind") == "confidentiality"]
    signed = {one.get("who") for one in entries}
    serving = {
        f"{member.id}/{person.id}"
        for member in committee.active(TODAY)
        for person in member.representatives
        if person.serving(TODAY)
    }
    assert serving - signed == {"housing-office/v-adhiambo"}
    assert [one.get("who") for one in entries if one.get("until") < TODAY] == ["child-protection-office/w-naliaka"]


def test_meetings(committee: Committee) -> None:
    """The schedule has two series, and dates that are moved, cancelled and extra."""
    assert committee.schedule is not None
    assert {one.id: one.kind for one in committee.schedule.series} == {
        "ordinary": "coordination",
        "systems": "systems-consultation",
    }
    held = {one.id: one for one in occurrences(committee.schedule, date(2025, 1, 1), date(2027, 3, 31))}
    assert held["2026-04-14-ordinary"].day == date(2026, 4, 21)
    assert held["2026-08-11-ordinary"].cancelled
    assert held["2027-01-12-ordinary"].start == "10:00"
    assert held["2026-05-26-ordinary"].start == "14:00"
    assert held["2026-07-30-systems"].place == "District Library, reading room"
    assert [one.day.month for one in held.values() if one.day.year == 2025] == [2, 6, 9, 12]
    papers = {one.id: one for one in committee.meetings}
    states = {one.id: state_of(one, papers.get(one.id)) for one in held.values() if one.day <= TODAY}
    assert [one for one, state in states.items() if state not in ("approved", "cancelled")] == ["2026-11-10-ordinary"]
    assert states["2026-11-10-ordinary"] == "held"


def test_agendas_and_minutes(committee: Committee) -> None:
    """Two years of meetings have both; the coming one has an agenda with answers; one meeting's minutes are in French."""
    both = [one for one in committee.meetings if one.agenda and one.minutes]
    assert len(both) == 17
    assert {one.series for one in both} == {"ordinary", "systems"}
    assert {one.held.year for one in both if one.held} == {2025, 2026}
    assert [one.id for one in both if one.front and one.front.language == "fr"] == ["2026-07-14-ordinary"]
    (coming,) = (one for one in committee.meetings if not one.minutes)
    assert coming.id == "2026-12-08-ordinary"
    front = agenda_front(coming)
    assert front is not None
    assert front.issued is None
    assert {one.is_ for one in front.answers} == set(ANSWERS)
    for one in both:
        sent = agenda_front(one)
        assert sent is not None
        assert sent.issued is not None
        assert one.held is not None
        assert (one.held - sent.issued).days >= 8, one.id
    for one in both:
        assert not one.unread, one.id
        assert VOICE in items_of(one), one.id


def test_approved_minutes_are_as_they_were_approved(committee: Committee) -> None:
    """The digest of each approved text is that of the file today; only the last meeting waits."""
    approved = [one for one in committee.meetings if one.approved]
    assert len(approved) == 16
    for one in approved:
        assert one.front is not None
        assert one.front.digest == minutes_digest(one), one.id
        assert f"meetings/{one.id}/actions.toml" in committee.paths


DECIDED = {
    "2025-02-11-ordinary/d1": "vice-chair",
    "2025-02-11-ordinary/d2": "Okello",
    "2025-09-09-ordinary/d2": "protection orders",
    "2025-12-09-ordinary/d3": "is elected chair",
    "2025-12-09-ordinary/d4": "Wambui",
    "2026-02-10-ordinary/d2": "confidentiality undertaking",
    "2026-02-10-ordinary/d3": "action plan",
    "2026-02-10-ordinary/d4": "shared register",
    "2026-03-10-ordinary/d2": "membership agreement",
    "2026-03-10-ordinary/d3": "procedure for coordination",
    "2026-03-10-ordinary/d4": "Good Shore Mission",
    "2026-05-26-ordinary/d1": "heightened risk",
    "2026-06-09-ordinary/d3": "training standard",
    "2026-06-09-ordinary/d5": "Union leaves",
    "2026-07-14-ordinary/d2": "suivi",
    "2026-07-14-ordinary/d4": "Forum des anciens",
    "2026-09-08-ordinary/d3": "revised",
}
"""Decisions that other files of the example rest on, each with words of its text."""


def test_decisions_that_others_rest_on(committee: Committee) -> None:
    """Officers, members, logs and the plan name decisions; each is in the minutes, and says what they say."""
    known = {one.id: one for one in decisions(committee)}
    for name, words in DECIDED.items():
        assert words in known[name].decision.text, name
    named = {one.elected for one in committee.profile.officers} | {one.decision for one in committee.members if one.decision}
    named |= {event.decision for one in committee.documents for event in one.log if "-ordinary/" in (event.decision or "")}
    named |= {one.decision for plan in committee.plans for one in (plan.adopted, *plan.revised) if one}
    assert named == set(DECIDED)
    assert {one.decision.method for one in known.values()} == {"consensus", "vote", "circulation"}
    assert any(one.decision.dissent for one in known.values())


def test_without_a_quorum_and_taken_up_again(committee: Committee) -> None:
    """On 12 May too few came; a fortnight later each proposal was confirmed. In October the quorum was lost on the way."""
    papers = {one.id: one for one in committee.meetings}
    inquorate, again = papers["2026-05-12-ordinary"], papers["2026-05-26-ordinary"]
    assert {one.reached for _item, one in quorum_by_item(committee, inquorate)} == {False}
    assert reconvening(committee, inquorate) == again
    assert {one.reached for _item, one in quorum_by_item(committee, again)} == {True}
    kept = {one.id: one for one in decisions(committee)}
    for number in ("d1", "d2", "d3"):
        assert not kept[f"{inquorate.id}/{number}"].decision.quorate
        assert kept[f"{inquorate.id}/{number}"].confirmed_by == f"{again.id}/{number}"
    lost = dict(quorum_by_item(committee, papers["2026-10-13-ordinary"]))
    assert lost["agreements"].reached
    assert not lost["decisions"].reached
    assert kept["2026-10-13-ordinary/d3"].confirmed_by.startswith("2026-11-10-ordinary/")
    assert not any(one.is_proposal for one in kept.values())
    elsewhere = [one for one in committee.meetings if one.series == "ordinary" and one.minutes and one != inquorate]
    for one in elsewhere:
        assert quorum_at(committee, one, "last-minutes").reached, one.id


def test_actions_in_every_state(committee: Committee) -> None:
    """Over fifty actions, in every state there is; one was brought over so often that a letter is due."""
    held = action_states(committee, TODAY)
    assert len(held) > 50
    assert {one.status for one in held} == set(STATUSES)
    assert {one.item for one in held if one.escalated} == {"2026-06-09-ordinary/a1"}
    assert len([one for one in held if one.late_days]) == 5
    assert all(one.asked for one in held if one.escalated)
    for one in held:
        member = committee.member(one.agency)
        assert member is not None, one.item


def test_who_attended(committee: Committee) -> None:
    """Rosters name people who served that day, survivor-led organisations by seat; whoever signed no undertaking is in none."""
    for one in committee.meetings:
        for line in one.front.attendance if one.front else ():
            if line.who:
                found = committee.person(f"{line.agency}/{line.who}")
                assert found is not None, (one.id, line.agency)
                assert found[1].serving(one.held or TODAY), (one.id, line.who)
                assert found[1].seat or line.agency not in SURVIVOR_LED
            assert line.who != "v-adhiambo"


def test_plan_and_journal(committee: Committee) -> None:
    """Over thirty activities, adopted and revised with their texts kept; goals of each horizon; the journal knows each item."""
    (plan,) = committee.plans
    assert {one.horizon for one in plan.goals} == {"short", "medium", "long"}
    assert {one.goal for one in plan.activities} == {one.id for one in plan.goals}
    assert len(plan.activities) == 38
    assert plan.adopted is not None
    assert [(one.date, one.decision) for one in (plan.adopted, *plan.revised)] == [
        (date(2026, 2, 10), "2026-02-10-ordinary/d3"),
        (date(2026, 9, 8), "2026-09-08-ordinary/d3"),
    ]
    for one in (plan.adopted, *plan.revised):
        assert f"issued/plan/{plan.id}/{one.digest[3:15]}.md" in committee.issued
    assert plan_digest(plan) == plan.revised[-1].digest
    assert {one.added for one in plan.activities} == {None, date(2026, 5, 26), date(2026, 9, 8)}
    known = {f"{plan.id}/{one.id}" for one in plan.activities}
    known |= {f"{meeting.id}/{one.id}" for meeting in committee.meetings for one in meeting.actions}
    assert {one.item for one in committee.journal} <= known


def test_things_slip(committee: Committee) -> None:
    """Days move, each with a reason; work changes hands, is blocked and taken up again, dropped or never begun."""
    (plan,) = committee.plans
    mine = [one for one in committee.journal if one.item.startswith(f"{plan.id}/")]
    assert {one.date.strftime("%Y-%m") for one in mine} == {f"2026-{month:02d}" for month in range(2, 12)}
    slipped = [one for one in committee.journal if one.due]
    assert len(slipped) > 12
    assert all(one.reason for one in slipped)
    assert len([one for one in mine if one.lead and one.reason]) == 2
    assert [one.due for one in mine if one.due and one.item == f"{plan.id}/1.3"] == [date(2026, 9, 30), date(2026, 12, 15)]
    assert {one.status for one in mine if not one.asked} == set(STATUSES)
    now = {one.activity.id: one for one in states(committee.plans, latest(committee.journal, TODAY), TODAY)}
    assert now["2.8"].status == "done"  # it was blocked in March
    assert now["3.3"].late_days
    assert {f"{plan.id}/3.1", f"{plan.id}/3.5"} <= set(now["3.3"].holds_up)
    assert {one.rag for one in now.values()} == set(COLOURS)
    assert any(one.rag for one in mine)
    assert any(one.asked for one in committee.journal)


NOT_KEPT = {"releases", "destructions", "holds", "requests"}
"""Kinds of registers without an entry: nothing was published in figures, destroyed by rule, held or demanded."""


def of_kind(committee: Committee, kind: str) -> list[RegisterEntry]:
    """Return the entries of a register by their day."""
    return sorted((one for one in committee.registers if one.kind == kind), key=lambda one: (one.day, one.id))


def test_registers_over_two_years(committee: Committee) -> None:
    """Every other kind has entries, in both years; where survivors were asked, it was made safe and something changed."""
    assert {one.kind for one in committee.registers} == set(kinds()) - NOT_KEPT
    assert {one.day.year for one in committee.registers} == {2025, 2026}
    for one in of_kind(committee, "consultations"):
        assert one.get("risk_weighed")
        assert one.get("free_to_leave")
        assert one.get("safety")
        assert one.get("changed")
        assert one.get("paid") or one.get("with") in ("staff", "young-women-and-girls"), one.id
    assert {"survivor-led-organisations", "marginalised-groups", "young-women-and-girls", "staff"} == {
        one.get("with") for one in of_kind(committee, "consultations")
    }


def test_complaints_are_closed_fields(committee: Committee) -> None:
    """Both addresses took complaints, one of them outside the agencies of chair and secretary; no entry has room for a story."""
    entries = of_kind(committee, "complaints")
    assert {one.get("received_by") for one in entries} == {"chair", "independent"}
    assert {one.get("stage") for one in entries} == {"closed", "acknowledged"}
    assert len(set(committee.profile.complaints)) == 2
    holders = {one.holder.partition("/")[0] for one in committee.profile.officers if one.office in ("chair", "secretary")}
    assert not set(committee.profile.complaints) <= holders
    for one in entries:
        assert not any(isinstance(value, str) and " " in value for _name, value in one.values), one.id


def test_survivor_led_agencies_vouch_by_seat(committee: Committee) -> None:
    """Whoever vouches does so from a seat it has; the survivor-led agencies from seats without names. Nobody vouches for all."""
    entries = of_kind(committee, "attestations")
    voices = [one for one in entries if one.get("by") in SURVIVOR_LED]
    assert len(voices) >= 4
    assert {one.get("seat").rpartition("/")[2] for one in voices} == {"seat-lead"}
    assert len({one.get("by") for one in entries}) >= 6
    assert "social-services" not in {one.get("by") for one in entries}  # it keeps the records


def test_services(committee: Committee) -> None:
    """Twelve providers: one service that nobody offers, several with one provider, one not looked at lately, some out of reach."""
    ids = {one.id for one in committee.members}
    assert {one.member for one in committee.services} - ids == {""}  # the island post belongs to no member
    made = mapped(committee, TODAY)
    assert len(committee.services) == 12
    assert [one.service.id for one in made.rows if one.state == "none"] == ["social-3"]
    assert {one.service.id for one in made.rows if one.state == "one"} >= {"health-4", "social-4", "justice-8"}
    assert [one.id for one in made.stale] == ["island-health-post"]
    assert {one.service.id for one in made.rows if one.cost} == {"health-6"}
    assert {part for one in made.rows for part in one.parts} == set(committee.profile.parts)
    assert any(one.languages for one in made.rows)
    assert [{one.one.id, one.other.id} for one in made.overlaps] == [
        {"court-desk", "gender-desk"},
        {"hardship-fund", "papers-desk"},
    ]


def test_public_directory_holds_nothing_secret(capsys: pytest.CaptureFixture[str]) -> None:
    """The directory says no place and no hours of the shelter, no note for those who refer, no post and no seat."""
    assert run(["-C", str(EXAMPLE), "--today", TODAY.isoformat(), "service", "list", "--public", "--json"]) == 0
    said = capsys.readouterr().out
    listed = {one["name"]: one for one in json.loads(said)["data"]["providers"]}
    assert len(listed) == 12
    shelter = listed["Shelter Rise"]
    assert shelter["withheld"]
    assert not any(shelter[name] for name in ("where", "website", "hours", "line", "accessibility"))
    for path in (EXAMPLE / "services").glob("*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for name in ("note", "contact_post"):
            assert table.get(name, "Nothing of the kind") not in said, (path.name, name)
    for seat in ("representative", "alternate", "beds"):
        assert seat not in said


def test_indicators_over_two_years(committee: Committee) -> None:
    """Eight indicators with start and target; figures of seven quarters by agency; one is owed; counts of reports are cautioned."""
    ids = {one.id for one in committee.members}
    known = {one.id: one for one in committee.indicators}
    assert len(known) == 8
    assert {one.kind for one in known.values()} == {"quantitative", "qualitative"}
    for one in known.values():
        assert one.baseline or one.no_baseline or one.computed, one.id
        assert one.target or one.computed or one.counts_people, one.id  # no target for reports: more of them is not failure
    assert [one.id for one in known.values() if one.computed] == ["actions-done-in-time"]
    assert [(one.id, one.better) for one in known.values() if one.counts_people] == [("reports-taken-down", "neither")]
    for one in committee.figures:
        assert one.agency in ids
        assert {name for name, _breakdown, _value in one.rows} <= set(known)
    quarters = {one.period for one in committee.figures if "q" in one.period}
    assert quarters == {"2025-q1", "2025-q2", "2025-q3", "2025-q4", "2026-q1", "2026-q2", "2026-q3"}
    assert [(one.agency, one.period.id) for one in returns(committee, TODAY) if not one.received] == [
        ("district-hospital", "2026-q3")
    ]
    for one in committee.figures:
        # Only what is counted of orders, staff and entries in books; nothing so small that it could be somebody.
        assert all(value >= 20 for name, _part, value in one.rows if known[name].counts_people), one.where.path


# ---- Module 5, item by item ------------------------------------------------------------------------------------------

CONTESTED = ("L2.2.2",)
SET_ASIDE = ("L2.2.11",)
LOCAL = {"in-place": 21, "attested": 10, "agreed": 15, "missing": 1, "set-aside": 1}
"""How the 48 local items stand: all texts are agreed, so nothing is merely drafted or planned."""


@pytest.fixture(scope="module")
def judge() -> Callable[[Committee], dict[str, Covered]]:
    """Return what judges all 136 items for the example, or for the example without something."""

    def judged_again(one: Committee) -> dict[str, Covered]:
        found = covered(EXAMPLE, one, TODAY, level="all", lines=False)
        return {held.item.id: held for held in found.items}

    return judged_again


Judge = Callable[[Committee], dict[str, Covered]]


def test_every_verdict(committee: Committee, judge: Judge) -> None:
    """Every verdict occurs; one item is contested, and one is set aside."""
    items = judge(committee)
    assert {one.verdict for one in items.values()} == set(VERDICTS)
    assert Counter(one.verdict for one in items.values() if one.item.level == "local") == LOCAL
    assert tuple(name for name, one in items.items() if one.contested) == CONTESTED
    assert tuple(name for name, one in items.items() if one.verdict == "set-aside") == SET_ASIDE
    assert items["L2.2.2"].verdict == "in-place"  # a contrary view changes no verdict, and stays
    assert items["L2.1.8"].verdict == "missing"  # all who are noted as informed had a hand in the plan


FALLS: dict[str, dict[str, str]] = {
    "attestations": dict.fromkeys(
        (
            "L1.1.1",
            "L1.1.2",
            "L2.1.1",
            "L2.1.3",
            "L2.2.8",
            "L2.3.1",
            "L2.3.6",
            "L2.3.7",
            "L2.4.2",
            "L2.6.2",
            "N3.1.3",
            "N3.1.4",
            "N3.1.11",
        ),
        "agreed",
    ),
    "awareness": {"L2.5.1": "agreed", "N3.1.14": "agreed"},
    "barriers": {"N2.2.3": "missing", "N6.1.6": "agreed", "N6.2.2": "agreed"},
    "champions": {"N3.1.13": "agreed"},
    "contests": {},
    "drills": {"L2.4.3": "agreed"},
    "linkages": {"L2.1.7": "agreed", "L2.4.5": "agreed"},
    "reports-sent": {"L2.6.9": "agreed"},
    "reviews": {
        "L2.2.1": "agreed",
        "L2.2.4": "agreed",
        "L2.2.9": "agreed",
        "L2.6.1": "agreed",
        "L2.6.3": "agreed",
        "N2.2.1": "missing",
        "N3.1.5": "agreed",
        "N3.1.6": "agreed",
        "N3.2.2": "agreed",
    },
    "set-asides": {"L2.2.11": "agreed"},
    "training": {"L2.3.8": "agreed", "L2.4.4": "agreed", "N5.1.3": "agreed", "N5.2.3": "agreed", "N5.2.4": "agreed"},
}  # fmt: skip - the items of one register side by side
"""Which items fall without a whole register, and to what."""


@pytest.mark.parametrize("kind", FALLS)
def test_without_a_register(committee: Committee, judge: Judge, kind: str) -> None:
    """Exactly the items that a register holds up fall without it."""
    before = judge(committee)
    after = judge(committee.but(registers=tuple(one for one in committee.registers if one.kind != kind)))
    assert {name: one.verdict for name, one in after.items() if one.verdict != before[name].verdict} == FALLS[kind]


@pytest.mark.parametrize(
    ("what", "falls"),
    [
        ("services", {"L2.4.3"}),
        ("figures", {"L2.6.4", "L2.6.5", "N3.2.6", "N3.3.2", "N6.1.2"}),
        ("indicators", {"L2.6.3", "L2.6.4", "L2.6.5", "N3.2.6", "N3.3.2", "N6.1.2", "N6.1.4"}),
    ],
)
def test_without_services_or_figures(committee: Committee, judge: Judge, what: str, falls: set[str]) -> None:
    """Without providers, indicators or figures the items about them fall to what is agreed, and no other."""
    before = judge(committee)
    after = judge(committee.but(**{what: ()}))
    assert {name for name, one in after.items() if one.verdict != before[name].verdict} == falls
    assert {after[name].verdict for name in falls} == {"agreed"}


LEANING = {
    # The balance of a source goes back to its first receipt, which is too old to be evidence of the year itself.
    "funding/2025-07-01-budget-line-2025": {"L2.6.8", "N2.1.8"},
    # These weigh down what they are about, and are named under what it lacks.
    "requirements/2026-02-10-statement-of-the-line": {"L2.6.10"},
    "set-asides/2026-10-20-l2-2-11": {"L2.2.11"},
    "island-health-post": {"L2.4.1"},
}
"""Records without which items move that do not name them as evidence, or that stand better without them."""


def test_removing_a_record_moves_only_its_items(committee: Committee, judge: Judge) -> None:
    """No verdict moves but of items that name the record as evidence, and none gets better; what is named, is gone.

    Of each register the first entry and the last one are taken; providers, indicators and figures all.
    """
    before = judge(committee)
    named: dict[str, set[str]] = {}
    for name, one in before.items():
        for held in one.evidence:
            named.setdefault(held.path, set()).add(name)
    taken = [one for kind in kinds() if (held := of_kind(committee, kind)) for one in dict.fromkeys((held[0], held[-1]))]
    taken += [one for one in committee.registers if one.ref in LEANING and one not in taken]
    for what in ("registers", "services", "indicators", "figures"):
        there = getattr(committee, what)
        for record in taken if what == "registers" else there:
            after = judge(committee.but(**{what: tuple(one for one in there if one is not record)}))
            path = record.where.path
            moved = {name for name, one in after.items() if one.verdict != before[name].verdict}
            allowed = LEANING.get(getattr(record, "ref", getattr(record, "id", "")), set())
            assert moved <= named.get(path, set()) | allowed, path
            assert allowed <= moved, path
            for name in moved - allowed:
                assert VERDICTS.index(after[name].verdict) > VERDICTS.index(before[name].verdict), (path, name)
            assert not any(path == held.path for one in after.values() for held in one.evidence), path


def test_coverage_shows_a_trend(committee: Committee, capsys: pytest.CaptureFixture[str]) -> None:
    """Coverage was recorded on two days; since then items rose, and some fell: a letter, a provider, a vouching ran out."""
    assert [one.date for one in committee.coverages] == [date(2026, 1, 31), date(2026, 7, 28)]
    counted = [Counter(item.verdict for item in one.items if item.item.startswith("L")) for one in committee.coverages]
    met = [one["in-place"] + one["attested"] for one in counted]
    assert met == [13, 27]  # of 48
    assert (
        run(["-C", str(EXAMPLE), "--today", TODAY.isoformat(), "standard", "coverage", "--compare", "2026-07-28", "--json"]) == 0
    )
    moved = {one["id"]: (one["before"], one["after"]) for one in json.loads(capsys.readouterr().out)["data"]["moved"]}
    assert moved["L2.3.1"] == ("agreed", "attested")
    assert moved["L2.4.3"] == ("agreed", "in-place")
    assert moved["L2.2.3"] == ("in-place", "agreed")
    assert moved["L2.4.1"] == ("in-place", "agreed")
    assert moved["L2.4.6"] == ("attested", "agreed")


def test_builds_every_document(tmp_path: Path, committee: Committee) -> None:
    """A copy builds without a failure: a Word file and a page of every text, every agenda and all minutes, in every language."""
    root = tmp_path / "committee"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", ".vawcoord"))
    steps = [one for one in build(root, TODAY) if not isinstance(one, Begun)]
    assert {one.outcome for one in steps} == {"made"}
    made = {one.path for one in steps}
    papers = [paper for one in committee.meetings for paper in (one.agenda, one.minutes) if paper]
    assert len(papers) == 35
    for where in (*(one.where for one in committee.documents), *(one.where for one in papers)):
        for ending in ("docx", "html"):
            path = f"build/{where.path.removesuffix('.md')}.{ending}"
            assert path in made
            assert (root / path).stat().st_size > 1000


READING = (
    ("status",),
    ("today",),
    ("check",),
    ("check", "--json"),
    ("member", "list"),
    ("member", "show", "shelter-rise"),
    ("agreement", "list"),
    ("mou", "list"),
    ("sop", "list"),
    ("agreement", "show", "membership"),
    ("mou", "show", "coordination"),
    ("mou", "history", "referral"),
    ("sop", "show", "protection-orders"),
    ("plan", "show"),
    ("plan", "show", "--as-of", "2026-05-31"),
    ("changes",),
    ("action", "list", "--all"),
    ("meeting", "list"),
    ("meeting", "decisions", "--search", "Mission"),
    ("meeting", "attendance"),
    ("standard", "coverage"),
    ("standard", "coverage", "--level", "all", "--gaps"),
    ("standard", "show", "L2.2.2"),
    ("register", "kinds"),
    ("register", "list", "complaints"),
    ("service", "map"),
    ("service", "list", "--public"),
    ("indicator", "show"),
    ("indicator", "due"),
    ("indicator", "computed"),
)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_reading_changes_nothing(
    command: tuple[str, ...], hashes: Callable[[Path], dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A reading command ends well, says something, and leaves every file as it was."""
    before = hashes(EXAMPLE)
    assert run(["-C", str(EXAMPLE), "--today", TODAY.isoformat(), *command]) == 0
    assert hashes(EXAMPLE) == before
    assert capsys.readouterr().out.strip()


def test_list_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of memoranda in JSON names the states and who has not signed."""
    assert run(["-C", str(EXAMPLE), "--today", TODAY.isoformat(), "mou", "list", "--json"]) == 0
    documents = {one["id"]: one for one in json.loads(capsys.readouterr().out)["data"]["documents"]}
    assert documents["referral"]["state"] == "partly-signed"
    assert documents["referral"]["unsigned"] == [
        "county-prosecution",
        "social-services",  # signed only the English text, as did the child protection office
        "legal-aid-centre",
        "shelter-rise",
        "child-protection-office",
    ]
