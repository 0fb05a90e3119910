"""The report as one HTML file: no script, nothing fetched, readable at any width.

In: a `Paper`. Out: HTML. Every text is escaped.
"""

from __future__ import annotations

from html import escape

from ..charts import Table
from ..charts.html import table_html
from ..charts.standalone import chart_rules
from .paper import Paper, Section, sections

STYLE = """
:root{color-scheme:light dark;--bg:#fff;--ink:#1c1820;--soft:#4d4554;--line:#cfc3b6;--accent:#6f2458}
@media(prefers-color-scheme:dark){:root{--bg:#17141a;--ink:#efe9f2;--soft:#c3b9c9;--line:#51485a;--accent:#e5a5d0}}
*{box-sizing:border-box}body{margin:0 auto;max-width:62rem;padding:1rem;font:1.0625rem/1.5 system-ui,sans-serif;
background:var(--bg);color:var(--ink)}h1{font-size:1.9rem;line-height:1.15;margin:.4em 0}h2{font-size:1.3rem;
margin:2em 0 .4em;border-top:2px solid var(--accent);padding-top:.4em}
p{max-width:42rem;margin:.5em 0}.tag{display:inline-block;
border:1px dashed var(--accent);color:var(--accent);padding:0 .5em;font-size:.9rem}
.wide{overflow-x:auto}table{border-collapse:
collapse;width:100%;margin:.8em 0;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:700;padding:.3em 0}
th,td{padding:.3em .6em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}.n{text-align:right;
white-space:nowrap}figure{margin:1em 0;max-width:44rem}
a:focus-visible,.wide:focus-visible{outline:3px solid var(--accent)}
footer{margin-top:3em;color:var(--soft);font-size:.95rem}@media print{.wide{overflow:visible}h2{break-after:avoid}
table{break-inside:avoid}}
"""


def page(paper: Paper) -> str:
    """The whole file."""
    title = f"{escape(paper.name)}: children with EHC plans, what may come"
    body = "\n".join(_section(n, one) for n, one in enumerate(sections(paper)))
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}{chart_rules()}</style></head>\n"
        f'<body><header><p><span class="tag">Projection, not a fact</span></p><h1>{title}</h1></header>\n'
        f"<main>\n{body}\n</main>\n"
        "<footer><p>Made on the council's own machine from its own records. No child's record is in this file.</p>"
        "</footer>"
        "</body></html>\n"
    )


def _section(n: int, one: Section) -> str:
    text = "".join(f"<p>{escape(sentence)}</p>" for sentence in one.sentences)
    picture = ""
    if one.svg:
        picture = f'<figure class="chart" role="img" aria-label="{escape(one.alt)}">{one.svg}</figure>'
    tables = "".join(_table(f"{n}-{k}", table) for k, table in enumerate(one.tables))
    return f"<section><h2>{escape(one.title)}</h2>{text}{picture}{tables}</section>"


def _table(key: str, table: Table) -> str:
    head = f'<caption id="t{key}">{escape(table.caption)}</caption>'
    return (
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="t{key}"><table>{head}'
        f"{table_html(table.columns, table.rows)}</table></div>"
    )
