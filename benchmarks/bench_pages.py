"""What a reader downloads for a council's page: the HTML and everything that it links in.

Compressed as a server would, against the budget of 60 kB. Baseline: the same, not compressed.
"""

from __future__ import annotations

import gzip
import re
import statistics
import tempfile
from pathlib import Path

from .measure import portcullis, run, say

LINKED = re.compile(r"""<(?:link[^>]*rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="([^"#?]+)["#?]""")
BUDGET_KB = 60


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        run(*portcullis("build"), build=build)
        pages = sorted((build / "site" / "areas").glob("*/*/index.html"))
        weights = [weight(page) for page in pages]
    plain, packed = zip(*weights, strict=True)
    for name, pick in (("median", statistics.median), ("heaviest", max)):
        say(
            f"council page, {name} of {len(pages)}, compressed", pick(packed) / 1000,
            "the same, not compressed", pick(plain) / 1000, "kB", budget=BUDGET_KB,
        )  # fmt: skip


def weight(page: Path) -> tuple[int, int]:
    """Bytes of a page with what it links in: as they are, and compressed one by one."""
    text = page.read_text(encoding="utf-8")
    parts = [page.read_bytes()]
    for address in sorted(set(LINKED.findall(text))):
        path = (page.parent / address).resolve()
        if path.is_file():
            parts.append(path.read_bytes())
    return sum(map(len, parts)), sum(len(gzip.compress(part, 6)) for part in parts)


if __name__ == "__main__":
    main()
