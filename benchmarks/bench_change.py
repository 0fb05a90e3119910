"""How long a build takes after one changed figure, and how many files it writes; the third change of each kind counts.

Baseline: hashing the files of the register. The first build after one from nothing makes its folders anew, and the
second uses those of the generation before; both are printed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from .bench_build import HASHES
from .measure import REGISTER, Run, best, portcullis, python, run, say

#: A count of a council, England's own count, and a deficit.
FIGURES = {
    "a council's plans": ("ehc_plans", "E10000016,2021,"),
    "England's plans": ("ehc_plans", "E92000001,2021,"),
    "a council's deficit": ("dsg_cumulative_deficit", "E10000016,2020-21,"),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, build = Path(folder) / "register", Path(folder) / "build"
        shutil.copytree(REGISTER, root)
        shutil.copytree(REGISTER.parent / "forecasts", Path(folder) / "forecasts")
        run(*portcullis("build"), build=build, register=root)
        hashing = best(*python(HASHES)).seconds
        first, _ = _changed(root, build, *FIGURES["a council's plans"])
        say("the first change after a build from nothing", first.seconds, "hashing the register", hashing)
        for name, (measure, start) in FIGURES.items():
            done = [_changed(root, build, measure, start) for _ in range(3)]
            one, written = min(done, key=lambda pair: pair[0].seconds)
            say(f"build after a change of {name} ({written} files written)", one.seconds, "hashing the register",
                hashing, budget=2.0)  # fmt: skip


def _changed(root: Path, build: Path, measure: str, start: str) -> tuple[Run, int]:
    """Add one to a value and build; how many files are not those of the build before."""
    path = root / "observations" / f"{measure}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith(start))
    cells = lines[place].split(",")
    cells[2] = str(int(float(cells[2])) + 1)
    lines[place] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run(*portcullis("build"), build=build, register=root)
    return done, json.loads((build / "site" / "manifest.json").read_text())["report"]["written"]


if __name__ == "__main__":
    main()
