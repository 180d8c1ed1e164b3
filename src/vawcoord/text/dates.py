"""Dates and enumerations as people write them in a language. Only this file knows Babel."""

from collections.abc import Sequence
from datetime import date


def long_date(day: date, language: str) -> str:
    """Return a date in words, such as "3 March 2026", in the language of a document."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    # English as most of the world writes it: day before month.
    locale = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return format_date(day, "long", locale=locale)
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def full_date(day: date, language: str) -> str:
    """Return a date in words with the day of the week, such as "Tuesday 3 March 2026"."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    locale = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return format_date(day, "full", locale=locale)
    except (UnknownLocaleError, ValueError):
        return day.isoformat()


def language_names(tag: str, language: str) -> frozenset[str]:
    """Return what people may call a language: its tag, its own name, its English one, and that in another language; folded."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
        names = [locale.get_language_name(shown) for shown in (tag.replace("-", "_"), "en", language.replace("-", "_"))]
    except (UnknownLocaleError, ValueError):
        names = []
    return frozenset(name.casefold() for name in (tag, *names) if name)


def enumerated(items: Sequence[str], language: str) -> str:
    """Return items as one phrase: "police, health and justice"."""
    from babel import UnknownLocaleError
    from babel.lists import format_list

    locale = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return format_list(list(items), locale=locale)
    except (UnknownLocaleError, ValueError):
        return ", ".join(items)
