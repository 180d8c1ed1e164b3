"""Messages: short on any data, about one agency only, silent about what the committee is for."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.documents.message import (
    KINDS,
    LONGEST,
    Occasion,
    Task,
    Tasks,
    committee_name,
    example_values,
    message,
    occasion,
    recipients,
)
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.message import language_of, pattern, template_languages
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import (
    Action,
    Attendance,
    Cancelled,
    Meeting,
    MinutesFront,
    Moved,
    Occurrence,
    Paper,
    Schedule,
    Series,
    occurring,
)
from vawcoord.records.member import Member, Representative
from vawcoord.records.plan import JournalEntry
from vawcoord.records.profile import Officer, Profile
from vawcoord.text.template import problems
from vawcoord.where import NOWHERE

TODAY = date(2026, 11, 22)
SHELF = Shelf(None)
LANGUAGES = ("en", "fr", "ar")
SERIES = Series(
    id="ordinary", title="Coordination meeting", from_=date(2026, 1, 1), nth=2, start="09:30", end="12:00", place="Library"
)
PROFILE = Profile(
    id="lake", uid="k3f9w2qz", name="Lakeside Committee", area="Lakeside", languages=("en", "fr"),
    officers=(Officer(office="secretary", holder="social-services/n-wambui"),),
)  # fmt: skip


def agency(name: str, title: str, person: str, **more: object) -> Member:
    """Return a member with one person or seat."""
    held = Representative(id="p", seat=person) if more.get("type") == "survivor-led" else Representative(id="p", name=person)
    values = {"sector": "police", "joined": date(2025, 1, 1), "representatives": (held,), **more}
    return Member(name=title, **values).named(name)  # type: ignore[arg-type]


POLICE = agency("county-police", "County Police", "Amina Mwangi", languages=("English", "Swahili"))
COURT = agency("court", "Magistrates' Court", "Ruth Njoroge", sector="courts", languages=("français",))
RISE = agency(
    "shelter-rise", "Shelter Rise", "Rise representative", sector="survivors", type="survivor-led", confidential_location=True
)
GONE = agency("ferry-union", "Ferry Union", "Paul Ouko", left=date(2026, 6, 1))
SOCIAL = agency("social-services", "Social Services", "-", representatives=(Representative(id="n-wambui", name="Nancy Wambui"),))
MEMBERS = (POLICE, COURT, RISE, GONE, SOCIAL)


def met(day: str, actions: tuple[Action, ...] = (), attendance: tuple[Attendance, ...] = ()) -> Meeting:
    """Return a meeting that was held."""
    front = MinutesFront(meeting=f"{day}-ordinary", held=date.fromisoformat(day), attendance=attendance)
    return Meeting(f"{day}-ordinary", NOWHERE, None, Paper(front, NOWHERE, (), 1, ""), (), actions)


def action(number: int, what: str, who: str, due: str) -> Action:
    """Return an action of a meeting."""
    return Action(id=f"a{number}", text=what, agency=who, due=date.fromisoformat(due))


ROSTER = (
    Attendance(agency="county-police", is_="present"),
    Attendance(agency="court", is_="apologies"),
    Attendance(agency="shelter-rise", is_="alternate"),
    Attendance(agency="social-services", is_="absent"),
)
OCTOBER = met(
    "2026-10-13",
    (
        action(1, "Print the leaflet", "county-police", "2026-10-30"),
        action(2, "Send the list of interpreters", "county-police", "2026-11-01"),
        action(3, "Name a room for the victims' group", "county-police", "2026-12-20"),
        action(4, "Give the dates of the hearing room", "court", "2026-11-05"),
        action(5, "Name a deputy", "shelter-rise", "2026-12-01"),
        action(6, "Ask the radio", "ferry-union", "2026-11-01"),
    ),
)
LAKE = Committee(
    PROFILE,
    members=MEMBERS,
    schedule=Schedule(series=(SERIES,)),
    meetings=(OCTOBER, met("2026-11-10", attendance=ROSTER)),
    journal=(JournalEntry(date=date(2026, 11, 12), item="2026-10-13-ordinary/a1", status="done"),),
)


def said(kind: str, member: Member, committee: Committee = LAKE, language: str = "en", **more: object) -> str:
    """Return the text to an agency."""
    held = occasion(committee, kind, TODAY, **more)  # type: ignore[arg-type]
    return message(committee, member, held, pattern(SHELF, f"message/{kind}", language)).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_speaks_every_language(kind: str, language: str) -> None:
    """Each kind has a template in each shipped language, with nothing wrong in it, and it holds no tag once it is filled."""
    made = pattern(SHELF, f"message/{kind}", language)
    assert problems(made.text, example_values()) == []
    held = Occasion(kind, TODAY, tasks={"county-police": Tasks((Task("p/1.1", "Done thing"),), (Task("mou/x", "A text"),))})
    text = message(LAKE, POLICE, held, made).text
    assert "{{" not in text
    assert "Amina Mwangi" in text
    assert text.endswith("Nancy Wambui\nLakeside Committee") or "Lakeside Committee" in text
    assert re.search("[\u0621-\u064a]", text) if language == "ar" else re.search("[a-z]{3}", text)


def test_a_reminder_thanks_first_and_blames_nobody() -> None:
    """What was finished comes first, then what is open, the late ones first; no other agency and no word of being late."""
    text = said("reminder", POLICE)

    assert text.index("Print the leaflet") < text.index("Send the list of interpreters") < text.index("20 December 2026")
    for other in ("Court", "hearing room", "Rise", "Ferry", "late", "overdue", "delay"):
        assert other not in text
    assert "planned for 1 November 2026" in text


def test_words_that_tell_are_told_by_number() -> None:
    """A task whose words would tell what the committee is about stands there with number and day only."""
    text = said("reminder", POLICE)
    assert "victim" not in text
    assert "point a3 of 13 October 2026 (by 20 December 2026)" in text
    assert "interpreters" not in said("reminder", POLICE, numbers=True)


def test_survivors_are_met_by_seat_and_never_asked() -> None:
    """A survivor-led agency is addressed by its seat, sees numbers only, is thanked and paid, and is asked nothing of herself."""
    assert "Dear Rise representative," in said("notice", RISE)
    assert "point a5" in said("reminder", RISE)
    assert "deputy" not in said("reminder", RISE)
    for kind in ("call-for-items", "notice", "thanks", "reminder"):
        for language in LANGUAGES:
            text = said(kind, RISE, language=language)
            assert "Shelter" not in text
            assert not re.search(r"\b(your|own|her) (case|story|experience)|surviv|vécu|votre cas|تجربت", text)
    thanks = said("thanks", RISE)
    assert "paid as agreed" in thanks
    assert "You need not answer." in thanks
    assert "paid" not in said("thanks", POLICE)


@pytest.mark.parametrize(
    ("member", "says", "silent"),
    [
        (POLICE, "Thank you for your time", "missed"),
        (COURT, "letting us know", "missed"),
        (SOCIAL, "missed you", "letting us know"),
    ],
)
def test_thanks_know_who_came(member: Member, says: str, silent: str) -> None:
    """Who came, who sent word and who was missed read different texts."""
    text = said("thanks", member)
    assert says in text
    assert silent not in text


def test_who_left_gets_none() -> None:
    """Recipients are members of the day: nobody who left, and for a reminder only who has something open."""
    for kind in KINDS:
        chosen = {one.id for one in recipients(LAKE, occasion(LAKE, kind, TODAY))}
        assert "ferry-union" not in chosen
    assert {one.id for one in recipients(LAKE, occasion(LAKE, "reminder", TODAY))} == {"county-police", "court", "shelter-rise"}
    before = occasion(LAKE, "reminder", date(2026, 5, 1))
    assert recipients(LAKE, before) == ()


def test_only_whom_the_series_invites() -> None:
    """A notice goes to the agencies that the series names."""
    committee = LAKE.but(schedule=Schedule(series=(Series(id="s", title="T", from_=date(2026, 1, 1), invited=("court",)),)))
    assert [one.id for one in recipients(committee, occasion(committee, "notice", TODAY))] == ["court"]


def test_a_moved_and_a_cancelled_meeting() -> None:
    """A notice tells the new day and the old one, or that there is no meeting and when the next one is."""
    moved = Schedule(series=(SERIES,), moved=(Moved(meeting="2026-12-08-ordinary", to=date(2026, 12, 15)),))
    text = said("notice", POLICE, LAKE.but(schedule=moved))
    assert "Tuesday, 15 December 2026, 09:30–12:00\nLibrary" in text
    assert "planned for Tuesday, 8 December 2026" in text

    schedule = Schedule(series=(SERIES,), cancelled=(Cancelled(meeting="2026-12-08-ordinary"),))
    committee = LAKE.but(schedule=schedule)
    (one,) = (held for held in occurring(committee, date(2026, 12, 1), date(2026, 12, 31)) if held.cancelled)
    text = said("notice", POLICE, committee, meeting=one)
    assert "does not take place" in text
    assert "The next one is on Tuesday, 12 January 2027." in text


def test_places_that_must_stay_secret() -> None:
    """No place that names a confidential agency, and none of a case meeting, stands in a message."""
    for change in ({"place": "House of Shelter Rise"}, {"place": "Library", "kind": "case-review"}):
        series = SERIES.but(**change)
        text = said("notice", POLICE, LAKE.but(schedule=Schedule(series=(series,))))
        assert change["place"] not in text


@pytest.mark.parametrize(
    ("name", "neutral", "shown"),
    [
        ("Lakeside Committee", "", "Lakeside Committee"),
        ("Committee against Violence", "", "our committee"),
        ("Committee against Violence", "Lakeside coordination", "Lakeside coordination"),
        ("Comité de protection des femmes", "", "our committee"),
        ("لجنة مناهضة العنف", "", "our committee"),
        ("Lakeside Committee", "GBV group", "our committee"),
    ],
)
def test_the_committee_has_a_neutral_name(name: str, neutral: str, shown: str) -> None:
    """A name that tells what the committee is about never stands in a message."""
    assert committee_name(PROFILE.but(name=name, neutral_name=neutral), SHELF.words("en")) == shown


def test_the_language_of_an_agency() -> None:
    """An agency is written to in the first of the committee's languages that it works in, as people name languages."""
    there = template_languages(SHELF, "message/notice")
    assert there == ("ar", "en", "fr")
    assert [language_of(LAKE, one, there) for one in (POLICE, COURT, RISE)] == ["en", "fr", "en"]
    arabic = LAKE.but(profile=Profile(id="a", uid="b", name="c", area="d", languages=("sw", "ar")))
    assert language_of(arabic, POLICE, there) == "ar"
    assert language_of(arabic.but(profile=Profile(id="a", uid="b", name="c", area="d", languages=("sw",))), POLICE, there) == "en"


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=10)
LINES = st.builds(lambda sign, count: (sign * count)[:300], SIGNS, st.sampled_from([0, 1, 2, 5, 20, 300]))
"""Short and long, with blanks or without."""

TASKS = st.lists(
    st.builds(Task, st.from_regex(r"2026-2028/[1-9]\.[1-9][0-9]?", fullmatch=True), LINES, st.dates(), st.booleans()), max_size=30
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(KINDS), language=st.sampled_from(LANGUAGES), who=LINES, name=LINES, title=LINES, place=LINES,
    finished=TASKS, waiting=TASKS, left=st.booleans(),
)  # fmt: skip
def test_any_text_fits_a_telephone(
    *,
    kind: str,
    language: str,
    who: str,
    name: str,
    title: str,
    place: str,
    finished: list[Task],
    waiting: list[Task],
    left: bool,
) -> None:
    """Whatever names, titles and tasks a folder holds, a shipped text has at most 600 signs, and says how many it left out."""
    person = Representative(id="p", name=who)
    member = agency("a", "A", "", representatives=(person,))
    secretary = agency("s", "S", "", representatives=(Representative(id="p", name=who),))
    profile = Profile(id="l", uid="u", name=name, area="x", officers=(Officer(office="secretary", holder="s/p"),))
    series = Series(id="o", title=title, from_=date(2026, 1, 1), place=place)
    committee = Committee(profile, members=(member, secretary), schedule=Schedule(series=(series,)))
    # A day with a long name in every language, moved from another one.
    one = Occurrence("2027-09-21-o", date(2027, 9, 22), "09:00", "11:00", place, series, cancelled=left)
    held = Occasion(
        kind, TODAY, one, one.but(cancelled=False), {"a": "present"}, {"a": Tasks(tuple(finished), tuple(waiting))}, "s/p"
    )
    made = message(committee, member, held, pattern(SHELF, f"message/{kind}", language))
    assert len(made.text) <= LONGEST
    assert len(made.named) + made.left_out == len(waiting)
    assert not re.search(r"\n{3}|[ \t]\n", made.text)
    if kind == "reminder" and waiting:
        assert made.text.count("\n- ") >= 1


@pytest.mark.parametrize("came", ["present", "apologies", "absent", ""])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_of_all(kind: str, language: str, came: str) -> None:
    """With everything as long as it may be, on the day with the longest name, every shipped text still has room."""
    long = "Gouvernorat " * 25
    secretary = agency("s", "S", long)
    series = SERIES.but(title=long, place=long)
    profile = PROFILE.but(name=long, officers=(Officer(office="secretary", holder="s/p"),))
    committee = LAKE.but(profile=profile, members=(secretary,), schedule=Schedule(series=(series,)))
    tasks = tuple(Task(f"2026-2028/1.{number}", long, date(2027, 9, 22), late=True) for number in range(1, 31))
    for left in (False, True):
        one = Occurrence("2027-09-21-ordinary", date(2027, 9, 22), "09:00", "11:00", long, series, cancelled=left)
        held = Occasion(kind, TODAY, one, one, {"a": came}, {"a": Tasks(tasks, tasks)}, "s/p")
        for member in (agency("a", "A", long), agency("a", "A", long, type="survivor-led")):
            assert len(message(committee, member, held, pattern(SHELF, f"message/{kind}", language)).text) <= LONGEST


def test_more_tasks_than_room() -> None:
    """A long list is cut, and the text says how many there are more; those are not noted as asked about."""
    many = tuple(
        Task(f"2026-2028/1.{number}", f"Write a report on subject number {number}", TODAY, late=True) for number in range(1, 31)
    )
    held = Occasion("reminder", TODAY, tasks={"county-police": Tasks((), many)})
    made = message(LAKE, POLICE, held, pattern(SHELF, "message/reminder", "en"))
    assert made.text.count("\n- ") == len(made.named) > 2
    assert f"and {30 - len(made.named)} more" in made.text
    assert made.left_out == 30 - len(made.named)


def test_an_own_template_goes_first(tmp_path: Path) -> None:
    """A committee's own words go before the shipped ones."""
    (tmp_path / "templates/message").mkdir(parents=True)
    (tmp_path / "templates/message/notice.en.md").write_text("{{title}} on {{day}}. {{committee}}\n", encoding="utf-8")
    held = occasion(LAKE, "notice", TODAY)
    made = message(LAKE, POLICE, held, pattern(Shelf(tmp_path), "message/notice", "en"))
    assert made.text == "Coordination meeting on Tuesday, 8 December 2026. Lakeside Committee"


def test_days_to_answer_by_are_working_days_to_come() -> None:
    """Items are asked for before the draft agenda goes out; a day that has passed is not printed."""
    assert "by 24 November 2026" in said("call-for-items", POLICE)
    held = occasion(LAKE, "call-for-items", date(2026, 12, 7))
    text = message(LAKE, POLICE, held, pattern(SHELF, "message/call-for-items", "en")).text
    assert "A few words are enough:" in text
    for days in range(20):
        day = TODAY + timedelta(days=days)
        found = re.search(
            r"tell me by (.*?)\.",
            message(LAKE, POLICE, occasion(LAKE, "notice", day), pattern(SHELF, "message/notice", "en")).text,
        )
        assert found is None or found[1] in ("4 December 2026", "8 January 2027")
