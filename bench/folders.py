"""Makes the folders that are measured: `folders.py small|many|agreements|decade|evidence FOLDER [COUNT]`. The same call makes the same bytes."""

import hashlib
import shutil
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from mou import content

TODAY = date(2026, 11, 22)
SECTORS = ("police", "prosecution", "courts", "legal-aid", "health", "social-services", "survivors")
TYPES = ("state", "state", "state", "civil-society", "state", "state", "survivor-led")
KINDS = ("needs", "linkages", "training", "awareness")

COMMITTEE = """\
# An invented committee.
format = 1
id = "measured"
uid = "m3a5u2e1"
name = "Measured District Coordination Committee"
area = "Measured District"
level = "local"
body = "coalition"
languages = ["en"]
timezone = "Africa/Nairobi"
mission = "That every woman and girl finds help, and is safe."
vision = "A district in which agencies work as one."

[meetings]
notice_days = 7
quorum = { share = "1/2", sectors = ["police", "health"], chair = true }
decisions = { method = "consensus", otherwise = "majority", tie = "chair" }

[[officers]]
office = "chair"
holder = "agency-0000/lead"
from = 2026-01-01
until = 2027-12-31

[[officers]]
office = "secretary"
holder = "agency-0001/lead"
from = 2026-01-01
until = 2027-12-31
"""

SCHEDULE = """\
[[series]]
id = "ordinary"
title = "Coordination meeting"
every = "quarter"
weekday = "tuesday"
start = "09:00"
end = "11:00"
from = 2026-01-01
place = "District hall"
"""

PLAN = """\
title = "Action plan"
start = 2026-01-01
until = 2028-12-31

[[goals]]
id = "safe"
title = "Every woman is safe"
horizon = "long"

[[activities]]
id = "1.1"
title = "One referral form"
goal = "safe"
lead = "agency-0001"
start = 2026-02-01
due = 2027-03-31
"""


UNDERTAKING = """\
+++
title = "Confidentiality undertaking"
language = "en"
in_force = "adoption"
class = "committee"
+++

## Silence {#silence}

Whoever attends keeps to herself what she hears of a person.
"""


def member(number: int) -> str:
    """Return a member file. Of a hundred, one has no alternate and one an authority that ran out."""
    place = number % len(SECTORS)
    until = "2025-12-31" if number % 100 == 50 else "2028-12-31"
    seated = TYPES[place] == "survivor-led"
    people = []
    for role in ("lead", "alternate"):
        if role == "alternate" and number % 100 == 70:
            continue
        shown = (
            f'seat = "Agency {number}, {role}"' if seated else f'name = "Person {number} {role}"\npost = "Head of desk {number}"'
        )
        people.append(
            f'\n[[representatives]]\nid = "{role}"\n{shown}\nrole = "{role}"\nfrom = 2025-02-01\n'
            f'authority = {{ letter = "AU/{number}/2025", date = 2025-02-01, until = {until} }}\n'
        )
    return (
        f'name = "Agency {number} of Measured District"  # as on its letterhead\nsector = "{SECTORS[place]}"\ntype = "{TYPES[place]}"\n'
        f'represents = []\ninvited = 2025-01-10\njoined = 2025-02-01\nlanguages = ["en", "sw"]\n'
        'responsibilities = [\n    "Receives reports at any hour, and opens a file the same day.",\n'
        '    "Refers to the health service within one hour.",\n]\n'
        'limits = ["Cannot give shelter."]\nduties = ["Reports offences against children to the prosecution."]\n'
        f'resources = ["A room for {2 + number % 5} talks at a time."]\n{"".join(people)}'
        f'\n[[signatories]]\nname = "Chief {number}"\npost = "Commander"\nfrom = 2024-07-01\n'
    )


def undertaking(number: int, role: str) -> str:
    """Return a person's promise of confidentiality. Of a thousand, one names a person who is nowhere."""
    who = f"agency-{number:04d}/{'leed' if number % 1000 == 5 and role == 'lead' else role}"
    return f'date = 2026-01-15\nwho = "{who}"\nkind = "confidentiality"\ndocument = "agreement/undertaking"\nuntil = 2028-01-15\n'


def entry(kind: str, number: int, members: int) -> str:
    """Return an entry of a register. Of a hundred, one has a key that is not known."""
    slip = 'pirority = "high"\n' if number % 100 == 10 else ""
    agency = f"agency-{number % members:04d}"
    day = f"date = 2026-{1 + number % 12:02d}-{1 + number % 28:02d}\n"
    match kind:
        case "needs":
            text = (
                f'what = """Transport from village {number} to the hospital at night,\nand somebody who goes along."""\n'
                'source = "service-map"\nsectors = ["health", "police"]\npriority = "medium"\nreason = "Nobody answers after dark."\n'
            )
        case "linkages":
            text = (
                f'with = "Network {number}"\nkind = "child-protection"\nowner = "{agency}"\n'
                'agreed = "Each names one person to call; they meet twice a year."\nreview = 2027-06-30\n'
            )
        case "training":
            text = (
                f'title = "Referral, part {number}"\ntopic = "referral"\naudience = "staff"\nsectors = ["police", "health"]\n'
                f'agencies = ["{agency}", "agency-0001"]\npersons = {10 + number % 30}\nhours = 6\nsurvivor_led = true\npaid = true\n'
                'recurrence = "yearly"\nvalid_until = 2027-11-30\n'
            )
        case _:
            text = (
                f'message = "Help is free, number {number}"\nchannel = "radio"\naudience = "everybody"\nlanguages = ["en", "sw"]\n'
                f'tells_where_to_go = true\ncompared = false\nreach = "1000-9999"\ncost = {number % 900}.50\nby = ["{agency}"]\n'
            )
    return day + text + slip


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def small(root: Path) -> None:
    """Make a committee of ten records without documents: what a secretary has after the first day."""
    write(root / "committee.toml", COMMITTEE)
    for number in range(len(SECTORS)):
        write(root / f"members/agency-{number:04d}.toml", member(number))
    write(root / "meetings/schedule.toml", SCHEDULE)
    write(root / "plan/2026-2028.toml", PLAN)


def many(root: Path, count: int) -> None:
    """Make records one a file: a fifth are members, two fifths what their people promised, two fifths other entries."""
    members = count // 5
    write(root / "committee.toml", COMMITTEE)
    write(root / "agreement/undertaking.md", UNDERTAKING)
    for number in range(members):
        write(root / f"members/agency-{number:04d}.toml", member(number))
        for role in ("lead", "alternate"):
            write(root / f"registers/undertakings/2026-01-15-agency-{number:04d}-{role}.toml", undertaking(number, role))
    for number in range(count - 3 * members):
        kind = KINDS[number % len(KINDS)]
        day = f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}"
        write(root / f"registers/{kind}/{day}-{number:05d}.toml", entry(kind, number, members))


def agreements(root: Path, count: int) -> None:
    """Make a committee with many memoranda, as Markdown."""
    small(root)
    parties = ", ".join(f'"agency-{number:04d}"' for number in range(len(SECTORS)))
    for number in range(count):
        held = content(number)
        text = [
            f'+++\ntitle = "{held["title"]}"\nlanguage = "en"\nparties = [{parties}]\nin_force = "all"\nreview = 2028-04-30\n'
            'class = "committee"\n'
        ]
        text += [
            f'\n[[signatories]]\nparty = "agency-{one:04d}"\nagency = "Agency {one}"\nname = "Chief {one}"\npost = "Commander"\n'
            for one in range(len(SECTORS))
        ]
        text.append(f"+++\n\n{held['opening']}\n\n## Parties {{#parties}}\n\n{_table(held['parties'])}\n")
        for clause in held["clauses"]:
            text.append(f"\n## {clause['title']} {{#{clause['id']}}}\n\n{clause['first']}\n\n{clause['second']}\n")
        text.append(f"\n## Signatures {{#signatures}}\n\n{_table(held['signatures'])}\n")
        write(root / f"mou/district-{number:04d}.md", "".join(text))


def evidence(root: Path, count: int) -> None:
    """Make what coverage is worked out from: so many register entries, and a tenth as many memoranda that two have signed."""
    many(root, count)
    items = [f"L2.{one}.{other}" for one in range(1, 5) for other in range(1, 7)]
    for number in range(count // 10):
        clauses = "".join(
            f'\n## Clause {one} {{#clause-{one} guidelines="{items[(number + one) % len(items)]}"}}\n\nThe parties do it.\n'
            for one in range(5)
        )
        blocks = "".join(
            f'\n[[signatories]]\nparty = "agency-{one:04d}"\nagency = "Agency {one}"\nname = "Chief {one}"\n' for one in (0, 1)
        )
        text = (
            f'+++\ntitle = "Memorandum {number}"\nlanguage = "en"\nparties = ["agency-0000", "agency-0001"]\nin_force = "all"\n'
            f'review = 2028-01-31\nclass = "committee"\n{blocks}+++\n{clauses}'
        )
        write(root / f"mou/district-{number:04d}.md", text)
        sha = hashlib.sha256(text.encode()).hexdigest()
        signed = "".join(
            f'  {{ date = 2026-02-03, event = "signed", party = "agency-{one:04d}", digest = "v1:{sha}", bytes = "{sha}" }},\n'
            for one in (0, 1)
        )
        write(root / f"mou/district-{number:04d}.log.toml", f"entries = [\n{signed}]\n")


YEARS = range(2017, 2027)
GOALS = 10
STATUSES = ("in-progress", "in-progress", "blocked", "done", "not-possible", "in-progress")


def decade(root: Path, members: int) -> None:
    """Make ten years of a busy committee: 120 meetings with 1,500 actions, three plans with 300 activities, 20,000 journal lines."""
    write(root / "committee.toml", COMMITTEE)
    for number in range(members):
        write(root / f"members/agency-{number:04d}.toml", member(number).replace("2025-02-01", "2016-12-01"))
    schedule = SCHEDULE.replace("quarter", "month").replace("2026-01-01", "2017-01-01")
    write(root / "meetings/schedule.toml", schedule)
    meetings = [
        (number, first_tuesday(year, month)) for number, (year, month) in enumerate((y, m) for y in YEARS for m in range(1, 13))
    ]
    for number, day in meetings:
        if day < TODAY:
            meeting(root, number, day, members)
    for place, start in enumerate((2017, 2020, 2024)):
        write(root / f"plan/{start}-{start + 2 + (place > 0)}.toml", plan(place, start, members))
    journal(root, [day for _number, day in meetings if day < TODAY], members)


def first_tuesday(year: int, month: int) -> date:
    """Return the first Tuesday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7)


def meeting(root: Path, number: int, day: date, members: int) -> None:
    """Make the papers of a meeting: agenda, approved minutes, five decisions, twelve or thirteen actions."""
    folder = root / f"meetings/{day}-ordinary"
    items = ("opening", "last-minutes", "actions", "plan", "survivor-voice", "agreements", "decisions", "close")
    agenda = "".join(
        f"\n## Item {one} {{#{one} minutes=15}}\n\nWhat is known about it stands here, in two lines.\n" for one in items
    )
    write(
        folder / "agenda.md", f'+++\ntitle = "Coordination meeting"\nlanguage = "en"\nmeeting = "{day}-ordinary"\n+++\n{agenda}'
    )
    roster = "".join(
        f'  {{ agency = "agency-{one:04d}", who = "lead", is = "{"present" if (one + number) % 5 else "apologies"}" }},\n'
        for one in range(members)
    )
    head = (
        f'+++\ntitle = "Coordination meeting"\nlanguage = "en"\nmeeting = "{day}-ordinary"\nheld = {day}\nstart = "09:00"\nend = "11:00"\n'
        f'chair = "agency-0000/lead"\nsecretary = "agency-0001/lead"\napproved = "{day}-ordinary"\napproved_on = {day + timedelta(days=28)}\n'
        f"attendance = [\n{roster}]\n+++\n"
    )
    said = "".join(
        f"\n## Item {one} {{#{one}}}\n\nDecision (consensus): The committee goes on with part {place}.\n"
        f"Action (agency-{(place + number) % members:04d}, {day + timedelta(days=40 + place)}): Reports on part {place}.\n"
        for place, one in enumerate(items)
    )
    write(folder / "minutes.md", head + said)
    tables = [
        f'[[decisions]]\nid = "d{one}"\ntext = "The committee goes on with part {one}."\nitem = "decisions"\n'
        for one in range(1, 6)
    ]
    tables += [
        f'[[actions]]\nid = "a{one}"\ntext = "Reports on part {one} to the meeting."\nagency = "agency-{(one + number) % members:04d}"\n'
        f'post = "Head of desk"\ndue = {day + timedelta(days=40 + one)}\nitem = "actions"\n'
        for one in range(1, 13 + number % 2)
    ]
    write(folder / "actions.toml", "\n".join(tables))


def plan(place: int, start: int, members: int) -> str:
    """Return a plan of three or four years with a hundred activities; a later one replaces the one before."""
    before = ("", "2017-2019", "2020-2023")[place]
    head = f'title = "Action plan from {start}"\nstart = {start}-01-10\nuntil = {start + 2 + (place > 0)}-12-31\n'
    head += f'supersedes = "{before}"\n' if before else ""
    head += f'adopted = {{ date = {start}-01-15, decision = "{first_tuesday(start, 1)}-ordinary/d1" }}\n'
    goals = "".join(f'\n[[goals]]\nid = "g{one}"\ntitle = "Goal {one}"\nhorizon = "medium"\n' for one in range(GOALS))
    activities = "".join(
        f'\n[[activities]]\nid = "{one // GOALS + 1}.{one % GOALS + 1}"\ntitle = "Activity {one} of the plan, as people name it"\n'
        f'goal = "g{one // GOALS}"\npriority = "high"\nguidelines = ["L2.2.3"]\nlead = "agency-{one % members:04d}"\npost = "Head of desk"\n'
        f'partners = ["agency-{(one + 1) % members:04d}"]\nstart = {start}-02-01\ndue = {start + 1 + one % 2}-{1 + one % 12:02d}-28\n'
        + (f'depends = ["{(one - 1) // GOALS + 1}.{(one - 1) % GOALS + 1}"]\n' if one % 7 == 3 else "")
        + f'resources = {{ needed = {1000 + one}, secured = {900 + one % 200}, currency = "KES" }}\n'
        for one in range(100)
    )
    return head + goals + activities


def journal(root: Path, days: Sequence[date], members: int) -> None:
    """Make 20,000 lines of the journal, month by month, on activities and actions."""
    count = 20_000 // len(days)
    for number, day in enumerate(days):
        start = next(one for one in (2024, 2020, 2017) if one <= day.year)
        name = f"{start}-{start + 2 + (start > 2017)}"
        lines = []
        for one in range(count):
            when = day + timedelta(days=one % 24)
            who = f"agency-{(one + number) % members:04d}"
            activity = (one * 7 + number) % 100
            known = days[max(0, number - 1 - one % 6)]
            activities = f"{name}/{activity // GOALS + 1}.{activity % GOALS + 1}"
            item = activities if one % 3 else f"{known}-ordinary/a{1 + one % 12}"
            status = STATUSES[(one + number) % len(STATUSES)]
            lines.append(
                f'  {{ date = {when}, item = "{item}", status = "{status}", percent = {(one * 5) % 100}, by = "{who}", note = "As was said." }},\n'
            )
        write(root / f"progress/{day:%Y-%m}.log.toml", f"entries = [\n{''.join(lines)}]\n")


def _table(rows: list[list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((lines[0], "| --- | --- | --- | --- |", *lines[1:]))


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    if what == "small":
        small(folder)
    else:
        {"many": many, "agreements": agreements, "decade": decade, "evidence": evidence}[what](folder, int(sys.argv[3]))


if __name__ == "__main__":
    main()
