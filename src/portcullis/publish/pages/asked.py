"""What agreements asked for: every condition that we know, by family and by council, with wording that raises a flag.

In: gathered facts, and the duties of the reading rows. Out: the page. Conditions stand here in our words, from
papers and
the press; where no official source is known the page says so beside each, since a flag on a report is weaker still.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portcullis.reader import from_rows
from portcullis.reader.flags import flags
from portcullis.reader.sentences import Sentence

from ..charts import Cell, Column, Table
from ..gathered import Gathered
from .agreement import FAMILY
from .environment import Page, relative
from .figures import Shown
from .reading_rows import ReadingRows

Row = dict[str, Any]
OFFICIAL = frozenset({"official", "parliament", "court"})
PATH = "agreements/asked/"
STRENGTHS = {"number": "with a number or a fixed rule", "direction": "a direction without a number"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition as the page shows it. `reported`: known only from reports. `flags`: title, address, strength."""

    council: str
    href: str
    text: str
    target: str
    reported: bool
    flags: tuple[tuple[str, str, str], ...]
    source_label: str
    source_href: str


def asked_page(g: Gathered, rows: ReadingRows) -> Page:
    """The matrix, and the conditions of each family."""
    shown = Shown(g, relative(PATH))
    law = from_rows(rows.duties.values(), rows.cases.values(), ())
    agreements = sorted(g.agreement_by_slug.values(), key=lambda a: a["name"])
    by_family: dict[str, list[Asked]] = {family: [] for family in FAMILY}
    counts: dict[str, dict[str, list[Asked]]] = {}
    for agreement in agreements:
        for row in agreement["conditions"]:
            found = _asked(g, shown, agreement, row, law.duties)
            by_family[row["family"]].append(found)
            counts.setdefault(agreement["slug"], {}).setdefault(row["family"], []).append(found)
    everything = [one for found in by_family.values() for one in found]
    used = [family for family, found in by_family.items() if found]
    context = {
        "title": "What the agreements asked for", "notice": law.notice,
        "description": "Every condition of the Safety Valve agreements that we know, by subject and by council.",
        "table": _matrix(agreements, counts, used), "strengths": STRENGTHS,
        "families": [(family, FAMILY[family], by_family[family]) for family in used],
        "total": len(everything), "councils": sum(a["slug"] in counts for a in agreements), "of": len(agreements),
        "flagged": sum(bool(one.flags) for one in everything), "reported": sum(one.reported for one in everything),
        "sources": shown.sources(),
    }  # fmt: skip
    return Page(PATH, "asked.html", context, active="agreements/")


def read_page() -> Page:
    """How to read a document; the server puts a form in its place."""
    context = {
        "title": "Read a document",
        "description": "How to read an agreement or a plan against the duties of a council.",
    }
    return Page("read/", "read.html", context, active="duties/")


def _asked(g: Gathered, shown: Shown, agreement: Row, row: Row, duties: Any) -> Asked:
    words = " ".join(filter(None, (row["text"], row["target_text"])))
    sentence = Sentence(words, 0, len(words), None, 0, lead="The council will:")
    found = flags([sentence], duties)
    sources = [one for one in row["sources"].split("|") if one]
    reported = not any(g.sources[one]["kind"] in OFFICIAL for one in sources if one in g.sources)
    return Asked(
        agreement["name"], f"agreements/{agreement['slug']}/", row["text"], row["target_text"] or "", reported,
        tuple((flag.duty.title, f"duties/{flag.duty.id}/", flag.strength) for flag in found),
        shown.source_label(sources[0]) if sources else "", f"#source-{sources[0]}" if sources else "",
    )  # fmt: skip


def _matrix(agreements: list[Row], counts: dict[str, dict[str, list[Asked]]], used: list[str]) -> Table:
    columns = ["Council", *(Column(FAMILY[family], numeric=True) for family in used), Column("Flagged", numeric=True)]
    rows = []
    for agreement in agreements:
        here = counts.get(agreement["slug"], {})
        flagged = sum(bool(one.flags) for found in here.values() for one in found)
        rows.append(
            [
                Cell(agreement["name"], href=f"../{agreement['slug']}/"),
                *(len(here.get(family, ())) or "none known" for family in used), flagged if here else "none known",
            ]
        )  # fmt: skip
    return Table("Conditions that we know, by council and subject", columns, rows)
