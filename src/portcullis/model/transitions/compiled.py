"""Compiles functions and keeps the machine code, so that only the first call after an installation waits.

In: a function. Out: `compiled`, the same function as machine code; or `TransitionsError` where the extra `council` is
not installed. The code is kept in `PORTCULLIS_CACHE`, or the user's cache folder, under a digest of our sources: a new
version never runs old code. Where no folder can be written, everything works, and each process compiles anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from .errors import TransitionsError

Compiled = TypeVar("Compiled", bound=Callable[..., Any])
SOURCES = ("alias.py", "draws.py", "kernel.py", "rows.py")


def place() -> Path:
    """The folder for machine code."""
    base = os.environ.get("PORTCULLIS_CACHE") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    digest = hashlib.sha256(b"".join((Path(__file__).parent / name).read_bytes() for name in SOURCES)).hexdigest()
    return root / "portcullis" / f"kernels-{digest[:16]}"


@lru_cache(maxsize=1)
def _numba() -> Any:
    try:
        # By name, so that the rest of the house can be checked where the extra is not installed.
        return import_module("numba")
    except ImportError:
        raise TransitionsError("this needs the extra `council`: pip install 'portcullis-send[council]'") from None


@lru_cache(maxsize=1)
def _writable() -> str:
    try:
        folder = place()
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except (OSError, RuntimeError):
        return ""
    return str(folder)


def installed() -> None:
    """Raises TransitionsError where the extra `council` is not installed."""
    _numba()


def compiled(function: Compiled) -> Compiled:
    """Machine code without Python's lock; divisions by zero give infinity, as in NumPy."""
    numba = _numba()
    folder, before = _writable(), numba.config.CACHE_DIR
    # Numba looks at this setting when a function is declared. It is put back: it belongs to the whole process.
    numba.config.CACHE_DIR = folder
    try:
        return numba.njit(nogil=True, cache=bool(folder), error_model="numpy")(function)
    finally:
        numba.config.CACHE_DIR = before


def trailing_zeros() -> Any:
    """The processor's own instruction: how many zeros a word ends with, to be called from compiled functions."""
    _numba()
    return import_module("numba.cpython.unsafe.numbers").trailing_zeros
