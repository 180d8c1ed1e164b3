"""From a folder on disk to a committee and findings: nothing stops at the first fault, nothing is changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.codes import code
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import find_root, load
from vawcoord.where import key_text

Folder = Callable[..., Path]
COMMITTEE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside District Coordination Committee"
area = "Lakeside District"
languages = ["en", "fr"]
timezone = "Africa/Nairobi"
"""
POLICE = 'name = "Police"\nsector = "police"\njoined = 2025-02-01\n'
MOU = '+++\ntitle = "M"\nlanguage = "en"\nparties = ["police"]\n+++\n\n## Purpose {#purpose}\n\nText.\n'


def found(root: Path) -> list[tuple[str, str]]:
    """Return code and place of every finding."""
    return [(one.code, str(one.where)) for one in load(root)[1]]


FAULTS: list[tuple[str, dict[str, str | bytes], str, str, str]] = [
    # name, files, code, path:line, a word of the message
    (
        "a file of 5 MB",
        {"members/big.toml": b'name = "' + b"x" * 5_000_000 + b'"'},
        "FOL001",
        "members/big.toml",
        "5000009 bytes",
    ),
    ("a folder under a record's name", {"members/a.toml/b.txt": "x"}, "", "", ""),
    (
        "latin-1",
        {"members/a.toml": 'sector = "police"\nname = "Sant\u00e9"\n'.encode("latin-1")},
        "FOL002",
        "members/a.toml:2",
        "UTF-8",
    ),
    ("NUL", {"members/a.toml": b'name = "a"\n\x00'}, "FOL002", "members/a.toml:2", "NUL"),
    ("a lone carriage return", {"mou/a.md": b"+++\ntitle = 1\r+++\n"}, "FOL002", "mou/a.md:2", "carriage return"),
    ("a control character in a text", {"mou/a.md": MOU.encode() + b"\x1b[2J"}, "FOL002", "mou/a.md:10", "U+001B"),
    ("UTF-16", {"members/a.toml": POLICE.encode("utf-16")}, "FOL002", "members/a.toml:1", "UTF-8"),
    ("no TOML", {"members/a.toml": POLICE + "left = 01/02/2026\n"}, "FOL003", "members/a.toml:4", "date"),
    ("no TOML in front matter", {"mou/a.md": '+++\ntitle = "M"\nlanguage = en\n+++\n'}, "FOL003", "mou/a.md:3", "Invalid value"),
    ("a deep list", {"members/a.toml": POLICE + "x = " + "[" * 5000}, "FOL003", "members/a.toml:4", "deep"),
    ("a long number", {"members/a.toml": POLICE + "x = " + "1" * 5000}, "FOL003", "members/a.toml:4", "long"),
    ("a merge in a record", {"members/a.toml": POLICE + "<<<<<<< HEAD\n"}, "FOL004", "members/a.toml:4", "merge"),
    (
        "a merge in a text of a record",
        {"members/a.toml": POLICE + 'limits = ["""\n>>>>>>> x\n"""]\n'},
        "FOL004",
        "members/a.toml:5",
        "merge",
    ),
    ("a merge in a body", {"mou/a.md": MOU + "\n=======\n\n>>>>>>> x\n"}, "FOL004", "mou/a.md:11", "merge"),
    ("a merge in front matter", {"mou/a.md": MOU.replace("parties", "<<<<<<< x\nparties")}, "FOL004", "mou/a.md:4", "merge"),
    (
        "a wrong value",
        {"members/a.toml": POLICE + 'left = "2026-01-01"\n'},
        "FOL005",
        "members/a.toml:4",
        "left: expected a date",
    ),
    ("a wrong word", {"members/a.toml": POLICE + 'type = "stat"\n'}, "FOL005", "members/a.toml:4", "type: expected one of state"),
    (
        "a wrong value deep inside",
        {"members/a.toml": POLICE + '\n[[representatives]]\nid = "x"\n\n[representatives.authority]\nletter = "L"\nuntil = 5\n'},
        "FOL005",
        "members/a.toml:10",
        "representatives[1].authority.until",
    ),
    (
        "a wrong value in front matter",
        {"mou/a.md": MOU.replace("parties", "review = 1\nparties")},
        "FOL005",
        "mou/a.md:4",
        "review: expected",
    ),
    (
        "a wrong value in a log",
        {"mou/a.md": MOU, "mou/a.log.toml": 'entries = [\n  { date = 2026-01-01, event = "singed" },\n]\n'},
        "FOL005",
        "mou/a.log.toml:2",
        "entries[1].event",
    ),
    (
        "a wrong value in a register",
        {
            "registers/drills/2026-01-31-x.toml": (
                'date = 2026-01-31\nscenario = "fire"\nagencies = ["police"]\ntimes_kept = true\nfound = "F"\n'
            )
        },
        "FOL005",
        "registers/drills/2026-01-31-x.toml:2",
        "scenario: expected one of",
    ),
    (
        "a wrong value in committee.toml",
        {"committee.toml": COMMITTEE + 'level = "global"\n'},
        "FOL005",
        "committee.toml:8",
        "level: expected one of local, national",
    ),
    (
        "figures without a head",
        {"indicators/data/2026-q1-police.csv": "a;b;c\n"},
        "FOL005",
        "indicators/data/2026-q1-police.csv:1",
        "first line",
    ),
    ("empty figures", {"indicators/data/2026-q1-police.csv": ""}, "FOL005", "indicators/data/2026-q1-police.csv:1", "first line"),
    (
        "a wrong figure",
        {"indicators/data/2026-q1-police.csv": 'indicator,breakdown,value\n"a\nb",,1\nb,,-2\n'},
        "FOL005",
        "indicators/data/2026-q1-police.csv:4",
        'column value: "-2" is below nothing',
    ),
    (
        "an endless figure",
        {"indicators/data/2026-q1-police.csv": "indicator,breakdown,value\na,,1\n" + '"' + "x" * 200_000},
        "FOL005",
        "indicators/data/2026-q1-police.csv:3",
        "quotation mark",
    ),
    (
        "figures between semicolons",
        {"indicators/data/2026-q1-police.csv": "indicator;breakdown;value\na;;1\n"},
        "FOL005",
        "indicators/data/2026-q1-police.csv:1",
        "semicolons",
    ),
    (
        "a decimal comma",
        {"indicators/data/2026-q1-police.csv": 'indicator,breakdown,value\na,,1\na,b,"2,5"\n'},
        "FOL005",
        "indicators/data/2026-q1-police.csv:3",
        'column value: "2,5" has a decimal comma',
    ),
    (
        "a decimal comma without quotes",
        {"indicators/data/2026-q1-police.csv": "indicator,breakdown,value\na,,1\na,b,2,5\n"},
        "FOL005",
        "indicators/data/2026-q1-police.csv:3",
        "decimal comma",
    ),
    ("an unknown key", {"members/a.toml": POLICE + 'sectr = "x"\n'}, "FOL006", "members/a.toml:4", 'Did you mean "sector"?'),
    (
        "an unknown table",
        {"members/a.toml": POLICE + '\n[[signatorys]]\nname = "x"\n'},
        "FOL006",
        "members/a.toml:5",
        'Did you mean "signatories"?',
    ),
    (
        "an unknown table of tables",
        {"committee.toml": COMMITTEE + '\n[meetingz.quorum]\nshare = "1/2"\n'},
        "FOL006",
        "committee.toml:9",
        'Did you mean "meetings"?',
    ),
    (
        "an unknown key in front matter",
        {"mou/a.md": MOU.replace("parties", "partys")},
        "FOL006",
        "mou/a.md:4",
        'Did you mean "parties"?',
    ),
    ("a missing key", {"members/a.toml": 'name = "A"\n'}, "FOL007", "members/a.toml:1", 'the key "sector" is missing'),
    (
        "a missing key in a list of tables",
        {"members/a.toml": POLICE + '\n[[representatives]]\nname = "x"\n'},
        "FOL007",
        "members/a.toml:5",
        'the key "id" is missing',
    ),
    (
        "a missing key in front matter",
        {"mou/a.md": '+++\ntitle = "M"\n+++\n'},
        "FOL007",
        "mou/a.md:2",
        'the key "language" is missing',
    ),
    (
        "a missing key in a register",
        {"registers/drills/2026-01-31-x.toml": 'date = 2026-01-31\nscenario = "referral"\nagencies = []\nfound = "F"\n'},
        "FOL007",
        "registers/drills/2026-01-31-x.toml:1",
        "times_kept",
    ),
    (
        "a name that is no id",
        {"members/County Police.toml": POLICE},
        "FOL008",
        "members/County Police.toml",
        '"County Police" is no id',
    ),
    ("a device as a name", {"members/con.toml": POLICE}, "FOL008", "members/con.toml", '"con" is no id'),
    ("a meeting without its date", {"meetings/ordinary/actions.toml": ""}, "FOL008", "meetings/ordinary/actions.toml", "no id"),
    (
        "a meeting on no day",
        {"meetings/2026-13-45-ordinary/actions.toml": ""},
        "FOL008",
        "meetings/2026-13-45-ordinary/actions.toml",
        "no id",
    ),
    (
        "an entry without its date",
        {"registers/drills/first.toml": "date = 2026-01-31\n"},
        "FOL008",
        "registers/drills/first.toml",
        "no id",
    ),
    (
        "an entry on no day",
        {"registers/drills/2026-02-30-x.toml": "date = 2026-01-31\n"},
        "FOL008",
        "registers/drills/2026-02-30-x.toml",
        "no id",
    ),
    ("a journal of no month", {"progress/2026-13.log.toml": "entries = []\n"}, "FOL008", "progress/2026-13.log.toml", "no id"),
    (
        "coverage on no day",
        {"coverage/2026-02-30.toml": 'standard = "esp-m5"\ndate = 2026-01-31\n'},
        "FOL008",
        "coverage/2026-02-30.toml",
        "no id",
    ),
    (
        "figures of no period",
        {"indicators/data/2026-13-police.csv": "indicator,breakdown,value\n"},
        "FOL008",
        "indicators/data/2026-13-police.csv",
        "period",
    ),
    ("a file where none belongs", {"notes/x.md": "x"}, "FOL012", "notes/x.md", "no record belongs here"),
    ("a record in a folder too deep", {"members/old/x.toml": POLICE}, "FOL012", "members/old/x.toml", "no record belongs here"),
    (
        "a record saved as text",
        {"members/police.toml.txt": POLICE},
        "FOL012",
        "members/police.toml.txt",
        "no record belongs here",
    ),
    ("an ending in capitals", {"members/police.TOML": POLICE}, "FOL012", "members/police.TOML", "no record belongs here"),
    (
        "an unknown register",
        {"registers/drill/2026-01-31-x.toml": "date = 2026-01-31\n"},
        "FOL012",
        "registers/drill/2026-01-31-x.toml",
        'no register "drill"',
    ),
    (
        "a log without its document",
        {"mou/referal.log.toml": "entries = []\n"},
        "FOL012",
        "mou/referal.log.toml",
        "no document mou/referal",
    ),
    ("a document without front matter", {"mou/a.md": "# Title\n"}, "DOC001", "mou/a.md:1", "three plus signs"),
    ("front matter that is not closed", {"mou/a.md": '+++\ntitle = "M"\n'}, "DOC001", "mou/a.md:1", "not closed"),
    (
        "broken words of the committee's own",
        {"templates/words.fr.toml": "x = \u201ca\u201d\n", "mou/a.fr.md": MOU.replace('"en"', '"fr"'), "mou/a.md": MOU},
        "FOL001",
        "templates/words.fr.toml",
        "words",
    ),
]


@pytest.mark.parametrize(("files", "name", "where", "word"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_faults(
    folder: Folder, hashes: Callable[[Path], object], files: dict[str, str | bytes], name: str, where: str, word: str
) -> None:
    """A fault is named once, with its place; what is sound is kept, and the folder is as it was."""
    root = folder({"members/police.toml": POLICE, "mou/good.md": MOU, **files})
    before = hashes(root)
    began = time.process_time()
    committee, findings = load(root)
    spent = time.process_time() - began

    assert [(one.code, str(one.where)) for one in findings] == ([(name, where)] if name else [])
    assert all(word in one.message and one.mend for one in findings)
    assert "police" in [one.id for one in committee.members]
    assert committee.document("mou/good") is not None
    assert hashes(root) == before
    assert spent < 3


def test_findings_have_the_gravity_of_their_code(folder: Folder) -> None:
    """Severity and items come from the catalogue."""
    _committee, findings = load(folder({"members/a.toml": POLICE + "x = 1\n", "members/b.toml": "x"}))

    assert [(one.code, one.severity) for one in findings] == [(one.code, code(one.code).severity) for one in findings]  # type: ignore[union-attr]


def test_all_faults_at_once(folder: Folder) -> None:
    """Nothing stops at the first fault, neither in a file nor in the folder."""
    root = folder(
        {
            "members/a.toml": 'sector = "x"\njoind = 2026-01-01\nleft = 1\n',
            "members/b.toml": "= 1\n",
            "members/police.toml": POLICE,
            "mou/a.md": "no front matter",
            "services/s.toml": b"\xff",
            "x.md": "",
        }
    )

    assert found(root) == [
        ("FOL005", "members/a.toml:1"),
        ("FOL006", "members/a.toml:2"),
        ("FOL005", "members/a.toml:3"),
        ("FOL007", "members/a.toml:1"),
        ("FOL003", "members/b.toml:1"),
        ("DOC001", "mou/a.md:1"),
        ("FOL002", "services/s.toml:1"),
        ("FOL012", "x.md"),
    ]
    assert [one.id for one in load(root)[0].members] == ["police"]


def test_a_wrong_value_leaves_the_rest_of_the_record(folder: Folder) -> None:
    """Only the value is left out; what else the record says stays."""
    (member,) = load(folder({"members/police.toml": POLICE + 'left = "soon"\nlimits = ["a", 5, "b"]\n'}))[0].members

    assert (member.name, member.joined is not None, member.left, member.limits) == ("Police", True, None, ("a", "b"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (COMMITTEE.replace("\nid = ", "\n# id = "), 'committee.toml:1: the key "id" is missing'),
        (
            COMMITTEE.replace('name = "Lakeside District Coordination Committee"', "name = 5") + "x = 1\n",
            "committee.toml:4: name: expected a text",
        ),
        (COMMITTEE.replace('"lakeside"', '"Lake Side"') + 'level = "x"\n', "committee.toml:2: id: expected an id"),
        (COMMITTEE + "x = \u201cy\u201d\n", "committee.toml:8: there are curly quotation marks"),
        (COMMITTEE.replace("format = 1", "format = 2"), "committee.toml: the folder has format 2"),
        (COMMITTEE.encode("utf-16"), "committee.toml:1: the file is not in the encoding UTF-8"),
        (b"\xef\xbb\xbf\x00", "committee.toml:1: the file holds a NUL"),
        ("<<<<<<< HEAD\n" + COMMITTEE, "committee.toml:1: here stands a mark of an unfinished merge"),
        ("", 'committee.toml:1: the key "id" is missing'),
        (b"#" * 2_000_000, "committee.toml: the file is 2000000 bytes long"),
    ],
)
def test_committee_toml_that_cannot_be_read(folder: Folder, content: str | bytes, message: str) -> None:
    """Without committee.toml there is no committee: one sentence with path, line and reason."""
    with pytest.raises(VawcoordError) as caught:
        load(folder({"committee.toml": content}))

    assert caught.value.message.startswith(message)
    assert caught.value.mend


def test_no_committee_here(tmp_path: Path) -> None:
    """A folder without committee.toml is named, with what to do."""
    with pytest.raises(VawcoordError, match=r"here is no committee\.toml") as caught:
        load(tmp_path)

    assert "vawcoord init" in caught.value.mend


def test_found_upwards(folder: Folder, tmp_path: Path) -> None:
    """The committee's folder is the nearest one above."""
    root = folder({"meetings/2026-01-13-ordinary/agenda.md": "x"})

    assert find_root(root / "meetings" / "2026-01-13-ordinary") == root
    assert find_root(root) == root
    assert find_root(tmp_path) is None


def test_links_are_named_and_not_followed(folder: Folder, tmp_path: Path) -> None:
    """A link to a file, to a folder or to nothing is a finding; what lies behind it is not read."""
    secret = tmp_path / "secret.toml"
    secret.write_text(POLICE)
    root = folder({"members/police.toml": POLICE})
    (root / "members/linked.toml").symlink_to(secret)
    (root / "members/nowhere.toml").symlink_to(tmp_path / "nowhere")
    (root / "services").symlink_to(tmp_path)
    (root / "sop").symlink_to(root)

    assert found(root) == [
        ("FOL009", "members/linked.toml"),
        ("FOL009", "members/nowhere.toml"),
        ("FOL009", "services"),
        ("FOL009", "sop"),
    ]
    assert [one.id for one in load(root)[0].members] == ["police"]


def test_committee_toml_as_a_link(folder: Folder, tmp_path: Path) -> None:
    """A linked committee.toml is not read."""
    root = folder()
    (root / "committee.toml").rename(tmp_path / "elsewhere.toml")
    (root / "committee.toml").symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(VawcoordError, match="symbolic link"):
        load(root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes")
def test_pipes_are_passed_over(folder: Folder) -> None:
    """A pipe under a record's name is no file and hangs nothing."""
    root = folder({"members/police.toml": POLICE})
    os.mkfifo(root / "members/pipe.toml")

    assert found(root) == []


def test_folders_deeper_than_calls_may_stand(folder: Folder) -> None:
    """1,500 folders in one another are walked through."""
    root = folder()
    here = Path.cwd()
    try:
        os.chdir(root)
        for _number in range(1500):
            Path("a").mkdir()
            os.chdir("a")
        Path("x.toml").write_text("x = 1\n")
    finally:
        os.chdir(here)

    try:
        assert [one.code for one in load(root)[1]] == ["FOL012"]
    finally:
        # What clears up after tests calls itself for every folder, and would not come to its end.
        deepest = root / "/".join(["a"] * 1500)
        (deepest / "x.toml").unlink()
        for one in (deepest, *deepest.parents[:1499]):
            one.rmdir()


def test_names_that_are_no_text(folder: Folder) -> None:
    """A file name in another encoding is named in a form that can be printed everywhere."""
    root = folder()
    (root / "members").mkdir()
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/members/caf\xe9.toml")).write_text(POLICE)
    except OSError:
        pytest.skip("this system refuses such names")

    (only,) = load(root)[1]
    assert only.code == "FOL008"
    assert str(only.where).encode() == b"members/caf\\udce9.toml"


def test_files_that_are_nobodys(folder: Folder) -> None:
    """Notes for git, editors and readers, and the folders that are not read, are no findings."""
    root = folder(
        {
            "README.md": "x",
            "README.fr.md": "x",
            ".gitignore": "x",
            ".gitattributes": "x",
            "LICENSE": "x",
            "members/.gitkeep": "",
            "members/police.toml~": "x",
            "build/x.toml": "=",
            "issued/x.toml": "=",
            "origin/x.md": "=",
            "attachments/x.csv": "=",
            "templates/x.md": "=",
            ".vawcoord/x.toml": "=",
            ".git/x.toml": "=",
            "photo.jpg": b"\xff\xd8",
        }
    )

    assert found(root) == []


def test_crlf_and_byte_order_mark(folder: Folder) -> None:
    """Files of Windows' editors are read as they are, and lines are counted as editors count them."""
    root = folder(
        {
            "members/police.toml": b"\xef\xbb\xbf" + POLICE.replace("\n", "\r\n").encode() + b"x = 1\r\n",
            "mou/a.md": b"\xef\xbb\xbf" + MOU.replace("\n", "\r\n").encode(),
        }
    )

    assert found(root) == [("FOL006", "members/police.toml:4")]
    assert [(one.id, one.line) for one in load(root)[0].documents[0].clauses] == [("purpose", 7)]


def test_order_of_records(folder: Folder) -> None:
    """Records stand in the order of their ids, a document's first text before its translations."""
    root = folder(
        {
            **{f"members/{name}.toml": POLICE for name in ("police", "police-gender", "a1", "b")},
            "mou/m.md": MOU,
            "mou/m.fr.md": MOU,
            "agreement/z.md": MOU,
        }
    )
    committee, _findings = load(root)

    assert [one.id for one in committee.members] == ["a1", "b", "police", "police-gender"]
    assert [(one.ref, one.translation) for one in committee.documents] == [("agreement/z", ""), ("mou/m", ""), ("mou/m", "fr")]


def test_keys_as_people_read_them(folder: Folder) -> None:
    """A finding carries the key, counted from one when it is shown."""
    (only,) = load(folder({"members/a.toml": POLICE + '[[representatives]]\nid = "x"\nrole = "boss"\n'}))[1]

    assert only.where.key == ("representatives", 0, "role")
    assert key_text(only.where.key) == "representatives[1].role"


def test_a_kept_text_that_cannot_be_read(folder: Folder) -> None:
    """A text under issued/ that is too large or a link keeps nobody from reading the folder."""
    root = folder({"mou/a.md": MOU, "issued/mou/a/abc.md": b"x" * 2_000_000})
    (root / "issued/mou/a/def.md").symlink_to(root / "mou/a.md")
    committee, findings = load(root)

    assert findings == ()
    assert dict(committee.issued) == {}


def test_an_earlier_text_keeps_its_rules(folder: Folder) -> None:
    """The front matter of the text as signed is read from issued/, for the file may be the draft of the next."""
    digest = "v1:" + "a" * 64
    root = folder(
        {
            "mou/a.md": MOU.replace('["police"]', '["police", "rise"]'),
            "mou/a.log.toml": f'entries = [\n  {{ date = 2026-01-01, event = "signed", party = "police", digest = "{digest}" }},\n]\n',
            f"issued/mou/a/{'a' * 12}.md": MOU,
        }
    )
    (document,) = load(root)[0].documents

    assert [(known, front.parties) for known, front in document.earlier] == [(digest, ("police",))]
    assert document.front.parties == ("police", "rise")
    assert document.digest.startswith("v1:")


def test_digest_of_the_log_is_taken_while_the_bytes_are_the_same(folder: Folder) -> None:
    """Where the log knows the file's bytes, the text is not read again; any other byte and it is."""
    import hashlib

    digest, sha = "v1:" + "a" * 64, hashlib.sha256(MOU.encode()).hexdigest()
    log = f'entries = [{{ date = 2026-01-01, event = "signed", party = "police", digest = "{digest}", bytes = "{sha}" }}]\n'
    assert load(folder({"mou/a.md": MOU, "mou/a.log.toml": log}))[0].documents[0].digest == digest
    other = load(folder({"mou/a.md": MOU + "\n", "mou/a.log.toml": log}, name="other"))[0].documents[0].digest

    assert other != digest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(
        [
            "members/a.toml",
            "mou/a.md",
            "mou/a.log.toml",
            "plan/a.toml",
            "meetings/schedule.toml",
            "registers/needs/2026-01-01-a.toml",
            "indicators/data/2026-q1-a.csv",
        ]
    ),
    st.integers(0, 100),
    st.binary(max_size=30),
)
def test_law_any_file_is_read_or_named(folder: Folder, path: str, at: int, noise: bytes) -> None:
    """Law: whatever bytes stand in a file, loading ends, and names what it cannot read."""
    sound = (MOU if path.endswith(".md") else POLICE).encode()
    root = folder({"members/police.toml": POLICE, path: sound[:at] + noise + sound[at:]}, name=f"f{abs(hash((path, at, noise)))}")
    committee, findings = load(root)

    assert "police" in [one.id for one in committee.members]
    assert all(code(one.code) for one in findings)
    assert all(one.where.line <= (root / one.where.path).read_bytes().count(b"\n") + 1 for one in findings)
