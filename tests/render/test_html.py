"""The web page of a document: what stands in it, what cannot, and what a browser makes of it."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.prose import (
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
    bold,
    numbered,
    paragraph,
    row,
    text,
)
from vawcoord.render.html import render

VOID = {"meta", "br", "hr", "img", "col", "link", "input"}
CHROMIUM = Path("/usr/bin/chromium")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
FILE = Run("WHO.pdf", code=True)
HOSTILE = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;\u202e\x00\x1b{{x}}"


@dataclass
class Element:
    """One element of a parsed page."""

    name: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)
    inside: tuple[str, ...] = ()

    def text(self) -> str:
        """Return all that stands in it."""
        return "".join(self.words)


class Page(HTMLParser):
    """A page read back: its elements in order, and that each end tag closes what is open."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(page)
        self.close()
        assert not self.open, [element.name for element in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element in."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), names
        inside = tuple(element.name for element in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside=inside)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open, tag
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Give the words to all that is open."""
        for element in self.open:
            element.words.append(data)

    def all(self, *names: str) -> list[Element]:
        """Return the elements of these names, in order."""
        return [element for element in self.elements if element.name in names]

    def texts(self, *names: str) -> list[str]:
        """Return what stands in the elements of these names."""
        return [element.text().strip() for element in self.all(*names)]


def sheet(*blocks: object, **changes: object) -> Sheet:
    """Return a small document of some blocks."""
    plain = Sheet("Rules of the committee", "en", "ltr", (), date(2026, 3, 1), "Lakeside District Committee")
    return replace(plain, blocks=numbered(blocks), **changes)  # type: ignore[arg-type]


def page_of(*blocks: object, **changes: object) -> Page:
    """Return the parsed page of some blocks."""
    return Page(render(sheet(*blocks, **changes)))


def memorandum() -> Sheet:
    """Return a document in which every kind of block occurs."""
    cases = (paragraph("in immediate danger to life;"), paragraph("where a law names the case."))
    return sheet(
        Notice("draft", (paragraph("Draft of 1 March 2026: not yet signed by anybody."),)),
        Contents("Contents"),
        Heading(2, text("Purpose and principles"), id="purpose"),
        Paragraph((Run("The parties work together as "), *bold("equals"), Run(", see "), Run("clause", target="#sharing"))),
        Quote((paragraph("Safety goes before every other aim, and nobody is asked to prove that she needs it."),)),
        Heading(3, text("Safety first"), id="safety"),
        Listing(ordered=False, items=((paragraph("No contact without agreement."),), (paragraph("No promises."),))),
        Heading(2, text("Sharing information"), id="sharing"),
        paragraph("A party shares information only:"),
        Listing(
            ordered=True,
            items=(
                (paragraph("with consent that is informed, written and limited in time;"),),
                (paragraph("without it,"), Listing(ordered=True, items=tuple((case,) for case in cases))),
            ),
        ),
        Table(
            row("Party", "Gives", "To whom", "On what basis"),
            (
                row("County Police, Gender Desk", "Aggregate figures", "Secretary", "This memorandum"),
                (*row("Shelter", "Free places"), Cell(text("Late"), "FFD9B3"), Cell((Run("clause", target="#purpose"),))),
            ),
            (3, 2, 2, 3),
            "Who gives what to whom",
        ),
        paragraph("Figures are given in bands.", "note"),
        CodeBlock("county-police,2026-Q1\n\ncounty-hospital,2026-Q1"),
        Rule(),
        Paragraph((Run("More", italic=True), Run(" at "), Run("our page", target="https://example.org/a?b=1&c=2"))),
        PageBreak(),
        Heading(2, text("Members"), id="members", annex=True, living=True),
        paragraph("Kept up to date by the secretary."),
        paragraph("Signed for the parties", "centred"),
        SignaturePanel(
            "County Police, Gender Desk",
            (("Name", "Supt. Peter Wanjala"), ("Post", "County Commander"), ("Signature", ""), ("Date", "")),
            "Stamp",
            (text("Aggregate figures only."),),
        ),
        lead=("Memorandum of understanding",),
        classification="For the committee",
        version="v1:3f9a0c1d2b4e",
        page_of="Page {page} of {pages}",
    )


def arabic() -> Sheet:
    """Return a document that runs from right to left, with a clause in two languages."""
    heading = Heading(2, text("المعلومات"), "sharing", number="2")
    right = Side("ar", "rtl", (heading, paragraph("لا يتبادل الأطراف إلا الأرقام الإجمالية.")))
    left = Side("en", "ltr", (replace(heading, runs=text("Information")), paragraph("The parties share only total figures.")))
    blocks = (
        Notice("caution", (paragraph("مسودة غير موقعة."),)),
        Contents("المحتويات"),
        Heading(2, text("الغرض والمبادئ"), id="purpose", number="1"),
        Paragraph((Run("يعمل الأطراف معًا وفق "), Run("البند", target="#sharing", reference="2"), Run(" و"), FILE)),
        Listing(ordered=True, items=((paragraph("السلامة أولًا؛"),), (paragraph("لا اتصال دون موافقة."),))),
        Pair(right, left),
        Table(row("الجهة", "المسؤولية"), (row("الشرطة", "الحماية"), row("المستشفى", "العلاج")), description="المسؤوليات"),
        SignaturePanel("شرطة المقاطعة", (("الاسم", ""), ("التاريخ", "2026-03-01")), "الختم"),
    )
    return Sheet(
        "مذكرة تفاهم بشأن الإحالة",
        "ar",
        "rtl",
        blocks,
        date(2026, 3, 1),
        "لجنة التنسيق",
        lead=("لجنة التنسيق في المقاطعة",),
        classification="للجنة فقط",
        version="v1:3f9a0c1d2b4e",
        page_of="صفحة {page} من {pages}",
        annex_word="الملحق",
    )


def test_the_title_block_says_what_the_sheet_says() -> None:
    """Title, lead, classification, version and language come from the sheet."""
    page = Page(render(memorandum()))

    assert page.texts("title", "h1") == ["Rules of the committee"] * 2
    assert page.all("html")[0].attributes == {"lang": "en", "dir": "ltr"}
    header = page.all("header")[0].text()
    assert ["Memorandum" in header, "For the committee" in header, "v1:3f9a0c1d2b4e" in header] == [True] * 3


def test_no_word_stands_on_the_page_that_the_sheet_does_not_say() -> None:
    """The room knows no language: an Arabic page holds only what the sheet holds."""
    page = Page(render(arabic()))
    words = "".join(page.all("body")[0].text()) + "".join(
        element.attributes.get(name, "") for element in page.elements for name in ("aria-label", "alt", "title")
    )

    assert set(re.findall("[A-Za-z]+", words)) <= set(re.findall("[A-Za-z]+", str(arabic())))


def test_clauses_have_numbers_and_their_ids_as_anchors() -> None:
    """A clause can be linked to by its permanent id; an annex prints the sheet's word."""
    page = page_of(
        Heading(2, text("Purpose"), id="purpose"),
        Heading(3, text("Aims"), id="aims"),
        Heading(2, text("Remark")),
        Heading(2, text("Members"), id="members", annex=True),
        annex_word="Anlage",
    )

    assert page.texts("h2", "h3") == ["1 Purpose", "1.1 Aims", "Remark", "Anlage\u00a0A Members"]
    assert [element.attributes.get("id", "") for element in page.all("h2", "h3")] == ["purpose", "aims", "", "members"]


def test_headings_never_skip_a_step() -> None:
    """A screen reader walks by headings: after h1 comes h2, whatever the document says."""
    page = page_of(*(Heading(level, text(f"{level}")) for level in (3, 4, 1, 6, 2)))

    assert [element.name for element in page.elements if re.fullmatch(r"h\d", element.name)] == [
        "h1",
        "h2",
        "h3",
        "h2",
        "h3",
        "h2",
    ]


def test_a_cross_reference_links_and_prints_its_number_once() -> None:
    """The author's word stays, the number follows after a no-break space, also where the word is in two dresses."""
    runs = (
        Run("clause", target="#aims"),
        Run(" on aims", bold=True, target="#aims"),
        Run(", "),
        Run("lost", target="#gone"),
    )
    page = page_of(Heading(2, text("Aims"), id="aims"), Paragraph(runs))

    assert page.texts("p") == ["clause on aims\u00a01, lost"]
    assert [element.attributes["href"] for element in page.all("a")] == ["#aims"]


def test_the_contents_list_each_clause_that_follows() -> None:
    """The table of contents is a list of links in the shape of the document."""
    page = page_of(
        Heading(2, text("Before"), id="before"),
        Contents("Contents"),
        *(Heading(level, text(name), id=name) for level, name in ((2, "a"), (3, "a1"), (3, "a2"), (2, "b"), (2, "c"), (3, "c1"))),
        Heading(2, text("No clause")),
    )
    links = [element for element in page.all("a") if "nav" in element.inside]

    assert [link.attributes["href"] for link in links] == ["#a", "#a1", "#a2", "#b", "#c", "#c1"]
    assert [link.inside.count("ol") for link in links] == [1, 2, 2, 1, 1, 2]
    assert links[1].text() == "2.1 a1"
    assert page.all("nav")[0].attributes == {"aria-label": "Contents"}


def test_contents_without_clauses_are_left_out() -> None:
    """An empty list helps nobody."""
    assert page_of(Contents("Contents"), paragraph("Text.")).all("nav") == []


def test_lists_are_lettered_and_inside_one_another_numbered() -> None:
    """Agreements are quoted as clause 3 (a) (ii)."""
    inner = Listing(ordered=True, items=((paragraph("x"),),), start=2)
    page = page_of(Listing(ordered=True, items=((paragraph("y"), inner),)), Listing(ordered=False, items=((inner,),)))

    assert [element.attributes for element in page.all("ol")] == [{"type": "a"}] + [{"type": "i", "start": "2"}] * 2


def test_tables_can_be_read_aloud_and_scrolled() -> None:
    """Column headers have a scope, the description is a name, and the wrapper can be reached by keyboard."""
    page = Page(render(memorandum()))
    wrapper = next(element for element in page.all("div") if element.attributes.get("class") == "scroll")

    assert {element.attributes["scope"] for element in page.all("th")} == {"col"}
    assert page.all("table")[0].attributes["aria-label"] == "Who gives what to whom"
    assert (wrapper.attributes["tabindex"], wrapper.attributes["aria-label"]) == ("0", "Who gives what to whom")
    assert [element.attributes["style"] for element in page.all("col")] == [
        "width:30%",
        "width:20%",
        "width:20%",
        "width:30%",
    ]


def test_a_table_without_description_is_named_after_the_heading_above() -> None:
    """What can be focused has a name."""
    page = page_of(Heading(2, text("Parties")), Table((), (row("a", "b"),)))

    assert [element.attributes["aria-label"] for element in page.all("div") if "tabindex" in element.attributes] == ["Parties"]
    assert page.all("thead") == []


@pytest.mark.parametrize(("shade", "ink"), [("FFD9B3", "000"), ("7a0000", "fff"), ("767676", "000")])
def test_a_shaded_cell_stays_readable(shade: str, ink: str) -> None:
    """The ink is chosen for the shade, in light and in dark."""
    page = page_of(Table((), ((Cell(text("late"), shade),),)))

    assert page.all("td")[0].attributes["style"] == f"background:#{shade};color:#{ink}"


def test_a_shade_that_is_no_colour_is_left_out() -> None:
    """A shade goes into a style attribute: nothing but six digits passes."""
    assert page_of(Table((), ((Cell(text("x"), "red;position:fixed"),),))).all("td")[0].attributes == {}


def test_a_panel_has_lines_to_write_on() -> None:
    """An empty value is a line; what is known is printed; reservations stand below."""
    page = Page(render(memorandum()))
    panel = page.all("section")[0]

    assert panel.attributes["aria-label"] == "County Police, Gender Desk"
    assert [element.attributes.get("class", "") for element in page.all("dd")] == ["", "", "blank", "blank"]
    assert ["Stamp" in panel.text(), "Aggregate figures only." in panel.text()] == [True, True]


def test_a_pair_carries_both_languages() -> None:
    """Each side says its language and direction; an anchor stands once, and the contents show both headings."""
    page = Page(render(arabic()))
    sides = [element.attributes for element in page.all("div") if "lang" in element.attributes]

    assert sides == [{"lang": "ar", "dir": "rtl"}, {"lang": "en", "dir": "ltr"}]
    assert [element.attributes.get("id") for element in page.all("h2")] == [None, "purpose", "sharing", None]
    assert [element.text() for element in page.all("span") if "lang" in element.attributes] == [
        "2 المعلومات",
        "2 Information",
    ]


def test_what_is_inserted_is_isolated() -> None:
    """Numbers, file names, versions and values keep to themselves in a text of the other direction."""
    isolated = Page(render(arabic())).texts("bdi")

    assert {"للجنة فقط", "v1:3f9a0c1d2b4e", "1", "2", "WHO.pdf", "2026-03-01"} <= set(isolated)


def test_every_place_of_text_is_escaped() -> None:
    """Hostile text becomes text, wherever it stands; control signs are gone."""
    wild = text(HOSTILE)
    side = Side("en", "ltr", (paragraph(HOSTILE),))
    page = render(
        sheet(
            Contents(HOSTILE),
            Heading(2, wild, id="a"),
            Heading(2, wild, id='b" onclick="x'),
            Paragraph((Run(HOSTILE, code=True), Run(HOSTILE, target="https://example.org/" + "q"))),
            Listing(ordered=False, items=((paragraph(HOSTILE),),)),
            Table((Cell(wild),), ((Cell(wild, HOSTILE),),), description=HOSTILE),
            Quote((paragraph(HOSTILE),)),
            CodeBlock(HOSTILE),
            Notice("caution", (paragraph(HOSTILE),)),
            SignaturePanel(HOSTILE, ((HOSTILE, HOSTILE),), HOSTILE, (wild,)),
            Pair(side, side),
            title=HOSTILE,
            author=HOSTILE,
            lead=(HOSTILE,),
            classification=HOSTILE,
            version=HOSTILE,
            page_of=HOSTILE,
            annex_word=HOSTILE,
            language='en"><script>',
        ),
        PNG,
        skip=HOSTILE,
    )
    read = Page(page)

    assert read.all("script") == []
    assert {element.attributes["src"][:10] for element in read.all("img")} == {"data:image"}
    assert not any(name.startswith("on") for element in read.elements for name in element.attributes)
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page) == []
    assert page.count("</style>") == 1
    assert page.count("&lt;script&gt;") > 20


def test_lone_surrogates_do_not_stop_the_page() -> None:
    """What cannot be written as UTF-8 is dropped."""
    assert render(sheet(paragraph("a\ud800b"))).encode().count(b"<p>ab</p>") == 1


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\x00script:alert(1)",
        "data:text/html,x",
        "file:///etc/hosts",
        "//example.org",
        "relative.html",
        "https://example.org/ onclick",
        "#nowhere",
        "vbscript:x",
    ],
)
def test_other_targets_are_no_links(target: str) -> None:
    """Only web and mail addresses and clauses of this page are links; the words stay."""
    page = page_of(Paragraph((Run("word", target=target),)))

    assert page.all("a") == []
    assert page.texts("p") == ["word"]


@pytest.mark.parametrize("target", ["https://example.org/a?b=1&c=2", "HTTP://example.org", "mailto:office@example.org"])
def test_addresses_are_links(target: str) -> None:
    """A link leads where it says and does not tell where it came from."""
    link = page_of(Paragraph((Run("word", target=target),))).all("a")[0]

    assert link.attributes == {"href": target, "class": "named", "rel": "noopener noreferrer"}


def test_nothing_remote_is_referred_to() -> None:
    """The page holds no script, loads nothing, and forbids both to itself."""
    page = render(memorandum(), PNG)
    read = Page(page)
    policy = next(element for element in read.all("meta") if "http-equiv" in element.attributes)

    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert read.all("script", "link", "iframe", "object", "embed", "form", "video", "audio", "base") == []
    style = page[page.index("<style>") : page.index("</style>")]
    assert [word for word in ("url(", "@import", "//", "expression") if word in style] == []
    assert [element.attributes["href"] for element in read.all("a") if ":" in element.attributes["href"]] == [
        "https://example.org/a?b=1&c=2"
    ]


def test_a_logo_travels_inside_the_page() -> None:
    """The picture is data, named after the committee."""
    image = Page(render(sheet(), PNG)).all("img")[0]

    assert image.attributes["src"].startswith("data:image/png;base64,iVBOR")
    assert image.attributes["alt"] == "Lakeside District Committee"


def test_a_logo_of_another_kind_is_refused() -> None:
    """A picture that can hold script or links is not taken, whatever its name says."""
    with pytest.raises(VawcoordError, match="logo"):
        render(sheet(), b"<svg xmlns='http://www.w3.org/2000/svg'/>")


def test_the_skip_link_is_the_callers_words() -> None:
    """Without words there is no link."""
    assert page_of().all("a") == []
    assert Page(render(sheet(), skip="Zum Text")).texts("a") == ["Zum Text"]


def test_the_printed_page_has_numbers_and_classification() -> None:
    """The margins of the paper say page, version and class, mirrored from right to left."""
    left, right = render(memorandum()), render(arabic())

    assert '@bottom-right{content:"Page " counter(page) " of " counter(pages)}' in left
    assert '@top-right{content:"For the committee"}@bottom-left{content:"v1\\00003a3f9a0c1d2b4e"}' in left
    assert '@bottom-left{content:"صفحة " counter(page)' in right
    assert "size:A4 landscape" in render(sheet(landscape=True))


def test_line_ends_are_breaks_and_first_empty_lines_of_code_stay() -> None:
    """An address keeps its lines; a code block begins where it begins."""
    page = render(sheet(paragraph("Box 12\nLakeside"), CodeBlock("\nx\n\ny")))

    assert "<p>Box 12<br>Lakeside</p>" in page
    assert "<code>\nx\n\ny</code></pre>" in page


def test_empty_paragraphs_are_left_out() -> None:
    """A paragraph without words is no paragraph."""
    assert page_of(paragraph("")).all("p") == []


@pytest.mark.parametrize("make", [memorandum, arabic])
def test_the_same_sheet_gives_the_same_bytes(make: object) -> None:
    """Nothing but the sheet goes into the page."""
    assert render(make(), PNG).encode() == render(make(), PNG).encode()  # type: ignore[operator]


def test_the_page_does_not_depend_on_the_process(tmp_path: Path) -> None:
    """Other hash seeds, zones and locales give the same page."""
    script = (
        "import hashlib, sys, datetime as d; from vawcoord.prose import *; from vawcoord.render.html import render\n"
        "b = numbered(tuple(Heading(2, text(str(n)), id=f'c{n}') for n in range(40)))\n"
        "s = Sheet('T', 'en', 'ltr', (Contents('C'), *b), d.date(2026, 3, 1), 'A')\n"
        "sys.stdout.write(hashlib.sha256(render(s).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        ).stdout
        for seed, zone in (("0", "UTC"), ("4711", "Pacific/Kiritimati"))
    }

    assert len(digests) == 1


COLOURS = re.compile(r"--([a-z-]+):(#[0-9a-f]+)")


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_has_contrast_in_both_schemes(scheme: int) -> None:
    """Every ink keeps 4.5 to 1 on the grounds it stands on, edges 3 to 1."""
    style = render(sheet())
    light, dark = style.split("@media screen and (prefers-color-scheme:dark)")[:2]
    colours = dict(COLOURS.findall((light, dark.split("*,::before")[0])[scheme]))
    pairs = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("ground", "tint")]
    pairs += [(ink, f"{tone}-tint") for tone in ("draft", "caution", "done") for ink in ("ink", "link", tone)]

    assert [pair for pair in pairs if _contrast(*(colours[name] for name in pair)) < 4.5] == []
    assert _contrast(colours["edge"], colours["ground"]) >= 3


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG computes it."""
    lights = []
    for colour in (one, other):
        digits = colour[1:] if len(colour) > 4 else "".join(digit * 2 for digit in colour[1:])
        shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        lights.append(
            sum(
                weight * (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
                for weight, share in zip((0.2126, 0.7152, 0.0722), shares, strict=True)
            )
        )
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def chromium(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the browser without a window, with a profile of its own, on a page of this disk."""
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--v=0")
    quiet = ("--disable-background-networking", "--disable-component-update", "--no-first-run", "--virtual-time-budget=2000")
    return subprocess.run(
        [str(CHROMIUM), *flags, *quiet, f"--user-data-dir={home}", *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.programs
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")
@pytest.mark.parametrize("make", [memorandum, arabic])
def test_a_browser_opens_the_page(make: object, tmp_path: Path) -> None:
    """A browser builds the same elements from it as we wrote, and has nothing to complain about."""
    page = render(make(), PNG, skip="…")  # type: ignore[operator]
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")

    done = chromium("--dump-dom", file.as_uri(), home=tmp_path / "profile")

    ours, seen = Page(page), Page(done.stdout)
    assert [element.name for element in seen.elements] == [element.name for element in ours.elements]
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []


@pytest.mark.programs
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")
def test_a_browser_runs_nothing_of_a_hostile_page(tmp_path: Path) -> None:
    """Hostile text stays text in a real browser."""
    file = tmp_path / "page.html"
    file.write_text(render(sheet(paragraph(HOSTILE), CodeBlock(HOSTILE), title=HOSTILE)), encoding="utf-8")

    done = chromium("--dump-dom", file.as_uri(), home=tmp_path / "profile")

    assert Page(done.stdout).all("script", "img") == []
    assert "CONSOLE" not in done.stderr
