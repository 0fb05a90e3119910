"""Who gains from the stability grant, council by council: by name and kind, never by size.

In: gathered facts with recorded projections. Out: the `Page` and its CSV file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from portcullis.vocabulary import ENGLAND

from ...charts import Cell, ChartBlock, Column, Mark, Strip, StripChart, Table, strip_chart
from ...charts.format import pounds, show
from ...gathered import Gathered
from ...words import shares as words
from ...words.outlook import MEASURED, TODAY
from ...words.sentence import Sentence, said
from ...work import File
from ..area import area_path
from ..charts import plural
from ..environment import Page, relative
from ..figures import Shown, tag_of
from .places import GRANT_PATH, made, range_cells
from .shares import Share, as_csv, shares

Row = dict[str, Any]
CSV = f"{GRANT_PATH}grant.csv"
UNKNOWN = "not known"


def grant_pages(g: Gathered) -> Iterator[Page | File]:
    """The page and its file; none where nothing was recorded."""
    if not g.outlooks:
        return
    found = shares(g)
    shown = Shown(g, relative(GRANT_PATH))
    kinds = groupby(sorted(found, key=lambda one: one.area["type"]), key=lambda one: one.area["type"])
    tables = [(plural(kind), _table(shown, kind, list(some))) for kind, some in kinds]
    england = g.outlooks.get(ENGLAND)
    today, without = (england.at(slug, "grant", MEASURED) if england else None for slug in (TODAY, "no-agreements"))
    signed = [one for one in found if one.agreement and one.agreement["kind"] == "agreement"]
    context = {
        "title": "The stability grant: who gains, and who paid before",
        "description": "What each council may get from the High Needs Stability Grant, for each young person and each "
        "plan, beside what it paid in, had received or had cleared before.",
        "answer": [*words.england_sentences(today, without), *_counted(found)],
        "fairness": words.FAIRNESS,
        "known": words.known_sentences(
            len(signed), sum(one.paid_in_gbp is not None for one in signed), sum(bool(one.received) for one in signed),
            sum(one.received_all for one in signed),
        ),
        "block": _spread(found), "stated": _stated(shown, found),
        "cleared": [one for one in found if one.before],
        "area_path": area_path,
        "tables": [(f"kind-{number}", name, table) for number, (name, table) in enumerate(tables)],
        "csv": shown.url(CSV),
        "made": made(g.outlook_about),
    }  # fmt: skip
    context["sources"] = shown.sources()
    yield Page(GRANT_PATH, "money_grant.html", context, active="money/")
    yield File(CSV, as_csv(g, found))


def _counted(found: list[Share]) -> list[Sentence]:
    grants = [one.grant for one in found]
    sure = sum(told is not None and told.low_80 > 0 for told in grants)
    none = sum(told is not None and told.high_80 <= 0 for told in grants)
    missing = sum(told is None for told in grants)
    return words.count_sentences(sure, len(grants) - sure - none - missing, none, missing)


def _spread(found: list[Share]) -> ChartBlock | None:
    """How pounds for each young person are spread, a strip for each kind of council: nobody is named."""
    kinds = groupby(sorted(found, key=lambda one: one.area["type"]), key=lambda one: one.area["type"])
    strips = []
    for kind, some in kinds:
        values = [(one, each) for one in some if (each := one.per(one.people)) is not None]
        if values:
            name = plural(kind)
            strips.append(Strip(name[0].upper() + name[1:], [Mark(round(each, 2), "") for _, each in values]))
    if not strips:
        return None
    return ChartBlock(
        heading="Pounds of grant for each child and young person, middle of each council’s range",
        svg=strip_chart(StripChart(strips, unit="gbp_each")),
        description=[said("Each dot is a council; the tables below name each, with its range.")],
        id="chart-grant-each",
    )


def _table(shown: Shown, kind: str, found: list[Share]) -> Table:
    rows = [_row(shown, one) for one in found]
    columns: list[Column | str] = [
        "Council", *(Column(label, numeric=True) for label in (
            "Projected grant", "From", "To", "Per person", "Per plan")),
        "Paid in itself", "Received before", "Last official balance",
    ]  # fmt: skip
    name = plural(kind)
    return Table(f"{name[0].upper()}{name[1:]}: projected stability grant, and what came before it", columns, rows,
                 stack=True)  # fmt: skip


def _row(shown: Shown, one: Share) -> list[Cell | str | float | None]:
    name = Cell(one.area["name"], href=shown.url(f"{area_path(one.area)}#outlook"))
    return [
        name, *range_cells(one.grant), _each(shown, one, one.people), _each(shown, one, one.plans),
        _paid_in(shown, one), _received(shown, one), _before(shown, one),
    ]  # fmt: skip


def _each(shown: Shown, one: Share, row: Row | None) -> Cell:
    """Pounds for each person or plan; why not, where it cannot be worked out."""
    each = one.per(row)
    if each is None or row is None or one.grant is None:
        doubt = one.grant is not None and row is not None and row["status"] == "suspect"
        return Cell("count in doubt" if doubt else UNKNOWN, missing=True)
    shown.figure(row)
    return Cell(show(each, "gbp_each", 0), round(each, 2), made_from=(one.grant.id, row["id"]))


def _stated(shown: Shown, found: list[Share]) -> Table | None:
    """What a council or the press has said of its grant, beside ours; by name."""
    rows: list[list[Cell | str | float | None]] = []
    for one in found:
        for row in one.stated:
            shown.figure(row)
            said_so = Cell(pounds(row["value"]), int(row["value"]), row["id"], tag_of(row))
            source = Cell(shown.source_label(row["source"], row["published"]), href=f"#source-{row['source']}",
                          note=row["note"])  # fmt: skip
            rows.append([one.area["name"], said_so, *range_cells(one.grant), source])
    columns = ["Council", *(Column(label, numeric=True) for label in ("Stated", "Ours", "From", "To")), "Source"]
    caption = "What a council or the press has said of its grant, beside our range"
    return Table(caption, columns, rows, stack=True) if rows else None


def _paid_in(shown: Shown, one: Share) -> Cell:
    if one.agreement is None or one.agreement["kind"] != "agreement":
        return Cell("no agreement")
    if one.version is None:
        return Cell(UNKNOWN, missing=True)
    note = one.version["council_contribution_note"]
    for source in filter(None, one.version["sources"].split("|")):
        shown.source_label(source)
    if one.paid_in_gbp is None:
        return Cell(UNKNOWN, missing=True, note=note)
    return Cell(pounds(one.paid_in_gbp), tag="reported", note=note)


def _received(shown: Shown, one: Share) -> Cell:
    if one.agreement is None:
        return Cell("no agreement")
    if one.agreement["kind"] != "agreement":
        return Cell("bid refused")
    if not one.received:
        return Cell(UNKNOWN, missing=True)
    for row in one.received:
        for source in filter(None, row["sources"].split("|")):
            shown.source_label(source)
    periods = ", ".join(row["period"] for row in one.received)
    if not one.received_gbp:
        return Cell(UNKNOWN, missing=True, note=f"nothing was paid in {periods}")
    note = "all of it" if one.received_all else f"known: {periods}; there may be more"
    if len(one.received) == 1:
        row = one.received[0]
        return Cell(pounds(row["amount_gbp"]), row["amount_gbp"], row["figure"], "reported", note=note)
    ids = tuple(row["figure"] for row in one.received)
    return Cell(pounds(one.received_gbp), int(one.received_gbp), tag="derived", note=note, made_from=ids)


def _before(shown: Shown, one: Share) -> Cell:
    """What an agreement tells of the deficit, and the newest official balance."""
    official = one.official
    if official is None:
        return Cell(one.before or UNKNOWN, missing=not one.before)
    shown.figure(official)
    value = official["value"]
    way = "deficit" if value > 0 else "surplus" if value < 0 else "balance"
    text = f"{pounds(abs(value))} {way}, March {official['year']}"
    text += f"; {one.before}" if one.before else ""
    return Cell(text, official["value"], official["id"], tag_of(official))
