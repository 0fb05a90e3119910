"""Does one thing in a second process while this one goes on.

In: a function that can be called there. Out: a function that waits for its result. Where a process cannot be divided
(no fork), the work is done when its result is asked for.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


@contextlib.contextmanager
def begun(work: Callable[..., T], *about: Any, patience: int = 0) -> Generator[Callable[[], T]]:
    """Begin `work(*about)`; the result raises what it raised. No database may be open here when it begins.

    `patience`: by how much others come first, as `nice` has it.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or (os.cpu_count() or 1) < 2:
        yield lambda: work(*about)
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, mp_context=fork, initializer=os.nice, initargs=(patience,)) as pool:
        yield pool.submit(work, *about).result
