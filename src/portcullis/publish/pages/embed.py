"""Charts for other people's websites: small pages that need no script and say where they come from.

In: gathered facts and a code. Out: `Page`s: one with each chart of a council, and one that shows how to use them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..gathered import Gathered
from .area import DEFICIT, area_path
from .charts import TOLD, area_chart
from .environment import Page, relative
from .figures import Shown

#: Charts that may be embedded: name in the address -> measure.
CHARTS = {
    "deficit": DEFICIT,
    "plans": "ehc_plans",
    "on-time": "plans_within_20_weeks_pct",
    "refusals": "ehc_requests_refused_pct",
    "appeals": "send_appeal_rate_pct",
}


def embed_path(code: str, name: str = "") -> str:
    """The address of one chart, or of the page that lists a council's charts."""
    return f"embed/areas/{code}/{name}/" if name else f"embed/areas/{code}/"


def embed_pages(g: Gathered, code: str) -> Iterator[Page]:
    """The charts of one council, and the page that offers them."""
    area = g.areas[code]
    offered = []
    for name, measure in CHARTS.items():
        title = TOLD[measure].title
        path = embed_path(code, name)
        shown = Shown(g, relative(path))
        block = area_chart(shown, measure, code)
        if block is None:
            continue
        context = {"title": f"{title}, {area['name']}", "block": block, "area": area, "home": area_path(area),
                   "sources": shown.sources()}  # fmt: skip
        yield Page(path, "embed.html", context)
        offered.append((name, title, path))
    context = {"title": f"Charts of {area['name']} for other websites", "area": area, "home": area_path(area),
               "offered": offered}  # fmt: skip
    yield Page(embed_path(code), "embeds.html", context, active="areas/")
