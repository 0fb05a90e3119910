"""What the API says about projections of money: ranges, what was assumed, and what they start from.

In: what the model told. Out: records whose fields are the OpenAPI document.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .shapes import Answer, Number

Projected = Literal["projected"]
PeriodKind = Literal["financial_year", "march_31"]


class ScenarioDial(Answer):
    """One dial of a scenario, and why it stands there."""

    name: str
    value: str | Number
    since: int | None = Field(description="first financial year in which it acts, by the April that it begins in")
    until: int | None = Field(description="last one; null: to the end")
    why: str


class ScenarioRecord(Answer):
    """A policy that the register ships with."""

    slug: str
    title: str
    explains: str = Field(description="two sentences: what it is, and why to look at it")
    caution: str | None = Field(description="what it cannot tell")
    made: str
    sources: list[str]
    dials: list[ScenarioDial]


class Choice(Answer):
    """One word that a dial may stand at."""

    word: str
    says: str


class DialRecord(Answer):
    """An assumption that can be turned with `set`."""

    name: str
    label: str
    group: str
    says: str
    certainty: str = Field(description="law, official, reported, inferred, assumption or fitted: of where it stands")
    kind: Literal["number", "choice", "date"]
    unit: str | None
    least: Number | None
    most: Number | None
    usual: str | Number | None = Field(description="null: as known or fitted")
    choices: list[Choice]
    dated: bool = Field(description="whether years may be given: NAME=VALUE@2027 or NAME=VALUE@2027-2030")
    first_year_needed: bool


class Assumptions(Answer):
    """Every scenario and every dial."""

    usual: str = Field(description="the scenario that is taken where none is named")
    scenarios: list[ScenarioRecord]
    dials: list[DialRecord]


class AboutProjection(Answer):
    """How a projection was made: with the same of these, and the same data, it comes out the same."""

    statement: str = Field(description="what it is, in a sentence")
    claim_class: Projected = "projected"
    model: str
    scenario: str | None
    settings: list[str] = Field(description="every dial turned, the last of one dial and year first to hold")
    seed: int
    draws: int
    years: int
    origin: int = Field(description="the January whose plans are the last that is known")
    vintage: str = Field(description="last day on which a balance it starts from was published")


class Start(Answer):
    """The balance that it starts from."""

    state: Literal["known", "stale", "unknown", "sum"] = Field(description="sum: England")
    date: str
    deficit_gbp: Number | None = Field(description="null where none is known: it is drawn from what others owe")
    observation: str | None = Field(description="id of that balance")
    reasons: list[str] = Field(description="what must be known to read the projection")


class MoneyRangeRecord(Answer):
    """One measure in one year, in pounds: the middle of all draws, and the ends of 50, 80 and 95 in 100 of them."""

    measure: str
    unit: Literal["gbp"] = "gbp"
    period_kind: PeriodKind
    period: str = Field(description="2026-27, or the day of a balance")
    year: int = Field(description="the April in which a financial year begins, or the year of a March")
    claim_class: str = Field(default="projected", description="projected, but for the balance that it starts from")
    observation: str | None = Field(default=None, description="id of that balance; null for a projection")
    median: Number
    low_50: Number
    high_50: Number
    low_80: Number
    high_80: Number
    low_95: Number
    high_95: Number


class Exposure(Answer):
    """What falls on the council's own money on the day the override ends, if nothing else is decided."""

    date: str
    deficit: MoneyRangeRecord
    share_of_draws_in_deficit: Number
    per_resident_gbp: Number | None = Field(description="of the middle")
    residents: Number | None
    share_of_service_budget_pct: Number | None = Field(description="of the middle")
    service_budget_gbp: Number | None
    usable_reserves_gbp: Number | None = Field(description="typed in, or of the last two years; null: not known")
    reserves_on: str | None
    share_of_draws_above_reserves: Number | None = Field(
        description="a share of draws, never a prediction of a section 114 notice"
    )


class Against(Answer):
    """The difference from another scenario, draw by draw with the same luck: below zero is less."""

    scenario: str
    ranges: list[MoneyRangeRecord]


class AreaProjection(Answer):
    """What one council or England may owe under one policy."""

    code: str
    name: str
    about: AboutProjection
    start: Start
    exposure: Exposure
    ranges: list[MoneyRangeRecord]
    against: Against | None = Field(description="null unless `compare` names a scenario")
