"""Observations joined with what a reader needs beside them: names, unit, dates, claim class.

In: a DuckDB connection that holds the tables of the store. Out: a table `joined`, and the columns of it.
"""

from __future__ import annotations

import duckdb

from portcullis.store.tables import TABLES, Column

_OWN = {column.name: column for column in TABLES["observation"].columns}

#: Columns of observations.csv and of every cut of it, in order.
SHOWN: tuple[Column, ...] = (
    _OWN["id"],
    _OWN["indicator"],
    Column("label", "VARCHAR", "name of the indicator for people"),
    Column("authority", "VARCHAR", "ONS code of the authority; England is E92000001"),
    Column("authority_name", "VARCHAR", "name of the authority"),
    _OWN["period"],
    _OWN["year"],
    _OWN["value"],
    Column("unit", "VARCHAR", "count, percent, gbp, gbp_each or score"),
    _OWN["status"],
    _OWN["value_as_published"],
    _OWN["status_as_published"],
    _OWN["basis"],
    _OWN["source"],
    _OWN["published"],
    Column("retrieved", "DATE", "when we read the source"),
    _OWN["correction"],
    Column("claim_class", "VARCHAR", "confirmed, reported, disputed, derived or projected"),
    _OWN["note"],
)
#: What observations_all_vintages.csv has after those.
VINTAGE: tuple[Column, ...] = (_OWN["published_by"], _OWN["source_code"], _OWN["newest"])

#: The claim class comes from the view that pages and the API use, so that it is the same everywhere.
_JOIN = """
create table joined as
select o.*, i.label, a.name as authority_name, i.unit, f.retrieved, f.claim_class
from observation o
join indicator i on i.id = o.indicator
join authority a on a.code = o.authority
join figure f on f.id = o.id and f.kind = 'observation'
where {wanted}
order by o.indicator, o.authority, o.year, o.period, o.published_by, o.source
"""


def join_observations(con: duckdb.DuckDBPyConnection, wanted: str = "true") -> None:
    """Make the table `joined` of the observations that are wanted (SQL over `o`); its rows lie in an order that is
    the same in every run."""
    con.execute(_JOIN.format(wanted=wanted))
