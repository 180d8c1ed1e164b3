"""A place in the committee's folder: file, line, key."""

from vawcoord.value import Value


class Where(Value):
    """A place that a person can go to.

    `path` is relative to the committee's folder, with forward slashes. `line` counts from 1; 0 means not known.
    `key` is the path of a TOML key, such as `("representatives", 0, "authority")`; empty means the whole file.
    """

    path: str
    line: int = 0
    key: tuple[str | int, ...] = ()

    # Written out: there is one for every record, and more.
    def __init__(self, path: str, line: int = 0, key: tuple[str | int, ...] = ()) -> None:
        self.__dict__.update(path=path, line=line, key=key)

    def at(self, *key: str | int) -> "Where":
        """Return the place of a key below this one."""
        return Where(self.path, self.line, (*self.key, *key))

    def __str__(self) -> str:
        """Return `path:line`, which editors open, or `path` where no line is known."""
        return f"{self.path}:{self.line}" if self.line else self.path


NOWHERE = Where("")


def key_text(key: tuple[str | int, ...]) -> str:
    """Return a key path as people read it: `representatives[1].authority`, counted from 1."""
    text = ""
    for part in key:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
