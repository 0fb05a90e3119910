"""What each exception becomes for a person."""

from __future__ import annotations

import errno

import duckdb
import pytest

from portcullis.cli.errors import said_plainly
from portcullis.model.frozen_files import FrozenError
from portcullis.register import Mistake, RegisterError
from portcullis.store import PlaceError


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 3, "the disk is full: nothing was changed"),
        (OSError("IO Error: Could not write: No space left on device"), 3, "the disk is full: nothing was changed"),
        (PermissionError(errno.EACCES, "Permission denied", "somewhere"), 3, "not allowed to write or read here"),
        (OSError(errno.EADDRINUSE, "Address already in use"), 3, "choose another with --port"),
        (FileNotFoundError("there is no store: run `portcullis build`"), 3, "run `portcullis build`"),
        (FileNotFoundError(errno.ENOENT, "No such file", "x.csv"), 3, "x.csv"),
        (PlaceError("another build is writing"), 3, "another build is writing"),
        (FrozenError("money.csv is not a record"), 3, "money.csv is not a record"),
        (duckdb.IOException("IO Error: not a valid DuckDB database file"), 3, "remove the build folder"),
        (RegisterError([Mistake("a.csv", 2, "value", "is wrong", "mend it")]), 1, "a.csv:2: value: is wrong; mend it"),
    ],
)
def test_a_sentence_and_a_code(error: Exception, code: int, said: str) -> None:
    plainly = said_plainly(error)
    assert plainly is not None
    assert plainly.exit_code == code
    assert said in plainly.format_message()


def test_many_mistakes_are_cut_short() -> None:
    plainly = said_plainly(RegisterError([Mistake("a.csv", n, "value", "is wrong", "") for n in range(1, 80)]))
    assert plainly is not None
    assert "79 mistakes" in plainly.format_message()
    assert plainly.format_message().endswith("… and 29 more")


def test_a_bug_is_no_mistake_of_a_person() -> None:
    assert said_plainly(ValueError("bug")) is None
    assert said_plainly(KeyError("bug")) is None
    assert said_plainly(duckdb.BinderException("Binder Error: no such column")) is None
