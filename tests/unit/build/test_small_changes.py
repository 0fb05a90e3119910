"""A build after a small change gives what a build from nothing gives, and writes only what the change touches.

In: the invented county, changed step by step. Out: two sites that are the same, file by file.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from portcullis.model.projected import write_outlooks
from portcullis.publish import SiteReport, build_all
from portcullis.vocabulary import ENGLAND
from tests.unit.money_record import projection

Change = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Change:
    """A change of a file: one text for another."""

    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def without_a_line(name: str, start: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) == len(lines) - 1
        path.write_text("".join(kept), encoding="utf-8")

    return change


def a_projection(root: Path) -> None:
    """What the money of one council may do has changed: nobody else's."""
    path = root.parent / "forecasts" / "money.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("90000001", "90000002"), encoding="utf-8")


def a_scenario(root: Path) -> None:
    path = root / "scenarios" / "today.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Today"', '"As announced"'), encoding="utf-8")


def with_projections(root: Path) -> None:
    """A scenario in the register, and beside it a record of projections of two councils and England."""
    (root / "scenarios").mkdir(exist_ok=True)
    (root / "scenarios" / "today.toml").write_text(
        'title = "Today"\nposition = 2\nexplains = "It is today. Nothing more is decided."\nmade = "2026-11-24"\n'
        'sources = ["sen2_2025"]\n',
        encoding="utf-8",
    )
    told = [
        projection(grant=90_000_001), projection("E99000002", "East Thorne"), projection(ENGLAND, "England", owed=4e9),
    ]  # fmt: skip
    write_outlooks(told, {}, root.parent / "forecasts" / "money.csv")


def a_post(root: Path) -> None:
    (root / "news").mkdir(exist_ok=True)
    (root / "news" / "2026-11-20-hello.md").write_text(
        '---\ntitle: "Hello"\nsummary: "A first post."\nauthor: "The county"\n---\n\nThis is new.\n', encoding="utf-8"
    )


CHANGES: dict[str, Change] = {
    "one figure": replaced("observations/ehc_plans.csv", "E92000001,2021,11522,", "E92000001,2021,11523,"),
    "a note with a line end": replaced(
        "observations/ehc_plans.csv", "E92000001,2019,10480,published,,sen2_2025,2025-06-26,,",
        'E92000001,2019,10480,published,,sen2_2025,2025-06-26,,"a note, with a comma"',
    ),
    "a row less": without_a_line("observations/ehc_plans.csv", "E92000001,2020,"),
    "a share, which moves quartiles": replaced("observations/plans_within_20_weeks_pct.csv", "2024,", "2024,1"),
    "a correction": replaced("corrections.toml", "value = 245", "value = 246"),
    "an event": replaced("events.toml", 'title = "', 'title = "So it was: '),
    "an agreement": replaced("agreements/ambleford.toml", 'summary = "', 'summary = "In short: '),
    "a claim": without_a_line("claims.csv", "E99000001,2025"),
    "a source": replaced("sources.csv", "sen2_2025,", "sen2_2025,The newest "),
    "a projection": a_projection,
    "a scenario": a_scenario,
    "news": a_post,
    "the name of the site": replaced("site.toml", 'name = "', 'name = "Our '),
}  # fmt: skip


def everything(folder: Path) -> dict[str, Any]:
    """What a site holds, by path. The SQLite file differs in bytes and in size and not in its rows: it is read, and
    its size on the page of downloads is left out."""
    found: dict[str, Any] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name == "data/portcullis.sqlite":
            with closing(sqlite3.connect(path)) as con:
                found[name] = sorted(con.iterdump())
        elif name == "reads.json":
            content = json.loads(path.read_text())
            facts = content["facts"]
            jobs = {job: (paths, sorted(facts[n] for n in reads)) for job, (paths, reads) in content["jobs"].items()}
            state = {fact: digest for fact, digest in content["state"].items() if fact != "downloads|*"}
            found[name] = {"jobs": jobs, "state": state, "told": sorted(map(tuple, content["told"]))}
        elif name == "data/index.html":
            found[name] = re.sub(r"SQLite \([^)]*\)", "SQLite", path.read_text(encoding="utf-8"))
        elif name == "manifest.json":
            content = json.loads(path.read_text())
            found[name] = content | {"report": content["report"] | {"seconds": 0, "written": 0, "bytes": 0}}
        else:
            found[name] = path.read_bytes()
    return found


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def steps(county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path, set[str]]]:
    """For each change: the site built upon the one before, the site built from nothing, and what was written."""
    place = tmp_path_factory.mktemp("changes")
    root = Path(shutil.copytree(county_register, place / "register"))
    with_projections(root)
    build_all(root, place / "upon")
    found = {}
    for number, (name, change) in enumerate(CHANGES.items()):
        before = inodes((place / "upon" / "site").resolve())
        change(root)
        report: SiteReport = build_all(root, place / "upon")
        assert not report.fresh
        site = (place / "upon" / "site").resolve()
        written = {path for path, inode in inodes(site).items() if before.get(path) != inode}
        kept = Path(shutil.copytree(site, place / f"kept-{number}"))
        build_all(root, place / f"cold-{number}")
        found[name] = kept, (place / f"cold-{number}" / "site").resolve(), written
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_small_change_gives_the_same_site_as_building_from_nothing(
    steps: dict[str, tuple[Path, Path, set[str]]], name: str
) -> None:
    upon, cold, _ = steps[name]
    one, other = everything(upon), everything(cold)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def pages(written: set[str]) -> set[str]:
    return {path.removesuffix("index.html") for path in written if path.endswith("index.html")}


def test_one_figure_writes_only_the_pages_that_show_it(steps: dict[str, tuple[Path, Path, set[str]]]) -> None:
    _, _, written = steps["one figure"]
    assert "measures/ehc_plans/" in pages(written)
    assert "" in pages(written)  # England's number of plans stands on the home page
    assert not [page for page in pages(written) if page.startswith(("agreements/", "guides/", "duties/", "sources/"))]
    assert "measures/send_appeals_registered/" not in pages(written)
    assert "data/by-measure/ehc_plans.csv" in written
    assert "data/by-measure/ehc_requests.csv" not in written
    assert "data/claim.csv" not in written


def test_an_agreement_writes_its_own_pages_and_those_that_list_it(
    steps: dict[str, tuple[Path, Path, set[str]]],
) -> None:
    _, _, written = steps["an agreement"]
    assert "agreements/ambleford/" in pages(written)
    assert "agreements/east-thorne/" not in pages(written)
    assert "data/observations.csv" not in written


def test_a_projection_writes_the_pages_that_show_it_and_its_files(
    steps: dict[str, tuple[Path, Path, set[str]]],
) -> None:
    upon, _, written = steps["a projection"]
    assert pages(written) - {"data/"} == {"areas/E99000001/ambleford/", "money/grant/"}
    assert {"money/grant/grant.csv", "data/forecasts/money.csv"} <= written
    assert "data/observations.csv" not in written
    assert b"90000002" in (upon / "money/grant/grant.csv").read_bytes()


def test_a_scenario_writes_the_pages_that_name_it(steps: dict[str, tuple[Path, Path, set[str]]]) -> None:
    _, _, written = steps["a scenario"]
    assert {"money/scenarios/", "areas/E99000001/ambleford/"} <= pages(written)
    assert "money/england/" not in pages(written)
    assert "measures/ehc_plans/" not in pages(written)


def test_a_new_name_writes_every_page(steps: dict[str, tuple[Path, Path, set[str]]]) -> None:
    upon, _, written = steps["the name of the site"]
    assert pages(written) == {
        path.relative_to(upon).as_posix().removesuffix("index.html") for path in upon.rglob("index.html")
    }


@pytest.mark.parametrize("spoilt", ["reads.json", "data/blocks.json", "data/observations.csv", "data/datapackage.json"])
def test_a_site_that_somebody_has_changed_is_not_built_upon(county_register: Path, tmp_path: Path, spoilt: str) -> None:
    root = Path(shutil.copytree(county_register, tmp_path / "register"))
    build_all(root, tmp_path / "upon", briefs=False)
    path = (tmp_path / "upon" / "site").resolve() / spoilt
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    CHANGES["one figure"](root)
    build_all(root, tmp_path / "upon", briefs=False)
    build_all(root, tmp_path / "cold", briefs=False)
    one, other = everything((tmp_path / "upon/site").resolve()), everything((tmp_path / "cold/site").resolve())
    assert [name for name in other if one.get(name) != other[name]] == []
