"""`guard`: personal data in files, in what git has staged, and in the words that a committee was asked about. Places, never text."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vawcoord.cli.answer import ANSWER
from vawcoord.cli.app import App, command, pass_app
from vawcoord.errors import VawcoordError
from vawcoord.language import _, several

if TYPE_CHECKING:
    from vawcoord.change import Change
    from vawcoord.disclosure.guard import Word
    from vawcoord.finding import Finding
    from vawcoord.operations.guard import Judged
    from vawcoord.records.committee import Committee

_ITEMS = ("L2.2.11",)
_MARK = "# vawcoord guard"


@command("guard", reading=True, writing=True)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")
@click.option("--staged", is_flag=True, help=_("What git has staged, as it would be committed."))
@click.option("--all", "everything", is_flag=True, help=_("Also what is only asked about, in every file."))
@click.option("--words", is_flag=True, help=_("Also words that the committee has never used."))
@click.option(
    "--word",
    "answers",
    multiple=True,
    type=ANSWER,
    metavar="WORD=KIND",
    help=_("Keep an answer: the word is ordinary, a place, or a published number; may be repeated."),
)
@click.option("--install-hook", "hook", is_flag=True, help=_("Let git run the guard before each commit in this folder."))
@pass_app
def guard(
    app: App,
    *,
    files: tuple[Path, ...],
    staged: bool,
    everything: bool,
    words: bool,
    answers: tuple[tuple[str, str], ...],
    hook: bool,
) -> int:
    """Find personal data in files: places, never the text.

    Numbers, addresses, birth dates, names behind a title, codes of cases; in text, Word, Excel, calendars and mails. Without FILE
    it reads the texts of the committee's folder. A tripwire, no guarantee: it finds no "red house opposite the school".
    """
    if sum(map(bool, (files, staged, answers, hook))) > 1:
        raise VawcoordError(_("FILE, --staged, --word and --install-hook stand each for itself."), _("Run them one by one."))
    if answers:
        return _keep(app, dict(answers))
    if hook:
        return _install(app)
    if staged:
        return _staged(app)
    committee, findings = _committee(app, needed=not files)
    found, unread = _read(app, committee, files, words=words, everything=everything)
    return _told(app, committee, findings, found, unread)


def _committee(app: App, *, needed: bool) -> "tuple[Committee | None, tuple[Finding, ...]]":
    """Return the committee whose people and numbers are allowed; files may also be looked through where there is none."""
    from vawcoord.folder.loading import find_root, load

    if not needed and not app.in_folder and find_root(app.start()) is None:
        return None, ()
    return load(app.root())


def _read(
    app: App, committee: "Committee | None", files: tuple[Path, ...], *, words: bool, everything: bool
) -> tuple[list["Judged"], list[VawcoordError]]:
    """Return what the guard finds in the files named, or in the folder; and the errors of those it could not read."""
    from vawcoord import disk
    from vawcoord.operations.guard import is_read, judged

    found: list[Judged] = []
    unread: list[VawcoordError] = []
    root = app.root() if committee else None
    wanted: list[tuple[str, Path]] = []
    if files:
        for file in files:
            whole = file if file.is_absolute() else Path.cwd() / file
            inside = root is not None and whole.is_relative_to(root)
            wanted.append((whole.relative_to(root).as_posix() if inside and root else str(file), whole))
    elif committee and root:
        wanted = [(path, root / path) for path in sorted(committee.paths) if is_read(path)]
    for path, whole in wanted:
        try:
            content = disk.read_file(whole, 20 * 1024 * 1024, path)
            if content is None:
                raise VawcoordError(_("{path}: the file is not there.").format(path=path))  # noqa: TRY301 - told with the others
            found.append(judged(committee, path, content, words=words, warn=True if everything else None))
        except VawcoordError as error:
            unread.append(error)
    return found, unread


def _told(
    app: App,
    committee: "Committee | None",
    findings: "tuple[Finding, ...]",
    found: list["Judged"],
    unread: list[VawcoordError],
) -> int:
    """Print the places; return 0 for clean files, 1 where something was found, 2 where a file could not be read."""
    from vawcoord.operations.guard import rule_text

    stops = [one for file in found for one in file.stops]
    if app.json:
        data = {
            "files": len(found),
            "places": [
                {
                    "path": one.path,
                    "line": one.place.line,
                    "column": one.place.column,
                    "rule": one.place.rule,
                    "tier": one.place.tier,
                    "what": rule_text(one.place.rule),
                }
                for one in stops
            ],
            "confirmed": sum(one.confirmed for one in found),
        }
        app.print_json("guard", committee.profile.id if committee else "", findings, data)
    for one in stops:
        tier = _("stops") if one.place.tier == "block" else _("look")
        app.say(f"{one}  [{tier}]")
    for error in unread:
        app.remark(error.message)
        if error.mend:
            app.remark(error.mend)
    confirmed = sum(one.confirmed for one in found)
    if not app.json:
        counts = several("{count} place", "{count} places", len(stops)), several("{count} file", "{count} files", len(found))
        app.say(_("{places} in {files}.").format(places=counts[0], files=counts[1]))
        if confirmed:
            app.say(several("{count} more stands there with a reason.", "{count} more stand there with a reason.", confirmed))
        app.say(_("It is a tripwire, no guarantee: read the text with the eyes of somebody who must not find her."))
    if unread:
        return 2
    return 1 if stops else 0


def _keep(app: App, answers: dict[str, str]) -> int:
    """Keep answers about words."""
    from vawcoord.change import together
    from vawcoord.operations.guard import answered

    root, committee = app.loaded()
    change = answered(root, committee, answers, app.day())
    if change is None:
        app.done(_("These answers are known already."))
        return 0
    changes = together(_("words answered for"), [change])
    app.write(root, committee, changes)
    app.done(
        several("{count} answer is kept in {path}.", "{count} answers are kept in {path}.", len(answers), path=change.path),
        changes.paths(),
        next="vawcoord guard",
        items=_ITEMS,
    )
    return 0


def cleared(
    app: App, root: Path, committee: "Committee", path: str, given: tuple[tuple[str, str], ...], *, looked: bool
) -> "tuple[Change, ...]":
    """Ask about the words and places of a text that is to be approved, and return what is to be kept of the answers.

    Where nobody can be asked, the options must say it. Raises VawcoordError with the places for what stays open.
    """
    from vawcoord import disk
    from vawcoord.folder.toml import decoded
    from vawcoord.operations.guard import asked, settled

    held = asked(committee, path, decoded(disk.read(root, path) or b""))
    answers = dict(given)
    if sys.stdin.isatty():
        said = {word.casefold() for word in answers}
        for word in held.large:
            if word.text.casefold() not in said:
                answers[word.text] = _answer(path, word)
        if held.small:
            app.say(_("These words are new: {words}.").format(words=", ".join(one.text for one in held.small)))
            named = click.prompt(
                _("Is one of them the name of a person? Write it; Enter for none"), default="", show_default=False
            )
            if named.strip():
                _refuse_person(path, next((one for one in held.small if one.text.casefold() == named.strip().casefold()), None))
        if held.warnings and not looked:
            for one in held.warnings:
                app.say(f"  {one}")
            looked = (
                click.confirm(_("Could somebody find a person by one of these places? Say yes to stop"), default=True) is False
            )
    elif held.small:
        app.remark(
            several(
                "{count} word is new: vawcoord guard --words", "{count} words are new: vawcoord guard --words", len(held.small)
            )
        )
    return settled(root, committee, held, answers, app.day(), looked=looked, confirm=app.confirm)


def _answer(path: str, word: "Word") -> str:
    """Ask whether a new word is a person, a place or an ordinary word; a person stops the approval."""
    choice = click.Choice(["person", "place", "ordinary"])
    question = _("“{word}” ({path}:{line}) was never used before: person, place or ordinary?")
    said = str(click.prompt(question.format(word=word.text, path=path, line=word.line), type=choice, show_choices=False))
    if said == "person":
        _refuse_person(path, word)
    return said


def _refuse_person(path: str, word: "Word | None") -> None:
    """Stop an approval because a text names a person whom the work is about."""
    where = f"{path}:{word.line}:{word.column}" if word else path
    raise VawcoordError(
        _("Nothing was approved: the text names a person, {where}.").format(where=where),
        _("Write the sentence without the name; agencies and their posts may be named. Then approve again."),
    )


# git: what is staged, and the hook that asks before each commit.


def _git(folder: Path, *words: str) -> bytes:
    """Return what git says. Raises VawcoordError where there is no git, or the folder is in no repository."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)  # noqa: S603, S607 - git as the person has it
    except OSError as error:
        raise VawcoordError(_("git is not installed here."), _("Name the files: vawcoord guard FILE.")) from error
    if done.returncode:
        raise VawcoordError(
            _("{folder} lies in no git repository that git would read.").format(folder=folder),
            _("git status, run there, says why. Without git, name the files: vawcoord guard FILE."),
        )
    return done.stdout


def _top(folder: Path) -> Path:
    """Return the top of the repository that a folder lies in."""
    return Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())


def _staged_files(top: Path, root: Path | None) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Yield path, staged bytes and the bytes of the last commit of everything that would be committed.

    Paths are relative to the committee's folder where they lie in it.
    """
    named = _git(top, "diff", "--cached", "--name-only", "--no-renames", "--diff-filter=ACM", "-z").split(b"\0")
    for raw in named:
        if not raw:
            continue
        name = raw.decode(errors="surrogateescape")
        content = _git(top, "cat-file", "blob", f":{name}")
        try:
            known: bytes | None = _git(top, "cat-file", "blob", f"HEAD:{name}")
        except VawcoordError:
            known = None
        whole = top / name
        inside = root is not None and whole.is_relative_to(root)
        yield (whole.relative_to(root).as_posix() if inside and root else name), content, known


def _staged(app: App) -> int:
    """Look through what git has staged: the bytes that would be committed, which the files may no longer hold."""
    from vawcoord.folder.loading import find_root, load
    from vawcoord.operations.guard import is_read, judged

    start = app.start()
    top = _top(start).resolve()
    root = find_root(start)
    committee = load(root)[0] if root else None
    found, unread = [], []
    for path, content, known in _staged_files(top, root.resolve() if root else None):
        if not is_read(path) and path != "contacts.toml":
            continue
        if path == "contacts.toml":
            unread.append(
                VawcoordError(
                    _("{path}: telephone numbers and addresses of people must not go into git.").format(path=path),
                    _("git rm --cached {path}").format(path=path),
                )
            )
            continue
        try:
            found.append(judged(committee, path, content, known=known, warn=False))
        except VawcoordError as error:
            # Scans and pictures are the committee's to look through; a commit does not wait for them.
            app.remark(error.message)
    code = _told(app, committee, (), found, unread)
    if code:
        app.remark(
            _(
                "Nothing was committed. What was staged stays readable in .git even after the file is corrected. Correct the file, "
                "stage it again with git add, then remove the copy: git prune --expire=now"
            )
        )
        app.remark(
            _(
                'What leads to nobody is let through by a reason when it is written: vawcoord … --confirm "REASON", and git add guard.'
            )
        )
    return code


def _install(app: App) -> int:
    """Write the hook that runs the guard before each commit; another hook is left as it is."""
    from vawcoord import disk

    root = app.root()
    top = _top(root)
    place = Path(_git(top, "rev-parse", "--git-path", "hooks").decode().strip())
    hooks = place if place.is_absolute() else top / place
    inner = root.resolve().relative_to(top.resolve()).as_posix()
    line = _hook_line(inner)
    text = f"#!/bin/sh\n{_MARK}: {_('looks at what is staged before each commit; installed by vawcoord guard --install-hook')}\n{line}\n"
    target = hooks / "pre-commit"
    present = disk.read_file(target, disk.TEXT_LIMIT)
    if present is not None and _MARK.encode() not in present:
        app.say(_("{path}: here is another hook; it was left as it is. Add this line to it:").format(path=target))
        app.say(line)
        return 2
    disk.write_atomic(target, text.encode())
    target.chmod(0o755)
    app.done(
        _("{path} is written: git asks the guard before each commit.").format(path=target),
        next="vawcoord guard --staged",
        items=_ITEMS,
    )
    return 0


def _hook_line(inner: str) -> str:
    """Return the line of the hook: the Python it was installed with, on the folder of the committee.

    Forward slashes are understood by the shell of git on Windows, too. Where that Python is gone the commit is refused: a guard
    that is silently absent is worse than none.
    """
    python = Path(sys.executable).as_posix()
    gone = _("The guard cannot run: vawcoord is no longer where it was. Install the hook again, or commit with --no-verify.")
    python, gone, inner = (_quoted(one) for one in (python, gone, inner))
    return f"[ -x {python} ] || {{ echo {gone} >&2; exit 1; }}; {python} -P -m vawcoord -C {inner} guard --staged || exit 1"


def _quoted(text: str) -> str:
    """Return a text as one word of the shell."""
    return "'" + text.replace("'", "'\\''") + "'"
