"""Two hundred Word files that mean harm or are broken, each read in a process of its own whose time and memory are measured.

Run as a programme it prints one line of JSON a file: its name, what became of it, seconds of processor time, megabytes.
"""

import io
import json
import os
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

PLACE = Path(__file__).parent.parent / "data" / "returned"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>'
CLOSE = "</w:body></w:document>"
MAIN = "word/document.xml"


def parts() -> dict[str, bytes]:
    """Return the parts of the copy that was sent."""
    with zipfile.ZipFile(PLACE / "sent.docx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: dict[str, bytes], *, stored: bool = False) -> bytes:
    """Return parts as a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_main(body: str) -> bytes:
    """Return a file whose text is this."""
    return packed({**parts(), MAIN: f"{OPEN}{body}{CLOSE}".encode()})


def noise(size: int) -> bytes:
    """Return bytes that do not pack well, so that the gate cannot refuse them for their ratio."""
    return random.Random(7).randbytes(size // 2).hex().encode()  # noqa: S311 - the same bytes each time


def large(body: str, filler: int) -> bytes:
    """Return a file whose text is this, and beside it so much noise that the ratio is harmless."""
    comment = f"<!--{noise(filler).decode()}-->"
    return packed({**parts(), MAIN: f"{OPEN}{comment}{body}{CLOSE}".encode()})


def run(text: str) -> str:
    """Return a run."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield what is small and unpacks to much."""
    for size in (2, 8, 11, 13, 25, 31, 90, 400):
        yield f"zeros-{size}", with_main(f"<w:p>{run('0' * size * 1_000_000)}</w:p>")
        text = noise(size * 1_000_000 if size < 40 else 40_000_000).decode()
        yield f"noise-{size}", with_main(f"<w:p>{run(text)}</w:p>")
    for count in (1000, 1999, 2500, 70_000):
        yield f"parts-{count}", packed({**parts(), **{f"word/media/i{at}.png": b"" for at in range(count)}})
    for size in (10, 29, 31):
        yield f"image-{size}", packed({**parts(), "word/media/i.png": b"\0" * size * 1_000_000})


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
)


def entities() -> Iterator[tuple[str, bytes]]:
    """Yield entities in every part that is read, also in other encodings."""
    for name in (MAIN, "word/styles.xml", "word/numbering.xml", "docProps/custom.xml", "_rels/.rels", "[Content_Types].xml"):
        for number, says in enumerate(ENTITIES):
            held = parts()
            head, _close, rest = held[name].decode().partition("?>")
            held[name] = f"{head}?>{says}{rest}".encode()
            yield f"entity-{number}-{name}", packed(held)
    for code in ("utf-16", "utf-7", "cp037"):
        held = parts()
        text = held[MAIN].decode().replace("UTF-8", code)
        held[MAIN] = text.replace("?>", f"?>{ENTITIES[0]}", 1).encode(code, "xmlcharrefreplace")
        yield f"encoding-{code}", packed(held)


def nested() -> Iterator[tuple[str, bytes]]:
    """Yield elements in elements in elements."""
    for depth in (50, 200, 255, 5000, 100_000):
        for name, opened, closed in (
            ("tables", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
            ("controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("changes", '<w:ins w:author="x">', "</w:ins>"),
        ):
            yield f"{name}-{depth}", with_main(f"{opened * depth}<w:p>{run('x')}</w:p>{closed * depth}")
        for name in ("ins", "hyperlink", "smartTag"):
            inner = f"<w:{name}>" * depth + run("x") + f"</w:{name}>" * depth
            yield f"inline-{name}-{depth}", with_main(f"<w:p>{inner}</w:p>")
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        yield f"fields-{depth}", with_main(f"<w:p>{begin * depth}{run('x')}</w:p>")


def many() -> Iterator[tuple[str, bytes]]:
    """Yield very many of something."""
    for count in (5_000, 9_000, 20_000, 100_000, 1_000_000):
        filler = max(count * 6 // 150, 1000)
        yield f"paragraphs-{count}", large("<w:p/>" * count, filler)
        yield f"full-{count}", large(f"<w:p>{run('x')}</w:p>" * count, filler * 5)
        yield f"runs-{count}", large(f"<w:p>{run('x') * count}</w:p>", filler * 5)
        yield f"changes-{count}", large("<w:p>" + f'<w:del w:author="a">{run("x")}</w:del>' * count + "</w:p>", filler * 8)
        marks = "".join(f'<w:bookmarkStart w:id="{at}" w:name="_vc_{at}"/>{run("x")}' for at in range(count))
        yield f"bookmarks-{count}", large(f"<w:p>{marks}</w:p>", filler * 8)
        yield f"cells-{count}", large("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * count + "</w:tr></w:tbl>", filler * 4)
        yield f"rows-{count}", large("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * count + "</w:tbl>", filler * 5)
    for count in (5_000, 100_000):
        held = parts()
        comments = "".join(f'<w:comment w:id="{at}"><w:p>{run("x")}</w:p></w:comment>' for at in range(count))
        held["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode()
        yield f"comments-{count}", packed(held)
        held = parts()
        names = "".join(
            f'<w:style w:styleId="s{at}"><w:name w:val="n"/><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(count)
        )
        held["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{names}</w:styles>'.encode()
        held[MAIN] = f'{OPEN}<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr></w:p>{CLOSE}'.encode()
        yield f"styles-{count}", packed(held)
        held = parts()
        held["[Content_Types].xml"] = b"<Types>" + b"<Override " * count + b"</Types>"
        yield f"types-{count}", packed(held)
        attributes = " ".join(f'a{at}="1"' for at in range(count))
        yield f"attributes-{count}", with_main(f"<w:p {attributes}/>")
    held = parts()
    text = "%1%2%3%4%5%6%7%8%9" * 10_000
    held["word/numbering.xml"] = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999"/>'
        f'<w:numFmt w:val="upperRoman"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    held[MAIN] = f"{OPEN}{numbered * 2000}{CLOSE}".encode()
    yield "numbers", packed(held)
    held = parts()
    held["word/styles.xml"] = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    ).encode()
    held[MAIN] = f'{OPEN}<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>{run("x")}</w:p>{CLOSE}'.encode()
    yield "styles-in-a-circle", packed(held)


def broken() -> Iterator[tuple[str, bytes]]:
    """Yield files cut short, changed at random, without a part, or with a part that is something else."""
    whole = packed(parts())
    for place in range(1, 20):
        yield f"cut-{place}", whole[: len(whole) * place // 20]
    chance = random.Random(11)  # noqa: S311 - the same bytes each time
    for number in range(20):
        data = bytearray(whole)
        for _times in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield f"flipped-{number}", bytes(data)
    for name in parts():
        yield f"without-{name}", packed({one: data for one, data in parts().items() if one != name})
        if name.endswith((".xml", ".rels")):
            yield f"empty-{name}", packed({**parts(), name: b""})
            yield f"other-{name}", packed({**parts(), name: b"<x/>"})


def strange() -> Iterator[tuple[str, bytes]]:
    """Yield what is no Word file, or holds what none may hold."""
    for number, name in enumerate(
        ("/etc/x.xml", "../x.xml", "word\\x.xml", "C:x.xml", "word/DOCUMENT.xml", "word/vbaProject.bin")
    ):
        yield f"name-{number}", packed({**parts(), name: b"<x/>"})
    yield "embedded", packed({**parts(), "word/embeddings/oleObject1.bin": b"x"})
    yield "control", packed({**parts(), "word/activeX/activeX1.xml": b"<x/>"})
    for name, data in (
        ("pdf", b"%PDF-1.7\n"),
        ("rtf", b"{\\rtf1 x}"),
        ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("html", b"<html><body>x</body></html>"),
        ("nothing", b""),
        ("text", b"words"),
        ("odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, stored=True)),
        ("xlsx", packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})),
    ):
        yield f"kind-{name}", data


FAMILIES: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (bombs, entities, nested, many, broken, strange)


def tried(content: bytes) -> str:
    """Return what becomes of a file: "read", or "refused" in one sentence; any other end is a fault."""
    from vawcoord.errors import VawcoordError
    from vawcoord.exchange.proposals import reading
    from vawcoord.exchange.word import read

    try:
        returned = read(content, "copy.docx")
    except VawcoordError as error:
        return "refused" if error.message and "\n" not in error.message else "many lines"
    reading("## Scope {#scope}\n\nThe parties work together.\n", returned)
    return "read"


def main() -> None:
    """Read each file in a child of this process, and print what it cost."""
    import lxml.etree  # noqa: F401 - the child inherits it

    tried(packed(parts()))
    for family in FAMILIES:
        for name, content in family():
            pipe_read, pipe_write = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(pipe_read)
                try:
                    said = tried(content)
                except BaseException as error:  # noqa: BLE001 - whatever it is, it is what must not happen
                    said = f"{type(error).__name__}: {str(error)[:100]}"
                os.write(pipe_write, said.encode())
                os._exit(0)
            os.close(pipe_write)
            _pid, status, usage = os.wait4(child, 0)
            said = os.read(pipe_read, 500).decode() or f"status {status}"
            os.close(pipe_read)
            line = {"name": name, "said": said, "seconds": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss // 1024}
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
