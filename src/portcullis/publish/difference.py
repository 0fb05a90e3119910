"""What differs between two builds of the tables.

In: two folders of Parquet. Out: `Difference`. The tables of the site that stands lie among its own downloads, so
nothing else has to be kept to know what has changed since.
"""

from __future__ import annotations

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


def difference(before: Path, now: Path) -> Difference | None:
    """What differs between two folders of Parquet with the same tables; None where they cannot be compared."""
    try:
        tables = frozenset(name for name in TABLES if not _alike(before / f"{name}.parquet", now / f"{name}.parquet"))
        if "observation" not in tables:
            return Difference(tables, frozenset())
        return Difference(tables, _series(before / "observation.parquet", now / "observation.parquet"))
    except (OSError, duckdb.Error):
        return None


def _alike(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    if one.samefile(other):
        return True
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _series(before: Path, now: Path) -> frozenset[Key]:
    """Series of which any row differs. Measures are compared by a digest first: most have not changed."""
    with duckdb.connect(config={"threads": 2}) as con:
        con.read_parquet(str(before)).create_view("old")
        con.read_parquet(str(now)).create_view("new")
        digest = "select indicator, count(*) as n, sum(hash({0})) as digest from {0} group by indicator"
        con.execute(
            f"""create table measure as select coalesce(o.indicator, n.indicator) as indicator
                from ({digest.format("old")}) o full join ({digest.format("new")}) n using (indicator)
                where o.n is distinct from n.n or o.digest is distinct from n.digest"""  # noqa: S608 - our own words
        )
        rows = con.execute(
            """with was as (from old semi join measure using (indicator)),
                    is_now as (from new semi join measure using (indicator))
               select distinct indicator, authority
               from ((from was except all from is_now) union all (from is_now except all from was))"""
        ).fetchall()
    return frozenset((indicator, authority) for indicator, authority in rows)
