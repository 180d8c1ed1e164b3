"""Wrong input: every message names the line and the mend, quickly, and nothing hangs the reader."""

import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vawcoord.folder.toml import EncodingError, TomlError, decoded, merge_marker, parsed

HEAD = '# a remark\nname = "x"\n'


def wrong(text: str, first_line: int = 1) -> tuple[int, str, str]:
    """Return line, message and mend of a text that cannot be read."""
    with pytest.raises(TomlError) as caught:
        parsed(text, first_line)
    return caught.value.line, caught.value.message, caught.value.mend


CASES: list[tuple[str, str, int, str, str]] = [
    ("curly quotes", "a = \u201cPolice\u201d", 3, "curly quotation marks", "straight quotation marks"),
    ("single curly quotes", "a = \u2018Police\u2019", 3, "curly quotation marks", "straight quotation marks"),
    ("German quotes", "a = \u201ePolice\u201c", 3, "curly quotation marks", "straight quotation marks"),
    ("French quotes", "a = \u00abPolice\u00bb", 3, "curly quotation marks", "straight quotation marks"),
    ("a curly quote at the end", 'a = "Police\u201d', 3, "curly quotation marks", "straight quotation marks"),
    ("a slashed date", "joined = 01/02/2026", 3, "this date cannot be read", "2026-01-31"),
    ("a dotted date", "joined = 1.2.2026", 3, "this date cannot be read", "2026-01-31"),
    ("a slashed date, year first", "joined = 2026/01/02", 3, "this date cannot be read", "2026-01-31"),
    ("a day that is not there", "joined = 2026-02-30", 3, "date", "2026-01-31"),
    ("a short day", "joined = 2026-2-3", 3, "date", "2026-01-31"),
    ("an unclosed bracket", 'a = [\n  "x",\nb = 1', 5, "opened on line 3 is not closed", "Close it with ]"),
    ("an unclosed bracket at the end", 'a = [\n  "x",\n  "y"\n', 6, "opened on line 3 is not closed", "Close it with ]"),
    ("a missing comma", 'a = ["x" "y"]', 3, "opened on line 3 is not closed", "comma"),
    ("an unclosed inner bracket", 'a = [\n  ["x", "y",\n  ["z"],\n]\nb = 1', 7, "opened on line 3 is not closed", "]"),
    ("an unclosed brace", "a = { b = 1", 3, "opened on line 3 is not closed", "}"),
    ("an unclosed table", "[a\nb = 1", 3, "not closed", "]"),
    ("a key twice", "a = 1\na = 2", 4, "twice", "Keep one of the two"),
    ("a table twice", "[a]\nb = 1\n[a]\nc = 1", 5, "twice", "Keep one of the two"),
    ("a key twice in braces", "a = { b = 1, b = 2 }", 3, "twice", "Keep one of the two"),
    ("missing quotes", "a = Police Station", 3, "Invalid value", 'Put the text in quotes: "Police Station"'),
    ("one word without quotes", "a = yes", 3, "Invalid value", 'Put the text in quotes: "yes"'),
    ("a capital truth", "a = True", 3, "Invalid value", "true"),
    ("an unclosed text", 'a = "Police', 3, "not closed on this line", "quotation mark"),
    ("an unclosed long text", 'a = """Police\nand more', 4, "not closed", "quotation mark"),
    ("no equals sign", "name Police", 3, "equals sign", 'key = "value"'),
    ("a colon", "a: 1", 3, "equals sign", 'key = "value"'),
    ("no value", "a =", 3, "value", '"value"'),
    ("a backslash", 'a = "C:\\Users"', 3, "backslash", "two"),
    ("merge marks", "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> theirs", 3, "unfinished merge", "Keep the right one"),
    (
        "merge marks inside a text",
        'a = """\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> theirs\n"""',
        4,
        "unfinished merge",
        "Keep the right one",
    ),
    ("the end of a merge alone", "a = 1\n>>>>>>> theirs", 4, "unfinished merge", "Keep the right one"),
    ("100,000 dots in a key", "a" + ".a" * 100_000 + " = 1", 3, "more than 30 parts", "Shorten"),
    ("100,000 dots in a table's name", "[a" + ".a" * 100_000 + "]", 3, "more than 30 parts", "Shorten"),
    ("100,000 dots in quotes", '"\\""' + '."\\""' * 50_000 + " = 1", 3, "more than 30 parts", "Shorten"),
    ("100,000 dots in braces", "b = { a" + ".a" * 100_000 + " = 1 }", 3, "more than 30 parts", "Shorten"),
    ("100,000 spaced dots", "a" + " . a" * 100_000 + " = 1", 3, "more than 30 parts", "Shorten"),
    ("100,000 dots", "." * 100_000, 3, "", ""),
    ("deep lists", "b = 1\na = " + "[" * 5_000 + "]" * 5_000, 4, "too deep", "one by one"),
    ("deep tables", "b = 1\na = " + "{ a = " * 5_000 + "1" + "}" * 5_000, 4, "too deep", "one by one"),
    ("deep lists on many lines", "a = " + "[\n" * 5_000, 3, "too deep", "one by one"),
    ("a number of 4,301 digits", "b = 1\na = " + "1" * 4_301, 4, "too long", "quotes"),
    ("a number of 100,000 digits", "a = " + "1" * 100_000, 3, "too long", "quotes"),
]


@pytest.mark.parametrize(("text", "line", "what", "mend"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_messages(text: str, line: int, what: str, mend: str) -> None:
    """A mistake is named in people's words, with its line, and what to do; also in front matter further down."""
    began = time.process_time()
    found = wrong(HEAD + text)
    spent = time.process_time() - began

    assert (found[0], what in found[1], mend in found[2]) == (line, True, True), found
    assert found[1].endswith(".")
    assert wrong(HEAD + text, 11)[0] == line + 10
    assert spent < 3


def test_line_of_the_open_bracket_counts_in_the_file() -> None:
    """In front matter the line of the open bracket is that of the file too."""
    assert "opened on line 12" in wrong('a = 1\nb = [\n"x"\nc = 1', 11)[1]


@pytest.mark.parametrize("text", ['a = "see [x"\nb = 1', "a = 1 # [ open", "a = '[['\n[b]\nc = [1]", 'a = ["[", "]"]'])
def test_brackets_that_are_no_brackets(text: str) -> None:
    """Brackets in texts and remarks open nothing."""
    assert parsed(text)["a"] is not None


@pytest.mark.parametrize(
    "text",
    [
        'a = "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1"',
        "# " + "a." * 50,
        'a = "' + "yes. no. " * 20 + '"',
    ],
)
def test_dots_in_texts_are_no_keys(text: str) -> None:
    """Only keys are counted."""
    assert parsed(text) == tomllib.loads(text)


def test_the_hint_about_quotes_is_short() -> None:
    """The mend repeats no more than a few characters of what stands there."""
    assert wrong("a = " + "x" * 500)[2] == f'Put the text in quotes: "{"x" * 40}".'


ENCODINGS: list[tuple[str, bytes, int, str]] = [
    ("latin-1", 'a = "1"\nb = "Sant\u00e9"\n'.encode("latin-1"), 2, "UTF-8"),
    ("latin-1 with CRLF", 'a = "1"\r\nb = "Sant\u00e9"\r\n'.encode("latin-1"), 2, "UTF-8"),
    ("UTF-16", "a = 1\n".encode("utf-16"), 1, "UTF-8"),
    ("half a character", b"a = 1\n\xc3", 2, "UTF-8"),
    ("a surrogate", b"a = 1\n\xed\xa0\x80", 2, "UTF-8"),
    ("NUL", b"a = 1\n\n\x00", 3, "NUL"),
    ("UTF-16 without a mark", "a = 1\n".encode("utf-16-le"), 1, "NUL"),
    ("a lone carriage return", b"a = 1\r\nb = 2\rc = 3\n", 2, "carriage return"),
    ("an old Mac file", b"a = 1\rb = 2\r", 1, "carriage return"),
    ("escape", b"a = 1\n# \x1b[2J\n", 2, "U+001B"),
    ("form feed", b"a\n\n\x0cb\n", 3, "U+000C"),
    ("delete", b"\x7f", 1, "U+007F"),
    ("no character", "a\nb\uffff".encode(), 2, "U+FFFF"),
]


@pytest.mark.parametrize(("content", "line", "what"), [one[1:] for one in ENCODINGS], ids=[one[0] for one in ENCODINGS])
def test_encodings(content: bytes, line: int, what: str) -> None:
    """Bytes that are no plain text are named with their line and a mend."""
    with pytest.raises(EncodingError) as caught:
        decoded(content)

    assert (caught.value.line, what in caught.value.message) == (line, True)
    assert caught.value.mend != ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", "a = 1\nb = 2\n"),
        ("a\tb \u202e\u200b\u2028\x85\u00e9 \U0001f642\n".encode(), "a\tb \u202e\u200b\u2028\x85\u00e9 \U0001f642\n"),
    ],
)
def test_good_texts(content: bytes, expected: str) -> None:
    """A byte order mark is passed over, CRLF becomes LF, everything else stays."""
    assert decoded(content) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("=======\n", 0),
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", 2),
        ("<<<<<<<\n", 1),
        ("a <<<<<<< b", 0),
        ("<<<<<<<< eight", 0),
        ("||||||| base\n>>>>>>> x", 1),
    ],
)
def test_merge_marks(text: str, line: int) -> None:
    """A mark stands at the beginning of a line and has seven signs; a line of equals signs alone is none."""
    assert merge_marker(text) == line


FLOODS = {
    "keys": "".join(f"k{number} = 1\n" for number in range(80_000)),
    "tables": "[[a]]\n" * 150_000,
    "dotted keys": "".join(".".join(["k"] * 27) + f".k{number} = 1\n" for number in range(12_000)),
    "dotted tables": "".join("[" + ".".join(["k"] * 27) + f".k{number}]\n" for number in range(12_000)),
    "a list": "a = [" + "1," * 200_000 + "]",
    "a text": 'a = """' + "x" * 1_000_000 + '"""',
    "quotes": 'a = "' + '\\"' * 400_000 + '"',
    "open quotes": '"' * 1_000_000,
    "blanks": "a =" + " " * 1_000_000,
    "remarks": "#\n" * 500_000,
    "dots and blanks": ". " * 500_000,
    "words and blanks": "a " * 500_000,
    "words and dots": "a." * 29 + "\n" + ("a." * 29 + "=\n") * 15_000,
    "commas": ", " * 500_000,
    "open brackets": "a = 1\n" * 100 + "[" * 900_000,
    "digits": "a = 0x" + "f" * 900_000,
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS.keys())
def test_floods(text: str) -> None:
    """The largest file that is read, whatever fills it, is read or refused in under three seconds."""
    began = time.process_time()
    try:
        parsed(text)
    except TomlError as error:
        assert error.line >= 1  # noqa: PT017 - either outcome is right, if it is quick
    assert time.process_time() - began < 3


@settings(max_examples=600)
@given(st.binary(max_size=60) | st.text("a=.[]{}\"'#\n\\ 1-:,\u201c<>é", max_size=60).map(str.encode))
def test_law_any_bytes(content: bytes) -> None:
    """Law: any bytes give tables or one of the two errors, with a line that the file has."""
    lines = content.count(b"\n") + 1
    try:
        parsed(decoded(content))
    except (TomlError, EncodingError) as error:
        assert 1 <= error.line <= lines  # noqa: PT017 - a law about whichever comes
        assert error.message  # noqa: PT017


@settings(max_examples=300)
@given(st.text("ab=.[]{}\"'#\n \\1", max_size=40))
def test_law_what_is_toml_is_read(text: str) -> None:
    """Law: what tomllib reads is read, with the same result; what it refuses is refused."""
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(TomlError):
            parsed(text)
    else:
        assert parsed(text) == expected
