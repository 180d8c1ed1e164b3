"""Entries of registers: made and changed by the fields of their kind, refused in one sentence, never half written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.documents.registers import counts, lines
from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations.registers import (
    changed_entry,
    find_entry,
    find_kind,
    new_entry,
    refuse_answer,
    refuse_other_command,
    typed,
)
from vawcoord.records.record import BOOL, DATE, NUMBER, Choice, ListOf
from vawcoord.records.register import kinds, late, months_after

TODAY = date(2026, 6, 1)
MEMBER = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'
NEED = {"what": "A boat at night.", "source": "survivor-feedback", "priority": "high", "reason": "The last one sails at six."}


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with three agencies, one of which left, a group, a memorandum and a plan."""
    return folder(
        {
            "members/police.toml": MEMBER.format(name="County Police", sector="police")
            + '[[representatives]]\nid = "lead"\nname = "A. Mwangi"\n',
            "members/rise.toml": MEMBER.format(name="Rise", sector="survivors"),
            "members/gone.toml": MEMBER.format(name="Gone", sector="other") + 'left = 2026-01-31\nhow = "withdrew"\n',
            "registers/groups/2026-01-10-islands.toml": 'date = 2026-01-10\ngroup = "Women on the islands"\nmethod = "mapping"\n'
            'planning = true\npolicymaking = false\nimplementation = true\nevaluation = false\nown_figures = "not-safe"\n'
            "review = 2027-01-10\n",
            "plan/2026-2028.toml": 'title = "Plan"\n[[activities]]\nid = "1.1"\ntitle = "Train"\n',
            "mou/referral.md": '+++\ntitle = "R"\nlanguage = "en"\nparties = ["police"]\n+++\n\n## Purpose {#purpose}\n\nWe refer.\n',
        }
    )


def made(root: Path, kind: str, values: dict[str, Any], today: date = TODAY, slug: str = "") -> str:
    """Make an entry and return its path."""
    changes = new_entry(root, load(root)[0], kind, values, today, slug)
    apply(root, changes)
    return changes.paths()[0]


def refused(root: Path, kind: str, values: dict[str, Any], slug: str = "") -> str:
    """Return with which sentence an entry is refused."""
    with pytest.raises(VawcoordError) as caught:
        new_entry(root, load(root)[0], kind, values, TODAY, slug)
    return f"{caught.value.message} {caught.value.mend}"


def test_an_entry_is_made_and_read_again(root: Path) -> None:
    """Its name comes from the day and the first words; what is read is what was said, without a finding."""
    path = made(root, "needs", {**NEED, "groups": ["groups/2026-01-10-islands"], "sectors": ("health",)})
    committee, findings = load(root)

    assert path == "registers/needs/2026-06-01-a-boat-at-night.toml"
    assert findings == ()
    entry = find_entry(committee, "needs/2026-06-01-a-boat-at-night")
    assert dict(entry.values) == {
        "date": TODAY, **NEED, "sectors": ("health",), "groups": ("groups/2026-01-10-islands",),
    }  # fmt: skip
    assert (root / path).read_text(encoding="utf-8").startswith('date = 2026-06-01\nwhat = "A boat at night."\n')


def test_two_entries_of_a_day_have_two_names(root: Path) -> None:
    """The second one gets a number; a name that was asked for and is taken is refused."""
    assert made(root, "needs", NEED).endswith("a-boat-at-night.toml")
    assert made(root, "needs", NEED).endswith("a-boat-at-night-2.toml")
    assert made(root, "needs", NEED, slug="boat").endswith("2026-06-01-boat.toml")
    assert "is there already" in refused(root, "needs", NEED, slug="boat")
    assert "is no id" in refused(root, "needs", NEED, slug="Boat 1")


def test_the_name_of_a_complaint_tells_nothing(root: Path) -> None:
    """Names of files are neutral: closed words only, wherever a text could say too much."""
    complaint = {
        "kind": "conduct",
        "received_by": "independent",
        "area": "referral",
        "stage": "received",
        "due": date(2026, 7, 1),
    }
    assert made(root, "complaints", complaint) == "registers/complaints/2026-06-01-referral.toml"


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("neds", NEED, 'There is no register "neds". Did you mean "needs"?'),
        ("needs", {**NEED, "wat": "x"}, 'the key "wat" is not known here. Did you mean "what"?'),
        ("needs", {"what": "x"}, 'the key "source" is missing'),
        ("needs", {**NEED, "source": "dta"}, "expected one of survivor-feedback"),
        ("needs", {**NEED, "what": 5}, "what: expected a text in quotes, found 5"),
        ("needs", {**NEED, "what": ""}, 'the key "what" is missing'),
        ("needs", {**NEED, "date": date(2026, 6, 2)}, "has not come yet"),
        ("needs", {**NEED, "groups": ["groups/2026-01-10-island"]}, 'Did you mean "groups/2026-01-10-islands"?'),
        ("pledges", {"by": "polic", "what": "room"}, '"polic" is no member agency. Did you mean "police"?'),
        ("pledges", {"by": "gone", "what": "room"}, "Gone left on 2026-01-31."),
        ("feedback", {"quote": "She said"}, 'the key "quote" is not known here'),
        (
            "undertakings",
            {"who": "police/nobody", "kind": "confidentiality", "document": "mou/referral", "until": date(2027, 1, 1)},
            'who: "police/nobody" is not there',
        ),
        ("informed", {"document": "mou/referal", "whom": "The port", "channel": "letter"}, 'Did you mean "mou/referral"?'),
    ],
)
def test_what_is_wrong_gets_one_sentence(root: Path, kind: str, values: dict[str, Any], said: str) -> None:
    """Kind, field, type, day, member, person and record: the near word is named and nothing is written."""
    assert said in refused(root, kind, values)


def test_a_member_that_left_stays_in_what_it_did(root: Path) -> None:
    """What counts is the day of the entry."""
    assert made(root, "pledges", {"by": "gone", "what": "room", "date": date(2026, 1, 30)})


def test_records_of_every_sort_can_be_named(root: Path) -> None:
    """A plan, an activity, a document, a plan as a document, and a decision of a meeting whose minutes are not here."""
    lesson = {"lesson": "Call first.", "source": "meeting", "kind": "good-practice", "level": "local"}
    for place, record in enumerate(("2026-2028", "2026-2028/1.1", "mou/referral", "2026-03-10-ordinary/d2")):
        assert made(root, "lessons", {**lesson, "used_in": record}, slug=f"l{place}")
    assert made(root, "informed", {"document": "plan/2026-2028", "whom": "The port", "channel": "letter"})
    assert load(root)[1] == ()


def test_an_entry_is_changed(root: Path) -> None:
    """A field is replaced, another taken out; remarks of the person stay."""
    path = root / made(root, "needs", NEED)
    path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    committee = load(root)[0]
    entry = find_entry(committee, "2026-06-01-a-boat-at-night")
    apply(root, changed_entry(root, committee, entry, {"priority": "low", "reason": ""}, TODAY))
    text = path.read_text(encoding="utf-8")

    assert text == '# mine\ndate = 2026-06-01\nwhat = "A boat at night."\nsource = "survivor-feedback"\npriority = "low"\n'
    committee = load(root)[0]
    entry = find_entry(committee, entry.ref)
    for values, said in (
        ({"priority": "low"}, "Nothing was said that would change."),
        ({"date": date(2026, 5, 1)}, "stands in its name"),
        ({"what": ""}, "is missing"),
        ({"wat": "x"}, "not known"),
    ):
        with pytest.raises(VawcoordError, match=said):
            changed_entry(root, committee, entry, values, TODAY)
    assert path.read_text(encoding="utf-8") == text


def test_an_entry_that_is_not_there(root: Path) -> None:
    """The near one is named; one with a mistake is said to be left out; one name in two registers asks for the kind."""
    made(root, "needs", NEED)
    (root / "registers/needs/2026-05-01-broken.toml").write_text("date = \n", encoding="utf-8")
    made(root, "pledges", {"by": "police", "what": "room"}, slug="a-boat-at-night")
    committee = load(root)[0]
    for name, said in (
        ("needs/2026-06-01-a-boat-at-nigt", "Did you mean"),
        ("needs/2026-05-01-broken", "there is a mistake in this file"),
        ("2026-06-01-a-boat-at-night", "could be several"),
    ):
        with pytest.raises(VawcoordError, match=said):
            find_entry(committee, name)


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("attestations", {}, "vawcoord standard attest"),
        ("contests", {}, "standard contest"),
        ("releases", {}, "report public"),
        ("set-asides", {"item": "L2.2.3"}, "standard set-aside"),
    ],
)
def test_some_entries_have_a_command_of_their_own(kind: str, fields: dict[str, str], said: str) -> None:
    """`register add` names it."""
    with pytest.raises(VawcoordError) as caught:
        refuse_other_command(find_kind(kind), fields)
    assert said in caught.value.mend


def test_a_finding_is_set_aside_by_an_entry() -> None:
    """Only setting aside an item needs the command."""
    refuse_other_command(find_kind("set-asides"), {"finding": "PLN012"})


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("needs", "date", "2026-01-31", date(2026, 1, 31)),
        ("needs", "sectors", "health, legal aid", ["health", "legal-aid"]),
        ("needs", "sectors", "health، police", ["health", "police"]),
        ("needs", "priority", "High", "high"),
        ("drills", "times_kept", "Yes", True),
        ("drills", "times_kept", "n", False),
        ("funding", "amount", "12.5", 12.5),
        ("training", "persons", "12", 12),
        ("needs", "what", "  A boat. ", "A boat."),
    ],
)
def test_a_field_as_people_type_it(kind: str, name: str, text: str, value: object) -> None:
    """Days, words, yes and no, numbers, and lists with commas of any script."""
    assert typed(find_kind(kind), name, text) == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "said"),
    [
        ("needs", "wat", "x", 'Did you mean "what"?'),
        ("needs", "date", "31.1.2026", "is no date"),
        ("needs", "priority", "hgh", 'Did you mean "high"?'),
        ("needs", "sectors", "health, polic", 'Did you mean "police"?'),
        ("drills", "times_kept", "perhaps", "neither yes nor no"),
        ("funding", "amount", "12,5", "point before the decimals"),
    ],
)
def test_a_field_that_was_typed_wrongly(kind: str, name: str, text: str, said: str) -> None:
    """One sentence with the near word or the right form."""
    with pytest.raises(VawcoordError) as caught:
        typed(find_kind(kind), name, text)
    assert said in f"{caught.value.message} {caught.value.mend}"


def test_an_answer_that_the_guard_stops_is_refused(root: Path) -> None:
    """What a person writes freely is looked at before it is kept; closed words and ids need not be."""
    committee = load(root)[0]
    needs = find_kind("needs")
    for text in ("Ring her under 0712 345 678.", "Write to a.b@example.org."):
        with pytest.raises(VawcoordError) as caught:
            refuse_answer(committee, needs, "what", text)
        assert "The guard found" in caught.value.message
        assert text not in f"{caught.value.message} {caught.value.mend}"
    refuse_answer(committee, needs, "what", "The last boat sails at six.")
    refuse_answer(committee, needs, "source", "0712 345 678")


def test_how_long_entries_count_and_for_what(root: Path) -> None:
    """By what they say, from their day to the last of their months; a list shows both."""
    made(root, "needs", NEED, today=date(2024, 6, 1))
    made(root, "needs", {"what": "Paper.", "source": "data"})
    committee = load(root)[0]
    old = find_entry(committee, "needs/2024-06-01-a-boat-at-night")
    new = find_entry(committee, "needs/2026-06-01-paper")

    assert old.meant_for() == ("L2.1.2", "L2.1.4", "L2.3.3", "N3.2.5")
    assert new.meant_for() == ("L2.1.2",)
    assert old.counts_until() == date(2026, 6, 1)
    assert old.evidence_for(date(2026, 6, 1)) == old.meant_for()
    assert old.evidence_for(date(2026, 6, 2)) == ()
    assert new.evidence_for(date(2026, 5, 31)) == ()
    shown = lines(committee, find_kind("needs"), date(2026, 6, 2))
    assert [(one.entry.id[:10], one.items) for one in shown] == [("2026-06-01", ("L2.1.2",)), ("2024-06-01", ())]
    assert [one.entry.id[:10] for one in lines(committee, find_kind("needs"), TODAY, since=date(2025, 1, 1))] == ["2026-06-01"]
    needs = next(one for one in counts(committee, date(2026, 6, 2)) if one.kind.id == "needs")
    assert (needs.entries, needs.count) == (2, 1)


def test_a_question_that_was_not_answered_is_neither_yes_nor_no(root: Path) -> None:
    """Who was informed counts when somebody said that they had had no hand in it."""
    told = {"document": "mou/referral", "whom": "The port", "channel": "letter"}
    for name, more in (("open", {}), ("no", {"took_part": False}), ("yes", {"took_part": True})):
        made(root, "informed", {**told, **more}, slug=name)
    held = {one.id[11:]: one.meant_for() for one in load(root)[0].registers if one.kind == "informed"}
    assert held == {"open": (), "no": ("L2.1.8",), "yes": ()}


def test_what_is_late(root: Path) -> None:
    """A day that has passed is late until the entry says that it was done, or a later entry speaks of the same."""
    barrier = {
        "what": "The desk is closed at night.", "to": "services", "level": "practice", "kind": "hours", "source": "meeting",
        "solution": "A rota.", "state": "open", "due": date(2026, 5, 1),
    }  # fmt: skip
    made(root, "barriers", {**barrier, "date": date(2026, 1, 5)}, slug="open")
    made(root, "barriers", {**barrier, "state": "solved", "date": date(2026, 1, 5)}, slug="solved")
    tie = {"with": "School", "kind": "school", "owner": "police", "agreed": "It calls."}
    made(root, "linkages", {**tie, "review": date(2026, 4, 1), "date": date(2025, 4, 1)}, slug="old")
    made(root, "linkages", {**tie, "review": date(2027, 4, 1), "date": date(2026, 4, 5)}, slug="new")
    registers = load(root)[0].registers

    assert late(registers, TODAY) == {"barriers/2026-01-05-open": date(2026, 5, 1)}
    assert late(registers, date(2026, 5, 1)) == {}
    assert late(registers, date(2026, 4, 4)) == {"linkages/2025-04-01-old": date(2026, 4, 1)}


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.integers(0, 60))
def test_law_months(day: date, months: int) -> None:
    """Law: months later is never earlier, and the day of the month is the same or the last there is."""
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and months_after(after, 1) > after)


def _value(draw: st.DataObject, kind: str, name: str) -> Any:
    """Return a value that a field takes."""
    one = kinds()[kind].keys[name].type
    if one is DATE:
        return draw.draw(st.dates(date(2025, 1, 1), TODAY))
    if one is BOOL:
        return draw.draw(st.booleans())
    if one is NUMBER:
        return draw.draw(st.integers(0, 10**6) | st.floats(0, 10**6, allow_nan=False))
    if isinstance(one, Choice):
        return draw.draw(st.sampled_from(one.choices))
    if isinstance(one, ListOf) and isinstance(one.item, Choice):
        return draw.draw(st.lists(st.sampled_from(one.item.choices), min_size=1, max_size=3))
    return draw.draw(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30))


@pytest.mark.parametrize("kind", ["needs", "barriers", "feedback", "complaints", "unintended-consequences", "champions"])
@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_law_what_is_written_is_read(root: Path, kind: str, data: st.DataObject) -> None:
    """Law: whatever fits the fields, the file that is written holds it, and its name is one that every system takes."""
    free = {"member": "police"}
    values = {
        name: free.get(one.names) or _value(data, kind, name)
        for name, one in kinds()[kind].keys.items()
        if one.required or (not one.names and data.draw(st.booleans()))
    }
    changes = new_entry(root, load(root)[0], kind, values, TODAY)
    apply(root, changes)
    committee, findings = load(root)
    entry = find_entry(committee, changes.paths()[0])
    (root / changes.paths()[0]).unlink()

    assert findings == ()
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items() if value != ""}
    assert dict(entry.values) == {"date": TODAY, **said}
