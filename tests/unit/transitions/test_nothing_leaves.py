"""Child-level data never leaves the machine: no route takes it, no line logs it, no connection is opened."""

from __future__ import annotations

import ast
import logging
import socket
from pathlib import Path

import pytest

import portcullis
from portcullis.model.transitions.checks import check
from portcullis.model.transitions.errors import FilesError
from portcullis.model.transitions.plan import plan
from portcullis.model.transitions.reading import read_inputs
from portcullis.model.transitions.simulate import simulate

PACKAGE = Path(portcullis.__file__).parent
OURS = sorted((PACKAGE / "model" / "transitions").glob("*.py"))
#: Modules that write logs, open connections or start other programs.
OUTWARD = {
    "logging",
    "socket",
    "ssl",
    "http",
    "urllib",
    "httpx2",
    "stamina",
    "requests",
    "smtplib",
    "subprocess",
    "asyncio",
}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(("." * node.level) + (node.module or ""))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return found


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_no_module_logs_prints_or_connects(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & OUTWARD
    if path.stem != "cluster":
        assert "distributed" not in roots
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    assert not [n for n in calls if getattr(n.func, "id", "") == "print"]


def test_the_server_has_no_door_to_it() -> None:
    for path in sorted((PACKAGE / "web").rglob("*.py")):
        assert not [name for name in imported(path) if "transitions" in name], path


def test_no_route_of_the_server_takes_a_council_s_file(tmp_path: Path) -> None:
    for path in sorted((PACKAGE / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/"):
                assert "transitions" not in node.value, path


def test_a_whole_run_opens_no_connection_and_logs_nothing(
    small_county: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    caplog.set_level(logging.DEBUG)
    inputs = read_inputs(small_county)
    check(inputs)
    simulate(plan(inputs), 50, 1)
    ours = [record for record in caplog.records if not record.name.startswith("numba")]
    assert not ours
    assert capfd.readouterr() == ("", "")


def test_no_message_repeats_what_stands_in_a_row(small_county: Path, tmp_path: Path) -> None:
    secret = "Jamie-Q-Smith-2014"
    for path in small_county.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "transitions.csv").open("a") as file:
        for n in range(7):
            cells = ["2024", "HOME", "AUTISM", "4", "HOME", "AUTISM", "5"]
            cells[n] = secret
            file.write(",".join(cells) + "\n")
        file.write(f"{secret}\n")
    with pytest.raises(FilesError) as error:
        read_inputs(tmp_path)
    assert len(error.value.problems) == 8
    assert secret not in str(error.value)


def test_the_plan_that_may_go_to_a_cluster_holds_no_row(small_county: Path) -> None:
    one = plan(read_inputs(small_county))
    rows = len(read_inputs(small_county).history)
    sizes = {getattr(value, "shape", ()) for value in vars(one).values()}
    assert not [shape for shape in sizes if rows in shape]
    assert "line" not in vars(one)
