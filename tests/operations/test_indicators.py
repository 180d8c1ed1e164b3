"""Indicators: defined, their figures recorded and taken in, who owes some, where they stand; nothing wrong comes in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.documents.indicators import cautions, owing, sheet, trend_said, value_said, view, views
from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.indicators import add, find_indicator, find_period, import_file, record
from vawcoord.prose import Table, plain
from vawcoord.records.indicator import period, points, returns
from vawcoord.render.html import render

TODAY = date(2026, 6, 1)
MEMBER = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'
HEAD = "indicator,breakdown,value\n"


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with two agencies, a count and a share that both return every quarter."""
    return folder(
        {
            "members/police.toml": MEMBER.format(name="County Police", sector="police"),
            "members/court.toml": MEMBER.format(name="County Court", sector="courts"),
            "members/late.toml": MEMBER.format(name="Late", sector="health").replace("2025-01-01", "2026-05-01"),
            "indicators/referrals.toml": 'title = "Referrals made"\ndefinition = "All."\nagencies = ["police", "court", "late"]\n'
            'better = "up"\nowner = "police"\nbaseline = { value = 20, date = 2025-12-31 }\ntarget = { value = 40 }\n'
            'breakdowns = ["town", "islands"]\n',
            "indicators/in-time.toml": 'title = "In time"\ndefinition = "Share."\nunit = "percent"\nagencies = ["police"]\n'
            'frequency = "half-yearly"\nbetter = "up"\nno_baseline = "New."\n',
        }
    )


def took(root: Path, tmp_path: Path, text: str | bytes, name: str = "2026-q1-police.csv", **more: Any) -> list[str]:
    """Take a file in and return what is wrong in it, as `line column message`."""
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    _whose, faults, changes = import_file(root, load(root)[0], file, TODAY, **more)
    if changes is not None:
        assert faults == ()
        apply(root, changes)
        assert load(root)[1] == ()
    return [f"{one.line} {one.column} {one.message} {one.mend}" for one in faults]


def test_figures_are_taken_in(root: Path, tmp_path: Path) -> None:
    """Period and agency come from the name; the file lies where it belongs; Windows' line ends and a mark at the head are fine."""
    text = "\ufeff" + HEAD.replace("\n", "\r\n") + "referrals,town,10\r\nreferrals,islands,2\r\nreferrals,all,12\r\n\r\n"
    assert took(root, tmp_path, text) == []
    assert (root / "indicators/data/2026-q1-police.csv").read_text(encoding="utf-8") == (
        f"{HEAD}referrals,town,10\nreferrals,islands,2\nreferrals,all,12\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace(",", ";") + "referrals;all;1\n", "1  the columns are separated by semicolons"),
        (HEAD.replace(",", "\t") + "referrals\tall\t1\n", "1  the columns are separated by tabs"),
        ("a,b,c\n", "1  the first line must name the columns"),
        ("", "1  the first line must name the columns"),
        (f"{HEAD}", "1  there are no figures in this file"),
        (f'{HEAD}referrals,all,"1,5"\n', '2 value "1,5" has a decimal comma. Write a point before the decimals: 1.5'),
        (f"{HEAD}referrals,all,1,5\n", '2 value "1,5" has a decimal comma'),
        (f"{HEAD}referrals,all,-3\n", '2 value "-3" is below nothing'),
        (f"{HEAD}referrals,all,\u22123\n", "is below nothing"),
        (f"{HEAD}referrals,all,1 000\n", '2 value "1 000" is no number from 0'),
        (f"{HEAD}referrals,all,many\n", '2 value "many" is no number from 0'),
        (f"{HEAD}referrals,all,\n", "2 value no number stands here"),
        (f"{HEAD}referrals,all\n", "2  2 columns stand here in place of three"),
        (f"{HEAD},all,3\n", "2 indicator nothing stands here"),
        (f"{HEAD}referrals,=1+1,3\n", "2 breakdown a spreadsheet would take this text for a formula"),
        (f"{HEAD}referals,all,3\n", '2 indicator there is no indicator "referals". Did you mean "referrals"?'),
        (f"{HEAD}referrals,twn,3\n", '2 breakdown referrals is not broken down by "twn". Did you mean "town"?'),
        (f"{HEAD}referrals,all,3\nreferrals,,3\n", '3 breakdown "referrals, all" stands twice'),
        (f"{HEAD}referrals,town,1\nreferrals,islands,2\nreferrals,all,4\n", "4 value 4 is not the sum of the parts, which is 3"),
        (
            f"{HEAD}in-time,all,3\n",
            "2 indicator in-time is not returned for such a period as 2026-q1. Its periods are like 2026-h1",
        ),
        (f'{HEAD}referrals,all,"3\n', "2  a quotation mark is not closed"),
    ],
)
def test_a_file_with_a_fault_stays_out(
    root: Path, tmp_path: Path, hashes: Callable[[Path], object], text: str, said: str
) -> None:
    """Line, column, what is wrong and what to do; nothing is written, also not what was right."""
    before = hashes(root / "indicators")
    found = took(root, tmp_path, text)

    assert any(said in one for one in found), found
    assert hashes(root / "indicators") == before


def test_every_fault_is_named(root: Path, tmp_path: Path) -> None:
    """Nothing stops at the first, and they stand in the order of the lines."""
    found = took(root, tmp_path, f'{HEAD}referrals,town,"1,5"\nreferal,all,3\nreferrals,islands,-1\nreferrals,all,5\n')
    assert [one.split()[0] for one in found] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("2026-q1-polic.csv", {}, 'Did you mean "police"?'),
        ("2026-q1-late.csv", {}, None),
        ("figures.csv", {}, "whose figures are these"),
        ("figures.csv", {"when": "2026-q9", "agency": "police"}, '"2026-q9" is no period'),
        ("2026-q2-police.csv", {}, "2026-q2 is not over"),
        ("figures.xlsx", {"when": "2026-q1", "agency": "police"}, "this is no CSV file"),
        ("figures.csv", {"when": "2026-q1", "agency": "police"}, ""),
    ],
)
def test_whose_figures_they_are(root: Path, tmp_path: Path, name: str, more: dict[str, str], said: str | None) -> None:
    """An unknown agency, no period, one that is not over, another kind of file: one sentence."""
    text = f"{HEAD}referrals,all,3\n"
    if said:
        with pytest.raises(VawcoordError) as caught:
            took(root, tmp_path, text, name, **more)
        assert said in f"{caught.value.message} {caught.value.mend}"
    else:
        assert took(root, tmp_path, text, name, **more) == []


def test_another_agencys_indicator(root: Path, tmp_path: Path) -> None:
    """An agency that does not return an indicator is told who does."""
    (found,) = took(root, tmp_path, f"{HEAD}in-time,all,50\n", "2025-h2-court.csv")
    assert "court is not among those who return in-time. They are: police." in found


def test_text_in_another_encoding(root: Path, tmp_path: Path) -> None:
    """It is refused with its line."""
    with pytest.raises(VawcoordError, match=r"2026-q1-police\.csv:2"):
        took(root, tmp_path, HEAD.encode() + "referrals,\xe9,1\n".encode("latin-1"))
    with pytest.raises(VawcoordError, match="not there"):
        import_file(root, load(root)[0], tmp_path / "2026-q1-none.csv", TODAY)


def test_a_period_twice(root: Path, tmp_path: Path) -> None:
    """What an agency has sent stays, unless it is said that the new figures are right; other indicators stay as they were."""
    assert took(root, tmp_path, f"{HEAD}referrals,town,1\nreferrals,islands,1\n") == []
    (found,) = took(root, tmp_path, f"{HEAD}referrals,all,9\n")
    assert "police has sent referrals for 2026-q1 already. Where this one is right, say --replace." in found
    assert took(root, tmp_path, f"{HEAD}referrals,all,9\n", replace=True) == []
    assert (root / "indicators/data/2026-q1-police.csv").read_text(encoding="utf-8") == f"{HEAD}referrals,all,9\n"


def recorded(root: Path, name: str, value: str, when: str = "2026-q1", agency: str = "police", **more: Any) -> None:
    """Write a figure down."""
    committee = load(root)[0]
    found = find_indicator(committee, name)
    apply(root, record(root, committee, found, value, find_period(when, TODAY), agency, TODAY, **more))


def test_a_figure_is_recorded(root: Path) -> None:
    """Parts may come one by one; one that was recorded is replaced only when that is said."""
    recorded(root, "referrals", "10", breakdown="town")
    recorded(root, "referrals", "2", breakdown="islands")
    recorded(root, "referrals", "12", breakdown="all")
    with pytest.raises(VawcoordError, match="already"):
        recorded(root, "referrals", "11", breakdown="all")
    recorded(root, "referrals", "3", breakdown="Islands", replace=True)
    assert (root / "indicators/data/2026-q1-police.csv").read_text(encoding="utf-8") == (
        f"{HEAD}referrals,town,10\nreferrals,all,12\nreferrals,Islands,3\n"
    )
    for value, said in (("1,5", "decimal comma"), ("-1", "below nothing"), ('"', "no number from 0")):
        with pytest.raises(VawcoordError, match=said):
            recorded(root, "referrals", value, agency="court")


def test_a_broken_file_is_not_written_over(root: Path) -> None:
    """Figures that cannot be read are mended first."""
    file = root / "indicators/data/2026-q1-police.csv"
    file.parent.mkdir()
    file.write_text("a;b;c\n", encoding="utf-8")
    with pytest.raises(VawcoordError, match="left out"):
        recorded(root, "referrals", "1")
    assert file.read_text(encoding="utf-8") == "a;b;c\n"


def test_a_sum_waits_for_everybody(root: Path) -> None:
    """Of a count the agencies are added up; while one is missing nothing is said. Who was no member owes nothing."""
    recorded(root, "referrals", "10")
    (one,) = points(load(root)[0], find_indicator(load(root)[0], "referrals"), TODAY)
    assert (one.value, one.missing) == (None, ("court",))
    recorded(root, "referrals", "20", agency="court")
    committee = load(root)[0]
    (one,) = points(committee, find_indicator(committee, "referrals"), TODAY)
    assert (one.value, one.agencies, one.missing) == (30, (("court", 20), ("police", 10)), ())


def test_who_has_not_sent(root: Path) -> None:
    """From the first period for which anybody sent; days are counted from the day it was due."""
    recorded(root, "referrals", "10", when="2025-q4")
    committee = load(root)[0]
    held = {(one.agency, one.indicator, one.period.id): one for one in returns(committee, TODAY)}

    assert set(held) == {
        ("police", "referrals", "2025-q4"), ("court", "referrals", "2025-q4"), ("police", "referrals", "2026-q1"),
        ("court", "referrals", "2026-q1"), ("police", "in-time", "2025-h2"),
    }  # fmt: skip
    assert held["police", "referrals", "2025-q4"].received
    assert (held["court", "referrals", "2025-q4"].due, held["court", "referrals", "2025-q4"].late_days) == (
        date(2026, 1, 30), 122,
    )  # fmt: skip
    assert owing(tuple(held.values()))[0].late_days == 122
    (only,) = [one for one in returns(committee, TODAY, only=period("2026-q1")) if one.agency == "court"]
    assert (only.period.id, only.received, only.late_days) == ("2026-q1", False, 32)


def test_where_an_indicator_stands(root: Path) -> None:
    """Against the period before, else against the start: a sign and words, better or worse, target reached."""
    committee = load(root)[0]
    one = view(committee, find_indicator(committee, "referrals"), TODAY)
    assert (one.now, one.direction, trend_said(one)) == (None, "", "· no trend yet")
    for agency in ("police", "court"):
        recorded(root, "referrals", "11", when="2025-q4", agency=agency)
    committee = load(root)[0]
    one = view(committee, find_indicator(committee, "referrals"), TODAY)
    assert (one.before, one.now.value if one.now else None, trend_said(one), one.reached) == (20, 22, "▲ up, better", False)
    for agency in ("police", "court"):
        recorded(root, "referrals", "10", agency=agency)
    committee = load(root)[0]
    one = view(committee, find_indicator(committee, "referrals"), TODAY)
    assert (one.last.value if one.last else None, trend_said(one)) == (22, "▼ down, worse")
    for agency in ("police", "court"):
        recorded(root, "referrals", "20", agency=agency, replace=True)
    committee = load(root)[0]
    assert view(committee, find_indicator(committee, "referrals"), TODAY).reached is True


def test_cautions_stand_where_they_belong(root: Path) -> None:
    """More reports are not failure; which forms of violence are covered, and where nobody said."""
    made, changes = add(load(root)[0], "Reports to the desk", {"definition": "All.", "reports": True}, TODAY)
    apply(root, changes)
    committee = load(root)[0]
    said = list(cautions(find_indicator(committee, made)))
    assert said[0].startswith("More reports are not failure")
    assert "does not say which forms" in said[1]
    assert list(cautions(find_indicator(committee, "referrals"))) == []
    page = render(sheet(committee, Shelf(None).words("en"), TODAY), None, skip="skip")
    assert "More reports are not failure" in page
    assert "not what women live through" in page
    recorded(root, "referrals", "10")
    recorded(root, "referrals", "10", agency="court")
    arabic = sheet(load(root)[0], Shelf(None).words("ar"), TODAY)
    cells = [plain(cell.runs) for one in arabic.blocks if isinstance(one, Table) for cells in one.rows for cell in cells]
    assert "20 (\u20662026-q1\u2069)" in cells


def test_an_indicator_is_defined(root: Path) -> None:
    """Its id comes from its title; what is computed needs no definition and is named after its figure."""
    made, changes = add(load(root)[0], "Calls answered", {"definition": "All.", "agencies": ("police",), "unit": ""}, TODAY)
    apply(root, changes)
    assert made == "calls-answered"
    made, changes = add(load(root)[0], "", {"computed": "meetings-held"}, TODAY)
    apply(root, changes)
    committee, findings = load(root)
    assert findings == ()
    assert (made, find_indicator(committee, made).unit) == ("meetings-held", "percent")


@pytest.mark.parametrize(
    ("title", "values", "said"),
    [
        ("Calls", {}, 'the key "definition" is missing'),
        ("Calls", {"definition": "x", "owner": "polic"}, 'Did you mean "police"?'),
        ("Calls", {"definition": "x", "kind": "number"}, "expected one of quantitative, qualitative"),
        ("Calls", {"computed": "meetings-hold"}, 'Did you mean "meetings-held"?'),
        ("Femicides in the area", {"definition": "x"}, "Killings are never counted"),
        ("Calls", {"definition": "Women who were killed."}, "Killings are never counted"),
        ("Calls", {"definition": "x", "covers": ("homicide",)}, "Killings are never counted"),
    ],
)
def test_what_cannot_be_an_indicator(root: Path, title: str, values: dict[str, Any], said: str) -> None:
    """A missing definition, an unknown agency, word or figure; and a killing is never tabulated."""
    with pytest.raises(VawcoordError) as caught:
        add(load(root)[0], title, values, TODAY)
    assert said in f"{caught.value.message} {caught.value.mend}"


def test_a_computed_indicator_is_never_typed(root: Path, tmp_path: Path) -> None:
    """Figures for it are refused; it has a value all the same, period by period."""
    _made, changes = add(load(root)[0], "", {"computed": "joint-trainings"}, TODAY)
    apply(root, changes)
    (found,) = took(root, tmp_path, f"{HEAD}joint-trainings,all,5\n")
    assert "is computed from the committee's own papers" in found
    for day in ("2026-02-01", "2026-04-01", "2026-05-01"):
        entry = root / f"registers/training/{day}-joint.toml"
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(
            f'date = {day}\ntitle = "T"\ntopic = "referral"\naudience = "staff"\nsectors = ["police", "health", "courts"]\n'
            'persons = 12\nsurvivor_led = false\nrecurrence = "once"\n',
            encoding="utf-8",
        )
    committee, findings = load(root)
    assert findings == ()
    one = view(committee, find_indicator(committee, "joint-trainings"), TODAY)
    assert [(point.period.id, point.value) for point in one.points] == [("2026-q1", 1), ("2026-q2", 2)]
    assert trend_said(one) == "▲ up, better"


def test_an_indicator_that_is_not_there(root: Path) -> None:
    """The near one is named; one with a mistake is said to be left out."""
    (root / "indicators/broken.toml").write_text("title = \n", encoding="utf-8")
    committee = load(root)[0]
    with pytest.raises(VawcoordError, match='Did you mean "referrals"'):
        find_indicator(committee, "referals")
    with pytest.raises(VawcoordError, match="left out"):
        find_indicator(committee, "broken")
    assert [one.indicator.id for one in views(committee, TODAY)] == ["in-time", "referrals"]


def test_a_value_as_it_is_printed() -> None:
    """Shares have their sign, and no decimals that say nothing."""
    assert [value_said(*one) for one in ((None, ""), (12.0, "percent"), (12.5, "calls"), (0.25, "%"))] == [
        "—", "12 %", "12.5", "0.25 %",
    ]  # fmt: skip


@given(st.lists(st.text('ab,;"\n\t=-0123456789.éق ', max_size=12), max_size=6), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_law_any_file_is_taken_in_or_named(root: Path, tmp_path: Path, lines: list[str], head: bool) -> None:  # noqa: FBT001
    """Law: whatever an agency sends, it comes in and is read again without a finding, or each fault is named and nothing comes in."""
    text = (HEAD if head else "") + "".join(f"referrals,{one}\n" for one in lines)
    held = root / "indicators/data/2026-q1-police.csv"
    held.unlink(missing_ok=True)
    found = took(root, tmp_path, text)
    assert held.exists() == (not found)
    assert all(one.split()[0].isdigit() for one in found)
