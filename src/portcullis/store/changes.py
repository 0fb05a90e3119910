"""What changed among observations: values that came out, values that a source revised, values that we corrected.

In: a `Store`. Out: rows, newest first, in an order that does not change between runs.
"""

from __future__ import annotations

import datetime as dt

from .opened import Row, Store

#: A vintage that repeats the one before is no change. `day` of a published value is the last day by which it was
#: certainly public, so that "since" never misses one whose exact day is not known. The order
#: of vintages of one day is that by which `newest` is chosen: the newest is the last.
CHANGES = """
with vintage as (
    select o.*, row_number() over w as place, lag(value_as_published) over w as before
    from observation o join indicator i on i.id = o.indicator where {where}
    window w as (partition by o.indicator, o.authority, o.period
                 order by o.published_by, o.status = 'suspect' desc, o.source = i.source, o.source desc)
), change as (
    select published_by as day, case when place = 1 then 'published' else 'revised' end as kind, id, indicator,
           authority, period, before as value_before, value_as_published as value_after, source,
           null::varchar as correction
    from vintage where place = 1 or value_as_published is distinct from before
    union all
    select o.correction_made, case c.action when 'flag' then 'marked_as_in_doubt' else 'corrected' end, o.id,
           o.indicator, o.authority, o.period, c.value_published, o.value, o.source, c.id
    from observation o join correction c on c.observation = o.id and c.id = o.correction where {where}
)
"""


def changes(
    store: Store,
    *,
    since: dt.date | None = None,
    indicator: str | None = None,
    authority: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[list[Row], int]:
    """Changes on or after a day, newest first, and how many there are without the limit.

    `kind` is `published` (the first value for its measure, council and period), `revised` (a later vintage, from this
    source or another, differs), `corrected` or `marked_as_in_doubt` (by us). Values are as published, except that
    `value_after` of a correction is what we show.
    """
    wanted = {"indicator": indicator, "authority": authority}
    params: dict[str, object] = {name: value for name, value in wanted.items() if value is not None}
    where = " and ".join(f"o.{name} = ${name}" for name in params) or "true"
    later = ""
    if since is not None:
        later = "where day >= $since"
        params["since"] = since
    base = CHANGES.format(where=where)
    rows = store.rows(
        f"""{base} select change.*, i.unit, count(*) over () as total
            from change join indicator i on i.id = change.indicator {later}
            order by day desc, change.indicator, authority, period, kind, change.id
            limit {int(limit)} offset {int(offset)}""",  # noqa: S608 - fixed texts
        params or None,
    )
    if rows or not offset:
        return rows, rows[0]["total"] if rows else 0
    counted = store.one(f"{base} select count(*) as n from change {later}", params or None)  # noqa: S608 - fixed texts
    return rows, counted["n"] if counted else 0
