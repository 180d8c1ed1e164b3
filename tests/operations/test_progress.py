"""A line of the journal: which item is meant, what is written, what is refused."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations.progress import Report, find_item, report

TODAY = date(2026, 6, 1)
PLAN = """\
title = "Plan"
start = 2026-01-01
adopted = { date = 2026-02-10, decision = "2026-02-10-ordinary/d1" }

[[activities]]
id = "1.1"
title = "Sign"
lead = "police"
start = 2026-03-01
due = 2026-09-30

[[activities]]
id = "1.2"
title = "Print"
lead = "court"
"""
DRAFT = PLAN.replace("adopted", "# adopted").replace('"1.1"', '"7.1"')
AGENCY = 'name = "A"\nsector = "police"\njoined = 2025-01-01\n'
ACTIONS = '[[actions]]\nid = "a1"\ntext = "Ask the ferry"\nagency = "court"\ndue = 2026-05-30\n'

Folder = Callable[..., Path]


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with an adopted plan, a draft, an older plan that it replaces, and an action."""
    return folder(
        {
            "plan/2026.toml": PLAN.replace("start = 2026-01", 'supersedes = "2025"\nstart = 2026-01', 1),
            "plan/2025.toml": PLAN.replace("2026", "2025"),
            "plan/next.toml": DRAFT,
            "members/police.toml": AGENCY,
            "members/court.toml": AGENCY,
            "meetings/2026-05-12-ordinary/actions.toml": ACTIONS,
        }
    )


def said(root: Path, item: str, today: date = TODAY, **values: Any) -> str:
    """Write a line and return it."""
    committee, found = load(root)
    assert found == ()
    changes = report(root, committee, find_item(committee, item, today), Report(**values), today)
    apply(root, changes)
    (path,) = changes.paths()
    assert path == f"progress/{today:%Y-%m}.log.toml"
    text = (root / path).read_text(encoding="utf-8")
    assert tomllib.loads(text)["entries"]
    return text.splitlines()[-2].strip()


def refused(root: Path, item: str, today: date = TODAY, **values: Any) -> str:
    """Return what is said to a line that is refused; nothing is written."""
    with pytest.raises(VawcoordError) as error:
        said(root, item, today, **values)
    assert not (root / "progress").exists()
    return f"{error.value.message} {error.value.mend}"


def test_a_line_says_what_was_said_and_nothing_else(root: Path) -> None:
    """In the order of the format, dated by the day, with the full id."""
    assert said(root, "2026/1.2", status="in-progress", percent=0, by="court", note='He said "no".') == (
        '{ date = 2026-06-01, item = "2026/1.2", status = "in-progress", percent = 0, by = "court", note = "He said \\"no\\"." },'
    )
    assert said(root, "2026/1.1", due=date(2026, 12, 31), lead="court", reason="Rain.") == (
        '{ date = 2026-06-01, item = "2026/1.1", due = 2026-12-31, lead = "court", reason = "Rain." },'
    )
    assert said(root, "1.1", rag="green", reason="Paid.") == (
        '{ date = 2026-06-01, item = "2026/1.1", reason = "Paid.", rag = "green" },'
    )


def test_short_ids(root: Path) -> None:
    """The short id means what no other plan replaces; an action's, where only one is meant."""
    committee = load(root)[0]
    ids = {name: find_item(committee, name, TODAY).id for name in ("7.1", "1.1", "a1", "2025/1.1")}

    assert ids == {"7.1": "next/7.1", "1.1": "2026/1.1", "a1": "2026-05-12-ordinary/a1", "2025/1.1": "2025/1.1"}
    with pytest.raises(VawcoordError, match=r'"1\.2" could be several: 2026/1\.2, next/1\.2'):
        find_item(committee, "1.2", TODAY)
    with pytest.raises(VawcoordError, match="no activity or action"):
        find_item(committee, "1.99", TODAY)
    with pytest.raises(VawcoordError, match=r'Did you mean "2026/1\.1"'):
        find_item(committee, "2026/1.11", TODAY)


@pytest.mark.parametrize(
    ("item", "values", "says"),
    [
        ("1.1", {"status": "in progress"}, 'Did you mean "in-progress"'),
        ("1.1", {"status": "Done"}, 'Did you mean "done"'),
        ("1.1", {"status": "xyz"}, "These are there: open, in-progress"),
        ("1.1", {}, "What happened to 2026/1.1?"),
        ("1.1", {"reason": "Only why."}, "What happened"),
        ("1.1", {"status": "done", "percent": 90}, "by 100 per cent"),
        ("1.1", {"percent": 101}, "no percentage"),
        ("1.1", {"rag": "blue", "reason": "x"}, "no colour"),
        ("1.1", {"rag": "green"}, "needs a reason"),
        ("1.1", {"by": "polise", "status": "done"}, 'Did you mean "police"'),
        ("1.1", {"lead": "nobody", "reason": "x"}, "no member agency"),
        ("1.1", {"due": date(2026, 12, 1)}, "needs a reason"),
        ("1.1", {"lead": "court"}, "needs a reason"),
        ("1.1", {"status": "not-undertaken"}, "needs a reason"),
        ("1.1", {"due": date(2026, 2, 1), "reason": "x"}, "before 2026/1.1 could begin (2026-03-01)"),
        ("1.1", {"due": date(2026, 9, 30), "reason": "x"}, "due on 2026-09-30 already"),
        ("1.1", {"lead": "police", "reason": "x"}, "answers for 2026/1.1 already"),
        ("a1", {"due": date(2026, 7, 1)}, "needs a reason"),
        ("a1", {"due": date(2026, 5, 1), "reason": "x"}, "before 2026-05-12-ordinary/a1 could begin"),
    ],
)
def test_what_is_refused(root: Path, item: str, values: dict[str, Any], says: str) -> None:
    """One clear sentence, and no line."""
    assert says in refused(root, item, **values)


def test_a_day_before_the_plan(root: Path) -> None:
    """A line dated before the plan begins is a slip of the pen."""
    assert "2025-12-31 is before 2026/1.1 could begin" in refused(root, "2026/1.1", date(2025, 12, 31), status="done")
    assert "before 2026-05-12" in refused(root, "a1", date(2026, 5, 1), status="done")


def test_before_adoption_no_reason_is_asked_for(root: Path) -> None:
    """A draft is still being made."""
    assert "due = 2026-12-31 }" in said(root, "7.1", due=date(2026, 12, 31))


def test_one_word_a_day(root: Path) -> None:
    """A second status on one day is refused, since nobody could tell which one holds; a note may be added."""
    said(root, "1.1", status="blocked", note="No paper.")
    said(root, "1.1", note="Ordered.")
    said(root, "1.1", status="blocked", percent=10)
    with pytest.raises(VawcoordError, match=r"says blocked for 2026/1\.1 on 2026-06-01 already"):
        said(root, "1.1", status="done")
    assert 'status = "done"' in said(root, "1.1", date(2026, 6, 2), status="done")


def test_the_state_counts_and_not_the_plan(root: Path) -> None:
    """What the journal changed is what a new line is compared with."""
    said(root, "1.1", due=date(2026, 12, 31), reason="Rain.")
    with pytest.raises(VawcoordError, match="due on 2026-12-31 already"):
        said(root, "1.1", date(2026, 6, 5), due=date(2026, 12, 31), reason="Again.")
    assert "due = 2026-09-30" in said(root, "1.1", date(2026, 6, 5), due=date(2026, 9, 30), reason="The sun came out.")


def test_months_have_files_of_their_own(root: Path) -> None:
    """Each month's lines lie in its own file, so that people who write in different months never meet."""
    said(root, "1.1", percent=10)
    said(root, "1.1", date(2026, 7, 1), percent=20)

    assert sorted(path.name for path in (root / "progress").iterdir()) == ["2026-06.log.toml", "2026-07.log.toml"]
