"""Every code of the catalogue: a folder that yields it at its place, and one near to it that does not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from vawcoord.change import digest
from vawcoord.codes import CODES, code
from vawcoord.finding import Finding
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.operations.checking import checked
from vawcoord.operations.minutes import approve
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


REPORTED = "registers/reports-sent/2026-01-20-county-assembly.toml"
OUT, OUT_ENTRY = "registers/releases/2026-01-20-helped.csv", "registers/releases/2026-01-20-helped.toml"
PUBLISHED = (
    "table,whole,from,until,threshold,cell,other,shown\nhelped,helped,2025-01-01,2025-12-31,10,all,,<10\n"
    "helped,helped,2025-01-01,2025-12-31,10,*,,<10\n"
)
RELEASED = (
    'date = 2026-01-20\ntitle = "Helped"\nabout = "services-used"\nfrom = 2025-01-01\nuntil = 2025-12-31\n'
    f'figures = "{OUT}"\ndigest = "{{digest}}"\nthreshold = 10\ntested = true\n'
)

MINUTES = """\
+++
meeting = "{id}"
held = 2026-05-05
+++

## Opening {{#opening}}

The chair opened.
"""


MET = "meetings/2026-05-05-ordinary/minutes.md"
BEFORE = "meetings/2026-04-07-ordinary/minutes.md"
ALL = ("police", "prosecution", "court", "hospital", "welfare")


def met(body: str, *more: str, who: tuple[str, ...] = ALL, head: str = "", day: str = "2026-05-05") -> str:
    """Return minutes of a meeting: the agencies that were there, further lines of the roster, further keys, the text."""
    rows = [f'{{ agency = "{one}", who = "lead", is = "present" }}' for one in who] + list(more)
    roster = "".join(f"  {row},\n" for row in rows)
    front = f'meeting = "{day}-ordinary"\nheld = {day}\n{head}attendance = [\n{roster}]\n'
    return f"+++\n{front}+++\n\n## Opening {{#opening}}\n\nThe chair opened.\n\n## The plan {{#plan}}\n\n{body}\n"


DECIDED = "Decision (consensus): The plan is carried on."
TO_DO = "Action (police, 2026-07-01): Print the form."


def approved(edit: Callable[[str], str] | None = None, path: str = "minutes.md") -> Then:
    """Return the step that has the meeting of May approved by that of June, and then changes one of its files."""

    def then(root: Path, _seal: Seal) -> None:
        made = approve(root, load(root)[0], "2026-04-07-ordinary", "2026-05-05-ordinary", TODAY)
        apply(root, made.changes)
        if edit:
            file = root / "meetings/2026-04-07-ordinary" / path
            before = file.read_text(encoding="utf-8")
            file.write_text(edit(before), encoding="utf-8")
            assert edit(before) != before

    return then


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
AGENDA = "meetings/2026-06-02-ordinary/agenda.md"
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

POSTS = "indicators/posts.toml"
Q1 = "indicators/data/2026-q1-police.csv"
HEAD = "indicator,breakdown,value\n"
COMPLAINT = "registers/complaints/2026-05-10-referral.toml"
COMPLAINED = """\
date = 2026-05-10
kind = "delay"
received_by = "independent"
area = "referral"
stage = "received"
due = 2026-06-20
"""
ADDRESSES = swap("mission", 'complaints = ["hospital", "legal-aid"]\nmission')
LESSON = 'date = 2026-01-11\nlesson = "Call first."\nsource = "meeting"\nkind = "good-practice"\nlevel = "local"\n'
TIE = 'date = 2025-01-10\nwith = "School"\nkind = "school"\nowner = "welfare"\nagreed = "It calls."\nreview = 2026-01-31\n'
TALKS = """\
date = 2026-01-20
purpose = "plan"
with = "survivor-led-organisations"
method = "group-talk"
risk_weighed = false
safety = "No list was kept."
changed = "The hours."
"""
RELEASE = """\
date = 2026-01-20
title = "Homicides by year"
about = "other"
from = 2025-01-01
until = 2025-12-31
figures = "attachments/r.csv"
threshold = 10
tested = true
"""

VOUCHED = "registers/attestations/2026-05-01-a.toml"
CONTESTED = "registers/contests/2026-05-01-a.toml"
SET_ASIDE = "registers/set-asides/2026-05-01-a.toml"
SCHOOLS = "registers/linkages/2026-05-01-schools.toml"
CONTEST = 'date = 2026-05-01\nitem = ["L2.3.8"]\nby = "police"\ntext = "Not so."\n'


def vouch(
    item: str = "L2.3.7",
    by: str = "police",
    *,
    day: str = "2026-05-01",
    until: str = "2027-04-30",
    seat: str = "",
    evidence: str = "Notes.",
) -> str:
    """Return an attestation."""
    return (
        f'date = {day}\nitem = ["{item}"]\nby = "{by}"\nseat = "{seat or f"{by}/lead"}"\n'
        f'evidence = "{evidence}"\nuntil = {until}\n'
    )


def set_aside(item: str, until: str = "2026-12-31") -> str:
    """Return an entry that sets an item aside."""
    return f'date = 2026-05-01\nitem = ["{item}"]\nreason = "None here."\ndecision = "2026-01-10-ordinary/d1"\nuntil = {until}\n'


def kept_by(owner: str) -> str:
    """Return a tie that an agency keeps."""
    return f'date = 2026-05-01\nwith = "Schools"\nkind = "school"\nowner = "{owner}"\nagreed = "Talks."\nreview = 2027-05-01\n'


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
    # STD: the standard
    Case(
        "STD001",
        {VOUCHED: vouch().replace("L2.3.7", "L2.3.10")},
        (VOUCHED, "item"),
        near={VOUCHED: vouch()},
        says="L2.3.10",
    ),
    Case("STD001", {CONTESTED: CONTEST.replace("L2.3.8", "L2.4.7")}, (CONTESTED, "item"), near={CONTESTED: CONTEST}),
    Case("STD002", {VOUCHED: vouch(evidence=" ")}, (VOUCHED, "evidence"), near={VOUCHED: vouch()}),
    Case(
        "STD003",
        {VOUCHED: vouch(until="2026-05-31")},
        (VOUCHED, "until"),
        near={VOUCHED: vouch(until="2026-06-01")},
        says="2026-05-31",
    ),
    Case(
        "STD003",
        {VOUCHED: vouch(day="2025-05-31", until="2027-05-31")},
        (VOUCHED, "until"),
        # Somebody has vouched for the item since.
        near={VOUCHED: vouch(until="2026-05-31"), VOUCHED.replace("-a", "-b"): vouch(by="hospital")},
    ),
    Case("STD004", {VOUCHED: vouch(by="welfare")}, (VOUCHED, "by"), near={VOUCHED: vouch(by="hospital")}),
    Case(
        "STD005",
        {VOUCHED: vouch(item="L2.3.1")},
        (VOUCHED, "by"),
        near={VOUCHED: vouch(item="L2.3.1", by="rise")},
        says="rise",
    ),
    Case("STD006", {VOUCHED: vouch(seat="hospital/lead")}, (VOUCHED, "seat"), near={VOUCHED: vouch(seat="police/lead")}),
    Case(
        "STD006",
        {VOUCHED: vouch(), POLICE: swap("joined", 'left = 2026-05-15\nhow = "withdrew"\njoined')},
        (VOUCHED, "by"),
        near={VOUCHED: vouch(), POLICE: swap("joined", "invited = 2024-12-01\njoined")},
    ),
    Case(
        "STD007",
        {VOUCHED: vouch() + f'records = ["linkages/{SCHOOLS[19:-5]}"]\n', SCHOOLS: kept_by("police")},
        (VOUCHED, "records"),
        near={VOUCHED: vouch() + f'records = ["linkages/{SCHOOLS[19:-5]}"]\n', SCHOOLS: kept_by("hospital")},
    ),
    Case("STD008", {SET_ASIDE: set_aside("L2.3.1")}, (SET_ASIDE, "item"), near={SET_ASIDE: set_aside("L2.6.10")}),
    Case(
        "STD009",
        {SET_ASIDE: set_aside("L2.6.10", "2026-05-31")},
        (SET_ASIDE, "until"),
        near={SET_ASIDE: set_aside("L2.6.10", "2026-06-01")},
    ),
    Case(
        "STD010",
        {"committee.toml": swap("area =", 'standard = "ours"\narea =')},
        ("committee.toml", "standard"),
        near={
            "committee.toml": swap("area =", 'standard = "ours"\narea ='),
            "standards/ours.toml": 'id = "ours"\ntitle = "Ours"\n[[items]]\nid = "A1"\ntext = "We meet."\nanswers = ["L2.2.6"]\n',
        },
        says="ours",
    ),
    Case(
        "AGE001",
        {AGENDA: swap("#survivor-voice", "#voices")},
        (AGENDA, 11),
        near={AGENDA: lambda text: text.replace("minutes=20", "minutes=50").replace("## Opening", "### Opening")},
        says="moved, not removed",
    ),
    Case(
        "AGE001",
        {AGENDA: swap("## What survivors say {#survivor-voice minutes=40}\n", "")},
        (AGENDA, 11),
        near={AGENDA: swap("#survivor-voice", "#voices"), WHEN: swap('place = "Town hall"', 'kind = "case-review"')},
    ),
    Case(
        "AGE002",
        {AGENDA: swap("minutes=20", "minutes=81")},
        (AGENDA, 11),
        near={AGENDA: swap("minutes=20", "minutes=80")},
        says="121 minutes",
    ),
    Case(
        "AGE002",
        {WHEN: swap('place = "Town hall"', 'start = "09:00"\nend = "09:59"')},
        (AGENDA, 11),
        near={WHEN: swap('place = "Town hall"', 'start = "23:30"\nend = "00:30"')},
    ),
    Case(
        "AGE003",
        {WHEN: add('\n[[cancelled]]\nmeeting = "2026-06-02-ordinary"\n')},
        (AGENDA, 1),
        near={WHEN: add('\n[[moved]]\nmeeting = "2026-06-02-ordinary"\nto = 2026-06-03\n')},
        says="cancelled",
    ),
    Case(
        "AGE003",
        {"meetings/2026-06-03-ordinary/agenda.md": "+++\nmeeting = '2026-06-03-ordinary'\n+++\n"},
        ("meetings/2026-06-03-ordinary/agenda.md", 1),
        near={
            "meetings/2026-06-03-ordinary/agenda.md": "+++\nmeeting = '2026-06-03-ordinary'\n+++\n",
            WHEN: add('\n[[extra]]\nseries = "ordinary"\ndate = 2026-06-03\n'),
        },
        says="no meeting",
    ),
    Case(
        "AGE004",
        {AGENDA: add("\n## Again {#opening minutes=5}\n")},
        (AGENDA, "## Again"),
        near={AGENDA: add("\n## Again {#opening-2 minutes=5}\n")},
    ),
    Case(
        "AGE005",
        {AGENDA: swap('who = "lead"', 'who = "somebody"')},
        (AGENDA, "somebody"),
        near={AGENDA: swap('who = "lead"', 'who = "alternate"')},
        says="lead, alternate",
    ),
    Case(
        "AGE005",
        {"members/court.toml": swap("joined", 'left = 2026-06-02\nhow = "withdrew"\njoined')},
        (AGENDA, '"court"'),
        near={"members/court.toml": swap("joined", 'left = 2026-06-03\nhow = "withdrew"\njoined')},
        says="no member",
    ),
    Case("AGE005", {AGENDA: swap('"court"', '"police"')}, (AGENDA, "informed"), says="twice"),
    Case("AGE005", {AGENDA: swap('"apologies"', '"alternate"')}, (AGENDA, "informed"), says="apologies only"),
    Case(
        "AGE006",
        {AGENDA: None},
        (WHEN, "[[series]]"),
        near={AGENDA: None, WHEN: add('\n[[moved]]\nmeeting = "2026-06-02-ordinary"\nto = 2026-06-09\n')},
        says="vawcoord meeting agenda 2026-06-02-ordinary",
    ),
    Case("AGE006", {AGENDA: swap("issued = 2026-05-20\n", "")}, (AGENDA, 1), says="--issued"),
    Case(
        "AGE007",
        {AGENDA: swap("2026-05-20", "2026-05-26")},
        (AGENDA, "issued"),
        near={AGENDA: swap("2026-05-20", "2026-05-25")},
    ),
    Case("MTG001", {MET: met("Action (police): Print it.")}, (MET, "Print it"), near={MET: met(TO_DO)}, says="no date"),
    Case("MTG001", {MET: met("Decision (vote 4-1): Yes.")}, (MET, "vote 4-1"), near={MET: met("Decision (vote 4-1-0): Yes.")}),
    Case(
        "MTG001",
        {MET: met("Actoin (police, 2026-07-01): Print it.")},
        (MET, "Actoin"),
        near={MET: met("Present (police, court): all day.")},
        says='Did you mean "Action"',
    ),
    Case(
        "MTG002",
        {MET: met(TO_DO.replace("police", "polise"))},
        (MET, "polise"),
        near={MET: met(TO_DO.replace("police", "Agency police"))},
        says="vawcoord member list",
    ),
    Case("MTG002", {MET: met(TO_DO), POLICE: swap("2025-01-01", "2026-05-06")}, (MET, "Print"), says="no member on"),
    Case(
        "MTG003",
        {MET: met(TO_DO.replace("2026-07-01", "2026-05-04"))},
        (MET, "Print"),
        near={MET: met(TO_DO.replace("2026-07-01", "2026-05-05"))},
    ),
    Case(
        "MTG004",
        {MET: met(DECIDED, '{ agency = "rise", is = "?" }')},
        (MET, '"rise"'),
        near={MET: met(DECIDED, '{ agency = "rise", is = "absent" }')},
    ),
    Case(
        "MTG004",
        {MET: met(DECIDED, who=())},
        (MET, "attendance"),
        near={MET: met("", '{ agency = "rise", is = "?" }', day="2026-05-28")},
    ),
    Case("MTG005", {MET: met(DECIDED, who=ALL[:3])}, (MET, DECIDED), near={MET: met(DECIDED, who=ALL[:4])}),
    Case("MTG005", {MET: met(DECIDED, who=ALL[1:])}, (MET, DECIDED)),
    Case(
        "MTG005",
        {BEFORE: met(DECIDED, who=ALL[:2], day="2026-04-07")},
        (BEFORE, DECIDED),
        near={
            BEFORE: met(DECIDED, who=ALL[:2], day="2026-04-07"),
            MET: met(f"{DECIDED} {{confirms=2026-04-07-ordinary/d1}}"),
        },
        says="2026-04-07-ordinary/d1",
    ),
    Case(
        "MTG006",
        {BEFORE: met("", day="2026-04-07"), MET: met("")},
        (BEFORE, 1),
        near={BEFORE: met("", day="2026-04-07"), MET: met("")},
        near_then=approved(),
    ),
    Case(
        "MTG007",
        {BEFORE: met(DECIDED, day="2026-04-07"), MET: met("")},
        (BEFORE, "digest"),
        near={BEFORE: met(DECIDED, day="2026-04-07"), MET: met("")},
        then=approved(swap("carried on", "given up")),
        near_then=approved(lambda text: text.replace("\n## The plan", "\n\n## The plan").replace("on.\n", "on.  \n")),
    ),
    Case(
        "MTG007",
        {BEFORE: met(TO_DO, day="2026-04-07"), MET: met("")},
        (BEFORE, "digest"),
        then=approved(swap("2026-07-01", "2026-09-01"), "actions.toml"),
    ),
    Case(
        "MTG008",
        {MET: met("Action a1 (police, 2026-07-01): Print it.\n\nAction a1 (court, 2026-07-01): Read it.")},
        (MET, "Read it"),
        near={MET: met("Action a1 (police, 2026-07-01): Print it.\n\nAction (court, 2026-07-01): Read it.")},
    ),
    Case(
        "MTG009",
        {MET: met("", '{ agency = "legal-aid", who = "nobody", is = "present" }')},
        (MET, "nobody"),
        near={MET: met("", '{ agency = "legal-aid", who = "alternate", is = "alternate" }')},
    ),
    Case(
        "MTG009",
        {MET: met(""), POLICE: swap('role = "lead"\nfrom = 2025-01-01', 'role = "lead"\nfrom = 2025-01-01\nuntil = 2026-05-04')},
        (MET, '"police"'),
        near={MET: met(""), POLICE: swap('role = "lead"\nfrom = 2025-01-01', 'role = "lead"\nfrom = 2025-01-01\nuntil = 2026-05-05')},
    ),
    Case(
        "MTG010",
        {f"meetings/{day}-ordinary/minutes.md": met("", day=day) for day in ("2026-03-03", "2026-04-07", "2026-05-05")},
        ("members/legal-aid.toml", 1),
        near={
            **{f"meetings/{day}-ordinary/minutes.md": met("", day=day) for day in ("2026-03-03", "2026-04-07")},
            MET: met("", *(f'{{ agency = "{one}", is = "apologies" }}' for one in ("legal-aid", "rise"))),
        },
        says="3 meetings",
    ),
    Case(
        "MTG011",
        {MET: met("", '{ agency = "rise", is = "present", until = "plann" }')},
        (MET, "plann"),
        near={MET: met("", '{ agency = "rise", is = "present", from = "opening", until = "plan" }')},
    ),
    Case(
        "MTG012",
        {MET: met(""), WHEN: add('\n[[cancelled]]\nmeeting = "2026-05-05-ordinary"\n')},
        (MET, 1),
        near={MET: met(""), WHEN: add('\n[[cancelled]]\nmeeting = "2026-06-02-ordinary"\n')},
    ),
    Case(
        "MTG013",
        {MET: met("", '{ agency = "rise", who = "lead", is = "present" }'), RISE: swap('seat = "A lead of rise"', 'name = "X"')},
        (MET, '"rise"'),
        near={MET: met("", '{ agency = "rise", who = "lead", is = "present" }')},
    ),
    Case(
        "MTG014",
        {MET: met("Decision (vote 4-1-1): Yes.")},
        (MET, "4-1-1"),
        near={MET: met("Decision (vote 4-1-0): Yes.")},
        says="5 agencies",
    ),
    Case("MTG015", {MET: met("Decision (vote 2-3-0): Yes.")}, (MET, "2-3-0"), near={MET: met("Decision (vote 3-2-0): Yes.")}),
    Case(
        "MTG016",
        {MET: met("", head='reconvenes = "2026-04-07-ordinary"\n'), BEFORE: met("", day="2026-04-07")},
        (MET, "reconvenes"),
        near={
            MET: met("", head='reconvenes = "2026-04-07-ordinary"\n'),
            BEFORE: met("", day="2026-04-07", who=ALL[:2]),
        },
    ),
    Case(
        "MTG017",
        {MET: met("").replace('meeting = "2026-05', 'meeting = "2026-04')},
        (MET, "meeting ="),
        near={MET: met("")},
    ),
    # Registers.
    Case(
        "REG001",
        {"registers/lessons/2026-01-12-call.toml": LESSON},
        ("registers/lessons/2026-01-12-call.toml", 1),
        near={"registers/lessons/2026-01-11-call.toml": LESSON},
        says="2026-01-11",
    ),
    Case(
        "REG001",
        {"registers/lessons/2026-06-02-call.toml": LESSON.replace("01-11", "06-02")},
        ("registers/lessons/2026-06-02-call.toml", 1),
        near={"registers/lessons/2026-06-01-call.toml": LESSON.replace("01-11", "06-01")},
    ),
    Case(
        "REG002",
        {COMPLAINT: COMPLAINED + "acknowledged = 2026-05-09\n"},
        (COMPLAINT, "acknowledged ="),
        near={COMPLAINT: COMPLAINED + "acknowledged = 2026-05-10\n"},
    ),
    Case(
        "REG003",
        {COMPLAINT: COMPLAINED.replace("06-20", "05-31")},
        (COMPLAINT, "due"),
        near={COMPLAINT: COMPLAINED.replace("06-20", "06-01")},
        says="register change complaints/2026-05-10-referral",
    ),
    Case(
        "REG003",
        {"registers/linkages/2025-01-10-school.toml": TIE, "registers/linkages/2025-02-10-market.toml": TIE.replace("School", "M")},
        ("registers/linkages/2025-01-10-school.toml", "review"),
        near={"registers/linkages/2025-01-10-school.toml": TIE,
              "registers/linkages/2026-01-10-school.toml": TIE.replace("2025-01-10", "2026-01-10").replace("2026-01-31", "2027-01-31")},
    ),
    Case("REG004", {COMPLAINT: COMPLAINED}, ("committee.toml", 1), near={COMPLAINT: COMPLAINED, "committee.toml": ADDRESSES}),
    Case(
        "REG004",
        {"committee.toml": swap("mission", 'complaints = ["hospital", "welfare"]\nmission')},
        ("committee.toml", "complaints"),
        near={"committee.toml": swap("mission", 'complaints = ["hospital", "legal-aid"]\nmission')},
    ),
    Case(
        "REG005",
        {COMPLAINT: COMPLAINED.replace('"received"', '"closed"') + "closed = 2026-05-20\n"},
        (COMPLAINT, "stage"),
        near={COMPLAINT: COMPLAINED.replace('"received"', '"closed"') + 'closed = 2026-05-20\noutcome = "upheld"\n'},
        says="outcome",
    ),
    Case(
        "REG006",
        {"registers/consultations/2026-01-20-talks.toml": TALKS},
        ("registers/consultations/2026-01-20-talks.toml", "risk_weighed"),
        near={"registers/consultations/2026-01-20-talks.toml": TALKS.replace("= false", "= true")},
    ),
    Case(
        "REG007",
        {"registers/releases/2026-01-20-table.toml": RELEASE, "attachments/r.csv": "x"},
        ("registers/releases/2026-01-20-table.toml", "title"),
        near={"registers/releases/2026-01-20-table.toml": RELEASE.replace("Homicides", "Hours"), "attachments/r.csv": "x"},
    ),
    # Services.
    Case(
        "SVC001",
        {"services/rise.toml": add('offers = ["health-2", "helth-3"]\n')},
        ("services/rise.toml", "offers"),
        near={"services/rise.toml": add('offers = ["health-2", "health-3"]\n')},
        says='Did you mean "health-',
    ),
    Case(
        "SVC002",
        {"services/rise.toml": swap("2026-01-10", "2025-05-31")},
        ("services/rise.toml", "verified_on"),
        near={"services/rise.toml": swap("2026-01-10", "2025-06-01")},
    ),
    Case("SVC002", {"services/rise.toml": swap("verified_on", "# verified_on")}, ("services/rise.toml", 1)),
    Case(
        "SVC003",
        {RISE: swap("joined", "confidential_location = true\njoined"),
         "services/rise.toml": swap("confidential_location = true", "confidential_location = false")},
        ("services/rise.toml", "member"),
        near={RISE: swap("joined", "confidential_location = true\njoined")},
    ),
    Case("SVC004", {"services/rise.toml": swap("reached_through", "# reached_through")}, ("services/rise.toml", "confidential")),
    Case(
        "SVC005",
        {"services/clinic.toml": 'name = "Clinic"\naddress = "Behind the shelter of Rise"\nverified_on = 2026-01-10\n'},
        ("services/clinic.toml", "address"),
        near={"services/clinic.toml": 'name = "Clinic"\naddress = "Behind the market"\nverified_on = 2026-01-10\n'},
    ),
    Case(
        "SVC006",
        {"committee.toml": swap("mission", 'parts = ["mainland"]\nmission'),
         "services/rise.toml": add('reaches = ["mainlad"]\n')},
        ("services/rise.toml", "reaches"),
        near={"committee.toml": swap("mission", 'parts = ["mainland"]\nmission'),
              "services/rise.toml": add('reaches = ["mainland"]\n')},
        says='Did you mean "mainland"',
    ),
    Case(
        "SVC007",
        {RISE: swap("joined", 'left = 2026-05-01\nhow = "withdrew"\njoined')},
        ("services/rise.toml", "member"),
        near={RISE: swap("joined", 'left = 2026-06-02\nhow = "withdrew"\njoined')},
    ),
    # Indicators.
    Case(
        "IND001",
        {POSTS: add('computed = "meeting-held"\n')},
        (POSTS, "computed"),
        near={POSTS: add('computed = "meetings-held"\n')},
        says='Did you mean "meetings-held"',
    ),
    Case("IND002", {POSTS: swap("no_baseline", "# no_baseline")}, (POSTS, 1), near={POSTS: add("baseline = { value = 1 }\n")}),
    Case("IND003", {POSTS: add("survivors = true\n")}, (POSTS, 1), near={POSTS: add('survivors = true\ncovers = ["all"]\n')}),
    Case(
        "IND003",
        {POSTS: add('reports = true\ncovers = ["all"]\nbetter = "down"\n')},
        (POSTS, "better"),
        near={POSTS: add('reports = true\ncovers = ["all"]\nbetter = "up"\n')},
        says="more reports are not failure",
    ),
    Case("IND004", {POSTS: swap("Posts whose", "Femicides whose")}, (POSTS, "title"), near={POSTS: swap("Posts", "Killer whales")}),
    Case("IND004", {Q1: f"{HEAD}posts,killed,1\n"}, (Q1, 0)),
    Case("IND005", {Q1: f"{HEAD}posts,all,1\npost,all,1\n"}, (Q1, 3), near={Q1: f"{HEAD}posts,all,1\n"}, says='"posts"'),
    Case(
        "IND005",
        {Q1: f"{HEAD}posts,town,1\n", POSTS: add('breakdowns = ["towns"]\n')},
        (Q1, 2),
        near={Q1: f"{HEAD}posts,Towns,1\n", POSTS: add('breakdowns = ["towns"]\n')},
    ),
    Case("IND006", {Q1: f"{HEAD}posts,all,1\nposts,,2\n"}, (Q1, 3), near={Q1: f"{HEAD}posts,a,1\nposts,b,2\n"}),
    Case(
        "IND007",
        {Q1: f"{HEAD}posts,a,1\nposts,b,2\nposts,all,4\n"},
        (Q1, 4),
        near={Q1: f"{HEAD}posts,a,1\nposts,b,2\nposts,all,4\n", POSTS: add("adds_up = false\n")},
        says="which is 3",
    ),
    Case(
        "IND007",
        {Q1: f"{HEAD}posts,all,101\n", POSTS: add('unit = "percent"\n')},
        (Q1, 2),
        near={Q1: f"{HEAD}posts,all,100\n", POSTS: add('unit = "percent"\n')},
    ),
    Case("IND008", {Q1: f"{HEAD}posts,all,1\n", POSTS: add('computed = "attendance"\n')}, (Q1, 2)),
    Case(
        "IND009",
        {"indicators/data/2026-q1-polic.csv": f"{HEAD}posts,all,1\n"},
        ("indicators/data/2026-q1-polic.csv", 0),
        near={Q1: f"{HEAD}posts,all,1\n"},
        says='Did you mean "police"',
    ),
    Case(
        "IND009",
        {Q1: f"{HEAD}posts,all,1\n", POSTS: add('agencies = ["court"]\n')},
        (Q1, 2),
        near={Q1: f"{HEAD}posts,all,1\n", POSTS: add('agencies = ["police"]\n')},
    ),
    Case("IND010", {"indicators/data/2026-q2-police.csv": f"{HEAD}posts,all,1\n"}, ("indicators/data/2026-q2-police.csv", 0)),
    Case(
        "IND010",
        {"indicators/data/2025-police.csv": f"{HEAD}posts,all,1\n"},
        ("indicators/data/2025-police.csv", 2),
        near={Q1: f"{HEAD}posts,all,1\n"},
        says="2025-q1",
    ),
    Case(
        "IND011",
        {POSTS: add('agencies = ["court", "police"]\n'), Q1: f"{HEAD}posts,all,1\n"},
        (POSTS, "agencies"),
        near={POSTS: add('agencies = ["court", "police"]\ndue_days = 62\n'), Q1: f"{HEAD}posts,all,1\n"},
        says="court 2026-q1",
    ),
    # Reports and what was published.
    Case("RPT001", {REPORTED: None}, ("committee.toml", "oversight"), says="2025"),
    Case(
        "RPT001",
        {REPORTED: swap("sent = 2026-01-20", "sent = 2025-12-20")},
        ("committee.toml", "oversight"),
        near={"committee.toml": swap('"yearly"', '"half-yearly"')},
    ),
    Case(
        "RPT002",
        {OUT: PUBLISHED, OUT_ENTRY: RELEASED.format(digest="0" * 64)},
        (OUT, 1),
        near={OUT: PUBLISHED, OUT_ENTRY: RELEASED.format(digest=digest(PUBLISHED.encode()))},
    ),
    Case("RPT003", {OUT: PUBLISHED}, (OUT, 1), near={OUT: PUBLISHED, OUT_ENTRY: RELEASED.format(digest="")}),
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
