"""The licence of the downloads, and the credits of the sources.

In: an open store. Out: one row for each licence, with its publishers and how much comes under it.
"""

from __future__ import annotations

from typing import Any

from portcullis.store import Store

#: The licence of what we add. Change these three together, and nothing else, to offer it under another.
COMPILATION = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
LICENCE_TEXT = (
    "Facts keep the licence of the source that they come from; the list of sources names it for each. Most official "
    "figures are Crown copyright under the Open Government Licence v3.0, or Parliament's under the Open Parliament "
    "Licence v3.0. From councils' papers and from the press we take figures only. What we add (the compilation, its "
    "ids, corrections and descriptions) is offered under Creative Commons Attribution 4.0 (CC BY 4.0), with which the "
    "Open Government Licence says it is compatible: use it for anything, say where it came from, and say what you "
    "changed."
)
ATTRIBUTION = (
    "Figures compiled by the Portcullis contributors, CC BY 4.0. Contains public sector information licensed under "
    "the Open Government Licence v3.0."
)

#: What a licence asks us to say, and where its text is.
_ASKED: dict[str, tuple[str, str | None]] = {
    "Open Government Licence v3.0": (
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "Open Parliament Licence v3.0": (
        "Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
        "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/",
    ),
    "CC BY 4.0": (
        "Codes of local authorities and points for the map: mySociety, CC BY 4.0.",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "council copyright; figures only": ("Copyright of the councils; we take figures, not their words.", None),
    "publisher copyright; figures only": ("Copyright of the publishers; we take figures, not their words.", None),
}
_NAMED = 6

_SQL = """
with named as (
    select id, publisher,
           case when licence = '' then 'not recorded'
                else regexp_replace(licence, 'figure only$', 'figures only') end as licence
    from source),
figures as (
    select source, sum(n) as figures from (
        select source, count(*) as n from observation group by source
        union all
        select source, count(distinct id) as n
        from (select id, unnest(string_split(sources, '|')) as source from other_figure) group by source)
    group by source),
publishers as (
    select licence, publisher, count(*) as sources, coalesce(sum(f.figures), 0) as figures
    from named n left join figures f on f.source = n.id
    group by licence, publisher)
select licence, list(publisher order by figures desc, sources desc, publisher) as publisher_list,
       cast(sum(sources) as bigint) as sources, cast(sum(figures) as bigint) as figures
from publishers group by licence order by figures desc, licence
"""


def licences(store: Store) -> list[dict[str, Any]]:
    """Licences of the sources, the one with most figures first.

    `publishers` is text for people (the first few names), `publisher_list` has all of them; a figure with two sources
    counts under both.
    """
    out = []
    for row in store.rows(_SQL):
        names = row["publisher_list"]
        attribution, address = _ASKED.get(row["licence"], ("", None))
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        publishers = "; ".join(names[:_NAMED]) + more
        out.append(row | {"publishers": publishers, "attribution": attribution, "address": address})
    return out
