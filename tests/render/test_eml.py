"""Drafts of mails, read back by Python's own parser: drafts indeed, their text and subject as given, and the same bytes again."""

from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.render.eml import is_address, render


@pytest.mark.parametrize(
    "text", ["Dear all,\n\nsee you.", "Où en êtes-vous ?\nMerci,", "تحية طيبة،\n- 2026-12-08\nمع الشكر،", ".\nFrom x\n.."]
)
def test_it_reads_back(text: str) -> None:
    """Subject, text, language and addresses come back; the header that makes it a draft is there, sender and day are not."""
    raw = render("اجتماع, 8 décembre", text, "ar", ["a@example.org", "b@example.org"])
    mail = message_from_bytes(raw, policy=default)

    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == "اجتماع, 8 décembre"
    assert mail["To"] == "a@example.org, b@example.org"
    assert mail["Content-Language"] == "ar"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert mail.get_content().replace("\r\n", "\n") == f"{text}\n"
    assert (mail["From"], mail["Date"], mail["Message-ID"]) == (None, None, None)
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw == render("اجتماع, 8 décembre", text, "ar", ["a@example.org", "b@example.org"])


def test_without_address() -> None:
    """Without an address there is no To at all."""
    assert message_from_bytes(render("x", "y", "en"), policy=default)["To"] is None


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300),
)
def test_a_subject_adds_no_header(subject: str, text: str) -> None:
    """Whatever a title holds, it stays in the subject: no header is added, and the text comes back."""
    mail = message_from_bytes(
        render("".join(one for one in subject if one.isprintable() or one in "\r\n"), text, "en"), policy=default
    )
    assert sorted(mail.keys()) == [
        "Content-Language", "Content-Transfer-Encoding", "Content-Type", "MIME-Version", "Subject", "X-Unsent",
    ]  # fmt: skip
    assert mail.get_content().rstrip("\r\n") == text.rstrip("\r\n")


@pytest.mark.parametrize("value", ["a@example.org", "gender.desk+x@police.example"])
def test_addresses(value: str) -> None:
    """An ordinary address is taken."""
    assert is_address(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "a",
        "a@",
        "@b.c",
        "a@b",
        "a@b.c,d@e.f",
        "A <a@b.c>",
        "a@b.c\nBcc: d@e.f",
        "a b@c.d",
        "é@b.c",
        "a@b@c.d",
        f"{'a' * 300}@b.c",
    ],
)
def test_no_addresses(value: str) -> None:
    """What could add a header or another address is refused."""
    assert not is_address(value)
