"""How a deficit arises, where it sits, what its basis means, and what it costs meanwhile."""

from __future__ import annotations

import datetime as dt

from . import sources as s
from .rule import Rule

_COVERED = dt.date(2020, 4, 1)

RULES: tuple[Rule, ...] = (
    Rule(
        "four_blocks",
        "The DSG comes in four blocks (schools, high needs, early years, central services) and may be spent only on "
        "the schools budget.",
        "official", (s.CONDITIONS_2026, s.CONDITIONS_2025), "1.1",
    ),
    Rule(
        "in_year",
        "A year adds to a deficit what was charged to the schools budget, less the allocation after recoupment, "
        "transfers in and other DSG income.",
        "inferred", (s.CONDITIONS_2026, s.NOTE_2026), "1.2", formula=True,
    ),
    Rule(
        "closing",
        "The balance at the end of a year is that at its beginning and what the year added.",
        "inferred", (s.SECTION_251,), "1.3", formula=True,
    ),
    Rule(
        "one_balance",
        "A council has one balance for the whole DSG: an underspend of another block makes a high needs overspend "
        "smaller. That one balance is what the override covers.",
        "official", (s.NOTE_2026,), "1.3", formula=True,
    ),
    Rule(
        "high_needs_part",
        "The stability grant pays for the high needs part of the balance only.",
        "official", (s.NOTE_2026,), "1.3",
    ),
    Rule(
        "section_251_lines",
        "The section 251 outturn has the balance in lines 1.9.1 (DSG for the year), 1.9.1a (adjustments), 1.9.2 "
        "(brought forward) and 1.9.3 (carried forward).",
        "official", (s.SECTION_251,), "1.4",
    ),
    Rule(
        "carried_forward",
        "A deficit has to be carried into later schools budgets. It may not be met from the general fund or its "
        "reserves unless the Secretary of State agrees.",
        "reported", (s.WILTSHIRE_2020, s.CONSULTATION_2019, s.BURY_2023, s.KENT_VOLUNTARY), "1.5",
        since=dt.date(2020, 2, 21),
    ),
    Rule(
        "forum_before_2020",
        "Before February 2020 the schools forum had to authorise that a deficit brought forward was charged to the "
        "schools budget.",
        "law", (s.FORUM_2013,), "1.5", until=dt.date(2020, 2, 20),
    ),
    Rule(
        "carried_forward_wording",
        "The wording of the finance regulations of 2026 on deficits was not read. We take it that nothing has changed.",
        "unknown", (), "1.5", switch="net_gbp.contributed_gbp",
    ),
    Rule(
        "override_account",
        "In covered years a council must not charge a schools budget deficit to a revenue account. It goes to an "
        "account used for nothing else, the DSG unusable reserve.",
        "law", (s.OVERRIDE_2020, s.REGULATION_30L), "1.6", since=_COVERED, formula=True,
    ),
    Rule(
        "outside_reserves",
        "While covered, the deficit is left out when reserves are judged and when it is asked whether a section 114 "
        "report is due.",
        "reported", (s.BCP_ROOM151,), "1.7", since=_COVERED,
    ),
    Rule(
        "interest",
        "The deficit is cash that has been spent: the council borrows or does without interest, and its general fund "
        "pays for that now.",
        "reported", (s.BCP_INTEREST, s.BCP_BUDGET, s.SETTLEMENT_2026), "1.7", since=_COVERED, formula=True,
    ),
    Rule(
        "interest_calibration",
        "Two stated figures give about 5.4% (BCP) and 6% (England). West Berkshire's 1.5 million on 16.1 million "
        "would be over 9%, so it must hold something else: no rate is read from it.",
        "inferred", (s.BCP_INTEREST, s.SETTLEMENT_2026, s.WEST_BERKSHIRE), "1.7", switch="interest_gbp.rate",
    ),
    Rule(
        "conditions_of_grant",
        "The finance officer adds a DSG note to the accounts, and councils with a deficit keep a management plan and "
        "cooperate with the Department. Whether condition 5.2 was changed in spring 2026 is not known.",
        "official", (s.CONDITIONS_2026, s.CONDITIONS_2025), "1.8",
    ),
    Rule(
        "reorganisation",
        "When councils are reorganised, a deficit passes to their successors; nothing is written off for that reason.",
        "official", (s.REORGANISATION_ANSWER,), "1.9", formula=True,
    ),
    Rule(
        "reorganisation_shares",
        "How a deficit is divided among several successors was not found.",
        "unknown", (s.REORGANISATION_ANSWER,), "1.9", switch="passed_on_gbp.shares",
    ),
    Rule(
        "transport_outside",
        "Transport for children with SEND is paid from the general fund. It is no part of the DSG, nor of its deficit.",
        "reported", (s.TRANSPORT,), "1.10",
    ),
    Rule(
        "net_and_gross",
        "Deficits are quoted before or after Safety Valve money and the council's own contribution. Bristol's of the "
        "year 2024-25 was over 31 million before and 15 million after.",
        "reported", (s.BRISTOL_GROSS,), "8", formula=True,
    ),
    Rule(
        "national_netting",
        "National totals are net of other councils' surpluses, or of councils in deficit only. 480 million in March "
        "2020 is net, 1.6 billion in March 2023 is not.",
        "reported", (s.TOTAL_2020, s.SIX_REPORTS), "8", formula=True,
    ),
    Rule(
        "percent_of_dsg",
        "Papers give deficits as a percentage of the DSG before recoupment, or after it. The two are not comparable.",
        "inferred", (), "8", formula=True,
    ),
)  # fmt: skip
