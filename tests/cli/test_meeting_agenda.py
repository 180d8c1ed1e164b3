"""Before a meeting, by commands alone: items, answers, the agenda, the asking, the notice, the brief, the pages."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

AGENCY = """\
name = "{name}"
sector = "{sector}"
joined = 2025-01-01

[[representatives]]
id = "lead"
name = "A. {name}"
post = "Head"
"""

SCHEDULE = '[[series]]\nid = "ordinary"\ntitle = "Coordination meeting"\nfrom = 2026-01-01\nplace = "Town hall"\n'
PLAN = 'title = "Plan"\n\n[[activities]]\nid = "1.1"\ntitle = "Train the posts"\nlead = "police"\ndue = 2026-03-01\n'
ID = "2026-04-07-ordinary"


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with three agencies, a late activity and a series of meetings."""
    made = {"meetings/schedule.toml": SCHEDULE, "plan/2026.toml": PLAN}
    for name, sector in (("police", "police"), ("court", "courts"), ("welfare", "social-services")):
        made[f"members/{name}.toml"] = AGENCY.format(name=name.title(), sector=sector)
    return folder(made)


@pytest.fixture
def at(said: Run, root: Path) -> Run:
    """Return the function that runs a command in the folder on a day, and holds that it went well."""

    def run(day: str, *words: object) -> Any:
        ran = said("-C", root, "--today", day, *words).sound()
        assert ran.code == 0, ran.all
        return ran

    return run


def test_the_weeks_before_a_meeting(at: Run, said: Run, root: Path) -> None:
    """From the first item to the brief on the way there."""
    # Four weeks before, the court asks for something: the agenda is begun with it.
    begun = at("2026-03-10", "meeting", "item", "2026-04-07", "Night transport", "--from", "court", "--decision")
    assert f"The agenda of {ID} is begun with it." in begun.out

    # Two weeks before, the secretary makes the agenda; it tells her whom to ask, and by when the notice goes out.
    made = at("2026-03-24", "meeting", "agenda")
    assert "not named as late" in made.out
    assert "vawcoord message reminder --agency police" in made.out
    assert "vawcoord action asked 2026/1.1" in made.out
    assert "The notice goes out by 2026-03-30: 7 clear days." in made.out
    agenda = root / f"meetings/{ID}/agenda.md"
    assert "**Police**" not in agenda.read_text(encoding="utf-8")

    # She asks, and makes it anew: now the police stand there.
    at("2026-03-25", "action", "asked", "2026/1.1")
    again = at("2026-03-25", "meeting", "agenda")
    assert "not asked yet" not in again.out
    assert "- **Police**: Train the posts (2026/1.1, due 1 March 2026)" in agenda.read_text(encoding="utf-8")
    assert "Night transport" in agenda.read_text(encoding="utf-8")

    # She writes a line of her own; from then on the tool leaves the agenda alone.
    agenda.write_text(agenda.read_text(encoding="utf-8").replace("Two minutes each", "One minute each"), encoding="utf-8")
    kept = at("2026-03-26", "meeting", "agenda")
    assert "stays as it is. Edited: updates." in kept.out
    assert f"Next: vawcoord meeting agenda {ID} --refresh" in kept.out
    at("2026-03-26", "meeting", "agenda", "--refresh")
    assert "One minute each" in agenda.read_text(encoding="utf-8")

    # The day before the notice is due nothing is said; the day after, check asks for it.
    assert "AGE006" not in said("-C", root, "--today", "2026-03-30", "check").out
    assert "AGE006" in said("-C", root, "--today", "2026-03-31", "check").out
    at("2026-03-31", "meeting", "agenda", "--issued", "--on", "2026-03-29")
    assert "AGE006" not in said("-C", root, "--today", "2026-03-31", "check").out

    # The agencies answer; each answer says what it makes of the quorum.
    one = at("2026-03-31", "meeting", "answer", ID, "police", "coming")
    assert "police comes (A. Police, Head)." in one.out
    assert "1 announced, 2 of 3 are needed" in one.out
    assert "To ring: court." in one.out
    at("2026-04-01", "meeting", "answer", ID, "welfare", "apologies", "--informed")
    at("2026-04-01", "meeting", "answer", ID, "court", "coming")

    # The pages, and the brief.
    assert "4 files made" in at("2026-04-01", "build", ID).out
    assert "brief-internal.docx" in at("2026-04-06", "meeting", "brief").out
    lying = sorted(path.name for path in (root / f"build/meetings/{ID}").iterdir())
    assert lying == ["agenda-chair-internal.docx", "agenda.docx", "agenda.html", "brief-internal.docx", "notice.docx"]
    assert at("2026-04-06", "open", ID, "--print").out.strip() == f"build/meetings/{ID}/agenda.docx"
    told = at("2026-04-06", "meeting", "brief", "next", "--text").out
    assert "Asked for by Court: Night transport" in told
    assert len(told) <= 901


def test_built_again_only_what_changed(at: Run, root: Path) -> None:
    """The manifest knows the pages of meetings; one is named by its id, its folder or its file."""
    at("2026-03-24", "meeting", "agenda")
    at("2026-03-24", "build")
    assert "Nothing has changed" in at("2026-03-24", "build").out
    for name in (ID, f"meetings/{ID}", f"meetings/{ID}/", f"meetings/{ID}/agenda.md"):
        assert "Nothing has changed" in at("2026-03-24", "build", name).out
    agenda = root / f"meetings/{ID}/agenda.md"
    agenda.write_text(agenda.read_text(encoding="utf-8").replace("Two minutes", "Three minutes"), encoding="utf-8")
    assert "3 files made in build/" in at("2026-03-24", "build", ID).out


def test_after_the_meeting_the_chair_s_copy_is_not_made_again(at: Run, root: Path) -> None:
    """What prepares a meeting is made while it is to come; the agenda stays among what is built."""
    at("2026-03-24", "meeting", "agenda")
    assert "2 files made" in at("2026-04-08", "build", ID).out
    assert sorted(path.name for path in (root / f"build/meetings/{ID}").iterdir()) == ["agenda.docx", "agenda.html"]


def test_a_page_that_somebody_edited_is_set_aside(at: Run, root: Path) -> None:
    """Also the brief: a chair's notes in it are not lost."""
    at("2026-03-24", "meeting", "brief", ID)
    page = root / f"build/meetings/{ID}/brief-internal.docx"
    page.write_bytes(page.read_bytes() + b"notes")
    again = at("2026-03-25", "meeting", "brief", ID)
    assert "edited" in again.err
    assert (root / f"build/edited/meetings/{ID}/brief-internal-1.docx").read_bytes().endswith(b"notes")


def test_the_brief_as_text_writes_nothing(at: Run, root: Path, prints: Prints) -> None:
    """Not even under build/."""
    at("2026-03-24", "meeting", "agenda")
    before = prints(root)
    at("2026-03-24", "meeting", "brief", "--text")
    assert prints(root) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("agenda", "2026-04-08"), "The nearest is"),
        (("agenda", ID, "--on", "2026-03-01"), "--on goes with --issued"),
        (("agenda", ID, "--issued"), "has no agenda yet"),
        (("agenda", ID, "--issued", "--refresh"), "only notes the day"),
        (("item", ID, "Bus", "--from", "nobody"), "no member agency"),
        (("item", ID, "Bus", "--from", "court", "--paper", "none.pdf"), "no such file"),
        (("answer", ID, "court", "perhaps"), "perhaps"),
        (("answer", ID, "court", "coming", "--informed"), "apologies only"),
        (("brief", "yesterday"), "is no meeting"),
    ],
)
def test_wrong_input_gets_a_sentence(said: Run, root: Path, prints: Prints, words: tuple[str, ...], says: str) -> None:
    """One sentence, exit status 2, and a folder as it was."""
    before = prints(root)
    ran = said("-C", root, "--today", "2026-03-24", "meeting", *words).sound()
    assert ran.code == 2, ran.all
    assert says in ran.err
    assert prints(root) == before


def test_a_broken_agenda_is_never_overwritten(said: Run, root: Path) -> None:
    """Its head cannot be read: every command that would write in it refuses, and says where to look."""
    path = root / f"meetings/{ID}/agenda.md"
    path.parent.mkdir(parents=True)
    for broken in ("no head\n", "+++\nmeeting = \n+++\n", "+++\ntitle = 'x'\n+++\n", "+++\nmeeting = 'x'\n"):
        path.write_text(broken, encoding="utf-8")
        for words in (("agenda", ID), ("item", ID, "Bus", "--from", "court"), ("answer", ID, "court", "coming")):
            ran = said("-C", root, "--today", "2026-03-24", "meeting", *words).sound()
            assert ran.code == 2, (broken, words, ran.all)
            assert f"meetings/{ID}/agenda.md" in ran.err
            assert path.read_text(encoding="utf-8") == broken


def test_what_check_says_of_it_as_data(said: Run, root: Path) -> None:
    """The survivors' item may be moved, not removed: an error with its place."""
    said("-C", root, "--today", "2026-03-24", "meeting", "agenda")
    path = root / f"meetings/{ID}/agenda.md"
    path.write_text(path.read_text(encoding="utf-8").replace("#survivor-voice", "#other"), encoding="utf-8")
    found = json.loads(said("-C", root, "--today", "2026-03-24", "check", "--json").out)["findings"]
    (mine,) = [one for one in found if one["code"] == "AGE001"]
    assert (mine["severity"], mine["path"]) == ("error", f"meetings/{ID}/agenda.md")
