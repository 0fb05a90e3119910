"""A folder of pages as the publisher leaves it, but small: enough to see what the server makes of it.

In: a build folder with a store. Out: the place `site` beside it.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

from portcullis.publish.gathered import gather
from portcullis.publish.search import FILE, SearchIndex, write_search
from portcullis.store import open_store, queries, replacing
from portcullis.vocabulary import Site
from portcullis.vocabulary.news import Post

HOME = "<!doctype html><title>Home</title><p>The front page</p>"
LARGE = 2_500_000
#: What the model said of the past and of the money, as the site shows it.
RECORDS = Path(__file__).parents[3] / "forecasts"
SITE = Site(name="A copy", strapline="For tests", operator="A tester", data_to="2026-11-24", checked_on="2026-11-24")
POST = Post(
    date=dt.date(2026, 11, 24), slug="a-marmalade-morning", title="A marmalade morning", summary="We met <b>early</b>.",
    body="Every **guest** asked about [EHC plans](guides/glossary/) & toast.",
)  # fmt: skip


def write_site(build: Path, *, mark: str = "", forecasts: Path | None = None) -> None:
    """Write the site and put it in its place. `mark` stands on every page of a council; `forecasts`: frozen ones."""
    with open_store(build / "store") as store:
        areas = queries.areas(store)
        agreements = queries.agreements(store)
        indicators = queries.indicators(store)
        write_search(gather(store, [], SITE, measures=["ehc_plans"]), store, build / FILE, posts=[POST])
    with replacing(build / "site") as folder:
        shutil.move(build / FILE, folder / FILE)
        for entry in SearchIndex(folder / FILE).entries.values():
            put(folder, f"{entry.address.partition('#')[0]}index.html", entry.title)
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
        shutil.copytree(RECORDS, folder / "data" / "forecasts", ignore=shutil.ignore_patterns("2*"), dirs_exist_ok=True)
        put(folder, "data/claims.csv", "id,value\na,1\n")
        put(folder, "data/observations.csv", "x" * LARGE)
        put(folder, "data/findings.json", json.dumps([FINDING]))
        if forecasts:
            shutil.copytree(forecasts, folder / "data" / "forecasts", dirs_exist_ok=True)
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
