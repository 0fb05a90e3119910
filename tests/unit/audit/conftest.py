"""An invented county of boroughs, with figures that grow evenly, in the tables that the audit reads.

In: nothing. Out: the fixture `county`, to which a test adds indicators and then one fault.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from portcullis.audit import Check, Evidence
from portcullis.vocabulary import Finding

LAND = "L0"
TABLES = """
create table authority (code text, name text, region text, status text, type text, valid_from text, valid_to text);
create table authority_code (any_code text, code text, relation text);
create table source (id text, title text, publisher text);
create table indicator (id text, label text, unit text, topic text, period_kind text, relations text, breaks text);
create table observation (id text, indicator text, authority text, period text, year int, value_as_published double,
  status_as_published text, basis text, source text, published_by date, source_code text, newest boolean);
"""


class County:
    """Twenty boroughs in two regions; `even` gives each indicator a quiet history."""

    def __init__(self) -> None:
        self.con = duckdb.connect()
        self.con.execute(TABLES)
        self.boroughs = [f"B{n:02}" for n in range(20)]
        self.area(LAND, "Albionshire", status="aggregate", kind="Country")
        for name in ("East Ward", "West Ward"):
            self.area(f"R-{name[:4]}", name, name, status="aggregate", kind="Region")
        for n, code in enumerate(self.boroughs):
            self.area(code, f"Borough {n}", "East Ward" if n < 10 else "West Ward")
            self.con.execute("insert into authority_code values (?, ?, 'dfe')", [str(900 + n), code])
        self.rows: dict[tuple[str, str, str, str], dict[str, Any]] = {}

    def area(self, code: str, name: str, region: str = "", *, status: str = "current", kind: str = "Borough",
             began: str | None = None, ended: str | None = None, took_over: str = "") -> None:  # fmt: skip
        """Add an authority or a total."""
        self.con.execute(
            "insert into authority values (?, ?, ?, ?, ?, ?, ?)", [code, name, region, status, kind, began, ended]
        )
        self.con.execute("insert into authority_code values (?, ?, 'current')", [code, code])
        if took_over:
            self.con.execute("insert into authority_code values (?, ?, 'predecessor')", [took_over, code])

    def indicator(self, name: str, unit: str = "count", *, topic: str = "plans", kind: str = "january",
                  breaks: tuple[str, ...] = (), **relations: Any) -> None:  # fmt: skip
        """Declare an indicator."""
        row = [name, name.capitalize(), unit, topic, kind, json.dumps(relations)]
        self.con.execute(
            "insert into indicator values (?, ?, ?, ?, ?, ?, ?)",
            [*row, json.dumps([{"at": b, "why": "new rules"} for b in breaks])],
        )

    def put(
        self, name: str, code: str, period: str, value: float | None, *, source: str = "return", **more: Any
    ) -> None:
        """Add or replace one observation."""
        status = more.pop("status", "published" if value is not None else "not_available")
        self.rows[name, code, period, source] = {"value": value, "status": status, **more}

    def even(self, name: str, *, base: float = 500, growth: float = 1.06, years: tuple[int, int] = (2016, 2024),
             total: bool = True) -> None:  # fmt: skip
        """A quiet history: every borough its own size, the same growth but for a wobble, and totals that add up."""
        for year in range(years[0], years[1] + 1):
            values = []
            for n, code in enumerate(self.boroughs):
                value = base * (1 + n / 7) * growth ** (year - years[0]) * (1 + 0.01 * ((n * 7 + year * 3) % 5 - 2))
                values.append(round(value))
                self.put(name, code, str(year), values[-1])
            if total:
                self.put(name, LAND, str(year), sum(values))
                self.put(name, "R-East", str(year), sum(values[:10]))
                self.put(name, "R-West", str(year), sum(values[10:]))

    def value(self, name: str, code: str, period: int | str) -> float:
        """What stands there now."""
        return self.rows[name, code, str(period), "return"]["value"]

    def evidence(self) -> Evidence:
        """The figures as the audit sees them."""
        rows = [
            (f"{name}:{code}:{period}:{source}", name, code, period, int(period[:4]) + ("-" in period),
             row["value"], row["status"], row.get("basis"), source, row.get("published", dt.date(2025, 1, 1)),
             row.get("source_code"), row.get("newest", True))
            for (name, code, period, source), row in self.rows.items()
        ]  # fmt: skip
        if rows:
            self.con.execute(
                f"insert into observation select {', '.join(['unnest(?)'] * len(rows[0]))}",
                [list(c) for c in zip(*rows, strict=True)],
            )
        return Evidence(SimpleNamespace(con=self.con))

    def ask(self, check: Check, *severities: str) -> list[Finding]:
        """What one check finds (errors and warnings, unless told otherwise)."""
        self.con.execute("delete from observation")
        kept = severities or ("error", "warning")
        return [f for f in check.look(self.evidence()) if str(f.severity) in kept]


@pytest.fixture
def county() -> Iterator[County]:
    """A fresh county."""
    made = County()
    yield made
    made.con.close()
