"""Makes the folders that are measured: `folders.py small|many|agreements FOLDER [COUNT]`. The same call makes the same bytes."""

import shutil
import sys
from pathlib import Path

from mou import content

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
        {"many": many, "agreements": agreements}[what](folder, int(sys.argv[3]))


if __name__ == "__main__":
    main()
