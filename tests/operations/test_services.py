"""Providers of services: added, changed, looked at; the map; the directory that shows no place that must stay secret."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vawcoord.documents.services import listed, map_sheet, mapped, pathway_sheet, public_sheet
from vawcoord.errors import VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations.services import add, change, find_service, verify
from vawcoord.records.committee import Committee
from vawcoord.records.member import Member
from vawcoord.records.profile import Profile
from vawcoord.records.service import Service, essential_services
from vawcoord.render.html import render

TODAY = date(2026, 6, 1)
MEMBER = 'name = "{name}"\nsector = "{sector}"\njoined = 2025-01-01\n'
CLINIC = {"offers": ("health-2", "health-3"), "cost": "free", "languages": ("English",), "verified_on": TODAY}


@pytest.fixture
def root(folder: Callable[..., Path]) -> Path:
    """Return a committee with two agencies, the place of one of which is secret, and two parts of its area."""
    made = folder(
        {
            "members/hospital.toml": MEMBER.format(name="Hospital", sector="health"),
            "members/rise.toml": MEMBER.format(name="Rise", sector="survivors") + "confidential_location = true\n",
        }
    )
    committee = made / "committee.toml"
    committee.write_text(committee.read_text(encoding="utf-8") + 'parts = ["town", "islands"]\n', encoding="utf-8")
    return made


def added(root: Path, name: str, **values: Any) -> str:
    """Add a provider and return its id."""
    made, changes = add(load(root)[0], name, values, TODAY)
    apply(root, changes)
    assert load(root)[1] == ()
    return made


def test_a_provider_is_added_and_changed(root: Path) -> None:
    """Its id comes from its name; what was said is read again; a list that is said replaces the one before."""
    assert added(root, "Harbour clinic", **CLINIC, member="hospital", reaches=("town",)) == "harbour-clinic"
    committee = load(root)[0]
    one = find_service(committee, "harbour-clinic")
    assert (one.offers, one.cost, one.reaches) == (("health-2", "health-3"), "free", ("town",))
    apply(root, change(root, committee, one, {"offers": ("health-4",), "hours": "by day"}, TODAY))
    committee = load(root)[0]
    one = find_service(committee, "harbour-clinic")
    assert (one.offers, one.hours, one.languages) == (("health-4",), "by day", ("English",))
    with pytest.raises(VawcoordError, match="Nothing was said"):
        change(root, committee, one, {"hours": "by day"}, TODAY)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"offers": ("helth-2",)}, 'Did you mean "health-2"?'),
        ({"member": "hospitl"}, 'Did you mean "hospital"?'),
        ({"member": "rise"}, "so that of its services is too"),
        ({"confidential_location": True, "address": "Hill Road 3"}, "no address in the folder"),
        ({"reaches": ("island",)}, 'Did you mean "islands"?'),
        ({"cost": "dear"}, "expected one of free"),
        ({"hotline": 5}, "hotline: expected a text"),
    ],
)
def test_what_is_wrong_gets_one_sentence(root: Path, values: dict[str, Any], said: str) -> None:
    """Services that the package does not have, members, parts, costs; and a place that must stay secret."""
    with pytest.raises(VawcoordError) as caught:
        add(load(root)[0], "Clinic", values, TODAY)
    assert said in f"{caught.value.message} {caught.value.mend}"
    assert "Hill" not in caught.value.message


def test_a_place_becomes_secret(root: Path) -> None:
    """With the mark the address goes out of the file, and one that is said with it is refused."""
    name = added(root, "House", address="Hill Road 3")
    committee = load(root)[0]
    one = find_service(committee, name)
    with pytest.raises(VawcoordError, match="no address"):
        change(root, committee, one, {"confidential_location": True, "address": "Hill Road 4"}, TODAY)
    with pytest.raises(VawcoordError, match="no address"):
        change(
            root, committee, one, {"confidential_location": True, "reached_through": "the desk", "address": "Hill Road 3"}, TODAY
        )


def test_a_provider_is_looked_at(root: Path) -> None:
    """Day and way are written down; a day that has not come, an earlier one and an unknown way are refused."""
    name = added(root, "Clinic", **{**CLINIC, "verified_on": date(2025, 5, 31)})
    committee = load(root)[0]
    one = find_service(committee, name)
    assert not one.verified_lately(TODAY)
    apply(root, verify(root, committee, one, "visit", TODAY, TODAY))
    committee = load(root)[0]
    one = find_service(committee, name)
    assert (one.verified_on, one.verified_how, one.verified_lately(TODAY)) == (TODAY, "visit", True)
    for how, on, said in (
        ("visti", TODAY, 'Did you mean "visit"?'),
        ("visit", date(2026, 6, 2), "has not come yet"),
        ("visit", date(2026, 5, 1), "later than that"),
    ):
        with pytest.raises(VawcoordError, match=said.replace("?", r"\?")):
            verify(root, committee, one, how, on, TODAY)


def test_a_provider_that_is_not_there(root: Path) -> None:
    """The near one is named; a broken one is said to be left out."""
    added(root, "Clinic", **CLINIC)
    (root / "services/broken.toml").write_text("name = \n", encoding="utf-8")
    committee = load(root)[0]
    with pytest.raises(VawcoordError, match='Did you mean "clinic"'):
        find_service(committee, "clinik")
    with pytest.raises(VawcoordError, match="left out"):
        find_service(committee, "broken")


def test_the_map(root: Path) -> None:
    """Nobody, one, several; out of reach by cost, language, distance, access; not looked at; perhaps done twice."""
    common = {"for": ("women",), "area": "Lakeside"}
    added(root, "Clinic", **CLINIC, **common, reaches=("town",), accessibility=("step-free",))
    added(root, "Second clinic", **{**CLINIC, "languages": ("Swahili",), "cost": "paid"}, **common, reaches=("town",))
    added(root, "Paid", offers=("social-4",), cost="paid", languages=("english", "Swahili"), reaches=("town", "islands"))
    made = mapped(load(root)[0], TODAY)
    rows = {one.service.id: one for one in made.rows}

    assert len(made.rows) == len(essential_services()) == 29
    assert (rows["health-1"].state, rows["social-4"].state, rows["health-2"].state) == ("none", "one", "several")
    assert (rows["health-2"].cost, rows["health-2"].languages, rows["health-2"].parts) == (False, (), ("islands",))
    assert rows["health-2"].access is False
    assert (rows["social-4"].cost, rows["social-4"].languages, rows["social-4"].parts) == (True, (), ())
    assert rows["social-4"].access is True
    assert not rows["health-1"].out_of_reach
    assert [one.id for one in made.stale] == ["paid"]
    assert [(one.one.id, one.other.id, one.services) for one in made.overlaps] == [
        ("clinic", "second-clinic", ("health-2", "health-3"))
    ]
    assert made.count() == {"none": 26, "one": 1, "several": 2, "out-of-reach": 3, "stale": 1}
    assert mapped(load(root)[0], date(2027, 6, 1)).stale[0].id == "paid"
    assert len(mapped(load(root)[0], date(2027, 6, 2)).stale) == 3


def test_a_language_that_nobody_speaks_there(root: Path) -> None:
    """The languages of the area are those that any provider speaks, however they are written."""
    added(root, "Clinic", **CLINIC)
    added(root, "Desk", offers=("justice-2",), languages=("english", "Arabic"))
    rows = {one.service.id: one for one in mapped(load(root)[0], TODAY).rows}
    assert rows["health-2"].languages == ("Arabic",)
    assert rows["justice-2"].languages == ()


PLACE = "Zhilroad 3"


def directory(*services: Service, members: tuple[Member, ...] = ()) -> str:
    """Return the public directory of some providers as a page."""
    committee = Committee(Profile(id="a", uid="a", name="Committee", area="Lakeside"), members=members, services=services)
    return render(public_sheet(committee, Shelf(None).words("en")), None, skip="skip")


def test_the_public_directory(root: Path) -> None:
    """What is published is there; posts, notes and providers that are not public are not."""
    added(root, "Clinic", **CLINIC, address="Market Street", hotline="1195", contact_post="Nurse Zpost", note="Znote")
    added(root, "Hidden", **CLINIC, public=False)
    added(
        root,
        "House",
        **CLINIC,
        confidential_location=True,
        reached_through="the desk",
        hours="Zhours",
        website="https://z.example",
    )
    committee = load(root)[0]
    page = render(public_sheet(committee, Shelf(None).words("en")), None, skip="skip")

    assert all(word in page for word in ("Clinic", "Market Street", "1195", "House", "Address withheld", "the desk", "free"))
    assert not any(word in page for word in ("Hidden", "Zpost", "Znote", "Zhours", "z.example"))
    assert [(one.name, one.withheld) for one in listed(committee)] == [("Clinic", False), ("House", True)]


def test_a_published_line_has_hours() -> None:
    """Who may call a published line may know when somebody answers."""
    page = directory(Service(name="House", confidential_location=True, hotline="1195", hours="by day").named("house"))
    assert "1195" in page
    assert "by day" in page


@pytest.mark.parametrize("field", ["name", "reached_through", "hours", "cost_note", "hotline"])
def test_a_secret_place_that_stands_in_another_field(field: str) -> None:
    """Where the file of a secret place holds an address all the same, nothing that repeats it leaves."""
    values = {"name": "House", "hotline": "1195", field: f"to {PLACE.lower()}, second door"}
    one = Service(confidential_location=True, address=PLACE, **values).named("house")
    with pytest.raises(VawcoordError) as caught:
        directory(one)
    assert PLACE.lower() not in caught.value.message.lower() or field == "name"


def test_another_address_that_gives_it_away() -> None:
    """No address names a provider or a member whose place is secret."""
    house = Service(name="Rise house", confidential_location=True).named("house")
    shop = Service(name="Shop", address="Beside Rise House, Market Street").named("shop")
    with pytest.raises(VawcoordError, match="Shop"):
        directory(house, shop)
    member = Member(name="Rise", sector="survivors", confidential_location=True, address=PLACE).named("rise")
    with pytest.raises(VawcoordError):
        directory(Service(name="Desk", address=f"Next to {PLACE}").named("desk"), members=(member,))


TEXT = st.text("abcdefgh ", min_size=3, max_size=12)


@given(
    fields=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("area", "address", "website", "hours", "cost_note", "contact_post", "note", "reached_through", "hotline"), TEXT
        ),
    ),
    through_member=st.booleans(),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_law_no_secret_place_is_printed(fields: dict[str, str], through_member: bool) -> None:  # noqa: FBT001 - drawn
    """Law: whatever stands in the file of a secret place, the directory shows none of address, area, page, post and note."""
    marked = {name: f"\u2020{name}\u2020 {value}" for name, value in fields.items()}
    member = Member(name="Rise", sector="survivors", confidential_location=True).named("rise")
    service = Service(name="House", member="rise", confidential_location=not through_member, **marked).named("house")
    page = directory(service, members=(member,))

    assert "Address withheld" in page
    for name in ("area", "address", "website", "contact_post", "note"):
        assert f"\u2020{name}\u2020" not in page
    assert ("\u2020hours\u2020" in page) == ("hours" in marked and "hotline" in marked)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_documents_in_every_language(root: Path, language: str) -> None:
    """Map, pathway page and directory have their fixed words in each language, and the mark of who may read them."""
    added(root, "Clinic", **CLINIC, address="Market Street")
    added(root, "House", **{**CLINIC, "verified_on": None}, confidential_location=True, reached_through="the desk")
    committee = load(root)[0]
    words = Shelf(None).words(language)
    for sheet, mark in (
        (map_sheet(committee, words, TODAY), "class_committee"),
        (pathway_sheet(committee, words, TODAY), "class_committee"),
        (public_sheet(committee, words), "class_public"),
    ):
        page = render(sheet, None, skip="skip")
        assert sheet.classification == words.say(mark)
        assert "Clinic" in page
        assert f'lang="{language}"' in page
        assert "{" not in page.partition("<main")[2].replace("{}", "")
    assert "Market Street" in page
