"""The one-page brief: tagged, one side, the same bytes each time, and nothing in the register is read as markup.

In: the invented county, changed in memory, and the real register. Out: PDFs, read again with their own structure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy

import pytest

from portcullis.publish.gathered import Gathered
from portcullis.publish.pages.area import brief_path
from portcullis.publish.paper import brief
from portcullis.publish.paper.picture import print_chart
from portcullis.publish.paper.press import as_json, breakable, printable
from portcullis.publish.paper.sheet import brief_data, unknown

AMBLEFORD, BRACKWATER, HOSTILE = "E99000001", "E99000002", "E99000010"
Opened = Callable[[bytes], bytes]
Pages = Callable[[bytes], int]
MARKUP = '#panic("x") $x^2$ *bold* _it_ @ref <label> `raw` = Heading \\ #[#read("/etc/passwd")] // /* ]} "{{7*7}}"'


def said(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False)


def test_a_brief_is_tagged_and_one_page(county: Gathered, opened: Opened, pages: Pages) -> None:
    pdf = brief(county, AMBLEFORD)
    inside = opened(pdf)
    assert pages(pdf) == 1
    assert b"/Marked true" in inside
    assert b"/StructTreeRoot" in inside
    assert b"pdfuaid" in inside
    assert b"/Lang" in inside
    assert b"(en-GB)" in inside
    for role in (b"/H1", b"/H2", b"/Table", b"/TH", b"/TD", b"/Figure", b"/L"):
        assert re.search(rb"/S\s*" + role + rb"\b", inside), role
    assert inside.count(b"/Alt") >= 1


def test_the_same_register_gives_the_same_bytes(county: Gathered) -> None:
    assert brief(county, AMBLEFORD) == brief(deepcopy(county), AMBLEFORD)


def test_the_day_on_the_file_is_the_day_of_the_data(county: Gathered, opened: Opened) -> None:
    day = county.site.data_to.replace("-", "")
    assert f"D:{day}".encode() in opened(brief(county, AMBLEFORD))


@pytest.mark.parametrize("field", ["name", "type", "region"])
def test_markup_in_the_register_is_only_text(county: Gathered, field: str, pages: Pages) -> None:
    county.areas[AMBLEFORD][field] = MARKUP
    assert pages(brief(county, AMBLEFORD)) == 1


def test_markup_in_every_text_that_reaches_paper_is_only_text(county: Gathered, opened: Opened, pages: Pages) -> None:
    agreement = county.agreement_of[AMBLEFORD]
    agreement["gaps"] = [{"what": MARKUP, "help": MARKUP}] * 4
    agreement["round"] = MARKUP
    for version in agreement["versions"]:
        version["end_year"] = MARKUP
    for source in county.sources.values():
        source["title"] = source["publisher"] = MARKUP
        source["url"] = "javascript:alert(1)"
    pdf = brief(county, AMBLEFORD)
    assert pages(pdf) == 1
    assert b"javascript:" not in opened(pdf)
    assert b"root:" not in opened(pdf)


def test_a_council_with_a_hostile_name_has_a_brief(county: Gathered, pages: Pages) -> None:
    assert pages(brief(county, HOSTILE)) == 1


@pytest.mark.parametrize(
    "name",
    ["A" * 400, "Very long name of a council " * 12, "中文 😀 \x07 \u202e عربى \ue000", "Llanwex Môr ŵ ſ"],
    ids=["one long word", "many words", "signs that no font has", "accents"],
)
def test_any_name_fits(county: Gathered, name: str, pages: Pages) -> None:
    county.areas[AMBLEFORD]["name"] = name
    assert pages(brief(county, AMBLEFORD)) == 1


def test_long_fields_never_make_a_second_page(county: Gathered, pages: Pages) -> None:
    county.agreement_of[AMBLEFORD]["gaps"] = [
        {"what": f"{n} " + "deficit unknown " * 90, "help": ""} for n in range(40)
    ]
    for source in county.sources.values():
        source["title"] = source["publisher"] = "Long title " * 60
        source["url"] = "https://example.org/" + "a/b-c_d" * 200
    assert pages(brief(county, AMBLEFORD)) == 1
    assert unknown(county, AMBLEFORD)[-1].endswith("more on the page of this council.")


def test_a_council_without_an_agreement_says_so(county: Gathered, pages: Pages) -> None:
    data = brief_data(county, BRACKWATER)
    assert "did not sign a Safety Valve agreement" in said(data)
    assert not any("Promised" in row["what"] for row in data["figures"])
    assert pages(brief(county, BRACKWATER)) == 1


def test_a_refused_bid_says_so(county: Gathered, pages: Pages) -> None:
    refused = next(a for a in county.agreements if a["kind"] == "refused_bid")
    data = brief_data(county, refused["authority"])
    assert "the government refused" in said(data)
    assert pages(brief(county, refused["authority"])) == 1


def test_missing_figures_are_named_and_not_drawn(county: Gathered, pages: Pages) -> None:
    county.series.clear()
    county.claims.clear()
    data = brief_data(county, BRACKWATER)
    assert data["figures"] == []
    assert data["chart"] is None
    assert "There is no figure in this register for" in said(data)
    assert pages(brief(county, BRACKWATER)) == 1


def test_each_figure_has_period_basis_label_and_source(real: Gathered) -> None:
    for code in real.areas:
        data = brief_data(real, code)
        numbers = {row["n"] for row in data["sources"]}
        for row in data["figures"]:
            assert row["period"]
            assert row["basis"]
            assert row["tag"]
            assert row["sources"]
            assert set(row["sources"]) <= numbers


def test_a_forecast_never_looks_like_a_fact(real: Gathered) -> None:
    rows = [row for code in real.areas for row in brief_data(real, code)["figures"] if "forecast" in row["what"]]
    assert rows
    assert all(row["projected"] and row["tag"] == "forecast" for row in rows)


def test_the_address_of_the_page_is_there_when_the_site_has_one(county: Gathered, opened: Opened) -> None:
    assert brief_data(county, AMBLEFORD)["address"] == "" or county.site.address
    county.site = county.site.model_copy(update={"address": "https://example.org/p"})
    data = brief_data(county, AMBLEFORD)
    assert data["address"].startswith("https://example.org/p/areas/E99000001/")
    assert data["address"].encode() in opened(brief(county, AMBLEFORD))
    assert brief_path(county.areas[AMBLEFORD]).endswith("/brief.pdf")


def test_the_chart_on_paper_needs_no_sheet_of_styles(real: Gathered) -> None:
    charts = [chart for code in real.areas if (chart := brief_data(real, code)["chart"])]
    assert len(charts) > 100
    for chart in charts:
        assert "var(" not in chart["svg"]
        assert "@media" not in chart["svg"]
        assert chart["alt"].startswith(chart["heading"])


def test_a_colour_that_the_palette_lacks_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portcullis.publish.paper.picture.standalone", lambda svg, title: "<svg>var(--zz)</svg>")
    with pytest.raises(ValueError, match="zz"):
        print_chart("<svg/>", "x")


def test_text_for_the_press() -> None:
    assert printable("a\nb") == "a b"
    assert printable(" a ") == " a "
    assert printable("£1 – é 中") == "£1 – é \ufffd"
    assert breakable(["x" * 30]) == ["x" * 13 + "\u200b" + "x" * 13 + "\u200b" + "xxxx"]
    assert breakable({"url": "x" * 30}) == {"url": "x" * 30}
    assert breakable([{"shown": "x" * 30}]) == [{"shown": "x" * 30}]
    assert as_json({"b": 1, "a": None}) == '{"a": null, "b": 1}'
