"""The words of the glossary as types: small, frozen, typed, no input or output (floor 0)."""

from .agreement import (
    Agreement,
    AgreementEvent,
    AlternativeTotal,
    Capital,
    Condition,
    Deficit,
    Gap,
    Payment,
    State,
    Statement,
    States,
    Version,
)
from .authority import ENGLAND, Authority, Neighbour, slugify
from .claim import Claim, NationalFigure, NationalSeries
from .correction import Correction
from .correction import Target as CorrectionTarget
from .dial import DIALS, Dial, DialError, Setting, parse_setting, read_setting
from .duty import Case, Duty, Rulebook
from .event import Event, EventFigure
from .finding import Finding
from .indicator import Break, Indicator
from .news import Post
from .observation import COLUMNS, Observation, Observations, observation_id
from .period import date_text, financial_year, period_text, period_year, span
from .relations import Near, Parts, Rebuilt, Relations
from .scenario import Scenario, Turned
from .site import Site
from .source import Source, claim_class_of, known_by
from .words import (
    MISSING,
    RECORDED,
    AuthorityStatus,
    Basis,
    ClaimClass,
    Counts,
    Family,
    PeriodKind,
    Polarity,
    Scope,
    Severity,
    SourceKind,
    Status,
    Topic,
    Unit,
)

__all__ = [
    "COLUMNS",
    "DIALS",
    "ENGLAND",
    "MISSING",
    "RECORDED",
    "Agreement",
    "AgreementEvent",
    "AlternativeTotal",
    "Authority",
    "AuthorityStatus",
    "Basis",
    "Break",
    "Capital",
    "Case",
    "Claim",
    "ClaimClass",
    "Condition",
    "Correction",
    "CorrectionTarget",
    "Counts",
    "Deficit",
    "Dial",
    "DialError",
    "Duty",
    "Event",
    "EventFigure",
    "Family",
    "Finding",
    "Gap",
    "Indicator",
    "NationalFigure",
    "NationalSeries",
    "Near",
    "Neighbour",
    "Observation",
    "Observations",
    "Parts",
    "Payment",
    "PeriodKind",
    "Polarity",
    "Post",
    "Rebuilt",
    "Relations",
    "Rulebook",
    "Scenario",
    "Scope",
    "Setting",
    "Severity",
    "Site",
    "Source",
    "SourceKind",
    "State",
    "Statement",
    "States",
    "Status",
    "Topic",
    "Turned",
    "Unit",
    "Version",
    "claim_class_of",
    "date_text",
    "financial_year",
    "known_by",
    "observation_id",
    "parse_setting",
    "period_text",
    "period_year",
    "read_setting",
    "slugify",
    "span",
]
