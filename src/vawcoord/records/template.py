"""What the head of a template says: version, who reviewed it, which clauses must stay, which alternatives it offers."""

import datetime

from vawcoord.language import marked
from vawcoord.records.document import CLASSES, IN_FORCE
from vawcoord.records.profile import LANGUAGE_TAG
from vawcoord.records.record import BOOL, COUNT, DATE, ID_TYPE, IDS, LINE, TEXT, Choice, Record, Type, key, tables

TEMPLATE_NAME = Type(
    marked("kind and name, such as mou/referral"),
    lambda value: type(value) is str and value.split("/")[0] in ("agreement", "mou", "sop", "meeting") and value.count("/") == 1,
    {"type": "string"},
)


class Review(Record):
    """Somebody who knows the law of a country read the template."""

    by: str = key(LINE, marked("who"))
    date: datetime.date | None = key(DATE, marked("when"), default=None)
    scope: str = key(LINE, marked("for which country or question"), default="")


class Alternative(Record):
    """A ready-worded reservation for a clause that agencies often must refuse."""

    clause: str = key(ID_TYPE, marked("the clause"))
    id: str = key(ID_TYPE, marked("its short name"))
    kind: str = key(Choice("not-bound", "bound-with-limits", "conditional"), marked("how far the party is bound"))
    for_: str = key(LINE, marked("for whom it is meant"), default="")
    text: str = key(TEXT, marked("its wording"))


class Template(Record):
    """The head of a template file."""

    title: str = key(LINE, marked("the title"))
    template: str = key(TEMPLATE_NAME, marked("kind and name"))
    version: int = key(COUNT, marked("its version"))
    language: str = key(LANGUAGE_TAG, marked("its language"))
    summary: str = key(TEXT, marked("what it is for"), default="")
    reviewed: tuple[Review, ...] = key(tables(Review), marked("who reviewed it"), default=())
    review_before_use: bool = key(BOOL, marked("whether a lawyer must see it before it is used"), default=False)
    class_: str = key(Choice(*CLASSES), marked("who may read what is made from it"), default="committee")
    in_force: "str | int | tuple[str, ...]" = key(IN_FORCE, marked("whose signatures bring it into force"), default="all")
    effective: str = key(Choice("last-signature", "adoption"), marked("from when"), default="last-signature")
    review_months: int = key(COUNT, marked("months until the review"), default=12)
    required: tuple[str, ...] = key(IDS, marked("clauses that may not be left out"), default=())
    alternatives: tuple[Alternative, ...] = key(tables(Alternative), marked("ready-worded reservations"), default=())

    @property
    def ref(self) -> str:
        """Return name and version as documents carry them: `mou/referral@2`."""
        return f"{self.template}@{self.version}"
