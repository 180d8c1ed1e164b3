"""Builds every document of the example and says in plain words what was made and where."""

import argparse
import sys
from datetime import date
from pathlib import Path

from vawcoord.documents.status import state_in_words
from vawcoord.folder.loading import load
from vawcoord.operations.build import Begun, Step, build
from vawcoord.records.document import standing

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "committee"


def main() -> int:
    """Build, count, tell. Returns 1 when a document failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 22))
    today = parser.parse_args().today
    committee, _findings = load(EXAMPLE)
    print(f"{committee.profile.name}: an invented committee with {len(committee.active(today))} member agencies.")
    failed = []
    made = 0
    for step in build(EXAMPLE, today):
        if isinstance(step, Begun):
            print(
                "Nothing has changed since the last time." if step.idle else f"Making the files of {step.documents} documents …"
            )
        elif isinstance(step, Step):
            made += step.outcome in ("made", "set-aside")
            if step.message:
                print(f"  {step.path}: {step.message}")
            if step.outcome == "failed":
                failed.append(step.path)
    folder = EXAMPLE / "build"
    words = sorted(folder.rglob("*.docx"))
    pages = sorted(folder.rglob("*.html"))
    print()
    print(f"There are {len(words)} Word files and {len(pages)} pages in")
    print(f"  {folder}")
    print(f"({made} of them made just now). For instance:")
    shown = 0
    for document in committee.documents:
        if document.translation or shown == 5:
            continue
        shown += 1
        state = standing(document, today)
        waits = f", waits for {len(state.unsigned)} signatures" if state.unsigned else ""
        print(
            f"  build/{document.where.path.removesuffix('.md')}.docx  {document.front.title} ({state_in_words(state.state)}{waits})"
        )
    print()
    print("To go on: make a committee of your own with")
    print(f"  {Path(sys.executable).parent.relative_to(ROOT) / 'vawcoord'} init my-committee")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
