"""Files that are not what they should be: each ends in one plain line, at once, and nothing outside is read.

In: a copy of the invented county with one file made hostile. Out: the one message for it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portcullis.register import check, load
from portcullis.register.mistakes import RegisterError
from portcullis.store import build, fingerprint

PLANS = "observations/ehc_plans.csv"
AMB = "agreements/ambleford.toml"


def only(county: Path) -> str:
    """The one message."""
    (mistake,) = check(county).mistakes
    return str(mistake)


@pytest.mark.parametrize(
    ("file", "raw", "message"),
    [
        (PLANS, "authority,period".encode("utf-16"), f"{PLANS}:1: encoding: is UTF-16; save it as UTF-8"),
        (AMB, 'name = "Môr"'.encode("utf-16-be"), f"{AMB}:"),
        (AMB, b'# one\n# two\nname = "M\xf4r"\n', f"{AMB}:3: encoding: byte 0xF4 is not UTF-8; save it as UTF-8"),
        (PLANS, b"authority\n\x93\n", f"{PLANS}:2: encoding: byte 0x93 is not UTF-8"),
        (PLANS, b"authority,period\nE99,\x00\n", f"{PLANS}:2: encoding: holds a NUL character"),
        (PLANS, b"", f"{PLANS}:1: header: is missing; the first line must be authority,period"),
        (PLANS, b"\n\n\n", f"{PLANS}:1: header: is missing"),
        (AMB, b"\x00", f"{AMB}:1: encoding: holds a NUL character"),
        (AMB, b"a = [" + b"[" * 5000, f"{AMB}:"),
        (AMB, b"name." + b"a." * 3000 + b"a = 1\n", f"{AMB}:"),
        (AMB, b"confidence = " + b"9" * 5000 + b"\n", f"{AMB}:1: syntax: holds a value that cannot be read"),
        (AMB, b"confidence = 0x" + b"f" * 5000 + b"\n", f"{AMB}:"),
        (AMB, b"next_review = 2025-02-31\n", f"{AMB}:1: syntax: "),
        (AMB, b'"\\u001b[31mred" = 1\n', f"{AMB}:1: \\x1b[31mred: unknown key"),
        ("duties/transport.toml", b"", "duties/transport.toml:1: duty: there is none; at least one [[duty]] is needed"),
        ("cases.toml", b"case = 5\n", "cases.toml:1: case: there is none"),
        ("events.toml", b"event = [1]\n", "events.toml:1: event.1: 1 is not a table; write it as a [table]"),
        ("claims.csv", b"a" * 2_000_000, "claims.csv:1: row: field larger than field limit"),
        ("site.toml", b"", "site.toml:1: name: is missing; add name"),
        ("indicators.toml", b"", "indicators.toml:1: file: is empty"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_a_file_of_the_wrong_kind(county: Path, file: str, raw: bytes, message: str) -> None:
    (county / file).write_bytes(raw)
    told = [str(mistake) for mistake in check(county).mistakes]
    assert told
    assert any(line.startswith(message) for line in told)
    assert {line.split(":")[0] for line in told} <= {file, PLANS} or file == "indicators.toml"
    assert all(line.isprintable() and len(line) < 600 for line in told)


def test_a_byte_order_mark_does_no_harm(county: Path) -> None:
    for file in (PLANS, AMB, "sources.csv"):
        path = county / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert check(county).mistakes == []


def test_line_ends_of_windows_do_no_harm(county: Path) -> None:
    before = check(county).register
    for path in [*county.rglob("*.csv"), *county.rglob("*.toml")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = check(county)
    assert [str(mistake) for mistake in result.mistakes] == []
    assert result.register.observations == before.observations
    assert result.register.sources == before.sources


@pytest.mark.parametrize("name", ["huge", "huge in place", "huge and strange"])
def test_a_file_of_a_gigabyte_is_answered_at_once_and_not_read(county: Path, name: str) -> None:
    file = {"huge": AMB, "huge in place": PLANS, "huge and strange": "big.csv"}[name]
    with (county / file).open("wb") as handle:
        handle.truncate(1024**3)
    began = time.perf_counter()
    told = only(county)
    fingerprint(county)
    assert time.perf_counter() - began < 1
    wrong = "does not belong in a register" if file == "big.csv" else "is 1,024 MB; a register file is at most 32 MB"
    assert told.startswith(f"{file}: file: {wrong}")


def test_a_link_out_of_the_register_is_not_followed(county: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    shutil.copy(county / PLANS, secret)
    (county / PLANS).unlink()
    (county / PLANS).symlink_to(secret)
    assert only(county) == f"{PLANS}: file: is a link to a place outside the register; put the file itself here"


def test_a_folder_linked_from_elsewhere_is_not_followed(county: Path, tmp_path: Path) -> None:
    shutil.move(county / "agreements", tmp_path / "agreements")
    (county / "agreements").symlink_to(tmp_path / "agreements")
    told = check(county).mistakes
    assert told
    assert all("outside the register" in mistake.wrong for mistake in told)


def test_a_link_inside_the_register_is_a_file_like_any_other(county: Path) -> None:
    (county / PLANS).rename(county / ".plans")
    (county / PLANS).symlink_to("../.plans")
    assert check(county).mistakes == []


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda path: path.symlink_to(path.name), "is a link that leads to itself"),
        (lambda path: path.symlink_to("nowhere"), "is missing"),
        (lambda path: path.mkdir(), "is not a file"),
        (lambda path: os.mkfifo(path), "is not a file"),
        (lambda path: path.symlink_to("/dev/zero"), "outside the register"),
    ],
    ids=["link to itself", "link to nowhere", "folder", "pipe", "device"],
)
def test_no_file_at_all(county: Path, make: Callable[[Path], None], wrong: str) -> None:
    (county / PLANS).unlink()
    make(county / PLANS)
    told = only(county)
    assert told.startswith(f"{PLANS}: file: ")
    assert wrong in told


@pytest.mark.parametrize("file", ["authorities.csv", "sources.csv", "indicators.toml", "corrections.toml", "claims.csv",
                                  "national.csv", "national_series.toml", "events.toml", "cases.toml", "rulebook.toml",
                                  "site.toml"])  # fmt: skip
def test_a_missing_file_is_told_once(county: Path, file: str) -> None:
    (county / file).unlink()
    assert only(county) == f"{file}: file: is missing; every register has one: see docs/register.md"


def test_observations_that_are_missing(county: Path) -> None:
    (county / "observations" / "ehc_requests.csv").unlink()
    assert only(county) == (
        f"indicators.toml:{_line(county / 'indicators.toml', '[ehc_requests]')}: ehc_requests: has no observations; "
        "add observations/ehc_requests.csv"
    )


def test_observations_of_no_measure(county: Path) -> None:
    shutil.copy(county / PLANS, county / "observations" / "ehc_plan.csv")
    assert only(county) == (
        "observations/ehc_plan.csv: file: 'ehc_plan' is not in indicators.toml; did you mean 'ehc_plans'?"
    )


@pytest.mark.parametrize("folder", ["agreements", "duties", "observations"])
def test_an_empty_and_a_missing_folder(county: Path, folder: str) -> None:
    shutil.rmtree(county / folder)
    assert f"{folder}/: folder: is missing" in only(county)
    (county / folder).mkdir()
    assert f"{folder}/: folder: holds no ." in only(county)


@pytest.mark.parametrize(
    "stray",
    ["notes.txt", "observations/old.xlsx", "agreements/ambleford.toml~", "duties/.transport.toml.swp", "Events.toml"],
)
def test_a_stray_file(county: Path, stray: str) -> None:
    (county / stray).write_text("x")
    assert only(county).startswith(f"{stray}: file: ")


def test_names_that_cannot_be_printed_are_told_so_that_they_can(county: Path) -> None:
    (county / "observations" / "a\x1b[31m\n.csv").write_text("x")
    Path(os.fsdecode(os.fsencode(county) + b"/bad\xff.csv")).write_text("x")
    told = [str(mistake) for mistake in check(county).mistakes]
    assert len(told) == 2
    assert all(line.isprintable() for line in told)
    assert "\n".join(told).encode()


def test_a_file_that_may_not_be_read(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Played, because whoever runs tests as root may read everything."""
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "ambleford.toml":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert only(county) == f"{AMB}: file: cannot be read (Permission denied)"


def test_a_folder_that_may_not_be_read(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.iterdir

    def refuse(path: Path):
        if path.name == "duties":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    told = [str(mistake) for mistake in check(county).mistakes]
    assert "duties/: folder: cannot be read (Permission denied)" in told


def test_what_is_missing_altogether(tmp_path: Path) -> None:
    (nowhere,) = check(tmp_path / "nowhere").mistakes
    assert "there is no such folder; give its place with --register DIR" in str(nowhere)
    (tmp_path / "file").write_text("x")
    (file,) = check(tmp_path / "file").mistakes
    assert "there is no such folder" in str(file)
    (tmp_path / "empty").mkdir()
    told = [str(mistake) for mistake in check(tmp_path / "empty").mistakes]
    assert len(told) == 14
    assert all("is missing" in line for line in told)
    with pytest.raises(RegisterError, match=r"authorities\.csv: file: is missing"):
        load(tmp_path / "empty")


def test_a_register_with_mistakes_cannot_be_loaded_and_so_cannot_be_built(county: Path, tmp_path: Path) -> None:
    (county / "site.toml").unlink()
    with pytest.raises(RegisterError) as caught:
        build(load(county), tmp_path / "store")
    assert [mistake.file for mistake in caught.value.mistakes] == ["site.toml"]
    assert not (tmp_path / "store").exists()


def _line(path: Path, text: str) -> int:
    return path.read_text(encoding="utf-8").splitlines().index(text) + 1
