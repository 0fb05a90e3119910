"""The known errors of the official figures, found from what was printed alone, by rules that name none of them.

In: the store of the real register. Each test is one trap of the facts; the correction that answers it is not consulted.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from portcullis.audit import run
from portcullis.store import open_store
from portcullis.vocabulary import Finding

ENGLAND = "E92000001"
NEWHAM, ISLE_OF_WIGHT, WEST_BERKSHIRE = "E09000025", "E06000046", "E06000037"
CAMBRIDGESHIRE, CENTRAL_BEDFORDSHIRE = "E10000003", "E06000056"
MEDWAY, ST_HELENS, THURROCK = "E06000035", "E08000013", "E06000034"

Findings = list[Finding]


@pytest.fixture(scope="module")
def findings(built_store: Path) -> Findings:
    """Everything that the audit finds; fails if it takes longer than a person waits."""
    with open_store(built_store if built_store.is_dir() else built_store.parent) as store:
        began = time.perf_counter()
        found = run(store)
        assert time.perf_counter() - began < 5
        assert found == run(store)
    return found


def about(findings: Findings, indicator: str, authority: str, period: str, *checks: str) -> Findings:
    """Errors and warnings that rest on this figure."""
    start = f"{indicator}:{authority}:{period}:"
    return [
        f
        for f in findings
        if f.severity != "note"
        and (not checks or f.check in checks)
        and any(o.startswith(start) for o in f.observations)
    ]


def test_a_regional_total_on_each_of_its_rows(findings):
    (found,) = [f for f in findings if f.check == "copies" and f.indicator == "new_ehc_plans"]
    assert found.severity == "error"
    assert found.period == "2022"
    assert len(found.authorities) == 15
    assert "6,078" in found.what


def test_codes_of_other_councils(findings):
    found = [f for f in findings if f.check == "codes"]
    assert {f.severity for f in found} == {"error"}
    codes = ("823", "873", "891", "892", "928")
    assert sorted(code for f in found for code in codes if f"code {code}" in f.what) == sorted(codes)
    assert len(found) == 5


def test_two_denominators_swapped(findings):
    (found,) = about(findings, "send_appealable_decisions", CAMBRIDGESHIRE, "2024", "rebuilt")
    assert found.severity == "error"
    assert set(found.authorities) == {CAMBRIDGESHIRE, CENTRAL_BEDFORDSHIRE}
    assert "carry each other's figure" in found.what


def test_residential_places_counted_twice(findings):
    found = about(findings, "residential_placements", ENGLAND, "2023")
    assert {f.check for f in found} >= {"totals", "levels"}
    assert any("2 times" in f.what for f in found)


def test_two_needs_mixed_up_in_the_countrys_row(findings):
    (found,) = about(findings, "ehc_plans_need_sld", ENGLAND, "2025", "totals")
    assert found.severity == "error"
    assert "656" in found.what
    assert found in about(findings, "ehc_plans_need_spld", ENGLAND, "2025")


@pytest.mark.parametrize(
    ("indicator", "authority", "period", "check"),
    [
        pytest.param("ehc_plans", NEWHAM, "2025", "rebuilt", id="a January return with less than half the plans"),
        pytest.param("ehc_plans_age_11_15", NEWHAM, "2025", "jumps", id="and all its parts with it"),
        pytest.param("send_appealable_decisions", NEWHAM, "2024", "jumps", id="and what rests on it"),
        pytest.param("ehc_requests", ISLE_OF_WIGHT, "2024", "companions", id="74 requests, 187 new plans"),
        pytest.param("ehc_requests", WEST_BERKSHIRE, "2022", "zeros", id="no requests between hundreds"),
        pytest.param("ehc_requests_refused", ST_HELENS, "2021", "zeros", id="no refusals between hundreds"),
        pytest.param("ehc_assessments_plan_refused", MEDWAY, "2021", "jumps", id="13, 223, 27"),
        pytest.param("s251_sen_transport_pre16", THURROCK, "2023-24", "jumps", id="ten times the years beside it"),
    ],
)
def test_incomplete_and_odd_returns(findings, indicator, authority, period, check):
    assert about(findings, indicator, authority, period, check)


def test_noughts_that_stand_for_another_heading(findings):
    named = {a for f in findings if f.check == "zeros" and f.indicator.startswith("hn_topup_") for a in f.authorities}
    assert len(named) >= 12


def test_flows_do_not_make_the_stock(findings):
    leans = [f for f in findings if f.check == "rebuilt" and f.severity == "note" and f.indicator == "ehc_plans"]
    assert {f.period for f in leans} >= {"2024", "2025"}


def test_populations_on_different_bases_are_told_apart(findings):
    said = [f.what for f in findings if f.check == "bases"]
    assert sum("stand on different bases" in s for s in said) >= 2


def test_the_list_stays_short_enough_to_read(findings):
    count = Counter(str(f.severity) for f in findings)
    assert count["error"] < 50
    assert count["error"] + count["warning"] < 300


def test_every_sentence_is_whole(findings):
    for f in findings:
        assert re.fullmatch(r"\S.*[^ ,;]\.", f.what), f.what
        assert not re.search(r" [,.;]|\{|\bnan\b|  |\.\.", f.what), f.what
        assert f.why_it_may_be_innocent.endswith("."), f.why_it_may_be_innocent
