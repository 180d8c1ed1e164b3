"""The house: arrows point down, each wall stands, no sentence escapes translation. Read from the source itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "vawcoord"

FLOORS = (
    ("clock", "codes", "change", "disk", "errors", "event", "finding", "gate", "language", "prose", "sheet", "value", "where"),
    ("records", "text", "render", "disclosure"),
    ("documents", "rules", "standard", "exchange", "folder", "vault"),
    ("operations",),
    ("training", "web"),
    ("cli",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

WALLS = {
    "click": {"cli"},
    "docx": {"render", "exchange"},
    "lxml": {"render", "exchange", "disk"},
    "icalendar": {"render"},
    "tabulate": {"render"},
    "typst": {"render"},
    "openpyxl": {"render", "exchange"},
    "markdown_it": {"text"},
    "pystache": {"text"},
    "babel": {"text"},
    "tomlkit": {"folder"},
    "tomli_w": {"folder"},
    "pyrage": {"vault"},
    "http": {"web"},
    "socket": {"web"},
    "urllib": set(),
    "filelock": {"disk"},
    "zipfile": {"disk", "gate", "render", "exchange", "operations"},
    "subprocess": {"cli"},
    "random": set(),
    "secrets": {"disk", "operations"},
    "uuid": set(),
    "logging": set(),
}
"""Which rooms may import a library; where a library is missing here, every room may."""

TYPES_ONLY = {("tomlkit", "operations")}
"""Operations edit the TOML documents that folder hands them, and name their type for the checker; nothing more."""

HEAVY = {
    *("docx", "lxml", "icalendar", "tabulate", "typst", "openpyxl", "markdown_it", "pystache", "babel", "tomlkit", "tomli_w"),
    "pyrage",
}


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    """Yield room, path and tree of every module."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        room = parts[0].removesuffix(".py")
        yield room, path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[str, int, bool]]:
    """Yield the full name, the line, and whether the import is for the type checker only."""
    fenced = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in fenced
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "vawcoord":
                for alias in node.names:
                    yield f"vawcoord.{alias.name}", node.lineno, id(node) in fenced
            else:
                yield node.module, node.lineno, id(node) in fenced


def test_every_room_has_a_floor() -> None:
    """A new room must be given a floor here before anything can import it."""
    rooms = {room for room, _path, _tree in modules()} - {"__init__", "__main__"}
    assert rooms - FLOOR_OF.keys() == set()


def test_arrows_point_down() -> None:
    """A room imports only rooms of lower floors, or itself; type-only imports count too."""
    wrong = []
    for room, path, tree in modules():
        if room in ("__init__", "__main__"):
            continue
        for name, line, _typing in imports(tree):
            if not name.startswith("vawcoord."):
                continue
            other = name.split(".")[1]
            if other in ("__version__", room):
                continue
            ground = FLOOR_OF[room] == FLOOR_OF[other] == 0
            if not ground and FLOOR_OF[other] >= FLOOR_OF[room]:
                wrong.append(f"{path.relative_to(SOURCE)}:{line}: {room} imports {other}")
    assert wrong == []


def test_no_circles_between_files() -> None:
    """Files do not import one another in a circle, not even on the ground floor."""
    graph: dict[str, set[str]] = {}
    for _room, path, tree in modules():
        name = "vawcoord." + ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        # An import inside a function, or for types only, is no circle at run time, but would still be one for a reader.
        graph[name] = {other for other, _line, typing in imports(tree) if other.startswith("vawcoord.") and not typing}

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        for other in graph.get(start, ()):
            if other == goal:
                return True
            if other not in seen:
                seen.add(other)
                if reaches(other, goal, seen):
                    return True
        return False

    circles = sorted(name for name in graph if reaches(name, name, set()))
    # The guided start runs the commands, one of which is the guided start.
    assert circles == ["vawcoord.cli.main", "vawcoord.cli.menu"]


def test_walls_stand() -> None:
    """Each library is known to few rooms only, so that it can be replaced in one place."""
    wrong = []
    for room, path, tree in modules():
        for name, line, typing in imports(tree):
            library = name.split(".")[0]
            if library in WALLS and room not in WALLS[library]:
                if typing and (library, room) in TYPES_ONLY:
                    continue
                wrong.append(f"{path.relative_to(SOURCE)}:{line}: {room} imports {library}")
    assert wrong == []


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """A heavy library is imported inside the function that needs it: the start is what people wait for."""
    wrong = []
    for _room, path, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for name, line, _typing in imports(node):
                    if name.split(".")[0] in HEAVY:
                        wrong.append(f"{path.relative_to(SOURCE)}:{line}: {name}")
    assert wrong == []


CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}


def test_clock_terminal_and_files_stay_at_the_edge() -> None:
    """No print, no clock, no opening of files outside the command line and the disk."""
    wrong = []
    for room, path, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            match node.func:
                case ast.Name(id="print" | "input" | "open"):
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno}: {node.func.id}")
                case ast.Attribute(value=ast.Name(id=owner), attr=attribute) if (owner, attribute) in CLOCKS and room != "cli":
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno}: {owner}.{attribute}")
                case ast.Attribute(attr="open" | "read_text" | "write_text" | "read_bytes" | "write_bytes" as attribute) if (
                    room not in ("disk", "cli", "web")
                ):
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno}: .{attribute}()")
    # Applying reads its own list under the lock that disk gave it; backup opens members of an archive, not files.
    assert [one for one in wrong if not one.startswith(("folder/applying.py", "operations/backup.py"))] == []


def test_nobody_writes_past_the_guard() -> None:
    """Changes are applied in one place only, behind the guard: no other file may even name the function that applies them."""
    wrong = []
    for _room, path, tree in modules():
        name = path.relative_to(SOURCE).as_posix()
        if name in ("operations/writing.py", "folder/applying.py"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "vawcoord.folder.applying":
                wrong += [f"{name}:{node.lineno}" for one in node.names if one.name not in ("undo", "last_change")]
            elif isinstance(node, ast.ImportFrom) and node.module == "vawcoord.folder":
                wrong += [f"{name}:{node.lineno}" for one in node.names if one.name == "applying"]
            elif isinstance(node, ast.Import):
                wrong += [f"{name}:{node.lineno}" for one in node.names if one.name == "vawcoord.folder.applying"]
    assert wrong == []


def test_every_file_says_what_it_is_for() -> None:
    """The first line of every module is a docstring of one sentence."""
    missing = [str(path.relative_to(SOURCE)) for _room, path, tree in modules() if not ast.get_docstring(tree)]
    assert missing == []


TRANSLATED = {"_", "marked", "several"}
SPEAKING = {
    "finding": (2, 3),
    "VawcoordError": (0, 1),
    "FolderBusyError": (0, 1),
    "ChangedMeanwhileError": (0, 1),
    "TomlError": (1, 2),
}
SAYING = {"say", "remark", "done", "echo", "prompt", "confirm"}


def _words_outside(node: ast.AST) -> Iterator[str]:
    """Yield the texts with words in them that stand in an expression outside a call of a translating function."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("say", "group", "join"):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = [word for word in node.value.replace("vawcoord", "").split() if word.isalpha() and len(word) > 2]
        if len(words) > 2:
            yield node.value
        return
    for inner in ast.iter_child_nodes(node):
        yield from _words_outside(inner)


@pytest.mark.parametrize("room", sorted(FLOOR_OF))
def test_no_sentence_escapes_translation(room: str) -> None:
    """What people see - findings, errors, output, help - passes through gettext."""
    wrong = []
    for where, path, tree in modules():
        if where != room:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            arguments: list[ast.AST] = []
            if name in SPEAKING:
                arguments = [argument for place, argument in enumerate(node.args) if place in SPEAKING[name]]
            elif name in SAYING:
                arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            arguments += [
                keyword.value for keyword in node.keywords if keyword.arg in ("help", "message", "mend") and name != "Key"
            ]
            wrong += [
                f"{path.relative_to(SOURCE)}:{node.lineno}: {text[:60]}"
                for argument in arguments
                for text in _words_outside(argument)
            ]
    assert wrong == []
