"""What a reading is held against: duties, cases, and the names of councils.

In: the register's folder, or rows of a store. Out: `Law`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portcullis.register import load_law
from portcullis.vocabulary import AuthorityStatus, Case, Duty

from .authority import Councils

NOT_REVIEWED = "Draft rules: no lawyer has reviewed them. A flag is a tension with a duty, to be looked at by a person."
REVIEWED = (
    "A flag is a tension with a duty, to be looked at by a person. It is never a finding that anyone acted unlawfully."
)


@dataclass(frozen=True, slots=True)
class Law:
    """Duties in order, cases by key, councils by name, and the version of the rulebook."""

    duties: tuple[Duty, ...]
    cases: dict[str, Case]
    councils: Councils
    version: str

    def to_json(self) -> str:
        """All of it as text, for a process or a machine that has no register."""
        return json.dumps(
            {
                "duties": [duty.model_dump(mode="json") for duty in self.duties],
                "cases": [case.model_dump(mode="json") for case in self.cases.values()],
                "names": self.councils.names, "version": self.version,
            }
        )  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> Law:
        """What `to_json` wrote."""
        raw = json.loads(text)
        cases = {one["key"]: Case.model_validate(one) for one in raw["cases"]}
        names = {name: (known[0], known[1]) for name, known in raw["names"].items()}
        return cls(tuple(Duty.model_validate(one) for one in raw["duties"]), cases, Councils(names), raw["version"])

    @property
    def notice(self) -> str:
        """What must stand on every output."""
        return REVIEWED if self.duties and all(duty.reviewed_by_lawyer for duty in self.duties) else NOT_REVIEWED


def from_register(root: Path | str) -> Law:
    """From the files. Raises RegisterError."""
    files = load_law(root)
    names: dict[str, tuple[str, str]] = {}
    for status in (AuthorityStatus.ABOLISHED, AuthorityStatus.CURRENT):  # a present council wins over one that was
        for code, one in files.authorities.items():
            if one.status is status:
                names |= dict.fromkeys((one.name, *one.other_names), (one.name, code))
    version = files.rulebook.version if files.rulebook else ""
    return Law(tuple(files.duties), {case.key: case for case in files.cases}, Councils(names), version)


def from_rows(
    duties: Iterable[Mapping[str, Any]], cases: Iterable[Mapping[str, Any]], areas: Iterable[Mapping[str, Any]]
) -> Law:
    """From rows of a store's tables `duty`, `legal_case` and `authority`."""
    made = [
        Duty.model_validate(
            {
                key: row[key] or None if key.startswith("valid") else row[key]
                for key in (
                    "id",
                    "title",
                    "severity",
                    "duty",
                    "why_it_matters",
                    "valid_from",
                    "valid_to",
                    "reviewed_by_lawyer",
                )
            }
            | {
                "group": row["group_name"],
                "law": [one | {"url": one.get("url") or None} for one in _read(row["law"])],
                "cases": [k for k in row["cases"].split("|") if k] if isinstance(row["cases"], str) else row["cases"],
                "trigger": {"summary": row["trigger"]},
                "lawful_counterpart": {"summary": row["lawful_counterpart"]},
                "law_as_understood_on": "2026-11-24",
            }
        )
        for row in duties
    ]
    kept = ("key", "name", "citation", "year", "court", "direction", "evidence", "holding", "url")
    judged = [Case.model_validate({key: row[key] for key in kept} | {"url": row["url"] or None}) for row in cases]
    names = {row["name"]: (row["name"], row["code"]) for row in areas if row["status"] == "current"}
    return Law(tuple(made), {case.key: case for case in judged}, Councils(names), "")


def _read(law: Any) -> list[dict[str, Any]]:
    return json.loads(law) if isinstance(law, str) else law
