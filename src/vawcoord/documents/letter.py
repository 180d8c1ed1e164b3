"""A letter to the head of an agency about an action that was carried over three times. The tool drafts it; a person sends it."""

from datetime import date, timedelta
from typing import Any

from vawcoord.prose import Block, Heading, Sheet, paragraph, text
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import Decision, occurring
from vawcoord.records.member import Member
from vawcoord.records.minutes import PRESIDING, ActionState
from vawcoord.records.plan import in_order
from vawcoord.records.words import Pattern, Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.text.markdown import blocks
from vawcoord.text.template import filled

_MOST_SAID = 8
"""How many entries of the journal a letter repeats, the latest ones."""

_ANSWER_DAYS = 7
"""How many days before the next meeting an answer is asked for."""


def sheet(committee: Committee, member: Member, state: ActionState, pattern: Pattern, today: date) -> Sheet:
    """Return the letter about an action to the agency that answers for it now, from the chair, dated by today.

    Raises VawcoordError for a template with something wrong in it.
    """
    words = pattern.words
    values = _values(committee, member, state, words, today)
    body = blocks(filled(pattern.text, values, example_values(), shown=pattern.shown))
    signatory = member.signatory(today)
    to = (
        signatory.name if signatory else "",
        (signatory.post if signatory else "") or words.group("letter", "head"),
        member.name,
    )
    made: list[Block] = [
        *(paragraph(line) for line in (*to, "" if member.confidential_location else member.address) if line),
        paragraph(long_date(today, words.language)),
        Heading(2, text(words.group("letter", "subject").format(date=values["held"], item=words.code(state.item)))),
        *body,
        *_signed(committee, words, today),
    ]
    return Sheet(
        title=committee.profile.name,
        language=words.language,
        direction=words.direction,
        blocks=tuple(made),
        dated=today,
        author=committee.profile.name,
        lead=(committee.profile.area,),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
    )


def _values(committee: Committee, member: Member, state: ActionState, words: Words, today: date) -> dict[str, Any]:
    """Return what the template of the letter may use."""
    language = words.language
    action = state.action
    signatory = member.signatory(today)
    decision = _decision(state)
    said = [
        (one.date, " ".join(one.note.split()) or " ".join(one.reason.split()))
        for one in in_order(committee.journal, today)
        if one.item == state.item and not one.asked and one.by in ("", member.id) and (one.note or one.reason)
    ][-_MOST_SAID:]
    passed = next(
        (one.date for one in in_order(committee.journal, today) if one.item == state.item and one.lead == member.id), None
    )
    following = next(
        (
            one.day
            for one in occurring(committee, today + timedelta(days=1), today + timedelta(days=400))
            if not one.cancelled and one.series.id == state.meeting.series
        ),
        None,
    )
    # A week before the meeting; where that has come, the day before it.
    days = [following - timedelta(days=before) for before in (_ANSWER_DAYS, 1)] if following else []
    asked = next((day for day in days if day > today), following)

    def said_day(day: date | None) -> str:
        return long_date(day, language) if day else ""

    return {
        "to_name": signatory.name if signatory else "",
        "agency": member.name,
        "committee": committee.profile.name,
        "action": " ".join(action.text.split()),
        "item": words.code(state.item),
        "held": said_day(state.meeting.held or state.meeting.planned),
        "planned": said_day(action.due),
        "moved": bool(state.due and action.due and state.due != action.due),
        "due": said_day(state.due),
        "decision": words.code(f"{state.meeting.id}/{decision.id}" if decision else ""),
        "decision_text": " ".join(decision.text.split()).rstrip(".") if decision else "",
        "passed": said_day(passed) if action.agency != member.id else "",
        "times": state.carried,
        "met": enumerated([said_day(day) for day in state.carried_at], language) if state.carried else "",
        "asked": said_day(state.asked),
        "heard": bool(said),
        "said": [{"date": long_date(day, language), "text": what} for day, what in said],
        "answer_by": said_day(asked),
        "next_day": said_day(following),
        "survivor_led": member.type == "survivor-led",
    }


def example_values() -> dict[str, Any]:
    """Return values of the same names in which no list is empty: what a template is checked against."""
    names = (
        "to_name", "agency", "committee", "action", "item", "held", "planned", "due", "decision", "decision_text", "passed",
        "met", "asked", "answer_by", "next_day",
    )  # fmt: skip
    truths = ("moved", "heard", "survivor_led")
    return {**dict.fromkeys(names, "a"), **dict.fromkeys(truths, True), "times": 3, "said": [{"date": "a", "text": "a"}]}


def _decision(state: ActionState) -> Decision | None:
    """Return the decision of the same agenda item that an action comes from; None where there is none, or several."""
    found = [one for one in state.meeting.decisions if state.action.item and one.item == state.action.item]
    return found[0] if len(found) == 1 else None


def _signed(committee: Committee, words: Words, today: date) -> tuple[Block, ...]:
    """Return where the chair signs, or who stands in where there is no chair: a line, the name, the office."""
    holder, office = "……………………………………", words.group("offices", "chair")
    for name in PRESIDING:
        officer = committee.profile.officer(name, today)
        found = committee.person(officer.holder) if officer else None
        if found:
            holder, office = found[1].shown(), words.group("offices", name)
            break
    said = f"{office}, {committee.profile.name}"
    return (paragraph(""), paragraph(f"{words.say('signature')}: ……………………………………"), paragraph(holder), paragraph(said))
