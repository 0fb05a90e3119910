"""The closed lists of words that a figure may carry.

In: nothing. Out: string enums, one per word of the glossary that has a fixed set of values.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a value came to be, or why there is none (missing values: the last three)."""

    PUBLISHED = "published"
    DERIVED = "derived"
    THIRD_PARTY = "third_party"
    SUSPECT = "suspect"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"


#: Statuses that mean "there is no value"; the note says why.
MISSING = frozenset({Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.SUPPRESSED})

#: Statuses that a row of an observation file may carry. `suspect` is laid on by a correction.
RECORDED = frozenset(set(Status) - {Status.SUSPECT})


class Basis(StrEnum):
    """What a deficit counts: `net` or `gross` of department (and council) money."""

    NET = "net"
    GROSS = "gross"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """Which part of the grant a deficit counts."""

    WHOLE_DSG = "whole_dsg"
    HIGH_NEEDS = "high_needs"
    UNKNOWN = "unknown"


class ClaimClass(StrEnum):
    """How sure a reader may be of a figure; each looks different on a page."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    DISPUTED = "disputed"
    DERIVED = "derived"
    PROJECTED = "projected"


class Unit(StrEnum):
    """The unit of an indicator."""

    COUNT = "count"
    PERCENT = "percent"
    GBP = "gbp"
    GBP_EACH = "gbp_each"
    SCORE = "score"


class Polarity(StrEnum):
    """Which way is better, where that can be said at all."""

    HIGH = "high"
    LOW = "low"
    NEUTRAL = "neutral"


class PeriodKind(StrEnum):
    """What the period of an indicator means."""

    JANUARY = "january"
    CALENDAR_YEAR = "calendar_year"
    FINANCIAL_YEAR = "financial_year"
    ACADEMIC_YEAR = "academic_year"
    MID_YEAR = "mid_year"
    MARCH_31 = "31_march"
    YEAR_AS_PUBLISHED = "year_as_published"


class SourceKind(StrEnum):
    """Who speaks."""

    OFFICIAL = "official"
    PARLIAMENT = "parliament"
    COURT = "court"
    COUNCIL = "council"
    PRESS = "press"
    THIRD_PARTY = "third_party"
    OURS = "ours"


class AuthorityStatus(StrEnum):
    """Whether an authority exists now, did once, or is a sum of others."""

    CURRENT = "current"
    ABOLISHED = "abolished"
    AGGREGATE = "aggregate"
    COMBINED = "combined"


class Topic(StrEnum):
    """What an indicator is about; pages group by it, in this order."""

    PLANS = "plans"
    REQUESTS = "requests"
    TIMELINESS = "timeliness"
    FLOWS = "flows"
    PLACEMENT = "placement"
    NEED = "need"
    REVIEWS = "reviews"
    APPEALS = "appeals"
    MONEY = "money"
    PEOPLE = "people"
    OUTCOMES = "outcomes"


class Family(StrEnum):
    """What a condition of an agreement is about."""

    EARLY_SUPPORT = "early_support"
    MAINSTREAM_INCLUSION = "mainstream_inclusion"
    ASSESSMENT_AND_PLAN_NUMBERS = "assessment_and_plan_numbers"
    ANNUAL_REVIEW_AND_CEASING = "annual_review_and_ceasing"
    INDEPENDENT_AND_NON_MAINTAINED_PLACES = "independent_and_non_maintained_places"
    STATE_SPECIALIST_PLACES = "state_specialist_places"
    POST_16 = "post_16"
    TOP_UP_AND_BANDING = "top_up_and_banding"
    SCHOOLS_BLOCK_TRANSFER = "schools_block_transfer"
    TRANSPORT = "transport"
    WORKFORCE_AND_GOVERNANCE = "workforce_and_governance"
    HEALTH_AND_JOINT_COMMISSIONING = "health_and_joint_commissioning"
    REPORTING_TO_DFE = "reporting_to_dfe"
    FINANCE = "finance"
    OTHER = "other"


class Counts(StrEnum):
    """What the number of a target counts: whether it can be held against a forecast of plans, and how."""

    PLANS_FEWER = "plans_fewer"
    NEW_PLANS_A_YEAR = "new_plans_a_year"
    PLACES_MORE = "places_more"
    MAINSTREAM_PLACES_MORE = "mainstream_places_more"
    STATE_SPECIAL_PLACES_MORE = "state_special_places_more"
    POST16_PLACES_MORE = "post16_places_more"
    INDEPENDENT_PLACES_FEWER = "independent_places_fewer"
    SAVING = "saving"
    MOVED_FROM_SCHOOLS = "moved_from_schools"
    IN_YEAR_LIMIT = "in_year_limit"
    BALANCE = "balance"
    OWN_MONEY = "own_money"
    CAPITAL = "capital"
    TEAM_COST = "team_cost"
    SCHOOLS_BLOCK_SHARE = "schools_block_share"
    CHILDREN_REACHED = "children_reached"
    BUILDINGS = "buildings"
    REPORTS = "reports"


class Severity(StrEnum):
    """How serious an audit finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
