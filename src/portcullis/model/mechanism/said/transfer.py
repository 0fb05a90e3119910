"""Money moved out of the schools block."""

from __future__ import annotations

from . import sources as s
from .rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "half_percent",
        "A council may move up to 0.5% of its schools block to another block if its schools forum agrees, after "
        "asking all schools.",
        "reported", (s.TORBAY_TRANSFER, s.SHEFFIELD_TRANSFER, s.LEICESTERSHIRE_TRANSFER), "2.1", formula=True,
    ),
    Rule(
        "disapplication",
        "More than 0.5%, or any transfer that the forum refuses, needs the Secretary of State, who may overrule the "
        "forum.",
        "reported", (s.TORBAY_TRANSFER, s.WILTSHIRE_TRANSFER), "2.2", formula=True,
    ),
    Rule(
        "one_year",
        "A transfer lasts one year and has to be asked for again: by 18 November 2024 for 2025-26, by 17 November "
        "2025 for 2026-27.",
        "reported",
        (s.DEVON_TRANSFER, s.WILTSHIRE_TRANSFER, s.BCP_REQUEST, s.LEICESTERSHIRE_TRANSFER, s.REQUEST_2026), "2.3",
        formula=True,
    ),
    Rule(
        "protected_schools",
        "Schools on the minimum for each pupil or on the funding guarantee are protected. So the transfer falls on "
        "the rest: in Torbay on fewer than half.",
        "reported", (s.TORBAY_TRANSFER,), "2.4", formula=True,
    ),
    Rule(
        "bigger_in_agreements",
        "Agreements could presume more: Norfolk 1.5% a year until its deficit was cleared, Wiltshire 1% for four "
        "years. Norfolk proposed none for 2026-27.",
        "reported", (s.NORFOLK_TRANSFER, s.NORFOLK_APPROVED, s.WILTSHIRE_TRANSFER, s.WILTSHIRE_DECISION), "2.5",
    ),
    Rule(
        "transfer_returns",
        "Money moved can come back as top-up, because mainstream schools have less. Norfolk argued so.",
        "reported", (s.NORFOLK_TRANSFER,), "2.6", formula=True,
    ),
    Rule(
        "return_rate",
        "How much of a transfer comes back has not been published.",
        "unknown", (s.NORFOLK_TRANSFER,), "2.6", switch="net_gain_gbp.return_rate",
    ),
)  # fmt: skip
