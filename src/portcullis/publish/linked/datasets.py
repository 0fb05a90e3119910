"""Data sets and trails as schema.org has them.

In: gathered facts, the kind of a page and its key. Out: JSON for the page's head. Addresses are absolute where this
copy has an address, otherwise relative to the page. Not `ClaimReview`: we collect figures, we do not judge claims.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from portcullis.vocabulary import ENGLAND, PeriodKind, span
from portcullis.vocabulary.period import SPLIT_KINDS

from ..downloads.licences import COMPILATION
from ..feeds.area_entries import FOLLOWED
from ..gathered import Gathered
from ..pages.area import area_path
from ..pages.environment import relative
from .embed import embedded

Row = dict[str, Any]
Series = Sequence[Row]
SCHEMA = "https://schema.org"
#: Search engines refuse a description that is shorter, and cut one that is longer.
SHORTEST, LONGEST = 50, 4900
#: So many measures and sources are named; the file and the page have all.
NAMED = 8


def json_ld(kind: str, g: Gathered, key: str = "") -> Markup:
    """Everything for one page: kind is area, measure, agreement or data; key is a code, an id or a slug.

    Raises KeyError for a key that is not there.
    """
    path, trail, dataset = _PAGES[kind](g, key)
    found = [breadcrumbs(g, path, trail), *([dataset] if dataset else [])]
    return embedded(found[0] if len(found) == 1 else {"@context": SCHEMA, "@graph": [_inner(one) for one in found]})


def breadcrumbs(g: Gathered, path: str, trail: Sequence[tuple[str, str]]) -> Row:
    """The way to a page from the home page: names and paths, the page itself last."""
    link = _linker(g, path)
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": link(target)}
        for place, (name, target) in enumerate([("Home", ""), *trail], 1)
    ]
    return {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": items}


def _measure(g: Gathered, key: str) -> tuple[str, list[tuple[str, str]], Row]:
    indicator = g.indicators[key]
    path = f"measures/{key}/"
    series = [found for code in g.areas if (found := g.of(key, code))]
    dataset = _dataset(g, path, f"{indicator['label']}, English councils", indicator["definition"], series)
    dataset |= {
        "variableMeasured": _variable(indicator),
        "spatialCoverage": _place(ENGLAND, "England"),
        "distribution": _files(g, path, f"data/by-measure/{key}.csv"),
        "isBasedOn": _based_on(g, [indicator["source"], *(rows[-1]["source"] for rows in series)]),
    }
    return path, [("Measures", "measures/"), (indicator["label"], path)], dataset


def _area(g: Gathered, key: str) -> tuple[str, list[tuple[str, str]], Row]:
    area = g.areas[key]
    path = area_path(area)
    # What people follow comes first: the list is cut.
    series = [rows for measure in dict.fromkeys([*FOLLOWED, *g.indicators]) if (rows := g.of(measure, key))]
    about = f"Published figures on special needs (SEND) in {area['name']}: plans, timeliness, appeals and money."
    dataset = _dataset(g, path, f"SEND figures of {area['name']}", about, series)
    dataset |= {
        "variableMeasured": [g.indicators[rows[0]["indicator"]]["label"] for rows in series[:NAMED]],
        "spatialCoverage": _place(key, area["name"], area),
        "distribution": _files(g, path, f"data/by-area/{key}.csv"),
        "isBasedOn": _based_on(g, (rows[-1]["source"] for rows in series)),
    }
    return path, [("Councils", "areas/"), (area["name"], path)], dataset


def _agreement(g: Gathered, key: str) -> tuple[str, list[tuple[str, str]], None]:
    agreement = g.agreement_by_slug[key]
    path = f"agreements/{key}/"
    return path, [("Agreements", "agreements/"), (agreement["name"], path)], None


def _catalog(g: Gathered, key: str = "") -> tuple[str, list[tuple[str, str]], Row]:
    path = "data/"
    about = (
        "Agreements on special needs deficits in England, what became of them, and the figures around them: "
        "every figure with its source, its date and what is known against it."
    )
    dataset = _dataset(g, path, f"{g.site.name}: SEND deficits and agreements in England", about, [])
    if g.extents:
        corrected = [span(row["made"])[0] for row in g.corrections.values()]
        dataset["dateModified"] = max([*corrected, *(held["day"] for held in g.extents.values())]).isoformat()
        ends = [(_begins(g, held["first"]), _ends(g, held["last"])) for held in g.extents.values()]
        dataset["temporalCoverage"] = f"{min(first for first, _ in ends)}/{max(last for _, last in ends)}"
    dataset |= {
        "spatialCoverage": _place(ENGLAND, "England"),
        "distribution": [
            *_files(g, path, "data/observations.csv"),
            *_files(g, path, "data/observations.parquet", "application/vnd.apache.parquet"),
            *_files(g, path, "data/portcullis.sqlite", "application/vnd.sqlite3"),
            *_files(g, path, "data/datapackage.json", "application/json"),
        ],
    }
    del dataset["includedInDataCatalog"]
    return path, [("Data", path)], dataset


_PAGES = {"measure": _measure, "area": _area, "agreement": _agreement, "data": _catalog}


def _dataset(g: Gathered, path: str, name: str, about: str, series: Iterable[Series]) -> Row:
    """What every data set has."""
    link = _linker(g, path)
    series = list(series)
    operator = {"@type": "Organization", "name": g.site.operator} | ({"url": link("")} if g.site.address else {})
    changed = max((_changed(g, rows) for rows in series), default=span(g.site.data_to)[1])
    dataset = {
        "@context": SCHEMA, "@type": "Dataset", "name": name, "description": _description(about, g),
        "url": link(path), "license": COMPILATION["path"], "isAccessibleForFree": True, "inLanguage": "en-GB",
        "creator": operator, "publisher": operator, "dateModified": changed.isoformat(),
        "version": span(g.site.data_to)[1].isoformat(),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": g.site.name, "url": link("data/")},
    }  # fmt: skip
    if series:
        first, last = min(_begins(g, rows[0]) for rows in series), max(_ends(g, rows[-1]) for rows in series)
        dataset["temporalCoverage"] = f"{first}/{last}"
    return dataset


def _changed(g: Gathered, rows: Series) -> dt.date:
    """The newest day on which a value of a series was published or corrected."""
    days = [row["published_by"] for row in rows]
    corrections = (g.correction_on(row["id"]) for row in rows if row["correction"])
    days += [span(correction["made"])[0] for correction in corrections if correction]
    return max(days)


def _kind(g: Gathered, row: Row) -> PeriodKind:
    return PeriodKind(g.indicators[row["indicator"]]["period_kind"])


def _begins(g: Gathered, row: Row) -> str:
    """The first day of a period; a balance of a day begins on it."""
    kind, year = _kind(g, row), row["year"]
    if kind is PeriodKind.MARCH_31:
        return f"{year}-03-31"
    if kind in SPLIT_KINDS:
        return f"{year - 1}-04-01"
    if kind is PeriodKind.ACADEMIC_YEAR and "-" in row["period"]:
        return f"{year - 1}-09-01"
    return f"{year}-06-30" if kind is PeriodKind.MID_YEAR else f"{year}-01-01"


def _ends(g: Gathered, row: Row) -> str:
    kind, year = _kind(g, row), row["year"]
    if kind in SPLIT_KINDS:
        return f"{year}-03-31"
    if kind is PeriodKind.ACADEMIC_YEAR and "-" in row["period"]:
        return f"{year}-08-31"
    return {PeriodKind.JANUARY: f"{year}-01-31", PeriodKind.MID_YEAR: f"{year}-06-30"}.get(kind, f"{year}-12-31")


def _description(about: str, g: Gathered) -> str:
    """Long enough for those who refuse a short one, and not too long for those who refuse a long one."""
    text = about if len(about) >= SHORTEST else f"{about} Compiled by {g.site.operator}, each figure with its source."
    return text[:LONGEST]


def _variable(indicator: Row) -> Row:
    units = {"percent": "percent", "gbp": "pounds sterling", "gbp_each": "pounds sterling each"}
    found = {"@type": "PropertyValue", "name": indicator["label"], "description": indicator["definition"]}
    return found | ({"unitText": units[indicator["unit"]]} if indicator["unit"] in units else {})


def _place(code: str, name: str, area: Row | None = None) -> Row:
    place: Row = {
        "@type": "AdministrativeArea", "name": name,
        "identifier": {"@type": "PropertyValue", "propertyID": "GSS code", "value": code},
    }  # fmt: skip
    if area and area["latitude"] is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": area["latitude"], "longitude": area["longitude"]}
    return place


def _files(g: Gathered, page: str, path: str, kind: str = "text/csv") -> list[Row]:
    return [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": _linker(g, page)(path)}]


def _based_on(g: Gathered, sources: Iterable[str]) -> list[str]:
    urls = (g.sources[identity]["url"] for identity in dict.fromkeys(sources))
    return list(dict.fromkeys(filter(None, urls)))[:NAMED]


def _linker(g: Gathered, page: str) -> Callable[[str], str]:
    if g.site.address:
        root = g.site.address.rstrip("/")
        return lambda path: f"{root}/{path}"
    return relative(page)


def _inner(found: Row) -> Row:
    return {key: value for key, value in found.items() if key != "@context"}
