"""The store: one DuckDB file with Parquet beside it, built from the register (floor 2)."""

from .aside import PlaceError, current, replacing
from .build import ORDER, BuildReport, build, ensure, is_fresh, made_of
from .fingerprint import changed_measures, fingerprint
from .opened import Store, open_store

__all__ = [
    "ORDER",
    "BuildReport",
    "PlaceError",
    "Store",
    "build",
    "changed_measures",
    "current",
    "ensure",
    "fingerprint",
    "is_fresh",
    "made_of",
    "open_store",
    "replacing",
]
