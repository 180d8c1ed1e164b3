"""The pseudo-language: every sentence that the programme prints has passed through gettext.

The catalogue of this test writes each message in full-width letters between ⟦ and ⟧. What is left in plain letters is data: names
that begin with Zz, paths, codes, commands, words of the files. Anything else is a sentence that escaped translation.
"""

# ruff: noqa: RUF001 - the letters of the pseudo-language are meant to look like others

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vawcoord.cli.main import vawcoord
from vawcoord.codes import CODES
from vawcoord.documents.message import KINDS as MESSAGES
from vawcoord.folder.figures import COLUMNS
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.attach import SUFFIXES
from vawcoord.operations.members import LISTS
from vawcoord.operations.sheets import JOURNAL, known_kinds
from vawcoord.records import indicator, plan, service  # noqa: F401 - their keys are words of files
from vawcoord.records.computed import COMPUTED
from vawcoord.records.document import CLASSES, EVENTS
from vawcoord.records.meeting import ATTENDANCE, EVERY
from vawcoord.records.member import LEAVINGS, TYPES
from vawcoord.records.plan import HORIZONS, STATUSES
from vawcoord.records.profile import OFFICES, RHYTHMS, SECTORS, TERMS, WEEKDAYS
from vawcoord.records.record import Record
from vawcoord.records.register import kinds
from vawcoord.text.minutes import METHODS

DRIVER = r"""
import gettext, io, json, re, sys, traceback

def dressed(message):
    parts = re.split(r"(\{[^{}]*\}|%\(\w+\)s|%\w)", message)
    for place in range(0, len(parts), 2):
        parts[place] = "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalpha() else sign for sign in parts[place])
    return "\u27e6" + "".join(parts) + "\u27e7"

class Pseudo(gettext.NullTranslations):
    def gettext(self, message):
        return dressed(message)
    def ngettext(self, one, many, count):
        return dressed(one if count == 1 else many)

# The words of click itself pass through gettext's own catalogue.
gettext.gettext = Pseudo().gettext
gettext.ngettext = Pseudo().ngettext

from vawcoord import language
language.speak("", extra=Pseudo())
from vawcoord.cli import main
main.speak = lambda _language: None

class Stream(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
    def text(self):
        return self.buffer.getvalue().decode()

answers = []
for words, typed in json.load(sys.stdin):
    sys.stdout, sys.stderr = out, err = Stream(), Stream()
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    try:
        code = main.run(words)
    except Exception:
        code = traceback.format_exc()
    answers.append([code, out.text(), err.text()])
sys.__stdout__.write(json.dumps(answers))
"""

COMMITTEE = """\
format = 1
id = "zzlake"
uid = "k3f9w2qz"
name = "Zzlake Zzcommittee"
area = "Zzlake"
languages = ["en", "fr"]
vision = "[to be completed: Zzvision]"
timezone = "Zznowhere"
oversight = { name = "Zzassembly", key = "zzage", clause = "sop/zzrule#zzpurpose" }
meetings = { quorum = { sectors = ["justice"] } }

[[officers]]
office = "chair"
holder = "zzpolice/zza"
until = 2026-01-01

[[officers]]
office = "secretary"
holder = "zzpolice/zza"
until = 2026-07-01
"""

POLICE = """\
name = "Zzpolice"
sector = "police"
joined = 2025-01-01
responsibilities = ["Zzanswers."]

[[representatives]]
id = "zza"
name = "Zzamina"
post = "Zzhead"
authority = { letter = "Zzletter", until = 2026-07-01 }

[[signatories]]
name = "Zzwanjala"
"""

MOU = """\
+++
title = "Zzreferral"
template = "mou/zzt@1"
language = "en"
parties = ["zzpolice", "zzhospital", "zzgone"]
review = 2026-01-01
authentic = ["en", "ar"]

[[signatories]]
party = "zzpolice"
name = "Zzwanjala"

[[reservations]]
party = "zzpolice"
clause = "zznone"
kind = "not-bound"
text = "Zztotals."
+++

## Zzpurpose {#zzpurpose guidelines="L2.2.1 L9.9.9"}

Zzsee [Zzother](#zzother). [to be completed: Zzwhat]
"""

WHOLE = (
    MOU.replace('"zzgone"', "").replace(", ]", "]").replace("[to be completed: Zzwhat]", "Zzwhat.").replace("zznone", "zzpurpose")
)

TEMPLATE = """\
+++
title = "Zzreferral"
template = "mou/zzt"
version = 2
language = "en"
summary = "Zzsummary."
review_before_use = true
required = ["zzpurpose", "zzlast"]

[[alternatives]]
clause = "zzpurpose"
id = "zzalternative"
kind = "conditional"
for = "Zzcourts"
text = "Zztotals."
+++

## Zzpurpose {#zzpurpose}

Zzbetween {{#parties}}{{name}} {{/parties}}.
"""

FOLDER = {
    "committee.toml": COMMITTEE,
    "members/zzpolice.toml": POLICE,
    "members/zzhospital.toml": 'name = "Zzhospital"\nsector = "health"\nleft = 2026-01-01\njoined = 2025-01-01\nunknwn = 1\n',
    "members/zzrise.toml": 'name = "Zzrise"\nsector = "survivors"\ntype = "survivor-led"\njoined = 2025-01-01\n'
    'confidential_location = true\naddress = "Zzroad"\n[[representatives]]\nid = "zzb"\nname = "Zzb"\n'
    '[[representatives]]\nid = "zzb"\nseat = "Zzseat"\npost = "Zzpost"\n[[representatives]]\nid = "zzc"\n',
    "members/zzbroken.toml": "name = \n",
    "members/zzcurly.toml": "name = \u201cZz\u201d\n",
    "members/zztyped.toml": 'name = 3\nsector = "zzz"\njoined = "x"\n',
    "members/Zzbad.toml": "name = 1\n",
    "members/zznotes.md": "Zz\n",
    "mou/zzreferral.md": MOU,
    "mou/zzwhole.md": WHOLE,
    "mou/zzwhole.fr.md": WHOLE.replace('language = "en"', 'language = "fr"').replace("#zzpurpose ", "#zzp "),
    "mou/zzmoved.md": WHOLE + "\n## Zzlast {#zzlast}\n\nZzz.\n",
    "mou/zzmoved.log.toml": f'entries = [\n  {{ date = 2026-02-01, event = "issued", digest = "v1:{"1" * 64}" }},\n]\n',
    f"issued/mou/zzmoved/{'1' * 12}.md": WHOLE.replace("Zzreferral", "Zzold") + "\n## Zzgone {#zzgone}\n\nZza.\n",
    "mou/zzbare.md": "Zz\n",
    "mou/zzbare.log.toml": "entries = [\n]\n",
    "sop/zzrule.md": WHOLE.replace('template = "mou/zzt@1"', 'in_force = "adoption"').replace("review = 2026-01-01\n", ""),
    "plan/zzplan.toml": 'title = "Zzplan"\nstart = 2026-01-01\nuntil = 2025-01-01\n[[activities]]\nid = "1.1"\n'
    'title = "Zztrain"\nlead = "zzpolice"\ndue = 2026-02-01\n'
    '[[activities]]\nid = "1.2"\ntitle = "Zzx"\nlead = "zzpolce"\ndue = 2026-06-20\n',
    "progress/2026-04.log.toml": 'entries = [\n  { date = 2026-04-01, item = "zzplan/1.1", status = "open" },\n'
    '  { date = 2026-04-01, item = "zzplan/1.1", status = "blocked" },\n]\n',
    "meetings/schedule.toml": '[[series]]\nid = "zzordinary"\ntitle = "Zzmeeting"\nfrom = 2026-01-01\nplace = "Zzrise"\n',
    "registers/zzneeds/2026-01-01-a.toml": "date = 2026-01-01\n",
    "indicators/data/2026-zzpolice.csv": "zza,zzb\n",
    "templates/mou/zzt.en.md": TEMPLATE,
    "templates/mou/zzt.guide.en.md": '+++\ntitle = "Zzguide"\n+++\n\n## Zzpurpose {#zzpurpose}\n\nZzgood.\n\n- Zzpitfall\n',
    "templates/message/notice.en.md": "Zzhello {{who}}.\n",
    "templates/message/reminder.en.md": "Zzhello {{#open}}{{what}}{{/open}}.\n",
    "zzscan.pdf": "%PDF",
    "zzown.csv": "Activity;Zzwho;Due;Cost;Status;Goal\nZzsail;zzhospitl;31/12/2026;1,234;zz;Zzgoal\n;;;;done;\nZzfly;;2026-12-31;;;\n",
    "zzids.csv": "No.,Activity,Status,Due\n1.1,Zzother,done,2026-12-31\n9.9,Zzx,,\n",
    "zzgood.csv": "indicator,breakdown,value\nzzposts,zza,1\nzzposts,zzb,2\n",
    "zzmarks.csv": "indicator;breakdown;value\nzzposts;zza;1\n",
    "zzfigures.csv": 'indicator,breakdown,value\nzzpost,all,1\nzzposts,zza,"1,5"\nzzposts,zzb,-3\nzzposts,zzb,x\nzzposts,zzb,\n'
    "zzposts,all,4\nzzposts,zza,1\nzzposts,zzb,1\nzzposts,zzb,1\nzzposts\nzzposts,=zz,1\nmeetings-held,all,1\n",
}

RUNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("message", "notice"), ""),
    (("message", "notice", "--plain", "--eml", "--why"), ""),
    (("message", "notice", "--agency", "zzhospital"), ""),
    (("message", "reminder"), ""),
    (("message", "reminder", "--agency", "zzpolice", "--agency", "zzrise"), ""),
    (("message", "reminder", "--sent", "--why"), ""),
    (("message", "reminder", "--sent"), ""),
    (("message", "reminder", "--meeting", "2026-06-02"), ""),
    (("message", "thanks"), ""),
    (("message", "missing-signature"), ""),
    (("message", "notice", "--sent"), ""),
    (("message", "notice", "--language", "zz"), ""),
    (("action", "asked", "1.2", "--why"), ""),
    (("action", "asked", "zzplan/9.9"), ""),
    (("action", "letter", "1.2"), ""),
    (("handover", "--why", "--backup", "Zzstick"), ""),
    (("handover", "--take"), ""),
    (("status", "--all"), ""),
    (("status",), ""),
    (("today",), ""),
    (("status", "--plain"), ""),
    (("check",), ""),
    (("check", "--strict", "--why"), ""),
    (("check", "--plain"), ""),
    (("check", "members/zzpolice.toml"), ""),
    (("check", "--explain", "MEM999"), ""),
    (("check", "--mend"), "n\n"),
    (("check", "--mend", "--yes", "--why"), ""),
    (("member", "list"), ""),
    (("member", "list", "--plain"), ""),
    (("member", "show", "zzpolice"), ""),
    (("member", "show", "zzrise"), ""),
    (("member", "show", "zzbroken"), ""),
    (("member", "show", "zzpolic"), ""),
    (("member", "add", "Zzcourt"), ""),
    (("member", "add", "Zzcourt", "--sector", "courts", "--why"), ""),
    (("member", "add", "Zzshelter", "--sector", "survivors", "--joined", "2026-01-01", "--confidential", "--address", "Zz"), ""),
    (("member", "add", "Zzz", "--sector", "zz"), ""),
    (("member", "change", "zzcourt", "--lead", "Zzruth, Zzclerk", "--why"), ""),
    (("member", "change", "zzcourt", "--authority", "Zzletter", "--scan", "zzscan.pdf"), ""),
    (("member", "change", "zzcourt", "--authority", "Zzletter", "--person", "zznobody"), ""),
    (("member", "change", "zzcourt", "--scan", "zzscan.pdf"), ""),
    (("member", "change", "zzcourt"), ""),
    (("member", "leave", "zzpolice"), "n\n"),
    (("member", "leave", "zzcourt", "--how", "expelled"), ""),
    (("member", "leave", "zzcourt", "--yes", "--why"), ""),
    (("member", "leave", "zzcourt", "--yes"), ""),
    (("mou", "list"), ""),
    (("mou", "list", "--plain"), ""),
    (("agreement", "list"), ""),
    (("mou", "templates"), ""),
    (("mou", "guide", "zzt"), ""),
    (("mou", "guide", "zztt"), ""),
    (("mou", "new", "zzt", "--id", "zznew", "--between", "zzpolice", "--why"), ""),
    (("mou", "new", "zzt", "--id", "zznew"), ""),
    (("mou", "new", "zzt", "--id", "zznew2", "--language", "fr"), ""),
    (("mou", "new", "zzt", "--id", "zznew", "--language", "fr"), ""),
    (("mou", "new", "zzt", "--id", "Zz!"), ""),
    (("mou", "new", "zzt", "--between", "zzpolce"), ""),
    (("mou", "show", "zzreferral"), ""),
    (("mou", "show", "zzwhole"), ""),
    (("mou", "show", "zzbare"), ""),
    (("mou", "show", "zznone"), ""),
    (("sop", "show", "zzrule"), ""),
    (("mou", "sign", "zzreferral", "--party", "zzpolice"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzpolic"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzpolice", "--on", "2199-01-01"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzhospital"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzpolice", "--scan", "zznone.pdf"), ""),
    (("mou", "reserve", "zzwhole", "--party", "zzpolice", "--clause", "zzpurpose"), ""),
    (("mou", "reserve", "zzwhole", "--party", "zzhospital", "--clause", "zzpurpose", "--alternative", "zzother"), ""),
    (("mou", "reserve", "zzwhole", "--party", "zzhospital", "--clause", "zzpurpose", "--alternative", "zzalternative", "--why"), ""),
    (("mou", "reserve", "zzwhole", "--party", "zzhospital", "--clause", "zzpurpos", "--text", "Zz"), ""),
    (("mou", "reserve", "zzwhole", "--party", "zzother", "--clause", "zzpurpose", "--text", "Zz"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzpolice", "--why"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzpolice"), ""),
    (("mou", "reserve", "zzwhole", "--party", "zzpolice", "--clause", "zzpurpose", "--text", "Zz"), ""),
    (("mou", "sign", "zzwhole", "--party", "zzhospital", "--by", "Zzgrace, Zzmatron", "--scan", "zzscan.pdf"), ""),
    (("mou", "list"), ""),
    (("mou", "show", "zzwhole"), ""),
    (("mou", "history", "zzwhole"), ""),
    (("mou", "history", "zzreferral"), ""),
    (("mou", "redline", "zzmoved", "--word", "--why"), ""),
    (("mou", "redline", "zzmoved", "--plain"), ""),
    (("mou", "redline", "zzmoved", "--from", "now"), ""),
    (("mou", "redline", "zzmoved", "--from", "adopted"), ""),
    (("mou", "redline", "zzmoved", "--from", "template"), ""),
    (("mou", "redline", "zzmoved", "--from", "2026-01-01"), ""),
    (("mou", "redline", "zzmoved", "--from", "2026-13-01"), ""),
    (("mou", "redline", "zzmoved", "--from", "abcdef"), ""),
    (("mou", "redline", "zzmoved", "--from", "zz"), ""),
    (("mou", "redline", "zzreferral"), ""),
    (("mou", "join", "zzwhole", "--party", "zzrise", "--why"), ""),
    (("mou", "join", "zzwhole", "--party", "zzrise"), ""),
    (("mou", "correct", "zzwhole", "--decision", "zz/d1"), ""),
    (("mou", "correct", "zzreferral", "--decision", "zz/d1"), ""),
    (("mou", "adopt", "zzwhole", "--by", "zz/d1"), ""),
    (("sop", "sign", "zzrule", "--party", "zzpolice"), ""),
    (("sop", "adopt", "zzrule", "--by", "zz/d1", "--why"), ""),
    (("sop", "adopt", "zzrule", "--by", "zz/d1"), ""),
    (("sop", "history", "zzrule"), ""),
    (("mou", "issue", "zzwhole", "--to", "zzpolice,zzrise", "--answer-by", "2026-06-20", "--why"), ""),
    (("mou", "issue", "zzwhole", "--to", "zzpolice"), ""),
    (("mou", "issue", "zzwhole", "--to", "zzpolce"), ""),
    (("mou", "issue", "zzwhole", "--answer-by", "2026-05-01"), ""),
    (("mou", "issue", "zzreferral"), ""),
    (("mou", "list"), ""),
    (("--today", "2026-07-01", "status", "--all"), ""),
    (("receive", "build/issued/zzwhole-2026-06-01.docx"), ""),
    (("receive", "build/issued/zzwhole-2026-06-01.docx", "--from", "zzpolice", "--dry-run"), ""),
    (("receive", "build/issued/zzwhole-2026-06-01.docx", "--from", "zzrise", "--why"), ""),
    (("receive", "build/issued/zzwhole-2026-06-01.docx", "--from", "zzpolice"), ""),
    (("receive", "zznone.docx", "zzscan.pdf", "--from", "zzpolice"), ""),
    (("receive", "zzscan.pdf", "--from", "zzpolice"), ""),
    (("receive", "zzscan.pdf", "--document", "zznone"), ""),
    (("mou", "comment", "zzwhole", "--from", "zzpolice", "--clause", "zzpurpose", "--text", "Zzlong.", "--whole", "--why"), ""),
    (("mou", "comment", "zzwhole", "--from", "zzpolice", "--clause", "zzpurpos", "--text", "Zz"), ""),
    (("mou", "take", "zzwhole"), ""),
    (("mou", "take", "zzwhole", "--sheet"), ""),
    (("mou", "take", "zzwhole", "--accept", "zzpurpose"), ""),
    (("mou", "take", "zzreferral", "--accept", "zzpurpose"), ""),
    (("mou", "reply", "zzwhole", "--from", "zzpolice", "--why"), ""),
    (("mou", "reply", "zzreferral", "--from", "zzpolice"), ""),
    (("mou", "import", "build/issued/zzwhole-2026-06-01.docx"), ""),
    (("mou", "import", "zzscan.pdf"), ""),
    (("build", "--why"), ""),
    (("build",), ""),
    (("build", "zzwhole", "--beside", "fr"), ""),
    (("build", "mou/zzwhole", "--beside", "ar"), ""),
    (("build", "mou/zzwhol"), ""),
    (("open", "mou/zzwhole", "--print"), ""),
    (("open", "zzothing"), ""),
    (("plan", "show"), ""),
    (("plan", "show", "--plain", "--by", "agency"), ""),
    (("plan", "show", "zznone"), ""),
    (("plan", "show", "--agency", "zzpolic"), ""),
    (("plan", "show", "--status", "don"), ""),
    (("plan", "gantt"), ""),
    (("plan", "gantt", "--plain"), ""),
    (("plan", "new", "zznext", "--supersedes", "zzplan", "--why"), ""),
    (("plan", "new", "zznext"), ""),
    (("plan", "add", "Zzact"), ""),
    (("plan", "goal", "Zzgoal", "--plan", "zzplan", "--aim", "Zzaim", "--why"), ""),
    (("plan", "goal", "Zzgoal", "--plan", "zzplan", "--horizon", "zz"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--goal", "zzgoal", "--lead", "zzpolice", "--needed", "5", "--why"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--lead", "zzpolice", "--depends", "1.1", "--why"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--lead", "zzpolce"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--lead", "zzhospital"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--due", "2025-01-01"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--step", "zz"), ""),
    (("plan", "add", "Zzact", "--plan", "zzplan", "--guidelines", "L9.9.9"), ""),
    (("plan", "adopt", "zzplan", "--by", "zz/d1", "--why"), ""),
    (("plan", "adopt", "zzplan", "--by", "zz/d1"), ""),
    (("plan", "adopt", "zznext", "--by", "zz/d1"), ""),
    (("progress", "zzplan/1.1", "in progress"), ""),
    (("progress", "zzplan/1.1"), ""),
    (("progress", "zzplan/1.1", "--due", "2026-12-01"), ""),
    (("progress", "zzplan/1.1", "--due", "2026-12-01", "--reason", "Zzrain.", "--why"), ""),
    (("progress", "zzplan/1.1", "--due", "2026-12-01", "--reason", "Zzrain."), ""),
    (("progress", "zzplan/1.2", "blocked", "--note", "Zzno."), ""),
    (("progress", "zzplan/1.2", "done"), ""),
    (("progress", "zzplan/1.2", "--rag", "green"), ""),
    (("progress", "zzplan/1.2", "--rag", "green", "--reason", "Zzpaid.", "--percent", "20"), ""),
    (("progress", "9.9", "done"), ""),
    (("plan", "show", "zzplan"), ""),
    (("changes", "--since", "2026-01-01"), ""),
    (("changes", "--since", "2027-01-01"), ""),
    (("changes",), ""),
    (("meeting", "minutes", "2026-06-02"), ""),
    (("meeting", "minutes", "2026-05-06"), ""),
    (("meeting", "minutes", "2026-04-07", "--present", "zzpolice", "--absent", "zzrise", "--why"), ""),
    (("meeting", "minutes", "2026-04-07", "--present", "zzpolce"), ""),
    (("meeting", "minutes", "2026-04-07", "--absent", "zzpolice"), ""),
    (("meeting", "decide", "Zzyes.", "--item", "plan", "--why"), ""),
    (("meeting", "decide", "Zzyes.", "--vote", "1-2"), ""),
    (("meeting", "decide", "Zzyes.", "--circulation"), ""),
    (("meeting", "decide", "Zzyes.", "--confirms", "zz/d9"), ""),
    (("action", "add", "Zzprint.", "--agency", "zzpolice", "--due", "2026-04-20", "--post", "Zzhead", "--why"), ""),
    (("action", "add", "Zzprint.", "--agency", "zzpolce", "--due", "2026-04-20"), ""),
    (("action", "add", "Zzprint.", "--agency", "zzpolice", "--due", "2026-04-01"), ""),
    (("action", "list", "--agency", "zzpolice"), ""),
    (("meeting", "approve", "2026-04-07"), ""),
    (("meeting", "approve", "2026-04-07", "--at", "2026-04-07"), ""),
    (("meeting", "issue", "2026-04-07", "--answer-by", "2026-06-20"), ""),
    (("meeting", "issue", "2026-01-06"), ""),
    (("meeting", "take", "2026-04-07"), ""),
    (("meeting", "minutes", "2026-04-07", "--form", "--why"), ""),
    (("meeting", "minutes", "--from", "build/forms/minutes-2026-04-07-zzordinary.docx", "--why"), ""),
    (("meeting", "minutes", "--from", "build/issued/zzwhole-2026-06-01.docx"), ""),
    (("meeting", "minutes"), ""),
    (("check",), ""),
    (("meeting", "minutes", "2026-05-05", "--present", "all", "--chair", "zzpolice/zza"), ""),
    (("meeting", "approve", "2026-04-07", "--at", "2026-05-05", "--why"), ""),
    (("meeting", "approve", "2026-04-07", "--at", "2026-05-05"), ""),
    (("meeting", "correct", "2026-04-07", "--text", "Zzforty.", "--at", "2026-05-05", "--why"), ""),
    (("meeting", "correct", "2026-05-05", "--text", "Zzforty.", "--at", "2026-04-07"), ""),
    (("meeting", "decisions"), ""),
    (("meeting", "decisions", "--search", "Zznothing"), ""),
    (("meeting", "attendance"), ""),
    (("guard",), ""),
    (("guard", "--words", "--all", "--why"), ""),
    (("guard", "--word", "zzboda=ordinary"), ""),
    (("guard", "--word", "zzboda=ordinary"), ""),
    (("guard", "--word", "zzboda=person"), ""),
    (("guard", "--word", "zzboda"), ""),
    (("guard", "--word", "0733481904=place"), ""),
    (("guard", "--staged"), ""),
    (("guard", "--staged", "--install-hook"), ""),
    (("plan", "new", "zzring", "--title", "0733 481 904"), ""),
    (("plan", "new", "zzring", "--title", "0733 481 904", "--confirm", "0733 481 904"), ""),
    (("guard", "zznone.md"), ""),
    (("meeting", "answer", "2026-07-07", "zzpolice", "coming"), ""),
    (("meeting", "item", "2026-07-07", "Zzbus", "--from", "zzpolice", "--minutes", "240", "--decision", "--why"), ""),
    (("meeting", "item", "2026-07-07", "Zzbus", "--from", "zzpolice"), ""),
    (("meeting", "item", "2026-07-07", "Zzbus", "--from", "zzpolce"), ""),
    (("meeting", "item", "2026-07-07", "Zzbus", "--from", "zzpolice", "--minutes", "0"), ""),
    (("meeting", "item", "2026-07-07", "", "--from", "zzpolice"), ""),
    (("meeting", "agenda", "2026-07-07", "--why"), ""),
    (("meeting", "agenda", "2026-07-07", "--language", "zz"), ""),
    (("meeting", "agenda", "2026-07-07", "--on", "2026-06-01"), ""),
    (("meeting", "agenda", "2026-07-07", "--issued", "--refresh"), ""),
    (("meeting", "agenda", "2026-08-04", "--issued"), ""),
    (("meeting", "agenda", "2026-07-07", "--issued", "--on", "2026-07-01"), ""),
    (("meeting", "answer", "2026-07-07", "zzpolice", "alternate"), ""),
    (("meeting", "answer", "2026-07-07", "zzpolice", "apologies", "--informed"), ""),
    (("meeting", "answer", "2026-07-07", "zzpolice", "coming", "--informed"), ""),
    (("meeting", "answer", "2026-07-07", "zzpolice", "coming", "--who", "zznobody"), ""),
    (("meeting", "brief", "2026-07-07"), ""),
    (("meeting", "agenda", "2026-07-07", "--issued"), ""),
    (("meeting", "agenda", "2026-07-07"), ""),
    (("meeting", "item", "2026-07-07", "Zzlate", "--from", "zzpolice"), ""),
    (("build", "2026-07-07-ordinary"), ""),
    (("action", "list", "--all"), ""),
    (("action", "list", "--late", "--plain"), ""),
    (("register", "kinds"), ""),
    (("register", "kinds", "--plain"), ""),
    (("register", "show", "complaints"), ""),
    (("register", "show", "informed"), ""),
    (("register", "show", "attestations"), ""),
    (("register", "show", "complaint"), ""),
    (("register", "list", "needs"), ""),
    (("register", "add", "needs", "--set", "what=Zzboat", "--set", "source=data", "--set", "priority=high", "--why"), ""),
    (("register", "add", "needs", "--set", "wat=Zz"), ""),
    (("register", "add", "needs", "--set", "what=Zz"), ""),
    (("register", "add", "needs", "--set", "zz"), ""),
    (("register", "add", "needs", "--set", "source=dta"), ""),
    (("register", "add", "needs", "--set", "what=Zz", "--set", "source=data", "--set", "date=2027-01-01"), ""),
    (("register", "add", "needs", "--set", "what=Zz", "--set", "source=data", "--set", "groups=groups/zz"), ""),
    (("register", "add", "needs", "--set", "date=zz"), ""),
    (("register", "add", "drills", "--set", "times_kept=zz"), ""),
    (("register", "add", "pledges", "--set", "amount=1,5"), ""),
    (("register", "add", "pledges", "--set", "by=zzpolce", "--set", "what=room"), ""),
    (("register", "add", "attestations"), ""),
    (("register", "add", "needs"), "2026-05-01\nZzroad\n3\n\n\n2\n\n\n"),
    (("register", "add", "drills"), "zz\n2026-05-01\n1\n\nzzpolice\nperhaps\nyes\nZznothing\n"),
    (("register", "add", "needs", "--name", "Zz!", "--set", "what=Zz", "--set", "source=data"), ""),
    (("register", "list", "needs", "--since", "2026-01-01"), ""),
    (("register", "change", "needs/2026-06-01-zzboat", "--set", "priority=low", "--why"), ""),
    (("register", "change", "needs/2026-06-01-zzboat", "--set", "priority=low"), ""),
    (("register", "change", "needs/2026-06-01-zzbot", "--set", "priority=low"), ""),
    (("register", "change", "needs/2026-06-01-zzboat", "--set", "date=2026-05-01"), ""),
    (("service", "list"), ""),
    (("service", "add", "Zzclinic", "--offers", "health-2,health-99"), ""),
    (("service", "add", "Zzclinic", "--offers", "health-2,health-3", "--member", "zzpolice", "--speaks", "Zzenglish", "--for",
      "Zzwomen", "--cost", "paid", "--address", "Zzroad", "--verified", "visit", "--why"), ""),
    (("service", "add", "Zzhouse", "--offers", "health-2,health-3", "--confidential", "--address", "Zz"), ""),
    (("service", "add", "Zzhouse", "--offers", "health-2,health-3,social-4", "--confidential", "--reached-through", "Zzdesk",
      "--for", "Zzwomen", "--speaks", "Zzfrench"), ""),
    (("service", "add", "Zzclinic", "--id", "zzclinic"), ""),
    (("service", "list"), ""),
    (("service", "list", "--public"), ""),
    (("service", "map"), ""),
    (("service", "show", "zzhouse"), ""),
    (("service", "show", "zzhous"), ""),
    (("service", "verify", "zzhouse", "--how", "visti"), ""),
    (("service", "verify", "zzhouse", "--how", "visit", "--on", "2027-01-01"), ""),
    (("service", "verify", "zzhouse", "--how", "visit", "--why"), ""),
    (("service", "change", "zzhouse", "--cost", "free", "--why"), ""),
    (("service", "change", "zzhouse", "--cost", "free"), ""),
    (("indicator", "show"), ""),
    (("report", "progress", "--why"), ""),
    (("report", "progress", "--since", "2027-01-01"), ""),
    (("report", "oversight"), ""),
    (("report", "oversight", "--exact"), ""),
    (("report", "oversight", "--exact", "--sent"), ""),
    (("report", "public", "--dry-run"), ""),
    (("report", "public", "--why"), ""),
    (("report", "public", "--threshold", "4"), ""),
    (("report", "public", "--language", "ar"), ""),
    (("rollup", "zzown.csv", "zznone.json", "--out", "zzout"), ""),
    (("indicator", "add", "Zzposts"), ""),
    (("indicator", "add", "Zzposts", "--definition", "Zzcounted.", "--agencies", "zzpolice", "--baseline", "1", "--target", "9",
      "--better", "up", "--counts-reports", "--why"), ""),
    (("indicator", "add", "Zzposts", "--id", "zzposts", "--definition", "Zz"), ""),
    (("indicator", "add", "Zz femicides", "--definition", "Zz"), ""),
    (("indicator", "add", "--computed", "meetings-hld"), ""),
    (("indicator", "add", "--computed", "meetings-held", "--why"), ""),
    (("indicator", "computed"), ""),
    (("indicator", "computed", "--period", "zz"), ""),
    (("indicator", "due"), ""),
    (("indicator", "record", "zzposts", "5", "--period", "2025-q4", "--agency", "zzpolice", "--why"), ""),
    (("indicator", "record", "zzposts", "5", "--period", "2025-q4", "--agency", "zzpolice"), ""),
    (("indicator", "record", "zzposts", "-5", "--period", "2026-q1", "--agency", "zzpolice"), ""),
    (("indicator", "record", "zzposts", "--period", "2026-q1", "--agency", "zzpolice", "--", "-5"), ""),
    (("indicator", "record", "zzposts", "1,5", "--period", "2026-q1", "--agency", "zzpolice"), ""),
    (("indicator", "record", "zzposts", "5", "--period", "2026-q3", "--agency", "zzpolice"), ""),
    (("indicator", "record", "zzpost", "5", "--period", "2026-q1", "--agency", "zzpolice"), ""),
    (("indicator", "record", "zzposts", "5", "--period", "2025", "--agency", "zzpolice"), ""),
    (("indicator", "record", "zzposts", "5", "--period", "2026-q1", "--agency", "zzhospital"), ""),
    (("indicator", "import", "2026-q1-zzpolice.csv"), ""),
    (("indicator", "import", "zzfigures.csv"), ""),
    (("indicator", "import", "zzscan.pdf", "--period", "2026-q1", "--agency", "zzpolice"), ""),
    (("indicator", "import", "zzfigures.csv", "--period", "2026-q1", "--agency", "zzpolice"), ""),
    (("indicator", "import", "zzmarks.csv", "--period", "2026-q1", "--agency", "zzpolice"), ""),
    (("indicator", "import", "zzgood.csv", "--period", "2026-q1", "--agency", "zzpolice", "--why"), ""),
    (("indicator", "show"), ""),
    (("indicator", "show", "zzposts"), ""),
    (("indicator", "due", "--period", "2026-q1"), ""),
    (("status",), ""),
    (("check",), ""),
    (("standard", "list"), ""),
    (("standard", "list", "--why", "--plain", "--level", "all"), ""),
    (("standard", "list", "--standard", "zznone.toml"), ""),
    (("standard", "show", "L2.2.1"), ""),
    (("standard", "show", "L2.3.1"), ""),
    (("standard", "show", "L1.1.1"), ""),
    (("standard", "show", "L9.9.9"), ""),
    (("standard", "coverage"), ""),
    (("standard", "coverage", "--gaps", "--plain"), ""),
    (("standard", "coverage", "--level", "national"), ""),
    (("standard", "coverage", "--compare", "2026-01-01"), ""),
    (("standard", "coverage", "--standard", "committee.toml"), ""),
    (("standard", "coverage", "--record", "--note", "Zznote."), ""),
    (("standard", "coverage", "--compare", "2026-06-01"), ""),
    (("standard", "attest", "L2.3.7", "--by", "zzpolice"), ""),
    (("standard", "attest", "L2.3.7", "--by", "zzpolice", "--evidence", "Zznotes."), ""),
    (("standard", "attest", "L2.3.1", "--by", "zzpolice/zza", "--evidence", "Zznotes."), ""),
    (("standard", "attest", "L2.3.1", "--by", "zzrise/zznone", "--evidence", "Zznotes."), ""),
    (("standard", "attest", "L2.3.1", "--by", "zzrise", "--evidence", "Zznotes.", "--why"), ""),
    (("standard", "attest", "L2.3.1", "--by", "zzrise", "--evidence", "Zznotes.", "--until", "2030-01-01"), ""),
    (("standard", "attest", "L2.3.1", "--by", "zzhospital", "--evidence", "Zznotes."), ""),
    (("standard", "contest", "L2.2.1", "--by", "zzpolice"), ""),
    (("standard", "contest", "L2.2.1", "--by", "zzpolice", "--reason", "Zzno.", "--why"), ""),
    (("standard", "contest", "L2.2.1", "--by", "zzpolice", "--reason", "Zzno."), ""),
    (("standard", "show", "L2.2.1"), ""),
    (("standard", "contest", "L2.2.1", "--by", "zzrise", "--take-back"), ""),
    (("standard", "contest", "L2.2.1", "--by", "zzpolice", "--take-back"), ""),
    (("standard", "set-aside", "L2.3.1", "--reason", "Zz", "--decision", "zz/d1", "--until", "2026-12-31"), ""),
    (("standard", "set-aside", "L2.3.8", "--decision", "zz/d1", "--until", "2026-12-31"), ""),
    (("standard", "set-aside", "L2.3.8", "--reason", "Zz", "--decision", "zz/d1", "--until", "2026-12-31"), ""),
    (("standard", "set-aside", "L2.3.8", "--reason", "Zz", "--decision", "zz/d1", "--until", "2026-01-01"), ""),
    (("standard", "pack", "zzpack.zip"), ""),
    (("standard", "pack", "../zzpack.zip", "--why"), ""),
    (("standard", "pack", "../zzpack.zip"), ""),
    (("standard", "pack", "../zznone/zzpack.zip"), ""),
    (("standard", "pack", "../zzpack.txt"), ""),
    (("attach", "members/zzpolice", "zzscan.pdf", "--why"), ""),
    (("attach", "members/zzpolce", "zzscan.pdf"), ""),
    (("attach", "members/zzpolice", "zz.exe"), ""),
    (("attach", "members/zzpolice", "committee.toml"), ""),
    (("mou", "withdraw", "zzwhole", "--party", "zzrise"), "n\n"),
    (("mou", "withdraw", "zzwhole", "--party", "zzrise", "--yes", "--why"), ""),
    (("mou", "withdraw", "zzwhole", "--party", "zzrise", "--yes"), ""),
    (("mou", "withdraw", "zzwhole"), "n\n"),
    (("mou", "withdraw", "zzwhole", "--yes"), ""),
    (("mou", "withdraw", "zzwhole", "--yes"), ""),
    (("undo",), "n\n"),
    (("undo", "--yes"), ""),
    (("undo", "--yes"), ""),
    (("export", "plan", "../zzsheet.xlsx", "--for", "zzpolice", "--why"), ""),
    (("export", "plan", "../zzsheet.xlsx"), ""),
    (("export", "zzn"), ""),
    (("export", "members", "../zzsheet.ods"), ""),
    (("export", "plan", "../zzsheets", "--each"), ""),
    (("export", "plan", "../zzsheet.csv", "--language", "zz"), ""),
    (("member", "export", "--csv"), ""),
    (("import", "../zzsheet.xlsx"), ""),
    (("import", "../zzsheet.xlsx", "--take", "1.1:title"), ""),
    (("plan", "import", "../zznone.xlsx"), ""),
    (("import", "zzown.csv"), ""),
    (("import", "zzown.csv", "--into", "zzplan", "--goals", "--dry-run"), ""),
    (("import", "zzown.csv", "--into", "zzplan"), "n\n"),
    (("import", "zzown.csv", "--into", "zzplan", "--map", "Zzwho=zz"), ""),
    (("plan", "import", "zzown.csv", "--into", "zzplan", "--map", "Zzwho=lead", "--yes", "--why"), ""),
    (("import", "zzids.csv", "--kind", "plan", "--yes"), ""),
    (("import", "zzids.csv", "--kind", "zz"), ""),
    (("import", "zzids.csv", "zznone.csv", "--kind", "members"), ""),
    (("backup", "../zzout.zip"), ""),
    (("backup", "../zzout.zip"), ""),
    (("restore", "../zzout.zip", "../zzback"), ""),
    (("restore", "../zzout.zip", "../zzback"), ""),
    (("restore", "committee.toml", "../zzback2"), ""),
    (("restore", "zznone.zip", "../zzback2"), ""),
    (("init", "../zznew", "--yes", "--why"), ""),
    (("init", "../zznew", "--yes"), ""),
    (("init", "../zznew2", "--yes", "--name", "Zz", "--languages", "ar,fr"), ""),
    (("init", "../zznew3", "--yes", "--languages", "zz1"), ""),
    (("init", "../zznew3", "--yes", "--timezone", "Zznowhere"), ""),
    (("init", "../zznew3", "--yes", "--agency", "Zz"), ""),
    (("init", "../zznew3", "--yes", "--agency", "polise=Zz"), ""),
    (("init", "../zznew3", "--yes", "--time", "25:00"), ""),
    (("init", "../zznew3", "--every", "zz"), ""),
    (("init", "../zznew4"), "Zzlake\n"),
    (("init", "../zznew4"), "\n\nenglish\nen\nZz\nUTC\n9\n1\n" + "Zz\n" * 7 + "zz\nhousing=Zzh\n\n1\n"),
    ((), "0\n"),
    ((), "4\n"),
    (("-C", "../zznowhere"), "0\n"),
    (("-C", "../zznowhere", "status"), ""),
    (("zzstaus",), ""),
    (("staus",), ""),
    (("mou", "shw"), ""),
    (("mou", "show"), ""),
    (("check", "--zz"), ""),
    (("--today", "zz", "status"), ""),
    (("--today", "9999-01-01", "status"), ""),
)  # fmt: skip


def _tree(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                below = command.get_command(ctx, name)
                assert below is not None
                yield from _tree(below, (*words, name))


def _records(above: type[Record]) -> Iterator[type[Record]]:
    """Yield every kind of record there is; what it declares are the keys of files."""
    for one in above.__subclasses__():
        yield one
        yield from _records(one)


EVERY_COMMAND = tuple(_tree(vawcoord))
COMMAND_WORDS = {part for words, _command in EVERY_COMMAND for word in words for part in (word, *word.split("-"))} | {"vawcoord"}
OF_REGISTERS = frozenset(
    word for kind in kinds().values() for name, one in kind.keys.items() for word in (name, *getattr(one.type, "choices", ()))
)
"""Fields of registers and what one chooses in them: data, where registers are spoken of."""

FILE_WORDS = {
    word
    for words in (
        OFFICES, RHYTHMS, SECTORS, TERMS, WEEKDAYS, CLASSES, EVENTS, EVERY, LEAVINGS, TYPES, LISTS, COLUMNS, SUFFIXES,
        known_kinds(), JOURNAL,
        kinds(), Shelf(None).names(), ("not-bound", "bound-with-limits"), MESSAGES, STATUSES, HORIZONS, ATTENDANCE, METHODS,
    )
    for one in words
    for word in re.split(r"[-/.]", one)
} | {
    "lead", "alternate", "local", "national", "coalition", "agency", "high", "level", "conditional", "open", "in", "progress",
    "activity", "done", "blocked", "justice", "name", "sector", "joined", "unknwn", "vision", "mission", "gitignore", "gitattributes",
} | {
    word.lower()
    for _words, command in EVERY_COMMAND
    for one in command.params
    for word in re.split(r"[^A-Za-z]+", one.make_metavar(click.Context(command)))
    if word.islower()
} | {word for kind in _records(Record) for name in kind.keys for word in name.split("_")}  # fmt: skip
"""Words that stand in the committee's files and on the command line, and are printed as they stand there."""

ALLOWED = re.compile(
    r"""
      [Zz]z.*                     # names of the test's own folder, in any case
    | -.*                         # options
    | .*[/=@].*                   # paths, pairs
    | .*\d.*                      # codes, dates, ids with numbers
    | .*\.\w+(?::\d+)?            # files
    | [A-Z][A-Z_,]*               # places for what a person writes, such as FOLDER
    | [A-Za-z]\w*(?:\.\w+)+       # keys
    | UTC|utf
    """,
    re.VERBOSE,
)
SYSTEM = ("Windows", "Unix", "CRLF", "Latin", "iCloud", "OneDrive")
"""Names of things that have no other in any language."""


SUMMARIES = frozenset(
    word for name in Shelf(None).names() for head in [Shelf(None).head(name, "en")] if head for word in head.summary.split()
)
"""Words of the shipped templates' own summaries, which `templates` prints."""


def _escaped(text: str, folder: str, typed: frozenset[str] = frozenset()) -> list[str]:
    """Return the words that are neither translated nor data; `typed` are words of the person's own."""
    found = []
    text = text.replace(folder, "")
    for token in re.split(r"[\s⟦⟧|,]+", text):
        bare = token.strip("\"'“”‘’`()[]{}<>,;:.!?…*—–→")
        if not re.search(r"[A-Za-z]{3,}", bare) or ALLOWED.fullmatch(bare) or bare in typed:
            continue
        parts = [part for part in re.split(r"[-_/.:()\"'“”’]", bare) if re.search("[A-Za-z]{3,}", part)]
        if all(
            part.lower() in FILE_WORDS or part in COMMAND_WORDS or part in SYSTEM or ALLOWED.fullmatch(part) for part in parts
        ):
            continue
        found.append(token)
    return found


@pytest.fixture
def spoken(tmp_path: Path, surrounding: dict[str, str]) -> list[tuple[tuple[str, ...], int, str]]:
    """Return what every run printed in the pseudo-language."""
    root = tmp_path / "zzlake"
    for path, content in FOLDER.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    (root / "members/zzlatin.toml").write_bytes(b'name = "Zz\xe9"\n')
    runs = [
        *[(words, "") for words in (("--version",), *((*words, "--help") for words, _command in EVERY_COMMAND))],
        *[(("check", "--explain", one.code), "") for one in CODES],
        *RUNS,
    ]
    lines = [([] if "--today" in words else ["--today", "2026-06-01"]) + list(words) for words, _typed in runs]
    done = subprocess.run(
        [sys.executable, "-c", DRIVER],
        cwd=root, env=surrounding, capture_output=True, check=False, timeout=120,
        input=json.dumps(list(zip(lines, [typed for _words, typed in runs], strict=True))).encode(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    answers = json.loads(done.stdout)
    return [(words, code, out + err) for (words, _typed), (code, out, err) in zip(runs, answers, strict=True)]


def _typed(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words that a run may repeat."""
    answers = [word for run, typed in RUNS if run == words for word in typed.split()]
    listed = {word.strip(",.:;") for word in SUMMARIES} | SUMMARIES if words[1:] == ("templates",) else set()
    said = {part for word in words for part in word.split("=")}
    data = OF_REGISTERS if words[:1] == ("register",) else {one.id for one in COMPUTED} if words[:1] == ("indicator",) else set()
    return frozenset({*words, *said, *answers, *listed, *data})


def test_no_sentence_escapes(spoken: list[tuple[tuple[str, ...], int, str]], tmp_path: Path) -> None:
    """Every word that any command prints has passed through gettext, or is data."""
    assert len(spoken) == len(RUNS) + len(EVERY_COMMAND) + len(CODES) + 1
    escaped = [
        f"{' '.join(words)}: {token!r} in {line!r}"
        for words, _code, text in spoken
        if words != ("--version",)
        for line in text.splitlines()
        for token in _escaped(line, str(tmp_path), _typed(words))
    ]
    assert not escaped, "\n".join(dict.fromkeys(escaped))
    assert sum(text.count("⟦") for _words, _code, text in spoken) > 1500


def test_the_runs_reach_what_they_are_for(spoken: list[tuple[tuple[str, ...], int, str]]) -> None:
    """The runs above hold successes and refusals alike; a run that came to nothing would prove nothing."""
    assert [(words, code) for words, code, _text in spoken if code not in (0, 1, 2)] == []
    codes = [code for words, code, _text in spoken if "--help" not in words and "--explain" not in words]
    assert codes.count(0) > 45
    assert codes.count(2) > 40
    silent = [words for words, _code, text in spoken if not text.strip()]
    assert silent == []


def test_a_sentence_that_escapes_would_be_seen() -> None:
    """The judge of this test finds a plain sentence, and lets data pass."""
    assert _escaped("Nothing was changed.", "") == ["Nothing", "was", "changed."]
    assert _escaped("⟦Ｎｏｔｈｉｎｇ：⟧ Permission denied", "") == ["Permission", "denied"]
    assert _escaped("⟦Ｎｅｘｔ: vawcoord mou sign zzreferral --party zzpolice⟧", "") == []
    assert _escaped("members/zzpolice.toml:3: FOL005 ⟦ｍｉｓｔａｋｅ⟧: joined: 2026-01-01", "") == []
