"""Mending text files: what other programmes did is undone, what the files say stays the same, signed texts stay as they are."""
# ruff: noqa: RUF001 - curly quotation marks and dashes that look alike are what is tested here

import codecs
import time
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.folder.applying import apply, undo
from vawcoord.folder.loading import digest_of, load
from vawcoord.folder.toml import decoded
from vawcoord.operations import mend as room
from vawcoord.operations.mend import Mend, changes, proposals
from vawcoord.text.frontmatter import split

Folder = Callable[..., Path]
Hashes = Callable[[Path], dict[str, str]]
MEMBER = "members/police.toml"
MOU = "mou/referral.md"
LOG = "mou/referral.log.toml"
FRONT = '+++\ntitle = "MOU"\nlanguage = "en"\nparties = ["police"]\n+++\n\n## Aim {#aim}\n\n'


def one(folder: Folder, content: bytes | str, path: str = MEMBER, **more: bytes | str) -> tuple[Path, Mend]:
    """Return the folder of a committee with one file to mend, and the one mend that is proposed there."""
    root = folder({path: content.encode() if isinstance(content, str) else content, **more})
    found = proposals(root)
    assert [mend.path for mend in found] == [path]
    return root, found[0]


def after(mend: Mend) -> bytes:
    """Return the mended bytes."""
    assert mend.change is not None
    assert mend.change.after is not None
    return mend.change.after


def mended(folder: Folder, content: bytes | str, path: str = MEMBER) -> str:
    """Return the text of a file after its mend, which leaves nothing for a person and nothing for a second run."""
    root, mend = one(folder, content, path)
    assert mend.left == ()
    assert mend.what != ()
    apply(root, changes([mend]))
    assert proposals(root) == ()
    return after(mend).decode()


def untouched(folder: Folder, content: bytes | str, path: str = MEMBER) -> str:
    """Assert that nothing is mended in a file, and return what is said about it."""
    root = folder({path: content.encode() if isinstance(content, str) else content})
    said: list[str] = []
    for mend in proposals(root):
        assert (mend.path, mend.change, mend.preview, mend.what) == (path, None, (), ())
        said += mend.left
    assert changes(proposals(root)).changes == ()
    return "\n".join(said)


def mend_all(root: Path) -> None:
    """Make all mends at once, without the lock and the waiting for the disk of the real way."""
    for change in changes(proposals(root)).changes:
        assert change.after is not None
        (root / change.path).write_bytes(change.after)


def test_sound_files_are_left_alone(folder: Folder) -> None:
    """A sound folder has nothing to mend: Windows line ends, trailing spaces, curly quotes inside texts, empty files."""
    root = folder(
        {
            MEMBER: b'name = "The \xe2\x80\x9cdesk\xe2\x80\x9d"  \r\n\r\nduties = []\t\r\n',
            MOU: FRONT + "\u201cAim\u201d\u00a0: 31/01/2026  \n",
            "members/empty.toml": "",
            "meetings/schedule.toml": "# \u201ca\u201d = 31/01/2026\u00a0\n",
        }
    )
    assert proposals(root) == ()


@pytest.mark.parametrize("place", ["issued/mou/referral/0123456789ab.md", "origin/mou/referral.en.md", "attachments/x/a.toml"])
def test_what_is_kept_as_it_was_is_never_touched(folder: Folder, place: str) -> None:
    """Texts as issued, texts of templates, and attachments stay byte for byte; so does what is no record."""
    assert proposals(folder({place: b"\xef\xbb\xbfcaf\xe9\r", "notes.md": b"caf\xe9\r", "build/mou/x.md": b"\xe9"})) == ()


def test_western_encoding(folder: Folder) -> None:
    """A file from an old Windows programme becomes UTF-8; the guess is named, and the line is shown as it was and will be."""
    _root, mend = one(folder, 'name = "Café"\npost = "Chef – 5 €"\nplace = "Lac"\n'.encode("cp1252"))
    assert after(mend).decode() == 'name = "Café"\npost = "Chef – 5 €"\nplace = "Lac"\n'
    assert "Windows-1252" in mend.what[0]
    assert "guess" in mend.what[0]
    assert mend.what[0].startswith("3 characters")
    assert mend.preview == (
        (1, 'name = "Caf\\xe9"', 'name = "Café"'),
        (2, 'post = "Chef \\x96 5 \\x80"', 'post = "Chef – 5 €"'),
    )


def test_encodings_in_one_file(folder: Folder) -> None:
    """Where one programme wrote UTF-8 and another did not, only the signs of the other are guessed."""
    content = 'name = "Café"\n'.encode() + 'post = "Préfet"\n'.encode("cp1252")
    assert mended(folder, content) == 'name = "Café"\npost = "Préfet"\n'


@pytest.mark.parametrize(
    ("language", "text", "page"),
    [
        ("ar", "الشرطة", "1256"),
        ("ru", "Полиция", "1251"),
        ("pl", "Źródło", "1250"),
        ("tr", "Şiddet", "1254"),
        ("fr", "Été", "1252"),
    ],
)
def test_the_committees_language_guides_the_guess(folder: Folder, language: str, text: str, page: str) -> None:
    """A committee that writes Arabic or Russian gets its own old encoding guessed, not that of Western Europe."""
    committee = f'format = 1\nid = "a"\nlanguages = ["{language}", "en"]\n'
    root = folder({"committee.toml": committee, MEMBER: f'name = "{text}"\n'.encode(f"cp{page}")})
    (mend,) = proposals(root)
    assert after(mend).decode() == f'name = "{text}"\n'
    assert f"Windows-{page}" in mend.what[0]


@pytest.mark.parametrize("languages", ['["fr", "ar"]', '["am"]', '["zh", "en"]'])
def test_no_guess_where_there_are_several(folder: Folder, languages: str) -> None:
    """Where the languages do not tell the encoding, the file is only named: a wrong guess would look like words."""
    root = folder({"committee.toml": f"languages = {languages}\n", MEMBER: b'name = "\xc7\xe1"\n'})
    (mend,) = proposals(root)
    assert mend.change is None
    assert "do not tell" in mend.left[0]


def test_a_translation_is_guessed_by_its_own_language(folder: Folder) -> None:
    """The French text of a committee that also writes Arabic is French."""
    committee = 'languages = ["fr", "ar"]\n'
    root = folder({"committee.toml": committee, "mou/referral.ar.md": (FRONT + "الشرطة\n").encode("cp1256")})
    (mend,) = proposals(root)
    assert after(mend).decode() == FRONT + "الشرطة\n"


def test_bytes_of_no_encoding(folder: Folder) -> None:
    """Bytes that the guessed encoding does not have are not turned into signs that nobody wrote."""
    assert "neither" in untouched(folder, b'name = "\x81\xe9"\n')


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_sixteen_bits(folder: Folder, name: str) -> None:
    """What Windows calls Unicode becomes UTF-8."""
    mark = codecs.BOM_UTF16_LE if name.endswith("le") else codecs.BOM_UTF16_BE
    text = 'name = "Café"\r\npost = "x"\r\n'
    assert mended(folder, mark + text.encode(name)) == text
    assert "goes on otherwise" in untouched(folder, mark + b"odd")


def test_byte_order_mark(folder: Folder) -> None:
    """A byte order mark goes, also a doubled one; the preview makes it visible."""
    root, mend = one(folder, b'\xef\xbb\xbf\xef\xbb\xbfname = "x"\n')
    assert after(mend) == b'name = "x"\n'
    assert mend.preview == ((1, '\\ufeff\\ufeffname = "x"', 'name = "x"'),)
    assert root.joinpath(MEMBER).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("content", [b'name = "x\x00"\n', b"\xff\xfe\x00\x00n\x00\x00\x00", b'caf\xe9 = "\x00"\n'])
def test_nul_is_refused(folder: Folder, content: bytes) -> None:
    """A file with a NUL character is no text file: it is named, and nothing is done."""
    assert "NUL" in untouched(folder, content)


@pytest.mark.parametrize(
    ("before", "result"),
    [
        (b"a = 1\rb = 2\rc = 3\r", b"a = 1\nb = 2\nc = 3\n"),
        (b"a = 1\r\nb = 2\r\nc = 3\n", b"a = 1\r\nb = 2\r\nc = 3\r\n"),
        (b"a = 1\r\nb = 2\nc = 3\n", b"a = 1\nb = 2\nc = 3\n"),
        (b"a = 1\r\nb = 2\n", b"a = 1\nb = 2\n"),
        (b"a = 1\r\nb = 2\r\nc = 3\rd = 4\r\n", b"a = 1\r\nb = 2\r\nc = 3\r\nd = 4\r\n"),
        (b"a = 1\r\r\nb = 2\r\r\n", b"a = 1\r\nb = 2\r\n"),
        (b"a = 1\nb = 2", b"a = 1\nb = 2\n"),
        (b"a = 1\r\nb = 2", b"a = 1\r\nb = 2\r\n"),
        (b"a = 1", b"a = 1\n"),
    ],
)
def test_line_ends(folder: Folder, before: bytes, result: bytes) -> None:
    """One kind of line end, that of most lines, and one at the end of the file."""
    _root, mend = one(folder, before)
    assert after(mend) == result
    assert mend.preview == ()


def test_lines_of_the_preview_are_the_files_own(folder: Folder) -> None:
    """Line numbers hold also where a lone carriage return ended a line."""
    _root, mend = one(folder, b'a = 1\rb = "\xe9"\r\n\r\nc = "\xe8"\n')
    assert [line for line, _before, _after in mend.preview] == [2, 4]


@pytest.mark.parametrize(
    ("before", "result"),
    [
        ("name = “Police”", 'name = "Police"'),
        ("name = „Polizei“", 'name = "Polizei"'),
        ("name = »Politi«", 'name = "Politi"'),
        ("name = « Police »", 'name = " Police "'),
        ("name = ”Polis”", 'name = "Polis"'),
        ("name = ‘Police’", "name = 'Police'"),
        ("name = ‘the women’s desk’", "name = 'the women’s desk'"),
        ("name = ‘the women's desk’", 'name = "the women\'s desk"'),
        ('name = “Police"', 'name = "Police"'),
        ('name = "Police”', 'name = "Police"'),
        ("name = “She said “no”, then left”  # note", 'name = "She said “no”, then left"  # note'),
        ('name = “The "blue" desk”', 'name = "The \\"blue\\" desk"'),
        ("name = “”", 'name = ""'),
        ('names = [“a”, „b“, ‘c’, "d"]', 'names = ["a", "b", \'c\', "d"]'),
        ("names = [\n  “a”,\n  “b”\n]", 'names = [\n  "a",\n  "b"\n]'),
        ("one = { a = “x”, b = “y” }", 'one = { a = "x", b = "y" }'),
        ("“a key” = “x”", '"a key" = "x"'),
        ("note = “““\none “two”\nthree\n”””", 'note = """\none “two”\nthree\n"""'),
        ('note = """\none\n”””', 'note = """\none\n"""'),
        ("name\u00a0=\u00a0“a\u00a0b”", 'name = "a\u00a0b"'),
        ('name\u00a0= "x"', 'name = "x"'),
        ("name \uff1d \uff02x\uff02", 'name = "x"'),
        ("name = \uff07x\uff07 # \u00a0“kept”", "name = 'x' # \u00a0“kept”"),
        ("joined = 31/01/2026", "joined = 2026-01-31"),
        ("joined = 31.01.2026 # day", "joined = 2026-01-31 # day"),
        ("joined = 1.31.2026", "joined = 2026-01-31"),
        ("joined = 31-1-2026", "joined = 2026-01-31"),
        ("joined = 2026/1/2", "joined = 2026-01-02"),
        ("joined = 5/5/2026", "joined = 2026-05-05"),
        ("days = [31/01/2026,\n  28/02/2026]", "days = [2026-01-31,\n  2026-02-28]"),
        ("one = { d = 31/01/2026, e = 2026-02-01 }", "one = { d = 2026-01-31, e = 2026-02-01 }"),
        ("days = [ # the first\n  31/01/2026\n]", "days = [ # the first\n  2026-01-31\n]"),
        ("path = ‘C:\\new’", "path = 'C:\\new'"),
        ("joined = ٣١/٠١/٢٠٢٦", "joined = 2026-01-31"),
    ],
)
def test_what_word_processors_do_to_toml(folder: Folder, before: str, result: str) -> None:
    """Curly delimiters, spaces and signs that only look right, dates as people write them."""
    assert mended(folder, before + "\n") == result + "\n"
    tomllib.loads(result)


def test_front_matter_is_mended_and_the_body_is_not(folder: Folder) -> None:
    """In a text document only the front matter is TOML; curly quotes, dates and spaces of the text are the text."""
    body = "\n## Aim {#aim}\n\n“Text”\u00a0of 31/01/2026.\n\ntitle = “x”\n"
    front = "+++\ntitle = “MOU”\nlanguage = “en”\nreview = 31/01/2027\n+++\n"
    assert mended(folder, front + body, MOU) == '+++\ntitle = "MOU"\nlanguage = "en"\nreview = 2027-01-31\n+++\n' + body


@pytest.mark.parametrize(
    "content",
    [
        "name = “C:\\new”\n",
        "note = “““\nC:\\new\n”””\n",
        "[31/01/2026]\nname = “x”\n",
        "name = “Police\n",
        "name = “one “two”\n",
        'name = "He said “yes”\n',
        "name = “a”, “b”\n",
        "name = “a” “b”\n",
        "note = “““\nno end\n",
        "name = “a”\nbroken = [\n",
        "name = “a”\nname = “b”\n",
        "name = “a”\nsize = 3 metres\n",
    ],
)
def test_mend_that_does_not_make_it_readable_is_not_made(folder: Folder, content: str) -> None:
    """Where a text's end, or a backslash, cannot be understood, or something else is broken, nothing is straightened."""
    untouched(folder, content)


def test_other_mistakes_are_named(folder: Folder) -> None:
    """When straightening does not suffice the person is told to mend the other mistake first."""
    assert "other mistakes" in untouched(folder, "name = “a”\nbroken = [\n")


def test_encoding_is_mended_beside_mistakes_in_the_toml(folder: Folder) -> None:
    """Each mend stands for itself: the encoding is mended, the quotes are reported."""
    _root, mend = one(folder, "name = “é”\nbroken = [\n".encode("cp1252"))
    assert after(mend).decode() == "name = “é”\nbroken = [\n"
    assert "other mistakes" in mend.left[0]


@pytest.mark.parametrize(
    ("written", "word"),
    [("02/01/2026", "2026-01-02 or 2026-02-01"), ("31/13/2026", "no date"), ("31/02/2026", "no date"), ("31/01/26", "no date")],
)
def test_dates_that_can_be_two_days_are_only_reported(folder: Folder, written: str, word: str) -> None:
    """A guess between two days could make a signature late: the person decides, the line is named."""
    said = untouched(folder, f'name = "x"\njoined = {written}\n')
    assert word in said
    assert "Line 2" in said


def test_other_mends_are_made_beside_an_unclear_date(folder: Folder) -> None:
    """An unclear date does not keep the quotes curly; in front matter its line is that of the file."""
    front = "+++\ntitle = “MOU”\nlanguage = “en”\nreview = 02/01/2027\n+++\n"
    _root, mend = one(folder, front, MOU)
    assert after(mend).decode() == '+++\ntitle = "MOU"\nlanguage = "en"\nreview = 02/01/2027\n+++\n'
    assert "Line 4" in mend.left[0]


def test_unfinished_merges_are_left_to_people(folder: Folder) -> None:
    """Between the marks of a merge nothing is straightened."""
    assert untouched(folder, "<<<<<<< ours\nname = “a”\n=======\nname = “b”\n>>>>>>> theirs\n") == ""


def test_figures_are_texts(folder: Folder) -> None:
    """A sheet of figures from a spreadsheet programme gets its encoding mended, and nothing else."""
    _root, mend = one(folder, "id;né\r\n“a”;31/01/2026\r\n".encode("cp1252"), "indicators/data/2026-police.csv")
    assert after(mend).decode() == "id;né\r\n“a”;31/01/2026\r\n"


def signed(root: Path, event: str = "signed", *, language: str = "") -> str:
    """Write the log line of a signature for the text as it stands, and return the digest."""
    document = next(one for one in load(root)[0].documents)
    given = digest_of(root, document)
    extra = f', language = "{language}"' if language else ""
    line = f'  {{ date = 2026-01-02, event = "{event}", party = "police", digest = "{given}"{extra} }},\n'
    (root / LOG).write_text(f"entries = [\n{line}]\n", encoding="utf-8")
    return given


@pytest.mark.parametrize("event", ["signed", "adopted"])
def test_a_mend_that_would_void_a_signature_is_only_reported(folder: Folder, event: str) -> None:
    """A text that somebody changed after it was signed is not made readable as if it were the signed one."""
    root = folder({MOU: FRONT + "The parties share it.\n"})
    signed(root, event)
    (root / MOU).write_bytes((FRONT + "The parties share é.\n").encode("cp1252"))
    (mend,) = proposals(root)
    assert (mend.change, mend.what, mend.preview) == (None, (), ())
    assert "signed" in mend.left[0]


def test_a_mend_that_brings_the_signed_text_back_is_made(folder: Folder) -> None:
    """A signed text that was saved in another encoding becomes again what was signed."""
    root = folder({MOU: FRONT + "The parties share “é”.\n"})
    given = signed(root)
    (root / MOU).write_bytes((FRONT + "The parties share “é”.").encode("cp1252").replace(b"\n", b"\r"))
    apply(root, changes(proposals(root)))
    assert digest_of(root, load(root)[0].documents[0]) == given
    assert (root / MOU).read_text(encoding="utf-8") == FRONT + "The parties share “é”.\n"


def test_line_ends_of_a_signed_text_are_mended(folder: Folder) -> None:
    """Line ends and a byte order mark are in no digest: they are mended also when the log has a signature for another text."""
    root = folder({MOU: FRONT + "One.\n"})
    given = signed(root)
    (root / MOU).write_bytes(b"\xef\xbb\xbf" + (FRONT + "Two.\n").encode().replace(b"\n", b"\r\n", 3))
    (mend,) = proposals(root)
    assert after(mend).decode() == FRONT + "Two.\n"
    assert given


def test_issued_alone_binds_nobody(folder: Folder) -> None:
    """Before anybody signed, the draft is mended."""
    root = folder({MOU: FRONT + "One.\n"})
    signed(root, "issued")
    (root / MOU).write_bytes((FRONT + "é.\n").encode("cp1252"))
    assert proposals(root)[0].change is not None


def test_signatures_of_one_language_do_not_bind_the_other(folder: Folder) -> None:
    """A signature for the English text says nothing about the French one, which nobody signed."""
    root = folder({MOU: FRONT + "One.\n"})
    signed(root, language="en")
    (root / "mou/referral.fr.md").write_bytes((FRONT + "é.\n").encode("cp1252"))
    assert [one.change is not None for one in proposals(root)] == [True]
    signed(root, language="fr")
    assert [one.change is not None for one in proposals(root)] == [False]


@pytest.mark.parametrize("log", ["entries = [\n", "entries = 3\n", "\x00", "entries = [3]\n"])
def test_a_log_that_cannot_be_read_may_hold_signatures(folder: Folder, log: str) -> None:
    """Where nobody can tell whether the text was signed, it is not changed."""
    root = folder({MOU: (FRONT + "é.\n").encode("cp1252"), LOG: log})
    assert {one.path: one.change for one in proposals(root)}[MOU] is None


def test_a_log_that_can_be_mended_is_read(folder: Folder) -> None:
    """A log in another encoding, too, tells that the text was signed."""
    root = folder({MOU: FRONT + "One.\n"})
    signed(root)
    (root / LOG).write_bytes((root / LOG).read_bytes().replace(b'party = "police"', b'party = "police", name = "Ren\xe9"'))
    (root / MOU).write_bytes((FRONT + "é.\n").encode("cp1252"))
    found = {one.path: one.change for one in proposals(root)}
    assert found[MOU] is None
    assert found[LOG] is not None


def test_approved_minutes_are_only_reported(folder: Folder) -> None:
    """Minutes that a meeting approved are a fixed text; line ends may be mended, words may not, drafts may."""
    path = "meetings/2026-03-11-ordinary/minutes.md"
    front = '+++\nmeeting = "2026-03-11-ordinary"\n{}+++\n\n'
    approved, draft = front.format('approved = "2026-06-10-ordinary"\n'), front.format("")
    for text, is_mended in ((approved + "é\n", False), (approved + "e\r", True), (draft + "é\n", True)):
        root = folder({path: text.encode("cp1252")}, name=f"c{len(text)}{is_mended}")
        if text.endswith("\r"):
            (root / path).write_bytes(text.encode().replace(b"\r", b"\r\n"))
        (mend,) = proposals(root)
        assert (mend.change is not None) == is_mended


def test_changes_are_made_together_and_taken_back(folder: Folder, hashes: Hashes) -> None:
    """All files are mended in one set of changes, which undo takes back; what is only reported stays."""
    root = folder({MEMBER: b'name = "\xe9"\n', "members/a.toml": "a = “x”\n", "members/b.toml": "b = 02/01/2026\n"})
    before = hashes(root)
    found = proposals(root)
    assert hashes(root) == before
    wanted = changes(found)
    assert wanted.paths() == ("members/a.toml", MEMBER)
    assert "2 files" in wanted.label
    apply(root, wanted)
    assert [one.path for one in proposals(root)] == ["members/b.toml"]
    undo(root)
    assert {path: held for path, held in hashes(root).items() if not path.startswith(".vawcoord")} == before


def test_committee_and_contacts_are_mended_too(folder: Folder) -> None:
    """The two files at the top, which everything else needs, are mended like the others."""
    root = folder({"committee.toml": "format = 1\nid = “a”\n", "contacts.toml": b"\xef\xbb\xbf"})
    assert [one.path for one in proposals(root)] == ["committee.toml", "contacts.toml"]


def test_files_that_cannot_be_read_are_passed_over(folder: Folder) -> None:
    """A file past the limit and a link are named by check; here they are no reason to stop."""
    root = folder({MEMBER: b"\xe9" * (1024 * 1024 + 1), "members/a.toml": "a = “x”\n"})
    (root / "members" / "b.toml").symlink_to(root / MEMBER)
    assert [one.path for one in proposals(root)] == ["members/a.toml"]


def test_a_mend_that_changes_values_is_a_mistake_of_ours(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a mend ever change a value that could be read, it stops with the file's name instead of going on."""

    def careless(draft: room._Draft) -> None:
        if draft.text.endswith("2\n"):
            draft.text = draft.text.removesuffix("2\n") + "3\n"
            draft.what.append("x")

    monkeypatch.setattr(room, "_mend_line_ends", careless)
    with pytest.raises(AssertionError, match="police"):
        proposals(folder({MEMBER: "a = 2\n"}))
    with pytest.raises(AssertionError, match="referral"):
        proposals(folder({MOU: FRONT + "2\n"}, name="other"))


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp")), max_size=20)
SAFE = st.text(st.sampled_from("abc éß’“”„ \u00a0.:;-/12#=[]{},'"), max_size=20)
VALUES = (
    WORDS | st.integers() | st.booleans() | st.dates() | st.lists(WORDS, max_size=3) | st.dictionaries(WORDS, WORDS, max_size=3)
)
SPOILERS: tuple[Callable[[bytes], bytes], ...] = (
    lambda held: b"\xef\xbb\xbf" + held,
    lambda held: held.replace(b"\n", b"\r\n", 2),
    lambda held: held.replace(b"\n", b"\r\n"),
    lambda held: held.replace(b"\n", b"\r"),
    lambda held: held.replace(b"\n", b"\r\r\n"),
    lambda held: held.rstrip(b"\n"),
    lambda held: codecs.BOM_UTF16_LE + held.decode().encode("utf-16-le"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.dictionaries(WORDS, VALUES, max_size=5), spoil=st.sampled_from(SPOILERS), as_text=st.booleans(), body=SAFE)
def test_values_stay_the_same(
    folder: Folder, table: dict[str, object], spoil: Callable[[bytes], bytes], body: str, *, as_text: bool
) -> None:
    """Whatever a file says, and whatever another programme did to its bytes: after the mend it says the same."""
    toml = tomli_w.dumps(table, multiline_strings=True)
    meant = f"+++\n{toml}+++\n{body}\n" if as_text else toml
    path = MOU if as_text else MEMBER
    root = folder({path: spoil(meant.encode())})
    mend_all(root)
    there = decoded((root / path).read_bytes())
    if as_text:
        assert split(there).body.rstrip("\n") == f"{body}\n".rstrip("\n")
        there = split(there).front
    assert tomllib.loads(there) == table
    assert proposals(root) == ()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(SAFE, min_size=1, max_size=4), marks=st.sampled_from(("“”", "„“", "””", "»«", "‘’", "\uff02\uff02")))
def test_curly_texts_are_read_as_meant_or_not_at_all(folder: Folder, texts: list[str], marks: str) -> None:
    """Texts between curly marks, whatever is in them: the mend gives back these texts, or is not made.

    Texts that hold a mark of the same kind before a comma or bracket can be read in two ways by people, too.
    """
    if any(sign in text for text in texts for sign in set(marks) | set("“”„’'")):
        return
    lines = "".join(f"k{place} = {marks[0]}{text}{marks[1]}\n" for place, text in enumerate(texts))
    listed = "list = [" + ", ".join(f"{marks[0]}{text}{marks[1]}" for text in texts) + "]\n"
    root = folder({MEMBER: listed + lines})
    (mend,) = proposals(root)
    table = tomllib.loads(after(mend).decode())
    assert table.pop("list") == texts
    assert list(table.values()) == texts


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=80) | st.text(st.sampled_from("ab=\"'“”‘’„«»[]{},#\n \u00a031/.-\\\r\ufeff"), max_size=60))
def test_any_bytes_are_mended_or_named(folder: Folder, content: bytes | str) -> None:
    """Any bytes: no traceback; what could be read before reads the same; mending twice is mending once."""
    held = content.encode() if isinstance(content, str) else content
    root = folder({MEMBER: held, MOU: b"+++\n" + held + b"\n+++\n" + held})
    mend_all(root)
    assert [one.path for one in proposals(root) if one.change] == []


@pytest.mark.parametrize(
    "content",
    [
        "“““a\n" * 60_000,
        '\\"""x\n' * 60_000,
        "\\'''x\n" * 60_000,
        "a = " + "“" * 200_000,
        "a = “" + "” " * 200_000,
        "a = [" + "“x”, " * 50_000 + "]",
        "a = [" + "31/01/2026, " * 30_000,
        "\u00a0" * 300_000,
        "\r" * 900_000,
    ],
)
def test_hostile_texts_do_not_hang_it(folder: Folder, content: str) -> None:
    """Texts made to be searched again and again take seconds at most."""
    root = folder({MEMBER: content})
    begun = time.monotonic()
    proposals(root)
    assert time.monotonic() - begun < 6


def test_date_of_the_trial_is_never_written(folder: Folder) -> None:
    """The made-up day that stands for an unclear date while the text is tried does not reach the file."""
    _root, mend = one(folder, "a = “x”\nb = 02/01/2026\n")
    assert date.fromisoformat(room._SOME_DAY).isoformat().encode() not in after(mend)
