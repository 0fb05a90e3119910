"""What a page says of itself to programs: data sets and the way to the page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from portcullis.publish.gathered import Gathered
from portcullis.publish.linked import embedded, json_ld

DAY = r"\d{4}-\d\d-\d\d"
REQUIRED = {
    "@type", "name", "description", "url", "license", "isAccessibleForFree", "creator", "publisher", "dateModified",
    "version", "spatialCoverage", "distribution", "temporalCoverage",
}  # fmt: skip


def with_address(g: Gathered, address: str | None = "https://watch.example/send/") -> Gathered:
    return replace(g, site=g.site.model_copy(update={"address": address}))


def graph(text: str) -> dict[str, dict]:
    """Type -> what there is of it."""
    content = json.loads(text)
    assert content["@context"] == "https://schema.org"
    return {found["@type"]: found for found in content.get("@graph", [content])}


def check_dataset(found: dict) -> None:
    assert found.keys() >= REQUIRED
    assert 50 <= len(found["description"]) <= 5000
    assert re.fullmatch(f"{DAY}/{DAY}", found["temporalCoverage"])
    first, last = found["temporalCoverage"].split("/")
    assert first <= last
    assert re.fullmatch(DAY, found["dateModified"])
    assert found["isAccessibleForFree"] is True
    for file in found["distribution"]:
        assert file["@type"] == "DataDownload"
        assert file["contentUrl"]
        assert "/" in file["encodingFormat"]


def test_every_council_is_a_data_set(real: Gathered) -> None:
    g = with_address(real)
    for code, area in real.areas.items():
        if area["status"] == "current":
            found = graph(json_ld("area", g, code))["Dataset"]
            check_dataset(found)
            assert found["url"] == f"https://watch.example/send/areas/{code}/{area['slug']}/"
            assert found["distribution"][0]["contentUrl"] == f"https://watch.example/send/data/by-area/{code}.csv"
            assert found["spatialCoverage"]["identifier"]["value"] == code
            assert all(address.startswith("http") for address in found["isBasedOn"])


def test_every_measure_is_a_data_set(real: Gathered) -> None:
    for measure, indicator in real.indicators.items():
        found = graph(json_ld("measure", with_address(real), measure))["Dataset"]
        check_dataset(found)
        assert found["variableMeasured"]["name"] == indicator["label"]
        assert found["includedInDataCatalog"]["@type"] == "DataCatalog"


def test_the_data_page_is_a_data_set_of_everything(real: Gathered) -> None:
    found = graph(json_ld("data", with_address(real)))["Dataset"]
    check_dataset(found)
    kinds = {file["encodingFormat"] for file in found["distribution"]}
    assert kinds >= {"text/csv", "application/vnd.apache.parquet", "application/vnd.sqlite3"}


def test_the_way_to_a_page_begins_at_home(real: Gathered) -> None:
    found = graph(json_ld("agreement", with_address(real), real.agreements[0]["slug"]))
    assert list(found) == ["BreadcrumbList"]
    items = found["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert items[0] == {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://watch.example/send/"}
    assert items[2]["name"] == real.agreements[0]["name"]


def test_without_an_address_links_are_relative_to_the_page(real: Gathered) -> None:
    code = next(code for code, area in real.areas.items() if area["status"] == "current")
    found = graph(json_ld("area", with_address(real, None), code))
    assert found["Dataset"]["url"].startswith("../../../areas/")
    assert found["BreadcrumbList"]["itemListElement"][0]["item"] == "../../../"


@pytest.mark.parametrize("kind", ["area", "measure", "agreement"])
def test_what_is_not_there_is_a_key_error(county: Gathered, kind: str) -> None:
    with pytest.raises(KeyError):
        json_ld(kind, county, "nowhere")


class Scripts(HTMLParser):
    """Collects what stands in each script element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script":
            self.found[-1] += data


@pytest.mark.parametrize(
    "nasty",
    [
        "</script><img src=x>",
        "<!--<script>",
        "]]>",
        "&lt;/script&gt;",
        "\u2028\u2029",
        "{{ 7*7 }}",
        '"\\',
        "</SCRIPT ",
        "é😀",
    ],
)
def test_no_text_leaves_its_element(nasty: str) -> None:
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{embedded({"name": nasty})}</script>')
    page.close()
    assert page.tags == ["script"]
    assert json.loads(page.found[0]) == {"name": nasty}


def test_a_hostile_name_of_the_site_stays_a_name(county: Gathered) -> None:
    text = json_ld("data", county)
    assert "<" not in text
    assert graph(text)["Dataset"]["name"].startswith(county.site.name)


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        embedded({"value": float("nan")})
