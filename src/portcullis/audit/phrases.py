"""Numbers and lists as a sentence wants them.

In: values, names. Out: text such as `6,078`, `£1.2m`, `4.3%`, `A, B and 3 others`.
"""

from __future__ import annotations

from collections.abc import Sequence


def number(value: float, unit: str = "count") -> str:
    """A value with its unit, short enough to read."""
    if value != value:
        return "no figure"
    if unit.startswith("gbp"):
        sign, size = ("-" if value < 0 else ""), abs(value)
        if size >= 1e6:
            return f"{sign}£{size / 1e6:,.3f}".rstrip("0").rstrip(".") + "m"
        return f"{sign}£{size:,.0f}"
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text + ("%" if unit == "percent" else "")


def few(names: Sequence[str], most: int = 4) -> str:
    """`A`, `A and B`, or the first few and how many others."""
    if len(names) <= most:
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "none"
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"


def label(text: str) -> str:
    """A label in the middle of a sentence: lower-case first letter unless it is an abbreviation."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]
