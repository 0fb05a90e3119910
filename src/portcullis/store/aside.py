"""Writes a folder aside and puts it in place in one step, so that the last good build always stands.

In: the place where a folder shall stand. Out: a fresh folder to fill, which takes that place when all went well.
The place is a link to a hidden folder beside it: changing the link is one rename, whatever kills us and whenever.
Two writers at once: the second is told so. The generation before is kept, for readers who are still in it.
"""

from __future__ import annotations

import contextlib
import fcntl
import re
import shutil
import uuid
from collections.abc import Generator
from pathlib import Path


class PlaceError(Exception):
    """The place cannot be written to; the message says why and what to do."""


#: Of the random part in the name of a generation: `.store.0123456789ab`.
DIGITS = 12


@contextlib.contextmanager
def replacing(place: Path, *, reuse: bool = False) -> Generator[Path]:
    """A fresh folder; when the block ends without an exception it becomes `place`.

    `reuse`: not an empty folder, but the generation before the one that stands, if there is one: whoever read it has
    had a whole build's time. Its files are shared with others: one must be removed before it is written anew.

    Raises PlaceError when another process is writing there, or when `place` holds something that is not ours.
    """
    place = place.absolute()
    _refuse_strangers(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    with _locked(place):
        _sweep(place)
        fresh = place.parent / f".{place.name}.{uuid.uuid4().hex[:DIGITS]}"
        old = _generation_before(place) if reuse else None
        if old is not None:
            (old / "manifest.json").unlink()  # from now on it is unfinished, whatever happens
            old.rename(fresh)
        else:
            fresh.mkdir()
        try:
            yield fresh
            _point(place, fresh)
        except BaseException:
            if _live(place) != fresh.name:  # a signal may come when it is already in place
                shutil.rmtree(fresh, ignore_errors=True)
            raise
        _sweep(place, keep_newest=1)


def current(place: Path) -> Path | None:
    """The real folder behind a place, or None when nothing has been put there yet."""
    return place.resolve() if place.is_dir() else None


def _generation_before(place: Path) -> Path | None:
    """The newest whole generation that no longer stands."""
    now = _live(place)
    old = [p for p in place.parent.iterdir() if _ours(place, p.name) and p.name != now and not p.is_symlink()]
    whole = [path for path in old if (path / "manifest.json").is_file()]
    return max(whole, key=lambda path: path.stat().st_mtime, default=None)


def _live(place: Path) -> str:
    """Name of the generation that stands at the place. Names are compared: a path may have several spellings."""
    return place.readlink().name if place.is_symlink() else ""


def _refuse_strangers(place: Path) -> None:
    if place.is_symlink():
        target = place.readlink()
        if not _ours(place, str(target)):
            raise PlaceError(f"{place} is a link that was not made here: choose another folder")
    elif place.is_dir():
        if any(place.iterdir()):
            raise PlaceError(f"{place} holds files that were not made here: choose another folder, or empty it")
        place.rmdir()
    elif place.exists():
        raise PlaceError(f"{place} is a file: choose another folder")


def _ours(place: Path, name: str) -> bool:
    """Whether this is the name of a generation of this place, and not that of `store.old` or of a person's own."""
    return re.fullmatch(rf"{re.escape(f'.{place.name}.')}[0-9a-f]{{{DIGITS}}}", name) is not None


@contextlib.contextmanager
def _locked(place: Path) -> Generator[None]:
    """Hold the lock of a place; the system lets go of it when the process dies."""
    with (place.parent / f".{place.name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PlaceError(f"another build is writing to {place}: wait until it has ended") from None
        yield


def _point(place: Path, folder: Path) -> None:
    link = place.parent / f".{place.name}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    link.replace(place)


def _sweep(place: Path, keep_newest: int = 0) -> None:
    """Remove what dead builds left, and old generations but for the newest `keep_newest`."""
    now = _live(place)
    here = [p for p in place.parent.iterdir() if _ours(place, p.name) and p.name != now]
    old = [p for p in here if p.is_dir() and not p.is_symlink()]
    old.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for folder in old[keep_newest if now else 0 :] if keep_newest else _unfinished(old):
        shutil.rmtree(folder, ignore_errors=True)


def _unfinished(folders: list[Path]) -> list[Path]:
    """Folders of builds that never ended: they have no `manifest.json`, which is written last."""
    return [folder for folder in folders if not (folder / "manifest.json").exists()]
