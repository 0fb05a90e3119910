"""Every format gives the same terms, actions and flags, with places that hold."""

from __future__ import annotations

import importlib.util

import pytest

from portcullis.reader import Law, read
from portcullis.reader.evaluation.documents import documents
from portcullis.reader.evaluation.make import make

PAPERS = {paper.id: paper for paper in documents("development")}
TERMS = (
    "first_year",
    "last_year",
    "in_year_balance_by",
    "deficit_cleared_by",
    "first_payment",
    "block_transfer_percent",
)


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt"])
def test_an_agreement_in_every_format(form: str, law: Law) -> None:
    paper = PAPERS["ambleford"]
    reading = read(make(paper, form), law)
    result = reading.result
    assert result["kind"] == "agreement"
    terms = result["agreement"]
    assert terms["authority"]["value"] == "Ambleford"
    assert {key: terms[key]["value"] for key in TERMS} == {key: paper.truth[key] for key in TERMS}
    rows = [f"{row['financial_year']} {row['amount']['value']}" for row in terms["payments"]]
    assert rows == paper.truth["payments"]
    assert [f"{row['financial_year']} {row['amount']['value']}" for row in terms["deficit_profile"]] == paper.truth[
        "deficit_profile"
    ]
    assert [action["number"] for action in result["actions"]] == ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"]
    assert [flag["rule"] for flag in result["flags"]] == ["ehc-plan-number-cap"]
    for flag in result["flags"]:
        assert reading.text[flag["start"] : flag["end"]] == flag["quote"]
        assert flag["page"] == (1 if form == "pdf" else None)


def test_every_term_has_its_evidence(law: Law) -> None:
    reading = read(make(PAPERS["brackenshire"], "pdf"), law)
    terms = reading.result["agreement"]
    plain = " ".join(reading.text.split())
    for term in [*(t for t in terms.values() if isinstance(t, dict)), *(row["amount"] for row in terms["payments"])]:
        assert term["page"] == 1
        assert term["quote"].rstrip("…") in plain
        assert 0 < term["confidence"] <= 1
    assert terms["block_transfer_percent"] is None  # the document does not say


def test_a_council_of_the_register_brings_its_code(law: Law) -> None:
    text = make(PAPERS["ambleford"], "txt").decode().replace("Ambleford", "Kent")
    authority = read(text.encode(), law).result["agreement"]["authority"]
    assert (authority["value"], authority["ons_code"]) == ("Kent", "E10000016")


def test_a_workbook_with_and_without_mitigation(law: Law) -> None:
    result = read(make(PAPERS["fernwick-plan"], "xlsx"), law).result
    assert result["kind"] == "management_plan"
    assert result["agreement"] is None
    cases = {one["case"]: [row["amount"]["value"] for row in one["rows"]] for one in result["plan"] if one["case"]}
    assert cases["unmitigated"] == [21_400_000, 33_900_000, 48_700_000, 66_100_000]
    assert cases["mitigated"][-1] == 39_900_000
    assert "Open a 60-place special free school" in [action["text"] for action in result["actions"]]


@pytest.mark.skipif(importlib.util.find_spec("rapidocr_onnxruntime") is None, reason="the extra `ocr` is not installed")
def test_a_scan_gives_the_same_sums(law: Law) -> None:
    result = read(make(PAPERS["ambleford"], "scan"), law).result
    rows = [f"{row['financial_year']} {row['amount']['value']}" for row in result["agreement"]["payments"]]
    assert rows == PAPERS["ambleford"].truth["payments"]
    assert any("pictures" in warning for warning in result["warnings"])


def test_a_failed_sum_is_a_warning_and_no_repair(law: Law) -> None:
    text = make(PAPERS["brackenshire"], "html").replace(b"<td>4.2</td></tr></table>", b"<td>9.9</td></tr></table>")
    result = read(text, law).result
    assert result["agreement"]["payments"][-1]["amount"]["value"] == 9_900_000
    assert result["agreement"]["total_payment"]["value"] == 28_000_000
    assert any("add up to £33,700,000" in warning for warning in result["warnings"])
