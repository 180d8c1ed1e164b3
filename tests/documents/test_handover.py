"""The handover: complete, without anybody's telephone; and what is missing where nothing was handed over."""

from datetime import date
from pathlib import Path

import pytest

from vawcoord.documents.handover import Section, sections, sheet
from vawcoord.documents.taking import URGENCIES, gaps
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.prose import Table, block_runs, plain, walk
from vawcoord.records.committee import Committee
from vawcoord.records.member import Contact, Contacts
from vawcoord.records.profile import Profile

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 22)
SHELF = Shelf(None)


@pytest.fixture(scope="module")
def lakeside() -> Committee:
    """Return the example committee."""
    return load(ROOT / "examples/committee")[0]


def part(held: tuple[Section, ...], name: str) -> Section:
    """Return one part of the handover."""
    return next(one for one in held if one.id == name)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_part_in_every_language(lakeside: Committee, language: str) -> None:
    """Each part has a heading and heads in the language; no word is missing in it, and no value was left unfilled."""
    words = SHELF.words(language)
    made = sections(lakeside, words, TODAY, ("members/x.toml:1: something.",))
    assert [one.id for one in made] == [
        "open", "waiting", "papers", "signers", "officers", "calendar", "year", "unfinished",
    ]  # fmt: skip
    assert all(one.rows for one in made)
    assert all(len(cells) == len(one.head) == len(one.widths) for one in made for cells in one.rows)
    known = words.groups["handover"]
    assert {one.title for one in made} == {known[one.id] for one in made}
    said = "\n".join(plain(runs) for block in walk(sheet(lakeside, words, TODAY).blocks) for runs in block_runs(block))
    assert "{" not in said


def test_late_comes_first_and_names_the_agency(lakeside: Committee) -> None:
    """What is open stands there by name, the longest late first."""
    rows = part(sections(lakeside, SHELF.words("en"), TODAY), "open").rows
    late = next(place for place, one in enumerate(rows) if "2026-2028/1.2" in one[0])
    coming = next(place for place, one in enumerate(rows) if "2026-2028/2.2" in one[0])
    assert late < coming
    assert rows[late][1] == "District Administration, Gender Office"


def test_originals_and_signers(lakeside: Committee) -> None:
    """Where originals and scans lie and who signs stand there; a seat is all that is said of a survivor-led agency."""
    held = sections(lakeside, SHELF.words("en"), TODAY)
    papers = {one[0]: one for one in part(held, "papers").rows}
    assert any("file 4" in one[2] for one in papers.values())
    assert any("attachments/mou-referral/" in one[3] for one in papers.values())
    signers = {one[0]: one[1:] for one in part(held, "signers").rows}
    assert signers["Shelter Rise"] == ("Chair of the Board", "Rise representative; Rise alternate")
    assert signers["County Police, Gender Desk"][0] == "Supt. Peter Wanjala, County Commander"


def test_ninety_days(lakeside: Committee) -> None:
    """Meetings, the secretary's days and deadlines of the next 90 days, in order; nothing after them."""
    rows = part(sections(lakeside, SHELF.words("en"), TODAY), "calendar").rows
    days = [one[0] for one in rows]
    assert "8 December 2026" in days
    assert len(set(days)) == len(days)
    assert not any("March" in one for one in days)
    assert any("Coordination meeting, 09:30–12:00" in one[1] for one in rows)


def test_no_telephone_in_it(lakeside: Committee) -> None:
    """Telephones and addresses of people are not in the paper, even where the folder has them."""
    reached = Contact(person="county-police/a-mwangi", phones=("+254700123456",), emails=("a@example.org",), note="After nine.")
    committee = lakeside.but(contacts=Contacts(contacts=(reached,)))
    made = repr(sheet(committee, SHELF.words("en"), TODAY))
    assert "254700123456" not in made
    assert "example.org" not in made
    assert "After nine" not in made
    assert "contacts.toml" in made


def test_a_list_to_tick_and_two_names(lakeside: Committee) -> None:
    """The last page is a list of boxes and room for both signatures; the one who hands over is named."""
    made = sheet(lakeside, SHELF.words("en"), TODAY, backup="stick 2, in the cabinet")
    ticks = [block for block in made.blocks if isinstance(block, Table) and block.rows and plain(block.rows[0][0].runs) == "☐"]
    assert len(ticks) == 1
    assert len(ticks[0].rows) == 9
    assert repr(made.blocks).count("SignaturePanel(") == 2
    assert "Nancy Wambui" in repr(made.blocks[-2])
    assert "stick 2, in the cabinet" in repr(made.blocks)
    assert made.classification == "Internal"


def test_a_long_list_is_cut_and_says_so(lakeside: Committee) -> None:
    """More findings than anybody reads are counted, with the command that shows them."""
    made = part(sections(lakeside, SHELF.words("en"), TODAY, tuple(f"{number}: x" for number in range(40))), "unfinished")
    assert len(made.rows) == 25
    assert made.note == "and 15 more: vawcoord check"


def test_an_empty_folder_can_be_handed_over_and_taken() -> None:
    """A committee with nothing in it gives a handover all the same, and a list of all that is missing, the urgent first."""
    empty = Committee(Profile(id="a", uid="b", name="Lake", area="c"))
    made = sections(empty, SHELF.words("en"), TODAY)
    assert part(made, "open").rows == ()
    found = gaps(empty, TODAY)
    said = " ".join(one.what for one in found)
    for what in ("No chair", "No secretary", "No telephone numbers", "No agency", "No meeting is planned", "no action plan"):
        assert what in said, what
    assert [URGENCIES.index(one.urgency) for one in found] == sorted(URGENCIES.index(one.urgency) for one in found)
    assert all(one.ask and one.command for one in found)


def test_whom_to_ask_by_post_and_agency(lakeside: Committee) -> None:
    """Everything that is missing names whom to ask, by post and agency, never by name; the confidential one through its door."""
    found = gaps(lakeside, TODAY)
    court = next(one for one in found if "Ruth Njoroge" in one.what)
    assert court.ask == "Head of Station, Lakeside Magistrates' Court"
    assert "vawcoord member change magistrates-court --person r-njoroge" in court.command
    people = {person.name for member in lakeside.members for person in member.representatives if person.name}
    people |= {one.name for member in lakeside.members for one in member.signatories if one.name}
    assert not any(name in one.ask for one in found for name in people)
    secret = lakeside.but(members=tuple(
        member.but(representatives=()).named(member.id) if member.id == "shelter-rise" else member for member in lakeside.members
    ))  # fmt: skip
    ask = next(one.ask for one in gaps(secret, TODAY) if "Shelter Rise" in one.what)
    assert "reached through the Gender Desk" in ask


def test_terms_that_ran_out(lakeside: Committee) -> None:
    """An office whose term is over is the first thing to settle."""
    found = gaps(lakeside, date(2028, 2, 1))
    assert found[0].urgency == "now"
    assert "The term of the chair ended on 2027-12-31." in [one.what for one in found]
