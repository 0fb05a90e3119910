"""What an agreement changes in the projection: none ever, as known, and paid and met in full.

In: gathered facts with recorded projections, an agreement. Out: `AgreementView`, for the page of the agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...charts import Cell, Column, Table
from ...words import outlook as words
from ...words.sentence import Number, Sentence, said
from ..figures import Shown
from .places import SCENARIOS_PATH, SIMULATOR, cell, made, range_cells

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook

Row = dict[str, Any]
#: Scenarios that turn the dial of agreements, and today between them, with what the row is called here.
THREE = (
    ("no-agreements", "No agreement ever, and no Safety Valve money"),
    (words.TODAY, "As known, with what has been announced since"),
    ("agreements-met", "Every instalment paid and the promise met"),
)


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What the template prints."""

    sentences: list[Sentence]
    table: Table
    cautions: list[str]
    simulate: str
    made: str


def agreement_view(shown: Shown, agreement: Row) -> AgreementView | None:
    """Three futures of a council with an agreement; None for a refused bid or where nothing is projected."""
    g = shown.gathered
    outlook = g.outlooks.get(agreement["authority"])
    if agreement["kind"] != "agreement" or outlook is None or not outlook.runs:
        return None
    rows: list[list[Cell | str | float | None]] = []
    for slug, label in THREE:
        run = outlook.runs.get(slug)
        if run is None or slug not in g.scenarios:
            continue
        name = Cell(label, href=shown.url(f"{SCENARIOS_PATH}#{slug}"))
        rows.append([name, *range_cells(run.at("balance", words.MEASURED)), cell(run.at("grant", words.MEASURED)),
                     cell(run.at("balance", 2028))])  # fmt: skip
    if len(rows) < len(THREE):
        return None
    columns = ["If", *(Column(label, numeric=True) for label in (
        "March 2026", "80 of 100: from", "to", "Grant", "March 2028"))]  # fmt: skip
    cautions = [g.scenarios[slug]["caution"] for slug, _ in THREE if slug != words.TODAY]
    return AgreementView(
        sentences=_told(outlook),
        table=Table(
            "Projected deficit on 31 March 2026 with its range, stability grant, and deficit on 31 March 2028",
            columns,
            rows,
            stack=True,
        ),
        cautions=[one for one in cautions if one],
        simulate=shown.url(f"{SIMULATOR}?council={g.areas[agreement['authority']]['slug']}"),
        made=made(g.outlook_about),
    )


def _told(outlook: Outlook) -> list[Sentence]:
    """How far the money alone lowers what the grant is worked out on."""
    without, known = (outlook.at(slug, "balance", words.MEASURED) for slug in ("no-agreements", words.TODAY))
    if without is None or known is None:
        return []
    less = without.median - known.median
    if less <= 0:
        return [said("The model finds no Safety Valve money that lowered the deficit of March 2026.")]
    ids = (without.id, known.id)
    return [
        said("Safety Valve money may have lowered the deficit of March 2026 by about ",
             Number(words.rounded(less), less, made_from=ids), ".", projected=True),
        said("The stability grant covers what was left, so less deficit means fewer pounds of grant."),
    ]  # fmt: skip
