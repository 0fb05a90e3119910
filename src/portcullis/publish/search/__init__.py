"""Search over everything a reader may look for: the index that the publisher writes, and how it is asked.

In: gathered facts, the store, posts. Out: `search.sqlite` (`write_search`), and `SearchIndex`, which answers.
The two stand together because they share one agreement: how a text is cut into words.
"""

from .entries import KINDS, Entry
from .index import FILE, Found, SearchIndex
from .nearest import Nearest
from .write import write_search

__all__ = ["FILE", "KINDS", "Entry", "Found", "Nearest", "SearchIndex", "write_search"]
