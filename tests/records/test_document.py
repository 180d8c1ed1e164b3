"""The life of a document: who is party, whose signatures count, and where it stands on a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.records.document import (
    STATES,
    Document,
    Event,
    Front,
    in_force_since,
    parties_on,
    short,
    signatures,
    standing,
    texts_counting_as,
    texts_of,
)
from vawcoord.where import Where

ONE, TWO, THREE = ("v1:" + sign * 64 for sign in "123")


def day(month: int, number: int = 1, year: int = 2026) -> date:
    """Return a day of 2026."""
    return date(year, month, number)


def document(*log: Event, digest: str = ONE, **front: Any) -> Document:
    """Return a document of three parties with a log."""
    values = {"title": "M", "language": "en", "parties": ("a", "b", "c"), **front}
    return Document("mou", "referral", Front(**values), Where("mou/referral.md"), (), (), "", digest, 1, log)


def signed(party: str, on: date, digest: str = ONE) -> Event:
    """Return a signature."""
    return Event(date=on, event="signed", party=party, name=party.upper(), digest=digest)


def event(kind: str, on: date, **values: Any) -> Event:
    """Return another line of the log."""
    return Event(date=on, event=kind, **values)


ALL = (signed("a", day(1)), signed("b", day(2)), signed("c", day(3)))


def test_a_draft() -> None:
    """Nothing happened yet: a draft that all must sign."""
    found = standing(document(), day(6))

    assert (found.state, found.signed, found.unsigned, found.since, found.draft_of_next) == (
        "draft",
        (),
        ("a", "b", "c"),
        None,
        False,
    )


def test_issued() -> None:
    """It went out and nobody has signed."""
    assert standing(document(event("issued", day(1), digest=ONE)), day(6)).state == "issued"


def test_issued_in_another_text() -> None:
    """The text that went out is not the present one: this is a draft again."""
    assert standing(document(event("issued", day(1), digest=TWO)), day(6)).state == "draft"


def test_partly_signed() -> None:
    """Some have signed; the others are named."""
    found = standing(document(*ALL[:2]), day(6))

    assert (found.state, [one.party for one in found.signed], found.unsigned) == ("partly-signed", ["a", "b"], ("c",))


def test_in_force_when_all_have_signed() -> None:
    """In force from the day of the last signature."""
    found = standing(document(*ALL), day(6))

    assert (found.state, found.digest, found.since, found.unsigned) == ("in-force", ONE, day(3), ())


@pytest.mark.parametrize(("on", "state"), [(day(1), "partly-signed"), (day(2, 28), "partly-signed"), (day(3), "in-force")])
def test_seen_from_earlier_days(on: date, state: str) -> None:
    """The log tells where it stood on any day."""
    assert standing(document(*ALL), on).state == state


def test_before_anything_happened() -> None:
    """Seen from before its log it is a draft."""
    assert standing(document(*ALL), day(12, year=2025)).state == "draft"


def test_in_force_by_number() -> None:
    """As many signatures as the text names, whoever gives them; the day is that of the last one needed."""
    found = standing(document(*ALL, in_force=2), day(6))

    assert (found.state, found.since) == ("in-force", day(2))
    assert standing(document(ALL[0], in_force=2), day(6)).state == "partly-signed"


def test_a_strangers_signature_does_not_count() -> None:
    """A signature of somebody who is no party brings nothing into force."""
    assert standing(document(ALL[0], signed("z", day(2)), in_force=2), day(6)).state == "partly-signed"
    assert standing(document(ALL[0], event("joined", day(2), party="z"), signed("z", day(2)), in_force=2), day(6)).since == day(2)


def test_in_force_by_list() -> None:
    """The parties that the text names must have signed; the others may follow."""
    found = standing(document(ALL[0], ALL[2], in_force=("a", "c")), day(6))

    assert (found.state, found.since, found.unsigned) == ("in-force", day(3), ("b",))
    assert standing(document(ALL[0], ALL[1], in_force=("a", "c")), day(6)).state == "partly-signed"


def test_in_force_by_adoption() -> None:
    """A procedure is adopted by a decision; nobody's signature is missing."""
    found = standing(document(event("adopted", day(4), digest=ONE), in_force="adoption", effective="adoption"), day(6))

    assert (found.state, found.since, found.unsigned) == ("in-force", day(4), ())
    assert standing(document(*ALL, in_force="adoption"), day(6)).since is None


def test_adoption_of_another_text() -> None:
    """A decision counts for the text that was adopted."""
    found = standing(document(event("adopted", day(4), digest=TWO), in_force="adoption"), day(6))

    assert (found.state, found.digest, found.draft_of_next) == ("in-force", TWO, True)


def test_effective_date_in_the_future() -> None:
    """All have signed and the day has not come: nobody is missing, and it is not yet in force."""
    one = document(*ALL, effective=day(9))
    found = standing(one, day(6))

    assert (found.state, found.since, found.unsigned) == ("partly-signed", None, ())
    assert (standing(one, day(9)).state, standing(one, day(9)).since) == ("in-force", day(9))


def test_effective_date_before_the_signatures() -> None:
    """A text is not in force before it was signed."""
    assert standing(document(*ALL, effective=day(1)), day(6)).since == day(3)


def test_without_parties_nothing_is_in_force() -> None:
    """A text that nobody is party to binds nobody."""
    assert standing(document(parties=()), day(6)).state == "draft"


def test_text_changed_after_signing() -> None:
    """The last version stays in force, and the file is the draft of the next one, which nobody has signed."""
    found = standing(document(*ALL, digest=TWO), day(6))

    assert (found.state, found.digest, found.since, found.draft_of_next) == ("in-force", ONE, day(3), True)
    assert (found.signed, found.unsigned) == ((), ("a", "b", "c"))


def test_next_version_partly_signed() -> None:
    """While the next text is being signed the last one stays in force; then the next one takes its place."""
    log = (*ALL, signed("a", day(4), TWO), signed("b", day(5), TWO))
    found = standing(document(*log, digest=TWO), day(6))
    done = standing(document(*log, signed("c", day(6), TWO), digest=TWO), day(6))

    assert (found.state, found.digest, found.draft_of_next, found.unsigned) == ("in-force", ONE, True, ("c",))
    assert (done.state, done.digest, done.since, done.draft_of_next) == ("in-force", TWO, day(6), False)


def test_the_rules_of_the_text_in_force_are_its_own() -> None:
    """A draft with one more party, a later end or another rule takes nothing from the text that was signed."""
    old = document(*ALL).front
    new = document(*ALL, digest=TWO, parties=("a", "b", "c", "d"), until=day(12, year=2030), review=day(12, year=2029))
    kept = replace(new, earlier=((ONE, old.but(until=day(5), review=day(4))),))

    assert (standing(kept, day(4)).state, standing(kept, day(4)).since) == ("in-force", day(3))
    assert standing(kept, day(5)).state == "review-due"
    assert standing(kept, day(6)).state == "expired"
    assert standing(kept, day(6)).unsigned == ("a", "b", "c", "d")
    assert kept.front_of(ONE).parties == ("a", "b", "c")
    assert kept.front_of(TWO) is new.front


def test_the_latest_of_several_texts() -> None:
    """Of two earlier versions that were in force, the later one is."""
    second = tuple(signed(one.party, one.date + timedelta(days=90), TWO) for one in ALL)

    assert standing(document(*second, *ALL, digest=THREE), day(12)).digest == TWO
    assert texts_of(document(*second, *ALL)) == (TWO, ONE)


def test_a_later_joiner() -> None:
    """Who joins later signs the same text and does not disturb it."""
    log = (*ALL, event("joined", day(4), party="d", decision="m/d1"))
    found = standing(document(*log), day(6))

    assert (found.state, found.since, found.unsigned) == ("in-force", day(3), ("d",))
    assert parties_on(document(*log), day(6)) == ("a", "b", "c", "d")
    assert parties_on(document(*log), day(3)) == ("a", "b", "c")
    assert standing(document(*log, signed("d", day(5))), day(6)).unsigned == ()


@pytest.mark.parametrize("how", ["left", "expelled"])
def test_who_is_no_party_any_more(how: str) -> None:
    """Who left or was expelled is no party from that day; the text stays in force among the others."""
    one = document(*ALL, event(how, day(4), party="b", decision="m/d1"))

    assert parties_on(one, day(3, 31)) == ("a", "b", "c")
    assert parties_on(one, day(4)) == ("a", "c")
    assert (standing(one, day(6)).state, standing(one, day(6)).since) == ("in-force", day(3))


def test_who_left_unsigned_is_waited_for_until_then() -> None:
    """When the last one who had not signed leaves, the text is in force from that day, not from an earlier one."""
    one = document(*ALL[:2], event("left", day(5), party="c"))

    assert standing(one, day(4)).state == "partly-signed"
    assert (standing(one, day(6)).state, standing(one, day(6)).since) == ("in-force", day(5))


def test_when_all_have_left() -> None:
    """A text without parties is not in force."""
    one = document(*ALL, *(event("left", day(4), party=party) for party in "abc"))

    assert standing(one, day(6)).since is None


def test_a_party_that_the_text_needs_leaves() -> None:
    """A text that names who must sign, or how many, is no longer in force when too few of them are left."""
    assert standing(document(*ALL, event("left", day(4), party="c"), in_force=("a", "c")), day(6)).since is None
    assert standing(document(*ALL, event("left", day(4), party="c"), in_force=3), day(6)).since is None
    assert standing(document(*ALL, event("left", day(4), party="c"), in_force=2), day(6)).since == day(2)


def test_left_and_joined_again() -> None:
    """Who comes back is party again."""
    one = document(*ALL, event("left", day(4), party="b"), event("joined", day(5), party="b"))

    assert parties_on(one, day(6)) == ("a", "c", "b")
    assert standing(one, day(6)).state == "in-force"


@pytest.mark.parametrize("how", ["withdrawn", "superseded"])
def test_ended(how: str) -> None:
    """A withdrawn or superseded text stays so, from that day."""
    one = document(*ALL, event(how, day(4)))

    assert standing(one, day(6)).state == how
    assert standing(one, day(3)).state == "in-force"


def test_expired() -> None:
    """Past its last day it is expired; on the day itself it is in force."""
    one = document(*ALL, until=day(5))

    assert standing(one, day(5)).state == "in-force"
    assert standing(one, day(5, 2)).state == "expired"


def test_expiry_goes_before_review() -> None:
    """An expired text is not also due for review."""
    assert standing(document(*ALL, until=day(5), review=day(4)), day(6)).state == "expired"


def test_review_due() -> None:
    """Past the day of its review it is due; the days until then are counted."""
    one = document(*ALL, review=day(5))

    assert (standing(one, day(5)).state, standing(one, day(5)).days_to_review) == ("in-force", 0)
    assert (standing(one, day(5, 2)).state, standing(one, day(5, 2)).days_to_review) == ("review-due", -1)
    assert standing(document(review=day(5)), day(6)).state == "draft"


def test_an_editorial_correction_keeps_the_signatures() -> None:
    """A slip of the pen that was mended, with a decision, leaves the text in force since the day it was."""
    found = standing(document(*ALL, event("editorial", day(4), digest=TWO, corrects=ONE), digest=TWO), day(6))

    assert (found.state, found.digest, found.since, found.draft_of_next) == ("in-force", TWO, day(3), False)
    assert [one.party for one in found.signed] == ["a", "b", "c"]


def test_corrections_of_corrections() -> None:
    """Corrections build on one another, whatever their order in the file, and do not count backwards."""
    first, second = event("editorial", day(4), digest=TWO, corrects=ONE), event("editorial", day(5), digest=THREE, corrects=TWO)

    assert texts_counting_as(document(first, second), THREE) == {ONE, TWO, THREE}
    assert texts_counting_as(document(second, first), THREE) == {ONE, TWO, THREE}
    assert texts_counting_as(document(first, second), ONE) == {ONE}
    assert texts_counting_as(document(event("editorial", day(4), digest=ONE, corrects=ONE)), ONE) == {ONE}


def test_only_corrections_correct() -> None:
    """A line of another kind that names an earlier text carries no signatures over."""
    assert texts_counting_as(document(event("reviewed", day(4), digest=TWO, corrects=ONE)), TWO) == {TWO}


def test_a_change_of_substance_voids() -> None:
    """Without a correction, signatures for another text do not count."""
    assert signatures(document(*ALL, digest=TWO), TWO, day(6)) == ()


def test_the_latest_signature_of_a_party() -> None:
    """Who signed twice signed on the later day, whatever the order in the file; a changed signatory voids nothing."""
    again = Event(date=day(5), event="signed", party="a", name="Other", digest=ONE)
    for log in ((*ALL, again), (again, *ALL)):
        (first, *_rest) = signatures(document(*log), ONE, day(6))
        assert (first.party, first.date, first.name) == ("a", day(5), "Other")


def test_short_digests() -> None:
    """Twelve characters are printed."""
    assert short(ONE) == "1" * 12


EVENTS = st.builds(
    lambda kind, number, party, digest: Event(
        date=day(1) + timedelta(days=number), event=kind, party=party, digest=digest, corrects=TWO
    ),
    st.sampled_from(
        ["signed", "signed", "signed", "issued", "adopted", "joined", "left", "expelled", "withdrawn", "editorial", "reviewed"]
    ),
    st.integers(0, 40),
    st.sampled_from("abcd"),
    st.sampled_from([ONE, TWO]),
)
RULES = st.sampled_from(["all", "adoption", 0, 1, 2, 9, ("a",), ("a", "z"), ()])


@given(st.lists(EVENTS, max_size=12), RULES, st.integers(0, 60))
def test_law_of_standing(log: list[Event], rule: Any, after: int) -> None:
    """Law: the state is one of the list; in force since a day that has come; what is yet to happen changes nothing."""
    on = day(1) + timedelta(days=after)
    one = document(*log, in_force=rule, until=day(2, 20), review=day(2, 10))
    found = standing(one, on)
    past = standing(replace(one, log=tuple(event for event in log if event.date <= on)), on)

    assert found.state in STATES
    assert found.since is None or found.since <= on
    assert (found.since is not None) >= (found.state in ("in-force", "review-due", "expired"))
    assert {one.party for one in found.signed}.isdisjoint(found.unsigned)
    assert found == past
    assert not found.draft_of_next or found.digest != ONE


@given(st.lists(EVENTS.filter(lambda one: one.event == "signed"), max_size=12), RULES)
def test_law_more_signatures_never_undo(log: list[Event], rule: Any) -> None:
    """Law: a text in force stays in force when somebody else signs it, and not since a later day."""
    for number in range(len(log)):
        before = in_force_since(document(*log[:number], in_force=rule), ONE, day(6))
        after = in_force_since(document(*log[: number + 1], in_force=rule), ONE, day(6))
        assert before is None or after is not None
