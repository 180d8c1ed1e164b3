"""Reading a Word file: what stands in it, what was recorded by whom, what is lost; and two hundred files that mean harm."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.exchange.word import accepted, read, rejected
from vawcoord.render.docx_text import bookmark

from .hostile import FAMILIES, packed, parts, run, with_main

PLACE = Path(__file__).parent.parent / "data" / "returned"


def texts(body: str, *, taken: bool) -> list[str]:
    """Return the paragraphs of a text with its changes accepted or refused."""
    returned = read(with_main(body), "copy.docx")
    return [one.text for one in (accepted(returned) if taken else rejected(returned))]


def changed(tag: str, inner: str, author: str = "A") -> str:
    """Return something recorded."""
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="2026-11-18T09:30:00Z">{inner}</w:{tag}>'


def gone(text: str) -> str:
    """Return a run of deleted text."""
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def end(tag: str) -> str:
    """Return the properties of a paragraph whose end was recorded."""
    return f"<w:pPr><w:rPr>{changed(tag, '')}</w:rPr></w:pPr>"


def test_the_copy_that_was_sent() -> None:
    """Property, styles, levels, numbers as Word counts them, bookmarks of clauses, cells."""
    returned = read((PLACE / "sent.docx").read_bytes(), "sent.docx")
    by_text = {one.text: one for one in returned.pars}

    assert returned.property.startswith("k3f9w2qz/mou/referral/v1:")
    assert (returned.tracked, returned.authors, returned.comments, returned.lost) == (False, (), (), ())
    heading = by_text["Acting without consent"]
    assert (heading.level, heading.number, heading.bookmarks) == (2, "3.2", (bookmark("without-consent"),))
    assert by_text["Referral form"].number == "Annex A"
    assert [by_text[one].number for one in by_text if one.startswith(("referrals to", "The police share"))] == ["(b)", "\u2022"]
    assert by_text["4 hours"].cell == (1 + by_text["Agency"].cell[0], 2, 1) if by_text["Agency"].cell else False
    assert by_text["4 hours"].bookmarks == (bookmark("times"),)
    link = next(span for one in returned.pars for span in one.spans if one.text.startswith("Other agencies") and span.link)
    assert link.link == f"#{bookmark('joining')}"


@pytest.mark.parametrize(
    ("body", "new", "old"),
    [
        (f"<w:p>{run('a')}{changed('ins', run('b'))}{changed('del', gone('c'))}</w:p>", ["ab"], ["ac"]),
        (f"<w:p>{run('a')}{changed('ins', run('b') + changed('del', gone('c'), 'B'))}</w:p>", ["ab"], ["a"]),
        (f"<w:p>{end('ins')}{run('a')}</w:p><w:p>{run('b')}</w:p>", ["a", "b"], ["ab"]),
        (f"<w:p>{end('del')}{run('a')}</w:p><w:p>{run('b')}</w:p>", ["ab"], ["a", "b"]),
        (f"<w:p>{end('del')}{changed('del', gone('a'))}</w:p><w:p>{run('b')}</w:p>", ["b"], ["a", "b"]),
        (f"<w:p>{changed('del', gone('a'))}</w:p><w:p>{run('b')}</w:p>", ["", "b"], ["a", "b"]),
        (
            (
                f"<w:p>{end('moveFrom')}{changed('moveFrom', run('a'))}</w:p><w:p>{run('b')}</w:p>"
                f"<w:p>{end('moveTo')}{changed('moveTo', run('a'))}</w:p><w:p>{run('c')}</w:p>"
            ),
            ["b", "a", "c"],
            ["a", "b", "c"],
        ),
        (
            (
                f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr><w:tr><w:trPr>{changed('ins', '')}</w:trPr>"
                f"<w:tc><w:p>{end('ins')}{changed('ins', run('b'))}</w:p></w:tc></w:tr><w:tr><w:trPr>{changed('del', '')}</w:trPr>"
                f"<w:tc><w:p>{end('del')}{changed('del', gone('c'))}</w:p></w:tc></w:tr></w:tbl>"
            ),
            ["a", "b"],
            ["a", "c"],
        ),
        (
            f"<w:p>{run('x')}<w:pPr><w:rPr>{changed('ins', '')}{changed('del', '', 'B')}</w:rPr></w:pPr></w:p><w:p>{run('y')}</w:p>",
            ["xy"],
            ["xy"],
        ),
    ],
)
def test_changes_accepted_and_refused(body: str, new: list[str], old: list[str]) -> None:
    """Insertions, deletions, one in the other, ends of paragraphs, moves, rows."""
    assert texts(body, taken=True) == new
    assert texts(body, taken=False) == old


def test_fields_controls_and_links() -> None:
    """Of a field only its result is text; controls, smart tags and links hold text like any other."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _vc_0123456789 \\r \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("9")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f"<w:p>{run('see ')}{field}<w:sdt><w:sdtContent>{run(' b')}</w:sdtContent></w:sdt><w:smartTag>{run(' c')}</w:smartTag>"
        f'<w:hyperlink w:anchor="x">{run(" d")}</w:hyperlink></w:p><w:sdt><w:sdtContent><w:p>{run("e")}</w:p></w:sdtContent></w:sdt>'
    )
    returned = read(with_main(body), "copy.docx")

    assert [one.text for one in returned.pars] == ["see 9 b c d", "e"]
    assert [span.link for span in returned.pars[0].spans] == ["", "#_vc_0123456789", "", "#x"]


def test_a_bookmark_without_text_holds_nothing() -> None:
    """What is left of the bookmark of a deleted clause does not claim the paragraph after it."""
    mark = '<w:bookmarkStart w:id="1" w:name="_vc_0123456789"/><w:bookmarkEnd w:id="1"/>'
    assert read(with_main(f"<w:p>{mark}{run('a')}</w:p>"), "copy.docx").pars[0].bookmarks == ()


def test_libreoffice_begins_a_bookmark_twice() -> None:
    """A bookmark that is begun again where text was changed, and ended once, does not run on to the end of the file."""
    first, again = '<w:bookmarkStart w:id="1" w:name="_vc_a"/>', '<w:bookmarkStart w:id="2" w:name="_vc_a"/>'
    body = f'<w:p>{first}{run("a")}</w:p><w:p>{again}{run("b")}<w:bookmarkEnd w:id="2"/></w:p><w:p>{run("c")}</w:p>'

    assert [one.bookmarks for one in read(with_main(body), "copy.docx").pars] == [("_vc_a",), ("_vc_a",), ()]


def test_what_is_lost_is_named_with_its_place() -> None:
    """Pictures, formulas, hidden text: a sentence each, with the paragraph; a letterhead's picture is none."""
    body = (
        f"<w:p><w:r><w:drawing/></w:r></w:p><w:p>{run('The shelter is free.')}<w:r><w:drawing/></w:r></w:p>"
        f"<w:p>{run('Words.')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
    )
    returned = read(with_main(body), "copy.docx")

    assert returned.lost == (
        "A picture, in the paragraph “The shelter is free.”, is not carried.",
        "Hidden text (secret), in the paragraph “Words.”, is not carried.",
    )
    assert returned.pars[2].text == "Words."


def test_the_strict_form_is_read() -> None:
    """Word's "strict" form names its vocabularies differently."""
    held = parts()
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        held[name] = held[name].replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
    before, after = read(packed(parts()), "copy.docx"), read(packed(held), "copy.docx")
    assert [one.text for one in after.pars] == [one.text for one in before.pars]


def test_the_main_part_may_have_another_name() -> None:
    """Some programmes call the part with the text `document2.xml`."""
    held = {name.replace("document.xml", "document2.xml"): data for name, data in parts().items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        held[name] = held[name].replace(b"word/document.xml", b"word/document2.xml")

    assert len(read(packed(held), "copy.docx").pars) == len(read(packed(parts()), "copy.docx").pars)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"{\\rtf1 x}", ".rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"words", "no Office file"),
        (packed({**parts(), "word/vbaProject.bin": b"x"}), "macros"),
        (packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "not of the kind"),
        (with_main("<w:p/>" * 20_000), "too large"),
        (packed({**parts(), "word/document.xml": b"<w"}), "cannot be read"),
    ],
)
def test_what_is_no_word_file_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    """A PDF, an old file, one with macros, a sheet, a broken one: each says what it is and what to do."""
    with pytest.raises(VawcoordError) as raised:
        read(content, "answer.docx")
    assert raised.value.message.startswith("answer.docx: ")
    assert says in raised.value.message
    assert raised.value.mend


def test_nothing_is_read_but_the_zip() -> None:
    """A link to a picture elsewhere is text of the file; nothing is opened for it."""
    held = parts()
    held["word/_rels/document.xml.rels"] = held["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        b'Target="file:///etc/hostname" TargetMode="External"/></Relationships>',
    )
    assert read(packed(held), "copy.docx").pars


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="the harness forks")
def test_two_hundred_hostile_files_are_refused_or_bounded() -> None:
    """Each is read, or refused in one sentence, within 2 seconds of the processor and 256 MB, in a process of its own."""
    program = Path(__file__).with_name("hostile.py")
    done = subprocess.run([sys.executable, str(program)], check=True, capture_output=True, text=True, timeout=500)
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(rows) >= 200
    assert [one for one in rows if one["said"] not in ("read", "refused")] == []
    assert [one for one in rows if one["seconds"] > 2] == []
    assert [one for one in rows if one["megabytes"] > 256] == []
    assert len(FAMILIES) == 6


def test_the_harness_is_no_file_of_our_own_making() -> None:
    """The base of the hostile files is the copy that was sent, which is read without fault."""
    with zipfile.ZipFile(PLACE / "sent.docx") as archive:
        assert set(parts()) == set(archive.namelist())
