"""docs/register.md names every column and key that the loader knows: the page cannot drift from the files."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from portcullis import vocabulary as v
from portcullis.register import tables
from portcullis.vocabulary import agreement as parts

ROOT = Path(__file__).resolve().parents[2]
RECORDS: list[type[BaseModel]] = [
    v.Indicator, v.Relations, v.Correction, v.CorrectionTarget, v.Agreement, v.Version, v.Payment, v.Capital,
    v.Deficit, v.Condition, parts.Target, v.AgreementEvent, v.Statement, v.Gap, v.State, v.Event, v.EventFigure,
    v.Duty, v.Case, v.Rulebook, v.Site, v.Scenario, v.Turned,
]  # fmt: skip
COLUMNS = {
    "authorities": tables.AUTHORITY_COLUMNS,
    "sources": tables.SOURCE_COLUMNS,
    "claims": tables.CLAIM_COLUMNS,
    "national": tables.NATIONAL_COLUMNS,
    "observations": v.COLUMNS,
}
#: Set by the loader, not written in a file.
GIVEN = {"slug", "id"}


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "register.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__module__[-9:] + r.__name__)
def test_every_key_is_explained(page: str, record: type[BaseModel]) -> None:
    missing = [key for key in record.model_fields if key not in GIVEN and key not in page]
    assert missing == []


@pytest.mark.parametrize("file", sorted(COLUMNS))
def test_every_column_is_explained(page: str, file: str) -> None:
    assert [column for column in COLUMNS[file] if f"`{column}`" not in page] == []
