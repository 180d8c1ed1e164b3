"""Publishing calendars: permanent ids, a sequence that rises when and only when an event changed, nothing about cases."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply, last_change
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations import schedule
from vawcoord.operations.calendar import Publication, Request, publish

TODAY = date(2026, 1, 5)
WHEN = "meetings/schedule.toml"
LOG = "meetings/published.log.toml"
SERIES = """\
[[series]]
id = "ordinary"
title = "Coordination meeting"
start = "10:00"
end = "12:00"
from = 2026-01-01
place = "Town hall"
"""
Folder = Callable[..., Path]


def out(root: Path, today: date = TODAY, **request: object) -> Publication:
    """Publish, write the files, and return what was published."""
    committee, findings = load(root)
    assert [one for one in findings if one.severity == "error"] == []
    made = publish(root, committee, Shelf(root).words(committee.profile.languages[0]), Request(**request), today)  # type: ignore[arg-type]
    apply(root, made.changes, undoable=False)
    return made


def entries(root: Path, name: str = "meetings") -> dict[tuple[str, str], dict[str, str]]:
    """Return the entries of a file by UID and RECURRENCE-ID."""
    text = (root / f"build/calendar/{name}.ics").read_bytes().decode().replace("\r\n ", "")
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        fields = dict(re.findall(r"^([A-Z-]+)(?:;[^:\r]*)?:([^\r]*)", block, re.MULTILINE))
        key = (fields["UID"].partition("@")[0], fields.get("RECURRENCE-ID", ""))
        assert key not in found, f"twice: {key}"
        found[key] = fields
    return found


def sequences(root: Path, name: str = "meetings") -> dict[tuple[str, str], int]:
    """Return the SEQUENCE of each entry of a file."""
    return {key: int(fields["SEQUENCE"]) for key, fields in entries(root, name).items()}


def change(root: Path, text: Callable[[str], str], path: str = WHEN) -> None:
    """Edit a file as a person does."""
    target = root / path
    before = target.read_text(encoding="utf-8")
    assert text(before) != before
    target.write_text(text(before), encoding="utf-8")


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with one series of meetings."""
    return folder({WHEN: SERIES})


MARCH = ("ordinary", "20260303T100000")
JUNE = ("ordinary", "20260602T100000")
MASTER = ("ordinary", "")


def test_publish_move_cancel_publish(root: Path) -> None:
    """One updated and one cancelled event; the series and everything else as before."""
    first = out(root)
    assert (first.new, first.changed, first.cancelled) == (1, 0, 0)
    committee, _findings = load(root)
    apply(root, schedule.move(root, committee, "2026-03-03", TODAY, to=date(2026, 3, 10)).changes)
    committee, _findings = load(root)
    apply(root, schedule.cancel(root, committee, "2026-06-02", TODAY).changes)
    second = out(root, TODAY + timedelta(days=3))

    assert (second.new, second.changed, second.cancelled) == (0, 1, 1)
    assert sequences(root) == {MASTER: 0, MARCH: 1, JUNE: 1}
    held = entries(root)
    assert held[MARCH]["DTSTART"] == "20260310T100000"
    assert (held[JUNE]["DTSTART"], held[JUNE]["STATUS"]) == ("20260602T100000", "CANCELLED")
    assert (held[MASTER]["DTSTAMP"], held[MARCH]["DTSTAMP"]) == ("20260105T000000Z", "20260108T000000Z")


def test_nothing_changed_nothing_written(root: Path) -> None:
    """Published again, on the same or another day, no file changes and no line is added."""
    out(root)
    before = {path: (root / path).read_bytes() for path in (LOG, "build/calendar/meetings.ics")}
    for days in (0, 1, 200):
        again = out(root, TODAY + timedelta(days=days))
        assert again.changes.changes == ()
        assert (again.new, again.changed, again.cancelled) == (0, 0, 0)
    assert {path: (root / path).read_bytes() for path in before} == before


def test_the_file_comes_back_from_the_log(root: Path) -> None:
    """A build folder that was deleted comes back byte for byte, also later and with everything in it."""
    out(root, all=True)
    committee, _findings = load(root)
    apply(root, schedule.cancel(root, committee, "2026-06-02", TODAY).changes)
    out(root, TODAY + timedelta(days=1), all=True)
    before = (root / "build/calendar/meetings.ics").read_bytes()
    (root / "build/calendar/meetings.ics").unlink()
    out(root, TODAY + timedelta(days=1), all=True)

    assert (root / "build/calendar/meetings.ics").read_bytes() == before


def test_a_meeting_moved_back_stays_beside_its_series(root: Path) -> None:
    """Clients would keep the old day: the entry goes out once more, as planned, and is then left alone."""
    out(root)
    for to in (date(2026, 3, 10), date(2026, 3, 3)):
        committee, _findings = load(root)
        apply(root, schedule.move(root, committee, "2026-03-03-ordinary", TODAY, to=to).changes)
        out(root)

    assert "moved" not in (root / WHEN).read_text(encoding="utf-8")
    assert sequences(root) == {MASTER: 0, MARCH: 2}
    assert entries(root)[MARCH]["DTSTART"] == "20260303T100000"
    assert out(root).changed == 0


def test_a_cancellation_taken_back(root: Path) -> None:
    """The event is confirmed again under a higher sequence."""
    out(root)
    for back in (False, True):
        committee, _findings = load(root)
        apply(root, schedule.cancel(root, committee, "2026-06-02-ordinary", TODAY, back=back).changes)
        out(root)

    assert sequences(root)[JUNE] == 2
    assert entries(root)[JUNE]["STATUS"] == "CONFIRMED"


def test_what_was_changed_before_the_first_publication_is_new(root: Path) -> None:
    """A meeting cancelled before anything went out has sequence 0."""
    change(root, lambda text: text + '\n[[cancelled]]\nmeeting = "2026-06-02-ordinary"\n')
    out(root)

    assert sequences(root) == {MASTER: 0, JUNE: 0}


@pytest.mark.parametrize(
    ("edit", "rises"),
    [
        (lambda text: text.replace("Town hall", "Library"), 1),
        (lambda text: text.replace("Coordination meeting", "Working group"), 1),
        (lambda text: text.replace("12:00", "12:30"), 1),
        (lambda text: text + "until = 2026-12-31\n", 1),
        (lambda text: text + 'timezone = "Africa/Cairo"\n', 1),
        (lambda text: text + 'kind = "systems-consultation"\n', 0),
        (lambda text: text + 'invited = ["police"]\n', 0),
        (lambda text: "# a remark\n" + text, 0),
        (lambda text: "closures = [2026-12-25]\n" + text, 0),
        (lambda text: text + '\n[[cancelled]]\nmeeting = "2026-06-02-ordinary"\nreason = "A reason."\n', 0),
    ],
)
def test_the_series_rises_when_and_only_when_it_says_something_else(root: Path, edit: Callable[[str], str], rises: int) -> None:
    """Place, title, times and end count; what no calendar says does not."""
    out(root)
    change(root, edit)
    out(root)

    assert sequences(root)[MASTER] == rises


def test_an_end_that_leaves_the_same_meetings_changes_nothing(root: Path) -> None:
    """UNTIL is the last meeting: another day after it is the same rule."""
    change(root, lambda text: text + "until = 2026-12-10\n")
    out(root)
    change(root, lambda text: text.replace("2026-12-10", "2026-12-31"))
    out(root)

    assert sequences(root) == {MASTER: 0}


def test_an_extra_meeting_has_an_id_of_its_own(root: Path) -> None:
    """It is an event for itself, and is cancelled as one."""
    committee, _findings = load(root)
    apply(root, schedule.add_extra(root, committee, "ordinary", date(2026, 5, 12), TODAY, start="14:00").changes)
    out(root)
    key = ("2026-05-12-ordinary", "")
    assert entries(root)[key]["DTEND"] == "20260512T160000"
    committee, _findings = load(root)
    apply(root, schedule.cancel(root, committee, "2026-05-12", TODAY).changes)
    out(root)

    assert (sequences(root)[key], entries(root)[key]["STATUS"]) == (1, "CANCELLED")


def test_what_is_removed_from_the_file_goes_out_cancelled(root: Path) -> None:
    """A person who deletes instead of cancelling leaves nobody waiting at the door."""
    change(root, lambda text: text + '\n[[extra]]\nseries = "ordinary"\ndate = 2026-05-12\n')
    out(root)
    change(root, lambda text: text.partition("\n[[extra]]")[0] + "\n")
    out(root)
    key = ("2026-05-12-ordinary", "")
    assert (entries(root)[key]["STATUS"], entries(root)[key]["DTSTART"]) == ("CANCELLED", "20260512T100000")
    change(root, lambda text: text.replace('id = "ordinary"', 'id = "other"'))
    out(root)

    assert entries(root)[MASTER]["STATUS"] == "CANCELLED"
    assert entries(root)["other", ""]["STATUS"] == "CONFIRMED"
    before = sequences(root)
    out(root, TODAY + timedelta(days=2000))
    assert sequences(root) == before, "what was cancelled stays cancelled and quiet"


def test_a_day_left_out_from_the_start_is_an_exception(root: Path) -> None:
    """A closure known before the first publication is an EXDATE; one that comes later cancels what went out."""
    change(root, lambda text: "closures = [2026-02-03]\n" + text + 'on_closure = "skip"\n')
    out(root)
    assert entries(root)[MASTER]["EXDATE"] == "20260203T100000"
    change(root, lambda text: text.replace("2026-02-03", "2026-02-03, 2026-03-03"))
    out(root)

    held = entries(root)
    assert held[MASTER]["EXDATE"] == "20260203T100000"
    assert held[MARCH]["STATUS"] == "CANCELLED"
    assert sequences(root) == {MASTER: 0, MARCH: 1}


def test_a_day_that_falls_and_was_cancelled_by_hand(root: Path) -> None:
    """What a person cancelled stays in sight as cancelled, though the closure alone would let it fall."""
    change(root, lambda text: "closures = [2026-03-03]\n" + text + 'on_closure = "skip"\n')
    change(root, lambda text: text + '\n[[cancelled]]\nmeeting = "2026-03-03-ordinary"\n')
    out(root)

    assert "EXDATE" not in entries(root)[MASTER]
    assert entries(root)[MARCH]["STATUS"] == "CANCELLED"


def test_a_first_day_that_falls(root: Path) -> None:
    """When the first day of the rule is a closure, the series begins with the next one and stays as it is."""
    change(root, lambda text: "closures = [2026-01-06]\n" + text + 'on_closure = "skip"\n')
    out(root)
    assert entries(root)[MASTER]["DTSTART"] == "20260203T100000"

    assert out(root).changed == 0


@pytest.mark.parametrize(("rule", "there"), [("next-day", "20260204T100000"), ("week-later", "20260210T100000")])
def test_a_closure_shifts_by_the_rule_of_the_series(root: Path, rule: str, there: str) -> None:
    """The meeting stands beside its series on the other day; its id keeps the day of the rule."""
    change(root, lambda text: "closures = [2026-02-03]\n" + text + f'on_closure = "{rule}"\n')
    out(root)

    assert entries(root)["ordinary", "20260203T100000"]["DTSTART"] == there


def test_two_secretaries_who_published_on_clones(root: Path) -> None:
    """Two digests under one sequence: some members have the one, some the other, so the next one is due to all."""
    out(root)
    line = '  { date = 2026-01-06, uid = "ordinary", sequence = 0, digest = "0000000000000000", start = "20260106T110000" },\n'
    change(root, lambda text: text.replace("\n]", f"\n{line}]"), LOG)
    out(root)
    assert sequences(root) == {MASTER: 1}

    assert out(root).changed == 0


def test_universal_time_and_single_meetings_do_not_disturb_the_series(root: Path) -> None:
    """They have ids of their own; publishing the one kind raises no sequence of the other."""
    out(root)
    out(root, utc=True)
    out(root, meetings=("2026-03-03", "next"))
    assert out(root).changes.changes == ()
    single = entries(root, "2026-03-03-ordinary")
    assert list(single) == [("2026-03-03-ordinary.one", "")]
    assert entries(root, "2026-01-06-ordinary")

    assert entries(root, "meetings-utc")["2026-03-03-ordinary.utc", ""]["DTSTART"] == "20260303T070000Z"


def test_the_secretarys_days(root: Path) -> None:
    """Call, draft, notice, draft minutes and issue, moved to working days; the committee may say other days."""
    out(root, all=True)
    days = {key[0]: fields["DTSTART"] for key, fields in entries(root, "secretary").items() if ".2026-06-02-" in key[0]}
    assert days == {
        "secretary.2026-06-02-ordinary.call": "20260505",
        "secretary.2026-06-02-ordinary.draft": "20260519",
        "secretary.2026-06-02-ordinary.notice": "20260525",
        "secretary.2026-06-02-ordinary.minutes": "20260608",
        "secretary.2026-06-02-ordinary.issue": "20260612",
    }
    # Five days after the Tuesday is a Sunday: the Monday after it. Three days before is a Saturday: the Friday before.
    change(
        root, lambda text: text + "\n[meetings]\nback_schedule = { call = 40, draft = 3 }\nnotice_days = 10\n", "committee.toml"
    )
    out(root, all=True)
    held = entries(root, "secretary")
    assert held["secretary.2026-06-02-ordinary.call", ""]["DTSTART"] == "20260423"
    assert held["secretary.2026-06-02-ordinary.draft", ""]["DTSTART"] == "20260529"
    assert held["secretary.2026-06-02-ordinary.notice", ""]["DTSTART"] == "20260522"
    assert held["secretary.2026-06-02-ordinary.notice", ""]["SEQUENCE"] == "1"
    assert held["secretary.2026-06-02-ordinary.issue", ""]["SEQUENCE"] == "0"


def test_the_secretarys_days_of_a_cancelled_meeting_go(root: Path) -> None:
    """They go out cancelled, once."""
    out(root, all=True)
    committee, _findings = load(root)
    apply(root, schedule.cancel(root, committee, "2026-06-02", TODAY).changes)
    out(root, all=True)

    gone = [key[0] for key, fields in entries(root, "secretary").items() if fields["STATUS"] == "CANCELLED"]
    assert len(gone) == 5
    assert all(".2026-06-02-" in one for one in gone)


PLAN = """\
title = "Plan"

[[goals]]
id = "structure"
title = "We can act"

[[activities]]
id = "1.1"
title = "Hide Ms Atieno from her husband"
goal = "structure"
due = 2026-06-30

[[activities]]
id = "1.2"
title = "Done"
goal = "structure"
due = 2026-05-31
"""

POLICE = """\
name = "County Police"
sector = "police"
joined = 2025-01-01

[[representatives]]
id = "a-mwangi"
name = "Amina Mwangi"
from = 2025-01-01
authority = { letter = "CP/17", date = 2025-01-01, until = 2026-09-30 }
"""


def test_the_deadlines(folder: Folder) -> None:
    """Open activities by id, the end of an authority and of a term, the report upward; no text of anybody and no name."""
    root = folder(
        {
            WHEN: SERIES,
            "plan/2026.toml": PLAN,
            "members/police.toml": POLICE,
            "progress/2026-01.log.toml": 'entries = [\n  { date = 2026-01-03, item = "2026/1.2", status = "done" },\n]\n',
        }
    )
    more = (
        'oversight = { name = "Assembly", reports = "half-yearly" }\n\n'
        '[[officers]]\noffice = "chair"\nholder = "police/a-mwangi"\nfrom = 2025-01-01\nuntil = 2026-12-31\n'
    )
    change(root, lambda text: text + more, "committee.toml")
    out(root, all=True)
    text = (root / "build/calendar/deadlines.ics").read_text(encoding="utf-8")
    days = {fields["SUMMARY"]: fields["DTSTART"] for fields in entries(root, "deadlines").values()}

    assert days["Due: 2026/1.1"] == "20260630"
    assert days["Authority ends: police\\, lead"] == "20260930"
    assert days["Term ends: chair"] == "20261231"
    assert days["Report due: 2026-06-30"] == "20260630"
    assert "Due: 2026/1.2" not in days
    for word in ("Atieno", "husband", "Amina", "Mwangi"):
        assert word not in text.replace("a-mwangi", "")
    change(
        root,
        lambda log: log.replace("\n]", '\n  { date = 2026-01-05, item = "2026/1.1", due = 2026-08-31, reason = "Later." },\n]'),
        "progress/2026-01.log.toml",
    )
    out(root, all=True)
    moved = entries(root, "deadlines")["deadline.due.2026.1.1", ""]
    assert (moved["DTSTART"], moved["SEQUENCE"]) == ("20260831", "1")


CASES = """\
[[series]]
id = "closed"
title = "Case review of survivors at risk"
kind = "case-review"
from = 2026-01-01
place = "Hill Road 3"

[[moved]]
meeting = "2026-03-03-closed"
to = 2026-03-10
place = "Shelter of Rise"
reason = "The survivor of case 17 cannot come"

[[cancelled]]
meeting = "2026-06-02-closed"
reason = "Femicide trial"
"""


def test_nothing_about_cases(folder: Folder) -> None:
    """A case meeting is "Meeting" without a place; no reason of a change is ever written."""
    root = folder({WHEN: CASES})
    out(root, all=True)
    for name in ("meetings", "secretary", "deadlines"):
        text = (root / f"build/calendar/{name}.ics").read_text(encoding="utf-8").casefold()
        for word in ("case", "surviv", "risk", "hill road", "rise", "femicide", "trial", "location"):
            assert word not in text, (name, word)
    assert {fields["SUMMARY"] for fields in entries(root).values()} == {"Meeting"}


def test_a_place_that_tells_nothing_may_be_said(folder: Folder) -> None:
    """With neutral_place a case meeting has its place; without a telling title its title."""
    text = CASES.replace("Case review of survivors at risk", "Thursday group").replace(
        'place = "Hill Road 3"', 'place = "Town hall"\nneutral_place = true'
    )
    root = folder({WHEN: text.partition("\n[[moved]]")[0] + "\n"})
    out(root)

    assert (entries(root)["closed", ""]["SUMMARY"], entries(root)["closed", ""]["LOCATION"]) == ("Thursday group", "Town hall")


def test_a_secret_place_never_goes_out(folder: Folder) -> None:
    """A place that names a provider with a confidential location is left out, even where somebody wrote it by hand."""
    service = 'name = "Shelter of Rise"\nconfidential_location = true\nreached_through = "the helpline"\n'
    root = folder({WHEN: SERIES.replace("Town hall", "shelter of RISE"), "services/rise.toml": service})
    committee, _findings = load(root)
    made = publish(root, committee, Shelf(root).words("en"), Request(), TODAY)

    assert [event.location for event in made.events] == [""]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_titles_come_in_the_language_of_the_folder(root: Path, language: str) -> None:
    """The fixed words are the documents' words, not those of whoever runs the command."""
    change(root, lambda text: text.replace('["en", "fr"]', f'["{language}"]'), "committee.toml")
    out(root, all=True)
    name = re.findall(r"X-WR-CALNAME:(.*)\r", (root / "build/calendar/secretary.ics").read_bytes().decode())[0]

    assert name.startswith({"en": "Secretary's days", "fr": "Jours du secrétariat", "ar": "أيام أمانة السر"}[language])


def test_no_meetings_yet(folder: Folder) -> None:
    """One sentence, and nothing is written."""
    root = folder()
    committee, _findings = load(root)
    with pytest.raises(VawcoordError, match="no meetings yet"):
        publish(root, committee, Shelf(root).words("en"), Request(), TODAY)


def test_an_unknown_zone_stops_before_anything_is_written(root: Path) -> None:
    """The sentence names the zone; no file is there afterwards."""
    change(root, lambda text: text + 'timezone = "Africa/Narobi"\n')
    with pytest.raises(VawcoordError, match="Africa/Narobi"):
        out(root)

    assert not (root / "build").exists()


def test_what_went_out_is_not_taken_back(root: Path) -> None:
    """`undo` never makes a sequence free again that members have seen."""
    out(root)

    assert last_change(root) is None


def test_a_busy_log_stays_small(root: Path) -> None:
    """Ten years of a monthly series leave one line, as long as nothing changes."""
    for year in range(2026, 2036):
        out(root, date(year, 1, 5))

    assert (root / LOG).read_text(encoding="utf-8").count("uid =") == 1
