"""A scenario file: what would be otherwise, from and until which year.

In: TOML with a `name` and `[[lever]]` tables. Out: `Scenario`; raises `FilesError` naming file and line of every
mistake: a key that is not known, a name that the county does not have, years the wrong way round, levers that
contradict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli

from .errors import FilesError, Problem
from .modified import FIELDS, Change
from .space import FIRST_AY, LAST_AY, NONSEND, Space

#: What each kind of lever takes besides `from`, `until` and `note`: its number (with bounds) and its choices.
KINDS: dict[str, tuple[dict[str, tuple[float, float]], tuple[str, ...]]] = {
    "joiners": ({"times": (0, 20)}, ("ages", "needs", "settings")),
    "mix": ({"times": (0, 100)}, ("ages", "needs", "settings")),
    "refusals": ({"share": (0, 1), "won_back": (0, 1)}, ("ages",)),
    "leaving": ({"times": (0, 100)}, ("ages", "needs", "settings")),
    "leaving_age": ({"age": (FIRST_AY, LAST_AY)}, ()),
    "movement": ({"times": (0, 100)}, ("ages", "needs", "from_settings", "to_settings")),
    "open": ({"share": (0, 1)}, ("setting", "from_settings")),
    "close": ({}, ("setting",)),
    "cap": ({"places": (0, 1e6)}, ("setting", "overflow")),
    "cost": ({"times": (0, 100), "cost_gbp": (0, 1e8)}, ("needs", "settings")),
    "inflation": ({"rate_pct": (-50, 100)}, ("settings",)),
}
#: The number that may be left out, and what it is then.
DEFAULTS = {("refusals", "won_back"): 0.0}
_SINGLE = {"setting", "overflow"}
_LEVER = re.compile(r"^\s*\[\[\s*lever\s*\]\]")


@dataclass(frozen=True)
class Lever:
    """One change. Years are Januaries that are counted; an empty choice means all."""

    kind: str
    numbers: tuple[tuple[str, float], ...]
    first: int | None = None
    last: int | None = None
    ages: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    from_settings: tuple[str, ...] = ()
    to_settings: tuple[str, ...] = ()
    setting: str = ""
    overflow: str = ""
    line: int = 0

    def number(self, name: str) -> float:
        """One of its numbers. Raises KeyError."""
        return dict(self.numbers)[name]

    def holds(self, january: int) -> bool:
        """Does it hold in the step that leads to this January?"""
        return (self.first is None or january >= self.first) and (self.last is None or january <= self.last)

    def overlaps(self, other: Lever) -> bool:
        """Is there a year in which both hold?"""
        first = max(self.first or 0, other.first or 0)
        return first <= min(self.last or 9999, other.last or 9999)


@dataclass(frozen=True)
class Scenario:
    """A name and its levers, in the order of the file; and changes of the history, in the reference's manner."""

    name: str
    levers: tuple[Lever, ...] = ()
    changes: tuple[Change, ...] = ()


def read_scenario(path: Path, space: Space) -> Scenario:
    """Read a file. Raises FilesError."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomli.loads(text)
    except UnicodeDecodeError:
        raise FilesError([Problem(path.name, 0, "is not UTF-8 text")]) from None
    except tomli.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise FilesError([Problem(path.name, line, f"is not TOML ({error})")]) from None
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if _LEVER.match(line)]
    return scenario_of(data, space, path.name, lines)


def scenario_of(data: dict[str, Any], space: Space, file: str = "scenario", lines: list[int] | None = None) -> Scenario:
    """The same from data already read."""
    found: list[Problem] = []
    for key in data.keys() - {"name", "lever", "history", "note"}:
        found.append(Problem(file, 0, f"{key} is not a key of a scenario: use name, note, [[lever]] and [[history]]"))
    raw = data.get("lever", [])
    levers: list[Lever] = []
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise FilesError([Problem(file, 0, "lever must be written as [[lever]] tables")])
    for n, one in enumerate(raw):
        line = lines[n] if lines and n < len(lines) else 0
        wrong = len(found)
        lever = _lever(one, space, file, line, found)
        if len(found) == wrong and lever:
            levers.append(lever)
    changes = _changes(data.get("history", []), space, file, found)
    if not found:
        found += contradictions(levers, file)
    if found:
        raise FilesError(found)
    return Scenario(str(data.get("name", file)), tuple(levers), changes)


def _changes(raw: Any, space: Space, file: str, found: list[Problem]) -> tuple[Change, ...]:
    """[[history]] tables: `times` and values of fields of transitions.csv."""
    out = []
    for n, one in enumerate(raw if isinstance(raw, list) else [None], start=1):
        where = f"history {n}"
        times = one.get("times") if isinstance(one, dict) else None
        if isinstance(times, bool) or not isinstance(times, (int, float)) or not 0 <= times <= 100:
            found.append(Problem(file, 0, f"{where}: write [[history]] tables with times from 0 to 100"))
            continue
        fields = []
        for key, value in one.items():
            if key in {"times", "note"}:
                continue
            values = tuple(value) if isinstance(value, list) else (value,)
            names = (*(space.settings if key.startswith("setting") else space.needs), NONSEND)
            whole = key.startswith(("academic", "calendar"))
            if key not in FIELDS:
                found.append(Problem(file, 0, f"{where}: {key} is no field: use {', '.join(FIELDS)}"))
            elif not all(type(v) is int if whole else v in names for v in values):
                found.append(Problem(file, 0, f"{where}: {key} has a value that the files do not have"))
            else:
                fields.append((key, values))
        out.append(Change(float(times), tuple(fields)))
    return tuple(out)


def _lever(raw: dict[str, Any], space: Space, file: str, line: int, found: list[Problem]) -> Lever | None:
    def wrong(text: str) -> None:
        found.append(Problem(file, line, text))

    kind = raw.get("kind")
    if kind not in KINDS:
        wrong(f"kind must be one of {', '.join(KINDS)}")
        return None
    numbers, choices = KINDS[kind]
    for key in raw.keys() - {"kind", "from", "until", "note", *numbers, *choices}:
        wrong(f"{key} is not a key of {kind}: use {', '.join([*numbers, *choices, 'from', 'until', 'note'])}")
    years = [raw.get("from"), raw.get("until")]
    for name, year in zip(("from", "until"), years, strict=True):
        if year is not None and (not isinstance(year, int) or isinstance(year, bool) or not 1990 <= year <= 2100):
            wrong(f"{name} must be a year")
            return None
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        wrong(f"from {years[0]} is after until {years[1]}")
    given = _numbers(kind, raw, wrong)
    names = {name: _names(name, raw[name], space, wrong) for name in choices if name in raw and name != "ages"}
    for name in choices:
        if name in _SINGLE and not names.get(name):
            wrong(f"{kind} must name its {name}")
    if kind == "open" and not names.get("from_settings"):
        wrong("open must say in from_settings where its children would otherwise have gone")
    if kind == "mix" and not (names.get("needs") or names.get("settings")):
        wrong("mix must name needs or settings")
    single = {name: names.pop(name)[0] for name in tuple(names) if name in _SINGLE and names[name]}
    ages = _ages(raw.get("ages"), wrong)
    lever = Lever(kind, given, years[0], years[1], ages, line=line)
    return replace(lever, **names, **single)


def _numbers(kind: str, raw: dict[str, Any], wrong: Any) -> tuple[tuple[str, float], ...]:
    out = []
    numbers = KINDS[kind][0]
    for name, (low, high) in numbers.items():
        value = raw.get(name, DEFAULTS.get((kind, name)))
        if value is None:
            if kind != "cost":
                wrong(f"{kind} needs {name}")
        elif isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            wrong(f"{name} must be a number from {low:g} to {high:g}")
        else:
            out.append((name, float(value)))
    if kind == "cost" and sum(name in raw for name in numbers) != 1:
        wrong("cost needs either times or cost_gbp")
    return tuple(out)


def _names(field: str, value: Any, space: Space, wrong: Any) -> tuple[str, ...]:
    names = [value] if field in _SINGLE else value
    known = space.needs if field == "needs" else space.settings
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        wrong(f"{field} must be {'a name' if field in _SINGLE else 'a list of names'}")
        return ()
    for name in names:
        if name not in known:
            wrong(f"{field} names {name!r}, which valid-states.csv does not have")
    return tuple(names)


def _ages(value: Any, wrong: Any) -> tuple[int, ...]:
    if value is None:
        return ()
    whole = (
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(age, int) and not isinstance(age, bool) for age in value)
    )
    if not whole or not all(FIRST_AY <= age <= LAST_AY for age in value):
        wrong(f"ages must be a list of school years from {FIRST_AY} to {LAST_AY}")
        return ()
    return tuple(value)


def contradictions(levers: list[Lever], file: str) -> list[Problem]:
    """Levers that cannot both be meant."""
    out = []
    for i, one in enumerate(levers):
        if one.kind == "cap" and one.overflow == one.setting:
            out.append(Problem(file, one.line, f"{one.setting} cannot overflow into itself"))
        for two in levers[i + 1 :]:
            if not one.overlaps(two):
                continue
            kinds = {one.kind, two.kind}
            same = bool(one.setting) and one.setting == two.setting
            text = ""
            if one.kind == two.kind == "leaving_age":
                text = "two leaving ages hold in the same year"
            elif same and one.kind == two.kind:
                text = f"{one.kind} stands twice for {one.setting} in the same year"
            elif same and kinds == {"open", "close"}:
                text = f"{one.setting} is opened and closed in the same year"
            elif same and kinds == {"cap", "close"}:
                text = f"{one.setting} has a cap and is closed in the same year"
            elif kinds == {"cap", "close"} and one.overflow + two.overflow in {one.setting, two.setting}:
                text = f"{one.overflow or two.overflow} is to take the overflow but is closed"
            elif one.kind == two.kind == "cap" and one.overflow == two.setting and two.overflow == one.setting:
                text = f"{one.setting} and {two.setting} overflow into each other"
            if text:
                out.append(Problem(file, two.line, f"{text}; see line {one.line}" if one.line else text))
    return out
