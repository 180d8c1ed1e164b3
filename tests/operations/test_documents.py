"""The life of a text document as functions: changes come back as values, and the disk stays as it is until they are applied."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vawcoord.change import ABSENT, ChangeSet, digest
from vawcoord.errors import ChangedMeanwhileError, VawcoordError
from vawcoord.folder.applying import apply
from vawcoord.folder.loading import digest_of, load
from vawcoord.folder.shipped import Shelf
from vawcoord.operations import documents
from vawcoord.operations.documents import New, Reserving, Signing, find_document
from vawcoord.records.document import Document, standing

Folder = Callable[..., Path]
Hashes = Callable[[Path], dict[str, str]]

TODAY = date(2026, 6, 1)

MEMBER = """\
name = "{name}"
sector = "{sector}"
joined = 2025-01-01
responsibilities = ["Answers calls."]

[[signatories]]
name = "S. {name}"
post = "Head"
"""

MOU = """\
+++
# what the secretary wrote
title = "On referral"
language = "en"
parties = ["police", "clinic"]

[[signatories]]
party = "police"
agency = "Police"
name = "S. Police"

[[signatories]]
party = "clinic"
agency = "Clinic"
+++

## Purpose {#purpose}

The parties refer.

## Sharing {#sharing}

The parties share totals.
"""

TEMPLATE = """\
+++
title = "Ours for {{area}}"
template = "mou/small"
version = 3
language = "en"
in_force = "all"
review_months = 6
+++

## Parties {#parties}

{{#parties}}
- {{name}}: {{signatory}}
{{/parties}}
"""

FILES = {
    "members/police.toml": MEMBER.format(name="Police *", sector="police"),
    "members/clinic.toml": MEMBER.format(name="Clinic", sector="health"),
    "members/court.toml": 'name = "Court"\nsector = "courts"\njoined = 2025-01-01\n',
    "members/left.toml": 'name = "Left"\nsector = "other"\njoined = 2025-01-01\nleft = 2025-06-01\nhow = "withdrew"\n',
    "mou/referral.md": MOU,
    "templates/mou/small.en.md": TEMPLATE,
}


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a folder with an MOU that is whole, and a template of its own."""
    return folder(FILES)


def new(root: Path, *words: str, **more: Any) -> documents.Made:
    """Make a document as `mou new` does."""
    return documents.new(root, load(root)[0], Shelf(root), New("mou", words[0], words[1:], **more), TODAY)


def mou(root: Path, ref: str = "mou/referral") -> Document:
    """Return a document."""
    found = load(root)[0].document(ref)
    assert found is not None
    return found


def sign(root: Path, party: str, *, apply_it: bool = True, **more: Any) -> ChangeSet:
    """Record a signature as `mou sign` does."""
    changes = documents.sign(root, load(root)[0], mou(root), Signing(party, **more), TODAY)
    if apply_it:
        apply(root, changes)
    return changes


def edit(root: Path, old: str, new_text: str, path: str = "mou/referral.md") -> None:
    """Change the text as a person does in an editor."""
    file = root / path
    assert old in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new_text), encoding="utf-8")


def test_new_writes_nothing_by_itself(root: Path, hashes: Hashes) -> None:
    """The document and its origin are changes to two files that must not be there; the disk is not touched."""
    before = hashes(root)
    made = new(root, "small", "police", "clinic")
    assert hashes(root) == before
    assert made.path == "mou/small.md"
    assert made.changes.paths() == ("mou/small.md", "origin/mou/small.en.md")
    assert {one.before for one in made.changes.changes} == {ABSENT}
    first, second = made.changes.changes
    assert first.after == second.after, "the origin is the text as the template gave it"


def test_new_fills_the_template_with_the_members_data(root: Path) -> None:
    """Names are escaped for Markdown, what is not known is marked, the committee's own template goes before the shipped one."""
    apply(root, new(root, "small", "police", "court").changes)
    text = (root / "mou/small.md").read_text(encoding="utf-8")
    assert 'title = "Ours for Lakeside District"' in text
    assert 'template = "mou/small@3"' in text
    assert "- Police \\*: S. Police \\*" in text
    assert re.search(r"- Court: \[to be completed: [^\]]+\]", text)
    assert "review = 2026-12-01" in text
    assert mou(root, "mou/small").front.parties == ("police", "court")


def test_own_templates_go_before_the_shipped_ones(root: Path) -> None:
    """A template of the committee's with a shipped one's name takes its place."""
    own = root / "templates/mou/referral.en.md"
    own.write_text(TEMPLATE.replace("mou/small", "mou/referral"), encoding="utf-8")
    apply(root, new(root, "referral", "police", id="ours").changes)
    assert "Ours for" in (root / "mou/ours.md").read_text(encoding="utf-8")


def test_new_takes_all_active_members_and_each_once(root: Path) -> None:
    """Without --between everybody who has joined and not left is a party; who is named twice is one party."""
    everybody = new(root, "small", id="a").changes.changes[0].after or b""
    assert b'"clinic",\n    "court",\n    "police",' in everybody
    assert b'"left"' not in everybody
    twice = new(root, "small", "police", "police", id="b").changes.changes[0].after or b""
    assert twice.count(b'"police"') == 2, "one party, one signatory"


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (("smal", "police"), 'Did you mean "small"'),
        (("small", "polise"), 'Did you mean "police"'),
        (("../../committee",), "There is no template"),
    ],
)
def test_new_refuses_what_is_not_there(root: Path, request_: tuple[str, ...], sentence: str) -> None:
    """Unknown templates and agencies are named with what was probably meant."""
    with pytest.raises(VawcoordError, match=re.escape(sentence)):
        new(root, *request_)


def test_new_refuses_a_name_that_is_taken(root: Path) -> None:
    """A document that is there is never overwritten, nor an id that is none accepted."""
    with pytest.raises(VawcoordError, match="is there already"):
        new(root, "small", id="referral")
    with pytest.raises(VawcoordError, match="is no id"):
        new(root, "small", id="../referral")


def test_a_broken_template_is_named_with_its_line(root: Path) -> None:
    """A template with an unknown name gives a sentence with file and line, and no document."""
    edit(root, "{{name}}", "{{nam}}", "templates/mou/small.en.md")
    with pytest.raises(VawcoordError, match=r"templates/mou/small.en.md:\d+: .*nam"):
        new(root, "small")


def test_a_translation_names_the_text_it_translates(root: Path) -> None:
    """In another language the document becomes a translation: same parties, `of` the first text, a file beside it."""
    apply(root, new(root, "referral", "police", "clinic", id="pathway").changes)
    first = mou(root, "mou/pathway")
    made = new(root, "referral", id="pathway", language="fr")
    apply(root, made.changes)
    assert made.path == "mou/pathway.fr.md"
    second = find_document(load(root)[0], "mou", "pathway", "fr")
    assert second.front.parties == ("police", "clinic")
    assert second.front.of == digest_of(root, first)
    assert [one.id for one in second.clauses] == [one.id for one in first.clauses]


def test_a_translation_without_template_is_not_made_in_english(root: Path, hashes: Hashes) -> None:
    """Where the template is not there in the language, no second English text is made under a translation's name."""
    before = hashes(root)
    with pytest.raises(VawcoordError, match="not there in the language fr") as error:
        new(root, "small", id="referral", language="fr")
    assert "mou/referral.fr.md" in error.value.mend
    assert hashes(root) == before


def test_signing_never_changes_the_text(root: Path, tmp_path: Path) -> None:
    """A signature is a log line, the text as signed under issued/, the scan with its digest; the text stays byte for byte."""
    scan = tmp_path / "Wanjala's page.PDF"
    scan.write_bytes(b"%PDF")
    text = (root / "mou/referral.md").read_bytes()
    changes = sign(root, "police", scan=scan)
    assert (root / "mou/referral.md").read_bytes() == text
    kept = [path for path in changes.paths() if path.startswith("issued/")]
    assert [(root / path).read_bytes() for path in kept] == [text]
    (event,) = mou(root).log
    assert (event.party, event.name, event.date, event.bytes) == ("police", "S. Police", TODAY, digest(text))
    assert event.scan == "attachments/mou-referral/2026-06-01.pdf", "the copy's name tells nothing"
    assert (root / event.scan).read_bytes() == b"%PDF"
    note = (root / f"{event.scan}.toml").read_text(encoding="utf-8")
    assert f"sha256:{digest(b'%PDF')}" in note
    assert sign(root, "clinic").paths() == ("mou/referral.log.toml",), "the same text is kept once"


def test_the_day_and_hand_of_a_signature(root: Path) -> None:
    """Who is printed signs; --by names another; where the text names nobody, the agency's own file does."""
    sign(root, "clinic", on=date(2026, 5, 1))
    sign(root, "police", name="A. Mwangi", post="Deputy")
    by_party = {one.party: one for one in mou(root).log}
    assert (by_party["clinic"].name, by_party["clinic"].date) == ("S. Clinic", date(2026, 5, 1))
    assert (by_party["police"].name, by_party["police"].post) == ("A. Mwangi", "Deputy")
    assert standing(mou(root), TODAY).since == TODAY


def _unnamed(root: Path) -> None:
    """Add a party nobody signs for."""
    edit(root, '"clinic"]', '"clinic", "court"]')


@pytest.mark.parametrize(
    ("party", "more", "sentence", "before"),
    [
        ("polise", {}, 'Did you mean "police"', None),
        ("police", {"on": date(2026, 6, 2)}, "has not come yet", None),
        ("court", {}, "Nobody knows who signed for court", _unnamed),
        ("police", {}, "1 place is still to be completed", lambda root: edit(root, "totals.", "[to be completed: what].")),
        (
            "police",
            {},
            "by a decision, not by signatures",
            lambda root: edit(root, "language", 'in_force = "adoption"\nlanguage'),
        ),
        ("police", {}, "has signed this text already", lambda root: sign(root, "police")),
        ("police", {"scan": Path("/nowhere/x.pdf")}, "no such file", None),
    ],
)
def test_signatures_that_are_refused(
    root: Path, hashes: Hashes, party: str, more: dict[str, Any], sentence: str, before: Callable[[Path], None] | None
) -> None:
    """A party that is none, a day to come, a text that is not whole, a second time: a sentence, and nothing is written."""
    if before:
        before(root)
    there = hashes(root)
    with pytest.raises(VawcoordError, match=re.escape(sentence)):
        sign(root, party, **more)
    assert hashes(root) == there


def test_a_text_changed_meanwhile_is_not_signed_over(root: Path) -> None:
    """When the log changed between reading and writing, nothing is written."""
    changes = sign(root, "police", apply_it=False)
    (root / "mou/referral.log.toml").write_text("entries = [\n]\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        apply(root, changes)
    assert not (root / "issued").exists()
    assert (root / "mou/referral.log.toml").read_text(encoding="utf-8") == "entries = [\n]\n"


def test_the_log_keeps_comments_and_line_ends(root: Path) -> None:
    """A line is added before the closing bracket; what stands there stays, CRLF too."""
    log = root / "mou/referral.log.toml"
    log.write_bytes(b'# ours\r\nentries = [\r\n  { date = 2026-01-01, event = "issued" }\r\n]\r\n# end\r\n')
    sign(root, "police")
    text = log.read_bytes()
    assert text.startswith(b'# ours\r\nentries = [\r\n  { date = 2026-01-01, event = "issued" },\r\n  { date = 2026-06-01,')
    assert text.endswith(b"},\r\n]\r\n# end\r\n")
    assert text.count(b"\n") == text.count(b"\r\n")
    assert [one.event for one in mou(root).log] == ["issued", "signed"]


@pytest.mark.parametrize(
    ("rule", "signed", "expected"),
    [
        ("", ("police",), "partly-signed"),
        ("", ("police", "clinic"), "in-force"),
        ("in_force = 1\n", ("clinic",), "in-force"),
        ("in_force = 2\n", ("clinic",), "partly-signed"),
        ('in_force = ["clinic"]\n', ("clinic",), "in-force"),
        ('in_force = ["clinic"]\n', ("police",), "partly-signed"),
        ("effective = 2026-07-01\n", ("police", "clinic"), "partly-signed"),
        ("effective = 2026-05-01\n", ("police", "clinic"), "in-force"),
        ("until = 2026-05-31\n", ("police", "clinic"), "expired"),
        ("review = 2026-05-31\n", ("police", "clinic"), "review-due"),
    ],
)
def test_when_it_comes_into_force(root: Path, rule: str, signed: tuple[str, ...], expected: str) -> None:
    """The text's own rule says whose signatures bring it into force, and from when."""
    edit(root, "language", f"{rule}language")
    for party in signed:
        sign(root, party)
    assert standing(mou(root), TODAY).state == expected


def test_any_printed_word_voids_a_signature_and_a_line_break_does_not(root: Path) -> None:
    """A signature counts for the words it was given for; wrapping, CRLF and the mapping to Module 5 are none."""
    sign(root, "police")
    sign(root, "clinic")
    file = root / "mou/referral.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("The parties share", "The parties\nshare").replace("{#sharing}", '{#sharing guidelines="L2.2.1"}'),
        encoding="utf-8",
    )
    assert standing(mou(root), TODAY).unsigned == ()
    file.write_bytes(text.replace("\n", "\r\n").encode())
    assert standing(mou(root), TODAY).unsigned == ()
    file.write_text(text.replace("share totals", "share all totals"), encoding="utf-8")
    state = standing(mou(root), TODAY)
    assert state.unsigned == ("police", "clinic")
    assert (state.state, state.draft_of_next) == ("in-force", True), "the last version in force stays so"


def test_adopting(root: Path, hashes: Hashes) -> None:
    """A decision brings an SOP into force and keeps its text; not twice, not for what is signed, not when it is incomplete."""
    (root / "sop").mkdir()
    (root / "sop/rule.md").write_text(MOU.replace("language", 'in_force = "adoption"\nlanguage', 1), encoding="utf-8")
    committee = load(root)[0]
    sop = mou(root, "sop/rule")
    changes = documents.adopt(root, committee, sop, "2026-05-01-ordinary/d2", TODAY)
    apply(root, changes)
    (event,) = mou(root, "sop/rule").log
    assert (event.event, event.decision) == ("adopted", "2026-05-01-ordinary/d2")
    assert standing(mou(root, "sop/rule"), TODAY).state == "in-force"
    before = hashes(root)
    with pytest.raises(VawcoordError, match="adopted already"):
        documents.adopt(root, load(root)[0], mou(root, "sop/rule"), "2026-05-01-ordinary/d2", TODAY)
    with pytest.raises(VawcoordError, match="by signatures, not by a decision"):
        documents.adopt(root, committee, mou(root), "2026-05-01-ordinary/d2", TODAY)
    edit(root, "totals.", "[to be completed: x].", "sop/rule.md")
    with pytest.raises(VawcoordError, match="still to be completed"):
        documents.adopt(root, load(root)[0], mou(root, "sop/rule"), "2026-05-01-ordinary/d3", TODAY)
    assert {name for name in before if before[name] != hashes(root)[name]} == {"sop/rule.md"}


def test_a_decision_that_a_recorded_meeting_does_not_hold(root: Path) -> None:
    """Where the meeting's decisions are in the folder, the decision must be among them."""
    folder = root / "meetings/2026-05-01-ordinary"
    folder.mkdir(parents=True)
    (folder / "actions.toml").write_text('[[decisions]]\nid = "d1"\ntext = "Adopted."\n', encoding="utf-8")
    (root / "sop").mkdir()
    (root / "sop/rule.md").write_text(MOU.replace("language", 'in_force = "adoption"\nlanguage', 1), encoding="utf-8")
    with pytest.raises(VawcoordError, match="has no decision"):
        documents.adopt(root, load(root)[0], mou(root, "sop/rule"), "2026-05-01-ordinary/d2", TODAY)
    documents.adopt(root, load(root)[0], mou(root, "sop/rule"), "2026-05-01-ordinary/d1", TODAY)


def test_a_reservation_stands_in_the_front_matter(root: Path) -> None:
    """The body stays byte for byte, the comment stays, the entry is a table of its own."""
    before = (root / "mou/referral.md").read_bytes()
    apply(
        root,
        documents.reserve(
            root, mou(root), Reserving("police", "sharing", "conditional", 'Totals "only".', "Law", date(2027, 1, 1)), TODAY
        ),
    )
    after = (root / "mou/referral.md").read_bytes()
    assert after.endswith(before[before.index(b"## Purpose") :])
    assert b"# what the secretary wrote" in after
    (entry,) = mou(root).front.reservations
    assert (entry.party, entry.clause, entry.kind, entry.text, entry.reason, entry.review) == (
        "police", "sharing", "conditional", 'Totals "only".', "Law", date(2027, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (Reserving("court", "sharing", "not-bound", "x"), "is no party"),
        (Reserving("police", "sharring", "not-bound", "x"), 'Did you mean "sharing"'),
        (Reserving("police", "purpose", "not-bound", "x"), "has a reservation to this clause already"),
        (Reserving("clinic", "sharing", "not-bound", "x"), "has signed this text without the reservation"),
    ],
)
def test_reservations_that_are_refused(root: Path, hashes: Hashes, entry: Reserving, sentence: str) -> None:
    """No party, no clause, a second one, or after signing: a sentence, nothing changes."""
    apply(root, documents.reserve(root, mou(root), Reserving("police", "purpose", "not-bound", "x"), TODAY))
    sign(root, "clinic")
    before = hashes(root)
    with pytest.raises(VawcoordError, match=re.escape(sentence)):
        documents.reserve(root, mou(root), entry, TODAY)
    assert hashes(root) == before


def test_leaving_and_joining_by_the_same_text(root: Path) -> None:
    """Who joins signs the same text and no signature falls; who leaves is no party from that day."""
    sign(root, "police")
    sign(root, "clinic")
    committee = load(root)[0]
    court = committee.member("court")
    assert court is not None
    text = (root / "mou/referral.md").read_bytes()
    apply(root, documents.join(root, mou(root), party=court, on=TODAY))
    assert standing(mou(root), TODAY).unsigned == ("court",)
    sign(root, "court", name="R. Abe")
    assert standing(mou(root), TODAY).unsigned == ()
    with pytest.raises(VawcoordError, match="is a party of mou/referral already"):
        documents.join(root, mou(root), party=court, on=TODAY)
    apply(root, documents.withdraw(root, mou(root), party="clinic", decision="", reason="Closed.", on=TODAY))
    state = standing(mou(root), TODAY)
    assert state.state == "in-force"
    assert "clinic" not in state.unsigned
    assert (root / "mou/referral.md").read_bytes() == text
    with pytest.raises(VawcoordError, match="is no party"):
        documents.withdraw(root, mou(root), party="clinic", decision="", reason="", on=TODAY)
    apply(root, documents.withdraw(root, mou(root), party="", decision="x/d1", reason="", on=TODAY))
    assert standing(mou(root), TODAY).state == "withdrawn"
    with pytest.raises(VawcoordError, match="withdrawn already"):
        documents.withdraw(root, mou(root), party="", decision="", reason="", on=TODAY)


def test_an_editorial_correction_keeps_the_signatures(root: Path, hashes: Hashes) -> None:
    """The mended text counts as the signed one; the clause is found by comparing; both texts are kept."""
    before = hashes(root)
    with pytest.raises(VawcoordError, match="was not signed or adopted yet"):
        documents.correct(root, mou(root), decision="chair", clauses=(), on=TODAY)
    sign(root, "police")
    sign(root, "clinic")
    with pytest.raises(VawcoordError, match="is as it was signed"):
        documents.correct(root, mou(root), decision="chair", clauses=(), on=TODAY)
    edit(root, "share totals", "share the totals")
    earlier = mou(root).log[0].digest
    assert documents.changed_clauses(root, mou(root), earlier) == ("sharing",)
    apply(root, documents.correct(root, mou(root), decision="chair", clauses=("sharing",), on=TODAY))
    state = standing(mou(root), TODAY)
    assert (state.state, state.unsigned, state.draft_of_next) == ("in-force", (), False)
    last = mou(root).log[-1]
    assert (last.event, last.clauses, last.corrects) == ("editorial", ("sharing",), earlier)
    assert len(list((root / "issued/mou/referral").iterdir())) == 2
    assert before["members/police.toml"] == hashes(root)["members/police.toml"]


def test_a_document_that_is_broken_is_named(root: Path) -> None:
    """A document with a mistake in its head is not "not there": the sentence names the file."""
    edit(root, "+++\n# what", "+\n# what")
    with pytest.raises(VawcoordError, match=r"mou/referral\.md: there is a mistake"):
        find_document(load(root)[0], "mou", "referral")
    with pytest.raises(VawcoordError, match='There is no mou "refer"'):
        find_document(load(root)[0], "mou", "refer")
