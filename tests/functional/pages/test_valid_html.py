"""Every kind of page is valid HTML, those of the server too, as an outside program judges it."""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.functional import valid
from tests.functional.kinds import BUILT, OWN

#: Besides one page of each kind, every n-th of those that there are many of: all 1,968 take more than a minute.
MANY = {
    "areas/*/*/index.html": 11,
    "areas/*/*/neighbours/index.html": 17,
    "agreements/*/index.html": 3,
    "measures/*/index.html": 5,
    "sources/*/index.html": 23,
    "duties/*/index.html": 5,
    "guides/*/index.html": 1,
    "news/*/index.html": 1,
    "embed/areas/*/index.html": 31,
    "embed/areas/*/*/index.html": 83,
}

#: The six lists of the compare form share one name and are sent as one list, as the standard says; the rule knows no
#: setting for lists. Nothing else may repeat a name.
LISTS = 'form-dup-name: Duplicate form control name "areas"'


@pytest.fixture(scope="module", autouse=True)
def validator() -> None:
    if reason := valid.missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def fetched(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_built_pages_are_valid(site: Path, tmp_path: Path) -> None:
    files = {site / path / "index.html" for path in BUILT.values()}
    for pattern, every in MANY.items():
        files |= set(sorted(site.glob(pattern))[::every])
    found = valid.problems(sorted(files), tmp_path)
    assert [line for line in found if not (line.endswith(LISTS) and "/compare/" in line)] == []


def test_pages_that_the_server_makes_are_valid(server: str, tmp_path: Path) -> None:
    files = []
    for kind, (path, status) in OWN.items():
        answered, body = fetched(server + path)
        assert answered == status, kind
        file = tmp_path / f"{kind.replace(' ', '-')}.html"
        file.write_bytes(body)
        files.append(file)
    found = valid.problems(files, tmp_path)
    assert [line for line in found if not (line.endswith(LISTS) and "compare-form" in line)] == []


def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html>\n<html lang="en"><head><title>A</title></head>\n<body><p id="1"><div></p></body>\n'
    )
    found = " ".join(valid.problems([page], tmp_path))
    assert re.search(r"page\.html:3 (close-order|valid-id|element-permitted-content)", found)
