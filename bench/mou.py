"""The memorandum that every method writes: 25 clauses, about 3,700 words, two tables of 9 rows and 4 columns, header, footer."""

import random
from typing import Any

WORDS = [
    "the",
    "parties",
    "agree",
    "that",
    "each",
    "agency",
    "shall",
    "designate",
    "a",
    "focal",
    "point",
    "and",
    "an",
    "alternate",
    "who",
    "attend",
    "meetings",
    "of",
    "the",
    "coordinating",
    "committee",
    "share",
    "information",
    "only",
    "with",
    "informed",
    "consent",
    "of",
    "the",
    "survivor",
    "protect",
    "confidentiality",
    "and",
    "safety",
    "refer",
    "cases",
    "according",
    "to",
    "the",
    "protocol",
    "monitor",
    "progress",
    "against",
    "agreed",
    "indicators",
    "review",
    "this",
    "memorandum",
    "every",
    "twelve",
    "months",
    "&",
    "report",
    "to",
    "the",
    "chair",
    "within",
    "five",
    "working",
    "days",
    "services",
    "police",
    "justice",
    "health",
    "social",
    "sector",
    "training",
    "budget",
    "accountability",
    "standards",
]
TITLES = (
    "Purpose", "Definitions", "Principles", "Scope", "Composition", "Police", "Justice", "Health", "Social services",
    "Focal points", "Meetings", "Quorum", "Minutes", "Information sharing", "Confidentiality", "Referral", "Case management",
    "Risk", "Training", "Resources", "Monitoring", "Disputes", "Amendment", "Duration", "Entry into force",
)  # fmt: skip
SECTORS = ("Police", "Justice", "Health", "Social")
PARTIES = 8


def content(number: int) -> dict[str, Any]:
    """Return what one memorandum says, with its numbers written out for those who cannot count."""
    chance = random.Random(number)

    def sentences() -> str:
        made = (" ".join(chance.choice(WORDS) for _ in range(18)) for _ in range(4))
        return " ".join(f"{one[0].upper()}{one[1:]}." for one in made)

    return {
        "reference": f"MOU-2026-{number:04d}",
        "title": f"Memorandum of understanding on coordination, District {number}",
        "opening": f"Reference MOU-2026-{number:04d}, District {number}, 22 November 2026",
        "clauses": [
            {"number": place, "id": title.lower().replace(" ", "-"), "title": title, "first": sentences(), "second": sentences()}
            for place, title in enumerate(TITLES, 1)
        ],
        "parties": [
            ["Party", "Sector", "Representative", "Role"],
            *(
                [f"Agency {one} of District {number}", SECTORS[one % 4], f"Person {one}-{number}", "Focal point"]
                for one in range(PARTIES)
            ),
        ],
        "signatures": [
            ["Name", "Agency", "Signature", "Date"],
            *([f"Person {one}-{number}", f"Agency {one} of District {number}", "", ""] for one in range(PARTIES)),
        ],
    }
