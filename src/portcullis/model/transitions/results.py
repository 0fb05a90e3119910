"""Results as files: CSV and Parquet, fit to be shared, with a record of how they were made.

In: `Futures`. Out: a new folder with summary, management-plan and about files; it appears whole or not at all. What is
written has been through `disclosure`, unless `private` is asked for: then every file's name begins with PRIVATE.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from portcullis import __version__

from ..aside import new_folder
from .disclosure import LEAST, protect
from .errors import TransitionsError
from .management_plan import plan_rows
from .scenario import Scenario
from .simulate import Futures
from .summaries import COLUMNS, state_rows, summary

Row = dict[str, Any]
SHARED = (*COLUMNS, "status")


def about(futures: Futures, scenario: Scenario | None = None) -> Row:
    """What made these numbers: enough to make them again."""
    plan = futures.plan
    return {
        "program": f"portcullis {__version__}", "seed": futures.seed, "first_simulation": futures.first,
        "simulations": len(futures), "start_january": plan.seed_year, "januaries": list(plan.years),
        "inputs_sha256": plan.digest, "mode": "sound" if not plan.quirks.on() else "with quirks",
        "quirks": list(plan.quirks.on()), "scenario": scenario.name if scenario else "no change",
        "levers": [_lever(one) for one in (*scenario.levers, *scenario.changes)] if scenario else [],
        "exact_means_are_exact": futures.means.exact, "places_without_cost": list(plan.uncosted),
        "records_that_do_not_chain_share": round(plan.chain.share, 3), "small_cells_below": LEAST,
    }  # fmt: skip


def _lever(one: Any) -> Row:
    return {name: value for name, value in vars(one).items() if value not in (None, (), "", 0)}


def all_rows(futures: Futures, provision: Mapping[str, str], *, private: bool = False) -> tuple[list[Row], list[Row]]:
    """Summary rows and management-plan rows, protected unless private."""
    first, second = summary(futures), list(plan_rows(futures, dict(provision)))
    if private:
        return [row | {"status": "projected"} for row in first], [row | {"status": "projected"} for row in second]
    return protect(first), protect(second)


def write_results(
    futures: Futures, folder: Path, provision: Mapping[str, str], *, scenario: Scenario | None = None,
    private: bool = False,
) -> list[Path]:  # fmt: skip
    """Write all files. Raises TransitionsError where the folder holds anything already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TransitionsError(f"{folder} is there already: name a folder that is new or empty")
    prefix = "PRIVATE-" if private else ""
    rows, plan = all_rows(futures, provision, private=private)
    with new_folder(folder) as aside:
        _both(aside / f"{prefix}summary", SHARED, rows)
        _both(aside / f"{prefix}management-plan", SHARED, plan)
        if private:
            states = list(state_rows(futures))
            _both(aside / f"{prefix}states", ("need", "setting", "school_year", "january", "exact_mean"), states)
        text = json.dumps(about(futures, scenario) | {"private": private}, indent=1, ensure_ascii=False)
        (aside / f"{prefix}about.json").write_text(text + "\n", encoding="utf-8")
    return sorted(folder.iterdir())


def _both(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.with_suffix(".csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(row.get(name)) for name in columns] for row in rows)
    write_parquet(path.with_suffix(".parquet"), columns, rows)


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return value if value.lstrip("-").isdigit() else f"'{value}"
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(float(value), 3)
    return value


def write_parquet(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Rows as a Parquet file. Numbers that are missing are null."""
    import duckdb

    data: dict[str, Any] = {}
    numeric = {}
    for name in columns:
        values = [row.get(name) for row in rows]
        numeric[name] = not any(isinstance(value, str) for value in values)
        data[name] = (
            np.array([np.nan if value is None else float(value) for value in values])
            if numeric[name] else np.array(["" if value is None else str(value) for value in values], dtype=object)
        )  # fmt: skip
    with duckdb.connect() as con:
        con.register("rows", data)
        whole = {"january", "simulations", "school_year"}
        parts = ", ".join(
            f'CAST("{n}" AS INTEGER) AS "{n}"'
            if n in whole
            else f'nullif("{n}", \'NaN\'::DOUBLE) AS "{n}"'
            if numeric[n]
            else f'"{n}"'
            for n in columns
        )
        con.sql(f"SELECT {parts} FROM rows").write_parquet(str(path))  # noqa: S608 - our own column names
