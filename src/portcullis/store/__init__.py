"""The store: one DuckDB file with Parquet beside it, built from the register (floor 2)."""

from .aside import PlaceError, current, replacing
from .build import BuildReport, build, ensure, fingerprint, is_fresh
from .opened import Store, open_store

__all__ = [
    "BuildReport",
    "PlaceError",
    "Store",
    "build",
    "current",
    "ensure",
    "fingerprint",
    "is_fresh",
    "open_store",
    "replacing",
]
