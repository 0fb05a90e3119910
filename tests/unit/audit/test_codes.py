"""Names against codes."""

from portcullis.audit.checks.codes import Codes


def test_a_code_of_our_own_is_no_finding(county):
    county.indicator("appeals")
    county.put("appeals", "B03", "2024", 12, source_code="903")
    assert county.ask(Codes()) == []


def test_another_authoritys_code_is_an_error_told_once(county):
    county.indicator("appeals")
    for year in ("2023", "2024"):
        county.put("appeals", "B03", year, 12, source_code="907")
    (found,) = county.ask(Codes())
    assert found.severity == "error"
    assert "Borough 3 with code 907, which belongs to Borough 7" in found.what
    assert found.authorities == ("B03", "B07")
    assert len(found.observations) == 2


def test_a_code_of_nobody_is_a_warning(county):
    county.indicator("appeals")
    county.put("appeals", "B03", "2024", 12, source_code="111")
    assert [f.severity for f in county.ask(Codes())] == ["warning"]


def test_figures_filed_under_an_old_code_would_be_lost(county):
    county.indicator("appeals")
    county.con.execute("insert into authority_code values ('OLD', 'B04', 'former')")
    county.put("appeals", "OLD", "2024", 12)
    (found,) = county.ask(Codes())
    assert "an old code of Borough 4" in found.what
