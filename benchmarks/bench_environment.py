"""How much disk the environment takes: what a reader's copy needs, without the tools of developers.

Baseline: DuckDB alone, the largest part.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from .measure import say

OURS = "portcullis-send"


def main() -> None:
    sizes = {name: size(name) for name in needed(OURS)}
    largest = ", ".join(f"{name} {mb:.0f}" for name, mb in sorted(sizes.items(), key=lambda item: -item[1])[:5])
    say(
        f"environment, {len(sizes)} packages (MB: {largest})",
        sum(sizes.values()),
        "DuckDB alone",
        sizes["duckdb"],
        "MB",
    )


def needed(root: str) -> set[str]:
    """Names of the packages that a package needs, and that those need; extras left out."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        for line in _requirements(waiting.pop()):
            name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace("_", "-")
            if "extra ==" not in line and name not in found and _installed(name):
                found.add(name)
                waiting.append(name)
    return found


def _requirements(name: str) -> list[str]:
    return distribution(name).requires or []


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:  # needed on another system or an older Python only
        return False
    return True


def size(name: str) -> float:
    """Megabytes of a package's files, without bytecode."""
    files = distribution(name).files or []
    paths = [Path(str(file.locate())) for file in files if file.suffix != ".pyc"]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
