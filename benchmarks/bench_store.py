"""How long the store takes from nothing, after the register is loaded. Baseline: DuckDB's own read_csv of the same
observation files into a table on disk, with no checks, no ids, no corrections and no Parquet."""

from __future__ import annotations

import json

from .measure import REGISTER, best, python, say

PROGRAM = f"""
import json, pathlib, tempfile, time
import duckdb
from portcullis.register import load
from portcullis.store import build
register = load({str(REGISTER)!r})
with tempfile.TemporaryDirectory() as folder:
    start = time.perf_counter()
    with duckdb.connect(f"{{folder}}/plain.duckdb") as con:
        con.execute(
            "create table o as select * from read_csv($files, header = true, filename = true, all_varchar = true)",
            {{"files": {str(REGISTER)!r} + "/observations/*.csv"}},
        )
    plain = time.perf_counter() - start
    start = time.perf_counter()
    build(register, pathlib.Path(folder) / "store")
    print(json.dumps({{"ours": time.perf_counter() - start, "plain": plain}}))
"""


def main() -> None:
    one = best(*python(PROGRAM), times=3)
    took = json.loads(one.output)
    say("store from nothing", took["ours"], "DuckDB read_csv of the observations", took["plain"], budget=3.0)


if __name__ == "__main__":
    main()
