"""Minutes by commands alone: from the roster to the third approval, the meeting without a quorum among them; what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

AGENCIES = {"police": "police", "court": "courts", "hospital": "health", "welfare": "social-services"}
RULES = """
[meetings]
quorum = { share = "2/3", chair = true, reconvened = "1/4", reconvene_days = 40 }

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
from = 2026-01-01
"""


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee of four agencies that meets each month."""
    made = folder({"meetings/schedule.toml": SERIES})
    with (made / "committee.toml").open("a", encoding="utf-8") as file:
        file.write(RULES)
    (made / "members").mkdir()
    for name, sector in AGENCIES.items():
        (made / f"members/{name}.toml").write_text(
            f'name = "County {name.title()}"\nsector = "{sector}"\njoined = 2025-01-01\n\n'
            f'[[representatives]]\nid = "lead"\nname = "N. {name}"\npost = "Head of {name}"\n',
            encoding="utf-8",
        )
    return made


@pytest.fixture
def at(said: Run, root: Path) -> Run:
    """Return the function that runs a command in the folder on a day, and holds that it went well."""

    def run(day: str, *words: object) -> Any:
        ran = said("-C", root, "--today", day, *words).sound()
        assert ran.code == 0, ran.all
        return ran

    return run


@pytest.fixture
def no(said: Run, root: Path, prints: Prints) -> Run:
    """Return the function that runs a command which is refused with one sentence, and changes nothing."""

    def run(day: str, *words: object) -> str:
        before = prints(root)
        ran = said("-C", root, "--today", day, *words).sound()
        assert (ran.code, ran.out) == (2, ""), ran.all
        assert prints(root) == before
        return str(ran.err)

    return run


def test_three_meetings(at: Run, no: Run, root: Path) -> None:
    """One with a quorum, one without, one that takes it up again; and everything that hangs on them."""
    assert "has not come yet" in no("2026-03-01", "meeting", "minutes", "2026-03-10")
    first = at("2026-03-10", "meeting", "minutes", "--present", "all")
    assert "meetings/2026-03-10-ordinary/minutes.md is ready to be written." in first.out
    assert "Quorum: 4 of 4 agencies, 3 are needed. It could decide." in first.out
    at("2026-03-10", "meeting", "decide", "The form is used from April.", "--vote", "3-1-0", "--dissent", "Court: too early.")
    added = at("2026-03-10", "action", "add", "Print the form.", "--agency", "police", "--due", "2026-04-01", "--post", "Head")
    assert "2026-03-10-ordinary/a1 stands in meetings/2026-03-10-ordinary/minutes.md." in added.out

    # In April too few come. What they decide is a proposal, and they cannot approve the minutes of March.
    at(
        "2026-04-15",
        "meeting",
        "minutes",
        "2026-04-14",
        "--present",
        "police",
        "--absent",
        "court,welfare",
        "--apologies",
        "hospital",
    )
    proposed = at("2026-04-15", "meeting", "decide", "We write to the council.")
    assert "WITHOUT A QUORUM, only proposals: 2026-04-14-ordinary/d1" in proposed.out
    shown = at("2026-04-15", "meeting", "minutes", "2026-04-14").out
    assert "neither chair nor deputy. It could not decide." in shown
    assert "taken up again by 2026-05-24: vawcoord meeting schedule ordinary --extra DATE" in shown
    assert "had no quorum" in no("2026-04-15", "meeting", "approve", "2026-03-10", "--at", "2026-04-14")

    # It is taken up again two weeks later; then less is enough.
    at("2026-04-15", "meeting", "schedule", "ordinary", "--extra", "2026-04-28")
    again = at("2026-04-28", "meeting", "minutes", "2026-04-28", "--present", "hospital", "--absent", "court,police,welfare",
               "--reconvenes", "2026-04-14")  # fmt: skip
    assert "Quorum: 1 of 4 agencies, 1 are needed. It could decide." in again.out
    at("2026-04-28", "meeting", "decide", "We do write.", "--confirms", "2026-04-14-ordinary/d1")
    approved = at("2026-04-28", "--why", "meeting", "approve", "2026-03-10", "--at", "2026-04-28").out
    assert "  2026-03-10-ordinary/d1  The form is used from April." in approved
    assert "  County Police\n    2026-03-10-ordinary/a1  Print the form. (2026-04-01)" in approved
    assert "meetings/2026-03-10-ordinary/actions.toml" in approved
    assert "were approved by 2026-04-28-ordinary" in no("2026-04-29", "meeting", "approve", "2026-03-10", "--at", "2026-04-28")
    assert "do not change any more" in no("2026-04-29", "meeting", "decide", "X.", "--meeting", "2026-03-10")

    # In May the minutes of April are approved as minutes; the action has been carried over three times.
    at("2026-05-12", "meeting", "minutes", "--present", "all")
    third = at("2026-05-12", "meeting", "approve", "2026-04-14", "--at", "2026-05-12").out
    assert "Carried over three times or more: 2026-03-10-ordinary/a1. vawcoord action letter 2026-03-10-ordinary/a1" in third
    assert "WITHOUT A QUORUM" not in third, "the meeting of 28 April has confirmed it"
    at("2026-05-13", "meeting", "correct", "2026-04-14", "--text", "Three were absent, not two.", "--at", "2026-05-12")
    assert "Three were absent, not two. (2026-05-12-ordinary)" in (root / "meetings/2026-04-14-ordinary/minutes.md").read_text(
        "utf-8"
    )

    found = at("2026-05-13", "meeting", "decisions", "--search", "COUNCIL").out
    assert "2026-04-14-ordinary/d1" in found
    assert "confirmed by" in found
    data = at("2026-05-13", "meeting", "decisions", "--json").json["data"]["decisions"]
    assert [(one["id"], one["quorate"], one["proposal"], one["confirmed_by"]) for one in data] == [
        ("2026-04-28-ordinary/d1", True, False, ""),
        ("2026-04-14-ordinary/d1", False, False, "2026-04-28-ordinary/d1"),
        ("2026-03-10-ordinary/d1", True, False, ""),
    ]
    assert at("2026-05-13", "meeting", "decisions", "--proposals", "--json").json["data"]["decisions"] == []

    (action,) = at("2026-05-13", "action", "list", "--json").json["data"]["actions"]
    assert (action["late_days"], action["carried"], action["escalated"], action["approved"]) == (42, 3, True, True)
    assert "42 days late, carried over 3 times" in " ".join(at("2026-05-13", "action", "list", "--plain").out.split())
    at("2026-05-13", "progress", "a1", "done")
    assert "No action is open." in at("2026-05-13", "action", "list").out
    assert "No action is late." in at("2026-05-13", "action", "list", "--late").out
    assert "Print the form." in at("2026-05-13", "action", "list", "--as-of", "2026-05-12").out

    came = {one["id"]: one for one in at("2026-05-13", "meeting", "attendance", "--json").json["data"]["agencies"]}
    assert (came["hospital"]["share"], came["hospital"]["apologies"], came["court"]["absent"]) == (75, 1, 2)
    assert "3/4 (75 %)" in at("2026-05-13", "meeting", "attendance").out
    assert [one["code"] for one in at("2026-05-13", "check", "meetings", "--json").json["findings"]] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("meeting", "minutes", "2026-03-11"), "nearest is"),
        (("meeting", "minutes", "2026-03-10", "--present", "polise"), 'Did you mean "police"'),
        (("meeting", "approve", "2026-03-10", "--at", "2026-04-14"), "no minutes yet"),
        (("meeting", "decide", "X."), "No meeting has minutes yet"),
        (("meeting", "correct", "2026-03-10", "--text", "x"), "no minutes yet"),
        (("meeting", "decisions", "--meeting", "2026-03-11"), "no meeting"),
        (("action", "add", "X.", "--agency", "police"), "--due"),
        (("action", "add", "X.", "--agency", "police", "--due", "01/04/2026"), "no date"),
        (("action", "list", "--agency", "polise"), 'Did you mean "police"'),
    ],
)
def test_what_is_refused(no: Run, words: tuple[str, ...], says: str) -> None:
    """One sentence on standard error, status 2, and nothing written."""
    assert says in no("2026-05-01", *words)


def test_a_broken_file_is_named(at: Run, no: Run, root: Path) -> None:
    """Minutes whose head cannot be read are not begun again over what stands there."""
    at("2026-03-10", "meeting", "minutes", "--present", "all")
    file = root / "meetings/2026-03-10-ordinary/minutes.md"
    file.write_text(file.read_text(encoding="utf-8").replace('meeting = "', "meeting = "), encoding="utf-8")

    assert "there is a mistake in this file" in no("2026-03-11", "meeting", "minutes", "2026-03-10")
    assert "there is a mistake in this file" in no("2026-05-01", "meeting", "approve", "2026-03-10", "--at", "2026-04-14")


def test_undo_takes_an_approval_back(at: Run, root: Path, prints: Prints) -> None:
    """Text and actions.toml come and go together."""
    at("2026-03-10", "meeting", "minutes", "--present", "all")
    at("2026-03-10", "meeting", "decide", "Yes.")
    at("2026-04-14", "meeting", "minutes", "--present", "all")
    before = {path: shown.split()[0] for path, shown in prints(root).items() if path.startswith("meetings") and "." in path}
    at("2026-04-14", "meeting", "approve", "2026-03-10", "--at", "2026-04-14")
    assert (root / "meetings/2026-03-10-ordinary/actions.toml").exists()
    at("2026-04-14", "undo", "--yes")

    after = {path: shown.split()[0] for path, shown in prints(root).items() if path.startswith("meetings") and "." in path}
    assert after == before
