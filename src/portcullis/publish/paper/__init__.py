"""Paper: the one-page brief of a council as tagged PDF, and the picture that stands for a page when it is shared.

In: gathered facts. Out: bytes, the same for the same register on any machine; `write_papers` puts them in the site.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cards import (
        agreement_card,
        agreement_card_data,
        agreement_card_path,
        card,
        card_data,
        card_path,
        card_words,
        home_card,
        home_card_data,
    )  # fmt: skip
    from .sheet import brief
    from .write import RECORD, write_papers

_ROOMS = {
    "cards": ("agreement_card", "agreement_card_data", "agreement_card_path", "card", "card_data", "card_path",
              "card_words", "home_card", "home_card_data"),
    "sheet": ("brief",),
    "write": ("RECORD", "write_papers"),
}  # fmt: skip
__all__ = [
    "RECORD", "agreement_card", "agreement_card_data", "agreement_card_path", "brief", "card", "card_data",
    "card_path", "card_words", "home_card", "home_card_data", "write_papers",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    # Named here, loaded when asked for: the helper process needs the press alone.
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
