"""How long a council's own simulations take, warm, with all sums; the first call of a process; and peak memory.

Baseline: the same mode in plain NumPy, in the same process: one simulation after the other, one vectorised draw for
each step of all states. It is timed on 20 simulations and scaled up. The county is the reference's demonstration where
PORTCULLIS_PEER names its folder (or it lies in ../shared/peer), else an invented one of its size.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from .measure import ROOT, python, run, say

PROGRAM = """
import json, resource, sys, time
from pathlib import Path
import numpy as np
from benchmarks.transitions_numpy import simulate as plain
from portcullis.model.transitions.plan import plan
from portcullis.model.transitions.quirks import COMPATIBLE, SOUND
from portcullis.model.transitions.reading import read_inputs
from portcullis.model.transitions.simulate import simulate
from portcullis.model.transitions.synthetic import county

folder = Path({folder!r})
if {invented!r}:
    county(1, 1650, years=4).write(folder)
def best(work, times):
    taken, cpu = [], []
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
    return min(taken), min(cpu)
start = time.perf_counter()
inputs = read_inputs(folder)
plans = {{"sound": plan(inputs, SOUND), "reference": plan(inputs, COMPATIBLE)}}
out = {{"children": int(plans["sound"].start.sum()), "read_and_fit": time.perf_counter() - start}}
start = time.perf_counter()
simulate(plans["sound"], 10, 1)
out["first_call"] = time.perf_counter() - start
for name, one in plans.items():
    simulate(one, 10, 1)
    for count, times in ((1000, 7), (10_000, 5)):
        wall, cpu = best(lambda: simulate(one, count, 1, threads=2), times)
        out[f"{{name}}_{{count}}"], out[f"{{name}}_{{count}}_cpu"] = wall, cpu
    out[f"{{name}}_plain"] = best(lambda: plain(one, 20, 1), 2)[0] / 20
out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(out))
"""
IMPORTS = "import time; s = time.perf_counter(); import numpy, numba; print(time.perf_counter() - s)"


def main() -> None:
    """Print the lines."""
    peer = next(
        (Path(place) / "transitions-demo" / "inputs"
         for place in (os.environ.get("PORTCULLIS_PEER"), ROOT.parent / "shared" / "peer")
         if place and (Path(place) / "transitions-demo").is_dir()),
        None,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as temporary:
        folder = peer or Path(temporary) / "county"
        run(*python("from portcullis.cli import main; main(['transitions', 'warm'])"))
        ours = json.loads(run(*python(PROGRAM.format(folder=str(folder), invented=peer is None))).output)
        imports = float(run(*python(IMPORTS)).output)
    county = "the reference's demonstration" if peer else "an invented county"
    print(f"county: {county}, {ours['children']:,} children; reading and fitting twice {ours['read_and_fit']:.2f} s")
    for mode in ("sound", "reference"):
        for count, budget in ((10_000, 0.30), (1000, 0.03)):
            say(
                f"{count:,} simulations, {mode} mode, 2 threads", ours[f"{mode}_{count}"], "plain NumPy, one by one",
                ours[f"{mode}_plain"] * count, budget=budget,
            )  # fmt: skip
            print(f"  seconds of work: {ours[f'{mode}_{count}_cpu']:.3f}")
    say(
        "first call of a process, code compiled before",
        ours["first_call"],
        "importing numpy and numba",
        imports,
        budget=1.0,
    )
    say("peak memory", ours["peak_mb"], "a tenth of the budget", 50.0, "MB", budget=500.0)


if __name__ == "__main__":
    main()
