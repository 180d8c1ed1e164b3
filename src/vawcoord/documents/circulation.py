"""A copy for circulation: the text as it stands, with a page before it that says how to answer, and changes recorded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vawcoord.prose import Heading, Listing, Notice, PageBreak, Sheet, numbered, paragraph, text
from vawcoord.records.document import short
from vawcoord.records.meeting import MinutesFront
from vawcoord.records.profile import Profile
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.text.markdown import blocks

_SAID = ("change", "comment", "keep", "names", "back")


def sheet(printed: Sheet, words: Words, agencies: Sequence[str], answer_by: date | None, *, property_: str = "") -> Sheet:
    """Return the copy of a sheet that goes to some agencies, by their names.

    Whatever is changed in it is recorded. `property_` is what the file says of itself, where the sheet does not yet.
    """

    def said(word: str, **values: str) -> str:
        return words.group("circulation", word).format(**values)

    lines = [said("to", agencies=enumerated(agencies, words.language))]
    if answer_by:
        lines.append(said("answer_by", date=long_date(answer_by, words.language)))
    page = (
        Heading(2, text(said("title"))),
        paragraph(" ".join(lines)),
        Listing(False, tuple((paragraph(said(word)),) for word in _SAID)),
        PageBreak(),
    )
    properties = (("vawcoord", property_),) if property_ else printed.properties
    # The mark of a draft is the first thing that is seen.
    mark = tuple(one for one in printed.blocks[:1] if isinstance(one, Notice))
    return replace(printed, blocks=(*mark, *page, *printed.blocks[len(mark) :]), recording=True, properties=properties)


def minutes(profile: Profile, front: MinutesFront, body: str, digest: str, words: Words) -> Sheet:
    """Return draft minutes as they go round: the lines of the file as they stand, so that a correction finds its way back."""
    return Sheet(
        title=front.title or words.group("minutes", "minutes"),
        language=words.language,
        direction=words.direction,
        blocks=(
            Notice("draft", (paragraph(words.group("minutes", "draft_note")),)),
            *numbered(blocks(body)),
        ),
        dated=front.held or date(2000, 1, 1),
        author=profile.name,
        lead=(profile.name,),
        classification=words.say(f"class_{front.class_}"),
        version=words.say("version", digest=short(digest)),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
    )
