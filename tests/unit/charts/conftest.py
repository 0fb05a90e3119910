"""Facts of the real register and the invented county for tests of charts, each gathered once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.publish.gathered import Gathered, gather
from portcullis.register import load_site_file
from portcullis.store import Store


@pytest.fixture(scope="session")
def real(open_real: Store, real_register: Path) -> Gathered:
    """The register that ships."""
    return gather(open_real, [], load_site_file(real_register))


@pytest.fixture(scope="session")
def county(open_county: Store, county_register: Path) -> Gathered:
    """The invented county."""
    return gather(open_county, [], load_site_file(county_register))
