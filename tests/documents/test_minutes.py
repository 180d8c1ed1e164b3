"""Minutes as a document: draft mark, roster by post and seat, quorum and its rule, decisions and actions set off, in three languages."""

from datetime import date
from typing import Any

import pytest

from vawcoord.documents.minutes import sheet
from vawcoord.folder.shipped import Shelf
from vawcoord.prose import Cell, Heading, Listing, Notice, Paragraph, Quote, Sheet, SignaturePanel, Table, plain, walk
from vawcoord.records.committee import Committee
from vawcoord.records.document import Clause
from vawcoord.records.meeting import (
    Action,
    Attendance,
    Decision,
    Deferred,
    Meeting,
    MinutesFront,
    Paper,
    Schedule,
    Series,
    Voice,
)
from vawcoord.records.member import Member, Representative
from vawcoord.records.profile import MeetingRules, Officer, Profile, Quorum
from vawcoord.text.outline import sections
from vawcoord.where import Where

DAY = date(2026, 3, 10)
ID = "2026-03-10-ordinary"
PROFILE = Profile(
    id="lake",
    uid="k3f9",
    name="Lake Committee",
    area="Lake",
    meetings=MeetingRules(quorum=Quorum(share="2/3", sectors=("police", "justice"), chair=True)),
    officers=(Officer(office="chair", holder="court/lead"),),
)


def member(name: str, sector: str, *people: Representative, kind: str = "state") -> Member:
    """Return an agency."""
    return Member(name=f"County {name}", sector=sector, type=kind, joined=date(2025, 1, 1), representatives=people).named(name)


MEMBERS = (
    member("court", "courts", Representative(id="lead", name="R. Njoroge", post="Registrar")),
    member("police", "police", Representative(id="lead", name="A. Mwangi", post="Head of desk")),
    member(
        "rise",
        "survivors",
        Representative(id="lead", seat="Rise seat"),
        Representative(id="other", name="M. X"),
        kind="survivor-led",
    ),
)
TEXT = """\
## The plan {#plan}

The plan was read.

Decision (vote 1-1-0): The plan is adopted.
Dissent: Police: too early.

- Action (police, Head of desk, 2026-04-01): Print the form.
- We also spoke of the boat.

Decision (consensus):

## Close {#close}

Deferred: The budget.
"""
SAID: dict[type, tuple[Any, ...]] = {
    Decision: (
        Decision(
            id="d1", text="The plan is adopted.", method="vote", votes="1-1-0", dissent=("Police: too early.",), item="plan"
        ),
    ),
    Action: (Action(id="a1", text="Print the form.", agency="police", post="Head of desk", due=date(2026, 4, 1), item="plan"),),
    Deferred: (Deferred(text="The budget."),),
}
ROSTER = (
    Attendance(agency="police", who="lead", is_="present"),
    Attendance(agency="rise", who="other", is_="observer"),
    Attendance(agency="court", is_="apologies", informed=True),
)


def made(
    body: str = TEXT, *, roster: tuple[Attendance, ...] = ROSTER, language: str = "en", others: Any = (), **more: Any
) -> Sheet:
    """Return the minutes of a meeting as a document."""
    said = {**SAID, **more.pop("said", {})}
    front = MinutesFront(meeting=ID, title="Minutes", language=language, held=DAY, start="09:30", attendance=roster, **more)
    clauses = tuple(
        Clause(one.attributes.id, one.title, one.level, one.line, (), annex=False, living=False, empty=False)
        for one in sections(body, 20)
    )
    meeting = Meeting(
        ID, Where("m"), None, Paper(front, Where("m"), clauses, 20, "", body), said[Decision], said[Action], said[Deferred]
    )
    series = Series(
        id="ordinary", title="Coordination meeting", from_=date(2026, 1, 1), weekday="tuesday", nth=2, place="Town hall"
    )
    committee = Committee(PROFILE, members=MEMBERS, meetings=(meeting,), schedule=Schedule(series=(series,)))
    return sheet(committee, meeting, Shelf(None).words(language), others)


def shown(block: Any) -> str:
    """Return the text of a block."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return plain(runs)
        case Table(head=head, rows=rows):
            return " | ".join(plain(cell.runs) for cells in (head, *rows) for cell in cells if isinstance(cell, Cell))
        case SignaturePanel(title=title, fields=fields):
            return f"{title} {fields}"
    return ""


def lines(made_sheet: Sheet) -> list[str]:
    """Return what stands in a document, block by block."""
    return [text for block in walk(made_sheet.blocks) if (text := shown(block))]


def quotes(made_sheet: Sheet) -> list[str]:
    """Return what is set off."""
    return [" / ".join(shown(one) for one in block.blocks) for block in made_sheet.blocks if isinstance(block, Quote)]


def test_a_draft_says_so_until_it_is_approved() -> None:
    """The mark is the first thing; afterwards it is gone, and the approval stands at the end."""
    draft = made()
    done = made(approved="2026-04-14-ordinary", approved_on=date(2026, 4, 14), digest="v1:abcdef", corrections=("Forty. (x)",))

    assert isinstance(draft.blocks[0], Notice)
    assert not any(isinstance(one, Notice) for one in done.blocks)
    assert "Approved at the meeting 2026-04-14-ordinary (('Date', '14 April 2026'), ('Chair', ''), ('Secretary', ''))" in lines(
        done
    )
    assert "Corrections by later meetings" in lines(done)
    assert (draft.dated, done.dated) == (DAY, date(2026, 4, 14))
    assert done.properties == (("vawcoord", f"k3f9/meetings/{ID}/v1:abcdef"),)


def test_the_head() -> None:
    """Committee, number, kind, date, times, place, chair by post."""
    (head,) = [shown(one) for one in made(chair="court/lead").blocks if isinstance(one, Table)][:1]

    for part in (
        "Minutes No. 1",
        ID,
        "Coordination meeting",
        "10 March 2026",
        "09:30 to",
        "Town hall",
        "Registrar, County court",
    ):
        assert part in head


def test_people_stand_there_by_post_and_seat() -> None:
    """Names of people are not printed; of a survivor-led agency not even by mistake."""
    text = "\n".join(lines(made(roster=(*ROSTER, Attendance(agency="rise", who="lead", is_="present", until="plan")))))

    assert "Head of desk" in text
    assert "Rise seat | present, until item The plan" in text
    assert "apologies, information sent" in text
    assert "observer, without a vote" in text
    for name in ("Mwangi", "Njoroge", "M. X"):
        assert name not in text


def test_the_quorum_and_its_rule() -> None:
    """How many were there, who was missing, and what the committee's rule is."""
    text = "\n".join(lines(made()))

    assert "There was no quorum: 1 of 3 agencies were represented, 2 are needed. Not represented: justice." in text
    assert "Neither the chair nor a deputy was there." in text
    assert "The rule: 2/3 of the agencies, rounded up; one vote an agency. Among them: police and justice." in text
    late = made(roster=(*(Attendance(agency=one, who="lead", is_="present") for one in ("court", "police")),
                        Attendance(agency="rise", who="lead", is_="present")))  # fmt: skip
    assert "There was a quorum: 3 of 3" in "\n".join(lines(late))
    left = made(roster=(Attendance(agency="police", who="lead", is_="present"),
                        Attendance(agency="court", who="lead", is_="present", until="plan")))  # fmt: skip
    told = "\n".join(lines(left))
    assert "There was a quorum: 2 of 3" in told, "as it was at the beginning"
    assert "No quorum at: " in told


def test_decisions_and_actions_are_set_off_with_their_numbers() -> None:
    """A decision without a quorum is a proposal and says so; ready lines that nobody filled in are not printed."""
    found = made()

    assert quotes(found) == [
        (
            "Proposal d1 (by vote: 1 for, 1 against, 0 abstaining)\u00a0– The plan is adopted. / Dissent: Police: too early. / "
            "Made without a quorum. It becomes a decision when a meeting with a quorum confirms it."
        ),
        "Action a1 (County police, Head of desk, by 1 April 2026)\u00a0– Print the form.",
        "Put off: The budget.",
    ]
    body = lines(found)
    assert "The plan was read." in body
    assert "We also spoke of the boat." in body
    assert not any(line.startswith(("Decision (", "Action (")) for line in body)
    tables = [one for one in found.blocks if isinstance(one, Table)]
    assert "Proposal d1 | The plan is adopted." in shown(tables[-2])
    assert "a1 | Print the form. | County police, Head of desk | 1 April 2026" in shown(tables[-1])
    assert isinstance(found.blocks[-3], Listing), "what was put off stands once more at the end"


def test_by_circulation_with_names_of_agencies() -> None:
    """Who answered what stands below the decision."""
    voices = (Voice(agency="court", is_="for"), Voice(agency="police", is_="for"), Voice(agency="rise", is_="against"))
    one = Decision(id="d1", text="We write.", method="circulation", voices=voices, confirms="2026-02-10-ordinary/d4")
    found = made(
        "## A {#plan}\n\nDecision (circulation): We write.\nFor: court, police\nAgainst: rise\n",
        said={Decision: (one,), Action: (), Deferred: ()},
    )

    assert quotes(found) == [
        (
            "Decision d1 (by circulation: 2 for, 1 against, 0 abstaining)\u00a0– We write. / For: County court and County police. / "
            "Against: County rise. / Confirms 2026-02-10-ordinary/d4."
        )
    ]
    assert "none" in lines(found), "no actions, and it says so"


@pytest.mark.parametrize(
    ("language", "line", "says"),
    [
        ("fr", "Décision (consensus) : Oui.", "Proposition d1 (par consensus)"),
        ("ar", "قرار (توافق): نعم", "الاقتراح d1 (بتوافق الآراء)"),
    ],
)
def test_other_languages(language: str, line: str, says: str) -> None:
    """The same in the language of the minutes, from right to left where it is written so."""
    text = line.partition(":")[2].strip()
    said = {Decision: (Decision(id="d1", text=text),), Action: (), Deferred: ()}
    found = made(f"## A {{#plan}}\n\n{line}\n", language=language, said=said)

    assert found.direction == ("rtl" if language == "ar" else "ltr")
    assert quotes(found)[0].startswith(says)
    mixed = made(f"## A {{#plan}}\n\n{line}\n", said=said, others=(Shelf(None).words(language),))
    assert len(quotes(mixed)) == 1, "a line in another language of the committee is read too"


def test_minutes_that_hold_nothing_yet() -> None:
    """No roster, no text: a head, an empty summary, a place to sign; no table without rows."""
    found = made("", roster=(), said={Decision: (), Action: (), Deferred: ()})

    assert [shown(one) for one in found.blocks if isinstance(one, Heading)] == ["Summary", "Decisions", "Actions", "Approval"]
