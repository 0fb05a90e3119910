"""Charts: gaps, marks, breaks and labels are drawn; text is escaped; each picture is small."""

from __future__ import annotations

import itertools
import random
import re
import xml.etree.ElementTree as ET

import pytest

from portcullis.publish.charts import (
    Band,
    Bar,
    BarChart,
    Break,
    LineChart,
    Point,
    Series,
    bar_chart,
    line_chart,
    sparkline,
    standalone,
)  # fmt: skip
from portcullis.publish.charts.data import period_for, year_of
from portcullis.publish.charts.labels import spread, wrap
from portcullis.publish.charts.line import stretches
from portcullis.publish.charts.scale import extent, ticks


def found(pattern: str, text: str) -> str:
    """The first group of the first match: there must be one."""
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]


def series(
    *values: float | None, first: int = 2019, status: dict[int, str] | None = None, split: bool = False
) -> list[Point]:
    """Points a year apart; `status` by place."""
    return [
        Point(period_for(first + i, "2018-19" if split else "2019"), v, (status or {}).get(i, "published"))
        for i, v in enumerate(values)
    ]


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in ET.fromstring(svg).iter("text")]


# Places


def test_periods_give_years():
    assert [year_of(p) for p in ("2024", "2024-25", "2024/2025", "1999-00", "2024-03-31")] == [
        2024,
        2025,
        2025,
        2000,
        2024,
    ]
    assert period_for(2000, "2024-25") == "1999-00"
    with pytest.raises(ValueError, match="year of its own"):
        year_of("spring")


def test_axes_have_few_round_ticks_near_the_values():
    rng = random.Random(1)
    for _ in range(500):
        low, high = extent([rng.uniform(-1, 1) * 10 ** rng.uniform(-1, 9) for _ in range(4)])
        marks = ticks(low, high)
        assert 2 <= len(marks) <= 6
        step = marks[1] - marks[0]
        assert low - step < marks[0]
        assert marks[-1] < high + step
    assert ticks(0, 3, whole=True) == [0, 1, 2, 3]
    assert extent([]) == (0.0, 1.0)
    assert extent([5, 5], from_zero=False) == (4.5, 5.5)


def test_labels_at_line_ends_never_touch_and_keep_their_order():
    rng = random.Random(2)
    for _ in range(500):
        heights = [rng.choice((16.5, 30.0, 43.5)) for _ in range(rng.randint(1, 4))]
        wanted = [rng.uniform(0, 190) for _ in heights]
        places = spread(wanted, heights, 0, 190)
        order = sorted(range(len(wanted)), key=lambda i: wanted[i])
        for a, b in itertools.pairwise(order):
            assert places[b] - heights[b] / 2 >= places[a] + heights[a] / 2 - 1e-6
        assert min(p - h / 2 for p, h in zip(places, heights, strict=True)) >= -1e-6
        assert max(p + h / 2 for p, h in zip(places, heights, strict=True)) <= 190 + 1e-6
    assert spread([50], [10], 0, 100) == [50]


def test_words_wrap_without_being_cut():
    assert wrap("Middle half of shire counties", 15) == ["Middle half of", "shire counties"]
    assert wrap("Northamptonshire now", 10) == ["Northamptonshire", "now"]


# Pictures


def test_a_line_breaks_where_a_year_has_no_value():
    svg = line_chart(LineChart([Series("A", series(1, 2, None, 4, 5))]))
    line = found(r'class="ln" d="([^"]+)"', svg)
    assert line.count("M") == 2
    absent = [Point("2019", 1), Point("2020", 2), Point("2022", 4), Point("2023", 5)]
    assert found(r'class="ln" d="([^"]+)"', line_chart(LineChart([Series("A", absent)]))).count("M") == 2


def test_each_status_has_a_shape_and_a_word():
    statuses = {1: "derived", 2: "suspect", 3: "third_party", 5: "projected"}
    svg = line_chart(LineChart([Series("A", series(5, 6, 7, 8, 9, 10, status=statuses))]))
    assert {"worked out", "in doubt", "reported", "projected"} <= set(texts(svg))
    assert 'class="dia"' in svg
    assert 'class="pj"' in svg
    assert 'class="ln th"' in svg
    # The label at the end says that the last value is a projection.
    assert texts(svg).count("projected") == 2


def test_published_values_need_no_key():
    assert "in doubt" not in line_chart(LineChart([Series("A", series(5, 6))]))


def test_deficits_below_zero_show_the_zero_line_and_name_both_sides():
    chart = LineChart([Series("A", series(-3e6, 2e6, 9e6, split=True))], "gbp", above="deficit", below="surplus")
    svg = line_chart(chart)
    assert {"↑ deficit", "↓ surplus", "£0"} <= set(texts(svg))
    assert 'class="zr"' in svg
    positive = LineChart([Series("A", series(3e6, 9e6))], "gbp", above="deficit", below="surplus")
    assert "↓ surplus" not in texts(line_chart(positive))


def test_comparisons_are_labelled_directly():
    band = Band("Middle half of shire counties", [("2019", 40, 60), ("2021", 35, 55)])
    chart = LineChart(
        [Series("A", series(50, 45, 40)), Series("England", series(55, 50, 49), "england")], "percent", band=band
    )
    svg = line_chart(chart)
    assert 'class="bd"' in svg
    assert "England" in texts(svg)
    assert "Middle half of" in texts(svg)


def test_no_line_and_no_band_is_drawn_across_a_series_break():
    chart = LineChart(
        [Series("A", series(1, 2, 3, 4))],
        breaks=[Break("2021")],
        band=Band("B", [(str(y), 1, 2) for y in range(2019, 2023)]),
    )
    whole = LineChart(chart.series, band=chart.band)
    assert [len(run) for run in stretches(chart.series[0], [2021])] == [2, 2]
    assert (line_chart(whole).count('class="bd"'), line_chart(chart).count('class="bd"')) == (1, 2)
    lines = re.search(r'd="([^"]+)" class="ln"|class="ln" d="([^"]+)"', line_chart(chart))
    assert lines is not None
    assert (lines[1] or lines[2]).count("M") == 2


def test_a_series_break_is_marked():
    assert "new count" in texts(
        line_chart(LineChart([Series("A", series(1, 2, 3, 4))], breaks=[Break("2021", "new count")]))
    )
    outside = LineChart([Series("A", series(1, 2, 3, 4))], breaks=[Break("1990", "new count")])
    assert "new count" not in texts(line_chart(outside))


def test_a_chart_takes_four_lines_at_most():
    with pytest.raises(ValueError, match="four at most"):
        line_chart(LineChart([Series(str(i), series(1, 2)) for i in range(5)]))


def test_no_value_gives_no_picture():
    assert line_chart(LineChart([Series("A", series(None, None))])) == ""
    assert bar_chart(BarChart([Bar("A", None)])) == ""
    assert sparkline([]) == ""
    withheld = [Point("2020", 3, "suppressed")]
    assert line_chart(LineChart([Series("A", withheld)])) == ""


def test_one_value_alone_can_be_drawn():
    assert 'class="dot"' in line_chart(LineChart([Series("A", series(0))]))
    assert 'class="dot"' in sparkline(series(7))


def test_text_is_escaped_everywhere():
    bad = '<script>&"'
    for svg in (
        line_chart(
            LineChart(
                [Series(bad, series(1, 2))], breaks=[Break("2020", bad)], above=bad, band=Band(bad, [("2019", 1, 2)])
            )
        ),
        bar_chart(BarChart([Bar(bad, -1, "forecast")], above=bad, below=bad)),
        bar_chart(BarChart([Bar(bad, -1)], upright=True, above=bad, below=bad)),
        standalone(line_chart(LineChart([Series(bad, series(1, 2))])), bad),
    ):
        assert "<script" not in svg
        ET.fromstring(svg)


def test_bars_may_be_negative_missing_or_forecast():
    bars = [
        Bar("2022-23", -2e6),
        Bar("2023-24", 6e6),
        Bar("2024-25", None, "not_available"),
        Bar("2025-26", 8e6, "forecast"),
    ]
    up = bar_chart(BarChart(bars, "gbp", upright=True, above="overspent", below="underspent"))
    lying = bar_chart(BarChart(bars, "gbp"))
    for svg in (up, lying):
        assert "<pattern" in svg
        assert "forecast" in texts(svg)
        assert all(float(h) > 0 for h in re.findall(r'(?:height|width)="([\d.-]+)"', svg))
    assert "no figure" in texts(lying)
    assert "−£2m" in texts(lying)


def test_two_charts_on_a_page_do_not_share_an_id():
    ids = [found(r'id="(\w+)"', bar_chart(BarChart([Bar("A", v, "claimed")]))) for v in (1, 2)]
    assert ids[0] != ids[1]


def test_charts_are_small_enough_for_the_page_budget():
    # Four lines of twelve years with values of every kind is the most that a chart can hold.
    status = {3: "suspect", 5: "derived", 7: "third_party", 11: "projected"}
    years = range(12)
    full = [Series(f"A long name of line {i}", series(*(j * 1e6 + i for j in years), status=status)) for i in range(4)]
    assert len(line_chart(LineChart(full, "gbp", breaks=[Break("2021")])).encode()) <= 4500
    usual = [Series("Mallowshire", full[0].points), Series("England", series(*years), "england")]
    band = Band("Middle half of shire counties", [(str(2019 + i), i, i + 3) for i in years])
    assert len(line_chart(LineChart(usual, "gbp", band=band)).encode()) <= 2700
    bars = [Bar(f"Council number {i}", 3.3 * i, "forecast" if i % 2 else "suspect") for i in range(12)]
    assert len(bar_chart(BarChart(bars, "percent")).encode()) <= 4096


def test_pictures_are_hidden_from_screen_readers_and_a_standalone_one_has_a_title():
    svg = line_chart(LineChart([Series("A", series(1, 2))]))
    assert 'aria-hidden="true"' in svg
    alone = standalone(svg, "Plans in A")
    assert "<title>Plans in A</title>" in alone
    assert "prefers-color-scheme:dark" in alone
    with pytest.raises(ValueError, match="viewBox"):
        standalone("<svg/>", "x")
