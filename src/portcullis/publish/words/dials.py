"""Dials in words: where one stands, in its unit, and how sure anybody can be of that.

In: dials and settings. Out: short texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from portcullis.vocabulary import DIALS, Setting, date_text
from portcullis.vocabulary.dial import Dial

from ..charts.format import MINUS, pounds

#: How sure it is where a dial stands, for readers.
SURE = {
    "law": "set in law",
    "official": "official: government has said so",
    "reported": "reported by the press or in papers",
    "inferred": "our reading of the papers",
    "assumption": "an assumption: nobody has said",
    "fitted": "worked out from official figures",
}
GROUPS = {
    "rules": "Rules", "help": "Grant and help", "funding": "Funding", "cost": "Cost", "demand": "Children and places",
    "council": "About the council",
}  # fmt: skip


def stands(dial: Dial, value: float | str | None) -> str:
    """A value in its unit: '90 percent', '31 March 2028', 'as known'."""
    if value is None:
        return "as known" if dial.group == "council" else "not turned"
    if isinstance(value, str):
        return date_text(value) if dial.kind == "date" else dict(dial.choices).get(value, value)
    if dial.unit == "pounds":
        return pounds(value)
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value):,.10g} {dial.unit}".strip()


def years(setting: Setting) -> str:
    """In which financial years a setting acts: 'from 2027-28', '2027-28 to 2029-30', or nothing: always."""
    if setting.since is None:
        return ""
    first = _year(setting.since)
    return f"from {first}" if setting.until is None else first if setting.until == setting.since else (
        f"{first} to {_year(setting.until)}"
    )  # fmt: skip


def turned(dial: str, settings: Iterable[Setting]) -> str:
    """Where settings put a dial, years and all; blank where none of them turns it."""
    mine = [one for one in settings if one.dial == dial]
    return "; ".join(f"{stands(DIALS[dial], one.value)} {years(one)}".strip() for one in mine)


def usually(dial: Dial) -> str:
    """Where a dial stands when nobody touches it, and how sure that is."""
    return f"Usually {stands(dial, dial.usual)} ({SURE[dial.certainty]})."


def _year(began: int) -> str:
    return f"{began}-{(began + 1) % 100:02d}"
