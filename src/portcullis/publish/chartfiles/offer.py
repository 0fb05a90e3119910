"""One chart with all that a file of it must carry: block, subject, figures, sources.

In: gathered facts, a measure, and a council or nothing (how all councils are spread). Out: `Offer`, or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portcullis.vocabulary import ENGLAND

from ..charts import ChartBlock
from ..gathered import Gathered
from ..pages.charts import area_chart
from ..pages.environment import relative
from ..pages.figures import Shown, short_publisher, source_view, when
from ..pages.spread import spread_chart
from .rows import line_rows, spread_table

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A chart to take away. `page` is the address of the page that it stands on, relative to the root."""

    block: ChartBlock
    subject: str
    page: str
    indicator: Row
    rows: list[Row]
    sources: list[Row]
    period: str
    projected: bool = False

    @property
    def message(self) -> str:
        """The heading as plain text."""
        return str(Markup(self.block.heading).striptags())  # noqa: S704 - our own HTML, on its way back to text

    @property
    def name(self) -> str:
        """What a file of it is called, without the ending."""
        return self.block.files.replace("/charts/", "/").strip("/").replace("/", "-")


def offer_of(g: Gathered, indicator: str, code: str | None) -> Offer | None:
    """The chart of a measure for one authority, or of all councils for None. Raises KeyError for what is not there."""
    definition = g.indicators[indicator]
    shown = Shown(g, relative(""))
    block = area_chart(shown, indicator, code) if code else spread_chart(shown, indicator)
    if block is None or block.chart is None:
        return None
    rows = line_rows(g, indicator, code, block.chart) if code else spread_table(g, indicator)
    known = [row for row in rows if row["value"] is not None]
    cited = [g.sources[identity] for identity in dict.fromkeys(row["source"] for row in known)]
    if code and code != ENGLAND:
        subject, page = g.areas[code]["name"], f"areas/{code}/{g.areas[code]['slug']}/"
    else:
        subject, page = "England" if code else "Councils in England", f"measures/{indicator}/"
    return Offer(
        block, subject, page, definition, rows, [source_view(s) for s in cited], _span(g, known), definition["ahead"]
    )


def source_words(offer: Offer) -> list[str]:
    """Sources as a picture names them: publisher and date, each once."""
    words = [f"{short_publisher(s['publisher'])}, {s['published'] or 'date not known'}" for s in offer.sources]
    return list(dict.fromkeys(words))


def _span(g: Gathered, known: list[Row]) -> str:
    ordered = sorted(known, key=lambda row: row["year"])
    first, last = when(ordered[0], g), when(ordered[-1], g)
    return first if first == last else f"{first} to {last}"
