"""Agreement: what one council signed, what it was promised and paid, and what became of it.

In: agreements/<slug>.toml. Out: `Agreement` and its parts. Money in whole pounds; a deficit is positive.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from .authority import Code
from .base import TOO_LARGE, Id, Note, Pounds, Record, Text
from .period import FinancialYear, PartialDate, YearOrDate, date_text, year_or_date_text
from .words import Basis, Counts, Family, Scope

FINANCE = ("on_plan", "off_plan", "cleared", "in_deficit_again", "not_signed", "not_known")
PAYMENT = ("paying", "delayed", "suspended", "complete", "ended", "never", "not_known")
SERVICE = ("widespread_failings", "inconsistent", "positive", "improving", "serious_weaknesses", "not_known")

Sources = tuple[Id, ...]


class State(Record):
    """One of the three states, as of a date, with what it rests on."""

    value: Text
    as_of: PartialDate | None = None
    why: Text
    sources: Sources = ()


class States(Record):
    """Finance, payment and service: three separate questions."""

    finance: State
    payment: State
    service: State

    @field_validator("finance", "payment", "service")
    @classmethod
    def _known_word(cls, state: State, info: ValidationInfo) -> State:
        words = {"finance": FINANCE, "payment": PAYMENT, "service": SERVICE}[info.field_name or ""]
        if state.value not in words:
            raise ValueError(f"{state.value!r} is not a known word: use one of {', '.join(words)}")
        return state


class AlternativeTotal(Record):
    """Another source's figure for the same total: both are kept."""

    total_gbp: int = Field(ge=0, le=TOO_LARGE)
    sources: Sources = Field(min_length=1)
    note: Note = ""


class Version(Record):
    """Terms belong to a version: original, reprofiled, extended or revised."""

    id: Literal["original", "reprofiled", "extended", "revised"]
    label: Text
    since: PartialDate | None = None
    since_not_before: PartialDate | None = None
    since_not_after: PartialDate | None = None
    end_year: FinancialYear | None = None
    in_year_balance_year: FinancialYear | None = None
    total_gbp: int | None = Field(default=None, ge=0, le=TOO_LARGE)
    alternative_total: tuple[AlternativeTotal, ...] = ()
    council_contribution_gbp: int | None = Field(default=None, ge=0, le=TOO_LARGE)
    council_contribution_note: Note = ""
    sources: Sources = ()
    note: Note = ""


class Payment(Record):
    """Money due or made: for a year, a run of years, or all up to (or after) a date."""

    period: FinancialYear | None = None
    from_year: FinancialYear | None = None
    to_year: FinancialYear | None = None
    cumulative_to: YearOrDate | None = None
    after: PartialDate | None = None
    amount_gbp: int | None = Field(default=None, ge=0, le=TOO_LARGE)
    missing: Note = ""
    overlaps: bool = False
    derived: bool = False
    sources: Sources = Field(min_length=1)
    note: Note = ""

    @model_validator(mode="after")
    def _missing_has_a_reason(self) -> Payment:
        if (self.amount_gbp is None) != bool(self.missing):
            raise ValueError("give either `amount_gbp` or, where it is not known, the reason in `missing`")
        return self

    @property
    def when(self) -> str:
        """The period in words."""
        if self.period:
            return self.period
        if self.from_year and self.to_year:
            return f"{self.from_year} to {self.to_year}"
        if self.cumulative_to:
            return f"all to {year_or_date_text(self.cumulative_to)}"
        if self.after:
            return f"after {date_text(self.after)}"
        return "year not known"


class Capital(Record):
    """A one-off capital award beside the agreement."""

    amount_gbp: int = Field(ge=0, le=TOO_LARGE)
    sources: Sources = Field(min_length=1)
    note: Note = ""


class Deficit(Record):
    """A deficit at a date, actual or forecast, with its basis. Positive = deficit."""

    as_at: PartialDate | None = None
    as_at_missing: Note = ""
    value_gbp: Pounds
    kind: Literal["actual", "council_forecast", "agreement_profile"]
    basis: Basis
    scope: Scope
    measure: Literal["cumulative", "in_year"] = "cumulative"
    derived: bool = False
    sources: Sources = Field(min_length=1)
    note: Note = ""


class Target(Record):
    """A condition with a number. `counts` says of what, so that it can be held against a forecast."""

    value: float
    unit: Text
    counts: Counts | None = None
    by: YearOrDate | None = None


class Condition(Record):
    """What the council undertook to do, in our words."""

    family: Family
    text: Text
    target_text: Note = ""
    target: Target | None = None
    version: str = "original"
    sources: Sources = Field(min_length=1)


class AgreementEvent(Record):
    """Something that happened to this agreement."""

    date: PartialDate | None = None
    not_before: PartialDate | None = None
    not_after: PartialDate | None = None
    date_note: Note = ""
    kind: Text
    what: Text
    sources: Sources = Field(min_length=1)


class Statement(Record):
    """Another figure about this council, as somebody stated it."""

    measure: Id
    value: float
    sources: Sources = Field(min_length=1)
    note: Note = ""


class Gap(Record):
    """Something not found yet, and how a reader may help."""

    what: Text
    help: Note = ""


class Agreement(Record):
    """One council's agreement, or its refused bid."""

    slug: Id
    authority: Code
    name: Text
    kind: Literal["agreement", "refused_bid"]
    round: FinancialYear | None = None
    signed: PartialDate | None = None
    published: PartialDate | None = None
    published_note: Note = ""
    documents: Sources = ()
    document_note: Note = ""
    summary: Text
    latest: Text
    confidence: float = Field(ge=0, le=1)
    compiled: PartialDate
    next_review: PartialDate
    state: States
    version: tuple[Version, ...] = ()
    payment_due: tuple[Payment, ...] = ()
    payment_made: tuple[Payment, ...] = ()
    capital: tuple[Capital, ...] = ()
    deficit: tuple[Deficit, ...] = ()
    condition: tuple[Condition, ...] = ()
    event: tuple[AgreementEvent, ...] = ()
    statement: tuple[Statement, ...] = ()
    gap: tuple[Gap, ...] = ()
