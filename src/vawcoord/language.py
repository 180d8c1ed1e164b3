"""The language of the programme: every sentence that a person sees passes through `_`."""

import gettext
import os

# No pathlib: this file is read at every start.
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - see above
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str, *, extra: gettext.NullTranslations | None = None) -> None:
    """Set the language of messages for this run: an IETF tag such as `fr`; English where no catalogue lies ready.

    `extra` hands over a ready catalogue; the tests' pseudo-language comes in that way.
    """
    global _catalogue  # noqa: PLW0603 - the one setting that every room reads; set once, at the command line
    if extra is not None:
        _catalogue = extra
    elif language in ("", "en"):
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("vawcoord", _LOCALE, [language.replace("-", "_")], fallback=True)


def _(message: str) -> str:
    """Return the message in the language of the programme."""
    return _catalogue.gettext(message)


def several(one: str, many: str, count: int, **values: object) -> str:
    """Return the form of a message that fits the count, with `{count}` and other values filled in."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)


def marked(message: str) -> str:
    """Return the message as it is: it stands in a table and is translated by `_` when it is shown."""
    return message
