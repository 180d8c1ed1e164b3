"""Where things lie in the committee's folder: one table from path to kind."""

import re
from functools import cache

NOT_READ = (".git", ".vawcoord", "build", "attachments", "issued", "origin", "templates", "standards", "contracts")
"""Folders at the top that loading does not enter; what lies in them is reached by name."""

PLACES: tuple[tuple[str, str], ...] = (
    ("committee", r"committee\.toml"),
    ("contacts", r"contacts\.toml"),
    ("member", r"members/(?P<id>[^/]+)\.toml"),
    ("log", r"(?P<kind>agreement|mou|sop)/(?P<id>[^/]+)\.log\.toml"),
    ("document", r"(?P<kind>agreement|mou|sop)/(?P<id>[^/.]+)(?:\.(?P<language>[a-z]{2,3}(?:-[A-Za-z]+)?))?\.md"),
    ("plan", r"plan/(?P<id>[^/]+)\.toml"),
    ("journal", r"progress/(?P<id>\d{4}-\d{2})\.log\.toml"),
    ("schedule", r"meetings/schedule\.toml"),
    ("published", r"meetings/published\.log\.toml"),
    ("agenda", r"meetings/(?P<id>[^/]+)/agenda\.md"),
    ("minutes", r"meetings/(?P<id>[^/]+)/minutes\.md"),
    ("minutes-log", r"meetings/(?P<id>[^/]+)/minutes\.log\.toml"),
    ("actions", r"meetings/(?P<id>[^/]+)/actions\.toml"),
    ("register", r"registers/(?P<kind>[a-z-]+)/(?P<id>[^/]+)\.toml"),
    ("released", r"registers/releases/(?P<id>[^/]+)\.csv"),
    ("service", r"services/(?P<id>[^/]+)\.toml"),
    ("figures", r"indicators/data/(?P<id>[^/]+)\.csv"),
    ("indicator", r"indicators/(?P<id>[^/]+)\.toml"),
    ("guard-words", r"guard/words\.log\.toml"),
    ("guard-confirmed", r"guard/confirmed\.log\.toml"),
    ("received", r"received/(?P<kind>agreement|mou|sop|minutes)/(?P<of>[^/]+)/(?P<id>[^/]+)\.toml"),
    ("coverage", r"coverage/(?P<id>\d{4}-\d{2}-\d{2})\.toml"),
)
"""Kind of record, and the pattern of the paths where such records lie."""

FREE = r"README(\.[a-z]{2,3})?\.md|\.git(ignore|attributes)|LICENSE(\.\w+)?|CHANGELOG\.md|.*/\.gitkeep|\.editorconfig"
"""The pattern of files that may lie in the folder and are nobody's record."""


@cache
def _below(top: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the places whose paths can begin with a name; only those of the folders there are get compiled."""
    named = tuple((kind, pattern) for kind, pattern in PLACES if re.split(r"[/\\]", pattern)[0] == top)
    shared = (
        tuple((kind, pattern) for kind, pattern in PLACES if pattern.startswith("("))
        if top in ("agreement", "mou", "sop")
        else ()
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in (*named, *shared))


def place_of(path: str) -> tuple[str, dict[str, str]] | None:
    """Return the kind of record that lies at a path, and the parts of the path; None where nothing belongs."""
    top = path.partition("/")[0].partition(".")[0]
    for kind, pattern in _below(top):
        match = pattern.fullmatch(path)
        if match:
            return kind, {name: value or "" for name, value in match.groupdict().items()}
    return None


def document_path(kind: str, id: str, translation: str = "") -> str:  # noqa: A002 - the field's word
    """Return where a document lies."""
    return f"{kind}/{id}.{translation}.md" if translation else f"{kind}/{id}.md"


def log_path(kind: str, id: str) -> str:  # noqa: A002 - the field's word
    """Return where the log of a document lies, or that of a meeting's minutes (`minutes`)."""
    return f"meetings/{id}/minutes.log.toml" if kind == "minutes" else f"{kind}/{id}.log.toml"


def issued_path(kind: str, id: str, digest: str) -> str:  # noqa: A002 - the field's word
    """Return where a text as issued, signed or adopted is kept; `digest` is the whole one."""
    return f"issued/{kind}/{id}/{digest.removeprefix('v1:')[:12]}.md"


def received_path(kind: str, id: str, day: str, agency: str) -> str:  # noqa: A002 - the field's word
    """Return where a copy that came back is kept as text; `day` is written yyyy-mm-dd."""
    return f"received/{kind}/{id}/{day}-{agency}.toml"


def origin_path(kind: str, id: str, language: str) -> str:  # noqa: A002 - the field's word
    """Return where the text as the template last gave it is kept."""
    return f"origin/{kind}/{id}.{language}.md"
