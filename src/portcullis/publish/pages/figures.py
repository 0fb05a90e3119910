"""A figure as a page shows it: text, label, note, and the source one click away.

In: rows of the store. Out: `FigureView`, table cells, and the list of sources that a page rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portcullis.vocabulary import PeriodKind, date_text, period_text

from ..charts import Cell
from ..charts.format import show
from ..gathered import Gathered

Row = dict[str, Any]
MISSING_WORDS = {"not_available": "not available", "not_applicable": "does not apply", "suppressed": "withheld"}


@dataclass(frozen=True, slots=True)
class FigureView:
    """What the `figure` macro prints."""

    text: str
    tag: str
    value: float | int | str
    figure_id: str
    source_label: str
    source_href: str
    note: str = ""


class Shown:
    """Makes figures for one page and remembers which sources and findings belong to it."""

    def __init__(self, gathered: Gathered, url: Callable[[str], str]) -> None:
        self.gathered = gathered
        self.url = url
        self.cited: dict[str, Row] = {}
        self.ids: dict[str, None] = {}

    def source_label(self, identity: str, published: str = "") -> str:
        """'Department for Education, June 2025', after noting that the page cites it."""
        source = self.cited.setdefault(identity, self.gathered.sources[identity])
        day = published or source["published"]
        publisher = short_publisher(source["publisher"])
        return f"{publisher}, {date_text(day)}" if day else f"{publisher}, date not known"

    def figure(self, row: Row | None) -> FigureView | None:
        """An observation as a figure, or None when there is none."""
        if row is None:
            return None
        self.ids[row["id"]] = None
        indicator = self.gathered.indicators[row["indicator"]]
        text = show(row["value"], row["unit"], indicator["decimals"])
        if row["value"] is None:
            text = MISSING_WORDS.get(row["status"], "no figure")
        return FigureView(
            text,
            tag_of(row),
            bare(row["value"]),
            row["id"],
            self.source_label(row["source"], row["published"]),
            f"#source-{row['source']}",
            self.note(row),
        )

    def money(self, value: int | None, identity: str, sources: str, tag: str, missing: str = "") -> FigureView:
        """A sum from an agreement or a claim."""
        self.ids[identity] = None
        first, *others = sources.split("|")
        label = self.source_label(first)
        for other in others:
            self.source_label(other)
        text = show(value, "gbp") if value is not None else (missing or "not known")
        return FigureView(text, tag if value is not None else "", bare(value), identity, label, f"#source-{first}")

    def cell(self, row: Row | None) -> Cell:
        """An observation as a table cell."""
        view = self.figure(row)
        if view is None or row is None:
            return Cell("no figure", missing=True)
        if row["value"] is None:
            return Cell(view.text, figure_id=row["id"], note=view.note, missing=True)
        loud = view.tag if view.tag != "confirmed" else ""
        return Cell(view.text, view.value, row["id"], loud, note=view.note)

    def source_cell(self, row: Row | None) -> Cell:
        """The source of an observation as a table cell."""
        if row is None:
            return Cell("")
        return Cell(self.source_label(row["source"], row["published"]), href=f"#source-{row['source']}")

    def note(self, row: Row) -> str:
        """What a reader should know about a value: its correction, or its note."""
        correction = self.gathered.correction_on(row["id"]) if row["correction"] else None
        if correction is None:
            return row["note"] or ""
        if correction["action"] == "override":
            was = show(row["value_as_published"], row["unit"])
            return f"Published as {was}; corrected. {correction['why']}"
        return correction["why"]

    def sources(self) -> list[Row]:
        """Sources cited on this page, by publisher and title, as the macro prints them."""
        rows = sorted(self.cited.values(), key=lambda s: (s["publisher"], s["title"], s["id"]))
        return [source_view(row) for row in rows]

    def findings(self) -> list:
        """Findings on any figure of this page, serious ones first."""
        found = {f.id: f for identity in self.ids for f in self.gathered.findings_on(identity)}
        order = {"error": 0, "warning": 1, "note": 2}
        return sorted(found.values(), key=lambda f: (order[str(f.severity)], f.id))


def source_view(row: Row) -> Row:
    """A source with dates in words."""
    published = date_text(row["published"]) if row["published"] else ""
    return row | {"published": published, "retrieved": date_text(row["retrieved"].isoformat())}


def short_publisher(name: str) -> str:
    """A publisher's name without what stands in brackets or after a semicolon."""
    return name.partition(" (")[0].partition(";")[0].strip() or name


def tag_of(row: Row) -> str:
    """The label of an observation: its claim class, but 'suspect' where we doubt it."""
    if row["value"] is None:
        return ""
    return "suspect" if row["status"] == "suspect" else row["claim_class"]


def bare(value: float | int | None) -> float | int | str:
    """The number as machines read it."""
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else value


def when(row: Row, gathered: Gathered) -> str:
    """The period of an observation in words."""
    return period_text(row["period"], PeriodKind(gathered.indicators[row["indicator"]]["period_kind"]))


def source_names(identities: str, gathered: Gathered) -> str:
    """Names of sources, joined."""
    return "; ".join(_names(identities.split("|"), gathered))


def _names(identities: Iterable[str], gathered: Gathered) -> list[str]:
    return [short_publisher(gathered.sources[identity]["publisher"]) for identity in identities if identity]
