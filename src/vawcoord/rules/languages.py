"""Checks texts in several languages: the same clauses in each, and no translation older than its text."""

from collections.abc import Iterator
from datetime import date

from vawcoord.codes import finding
from vawcoord.finding import Finding
from vawcoord.language import _
from vawcoord.records.committee import Committee
from vawcoord.records.document import short
from vawcoord.where import Where


def translations(committee: Committee, today: date) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the day
    """Name clauses that one text has and the other lacks, translations older than their text, and languages not there."""
    for first in committee.documents:
        if first.translation:
            continue
        others = [one for one in committee.documents if one.translation and one.ref == first.ref]
        for language in first.front.authentic:
            if language != first.front.language and all(one.front.language != language for one in others):
                yield finding(
                    "LAN004",
                    first.where.at("authentic"),
                    _("the text in the language {language} is not there.").format(language=language),
                    _("vawcoord {kind} new {template} --id {id} --language {language} makes it from the template.").format(
                        kind=first.kind, template=first.front.template.partition("@")[0], id=first.id, language=language
                    ),
                )
        for other in others:
            mine, theirs = [one.id for one in first.clauses], [one.id for one in other.clauses]
            for clause in first.clauses:
                if clause.id not in theirs:
                    yield finding(
                        "LAN001",
                        Where(other.where.path),
                        _('the clause "{clause}" of {path}, line {line}, is missing here.').format(
                            clause=clause.id, path=first.where.path, line=clause.line
                        ),
                        _("Translate it, with the same id."),
                    )
            for clause in other.clauses:
                if clause.id not in mine:
                    yield finding(
                        "LAN002",
                        Where(other.where.path, clause.line),
                        _('the clause "{clause}" is not in {path}.').format(clause=clause.id, path=first.where.path),
                        _("Add it there, or remove it here."),
                    )
            if not other.front.of:
                yield finding(
                    "LAN005",
                    other.where,
                    _("nothing says which text this translates."),
                    _('Add to the front matter: of = "{digest}".').format(digest=first.digest or "v1:…"),
                )
            elif first.digest and other.front.of != first.digest:
                yield finding(
                    "LAN003",
                    other.where.at("of"),
                    _("this translates the text {old}; the text is {new} now.").format(
                        old=short(other.front.of), new=short(first.digest)
                    ),
                    _('Bring the translation up to date, then enter the digest of the text: of = "{digest}".').format(
                        digest=first.digest
                    ),
                )


RULES = (translations,)
