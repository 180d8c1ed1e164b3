"""Records: values like frozen dataclasses, that tell every problem of the table they were read from."""

import copy
import math
import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.document import Front
from vawcoord.records.member import Authority, Member, Representative
from vawcoord.records.profile import Officer, Profile, Quorum, share_of
from vawcoord.records.record import (
    BOOL,
    CLOCK,
    COUNT,
    DATE,
    ID_TYPE,
    IDS,
    ITEM_TYPE,
    LINE,
    NUMBER,
    PERCENT,
    REF_TYPE,
    TEXT,
    TEXTS,
    Choice,
    ListOf,
    OneOf,
    Reading,
    Record,
    TableOf,
    Type,
    is_id,
    key,
    nearest,
    tables,
)
from vawcoord.where import Where

DAY = date(2026, 1, 31)


class Point(Record):
    """A record made for these tests."""

    name: str = key(LINE, "the name")
    from_: date | None = key(DATE, "the first day", default=None)
    sizes: tuple[int, ...] = key(ListOf(COUNT, "a list of numbers"), "sizes", default=())


class Group(Record):
    """A record that holds others, and takes its id from its file's name."""

    id = ""

    title: str = key(LINE, "the title")
    first: Point | None = key(TableOf(Point), "the first", default=None)
    points: tuple[Point, ...] = key(tables(Point), "the points", default=())


def read(record: type[Record], table: dict[str, Any]) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return what was read, and the problems as (code, key, sentence)."""
    reading = Reading("x.toml")
    made = record.read(table, (), reading)
    return made, [(code, ".".join(map(str, at)), sentence) for code, at, sentence in reading.problems]


def test_values_and_defaults() -> None:
    """Keys that are not given have the value of their declaration."""
    point = Point(name="a")

    assert (point.name, point.from_, point.sizes, point.where) == ("a", None, (), Where(""))


def test_immutable() -> None:
    """Nothing can be set or deleted."""
    point = Point(name="a")
    for change in (lambda: setattr(point, "name", "b"), lambda: delattr(point, "name"), lambda: setattr(point, "other", 1)):
        with pytest.raises(AttributeError):
            change()

    assert point == Point(name="a")


@pytest.mark.parametrize(
    "values", [{}, {"name": "a", "nmae": "b"}, {"from_": DAY}, {"name": "a", "from": DAY}, {"name": "a", "id": "b"}]
)
def test_wrong_arguments(values: dict[str, Any]) -> None:
    """Missing and unknown arguments are the programmer's mistake, and refused."""
    with pytest.raises(TypeError):
        Point(**values)


def test_only_keywords() -> None:
    """There are no arguments by position."""
    with pytest.raises(TypeError):
        Point("a")  # type: ignore[misc]


def test_equality_and_hash() -> None:
    """Records of one class with the same values are the same, wherever they were read; a default given is the default."""
    one, same, other = Point(name="a", where=Where("x.toml", 3)), Point(name="a", sizes=(), from_=None), Point(name="b")

    assert one == same
    assert hash(one) == hash(same)
    assert {one, same, other} == {one, other}
    assert one != other
    assert one != "a"
    assert Point(name="a") != Group(title="a")


def test_the_id_from_the_file_name_is_a_value() -> None:
    """Two records of the same content under two names are two records."""
    one, other = Group(title="a").named("one"), Group(title="a").named("other")

    assert (one.id, other.id, Group(title="a").id) == ("one", "other", "")
    assert one != other
    assert len({one, other, Group(title="a").named("one")}) == 2


def test_named_keeps_the_original() -> None:
    """Naming makes a new value."""
    plain = Group(title="a", where=Where("g.toml"))
    named = plain.named("g")

    assert (plain.id, named.id, named.title, named.where) == ("", "g", "a", Where("g.toml"))


def test_changed_values() -> None:
    """`but` makes a new record; also one that has its id from its file's name keeps it."""
    group = Group(title="a", where=Where("g.toml")).named("g")
    changed = group.but(title="b")

    assert (group.title, changed.title, changed.id, changed.where) == ("a", "b", "g", Where("g.toml"))
    with pytest.raises(TypeError):
        group.but(titel="b")


def test_shown_in_tests() -> None:
    """What a failing test prints names the class and the values."""
    assert repr(Point(name="a", sizes=(1,))) == "Point(name='a', sizes=(1,))"


def test_copies() -> None:
    """Records survive copying and pickling, which processes need."""
    group = Group(title="a", points=(Point(name="b", from_=DAY),)).named("g")

    assert copy.copy(group) == group
    assert copy.deepcopy(group) == group
    assert pickle.loads(pickle.dumps(group)) == group
    assert pickle.loads(pickle.dumps(group)).id == "g"


def test_values_in_order() -> None:
    """The keys that were given, in the order of the declaration, by their name in the file."""
    assert list(Point(sizes=(1,), name="a", from_=DAY).values()) == [("name", "a"), ("from", DAY), ("sizes", (1,))]
    assert list(Point(name="a").values()) == [("name", "a")]


def test_keys_are_inherited() -> None:
    """A record of a record has the keys of both."""

    class Special(Point):
        """One more key."""

        extra: str = key(LINE, "more", default="")

    assert list(Special.keys) == ["name", "from", "sizes", "extra"]
    assert list(Point.keys) == ["name", "from", "sizes"]
    assert Special(name="a", extra="b").extra == "b"


def test_read_a_whole_table() -> None:
    """Tables, lists of tables and words of Python are read; each record knows its key."""
    made, problems = read(Group, {"title": "t", "first": {"name": "a", "from": DAY}, "points": [{"name": "b"}, {"name": "c"}]})

    assert problems == []
    assert made == Group(title="t", first=Point(name="a", from_=DAY), points=(Point(name="b"), Point(name="c")))
    assert made.points[1].where == Where("x.toml", 0, ("points", 1))


def test_every_problem_is_collected() -> None:
    """Wrong values, unknown keys and missing keys are all named, each with its place; what is good is kept."""
    made, problems = read(
        Group,
        {
            "title": "t",
            "titel": "u",
            "first": {"name": "a", "from": "2026-01-31"},
            "points": [{"name": 1}, {"from": DAY}, {"name": "c", "sizes": [1, "2", -3]}, "d", {"name": "e"}],
        },
    )

    assert made == Group(title="t", first=Point(name="a"), points=(Point(name="c", sizes=(1,)), Point(name="e")))
    assert [(code, at) for code, at, _sentence in problems] == [
        ("FOL006", "titel"),
        ("FOL005", "first.from"),
        ("FOL005", "points.0.name"),
        ("FOL007", "points.1"),
        ("FOL005", "points.2.sizes.1"),
        ("FOL005", "points.2.sizes.2"),
        ("FOL005", "points.3"),
    ]


def test_a_record_without_its_keys_is_left_out() -> None:
    """Every missing key is named, with what it is for; one that is there but wrong is not called missing."""
    made, problems = read(Officer, {})
    assert made is None
    assert problems == [
        ("FOL007", "", 'the key "office" is missing: the office.'),
        ("FOL007", "", 'the key "holder" is missing: the person: agency/person.'),
    ]
    assert [(code, at) for code, at, _sentence in read(Officer, {"office": "king", "holder": "a/b"})[1]] == [("FOL005", "office")]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"nmae": "a"}, 'the key "nmae" is not known here. Did you mean "name"?'),
        ({"form": DAY}, 'the key "form" is not known here. Did you mean "from"?'),
        ({"zzz": 1}, 'the key "zzz" is not known here.'),
        ({"where": "x"}, 'the key "where" is not known here.'),
        ({"from_": DAY}, 'the key "from_" is not known here. Did you mean "from"?'),
        ({"a\x1b[2J\u202e": 1}, 'the key "a\\u001b[2J\\u202e" is not known here.'),
        ({"x" * 500: 1}, f'the key "{"x" * 60}" is not known here.'),
    ],
)
def test_did_you_mean(table: dict[str, Any], sentence: str) -> None:
    """An unknown key is named with the known one that is nearest, if one is near."""
    assert read(Point, {"name": "a", **table})[1][0][2] == sentence


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (TEXT, 5, "expected a text in quotes, found 5."),
        (TEXT, DAY, "expected a text in quotes, found 2026-01-31."),
        (LINE, "a\nb", 'expected a text of one line in quotes, found "a\\u000ab".'),
        (DATE, "2026-01-31", 'expected a date without quotes, such as 2026-01-31, found "2026-01-31".'),
        (BOOL, "yes", 'expected true or false, found "yes".'),
        (BOOL, 1, "expected true or false, found 1."),
        (PERCENT, 101, "expected a whole number from 0 to 100, found 101."),
        (PERCENT, True, "expected a whole number from 0 to 100, found true."),
        (TEXTS, "a", 'expected a list of texts in quotes, found "a".'),
        (TEXTS, {}, "expected a list of texts in quotes, found a table."),
        (Choice("a", "b"), "c", 'expected one of a, b, found "c".'),
        (Choice("a", "b"), [], "expected one of a, b, found a list."),
        (TableOf(Point), [], "expected a table, found a list."),
        (OneOf("a number or a date", COUNT, DATE), "x", 'expected a number or a date, found "x".'),
        (TEXT, 1.5, "expected a text in quotes, found 1.5."),
        (LINE, 2**20_000, "expected a text of one line in quotes, found a very long number."),
        (DATE, "x" * 99, f'expected a date without quotes, such as 2026-01-31, found "{"x" * 40}…".'),
    ],
    ids=range(17),
)
def test_what_was_expected_and_found(kind: Type, value: Any, sentence: str) -> None:
    """A problem says what is expected and what stands there, and repeats no more than a few characters of it."""
    reading = Reading("x.toml")

    assert kind.read(value, ("k",), reading) is None
    assert reading.problems == [("FOL005", ("k",), sentence)]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            ID_TYPE,
            ["a", "1", "county-police", "a" * 48],
            ["", "A", "a--b", "-a", "a-", "a_b", "é", "a" * 49, "con", "lpt1", "a\n", "a.b", 5],
        ),
        (REF_TYPE, ["a", "a/b", "2026-2028/1.2", "a/b/c/d"], ["", "/a", "a/", "A", "a/b/c/d/e", "a b", "../a", "a\n"]),
        (ITEM_TYPE, ["L2.2.3", "N3.1.14"], ["L2.2", "X1.1.1", "L7.1.1", "L2.2.3\n", "l2.2.3", "L2.2.123"]),
        (CLOCK, ["00:00", "09:30", "23:59"], ["9:30", "24:00", "12:60", "09:30\n", "", 930]),
        (COUNT, [0, 7], [-1, True, 1.0, "7", 10**30]),
        (NUMBER, [0, -1, 1.5, 10**12], [True, "1", math.nan, math.inf, -math.inf, 10**400]),
        (PERCENT, [0, 100], [-1, 101, 50.0]),
        (DATE, [DAY], ["2026-01-31", 2026, date(226, 1, 31), date.min, date.max]),
        (LINE, ["", "a", "الأطراف", "a\u00a0b\tc"], ["a\nb", "a\x01b", "a\x1bb", "\x7f", "a\x0cb", "a\ufffeb"]),
        (TEXT, ["", "a\nb\n", "\u2028"], ["a\x00", "a\x08b", "\uffff"]),
        (IDS, [[], ["a", "b"]], ["a", [["a"]], {}]),
    ],
    ids=["id", "ref", "item", "clock", "count", "number", "percent", "date", "line", "text", "ids"],
)
def test_what_a_type_takes(kind: Type, good: list[Any], bad: list[Any]) -> None:
    """Each type takes what fits it, and names what does not."""
    for value in good:
        reading = Reading("x.toml")
        kind.read(value, (), reading)
        assert reading.problems == [], value
    for value in bad:
        reading = Reading("x.toml")
        kind.read(value, (), reading)
        assert len(reading.problems) == 1, value


@given(st.from_regex(r"[a-z0-9-]{0,60}", fullmatch=True))
def test_law_ids(value: str) -> None:
    """Law: an id is 1 to 48 letters, digits and single hyphens inside, and the name of no device."""
    devices = {"con", "prn", "aux", "nul"} | {f"{name}{number}" for name in ("com", "lpt") for number in range(10)}
    expected = 1 <= len(value) <= 48 and "--" not in value and value == value.strip("-") and value not in devices

    assert is_id(value) == expected


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.datetimes() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abfromnetilspzw", max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["name", "title", "sector", "joined", "representatives", "signatories", "in_force", "x"]), PLAIN
    )
)
def test_law_reading_never_raises(table: dict[str, Any]) -> None:
    """Law: whatever stands in a table, reading gives a record or None, and problems."""
    for record in (Member, Profile, Front):
        made, problems = read(record, table)
        assert (made is None) <= bool(problems)


def test_a_flood_of_unknown_keys() -> None:
    """A file of 20,000 unknown keys is named within seconds."""
    import time

    began = time.process_time()
    _made, problems = read(Member, {"name": "a", "sector": "police", **{f"nam{number}": 1 for number in range(20_000)}})

    assert time.process_time() - began < 3
    assert 0 < len(problems) <= 20_000


def test_nearest() -> None:
    """The nearest word is found only when it is near."""
    assert nearest("polise", ("police", "health")) == "police"
    assert nearest("zzz", ("police", "health")) == ""
    assert nearest("", ()) == ""


@pytest.mark.parametrize(
    "slip", ["agency-0005/lead", "agnecy-0005/lead", "agency-0005/leadd", "agency-0005/leed", "agency-0005/lad"]
)
def test_nearest_among_many(slip: str) -> None:
    """Among very many only one slip of the pen counts; to compare with all would take long."""
    many = frozenset(f"agency-{number:04}/lead" for number in range(0, 20_000, 5))
    assert nearest(slip, many) == "agency-0005/lead"
    assert nearest("agency/lead", many) == ""


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2/3", True),
        ("1/2", True),
        ("50%", True),
        ("100%", True),
        ("3/2", False),
        ("0%", False),
        ("101%", False),
        ("1/0", False),
        ("0.5", False),
        ("", False),
    ],
)
def test_shares(value: str, good: bool) -> None:  # noqa: FBT001 - a law's or a table's column
    """A share lies above nothing and up to the whole."""
    made, problems = read(Quorum, {"share": value})

    assert problems == [] if good else len(problems) == 1
    above, below = share_of(made.share)
    assert 0 < above <= below


def test_officers_by_day() -> None:
    """Who holds an office on a day; of two whose terms overlap the one that began last."""
    early = Officer(office="chair", holder="a/a", from_=date(2025, 1, 1), until=date(2026, 6, 30))
    late = Officer(office="chair", holder="b/b", from_=date(2026, 6, 1))
    profile = Profile(id="x", uid="u", name="n", area="a", officers=(late, early))

    assert profile.officer("chair", date(2024, 12, 31)) is None
    assert profile.officer("chair", date(2025, 1, 1)) == early
    assert profile.officer("chair", date(2026, 6, 30)) == late
    assert profile.officer("secretary", date(2026, 6, 30)) is None


def test_members_by_day() -> None:
    """An agency is active from the day it joined to the day before it left; representatives serve on both their days."""
    first = Representative(
        id="a", name="A", post="P", from_=date(2025, 1, 1), until=date(2025, 12, 31), authority=Authority(letter="x")
    )
    second = Representative(id="b", seat="Rise representative", from_=date(2025, 12, 1))
    member = Member(
        name="m", sector="police", joined=date(2025, 1, 1), left=date(2026, 1, 1), representatives=(first, second)
    ).named("m")

    assert [member.active(day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert member.representative("lead", date(2025, 12, 31)) == second
    assert member.representative("lead", date(2024, 12, 31)) is None
    assert (first.shown(), second.shown()) == ("A, P", "Rise representative")
