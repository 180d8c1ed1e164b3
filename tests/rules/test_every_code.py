"""Every code of the catalogue: a folder that yields it at its place, and one near to it that does not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from vawcoord.codes import CODES, code
from vawcoord.finding import Finding
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations.checking import checked
from vawcoord.operations.plan import adopt

TODAY = date(2026, 6, 1)

Content = str | bytes | Callable[[str], str] | None
Make = Callable[..., Path]
Seal = Callable[..., str]
Then = Callable[[Path, Seal], None]


def swap(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    """Return the edit that puts a text in place of another."""
    return lambda text: text.replace(old, new, count)


def add(more: str) -> Callable[[str], str]:
    """Return the edit that adds lines at the end."""
    return lambda text: text + more


@dataclass(frozen=True)
class Case:
    """A code, what is done to the good folder, and where the finding stands.

    `at` is the path, and the line as a number or as a word of that line (its first in the file). `near` is a change that
    looks alike and is in order.
    """

    code: str
    changes: Mapping[str, Content]
    at: tuple[str, int | str]
    near: Mapping[str, Content] = field(default_factory=dict)
    then: Then | None = None
    near_then: Then | None = None
    says: str = ""


def extra(day: str, more: str = "") -> Callable[[str], str]:
    """Return the edit that adds an extra meeting."""
    return add(f'\n[[extra]]\nseries = "ordinary"\ndate = {day}\n{more}')


def in_paris(day: str, more: str) -> Callable[[str], str]:
    """Return the edit that adds an extra meeting where the clock is put forward and back."""
    return lambda text: extra(day, more)(text.replace("title =", 'timezone = "Europe/Paris"\ntitle =', 1))


MINUTES = """\
+++
meeting = "{id}"
held = 2026-05-05
+++

## Opening {{#opening}}

The chair opened.
"""


def link(root: Path, _seal: Seal) -> None:
    """Put a link in a member's place."""
    (root / "members/link.toml").symlink_to(root / "members/police.toml")


def signed_by(*parties: str, scan: bool = True, on: str = "2026-03-01") -> Then:
    """Return the step that has the text of mou/signed, as it stands then, signed."""
    proof = ', scan = "attachments/mou-signed/2026-03-01.pdf"' if scan else ""

    def then(root: Path, seal: Seal) -> None:
        seal(root, "mou/signed", dict.fromkeys(parties, f"date = {on}{proof}"))

    return then


def translated(root: Path, _seal: Seal) -> None:
    """Change a word of mou/referral; its translation names the text before."""
    swapped = (root / MOU).read_text(encoding="utf-8").replace("share totals", "share all totals")
    (root / MOU).write_text(swapped, encoding="utf-8")


def adopted(path: str = "", edit: Callable[[str], str] | None = None) -> Then:
    """Return the step that has the plan adopted, and then changes a file; without an edit the file is removed."""

    def then(root: Path, _seal: Seal) -> None:
        committee = load(root)[0]
        apply(root, adopt(root, committee, committee.plans[0], "2026-02-10-ordinary/d1", date(2026, 2, 10)))
        for file in root.glob(path) if path else ():
            if edit is None:
                file.unlink()
            else:
                before = file.read_text(encoding="utf-8")
                file.write_text(edit(before), encoding="utf-8")
                assert edit(before) != before

    return then


def line(item: str, *said: str) -> Callable[[str], str]:
    """Return the edit that adds lines about one activity, all of one day, to the journal."""
    more = "".join(f'  {{ date = 2026-05-01, item = "2026-2028/{item}", {one} }},\n' for one in said)
    return swap("]\n", f"{more}]\n")


def changed_copy(root: Path, _seal: Seal) -> None:
    """Change a text that was kept as signed."""
    for kept in (root / "issued/mou/signed").iterdir():
        kept.write_text(kept.read_text(encoding="utf-8") + "One word more.\n", encoding="utf-8")


def lost_copy(root: Path, _seal: Seal) -> None:
    """Remove a text that was kept as signed."""
    for kept in (root / "issued/mou/signed").iterdir():
        kept.unlink()


POLICE = "members/police.toml"
RISE = "members/rise.toml"
MOU = "mou/referral.md"
WHEN = "meetings/schedule.toml"
PLAN = "plan/2026-2028.toml"
LOG = "progress/2026-04.log.toml"
NEXT = """\
title = "The next plan"
start = 2026-05-01
supersedes = "2026-2028"
adopted = { date = 2026-05-12, decision = "2026-05-12-ordinary/d1" }

[[goals]]
id = "next"
title = "Next"

[[activities]]
id = "1.1"
title = "Go on"
goal = "next"
need = "needs/2026-01-10-posts"
lead = "police"
due = 2027-12-31
resources = { needed = 0 }
indicators = ["posts"]
"""
OTHER = NEXT.replace("supersedes", "# supersedes")
KEPT = re.compile(r"issued/mou/signed/[0-9a-f]{12}\.md")

CASES = (
    Case("FOL001", {"mou/large.md": "x" * 1_100_000}, ("mou/large.md", 1), near={MOU: add("x " * 100_000)}, says="1100000"),
    Case("FOL002", {POLICE: b'name = "A"\nsector = "Polic\xe9"\n'}, (POLICE, 2), near={POLICE: swap("Agency", "Polícia")}),
    Case("FOL002", {POLICE: b'name = "A"\nsector = "\0"\n'}, (POLICE, 2), says="NUL"),
    Case("FOL003", {POLICE: swap('"state"', "\u201cstate\u201d")}, (POLICE, 3), near={POLICE: swap('"state"', "'state'")}),
    Case("FOL003", {MOU: swap('"en"', "en")}, (MOU, "language")),
    Case(
        "FOL004",
        {POLICE: swap("It answers", '"""\n<<<<<<< ours\nIt answers')},
        (POLICE, "<<<<<<<"),
        near={POLICE: swap("It answers", "It <<<<<<< answers")},
    ),
    Case("FOL004", {MOU: swap("The parties share", "=======\n>>>>>>> theirs\nThe parties share")}, (MOU, "=======")),
    Case("FOL005", {POLICE: swap("joined = 2025-01-01", 'joined = "2025-01-01"')}, (POLICE, 4), says="joined"),
    Case(
        "FOL005",
        {"indicators/data/2026-q1-police.csv": "indicator,breakdown,value\nresponse,all,many\n"},
        ("indicators/data/2026-q1-police.csv", 2),
        near={"indicators/data/2026-q1-police.csv": "indicator,breakdown,value\nresponse,all,12\n"},
    ),
    Case("FOL006", {POLICE: swap("joined", "joind")}, (POLICE, "joind"), says='Did you mean "joined"'),
    Case(
        "FOL007",
        {"services/other.toml": 'area = "Lakeside"\n'},
        ("services/other.toml", 1),
        near={"services/other.toml": 'name = "Other"\n'},
        says='"name"',
    ),
    Case(
        "FOL008",
        {"services/Helpline_1.toml": 'name = "H"\n'},
        ("services/Helpline_1.toml", 1),
        near={"services/helpline-1.toml": 'name = "H"\n'},
    ),
    Case("FOL008", {"plan/con.toml": 'title = "P"\n'}, ("plan/con.toml", 1), near={"plan/con-1.toml": 'title = "P"\n'}),
    Case(
        "FOL008",
        {"indicators/data/last-year.csv": "indicator,breakdown,value\n"},
        ("indicators/data/last-year.csv", 0),
        near={"indicators/data/2025-police.csv": "indicator,breakdown,value\n"},
    ),
    Case("FOL009", {}, ("members/link.toml", 0), then=link),
    Case(
        "FOL010",
        {"plan/2026-2028.toml": swap('lead = "police"', 'lead = "polise"')},
        ("plan/2026-2028.toml", "polise"),
        near={"plan/2026-2028.toml": swap('lead = "police"', 'lead = "court"')},
        says='Did you mean "police"',
    ),
    Case("FOL010", {"progress/2026-04.log.toml": swap('8/1.1", status = "d', '8/9.9", status = "d')}, ("progress/2026-04.log.toml", 3)),
    Case("FOL010", {MOU: swap('party = "police"\nag', 'party = "polise"\nag')}, (MOU, 'party = "polise"')),
    Case(
        "FOL011",
        {POLICE: swap("Agency", "Agen\u202ecy")},
        (POLICE, 1),
        near={POLICE: swap("Agency police", "Služba Поліція")},
        says="<U+202E>",
    ),
    Case("FOL011", {MOU: swap("On referral", "On r\u0435ferral")}, (MOU, "title"), near={MOU: swap("On referral", "On réferral")}),
    Case("FOL012", {"members/notes.md": "x"}, ("members/notes.md", 1), near={"members/.notes.md~": "x", "CHANGELOG.md": "x"}),
    Case("FOL012", {"registers/neds/2026-01-01-a.toml": "date = 2026-01-01\n"}, ("registers/neds/2026-01-01-a.toml", 1), says="needs"),
    Case(
        "FOL013",
        {POLICE: swap('"A/1"', '"A/1", scan = "attachments/none.pdf"')},
        (POLICE, "none.pdf"),
        near={POLICE: swap('"A/1"', '"A/1", scan = "attachments/mou-signed/2026-03-01.pdf"')},
    ),
    Case(
        "FOL014",
        {"progress/2026-04.log.toml": swap("2026-04-03", "2026-04-02")},
        ("progress/2026-04.log.toml", 3),
        near={"progress/2026-04.log.toml": lambda text: swap("2026-04-03", "2026-04-02")(text).replace('"done"', '"in-progress"')},
    ),
    Case(
        "FOL015",
        {"plan/2026-2028.toml": swap("due = 2026-12-31", "due = 2025-12-31")},
        ("plan/2026-2028.toml", "due = 2025"),
        near={"plan/2026-2028.toml": swap("due = 2026-12-31", "due = 2026-01-01")},
    ),
    Case(
        "FOL015",
        {POLICE: swap('role = "lead"\nfrom', 'role = "lead"\nuntil = 2024-12-31\nfrom')},
        (POLICE, "until = 2024"),
    ),
    Case(
        "COM001",
        {"committee.toml": swap('office = "secretary"', 'office = "vice-chair"')},
        ("committee.toml", 1),
        near={"committee.toml": add('\n[[officers]]\noffice = "co-chair"\nholder = "court/lead"\n')},
        says="secretary",
    ),
    Case(
        "COM002",
        {"committee.toml": swap("until = 2027-12-31", "until = 2026-05-31")},
        ("committee.toml", "2026-05-31"),
        near={
            "committee.toml": lambda text: swap("until = 2027-12-31", "until = 2026-05-31")(text)
            + '\n[[officers]]\noffice = "chair"\nholder = "court/lead"\nfrom = 2026-06-01\nuntil = 2028-01-01\n'
        },
    ),
    Case(
        "COM003",
        {"committee.toml": swap("until = 2027-12-31", "until = 2026-07-31")},
        ("committee.toml", "2026-07-31"),
        near={"committee.toml": swap("until = 2027-12-31", "until = 2026-08-01")},
    ),
    Case("COM004", {"committee.toml": swap("hospital/lead", "hospital/nobody")}, ("committee.toml", "hospital/nobody")),
    Case("COM005", {POLICE: swap('"police"', '"other"')}, ("committee.toml", 1), says="police"),
    Case("COM005", {RISE: swap("joined", "invited")}, ("committee.toml", 1), near={RISE: swap("2025", "2024")}, says="survivors"),
    Case(
        "COM006",
        {"committee.toml": swap('"justice"', '"housing"')},
        ("committee.toml", "housing"),
        near={"members/prosecution.toml": swap('"prosecution"', '"other"'), "members/court.toml": swap('"courts"', '"other"')},
    ),
    Case("COM007", {"committee.toml": swap("Africa/Nairobi", "Africa/Narobi")}, ("committee.toml", "Narobi")),
    Case("COM007", {"committee.toml": swap("Africa/Nairobi", "../../etc/passwd")}, ("committee.toml", "passwd")),
    Case("COM008", {"committee.toml": swap("vision =", "# vision =")}, ("committee.toml", 1), says="vision"),
    Case(
        "COM009",
        {"committee.toml": swap('name = "County Assembly"', 'name = "[to be completed: whom?]"')},
        ("committee.toml", "oversight"),
    ),
    Case(
        "MEM001",
        {POLICE: swap("authority =", "# authority =")},
        (POLICE, "[[representatives]]"),
        near={POLICE: swap("until = 2027-12-31", "scan = 'attachments/mou-signed/2026-03-01.pdf'")},
    ),
    Case("MEM002", {POLICE: swap("2027-12-31", "2026-05-31")}, (POLICE, "2026-05-31"), near={POLICE: swap("2027-12-31", "2026-06-01")}),
    Case("MEM003", {POLICE: swap("2027-12-31", "2026-07-31")}, (POLICE, "2026-07-31"), near={POLICE: swap("2027-12-31", "2026-08-01")}),
    Case("MEM004", {POLICE: swap('role = "lead"', 'role = "lead"\nuntil = 2026-05-31')}, (POLICE, 1)),
    Case("MEM005", {POLICE: swap('role = "alternate"\n', 'role = "lead"\n')}, (POLICE, 1)),
    Case(
        "MEM006",
        {POLICE: swap('post = "Director"\n', "until = 2026-05-31\n")},
        (POLICE, 1),
        near={POLICE: swap('name = "S. police"\n', "")},
    ),
    Case("MEM007", {RISE: swap("joined", 'confidential_location = true\naddress = "Hill Road 3"\njoined')}, (RISE, "Hill Road")),
    Case(
        "MEM007",
        {"services/rise.toml": add('address = "Hill Road 3"\n')},
        ("services/rise.toml", "Hill Road"),
        near={"services/open.toml": 'name = "Clinic"\naddress = "Hill Road 4"\n'},
    ),
    Case(
        "MEM007",
        {"meetings/schedule.toml": swap("Town hall", "SHELTER of rise, room 2")},
        ("meetings/schedule.toml", "SHELTER"),
        near={"meetings/schedule.toml": swap("Town hall", "Rise Street")},
    ),
    Case("MEM008", {RISE: swap('seat = "A lead', 'post = "Cook"\nseat = "A lead')}, (RISE, "[[representatives]]")),
    Case(
        "MEM009",
        {RISE: swap('seat = "A lead of rise"', 'name = "N. N."')},
        (RISE, "[[representatives]]"),
        near={RISE: lambda text: text.replace('seat = "A lead of rise"', 'name = "N. N."').replace("survivor-led", "community")},
    ),
    Case(
        "MEM010",
        {POLICE: swap('["It answers every call."]', "[]")},
        (POLICE, "responsibilities"),
        near={POLICE: swap("every call", "most calls")},
    ),
    Case("MEM010", {POLICE: swap("It answers every call.", "[to be completed: what it does]")}, (POLICE, "responsibilities")),
    Case(
        "MEM011",
        {"members/court.toml": swap("joined", "left = 2026-05-01\njoined")},
        ("members/court.toml", "left"),
        near={"members/court.toml": swap("joined", 'left = 2026-05-01\nhow = "withdrew"\njoined')},
    ),
    Case(
        "MEM011",
        {"members/court.toml": swap("joined", 'left = 2026-05-01\nhow = "expelled"\njoined')},
        ("members/court.toml", "left"),
        near={"members/court.toml": swap("joined", 'left = 2026-05-01\nhow = "expelled"\ndecision = "2026-04-01-ordinary/d1"\njoined')},
    ),
    Case("MEM012", {"registers/undertakings/2026-01-10-police-lead.toml": None}, (POLICE, "[[representatives]]")),
    Case(
        "MEM012",
        {"registers/undertakings/2026-01-10-police-lead.toml": swap('"confidentiality"', '"code-of-conduct"')},
        (POLICE, "[[representatives]]"),
    ),
    Case(
        "MEM013",
        {"registers/undertakings/2026-01-10-police-lead.toml": swap("2027-12-31", "2026-05-31")},
        ("registers/undertakings/2026-01-10-police-lead.toml", 1),
        near={
            "registers/undertakings/2026-01-10-police-lead.toml": swap("2027-12-31", "2026-05-31"),
            "registers/undertakings/2026-05-10-police-lead.toml": (
                'date = 2026-05-10\nwho = "police/lead"\nkind = "confidentiality"\n'
                'document = "agreement/undertaking"\nuntil = 2028-05-10\n'
            ),
        },
    ),
    Case(
        "MEM014",
        {POLICE: swap('name = "N. police lead"\n', "")},
        (POLICE, "[[representatives]]"),
        near={POLICE: swap('name = "N. police lead"', 'post = "Head"')},
    ),
    Case("MEM015", {"members/court.toml": swap('id = "alternate"', 'id = "lead"')}, ("members/court.toml", 14)),
    Case("DOC001", {MOU: swap("+++", "---", 2)}, (MOU, 1)),
    Case("DOC001", {MOU: "+++\ntitle = 'x'\n"}, (MOU, 1), says="not closed"),
    Case(
        "DOC002",
        {MOU: add("\n## Again {#sharing}\n\nText.\n")},
        (MOU, "## Again"),
        near={MOU: add("\n## Again {#sharing-2}\n\nText.\n"), "mou/referral.fr.md": add("\n## Encore {#sharing-2}\n\nTexte.\n")},
    ),
    Case("DOC003", {MOU: add("\n## Costs {#Costs_1}\n\nNone.\n")}, (MOU, "## Costs")),
    Case("DOC004", {MOU: swap("{#purpose ", "{#aim ")}, (MOU, 1), says='"purpose"'),
    Case(
        "DOC005",
        {MOU: swap("The parties share totals.\n", "\n")},
        (MOU, "## Sharing"),
        near={
            MOU: swap("The parties share totals.\n", "### Totals {#totals}\n\nThe parties share totals.\n"),
            "mou/referral.fr.md": swap("Les parties partagent", "### Totaux {#totals}\n\nLes parties partagent"),
        },
    ),
    Case("DOC006", {MOU: swap('"hospital"]', '"hospital", "harbour"]')}, (MOU, "parties"), says='"harbour"'),
    Case(
        "DOC007",
        {"mou/signed.md": swap("2027-04-30", "2026-05-31")},
        ("mou/signed.md", "review"),
        near={MOU: swap("2027-04-30", "2026-05-31")},
        then=signed_by("police", "hospital"),
    ),
    Case(
        "DOC008",
        {"mou/signed.md": swap("on the same day", "within a week")},
        ("mou/signed.md", 1),
        near={"mou/signed.md": swap("on the same day", "on\nthe same day")},
        says="2 signatures",
    ),
    Case("DOC009", {MOU: swap("share totals.", "share [to be completed: what].")}, (MOU, "[to be completed"), says="what"),
    Case(
        "DOC009",
        {"mou/referral.fr.md": swap("des totaux", "[à compléter : quoi]")},
        ("mou/referral.fr.md", "[à compl"),
        near={MOU: swap("share totals.", "share what is to be completed: totals.")},
    ),
    Case("DOC010", {MOU: swap("(#sharing)", "(#sharring)")}, (MOU, "sharring"), near={MOU: swap("(#sharing)", "(#purpose)")}),
    Case("DOC011", {MOU: swap("L2.2.1", "L2.2.12")}, (MOU, "L2.2.12"), near={MOU: swap("L2.2.1", "L2.2.11 N6.3.6")}),
    Case("DOC011", {MOU: swap("L2.2.1", "somewhere")}, (MOU, "somewhere")),
    Case("DOC012", {MOU: swap("mou/small@2", "mou/smal@2")}, (MOU, "template"), near={MOU: swap('template = "mou/small@2"\n', "")}),
    Case("DOC013", {MOU: swap('clause = "sharing"', 'clause = "costs"')}, (MOU, "[[reservations]]"), says='"costs"'),
    Case(
        "DOC013",
        {MOU: swap('party = "police"\nclause', 'party = "court"\nclause')},
        (MOU, "[[reservations]]"),
        near={MOU: swap('party = "police"\nclause', 'party = "hospital"\nclause')},
    ),
    Case(
        "DOC014",
        {MOU: swap('"hospital"]', '"hospital", "court"]')},
        (MOU, 1),
        near={"agreement/undertaking.md": swap('in_force = "adoption"', 'in_force = "adoption"\nparties = ["police"]')},
        says="court",
    ),
    Case("DOC015", {}, ("mou/signed.log.toml", 4), then=signed_by("court"), near_then=signed_by("police"), says="court"),
    Case(
        "DOC016",
        {"mou/signed.md": swap("review = 2027-04-30", "until = 2026-05-31")},
        ("mou/signed.md", "until"),
        near={"mou/signed.md": swap("review = 2027-04-30", "until = 2026-06-01")},
        then=signed_by("police", "hospital"),
        near_then=signed_by("police", "hospital"),
    ),
    Case("DOC017", {}, ("mou/signed.log.toml", 2), then=lost_copy),
    Case("DOC017", {}, ("issued/mou/signed/", 1), then=changed_copy),
    Case(
        "DOC018",
        {"members/hospital.toml": swap("joined", 'left = 2026-05-01\nhow = "withdrew"\njoined')},
        ("mou/signed.md", "parties"),
        near={
            "members/hospital.toml": swap("joined", 'left = 2026-07-01\nhow = "withdrew"\njoined'),
        },
        says="hospital",
    ),
    Case("DOC019", {}, ("mou/signed.log.toml", 4), then=signed_by("police", scan=False)),
    Case(
        "DOC020",
        {MOU: swap("share totals.", "share ![a](b.png) totals.")},
        (MOU, "b.png"),
        near={MOU: swap("share totals.", "share [a](b.png) and 3 < 4 totals.")},
    ),
    Case("DOC020", {MOU: swap("share totals.", "share <b>totals</b>.")}, (MOU, "<b>")),
    Case(
        "DOC022",
        {"mou/signed.md": swap("2027-04-30", "2026-07-31")},
        ("mou/signed.md", "review"),
        near={"mou/signed.md": swap("2027-04-30", "2026-08-01")},
        then=signed_by("police", "hospital"),
        near_then=signed_by("police", "hospital"),
    ),
    Case("DOC023", {MOU: swap("small@2", "small@1")}, (MOU, "template"), near={MOU: swap("small@2", "small@3")}),
    Case("LAN001", {"mou/referral.fr.md": swap(" {#sharing}", "")}, ("mou/referral.fr.md", 1), says='"sharing"'),
    Case("LAN002", {"mou/referral.fr.md": add("\n## Frais {#costs}\n\nAucuns.\n")}, ("mou/referral.fr.md", "## Frais")),
    Case("LAN003", {}, ("mou/referral.fr.md", "of ="), then=translated),
    Case(
        "LAN004",
        {MOU: swap('["en", "fr"]', '["en", "ar"]')},
        (MOU, "authentic"),
        near={MOU: swap('["en", "fr"]', '["fr", "en"]')},
        says="ar",
    ),
    Case("CAL001", {WHEN: add("until = 2026-01-05\n")}, (WHEN, "until"), near={WHEN: add("until = 2026-01-06\n")}),
    Case(
        "CAL002",
        {WHEN: in_paris("2027-03-28", 'start = "02:30"\nend = "05:00"\n')},
        (WHEN, "2027-03-28"),
        near={WHEN: in_paris("2027-03-28", 'start = "03:30"\nend = "05:00"\n')},
        says="03:00 is taken",
    ),
    Case(
        "CAL003",
        {WHEN: in_paris("2026-10-25", 'start = "02:30"\nend = "05:00"\n')},
        (WHEN, "2026-10-25"),
        near={WHEN: in_paris("2026-10-25", 'start = "03:30"\nend = "05:00"\n')},
    ),
    Case("CAL004", {WHEN: extra("2026-06-14")}, (WHEN, "2026-06-14"), near={WHEN: extra("2026-06-15")}),
    Case(
        "CAL004",
        {WHEN: lambda text: "closures = [2026-07-07]\n" + text},
        (WHEN, "[[series]]"),
        near={WHEN: lambda text: "closures = [2026-07-08]\n" + text},
    ),
    Case(
        "CAL005",
        {WHEN: add('weekday = "sunday"\n')},
        (WHEN, "sunday"),
        near={WHEN: add('weekday = "sunday"\n'), "committee.toml": swap("format", 'weekend = ["friday"]\nformat')},
    ),
    Case(
        "CAL006",
        {WHEN: add('\n[[cancelled]]\nmeeting = "2026-07-08-ordinary"\n')},
        (WHEN, "2026-07-08"),
        near={WHEN: add('\n[[cancelled]]\nmeeting = "2026-07-07-ordinary"\n')},
    ),
    Case("CAL007", {WHEN: extra("2026-07-07")}, (WHEN, "date = 2026-07-07"), near={WHEN: extra("2026-07-08")}),
    Case("CAL007", {WHEN: add('\n[[series]]\nid = "ordinary"\ntitle = "B"\nfrom = 2027-01-01\n')}, (WHEN, 8)),
    Case(
        "CAL008",
        {WHEN: add('\n[[extra]]\nseries = "ordinry"\ndate = 2026-07-08\n')},
        (WHEN, "ordinry"),
        near={WHEN: extra("2026-07-08")},
    ),
    Case(
        "CAL009",
        {"meetings/2026-05-06-ordinary/minutes.md": MINUTES.format(id="2026-05-06-ordinary")},
        (WHEN, "[[series]]"),
        near={"meetings/2026-05-05-ordinary/minutes.md": MINUTES.format(id="2026-05-05-ordinary")},
        says="2026-05-06-ordinary",
    ),
    Case("CAL010", {WHEN: swap("Coordination meeting", "Survivor case review")}, (WHEN, "title")),
    Case(
        "CAL011",
        {WHEN: add('start = "14:00"\nend = "13:00"\n')},
        (WHEN, "end ="),
        near={WHEN: add('start = "20:00"\nend = "01:00"\n')},
    ),
    Case("CAL012", {WHEN: add('timezone = "Africa/Narobi"\n')}, (WHEN, "Narobi"), near={WHEN: add('timezone = "Africa/Dakar"\n')}),
    Case(
        "CAL013",
        {WHEN: add('\n[[series]]\nid = "second"\ntitle = "Second"\nfrom = 2026-01-01\n')},
        (WHEN, 7),
        near={WHEN: add('\n[[series]]\nid = "second"\ntitle = "Second"\nfrom = 2026-01-01\nstart = "11:00"\nend = "12:00"\n')},
    ),
    Case(
        "MEM007",
        {WHEN: extra("2026-07-08", 'place = "Shelter of Rise"\n')},
        (WHEN, "Shelter"),
        near={WHEN: extra("2026-07-08", 'place = "Town hall"\n')},
    ),
    Case("LAN005", {"mou/referral.fr.md": swap('of = "', '# of = "')}, ("mou/referral.fr.md", 1)),
    Case("PLN001", {PLAN: swap('id = "1.2"', 'id = "1.1"')}, (PLAN, 22), near={"plan/2029.toml": OTHER}),
    Case(
        "PLN002",
        {},
        (PLAN, "due = 2027-03-31"),
        then=adopted(PLAN, swap("due = 2026-12-31", "due = 2027-03-31")),
        near={LOG: line("1.1", 'due = 2027-03-31, reason = "Rain."')},
        near_then=adopted(PLAN, swap("due = 2026-12-31", "due = 2027-03-31")),
        says='{ date = 2026-06-01, item = "2026-2028/1.1", due = 2027-03-31, reason = "…" },',
    ),
    Case(
        "PLN002",
        {},
        (PLAN, 'lead = "court"'),
        then=adopted(PLAN, swap('lead = "police"', 'lead = "court"')),
        says='lead = "court", reason',
    ),
    Case(
        "PLN002",
        {},
        (PLAN, 1),
        then=adopted(PLAN, lambda text: text.partition('[[activities]]\nid = "1.2"')[0]),
        near={LOG: line("1.2", 'status = "not-possible", reason = "No paper."')},
        near_then=adopted(PLAN, lambda text: text.partition('[[activities]]\nid = "1.2"')[0]),
        says="not-possible",
    ),
    Case(
        "PLN003",
        {},
        (PLAN, 'id = "1.3"'),
        then=adopted(PLAN, add('\n[[activities]]\nid = "1.3"\ntitle = "Late"\n')),
        near_then=adopted(PLAN, add('\n[[activities]]\nid = "1.3"\ntitle = "Late"\nadded = 2026-05-01\n')),
        says="added = 2026-06-01",
    ),
    Case("PLN004", {}, (PLAN, "adopted ="), then=adopted("issued/plan/2026-2028/*.md"), near_then=adopted()),
    Case("PLN004", {}, (PLAN, "adopted ="), then=adopted("issued/plan/2026-2028/*.md", swap("Train", "Trained"))),
    Case(
        "PLN005",
        {},
        (PLAN, 1),
        then=adopted(PLAN, swap("Train the posts", "Train every post")),
        near_then=adopted(PLAN, lambda text: text.replace("06-30 }", "06-30, done = 2026-05-30 }").replace("red = 100", "red = 90")),
    ),
    Case(
        "PLN005",
        {},
        (PLAN, 1),
        then=adopted(PLAN, swap("We can act", "We act")),
        near_then=adopted(PLAN, lambda text: text.replace("Train the", "Train  the").replace("2026-12-31", "2026-12-31  # !")),
    ),
    Case(
        "PLN006",
        {PLAN: swap("start = 2026-01-01\ndue", 'depends = ["2026-2028/1.2"]\ndue')},
        (PLAN, 'depends = ["2026'),
        near={PLAN: swap('["1.1"]', '["2026-2028/1.1"]')},
        says="1.1 → 2026-2028/1.2 → 2026",
    ),
    Case("PLN006", {PLAN: swap('["1.1"]', '["1.2"]')}, (PLAN, "depends"), says="2026-2028/1.2 → 2026-2028/1.2"),
    Case("PLN007", {PLAN: swap("2026-06-30", "2027-06-30")}, (PLAN, "2027-06-30"), near={PLAN: swap("2026-06-30", "2026-12-31")}),
    Case("PLN007", {PLAN: swap("2026-06-30", "2025-06-30")}, (PLAN, "2025-06-30"), near={PLAN: swap("2026-06-30", "2026-01-01")}),
    Case(
        "PLN008",
        {PLAN: swap('lead = "welfare"\n', "")},
        (PLAN, 'id = "1.2"'),
        near={PLAN: swap('lead = "welfare"\n', ""), LOG: line("1.2", 'status = "done"')},
        says="no agency",
    ),
    Case("PLN008", {PLAN: swap('lead = "welfare"\ndue = 2026-12-31\n', "")}, (PLAN, 'id = "1.2"'), says="no day"),
    Case(
        "PLN009",
        {PLAN: swap('= { needed = 0 }\nindicators = ["posts"]', "= { needed = 0 }")},
        (PLAN, 1),
        near={PLAN: swap('"KES" }\nindicators = ["posts"]', '"KES" }')},
        says="1.2.",
    ),
    Case(
        "PLN010",
        {PLAN: swap("resources = { needed = 0 }\n", "")},
        (PLAN, 1),
        near={PLAN: swap("{ needed = 0 }", "{ secured = 0 }")},
        says="1.2.",
    ),
    Case(
        "PLN011",
        {PLAN: swap('need = "needs/2026-01-10-posts"\nlead = "welfare"', 'lead = "welfare"')},
        (PLAN, 1),
        near={PLAN: swap("needs/2026-01-10-posts", "2026-01-10-posts")},
        says="1.2.",
    ),
    Case(
        "PLN012",
        {"registers/needs/2026-02-01-boat.toml": 'date = 2026-02-01\nwhat = "A boat."\nsource = "data"\n'},
        ("registers/needs/2026-02-01-boat.toml", 1),
        near={"registers/needs/2023-02-01-boat.toml": 'date = 2023-02-01\nwhat = "A boat."\nsource = "data"\n'},
        says="2026-02-01-boat",
    ),
    Case(
        "PLN013",
        {"plan/next.toml": NEXT},
        (PLAN, 1),
        near={"plan/next.toml": NEXT.replace('lead = "police"', 'lead = "police"\ncontinues = "2026-2028/1.2"')},
        says="1.2.",
    ),
    Case(
        "PLN014",
        {"members/welfare.toml": swap("joined", 'left = 2026-05-01\nhow = "withdrew"\njoined')},
        (PLAN, "welfare"),
        near={"members/welfare.toml": swap("joined", 'left = 2026-07-01\nhow = "withdrew"\njoined')},
    ),
    Case(
        "PLN015",
        {LOG: line("1.2", "due = 2027-03-31")},
        (LOG, 4),
        near={LOG: line("1.2", "due = 2027-03-31")},
        then=adopted(),
    ),
    Case(
        "PLN015",
        {LOG: line("1.2", 'rag = "green"')},
        (LOG, 4),
        near={LOG: line("1.2", 'rag = "green", reason = "Paid."')},
    ),
    Case(
        "PLN016",
        {LOG: line("1.2", 'due = 2027-01-01, reason = "x"', 'due = 2027-02-01, reason = "x"')},
        (LOG, 5),
        near={LOG: line("1.2", 'due = 2027-01-01, reason = "x"', 'due = 2027-01-01, reason = "x"')},
    ),
    Case(
        "PLN017",
        {"plan/next.toml": OTHER.replace('goal = "next"', 'goal = "structure"')},
        ("plan/next.toml", "structure"),
        near={"plan/next.toml": OTHER.replace('"next"', '"structure"')},
        says="next",
    ),
    Case("PLN018", {LOG: swap("2026-04-02", "2025-04-02")}, (LOG, 2), near={LOG: swap("2026-04-02", "2026-01-01")}),
)  # fmt: skip

NOT_IN_A_FOLDER = frozenset[str]()
"""Codes that no folder can yield; none today."""


def found(root: Path) -> tuple[Finding, ...]:
    """Return what check finds."""
    return checked(root, TODAY).findings


def test_the_good_folder_yields_nothing(made: Make) -> None:
    """The folder that all cases start from is faultless: whatever a case yields, its own change brought."""
    assert [f"{one.where} {one.code} {one.message}" for one in found(made())] == []


def test_every_code_has_a_case() -> None:
    """A new code needs a case in the table above; a case needs a code of the catalogue."""
    assert {one.code for one in CASES} | NOT_IN_A_FOLDER == {one.code for one in CODES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.at[0]}-{case.at[1]}")
def test_the_fault_is_found_at_its_place(made: Make, seal: Seal, case: Case) -> None:
    """Each fault is found once at its file and line, with the severity and items of the catalogue and something to do."""
    root = made(case.changes)
    if case.then:
        case.then(root, seal)
    path, place = case.at
    mine = [one for one in found(root) if one.code == case.code and one.where.path.startswith(path)]
    assert mine, [f"{one.where} {one.code}" for one in found(root)]
    line = place
    if isinstance(place, str):
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, start=1) if place in text)
    here = [one for one in mine if one.where.line == line]
    assert here, f"expected line {line}, found {[str(one.where) for one in mine]}"
    listed = code(case.code)
    for one in here:
        assert listed is not None
        assert one.severity == listed.severity
        assert one.guideline == listed.guideline
        assert one.message.strip()
        assert one.mend.strip(), "a finding says what to do"
    assert any(case.says in f"{one.message} {one.mend}" for one in here), [one.message for one in here]


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.near or one.near_then], ids=lambda case: f"{case.code}-{case.at[0]}-{case.at[1]}"
)
def test_what_looks_alike_is_in_order(made: Make, seal: Seal, case: Case) -> None:
    """A change that looks like the fault and is none does not yield its code."""
    root = made(case.near)
    if case.near_then:
        case.near_then(root, seal)
    assert [f"{one.where} {one.message}" for one in found(root) if one.code == case.code] == []


def test_an_address_is_never_repeated(made: Make) -> None:
    """The finding about a secret place says where it stands, never what it says."""
    root = made({RISE: swap("joined", 'confidential_location = true\naddress = "Hill Road 3"\njoined')})
    shown = [f"{one.message} {one.mend}" for one in found(root) if one.code == "MEM007"]
    assert len(shown) == 1
    assert "Hill" not in shown[0]


ASIDE = 'date = 2026-01-10\nfinding = "COM008"\nreason = "The assembly decides."\ndecision = "2026-01-10-ordinary/d1"\n'


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("until = 2026-12-31\n", 0),
        ("until = 2026-06-01\n", 0),
        ("until = 2026-05-31\n", 1),
        ('where = "committee.toml"\nuntil = 2026-12-31\n', 0),
        ('where = "mou/signed.md"\nuntil = 2026-12-31\n', 1),
    ],
)
def test_a_register_entry_sets_a_finding_aside_until_its_day(made: Make, rest: str, expected: int) -> None:
    """A finding is set aside by code, and by file where one is named, up to and including the day."""
    root = made({"committee.toml": swap("vision =", "# vision ="), "registers/set-asides/2026-01-10-vision.toml": ASIDE + rest})
    assert sum(1 for one in found(root) if one.code == "COM008") == expected


def test_a_set_aside_leaves_other_codes_alone(made: Make) -> None:
    """Only the code that the entry names is set aside."""
    root = made(
        {
            "committee.toml": lambda text: text.replace("vision =", "# vision =").replace("Nairobi", "Narobi"),
            "registers/set-asides/2026-01-10-vision.toml": ASIDE + "until = 2026-12-31\n",
        }
    )
    assert {one.code for one in found(root)} == {"COM007"}


@pytest.mark.parametrize("ended", ["withdrawn", "superseded"])
def test_an_ended_document_asks_for_nothing(made: Make, ended: str) -> None:
    """A document that was withdrawn or superseded is past review, changed after signing and between leavers in peace."""
    root = made(
        {
            "mou/signed.md": lambda text: text.replace("2027-04-30", "2026-01-01").replace("same day", "next day"),
            "mou/signed.log.toml": swap("]\n", f'  {{ date = 2026-04-01, event = "{ended}" }},\n]\n'),
            "members/hospital.toml": swap("joined", 'left = 2026-05-01\nhow = "withdrew"\njoined'),
        }
    )
    assert {one.code for one in found(root) if one.where.path.startswith("mou/signed")} == set()


def test_findings_come_gravest_first(made: Make) -> None:
    """Errors stand before warnings before notes; within a severity by place."""
    root = made({POLICE: swap("joined =", "joind ="), "committee.toml": swap("Nairobi", "Narobi"), MOU: swap("@2", "@1")})
    order = [one.severity for one in found(root)]
    assert set(order) == {"error", "warning", "note"}
    assert order == sorted(order, key=["error", "warning", "note"].index)
