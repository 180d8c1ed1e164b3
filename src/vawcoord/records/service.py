"""Services: which provider offers which essential service of the package, where, when, at what cost."""

from datetime import date
from functools import cache

from vawcoord.language import marked
from vawcoord.records.record import BOOL, DATE, ID_TYPE, IDS, LINE, TEXT, TEXTS, Choice, Record, key
from vawcoord.records.register import months_after
from vawcoord.value import Value

VERIFIED = ("visit", "call", "letter", "provider")
COSTS = ("free", "reduced", "paid", "unknown")
SERVICE_SECTORS = ("health", "justice", "policing", "social-services", "other")
VERIFIED_MONTHS = 12
"""How long it may be since a provider was looked at: hours and telephones change, and she would stand before a closed door."""


class Essential(Value):
    """An essential service of the package: `sector` is health, justice-and-policing or social-services."""

    id: str
    sector: str
    title: str


@cache
def essential_services() -> tuple[Essential, ...]:
    """Return the essential services of the package in printed order (Essential Services Package, modules 2 to 4)."""
    import tomllib

    from vawcoord.disk import shipped

    data = tomllib.loads(shipped("standard/esp-m5.toml").decode())
    return tuple(Essential(one["id"], one["sector"], one["title"]) for one in data["services"])


class Service(Record):
    """A provider, as `services/<provider>.toml` describes it. Its id is the file's name.

    With `confidential_location` it has no address and no place: how to reach it is said in `reached_through`.
    """

    id = ""

    name: str = key(LINE, marked("the provider's name"))
    member: str = key(ID_TYPE, marked("the member agency, where it is one"), default="", names="member")
    sector: str = key(Choice(*SERVICE_SECTORS), marked("the sector of the package"), default="other")
    offers: tuple[str, ...] = key(IDS, marked("the essential services it offers, such as health-2"), default=())
    for_: tuple[str, ...] = key(TEXTS, marked("whom it serves"), default=())
    confidential_location: bool = key(BOOL, marked("whether its place must stay secret"), default=False)
    reached_through: str = key(LINE, marked("where to ask, when its place is secret"), default="")
    public: bool = key(BOOL, marked("whether it may stand in the public directory"), default=True)
    area: str = key(LINE, marked("the area it covers"), default="")
    reaches: tuple[str, ...] = key(
        TEXTS, marked("the parts of the area, as committee.toml names them, from which it can be reached"), default=()
    )
    address: str = key(LINE, marked("where it is"), default="")
    hotline: str = key(LINE, marked("a published telephone number of the service, never of a person"), default="")
    website: str = key(LINE, marked("its public page"), default="")
    hours: str = key(LINE, marked("when it is open"), default="")
    cost: str = key(Choice(*COSTS), marked("what it costs"), default="unknown")
    cost_note: str = key(LINE, marked("what must be paid"), default="")
    languages: tuple[str, ...] = key(TEXTS, marked("languages spoken"), default=())
    accessibility: tuple[str, ...] = key(TEXTS, marked("step-free, sign language, transport …"), default=())
    contact_post: str = key(LINE, marked("the post to ask for"), default="")
    verified_on: date | None = key(DATE, marked("the day this was last checked"), default=None)
    verified_how: str = key(Choice(*VERIFIED), marked("how it was checked"), default="provider")
    note: str = key(TEXT, marked("what else a referring agency must know"), default="")

    def verified_lately(self, on: date) -> bool:
        """Say whether it was looked at within the last twelve months."""
        return self.verified_on is not None and on <= months_after(self.verified_on, VERIFIED_MONTHS)
