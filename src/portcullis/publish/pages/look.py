"""The look as numbers: what the style sheet sets, read from it, so that nothing is written down twice.

In: static/site.css. Out: `colours` with their contrast (WCAG 2.2, success criterion 1.4.3), `type_scale` and `spaces`
in pixels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: What each colour is for, and the ground that its contrast is measured on ("" for a ground itself).
USES = {
    "paper": ("the page", ""),
    "card": ("the answer, notices, fields", ""),
    "ink": ("text and strong lines", "paper"),
    "soft": ("sources, notes, dates", "paper"),
    "line": ("thin lines that carry nothing", ""),
    "accent": ("links, focus, the mark", "paper"),
    "wash": ("a row under the pointer, a source that was asked for", ""),
    "on": ("text on the accent", "accent"),
    "warn": ("figures in doubt", "warnwash"),
    "warnwash": ("the ground of a warning", ""),
}
SIZES = {
    "t0": "sources, notes, heads of tables",
    "t1": "text",
    "t2": "short answers, h4",
    "t3": "the opening line, h3",
    "t4": "h2, a figure as headline",
    "t5": "h1",
}
_ROOT = 16  # pixels in a rem, unless the reader chose another size of text


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour in light and dark: #rrggbb, and contrast on `ground` (1 to 21), or 0.0 for a ground."""

    name: str
    use: str
    ground: str
    light: str
    dark: str
    light_contrast: float
    dark_contrast: float


@dataclass(frozen=True, slots=True)
class Size:
    """A size of text or a space: on a phone of 360 px and on a desk of 1280 px, in pixels."""

    name: str
    use: str
    phone_px: float
    desk_px: float


@cache
def sheet() -> str:
    """The style sheet of the site."""
    return (files("portcullis.publish") / "static" / "site.css").read_text(encoding="utf-8")


def contrast(one: str, other: str) -> float:
    """Contrast of two colours #rrggbb, 1 to 21: (L1 + 0.05) / (L2 + 0.05), WCAG 2.2, "contrast ratio"."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colours() -> list[Colour]:
    """Each colour of the frame, with the uses above. Raises KeyError when the sheet no longer has one."""
    light, dark = _set(0), _set(1)
    dark = light | dark
    return [
        Colour(
            name, use, ground, light[name], dark[name],
            contrast(light[name], light[ground]) if ground else 0.0,
            contrast(dark[name], dark[ground]) if ground else 0.0,
        )
        for name, (use, ground) in USES.items()
    ]  # fmt: skip


def _set(number: int) -> dict[str, str]:
    """Colours of the first (light) or second (dark) rule for the whole page."""
    rule = re.findall(r":root\{([^}]*)\}", sheet())[number]
    found = re.findall(r"--(\w+):(#[0-9a-f]{6}|#[0-9a-f]{3})\b", rule)
    return {name: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:]) for name, value in found}


def type_scale() -> list[Size]:
    """The sizes of text."""
    return [Size(name, use, _px(_value(name), 360), _px(_value(name), 1280)) for name, use in SIZES.items()]


def spaces() -> list[Size]:
    """The steps of space."""
    names = re.findall(r"--(s\d):", sheet())
    return [Size(name, "", _px(_value(name), 360), _px(_value(name), 1280)) for name in names]


def _value(name: str) -> str:
    match = re.search(rf"--{name}:([^;}}]+)", sheet())
    if match is None:
        raise KeyError(name)
    return match[1]


def _px(value: str, wide: int) -> float:
    """'1rem', '2vw', or 'clamp(least, a + b, most)' in pixels in a window of this width."""
    if match := re.fullmatch(r"clamp\((.+),(.+),(.+)\)", value):
        least, wished, most = (_px(part.strip(), wide) for part in match.groups())
        return min(max(least, wished), most)
    if " + " in value:
        return sum(_px(part, wide) for part in value.split(" + "))
    number = float(re.sub(r"[a-z]+$", "", value))
    return number * {"rem": _ROOT, "vw": wide / 100, "px": 1}[value.lstrip("-.0123456789")]
