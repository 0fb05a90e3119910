"""Opens a store to read. Named queries live in `queries`; this is the handle that they take.

In: the place of a build. Out: `Store`, rows as dicts.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from .build import DATABASE

Params = list[Any] | dict[str, Any] | None
Row = dict[str, Any]


class Store:
    """A store opened to read. Use it with `with`; it reads no file but its own."""

    def __init__(self, place: Path) -> None:
        self.place = place.resolve()
        path = self.place / DATABASE
        if not path.is_file():
            raise FileNotFoundError(f"there is no store at {place}: run `portcullis build`")
        locked: dict[str, str | float | list[str]] = {"threads": 2}
        locked |= {"enable_external_access": False, "lock_configuration": True}
        self.con = duckdb.connect(str(path), read_only=True, config=locked)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.con.close()

    def rows(self, sql: str, params: Params = None) -> list[Row]:
        """All rows of a query. Safe from several threads: each call has a cursor of its own."""
        cursor = self.con.cursor()
        try:
            result = cursor.execute(sql, params) if params is not None else cursor.execute(sql)
            values = result.fetchall()
            names = [column[0] for column in result.description or ()]
        finally:
            cursor.close()
        return [dict(zip(names, row, strict=True)) for row in values]

    def one(self, sql: str, params: Params = None) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None


def open_store(place: Path) -> Store:
    """Open the store at `place`. Raises FileNotFoundError when nothing was built there."""
    return Store(Path(place))
