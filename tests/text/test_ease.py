"""How easily a text reads: long sentences and long words are felt, and languages without a measure have none."""

from hypothesis import given
from hypothesis import strategies as st

from vawcoord.text.ease import ease

PLAIN = ("We help women. You can call us by day or night. You need not give your name.",)
HARD = (
    (
        "Notwithstanding institutional responsibilities, interdisciplinary coordination mechanisms necessitate comprehensive "
        "operationalisation of multisectoral accountability frameworks throughout implementing organisations."
    ),
)


def test_plain_and_hard() -> None:
    """Short words in short sentences are plain; an office's sentence is hard, and is named as the longest."""
    plain, hard = ease(PLAIN, "en"), ease(HARD, "en")
    assert plain is not None
    assert hard is not None
    assert (plain.says, plain.sentences) == ("plain", 3)
    assert hard.says == "hard"
    assert hard.longest[0].startswith("Notwithstanding")


def test_languages() -> None:
    """English, French and Spanish are measured; Arabic is not, and no words have no measure."""
    assert ease(PLAIN, "fr") is not None
    assert ease(PLAIN, "en-GB") is not None
    assert ease(PLAIN, "ar") is None
    assert ease(("", "12 34"), "en") is None


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_is_measured(texts: list[str]) -> None:
    """Whatever stands there, the measure is a number that holds its parts."""
    found = ease(texts, "en")
    if found is not None:
        assert found.words >= found.sentences >= 1
        assert 0 <= found.long_share <= 100
        assert abs(found.measure - found.words / found.sentences - found.long_share) <= 1.5
