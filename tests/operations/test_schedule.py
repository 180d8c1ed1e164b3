"""The schedule by commands: series, moves, cancellations, extra dates; what cannot be is refused in one sentence."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from vawcoord.cli import schedule as commands
from vawcoord.cli.app import App
from vawcoord.cli.calendar import calendar
from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations import schedule
from vawcoord.operations.schedule import Changed, find_meeting, listed

TODAY = date(2026, 1, 5)
WHEN = "meetings/schedule.toml"
SERIES = """\
# Ours.
[[series]]
id = "ordinary"
title = "Coordination meeting"
start = "10:00"
end = "12:00"
from = 2026-01-01  # since the founding
place = "Town hall"
"""
MINUTES = '+++\nmeeting = "{id}"\nheld = {held}\n{more}+++\n\n## Opening {{#opening}}\n\nOpened.\n'
Folder = Callable[..., Path]


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with one series of meetings."""
    return folder({WHEN: SERIES})


def do(root: Path, what: Callable[..., Changed], *arguments: Any, **more: Any) -> Changed:
    """Load, do one thing, apply it."""
    committee, _findings = load(root)
    made = what(root, committee, *arguments, **more)
    apply(root, made.changes)
    return made


def table(root: Path) -> dict[str, Any]:
    """Return the schedule as it stands."""
    return tomllib.loads((root / WHEN).read_text(encoding="utf-8"))


def hold(root: Path, name: str, more: str = "") -> None:
    """Record that a meeting was held."""
    target = root / f"meetings/{name}/minutes.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(MINUTES.format(id=name, held=name[:10], more=more), encoding="utf-8")


def test_the_first_series(folder: Folder) -> None:
    """In a folder without a schedule the file is made, and check is content."""
    root = folder()
    made = do(root, schedule.set_series, "ordinary", {"weekday": "thursday", "nth": -1}, TODAY)

    assert made.id == "ordinary"
    assert table(root)["series"] == [
        {"id": "ordinary", "title": "Coordination meeting", "weekday": "thursday", "nth": -1, "from": TODAY}
    ]
    assert load(root)[1] == ()


def test_comments_stay(root: Path) -> None:
    """A second series, a move and a closure leave the person's words where they are."""
    do(root, schedule.set_series, "second", {"weekday": "friday"}, TODAY)
    do(root, schedule.move, "2026-03-03-ordinary", TODAY, to=date(2026, 3, 10))
    do(root, schedule.closures, [date(2026, 12, 24)], TODAY)
    text = (root / WHEN).read_text(encoding="utf-8")

    assert "# Ours." in text
    assert "# since the founding" in text
    assert table(root)["closures"] == [date(2026, 12, 24)]
    assert [one["id"] for one in table(root)["series"]] == ["ordinary", "second"]
    assert table(root)["moved"] == [{"meeting": "2026-03-03-ordinary", "to": date(2026, 3, 10)}]


def test_before_a_meeting_was_held_the_rule_is_edited(root: Path) -> None:
    """Nothing has happened by the old rule yet."""
    assert do(root, schedule.set_series, "ordinary", {"weekday": "friday"}, TODAY).id == "ordinary"

    assert [one["weekday"] for one in table(root)["series"]] == ["friday"]


def test_after_a_meeting_was_held_a_new_series_begins(root: Path) -> None:
    """The old rule ends the day before; the new series takes everything else along; ids and past stay."""
    hold(root, "2026-02-03-ordinary")
    made = do(root, schedule.set_series, "ordinary", {"weekday": "friday", "from": date(2026, 6, 1)}, date(2026, 5, 20))
    old, new = table(root)["series"]

    assert made.id == "ordinary-2"
    assert "2026-02-03-ordinary was held" in made.remarks[0]
    assert (old.get("weekday", "tuesday"), old["until"]) == ("tuesday", date(2026, 5, 31))
    assert (new["id"], new["weekday"], new["from"], new["place"]) == ("ordinary-2", "friday", date(2026, 6, 1), "Town hall")
    committee, findings = load(root)
    assert findings == ()
    assert [one.meeting.id for one in listed(committee, date(2026, 5, 1), date(2026, 7, 1))] == [
        "2026-05-05-ordinary",
        "2026-06-05-ordinary-2",
    ]


def test_a_new_place_is_no_new_rule(root: Path) -> None:
    """Title, place and who is invited may change at any time."""
    hold(root, "2026-02-03-ordinary")
    do(root, schedule.set_series, "ordinary", {"place": "Library"}, date(2026, 5, 20))

    assert [one["place"] for one in table(root)["series"]] == ["Library"]


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("ordinary", {"place": "Town hall"}, "Nothing was said"),
        ("Ordinary", {}, "is no id"),
        ("x" * 40, {}, "too long"),
        ("other", {"start": "25:00"}, "start: expected a time of day"),
        ("other", {"until": date(2026, 1, 1)}, "never has a meeting"),
        ("other", {"timezone": "Africa/Narobi"}, "no known time zone"),
        ("other", {"start": "14:00", "end": "13:00"}, "begins at 14:00 and ends at 13:00"),
        ("other", {"place": "Shelter of Rise"}, "confidential"),
        ("ordinary", {"until": date(2026, 1, 31)}, "was held after"),
        ("ordinary", {"weekday": "friday", "from": date(2026, 2, 1)}, "can begin after it only"),
    ],
)
def test_what_a_series_cannot_be(folder: Folder, name: str, values: dict[str, Any], says: str) -> None:
    """One sentence each, and the file stays as it was."""
    service = 'name = "Shelter of Rise"\nconfidential_location = true\n'
    root = folder({WHEN: SERIES, "services/rise.toml": service})
    hold(root, "2026-02-03-ordinary")
    committee, _findings = load(root)
    with pytest.raises(VawcoordError, match=says):
        schedule.set_series(root, committee, name, values, date(2026, 3, 1))

    assert (root / WHEN).read_text(encoding="utf-8") == SERIES


def test_what_is_odd_is_remarked(root: Path) -> None:
    """A series on the weekend, a telling title, a move onto a Sunday: done, with a sentence."""
    values = {"weekday": "sunday", "title": "Femicide review", "start": "15:00", "end": "16:00"}
    made = do(root, schedule.set_series, "other", values, TODAY)
    assert any("weekend" in one for one in made.remarks)
    assert any("title" in one for one in made.remarks)

    made = do(root, schedule.move, "2026-03-03-ordinary", TODAY, to=date(2026, 3, 8))
    assert any("a day without meetings" in one for one in made.remarks)


def test_moved_into_a_skipped_hour(folder: Folder) -> None:
    """The move is made, the next valid time taken, and the person told."""
    root = folder({WHEN: SERIES + 'timezone = "Europe/Paris"\n'})
    made = do(root, schedule.move, "2026-03-03-ordinary", TODAY, to=date(2026, 3, 29), start="02:30")

    assert any("skips 02:30; 03:00 is taken" in one for one in made.remarks)
    committee, _findings = load(root)
    one = listed(committee, date(2026, 3, 29), date(2026, 3, 29))[0]
    assert (one.start, one.end) == ("2026-03-29T03:00+02:00", "2026-03-29T05:00+02:00")


def test_a_moved_meeting_keeps_length_and_id(root: Path) -> None:
    """Only the beginning is said; the end follows. Moved twice, one entry stands there."""
    do(root, schedule.move, "2026-03-03", TODAY, start="14:30")
    do(root, schedule.move, "2026-03-03", TODAY, to=date(2026, 3, 4))

    assert table(root)["moved"] == [{"meeting": "2026-03-03-ordinary", "to": date(2026, 3, 4), "start": "14:30", "end": "16:30"}]
    committee, _findings = load(root)
    assert find_meeting(committee, "2026-03-04", TODAY).id == "2026-03-03-ordinary"
    assert find_meeting(committee, "2026-03-03", TODAY).id == "2026-03-03-ordinary"


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (lambda root, committee: schedule.move(root, committee, "2026-03-04", TODAY), "no meeting .*2026-03-04"),
        (lambda root, committee: schedule.move(root, committee, "tomorrow", TODAY), "is no meeting"),
        (lambda root, committee: schedule.move(root, committee, "2026-04-07", TODAY), "already"),
        (lambda root, committee: schedule.move(root, committee, "2026-04-07", TODAY, start="9am", end="10am"), "time of day"),
        (lambda root, committee: schedule.move(root, committee, "2026-02-03", TODAY, to=date(2026, 2, 4)), "was held"),
        (lambda root, committee: schedule.cancel(root, committee, "2026-02-03", TODAY), "was held"),
        (lambda root, committee: schedule.cancel(root, committee, "2026-06-02", TODAY), "cancelled already"),
        (lambda root, committee: schedule.move(root, committee, "2026-06-02", TODAY, to=date(2026, 6, 3)), "is cancelled"),
        (lambda root, committee: schedule.cancel(root, committee, "2026-04-07", TODAY, back=True), "not cancelled"),
        (lambda root, committee: schedule.add_extra(root, committee, "ordinry", TODAY, TODAY), "Did you mean .ordinary"),
        (lambda root, committee: schedule.add_extra(root, committee, "ordinary", date(2026, 4, 7), TODAY), "already"),
        (lambda root, committee: schedule.closures(root, committee, [date(2026, 2, 3)], TODAY), "a meeting was held"),
    ],
)
def test_what_cannot_be_done_to_a_meeting(root: Path, what: Callable[..., Any], says: str) -> None:
    """One sentence each."""
    hold(root, "2026-02-03-ordinary")
    do(root, schedule.cancel, "2026-06-02", TODAY)
    committee, _findings = load(root)
    with pytest.raises(VawcoordError, match=says):
        what(root, committee)


def test_several_on_a_day_are_asked_for(folder: Folder) -> None:
    """A day alone is not enough where two meetings are on it."""
    root = folder(
        {WHEN: SERIES + '\n[[series]]\nid = "second"\ntitle = "B"\nstart = "14:00"\nend = "15:00"\nfrom = 2026-01-01\n'}
    )
    committee, _findings = load(root)
    with pytest.raises(VawcoordError, match="several meetings") as error:
        find_meeting(committee, "2026-03-03", TODAY)

    assert "2026-03-03-second" in error.value.mend
    assert find_meeting(committee, "next", TODAY).id == "2026-01-06-ordinary"


# The commands themselves


@pytest.fixture
def run(root: Path) -> Callable[..., Any]:
    """Return the function that runs a command of the group as people type it."""
    group = click.Group("meeting")
    for one in (commands.schedule, commands.list_, commands.move, commands.cancel, calendar):
        group.add_command(one)

    def call(*words: str, today: date = TODAY) -> Any:
        app = App()
        app.in_folder, app.today = str(root), today
        return CliRunner().invoke(group, [*words], obj=app, catch_exceptions=False)

    return call


def test_the_list_as_json(root: Path, run: Callable[..., Any]) -> None:
    """Id, beginning and end with offset, series and state, for every meeting from the first to a year ahead."""
    hold(root, "2026-01-06-ordinary", 'approved = "2026-02-03-ordinary"\napproved_on = 2026-02-03\n')
    hold(root, "2026-02-03-ordinary")
    do(root, schedule.cancel, "2026-06-02", TODAY)
    data = json.loads(run("list", "--json", today=date(2026, 2, 20)).output)["data"]["meetings"]

    assert [one["state"] for one in data] == ["approved", "held", "planned", "planned", "planned", "cancelled", *["planned"] * 8]
    assert data[0] | {"id": "2026-01-06-ordinary", "series": "ordinary", "start": "2026-01-06T10:00+03:00"} == data[0]
    assert data[0]["end"] == "2026-01-06T12:00+03:00"
    assert [one["id"] for one in data] == sorted(one["id"] for one in data)


def test_a_held_meeting_that_the_rule_lost_is_still_listed(root: Path, run: Callable[..., Any]) -> None:
    """Its papers are there: it cannot vanish because somebody edited the rule."""
    hold(root, "2026-01-14-older")
    data = json.loads(run("list", "--json").output)["data"]["meetings"]

    assert ("2026-01-14-older", "held") in {(one["id"], one["state"]) for one in data}


def test_a_year_by_commands(root: Path, run: Callable[..., Any]) -> None:
    """Series, extra date, closure, move, cancel, calendar: each ends with a line to do next."""
    for words in (
        (
            "schedule",
            "steering",
            "--every",
            "quarter",
            "--weekday",
            "thursday",
            "--nth",
            "last",
            "--start",
            "14:00",
            "--end",
            "15:00",
        ),
        ("schedule", "steering", "--extra", "2026-02-12", "--start", "09:00"),
        ("schedule", "--closed", "2026-12-24", "--closed", "2026-12-31"),
        ("schedule",),
        ("move", "2026-03-03", "2026-03-10", "--reason", "The hall is taken."),
        ("cancel", "2026-06-02"),
        ("cancel", "2026-06-02", "--take-back"),
        ("list", "--next"),
        ("calendar", "--all"),
    ):
        result = run(*words)
        assert result.exit_code == 0, result.output
        assert "Next: " in result.output, words

    assert (root / "build/calendar/secretary.ics").is_file()
    assert "1 day" not in result.output
    assert len(table(root)["series"]) == 2


def test_reading_changes_nothing(root: Path, run: Callable[..., Any], hashes: Callable[[Path], dict[str, str]]) -> None:
    """`list` and `schedule` without options leave the folder as it was."""
    before = hashes(root)
    run("list")
    run("schedule")
    run("schedule", "--json")

    assert hashes(root) == before
