"""`python -m benchmarks [NAME …]`: runs those named, or all.

In: names. Out: lines of measurements on standard output.
"""

from __future__ import annotations

import importlib
import sys

NAMES = (
    "help", "check", "store", "build", "change", "pages", "environment", "forecast", "money", "transitions", "reader",
)  # fmt: skip


def main(names: list[str]) -> None:
    """Run benchmarks by name."""
    if unknown := [name for name in names if name not in NAMES]:
        sys.exit(f"no benchmark is called {unknown[0]!r}: use {', '.join(NAMES)}")
    for name in names or NAMES:
        importlib.import_module(f"benchmarks.bench_{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
