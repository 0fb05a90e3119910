"""How long a projection of money takes: all councils under all scenarios, and one council under one.

The baseline runs in the same minute: a plain NumPy loop over councils and scenarios that draws and ranks as many
numbers (spending and funding grow at random, the balance adds up, two measures are ranked each year).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from .bench_forecast import STORE
from .measure import REGISTER, python, run, say

PROGRAM = """
import json, resource, time
from pathlib import Path
from portcullis.model.money import Policy, fit_money, project, scenarios
from portcullis.store import open_store

def best(work, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)

SHOWN = ("gap", "balance", "deficits", "grant", "exposure")
with open_store(Path({store!r})) as store:
    out = {{"load_and_fit": best(lambda: fit_money(store), 2)}}
    fitted, found = fit_money(store), scenarios(store)
policies = [Policy.of(one) for one in found.values()]
out["one"] = best(lambda: project(fitted, ["E10000016"], policies[:1]), 7)
out["one_with_switches"] = best(lambda: project(fitted, ["E10000016"], [Policy.of(found["refusals-tightened"])]), 5)
out["all"] = best(lambda: project(fitted, None, policies, measures=SHOWN), 2)
out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(out | {{"scenarios": len(policies), "councils": len(fitted.codes)}}))
"""
LOOP = """
import time
import numpy as np
rng = np.random.default_rng(1)
levels = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]
def council(scenarios):
    for scenario in range(scenarios):
        spent, funding, balance = np.full(10_000, 1e8), np.full(10_000, 9e7), np.zeros(10_000)
        for year in range(11):
            spent = spent * np.exp(0.1 + 0.05 * rng.standard_normal(10_000))
            funding = funding * np.exp(0.02 + 0.01 * rng.standard_normal(10_000))
            gap = spent - funding
            balance = balance + gap
            np.quantile(gap, levels), np.quantile(balance, levels)
council(1)
start = time.perf_counter()
for number in range(15):
    council(10)
print((time.perf_counter() - start) / 15)
"""


def main() -> None:
    """Print the lines."""
    with tempfile.TemporaryDirectory() as folder:
        place = {"register": str(REGISTER), "store": str(Path(folder) / "build" / "store")}
        run(*python(STORE.format(**place)))
        ours = json.loads(run(*python(PROGRAM.format(**place))).output)
        loop = float(run(*python(LOOP)).output)
        what = f"{ours['councils']} councils, 10,000 draws, 10 years, {ours['scenarios']} scenarios"
        say(what, ours["all"], "a plain NumPy loop", loop * ours["councils"], budget=10.0)
        say("one council, one scenario, all measures", ours["one"], "one council of that loop", loop / 10, budget=0.15)
        say("the same with switches of demand", ours["one_with_switches"], "one council of that loop", loop / 10)
        say("read the store and fit", ours["load_and_fit"], "a plain NumPy loop", loop * ours["councils"])
        say("peak memory", ours["peak_mb"], "a tenth of the budget", 100.0, "MB", budget=1000.0)


if __name__ == "__main__":
    main()
