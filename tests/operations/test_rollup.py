"""Returns of many committees: what is foreign is refused with its reason, nothing is ranked, what moved is told."""

import csv
import json
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.documents.rollup import matrix, sheet, standings, trends
from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.rollup import NAMES, gathered, listed, read_return, written

TODAY = date(2026, 12, 1)
ITEMS = ("L1.1.1", "L1.1.2", "L2.2.3")


def data(number: int = 1, period: str = "2026-h1", **verdicts: str) -> dict[str, Any]:
    """Return the return of a committee; `verdicts` by item with underscores for points."""
    start, until = ("2026-01-01", "2026-06-30") if period == "2026-h1" else ("2026-07-01", "2026-12-31")
    said = {name.replace("_", "."): verdict for name, verdict in verdicts.items()}
    return {
        "kind": "vawcoord-return",
        "format": 1,
        "committee": {
            "id": f"district-{number}", "uid": f"uid{number}", "name": f"District {number:04}", "area": "There", "level": "local",
        },
        "period": period,
        "from": start,
        "until": until,
        "made": until,
        "standard": "esp-m5",
        "items": [
            {"id": item, "verdict": said.get(item, "agreed"), "contested": False, "proof": "stated", "later": [1]} for item in ITEMS
        ],
        "requests": [],
        "later": {"unknown": True},
    }  # fmt: skip


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Return the function that writes a return, or whatever else, into a file."""

    def put(content: Any, name: str = "a.json") -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return put


def test_standings_and_trends(put: Callable[..., Path]) -> None:
    """The last return of each committee counts; items come with the most missing first, committees by name; moves both ways."""
    files = [
        put(data(2, L1_1_1="missing", L2_2_3="in-place"), "2.json"),
        put(data(1, L1_1_1="missing", L1_1_2="planned"), "1a.json"),
        put(data(1, "2026-h2", L1_1_1="in-place", L1_1_2="missing"), "1b.json"),
    ]
    held = gathered(files)
    assert [one.name for one in held.latest()] == ["District 0001", "District 0002"]
    assert [(one.item, one.met, one.agreed, one.open, one.where) for one in standings(held)] == [
        ("L1.1.2", 0, 1, 1, ("District 0001",)),
        ("L1.1.1", 1, 0, 1, ("District 0002",)),
        ("L2.2.3", 1, 1, 0, ()),
    ]
    assert [(one.name, one.better, one.worse) for one in trends(held)] == [("District 0001", ("L1.1.1",), ("L1.1.2",))]


def test_set_aside_is_nowhere_counted(put: Callable[..., Path]) -> None:
    """What a committee set aside is neither met nor missing, and has not moved."""
    held = gathered([put(data(1, L1_1_1="set-aside"), "a.json"), put(data(1, "2026-h2", L1_1_1="missing"), "b.json")])
    assert [(one.better, one.worse) for one in trends(held)] == [((), ())]
    held = gathered([put(data(1, L1_1_1="set-aside"), "a.json")])
    assert "L1.1.1" not in [one.item for one in standings(held)]


def test_missing_and_requests(put: Callable[..., Path], tmp_path: Path) -> None:
    """Who was expected and sent nothing is named; requests stand with their committee; lists come as text and as TOML."""
    asked = {**data(1), "requests": ["A nurse at night."]}
    text = tmp_path / "expected.txt"
    text.write_text("district-1, District 1\n# remark\n\ndistrict-9 Far District\n")
    toml = tmp_path / "committees.toml"
    toml.write_text('[[committees]]\nid = "district-9"\nname = "Far District"\n')
    for expected in (listed(text), listed(toml)):
        held = gathered([put(asked)], expected)
        assert held.missing == (("Far District", "district-9"),)
        page = str(sheet(held, Shelf(None).words("en"), TODAY).blocks)
        assert "Far District" in page
        assert "A nurse at night." in page


@pytest.mark.parametrize("content", ["one two\nDistrict Nine\n", "[[x]]\n", "committees = 3\n"])
def test_a_list_that_is_none(tmp_path: Path, content: str) -> None:
    """A list of committees that is none is refused with its name."""
    file = tmp_path / ("list.txt" if "one" in content else "list.toml")
    file.write_text(content)
    with pytest.raises(VawcoordError, match=file.name):
        listed(file)


def spoiled(**changes: Any) -> dict[str, Any]:
    """Return a return with some keys changed."""
    return {**data(), **changes}


DEEP = b'{"kind": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "no JSON"),
        (b"PK\x03\x04", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (DEEP, "no JSON"),
        (b'{"kind": NaN}', "no JSON"),
        (b"[]", "no return"),
        ({}, "no return"),
        (spoiled(kind="other"), "no return"),
        (spoiled(format=2), "another format"),
        (spoiled(format="1"), "another format"),
        (spoiled(standard="scorecard"), "another standard"),
        (spoiled(committee=3), "not as it must be"),
        (spoiled(committee={**data()["committee"], "id": "../../etc"}), "committee.id"),
        (spoiled(committee={**data()["committee"], "name": "x" * 5000}), "committee.name"),
        (spoiled(items=[]), "items"),
        (spoiled(items=[{"id": "L9.9.9.9", "verdict": "missing"}]), "items"),
        (spoiled(items=[{"id": "L1.1.1", "verdict": "perfect"}]), "L1.1.1"),
        (spoiled(items=[{"id": "L1.1.1", "verdict": ["missing"]}]), "not as it must be"),
        (spoiled(items=data()["items"] * 2), "items"),
        (spoiled(made="soon"), "not as it must be"),
        (spoiled(until="2025-01-01"), "until"),
        (spoiled(requests=["x"] * 99), "requests"),
        (spoiled(requests="help"), "requests"),
        (b" " * 2_000_000, "bytes long"),
    ],
    ids=str,
)
def test_what_is_no_return(put: Callable[..., Path], content: Any, word: str) -> None:
    """What is foreign, too large, newer or broken is refused with file and reason, alone and beside a good one."""
    bad = put(content, "bad.json")
    with pytest.raises(VawcoordError, match=r"bad\.json") as caught:
        read_return(bad, "bad.json")
    assert word in caught.value.message
    held = gathered([put(data(), "good.json"), bad])
    assert [one.file for one in held.faults] == ["bad.json"]
    assert len(held.returns) == 1
    with pytest.raises(VawcoordError, match="Not one return"):
        gathered([bad])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*data(), "x"]), inner, max_size=6),
        max_leaves=12,
    ),
    st.sampled_from([*data(), ""]),
)
def test_anything_is_read_or_refused(put: Callable[..., Path], value: Any, key: str) -> None:
    """Whatever stands under a key, or in place of all, the file is read or refused in a sentence."""
    path = put({**data(), key: value} if key else value)
    said = ""
    try:
        read_return(path, "a.json")
    except VawcoordError as error:
        said = error.message
    assert not said or said.startswith("a.json")


def test_two_returns_of_one_time(put: Callable[..., Path]) -> None:
    """The same file twice counts once; two that differ count neither way, and are named."""
    first, same = put(data(), "a.json"), put(data(), "b.json")
    assert len(gathered([first, same]).returns) == 1
    other = put(data(L1_1_1="missing"), "c.json")
    held = gathered([first, other, put(data(2), "d.json")])
    assert [one.id for one in held.returns] == ["district-2"]
    assert "a.json" in held.faults[0].why


def test_a_folder_and_a_missing_file(put: Callable[..., Path], tmp_path: Path) -> None:
    """A folder is read with all its returns; a file that is not there and an empty folder are named."""
    put(data(1), "1.json")
    folder = put(data(2), "2.json").parent
    (folder / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    held = gathered([folder, tmp_path / "nothing.json", tmp_path / "empty"])
    assert len(held.returns) == 2
    assert [one.file for one in held.faults] == ["nothing.json", "empty"]


def test_files_are_written_once(put: Callable[..., Path], tmp_path: Path) -> None:
    """Word, page and sheets; a second time only with `replace`; text that a spreadsheet would compute is guarded."""
    evil = data()
    evil["committee"]["name"] = "=HYPERLINK(1)"
    held = gathered([put(evil), put(data(2), "b.json")])
    out = tmp_path / "out"
    assert [one.name for one in written(held, out, TODAY)] == list(NAMES)
    with pytest.raises(VawcoordError, match="already"):
        written(held, out, TODAY)
    written(held, out, TODAY, replace=True)
    lines = list(csv.reader((out / "rollup.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert "\u001b" not in (out / "rollup.csv").read_text(encoding="utf-8")
    with pytest.raises(VawcoordError, match="no folder"):
        written(held, out / "rollup.csv", TODAY)


def test_no_score_and_no_ranking(put: Callable[..., Path]) -> None:
    """Committees stand by name whatever their verdicts; no column holds a sum over a committee."""
    best = data(9, L1_1_1="in-place", L1_1_2="in-place", L2_2_3="in-place")
    held = gathered([put(best, "9.json"), put(data(1, L1_1_1="missing", L1_1_2="missing", L2_2_3="missing"), "1.json")])
    table = matrix(held, Shelf(None).words("en"), TODAY)
    assert [row.id for row in table.rows] == ["district-1", "district-9"]
    assert [one.name for one in table.columns] == ["id", "name", "area", "period", "made", *ITEMS, "contested", "asked"]
    assert "no ranking" in str(sheet(held, Shelf(None).words("en"), TODAY).blocks)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_in_other_languages(put: Callable[..., Path], tmp_path: Path, language: str) -> None:
    """The fixed words are there in each language."""
    held = gathered([put(data()), put(data(1, "2026-h2", L1_1_1="missing"), "b.json")])
    words = Shelf(None).words(language)
    assert "Returns of the committees" not in sheet(held, words, TODAY).title
    assert written(held, tmp_path / language, TODAY, language=language)


def test_a_thousand_returns(put: Callable[..., Path], tmp_path: Path) -> None:
    """A thousand returns are read and written in seconds."""
    base = put(data(1), "0.json")
    for number in range(1000):
        shutil.copyfile(put(data(number // 2, "2026-h1" if number % 2 else "2026-h2"), "x.json"), base.parent / f"r{number}.json")
    (base.parent / "x.json").unlink()
    base.unlink()
    began = time.monotonic()
    held = gathered([base.parent])
    written(held, tmp_path / "out", TODAY)
    assert len(held.returns) == 1000
    assert time.monotonic() - began < 30
