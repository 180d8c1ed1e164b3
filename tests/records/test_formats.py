"""Every kind of record as the design writes it: one folder that holds every key of every record, read without a finding."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vawcoord.folder.layout import place_of
from vawcoord.folder.loading import load
from vawcoord.records import committee, coverage, document, guard, indicator, meeting, member, plan, received, service
from vawcoord.records.record import ListOf, Record, TableOf
from vawcoord.records.register import kinds
from vawcoord.text.frontmatter import split

FORMATS = Path(__file__).parent.parent / "data" / "formats"
FILES = sorted(path.relative_to(FORMATS).as_posix() for path in FORMATS.rglob("*") if path.is_file())
RECORDS: dict[str, type[Record]] = {
    "committee": committee.Profile,
    "contacts": member.Contacts,
    "member": member.Member,
    "document": document.Front,
    "log": document.Log,
    "plan": plan.Plan,
    "journal": plan.Journal,
    "schedule": meeting.Schedule,
    "published": meeting.Published,
    "agenda": meeting.AgendaFront,
    "minutes": meeting.MinutesFront,
    "actions": meeting.Actions,
    "service": service.Service,
    "indicator": indicator.Indicator,
    "guard-words": guard.GuardWords,
    "guard-confirmed": guard.Confirmations,
    "received": received.Received,
    "coverage": coverage.Coverage,
}


def tables(kind: str) -> list[dict[str, Any]]:
    """Return what stands in all example files of a kind."""
    found = []
    for path in FILES:
        place = place_of(path)
        if place and place[0] == kind and not path.endswith(".csv"):
            text = (FORMATS / path).read_text(encoding="utf-8")
            found.append(tomllib.loads(split(text).front if path.endswith(".md") else text))
    return found


def missing(record: type[Record], examples: list[dict[str, Any]], at: str = "") -> list[str]:
    """Return the keys of a record, and of the records in it, that no example has."""
    lacking = []
    for name, one in record.keys.items():
        values = [example[name] for example in examples if name in example]
        if not values:
            lacking.append(f"{at}{name}")
        elif isinstance(one.type, TableOf):
            lacking += missing(one.type.record, values, f"{at}{name}.")
        elif isinstance(one.type, ListOf) and isinstance(one.type.item, TableOf):
            lacking += missing(one.type.item.record, [inner for value in values for inner in value], f"{at}{name}.")
    return lacking


def test_the_folder_is_read_without_a_finding() -> None:
    """Every format of the design is read as it stands."""
    _committee, findings = load(FORMATS)

    assert [f"{one.where}: {one.code} {one.message}" for one in findings] == []


def test_everything_arrives() -> None:
    """Each file becomes a record of the committee."""
    made, _findings = load(FORMATS)

    assert made.profile.name == "Lakeside District Coordination Committee"
    assert [one.id for one in made.members] == ["county-police", "district-hospital", "rise"]
    assert made.contacts is not None
    assert made.contacts.contacts[0].phones == ("+254 700 000000",)
    assert [(one.ref, one.translation) for one in made.documents] == [
        ("agreement/membership", ""),
        ("mou/referral", ""),
        ("mou/referral", "fr"),
        ("sop/referral-pathway", ""),
    ]
    assert [one.id for one in made.plans] == ["2024-2025", "2026-2028"]
    assert [one.item for one in made.journal] == ["2026-2028/1.2", "2025-12-09-ordinary/a1", "2025-12-09-ordinary/a1"]
    assert made.schedule is not None
    assert made.schedule.series[0].nth == 2
    assert [(one.id, bool(one.agenda), bool(one.minutes), len(one.actions), len(one.decisions)) for one in made.meetings] == [
        ("2025-12-09-ordinary", True, True, 1, 1)
    ]
    assert {one.kind for one in made.registers} == set(kinds())
    assert [one.id for one in made.services] == ["district-hospital", "rise"]
    assert [(one.period, one.agency, one.rows) for one in made.figures] == [
        ("2026-q1", "county-police", (("referrals-answered", "", 45.0), ("referrals-answered", "girls", 12.5)))
    ]
    assert [one.id for one in made.indicators] == ["referrals-answered"]


def test_a_document_with_its_log() -> None:
    """Clauses, places to be completed, reservations and log of a document, with their lines."""
    made, _findings = load(FORMATS)
    one = made.document("mou/referral")
    french = next(each for each in made.documents if each.translation == "fr")

    assert one is not None
    assert [(clause.id, clause.line, clause.annex, clause.living, clause.empty) for clause in one.clauses] == [
        ("information-sharing", 34, False, False, False),
        ("form", 38, False, False, False),
        ("members", 42, False, True, False),
        ("times", 46, True, False, False),
    ]
    assert one.clauses[0].guidelines == ("L2.2.11", "N1.2.5")
    assert one.clauses[0].references == ((36, "form"),)
    assert one.placeholders == ((50, "the hours"),)
    assert one.front.reservations[0].kind == "bound-with-limits"
    assert [event.event for event in one.log] == [
        *document.EVENTS[:3],
        "editorial",
        "adopted",
        "joined",
        "left",
        "expelled",
        "reviewed",
        "withdrawn",
        "superseded",
    ]
    assert french.placeholders == ((12, "les délais"),)
    assert french.front.of == f"v1:{'a' * 64}"


@pytest.mark.parametrize("kind", RECORDS)
def test_every_key_has_an_example(kind: str) -> None:
    """The examples hold every key of every record; a new key comes with its example."""
    assert missing(RECORDS[kind], tables(kind)) == []


@pytest.mark.parametrize("kind", kinds())
def test_every_register_has_an_example(kind: str) -> None:
    """Each kind of register has an entry with all its fields."""
    (path,) = (FORMATS / "registers" / kind).glob("*.toml")

    assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == set(kinds()[kind].keys)


def test_every_event_of_a_log_has_an_example() -> None:
    """All that can happen to a document stands in the example's log."""
    events = {entry["event"] for table in tables("log") for entry in table["entries"]}

    assert events == set(document.EVENTS)


def test_reading_changes_nothing(hashes: Any) -> None:
    """The folder's fingerprints are the same before and after."""
    before = hashes(FORMATS)
    load(FORMATS)

    assert hashes(FORMATS) == before
