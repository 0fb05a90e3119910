"""How long `portcullis check` takes, the whole process. Baseline: csv.reader over the same CSV files, nothing more."""

from __future__ import annotations

from .measure import REGISTER, best, portcullis, python, say

BASELINE = f"""
import csv, pathlib
for path in sorted(pathlib.Path({str(REGISTER)!r}).rglob("*.csv")):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
"""


def main() -> None:
    ours = best(*portcullis("check"), times=7)
    base = best(*python(BASELINE), times=7)
    say("check", ours.seconds, "csv.reader over the same files", base.seconds, budget=0.5)
    say("check, peak memory", ours.peak_mb, "csv.reader over the same files", base.peak_mb, "MB")


if __name__ == "__main__":
    main()
