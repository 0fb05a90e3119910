"""High needs funding of each council after the last allocation in the register.

In: known allocations. Out: growth of England's funding year by year, and how far councils lie apart.

The tables of allocations for 2024-25 and later are not in the register. What is known of them:

| financial year | growth | rests on |
|---|---|---|
| 2024-25 | 4.3% | a written answer: high needs funding 4.3% higher than the year before (in `national.csv`) |
| 2025-26 | 7.5% | the mean of what has been said of seven councils (STATED); they lie 1.1 points apart |
| 2026-27 | 0% | the written statement of 17 December 2025: held at the level of 2025-26 |
| later | 2% | nobody has said: an assumption, and a dial |

A few councils report 4 to 7% more for 2026-27. Grants for pay and pensions that used to stand apart were put into the
block that year, and a cost with each; so that is not read as growth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Growth from 2024-25 to 2025-26 in percent, as stated for single councils: code, growth, id of the observation.
STATED = (
    ("E06000019", 7.6, "high_needs_block_council_stated:E06000019:2025-26:councillors_e5deea"),
    ("E06000058", 6.3, "high_needs_block_council_stated:E06000058:2025-26:bcpcouncil_5d797d"),
    ("E10000007", 9.3, "high_needs_block_council_stated:E10000007:2025-26:erewashsound_c0dd2d"),
    ("E06000037", 6.4, "high_needs_block_written_answer:E06000037:2025-26:parallelparliament_69cb04"),
    ("E06000051", 9.0, "high_needs_block_written_answer:E06000051:2025-26:parallelparliament_6a52e2"),
    ("E10000028", 7.8, "high_needs_block_written_answer:E10000028:2025-26:parallelparliament_0fccc3"),
    ("E10000031", 7.1, "high_needs_block_written_answer:E10000031:2025-26:parallelparliament_8ef851"),
)
GROWTH_2024_PCT = 4.3
FLAT_YEAR = 2026


@dataclass(frozen=True)
class Funding:
    """Growth of each financial year in logs: `mean`; `england_sd`, common to all; `council_sd`, each council's own."""

    last_known: int
    mean: dict[int, float]
    england_sd: dict[int, float]
    council_sd: dict[int, float]


def expected(last_known: int, until: int, history: list[float], usual_pct: float) -> Funding:
    """What is expected after the last known allocation. `history`: England's growth in the known years, newest last.

    Looking back to a time before 2024 nothing of the table above is used: growth is then the mean of the last two known
    years, give or take four points.
    """
    mean, england, council = {}, {}, {}
    for year in range(last_known + 1, until + 1):
        council[year] = 0.01
        if last_known < 2023:
            mean[year], england[year] = sum(history[-2:]) / len(history[-2:]), 0.04
            council[year] = 0.02
        elif year == 2024:
            mean[year], england[year] = math.log1p(GROWTH_2024_PCT / 100), 0.005
            council[year] = 0.015
        elif year == 2025:
            stated = [math.log1p(growth / 100) for _, growth, _ in STATED]
            mean[year] = sum(stated) / len(stated)
            council[year] = (sum((one - mean[year]) ** 2 for one in stated) / (len(stated) - 1)) ** 0.5
            england[year] = council[year] / len(stated) ** 0.5
        elif year == FLAT_YEAR:
            mean[year], england[year], council[year] = 0.0, 0.0, 0.005
        else:
            mean[year], england[year] = math.log1p(usual_pct / 100), 0.0
    return Funding(last_known, mean, england, council)
