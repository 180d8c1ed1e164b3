"""`standard` as people run it: list, show, coverage in every form, vouching, contrary views, setting aside, the pack."""

import csv
import io
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.standard.conftest import HEAD, MEMBERS, adopt, judged, rules_text, whole

from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]
CARD = Path(__file__).parent.parent.parent / "examples" / "scorecard" / "harbour-district.toml"


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee in which all that the programme judges is in place."""
    made = folder({"sop/rules.md": rules_text(), **whole()})
    adopt(made)
    return made


@pytest.fixture
def run(said: Run, root: Path) -> Run:
    """Return the function that runs a command of `standard` in the folder."""

    def go(*words: object, code: int = 0) -> Any:
        ran = said("-C", root, "--today", "2026-06-01", "standard", *words).sound()
        assert ran.code == code, ran.all
        return ran

    return go


def test_the_items_in_our_own_words(run: Run) -> None:
    """A local committee sees its 48 items, and all 136 when it asks."""
    assert len(re.findall(r"^  L\d", run("list").out, re.MULTILINE)) == 48
    assert len(run("list", "--level", "all", "--json").json["data"]["items"]) == 136
    assert "Survivors at the centre" in run("list", "--why").out
    assert "Governance of coordination" in run("list", "--why").out


def test_an_item_says_what_it_is_and_what_to_do(run: Run, root: Path) -> None:
    """Text, why, what good looks like, the evidence with its line, and the next command."""
    shown = run("show", "l2.2.3").out
    for said in ("Those who sit for an agency can bind it.", "Why:", "What good looks like:", "sop/rules.md:8", "in place"):
        assert said in shown

    member = root / "members/police.toml"
    member.write_text(member.read_text().replace("authority =", "# authority ="), encoding="utf-8")
    shown = run("show", "L2.2.3").out
    assert "Without a valid letter of authority: police" in shown
    assert "Next: vawcoord member change AGENCY --authority REF" in shown


def test_an_unknown_item(run: Run) -> None:
    """It is named with the one that was meant."""
    ran = run("show", "L2.2.12", code=2)

    assert "L2.2.1" in ran.err
    assert "vawcoord standard list" in ran.err


@pytest.mark.parametrize(("level", "count"), [("local", 48), ("national", 88), ("all", 136)])
def test_coverage_as_data(run: Run, level: str, count: int) -> None:
    """The keys that others build on, and totals that add up."""
    data = run("coverage", "--level", level, "--json").json["data"]

    assert len(data["items"]) == count == sum(data["totals"].values())
    assert set(data["totals"]) == {"in-place", "attested", "agreed", "drafted", "planned", "missing", "set-aside"}
    for item in data["items"]:
        assert {"id", "level", "verdict", "judge", "needs", "evidence", "contested"} <= set(item)
        for held in item["evidence"]:
            assert {"path", "line", "date", "what", "proof"} <= set(held)
            assert held["proof"] in ("seen", "stated")


def test_coverage_reads_only(run: Run, root: Path, prints: Prints) -> None:
    """No form of reading leaves a trace in the folder."""
    before = prints(root)
    for words in ((), ("--gaps",), ("--csv",), ("--json",), ("--plain",), ("--standard", CARD)):
        run("coverage", *words)
    run("list")
    run("show", "L1.1.1")

    assert prints(root) == before


def test_coverage_for_people(run: Run) -> None:
    """Gaps with their next step come before what is there; the cautions stand below; there is no score."""
    shown = run("coverage").out

    assert shown.index("What is left to do") < shown.index("What is there") < shown.index("sees paper, not practice")
    assert "→" in shown
    assert "%" not in shown
    assert "What is there" not in run("coverage", "--gaps").out
    assert "Verdict: in place" in run("coverage", "--plain").out


def test_coverage_as_a_sheet(run: Run, root: Path) -> None:
    """One row for each piece of evidence; what a spreadsheet would compute is guarded."""
    path = root / "registers/attestations/2026-05-01-a.toml"
    path.parent.mkdir()
    path.write_text(
        'date = 2026-05-01\nitem = ["L2.3.7"]\nby = "police"\nseat = "police/lead"\nevidence = "=1+1"\nuntil = 2027-01-01\n',
        encoding="utf-8",
    )
    held = list(csv.DictReader(io.StringIO(run("coverage", "--csv").out)))

    assert {one["item"] for one in held} >= {"L1.1.1", "L2.6.10"}
    assert all(one["path"] for one in held if one["verdict"] == "in-place")
    assert not any(value.startswith(("=", "+", "@")) for one in held for value in one.values())


def test_coverage_is_recorded_and_compared(run: Run, root: Path) -> None:
    """A day's verdicts are kept one item a line, and what moved since is said, with what is gone."""
    assert "No coverage was recorded" in run("coverage", "--compare", "2026-06-01", code=2).err
    run("coverage", "--record", "--note", "For the report")
    text = (root / "coverage/2026-06-01.toml").read_text(encoding="utf-8")
    kept = tomllib.loads(text)

    assert (kept["note"], len(kept["items"])) == ("For the report", 48)
    assert len(text.splitlines()) == 48 + 5
    assert "Nothing has moved." in run("coverage", "--compare", "2026-06-01").out

    (root / "registers/informed/2026-02-01-ferry.toml").unlink()
    assert "L2.1.8 from in place to agreed" in run("coverage", "--compare", "2026-06-01").out
    moved = run("coverage", "--compare", "2026-06-01", "--json").json["data"]["moved"]
    assert moved == [
        {"id": "L2.1.8", "before": "in-place", "after": "agreed", "lost": ["registers/informed/2026-02-01-ferry.toml"]}
    ]


def test_coverage_in_word(run: Run, root: Path) -> None:
    """The Word file and the page lie below build/ and say the same."""
    assert "build/coverage.docx" in run("coverage", "--word").out
    page = (root / "build/coverage.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(root / "build/coverage.docx") as archive:
        word = archive.read("word/document.xml").decode()

    for said in ("What is left to do", "This page shows paper, not practice", "L2.2.3"):
        assert said in page
        assert said in word


def test_vouching(run: Run, root: Path) -> None:
    """A member vouches on evidence for a year; by whom it must not be, and what is missing, is said and nothing written."""
    for words, says in (
        (("L2.3.7", "--by", "police"), "On what does Police vouch"),
        (("L2.3.7", "--by", "welfare", "--evidence", "Notes."), "keeps the committee's records"),
        (("L2.3.1", "--by", "police", "--evidence", "Notes."), "Only a survivor-led or survivor-support member"),
        (("L2.3.7", "--by", "polce", "--evidence", "Notes."), "police"),
        (("L2.3.7", "--by", "police/nobody", "--evidence", "Notes."), "no such person or seat"),
        (("L2.3.7", "--by", "police", "--evidence", "Notes.", "--until", "2026-05-31"), "2026-05-31"),
        (("L2.3.7", "--by", "police", "--evidence", "Notes.", "--until", "2028-05-31"), "2027-06-01"),
        (("L2.3.77", "--by", "police", "--evidence", "Notes."), "L2.3.7"),
    ):
        assert says in run("attest", *words, code=2).err
    assert not (root / "registers/attestations").exists()

    assert "until 2027-06-01" in run("attest", "L2.3.1", "--by", "rise", "--evidence", "Peer groups.").out
    assert "attested" in run("show", "L2.3.1").out
    assert "Rise representative" in run("show", "L2.3.1").out


def test_a_contrary_view_is_the_members_own(run: Run) -> None:
    """It is entered once, shown, and taken back by the member."""
    assert "How does Court see" in run("contest", "L2.3.8", "--by", "court", code=2).err
    run("contest", "L2.3.8", "--by", "court", "--reason", "Not ours.")
    assert "contests L2.3.8 already" in run("contest", "L2.3.8", "--by", "court", "--reason", "Again.", code=2).err
    assert "contested by Court" in run("show", "L2.3.8").out
    assert "does not contest" in run("contest", "L2.3.8", "--by", "police", "--take-back", code=2).err
    run("contest", "L2.3.8", "--by", "court", "--take-back")
    assert "contested" not in run("show", "L2.3.8").out


def test_setting_aside(run: Run) -> None:
    """By a decision that is there, until a day; never what safety depends on."""
    until = ("--decision", "2026-01-13-ordinary/d1", "--until", "2026-12-31")
    assert "cannot be set aside" in run("set-aside", "L2.3.1", "--reason", "No.", *until, code=2).err
    assert "Why does L2.3.8 not apply" in run("set-aside", "L2.3.8", *until, code=2).err
    wrong = ("--decision", "2026-01-13-ordinary/d9", "--until", "2026-12-31")
    assert "There is no decision" in run("set-aside", "L2.3.8", "--reason", "No.", *wrong, code=2).err
    past = ("--decision", "2026-01-13-ordinary/d1", "--until", "2026-05-31")
    assert "2026-05-31 is past" in run("set-aside", "L2.3.8", "--reason", "No.", *past, code=2).err
    run("set-aside", "L2.3.8", "--reason", "No trainer this year.", *until)
    assert "set aside" in run("show", "L2.3.8").out
    assert "Set aside by 2026-01-13-ordinary/d1 until 2026-12-31" in run("coverage").out


def test_a_scorecard_is_computed_beside_it(run: Run) -> None:
    """Points, level and gaps of another standard; Module 5 itself has none."""
    data = run("coverage", "--standard", CARD, "--json").json["data"]

    assert data["points"]["of"] == 100
    assert data["points"]["have"] == sum({"H1.1": 10, "H1.2": 10, "H2.2": 5, "H3.1": 15, "H3.2": 10, "H3.3": 5}.values()) + 25
    assert data["points"]["grade"] == "working"
    assert "points" not in run("coverage", "--json").json["data"]
    assert "Points: 80 of 100" in run("coverage", "--standard", CARD).out
    assert "There is no score" not in run("coverage", "--standard", CARD).out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = ", "this is no standard"),
        ('id = "a"\ntitle = "A"\n', "has no items"),
        ('id = "a"\ntitle = "A"\n[[items]]\nid = "A1"\ntext = "T."\n', "nothing in a folder can answer"),
        ('id = "a"\ntitle = "A"\n[[items]]\nid = "A1"\ntext = "T."\nanswers = ["L9.9.9"]\n', "L9.9.9"),
        ('id = "a"\ntitle = "A"\n[[items]]\nid = "A1"\ntext = "T."\n[[items.records]]\nkind = "x"\n', 'no register "x"'),
        ('id = "a"\ntitle = "A"\n[[items]]\nid = "A1"\nanswers = ["L2.2.6"]\n', '"text"'),
        ('id = "a"\ntitle = "A"\n' + '[[items]]\nid = "A1"\ntext = "T."\nanswers = ["L2.2.6"]\n' * 2, "stands twice"),
        ('id = "a"\ntitle = "A"\n[[items]]\nid = "A1"\ntext = "T."\nanswers = ["L2.2.6"]\nweight = "x"\n', '"weight"'),
    ],
)
def test_a_file_that_is_no_standard(run: Run, tmp_path: Path, text: str, says: str) -> None:
    """One clear sentence with the file and the item."""
    path = tmp_path / "card.toml"
    path.write_text(text, encoding="utf-8")

    assert says in run("coverage", "--standard", path, code=2).err


def test_the_evidence_pack(run: Run, root: Path, tmp_path: Path, prints: Prints) -> None:
    """An index with digests and the files; nothing that holds names or exact figures; the same bytes each time."""
    (root / "contacts.toml").write_text('[[contacts]]\nperson = "police/lead"\nphones = ["+254 700 000000"]\n', encoding="utf-8")
    before = prints(root)
    run("pack", tmp_path / "one.zip")
    run("pack", tmp_path / "two.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        names = archive.namelist()
        index = archive.read("index.csv").decode("utf-8-sig")
        everything = b"\n".join(archive.read(name) for name in names).decode("utf-8", "replace")

    assert prints(root) == before
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert names[:2] == ["index.html", "index.csv"]
    assert "files/sop/rules.md" in names
    assert "files/registers/reviews/2026-03-01-roles.toml" in names
    for never in ("members/", "registers/undertakings/", "registers/champions/", ".csv", "contacts"):
        assert [name for name in names[2:] if never in name] == []
    assert "+254" not in everything
    assert "N. Police" not in everything
    held = list(csv.DictReader(io.StringIO(index)))
    assert {one["item"] for one in held} >= {"L1.1.1", "L2.6.10"}
    import hashlib

    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        for one in held:
            if one["sha256"]:
                assert hashlib.sha256(archive.read(f"files/{one['file']}")).hexdigest() == one["sha256"]
            elif one["file"]:
                assert one["kept_because"]


def test_a_restricted_text_stays(run: Run, root: Path, tmp_path: Path) -> None:
    """What is marked restricted never goes out; the index says that it stays."""
    path = root / "sop/rules.md"
    path.write_text(path.read_text().replace('language = "en"', 'language = "en"\nclass = "restricted"', 1), encoding="utf-8")
    run("pack", tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert "files/sop/rules.md" not in archive.namelist()


@pytest.mark.parametrize("name", ["pack.txt", "nowhere/pack.zip", "inside.zip"])
def test_where_a_pack_must_not_lie(run: Run, root: Path, tmp_path: Path, name: str) -> None:
    """It is a zip, in a folder that is there, and not among the records."""
    target = root / name if name == "inside.zip" else tmp_path / name
    run("pack", target, code=2)

    assert not target.exists()


def test_a_pack_never_replaces_a_file(run: Run, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    target = tmp_path / "pack.zip"
    target.write_bytes(b"mine")
    run("pack", target, code=2)

    assert target.read_bytes() == b"mine"


def test_the_commands_that_items_name_are_there() -> None:
    """Every command of the catalogue can be called."""
    import click

    from vawcoord.cli.main import vawcoord
    from vawcoord.records.register import kinds
    from vawcoord.standard.catalogue import module_5

    for one in module_5().items:
        words = one.command.split()[1:]
        command: Any = vawcoord
        while isinstance(command, click.Group) and words:
            with click.Context(command) as ctx:
                command = command.get_command(ctx, words.pop(0))
        assert command is not None, one.command
        options = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, one.command
        if one.command.startswith("vawcoord register add"):
            kind = kinds()[one.command.split()[3]]
            assert (one.repeats or one.id) in kind.items, one.command


def test_signing_all_shipped_texts_and_nothing_else(said: Run, folder: Callable[..., Path]) -> None:
    """Every shipped text is made, completed and signed or adopted: no item that needs a record or a voice gets beyond agreed."""
    members = {
        path: text.replace("authority =", "# authority =") for path, text in whole().items() if path.startswith("members/")
    }
    signing = '\n[[signatories]]\nname = "S. Director"\npost = "Director"\n'
    root = folder({"committee.toml": HEAD, **{path: text + signing for path, text in members.items()}})
    for name in Shelf(None).names():
        kind, _slash, template = name.partition("/")
        if kind not in ("agreement", "mou", "sop"):
            continue
        made = said("-C", root, "--today", "2026-05-01", kind, "new", template, "--between", ",".join(MEMBERS)).sound()
        if made.code:
            made = said("-C", root, "--today", "2026-05-01", kind, "new", template).sound()
        assert made.code == 0, made.all
        path = root / kind / f"{template}.md"
        path.write_text(re.sub(r"\[to be completed:[^\]]*\]", "Completed", path.read_text(encoding="utf-8")), encoding="utf-8")
        document = load(root)[0].document(name)
        assert document is not None
        if document.front.in_force == "adoption":
            ran = said("-C", root, "--today", "2026-05-02", kind, "adopt", template, "--by", "2026-01-13-ordinary/d1").sound()
            assert ran.code == 0, ran.all
        else:
            for party in document.front.parties:
                ran = said("-C", root, "--today", "2026-05-02", kind, "sign", template, "--party", party).sound()
                assert ran.code == 0, ran.all
    result = judged(root, level="local")
    verdicts = {one.item.id: one.verdict for one in result.items if set(one.item.needs) != {"text"}}

    assert set(verdicts.values()) <= {"agreed", "missing"}
    assert {one.item.id: one.verdict for one in result.items if "text" in one.item.needs and one.verdict != "agreed"} == {
        "L2.1.4": "missing"
    }
