"""A forecast that was made before the figure came: written once, held to its digest, scored when it can be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from portcullis.model.demand import fit
from portcullis.model.frozen import FrozenError, freeze, read_manifest, read_quantiles, score_frozen
from portcullis.register import load
from portcullis.store import Store, build, open_store

ENGLAND = "E92000001"


@pytest.fixture(scope="module")
def frozen(open_county: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("forecasts") / "2026-01"
    freeze(fit(open_county), place, command="portcullis forecast --freeze 2026-01", years=4, draws=500)
    return place


def later(county_register: Path, tmp_path: Path, rows: list[str]) -> Iterator[Store]:
    """The county a year on, with counts of January 2026 in its register."""
    root = Path(shutil.copytree(county_register, tmp_path / "county"))
    plans = root / "observations" / "ehc_plans.csv"
    head, *old = plans.read_text().splitlines()
    plans.write_text("\n".join([head, *sorted(old + rows, key=lambda row: row.split(",")[:2])]) + "\n")
    build(load(root), tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        yield store


def count(code: str, value: int) -> str:
    return f"{code},2026,{value},published,,sen2_2025,2025-06-26,,"


def test_it_says_what_it_is(frozen: Path) -> None:
    manifest = read_manifest(frozen)
    assert manifest["origin"] == 2025
    assert manifest["vintage"] == "2025-06-26"
    assert set(manifest["sha256"]) == {"plans.csv", "quantiles.csv"}
    assert sorted(path.name for path in frozen.parent.iterdir()) == ["2026-01"]  # nothing is left lying beside it


def test_it_is_never_written_over(frozen: Path, open_county: Store) -> None:
    before = (frozen / "plans.csv").read_bytes()
    with pytest.raises(FrozenError, match="is there already"):
        freeze(fit(open_county), frozen, command="", years=1, draws=100)
    assert (frozen / "plans.csv").read_bytes() == before


@pytest.mark.parametrize("name", ["plans.csv", "quantiles.csv"])
def test_a_changed_byte_is_seen(frozen: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(frozen, tmp_path / "copy"))
    (copy / name).write_bytes((copy / name).read_bytes().replace(b"2026", b"2027", 1))
    with pytest.raises(FrozenError, match="is not what was frozen"):
        read_manifest(copy)


def test_no_forecast_at_all(tmp_path: Path) -> None:
    with pytest.raises(FrozenError, match="holds no frozen forecast"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"origin": 2025}))
    with pytest.raises(FrozenError, match="holds no frozen forecast"):
        read_manifest(tmp_path)


def test_what_fails_half_way_leaves_nothing(
    open_county: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    fitted = fit(open_county)
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        freeze(fitted, tmp_path / "2026-01", command="", years=1, draws=100)
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_score_yet(frozen: Path, open_county: Store) -> None:
    assert score_frozen(open_county, frozen) == []


def test_scored_when_the_figures_come(frozen: Path, county_register: Path, tmp_path: Path) -> None:
    told = read_quantiles(frozen)
    middle = {code: float(values[len(values) // 2]) for (code, january), values in told.items() if january == 2026}
    councils = sorted(code for code in middle if code != ENGLAND)
    came = {code: round(middle[code] * 1.1) for code in councils[:-1]}
    rows = [count(code, value) for code, value in came.items()] + [count(ENGLAND, 9_999)]
    for store in later(county_register, tmp_path, rows):
        (one,) = score_frozen(store, frozen)
        assert (one.january, one.councils, one.left_out) == (2026, len(councils) - 1, (councils[-1],))
        assert one.scores.mdape_pct == pytest.approx(100 / 11, abs=0.2)
        assert one.scores.national_error_pct == pytest.approx(-100 / 11, abs=0.2)
        assert one.england_actual == 9_999
        assert one.england_median == pytest.approx(middle[ENGLAND])
