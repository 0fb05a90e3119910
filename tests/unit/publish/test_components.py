"""The page of components: every macro is on it, printed by itself; sizes and colours are those of the style sheet."""

from __future__ import annotations

import re

import pytest

from portcullis.publish.pages import look
from portcullis.publish.pages.components import COMPONENTS, components_page
from portcullis.publish.pages.environment import environment, render
from portcullis.store import Store


@pytest.fixture(scope="module")
def html(open_county: Store, county_register) -> str:
    from portcullis.publish.gathered import gather
    from portcullis.register import load_site_file

    site = load_site_file(county_register)
    return render(components_page(gather(open_county, [], site)), site, data_to="1 November 2025")


@pytest.mark.parametrize(("file", "name"), [("macros.html", "m"), ("parts.html", "parts")])
def test_every_macro_is_called_by_a_piece(file: str, name: str) -> None:
    macros = {key for key, value in vars(environment().get_template(file).module).items() if hasattr(value, "caller")}
    calls = " ".join(c.call for c in COMPONENTS)
    used = set(re.findall(rf"\b{name}\.(\w+)\(", calls))
    # Printed by others of the page: a table by parts.table.
    assert macros - used <= {"table"}
    assert len(macros) > 5


def test_each_piece_says_when_to_use_it_and_shows_its_call(html: str) -> None:
    for c in COMPONENTS:
        assert f'id="{c.anchor}"' in html
        assert c.use
    assert html.count("<pre ") == len(COMPONENTS)
    assert "{{ m.figure(&#39;£81m&#39;, &#39;projected&#39;" in html
    assert len({c.anchor for c in COMPONENTS}) == len(COMPONENTS)


def test_the_examples_are_what_the_macros_print(html: str) -> None:
    m = environment().get_template("macros.html").module
    assert str(m.tag_key()) in html  # ty: ignore[missing-attribute]
    assert str(m.gap("How much Wexmoor was promised.", "../../report/")) in html  # ty: ignore[missing-attribute]
    assert 'class="stack" role="table"' in html


def test_no_invented_figure_has_the_id_of_a_real_one(html: str) -> None:
    assert "data-figure" not in html


def test_contrast_is_that_of_the_standard() -> None:
    assert look.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert look.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert look.contrast("#ffffff", "#ffffff") == 1


def test_every_colour_for_text_has_enough_contrast(html: str) -> None:
    for colour in look.colours():
        assert f"<code>{colour.light}</code>" in html
        if colour.ground:
            assert min(colour.light_contrast, colour.dark_contrast) >= 4.5, colour.name
            assert f'<td class="n">{colour.dark_contrast:.1f}</td>' in html


def test_colours_that_the_sheet_names_are_all_on_the_page() -> None:
    rule = look.sheet()[: look.sheet().index("}")]
    assert set(re.findall(r"--(\w+):#", rule)) == set(look.USES)
    assert set(re.findall(r"--(t\d):", rule)) == set(look.SIZES)


def test_sizes_are_worked_out_from_the_sheet() -> None:
    sizes = {s.name: (s.phone_px, s.desk_px) for s in look.type_scale()}
    assert sizes["t0"] == (14, 14)
    assert sizes["t5"] == pytest.approx((31.92, 49.6))
    assert [s.desk_px for s in look.spaces()] == [4, 8, 12, 16, 24, 36, 56]
