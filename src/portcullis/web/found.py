"""What a search found, arranged for the page and for the API: councils by their names, everything else by its words.

In: an edition and what a reader typed. Out: `Results`, in groups by kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from portcullis.publish.search import KINDS, Found, Nearest, SearchIndex
from portcullis.publish.search.index import BEGIN, END
from portcullis.publish.search.words import words_of
from portcullis.store import Store, queries
from portcullis.vocabulary import slugify

from .current import Edition

#: How alike the whole of what was typed must be to the name of a council.
LIKE_A_NAME = 0.8
_MARKS = {ord(BEGIN): Markup("<mark>"), ord(END): Markup("</mark>")}


@dataclass(slots=True)
class Row:
    """One result. `page` and `part` are its address; `number` is its entry in the index, if it has one."""

    kind: str
    title: str
    page: str
    part: str = ""
    date: str = ""
    note: str = ""
    number: int = 0
    extract: Markup | None = None


@dataclass(slots=True)
class Results:
    """Everything found, by kind. `areas` are the councils that were found by their names."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    areas: list[dict[str, Any]] = field(default_factory=list)
    instead: str = ""
    partial: bool = False
    maybe: list[Row] = field(default_factory=list)
    found: Found = field(default_factory=lambda: Found(()))

    def __bool__(self) -> bool:
        return any(self.rows.values()) or bool(self.maybe)


def look_up(edition: Edition, query: str) -> Results:
    """Councils whose name matches, or that are named among other words; then all that holds the words."""
    results = Results(rows={kind: [] for kind in KINDS})
    index = edition.index
    found = index.ask(query) if index else Found(())
    areas = _areas(edition, query)
    results.areas = areas
    if areas and found.instead:
        found = Found(())  # a name was meant, and it is spelt well enough
    elif found.instead:
        areas = _areas(edition, found.instead)
    areas = areas or _named(edition, found.instead or query)
    results.found, results.instead, results.partial = found, found.instead, found.partial and bool(found.hits)
    rows = [_council(area) for area in areas] + [row for area in areas for row in _agreement(edition, area)]
    rows += [_row(index, number) for number in found.hits] if index else []
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        # Two conditions share an address; a council found by its name and by its words is one.
        key = (row.kind, row.page if row.kind in ("council", "agreement") else str(row.number))
        if first := seen.get(key):
            first.number = first.number or row.number
        else:
            seen[key] = row
            results.rows[row.kind].append(row)
    if not areas:
        results.maybe = _like(edition, query)
    return results


def add_extracts(edition: Edition, results: Results, rows: list[Row]) -> None:
    """Give each row the line in which the words stand, marked."""
    if edition.index and results.found.hits:
        extracts = edition.index.extracts(results.found, [row.number for row in rows if row.number])
        for row in rows:
            row.extract = Markup(str(escape(extracts.get(row.number, ""))).translate(_MARKS))  # noqa: S704 - escaped


def _areas(edition: Edition, text: str) -> list[dict[str, Any]]:
    rows = queries.find_areas(edition.store, text)
    return [row | {"href": edition.codes.pages.get(row["code"])} for row in rows]


def _named(edition: Edition, text: str) -> list[dict[str, Any]]:
    """Councils named among other words, longest names first: "north somerset transport"."""
    words = words_of(text)[:12]
    found: dict[str, dict[str, Any]] = {}
    taken: set[int] = set()
    for size in range(min(6, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            span = range(at, at + size)
            code = edition.codes.by_slug.get("-".join(words[at : at + size]))
            if code is None or taken.intersection(span):
                continue
            taken.update(span)
            old = edition.codes.name(code)
            for after in edition.codes.successors.get(code, [code]):
                row = edition.codes.authorities[after]
                if row["status"] == "current":
                    through = old if after != code else None
                    found.setdefault(after, row | {"href": edition.codes.pages.get(after), "through": through})
    return list(found.values())


def _like(edition: Edition, query: str) -> list[Row]:
    """The council whose name is most like the whole of what was typed: "leads" may be Leeds."""
    names = edition.once("names", _names)
    words = " ".join(word for word in words_of(query) if word not in queries.NOISE)
    slug = (names.of(words, LIKE_A_NAME) or "").replace(" ", "-")
    code = edition.codes.by_slug.get(slug)
    if code is None or slugify(query) == slug:
        return []
    after = edition.codes.successors.get(code, [code])
    through = edition.codes.name(code) if after != [code] else None
    rows = [edition.codes.authorities[c] | {"href": edition.codes.pages.get(c), "through": through} for c in after]
    return [_council(row) for row in rows if row["href"]]


def _names(store: Store) -> Nearest:
    rows = store.rows("select name, other_names from authority where status in ('current', 'abolished')")
    names = {slugify(name) for row in rows for name in (row["name"], *row["other_names"].split("|")) if name}
    return Nearest({slug.replace("-", " "): 0.0 for slug in names if slug})


def _council(area: dict[str, Any]) -> Row:
    through = f"which followed {area['through']}" if area["through"] else ""
    return Row("council", area["name"], (area["href"] or "").lstrip("/"), note=through or area["region"] or "")


def _agreement(edition: Edition, area: dict[str, Any]) -> list[Row]:
    slug = edition.codes.agreements.get(area["code"])
    if not slug or f"/agreements/{slug}/" not in edition.site.addresses:
        return []
    return [Row("agreement", f"{area['name']}: the agreement", f"agreements/{slug}/")]


def _row(index: SearchIndex, number: int) -> Row:
    entry = index.entries[number]
    page, _, part = entry.address.partition("#")
    return Row(entry.kind, entry.title, page, part, entry.date, number=number)
