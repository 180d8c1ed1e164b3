"""Templates and fixed words: the committee's own go before those that come with the programme."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf, head_of, words_of
from vawcoord.text.frontmatter import split

Folder = Callable[..., Path]
OWN = '+++\ntitle = "Ours"\ntemplate = "mou/referral"\nversion = 7\nlanguage = "en"\n+++\n\n## Purpose {#purpose}\n'
WORDS = 'language = "fr"\nname = "fran\u00e7ais"\ndirection = "ltr"\nto_be_completed = "\u00e0 remplir"\n\n[words]\nclause = "Article"\n'


def test_what_comes_with_the_programme() -> None:
    """Without a committee the shipped templates are there, each with a head that can be read."""
    shelf = Shelf(None)

    assert "mou/referral" in shelf.names()
    assert shelf.languages("mou/referral") == ["ar", "en", "fr"]
    for name in shelf.names():
        for language in shelf.languages(name):
            found = shelf.template(name, language)
            assert found is not None
            head = head_of(*found)
            assert (head.template, head.language) == (name, language)


def test_own_templates_go_first(folder: Folder) -> None:
    """A template of the same name in the committee's folder is taken, the others stay."""
    shelf = Shelf(folder({"templates/mou/referral.en.md": OWN, "templates/sop/night.en.md": OWN}))
    head, french = shelf.head("mou/referral", "en"), shelf.head("mou/referral", "fr")

    assert head is not None
    assert (head.title, head.version, head.ref) == ("Ours", 7, "mou/referral@7")
    assert french is not None
    assert french.title != "Ours"
    assert "sop/night" in shelf.names()
    assert "mou/coordination" in shelf.names()
    assert shelf.languages("sop/night") == ["en"]


def test_own_words_go_first(folder: Folder) -> None:
    """Fixed words of the committee's own replace the shipped ones of that language alone."""
    shelf = Shelf(folder({"templates/words.fr.toml": WORDS}))

    assert shelf.words("fr").to_be_completed == "\u00e0 remplir"
    assert shelf.words("fr-CA").to_be_completed == "\u00e0 remplir"
    assert shelf.words("en").to_be_completed == "to be completed"


def test_an_unknown_language_speaks_english() -> None:
    """Where a language has no words, the English ones are taken."""
    assert Shelf(None).words("zz") == Shelf(None).words("en")
    assert not Shelf(None).speaks("zz")
    assert Shelf(None).speaks("ar")


def test_a_word_that_is_missing_shows_itself() -> None:
    """A word that a new language lacks prints its own name."""
    words = words_of("templates/words.fr.toml", WORDS.encode())

    assert (words.group("words", "clause"), words.group("words", "annex"), words.group("none", "x")) == ("Article", "annex", "x")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x = \xff",
        b"language = 1",
        WORDS.replace('"\u00e0 remplir"', "5").encode(),
        WORDS.replace('"ltr"', '"up"').encode(),
        WORDS.replace('clause = "Article"', "clause = 5").encode(),
        (WORDS + "x = [" + "[" * 5000).encode(),
        (WORDS + "x = " + "1" * 5000).encode(),
        b"<<<<<<< HEAD\n",
    ],
    ids=range(9),
)
def test_words_that_cannot_be_read(content: bytes) -> None:
    """Broken words are one sentence with the path."""
    with pytest.raises(VawcoordError, match=r"templates/words\.fr\.toml"):
        words_of("templates/words.fr.toml", content)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("no head\n", ":1:"),
        (OWN.replace("version = 7", "version = seven"), ":4:"),
        (OWN.replace("version = 7\n", ""), ":2:"),
        (OWN.replace("version = 7", 'version = "7"'), ":4:"),
        (OWN.replace("version = 7", "version = 7\nvresion = 7"), ":5:"),
        (OWN.replace('"Ours"', "\u201cOurs\u201d"), ":2:"),
    ],
    ids=range(6),
)
def test_heads_that_cannot_be_read(content: str, line: str) -> None:
    """A broken head is one sentence with path and line; asked for on the way, the template counts as not there."""
    with pytest.raises(VawcoordError) as caught:
        head_of("templates/mou/referral.en.md", split(content))

    assert caught.value.message.startswith(f"templates/mou/referral.en.md{line}")


def test_a_broken_own_template_does_not_fall_back(folder: Folder) -> None:
    """A broken template of the committee's own is not quietly replaced by the shipped one."""
    assert Shelf(folder({"templates/mou/referral.en.md": "no head"})).head("mou/referral", "en") is None


def test_what_is_not_there() -> None:
    """Unknown names, and paths that lead out of the shelf, give nothing."""
    shelf = Shelf(None)

    assert shelf.template("mou/none", "en") is None
    assert shelf.head("mou/none", "en") is None
    assert shelf.guide("mou/none", "en") is None
    with pytest.raises(VawcoordError):
        shelf.template("mou/../../pyproject", "en")


def test_encodings_are_named(folder: Folder) -> None:
    """Template and guide in another encoding are one sentence with path and line."""
    shelf = Shelf(folder({"templates/mou/a.en.md": b"+++\n\xff", "templates/mou/a.guide.en.md": b"\n\xff"}))
    with pytest.raises(VawcoordError, match=r"templates/mou/a\.en\.md:2: "):
        shelf.template("mou/a", "en")
    with pytest.raises(VawcoordError, match=r"templates/mou/a\.guide\.en\.md:2: "):
        shelf.guide("mou/a", "en")


def test_links_in_the_committees_templates(folder: Folder, tmp_path: Path) -> None:
    """A template that is a link is refused."""
    (tmp_path / "secret.md").write_text(OWN)
    root = folder({"templates/mou/x.en.md": OWN})
    (root / "templates/mou/a.en.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(VawcoordError, match="symbolic link"):
        Shelf(root).template("mou/a", "en")
    assert "mou/a" not in Shelf(root).names()


def test_some_words_are_those_of_the_whole_file(folder: Folder) -> None:
    """Read in part, the fixed words are the same; what is wrong is said with the line of the whole file, in any part."""
    for language in Shelf(None).tongues():
        whole, part = Shelf(None).words(language), Shelf(None).some_words(language, "minutes")
        assert part.but(groups={}) == whole.but(groups={})
        assert part.groups == {"minutes": whole.groups["minutes"]}
    cut = 'note = """\n[minutes]\nno table"""\n'
    own = Shelf(folder({"templates/words.fr.toml": WORDS + cut + '[minutes]\ndecision = "Choix"\n'}))
    assert own.some_words("fr-CA", "minutes").groups["minutes"] == {"decision": "Choix"}
    with pytest.raises(VawcoordError, match=r"words\.fr\.toml:9"):
        Shelf(folder({"templates/words.fr.toml": WORDS + "[minutes]\ndecision = Choix\n"})).some_words("fr", "minutes")
