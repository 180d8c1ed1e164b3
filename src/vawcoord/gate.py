"""The gate: what a Word or Excel file from outside must be before any reader opens it. Nothing of it is believed."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from vawcoord import disk
from vawcoord.errors import VawcoordError
from vawcoord.language import _

if TYPE_CHECKING:
    from zipfile import ZipFile

LIMIT = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""

_PARTS = 2000
_PART = 30 * 1024 * 1024
_TOTAL = 100 * 1024 * 1024
_RATIO = 200
_RATIO_FROM = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MACROS = re.compile(r"vbaproject|/activex/|macrosheets/", re.IGNORECASE)
_FOREIGN = re.compile(r"/(?:embeddings|externallinks)/", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)[\"']")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def admitted(file: Path, main: str) -> bytes:
    """Return the bytes of an Office file from outside; `main` is the part that makes it one, such as `xl/workbook.xml`.

    Raises VawcoordError with one sentence for everything else: no ordinary file, too large, encrypted or of the old kind, no
    zip, too many or too large parts, names that lead elsewhere, macros, embedded files, links to other workbooks, and XML that
    declares entities or another encoding.
    """
    content = disk.read_file(file, LIMIT)
    if content is None:
        raise VawcoordError(_("{path}: the file is not there.").format(path=file))
    try:
        check(content, main, str(file))
    except VawcoordError:
        raise
    except Exception as error:  # a hostile zip fails in a dozen ways, and each means the same
        raise _no_office(str(file)) from error
    return content


def _no_office(shown: str) -> VawcoordError:
    """Return the error about a file that is none of Office, or damaged."""
    return VawcoordError(
        _("{path}: this is no Office file, or it is damaged.").format(path=shown),
        _("Open it in the programme that made it and save it again."),
    )


def check(content: bytes, main: str, shown: str) -> None:
    """Refuse bytes that are no plain Office file; `shown` is the name in the sentence."""
    from zipfile import ZipFile

    if content.startswith(_OLE):
        raise VawcoordError(
            _("{path}: this is a file of the old kind (.xls, .doc), or one with a password.").format(path=shown),
            _("Open it and save it as .xlsx or .docx, without a password."),
        )
    if not content.startswith(_ZIP):
        raise _no_office(shown)
    disk.plain_zip(content)
    with ZipFile(io.BytesIO(content)) as archive:
        _check_list(archive, shown)
        names = {one.filename for one in archive.infolist()}
        if main not in names or "[Content_Types].xml" not in names:
            raise VawcoordError(
                _("{path}: this is an archive, but not of the kind that is read here.").format(path=shown),
                _("A sheet is saved as .xlsx, a text as .docx."),
            )
        for one in archive.infolist():
            if one.filename.lower().endswith((".xml", ".rels", ".vml")):
                _check_xml(archive.read(one), one.filename, shown)


def _check_list(archive: "ZipFile", shown: str) -> None:
    """Refuse an archive by the list of its parts, before one of them is unpacked."""
    held = archive.infolist()
    names = [one.filename for one in held]
    strange = any(
        name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name for name in names
    )
    large = (
        len(held) > _PARTS
        or sum(one.file_size for one in held) > _TOTAL
        or any(one.file_size > _PART for one in held)
        or any(one.file_size > _RATIO_FROM and one.file_size > _RATIO * max(1, one.compress_size) for one in held)
    )
    if large:
        raise VawcoordError(
            _("{path}: unpacked, the file would be too large to be read safely.").format(path=shown),
            _("Copy the cells or the text you need into a new file."),
        )
    if strange or len({name.casefold() for name in names}) != len(names) or any(one.flag_bits & 1 for one in held):
        raise _no_office(shown)
    if any(_MACROS.search(name) for name in names):
        raise VawcoordError(
            _("{path}: the file holds macros, which are never opened.").format(path=shown),
            _("Save it without macros, as .xlsx or .docx."),
        )
    if any(_FOREIGN.search(name) for name in names):
        raise VawcoordError(
            _("{path}: other files are embedded in it, or it takes values from other workbooks.").format(path=shown),
            _("Copy the cells as values, or the text, into a new file."),
        )


def _check_xml(part: bytes, name: str, shown: str) -> None:
    """Refuse XML that declares entities, or whose encoding could hide that."""
    declared = _DECLARED.match(part.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    plain = b"\0" not in part[:200] and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"))
    if not plain or _DOCTYPE.search(part):
        raise VawcoordError(
            _("{path}: the part {part} is not as Office writes it.").format(path=shown, part=name),
            _("Open the file in Excel, Word or LibreOffice and save it again."),
        )
    if b"macroEnabled" in part and name == "[Content_Types].xml":
        raise VawcoordError(
            _("{path}: the file holds macros, which are never opened.").format(path=shown),
            _("Save it without macros, as .xlsx or .docx."),
        )
