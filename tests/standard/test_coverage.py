"""Verdicts from real files: for each item that the programme judges one case for in place, and one for less."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.standard.conftest import HEAD, TODAY, adopt, judged, of, rules_text, verdicts, whole

from vawcoord.standard.catalogue import module_5

Make = Callable[..., Path]
TOOL = [one for one in module_5().items if one.judge == "tool"]
CUT: dict[str, tuple[str, ...]] = {
    "L1.1.3": ("progress/2026-05.log.toml",),
    "L2.1.2": ("registers/needs/2026-01-05-boat.toml",),
    "L2.1.4": ("registers/needs/2026-01-05-boat.toml", "registers/reviews/2026-03-01-priorities.toml"),
    "L2.1.5": ("progress/2026-05.log.toml",),
    "L2.1.6": (
        "registers/funding/2026-03-01-asked.toml",
        "registers/funding/2026-03-01-received.toml",
        "registers/pledges/2026-03-01-room.toml",
    ),
    "L2.1.7": ("registers/linkages/2026-02-01-schools.toml",),
    "L2.1.8": ("registers/informed/2026-02-01-ferry.toml",),
    "L2.2.1": ("registers/reviews/2026-03-01-mission.toml",),
    "L2.2.2": ("members/welfare.toml",),
    "L2.2.3": ("members/police.toml",),
    "L2.2.4": ("registers/reviews/2026-03-01-roles.toml",),
    "L2.2.5": ("meetings/2026-01-13-ordinary/actions.toml",),
    "L2.2.6": ("meetings/2026-04-14-ordinary/minutes.md",),
    "L2.2.7": ("meetings/2026-01-13-ordinary/actions.toml", "meetings/2026-04-14-ordinary/actions.toml"),
    "L2.2.9": ("registers/reviews/2026-03-01-committee.toml",),
    "L2.2.10": ("registers/undertakings/2026-01-13-police.toml",),
    "L2.2.11": ("registers/reports-sent/2026-03-01-recipient.toml",),
    "L2.3.8": ("registers/training/2026-03-01-coordination.toml", "registers/training/2026-03-01-law.toml"),
    "L2.4.1": ("services/care.toml",),
    "L2.4.3": ("registers/reviews/2026-03-01-referral-protocol.toml",),
    "L2.4.4": ("registers/training/2026-03-01-coordination.toml", "registers/training/2026-03-01-law.toml"),
    "L2.4.5": ("registers/linkages/2026-02-01-schools.toml",),
    "L2.5.1": ("registers/awareness/2026-03-01-radio.toml",),
    "L2.6.1": ("registers/reviews/2026-03-01-monitoring-means.toml",),
    "L2.6.3": ("registers/reviews/2026-03-01-indicators.toml",),
    "L2.6.4": ("indicators/data/2026-q1-police.csv",),
    "L2.6.5": ("indicators/data/2026-q1-police.csv",),
    "L2.6.8": ("registers/funding/2026-03-01-received.toml",),
    "L2.6.9": ("registers/reports-sent/2026-03-02-council.toml",),
    "L2.6.10": ("registers/reports-sent/2026-03-03-law.toml",),
    "N2.1.6": ("registers/funding/2026-03-01-received.toml",),
    "N2.1.8": ("registers/funding/2026-03-01-spent.toml",),
    "N2.1.9": (
        "registers/funding/2026-03-01-asked.toml",
        "registers/pledges/2026-03-01-room.toml",
        "registers/proposals/2026-03-01-boats.toml",
    ),
    "N2.2.3": ("registers/barriers/2026-03-01-trust.toml",),
    "N3.1.2": ("progress/2026-05.log.toml",),
    "N3.1.5": ("registers/reviews/2026-03-01-agreements.toml",),
    "N3.1.6": ("registers/reviews/2026-03-01-roles.toml",),
    "N3.1.8": ("registers/pledges/2026-03-01-room.toml",),
    "N3.1.10": ("members/prosecution.toml",),
    "N3.1.13": ("registers/champions/2026-03-01-teacher.toml",),
    "N3.1.14": ("registers/awareness/2026-03-01-radio.toml", "registers/awareness/2026-03-01-poster.toml"),
    "N3.2.2": ("registers/reviews/2026-03-01-roles.toml",),
    "N3.2.3": ("registers/audits/2026-03-02-outside.toml",),
    "N3.2.4": ("registers/consultations/2026-03-01-sectors.toml",),
    "N3.2.6": ("indicators/health.toml",),
    "N3.3.2": ("indicators/data/2026-q1-police.csv",),
    "N3.3.7": ("registers/releases/2026-03-01-coordination.toml", "registers/releases/2026-03-02-services.toml"),
    "N4.1.2": ("registers/groups/2026-03-01-islands.toml",),
    "N5.1.2": ("registers/training/2026-03-01-law.toml",),
    "N5.1.3": ("registers/training/2026-03-01-coordination.toml",),
    "N5.2.3": ("registers/training/2026-03-01-coordination.toml",),
    "N5.2.4": ("registers/training/2026-03-01-coordination.toml", "registers/training/2026-03-01-law.toml"),
    "N6.1.1": ("progress/2026-05.log.toml",),
    "N6.1.2": ("indicators/health.toml",),
    "N6.1.3": ("indicators/health.toml",),
    "N6.1.4": ("indicators/police.toml", "indicators/health.toml", "indicators/social.toml"),
    "N6.1.6": ("registers/barriers/2026-03-01-trust.toml",),
    "N6.2.1": ("registers/lessons/2026-03-01-call.toml",),
    "N6.2.2": ("registers/barriers/2026-03-01-trust.toml",),
    "N6.2.3": ("registers/proposals/2026-03-01-boats.toml",),
    "N6.3.1": ("registers/publications/2026-03-01-guide.toml",),
    "N6.3.3": ("registers/publications/2026-03-01-guide.toml",),
    "N6.3.4": ("registers/releases/2026-03-01-coordination.toml",),
    "N6.3.6": ("registers/releases/2026-03-02-services.toml",),
}
"""What is taken away for an item to be less than in place."""


def test_every_item_of_the_tool_is_in_place(made: Make) -> None:
    """With text and records all items that the programme judges are in place, and no item that others judge."""
    result = judged(made(whole()))

    assert {one.item.id: one.lacks for one in result.items if one.item.judge == "tool" and one.verdict != "in-place"} == {}
    assert [one.item.id for one in result.items if one.item.judge != "tool" and one.verdict == "in-place"] == []


def test_every_item_of_the_tool_has_a_case_for_less() -> None:
    """The table names each of them."""
    assert list(CUT) == [one.id for one in TOOL]


@pytest.mark.parametrize("item", CUT)
def test_without_its_record_an_item_is_not_in_place(made: Make, item: str) -> None:
    """What is taken away brings the item down, to what is agreed where a text says it, and the coverage says what is lacking."""
    files = whole()
    for path in CUT[item]:
        if path.startswith("members/") and item == "L2.2.3":
            files[path] = files[path].replace("authority =", "# authority =")
        else:
            del files[path]
    one = of(judged(made(files)), item)

    assert one.verdict == "agreed"
    assert one.lacks
    assert "record" not in one.met
    assert one.steps[0].command.startswith("vawcoord ")


@pytest.mark.parametrize(
    "path", [path for path in whole() if path.startswith(("registers/", "services/", "indicators/", "progress/"))]
)
def test_removing_a_record_moves_only_the_items_it_answers(made: Make, path: str) -> None:
    """No verdict changes but of items that name the file as evidence, and none gets better."""
    root = made(whole())
    before = judged(root)
    (root / path).unlink()
    after = judged(root)
    moved = {one.item.id for one in before.items if of(after, one.item.id).verdict != one.verdict}
    named = {one.item.id for one in before.items if path in {held.path for held in one.evidence}}

    assert moved <= named
    assert {item for item, paths in CUT.items() if paths == (path,)} <= moved


@pytest.mark.parametrize("item", [one for one in TOOL if "text" in one.needs], ids=lambda one: one.id)
def test_without_a_text_in_force_an_item_that_needs_one_is_not_in_place(made: Make, item: object) -> None:
    """A draft binds nobody: in place is only what was adopted. The plan is a text too."""
    files = {path: text for path, text in whole().items() if not path.startswith("plan/")}
    name = getattr(item, "id", "")
    root = made(files, text=rules_text(name), adopted=False)

    assert verdicts(root)[name] == "drafted"


def test_signing_everything_and_doing_nothing(made: Make) -> None:
    """A text in force that names every item brings none of those that need a record or a voice beyond agreed."""
    member = whole()["members/police.toml"].replace("authority =", "# authority =")
    result = judged(made({"committee.toml": HEAD, "members/police.toml": member}))
    beyond = [one.item.id for one in result.items if one.verdict != "agreed"]

    assert beyond == []


def test_nothing_at_all(folder: Make) -> None:
    """In an empty folder every item is missing, and each says what to do next."""
    result = judged(folder({}))

    assert result.totals()["missing"] == 136
    assert all(one.steps and one.steps[0].command for one in result.items)
    assert [share.have for share in result.shares()] == [0, 0, 0]


def test_an_activity_is_to_bring_it(made: Make) -> None:
    """Planned is what an activity names, unless it was dropped."""
    plan = 'title = "P"\n[[activities]]\nid = "1.1"\ntitle = "Map"\nguidelines = ["L2.4.1"]\n'
    dropped = 'entries = [\n  { date = 2026-05-01, item = "p/1.1", status = "not-possible", reason = "No." },\n]\n'
    root = made({"plan/p.toml": plan}, text=rules_text("L1.1.1"))

    assert verdicts(root)["L2.4.1"] == "planned"
    (root / "progress").mkdir()
    (root / "progress/2026-05.log.toml").write_text(dropped, encoding="utf-8")
    assert verdicts(root)["L2.4.1"] == "missing"


def test_the_line_of_every_piece_of_evidence_is_right(made: Make) -> None:
    """Each evidence stands in a file of the folder, at a line that the file has."""
    root = made(whole())
    for one in judged(root).items:
        for held in one.evidence:
            lines = (root / held.path).read_text(encoding="utf-8").splitlines()
            assert 1 <= held.line <= len(lines), (one.item.id, held)
            if held.kind == "journal":
                assert "2026/" in lines[held.line - 1]
            if held.kind == "clause":
                assert "#everything" in lines[held.line - 1]


def test_a_record_runs_out(made: Make) -> None:
    """What counted for a year does not count a day longer, and counts on its last day."""
    root = made(whole())

    assert verdicts(root, date(2027, 3, 1))["L2.3.8"] == "in-place"
    assert verdicts(root, date(2027, 3, 2))["L2.3.8"] == "agreed"


def test_what_has_not_happened_yet_does_not_count(made: Make) -> None:
    """A day before its record the item is not in place."""
    root = made(whole())

    assert verdicts(root, date(2026, 2, 28))["L2.3.8"] == "agreed"


def test_a_text_past_its_review_is_not_current(made: Make) -> None:
    """An overdue review keeps an item from being in place, and the text stays agreed."""
    root = made(whole(), text=rules_text(extra="review = 2026-05-01\n"))
    one = of(judged(root), "L2.2.1")

    assert (one.verdict, one.met) == ("agreed", ("record",))


def test_the_draft_of_the_next_text_binds_nobody(made: Make) -> None:
    """A clause that came after the text was adopted is drafted; what was adopted stays agreed, from the text as it was kept."""
    root = made({}, text=rules_text("L2.2.1"))
    path = root / "sop/rules.md"
    path.write_text(path.read_text() + '\n## New {#new guidelines="L2.2.8"}\n\nComplaints.\n', encoding="utf-8")
    result = judged(root)

    assert of(result, "L2.2.8").verdict == "drafted"
    assert of(result, "L2.2.1").verdict == "agreed"
    assert any(held.path.startswith("issued/") for held in of(result, "L2.2.1").evidence)


def test_a_living_clause_is_no_agreement(made: Make) -> None:
    """What is kept up to date is not part of the signed text."""
    text = rules_text("L2.2.1").replace("}\n\nAll", " .living}\n\nAll")

    assert verdicts(made({}, text=text))["L2.2.1"] == "missing"


def test_a_reservation_narrows_the_verdict(made: Make) -> None:
    """The agency that took itself out of a clause stands beside the verdict of its items, and of no others."""
    text = rules_text("L2.2.11", extra='parties = ["police", "court"]\n').replace(
        "+++\n\n##",
        '\n[[reservations]]\nparty = "court"\nclause = "everything"\nkind = "not-bound"\ntext = "No."\n+++\n\n##',
    )
    files = {path: whole()[path] for path in ("members/police.toml", "members/court.toml")}
    result = judged(made(files, text=text))

    assert of(result, "L2.2.11").besides == ("court",)
    assert [one.item.id for one in result.items if one.besides] == ["L2.2.11"]


def test_the_item_printed_twice_is_judged_once(made: Make) -> None:
    """N3.1.11 stands where N3.1.3 stands."""
    result = judged(made(whole()))

    first, second = of(result, "N3.1.3"), of(result, "N3.1.11")
    assert (first.verdict, first.met, first.evidence, first.lacks) == (second.verdict, second.met, second.evidence, second.lacks)
    assert first.evidence


VOUCH = 'date = {day}\nitem = ["{item}"]\nby = "{by}"\nseat = "{seat}"\nevidence = "{evidence}"\nuntil = {until}\n'


def vouch(
    item: str, by: str, *, day: str = "2026-05-01", until: str = "2027-04-30", seat: str = "", evidence: str = "Seen."
) -> str:
    """Return an attestation."""
    return VOUCH.format(item=item, by=by, day=day, until=until, seat=seat or f"{by}/lead", evidence=evidence)


PATH = "registers/attestations/2026-05-01-a.toml"


@pytest.mark.parametrize(
    ("entry", "verdict", "says"),
    [
        (vouch("L2.3.1", "rise"), "attested", ""),
        (vouch("L2.3.1", "police"), "agreed", "neither survivor-led"),
        (vouch("L2.3.7", "police"), "attested", ""),
        (vouch("L2.3.7", "welfare"), "agreed", "keeps the record"),
        (vouch("L2.3.7", "police", until="2026-05-31"), "agreed", "run out"),
        (vouch("L2.3.7", "police", day="2025-05-31", until="2027-01-01"), "agreed", "run out"),
        (vouch("L2.3.7", "police", evidence=" "), "agreed", "nothing of what it rests on"),
        (vouch("L2.3.7", "police", seat="court/lead"), "agreed", "seat"),
        (vouch("L2.3.7", "police", seat="police/nobody"), "agreed", "seat"),
        (vouch("L2.3.7", "gone"), "agreed", "no member"),
        (vouch("L2.3.7", "police") + 'records = ["linkages/2026-02-01-schools"]\n', "agreed", "keeps alone"),
        (vouch("L2.3.7", "court") + 'records = ["linkages/2026-02-01-schools"]\n', "attested", ""),
    ],
)
def test_who_vouches_for_what(made: Make, entry: str, verdict: str, says: str) -> None:
    """An attestation counts from a member, from its seat, on evidence, in time; never from the keeper; by survivors' own."""
    root = made({**whole(), PATH: entry})
    committee_item = "L2.3.1" if "L2.3.1" in entry else "L2.3.7"
    one = of(judged(root), committee_item)

    assert one.verdict == verdict
    assert any(says in lack for lack in one.lacks) if says else True


def test_nobody_vouches_for_a_text_that_is_not_agreed(made: Make) -> None:
    """Where a text is needed and none is in force, an attestation does not replace it."""
    root = made({**whole(), PATH: vouch("L1.1.1", "police")}, text=rules_text("L2.2.1"))

    assert verdicts(root)["L1.1.1"] == "missing"


def test_a_second_member_makes_it_seen(made: Make) -> None:
    """One attestation is stated, two by different members are seen."""
    root = made({**whole(), PATH: vouch("L2.3.7", "police")})
    held = [one for one in of(judged(root), "L2.3.7").evidence if one.kind == "attestation"]
    assert [one.proof for one in held] == ["stated"]

    (root / PATH.replace("-a.", "-b.")).write_text(vouch("L2.3.7", "court"), encoding="utf-8")
    held = [one for one in of(judged(root), "L2.3.7").evidence if one.kind == "attestation"]
    assert [one.proof for one in held] == ["seen", "seen"]


def test_without_a_member_concerned_the_next_step_asks_an_organisation(made: Make) -> None:
    """Participants' items stop below attested, and the step names an organisation, pay and the freedom to say no."""
    files = {path: text for path, text in whole().items() if "rise" not in path}
    for minutes in ("2026-01-13", "2026-04-14"):
        path = f"meetings/{minutes}-ordinary/minutes.md"
        files[path] = "".join(line for line in files[path].splitlines(keepends=True) if "rise" not in line)
    result = judged(made(files))
    asked = [one for one in result.items if one.item.judge == "participants"]

    assert all(one.verdict not in ("attested", "in-place") for one in asked)
    for one in asked:
        said = " ".join(step.say for step in one.steps)
        assert "paid" in said
        assert "free to say no" in said
        assert "Never look for a single survivor" in said


def test_a_contrary_view_shows_until_the_member_takes_it_back(made: Make) -> None:
    """It changes no verdict, and stands beside it."""
    text = 'date = 2026-05-01\nitem = ["L2.3.8"]\nby = "court"\ntext = "Not ours."\n'
    root = made({**whole(), "registers/contests/2026-05-01-a.toml": text})
    one = of(judged(root), "L2.3.8")
    assert (one.verdict, one.contested) == ("in-place", True)

    (root / "registers/contests/2026-05-01-a.toml").write_text(text + "taken_back = 2026-05-20\n", encoding="utf-8")
    assert not of(judged(root), "L2.3.8").contested
    assert of(judged(root, date(2026, 5, 10)), "L2.3.8").contested


def test_what_is_set_aside_and_what_cannot_be(made: Make) -> None:
    """It counts from its day to its end; an item on safety counts as before; shares leave it out."""
    aside = (
        'date = 2026-05-01\nitem = ["L2.3.8", "L2.3.1"]\nreason = "R."\ndecision = "2026-01-13-ordinary/d1"\nuntil = 2026-12-31\n'
    )
    before = judged(made(whole()))
    root = made({**whole(), "registers/set-asides/2026-05-01-a.toml": aside})
    after = judged(root)
    one = of(after, "L2.3.8")

    assert one.verdict == "set-aside"
    assert one.aside is not None
    assert not one.gap
    assert of(after, "L2.3.1").verdict == "agreed"
    assert of(judged(root, date(2027, 1, 1)), "L2.3.8").verdict == "in-place"
    record = [next(share for share in held.shares() if share.need == "record") for held in (before, after)]
    assert (record[0].of - record[1].of, record[0].have - record[1].have) == (1, 1)


def test_a_local_committee_is_not_asked_for_the_duties_of_others(made: Make) -> None:
    """Duties of national bodies are no gap of a local committee, and are one of a national body."""
    local = judged(made({}))
    root = made({"committee.toml": HEAD.replace("area =", 'level = "national"\narea =')})
    national = judged(root)

    assert [one.item.id for one in local.gaps() if local.duty(one)] == []
    assert {one.item.id for one in local.items if local.duty(one)} >= {"N2.1.1", "N5.1.2"} or local.totals()["missing"] == 0
    assert [one.item.id for one in national.items if national.duty(one)] == []


def test_gaps_come_first_and_the_emptiest_of_them(made: Make) -> None:
    """Missing before planned before drafted before agreed."""
    plan = 'title = "P"\n[[activities]]\nid = "1.1"\ntitle = "Map"\nguidelines = ["L2.4.1"]\n'
    result = judged(made({"plan/p.toml": plan}, text=rules_text("L2.2.8")), level="local")
    order = [one.verdict for one in result.gaps()]

    assert order == sorted(order, key=["missing", "planned", "drafted", "agreed"].index)
    assert set(order) == {"missing", "planned", "drafted", "agreed"}


def test_another_order_of_files_changes_nothing(made: Make) -> None:
    """The same records give the same coverage."""
    root = made(whole())

    assert judged(root) == judged(root)
    assert judged(root).on == TODAY


def test_adopting_twice_is_one_text(made: Make) -> None:
    """The helper of these tests keeps one text."""
    root = made(whole())
    adopt(root)

    assert verdicts(root)["L2.2.1"] == "in-place"
