"""Measures what a person waits for, and says whether the targets are met: `python bench/run.py [S1 S2 D1 D2 C1 N1 W1 I1 V1 V2]`."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from re import findall, sub

from measuring import HERE, OUT, PYTHON, VAWCOORD, Command, Row, at_least, at_most, cpu, environment, in_turn, ratio, used

TODAY = "2026-11-22"
HELLO = (PYTHON, str(HERE / "hello_click.py"))
MEMORY = 45
PEERS = OUT / "venv" / "bin" / "python"


def vawcoord(*words: str) -> tuple[str, ...]:
    """Return the command line of a command in the folder one is in."""
    return (VAWCOORD, "--today", TODAY, *words)


@cache
def made(what: str, count: int = 0) -> Path:
    """Return a folder that is measured, made anew."""
    folder = OUT / f"{what}-{count}"
    subprocess.run([PYTHON, str(HERE / "folders.py"), what, str(folder), str(count)], check=True, env=environment())
    return folder


@cache
def peers() -> str:
    """Install docxtpl and docx-mailmerge2 beside us and make their templates; return why that cannot be, or nothing."""
    try:
        if not PEERS.exists():
            subprocess.run([PYTHON, "-m", "venv", str(OUT / "venv")], check=True, capture_output=True)
        ask = [str(PEERS), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "docxtpl", "docx-mailmerge2"]
        there = subprocess.run([str(PEERS), "-c", "import docxtpl, mailmerge"], check=False, capture_output=True)
        if there.returncode:
            subprocess.run(ask, check=True, capture_output=True, timeout=600)
        subprocess.run([str(PEERS), str(HERE / "word_templates.py"), str(OUT)], check=True, env=environment())
    except (OSError, subprocess.SubprocessError) as error:
        return f"docxtpl and docx-mailmerge2 cannot be installed: {type(error).__name__}"
    return ""


def start() -> Iterator[Row]:
    """S1: how long it takes until anything happens."""
    for option in ("--version", "--help"):
        runs = in_turn({"ours": (VAWCOORD, option), "click": (*HELLO, option)}, 40)
        yield at_most("S1", f"{option}, of a click hello", ratio(cpu(runs["ours"]), cpu(runs["click"])), 1.15)


def reading() -> Iterator[Row]:
    """S2: the two commands that are called most often."""
    example = HERE.parent / "examples" / "committee"
    name = "the example committee"
    if not (example / "committee.toml").is_file():
        example = OUT / "begun"
        name = "a folder from init (the example is not there)"
        if not example.exists():
            subprocess.run([VAWCOORD, "--today", TODAY, "init", example, "--yes"], check=True, capture_output=True)
    for folder, shown, limit in ((made("small"), "10 records", 1.5), (example, name, 4)):
        runs = in_turn(
            {
                "check": vawcoord("check"),
                "click": (*HELLO, "--version"),
                "status": vawcoord("status"),
                "again": (*HELLO, "--version"),
            },
            25,
            folder=folder,
        )
        for command, base in (("check", "click"), ("status", "again")):
            yield at_most("S2", f"{command}, {shown}, of a click hello", ratio(cpu(runs[command]), cpu(runs[base])), limit)


def words() -> Iterator[Row]:
    """D1: Word files, start-up left out."""
    count = 100
    sample = OUT / "sample"
    used((PYTHON, str(HERE / "word.py"), "ours", "-1", str(sample)))
    own = ("ours", "floor", "markdown", "pydocx")
    without = peers()
    commands: dict[str, Command] = {
        one: (PYTHON, str(HERE / "word.py"), one, str(count), str(OUT / one), str(sample / "0000.docx")) for one in own
    }
    if not without:
        commands |= {
            one: (str(PEERS), str(HERE / "word.py"), one, str(count), str(OUT / one), str(OUT / f"{one}.docx"))
            for one in ("docxtpl", "mailmerge")
        }
    runs = in_turn(commands, 7, heard=True)
    each = {name: [float(one.said) for one in rounds] for name, rounds in runs.items()}
    counted = {name: _words(OUT / name / "0007.docx") for name in commands}
    if max(counted.values()) > 1.02 * min(counted.values()):
        yield Row("D1", f"not the same content: words {counted}", "")
    yield at_most("D1", "time a document, of string XML and zip", ratio(each["ours"], each["floor"]), 2)
    if without:
        yield Row("D1", without, "skipped")
    else:
        yield at_least("D1", "documents a second, of docxtpl", ratio(each["docxtpl"], each["ours"]), 10)
        yield Row("D1", "documents a second, of docx-mailmerge2", str(ratio(each["mailmerge"], each["ours"])))
        yield Row("D1", "  from Markdown on, of docxtpl", str(ratio(each["docxtpl"], each["markdown"])))
    yield Row("D1", "documents a second, of python-docx", str(ratio(each["pydocx"], each["ours"])))


def _words(path: Path) -> int:
    """Return how many words the body of a Word file has, numbers left out."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    return len(findall(r"[A-Za-z]{2,}", sub(r"<[^>]*>", " ", xml)))


def memory() -> Iterator[Row]:
    """D2: peak memory of whole processes that write Word files."""
    methods: dict[str, Command] = {
        f"{count} documents": (PYTHON, str(HERE / "word.py"), "ours", f"-{count}", str(OUT / "ours")) for count in (1, 50, 500)
    }
    without = peers()
    if not without:
        for name in ("docxtpl", "mailmerge"):
            template = str(OUT / f"{name}.docx")
            methods[f"50 documents by {name}"] = (str(PEERS), str(HERE / "word.py"), name, "-50", str(OUT / name), template)
    for what, command in methods.items():
        runs = in_turn({what: command}, 3)
        yield _peak(what, max(one.peak for one in runs[what]), judged=" by " not in what)
    for count in (1, 50, 500):
        folder = made("agreements", count)
        yield _peak(f"`build` of a folder with {count} MOUs", used(vawcoord("build"), folder=folder).peak, judged=True)
    if without:
        yield Row("D2", without, "skipped")


def _peak(what: str, peak: float, *, judged: bool) -> Row:
    """Return the row of a peak."""
    figure = f"{peak:.0f} MiB = {peak / MEMORY:.2f} x"
    return Row("D2", what, figure, f"at most {MEMORY} MiB", peak <= MEMORY) if judged else Row("D2", what, figure)


def checking() -> Iterator[Row]:
    """C1: the check of many records."""
    folder = made("many", 10_000)
    floor = (PYTHON, str(HERE / "floor_check.py"), str(folder), TODAY)
    said = json.loads(used(vawcoord("check", "--json"), heard=True, folder=folder).said)
    ours: dict[str, int] = {}
    for one in said["findings"]:
        ours[one["code"]] = ours.get(one["code"], 0) + 1
    theirs = used(floor, heard=True).said.strip()
    if " ".join(f"{code}:{count}" for code, count in sorted(ours.items())) != theirs:
        yield Row("C1", f"not the same findings: {ours}, {theirs}", "")
    runs = in_turn({"ours": vawcoord("check"), "floor": floor}, 9, folder=folder)
    yield at_most("C1", "check of 10,000 records, of reading and ruling", ratio(cpu(runs["ours"]), cpu(runs["floor"])), 1.5)
    peak = max(one.peak for one in runs["ours"])
    yield Row("C1", "  its peak memory", f"{peak:.0f} MiB")


def nothing() -> Iterator[Row]:
    """N1: a build that has nothing to do."""
    folder = made("many", 10_000)
    used(vawcoord("build"), folder=folder)
    floor = (PYTHON, str(HERE / "floor_noop.py"), str(folder))
    runs = in_turn({"ours": vawcoord("build"), "floor": floor}, 25, folder=folder)
    yield at_most("N1", "build with nothing to do, of scandir and stat", ratio(cpu(runs["ours"]), cpu(runs["floor"])), 2.5)


def decade() -> Iterator[Row]:
    """W1: what a chair and a secretary ask of a folder that ten busy years have filled."""
    folder = made("decade", 20)
    floor = (PYTHON, str(HERE / "floor_read.py"), str(folder))
    commands = {
        "status": vawcoord("status"),
        "plan show": vawcoord("plan", "show"),
        "meeting agenda": vawcoord("meeting", "agenda", "2026-12-01-ordinary"),
        "meeting calendar": vawcoord("meeting", "calendar", "--all"),
    }
    runs = in_turn({"floor": floor, **commands}, 9, folder=folder)
    for name in commands:
        figure = ratio(cpu(runs[name]), cpu(runs["floor"]))
        yield at_most("W1", f"{name} after ten years, of reading its files", figure, 3)


def calendars() -> Iterator[Row]:
    """I1: the calendar's writing alone."""
    methods: dict[str, Command] = {name: (PYTHON, str(HERE / "calendars.py"), name) for name in ("ours", "icalendar")}
    runs = in_turn(methods, 7, heard=True)
    each = {name: [float(one.said) for one in rounds] for name, rounds in runs.items()}
    yield at_most("I1", "a calendar of 1,000 meetings, of icalendar's own writing", ratio(each["ours"], each["icalendar"]), 1.3)


def coverage() -> Iterator[Row]:
    """V1: Module 5 item by item, over a folder with much evidence. There is no peer; the target is the one of W1."""
    folder = made("evidence", 10_000)
    floor = (PYTHON, str(HERE / "floor_read.py"), str(folder))
    runs = in_turn({"floor": floor, "ours": vawcoord("standard", "coverage")}, 5, folder=folder)
    what = "coverage of 1,000 documents and 10,000 entries, of reading them"
    yield at_most("V1", what, ratio(cpu(runs["ours"]), cpu(runs["floor"])), 3)
    yield Row("V1", "  its peak memory", f"{max(one.peak for one in runs['ours']):.0f} MiB")
    example = HERE.parent / "examples" / "committee"
    runs = in_turn({"click": (*HELLO, "--version"), "ours": vawcoord("standard", "coverage")}, 5, folder=example)
    yield Row("V1", "coverage of the example committee, of a click hello", str(ratio(cpu(runs["ours"]), cpu(runs["click"]))))


def rollup() -> Iterator[Row]:
    """V2: what a ministry reads together, 1,000 returns made from the one of the example committee."""
    folder = OUT / "returns"
    shutil.rmtree(folder, ignore_errors=True)
    committee = folder / "committee"
    shutil.copytree(HERE.parent / "examples" / "committee", committee, ignore=shutil.ignore_patterns("build", ".vawcoord"))
    used(vawcoord("report", "oversight"), folder=committee)
    (made,) = (committee / "build" / "reports").glob("*-return.json")
    text = made.read_text(encoding="utf-8")
    held = json.loads(text)["committee"]
    (folder / "sent").mkdir()
    for number in range(1_000):
        one = json.loads(text)
        one["committee"] = {**held, "id": f"district-{number:04d}", "uid": f"d{number:07d}", "name": f"District {number:04d}"}
        (folder / "sent" / f"{number:04d}.json").write_text(json.dumps(one), encoding="utf-8")
    floor = (
        PYTHON,
        "-c",
        "import json,pathlib,sys;[json.loads(one.read_bytes()) for one in pathlib.Path(sys.argv[1]).iterdir()]",
    )
    commands: dict[str, Command] = {
        "floor": (*floor, str(folder / "sent")),
        "ours": vawcoord("rollup", "sent", "--out", "together", "--replace"),
    }
    runs = in_turn(commands, 3, folder=folder)
    yield Row("V2", "roll-up of 1,000 returns, of reading the files", str(ratio(cpu(runs["ours"]), cpu(runs["floor"]))))
    yield Row("V2", "  CPU seconds of it, Word, page and sheet included", f"{min(cpu(runs['ours'])):.1f}")


TARGETS: dict[str, Callable[[], Iterator[Row]]] = {
    "S1": start,
    "S2": reading,
    "D1": words,
    "D2": memory,
    "C1": checking,
    "N1": nothing,
    "W1": decade,
    "I1": calendars,
    "V1": coverage,
    "V2": rollup,
}


def main() -> None:
    chosen = [name.upper() for name in sys.argv[1:]] or list(TARGETS)
    unknown = [name for name in chosen if name not in TARGETS]
    if unknown:
        print(f"There is no {', '.join(unknown)}; there are {', '.join(TARGETS)}.")
        chosen = [name for name in chosen if name in TARGETS]
    OUT.mkdir(exist_ok=True)
    print(f"{'id':<4}{'what':<64}{'figure':<30}{'target':<16}met")
    for name in chosen:
        try:
            for row in TARGETS[name]():
                met = "" if row.met is None else "yes" if row.met else "no"
                print(f"{row.name:<4}{row.what:<64}{row.figure:<30}{row.target:<16}{met}".rstrip(), flush=True)
        except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as error:
            print(f"{name:<4}could not be measured: {error}")


if __name__ == "__main__":
    main()
