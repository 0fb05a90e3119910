"""A chart as a file of its own, for embeds and downloads.

In: the SVG of a page. Out: the same with the rules of site.css that it needs, so that it looks alike anywhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from importlib.resources import files

_RULES = re.compile(r"/\*\{chart\*/(.*?)/\*chart\}\*/", re.DOTALL)
_SIZE = re.compile(r'viewBox="(0 0 [\d.]+ [\d.]+)"')


@lru_cache(maxsize=1)
def chart_rules() -> str:
    """The part of site.css that charts need; dark mode included."""
    sheet = (files("portcullis.publish") / "static" / "site.css").read_text(encoding="utf-8")
    match = _RULES.search(sheet)
    if not match:
        raise ValueError("site.css has lost its marks /*{chart*/ and /*chart}*/")
    return re.sub(r"@container[^{]*\{[^}]*\}\}", "", match[1]).strip()


def standalone(svg: str, title: str) -> str:
    """The chart with its rules and a title, for `<img>` (whose alt text says the same) or a download."""
    size = _SIZE.search(svg)
    if not size:
        raise ValueError("not a chart of this package: it has no viewBox")
    inner = svg.replace(">", '><rect width="100%" height="100%" style="fill:var(--bg)"/>', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{size[1]}" role="img">'
        f"<title>{escape(title)}</title><style>{escape(chart_rules(), quote=False)}</style>{inner}</svg>"
    )
