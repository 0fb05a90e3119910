"""What every test may ask for: the register that ships, and a small invented one.

In: nothing. Out: fixtures with paths. A test of a rule uses the invented county; a test of the facts uses
the real register.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def real_register() -> Path:
    """The register of this repository: the facts themselves."""
    return ROOT / "register"


@pytest.fixture(scope="session")
def county_register() -> Path:
    """An invented county, small enough to read whole: no real council is in it."""
    return ROOT / "tests" / "fixtures" / "county"
