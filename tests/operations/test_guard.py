"""The guard in a folder: what is allowed, what a change may bring in, what goes out, what is asked before an approval."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vawcoord.change import Change, ChangeSet, digest, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import load
from vawcoord.folder.writing import replaced
from vawcoord.operations.build import build
from vawcoord.operations.guard import (
    CONFIRMED,
    allowed,
    answered,
    asked,
    guarded,
    holding_back,
    in_name,
    is_read,
    judged,
    outgoing,
    settled,
    stopped,
    texts_in,
)
from vawcoord.operations.writing import write
from vawcoord.records.committee import Committee
from vawcoord.records.register import kinds

Folder = Callable[..., Path]

TODAY = date(2026, 6, 1)
NUMBER = "0722 481 903"
POLICE = """\
name = "County Police"
sector = "police"
joined = 2025-01-01
address = "Station Road, Lake Town"

[[representatives]]
id = "a-mwangi"
name = "Insp. Amina Mwangi"
post = "Head, Gender Desk"
from = 2025-01-01

[[signatories]]
name = "Supt. Peter Wanjala"
post = "County Commander"
"""
LEGAL_AID = 'name = "Legal Aid Line"\nhotline = "0800 720 121"\n'
WORDS = 'entries = [\n  { date = 2026-01-01, word = "Kisiwa", is = "place" },\n]\n'


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with an agency, a service and a word that was answered for."""
    return folder({"members/county-police.toml": POLICE, "services/legal-aid.toml": LEGAL_AID, "guard/words.log.toml": WORDS})


@pytest.fixture
def committee(root: Path) -> Committee:
    """Return the committee of that folder."""
    made, findings = load(root)
    assert findings == ()
    return made


def brings(root: Path, committee: Committee | None, *changes: Change) -> list[str]:
    """Return the places that some changes bring in, as people see them."""
    return [str(one) for one in stopped(root, committee, ChangeSet("test", changes))]


def test_who_is_allowed(committee: Committee) -> None:
    """People, agencies, posts, addresses, published lines and words of the folder; nothing of contacts."""
    held = allowed(committee)

    assert held.names == {"Insp. Amina Mwangi", "Supt. Peter Wanjala"}
    assert {"County Police", "Head, Gender Desk", "Station Road, Lake Town", "Lakeside District"} <= held.agencies
    assert held.published == {"0800 720 121"}
    assert held.words == {"Kisiwa"}


def test_what_a_change_brings_in(root: Path, committee: Committee) -> None:
    """File, line, column and rule of what is new; people and lines of the committee are not."""
    text = f"Ms Mwangi of the County Police: 0800 720 121.\n\nMrs Njambura, {NUMBER}, at Kisiwa.\n"
    assert brings(root, committee, new_file("meetings/2026-03-10-ordinary/minutes.md", text)) == [
        "meetings/2026-03-10-ordinary/minutes.md:3:5: a name",
        "meetings/2026-03-10-ordinary/minutes.md:3:15: a telephone number",
    ]


def test_what_stood_there_stays(root: Path, committee: Committee) -> None:
    """A number that stood in one of the files before is nothing new, in whichever of them it stands now."""
    note = root / "progress/2026-01.log.toml"
    note.parent.mkdir()
    note.write_text(f'entries = [\n  {{ date = 2026-01-01, item = "x/1", note = "{NUMBER}" }},\n]\n', encoding="utf-8")
    path = "progress/2026-01.log.toml"
    moved = replaced(root, path, b"# more\n" + note.read_bytes())
    copied = new_file("plan/2026.toml", f'title = "Ring {NUMBER}"\n')

    assert brings(root, committee, moved) == []
    assert brings(root, committee, moved, copied) == []
    assert brings(root, committee, copied) == ["plan/2026.toml:1:15: a telephone number"]


def test_people_have_their_homes(root: Path, committee: Committee) -> None:
    """A new agency's people may be named in its file and in a document of the same change; a phone there is refused."""
    health = new_file("members/health.toml", 'name = "Health"\nsector = "health"\n[[signatories]]\nname = "Dr Grace Adeyemi"\n')
    text = new_file("mou/referral.md", '+++\ntitle = "R"\n+++\n\nSigned by Dr Grace Adeyemi.\n')
    phone = new_file("members/other.toml", f'name = "Other"\nlimits = ["Ring {NUMBER}."]\n')

    assert brings(root, committee, health, text) == []
    assert brings(root, committee, text) == ["mou/referral.md:5:14: a name"]
    assert brings(root, committee, phone) == ["members/other.toml:2:17: a telephone number"]
    assert brings(root, committee, new_file("services/x.toml", f'name = "X"\nhotline = "{NUMBER}"\n')) == []
    assert brings(root, committee, new_file("services/x.toml", f'name = "X"\nnote = "{NUMBER}"\n')) != []


@pytest.mark.parametrize("path", ["contacts.toml", "attachments/mou-x/a.txt", "issued/mou/x/0722481903.md", "origin/mou/x.en.md"])
def test_what_is_not_looked_at(root: Path, committee: Committee, path: str) -> None:
    """Contacts are their place; scans cannot be read; copies were looked at as originals."""
    assert brings(root, committee, new_file(path, f'note = "{NUMBER}"\n')) == []
    assert not is_read(path)


def test_a_file_name_is_looked_at_and_not_repeated(root: Path, committee: Committee) -> None:
    """Names of files are seen by everybody; the name of a bad one is withheld, dates and ids are fine."""
    assert brings(root, committee, new_file("registers/needs/2026-03-01-ring-0722481903.toml", "")) == [
        "registers/…: a telephone number"
    ]
    assert brings(root, committee, new_file("attachments/x/her-husband-john.pdf", "")) == ["attachments/…: a name"]
    for path in (
        "meetings/2026-03-10-ordinary/minutes.md",
        "registers/undertakings/2026-02-10-g-adeyemi.toml",
        "mou/referral-2023.md",
        "members/mother-teresa-home.toml",
        "build/calendar/2026-12-08-ordinary.ics",
        "indicators/data/2026-q3-county-police.csv",
    ):
        assert in_name(path) == (), path


def test_calendars_are_looked_at(root: Path, committee: Committee) -> None:
    """A title or a place with a number in it does not go out; UIDs and times are no numbers of people."""
    head = "BEGIN:VCALENDAR\r\nUID:ordinary@k3f9w2qz.vawcoord.invalid\r\nDTSTAMP:20260101T000000Z\r\nTZOFFSETTO:+0300\r\n"
    assert brings(root, committee, new_file("build/calendar/m.ics", head + "SUMMARY:Coordination meeting\r\n")) == []
    found = brings(root, committee, new_file("build/calendar/m.ics", f"{head}LOCATION:Flat of Mrs Njambura\\, {NUMBER}\r\n"))
    assert [one.partition(": ")[2] for one in found] == ["a name", "a telephone number"]


def test_refused_and_let_through(root: Path, committee: Committee) -> None:
    """Refused, nothing is written; with a reason it is, and the log holds path, rule, count and reason, not the number."""
    change = ChangeSet(
        "test", (new_file("progress/2026-06.log.toml", f'entries = [\n  {{ note = "{NUMBER} or {NUMBER}" }},\n]\n'),)
    )
    with pytest.raises(VawcoordError) as caught:
        write(root, committee, change, TODAY)
    assert NUMBER not in caught.value.message + caught.value.mend
    assert not (root / "progress").exists()
    for reason in ("x", f"Ring {NUMBER}"):
        with pytest.raises(VawcoordError):
            write(root, committee, change, TODAY, confirm=reason)
    write(root, committee, change, TODAY, confirm="The duty line,\n posted at the door.")
    log = (root / CONFIRMED).read_text(encoding="utf-8")
    assert 'rule = "phone", count = 2, reason = "The duty line, posted at the door."' in log
    assert "0722" not in log
    made, findings = load(root)
    assert [one.code for one in findings if one.where.path.startswith("guard")] == []
    assert [(one.path, one.rule, one.count) for one in made.confirmed] == [("progress/2026-06.log.toml", "phone", 2)]


def test_a_clean_change_is_the_same_change(root: Path, committee: Committee) -> None:
    """Without a finding nothing is added, also where a reason was given."""
    change = together("test", [new_file("plan/2026.toml", 'title = "Plan"\n')])
    assert guarded(root, committee, change, TODAY, confirm="A reason.") == change


def test_bytes_of_other_encodings_do_not_stop_it(root: Path, committee: Committee) -> None:
    """Mending a file that an old editor saved brings in nothing new; what is no text is passed over."""
    old = "+++\n+++\nMme Ndiayé\n".encode("cp1252")
    (root / "mou").mkdir()
    (root / "mou/x.md").write_bytes(old)
    mended = Change("mou/x.md", digest(old), "+++\n+++\nMme Ndiayé\n".encode())
    assert brings(root, None, mended) == []
    assert brings(root, committee, new_file("build/x.docx", b"\x00\xff" + NUMBER.encode())) == []


def test_closed_words_of_registers_pass(committee: Committee) -> None:
    """No word that a register offers is stopped, not even a band such as 1000-9999; elsewhere such a number is."""
    for kind in kinds().values():
        for name, key in kind.keys.items():
            for word in getattr(key.type, "choices", ()):
                written = f'{name} = "{word}"\n'.encode()
                assert not judged(committee, f"registers/{kind.id}/2026-01-01-x.toml", written).stops, (kind.id, name, word)
    assert judged(committee, "registers/awareness/2026-01-01-x.toml", b'message = "Call 1000-9999"\n').stops


def test_files_are_judged(committee: Committee) -> None:
    """A paper of a meeting, and a file from elsewhere, are also asked about what only warns; an agreement is not."""
    text = b"She lives behind the mill.\n"
    assert [one.place.tier for one in judged(committee, "meetings/2026-03-10-ordinary/minutes.md", text).stops] == [
        "warn",
        "warn",
    ] or [one.place.rule for one in judged(committee, "meetings/2026-03-10-ordinary/minutes.md", text).stops] == ["place"]
    assert judged(None, "elsewhere.md", text).stops != ()
    known = committee.but(paths=committee.paths | {"mou/x.md"})
    assert judged(known, "mou/x.md", text).stops == ()
    assert judged(known, "mou/x.md", text, warn=True).stops != ()


def test_a_picture_is_no_clean_file() -> None:
    """What cannot be read is said, so that nobody takes silence for a yes."""
    for path, content in (("a.pdf", b"%PDF"), ("a.bin", b"\0\0"), ("a.docx", b"no zip")):
        with pytest.raises(VawcoordError):
            list(texts_in(path, content))


def test_messages_and_packs(committee: Committee) -> None:
    """What leaves without being written is looked at too; a pack holds back what the guard stops."""
    outgoing(committee, {"notice": "Dear Insp. Amina Mwangi, see you on Tuesday."})
    with pytest.raises(VawcoordError) as caught:
        outgoing(committee, {"notice": f"Dear Insp. Amina Mwangi, ring {NUMBER}."})
    assert NUMBER not in caught.value.message
    assert "notice:1:31" in caught.value.message
    outgoing(committee, {"notice": f"Ring {NUMBER}."}, confirm="The duty line of the station.")
    look = holding_back(committee)
    assert look("mou/x.md", "The quorum was reached.") == ()
    assert look("mou/x.md", f"Ring {NUMBER} or {NUMBER}.") == ("a telephone number",)


def test_word_files_have_clean_properties(folder: Folder) -> None:
    """A title that somebody typed with a number in it is not built into the properties of a Word file."""
    text = '+++\ntitle = "TITLE"\nlanguage = "en"\nparties = ["county-police"]\nin_force = "adoption"\n+++\n\n## One {#one}\n\nText.\n'
    root = folder({"members/county-police.toml": POLICE, "sop/x.md": text.replace("TITLE", f"Ring {NUMBER}")})
    steps = [one for one in build(root, TODAY) if getattr(one, "path", "").startswith("build/sop/x")]

    assert steps
    assert all(one.outcome == "failed" and "a telephone number" in one.message and NUMBER not in one.message for one in steps)
    assert not list((root / "build").rglob("*.docx"))
    (root / "sop/x.md").write_text(text.replace("TITLE", "A procedure"), encoding="utf-8")
    assert {one.outcome for one in build(root, TODAY) if getattr(one, "path", "").startswith("build/sop/x")} == {"made"}


def test_what_is_asked_before_an_approval(root: Path, committee: Committee) -> None:
    """Words written large one by one, small ones as a list, places to look at; what is answered is asked no more."""
    text = '+++\nmeeting = "x"\n+++\n\nThe zogos wait in Tamulo and Kisiwa. In Tamulo she lives behind the mill.\n'
    held = asked(committee, "meetings/2026-03-10-ordinary/minutes.md", text)

    assert [one.text for one in held.large] == ["Tamulo"]
    assert [one.text for one in held.small] == ["zogos"]
    assert {one.place.rule for one in held.warnings} == {"place"}
    with pytest.raises(VawcoordError, match="1 word was never used"):
        settled(root, committee, held, {}, TODAY, looked=True)
    with pytest.raises(VawcoordError, match="where somebody is"):
        settled(root, committee, held, {"Tamulo": "place"}, TODAY, looked=False)
    (change,) = settled(root, committee, held, {"tamulo": "place"}, TODAY, looked=True)
    assert b'word = "tamulo", is = "place"' in (change.after or b"")


def test_answers_are_words(root: Path, committee: Committee) -> None:
    """A known answer is not kept twice; a person, a number and an empty word are refused."""
    assert answered(root, committee, {"Kisiwa": "place"}, TODAY) is None
    for word, kind in (("Zuhura", "person"), (NUMBER, "ordinary"), ("", "place"), ("words", "published")):
        with pytest.raises(VawcoordError):
            answered(root, committee, {word: kind}, TODAY)
    assert answered(root, committee, {NUMBER: "published"}, TODAY) is not None
