"""Every numeric target of an agreement, from its conditions, its balance years and its deficit profile.

In: an agreement with its parts, as the store gives it. Out: `Target`s. None is dropped: what cannot be held against a
forecast is listed too, and a target that two places of the register name is listed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portcullis.vocabulary import Counts, date_text

from .counted import IN_WORDS, KINDS, NOT_READ, Kind
from .dates import january_of, made_on, origin_of, year_end_of, year_of

Row = Mapping[str, Any]
From = Literal["condition", "balance_year", "deficit_profile"]


@dataclass(frozen=True, slots=True)
class Target:
    """One target. `value` in `unit`; `by` as the register has it. `january`: the count that it speaks of, with
    `january_from`: the target itself or, where it names no date, the agreement. `basis` of a deficit, else ''."""

    id: str
    slug: str
    code: str
    name: str
    stands_in: From
    version: str
    counts: str
    text: str
    value: float | None
    unit: str
    by: str
    sources: str
    figure: str
    made_on: str
    january: int | None
    january_from: Literal["target", "agreement", ""]
    basis: str = ""
    promised_gbp: float | None = None
    promised_figure: str = ""

    @property
    def kind(self) -> Kind:
        """What it counts."""
        if self.value is None:
            return IN_WORDS
        return KINDS.get(self.counts, NOT_READ)

    @property
    def origin(self) -> int | None:
        """The June before it was agreed; None where that date is not known."""
        return origin_of(self.made_on) if self.made_on else None


def targets_of(agreement: Row) -> list[Target]:
    """All targets of an agreement: conditions first, then balance years, then the profile of its deficit."""
    versions = {row["version"]: row for row in agreement["versions"]}
    conditions = [_condition(agreement, versions, row) for row in agreement["conditions"] if _has_number(row, versions)]
    years = list(_balance_years(agreement))
    said = {(_when(one), one.value) for one in conditions if one.counts == Counts.BALANCE}
    profile = [one for one in _profile(agreement, versions) if (_when(one), one.value) not in said]
    return [*conditions, *years, *profile]


def _has_number(row: Row, versions: Mapping[str, Row]) -> bool:
    """A number, or one in words only; words that repeat a balance year, or hold no number, are not counted again."""
    if row["target_value"] is not None:
        return True
    years = {version["in_year_balance_year"] for version in versions.values()} - {"", None}
    text = row["target_text"]
    return any(c.isdigit() for c in text) and not any(year in text for year in years)


def _condition(a: Row, versions: Mapping[str, Row], row: Row) -> Target:
    version = versions.get(row["version"])
    january, source = _january(row["target_by"], version)
    known = row["target_value"] is not None
    return Target(
        id=row["figure"] or f"agreement:{a['slug']}:words:{row['family']}:{row['sources'].split('|')[0]}",
        stands_in="condition", version=row["version"], counts=row["target_counts"] if known else "", text=row["text"],
        value=row["target_value"], unit=row["target_unit"] if known else row["target_text"], by=row["target_by"],
        sources=row["sources"], figure=row["figure"], january=january, january_from=source,
        basis="net" if row["target_counts"] == Counts.BALANCE else "",  # a deficit is cleared with the money promised
        **_about(a, version),
    )  # fmt: skip


def _balance_years(a: Row) -> Iterator[Target]:
    seen: set[str] = set()
    for version in a["versions"]:
        year = version["in_year_balance_year"]
        if not year or year in seen:
            continue
        seen.add(year)
        yield Target(
            id=f"agreement:{a['slug']}:balance_year:{version['version']}", stands_in="balance_year",
            version=version["version"], counts=Counts.IN_YEAR_LIMIT, text=f"Balance in the year by {year}.",
            value=0.0, unit="GBP overspend in the year", by=year, sources=version["sources"], figure="",
            january=january_of(year), january_from="target", **_about(a, version),
        )  # fmt: skip


def _profile(a: Row, versions: Mapping[str, Row]) -> Iterator[Target]:
    version = next(iter(versions.values()), None)
    for row in a["deficits"]:
        if row["kind"] != "agreement_profile":
            continue
        in_year = row["measure"] == "in_year"
        when = f" at {date_text(row['as_at'])}" if row["as_at"] else ""
        january, source = _january(row["as_at"], version)
        yield Target(
            id=row["figure"], stands_in="deficit_profile", version=version["version"] if version else "",
            counts=Counts.IN_YEAR_LIMIT if in_year else Counts.BALANCE,
            text=f"{'Overspend in the year' if in_year else 'Cumulative deficit'} planned{when}.",
            value=float(row["value_gbp"]), unit="GBP overspend in the year" if in_year else "GBP cumulative deficit",
            by=row["as_at"], sources=row["sources"], figure=row["figure"], january=january, january_from=source,
            basis=row["basis"], **_about(a, version),
        )  # fmt: skip


def _about(a: Row, version: Row | None) -> dict[str, Any]:
    promised = version["total_gbp"] if version else None
    return {
        "slug": a["slug"], "code": a["authority"], "name": a["name"],
        "made_on": made_on(a, version) if version else a["signed"] or a["published"],
        "promised_gbp": promised, "promised_figure": version["figure"] if version and promised is not None else "",
    }  # fmt: skip


def _january(by: str, version: Row | None) -> tuple[int | None, Literal["target", "agreement", ""]]:
    if by:
        return january_of(by), "target"
    year = (version["end_year"] or version["in_year_balance_year"]) if version else ""
    return (january_of(year), "agreement") if year else (None, "")


def _when(target: Target) -> str:
    return year_end_of(target.by) if target.by else ""


def starts(target: Target) -> bool:
    """Whether a planned deficit is where the plan starts, not where it leads: it stands in the year of signing."""
    profile = target.stands_in == "deficit_profile"
    return profile and bool(target.by and target.made_on) and january_of(target.by) <= year_of(target.made_on)
