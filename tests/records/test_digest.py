"""The digest of a text: the vectors of docs/digest.md, what changes it, and what does not."""

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vawcoord.folder.toml import decoded, parsed
from vawcoord.records.digest import text_digest
from vawcoord.records.document import Front
from vawcoord.records.record import Reading
from vawcoord.text.frontmatter import split
from vawcoord.text.markdown import blocks

PAGE = Path(__file__).parent.parent.parent / "docs" / "digest.md"
VECTORS = re.findall(
    r"^### \d+\. (.+?)\n.*?^````markdown\n(.*?)^````$.*?^````text\n(.*?)^````$.*?^`(v1:[0-9a-f]{64})`$",
    PAGE.read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)
PICTURES = str.maketrans({"␠": " ", "␉": "\t", "␁": "\x01", "␂": "\x02", "␃": "\x03", "␄": "\x04", "␞": "\x1e", "␟": "\x1f"})

TEXT = """\
+++
title = "Memorandum of understanding"
template = "mou/referral@2"
language = "en"
parties = ["county-police", "shelter-rise"]
review = 2027-04-30

[[signatories]]
party = "county-police"
name = "Supt. Peter Wanjala"

[[signatories]]
party = "shelter-rise"
+++

The parties met in a café.

## Purpose {#purpose guidelines="L2.2.1"}

They share *only* what [clause](#sharing) allows,
within two days.

1. The police
2. The shelter

## Information sharing {#sharing}

| Who | What |
| --- | --- |
| Police | **totals** |

```
two
lines
```

## Members {#members .living}

The police.

### Contacts {#contacts}

The secretary.

## Annex {#annex .annex}

> Quoted.
"""


def digest(content: str | bytes) -> str:
    """Return the digest of a file."""
    halves = split(decoded(content if isinstance(content, bytes) else content.encode()))
    reading = Reading("x.md")
    front = Front.read(parsed(halves.front), (), reading)
    assert front is not None
    assert reading.problems == []
    return text_digest(front, blocks(halves.body, halves.body_line))


def test_there_are_vectors() -> None:
    """The page has vectors, and the pattern above finds all of them."""
    assert len(VECTORS) >= 5
    assert len(VECTORS) == PAGE.read_text("utf-8").count("````markdown")


@pytest.mark.parametrize(("content", "lines", "expected"), [one[1:] for one in VECTORS], ids=[one[0] for one in VECTORS])
def test_vectors_of_the_page(content: str, lines: str, expected: str) -> None:
    """The page's lines have the page's digest by its own rule, and the programme computes the same from the file."""
    by_hand = unicodedata.normalize("NFC", lines.translate(PICTURES)).encode()

    assert f"v1:{hashlib.sha256(by_hand).hexdigest()}" == expected
    assert digest(content) == expected


SAME = {
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "decomposed letters": unicodedata.normalize("NFD", TEXT),
    "other wrapping": TEXT.replace("allows,\nwithin", "allows, within"),
    "more wrapping": TEXT.replace("two days", "two\ndays"),
    "blanks": TEXT.replace("two days", "two   days").replace("The police.\n", "The police.\n\n\n"),
    "a non-breaking blank": TEXT.replace("two days", "two\u00a0days"),
    "another item of the standard": TEXT.replace('guidelines="L2.2.1"', 'guidelines="L2.2.1 N1.1.1"'),
    "no item of the standard": TEXT.replace(' guidelines="L2.2.1"', ""),
    "a living clause": TEXT.replace("The police.\n\n###", "The hospital.\n\n###"),
    "a clause below a living one": TEXT.replace("The secretary", "Nobody"),
    "a new clause below a living one": TEXT.replace("The secretary.\n", "The secretary.\n\n### More {#more}\n\nText.\n"),
    "the order of parties": TEXT.replace('"county-police", "shelter-rise"', '"shelter-rise", "county-police"'),
    "who signs for a party": TEXT.replace("Supt. Peter Wanjala", "Supt. Grace Otieno"),
    "the template": TEXT.replace("referral@2", "referral@3"),
    "comments": TEXT.replace("review =", "# a remark\nreview ="),
    "another star for emphasis": TEXT.replace("*only*", "_only_"),
    "an escaped sign": TEXT.replace("two days.", "two days\\."),
    "an entity": TEXT.replace("café", "caf&eacute;"),
    "other dashes under a table's head": TEXT.replace("| --- | --- |", "|-|-|"),
    "a value by its default": TEXT.replace("review =", 'class = "committee"\nin_force = "all"\nreview ='),
    "an alternative mark of a quotation": TEXT.replace("> Quoted.", ">    Quoted."),
    "numbers of items that do not count": TEXT.replace("2. The shelter", "9. The shelter"),
}

OTHER = {
    "a word": TEXT.replace("two days", "three days"),
    "a letter": TEXT.replace("café", "cafe"),
    "a capital": TEXT.replace("They share", "they share"),
    "a comma": TEXT.replace("allows,", "allows"),
    "emphasis": TEXT.replace("*only*", "only"),
    "stronger emphasis": TEXT.replace("*only*", "**only**"),
    "the reach of emphasis": TEXT.replace("*only* what", "*only what*"),
    "code": TEXT.replace("*only*", "`only`"),
    "a link": TEXT.replace("[clause](#sharing)", "clause"),
    "another link": TEXT.replace("(#sharing)", "(#purpose)"),
    "a date": TEXT.replace("2027-04-30", "2027-05-01"),
    "no date": TEXT.replace("review = 2027-04-30\n", ""),
    "an end": TEXT.replace("review =", "until = 2029-01-01\nreview ="),
    "from when": TEXT.replace("review =", "effective = 2026-01-01\nreview ="),
    "the rule": TEXT.replace("review =", "in_force = 2\nreview ="),
    "the class": TEXT.replace("review =", 'class = "public"\nreview ='),
    "the title": TEXT.replace('title = "Memo', 'title = "A memo'),
    "the language": TEXT.replace('language = "en"', 'language = "fr"'),
    "a party more": TEXT.replace('"shelter-rise"]', '"shelter-rise", "hospital"]'),
    "a party less": TEXT.replace(', "shelter-rise"]', "]"),
    "a signatory less": TEXT.replace('\n[[signatories]]\nparty = "shelter-rise"\n', ""),
    "a clause's id": TEXT.replace("{#annex .annex}", "{#annexe .annex}"),
    "an annex that is none": TEXT.replace("{#annex .annex}", "{#annex}"),
    "a living clause that binds": TEXT.replace("{#members .living}", "{#members}"),
    "a clause that binds no more": TEXT.replace("{#sharing}", "{#sharing .living}"),
    "the level of a heading": TEXT.replace("## Information", "### Information"),
    "two clauses in another order": TEXT.replace("## Purpose {#purpose", "## X {#x").replace(
        "## Information sharing {#sharing}", "## Purpose {#purpose}"
    ),
    "a text in another clause": TEXT.replace("within two days.\n", "").replace(
        "{#sharing}\n", "{#sharing}\n\nwithin two days.\n"
    ),
    "bullets for numbers": TEXT.replace("1. The", "- The").replace("2. The", "- The"),
    "the first number": TEXT.replace("1. The", "3. The").replace("2. The", "4. The"),
    "a list in a list": TEXT.replace("2. The", "   1. The"),
    "a table's cell": TEXT.replace("**totals**", "**rows**"),
    "a cell moved": TEXT.replace("| Police | **totals** |", "| Police **totals** | |"),
    "a row": TEXT.replace("**totals** |\n", "**totals** |\n| Rise | none |\n"),
    "a table in two": TEXT.replace("**totals** |\n", "**totals** |\n\n| Who | What |\n| --- | --- |\n"),
    "a line of code": TEXT.replace("two\nlines", "two\n lines"),
    "the lines of code": TEXT.replace("two\nlines", "two lines"),
    "code that is text": TEXT.replace("```\ntwo\nlines\n```", "two\nlines"),
    "a quotation that is text": TEXT.replace("> Quoted.", "Quoted."),
    "a rule": TEXT.replace("> Quoted.", "> Quoted.\n\n---\n"),
    "a paragraph in two": TEXT.replace("allows,\nwithin", "allows,\n\nwithin"),
}


@pytest.mark.parametrize("content", SAME.values(), ids=SAME.keys())
def test_what_does_not_change_it(content: str | bytes) -> None:
    """What no reader sees, or what the design leaves out, voids no signature."""
    assert content != TEXT.encode()
    assert content != TEXT
    assert digest(content) == digest(TEXT)


@pytest.mark.parametrize("content", OTHER.values(), ids=OTHER.keys())
def test_what_changes_it(content: str) -> None:
    """Anything that a reader sees printed makes another text."""
    assert content != TEXT
    assert digest(content) != digest(TEXT)


def test_no_two_of_them_are_the_same() -> None:
    """All those other texts differ from one another too."""
    assert len({digest(one) for one in OTHER.values()}) == len(OTHER)


def test_code_cannot_pass_for_text() -> None:
    """A block of code that spells the digest's own lines is another text than the one it spells."""
    head = '+++\ntitle = "T"\nlanguage = "en"\n+++\n\n'

    assert digest(f"{head}```\na\npreamble\tparagraph\t0\tb\n```\n") != digest(f"{head}```\na\n```\n\nb\n")
    assert digest(f"{head}a\n\nb\n") != digest(f"{head}a&#10;preamble\tparagraph\t0\tb\n")


@pytest.mark.parametrize("sign", ["\x01", "\x02", "\x03", "\x04", "\x1e", "\x1f", "\x7f", "\x0c", "\x1b"])
def test_signs_of_the_digest_cannot_stand_in_a_text(sign: str) -> None:
    """The characters that hold the digest's lines together are refused in a file, and come in by no entity."""
    from vawcoord.folder.toml import EncodingError

    with pytest.raises(EncodingError):
        decoded(f"a{sign}b".encode())
    assert all(sign not in run.text for one in blocks(f"a&#{ord(sign)};b &#x{ord(sign):x};") for run in one.runs)  # type: ignore[union-attr]


BODIES = st.lists(
    st.sampled_from(
        [
            "a",
            "b *c*",
            "## D {#d}",
            "### E {#e .living}",
            "## F",
            "- g",
            "> h",
            "",
            "",
            "1. i",
            "| j |\n| - |\n| k |",
            "---",
            "é l",
        ]
    ),
    max_size=10,
)


@settings(max_examples=300, deadline=None)
@given(BODIES, BODIES)
def test_law_equal_digests_are_equal_blocks(one: list[str], other: list[str]) -> None:
    """Law: two bodies have one digest only when they print the same."""
    head = '+++\ntitle = "T"\nlanguage = "en"\n+++\n'
    first, second = (f"{head}{chr(10).join(body)}\n" for body in (one, other))

    if digest(first) == digest(second):
        assert _printed("\n".join(one)) == _printed("\n".join(other))


def _printed(body: str) -> str:
    """Return what stands in a body without its living clauses, by another way than the digest's."""
    kept, skipping = [], 0
    for line in re.sub(r"line=\d+", "", "\n".join(map(repr, blocks(body)))).split("\n"):
        level = re.match(r"Heading\(level=(\d).*id='(\w+)'", line)
        if level and not (skipping and int(level[1]) > skipping):
            skipping = int(level[1]) if "living=True" in line else 0
        if not skipping:
            kept.append(line)
    return "\n".join(kept)
