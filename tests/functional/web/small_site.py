"""A folder of pages as the publisher leaves it, but small: enough to see what the server makes of it.

In: a build folder with a store. Out: the place `site` beside it.
"""

from __future__ import annotations

import json
from pathlib import Path

from portcullis.store import open_store, queries, replacing

HOME = "<!doctype html><title>Home</title><p>The front page</p>"
LARGE = 2_500_000


def write_site(build: Path, *, mark: str = "") -> None:
    """Write the site and put it in its place. `mark` stands on every page of a council."""
    with open_store(build / "store") as store:
        areas = queries.areas(store)
        agreements = queries.agreements(store)
        indicators = queries.indicators(store)
    with replacing(build / "site") as folder:
        put(folder, "index.html", HOME)
        for name in ("search", "areas", "agreements", "about", "data"):
            put(folder, f"{name}/index.html", f"<h1>{name}</h1>")
        for area in areas:
            text = f"<h1>{area['name']}</h1>{mark}" + "<p>What was signed, and what is owed.</p>" * 100
            put(folder, f"areas/{area['code']}/{area['slug']}/index.html", text)
            put(folder, f"embed/areas/{area['code']}/plans/index.html", f"A chart of {area['name']}")
        for agreement in agreements:
            put(folder, f"agreements/{agreement['slug']}/index.html", agreement["name"])
        for indicator in indicators:
            put(folder, f"measures/{indicator['id']}/index.html", indicator["label"])
        put(folder, "static/site.css", "body { margin: 0 }")
        put(folder, "data/datapackage.json", "{}")
        put(folder, "data/claims.csv", "id,value\na,1\n")
        put(folder, "data/observations.csv", "x" * LARGE)
        put(folder, "data/findings.json", json.dumps([FINDING]))
        put(folder, ".hidden", "not for readers")
        put(folder, "manifest.json", "{}")
        (folder / "outside").symlink_to("/etc")
        (folder / "passwd.html").symlink_to("/etc/passwd")


FINDING = {
    "id": "parts-make-the-whole:1", "check": "parts", "severity": "warning", "what": "The parts do not add up.",
    "why_it_may_be_innocent": "Some parts may be withheld.", "indicator": "ehc_plans", "period": "2025",
    "authorities": ["E10000016"], "observations": ["ehc_plans:E10000016:2025:ees_sen2_2025"],
}  # fmt: skip


def put(folder: Path, name: str, text: str) -> None:
    """Write one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
