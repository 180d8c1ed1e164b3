"""Lines of minutes as people take them: languages, signs of other scripts, numbers, what belongs to a line, what is unreadable."""

# ruff: noqa: RUF001 - signs of other scripts that look alike are what is tested here

import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vawcoord.text.minutes import ENGLISH, Keywords, Line, Taken, read, with_numbers, without_empty

ROOT = Path(__file__).parent.parent.parent
AGENCIES = {"police": "police", "County Police, Gender Desk": "police", "court": "court"}


def words(language: str) -> dict[str, str]:
    """Return the words of minutes in a language."""
    found: dict[str, str] = tomllib.loads((ROOT / f"templates/words.{language}.toml").read_text(encoding="utf-8"))["minutes"]
    return found


KEYWORDS = Keywords(words("ar"), words("fr"))


def taken(body: str, keywords: Keywords = KEYWORDS) -> Taken:
    """Return what is read from a body that begins on line 10, with the heading of the item "plan" above it."""
    return read(body, 10, [(9, "plan")], keywords, AGENCIES)


def only(body: str, keywords: Keywords = KEYWORDS) -> Line:
    """Return the one line that a body holds."""
    found = taken(body, keywords)
    assert found.troubles == ()
    (line,) = found.lines
    return line


def trouble(body: str) -> str:
    """Return what is said of the one line that cannot be read."""
    found = taken(body)
    assert found.lines == ()
    (one,) = found.troubles
    assert one.line == 10
    assert one.mend
    return one.message


def test_english_words_are_those_of_the_words_file() -> None:
    """What is built in and what stands in templates/words.en.toml are the same words."""
    held = words("en")

    assert {name: tuple(held[f"line_{name}"].split("|")) for name in ENGLISH} == dict(ENGLISH)


@pytest.mark.parametrize(
    ("body", "method", "votes"),
    [
        ("Decision (consensus): The plan is adopted.", "consensus", ""),
        ("decision (Consensus): The plan is adopted.", "consensus", ""),
        ("- Decision (vote 7-2-1): The plan is adopted.", "vote", "7-2-1"),
        ("3. Decision (7-2-1): The plan is adopted.", "vote", "7-2-1"),
        ("**Decision (vote 7\u20132\u20131):** The plan is adopted.", "vote", "7-2-1"),
        ("**Decision** (by vote, 7 - 2 - 1) : The plan is adopted.", "vote", "7-2-1"),
        ("**Decision (consensus): The plan is adopted.**", "consensus", ""),
        ("> Decision d4 (consensus): The plan is adopted.", "consensus", ""),
        ("Décision (consensus)\u00a0: The plan is adopted.", "consensus", ""),
        ("Décision (vote 7-2-1)\u202f: The plan is adopted.", "vote", "7-2-1"),
        (unicodedata.normalize("NFD", "Décision (consensus) : The plan is adopted."), "consensus", ""),
        ("قرار (توافق): The plan is adopted.", "consensus", ""),
        ("قرار \u200f(تصويت ٧-٢-١)\u200f: The plan is adopted.", "vote", "7-2-1"),
        ("قرار\uff08بالتصويت ۷-۲-۱\uff09\uff1a The plan is adopted.", "vote", "7-2-1"),
        ("Decision\uff08vote \uff17-\uff12-\uff11\uff09\uff1aThe plan is adopted.", "vote", "7-2-1"),
        ("Decision (consensus): The plan\n  is adopted.", "consensus", ""),
        ("Decision (consensus):\nThe plan is adopted.\n\nMore prose.", "consensus", ""),
    ],
)
def test_decisions(body: str, method: str, votes: str) -> None:
    """A decision in three languages, with the signs that keyboards and word processors put there."""
    line = only(body)

    assert (line.kind, line.text, line.method, line.votes, line.item) == (
        "decision",
        "The plan is adopted.",
        method,
        votes,
        "plan",
    )


@pytest.mark.parametrize(
    "body",
    [
        "Action (police, 2026-04-02): Send it.",
        "* ACTION (Police, 2026/4/2): Send it.",
        "Action (County Police, Gender Desk, 2026-04-02): Send it.",
        "Tâche (police\u00a0; 2026-04-02)\u00a0: Send it.",
        "إجراء (police، ٢٠٢٦-٠٤-٠٢): Send it.",
        "Action\uff08police\uff0c2026-04-02\uff09\uff1a Send it.",
        "__Action__ (police, 2026\u201104\u201102): Send it.",
    ],
)
def test_actions(body: str) -> None:
    """An action names its agency by id or by name, and its day with the year first."""
    line = only(body)

    assert (line.kind, line.agency, line.post, line.due, line.text) == ("action", "police", "", date(2026, 4, 2), "Send it.")


def test_the_post_and_the_clause_of_an_action() -> None:
    """The post stands between agency and day; the clause it serves in braces at the end."""
    line = only("Action (court, Registrar, civil side, 2026-04-02): Send it. {clause=mou/referral/form}")

    assert (line.agency, line.post, line.clause, line.text) == ("court", "Registrar, civil side", "mou/referral/form", "Send it.")


def test_a_language_of_the_committees_own() -> None:
    """Spanish, from a words file that the committee wrote itself."""
    spanish = Keywords({"line_decision": "Acuerdo|Decisión", "line_vote": "votación", "line_action": "Tarea"})

    assert only("Acuerdo (votación 7-2-1): Se aprueba.", spanish).votes == "7-2-1"
    assert only("Tarea (court, 2026-04-02): Enviar.", spanish).agency == "court"
    assert only("Decision (consensus): Yes.", spanish).method == "consensus"


def test_what_belongs_to_a_decision() -> None:
    """Lines below it up to a blank one, dissent under the same item, who answered what, what it confirms."""
    found = taken(
        "Decision (circulation): We write\nto the council.\nFor: police, County Police Desk; court.\nAgainst: rise\n\n"
        "Dissent: Rise: too early.\n\nDecision (consensus, confirms 2026-03-10-ordinary/d1 and 2026-03-10-ordinary/d2): Both hold.\n\n"
        "Decision (consensus): This one too. {confirms=2026-03-10-ordinary/d3}\n\nDeferred: The budget."
    )
    first, _dissent, second, third, deferred = found.lines

    assert found.troubles == ()
    assert (first.text, first.voices, first.votes) == (
        "We write to the council.",
        (("police", "for"), ("County Police Desk", "for"), ("court", "for"), ("rise", "against")),
        "3-1-0",
    )
    assert first.dissent == ("Rise: too early.",)
    assert second.confirms == ("2026-03-10-ordinary/d1", "2026-03-10-ordinary/d2")
    assert (third.text, third.confirms) == ("This one too.", ("2026-03-10-ordinary/d3",))
    assert (deferred.kind, deferred.text) == ("deferred", "The budget.")
    assert (first.line, first.end) == (10, 13)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Action (police): Send it.", "names no date"),
        ("Action (2026-04-02): Send it.", "names no agency"),
        ("Action: Send it.", "no agency and no date"),
        ("Action (police, 02/04/2026): Send it.", '"02/04/2026" is no date'),
        ("Action (police, 2026-02-30): Send it.", '"2026-02-30" is no date'),
        ("Action (police, 1-2): Send it.", "is no date"),
        ("Action (the whole county, 2026-04-02): Send it.", "no member agency"),
        ("Action (police, 2026-04-02): Send it. {until=plan}", '"until" is not known here'),
        ("Action (police, 2026-04-02) Send it.", "a colon is missing"),
        ("Action (police, 2026-04-02: Send it.", "not closed"),
        ("Actoin (police, 2026-04-02): Send it.", 'Did you mean "Action"'),
        ("Beschluss (vote 7-2-1): Ja.", '"Beschluss" is no word'),
        ("Decision: Yes.", "how it was made"),
        ("Decision (vote): Yes.", "the votes are not there"),
        ("Decision (vote 7-2): Yes.", '"vote 7-2" is no vote'),
        ("Decision (vote 7-2-x): Yes.", "is no vote"),
        ("Decision (loudly): Yes.", "does not say how it was decided"),
        ("Decision (circulation): Yes.", "who answered what"),
        ("Decision (circulation 3-0-0): Yes.\nFor: police, court", "make 2-0-0"),
        ("Decision (circulation): Yes.\nFor: police\nAgainst: police", "named twice"),
        ("Decision (consensus): Yes. {confirms=d1}", "no decision"),
        ("Dissent: No.", "no decision stands above"),
        ("Decision (consensus):\n\nThe plan is adopted.", "text follows below"),
    ],
)
def test_what_cannot_be_read(body: str, says: str) -> None:
    """Each of them is named with its line; nothing is guessed."""
    assert says in trouble(body)


@pytest.mark.parametrize(
    "body",
    [
        "The decision (see the annex) is there: yes.",
        "Present (police, court): all day.",
        "Actions: see below.",
        "Decisions",
        "At 10:30 the chair (who came late) spoke: welcome.",
        "```\nDecision: this is an example\n```",
        "- one (two): three",
        "",
    ],
)
def test_prose_is_left_alone(body: str) -> None:
    """What only looks a little like it is prose."""
    assert taken(body) == Taken(())


def test_ready_lines_that_nobody_filled_in() -> None:
    """They are neither lines nor mistakes, and approval takes them out of the text."""
    body = (
        "\nWe spoke.\n\nDecision (consensus):\n\nAction (, ):\n\n## Next {#next}\n\n"
        "Decision (consensus):\n\nAction (police, 2026-04-02): Go.\n"
    )
    found = taken(body)

    assert [one.text for one in found.lines] == ["Go."]
    assert found.troubles == ()
    assert without_empty(body, found) == "\nWe spoke.\n\n## Next {#next}\n\nAction (police, 2026-04-02): Go.\n"


def test_numbers_stay_and_new_ones_count_on() -> None:
    """A number that was written stays; the others follow behind the highest, so that none is used again."""
    rows = [
        "Décision (consensus) : Un.",
        "**Decision d3** (consensus): Two.",
        "قرار (توافق): ثلاثة",
        "- Action (police, 2026-04-02): Four.",
    ]
    body = "\n\n".join(rows)
    found = taken(body)
    shown = with_numbers(body, 10, found)

    assert [one.number for one in found.lines] == ["d4", "d3", "d5", "a1"]
    assert shown.split("\n\n") == [
        "Décision d4 (consensus) : Un.",
        "**Decision d3** (consensus): Two.",
        "قرار d5 (توافق): ثلاثة",
        "- Action a1 (police, 2026-04-02): Four.",
    ]
    assert [one.but(line=0) for one in taken(shown).lines] == [one.but(line=0) for one in found.lines]
    assert with_numbers(shown, 10, taken(shown)) == shown


LINES = st.sampled_from(
    [
        "Decision (consensus): Yes.",
        "**Décision (vote 3-1-0) :** Oui.",
        "قرار (توافق): نعم",
        "- Action (police, 2026-04-02): Go.",
        "Action a7 (court, 2026-04-02): Stay.",
        "إجراء (court، ٢٠٢٦-٠٤-٠٢): ابق",
        "Deferred: Later.",
        "We spoke of it (a long time): yes.",
        "## Item {#item}",
        "",
    ]
)


@given(st.lists(LINES, max_size=12))
def test_written_numbers_say_the_same(rows: list[str]) -> None:
    """Whatever stands there: with the numbers written in, the same lines are read, with the same numbers, which differ."""
    body = "\n\n".join(rows)
    found = taken(body)
    again = taken(with_numbers(body, 10, found))
    numbers = [one.number for one in found.lines if one.number]

    assert again.lines == found.lines
    assert again.troubles == found.troubles
    if body.count("a7") < 2:
        assert len(numbers) == len(set(numbers))


@given(st.text(alphabet="Decison At(,)：:-_* \n0123456789vote قرار،é#{}=", max_size=200))
def test_nothing_breaks_it(body: str) -> None:
    """Any text is read or named, never a traceback; lines lie inside the text."""
    found = taken(body)
    last = 10 + body.count("\n")

    assert all(10 <= one.line <= one.end <= last for one in found.lines)
    assert all(10 <= one.line <= last for one in found.troubles)
    without_empty(body, found)
    with_numbers(body, 10, found)
