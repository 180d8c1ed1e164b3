"""The guard at work in a folder: what a committee allows, what a change may bring in, what a file holds, words to ask about.

Everything comes back as places. The text itself is shown nowhere but where a person answers for new words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vawcoord import disk
from vawcoord.change import ABSENT, Change, ChangeSet, together
from vawcoord.disclosure.allowed import NOTHING, Allowed
from vawcoord.disclosure.guard import BLOCK, Place, Word, added, guard, new_words
from vawcoord.disclosure.units import Form
from vawcoord.errors import VawcoordError
from vawcoord.folder.writing import log_added
from vawcoord.language import _, several
from vawcoord.records.committee import Committee
from vawcoord.records.guard import WORD_KINDS
from vawcoord.value import Value

WORDS = "guard/words.log.toml"
CONFIRMED = "guard/confirmed.log.toml"

_ALL = frozenset(BLOCK)
_NAMES = frozenset(["name"])
_REFERENCES = frozenset(["phone", "id-number", "case-code", "name"])

# Values that the programme writes or that name other records; nobody writes prose there.
_MACHINE = dict.fromkeys(
    (
        "digest",
        "bytes",
        "sha",
        "uid",
        "scan",
        "file",
        "template",
        "of",
        "item",
        "meeting",
        "corrects",
        "recurrence",
        "start",
        "path",
    ),
    _ALL,
)
_CALENDAR = dict.fromkeys(
    (
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "RECURRENCE-ID",
        "EXDATE",
        "RRULE",
        "PRODID",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "DUE",
    ),
    _ALL,
)
_OFFICIALS = {"name": _NAMES, "post": _NAMES, "agency": _NAMES, "seat": _NAMES, "who": _NAMES, "holder": _NAMES, "by": _NAMES}
"""Where the people of agencies have their place: records, front matter and logs."""

_HOMES: tuple[tuple[str, Mapping[str, frozenset[str]]], ...] = (
    (r"members/.*", {"letter": _REFERENCES, "address": _NAMES, "reached_through": _NAMES, "website": frozenset(["email"])}),
    (
        r"services/.*",
        {"hotline": frozenset(["phone"]), "address": _NAMES, "contact_post": _NAMES, "website": frozenset(["email"])},
    ),
    (r"guard/words\.log\.toml", {"word": _ALL}),
    # Its closed words are bands such as 1000-9999; the reader refuses any other.
    (r"registers/awareness/.*", {"reach": frozenset(["phone"])}),
)
_NOT_READ = re.compile(
    r"contacts\.toml|(?:attachments|issued|origin|templates|standards|\.git|\.vawcoord)/.*|\.git\w+|build/\.manifest"
)
_TEXTS = (".md", ".toml", ".csv", ".ics", ".eml", ".txt")
_ASKED = re.compile(r"(?:.*/)?meetings/[^/]+/.*")
_MAIL = re.compile(r".*\.eml\Z", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-?")


class Stop(Value):
    """A place in a file that the guard found: the path as it is shown, and the place."""

    path: str
    place: Place

    def __str__(self) -> str:
        """Return it as one line that editors open, without any of the text."""
        at = f":{self.place.line}:{self.place.column}" if self.place.line else ""
        return f"{self.path}{at}: {rule_text(self.place.rule)}"


def rule_text(rule: str) -> str:
    """Return in words what a rule finds."""
    return {
        "phone": _("a telephone number"),
        "email": _("an e-mail address"),
        "id-number": _("the number of a paper or an account"),
        "birth-date": _("a date of birth"),
        "name": _("a name"),
        "case-code": _("the code of a case"),
        "handle": _("somebody's name in a network"),
        "age": _("somebody's age"),
        "street": _("a street"),
        "place": _("where somebody is"),
        "date": _("a day on which something happened to somebody"),
        "story": _("what happened to somebody"),
        "one-person": _("a count of one"),
        "likely-name": _("probably a name"),
        "initials": _("initials"),
        "new-word": _("a word that was never used before"),
    }[rule]


def allowed(committee: Committee | None, *, words: bool = False) -> Allowed:
    """Return what the texts of a committee may hold: its people, its agencies, published numbers, words it answered for.

    `words` adds the words of its approved minutes and of its plans, which are no longer new.
    """
    if committee is None:
        return NOTHING
    people: list[tuple[str, str, str]] = []
    for member in committee.members:
        people += [(person.name, person.post, person.seat) for person in member.representatives]
        people += [(person.name, person.post, "") for person in member.signatories]
    for document in committee.documents:
        people += [(person.name, person.post, person.agency) for person in document.front.signatories]
    profile = committee.profile
    schedule = committee.schedule
    called = [
        profile.name,
        profile.area,
        profile.oversight.name if profile.oversight else "",
        profile.national_strategy.name if profile.national_strategy else "",
        *(text for one in committee.members for text in (one.id, one.name, one.address, one.reached_through)),
        *(
            text
            for one in committee.services
            for text in (one.name, one.area, one.address, one.reached_through, one.contact_post)
        ),
        *(text for _name, *others in people for text in others),
        *(text for one in (schedule.series if schedule else ()) for text in (one.title, one.place, one.channel)),
        *(one.word for one in committee.guard_words if one.is_ == "place"),
    ]
    return Allowed(
        names=frozenset(name for name, *_others in people if name),
        agencies=frozenset(one for one in called if one),
        published=frozenset(
            [one.hotline for one in committee.services if one.hotline]
            + [one.word for one in committee.guard_words if one.is_ == "published"]
        ),
        words=frozenset(one.word for one in committee.guard_words if one.is_ != "published"),
        used=_used(committee) if words else frozenset(),
    )


def _used(committee: Committee) -> frozenset[str]:
    """Return the texts that the committee has approved: their words are not new."""
    held = [meeting.minutes.body for meeting in committee.meetings if meeting.approved and meeting.minutes]
    for plan in committee.plans:
        held += [one.title for one in plan.goals] + [one.title for one in plan.activities]
    return frozenset(held)


def _with_people(permitted: Allowed, changes: Iterable[Change]) -> Allowed:
    """Return what is allowed once a set of changes is made: the people and agencies that it enters belong to it."""
    names, called = set(permitted.names), set(permitted.agencies)
    for change in changes:
        if change.after is None or not re.fullmatch(r"committee\.toml|(?:members|services)/[^/]+\.toml", change.path):
            continue
        for _key, value in _texts_of(_parsed(change.after)):
            if _key == "name" and value:
                (called if change.path == "committee.toml" else names).add(value)
            elif _key in ("post", "seat", "area", "address"):
                called.add(value)
    return Allowed(frozenset(names), frozenset(called), permitted.published, permitted.words, permitted.used)


def _parsed(content: bytes) -> Any:
    """Return a TOML file as data; nothing where it is none, which others say."""
    import tomllib

    try:
        return tomllib.loads(content.decode().removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return {}


def _texts_of(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield key and text of all texts in data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts_of(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_of(inner, key)
    elif isinstance(value, str):
        yield key, value


def form_of(path: str) -> Form:
    """Return how a file is cut into what belongs together."""
    lower = path.lower()
    if lower.endswith(".toml"):
        return "toml"
    if lower.endswith((".ics", ".vcf")):
        return "calendar"
    return "prose" if lower.endswith((".md", ".txt")) else "lines"


def free_at(path: str) -> dict[str, frozenset[str]]:
    """Return for the keys of a file the rules that do not hold there, because the fact has its home there."""
    if form_of(path) == "calendar":
        return _CALENDAR
    held = {**_MACHINE, **_OFFICIALS}
    for pattern, more in _HOMES:
        if re.fullmatch(pattern, path):
            held.update(more)
    return held


def guarded(root: Path, committee: Committee | None, changes: ChangeSet, today: date, *, confirm: str = "") -> ChangeSet:
    """Return the changes when they bring in nothing that the guard stops; with a reason, also when they do.

    What stood in one of the files before is not looked at again. The reason, the file, the rule and how often go into
    `guard/confirmed.log.toml`; never the text. Raises VawcoordError with the places otherwise.
    """
    stops = stopped(root, committee, changes)
    if not stops or (confirm.strip() and CONFIRMED in changes.paths()):
        return changes
    if not confirm.strip():
        raise refusal(stops)
    return together(changes.label, [*changes.changes, let_through(root, committee, stops, today, confirm)])


def let_through(root: Path, committee: Committee | None, stops: Sequence[Stop], today: date, confirm: str) -> Change:
    """Return the change that notes why some places may stand: file, rule, how often, reason; never the text."""
    reason = _reason(confirm, allowed(committee))
    counts: dict[tuple[str, str], int] = {}
    for one in stops:
        counts[one.path, one.place.rule] = counts.get((one.path, one.place.rule), 0) + 1
    entries = [
        {"date": today, "path": path, "rule": rule, "count": count, "reason": reason} for (path, rule), count in counts.items()
    ]
    return log_added(root, CONFIRMED, entries)


def _reason(confirm: str, permitted: Allowed) -> str:
    """Return a reason on one line. Raises VawcoordError when it holds what it is to excuse."""
    reason = " ".join(confirm.split())
    if len(reason) < 3 or any(one.tier == "block" for one in guard(reason, permitted)):
        raise VawcoordError(
            _("The reason must say why, and must not hold a number, an address or a name itself."),
            _('Such as: --confirm "The duty line of the station, posted at its door."'),
        )
    return reason


def refusal(stops: Sequence[Stop]) -> VawcoordError:
    """Return the error that names places and no text."""
    shown = "\n".join(f"  {one}" for one in stops[:12]) + ("\n  …" if len(stops) > 12 else "")
    return VawcoordError(
        _("Nothing was written. The guard found:") + "\n" + shown,
        _(
            "Write it without. If it belongs there and leads to nobody who could be harmed, add --confirm REASON: the reason is "
            "kept in {path}, the text is not."
        ).format(path=CONFIRMED),
    )


def stopped(root: Path, committee: Committee | None, changes: ChangeSet) -> tuple[Stop, ...]:
    """Return the places of the block tier that a set of changes would newly bring into the folder, file names too."""
    texts = [change for change in changes.changes if change.after is not None and not _NOT_READ.fullmatch(change.path)]
    permitted = _with_people(allowed(committee), changes.changes)
    before = [
        (_decoded(change.path, content), form_of(change.path), free_at(change.path))
        for change in changes.changes
        if change.before != ABSENT and change.path.endswith(_TEXTS)
        if (content := disk.read(root, change.path, 2 * disk.ATTACHMENT_LIMIT)) is not None
    ]
    found: list[Stop] = []
    shown = {change.path: change.path for change in changes.changes}
    for change in changes.changes:
        named = in_name(change.path, permitted) if change.before == ABSENT and change.after is not None else ()
        if named:
            # The name is what was found: it is not repeated.
            shown[change.path] = _withheld(change.path)
            found += [Stop(shown[change.path], one) for one in named]
    for change in texts:
        if not change.path.endswith(_TEXTS) or change.after is None:
            continue
        text = _decoded(change.path, change.after)
        places = added(before, text, permitted, form=form_of(change.path), free=free_at(change.path))
        found += [Stop(shown[change.path], one) for one in places]
    return tuple(found)


def _withheld(path: str) -> str:
    """Return a path whose name may not be shown: only the folder it lies in, at the top."""
    top, slash, _rest = path.partition("/")
    return f"{top}/…" if slash else "…"


def _decoded(path: str, content: bytes) -> str:
    """Return the text of a file; of a mail its subject and text."""
    if _MAIL.match(path):
        return mail_text(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:  # what an old editor wrote; `check --mend` makes it UTF-8 and says nothing new by that
            text = content.decode("cp1252", "replace")
    return text.replace("\r\n", "\n")


def mail_text(content: bytes) -> str:
    """Return what a mail says, head and text, decoded; addresses it is sent from and to are left out."""
    from email import message_from_bytes
    from email.policy import default

    try:
        mail = message_from_bytes(content, policy=default)
        lines = [f"{name}: {value}" for name, value in mail.items() if name.lower() in ("subject", "comments", "keywords")]
        for part in mail.walk():
            if part.get_filename():
                lines.append(str(part.get_filename()))
            if part.get_content_maintype() == "text" and not part.is_multipart():
                lines += str(part.get_content()).splitlines()
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):  # a damaged mail is read as it stands
        return content.decode("utf-8", "replace")
    return "\n".join(lines)


def in_name(path: str, permitted: Allowed = NOTHING) -> tuple[Place, ...]:
    """Return what the guard stops in the name of a file; the place is line 0."""
    if re.match(r"(?:issued|\.vawcoord|\.git)/", path):
        return ()
    words = []
    for part in path.rpartition(".")[0].split("/") if "." in path else path.split("/"):
        bare = _DATED.sub("", part)
        # An id is written with hyphens, and numbers may stand in it as they stand in a text.
        words.append(re.sub(r"(?<=[^\W\d])[-_.]+|[-_.]+(?=[^\W\d])", " ", bare))
    people = path.startswith(("members/", "services/"))
    found = (one for text in words for one in guard(text, permitted) if one.tier == "block")
    return tuple(Place(0, 0, one.rule, one.tier) for one in found if not (people and one.rule == "name"))


def in_properties(committee: Committee | None, source: str, stem: str, told: Iterable[str]) -> tuple[Place, ...]:
    """Return what the guard stops in the name and the properties of a file that is made from `source`.

    What was let through there stays let through. Without a committee nobody's name is known, and names are passed over.
    """
    permitted = allowed(committee)
    found = [*in_name(f"build/{stem}", permitted), *(one for text in told for one in guard(text, permitted, form="lines"))]
    let = {one.rule for one in committee.confirmed if one.path == source} if committee else {"name"}
    return tuple(one for one in found if one.tier == "block" and one.rule not in let)


def holding_back(committee: Committee) -> Callable[[str, str], tuple[str, ...]]:
    """Return what looks at a text before it goes into a pack: (path, text) → in words what holds it back."""

    def look(path: str, text: str) -> tuple[str, ...]:
        found = judged(committee, path, text.encode(), warn=False)
        return tuple(dict.fromkeys(rule_text(one.place.rule) for one in found.stops))

    return look


def outgoing(committee: Committee, texts: Mapping[str, str], *, confirm: str = "") -> None:
    """Refuse texts that leave without being written into the folder, such as a message; the keys say which one it is.

    With a reason they pass. Raises VawcoordError with the places otherwise.
    """
    permitted = allowed(committee)
    found = [Stop(name, place) for name, text in texts.items() for place in guard(text, permitted) if place.tier == "block"]
    if found and not confirm.strip():
        raise refusal(found)
    if found:
        _reason(confirm, permitted)


# What files hold: `guard FILE`.


class Judged(Value):
    """What the guard found in a file: its places, and how many more stand there with a reason."""

    path: str
    stops: tuple[Stop, ...]
    confirmed: int = 0


def judged(
    committee: Committee | None,
    path: str,
    content: bytes,
    *,
    known: bytes | None = None,
    words: bool = False,
    warn: bool | None = None,
) -> Judged:
    """Return what the guard finds in the bytes of a file.

    `path` is its name, relative to the committee's folder where it lies there. `known` are the bytes of an earlier version: only
    what is new counts then. `words` also reports new words. `warn` also reports what is only asked about; without it that is so
    for papers of meetings, and for files that are none of the folder's texts.
    """
    permitted = allowed(committee, words=words)
    asked = (committee is None or path not in committee.paths or bool(_ASKED.fullmatch(path))) if warn is None else warn
    named = in_name(path, permitted)
    whole = _withheld(path) if named else path
    found = [Stop(whole, one) for one in named]
    for part, text, form in texts_in(path, content):
        free = free_at(path)
        shown = f"{whole} ({part})" if part else whole
        if known is not None:
            earlier = [(older, how, free) for _name, older, how in texts_in(path, known)]
            places: tuple[Place, ...] = added(earlier, text, permitted, form=form, free=free)
        else:
            places = guard(text, permitted, form=form, free=free, words=words)
        found += [Stop(shown, one) for one in places if one.tier == "block" or asked]
    return _without_confirmed(committee, path, found)


def _without_confirmed(committee: Committee | None, path: str, found: list[Stop]) -> Judged:
    """Return what was found without what was let through with a reason. More than that many shows all of the rule."""
    let: dict[str, int] = {}
    for one in committee.confirmed if committee else ():
        if one.path == path:
            let[one.rule] = let.get(one.rule, 0) + one.count
    counts: dict[str, int] = {}
    for stop in found:
        counts[stop.place.rule] = counts.get(stop.place.rule, 0) + 1
    through = {rule for rule, count in counts.items() if count <= let.get(rule, 0)}
    return Judged(
        path,
        tuple(one for one in found if one.place.rule not in through),
        sum(count for rule, count in counts.items() if rule in through),
    )


def is_read(path: str) -> bool:
    """Say whether the guard reads a file of the folder: contacts, scans and copies of texts that were read are left out."""
    return not _NOT_READ.fullmatch(path) and not path.startswith("build/")


def texts_in(path: str, content: bytes) -> Iterator[tuple[str, str, Form]]:
    """Yield part, text and form of everything that a file says; the part is empty where it has only one.

    Raises VawcoordError for a file that cannot be read: a picture, a scan, a damaged or hostile Office file.
    """
    lower = path.lower()
    if lower.endswith((".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".xls")):
        from vawcoord.exchange.words import words

        for part, lines in words(content, path):
            yield part, "\n".join(line.replace("\n", " ") for line in lines), "lines"
        return
    if b"\0" in content[:4096] or lower.endswith((".pdf", ".png", ".jpg", ".jpeg", ".odt", ".ods", ".zip", ".age")):
        raise VawcoordError(
            _("{path}: this is no text, no Word and no Excel file; the guard cannot read it.").format(path=path),
            _("Look through it yourself: a scan or a PDF may hold names, too."),
        )
    yield "", _decoded(path, content), form_of(path)


# New words, asked about when minutes are approved.


class Asked(Value):
    """What must be answered before a text is approved: places that stop it, places to look at, and words that are new.

    `large` are new words written as names are, each of which is answered for; `small` are the others, shown as one list.
    """

    path: str
    stops: tuple[Stop, ...] = ()
    warnings: tuple[Stop, ...] = ()
    large: tuple[Word, ...] = ()
    small: tuple[Word, ...] = ()


def asked(committee: Committee, path: str, text: str) -> Asked:
    """Return what the guard has to ask about a text that is to be approved, each new word once."""
    permitted = allowed(committee, words=True)
    found = [Stop(path, one) for one in guard(text, permitted, form=form_of(path), free=free_at(path))]
    confirmed = _without_confirmed(committee, path, [one for one in found if one.place.tier == "block"])
    words = new_words(text, permitted, form=form_of(path))
    large = tuple(one for one in words if one.large)
    asked_about = {(one.line, one.column) for one in large}
    warnings = [one for one in found if one.place.tier == "warn" and (one.place.line, one.place.column) not in asked_about]
    return Asked(path, confirmed.stops, tuple(warnings), large, tuple(one for one in words if not one.large))


def settled(
    root: Path, committee: Committee, held: Asked, given: Mapping[str, str], today: date, *, looked: bool, confirm: str = ""
) -> tuple[Change, ...]:
    """Return the changes that keep what was answered about a text before its approval.

    `given` says of each new word that is written large whether it is ordinary or a place; `looked` says that the places to look
    at were read and may stand; `confirm` is the reason why what the guard stops may stand. Raises VawcoordError with the places
    for everything that is not answered.
    """
    if held.stops and not confirm.strip():
        raise refusal(held.stops)
    answers = {word.casefold(): (word, kind) for word, kind in given.items()}
    left = [one for one in held.large if one.text.casefold() not in answers]
    if left:
        shown = "\n".join(f"  {held.path}:{one.line}:{one.column}" for one in left[:20]) + ("\n  …" if len(left) > 20 else "")
        raise VawcoordError(
            several(
                "Nothing was approved. {count} word was never used before: a person, a place, or an ordinary word?",
                "Nothing was approved. {count} words were never used before: a person, a place, or an ordinary word?",
                len(left),
            )
            + "\n"
            + shown,
            _("Answer each: --word WORD=ordinary or --word WORD=place. The name of a person is taken out of the text."),
        )
    if held.warnings and not looked:
        shown = "\n".join(f"  {one}" for one in held.warnings[:20]) + ("\n  …" if len(held.warnings) > 20 else "")
        raise VawcoordError(
            _("Nothing was approved. Look at these places first: could they lead to a person?") + "\n" + shown,
            _("Write them otherwise; if they lead to nobody, add --looked."),
        )
    kept = answered(root, committee, dict(answers.values()), today)
    made = [kept] if kept else []
    if held.stops:
        made.append(let_through(root, committee, held.stops, today, confirm))
    return tuple(made)


def answered(root: Path, committee: Committee, given: Mapping[str, str], today: date, *, by: str = "") -> Change | None:
    """Return the change that keeps answers about words; None where there is none to keep.

    `given` says for each word: ordinary, place or published. Raises VawcoordError for anything else: the name of a person the
    work is about is never kept, and the text has to say it otherwise.
    """
    entries = []
    held = {(one.word.casefold(), one.is_) for one in committee.guard_words}
    for word, kind in given.items():
        bare = " ".join(word.split())
        if kind not in WORD_KINDS:
            raise VawcoordError(
                _('A word is ordinary, place or published, not "{kind}".').format(kind=kind),
                _("The name of a person is not kept: write the sentence without it."),
            )
        found = [one for one in guard(bare) if one.rule in ("phone", "email", "id-number")]
        if kind == "published" and not any(one.rule in ("phone", "email") for one in found):
            digits = sum(sign.isdigit() for sign in bare)
            if digits < 3 and "@" not in bare:
                raise VawcoordError(
                    _("Published is said of a telephone number or an address that its owner has made public."),
                    _("A word is ordinary, or a place."),
                )
        if kind != "published" and (found or not bare or len(bare) > 60):
            raise VawcoordError(
                _("A number or an address is no word."), _("One that its owner has made public is entered as published.")
            )
        if (bare.casefold(), kind) not in held:
            entries.append({"date": today, "word": bare, "is": kind, "by": by})
    return log_added(root, WORDS, entries) if entries else None
