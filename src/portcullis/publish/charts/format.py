"""Numbers as people write them.

In: a number and a unit (count, percent, gbp, gbp_each, score). Out: text: £67.2m, 638,745, 12.5%, "a surplus of £1.2m".
"""

from __future__ import annotations

MINUS = "\u2212"
NO_FIGURE = "no figure"


def _signed(text: str, negative: bool) -> str:
    # A value that rounds to nothing has no sign: "−0" would be read as a small deficit.
    return MINUS + text if negative and any(c in "123456789" for c in text) else text


def number(value: float, decimals: int = 0) -> str:
    """638745 -> 638,745."""
    return _signed(f"{abs(value):,.{decimals}f}", value < 0)


def percent(value: float, decimals: int = 1) -> str:
    """12.5 -> 12.5%; a whole number keeps no empty decimal (100%, not 100.0%)."""
    text = f"{abs(value):,.{decimals}f}"
    if decimals and float(text.replace(",", "")) in (0, 100):
        text = text.partition(".")[0]
    return _signed(text + "%", value < 0)


def pounds(value: float, decimals: int | None = None) -> str:
    """67210000 -> £67.2m; 24000000 -> £24m; 1234000000 -> £1.23bn; below a million in full: £480,123."""
    size = abs(value)
    if decimals is None and size and size % (1e9 if size >= 1e9 else 1e6) == 0:
        decimals = 0  # exactly so many millions or billions: no empty decimal
    # Rounded before the scale is chosen, or £999.96m would read "£1,000.0m".
    if round(size / 1e6, 1 if decimals is None else decimals) >= 1000:
        text = f"£{size / 1e9:,.{2 if decimals is None else decimals}f}bn"
    elif round(size) >= 1_000_000:
        text = f"£{size / 1e6:,.{1 if decimals is None else decimals}f}m"
    else:
        text = f"£{size:,.0f}"
    return _signed(text, value < 0)


def balance(value: float, decimals: int | None = None) -> str:
    """A deficit is positive: 67.2m -> "a deficit of £67.2m"; -1.2m -> "a surplus of £1.2m"; 0 -> "a balance of £0"."""
    text = pounds(abs(value), decimals)
    if not any(c in "123456789" for c in text):
        return "a balance of £0"
    return f"a {'deficit' if value > 0 else 'surplus'} of {text}"


def show(value: float | None, unit: str, decimals: int | None = None) -> str:
    """Any value in its unit; None -> "no figure"."""
    if value is None:
        return NO_FIGURE
    if unit == "gbp":
        return pounds(value)
    if unit == "gbp_each":
        return _signed(f"£{abs(value):,.{decimals or 0}f}", value < 0)
    if unit == "percent":
        return percent(value, 1 if decimals is None else decimals)
    if unit == "score":
        return number(value, 1 if decimals is None else decimals)
    return number(value, decimals or 0)


def tick_texts(values: list[float], unit: str) -> list[str]:
    """The ticks of one axis, all at the same scale and with as few decimals as tell them apart."""
    top = max((abs(v) for v in values), default=0)
    scale, suffix = 1.0, ""
    if unit in ("gbp", "gbp_each"):
        scale, suffix = next(((s, t) for s, t in ((1e9, "bn"), (1e6, "m"), (1e3, "k")) if top >= s), (1.0, ""))
    decimals = next((d for d in range(4) if all(abs(v / scale - round(v / scale, d)) < 1e-9 for v in values)), 3)
    texts = []
    for v in values:
        body = f"{abs(v) / scale:,.{decimals}f}" if v else "0"
        pound = "£" if unit in ("gbp", "gbp_each") else ""
        texts.append(_signed(f"{pound}{body}{suffix if v else ''}{'%' if unit == 'percent' else ''}", v < 0))
    return texts
