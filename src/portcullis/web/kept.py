"""Things that are made when somebody asks for them, once for each edition, and kept for the next reader.

In: an edition, a name, and how it is made. Out: bytes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from .current import Edition

#: Kept in memory of each kind: a brief has 60 kB, the largest workbook a megabyte.
KEPT = 64
_lock = threading.Lock()


def made_once(edition: Edition, kind: str, name: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, made once. One at a time: making takes a core, and readers of pages come first."""
    kept: OrderedDict[str, bytes] = edition.once(f"made: {kind}", lambda store: OrderedDict())
    with _lock:
        if name not in kept:
            kept[name] = make()
            while len(kept) > KEPT:
                kept.popitem(last=False)
        kept.move_to_end(name)
        return kept[name]
