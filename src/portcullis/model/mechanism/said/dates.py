"""Dates: the ring-fence, the override and its three ends, the scheme, and who pays from 2028-29."""

from __future__ import annotations

import datetime as dt

from . import sources as s
from .rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "ring_fence",
        "From 21 February 2020 a council may not put general fund money into the DSG without a minister's consent.",
        "law", (s.RING_FENCE_2020, s.WILTSHIRE_2020), "0", since=dt.date(2020, 2, 21),
    ),
    Rule(
        "override_starts",
        "The override covers accounting years from 2020-21 on: its first day is 1 April 2020.",
        "law", (s.OVERRIDE_2020, s.BCP_ROOM151), "0", since=dt.date(2020, 4, 1), formula=True,
    ),
    Rule(
        "override_to_2023",
        "As first made (SI 2020/1212), the override ended on 31 March 2023. It was law by the end of November 2020; "
        "the day was not found.",
        "law", (s.OVERRIDE_2020,), "0", since=dt.date(2020, 11, 30), until=dt.date(2022, 12, 12), formula=True,
    ),
    Rule(
        "override_to_2026",
        "SI 2022/1328, made on 13 December 2022 and in force from 31 January 2023, moved the end to 31 March 2026.",
        "law", (s.OVERRIDE_2022,), "0", since=dt.date(2022, 12, 13), until=dt.date(2025, 6, 19), formula=True,
    ),
    Rule(
        "override_to_2028",
        "On 20 June 2025 government announced that the override goes on until 31 March 2028.",
        "official", (s.OVERRIDE_2025_ANSWER,), "0", since=dt.date(2025, 6, 20), formula=True,
    ),
    Rule(
        "override_2028_law",
        "The regulations that carry the override to 2028 were not found: the copy read in March 2025 still said 2026. "
        "We go by the announcement.",
        "unknown", (s.REGULATION_30L,), "0", since=dt.date(2025, 6, 20), switch="override_covers.end",
    ),
    Rule(
        "measured",
        "The deficit that counts for the stability grant is that of 31 March 2026.",
        "official", (s.NOTE_2026,), "0", since=dt.date(2026, 2, 9),
    ),
    Rule(
        "closed_to_new",
        "From 4 December 2024 no further council could be given an agreement.",
        "reported", (s.CLOSED,), "3.12", since=dt.date(2024, 12, 4), formula=True,
    ),
    Rule(
        "scheme_ended",
        "Safety Valve ended on 1 April 2026, and the page of the agreements was changed that day.",
        "official", (s.AGREEMENTS_PAGE, s.AGREEMENTS_CHANGED, s.SURREY_ENDED), "3.12",
        since=dt.date(2026, 4, 1), formula=True,
    ),
    Rule(
        "central_from_2028",
        "From 2028-29 SEND cost is to be met inside the limits of government departments. Councils are not expected "
        "to use their general funds once the override has ended.",
        "official", (s.CENTRAL_ANSWER, s.REORGANISATION_ANSWER), "6.1", since=dt.date(2028, 4, 1), formula=True,
    ),
    Rule(
        "reform_dates",
        "The white paper proposes assessments under a new system from September 2029, and no change to support that a "
        "child already has before September 2030.",
        "reported", (s.WHITE_PAPER,), "0",
    ),
)  # fmt: skip
