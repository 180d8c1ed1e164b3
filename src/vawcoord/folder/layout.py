"""Where things lie in the committee's folder: one table from path to kind."""

import re

NOT_READ = (".git", ".vawcoord", "build", "attachments", "issued", "origin", "templates", "contracts")
"""Folders at the top that loading does not enter; what lies in them is reached by name."""

_ID = r"[^/]+"

PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("committee", re.compile(r"committee\.toml")),
    ("contacts", re.compile(r"contacts\.toml")),
    ("member", re.compile(rf"members/(?P<id>{_ID})\.toml")),
    ("log", re.compile(rf"(?P<kind>agreement|mou|sop)/(?P<id>{_ID})\.log\.toml")),
    ("document", re.compile(r"(?P<kind>agreement|mou|sop)/(?P<id>[^/.]+)(?:\.(?P<language>[a-z]{2,3}(?:-[A-Za-z]+)?))?\.md")),
    ("plan", re.compile(rf"plan/(?P<id>{_ID})\.toml")),
    ("journal", re.compile(r"progress/(?P<id>\d{4}-\d{2})\.log\.toml")),
    ("schedule", re.compile(r"meetings/schedule\.toml")),
    ("published", re.compile(r"meetings/published\.log\.toml")),
    ("agenda", re.compile(r"meetings/(?P<id>[^/]+)/agenda\.md")),
    ("minutes", re.compile(r"meetings/(?P<id>[^/]+)/minutes\.md")),
    ("actions", re.compile(r"meetings/(?P<id>[^/]+)/actions\.toml")),
    ("register", re.compile(rf"registers/(?P<kind>[a-z-]+)/(?P<id>{_ID})\.toml")),
    ("service", re.compile(rf"services/(?P<id>{_ID})\.toml")),
    ("figures", re.compile(r"indicators/data/(?P<id>[^/]+)\.csv")),
    ("indicator", re.compile(rf"indicators/(?P<id>{_ID})\.toml")),
    ("coverage", re.compile(r"coverage/(?P<id>\d{4}-\d{2}-\d{2})\.toml")),
)

FREE = re.compile(
    r"README(\.[a-z]{2,3})?\.md|\.git(ignore|attributes)|LICENSE(\.\w+)?|CHANGELOG\.md|.*/\.gitkeep|\.editorconfig"
)
"""Files that may lie in the folder and are nobody's record."""

_BY_TOP: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
for _kind, _pattern in PLACES:
    for _top in re.findall(r"agreement|mou|sop|^\w+", _pattern.pattern.removeprefix("(?P<kind>")):
        _BY_TOP[_top] = (*_BY_TOP.get(_top, ()), (_kind, _pattern))


def place_of(path: str) -> tuple[str, dict[str, str]] | None:
    """Return the kind of record that lies at a path, and the parts of the path; None where nothing belongs."""
    top = path.partition("/")[0].partition(".")[0]
    for kind, pattern in _BY_TOP.get(top, ()):
        match = pattern.fullmatch(path)
        if match:
            return kind, {name: value or "" for name, value in match.groupdict().items()}
    return None


def document_path(kind: str, id: str, translation: str = "") -> str:  # noqa: A002 - the field's word
    """Return where a document lies."""
    return f"{kind}/{id}.{translation}.md" if translation else f"{kind}/{id}.md"


def log_path(kind: str, id: str) -> str:  # noqa: A002 - the field's word
    """Return where a document's log lies."""
    return f"{kind}/{id}.log.toml"


def issued_path(kind: str, id: str, digest: str) -> str:  # noqa: A002 - the field's word
    """Return where a text as issued, signed or adopted is kept; `digest` is the whole one."""
    return f"issued/{kind}/{id}/{digest.removeprefix('v1:')[:12]}.md"


def origin_path(kind: str, id: str, language: str) -> str:  # noqa: A002 - the field's word
    """Return where the text as the template last gave it is kept."""
    return f"origin/{kind}/{id}.{language}.md"
