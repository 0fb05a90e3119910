"""The list of sources, and a page for each with what rests on it.

In: gathered facts. Out: `Page`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..gathered import Gathered
from .environment import Page
from .figures import source_view

Row = dict[str, Any]


def source_pages(g: Gathered) -> Iterator[Page]:
    """The list of sources, and a page for each with what rests on it."""
    rows = sorted(g.sources.values(), key=lambda s: (s["publisher"].lower(), s["title"], s["id"]))
    kinds = [(kind, [source_view(s) for s in rows if s["kind"] == kind]) for kind in KINDS]
    yield Page(
        "sources/",
        "sources.html",
        {"title": "Sources", "kinds": [(KINDS[k], v) for k, v in kinds if v], "total": len(rows)},
        active="data/",
    )
    cited: dict[str, list[Row]] = {}
    for a in g.agreements:
        for identity in sorted(_sources_of(a)):
            cited.setdefault(identity, []).append(a)
    for source in rows:
        measures = [
            (g.indicators[indicator], *held) for indicator, held in sorted(g.resting.get(source["id"], {}).items())
        ]
        context = {
            "title": source["title"] or f"A page of {source['publisher']}",
            "source": source_view(source), "measures": measures, "agreements": cited.get(source["id"], []),
            "events": [e for e in g.events if source["id"] in e["sources"].split("|")],
            "claims": sum(c["source"] == source["id"] for claims in g.claims.values() for c in claims),
            "kind": KINDS[source["kind"]],
        }  # fmt: skip
        yield Page(f"sources/{source['id']}/", "source.html", context, active="data/")


KINDS = {
    "official": "Official bodies", "parliament": "Parliament", "court": "Courts", "council": "Councils",
    "press": "The press", "third_party": "Others", "ours": "This project",
}  # fmt: skip


def _sources_of(agreement: Row) -> set[str]:
    found: set[str] = set()
    for part in ("states", "versions", "other_totals", "payments", "deficits", "conditions", "events", "statements"):
        for row in agreement[part]:
            found |= set(filter(None, row["sources"].split("|")))
    return found
