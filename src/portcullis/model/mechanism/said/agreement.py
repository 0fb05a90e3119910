"""Safety Valve, from 2020-21 to 31 March 2026."""

from __future__ import annotations

import datetime as dt

from . import sources as s
from .rule import Rule

_SINCE, _UNTIL = dt.date(2021, 3, 19), dt.date(2026, 3, 31)

RULES: tuple[Rule, ...] = (
    Rule(
        "entry",
        "Councils with the highest deficits were invited, ranked by percentage according to sector bodies. Rounds of "
        "5, 9, 20 and 4 made 38 agreements.",
        "official", (s.AGREEMENTS_PAGE, s.NUMBER_ANSWER, s.VIEWS, s.HEADS), "3.1", _SINCE, _UNTIL,
    ),
    Rule(
        "tests_of_a_bid",
        "A bid had to improve support, reach balance in the year as fast as reasonable, be deliverable and ask for an "
        "affordable sum. Five to seven years were usual; fifteen were refused.",
        "official", (s.BCP_REFUSAL, s.FIFTEEN_YEARS, s.FOUR_MORE), "3.2", _SINCE, _UNTIL,
    ),
    Rule(
        "terms",
        "An agreement has a date for balance in the year, conditions, a deficit profile, a payment profile, and "
        "clauses on monitoring and review.",
        "official", (s.AGREEMENTS_PAGE, s.FOUR_MORE, s.CHILDREN), "3.3", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "payments_stand_apart",
        "What was due and what was paid are different things: money came in instalments as extra DSG, and only while "
        "reforms were delivered.",
        "official", (s.AGREEMENTS_PAGE, s.NUMBER_ANSWER), "3.4", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "first_payment",
        "A large first payment was usual: Kent had 56.8 of 142 million, Surrey 40.5 of 100. By the register it was "
        "about 40% of the total from 2021-22 on.",
        "reported", (s.FOUR_MORE, s.TWENTY_MORE, s.NINE_MORE, s.KENT_AGREEMENT), "3.4", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "reprofiled_total",
        "A payment profile could be changed without changing the total; ten councils had theirs changed.",
        "official", (s.AGREEMENTS_PAGE,), "3.4", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "council_share",
        "Most agreements also counted money of the council's own, with permission: Kent 82 million, Kirklees 10.75, "
        "Bury 2 a year for three years.",
        "reported", (s.KENT_AGREEMENT, s.BURY_2023, s.KIRKLEES_SHARE, s.BRACKNELL), "3.5", _SINCE, _UNTIL,
    ),
    Rule(
        "capital",
        "A one-off top-up of capital could be asked for; 22 of 34 had one by March 2024. It does not touch the DSG "
        "balance.",
        "official", (s.CAPITAL_ANSWER,), "3.6", _SINCE, _UNTIL,
    ),
    Rule(
        "monitoring",
        "Reports were made quarterly at first and three times a year by 2024-25. Each led to a judgement and, if the "
        "Department was satisfied, to a payment.",
        "reported", (s.KIRKLEES_REPORTS, s.KENT_REPORTS, s.TORBAY_REPORTS), "3.7", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "ladder",
        "Off track, a council met questions and a delay, then enhanced monitoring, then a review with payments "
        "suspended, then a revised or longer agreement. No money was found to be claimed back.",
        "reported", (s.BURY_DELAYED, s.TWO_DELAYED, s.TORBAY_REPORTS, s.WITHHELD, s.CAMBRIDGESHIRE), "3.8",
        _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "payment_by_state",
        "An instalment is paid when an agreement is on track or has resumed, and in no other state.",
        "inferred", (s.WITHHELD, s.BURY_DELAYED), "3.12", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "arrears_made_up",
        "What was withheld is made up if a revised agreement is reached. In 2023-24 five councils missed 17.7 of 22.2 "
        "million.",
        "reported", (s.WITHHELD,), "3.8", _SINCE, _UNTIL, formula=True,
    ),
    Rule(
        "review_triggers",
        "Agreements of 2024 were to be reviewed if the DSG or national policy changed, if progress was too small, or "
        "if more capital was given.",
        "reported", (s.FOUR_MORE,), "3.9", dt.date(2024, 3, 21), _UNTIL,
    ),
    Rule(
        "falls_back",
        "If an agreement failed, the historic deficit would fall back on the council, as Slough's members were told.",
        "reported", (s.SLOUGH,), "3.10", _SINCE, _UNTIL,
    ),
    Rule(
        "duties_unchanged",
        "An agreement did not change any duty. The High Court held that those of Bristol and Devon left room for "
        "other methods and did not bind them to breach a duty.",
        "official", (s.DUTIES_ANSWER, s.JUDGMENT), "3.11", _SINCE, _UNTIL,
    ),
    Rule(
        "instalments_after_end",
        "Whether instalments that were unpaid when the scheme ended were made up, and whether later ones were "
        "cancelled, was not found. By default nothing is paid after the end.",
        "unknown", (s.NOTE_2026, s.AGREEMENTS_CHANGED), "4.4", dt.date(2026, 4, 1), switch="payment_gbp.at_end",
    ),
)  # fmt: skip
