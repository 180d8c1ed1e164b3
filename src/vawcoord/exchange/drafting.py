"""An agreement that exists in Word becomes clauses of text: headings, numbered paragraphs, lists, tables, the place of signature.

What makes a heading is said by its style, or seen from its number and its length, or from being bold and short. Nothing is
believed about numbers that somebody typed: they are taken off, and the clauses are counted anew when they are printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from vawcoord.exchange.word import Par, Returned, Span, accepted
from vawcoord.text.template import escaped
from vawcoord.value import Value

_NUMBER = re.compile(
    r"\s*(?:(?:article|art\.|clause|section|chapitre|المادة|البند|مادة)\s*)?"
    r"(?P<number>[0-9\u0660-\u0669]{1,2}(?:\.[0-9\u0660-\u0669]{1,2}){0,3}|[IVX]{1,5}(?=[.):])|[A-Z](?=[.):]\s))[.):\s\u2013-]+(?=\S)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\s*(?:\((?P<bracketed>[a-z]|[ivx]{1,4})\)|(?P<open>[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_DOT = re.compile(r"\s*[\u2022\u00b7\u25cf\u25aa\u2013\u2014*-]\s+(?=\S)")
_RULED = re.compile(r"_{4,}|\.{6,}|\u2026{2,}")
_SIGNED = re.compile(
    r"\bsign(?:ed|ature|atures|atory|é|ataire)|in witness|fait à|en foi de quoi|التوقيع|توقيع|وقّع|حُرّر", re.IGNORECASE
)
_LONGEST = 110
"""How long a paragraph may be to be taken for a heading."""

_FIRST_WORDS = 8
_STYLED = 3
"""From how many styled headings on nothing else is taken for one."""


class Drafted(Value):
    """A clause as it was found: its title without number, its depth (2 or 3), its words in Markdown, and what made it one."""

    title: str
    level: int
    body: str
    why: str


class Draft(Value):
    """What a Word file holds: a title, what stands before the first clause, the clauses, the lines of the place of signature."""

    title: str
    preamble: str
    clauses: tuple[Drafted, ...]
    signatures: tuple[str, ...]


def drafted(returned: Returned) -> Draft:
    """Return the clauses of a file, every recorded change accepted."""
    pars = [one for one in accepted(returned) if one.text.strip() or one.cell]
    pars, signatures = _without_signatures(pars)
    title, pars = _titled(pars)
    kinds = [_heading(one) for one in pars]
    if sum(1 for kind in kinds if kind and kind[2] == "style") >= _STYLED:
        # Whoever uses styles has marked every heading; other short lines are a table of contents, or bold words.
        kinds = [kind if kind and kind[2] == "style" else None for kind in kinds]
        titles = {" ".join(kind[1].split()).casefold() for kind in kinds if kind}
        first = next(place for place, kind in enumerate(kinds) if kind)
        kept = [place for place, par in enumerate(pars) if place >= first or _bare_line(par.text) not in titles]
        pars, kinds = [pars[place] for place in kept], [kinds[place] for place in kept]
    if not any(kinds):
        kinds = [_paragraph_clause(one) for one in pars]
    top = min((kind[0] for kind in kinds if kind), default=1)
    preamble: list[Par] = []
    clauses: list[tuple[str, int, str, list[Par]]] = []
    for par, kind in zip(pars, kinds, strict=True):
        if kind is None:
            (clauses[-1][3] if clauses else preamble).append(par)
            continue
        level, name, why = kind
        clauses.append((name, 2 if level <= top else 3, why, []))
        if why == "paragraph":
            clauses[-1][3].append(par.but(spans=_bare(par.spans, _NUMBER)))
    return Draft(
        title,
        _markdown(preamble),
        tuple(Drafted(name, level, _markdown(held), why) for name, level, why, held in clauses),
        signatures,
    )


def _bare_line(text: str) -> str:
    """Return a line of a table of contents without number and page."""
    said = " ".join(text.split()).casefold()
    number = _NUMBER.match(said)
    return re.sub(r"[\s.\u2026]+\d+\Z", "", said[number.end() :] if number else said)


def _without_signatures(pars: Sequence[Par]) -> tuple[list[Par], tuple[str, ...]]:
    """Return the paragraphs before the place of signature, and the lines of that place: it is printed anew from the head."""
    start = len(pars) // 2
    for place in range(start, len(pars)):
        rest = pars[place:]
        if _SIGNED.search(pars[place].text) and len(pars[place].text) < 300 and any(_RULED.search(one.text) for one in rest):
            texts = [" ".join(one.text.split()) for one in rest]
            # A line to write on in a clause, with more clauses behind it, is no place of signature.
            if not any(one.level and not _SIGNED.search(one.text) for one in rest[1:]):
                return list(pars[:place]), tuple(text for text in texts if text.strip("_.\u2026 "))
    return list(pars), ()


def _titled(pars: list[Par]) -> tuple[str, list[Par]]:
    """Return the title and the paragraphs after it.

    A title has the style of one, is the single heading of the first level, or is a short first line that is no sentence.
    """
    for place, one in enumerate(pars[:6]):
        if one.style.casefold() in ("title", "titre", "العنوان") and not one.cell:
            return " ".join(one.text.split()), [*pars[:place], *pars[place + 1 :]]
    first = [one for one in pars if one.level == 1]
    if len(first) == 1 and pars.index(first[0]) < 6 and any(one.level > 1 for one in pars):
        place = pars.index(first[0])
        return " ".join(first[0].text.split()), [*pars[:place], *pars[place + 1 :]]
    alone = bool(pars) and bool(pars[0].level) and not any(_heading(one) for one in pars[1:])
    if pars and not alone and not pars[0].cell and not _NUMBER.match(pars[0].text) and len(pars[0].text) < _LONGEST:
        said = pars[0].text.strip()
        if all(span.bold for span in pars[0].spans if span.text.strip()) or said.isupper() or not said.endswith((".", ":", ";")):
            return " ".join(said.split()), pars[1:]
    return "", pars


def _heading(par: Par) -> tuple[int, str, str] | None:
    """Return depth, title and reason where a paragraph is a heading."""
    said = " ".join(par.text.split())
    if par.cell is not None or not said or len(said) > _LONGEST:
        return None
    number = _NUMBER.match(said)
    name = said[number.end() :] if number else said
    if par.level:
        return par.level, name, "style"
    depth = (number["number"].count(".") + 1) if number else 0
    printed = re.fullmatch(r"(?:\D*?)(\d+(?:\.\d+)*)\.?", par.number) if par.number else None
    depth = depth or (printed[1].count(".") + 1 if printed else 0)
    bold = all(span.bold for span in par.spans if span.text.strip())
    ends = said.endswith((".", ";", ",", ":", "؛", "،"))
    if depth and not ends and (bold or len(name.split()) <= 9) and not par.item:
        return depth, name, "number"
    if depth and bold and not ends:
        return depth, name, "number"
    if bold and not ends and len(name.split()) <= 12:
        return 1, name, "bold"
    return None


def _paragraph_clause(par: Par) -> tuple[int, str, str] | None:
    """Return depth, title and reason where a numbered paragraph stands for a clause: of a file without any heading."""
    said = " ".join(par.text.split())
    number = _NUMBER.match(said)
    top = number is not None and "." not in number["number"]
    if par.cell is not None or not (top or re.fullmatch(r"\d+\.?", par.number or "")):
        return None
    name = said[number.end() :] if number else said
    words = re.split(r"[.;:]\s", name)[0].split()
    return 1, " ".join(words[:_FIRST_WORDS]).rstrip(".,;:"), "paragraph"


def _bare(spans: Iterable[Span], pattern: re.Pattern[str]) -> tuple[Span, ...]:
    """Return the spans of a paragraph without the number at its head."""
    held = list(spans)
    match = pattern.match("".join(one.text for one in held))
    cut = match.end() if match else 0
    made = []
    for one in held:
        taken = min(cut, len(one.text))
        cut -= taken
        if one.text[taken:]:
            made.append(one.but(text=one.text[taken:]))
    return tuple(made)


def _markdown(pars: Sequence[Par]) -> str:
    """Return paragraphs, lists and tables as Markdown."""
    return "\n\n".join(_parts(pars)).strip()


def _parts(pars: Sequence[Par]) -> Iterator[str]:
    """Yield each paragraph, list and table."""
    items: list[str] = []
    place = 0
    while place < len(pars):
        par = pars[place]
        if par.cell is not None:
            if items:
                yield "\n".join(items)
                items = []
            rows: dict[int, dict[int, list[str]]] = {}
            table = par.cell[0]
            while place < len(pars) and (cell := pars[place].cell) is not None and cell[0] == table:
                rows.setdefault(cell[1], {}).setdefault(cell[2], []).append(_inline(pars[place].spans))
                place += 1
            yield _table(rows)
            continue
        item = _item(par)
        if item is None:
            if items:
                yield "\n".join(items)
                items = []
            yield _inline(par.spans)
        else:
            items.append(item)
        place += 1
    if items:
        yield "\n".join(items)


def _item(par: Par) -> str | None:
    """Return a paragraph as an item of a list, or None where it is none."""
    letter, dot = _LETTER.match(par.text), _DOT.match(par.text)
    if not (par.item or letter or dot):
        return None
    depth = max(par.item, 1) - 1
    ordered = bool(letter) or bool(par.number and par.number not in ("\u2022", "\u00b7", "-", "o", "\u25aa"))
    spans = _bare(par.spans, _LETTER if letter else _DOT) if letter or dot else par.spans
    return f"{'   ' * depth}{'1.' if ordered else '-'} {_inline(spans)}"


def _table(rows: dict[int, dict[int, list[str]]]) -> str:
    """Return a table, its first row as the head."""
    wide = max(max(cells) for cells in rows.values()) + 1
    lines = [
        "| " + " | ".join("; ".join(one for one in cells.get(column, ()) if one) for column in range(wide)) + " |"
        for _row, cells in sorted(rows.items())
    ]
    return "\n".join([lines[0], "|" + " --- |" * wide, *lines[1:]])


def _inline(spans: Iterable[Span]) -> str:
    """Return the text of a paragraph with what is bold, italic or a link; whatever would have a meaning in Markdown is escaped."""
    made = []
    for one in spans:
        bare = " ".join(one.text.split())
        if not bare:
            made.append(" " if one.text else "")
            continue
        head = " " if one.text[0].isspace() else ""
        tail = " " if one.text[-1].isspace() else ""
        said = escaped(bare)
        if one.bold or one.italic:
            mark = "**" * one.bold + "*" * one.italic
            said = f"{mark}{said}{mark[::-1]}"
        if one.link.startswith(("http://", "https://", "mailto:")):
            said = f"[{said}](<{one.link}>)" if " " in one.link else f"[{said}]({one.link})"
        made.append(f"{head}{said}{tail}")
    return re.sub(r" {2,}", " ", "".join(made)).strip()
