"""A copy of the invented county for a test to spoil.

In: the county register. Out: `county`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def county(county_register: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(county_register, tmp_path / "county"))
