"""Writes the handover: gathers what the folder knows and what the check finds, and renders it for the next secretary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vawcoord.documents import handover as composing
from vawcoord.documents.handover import Section
from vawcoord.finding import Finding
from vawcoord.folder.shipped import Shelf
from vawcoord.language import _, several
from vawcoord.operations.build import Step, one_sheet
from vawcoord.operations.checking import checked
from vawcoord.records.committee import Committee
from vawcoord.records.words import Words

STEM = "handover-internal"
"""The name says that it is internal: it names who signs and what is late."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a handover is made of."""

    committee: Committee
    words: Words
    findings: tuple[Finding, ...]
    said: tuple[str, ...]


def gathered(root: Path, today: date, language: str = "") -> Gathered:
    """Return committee, fixed words and findings; the gravest findings first, each as one line. Nothing is written."""
    state = checked(root, today)
    words = Shelf(root).words(language or state.committee.profile.languages[0])
    return Gathered(state.committee, words, state.findings, tuple(_said(state.findings)))


def _said(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield findings in words, without notes; those of one kind in one file are one line."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        if one.severity != "note":
            alike.setdefault((one.where.path, one.code), []).append(one)
    for (path, _code), held in alike.items():
        said = f"{path}: {held[0].message}"
        yield said if len(held) == 1 else several("{said} ({count} more)", "{said} ({count} more)", len(held) - 1, said=said)


def sections(held: Gathered, today: date) -> tuple[Section, ...]:
    """Return the parts of the handover as values."""
    return composing.sections(held.committee, held.words, today, held.said)


def handover(root: Path, held: Gathered, today: date, *, backup: str = "") -> tuple[Step, ...]:
    """Write the handover as a Word file and a page under build/, and return what became of each."""
    sheet = composing.sheet(held.committee, held.words, today, held.said, backup=backup)
    return one_sheet(root, STEM, sheet, ("docx", "html"), source=_("the folder"), skip=held.words.say("skip"))
