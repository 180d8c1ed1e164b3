"""Seals a text to the keys of those who may read it, with age; in memory only, the plaintext never touches the disk."""

from collections.abc import Sequence

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.records.recipient import is_recipient

BLOCK = 4096
"""A sealed text is as long as the next multiple of this, in bytes: the size of the file tells nothing of what is in it."""


def sealed(content: bytes, recipients: Sequence[str]) -> bytes:
    """Return a text as an armoured age file that each of some keys opens.

    `content` is text in UTF-8; blanks and a line end are added up to the next `BLOCK`. All randomness is age's own, so the same
    text gives another file each time, and nothing about it can be compared but its digest. Raises VawcoordError, and never
    repeats the key, where there is no recipient or one is no age key.
    """
    if not recipients:
        raise VawcoordError(_("Nothing is sealed for nobody: no key was given."), _("Name the key of whoever is to read it."))
    if not all(map(is_recipient, recipients)):
        raise VawcoordError(
            _("One of the keys is no age key: age1 and 58 small letters and digits, with its checksum."),
            _("Have it sent again, and compare its last signs by voice."),
        )
    # Slow to load, and needed by few commands.
    import pyrage

    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recipients)]
        made: bytes = pyrage.encrypt(padded(content), keys, armored=True)
    except (pyrage.RecipientError, pyrage.EncryptError):
        # Not chained: a message of the library could hold a part of what was to be sealed.
        raise VawcoordError(_("The file could not be sealed.")) from None
    return made


def padded(content: bytes) -> bytes:
    """Return a text with blanks and a line end after it, up to the next multiple of `BLOCK`."""
    return content + b" " * (-(len(content) + 1) % BLOCK) + b"\n"
