"""What is printed for a meeting: the running clock, the chair's prompts, the notice, and what must never be printed."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from vawcoord.documents.agenda import answer_day, chair_sheet, example_values, notice, sheet, template_values
from vawcoord.documents.brief import LONGEST, brief, phone
from vawcoord.documents.brief import sheet as brief_sheet
from vawcoord.documents.business import Business, business
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.prose import Heading, SignaturePanel, Table, block_runs, plain, walk
from vawcoord.prose import Sheet as Page
from vawcoord.records.agenda import agenda_front
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import AgendaFront, occurrence
from vawcoord.text.items import Items, items_of
from vawcoord.text.markdown import blocks

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "committee"
TODAY = date(2026, 3, 20)
ID = "2026-04-07-ordinary"

AGENDA = """\
+++
title = "Agenda, 7 April 2026"
language = "en"
meeting = "2026-04-07-ordinary"
issued = 2026-03-25
answers = [
  { agency = "police", is = "present", date = 2026-03-20 },
  { agency = "rise", is = "alternate", who = "second", date = 2026-03-20 },
  { agency = "court", is = "apologies", date = 2026-03-20 },
]
+++

## Opening {#opening minutes=5}

## Attendance {#attendance minutes=10}

## Interests {#interests minutes=5}

## Actions {#actions minutes=20}

## Survivor and community voice {#survivor-voice minutes=10}

## Decisions {#decisions minutes=30}

## Night \\*bus\\* {#night-bus .decision minutes=12 from=court}

Asked for by The Court.
Paper: attachments/meetings-x/2026-03-20.pdf

## Close {#close}
"""

AGENCY = """\
name = "The {title}"
sector = "{sector}"
type = "{kind}"
joined = 2025-01-01
confidential_location = {secret}

[[representatives]]
id = "lead"
{who}

[[representatives]]
id = "second"
{other}
role = "alternate"
"""

COMMITTEE = """\
format = 1
id = "lake"
uid = "k3f9w2qz"
name = "Lake Committee"
area = "Lake"
timezone = "Africa/Nairobi"

[meetings]
quorum = { share = "1/2", sectors = ["police", "justice"], chair = true }
decisions = { method = "consensus", otherwise = "two-thirds" }

[[officers]]
office = "chair"
holder = "hospital/lead"
from = 2025-01-01
until = 2027-05-01

[[officers]]
office = "secretary"
holder = "police/lead"
from = 2025-01-01
until = 2026-05-01
"""

SCHEDULE = """\
[[series]]
id = "ordinary"
title = "{title}"
from = 2026-01-01
start = "23:30"
end = "01:00"
place = "{place}"
{more}
"""

ACTIONS = """\
[[actions]]
id = "a1"
text = "Send the form."
agency = "police"
due = 2026-03-10

[[actions]]
id = "a2"
text = "Name a desk."
agency = "court"
due = 2026-03-12
"""

MINUTES = '+++\nlanguage = "en"\nmeeting = "2026-03-03-ordinary"\nheld = 2026-03-03\napproved_on = 2026-03-03\n+++\n'
JOURNAL = 'entries = [\n  { date = 2026-03-15, item = "2026-03-03-ordinary/a1", asked = true },\n]\n'


def files(title: str = "Coordination meeting", place: str = "Town hall", more: str = "") -> dict[str, str]:
    """Return a committee with a meeting to come and one that was held."""
    made = {"committee.toml": COMMITTEE, "meetings/schedule.toml": SCHEDULE.format(title=title, place=place, more=more)}
    for name, sector, kind in (
        ("police", "police", "state"),
        ("court", "courts", "state"),
        ("hospital", "health", "state"),
        ("rise", "survivors", "survivor-led"),
    ):
        seat = kind == "survivor-led"
        made[f"members/{name}.toml"] = AGENCY.format(
            title=name.title(), sector=sector, kind=kind, secret="true" if seat else "false",
            who='seat = "First seat"' if seat else f'name = "A. {name.title()}"\npost = "Head"',
            other='seat = "Second seat"' if seat else f'name = "B. {name.title()}"',
        )  # fmt: skip
    made[f"meetings/{ID}/agenda.md"] = AGENDA
    made["meetings/2026-03-03-ordinary/minutes.md"] = MINUTES
    made["meetings/2026-03-03-ordinary/actions.toml"] = ACTIONS
    made["progress/2026-03.log.toml"] = JOURNAL
    return made


def ready(root: Path) -> tuple[Committee, Business, AgendaFront, Items]:
    """Return what the sheets are made of."""
    committee, findings = load(root)
    assert findings == ()
    one = occurrence(committee, ID)
    assert one is not None
    held = business(committee, one, TODAY)
    front = agenda_front(held.held)
    assert front is not None
    assert held.held is not None
    assert held.held.agenda is not None
    return committee, held, front, items_of(held.held.agenda.body)


def lines(page: Page) -> Iterator[str]:
    """Yield all that a page says, title and head too."""
    yield from (page.title, *page.lead, page.classification)
    for block in walk(page.blocks):
        yield from (plain(runs) for runs in block_runs(block))
        if isinstance(block, SignaturePanel):
            yield block.title


def all_of(page: Page) -> str:
    """Return all that a page says as one text."""
    return "\n".join(lines(page))


@pytest.fixture
def pages(folder: Callable[..., Path]) -> Callable[..., dict[str, Page]]:
    """Return a maker of the four pages of a meeting, in a language."""

    def make(language: str = "en", **given: str) -> dict[str, Page]:
        committee, held, front, items = ready(folder(files(**given)))
        words = Shelf(None).words(language)
        body = blocks(held.held.agenda.body) if held.held and held.held.agenda else ()
        return {
            "agenda": sheet(committee, held.meeting, front, items, body, words),
            "notice": notice(committee, held, front, items, words),
            "chair": chair_sheet(committee, held, front, items, body, words),
            "brief": brief_sheet(committee, brief(committee, held, items, words), ID, TODAY, words),
        }

    return make


def test_the_clock_runs_through_the_items(pages: Callable[..., dict[str, Page]]) -> None:
    """Each item says when it begins, past midnight too; the overview has number, time, minutes and who leads."""
    page = pages()["agenda"]
    titles = [plain(block.runs) for block in page.blocks if isinstance(block, Heading)]
    assert titles[0] == "Opening\u2002(23:30, 5 min)"
    assert titles[5] == "Decisions\u2002(00:20, 30 min)"
    assert titles[-1] == "Close"
    tables = [block for block in page.blocks if isinstance(block, Table)]
    rows = [[plain(cell.runs) for cell in row] for row in tables[1].rows]
    assert rows[6] == ["7", "00:50", "Night *bus*", "12", "The Court"]
    assert rows[0][-1] == "Chair"
    assert "Tuesday, 7 April 2026, 23:30 to 01:00" in all_of(page)
    assert page.dated == date(2026, 3, 25)


def test_the_notice_says_what_must_be_known_and_no_more(pages: Callable[..., dict[str, Page]]) -> None:
    """Day, place, business, papers, answer, quorum, access; a line to sign; no action and nobody's lateness."""
    page = pages()["notice"]
    told = all_of(page)
    for one in ("Town hall", "Opening · Attendance", "3 April 2026", "A. Police, Head, The Police", "2 of 4 agencies",
                "police and justice", "Sent on 25 March 2026", "Called by A. Hospital", "Minutes of 2026-03-03-ordinary",
                "No case is spoken of"):  # fmt: skip
        assert one in told
    papers = told.partition("Papers")[2]
    assert "Night *bus*" in papers
    assert "attachments/" not in told
    assert "Send the form" not in told
    assert "internal" not in told.lower()


def test_the_chair_is_told_what_to_say_under_each_item(pages: Callable[..., dict[str, Page]]) -> None:
    """Quorum in figures, who must be asked, who was, how it is decided, who has an interest; marked as internal."""
    page = pages()["chair"]
    told = all_of(page)
    assert page.classification == "Internal"
    assert page.title.startswith("Chair's copy")
    for one in (
        "Needed: 2 of 4 agencies. Announced: 2.",
        "May leave before the number is gone: 0.",
        "Nobody is announced from: justice.",
        "Neither chair nor deputy is announced.",
        "No answer yet: The Hospital.",
        "Apologies: The Court.",
        "What it decides is a proposal",
        "The Court: asked for the item “Night *bus*”.",
        "holds the office that is to be filled (secretary)",
        "The Police, asked on 15 March 2026: Send the form. Days late: 10.",
        "The Court was not asked yet: Name a desk. Days late: 8.",
        "Second seat (The Rise)",
        "two thirds of the votes",
        "Elect: secretary",
        "Asked for by The Court: Night *bus*",
        "The Court presents it.",
    ):
        assert one in told, told
    assert "First seat" not in told, "the alternate comes"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_pages_speak_one_language(pages: Callable[..., dict[str, Page]], language: str) -> None:
    """No key of the fixed words, and no value in braces, is printed; Arabic pages run from right to left."""
    made = pages(language)
    groups = Shelf(None).words("en").groups
    keys = {key for name in ("agenda", "notice", "chair", "brief") for key in groups[name] if "_" in key}
    for page in made.values():
        told = all_of(page)
        assert not re.search(r"\{\w+\}", told)
        assert not keys & set(re.findall(r"[a-z_]+", told))
        assert page.direction == ("rtl" if language == "ar" else "ltr")
        assert page.language == language
        if language != "en":
            assert "Quorum:" not in told or language == "fr"
            assert "agencies" not in told


def test_a_secret_place_is_never_printed(pages: Callable[..., dict[str, Page]]) -> None:
    """A place that names an agency whose location is confidential stands on no page, in any case of letters."""
    for page in pages(place="Garden of THE RISE")["agenda"], pages(place="the rise, room 2")["notice"]:
        told = all_of(page)
        assert "garden" not in told.lower()
        assert "room 2" not in told
        assert "told to those invited" in told
    assert "Harbour" in all_of(pages(place="Harbour office")["chair"])


def test_a_telling_title_is_not_repeated(pages: Callable[..., dict[str, Page]]) -> None:
    """On the notice, which lies on desks and screens, stands the word meeting."""
    told = all_of(pages(title="Domestic violence round")["notice"])
    assert "violence" not in told.lower()


def test_a_case_meeting_prints_no_place(pages: Callable[..., dict[str, Page]]) -> None:
    """Unless its place was said to tell nothing."""
    assert "Town hall" not in all_of(pages(more='kind = "case-review"')["notice"])
    assert "Town hall" in all_of(pages(more='kind = "case-review"\nneutral_place = true')["notice"])


def test_a_cancelled_meeting_says_so_on_its_papers(folder: Callable[..., Path]) -> None:
    """Who finds an old agenda on the desk is warned."""
    made = files()
    made["meetings/schedule.toml"] += f'\n[[cancelled]]\nmeeting = "{ID}"\n'
    committee, held, front, items = ready(folder(made))
    words = Shelf(None).words("en")
    assert "does not take place" in all_of(sheet(committee, held.meeting, front, items, (), words))
    assert "does not take place" in all_of(notice(committee, held, front, items, words))


def test_answers_are_asked_for_on_a_working_day(folder: Callable[..., Path]) -> None:
    """Three days before, or the working day before that."""
    committee, held, _front, _items = ready(folder(files()))
    assert answer_day(committee, held.meeting) == date(2026, 4, 3)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_example_s_brief_fits_a_telephone(language: str) -> None:
    """With sixteen agencies and long titles too: nine hundred characters, and at most three late things."""
    committee, _findings = load(EXAMPLE)
    one = occurrence(committee, "2026-12-08-ordinary")
    assert one is not None
    held = business(committee, one, date(2026, 11, 22))
    told = phone(brief(committee, held, items_of(""), Shelf(None).words(language)), Shelf(None).words(language))
    assert 300 < len(told) <= LONGEST
    assert told.count("\n") < 25
    assert not told.endswith("…"), "what does not fit is counted, not cut"


def test_the_example_values_have_the_names_of_the_real_ones() -> None:
    """A template is checked against names that the programme really gives, at every depth."""
    committee, _findings = load(EXAMPLE)
    one = occurrence(committee, "2026-12-08-ordinary")
    assert one is not None
    real = template_values(committee, business(committee, one, date(2026, 11, 22)), Shelf(None).words("en"))
    example = example_values()
    assert real.keys() == example.keys()
    for name, value in real.items():
        if isinstance(value, list):
            assert all(each.keys() >= example[name][0].keys() for each in value), name
        else:
            assert type(value) is type(example[name]), name
