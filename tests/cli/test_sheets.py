"""`export` and `import` as a secretary uses them: out to twelve agencies, back in one run, asked before anything is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]
Prints = Callable[[Path], dict[str, str]]

DAY = "2026-11-22"
AGENCY = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n\n[[representatives]]\nid = "a"\nname = "A"\n'
PLAN = """\
title = "Plan"
start = 2026-01-01
adopted = { date = 2026-02-10, decision = "2026-02-10-ordinary/d1" }

[[activities]]
id = "1.1"
title = "Sign the texts"  # all of them
lead = "police"

[[activities]]
id = "1.2"
title = "Print"
lead = "court"
"""


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with three agencies and an adopted plan."""
    return folder(
        {
            "plan/2026-2028.toml": PLAN,
            "members/police.toml": AGENCY.format(name="County Police, Gender Desk", sector="police"),
            "members/court.toml": AGENCY.format(name="County Court", sector="courts"),
            "members/welfare.toml": AGENCY.format(name="Social Services", sector="social-services"),
            "registers/needs/2026-01-05-boat.toml": 'date = 2026-01-05\nwhat = "A boat at night."\nsource = "data"\n',
        }
    )


@pytest.fixture
def at(said: Run, root: Path) -> Run:
    """Return the function that runs a command in the folder."""

    def run(*words: object) -> Any:
        return said("-C", root, "--today", DAY, *words).sound()

    return run


def write(file: Path, **cells: Any) -> None:
    """Write into some cells, as an agency does."""
    book = openpyxl.load_workbook(file)
    for spot, value in cells.items():
        book.worksheets[0][spot] = value
    book.save(file)


def test_out_to_each_agency_and_back_in_one_run(at: Run, root: Path, tmp_path: Path) -> None:
    """Each agency gets its rows; what they wrote comes in together; nothing is written before the answer is yes."""
    sent = at("plan", "export", tmp_path / "sent", "--each")
    files = sorted((tmp_path / "sent").iterdir())
    assert sent.code == 0
    assert [file.name for file in files] == [f"plan-2026-2028-{name}-{DAY}.xlsx" for name in ("court", "police")]
    assert "2 sheets are written: 2 rows." in sent.out
    write(files[1], C2="done", G2="All posts have the form.")
    write(files[0], C2="terminé")
    before = {path: path.read_bytes() for path in (root / "plan").iterdir()}

    shown = at("import", tmp_path / "sent" / "*.xlsx", "--dry-run")  # as it arrives from a prompt that does not expand it
    assert "3 changes." in shown.out
    assert (shown.code, "Nothing was written: --dry-run." in shown.out) == (0, True)
    assert not (root / "progress/2026-11.log.toml").exists()
    done = at("import", *files, "--yes", "--why")
    assert done.code == 0, done.all
    assert "3 changes." in done.out
    assert "  progress/2026-11.log.toml" in done.out
    log = (root / "progress/2026-11.log.toml").read_text(encoding="utf-8")
    assert 'status = "done", by = "police", note = "All posts have the form."' in log
    assert 'item = "2026-2028/1.2", status = "done", by = "court"' in log
    assert {path: path.read_bytes() for path in (root / "plan").iterdir()} == before
    again = at("import", *files, "--yes")
    assert "Nothing in the folder changes." in again.out
    assert "3 cells say the same already." in again.out
    assert at("undo", "--yes").code == 0
    assert not (root / "progress/2026-11.log.toml").exists()


def test_asked_first(process: Run, root: Path, tmp_path: Path) -> None:
    """A no writes nothing, a yes writes it."""
    file = tmp_path / "plan.xlsx"
    assert process("-C", root, "--today", DAY, "export", "plan", file).code == 0
    write(file, B2="Sign both texts")
    no = process("-C", root, "--today", DAY, "import", file, typed="n\n")
    assert (no.code, "Nothing was written." in no.out) == (0, True)
    assert "Sign both texts" not in (root / "plan/2026-2028.toml").read_text(encoding="utf-8")
    yes = process("-C", root, "--today", DAY, "import", file, typed="y\n")
    assert (yes.code, "1 file is changed." in yes.out) == (0, True)
    assert "Sign both texts" in (root / "plan/2026-2028.toml").read_text(encoding="utf-8")
    assert process("-C", root, "--today", DAY, "import", file, typed="").code in (0, 2)


def test_where_it_goes(at: Run, root: Path, tmp_path: Path) -> None:
    """Without OUT it goes to build/sheets; a sheet in which somebody may have written is not written over."""
    assert "build/sheets/members-2026-11-22.xlsx is written: 3 rows." in at("member", "export").out
    assert at("member", "export").code == 0
    file = root / "build/sheets/members-2026-11-22.xlsx"
    write(file, B2="Other")
    refused = at("member", "export")
    assert (refused.code, "--replace" in refused.err) == (2, True)
    assert at("member", "export", "--replace").code == 0
    assert "1 row." in at("export", "representatives", tmp_path / "r.csv", "--for", "police").out
    assert at("export", "needs", tmp_path, "--csv").code == 0
    assert (tmp_path / "needs-2026-11-22.csv").is_file()
    assert at("export", "goals", tmp_path / "g.ods").code == 2
    assert at("export", "plan", tmp_path / "g.xlsx", "--each").code == 2
    assert at("export", "membrs").err.startswith('There is no sheet "membrs". Did you mean "members"?')
    assert at("action", "export", tmp_path / "a.xlsx").code == 0


def test_export_changes_nothing_else(at: Run, root: Path, tmp_path: Path, prints: Prints) -> None:
    """Exporting to elsewhere, and looking at what would come back, leaves the folder as it was."""
    before = prints(root)
    at("plan", "export", tmp_path / "a.xlsx")
    write(tmp_path / "a.xlsx", B2="Other")
    at("plan", "import", tmp_path / "a.xlsx", "--dry-run")
    assert prints(root) == before


def test_a_clash_is_shown_with_its_way_out(at: Run, root: Path, tmp_path: Path) -> None:
    """Both sides stand there, and the words that settle it can be typed as they stand."""
    file = tmp_path / "plan.xlsx"
    at("plan", "export", file)
    plan = root / "plan/2026-2028.toml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('"Sign the texts"', '"Sign at last"'), encoding="utf-8")
    write(file, B2="Sign")
    shown = at("plan", "import", file, "--yes")
    assert "Clashes:" in shown.out
    assert "Nothing in the folder changes." in shown.out
    assert '--take "1.1:title"' in shown.out
    assert at("plan", "import", file, "--yes", "--take", "1.1:title").code == 0
    assert 'title = "Sign"  # all of them' in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "no Office file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        ("a.csv", b"a,b\n1,2\n", "does not say what it holds"),
        ("a.ods", b"x", "not read"),
        ("none.xlsx", None, "not there"),
    ],
)
def test_wrong_files(at: Run, root: Path, tmp_path: Path, prints: Prints, name: str, content: bytes | None, says: str) -> None:
    """Each gets one sentence and a next step, exit status 2, and an untouched folder."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = prints(root)
    ran = at("import", tmp_path / name, "--yes")
    assert (ran.code, says in ran.err, ran.out) == (2, True, "")
    assert prints(root) == before
    for words in (("--map", "Lead"), ("--map", "a=lad", "--kind", "plan"), ("--dates", "ymd"), ("--kind", "pln")):
        assert at("import", tmp_path / name, *words).code == 2


def test_plain_output(at: Run, tmp_path: Path) -> None:
    """With --plain each change is a block of "label: value"."""
    at("plan", "export", tmp_path / "a.xlsx")
    write(tmp_path / "a.xlsx", B2="Other")
    shown = at("plan", "import", tmp_path / "a.xlsx", "--dry-run", "--plain")
    assert "Column: Activity" in shown.out
    assert "Where: a.xlsx B2" in shown.out
