"""Makes `src/vawcoord/disclosure/languages/shipped.txt`: the words of everything that is shipped, so that the guard asks for none.

Run it after a change in the templates: python tools/make_vocabulary.py. Names that the guard knows as names are left out.
"""

import re
import sys
from pathlib import Path

from vawcoord.disclosure.fold import plain
from vawcoord.disclosure.lexicon import LANGUAGES, lexicon

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "vawcoord" / "disclosure" / "languages" / "shipped.txt"
SHIPPED = ("templates", "src/vawcoord/standard", "src/vawcoord/records")


def main(target: Path = TARGET) -> None:
    """Write the words of the shipped texts, sorted, one a line."""
    given = {name for language in LANGUAGES for name in lexicon(language).given}
    words: set[str] = set()
    for folder in SHIPPED:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".md", ".toml"):
                words.update(re.findall(r"[^\W\d_]{2,}", plain(file.read_text(encoding="utf-8"))))
    target.write_text("".join(f"{word}\n" for word in sorted(words - given)), encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]))
