"""What was known on a day of one council or one measure, beside what is known now. Made by the server.

In: gathered facts, rows of then and now. Out: `Page`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from portcullis.vocabulary import date_text

from ..charts import Cell, Column, Table
from ..gathered import Gathered
from .area import area_path
from .environment import Page, relative
from .figures import Shown, when

Row = dict[str, Any]
#: More changes than this are in the files: a page that nobody can read to its end helps nobody.
MOST = 200
CHANGED = {"revised": "a later release says otherwise", "corrected": "corrected or marked by us since"}


def subject_of(g: Gathered, *, code: str = "", measure: str = "") -> Row:
    """Who or what the page is about: name, address of its page, and of its files in the API."""
    if code:
        area = g.areas[code]
        files = f"api/v1/areas/{code}/figures"
        return {"name": area["name"], "home": area_path(area), "files": files, "label": "Measure"}
    label, files = g.indicators[measure]["label"], f"api/v1/indicators/{measure}/figures"
    return {"name": label, "home": f"measures/{measure}/", "files": files, "label": "Council"}


def as_of_page(
    g: Gathered, subject: Row, rows: list[Row], day: dt.date | None, *, first: dt.date | None, problem: str = ""
) -> Page:
    """The page, or the form alone where there is no day. `first`: the first day of which we know anything."""
    path = f"{subject['home']}as-of/"
    shown = Shown(g, relative(path))
    told = date_text(day.isoformat()) if day else ""
    changed = [row for row in rows if row["change"] in CHANGED]
    known = [row for row in rows if row["then"] is not None and row["then"]["value"] is not None]
    context = {
        "subject": subject, "day": day, "told": told, "problem": problem,
        "title": f"{subject['name']} as known on {told}" if day else f"{subject['name']} as known on a day",
        "first": date_text(first.isoformat()) if first else "", "first_day": first, "known": len(known),
        "new": sum(row["change"] == "new" and row["now"]["value"] is not None for row in rows),
        "changed": len(changed), "most": MOST,
        "newest": _newest(shown, rows, subject, told) if known else None,
        "changes": _changes(shown, changed[:MOST], subject, told) if changed and known else None,
    }  # fmt: skip
    context["sources"] = shown.sources()
    return Page(path, "as_of.html", context, active=subject["home"].partition("/")[0] + "/")


def unknown_page(problem: str) -> Page:
    """The form for any council or measure, with what is wrong."""
    context = {"title": "Figures as known on a day", "subject": None, "problem": problem}
    return Page("as-of/", "as_of.html", context, active="data/")


def _name(g: Gathered, row: Row, subject: Row) -> str:
    if subject["label"] == "Measure":
        return g.indicators[row["indicator"]]["label"]
    return g.areas[row["authority"]]["name"] if row["authority"] in g.areas else row["authority"]


def _newest(shown: Shown, rows: list[Row], subject: Row, told: str) -> Table:
    """One row for each measure or council: the newest value known then, the same now, and the newest value now."""
    g, body = shown.gathered, []
    key = "indicator" if subject["label"] == "Measure" else "authority"
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["now"][key], []).append(row)
    for group in sorted(groups.values(), key=lambda group: _name(g, group[0]["now"], subject)):
        then = next((r for r in reversed(group) if r["then"] and r["then"]["value"] is not None), None)
        if then is None:
            continue
        latest = next((r["now"] for r in reversed(group) if r["now"]["value"] is not None), None)
        later = latest is not None and latest["period"] != then["now"]["period"]
        same = Cell("the same") if then["change"] == "same" else shown.cell(then["now"])
        body.append([
            _name(g, then["now"], subject), when(then["now"], g), shown.cell(then["then"]), same,
            shown.cell(latest) if later else Cell("none"), when(latest, g) if later and latest else "",
            shown.source_cell(then["then"]),
        ])  # fmt: skip
    columns = [
        subject["label"], "Period", Column("As known then", numeric=True), Column("The same period now", numeric=True),
        Column("Newer since", numeric=True), "Period of the newer", "Source then",
    ]  # fmt: skip
    return Table(f"Newest figures known on {told}", columns, body)


def _changes(shown: Shown, changed: list[Row], subject: Row, told: str) -> Table:
    g = shown.gathered
    body = [
        [
            _name(g, r["now"], subject), when(r["now"], g), shown.cell(r["then"]), shown.cell(r["now"]),
            CHANGED[r["change"]], shown.source_cell(r["now"]),
        ]
        for r in changed
    ]  # fmt: skip
    columns = [subject["label"], "Period", Column("As known then", numeric=True), Column("Now", numeric=True), "Why",
               "Source now"]  # fmt: skip
    return Table(f"Figures known on {told} that have changed since", columns, body)
