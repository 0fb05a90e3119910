"""A reading as one web page that needs nothing else: the flags, the terms, and the document with highlights.

In: a result and its text. Out: HTML. Everything that came from the document is escaped; nothing is fetched; no script.
"""

from __future__ import annotations

from html import escape
from typing import Any

from .marked import paragraphs

Result = dict[str, Any]
STRENGTHS = {"number": "with a number or a fixed rule", "direction": "a direction without a number"}
SEVERITIES = {
    "breach_if_applied": "direct tension if applied as written", "high_risk": "pushes towards tension",
    "watch": "needs a safeguard",
}  # fmt: skip
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}"
    "mark{background:#ffe8a3;color:inherit;border-bottom:2px solid #8a5a00}blockquote{margin:.5rem "
    "0;padding-left:1rem;border-left:4px solid #8a5a00}"
    ".notice{border:2px solid #8a5a00;padding:.5rem "
    "1rem}table{border-collapse:collapse}td,th{text-align:left;padding:.25rem .75rem;border-bottom:1px solid "
    "#bbb;vertical-align:top}"
    ".document{overflow-wrap:anywhere}@media(min-width:64rem){.beside{display:grid;grid-template-columns:1fr "
    "1fr;gap:2rem}}"
)
_LINK = ("http://", "https://")


def page(result: Result, text: str, name: str) -> str:
    """The whole page."""
    flags = result["flags"]
    count = "1 flag" if len(flags) == 1 else f"{len(flags)} flags"
    body = [
        f"<h1>{escape(name)}</h1>", f'<p class="notice">{escape(result["rules"]["notice"])}</p>',
        f"<p>Kind of document: {escape(result['kind'].replace('_', ' '))}. {count}.</p>",
        *(f"<p>Take care: {escape(one)}</p>" for one in result["warnings"]), _terms(result),
        '<div class="beside"><section><h2>Flags</h2>', *(_flag(flag, number) for number, flag in enumerate(flags, 1)),
        "" if flags else "<p>No wording in tension with a duty was found. That is no proof that there is none.</p>",
        '</section><section class="document"><h2>The document</h2>', *_document(text, flags), "</section></div>",
    ]  # fmt: skip
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body><main>'
        + "\n".join(filter(None, body)) + "</main></body></html>\n"
    )  # fmt: skip


def _terms(result: Result) -> str:
    terms = result["agreement"]
    if not terms:
        return ""
    rows = []
    for key, term in terms.items():
        label = escape(key.replace("_", " ").capitalize())
        if isinstance(term, dict):
            where = f", page {term['page']}" if term["page"] else ""
            rows.append(
                f"<tr><th "
                f"scope=row>{label}</th><td>{escape(_said(term['value']))}</td><td>“{escape(term['quote'])}”{where}</td></tr>"
            )
        elif isinstance(term, list) and term and "amount" in term[0]:
            said = "; ".join(f"{row['financial_year']}: {_said(row['amount']['value'])}" for row in term)
            rows.append(f"<tr><th scope=row>{label}</th><td colspan=2>{escape(said)}</td></tr>")
    return f"<h2>Terms</h2><table>{''.join(rows)}</table>" if rows else ""


def _said(value: object) -> str:
    return f"£{value:,.0f}" if isinstance(value, int | float) and abs(value) > 1000 else str(value)


def _flag(flag: Result, number: int) -> str:
    law = "; ".join(_link(f"{one['instrument']}, {one['provision']}", one["url"]) for one in flag["law"])
    sides = []
    for side, words in (
        ("for_families", "for families"),
        ("for_councils", "for councils"),
        ("tests", "that set a test"),
        ("mixed", "with parts each way"),
    ):
        if flag["cases"][side]:
            sides.append(
                f"Cases {words}: "
                + "; ".join(_link(f"{c['name']} {c['citation']}", c["url"]) for c in flag["cases"][side])
                + "."
            )
    where = f"Page {flag['page']}. " if flag["page"] else ""
    return (
        f'<article id="flag-{number}"><h3>{number}. {escape(flag["title"])}</h3>'
        f'<blockquote><a href="#place-{number}">{escape(flag["quote"])}</a></blockquote>'
        f"<p>{where}{escape(SEVERITIES[flag['severity']]).capitalize()}; {STRENGTHS[flag['strength']]}; "
        f"confidence {flag['confidence']:.0%}.</p>"
        f"<p>In tension with: {escape(flag['in_tension_with'])}</p><p>Law: {law}.</p>"
        f"<p>In no tension: {escape(flag['lawful_counterpart'])}</p><p>{' '.join(sides)}</p>"
        f"<p>Why this may be wrong: {escape(flag['why_this_may_be_wrong'])}</p></article>"
    )


def _link(words: str, url: str | None) -> str:
    return (
        f'<a href="{escape(url)}" rel="noreferrer">{escape(words)}</a>'
        if url and url.startswith(_LINK)
        else escape(words)
    )


def _document(text: str, flags: list[Result]) -> list[str]:
    out = []
    for pieces in paragraphs(text, flags):
        words = ""
        for piece in pieces:
            shown = escape(piece.text).replace("\t", " &emsp; ")
            if piece.flags:
                anchors = "".join(f'<a id="place-{n}" href="#flag-{n}">[{n}]</a>' for n in piece.first)
                shown = f"{anchors}<mark>{shown}</mark>"
            words += shown
        out.append(f"<p>{words}</p>")
    return out
