"""A second process that loads a part changes nothing but the time."""

import os
from pathlib import Path

import pytest

from portcullis.register import check
from portcullis.register.divided import Aside
from portcullis.register.files import Folder


def test_divided_and_undivided_find_the_same_register(county_register: Path):
    one, two = check(county_register), check(county_register, divide=True)
    assert two.register.counts() == one.register.counts()
    assert two.register.observations == one.register.observations
    assert two.register.agreements == one.register.agreements
    assert two.register.duties == one.register.duties


def test_divided_and_undivided_find_the_same_mistakes(county_register: Path, tmp_path: Path):
    import shutil

    copy = tmp_path / "register"
    shutil.copytree(county_register, copy)
    for name in ("events.toml", "claims.csv", "observations/ehc_plans.csv", "sources.csv"):
        path = copy / name
        path.write_text(path.read_text(encoding="utf-8") + "\nnonsense,,\n", encoding="utf-8")
    one, two = check(copy).mistakes, check(copy, divide=True).mistakes
    assert one == two
    assert len(one) >= 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot divide a process")
def test_a_process_that_dies_is_made_good_here(tmp_path: Path):
    here = os.getpid()

    def job() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return "done"

    assert Aside(Folder(tmp_path), job, divide=True).result() == "done"
