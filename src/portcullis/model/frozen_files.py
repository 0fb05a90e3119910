"""The files of a frozen forecast, and whether they are still what was frozen.

In: a folder. Out: its manifest. Nothing heavy is here: pages read frozen forecasts without the model.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

PLANS, QUANTILES, MANIFEST = "plans.csv", "quantiles.csv", "manifest.json"


class FrozenError(Exception):
    """A frozen forecast that cannot be made, or is no longer what it was."""


def read_manifest(place: Path) -> dict[str, Any]:
    """The manifest, after both files were held to their digests. Raises FrozenError where they differ."""
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        for name, digest in manifest["sha256"].items():
            if hashlib.sha256((place / name).read_bytes()).hexdigest() != digest:
                raise FrozenError(f"{place / name} is not what was frozen: its digest differs from the manifest")
    except (OSError, ValueError, KeyError) as error:
        raise FrozenError(f"{place} holds no frozen forecast: {error}") from None
    return manifest
