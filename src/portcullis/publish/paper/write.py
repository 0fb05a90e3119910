"""All briefs and cards of a site, written to its folder.

In: gathered facts, the folder of the site, and perhaps the folder of the build before. Out: files, and what each read.
What would come out the same is taken from the build before; the rest is printed by one process for each core.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..downloads.files import link
from ..gathered import Gathered
from ..pages.area import brief_path
from ..reads import Reads
from ..record import Done, Kept
from . import cards
from . import sheet as briefs
from .press import HERE, as_json, print_pdf, print_png

#: What each file was printed from: a later build prints only what has changed.
RECORD = "papers.json"
#: Fewer jobs than this are done sooner without another process.
_WORTH_A_PROCESS = 24


@dataclass(frozen=True, slots=True)
class Job:
    """One sheet to print: where it goes, with what, and the day that a PDF carries (None: a picture)."""

    path: str
    template: str
    data: dict[str, Any]
    timestamp: int | None = None

    def done(self) -> bytes:
        """The bytes of the sheet."""
        if self.timestamp is None:
            return print_png(self.template, self.data)
        return print_pdf(self.template, self.data, self.timestamp)


def write_papers(
    g: Gathered,
    folder: Path,
    before: Path | None = None,
    *,
    with_briefs: bool = True,
    reads: Reads | None = None,
    unchanged: Mapping[str, Kept] | None = None,
) -> dict[str, Done | Kept]:
    """Write every card and, unless a server prints them on demand, every brief below `folder`; what rests on what.

    `unchanged`: sheets of the build before of which no fact has changed. Raises OSError, typst.TypstError, and
    RuntimeError for a helper.
    """
    old, reads, unchanged = _record(before), reads or Reads(), unchanged or {}
    roots = {template: (HERE / template).read_bytes() for template in (briefs.TEMPLATE, cards.TEMPLATE)}
    roots = {template: text + version("typst").encode() for template, text in roots.items()}
    record: dict[str, str] = {}
    found: dict[str, Done | Kept] = {}
    wanted: list[Job] = []
    for path, make in sheets(g, with_briefs=with_briefs):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        name = f"paper {path}"
        if before and name in unchanged and path in old and _taken(before / path, target):
            record[path], found[name] = old[path], unchanged[name]
            continue
        job, facts = reads.during(make)
        record[path] = digest = _digest(job, roots[job.template])
        found[name] = Done((path,), frozenset(facts))
        if not (before and old.get(path) == digest and _taken(before / path, target)):
            target.unlink(missing_ok=True)
            wanted.append(job)
    _print_all(wanted, folder)
    (folder / RECORD).unlink(missing_ok=True)  # it may be shared with an older build
    (folder / RECORD).write_text(json.dumps(record, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    return found


def sheets(g: Gathered, *, with_briefs: bool = True) -> Iterator[tuple[str, Callable[[], Job]]]:
    """The path of every sheet of the site, and what gathers its data."""
    for code, area in g.areas.items():
        if area["status"] == "current":
            if with_briefs:
                yield brief_path(area), partial(_brief, g, code)
            yield cards.card_path(code), partial(_card, cards.card_path(code), cards.card_data, g, code)
    for agreement in g.agreements:
        slug = agreement["slug"]
        path = cards.agreement_card_path(slug)
        yield path, partial(_card, path, cards.agreement_card_data, g, slug)
    yield cards.HOME_PATH, partial(_card, cards.HOME_PATH, cards.home_card_data, g)


def _brief(g: Gathered, code: str) -> Job:
    return Job(brief_path(g.areas[code]), briefs.TEMPLATE, briefs.brief_data(g, code), briefs.stamp(g))


def _card(path: str, data: Callable[..., dict[str, Any]], *about: Any) -> Job:
    return Job(path, cards.TEMPLATE, data(*about))


def _print_all(wanted: list[Job], folder: Path) -> None:
    """This process and its helpers share the work: typst holds on to the interpreter, so threads would not do."""
    helpers = min((os.cpu_count() or 1) - 1, len(wanted) // _WORTH_A_PROCESS, 7)
    wanted = sorted(wanted, key=lambda job: job.template)  # a brief takes far longer than a card: each gets both
    shares = [wanted[i :: helpers + 1] for i in range(helpers + 1)]
    with ExitStack() as pipes:
        running = [pipes.enter_context(_helper(share, folder)) for share in shares[1:]]
        try:
            for job in shares[0]:
                (folder / job.path).write_bytes(job.done())
            for helper in running:
                _, said = helper.communicate()
                if helper.returncode:
                    raise RuntimeError(f"a helper could not print: {said.decode(errors='replace').strip()[-800:]}")
        except BaseException:
            for helper in running:
                helper.kill()
            raise


def _helper(share: list[Job], folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"{__package__}.helper", str(folder)]
    # From a file and not a pipe: a helper that is slow to read must not hold this process up.
    with tempfile.TemporaryFile() as lines:
        for job in share:
            lines.write(json.dumps([job.path, job.template, job.data, job.timestamp]).encode() + b"\n")
        lines.seek(0)
        return subprocess.Popen(command, stdin=lines, stderr=subprocess.PIPE)  # noqa: S603 - our own module


def _record(before: Path | None) -> dict[str, str]:
    try:
        return json.loads((before / RECORD).read_text(encoding="utf-8")) if before else {}
    except (OSError, ValueError):
        return {}


def _digest(job: Job, template: bytes) -> str:
    digest = hashlib.sha256(template)
    digest.update(as_json([job.template, job.data, job.timestamp]).encode())
    return digest.hexdigest()[:24]


def _taken(old: Path, target: Path) -> bool:
    """Link the old file, or copy it where a link is not possible; False when it is gone."""
    if target.exists():  # in a folder that is used again: this very file
        return True
    try:
        link(old, target)
    except FileNotFoundError:
        return False
    return True
