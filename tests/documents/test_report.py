"""What the reports say: what was done comes first, cautions stand where they belong, the public reads nothing that is not for it."""

import re
from datetime import date
from pathlib import Path

import pytest

from vawcoord.disclosure.figures import Subject, publish
from vawcoord.documents import report_progress, report_public
from vawcoord.documents.report import PeopleTable, Scene, Worked, people_tables, share_said
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.prose import Heading, Sheet, Table, block_runs, plain, row, walk
from vawcoord.records.computed import Share
from vawcoord.records.indicator import Indicator
from vawcoord.render.html import render

EXAMPLE = Path(__file__).parents[2] / "examples" / "committee"
TODAY = date(2026, 11, 22)


def scene(root: Path = EXAMPLE, language: str = "en", start: date = date(2026, 7, 1)) -> Scene:
    """Return a scene of the example."""
    return Scene(load(root)[0], Shelf(root).words(language), start, TODAY, TODAY)


def said(blocks: object) -> str:
    """Return all text of some blocks."""
    return "\n".join(plain(runs) for block in walk(tuple(blocks)) for runs in block_runs(block))  # type: ignore[call-overload]


def headings(blocks: object) -> list[str]:
    """Return the headings of the second level."""
    return [plain(one.runs) for one in walk(tuple(blocks)) if isinstance(one, Heading) and one.level == 2]  # type: ignore[call-overload]


def test_progress_begins_with_what_was_done() -> None:
    """What each agency finished comes before what slipped; the agency that finished most comes first; every part is there."""
    page = report_progress.sheet(scene())
    order = headings(page.blocks)
    assert order[:3] == ["What each agency finished", "What slipped", "Blocked, and what would help"]
    assert {"Money", "Meetings", "Who came", "Agreements and procedures"} <= set(order) | {
        plain(one.runs) for one in walk(page.blocks) if isinstance(one, Heading)
    }
    text = said(page.blocks)
    assert "paper, not practice" in text
    assert "fund answers" in text


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_progress_renders(language: str) -> None:
    """The report is a page in each language, and no word of it is missing."""
    page = report_progress.sheet(scene(language=language))
    assert f'lang="{language}"' in render(page, skip="x")
    words = Shelf(None).words(language).groups["report"]
    assert words["finished"] in said(page.blocks)


HELPED = Indicator(
    title="Women helped",
    definition="Once.",
    covers=("violence by a partner",),
    survivors=True,
    breakdowns=("Islands", "Town"),
).named("helped")


def release(counts: dict[tuple[str, ...], int]) -> PeopleTable:
    """Return a table as it may leave."""
    return PeopleTable(HELPED, publish(counts, Subject("helped", "helped", date(2025, 1, 1), date(2025, 12, 31), 4)))


def test_tables_say_what_they_are() -> None:
    """Bands in words, the forms of violence, more reports is not failure, killings not counted; categories as they are written."""
    text = said(people_tables(scene(), [release({("islands",): 4, ("town",): 243})]))
    assert "Islands\nfewer than 10" in text
    assert "Town\n245" in text
    assert "Forms of violence that are counted: violence by a partner" in text
    assert "More reports are not failure" in text
    assert "Killings are not counted" in text
    assert not re.search(r"\b(4|243|247)\b", text.replace("1 January 2025", "").replace("31 December 2025", ""))


def test_what_is_not_published_is_named_without_a_reason() -> None:
    """A reason would tell something of the figures: the public reads only that there are too few."""
    text = said(people_tables(scene(), [PeopleTable(HELPED, None)]))
    assert "Not published, because the numbers are too small, not complete or not known: Women helped." in text
    assert "No figures about people can be published" in text


def test_a_table_of_one_number() -> None:
    """A total alone is printed once."""
    text = said(people_tables(scene(), [release({("all",): 87})]))
    assert text.count("85") == 1
    assert "All" in text


def test_shares() -> None:
    """A share stands with its two numbers; of money only the share; what has nothing to be a share of is a dash."""
    here = scene()
    assert share_said(here, Share(12, 14)) == "12 of 14 (85 %)"
    assert share_said(here, Share(3)) == "3"
    assert share_said(here, Share(418_000, 1_120_000)) == "37 %"
    assert share_said(here, Share(0, 0)) == "—"
    assert share_said(here, None) == "—"


def test_public_report_of_the_example() -> None:
    """No representative but those freed, no champion, no agency but providers; paper and practice are told apart."""
    committee = load(EXAMPLE)[0]
    page = report_public.sheet(scene(start=date(2025, 1, 1)), (Worked("meetings-held", Share(4, 4)),), (), ())
    text = said(page.blocks)
    freed = {one.name for member in committee.members for one in member.representatives if one.public and one.name}
    hidden = {one.name for member in committee.members for one in member.representatives if one.name} - freed
    assert not [name for name in hidden if name in text]
    assert "Address withheld" in text
    assert "paper, not practice" in text
    assert page.classification == "Public"
    found = report_public.said_by_section(page)
    assert {"Where to find help", "Who we are", "What comes next", page.title} <= found.keys()


def test_amounts_are_no_telephone_numbers_and_telephones_are_seen() -> None:
    """What the guard is shown leaves out cells that hold only an amount, and nothing else."""
    table = Table(row("a", "b"), (row("1\u202f260\u202f000", "0722 481 903"), row("0722481903", "1 260 000")))
    page = Sheet("T", "en", "ltr", (Heading(2, ()), table), TODAY, "A")
    assert "0722 481 903\n0722481903\n1 260 000" in report_public.said_by_section(page)[""]
    assert "\u202f" not in report_public.said_by_section(page)[""]
