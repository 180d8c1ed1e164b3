"""What an agency does to a Word file before it sends it back, for tests: changes with and without recording, marks lost."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

_RUN = r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">([^<]*{old}[^<]*)</w:t></w:r>'


def rewritten(source: Path, target: Path, change: Callable[[str, str], str | None]) -> Path:
    """Copy a Word file with its parts changed: `change` gets name and text of each XML part, and leaves it out with None."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name.endswith((".xml", ".rels")):
                text = change(name, data.decode())
                if text is None:
                    continue
                data = text.encode()
            after.writestr(name, data)
    return target


def replacing(source: Path, target: Path, old: str, new: str = "", *, author: str = "Someone", recorded: bool = True) -> Path:
    """Put other words into a Word file, recorded as Word records it, or in silence."""

    def change(name: str, text: str) -> str:
        if name != "word/document.xml":
            return text
        found = re.search(_RUN.format(old=re.escape(escape(old))), text)
        assert found, f"the file holds: {old}"
        look = found[1] or ""
        before, _old, behind = found[2].partition(escape(old))
        by = f'w:author="{author}" w:date="2026-11-25T10:00:00Z"'

        def run(words: str, tag: str = "t") -> str:
            return f'<w:r>{look}<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>' if words else ""

        inside = run(escape(new))
        if recorded:
            inside = f'<w:del w:id="9001" {by}>{run(escape(old), "delText")}</w:del>' + (
                f'<w:ins w:id="9002" {by}>{inside}</w:ins>' if inside else ""
            )
        return text[: found.start()] + run(before) + inside + run(behind) + text[found.end() :]

    return rewritten(source, target, change)


def without_property(source: Path, target: Path, *, value: str = "") -> Path:
    """Take what the file says of itself out, or put something else there."""

    def change(name: str, text: str) -> str:
        if name != "docProps/custom.xml":
            return text
        return re.sub(r"<vt:lpwstr>[^<]*</vt:lpwstr>", f"<vt:lpwstr>{value}</vt:lpwstr>", text)

    return rewritten(source, target, change)


def without_marks(source: Path, target: Path) -> Path:
    """Lose every bookmark and the property, as Google Docs does."""

    def change(name: str, text: str) -> str:
        text = re.sub(r"<vt:lpwstr>[^<]*</vt:lpwstr>", "<vt:lpwstr></vt:lpwstr>", text)
        return re.sub(r"<w:bookmark(?:Start|End)\b[^>]*/>", "", text) if name == "word/document.xml" else text

    return rewritten(source, target, change)


def striking(source: Path, target: Path, clause: str, *, author: str = "Someone") -> Path:
    """Strike a whole clause, recorded: every run and every paragraph's end between the beginning and the end of its bookmark."""
    from vawcoord.render.docx_text import bookmark

    by = f'w:id="9001" w:author="{author}" w:date="2026-11-25T10:00:00Z"'

    def change(name: str, text: str) -> str:
        if name != "word/document.xml":
            return text
        begin = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{bookmark(clause)}"/>', text)
        assert begin, clause
        end = text.index(f'<w:bookmarkEnd w:id="{begin[1]}"/>', begin.end())
        first = text.rfind("<w:p>", 0, begin.start())
        part = text[first:end]
        part = re.sub(r"<w:r>((?:(?!</w:r>).)*)</w:r>", rf"<w:del {by}><w:r>\1</w:r></w:del>", part)
        part = part.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        mark = f"<w:rPr><w:del {by}/></w:rPr>"
        part = re.sub(r"<w:p>(<w:pPr>(?:(?!</w:pPr>).)*)</w:pPr>", rf"<w:p>\1{mark}</w:pPr>", part)
        part = re.sub(r"<w:p>(?!<w:pPr>)", f"<w:p><w:pPr>{mark}</w:pPr>", part)
        return text[:first] + part + text[end:]

    return rewritten(source, target, change)
