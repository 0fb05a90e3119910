"""A cluster gives the numbers of one machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from portcullis.cli import main
from portcullis.model.money import MoneyError, Policy, fit_money, project
from portcullis.model.money.cluster import cluster, pieces, spread_over
from portcullis.store import Store


def test_two_workers_give_the_numbers_of_one_machine(open_real: Store) -> None:
    distributed = pytest.importorskip("distributed")
    fitted = fit_money(open_real)
    alone = project(fitted, None, [Policy()], years=3, draws=100, measures=("balance", "deficits", "exposure"))
    seen: list[tuple[int, int]] = []
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        cluster(local.scheduler_address) as client,
    ):
        spread = project(
            fitted, None, [Policy()], years=3, draws=100, measures=("balance", "deficits", "exposure"),
            threads=pieces(client), spread=spread_over(client), progress=lambda done, of: seen.append((done, of)),
        )  # fmt: skip
    assert spread == alone
    assert seen[-1] == (len(fitted.codes), len(fitted.codes))


def test_no_scheduler_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portcullis.model.money.cluster.PATIENCE_S", 1)
    with pytest.raises(MoneyError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"), cluster("tcp://127.0.0.1:1"):
        pass


def test_the_command_says_in_a_line_that_nobody_answers(
    built_store: Path, real_register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portcullis.model.money.cluster.PATIENCE_S", 1)
    places = ["--register", str(real_register), "--build-dir", str(built_store.parent)]
    asked = ["project", "Kent", "--draws", "100", "--cluster", "tcp://127.0.0.1:1"]
    done = CliRunner().invoke(main, [*places, *asked])
    assert done.exit_code == 2
    assert "no scheduler answers at tcp://127.0.0.1:1" in done.output
    assert "Traceback" not in done.output
