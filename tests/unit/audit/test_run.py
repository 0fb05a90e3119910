"""The audit as a whole: its order, its ids, its words."""

import re
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from portcullis.audit import CHECKS, Relations, run


@pytest.fixture
def faulty(county):
    county.indicator("plans", england="sum")
    county.even("plans")
    total = county.value("plans", "R-East", 2020)
    for code in county.boroughs[:10]:
        county.put("plans", code, "2020", total)
    county.put("plans", "B15", "2022", 0)
    county.evidence()
    return SimpleNamespace(con=county.con)


def test_the_same_findings_in_the_same_order_every_time(faulty):
    first = run(faulty)
    assert first == run(faulty)
    assert len({f.id for f in first}) == len(first)
    assert [f.severity for f in first] == sorted((f.severity for f in first), key=["error", "warning", "note"].index)


def test_a_fault_that_one_check_explains_is_not_told_again_as_leaps(faulty):
    found = run(faulty)
    assert [f.check for f in found if "B03" in f.authorities] == ["copies"]
    assert [f.check for f in found if "B15" in f.authorities] == ["zeros"]


def test_every_finding_has_its_words(faulty):
    for f in run(faulty):
        assert f.what.endswith(".")
        assert f.why_it_may_be_innocent.endswith(".")
        assert f.id.startswith(f.check)
        assert not re.search(r" [,.;]|\{|nan|  ", f.what)


def test_checks_have_names_and_questions():
    assert len({c.name for c in CHECKS}) == len(CHECKS)
    assert all(c.asks.endswith("?") for c in CHECKS)


def test_an_empty_store_has_nothing_to_find(county):
    county.evidence()
    assert run(SimpleNamespace(con=county.con)) == []


def test_a_misspelt_relation_is_an_error():
    with pytest.raises(ValidationError):
        Relations.model_validate({"parts_off": []})
