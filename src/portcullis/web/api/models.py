"""What the API says about councils, measures, values and where they come from.

In: rows of the store. Out: records whose fields are the OpenAPI document.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from portcullis.vocabulary import MISSING

from .shapes import Answer, Number, Texts

Json = BeforeValidator(lambda value: json.loads(value) if isinstance(value, str) else value)


class Named(Answer):
    """A council that is mentioned."""

    code: str
    name: str


class Neighbour(Named):
    """A statistical neighbour: a council with similar children."""

    closeness: str


class AreaSummary(Answer):
    """A council, region, combined area or England."""

    code: str = Field(description="present ONS code")
    name: str
    other_names: Texts
    slug: str
    type: str
    region: str | None
    status: str = Field(description="current, abolished, aggregate or combined")
    dfe_code: str | None = Field(description="number used by the Department for Education")
    mhclg_code: str | None
    agreement: str | None = Field(default=None, description="slug of its Safety Valve agreement or refused bid")


class Area(AreaSummary):
    """A council in full."""

    former_codes: list[str]
    valid_from: str | None
    valid_to: str | None
    latitude: Number | None
    longitude: Number | None
    predecessors: list[Named]
    successors: list[Named]
    members: list[Named]
    neighbours: list[Neighbour]
    whatdotheyknow_id: str | None
    gov_uk_slug: str | None


class Indicator(Answer):
    """A measure."""

    id: str
    label: str
    definition: str
    unit: str = Field(description="count, percent, gbp, gbp_each or score")
    polarity: str = Field(description="which way is better, where that can be said at all")
    topic: str
    period_kind: str
    source: str
    decimals: int
    ahead: bool = Field(description="a plan or forecast, published before its period")
    sign: str | None = Field(description="positive_is_deficit for deficits")
    note: str | None
    breaks: Annotated[list[dict[str, Any]], Json]
    relations: Annotated[dict[str, Any], Json] = Field(description="what adds to it, what it is a share of")


class Valued(Answer):
    """What every value carries. A missing value is null, with the reason."""

    id: str = Field(description="the same on pages, here and in downloads")
    value: Number | None
    missing_reason: str | None = None
    unit: str
    basis: str | None = Field(description="of a deficit: net, gross or unknown")
    status: str = Field(description="published, derived, third_party, suspect, or why there is none")
    claim_class: str = Field(description="confirmed, reported, disputed, derived or projected")
    source: str = Field(description="id of the source")
    published: str | None = Field(description="date of publication, as far as known")
    retrieved: dt.date = Field(description="when we read it")

    @model_validator(mode="before")
    @classmethod
    def _reason(cls, values: Any) -> Any:
        if isinstance(values, dict) and values.get("value") is None:
            kind = str(values.get("status") or "not_available")
            word = kind if kind in MISSING else "not_available"
            return values | {"missing_reason": values.get("note") or word.replace("_", " ")}
        return values


class CorrectionSummary(Answer):
    """A correction laid over one value."""

    id: str
    action: str = Field(description="override: another value is shown. flag: the same value, marked suspect")
    what: str
    why: str
    evidence: str
    source: str
    made: dt.date


class Observation(Valued):
    """One value of one measure for one council and period, in one vintage."""

    indicator: str
    indicator_label: str
    authority: str
    authority_name: str
    period: str
    year: int = Field(description="calendar year in which the period ends")
    vintage: dt.date = Field(description="last day by which the value was certainly public")
    newest: bool = Field(description="newest vintage for this measure, council and period")
    value_as_published: Number | None
    status_as_published: str
    source_code: str | None = Field(description="code that the source printed, where it differs from ours")
    note: str | None
    correction: str | None = Field(description="id of the correction laid over the value")


class ObservationInFull(Observation):
    """An observation with its correction in full."""

    correction_in_full: CorrectionSummary | None


class Figure(Valued):
    """Any figure on any page: an observation, a payment, a deficit, a claim, a forecast by others."""

    kind: str
    label: str
    authority: str
    authority_name: str | None = None
    period: str | None
    sources: Texts
    note: str | None

    @model_validator(mode="before")
    @classmethod
    def _first_source(cls, values: Any) -> Any:
        if isinstance(values, dict) and "source" not in values:
            return values | {"source": str(values.get("sources") or "").split("|")[0]}
        return values


class Source(Answer):
    """Where figures come from."""

    id: str
    title: str | None
    publisher: str
    kind: str
    url: str | None
    licence: str | None
    published: str | None
    published_by: dt.date
    retrieved: dt.date
    retrieved_via: str | None
    note: str | None
    observations: int = Field(description="values that rest on it, of all vintages")
    other_figures: int
