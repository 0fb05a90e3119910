"""Figures for paper: each with its period, basis, label and source, and the numbered list of those sources.

In: gathered facts and a code. Out: rows as plain data, in the order in which people ask.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portcullis.vocabulary import ENGLAND, date_text

from ..charts.format import show
from ..gathered import Gathered
from ..pages.area import BASIS, DEFICIT
from ..pages.figures import short_publisher, tag_of, when
from ..words import money as money_words

Row = dict[str, Any]
#: Words on paper for the labels of the site; a projection is called what councillors call it.
LABELS = {"projected": "forecast", "derived": "worked out", "suspect": "in doubt"}
#: Measures after the money, with what they count, and whether England stands beside them.
SERVICE = (
    ("ehc_plans", "EHC plans in force", "all ages to 25, in January", False),
    ("plans_within_20_weeks_pct", "New plans made within 20 weeks", "lawful exceptions left out", True),
    ("ehc_requests_refused_pct", "Requests for an assessment refused", "share of requests in the year", True),
    ("send_appeal_rate_pct", "Appeals to the tribunal", "share of decisions open to appeal", True),
    ("high_needs_block_allocation", "High needs funding for the year", "before deductions", False),
)  # fmt: skip


@dataclass
class Cited:
    """Sources in the order in which figures cite them; numbers start at one."""

    gathered: Gathered
    order: list[str] = field(default_factory=list)

    def number(self, identity: str) -> int:
        """The number of a source on this sheet."""
        if identity not in self.order:
            self.order.append(identity)
        return self.order.index(identity) + 1

    def rows(self) -> list[Row]:
        """The list at the foot of the sheet."""
        return [self._row(i + 1, self.gathered.sources[identity]) for i, identity in enumerate(self.order)]

    def _row(self, number: int, source: Row) -> Row:
        day = date_text(source["published"]) if source["published"] else "date not known"
        url = source["url"] or ""
        return {
            "n": number, "publisher": short_publisher(source["publisher"]), "title": clipped(source["title"], 90),
            "published": day, "url": url if url.startswith(("https://", "http://")) else "", "shown": short_url(url),
        }  # fmt: skip


def key_figures(g: Gathered, code: str, cited: Cited) -> list[Row]:
    """The rows of the table: money first, then the service."""
    rows = [*_balance(g, code, cited), *_claims(g, code, cited), *_promised(g, code, cited)]
    for indicator, what, basis, compare in SERVICE:
        row = g.latest(indicator, code)
        if row is None:
            continue
        line = _line(what, _text(g, row), when(row, g), basis, tag_of(row), [cited.number(row["source"])])
        england = g.at(indicator, ENGLAND, row["period"]) if compare else None
        line["england"] = _text(g, england) if england and england["value"] is not None else ""
        rows.append(line)
    return rows


def _line(what: str, value: str, period: str, basis: str, tag: str, sources: list[int]) -> Row:
    return {
        "what": what, "value": value, "period": period, "basis": basis, "tag": LABELS.get(tag, tag), "england": "",
        "projected": tag == "projected", "sources": sorted(set(sources)),
    }  # fmt: skip


def _text(g: Gathered, row: Row) -> str:
    return show(row["value"], row["unit"], g.indicators[row["indicator"]]["decimals"])


def balance_words(value: float) -> str:
    """'£67.2m deficit', '£1.2m surplus', '£0'."""
    if not value:
        return "£0"
    return f"{show(abs(value), 'gbp')} {'deficit' if value > 0 else 'surplus'}"


def _balance(g: Gathered, code: str, cited: Cited) -> list[Row]:
    row = g.latest(DEFICIT, code)
    if row is None:
        return []
    words = balance_words(row["value"])
    source = cited.number(row["source"])
    return [_line("Schools grant balance, official", words, when(row, g), BASIS["net"], tag_of(row), [source])]


def _claims(g: Gathered, code: str, cited: Cited) -> list[Row]:
    """What the council or the press say of the newest date, and the nearest forecast: as 'What this means' does."""
    claims = g.claims.get(code, [])
    actual = [c for c in claims if c["kind"] == "actual"]
    ahead = [c for c in claims if c["kind"] == "forecast" and c["as_at"] >= money_words.GRANT_DATE]
    newest = [c for c in actual if c["as_at"] == max(a["as_at"] for a in actual)]
    nearest = [c for c in ahead if c["as_at"] == min(a["as_at"] for a in ahead)]
    return [
        *_said("Deficit stated by the council or press", newest, "reported", cited),
        *_said("Deficit forecast by the council or press", nearest, "projected", cited),
    ]


def _said(what: str, claims: list[Row], tag: str, cited: Cited) -> list[Row]:
    if not claims:
        return []
    ordered = sorted(claims, key=lambda c: (c["value_gbp"], c["id"]))
    ends = ordered[:1] if ordered[0]["value_gbp"] == ordered[-1]["value_gbp"] else [ordered[0], ordered[-1]]
    return [
        _line(what, balance_words(c["value_gbp"]), date_text(c["as_at"]), BASIS[c["basis"]], tag,
              [cited.number(c["source"])])
        for c in ends
    ]  # fmt: skip


def _promised(g: Gathered, code: str, cited: Cited) -> list[Row]:
    agreement = g.agreement_of.get(code)
    known = [v for v in agreement["versions"] if v["total_gbp"] is not None] if agreement else []
    if not known:
        return []
    version = known[-1]
    until = f"to {version['end_year']}" if version["end_year"] else "end not known"
    sources = [cited.number(identity) for identity in version["sources"].split("|")[:2]]
    what = "Promised in the Safety Valve agreement"
    return [_line(what, show(version["total_gbp"], "gbp"), until, "if terms were met", "reported", sources)]


def clipped(text: str, most: int) -> str:
    """The text, or its first words and an ellipsis: a sheet of paper ends, and a field of the register need not."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = words[:most].rsplit(" ", 1)[0] if " " in words[:most] else words[:most]
    return cut.rstrip(",;:. ") + "…"


def short_url(url: str) -> str:
    """An address as paper shows it: without the scheme, and cut where nobody would type it in."""
    bare = url.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= 150 else bare[:120] + "…"
