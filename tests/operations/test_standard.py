"""Coverage as operations hand it on: another standard in the folder, the guard of the pack, recorded lines, what is quick."""

import time
import tomllib
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.standard.conftest import HEAD, TODAY, adopt, rules_text, whole

from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.checking import checked
from vawcoord.operations.pack import pack
from vawcoord.operations.standard import as_data, attest, compare, covered, document, find_standard, record
from vawcoord.prose import block_runs, plain, walk
from vawcoord.standard.catalogue import module_5

CARD = 'id = "ours"\ntitle = "Ours"\n[[items]]\nid = "A1"\ntext = "We meet."\nweight = 5\nanswers = ["L2.2.6"]\n'


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee in which all that the programme judges is in place."""
    made = folder({"sop/rules.md": rules_text(), **whole()})
    adopt(made)
    return made


def test_a_committee_may_answer_to_a_standard_of_its_own(root: Path) -> None:
    """The standard that committee.toml names lies in standards/, and is no file out of place."""
    (root / "committee.toml").write_text(HEAD.replace("area =", 'standard = "ours"\narea ='), encoding="utf-8")
    with pytest.raises(VawcoordError, match="ours"):
        find_standard(root, load(root)[0])
    assert "STD010" in {one.code for one in checked(root, TODAY).findings}

    (root / "standards").mkdir()
    (root / "standards/ours.toml").write_text(CARD, encoding="utf-8")
    result = covered(root, load(root)[0], TODAY)
    assert [(one.item.id, one.verdict) for one in result.items] == [("A1", "in-place")]
    assert not {"STD010", "FOL012"} & {one.code for one in checked(root, TODAY).findings}
    with pytest.raises(VawcoordError, match="Module 5"):
        record(root, result)


def test_recording_again_on_a_day_replaces_that_day(root: Path) -> None:
    """A day has one record; the one before stays, and the nearest before a day is what is compared with."""
    committee, _findings = load(root)
    first = covered(root, committee, date(2026, 5, 1))
    apply(root, record(root, first))
    for _again in range(2):
        committee, _findings = load(root)
        apply(root, record(root, covered(root, committee, TODAY)))
    committee, findings = load(root)

    assert findings == ()
    assert [one.date for one in committee.coverages] == [date(2026, 5, 1), TODAY]
    then, moves = compare(committee, covered(root, committee, TODAY), date(2026, 5, 31))
    assert then.date == date(2026, 5, 1)
    assert {one.item.id for one in moves if one.better} == {"L1.1.3", "L2.1.5"}


def test_a_recorded_line_says_what_was_there(root: Path) -> None:
    """One item a line: verdict, proof, contrary view, paths."""
    committee, _findings = load(root)
    (change,) = record(root, covered(root, committee, TODAY)).changes
    kept = {one["item"]: one for one in tomllib.loads((change.after or b"").decode())["items"]}

    assert kept["L2.3.8"]["verdict"] == "in-place"
    assert "sop/rules.md" in kept["L2.3.8"]["evidence"]


def test_the_guard_holds_back_what_it_finds(root: Path, tmp_path: Path) -> None:
    """A text in which the guard finds something stays with the committee; the pack says so and holds the rest."""
    committee, _findings = load(root)
    result = covered(root, committee, TODAY)

    def guard(path: str, text: str) -> tuple[str, ...]:
        return ("a name",) if "It works." in text and "mission" in path else ()

    made = pack(root, committee, result, tmp_path / "one.zip", guard=guard)
    held = {one.path: one.why for one in made.kept}
    assert "a name" in held["registers/reviews/2026-03-01-mission.toml"]
    with zipfile.ZipFile(made.path) as archive:
        assert "files/registers/reviews/2026-03-01-mission.toml" not in archive.namelist()
        assert "files/registers/reviews/2026-03-01-roles.toml" in archive.namelist()


def test_a_failing_disk_leaves_no_half_pack(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk refuses becomes a sentence, and nothing is left."""
    from vawcoord import disk

    def full(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "place_new", full)
    committee, _findings = load(root)
    with pytest.raises(VawcoordError, match="No space left"):
        pack(root, committee, covered(root, committee, TODAY), tmp_path / "one.zip")
    assert list(tmp_path.glob("*.zip*")) == []
    assert list(tmp_path.glob(".*")) == []


def test_the_data_is_whole(root: Path) -> None:
    """Shares and totals agree with the items."""
    data = as_data(covered(root, load(root)[0], TODAY, level="all"))

    assert data["totals"]["in-place"] == sum(one["verdict"] == "in-place" for one in data["items"])
    for need, share in data["shares"].items():
        assert share == {
            "have": sum(need in one["met"] for one in data["items"]),
            "of": sum(need in one["needs"] for one in data["items"]),
        }


def test_evidence_is_filed_once(root: Path) -> None:
    """Ten times the entries take about ten times as long to judge, not a hundred times."""

    def seconds(entries: int) -> float:
        folder = root / "registers/awareness"
        text = (folder / "2026-03-01-radio.toml").read_text(encoding="utf-8")
        for number in range(entries):
            (folder / f"2026-03-01-radio-{number}.toml").write_text(text, encoding="utf-8")
        committee, _findings = load(root)
        times = []
        for _round in range(3):
            start = time.perf_counter()
            covered(root, committee, TODAY, level="all")
            times.append(time.perf_counter() - start)
        return min(times)

    few, many = seconds(150), seconds(1500)
    assert many < 25 * few


def test_every_local_item_has_a_way(root: Path) -> None:
    """Each of the 48 is in place by records, or attested by a member, through the programme's own commands."""
    for one in module_5().of("local"):
        if one.judge != "tool":
            committee, _findings = load(root)
            _entry, changes = attest(root, committee, one, "rise", "Looked at.", TODAY)
            apply(root, changes)
    result = covered(root, load(root)[0], TODAY, level="local")

    assert {one.item.id: one.verdict for one in result.items if one.verdict not in ("in-place", "attested")} == {}
    assert len(result.items) == 48
    assert {one.verdict for one in result.items} == {"in-place", "attested"}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_document_speaks_the_language_of_the_folder(root: Path, language: str) -> None:
    """Every fixed word of the document is there in each language, and no key stands in its place."""
    head = HEAD.replace('languages = ["en"]', f'languages = ["{language}"]')
    (root / "committee.toml").write_text(head, encoding="utf-8")
    path = root / "registers/awareness/2026-03-01-radio.toml"
    path.unlink()
    committee, _findings = load(root)
    made = document(root, committee, covered(root, committee, TODAY, level="all"))
    words = Shelf(root).words(language)
    said = {plain(runs) for block in walk(made.blocks) for runs in block_runs(block)}

    assert words.group("coverage", "gaps") in said
    assert words.group("verdicts", "in-place") in said
    keys = {*words.groups["coverage"], *words.groups["verdicts"]} - set(words.groups["coverage"].values())
    assert not {one for one in said if "_" in one and one in keys}
    assert made.direction == ("rtl" if language == "ar" else "ltr")
