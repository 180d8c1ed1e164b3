"""The exact totals that go sealed to the body named in a clause: one number an indicator, as data and as a plain table in one text."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from vawcoord.documents.report import Scene, covers
from vawcoord.records.indicator import Indicator
from vawcoord.value import Value

KIND, FORMAT = "vawcoord-totals", 1
"""What a file of totals calls itself once it is opened."""


class Total(Value):
    """One agreed total over the whole area and all agencies, from which day to which."""

    indicator: Indicator
    start: date
    end: date
    count: int


def text(scene: Scene, period: str, totals: Sequence[Total], left: Sequence[Indicator], clause: str) -> bytes:
    """Return what is sealed: JSON that ends with the same as a plain table. No agency, no breakdown, no reason why one is left out.

    It exists in memory only: nothing but the vault may be handed it.
    """
    profile = scene.committee.profile
    body = profile.oversight.name if profile.oversight else "—"
    data: dict[str, Any] = {
        "kind": KIND,
        "format": FORMAT,
        "committee": {"id": profile.id, "uid": profile.uid, "name": profile.name, "area": profile.area},
        "to": body,
        "clause": clause,
        "period": period,
        "made": scene.on.isoformat(),
        "totals": [
            {
                "id": one.indicator.id,
                "title": one.indicator.title,
                "definition": one.indicator.definition,
                "unit": one.indicator.unit,
                "covers": list(one.indicator.covers),
                "from": one.start.isoformat(),
                "until": one.end.isoformat(),
                "value": one.count,
            }
            for one in totals
        ],
        "left": [one.id for one in left],
        "table": _table(scene, totals, left, body, clause),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _table(scene: Scene, totals: Sequence[Total], left: Sequence[Indicator], body: str, clause: str) -> list[str]:
    """Return the totals as lines that can be read without a programme."""
    lines = [scene.say("oversight", body=body), scene.committee.profile.name, ""]
    width = max((len(str(one.count)) for one in totals), default=0)
    for one in totals:
        unit = f" [{one.indicator.unit}]" if one.indicator.unit else ""
        when = scene.say("span", start=scene.day(one.start), end=scene.day(one.end))
        lines += [f"{one.count:>{width}}  {one.indicator.title}{unit}. {when}"]
        if one.indicator.counts_people or one.indicator.covers:
            lines.append(" " * (width + 2) + covers(scene, one.indicator))
    if left:
        lines += ["", scene.say("totals_left", titles="; ".join(one.title for one in left))]
    return [*lines, "", scene.say("totals_note", body=body, clause=clause), scene.say("more_reports")]
