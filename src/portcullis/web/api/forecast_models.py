"""What the API says about forecasts of plans: ranges, how they were made, and how wrong such forecasts were.

In: what the model told, and files of frozen forecasts. Out: records whose fields are the OpenAPI document.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .shapes import Answer, Number

Projected = Literal["projected"]


class About(Answer):
    """How a forecast was made: with the same of these, and the same data, it comes out the same."""

    statement: str = Field(description="what it is, in a sentence")
    claim_class: Projected = "projected"
    model: str = Field(description="version of the model")
    seed: int
    draws: int = Field(description="sampled futures")
    years: int
    origin: int = Field(description="the January from which it looks ahead")
    vintage: str = Field(description="last day on which figures it rests on were published")
    switches: list[str] = Field(description="assumptions laid over it; none means that nothing changes")


class Series(Answer):
    """Whether the series can carry a forecast."""

    state: Literal["ok", "widened", "sum"] = Field(description="widened: the range is wider; sum: England")
    starts: int | None = Field(description="the January whose count it starts from")
    reasons: list[str] = Field(description="what must be known to read it; for England, of each council concerned")
    refused: dict[str, str] = Field(description="councils that are not in the sum, by code, with the reason")


class ForecastRange(Answer):
    """One measure in one year: the middle of all draws, and the ends of 50, 80 and 95 in 100 of them."""

    measure: str
    unit: Literal["count"] = "count"
    period_kind: Literal["january", "calendar_year"] = Field(description="how `year` is to be read")
    year: int
    claim_class: str = Field(default="projected", description="projected, but for the count that it starts from")
    observation: str | None = Field(default=None, description="id of that count; null for a projection")
    median: Number
    low_50: Number
    high_50: Number
    low_80: Number
    high_80: Number
    low_95: Number
    high_95: Number


class PastForecast(Answer):
    """What the model would have said in the past, and what came."""

    origin: int
    year: int
    median: Number
    low_80: Number
    high_80: Number
    low_95: Number
    high_95: Number
    actual: Number = Field(description="plans that January")
    suspect: bool = Field(description="what came is in doubt, and not scored")
    off_pct: Number = Field(description="forecast over what came, less one, in percent")
    in_80: bool
    in_95: bool


class Record(Answer):
    """How wrong the same model would have been."""

    area: str = Field(description="the area scored: wider than the council where it was reorganised")
    joined: bool
    sentence: str
    past: list[PastForecast]


class AreaForecast(Answer):
    """A forecast of EHC plans, and of what goes with them, for one council or England."""

    code: str
    name: str
    about: About
    series: Series
    ranges: list[ForecastRange]
    backtest: Record | None = Field(description="null where no series of this council is long enough to be scored")


class FrozenScores(Answer):
    """How a frozen forecast did in one January, over the councils whose figure is not in doubt."""

    january: int
    councils: int
    left_out: list[str] = Field(description="codes of councils without a figure, or with one in doubt")
    mdape_pct: Number = Field(description="half of councils were off by no more")
    wape_pct: Number
    crps_pct: Number = Field(description="a score of the whole range, in percent of plans: smaller is better")
    cover_80_pct: Number = Field(description="of 100 councils so many came inside their 80% range")
    cover_95_pct: Number
    england_actual: Number | None
    england_median: Number


class FrozenForecast(Answer):
    """A forecast that was made before the figure came, and has not been changed since."""

    name: str
    what: str
    claim_class: Projected = "projected"
    model: str
    seed: int
    draws: int
    years: int
    origin: int
    vintage: str
    command: str = Field(description="what makes it again")
    switches: list[str]
    refused: dict[str, str]
    sha256: dict[str, str] = Field(description="digests of its files")
    scores: list[FrozenScores] = Field(description="for each January that has come; empty while none has")


class Came(Answer):
    """The figure that came."""

    id: str
    value: Number
    status: str
    off_pct: Number | None = Field(description="forecast over what came, less one, in percent; null if not scored")
    in_80: bool | None
    in_95: bool | None


class FrozenRow(Answer):
    """What was said of one council in one January, and what came."""

    code: str
    name: str
    january: int
    claim_class: Projected = "projected"
    median: Number
    low_50: Number
    high_50: Number
    low_80: Number
    high_80: Number
    low_95: Number
    high_95: Number
    series: str = Field(description="ok, widened, or sum (England)")
    why: str | None = Field(description="what must be known to read it")
    came: Came | None = Field(description="null until the figure is in the register")
