"""The answer that stands at the top of a council's page, for a terminal: the same sentences.

In: the store, a council, and who runs this copy. Out: groups of sentences as text.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from .who import Row

if TYPE_CHECKING:
    from portcullis.store import Store
    from portcullis.vocabulary import Site


def sentences(store: Store, area: Row, agreement: Row | None, site: Site) -> list[tuple[str, str]]:
    """Heading and text of each group, in the order of the page."""
    from portcullis.publish.gathered import Gathered, indicators
    from portcullis.publish.pages.area import answer_groups
    from portcullis.store import queries
    from portcullis.vocabulary import ENGLAND

    code = area["code"]
    series: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for place in (code, ENGLAND):
        for row in queries.observations(store, authority=place):
            series[row["indicator"], place].append(row)
    # Only what the answer asks for: to gather the whole country for one council would take seconds.
    gathered = Gathered(
        site=site, areas={code: area}, old_areas=[], indicators=indicators(store), sources={}, series=series,
        agreements=[], agreement_of={code: agreement} if agreement else {},
        claims={code: queries.claims(store, code)}, national=[], events=[], corrections={}, findings=[],
        findings_of={}, neighbours={}, predecessors={}, counts={},
    )  # fmt: skip
    return [(title, " ".join(part.text for part in parts)) for title, parts in answer_groups(gathered, code) if parts]


def site_of(register_dir: Path) -> Site | None:
    """The site file of the register, or None where there is only a build: how old a figure is cannot be said then."""
    from portcullis.register import load_site_file

    return load_site_file(register_dir) if register_dir.is_dir() else None
