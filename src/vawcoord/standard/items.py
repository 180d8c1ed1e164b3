"""The items of the standard that a committee answers to, in our own words, from the data beside this file."""

import tomllib
from functools import cache

from vawcoord.disk import shipped


@cache
def texts(standard: str = "esp-m5") -> dict[str, str]:
    """Return the text of every item by its id, in printed order."""
    data = tomllib.loads(shipped(f"standard/{standard}.toml").decode())
    return {one["id"]: one["text"] for one in data["items"]}


def text_of(item: str) -> str:
    """Return the text of an item; nothing for an item that the standard does not have."""
    return texts().get(item, "")
