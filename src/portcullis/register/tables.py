"""Loads the flat tables: authorities, indicators, sources, claims, England series.

In: the folder. Out: records by id.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from portcullis.vocabulary import Authority, Claim, Indicator, NationalFigure, NationalSeries, Source
from portcullis.vocabulary.period import span

from .files import Folder
from .known import Known
from .mistakes import nearest, short
from .records import csv_records, make, read_toml
from .toml_lines import line_of

R = TypeVar("R", bound=BaseModel)

AUTHORITY_COLUMNS = (
    "code", "name", "other_names", "type", "region", "status", "dfe_code", "mhclg_code", "former_codes",
    "predecessors", "successors", "members", "valid_from", "valid_to", "latitude", "longitude", "point_source",
    "whatdotheyknow_id", "gov_uk_slug", "statistical_neighbours",
)  # fmt: skip
SOURCE_COLUMNS = (
    "source", "title", "publisher", "kind", "url", "licence", "published", "retrieved", "retrieved_via", "note",
)  # fmt: skip
CLAIM_COLUMNS = ("authority", "as_at", "value_gbp", "basis", "kind", "source", "published", "note")
NATIONAL_COLUMNS = (
    "series", "period", "period_kind", "value", "unit", "kind", "made_by", "made_on", "netting", "source", "note",
    "reason",
)  # fmt: skip
LISTS = ("other_names", "former_codes", "predecessors", "successors", "members")


def _authority_shape(cells: dict[str, Any]) -> dict[str, Any]:
    for name in LISTS:
        if name in cells:
            cells[name] = cells[name].split("|")
    if text := cells.get("statistical_neighbours"):
        pairs = (item.partition(":") for item in text.split("|"))
        cells["statistical_neighbours"] = [{"code": code, "closeness": word} for code, _, word in pairs]
    return cells


def load_authorities(folder: Folder) -> tuple[Known[Authority], dict[str, str]]:
    """Authorities by code, and old codes with the present code that they resolve to."""
    name = "authorities.csv"
    authorities: Known[Authority] = Known()
    lines: dict[str, int] = {}
    for line, authority in csv_records(
        folder, name, Authority, AUTHORITY_COLUMNS, _authority_shape, authorities.doubtful
    ):
        if authority.code in authorities:
            folder.note(name, line, "code", f"{authority.code} stands twice", f"first in line {lines[authority.code]}")
        authorities[authority.code] = authority
        lines[authority.code] = line
    authorities.settle(folder, name, AUTHORITY_COLUMNS)
    old_codes: dict[str, str] = {}
    for code, authority in authorities.items():
        for field in ("predecessors", "successors", "members"):
            for other in getattr(authority, field):
                if authorities.lacks(other):
                    folder.note(name, lines[code], field, f"{other} is not in this file", nearest(other, authorities))
        for neighbour in authority.statistical_neighbours:
            if authorities.lacks(neighbour.code):
                wrong = f"{neighbour.code} is not in this file"
                folder.note(name, lines[code], "statistical_neighbours", wrong, "use present codes")
        for old in authority.former_codes:
            if old in old_codes or old in authorities:
                folder.note(
                    name,
                    lines[code],
                    "former_codes",
                    f"{old} belongs to another authority too",
                    "each code once",
                )
            old_codes[old] = code
        if authority.valid_from and authority.valid_to and span(authority.valid_from)[0] > span(authority.valid_to)[1]:
            folder.note(name, lines[code], "valid_to", "is before valid_from", "check both dates")
    return authorities, old_codes


def load_sources(folder: Folder) -> Known[Source]:
    """Sources by id."""
    out: Known[Source] = Known()
    for line, source in csv_records(folder, "sources.csv", Source, SOURCE_COLUMNS, doubtful=out.doubtful):
        if source.source in out:
            folder.note("sources.csv", line, "source", f"{source.source} stands twice", "each id once")
        if source.published and span(source.published)[0] > span(source.retrieved)[1]:
            folder.note("sources.csv", line, "published", "is after `retrieved`", "check both dates")
        out[source.source] = source
    out.settle(folder, "sources.csv", SOURCE_COLUMNS)
    return out


def load_indicators(folder: Folder, sources: Known[Source]) -> Known[Indicator]:
    """Indicators by id; every indicator named in a relation must exist."""
    name = "indicators.toml"
    out = _named_tables(folder, name, Indicator)
    text = folder.read(name) or "" if out else ""
    for key, indicator in out.items():
        if sources.lacks(indicator.source):
            wrong = f"{short(indicator.source)} is not in sources.csv"
            folder.note(
                name,
                line_of(text, (key, "source")),
                f"{key}.source",
                wrong,
                nearest(indicator.source, sources),
            )
        for other in sorted(indicator.relations.named()):
            if out.lacks(other):
                line = line_of(text, (key, "relations"))
                folder.note(name, line, f"{key}.relations", f"{short(other)} is not an indicator", nearest(other, out))
    return out


def load_national(folder: Folder, sources: Known[Source]) -> tuple[Known[NationalSeries], list[NationalFigure]]:
    """England series, and their figures in the order of the file."""
    series = _named_tables(folder, "national_series.toml", NationalSeries)
    figures = []
    for line, figure in csv_records(folder, "national.csv", NationalFigure, NATIONAL_COLUMNS):
        if series.lacks(figure.series):
            wrong = f"{short(figure.series)} is not in national_series.toml"
            folder.note("national.csv", line, "series", wrong, nearest(figure.series, series))
        cite(folder, "national.csv", line, "source", (figure.source,), sources)
        figures.append(figure)
    return series, figures


def load_claims(folder: Folder, authorities: Known[Authority], sources: Known[Source]) -> list[Claim]:
    """Statements about deficits, in the order of the file."""
    out: list[Claim] = []
    seen: dict[Claim, int] = {}
    for line, claim in csv_records(folder, "claims.csv", Claim, CLAIM_COLUMNS):
        if authorities.lacks(claim.authority):
            folder.note(
                "claims.csv",
                line,
                "authority",
                f"{claim.authority} is not an authority",
                "see authorities.csv",
            )
        if claim in seen:
            folder.note("claims.csv", line, "row", f"repeats line {seen[claim]}", "keep one")
        seen[claim] = line
        if claim.kind == "actual" and claim.published and span(claim.published)[1] < span(claim.as_at)[0]:
            folder.note("claims.csv", line, "kind", "an actual figure published before its date", "is it a forecast?")
        cite(folder, "claims.csv", line, "source", (claim.source,), sources)
        out.append(claim)
    return out


def cite(folder: Folder, name: str, line: int, field: str, cited: tuple[str, ...], sources: Known[Source]) -> None:
    """Every source cited must be known."""
    for source in cited:
        if sources.lacks(source):
            right = nearest(source, sources) or "add it to sources.csv"
            folder.note(name, line, field, f"source {short(source)} is not in sources.csv", right)


def _named_tables(folder: Folder, name: str, kind: type[R]) -> Known[R]:
    out: Known[R] = Known()
    parsed = read_toml(folder, name)
    if parsed is None:
        out.lost = True
        return out
    tables, text = parsed
    for key, table in tables.items():
        record = make(folder, name, text, kind, table, (key,), {"id": key})
        if record is not None:
            out[key] = record
        else:
            out.doubtful.add(key)
    if not tables:
        folder.note(name, 1, "file", "is empty", "at least one table is needed")
    return out
