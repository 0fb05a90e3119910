"""The High Needs Stability Grant."""

from __future__ import annotations

import datetime as dt

from . import sources as s
from .rule import Rule

_SINCE = dt.date(2026, 2, 9)

RULES: tuple[Rule, ...] = (
    Rule(
        "grant_eligibility",
        "Only a council with a deficit in its DSG unusable reserve at the end of 2025-26 is eligible.",
        "official", (s.NOTE_2026,), "4.1", _SINCE, formula=True,
    ),
    Rule(
        "lowest_figure",
        "The Departments compare section 251, the DSG notes, assurance by the finance officer, revenue outturn and "
        "the accounts. Where they differ without good explanation, the lowest total counts.",
        "official", (s.NOTE_2026,), "4.2", _SINCE, formula=True,
    ),
    Rule(
        "deductions",
        "Overspending that is not on high needs is taken off: equal pay, other blocks such as early years, and what "
        "scrutiny finds ineligible.",
        "official", (s.NOTE_2026,), "4.2", _SINCE, formula=True,
    ),
    Rule(
        "deductions_amounts",
        "How much was taken off for any council was not found. By default nothing is.",
        "unknown", (s.NOTE_2026,), "4.2", _SINCE, switch="stability_grant.ineligible_gbp",
    ),
    Rule(
        "ninety_percent",
        "The grant is 90% of the eligible deficit.",
        "official", (s.NOTE_2026, s.SETTLEMENT_2026), "4.2", _SINCE, formula=True,
    ),
    Rule(
        "residual",
        "What is left stays in the unusable reserve: 10% of the eligible deficit and all of what is ineligible.",
        "inferred", (s.NOTE_2026, s.SOMERSET), "4.2", _SINCE, formula=True,
    ),
    Rule(
        "plan_approved",
        "The grant is paid under section 31 in autumn 2026, once the Department has approved a local SEND reform "
        "plan. Schools, health, early years and colleges help to make the plan.",
        "reported", (s.NNPCF_SUMMARY, s.SETTLEMENT_2026, s.FIRST_PHASE, s.REFORM_PLANS), "4.3", _SINCE, formula=True,
    ),
    Rule(
        "grant_for_deficit_only",
        "The grant may be used only to make the deficit recorded on 31 March 2026 smaller. So it is never more than "
        "that.",
        "reported", (s.NNPCF_SUMMARY, s.SETTLEMENT_2026), "4.3", _SINCE, formula=True,
    ),
    Rule(
        "later_phases",
        "One source calls this a first phase, and money can be cut or withheld if conditions are not met. What a "
        "later phase would be has not been said.",
        "unknown", (s.FIRST_PHASE, s.NNPCF_SUMMARY), "4.3", _SINCE, switch="stability_grant.rate",
    ),
    Rule(
        "plans_not_found",
        "The day by which plans were due, their approvals, each council's allocation and what was paid were not "
        "found. By default a plan is approved.",
        "unknown", (s.REFORM_PLANS, s.PLAN_RATINGS, s.SOMERSET), "4.3", _SINCE, switch="stability_grant.plan_approved",
    ),
    Rule(
        "former_agreements",
        "The official note has a section on former Safety Valve councils, which could not be read. Whether money "
        "received or paid in changes their base is not known. By default the base is the balance after money "
        "received.",
        "unknown", (s.NOTE_2026, s.BRACKNELL), "4.4", _SINCE, switch="stability_grant.former_agreement",
    ),
    Rule(
        "paid_in_gets_less",
        "Money that was received or paid in has made the base smaller. So by that default such a council gets less "
        "grant in pounds than one that did neither.",
        "inferred", (s.NOTE_2026, s.BRACKNELL), "4.4", _SINCE,
    ),
    Rule(
        "national_size",
        "Government speaks of deficits above 5 billion, a grant of about 5 billion and about 0.5 billion left. CCN's "
        "6.6 billion for the same day would make the grant 5.9, so CCN's base is another one.",
        "reported", (s.WRITE_OFF, s.INCENTIVES, s.CCN_2026), "4.5", _SINCE, formula=True,
    ),
    Rule(
        "residual_covered",
        "The override covers what is left until it ends: in Somerset 116 million leave 11.6 off the books.",
        "reported", (s.SOMERSET,), "4.6", _SINCE, dt.date(2028, 3, 31), formula=True,
    ),
)  # fmt: skip
