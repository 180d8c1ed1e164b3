"""Sealing: only the keys named open it, nothing of the text is told by its length, and no damaged file passes for a whole one."""

import base64

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vawcoord.errors import VawcoordError
from vawcoord.records.recipient import is_recipient, last_signs
from vawcoord.vault.sealing import BLOCK, padded, sealed

TEXT = b'{"value": 418}'
GOOD = "age1medxaepauye40qp2cadqadw6vhgh7hc69d6zcznu29r3ft0ydfqq4pqku4"
"""A key whose other half nobody has."""

_FIRST, _LAST = "-----BEGIN AGE ENCRYPTED FILE-----\n", "-----END AGE ENCRYPTED FILE-----\n"


def keys(count: int) -> list[pyrage.x25519.Identity]:
    """Return some new identities."""
    return [pyrage.x25519.Identity.generate() for _one in range(count)]


def opened(content: bytes, key: pyrage.x25519.Identity) -> bytes:
    """Return what is sealed, without what was added to its end."""
    text: bytes = pyrage.decrypt(content, [key])
    return text.rstrip(b" \n")


def armoured(binary: bytes) -> bytes:
    """Return a binary age file in armour."""
    text = base64.b64encode(binary).decode()
    lines = "".join(f"{text[place : place + 64]}\n" for place in range(0, len(text), 64))
    return (_FIRST + lines + _LAST).encode()


def binary(content: bytes) -> bytes:
    """Return an age file out of its armour."""
    return base64.b64decode(b"".join(content.splitlines()[1:-1]))


def test_each_key_opens_it_and_no_other() -> None:
    """All recipients read the text; another key does not; the text stands nowhere in the file."""
    first, second, other = keys(3)
    content = sealed(TEXT, [str(first.to_public()), str(second.to_public())])
    assert content.decode().startswith(_FIRST)
    assert opened(content, first) == opened(content, second) == TEXT
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(content, [other])
    assert TEXT not in content
    assert TEXT not in binary(content)


@given(st.integers(0, 3 * BLOCK))
@settings(max_examples=40)
def test_length_tells_nothing(length: int) -> None:
    """What is sealed is whole blocks long, whatever the text, and the text stands at its beginning."""
    text = b"x" * length
    held = padded(text)
    assert len(held) % BLOCK == 0
    assert 0 < len(held) - length <= BLOCK
    assert held.startswith(text)
    assert held[length:].strip() == b""


def test_two_texts_of_one_block_are_equally_long() -> None:
    """One digit and a page make files within the few bytes that age itself varies by; the next block is seen."""
    key = [GOOD]
    short, long, longer = (len(sealed(b"7" * size, key)) for size in (1, 4000, 5000))
    assert abs(short - long) < 400
    assert longer - long > 4000


def test_the_same_text_gives_another_file() -> None:
    """Nobody can tell from two files whether the same is in them."""
    assert sealed(TEXT, [GOOD]) != sealed(TEXT, [GOOD])


def test_every_truncation_is_rejected() -> None:
    """Cut off anywhere, it opens for nobody: the binary file at each length, the armoured one at each of its lines."""
    (key,) = keys(1)
    content = sealed(TEXT, [str(key.to_public())])
    whole = binary(content)
    assert opened(armoured(whole), key) == TEXT, "control: the armour of this test is right"
    for length in range(len(whole)):
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(whole[:length], [key])
    lines = content.splitlines(keepends=True)
    for number in range(len(lines)):
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(b"".join(lines[:number]), [key])


def test_every_flipped_bit_is_rejected() -> None:
    """One bit changed anywhere in the head, and at every hundredth byte after it, and it opens for nobody."""
    (key,) = keys(1)
    whole = binary(sealed(TEXT, [str(key.to_public())]))
    head = whole.index(b"\n--- ") + 80
    for place in (*range(head), *range(head, len(whole), 100), len(whole) - 1):
        for bit in range(8):
            broken = bytearray(whole)
            broken[place] ^= 1 << bit
            with pytest.raises(pyrage.DecryptError):
                pyrage.decrypt(bytes(broken), [key])


def test_nobody_is_no_recipient() -> None:
    """Without a key nothing is sealed."""
    with pytest.raises(VawcoordError, match="no key was given"):
        sealed(TEXT, [])


WRONG = {
    "empty": "",
    "cut": GOOD[:-1],
    "one sign more": GOOD + "q",
    "one sign other": GOOD[:-1] + "5",
    "two signs changed places": GOOD[:5] + GOOD[6] + GOOD[5] + GOOD[7:],
    "a Cyrillic letter": GOOD.replace("a", "а", 1),  # noqa: RUF001 - that is the point
    "a Cyrillic letter within": GOOD[:6] + GOOD[6:].replace("e", "е", 1),  # noqa: RUF001 - the same
    "a wide digit": GOOD.replace("1", "１", 1),  # noqa: RUF001 - the same
    "capitals": GOOD.upper(),
    "mixed": GOOD[:30] + GOOD[30:].upper(),
    "a blank": f" {GOOD}",
    "a line end": f"{GOOD}\n",
    "an unseen sign": f"{GOOD[:20]}\u200b{GOOD[20:]}",
    "a secret key": str(pyrage.x25519.Identity.generate()),
    "another kind": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB6kQNQvVbRzQ0b0yN0m0oBqY6Ri1E3cWx5p1tQO7q3E",
    "a post": "statistics@council.example",
}


@pytest.mark.parametrize("how", WRONG)
def test_what_is_no_key_is_refused(how: str) -> None:
    """A slip, a look-alike letter, a secret key: one sentence that does not repeat it, also beside a good one."""
    assert not is_recipient(WRONG[how])
    for recipients in ([WRONG[how]], [GOOD, WRONG[how]]):
        with pytest.raises(VawcoordError, match="no age key") as caught:
            sealed(TEXT, recipients)
        if WRONG[how]:
            assert WRONG[how] not in str(caught.value.message + caught.value.mend)


@given(st.binary(min_size=1, max_size=1), st.integers(4, 61))
def test_our_checksum_is_that_of_the_library(sign: bytes, place: int) -> None:
    """With any sign at any place, both say the same of a key."""
    text = GOOD[:place] + chr(sign[0] & 0x7F) + GOOD[place + 1 :]
    try:
        known = text == str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError:
        known = False
    assert is_recipient(text) is known


def test_new_keys_are_keys() -> None:
    """What age makes is taken, and its last signs are what people compare."""
    for key in keys(50):
        assert is_recipient(str(key.to_public()))
    assert last_signs(GOOD) == "qq4pqku4"
