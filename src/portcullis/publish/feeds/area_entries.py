"""What is new about one council: newest figures, what was said of its deficit, and what happened to it.

In: gathered facts, a code, and the address of the feed. Out: `Entry`s. A forecast is called one in its title.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portcullis.vocabulary import date_text

from ..charts.format import balance, show
from ..gathered import Gathered
from ..pages.area import BASIS, DEFICIT
from ..pages.figures import MISSING_WORDS, when
from .atom import Entry
from .entries import agreement_entries, area_link, correction_entries, event_entries, sourced
from .names import first_day, tag

Row = dict[str, Any]
#: Measures whose newest value is news, and the part of the council's page that shows each.
FOLLOWED = {
    DEFICIT: "owed",
    "ehc_plans": "plans",
    "plans_within_20_weeks_pct": "timeliness",
    "ehc_requests_refused_pct": "timeliness",
    "send_appeal_rate_pct": "appeals",
}


def area_entries(g: Gathered, code: str, origin: str) -> Iterator[Entry]:
    """Everything that somebody who follows one council would want to hear."""
    yield from event_entries(g, g.events_of.get(code, []), origin)
    yield from correction_entries(g, origin, touching=code)
    if agreement := g.agreement_of.get(code):
        yield from agreement_entries(g, agreement, origin)
    for measure in FOLLOWED:
        if rows := g.of(measure, code):
            yield _figure(g, code, rows, origin)
    for claim in g.claims.get(code, []):
        yield _claim(g, claim, origin)


def _figure(g: Gathered, code: str, rows: list[Row], origin: str) -> Entry:
    """The newest value of a measure, also when it is missing, with the value before it."""
    row, before = rows[-1], rows[-2] if len(rows) > 1 else None
    indicator = g.indicators[row["indicator"]]
    name = indicator["label"].partition(" (positive")[0]
    doubtful = "This figure is marked as in doubt." if row["status"] == "suspect" else ""
    days = [row["published_by"]]
    note = row["note"]
    if correction := g.correction_on(row["id"]):
        days.append(first_day(correction["made"]))
        note = correction["why"]
    ahead = " (planned or forecast)" if row["claim_class"] == "projected" else ""
    return Entry(
        id=tag(g.site, "figure", row["id"]),
        title=f"{g.areas[code]['name']}: {name}, {when(row, g)}: {_shown(row, indicator)}{ahead}",
        day=max(days),
        summary=sourced(
            g,
            f"{name}, {when(row, g)}: {_shown(row, indicator)}{ahead}.",
            f"Before that, {when(before, g)}: {_shown(before, indicator)}." if before else "",
            doubtful,
            note or "",
            sources=[row["source"]],
        ),
        link=area_link(g, code, FOLLOWED.get(row["indicator"], "main"), origin),
        categories=("figure", row["claim_class"]),
    )


def _shown(row: Row, indicator: Row) -> str:
    if row["value"] is None:
        return MISSING_WORDS.get(row["status"], "no figure")
    if row["indicator"] == DEFICIT:
        return balance(row["value"])
    return show(row["value"], row["unit"], indicator["decimals"])


def _claim(g: Gathered, claim: Row, origin: str) -> Entry:
    """What a council or the press says of a deficit."""
    source = g.sources[claim["source"]]
    day = first_day(claim["published"]) if claim["published"] else source["published_by"]
    kind = "forecast" if claim["kind"] == "forecast" else "reported"
    title = f"{kind}, {date_text(claim['as_at'])}: {balance(claim['value_gbp'])}"
    unknown = "" if claim["published"] else "When it was said is not known."
    basis = f"Basis: {BASIS.get(claim['basis'], claim['basis'])}."
    doubts = "The day given is the first that it can mean." if len(claim["published"] or "") in (4, 7) else ""
    return Entry(
        id=tag(g.site, "claim", claim["id"].removeprefix("claim:")),
        title=f"{g.areas[claim['authority']]['name']}: grant balance, {title}",
        day=day,
        summary=sourced(g, f"Grant balance, {title}.", basis, claim["note"], unknown, doubts, sources=[source["id"]]),
        link=area_link(g, claim["authority"], "owed", origin),
        categories=("claim", kind),
    )
