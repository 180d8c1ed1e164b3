"""`redline`: which text a word names, what changed between two texts, and that nothing but build/ is written."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from vawcoord.cli.main import vawcoord
from vawcoord.errors import VawcoordError
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.documents import find_document
from vawcoord.operations.redline import Redline, redline, write
from vawcoord.records.digest import text_digest
from vawcoord.records.document import Front
from vawcoord.records.record import Reading
from vawcoord.text.markdown import blocks

TODAY = date(2026, 11, 22)
FRONT = 'title = "{title}"\nlanguage = "en"\nparties = ["county-police"]\nreview = {review}\n'
OLD = """\
## Purpose {#purpose}

The parties meet within two working days.

## Costs {#costs}

Each party pays its own costs.

## Records {#records}

Papers are kept for two years, as [clause](#costs) says.
"""
NEW = """\
## Purpose {#purpose}

The parties meet within three working days.

## Records {#records}

Papers are kept for two years, as [clause](#purpose) says.

## Term {#term}

This text has no end.
"""


def digest(title: str, review: str, body: str) -> str:
    """Return the digest of a text."""
    values = {"title": title, "language": "en", "parties": ["county-police"], "review": date.fromisoformat(review)}
    front = Front.read(values, (), Reading("text"))
    assert front is not None
    return text_digest(front, blocks(body))


FIRST, SECOND = digest("Referral", "2027-01-31", OLD), digest("Referral", "2027-01-31", OLD.replace("own costs", "costs"))


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with a document that was issued twice, signed, and edited since."""
    texts = {
        FIRST: OLD,
        SECOND: OLD.replace("own costs", "costs"),
    }
    front = FRONT.format(title="Referral", review="2027-01-31")
    entries = (("2026-03-01", "issued", FIRST), ("2026-04-01", "issued", SECOND), ("2026-05-01", "signed", FIRST))
    lines = "".join(
        f'  {{ date = {day}, event = "{event}", digest = "{text}"{", party = " + chr(34) + "county-police" + chr(34)} }},\n'
        for day, event, text in entries
    )
    return folder(
        {
            "members/county-police.toml": 'name = "County Police"\nsector = "police"\ntype = "state"\njoined = 2025-02-01\n',
            "mou/referral.md": f"+++\n{FRONT.format(title='Referral of women', review='2028-01-31')}+++\n\n{NEW}",
            "mou/referral.log.toml": f"entries = [\n{lines}]\n",
            **{f"issued/mou/referral/{name[3:15]}.md": f"+++\n{front}+++\n\n{body}" for name, body in texts.items()},
        }
    )


def found(root: Path, before: str = "", after: str = "") -> Redline:
    """Return the comparison of two texts."""
    committee, _findings = load(root)
    return redline(root, Shelf(root), find_document(committee, "mou", "referral"), TODAY, before, after)


def test_the_usual_comparison_is_from_the_text_in_force_to_the_file(root: Path) -> None:
    """Without words it is what the parties have signed against what stands in the folder now."""
    made = found(root)
    assert (made.old.document.digest, made.new.how) == (FIRST, "now")
    assert {one.clause: one.what for one in made.comparison.changed} == {
        "purpose": "changed",
        "costs": "dropped",
        "records": "renumbered",
        "term": "added",
    }
    assert [(one.key, one.before, one.after) for one in made.comparison.facts] == [
        ("review", "31 January 2027", "31 January 2028")
    ]
    assert [(run.text, run.mark) for run in made.comparison.title] == [("Referral", ""), (" of women", "inserted")]


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ("issued", SECOND),
        ("signed", FIRST),
        ("2026-03-31", FIRST),
        ("2026-04-30", SECOND),
        ("2026-11-01", FIRST),
        (SECOND[3:9], SECOND),
        (SECOND, SECOND),
    ],
)
def test_a_text_is_named_by_what_happened_to_it_a_date_or_its_digest(root: Path, named: str, text: str) -> None:
    """Issued and signed are the last of their kind; a date is the text of that day."""
    assert found(root, named, "now").old.document.digest == text


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("adopted", "was adopted yet"),
        ("2025-01-01", "On 2025-01-01 no text"),
        ("2026-13-01", "is no date"),
        ("abcdef", "has no text abcdef"),
        ("abc", "names no text"),
        ("yesterday", "names no text"),
    ],
)
def test_a_text_that_is_not_there_is_said_with_those_that_are(root: Path, named: str, said: str) -> None:
    """Each is one sentence."""
    with pytest.raises(VawcoordError, match=said):
        found(root, named)


def test_a_kept_text_that_is_lost_is_named(root: Path) -> None:
    """The log knows it, the folder does not have it."""
    (root / f"issued/mou/referral/{SECOND[3:15]}.md").unlink()
    with pytest.raises(VawcoordError, match="was not kept"):
        found(root, "issued")


def test_a_text_that_nothing_happened_to_is_compared_with_its_template(root: Path) -> None:
    """What was edited since; without even that there is nothing to compare."""
    (root / "mou/referral.log.toml").unlink()
    origin = root / "origin/mou/referral.en.md"
    origin.parent.mkdir(parents=True)
    origin.write_text(f"+++\n{FRONT.format(title='Referral', review='2027-01-31')}+++\n\n{OLD}", encoding="utf-8")
    made = found(root)
    assert (made.old.how, made.old.document.digest, made.stem) == ("template", FIRST, "redline/mou-referral-template-now")
    origin.unlink()
    with pytest.raises(VawcoordError, match="Nothing was kept"):
        found(root)


def test_the_files_are_the_same_every_time_and_hide_nothing(root: Path) -> None:
    """Author and day come from the committee and its log; twice the same bytes."""
    committee, _findings = load(root)
    made = found(root)
    steps = write(root, committee, Shelf(root), made)
    assert [one.path for one in steps] == [f"build/redline/mou-referral-{FIRST[3:15]}-now.{form}" for form in ("docx", "html")]
    first = [(root / one.path).read_bytes() for one in steps]
    for one in steps:
        (root / one.path).unlink()
    assert [(root / one.path).read_bytes() for one in write(root, committee, Shelf(root), made)] == first


def run(root: Path, *words: str) -> str:
    """Return what the command prints."""
    done = CliRunner().invoke(vawcoord, ["mou", "redline", "referral", "-C", str(root), "--today", "2026-11-22", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_screen_shows_words_in_signs(root: Path, hashes: Callable[[Path], dict[str, str]]) -> None:
    """Dropped and new words need no colour; the folder stays as it was."""
    before = hashes(root)
    shown = run(root)
    assert "The parties meet within [-two-]{+three+} working days." in shown
    assert "2 Costs [costs]: dropped" in shown
    assert "Only the numbers of clauses they refer to change in: 2 Records [records]." in shown
    assert "review on: 31 January [-2027-]{+2028+}" in shown
    assert hashes(root) == before


def test_plain_reads_one_after_the_other(root: Path) -> None:
    """Who listens hears each paragraph as it was, then as it is, without signs."""
    shown = run(root, "--plain")
    assert "Was: The parties meet within two working days.\nIs: The parties meet within three working days." in shown
    assert "[-" not in shown


def test_json_gives_every_stretch_with_its_mark(root: Path) -> None:
    """One object, with the clauses that changed."""
    data = json.loads(run(root, "--json"))["data"]
    assert data["from"]["digest"] == FIRST
    assert data["clauses"][0]["paragraphs"] == [
        [
            {"text": "The parties meet within ", "mark": "same"},
            {"text": "two", "mark": "deleted"},
            {"text": "three", "mark": "inserted"},
            {"text": " working days.", "mark": "same"},
        ]
    ]


def test_the_same_text_is_said_to_be_the_same(root: Path) -> None:
    """No clause is printed."""
    assert "The two texts are the same." in run(root, "--from", "now", "--to", "now")


def test_word_writes_below_build_only(root: Path, hashes: Callable[[Path], dict[str, str]]) -> None:
    """A Word file and a page; nothing else in the folder moves."""
    before = hashes(root)
    shown = run(root, "--word", "--from", "issued")
    assert "build/redline/mou-referral-issued-now.docx" in shown
    after = {path: held for path, held in hashes(root).items() if not path.startswith("build")}
    assert after == before
