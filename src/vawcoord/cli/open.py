"""`open`: shows a Word file, a page or a record in the programme that the computer has for it."""

import os
import subprocess
import sys
from pathlib import Path

import click

from vawcoord.cli.app import App, command, pass_app
from vawcoord.errors import VawcoordError
from vawcoord.language import _


@command("open")
@click.argument("thing")
@click.option("--print", "only_print", is_flag=True, help=_("Only print where it lies."))
@pass_app
def open_(app: App, *, thing: str, only_print: bool) -> None:
    """Open the Word file or the record of a thing.

    THING is a document such as mou/referral (its Word file, or its text where none was made), an agency, a meeting, or a path.
    """
    root = app.root()
    path = _found(root, thing)
    app.say(path)
    if only_print:
        return
    _launch(root / path)


def _found(root: Path, thing: str) -> str:
    """Return the path of a thing in the folder. Raises VawcoordError when there is none."""
    from vawcoord import disk
    from vawcoord.folder.loading import load
    from vawcoord.records.record import nearest

    bare = thing.removeprefix("./").rstrip("/")
    if bare == "build" or (("/" in bare or "." in bare) and disk.inside(root, bare).exists()):
        return bare
    committee, _findings = load(root)
    places: dict[str, str] = {}
    for one in committee.documents:
        stem = one.where.path.removesuffix(".md")
        word = f"build/{stem}.docx"
        place = word if (root / word).exists() else one.where.path
        places[stem] = place
        places.setdefault(stem.partition("/")[2], place)
    for member in committee.members:
        places.setdefault(member.id, member.where.path)
        places.setdefault(f"members/{member.id}", member.where.path)
    for plan in committee.plans:
        word = f"build/{plan.ref}.docx"
        place = word if (root / word).exists() else plan.where.path
        places[plan.ref] = place
        places.setdefault(plan.id, place)
        places.setdefault(f"plan/{plan.id}", plan.where.path)
    for meeting in committee.meetings:
        # What came last in its life.
        paper = "minutes" if meeting.minutes else "agenda" if meeting.agenda else ""
        if paper:
            word = f"build/meetings/{meeting.id}/{paper}.docx"
            places.setdefault(meeting.id, word if (root / word).exists() else f"meetings/{meeting.id}/{paper}.md")
    if bare in places:
        return places[bare]
    near = nearest(bare, list(places))
    raise VawcoordError(
        _('There is nothing called "{thing}".').format(thing=thing)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("Write a document such as mou/referral, an agency's id, a meeting's id, or a path in the folder."),
    )


def _launch(path: Path) -> None:
    """Hand a file to the computer's own programme for it."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - the user's own file, in the user's own programme
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.run([opener, str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - one fixed programme, one path
    except (OSError, subprocess.CalledProcessError) as error:
        raise VawcoordError(
            _("{path} could not be opened: this computer names no programme for it.").format(path=path),
            _("Open it by hand."),
        ) from error
