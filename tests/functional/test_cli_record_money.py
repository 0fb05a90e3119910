"""Recording projections on the command line: what is wrong is said before anything is written.

In: the invented county. Out: exit codes, messages and no file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from portcullis.cli import main


def test_without_a_scenario_there_is_nothing_to_record(county_register: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(county_register, tmp_path / "register"))
    shutil.rmtree(root / "scenarios")
    wanted = tmp_path / "forecasts" / "money.csv"
    arguments = ["--register", str(root), "--build-dir", str(tmp_path / "build"), "record-money", str(wanted)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "the register holds no scenario: add one to scenarios/" in result.output
    assert not wanted.exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["record-money", str(tmp_path)])
    assert result.exit_code == 2
    assert "is a directory" in result.output
