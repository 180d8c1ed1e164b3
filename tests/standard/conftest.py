"""A committee in which every item that the programme judges is in place, made of real files; and its coverage on a day."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from vawcoord.change import digest
from vawcoord.folder.loading import digest_of, load
from vawcoord.operations.standard import covered
from vawcoord.records.coverage import Covered, Result
from vawcoord.standard.catalogue import module_5

TODAY = date(2026, 6, 1)
MEMBERS = {
    "police": "police",
    "prosecution": "prosecution",
    "court": "courts",
    "legal-aid": "legal-aid",
    "hospital": "health",
    "welfare": "social-services",
    "rise": "survivors",
    "harbour": "civil-society",
}
TYPES = {"rise": "survivor-led", "harbour": "civil-society", "legal-aid": "civil-society"}
HEAD = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside District Coordination Committee"
area = "Lakeside District"
languages = ["en"]
timezone = "Africa/Nairobi"
mission = "Help that is safe."
vision = "No violence."

[[officers]]
office = "chair"
holder = "hospital/lead"
from = 2026-01-01
until = 2027-12-31
elected = "2026-01-13-ordinary/d1"

[[officers]]
office = "secretary"
holder = "welfare/lead"
from = 2026-01-01
until = 2027-12-31
elected = "2026-01-13-ordinary/d2"
"""
SERIES = """\
[[series]]
id = "ordinary"
title = "Meeting"
every = "quarter"
weekday = "tuesday"
nth = 2
from = 2026-01-01
"""
MINUTES = """\
+++
language = "en"
meeting = "2026-01-13-ordinary"
held = {held}
approved_on = 2026-04-14
attendance = [
{attendance}]
+++

## Opening {{#opening}}

We met.
"""
PLAN = """\
title = "Plan"
national_strategy = "Strategy"
start = 2026-01-01
until = 2028-12-31
adopted = { date = 2026-01-13, decision = "2026-01-13-ordinary/d1" }

[[goals]]
id = "near"
title = "Near"
horizon = "short"

[[goals]]
id = "middle"
title = "Middle"
horizon = "medium"

[[goals]]
id = "far"
title = "Far"
horizon = "long"
"""
ACTIVITY = """
[[activities]]
id = "{id}"
title = "Act"
goal = "{goal}"
need = "needs/2026-01-05-boat"
priority = "high"
reason = "Because."
lead = "police"
start = 2026-01-13
due = 2026-12-31
resources = {{ needed = 0, secured = 0 }}
indicators = ["{indicator}"]
tags = ["{tag}"]
"""
INDICATOR = """\
title = "{id}"
definition = "Counted."
kind = "{kind}"
baseline = {{ value = 1, date = 2025-12-31, source = "Reports" }}
source = "Reports"
owner = "police"
agencies = ["police"]
national_code = "local"
tags = [{tags}]
"""
TRAINING = """\
date = 2026-03-01
title = "Together"
topic = "{topic}"
audience = "{audience}"
standard = "sop/rules"
sectors = ["police", "health", "courts"]
persons = 20
survivor_led = false
recurrence = "yearly"
inside_other = {inside}
"""
REVIEW = """\
date = 2026-03-01
subject = "{subject}"
method = "meeting"
by = ["police", "hospital"]
result = "It works."
actions = ["2026-01-13-ordinary/a1"]
next = 2027-03-01
"""
SERVICE = """\
name = "Care room"
sector = "health"
offers = ["health-2"]
hours = "day and night"
cost = "free"
languages = ["English"]
accessibility = ["step-free"]
contact_post = "Nurse on duty"
verified_on = 2026-03-01
"""
FUNDING = """\
date = 2026-03-01
stage = "{stage}"
amount = 100
source = "County"
purpose = "coordination"
due = 2026-03-01
"""
AWARENESS = """\
date = 2026-03-01
message = "There is help."
channel = "{channel}"
audience = "everybody"
languages = ["en"]
tells_where_to_go = true
compared = true
"""


def _undertaking(agency: str) -> str:
    """Return an undertaking of confidentiality."""
    return f'date = 2026-01-13\nwho = "{agency}/lead"\nkind = "confidentiality"\ndocument = "sop/rules"\nuntil = 2028-01-12\n'


def _member(agency: str, sector: str) -> str:
    """Return the file of a member with a lead and a letter of authority."""
    person = 'seat = "Rise representative"' if agency == "rise" else f'name = "N. {agency.title()}"\npost = "Head"'
    return (
        f'name = "{agency.title()}"\nsector = "{sector}"\ntype = "{TYPES.get(agency, "state")}"\njoined = 2025-01-01\n'
        + ('represents = ["women of the islands"]\n' if agency == "harbour" else "")
        + f'responsibilities = ["Does its part."]\n\n[[representatives]]\nid = "lead"\n{person}\n'
        'authority = { letter = "X/1", date = 2026-01-01, until = 2027-12-31 }\n'
    )


def whole() -> dict[str, str]:
    """Return the files of the committee, but for its text."""
    present = "".join(f'  {{ agency = "{one}", who = "lead", is = "present" }},\n' for one in MEMBERS)
    files = {"committee.toml": HEAD, "meetings/schedule.toml": SERIES}
    for day in ("2026-01-13", "2026-04-14"):
        text = MINUTES.format(held=day, attendance=present).replace("2026-01-13-ordinary", f"{day}-ordinary")
        files[f"meetings/{day}-ordinary/minutes.md"] = text
        files[f"meetings/{day}-ordinary/actions.toml"] = (
            '[[decisions]]\nid = "d1"\ntext = "Agreed."\n\n[[decisions]]\nid = "d2"\ntext = "Elected."\n\n'
            '[[actions]]\nid = "a1"\ntext = "Ask"\nagency = "police"\ndue = 2026-12-31\n'
        )
    files |= {f"members/{one}.toml": _member(one, sector) for one, sector in MEMBERS.items()}
    files |= {f"registers/undertakings/2026-01-13-{one}.toml": _undertaking(one) for one in MEMBERS}
    files["plan/2026.toml"] = PLAN + "".join(
        ACTIVITY.format(id=f"{place}.1", goal=goal, indicator=indicator, tag=tag)
        for place, (goal, indicator, tag) in enumerate(
            (("near", "police", "safety"), ("middle", "health", "accountability"), ("far", "social", "coordination")), 1
        )
    )
    files["progress/2026-05.log.toml"] = (
        "entries = [\n"
        + "".join(f'  {{ date = 2026-05-04, item = "2026/{place}.1", status = "in-progress" }},\n' for place in (1, 2, 3))
        + "]\n"
    )
    for one, kind, tags in (
        ("police", "quantitative", '"police"'),
        ("health", "qualitative", '"health"'),
        ("social", "quantitative", '"social-services"'),
    ):
        files[f"indicators/{one}.toml"] = INDICATOR.format(id=one, kind=kind, tags=tags)
    files["indicators/data/2026-q1-police.csv"] = "indicator,breakdown,value\npolice,,20\nhealth,,20\nsocial,,20\n"
    files["services/care.toml"] = SERVICE
    registers = {
        "needs/2026-01-05-boat": 'what = "A boat."\nsource = "data"\npriority = "high"\nreason = "Nights."\n',
        "linkages/2026-02-01-schools": 'with = "Schools"\nkind = "school"\nowner = "police"\nagreed = "Talks."\nreview = 2027-02-01\n',
        "informed/2026-02-01-ferry": 'document = "plan/2026"\nwhom = "Ferry office"\nchannel = "letter"\ntook_part = false\n',
        "reports-sent/2026-03-01-recipient": 'to = "named-recipient"\ndocument = "sop/rules"\nsent = 2026-03-01\n',
        "reports-sent/2026-03-02-council": 'to = "oversight-body"\ndocument = "sop/rules"\nsent = 2026-03-02\n',
        "reports-sent/2026-03-03-law": (
            'to = "local-government"\ndocument = "sop/rules"\nrequirement = "requirements/2026-01-05-law"\nsent = 2026-03-03\n'
        ),
        "requirements/2026-01-05-law": (
            'by = "Council"\nwhat = "A report."\nform = "report"\nrhythm = "yearly"\ndue = 2026-03-31\nfigures = true\n'
        ),
        "barriers/2026-03-01-trust": (
            'what = "Trust."\nto = "coordination"\nlevel = "practice"\nkind = "trust"\nsource = "meeting"\n'
            'solution = "Meet."\nstate = "open"\n'
        ),
        "pledges/2026-03-01-room": 'by = "police"\nwhat = "room"\ngiven = 2026-03-01\n',
        "champions/2026-03-01-teacher": 'role = "teacher"\nsupport = "training"\ncount = "under-10"\nby = "police"\n',
        "audits/2026-03-01-inside": 'kind = "internal"\nscope = "agreements"\nby = "Us"\nfindings = 0\n',
        "audits/2026-03-02-outside": 'kind = "external"\nscope = "agreements"\nby = "Them"\nfindings = 0\n',
        "consultations/2026-03-01-sectors": (
            'purpose = "services"\nwith = "staff"\nmethod = "meeting"\nsectors = ["police", "health", "courts"]\n'
            'risk_weighed = true\nsafety = "Closed room."\nchanged = "Hours."\n'
        ),
        "releases/2026-03-01-coordination": (
            'title = "Meetings"\nabout = "coordination"\nfrom = 2025-01-01\nuntil = 2025-12-31\n'
            'figures = "indicators/data/2026-q1-police.csv"\nthreshold = 10\ntested = true\n'
        ),
        "releases/2026-03-02-services": (
            'title = "Services"\nabout = "services-used"\nfrom = 2025-01-01\nuntil = 2025-12-31\n'
            'figures = "indicators/data/2026-q1-police.csv"\nthreshold = 10\ntested = true\n'
        ),
        "groups/2026-03-01-islands": (
            'group = "Women of the islands"\nmethod = "mapping"\nplanning = true\npolicymaking = true\nimplementation = true\n'
            'evaluation = true\nown_figures = "safe"\nreview = 2027-03-01\n'
        ),
        "lessons/2026-03-01-call": 'lesson = "Call first."\nsource = "meeting"\nkind = "good-practice"\nlevel = "local"\n',
        "proposals/2026-03-01-boats": (
            'what = "Boats."\nabout = "budget"\nto = "Ministry"\nbasis = "monitoring"\nanswer = "none-yet"\n'
        ),
        "publications/2026-03-01-guide": (
            'title = "Guide"\nkind = "guideline"\nwhere = "web"\nlanguages = ["en"]\nform = "print"\nchecked = true\n'
        ),
    }
    files |= {f"registers/{name}.toml": f"date = {name.split('/')[1][:10]}\n{text}" for name, text in registers.items()}
    for topic, audience, inside in (
        ("coordination", "staff", "true"),
        ("law", "policymakers", "false"),
    ):
        name = f"registers/training/2026-03-01-{topic}.toml"
        files[name] = TRAINING.format(topic=topic, audience=audience, inside=inside)
    for subject in (
        "priorities",
        "mission",
        "roles",
        "committee",
        "referral-protocol",
        "monitoring-means",
        "indicators",
        "agreements",
    ):
        files[f"registers/reviews/2026-03-01-{subject}.toml"] = REVIEW.format(subject=subject)
    for stage in ("asked", "received", "spent"):
        files[f"registers/funding/2026-03-01-{stage}.toml"] = FUNDING.format(stage=stage)
    for channel in ("radio", "poster"):
        files[f"registers/awareness/2026-03-01-{channel}.toml"] = AWARENESS.format(channel=channel)
    return files


def rules_text(items: str = "", *, extra: str = "") -> str:
    """Return a text with one clause that names items, all where none are given."""
    named = items or " ".join(one.id for one in module_5().items)
    return (
        f'+++\ntitle = "Rules"\nlanguage = "en"\nin_force = "adoption"\neffective = "adoption"\n{extra}+++\n\n'
        f'## Everything {{#everything guidelines="{named}"}}\n\nAll of it is agreed.\n'
    )


def adopt(root: Path, ref: str = "sop/rules") -> None:
    """Log that a text was adopted, and keep it."""
    document = load(root)[0].document(ref)
    assert document is not None
    text = digest_of(root, document)
    content = (root / f"{ref}.md").read_bytes()
    (root / f"{ref}.log.toml").write_text(
        f'entries = [\n  {{ date = 2026-01-13, event = "adopted", decision = "2026-01-13-ordinary/d1", digest = "{text}", '
        f'bytes = "{digest(content)}" }},\n]\n',
        encoding="utf-8",
    )
    kept = root / f"issued/{ref}/{text[3:15]}.md"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)


Folder = Callable[..., Path]


@pytest.fixture
def made(folder: Folder) -> Callable[..., Path]:
    """Return the maker of folders from files; `text` is the adopted text, with all items where nothing else is said."""

    def make(files: Mapping[str, str], *, text: str | None = None, adopted: bool = True) -> Path:
        root = folder({"sop/rules.md": rules_text() if text is None else text, **files})
        if adopted:
            adopt(root)
        return root

    return make


def judged(root: Path, today: date = TODAY, level: str = "all") -> Result:
    """Return the coverage of a folder in which nothing is broken."""
    committee, findings = load(root)
    assert [f"{one.where}: {one.message}" for one in findings if one.severity == "error"] == []
    return covered(root, committee, today, level=level)


def verdicts(root: Path, today: date = TODAY) -> dict[str, str]:
    """Return the verdicts of a folder by item."""
    return {one.item.id: one.verdict for one in judged(root, today).items}


def of(result: Result, item: str) -> Covered:
    """Return one item of a coverage."""
    return next(one for one in result.items if one.item.id == item)
