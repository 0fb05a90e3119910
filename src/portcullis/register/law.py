"""The part of the register that the reader of documents needs: duties, cases, the rulebook, and the names of councils.

In: a folder. Out: `LawFiles`. Raises RegisterError with every mistake in these files; other files are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portcullis.vocabulary import Authority, Case, Duty, Rulebook

from .files import Folder
from .mistakes import RegisterError
from .tables import load_authorities, load_sources
from .texts import load_duties


@dataclass(frozen=True, slots=True)
class LawFiles:
    """Duties in the order of their files, cases, what holds for all duties, and councils by code."""

    duties: list[Duty]
    cases: list[Case]
    rulebook: Rulebook | None
    authorities: dict[str, Authority]


def load_law(root: Path | str) -> LawFiles:
    """Load them."""
    folder = Folder(Path(root))
    if not folder.root.is_dir():
        folder.note(str(root), 0, "register", "there is no such folder", "give its place with --register DIR")
        raise RegisterError(folder.mistakes)
    authorities, _ = load_authorities(folder)
    duties, cases, rulebook = load_duties(folder, load_sources(folder))
    if folder.mistakes:
        raise RegisterError(folder.mistakes)
    return LawFiles(duties, cases, rulebook, dict(authorities))
