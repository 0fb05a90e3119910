"""Share cards, and all papers as files.

In: the invented county and the real register. Out: PNGs of the right size, words that say the same, folders of files.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from portcullis.publish.gathered import Gathered
from portcullis.publish.paper import (
    agreement_card,
    agreement_card_data,
    card,
    card_data,
    card_words,
    home_card,
    write_papers,
)  # fmt: skip
from portcullis.publish.paper import write as writing

AMBLEFORD = "E99000001"
MOST_BYTES = 80_000


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_card_is_1200_by_630_and_small(county: Gathered) -> None:
    assert size(home_card(county)) == (1200, 630)
    for png in (card(county, AMBLEFORD), agreement_card(county, "ambleford")):
        assert size(png) == (1200, 630)
        assert len(png) <= MOST_BYTES


def test_the_same_register_gives_the_same_card(county: Gathered) -> None:
    assert card(county, AMBLEFORD) == card(deepcopy(county), AMBLEFORD)


def test_a_card_names_figure_period_source_and_date(real: Gathered) -> None:
    data = card_data(real, "E10000016")
    assert data["name"] == "Kent"
    assert data["value"].startswith("£")
    assert "31 March" in data["what"]
    assert data["source"].startswith("Department for Education, ")
    assert card_words(data).startswith(f"Kent: {data['value']} schools grant")


def test_no_card_shows_a_figure_without_source_and_label(real: Gathered) -> None:
    for code, area in real.areas.items():
        if area["status"] == "current":
            data = card_data(real, code)
            assert not data["value"] or (data["source"] and data["tag"]), area["name"]
            assert data["tag"] != "in doubt"


@pytest.mark.parametrize(
    "name",
    ["#panic() $x$ *b* <l> @r", "O'Hex <script>alert(1)</script>", "A" * 300, "中😀", "Long words of a name " * 9],
)
def test_any_name_fits_on_a_card(county: Gathered, name: str) -> None:
    county.areas[AMBLEFORD]["name"] = name
    assert size(card(county, AMBLEFORD)) == (1200, 630)


def test_missing_figures_leave_a_card_without_a_number(county: Gathered) -> None:
    county.series.clear()
    data = card_data(county, AMBLEFORD)
    assert data["value"] == ""
    assert size(card(county, AMBLEFORD)) == (1200, 630)
    assert size(home_card(county)) == (1200, 630)
    assert "Ambleford: What was signed" in card_words(data)


def test_agreements_say_refused_or_not_known(county: Gathered) -> None:
    for agreement in county.agreements:
        data = agreement_card_data(county, agreement["slug"])
        if agreement["kind"] == "refused_bid":
            assert data["value"] == "Refused"
        elif all(v["total_gbp"] is None for v in agreement["versions"]):
            assert "not known" in data["what"]
        assert size(agreement_card(county, agreement["slug"])) == (1200, 630)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_all_papers_of_a_site(county: Gathered, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in "abc")
    for folder in (first, second, third):
        folder.mkdir()
    count = len(write_papers(county, first))
    made = files(first)
    assert count == len(made) - 1
    assert {"cards/E99000001.png", "cards/home.png", "cards/agreements/ambleford.png"} <= set(made)
    assert any(path.startswith("areas/E99000001/") and path.endswith("/brief.pdf") for path in made)

    changed = deepcopy(county)
    changed.areas[AMBLEFORD]["region"] = "Elsewhere"
    assert len(write_papers(changed, second, before=first)) == count
    again = files(second)
    differ = {path for path in made if made[path] != again[path]}
    assert {Path(path).name for path in differ} == {"brief.pdf", "papers.json"}
    assert (second / "cards/home.png").stat().st_ino == (first / "cards/home.png").stat().st_ino

    (first / "papers.json").write_text("no json")
    (first / "cards" / "home.png").unlink()
    assert len(write_papers(county, third, before=first)) == count
    assert files(third) == made


def test_helpers_print_the_same_and_report_a_failure(
    county: Gathered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_WORTH_A_PROCESS", 2)
    monkeypatch.setattr(writing.os, "cpu_count", lambda: 2)
    alone, helped = tmp_path / "alone", tmp_path / "helped"
    alone.mkdir()
    helped.mkdir()
    write_papers(county, helped)
    monkeypatch.setattr(writing.os, "cpu_count", lambda: 1)
    write_papers(county, alone)
    assert files(helped) == files(alone)

    monkeypatch.setattr(writing.os, "cpu_count", lambda: 2)
    real_jobs = [make() for _, make in writing.sheets(county)]
    monkeypatch.setattr(
        writing,
        "sheets",
        lambda g, **how: [
            (job.path, lambda job=job: job)
            for job in [*real_jobs[:1], writing.Job("bad.png", "card.typ", {}), *real_jobs[:2]]
        ],
    )
    with pytest.raises(RuntimeError, match=r"could not print|does not contain key"):
        write_papers(county, helped)


@pytest.mark.parametrize("part", range(4))
def test_every_real_brief_is_one_page_and_every_card_is_small(
    real: Gathered, part: int, pages: Callable[[bytes], int]
) -> None:
    for job in [make() for _, make in writing.sheets(real)][part::4]:
        done = job.done()
        if job.path.endswith(".pdf"):
            assert pages(done) == 1, job.path
        else:
            assert len(done) <= MOST_BYTES, job.path
