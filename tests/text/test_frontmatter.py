"""Front matter and body: where one ends, and on which line the other begins."""

from hypothesis import given
from hypothesis import strategies as st

from vawcoord.text.frontmatter import Parts, split

LINES = st.lists(st.text(st.characters(exclude_characters="\n\r+", exclude_categories=("Cs",)), max_size=8), max_size=6)


def test_two_parts_and_the_line_of_the_body() -> None:
    """The body begins on the line after the second three plus signs."""
    assert split('+++\ntitle = "A"\n+++\n\n# A\n') == Parts('title = "A"\n', "\n# A\n", 4)


def test_empty_front_matter() -> None:
    """Two lines of plus signs with nothing between them are an empty front matter."""
    assert split("+++\n+++\ntext\n") == Parts("", "text\n", 3)


def test_no_body() -> None:
    """A file may end with its front matter, also without a line end."""
    assert split("+++\na = 1\n+++") == Parts("a = 1\n", "", 4)


def test_spaces_after_the_plus_signs_do_no_harm() -> None:
    """Blanks that an editor left behind are passed over."""
    assert split("+++  \na = 1\n+++\t\nbody") == Parts("a = 1\n", "body", 4)


def test_line_ends_of_windows_stay() -> None:
    """CRLF is read, and kept in both parts."""
    assert split("+++\r\na = 1\r\n+++\r\nbody\r\n") == Parts("a = 1\r\n", "body\r\n", 4)


def test_byte_order_mark_is_passed_over() -> None:
    """A byte order mark before the plus signs is no text."""
    assert split("\ufeff+++\na = 1\n+++\nbody") == Parts("a = 1\n", "body", 4)


def test_without_front_matter_all_is_body() -> None:
    """The problem says what is missing, and nothing is lost."""
    parts = split("# Title\n\nText\n")

    assert (parts.front, parts.body, parts.body_line) == ("", "# Title\n\nText\n", 1)
    assert "does not begin with" in parts.problem


def test_front_matter_that_is_not_closed() -> None:
    """The second line of plus signs is asked for, and the whole file is body."""
    parts = split("+++\ntitle = 1\n")

    assert (parts.front, parts.body, parts.body_line) == ("", "+++\ntitle = 1\n", 1)
    assert "not closed" in parts.problem


def test_an_empty_file() -> None:
    """An empty file has no front matter."""
    assert split("").problem != ""


def test_more_or_fewer_plus_signs_are_no_border() -> None:
    """Only three plus signs alone on a line are a border."""
    assert split("+++\n++++\n++\n +++\n+++\nbody").front == "++++\n++\n +++\n"


def test_lines_are_those_of_an_editor() -> None:
    """A form feed or a line separator inside a line begins no line: editors, TOML and Markdown count line feeds only."""
    assert split('+++\na = "x\u2028y\u0085z"\n+++\nbody\x0cmore\n') == Parts('a = "x\u2028y\u0085z"\n', "body\x0cmore\n", 4)


@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]))
def test_law_nothing_is_lost(front: list[str], body: list[str], end: str) -> None:
    """Law: borders and parts put together are the file, and the body's line is where an editor has it."""
    front_text, body_text = "".join(one + end for one in front), "".join(one + end for one in body)

    assert split(f"+++{end}{front_text}+++{end}{body_text}") == Parts(front_text, body_text, len(front) + 3)
