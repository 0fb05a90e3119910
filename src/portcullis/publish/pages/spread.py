"""How a measure is spread among councils: a chart with its message, sentences and table. Never a rank.

In: gathered facts and a measure. Out: `ChartBlock`, or None where fewer than eight councils have a value.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from portcullis.vocabulary import ENGLAND

from ..charts import Cell, ChartBlock, Column, Mark, Strip, StripChart, Table, strip_chart
from ..charts.format import balance, show
from ..gathered import Gathered
from ..tiles.classes import quartile
from ..words.sentence import MAX_WORDS, Number, Sentence, said
from .charts import plural
from .compare import FEW
from .environment import sentence_html
from .figures import Shown, when

Row = dict[str, Any]
#: With fewer councils a quartile is the word of one or two of them.
ENOUGH = 8
SHARES = (0.25, 0.5, 0.75)
ALONE = "Authorities of a kind of their own"


def spread_address(indicator: str) -> str:
    """Where the server offers this chart as files: add .csv, .json, .png or .svg."""
    return f"measures/{indicator}/charts/councils"


def spread_rows(g: Gathered, indicator: str) -> list[Row]:
    """One row for each present council, by name: the value of the newest period for which at least half as many
    councils have one as ever had; with kind of council, cases where they are known, and a mark."""
    period = _period(g, indicator)
    cases = g.indicators[indicator]["relations"].get("cases")
    out = []
    for code, area in sorted(_councils(g).items(), key=lambda item: item[1]["name"]):
        row = g.at(indicator, code, period) if period else None
        base = g.at(cases, code, period) if period and cases else None
        known = row if row and row["value"] is not None else None
        counted = base["value"] if base and base["status"] != "suspect" else None
        mark = ""
        if known and known["status"] == "suspect":
            mark = "doubt"
        elif known and counted is not None and counted < FEW:
            mark = "few"
        out.append({"area": area, "row": known, "asked": row, "cases": counted, "mark": mark})
    return out


def spread_chart(shown: Shown, indicator: str) -> ChartBlock | None:
    """The newest values of all councils, by kind of council."""
    g = shown.gathered
    definition = g.indicators[indicator]
    rows = spread_rows(g, indicator)
    known = [r for r in rows if r["row"]]
    if len(known) < ENOUGH:
        return None
    deficit = definition["sign"] == "positive_is_deficit"
    groups = by_kind(rows)
    strips = [
        Strip(kind, _marks(group), _quartiles(_sound(group), definition))
        for kind, every in groups.items()
        if (group := [r for r in every if r["row"]])
    ]
    above, below = ("deficit", "surplus") if deficit else ("", "")
    chart = StripChart(strips, definition["unit"], definition["decimals"], above, below)
    period = when(known[0]["row"], g)
    return ChartBlock(
        heading=sentence_html(_message(definition, known, period, deficit)),
        svg=strip_chart(chart),
        description=_sentences(definition, rows, known),
        table=_table(definition, groups, period),
        id="chart-councils",
        chart=chart,
        files=shown.url(spread_address(indicator)),
    )


def by_kind(rows: list[Row]) -> dict[str, list[Row]]:
    """Rows by kind of council. Those that are the only one of their kind share a strip: it must name nobody."""
    sizes = Counter(r["area"]["type"] for r in rows)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        kind = row["area"]["type"]
        groups.setdefault(_title(kind) if sizes[kind] > 1 else ALONE, []).append(row)
    return {kind: groups[kind] for kind in sorted(groups, key=lambda kind: (kind == ALONE, kind))}


def _councils(g: Gathered) -> dict[str, Row]:
    return {code: a for code, a in g.areas.items() if a["status"] == "current" and code != ENGLAND}


def _period(g: Gathered, indicator: str) -> str | None:
    counts: Counter[tuple[int, str]] = Counter()
    for code in _councils(g):
        counts.update((row["year"], row["period"]) for row in g.of(indicator, code) if row["value"] is not None)
    most = max(counts.values(), default=0)
    full = [period for period, number in counts.items() if 2 * number >= most]
    return max(full)[1] if full else None


def _marks(group: list[Row]) -> list[Mark]:
    return [Mark(float(r["row"]["value"]), r["row"]["id"], r["mark"]) for r in group]


def _sound(group: list[Row]) -> list[tuple[float, str]]:
    return sorted((float(r["row"]["value"]), r["row"]["id"]) for r in group if r["mark"] != "doubt")


def _quartiles(sound: list[tuple[float, str]], definition: Row) -> tuple[Number, Number, Number] | None:
    if len(sound) < ENOUGH:
        return None

    def printed(value: float) -> str:
        return show(value, definition["unit"], definition["decimals"])

    low, middle, high = (quartile(sound, share, printed) for share in SHARES)
    return low, middle, high


def _title(kind: str) -> str:
    words = plural(kind)
    return words[0].upper() + words[1:]


def _amount(number: Number, deficit: bool) -> list[str | Number]:
    if not deficit:
        return [number]
    words, _, money = balance(number.value).rpartition(" ")
    return [f"{words} ", Number(money, number.value, number.figure_id, number.made_from)]


def _label(definition: Row) -> str:
    return definition["label"].partition(" (positive")[0].removesuffix(" (%)")


def _message(definition: Row, known: list[Row], period: str, deficit: bool) -> Sentence:
    """The heading: between which values the middle half lies."""
    quartiles = _quartiles(_sound(known), definition)
    label = _label(definition)
    if quartiles is None:
        return said(f"{label}: {len(known)} councils have a figure, {period}")
    low, _, high = quartiles
    if low.text == high.text:
        return said(f"{label}: ", *_amount(low, deficit), f" in at least half of the councils, {period}")
    between = [*_amount(low, deficit), " and ", *_amount(high, deficit)]
    whole = said(f"{label}: half of the councils lie between ", *between, f", {period}")
    return whole if whole.words <= MAX_WORDS else said(f"{period}: half of the councils lie between ", *between)


def _sentences(definition: Row, rows: list[Row], known: list[Row]) -> list[Sentence]:
    """The range; what is not there; and what must not be read into it."""
    sound, deficit = _sound(known), definition["sign"] == "positive_is_deficit"
    out = []
    if sound:
        ends = (
            Number(show(v, definition["unit"], definition["decimals"]), v, figure)
            for v, figure in (sound[0], sound[-1])
        )
        low, high = (_amount(number, deficit) for number in ends)
        out.append(said(f"{len(known)} of {len(rows)} councils have a figure, from ", *low, " to ", *high, "."))
    few, doubt = (sum(r["mark"] == mark for r in known) for mark in ("few", "doubt"))
    if definition["ahead"]:
        out.append(said("These are plans or forecasts, not what happened.", projected=True))
    if definition["unit"] in {"count", "gbp"}:
        out.append(said("Larger councils have larger figures, so a large one says little about how a council does."))
    if few:
        have = "council has" if few == 1 else "councils have"
        out.append(said(f"{few} {have} few cases (hollow): there a few children move the share a long way."))
    if doubt:
        have = "council has" if doubt == 1 else "councils have"
        out.append(said(f"{doubt} {have} a figure in doubt (a cross), left out of the middle half."))
    return out


def _table(definition: Row, groups: dict[str, list[Row]], period: str) -> Table:
    """The same by kind of council; the table of all councils stands further down the page."""
    body = []
    for kind, every in groups.items():
        group = [r for r in every if r["row"]]
        quartiles = _quartiles(_sound(group), definition)
        cells: list[Cell | str | float | None] = [
            Cell(q.text, q.value, made_from=q.made_from) for q in quartiles or ()
        ] or [Cell("too few", missing=True)] * 3
        marked = [str(sum(r["mark"] == mark for r in group)) for mark in ("few", "doubt")]
        body.append([kind, f"{len(group)} of {len(every)}", *cells, *marked])
    heads = ("With a figure", "Lower quartile", "Middle value", "Upper quartile", "Few cases", "In doubt")
    columns = ["Kind of council", *(Column(head, numeric=True) for head in heads)]
    return Table(f"{_label(definition)}, {period}: how councils of each kind are spread", columns, body)
