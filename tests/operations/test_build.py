"""`build` as a function: only what changed, nothing of a person's overwritten, one failure stops nothing else."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vawcoord import disk
from vawcoord.errors import VawcoordError
from vawcoord.operations import build as building
from vawcoord.operations.build import Begun, Step
from vawcoord.render import html

Folder = Callable[..., Path]
Hashes = Callable[[Path], dict[str, str]]

TODAY = date(2026, 6, 1)

MOU = """\
+++
title = "On {name}"
language = "{language}"
parties = ["police"]

[[signatories]]
party = "police"
agency = "Police"
name = "W"
+++

## Purpose {{#purpose}}

The parties refer.
"""


def text(name: str, language: str = "en") -> str:
    """Return an MOU."""
    return MOU.format(name=name, language=language)


FILES = {
    "members/police.toml": 'name = "Police"\nsector = "police"\njoined = 2025-01-01\n',
    "mou/one.md": text("one"),
    "mou/two.md": text("two"),
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one point."""

OUTPUTS = ("build/mou/one.docx", "build/mou/one.html", "build/mou/two.docx", "build/mou/two.html")


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with two documents."""
    return folder(FILES)


def build(root: Path, *names: str, on: date = TODAY, beside: str = "") -> dict[str, Step]:
    """Build, and return the steps by path."""
    begun, *steps = list(building.build(root, on, names, beside=beside))
    assert isinstance(begun, Begun)
    made = {one.path: one for one in steps if isinstance(one, Step)}
    assert begun.idle or {one.number for one in made.values()} <= set(range(1, begun.documents + 1))
    return made


def outcomes(steps: dict[str, Step]) -> dict[str, str]:
    """Return what became of each output."""
    return {path: step.outcome for path, step in steps.items()}


def idle(root: Path, on: date = TODAY) -> bool:
    """Say whether a build finds nothing to do at all."""
    (begun, *steps) = list(building.build(root, on))
    assert isinstance(begun, Begun)
    return begun.idle and not steps


def edited(word: bytes, extra: str = "Ours.") -> bytes:
    """Return a Word file as somebody saves it after writing into it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                content = content.replace(b"The parties refer.", f"The parties refer. {extra}".encode())
            after.writestr(name, content)
    return made.getvalue()


def test_it_writes_only_below_build(root: Path, hashes: Hashes) -> None:
    """Everything outside build/ stays as it was."""
    before = hashes(root)
    assert outcomes(build(root)) == dict.fromkeys(OUTPUTS, "made")
    after = hashes(root)
    assert {name: after[name] for name in before} == before
    assert {name.partition("/")[0] for name in after.keys() - before.keys()} == {"build"}


def test_a_second_build_reads_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing changed, the folder is not even loaded; another day looks again and finds all unchanged."""
    build(root)
    monkeypatch.setattr(building, "load", lambda _root: pytest.fail("the folder was read"))
    assert idle(root)
    monkeypatch.undo()
    assert outcomes(build(root, on=date(2026, 6, 2))) == dict.fromkeys(OUTPUTS, "unchanged")
    assert idle(root, date(2026, 6, 2))


def test_only_what_changed_is_made(root: Path, hashes: Hashes) -> None:
    """A word in one text renders that text; a comment, a line break or a touched file render nothing."""
    build(root)
    before = hashes(root)
    file = root / "mou/one.md"
    file.write_text(text("one").replace("refer.", "refer at once."), encoding="utf-8")
    expected = {**dict.fromkeys(OUTPUTS, "unchanged"), **dict.fromkeys(OUTPUTS[:2], "made")}
    assert outcomes(build(root)) == expected
    changed = {name for name, mark in hashes(root).items() if before.get(name) != mark}
    assert changed == {"mou/one.md", "build/.manifest", *OUTPUTS[:2]}
    file.write_text(
        text("one").replace("The parties refer.", "The parties\nrefer at once.").replace("title", "# mine\ntitle"),
        encoding="utf-8",
    )
    assert set(outcomes(build(root)).values()) == {"unchanged"}
    (root / "members/police.toml").touch()
    assert set(outcomes(build(root)).values()) == {"unchanged"}


def test_deleted_output_comes_back(root: Path) -> None:
    """build/ may be deleted at any time, whole or in part; a broken manifest does no harm."""
    build(root)
    first = {path: (root / path).read_bytes() for path in OUTPUTS}
    (root / OUTPUTS[0]).unlink()
    assert outcomes(build(root))[OUTPUTS[0]] == "made"
    for wrong in (
        "",
        "{",
        "[]",
        '{"outputs": 3}',
        '{"listing": 1, "outputs": {"a": "b"}}',
        '{"outputs": {"build/mou/one.docx": 1}}',
    ):
        (root / "build/.manifest").write_text(wrong, encoding="utf-8")
        assert set(outcomes(build(root)).values()) <= {"made", "unchanged"}, wrong
    import shutil

    shutil.rmtree(root / "build")
    assert outcomes(build(root)) == dict.fromkeys(OUTPUTS, "made")
    assert {path: (root / path).read_bytes() for path in OUTPUTS} == first


def test_an_edited_file_is_set_aside(root: Path) -> None:
    """A Word file that somebody wrote into is kept under build/edited/ before the text's own comes back; each time anew."""
    build(root)
    word = root / OUTPUTS[0]
    own = word.read_bytes()
    for number in (1, 2):
        mine = edited(own, f"Ours {number}.")
        word.write_bytes(mine)
        (root / "mou/two.md").write_text(text(f"two {number}"), encoding="utf-8")
        step = build(root)[OUTPUTS[0]]
        assert step.outcome == "set-aside"
        aside = f"build/edited/mou/one-{number}.docx"
        assert aside in step.message
        assert "mou/one.md" in step.message, "it says where the wording lasts"
        assert (root / aside).read_bytes() == mine
        assert word.read_bytes() == own
    assert (root / "build/edited/mou/one-1.docx").is_file()
    assert set(outcomes(build(root, on=date(2026, 6, 2))).values()) == {"unchanged"}


def test_an_edited_file_is_set_aside_when_its_text_changes_too(root: Path) -> None:
    """The edited copy is kept also when the text has moved on meanwhile."""
    build(root)
    mine = edited((root / OUTPUTS[0]).read_bytes())
    (root / OUTPUTS[0]).write_bytes(mine)
    (root / "mou/one.md").write_text(text("one").replace("refer.", "refer at once."), encoding="utf-8")
    assert build(root)[OUTPUTS[0]].outcome == "set-aside"
    assert (root / "build/edited/mou/one-1.docx").read_bytes() == mine


def test_a_file_from_elsewhere_is_never_overwritten(root: Path) -> None:
    """What lay under build/ before the first build is set aside, not lost."""
    (root / "build/mou").mkdir(parents=True)
    (root / OUTPUTS[1]).write_text("<p>somebody's</p>", encoding="utf-8")
    assert outcomes(build(root))[OUTPUTS[1]] == "set-aside"
    assert (root / "build/edited/mou/one-1.html").read_text(encoding="utf-8") == "<p>somebody's</p>"


@pytest.mark.parametrize("mark", ["~$one.docx", "~$e.docx", ".~lock.one.docx#"])
def test_a_file_held_open_stops_nothing_else(root: Path, mark: str) -> None:
    """A file that Word or LibreOffice holds open gives one sentence; the others are made; later it is made too."""
    build(root)
    old = (root / OUTPUTS[0]).read_bytes()
    for name in ("one", "two"):
        (root / f"mou/{name}.md").write_text(text(name).replace("refer.", "refer at once."), encoding="utf-8")
    (root / "build/mou" / mark).write_text("W", encoding="utf-8")
    steps = build(root)
    assert outcomes(steps) == {**dict.fromkeys(OUTPUTS, "made"), OUTPUTS[0]: "failed"}
    assert "is open in another programme" in steps[OUTPUTS[0]].message
    assert (root / OUTPUTS[0]).read_bytes() == old
    (root / "build/mou" / mark).unlink()
    steps = build(root)
    assert outcomes(steps) == {**dict.fromkeys(OUTPUTS, "unchanged"), OUTPUTS[0]: "made"}


def test_a_disk_that_refuses_one_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be written gives one sentence, keeps its last output, and the others are made."""
    build(root)
    old = (root / OUTPUTS[0]).read_bytes()
    for name in ("one", "two"):
        (root / f"mou/{name}.md").write_text(text(name).replace("refer.", "refer at once."), encoding="utf-8")
    real = disk.write_atomic

    def refusing(target: Path, content: bytes) -> None:
        if target.name == "one.docx":
            raise PermissionError(13, "Permission denied", str(target))
        real(target, content)

    monkeypatch.setattr(disk, "write_atomic", refusing)
    assert outcomes(build(root)) == {**dict.fromkeys(OUTPUTS, "made"), OUTPUTS[0]: "failed"}
    assert (root / OUTPUTS[0]).read_bytes() == old
    monkeypatch.undo()
    assert outcomes(build(root))[OUTPUTS[0]] == "made", "what failed is tried again, though nothing else changed"


def test_a_document_that_fails_keeps_its_last_output(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that cannot be rendered leaves its files as they were; the others are made; mended, it is nobody's edit."""
    build(root)
    old = {path: (root / path).read_bytes() for path in OUTPUTS}
    real = html.render

    def failing(sheet: object, *rest: object, **more: object) -> str:
        if "one" in getattr(sheet, "title", ""):
            raise VawcoordError("this text cannot be spelled")
        return real(sheet, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(html, "render", failing)
    for name in ("one", "two"):
        (root / f"mou/{name}.md").write_text(text(name).replace("refer.", "refer at once."), encoding="utf-8")
    steps = build(root)
    assert outcomes(steps) == {**dict.fromkeys(OUTPUTS, "made"), OUTPUTS[1]: "failed"}
    assert steps[OUTPUTS[1]].message == "this text cannot be spelled"
    assert (root / OUTPUTS[1]).read_bytes() == old[OUTPUTS[1]]
    assert not idle(root)
    monkeypatch.undo()
    assert outcomes(build(root))[OUTPUTS[1]] == "made"


@pytest.mark.parametrize("broken", ["no front matter\n", "+++\ntitle = \n+++\n\nText.\n", "+++\ntitle = 'x'\n"])
def test_a_text_that_cannot_be_read_keeps_its_last_output(root: Path, broken: str) -> None:
    """A broken text is left out and named; its files stay; once mended they are made anew and nothing is set aside."""
    build(root)
    old = {path: (root / path).read_bytes() for path in OUTPUTS}
    (root / "mou/one.md").write_text(broken, encoding="utf-8")
    begun, *steps = list(building.build(root, TODAY))
    assert isinstance(begun, Begun)
    assert [one.where.path for one in begun.findings] == ["mou/one.md"]
    assert len(steps) == 2
    assert {path: (root / path).read_bytes() for path in OUTPUTS} == old
    (root / "mou/one.md").write_text(text("one").replace("refer.", "refer at once."), encoding="utf-8")
    assert outcomes(build(root)) == {**dict.fromkeys(OUTPUTS, "unchanged"), **dict.fromkeys(OUTPUTS[:2], "made")}
    assert not (root / "build/edited").exists()


def test_style_and_logo_of_its_own(root: Path) -> None:
    """The committee's style file or logo under templates/ goes before the shipped one, and all Word files are made anew."""
    build(root)
    shipped = (disk.shipped_templates() / "style.docx").read_bytes()
    styles = zipfile.ZipFile(io.BytesIO(shipped)).read("word/styles.xml")
    (root / "templates").mkdir()
    own = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped)) as before, zipfile.ZipFile(own, "w") as after:
        for name in before.namelist():
            after.writestr(
                name,
                styles.replace(b'w:styleId="Heading1"', b'w:styleId="Heading1" w:customStyle="0"')
                if name == "word/styles.xml"
                else before.read(name),
            )
    (root / "templates/style.docx").write_bytes(own.getvalue())
    steps = outcomes(build(root))
    assert steps[OUTPUTS[0]] == steps[OUTPUTS[2]] == "made"
    assert set(outcomes(build(root, on=date(2026, 6, 2))).values()) == {"unchanged"}
    (root / "templates/logo.png").write_bytes(PNG)
    steps = outcomes(build(root))
    assert steps[OUTPUTS[0]] == steps[OUTPUTS[2]] == "made"
    media = [name for name in zipfile.ZipFile(root / OUTPUTS[0]).namelist() if "media" in name]
    assert media, "the logo is in the file"


def test_the_page_shows_the_logo_as_well(root: Path) -> None:
    """A page is made anew when the logo changes: it stands in the page too."""
    build(root)
    (root / "templates").mkdir()
    (root / "templates/logo.png").write_bytes(PNG)
    assert "data:image/png" not in (root / OUTPUTS[1]).read_text(encoding="utf-8")
    assert outcomes(build(root))[OUTPUTS[1]] == "made"
    assert "data:image/png" in (root / OUTPUTS[1]).read_text(encoding="utf-8")


def test_a_style_file_that_is_none(root: Path) -> None:
    """A style file that is no Word file gives a sentence for each Word file; the pages are made all the same."""
    (root / "templates").mkdir()
    (root / "templates/style.docx").write_bytes(b"not a Word file")
    steps = build(root)
    assert outcomes(steps) == {path: "failed" if path.endswith("docx") else "made" for path in OUTPUTS}
    assert all(step.message for step in steps.values() if step.outcome == "failed")


def test_names_choose_documents(root: Path) -> None:
    """By kind and name, by name alone, by path; the manifest keeps what was not asked for."""
    for name in ("mou/one", "one", "mou/one.md", "./mou/one.md", "one.en"):
        steps = build(root, name)
        assert set(steps) == set(OUTPUTS[:2]), name
    build(root)
    assert set(json.loads((root / "build/.manifest").read_text(encoding="utf-8"))["outputs"]) == set(OUTPUTS)
    build(root, "two")
    assert set(json.loads((root / "build/.manifest").read_text(encoding="utf-8"))["outputs"]) == set(OUTPUTS)
    (root / "sop").mkdir()
    (root / "sop/one.md").write_text(text("sop"), encoding="utf-8")
    with pytest.raises(VawcoordError, match="several documents"):
        build(root, "one")
    with pytest.raises(VawcoordError, match='There is no document "mou/on"'):
        build(root, "mou/on")


def test_two_languages_in_two_columns(root: Path) -> None:
    """--beside adds a file with both texts; without the other text the document's own files are made and a sentence says why."""
    (root / "mou/one.fr.md").write_text(
        text("un", "fr").replace("The parties refer.", "Les parties orientent."), encoding="utf-8"
    )
    steps = build(root, "mou/one", beside="fr")
    assert {"build/mou/one.en-fr.docx", "build/mou/one.en-fr.html", "build/mou/one.fr.docx"} <= set(steps)
    document = zipfile.ZipFile(root / "build/mou/one.en-fr.docx").read("word/document.xml").decode()
    assert "The parties refer." in document
    assert "Les parties orientent." in document
    steps = build(root, "mou/two", beside="fr")
    assert outcomes(steps) == {"mou/two.md": "failed", OUTPUTS[2]: "made", OUTPUTS[3]: "made"}
    assert "no text in the language fr" in steps["mou/two.md"].message


def test_a_folder_in_the_place_of_an_output(root: Path) -> None:
    """It gives a sentence for that output; the others are made."""
    (root / OUTPUTS[0]).mkdir(parents=True)
    steps = build(root)
    assert outcomes(steps) == {**dict.fromkeys(OUTPUTS, "made"), OUTPUTS[0]: "failed"}


def test_a_link_in_the_place_of_build(root: Path, tmp_path: Path) -> None:
    """Nothing is written through a link out of the folder."""
    (tmp_path / "elsewhere").mkdir()
    (root / "build").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(VawcoordError, match="symbolic link"):
        build(root)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_cover_comes_with_the_last_signature(root: Path) -> None:
    """The sheet for the drawer is made when all have signed, and stays about the text in force while the file moves on."""
    from vawcoord.folder.applying import apply
    from vawcoord.folder.loading import load
    from vawcoord.operations.documents import Signing, sign

    build(root)
    committee = load(root)[0]
    document = committee.document("mou/one")
    assert document is not None
    apply(root, sign(root, committee, document, Signing("police"), TODAY))
    steps = outcomes(build(root))
    assert steps["build/mou/one.cover.docx"] == "made"
    assert steps[OUTPUTS[0]] == "made", "the draft mark is gone"
    (root / "mou/one.md").write_text(text("one").replace("refer.", "refer at once."), encoding="utf-8")
    steps = outcomes(build(root))
    assert steps["build/mou/one.cover.docx"] == "unchanged", "it is about the text in force"
    assert steps["build/mou/one.in-force.docx"] == "made", "which can still be printed"
