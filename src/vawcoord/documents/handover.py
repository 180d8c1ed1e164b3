"""The handover: one paper for the next secretary. What is open, where papers lie, who signs, what comes, and a list to tick.

People's telephones and addresses are not in it; it says where they are.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vawcoord.documents import calendar
from vawcoord.documents.progress import standing as standing_of
from vawcoord.prose import (
    Block,
    Heading,
    PageBreak,
    Sheet,
    SignaturePanel,
    Table,
    paragraph,
    row,
    text,
)
from vawcoord.records.committee import Committee
from vawcoord.records.document import Document, Standing, standing
from vawcoord.records.meeting import occurring
from vawcoord.records.minutes import action_states, decisions
from vawcoord.records.words import Words
from vawcoord.text.dates import long_date
from vawcoord.value import Value

AHEAD = timedelta(days=90)
_BEHIND = timedelta(days=60)
"""How far back a meeting without minutes still has to be written up."""

_MOST = 60
"""How many lines a table of open things has; more would be read by nobody."""

_MOST_FINDINGS = 25
_ENDED = ("withdrawn", "superseded", "expired")


class Section(Value):
    """A part of the handover: its name, its heading, the heads of its columns, their shares of the line, and its rows.

    `note` is the last word of each row's section, such as how many there are more.
    """

    id: str
    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class _Scene(Value):
    """What every section needs."""

    committee: Committee
    words: Words
    today: date

    def word(self, name: str, **values: str) -> str:
        """Return a word of the handover."""
        return self.words.group("handover", name).format(**values)

    def day(self, day: date | None) -> str:
        """Return a day in words."""
        return long_date(day, self.words.language) if day else "—"

    def agency(self, name: str) -> str:
        """Return the name of an agency."""
        member = self.committee.member(name)
        return member.name if member else name


def sections(committee: Committee, words: Words, today: date, findings: Sequence[str] = ()) -> tuple[Section, ...]:
    """Return the parts of the handover on a day; `findings` is what the check says of the folder, in words."""
    scene = _Scene(committee, words, today)
    return (
        _open(scene),
        _waiting(scene),
        _papers(scene),
        _signers(scene),
        _officers(scene),
        _calendar(scene),
        _year(scene),
        _unfinished(scene, findings),
    )


def sheet(committee: Committee, words: Words, today: date, findings: Sequence[str] = (), *, backup: str = "") -> Sheet:
    """Return the handover as a document of a day; `backup` says where the last backup lies, as far as somebody said so."""
    scene = _Scene(committee, words, today)
    blocks: list[Block] = [
        paragraph(scene.word("as_of", date=scene.day(today)), "lead"),
        paragraph(scene.word("contacts"), "note"),
        paragraph(scene.word("outside"), "note"),
    ]
    for one in sections(committee, words, today, findings):
        blocks.append(Heading(2, text(one.title)))
        if one.rows:
            cells = tuple(row(*(_in_order(cell, words) for cell in held)) for held in one.rows)
            blocks.append(Table(row(*one.head), cells, one.widths, one.title))
        if one.note or not one.rows:
            blocks.append(paragraph(_in_order(one.note, words) or scene.word("nothing")))
        if one.id == "year":
            blocks += _backup(scene, backup)
    blocks += [PageBreak(), Heading(2, text(scene.word("ticks")))]
    rows = tuple(row("☐", line) for line in _ticks(scene))
    blocks.append(Table(row("✓", scene.word("what")), rows, (1, 14), scene.word("ticks")))
    blocks.append(Heading(2, text(scene.word("signed"))))
    for name, holder in (("old", _secretary(scene)), ("new", "")):
        fields = ((words.say("name"), holder), (words.say("date"), ""), (words.say("signature"), ""))
        blocks.append(SignaturePanel(scene.word(name), fields, words.say("stamp")))
    return Sheet(
        title=scene.word("title"),
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=today,
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=scene.word("internal"),
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
    )


_ID = re.compile(r"(?<![\w/.-])[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)+(?![\w-])")


def _in_order(text: str, words: Words) -> str:
    """Return a text in which ids, paths and days keep their order where writing runs from right to left."""
    return _ID.sub(lambda match: words.code(match[0]), text) if words.direction == "rtl" else text


def _open(scene: _Scene) -> Section:
    """Return activities and actions that are open: late first, then by day."""
    committee, today = scene.committee, scene.today
    tasks = [
        (one.late_days, one.due, f"{one.activity.title} ({one.item})", one.lead, one.reason or one.note)
        for one in standing_of(committee, today)
        if one.open and (one.late_days or one.status == "blocked" or (one.due and one.due <= today + AHEAD))
    ]
    tasks += [
        (one.late_days, one.due, f"{' '.join(one.action.text.split())} ({one.item})", one.agency, one.reason or one.note)
        for one in action_states(committee, today)
        if one.open
    ]
    tasks.sort(key=lambda one: (-one[0], one[1] or date.max, one[2]))
    rows = [
        (what, scene.agency(who) if who else "—", scene.day(due), " ".join(said.split()) or "—")
        for _late, due, what, who, said in tasks
    ]
    head = (scene.word("what"), scene.word("who"), scene.word("by"), scene.word("note"))
    return _section(scene, "open", head, (6, 4, 3, 5), rows, "vawcoord plan show · vawcoord action list")


def _section(
    scene: _Scene, name: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]], command: str
) -> Section:
    """Return a section with as many rows as somebody reads; the others are counted, with the command that shows them."""
    left = len(rows) - _MOST
    note = scene.word("more", count=str(left), command=command) if left > 0 else ""
    return Section(name, scene.word(name), head, widths, tuple(rows[:_MOST]), note)


def _waiting(scene: _Scene) -> Section:
    """Return minutes, decisions, signatures, reviews and terms that wait for somebody."""
    rows = [*_minutes(scene), *_documents(scene), *_terms(scene)]
    rows.sort(key=lambda one: one[0] or date.max)
    head = (scene.word("what"), scene.word("by"), scene.word("step"))
    said = [(what, scene.day(day), command) for day, what, command in rows]
    return _section(scene, "waiting", head, (6, 3, 6), said, "vawcoord status --all")


def _minutes(scene: _Scene) -> Iterator[tuple[date | None, str, str]]:
    """Yield minutes to be written and to be approved, and decisions without quorum."""
    committee, today = scene.committee, scene.today
    written = {one.id for one in committee.meetings if one.held}
    for one in occurring(committee, today - _BEHIND, today - timedelta(days=1)):
        if not one.cancelled and one.id not in written:
            yield one.day, f"{one.id}: {scene.word('held')}", f"vawcoord meeting minutes {one.id}"
    for meeting in committee.meetings:
        if meeting.held and meeting.held <= today and not meeting.approved:
            yield meeting.held, f"{meeting.id}: {scene.word('unapproved')}", f"vawcoord meeting approve {meeting.id}"
    for kept in decisions(committee):
        if kept.is_proposal and (kept.meeting.held or kept.meeting.planned) <= today:
            said = " ".join(kept.decision.text.split())
            yield None, f"{kept.id}: {scene.word('proposal', text=said)}", "vawcoord meeting decisions"


def _standing(scene: _Scene) -> Iterator[tuple[Document, Standing]]:
    """Yield the documents with where they stand."""
    for document in scene.committee.documents:
        if not document.translation:
            yield document, standing(document, scene.today)


def _documents(scene: _Scene) -> Iterator[tuple[date | None, str, str]]:
    """Yield signatures that are missing, reviews and ends that are past or near."""
    horizon = scene.today + AHEAD
    for document, state in _standing(scene):
        if state.state in ("withdrawn", "superseded"):
            continue
        command = f"vawcoord {document.kind} show {document.id}"
        if state.unsigned and state.state != "expired" and (state.signed or state.state == "issued"):
            missing = ", ".join(map(scene.agency, state.unsigned))
            yield None, f"{document.front.title}: {scene.word('signature', agencies=missing)}", command
        if state.since is None:
            continue
        for word, day in (("review", state.review), ("end", document.front.until)):
            if day and day <= horizon and state.state != "expired":
                yield day, f"{document.front.title}: {scene.word(word)}", command


def _terms(scene: _Scene) -> Iterator[tuple[date | None, str, str]]:
    """Yield terms of office and letters of authority that are past or run out soon."""
    committee, today = scene.committee, scene.today
    horizon = today + AHEAD
    for office in dict.fromkeys(one.office for one in committee.profile.officers):
        last = max((one for one in committee.profile.officers if one.office == office), key=lambda one: one.from_ or date.min)
        if last.until and last.until <= horizon:
            yield last.until, scene.word("term", office=scene.words.group("offices", office)), "vawcoord open committee.toml"
    ending: dict[date, list[str]] = {}
    for member in committee.active(today):
        for person in member.representatives:
            until = person.authority.until if person.authority and person.serving(today) else None
            if until and until <= horizon:
                ending.setdefault(until, []).append(f"{person.shown()} ({member.name})")
    for day, people in ending.items():
        yield day, scene.word("authority", who="; ".join(people)), "vawcoord member change AGENCY --person ID --authority REF"


def _papers(scene: _Scene) -> Section:
    """Return where papers, originals and scans lie."""
    committee = scene.committee
    rows = []
    for document, state in _standing(scene):
        folder = f"attachments/{document.kind}-{document.id}/"
        count = sum(1 for path in committee.attachments if path.startswith(folder) and not path.endswith(".toml"))
        where = document.front.originals or ("—" if not state.signed else scene.word("unknown"))
        said = f"{scene.words.group('states', state.state)}; {document.where.path}"
        rows.append((document.front.title, said, where, f"{folder} ({count})" if count else "—"))
    rows += [(one.title, one.where.path, "—", f"issued/{one.ref}/" if one.adopted else "—") for one in committee.plans]
    held = [one for one in committee.meetings if one.held]
    if held:
        last = max(one.held for one in held if one.held)
        said = scene.word("folder_minutes", count=str(len(held)), date=scene.day(last))
        rows.append((said, "meetings/", scene.word("unknown"), "—"))
    scans = sum(1 for path in committee.attachments if not path.endswith(".toml"))
    rows.append((scene.word("folder_attachments", count=str(scans)), "attachments/", "—", "—"))
    rows.append((scene.word("folder_issued", count=str(len(committee.issued))), "issued/", "—", "—"))
    head = (scene.word("document"), scene.word("state"), scene.word("originals"), scene.word("scans"))
    return Section("papers", scene.word("papers"), head, (5, 5, 4, 4), tuple(rows))


def _signers(scene: _Scene) -> Section:
    """Return who signs and who speaks for each agency. Of a seat no more is known than the seat."""
    rows = []
    for member in scene.committee.active(scene.today):
        signatory = member.signatory(scene.today)
        speaking = [one.shown() for role in ("lead", "alternate") if (one := member.representative(role, scene.today))]
        rows.append((member.name, (signatory.shown() if signatory else "") or "—", "; ".join(speaking) or "—"))
    head = (scene.word("agency"), scene.word("signatory"), scene.word("speaks"))
    return Section("signers", scene.word("signers"), head, (4, 4, 6), tuple(rows))


def _officers(scene: _Scene) -> Section:
    """Return who holds and who held which office: the last ones know most."""
    rows = []
    for one in sorted(scene.committee.profile.officers, key=lambda one: one.from_ or date.min, reverse=True):
        found = scene.committee.person(one.holder)
        holder = f"{found[1].shown()} ({found[0].name})" if found else one.holder
        rows.append((scene.words.group("offices", one.office), holder, scene.day(one.until)))
    head = (scene.word("office"), scene.word("holder"), scene.word("until"))
    return Section("officers", scene.word("officers"), head, (3, 7, 3), tuple(rows))


def _calendar(scene: _Scene) -> Section:
    """Return the meetings, the secretary's days and the deadlines of the next 90 days, one line a day.

    Letters of authority are not among them: they stand above with their names, and many end on one day.
    """
    committee, today = scene.committee, scene.today
    until = today + AHEAD
    days: dict[date, list[str]] = {}
    for one in occurring(committee, today, until):
        if not one.cancelled:
            days.setdefault(one.day, []).append(f"{scene.word('meeting')}: {one.title}, {one.start}–{one.end}")
    events = (*calendar.secretary(committee, scene.words, today), *calendar.deadlines(committee, scene.words, today))
    for event in events:
        day = event.start.day
        if today <= day <= until and not event.cancelled and not event.uid.startswith(f"{calendar.DEADLINE}authority."):
            days.setdefault(day, []).append(event.summary)
    rows = [(scene.day(day), "; ".join(days[day])) for day in sorted(days)]
    return _section(scene, "calendar", (scene.word("day"), scene.word("what")), (1, 3), rows, "vawcoord meeting calendar --all")


def _year(scene: _Scene) -> Section:
    """Return what is done when, with the commands."""
    plan = scene.committee.profile.meetings.back_schedule

    def before(days: int) -> str:
        return scene.word("when_before", count=str(days))

    rows = (
        (scene.word("when_week"), scene.word("do_week"), "vawcoord status · vawcoord check"),
        (before(plan.call), scene.word("do_call"), "vawcoord message call-for-items · vawcoord message reminder"),
        (before(plan.draft), scene.word("do_draft"), "vawcoord meeting agenda DATE"),
        (scene.word("when_notice"), scene.word("do_notice"), "vawcoord message notice · vawcoord meeting answer"),
        (scene.word("when_day"), scene.word("do_day"), "vawcoord meeting brief DATE"),
        (scene.word("when_after"), scene.word("do_after"), "vawcoord meeting minutes DATE · vawcoord message thanks"),
        (scene.word("when_next"), scene.word("do_next"), "vawcoord meeting approve DATE"),
        (scene.word("when_month"), scene.word("do_month"), "vawcoord changes · vawcoord backup FOLDER"),
        (scene.word("when_change"), scene.word("do_change"), "vawcoord member change AGENCY"),
        (scene.word("when_report"), scene.word("do_report"), "vawcoord plan show · vawcoord build"),
    )
    head = (scene.word("when"), scene.word("what"), scene.word("command"))
    return Section("year", scene.word("year"), head, (4, 5, 6), rows)


def _unfinished(scene: _Scene, findings: Sequence[str]) -> Section:
    """Return what the check says of the folder."""
    left = len(findings) - _MOST_FINDINGS
    note = scene.word("more", count=str(left), command="vawcoord check") if left > 0 else ""
    rows = tuple((one,) for one in findings[:_MOST_FINDINGS])
    return Section(
        "unfinished",
        scene.word("unfinished"),
        (scene.word("what"),),
        (1,),
        rows,
        note or ("" if rows else scene.word("unfinished_none")),
    )


def _backup(scene: _Scene, known: str) -> Iterator[Block]:
    """Yield where the last backup lies, and how to make one and come back from it."""
    yield Heading(2, text(scene.word("backup")))
    yield paragraph(scene.word("backup_known", where=known) if known else scene.word("backup_unknown"))
    yield paragraph(scene.word("backup_how", make="vawcoord backup FOLDER", back="vawcoord restore ARCHIVE FOLDER"))


def _ticks(scene: _Scene) -> tuple[str, ...]:
    """Return the list to tick."""
    places = dict.fromkeys(one.front.originals for one in scene.committee.documents if one.front.originals)
    originals = scene.word("tick_originals", places="; ".join(places) or "……………………………")
    names = ("folder", "backup", "contacts", "originals", "keys", "open", "agencies", "officers", "first")
    return tuple(originals if name == "originals" else scene.word(f"tick_{name}") for name in names)


def _secretary(scene: _Scene) -> str:
    """Return the name of the secretary of the day."""
    officer = scene.committee.profile.officer("secretary", scene.today)
    found = scene.committee.person(officer.holder) if officer else None
    return found[1].shown() if found else ""
