"""Agencies come, change and go: all of a change or nothing, and nothing that hangs on a member is forgotten."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord import disk
from vawcoord.errors import ChangedMeanwhileError, VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations import members
from vawcoord.operations.members import Details, Letter, Person
from vawcoord.records.document import parties_on
from vawcoord.records.member import Member

Folder = Callable[..., Path]
Hashes = Callable[[Path], dict[str, str]]

TODAY = date(2026, 6, 1)

COMMITTEE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside"
area = "Lakeside"

[meetings]
quorum = { share = "2/3", sectors = ["police", "health", "justice"] }

[[officers]]
office = "chair"  # elected in December
holder = "police/a"
from = 2025-01-01
until = 2027-12-31

[[officers]]
office = "secretary"
holder = "clinic/b"
from = 2025-01-01

[[officers]]
office = "vice-chair"
holder = "police/a"
until = 2025-12-31
"""

POLICE = """\
# the Gender Desk's file
name = "County Police"
sector = "police"
joined = 2025-01-01

[[representatives]]
id = "a"
name = "Amina"
role = "lead"
from = 2025-01-01

[[representatives]]
id = "c"
name = "Carol"
role = "alternate"
from = 2025-01-01

[[signatories]]
name = "Wanjala"
"""

TEXT = """\
+++
title = "T"
language = "en"
{rule}parties = ["police", "clinic"]

[[signatories]]
party = "police"
name = "W"

[[signatories]]
party = "clinic"
name = "G"
+++

## A {{#a}}

Text.
"""

PLAN = """\
title = "Plan"
[[activities]]
id = "1.1"
title = "Train"
lead = "police"
[[activities]]
id = "1.2"
title = "Print"
lead = "police"
[[activities]]
id = "1.3"
title = "Count"
lead = "clinic"
[[activities]]
id = "1.4"
title = "Map"
lead = "clinic"
partners = ["police"]
"""

JOURNAL = """\
entries = [
  { date = 2026-02-01, item = "2026/1.2", status = "done", by = "police" },
  { date = 2026-02-01, item = "2026/1.3", lead = "police", reason = "moved" },
]
"""

FILES = {
    "committee.toml": COMMITTEE,
    "members/police.toml": POLICE,
    "members/clinic.toml": 'name = "Clinic"\nsector = "health"\njoined = 2025-01-01\n[[representatives]]\nid = "b"\nname = "B"\n',
    "members/court.toml": 'name = "Court"\nsector = "courts"\njoined = 2025-01-01\n',
    "mou/all.md": TEXT.format(rule=""),
    "mou/list.md": TEXT.format(rule='in_force = ["police"]\n'),
    "mou/gone.md": TEXT.format(rule=""),
    "mou/gone.log.toml": 'entries = [\n  { date = 2026-01-01, event = "withdrawn" },\n]\n',
    "agreement/draft.md": TEXT.format(rule=""),
    "plan/2026.toml": PLAN,
    "progress/2026-02.log.toml": JOURNAL,
    "meetings/2026-03-10-ordinary/actions.toml": (
        '[[actions]]\nid = "a1"\ntext = "Write."\nagency = "police"\n[[actions]]\nid = "a2"\ntext = "Ask."\nagency = "clinic"\n'
    ),
    "registers/undertakings/2026-01-10-a.toml": (
        'date = 2026-01-10\nwho = "police/a"\nkind = "confidentiality"\ndocument = "agreement/draft"\nuntil = 2028-01-10\n'
    ),
}


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder in which everything hangs on the police; two of its texts are in force."""
    made = folder(FILES)
    from vawcoord.operations.documents import Signing, sign

    for ref in ("mou/all", "mou/list"):
        for party in ("police", "clinic"):
            committee = load(made)[0]
            document = committee.document(ref)
            assert document is not None
            apply(made, sign(made, committee, document, Signing(party, on=date(2026, 1, 1)), TODAY), undoable=False)
    return made


def member(root: Path, name: str = "police") -> Member:
    """Return an agency."""
    found = load(root)[0].member(name)
    assert found is not None
    return found


def committee_files(root: Path, hashes: Hashes) -> dict[str, str]:
    """Return the fingerprints of what is the committee's: everything but the tool's own folder."""
    return {name: mark for name, mark in hashes(root).items() if not name.startswith(".vawcoord")}


def leave(root: Path, **more: Any) -> Any:
    """Return the changes by which the police leaves."""
    given = {"how": "withdrew", "decision": "", "on": TODAY, **more}
    return members.leave(root, load(root)[0], member(root), **given)


def test_everything_that_hangs_on_a_member_is_named(root: Path) -> None:
    """Offices still held, quorum, agreements in force and drafts, activities and actions not done, undertakings that bind."""
    hangs = members.hanging(load(root)[0], member(root), TODAY)
    assert hangs.offices == ("police/a is chair until 2027-12-31.",)
    assert hangs.quorum == (
        "The quorum is 2 of 2 agencies instead of 2 of 3.",
        "No other member is in the sector police: without one no meeting has a quorum.",
    )
    assert [line.partition(" ")[0] for line in hangs.documents] == ["agreement/draft", "mou/all", "mou/list"]
    assert [line for line in hangs.documents if "no longer in force" in line] == [
        "mou/list (in force): it is a party; without it the text is no longer in force."
    ]
    assert [line.partition(":")[0] for line in hangs.activities] == ["2026/1.1", "2026/1.3", "2026-03-10-ordinary/a1"]
    assert len(hangs.remains) == 1
    assert "1 confidentiality undertaking" in hangs.remains[0]
    assert len(hangs.lines()) == 1 + 2 + 3 + 3 + 1


def test_the_last_of_the_justice_sectors(root: Path) -> None:
    """Justice is there as long as one of prosecution, courts and legal aid is."""
    assert any("sector justice" in line for line in members.hanging(load(root)[0], member(root, "court"), TODAY).quorum)
    (root / "members/legal-aid.toml").write_text('name = "L"\nsector = "legal-aid"\njoined = 2025-01-01\n', encoding="utf-8")
    assert not any("sector justice" in line for line in members.hanging(load(root)[0], member(root, "court"), TODAY).quorum)


def test_nothing_hangs_on_a_member_that_left(root: Path) -> None:
    """After the changes are made, offices, quorum and agreements are free of it."""
    apply(root, leave(root))
    hangs = members.hanging(load(root)[0], member(root), date(2026, 6, 2))
    assert hangs.offices == ()
    assert hangs.quorum == ()
    assert hangs.documents == ()


def test_leaving_changes_file_offices_and_logs_together(root: Path, hashes: Hashes) -> None:
    """Its file, the office and each living agreement's log change; texts, comments and everybody else's files stay."""
    before = hashes(root)
    changes = leave(root, how="expelled", decision="2026-05-01-ordinary/d1")
    assert hashes(root) == before, "a value, not a deed"
    assert changes.paths() == (
        "agreement/draft.log.toml", "committee.toml", "members/police.toml", "mou/all.log.toml", "mou/list.log.toml",
    )  # fmt: skip
    apply(root, changes)
    left = member(root)
    assert (left.left, left.how, left.decision) == (TODAY, "expelled", "2026-05-01-ordinary/d1")
    chair, secretary, vice = load(root)[0].profile.officers
    assert (chair.until, secretary.until, vice.until) == (TODAY, None, date(2025, 12, 31))
    text = (root / "committee.toml").read_text(encoding="utf-8")
    assert "# elected in December" in text
    for ref in ("mou/all", "mou/list", "agreement/draft"):
        document = load(root)[0].document(ref)
        assert document is not None
        assert parties_on(document, TODAY) == ("clinic",)
        assert document.log[-1].event == "expelled"
    changed = {name for name, mark in committee_files(root, hashes).items() if before.get(name) != mark}
    assert changed == set(changes.paths())


@pytest.mark.parametrize("number", range(1, 16))
@pytest.mark.parametrize("what", ["write_atomic", "replace"])
def test_a_disk_that_refuses_leaves_everything(
    root: Path, hashes: Hashes, monkeypatch: pytest.MonkeyPatch, what: str, number: int
) -> None:
    """Whichever write or rename fails, no file of the committee's is changed; the same command works afterwards."""
    changes, before = leave(root), committee_files(root, hashes)
    real, calls = getattr(disk, what), []

    def failing(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == number:
            raise OSError(28, "No space left on device")
        real(*arguments)

    monkeypatch.setattr(disk, what, failing)
    try:
        apply(root, changes)
    except VawcoordError as error:
        said = error.message
        monkeypatch.undo()
        assert "No space left" in said or "nothing was changed" in said
        assert committee_files(root, hashes) == before
        apply(root, leave(root))
    else:
        assert len(calls) < number or committee_files(root, hashes) != before
    assert member(root).left == TODAY


def test_a_file_changed_meanwhile_stops_all_of_it(root: Path, hashes: Hashes) -> None:
    """When one of the files is not as it was read, none is written."""
    changes = leave(root)
    with (root / "committee.toml").open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    before = committee_files(root, hashes)
    with pytest.raises(ChangedMeanwhileError, match=re.escape("committee.toml")):
        apply(root, changes)
    assert committee_files(root, hashes) == before


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"how": "expelled"}, "by a decision only"),
        ({"how": "suspended"}, "by a decision only"),
        ({"how": "vanished"}, "no way of leaving"),
    ],
)
def test_leaving_that_is_refused(root: Path, hashes: Hashes, more: dict[str, str], sentence: str) -> None:
    """Nobody is expelled without a decision, nor leaves in a way that is none, nor twice."""
    before = hashes(root)
    with pytest.raises(VawcoordError, match=sentence):
        leave(root, **more)
    assert hashes(root) == before
    apply(root, leave(root))
    with pytest.raises(VawcoordError, match="left on 2026-06-01"):
        leave(root)


def test_adding(root: Path, hashes: Hashes) -> None:
    """An agency becomes one new file; its id is made from its name and is never one that is taken."""
    before = hashes(root)
    made, changes = members.add(load(root)[0], Details("Полиция «Озеро»", sector="police", lead=Person("Ana", "Head")))
    assert hashes(root) == before
    assert made == "politsiya-ozero"
    apply(root, changes)
    added = member(root, made)
    assert added.name == "Полиция «Озеро»"
    assert not added.active(TODAY), "no member before it has joined"
    assert members.add(load(root)[0], Details("Police", sector="police"))[0] == "police-2"
    with pytest.raises(ChangedMeanwhileError, match="is there already"):
        apply(root, members.add(load(root)[0], Details("Other", sector="other"), id="police")[1])


@pytest.mark.parametrize(
    ("details", "id_", "sentence"),
    [
        (Details("", sector="police"), "", "needs a name"),
        (Details("A", sector="polise"), "", 'Did you mean "police"'),
        (Details("A", sector="police", type="stat"), "", "is no type"),
        (Details("A", sector="police"), "../a", "is no id"),
        (Details("A", sector="police"), "con", "is no id"),
        (Details("A", sector="survivors", confidential=True, address="Hill Road"), "", "no address in the folder"),
    ],
)
def test_adding_that_is_refused(root: Path, details: Details, id_: str, sentence: str) -> None:
    """What cannot be an agency gives a sentence, which repeats no address."""
    with pytest.raises(VawcoordError, match=sentence) as error:
        members.add(load(root)[0], details, id=id_)
    assert "Hill Road" not in f"{error.value.message} {error.value.mend}"


def test_a_new_lead_ends_the_earlier_ones_time(root: Path) -> None:
    """The earlier lead serves until the day before; comments and the alternate stay; ids are never used again."""
    apply(root, members.change(root, member(root), Details(lead=Person("Amina", "New head")), TODAY))
    first, alternate, second = member(root).representatives
    assert (first.until, alternate.until) == (date(2026, 5, 31), None)
    assert (second.name, second.role, second.from_) == ("Amina", "lead", TODAY)
    assert second.id not in (first.id, alternate.id)
    assert member(root).representative("lead", TODAY) == second
    assert (root / "members/police.toml").read_text(encoding="utf-8").startswith("# the Gender Desk's file\n")


def test_a_letter_of_authority(root: Path, tmp_path: Path) -> None:
    """The letter stands with the person it is for, its scan under attachments/."""
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(b"%PDF")
    letter = Letter("c", "CP/17", date(2026, 1, 1), date(2027, 1, 1), scan)
    apply(root, members.change(root, member(root), Details(), TODAY, letter=letter))
    lead, alternate = member(root).representatives
    assert lead.authority is None
    assert alternate.authority is not None
    assert (alternate.authority.letter, alternate.authority.until) == ("CP/17", date(2027, 1, 1))
    assert (root / alternate.authority.scan).read_bytes() == b"%PDF"
    with pytest.raises(VawcoordError, match='no representative "z"'):
        members.change(root, member(root), Details(), TODAY, letter=Letter("z", "x"))


def test_changes_that_are_refused(root: Path, hashes: Hashes) -> None:
    """Nothing said is nothing changed; a secret place takes no address, whichever of the two came first."""
    before = hashes(root)
    with pytest.raises(VawcoordError, match="Nothing was said"):
        members.change(root, member(root), Details(), TODAY)
    with pytest.raises(VawcoordError, match="no address"):
        members.change(root, member(root), Details(address="Hill Road", confidential=True), TODAY)
    assert hashes(root) == before
    apply(root, members.change(root, member(root), Details(address="Hill Road"), TODAY))
    with pytest.raises(VawcoordError, match="no address"):
        members.change(root, member(root), Details(confidential=True), TODAY)
    (root / "members/police.toml").write_text(POLICE.replace("joined", "confidential_location = true\njoined"), encoding="utf-8")
    with pytest.raises(VawcoordError, match="no address"):
        members.change(root, member(root), Details(address="Hill Road"), TODAY)


def test_lists_are_added_to_or_emptied(root: Path) -> None:
    """Texts are added to a list; --clear empties it first."""
    apply(root, members.change(root, member(root), Details(lists={"limits": ("One.",)}), TODAY))
    apply(root, members.change(root, member(root), Details(lists={"limits": ("Two.",)}), TODAY))
    assert member(root).limits == ("One.", "Two.")
    apply(root, members.change(root, member(root), Details(lists={"limits": ("Three.",)}), TODAY, clear=("limits",)))
    assert member(root).limits == ("Three.",)


def test_a_member_whose_file_is_broken_is_named(root: Path) -> None:
    """A file with a mistake is not "not there": the sentence names it and says where to look."""
    (root / "members/police.toml").write_text("name =\n", encoding="utf-8")
    with pytest.raises(VawcoordError, match=r"members/police\.toml: there is a mistake") as error:
        members.find_member(load(root)[0], "police")
    assert "vawcoord check members/police.toml" in error.value.mend
    with pytest.raises(VawcoordError, match='Did you mean "clinic"'):
        members.find_member(load(root)[0], "clinc")
