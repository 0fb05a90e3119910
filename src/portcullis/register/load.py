"""The whole register: loads every file, checks everything, reports all mistakes.

In: a folder. Out: `CheckResult` (from `check`, never raises for a bad register) or `Register` (from `load`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

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
    Site,
    Source,
)
from portcullis.vocabulary.dates import KnownDate

from .agreements import load_agreements
from .corrections import load_corrections
from .dates import load_dates
from .files import Folder
from .mistakes import Mistake, RegisterError
from .news import load_posts
from .observations import load_observations
from .tables import load_authorities, load_claims, load_indicators, load_national, load_sources
from .texts import load_duties, load_events, load_site

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
        }


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `check` found; `register` may be used only when there are no mistakes."""

    register: Register
    mistakes: list[Mistake] = field(default_factory=list)


def check(root: Path | str) -> CheckResult:
    """Load and check everything under `root`. Reports all mistakes; raises nothing for a bad register."""
    folder = Folder(Path(root))
    if not folder.root.is_dir():
        folder.note(str(root), 0, "register", "there is no such folder", "give its place with --register DIR")
        return CheckResult(_empty(folder.root), folder.mistakes)
    folder.strangers(KNOWN)
    authorities, old_codes = load_authorities(folder)
    sources = load_sources(folder)
    indicators = load_indicators(folder, sources)
    observations = load_observations(folder, indicators, authorities, old_codes, sources)
    corrections = load_corrections(folder, observations, indicators, sources)
    agreements = load_agreements(folder, authorities, sources)
    claims = load_claims(folder, authorities, sources)
    series, national = load_national(folder, sources)
    events = load_events(folder, authorities, sources)
    dates = load_dates(folder, sources)
    duties, cases, rulebook = load_duties(folder, sources)
    site = load_site(folder)
    posts = load_posts(folder)
    register = Register(
        folder.root, authorities, old_codes, sources, indicators, observations, corrections, agreements, claims, series,
        national, events, duties, cases, rulebook, site, posts, dates,
    )  # fmt: skip
    return CheckResult(register, sorted(set(folder.mistakes)))


def load(root: Path | str) -> Register:
    """The register, or `RegisterError` with every mistake."""
    result = check(root)
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
    return Register(root, {}, {}, {}, {}, Observations(), [], [], [], {}, [], [], [], [], None, None, [], [])
