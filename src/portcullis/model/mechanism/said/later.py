"""What comes after the day of measurement: 2026-28, 2028-29, section 114 and Exceptional Financial Support."""

from __future__ import annotations

import datetime as dt

from . import sources as s
from .rule import Rule

_TWO_YEARS = (dt.date(2026, 4, 1), dt.date(2028, 3, 31))
_AFTER = dt.date(2028, 4, 1)

RULES: tuple[Rule, ...] = (
    Rule(
        "same_reserve",
        "New overspends of 2026-27 and 2027-28 go into the same reserve, under the override.",
        "official", (s.OVERRIDE_2025_ANSWER,), "5.1", *_TWO_YEARS, formula=True,
    ),
    Rule(
        "not_paid_by_grant",
        "The stability grant is tied to the deficit of 31 March 2026: it pays nothing of later ones.",
        "reported", (s.NNPCF_SUMMARY, s.INCENTIVES), "5.1", *_TWO_YEARS,
    ),
    Rule(
        "support_not_said",
        "Government will take an approach to later deficits that is appropriate and proportionate and not unlimited. "
        "It gives no rate.",
        "unknown", (s.INCENTIVES, s.WRITE_OFF), "5.2", *_TWO_YEARS, formula=True, switch="support_gbp.rate",
    ),
    Rule(
        "after_grant_no_help",
        "Before the grant the OBR expected 8.6 billion more over the two years. With about 0.5 left after the grant, "
        "and no more help, that makes 9.1 billion on 31 March 2028.",
        "reported", (s.INCENTIVES, s.SHORTFALL), "5.3", *_TWO_YEARS, formula=True,
    ),
    Rule(
        "flat_2026_27",
        "High needs funding in 2026-27 stays in cash at the level of 2025-26.",
        "official", (s.FLAT_STATEMENT,), "5.4", dt.date(2026, 4, 1), dt.date(2027, 3, 31), formula=True,
    ),
    Rule(
        "growth_later",
        "How the high needs blocks grow from 2027-28 on was not found.",
        "unknown", (s.FLAT_STATEMENT, s.EXTRA_MONEY), "5.4", dt.date(2027, 4, 1),
        switch="high_needs_block_gbp.growth_rate",
    ),
    Rule(
        "national_gap",
        "The OBR sees a gap of 6.3 billion in 2028-29 if nothing is reformed. The white paper adds 3.5 billion of "
        "high needs money for that year. How the rest is met is not known.",
        "unknown", (s.SHORTFALL, s.OBR_DEFENDED, s.EXTRA_MONEY), "6.2", _AFTER, formula=True,
        switch="unmet_gap_gbp.extra_gbp",
    ),
    Rule(
        "exposure",
        "What is left of a deficit when the override lapses falls on the council, according to the press.",
        "reported", (s.WRITE_OFF,), "6.3", _AFTER, formula=True,
    ),
    Rule(
        "help_in_2028",
        "Whether there will be other help, or a spreading over years, when the override ends has not been said.",
        "unknown", (s.WRITE_OFF,), "6.3", _AFTER, switch="exposure_gbp.covered",
    ),
    Rule(
        "who_commissions",
        "Whether councils still commission places, what the Tribunal may decide and what a plan is depend on a bill "
        "announced on 13 May 2026. The money is modelled as if that did not change.",
        "reported", (s.BILL, s.BILL_FOLLOWED), "6.4",
    ),
    Rule(
        "section_114",
        "The finance officer has to report if a year's spending is likely to exceed its resources. It is that "
        "officer's own decision, and the law knows no bankruptcy of a council.",
        "law", (s.SECTION_114, s.NO_SUCH_THING), "7.1",
    ),
    Rule(
        "section_114_chance",
        "How likely a report is can only be shown as the share of draws in which the exposure is larger than usable "
        "reserves. That is a chance in our draws, never a prediction of a notice.",
        "inferred", (), "7.3", formula=True,
    ),
    Rule(
        "section_114_effect",
        "The council has to meet within 21 days. Until then no new spending without leave, in practice only what the "
        "law requires; mostly an amended budget follows.",
        "reported", (s.SECTION_114, s.SECTION_114_EFFECT), "7.2",
    ),
    Rule(
        "headroom",
        "Without the override, usable reserves have to carry the DSG deficit. BCP calls it insolvent in a technical "
        "sense when the sum is below zero.",
        "inferred", (s.BCP_ROOM151, s.BCP_BUDGET), "7.3", formula=True,
    ),
    Rule(
        "trigger",
        "A report may be due when a year's budget gap is larger than savings, usable reserves and agreed exceptional "
        "support together.",
        "inferred", (s.BCP_ROOM151, s.BCP_BUDGET), "7.3", formula=True,
    ),
    Rule(
        "report_month",
        "BCP planned its report for the December before the first year that it could not balance.",
        "reported", (s.BCP_ROOM151, s.BCP_BUDGET), "7.3", formula=True,
    ),
    Rule(
        "reserves_recent",
        "Deficits are set only against reserves of the last two years. The register's figures for nearly all councils "
        "end in March 2018 and are not used.",
        "inferred", (), "7.3", formula=True,
    ),
    Rule(
        "surveys",
        "Surveys found 43% of councils with deficits near or above reserves (NAO), and 79% unable to balance 2028-29 "
        "(LGA). Others found 59 councils at once (CCN), and 38% of Safety Valve councils (Schools Week). All are "
        "older than the grant or leave it out.",
        "reported", (s.NAO_SURVEY, s.LGA_SURVEY, s.CCN_SURVEY, s.THIRD_FACE), "7.3",
    ),
    Rule(
        "section_114_rare",
        "Actual reports are rare: eight councils in six years, or six in four by another count. None was found that "
        "was made because of a DSG deficit under the override.",
        "reported", (s.EIGHT_REPORTS, s.SIX_REPORTS), "7.4",
    ),
    Rule(
        "exceptional_support",
        "Ministers may let a council treat spending of the year as capital, about 1.5 billion for 35 councils in "
        "2026-27. It adds debt and does not clear the cause.",
        "official", (s.EFS_GUIDANCE, s.EFS_COUNCILS, s.EFS_LAW, s.EFS_COUNT), "7.5",
    ),
    Rule(
        "exceptional_support_dsg",
        "No rule was found that allows Exceptional Financial Support for a DSG deficit while the override lasts. It "
        "is left out of the model.",
        "unknown", (s.EFS_GUIDANCE,), "7.5", switch="budget_shortfall_gbp.agreed_support_gbp",
    ),
)  # fmt: skip
