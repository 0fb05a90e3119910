"""What the worked stories may ask for: figures of the register that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.register import load
from tests.spec.worked import Figures


@pytest.fixture(scope="session")
def figures(real_register: Path) -> Figures:
    """The register's figures, looked up by everything that tells one from another."""
    return Figures.of(load(real_register))
