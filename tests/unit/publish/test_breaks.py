"""Across a change of method nothing is compared: neither the heading of a chart nor its sentences do it."""

from __future__ import annotations

import pytest

from portcullis.publish.charts import Point
from portcullis.publish.pages.charts import breaks_inside, message, told
from portcullis.publish.words.sentence import MAX_WORDS

BREAK = {"at": "2023", "why": "the census became person-level in January 2023"}
LATER = {"at": "2025", "why": "the return changed again"}


def rows(*values: float | None, first: int = 2021, suspect: tuple[int, ...] = ()) -> list[dict]:
    return [
        {"id": f"x:E1:{year}:s", "period": str(year), "year": year, "value": value,
         "status": "suspect" if year in suspect else "published"}
        for year, value in enumerate(values, first)
    ]  # fmt: skip


def heading(found: list[dict], *breaks: dict, **more) -> str:
    sound = [row for row in found if row["value"] is not None]
    inside = breaks_inside({"breaks": list(breaks)}, found)
    sentence = message("Plans", sound, inside, unit="count", decimals=0, **more)
    assert sentence.words <= MAX_WORDS
    return sentence.text


def sentences(found: list[dict], *breaks: dict, **more) -> list[str]:
    points = [Point(r["period"], r["value"], r["status"], r["year"], r["id"]) for r in found]
    out = told("Plans", points, breaks_inside({"breaks": list(breaks)}, found), more.pop("unit", "count"), **more)
    assert max(s.words for s in out) <= MAX_WORDS
    return [s.text for s in out]


@pytest.mark.parametrize(
    ("found", "breaks", "expected"),
    [
        (rows(10, 20, 30), (), "Plans: up from 10 in 2021 to 30 in 2023"),
        (rows(10, 20, 30, 40), (BREAK,),
         "Plans: up from 30 in 2023 to 40 in 2024; figures before 2023 are not comparable"),
        (rows(10, 20, 30, 15), (BREAK,),
         "Plans: down from 30 in 2023 to 15 in 2024; figures before 2023 are not comparable"),
        (rows(10, 20, 30), (BREAK,), "Plans: 30 in 2023; figures before 2023 are not comparable"),
        (rows(10, 20, None, 40, 50), (BREAK,),
         "Plans: up from 40 in 2024 to 50 in 2025; figures before 2023 are not comparable"),
        (rows(10, 20, 30, 40, 50, 60), (BREAK, LATER),
         "Plans: up from 50 in 2025 to 60 in 2026; figures before 2025 are not comparable"),
        # The break stands where the series begins or ends: nothing is compared across it.
        (rows(30, 40, first=2023), (BREAK,), "Plans: up from 30 in 2023 to 40 in 2024"),
        (rows(10, 20), (BREAK,), "Plans: up from 10 in 2021 to 20 in 2022"),
        # Doubted figures make no heading, so the break that only they cross does not matter.
        (rows(10, 20, 30, suspect=(2023,)), (BREAK,), "Plans: up from 10 in 2021 to 20 in 2022"),
        (rows(10, 20, 30, 40, suspect=(2021, 2022)), (BREAK,), "Plans: up from 30 in 2023 to 40 in 2024"),
        (rows(10, 30, first=2022, suspect=(2022, 2023)), (BREAK,),
         "Plans: 30 in 2023; figures before 2023 are not comparable"),
    ],
)  # fmt: skip
def test_the_heading_compares_only_what_can_be_compared(found, breaks, expected):
    assert heading(found, *breaks) == expected


def test_a_deficit_turned_round_only_within_one_method():
    found = rows(-5, 5, 7, 9)
    assert heading(found, deficit=True) == "Plans: turned round: from a surplus of 5 in 2021 to 9 in 2024"
    assert heading(found, BREAK, deficit=True) == (
        "Plans: up from 7 in 2023 to 9 in 2024; figures before 2023 are not comparable"
    )


def test_the_sentences_tell_each_stretch_and_the_reason():
    assert sentences(rows(10, 20, 30, 60), BREAK) == [
        "Plans rose from 10 in 2021 to 20 in 2022, twice the first figure.",
        "From 2023 the figures are not comparable with earlier ones: the census became person-level in January 2023.",
        "Plans rose from 30 in 2023 to 60 in 2024, twice the first figure.",
    ]
    assert sentences(rows(10, 20)) == ["Plans rose from 10 in 2021 to 20 in 2022, twice the first figure."]


def test_a_stretch_of_one_figure_is_not_called_the_only_one():
    assert sentences(rows(20, 30, first=2022), BREAK) == [
        "Plans: 20 in 2022.",
        "From 2023 the figures are not comparable with earlier ones: the census became person-level in January 2023.",
        "Plans: 30 in 2023.",
    ]
    assert sentences(rows(20, 30, first=2022, suspect=(2022,)), BREAK)[0] == "Plans: 20 in 2022, in doubt."
    assert sentences(rows(-20e6, 30e6, first=2022), BREAK, unit="gbp", deficit=True)[0] == (
        "Plans: a surplus of £20m in 2022."
    )


def test_a_stretch_without_figures_is_passed_over_and_a_series_without_any_says_so():
    assert sentences(rows(10, 20, 30, 40, 50, None), BREAK, LATER)[-1] == "Plans: 50 in 2025."
    assert sentences(rows(None, None, None), BREAK) == ["There is no figure for Plans."]
    assert sentences(rows(10, None, None, None, 50), BREAK, LATER) == [
        "Plans: 10 in 2021.",
        "From 2023 the figures are not comparable with earlier ones: the census became person-level in January 2023.",
        "From 2025 the figures are not comparable with earlier ones: the return changed again.",
        "Plans: 50 in 2025.",
    ]


def test_a_long_reason_is_told_in_sentences_of_its_own():
    long = {
        "at": "2023",
        "why": "the Act extended plans to the age of 25; moves from the older kind went on until 2018",
    }
    assert sentences(rows(10, 20, 30, 60), long)[1:4] == [
        "From 2023 the figures are not comparable with earlier ones.",
        "The Act extended plans to the age of 25.",
        "Moves from the older kind went on until 2018.",
    ]


def test_breaks_are_taken_by_year_even_where_that_year_has_no_figure():
    assert breaks_inside({"breaks": [LATER, BREAK]}, rows(1, 2, None, 4, 5)) == [BREAK, LATER]
    assert breaks_inside({"breaks": [BREAK]}, rows(None, None)) == []
