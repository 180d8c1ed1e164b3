"""Changes to people's files: what is not meant stays byte for byte."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vawcoord.change import digest, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.writing import (
    document_text,
    edited_front,
    edited_toml,
    entry_line,
    inline,
    log_added,
    new_toml,
    put,
    removed,
    replaced,
    toml_text,
)
from vawcoord.text.frontmatter import split

Folder = Callable[..., Path]

MEMBER = """\
# The county's police.
name = "Police"   # as on its letters
sector = "police"

# joined with the founding order
joined = 2025-02-01
limits = [
  "one",  # the law
  "two",
]

[[representatives]]
id = "a"   # Amina
name = 'A. "Mwangi"'

[[signatories]]
post = "Commander"
"""


def set_name(document: Any) -> None:
    """Give the agency another name."""
    document["name"] = "County Police"


def after(root: Path, path: str, edit: Callable[[Any], None]) -> bytes:
    """Return what an edit makes of a file."""
    change = edited_toml(root, path, edit)
    assert change.before == digest((root / path).read_bytes())
    assert change.after is not None
    return change.after


@pytest.mark.parametrize(
    "before",
    [
        MEMBER.encode(),
        MEMBER.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + MEMBER.replace("\n", "\r\n").encode(),
        MEMBER.rstrip().encode(),
    ],
)
def test_an_edit_changes_nothing_else(folder: Folder, before: bytes) -> None:
    """Remarks, order, quotes, line ends and byte order mark stay as they were."""
    root = folder({"members/police.toml": before})

    assert after(root, "members/police.toml", set_name) == before.replace(b'name = "Police" ', b'name = "County Police" ')
    assert (root / "members/police.toml").read_bytes() == before


def test_an_edit_that_changes_nothing(folder: Folder) -> None:
    """Without a change the file is byte for byte the same."""
    assert after(folder({"a.toml": MEMBER}), "a.toml", lambda _document: None) == MEMBER.encode()


def test_new_keys_and_tables(folder: Folder) -> None:
    """A new key stands with the keys, a new table after its like."""

    def edit(document: Any) -> None:
        document["left"] = date(2026, 1, 31)
        document["representatives"].append({"id": "b", "seat": "Seat"})

    made = after(folder({"a.toml": MEMBER}), "a.toml", edit)
    table = tomllib.loads(made.decode())

    assert table["left"] == date(2026, 1, 31)
    assert [one["id"] for one in table["representatives"]] == ["a", "b"]
    assert [line for line in MEMBER.splitlines() if line not in made.decode().splitlines()] == []


KEYS = st.sampled_from(["name", "sector", "joined", "limits", "new", "note"])
NEW = (
    st.text("ab \"'\\\n#[]{}é=", max_size=12)
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.lists(st.text('ab"\n', max_size=4), max_size=3)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(KEYS, NEW, st.booleans())
def test_law_of_edits(folder: Folder, key: str, value: Any, crlf: bool) -> None:  # noqa: FBT001 - a law over both
    """Law: after an edit the file says what was meant, nothing else, and every remark is still there."""
    root = folder({"a.toml": (MEMBER.replace("\n", "\r\n") if crlf else MEMBER).encode()})

    def edit(document: Any) -> None:
        document[key] = value

    made = after(root, "a.toml", edit)

    assert tomllib.loads(made.decode()) == {**tomllib.loads(MEMBER), key: value}
    assert (made.count(b"\r\n") == made.count(b"\n")) == crlf
    for remark in ("# The county's police.", "# joined with the founding order", "# Amina"):
        assert remark in made.decode()


@pytest.mark.parametrize("content", [b"= 1\n", b"a = \xff\n", b"a = 1\rb = 2\n", b"<<<<<<< HEAD\na = 1\n"])
def test_a_broken_file_is_not_edited(folder: Folder, content: bytes) -> None:
    """What cannot be read is not written: path and line are named."""
    with pytest.raises(VawcoordError, match=r"^a\.toml:1: "):
        edited_toml(folder({"a.toml": content}), "a.toml", set_name)


def test_what_is_not_there(folder: Folder) -> None:
    """A missing file is named."""
    for change in (
        lambda: edited_toml(folder(), "a.toml", set_name),
        lambda: edited_front(folder(), "a.md", set_name),
        lambda: removed(folder(), "a.toml"),
    ):
        with pytest.raises(VawcoordError, match=r"the file is not there"):
            change()


FRONT = '+++\ntitle = "Old" # remark\nlanguage = "en"\n+++\n'
BODIES = st.lists(st.sampled_from(["", "## A {#a}", "+++", "text  ", "\t", "é", "\u2028x", "{{x}}", "\\"]), max_size=8)


def set_title(document: Any) -> None:
    """Give the text another title."""
    document["title"] = "New"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    BODIES,
    st.lists(st.sampled_from(["\n", "\r\n"]), min_size=8, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
)
@example([], ["\n"] * 8, "\n", False, False)
def test_law_the_body_stays(folder: Folder, lines: list[str], ends: list[str], front_end: str, mark: bool, last: bool) -> None:  # noqa: FBT001
    """Law: an edit of the front matter leaves the body byte for byte, whatever line ends stand in it."""
    body = "".join(line + end for line, end in zip(lines, ends, strict=False)) + ("no end" if last else "")
    before = ("\ufeff" if mark else "") + FRONT.replace("\n", front_end) + body
    root = folder({"mou/a.md": before.encode()})

    change = edited_front(root, "mou/a.md", set_title)

    assert change.after is not None
    assert change.after.decode() == before.replace('"Old"', '"New"')


def test_front_matter_that_is_not_there(folder: Folder) -> None:
    """A text without front matter is not edited."""
    with pytest.raises(VawcoordError, match=r"^mou/a\.md:1: "):
        edited_front(folder({"mou/a.md": "text"}), "mou/a.md", set_title)


def test_a_mistake_in_front_matter_has_its_line(folder: Folder) -> None:
    """The line is that of the file."""
    with pytest.raises(VawcoordError, match=r"^mou/a\.md:3: "):
        edited_front(folder({"mou/a.md": "+++\na = 1\n= 2\n+++\n"}), "mou/a.md", set_title)


ENTRY = {"date": date(2026, 4, 2), "item": "p/1", "status": "done"}
LINE = '  { date = 2026-04-02, item = "p/1", status = "done" },\n'


def added(root: Path, *entries: dict[str, Any]) -> str:
    """Return a log after entries were added."""
    change = log_added(root, "progress/2026-04.log.toml", list(entries) or [ENTRY])
    assert change.after is not None
    return change.after.decode()


LOGS = {
    "a plain log": ("entries = [\n  { a = 1 },\n", "]\n"),
    "an empty log": ("entries = [\n", "]\n"),
    "remarks": ("# ours\nentries = [\n  # first ]\n  { a = 1 }, # one\n  # last\n\n", "]\n# end ] of it\n"),
    "an indented bracket": ("entries = [\n  { a = 1 },\n", "  ]\n"),
    "no line end at the end": ("entries = [\n  { a = 1 },\n", "]"),
    "blank lines": ("entries = [\n\n  { a = 1 },\n\n", "]\n\n\n"),
    "brackets in texts": ('entries = [\n  { a = "]", b = \'# [\', c = ["x", "]"] },\n', "]\n"),
    "a text of several lines": ('entries = [\n  { a = """\n]\n# x\n""" },\n', "]\n"),
    "Windows": ("entries = [\r\n  { a = 1 },\r\n", "]\r\n"),
}


@pytest.mark.parametrize(("head", "tail"), LOGS.values(), ids=LOGS.keys())
def test_only_lines_are_added(folder: Folder, head: str, tail: str) -> None:
    """New lines stand before the closing bracket; every other byte stays."""
    root = folder({"progress/2026-04.log.toml": (head + tail).encode()})
    line = LINE.replace("\n", "\r\n") if "\r\n" in head else LINE

    assert added(root) == head + line + tail


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("entries = [\n  { a = 1 }\n]\n", "entries = [\n  { a = 1 },\n" + LINE + "]\n"),
        ("entries = [\n  { a = 1 } # no comma\n]\n", "entries = [\n  { a = 1 }, # no comma\n" + LINE + "]\n"),
        ("entries = [\n  { a = 1 }\n  # last\n]\n", "entries = [\n  { a = 1 },\n  # last\n" + LINE + "]\n"),
        ("entries = [{ a = 1 }]\n", "entries = [{ a = 1 },\n" + LINE + "]\n"),
        ("entries = []\n", "entries = [\n" + LINE + "]\n"),
        ("entries = [ ] # none\n", "entries = [\n" + LINE + "] # none\n"),
    ],
)
def test_logs_written_by_hand(folder: Folder, before: str, expected: str) -> None:
    """A missing comma or line end is added, nothing more."""
    assert added(folder({"progress/2026-04.log.toml": before.encode()})) == expected


def test_a_new_log(folder: Folder) -> None:
    """A log that is not there is made, one entry a line, without values that were not given."""
    assert added(folder(), {**ENTRY, "note": "", "by": None, "percent": 0, "rest": ()}, {"a": 'x"\n'}) == (
        'entries = [\n  { date = 2026-04-02, item = "p/1", status = "done", percent = 0 },\n  { a = "x\\"\\n" },\n]\n'
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "x = 1\n",
        "[[entries]]\na = 1\n",
        'entries = "x"\n',
        "entries = [\n]\nmore = [1]\n",
        "entries = [\n]\n[table]\n",
        "# ]\n",
        "entries = [1, 2",
    ],
)
def test_what_is_no_log(folder: Folder, content: str) -> None:
    """A file that holds no list of entries, or more than that, is not written to: the sentence says what a log looks like."""
    root = folder({"progress/2026-04.log.toml": content})
    with pytest.raises(VawcoordError, match=r"^progress/2026-04\.log\.toml") as caught:
        added(root)

    assert caught.value.mend
    assert (root / "progress/2026-04.log.toml").read_text() == content


VALUES = (
    st.text(max_size=10)
    | st.text("\"'\\\n\t#]}[{,\x00\x1f\x7f\u2028é", max_size=6)
    | st.integers(-9, 10**20)
    | st.booleans()
    | st.dates()
    | st.floats(allow_nan=False)
)
ENTRIES = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "note"]), VALUES | st.lists(VALUES, max_size=2), min_size=1, max_size=3),
    max_size=4,
)
SPACES = st.sampled_from(["", " ", "\n", "\n  ", " # ] remark\n", "\n\n# [ { \" '\n"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES, ENTRIES.filter(bool), st.lists(SPACES, min_size=12, max_size=12), st.booleans(), st.booleans())
def test_law_of_logs(
    folder: Folder,
    held: list[dict[str, Any]],
    new: list[dict[str, Any]],
    spaces: list[str],
    comma: bool,  # noqa: FBT001 - a law's or a table's column
    crlf: bool,  # noqa: FBT001
) -> None:
    """Law: whatever remarks, blanks and commas stand in a log, adding keeps each line and holds the old entries and the new."""
    gaps = iter(spaces)
    text = f"{next(gaps)}entries = [{next(gaps)}".lstrip(" ")
    for place, entry in enumerate(held):
        text += inline(entry) + next(gaps) + ("," if comma or place < len(held) - 1 else "") + next(gaps)
    text += f"]{next(gaps)}"
    if crlf:
        text = text.replace("\n", "\r\n")
    before = tomllib.loads(text.replace("\r\n", "\n"))
    made = added(folder({"progress/2026-04.log.toml": text.encode()}), *new)

    kept = [tomllib.loads(f"e = [{entry_line(one)}]")["e"][0] for one in new]
    assert tomllib.loads(made.replace("\r\n", "\n"))["entries"] == [*before["entries"], *kept]
    block = "".join(f"{entry_line(one)}\n" for one in new).replace("\n", "\r\n" if "\r\n" in text else "\n")
    assert block in made
    # Without the new lines nothing is different but a comma and blanks.
    above, _block, below = made.rpartition(block)
    assert re.sub(r"[,\s]", "", above + below) == re.sub(r"[,\s]", "", text)
    assert [
        line
        for line in text.split("\n")[:-1]
        if "#" in line and "]" in line and line.lstrip().startswith("#") and line not in made
    ] == []


@given(
    st.recursive(
        VALUES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
        max_leaves=6,
    )
)
def test_law_of_inline_values(value: Any) -> None:
    """Law: a value on one line is read back as it was."""
    assert tomllib.loads(f"x = {inline(value)}") == {"x": value}
    assert "\n" not in inline(value)


@given(
    st.dictionaries(
        st.text("ab", min_size=1, max_size=3), VALUES | st.none() | st.lists(VALUES, max_size=2).map(tuple), max_size=4
    )
)
def test_law_of_new_files(table: dict[str, Any]) -> None:
    """Law: a new file says what was meant, without what is not given."""
    expected = {key: list(value) if isinstance(value, tuple) else value for key, value in table.items() if value is not None}

    assert tomllib.loads(toml_text(table, heading="two\nlines")) == expected


def test_a_new_file(folder: Folder) -> None:
    """A new file has a heading in remarks and must not be there yet."""
    change = new_toml("members/a.toml", {"name": "A", "left": None}, heading="Made today.")

    assert (change.before, change.after) == ("", b'# Made today.\nname = "A"\n')
    apply(folder(), together("a member", [change]))


def test_a_new_document() -> None:
    """Front matter and body of a new text are read back as they were."""
    text = document_text({"title": "A", "parties": ("a", "b"), "review": None}, "\n\n## A {#a}\n\nText.\n\n")

    assert text == '+++\ntitle = "A"\nparties = [\n    "a",\n    "b",\n]\n+++\n\n## A {#a}\n\nText.\n'
    assert split(text).problem == ""


def test_a_border_in_a_text_of_front_matter() -> None:
    """A reservation that holds a line of three plus signs does not cut the front matter short."""
    text = document_text({"title": "A", "reason": "one\n+++\ntwo"}, "body")
    halves = split(text)

    assert tomllib.loads(halves.front) == {"title": "A", "reason": "one\n+++\ntwo"}
    assert halves.body.strip() == "body"


def test_replacing_and_removing(folder: Folder) -> None:
    """A change of a whole file carries the digest at which it was read."""
    root = folder({"a.md": "x"})

    assert replaced(root, "a.md", b"y").before == digest(b"x")
    assert replaced(root, "b.md", b"y").before == ""
    assert (removed(root, "a.md").before, removed(root, "a.md").after) == (digest(b"x"), None)


def test_a_line_the_edit_left_alone(tmp_path: Path) -> None:
    """What nobody asked for is not written anew: not even the space between a date and a brace."""
    text = 'name = "A"\n\n[[people]]\nid = "a"\nauthority = { letter = "1", until = 2027-01-31 }\n\n[[people]]\nid = "b"\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")

    def edit(document: Any) -> None:
        document["people"][1]["public"] = True

    change = edited_toml(tmp_path, "a.toml", edit)
    assert change.after is not None
    assert change.after.decode() == text + "public = true\n"


PUT = """\
# The plan.
title = "P"  # its name

[[activities]]
id = "1.1"  # never change
due = 2026-03-31  # soon
tags = [
    "a",
    "b",
]

# What it costs.
[activities.resources]
needed = 5

[[activities]]
id = "1.2"
resources = { needed = 3 }
# The end.
"""


@pytest.mark.parametrize(
    ("place", "name", "value", "old", "new"),
    [
        (0, "due", date(2027, 1, 1), "due = 2026-03-31  #", "due = 2027-01-01  #"),
        (0, "due", None, "due = 2026-03-31  # soon\n", ""),
        (0, "tags", ("a", "c"), '    "b",\n', '    "c",\n'),
        (0, "post", "Head", "]\n\n# What", ']\npost = "Head"\n\n# What'),
        (0, "resources.secured", 2, "needed = 5\n", "needed = 5\nsecured = 2\n"),
        (0, "resources.needed", None, "[activities.resources]\nneeded = 5\n\n", ""),
        (1, "resources.needed", 4, "needed = 3", "needed = 4"),
        (1, "resources.needed", None, "resources = { needed = 3 }\n", ""),
        (1, "baseline.value", 1, "needed = 3 }\n", "needed = 3 }\nbaseline = {value = 1}\n"),
        (1, "note", "a\nb", "needed = 3 }\n", 'needed = 3 }\nnote = """a\nb"""\n'),
    ],
)
def test_put_changes_one_value_and_nothing_else(tmp_path: Path, place: int, name: str, value: object, old: str, new: str) -> None:
    """A value at its place with its comment, a list in its form, a new key above the tables that would swallow it."""
    (tmp_path / "plan.toml").write_text(PUT, encoding="utf-8")
    made = edited_toml(tmp_path, "plan.toml", lambda document: put(document["activities"][place], name, value))
    assert PUT.count(old) == 1
    assert (made.after or b"").decode() == PUT.replace(old, new)
