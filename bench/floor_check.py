"""What a check cannot cost less than: `floor_check.py FOLDER DAY` reads, parses with tomllib, and applies the same rules.

A plain script for one kind of folder, as somebody would write it for himself: no lines, no words, no second language. It prints
how many findings of each code there are; the benchmark compares them with those of `vawcoord check --json`.
"""

import datetime
import os
import re
import sys
import tomllib
from collections import Counter

date = datetime.date
SECTORS = frozenset(
    [
        "police",
        "prosecution",
        "courts",
        "legal-aid",
        "health",
        "social-services",
        "survivors",
        "child-protection",
        "education",
        "civil-society",
        "community",
        "local-government",
        "housing",
        "other",
    ]
)
CRITICAL = ("police", "prosecution", "courts", "legal-aid", "health", "social-services", "survivors")
is_id = re.compile(r"(?!.*--)[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?\Z").match
is_ref = re.compile(r"[a-z0-9-]+(?:/[a-z0-9.-]+){0,3}\Z").match
is_entry = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\Z").match


def line(value: object) -> bool:
    return type(value) is str and value.isprintable()


def text(value: object) -> bool:
    return type(value) is str


def texts(value: object) -> bool:
    return type(value) is list and all(map(text, value))


def day(value: object) -> bool:
    return type(value) is date and 1800 <= value.year < 3000


def truth(value: object) -> bool:
    return type(value) is bool


def amount(value: object) -> bool:
    return type(value) in (int, float)


def name(value: object) -> bool:
    return type(value) is str and bool(is_id(value))


def names(value: object) -> bool:
    return type(value) is list and all(map(name, value))


def ref(value: object) -> bool:
    return type(value) is str and bool(is_ref(value))


def sectors(value: object) -> bool:
    return type(value) is list and SECTORS.issuperset(value)


def one_of(*words):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN201
    allowed = frozenset(words)
    return lambda value: type(value) is str and value in allowed


AUTHORITY = ({"letter": line, "date": day, "until": day, "scan": line}, ("letter",))
PERSON = (
    {
        "id": name, "name": line, "post": line, "seat": line, "role": one_of("lead", "alternate"), "from": day, "until": day,
        "authority": AUTHORITY, "public": truth,
    },
    ("id",),
)  # fmt: skip
SIGNATORY = ({"name": line, "post": line, "from": day, "until": day}, ())
MEMBER = (
    {
        "name": line, "sector": one_of(*SECTORS), "type": one_of("state", "civil-society", "survivor-led", "community", "other"),
        "represents": texts, "invited": day, "joined": day, "left": day,
        "how": one_of("withdrew", "suspended", "expelled", "dissolved"), "decision": ref, "confidential_location": truth,
        "reached_through": line, "address": line, "website": line, "languages": texts, "responsibilities": texts,
        "limits": texts, "duties": texts, "resources": texts, "representatives": [PERSON], "signatories": [SIGNATORY],
    },
    ("name", "sector"),
)  # fmt: skip
ENTRIES = {
    "undertakings": (
        {
            "date": day, "who": ref, "kind": one_of("confidentiality", "code-of-conduct", "data-access"), "document": ref,
            "until": day, "scan": line,
        },
        ("date", "who", "kind", "document", "until"),
    ),
    "needs": (
        {
            "date": day, "what": text, "source": one_of("survivor-feedback", "service-map", "data"), "sectors": sectors,
            "priority": one_of("high", "medium", "low"), "reason": line,
        },
        ("date", "what", "source"),
    ),
    "linkages": (
        {
            "date": day, "with": line, "kind": one_of("child-protection", "school"), "owner": name, "agreed": text,
            "document": ref, "review": day,
        },
        ("date", "with", "kind", "owner", "agreed", "review"),
    ),
    "training": (
        {
            "date": day, "title": line, "topic": one_of("referral", "law"), "audience": one_of("staff", "managers"),
            "standard": ref, "sectors": sectors, "agencies": names, "persons": amount, "hours": amount, "survivor_led": truth,
            "paid": truth, "recurrence": one_of("once", "yearly"), "valid_until": day,
        },
        ("date", "title", "topic", "audience", "sectors", "persons", "survivor_led", "recurrence"),
    ),
    "awareness": (
        {
            "date": day, "message": line, "channel": one_of("radio", "poster"), "audience": one_of("everybody", "women"),
            "languages": texts, "tells_where_to_go": truth, "compared": truth, "reach": one_of("100-999", "1000-9999"),
            "cost": amount, "by": names,
        },
        ("date", "message", "channel", "audience", "languages", "tells_where_to_go", "compared"),
    ),
}  # fmt: skip
POINTS = {
    "who": "person",
    "document": "document",
    "standard": "document",
    "owner": "member",
    "agencies": "member",
    "by": "member",
}

found: Counter[str] = Counter()


def checked(table, keys, required):  # noqa: ANN001, ANN201 - a plain script
    """Return whether a table can be used; count what is wrong in it."""
    good = True
    for key, value in table.items():
        kind = keys.get(key)
        if kind is None:
            found["FOL006"] += 1
        elif type(kind) is tuple:
            good = type(value) is dict and checked(value, *kind) and good
        elif type(kind) is list:
            for one in value:
                good = checked(one, *kind[0]) and good
        elif not kind(value):
            found["FOL005"] += 1
    for key in required:
        if key not in table:
            found["FOL007"] += 1
            good = False
    return good


def serving(one, today):  # noqa: ANN001, ANN201 - a plain script
    """Say whether a person serves on a day."""
    start, end = one.get("from"), one.get("until")
    return (start is None or start <= today) and (end is None or today <= end)


def read(path):  # noqa: ANN001, ANN201 - a plain script
    """Return the text of a file."""
    with open(path, "rb") as file:  # noqa: PTH123 - a plain script
        return file.read().decode()


def main() -> None:
    root, today = sys.argv[1], date.fromisoformat(sys.argv[2])
    profile = tomllib.loads(read(f"{root}/committee.toml"))
    members, entries, documents = {}, [], set()
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{root}/{folder}") as scan:
            listed = sorted(scan, key=lambda entry: entry.name)
        for entry in listed:
            path = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{path}/")
            elif path.startswith("members/"):
                table = tomllib.loads(read(entry.path))
                if is_id(entry.name[:-5]) and checked(table, *MEMBER):
                    members[entry.name[:-5]] = table
            elif path.startswith("registers/"):
                kind = path.split("/")[1]
                table = tomllib.loads(read(entry.path))
                if is_entry(entry.name[:-5]) and checked(table, *ENTRIES[kind]):
                    entries.append((kind, table))
            elif path.endswith(".md"):
                tomllib.loads(read(entry.path).split("+++\n")[1])
                documents.add(path[:-3])
    active = {key: one for key, one in members.items() if "joined" in one and one["joined"] <= today < one.get("left", date.max)}
    people = {f"{key}/{one['id']}" for key, member in members.items() for one in member.get("representatives", ())}
    known = {"member": members.keys(), "person": people, "document": documents}
    there = {one["sector"] for one in active.values()}
    found["COM005"] += sum(sector not in there for sector in CRITICAL)
    found["COM004"] += sum(one["holder"] not in people for one in profile["officers"])
    found["COM002"] += sum(one["until"] < today for one in profile["officers"])
    signed = {one["who"]: one["until"] for kind, one in entries if kind == "undertakings" and one["kind"] == "confidentiality"}
    for key, member in members.items():
        persons = member.get("representatives", ())
        if key in active:
            roles = {one.get("role", "lead") for one in persons if serving(one, today)}
            found["MEM004"] += "lead" not in roles
            found["MEM005"] += "alternate" not in roles
            found["MEM006"] += not any(serving(one, today) for one in member.get("signatories", ()))
            said = member.get("responsibilities")
            found["MEM010"] += not said or any("[to be completed" in one for one in said)
            for one in persons:
                seat, called, post = one.get("seat"), one.get("name"), one.get("post")
                if not (seat or called or post):
                    found["MEM014"] += 1
                    continue
                found["MEM008"] += bool(seat and (called or post))
                found["MEM009"] += member.get("type") == "survivor-led" and not seat
                if serving(one, today):
                    letter = one.get("authority")
                    if letter is None:
                        found["MEM001"] += 1
                    elif "until" in letter:
                        found["MEM002"] += letter["until"] < today
                        found["MEM003"] += 0 <= (letter["until"] - today).days <= 60
                    who = f"{key}/{one['id']}"
                    if who not in signed:
                        found["MEM012"] += 1
                    else:
                        found["MEM013"] += signed[who] < today
        elif "left" in member and member["left"] <= today:
            found["MEM011"] += not ("how" in member and ("decision" in member or member["how"] == "withdrew"))
        found["MEM015"] += len(persons) - len({one["id"] for one in persons})
        found["MEM007"] += bool(member.get("confidential_location") and member.get("address"))
        for first, last, one in (
            ("joined", "left", member), *(("from", "until", one) for one in (*persons, *member.get("signatories", ())))
        ):  # fmt: skip
            found["FOL015"] += first in one and last in one and one[last] < one[first]
            found["FOL011"] += not one.get("name", "").isascii()
    for _kind, one in entries:
        for key, what in POINTS.items():
            value = one.get(key)
            if value is not None:
                for target in value if type(value) is list else (value,):
                    found["FOL010"] += target not in known[what]
    print(" ".join(f"{code}:{count}" for code, count in sorted(found.items()) if count))


main()
