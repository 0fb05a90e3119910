"""Pages, charts and downloads: pure functions from the store to files (floor 4)."""

from .build import SiteReport, build_all

__all__ = ["SiteReport", "build_all"]
