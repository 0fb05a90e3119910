"""How long the forecast takes: all councils, one council, reading and fitting, and the whole backtest. Baselines run in
the same minute: a plain NumPy loop over councils that draws and ranks as many numbers, and statsforecast's AutoETS.

statsforecast is no part of this project. Point PORTCULLIS_STATSFORECAST at the Python of an environment that has it
(`python3.11 -m venv /tmp/sf && /tmp/sf/bin/pip install statsforecast`); without it that line says so and is left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from .measure import REGISTER, ROOT, python, run, say

STORE = """
from pathlib import Path
from portcullis.register import load
from portcullis.store import ensure
ensure(Path({register!r}), Path({store!r}), load)
"""
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
import numpy as np
from portcullis.model.demand import fit, fit_panels
from portcullis.store import open_store

def best(work, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)

out = {{}}
with open_store(Path({store!r})) as store:
    out["load_and_fit"] = best(lambda: fit(store), 3)
    from portcullis.model.panel import read_panels
    from portcullis.model.units import Unit, councils, units
    areas, each = read_panels(store, units(store), [Unit(c, c, (c,)) for c in councils(store)])
    out["fit"] = best(lambda: fit_panels(areas.trusted(), each.trusted()), 3)
    fitted = fit(store)
    plain = [areas.at("stock", y).tolist() for y in range(2013, 2026)]
out["one"] = best(lambda: fitted.forecast([fitted.codes[0]]), 5)
out["all"] = best(lambda: fitted.forecast(), 4)
out["without_ages"] = best(lambda: fitted.forecast(parts=("flows", "settings")), 4)
out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(out | {{"series": plain, "councils": len(fitted.codes)}}))
"""
#: As many draws and ranked rows as ours: plans, seven flows, six settings and five ages, each of ten years.
LOOP = """
import time
import numpy as np
rng = np.random.default_rng(1)
levels = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]
def council(plans):
    out = []
    for measure in range(19):
        level = np.full(10_000, plans)
        for year in range(10):
            level = level * np.exp(0.1 + 0.045 * rng.standard_normal(10_000))
            out.append(np.quantile(level, levels))
    return out
start = time.perf_counter()
for number in range(153):
    council(1000.0 + number)
print(time.perf_counter() - start)
"""
ETS = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np
from statsforecast.models import AutoETS
series = np.array(json.load(sys.stdin)).T
AutoETS(season_length=1, model="ZZN").forecast(y=series[0], h=10, level=[80, 95])
start = time.perf_counter()
for y in series:
    AutoETS(season_length=1, model="ZZN").forecast(y=y, h=10, level=[80, 95])
print(time.perf_counter() - start)
"""


def main() -> None:
    """Print the lines."""
    with tempfile.TemporaryDirectory() as folder:
        place = {"register": str(REGISTER), "store": str(Path(folder) / "build" / "store")}
        run(*python(STORE.format(**place)))
        ours = json.loads(run(*python(PROGRAM.format(**place))).output)
        loop = float(run(*python(LOOP)).output)
        say("153 councils, 10,000 draws, 10 years", ours["without_ages"], "a plain NumPy loop", loop, budget=2.0)
        say("the same with ages", ours["all"], "a plain NumPy loop", loop)
        say("one council, the same", ours["one"], "one council of that loop", loop / 153, budget=0.1)
        say("fit", ours["fit"], "a plain NumPy loop", loop, budget=1.0)
        say("read the store and fit", ours["load_and_fit"], "the fit alone", ours["fit"])
        say("peak memory of the forecast", ours["peak_mb"], "a tenth of the budget", 100.0, "MB", budget=1000.0)
        whole = run(*python(_backtest(place["store"])))
        say("the whole backtest, 15 models", float(whole.output), "a plain NumPy loop", loop, budget=60.0)
        _statsforecast(ours)


def _backtest(store: str) -> str:
    return f"""
import time
from pathlib import Path
from portcullis.model.backtest import run
from portcullis.store import open_store
start = time.perf_counter()
with open_store(Path({store!r})) as store:
    run(store)
print(time.perf_counter() - start)
"""


def _statsforecast(ours: dict) -> None:
    program = os.environ.get("PORTCULLIS_STATSFORECAST")
    if not program:
        print("statsforecast's AutoETS: not measured; PORTCULLIS_STATSFORECAST names no Python that has it", flush=True)
        return
    done = subprocess.run(
        [program, "-c", ETS], input=json.dumps(ours["series"]), capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        print(f"statsforecast's AutoETS: not measured; {program} could not run it", flush=True)
        return
    say("153 councils with joint draws", ours["all"], "AutoETS of plans alone, 150 areas", float(done.stdout))


if __name__ == "__main__":
    main()
