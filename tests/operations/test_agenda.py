"""Agendas: what they are made of, what stays as people wrote it, items asked for, answers and the forecast."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.agenda import Added, Asked, Made, Reply, agenda, answer, issued, item, origin_of
from vawcoord.operations.brief import phone
from vawcoord.text.items import Items, items_of

TODAY = date(2026, 3, 20)
ID = "2026-04-07-ordinary"
PATH = f"meetings/{ID}/agenda.md"

AGENCY = """\
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

COMMITTEE = """\
format = 1
id = "lake"
uid = "k3f9w2qz"
name = "Lake Committee"
area = "Lake"
languages = ["en", "fr"]
timezone = "Africa/Nairobi"
oversight = {{ name = "Council", reports = "yearly" }}
{more}
[meetings]
quorum = {{ share = "1/2", sectors = ["police", "justice"], chair = true }}

[[officers]]
office = "chair"
holder = "hospital/lead"
from = 2025-01-01
until = 2026-05-01

[[officers]]
office = "secretary"
holder = "police/lead"
from = 2025-01-01
until = 2027-12-31
"""

SCHEDULE = """\
[[series]]
id = "ordinary"
title = "Coordination meeting"
nth = 1
from = 2026-01-01
place = "Town hall"

[[series]]
id = "closed"
title = "Working group"
kind = "case-review"
weekday = "friday"
nth = 2
from = 2026-01-01
place = "Annex"
"""

MINUTES = """\
+++
title = "Minutes"
language = "en"
meeting = "2026-03-03-ordinary"
held = 2026-03-03
attendance = [ { agency = "police", who = "lead", is = "present" }, { agency = "court", who = "lead", is = "present" } ]
+++

## Actions {#actions}

Action (police, 2026-03-10): Send the form to all posts.

Action (court, 2026-03-12): Name a desk.

Action (rise, 2026-04-30): Print the leaflet.

Deferred: The night bus.

## Decisions {#decisions}

Decision (consensus): One form for all.
"""

PLAN = """\
title = "Plan 2026"

[[activities]]
id = "1.1"
title = "Train the posts"
lead = "police"
start = 2026-01-01
due = 2026-03-01

[[activities]]
id = "1.2"
title = "Mend the road"
lead = "court"
start = 2026-01-01
due = 2026-12-01
"""

JOURNAL = """\
entries = [
  { date = 2026-03-05, item = "2026/1.2", status = "blocked", by = "court", reason = "No money." },
  { date = 2026-03-14, item = "2026-03-03-ordinary/a1", asked = true },
]
"""


def files(more: str = "") -> dict[str, str]:
    """Return a committee of five agencies with a plan, and minutes of one meeting."""
    made = {"committee.toml": COMMITTEE.format(more=more), "meetings/schedule.toml": SCHEDULE, "plan/2026.toml": PLAN}
    for name, sector, kind in (
        ("police", "police", "state"),
        ("court", "courts", "state"),
        ("hospital", "health", "state"),
        ("rise", "survivors", "survivor-led"),
        ("welfare", "social-services", "state"),
    ):
        seat = kind == "survivor-led"
        made[f"members/{name}.toml"] = AGENCY.format(
            name=f"The {name.title()}",
            sector=sector,
            kind=kind,
            who='seat = "First seat"' if seat else f'name = "A. {name.title()}"\npost = "Head"',
            other='seat = "Second seat"' if seat else f'name = "B. {name.title()}"',
        )
    made["meetings/2026-03-03-ordinary/minutes.md"] = MINUTES
    made["progress/2026-03.log.toml"] = JOURNAL
    return made


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return the committee's folder."""
    return folder(files())


def make(root: Path, *, on: date = TODAY, asked: str = ID, language: str = "", refresh: bool = False) -> Made:
    """Make the agenda and write it."""
    made = agenda(root, load(root)[0], Shelf(root), asked, on, language=language, refresh=refresh)
    apply(root, made.changes)
    return made


def ask(root: Path, title: str, *, minutes: int = 10, decision: bool = False, paper: Path | None = None) -> Added:
    """Put an item of the court on the agenda."""
    made = item(root, load(root)[0], Shelf(root), ID, Asked(title, "court", minutes, decision, paper), TODAY)
    apply(root, made.changes)
    return made


def reply(root: Path, agency: str, says: str, *, who: str = "", informed: bool = False) -> Reply:
    """Record an answer."""
    made = answer(root, load(root)[0], Shelf(root), ID, agency, says, TODAY, who=who, informed=informed)
    apply(root, made.changes)
    return made


def text(root: Path, path: str = PATH) -> str:
    """Return a file of the folder."""
    return (root / path).read_text(encoding="utf-8")


def held(root: Path) -> Items:
    """Return the items of the agenda."""
    return items_of(text(root).split("+++\n", 2)[2])


def said(root: Path, name: str) -> str:
    """Return what an item says."""
    found = held(root).item(name)
    assert found is not None
    return found.text


def test_it_builds_itself_from_the_records(root: Path) -> None:
    """Minutes to approve, actions, what was put off, the plan, terms, reports: each in its place, and all within the time."""
    made = make(root)
    assert (made.outcome, made.path, made.notice) == ("made", PATH, date(2026, 3, 30))
    assert "Minutes of 3 March 2026 (2026-03-03-ordinary): corrections, then approval." in said(root, "last-minutes")
    assert "The night bus" in said(root, "deferred-1")
    assert "Plan 2026: 0 done, 0 green, 0 amber, 2 red" in said(root, "plan")
    assert "**The Court**: Mend the road (2026/1.2): No money." in said(root, "plan")
    assert "Term of the chair: ends on 1 May 2026" in said(root, "agreements")
    assert "- Election: chair" in said(root, "decisions")
    assert "To be adopted: Plan 2026 (plan/2026)" in said(root, "decisions")
    assert "5 May 2026, 09:00, Town hall" in said(root, "next-date")
    assert "police and justice" in said(root, "attendance")
    assert held(root).minutes == 120
    assert load(root)[1] == ()


def test_services_support_training_and_signatures(root: Path) -> None:
    """Telephone lines to call, services nobody checked for a year, certificates that run out, papers to sign."""
    for name, checked, more in (
        ("line", "2026-01-10", 'hotline = "116 000"\nhours = "day and night"\n'),
        ("clinic", "2025-02-01", ""),
    ):
        (root / "services").mkdir(exist_ok=True)
        (root / f"services/{name}.toml").write_text(f'name = "The {name}"\nverified_on = {checked}\n{more}', encoding="utf-8")
    (root / "registers/training").mkdir(parents=True)
    for day, until in (("2024-05-01", "2025-05-01"), ("2025-05-01", "2026-05-01")):
        (root / f"registers/training/{day}-first.toml").write_text(
            f'date = {day}\ntitle = "First talk"\ntopic = "coordination"\naudience = "committee-members"\nsectors = ["police"]\n'
            f'persons = 12\nsurvivor_led = true\nrecurrence = "yearly"\nvalid_until = {until}\n',
            encoding="utf-8",
        )
    (root / "mou").mkdir()
    (root / "mou/form.md").write_text(
        '+++\ntitle = "On the form"\nlanguage = "en"\nparties = ["police", "court"]\n+++\n\n## Aim {#aim}\n\nOne form.\n',
        encoding="utf-8",
    )
    (root / "mou/form.log.toml").write_text('entries = [\n  { date = 2026-03-01, event = "issued" },\n]\n', encoding="utf-8")
    make(root)
    assert "- The line: 116 000, day and night\n" in said(root, "opening")
    assert "- The clinic\n" in said(root, "services")
    assert "The line" not in said(root, "services")
    assert said(root, "training").count("First talk: to be renewed by 1 May 2026") == 1
    assert "2025" not in said(root, "training")
    assert "- On the form: signatures are missing of The Police; The Court" in said(root, "agreements")


def test_an_agency_is_named_as_late_only_after_it_was_asked(root: Path) -> None:
    """The police were asked about their action, the court was not; both actions stand there, one agency does."""
    made = make(root)
    late, open_ = said(root, "actions").split("Due by the next meeting:")
    assert "- **The Police**: Send the form to all posts (2026-03-03-ordinary/a1, due 10 March 2026" in late
    assert "- Name a desk (2026-03-03-ordinary/a2, due 12 March 2026)" in late
    assert "The Court" not in late
    assert "**The Rise**: Print the leaflet (" in open_
    assert "- Train the posts (2026/1.1, due 1 March 2026)" in said(root, "plan")
    assert {one.item for one in made.ask} == {"2026-03-03-ordinary/a2", "2026/1.1"}


def test_asked_before_the_day_was_due_does_not_count(root: Path) -> None:
    """To ask a week before is a kindness; it does not let the agency stand there as late."""
    (root / "progress/2026-03.log.toml").write_text(JOURNAL.replace("2026-03-14", "2026-03-08"), encoding="utf-8")
    make(root)
    assert "The Police" not in said(root, "actions").partition("Due by")[0]


def test_what_was_finished_since_the_last_meeting_comes_first(root: Path) -> None:
    """What an agency did is said before anything that is late."""
    more = '  { date = 2026-03-15, item = "2026-03-03-ordinary/a2", status = "done", by = "court" },\n]\n'
    (root / "progress/2026-03.log.toml").write_text(JOURNAL.replace("]\n", more), encoding="utf-8")
    make(root)
    actions = said(root, "actions")
    assert actions.index("**The Court**: Name a desk") < actions.index("Late:")


@pytest.mark.parametrize(("language", "title"), [("fr", "Voix des survivantes"), ("ar", "صوت الناجيات")])
def test_in_another_language(root: Path, language: str, title: str) -> None:
    """The agenda speaks the language asked for, with its dates, and is made anew in it."""
    make(root)
    made = make(root, language=language)
    assert made.outcome == "anew"
    assert title in text(root)
    assert f'language = "{language}"' in text(root)
    assert "Opening" not in text(root)
    assert make(root).outcome == "same"


def test_a_language_without_a_template_gives_the_english_text_and_says_so(root: Path) -> None:
    """Nothing is guessed."""
    made = make(root, language="sw")
    assert 'language = "en"' in text(root)
    assert "English text" in made.remarks[0]


def test_an_untouched_agenda_is_made_anew(root: Path) -> None:
    """What has changed since comes in; a second time nothing is written."""
    make(root)
    assert make(root).outcome == "same"
    (root / "progress/2026-03.log.toml").write_text(
        JOURNAL.replace("]\n", '  { date = 2026-03-16, item = "2026-03-03-ordinary/a2", asked = true },\n]\n'), encoding="utf-8"
    )
    assert make(root).outcome == "anew"
    assert "**The Court**: Name a desk (" in said(root, "actions")


@pytest.mark.parametrize(
    "edit",
    [
        lambda body: body.replace("Two minutes each", "Three minutes each"),
        lambda body: body.replace("{#updates minutes=10}", "{#updates minutes=12}"),
        lambda body: body.replace("## News from the sectors {#updates minutes=10}", ""),
        lambda body: body + "\n## Cake {#cake minutes=5}\n",
        lambda body: body.replace("+++\n\n## Opening", "+++\n\nGood to see you.\n\n## Opening"),
    ],
)
def test_what_somebody_edited_stays_byte_for_byte(root: Path, edit: Callable[[str], str]) -> None:
    """A word, a minute, an item taken out, one put in, a line at the head: from then on the agenda is people's."""
    make(root)
    edited = edit(text(root))
    assert edited != text(root)
    (root / PATH).write_text(edited, encoding="utf-8")
    made = make(root, on=date(2026, 3, 22))
    assert made.outcome == "kept"
    assert made.edited
    assert text(root) == edited


def test_a_moved_item_is_an_edit_too(root: Path) -> None:
    """The survivors' item may be moved; the tool does not move it back."""
    make(root)
    voice = said(root, "survivor-voice")
    body = text(root).replace(voice, "")
    moved = body.replace("## Actions", f"{voice}## Actions")
    (root / PATH).write_text(moved, encoding="utf-8")
    assert make(root).outcome == "kept"
    make(root, refresh=True)
    ids = [one.id for one in held(root).items]
    assert ids.index("survivor-voice") == ids.index("actions") - 1


def test_refresh_brings_in_what_nobody_edited(root: Path) -> None:
    """The edited item keeps its words, the others are of today; a removed one stays away, a new one comes in."""
    make(root)
    edited = text(root).replace("Two minutes each", "Three minutes each").replace(said(root, "data"), "")
    (root / PATH).write_text(edited, encoding="utf-8")
    minutes = root / "meetings/2026-03-03-ordinary/minutes.md"
    minutes.write_text(text(root, "meetings/2026-03-03-ordinary/minutes.md") + "\nDeferred: The boat.\n", encoding="utf-8")
    made = make(root, refresh=True)
    assert (made.outcome, made.edited) == ("refreshed", ("updates", "data"))
    assert "Three minutes each" in said(root, "updates")
    assert held(root).item("data") is None
    assert "## The boat {" in said(root, "deferred-2")
    assert [one.id for one in held(root).items][6:8] == ["deferred-1", "deferred-2"]
    assert held(root).minutes <= 120
    assert make(root, refresh=True).outcome == "same"


def test_an_agenda_written_by_hand_is_people_s(root: Path) -> None:
    """Without a text as made there is nothing that the tool may take for its own."""
    (root / PATH).parent.mkdir(parents=True)
    (root / PATH).write_text(f'+++\nmeeting = "{ID}"\n+++\n\n## Ours {{#ours minutes=10}}\n', encoding="utf-8")
    assert make(root).outcome == "kept"
    assert make(root, refresh=True).outcome == "refreshed"
    assert held(root).item("ours") is not None
    assert held(root).item("survivor-voice") is not None


def test_once_it_went_out_it_stays(root: Path) -> None:
    """The day is noted once; then nothing is made anew, and an item more is remarked on."""
    make(root)
    one, changes = issued(root, load(root)[0], ID, TODAY, TODAY)
    apply(root, changes)
    assert one.id == ID
    assert "issued = 2026-03-20\n" in text(root)
    with pytest.raises(VawcoordError, match="went out on 2026-03-20"):
        make(root)
    with pytest.raises(VawcoordError, match="stands there already"):
        issued(root, load(root)[0], ID, TODAY, TODAY)
    with pytest.raises(VawcoordError, match="has not come"):
        issued(root, load(root)[0], ID, date(2026, 3, 21), TODAY)
    assert any("went out" in one for one in ask(root, "Late news").remarks)


def test_items_are_gathered_before_the_agenda_is_made(root: Path) -> None:
    """The first item begins the agenda; making it anew keeps what was asked for and shares out the time."""
    made = ask(root, "Night transport", minutes=20, decision=True)
    assert (made.begun, made.id) == (True, "night-transport")
    assert ask(root, "Opening").id == "opening-2"
    (root / "plan/2026.toml").write_text(PLAN.replace("Mend the road", "Mend the bridge"), encoding="utf-8")
    assert make(root).outcome == "anew"
    assert "Mend the bridge" in said(root, "plan")
    bus = held(root).item("night-transport")
    assert bus is not None
    assert (bus.minutes, bus.asked_by, bus.decision) == (20, "court", True)
    assert "Asked for by The Court.\nA decision is asked for." in bus.text
    assert held(root).minutes == 120
    ids = [one.id for one in held(root).items]
    assert ids.index("opening-2") == ids.index("decisions") - 1
    assert ids.index("night-transport") == ids.index("decisions") + 1
    assert len(items_of(text(root, origin_of(ID)).split("+++\n", 2)[2]).items) == len(ids) - 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_item_leaves_everything_else_byte_for_byte(root: Path, end: str) -> None:
    """Comments in the head, odd spacing, line ends: only lines are added."""
    make(root)
    before = text(root).replace('language = "en"', 'language   =  "en"  # ours').replace("\n", end).encode()
    (root / PATH).write_bytes(before)
    ask(root, "Night transport")
    after = (root / PATH).read_bytes()
    place = after.index(b"## Night transport")
    added = after[place : after.index(b"## Decisions asked for")]
    assert after == before[:place] + added + before[place:]
    assert added.count(b"\n") == added.count(end.encode())


def test_a_paper_is_copied_under_a_neutral_name(root: Path, tmp_path: Path) -> None:
    """The name of the file that was handed in never travels."""
    file = tmp_path / "Maria Nabwire.pdf"
    file.write_bytes(b"%PDF-1.4")
    made = ask(root, "A paper", paper=file)
    assert f"attachments/meetings-{ID}/2026-03-20.pdf" in made.changes.paths()
    assert f"Paper: attachments/meetings-{ID}/2026-03-20.pdf" in said(root, "a-paper")
    assert "Maria" not in text(root)


@pytest.mark.parametrize(
    ("title", "agency", "minutes", "says"),
    [
        ("", "court", 10, "title"),
        ("x" * 161, "court", 10, "title"),
        ("a\u202eb", "court", 10, "title"),
        ("Bus", "cort", 10, 'Did you mean "court"'),
        ("Bus", "court", 0, "from 1 to 240"),
        ("Bus", "court", 241, "from 1 to 240"),
    ],
)
def test_an_item_that_cannot_be(root: Path, title: str, agency: str, minutes: int, says: str) -> None:
    """One sentence, and nothing is written."""
    with pytest.raises(VawcoordError) as caught:
        item(root, load(root)[0], Shelf(root), ID, Asked(title, agency, minutes), TODAY)
    assert says in f"{caught.value.message} {caught.value.mend}"
    assert not (root / PATH).exists()


def test_a_title_cannot_change_the_form_of_the_agenda(root: Path) -> None:
    """Whatever signs a title has, it stays one heading with one id."""
    made = ask(root, "# A *b* {#close} [c](#d)")
    found = held(root).item(made.id)
    assert found is not None
    assert [one.id for one in held(root).items].count("close") == 1
    with pytest.raises(VawcoordError, match="already"):
        ask(root, "# A *b* {#close} [c](#d)")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (f'\n[[cancelled]]\nmeeting = "{ID}"\n', "cancelled"),
        ("", "held"),
    ],
)
def test_of_a_meeting_cancelled_or_held_nothing_is_made(root: Path, more: str, says: str) -> None:
    """The sentence names what it is, and what to do."""
    (root / "meetings/schedule.toml").write_text(SCHEDULE + more, encoding="utf-8")
    asked = ID if more else "2026-03-03-ordinary"
    with pytest.raises(VawcoordError, match=says):
        make(root, asked=asked)


def test_answers_make_a_forecast(root: Path) -> None:
    """Who comes, who is missing, whom to ring: sector and chair first, then as many as are needed."""
    one = reply(root, "rise", "coming")
    assert one.who is not None
    assert (one.who.shown(), one.forecast.quorum.present, one.forecast.quorum.needed) == ("First seat", 1, 3)
    assert [member.id for member in one.forecast.ring] == ["police", "court", "hospital"]
    assert 'agency = "rise", is = "present", who = "lead", date = 2026-03-20' in text(root).replace("\n", " ")
    reply(root, "police", "alternate")
    two = reply(root, "court", "apologies", informed=True)
    assert two.forecast.quorum.missing_sectors == ("justice",)
    assert [member.id for member in two.forecast.ring] == ["court", "hospital"]
    reply(root, "court", "coming", who="second")
    last = reply(root, "hospital", "coming")
    assert last.forecast.quorum.reached
    assert last.forecast.spare == 1
    assert {member.id for member in last.forecast.needed_here} == {"police", "court", "hospital"}
    found = load(root)[0].meetings[-1].agenda
    assert found is not None
    assert [(one.agency, one.is_, one.who, one.informed) for one in found.front.answers] == [  # type: ignore[union-attr]
        ("rise", "present", "lead", False),
        ("police", "alternate", "second", False),
        ("court", "present", "second", False),
        ("hospital", "present", "lead", False),
    ]
    assert make(root).outcome in ("same", "anew"), "an answer is no edit"
    assert load(root)[1] == ()


@pytest.mark.parametrize(
    ("agency", "says", "more", "wrong"),
    [
        ("polic", "coming", {}, 'Did you mean "police"'),
        ("police", "maybe", {}, "no answer"),
        ("police", "coming", {"who": "third"}, "lead, second"),
        ("police", "coming", {"informed": True}, "apologies only"),
    ],
)
def test_an_answer_that_cannot_be(root: Path, agency: str, says: str, more: dict[str, Any], wrong: str) -> None:
    """One sentence, and nothing is written."""
    with pytest.raises(VawcoordError) as caught:
        reply(root, agency, says, **more)
    assert wrong in f"{caught.value.message} {caught.value.mend}"
    assert not (root / PATH).exists()


def test_a_case_session_has_an_agenda_of_its_own(root: Path) -> None:
    """It names no action, no plan and no place, and is restricted."""
    made = make(root, asked="2026-04-10-closed")
    content = text(root, made.path)
    assert 'class = "restricted"' in content
    assert "Send the form" not in content
    assert "Plan 2026" not in content
    assert "Annex" not in content
    assert "closed-session" in content


def test_the_closed_session_stands_there_only_where_there_is_one(folder: Callable[..., Path]) -> None:
    """A committee without case meetings has no such item."""
    with_one = folder(files())
    make(with_one)
    assert held(with_one).item("closed-session") is not None
    without = folder({**files(), "meetings/schedule.toml": SCHEDULE.partition('\n[[series]]\nid = "closed"')[0]}, name="other")
    make(without)
    assert held(without).item("closed-session") is None


def test_the_brief_fits_a_telephone(root: Path) -> None:
    """At most 900 characters with quorum, decisions and rule, the late things and whom to ask; it writes nothing."""
    ask(root, "Night transport", decision=True)
    before = sorted(root.rglob("*"))
    told = phone(root, load(root)[0], ID, TODAY)
    assert len(told) <= 900
    for one in ("Needed: 3 of 5", "To ring: The Police; The Court", "by consensus or else by majority", "Elect: chair",
                "The Court: Name a desk, days late: 8. Not asked yet: ring first.",
                "The Police: Send the form to all posts, days late: 10. Asked on 14 March 2026."):  # fmt: skip
        assert one in told, told
    assert sorted(root.rglob("*")) == before


def test_the_third_carry_over_is_put_to_the_meeting(root: Path) -> None:
    """An action that three later meetings found open is on the list of decisions."""
    schedule = SCHEDULE.replace('from = 2026-01-01\nplace = "Town hall"', 'from = 2025-10-01\nplace = "Town hall"')
    (root / "meetings/schedule.toml").write_text(schedule, encoding="utf-8")
    for day in ("2025-11-04", "2025-12-02", "2026-01-06"):
        where = root / f"meetings/{day}-ordinary"
        where.mkdir(parents=True)
        body = "Action (court, 2025-12-01): Open the desk.\n" if day == "2025-11-04" else "Nothing.\n"
        (where / "minutes.md").write_text(
            f'+++\nlanguage = "en"\nmeeting = "{day}-ordinary"\nheld = {day}\n+++\n\n## Actions {{#actions}}\n\n{body}',
            encoding="utf-8",
        )
    make(root)
    assert "brought over 3 times: Open the desk (" in said(root, "decisions")
