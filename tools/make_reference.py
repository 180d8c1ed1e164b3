"""Makes `docs/reference/` and `schema/` from what the programme itself declares: commands, codes, records, registers.

Run it after a change in any of them: python tools/make_reference.py. Another folder can be named: the test does so, and
compares. The same declarations give the same bytes.
"""

import inspect
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from vawcoord.cli.app import common_options, confirm_option, json_option
from vawcoord.cli.main import COMMANDS
from vawcoord.cli.main import vawcoord as tree
from vawcoord.codes import CODES
from vawcoord.disk import shipped
from vawcoord.records.coverage import Coverage
from vawcoord.records.document import Front, Log
from vawcoord.records.guard import Confirmations, GuardWords
from vawcoord.records.indicator import Indicator
from vawcoord.records.meeting import Actions, AgendaFront, MinutesFront, Published, Schedule
from vawcoord.records.member import Contacts, Member
from vawcoord.records.plan import Journal, Plan
from vawcoord.records.profile import Profile
from vawcoord.records.received import Received
from vawcoord.records.record import BOOL, DATE, ID_TYPE, LINE, REF_TYPE, TEXT, Choice, Key, ListOf, OneOf, Record, TableOf, Type
from vawcoord.records.register import RegisterKind, kinds
from vawcoord.records.service import Service
from vawcoord.records.standard import Item
from vawcoord.records.template import Template
from vawcoord.standard.catalogue import module_5

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "reference" / "examples"

MADE = "<!-- Made by tools/make_reference.py from the programme itself. Do not edit: run it again. -->"
COMMON = frozenset(["help", "version", *(one.name for one in (*common_options(), confirm_option(), json_option()))])
SEVERITY = {"error": "mistake", "warning": "warning", "note": "note"}

FAMILIES = {
    "FOL": "The folder and its files",
    "COM": "The committee itself",
    "MEM": "Member agencies and their people",
    "DOC": "Agreements, MOUs and SOPs",
    "LAN": "Texts in several languages",
    "CAL": "The schedule of meetings",
    "PLN": "The action plan and its journal",
    "STD": "The standard: vouching, contrary views, setting aside",
    "AGE": "Agendas of meetings to come",
    "MTG": "Minutes, decisions and actions",
    "REG": "Registers",
    "SVC": "Providers of services",
    "IND": "Indicators and figures",
    "RPT": "Reports and what was published",
}

SHORT: dict[Type, str] = {
    DATE: "a date",
    ID_TYPE: "an id",
    LINE: "a text of one line",
    REF_TYPE: "the id of a record",
    TEXT: "a text",
}
"""Types that stand in many rows and are explained at the head of the page."""

POINTS_AT = {
    "": "",
    "member": "a file of `members/`",
    "person": "a representative, as agency/person",
    "clause": "a clause of the same document",
    "decision": "a decision of a meeting, as meeting/d1",
    "document": "a document, as mou/referral",
    "file": "a file under `attachments/`",
    "goal": "a goal of the same plan",
    "activity": "an activity of a plan",
    "indicator": "a file of `indicators/`",
    "plan-item": "an activity or an action, by its full id",
    "register-entry": "an entry of a register",
    "record": "any record, by its id, with the kind before it where several could be meant",
}

FORMATS: tuple[tuple[str, str, str, type[Record] | None, str, str], ...] = (
    (
        "committee",
        "The committee",
        "`committee.toml`",
        Profile,
        "committee.toml",
        "Name, area, languages, officers, how meetings decide. The folder with this file is the committee's folder.",
    ),
    (
        "member",
        "A member agency",
        "`members/<agency>.toml`",
        Member,
        "members/county-police.toml",
        "One file for each agency. The name of the file is the agency's id, by which every other file names it.",
    ),
    (
        "front",
        "The head of an agreement, MOU or SOP",
        "`agreement/<id>.md`, `mou/<id>.md`, `sop/<id>.md`; `<id>.<language>.md` for its other languages",
        Front,
        "mou/joint-training.md",
        (
            "What stands between the two lines of `+++` at the beginning of the file. Below it stands the text.\n"
            "A heading with an id, `## Title {#id}`, is a clause; its id never changes. "
            '`guidelines="L2.2.11"` names the items of Module 5 that it answers.\n'
            "`{.annex}` makes an annex; `{.living}` marks what is kept up to date and is not part of the signed text.\n"
            "`[this clause](#id)` points at a clause; the number is put there when the Word file is made."
        ),
    ),
    (
        "log",
        "The log of a document",
        "`agreement/<id>.log.toml`, `mou/<id>.log.toml`, `sop/<id>.log.toml`",
        Log,
        "mou/joint-training.log.toml",
        "What happened to a document: issued, signed, adopted, withdrawn. The commands add lines; nobody removes one.",
    ),
    (
        "plan",
        "An action plan",
        "`plan/<id>.toml`",
        Plan,
        "plan/2026-2028.toml",
        "Goals and activities. Until it is adopted it can be changed freely; afterwards changes go through the journal.",
    ),
    (
        "journal",
        "The journal",
        "`progress/<year>-<month>.log.toml`",
        Journal,
        "progress/2026-11.log.toml",
        "What happened to activities and actions, one entry a line, one file a month.",
    ),
    (
        "schedule",
        "The schedule of meetings",
        "`meetings/schedule.toml`",
        Schedule,
        "meetings/schedule.toml",
        (
            "Series of meetings by rule, and what was moved, cancelled or added.\n"
            "The id of a meeting is its planned day and its series, such as `2026-12-01-ordinary`; "
            "it stays when the meeting is moved."
        ),
    ),
    (
        "agenda",
        "The head of an agenda",
        "`meetings/<date>-<series>/agenda.md`",
        AgendaFront,
        "meetings/2026-12-01-ordinary/agenda.md",
        "Below the head, each item is a heading with an id and its minutes.",
    ),
    (
        "minutes",
        "The head of minutes",
        "`meetings/<date>-<series>/minutes.md`",
        MinutesFront,
        "meetings/2026-09-01-ordinary/minutes.md",
        "Who was there stands in the head. Below it, decisions and actions stand on lines of their own, as people take them.",
    ),
    (
        "actions",
        "Decisions and actions of a meeting",
        "`meetings/<date>-<series>/actions.toml`",
        Actions,
        "meetings/2026-09-01-ordinary/actions.toml",
        "Copied from the minutes when they are approved. Where an action stands is in the journal, not here.",
    ),
    (
        "published",
        "What went out to calendars",
        "`meetings/published.log.toml`",
        Published,
        "meetings/published.log.toml",
        "Written by the programme, so that a calendar that was given out once can be updated.",
    ),
    (
        "register",
        "An entry of a register",
        "`registers/<kind>/<date>-<words>.toml`",
        None,
        "registers/needs/2026-10-05-shelter-places.toml",
        "One dated entry a file. Each kind of register has keys of its own: [registers.md](registers.md).",
    ),
    (
        "service",
        "A provider of services",
        "`services/<provider>.toml`",
        Service,
        "services/district-hospital.toml",
        "Who offers which essential service, where, when and at what cost.",
    ),
    (
        "indicator",
        "An indicator",
        "`indicators/<id>.toml`",
        Indicator,
        "indicators/meetings-held.toml",
        "What is measured, with its value at the start and the value to reach.",
    ),
    (
        "minutes-log",
        "Where draft minutes went",
        "`meetings/<date>-<series>/minutes.log.toml`",
        Log,
        "meetings/2026-09-01-ordinary/minutes.log.toml",
        "To whom draft minutes were sent, and whose copies came back. The commands add lines.",
    ),
    (
        "received",
        "A copy that came back",
        "`received/<kind>/<id>/<date>-<agency>.toml`",
        Received,
        "received/mou/joint-training/2026-11-05-district-hospital.toml",
        "What an agency proposes, clause by clause, and what became of it. `receive` and `comment` write it, `take` decides in it.",
    ),
    (
        "released",
        "Figures as they were published",
        "`registers/releases/<date>-<table>.csv`",
        None,
        "registers/releases/2026-11-22-staff-trained-lately-2025.csv",
        (
            "Written by `report public` beside its entry, with bands and rounded figures only. "
            "Later releases are tested against it: nobody changes it."
        ),
    ),
    (
        "figures",
        "Figures",
        "`indicators/data/<period>-<agency>.csv`",
        None,
        "indicators/data/2026-q3-county-police.csv",
        (
            "Totals that an agency returned for a period: a year (`2026`), half-year (`2026-h1`), quarter (`2026-q3`) or month "
            "(`2026-09`).\n"
            "The first line names the columns `indicator`, `breakdown` and `value`; each further line is one total. "
            "A row about a single person has no place here."
        ),
    ),
    (
        "guard-words",
        "Words and numbers that were answered for",
        "`guard/words.log.toml`",
        GuardWords,
        "guard/words.log.toml",
        (
            "What the guard asked about before minutes were approved: ordinary words, places that may be named, and numbers that "
            "their owners have published.\n"
            "Written by `vawcoord meeting approve` and `vawcoord guard --word`. Never the name of a person whom the work is about."
        ),
    ),
    (
        "guard-confirmed",
        "What was let through, and why",
        "`guard/confirmed.log.toml`",
        Confirmations,
        "guard/confirmed.log.toml",
        (
            "Each time a command was told `--confirm REASON`: the file, the rule, how many places, the reason. Never the text, and "
            "no digest of it: a telephone number has so few values that its digest would be the number."
        ),
    ),
    (
        "coverage",
        "Coverage as recorded on a day",
        "`coverage/<date>.toml`",
        Coverage,
        "coverage/2026-09-30.toml",
        "The verdict on each item of Module 5 as it was on that day. Written by the programme; the past is read from here.",
    ),
    (
        "contacts",
        "Contacts",
        "`contacts.toml`",
        Contacts,
        "contacts.toml",
        (
            "Telephone numbers and e-mail addresses of the people who work with the committee, never of a survivor.\n"
            "Git ignores this file and no document prints it."
        ),
    ),
    (
        "template",
        "The head of a template",
        "`templates/<agreement, mou or sop>/<name>.<language>.md`",
        Template,
        "templates/mou/joint-training.en.md",
        (
            "The committee's own templates go before those that come with the programme.\n"
            "`{{name}}` stands for a value, `{{#list}} … {{/list}}` for each entry of a list; nothing else is there."
        ),
    ),
)
"""Kind, title, where it lies, the record that declares its keys, an example of EXAMPLES, and what a person should know."""


# ---- words -------------------------------------------------------------------------------------------------------------


def sentence(text: str) -> str:
    """Return a text as a sentence: a capital at its head, a full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "…", "!")) else ".")


def cell(text: str) -> str:
    """Return a text for a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table; a column without a word is left out."""
    kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
    lines = [[head[place] for place in kept], ["---"] * len(kept), *([cell(row[place]) for place in kept] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def words(choices: tuple[str, ...]) -> str:
    """Return a closed list of words."""
    return ", ".join(f"`{one}`" for one in choices)


def page(title: str, *parts: str) -> str:
    """Return a page of the reference."""
    return "\n\n".join((MADE, f"# {title}", *(part.strip("\n") for part in parts if part))) + "\n"


# ---- commands ----------------------------------------------------------------------------------------------------------


def commands() -> str:
    """Return the page of all commands."""
    context = click.Context(tree, info_name="vawcoord")
    index = []
    parts: list[str] = []
    for same in alike(context):
        title = " · ".join(name for name, _found, _short in same)
        index += [(f"[`{name}`](#{anchor(title)})", short) for name, _found, short in same]
        parts += [f"## {title}", *command([(found, name, context) for name, found, _short in same], 3)]
    everywhere = options([one for one in tree.params if one.name in COMMON], context)
    return page(
        "Commands",
        "Type a command in the committee's folder, or name the folder with `-C`.\n"
        "`vawcoord` alone asks what you want to do and shows the command that it then runs.\n"
        "Words in capitals stand for something that you write; what stands in square brackets may be left out.",
        table(("Command", "What it does"), index),
        "## Options of every command",
        everywhere
        + "| `--json` | Print one JSON object. Only commands that read have it; their section says so. |\n"
        + "| `-h`, `--help` | Show the help of the command. |",
        "## Exit status",
        "`0`: done.\n`1`: `check` found mistakes, or `build` could not make a document.\n"
        "`2`: it could not be done; the message says why and what to do.",
        *parts,
    )


def alike(context: click.Context) -> list[list[tuple[str, click.Command, str]]]:
    """Return the commands in their order; groups that follow one another and have the same commands below stand together."""
    made: list[list[tuple[str, click.Command, str]]] = []
    for name, _place, short in COMMANDS:
        found = tree.get_command(context, name)
        if found is None:
            message = f"{name}: the command cannot be loaded"
            raise LookupError(message)
        if made and isinstance(found, click.Group) and inside(made[-1][0][1]) == inside(found):
            made[-1].append((name, found, short))
        else:
            made.append([(name, found, short)])
    return made


def inside(found: click.Command) -> list[tuple[str, str, list[Any]]]:
    """Return what the commands below a group are, so that two groups can be compared; a name of its own for a command."""
    if not isinstance(found, click.Group):
        return [(found.name or "", "", [])]
    return [(name, help_of(one), [part.to_info_dict() for part in one.params]) for name, one in found.commands.items()]


def command(found: list[tuple[click.Command, str, click.Context]], level: int) -> Iterator[str]:
    """Yield what stands under the heading of a command, and the sections of the commands below it.

    Commands that are alike come together: each has its line of usage, and the first speaks for all.
    """
    contexts = [click.Context(one, info_name=name, parent=above) for one, name, above in found]
    first, context = found[0][0], contexts[0]
    own = [one for one in first.params if isinstance(one, click.Option) and one.name not in COMMON]
    lines = []
    for one in contexts:
        pieces = [piece for piece in one.command.collect_usage_pieces(one) if piece != "[OPTIONS]"]
        lines.append(" ".join((one.command_path, *pieces, *(["[OPTIONS]"] if own else []))))
    yield "```\n" + "\n".join(lines) + "\n```"
    yield "\n".join(dict.fromkeys(help_of(one) for one, _name, _above in found))
    if own:
        yield options(own, context)
    if any(one.name == "json" for one in first.params):
        yield "With `--json` it prints one JSON object."
    if isinstance(first, click.Group):
        for below in first.list_commands(context):
            groups = [(one.command, one) for one in contexts if isinstance(one.command, click.Group)]
            inner = [(group.commands[below], below, one) for group, one in groups]
            yield f"{'#' * level} {' · '.join(f'{one.command_path} {below}' for one in contexts)}".replace("vawcoord ", "")
            yield from command(inner, level + 1)


def help_of(found: click.Command) -> str:
    """Return the help of a command as paragraphs, one sentence a line."""
    text = inspect.cleandoc(found.help or "")
    paragraphs = [" ".join(one.split()) for one in text.split("\n\n")]
    return "\n\n".join(re.sub(r"(?<=[.?]) (?=[A-Z])", "\n", one) for one in paragraphs)


def options(found: Sequence[click.Parameter], context: click.Context) -> str:
    """Return the table of options."""
    rows = []
    for one in found:
        if not isinstance(one, click.Option) or one.hidden or one.name in ("help", "version", "json"):
            continue
        names = ", ".join((*one.opts, *one.secondary_opts))
        takes = "" if one.is_flag or isinstance(one.type, click.Choice) else f" {one.make_metavar(context)}"
        says = [sentence(one.help or "")]
        if isinstance(one.type, click.Choice):
            says.append(f"One of {words(tuple(one.type.choices))}.")
        if one.multiple and "often" not in (one.help or ""):
            says.append("May be given several times.")
        if one.required:
            says.append("Must be given.")
        if isinstance(one.default, str) and one.default and not one.is_flag:
            says.append(f"Otherwise `{one.default}`.")
        rows.append((f"`{names}{takes}`", " ".join(says)))
    return table(("Option", "What it does"), rows)


# ---- findings ----------------------------------------------------------------------------------------------------------


def findings() -> str:
    """Return the page of all codes, by family."""
    parts = []
    for family, codes in groupby(CODES, key=lambda one: one.code[:3]):
        rows = [
            (
                f'<a id="{one.code.lower()}"></a>{one.code}',
                SEVERITY[one.severity],
                f"{one.title}.",
                one.why,
                " ".join(one.guideline),
            )
            for one in codes
        ]
        parts += [f"## {family}: {FAMILIES[family]}", table(("Code", "Weight", "What it is", "Why it matters", "Module 5"), rows)]
    return page(
        "Findings",
        "What `vawcoord check` can find. Each finding names file and line, and below it what to do.\n"
        "`vawcoord check --explain CODE` shows the same as this page.",
        "A **mistake** makes `check` end with the status 1.\n"
        "A **warning** should be looked at; with `--strict` it counts as a mistake.\n"
        "A **note** is good to know.\n"
        "In JSON the three are called `error`, `warning` and `note`.",
        "A code never changes its meaning. The last column names the items of Module 5 that ask for it.",
        *parts,
    )


# ---- formats -----------------------------------------------------------------------------------------------------------


def formats() -> str:
    """Return the page of all kinds of files."""
    index = [(f"[{title}](#{anchor(title)})", place) for _kind, title, place, _record, _example, _says in FORMATS]
    parts = []
    for kind, title, place, record, example, says in FORMATS:
        parts += [f"## {title}", f"Where: {place}", says]
        if record is not None:
            # A record that two kinds of files share is explained at the first.
            known = any(other is record for _kind, _title, _place, other, _example, _says in FORMATS[: place_of_kind(kind)])
            parts += [keys_table(record.keys), *(() if known else below(record))]
            if kind not in ("front", "agenda", "minutes", "template"):
                parts.append(f"For editors: [schema/{kind}.json](../../schema/{kind}.json).")
        language = {"md": "markdown", "csv": "csv"}.get(example.rpartition(".")[2], "toml")
        content = (EXAMPLES / example).read_text(encoding="utf-8").strip("\n")
        parts += [f"An example, `{example}`:", f"````{language}\n{content}\n````"]
    return page(
        "The files of a committee's folder",
        "All files are plain text in the encoding UTF-8.\n"
        "Files ending in `.toml` hold keys and values: `key = value`, one a line; a line that begins with `#` is a remark.\n"
        "Files ending in `.md` hold a text, with such keys in their head, between two lines of `+++`.",
        "An **id** is a file name that works on every computer: "
        "lower-case letters a to z, digits and single hyphens, at most 48.\n"
        "Records name one another by id.",
        'A date stands without quotes: `2026-01-31`. A text stands in straight quotes: `"County Police"`.\n'
        "A key that is not in these tables is reported by `vawcoord check`, with the key that was probably meant.",
        "Editors that know JSON Schema can show these keys while you type.\n"
        "Copy the folder `schema/` into the committee's folder, and write as the first line of a member's file: "
        "`#:schema ../schema/member.json`.\n"
        "For `committee.toml` and `contacts.toml` it is `#:schema schema/committee.json`; "
        "for an entry of a register `#:schema ../../schema/register-needs.json`.",
        table(("Kind of file", "Where it lies"), index),
        *parts,
    )


def place_of_kind(kind: str) -> int:
    """Return which one of the kinds of files it is."""
    return next(place for place, one in enumerate(FORMATS) if one[0] == kind)


def anchor(title: str) -> str:
    """Return the anchor that a heading gets on a page."""
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def keys_table(keys: dict[str, Key], *, questions: bool = False) -> str:
    """Return the table of some keys."""
    rows = [
        (
            f"`{name}`",
            type_of(one.type, name),
            needed(one),
            one.help if questions else sentence(one.help),
            POINTS_AT[one.names],
        )
        for name, one in keys.items()
    ]
    return table(("Key", "What stands there", "Needed", "What it is", "Points at"), rows)


def type_of(kind: Type, name: str) -> str:
    """Return a type in words."""
    match kind:
        case Choice(choices=choices):
            return f"one of {words(choices)}"
        case TableOf(record=record):
            return f"a table: {linked(record)}"
        case ListOf(item=TableOf(record=record)):
            return (
                f"a list, one entry a line: {linked(record)}" if name == "entries" else f"tables `[[{name}]]`: {linked(record)}"
            )
        case ListOf(item=Choice(choices=choices)):
            return f"{kind.says}: {words(choices)}"
        case _:
            return SHORT.get(kind, kind.says)


def linked(record: type[Record]) -> str:
    """Return a link to the table of a record."""
    return f"[{spaced(record)}](#{anchor(spaced(record))})"


def spaced(record: type[Record]) -> str:
    """Return the name of a record as people read it: `MemberSignatory` is "Member signatory"."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", record.__name__)


def needed(one: Key) -> str:
    """Return whether a key must be there, and what holds when it is not."""
    if one.required:
        return "yes"
    match one.default:
        case bool():
            return f"no; else `{'true' if one.default else 'false'}`"
        case str() | int() if one.default != "":
            return f"no; else `{json.dumps(one.default)}`"
        case tuple() if one.default and all(isinstance(inner, str) for inner in one.default):
            return f"no; else `{json.dumps(list(one.default))}`"
    return "no"


def nested(record: type[Record]) -> Iterator[type[Record]]:
    """Yield the records in the tables below a record, each once."""
    seen: dict[type[Record], None] = {}

    def walk(one: type[Record]) -> None:
        for key in one.keys.values():
            kind = key.type.item if isinstance(key.type, ListOf) else key.type
            if isinstance(kind, TableOf) and kind.record not in seen:
                seen[kind.record] = None
                walk(kind.record)

    walk(record)
    yield from seen


def below(record: type[Record]) -> Iterator[str]:
    """Yield heading, sentence and key table of each table below a record."""
    for one in nested(record):
        yield f"### {spaced(one)}"
        yield re.sub(r"(?<=[.?]) (?=[A-Z])", "\n", " ".join(inspect.getdoc(one).split()))  # type: ignore[union-attr]
        yield keys_table(one.keys)


# ---- registers ---------------------------------------------------------------------------------------------------------


def registers() -> str:
    """Return the page of all kinds of registers."""
    held = kinds()
    declared = {one["id"]: one for one in tomllib.loads(shipped("records/register_kinds.toml").decode())["kinds"]}
    index = [(f"[`{kind.id}`](#{anchor(kind.title)})", kind.what) for kind in held.values()]
    parts = []
    for kind in held.values():
        facts = [
            f"Where: `registers/{kind.id}/<date>-<words>.toml`",
            f"Evidence for: {' '.join(kind.items)}" if kind.items else "It is evidence for no item of Module 5.",
            f"An entry counts for {kind.months} months." if kind.months else "An entry counts without limit.",
            "Entries may stand in public output, after the guard." if kind.publish else "Entries never stand in public output.",
        ]
        parts += [
            f"## {kind.title}",
            kind.what,
            "\n".join(f"- {fact}" for fact in facts),
            keys_table(fields(kind), questions=True),
            only(declared[kind.id].get("only", {}), kind),
        ]
    return page(
        "Registers",
        "A register is a row of dated entries, one file each. The kinds are data: `records/register_kinds.toml`.\n"
        "No field has room for the name, the story or the number of the women and girls behind the work: "
        "how many people took part is a band, and exact numbers are only of staff, hours and findings.",
        "Every entry also has the key `date`, the day, which must be there and is not repeated below.\n"
        "Records, texts, dates and ids are written as [formats.md](formats.md) says.",
        table(("Register", "What it holds"), index),
        *parts,
    )


def fields(kind: RegisterKind) -> dict[str, Key]:
    """Return the fields of a kind; the help of each but the day is a question."""
    return {name: one for name, one in kind.keys.items() if name != "date"}


def only(rules: dict[str, dict[str, Any]], kind: RegisterKind) -> str:
    """Return what an entry must say to count for single items."""
    lines = []
    for item, needs in rules.items():
        said = " and ".join(f"`{name}` {must(value, kind.keys[name].type)}" for name, value in needs.items())
        lines.append(f"- For {item} only entries count where {said}.")
    return "\n".join(lines)


def must(value: Any, kind: Type) -> str:
    """Return in words what a field must say."""
    match value:
        case bool():
            return f"is `{'true' if value else 'false'}`" if kind is BOOL else "is given"
        case int():
            return f"has at least {value} entries"
        case list():
            return f"is one of {words(tuple(value))}"
        case _:
            return f"is `{value}`"


# ---- the standard ------------------------------------------------------------------------------------------------------

NEEDED = {"text": "agreed and in force", "record": "it happened", "voice": "those concerned confirm it"}
BEST = {
    "tool": "in place; the programme sees it",
    "people": "attested, by a member that does not keep the record",
    "participants": "attested, by a survivor-led or survivor-support member, by its seat",
}


def standard() -> str:
    """Return the page of Module 5: each item, what it needs, how far it can come and by which command."""
    held = module_5()
    parts = []
    for level, title in (("local", "Local level"), ("national", "National level")):
        parts.append(f"## {title}")
        for element in (one for one in held.elements if one.level == level):
            rows = [_item_row(one) for one in held.items if one.element == element.id]
            if rows:
                parts += [f"### {element.id} {element.title}", table(("Item", "What it asks", "Needs", "How, and how far"), rows)]
    return page(
        "Module 5, item by item",
        "Every item in our own words, with what it needs and by which command it comes further.\n"
        "The numbers follow the printed order; the reference of each stands in `vawcoord standard show ITEM`.",
        "Signing a text makes an item *agreed* at best. What needs a record comes further only by what was done and entered, "
        "and what needs a voice only by those whom it concerns.\n"
        "No item can be bought with more paper: there is no score.",
        *parts,
    )


def _item_row(item: Item) -> tuple[str, str, str, str]:
    """Return the row of an item."""
    needs = "; ".join(NEEDED[one] for one in item.needs)
    months = f" (within {item.months} months)" if item.months else ""
    best = BEST[item.judge]
    vouched = item.judge == "tool" or "standard attest" in item.command
    vouch = "" if vouched else f" Then: `vawcoord standard attest {item.id} --by AGENCY`."
    return f"`{item.id}`", item.text, f"{needs}{months}", f"{item.next} `{item.command}`{vouch} At best {best}."


# ---- schemas -----------------------------------------------------------------------------------------------------------


def schemas() -> Iterator[tuple[str, str]]:
    """Yield name and JSON Schema of every kind of file that holds keys."""
    for kind, title, place, record, _example, says in FORMATS:
        if record is not None:
            definitions = {one.__name__: schema(one.keys) for one in nested(record)}
            yield kind, schema_text(title, f"{place.replace('`', '')}. {says.partition(chr(10))[0]}", record.keys, definitions)
    for one in kinds().values():
        about = f"registers/{one.id}/<date>-<words>.toml. {one.what}"
        yield f"register-{one.id}", schema_text(one.title, about, one.keys, {})


def schema_text(title: str, about: str, keys: dict[str, Key], definitions: dict[str, Any]) -> str:
    """Return a schema as a file."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": re.sub(r"[`*]", "", about),
        **schema(keys),
    }
    if definitions:
        whole["$defs"] = definitions
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def schema(keys: dict[str, Key]) -> dict[str, Any]:
    """Return the schema of a table: closed, with what each key is."""
    made: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": sentence(one.help), **value_schema(one.type)} for name, one in keys.items()},
    }
    needed_keys = [name for name, one in keys.items() if one.required]
    if needed_keys:
        made["required"] = needed_keys
    return made


def value_schema(kind: Type) -> dict[str, Any]:
    """Return the schema of a value."""
    match kind:
        case TableOf(record=record):
            return {"$ref": f"#/$defs/{record.__name__}"}
        case ListOf(item=item):
            return {"type": "array", "items": value_schema(item)}
        case OneOf(types=types):
            return {"anyOf": [value_schema(one) for one in types]}
        case _:
            return kind.schema


# ---- writing -----------------------------------------------------------------------------------------------------------


def files() -> dict[str, str]:
    """Return every file that is made, by its path."""
    return {
        "docs/reference/commands.md": commands(),
        "docs/reference/findings.md": findings(),
        "docs/reference/formats.md": formats(),
        "docs/reference/registers.md": registers(),
        "docs/reference/standard.md": standard(),
        **{f"schema/{name}.json": text for name, text in schemas()},
    }


def main() -> None:
    """Write the files below the repository, or below the folder that is named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    made = files()
    for path, text in made.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(text.encode())
    print(f"{len(made)} files made.")


if __name__ == "__main__":
    main()
