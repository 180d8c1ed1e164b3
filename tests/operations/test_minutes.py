"""Minutes from the ready page to the approved text: begun, ticked, added to, approved, corrected; and all that is refused."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations.actions import New, add, listed
from vawcoord.operations.checking import checked
from vawcoord.operations.minutes import Roster, Spoken, approve, begin, correct, decide, last_due, searched, stand, written
from vawcoord.operations.plan import adopt
from vawcoord.operations.progress import Report, find_item, report
from vawcoord.records.meeting import MinutesFront
from vawcoord.records.minutes import decisions, minutes_digest
from vawcoord.text.frontmatter import split

TODAY = date(2026, 6, 20)
MAY, JUNE, APRIL = "2026-05-12-ordinary", "2026-06-09-ordinary", "2026-04-14-ordinary"
EVERY = ("police", "court", "hospital", "welfare", "rise")

MEMBER = """\
name = "{name}"
sector = "{sector}"
type = "{kind}"
joined = 2025-01-01

[[representatives]]
id = "lead"
{who}

[[representatives]]
id = "second"
{other}
role = "alternate"
"""
LAKE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside Committee"
area = "Lakeside"
languages = ["en", "fr"]
timezone = "Africa/Nairobi"
"""
RULES = """
[meetings]
quorum = { share = "1/2", sectors = ["police"], chair = true, reconvene_days = 30 }

[[officers]]
office = "chair"
holder = "hospital/lead"

[[officers]]
office = "secretary"
holder = "welfare/lead"
"""
SERIES = """\
[[series]]
id = "ordinary"
title = "Coordination meeting"
weekday = "tuesday"
nth = 2
start = "09:30"
end = "12:00"
from = 2026-01-01

[[series]]
id = "review"
title = "Working session"
kind = "case-review"
weekday = "friday"
nth = 1
from = 2026-01-01
invited = ["police", "rise"]

[[cancelled]]
meeting = "2026-03-10-ordinary"
"""


def member(name: str, sector: str, kind: str = "state") -> str:
    """Return an agency's file with a lead and an alternate; of a survivor-led one, seats."""
    people = [f'name = "N. {name} {post}"\npost = "{post}"' for post in ("Head", "Deputy")]
    if kind == "survivor-led":
        people = [f'seat = "{name} seat {number}"' for number in (1, 2)]
    return MEMBER.format(name=name, sector=sector, kind=kind, who=people[0], other=people[1])


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee of five agencies with two series of meetings and no minutes."""
    return folder(
        {
            "committee.toml": LAKE + RULES,
            "meetings/schedule.toml": SERIES,
            "members/police.toml": member("County Police, Gender Desk", "police"),
            "members/court.toml": member("County Court", "courts"),
            "members/hospital.toml": member("Hospital", "health"),
            "members/welfare.toml": member("Welfare", "social-services"),
            "members/rise.toml": member("Rise", "survivors", "survivor-led"),
        }
    )


def text(root: Path, meeting: str, file: str = "minutes.md") -> str:
    """Return what a file of a meeting says."""
    return (root / "meetings" / meeting / file).read_text(encoding="utf-8")


def begun(root: Path, meeting: str, today: date = TODAY, **said: Any) -> Any:
    """Begin or fill in the minutes of a meeting."""
    language = said.pop("language", "")
    made = begin(root, load(root)[0], meeting, Roster(**said), today, language=language)
    if made.changes:
        apply(root, made.changes)
    return made


def write(root: Path, meeting: str, *lines: str, **said: Any) -> None:
    """Begin minutes with everybody there, or as said, and write lines under the item of the plan."""
    begun(root, meeting, **(said or {"present": ("all",)}))
    file = root / "meetings" / meeting / "minutes.md"
    content = file.read_text(encoding="utf-8")
    heading = "## Progress of the action plan {#plan}\n"
    assert heading in content
    file.write_text(content.replace(heading, heading + "\n" + "\n\n".join(lines) + "\n"), encoding="utf-8")


def approved(root: Path, meeting: str, at: str, today: date = TODAY) -> Any:
    """Have minutes approved."""
    made = approve(root, load(root)[0], meeting, at, today)
    apply(root, made.changes)
    return made


def refused(root: Path, act: Callable[[], Any], hashes: Callable[[Path], dict[str, str]]) -> str:
    """Return what is said to something that is refused; nothing is written."""
    before = hashes(root)
    with pytest.raises(VawcoordError) as error:
        act()
    assert hashes(root) == before
    return f"{error.value.message} {error.value.mend}"


# ---- begun and ticked --------------------------------------------------------------------------------------------------


def test_minutes_are_ready_to_be_written(root: Path) -> None:
    """Head, roster to tick and items of the usual order; what nobody ticked is told apart from absence."""
    made = begun(root, MAY)
    front = tomllib.loads(split(text(root, MAY)).front)

    assert (made.path, made.new) == (f"meetings/{MAY}/minutes.md", True)
    assert {key: front[key] for key in ("meeting", "held", "start", "end", "chair", "secretary", "class", "language")} == {
        "meeting": MAY,
        "held": date(2026, 5, 12),
        "start": "09:30",
        "end": "12:00",
        "chair": "hospital/lead",
        "secretary": "welfare/lead",
        "class": "committee",
        "language": "en",
    }
    assert front["attendance"][-2] == {"agency": "rise", "who": "lead", "is": "?"}
    assert len(text(root, MAY).split("attendance = [\n")[1].split("]")[0].splitlines()) == 5, "one line an agency"
    (meeting,) = load(root)[0].meetings
    assert meeting.minutes is not None
    assert [one.id for one in meeting.minutes.clauses][:3] == ["opening", "attendance", "interests"]
    assert (meeting.decisions, meeting.actions, meeting.unread) == ((), (), ())
    assert "Rise seat" not in text(root, MAY), "people are found by their ids"
    findings = checked(root, date(2026, 5, 13)).findings
    assert [one for one in findings if one.code.startswith("MTG")] == []
    assert "MTG004" in {one.code for one in checked(root, date(2026, 5, 18)).findings}


def test_the_agenda_gives_items_language_and_answers(root: Path) -> None:
    """The items keep their ids; whoever excused herself beforehand stands there as excused."""
    agenda = root / "meetings" / MAY / "agenda.md"
    agenda.parent.mkdir(parents=True)
    agenda.write_text(
        f'+++\ntitle = "Agenda"\nlanguage = "fr"\nmeeting = "{MAY}"\nanswers = [\n'
        '  { agency = "court", is = "apologies", informed = true },\n  { agency = "police", is = "alternate", who = "second" },\n'
        "]\n+++\n\n## Ouverture {#opening minutes=5}\n\n## Le plan \\[projet\\] {#plan minutes=40}\n",
        encoding="utf-8",
    )
    begun(root, MAY)
    front, body = split(text(root, MAY)).front, split(text(root, MAY)).body

    assert '{ agency = "court", is = "apologies", informed = true }' in front
    assert '{ agency = "police", who = "second", is = "?" }' in front, "what somebody said beforehand is not what happened"
    assert [line for line in body.splitlines() if line.startswith("#")] == [
        "## Ouverture {#opening}",
        "## Le plan \\[projet\\] {#plan}",
    ]
    assert "Décision (consensus) :" in body
    assert 'title = "Procès-verbal, 12 mai 2026"' in front


def test_a_roster_by_options(root: Path) -> None:
    """Present, alternates, apologies, absent and observers at once; `all` are those not named otherwise."""
    begun(
        root,
        MAY,
        present=("all",),
        alternate=("police/second",),
        apologies=("court",),
        absent=("welfare",),
        start="10:00",
        held=date(2026, 5, 13),
        chair="police/lead",
    )
    rows = tomllib.loads(split(text(root, MAY)).front)["attendance"]

    assert {one["agency"]: (one["is"], one.get("who")) for one in rows} == {
        "court": ("apologies", None),
        "hospital": ("present", "lead"),
        "police": ("alternate", "second"),
        "rise": ("present", "lead"),
        "welfare": ("absent", None),
    }
    (meeting,) = load(root)[0].meetings
    assert (meeting.held, meeting.front and meeting.front.start, meeting.front and meeting.front.chair) == (
        date(2026, 5, 13),
        "10:00",
        "police/lead",
    )


def test_run_again_it_only_fills_in(root: Path, hashes: Any) -> None:
    """What was written stays, byte for byte; a tick that contradicts another is refused."""
    begun(root, MAY, present=("police",))
    file = root / "meetings" / MAY / "minutes.md"
    file.write_text(file.read_text(encoding="utf-8").replace("## Close", "We closed.\n\n## Close"), encoding="utf-8")
    before = file.read_bytes()

    assert begun(root, MAY).changes is None
    assert file.read_bytes() == before
    made = begun(root, MAY, present=("court",), apologies=("rise",))
    after = file.read_text(encoding="utf-8")
    assert not made.new
    assert [line for line in after.splitlines() if line not in before.decode().splitlines()] == [
        '  { agency = "court", who = "lead", is = "present" },',
        '  {agency = "rise", is = "apologies"},',
    ]
    assert "present for police already" in refused(root, lambda: begun(root, MAY, absent=("police",)), hashes)
    assert "is no time" in refused(root, lambda: begun(root, MAY, start="noon"), hashes)
    assert begun(root, MAY, present=("all",)).changes is not None
    assert "?" not in [one.is_ for one in load(root)[0].meetings[0].front.attendance]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("meeting", "said", "says"),
    [
        ("2026-07-14", {}, "has not come yet"),
        (MAY, {"held": date(2026, 7, 1)}, "has not come yet"),
        ("2026-03-10", {}, "is cancelled"),
        ("2026-05-11", {}, "no meeting"),
        ("next week", {}, "no meeting"),
        (MAY, {"present": ("polise",)}, 'Did you mean "police"'),
        (MAY, {"present": ("police", "police/second")}, "named twice"),
        (MAY, {"present": ("police",), "absent": ("police",)}, "named twice"),
        (MAY, {"alternate": ("police/nobody",)}, "does not speak for"),
        (MAY, {"end": "25:00"}, "no time of day"),
        (MAY, {"reconvenes": "2026-04-14"}, "no minutes of a meeting"),
    ],
)
def test_what_is_no_meeting_or_no_member(root: Path, hashes: Any, meeting: str, said: dict[str, Any], says: str) -> None:
    """One clear sentence, and no file."""
    assert says in refused(root, lambda: begun(root, meeting, **said), hashes)


def test_case_meetings_say_what_may_not_stand_there(root: Path) -> None:
    """In the first lines; only those invited stand in the roster, survivors by their seat; the class is restricted."""
    made = begun(root, "2026-06-05-review")
    body = split(text(root, "2026-06-05-review")).body

    assert "What may not stand here: codes of cases, stories, counts of one" in body.strip().splitlines()[0]
    (meeting,) = (one for one in load(root)[0].meetings if one.id == made.meeting)
    assert isinstance(meeting.front, MinutesFront)
    assert [one.agency for one in meeting.front.attendance] == ["police", "rise"]
    assert meeting.front.class_ == "restricted"
    assert "Closed session" in body


def test_a_name_of_a_survivor_led_agency_is_not_written(root: Path) -> None:
    """Where it has a person and no seat, the agency stands there alone."""
    file = root / "members/rise.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('seat = "Rise seat 1"', 'name = "M. X"'), encoding="utf-8")
    begun(root, MAY, present=("rise",))

    assert '{ agency = "rise", is = "present" }' in text(root, MAY)


def test_the_language_of_the_minutes(root: Path) -> None:
    """The committee's first one, another on request; English where there is no template, and that is said."""
    assert begun(root, MAY, language="ar").remarks == ()
    assert "قرار (توافق):" in text(root, MAY)
    made = begun(root, JUNE, language="sw")
    assert "no template of minutes in the language sw" in made.remarks[0]
    assert 'language = "en"' in text(root, JUNE)


def test_the_last_meeting(root: Path) -> None:
    """Without a name the last one that should have been held is meant."""
    assert last_due(load(root)[0], TODAY) == JUNE
    assert last_due(load(root)[0], date(2026, 6, 8)) == "2026-06-05-review"


# ---- added to ----------------------------------------------------------------------------------------------------------


def test_decisions_and_actions_are_added(root: Path) -> None:
    """Under the item named, in the place of a ready line; in the words of the minutes' language."""
    begun(root, MAY, present=("all",), language="fr")
    name, changes = decide(
        root, load(root)[0], Spoken("Le plan  est adopté.", vote="3-1-1", dissent=("Tribunal : trop tôt.",)), TODAY, item="plan"
    )
    apply(root, changes)
    item, changes = add(
        root, load(root)[0], New("Envoyer le formulaire.", "police", date(2026, 7, 1), post="Chef, bureau", item="plan"), TODAY
    )
    apply(root, changes)
    body = split(text(root, MAY)).body
    plan = body.split("{#plan}")[1].split("##")[0].strip()

    assert (name, item) == (f"{MAY}/d1", f"{MAY}/a1")
    assert plan.split("\n\n") == [
        "Décision (vote 3-1-1)\u00a0: Le plan est adopté.\nDésaccord\u00a0: Tribunal : trop tôt.",
        "Action (police, Chef, bureau, 2026-07-01)\u00a0: Envoyer le formulaire.",
    ]
    (meeting,) = load(root)[0].meetings
    assert (meeting.decisions[0].votes, meeting.decisions[0].dissent, meeting.actions[0].post) == (
        "3-1-1",
        ("Tribunal : trop tôt.",),
        "Chef, bureau",
    )


def test_a_decision_by_circulation(root: Path) -> None:
    """Who answered what stands below it, and makes its quorum."""
    begun(root, MAY, present=("police",))
    voices = (("for", ("police", "court", "hospital")), ("abstaining", ("rise",)))
    name, changes = decide(root, load(root)[0], Spoken("We write to the council.", circulation=True, voices=voices), TODAY)
    apply(root, changes)

    assert "Decision (circulation): We write to the council.\nFor: police, court, hospital\nAbstaining: rise\n" in text(root, MAY)
    (one,) = decisions(load(root)[0])
    assert (one.id, one.is_proposal, one.decision.votes) == (name, False, "3-0-1")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"text": "X.", "circulation": True}, "who answered what"),
        ({"text": "X.", "vote": "7-2"}, "is no vote"),
        ({"text": " "}, "no text"),
        ({"text": "X.", "voices": (("for", ("polise",)),)}, "no member agency"),
        ({"text": "X.", "vote": "2-0-0", "voices": (("for", ("police",)),)}, "make 1-0-0"),
        ({"text": "X.", "confirms": ("2026-04-14-ordinary/d9",)}, "no decision"),
    ],
)
def test_decisions_that_are_refused(root: Path, hashes: Any, said: dict[str, Any], says: str) -> None:
    """Nothing is added that could not be read again."""
    begun(root, MAY, present=("all",))

    assert says in refused(root, lambda: decide(root, load(root)[0], Spoken(**said), TODAY), hashes)


def test_actions_that_are_refused(root: Path, hashes: Any) -> None:
    """An agency that is no member, a day before the meeting, an item that is not there, minutes that are approved or not there."""

    def adding(**more: Any) -> str:
        values = {"text": "Print.", "agency": "police", "due": date(2026, 7, 1), **more}
        return refused(root, lambda: add(root, load(root)[0], New(**values), TODAY), hashes)

    assert "No meeting has minutes yet" in adding()
    begun(root, MAY, present=("all",))
    assert 'Did you mean "police"' in adding(agency="polise")
    assert "before the meeting (2026-05-12)" in adding(due=date(2026, 5, 1))
    assert 'no item "plann". Did you mean "plan"' in adding(item="plann")
    assert "has no minutes yet" in adding(meeting="2026-04-14")
    begun(root, JUNE, present=("all",))
    approved(root, MAY, JUNE)
    assert "do not change any more" in adding(meeting=MAY)


def test_numbers_of_a_draft_stay_once_the_journal_names_them(root: Path) -> None:
    """A report on an action writes the numbers into the draft; a line put in before it takes none away."""
    write(root, MAY, "Action (police, 2026-06-01): Print.", "Action (court, 2026-06-01): Read.")
    committee = load(root)[0]
    apply(root, report(root, committee, find_item(committee, f"{MAY}/a2", TODAY), Report(status="done"), TODAY))
    file = root / "meetings" / MAY / "minutes.md"
    before = file.read_text(encoding="utf-8")
    assert "Action a2 (court, 2026-06-01): Read." in before
    file.write_text(before.replace("Action a1", "Action (rise, 2026-06-01): Call.\n\nAction a1"), encoding="utf-8")

    found = {one.item: (one.action.text, one.status) for one in listed(load(root)[0], TODAY, everything=True)}
    assert found == {
        f"{MAY}/a1": ("Print.", "open"),
        f"{MAY}/a2": ("Read.", "done"),
        f"{MAY}/a3": ("Call.", "open"),
    }


# ---- approved ----------------------------------------------------------------------------------------------------------


def test_approval_numbers_and_fixes(root: Path) -> None:
    """The text gets its numbers, actions.toml says the same, the digest holds both; a change of either is found."""
    write(
        root,
        MAY,
        "Decision (consensus): The plan is adopted.\nDissent: Court: too early.",
        "- Action (County Police, Gender Desk, 2026-07-01): Print the form.",
        "Deferred: The budget.",
    )
    begun(root, JUNE, present=("all",))
    made = approved(root, MAY, "2026-06-09")
    table = tomllib.loads(text(root, MAY, "actions.toml"))
    body = split(text(root, MAY)).body

    assert table == {
        "decisions": [
            {
                "id": "d1",
                "text": "The plan is adopted.",
                "method": "consensus",
                "quorate": True,
                "dissent": ["Court: too early."],
                "item": "plan",
            }
        ],
        "actions": [{"id": "a1", "text": "Print the form.", "agency": "police", "due": date(2026, 7, 1), "item": "plan"}],
        "deferred": [{"text": "The budget.", "item": "plan"}],
    }
    assert "Decision d1 (consensus): The plan is adopted." in body
    assert "- Action a1 (County Police, Gender Desk, 2026-07-01): Print the form." in body
    assert "Decision (consensus):" not in body, "ready lines that nobody filled in are gone"
    (meeting,) = (one for one in load(root)[0].meetings if one.id == MAY)
    assert isinstance(meeting.front, MinutesFront)
    assert (meeting.front.approved, meeting.front.approved_on) == (JUNE, date(2026, 6, 9))
    assert meeting.front.digest == minutes_digest(meeting)
    assert made.proposals == ()
    assert "MTG007" not in {one.code for one in checked(root, TODAY).findings}
    file = root / "meetings" / MAY / "actions.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-07-01", "2026-09-01"), encoding="utf-8")
    assert "MTG007" in {one.code for one in checked(root, TODAY).findings}


def test_what_is_not_approved(root: Path, hashes: Any) -> None:
    """Twice, by nobody, by itself, by an earlier or an inquorate meeting, unticked, unreadable: refused, and nothing is written."""
    write(root, MAY, "Action (police): Print.")

    def no(at: str, meeting: str = MAY) -> str:
        return refused(root, lambda: approve(root, load(root)[0], meeting, at, TODAY), hashes)

    assert "has no minutes yet" in no(JUNE, APRIL)
    line = next(number for number, row in enumerate(text(root, MAY).splitlines(), 1) if "Print." in row)
    assert f"meetings/{MAY}/minutes.md:{line}: the action names no date" in no(JUNE)
    file = root / "meetings" / MAY / "minutes.md"
    file.write_text(file.read_text(encoding="utf-8").replace("(police)", "(police, 2026-07-01)"), encoding="utf-8")
    assert "has no minutes yet" in no(JUNE)
    assert "not by one person" in no("")
    begun(root, JUNE)
    assert "not held after" in no(MAY)
    assert "its roster is not ticked" in no(JUNE)
    assert "not held after" in no(MAY, JUNE) or "roster is not ticked for" in no(MAY, JUNE)
    begun(root, JUNE, present=("police",), absent=("court", "hospital", "welfare", "rise"))
    assert "had no quorum" in no(JUNE)
    begun(root, "2026-07-14", date(2026, 7, 20), present=("all",))
    assert "2026-07-14-ordinary has not come yet" in no("2026-07-14")
    approved(root, MAY, "2026-07-14", date(2026, 7, 20))
    assert "were approved by 2026-07-14-ordinary on 2026-07-14" in no(JUNE)


def test_the_roster_must_be_ticked(root: Path, hashes: Any) -> None:
    """Minutes without a ticked roster are not approved: nobody could tell the quorum."""
    begun(root, MAY, present=("police",))
    begun(root, JUNE, present=("all",))
    said = refused(root, lambda: approve(root, load(root)[0], MAY, JUNE, TODAY), hashes)

    assert "the roster is not ticked for court, hospital, rise, welfare" in said


def test_inquorate_minutes_are_approved_as_minutes(root: Path) -> None:
    """Their decisions stay proposals until a meeting with a quorum confirms them, one or several at once."""
    few = {"present": ("police", "hospital"), "absent": ("court", "welfare", "rise")}
    write(root, APRIL, "Decision (consensus): One.", "Decision (vote 2-0-0): Two.", **few)
    begun(root, MAY, present=("all",))
    made = approved(root, APRIL, MAY)
    committee = load(root)[0]

    assert [one.id for one in made.proposals] == [f"{APRIL}/d1", f"{APRIL}/d2"]
    assert [one["quorate"] for one in tomllib.loads(text(root, APRIL, "actions.toml"))["decisions"]] == [False, False]
    held = stand(committee, written(committee, APRIL, TODAY))
    assert held.reconvene_by == date(2026, 5, 14)
    _name, changes = decide(root, committee, Spoken("Both hold.", confirms=(f"{APRIL}/d1", f"{APRIL}/d2")), TODAY)
    apply(root, changes)
    found = {one.id: one.confirmed_by for one in decisions(load(root)[0])}
    assert found == {f"{APRIL}/d1": f"{MAY}/d1", f"{APRIL}/d2": f"{MAY}/d1", f"{MAY}/d1": ""}


def test_nothing_rests_on_a_proposal(root: Path, hashes: Any) -> None:
    """A plan is not adopted by what was decided without a quorum; by its confirmation it is."""
    few = {"present": ("police", "hospital"), "absent": ("court", "welfare", "rise")}
    write(root, APRIL, "Decision (consensus): The plan is adopted.", **few)
    (root / "plan").mkdir()
    (root / "plan/2026.toml").write_text('title = "P"\n[[activities]]\nid = "1.1"\ntitle = "Print"\n', encoding="utf-8")

    def adopting(decision: str) -> Any:
        committee = load(root)[0]
        return adopt(root, committee, committee.plans[0], decision, TODAY)

    assert "only a proposal" in refused(root, lambda: adopting(f"{APRIL}/d1"), hashes)
    write(root, MAY, f"Decision (consensus): Confirmed. {{confirms={APRIL}/d1}}")
    assert adopting(f"{APRIL}/d1").paths()
    assert "has no decision d9" in refused(root, lambda: adopting(f"{APRIL}/d9"), hashes)


def test_line_ends_and_remarks_stay(root: Path) -> None:
    """A file from Windows stays one; what the person noted in its head stays."""
    write(root, MAY, "Decision (consensus): Yes.")
    begun(root, JUNE, present=("all",))
    file = root / "meetings" / MAY / "minutes.md"
    file.write_bytes(file.read_bytes().replace(b'class = "committee"', b'class = "committee"  # ours').replace(b"\n", b"\r\n"))
    approved(root, MAY, JUNE)
    after = file.read_bytes()

    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"# ours\r\n" in after
    assert b"Decision d1 (consensus): Yes.\r\n" in after
    assert "MTG007" not in {one.code for one in checked(root, TODAY).findings}


def test_corrections_come_later(root: Path, hashes: Any) -> None:
    """A later meeting corrects; text and digest stay as they were approved."""
    write(root, MAY, "Decision (consensus): Yes.")
    begun(root, JUNE, present=("all",))
    committee = load(root)[0]
    assert "correct the text itself" in refused(root, lambda: correct(root, committee, MAY, "x", JUNE, TODAY), hashes)
    approved(root, MAY, JUNE)
    before = split(text(root, MAY)).body
    for said in ("Item 2:  forty.", "Item 3: fifty."):
        apply(root, correct(root, load(root)[0], MAY, said, JUNE, TODAY))

    (meeting,) = (one for one in load(root)[0].meetings if one.id == MAY)
    assert isinstance(meeting.front, MinutesFront)
    assert meeting.front.corrections == (f"Item 2: forty. ({JUNE})", f"Item 3: fifty. ({JUNE})")
    assert split(text(root, MAY)).body == before
    assert meeting.front.digest == minutes_digest(meeting)
    assert "not by one person" in refused(root, lambda: correct(root, load(root)[0], MAY, "x", "", TODAY), hashes)
    assert "corrected?" in refused(root, lambda: correct(root, load(root)[0], MAY, " ", JUNE, TODAY), hashes)


def test_an_actions_file_of_somebodys_own_is_not_overwritten(root: Path, hashes: Any) -> None:
    """Approval writes actions.toml; one that lies there already is named."""
    write(root, MAY, "Decision (consensus): Yes.")
    begun(root, JUNE, present=("all",))
    (root / "meetings" / MAY / "actions.toml").write_text(
        '[[actions]]\nid = "a1"\ntext = "x"\nagency = "police"\n', encoding="utf-8"
    )

    assert "is there although" in refused(root, lambda: approve(root, load(root)[0], MAY, JUNE, TODAY), hashes)


def test_search(root: Path) -> None:
    """Accents and capitals make no difference; all words must be there; the newest first."""
    write(root, MAY, "Decision (consensus): Le procès-verbal est adopté.", "Decision (consensus): Les délais sont adoptés.")
    write(root, JUNE, "Decision (consensus): DELAIS prolongés.")
    committee = load(root)[0]

    assert [one.id for one in searched(committee, "délais")] == [f"{JUNE}/d1", f"{MAY}/d2"]
    assert [one.id for one in searched(committee, "ADOPTE proces")] == [f"{MAY}/d1"]
    assert len(searched(committee, "")) == 3
    assert searched(committee, "nothing") == ()


def test_the_list_of_actions(root: Path) -> None:
    """Late first, the longest late at the top; of one agency; only what is late; the closed ones on request, last."""
    write(
        root,
        MAY,
        "Action (police, 2026-06-10): Second.",
        "Action (court, 2026-06-01): First.",
        "Action (rise, 2026-12-01): Third.",
        "Action (police, 2026-05-20): Done.",
    )
    committee = load(root)[0]
    apply(root, report(root, committee, find_item(committee, f"{MAY}/a4", TODAY), Report(status="done"), TODAY))
    committee = load(root)[0]

    def texts(**asked: Any) -> list[str]:
        return [one.action.text for one in listed(committee, TODAY, **asked)]

    assert texts() == ["First.", "Second.", "Third."]
    assert texts(late=True) == ["First.", "Second."]
    assert texts(agency="police") == ["Second."]
    assert texts(everything=True) == ["First.", "Second.", "Third.", "Done."]
    with pytest.raises(VawcoordError, match="no member agency"):
        listed(committee, TODAY, agency="polise")
