"""A committee's folder in which check finds nothing at all, and a maker of folders that differ from it in a few places."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from vawcoord.change import digest
from vawcoord.folder.loading import digest_of, load

AGENCIES = {
    "police": ("police", "state"),
    "prosecution": ("prosecution", "state"),
    "court": ("courts", "state"),
    "legal-aid": ("legal-aid", "civil-society"),
    "hospital": ("health", "state"),
    "welfare": ("social-services", "state"),
    "rise": ("survivors", "survivor-led"),
}

COMMITTEE = """\
format = 1
id = "lakeside"
uid = "k3f9w2qz"
name = "Lakeside Committee"
area = "Lakeside"
languages = ["en", "fr"]
timezone = "Africa/Nairobi"
mission = "To work together."
vision = "A life without violence."
oversight = { name = "County Assembly", reports = "yearly" }

[meetings]
quorum = { share = "1/2", sectors = ["police", "justice"] }

[[officers]]
office = "chair"
holder = "hospital/lead"
from = 2025-01-01
until = 2027-12-31

[[officers]]
office = "secretary"
holder = "welfare/lead"
from = 2025-01-01
until = 2027-12-31
"""

PERSON = """\

[[representatives]]
id = "{role}"
{who}
role = "{role}"
from = 2025-01-01
authority = {{ letter = "A/1", date = 2025-01-01, until = 2027-12-31 }}
"""

MEMBER = """\
name = "Agency {id}"
sector = "{sector}"
type = "{kind}"
joined = 2025-01-01
responsibilities = ["It answers every call."]
{people}
[[signatories]]
name = "S. {id}"
post = "Director"
from = 2025-01-01
"""

UNDERTAKING = """\
date = 2026-01-10
who = "{who}"
kind = "confidentiality"
document = "agreement/undertaking"
until = 2027-12-31
"""

TEMPLATE = """\
+++
title = "On referral"
template = "mou/small"
version = 2
language = "en"
required = ["purpose", "sharing"]
+++

## Purpose {#purpose}

We refer.

## Sharing {#sharing}

We share.
"""

DRAFT = """\
+++
title = "On referral"
template = "mou/small@2"
language = "en"
parties = ["police", "hospital"]
review = 2027-04-30
authentic = ["en", "fr"]

[[signatories]]
party = "police"
agency = "Agency police"
name = "S. police"

[[signatories]]
party = "hospital"
agency = "Agency hospital"
name = "S. hospital"

[[reservations]]
party = "police"
clause = "sharing"
kind = "not-bound"
text = "Totals only."
+++

## Purpose {#purpose guidelines="L2.2.1"}

The parties refer, as [sharing](#sharing) says.

## Sharing {#sharing}

The parties share totals.
"""

FRENCH = """\
+++
title = "Sur l'orientation"
language = "fr"
parties = ["police", "hospital"]
of = "v1:0"

[[signatories]]
party = "police"

[[signatories]]
party = "hospital"
+++

## But {#purpose}

Les parties orientent.

## Partage {#sharing}

Les parties partagent des totaux.
"""

NOTHING = "v1:0"

SIGNED = """\
+++
title = "On keeping in touch"
language = "en"
parties = ["police", "hospital"]
review = 2027-04-30

[[signatories]]
party = "police"
agency = "Agency police"
name = "S. police"

[[signatories]]
party = "hospital"
agency = "Agency hospital"
name = "S. hospital"
+++

## Purpose {#purpose}

The parties call one another on the same day.
"""

UNDERTAKING_TEXT = """\
+++
title = "Undertaking"
language = "en"
in_force = "adoption"
+++

## Silence {#silence}

I keep silent about every person.
"""

PLAN = """\
title = "Plan"
start = 2026-01-01
until = 2028-12-31

[[goals]]
id = "structure"
title = "We can act"

[[activities]]
id = "1.1"
title = "Train the posts"
goal = "structure"
need = "needs/2026-01-10-posts"
lead = "police"
start = 2026-01-01
due = 2026-12-31
milestones = [{ title = "Half of the posts", due = 2026-06-30 }]
resources = { needed = 100, secured = 100, currency = "KES" }
indicators = ["posts"]

[[activities]]
id = "1.2"
title = "Print the directory"
goal = "structure"
need = "needs/2026-01-10-posts"
lead = "welfare"
due = 2026-12-31
depends = ["1.1"]
resources = { needed = 0 }
indicators = ["posts"]
"""

NEED = """\
date = 2026-01-10
what = "Officers do not know where to refer."
source = "service-map"
"""

REPORTED = """\
date = 2026-01-20
to = "oversight-body"
document = "agreement/undertaking"
due = 2026-01-31
sent = 2026-01-20
"""

INDICATOR = """\
title = "Posts whose staff know the form"
definition = "Counted twice a year."
no_baseline = "Nobody had counted before."
"""

SCHEDULE = """\
[[series]]
id = "ordinary"
title = "Coordination meeting"
from = 2026-01-01
place = "Town hall"
"""

AGENDA = """\
+++
title = "Agenda"
language = "en"
meeting = "2026-06-02-ordinary"
issued = 2026-05-20
answers = [
  { agency = "police", is = "present", who = "lead", date = 2026-05-21 },
  { agency = "court", is = "apologies", informed = true, date = 2026-05-21 },
]
+++

## Opening {#opening minutes=20}

## What survivors say {#survivor-voice minutes=40}
"""

JOURNAL = """\
entries = [
  { date = 2026-04-02, item = "2026-2028/1.1", status = "in-progress", by = "police" },
  { date = 2026-04-03, item = "2026-2028/1.1", status = "done", by = "police" },
]
"""

SERVICE = """\
name = "Shelter of Rise"
member = "rise"
confidential_location = true
reached_through = "the helpline"
verified_on = 2026-01-10
"""

Content = str | bytes | Callable[[str], str] | None
Make = Callable[..., Path]


def _member(name: str, sector: str, kind: str) -> str:
    """Return an agency's file."""
    people = "".join(
        PERSON.format(role=role, who=f'seat = "A {role} of {name}"' if kind == "survivor-led" else f'name = "N. {name} {role}"')
        for role in ("lead", "alternate")
    )
    return MEMBER.format(id=name, sector=sector, kind=kind, people=people)


def base() -> dict[str, str]:
    """Return the good folder, by path."""
    files = {
        "committee.toml": COMMITTEE,
        "README.md": "# Ours\n",
        "templates/mou/small.en.md": TEMPLATE,
        "mou/referral.md": DRAFT,
        "mou/referral.fr.md": FRENCH,
        "mou/signed.md": SIGNED,
        "agreement/undertaking.md": UNDERTAKING_TEXT,
        "plan/2026-2028.toml": PLAN,
        "registers/needs/2026-01-10-posts.toml": NEED,
        "registers/reports-sent/2026-01-20-county-assembly.toml": REPORTED,
        "indicators/posts.toml": INDICATOR,
        "progress/2026-04.log.toml": JOURNAL,
        "meetings/schedule.toml": SCHEDULE,
        "meetings/2026-06-02-ordinary/agenda.md": AGENDA,
        "services/rise.toml": SERVICE,
        "attachments/mou-signed/2026-03-01.pdf": "scan",
    }
    for name, (sector, kind) in AGENCIES.items():
        files[f"members/{name}.toml"] = _member(name, sector, kind)
        for role in ("lead", "alternate"):
            files[f"registers/undertakings/2026-01-10-{name}-{role}.toml"] = UNDERTAKING.format(who=f"{name}/{role}")
    return files


def seal(root: Path, ref: str, lines: Mapping[str, str], *, event: str = "signed") -> str:
    """Log that the text as it stands was signed (or adopted): `lines` gives day and scan or decision by party."""
    document = load(root)[0].document(ref)
    assert document is not None, ref
    text = digest_of(root, document)
    content = (root / f"{ref}.md").read_bytes()
    entries = []
    for party, rest in lines.items():
        who = f'party = "{party}", name = "S. {party}", ' if event == "signed" else ""
        entries.append(f'  {{ event = "{event}", {who}digest = "{text}", bytes = "{digest(content)}", {rest} }},\n')
    log = root / f"{ref}.log.toml"
    before = log.read_text(encoding="utf-8").removesuffix("]\n") if log.exists() else "entries = [\n"
    log.write_text(before + "".join(entries) + "]\n", encoding="utf-8")
    kept = root / f"issued/{ref}/{text[3:15]}.md"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return text


def put(root: Path, changes: Mapping[str, Content]) -> None:
    """Write, edit (a function) or remove (None) files of a folder."""
    for path, content in changes.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink()
        elif callable(content):
            before = target.read_text(encoding="utf-8")
            after = content(before)
            assert after != before, f"{path}: the case changes nothing"
            target.write_text(after, encoding="utf-8")
        else:
            target.write_bytes(content.encode() if isinstance(content, str) else content)


SCAN = 'date = 2026-03-01, scan = "attachments/mou-signed/2026-03-01.pdf"'


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """Return a maker of folders: the good one, its MOU signed by both parties, then the changes handed over."""

    def make(changes: Mapping[str, Content] | None = None) -> Path:
        root = tmp_path / "lakeside"
        put(root, base())
        seal(root, "mou/signed", {"police": SCAN, "hospital": SCAN})
        document = load(root)[0].document("mou/referral")
        assert document is not None
        put(root, {"mou/referral.fr.md": FRENCH.replace(NOTHING, digest_of(root, document))})
        put(root, changes or {})
        return root

    return make


@pytest.fixture(name="seal")
def _seal() -> Callable[..., str]:
    """Return the function that has a document signed as it stands."""
    return seal
