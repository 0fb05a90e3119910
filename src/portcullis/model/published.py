"""Forecasts that were frozen, and the record of the model, as pages and the API show them.

In: the folder of frozen forecasts (`forecasts/`, beside the register). Out: `Published`: ranges of the newest one by
council, each number with an id of its own, and what we said before against what came. `record.csv` holds the latter:
making it takes the whole backtest, so it is written by `portcullis backtest --record` and held to the model by a test.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from .aside import put_csv
from .frozen_files import PLANS, FrozenError, read_manifest
from .record import Past, Scorecard

RECORD = "record.csv"
#: Columns of plans.csv that hold numbers of plans.
NUMBERS = ("median", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95")
_NAME = re.compile(r"\d{4}-\d{2}")
_COLUMNS = ("code", "area", "name", *(f.name for f in fields(Past)))
Row = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """The newest frozen forecast. `plans`: by code, a row for each January with `median` to `high_95` (plans) and
    `ids`, the figure id of each of these. `records`: by code, the scorecard of the model that made it."""

    name: str
    manifest: Mapping[str, Any]
    plans: Mapping[str, list[Row]]
    records: Mapping[str, Scorecard] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """Every number that has an id."""
        found = {row["ids"][n]: row[n] for rows in self.plans.values() for row in rows for n in NUMBERS}
        for card in self.records.values():  # councils that were one area share its record
            for one in card.past:
                found |= {past_id(card.code, one, part): getattr(one, part) for part in PARTS}
        return found


#: Numbers of a past forecast that pages show.
PARTS = ("median", "low_80", "high_80", "low_95", "high_95", "actual", "off_pct")


def newest(root: Path) -> Published | None:
    """The newest frozen forecast below `root`; None where there is none. Raises FrozenError for one that is not what
    was frozen, or a record that cannot be read."""
    if not root.is_dir():
        return None
    names = sorted(path.name for path in root.iterdir() if path.is_dir() and _NAME.fullmatch(path.name))
    if not names:
        return None
    place = root / names[-1]
    manifest = read_manifest(place)
    try:
        plans = _plans(place / PLANS, names[-1])
        records = _records(root / RECORD)
    except (OSError, ValueError, KeyError) as error:
        raise FrozenError(f"{place} cannot be read: {error}") from None
    return Published(names[-1], manifest, plans, records)


def plan_id(name: str, code: str, january: int, part: str) -> str:
    """The id of a number of a frozen forecast."""
    return f"forecast:{name}:{code}:{january}:{part}"


def past_id(code: str, one: Past, part: str) -> str:
    """The id of a number that the model said of the past, from the January of `origin`."""
    return f"backtest:{one.origin}:{code}:{one.year}:{part}"


def write_record(cards: Mapping[str, Scorecard], path: Path) -> int:
    """Write the records of all councils; how many rows. Written aside, then put in place."""
    rows = (
        [code, card.code, card.name, *(round(v, 1) if isinstance(v, float) else int(v) for v in asdict(one).values())]
        for code, card in sorted(cards.items())
        for one in card.past
    )
    return put_csv(path, _COLUMNS, rows)


def _plans(path: Path, name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            january = int(row["january"])
            ids = {part: plan_id(name, row["code"], january, part) for part in NUMBERS}
            numbers = {part: float(row[part]) for part in NUMBERS}
            why = [one for one in row["why"].split("; ") if one]
            kept = {"code": row["code"], "name": row["name"], "january": january, "series": row["series"], "why": why}
            found.setdefault(row["code"], []).append(kept | numbers | {"ids": ids})
    return found


def _records(path: Path) -> dict[str, Scorecard]:
    if not path.is_file():
        return {}
    past: dict[str, list[Past]] = {}
    about: dict[str, tuple[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = [float(row[n]) for n in ("median", "low_95", "low_80", "high_80", "high_95", "actual")]
            one = Past(int(row["origin"]), int(row["year"]), *numbers, suspect=row["suspect"] == "1")
            past.setdefault(row["code"], []).append(one)
            about[row["code"]] = row["area"], row["name"]
    return {code: Scorecard(about[code][0], about[code][1], about[code][0] != code, tuple(past[code])) for code in past}
