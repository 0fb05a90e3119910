"""What programs read in a page: data sets and trails (JSON-LD), share cards (Open Graph), the map of the site."""

from .datasets import json_ld
from .embed import embedded
from .graph import Card, open_graph
from .head import Head, head
from .sitemap import last_changed, robots, sitemap, write_maps

__all__ = [
    "Card",
    "Head",
    "embedded",
    "head",
    "json_ld",
    "last_changed",
    "open_graph",
    "robots",
    "sitemap",
    "write_maps",
]
