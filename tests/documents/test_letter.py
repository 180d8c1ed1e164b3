"""The letter about an action that came back three times: what was agreed, how often it came back, what was said, what is needed."""

from datetime import date

import pytest

from vawcoord.documents.letter import example_values, sheet
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.letter import TEMPLATE
from vawcoord.operations.message import pattern
from vawcoord.prose import Block, Paragraph, block_runs, plain, walk
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Action, Decision, Meeting, MinutesFront, Paper, Schedule, Series
from vawcoord.records.member import Member, MemberSignatory, Representative
from vawcoord.records.minutes import ActionState, action_states
from vawcoord.records.plan import JournalEntry
from vawcoord.records.profile import Officer, Profile
from vawcoord.text.template import problems
from vawcoord.where import NOWHERE

TODAY = date(2026, 11, 22)
SHELF = Shelf(None)
DAYS = ("2026-07-14", "2026-08-11", "2026-09-08", "2026-10-13")


def meeting(day: str, actions: tuple[Action, ...] = (), decisions: tuple[Decision, ...] = ()) -> Meeting:
    """Return a meeting that was held."""
    front = MinutesFront(meeting=f"{day}-ordinary", held=date.fromisoformat(day), approved="x")
    return Meeting(f"{day}-ordinary", NOWHERE, None, Paper(front, NOWHERE, (), 1, ""), decisions, actions)


FIRST = meeting(
    DAYS[0],
    (Action(id="a1", text="Send the *new* form to all posts", agency="police", due=date(2026, 8, 1), item="forms"),),
    (Decision(id="d1", text="All posts use one form.", item="forms"),),
)
POLICE = Member(
    name="County Police", sector="police", joined=date(2025, 1, 1), address="Station Road",
    signatories=(MemberSignatory(name="Peter Wanjala", post="County Commander"),),
    representatives=(Representative(id="a", name="Amina Mwangi"),),
).named("police")  # fmt: skip
RISE = Member(
    name="Shelter Rise", sector="survivors", type="survivor-led", joined=date(2025, 1, 1), confidential_location=True,
    address="Hill 3", signatories=(MemberSignatory(post="Chair of the Board"),),
).named("rise")  # fmt: skip
JOURNAL = (
    JournalEntry(
        date=date(2026, 9, 1), item="2026-07-14-ordinary/a1", status="in-progress", by="police", note="Nine posts have it."
    ),
    JournalEntry(date=date(2026, 9, 2), item="2026-07-14-ordinary/a1", by="court", note="The court waits for the police."),
    JournalEntry(date=date(2026, 9, 20), item="2026-07-14-ordinary/a1", due=date(2026, 10, 10), reason="The printer broke down."),
    JournalEntry(date=date(2026, 11, 2), item="2026-07-14-ordinary/a1", asked=True),
)
LAKE = Committee(
    Profile(
        id="lake", uid="u", name="Lakeside Committee", area="Lakeside",
        officers=(Officer(office="chair", holder="police/a"),),
    ),
    members=(POLICE, RISE),
    meetings=(FIRST, *(meeting(day) for day in DAYS[1:])),
    schedule=Schedule(series=(Series(id="ordinary", title="Meeting", from_=date(2026, 1, 1), nth=2),)),
    journal=JOURNAL,
)  # fmt: skip


def state(committee: Committee = LAKE) -> ActionState:
    """Return the action as it stands."""
    return action_states(committee, TODAY)[0]


def words_of(blocks: tuple[Block, ...]) -> str:
    """Return what some blocks say, a line a block."""
    return "\n".join(plain(runs) for block in walk(blocks) for runs in block_runs(block))


def letter(committee: Committee = LAKE, member: Member = POLICE, language: str = "en") -> str:
    """Return what the letter says."""
    return words_of(sheet(committee, member, state(committee), pattern(SHELF, TEMPLATE, language), TODAY).blocks)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_templates_are_sound(language: str) -> None:
    """Each language has a letter, with nothing wrong in it, that leaves no tag behind."""
    assert problems(pattern(SHELF, TEMPLATE, language).text, example_values()) == []
    assert "{{" not in letter(language=language)


def test_it_says_what_was_agreed_and_what_became_of_it() -> None:
    """Decision, minutes, the day, how often it came back and when, what the agency said, when it was asked, by when it answers."""
    said = letter()
    for part in (
        "Peter Wanjala\nCounty Commander\nCounty Police\nStation Road\n22 November 2026",
        "On 14 July 2026 our committee agreed that your agency, County Police, does the following, by 1 August 2026:",
        "Send the *new* form to all posts",
        "2026-07-14-ordinary/a1",
        "decision 2026-07-14-ordinary/d1: “All posts use one form”",
        "still open at 3 meetings: 11 August 2026, 8 September 2026 and 13 October 2026",
        "The day was moved to 10 October 2026.",
        "1 September 2026: Nine posts have it.",
        "20 September 2026: The printer broke down.",
        "asked your agency about it on 2 November 2026",
        "by 1 December 2026, in time for our next meeting on 8 December 2026",
        "Amina Mwangi",
    ):
        assert part in said, part


def test_words_of_other_agencies_stay_out() -> None:
    """What another agency said of it is no part of a letter to this one."""
    assert "court" not in letter().casefold()


def test_nothing_heard() -> None:
    """Where the journal holds no word the letter says so, and blames nobody."""
    said = letter(LAKE.but(journal=()))
    assert "We have not heard so far what stands in its way." in said
    assert "asked your agency" not in said
    assert "no reproach" in said


def test_an_action_that_passed_to_another_agency() -> None:
    """The letter goes to the agency that answers for it now, and says since when; a secret place is not in it."""
    passed = JournalEntry(date=date(2026, 9, 25), item="2026-07-14-ordinary/a1", lead="rise", reason="Rise offered.")
    said = letter(LAKE.but(journal=(*JOURNAL, passed)), RISE)
    assert "On 25 September 2026 it passed to your agency, Shelter Rise." in said
    assert "that is for the committee to solve and not for you" in said
    assert "Hill 3" not in said
    assert said.startswith("Chair of the Board\nShelter Rise\n")
    assert "Dear Sir or Madam," in said


def test_ids_keep_their_order_from_right_to_left() -> None:
    """In Arabic an id stands between marks that keep its parts in place."""
    made = sheet(LAKE, POLICE, state(), pattern(SHELF, TEMPLATE, "ar"), TODAY)
    assert made.direction == "rtl"
    assert "\u200e2026-07-14-ordinary/a1\u200e" in words_of(made.blocks)


def test_dated_by_its_day_and_not_classified() -> None:
    """A letter leaves the committee: it carries its day and the committee's name, and no mark for internal papers."""
    made = sheet(LAKE, POLICE, state(), pattern(SHELF, TEMPLATE, "en"), TODAY)
    assert (made.dated, made.author, made.classification) == (TODAY, "Lakeside Committee", "")
    assert any(isinstance(block, Paragraph) for block in made.blocks)
