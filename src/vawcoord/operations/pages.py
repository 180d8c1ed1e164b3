"""The documents that are made of records alone: which there are, and what each says. `build` renders them like all others."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from vawcoord.records.committee import Committee
from vawcoord.records.words import Words
from vawcoord.value import Value
from vawcoord.where import Where

if TYPE_CHECKING:
    from vawcoord.prose import Sheet


class Page(Value):
    """A document made of records: what it is called, and where its facts are mended."""

    ref: str
    where: Where

    @property
    def id(self) -> str:
        """Return its short name."""
        return self.ref.rpartition("/")[2]


def pages(committee: Committee) -> tuple[Page, ...]:
    """Return the documents that a committee's records can fill."""
    return tuple(Page(ref, Where(source)) for ref, source, filled, _made in _PAGES if filled(committee))


def page_sheet(committee: Committee, page: Page, words: Words, today: date) -> "Sheet":
    """Return what a document says. Raises VawcoordError when it would say what must stay secret."""
    return next(made for ref, _source, _filled, made in _PAGES if ref == page.ref)(committee, words, today)


def _services_map(committee: Committee, words: Words, today: date) -> "Sheet":
    """Return the map of services."""
    from vawcoord.documents.services import map_sheet

    return map_sheet(committee, words, today)


def _services_pathway(committee: Committee, words: Words, today: date) -> "Sheet":
    """Return the pathway page."""
    from vawcoord.documents.services import pathway_sheet

    return pathway_sheet(committee, words, today)


def _services_public(committee: Committee, words: Words, today: date) -> "Sheet":  # noqa: ARG001 - every page takes the day
    """Return the directory for the public."""
    from vawcoord.documents.services import public_sheet

    return public_sheet(committee, words)


def _indicators(committee: Committee, words: Words, today: date) -> "Sheet":
    """Return the indicators."""
    from vawcoord.documents.indicators import sheet

    return sheet(committee, words, today)


def _has_services(committee: Committee) -> bool:
    """Say whether there are providers."""
    return bool(committee.services)


def _has_indicators(committee: Committee) -> bool:
    """Say whether there are indicators."""
    return bool(committee.indicators)


_PAGES: tuple[tuple[str, str, Callable[[Committee], bool], Callable[[Committee, Words, date], "Sheet"]], ...] = (
    ("services/map", "services", _has_services, _services_map),
    ("services/pathway", "services", _has_services, _services_pathway),
    ("services/public", "services", _has_services, _services_public),
    ("indicators/table", "indicators", _has_indicators, _indicators),
)
"""Name, folder of the records, whether there are any, and the function that composes it."""
