"""How wrong the money model would have been: deficits drawn from what was known, against what came.

In: the store. Out: `Record`s, one for each question of QUESTIONS.

| question | known | asked |
|---|---|---|
| by March 2022 | balances to March 2021, plans to January 2021, allocations to 2022-23, agreements of two rounds | deficits at March 2024 |
| by March 2023 | balances to March 2022, plans to January 2022, allocations to 2023-24, agreements of three rounds | deficits at March 2024 |
| by March 2025 | balances to March 2024, plans to January 2025 | what councils have said of March 2025 |

Vintages. Balances of 2020 to 2022 are in the register from a file of 2023, allocations from tables of 2021 to 2023: they
are taken as what was published a year after their date, which cannot be checked. The last question is of councils that
said something, about a fifth of all, and those in trouble say more; what they say is not always on the same basis.

Beside the model stand "same deficit" (the last balance) and "last year's change again" (the last yearly change, once for
each year). Errors are in pounds and in percent of the council's high needs funding, which tells how large a miss is for
that council; a percent of the deficit would be without end where the deficit is small.
"""  # noqa: E501 - a table

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..panel import Floats
from .errors import MoneyError
from .fitted import Fitted
from .fitting import fit_money
from .policy import Policy
from .project import draws_of

if TYPE_CHECKING:
    from portcullis.store import Store

MODEL, AGAIN, SAME = "model", "again", "same"
LABELS = {MODEL: "This model", AGAIN: "Last year's change again", SAME: "Same deficit"}
DRAWS, SEED = 2_000, 2026
#: Councils that it is told of: all, those that never had an agreement, those that have or had one.
GROUPS = {"all": "All councils", "without": "Without an agreement", "with": "With an agreement, then or later"}


@dataclass(frozen=True, slots=True)
class Question:
    """Plans to January of `origin` and balances to March of `known_to`; asked is March of `target`."""

    slug: str
    title: str
    origin: int
    known_to: int
    target: int
    claims: bool = False


QUESTIONS = (
    Question("by-march-2022", "Known by March 2022, for March 2024", 2021, 2021, 2024),
    Question("by-march-2023", "Known by March 2023, for March 2024", 2022, 2022, 2024),
    Question("by-march-2025", "Known by March 2025, for what councils said of March 2025", 2025, 2024, 2025, True),
)


@dataclass(frozen=True)
class Past:
    """What was projected for one council and what came, in pounds; `levels`: 2.5, 10, 50, 90 and 97.5 in 100."""

    code: str
    name: str
    group: str
    actual_gbp: float
    levels_gbp: tuple[float, float, float, float, float]
    again_gbp: float
    same_gbp: float
    funding_gbp: float
    crps_gbp: float

    @property
    def in_80(self) -> bool:
        """Whether it came inside the range of 80 in 100."""
        return self.levels_gbp[1] <= self.actual_gbp <= self.levels_gbp[3]

    @property
    def in_95(self) -> bool:
        """Whether it came inside the range of 95 in 100."""
        return self.levels_gbp[0] <= self.actual_gbp <= self.levels_gbp[4]

    def said(self, who: str) -> float:
        """The point that the model or a simpler rule gave."""
        return {MODEL: self.levels_gbp[2], AGAIN: self.again_gbp, SAME: self.same_gbp}[who]


@dataclass(frozen=True)
class Summary:
    """Scores of one group. Pounds, and percent of the council's high needs funding; coverage only of the model."""

    group: str
    who: str
    councils: int
    median_gbp: float
    mean_gbp: float
    median_pct: float
    together_gbp: float
    in_80_pct: float | None = None
    in_95_pct: float | None = None
    crps_gbp: float | None = None


@dataclass(frozen=True)
class Record:
    """One question answered: each council, and England's range with what came."""

    question: Question
    past: tuple[Past, ...]
    england_levels_gbp: tuple[float, float, float, float, float]
    england_gbp: float

    def summaries(self) -> list[Summary]:
        """Scores by group, of the model and of the simpler rules."""
        out = []
        for group in GROUPS:
            rows = [one for one in self.past if group in ("all", one.group)]
            if not rows:
                continue
            for who in LABELS:
                missed = np.array([one.said(who) - one.actual_gbp for one in rows])
                share = np.abs(missed) / np.array([one.funding_gbp for one in rows])
                mine = who == MODEL
                out.append(
                    Summary(
                        group, who, len(rows), float(np.median(np.abs(missed))), float(np.mean(np.abs(missed))),
                        float(np.median(share) * 100), float(missed.sum()),
                        float(np.mean([one.in_80 for one in rows]) * 100) if mine else None,
                        float(np.mean([one.in_95 for one in rows]) * 100) if mine else None,
                        float(np.mean([one.crps_gbp for one in rows])) if mine else None,
                    )
                )  # fmt: skip
        return out


def money_backtest(
    store: Store, *, draws: int = DRAWS, seed: int = SEED, progress: Callable[[str], None] | None = None
) -> list[Record]:
    """Answer every question. Raises MoneyError or DemandError where the register lacks what is needed."""
    return [_answer(store, question, draws, seed, progress or (lambda text: None)) for question in QUESTIONS]


def _answer(store: Store, question: Question, draws: int, seed: int, progress: Callable[[str], None]) -> Record:
    came = _claimed(store, question) if question.claims else _official(store, question.target)
    fitted = fit_money(store, origin=question.origin, known_to=question.known_to)
    with_deal = {row["authority"] for row in store.rows("select authority from agreement where kind = 'agreement'")}
    past, together, england = [], np.zeros(draws), 0.0
    for place, code in enumerate(fitted.codes):
        purse = fitted.purses[code]
        if code not in came or purse.state != "known" or purse.balance_gbp is None:
            continue
        years = max(question.target - question.origin, 1)
        found = draws_of(fitted, code, Policy(), years=years, draws=draws, seed=seed, checked=False)
        balance = found.balance_gbp[question.target - found.first]
        together += balance
        england += came[code]
        past.append(_past(fitted, code, came[code], balance, question, "with" if code in with_deal else "without"))
        if place % 25 == 0:
            progress(f"{question.title}: {place} of {len(fitted.codes)} councils")
    if not past:
        raise MoneyError(f"the register holds no deficits of March {question.target} to compare with")
    return Record(question, tuple(past), _five(together), england)


def _past(fitted: Fitted, code: str, actual: float, balance: Floats, question: Question, group: str) -> Past:
    purse = fitted.purses[code]
    start = float(purse.balance_gbp or 0.0)
    years = question.target - purse.start
    ordered = np.sort(balance)
    # The mean distance between two draws, from the sorted ones (Gneiting and Raftery 2007, energy form of the CRPS).
    weights = 2 * np.arange(1, len(ordered) + 1) - len(ordered) - 1
    apart = 2 * float(weights @ ordered) / len(ordered) ** 2
    score = float(np.mean(np.abs(balance - actual))) - apart / 2
    funding = purse.funding[max(purse.funding)]
    again = start + years * purse.rise_gbp / purse.years
    return Past(code, purse.name, group, actual, _five(balance), again, start, funding, score)


def _five(draws: Floats) -> tuple[float, float, float, float, float]:
    low_95, low_80, middle, high_80, high_95 = np.quantile(draws, [0.025, 0.1, 0.5, 0.9, 0.975])
    return float(low_95), float(low_80), float(middle), float(high_80), float(high_95)


def _official(store: Store, target: int) -> dict[str, float]:
    rows = store.rows(
        """select authority, value from observation where indicator = 'dsg_cumulative_deficit' and newest
           and year = $year and value is not null and status <> 'suspect'""",
        {"year": target},
    )
    return {row["authority"]: row["value"] for row in rows}


def _claimed(store: Store, question: Question) -> dict[str, float]:
    """What councils said they owed on that day, and what was worked out from the outturn for six boroughs.

    Where several statements of one council stand, the middle one; a basis that is not known is taken as it comes.
    """
    rows = store.rows(
        """select authority, median(value_gbp) as value from claim where kind = 'actual' and as_at = $day
           and basis <> 'gross' group by authority order by authority""",
        {"day": f"{question.target}-03-31"},
    )
    found = {row["authority"]: float(row["value"]) for row in rows}
    worked = store.rows(
        """select authority, value from observation where indicator = 'dsg_deficit_derived_from_outturn' and newest
           and year = $year and value is not null""",
        {"year": question.target},
    )
    return {row["authority"]: row["value"] for row in worked} | found
