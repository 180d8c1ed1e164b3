"""The gate for Office files from outside: what is no plain file of its kind never reaches a reader."""

import io
import zipfile
from pathlib import Path

import pytest

from vawcoord.errors import VawcoordError
from vawcoord.gate import LIMIT, admitted

MAIN = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


def packed(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


SOUND = {TYPES: HEAD + b"<Types/>", MAIN: HEAD + b"<workbook/>"}


def passed(tmp_path: Path, content: bytes) -> str:
    """Return the sentence with which the gate refuses some bytes; empty when they pass."""
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(content)
    try:
        admitted(file, MAIN)
    except VawcoordError as error:
        return error.message
    return ""


def test_a_plain_file_passes(tmp_path: Path) -> None:
    """What has the parts it needs and nothing else is handed over as it is."""
    content = packed(SOUND)
    assert passed(tmp_path, content) == ""
    assert admitted(tmp_path / "sheet.xlsx", MAIN) == content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no Office file"),
        (b"name,date\n", "no Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (packed(SOUND)[:-30], "no Office file"),
        (packed(SOUND)[:60] + b"\xff" * 40 + packed(SOUND)[100:], "no Office file"),
        (packed({"word/document.xml": HEAD, TYPES: HEAD}), "not of the kind"),
        (packed({MAIN: HEAD}), "not of the kind"),
        (packed({**SOUND, "xl/vbaProject.bin": b"x"}), "macros"),
        (packed({**SOUND, "xl/activeX/activeX1.xml": HEAD}), "macros"),
        (packed({**SOUND, TYPES: HEAD + b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"}), "macros"),
        (packed({**SOUND, "xl/embeddings/oleObject1.bin": b"x"}), "embedded"),
        (packed({**SOUND, "xl/externalLinks/externalLink1.xml": HEAD}), "other workbooks"),
        (packed({**SOUND, "../evil.xml": HEAD}), "no Office file"),
        (packed({**SOUND, "/etc/x": b""}), "no Office file"),
        (packed({**SOUND, "c:/x": b""}), "no Office file"),
        (packed({**SOUND, "XL/Workbook.xml": HEAD}), "no Office file"),
        (packed({**SOUND, MAIN: HEAD + b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}), "not as Office writes it"),
        (packed({**SOUND, MAIN: HEAD.decode().replace("UTF-8", "UTF-16").encode("utf-16")}), "not as Office writes it"),
        (packed({**SOUND, MAIN: b'<?xml version="1.0" encoding="UTF-7"?><a/>'}), "not as Office writes it"),
        (packed({**SOUND, "a.bin": b"\0" * 3_000_000}), "too large"),
        (packed({**SOUND, **{f"a{number}.bin": b"" for number in range(2001)}}), "too large"),
    ],
)
def test_what_does_not_pass(tmp_path: Path, content: bytes, says: str) -> None:
    """Each hostile or foreign file gets its one sentence."""
    assert says in passed(tmp_path, content)


def test_no_file_no_ordinary_file_too_large(tmp_path: Path) -> None:
    """A file that is not there, a folder, and one above the limit are named."""
    with pytest.raises(VawcoordError, match="not there"):
        admitted(tmp_path / "none.xlsx", MAIN)
    with pytest.raises(VawcoordError):
        admitted(tmp_path, MAIN)
    with (tmp_path / "large.xlsx").open("wb") as large:
        large.truncate(LIMIT + 1)
    with pytest.raises(VawcoordError, match="at most"):
        admitted(tmp_path / "large.xlsx", MAIN)
