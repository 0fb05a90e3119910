"""docs/data.md names every column and every kind of file that there is."""

from __future__ import annotations

from pathlib import Path

from portcullis.publish.downloads.joined import SHOWN, VINTAGE
from portcullis.publish.downloads.licences import ATTRIBUTION

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "data.md").read_text(encoding="utf-8")


def test_every_column_of_observations_is_explained():
    assert [c.name for c in SHOWN + VINTAGE if f"`{c.name}`" not in PAGE] == []


def test_every_kind_of_file_is_named(county: Path):
    kinds = {path.name for path in county.glob("*.json") if not path.name.endswith("-metadata.json")}
    assert [name for name in kinds if f"`{name}`" not in PAGE] == []
    assert "`by-area/{code}.csv`" in PAGE
    assert "`{file}.csv-metadata.json`" in PAGE


def test_the_line_of_credit_is_the_one_in_the_files():
    assert ATTRIBUTION in PAGE.replace("\n> ", " ")
