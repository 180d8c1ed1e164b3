"""Values: like frozen dataclasses in all that a reader can see, without what these cost to define."""

from copy import deepcopy
from dataclasses import dataclass, fields, replace

import pytest

from vawcoord.value import Value


class Spot(Value):
    """A value made for these tests."""

    path: str
    line: int = 0
    key: tuple[str, ...] = ()


class Mark(Value):
    """Another with the same attributes."""

    path: str
    line: int = 0
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Like:
    """What a value is to look like."""

    path: str
    line: int = 0


def test_by_place_and_by_name() -> None:
    """Attributes are given in their order or by name; what is left out is the default."""
    assert Spot("a") == Spot(path="a") == Spot("a", 0, ()) == Spot("a", key=())
    assert (Spot("a", 3).path, Spot("a", 3).line, Spot("a", 3).key) == ("a", 3, ())


@pytest.mark.parametrize(("given", "named"), [((), {}), (("a", 1, (), 2), {}), (("a",), {"path": "b"}), (("a",), {"nmae": 1})])
def test_wrong_arguments(given: tuple[object, ...], named: dict[str, object]) -> None:
    """What is missing, too much, given twice or not known is refused."""
    with pytest.raises(TypeError):
        Spot(*given, **named)  # type: ignore[arg-type]


def test_immutable() -> None:
    """Nothing can be set or deleted."""
    spot = Spot("a")
    for change in (lambda: setattr(spot, "path", "b"), lambda: delattr(spot, "path"), lambda: setattr(spot, "other", 1)):
        with pytest.raises(AttributeError):
            change()
    assert spot == Spot("a")


def test_equality_and_hash() -> None:
    """Values of one class with the same attributes are one; those of another class are not."""
    assert hash(Spot("a", 0)) == hash(Spot("a"))
    assert len({Spot("a"), Spot("a", line=0), Spot("b"), Mark("a")}) == 3
    assert Spot("a") != Mark("a")
    assert Spot("a") != "a"


def test_changed_copies() -> None:
    """`but` and `dataclasses.replace` make a new value, and refuse what is not known."""
    spot = Spot("a", key=("x",))
    assert spot.but(line=3) == replace(spot, line=3) == Spot("a", 3, ("x",))
    assert [one.name for one in fields(spot)] == ["path", "line", "key"]
    assert [one.name for one in fields(Mark("a"))] == ["path", "line", "key"]
    for change in (lambda: spot.but(nmae=1), lambda: replace(spot, nmae=1)):  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            change()


def test_patterns() -> None:
    """`match` takes a value apart by place and by name."""
    match Spot("a", 3):
        case Spot(path, line, key=()):
            assert (path, line) == ("a", 3)
        case _:
            pytest.fail("no match")


def test_shown_like_a_dataclass() -> None:
    """The text of a value names every attribute, given or not: `build` tells by it whether a sheet has changed."""
    assert repr(Spot("a")) == "Spot(path='a', line=0, key=())"
    assert repr(_Like("a")).removeprefix("_Like") == "(path='a', line=0)"


def test_copied() -> None:
    """A copy is the same value."""
    spot = Spot("a", 3)
    assert deepcopy(spot) == spot
