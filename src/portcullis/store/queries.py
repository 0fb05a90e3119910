"""Named queries: what pages, the API and the command line ask of the store.

In: a `Store`. Out: rows as dicts, in an order that does not change between runs.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import Any

from .opened import Row, Store

#: Columns of an observation as every surface shows them; `class` is the claim class.
SHOWN = """
    o.id, o.indicator, o.authority, o.period, o.year, {value} as value, {status} as status, o.value_as_published,
    o.status_as_published, i.unit, o.basis, o.source, o.published, s.retrieved, o.source_code, o.note,
    {correction} as correction, o.published_by, o.newest,
    case when i.ahead then 'projected' when {status} = 'suspect' then 'disputed' when {status} = 'derived'
         then 'derived' when {status} = 'third_party' or s.kind not in ('official', 'parliament', 'court')
         then 'reported' else 'confirmed' end as claim_class
"""
NOW = {"value": "o.value", "status": "o.status", "correction": "o.correction"}
THEN = {
    "value": "case when o.correction_made <= $as_of then o.value else o.value_as_published end",
    "status": "case when o.correction_made <= $as_of then o.status else o.status_as_published end",
    "correction": "case when o.correction_made <= $as_of then o.correction end",
}


def areas(store: Store, status: str = "current") -> list[Row]:
    """Authorities of one status, by name."""
    return store.rows("select * from authority where status = $s order by name", {"s": status})


def area(store: Store, code: str) -> Row | None:
    """One authority by any code that resolves to it: present, former or Department for Education number.

    The row says how: `relation` is current, former or dfe. An abolished authority resolves to itself.
    """
    return store.one(
        """select a.*, c.relation from authority_code c join authority a on a.code = c.code
           where c.any_code = $code and c.relation in ('current', 'former', 'dfe')
           order by c.relation = 'current' desc, a.status = 'current' desc limit 1""",
        {"code": code},
    )


def successors(store: Store, code: str) -> list[Row]:
    """Present authorities that followed an abolished one."""
    return store.rows(
        """select a.* from authority_code c join authority a on a.code = c.code
           where c.any_code = $code and c.relation = 'predecessor' order by a.name""",
        {"code": code},
    )


def predecessors(store: Store, code: str) -> list[Row]:
    """Authorities that an authority followed."""
    return store.rows(
        """select a.* from authority_code c join authority a on a.code = c.any_code
           where c.code = $code and c.relation = 'predecessor' order by a.name""",
        {"code": code},
    )


def neighbours(store: Store, code: str) -> list[Row]:
    """Statistical neighbours with names, nearest first."""
    return store.rows(
        """select n.neighbour as code, a.name, a.slug, a.type, n.closeness, n.position
           from neighbour n join authority a on a.code = n.neighbour where n.code = $code order by n.position""",
        {"code": code},
    )


def all_neighbours(store: Store) -> list[Row]:
    """Statistical neighbours of every authority: `of` is whose, nearest first."""
    return store.rows(
        """select n.code as of, n.neighbour as code, a.name, a.slug, a.type, n.closeness, n.position
           from neighbour n join authority a on a.code = n.neighbour order by n.code, n.position"""
    )


def all_predecessors(store: Store) -> list[Row]:
    """For every authority that followed others: its code, and the name of each of those."""
    return store.rows(
        """select c.code, a.name from authority_code c join authority a on a.code = c.any_code
           where c.relation = 'predecessor' order by c.code, a.name"""
    )


def find_areas(store: Store, text: str) -> list[Row]:
    """Present authorities whose name, other name or predecessor matches; best match first.

    Case, accents, apostrophes and words such as 'council' do not matter. An abolished council leads to those
    that followed it, and the row then says so in `through`.
    """
    wanted = _plain(text)
    if not wanted:
        return []
    scored: list[tuple[float, str, Row]] = []
    for row in areas(store):
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            if score := _score(_plain(name), wanted):
                scored.append((score, row["name"], {**row, "through": None}))
    for old in areas(store, "abolished"):
        if score := _score(_plain(old["name"]), wanted):
            scored += [
                (score + 0.5, new["name"], {**new, "through": old["name"]}) for new in successors(store, old["code"])
            ]
    best: dict[str, Row] = {}
    for _, _, row in sorted(scored, key=lambda item: item[:2]):
        if row["code"] not in best:
            best[row["code"]] = row
    return list(best.values())


#: Words that people add to a council's name, or leave out.
NOISE = frozenset(
    [
        "council", "county", "city", "borough", "london", "royal", "metropolitan", "district", "the", "of", "and",
        "authority", "lb",
    ]
)  # fmt: skip


def _plain(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else "" if c == "'" else " " for c in ascii_text).split()
    kept = [word for word in words if word not in NOISE]
    return " ".join(kept or words)


def _score(name: str, wanted: str) -> float:
    """1 for the name itself, 2 where it begins so, 3 where a word begins so, 4 where it lies inside; 0 for none."""
    if name == wanted:
        return 1
    if name.startswith(wanted):
        return 2
    if any(word.startswith(wanted) for word in name.split()):
        return 3
    return 4 if len(wanted) > 2 and wanted in name else 0


def indicators(store: Store) -> list[Row]:
    """All indicators, by id. `vintages`: what came out of each, newest first, as rows of source and date published."""
    rows = store.rows("select * from indicator order by id")
    vintages: dict[str, list[Row]] = {row["id"]: [] for row in rows}
    for row in store.rows(
        """select indicator, source, published, max(published_by) as published_by, count(*) as observations
           from observation group by all order by published_by desc, source, published"""
    ):
        vintages[row.pop("indicator")].append(row)
    return [row | {"vintages": vintages[row["id"]]} for row in rows]


def observations(
    store: Store,
    *,
    indicator: str | None = None,
    authority: str | None = None,
    period: str | None = None,
    as_of: dt.date | None = None,
    all_vintages: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """Observations, by indicator, authority and period.

    Without `as_of`: the newest vintage of each, with corrections. With `as_of`: the newest vintage that was public
    by that day, with the corrections made by then. `all_vintages` gives every vintage instead.
    """
    where, params = _where(indicator, authority, period)
    words = NOW
    if as_of is not None:
        words = THEN
        where.append("o.published_by <= $as_of")
        params["as_of"] = as_of
    elif not all_vintages:
        where.append("o.newest")
    pick = ""
    if as_of is not None and not all_vintages:
        pick = f"""qualify row_number() over (
                  partition by o.indicator, o.authority, o.period
                  order by o.published_by desc, {words["status"]} = 'suspect', (o.source = i.source) desc, o.source
                ) = 1"""
    page = f"limit {int(limit)} offset {int(offset)}" if limit is not None else ""
    sql = f"""select {SHOWN.format(**words)} from observation o join indicator i on i.id = o.indicator
              join source s on s.id = o.source where {" and ".join(where) or "true"} {pick}
              order by o.indicator, o.authority, o.year, o.published_by, o.source {page}"""  # noqa: S608 - fixed texts
    return store.rows(sql, params or None)


def observations_of(store: Store, series: Iterable[tuple[str, str]]) -> list[Row]:
    """Newest observations of these series, each an indicator and an authority; order as in `observations`."""
    keys = [*series]
    wanted = {"indicators": [i for i, _ in keys], "authorities": [a for _, a in keys]}
    sql = f"""select {SHOWN.format(**NOW)}
              from (select unnest($indicators) as indicator, unnest($authorities) as authority) w
              join observation o on o.indicator = w.indicator and o.authority = w.authority and o.newest
              join indicator i on i.id = o.indicator join source s on s.id = o.source
              order by o.indicator, o.authority, o.year, o.published_by, o.source"""  # noqa: S608 - fixed texts
    return store.rows(sql, wanted) if keys else []


def count_observations(
    store: Store, *, indicator: str | None = None, authority: str | None = None, period: str | None = None
) -> int:
    """How many newest observations there are."""
    where, params = _where(indicator, authority, period)
    where.append("o.newest")
    sql = f"select count(*) as n from observation o where {' and '.join(where)}"  # noqa: S608 - fixed texts
    found = store.one(sql, params or None)
    return found["n"] if found else 0


def _where(indicator: str | None, authority: str | None, period: str | None) -> tuple[list[str], dict[str, Any]]:
    wanted = {"indicator": indicator, "authority": authority, "period": period}
    params = {name: value for name, value in wanted.items() if value is not None}
    return [f"o.{name} = ${name}" for name in params], params


def observation(store: Store, identity: str) -> Row | None:
    """One observation by id, with its correction in full where there is one."""
    sql = f"""select {SHOWN.format(**NOW)} from observation o join indicator i on i.id = o.indicator
              join source s on s.id = o.source where o.id = $id"""  # noqa: S608 - fixed texts
    row = store.one(sql, {"id": identity})
    if row and row["correction"]:
        row["correction"] = store.one("select * from correction where observation = $id", {"id": identity})
    return row


def figure(store: Store, identity: str) -> Row | None:
    """Any figure of any page by its id: value, unit, period, basis, status, class, sources, dates."""
    return store.one("select * from figure where id = $id", {"id": identity})


def corrections(store: Store) -> list[Row]:
    """Every value that a correction touches."""
    return store.rows("select * from correction order by id, observation")


def sources(store: Store) -> list[Row]:
    """All sources, by id, with the number of observations and other figures that rest on each."""
    return store.rows(
        """select s.*, coalesce(o.n, 0) as observations, coalesce(f.n, 0) as other_figures from source s
           left join (select source, count(*) as n from observation group by source) o on o.source = s.id
           left join (select source, count(*) as n from
                      (select unnest(string_split(sources, '|')) as source from other_figure) group by source) f
             on f.source = s.id order by s.id"""
    )


def source(store: Store, identity: str) -> Row | None:
    """One source."""
    return store.one("select * from source where id = $id", {"id": identity})


def agreements(store: Store) -> list[Row]:
    """All agreements and refused bids, by name, with the newest version's terms."""
    return store.rows(
        """select a.*, v.total_gbp, v.figure as total_figure, v.end_year, v.in_year_balance_year
           from agreement a left join (
             select *, row_number() over (partition by agreement order by position desc) as n
             from agreement_version) v on v.agreement = a.slug and v.n = 1 order by a.name"""
    )


PARTS = {
    "states": ("agreement_state", "question"),
    "versions": ("agreement_version", "position"),
    "other_totals": ("agreement_total", "figure"),
    "payments": ("payment", "kind, from_year nulls last, period, figure"),
    "deficits": ("agreement_deficit", "as_at, kind, figure"),
    "conditions": ("condition", "family, text"),
    "events": ("agreement_event", "coalesce(nullif(date, ''), nullif(not_before, ''), '9999'), what"),
    "statements": ("statement", "measure"),
    "gaps": ("gap", "what"),
}


def agreement(store: Store, slug: str) -> Row | None:
    """One agreement with all its parts: states, versions, payments, deficits, conditions, events, gaps."""
    row = store.one("select * from agreement where slug = $slug", {"slug": slug})
    if row is None:
        return None
    for part, (table, order) in PARTS.items():
        sql = f'select * exclude agreement from "{table}" where agreement = $slug order by {order}'  # noqa: S608 - fixed texts
        row[part] = store.rows(sql, {"slug": slug})
    return row


def all_agreements(store: Store) -> list[Row]:
    """Every agreement and refused bid with all its parts, by name: a query for each kind of part, not for each of
    them all."""
    rows = store.rows("select * from agreement order by name")
    for row in rows:
        row.update({part: [] for part in PARTS})
    by_slug = {row["slug"]: row for row in rows}
    for part, (table, order) in PARTS.items():
        for found in store.rows(f'select * from "{table}" order by {order}'):  # noqa: S608 - fixed texts
            by_slug[found.pop("agreement")][part].append(found)
    return rows


def agreement_of(store: Store, code: str) -> str | None:
    """Slug of the agreement of an authority, if it has one."""
    found = store.one("select slug from agreement where authority = $code", {"code": code})
    return found["slug"] if found else None


def claims(store: Store, authority: str | None = None) -> list[Row]:
    """Statements about deficits, by authority and date."""
    where = "where authority = $a" if authority else ""
    sql = f"select * from claim {where} order by authority, as_at, kind, published, id"  # noqa: S608 - fixed texts
    return store.rows(sql, {"a": authority} if authority else None)


def national(store: Store, series: str | None = None) -> list[Row]:
    """England series and forecasts by others."""
    where = "where series = $s" if series else ""
    sql = f"select * from national {where} order by series, period, id"  # noqa: S608 - fixed texts
    return store.rows(sql, {"s": series} if series else None)


def scenarios(store: Store) -> list[Row]:
    """Scenarios in their order, each with its dials."""
    rows = store.rows("select * from scenario order by position, slug")
    dials = store.rows("select * from scenario_dial order by scenario, position")
    return [row | {"dials": [dial for dial in dials if dial["scenario"] == row["slug"]]} for row in rows]


def events(store: Store, authority: str | None = None) -> list[Row]:
    """The national timeline, or the part of it that names an authority."""
    where = "where list_contains(string_split(authorities, '|'), $a)" if authority else ""
    sql = f"select * from event {where} order by date, id"  # noqa: S608 - fixed texts
    return store.rows(sql, {"a": authority} if authority else None)


def duties(store: Store) -> list[Row]:
    """Duties, by group and id."""
    return store.rows("select * from duty order by group_name, id")
