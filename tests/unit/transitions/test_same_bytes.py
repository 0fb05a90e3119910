"""The same plan, seed and number give the same simulation: for any threads, chunks, machines, and alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from portcullis.model.transitions.errors import TransitionsError
from portcullis.model.transitions.plan import Plan, plan
from portcullis.model.transitions.quirks import COMPATIBLE
from portcullis.model.transitions.reading import Inputs
from portcullis.model.transitions.simulate import Futures, simulate

COUNT = 300
PARTS = ("setting", "need", "age", "flows", "cost_gbp", "setting_cost_gbp", "states")


def same(one: Futures, two: Futures) -> bool:
    return all(getattr(one, name).tobytes() == getattr(two, name).tobytes() for name in PARTS)


@pytest.fixture(scope="module", params=["sound", "reference"])
def plans(request: pytest.FixtureRequest, small_inputs: Inputs) -> Plan:
    return plan(small_inputs, COMPATIBLE) if request.param == "reference" else plan(small_inputs)


def test_threads_and_chunks_change_no_byte(plans: Plan) -> None:
    shown = np.arange(0, plans.space.cells, 7)
    first = simulate(plans, COUNT, 5, threads=1, states=shown)
    for threads, chunk in ((1, 300), (2, 37), (7, 1), (7, 50)):
        assert same(first, simulate(plans, COUNT, 5, threads=threads, chunk=chunk, states=shown))
    assert not same(first, simulate(plans, COUNT, 6, states=shown))


def test_one_simulation_can_be_replayed_alone(plans: Plan) -> None:
    whole = simulate(plans, COUNT, 5)
    for number in (0, 1, 255, COUNT - 1):
        alone = simulate(plans, 1, 5, first=number)
        assert alone.setting.tobytes() == whole.setting[number : number + 1].tobytes()
        assert alone.cost_gbp.tobytes() == whole.cost_gbp[number : number + 1].tobytes()


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
    # Workers are new processes that must find the package where the tests found it.
    paths = os.pathsep.join(p for p in (os.environ.get("PYTHONPATH"), str(Path("src").resolve())) if p)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", paths)
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
            ) as cluster,
            distributed.Client(cluster, set_as_default=False) as client,
        ):
            yield client


@pytest.mark.filterwarnings("ignore")  # of the cluster library, about its own sockets at the end
def test_two_workers_give_the_same_bytes(small_plan: Plan, two_workers: Any) -> None:
    here = simulate(small_plan, COUNT, 5)
    assert same(here, simulate(small_plan, COUNT, 5, chunk=77, cluster=two_workers))


def test_a_cluster_that_does_not_answer_is_said_plainly() -> None:
    from portcullis.model.transitions.cluster import connected

    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    with pytest.raises(TransitionsError, match="no scheduler answers at nonsense"):
        connected("nonsense://")


@pytest.mark.parametrize(("simulations", "seed"), [(0, 1), (2_000_000, 1), (5, -1)])
def test_wrong_numbers_are_refused(small_plan: Plan, simulations: int, seed: int) -> None:
    with pytest.raises(TransitionsError):
        simulate(small_plan, simulations, seed)
