"""What the simulator's page says of past projections is what the record says, and each field stands in the form."""

from __future__ import annotations

import re
from pathlib import Path

from portcullis.publish.gathered import gather
from portcullis.publish.pages.environment import render
from portcullis.publish.pages.simulate import DRAWN, FIELDS, Asked, simulate_form
from portcullis.register import load_site_file
from portcullis.store import Store
from portcullis.vocabulary import DIALS

ROOT = Path(__file__).parents[3]


def record() -> dict[str, list[str]]:
    """The table of docs/money.md that is about two years ahead: cells by the name of the row."""
    text = (ROOT / "docs" / "money.md").read_text(encoding="utf-8")
    table = text.partition("**Known by March 2022, for March 2024.**")[2].partition("**Known by")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:3] != "|-"]
    return {row[0]: row[1:] for row in rows if len(row) > 3}


def test_what_is_said_of_the_record_is_in_the_record() -> None:
    rows = record()
    half_within = {name: float(cells[1]) for name, cells in rows.items() if name and cells[1][:1].isdigit()}
    assert half_within["This model (all councils)"] >= half_within["Last year's change again (all councils)"]
    with_agreement = rows["This model (with an agreement, then or later)"]
    assert int(with_agreement[5].rstrip("%")) < 80
    assert int(with_agreement[6].rstrip("%")) < 95
    source = (ROOT / "src/portcullis/publish/templates/simulate.html").read_text(encoding="utf-8")
    assert "Two years ahead it was no nearer than simply adding last year’s change again." in source
    assert "For councils with an agreement its ranges were too narrow." in source


def test_every_dial_has_its_field_with_what_it_means(open_real: Store, real_register: Path) -> None:
    site = load_site_file(real_register)
    html = render(simulate_form(gather(open_real, [], site, measures=())), site, data_to="1 November 2026")
    for name, dial in FIELDS.items():
        assert f'name="{name}"' in html
        assert f'id="h-{name}"' in html
        assert (f'name="{name}.from"' in html) == DIALS[dial].dated
        assert (f'name="{name}.to"' in html) == (DIALS[dial].dated and DIALS[dial].group != "demand")
    for name in DRAWN:
        assert f'name="{name}"' in html
    assert html.count('type="radio"') == 10
    assert html.count("<datalist") == 1
    assert '<option value="Kent"></option>' in html


def test_scenarios_have_two_sentences_each(open_real: Store, real_register: Path) -> None:
    g = gather(open_real, [], load_site_file(real_register), measures=())
    assert next(iter(g.policies)) == "today"
    for one in g.policies.values():
        assert len(re.findall(r"[.]\s|[.]$", one.explains)) == 2, one.slug


def test_what_was_sent_is_kept_and_escaped(open_county: Store, county_register: Path) -> None:
    site = load_site_file(county_register)
    hostile = '"><script>alert(1)</script>'
    asked = Asked(
        {"council": hostile, "support_pct": hostile, "override_end": hostile}, {"support_pct": hostile}, hostile
    )
    html = render(simulate_form(gather(open_county, [], site, measures=()), asked), site, data_to="1 November 2026")
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 5
    assert 'aria-invalid="true"' in html
