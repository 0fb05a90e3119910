"""Dials: the assumptions of a projection that a person may set, and how a setting is written.

In: text such as `support_pct=50`, `funding_growth_pct=3@2027-2030` or `refusals=1.5@2027`. Out: `Setting`.
A dial says what it means, in which unit, between which ends, and what it stands at when nobody touches it. What the
law or the government has said is told apart from what is our assumption: see `certainty`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

#: law and official: read in legislation or a government page; reported: press or papers; inferred: our reading;
#: assumption: nobody has said, and we had to put something; fitted: worked out from official figures.
Certainty = Literal["law", "official", "reported", "inferred", "assumption", "fitted"]
Kind = Literal["number", "choice", "date"]
Group = Literal["rules", "help", "funding", "cost", "demand", "council"]

FIRST_YEAR, LAST_YEAR = 2024, 2040
_SETTING = re.compile(r"([a-z][a-z0-9_:]*)(?:=([^@=]*))?(?:@(\d{4})(?:-(\d{4}))?)?", re.ASCII)


class DialError(ValueError):
    """A dial that does not exist, or a value or year that makes no sense. `dial` names it where that is known."""

    def __init__(self, message: str, dial: str = "") -> None:
        super().__init__(message)
        self.dial = dial


@dataclass(frozen=True, slots=True)
class Dial:
    """One assumption. `dated`: may carry the first and last year in which it acts. `usual` None: as known or fitted."""

    name: str
    label: str
    group: Group
    says: str
    certainty: Certainty
    kind: Kind = "number"
    unit: str = ""
    least: float = 0.0
    most: float = 100.0
    usual: float | str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A dial turned. `since` and `until`: first and last year in which it acts, both included; None: always."""

    dial: str
    value: float | str
    since: int | None = None
    until: int | None = None

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, str) else f"{self.value:.10g}"
        years = "" if self.since is None else f"@{self.since}" + ("" if self.until is None else f"-{self.until}")
        return f"{self.dial}={value}{years}"

    def acts(self, year: int) -> bool:
        """Whether it acts in the financial year that begins in April of `year`."""
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


def _factor(name: str, label: str, says: str) -> Dial:
    return Dial(name, label, "demand", says, "assumption", unit="times", least=0.01, most=100.0, usual=1.0, dated=True)


SETTINGS_WORDS = {
    "mainstream": "mainstream schools",
    "special_state": "state special schools",
    "special_independent": "independent and non-maintained special schools",
    "alternative_provision": "alternative provision",
    "post16": "colleges and post-16",
    "elsewhere": "other places",
}

DIALS: dict[str, Dial] = {
    dial.name: dial
    for dial in (
        Dial(
            "override_end", "The override ends on", "rules",
            "The last day on which a council may keep the deficit off its main accounts. Government announced "
            "31 March 2028 in June 2025; before that the law said 31 March 2026.",
            "official", kind="date", usual="2028-03-31",
        ),
        Dial(
            "agreements", "Safety Valve agreements", "rules",
            "As known: what was paid where that is known, and a range where it is not; nothing after the scheme ended. "
            "None: no council ever had one. In full: every instalment paid and every in-year target met.",
            "reported", kind="choice", usual="as_known",
            choices=(("as_known", "as known"), ("none", "none ever"), ("in_full", "met and paid in full")),
        ),
        Dial(
            "grant_pct", "Stability grant", "help",
            "The share of the eligible deficit of 31 March 2026 that the High Needs Stability Grant covers.",
            "official", unit="percent", usual=90.0,
        ),
        Dial(
            "ineligible_pct", "Not eligible for the grant", "help",
            "The share of the deficit that is taken off before the grant, for spending that is not high needs. "
            "No council's deductions have been published, so it stands at nothing.",
            "assumption", unit="percent", usual=0.0,
        ),
        Dial(
            "former_agreement", "The grant of former Safety Valve councils", "help",
            "Whether their grant is worked out on the deficit net of the money they had received, or with that money "
            "added back. The part of the official note that says so has not been read: net is our reading.",
            "inferred", kind="choice", usual="net",
            choices=(("net", "on the deficit as it stands"), ("gross", "with the money received added back"),
                ("gross_less_received", "added back, and counted towards the grant")),
        ),
        Dial(
            "support_pct", "Help for deficits of 2026 to 2028", "help",
            "The share of the new deficits of 2026-27 and 2027-28 that government covers. Government has promised "
            "help that is not unlimited and has named no rate.",
            "assumption", unit="percent", usual=0.0,
        ),
        Dial(
            "gap_after_pct", "The gap after the override ends", "help",
            "The share of each later year's gap that stays with the council. Government has said that from 2028-29 "
            "councils are not expected to meet it.",
            "official", unit="percent", usual=0.0,
        ),
        Dial(
            "funding_growth_pct", "Growth of high needs funding", "funding",
            "How much more high needs funding each council has than in the year before. Held flat in 2026-27; nothing "
            "is known for later years, so 2% a year is assumed.",
            "assumption", unit="percent a year", least=-50.0, most=100.0, usual=2.0, dated=True,
        ),
        Dial(
            "transfer_pct", "More moved from schools", "funding",
            "How much more of the grant outside high needs is moved into it than in 2022 to 2024. Above 0.5%, or "
            "against the schools forum, the Secretary of State has to agree, a year at a time.",
            "reported", unit="percent of the grant outside high needs", most=10.0, usual=0.0, dated=True,
        ),
        Dial(
            "transfer_return_pct", "Of that, back to schools", "funding",
            "The share of a transfer that goes back to schools as top-up, so that little is gained. Nobody has "
            "measured it.",
            "assumption", unit="percent", usual=0.0,
        ),
        Dial(
            "cost_growth_points", "Costs rise faster or slower", "cost",
            "Percentage points a year added to the growth of the cost of a place, in every setting.",
            "assumption", unit="points a year", least=-20.0, most=20.0, usual=0.0, dated=True,
        ),
        Dial(
            "fees_growth_points", "Independent fees rise faster or slower", "cost",
            "Percentage points a year added to the growth of independent fees alone.",
            "assumption", unit="points a year", least=-20.0, most=20.0, usual=0.0, dated=True,
        ),
        Dial(
            "fees_cap_pct", "A cap on independent fees", "cost",
            "Independent fees rise by no more than this in a year.",
            "assumption", unit="percent a year", least=-20.0, most=50.0, dated=True,
        ),
        Dial(
            "interest_pct", "Interest on the deficit", "cost",
            "What a pound of deficit costs the general fund in a year, because the council has to borrow or run down "
            "cash. Bournemouth, Christchurch and Poole expects about 5.4%.",
            "reported", unit="percent a year", most=25.0, usual=5.0,
        ),
        _factor("requests", "Requests for an assessment", "Requests are multiplied by this."),
        Dial(
            "requests_held", "Requests held", "demand",
            "Requests do not rise above those of the year before its first year.",
            "assumption", kind="choice", choices=(("yes", "held"),), dated=True,
        ),
        _factor("refusals", "Refusals to assess", "The odds that a request is refused are multiplied by this."),
        _factor("issuing", "Assessments that end in a plan", "The odds of a plan are multiplied by this."),
        _factor("exits", "Plans that end", "The number of plans that end is multiplied by this."),
        *(
            _factor(f"mix:{name}", f"Places in {words}", "The weight of this setting among all is multiplied by this.")
            for name, words in SETTINGS_WORDS.items()
        ),
        Dial(
            "balance_gbp", "The deficit on 31 March 2026", "council",
            "What the council owed on that day, if you know it. A surplus is negative. For one council only.",
            "assumption", unit="pounds", least=-1e9, most=5e9,
        ),
        Dial(
            "reserves_gbp", "Usable reserves", "council",
            "What the council holds that it may use, if you know it. For one council only. Most reserves in the "
            "register are of March 2018: too old to set beside a deficit of today.",
            "assumption", unit="pounds", most=5e9,
        ),
    )
}  # fmt: skip
#: Dials about one council: not part of a scenario for all.
OF_ONE_COUNCIL = frozenset({"balance_gbp", "reserves_gbp"})


def read_setting(dial: str, value: object, since: object = None, until: object = None) -> Setting:
    """A setting from parts, as a file or a form gives them. Raises DialError with what would be right."""
    known = DIALS.get(dial)
    if known is None:
        raise DialError(f"no dial is called {dial!r}: there are {', '.join(DIALS)}", dial)
    first, last = _year(known, since, "first"), _year(known, until, "last")
    if (first is not None or last is not None) and not known.dated:
        raise DialError(f"{dial} has no years: write {dial}=VALUE alone", dial)
    if first is not None and last is not None and last < first:
        raise DialError(f"the last year of {dial}, {last}, is before its first, {first}: turn them round", dial)
    if last is not None and known.group == "demand":
        raise DialError(f"{dial} acts from a year on: leave the last year out", dial)
    if known.group == "demand" and first is None:
        raise DialError(f"{dial} needs the year from which it acts: write {dial}=VALUE@2027", dial)
    return Setting(dial, _value(known, value), first, last)


def parse_setting(text: str) -> Setting:
    """`NAME=VALUE`, `NAME=VALUE@2027` or `NAME=VALUE@2027-2029`. Raises DialError."""
    match = _SETTING.fullmatch(text.strip())
    if not match:
        raise DialError(f"{text[:80]!r} is no setting: write it as support_pct=50 or funding_growth_pct=3@2027-2029")
    name, value, since, until = match.groups()
    if value is None and name == "requests_held":
        value = "yes"
    if value is None:
        raise DialError(f"{name} needs a value: write {name}=VALUE", name if name in DIALS else "")
    return read_setting(name, value, since, until)


def _year(dial: Dial, given: object, which: str) -> int | None:
    if given in (None, ""):
        return None
    text = str(given).strip()
    year = int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        said = f"the {which} year of {dial.name} must be one from {FIRST_YEAR} to {LAST_YEAR}, not {text[:20]!r}"
        raise DialError(said, dial.name)
    return year


def _value(dial: Dial, given: object) -> float | str:
    text = str(given).strip()
    if dial.kind == "choice":
        words = [word for word, _ in dial.choices]
        if text not in words:
            raise DialError(f"{dial.name} must be {' or '.join(words)}, not {text[:40]!r}", dial.name)
        return text
    if dial.kind == "date":
        if not re.fullmatch(r"20(2[6-9]|3\d)-03-31", text, re.ASCII):
            said = f"{dial.name} must be a 31 March from 2026 to 2039, such as 2028-03-31, not {text[:40]!r}"
            raise DialError(said, dial.name)
        return text
    try:
        number = float(text.replace(",", "").replace("£", "").removesuffix("%").strip())
    except ValueError:
        raise DialError(f"{dial.name} must be a number, not {text[:40]!r}", dial.name) from None
    if not math.isfinite(number) or not dial.least <= number <= dial.most:
        said = f"{dial.name} must lie between {dial.least:,.10g} and {dial.most:,.10g} {dial.unit}, not {text[:40]}"
        raise DialError(" ".join(said.split()), dial.name)
    return number
