"""Lines of minutes as records: what drafts say, with the numbers that approval would give, and the lines with numbers.

Approved minutes have their decisions and actions in `actions.toml`; of drafts the lines are read each time, which is cheap.
"""

from collections.abc import Iterable
from pathlib import Path

from vawcoord.errors import VawcoordError
from vawcoord.records.meeting import Action, Decision, Deferred, Meeting, Paper, Unread, Voice
from vawcoord.records.member import Member
from vawcoord.records.profile import Profile
from vawcoord.text.minutes import Keywords, Taken, may_hold_others, read
from vawcoord.where import Where


def with_lines(root: Path, meeting: Meeting, profile: Profile | None, members: Iterable[Member]) -> tuple[Meeting, list[str]]:
    """Return a meeting with what the lines of its minutes say, and the languages whose fixed words cannot be read."""
    paper = meeting.minutes
    if paper is None:
        return meeting, []
    taken, broken = taken_lines(root, paper, profile, members)

    def at(line: int) -> Where:
        return Where(paper.where.path, line)

    made = meeting.but(
        decisions=tuple(
            Decision(
                id=one.number,
                text=one.text,
                method=one.method,
                votes=one.votes,
                dissent=one.dissent,
                confirms=one.confirms[0] if len(one.confirms) == 1 else one.confirms or "",
                voices=tuple(Voice(agency=agency, is_=said).placed(at(one.line)) for agency, said in one.voices),
                item=one.item,
            ).placed(at(one.line))
            for one in taken.of("decision")
        ),
        actions=tuple(
            Action(
                id=one.number, text=one.text, agency=one.agency, post=one.post, due=one.due, item=one.item, clause=one.clause
            ).placed(at(one.line))
            for one in taken.of("action")
        ),
        deferred=tuple(Deferred(text=one.text, item=one.item).placed(at(one.line)) for one in taken.of("deferred")),
        unread=tuple(Unread(one.line, one.message, one.mend) for one in taken.troubles),
    )
    return made, broken


def taken_lines(root: Path, paper: Paper, profile: Profile | None, members: Iterable[Member]) -> tuple[Taken, list[str]]:
    """Return what the lines of minutes say, read by the words of their language and of the committee's languages.

    With it come the languages whose fixed words cannot be read; English is understood all the same.
    """
    keywords = Keywords()
    broken: list[str] = []
    languages = dict.fromkeys((paper.front.language, *(profile.languages if profile else ())))
    own = any((root / f"templates/words.{one.partition('-')[0]}.toml").is_file() for one in languages)
    # The words of other languages are looked up only where a line is not explained by the English ones.
    if own or (set(languages) != {"en"} and may_hold_others(paper.body, keywords)):
        from vawcoord.folder.shipped import Shelf

        shelf = Shelf(root)
        groups = []
        for language in languages:
            try:
                groups.append(shelf.some_words(language, "minutes").groups.get("minutes", {}))
            except VawcoordError:
                broken.append(language)
        keywords = Keywords(*reversed(groups))
    agencies = {name: one.id for one in members for name in (one.id, one.name)}
    items = [(one.line, one.id) for one in paper.clauses if one.level <= 2]
    return read(paper.body, paper.body_line, items, keywords, agencies), broken
