"""Indicators: what is measured, and the figures that agencies return as totals."""

import datetime

from vawcoord.language import marked
from vawcoord.records.record import (
    BOOL,
    DATE,
    ID_TYPE,
    IDS,
    LINE,
    NUMBER,
    TEXT,
    TEXTS,
    Choice,
    Record,
    TableOf,
    key,
)
from vawcoord.value import Value
from vawcoord.where import Where


class Reference(Record):
    """A value with its date and source: a baseline or a target."""

    value: float = key(NUMBER, marked("the value"))
    date: datetime.date | None = key(DATE, marked("the day it stands for"), default=None)
    source: str = key(LINE, marked("where it comes from"), default="")


class Indicator(Record):
    """What is measured, as `indicators/<id>.toml` describes it. Its id is the file's name."""

    id = ""

    title: str = key(LINE, marked("what is measured"))
    definition: str = key(TEXT, marked("how it is counted"))
    kind: str = key(
        Choice("quantitative", "qualitative"), marked("a number or a judgement (Module 5, N6.1.2)"), default="quantitative"
    )
    computed: str = key(ID_TYPE, marked("the figure of the committee's own papers it is computed from"), default="")
    unit: str = key(LINE, marked("the unit"), default="")
    better: str = key(Choice("up", "down", "neither"), marked("which way is better"), default="neither")
    covers: tuple[str, ...] = key(TEXTS, marked("the forms of violence it covers"), default=())
    baseline: Reference | None = key(TableOf(Reference), marked("the value at the start"), default=None)
    no_baseline: str = key(LINE, marked("why there is none"), default="")
    target: Reference | None = key(TableOf(Reference), marked("the value to reach"), default=None)
    source: str = key(LINE, marked("where the figures come from"), default="")
    owner: str = key(ID_TYPE, marked("the agency that answers for it"), default="", names="member")
    agencies: tuple[str, ...] = key(IDS, marked("agencies that return figures"), default=(), names="member")
    frequency: str = key(
        Choice("monthly", "quarterly", "half-yearly", "yearly"), marked("how often figures are returned"), default="quarterly"
    )
    due_days: int = key(NUMBER, marked("days after the end of a period until figures are due"), default=30)
    national_code: str = key(LINE, marked("its code in the national framework; local where there is none"), default="")
    tags: tuple[str, ...] = key(IDS, marked("words such as coordination, police, health"), default=())
    survivors: bool = key(BOOL, marked("whether it counts survivors or what happened to them"), default=False)


class Figures(Value):
    """One return of an agency: `indicators/data/<period>-<agency>.csv`, rows of indicator, breakdown and value."""

    period: str
    agency: str
    where: Where
    rows: tuple[tuple[str, str, float], ...]
