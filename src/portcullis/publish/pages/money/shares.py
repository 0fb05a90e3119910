"""What each council may get from the stability grant, beside what it paid in, had received, or had cleared already.

In: gathered facts with recorded projections. Out: `Share`s, one for each council, and the file that holds them all.
Nothing that is not known is filled in: each gap has its word.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import ENGLAND

from ...gathered import Gathered
from ...words.outlook import MEASURED, TODAY

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook, Told

Row = dict[str, Any]
PEOPLE, PLANS, STATED, DEFICIT = (
    "population_0_25_rebased", "ehc_plans", "high_needs_stability_grant_stated", "dsg_cumulative_deficit",
)  # fmt: skip
#: What became of the deficit before March 2026, where an agreement tells of it.
FINANCE = {"cleared": "deficit cleared", "in_deficit_again": "cleared, then in deficit again"}
COLUMNS = (
    "code", "name", "type", "projection", "grant_median_gbp", "grant_low_80_gbp", "grant_high_80_gbp",
    "people_0_to_25", "people_period", "grant_per_person_0_to_25_median_gbp", "ehc_plans", "plans_period",
    "grant_per_plan_median_gbp", "grant_stated_gbp", "grant_stated_source", "agreement", "paid_in_gbp", "paid_in_note",
    "received_known_gbp", "received_is_all", "before", "official_balance_gbp", "official_balance_period", "model",
    "seed", "draws", "vintage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """One council. `grant` None: not projected. `received_gbp`: the payments known, added up; `received_all`: whether
    they are reported to be all of it. `paid_in_gbp`: the council's own money as named in its agreement."""

    area: Row
    outlook: Outlook | None
    grant: Told | None
    people: Row | None
    plans: Row | None
    stated: list[Row]
    agreement: Row | None
    version: Row | None
    received: list[Row]
    received_all: bool
    official: Row | None

    @property
    def received_gbp(self) -> float:
        """Payments that are known, added up."""
        return sum(row["amount_gbp"] for row in self.received)

    @property
    def paid_in_gbp(self) -> float | None:
        """The council's own money, where an amount is known."""
        return self.version["council_contribution_gbp"] if self.version else None

    @property
    def before(self) -> str:
        """'cleared, then in deficit again', where its agreement says so."""
        states = {row["question"]: row["value"] for row in self.agreement["states"]} if self.agreement else {}
        return FINANCE.get(states.get("finance", ""), "")

    def per(self, row: Row | None) -> float | None:
        """Pounds of the middle of the grant for each person or plan of a row; None where either is not known."""
        if self.grant is None or row is None or not row["value"] or row["status"] == "suspect":
            return None
        return self.grant.median / row["value"]


def shares(g: Gathered) -> list[Share]:
    """Every council, by name."""
    found = []
    for code, area in sorted(g.areas.items(), key=lambda item: item[1]["name"]):
        if area["status"] != "current" or code == ENGLAND:
            continue
        outlook, agreement = g.outlooks.get(code), g.agreement_of.get(code)
        signed = agreement if agreement and agreement["kind"] == "agreement" else None
        found.append(Share(
            area=area, outlook=outlook, grant=outlook.at(TODAY, "grant", MEASURED) if outlook else None,
            people=g.latest(PEOPLE, code), plans=g.latest(PLANS, code),
            stated=[row for row in g.of(STATED, code) if row["value"] is not None],
            agreement=agreement, version=_own_money(signed), received=_received(signed),
            received_all=bool(signed) and signed["payment_state"] == "complete", official=g.latest(DEFICIT, code),
        ))  # fmt: skip
    return found


def _own_money(agreement: Row | None) -> Row | None:
    """The newest version that names the council's own money; else the newest with a remark on it."""
    versions = list(reversed(agreement["versions"])) if agreement else []
    named = [v for v in versions if v["council_contribution_gbp"] is not None]
    return next(iter(named or [v for v in versions if v["council_contribution_note"]]), None)


def _received(agreement: Row | None) -> list[Row]:
    """Payments with an amount; those that count money of other rows again are left out."""
    rows = agreement["payments"] if agreement else []
    return [row for row in rows if row["kind"] == "made" and row["amount_gbp"] is not None and not row["overlaps"]]


def as_csv(g: Gathered, found: list[Share]) -> bytes:
    """The file: by code, with the run that the projections come from on each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    about = g.outlook_about
    for share in sorted(found, key=lambda one: one.area["code"]):
        grant, agreement, outlook = share.grant, share.agreement, share.outlook
        writer.writerow([
            share.area["code"], share.area["name"], share.area["type"], outlook.state if outlook else "not recorded",
            *((int(grant.median), int(grant.low_80), int(grant.high_80)) if grant else ("", "", "")),
            *_counted(share, share.people), *_counted(share, share.plans),
            "|".join(f"{row['value']:.0f}" for row in share.stated), "|".join(row["source"] for row in share.stated),
            agreement["kind"] if agreement else "none", _blank(share.paid_in_gbp),
            share.version["council_contribution_note"] if share.version else "",
            f"{share.received_gbp:.0f}" if share.received else "",
            ("yes" if share.received_all else "not known") if share.received else "",
            share.before, f"{share.official['value']:.0f}" if share.official else "",
            share.official["period"] if share.official else "",
            about["model"], about["seed"], about["draws"], about["vintage"],
        ])  # fmt: skip
    return out.getvalue().encode()


def _counted(share: Share, row: Row | None) -> list[str]:
    each = share.per(row)
    return ["" if row is None else f"{row['value']:.0f}", row["period"] if row else "", _blank(each)]


def _blank(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
