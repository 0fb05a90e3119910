"""A chart to take away says the same as its page: rows, spec and pictures from one record."""

from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ET
from copy import deepcopy

import pytest

from portcullis.publish.chartfiles import COLUMNS, SCHEMA, Offer, offer_of, picture_png, picture_svg, spec_of
from portcullis.publish.charts import Cell, ChartBlock
from portcullis.publish.gathered import Gathered
from portcullis.vocabulary import ENGLAND

KENT, WIGHT = "E10000016", "E06000046"
CHARTS = [
    ("ehc_plans", KENT), ("dsg_cumulative_deficit", KENT), ("plans_within_20_weeks_pct", KENT),
    ("ehc_requests_refused_pct", WIGHT), ("safety_valve_planned", KENT), ("ehc_plans", ENGLAND), ("ehc_plans", None),
    ("dsg_cumulative_deficit", None), ("plans_within_20_weeks_pct", None), ("attainment8_ehc", None),
]  # fmt: skip


def offered(g: Gathered, measure: str, code: str | None) -> Offer:
    offer = offer_of(g, measure, code)
    assert offer is not None
    return offer


def figures_of_table(block: ChartBlock) -> dict[str, float]:
    """Values of the table on the page by the ids of their figures."""
    assert block.table is not None
    cells = [c for row in block.table.rows for c in row if isinstance(c, Cell)]
    return {c.figure_id: float(c.value) for c in cells if c.figure_id and c.value is not None}


@pytest.mark.parametrize(("measure", "code"), [pair for pair in CHARTS if pair[1]])
def test_rows_and_spec_hold_the_values_of_the_table(real: Gathered, measure: str, code: str) -> None:
    offer = offered(real, measure, code)
    table = figures_of_table(offer.block)
    assert table
    rows = {row["id"]: row["value"] for row in offer.rows if row["value"] is not None and row["id"]}
    spec = {v["id"]: v["value"] for v in spec_of(offer, real)["data"]["values"] if v["value"] is not None}
    assert rows == spec == table


def test_how_councils_are_spread_holds_each_newest_value_once(real: Gathered) -> None:
    offer = offered(real, "plans_within_20_weeks_pct", None)
    known = {row["id"]: row for row in offer.rows if row["value"] is not None}
    assert len({row["authority"] for row in offer.rows}) == len(offer.rows)
    assert {row["period"] for row in offer.rows} == {"2024"}
    for identity, row in known.items():
        stored = real.at("plans_within_20_weeks_pct", row["authority"], "2024")
        assert stored is not None
        assert (stored["id"], stored["value"]) == (identity, row["value"])
    spec = spec_of(offer, real)
    (half,) = {json.dumps(layer["data"]["values"]) for layer in spec["layer"] if "data" in layer}
    for entry in json.loads(half):
        assert entry["lower"] <= entry["middle"] <= entry["upper"]
        ends = [known[identity]["value"] for identity in entry["made_from"]]
        assert min(ends) <= entry["lower"]
        assert entry["upper"] <= max(ends)


@pytest.mark.parametrize(("measure", "code"), CHARTS)
def test_a_spec_is_whole(real: Gathered, measure: str, code: str | None) -> None:
    offer = offered(real, measure, code)
    spec = json.loads(json.dumps(spec_of(offer, real), default=str))
    assert spec["$schema"] == SCHEMA
    assert " ".join(spec["title"]["text"]).endswith(offer.message)
    assert spec["description"] == offer.block.told
    assert {s["id"] for s in spec["usermeta"]["sources"]} == {r["source"] for r in offer.rows if r["value"] is not None}
    fields = {name for value in spec["data"]["values"] for name in value}
    assert set(COLUMNS) <= fields
    for layer in spec["layer"]:
        own = {name for value in layer.get("data", {}).get("values", []) for name in value} or fields
        used = {channel["field"] for channel in layer["encoding"].values() if "field" in channel}
        assert used <= own
    for value in spec["data"]["values"]:
        if value["id"]:
            assert value["status"]
            assert value["source"]


def test_a_plan_is_dashed_in_the_spec_and_the_band_has_two_ends(real: Gathered, county: Gathered) -> None:
    planned = spec_of(offered(real, "safety_valve_planned", KENT), real)
    assert {v["drawn"] for v in planned["data"]["values"] if v["id"]} == {"projected"}
    changed = deepcopy(county)
    rows = changed.of("ehc_plans", ENGLAND)
    rows[-1]["claim_class"] = "projected"
    values = spec_of(offered(changed, "ehc_plans", ENGLAND), changed)["data"]["values"]
    assert [v["ahead"] for v in values][-3:] == [False, True, True], "the dashes begin at the last value that is a fact"
    assert [v["drawn_ahead"] for v in values][-2:] == [False, True]
    offer = offered(real, "plans_within_20_weeks_pct", KENT)
    band = [row for row in offer.rows if row["series"].startswith("Middle half")]
    assert band
    assert all(row["lower"] < row["upper"] and row["value"] is None for row in band)


def test_what_there_is_not(real: Gathered) -> None:
    assert offer_of(real, "dsg_deficit_council_forecast", KENT) is None
    assert offer_of(real, "safety_valve_planned", None) is None, "four councils are not spread"
    with pytest.raises(KeyError):
        offer_of(real, "nothing", KENT)


@pytest.mark.parametrize(("measure", "code"), CHARTS)
def test_pictures_stand_alone(real: Gathered, measure: str, code: str | None) -> None:
    offer = offered(real, measure, code)
    svg = ET.fromstring(picture_svg(offer))
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == f"{offer.subject}. {offer.message}"
    png = picture_png(offer, real)
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1200
    assert 500 < height < 2000
    assert png == picture_png(offer, real)


def test_the_picture_says_where_it_is_from(real: Gathered, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[dict] = []
    monkeypatch.setattr(
        "portcullis.publish.chartfiles.picture.print_png", lambda template, data: printed.append(data) or b""
    )
    picture_png(offered(real, "plans_within_20_weeks_pct", KENT), real)
    (data,) = printed
    assert data["subject"] == "Kent"
    assert data["message"].startswith("New plans made within 20 weeks: down from 41.1% in 2022 to 33.3% in 2024")
    assert data["told"].startswith("New plans made within 20 weeks in Kent fell")
    assert data["source"] == "Department for Education, 2022; Department for Education, 26 June 2025"
    assert data["period"] == "2015 to 2024"
    assert data["data_to"] == "24 November 2026"


def test_hostile_names_reach_no_file_as_markup(county: Gathered) -> None:
    for code, area in county.areas.items():
        if "<" in area["name"] and area["status"] == "current":
            offer = offered(county, "ehc_plans", code)
            ET.fromstring(picture_svg(offer))
            assert picture_png(offer, county).startswith(b"\x89PNG")
            assert "<script" not in picture_svg(offer).decode().lower()
            return
    pytest.fail("the county has lost its hostile name")
