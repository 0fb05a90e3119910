"""England: our sums beside those of the OBR, CCN, IFS, the Department and others, for the same days and bases.

In: gathered facts with recorded projections. Out: `Page`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import ENGLAND, date_text

from ...charts import Cell, ChartBlock, Column, Dot, DotChart, Table, dot_chart
from ...charts.format import pounds
from ...charts.labels import width
from ...charts.svg import WIDTH
from ...gathered import Gathered
from ...words import reconcile as words
from ...words.outlook import TODAY
from ...words.sentence import Sentence, said
from ..environment import Page, relative
from ..figures import Shown
from .others import TWO_YEARS, Answer, Question, apart, questions
from .places import ENGLAND_PATH, FILE, RANGE_WORDS, SCENARIOS_PATH, made, range_cells, signed

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook, Told

Row = dict[str, Any]
_KINDS = {"balance": "owed", "gap": "a year’s gap", "spent": "spending", "funding": "funding",
          "grant": "the stability grant", "residual": "what the grant leaves"}  # fmt: skip


def england_page(g: Gathered) -> list[Page]:
    """The page; none where nothing was recorded of England."""
    outlook = g.outlooks.get(ENGLAND)
    if outlook is None or not outlook.runs:
        return []
    shown = Shown(g, relative(ENGLAND_PATH))
    asked = questions(outlook, g.national)
    context = {
        "title": "What England may owe, beside what others say",
        "description": "Our projection of England’s high needs deficits beside the figures of the OBR, the County "
        "Councils Network, the IFS and the government.",
        "answer": _answer(outlook, asked, g.national),
        "ours": _ours(asked),
        "questions": [_section(shown, question) for question in asked],
        "why": _why(g, outlook, asked),
        "apart": _apart(shown, g.national),
        "reasons": outlook.reasons,
        "made": made(g.outlook_about),
        "file": shown.url(FILE),
    }
    context["sources"] = shown.sources()
    return [Page(ENGLAND_PATH, "money_england.html", context, active="money/")]


def _by(asked: list[Question], anchor: str) -> Question | None:
    return next((question for question in asked if question.about.anchor == anchor), None)


def _answer(outlook: Outlook, asked: list[Question], national: list[Row]) -> list[Sentence]:
    """The sentences at the head: what is owed, and the forecast that government plans with."""
    out: list[Sentence] = []
    for anchor in ("march-2025", "march-2026"):
        if question := _by(asked, anchor):
            what = f"On 31 March {question.about.year} the deficits of all councils"
            out.append(words.ours_sentence(question.only, what))
            out.append(words.count_sentence(answer.side for answer in question.answers))
    if question := _by(asked, "march-2028"):
        if question.after:
            out.append(words.ours_sentence(question.after, "On 31 March 2028, after the grant, they"))
        out.append(words.ours_sentence(question.only, "Without the grant they"))
        obr = next((a for a in question.answers if a.row["made_by"].startswith("OBR")), None)
        if obr:
            out += words.middle_sentences("The OBR, before the grant,", obr.row, question.only)
    both = next((row for row in national if row["period"] == TWO_YEARS and row["value"] is not None), None)
    first, then = outlook.at(TODAY, "gap", 2026), outlook.at(TODAY, "gap", 2027)
    if both and first and then:
        out += words.two_year_sentences("The OBR", both, first, then)
    return out


def _ours(asked: list[Question]) -> Table:
    """All our sums in one table."""
    rows: list[list[Cell | str | float | None]] = []
    for question in asked:
        about, link = question.about, f"#{question.about.anchor}"
        if question.net:
            rows.append([Cell(about.title, href=link), "councils in deficit", *range_cells(question.only)])
            rows.append([Cell(about.title, href=link), "net of surpluses", *range_cells(question.net)])
            if question.after:
                rows.append([Cell("Owed on 31 March 2028, after the grant", href=link), "councils in deficit",
                             *range_cells(question.after)])  # fmt: skip
        else:
            rows.append([Cell(about.title, href=link), _KINDS[about.kind], *range_cells(question.only)])
    columns = ["Our sums", "Basis", *(Column(label, numeric=True) for label in RANGE_WORDS)]
    return Table("England as this site’s model projects it, as announced so far", columns, rows)


def _section(shown: Shown, question: Question) -> Row:
    """One question: how many agree, the picture, the table."""
    about = question.about
    count = words.count_sentence(answer.side for answer in question.answers)
    return {
        "anchor": about.anchor,
        "title": about.title,
        "block": ChartBlock(
            heading=count.text.rstrip("."),
            svg=dot_chart(_dots(question)),
            description=[words.ours_sentence(question.only, "Our own")],
            subheading="Bars: 80 of 100 of our futures. Squares: forecasts. Rings: estimates and reports.",
            id=f"chart-{about.anchor}",
        ) if question.answers else None,
        "count": count,
        "table": _table(shown, question),
    }  # fmt: skip


def _dots(question: Question) -> DotChart:
    dots = [_dot("Ours, councils in deficit" if question.net else "Ours", question.only)]
    if question.net:
        dots.append(_dot("Ours, net of surpluses", question.net))
    for answer in question.answers:
        row = answer.row
        status = "projected" if row["kind"] == "forecast" else "reported"
        dots.append(Dot(_named(row, answer.value_gbp), answer.value_gbp, status=status, figure_id=row["id"]))
    return DotChart(dots, unit="gbp")


def _dot(label: str, told: Told) -> Dot:
    return Dot(label, told.median, told.low_80, told.high_80, "projected", strong=True, figure_id=told.id)


def _named(row: Row, value: float) -> str:
    """Who said so and when, as far as it fits above the mark."""
    when = f", {date_text(row['made_on'])}" if row["made_on"] else ""
    room = WIDTH - 12 - width(f"…{when}: {pounds(value)}")
    name = row["made_by"]
    if width(name) <= room:
        return f"{name}{when}"
    name = name.partition(",")[0]
    cut = name
    while width(cut) > room and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return f"{cut}{'' if cut == name else '…'}{when}"


def _table(shown: Shown, question: Question) -> Table:
    rows: list[list[Cell | str | float | None]] = []
    mine = [("This site, councils in deficit", question.only, words.NETTING["deficits_only"])]
    if question.net is None:
        mine = [("This site", question.only, _KINDS[question.about.kind])]
    else:
        mine.append(("This site, net of surpluses", question.net, words.NETTING["net_of_surpluses"]))
    for name, told, basis in mine:
        span = f"80 of 100: {signed(told.low_80)} to {signed(told.high_80)}"
        figure = Cell(signed(told.median), int(told.median), told.id, "projected", note=span)
        rows.append([name, figure, basis, Cell("Scenarios", href=shown.url(SCENARIOS_PATH)), ""])
    rows += [_line(shown, answer) for answer in question.answers]
    columns = ["Who", Column("Figure", numeric=True), "Basis", "Source", "Beside ours"]
    return Table(f"{question.about.title}: ours and others", columns, rows, stack=True)


def _line(shown: Shown, answer: Answer) -> list[Cell | str | float | None]:
    row = answer.row
    tag = "projected" if row["kind"] == "forecast" else "reported"
    share = round(100 * (answer.ours.median / answer.value_gbp - 1)) if answer.value_gbp else 0
    much = f"Our middle is {abs(share)}% {'higher' if share > 0 else 'lower'}." if abs(share) >= 3 else (
        "Our middle is about the same.")  # fmt: skip
    basis = words.NETTING[row["netting"]] if row["series"].startswith("dsg_cumulative") else "as named"
    source = Cell(shown.source_label(row["source"]), href=f"#source-{row['source']}")
    remark = f"In the register: {row['note']}." if row["note"] else ""
    beside = Cell(" ".join((words.SIDES[answer.side], much)), note=" ".join((*answer.why, remark)).strip())
    who = Cell(row["made_by"], note=date_text(row["made_on"]) if row["made_on"] else "date not known")
    return [who, Cell(pounds(answer.value_gbp), row["value"], row["id"], tag), basis, source, beside]


def _why(g: Gathered, outlook: Outlook, asked: list[Question]) -> list[list[Sentence]]:
    """Why our middle can differ from theirs: each reason in a paragraph, from the numbers."""
    plans = {row["january"]: row for row in g.forecasts.get(ENGLAND, [])}
    first = min(plans, default=0)
    out = [
        [*words.pace_sentences(plans.get(first), plans.get(first + 3)),
         said("The reforms of 2026 are not in it; others may count on them.")],
        [said("High needs funding is held flat in 2026-27, as announced."),
         said(f"For later years nobody has said: we assume {words.USUAL_GROWTH} more a year.")],
    ]  # fmt: skip
    if (question := _by(asked, "march-2026")) and question.net:
        out.append(words.netting_sentences(question.net, question.only))
    if (question := _by(asked, "march-2028")) and question.after:
        out.append(words.grant_sentences(question.after, question.only))
    out.append([
        said("Ours starts from the official balances of March 2024, which come after Safety Valve money."),
        said("Sums of what councils expect may count before that money, or high needs alone."),
    ])  # fmt: skip
    missing = sorted(g.areas[code]["name"] for code, one in g.outlooks.items() if one.state == "refused")
    if left := words.left_out_sentence(missing):
        out.append(left)
    return out


def _apart(shown: Shown, national: list[Row]) -> Table | None:
    rows: list[list[Cell | str | float | None]] = []
    for row, why in apart(national):
        tag = "projected" if row["kind"] in {"forecast", "target"} else "reported"
        text = pounds(row["value"] * 1e6) if row["unit"].startswith("GBP million") else f"{row['value']:g}"
        unit = "" if row["unit"] == "GBP million" else row["unit"].removeprefix("GBP million ")
        source = Cell(shown.source_label(row["source"]), href=f"#source-{row['source']}", note=row["note"])
        rows.append([row["label"], row["period"], Cell(text, row["value"], row["id"], tag, note=unit), row["made_by"],
                     why, source])  # fmt: skip
    columns = ["What", "When", Column("Figure", numeric=True), "Who", "Why it stands apart", "Source"]
    return Table("Figures of England that none of ours can stand beside", columns, rows, stack=True) if rows else None
