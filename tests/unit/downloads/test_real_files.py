"""Downloads of the register that ships: known figures, counts, and keys that hold."""

from __future__ import annotations

from pathlib import Path

import duckdb

from portcullis.publish.downloads.keys import FOREIGN, PRIMARY
from portcullis.store import Store

from .conftest import Rows


def test_englands_plans_in_january_2025(real_rows: Rows):
    wanted = ("ehc_plans", "E92000001", "2025")
    for path in ("observations.csv", "by-measure/ehc_plans.csv", "by-area/E92000001.csv"):
        rows = [r for r in real_rows(path) if (r["indicator"], r["authority"], r["period"]) == wanted]
        assert [(r["value"], r["unit"], r["status"], r["authority_name"]) for r in rows] == [
            ("638745", "count", "published", "England")
        ]


def test_counts_of_rows_and_of_files(open_real: Store, real: Path, real_rows: Rows):
    counts = open_real.rows("select count(*) as n, count(*) filter (newest) as newest from observation")[0]
    assert len(real_rows("observations_all_vintages.csv")) == counts["n"]
    assert len(real_rows("observations.csv")) == counts["newest"]
    assert sum(len(real_rows(f"by-measure/{p.name}")) for p in (real / "by-measure").glob("*.csv")) == counts["newest"]
    assert len(list((real / "by-area").glob("*.csv"))) == 154  # 153 councils and England


def test_the_joined_parquet_says_the_same_as_the_csv(real: Path):
    with duckdb.connect() as con:
        for name in ("observations", "observations_all_vintages"):
            differ = con.execute(
                f"""select count(*) from read_parquet('{real}/{name}.parquet') p
                    full join read_csv('{real}/{name}.csv', all_varchar = true, nullstr = '') c on c.id = p.id
                    where c.value::double is distinct from p.value or c.status is distinct from p.status
                       or c.authority_name is distinct from p.authority_name"""
            ).fetchall()
            assert differ == [(0,)]


def test_keys_identify_and_references_resolve(real: Path):
    with duckdb.connect() as con:
        for name, key in PRIMARY.items():
            columns = ", ".join(key)
            sql = f"select count(*), count(distinct ({columns})) from read_parquet('{real}/{name}.parquet')"
            rows, distinct = con.execute(sql).fetchall()[0]
            assert rows == distinct, name
        for name, pairs in FOREIGN.items():
            for column, target in pairs.items():
                table, field = target.split(".")
                sql = f"""select distinct {column} from read_parquet('{real}/{name}.parquet') where {column} <> ''
                          except select {field} from read_parquet('{real}/{table}.parquet')"""
                assert con.execute(sql).fetchall() == [], (name, column)
