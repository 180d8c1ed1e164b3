"""Immutable values that cost nothing to define: to make one frozen dataclass takes a millisecond, at every start.

`Value` behaves like a frozen dataclass, for type checkers, `match` and `dataclasses.replace` too. What is read at the start and
by `status` and `check` is made of it and of `Record`; everything else may be a dataclass.
"""

from typing import Any, ClassVar, Self, dataclass_transform


class Frozen:
    """What does not change once it is made, and is the same as another of its class with the same attributes."""

    _attributes: ClassVar[tuple[str, ...]] = ()

    def __setattr__(self, name: str, value: Any) -> None:
        message = f"{type(self).__name__} is immutable"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        message = f"{type(self).__name__} is immutable"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and all(getattr(self, name) == getattr(other, name) for name in self._attributes)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._attributes)))

    def but(self, **changes: Any) -> Self:
        """Return the value with some attributes changed."""
        return type(self)(**{**self.__dict__, **changes})


class _Fields:
    """The fields as `dataclasses` knows them, made when somebody asks for the first time."""

    def __get__(self, instance: object, owner: "type[Value]") -> dict[str, Any]:
        from dataclasses import fields, make_dataclass

        made = {one.name: one for one in fields(make_dataclass(owner.__name__, owner.__match_args__))}
        owner.__dataclass_fields__ = made
        return made


@dataclass_transform(frozen_default=True)
class Value(Frozen):
    """A value whose attributes are the annotations of its class, in their order; what is assigned there is the default."""

    _needed: ClassVar[frozenset[str]] = frozenset()
    _known: ClassVar[frozenset[str]] = frozenset()
    __match_args__: ClassVar[tuple[str, ...]] = ()
    __dataclass_fields__: Any = _Fields()

    def __init_subclass__(cls) -> None:
        cls._attributes = (*cls._attributes, *cls.__annotations__)
        cls.__match_args__ = cls._attributes  # type: ignore[misc]  # checkers make their own of the annotations
        cls.__dataclass_fields__ = _Fields()
        cls._known = frozenset(cls._attributes)
        cls._needed = frozenset(name for name in cls._attributes if not hasattr(cls, name))

    def __init__(self, *given: Any, **named: Any) -> None:
        held = self.__dict__
        held.update(zip(self._attributes, given, strict=False), **named)
        if len(held) != len(given) + len(named) or not self._needed <= held.keys() <= self._known:
            message = (
                f"{type(self).__name__} takes {', '.join(self._attributes)}; it was given {len(given)} and {', '.join(named)}"
            )
            raise TypeError(message)

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._attributes)
        return f"{type(self).__name__}({values})"
