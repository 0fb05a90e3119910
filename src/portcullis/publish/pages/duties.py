"""Duties: what the law asks of a council, what wording is in tension with it, and the cases won by either side.

In: duties and cases of the register. Out: the list and a page for each. Every page says whether a lawyer has
reviewed the draft; none says that a council broke the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portcullis.vocabulary import date_text

from .environment import Page
from .reading_rows import ReadingRows

Row = dict[str, Any]
#: In the order in which a family meets them.
GROUPS = {
    "assessment": "Asking for help and for a plan",
    "provision": "What a plan must provide",
    "placement": "Which school",
    "ending": "When a plan ends",
    "transport": "Getting to school",
    "process": "How decisions are made",
    "money": "Money",
}
SEVERITIES = {
    "breach_if_applied": (
        "Direct tension",
        "If these words were applied to a child as written, they would conflict with a duty. "
        "That says nothing about what was done.",
    ),
    "high_risk": (
        "Pushes towards tension",
        "The words could be carried out within the law. But they push decisions the other way, "
        "or rest on a step that the law requires.",
    ),
    "watch": (
        "Needs a safeguard",
        "Often within the law. The question is whether the safeguard, the study or the consent is there "
        "that makes it so.",
    ),
}
DIRECTIONS = {
    "for_family": ("for families", "Cases that help a family’s argument"),
    "for_authority": ("for councils", "Cases that went the council’s way"),
    "mixed": ("for both", "Cases with parts each way"),
    "sets_test": ("setting a test", "Cases that set a test"),
}
EVIDENCE = {
    "found": "We read the holding at this address.",
    "located": "We found the judgment at this address. What it held is from general knowledge, not yet checked.",
    "recalled": "We have not found the judgment. This is from general knowledge: check it before you rely on it.",
}
DRAFT = "A draft that no lawyer has reviewed"


def duty_pages(rows: ReadingRows) -> Iterator[Page]:
    """The list of duties by group, and a page for each."""
    context = {
        "title": "Duties", "groups": _groups(rows), "total": len(rows.duties), "cases": _counts(rows, rows.cases),
        "severities": SEVERITIES, "draft": _draft(list(rows.duties.values())),
        "description": "What the law asks of a council, and what wording is in tension with it.",
    }  # fmt: skip
    yield Page("duties/", "duties.html", context, active="duties/")
    for duty in rows.duties.values():
        yield _duty_page(duty, rows)


def _groups(rows: ReadingRows) -> list[tuple[str, str, list[tuple[Row, str, list[str]]]]]:
    names = list(GROUPS) + sorted({duty["group_name"] for duty in rows.duties.values()} - GROUPS.keys())
    out = []
    for name in names:
        here = [
            (duty, SEVERITIES[duty["severity"]][0], _counts(rows, duty["cases"]))
            for duty in rows.duties.values()
            if duty["group_name"] == name
        ]
        if here:
            out.append((name, GROUPS.get(name, name.replace("_", " ").capitalize()), here))
    return out


def _counts(rows: ReadingRows, keys: Any) -> list[str]:
    """'2 for families', '1 for councils'…: both sides are always counted, a nought too."""
    found = [rows.cases[key]["direction"] for key in keys]
    always = ("for_family", "for_authority")
    return [
        f"{found.count(direction)} {words}"
        for direction, (words, _) in DIRECTIONS.items()
        if direction in always or found.count(direction)
    ]


def _draft(duties: list[Row]) -> str:
    return "" if all(duty["reviewed_by_lawyer"] for duty in duties) else DRAFT


def _duty_page(duty: Row, rows: ReadingRows) -> Page:
    cases = [rows.cases[key] for key in duty["cases"]]
    sides = []
    for direction, (_, heading) in DIRECTIONS.items():
        here = [case for case in cases if case["direction"] == direction]
        if here or direction in ("for_family", "for_authority"):
            sides.append((direction, heading, here))
    name, words = SEVERITIES[duty["severity"]]
    context = {
        "title": duty["title"], "description": duty["duty"][:200], "duty": duty, "sides": sides, "any": bool(cases),
        "severity": name, "severity_words": words, "draft": _draft([duty]), "evidence": EVIDENCE,
        "group": GROUPS.get(duty["group_name"], duty["group_name"]), "group_name": duty["group_name"],
        "in_force": _in_force(duty),
    }  # fmt: skip
    return Page(f"duties/{duty['id']}/", "duty.html", context, active="duties/")


def _in_force(duty: Row) -> str:
    start = f"from {date_text(duty['valid_from'])}" if duty["valid_from"] else ""
    end = f"to {date_text(duty['valid_to'])}" if duty["valid_to"] else ""
    return " ".join(filter(None, (start, end)))
