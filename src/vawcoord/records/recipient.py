"""Keys to which a file is sealed: whether a text is an age recipient, told without the library that seals."""

import re

RECIPIENT = r"age1[02-9ac-hj-np-z]{58}"
"""The form of a key, for readers and schemas; the last six signs are a checksum."""

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age"


def is_recipient(text: str) -> bool:
    """Say whether a text is an age key of the kind X25519: `age1` and 58 signs in Bech32 (BIP 173), all small.

    A slip in copying, and a letter that only looks the same, breaks the checksum or the alphabet.
    """
    if not re.fullmatch(RECIPIENT, text):
        return False
    spread = [*(ord(one) >> 5 for one in _PREFIX), 0, *(ord(one) & 31 for one in _PREFIX)]
    check = 1
    for value in (*spread, *(_SIGNS.index(one) for one in text[len(_PREFIX) + 1 :])):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, one in enumerate(_GENERATOR):
            check ^= one if top >> place & 1 else 0
    return check == 1


def last_signs(key: str) -> str:
    """Return the end of a key, which two people can compare by voice."""
    return key[-8:]
