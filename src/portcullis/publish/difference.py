"""What differs between two builds of the tables.

In: two folders of Parquet. Out: `Difference`. The tables of the site that stands lie among its own downloads, so
nothing else has to be kept to know what has changed since.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb

from portcullis.store.tables import TABLES

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was: tables by name; series of observations by indicator and authority."""

    tables: frozenset[str]
    series: frozenset[Key]

    @property
    def indicators(self) -> frozenset[str]:
        """Measures of which any figure differs."""
        return frozenset(indicator for indicator, _ in self.series)

    @property
    def authorities(self) -> frozenset[str]:
        """Areas of which any figure differs."""
        return frozenset(authority for _, authority in self.series)


def difference(before: Path, now: Path, measures: Collection[str] | None = None) -> Difference | None:
    """What differs between two folders of Parquet with the same tables; None where they cannot be compared.

    `measures`: of observations, only rows of these can differ (None: any can).
    """
    try:
        tables = frozenset(name for name in TABLES if not _alike(before / f"{name}.parquet", now / f"{name}.parquet"))
        if "observation" not in tables:
            return Difference(tables, frozenset())
        return Difference(tables, _series(before / "observation.parquet", now / "observation.parquet", measures))
    except (OSError, duckdb.Error):
        return None


def _alike(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    if one.samefile(other):
        return True
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _series(before: Path, now: Path, measures: Collection[str] | None) -> frozenset[Key]:
    """Series of which any row differs. Measures are compared by a digest first, where it is not known which differ."""
    with duckdb.connect(config={"threads": 2}) as con:
        con.read_parquet(str(before)).create_view("old")
        con.read_parquet(str(now)).create_view("new")
        if measures is None:
            digest = "select indicator, count(*) as n, sum(hash({0})) as digest from {0} group by indicator"
            measures = [
                name
                for (name,) in con.execute(
                    f"""select coalesce(o.indicator, n.indicator)
                        from ({digest.format("old")}) o full join ({digest.format("new")}) n using (indicator)
                        where o.n is distinct from n.n or o.digest is distinct from n.digest"""  # noqa: S608 - ours
                ).fetchall()
            ]
        rows = con.execute(
            """with was as (from old where list_contains($measures, indicator)),
                    is_now as (from new where list_contains($measures, indicator))
               select distinct indicator, authority
               from ((from was except all from is_now) union all (from is_now except all from was))""",
            {"measures": [*measures]},
        ).fetchall()
    return frozenset((indicator, authority) for indicator, authority in rows)
