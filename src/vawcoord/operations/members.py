"""Member agencies come, change and go: `add`, `change`, `leave`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vawcoord.change import Change, ChangeSet, together
from vawcoord.documents.status import state_in_words
from vawcoord.errors import VawcoordError
from vawcoord.folder.layout import log_path
from vawcoord.folder.writing import append_table, edited_toml, inline_table, log_added, new_toml
from vawcoord.language import _, several
from vawcoord.operations.attach import attachment
from vawcoord.records.committee import Committee
from vawcoord.records.document import parties_on, standing
from vawcoord.records.member import LEAVINGS, TYPES, Member
from vawcoord.records.plan import latest
from vawcoord.records.profile import JUSTICE_SECTORS, SECTORS, of_share
from vawcoord.records.record import is_id, nearest
from vawcoord.text.slug import proposed_id
from vawcoord.value import Value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LISTS = ("represents", "responsibilities", "limits", "duties", "resources", "languages")
"""Keys of a member that hold a list of texts and can be added to one by one."""


class Person(Value):
    """A representative or signatory as typed: "Name, Post", or a seat."""

    name: str = ""
    post: str = ""
    seat: str = ""


class Details(Value):
    """What is known of an agency; empty means not said."""

    name: str = ""
    sector: str = ""
    type: str = ""
    invited: date | None = None
    joined: date | None = None
    lead: Person | None = None
    alternate: Person | None = None
    signatory: Person | None = None
    confidential: bool | None = None
    reached_through: str = ""
    address: str = ""
    lists: Mapping[str, Sequence[str]] | None = None


class Letter(Value):
    """A letter of authority for one representative; an empty `person` is the lead, also one who is just entered."""

    person: str
    reference: str
    dated: date | None = None
    until: date | None = None
    scan: Path | None = None


def person_of(typed: str) -> Person:
    """Return the person behind "Name, Post"; only a name or only a post is fine."""
    name, _comma, post = typed.partition(",")
    return Person(name.strip(), post.strip())


def left_out(path: str) -> VawcoordError:
    """Return the error about a record that is there and cannot be read."""
    return VawcoordError(
        _("{path}: there is a mistake in this file, and it is left out.").format(path=path),
        _("vawcoord check {path} names the line and says what to do.").format(path=path),
    )


def find_member(committee: Committee, name: str) -> Member:
    """Return an agency by its id. Raises VawcoordError with the near ones when it is not there."""
    member = committee.member(name)
    if member is not None:
        return member
    if f"members/{name}.toml" in committee.paths:
        raise left_out(f"members/{name}.toml")
    near = nearest(name, [one.id for one in committee.members])
    raise VawcoordError(
        _('There is no member agency "{name}".').format(name=name)
        + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
        _("vawcoord member list shows them."),
    )


def member_table(details: Details) -> dict[str, Any]:
    """Return an agency's file as a table.

    Raises VawcoordError for a sector or type that is none, or an address that must not be written.
    """
    if details.sector not in SECTORS:
        near = nearest(details.sector, SECTORS)
        raise VawcoordError(
            _('"{sector}" is no sector.').format(sector=details.sector)
            + (" " + _('Did you mean "{near}"?').format(near=near) if near else ""),
            _("Sectors are: {sectors}.").format(sectors=", ".join(SECTORS)),
        )
    kind = details.type or ("survivor-led" if details.sector == "survivors" else "state")
    if kind not in TYPES:
        raise VawcoordError(
            _('"{type}" is no type of agency.').format(type=kind), _("Types are: {types}.").format(types=", ".join(TYPES))
        )
    if details.confidential and details.address:
        raise VawcoordError(
            _("An agency with a confidential location has no address in the folder."),
            _("Say where to ask with --reached-through."),
        )
    table: dict[str, Any] = {
        "name": details.name,
        "sector": details.sector,
        "type": kind,
        "invited": details.invited,
        "joined": details.joined,
        "confidential_location": True if details.confidential else None,
        "reached_through": details.reached_through or None,
        "address": details.address or None,
    }
    table.update({name: list((details.lists or {}).get(name, ())) or None for name in LISTS})
    people: list[dict[str, Any]] = []
    for role, person in (("lead", details.lead), ("alternate", details.alternate)):
        chosen = person
        if chosen is None and role == "lead" and kind == "survivor-led":
            # The safer default: nobody's name, until her organisation says otherwise.
            chosen = Person(seat=_("{agency} representative").format(agency=details.name))
        if chosen is not None:
            people.append(_person_table(chosen, role, details.joined, [one["id"] for one in people]))
    table["representatives"] = people or None
    table["signatories"] = [_signatory_table(details.signatory, details.joined)] if details.signatory else None
    return table


def _person_table(person: Person, role: str, since: date | None, taken: Sequence[str]) -> dict[str, Any]:
    """Return a representative as a table."""
    identity = person_id(person.name, person.post, role, taken)
    if person.seat:
        return {"id": proposed_id(f"seat-{role}", taken), "seat": person.seat, "role": role, "from": since}
    return {"id": identity, "name": person.name or None, "post": person.post or None, "role": role, "from": since}


def person_id(name: str, post: str, role: str, taken: Collection[str]) -> str:
    """Return the id proposed for a representative: from the name without rank, the post where there is no name, or the role."""
    return proposed_id(_without_title(name) or post, taken, otherwise=role)


# fmt: off - a list of words reads best on few lines
_TITLES = frozenset(
    (
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "hon",
        "prof",
        "rev",
        "insp",
        "supt",
        "sgt",
        "cpl",
        "capt",
        "col",
        "adv",
        "eng",
        "mme",
        "m",
    )
)
# fmt: on


def _without_title(name: str) -> str:
    """Return a name without the ranks and titles before it: an id lasts longer than a rank."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in _TITLES:
        words.pop(0)
    return " ".join(words)


def _signatory_table(person: Person, since: date | None) -> dict[str, Any]:
    """Return a signatory as a table."""
    return {"name": person.name or None, "post": person.post or None, "from": since}


def add(committee: Committee, details: Details, *, id: str = "") -> tuple[str, ChangeSet]:  # noqa: A002 - the field's word
    """Return the id of a new agency and the changes that add it."""
    if not details.name:
        raise VawcoordError(_("An agency needs a name."))
    taken = {one.id for one in committee.members}
    identity = id or proposed_id(details.name, taken, otherwise="agency")
    if not is_id(identity):
        raise VawcoordError(
            _('"{id}" is no id.').format(id=identity),
            _("Use lower-case letters a to z, digits and single hyphens, at most 48 characters."),
        )
    path = f"members/{identity}.toml"
    return identity, together(_("{agency} added").format(agency=details.name), [new_toml(path, member_table(details))])


def change(
    root: Path,
    member: Member,
    details: Details,
    today: date,
    *,
    letter: Letter | None = None,
    clear: Sequence[str] = (),
    public: Mapping[str, bool] = MappingProxyType({}),
) -> ChangeSet:
    """Return the changes to an agency's file. A new lead or alternate ends the earlier one's time the day before.

    `clear` names lists to empty before texts are added; `public` says whose name may stand in public documents. Raises
    VawcoordError for a person who is not there, or an address for a confidential location.
    """
    if (details.address or member.address) and (
        details.confidential or (member.confidential_location and details.confidential is None)
    ):
        raise VawcoordError(
            _("An agency with a confidential location has no address in the folder."),
            _("Say where to ask with --reached-through."),
        )
    changes: list[Change] = []
    scan = ""
    there = [one.id for one in member.representatives]
    unknown = next((one for one in public if one not in there), "")
    if unknown:
        raise VawcoordError(
            _('{agency} has no representative "{person}".').format(agency=member.name, person=unknown),
            _("They are: {people}.").format(people=", ".join(there) or "—"),
        )
    if letter is not None:
        lead = details.lead is not None or any(one.role == "lead" and one.until is None for one in member.representatives)
        if letter.person not in there and (letter.person or not lead):
            raise VawcoordError(
                _('{agency} has no representative "{person}".').format(agency=member.name, person=letter.person),
                _("They are: {people}.").format(people=", ".join(one.id for one in member.representatives) or "—"),
            )
        if letter.scan is not None:
            scan, scanned = attachment(root, f"members/{member.id}", letter.scan, class_="committee", today=today)
            changes.extend(scanned)

    def edit(document: "TOMLDocument") -> None:
        simple = {
            "name": details.name,
            "sector": details.sector,
            "type": details.type,
            "invited": details.invited,
            "joined": details.joined,
            "reached_through": details.reached_through,
            "address": details.address,
        }
        for key, value in simple.items():
            if value:
                document[key] = value
        if details.confidential is not None:
            document["confidential_location"] = details.confidential
        for name in clear:
            document.pop(name, None)
        for name, texts in (details.lists or {}).items():
            if texts:
                document[name] = [*document.get(name, ()), *texts]
        for role, person in (("lead", details.lead), ("alternate", details.alternate)):
            if person is not None:
                _replace_person(document, role, person, today)
        if details.signatory is not None:
            _end(document, "signatories", "", today)
            append_table(document, "signatories", _signatory_table(details.signatory, today))
        if letter is not None:
            _authorise(document, letter, scan)
        for one in document.get("representatives", ()):
            if one["id"] in public:
                one["public"] = public[one["id"]]

    changes.append(edited_toml(root, member.where.path, edit))
    if changes[-1].after is not None and len(changes) == 1 and not _differs(changes[-1]):
        raise VawcoordError(
            _("Nothing was said that would change."), _("vawcoord member change --help lists what can be changed.")
        )
    return together(_("{agency} changed").format(agency=member.name), changes)


def _differs(change: Change) -> bool:
    """Say whether a change alters anything."""
    from vawcoord.change import digest

    return change.after is None or digest(change.after) != change.before


def _replace_person(document: "TOMLDocument", role: str, person: Person, today: date) -> None:
    """End the time of who held a role, and add who takes it."""
    _end(document, "representatives", role, today)
    taken = [str(one.get("id", "")) for one in document.get("representatives", ())]
    append_table(document, "representatives", _person_table(person, role, today, taken))


def _end(document: "TOMLDocument", name: str, role: str, today: date) -> None:
    """Give the serving entries of a list their last day; an empty role means all."""
    held = document.get(name, ())
    for place in reversed(range(len(held))):
        one = held[place]
        if (role and one.get("role", "lead") != role) or (one.get("until") is not None and one["until"] < today):
            continue
        if one.get("from") is not None and one["from"] >= today:
            # Entered and replaced on one day: never served.
            del held[place]
        else:
            one["until"] = today - timedelta(days=1)


def _authorise(document: "TOMLDocument", letter: Letter, scan: str) -> None:
    """Enter a letter of authority for a representative."""
    table = inline_table({"letter": letter.reference, "date": letter.dated, "until": letter.until, "scan": scan or None})
    for one in document["representatives"]:
        if one["id"] == letter.person or (not letter.person and one.get("role", "lead") == "lead" and one.get("until") is None):
            one["authority"] = table


class Hanging(Value):
    """What hangs on a member that leaves, in plain sentences, and what binds it still."""

    offices: tuple[str, ...]
    quorum: tuple[str, ...]
    documents: tuple[str, ...]
    activities: tuple[str, ...]
    remains: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return all sentences."""
        return (*self.offices, *self.quorum, *self.documents, *self.activities, *self.remains)


def hanging(committee: Committee, member: Member, on: date) -> Hanging:
    """Return everything in the folder that hangs on an agency."""
    offices = tuple(
        _("{person} is {office} until {day}.").format(person=one.holder, office=one.office, day=one.until or "—")
        for one in committee.profile.officers
        if one.holder.partition("/")[0] == member.id and (one.until is None or one.until >= on)
    )
    documents = []
    for one in committee.documents:
        if one.translation or member.id not in parties_on(one, on):
            continue
        state = standing(one, on)
        if state.state in ("withdrawn", "superseded", "expired"):
            continue
        falls = state.since is not None and (
            one.front.in_force == len(state.signed) or (isinstance(one.front.in_force, tuple) and member.id in one.front.in_force)
        )
        documents.append(
            _("{ref} ({state}): it is a party; without it the text is no longer in force.").format(
                ref=one.ref, state=state_in_words(state.state)
            )
            if falls
            else _("{ref} ({state}): it is a party.").format(ref=one.ref, state=state_in_words(state.state))
        )
    done = latest(committee.journal, on)
    activities = []
    for plan in committee.plans:
        for activity in plan.activities:
            state_of = done.get(f"{plan.id}/{activity.id}")
            lead = (state_of.lead if state_of and state_of.lead else "") or activity.lead
            if lead == member.id and (state_of is None or state_of.status not in ("done", "superseded", "not-possible")):
                activities.append(
                    _("{plan}/{id}: it leads “{title}”.").format(plan=plan.id, id=activity.id, title=activity.title)
                )
    for meeting in committee.meetings:
        for action in meeting.actions:
            state_of = done.get(f"{meeting.id}/{action.id}")
            if action.agency == member.id and (state_of is None or state_of.status in ("open", "in-progress", "blocked", "")):
                activities.append(_("{meeting}/{id}: it has this action to do.").format(meeting=meeting.id, id=action.id))
    people = {f"{member.id}/{one.id}" for one in member.representatives}
    signed = sum(1 for one in committee.registers if one.kind == "undertakings" and one.get("who") in people)
    remains = (
        (
            several(
                "{count} confidentiality undertaking of its people stays binding after it has left.",
                "{count} confidentiality undertakings of its people stay binding after it has left.",
                signed,
            ),
        )
        if signed
        else ()
    )
    return Hanging(offices, tuple(_quorum(committee, member, on)), tuple(documents), tuple(activities), remains)


def _quorum(committee: Committee, member: Member, on: date) -> list[str]:
    """Return what becomes of the quorum."""
    rule = committee.profile.meetings.quorum
    before = len(committee.active(on))
    if not member.active(on) or before <= 1:
        return []
    needed = [of_share(rule.share, count) for count in (before, before - 1)]
    made = [
        _("The quorum is {after} of {left} agencies instead of {before} of {all}.").format(
            after=needed[1], left=before - 1, before=needed[0], all=before
        )
    ]
    others = {one.sector for one in committee.active(on) if one.id != member.id}
    for sector in rule.sectors:
        wanted = JUSTICE_SECTORS if sector == "justice" else (sector,)
        if member.sector in wanted and not others.intersection(wanted):
            made.append(
                _("No other member is in the sector {sector}: without one no meeting has a quorum.").format(sector=sector)
            )
    return made


def leave(root: Path, committee: Committee, member: Member, *, how: str, decision: str, on: date) -> ChangeSet:
    """Return the changes by which an agency leaves, all together: its file, its offices, and a log line in each agreement.

    Texts are not changed; undertakings stay binding. Raises VawcoordError for an agency that left already, or an expulsion
    without a decision.
    """
    if member.left is not None and member.left <= on:
        raise VawcoordError(_("{agency} left on {day}.").format(agency=member.name, day=member.left))
    if how not in LEAVINGS:
        raise VawcoordError(
            _('"{how}" is no way of leaving.').format(how=how), _("Ways are: {ways}.").format(ways=", ".join(LEAVINGS))
        )
    if how in ("expelled", "suspended") and not decision:
        raise VawcoordError(
            _("An agency is suspended or expelled by a decision only."), _("Name it: --decision 2026-03-10-ordinary/d2.")
        )

    def edit(document: "TOMLDocument") -> None:
        document["left"] = on
        document["how"] = how
        if decision:
            document["decision"] = decision

    changes = [edited_toml(root, member.where.path, edit)]
    if any(
        one.holder.partition("/")[0] == member.id and (one.until is None or one.until > on) for one in committee.profile.officers
    ):

        def vacate(document: "TOMLDocument") -> None:
            for one in document["officers"]:
                if str(one["holder"]).partition("/")[0] == member.id and (one.get("until") is None or one["until"] > on):
                    one["until"] = on

        changes.append(edited_toml(root, "committee.toml", vacate))
    event = "expelled" if how == "expelled" else "left"
    for one in committee.documents:
        if (
            not one.translation
            and member.id in parties_on(one, on)
            and standing(one, on).state not in ("withdrawn", "superseded")
        ):
            entry = {"date": on, "event": event, "party": member.id, "decision": decision}
            changes.append(log_added(root, log_path(one.kind, one.id), [entry]))
    return together(_("{agency} leaves").format(agency=member.name), changes)
