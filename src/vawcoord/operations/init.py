"""Makes a committee's folder that builds at once: committee, members, agreements, a first year of meetings, a first plan."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from vawcoord import disk
from vawcoord.change import Change, ChangeSet, new_file, together
from vawcoord.errors import VawcoordError
from vawcoord.folder.shipped import Shelf
from vawcoord.folder.writing import inline, new_toml
from vawcoord.language import _
from vawcoord.operations.documents import New, new
from vawcoord.operations.members import Details, member_table
from vawcoord.records.committee import Committee
from vawcoord.records.meeting import EVERY, Schedule, Series
from vawcoord.records.member import Member
from vawcoord.records.profile import Profile
from vawcoord.records.record import Reading
from vawcoord.rules.offices import known_zone
from vawcoord.text.slug import proposed_id

FIRST_DOCUMENTS = (("agreement", "membership"), ("mou", "coordination"), ("sop", "coordination"))

GITIGNORE = """# Made anew at any time, or nobody else's business
build/
.vawcoord/
contacts.toml
case-review/
*.age
.*.tmp~
~$*
.~lock.*
"""

GITATTRIBUTES = """# Two people's lines in a log are both kept
*.log.toml merge=union
*.md text
*.toml text
*.age -text -diff -merge
"""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as named at the start."""

    name: str
    sector: str
    type: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known at the start; everything has a value that works."""

    name: str
    area: str
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    level: str = "local"
    body: str = "coalition"
    agencies: tuple[Agency, ...] = ()
    every: str = "quarter"
    weekday: str = "tuesday"
    time: str = "09:00"
    oversight: str = ""
    strategy: str = ""


def usual_agencies(area: str) -> tuple[Agency, ...]:
    """Return one agency for each critical sector of Module 5, named by sector until the real ones are known."""
    usual = (
        Agency(_("Police of {area}").format(area=area), "police"),
        Agency(_("Prosecution service of {area}").format(area=area), "prosecution"),
        Agency(_("Court of {area}").format(area=area), "courts"),
        Agency(_("Legal aid of {area}").format(area=area), "legal-aid", "civil-society"),
        Agency(_("Hospital of {area}").format(area=area), "health"),
        Agency(_("Social services of {area}").format(area=area), "social-services"),
        Agency(_("Survivors' organisation of {area}").format(area=area), "survivors", "survivor-led"),
    )
    # Ids last longer than these names, so they are the sectors'.
    return tuple(replace(one, id=one.sector) for one in usual)


def occupied(folder: Path) -> bool:
    """Say whether a folder holds a committee already."""
    return (folder / "committee.toml").exists()


def scaffold(folder: Path, start: Start, today: date, *, uid: str = "") -> tuple[ChangeSet, tuple[str, ...]]:
    """Return the changes that make the folder, and remarks a person should read.

    Files that are there already (a README, a .gitignore) stay as they are. Raises VawcoordError when the folder holds a
    committee, or an answer cannot be used.
    """
    if occupied(folder):
        raise VawcoordError(
            _("{folder} holds a committee already; nothing was changed.").format(folder=folder),
            _("Go into it and use its commands: vawcoord status."),
        )
    if not known_zone(start.timezone):
        raise VawcoordError(
            _('"{zone}" is no known time zone.').format(zone=start.timezone),
            _("Write continent and city, such as Africa/Nairobi."),
        )
    if start.every not in EVERY:
        raise VawcoordError(
            _('"{every}" is no rhythm of meetings.').format(every=start.every),
            _("Write one of: {words}.").format(words=", ".join(EVERY)),
        )
    agencies = start.agencies or usual_agencies(start.area)
    identity = proposed_id(start.name, otherwise="committee")
    members = _members(agencies, today)
    series = _series(start, today)
    text = _committee_text(start, identity, uid or secrets.token_hex(4), members, today)
    profile = _profile(text)
    committee = Committee(profile, members=members, schedule=Schedule(series=(series,)))
    changes: list[Change] = [new_file("committee.toml", text)]
    changes += [
        new_toml(f"members/{one.id}.toml", member_table(_details(agency, today)))
        for one, agency in zip(members, agencies, strict=True)
    ]
    changes.append(new_file("meetings/schedule.toml", _schedule_text(series)))
    first = _first_month(today)
    plan_id = f"{first.year}-{first.year + 2}"
    changes.append(new_file(f"plan/{plan_id}.toml", _plan_text(start, members, today)))
    changes += _helpers(start)
    remarks: list[str] = []
    shelf = Shelf(folder)
    for kind, name in FIRST_DOCUMENTS:
        made = new(folder, committee, shelf, New(kind, name, ()), today)
        changes += made.changes.changes
        remarks += made.remarks
    kept = [one for one in changes if disk.read(folder, one.path, disk.ATTACHMENT_LIMIT) is None]
    remarks += [_("{path} was there already and stays as it is.").format(path=one.path) for one in changes if one not in kept]
    return together(_("committee {name} made").format(name=start.name), kept), tuple(dict.fromkeys(remarks))


def _details(agency: Agency, today: date) -> Details:
    """Return what an agency's file says at the start."""
    return Details(name=agency.name, sector=agency.sector, type=agency.type, joined=today)


def _members(agencies: Sequence[Agency], today: date) -> tuple[Member, ...]:
    """Return the agencies as records, with their ids."""
    members: list[Member] = []
    for agency in agencies:
        taken = [one.id for one in members]
        table = {key: value for key, value in member_table(_details(agency, today)).items() if value is not None}
        record = Member.read(_plain(table), (), Reading("members"))
        if record is None:
            raise VawcoordError(_("{agency} cannot be entered as a member.").format(agency=agency.name))
        members.append(record.named(agency.id or proposed_id(agency.name, taken, otherwise="agency")))
    return tuple(members)


def _plain(value: object) -> "dict[str, object]":
    """Return a table without None values, as a file would hold it."""

    def bare(one: object) -> object:
        if isinstance(one, dict):
            return {key: bare(inner) for key, inner in one.items() if inner is not None}
        return [bare(inner) for inner in one] if isinstance(one, list) else one

    made = bare(value)
    return made if isinstance(made, dict) else {}


def _profile(text: str) -> Profile:
    """Return the profile that the text of `committee.toml` describes: it is read as any reader would read it."""
    from vawcoord.folder.toml import parsed

    reading = Reading("committee.toml")
    profile = Profile.read(parsed(text), (), reading)
    if profile is None or reading.problems:
        raise VawcoordError(f"committee.toml: {reading.problems[0][2]}")
    return profile


def _committee_text(start: Start, identity: str, uid: str, members: Sequence[Member], today: date) -> str:
    """Return `committee.toml`, with comments for the person who edits it."""
    sectors = sorted({one.sector for one in members} & {"police", "health", "social-services"})
    if {one.sector for one in members} & {"prosecution", "courts", "legal-aid"}:
        sectors.append("justice")
    strategy = start.strategy or "[to be completed: name of the national strategy]"
    oversight = start.oversight or "[to be completed: the body the committee reports to]"
    lines = [
        f"# {_('The committee. Lines that begin with # are remarks for you; the programme does not read them.')}",
        "format = 1",
        f"id = {inline(identity)}",
        f"uid = {inline(uid)}  # {_('part of every calendar entry; never change it')}",
        f"name = {inline(start.name)}",
        f"area = {inline(start.area)}",
        f"level = {inline(start.level)}  # local | national",
        f"body = {inline(start.body)}  # coalition | lead-agency | high-level",
        f"languages = {inline(list(start.languages))}  # {_('the first is the language of the folder')}",
        f"timezone = {inline(start.timezone)}",
        'weekend = ["saturday", "sunday"]',
        'term = "victim/survivor"  # victim/survivor | survivor | victim',
        f'mission = "[to be completed: {_("what the committee is for, in one or two sentences")}]"',
        f'vision = "[to be completed: {_("what will be different when it succeeds")}]"',
        'standard = "esp-m5"',
        f"national_strategy = {{ name = {inline(strategy)} }}",
        f'oversight = {{ name = {inline(oversight)}, reports = "half-yearly" }}',
        "",
        "[meetings]",
        "notice_days = 7",
        f'quorum = {{ share = "1/2", sectors = {inline(sectors)}, chair = true }}',
        'decisions = { method = "consensus", otherwise = "majority", tie = "chair" }',
        "",
        f"# {_('Who holds which office. Enter the real persons after the first election:')}",
        "# [[officers]]",
        '# office = "chair"',
        '# holder = "agency/person"',
        f"# from = {today}",
        f"# until = {today.replace(year=today.year + 2, day=min(today.day, 28))}",
        "",
    ]
    return "\n".join(lines)


def _first_month(today: date) -> date:
    """Return the first day of the next month: meetings and plan begin there."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def _series(start: Start, today: date) -> Series:
    """Return the first series of meetings; it begins on the first of the next month."""
    first = _first_month(today)
    hour, minute = (int(part) for part in start.time.split(":"))
    end = f"{hour + 2:02d}:{minute:02d}" if hour < 22 else "23:59"
    return Series(
        id="ordinary",
        title=_("Coordination meeting"),
        every=start.every,
        weekday=start.weekday,
        start=f"{hour:02d}:{minute:02d}",
        end=end,
        from_=first,
    )


def _schedule_text(series: Series) -> str:
    """Return `meetings/schedule.toml`."""
    return (
        f"# {_('Meetings by rule. Once one was held, end the rule with until and begin a new series.')}\n"
        "[[series]]\n"
        + "".join(f"{name} = {inline(value)}\n" for name, value in series.values())
        + f'place = "[to be completed: {_("where the committee meets")}]"\n'
    )


def _plan_text(start: Start, members: Sequence[Member], today: date) -> str:
    """Return the first plan: what every committee does in its first year, led by the agencies at hand."""
    first = _first_month(today)

    def lead(*sectors: str) -> str:
        return next((one.id for sector in sectors for one in members if one.sector == sector), members[0].id if members else "")

    def after(days: int) -> date:
        return first + timedelta(days=days)

    rows = (
        (
            "1.1",
            "structure",
            _("Sign the membership agreement and the coordination MOU"),
            lead("social-services"),
            90,
            ("L2.2.1", "L2.2.2"),
        ),
        (
            "1.2",
            "structure",
            _("Collect each representative's letter of authority"),
            lead("local-government", "social-services"),
            60,
            ("L2.2.3",),
        ),
        (
            "2.1",
            "needs",
            _("Ask survivors' organisations, safely and with pay, where help fails"),
            lead("survivors", "civil-society"),
            150,
            ("L2.1.2", "L2.1.3"),
        ),
        (
            "2.2",
            "needs",
            _("Map who offers which service, at what cost and in which languages"),
            lead("social-services"),
            120,
            ("L2.4.1", "L2.3.3"),
        ),
        (
            "3.1",
            "response",
            _("Agree on the referral procedure and train those who use it"),
            lead("health"),
            240,
            ("L2.4.3", "L2.4.4"),
        ),
        (
            "3.2",
            "response",
            _("Agree on response times to breaches of protection orders, and count them"),
            lead("police"),
            270,
            ("L1.1.3", "L2.3.9"),
        ),
        (
            "4.1",
            "learning",
            _("Choose indicators with a baseline, and report for the first time"),
            lead("local-government", "social-services"),
            330,
            ("L2.6.4", "L2.6.9"),
        ),
        (
            "4.2",
            "learning",
            _("Tell the community where to find help"),
            lead("civil-society", "social-services"),
            300,
            ("L2.5.1",),
        ),
    )  # fmt: skip - a table reads best as one
    goals = (
        ("structure", _("The committee can act: who belongs to it, who decides, what binds it"), "short"),
        ("needs", _("The committee knows what is missing, from those concerned"), "short"),
        ("response", _("Survivors find help that works together, and offenders are held to account"), "medium"),
        ("learning", _("The committee measures, reports and learns"), "medium"),
    )
    lines = [
        f"# {_('The action plan. Change it freely until it is adopted; afterwards changes go through the journal.')}",
        f"title = {inline(_('Action plan {years} of {committee}').format(years=f'{first.year}–{first.year + 2}', committee=start.name))}",
        f"start = {first}",
        f"until = {date(first.year + 2, 12, 31)}",
        "",
    ]
    for goal, title, horizon in goals:
        lines += ["[[goals]]", f"id = {inline(goal)}", f"title = {inline(title)}", f"horizon = {inline(horizon)}", ""]
    for number, goal, title, agency, days, items in rows:
        lines += [
            "[[activities]]",
            f"id = {inline(number)}",
            f"title = {inline(title)}",
            f"goal = {inline(goal)}",
            f"lead = {inline(agency)}",
            f"start = {first}",
            f"due = {after(days)}",
            f"guidelines = {inline(list(items))}",
            "",
        ]
    return "\n".join(lines)


def _helpers(start: Start) -> list[Change]:
    """Return the files around the records: for git, for editors, for the reader."""
    return [
        new_file(".gitignore", GITIGNORE),
        new_file(".gitattributes", GITATTRIBUTES),
        new_file("README.md", _readme(start)),
    ]


def _readme(start: Start) -> str:
    """Return the folder's README in the committee's own words."""
    paragraphs = (
        f"# {start.name}",
        _("This folder holds the papers of {committee}, for {area}: its members, agreements, action plan and meetings.").format(
            committee=start.name, area=start.area
        ),
        _(
            "Every file here is plain text and can be read and changed in any editor. Word files are made from it: they lie in "
            "`build/` after `vawcoord build`, and can be made anew at any time."
        ),
        _(
            "Nothing about a single survivor, child or case is ever written into this folder: no name, no story, no number, no "
            "place. If something of that kind is found here, tell the chair at once."
        ),
        (
            f"| {_('what')} | {_('where')} |\n| --- | --- |\n"
            f"| {_('the committee, its rules and officers')} | `committee.toml` |\n"
            f"| {_('member agencies')} | `members/` |\n"
            f"| {_('agreements, memoranda, procedures')} | `agreement/`, `mou/`, `sop/` |\n"
            f"| {_('the action plan')} | `plan/` |\n"
            f"| {_('meetings')} | `meetings/` |"
        ),
        _("Begin with `vawcoord status`: it says what to do next."),
    )
    return "\n\n".join(paragraphs) + "\n"
