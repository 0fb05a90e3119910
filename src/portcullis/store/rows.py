"""Turns a checked register into rows for every table but the observations.

In: `Register`. Out: {table: rows}, rows as tuples in the order of the table's columns.
"""

from __future__ import annotations

import json

from portcullis.register import Register
from portcullis.vocabulary import ENGLAND, Authority, known_by

from .agreement_rows import agreement_rows
from .figures import Figures, Row, period_slug

Rows = dict[str, list[Row]]


def table_rows(register: Register) -> Rows:
    """Rows of every table but `observation` and `correction`."""
    figures = Figures(register.sources)
    rows: Rows = {
        "authority": [_authority(a) for a in register.authorities.values()],
        "authority_code": _codes(register),
        "neighbour": [
            (a.code, n.code, n.closeness, position)
            for a in register.authorities.values()
            for position, n in enumerate(a.statistical_neighbours, 1)
        ],
        "source": [
            (
                s.source, s.title, s.publisher, str(s.kind), s.url or "", s.licence, s.published or "",
                known_by(s.published, s.retrieved), s.retrieved, s.retrieved_via, s.note,
            )
            for s in register.sources.values()
        ],
        "indicator": [
            (
                i.id, i.label, i.definition, str(i.unit), str(i.polarity), str(i.topic), str(i.period_kind), i.source,
                i.decimals, i.ahead, i.sign or "", i.note, json.dumps([b.model_dump() for b in i.breaks]),
                i.relations.model_dump_json(exclude_defaults=True),
            )
            for i in register.indicators.values()
        ],
        "claim": _claims(register, figures),
        "national": _national(register, figures),
        **_events(register, figures),
        "known_date": [
            (d.id, d.date, d.title, d.what, d.certainty, d.recorded, d.sequence, d.cancelled, "|".join(d.sources))
            for d in register.dates
        ],
        "scenario": [
            (s.slug, s.title, s.position, s.explains, s.made, s.caution, "|".join(s.sources))
            for s in register.scenarios
        ],
        "scenario_dial": [
            (s.slug, place, t.name, str(t.value), t.since, t.until, t.why)
            for s in register.scenarios
            for place, t in enumerate(s.dial, 1)
        ],
        **_duties(register),
        **agreement_rows(register, figures),
    }  # fmt: skip
    rows["other_figure"] = figures.rows
    return rows


def _authority(a: Authority) -> Row:
    return (
        a.code, a.name, "|".join(a.other_names), a.slug, a.type, a.region, str(a.status), a.dfe_code, a.mhclg_code,
        a.valid_from or "", a.valid_to or "", a.latitude, a.longitude, a.whatdotheyknow_id, a.gov_uk_slug,
    )  # fmt: skip


def _codes(register: Register) -> list[Row]:
    rows: list[Row] = []
    for a in register.authorities.values():
        rows.append((a.code, a.code, "current"))
        rows += [(old, a.code, "former") for old in a.former_codes]
        rows += [(old, a.code, "predecessor") for old in a.predecessors]
        rows += [(part, a.code, "member") for part in a.members]
        if a.dfe_code:
            rows.append((a.dfe_code, a.code, "dfe"))
    return rows


def _claims(register: Register, figures: Figures) -> list[Row]:
    rows: list[Row] = []
    for c in register.claims:
        identity = figures.add(
            "claim",
            f"claim:{c.authority}:{c.as_at}:{c.source}:{c.kind}",
            f"Deficit at {c.as_at} as {'stated' if c.kind == 'actual' else 'forecast'}",
            value=c.value_gbp, unit="gbp", period=c.as_at, sources=(c.source,), authority=c.authority,
            basis=str(c.basis), projected=c.kind == "forecast", note=c.note, published=c.published,
        )  # fmt: skip
        rows.append(
            (
                identity,
                c.authority,
                c.as_at,
                c.value_gbp,
                str(c.basis),
                c.kind,
                c.source,
                c.published or "",
                c.note,
            )
        )
    return rows


def _national(register: Register, figures: Figures) -> list[Row]:
    rows: list[Row] = []
    for n in register.national:
        label = register.national_series[n.series].label
        identity = figures.add(
            "national",
            f"england:{n.series}:{period_slug(n.period)}:{n.source}",
            label,
            value=n.value, unit=n.unit, period=n.period, sources=(n.source,),
            derived=n.kind == "derived", projected=n.kind in {"forecast", "target"}, note=n.note or n.reason,
        )  # fmt: skip
        rows.append(
            (
                identity, n.series, label, n.period, n.period_kind, n.value, n.unit, n.kind, n.made_by, n.made_on or "",
                n.netting or "", n.source, n.note, n.reason,
            )
        )  # fmt: skip
    return rows


def _events(register: Register, figures: Figures) -> Rows:
    rows: Rows = {"event": [], "event_figure": []}
    for e in register.events:
        rows["event"].append(
            (
                e.id,
                e.date,
                e.title,
                e.kind,
                e.confidence,
                e.summary,
                "|".join(e.authorities),
                "|".join(e.sources),
            )
        )
        for f in e.figure:
            authority = e.authorities[0] if len(e.authorities) == 1 else ENGLAND
            identity = figures.add(
                "event",
                f"event:{e.id}:{period_slug(f.name)}",
                f.name,
                value=f.value, unit=f.unit, period=e.date, sources=e.sources, note=f.missing,
                projected=f.projected or e.kind == "forecast", authority=authority,
            )  # fmt: skip
            rows["event_figure"].append((identity, e.id, f.name, f.value, f.unit, f.missing))
    return rows


def _duties(register: Register) -> Rows:
    return {
        "duty": [
            (
                d.id, d.title, d.group, d.severity, d.duty, d.why_it_matters, d.lawful_counterpart.summary,
                d.trigger.summary, d.valid_from or "", d.valid_to or "", d.reviewed_by_lawyer,
                json.dumps([law.model_dump() for law in d.law]), "|".join(d.cases),
            )
            for d in register.duties
        ],
        "legal_case": [
            (c.key, c.name, c.citation, c.year, c.court, c.direction, c.evidence, c.holding, c.url or "", c.note)
            for c in register.cases
        ],
    }  # fmt: skip
