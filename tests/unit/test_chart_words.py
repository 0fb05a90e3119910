"""Numbers, sentences and tables: what stands beside a chart says the same as the chart."""

from __future__ import annotations

import random

import pytest

from portcullis.publish.charts import (
    Band,
    Bar,
    BarChart,
    Cell,
    Column,
    LineChart,
    Point,
    Series,
    bar_table,
    describe_series,
    series_table,
)  # fmt: skip
from portcullis.publish.charts.data import period_for
from portcullis.publish.charts.format import balance, number, percent, pounds, show, tick_texts
from portcullis.publish.words.sentence import Number


def series(
    *values: float | None, first: int = 2019, status: dict[int, str] | None = None, split: bool = False
) -> list[Point]:
    """Points a year apart; `status` by place."""
    return [
        Point(period_for(first + i, "2018-19" if split else "2019"), v, (status or {}).get(i, "published"))
        for i, v in enumerate(values)
    ]


def told_of(label: str, points: list[Point], unit: str, **how: bool) -> tuple[str, ...]:
    """The sentences as text."""
    return tuple(sentence.text for sentence in describe_series(label, points, unit, **how))


# Numbers


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (67_210_000, "£67.2m"), (24_000_000, "£24m"), (1_234_000_000, "£1.23bn"), (999_960_000, "£1.00bn"),
        (480_123, "£480,123"), (999_999.7, "£1.0m"), (0, "£0"), (-0.2, "£0"),
        (-1_200_000, "−£1.2m"), (2_000_000_000, "£2bn"),
    ],
)  # fmt: skip
def test_money_is_told_at_the_scale_people_use(value, told):
    assert pounds(value) == told


def test_numbers_and_percentages():
    assert number(638745) == "638,745"
    assert number(-0.4) == "0"
    assert percent(12.5) == "12.5%"
    assert percent(100) == "100%"
    assert percent(0) == "0%"
    assert percent(-3.25, 1) == "−3.2%"


def test_a_deficit_is_positive_and_a_surplus_negative():
    assert balance(67_210_000) == "a deficit of £67.2m"
    assert balance(-1_200_000) == "a surplus of £1.2m"
    assert balance(0) == balance(-0.1) == "a balance of £0"


def test_each_unit_has_its_own_form():
    assert show(None, "count") == "no figure"
    assert show(12.34, "score") == "12.3"
    assert show(61_234, "gbp_each") == "£61,234"
    assert show(1234.5, "count") == "1,234"
    assert show(5.31, "percent") == "5.3%"


def test_ticks_of_an_axis_share_one_scale():
    assert tick_texts([-5e6, 0, 5e6, 1e7], "gbp") == ["−£5m", "£0", "£5m", "£10m"]
    assert tick_texts([0, 2.5e6, 5e6], "gbp") == ["£0", "£2.5m", "£5.0m"]
    assert tick_texts([0, 2500, 5000], "count") == ["0", "2,500", "5,000"]
    assert tick_texts([0, 0.5, 1.0], "percent") == ["0%", "0.5%", "1.0%"]


# Sentences

DOUBLED = "X rose from 10 in 2019 to 20 in 2021, twice the first figure."


@pytest.mark.parametrize(
    ("points", "unit", "told"),
    [
        (series(100, 150), "count", ("X rose from 100 in 2019 to 150 in 2020, up 50%.",)),
        (series(100, 250), "count", ("X rose from 100 in 2019 to 250 in 2020, 2.5 times the first figure.",)),
        (series(0, 250), "count", ("X rose from 0 in 2019 to 250 in 2020.",)),
        (series(100, 60), "count", ("X fell from 100 in 2019 to 60 in 2020, down 40%.",)),
        (series(100, 102), "count", ("X shows no clear change: 100 in 2019 and 102 in 2020.",)),
        (series(0, 0), "count", ("X shows no clear change: 0 in 2019 and 0 in 2020.",)),
        (series(60.0, 47.9), "percent", ("X fell from 60.0% in 2019 to 47.9% in 2020, down 12 percentage points.",)),
        (series(4.0, 5.0), "percent", ("X rose from 4.0% in 2019 to 5.0% in 2020, up 1 percentage point.",)),
        (series(60.0, 60.5), "percent", ("X shows no clear change: 60.0% in 2019 and 60.5% in 2020.",)),
        (series(7), "count", ("X: 7 in 2019, the only figure so far.",)),
        (series(None), "count", ("There is no figure for X.",)),
        ([], "count", ("There is no figure for X.",)),
        (series(10, 4, 20), "count", (DOUBLED, "In between it reached a low of 4 in 2020.")),
        (series(10, 40, 20), "count", (DOUBLED, "In between it reached a high of 40 in 2020.")),
        (series(10, 40, 4, 20), "count",
         (DOUBLED.replace("2021", "2022"), "In between it ranged from 4 in 2021 to 40 in 2020.")),
        (series(10, None, 20), "count", (DOUBLED, "There is no figure for 2020.")),
    ],
)  # fmt: skip
def test_the_sentence_follows_the_numbers(points, unit, told):
    assert told_of("X", points, unit) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((-1.2e6, 67.2e6), "X went from a surplus of £1.2m in 2018-19 to a deficit of £67.2m in 2019-20."),
        ((5.1e6, -0.4e6), "X went from a deficit of £5.1m in 2018-19 to a surplus of £400,000 in 2019-20."),
        ((5.1e6, 9.9e6), "X went from a deficit of £5.1m in 2018-19 to a larger deficit in 2019-20: £9.9m."),
        ((9.9e6, 5.1e6), "X went from a deficit of £9.9m in 2018-19 to a smaller deficit in 2019-20: £5.1m."),
        ((-9.9e6, -5.1e6), "X went from a surplus of £9.9m in 2018-19 to a smaller surplus in 2019-20: £5.1m."),
        ((-5.1e6, -9.9e6), "X went from a surplus of £5.1m in 2018-19 to a larger surplus in 2019-20: £9.9m."),
        ((9.9e6, 9.8e6), "X stayed much the same: a deficit of £9.9m in 2018-19 and a deficit of £9.8m in 2019-20."),
        ((5.1e6, 0), "X went from a deficit of £5.1m in 2018-19 to a balance of £0 in 2019-20."),
    ],
)
def test_deficits_are_told_as_deficits_and_surpluses(values, told):
    assert told_of("X", series(*values, split=True), "gbp", deficit=True) == (told,)


def test_values_in_doubt_and_projections_are_named_but_never_make_the_trend():
    points = series(100, 150, 900, 200, 999, status={2: "suspect", 4: "projected"})
    told = told_of("X", points, "count")
    assert told[0] == "X rose from 100 in 2019 to 200 in 2022, twice the first figure."
    assert told[-1] == "The figure for 2021 is in doubt, and figures after 2022 are projections."
    assert told_of("X", series(3, 4, status={0: "suspect", 1: "suspect"}), "count") == (
        "X: no figure that we can rely on.",
        "The figures for 2019 and 2020 are in doubt.",
    )
    mixed = series(3, 4, status={0: "suspect", 1: "projected"})
    assert told_of("X", mixed, "count")[1] == "The figure for 2019 is in doubt, and all other figures are projections."


def test_plans_and_forecasts_alone_are_never_told_as_a_trend():
    ahead = dict.fromkeys(range(3), "projected")
    (one,) = describe_series("X", series(3, status=ahead), "count")
    assert (one.text, one.projected) == ("X is planned or forecast: 3 in 2019.", True)
    told = describe_series("X", series(3, None, 6, status={0: "projected", 2: "projected"}), "count")
    assert told[0].text == "X is planned or forecast: 3 in 2019 and 6 in 2021."
    assert [s.projected for s in told] == [True, False]
    assert told[1].text == "There is no figure for 2020."


def test_every_number_in_a_sentence_knows_its_figure():
    points = [Point(str(2019 + i), v, figure_id=f"f{i}") for i, v in enumerate((40.0, 80.0, 20.0, 60.0))]
    trend, between = describe_series("X", points, "percent")
    numbers = [part for part in (*trend.parts, *between.parts) if isinstance(part, Number)]
    assert [(part.text, part.figure_id) for part in numbers] == [
        ("40.0%", "f0"), ("60.0%", "f3"), ("20", ""), ("20.0%", "f2"), ("80.0%", "f1"),
    ]  # fmt: skip
    assert numbers[2].made_from == ("f0", "f3")
    owed = [Point("2024", 5e6, figure_id="a"), Point("2025", 9e6, figure_id="b")]
    (money,) = describe_series("Y", owed, "gbp", deficit=True)
    assert [(p.text, p.figure_id) for p in money.parts if isinstance(p, Number)] == [("£5m", "a"), ("£9m", "b")]
    bare = "".join(part for part in money.parts if isinstance(part, str))
    assert "£" not in bare


def test_years_that_are_not_there_are_named():
    assert (
        told_of("X", [Point("2018-19", 1), Point("2019-20", 2), Point("2021-22", 4)], "count")[-1]
        == "There is no figure for 2020-21."
    )
    # Every second year: nothing is missing from a series that never was yearly.
    assert len(describe_series("X", [Point("2018", 1), Point("2020", 2), Point("2022", 4)], "count")) == 1


def test_no_sentence_is_longer_than_25_words():
    rng = random.Random(3)
    statuses = ["published", "published", "suspect", "projected", "not_available", "derived"]
    for _ in range(2000):
        deficit = rng.random() < 0.3
        values = [rng.uniform(-1e8, 1e8) if deficit else rng.uniform(0, 5e4) for _ in range(rng.randint(0, 12))]
        points = series(*values, status={i: rng.choice(statuses) for i in range(12)}, split=deficit)
        label = " ".join(["word"] * rng.randint(1, 14))
        told = describe_series(label, points, "gbp" if deficit else rng.choice(["count", "percent"]), deficit=deficit)
        assert 1 <= len(told) <= 3
        assert max(s.words for s in told) <= 25, told


# Tables


def test_a_table_says_the_same_as_its_chart():
    points = [Point("2023", 5, figure_id="a:b:2023:s"), Point("2024", None, "suppressed"), Point("2025", 7, "suspect")]
    chart = LineChart(
        [Series("A", points), Series("England", series(1, first=2023))], band=Band("Half", [("2023", 4, 6)])
    )
    table = series_table("Plans", chart)
    assert [c.label if isinstance(c, Column) else c for c in table.columns] == ["Year", "A", "England", "Half"]
    assert table.rows[0] == ["2023", Cell("5", 5, "a:b:2023:s"), Cell("1", 1), "4 to 6"]
    withheld, doubted, absent = table.rows[1][1], table.rows[2][1], table.rows[2][2]
    assert isinstance(withheld, Cell)
    assert isinstance(doubted, Cell)
    assert isinstance(absent, Cell)
    assert withheld.text == "withheld by the source"
    assert withheld.missing
    assert doubted.tag == "suspect"
    assert absent.missing
    assert table.rows[2][3] is None
    assert bar_table("B", BarChart([Bar("A", 1.5, "forecast")], "percent")).rows == [
        ["A", Cell("1.5%", 1.5, tag="projected")]
    ]
