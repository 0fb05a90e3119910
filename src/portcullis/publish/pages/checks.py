"""Corrections, the audit's findings, and the data page.

In: gathered facts. Out: `Page`s.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from portcullis.audit import CHECKS

from ..charts import Column, Table
from ..charts.format import show
from ..gathered import Gathered
from .environment import Page

Row = dict[str, Any]


def corrections_page(g: Gathered) -> Page:
    """Every correction, with what was published and what is shown."""
    groups: dict[str, list[Row]] = {}
    for row in g.corrections.values():
        groups.setdefault(row["id"], []).append(row)
    items = []
    for rows in groups.values():
        head = rows[0]
        values = []
        for row in rows:
            indicator, code, period, _ = row["observation"].split(":", 3)
            area = g.areas.get(code)
            unit = g.indicators[indicator]["unit"]
            shown = show(row["value_shown"], unit) if row["value_shown"] is not None else "marked as in doubt"
            values.append([
                area["name"] if area else code, g.indicators[indicator]["label"], period,
                show(row["value_published"], unit), shown,
            ])  # fmt: skip
        columns = ["Area", "Measure", "Period", Column("Published", numeric=True), Column("We show", numeric=True)]
        items.append((head, Table(f"Values touched by {head['id']}", columns, values, stack=True)))
    return Page(
        "corrections/",
        "corrections.html",
        {"title": "Corrections", "items": items, "total": len(g.corrections)},
        active="data/",
    )


def audit_page(g: Gathered) -> Page:
    """What the audit found, by check; notes are counted, not listed."""
    loud = [f for f in g.findings if str(f.severity) != "note"]
    checks = [
        (check, [(f, g.indicators.get(f.indicator)) for f in rows])
        for check, rows in (
            (c, list(r))
            for c, r in groupby(sorted(loud, key=lambda f: (f.check, str(f.severity), f.id)), key=lambda f: f.check)
        )
    ]
    asks = {check.name: check.asks for check in CHECKS}
    context = {
        "title": "Checks on official figures",
        "asks": asks,
        "checks": checks,
        "total": len(g.findings),
        "loud": len(loud),
    }
    return Page("audit/", "audit.html", context, active="data/")


def data_page(g: Gathered, downloads: list[Row], credits: list[Row], licence_text: str) -> Page:
    """Everything to download, its licence and its credits."""
    context = {
        "title": "Data",
        "downloads": downloads,
        "credits": credits,
        "counts": g.counts,
        "licence_text": licence_text,
    }
    return Page("data/", "data.html", context, active="data/")
