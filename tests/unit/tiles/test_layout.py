"""The committed layout: every current authority once, neighbours near, regions whole, the picture honest and small."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from portcullis.publish.tiles import Tile, classes, describe_map, finest_of, layout, tile_key, tile_map
from portcullis.publish.tiles.classes import class_of
from portcullis.publish.tiles.hand import MOVED
from portcullis.publish.tiles.layout import COLUMNS, kept, pieces, upright
from portcullis.publish.tiles.names import shorten
from portcullis.publish.tiles.places import current, gaps
from portcullis.publish.tiles.settle import settled
from portcullis.publish.tiles.spread import wishes
from portcullis.publish.words.sentence import Number

REGISTER = Path(__file__).parents[3] / "register"
PLACES = current(REGISTER / "authorities.csv")
CELLS = {spot.code: (spot.column, spot.row) for spot in layout()}


def test_every_current_authority_stands_once_and_alone() -> None:
    assert sorted(CELLS) == [place.code for place in PLACES]
    assert len(layout()) == len(CELLS) == len(set(CELLS.values()))
    assert {column for column, _ in CELLS.values()} == set(range(COLUMNS)), "no column is wasted on a small screen"
    assert {s.code: s.region for s in layout()} == {p.code: p.region for p in PLACES}


def test_neighbours_are_neighbours() -> None:
    assert kept(PLACES, CELLS) >= 0.97, "four nearest within two tiles"
    assert kept(PLACES, CELLS, 1) >= 0.80, "four nearest beside"


def test_north_is_up_and_west_is_left() -> None:
    assert upright(PLACES, CELLS) >= 0.97
    at = {place.name: CELLS[place.code] for place in PLACES}
    assert at["Northumberland"][1] < at["Leeds"][1] < at["Birmingham"][1] < at["Bristol"][1] < at["Plymouth"][1]
    assert at["Cornwall"][0] < at["Bristol"][0] < at["Reading"][0] < at["Camden"][0] < at["Southend-on-Sea"][0]


@pytest.mark.parametrize("region", sorted({place.region for place in PLACES}))
def test_each_region_is_one_piece(region: str) -> None:
    assert pieces(PLACES, CELLS, region) == 1


def test_what_was_settled_by_eye_is_in_the_layout() -> None:
    assert {code: CELLS[code] for code in MOVED} == {code: spot[:2] for code, spot in MOVED.items()}
    assert all(reason for _, _, reason in MOVED.values())


def test_abbreviations_are_unique_and_follow_from_the_names() -> None:
    short = {spot.code: spot.short for spot in layout()}
    assert short == shorten({place.code: place.name for place in PLACES})
    assert max(Counter(text.upper() for text in short.values()).values()) == 1
    assert {len(text) for text in short.values()} == {3}


def test_the_search_gives_the_same_map_twice() -> None:
    everyone = PLACES + gaps()
    spots = wishes(everyone)
    one, two = (settled(everyone, spots, 14, 19, rounds=2, seed=5).at for _ in range(2))
    assert one == two
    assert len(set(one)) == len(everyone)


def some(**changes: Tile) -> dict[str, Tile]:
    steps = ((place, 3 + i / 40) for i, place in enumerate(PLACES))
    return {p.code: Tile(p.name, v, f"{v:.1f}%", f"areas/{p.code}/x/") for p, v in steps} | changes


def test_the_picture_is_well_formed_small_and_says_each_value() -> None:
    values = some(E10000016=Tile("Kent <&>", None, "no figure", "areas/E10000016/kent/"))
    values["E10000012"] = dataclasses.replace(values["E10000012"], suspect=True)
    bounds = classes([tile.value for tile in values.values()], finest=finest_of("percent"))
    svg = tile_map(values, title_id="a", bounds=bounds)
    root = ET.fromstring(svg)
    assert len(gzip.compress(svg.encode())) < 12_000
    links = root.findall(".//a")
    assert len(links) == len(PLACES)
    assert {link.get("tabindex") for link in links} == {"-1"}, "the list beside it is the way for the keyboard"
    assert root.get("aria-hidden") == "true"
    titles = [title.text for title in root.iter("title")]
    assert "Kent <&>: no figure" in titles
    assert sum("in doubt" in (title or "") for title in titles) == len(root.findall(".//path[@class='kc']")) == 1
    assert len(root.findall(".//path[@class='kb']")) == len(PLACES) - 1, "a missing tile has no bar"
    assert {link.get("class") for link in links} == {"k0", "k1", "k2", "k3", "k4", "k5"}


def test_no_value_no_picture_and_part_of_the_councils_is_enough() -> None:
    assert tile_map({"E10000016": Tile("Kent", None, "no figure")}, title_id="a") == ""
    svg = tile_map({"E10000016": Tile("Kent", 4.0, "4%")}, title_id="a")
    assert svg.count("<title>") == 1
    assert "href" not in svg


def test_classes_hold_about_as_many_each_and_print_well() -> None:
    values = [float(v) for v in range(1, 154)]
    bounds = classes(values)
    count = Counter(class_of(v, bounds) for v in values)
    assert len(count) == 5
    assert max(count.values()) - min(count.values()) <= 10
    assert class_of(bounds[0], bounds) == 2, "a value on a bound belongs above it"
    assert classes([1.0] * 50) == classes([1.0, 2.0]) == classes([None]) == ()
    assert len(classes([0.0] * 100 + values[:50])) < 4, "equal bounds are merged"


def test_the_key_says_the_bounds_in_words() -> None:
    key = tile_key((4.7, 5.2), "percent", missing=True, doubt=True)
    for said in ("under 4.7%", "4.7% to under 5.2%", "5.2% or more", "no figure", "figure in doubt"):
        assert said in key


def test_the_sentences_describe_and_do_not_rank() -> None:
    values = some(E10000016=Tile("Kent", None, "no figure"), E10000012=Tile("Essex", 99.0, "99%", suspect=True))
    said = [sentence.text for sentence in describe_map("Pupils with an EHC plan", values.values(), "percent")]
    assert said[0] == "Pupils with an EHC plan: from 3.0% to 6.8% across 151 councils."
    assert said[2] == "1 council has no figure, and 1 council has a figure in doubt."
    assert all(len(sentence.split()) <= 25 for sentence in said)
    (none,) = describe_map("X", [Tile("Kent", None, "no figure")], "percent")
    assert none.text == "No council has a figure for this (X)."
    eleven = [Tile(str(i), float(i), f"{i}%", figure=f"f{i}") for i in range(1, 12)]
    _, half = describe_map("X", eleven, "percent")
    made = [part.made_from for part in half.parts if isinstance(part, Number)]
    assert made == [("f3", "f4"), ("f8", "f9")], "a quartile says between which figures it lies"


def test_the_layout_csv_has_the_names_of_the_register() -> None:
    with (REGISTER.parent / "src/portcullis/publish/tiles/layout.csv").open(encoding="utf-8", newline="") as file:
        assert {row["code"]: row["name"] for row in csv.DictReader(file)} == {p.code: p.name for p in PLACES}
