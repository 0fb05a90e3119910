"""The chart of a forecast and of councils side by side say the same in each file as on their page."""

from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from portcullis.model.published import newest
from portcullis.publish.chartfiles import (
    COLUMNS,
    Offer,
    compare_offer,
    forecast_offer,
    picture_png,
    picture_svg,
    spec_of,
)
from portcullis.publish.charts import Cell
from portcullis.publish.gathered import Gathered
from portcullis.publish.pages.compare import CHOSEN
from portcullis.vocabulary import ENGLAND

KENT, WIGHT, BURY = "E10000016", "E06000046", "E08000002"
SHARE = "plans_within_20_weeks_pct"


@pytest.fixture(scope="module")
def facts(real: Gathered, real_register: Path) -> Gathered:
    """The register that ships with the forecast that was frozen beside it."""
    found = newest(real_register.parent / "forecasts")
    assert found is not None
    about = {"name": found.name, **found.manifest}
    return replace(real, forecasts=dict(found.plans), records=dict(found.records), forecast_about=about)


@pytest.fixture(params=["forecast of Kent", "forecast of England", "share", "count of three", "with a gap"])
def offer(request: pytest.FixtureRequest, facts: Gathered) -> Offer:
    without = next(
        code for code, area in facts.areas.items()
        if area["status"] == "current" and not facts.at("safety_valve_planned", code, "2024-25")
    )  # fmt: skip
    found = {
        "forecast of Kent": lambda: forecast_offer(facts, KENT),
        "forecast of England": lambda: forecast_offer(facts, ENGLAND),
        "share": lambda: compare_offer(facts, KENT, [WIGHT, BURY], SHARE, page=CHOSEN),
        "count of three": lambda: compare_offer(facts, KENT, [BURY, WIGHT], "ehc_plans", page=CHOSEN),
        "with a gap": lambda: compare_offer(facts, KENT, [without], "safety_valve_planned", page=CHOSEN),
    }[request.param]()
    assert found is not None
    return found


def test_the_spec_is_whole_and_holds_the_rows(offer: Offer, facts: Gathered) -> None:
    spec = json.loads(json.dumps(spec_of(offer, facts), default=str))
    values = spec["data"]["values"]
    assert [(v["id"], v["value"], v["lower"], v["upper"]) for v in values] == [
        (r["id"], r["value"], r["lower"], r["upper"]) for r in offer.rows
    ]
    assert set(COLUMNS) <= set(values[0])
    assert {s["id"] for s in spec["usermeta"]["sources"]} == {r["source"] for r in offer.rows if r["value"] is not None}
    for layer in spec["layer"]:
        made = {step["as"] for step in layer["transform"] if "as" in step} if "transform" in layer else set()
        own = {name for value in layer.get("data", {}).get("values", values) for name in value} | made
        assert {channel["field"] for channel in layer["encoding"].values() if "field" in channel} <= own


def test_pictures_stand_alone(offer: Offer, facts: Gathered) -> None:
    svg = ET.fromstring(picture_svg(offer))
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == f"{offer.subject}. {offer.message}"
    png = picture_png(offer, facts)
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1200
    assert 500 < height < 2000


def test_every_number_of_the_table_of_a_forecast_is_in_its_rows(facts: Gathered) -> None:
    offer = forecast_offer(facts, KENT)
    assert offer is not None
    assert offer.block.table is not None
    ids = " ".join(f"{row['id']} {row['note']}" for row in offer.rows)
    cells = [c for row in offer.block.table.rows for c in row if isinstance(c, Cell)]
    assert cells
    assert all(cell.figure_id in ids for cell in cells)
    ends = {row["period"]: (row["lower"], row["upper"]) for row in offer.rows if row["series"] == "80 of 100 futures"}
    for row in facts.forecasts[KENT]:
        assert ends[str(row["january"])] == (row["low_80"], row["high_80"])


def test_a_forecast_is_marked_as_one(facts: Gathered, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[dict] = []
    monkeypatch.setattr(
        "portcullis.publish.chartfiles.picture.print_png", lambda template, data: printed.append(data) or b""
    )
    offer = forecast_offer(facts, KENT)
    assert offer is not None
    picture_png(offer, facts)
    assert printed[0]["kind"], "the picture says that it is projected"
    assert "from figures published by 26 June 2025" in printed[0]["source"]
    spec = spec_of(offer, facts)
    drawn = {v["drawn"] for v in spec["data"]["values"] if v["status"] == "projected" and v["id"]}
    assert drawn == {"projected"}
    assert "Darker band: 80 of 100 futures. Lighter band: 95 of 100." in spec["title"]["subtitle"]


def test_councils_stand_by_name_with_their_intervals_and_england(facts: Gathered) -> None:
    offer = compare_offer(facts, KENT, [WIGHT, BURY], SHARE, page=CHOSEN)
    assert offer is not None
    assert [row["series"] for row in offer.rows] == ["Kent", "Bury", "Isle of Wight", "England"]
    known = [row for row in offer.rows[:3] if row["value"] is not None and row["status"] != "suspect"]
    assert known
    for row in known:
        assert row["lower"] < row["value"] < row["upper"]
        assert row["cases"] > 0
    assert offer.subject == "Kent beside 2 other councils"
    parts = [value["part"] for value in spec_of(offer, facts)["data"]["values"]]
    assert parts == ["subject", "other", "other", "england"]
    assert offer.block.query == f"?areas={KENT}&areas={BURY}&areas={WIGHT}"


def test_a_council_without_a_figure_has_a_row_that_says_so(facts: Gathered) -> None:
    changed = replace(facts, series=facts.series | {(SHARE, BURY): []})
    offer = compare_offer(changed, KENT, [BURY], SHARE, page=CHOSEN)
    assert offer is not None
    row = offer.rows[1]
    assert (row["series"], row["value"], row["status"], row["id"]) == ("Bury", None, "not_available", None)
    assert spec_of(offer, changed)["data"]["values"][1]["said"] == "no figure"


def test_there_is_no_file_of_what_there_is_not(facts: Gathered, real: Gathered) -> None:
    assert forecast_offer(real, KENT) is None, "nothing was frozen"
    empty = replace(facts, series={})
    assert compare_offer(empty, KENT, [BURY], SHARE, page=CHOSEN) is None
    with pytest.raises(KeyError):
        compare_offer(facts, KENT, [BURY], "nothing", page=CHOSEN)
