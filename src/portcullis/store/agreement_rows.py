"""Turns agreements into rows: versions, payments, deficits, conditions, events and gaps, each with its figure.

In: `Register` and the figures collected so far. Out: {table: rows}.
"""

from __future__ import annotations

from portcullis.register import Register
from portcullis.vocabulary import Agreement, Payment, financial_year

from .figures import Figures, Row, period_slug

Rows = dict[str, list[Row]]
TABLES = (
    "agreement", "agreement_state", "agreement_version", "agreement_total", "payment", "agreement_deficit",
    "condition", "agreement_event", "statement", "gap",
)  # fmt: skip


def agreement_rows(register: Register, figures: Figures) -> Rows:
    """Rows of every table about agreements."""
    rows: Rows = {name: [] for name in TABLES}
    for a in register.agreements:
        s = a.state
        rows["agreement"].append(
            (
                a.slug, a.authority, a.name, a.kind, a.round or "", a.signed or "", a.published or "",
                a.published_note, a.summary, a.latest, a.confidence, a.compiled, a.next_review, s.finance.value,
                s.payment.value, s.service.value, a.document_note,
            )
        )  # fmt: skip
        for question in ("finance", "payment", "service"):
            state = getattr(s, question)
            sources = "|".join(state.sources)
            rows["agreement_state"].append((a.slug, question, state.value, state.as_of or "", state.why, sources))
        _versions(a, figures, rows)
        for payment in a.payment_due:
            rows["payment"].append(_payment(a, "due", payment, figures))
        for payment in a.payment_made:
            rows["payment"].append(_payment(a, "made", payment, figures))
        _money(a, figures, rows)
        _words(a, figures, rows)
    return rows


def _versions(a: Agreement, figures: Figures, rows: Rows) -> None:
    for position, v in enumerate(a.version, 1):
        period = v.since or v.since_not_after or a.round or ""
        sources = v.sources or a.documents
        figure = ""
        if sources:
            figure = figures.add(
                "total", f"agreement:{a.slug}:total:{v.id}", f"{a.name}: Safety Valve money promised ({v.label})",
                value=v.total_gbp, unit="gbp", period=period, sources=sources,
                authority=a.authority, note=v.note or ("" if v.total_gbp is not None else "total not found"),
            )  # fmt: skip
        rows["agreement_version"].append(
            (
                a.slug, v.id, v.label, position, v.since or "", v.since_not_before or "", v.since_not_after or "",
                v.end_year or "", v.in_year_balance_year or "", v.total_gbp, v.council_contribution_gbp,
                v.council_contribution_note, v.note, figure, "|".join(sources),
            )
        )  # fmt: skip
        for other in v.alternative_total:
            identity = figures.add(
                "total", f"agreement:{a.slug}:total:{v.id}:{other.sources[0]}",
                f"{a.name}: Safety Valve money promised ({v.label}), another source",
                value=other.total_gbp, unit="gbp", period=period, sources=other.sources,
                authority=a.authority, note=other.note,
            )  # fmt: skip
            rows["agreement_total"].append(
                (a.slug, v.id, other.total_gbp, other.note, identity, "|".join(other.sources))
            )


def _payment(a: Agreement, kind: str, p: Payment, figures: Figures) -> Row:
    identity = figures.add(
        "payment", f"agreement:{a.slug}:{kind}:{period_slug(p.when)}:{p.sources[0]}",
        f"{a.name}: Safety Valve money {'paid' if kind == 'made' else 'due'}, {p.when}",
        value=p.amount_gbp, unit="gbp", period=p.when, sources=p.sources, authority=a.authority, derived=p.derived,
        note=p.note or p.missing,
    )  # fmt: skip
    first, last = p.period or p.from_year, p.period or p.to_year
    return (
        a.slug, kind, p.when, financial_year(first) if first else None, financial_year(last) if last else None,
        p.amount_gbp, p.missing, p.overlaps, p.derived, p.note, identity, "|".join(p.sources),
    )  # fmt: skip


def _money(a: Agreement, figures: Figures, rows: Rows) -> None:
    for c in a.capital:
        identity = figures.add(
            "payment", f"agreement:{a.slug}:capital:{c.sources[0]}", f"{a.name}: capital award beside the agreement",
            value=c.amount_gbp, unit="gbp", period=a.round or "", sources=c.sources, authority=a.authority, note=c.note,
        )  # fmt: skip
        rows["payment"].append(
            (
                a.slug,
                "capital",
                "one-off",
                None,
                None,
                c.amount_gbp,
                "",
                False,
                False,
                c.note,
                identity,
                "|".join(c.sources),
            )
        )
    for d in a.deficit:
        when = d.as_at or "date not given"
        identity = figures.add(
            "deficit", f"agreement:{a.slug}:deficit:{period_slug(when)}:{d.kind}:{d.sources[0]}",
            f"{a.name}: {'in-year' if d.measure == 'in_year' else 'cumulative'} deficit, {d.kind.replace('_', ' ')}",
            value=d.value_gbp, unit="gbp", period=when, sources=d.sources, authority=a.authority, basis=str(d.basis),
            derived=d.derived, projected=d.kind != "actual", note=d.note,
        )  # fmt: skip
        rows["agreement_deficit"].append(
            (
                a.slug, d.as_at or "", d.as_at_missing, d.value_gbp, d.kind, str(d.basis), str(d.scope), d.measure,
                d.derived, d.note, identity, "|".join(d.sources),
            )
        )  # fmt: skip


def _words(a: Agreement, figures: Figures, rows: Rows) -> None:
    for c in a.condition:
        identity = ""
        if c.target:
            identity = figures.add(
                "condition", f"agreement:{a.slug}:condition:{c.family}:{c.sources[0]}", f"{a.name}: {c.text}",
                value=c.target.value, unit=c.target.unit, period=c.target.by or "", sources=c.sources,
                authority=a.authority, projected=True, note=c.target_text,
            )  # fmt: skip
        t = c.target
        target = (t.value, t.unit, str(t.counts or ""), t.by or "") if t else (None, "", "", "")
        rows["condition"].append(
            (a.slug, c.version, str(c.family), c.text, c.target_text, *target, identity, "|".join(c.sources))
        )
    rows["agreement_event"] += [
        (
            a.slug, e.date or "", e.not_before or "", e.not_after or "", e.date_note, e.kind, e.what,
            "|".join(e.sources),
        )
        for e in a.event
    ]  # fmt: skip
    for s in a.statement:
        identity = figures.add(
            "statement", f"agreement:{a.slug}:statement:{s.measure}", f"{a.name}: {s.measure.replace('_', ' ')}",
            value=s.value, unit="as stated", period="", sources=s.sources, authority=a.authority, note=s.note,
        )  # fmt: skip
        rows["statement"].append((a.slug, s.measure, s.value, s.note, identity, "|".join(s.sources)))
    rows["gap"] += [(a.slug, g.what, g.help) for g in a.gap]
