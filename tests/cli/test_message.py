"""`message`, `action asked` and `action letter` by commands: what is printed, what is written and what is not."""

import re
import shutil
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]
DAY = ("--today", "2026-11-22")
EXAMPLE = Path(__file__).parent.parent.parent / "examples/committee"
MINUTES = (
    '+++\ntitle = "Coordination meeting"\nlanguage = "en"\nmeeting = "{day}-ordinary"\nheld = {day}\napproved_on = {day}\n+++\n\n'
    "## Matters {{#matters}}\n\nTalk.\n"
)
ACTION = '[[actions]]\nid = "a{number}"\ntext = "{text}"\nagency = "{agency}"\ndue = {due}\n\n'
MEETINGS = ("2026-07-14", "2026-08-11", "2026-09-08", "2026-10-13")


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with a secretary, a seat, a contact, four meetings, and actions of which one came back three times."""
    files = {f"meetings/{day}-ordinary/minutes.md": MINUTES.format(day=day) for day in MEETINGS}
    actions = (
        ("Send the form to all posts", "police", "2026-08-07"),
        ("Name a deputy", "rise", "2026-12-10"),
        ("Print it", "court", "2026-09-01"),
    )
    table = "".join(ACTION.format(number=n, text=text, agency=who, due=due) for n, (text, who, due) in enumerate(actions, 1))
    person = '\n[[representatives]]\nid = "{id}"\nname = "{name}"\n\n[[signatories]]\npost = "Head of the {sector}"\n'
    head = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'
    return folder(
        {
            **files,
            "meetings/2026-07-14-ordinary/actions.toml": table,
            "members/police.toml": head.format(name="County Police", sector="police")
            + 'languages = ["English"]\n'
            + person.format(id="a", name="Amina Mwangi", sector="police"),
            "members/court.toml": head.format(name="County Court", sector="courts")
            + 'languages = ["français"]\n'
            + person.format(id="b", name="Ruth Njoroge", sector="court"),
            "members/rise.toml": head.format(name="Shelter Rise", sector="survivors")
            + 'type = "survivor-led"\n\n[[representatives]]\nid = "seat-lead"\nseat = "Rise representative"\n',
            "members/gone.toml": head.format(name="Ferry Union", sector="other") + 'left = 2026-06-01\nhow = "withdrew"\n',
            "meetings/schedule.toml": '[[series]]\nid = "ordinary"\ntitle = "Coordination meeting"\nfrom = 2026-07-01\nnth = 2\n',
            "contacts.toml": '[[contacts]]\nperson = "police/a"\nemails = ["desk@example.org", "x@y.z\\nBcc: all@example.org"]\n\n'
            '[[contacts]]\nperson = "rise/seat-lead"\nemails = ["rise@example.org"]\n',
            "progress/2026-11.log.toml": 'entries = [\n  { date = 2026-11-02, item = "2026-07-14-ordinary/a3", status = "done" },\n]\n',
        }
    )


def test_a_message_is_read_and_nothing_is_written(said: Run, root: Path, prints: Prints) -> None:
    """Printing changes nothing, in any form; each text stands under whom it is for, in her language."""
    before = prints(root)
    for kind in ("call-for-items", "reminder", "notice"):
        for how in ((), ("--plain",), ("--why",), ("--json",), ("--numbers",)):
            assert said("-C", root, *DAY, "message", kind, *how).sound().code == 0
    assert prints(root) == before
    out = said("-C", root, *DAY, "message", "notice").out
    assert "== To County Police (en)\n\nDear Amina Mwangi," in out
    assert "== To County Court (fr)\n\nBonjour Ruth Njoroge," in out
    assert "Dear Rise representative," in out
    assert "Ferry" not in out
    assert "nothing was sent" in out


def test_json_has_texts_and_items(said: Run, root: Path) -> None:
    """Programmes get each text with what it asks for, by full id."""
    held = said("-C", root, *DAY, "message", "reminder", "--json").json["data"]["messages"]
    assert [(one["agency"], one["items"], one["left_out"]) for one in held] == [
        ("police", ["2026-07-14-ordinary/a1"], 0),
        ("rise", ["2026-07-14-ordinary/a2"], 0),
    ]
    assert "point a2 of 14 July 2026" in held[1]["text"]
    assert all(len(one["text"]) <= 600 for one in held)


def test_drafts_of_mails(said: Run, root: Path, prints: Prints) -> None:
    """A draft holds the text, an address only where contacts.toml has a sound one, and none for a seat; nothing else changes."""
    before = prints(root)
    ran = said("-C", root, *DAY, "message", "notice", "--eml").sound()
    assert "build/messages/2026-11-22-notice-police.eml" in ran.out
    assert "No address stands in the drafts for: court, rise." in ran.err
    assert "contacts.toml holds no usable address for: police/a." in ran.err
    mails = {path.name: message_from_bytes(path.read_bytes(), policy=default) for path in (root / "build/messages").glob("*.eml")}
    assert sorted(mails) == [f"2026-11-22-notice-{one}.eml" for one in ("court", "police", "rise")]
    assert [mails[one]["To"] for one in sorted(mails)] == [None, "desk@example.org", None]
    assert all(one["X-Unsent"] == "1" for one in mails.values())
    assert mails["2026-11-22-notice-police.eml"]["Subject"] == "Coordination meeting, 8 December 2026"
    assert "Amina Mwangi" in mails["2026-11-22-notice-police.eml"].get_content()
    assert "rise@example.org" not in "".join(path.read_text() for path in (root / "build/messages").glob("*"))
    assert {name: one for name, one in prints(root).items() if not name.startswith("build")} == before


def test_an_arabic_draft(said: Run, root: Path) -> None:
    """An Arabic text and its subject come back as they were."""
    said("-C", root, *DAY, "message", "reminder", "--agency", "police", "--language", "ar", "--eml").sound()
    mail = message_from_bytes((root / "build/messages/2026-11-22-reminder-police.eml").read_bytes(), policy=default)
    assert mail["Subject"] == "خطواتنا القادمة"
    assert mail["Content-Language"] == "ar"
    assert "Send the form to all posts (كان موعده 7 أغسطس 2026)" in mail.get_content()


def test_what_was_sent_is_noted_as_asked(said: Run, root: Path) -> None:
    """--sent writes one line an item that the text names; the state does not move, and the same day notes nothing twice."""
    log = root / "progress/2026-11.log.toml"
    before = log.read_text()
    ran = said("-C", root, *DAY, "message", "reminder", "--agency", "police", "--sent").sound()
    assert "1 item is noted as asked about." in ran.out
    added = [line for line in log.read_text().splitlines() if line not in before.splitlines()]
    assert added == ['  { date = 2026-11-22, item = "2026-07-14-ordinary/a1", asked = true },']
    held = said("-C", root, *DAY, "action", "list", "--json").json["data"]["actions"]
    first = next(one for one in held if one["id"].endswith("/a1"))
    assert (first["status"], first["updated"], first["asked"]) == ("open", None, "2026-11-22")
    again = said("-C", root, *DAY, "message", "reminder", "--agency", "police", "--sent")
    assert (again.code, "noted for 2026-11-22 already" in again.err) == (2, True)
    assert said("-C", root, "undo", "--yes").code == 0
    assert log.read_text() == before


def test_asked_by_telephone(said: Run, root: Path) -> None:
    """`action asked` notes several items at once, by short ids where they are clear, and who asked."""
    ran = said("-C", root, *DAY, "action", "asked", "2026-07-14-ordinary/a1", "a2", "--by", "court").sound()
    assert ran.code == 0, ran.all
    text = (root / "progress/2026-11.log.toml").read_text()
    assert '{ date = 2026-11-22, item = "2026-07-14-ordinary/a1", by = "court", asked = true }' in text
    assert 'item = "2026-07-14-ordinary/a2", by = "court"' in text


def test_the_third_carry_over_drafts_a_letter(said: Run, root: Path, prints: Prints) -> None:
    """The letter lies under build/letters, under a name that every system takes; a second run sets an edited one aside."""
    before = prints(root)
    ran = said("-C", root, *DAY, "action", "letter", "2026-07-14-ordinary/a1").sound()
    assert ran.code == 0, ran.all
    path = root / "build/letters/2026-07-14-ordinary-a1-police.docx"
    with ZipFile(path) as held:
        text = re.sub(r"<[^>]+>", "", held.read("word/document.xml").decode())
    assert "Head of the police" in text
    assert "still open at 3 meetings" in text
    assert {name: one for name, one in prints(root).items() if not name.startswith("build")} == before

    first = path.read_bytes()
    path.write_bytes(first + b"edited")
    again = said("-C", root, *DAY, "action", "letter", "2026-07-14-ordinary/a1").sound()
    assert "build/edited/letters/2026-07-14-ordinary-a1-police-1.docx" in again.err
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("message", "gossip"), "gossip"),
        (("message",), "KIND"),
        (("message", "notice", "--agency", "polise"), 'Did you mean "police"?'),
        (("message", "notice", "--agency", "gone"), "left on 2026-06-01"),
        (("message", "notice", "--meeting", "2026-12-09"), "2026-12-09"),
        (("message", "notice", "--meeting", "2026-10-13"), "was on 2026-10-13"),
        (("message", "thanks", "--meeting", "2026-12-08"), "has not come yet"),
        (("message", "thanks"), "do not say yet who came"),
        (("message", "reminder", "--meeting", "2026-12-08"), "about no meeting"),
        (("message", "missing-signature"), "Nobody waits"),
        (("message", "notice", "--language", "tlh"), "These languages are there: ar, en, fr."),
        (("message", "notice", "--sent"), "Only of a reminder"),
        (("action", "asked"), "ITEM"),
        (("action", "asked", "a9"), 'no activity or action "a9"'),
        (("action", "asked", "a3"), "is closed: done"),
        (("action", "asked", "a1", "--by", "nobody"), "no member agency"),
        (("action", "letter", "2026-07-14-ordinary/a3"), "is closed"),
        (("action", "letter", "a9"), 'no activity or action "a9"'),
    ],
)
def test_wrong_input(said: Run, root: Path, prints: Prints, words: tuple[str, ...], says: str) -> None:
    """One sentence that says what is wrong, exit status 2, nothing written."""
    before = prints(root)
    ran = said("-C", root, *DAY, *words)
    assert (ran.code, says in ran.err) == (2, True), ran.all
    assert "Traceback" not in ran.all
    assert prints(root) == before


def test_nothing_to_remind_of(said: Run, root: Path) -> None:
    """An agency named that has nothing to do is said so; nothing is sent to the others either."""
    (root / "meetings/2026-07-14-ordinary/actions.toml").write_text(
        ACTION.format(number=1, text="Print it", agency="police", due="2026-12-01")
    )
    (root / "progress/2026-11.log.toml").unlink()
    ran = said("-C", root, *DAY, "message", "reminder", "--agency", "police", "--agency", "court")
    assert (ran.code, "County Court has nothing of that kind to do." in ran.err) == (2, True), ran.all


def test_a_letter_before_the_third_time(said: Run, root: Path) -> None:
    """An action that came back once gets no letter, unless the chair wants one early."""
    day = ("--today", "2026-08-20")
    ran = said("-C", root, *day, "action", "letter", "a1")
    assert (ran.code, "carried over 1 times; a letter goes out after 3" in ran.err) == (2, True), ran.all
    assert "vawcoord message reminder --agency police" in ran.err
    assert said("-C", root, *day, "action", "letter", "a1", "--early").code == 0


def test_a_broken_template_of_ones_own(said: Run, root: Path, prints: Prints) -> None:
    """A template with an unknown name is named with its line, and nothing is written."""
    own = root / "templates/message/notice.en.md"
    own.parent.mkdir(parents=True)
    own.write_text("Hello\n{{phone}}\n", encoding="utf-8")
    before = prints(root)
    ran = said("-C", root, *DAY, "message", "notice", "--agency", "police", "--eml")
    assert (ran.code, "templates/message/notice.en.md:2:" in ran.err) == (2, True), ran.all
    assert prints(root) == before


def test_a_long_template_of_ones_own_is_remarked(said: Run, root: Path) -> None:
    """A committee's own text may be longer than a telephone's screen; that is said, and not forbidden."""
    own = root / "templates/message/notice.en.md"
    own.parent.mkdir(parents=True)
    own.write_text("Good day. " * 80, encoding="utf-8")
    ran = said("-C", root, *DAY, "message", "notice", "--agency", "police")
    assert (ran.code, "more than a telephone shows" in ran.err) == (0, True)


def test_the_example(said: Run, tmp_path: Path) -> None:
    """Every text of the example has room on a telephone, and tells nobody what the committee is about."""
    lake = Path(shutil.copytree(EXAMPLE, tmp_path / "lake", ignore=shutil.ignore_patterns("build", ".vawcoord")))
    for kind in ("reminder", "notice", "call-for-items", "missing-signature"):
        for language in ("en", "fr", "ar"):
            ran = said("-C", lake, *DAY, "message", kind, "--language", language, "--json")
            assert ran.code == 0, ran.all
            for one in ran.json["data"]["messages"]:
                assert len(one["text"]) <= 600
                for word in ("violen", "victim", "surviv", "protection order", "heightened", "Shelter", "عنف"):
                    assert word not in one["text"], (kind, one["agency"])
                    assert word not in one["subject"]
