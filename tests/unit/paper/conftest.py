"""What the tests of paper share: facts of both registers, and a way to look into a PDF.

In: the stores of the test run. Out: fixtures; `county` may be changed, `real` may not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from portcullis import audit
from portcullis.publish.gathered import Gathered, gather
from portcullis.register import load_site_file
from portcullis.store import Store


@pytest.fixture
def county(open_county: Store, county_register: Path) -> Gathered:
    return deepcopy(gather(open_county, [], load_site_file(county_register)))


@pytest.fixture(scope="session")
def real(open_real: Store, real_register: Path) -> Gathered:
    return gather(open_real, audit.run(open_real), load_site_file(real_register))


def objects(pdf: bytes) -> bytes:
    """Everything in the file that can be read, with compressed streams laid open."""
    out = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            out.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(out)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", objects(pdf)))


@pytest.fixture(name="opened")
def opened_fixture() -> Callable[[bytes], bytes]:
    return objects


@pytest.fixture(name="pages")
def pages_fixture() -> Callable[[bytes], int]:
    return pages
