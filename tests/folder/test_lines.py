"""On which line a key stands: held against texts whose lines are known while they are made."""

import time
import tomllib
from typing import Any

import pytest
import tomli_w
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from vawcoord.folder.lines import KeyPath, key_lines, line_of

TRICKY = '''\
# [not.a.table]
"quoted.key" = 1
'single' = """
[no.table]
x = "1"
"""
a.b = { c = [1, 2, { d = "]}" }], "e f" = '#' } # remark = 1
list = [
  # a remark with ] and "
  "one",

  [
    "two", "three",
  ],
  { x = 1, y = [
    5,
  ] },
]
long = \'\'\'
x = [
\'\'\' # end
quotes = """a "" b \\""" c"""""
"\\u0061b\\"c" = 1

[table]
when = 2026-01-31 10:00:00
  [table.inner]
  k = 1.5e3

[[rows]]
id = "a"
[rows.sub]
z = 1
[[rows.deep]]
w = 1
[[rows.deep]]
w = 2

[[ rows ]]
id = "b"
rows2.x = 1
[[rows.deep]]
w = 3
[ "rows" . 'sub' ]
z = 2

[a.other]
last = -inf'''

EXPECTED: dict[KeyPath, int] = {
    ("quoted.key",): 2,
    ("single",): 3,
    ("a", "b"): 7,
    ("a", "b", "c"): 7,
    ("a", "b", "c", 2, "d"): 7,
    ("a", "b", "e f"): 7,
    ("list",): 8,
    ("list", 0): 10,
    ("list", 1): 12,
    ("list", 1, 1): 13,
    ("list", 2): 15,
    ("list", 2, "x"): 15,
    ("list", 2, "y", 0): 16,
    ("long",): 19,
    ("quotes",): 22,
    ('ab"c',): 23,
    ("table",): 25,
    ("table", "when"): 26,
    ("table", "inner"): 27,
    ("table", "inner", "k"): 28,
    ("rows",): 30,
    ("rows", 0): 30,
    ("rows", 0, "id"): 31,
    ("rows", 0, "sub", "z"): 33,
    ("rows", 0, "deep", 0, "w"): 35,
    ("rows", 0, "deep", 1, "w"): 37,
    ("rows", 1): 39,
    ("rows", 1, "id"): 40,
    ("rows", 1, "rows2"): 41,
    ("rows", 1, "deep", 0, "w"): 43,
    ("rows", 1, "sub", "z"): 45,
    ("a", "other"): 47,
    ("a", "other", "last"): 48,
}


def leaves(value: Any, path: KeyPath = ()) -> dict[KeyPath, Any]:
    """Return every key and list element of parsed TOML."""
    found = {path: value} if path else {}
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            found |= leaves(inner, (*path, place))
    return found


def test_a_tricky_text() -> None:
    """Texts of several lines, brackets in texts, tables in lists and keys in quotes mislead nobody."""
    found = key_lines(TRICKY)

    assert {path: found.get(path) for path in EXPECTED} == EXPECTED
    assert set(leaves(tomllib.loads(TRICKY))) - set(found) == set()


def test_parents_of_a_table_have_a_line() -> None:
    """A table that is only named by the tables in it stands where the first of them stands."""
    assert key_lines("x = 1\n[a.b.c]\nd = 1\n[[e.f]]\n") == {
        ("x",): 1,
        ("a",): 2,
        ("a", "b"): 2,
        ("a", "b", "c"): 2,
        ("a", "b", "c", "d"): 3,
        ("e",): 4,
        ("e", "f"): 4,
        ("e", "f", 0): 4,
    }


def test_the_nearest_line_above() -> None:
    """A key that is missing is looked for in the table around it."""
    lines = key_lines('a = 1\n[[people]]\nname = "x"\n')

    assert line_of(lines, ("people", 0, "name")) == 3
    assert line_of(lines, ("people", 0, "post")) == 2
    assert line_of(lines, ("people", 7, "post")) == 2
    assert line_of(lines, ("nobody", "post")) == 0
    assert line_of(lines, ()) == 0


KEYS = st.text("abc-_1", min_size=1, max_size=4) | st.sampled_from(
    ["a.b", 'a"b', "a\\b", "", "é", "#", "[x]", "=", "\t", "\u2028", "a\nb"]
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=8) | st.sampled_from(
    ['"""', "'''", "]", "[", "}", "{ a = 1 }", "# x", "\\", '\\"', "a = 1\n[b]\n", "\n[[c]]\n", '"', "'"]
)
SCALARS = TEXTS | st.integers(-9, 9) | st.booleans() | st.dates() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=5)


def check_against_reader(text: str) -> None:
    """Hold the lines of a text against the reader: cut before a key's line it is unknown, cut after its line it is begun.

    The text up to the line before a leaf cannot hold the leaf; that tells the earliest line. The line itself holds its key.
    """
    found, table = key_lines(text), tomllib.loads(text)
    everything = leaves(table)
    assert set(everything) <= set(found)
    lines = text.split("\n")
    for path, value in everything.items():
        line = found[path]
        assert 1 <= line <= len(lines)
        if isinstance(value, str) and isinstance(path[-1], str) and value.isalnum() and value.isascii():
            assert value in lines[line - 1], (path, text)
    order = [found[path] for path in everything if len(path) == 1 and not isinstance(everything[path], dict | list)]
    assert order == sorted(order)


@settings(max_examples=400, deadline=None)
@given(TABLES, st.booleans())
def test_law_texts_of_tomli_w(table: dict[str, Any], several_lines: bool) -> None:  # noqa: FBT001 - a law's or a table's column
    """Law: every key and element of a text written by tomli-w has a line."""
    check_against_reader(tomli_w.dumps(table, multiline_strings=several_lines))


@settings(max_examples=200, deadline=None)
@given(TABLES)
def test_law_texts_of_tomlkit(table: dict[str, Any]) -> None:
    """Law: every key and element of a text written by tomlkit has a line."""
    text = tomlkit.dumps(table)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # tomlkit writes some odd keys that nobody reads
    check_against_reader(text)


@st.composite
def made(draw: st.DrawFn) -> tuple[str, dict[KeyPath, int]]:
    """Return a text put together line by line, and the line of each of its leaves."""
    lines: list[str] = []
    expected: dict[KeyPath, int] = {}
    prefix: KeyPath = ()
    counts: dict[str, int] = {}
    for number in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(["pair", "pair", "long", "list", "inline", "remark", "blank", "table", "rows", "dotted"]))
        name = f"k{number}"
        indent = draw(st.sampled_from(["", "", "  ", "\t"]))
        path, line = (*prefix, name), len(lines) + 1
        match kind:
            case "pair":
                value = draw(st.sampled_from(['"a # b"', "'[x]'", "1", "2026-01-31", "[ 1, 2 ]", '""', "true", "{}", "[]"]))
                remark = draw(st.sampled_from(["", " # x = 1", ' # ] "']))
                lines.append(f"{indent}{name}{indent}={indent}{value}{remark}")
            case "long":
                mark = draw(st.sampled_from(['"""', "'''"]))
                more = draw(st.sampled_from([[], [""], ["\\\\ y"]]))
                lines += [f"{name} = {mark}", "[table]", "x = 1 # \" '", *more, mark]
            case "list":
                lines.append(f"{name} = [")
                for place in range(draw(st.integers(0, 3))):
                    lines += draw(st.sampled_from([[], ["# ] remark"], [""]]))
                    expected[*path, place] = len(lines) + 1
                    lines.append(f'{indent}"]", ')
                lines.append("]")
            case "inline":
                lines.append(f'{name} = {{ x = "}}", y = [')
                expected[*path, "x"] = expected[*path, "y"] = line
                expected[*path, "y", 0] = line + 1
                expected[*path, "z"] = line + 3
                lines += ["  { }", "  ,", "], z = 1 }"]
            case "dotted":
                lines.append(f'{name}."a b".c = 1')
                expected[*path, "a b"] = expected[*path, "a b", "c"] = line
            case "table":
                lines.append(f"{indent}[ {name} . x ]")
                prefix = (name, "x")
                path = prefix
            case "rows":
                rows = draw(st.sampled_from(["rowsa", "rowsb"]))
                lines.append(f"[[{rows}]]")
                prefix = (rows, counts.get(rows, 0))
                counts[rows] = counts.get(rows, 0) + 1
                path = prefix
            case "remark":
                lines.append("# k = [")
                continue
            case _:
                lines.append(indent)
                continue
        expected[path] = line
    return "\n".join(lines), expected


@settings(max_examples=500, deadline=None)
@given(made())
def test_law_texts_made_by_hand(text_and_lines: tuple[str, dict[KeyPath, int]]) -> None:
    """Law: in texts as people write them every key has exactly the line on which it was put."""
    text, expected = text_and_lines
    tomllib.loads(text)
    found = key_lines(text)

    assert {path: found.get(path) for path in expected} == expected


@settings(max_examples=800)
@given(st.text("ab=.,[]{}\"'#\n\\ 1", max_size=60) | st.text(max_size=30))
def test_law_any_text(text: str) -> None:
    """Law: a text that is no TOML raises nothing, and no line is past its end."""
    assert all(1 <= line <= text.count("\n") + 1 for line in key_lines(text).values())


@pytest.mark.parametrize("text", ["x = 1\n[a b]\nc = 1", "x = 1\n[[a]\nc = 1", "x = 1\nc 1", "x = 1\n= 1\nc = 1"])
def test_up_to_the_mistake(text: str) -> None:
    """Of a text that is no TOML, the keys before the mistake have their lines."""
    found = key_lines(text)

    assert found[("x",)] == 1
    assert ("a", "c") not in found


FLOODS = {
    "open lists": "a = " + "[" * 200_000,
    "open tables": "[" * 200_000,
    "open braces": "a = {" + "a = {" * 50_000,
    "keys": "".join(f"k{number} = 1\n" for number in range(80_000)),
    "rows": "[[a]]\nb = 1\n" * 30_000,
    "a long text": 'a = """' + "x\n" * 400_000 + '"""',
    "an open text": '"' * 500_000,
    "blanks": " " * 900_000 + "=",
    "remarks": "#\n" * 400_000,
    "escapes": 'a = "' + "\\\\" * 400_000 + '"',
    "open escapes": 'a = "' + "\\\\" * 400_000,
    "long escapes": 'a = """' + "\\\\" * 400_000,
    "dots": "a." * 400_000,
    "a list": "a = [" + "1, " * 150_000 + "]",
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS.keys())
def test_floods(text: str) -> None:
    """The largest file, whatever fills it, is walked over in under three seconds."""
    began = time.process_time()
    key_lines(text)

    assert time.process_time() - began < 3
