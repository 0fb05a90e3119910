"""A forecast that was made before the figure came: written once, never changed, scored when the figure is there.

In: a `Fitted` and a folder to make. Out: `plans.csv` (ranges for people), `quantiles.csv` (0.01 to 0.99 for scoring),
`manifest.json` with the digests of both. Everything is written aside and put in place by one rename.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from portcullis.vocabulary import ENGLAND

from .backtest.scores import LEVELS, Prediction, Scores, score
from .demand import DRAWS, SEED, VERSION, YEARS, DemandError, Fitted, Forecast
from .demand.result import LEVELS as SHOWN
from .frozen_files import MANIFEST, PLANS, QUANTILES, FrozenError, read_manifest

if TYPE_CHECKING:
    from portcullis.store import Store

COLUMNS = (
    "code", "name", "january", "median", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95", "series", "why",
)  # fmt: skip
#: How many Januaries are kept with all their quantiles: those that the protocol scores.
SCORED = 3


@dataclass(frozen=True)
class FrozenScore:
    """How a frozen forecast did in one January: scores over the councils with a figure that is not in doubt."""

    january: int
    councils: int
    left_out: tuple[str, ...]
    england_actual: float | None
    england_median: float
    scores: Scores


def freeze(
    fitted: Fitted, place: Path, *, command: str, years: int = YEARS, draws: int = DRAWS, seed: int = SEED
) -> dict[str, Any]:
    """Write the forecast to a new folder and return its manifest. Raises FrozenError where something stands there."""
    place = place.absolute()
    if place.exists() or place.is_symlink():
        raise FrozenError(f"{place} is there already: a frozen forecast is never written over. Choose another folder")
    told = forecast_to_freeze(fitted, years=years, draws=draws, seed=seed)
    files = {PLANS: _plans(told), QUANTILES: _quantiles(told)}
    manifest = {
        "what": f"EHC plans of each council and England in January {fitted.origin + 1} and after, forecast from "
        f"January {fitted.origin} and what was published by June {fitted.origin}",
        "model": VERSION, "seed": seed, "draws": draws, "years": years, "origin": fitted.origin,
        "vintage": fitted.vintage, "command": command, "switches": [],
        "refused": told.refused,
        "sha256": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()},
    }  # fmt: skip
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.parent / f".{place.name}.{uuid.uuid4().hex[:12]}"
    aside.mkdir()
    try:
        for name, text in files.items():
            (aside / name).write_text(text, encoding="utf-8")
        (aside / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.rename(aside, place)  # noqa: PTH104 - fails if somebody else put a folder there meanwhile; Path.replace would not say so
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        if place.exists():
            raise FrozenError(f"{place} appeared meanwhile: nothing was written over") from None
        raise error from None
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return manifest


def forecast_to_freeze(fitted: Fitted, *, years: int, draws: int, seed: int) -> Forecast:
    """The forecast that is frozen: plans only, with every quantile of the protocol."""
    return fitted.forecast(years=years, draws=draws, seed=seed, parts=(), levels=tuple(LEVELS))


def read_quantiles(place: Path) -> dict[tuple[str, int], np.ndarray]:
    """Quantiles at LEVELS by council (or England) and January."""
    with (place / QUANTILES).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {(row[0], int(row[1])): np.array(row[2:], dtype=float) for row in rows}


def score_frozen(store: Store, place: Path) -> list[FrozenScore]:
    """Scores for every January that has entered the register since. Empty while none has. Raises FrozenError."""
    manifest = read_manifest(place)
    told = read_quantiles(place)
    found = []
    for january in range(manifest["origin"] + 1, manifest["origin"] + 1 + min(SCORED, manifest["years"])):
        rows = store.rows(
            """select authority, value, status from observation
               where indicator = 'ehc_plans' and year = $year and newest and value is not null order by authority""",
            {"year": january},
        )
        came = {row["authority"]: row for row in rows}
        codes = sorted(code for code, year in told if year == january and code != ENGLAND)
        usable = [c for c in codes if c in came and came[c]["status"] != "suspect" and came[c]["value"] > 0]
        if not usable:
            continue
        england = float(came[ENGLAND]["value"]) if ENGLAND in came else None
        quantiles = np.stack([told[code, january] for code in usable])
        actual = np.array([came[code]["value"] for code in usable], dtype=float)
        one = score(
            Prediction(quantiles, told[ENGLAND, january]), actual, manifest["origin"], january - manifest["origin"]
        )
        middle = float(told[ENGLAND, january][len(LEVELS) // 2])
        left = tuple(code for code in codes if code not in usable)
        found.append(FrozenScore(january, len(usable), left, england, middle, one))
    return found


def _plans(told: Forecast) -> str:
    rows = []
    place = {level: int(np.abs(LEVELS - level).argmin()) for level in SHOWN}
    for code, values in _by_place(told):
        base = told.bases.get(code)
        for (_, january), row in zip(told.columns, values, strict=True):
            if january > told.origin:
                ends = [row[place[level]] for level in (0.5, 0.25, 0.75, 0.1, 0.9, 0.025, 0.975)]
                numbers = [f"{value:.1f}" for value in ends]
                rows.append(
                    [
                        code,
                        told.names[code],
                        january,
                        *numbers,
                        base.state if base else "sum",
                        "; ".join(base.reasons) if base else "",
                    ]
                )
    return _csv(COLUMNS, rows)


def _quantiles(told: Forecast) -> str:
    header = ["code", "january", *(f"q{1000 * level:03.0f}" for level in LEVELS)]
    rows = [
        [code, january, *(f"{value:.1f}" for value in row)]
        for code, values in _by_place(told)
        for (_, january), row in zip(told.columns, values, strict=True)
        if told.origin < january <= told.origin + SCORED
    ]
    return _csv(header, rows)


def _by_place(told: Forecast) -> Iterable[tuple[str, np.ndarray]]:
    if not told.has_england:
        raise DemandError("a frozen forecast is of all councils and England")
    return zip(told.codes, told.values, strict=True)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
