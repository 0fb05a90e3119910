"""How long the whole build takes from nothing, with and without the printed briefs; when nothing has changed; and its
peak memory.

Baselines: copying the files of the finished site; hashing the files of the register; a Python that only imports the
libraries which the build needs.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from .measure import REGISTER, best, portcullis, python, run, say

HASHES = f"""
import hashlib, pathlib
for path in sorted(p for p in pathlib.Path({str(REGISTER)!r}).rglob("*") if p.is_file()):
    hashlib.sha256(path.read_bytes()).hexdigest()
"""
LIBRARIES = "import duckdb, jinja2, numpy, pydantic, typst, xlsxwriter"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        # `serve` builds every page and download, and prints a brief when somebody asks for one.
        pages = run(*portcullis("build", "--no-briefs"), build=Path(folder) / "without")
        cold = run(*portcullis("build"), build=build)
        start = time.perf_counter()
        shutil.copytree(build / "site", Path(folder) / "copy")
        copying = time.perf_counter() - start
        say("every page and download, from nothing", pages.seconds, "copying the site's files", copying, budget=15.0)
        say("the same with every brief printed", cold.seconds, "copying the site's files", copying, budget=25.0)
        again = best(*portcullis("build"), times=3, build=build)
        say(
            "build when nothing has changed", again.seconds, "hashing the register", best(*python(HASHES)).seconds,
            budget=1.0,
        )  # fmt: skip
        say(
            "build from nothing, peak memory", cold.peak_mb, "a Python with the same libraries",
            best(*python(LIBRARIES), times=2).peak_mb, "MB",
        )  # fmt: skip


if __name__ == "__main__":
    main()
