"""What is known of the services: the map of what is missing, the pathway page for the SOP, the directory for the public.

The public directory is made of values of their own, `Listed`, which have no room for what must stay secret: of a provider with a
confidential location it knows name, services, whom it serves, cost, languages, how it is reached and a published line.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vawcoord.errors import VawcoordError
from vawcoord.language import _
from vawcoord.prose import (
    Block,
    Cell,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Run,
    Sheet,
    Table,
    bold,
    paragraph,
    row,
    text,
)
from vawcoord.records.committee import Committee
from vawcoord.records.service import Essential, Service, essential_services
from vawcoord.records.words import Words
from vawcoord.text.dates import enumerated, long_date
from vawcoord.value import Value

UNDATED = date(2000, 1, 1)
SECTIONS = ("health", "justice-and-policing", "social-services")


class Row(Value):
    """An essential service in the map: who offers it here, and out of whose reach it is.

    `cost`: none of its providers is known to be free. `languages`: those of the area that none of them speaks. `parts`: those of
    the area from which none of them can be reached. `access`: none says how it can be used by women with disabilities.
    """

    service: Essential
    providers: tuple[Service, ...]
    cost: bool = False
    languages: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    access: bool = False

    @property
    def state(self) -> str:
        """Return whether nobody, one or several offer it."""
        return ("none", "one", "several")[min(len(self.providers), 2)]

    @property
    def out_of_reach(self) -> bool:
        """Say whether it is there and some cannot use it."""
        return bool(self.providers) and bool(self.cost or self.languages or self.parts or self.access)


class Overlap(Value):
    """Two providers that offer the same services to the same people in the same parts; work may be done twice."""

    one: Service
    other: Service
    services: tuple[str, ...]


class Map(Value):
    """The services of the area on a day. `stale` are the providers that nobody looked at within twelve months."""

    on: date
    rows: tuple[Row, ...]
    overlaps: tuple[Overlap, ...]
    stale: tuple[Service, ...]
    unknown: tuple[tuple[str, str], ...]

    def count(self) -> dict[str, int]:
        """Return how many essential services nobody, one and several offer, and how many are out of somebody's reach."""
        counted = {name: sum(1 for one in self.rows if one.state == name) for name in ("none", "one", "several")}
        return {**counted, "out-of-reach": sum(1 for one in self.rows if one.out_of_reach), "stale": len(self.stale)}


def hidden(committee: Committee, service: Service) -> bool:
    """Say whether the place of a provider must stay secret: it says so, or the member agency that it belongs to does."""
    member = committee.member(service.member) if service.member else None
    return service.confidential_location or bool(member and member.confidential_location)


def mapped(committee: Committee, on: date) -> Map:
    """Return the map of services."""
    spoken = _languages(committee)
    known = {one.id for one in essential_services()}
    return Map(
        on,
        tuple(
            _row(one, tuple(held for held in committee.services if one.id in held.offers), committee.profile.parts, spoken)
            for one in essential_services()
        ),
        tuple(_overlaps(committee.services)),
        tuple(one for one in committee.services if not one.verified_lately(on)),
        tuple((one.id, offer) for one in committee.services for offer in one.offers if offer not in known),
    )


def _languages(committee: Committee) -> tuple[str, ...]:
    """Return the languages that at least one provider speaks, as they are written first."""
    found: dict[str, str] = {}
    for one in committee.services:
        for language in one.languages:
            found.setdefault(language.casefold(), language)
    return tuple(found.values())


def _row(service: Essential, providers: tuple[Service, ...], parts: Sequence[str], spoken: Sequence[str]) -> Row:
    """Return one service of the map."""
    if not providers:
        return Row(service, ())
    speaks = {language.casefold() for one in providers for language in one.languages}
    reached = {part.casefold() for one in providers for part in one.reaches}
    return Row(
        service,
        providers,
        all(one.cost != "free" for one in providers),
        tuple(language for language in spoken if language.casefold() not in speaks),
        tuple(part for part in parts if part.casefold() not in reached),
        not any(one.accessibility for one in providers),
    )


def _overlaps(services: Sequence[Service]) -> Iterator[Overlap]:
    """Yield pairs of providers that offer two services or more to the same people in the same place."""
    for place, one in enumerate(services):
        for other in services[place + 1 :]:
            same = tuple(offer for offer in one.offers if offer in other.offers)
            alike = {text.casefold() for text in one.for_} == {text.casefold() for text in other.for_}
            where = {text.casefold() for text in (one.reaches or (one.area,))} & {
                text.casefold() for text in (other.reaches or (other.area,))
            }
            if len(same) > 1 and alike and where:
                yield Overlap(one, other, same)


def remarks(one: Row, words: Words | None = None) -> Iterator[str]:
    """Yield what is to be said of a service in the map, for the terminal or in the words of a document."""
    say = words.group if words else None
    if one.state == "none":
        yield say("services", "nobody") if say else _("nobody offers it here")
        return
    if one.state == "one":
        yield say("services", "one_only") if say else _("one provider only")
    if one.cost:
        yield say("services", "no_free") if say else _("no provider is known to be free")
    if one.languages:
        yield (say("services", "no_language") if say else _("nobody there speaks {languages}")).format(
            languages=", ".join(one.languages)
        )
    if one.parts:
        yield (say("services", "no_part") if say else _("cannot be reached from {parts}")).format(parts=", ".join(one.parts))
    if one.access:
        yield say("services", "no_access") if say else _("access for women with disabilities is not known")


class Listed(Value):
    """A provider as the public may see it. There is no room for what is not public."""

    name: str
    services: tuple[str, ...]
    serves: tuple[str, ...]
    where: str
    withheld: bool
    through: str
    line: str
    website: str
    hours: str
    cost: str
    cost_note: str
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]


def listed(committee: Committee) -> tuple[Listed, ...]:
    """Return the providers that may stand in the public directory.

    Hours are shown where somebody can come or call: at an address that is public, or on a published line. Raises VawcoordError
    when a text of the directory would give away a place that must stay secret.
    """
    shown = []
    for one in committee.services:
        if not one.public:
            continue
        secret = hidden(committee, one)
        shown.append(
            Listed(
                one.name,
                one.offers,
                one.for_,
                "" if secret else one.address or one.area,
                secret,
                one.reached_through,
                one.hotline,
                "" if secret else one.website,
                "" if secret and not one.hotline else one.hours,
                one.cost,
                one.cost_note,
                one.languages,
                () if secret else one.accessibility,
            )
        )
    _refuse_leaks(committee, shown)
    return tuple(shown)


def _refuse_leaks(committee: Committee, shown: Iterable[Listed]) -> None:
    """Refuse a directory in which a text says where a provider or member is whose place must stay secret."""
    places = [(one.where.path, one.address) for one in committee.services if one.address and hidden(committee, one)]
    places += [(one.where.path, one.address) for one in committee.members if one.address and one.confidential_location]
    names = {one.name.casefold() for one in committee.services if hidden(committee, one)}
    names |= {one.name.casefold() for one in committee.members if one.confidential_location}
    for one in shown:
        said = " ".join(_texts(one)).casefold()
        for path, place in places:
            if place.casefold() in said:
                raise VawcoordError(
                    _("{path}: a place that must stay secret stands in this file, and {name} repeats it.").format(
                        path=path, name=one.name
                    ),
                    _("Remove it from both; the directory is not made until then."),
                )
        if any(name in one.where.casefold() for name in names):
            raise VawcoordError(
                _("The address of {name} names a provider whose place must stay secret.").format(name=one.name),
                _("Describe the way without it; the directory is not made until then."),
            )


def _texts(one: Listed) -> Iterator[str]:
    """Yield every text of an entry of the directory."""
    yield from (one.name, one.where, one.through, one.line, one.website, one.hours, one.cost_note)
    yield from (*one.serves, *one.languages, *one.accessibility)


# ---- documents -------------------------------------------------------------------------------------------------------


def map_sheet(committee: Committee, words: Words, on: date) -> Sheet:
    """Return the map of services as a document for the committee."""
    made = mapped(committee, on)

    def say(word: str, **values: str) -> str:
        return words.group("services", word).format(**values)

    counted = {name: str(value) for name, value in made.count().items()}
    blocks: list[Block] = [
        paragraph(
            say(
                "map_counts",
                none=counted["none"],
                one=counted["one"],
                several=counted["several"],
                reach=counted["out-of-reach"],
            ),
            "lead",
        ),
        Notice("caution", (paragraph(say("map_caution")),)),
    ]
    for section in SECTIONS:
        rows = [one for one in made.rows if one.service.sector == section]
        blocks.append(Heading(2, text(say(f"section_{section}"))))
        blocks.append(
            Table(
                row(say("service"), say("providers"), say("remarks")),
                tuple(
                    row(
                        one.service.title,
                        enumerated([held.name for held in one.providers], words.language) if one.providers else "—",
                        "; ".join(remarks(one, words)),
                    )
                    for one in rows
                ),
                (3, 4, 4),
                say(f"section_{section}"),
            )
        )
    if made.stale:
        blocks.append(Heading(2, text(say("stale"))))
        blocks.append(
            Listing(
                ordered=False,
                items=tuple((paragraph(f"{one.name}: {_verified(one, words)}"),) for one in made.stale),
            )
        )
    if made.overlaps:
        blocks.append(Heading(2, text(say("overlaps"))))
        titles = {one.id: one.title for one in essential_services()}
        blocks.append(
            Listing(
                ordered=False,
                items=tuple(
                    (
                        paragraph(
                            say(
                                "overlap",
                                one=one.one.name,
                                other=one.other.name,
                                services=", ".join(titles.get(name, name) for name in one.services),
                            )
                        ),
                    )
                    for one in made.overlaps
                ),
            )
        )
    return _sheet(committee, words, say("map_title"), blocks, "committee", landscape=True)


def pathway_sheet(committee: Committee, words: Words, on: date) -> Sheet:
    """Return the pathway page for the SOP: whom to call for what, how, at what cost, in which languages."""

    def say(word: str, **values: str) -> str:
        return words.group("services", word).format(**values)

    titles = {one.id: one for one in essential_services()}
    blocks: list[Block] = [
        Notice("caution", tuple(paragraph(say(f"pathway_{number}")) for number in ("first", "second", "third"))),
    ]
    for section in SECTIONS:
        providers = [
            one for one in committee.services if any(titles[name].sector == section for name in one.offers if name in titles)
        ]
        missing = [
            one.title
            for one in essential_services()
            if one.sector == section and not any(one.id in held.offers for held in committee.services)
        ]
        blocks.append(Heading(2, text(say(f"section_{section}"))))
        if providers:
            blocks.append(
                Table(
                    row(say("provider"), say("offers"), say("how"), say("cost_and_language")),
                    tuple(_pathway_row(committee, one, section, words, on) for one in providers),
                    (3, 4, 4, 3),
                    say(f"section_{section}"),
                )
            )
        if missing:
            blocks.append(paragraph(say("not_here", services=enumerated(missing, words.language)), "note"))
    return _sheet(committee, words, say("pathway_title"), blocks, "committee", landscape=True)


def _pathway_row(committee: Committee, one: Service, section: str, words: Words, on: date) -> tuple[Cell, ...]:
    """Return a provider of the pathway page."""

    def say(word: str, **values: str) -> str:
        return words.group("services", word).format(**values)

    titles = {held.id: held.title for held in essential_services() if held.sector == section}
    secret = hidden(committee, one)
    how = [
        say("withheld", through=one.reached_through or "—") if secret else one.address,
        "" if secret or not one.reached_through else say("through", through=one.reached_through),
        say("ask_for", post=one.contact_post) if one.contact_post else "",
        one.hotline,
        one.hours,
    ]
    cost = [_cost(one.cost, one.cost_note, words), enumerated(one.languages, words.language) if one.languages else ""]
    first = [one.name, enumerated(one.for_, words.language) if one.for_ else ""]
    if not one.verified_lately(on):
        first.append(_verified(one, words))
    name = Cell((*bold(first[0]), *text("".join(f"\n{part}" for part in first[1:] if part))))
    return (
        name,
        *(
            Cell(text("\n".join(part for part in parts if part)))
            for parts in (
                [titles[name] for name in one.offers if name in titles],
                [*how, one.note],
                [*cost, *one.accessibility],
            )
        ),
    )


def _verified(one: Service, words: Words) -> str:
    """Return when a provider was looked at last."""
    if one.verified_on is None:
        return words.group("services", "never_verified")
    return words.group("services", "verified").format(
        date=long_date(one.verified_on, words.language), how=words.group("verified", one.verified_how)
    )


def _cost(cost: str, note: str, words: Words) -> str:
    """Return what a service costs."""
    return f"{words.group('costs', cost)}. {note}".strip() if note else words.group("costs", cost)


def public_sheet(committee: Committee, words: Words) -> Sheet:
    """Return the directory for the public: plain, without a place that must stay secret."""

    def say(word: str, **values: str) -> str:
        return words.group("services", word).format(**values)

    titles = {one.id: one.title for one in essential_services()}
    blocks: list[Block] = [
        paragraph(say("public_lead", area=committee.profile.area), "lead"),
        Notice("caution", (paragraph(say("public_safety")),)),
    ]
    for one in listed(committee):
        blocks.append(Heading(2, text(one.name)))
        facts = [
            (say("offers"), "; ".join(titles[name] for name in one.services if name in titles)),
            (say("for"), enumerated(one.serves, words.language) if one.serves else ""),
            (say("where"), say("withheld", through=one.through or "—") if one.withheld else one.where),
            (say("reached"), "" if one.withheld else one.through),
            (say("line"), one.line),
            (say("website"), one.website),
            (say("hours"), one.hours),
            (say("cost"), _cost(one.cost, one.cost_note, words)),
            (say("languages"), enumerated(one.languages, words.language) if one.languages else ""),
            (say("access"), enumerated(one.accessibility, words.language) if one.accessibility else ""),
        ]
        blocks.append(
            Listing(
                ordered=False,
                items=tuple((Paragraph((Run(f"{label}: ", bold=True), Run(value))),) for label, value in facts if value),
            )
        )
    return _sheet(committee, words, say("public_title", area=committee.profile.area), blocks, "public")


def _sheet(
    committee: Committee, words: Words, title: str, blocks: Sequence[Block], class_: str, *, landscape: bool = False
) -> Sheet:
    """Return a document about the services; its date is the last day on which a provider was looked at."""
    dated = max((one.verified_on for one in committee.services if one.verified_on), default=UNDATED)
    return Sheet(
        title=title,
        language=words.language,
        direction=words.direction,
        blocks=tuple(blocks),
        dated=dated,
        author=committee.profile.name,
        lead=(committee.profile.name,),
        classification=words.say(f"class_{class_}"),
        version=words.group("services", "as_of").format(date=long_date(dated, words.language)) if dated != UNDATED else "",
        page_of=words.group("words", "page_of"),
        annex_word=words.say("annex"),
        clause_word=words.say("clause"),
        landscape=landscape,
    )
