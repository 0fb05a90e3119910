"""The register that ships: every file is sound, and what it holds is what we say it holds.

In: the real register and its store. Each number here is a promise of the front page or of the docs: when facts are
added, change the number in the same commit, so that a loss can never pass unseen.
"""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from portcullis.register import Register, check
from portcullis.store import Store, fingerprint, queries
from portcullis.vocabulary import ENGLAND, MISSING, AuthorityStatus, Indicator

EXACTLY = {"authorities": 153, "agreement_files": 39, "events": 76, "duties": 40}
#: What only ever grows; the numbers of 24 November 2026.
AT_LEAST = {
    "observations": 101_301,
    "corrected_observations": 240,
    "sources": 505,
    "claims": 172,
    "england_figures": 175,
    "indicators": 138,
    "cases": 39,
}
OBSERVATION_FILES = sorted(
    path.stem for path in (Path(__file__).parents[2] / "register" / "observations").glob("*.csv")
)


@pytest.fixture(scope="module")
def register(real_register: Path) -> Register:
    result = check(real_register)
    assert [str(mistake) for mistake in result.mistakes] == []
    return result.register


def test_there_is_no_mistake_and_nothing_is_lost(register: Register) -> None:
    counts = register.counts()
    assert {name: counts[name] for name in EXACTLY} == EXACTLY
    lost = {name: counts[name] for name, least in AT_LEAST.items() if counts[name] < least}
    assert lost == {}


def test_a_check_takes_no_longer_than_a_person_waits(real_register: Path) -> None:
    import time

    began = time.perf_counter()
    check(real_register)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("stem", OBSERVATION_FILES)
def test_observation_file(stem: str, real_register: Path, register: Register) -> None:
    """Every row of the file is in the register; the file is sorted, in plain line ends, and ends with one."""
    path = real_register / "observations" / f"{stem}.csv"
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")
    with path.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    order = [(row["authority"], row["period"], row["published"], row["source"]) for row in rows]
    assert order == sorted(order)
    assert len(rows) == register.observations.indicator.count(stem)
    for row in rows:
        assert row["source"] in register.sources
        assert row["authority"] in register.authorities
        assert (row["value"] == "") == (row["status"] in MISSING)
        assert row["note"] or row["status"] not in MISSING


def test_every_file_has_its_indicator_and_every_indicator_its_file(register: Register) -> None:
    assert sorted(register.indicators) == OBSERVATION_FILES


def test_every_deficit_has_its_basis(register: Register) -> None:
    def signed(indicator: Indicator) -> bool:
        return indicator.sign == "positive_is_deficit"

    deficits = {name for name, indicator in register.indicators.items() if signed(indicator)}
    assert "dsg_cumulative_deficit" in deficits
    o = register.observations
    without = [
        (indicator, authority, period)
        for indicator, authority, period, basis in zip(o.indicator, o.authority, o.period, o.basis, strict=True)
        if (indicator in deficits) != (basis in {"net", "gross", "unknown"})
    ]
    assert without == []
    named = [d for agreement in register.agreements for d in agreement.deficit]
    assert len(named) > 250
    assert all(d.basis and d.scope and (d.as_at or d.as_at_missing) for d in named)
    assert all(claim.basis for claim in register.claims)


def test_deficits_are_positive(register: Register) -> None:
    """Most councils are in deficit by March 2024. If most values were negative, the sign would have been turned."""
    o = register.observations
    columns = zip(o.indicator, o.period, o.value, strict=True)
    latest = [v for i, p, v in columns if i == "dsg_cumulative_deficit" and p == "2023-24" and v is not None]
    assert len(latest) > 140
    assert sum(value > 0 for value in latest) > len(latest) / 2
    assert 0 < sum(latest) < 10e9


def test_kept_agreements_and_the_refused_bid(register: Register) -> None:
    kinds = [agreement.kind for agreement in register.agreements]
    assert kinds.count("agreement") == 38
    assert [a.slug for a in register.agreements if a.kind == "refused_bid"] == ["bournemouth-christchurch-and-poole"]
    for agreement in register.agreements:
        authority = register.authorities[agreement.authority]
        assert authority.status is AuthorityStatus.CURRENT
        assert agreement.slug == authority.slug
        assert agreement.gap, f"{agreement.slug}: no gap is written down; nothing is ever wholly known"


def test_every_source_that_is_not_ours_can_be_found_again(register: Register) -> None:
    for source in register.sources.values():
        assert source.url or source.note or source.retrieved_via or source.kind == "ours", source.source
        assert source.publisher


def test_no_source_is_kept_that_nothing_cites(register: Register) -> None:
    """A source without a figure, a state or an event is a leftover: a reader would look for what it says."""
    cited = {"mysociety_la_codes"} | set(register.observations.source)  # the first is where authorities.csv is from
    cited |= {indicator.source for indicator in register.indicators.values()}
    cited |= {correction.source for correction in register.corrections}
    cited |= {claim.source for claim in register.claims} | {figure.source for figure in register.national}
    cited |= {source for event in register.events for source in event.sources}
    cited |= {example.source for duty in register.duties for example in duty.example}
    for agreement in register.agreements:
        parts = itertools.chain.from_iterable(
            getattr(agreement, name)
            for name in (
                "version", "payment_due", "payment_made", "capital", "deficit", "condition", "event", "statement",
            )
        )  # fmt: skip
        cited |= {source for part in parts for source in part.sources} | set(agreement.documents)
        cited |= {
            s for question in ("finance", "payment", "service") for s in getattr(agreement.state, question).sources
        }
        cited |= {s for v in agreement.version for other in v.alternative_total for s in other.sources}
    assert cited <= set(register.sources)
    assert sorted(set(register.sources) - cited) == []


def test_no_duty_claims_that_a_lawyer_has_read_it(register: Register) -> None:
    assert not any(duty.reviewed_by_lawyer for duty in register.duties)
    directions = {case.direction for case in register.cases}
    assert {"for_family", "for_authority"} <= directions


def test_england_has_638745_plans_in_january_2025(open_real: Store) -> None:
    (row,) = queries.observations(open_real, indicator="ehc_plans", authority=ENGLAND, period="2025")
    assert row["id"] == "ehc_plans:E92000001:2025:ees_sen2_2025"
    assert row["value"] == 638_745
    found = queries.figure(open_real, row["id"])
    assert found is not None
    assert (found["value"], found["unit"], found["claim_class"]) == (638_745, "count", "confirmed")


def test_the_store_holds_every_row_of_the_register(register: Register, open_real: Store) -> None:
    counts = register.counts()
    for table, name in {
        "observation": "observations", "source": "sources", "indicator": "indicators", "agreement": "agreement_files",
        "claim": "claims", "national": "england_figures", "event": "events", "duty": "duties", "legal_case": "cases",
        "correction": "corrected_observations",
    }.items():  # fmt: skip
        assert open_real.one(f'select count(*) as n from "{table}"') == {"n": counts[name]}, table


def test_every_id_is_unique_and_resolves(open_real: Store) -> None:
    twice = open_real.rows("select id from figure group by id having count(*) > 1")
    assert twice == []
    for table in ("payment", "agreement_deficit", "agreement_version", "agreement_total", "condition", "statement"):
        lost = open_real.rows(
            f"select figure from \"{table}\" where figure != '' and figure not in (select id from figure)"
        )
        assert lost == [], table
    for table in ("claim", "national", "event_figure"):
        assert open_real.rows(f"select id from {table} where id not in (select id from figure)") == [], table


def test_a_missing_value_says_why_in_the_store(open_real: Store) -> None:
    bare = open_real.rows(
        """select id from observation
           where (value is null) != (status in ('not_available', 'not_applicable', 'suppressed'))
              or (value is null and note = '')"""
    )
    assert bare == []


def test_corrections_keep_what_was_printed(register: Register, open_real: Store) -> None:
    rows = open_real.rows("select * from observation where correction is not null")
    targets = {target.observation: target for correction in register.corrections for target in correction.target}
    assert {row["id"] for row in rows} == set(targets)
    for row in rows:
        target = targets[row["id"]]
        assert row["value_as_published"] == target.expect
        if target.value is None:
            assert (row["value"], row["status"]) == (target.expect, "suspect")
        else:
            assert (row["value"], row["status"]) == (target.value, target.status)


def test_every_authority_is_reached_by_its_codes(register: Register, open_real: Store) -> None:
    for code, authority in register.authorities.items():
        for known in (code, *authority.former_codes, authority.dfe_code):
            if known:
                found = queries.area(open_real, known)
                assert found is not None, known
                # A Department number may have passed to a successor; a code of the register's own never does.
                assert found["code"] == code or known == authority.dfe_code, known


def test_the_fingerprint_changes_with_nothing(real_register: Path) -> None:
    assert fingerprint(real_register) == fingerprint(real_register)
