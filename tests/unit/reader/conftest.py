"""The law that documents are read against, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.reader import Law, from_register


@pytest.fixture(scope="session")
def law(real_register: Path) -> Law:
    """The real duties."""
    return from_register(real_register)
