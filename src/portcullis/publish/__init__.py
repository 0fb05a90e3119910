"""Pages, charts and downloads: pure functions from the store to files (floor 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .build import SiteReport, build_all

__all__ = ["SiteReport", "build_all"]


def __getattr__(name: str) -> Any:
    """Load the builder when it is asked for: the command line needs the words of pages without the templates."""
    if name in __all__:
        from . import build

        return getattr(build, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
