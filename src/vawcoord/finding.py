"""A finding: something in the folder that a person should look at, as a value."""

from typing import Literal

from vawcoord.value import Value
from vawcoord.where import Where

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Code(Value):
    """What all findings of one code have in common.

    `title` and `why` are in English and are translated when shown. `guideline` names the items of Module 5 behind it.
    """

    code: str
    severity: Severity
    title: str
    why: str
    guideline: tuple[str, ...] = ()


class Finding(Value):
    """One thing to look at: `message` says what is wrong, `mend` what to do; neither repeats restricted content."""

    code: str
    severity: Severity
    where: Where
    message: str
    mend: str = ""
    guideline: tuple[str, ...] = ()

    def order(self) -> tuple[int, str, int, str, str]:
        """Return the key by which findings are listed: the gravest first, then by place."""
        return (SEVERITIES.index(self.severity), self.where.path, self.where.line, self.code, self.message)
