"""The web page: one self-contained HTML file of a document, without script and without anything from elsewhere.

Every word on the page comes from the sheet. What the sheet says is data: it is escaped, and it leads nowhere but to a
clause of the same page or to an http, https or mailto address.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import assert_never

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.prose import (
    Block,
    Cell,
    Changed,
    CodeBlock,
    Contents,
    Heading,
    Listing,
    Mark,
    Notice,
    PageBreak,
    Pair,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Sheet,
    Side,
    SignaturePanel,
    Table,
    plain,
    walk,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

# Controls, lone surrogates, noncharacters, tag characters, and the bidi embeddings, overrides and isolates that can turn
# the order of what stands around them. Joiners and the plain direction marks stay: Persian, Urdu and Hindi need them.
_DROPPED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ADDRESS = re.compile(r"(?i:https?://|mailto:)[^\s<>\"'\\`]+")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_MANY_COLUMNS = 5
_PAGE_NUMBERS = re.compile(r"(\{pages?\})")
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)

# Pairs of text and ground keep 4.5 to 1 in both schemes, lines that carry meaning 3 to 1.
_STYLE = """\
:root{color-scheme:light dark;--ground:#fff;--ink:#1c1f24;--soft:#555b64;--line:#c9cdd3;--edge:#767c86;--tint:#f4f5f7;
--link:#0b5394;--draft:#8a4b00;--draft-tint:#fff6e5;--caution:#a3231f;--caution-tint:#fdf0ef;--done:#1e6b35;
--done-tint:#eef8f0}
@media screen and (prefers-color-scheme:dark){:root{--ground:#16181c;--ink:#e8eaed;--soft:#adb3bc;--line:#3b4048;
--edge:#8a919c;--tint:#20242a;--link:#8ec1f5;--draft:#ffc46b;--draft-tint:#2c2415;--caution:#ff9d97;
--caution-tint:#321c1b;--done:#8fd6a2;--done-tint:#17281c}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:break-word}
[dir=rtl]{line-height:1.8;font-family:"Noto Naskh Arabic","Noto Sans Arabic","Segoe UI","Geeza Pro",Tahoma,system-ui,
sans-serif}
[dir=ltr]{line-height:1.55;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,
sans-serif}
html[dir=rtl]{font-size:108%}
[dir=ltr] [dir=rtl]{font-size:1.08em}
[dir=rtl] [dir=ltr]{font-size:.93em}
.page{max-inline-size:47rem;margin-inline:auto;padding:2rem 1.25rem 4rem}
.wide .page{max-inline-size:76rem}
header{border-block-end:2px solid var(--ink);margin-block-end:1.75rem;padding-block-end:1rem}
header img{display:block;max-block-size:5rem;max-inline-size:14rem;margin-block-end:1rem;background:#fff}
h1,h2,h3,h4,h5,h6{line-height:1.3;margin-block:1.8em .5em;text-wrap:balance;scroll-margin-block-start:1rem}
h1{font-size:1.75rem;margin-block:.25em .4em}
h2{font-size:1.3rem}
h3{font-size:1.08rem}
h4,h5,h6{font-size:1rem}
[dir=rtl] :is(h1,h2,h3,h4){line-height:1.55}
:target{background:var(--tint);outline:.35rem solid var(--tint)}
.number{margin-inline-end:.6em;font-variant-numeric:tabular-nums;white-space:nowrap}
p,ul,ol,pre,blockquote,dl{margin-block:0 .85em}
li>:last-child,blockquote>:last-child,.notice>:last-child{margin-block-end:0}
main>:is(p,ul,ol,blockquote,pre,nav,.notice,.panel,.scroll:not(.many)){max-inline-size:44.5rem}
.lead{font-size:1.08rem;color:var(--soft);margin-block-end:.3em}
.label{display:inline-block;border:1.5px solid var(--edge);padding:.1em .6em;margin-block-end:.6em;font-weight:600;
font-size:.875rem}
.version,.note{font-size:.875rem;color:var(--soft)}
.version{margin-block:.6em 0}
.note{border-inline-start:3px solid var(--line);padding-inline-start:.75rem}
.centred{text-align:center}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.07em}
a:hover{text-decoration-thickness:.14em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;inset-inline-start:.5rem;inset-block-start:-10rem;background:var(--ground);padding:.6rem 1rem;
z-index:1}
.skip:focus{inset-block-start:.5rem}
nav{background:var(--tint);padding:1rem 1.25rem;margin-block:1.5rem}
nav h2{margin-block:0 .5em;font-size:1.08rem}
nav ol{list-style:none;margin:0;padding:0}
nav ol ol{padding-inline-start:1.6rem}
nav a{display:inline-block;padding-block:.2rem;text-decoration:none}
nav a:hover{text-decoration:underline}
nav a span[lang]{display:block}
@counter-style letters{system:extends lower-alpha;prefix:"(";suffix:") "}
@counter-style romans{system:extends lower-roman;prefix:"(";suffix:") "}
main ol,main ul{padding-inline-start:2.1rem}
main nav ol{padding-inline-start:0}
main nav ol ol{padding-inline-start:1.6rem}
ol[type=a]{list-style-type:lower-alpha;list-style-type:letters}
ol[type=i]{list-style-type:lower-roman;list-style-type:romans}
li{margin-block-end:.35em}
.scroll{overflow-x:auto;margin-block:0 1.2em}
table{border-collapse:collapse;inline-size:100%;font-size:.9375rem;line-height:1.45}
[dir=rtl] table{line-height:1.65}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top}
th{background:var(--tint);border-block-end:2px solid var(--edge)}
td[style] a{color:inherit}
code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em}
pre{background:var(--tint);padding:.75rem 1rem;white-space:pre-wrap}
blockquote{margin-inline:0;border-inline-start:4px solid var(--line);padding-inline-start:1rem;color:var(--soft)}
hr{border:0;border-block-start:1px solid var(--line);margin-block:2rem}
.notice{border:1px solid;border-inline-start-width:6px;padding:.75rem 1rem;margin-block:0 1.2em}
.notice.draft{border-color:var(--draft);background:var(--draft-tint)}
.notice.caution{border-color:var(--caution);background:var(--caution-tint)}
.notice.done{border-color:var(--done);background:var(--done-tint)}
.panel{border:1px solid var(--edge);padding:1rem 1.25rem;margin-block:0 1.2em;display:grid;gap:1rem 1.5rem;
grid-template-columns:minmax(0,1fr) auto}
.panel>.title,.panel>.notes{grid-column:1/-1;margin:0;font-weight:600}
.panel>.notes{font-weight:400;font-size:.9375rem}
.panel>dl{margin:0;display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.5rem 1rem;align-content:start}
.panel dt{color:var(--soft)}
.panel dd{margin:0}
.panel .blank{border-block-end:1px solid var(--edge);min-block-size:2rem}
.stamp{border:1px dashed var(--edge);color:var(--soft);inline-size:9rem;min-block-size:7rem;display:grid;place-items:center;
text-align:center;padding:.5rem;font-size:.875rem}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2rem}
.pair>*>:first-child{margin-block-start:.6em}
@media screen and (max-width:40rem){.page{padding:1.25rem 1rem 3rem}
h1{font-size:1.45rem}
.pair{grid-template-columns:minmax(0,1fr)}
.pair>*+*{border-inline-start:3px solid var(--line);padding-inline-start:.9rem;margin-block-end:1rem}
.panel,.panel>dl{grid-template-columns:minmax(0,1fr)}
.panel>dl{gap:.1rem}
.panel dd{margin-block-end:.5rem}}
@media print{:root{color-scheme:light}
html{font-size:10.5pt}
html[dir=rtl]{font-size:11.5pt}
.page,.wide .page{max-inline-size:none;padding:0 1px}
main>:is(p,ul,ol,blockquote,pre,nav,.notice,.panel,.scroll:not(.many)){max-inline-size:none}
.skip{display:none}
a{color:inherit}
a.named::after{content:" (" attr(href) ")";font-size:.85em;unicode-bidi:isolate;direction:ltr;overflow-wrap:anywhere}
h1,h2,h3,h4,h5,h6,nav h2,.panel>.title{break-after:avoid}
p,li{orphans:3;widows:3}
.scroll{overflow:visible}
table{min-inline-size:0!important}
thead{display:table-header-group}
tr,.panel,.notice,blockquote,pre{break-inside:avoid}
nav,th,pre,.notice.notice{background:none}
nav{padding:0}
td[style]{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.break{break-after:page}}
"""


_COMPARED = """\
ins{color:var(--done);background:var(--done-tint);text-decoration:underline;text-decoration-thickness:.1em}
del{color:var(--caution);background:var(--caution-tint);text-decoration:line-through}
:is(ins,del) a{color:inherit}
:is(ins,del):has(>:is(p,ul,ol,h2,h3,h4,h5,h6,div,section,blockquote,pre)){display:block;border-inline-start:3px solid;
padding-inline-start:.75rem;margin-block-end:.85em}
:is(ins,del)::before,:is(ins,del)::after{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;
clip-path:inset(100%);white-space:nowrap}
"""


def render(sheet: Sheet, logo: bytes | None = None, *, skip: str = "") -> str:
    """Return the page of a document.

    `logo` is a PNG, JPEG or GIF picture. `skip` is the text of the link that jumps over the title block, in the
    document's language; without it there is none. The same sheet gives the same page.
    """
    page = _Page(sheet)
    wide = sheet.landscape or any(map(_is_wide, walk(sheet.blocks)))
    parts = [
        "<!doctype html>",
        f'<html lang="{_attribute(sheet.language)}" dir="{sheet.direction}"{" class=wide" if wide else ""}>',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="author" content="{_attribute(sheet.author)}">',
        f'<meta name="dcterms.date" content="{sheet.dated.isoformat()}">',
        f"<title>{_line(sheet.title)}</title>",
        f"<style>\n{_STYLE}{_compared(sheet)}{_paper(sheet)}</style>",
        "</head>",
        "<body>",
    ]
    if skip:
        # An id that no clause can have: theirs begin with a letter or a digit.
        parts.append(f'<a class="skip" href="#_main">{_line(skip)}</a>')
    parts += ['<div class="page">', *_title_block(sheet, logo, page), '<main id="_main">', *page.blocks(sheet.blocks)]
    parts += ["</main>", "</div>", "</body>", "</html>", ""]
    return "\n".join(parts)


def _is_wide(block: Block) -> bool:
    """Return whether a block needs more than the width of a comfortable line."""
    return isinstance(block, Pair) or (isinstance(block, Table) and len(block.head) > _MANY_COLUMNS)


def _clean(value: str) -> str:
    """Return the text without what no page should hold."""
    return _DROPPED.sub("", value)


def _line(value: str) -> str:
    """Return a piece of text on one line, escaped."""
    return escape(" ".join(_clean(value).split("\n")), quote=False)


def _attribute(value: str) -> str:
    """Return a piece of text for a quoted attribute."""
    return escape(" ".join(_clean(value).split()))


def _of_css(value: str) -> str:
    """Return a string of a style sheet; all but letters, digits and spaces is written as a number."""
    safe = "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x}" for sign in _clean(value))
    return f'"{safe}"'


def _paper(sheet: Sheet) -> str:
    """Return the rules of the printed page: size, and in its margins classification, version and page numbers."""
    numbers = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    count = " ".join(numbers.get(part) or _of_css(part) for part in _PAGE_NUMBERS.split(sheet.page_of) if part)
    start, end = ("left", "right") if sheet.direction == "ltr" else ("right", "left")
    boxes = {f"top-{end}": sheet.classification, f"bottom-{start}": sheet.version}
    margins = "".join(f"@{place}{{content:{_of_css(words)}}}" for place, words in boxes.items() if words)
    if count:
        margins += f"@bottom-{end}{{content:{count}}}"
    size = "A4 landscape" if sheet.landscape else "A4"
    return f"@page{{size:{size};margin:2cm;font-size:8.5pt;{margins}}}\n"


def _compared(sheet: Sheet) -> str:
    """Return the rules for a page that compares two texts: lines and colours, and words for those who do not see them."""
    if sheet.revision is None:
        return ""
    said = "".join(
        f"{tag}::before{{content:{_of_css(f' [{words}: ')}}}{tag}::after{{content:{_of_css('] ')}}}"
        for tag, words in (("ins", sheet.revision.inserted), ("del", sheet.revision.deleted))
    )
    return f"{_COMPARED}{said}\n"


def _title_block(sheet: Sheet, logo: bytes | None, page: "_Page") -> Iterator[str]:
    """Yield the top of the page."""
    yield "<header>"
    if logo is not None:
        picture = base64.b64encode(logo).decode("ascii")
        yield f'<img src="data:{_picture_type(logo)};base64,{picture}" alt="{_attribute(sheet.author)}">'
    if sheet.classification:
        yield f'<p class="label"><bdi>{_line(sheet.classification)}</bdi></p>'
    yield f"<h1>{page.runs(sheet.title_runs) if sheet.title_runs else _line(sheet.title)}</h1>"
    for words in sheet.lead:
        yield f'<p class="lead">{_broken(words)}</p>'
    if sheet.version:
        yield f'<p class="version"><bdi>{_line(sheet.version)}</bdi></p>'
    yield "</header>"


def _picture_type(logo: bytes) -> str:
    """Return the media type of a picture by its first bytes; what a picture file says about itself may be wrong."""
    for beginning, kind in _PICTURES:
        if logo.startswith(beginning):
            return kind
    raise VawcoordError(
        _("The logo is not a picture that a page can show."), _("Save it as PNG or JPEG and name that file instead.")
    )


def _broken(value: str) -> str:
    """Return a piece of text, escaped; a line end in it is a line break."""
    return "<br>".join(escape(line, quote=False) for line in _clean(value).split("\n"))


def _spelled(run: Run) -> str:
    """Return the text of a run in its dress, without its link."""
    words = _broken(run.text)
    if run.code:
        # Isolated: a file name must not turn the sentence of another script around it.
        words = f"<bdi><code>{words}</code></bdi>"
    if run.italic:
        words = f"<em>{words}</em>"
    if run.bold:
        words = f"<strong>{words}</strong>"
    return _marked(run.mark, words)


def _marked(mark: Mark, words: str) -> str:
    """Return words in the mark of a change."""
    if not mark or not words:
        return words
    tag = "ins" if mark == "inserted" else "del"
    return f"<{tag}>{words}</{tag}>"


def _cell(cell: Cell) -> str:
    """Return the colours of a cell as an attribute; black or white, whichever reads better on its shade."""
    if not _COLOUR.fullmatch(cell.shade):
        return ""
    red, green, blue = (_linear(int(cell.shade[at : at + 2], 16) / 255) for at in (0, 2, 4))
    # Both inks have the same contrast at the luminance 0.179.
    ink = "000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "fff"
    return f' style="background:#{cell.shade};color:#{ink}"'


def _linear(share: float) -> float:
    """Return the linear light of a colour channel, as the contrast formula of WCAG has it."""
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


@dataclass(slots=True)
class _Page:
    """The body of one page in the making: which anchors it has, which are set, and how deep the headings are."""

    sheet: Sheet
    anchors: frozenset[str] = field(init=False)
    placed: set[str] = field(default_factory=set)
    level: int = 1
    above: str = ""
    gone: bool = False

    def __post_init__(self) -> None:
        there = (one for one in self.sheet.blocks if not (isinstance(one, Changed) and one.mark == "deleted"))
        self.anchors = frozenset(block.id for block in walk(there) if isinstance(block, Heading) and block.id)
        self.above = self.sheet.title

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[str]:
        """Yield the lines of some blocks; `depth` counts the lists around them."""
        for block in blocks:
            yield from self.block(block, depth)

    def block(self, block: Block, depth: int) -> Iterator[str]:
        """Yield the lines of one block."""
        match block:
            case Heading():
                yield self.heading(block)
            case Paragraph(runs=runs, style=style):
                if runs:
                    yield f"<p{'' if style == 'body' else f' class={style}'}>{self.runs(runs)}</p>"
            case Listing():
                yield from self.listing(block, depth)
            case Table():
                yield from self.table(block)
            case Quote(blocks=inner):
                yield from ("<blockquote>", *self.blocks(inner, depth), "</blockquote>")
            case CodeBlock(text=text):
                yield f"<pre dir=auto><code>{escape(_clean(text), quote=False)}</code></pre>"
            case Rule():
                yield "<hr>"
            case PageBreak():
                yield "<div class=break></div>"
            case Contents():
                yield from self.contents(block)
            case Notice(tone=tone, blocks=inner):
                yield from (f'<div class="notice {tone}" role="note">', *self.blocks(inner, depth), "</div>")
            case SignaturePanel():
                yield from self.panel(block)
            case Pair():
                yield from self.pair(block)
            case Changed():
                yield from self.changed(block, depth)
            case _:
                assert_never(block)

    def runs(self, runs: Runs) -> str:
        """Return runs in a line; neighbours with one target are one link, and its number is printed once."""
        # Two numbers of one clause stand beside each other where two texts are compared: each is printed.
        links = groupby(runs, key=lambda run: (run.target, run.mark and run.reference))
        return "".join(self.link(target, tuple(group)) for (target, _number), group in links)

    def link(self, target: str, runs: Runs) -> str:
        """Return runs that share a target, as a link where it leads somewhere."""
        words = "".join(map(_spelled, runs))
        number = next((run.reference for run in runs if run.reference), "")
        if number:
            words += _marked(runs[0].mark, f"\u00a0<bdi>{_line(number)}</bdi>")
        target = _clean(target)
        if target.startswith("#") and target[1:] in self.anchors:
            return f'<a href="{_attribute(target)}">{words}</a>'
        if _ADDRESS.fullmatch(target):
            # Printed, an address that the words do not show is written after them.
            shown = target.removeprefix("mailto:").rstrip("/") in plain(runs)
            named = "" if shown else " class=named"
            return f'<bdi><a href="{_attribute(target)}"{named} rel="noopener noreferrer">{words}</a></bdi>'
        return words

    def label(self, heading: Heading) -> str:
        """Return the number before a heading, or nothing."""
        if not heading.number:
            return ""
        annex = heading.annex and heading.level <= 2
        words = f"{self.sheet.annex_word}\u00a0{heading.number}" if annex else heading.number
        # Two elements: the gap after the number belongs to the direction of the heading, not to that of the number.
        return f'<span class="number"><bdi>{_line(words)}</bdi></span> '

    def heading(self, heading: Heading) -> str:
        """Return a heading; it is never more than one step below the one before, and an anchor is set only once."""
        self.level = min(max(heading.level, 2), 6, self.level + 1)
        self.above = plain(heading.runs)
        anchor = ""
        if heading.id and heading.id not in self.placed and not self.gone:
            self.placed.add(heading.id)
            anchor = f' id="{_attribute(heading.id)}"'
        return f"<h{self.level}{anchor}>{self.label(heading)}{self.runs(heading.runs)}</h{self.level}>"

    def listing(self, listing: Listing, depth: int) -> Iterator[str]:
        """Yield a list: (a), (b), and (i), (ii) inside another."""
        start = f' start="{listing.start}"' if listing.start != 1 else ""
        yield f'<ol type="{"i" if depth else "a"}"{start}>' if listing.ordered else "<ul>"
        for item in listing.items:
            yield from ("<li>", *self.blocks(item, depth + 1), "</li>")
        yield "</ol>" if listing.ordered else "</ul>"

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table; on a narrow screen it scrolls by itself, also by keyboard."""
        columns = max((len(cells) for cells in (table.head, *table.rows)), default=0)
        label = _attribute(table.description)
        many = " many" if _is_wide(table) else ""
        yield f'<div class="scroll{many}" role="region" tabindex="0" aria-label="{label or _attribute(self.above)}">'
        named = f' aria-label="{label}"' if label else ""
        yield f'<table{named} style="min-inline-size:{columns * 6.5:g}rem">'
        if table.widths and sum(table.widths) > 0:
            total = sum(table.widths)
            columns_of = (f'<col style="width:{width * 100 / total:.4g}%">' for width in table.widths)
            yield f"<colgroup>{''.join(columns_of)}</colgroup>"
        if any(cell.runs for cell in table.head):
            cells = (f"<th scope=col{_cell(cell)}>{self.runs(cell.runs)}</th>" for cell in table.head)
            yield f"<thead><tr>{''.join(cells)}</tr></thead>"
        yield "<tbody>"
        for number, row in enumerate(table.rows, 1):
            mark = table.marks[number] if table.marks else ""
            yield f"<tr>{''.join(f'<td{_cell(cell)}>{_marked(mark, self.runs(cell.runs))}</td>' for cell in row)}</tr>"
        yield from ("</tbody>", "</table>", "</div>")

    def contents(self, contents: Contents) -> Iterator[str]:
        """Yield the table of contents: every clause and annex that follows once, in two languages with both headings."""
        entries: dict[str, list[tuple[Heading, str]]] = {}
        for heading, where in _headings(self.sheet.blocks):
            if heading.id and heading.id not in self.placed:
                entries.setdefault(heading.id, []).append((heading, where))
        if not entries:
            return
        yield from (f'<nav aria-label="{_attribute(contents.title)}">', f"<h2>{_line(contents.title)}</h2>", "<ol>")
        depth = 0
        for anchor, headings in entries.items():
            below = 2 if headings[0][0].level > 2 and depth else 1
            # Ends the entry before, or opens or ends the list of the clauses below it.
            yield {(0, 1): "", (1, 1): "</li>", (2, 2): "</li>", (1, 2): "<ol>", (2, 1): "</li></ol></li>"}[depth, below]
            depth = below
            words = "".join(f"<span{where}>{self.label(it)}{_line(plain(it.runs))}</span>" for it, where in headings)
            yield f'<li><a href="#{_attribute(anchor)}">{words}</a>'
        yield "</li></ol></li></ol></nav>" if depth == 2 else "</li></ol></nav>"

    def panel(self, panel: SignaturePanel) -> Iterator[str]:
        """Yield the panel in which one party signs."""
        yield f'<section class="panel" aria-label="{_attribute(panel.title)}">'
        yield f'<p class="title">{_line(panel.title)}</p>'
        if panel.fields:
            yield "<dl>"
            for name, value in panel.rows():
                filled = f"<dd><bdi>{self.runs(value)}</bdi></dd>" if value else '<dd class="blank"></dd>'
                yield f"<dt>{_line(name)}</dt>{filled}"
            yield "</dl>"
        if panel.stamp:
            yield f'<div class="stamp">{_line(panel.stamp)}</div>'
        if panel.notes:
            yield f'<div class="notes">{"".join(f"<p>{self.runs(note)}</p>" for note in panel.notes)}</div>'
        yield "</section>"

    def changed(self, changed: Changed, depth: int) -> Iterator[str]:
        """Yield blocks that stand in only one of two texts; an anchor leads to the newer one."""
        tag = "ins" if changed.mark == "inserted" else "del"
        before, self.gone = self.gone, changed.mark == "deleted"
        yield from (f"<{tag}>", *self.blocks(changed.blocks, depth), f"</{tag}>")
        self.gone = before

    def pair(self, pair: Pair) -> Iterator[str]:
        """Yield two languages side by side; the headings of both begin at the same depth."""
        yield '<div class="pair">'
        level = self.level
        for side in (pair.left, pair.right):
            self.level = level
            yield from (f"<div{_tongue(side)}>", *self.blocks(side.blocks), "</div>")
        yield "</div>"


def _tongue(side: Side) -> str:
    """Return the attributes that say in which language and direction a side is."""
    return f' lang="{_attribute(side.language)}" dir="{side.direction}"'


def _headings(blocks: Iterable[Block], where: str = "") -> Iterator[tuple[Heading, str]]:
    """Yield the headings with the language of the side they stand on."""
    for block in blocks:
        match block:
            case Heading():
                yield block, where
            case Pair(left=left, right=right):
                for side in (left, right):
                    yield from _headings(side.blocks, _tongue(side))
            case Quote(blocks=inner) | Notice(blocks=inner) | Changed(blocks=inner):
                yield from _headings(inner, where)
            case _:
                pass
