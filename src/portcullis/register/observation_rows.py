"""Judges the rows of one observation file.

In: one indicator and what is known (authorities, sources). Out: verdicts on words, and mistakes by row.
Each distinct combination of words is judged once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from portcullis.vocabulary import COLUMNS, MISSING, RECORDED, Authority, Basis, Indicator, Source, Unit
from portcullis.vocabulary.base import TOO_LARGE
from portcullis.vocabulary.period import period_year, span

from .files import Folder
from .known import Known
from .mistakes import nearest, short
from .records import csv_rows

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
#: A code as some source prints it: ONS, Department for Education, MHCLG.
SOURCE_CODE = re.compile(r"[A-Za-z0-9-]{0,12}")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Judge:
    """Judges the words of one indicator's file; remembers each verdict."""

    def __init__(
        self,
        indicator: Indicator,
        authorities: Known[Authority],
        old_codes: Mapping[str, str],
        sources: Known[Source],
    ) -> None:
        self.indicator = indicator
        self.authorities = authorities
        self.old_codes = old_codes
        self.sources = sources
        self.needs_basis = indicator.sign is not None
        self.seen: dict[tuple[str, ...], tuple[int, list[tuple[str, str, str]]]] = {}

    def words(
        self, period: str, status: str, basis: str, source: str, published: str
    ) -> tuple[int, list[tuple[str, str, str]]]:
        """The year the period ends in, and complaints about these words (the same for every row that has them)."""
        key = (period, status, basis, source, published)
        if key not in self.seen:
            self.seen[key] = self._judge(*key)
        return self.seen[key]

    def _judge(
        self, period: str, status: str, basis: str, source: str, published: str
    ) -> tuple[int, list[tuple[str, str, str]]]:
        bad: list[tuple[str, str, str]] = []
        year = 0
        try:
            year = period_year(period, self.indicator.period_kind)
        except ValueError as error:
            wrong, _, right = str(error).partition(": ")
            bad.append(("period", wrong, right))
        if status not in RECORDED:
            right = "lay `suspect` on with a correction" if status == "suspect" else nearest(status, RECORDED)
            bad.append(("status", f"{short(status)} is not a status of a row", right))
        if basis not in {"", *Basis}:
            bad.append(("basis", f"{short(basis)} is not a basis", nearest(basis, Basis)))
        elif self.needs_basis and not basis:
            bad.append(("basis", "is blank", "a deficit needs its basis: net, gross or unknown"))
        elif basis and not self.needs_basis:
            bad.append(("basis", f"{short(basis)} given for a measure that has none", "leave it blank"))
        known = self.sources.get(source)
        if self.sources.lacks(source):
            right = nearest(source, self.sources) or "add it to sources.csv"
            bad.append(("source", f"{short(source)} is not in sources.csv", right))
        bad += self._judge_published(published, known, year)
        return year, bad

    def _judge_published(self, published: str, source: Source | None, year: int) -> list[tuple[str, str, str]]:
        if not published:
            return []
        try:
            first, last = span(published)
        except ValueError as error:
            wrong, _, right = str(error).partition(": ")
            return [("published", wrong, right)]
        if source and first > span(source.retrieved)[1]:
            return [
                (
                    "published",
                    f"{published} is after the source was retrieved ({source.retrieved})",
                    "check the date",
                )
            ]
        if year and not self.indicator.ahead and last.year < year - 1:
            return [
                (
                    "published",
                    f"{published} is before the period ends ({year})",
                    "check the date and the period",
                )
            ]
        return []

    def authority(self, code: str) -> tuple[str, str] | None:
        """What is wrong with an authority code and what would be right, or nothing."""
        if code in self.old_codes:
            current = self.authorities[self.old_codes[code]]
            return f"{code} is an old code", f"write {current.code}, the present code of {current.name}"
        if not self.authorities.lacks(code):
            return None
        right = nearest(code, [c for c in self.authorities if c[:3] == code[:3]][:400])
        return f"{short(code)} is not an authority", right or "see authorities.csv"


def report(folder: Folder, name: str, judge: Judge) -> None:
    """Go through a file row by row and note every mistake in it."""
    indicator = judge.indicator
    before: tuple[str, ...] = ()
    seen: set[tuple[str, str, str]] = set()
    rows = 0
    for line, row in csv_rows(folder, name, COLUMNS):
        rows += 1
        authority, period, cell, status, basis, source, published, source_code, note = row
        before_row = len(folder.mistakes)
        if said := judge.authority(authority):
            folder.note(name, line, "authority", *said)
        if not SOURCE_CODE.fullmatch(source_code):
            folder.note(
                name, line, "source_code", f"{short(source_code)} is not a code", "leave it blank if there is none"
            )
        for field, wrong, right in judge.words(period, status, basis, source, published)[1]:
            folder.note(name, line, field, wrong, right)
        if cell:
            _judge_number(folder, name, line, cell, indicator.unit is Unit.COUNT)
            if status in MISSING:
                wrong = f"{short(cell)} given but the status is {status}"
                folder.note(name, line, "value", wrong, "leave one of them out")
        elif status not in MISSING:
            wrong = f"is blank but the status is {short(status)}"
            folder.note(name, line, "value", wrong, "give the value, or a status that says why")
        elif not note:
            folder.note(name, line, "note", "is blank", "a missing value needs its reason here")
        if CONTROL.search(note):
            folder.note(name, line, "note", "holds a control character", "write plain text")
        key = (authority, period, source)
        if key in seen:
            wrong = f"second value for {authority}, {period} from {source}"
            folder.note(name, line, "row", wrong, "keep one; a new vintage is a new source")
        seen.add(key)
        if len(folder.mistakes) > before_row:
            continue  # its place cannot be judged before it is mended
        order = (authority, period, published, source)
        if order < before:
            folder.note(name, line, "row", "is out of order", "sort by authority, period, published, source")
        before = order
    if not rows and not any(mistake.file == name for mistake in folder.mistakes):
        folder.note(name, 1, "file", "holds no rows", "add a row, or remove the file and its indicator")


def _judge_number(folder: Folder, name: str, line: int, cell: str, whole: bool) -> None:
    if not NUMBER.fullmatch(cell):
        right = "digits only, such as 1234 or -12.5, without commas, £ or %"
        folder.note(name, line, "value", f"{short(cell)} is not a number", right)
    elif abs(float(cell)) > TOO_LARGE:
        folder.note(name, line, "value", f"{cell[:24]} is too large to be a figure of this kind", "check the unit")
    elif whole and (cell.startswith("-") or not float(cell).is_integer()):
        folder.note(name, line, "value", f"{cell} is not a count", "a count is a whole number, 0 or more")
