"""What a register was when a build was made of it: a digest of each file, and one of all.

In: the register's folder. Out: digests, and which parts of the register a change of files can have touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import portcullis
from portcullis.register.files import MAX_BYTES

from .tables import FIGURE_VIEW, TABLES

#: Nothing that is not an observation leans on these, and no observation does: a change in them stays in small tables.
_APART = frozenset(
    {"claims.csv", "national.csv", "national_series.toml", "events.toml", "dates.toml", "cases.toml", "rulebook.toml",
     "site.toml", "README.md"}
)  # fmt: skip
_APART_FOLDERS = frozenset({"agreements", "duties", "news", "scenarios"})
OBSERVATIONS = "observations"


def program() -> str:
    """A digest of what turns a register into tables: another program makes another store."""
    said = [portcullis.__version__, repr(sorted(TABLES.items())), FIGURE_VIEW]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def file_digests(root: Path) -> dict[str, str]:
    """A digest of every file of the register, by its path inside it."""
    found = {}
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")):
        # A file beyond the size of any register file is not read: `check` refuses it, and here its size and time do.
        about = path.stat()
        large = about.st_size > MAX_BYTES
        content = f"{about.st_size} {about.st_mtime_ns}".encode() if large else path.read_bytes()
        found[path.relative_to(root).as_posix()] = hashlib.sha256(content).hexdigest()
    return found


def fingerprint(root: Path, digests: Mapping[str, str] | None = None) -> str:
    """One digest of the whole register and of the program: the same digest, the same build."""
    digests = file_digests(root) if digests is None else digests
    lines = [program(), *(f"{name}\0{digest}" for name, digest in sorted(digests.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def changed_measures(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str] | None:
    """The measures whose files differ; None where the difference may reach further than the files that hold it.

    Authorities, sources, measures and corrections say how other files are read: when they change, or when a file of
    observations comes or goes, everything is loaded again.
    """
    found = set()
    for name in before.keys() | now.keys():
        if before.get(name) == now.get(name) or name in _APART:
            continue
        folder, _, rest = name.partition("/")
        if folder in _APART_FOLDERS and rest:
            continue
        if folder != OBSERVATIONS or name not in before or name not in now:
            return None
        found.add(PurePosixPath(name).stem)
    return frozenset(found)


def only_observations(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether nothing but files of observations differs."""
    differing = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    return all(name.startswith(f"{OBSERVATIONS}/") for name in differing)
