"""Does the code that a source printed belong to the authority it named?

In: `source_code`, kept where a source's own code differs from ours; authority codes. Out: one finding per authority
and source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, WARNING, finding
from ..evidence import Evidence
from ..phrases import few


class Codes:
    """Names against codes."""

    name = "codes"
    asks = "Does each code resolve to the authority that the source named?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Codes of other authorities, codes of nobody, and old codes that would be lost in a join."""
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for row in np.flatnonzero(evidence.source_code != ""):
            key = (str(evidence.authority[row]), str(evidence.source_code[row]), str(evidence.source[row]))
            groups[key].append(int(row))
        for (authority, code, source), rows in sorted(groups.items()):
            owners = evidence.codes.get(code, set())
            if authority in owners:
                continue
            named, printer = evidence.name(authority), evidence.source_name(source)
            periods = sorted({str(evidence.period[row]) for row in rows})
            if owners:
                other = few([evidence.name(o) for o in sorted(owners)])
                what = f"{printer} prints {named} with code {code}, which belongs to {other}"
                innocent = "A code list may have been re-used; the name, not the code, was followed here."
            else:
                what = f"{printer} prints {named} with code {code}, which belongs to no authority we know"
                innocent = "The code may be older or newer than our list."
            yield finding(
                evidence, check=self.name, severity=ERROR if owners else WARNING,
                what=f"{what} ({len(rows)} figures, {periods[0]} to {periods[-1]}).", innocent=innocent,
                rows=rows, period=periods[-1], authorities=[authority, *sorted(owners)],
            )  # fmt: skip
        yield from self._unresolved(evidence)

    def _unresolved(self, evidence: Evidence) -> Iterable[Finding]:
        groups: dict[str, list[int]] = defaultdict(list)
        for row in np.flatnonzero(evidence.authority_number < 0):
            groups[str(evidence.authority[row])].append(int(row))
        for code, rows in sorted(groups.items()):
            owners = sorted(evidence.codes.get(code, set()))
            to = f"an old code of {few([evidence.name(o) for o in owners])}" if owners else "no authority we know"
            yield finding(
                evidence, check=self.name, severity=ERROR,
                what=f"{len(rows)} figures are filed under {code}, {to}, so a join on codes loses them.",
                innocent="Sources go on using a code for years after it has been replaced.", rows=rows,
                authorities=[code, *owners],
            )  # fmt: skip
