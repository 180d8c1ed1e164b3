"""Messages to single agencies: short, warm, neutral texts to paste into a messenger or a mail. Nothing is sent from here.

A message is read over shoulders, on lock screens and shared telephones. It calls the committee by a name that tells nothing, it
names no other agency, and of a task whose words would tell what the committee is about it says the number only.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from vawcoord.documents.calendar import neutral, neutral_place
from vawcoord.records.agenda import invited, notice_day, working_day
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import MinutesFront, Occurrence, occurring, secret_names, telling
from vawcoord.records.member import Member, Representative
from vawcoord.records.profile import Profile
from vawcoord.records.words import Pattern, Words
from vawcoord.text.dates import full_date, long_date
from vawcoord.text.template import filled
from vawcoord.value import Value

KINDS = ("call-for-items", "reminder", "notice", "thanks", "missing-signature")
OF_MEETINGS = ("call-for-items", "notice", "thanks")
"""Kinds that are about a meeting."""

LONGEST = 600
"""How many signs fit on the screen of a telephone; no shipped template makes a longer text."""

_AHEAD = timedelta(days=60)
"""How near the day of an activity must be to stand in a reminder; what is late and every open action always does."""

_RECENT = timedelta(days=60)
"""How far back a thank-you for finished work looks where no meeting was held before."""

_ANSWER_DAYS = 3
"""How many days before a meeting an answer is asked for."""

_ALSO_TELLING = (
    "protect", "shelter", "refuge", "assault", "sexual", "gender", "women", "woman", "girl", "wife", "wives", "husband", "risk",
    "danger", "safe", "harm", "forensic", "medico", "offend", "offence", "crime", "crimin", "stalk", "beat", "kill", "forced",
    "foyer", "héberg", "sexuel", "genre", "femme", "fille", "épou", "conjug", "risque", "sécurit", "sûr", "délit",
    "légal", "plainte", "mujer", "género", "niña", "proteg", "protec", "refugi", "riesgo", "segur",
    "حماي", "مأوى", "ملجأ", "إيواء", "جنس", "نساء", "امرأ", "مرأ", "فتا", "فتي", "زوج", "خطر", "مخاطر", "أمان", "آمن",
    "جريم", "جرائم", "اعتداء", "أذى",
)  # fmt: skip
"""Beginnings of words that tell in the text of a task what a title of a meeting does not hold anyway (`telling`)."""


class Task(Value):
    """Something an agency has to do or has done: its full id, its words, the day, and whether that has passed."""

    id: str
    title: str
    due: date | None = None
    late: bool = False


class Tasks(Value):
    """What an agency has finished since the last meeting, and what is open: late first."""

    finished: tuple[Task, ...] = ()
    open: tuple[Task, ...] = ()


class Message(Value):
    """A text to one agency. `person` is whom it addresses, `agency/person`, `seat` whether she is a seat.

    `named` are the full ids of what the text asks for; `left_out` counts what had no room.
    """

    kind: str
    agency: str
    name: str
    language: str
    person: str
    seat: bool
    subject: str
    text: str
    named: tuple[str, ...] = ()
    left_out: int = 0


class Occasion(Value):
    """What messages of one run share: the kind, the day, the meeting, and what each agency has to do.

    `came` is how each agency is noted in the minutes of the meeting, `sender` the secretary, `agency/person`. With `numbers`
    tasks are told by their numbers only.
    """

    kind: str
    today: date
    meeting: Occurrence | None = None
    next: Occurrence | None = None
    came: Mapping[str, str] = {}
    tasks: Mapping[str, Tasks] = {}
    sender: str = ""
    numbers: bool = False


def occasion(
    committee: Committee, kind: str, today: date, meeting: Occurrence | None = None, *, numbers: bool = False
) -> Occasion:
    """Return what the messages of one kind share; without `meeting` the next one, for thanks the last one."""
    following = None
    came: dict[str, str] = {}
    if kind in OF_MEETINGS:
        meeting = meeting or (_last(committee, today) if kind == "thanks" else _next(committee, today))
        if meeting is not None:
            following = _next(committee, max(today, meeting.day + timedelta(days=1)), meeting.series.id)
            came = _came(committee, meeting.id)
    held = tasks(committee, today) if kind == "reminder" else _texts(committee, today) if kind == "missing-signature" else {}
    officer = committee.profile.officer("secretary", today)
    return Occasion(kind, today, meeting, following, came, held, officer.holder if officer else "", numbers)


def _next(committee: Committee, today: date, series: str = "") -> Occurrence | None:
    """Return the next meeting that takes place, of a series where one is named."""
    coming = occurring(committee, today, today + timedelta(days=400))
    return next((one for one in coming if not one.cancelled and series in ("", one.series.id)), None)


def _last(committee: Committee, today: date) -> Occurrence | None:
    """Return the last meeting that took place, today's included."""
    past = [one for one in occurring(committee, today - timedelta(days=400), today) if not one.cancelled]
    return past[-1] if past else None


def _came(committee: Committee, meeting: str) -> dict[str, str]:
    """Return how each agency is noted in the roster of a meeting's minutes."""
    held = next((one for one in committee.meetings if one.id == meeting), None)
    front = held.minutes.front if held and held.minutes else None
    return {one.agency: one.is_ for one in front.attendance} if isinstance(front, MinutesFront) else {}


def tasks(committee: Committee, today: date) -> dict[str, Tasks]:
    """Return for each agency what it finished since the last meeting and what it has to do: late first, then by day."""
    from vawcoord.documents.progress import changes, last_meeting, standing
    from vawcoord.records.minutes import action_states

    last = last_meeting(committee, today)
    since = last[1] if last else today - _RECENT
    finished: dict[str, list[Task]] = {}
    for one in changes(committee, since, today).of("finished"):
        finished.setdefault(one.agency, []).append(Task(one.item, one.title))
    waiting: dict[str, list[Task]] = {}
    for action in action_states(committee, today):
        if action.open:
            waiting.setdefault(action.agency, []).append(
                Task(action.item, action.action.text.rstrip("."), action.due, action.late_days > 0)
            )
    for state in standing(committee, today):
        near = state.due is not None and state.due <= today + _AHEAD
        if state.open and near:
            waiting.setdefault(state.lead, []).append(Task(state.item, state.activity.title, state.due, state.late_days > 0))
    return {
        agency: Tasks(
            tuple(finished.get(agency, ())),
            tuple(sorted(waiting.get(agency, ()), key=lambda one: (not one.late, one.due or date.max, one.id))),
        )
        for agency in sorted({*finished, *waiting})
    }


def _texts(committee: Committee, today: date) -> dict[str, Tasks]:
    """Return for each agency the texts that went out, or that others have signed, and that it has not signed."""
    from vawcoord.records.document import standing

    found: dict[str, list[Task]] = {}
    for document in committee.documents:
        if document.translation or document.placeholders:
            continue
        state = standing(document, today)
        went_out = any(one.event == "issued" and one.digest == document.digest and one.date <= today for one in document.log)
        if state.signed or went_out:
            for agency in state.unsigned:
                found.setdefault(agency, []).append(Task(document.ref, document.front.title))
    return {agency: Tasks((), tuple(held)) for agency, held in found.items()}


def recipients(committee: Committee, held: Occasion) -> tuple[Member, ...]:
    """Return whom messages go to where nobody is named: members that are concerned. Who has left gets none."""
    active = committee.active(held.today)
    match held.kind:
        case "reminder" | "missing-signature":
            return tuple(one for one in active if held.tasks.get(one.id, Tasks()).open)
        case "thanks":
            return tuple(one for one in active if held.came.get(one.id) in ("present", "alternate", "apologies", "absent"))
    return tuple(one for one in invited(committee, held.meeting) if one in active) if held.meeting else ()


def message(committee: Committee, member: Member, held: Occasion, pattern: Pattern) -> Message:
    """Return the text for an agency. As many tasks stand in it as have room on a telephone; the others are counted.

    Raises VawcoordError for a template with something wrong in it.
    """
    words = pattern.words
    person = _addressed(member, held)
    mine = held.tasks.get(member.id, Tasks())
    numbers = held.numbers or member.type == "survivor-led"
    text, count = "", len(mine.open)
    for finished, count, width in _rooms(len(mine.finished), len(mine.open)):
        values = {
            **_values(committee, member, held, person, words),
            **_listed(mine, finished, count, width, words, numbers=numbers),
        }
        text = _tidy(filled(pattern.text, values, example_values(), shown=pattern.shown, markdown=False))
        if len(text) <= LONGEST:
            break
    named = mine.open[:count]
    return Message(
        held.kind,
        member.id,
        member.name,
        words.language,
        f"{member.id}/{person.id}" if person else "",
        bool(person and person.seat) or member.type == "survivor-led",
        _subject(held, words),
        text,
        tuple(one.id for one in named),
        len(mine.open) - len(named),
    )


def _rooms(finished: int, waiting: int) -> Iterator[tuple[int, int, int]]:
    """Yield how many finished and open tasks to try, and how long their words may be, from the most to the least."""
    for width in (70, 40):
        for count in range(min(waiting, 6), 0, -1) if waiting else (0,):
            for done in dict.fromkeys((min(finished, 3), min(finished, 1))):
                yield done, count, width
    yield 0, min(waiting, 1), 20


def _addressed(member: Member, held: Occasion) -> Representative | None:
    """Return whom a message addresses: the lead representative, else the alternate; not the secretary, who sends it."""
    found = [one for role in ("lead", "alternate") if (one := member.representative(role, held.today))]
    return next((one for one in found if f"{member.id}/{one.id}" != held.sender), found[0] if found else None)


def _values(committee: Committee, member: Member, held: Occasion, person: Representative | None, words: Words) -> dict[str, Any]:
    """Return what templates of messages may use, apart from the lists of tasks."""
    profile, today, meeting = committee.profile, held.today, held.meeting
    language = words.language
    came = held.came.get(member.id, "")
    minutes = meeting.day + timedelta(days=profile.meetings.back_schedule.issue) if meeting else today
    place = neutral_place(meeting.series, meeting.place or meeting.series.channel, secret_names(committee)) if meeting else ""
    asked = _answer_by(committee, held)
    return {
        "who": _cut(_called(person), 40),
        "seat": member.type == "survivor-led" or bool(person and person.seat),
        "committee": committee_name(profile, words),
        "sender": _cut(_sender(committee, held), 40),
        "title": _cut(neutral(meeting.title, words), 40) if meeting else "",
        "day": full_date(meeting.day, language) if meeting else "",
        "planned": full_date(meeting.planned, language) if meeting else "",
        "start": meeting.start if meeting else "",
        "end": meeting.end if meeting else "",
        "place": _cut(place, 50),
        "moved": bool(meeting and meeting.day != meeting.planned),
        "cancelled": bool(meeting and meeting.cancelled),
        "answer_by": long_date(asked, language) if asked else "",
        "next_day": full_date(held.next.day, language) if held.next else "",
        "minutes_by": long_date(minutes, language) if minutes > today else "",
        "came": came not in ("apologies", "absent"),
        "apologised": came == "apologies",
        "missed": came == "absent",
    }


def example_values() -> dict[str, Any]:
    """Return values of the same names in which no list is empty: what a template is checked against."""
    names = (
        "who",
        "committee",
        "sender",
        "title",
        "day",
        "planned",
        "start",
        "end",
        "place",
        "answer_by",
        "next_day",
        "minutes_by",
    )
    truths = ("seat", "moved", "cancelled", "came", "apologised", "missed", "thanks", "waiting")
    lists = {name: [{"what": "a", "due": "a", "late": True}] for name in ("finished", "open")}
    return {**dict.fromkeys(names, "a"), **dict.fromkeys(truths, True), **lists, "more": 1}


def _listed(mine: Tasks, finished: int, count: int, width: int, words: Words, *, numbers: bool) -> dict[str, Any]:
    """Return the lists of tasks, as many of them as are to stand in the text."""

    def shown(one: Task) -> dict[str, Any]:
        due = long_date(one.due, words.language) if one.due else ""
        return {"what": _told(one, words, width, number=numbers), "due": due, "late": one.late}

    done, waiting = mine.finished[:finished], mine.open[:count]
    return {
        "thanks": bool(done),
        "finished": [shown(one) for one in done],
        "waiting": bool(waiting),
        "open": [shown(one) for one in waiting],
        "more": len(mine.open) - len(waiting),
    }


def _told(task: Task, words: Words, width: int, *, number: bool) -> str:
    """Return what a message says of a task: its words, or its number where these would tell what the committee is about."""
    title = " ".join(task.title.split())
    if not number and not telling(title) and not _tells(title):
        return _cut(title, width)
    owner, _slash, short = task.id.partition("/")
    if owner in ("agreement", "mou", "sop"):
        bare = short.replace("-", " ")
        told = telling(bare) or _tells(bare)
        return words.group("message", "text_only") if told else words.group("message", "text").format(number=short)
    if re.match(r"\d{4}-\d\d-\d\d-", owner):
        day = long_date(date.fromisoformat(owner[:10]), words.language)
        return words.group("message", "point_of").format(number=short, date=day)
    return words.group("message", "point").format(number=short)


def _tells(text: str) -> bool:
    """Say whether the words of a task tell what the committee is about."""
    pattern = "|".join(map(re.escape, _ALSO_TELLING))
    return bool(re.search(rf"\b(?:[وفبكل]?ال|لل)?(?:{pattern})", text.casefold()))


def _called(person: Representative | None) -> str:
    """Return how somebody is addressed: by her seat, by name, or by post."""
    return (person.seat or person.name or person.post) if person else ""


def committee_name(profile: Profile, words: Words) -> str:
    """Return what messages call the committee: its neutral name, its name where that tells nothing, else "our committee"."""
    name = profile.neutral_name or profile.name
    if telling(name) or _tells(name) or "[" in name:
        return words.group("message", "our_committee")
    return _cut(name, 50)


def _sender(committee: Committee, held: Occasion) -> str:
    """Return who writes: the secretary, by name or seat."""
    found = committee.person(held.sender)
    return _called(found[1]) if found else ""


def _answer_by(committee: Committee, held: Occasion) -> date | None:
    """Return until when an answer is asked for; None where that day has passed.

    Items are asked for before the draft agenda goes to the chair, at the latest before the notice goes out.
    """
    if held.meeting is None:
        return None
    day = held.meeting.day
    days = [working_day(committee, day - timedelta(days=_ANSWER_DAYS), -1)]
    if held.kind == "call-for-items":
        draft = day - timedelta(days=committee.profile.meetings.back_schedule.draft)
        days = [working_day(committee, draft, -1), notice_day(committee, day)]
    return next((one for one in days if one > held.today), None)


def _subject(held: Occasion, words: Words) -> str:
    """Return the subject of a mail: it tells no more than that there is a meeting, or steps."""
    if held.meeting is not None:
        return f"{_cut(neutral(held.meeting.title, words), 40)}, {long_date(held.meeting.day, words.language)}"
    return words.group("message", "steps" if held.kind == "reminder" else "signature")


def _cut(text: str, width: int) -> str:
    """Return a text on one line, no longer than some signs; what is cut off leaves "…", at a word where one ends near."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    short = cut.rpartition(" ")[0]
    return f"{(short if len(short) > width // 2 else cut).rstrip(' ,;:.-–')}…"


def _tidy(text: str) -> str:
    """Return a text without blanks at the ends of lines and without more than one blank line in a row."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
