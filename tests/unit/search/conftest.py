"""Indexes of both registers, written once. Only to be read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.search import FILE, SearchIndex, write_search
from portcullis.register import load_site_file
from portcullis.store import Store
from portcullis.vocabulary.news import Post

POST = Post(
    date=dt.date(2026, 11, 24), slug="a-marmalade-morning", title="A marmalade morning", summary="We met early.",
    body="Every **guest** asked about [EHC plans](guides/glossary/).[^a_source] ![Toast](https://x.example/t.png)",
)  # fmt: skip


@pytest.fixture(scope="session")
def county_facts(open_county: Store, county_register: Path) -> Gathered:
    return gather(open_county, [], load_site_file(county_register))


@pytest.fixture(scope="session")
def county_index(county_facts: Gathered, open_county: Store, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("county-search") / FILE
    write_search(county_facts, open_county, path, posts=[POST])
    return SearchIndex(path)


@pytest.fixture(scope="session")
def real_index(open_real: Store, real_register: Path, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("real-search") / FILE
    facts = gather(open_real, [], load_site_file(real_register), measures=["ehc_plans"])
    write_search(facts, open_real, path, posts=[POST])
    return SearchIndex(path)
