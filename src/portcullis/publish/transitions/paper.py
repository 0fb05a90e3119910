"""Puts the report together and writes it.

In: `Paper`: a name, how the numbers were made, protected rows, the record, and the Januaries of the history. Out: two
files in a new folder, which appears whole or not at all; the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portcullis.model.aside import new_folder

from ..charts import LineChart, Table, line_chart
from . import tables, words

Row = Mapping[str, Any]
#: The time that stands in the PDF: its bytes must not depend on a clock.
TIMESTAMP = 1_767_225_600


@dataclass(frozen=True)
class Paper:
    """All that the report says. Rows must have been through disclosure control: a row without a status is refused."""

    name: str
    made: Mapping[str, Any]
    rows: Sequence[Row]
    lines: Sequence[Row]
    past: Sequence[Row]
    history: Mapping[int, int]


@dataclass(frozen=True)
class Section:
    """A heading, sentences, perhaps a chart with its description, and tables."""

    title: str
    sentences: Sequence[str] = ()
    chart: LineChart | None = None
    alt: str = ""
    tables: Sequence[Table] = ()

    @property
    def svg(self) -> str:
        """The picture, or nothing."""
        return line_chart(self.chart) if self.chart else ""


def sections(paper: Paper) -> list[Section]:
    """The report in its order. Raises ValueError for a row that has not been protected."""
    if any("status" not in row for row in (*paper.rows, *paper.lines)):
        raise ValueError("a row without a status has not been through disclosure control")
    known = {year: count for year, count in paper.history.items() if count >= paper.made["small_cells_below"]}
    before = known.get(paper.made["start_january"])
    out = [
        Section("In short", words.answer(paper.rows, paper.made, before)),
        _charted("Children with plans", paper.rows, "total", "Children with plans", known),
    ]
    if any(row["group"] == "cost" and (row["exact_mean"] or 0) > 0 for row in paper.rows):
        out.append(_charted("Cost of places", paper.rows, "cost", "Cost of places in the year", {}))
    out += [
        Section("By kind of provision", ["As in the Department's DSG management plan, with ranges."], tables=[
            tables.by_key(paper.lines, "provision", "Children by kind of provision", "Provision"),
            tables.by_key(paper.lines, "provision_cost", "Cost by kind of provision", "Provision"),
        ]),
        Section("By age and need", tables=[
            tables.by_key(paper.lines, "age_band", "Children by age", "Age"),
            tables.by_key(paper.lines, "need", "Children by primary need", "Need"),
        ]),
        Section("By setting", tables=[tables.by_key(paper.rows, "setting", "Children by setting", "Setting")]),
        Section("How wrong this would have been", words.record(paper.past),
                tables=[tables.scores(paper.past)] if paper.past else []),
        Section("Before you use a number", [*words.limits(paper.made), words.how(paper.made)]),
    ]  # fmt: skip
    return out


def _charted(title: str, rows: Sequence[Row], group: str, label: str, history: Mapping[int, int]) -> Section:
    table = tables.by_year(rows, group, label)
    chart = tables.chart(rows, group, label, history)
    if chart is None:
        return Section(title, ["Too few children for a chart."], tables=[table])
    last = [row for row in rows if row["group"] == group][-1]
    alt = (
        f"{label}: a line that is projected from January {rows[0]['january']}. January {last['january']}: "
        f"{tables.shown(last, 'exact_mean')}, between {tables.between(last, '95')} in 95 of 100 futures."
    )
    return Section(title, [], chart, alt, [table])


def write_paper(paper: Paper, folder: Path) -> list[Path]:
    """Write report.html and report.pdf. Raises FileExistsError where the folder holds anything."""
    from .html import page
    from .pdf import printed

    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is there already")
    with new_folder(folder) as aside:
        (aside / "report.html").write_text(page(paper), encoding="utf-8")
        (aside / "report.pdf").write_bytes(printed(paper))
    return sorted(folder.iterdir())
