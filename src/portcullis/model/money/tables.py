"""The draws of a projection as one table: for whoever wants to do their own arithmetic with them.

In: `Fitted`, a council or England, a policy. Out: columns, one row for each draw and financial year, in whole pounds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np

from .compare import futures
from .fitted import Fitted
from .policy import Policy
from .project import DRAWS, SEED, YEARS

#: What a row holds. `deficit_31_march_gbp` is that at the end of the financial year; negative: a surplus.
COLUMNS = (
    "code", "scenario", "draw", "financial_year", "spent_gbp", "funding_gbp", "gap_gbp", "payments_gbp", "help_gbp",
    "interest_gbp", "deficit_31_march_gbp",
)  # fmt: skip
FLOWS = ("spent", "funding", "gap", "payments", "help", "interest")
Form = Literal["csv", "parquet"]


def draws_table(
    fitted: Fitted, code: str, policy: Policy, *, years: int = YEARS, draws: int = DRAWS, seed: int = SEED,
    done: Callable[[], None] = lambda: None,
) -> dict[str, np.ndarray]:  # fmt: skip
    """The columns, draw by draw and in each by year. Raises MoneyError."""
    drawn = futures(fitted, code, policy, years=years, draws=draws, seed=seed, done=done)
    rows, count = drawn["spent"].shape
    named = [f"{year}-{(year + 1) % 100:02d}" for year in range(fitted.newest, fitted.newest + rows)]
    table: dict[str, np.ndarray] = {
        "draw": np.repeat(np.arange(1, count + 1, dtype=np.int32), rows),
        "financial_year": np.tile(np.array(named), count),
    }
    for name in FLOWS:
        table[f"{name}_gbp"] = drawn[name].T.ravel().astype(np.int64)
    table["deficit_31_march_gbp"] = drawn["balance"][1:].T.ravel().astype(np.int64)
    return table


def write_draws(table: dict[str, np.ndarray], place: Path, form: Form, *, code: str, scenario: str) -> None:
    """Write the table to a file: the same table gives the same rows in the same order. Raises OSError."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("set threads to 1")
        connection.register("drawn", _registered(table))
        names = ", ".join(COLUMNS[2:])
        sql = f"select $code as code, $scenario as scenario, {names} from drawn"  # noqa: S608 - fixed names
        relation = connection.sql(sql, params={"code": code, "scenario": scenario})
        if form == "parquet":
            relation.write_parquet(str(place), compression="zstd")
        else:
            relation.write_csv(str(place))


def _registered(table: dict[str, np.ndarray]) -> Any:
    return {name: np.ascontiguousarray(column) for name, column in table.items()}
