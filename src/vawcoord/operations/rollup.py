"""Reads the returns of many committees, which come from outside: size, form and every value are looked at before they count."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.documents.rollup import Asked, Fault, Gathered, Return, Verdict
from vawcoord.errors import VawcoordError
from vawcoord.folder.toml import EncodingError, TomlError, decoded, parsed
from vawcoord.language import _
from vawcoord.operations.report import FORMAT, KIND
from vawcoord.records.coverage import VERDICTS
from vawcoord.records.record import is_id, legible
from vawcoord.standard.catalogue import SHIPPED, module_5

_MOST = 20_000
"""How many returns are read together at most."""

_LINE, _LONG, _REQUESTS = 200, 2_000, 50
NAMES = ("rollup.docx", "rollup.html", "rollup.xlsx", "rollup.csv")
"""What is written."""


def listed(file: Path) -> tuple[tuple[str, str], ...]:
    """Return id and name of the committees that were expected, from a text of one id a line or a TOML file with [[committees]].

    Raises VawcoordError when the file cannot be read or holds something else.
    """
    content = disk.read_file(file, disk.TEXT_LIMIT, file.name)
    if content is None:
        raise VawcoordError(_("{file}: there is no such file.").format(file=file.name))
    try:
        text = decoded(content)
        table = parsed(text) if file.suffix.lower() == ".toml" else None
    except (EncodingError, TomlError) as error:
        raise VawcoordError(f"{file.name}:{error.line}: {error.message}", error.mend) from error
    held = table.get("committees") if table is not None else [_listed_line(one) for one in text.splitlines()]
    found = []
    for one in held if isinstance(held, list) else [None]:
        if one == {}:
            continue
        if not isinstance(one, dict) or not is_id(str(one.get("id", ""))):
            raise VawcoordError(
                _("{file}: this is no list of committees.").format(file=file.name),
                _('One id a line, or in TOML: [[committees]] with id = "…" and name = "…".'),
            )
        found.append((str(one["id"]), legible(str(one.get("name", ""))[:_LINE])))
    return tuple(dict(found).items())


def _listed_line(line: str) -> dict[str, str]:
    """Return id and name of a line: the id, and after a comma or blanks the name."""
    bare = line.partition("#")[0].strip()
    name, _comma, rest = bare.partition(",") if "," in bare else bare.partition(" ")
    return {"id": name.strip(), "name": rest.strip()} if bare else {}


def gathered(files: Sequence[Path], expected: Sequence[tuple[str, str]] = ()) -> Gathered:
    """Return the returns of some files and folders, what could not be read and why, and which committees are missing.

    A file that is read twice counts once; two different returns of one committee on one time count neither way. Raises
    VawcoordError when not one file is a return.
    """
    faults: list[Fault] = []
    held: dict[tuple[str, str], tuple[str, Return]] = {}
    clashes: set[tuple[str, str]] = set()
    for file, shown in _files(files):
        try:
            one = read_return(file, shown)
        except VawcoordError as error:
            faults.append(Fault(shown, error.message.removeprefix(f"{shown}: ")))
            continue
        name = (one.uid, one.period)
        before = held.setdefault(name, (shown, one))
        if before[1] != one:
            clashes.add(name)
            faults.append(
                Fault(
                    shown,
                    _("{file} is another return of {committee} on {period}; neither of the two counts.").format(
                        file=before[0], committee=one.name, period=one.period
                    ),
                )
            )
    returns = tuple(
        sorted((one for key, (_file, one) in held.items() if key not in clashes), key=lambda one: (one.name, one.id, one.until))
    )
    if not returns:
        why = "; ".join(f"{one.file}: {one.why}" for one in faults[:3])
        raise VawcoordError(
            _("Not one return could be read.") + (f" {why}" if why else ""),
            _("A return lies beside its report: build/reports/…-return.json."),
        )
    there = {one.id for one in returns}
    missing = tuple(sorted(((name or key, key) for key, name in expected if key not in there)))
    known = {key for key, _name in expected}
    unexpected = tuple(sorted({one.name for one in returns if known and one.id not in known}))
    items = tuple((one.id, one.text) for one in module_5().items)
    return Gathered(returns, tuple(faults), missing, unexpected, items)


def _files(files: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield the files, and those that end in .json in the folders among them, with the name that people are shown."""
    count = 0
    for one in files:
        inside = (
            [(one / path, f"{one.name}/{path}") for path, _facts in disk.files(one) if path.endswith(".json")]
            if one.is_dir()
            else []
        )
        for file, shown in inside or [(one, one.name)]:
            count += 1
            if count > _MOST:
                raise VawcoordError(_("More than {count} files are not read together.").format(count=_MOST))
            yield file, shown


def read_return(file: Path, shown: str) -> Return:
    """Return what a return file says. Raises VawcoordError with the reason for a file that is none, foreign, too large or newer."""
    if file.is_dir():
        raise VawcoordError(_("{file}: no return lies in this folder.").format(file=shown))
    content = disk.read_file(file, disk.TEXT_LIMIT, shown)
    if content is None:
        raise VawcoordError(_("{file}: there is no such file.").format(file=shown))
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise VawcoordError(_("{file}: this is no JSON, so it is no return.").format(file=shown)) from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise VawcoordError(_("{file}: this is JSON, and no return of vawcoord.").format(file=shown))
    if data.get("format") != FORMAT:
        raise VawcoordError(
            _("{file}: the return has another format than this version reads.").format(file=shown),
            _("Use a newer version of vawcoord."),
        )
    if data.get("standard") != SHIPPED:
        raise VawcoordError(_("{file}: the return is about another standard than Module 5.").format(file=shown))
    try:
        return _return(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise VawcoordError(
            _("{file}: something in the return is not as it must be: {what}.").format(file=shown, what=legible(str(error)[:80]))
        ) from error


def _no_number(name: str) -> float:
    """Refuse NaN and infinity, which are no JSON."""
    raise ValueError(name)


def _line(value: Any, key: str, most: int = _LINE) -> str:
    """Return a text of one line. Raises ValueError for another value, or one that is too long."""
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise ValueError(key)
    return legible(" ".join(value.split()))


def _return(data: dict[str, Any]) -> Return:
    """Return a return from its data; what a later version added is passed over."""
    committee = data["committee"]
    identity, uid = _line(committee["id"], "committee.id"), _line(committee["uid"], "committee.uid")
    if not is_id(identity) or not is_id(uid):
        raise ValueError("committee.id")
    verdicts = tuple(_verdict(one) for one in data["items"])
    if not verdicts or len({one.item for one in verdicts}) != len(verdicts):
        raise ValueError("items")
    start, until, made = (date.fromisoformat(_line(data[name], name)) for name in ("from", "until", "made"))
    if not start <= until:
        raise ValueError("until")
    asked = data.get("requests", [])
    if not isinstance(asked, list) or len(asked) > _REQUESTS:
        raise ValueError("requests")
    return Return(
        identity,
        uid,
        _line(committee["name"], "committee.name"),
        _line(committee["area"], "committee.area"),
        _line(data["period"], "period", 20),
        start,
        until,
        made,
        verdicts,
        tuple(Asked(_line(one, "requests", _LONG)) for one in asked),
    )


_KNOWN = frozenset(VERDICTS)


def _verdict(one: Any) -> Verdict:
    """Return the verdict on one item."""
    item, verdict, contested, proof = one["id"], one["verdict"], one.get("contested", False), one.get("proof", "stated")
    known = isinstance(item, str) and re.fullmatch(r"[LN]\d\.\d\.\d{1,2}", item)
    if not known or verdict not in _KNOWN or type(contested) is not bool or proof not in ("seen", "stated"):
        raise ValueError(f"items: {item!s:.12}")
    return Verdict(item, verdict, proof, contested)


def written(held: Gathered, out: Path, today: date, *, language: str = "en", replace: bool = False) -> tuple[Path, ...]:
    """Write the roll-up as a Word file, a page and sheets into a folder, and return the files.

    Raises VawcoordError for a folder that holds an earlier one, unless it is to be replaced, and where nothing can be written.
    """
    from vawcoord.documents.rollup import matrix, sheet
    from vawcoord.folder.shipped import Shelf
    from vawcoord.render import csv, docx, html, xlsx

    shelf = Shelf(None)
    words = shelf.words(language)
    style = shelf.content("style.docx")
    if style is None:
        raise VawcoordError(_("templates/style.docx is not there."), _("Install vawcoord again."))
    if out.exists() and not out.is_dir():
        raise VawcoordError(_("{folder}: this is no folder.").format(folder=out), _("Name a folder with --out."))
    there = [name for name in NAMES if (out / name).exists()]
    if there and not replace:
        raise VawcoordError(
            _("{folder}: {name} is there already.").format(folder=out, name=there[0]), _("Name another folder, or say --replace.")
        )
    page, table = sheet(held, words, today), matrix(held, words, today)
    contents = (
        docx.render(page, docx.Look(style[1]), None),
        html.render(page, skip=words.say("skip")).encode(),
        xlsx.workbook(table),
        csv.csv_text(table),
    )
    try:
        for name, content in zip(NAMES, contents, strict=True):
            disk.write_atomic(out / name, content)
    except OSError as error:
        raise VawcoordError(
            _("{folder}: nothing can be written there: {reason}.").format(folder=out, reason=error.strerror or error),
            _("Is the disk full, or the folder not yours to write in?"),
        ) from error
    return tuple(out / name for name in NAMES)
