"""What the API says about agreements, corrections, claims, events, duties and findings.

In: rows of the store. Out: records whose fields are the OpenAPI document. Money stands in a `figure`, which carries
its source, basis, status and class like every other value.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .models import CorrectionSummary, Figure, Json
from .shapes import Answer, Number, Texts


class AgreementSummary(Answer):
    """One council's Safety Valve agreement, or its refused bid."""

    slug: str
    authority: str
    name: str
    kind: str = Field(description="agreement or refused_bid")
    round: str | None
    signed: str | None
    published: str | None
    published_note: str | None
    summary: str
    latest: str
    confidence: Number = Field(description="how sure we are of the entry as a whole, 0 to 1")
    compiled: str
    next_review: str
    finance_state: str
    payment_state: str
    service_state: str
    document_note: str | None
    total: Figure | None = Field(default=None, description="money promised, in the newest version")


class State(Answer):
    """One of the three states, and what it rests on."""

    question: str
    value: str
    as_of: str | None
    why: str
    sources: Texts


class Version(Answer):
    """The terms of one version."""

    version: str
    label: str
    since: str | None
    end_year: str | None
    in_year_balance_year: str | None
    total: Figure | None = None
    council_contribution_gbp: int | None
    council_contribution_note: str | None
    note: str | None
    sources: Texts


class OtherTotal(Answer):
    """Another source's figure for the same total."""

    version: str
    total: Figure | None = None
    note: str | None
    sources: Texts


class Payment(Answer):
    """Money due, made over, or given as capital."""

    kind: str
    period: str
    from_year: int | None
    to_year: int | None
    overlaps: bool = Field(description="counts money of other rows again")
    derived: bool
    note: str | None
    amount: Figure | None = None
    sources: Texts


class Deficit(Answer):
    """A deficit at a date. Positive = deficit."""

    as_at: str | None
    as_at_missing: str | None
    kind: str
    scope: str
    measure: str
    derived: bool
    note: str | None
    amount: Figure | None = None
    sources: Texts


class Condition(Answer):
    """What the council undertook to do, in our words."""

    version: str
    family: str
    text: str
    target_text: str | None
    target_by: str | None
    target_counts: str | None = Field(description="what the number counts; docs/register.md lists the words")
    target: Figure | None = None
    sources: Texts


class AgreementEvent(Answer):
    """What happened to an agreement."""

    date: str | None
    not_before: str | None
    not_after: str | None
    date_note: str | None
    kind: str
    what: str
    sources: Texts


class Statement(Answer):
    """Another figure that somebody stated."""

    measure: str
    stated: Figure | None = None
    note: str | None
    sources: Texts


class Gap(Answer):
    """What has not been found yet."""

    what: str
    help: str | None


class Agreement(AgreementSummary):
    """An agreement in full."""

    states: list[State]
    versions: list[Version]
    other_totals: list[OtherTotal]
    payments: list[Payment]
    deficits: list[Deficit]
    conditions: list[Condition]
    events: list[AgreementEvent]
    statements: list[Statement]
    gaps: list[Gap]


class Correction(CorrectionSummary):
    """What we show instead of one published value."""

    observation: str
    value_published: Number | None
    value_shown: Number | None
    note: str | None


class Claim(Figure):
    """What a council or the press says a deficit is or will be. Positive = deficit."""

    as_at: str
    actual_or_forecast: str


class Event(Answer):
    """An entry of the national timeline."""

    id: str
    date: str
    title: str
    kind: str
    confidence: str
    summary: str
    authorities: Texts
    sources: Texts
    figures: list[Figure]


class Duty(Answer):
    """A legal duty. A draft that no lawyer has reviewed, unless it says so."""

    id: str
    title: str
    group: str = Field(validation_alias="group_name")
    severity: str
    duty: str
    why_it_matters: str
    lawful_counterpart: str
    trigger: str
    valid_from: str | None
    valid_to: str | None
    reviewed_by_lawyer: bool
    law: Annotated[list[dict[str, Any]], Json]
    cases: Texts


class Finding(Answer):
    """What the audit saw in published figures, and why it may be innocent."""

    id: str
    check: str
    severity: str
    what: str
    why_it_may_be_innocent: str | None
    indicator: str | None
    period: str | None
    authorities: list[str]
    observations: list[str]
