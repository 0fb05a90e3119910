"""Progress: one line that changes on a terminal, plain lines elsewhere, nothing on standard output."""

from __future__ import annotations

import sys

import pytest

from portcullis.cli.progress import CLEAR, progress


def test_plain_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Building") as step:
        step("tables")
        step("pages")
    assert capsys.readouterr() == ("", "Building: tables\nBuilding: pages\n")


def test_one_line_on_a_terminal_and_it_goes_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress("Building") as step:
        step("tables")
        step("pages")
    out, err = capsys.readouterr()
    assert out == ""
    assert "\n" not in err
    assert "Building: pages (0 s)" in err
    assert CLEAR.startswith("\r")
