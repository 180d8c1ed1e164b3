"""What stands in braces at the end of a heading: `{#id .annex guidelines="L2.2.3"}`."""

import re

from vawcoord.value import Value

_ATTRIBUTES = re.compile(r"(?:\A|[ \t])\{([^{}]*)\}\Z")
_ATTRIBUTE = re.compile(r"#(?P<id>[^\s\"=]+)|\.(?P<cls>[\w-]+)|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\"]+))")


class Attributes(Value):
    """What stands in braces after a heading: `{#id .annex guidelines="L2.2.3"}`."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """Return the value of an attribute, or nothing."""
        return next((value for known, value in self.values if known == name), "")


def attributes_of(title: str) -> tuple[str, Attributes]:
    """Return a heading's title, as written, without the braces at its end, and what stood in them."""
    match = _ATTRIBUTES.search(title) if title.endswith("}") else None
    if not match or not match[1].strip() or _ATTRIBUTE.sub("", match[1]).strip():
        return title, Attributes()
    identity, classes, values = "", [], []
    for one in _ATTRIBUTE.finditer(match[1]):
        if one["id"]:
            identity = one["id"]
        elif one["cls"]:
            classes.append(one["cls"])
        else:
            values.append((one["name"], one["quoted"] if one["quoted"] is not None else one["bare"]))
    return title[: match.start()].rstrip(), Attributes(identity, tuple(classes), tuple(values))
