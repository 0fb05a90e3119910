"""The report: every sentence in every branch, no script, nothing fetched, nothing unprotected, the same bytes twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from portcullis.model.transitions.management_plan import read_provision
from portcullis.model.transitions.plan import Plan
from portcullis.model.transitions.results import about, all_rows
from portcullis.model.transitions.simulate import simulate
from portcullis.publish.transitions import Paper, words, write_paper
from portcullis.publish.transitions.html import page
from portcullis.publish.transitions.paper import sections

MADE: dict[str, Any] = {
    "program": "portcullis 0", "seed": 1, "simulations": 1000, "inputs_sha256": "0" * 64, "start_january": 2025,
    "levers": [], "scenario": "no change", "exact_means_are_exact": True, "records_that_do_not_chain_share": 0.0,
    "small_cells_below": 5, "places_without_cost": [],
}  # fmt: skip


def row(group: str, mean: float, status: str = "projected") -> dict[str, Any]:
    return {
        "group": group,
        "january": 2030,
        "exact_mean": mean,
        "low_95": mean * 0.9,
        "high_95": mean * 1.1,
        "status": status,
    }


@pytest.fixture(scope="module")
def paper(small_plan: Plan) -> Paper:
    futures = simulate(small_plan, 300, 9)
    rows, lines = all_rows(futures, read_provision(None, small_plan.space))
    past = [
        {"of": "all <children>", "level": "total", "count": 6, "cover_95_pct": 100.0, "crps": 9.1, "bias_pct": None}
    ]
    return Paper("<Example> & Shire", about(futures), rows, lines, past, {2024: 640, 2025: 660})


def test_the_answer_in_every_branch() -> None:
    more = words.answer([row("total", 1000), row("cost", 2e6)], MADE, 800)
    assert more[2] == "That is 25% more than in January 2025, when there were 800."
    assert more[3] == "Their places would cost about £2m in that year: £1.8m to £2.2m in 95 of 100 futures."
    assert words.answer([row("total", 600)], MADE, 800)[2].startswith("That is 25% fewer than")
    assert words.answer([row("total", 801)], MADE, 800)[2].startswith("That is about as many as in January 2025")
    assert len(words.answer([row("total", 801)], MADE, None)) == 2
    assert (
        "leaves out kinds of place"
        in words.answer([row("total", 9), row("cost", 5e6)], MADE | {"places_without_cost": ["x"]}, None)[-1]
    )
    assert words.answer([row("total", 3, "suppressed")], MADE, None) == [
        "There are so few children that no number can be shown."
    ]
    assert len(words.answer([row("total", 900), row("cost", 0)], MADE, None)) == 2


def test_the_record_in_every_branch() -> None:
    def told(bias: float | None) -> str:
        return words.record([{"level": "total", "count": 6, "cover_95_pct": 100 * 5 / 6, "bias_pct": bias}])[-1]

    assert told(-2.54) == "On average they were 2.5% too low."
    assert told(3.0) == "On average they were 3.0% too high."
    assert told(0.1) == told(None) == "On average they were neither too high nor too low."
    assert words.record([])[0].startswith("There is only one year of history")
    assert (
        words.record([{"level": "total", "count": 6, "cover_95_pct": 100 * 5 / 6, "bias_pct": 0}])[1]
        == "The 95% range held 5 of them."
    )


def test_the_limits_in_every_branch() -> None:
    plain = " ".join(words.limits(MADE))
    assert "if nothing changes" in plain
    assert "is not a limit" in plain
    assert "cap" not in plain
    other = " ".join(words.limits(MADE | {
        "levers": [1], "scenario": "Fewer", "exact_means_are_exact": False, "records_that_do_not_chain_share": 0.3,
    }))  # fmt: skip
    for said in ("the scenario “Fewer”", "has a cap", "do not lead exactly"):
        assert said in other


def test_no_sentence_is_longer_than_twenty_five_words(paper: Paper) -> None:
    for one in sections(paper):
        for sentence in one.sentences:
            assert len(sentence.split()) <= 25, sentence


def test_the_page_is_escaped_needs_no_script_and_fetches_nothing(paper: Paper) -> None:
    text = page(paper)
    assert "<Example>" not in text
    assert "&lt;Example&gt; &amp; Shire" in text
    assert "all &lt;children&gt;" in text
    assert "<script" not in text
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?\s*(?:https?:)?//", text)
    assert text.count("<h1>") == 1
    assert text.count("<caption") == text.count("<table>")
    assert "Projection, not a fact" in text


def test_rows_that_were_not_protected_are_refused(paper: Paper) -> None:
    bare = [{name: value for name, value in one.items() if name != "status"} for one in paper.rows]
    with pytest.raises(ValueError, match="has not been through disclosure control"):
        sections(Paper(paper.name, paper.made, bare, paper.lines, paper.past, paper.history))


def test_files_are_the_same_twice_and_the_pdf_is_tagged(paper: Paper, tmp_path: Path) -> None:
    one, two = (write_paper(paper, tmp_path / name) for name in ("a", "b"))
    assert [path.name for path in one] == ["report.html", "report.pdf"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    pdf = one[1].read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf
    with pytest.raises(FileExistsError):
        write_paper(paper, tmp_path / "a")
