"""Writes the index of the search.

In: gathered facts, the store, posts, and where the file shall lie. Out: the file; how many entries it holds.
The same facts give the same bytes. The file stands at the root of the site for the server; pages do not need it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from portcullis.store import Store
from portcullis.vocabulary.news import Post

from ..gathered import Gathered
from .entries import entries

#: Beginnings of two to four letters have an index of their own: most of what is typed is a beginning.
SCHEMA = """
create virtual table search using fts5(
    title, also, text, kind unindexed, address unindexed, date unindexed,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
create virtual table word using fts5vocab(search, 'row');
"""


def write_search(g: Gathered, store: Store, path: Path, *, posts: Sequence[Post] = ()) -> int:
    """Write the index; a file that is there already is replaced."""
    found = entries(g, store, posts)
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = off")  # a file that breaks off is thrown away with its build
        connection.executescript(SCHEMA)
        connection.executemany(
            "insert into search (rowid, kind, title, also, text, address, date) values (?, ?, ?, ?, ?, ?, ?)",
            ((number, *entry) for number, entry in enumerate(found, start=1)),
        )
        connection.execute("insert into search (search) values ('optimize')")
        connection.commit()
        connection.execute("vacuum")
    return len(found)
