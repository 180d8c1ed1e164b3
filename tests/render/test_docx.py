"""The Word file of a document: what stands in its XML, and what LibreOffice and pandoc make of it."""

import getpass
import io
import re
import shutil
import socket
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from lxml import etree

from vawcoord.errors import VawcoordError
from vawcoord.prose import (
    Block,
    Cell,
    CodeBlock,
    Contents,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Pair,
    Paragraph,
    Quote,
    Rule,
    Run,
    Sheet,
    Side,
    SignaturePanel,
    Table,
    numbered,
    paragraph,
    row,
    text,
    walk,
)
from vawcoord.render.docx import Look, render
from vawcoord.render.docx_text import address, directed

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1], "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
LONG = "Each agency names a focal point and an alternate, who attend the meetings and keep what they learn to themselves. " * 4
ARABIC = "تتفق الأطراف على تعيين جهة اتصال (UN Women 2015) خلال 24 ساعة بتاريخ 2026-04-02."

# The order of children as ISO 29500 has it; Word calls a file damaged that departs from it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid"
    " spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl"
    " divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType"
    " cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal"
    " personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "settings": "mirrorMargins gutterAtTop defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone"
    " evenAndOddHeaders characterSpacingControl compat themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}


@pytest.fixture(scope="module")
def look() -> Look:
    """Return the look that every document has unless the committee has its own."""
    return Look((ROOT / "templates" / "style.docx").read_bytes())


def sheet(*blocks: Block, title: str = "Memorandum on referral", lead: tuple[str, ...] = ("Lakeside District",)) -> Sheet:
    """Return an English sheet with these blocks."""
    return Sheet(
        title=title,
        language="en",
        direction="ltr",
        blocks=numbered(blocks),
        dated=date(2026, 3, 3),
        author="Lakeside Committee",
        lead=lead,
        classification="For the committee",
        version="Version 3f9a2c01bd77",
        page_of="Page {page} of {pages}",
        properties=(("vawcoord", "k3f9w2qz/mou/referral/v1:abc"),),
    )


def heading(level: int, words: str, id: str = "", *, annex: bool = False) -> Heading:  # noqa: A002 - as in the block tree
    """Return a heading."""
    return Heading(level, text(words), id=id, annex=annex)


def clauses() -> tuple[Block, ...]:
    """Return clauses, sub-clauses and annexes, with references forwards and backwards."""
    return (
        heading(2, "Preamble"),
        paragraph(LONG),
        heading(2, "Purpose", "purpose"),
        Paragraph((Run("As in "), Run("clause", target="#limits"), Run(" and "), Run("annex", target="#forms"), Run("."))),
        heading(2, "Duties", "duties"),
        heading(3, "Police duties", "police"),
        paragraph(LONG),
        heading(3, "Time limits", "limits"),
        heading(4, "Unnumbered deep heading"),
        paragraph("Inside the clause on limits."),
        heading(2, "Between"),
        heading(2, "Information", "information"),
        heading(3, "Sharing", "sharing"),
        heading(2, "Contacts", "contacts", annex=True),
        heading(3, "By telephone", "phone"),
        heading(3, "By mail", "mail"),
        heading(2, "Forms", "forms", annex=True),
        heading(3, "Referral form", "referral-form"),
        Paragraph((Run("See "), Run("section", target="#mail"), Run("."))),
    )


def panel(title: str = "Signed for County Police", notes: int = 1) -> SignaturePanel:
    """Return a signature panel."""
    fields = (("Name", "Supt. Peter Wanjala"), ("Post", ""), ("Signature", ""), ("Date", ""))
    return SignaturePanel(
        title, fields, "Stamp", tuple(text(f"Reservation {note}: aggregate figures only.") for note in range(notes))
    )


def table(rows: int) -> Table:
    """Return a table with so many rows, wide and narrow columns, shades."""
    cells = tuple((Cell(text(f"Row {number}")), Cell(text("late"), "F8D0CC"), Cell(text("x"))) for number in range(rows))
    return Table(row("Agency heading", "State heading", "Third"), cells, (5, 2, 2), 'States & "dates" of <agencies>')


def everything() -> Sheet:
    """Return a sheet with every kind of block."""
    item = (paragraph("first"), Listing(ordered=True, items=((paragraph("inner"),), (CodeBlock("x"),))), table(1))
    return sheet(
        Notice("draft", (paragraph("Draft for comment."), Listing(ordered=False, items=((paragraph("dot"),),)))),
        Contents("Contents"),
        *clauses(),
        Listing(ordered=True, items=(item, (paragraph("second"), paragraph("more")), ())),
        Listing(ordered=False, items=((paragraph("bullet"),),)),
        Listing(ordered=True, items=((paragraph("again"),),)),
        Quote((paragraph("quoted"), Listing(ordered=True, items=((paragraph("in a quote"),),)), Quote((paragraph("deeper"),)))),
        CodeBlock("one\n  two\tthree"),
        Rule(),
        Paragraph((Run("bold", bold=True), Run("italic", italic=True), Run("code", code=True))),
        Paragraph((Run("site", target="https://example.org/a?b=1&c=2"), Run("mail", target="mailto:a@example.org"))),
        paragraph("small", "note"),
        paragraph("middle", "centred"),
        paragraph("lead", "lead"),
        table(3),
        Notice("caution", (table(1),)),
        Notice("done", ()),
        PageBreak(),
        panel(),
        Pair(Side("en", "ltr", (paragraph("left"), table(1))), Side("ar", "rtl", (paragraph(ARABIC), table(1)))),
        PageBreak(),
    )


def arabic() -> Sheet:
    """Return an Arabic sheet."""
    return replace(
        sheet(
            heading(2, "الغرض", "purpose"),
            paragraph(ARABIC),
            Paragraph((Run("انظر "), Run("المادة", target="#police"))),
            heading(2, "الالتزامات", "duties"),
            heading(3, "الشرطة", "police"),
            Listing(ordered=True, items=((paragraph("تلقي كل شكوى؛"),), (paragraph("الإحالة فوراً."),))),
            table(2),
            Notice("caution", (paragraph("تنبيه"),)),
            CodeBlock("left to right"),
            heading(2, "جهات الاتصال", "contacts", annex=True),
            title="مذكرة تفاهم",
            lead=("لجنة التنسيق",),
        ),
        language="ar",
        direction="rtl",
        page_of="صفحة {page} من {pages}",
        annex_word="الملحق",
        clause_word="المادة",
        classification="للجنة",
    )


def side_by_side() -> Sheet:
    """Return a sheet with the same clauses in English and Arabic."""
    left = numbered((heading(2, "Purpose", "a"), paragraph("Left text."), heading(2, "Duties", "b"), heading(3, "Police", "c")))
    right = numbered((heading(2, "الغرض", "a"), paragraph(ARABIC), heading(2, "الالتزامات", "b"), heading(3, "الشرطة", "c")))
    pairs = (Pair(Side("en", "ltr", (one,)), Side("ar", "rtl", (other,))) for one, other in zip(left, right, strict=True))
    return replace(sheet(), blocks=tuple(pairs))


def png(wide: int = 40, high: int = 20) -> bytes:
    """Return a small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = (b"\0" + b"\x20\x30\x60" * wide) * high
    size = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """Return a member's XML."""
    return etree.fromstring(members(data)[name])


def words(element: etree._Element) -> str:
    """Return the text of an element."""
    return "".join(str(piece) for piece in element.xpath(".//w:t/text()", namespaces=NS))


# The file as such


@pytest.mark.parametrize("make", [everything, arabic, side_by_side, sheet])
def test_children_stand_in_the_order_of_the_schema(look: Look, make: Callable[[], Sheet]) -> None:
    """Every part is XML, and the children of each element stand as the schema wants them."""
    for name, data in members(render(make(), look, png())).items():
        if not name.endswith((".xml", ".rels")):
            continue
        for element in etree.fromstring(data).iter(f"{W}*"):
            order = ORDER.get(str(element.tag).removeprefix(W))
            if order:
                places = [order.split().index(str(child.tag).removeprefix(W)) for child in element]
                assert places == sorted(places), f"{name}: {etree.tostring(element)[:300]!r}"


def test_children_stand_in_order_with_a_foreign_style_file() -> None:
    """What is written into a style sheet that is not ours goes to its right place too."""
    data = render(arabic(), Look(foreign()))
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml"):
        for element in tree(data, name).iter(f"{W}*"):
            order = ORDER.get(str(element.tag).removeprefix(W))
            if order:
                places = [order.split().index(str(child.tag).removeprefix(W)) for child in element]
                assert places == sorted(places), f"{name}: {etree.tostring(element)[:300]!r}"


@pytest.mark.parametrize("make", [everything, arabic, side_by_side])
def test_every_cell_ends_with_a_paragraph_and_no_tables_touch(look: Look, make: Callable[[], Sheet]) -> None:
    """Word needs a paragraph at the end of a cell, and joins two tables that have none between them."""
    body = tree(render(make(), look))
    for cell in body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for one in body.iter(f"{W}tbl"):
        follower = one.getnext()
        assert follower is not None
        assert follower.tag == f"{W}p"


@pytest.mark.parametrize("make", [everything, arabic, side_by_side])
def test_what_is_referred_to_is_there(look: Look, make: Callable[[], Sheet]) -> None:
    """Styles, numberings, relationships, bookmarks and content types that are named exist, and identifiers are unique."""
    data = render(make(), look, png())
    parts = members(data)
    body = tree(data)
    styles = set(tree(data, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NS))
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        assert set(tree(data, name).xpath("//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val", namespaces=NS)) <= styles
    assert set(tree(data, "word/styles.xml").xpath("//w:basedOn/@w:val|//w:next/@w:val", namespaces=NS)) <= styles
    nums = tree(data, "word/numbering.xml").xpath("//w:num/@w:numId", namespaces=NS)
    assert len(nums) == len(set(nums))
    assert set(body.xpath("//w:numId/@w:val", namespaces=NS)) <= set(nums)
    links = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert set(body.xpath("//@r:id|//@r:embed", namespaces=NS)) <= {link.get("Id") for link in links}
    for link in links:
        assert link.get("TargetMode") == "External" or f"word/{link.get('Target')}" in parts
    starts = body.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    assert len(starts) == len(set(starts))
    assert sorted(starts) == sorted(body.xpath("//w:bookmarkEnd/@w:id", namespaces=NS))
    names = body.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    assert len(names) == len(set(names))
    anchors = set(body.xpath("//w:hyperlink/@w:anchor", namespaces=NS))
    anchors |= set(re.findall(r"REF (\w+)", "".join(body.xpath("//w:instrText/text()", namespaces=NS))))
    assert anchors <= set(names)
    listed = {item.get("PartName") for item in etree.fromstring(parts["[Content_Types].xml"]) if item.get("PartName")}
    assert listed == {f"/{name}" for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_the_same_sheet_gives_the_same_bytes(look: Look) -> None:
    """The same sheet gives the same bytes: with the same look, with a look read anew, after other documents."""
    first = render(everything(), look, png())
    render(arabic(), look)
    assert render(everything(), look, png()) == first
    assert render(everything(), Look((ROOT / "templates" / "style.docx").read_bytes()), png()) == first


def test_the_same_bytes_in_another_process(look: Look, tmp_path: Path) -> None:
    """Another process with another hash seed, zone and locale makes the same bytes."""
    script = (
        "import sys; sys.path[:0] = sys.argv[2:4]; import test_docx as t; from pathlib import Path;"
        "look = t.Look((t.ROOT / 'templates' / 'style.docx').read_bytes());"
        "Path(sys.argv[1]).write_bytes(t.render(t.everything(), look))"
    )
    target = tmp_path / "other.docx"
    subprocess.run(
        [sys.executable, "-c", script, str(target), str(ROOT / "src"), str(Path(__file__).parent)],
        check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
    )
    assert target.read_bytes() == render(everything(), look)


def test_dates_in_the_container_are_fixed(look: Look) -> None:
    """No member tells when the file was made, and the list of contents stands first."""
    with zipfile.ZipFile(io.BytesIO(render(everything(), look))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]


def test_core_properties_are_the_committees(look: Look) -> None:
    """Author and dates are the committee's; description, keywords, comments and template are not there."""
    core = docx.Document(io.BytesIO(render(everything(), look))).core_properties
    assert (core.title, core.author, core.last_modified_by) == ("Memorandum on referral", *["Lakeside Committee"] * 2)
    assert core.created is not None
    assert core.modified is not None
    assert core.created.isoformat()[:19] == core.modified.isoformat()[:19] == "2026-03-03T00:00:00"
    assert core.language == "en"
    assert core.comments == core.keywords == core.subject == core.category == core.identifier == ""


@pytest.mark.parametrize("style", ["ours", "foreign"])
def test_no_trace_of_library_or_machine(look: Look, style: str) -> None:
    """No member names the library, its template's date, the user or the computer; nothing is added that was not asked for."""
    parts = members(render(everything(), look if style == "ours" else Look(foreign())))
    traces = [b"python-docx", b"2013-12", b"generated", b"LibreOffice", b"attachedTemplate", b"w:rsid"]
    traces += [name.encode() for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4]
    for name, data in parts.items():
        if name not in ("word/styles.xml", "word/theme/theme1.xml"):
            traces.append(b"python")
        for trace in traces:
            assert trace.lower() not in data.lower(), (name, trace)
    assert not [name for name in parts if "custom" in name.lower() and name != "docProps/custom.xml"]
    assert not [name for name in parts if "thumbnail" in name or "stylesWithEffects" in name or "webSettings" in name]
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"Template" not in parts["docProps/app.xml"]


def test_properties_travel_in_the_file(look: Look) -> None:
    """Names and values are custom properties; one without a name or with a name used before is left out."""
    made = replace(sheet(), properties=(("vawcoord", 'a/b & "c"'), ("VAWCOORD", "second"), ("", "none"), ("other", "x\x00")))
    parts = members(render(made, look))
    custom = etree.fromstring(parts["docProps/custom.xml"])
    assert [(item.get("name"), item[0].text) for item in custom] == [("vawcoord", 'a/b & "c"'), ("other", "x\ufffd")]
    assert "docProps/custom.xml" not in members(render(replace(sheet(), properties=()), look))


# Text


@pytest.mark.parametrize(
    "words_in",
    [
        "".join(chr(code) for code in range(32)),
        "]]> <w:p/> &amp; <!-- --> <![CDATA[x]]>",
        "\ud800 lone \udfff surrogates \ufffe\uffff",
        "Donaudampfschifffahrtsgesellschaft" * 60,
        "family \U0001f468\u200d\U0001f469\u200d\U0001f467 and flag \U0001f1f0\U0001f1ea",
        "left \u202eright\u202c \u2066isolated\u2069 \u200f\u200e",
        "\x85\u2028\u2029\x0b\x0c line ends",
        "\u0661\u0662\u0663 \u05d0\u05d1 \u07ca mixed \u0627\u0644 123 - 456",
    ],
)
def test_hostile_text_is_printed_and_breaks_nothing(look: Look, words_in: str) -> None:
    """Whatever a text holds, the file is made and is XML; in every place where text can stand."""
    run = Run(words_in, bold=True, target=words_in)
    made = Sheet(
        title=words_in,
        language=words_in,
        direction="rtl",
        blocks=(
            Contents(words_in),
            Heading(2, (run,), id=words_in, number=words_in, annex=True),
            Heading(2, (run,), id="x", number="1"),
            Paragraph(
                (run, Run(words_in, target="#" + words_in, reference=words_in), Run(words_in, target="https://" + words_in))
            ),
            Table((Cell((run,), words_in),), ((Cell((run,), words_in),) * 3,), (0, -4), words_in),
            CodeBlock(words_in),
            SignaturePanel(words_in, ((words_in, words_in), ("", "")), words_in, ((run,),)),
            Notice("draft", (Listing(ordered=True, items=((paragraph(words_in),),), start=-3),)),
            Pair(Side(words_in, "ltr", (paragraph(words_in),)), Side("he", "rtl", ())),
        ),
        dated=date(2026, 1, 1),
        author=words_in,
        lead=(words_in,),
        classification=words_in,
        version=words_in,
        page_of=words_in + "{page}{pages}{page}",
        annex_word=words_in,
        properties=((words_in, words_in),),
    )
    data = render(made, look, png())
    for name, part in members(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    assert docx.Document(io.BytesIO(data)).core_properties.author is not None


def test_what_xml_forbids_is_shown(look: Look) -> None:
    """A forbidden character becomes the replacement sign, an override of direction too; line ends and tabs are Word's own."""
    body = tree(render(sheet(paragraph("a\x00b\u202ec\td\ne")), look))
    line = next(one for one in body.iter(f"{W}p") if "\ufffd" in words(one))
    assert words(line) == "a\ufffdb\ufffdcde"
    assert [str(child.tag).removeprefix(W) for child in line.find(f"{W}r") if child.tag != f"{W}rPr"] == [
        "t",
        "tab",
        "t",
        "br",
        "t",
    ]


def test_spaces_are_kept(look: Look) -> None:
    """Spaces at the edges of runs and in code stay: every text says so."""
    body = tree(render(sheet(Paragraph((Run("a "), Run(" b"))), CodeBlock("  x")), look))
    assert all(one.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for one in body.iter(f"{W}t"))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
        ("https://مثال.example/مسار", "https://مثال.example/مسار"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("mailto:nobody", ""),
        ("//example.org", ""),
        ("https:example.org", ""),
        ('https://a"b', "https://a%22b"),
    ],
)
def test_only_web_and_mail_addresses_become_links(look: Look, target: str, expected: str) -> None:
    """Http, https and mailto are links, mended where Word would refuse them; everything else stays text."""
    assert address(target) == expected
    data = render(sheet(Paragraph((Run("word", target=target),))), look)
    outside = [
        one.get("Target") for one in etree.fromstring(members(data)["word/_rels/document.xml.rels"]) if one.get("TargetMode")
    ]
    assert outside == ([expected] if expected else [])
    assert "word" in words(tree(data))


# Clauses


def hidden(clause: str) -> str:
    """Return the name of a clause's bookmark."""
    return "_vc_" + sha256(clause.encode()).hexdigest()[:10]


def test_each_clause_has_its_bookmark_around_all_it_says(look: Look) -> None:
    """A bookmark begins at the clause's heading and ends before the next heading that is not its own."""
    body = tree(render(sheet(*clauses()), look)).find(f"{W}body")
    assert body is not None
    spans: dict[str, str] = {}
    opened: dict[str, str] = {}
    for element in body:
        for start in element.iter(f"{W}bookmarkStart"):
            opened[start.get(f"{W}id", "")] = start.get(f"{W}name", "")
        for end in element.iter(f"{W}bookmarkEnd"):
            opened.pop(end.get(f"{W}id", ""), None)
        for name in opened.values():
            spans[name] = spans.get(name, "") + words(element) + "|"
    assert set(spans) == {hidden(block.id) for block in clauses() if isinstance(block, Heading) and block.id}
    assert spans[hidden("limits")] == "Time limits|Unnumbered deep heading|Inside the clause on limits.|"
    assert spans[hidden("duties")] == "Duties|"
    assert spans[hidden("purpose")].startswith("Purpose|As in clause")


def test_references_are_fields_with_the_number_in_them(look: Look) -> None:
    """A reference keeps the author's word, then a space that does not break, then a field that shows the number already."""
    body = tree(render(sheet(*clauses()), look))
    line = next(one for one in body.iter(f"{W}p") if words(one).startswith("As in"))
    assert words(line) == "As in clause\u00a02.2 and annex\u00a0B."
    assert line.xpath(".//w:instrText/text()", namespaces=NS) == [f" REF {hidden('limits')} \\r \\h "]
    assert line.xpath(".//w:hyperlink/@w:anchor", namespaces=NS) == [hidden("forms")]
    kinds = line.xpath(".//w:fldChar/@w:fldCharType", namespaces=NS)
    assert kinds == ["begin", "separate", "end"]


def test_references_that_lead_nowhere_are_text(look: Look) -> None:
    """A reference to a clause that is not in the sheet is no field; one without a word gets the document's."""
    runs = (Run("gone", target="#gone"), Run("far", target="#far", reference="9"), Run("", target="#here", reference="1"))
    here = replace(heading(2, "Here", "here"), number="1")
    body = tree(render(replace(sheet(), blocks=(here, Paragraph(runs))), look))
    assert words(body).endswith("gonefar\u00a09Clause\u00a01")
    assert len(body.xpath("//w:instrText", namespaces=NS)) == 1


def word_numbers(data: bytes) -> list[str]:
    """Return what Word counts to before each heading: numbering worked out from the XML alone."""
    numbering = tree(data, "word/numbering.xml")
    levels = {
        (abstract.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): (
            level.find(f"{W}numFmt").get(f"{W}val"),
            level.find(f"{W}lvlText").get(f"{W}val"),
        )
        for abstract in numbering.iter(f"{W}abstractNum")
        for level in abstract.iter(f"{W}lvl")
    }
    nums = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
    counts: dict[str, list[int]] = {}
    begun: set[str] = set()
    found = []
    for line in tree(data).iter(f"{W}p"):
        style = line.find(f"{W}pPr/{W}pStyle")
        number = line.find(f"{W}pPr/{W}numPr")
        if style is None or number is None or "Heading" not in style.get(f"{W}val", ""):
            continue
        num, level = number.find(f"{W}numId").get(f"{W}val"), int(number.find(f"{W}ilvl").get(f"{W}val"))
        abstract = nums[num].find(f"{W}abstractNumId").get(f"{W}val")
        count = counts.setdefault(abstract, [0, 0])
        if num not in begun:
            begun.add(num)
            for override in nums[num].iter(f"{W}lvlOverride"):
                count[int(override.get(f"{W}ilvl"))] = int(override.find(f"{W}startOverride").get(f"{W}val")) - 1
        count[level] += 1
        count[level + 1 :] = [0] * len(count[level + 1 :])
        printed = [str(value) for value in count]
        if levels[abstract, "0"][0] == "upperLetter":
            printed[0] = chr(64 + count[0])
        found.append(levels[abstract, str(level)][1].replace("%1", printed[0]).replace("%2", printed[1]))
    return found


def expected_numbers(blocks: tuple[Block, ...]) -> list[str]:
    """Return the numbers of the headings as they were computed on the blocks, annexes with their word."""
    heads = [block for block in walk(blocks) if isinstance(block, Heading) and block.number]
    return [f"Annex {head.number}" if head.annex and head.level == 2 else head.number for head in heads]


def test_word_counts_to_the_same_numbers(look: Look) -> None:
    """Word's own numbering of clauses, sub-clauses, annexes and what stands in them is the one that was computed."""
    made = sheet(*clauses())
    assert word_numbers(render(made, look)) == expected_numbers(made.blocks)
    assert expected_numbers(made.blocks)[-2:] == ["Annex B", "B.1"]


def test_an_excerpt_keeps_its_numbers(look: Look) -> None:
    """Where clauses were left out, Word is told to go on at the right number, or the number is printed as text."""
    whole = numbered(clauses())
    part = tuple(block for block in whole if not (isinstance(block, Heading) and block.id in ("purpose", "police", "contacts")))
    data = render(replace(sheet(), blocks=part), look)
    assert word_numbers(data) == ["2", "3", "3.1", "Annex B", "B.1"]
    assert "2.2Time limits" in words(tree(data))
    gap = tuple(block for block in whole if not (isinstance(block, Heading) and block.number.startswith("2")))
    data = render(replace(sheet(), blocks=gap), look)
    assert word_numbers(data) == ["1", "3", "3.1", "Annex A", "A.1", "A.2", "Annex B", "B.1"]


def test_numbers_that_word_cannot_count_to_are_printed(look: Look) -> None:
    """The 28th annex is AB to us and BB to Word: it gets its number as text, and references to it are no fields."""
    many = [heading(2, f"Annex number {place}", f"a{place}", annex=True) for place in range(28)]
    made = sheet(*many, Paragraph((Run("annex", target="#a27"),)))
    data = render(made, look)
    assert len(word_numbers(data)) == 27
    assert "Annex ABAnnex number 27" in words(tree(data))
    assert words(tree(data)).endswith("annex\u00a0AB")


def test_clauses_are_headings_of_word(look: Look) -> None:
    """Clauses are Word's own headings, so that its navigation and table of contents find them; annexes are on the first level."""
    document = docx.Document(io.BytesIO(render(sheet(*clauses()), look)))
    names = {line.text: line.style.name for line in document.paragraphs if line.style and "eading" in line.style.name}
    assert names["Purpose"] == "Heading 1"
    assert names["Preamble"] == "Heading 1"
    assert names["Time limits"] == "Heading 2"
    assert names["Unnumbered deep heading"] == "Heading 3"
    assert names["Forms"] == "Annex Heading"
    level = document.styles["Annex Heading"].element.xpath("w:pPr/w:outlineLvl/@w:val")
    assert level == ["0"]


def test_every_ordered_list_begins_anew(look: Look) -> None:
    """Each ordered list has its own numbering instance that starts where the list says, each bullet list need not."""
    item = ((paragraph("x"),),)
    made = sheet(
        *(Listing(ordered=True, items=item * 2, start=start) for start in (1, 1, 4)),
        *[Listing(ordered=False, items=item)] * 2,
    )
    data = render(made, look)
    used = list(dict.fromkeys(tree(data).xpath("//w:numPr/w:numId/@w:val", namespaces=NS)))
    assert len(used) == 4
    numbering = tree(data, "word/numbering.xml")
    starts = [
        numbering.xpath(f"w:num[@w:numId='{num}']/w:lvlOverride[@w:ilvl='0']/w:startOverride/@w:val", namespaces=NS)
        for num in used
    ]
    assert starts == [["1"], ["1"], ["4"], []]


def test_contents_are_a_field_with_entries(look: Look) -> None:
    """The table of contents is a field that shows the headings already and asks no question."""
    body = tree(render(sheet(heading(2, "Before", "before"), Contents("Contents"), *clauses()), look))
    assert ' TOC \\o "1-2" \\h \\z \\u ' in body.xpath("//w:instrText/text()", namespaces=NS)
    entries = [
        words(line) for line in body.iter(f"{W}p") if line.xpath("w:pPr/w:pStyle[starts-with(@w:val, 'TOC')]", namespaces=NS)
    ]
    assert entries[:5] == ["Contents", "Preamble", "2Purpose", "3Duties", "3.1Police duties"]
    assert entries[-2:] == ["Annex B\u2002Forms", "B.1Referral form"]
    assert "Unnumbered deep heading" not in entries
    begins = body.xpath("count(//w:fldChar[@w:fldCharType='begin'])", namespaces=NS)
    assert begins == body.xpath("count(//w:fldChar[@w:fldCharType='end'])", namespaces=NS)


# Blocks


def test_tables_say_what_they_are(look: Look) -> None:
    """The header row repeats, rows are not cut, the widths fill the line, shades and alternative text are there."""
    body = tree(render(sheet(table(3)), look))
    one = next(iter(body.iter(f"{W}tbl")))
    rows = one.findall(f"{W}tr")
    assert [len(line.xpath("w:trPr/w:tblHeader", namespaces=NS)) for line in rows] == [1, 0, 0, 0]
    assert all(line.xpath("w:trPr/w:cantSplit", namespaces=NS) for line in rows)
    widths = [int(width) for width in one.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=NS)]
    page = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    room = int(page[0].get(f"{W}w")) - int(page[1].get(f"{W}left")) - int(page[1].get(f"{W}right"))
    assert sum(widths) == room
    assert widths[0] > 2 * widths[1]
    assert one.xpath("w:tblPr/w:tblDescription/@w:val", namespaces=NS) == ['States & "dates" of <agencies>']
    assert rows[1].xpath("w:tc/w:tcPr/w:shd/@w:fill", namespaces=NS) == ["F8D0CC"]


def test_a_row_that_fills_a_page_may_be_cut(look: Look) -> None:
    """A row that is longer than a page is not forbidden to break."""
    body = tree(render(sheet(Table(row("a"), (row(LONG * 20), row("short")))), look))
    assert [len(one.xpath("w:trPr/w:cantSplit", namespaces=NS)) for one in body.iter(f"{W}tr")] == [1, 0, 1]


def test_uneven_tables_are_filled_up(look: Look) -> None:
    """A row with too few or too many cells makes no damaged table; a table without columns is left out."""
    body = tree(render(sheet(Table(row("a", "b"), (row("1"), row("1", "2", "3"))), Table((), ())), look))
    assert [len(line.findall(f"{W}tc")) for line in body.iter(f"{W}tr")] == [3, 3, 3]


def test_a_signature_panel_is_one_row(look: Look) -> None:
    """A panel is one row that no page break cuts, with lines where nothing was filled in, and its reservations."""
    body = tree(render(sheet(panel()), look))
    box = next(iter(body.iter(f"{W}tbl")))
    assert len(box.findall(f"{W}tr")) == 1
    assert box.find(f"{W}tr/{W}trPr/{W}cantSplit") is not None
    assert "Reservation 0" in words(box)
    lines = [cell for cell in box.iter(f"{W}tc") if cell.xpath("w:tcPr/w:tcBorders[count(*)=1]/w:bottom", namespaces=NS)]
    assert len(lines) == 3


def test_a_page_break_is_asked_for_by_what_follows(look: Look) -> None:
    """A page break leaves no empty paragraph before a heading, and no empty page at the end."""
    body = tree(render(sheet(PageBreak(), heading(2, "New page", "n"), paragraph("x"), PageBreak(), panel(), PageBreak()), look))
    broken = body.xpath("//w:p[w:pPr/w:pageBreakBefore]", namespaces=NS)
    assert [words(one) for one in broken] == ["New page", ""]
    assert not body.xpath("//w:br[@w:type='page']", namespaces=NS)


def test_the_title_block_holds_logo_title_and_lead(look: Look) -> None:
    """The logo stands above the title, no larger than its room, with words for those who do not see it."""
    data = render(sheet(), look, png(4000, 300))
    body = tree(data).find(f"{W}body")
    assert body is not None
    assert [words(line) for line in body.findall(f"{W}p")][:3] == ["", "Memorandum on referral", "Lakeside District"]
    drawing = etree.tostring(body[0]).decode()
    assert 'descr="Lakeside Committee"' in drawing
    wide, high = (int(value) for value in re.findall(r'extent cx="(\d+)" cy="(\d+)"', drawing)[0])
    assert wide == 2_340_000
    assert high == wide * 300 // 4000
    assert members(data)["word/media/logo.png"] == png(4000, 300)


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_a_logo_that_word_cannot_show_is_refused(look: Look, data: bytes) -> None:
    """A picture that Word cannot show is named, not put in."""
    if not data:
        assert "word/media" not in " ".join(members(render(sheet(), look, data)))
        return
    with pytest.raises(VawcoordError, match="logo"):
        render(sheet(), look, data)


def test_landscape_turns_the_page_and_widens_the_lines(look: Look) -> None:
    """A landscape sheet lies on its side, and its tables and header use the width."""
    upright, lying = (render(replace(sheet(table(1)), landscape=on), look) for on in (False, True))
    size = tree(lying).find(f".//{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}orient"), int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0"))) == ("landscape", True)
    for name in ("word/document.xml", "word/header1.xml"):
        widths = [int(tree(data, name).xpath("string(//w:tbl/w:tblPr/w:tblW/@w:w)", namespaces=NS)) for data in (upright, lying)]
        assert widths[1] > widths[0] + 4000


# Languages and directions


@pytest.mark.parametrize(
    ("language", "attribute", "expected"),
    [
        ("fr", "val", "fr-FR"),
        ("en", "val", "en-GB"),
        ("pt-BR", "val", "pt-BR"),
        ("ar", "bidi", "ar-SA"),
        ("ar_EG", "bidi", "ar-EG"),
    ],
)
def test_the_language_is_the_documents(look: Look, language: str, attribute: str, expected: str) -> None:
    """The defaults of the styles name the sheet's language, so that spelling is checked in it and it is read out right."""
    data = render(replace(sheet(), language=language), look)
    default = tree(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default is not None
    assert default.get(f"{W}{attribute}") == expected


def test_an_arabic_document_runs_from_right_to_left(look: Look) -> None:
    """Styles, tables and page say so; Arabic runs are marked, Latin ones and numbers are not; letters have their Arabic size."""
    data = render(arabic(), look)
    body, styles = tree(data), tree(data, "word/styles.xml")
    assert all(style.find(f"{W}pPr/{W}bidi") is not None for style in styles.xpath("w:style[@w:type='paragraph']", namespaces=NS))
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        assert all(one.find(f"{W}tblPr/{W}bidiVisual") is not None for one in tree(data, name).iter(f"{W}tbl"))
    assert body.find(f".//{W}sectPr/{W}bidi") is not None
    for run in [
        run for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml") for run in tree(data, name).iter(f"{W}r")
    ]:
        marked = run.find(f"{W}rPr/{W}rtl") is not None
        if re.search("[\u0600-\u06ff]", words(run)):
            assert marked, words(run)
        if re.search("[A-Za-z0-9]", words(run)):
            assert not marked, words(run)
    for letters in styles.iter(f"{W}rPr"):
        assert (letters.find(f"{W}sz") is None) == (letters.find(f"{W}szCs") is None)
        assert (letters.find(f"{W}b") is None) == (letters.find(f"{W}bCs") is None)
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts").get(f"{W}cs") == "Arial"
    code = next(line for line in body.iter(f"{W}p") if words(line) == "left to right")
    assert code.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "0"


@pytest.mark.parametrize(
    ("said", "rtl", "expected"),
    [
        ("المادة 5.", True, [(True, "المادة "), (False, "5"), (True, ".")]),
        ("بتاريخ 2026-04-02", True, [(True, "بتاريخ "), (False, "2026-04-02")]),
        ("(UN Women)", True, [(True, "("), (False, "UN Women"), (True, ")")]),
        ("law قانون رقم 5 لسنة 2010 here", False, [(False, "law "), (True, "قانون رقم 5 لسنة 2010"), (False, " here")]),
        ("plain", False, [(False, "plain")]),
        ("", True, []),
    ],
)
def test_stretches_of_direction(said: str, rtl: bool, expected: list[tuple[bool, str]]) -> None:  # noqa: FBT001
    """Signs between words go with the words around them, else with the paragraph; nothing is lost."""
    assert list(directed(said, rtl=rtl)) == expected


def test_two_languages_stand_side_by_side(look: Look) -> None:
    """A pair is a row of two cells; each side has its own direction, language and numbering, the clause one bookmark."""
    data = render(side_by_side(), look)
    body = tree(data)
    one = next(iter(body.iter(f"{W}tbl")))
    assert len(list(body.iter(f"{W}tbl"))) == 1
    assert one.find(f"{W}tblPr/{W}bidiVisual") is None
    for line in one.findall(f"{W}tr"):
        left, right = line.findall(f"{W}tc")
        assert all(item.find(f"{W}pPr/{W}bidi") is None for item in left.iter(f"{W}p"))
        assert all(item.find(f"{W}pPr/{W}bidi") is not None for item in right.iter(f"{W}p"))
        assert all(run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar-SA" for run in right.iter(f"{W}r"))
    assert word_numbers(data) == ["1", "1", "2", "2", "2.1", "2.1"]
    assert len(body.xpath("//w:bookmarkStart[starts-with(@w:name, '_vc_')]", namespaces=NS)) == 3


def test_a_latin_side_in_an_arabic_document(look: Look) -> None:
    """In a document from right to left, the Latin side of a pair is turned back."""
    made = replace(side_by_side(), direction="rtl", language="ar")
    body = tree(render(made, look))
    left, right = next(iter(body.iter(f"{W}tr"))).findall(f"{W}tc")
    assert left.find(f"{W}p/{W}pPr/{W}bidi").get(f"{W}val") == "0"
    assert right.find(f"{W}p/{W}pPr/{W}bidi") is None


# Style files


def foreign() -> bytes:
    """Return a style file that is not ours: the default of the library, with its many styles and its traces."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def letterhead() -> bytes:
    """Return a committee's letterhead: a picture and words in the header, a page count in the footer, another first page."""
    document = docx.Document()
    part = document.sections[0]
    part.different_first_page_header_footer = True
    part.first_page_header.paragraphs[0].text = "FIRST PAGE LETTERHEAD"
    part.header.paragraphs[0].add_run("MINISTRY LETTERHEAD").add_picture(io.BytesIO(png()))
    line = part.footer.paragraphs[0]
    line.text = "Ministry Road 1"
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()._r
        item = etree.SubElement(run, f"{W}fldChar" if kind else f"{W}instrText")
        item.text = code
        if kind:
            item.set(f"{W}fldCharType", kind)
    document.add_paragraph("This text is never printed.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_our_style_file_is_what_its_tool_makes() -> None:
    """The style file in the repository is the one its tool makes, small and without an author."""
    data = (ROOT / "templates" / "style.docx").read_bytes()
    out = subprocess.run(
        [sys.executable, "-c", "import make_style, sys; sys.stdout.buffer.write(make_style.style_file())"],
        env={"PYTHONPATH": f"{ROOT / 'tools'}:{ROOT / 'src'}"},
        capture_output=True,
        check=True,
    ).stdout
    assert data == out
    assert len(data) < 30_000
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


@pytest.mark.parametrize("make", [everything, arabic, side_by_side])
def test_any_word_file_will_do_as_style_file(make: Callable[[], Sheet]) -> None:
    """With the library's default template the same text comes out; the styles that it lacks are ours, the others stay."""
    data = render(make(), Look(foreign()))
    document = docx.Document(io.BytesIO(data))
    assert document.styles["Heading 1"].font.color.rgb is not None
    assert document.styles["Notice Draft"] is not None
    ours = render(make(), Look((ROOT / "templates" / "style.docx").read_bytes()))
    assert words(tree(data)) == words(tree(ours))


def test_a_letterhead_keeps_its_header_and_gets_our_line() -> None:
    """The committee's header and footer stay with their picture; title, classification and version stand beside them."""
    data = render(sheet(paragraph("x")), Look(letterhead()))
    parts = members(data)
    headers = {name: words(etree.fromstring(part)) for name, part in parts.items() if re.match(r"word/header\d", name)}
    assert sorted(headers.values()) == [
        "FIRST PAGE LETTERHEADMemorandum on referralFor the committee",
        "MINISTRY LETTERHEADMemorandum on referralFor the committee",
    ]
    assert any(name.endswith(".png") for name in parts)
    footer = etree.fromstring(parts["word/footer1.xml"])
    assert words(footer) == "Version 3f9a2c01bd77Ministry Road 1"
    assert "never printed" not in words(tree(data))
    assert tree(data).find(f".//{W}sectPr/{W}titlePg") is not None
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text.startswith("MINISTRY")


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    """A style file that is no Word file gives one clear error."""
    with pytest.raises(VawcoordError, match="style file"):
        Look(data)


def test_memory_does_not_grow_with_the_number_of_documents(look: Look) -> None:
    """A look keeps nothing of the documents it made: after fifty it holds no more than after one."""

    def held(rounds: int) -> int:
        for number in range(rounds):
            render(sheet(paragraph(LONG * 20), title=f"Title {number}"), look)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = held(3)
        assert held(50) - before < 200_000
    finally:
        tracemalloc.stop()


# Other programs


def program(name: str) -> str:
    """Return where a program lies; skip the test where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def converted(data: bytes, folder: Path, kind: str) -> bytes:
    """Return what LibreOffice makes of a Word file."""
    soffice = program("soffice")
    source = folder / "in.docx"
    source.write_bytes(data)
    out = folder / "out"
    home = (folder / "profile").as_uri()
    command = [
        soffice,
        f"-env:UserInstallation={home}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (out / f"in.{kind}").read_bytes()


def pages(data: bytes, folder: Path) -> list[str]:
    """Return the text of each page of a Word file as LibreOffice prints it."""
    reader = program("pdftotext")
    target = folder / "pages.pdf"
    target.write_bytes(converted(data, folder, "pdf"))
    done = subprocess.run([reader, "-layout", str(target), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.programs
def test_libreoffice_prints_the_computed_numbers(look: Look, tmp_path: Path) -> None:
    """LibreOffice counts clauses, annexes and lists as we do, and its references print the same numbers."""
    letters = Listing(ordered=True, items=((paragraph("alpha item"),), (paragraph("beta item"),)))
    nested = Listing(ordered=True, items=((paragraph("outer item"), letters), (paragraph("after item"),)))
    made = sheet(*clauses(), letters, paragraph("Between lists."), letters, nested)
    printed = "\n".join(pages(render(made, look), tmp_path))
    heads = [block for block in made.blocks if isinstance(block, Heading) and block.number]
    shown = [re.search(rf"^ *(.*?) +{re.escape(head.runs[0].text)} *$", printed, re.MULTILINE) for head in heads]
    assert [match and match[1] for match in shown] == expected_numbers(made.blocks)
    assert re.search(r"As in clause\s2\.2 and annex\sB\.", printed)
    assert re.search(r"See section\sA\.2\.", printed)
    items = re.findall(r"^ *(\S+) +(\w+) item *$", printed, re.MULTILINE)
    assert items == [
        *[("(a)", "alpha"), ("(b)", "beta")] * 2,
        ("(a)", "outer"),
        ("(i)", "alpha"),
        ("(ii)", "beta"),
        ("(b)", "after"),
    ]


@pytest.mark.programs
def test_header_and_footer_stand_on_every_page(look: Look, tmp_path: Path) -> None:
    """Every page bears title, classification, version and its number of all pages; the header row of a table repeats."""
    printed = pages(render(sheet(paragraph("Before the table."), table(90)), look), tmp_path)
    assert len(printed) >= 2
    for number, page in enumerate(printed, 1):
        assert re.search(r"Memorandum on referral +For the committee", page)
        assert re.search(rf"Version 3f9a2c01bd77 +Page {number} of {len(printed)}", page)
        assert "Agency heading" in page


@pytest.mark.programs
def test_a_signature_panel_stays_on_one_page(look: Look, tmp_path: Path) -> None:
    """However far down the page a panel comes, its title, lines and reservations stand on the same page."""
    blocks = [paragraph(LONG), *[panel(f"Panel {number} begins", notes=2) for number in range(9)]]
    printed = pages(render(sheet(*blocks), look), tmp_path)
    assert len(printed) >= 3
    for page in printed:
        assert page.count("begins") == page.count("Stamp") == page.count("Reservation 1") == page.count("Date")
    assert sum(page.count("begins") for page in printed) == 9


@pytest.mark.programs
@pytest.mark.parametrize("make", [everything, side_by_side, arabic])
def test_bookmarks_and_numbers_survive_libreoffice(look: Look, tmp_path: Path, make: Callable[[], Sheet]) -> None:
    """A copy that an agency opens and saves in LibreOffice still has every clause's bookmark and our property."""
    data = render(make(), look)
    back = converted_back(data, tmp_path)
    names = tree(data).xpath("//w:bookmarkStart[starts-with(@w:name, '_vc_')]/@w:name", namespaces=NS)
    kept = tree(back).xpath("//w:bookmarkStart[starts-with(@w:name, '_vc_')]/@w:name", namespaces=NS)
    assert names
    assert set(kept) == set(names)
    assert b"k3f9w2qz/mou/referral" in members(back)["docProps/custom.xml"]


def converted_back(data: bytes, folder: Path) -> bytes:
    """Return a Word file as LibreOffice saves it through its own format."""
    odt = folder / "odt"
    odt.mkdir()
    middle = converted(data, odt, "odt")
    program("soffice")
    source = folder / "again.odt"
    source.write_bytes(middle)
    home = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={home}",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "again.docx").read_bytes()


@pytest.mark.programs
def test_libreoffice_prints_arabic(look: Look, tmp_path: Path) -> None:
    """An Arabic document prints its numbers, its words and its footer; the date keeps its order."""
    printed = "\n".join(pages(render(arabic(), look), tmp_path))
    printed = re.sub("[\u202a-\u202e]", "", printed)
    assert re.search(r"2\.1", printed)
    assert "UN Women 2015" in printed
    # Word keeps the order of a date; LibreOffice sets its parts from right to left, as Unicode has it after Arabic words.
    assert re.search("2026-04-02|02-04-2026", printed)
    # The brackets of a number come out of a PDF in another order than they are read.
    assert re.findall(r"[()]([a-z])(?![a-zA-Z])", printed) == ["a", "b"]
    # What comes out of a PDF may be in presentation forms or in visual order; the letters are the same.
    letters = set(re.findall("[\u0621-\u064a]", printed))
    assert set("الشرطة") <= letters


@pytest.mark.programs
@pytest.mark.parametrize("style", [foreign, letterhead])
def test_libreoffice_prints_with_a_foreign_style_file(tmp_path: Path, style: Callable[[], bytes]) -> None:
    """With a style file that is not ours every page still has our lines, and the numbers are right."""
    printed = pages(render(sheet(*clauses(), table(60)), Look(style())), tmp_path)
    assert len(printed) >= 2
    for page in printed:
        assert "For the committee" in page
        assert "Version 3f9a2c01bd77" in page
        if style is letterhead:
            assert "LETTERHEAD" in page
    assert re.search(r"^ *2\.2 +Time limits", "\n".join(printed), re.MULTILINE)
    assert re.search(r"^ *Annex B +Forms", "\n".join(printed), re.MULTILINE)


@pytest.mark.programs
@pytest.mark.parametrize("landscape", [False, True])
def test_libreoffice_opens_everything(look: Look, tmp_path: Path, landscape: bool) -> None:  # noqa: FBT001
    """Every kind of block comes out on paper, upright and lying."""
    made = replace(everything(), landscape=landscape)
    printed = "\n".join(pages(render(made, look, png()), tmp_path))
    for part in (
        "Draft for comment.",
        "quoted",
        "deeper",
        "three",
        "site",
        "middle",
        "Stamp",
        "Supt. Peter Wanjala",
        "left",
    ):
        assert part in printed


@pytest.mark.programs
@pytest.mark.parametrize("make", [everything, arabic, side_by_side])
def test_pandoc_reads_it(look: Look, tmp_path: Path, make: Callable[[], Sheet]) -> None:
    """Pandoc reads headings, lists, tables and links, and says nothing against the file."""
    source = tmp_path / "in.docx"
    source.write_bytes(render(make(), look, png()))
    done = subprocess.run(
        [program("pandoc"), "-f", "docx", "-t", "markdown", "--wrap=none", str(source)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert done.stderr == b""
    read = done.stdout.decode()
    for block in walk(make().blocks):
        if isinstance(block, Heading):
            assert block.runs[0].text in read
    if make is everything:
        assert re.search(r"^#+ Time limits", read, re.MULTILINE)
        assert re.search(r"^\(a\) +first", read, re.MULTILINE)
        assert "[site](https://example.org/a?b=1&c=2)" in read
        assert "**bold**" in read
