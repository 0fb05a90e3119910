"""Which years a sum is for.

In: a text and the years found in it. Out: financial years as text.
"""

from __future__ import annotations

import re

from ..figures import Found


def each_year(text: str, here: list[Found], *, spread: bool) -> list[str]:
    """The years that a sum is for: 'each of 2023-24 to 2025-26', 'both 2023-24 and 2024-25', or just the first."""
    if len(here) < 2:
        return [str(one.value) for one in here]
    joint = text[here[0].end : here[1].start]
    if re.fullmatch(r"\s*(?:to|through to|through|until|up to|[–—-])\s*", joint):
        return _range(str(here[0].value), str(here[1].value)) if spread else [str(here[0].value)]
    joined = [here[0]]
    for one in here[1:]:
        if not re.fullmatch(r",?\s*(?:and\s*)?(?:again\s*)?(?:in|for)?\s*", text[joined[-1].end : one.start]):
            break
        joined.append(one)
    return [str(one.value) for one in joined]


def _range(first: str, last: str) -> list[str]:
    return [f"{y}-{(y + 1) % 100:02d}" for y in range(int(first[:4]), min(int(last[:4]), int(first[:4]) + 15) + 1)]
