"""Versions of an agreement: one, several, none; terms that differ, are the same, or are not known."""

from __future__ import annotations

from typing import Any

import pytest

from portcullis.publish.charts import Cell
from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.environment import relative
from portcullis.publish.pages.figures import Shown
from portcullis.publish.pages.versions import Versions, versions
from portcullis.store import Store
from portcullis.vocabulary import Site

SITE = Site(name="X", strapline="Y", operator="Z", data_to="2026-11-24", checked_on="2026-11-24")


@pytest.fixture(scope="module")
def county(open_county: Store) -> Gathered:
    return gather(open_county, [], SITE, measures=["ehc_plans"])


def version(label: str = "Original agreement", **terms: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(
        ("since", "since_not_before", "since_not_after", "end_year", "in_year_balance_year", "note"), ""
    )
    blank |= {"total_gbp": None, "figure": "", "council_contribution_gbp": None, "council_contribution_note": ""}
    return blank | {"version": label, "label": label, "sources": "amb_agreement"} | terms


def seen(county: Gathered, *rows: dict[str, Any], totals: list[dict[str, Any]] | None = None) -> Versions:
    made = versions(Shown(county, relative("agreements/x/")), {"versions": list(rows), "other_totals": totals or []})
    assert made is not None
    return made


def told(made: Versions) -> list[str]:
    return [sentence.text for sentence in made.sentences]


WHOLE: dict[str, Any] = {
    "since": "2022-03-24", "end_year": "2025-26", "in_year_balance_year": "2024-25", "total_gbp": 20_000_000,
    "figure": "f1", "council_contribution_gbp": 3_000_000,
}  # fmt: skip


def test_no_version_no_table(county: Gathered) -> None:
    assert versions(Shown(county, relative("")), {"versions": [], "other_totals": []}) is None


def test_one_version_is_a_sentence(county: Gathered) -> None:
    made = seen(county, version(**WHOLE))
    assert told(made) == [
        "One version is known: original agreement, from 24 March 2022.",
        "If its terms were changed later, we have found no trace of it.",
    ]
    assert made.unknown == ""
    assert made.table.caption == "Terms of the agreement"
    undated = seen(county, version(**WHOLE | {"since": ""}))
    assert told(undated)[0] == "One version is known: original agreement; when it began is not known."
    assert undated.unknown == "When “Original agreement” began."
    window = version(**WHOLE | {"since": "", "since_not_before": "2024-01", "since_not_after": "2024-09"})
    assert told(seen(county, window))[0].endswith("from January 2024 to September 2024.")


def test_versions_that_differ_are_side_by_side(county: Gathered) -> None:
    later = version("Revised plan", **WHOLE | {"since": "2024-05", "end_year": "2027-28", "total_gbp": 25_000_000})
    made = seen(county, version(**WHOLE), later)
    assert told(made) == [
        "Two versions are known, and they differ in the Department’s money and the last year.",
        "The same in both: the year of yearly balance and the council’s own money.",
    ]
    assert [c if isinstance(c, str) else c.label for c in made.table.columns] == [
        "Term", "Original agreement", "Revised plan",
    ]  # fmt: skip
    row = next(row for row in made.table.rows if row[0] == "To end in")
    assert [cell.text for cell in row[1:] if isinstance(cell, Cell)] == ["2025-26", "2027-28"]


def test_what_is_not_known_is_not_filled_in_from_the_other_version(county: Gathered) -> None:
    made = seen(county, version(**WHOLE), version("Extended", since="2024-03-21", end_year="2028-29"))
    assert told(made) == [
        "Two versions are known, and they differ in the last year.",
        "Not known for every version, so not compared: the Department’s money, the year of yearly balance and the "
        "council’s own money.",
    ]
    assert made.unknown == (
        "The Department’s money in “Extended”; the year of yearly balance in “Extended”; the council’s own money in "
        "“Extended”."
    )
    money = next(row for row in made.table.rows if row[0] == "Department’s money")
    assert [cell.missing for cell in money[1:] if isinstance(cell, Cell)] == [False, True]


def test_versions_that_do_not_differ_and_three_of_them(county: Gathered) -> None:
    three = [version(label, **WHOLE) for label in ("One", "Two", "Three")]
    assert told(seen(county, *three))[0] == "Three versions are known."
    assert told(seen(county, *three))[1].startswith("The same in all: ")


def test_another_source_has_a_row_of_its_own(county: Gathered) -> None:
    other = {
        "version": "Original agreement",
        "total_gbp": 21_500_000,
        "figure": "f2",
        "sources": "gazette_hostile",
        "note": "n",
    }
    made = seen(county, version(**WHOLE), version("Revised", **WHOLE), totals=[other])
    row = next(row for row in made.table.rows if str(row[0]).endswith("by another source"))
    assert [(c.text, c.figure_id) for c in row[1:] if isinstance(c, Cell)] == [("£21.5m", "f2"), ("none found", "")]


def test_every_sentence_on_a_real_page_is_short(open_real: Store) -> None:
    real = gather(open_real, [], SITE, measures=["ehc_plans"])
    many = 0
    for agreement in real.agreements:
        made = versions(Shown(real, relative("")), agreement)
        if made is None:
            assert agreement["kind"] == "refused_bid"
            continue
        many += len(agreement["versions"]) > 1
        assert all(sentence.words <= 25 for sentence in made.sentences), agreement["slug"]
        assert all(len(row) == len(made.table.columns) for row in made.table.rows)
    assert many >= 10
