"""Every shipped template, in every language, and its guide: the form they keep, and the lists they must answer."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vawcoord.disk import shipped_templates
from vawcoord.folder.shipped import Shelf, head_of
from vawcoord.operations.values import example_values
from vawcoord.records.coverage import ITEM_COUNTS, is_item
from vawcoord.records.template import Template
from vawcoord.text.frontmatter import Parts, split
from vawcoord.text.outline import Section, sections
from vawcoord.text.template import filled, placeholder_pattern, problems

ROOT = shipped_templates()
SEEDS = ROOT.parent.parent / "shared" / "seeds"
DOCS = ROOT.parent / "docs" / "templates.md"
SHELF = Shelf(None)
KINDS = ("agreement", "mou", "sop")

GUIDES = sorted(path.relative_to(ROOT).as_posix() for kind in KINDS for path in (ROOT / kind).glob("*.guide.*.md"))
TEMPLATES = sorted(
    path.relative_to(ROOT).as_posix() for kind in KINDS for path in (ROOT / kind).glob("*.md") if ".guide." not in path.name
)
ENGLISH = [path for path in TEMPLATES if path.endswith(".en.md")]
TRANSLATED = [path for path in TEMPLATES if not path.endswith(".en.md")]

SHIPPED = {
    "agreement/code-of-conduct",
    "agreement/confidentiality-undertaking",
    "agreement/founding-order",
    "agreement/membership",
    "mou/coordination",
    "mou/information-sharing",
    "mou/one-stop-centre",
    "mou/referral",
    "sop/case-review",
    "sop/children",
    "sop/coordination",
    "sop/heightened-risk",
    "sop/monitoring-and-reporting",
    "sop/protection-orders",
    "sop/referral-pathway",
    "sop/training-standard",
}

LEAD_INS = {
    "en": ("What good looks like.", "Options.", "Pitfalls.", "Decide before the meeting."),
    "fr": ("Ce qui est bien.", "Options.", "Pièges.", "À décider avant la réunion."),
    "ar": ("ما الجيد.", "الخيارات.", "المزالق.", "ما يجب حسمه قبل الاجتماع."),
}

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAG = re.compile(r"\{\{[^}]*\}\}")
PARTY = "{{id}}"


@cache
def parts(path: str) -> Parts:
    """Return the two parts of a file below the templates."""
    return split((ROOT / path).read_text(encoding="utf-8"))


@cache
def head(path: str) -> Template:
    """Return the head of a template."""
    return head_of(path, parts(path))


@cache
def outline(path: str) -> tuple[Section, ...]:
    """Return the clauses of a file, with the line of the file on which each begins."""
    return sections(parts(path).body, parts(path).body_line)


def name_of(path: str) -> str:
    """Return kind and name: `mou/referral.guide.fr.md` gives `mou/referral`."""
    return path.partition(".")[0]


def language_of(path: str) -> str:
    """Return the language in a file's name."""
    return path.split(".")[-2]


def own_text(path: str, section: Section) -> str:
    """Return what stands below a heading before the next one."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    later = [one.line for one in outline(path) if one.line > section.line]
    return "\n".join(lines[section.line : (min(later) - 1 if later else len(lines))]).strip()


def whole_text(path: str, section: Section) -> str:
    """Return a clause with its sub-clauses."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    later = [one.line for one in outline(path) if one.line > section.line and one.level <= section.level]
    return "\n".join(lines[section.line : (min(later) - 1 if later else len(lines))]).strip()


def clause(path: str, identity: str) -> str:
    """Return the text of one clause with its sub-clauses and its heading, in lower case."""
    found = next(one for one in outline(path) if one.attributes.id == identity)
    return f"{found.title}\n{whole_text(path, found)}".lower()


def items(section: Section) -> list[str]:
    """Return the items of the guidelines that a clause names."""
    return section.attributes.value("guidelines").split()


def items_of(path: str, identity: str) -> set[str]:
    """Return the items that a clause and its sub-clauses name."""
    named: set[str] = set()
    inside = False
    for one in outline(path):
        if one.level == 2:
            inside = one.attributes.id == identity
        if inside:
            named.update(items(one))
    return named


def plain(text: str) -> list[str]:
    """Return the words of a text, without tags and marks of Markdown."""
    return re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", TAG.sub(" x ", text))


def settings(language: str) -> list[dict[str, Any]]:
    """Return the values of several committees: how they decide, what they know, who belongs."""
    example = example_values(SHELF.words(language))
    party = example["parties"][0]
    bare = {**party, "id": "b", "name": "B * [x](y)", "limits": [], "duties": [], "resources": []}
    found: list[dict[str, Any]] = [example, {**example, "parties": [party, bare], "officers": []}]
    found.extend(
        {**example, "consensus": consensus, "majority": majority, "tie_chair": tie, "quorum_chair": chair, "parties": [bare]}
        for consensus, majority in ((True, True), (True, False), (False, True))
        for tie in (True, False)
        for chair in (True, False)
    )
    return found


# What is shipped


def test_the_sixteen_texts_are_there_with_their_guides() -> None:
    """Nothing is missing, nothing has come in unseen, and every text has its guide in its language."""
    assert {name_of(path) for path in ENGLISH} == SHIPPED
    assert {path.replace(".guide", "") for path in GUIDES} == set(TEMPLATES)
    assert set(TRANSLATED) == {"mou/referral.fr.md", "mou/referral.ar.md"}


def test_a_lawyer_is_demanded_for_the_three_most_dangerous_texts() -> None:
    """Texts under which information about a person moves are read by a lawyer before they are used."""
    demanded = {name_of(path) for path in TEMPLATES if head(path).review_before_use}
    assert demanded == {"sop/case-review", "sop/heightened-risk", "mou/information-sharing"}


# The form of a template


@pytest.mark.parametrize("path", TEMPLATES)
def test_the_head_reads_and_says_which_file_it_is(path: str) -> None:
    """The head has no problem, and its name and language are those of the file."""
    found = head(path)
    assert found.template == name_of(path)
    assert found.language == language_of(path)
    assert found.version >= 1
    assert found.title
    assert found.summary.endswith(".")
    assert found.review_months > 0


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_procedure_is_adopted_and_an_agreement_is_signed(path: str) -> None:
    """Nobody signs a procedure; a decision of the committee brings it into force."""
    found = head(path)
    adopted = path.startswith("sop/") or name_of(path) == "agreement/founding-order"
    assert found.effective == ("adoption" if adopted else "last-signature")
    assert (found.in_force == "adoption") is adopted


@pytest.mark.parametrize("path", TEMPLATES)
def test_it_renders_for_every_committee(path: str) -> None:
    """Whatever the committee's settings, the text comes out whole: no tags, no empty clause, no reference into nothing."""
    example = example_values(SHELF.words(language_of(path)))
    for values in settings(language_of(path)):
        text = filled(parts(path).body, values, example, shown=path)
        assert "{{" not in text
        assert "\n\n\n\n" not in text
        found = sections(text)
        ids = [one.attributes.id for one in found]
        assert len(ids) == len(set(ids))
        assert all(one.written or one.level == 2 for one in found), [one.title for one in found if not one.written]
        targets = {target for one in found for _line, target in one.references}
        assert targets <= set(ids)


@pytest.mark.parametrize("path", ["agreement/founding-order.en.md", "agreement/membership.en.md", "mou/coordination.en.md"])
def test_there_is_always_a_rule_for_decisions_and_for_a_tie(path: str) -> None:
    """A tie is spoken of where votes are counted, and nowhere else."""
    example = example_values(SHELF.words("en"))
    for values in settings("en"):
        text = filled(parts(path).body, values, example, shown=path)
        assert ("votes are equal" in text) is values["majority"]
        assert ("consensus" in text.lower() or "live with" in text) is values["consensus"]


@pytest.mark.parametrize("path", TEMPLATES)
def test_ids_are_valid_and_unique(path: str) -> None:
    """An id can be written by hand and names one clause."""
    ids = [one.attributes.id for one in outline(path)]
    assert len(ids) == len(set(ids))
    for identity in ids:
        assert ID.fullmatch(identity), identity
        assert len(identity) <= 48
        assert identity != "preamble"


@pytest.mark.parametrize("path", TEMPLATES + GUIDES)
def test_every_heading_is_a_clause_and_none_is_deeper_than_a_sub_clause(path: str) -> None:
    """A heading without an id could not be referred to, reserved against or translated."""
    headings = [line for line in parts(path).body.splitlines() if line.startswith("#")]
    for_each_party = [line for line in headings if PARTY in line]
    assert all(re.fullmatch(r"### \{\{name\}\} \{#[a-z]+-\{\{id\}\}\}", line) for line in for_each_party)
    headings = [line for line in headings if PARTY not in line]
    assert len(headings) == len(outline(path))
    assert all(one.level in {2, 3} for one in outline(path))


@pytest.mark.parametrize("path", TEMPLATES)
def test_annexes_come_last_and_nothing_is_numbered_by_hand(path: str) -> None:
    """Numbers are the printer's work."""
    kinds = ["annex" in one.attributes.classes for one in outline(path) if one.level == 2]
    assert kinds == sorted(kinds)
    for one in outline(path):
        assert set(one.attributes.classes) <= {"annex", "living"}
        assert not re.match(r"(?:clause|annex|article)?\s*[0-9]", one.title, re.IGNORECASE), one.title
    assert not re.search(r"\b[Cc]lause [0-9]|\b[Aa]nnex [A-Z]\b", parts(path).body)


@pytest.mark.parametrize("path", TEMPLATES)
def test_required_clauses_and_alternatives_exist(path: str) -> None:
    """What may not be left out is there, and every reservation finds its clause."""
    ids = {one.attributes.id for one in outline(path)}
    assert set(head(path).required) <= ids
    assert len(head(path).required) == len(set(head(path).required))
    assert head(path).alternatives, "some agency will have to refuse something"
    for one in head(path).alternatives:
        assert one.clause in ids
        assert one.for_
        assert 8 <= len(plain(one.text)) <= 120
    pairs = [(one.clause, one.id) for one in head(path).alternatives]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("path", TEMPLATES)
def test_references_resolve(path: str) -> None:
    """References lead to clauses of the same text and nowhere else."""
    ids = {one.attributes.id for one in outline(path)}
    for one in outline(path):
        for line, target in one.references:
            assert target in ids, f"line {line}"
    assert not re.search(r"\]\((?!#)", parts(path).body), "only references inside the text"


@pytest.mark.parametrize("path", TEMPLATES)
def test_guidelines_are_real_items(path: str) -> None:
    """A clause claims only what Module 5 has."""
    for one in outline(path):
        named = items(one)
        assert all(is_item(item) for item in named), (one.attributes.id, named)
        assert len(named) == len(set(named))


@pytest.mark.parametrize("path", TEMPLATES)
def test_only_plain_markdown(path: str) -> None:
    """No HTML, pictures or code, and no square brackets but references and marks to be completed."""
    body = parts(path).body
    assert "```" not in body
    assert "![" not in body
    assert not re.search(r"<[A-Za-z/!]", body)
    assert "\t" not in body
    assert not re.search(r"[ \t]+$", body, re.MULTILINE)
    assert body.endswith("\n")
    phrase = SHELF.words(language_of(path)).to_be_completed
    marks = re.findall(r"(?<!\w)\[(?![^\]]*\]\(#)[^\]]*\]", TAG.sub("x", body))
    assert all(placeholder_pattern([phrase]).fullmatch(mark) for mark in marks), marks


@pytest.mark.parametrize("path", ENGLISH)
def test_one_sentence_a_line(path: str) -> None:
    """Two versions are compared line by line."""
    for number, line in enumerate(parts(path).body.splitlines(), start=parts(path).body_line):
        if not line.startswith(("|", "#")):
            said = re.sub(r"\*\*[^*]*\.\*\*", "", line)
            assert not re.search(r"[a-z)]\. +[A-Z]", said), f"line {number}: {line}"


# The content


@pytest.mark.parametrize("path", ENGLISH)
def test_every_clause_has_words_of_its_own(path: str) -> None:
    """A clause says more than its heading does."""
    for one in outline(path):
        text = whole_text(path, one) if one.level == 2 else own_text(path, one)
        title = {word.lower() for word in plain(one.title)}
        words = [word for word in plain(text) if word.lower() not in title]
        living = "living" in one.attributes.classes
        least = 25 if one.level == 2 and not living else 12
        assert len(words) >= least, f"{one.attributes.id}: {len(words)} words"


@pytest.mark.parametrize("path", TEMPLATES + GUIDES)
def test_no_clause_is_only_its_heading(path: str) -> None:
    """Something stands below every heading, in templates and guides."""
    for one in outline(path):
        assert whole_text(path, one), one.attributes.id
        if one.level == 3:
            assert own_text(path, one), one.attributes.id


@pytest.mark.parametrize("path", ENGLISH)
def test_no_two_clauses_of_a_text_say_the_same(path: str) -> None:
    """No sentence stands twice in one text."""
    lines = [line for line in parts(path).body.splitlines() if len(plain(line)) > 8 and not line.startswith("|")]
    assert sorted(lines) == sorted(set(lines))


@pytest.mark.parametrize("path", TEMPLATES + GUIDES)
def test_nothing_is_called_mandatory_by_the_standard(path: str) -> None:
    """Module 5 is guidance; a template binds by signature or decision alone."""
    text = (ROOT / path).read_text(encoding="utf-8").lower()
    assert "mandatory by the standard" not in text
    assert not re.search(r"module 5 (?:requires by law|makes? .{0,20}mandatory|is binding)", text)


OLD_WORDS = ("suspected person", "person suspected", "person who uses violence", "deputy chair", "shall", "hereinafter")


@pytest.mark.parametrize("path", ENGLISH)
def test_the_words_of_the_texts_are_one(path: str) -> None:
    """One word for one thing, over all sixteen texts."""
    body = parts(path).body.lower()
    for old in OLD_WORDS:
        assert not re.search(rf"\b{old}\b", body), old
    assert not re.search(r"fewer than 5\b|below five|under 10\"", body), "one limit for small numbers: 10"


CLOSED_LIST = """\
1. there is immediate danger to somebody's life or health, and sharing can lessen it;
2. a child is a victim of violence and cannot be protected otherwise; that the mother suffered violence is not enough;
3. she is in special vulnerability: even with support she cannot at this time decide or protect herself, and waiting would \
expose her to serious harm; being poor, old, disabled, foreign or pregnant is not enough;
4. a duty in law or a court order, cited by article or date, requires it.
"""

LISTED = {
    "agreement/membership": "info-exceptions",
    "agreement/founding-order": "confidentiality",
    "agreement/confidentiality-undertaking": "exceptions",
    "agreement/code-of-conduct": "confidentiality",
    "mou/coordination": "info-exceptions",
    "mou/information-sharing": "exceptions",
    "mou/one-stop-centre": "exceptions",
    "mou/referral": "exceptions",
    "sop/coordination": "referral-exceptions",
    "sop/heightened-risk": "information",
    "sop/referral-pathway": "making-a-referral",
}
"""The clause of each text that holds the closed list; the other texts point to it in the same four short phrases."""


@pytest.mark.parametrize("path", ENGLISH)
def test_the_closed_list_is_worded_the_same_everywhere(path: str) -> None:
    """A list that differs from text to text is no closed list."""
    name = name_of(path)
    if name in LISTED:
        assert CLOSED_LIST.lower() in clause(path, LISTED[name])
    elif name in {"sop/case-review", "sop/training-standard", "sop/protection-orders"}:
        assert re.search(
            r"immediate danger to life or health, a child victim, special vulnerability, (?:or )?a duty in law or a court order",
            parts(path).body,
        )
    else:
        assert name in {"sop/children", "sop/monitoring-and-reporting"}
        assert "closed list" in parts(path).body or "without rows" in parts(path).body


@pytest.mark.parametrize("path", [path for path in ENGLISH if path.startswith("sop/")])
def test_every_procedure_says_which_text_goes_first(path: str) -> None:
    """Where two texts differ, the reader knows which one to follow."""
    assert re.search(r"go(?:es)? before (?:the committee's|every other text|those in this text)", parts(path).body)
    assert "the one that shares less applies" in parts(path).body


TOTALS = {
    "agreement/membership": "monitoring",
    "agreement/founding-order": "confidentiality",
    "mou/coordination": "monitoring",
    "mou/information-sharing": "totals",
    "mou/one-stop-centre": "monitoring",
    "mou/referral": "monitoring",
    "sop/monitoring-and-reporting": "reporting-upward",
    "sop/protection-orders": "counting",
}


@pytest.mark.parametrize("name", sorted(TOTALS))
def test_exact_totals_go_to_the_oversight_body_alone_and_without_rows(name: str) -> None:
    """Everybody else receives bands and rounded figures."""
    text = clause(f"{name}.en.md", TOTALS[name])
    assert re.search(r"exact totals go to (?:\{\{oversight\}\}|the oversight body) alone, without rows, and only under", text)
    if name != "sop/monitoring-and-reporting":
        assert '"fewer than 10"' in text
        assert "nearest 5" in text


@pytest.mark.parametrize("path", ENGLISH)
def test_complaints_are_answered_within_twenty_working_days(path: str) -> None:
    """One time for complaints, over all texts."""
    for one in outline(path):
        if one.attributes.id in {"complaints", "training-complaints", "when-it-fails"}:
            assert re.search(r"(?:within|in the) 20\b", whole_text(path, one)), one.attributes.id


@pytest.mark.parametrize("path", ENGLISH)
def test_work_of_survivors_is_paid_within_ten_working_days(path: str) -> None:
    """One time for paying survivors' organisations, over all texts."""
    for line in parts(path).body.splitlines():
        if re.search(r"-led|outside expert|same rate|[Pp]ayment", line):
            assert not re.search(r"\bpa(?:id|ys?|yment)\b[^;.]*within (?:14|30|60) days", line, re.IGNORECASE), line


# Guides


@pytest.mark.parametrize("path", GUIDES)
def test_a_guide_stands_beside_its_template(path: str) -> None:
    """Its head names the template and the same version."""
    front = tomllib.loads(parts(path).front)
    beside = path.replace(".guide", "")
    assert not parts(path).problem
    assert front["template"] == name_of(path)
    assert front["language"] == language_of(path)
    assert front["version"] == head(beside).version
    assert front["title"]


@pytest.mark.parametrize("path", GUIDES)
def test_a_guide_has_the_clauses_of_its_template_in_their_order(path: str) -> None:
    """Template and guide are read side by side."""
    beside = path.replace(".guide", "")
    wanted = [one.attributes.id for one in outline(beside) if one.level == 2]
    found = [one.attributes.id for one in outline(path) if one.level == 2]
    assert found == [*wanted, "sources"]
    known = {one.attributes.id for one in outline(beside)} | {"sources"}
    assert {one.attributes.id for one in outline(path)} <= known


@pytest.mark.parametrize("path", GUIDES)
def test_every_clause_of_a_guide_has_its_four_parts(path: str) -> None:
    """The four lead-ins stand in their order, and something stands behind each."""
    for one in outline(path):
        text = own_text(path, one)
        if one.attributes.id == "sources":
            assert text.count("\n- ") >= 2
            continue
        found = re.findall(r"^\*\*(.+?)\*\*", text, re.MULTILINE)
        assert tuple(found) == LEAD_INS[language_of(path)], one.attributes.id
        for part in re.split(r"^\*\*.+?\*\*", text, flags=re.MULTILINE)[1:]:
            assert len(plain(part)) >= 3, one.attributes.id


@pytest.mark.parametrize("path", GUIDES)
def test_no_tags_in_guides(path: str) -> None:
    """A guide is read as it lies there."""
    assert "{{" not in parts(path).body
    assert placeholder_pattern([SHELF.words(language_of(path)).to_be_completed]).search(parts(path).body) is None


@pytest.mark.parametrize("path", [path for path in GUIDES if path.endswith(".en.md")])
def test_a_clause_that_answers_no_item_is_marked_as_practice(path: str) -> None:
    """The guide says so where Module 5 does not ask for a clause."""
    beside = path.replace(".guide", "")
    for one in outline(beside):
        if one.level == 2 and not items_of(beside, one.attributes.id):
            assert "from practice; module 5 does not ask for it" in clause(path, one.attributes.id), one.attributes.id


@pytest.mark.parametrize("path", GUIDES)
def test_items_named_in_a_guide_are_real(path: str) -> None:
    """A guide claims only what Module 5 has."""
    assert all(is_item(item) for item in re.findall(r"\b[LN]\d\.\d\.\d+", parts(path).body))


# Translations


@pytest.mark.parametrize("path", TRANSLATED)
def test_a_translation_has_the_same_bones(path: str) -> None:
    """Ids, levels, items, references, alternatives and what the head decides are those of the English text."""
    origin = f"{name_of(path)}.en.md"

    def bones(of: str) -> list[tuple[object, ...]]:
        return [
            (one.attributes.id, one.level, one.attributes.classes, tuple(items(one)), sorted(to for _line, to in one.references))
            for one in outline(of)
        ]

    assert bones(path) == bones(origin)
    assert head(path).required == head(origin).required
    assert head(path).version == head(origin).version
    assert [(one.clause, one.id, one.kind) for one in head(path).alternatives] == [
        (one.clause, one.id, one.kind) for one in head(origin).alternatives
    ]
    for fact in ("in_force", "effective", "class_", "review_months", "review_before_use"):
        assert getattr(head(path), fact) == getattr(head(origin), fact)


@pytest.mark.parametrize("path", TRANSLATED)
def test_a_translation_has_the_same_sentences_and_values(path: str) -> None:
    """Line by line it says as much, with the same values and the same numbers."""
    origin = f"{name_of(path)}.en.md"
    for translated, original in zip(outline(path), outline(origin), strict=True):
        mine, theirs = own_text(path, translated), own_text(origin, original)
        assert len(mine.splitlines()) == len(theirs.splitlines()), original.attributes.id
        names = [set(TAG.findall(text)) - {"{{survivor}}", "{{survivors}}"} for text in (mine, theirs)]
        assert names[0] == names[1], original.attributes.id
        assert numbers(mine) == numbers(theirs), original.attributes.id


def numbers(text: str) -> list[str]:
    """Return the numbers of days, hours and limits that stand in digits, without those of list items."""
    return sorted(one for one in re.findall(r"(?<![\w.])\d{2,}(?!\w)", re.sub(r"^\d+\.", "", text, flags=re.MULTILINE)))


# The lists of the field

AGREEMENT = (
    ("parties", ()),
    ("understanding", ("L2.2.1",)),
    ("principles", ("L1.1.1", "L1.1.2", "L1.1.3")),
    ("legal-basis", ()),
    ("composition", ("L2.2.2",)),
    ("representatives", ("L2.2.3",)),
    ("roles", ("L2.2.4",)),
    ("officers", ("L2.2.5",)),
    ("meetings", ("L2.2.6",)),
    ("decisions", ("L2.2.7",)),
    ("resources", ()),
    ("training", ()),
    ("accountability", ("L2.2.8",)),
    ("conflicts-of-interest", ()),
    ("group-rules", ("L2.2.10",)),
    ("information-sharing", ("L2.2.11",)),
    ("records", ()),
    ("case-review", ()),
    ("monitoring", ()),
    ("mechanism-review", ("L2.2.9",)),
    ("amendment", ()),
    ("joining-and-leaving", ()),
    ("legal-effect", ()),
    ("term", ()),
    ("signatures", ()),
)
"""Twenty-five clauses of an agreement and, in brackets, the items of Module 5 that they answer."""

ANNEXES = ("annex-members", "annex-undertaking", "annex-information-sharing", "annex-referral-pathway", "annex-review-log")

AGREEMENT_CONTENT = {
    "parties": (r"\{\{area\}\}", r"\{\{#parties\}\}"),
    "understanding": (r"\{\{mission\}\}", r"\{\{vision\}\}"),
    "principles": (r"treaties", r"accountab|held to account|consequences", r"no mediation|arranges mediation", r"children"),
    "legal-basis": (r"\{\{national_strategy\}\}", r"law"),
    "composition": (r"police", r"prosecution", r"health", r"social services", r"survivor-led", r"left out", r"outside the state"),
    "representatives": (r"one lead and one alternate", r"in writing", r"two years at most"),
    "roles": (r"\{\{#responsibilities\}\}", r"\{\{#limits\}\}", r"\{\{#duties\}\}"),
    "officers": (r"chair", r"vice-chair", r"secretary", r"two years", r"once more", r"sector"),
    "meetings": (r"\{\{meeting_rhythm\}\}", r"\{\{notice_days\}\}", r"\{\{quorum_share\}\}", r"\{\{quorum_sectors\}\}"),
    "decisions": (r"\{\{#consensus\}\}", r"\{\{#majority\}\}", r"\{\{#tie_chair\}\}", r"reason recorded"),
    "resources": (r"\{\{#resources\}\}", r"\bspent\b", r"survivor-led"),
    "training": (r"24 months", r"joint training", r"survivor-led", r"four in five"),
    "accountability": (r"complain", r"disagree", r"20 working days", r"third delay"),
    "conflicts-of-interest": (r"leaves", r"works for", r"service weapon", r"another agency|any other party"),
    "group-rules": (r"undertaking", r"photograph", r"survivor-led"),
    "information-sharing": (r"30 days", r"consent", r"by default", r"annex-information-sharing"),
    "records": (r"ten years", r"destroys", r"within 24 hours"),
    "case-review": (r"closed cases",),
    "monitoring": (r"totals", r"\{\{report_rhythm\}\}", r"\{\{oversight\}\}"),
    "mechanism-review": (r"\{\{review_date\}\}", r"within six months|six months", r"annex-review-log"),
    "amendment": (r"have signed", r"20 working days"),
    "joining-and-leaving": (r"30 days' written notice", r"two thirds", r"goes on serving her"),
    "legal-effect": (r"not a contract", r"law of the country", r"professional"),
    "term": (r"takes effect", r"last"),
    "signatures": (r"bind", r"authorised in writing", r"original"),
    "annex-members": (r"\{\{lead\}\}", r"\{\{alternate\}\}"),
    "annex-undertaking": (r"i undertake", r"signature"),
    "annex-information-sharing": (r"route", r"basis"),
    "annex-referral-pathway": (r"contact post", r"none is the only one"),
    "annex-review-log": (r"review finished on",),
}


@pytest.mark.parametrize("name", ["agreement/membership", "mou/coordination"])
def test_the_list_of_an_agreement_is_complete(name: str) -> None:
    """Twenty-five clauses and five annexes, in template and guide, each with what it must hold."""
    path = f"{name}.en.md"
    ids = [one.attributes.id for one in outline(path) if one.level == 2]
    assert ids == [*(identity for identity, _items in AGREEMENT), *ANNEXES]
    guide = [one.attributes.id for one in outline(f"{name}.guide.en.md") if one.level == 2]
    assert guide[:-1] == ids
    for identity, wanted in AGREEMENT:
        assert set(wanted) <= items_of(path, identity), identity
    assert all(set(items_of(path, identity)) for identity in ANNEXES)
    assert set(AGREEMENT_CONTENT) == set(ids)
    for identity, patterns in AGREEMENT_CONTENT.items():
        for pattern in patterns:
            assert re.search(pattern, clause(path, identity)), (identity, pattern)


BRACKETED = {
    "L2.2.1": "understanding",
    "L2.2.2": "composition",
    "L2.2.3": "representatives",
    "L2.2.4": "roles",
    "L2.2.5": "officers",
    "L2.2.6": "meetings",
    "L2.2.7": "decisions",
    "L2.2.8": "accountability",
    "L2.2.9": "mechanism-review",
    "L2.2.10": "group-rules",
    "L2.2.11": "information-sharing",
}


@pytest.mark.parametrize("name", ["agreement/membership", "mou/coordination"])
def test_the_guide_names_the_items_that_the_clause_answers(name: str) -> None:
    """The items in brackets stand in the guide's clause too."""
    for item, identity in BRACKETED.items():
        assert item.lower() in clause(f"{name}.guide.en.md", identity), item


CASE_POINTS = {
    "purpose of talking about cases": ("case-purpose", "purpose"),
    "part of each member": ("case-roles", "participation"),
    "limits of each member": ("case-limits", "never-said-or-written"),
    "how her privacy is protected": ("case-privacy", "two-layers"),
    "what changes after a concern": ("case-concerns", "review"),
}
"""The five points that MNCASA asks a team to settle before any case is spoken of: in the agreements, in the procedure."""


@pytest.mark.parametrize("point", sorted(CASE_POINTS))
def test_the_five_points_before_any_case_is_spoken_of(point: str) -> None:
    """Purpose, parts, limits, privacy and concerns are settled first."""
    in_agreements, in_procedure = CASE_POINTS[point]
    for name in ("agreement/membership", "mou/coordination"):
        found = next(one for one in outline(f"{name}.en.md") if one.attributes.id == in_agreements)
        assert found.level == 3
        assert len(plain(own_text(f"{name}.en.md", found))) >= 25
    assert clause("sop/case-review.en.md", in_procedure)
    assert "mncasa" in (ROOT / "agreement/membership.guide.en.md").read_text(encoding="utf-8").lower()


UNDERTAKING = {
    "read aloud or explained before signing": ("who-signs", r"read to me or explained"),
    "signed again and again, or no attendance": ("who-signs", r"i do not attend"),
    "papers and minutes kept confidential": ("what-is-confidential", r"papers marked committee or restricted"),
    "restricted papers stay where they are": ("papers-and-devices", r"restricted papers"),
    "fair treatment": ("fair-treatment", r"whatever her origin"),
    "duty to act stays with each agency": ("responsibility", r"responsible for its own tasks"),
    "observers sign and are noted": ("observers", r"observer.*sign the same undertaking"),
    "volunteers and contractors sign too": ("who-signs", r"interpreter, trainer, support person or observer"),
    "a breach can end the part in the work": ("breach", r"end of my attendance"),
    "exceptions are listed": ("exceptions", r"immediate danger"),
    "it replaces no consent": ("consent", r"never replaces the consent"),
}


@pytest.mark.parametrize("point", sorted(UNDERTAKING))
def test_the_points_of_the_personal_undertaking(point: str) -> None:
    """What practice asks of a personal undertaking stands in the template, and its clause in the guide."""
    identity, pattern = UNDERTAKING[point]
    assert re.search(pattern, clause("agreement/confidentiality-undertaking.en.md", identity))
    assert clause("agreement/confidentiality-undertaking.guide.en.md", identity)


PROTOCOL = {
    "purpose and scope": ("purpose", (r"three purposes", r"does not pass under it")),
    "parties and focal points": ("parties", (r"focal post", r"alternate")),
    "levels of data": ("levels", (r"\| 0 \|", r"\| 1 \|", r"\| 2 \|", r"\| 3 \|", r"never with the committee")),
    "items shared, for each recipient": (
        "items-and-recipients",
        (r"oversight body", r"police \| nothing by default", r"shelter"),
    ),
    "basis and consent": (
        "basis-and-consent",
        (r"### obtaining consent", r"### recording consent", r"### refusal", r"### withdrawal", r"### capacity", r"### children"),
    ),
    "exceptions with a decision record": ("exceptions", (r"the list is closed", r"decision record")),
    "limits of each profession": ("limits", (r"\{\{#limits\}\}", r"\{\{#duties\}\}")),
    "how it is sent": ("channels", (r"encrypted", r"password that travels by voice")),
    "storage, access, retention, destruction": ("storage", (r"access list", r"longest time", r"two posts destroy together")),
    "requests from outside": ("external-requests", (r"annex-request-form", r"anew each time", r"20 working days")),
    "rights of survivors": ("survivor-rights", (r"see it", r"corrected", r"complain")),
    "breach": ("breach", (r"24 hours", r"the secretary logs")),
    "contingency": ("contingency", (r"evacuation", r"seizure", r"loss of a device")),
    "change of lead agency": ("change-of-lead", (r"stop on that day", r"30 days")),
    "review date": ("review", (r"\{\{review_date\}\}",)),
    "signatures": ("signatures", (r"authority to bind",)),
}


@pytest.mark.parametrize("section", sorted(PROTOCOL))
def test_the_list_of_an_information_sharing_protocol(section: str) -> None:
    """Each section of the list is a clause that holds what it must hold."""
    identity, patterns = PROTOCOL[section]
    text = clause("mou/information-sharing.en.md", identity)
    for pattern in patterns:
        assert re.search(pattern, text), pattern
    assert clause("mou/information-sharing.guide.en.md", identity)


PROCEDURE = {
    "purpose and scope": ("purpose", (r"covers every form of violence",)),
    "shared understanding and principles": ("understanding", (r"human rights", r"before keeping a family together")),
    "service map": ("service-map", (r"contact post, hours, cost, languages",)),
    "minimum criteria to be on the pathway": ("pathway-criteria", (r"as long as it meets all",)),
    "referral: consent, times, feedback, no single door, form": (
        "referral",
        (r"no single door", r"consents in writing", r"within one working day", r"whether contact was made", r"### referral form"),
    ),
    "roles: primary and secondary": ("roles", (r"\| task \| primary \| secondary \|", r"\{\{#parties\}\}")),
    "urgent route": ("heightened-risk", (r"within two hours", r"within 72 hours")),
    "children and safeguarding": ("children", (r"must report about children",)),
    "breach of court orders": ("court-orders", (r"breach", r"within two hours")),
    "training across sectors": ("training-standard", (r"12 hours", r"at least three sectors")),
    "third parties": ("third-parties", (r"schools", r"employers", r"faith", r"local leaders")),
    "documentation and confidentiality": ("documentation", (r"stays in the file of the agency",)),
    "what is published and what is not": ("publication", (r"not published",)),
    "care for staff": ("staff-care", (r"supervision",)),
    "complaints": ("complaints", (r"20 working days",)),
    "review": ("review", (r"\{\{review_date\}\}",)),
    "sign-off by providers": ("adoption", (r"each provider confirms it", r"annex-confirmations")),
}


@pytest.mark.parametrize("section", sorted(PROCEDURE))
def test_the_list_of_a_standard_operating_procedure(section: str) -> None:
    """Each section of the list is a clause that holds what it must hold."""
    identity, patterns = PROCEDURE[section]
    text = clause("sop/coordination.en.md", identity)
    for pattern in patterns:
        assert re.search(pattern, text), pattern
    assert clause("sop/coordination.guide.en.md", identity)


LOCAL = sorted(
    f"{element}.{number}"
    for element, count in ITEM_COUNTS.items()
    if element.startswith("L") and element != "L2.1"
    for number in range(1, count + 1)
)
"""The local items, without those of L2.1: they belong to the action plan."""


@pytest.mark.parametrize("item", LOCAL)
def test_some_template_names_every_local_item(item: str) -> None:
    """Together the texts leave out no item of the local level."""
    assert [path for path in ENGLISH if any(item in items(one) for one in outline(path))]


# Borrowed words


TITLES = (
    "essential services package for women and girls subject to violence",
    "world health organization responding to intimate partner violence and sexual violence against women clinical and policy",
)
"""Titles of works that guides name as their sources."""


@cache
def seed_runs() -> frozenset[tuple[str, ...]]:
    """Return every run of eight words in the sources that came with the task."""
    found: set[tuple[str, ...]] = set()
    for path in sorted(SEEDS.glob("*.txt")):
        text = re.sub(r"-\s*\n", "", path.read_text(encoding="utf-8"))
        words = [word.lower() for word in re.findall(r"[^\W_]+", text)]
        found.update(tuple(words[at : at + 8]) for at in range(len(words) - 7))
    return frozenset(found)


@pytest.mark.parametrize("path", [path for path in TEMPLATES + GUIDES if path.endswith(".en.md")])
def test_no_sentence_is_taken_from_the_sources(path: str) -> None:
    """No eight words in a row are the same, titles of works apart."""
    if not any(SEEDS.glob("*.txt")):
        pytest.skip(f"the sources are not beside this repository, at {'/'.join(SEEDS.parts[-2:])}")
    words = [word.lower() for word in re.findall(r"[^\W_]+", (ROOT / path).read_text(encoding="utf-8"))]
    shared = [" ".join(words[at : at + 8]) for at in range(len(words) - 7) if tuple(words[at : at + 8]) in seed_runs()]
    assert [run for run in shared if not any(run in title for title in TITLES)] == []


# The page for those who write their own


def test_the_page_on_templates_lists_every_value() -> None:
    """The table for people and the values of the programme name the same things."""
    example = example_values(SHELF.words("en"))
    names = set(example)
    for group in ("parties", "officers"):
        names.update(example[group][0])
    page = DOCS.read_text(encoding="utf-8")
    table = page[page.index("## Values") :].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)} == names


def test_the_page_says_how_each_value_is_used() -> None:
    """The samples on the page would render."""
    page = DOCS.read_text(encoding="utf-8")
    for sample in re.findall(r"```markdown\n(.*?)```", page, re.DOTALL):
        assert problems(sample, example_values(SHELF.words("en"))) == []


def test_nothing_in_the_folder_names_this_machine() -> None:
    """No path of a machine stands in a text."""
    for path in sorted(Path(ROOT).rglob("*.md")):
        assert "/work/" not in path.read_text(encoding="utf-8")
