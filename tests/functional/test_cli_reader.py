"""Reading documents from the command line, as a person does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from portcullis.reader.evaluation.documents import documents
from portcullis.reader.evaluation.make import make
from tests.functional.cli import run


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an agreement in four formats and a file that is none."""
    folder = tmp_path_factory.mktemp("papers")
    paper = documents("development")[0]
    for form in ("pdf", "docx", "html", "txt"):
        (folder / f"ambleford.{form}").write_bytes(make(paper, form))
    text = make(paper, "txt").decode().replace("2026-27   ", "2026-27   ").replace("180 a year", "150 a year")
    (folder / "later.txt").write_text(text.replace("0.5 per cent", "1 per cent"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    return folder


def test_json_is_one_object_that_keeps_the_contract(papers: Path, real_register: Path, tmp_path: Path) -> None:
    done = run("read", str(papers / "ambleford.pdf"), "--format", "json", register=real_register, build=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert result["kind"] == "agreement"
    assert set(result) >= {"document", "kind", "agreement", "actions", "flags", "warnings"}
    [flag] = result["flags"]
    assert (flag["rule"], flag["strength"]) == ("ehc-plan-number-cap", "number")
    assert "no lawyer" in result["rules"]["notice"]
    assert flag["law"][0]["url"].startswith("https://")


def test_what_cannot_be_read_is_one_plain_line_and_exit_2(papers: Path, real_register: Path, tmp_path: Path) -> None:
    for name, why in (
        ("broken.pdf", "the PDF is damaged"),
        ("nowhere.pdf", "not found"),
        ("", "this is a folder, not a file"),
    ):
        done = run("read", str(papers / name), "--format", "json", register=real_register, build=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert why in done.stderr


def test_many_files_with_two_jobs_come_in_order(papers: Path, real_register: Path, tmp_path: Path) -> None:
    files = [str(papers / name) for name in ("ambleford.docx", "broken.pdf", "ambleford.html", "ambleford.txt")]
    done = run("read", *files, "--format", "jsonl", "--jobs", "2", register=real_register, build=tmp_path)
    assert done.returncode == 2
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["file"] for row in rows] == [files[0], files[2], files[3]]
    payments = [[(p["financial_year"], p["amount"]["value"]) for p in row["agreement"]["payments"]] for row in rows]
    assert payments[0] == payments[1] == payments[2]
    assert "3 files read, 1 not" in done.stderr


def test_text_and_html_carry_the_notice_and_escape_the_document(
    papers: Path, real_register: Path, tmp_path: Path
) -> None:
    hostile = papers / "hostile.txt"
    hostile.write_text("The council will cap EHC plans at 300 <script>alert(1)</script> & more.\n")
    text = run("read", str(hostile), register=real_register, build=tmp_path).stdout
    page = run("read", str(hostile), "--format", "html", register=real_register, build=tmp_path).stdout
    for said in (text, page):
        assert "no lawyer has reviewed" in said
        assert "unlawful" not in said.lower().replace("acted unlawfully", "")
    assert "<script>" not in page
    assert "<mark>" in page


def test_two_versions_compared(papers: Path, real_register: Path, tmp_path: Path) -> None:
    done = run(
        "compare", str(papers / "ambleford.txt"), str(papers / "later.txt"), register=real_register, build=tmp_path
    )
    assert done.returncode == 0
    assert "Block transfer (per cent): 0.5 -> 1" in done.stdout
    same = run(
        "compare", str(papers / "ambleford.txt"), str(papers / "ambleford.docx"), register=real_register, build=tmp_path
    )
    assert "Nothing that we read has changed." in same.stdout


def test_a_draft_for_the_register_is_toml_with_lines_to_complete(
    papers: Path, real_register: Path, tmp_path: Path
) -> None:
    done = run("reader", "draft", str(papers / "ambleford.html"), register=real_register, build=tmp_path)
    draft = tomli.loads(done.stdout)
    assert draft["payment_due"][0] == {"period": "2022-23", "amount_gbp": 8_200_000, "sources": ["COMPLETE"]}
    assert all(one["text"].startswith("COMPLETE") for one in draft["condition"])


CLUSTER = """
import subprocess, sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        start = [sys.executable, "-m", "portcullis", "--register", sys.argv[1]]
        command = [*start, "read", *sys.argv[2:], "--format", "jsonl"]
        far = [*command, "--cluster", cluster.scheduler_address]
        here = subprocess.run(command, capture_output=True, check=True).stdout
        there = subprocess.run(far, capture_output=True, check=True).stdout
        print("same" if here == there and here else "different")
"""


def test_a_cluster_of_two_workers_gives_the_same_output(papers: Path, real_register: Path, tmp_path: Path) -> None:
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    files = [str(papers / f"ambleford.{form}") for form in ("txt", "html", "docx")]
    done = subprocess.run(
        [sys.executable, str(script), str(real_register), *files],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip() == "same", done.stderr[-500:]
