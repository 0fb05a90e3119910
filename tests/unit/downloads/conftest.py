"""The downloads of both registers, written once. Only to be read."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Protocol

import pytest

from portcullis.publish.downloads import write_downloads
from portcullis.register import load_site_file
from portcullis.store import Store


class Rows(Protocol):
    """Reads a CSV of a folder as a spreadsheet program would."""

    def __call__(self, path: str) -> list[dict[str, str]]: ...


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, by the reader of the standard library."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, strict=True))


@pytest.fixture(scope="session")
def county(open_county: Store, county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Downloads of the invented county."""
    folder = tmp_path_factory.mktemp("county")
    parquet = open_county.place / "parquet"
    write_downloads(open_county, folder, parquet_from=parquet, site=load_site_file(county_register))
    return folder


@pytest.fixture(scope="session")
def real(open_real: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Downloads of the register that ships."""
    folder = tmp_path_factory.mktemp("real")
    write_downloads(open_real, folder, parquet_from=open_real.place / "parquet")
    return folder


@pytest.fixture
def county_rows(county: Path) -> Rows:
    """Reads a file of the county's downloads."""
    return lambda path: rows_of(county / path)


@pytest.fixture
def real_rows(real: Path) -> Rows:
    """Reads a file of the real downloads."""
    return lambda path: rows_of(real / path)
