"""Tables in the shape of the Department's DSG management plan, with ranges instead of one number.

In: `Futures`, and perhaps which kind of provision each setting is. Out: rows by kind of provision, age band and primary
need: children and cost, each January. Sums are made in every simulation, so their ranges are true ranges of the sum.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from .errors import FilesError, Problem
from .reading import Floats
from .simulate import Futures
from .space import AGES, FIRST_AY, Space
from .summaries import group_values, statistics

Row = dict[str, Any]
#: The plan's lines for provision; a file may name others.
PROVISION = (
    "Mainstream schools or academies", "Resourced provision or SEN units", "Maintained special schools or academies",
    "Independent or non-maintained special schools", "Hospital schools or alternative provision",
    "Post-16 and further education", "Early years settings", "Elsewhere",
)  # fmt: skip
#: Age bands of the plan by school year: children of Year 1 were five on 31 August.
BANDS = (("Under 5", -5, 0), ("5 to 10", 1, 6), ("11 to 15", 7, 11), ("16 to 19", 12, 15), ("20 to 25", 16, 25))


def read_provision(path: Path | None, space: Space) -> dict[str, str]:
    """Kind of provision of each setting: from a CSV `setting,provision`, else the setting-group of valid-states.

    Raises FilesError for a setting that the county does not have, or that stands twice.
    """
    out = {row.name: row.group or "Elsewhere" for row in space.rows}
    if path is None:
        return out
    found: list[Problem] = []
    seen: dict[str, int] = {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        if not {"setting", "provision"} <= set(reader.fieldnames or ()):
            raise FilesError([Problem(path.name, 1, "the header must name setting and provision")])
        for row in reader:
            name, line = (row["setting"] or "").strip(), reader.line_num
            if name not in out:
                found.append(Problem(path.name, line, "names a setting that valid-states.csv does not have"))
            elif name in seen:
                found.append(Problem(path.name, line, f"{name} stands on line {seen[name]} already"))
            else:
                seen[name] = line
                out[name] = (row["provision"] or "").strip() or "Elsewhere"
    if found:
        raise FilesError(found)
    return out


def plan_rows(futures: Futures, provision: dict[str, str]) -> Iterator[Row]:
    """Rows like those of `summaries`, with the groups provision, provision_cost, age_band, need."""
    space, quirks = futures.plan.space, futures.plan.quirks
    kinds = sorted(set(provision.values()), key=lambda kind: (PROVISION.index(kind) if kind in PROVISION else 99, kind))
    of_setting = np.array([kinds.index(provision[name]) for name in space.settings])
    of_age = np.array(
        [next(i for i, (_, a, b) in enumerate(BANDS) if a <= min(age + FIRST_AY, 25) <= b) for age in range(AGES)]
    )
    for group, source, which, keys in (
        ("provision", "setting", of_setting, kinds), ("provision_cost", "setting_cost", of_setting, kinds),
        ("age_band", None, of_age, [name for name, *_ in BANDS]),
        ("need", "need", np.arange(len(space.needs)), list(space.needs)),
    ):  # fmt: skip
        if source:
            values, _, exact = group_values(futures, source)
        else:
            values, exact = futures.age, futures.means.stock.sum(axis=1)
        for k, key in enumerate(keys):
            here = which == k
            if not here.any():
                continue
            sums, means = values[:, :, here].sum(axis=2), _sum(exact, here)
            for t, january in enumerate(futures.plan.years):
                yield {
                    "group": group,
                    "key": key,
                    "january": january,
                    "exact_mean": means[t],
                    **statistics(sums[:, t], quirks),
                }


def _sum(exact: Floats, here: np.ndarray) -> Floats:
    return exact[:, here].sum(axis=1)
