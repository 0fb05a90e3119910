"""A chart as a file of its own, for embeds and downloads.

In: the SVG of a page. Out: the same with the rules of site.css that it needs, so that it looks alike anywhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from importlib.resources import files

_RULES = re.compile(r"/\*\{chart\*/(.*?)/\*chart\}\*/", re.DOTALL)
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')

_PADDING = 12
#: Inside a file the picture keeps its own size: the frame around it is larger.
_INNER = ".chart svg{width:auto}"


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
    width, height = (float(side) + 2 * _PADDING for side in size.groups())
    box = f'x="-{_PADDING}" y="-{_PADDING}" width="{width:g}" height="{height:g}"'
    inner = svg.replace(">", f'><rect {box} style="fill:var(--bg)"/>', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="-{_PADDING} -{_PADDING} {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img">'
        f"<title>{escape(title)}</title><style>{escape(chart_rules(), quote=False)}{_INNER}</style>{inner}</svg>"
    )
