"""The frame and the macros of every page, and the look: small, readable, the same without colour or script."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined

from portcullis.publish.charts import Cell, ChartBlock, Column, LineChart, Point, Series, line_chart, series_table
from portcullis.publish.charts.html import GLOBALS
from portcullis.publish.pages.environment import sentence_html
from portcullis.vocabulary import Finding, Severity

CSS = (files("portcullis.publish") / "static" / "site.css").read_text(encoding="utf-8")


def found(pattern: str, text: str) -> str:
    """The first group of the first match: there must be one."""
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]


# The frame and the macros


@pytest.fixture
def env() -> Environment:
    made = Environment(loader=PackageLoader("portcullis.publish"), autoescape=True)
    made.globals |= GLOBALS
    made.filters["sentence"] = sentence_html
    frame: dict[str, Any] = {
        "url": "/{}".format,
        "site": SimpleNamespace(
            name="Portcullis", strapline="What was agreed", contact="a@example.org", petition_url=None,
            petition_text="", banner="", address="https://example.org/", checked_on="20 November 2026",
        ),
        "build": SimpleNamespace(date="24 November 2026", data_to="March 2026"),
    }  # fmt: skip
    made.globals.update(frame)
    return made


def macros(env: Environment):
    return env.get_template("macros.html").module


def test_every_page_says_what_it_is_not_and_needs_no_script(env):
    page = env.from_string(
        '{% extends "base.html" %}{% block title %}Kent{% endblock %}{% block main %}<h1>Kent</h1>{% endblock %}'
    )
    html = page.render(path="areas/E1/kent/", active="areas/")
    assert "Portcullis is independent. It is not Parliament, not GOV.UK and not a council." in html
    assert "<script" not in html
    assert 'lang="en-GB"' in html
    assert '<link rel="canonical" href="https://example.org/areas/E1/kent/">' in html
    assert '<a class="skip" href="#main">' in html
    assert 'aria-current="true">Councils' in html
    assert "Data to March 2026" in html
    assert "Sources checked on 20 November 2026" in html


def test_a_figure_carries_its_value_id_tag_and_source(env):
    html = str(macros(env).figure("£67.2m", "projected", "Model <1>", "#s", "dsg:E1", value=67200000))
    assert '<data value="67200000" data-figure="dsg:E1">£67.2m</data>' in html
    assert 'class="tag tag-projected">Projected' in html
    assert "fig-projected" in html
    assert "Model &lt;1&gt;" in html


def test_claim_classes_differ_in_word_and_in_shape(env):
    looks = {c: str(macros(env).tag(c)) for c in ("confirmed", "reported", "disputed", "derived", "projected")}
    assert len(set(looks.values())) == 5
    shapes = [found(rf"\.tag-{c}::before{{content:([^}}]+)}}", CSS) for c in looks]
    assert len(set(shapes)) == 5
    assert "In doubt" in macros(env).tag("suspect")


def test_a_table_has_caption_and_scopes_and_says_what_is_missing(env):
    html = str(
        macros(env).table(
            "Plans", ["Year", Column("Plans", True)], [["2024", Cell("5", 5, "id1", tag="derived")], ["2025", None]]
        )
    )
    assert "<caption>Plans</caption>" in html
    assert 'scope="col" class="n"' in html
    assert 'scope="row">2024' in html
    assert '<data value="5" data-figure="id1">5</data>' in html
    assert "no figure" in html
    assert html.index("Worked out") < html.index("<data"), "digits line up only if the tag stands before them"
    assert 'tabindex="0"' in html


def test_a_stacked_table_says_its_roles_and_the_column_of_each_cell(env):
    rows = [["2024", Cell("5", 5, "id1", note="as planned"), ""], ["2025", None, "x"]]
    html = str(macros(env).table("Plans", ["Year", Column("Pl<ans", True), "Kind"], rows, stack=True))
    assert '<table class="stack" role="table"><caption>Plans</caption>' in html
    assert html.count('role="columnheader"') == 3
    assert html.count('role="rowheader"') == 2
    assert html.count('role="row"') == 3
    assert html.count('role="rowgroup"') == 2
    assert '<td role="cell" data-label="Pl&lt;ans" class="n"><data value="5" data-figure="id1">5</data> <small>' in html
    assert '<td role="cell" data-label="Kind"></td>' in html
    assert "role=" not in str(macros(env).table("Plans", ["Year", "Kind"], [["2024", "x"]])).partition("<table")[2]


def test_a_chart_block_reads_heading_description_table(env):
    chart = LineChart([Series("A", [Point("2019", 1), Point("2020", 2)])])
    block = ChartBlock(
        "More <plans>", line_chart(chart), ("One.", "Two."), series_table("T", chart), [("CSV", "x.csv")], "SEN2", "#s"
    )
    html = str(macros(env).chart(block))
    assert (
        html.index("More &lt;plans&gt;")
        < html.index("<svg")
        < html.index("One. Two.")
        < html.index("<details>")
        < html.index("x.csv")
    )


def test_notices_gaps_timelines_and_sources(env):
    m = macros(env)
    finding = Finding("f1", "sum", Severity.ERROR, "4 < 5", "Rounding", "plans", "2024", (), ())
    assert "do not add up" in m.notice(finding)
    assert "4 &lt; 5" in m.notice(finding)
    assert "Rounding" in m.notice(finding)
    assert "Not known yet" in m.gap("The total.", "/help/")
    assert '<time datetime="2024-03">March 2024</time>' in m.timeline(
        [{"date": "2024-03", "date_text": "March 2024", "title": "Signed"}]
    )
    listed = m.source_list(
        [{"id": "s1", "title": "", "publisher": "DfE", "url": "https://example.org", "published": "2024"}]
    )
    assert 'id="source-s1"' in listed
    assert "title not recorded" in listed


def test_templates_render_with_strict_names_too(env):
    env.undefined = StrictUndefined
    assert "Find" in macros(env).search_box("/search/")


# The look


def _contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * blue

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _colours(rule: str) -> dict[str, str]:
    found = re.findall(r"--([\w]+):(#[0-9a-f]{3,6})\b", rule)
    return {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in found}


def test_the_sheet_is_small():
    # Compressed below 5 kB: with it a council's page stays at a third of its budget of 60 kB.
    assert len(CSS.encode()) <= 16_000
    assert len(gzip.compress(CSS.encode())) <= 5_000


def test_text_and_lines_stand_out_in_light_and_dark():
    light = _colours(CSS[CSS.index(":root{") : CSS.index("@media(prefers-color-scheme:dark){:root")])
    dark = _colours(found(r"dark\)\{:root\{([^}]+)", CSS))
    pairs = ("ink paper", "soft paper", "soft card", "accent paper", "accent card", "accent wash", "on accent")
    for look in (light, dark):
        for pair in (*pairs, "warn warnwash", "warn paper", "ink warnwash"):
            ink, paper = pair.split()
            assert _contrast(look[ink], look[paper]) >= 4.5, pair
    drawn = CSS[CSS.index("/*{chart*/") : CSS.index("/*chart}*/")]
    for rule in re.findall(r"\.spark\{(--c0[^}]+)", drawn):
        look = _colours(rule)
        assert all(_contrast(look[f"c{i}"], look["bg"]) >= 4.5 for i in range(5))
