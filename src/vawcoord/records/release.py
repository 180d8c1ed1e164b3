"""Figures as they were published, read back: what a new release is tested against. Never an exact figure of people."""

from datetime import date

from vawcoord.value import Value
from vawcoord.where import Where


class PublishedRow(Value):
    """One figure as it went out: of which table, for whom, from when until when, in which cell.

    `small` is "fewer than the threshold", a value of None was not given. A threshold of 0 says that nobody is counted.
    """

    table: str
    whole: str
    start: date
    end: date
    threshold: int
    cell: tuple[str, ...]
    value: int | None
    small: bool = False


class Released(Value):
    """A file of published figures, `registers/releases/<date>-<name>.csv`; `sha` is the SHA-256 of its bytes.

    Where `broken`, something in it cannot be read, and nothing may be published that it should be compared with.
    """

    where: Where
    sha: str
    rows: tuple[PublishedRow, ...]
    broken: bool = False
