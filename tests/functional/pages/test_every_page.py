"""Every page that is built: links resolve, figures have ids that the store knows, nothing is asked of others."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest

from portcullis.model.implied import FILE as IMPLIED
from portcullis.model.implied import read_expected
from portcullis.model.projected import NAME, read_outlooks
from portcullis.model.published import newest
from portcullis.publish.words.sentence import MAX_WORDS

ROOT = Path(__file__).parents[3]
#: A chart as a file: an address that only a running site answers.
CHART_FILE = re.compile(
    r"(?:areas/[^/]+/[^/]+|areas/[^/]+/[^/]+/neighbours|measures/[^/]+|forecast)/charts/\w+\.(?:csv|json|png|svg)$"
)


class Seen(html.parser.HTMLParser):
    """What a page holds: ids, links, figures, headings, and anything that runs or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.figures: list[tuple[str, str]] = []
        self.made_from: list[str] = []
        self.headings: list[int] = []
        self.scripts: list[str] = []
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if (
            tag in {"img", "iframe"}
            or (tag == "script" and "src" in found)
            or (tag == "link" and found.get("rel") in {"stylesheet", "icon"})
        ):
            self.loads.append(found.get("src") or found.get("href") or "")
        if tag == "script" and found.get("type") != "application/ld+json":  # data for programs: nothing runs
            self.scripts.append(found.get("src", "written into the page"))
        if tag == "data":
            self.figures.append((found.get("data-figure", ""), found.get("value", "")))
        elif "data-figure" in found:
            self.figures.append((found["data-figure"], ""))
        self.made_from += found.get("data-from", "").split()
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.bad += [name for name in found if name.startswith("on")]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Seen]:
    out = {}
    for path in sorted(site.rglob("*.html")):
        seen = Seen()
        seen.feed(path.read_text(encoding="utf-8"))
        out[path.relative_to(site).as_posix()] = seen
    return out


def test_there_is_a_page_for_each_council_agreement_and_source(site: Path, open_real) -> None:
    one = open_real.one
    for pattern, count in (
        ("areas/*/*/index.html", one("select count(*) as n from authority where status = 'current'")["n"]),
        # and what all targets asked, and all conditions
        ("agreements/*/index.html", one("select count(*) as n from agreement")["n"] + 2),
        ("sources/*/index.html", one("select count(*) as n from source")["n"]),
        ("measures/*/index.html", one("select count(*) as n from indicator")["n"]),
    ):
        assert len(list(site.glob(pattern))) == count, pattern


def test_links_and_anchors_inside_the_site_resolve(site: Path, pages: dict[str, Seen]) -> None:
    ids = {name: set(seen.ids) for name, seen in pages.items()}
    broken = []
    for name, seen in pages.items():
        for link in set(seen.links):
            target, anchor = urldefrag(link)
            if urlsplit(target).scheme or "/api/" in target or target.endswith(("api/v1/", "/brief.pdf")):
                continue  # elsewhere, or answered by the server
            if CHART_FILE.search(target):
                continue  # made by the server; tests/functional/web/test_chart_files.py asks for each kind
            path = (site / name).parent / target.partition("?")[0] if target else site / name
            if path.is_dir():
                path = path / "index.html"
            if not path.is_file():
                broken.append(f"{name} -> {link}")
            elif anchor and path.suffix == ".html":
                where = path.resolve().relative_to(site).as_posix()
                if anchor not in ids[where]:
                    broken.append(f"{name} -> {link}")
    assert broken[:10] == []


def test_every_figure_resolves_to_the_store_with_the_same_value(pages: dict[str, Seen], open_real) -> None:
    known = {row["id"]: row["value"] for row in open_real.rows("select id, value from figure")}
    forecast = newest(ROOT / "forecasts")
    known |= {name: round(value, 1) for name, value in forecast.figures().items()} if forecast else {}
    known |= read_expected(ROOT / "forecasts" / IMPLIED).figures()
    money = read_outlooks(ROOT / "forecasts" / NAME)
    known |= money.figures() if money else {}
    wrong = []
    count = 0
    for name, seen in pages.items():
        wrong += [f"{name}: {identity} is not in the store" for identity in seen.made_from if identity not in known]
        for identity, value in seen.figures:
            count += 1
            if identity and identity not in known:
                wrong.append(f"{name}: {identity} is not in the store")
            elif identity and value and known[identity] is not None and float(value) != known[identity]:
                wrong.append(f"{name}: {identity} shows {value}, the store has {known[identity]}")
    assert wrong[:10] == []
    assert count > 10_000


def test_no_page_runs_or_loads_anything_from_elsewhere(pages: dict[str, Seen]) -> None:
    for name, seen in pages.items():
        # The simulator is faster with a script of ours, and works without it.
        assert seen.scripts == (["../static/simulate.js"] if name == "simulate/index.html" else []), name
        assert seen.bad == [], name
        assert [load for load in seen.loads if urlsplit(load).netloc] == [], name


def test_headings_and_ids_are_in_order(pages: dict[str, Seen]) -> None:
    for name, seen in pages.items():
        assert seen.headings[0] == 1, name
        assert seen.headings.count(1) == 1, name
        steps = [b - a for a, b in zip(seen.headings, seen.headings[1:], strict=False)]
        assert max(steps, default=0) <= 1, name
        assert len(seen.ids) == len(set(seen.ids)), (name, [i for i in seen.ids if seen.ids.count(i) > 1][:3])


def test_england_is_the_same_on_every_surface(site: Path, open_real) -> None:
    home = (site / "index.html").read_text()
    assert '<data value="638745" data-figure="ehc_plans:E92000001:2025:ees_sen2_2025">638,745</data>' in home
    csv = (site / "data" / "observations.csv").read_text(encoding="utf-8")
    (line,) = [line for line in csv.splitlines() if line.startswith("ehc_plans:E92000001:2025:")]
    assert ",638745," in line
    stored = open_real.one("select value from figure where id = 'ehc_plans:E92000001:2025:ees_sen2_2025'")
    assert stored["value"] == 638745


def test_what_this_means_is_short_enough_to_read(site: Path) -> None:
    long = []
    for path in sorted(site.glob("areas/*/*/index.html")):
        block = re.search(r'<dl class="answers">(.*?)</dl>', path.read_text(encoding="utf-8"), re.DOTALL)
        if not block:
            continue
        for answer in re.findall(r"<dd>(.*?)</dd>", block[1], re.DOTALL):
            text = re.sub(r"<[^>]+>", "", answer)
            for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", text):
                if len(sentence.split()) > MAX_WORDS:
                    long.append(f"{path.parent.name}: {sentence}")
    assert long[:5] == []


def test_pages_are_light(site: Path) -> None:
    import gzip

    style = len(gzip.compress((site / "static" / "site.css").read_bytes()))
    for path in site.glob("areas/*/*/index.html"):
        assert style + len(gzip.compress(path.read_bytes())) <= 60_000, path


def test_findings_stand_on_the_pages_of_the_figures_that_they_touch(site: Path) -> None:
    findings = json.loads((site / "data" / "findings.json").read_text())
    touched = 0
    for finding in findings:
        if finding["severity"] == "note" or len(finding["authorities"]) != 1:
            continue
        folders = list((site / "areas" / finding["authorities"][0]).glob("*/index.html"))
        if folders:
            text = folders[0].read_text(encoding="utf-8")
            shown = [identity for identity in finding["observations"] if f'data-figure="{identity}"' in text]
            if shown:
                assert f'id="finding-{finding["id"]}"' in text, (folders[0], finding["id"])
                touched += 1
    assert touched >= 10
