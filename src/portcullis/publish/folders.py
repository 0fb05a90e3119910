"""The folder of a site that is built upon another: what is kept of it, what goes, and what it comes to.

In: folders, and pieces of work that need not be done again. Out: links, room, `Counted`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .record import Kept

#: The folder of a site that a process of its own fills.
DATA = "data"


class Counted(NamedTuple):
    """Files: how many, how many of them were written by this build, and their bytes."""

    files: int
    written: int
    bytes: int


def make_way(folder: Path) -> None:
    """Remove from a folder that is used again what is made anew for each build: data, styles."""
    for name in (DATA, "static"):
        shutil.rmtree(folder / name, ignore_errors=True)


def clear(folder: Path, before: Path) -> frozenset[str]:
    """Leave in a folder that is used again only those pages that are the very files of the build before; their paths.

    Data is left alone: somebody may be writing it by now.
    """
    stands = _inodes(before)
    left = set()
    for path, inode in _inodes(folder).items():
        if stands.get(path) == inode:
            left.add(path)
        else:
            (folder / path).unlink()
    return frozenset(left)


def keep(
    done: Mapping[str, Kept], before: Path | None, folder: Path, there: Collection[str] = frozenset()
) -> dict[str, Kept]:
    """Link the files of jobs that need not be done again; those of which every file is there.

    `there`: what `clear` left, which are these very files.
    """
    found: dict[str, Kept] = {}
    if before is None:
        return found
    old, new = os.fspath(before), os.fspath(folder)  # paths as text: there are thousands
    made: set[str] = set()
    for name, one in done.items():
        try:
            for path in one.paths:
                if path in there:
                    continue
                place = path.rpartition("/")[0]
                if place not in made:
                    os.makedirs(f"{new}/{place}", exist_ok=True)  # noqa: PTH103
                    made.add(place)
                os.link(f"{old}/{path}", f"{new}/{path}")
        except OSError:
            continue  # it is made again
        found[name] = one
    return found


def sweep(folder: Path, wanted: Collection[str]) -> Counted:
    """Remove what no piece of work has made: pages of a council or a post that is no more; count what is left.

    `x/` in `wanted` stands for a folder. Data is neither swept nor counted.
    """
    folders = tuple(name for name in wanted if name.endswith("/"))
    left = []
    for path, entry in list(entries(folder, apart=DATA)):
        if path in wanted or path.startswith(folders):
            left.append(entry.stat(follow_symlinks=False))
        else:
            (folder / path).unlink()
    return counted(left)


def counted(stats: Collection[os.stat_result]) -> Counted:
    """What these files come to. A file that is shared with the build before has two names at least."""
    return Counted(len(stats), sum(stat.st_nlink == 1 for stat in stats), sum(stat.st_size for stat in stats))


def _inodes(folder: Path) -> dict[str, int]:
    """The number of every file below a folder but data, by its path in it."""
    return {path: entry.inode() for path, entry in entries(folder, apart=DATA)}


def entries(folder: Path | str, below: str = "", *, apart: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, with its path in it. Much quicker than `Path.rglob`: a site has thousands.

    `apart`: a folder in this one that is left out.
    """
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != apart:
                    yield from entries(entry.path, f"{below}{entry.name}/")
            else:
                yield f"{below}{entry.name}", entry


def link_unchanged(folder: Path, before: Path) -> None:
    """Link every file of a folder that is the same as in the build before."""
    for path in folder.rglob("*"):
        old = before / path.relative_to(folder)
        if path.is_file() and old.is_file() and not path.samefile(old) and _same(path, old):
            aside = path.with_name(f"{path.name}.link")
            try:
                os.link(old, aside)
            except OSError:
                return
            aside.replace(path)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
