"""The map of a site for search engines, and what they may read.

In: paths of pages with the day each last changed. Out: bytes. Days come from the register, never from the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from portcullis.vocabulary import Site, span
from portcullis.vocabulary.news import Post

from ..feeds.place import put
from ..gathered import Gathered
from ..pages.area import area_path

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Not for search engines: pages for frames, a form's answers, and comparisons that repeat the councils' pages.
LEFT_OUT = ("embed/", "search/", "compare/areas/")
#: A map may hold so many addresses.
MOST = 50_000


def sitemap(paths: Iterable[str], site: Site, changed: Mapping[str, dt.date] | None = None) -> bytes:
    """The map; nothing for a copy without an address, since search engines take absolute addresses only."""
    if not site.address:
        return b""
    root = Element("urlset", {"xmlns": NAMESPACE})
    wanted = sorted({path for path in paths if not path.startswith(LEFT_OUT)})
    base = site.address.rstrip("/")
    for path in wanted[:MOST]:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = f"{base}/{quote(path)}"
        if changed and path in changed:
            SubElement(url, "lastmod").text = changed[path].isoformat()
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def last_changed(g: Gathered, news: Iterable[Post] = ()) -> dict[str, dt.date]:
    """When the content of each page last changed, as far as the register dates it; other pages have no entry."""
    of_area: dict[str, list[dt.date]] = {code: [] for code in g.areas}
    of_measure: dict[str, list[dt.date]] = {measure: [] for measure in g.indicators}
    for code, day in g.newest_day.items():
        of_area.setdefault(code, []).append(day)
    for measure, held in g.extents.items():
        of_measure[measure].append(held["day"])
    for row in g.corrections.values():
        measure, code, _ = row["observation"].split(":", 2)
        made = span(row["made"])[0]
        of_area.setdefault(code, []).append(made)
        of_measure[measure].append(made)
    for code, agreement in g.agreement_of.items():
        of_area[code].append(span(agreement["compiled"])[0])
    for event in g.events:
        for code in filter(None, event["authorities"].split("|")):
            of_area.setdefault(code, []).append(span(event["date"])[0])
    days = {area_path(area): max(of_area[code]) for code, area in g.areas.items() if of_area[code]}
    days |= {f"measures/{measure}/": max(found) for measure, found in of_measure.items() if found}
    days |= {f"agreements/{a['slug']}/": span(a["compiled"])[0] for a in g.agreements}
    days |= {f"sources/{identity}/": source["retrieved"] for identity, source in g.sources.items()}
    if g.corrections:
        days["corrections/"] = max(span(row["made"])[0] for row in g.corrections.values())
    if g.events:
        days["timeline/"] = max(span(event["date"])[0] for event in g.events)
    posts = {post.path: post.date for post in news}
    days |= posts | ({"news/": max(posts.values())} if posts else {})
    return days | dict.fromkeys(("", "areas/", "agreements/", "measures/", "data/"), span(g.site.data_to)[1])


def robots(site: Site) -> bytes:
    """Anyone may read everything; answers to searches and the pages for frames are of no use to search engines."""
    below = urlsplit(site.address or "").path.rstrip("/")
    lines = ["User-agent: *", *(f"Disallow: {below}{path}" for path in ("/search/?", "/embed/", "/api/")), "Allow: /"]
    if site.address:
        lines += ["", f"Sitemap: {site.address.rstrip('/')}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def write_maps(
    g: Gathered, folder: Path, paths: Iterable[str], *, news: Iterable[Post] = (), before: Path | None = None
) -> int:
    """Write robots.txt and, where the copy has an address, sitemap.xml; how many files there are."""
    files = {"robots.txt": robots(g.site), "sitemap.xml": sitemap(paths, g.site, last_changed(g, news))}
    for name, content in files.items():
        if content:
            put(folder, name, content, before)
    return sum(bool(content) for content in files.values())
