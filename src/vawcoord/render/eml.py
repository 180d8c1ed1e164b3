"""Spells a message as a mail that nobody has sent yet: a draft that mail programmes open, ready to be read and sent by a person."""

from collections.abc import Sequence


def render(subject: str, text: str, language: str, to: Sequence[str] = ()) -> bytes:
    """Return an `.eml` file. It holds no day and no sender: the programme that sends it adds both. The same text, the same bytes.

    `to` are plain addresses. X-Unsent is what makes Outlook and others open the file as a draft instead of as received mail.
    """
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["X-Unsent"] = "1"
    if to:
        mail["To"] = ", ".join(to)
    mail["Subject"] = " ".join(subject.split())
    mail.set_content(f"{text}\n")
    mail["Content-Language"] = language
    return mail.as_bytes()


def is_address(value: str) -> bool:
    """Say whether a text is an address as every mail programme takes it: nothing that could add a header or another address."""
    name, _at, place = value.partition("@")
    plain = value.isascii() and value.isprintable() and not any(sign in value for sign in ' <>(),;:"[]\\')
    return plain and bool(name) and "." in place.strip(".") and "@" not in place and len(value) <= 254
