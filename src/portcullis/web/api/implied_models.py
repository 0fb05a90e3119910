"""What the API says of one target: the target, what was expected, what it would have asked, what came.

In: flat rows. Out: a record whose fields are the OpenAPI document.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .shapes import Answer, Number, Texts


class ImpliedTarget(Answer):
    """One numeric target, held against the forecast of its day. Ranges hold 80 of 100 futures unless they say 95."""

    id: str
    agreement: str = Field(description="slug of the agreement")
    authority: str
    name: str
    version: str | None
    stands_in: Literal["condition", "balance_year", "deficit_profile"]
    of: Literal["plans", "places", "money", "shares", "other"] = Field(alias="class", description="kind of target")
    counts: str | None = Field(description="what the number counts; docs/register.md lists the words")
    target: str = Field(description="the target in words")
    value: Number | None
    unit: str | None
    by: str | None
    made_on: str | None = Field(description="date of the agreement or of its version, as far as known")
    origin: int | None = Field(description="what was published by June of this year is what was known")
    january: int | None = Field(description="the January that the target speaks of")
    january_from: Literal["target", "agreement"] | None = Field(description="agreement: the target names no date")
    state: Literal["held", "sized", "listed"]
    why: str | None = Field(description="why it is only listed")
    sentences: list[str]
    measure: str | None = Field(description="what was forecast")
    year: int | None
    base: Number | None = Field(description="the count at the origin")
    expected_low_80: Number | None
    expected_median: Number | None
    expected_high_80: Number | None
    expected_low_95: Number | None
    expected_high_95: Number | None
    asked_low: Number | None
    asked_middle: Number | None
    asked_high: Number | None
    asked_unit: Literal["plans", "places", "percent"] | None
    asked_gbp: Number | None = Field(description="pounds; zero or less: nothing beyond going on as before")
    asked_gbp_a_year: bool | None
    shortfall_gbp: Number | None = Field(description="change of the official balance in `shortfall_year`")
    shortfall_year: str | None
    placements_low: Number | None = Field(description="as many independent placements cost as much: a measure of size")
    placements_high: Number | None
    price_low_gbp: Number | None
    price_high_gbp: Number | None
    independent_growth_low: Number | None
    independent_growth_high: Number | None
    came_kind: Literal["count", "balance", "said", "forecast"] | None
    came_year: int | None
    came_at_its_date: bool | None = Field(description="false: the newest before the target's date")
    came_low: Number | None
    came_high: Number | None
    came_figures: Texts
    plans_year: int | None
    plans: Number | None
    plans_figure: Texts
    figures: Texts = Field(description="ids of all figures that the sums are made from")
    sources: Texts
    model: str | None
    seed: int | None
    draws: int | None
    vintage: str | None
