"""Does a part of the loading in a second process, while this one goes on: two cores, half the wait.

In: a job that notes mistakes on the folder. Out: what it returns, with its mistakes noted here too.
Where a process cannot be divided (no fork), the job is done when its result is asked for.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Generic, TypeVar

from .files import Folder

T = TypeVar("T")


class Aside(Generic[T]):
    """A job begun in a process of its own; `result` waits for it."""

    def __init__(self, folder: Folder, job: Callable[[], T], *, divide: bool) -> None:
        self._folder, self._job = folder, job
        self._pipe, self._child = -1, 0
        if divide and hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
            self._begin()

    def _begin(self) -> None:
        self._pipe, out = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(out)
            return
        before = len(self._folder.mistakes)
        status = 1
        try:
            # Ours alone reads it: the bytes never leave these two processes.
            answer = pickle.dumps((self._job(), self._folder.mistakes[before:]), protocol=5)
            with os.fdopen(out, "wb") as pipe:
                pipe.write(answer)
            status = 0
        finally:
            os._exit(status)

    def result(self) -> T:
        """What the job returned. If its process came to grief, the job is done here."""
        if self._child:
            with os.fdopen(self._pipe, "rb") as pipe:
                answer = pipe.read()
            _, status = os.waitpid(self._child, 0)
            if status == 0:
                found, mistakes = pickle.loads(answer)  # noqa: S301 - written by our own child
                self._folder.mistakes += mistakes
                return found
        return self._job()
