"""What is in the index, and that the same facts give the same bytes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from portcullis.publish.gathered import Gathered
from portcullis.publish.search import KINDS, SearchIndex, write_search
from portcullis.publish.search.entries import plain
from portcullis.store import Store
from tests.unit.search.conftest import POST


def test_the_same_facts_give_the_same_bytes(county_facts: Gathered, open_county: Store, tmp_path: Path) -> None:
    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    two.write_text("what lay here before")
    counts = {write_search(county_facts, open_county, path, posts=[POST]) for path in (one, two)}
    assert one.read_bytes() == two.read_bytes()
    assert counts == {len(SearchIndex(one).entries)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.sqlite", "two.sqlite"]


def test_every_kind_is_in_the_real_index_and_every_row_of_the_register(
    real_index: SearchIndex, open_real: Store
) -> None:
    counts = Counter(entry.kind for entry in real_index.entries.values())
    assert set(counts) == set(KINDS)
    tables = {
        "council": "authority where status = 'current'", "agreement": "agreement", "condition": '"condition"',
        "measure": "indicator", "duty": "duty", "case": "legal_case", "event": "event",
    }  # fmt: skip
    for kind, table in tables.items():
        (row,) = open_real.rows(f"select count(*) as n from {table}")
        assert counts[kind] == row["n"], kind


def test_addresses_are_relative_and_lead_to_the_right_part(county_index: SearchIndex) -> None:
    for entry in county_index.entries.values():
        page, _, part = entry.address.partition("#")
        assert page.endswith("/"), entry
        assert not page.startswith("/"), entry
        if entry.kind in {"condition", "term", "event"}:
            assert part, entry
        assert entry.title, entry
        assert all(text.isprintable() for text in entry), entry


def test_what_is_not_on_the_site_is_not_found(county_index: SearchIndex, tmp_path: Path) -> None:
    path = Path(county_index._connection.execute("pragma database_list").fetchone()[2])
    only = SearchIndex(path, lambda page: page.startswith("areas/"))
    assert {entry.kind for entry in only.entries.values()} == {"council"}
    assert only.ask("transport").hits == ()


def test_the_index_cannot_be_written(county_index: SearchIndex) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        county_index._connection.execute("delete from search")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_damaged_index_is_an_error_of_sqlite(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged?mode=rwc#.sqlite"
    path.write_bytes(content)
    with pytest.raises(sqlite3.Error):
        SearchIndex(path)
    with pytest.raises(sqlite3.Error):
        SearchIndex(tmp_path / "missing.sqlite")
    assert not (tmp_path / "missing.sqlite").exists()


def test_plain_text_of_markdown_has_words_only() -> None:
    text = "## Head\n\n- one **two** [three](x/)[^cite_1]\n- [£5](figure:a:b)\n\n"
    text += "| a | b |\n|---|---|\n| c | `d` |\n<b>e</b>"
    assert plain(text) == "Head one two three £5 a b c d <b>e</b>"
