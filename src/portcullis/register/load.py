"""The whole register: loads every file, checks everything, reports all mistakes.

In: a folder. Out: `CheckResult` (from `check`, never raises for a bad register) or `Register` (from `load`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from portcullis.vocabulary import (
    Agreement,
    Authority,
    AuthorityStatus,
    Case,
    Claim,
    Correction,
    Duty,
    Event,
    Indicator,
    NationalFigure,
    NationalSeries,
    Observations,
    Post,
    Rulebook,
    Scenario,
    Site,
    Source,
)
from portcullis.vocabulary.dates import KnownDate

from .agreements import load_agreements
from .corrections import load_corrections
from .dates import load_dates
from .divided import Aside
from .files import Folder
from .known import Known
from .mistakes import Mistake, RegisterError
from .news import load_posts
from .observations import load_observations, observation_files
from .scenarios import load_scenarios
from .tables import load_authorities, load_claims, load_indicators, load_national, load_sources
from .texts import load_duties, load_events, load_site

#: How much of the observations this process loads when another loads the rest and everything else.
SHARE = 0.7

#: What lies directly in a register folder; anything else is a mistake (a misspelt file would be lost in silence).
KNOWN = frozenset(
    {
        "agreements", "authorities.csv", "cases.toml", "claims.csv", "corrections.toml", "dates.toml", "duties",
        "events.toml", "indicators.toml", "national.csv", "national_series.toml", "news", "observations",
        "rulebook.toml", "scenarios", "site.toml", "sources.csv", "README.md",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that the register holds, checked."""

    root: Path
    authorities: dict[str, Authority]
    old_codes: dict[str, str]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    observations: Observations
    corrections: list[Correction]
    agreements: list[Agreement]
    claims: list[Claim]
    national_series: dict[str, NationalSeries]
    national: list[NationalFigure]
    events: list[Event]
    duties: list[Duty]
    cases: list[Case]
    rulebook: Rulebook | None
    site: Site | None
    posts: list[Post]
    dates: list[KnownDate]
    scenarios: list[Scenario]

    def counts(self) -> dict[str, int]:
        """How many of each there are, in the order in which people ask."""
        current = sum(a.status is AuthorityStatus.CURRENT for a in self.authorities.values())
        return {
            "authorities": current,
            "other_areas": len(self.authorities) - current,
            "agreement_files": len(self.agreements),
            "indicators": len(self.indicators),
            "observations": len(self.observations),
            "corrected_observations": sum(len(c.target) for c in self.corrections),
            "claims": len(self.claims),
            "england_figures": len(self.national),
            "sources": len(self.sources),
            "events": len(self.events),
            "dates_ahead": len(self.dates),
            "duties": len(self.duties),
            "cases": len(self.cases),
            "posts": len(self.posts),
            "scenarios": len(self.scenarios),
        }


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `check` found; `register` may be used only when there are no mistakes."""

    register: Register
    mistakes: list[Mistake] = field(default_factory=list)


def check(
    root: Path | str, *, divide: bool = False, only: Collection[str] | None = None, texts: bool = True
) -> CheckResult:
    """Load and check everything under `root`. Reports all mistakes; raises nothing for a bad register.

    `divide`: let a second process load what is not observations. For a program that has only one thread.
    `only`: of observations, those of these measures; the others are known to be sound. Without `texts`, agreements,
    claims, events and what else stands beside observations is left out too.
    """
    folder = Folder(Path(root))
    if not folder.root.is_dir():
        folder.note(str(root), 0, "register", "there is no such folder", "give its place with --register DIR")
        return CheckResult(_empty(folder.root), folder.mistakes)
    folder.strangers(KNOWN)
    authorities, old_codes = load_authorities(folder)
    sources = load_sources(folder)
    indicators = load_indicators(folder, sources)
    files = observation_files(folder, indicators)
    if only is not None:
        files = [name for name in files if PurePosixPath(name).stem in only]
    rows = partial(load_observations, folder, indicators=indicators, authorities=authorities, old_codes=old_codes,
                   sources=sources)  # fmt: skip
    mine = round(len(files) * SHARE)
    reading = partial(_texts, folder, authorities, sources) if texts else lambda: _NO_TEXTS
    aside = Aside(folder, lambda: (rows(files[mine:]), reading()), divide=divide)
    observations = rows(files[:mine])
    more, beside = aside.result()
    observations.extend(more)
    corrections = load_corrections(folder, observations, indicators, sources)
    agreements, claims, (series, national), events, dates, (duties, cases, rulebook), site, posts, scenarios = beside
    register = Register(
        folder.root, authorities, old_codes, sources, indicators, observations, corrections, agreements, claims, series,
        national, events, duties, cases, rulebook, site, posts, dates, scenarios,
    )  # fmt: skip
    return CheckResult(register, sorted(set(folder.mistakes)))


def _texts(folder: Folder, authorities: Known[Authority], sources: Known[Source]) -> tuple[Any, ...]:
    """Everything but authorities, sources, indicators, observations and corrections."""
    return (
        load_agreements(folder, authorities, sources),
        load_claims(folder, authorities, sources),
        load_national(folder, sources),
        load_events(folder, authorities, sources),
        load_dates(folder, sources),
        load_duties(folder, sources),
        load_site(folder),
        load_posts(folder),
        load_scenarios(folder, sources),
    )


#: What `_texts` gives of a register without any.
_NO_TEXTS: tuple[Any, ...] = ([], [], ({}, []), [], [], ([], [], None), None, [], [])


def load(root: Path | str, *, only: Collection[str] | None = None, texts: bool = True) -> Register:
    """The register, or `RegisterError` with every mistake. `only` and `texts` as in `check`."""
    result = check(root, only=only, texts=texts)
    if result.mistakes:
        raise RegisterError(result.mistakes)
    return result.register


def load_site_file(root: Path | str) -> Site:
    """The site file alone, when the rest is known to be sound. Raises RegisterError."""
    folder = Folder(Path(root))
    site = load_site(folder)
    if site is None:
        raise RegisterError(folder.mistakes)
    return site


def _empty(root: Path) -> Register:
    return Register(root, {}, {}, {}, {}, Observations(), [], [], [], {}, [], [], [], [], None, None, [], [], [])
